//! Reads dates and periods from text, in the forms that real files have. What it does not know, it does
//! not guess: `04/05/2019` could be April or May and is refused, `2019?` says more than a year.

use super::day::{Part, Wrong, YEARS, day};
use super::{Date, Dates, Day, words};
use crate::text::Span;
use std::ops::Range;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not in any form recto knows.
    Unknown,
    /// The form is clear, but there is no such day.
    Impossible(Impossible),
}

/// A month or day that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// Which number is wrong.
    pub part: Part,
    /// The number as typed.
    pub number: u32,
    /// The year it stands in.
    pub year: u16,
    /// The last number that would do: 12, or the month's last day.
    pub last: u8,
    /// The bytes of the date.
    pub span: Span,
}

/// Longest text that can be a date or a period (bytes); the rest is prose.
const MAX_LENGTH: usize = 100;

/// Reads one date.
pub(super) fn date(text: &str, span: Span) -> Result<Date, Fault> {
    Piece::whole(text, span).date()
}

/// Reads one date or a period.
pub(super) fn dates(text: &str, span: Span) -> Result<Dates, Fault> {
    let whole = Piece::whole(text, span).without_parentheses();
    if whole.range.len() > MAX_LENGTH {
        return Err(Fault::Unknown);
    }
    let mut fault = match whole.date() {
        Ok(date) => return Ok(Dates::Single(date)),
        Err(fault) => fault,
    };
    if let Some(years) = academic_year(&whole) {
        return Ok(years);
    }
    if fault != Fault::Unknown {
        return Err(fault);
    }
    if let Some(start) = whole.behind_since().and_then(|rest| rest.date().ok()) {
        return Ok(Dates::Period(start, None));
    }
    for cuts in [clear_cuts(whole.text()), bare_cuts(whole.text())] {
        match period(&whole, &cuts) {
            Err(Fault::Unknown) => {}
            Err(found) => fault = found,
            Ok(dates) => return Ok(dates),
        }
    }
    Err(fault)
}

/// A part of the field's text, which knows its place in the source.
#[derive(Clone)]
struct Piece<'a> {
    field: &'a str,
    span: Span,
    range: Range<usize>,
}

impl<'a> Piece<'a> {
    fn whole(field: &'a str, span: Span) -> Self {
        Self { field, span, range: 0..field.len() }.trimmed()
    }

    fn text(&self) -> &'a str {
        &self.field[self.range.clone()]
    }

    /// A part of this piece, without white space and commas around it.
    fn part(&self, range: Range<usize>) -> Self {
        let start = self.range.start;
        Self { range: start + range.start..start + range.end, ..self.clone() }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let blank = |c: char| c.is_whitespace() || c == ',';
        let text = self.text();
        let front = text.len() - text.trim_start_matches(blank).len();
        let length = text.trim_matches(blank).len();
        self.range = self.range.start + front..self.range.start + front + length;
        self
    }

    fn without_parentheses(self) -> Self {
        let text = self.text();
        match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(inner) => self.part(1..1 + inner.len()),
            None => self,
        }
    }

    /// What follows a word such as `since`.
    fn behind_since(&self) -> Option<Self> {
        let (first, rest) = self.text().split_once(char::is_whitespace)?;
        let part = || self.part(self.text().len() - rest.len()..self.text().len());
        words::is_since(&first.to_lowercase()).then(part)
    }

    /// The bytes in the source: exact when the field stands there as is or in plain quotes, else all of it.
    fn source(&self) -> Span {
        let offset = match (self.span.end - self.span.start).checked_sub(self.field.len()) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.span,
        };
        let start = self.span.start + offset;
        Span::new(start + self.range.start, start + self.range.end)
    }

    fn date(&self) -> Result<Date, Fault> {
        if self.range.len() > MAX_LENGTH {
            return Err(Fault::Unknown);
        }
        match day(self.text()) {
            Ok(day) => Ok(Date {
                day,
                span: self.source(),
                spelled: words::spells_month(self.text()),
                is_start: false,
            }),
            Err(Wrong::Form) => Err(Fault::Unknown),
            Err(Wrong::Number { part, number, year, last }) => {
                Err(Fault::Impossible(Impossible { part, number, year, last, span: self.source() }))
            }
        }
    }
}

/// `2013/14`, `2013–14` and `2013-14`: the second half of an academic year, or of any period with a dash.
fn academic_year(whole: &Piece<'_>) -> Option<Dates> {
    let text = whole.text();
    let at = text.find(['/', '–', '-'])?;
    let (first, second) = (&text[..at], text[at..].trim_start_matches(['/', '–', '-']));
    let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(first, 4) || !digits(second, 2) {
        return None;
    }
    let (from, short) = (first.parse::<u16>().ok()?, second.parse::<u16>().ok()?);
    let follows = if text.contains('/') { short == (from + 1) % 100 } else { short > from % 100 };
    // Up to 12 it may be a month.
    if !follows || short <= 12 || !YEARS.contains(&from.into()) {
        return None;
    }
    let until = whole.part(text.len() - 2..text.len());
    let year = |year, piece: &Piece<'_>| Date {
        day: Day::Year(year),
        span: piece.source(),
        spelled: false,
        is_start: false,
    };
    let start = year(from, &whole.part(0..4));
    Some(Dates::Period(start, Some(year(from - from % 100 + short, &until))))
}

