//! Reads dates and periods from text, in the forms that real files have. What it does not know, it does
//! not guess: `04/05/2019` could be April or May and is refused, `2019?` says more than a year.

use super::{Date, Dates, Day, words};
use crate::diagnostic::Span;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

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

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The month.
    Month,
    /// The day, in this month.
    Day(u8),
}

/// Why a piece of text is no date; [`Fault`] before the place is known.
enum Wrong {
    Form,
    Number { part: Part, number: u32, year: u16, last: u8 },
}

/// Years that are taken for years, as in JSON Resume's schema.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2999;

/// Longest text that can be a date or a period (bytes); the rest is prose.
const MAX_LENGTH: usize = 100;

/// Reads one date.
pub(super) fn date(text: &str, span: Span) -> Result<Date, Fault> {
    Piece::whole(text, span).date()
}

/// Reads one date or a period.
pub(super) fn dates(text: &str, span: Span) -> Result<Dates, Fault> {
    let whole = Piece::whole(text, span).without_parentheses();
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
    if let Some(start) = whole.behind_word(words::SINCE).and_then(|rest| rest.date().ok()) {
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

    /// What follows, when the first word is one of `words`.
    fn behind_word(&self, words: &[&str]) -> Option<Self> {
        let (first, rest) = self.text().split_once(char::is_whitespace)?;
        words
            .contains(&first.to_lowercase().as_str())
            .then(|| self.part(self.text().len() - rest.len()..self.text().len()))
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
        match day(self.text()) {
            Ok(day) => Ok(Date { day, span: self.source() }),
            Err(Wrong::Form) => Err(Fault::Unknown),
            Err(Wrong::Number { part, number, year, last }) => {
                Err(Fault::Impossible(Impossible { part, number, year, last, span: self.source() }))
            }
        }
    }
}

/// Reads one date from a piece of text.
fn day(text: &str) -> Result<Day, Wrong> {
    if text.len() > MAX_LENGTH {
        return Err(Wrong::Form);
    }
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let text = text.trim_end_matches('.').trim();
    if words::is_present(text) {
        return Ok(Day::Present);
    }
    match numbers(&without_marks(without_time(text))) {
        Some(parts) => numeric(&parts),
        None => worded(text),
    }
}

/// Cuts the time of day off `2019-03-14T10:00:00Z`: the page has no use for it.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.split_once(['t', ' ']) else { return text };
    let is_date =
        date.len() >= 8 && date.starts_with(|c: char| c.is_ascii_digit()) && date.matches('-').count() == 2;
    let is_time = time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.+-z ".contains(c));
    if is_date && is_time { date } else { text }
}

/// `2020年10月3日` as `2020-10-3`.
fn without_marks(text: &str) -> String {
    if !text.contains('年') {
        return text.to_owned();
    }
    text.replace(['年', '月'], "-").replace('日', "").trim_end_matches('-').to_owned()
}

/// A number, how many digits it has, and the separator in front of it.
struct Digits {
    value: u32,
    digits: usize,
    separator: char,
}

/// Takes `2019-03-14`, `03/2019`, `14.3.2019` apart. `None` when there is anything else than digits and one
/// kind of separator.
fn numbers(text: &str) -> Option<Vec<Digits>> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    if !"-/.\u{2010}\u{2011}".contains(separator) {
        return None;
    }
    let part = |part: &str| {
        // A space after a dot or slash is a manner of writing; around a hyphen it makes a period.
        let part = if "/.".contains(separator) { part.trim() } else { part };
        let fits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse().ok().map(|value| Digits { value, digits: part.len(), separator }))?
    };
    text.split(separator).map(part).collect()
}

/// Finds year, month and day among numbers by their places and lengths.
fn numeric(parts: &[Digits]) -> Result<Day, Wrong> {
    let is_year = |n: &Digits| n.digits == 4 && YEARS.contains(&n.value);
    let is_short = |n: &Digits| n.digits <= 2;
    match parts {
        [y] if is_year(y) => checked(y.value, None, None),
        [y, m] if is_year(y) && is_short(m) => checked(y.value, Some(m.value), None),
        [m, y] if is_short(m) && is_year(y) => checked(y.value, Some(m.value), None),
        [y, m, d] if is_year(y) && is_short(m) && is_short(d) => {
            checked(y.value, Some(m.value), Some(d.value))
        }
        [a, b, y] if is_short(a) && is_short(b) && is_year(y) => {
            let (month, day) = month_and_day(a, b)?;
            checked(y.value, Some(month), Some(day))
        }
        _ => Err(Wrong::Form),
    }
}

/// Which of two numbers in front of a year is the month. Dots put the day first everywhere; with slashes
/// and hyphens only a number over 12 tells.
fn month_and_day(a: &Digits, b: &Digits) -> Result<(u32, u32), Wrong> {
    match (a.value, b.value) {
        (day, month) if a.separator == '.' => Ok((month, day)),
        (day, month) if day == month || (day > 12 && month <= 12) => Ok((month, day)),
        (month, day) if month <= 12 && day > 12 => Ok((month, day)),
        _ => Err(Wrong::Form),
    }
}

