//! A line and the date in it: `Engineer, Dec 2015 – Present`. A date that does not exist (`2019-13`) and one in words of
//! its own (`mid-2000 – late 2001`) are found too, whole: the decoder says what is wrong with them.

use super::free;
use super::parts::{around, split};
use super::places::begins_with_state;
use super::words::{column_of, names_remote};
use crate::input::syntax::block::Phrase;
use crate::language::is_listed;
use crate::resume::Dates;
use crate::text::Span;
use crate::text::characters::words;
use std::ops::Range;

/// Longest line that is searched for a date (bytes); a longer one is prose.
const MAX_LINE: usize = 240;

/// Longest line that can be the head of an entry or a role, unless it is a heading (bytes).
pub(super) const MAX_HEAD: usize = 140;

/// Longest name (bytes): a line over a date, a part of a line that says when, an undated bullet among dated ones.
pub(super) const MAX_NAME: usize = 80;

/// Most words in a period: `seit dem 1. September 2019 bis heute`.
const MAX_WORDS: usize = 9;

/// A line, and what is left of it without its date.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// All of it.
    pub phrase: Phrase,
    /// The last date or period that is apart from its other words, as typed.
    pub dates: Option<Phrase>,
    /// What is before the date; all of a line without one.
    pub before: Phrase,
    /// What is behind the date.
    pub after: Phrase,
    /// What shares the date's brackets and reads as a place: `(Berlin, 2018 – 2020)`.
    pub place: Option<Phrase>,
    /// What is said of the entry behind its head: `built boats` in `Engineer (2012 – 2016): built boats`.
    pub remark: Option<Phrase>,
}

/// Characters that set a date apart from the words around it.
const APART: &str = ",;|·•()[]—–-:";

/// What is trimmed from the words around a date.
const LOOSE: &str = ",;|·•—–-:/";

impl Line {
    /// Finds the date of a line.
    pub fn read(phrase: Phrase) -> Self {
        match find(&phrase) {
            Some(range) => Self::dated(phrase, range),
            None => Self::whole(phrase),
        }
    }

    /// A line in which no date is looked for.
    pub fn whole(phrase: Phrase) -> Self {
        Self { before: phrase.clone(), phrase, ..Self::default() }
    }

    /// The lines of a paragraph.
    pub fn all(phrase: &Phrase) -> Vec<Self> {
        phrase.lines().into_iter().map(Self::read).collect()
    }

    /// Takes the date out of the line. Brackets around it go with it, unless other words are in them.
    fn dated(phrase: Phrase, range: Range<usize>) -> Self {
        let text = &*phrase.text;
        let strip = |rest: Phrase| rest.trim_matches(LOOSE);
        let dates = Some(phrase.slice(range.clone()));
        let bracket = around(text, &range);
        let inner = bracket.as_ref().map(|bracket| {
            [bracket.start + 1..range.start, range.end..bracket.end - 1].map(|part| strip(phrase.slice(part)))
        });
        let [first, last] = inner.unwrap_or_default();
        let place = match (first.is_empty(), last.is_empty()) {
            (true, true) => None,
            (false, true) if is_name(&first.text) => Some(first),
            (true, false) if is_name(&last.text) => Some(last),
            (is_first, _) => {
                // The brackets stay with what else is in them.
                let start = text[..range.start].trim_end_matches([' ', ',', ';', '|', '–', '—', '-']).len();
                let behind = text[range.end..].trim_start_matches([' ', ',', ';', '|']);
                let end = if is_first { text.len() - behind.len() } else { range.end };
                let before = phrase.without(start..end);
                return Self { phrase, dates, before, ..Self::default() };
            }
        };
        let (before, after) = phrase.around(bracket.unwrap_or(range));
        let (before, is_remark) = (strip(before), is_remark(&after.text));
        let (after, remark) = if is_remark && !before.is_empty() {
            let start = after.text.len() - after.text.trim_start_matches(is_loose).len();
            (
                Phrase::default(),
                Some(after.slice(start..after.text.len())).filter(|remark| !remark.is_empty()),
            )
        } else {
            (strip(after), None)
        };
        Self { dates, before, after, place, phrase, remark }
    }

