//! Ways to reach a person, found in a text by their form: addresses of mail and web, telephone numbers.

use super::Dates;
use super::text::links;
use crate::language::{contact_label, is_listed};
use crate::text::Span;
use crate::text::characters::words;
use crate::text::url::{MAX_DIGITS, looks_like_host};
use std::ops::{Range, RangeInclusive};

/// What reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// An e-mail address.
    Email,
    /// An address on the web.
    Web,
    /// A telephone number.
    Phone,
}

impl Way {
    /// The key of its labels in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Web => "url",
            Self::Phone => "phone",
        }
    }
}

/// An address or a number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// What it is.
    pub way: Way,
}

/// Longest line (bytes); a longer one is prose.
const MAX_LINE: usize = 2_000;

/// All addresses and numbers of a line, in order and apart.
pub fn find(text: &str) -> Vec<Found> {
    if text.len() > MAX_LINE {
        return Vec::new();
    }
    let bare = links::find(text).into_iter().map(|links::Bare { range, kind }| Found {
        range,
        way: if kind == links::Kind::Email { Way::Email } else { Way::Web },
    });
    // `@ann@example.social` is an account.
    let mut found: Vec<Found> = bare.filter(|found| !text[..found.range.start].ends_with('@')).collect();
    let is_apart =
        |found: &[Found], new: &Range<usize>| found.iter().all(|Found { range, .. }| !overlap(range, new));
    let hosts: Vec<_> = hosts(text).filter(|host| is_apart(&found, host)).collect();
    found.extend(hosts.into_iter().map(|range| Found { range, way: Way::Web }));
    let numbers: Vec<_> = numbers(text).into_iter().filter(|number| is_apart(&found, number)).collect();
    let known: Vec<_> = found.iter().map(|found| found.range.clone()).chain(numbers.clone()).collect();
    let phones = numbers.into_iter().filter(|number| is_phone(text, number, &known));
    found.extend(phones.map(|range| Found { range, way: Way::Phone }));
    found.sort_by_key(|found| found.range.start);
    found
}

/// The addresses and numbers of a text that is several of them, with nothing but punctuation between.
pub fn list(text: &str) -> Option<Vec<Found>> {
    let found = find(text);
    let starts = std::iter::once(0).chain(found.iter().map(|found| found.range.end));
    let ends = found.iter().map(|found| found.range.start).chain([text.len()]);
    let is_list = starts.zip(ends).all(|(start, end)| !has_words(&text[start..end]));
    (found.len() > 1 && is_list).then_some(found)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a text has more than punctuation.
pub fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The words that are a host without `https://`.
fn hosts(text: &str) -> impl Iterator<Item = Range<usize>> {
    words(text, ",;()[]<>|").into_iter().filter_map(|word| {
        let typed = text[word.clone()].trim_end_matches(['.', ':']);
        // `GitHub:github.com/ann`
        let label = typed.find(':').map_or(0, |colon| colon + 1);
        let host = [0, label].into_iter().find(|start| looks_like_host(&typed[*start..]))?;
        Some(word.start + host..word.start + typed.len())
    })
}

/// What can be inside a telephone number.
fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || "+-–‑./() \u{a0}\u{2009}\u{202f}".contains(c)
}

/// Digits in a telephone number: fewer are another number.
const DIGITS: RangeInclusive<usize> = 7..=MAX_DIGITS;

/// Digits of a number with its area: behind a dash, it goes on in no other.
const WHOLE: usize = 10;

/// The stretches of digits, and what people put between them, that have as many as a telephone number.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers = Vec::new();
    let mut start = 0;
    for run in text.split(|c| !is_dialled(c)) {
        let range = start..start + run.len();
        numbers.extend(pieces(text, range.clone()).into_iter().map(|piece| trimmed(text, piece)));
        start = range.end + text[range.end..].chars().next().map_or(0, char::len_utf8);
    }
    numbers.retain(|number| DIGITS.contains(&digits(&text[number.clone()])));
    numbers
}

