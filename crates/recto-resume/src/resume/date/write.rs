//! Dates in words. A year stays a year; the days of a period are known but not printed, as résumés go by months; one
//! date alone keeps its day, unless that is the first, which many files write for the month; what is no date is
//! printed as written.

use super::{Dates, Day, Season};
use crate::language::Language;
use crate::resume::Text;
use crate::text::Span;
use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{M, MD},
};
use serde::Serialize;

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `Mar 2020`.
    Short,
    /// `March 2020`.
    Long,
    /// `03/2020`.
    Numeric,
}

impl DateStyle {
    /// The words that options and manifests name the styles by.
    pub const WORDS: &[&str] = &["short", "long", "numeric"];

    /// The style of that name.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "short" => Some(Self::Short),
            "long" => Some(Self::Long),
            "numeric" => Some(Self::Numeric),
            _ => None,
        }
    }
}

/// A date or a period in words.
#[derive(Debug, Clone, Serialize)]
pub struct WrittenDates {
    /// From; `None` for a single date.
    pub start: Option<String>,
    /// Until, or the single date.
    pub end: Option<String>,
    /// The whole: `Mar 2020 – Present`.
    pub text: Text,
}

/// Writes dates in one language and style.
#[derive(Debug)]
pub struct DateWriter<'a> {
    language: &'a Language,
    style: DateStyle,
    months: Option<FixedCalendarDateTimeFormatter<Gregorian, M>>,
    days: Option<FixedCalendarDateTimeFormatter<Gregorian, MD>>,
}

impl<'a> DateWriter<'a> {
    /// A writer; month names come from CLDR in the form that stands without a day (`березень`, never
    /// the genitive).
    pub fn new(language: &'a Language, style: DateStyle) -> Self {
        let locale = || language.locale.clone().into();
        let names = match style {
            DateStyle::Short => Some(M::medium()),
            DateStyle::Long => Some(M::long()),
            DateStyle::Numeric => None,
        };
        let months = names.and_then(|names| FixedCalendarDateTimeFormatter::try_new(locale(), names).ok());
        // For the style in numbers only the order of day and month is taken from here.
        let days = if style == DateStyle::Short { MD::medium() } else { MD::long() };
        let days = FixedCalendarDateTimeFormatter::try_new(locale(), days).ok();
        Self { language, style, months, days }
    }

    /// A period or a date. `clean` makes text that the file wrote itself fit for the page.
    pub fn dates(&self, dates: &Dates, mut clean: impl FnMut(&Text) -> Option<Text>) -> Option<WrittenDates> {
        let mut as_written = |day: &Day, span| match day {
            Day::Text(text) => clean(&Text::new(text.clone(), span)).map(|text| text.value),
            known => Some(self.day(known)),
        };
        match dates {
            Dates::Text(text) => {
                let end = as_written(&Day::Text(text.value.clone()), text.span)?;
                Some(WrittenDates { start: None, end: None, text: Text::new(end, text.span) })
            }
            Dates::Single(date) => {
                let end = match date.day {
                    Day::Full(year, month, day) if day != 1 => self.exact(year, month, day),
                    _ => as_written(&date.day, date.span)?,
                };
                Some(single(end, date.span))
            }
            Dates::Period(from, until) => {
                let start = as_written(&from.day, from.span);
                let (end, span) = match until {
                    Some(date) => (as_written(&date.day, date.span), from.span.join(date.span)),
                    None => (Some(self.day(&Day::Present)), from.span),
                };
                period(start, end, span)
            }
        }
    }

    /// One date.
    pub fn day(&self, day: &Day) -> String {
        match day {
            Day::Year(year) => year.to_string(),
            Day::Month(year, month) | Day::Full(year, month, _) => self.month(*year, *month),
            Day::Season(season, year) => {
                let patterns = &self.language.data.dates;
                let pattern = match season {
                    Season::Spring => patterns.spring,
                    Season::Summer => patterns.summer,
                    Season::Autumn => patterns.autumn,
                    Season::Fall => patterns.fall,
                    Season::Winter => patterns.winter,
                };
                pattern.replace("{year}", &year.to_string())
            }
            Day::Present => self.language.word("present").to_owned(),
            Day::Text(text) => text.clone(),
        }
    }