    /// The line without its remark, and the remark.
    pub fn split_remark(mut self) -> (Self, Option<Phrase>) {
        let remark = self.remark.take();
        if let Some(end) = remark.as_ref().and_then(|remark| self.phrase.text.rfind(&*remark.text)) {
            self.phrase = self.phrase.slice(0..end).trim_matches(LOOSE);
        }
        (self, remark)
    }

    /// Whether it has a date.
    pub const fn is_dated(&self) -> bool {
        self.dates.is_some()
    }

    /// Whether it is a date and nothing else.
    pub fn is_date(&self) -> bool {
        self.is_dated() && self.before.is_empty() && self.after.is_empty() && self.place.is_none()
    }

    /// Whether it has a date and other words behind it only: `2012 — Baker, Lantern Works`.
    pub fn is_date_first(&self) -> bool {
        self.is_dated() && self.before.is_empty() && !self.after.is_empty()
    }

    /// Whether it says when, below a heading: short, with a date, and no sentence.
    pub fn says_when(&self) -> bool {
        let is_short = |part: &Phrase| part.text.len() <= MAX_NAME && !part.text.ends_with('.');
        self.is_dated() && self.remark.is_none() && is_short(&self.before) && is_short(&self.after)
    }

    /// What it says without its date.
    pub fn words(&self) -> String {
        format!("{} {}", &*self.before.text, &*self.after.text).trim().to_owned()
    }

    /// The parts of what it says without its date.
    pub fn parts(&self) -> Vec<Phrase> {
        [split(&self.before), split(&self.after)].concat()
    }

    /// The first of what is before and behind the date, and the other.
    pub fn sides(&self) -> (Option<Phrase>, Option<Phrase>) {
        let mut sides = [&self.before, &self.after].into_iter().filter(|side| !side.is_empty()).cloned();
        (sides.next(), sides.next())
    }
}

/// Whether a line that is a date follows one or two that are short and `is_name`.
pub(super) fn is_over_date(lines: &[Line], is_name: impl Fn(&Phrase) -> bool) -> bool {
    let is_short = |line: &Phrase| !line.is_empty() && line.text.len() <= MAX_NAME;
    let date = lines.iter().take(3).position(Line::is_date);
    date.is_some_and(|at| {
        at > 0 && lines[..at].iter().all(|line| is_short(&line.phrase) && is_name(&line.phrase))
    })
}

/// Whether what is behind a date is said of the entry: it follows a colon, or is a sentence or the end of one.
fn is_remark(after: &str) -> bool {
    let words = after.trim_start_matches(is_loose);
    let is_lower = words.starts_with(char::is_lowercase) && words.split_whitespace().count() > 1;
    let goes_on = ["at ", "bei ", "chez ", "in "].iter().any(|word| words.starts_with(word));
    after.starts_with(':') || (is_lower && !goes_on && !names_remote(words))
}

fn is_loose(c: char) -> bool {
    c.is_whitespace() || LOOSE.contains(c)
}

/// Finds the last date or period of `phrase` that is apart from its other words.
fn find(phrase: &Phrase) -> Option<Range<usize>> {
    let text = &*phrase.text;
    if text.len() > MAX_LINE || !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let words = words(text, "()[]|·•;");
    // `AWS Architect, expires May 2027` says no date of the entry itself.
    let is_own = |range: &Range<usize>| !announces_expiry(&text[..range.start]);
    // The last year decides where to look; the widest stretch of words around it that is a date wins.
    let found = (0..words.len()).rev().find_map(|last| {
        let first = last.saturating_sub(MAX_WORDS - 1);
        let bare = |start: usize| bare(text, words[start].start..words[last].end);
        // No stretch of words is a date without a number.
        let stretches =
            || (first..=last).map(bare).take_while(|range| text[range.clone()].contains(char::is_numeric));
        let exact =
            stretches().find(|range| is_apart(phrase, range) && is_date(text, range) && is_own(range));
        let free = stretches().find(|range| is_free(text, range) && is_own(range));
        match (exact, free) {
            (Some(exact), Some(free)) if free.len() <= exact.len() => Some(exact),
            (exact, free) => free.or(exact),
        }
    })?;
    Some(found.start..found.end + expected_behind(&text[found.end..]))
}