/// Cuts `555-0100 / 555-0101` where enough digits for a number are at both sides.
fn pieces(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = run.start;
    for (at, c) in text[run.clone()].char_indices().map(|(at, c)| (run.start + at, c)) {
        let is_spaced = text[..at].ends_with(' ') && text[at + c.len_utf8()..].starts_with(' ');
        let is_cut = matches!(c, '/' | '+' | '(') || (is_spaced && matches!(c, '-' | '–'));
        let enough = |part: Range<usize>| digits(&text[part]) >= *DIGITS.start();
        // `Salem, OR 97301 - 555-010-0199`
        let begins_other = || {
            let rest = text[at + c.len_utf8()..run.end].trim_start();
            is_spaced && is_cut && c != '+' && (rest.starts_with('+') || digits(rest) >= WHOLE)
        };
        if is_cut && (enough(start..at) || begins_other()) && enough(at..run.end) {
            pieces.push(start..at);
            start = at;
        }
    }
    pieces.push(start..run.end);
    pieces
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Without punctuation around the number, and without brackets that are only around it.
fn trimmed(text: &str, mut number: Range<usize>) -> Range<usize> {
    loop {
        let typed = &text[number.clone()];
        let (Some(first), Some(last)) = (typed.chars().next(), typed.chars().next_back()) else {
            return number;
        };
        let (opening, closing) = (typed.matches('(').count(), typed.matches(')').count());
        let is_around = first == '(' && typed.find(')') == Some(typed.len() - 1);
        let starts = matches!(first, '+' | '(') || first.is_ascii_digit();
        let ends = last == ')' || last.is_ascii_digit();
        if !starts || is_around || (first == '(' && opening > closing) {
            number.start += first.len_utf8();
        } else if !ends || (last == ')' && closing > opening) {
            number.end -= last.len_utf8();
        } else if let Some(open) = typed.rfind('(').filter(|_| opening > closing) {
            number.end = number.start + open;
        } else {
            return number;
        }
    }
}

/// Whether a number is for the telephone. One without a country code must not have words beside it that say nothing of a
/// telephone: `NPI 1234567890`, `1000000 readers`.
fn is_phone(text: &str, number: &Range<usize>, known: &[Range<usize>]) -> bool {
    let typed = &text[number.clone()];
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (&text[..number.start], &text[number.end..]);
    if is_letter(before.chars().next_back()) || is_letter(after.chars().next()) || is_date(typed) {
        return false;
    }
    let from = known.iter().map(|range| range.end).filter(|end| *end <= number.start).max().unwrap_or(0);
    let until = known.iter().map(|range| range.start).filter(|start| *start >= number.end).min();
    let before = text[from..number.start].rsplit(is_border).next().unwrap_or_default();
    // `Salem, OR 97301 - 555-0100`
    let is_code = |rest: &str| rest.ends_with(|c: char| c.is_ascii_digit());
    let before = if before.trim_end().strip_suffix(" -").is_some_and(is_code) { "" } else { before };
    let after = text[number.end..until.unwrap_or(text.len())].split(is_border).next().unwrap_or_default();
    let is_said = |words: &str| {
        !has_words(words) || contact_label(words) == Some(Way::Phone.key()) || is_conjunction(words)
    };
    let is_international = typed.trim_start_matches('(').starts_with('+');
    is_international || (is_said(before) && (is_said(after) || is_extension(after)))
}

/// Whether a text is a word such as `and`.
pub fn is_conjunction(text: &str) -> bool {
    is_listed(&text.trim().to_lowercase(), |read| read.conjunctions)
}

/// What parts a number from words that say nothing of it.
fn is_border(c: char) -> bool {
    ",;|·•⋅∙\t()[]–—".contains(c)
}

/// `ext. 7`, `x7`, and the label of what follows: `Mail:`.
fn is_extension(text: &str) -> bool {
    let text = text.trim();
    let is_number =
        |rest: &str| rest.trim_start_matches(['.', ' ', ':']).starts_with(|c: char| c.is_ascii_digit());
    ["extension", "ext", "x"].iter().any(|word| text.strip_prefix(word).is_some_and(is_number))
        || contact_label(text).is_some()
}

/// `10.03.1987`, `2010-2014`.
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split(['.', '/', '-']).map(str::trim).collect();
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let is_day = |part: &str| part.len() <= 2 && part.parse().is_ok_and(|n: u8| (1..=31).contains(&n));
    let is_day = match parts.as_slice() {
        [year, a, b] if is_year(year) => is_day(a) && is_day(b),
        [a, b, year] => is_year(year) && is_day(a) && is_day(b),
        _ => false,
    };
    is_day || Dates::parse(text, Span::default()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phones(text: &str) -> Vec<&str> {
        let found = find(text).into_iter().filter(|found| found.way == Way::Phone);
        found.map(|found| &text[found.range]).collect()
    }

    #[test]
    fn numbers_for_the_telephone() {
        for (text, number) in [
            ("555-0100", "555-0100"),
            ("(555) 010-0123", "(555) 010-0123"),
            ("(+49 170 555 0100)", "+49 170 555 0100"),
            ("+44 (0)20 5550 1234", "+44 (0)20 5550 1234"),
            ("Tel. 030/555 01 00", "030/555 01 00"),
            ("phone number: 555.010.0100", "555.010.0100"),
            ("(mobile: 044 555 01 00)", "044 555 01 00"),
            ("WhatsApp +1 555 010 0100", "+1 555 010 0100"),
            ("555 010 0123 ext. 7", "555 010 0123"),
            ("555 010 0123 Mail: ann@example.com", "555 010 0123"),
            ("ann@example.com 555-0100", "555-0100"),
            ("555-0100 (9–17 h)", "555-0100"),
            ("电话：138-0013-8000", "138-0013-8000"),
        ] {
            assert_eq!(phones(text), [number], "{text}");
        }
    }

    #[test]
    fn dates_and_other_numbers_are_no_telephone() {
        for text in [
            "10.03.1987", "1987-03-10", "10/03/1987", "D.O.B. 10-03-1987", "13 / 03 / 1987", "2010-2014",
            "01.2019 - 03.2020", "NPI 1234567890", "Licence no. 12-3456789", "Zip: 2540065",
            "1000000 readers", "555-010", "1234567890123456", "A5550100",
        ] {
            assert_eq!(phones(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn two_numbers_are_two() {
        for text in [
            "+1 902 555 0142, +1 902 555 0143",
            "+1 902 555 0142 / +1 902 555 0143",
            "+1 902 555 0142 +1 902 555 0143",
            "555-0100/555-0101",
            "(902) 555-0142 (902) 555-0143",
            "555-0100 or 555-0101",
            "902 555 0142 - 902 555 0143",
        ] {
            assert_eq!(phones(text).len(), 2, "{text}");
        }
        assert_eq!(phones("+49 30 / 555 0100"), ["+49 30 / 555 0100"]);
        assert!(list("a@example.com; b@example.com").is_some() && list("a@example.com").is_none());
        assert!(list("example.com/a and example.org").is_none());
    }

    #[test]
    fn accounts_are_no_mail_and_labels_no_host() {
        assert_eq!(find("@ann@example.social"), []);
        let found = find("GitHub:github.com/ann");
        assert!(found.len() == 1 && found[0].range == (7..21), "{found:?}");
    }
}