    /// A day in the order of the language: `May 14, 2021`, `14. Mai 2021`, `14 de mayo de 2021`, `14/05/2021`.
    fn exact(&self, year: u16, month: u8, day: u8) -> String {
        let named = self.days.as_ref().and_then(|days| {
            let day = CalendarDate::try_new_gregorian(i32::from(year), month, day).ok()?;
            Some(days.format(&day).to_string())
        });
        let Some(named) = named else { return self.month(year, month) };
        let day_last = named.ends_with(|c: char| c.is_ascii_digit());
        let patterns = &self.language.data.dates;
        let (pattern, named) = match self.style {
            DateStyle::Numeric => {
                let between = patterns.numeric.replace("{month}", "").replace("{year}", "");
                let (first, second) = if day_last { (month, day) } else { (day, month) };
                (patterns.numeric, format!("{first:02}{between}{second:02}"))
            }
            _ if day_last => (patterns.month, format!("{named},")),
            DateStyle::Long => (patterns.long, named),
            DateStyle::Short => (patterns.month, named),
        };
        pattern.replace("{month}", &named).replace("{year}", &year.to_string())
    }

    /// A month of a year. Without a name for it (data or calendar lacking) it is written in numbers.
    fn month(&self, year: u16, month: u8) -> String {
        let patterns = &self.language.data.dates;
        let name = self.months.as_ref().and_then(|months| {
            let day = CalendarDate::try_new_gregorian(i32::from(year), month, 1).ok()?;
            Some(months.format(&day).to_string())
        });
        let (pattern, month) = match (name, self.style) {
            (Some(name), DateStyle::Long) => (patterns.long, name),
            (Some(name), _) => (patterns.month, name),
            (None, _) => (patterns.numeric, format!("{month:02}")),
        };
        pattern.replace("{month}", &month).replace("{year}", &year.to_string())
    }
}

/// A date, or a period that reads as one.
fn single(end: String, span: Span) -> WrittenDates {
    WrittenDates { start: None, text: Text::new(end.clone(), span), end: Some(end) }
}

/// From and until with an en dash between; once when both read the same.
fn period(start: Option<String>, end: Option<String>, span: Span) -> Option<WrittenDates> {
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if start != end => (start, end),
        (start, end) => return Some(single(end.or(start)?, span)),
    };
    let text = Text::new(format!("{start} – {end}"), span);
    Some(WrittenDates { start: Some(start), end: Some(end), text })
}

#[cfg(test)]
mod tests {
    use super::super::Date;
    use super::*;

    fn day(tag: &str, style: DateStyle, day: Day) -> String {
        DateWriter::new(&Language::find(tag).expect("known"), style).day(&day)
    }

    fn date(day: Day, at: usize) -> Date {
        Date { day, span: Span::new(at, at + 1), spelled: false, is_start: false }
    }

    fn text(dates: &Dates) -> WrittenDates {
        let english = Language::english();
        let writer = DateWriter::new(&english, DateStyle::Short);
        writer.dates(dates, |text| Some(text.clone())).expect("dates")
    }

    #[test]
    fn months_in_five_languages_and_three_styles() {
        use DateStyle::{Long, Numeric, Short};
        let march = Day::Month(2020, 3);
        for (tag, short, long, numeric) in [
            ("en", "Mar 2020", "March 2020", "03/2020"),
            ("de", "Mär 2020", "März 2020", "03.2020"),
            ("fr", "mars 2020", "mars 2020", "03/2020"),
            ("es", "mar 2020", "marzo de 2020", "03/2020"),
            ("uk", "бер. 2020", "березень 2020", "03.2020"),
        ] {
            assert_eq!(day(tag, Short, march.clone()), short);
            assert_eq!(day(tag, Long, march.clone()), long);
            assert_eq!(day(tag, Numeric, march.clone()), numeric);
        }
        assert_eq!(day("de-AT", Long, Day::Month(2020, 1)), "Jänner 2020");
        assert_eq!(day("fr", Short, Day::Month(2020, 2)), "févr. 2020");
    }