/// Whether a text ends with a word such as `expires`, or with `valid until`.
fn announces_expiry(text: &str) -> bool {
    let mut words =
        text.split_whitespace().rev().map(|word| word.trim_matches(&[':', '('][..]).to_lowercase());
    let is_expiry = |word: &String| is_listed(word, |read| read.expires);
    let last = words.next().unwrap_or_default();
    is_expiry(&last) || (column_of(&last) == Some("end") && words.next().is_some_and(|word| is_expiry(&word)))
}

/// How many bytes of a text, right behind a date, say that it is yet to come: ` (expected)`.
fn expected_behind(text: &str) -> usize {
    let inner = text.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (word, behind) = inner.unwrap_or_default();
    let says_so = Dates::is_expected(&format!("{word} 2000")) && !word.contains(|c: char| c.is_numeric());
    if says_so { text.len() - behind.len() } else { 0 }
}

/// Whether a text in brackets beside a date can only be a name of a place: `Berlin`, `Salem, OR`.
fn is_name(text: &str) -> bool {
    text.split_whitespace().count() <= 3
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && text.chars().all(|c| c.is_alphabetic() || " ,.'’-".contains(c))
}

fn is_date(text: &str, range: &Range<usize>) -> bool {
    let date = &text[range.clone()];
    let year = date.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    // A dash before more words sets them apart: `2012 — Baker` goes on nowhere.
    let rest = text[range.end..].trim_start();
    let dash = date.ends_with(['–', '—', '-', '−', '→', '~']);
    let open = dash && !(rest.is_empty() || rest.starts_with([')', ']', '|', ',', '·', '•']));
    // `Wilmington, DE 2004`: a state is no word before a date.
    let state = begins_with_state(date);
    year && !open && !state && Dates::parse(date, Span::default()).is_some()
}

/// Whether the stretch is meant as a date, though recto cannot read it: all its words are those of dates.
fn is_free(text: &str, range: &Range<usize>) -> bool {
    let (is_open, is_closed) = sides_apart(text, range);
    is_open && is_closed && !begins_with_state(&text[range.clone()]) && free::is_date(&text[range.clone()])
}

/// Whether the words before the stretch, and those behind it, are set apart from it.
fn sides_apart(text: &str, range: &Range<usize>) -> (bool, bool) {
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    // A tab parts the columns of a line.
    let is_far = |gap: &str| gap.contains('\t');
    let is_open = before.is_empty()
        || before.ends_with(|c| APART.contains(c))
        || before.ends_with(" /")
        || is_far(&text[before.len()..range.start]);
    let is_closed = after.is_empty()
        || after.starts_with(|c| APART.contains(c))
        || is_far(&text[range.end..text.len() - after.len()]);
    (is_open, is_closed)
}

/// Without the commas, colons and full stops around it.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let front = part.len() - part.trim_start_matches([',', ':']).len();
    let back = part.len() - part.trim_end_matches([',', ':']).len();
    range.start + front..(range.end - back).max(range.start + front)
}