/// Places where a period surely has its middle: dashes, arrows, spaced hyphens, `to` and its like.
fn clear_cuts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    for (start, c) in text.char_indices() {
        let rest = &text[start..];
        if "–—―−~〜～－→至".contains(c) {
            cuts.push(start..start + c.len_utf8());
        } else if c.is_whitespace() {
            let next = rest.trim_start();
            let word = next.split(char::is_whitespace).next().unwrap_or_default();
            let end = start + (rest.len() - next.len()) + word.len();
            let is_dash = !word.is_empty() && word.chars().all(|c| c == '-');
            if words::is_present(&next.to_lowercase()) {
                // `2020 to date`
                cuts.push(start..end - word.len());
            } else if is_dash || word == "/" || words::is_until(&word.to_lowercase()) {
                cuts.push(start..end);
            }
        } else if (rest.starts_with("--") && !text[..start].ends_with('-')) || rest.starts_with("..") {
            cuts.push(start..start + rest.len() - rest.trim_start_matches([c]).len());
        }
    }
    cuts
}

/// Places where a period may have its middle: any hyphen or slash.
fn bare_cuts(text: &str) -> Vec<Range<usize>> {
    let marks = text.char_indices().filter(|(_, c)| "-/\u{2010}\u{2011}".contains(*c));
    marks.map(|(start, c)| start..start + c.len_utf8()).collect()
}

/// The period around the cut that has a date on either side. Two cuts that disagree are no clear case.
fn period(whole: &Piece<'_>, cuts: &[Range<usize>]) -> Result<Dates, Fault> {
    let mut found = Err(Fault::Unknown);
    for cut in cuts {
        let start = whole.part(0..cut.start);
        let start = start.behind_since().unwrap_or(start);
        match halves(&start, &whole.part(cut.end..whole.text().len())) {
            Ok(dates) if found.as_ref().is_ok_and(|first| *first != dates) => return Err(Fault::Unknown),
            Ok(dates) => found = Ok(dates),
            Err(fault) if found == Err(Fault::Unknown) => found = Err(fault),
            Err(_) => {}
        }
    }
    found
}

/// Start and end of a period. The start may lack its year (`Jan – Mar 2020`), the end may be missing.
fn halves(start: &Piece<'_>, end: &Piece<'_>) -> Result<Dates, Fault> {
    let open = end.text().is_empty();
    let until = if open { None } else { Some(end.date()) };
    match (start.date(), until) {
        (Ok(start), None) if start.day != Day::Present => Ok(Dates::Period(start, None)),
        (Ok(start), Some(Ok(end))) if start.day != Day::Present => Ok(Dates::Period(start, Some(end))),
        (Err(Fault::Unknown), Some(Ok(end))) => {
            let start = borrow_year(start, &end.day).ok_or(Fault::Unknown)?;
            Ok(Dates::Period(start, Some(end)))
        }
        // One half is a date, so the other half means to be one.
        (Err(fault @ Fault::Impossible(_)), Some(Ok(_)) | None) | (Ok(_), Some(Err(fault))) => Err(fault),
        (Err(fault @ Fault::Impossible(_)), Some(Err(Fault::Impossible(_)))) => Err(fault),
        _ => Err(Fault::Unknown),
    }
}

/// `Jan` before `Mar 2020` means January 2020. Nothing before it, as in `– Mar 2020`, means no year.
fn borrow_year(start: &Piece<'_>, end: &Day) -> Option<Date> {
    let (Day::Month(year, _) | Day::Season(_, year)) = end else { return None };
    if start.text().contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let spelled = words::spells_month(start.text());
    let day = day(&format!("{} {year}", start.text())).ok().filter(|day| !matches!(day, Day::Year(_)))?;
    Some(Date { day, span: start.source(), spelled, is_start: false })
}

/// Whether a text is a date or a period with a word that says that it is yet to come: `Expected May 2031`,
/// `2027 – 2031 (expected)`.
pub(super) fn is_expected(text: &str) -> bool {
    let is_blank = |c: char| c.is_whitespace() || "():,".contains(c);
    let words = || text.split(is_blank).filter(|word| !word.is_empty());
    let says_so = |word: &str| words::is_expected(&word.trim_end_matches('.').to_lowercase());
    let rest: Vec<_> = words().filter(|word| !says_so(word)).collect();
    rest.len() < words().count() && dates(&rest.join(" "), Span::default()).is_ok()
}

#[cfg(test)]
mod tests;
