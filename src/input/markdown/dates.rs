//! Finds the date or period in a heading or a short line: `Engineer, Dec 2015 – Present`.

use super::inline::Phrase;
use crate::diagnostic::Span;
use crate::resume::Dates;
use std::ops::Range;

/// Longest line that is searched (bytes); a longer one is prose.
const MAX_LINE: usize = 240;

/// Most words in a period: `seit dem 1. September 2019 bis heute`.
const MAX_WORDS: usize = 9;

/// A date in a phrase, and what is left without it.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    /// The date or period as typed.
    pub dates: Phrase,
    /// What stands before it.
    pub before: Phrase,
    /// What stands behind it.
    pub after: Phrase,
}

/// Characters that set a date apart from the words around it.
const APART: &str = ",;|·•()[]—–-:";

/// Finds the last date or period of `phrase` that stands apart from its other words.
pub(super) fn find(phrase: &Phrase) -> Option<Dated> {
    let text = phrase.text.as_str();
    if text.len() > MAX_LINE || !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let words = words(text);
    // The last year decides where to look; the widest stretch of words around it that is a date wins.
    for last in (0..words.len()).rev() {
        let first = last.saturating_sub(MAX_WORDS - 1);
        for start in first..=last {
            let range = bare(text, words[start].start..words[last].end);
            if is_apart(text, &range) && is_date(&text[range.clone()]) {
                let (before, after) = phrase.around(range.clone());
                let strip = |rest: Phrase| rest.trim_matches(", ;|·•—–-:").without_open_bracket();
                return Some(Dated {
                    dates: phrase.slice(range),
                    before: strip(before),
                    after: strip(after),
                });
            }
        }
    }
    None
}

/// Whether a line below a heading says when: short, with a date, and no sentence.
pub(super) fn is_head_line(phrase: &Phrase) -> bool {
    find(phrase).is_some_and(|dated| {
        [&dated.before, &dated.after].iter().all(|part| part.text.len() <= 80 && !part.text.ends_with('.'))
    })
}

fn is_date(text: &str) -> bool {
    let year = text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    year && Dates::parse(text, Span::default()).is_some()
}

/// The words of `text`, cut at white space, brackets and bars.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let between = c.is_whitespace() || "()[]|·•;".contains(c);
        match (between, start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words
}

/// Without the commas, colons and full stops around it.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let front = part.len() - part.trim_start_matches([',', ':']).len();
    let back = part.len() - part.trim_end_matches([',', ':']).len();
    range.start + front..(range.end - back).max(range.start + front)
}

/// Whether the words around leave the date alone. A lone year needs more than a space before it:
/// `Expo 2020` is a name.
fn is_apart(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    let lone_year = range.len() == 4;
    let open = before.is_empty() || before.ends_with(|c| APART.contains(c));
    let closed = after.is_empty() || after.starts_with(|c| APART.contains(c));
    if lone_year { open && closed } else { (open || after.is_empty()) && (closed || before.is_empty()) }
}

impl Phrase {
    /// Without a bracket that is left alone at either end.
    fn without_open_bracket(self) -> Self {
        let loose =
            |text: &str, open: char, close: char| text.matches(open).count() != text.matches(close).count();
        if loose(&self.text, '(', ')') || loose(&self.text, '[', ']') {
            let whole = self.text.trim_matches(['(', ')', '[', ']']);
            if whole.len() < self.text.len() {
                return self.trim_matches("()[] ,;|·•—–-:");
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::inline::{Token, TokenKind};
    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::new(&[Token { kind: TokenKind::Text(text.to_owned()), span: Span::new(0, text.len()) }])
    }

    #[test]
    fn the_date_is_told_from_the_words() {
        for (line, before, dates, after) in [
            ("Platform Engineer, Dec 2015 – Present", "Platform Engineer", "Dec 2015 – Present", ""),
            ("Engineer at Lantern (2020 - Present)", "Engineer at Lantern", "2020 - Present", ""),
            ("BS in Computing, Cum Laude, May 2013", "BS in Computing, Cum Laude", "May 2013", ""),
            ("Title | Lantern | 2019", "Title | Lantern", "2019", ""),
            ("2018 – 2020 | Berlin", "", "2018 – 2020", "Berlin"),
            ("Jan 2018 - Present, Berlin", "", "Jan 2018 - Present", "Berlin"),
            ("Berlin, March 2018 to May 2019", "Berlin", "March 2018 to May 2019", ""),
            ("Ingenieurin, seit März 2019", "Ingenieurin", "seit März 2019", ""),
            ("Lantern 2017-2019", "Lantern", "2017-2019", ""),
            ("2010-2014", "", "2010-2014", ""),
            ("Intern (2012), Oslo", "Intern", "2012", "Oslo"),
        ] {
            let found = find(&phrase(line)).unwrap_or_else(|| panic!("no date in `{line}`"));
            assert_eq!(
                (found.before.text.as_str(), found.dates.text.as_str(), found.after.text.as_str()),
                (before, dates, after)
            );
            assert_eq!(&line[found.dates.span().range()], dates);
        }
    }

    #[test]
    fn names_with_numbers_are_no_dates() {
        for line in
            ["Expo 2020", "Windows 2000 rollout", "Route 66", "Saved 2000 hours", "100 % in 3 weeks", ""]
        {
            assert!(find(&phrase(line)).is_none(), "{line}");
        }
    }
}