/// A day that exists, or which number is wrong.
fn checked(year: u32, month: Option<u32>, day: Option<u32>) -> Result<Day, Wrong> {
    let year = u16::try_from(year).map_err(|_| Wrong::Form)?;
    let Some(number) = month else { return Ok(Day::Year(year)) };
    let wrong_month = Wrong::Number { part: Part::Month, number, year, last: 12 };
    let Some(month) = within(number, 12) else { return Err(wrong_month) };
    let Some(number) = day else { return Ok(Day::Month(year, month)) };
    let last = last_day(year, month);
    match within(number, last) {
        Some(day) => Ok(Day::Full(year, month, day)),
        None => Err(Wrong::Number { part: Part::Day(month), number, year, last }),
    }
}

fn within(number: u32, last: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|n| (1..=last).contains(n))
}

/// The number of days of a month in the Gregorian calendar.
const fn last_day(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A word or number of a date in words.
#[derive(Clone, Copy)]
enum Token {
    Year(u32),
    Small(u32),
    Month(u8),
    Season(super::Season),
}

/// Reads `March 2020`, `14. März 2020`, `Mar 14th, 2020`, `Summer 2019`.
fn worded(text: &str) -> Result<Day, Wrong> {
    let tokens = tokens(text).ok_or(Wrong::Form)?;
    match tokens[..] {
        [Token::Month(m), Token::Year(y)] | [Token::Year(y), Token::Month(m)] => {
            checked(y, Some(m.into()), None)
        }
        [Token::Small(d), Token::Month(m), Token::Year(y)]
        | [Token::Month(m), Token::Small(d), Token::Year(y)]
        | [Token::Year(y), Token::Month(m), Token::Small(d)] => checked(y, Some(m.into()), Some(d)),
        [Token::Season(season), Token::Year(y)] | [Token::Year(y), Token::Season(season)] => {
            u16::try_from(y).map(|y| Day::Season(season, y)).map_err(|_| Wrong::Form)
        }
        _ => Err(Wrong::Form),
    }
}

/// The words and numbers of a date in words, fillers left out. `None` when anything else is in it.
fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace() && !",.-/".contains(c)) {
        return None;
    }
    let mut tokens = Vec::new();
    for run in runs(text) {
        tokens.push(match run.parse::<u32>() {
            Ok(number) if run.len() == 4 && YEARS.contains(&number) => Token::Year(number),
            Ok(number) if run.len() <= 2 => Token::Small(number),
            Ok(_) => return None,
            Err(_) if words::is_filler(run) => continue,
            Err(_) => {
                words::month(run).map(Token::Month).or_else(|| words::season(run).map(Token::Season))?
            }
        });
    }
    Some(tokens)
}

/// Splits text into runs of letters and runs of digits.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(|word| {
        let cut = word
            .char_indices()
            .find(|(i, c)| {
                *i > 0 && c.is_ascii_digit() != word.starts_with(|first: char| first.is_ascii_digit())
            })
            .map_or(word.len(), |(i, _)| i);
        let (front, back) = word.split_at(cut);
        [front, back].into_iter().filter(|run| !run.is_empty())
    })
}

/// `2013/14` and `2013–14`: the second half of an academic year, or of any period with an en dash.
fn academic_year(whole: &Piece<'_>) -> Option<Dates> {
    let text = whole.text();
    let at = text.find(['/', '–'])?;
    let (first, second) = (&text[..at], text[at..].trim_start_matches(['/', '–']));
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
    let start = Date { day: Day::Year(from), span: whole.part(0..4).source() };
    Some(Dates::Period(start, Some(Date { day: Day::Year(from - from % 100 + short), span: until.source() })))
}

/// Places where a period surely has its middle: dashes, arrows, spaced hyphens, `to` and its like.
fn clear_cuts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    for (start, c) in text.char_indices().take(MAX_LENGTH) {
        let rest = &text[start..];
        if "–—―−~〜～→至".contains(c) {
            cuts.push(start..start + c.len_utf8());
        } else if c.is_whitespace() {
            let next = rest.trim_start();
            let word = next.split(char::is_whitespace).next().unwrap_or_default();
            let end = start + (rest.len() - next.len()) + word.len();
            if words::is_present(&next.to_lowercase()) {
                // `2020 to date`
                cuts.push(start..end - word.len());
            } else if word == "-"
                || word == "--"
                || word == "/"
                || words::UNTIL.contains(&word.to_lowercase().as_str())
            {
                cuts.push(start..end);
            }
        } else if rest.starts_with("--") || rest.starts_with("..") {
            cuts.push(start..start + 2);
        }
    }
    cuts
}

/// Places where a period may have its middle: any hyphen or slash.
fn bare_cuts(text: &str) -> Vec<Range<usize>> {
    let marks = text.char_indices().take(MAX_LENGTH).filter(|(_, c)| "-/\u{2010}\u{2011}".contains(*c));
    marks.map(|(start, c)| start..start + c.len_utf8()).collect()
}

/// The period around the cut that has a date on either side. Two cuts that disagree are no clear case.
fn period(whole: &Piece<'_>, cuts: &[Range<usize>]) -> Result<Dates, Fault> {
    let mut found = Err(Fault::Unknown);
    for cut in cuts {
        let start = whole.part(0..cut.start);
        let start = start.behind_word(words::SINCE).unwrap_or(start);
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

/// `Jan` before `Mar 2020` means January 2020.
fn borrow_year(start: &Piece<'_>, end: &Day) -> Option<Date> {
    let (Day::Month(year, _) | Day::Season(_, year)) = end else { return None };
    if start.text().contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    day(&format!("{} {year}", start.text())).ok().map(|day| Date { day, span: start.source() })
}

#[cfg(test)]
mod tests;