    #[test]
    fn a_year_stays_a_year_and_a_day_becomes_its_month() {
        assert_eq!(day("en", DateStyle::Long, Day::Year(2020)), "2020");
        assert_eq!(day("en", DateStyle::Numeric, Day::Year(2020)), "2020");
        assert_eq!(day("en", DateStyle::Short, Day::Full(2020, 2, 29)), "Feb 2020");
        assert_eq!(day("de", DateStyle::Numeric, Day::Season(Season::Summer, 2019)), "Sommer 2019");
        assert_eq!(day("uk", DateStyle::Long, Day::Present), "дотепер");
    }

    #[test]
    fn one_date_keeps_its_day() {
        use DateStyle::{Long, Numeric, Short};
        let single = |tag: &str, style, day| {
            let language = Language::find(tag).expect("known");
            let dates = Dates::Single(date(Day::Full(2021, 5, day), 4));
            let dates = DateWriter::new(&language, style).dates(&dates, |text| Some(text.clone()));
            dates.expect("a date").text.value
        };
        for (tag, short, long, numeric) in [
            ("en", "May 14, 2021", "May 14, 2021", "05/14/2021"),
            ("en-GB", "14 May 2021", "14 May 2021", "14/05/2021"),
            ("de", "14. Mai 2021", "14. Mai 2021", "14.05.2021"),
            ("fr", "14 mai 2021", "14 mai 2021", "14/05/2021"),
            ("es", "14 may 2021", "14 de mayo de 2021", "14/05/2021"),
            ("uk", "14 трав. 2021", "14 травня 2021", "14.05.2021"),
        ] {
            assert_eq!(single(tag, Short, 14), short);
            assert_eq!(single(tag, Long, 14), long);
            assert_eq!(single(tag, Numeric, 14), numeric);
        }
        assert_eq!(single("en", Short, 1), "May 2021");
    }

    #[test]
    fn fall_stays_fall_where_the_language_has_it() {
        assert_eq!(day("en", DateStyle::Short, Day::Season(Season::Fall, 2020)), "Fall 2020");
        assert_eq!(day("en", DateStyle::Short, Day::Season(Season::Autumn, 2020)), "Autumn 2020");
        assert_eq!(day("de", DateStyle::Short, Day::Season(Season::Fall, 2020)), "Herbst 2020");
    }

    #[test]
    fn periods() {
        let open = text(&Dates::Period(date(Day::Month(2020, 3), 4), None));
        assert_eq!(open.text, Text::new("Mar 2020 – Present", Span::new(4, 5)));
        assert_eq!((open.start.as_deref(), open.end.as_deref()), (Some("Mar 2020"), Some("Present")));

        let same =
            text(&Dates::Period(date(Day::Full(2020, 2, 1), 4), Some(date(Day::Full(2020, 2, 28), 9))));
        assert_eq!(same.text, Text::new("Feb 2020", Span::new(4, 10)));
        assert_eq!((same.start, same.end.as_deref()), (None, Some("Feb 2020")));

        let mixed = text(&Dates::Period(
            date(Day::Text("the long winter".into()), 4),
            Some(date(Day::Season(Season::Spring, 2021), 9)),
        ));
        assert_eq!(mixed.text.value, "the long winter – Spring 2021");
    }

    #[test]
    fn nothing_printable_gives_no_dates() {
        let english = Language::english();
        let writer = DateWriter::new(&english, DateStyle::Short);
        let empty = Dates::Text(Text::new("\u{200b}", Span::at(3)));
        assert!(writer.dates(&empty, |_| None).is_none());
    }

    #[test]
    fn a_month_out_of_range_is_written_in_numbers() {
        assert_eq!(day("en", DateStyle::Short, Day::Month(2020, 13)), "13/2020");
    }
}
