//! Reads one day, month, year or season from text, in numbers or in words.

use super::{Day, Season, words};
use icu_calendar::Date as CalendarDate;
use unicode_normalization::UnicodeNormalization;

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The month.
    Month,
    /// The day, in this month.
    Day(u8),
}

/// Why a piece of text is no date; before its place is known.
pub(super) enum Wrong {
    Form,
    Number { part: Part, number: u32, year: u16, last: u8 },
}

/// Years that are taken for years, as in JSON Resume's schema.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1000..=2999;

/// Reads one date from a piece of text.
pub(super) fn day(text: &str) -> Result<Day, Wrong> {
    let text: String = text.nfc().map(half_width).collect::<String>().to_lowercase();
    let text = text.trim_end_matches('.').trim();
    if words::is_present(text) {
        return Ok(Day::Present);
    }
    let text = &with_century(text);
    match numbers(&without_marks(without_time(text))) {
        Some(parts) => numeric(&parts),
        None => worded(text),
    }
}

/// The plain form of a full-width character: `２０１９` as `2019`.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The year from which `'50` is of the century before.
const LAST_CENTURY: u32 = 50;

/// `jul '04` as `jul 2004`: an apostrophe before two digits replaces the century.
fn with_century(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '’', '‘']) {
        let (before, after) = rest.split_at(at);
        let digits = after.trim_start_matches(['\'', '’', '‘']);
        let is_apart = before.is_empty() || before.ends_with([' ', '.', '-', '/']);
        let (year, behind) = digits.split_at_checked(2).unwrap_or_default();
        let year = year.parse().ok().filter(|_| is_apart && !behind.starts_with(char::is_alphanumeric));
        let Some(year) = year.filter(|_: &u32| digits.starts_with(|c: char| c.is_ascii_digit())) else {
            return text.to_owned();
        };
        let century = if year < LAST_CENTURY { 2000 } else { 1900 };
        out.push_str(before);
        out.push_str(&(century + year).to_string());
        rest = behind;
    }
    out + rest
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
    let first = CalendarDate::try_new_gregorian(i32::from(year), month, 1).map_err(|_| wrong_month)?;
    let last = first.days_in_month();
    match within(number, last) {
        Some(day) => Ok(Day::Full(year, month, day)),
        None => Err(Wrong::Number { part: Part::Day(month), number, year, last }),
    }
}

fn within(number: u32, last: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|n| (1..=last).contains(n))
}

/// A word or number of a date in words.
#[derive(Clone, Copy)]
enum Token {
    Year(u32),
    Small(u32),
    Month(u8),
    Season(Season),
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
    let is_odd = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !",.-/".contains(c);
    if text.starts_with(['-', '/']) || text.contains(is_odd) {
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