/// Whether the words around leave the date alone. A lone year needs more than a space before it, `Expo 2020`
/// is a name, or marks of its own: `**2009** Waiter`. A period needs nothing: its dash would set its end apart.
fn is_apart(phrase: &Phrase, range: &Range<usize>) -> bool {
    let text = &*phrase.text;
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    let (open, closed) = sides_apart(text, range);
    let closed = closed || after.starts_with("/ ");
    if range.len() == 4 {
        // `*Waiter* 2009`
        let is_behind_mark = || {
            let end = phrase.marked_start().filter(|end| *end <= range.start);
            after.is_empty() && end.is_some_and(|end| text[..end].trim_end().len() == before.len())
        };
        (open && closed)
            || ((before.is_empty() || after.is_empty()) && phrase.marks_exactly(range))
            || (!before.is_empty() && is_behind_mark())
    } else {
        let is_period =
            matches!(Dates::parse(&text[range.clone()], Span::default()), Some(Dates::Period(_, Some(_))));
        (open || after.is_empty() || is_period) && (closed || before.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Line {
        Line::read(Phrase::plain(text, Span::new(0, text.len())))
    }

    /// The dates of a line, which must be at their place in it.
    fn dates(line: &str) -> String {
        let dates = read(line).dates.unwrap_or_else(|| panic!("no date in `{line}`"));
        assert_eq!(line[dates.span().range()], *dates.text);
        dates.text.to_string()
    }

    #[test]
    fn the_date_is_told_from_the_words() {
        for (line, before, when, after) in [
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
            let found = read(line);
            assert_eq!((&*found.before.text, &*dates(line), &*found.after.text), (before, when, after));
        }
    }

    #[test]
    fn brackets_stay_whole() {
        for (line, before, when, place) in [
            ("Foo Inc. (Berlin) (2012–2014)", "Foo Inc. (Berlin)", "2012–2014", ""),
            ("Acme (Berlin, 2018–present)", "Acme", "2018–present", "Berlin"),
            ("Acme (2018–present, Salem, OR)", "Acme", "2018–present", "Salem, OR"),
            ("Bar (with Ann, 2020)", "Bar (with Ann)", "2020", ""),
            ("Bar (with Ann, 2020, part-time)", "Bar (with Ann, part-time)", "2020", ""),
            ("Engineer (2019, part-time)", "Engineer (part-time)", "2019", ""),
        ] {
            let found = read(line);
            let found_place = found.place.map(|place| place.text).unwrap_or_default();
            assert_eq!((&*found.before.text, &*dates(line), &*found_place), (before, when, place));
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_is_found_whole() {
        for (line, before, when) in [
            ("X at Y (2019-13 - 2020)", "X at Y", "2019-13 - 2020"),
            ("X at Y (13/2019)", "X at Y", "13/2019"),
            ("W (Feb 30, 2019 - Now)", "W", "Feb 30, 2019 - Now"),
            ("T (~2019)", "T", "~2019"),
            ("T (expected May 2027)", "T", "expected May 2027"),
            ("T (2018, 2020, 2022)", "T", "2018, 2020, 2022"),
            ("T ('19 – '21)", "T", "'19 – '21"),
            ("T, Acme, 05/99 – 06/00", "T, Acme", "05/99 – 06/00"),
            ("T, Acme, mid-2000 – late 2001", "T, Acme", "mid-2000 – late 2001"),
            ("W (WS 2016/17 – SS 2018)", "W", "WS 2016/17 – SS 2018"),
        ] {
            assert_eq!((&*read(line).before.text, &*dates(line)), (before, when));
        }
    }

    #[test]
    fn a_year_in_front_is_one_date() {
        let line = "2012 — Baker, Epsilon";
        assert_eq!((&*dates(line), &*read(line).after.text), ("2012", "Baker, Epsilon"));
        assert_eq!(dates("Baker (2012 – )").trim(), "2012 –");
    }

    #[test]
    fn names_with_numbers_are_no_dates() {
        for line in [
            "Expo 2020", "Area 51, Sector 7", "On call 24/7", "M.Sc., Note: 1,3", "GPA 3,9/4",
            "Windows 2000 rollout", "Route 66", "Saved 2000 hours", "100 % in 3 weeks", "",
        ] {
            assert!(!read(line).is_dated(), "{line}");
        }
    }
}
