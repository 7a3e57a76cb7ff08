//! Dates in a free form: `~2019`, `'19 – '21`, `expected May 2027`, `WS 2016/17 – SS 2018`. A text is one when each of its
//! words is a word of dates.

use crate::language::is_listed;
use crate::resume::Date;
use crate::text::Span;

/// What a part of a date is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// `2019`, `'19`
    Year,
    /// `2019-13`, `2016/17`
    Numbers,
    /// `05/99`
    Short,
    /// `30`
    Day,
    /// A month or a season.
    Month,
    Word,
    Dash,
}

/// Whether every word of `text` is one of dates and one of them says a year.
pub(super) fn is_date(text: &str) -> bool {
    let mut parts = Vec::new();
    for word in text.replace(['–', '—', '−'], " – ").split_whitespace() {
        // `mid-2000`, but not `2019-13`.
        let pieces = match word.split_once('-') {
            Some((head, tail)) if !head.is_empty() && head.chars().all(char::is_alphabetic) => [head, tail],
            _ => [word, ""],
        };
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            let Some(part) = part(piece) else { return false };
            parts.push((part, piece.ends_with(',')));
        }
    }
    fits(&parts)
}

/// Whether the parts, each with whether a comma follows it, are in an order that dates have.
fn fits(parts: &[(Part, bool)]) -> bool {
    let has = |wanted: &[Part]| parts.iter().any(|(part, _)| wanted.contains(part));
    let at = |n: usize| parts.get(n).map(|(part, _)| *part);
    let in_order = parts.iter().enumerate().all(|(n, (part, comma))| match part {
        Part::Day => [n.wrapping_sub(1), n + 1].into_iter().any(|n| at(n) == Some(Part::Month)),
        Part::Year if *comma => matches!(at(n + 1), Some(Part::Year | Part::Numbers)),
        _ => !comma || *part == Part::Month,
    });
    in_order && (has(&[Part::Year, Part::Numbers]) || (has(&[Part::Short]) && has(&[Part::Dash])))
}

fn part(piece: &str) -> Option<Part> {
    let word = piece.trim_end_matches(',');
    if matches!(word, "–" | "-" | "--" | "---" | "/" | "~" | "→" | "&" | "+") {
        return Some(Part::Dash);
    }
    let word = word.trim_start_matches(['~', '≈', '<', '>']).trim_end_matches(['?', '+']);
    if word.starts_with(['\'', '’', '‘']) {
        let digits = word.trim_start_matches(['\'', '’', '‘']);
        return (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(Part::Year);
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word);
    }
    let plain = word.trim_end_matches(['.', ':']).to_lowercase();
    if is_listed(&plain, |read| read.date_words) || is_listed(&plain, |read| read.expected) {
        return Some(Part::Word);
    }
    Date::parse(&format!("{word} 2000"), Span::default()).map(|_| Part::Month)
}

/// `2019`, `2019-13`, `05/99`, `30`, `30.`, `3rd`.
fn number(word: &str) -> Option<Part> {
    let is_year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let day = word.trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h']);
    let groups: Vec<_> = word.trim_end_matches('.').split(['/', '-', '.']).collect();
    let digits = |text: &&str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if day.len() <= 2 && digits(&day) {
        return Some(Part::Day);
    }
    if !groups.iter().all(digits) || groups.len() > 3 {
        return None;
    }
    match groups.as_slice() {
        [year] => is_year(year).then_some(Part::Year),
        [month, year] if month.len() <= 2 && year.len() == 2 && !word.contains('.') => Some(Part::Short),
        _ => groups.iter().any(|group| is_year(group)).then_some(Part::Numbers),
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn words_of_dates_and_a_year_make_a_date() {
        for text in [
            "~2019", "'19 – '21", "expected May 2027", "05/99 – 06/00", "2019-13", "mid-2000–late-2001",
            "c. 2005", "Q3 2019",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in
            ["7, 1998", "24/7", "Studio 2000", "1,3", "3,9/4", "now", "since", "version 2.0", "C++ 17", "-"]
        {
            assert!(!is_date(text), "{text}");
        }
    }
}
