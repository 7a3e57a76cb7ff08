//! Dates as a résumé knows them: a year stays a year, and what is no date stays as written.

mod day;
mod read;
mod words;
mod write;

use super::Text;
use crate::text::Span;
use std::fmt;

pub use day::Part;
pub use read::{Fault, Impossible};
pub use write::{DateStyle, DateWriter, WrittenDates};

/// A point in time, as exact as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// What was meant.
    pub day: Day,
    /// The bytes it came from.
    pub span: Span,
    /// Whether the file writes the month's name in full: `March 2019`. The page then does the same.
    pub spelled: bool,
    /// Whether it is a start beside which the file says neither an end nor that it goes on. Alone, it is the start of what
    /// has ended at a time that the file does not give.
    pub is_start: bool,
}

/// How exactly a date is known. Years are of the common era, months and days count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// `2019`.
    Year(u16),
    /// `2019-03`.
    Month(u16, u8),
    /// `2019-03-14`.
    Full(u16, u8, u8),
    /// `Summer 2019`.
    Season(Season, u16),
    /// `present`, `now`, `today`, …
    Present,
    /// Anything else, printed as written.
    Text(String),
}

/// A quarter of the year, as people name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// March to May in the north.
    Spring,
    /// June to August in the north.
    Summer,
    /// September to November in the north.
    Autumn,
    /// The same, where the file says `fall`.
    Fall,
    /// December to February in the north.
    Winter,
}

/// A period, or one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dates {
    /// One date: an award, an exam. Also an entry that only says when it ended.
    Single(Date),
    /// From, until; `None` until means that it goes on.
    Period(Date, Option<Date>),
    /// A text that names dates in a way of its own, printed as written.
    Text(Text),
}

impl Date {
    /// Reads one date: `2019`, `2019-03`, `March 2019`, `14.03.2019`, `Summer 2019`, `present`, … `None` for
    /// anything else, a period included. `span` is where `text` stands in the source.
    pub fn parse(text: &str, span: Span) -> Option<Self> {
        Self::read(text, span).ok()
    }

    /// Like [`parse`](Self::parse), and says why not.
    ///
    /// # Errors
    /// [`Fault::Unknown`] for a text that is no date; [`Fault::Impossible`] for month 13 and the like.
    pub fn read(text: &str, span: Span) -> Result<Self, Fault> {
        read::date(text, span)
    }
}

impl Dates {
    /// Reads one date or a period: all that [`Date::parse`] knows, `Mar 2018 – Present`, `01/2018-03/2018`,
    /// `2010-2014`, `since 2019`, `Jan – Mar 2020`, … Never [`Dates::Text`]: what is no date gives `None`.
    pub fn parse(text: &str, span: Span) -> Option<Self> {
        Self::read(text, span).ok()
    }

    /// Whether it is a period with days that say more than its months. Many files write the first or the last day of a
    /// month for the month.
    pub fn has_exact_days(&self) -> bool {
        let Self::Period(from, Some(until)) = self else { return false };
        matches!((&from.day, &until.day), (Day::Full(_, _, a), Day::Full(_, _, b)) if *a > 1 && *b > 1 && *b < 28)
    }

    /// Like [`parse`](Self::parse), and says why not.
    ///
    /// # Errors
    /// [`Fault::Unknown`] for a text that is no date; [`Fault::Impossible`] for month 13 and the like.
    pub fn read(text: &str, span: Span) -> Result<Self, Fault> {
        read::dates(text, span)
    }

    /// Whether a text is one that [`read`](Self::read) knows with a word that says that it is yet to come:
    /// `Expected May 2031`, `2031-01 (expected)`. As a date it is [`Dates::Text`].
    pub fn is_expected(text: &str) -> bool {
        read::is_expected(text)
    }
}

impl fmt::Display for Dates {
    /// As a file would have them: `2019-03`, `2019 – present`. Not for the page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(date) => date.day.fmt(f),
            Self::Period(from, until) => {
                let until = until.as_ref().map_or(&Day::Present, |date| &date.day);
                write!(f, "{} – {until}", from.day)
            }
            Self::Text(text) => f.write_str(&text.value),
        }
    }
}

/// Year, month, day.
type Ymd = (u16, u8, u8);

impl Day {
    /// Whether every day this can mean lies before every day the other can mean. `2019` is not before
    /// `2019-03`; a season may be any part of its year, as the halves of the globe disagree about it.
    pub fn is_before(&self, other: &Self) -> bool {
        matches!((self.bounds(), other.bounds()), (Some((_, latest)), Some((earliest, _))) if latest < earliest)
    }

    /// The earliest and the latest day this can mean.
    const fn bounds(&self) -> Option<(Ymd, Ymd)> {
        match *self {
            Self::Year(y) => Some(((y, 1, 1), (y, 12, 31))),
            Self::Month(y, m) => Some(((y, m, 1), (y, m, 31))),
            Self::Full(y, m, d) => Some(((y, m, d), (y, m, d))),
            Self::Season(Season::Winter, y) => {
                Some(((y.saturating_sub(1), 12, 1), (y.saturating_add(1), 2, 29)))
            }
            Self::Season(_, y) => Some(((y, 1, 1), (y, 12, 31))),
            Self::Present | Self::Text(_) => None,
        }
    }
}

impl fmt::Display for Day {
    /// As a file would have it: `2019-03`, `summer 2019`, `present`. Not for the page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Full(y, m, d) => write!(f, "{y:04}-{m:02}-{d:02}"),
            Self::Season(season, y) => write!(f, "{} {y:04}", season.name()),
            Self::Present => f.write_str("present"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Season {
    /// Every season.
    pub const ALL: [Self; 5] = [Self::Spring, Self::Summer, Self::Autumn, Self::Fall, Self::Winter];

    /// Its English name: `summer`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Fall => "fall",
            Self::Winter => "winter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_only_when_there_is_no_doubt() {
        assert!(Day::Year(2018).is_before(&Day::Month(2019, 1)));
        assert!(Day::Month(2019, 2).is_before(&Day::Full(2019, 3, 1)));
        assert!(!Day::Year(2019).is_before(&Day::Month(2019, 12)));
        assert!(!Day::Month(2019, 3).is_before(&Day::Year(2019)));
        assert!(!Day::Season(Season::Autumn, 2019).is_before(&Day::Month(2019, 12)));
        assert!(!Day::Season(Season::Winter, 2019).is_before(&Day::Month(2020, 2)));
        assert!(Day::Season(Season::Summer, 2019).is_before(&Day::Year(2020)));
        assert!(!Day::Year(2019).is_before(&Day::Present));
        assert!(!Day::Text("a while ago".into()).is_before(&Day::Year(2020)));
    }

    #[test]
    fn display_reads_back_as_the_same_day() {
        let all = [
            Day::Year(1987),
            Day::Month(2019, 3),
            Day::Full(2020, 2, 29),
            Day::Season(Season::Autumn, 2001),
            Day::Present,
        ];
        for day in all {
            let text = day.to_string();
            assert_eq!(Date::parse(&text, Span::default()).map(|d| d.day), Some(day), "{text}");
        }
    }
}
