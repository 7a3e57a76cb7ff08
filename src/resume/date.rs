//! Dates as a résumé knows them: a year stays a year, and what is no date stays as written.

use super::Text;
use crate::diagnostic::Span;

/// A point in time, as exact as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// What was meant.
    pub day: Day,
    /// The bytes it came from.
    pub span: Span,
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
    /// September to November in the north (`fall`).
    Autumn,
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
