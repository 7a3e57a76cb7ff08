//! Dates of an entry: what is written under `startDate`, `endDate` and `date`, put together and taken apart.

use super::reader::{Named, Reader, fold, is_texts, truth};
use crate::resume::date::{Fault, Impossible, Part};
use crate::resume::{Date, Dates, Day, Text, Unknown};
use crate::schema::{CURRENT, Current, DATES, DateFields, Draft, END, Object, WrittenDate};
use crate::text::characters;
use crate::text::value::Value;
use crate::text::{Diagnostic, Place, Rule, Span, shortened};

impl Reader<'_> {
    /// A date or period. What is none is kept as written and pointed out.
    pub(super) fn dates(&mut self, pair: Named<'_>) -> Option<WrittenDate> {
        let typed = match &pair.node.value {
            Value::List(items) if is_texts(items) => self.text(pair)?.value,
            _ => self.scalar(pair, "a date")?.text.clone(),
        };
        Some(self.written(pair.key, &typed, pair.node.span))
    }

    /// Whether an entry goes on.
    pub(super) fn current(&mut self, pair: Named<'_>) -> Option<Current> {
        let goes_on = truth(pair.node)?;
        let text = Text::new(goes_on.to_string(), pair.node.span);
        let written = WrittenDate { key: pair.key.to_owned(), dates: Dates::Text(text.clone()), text };
        Some(Current { goes_on, written })
    }

    /// The date or period that is written under `key`.
    pub(in crate::input) fn written(&mut self, key: &str, typed: &str, span: Span) -> WrittenDate {
        // What cannot be seen must not keep a date from being one.
        let seen = characters::clean(typed);
        if let Some(warning) = characters::warning(&seen.dropped, Place::File(span)) {
            self.report(warning);
        }
        let text = Text::new(fold(&seen.text), span);
        let read = if seen.text.len() == typed.len() { typed } else { &text.value };
        let dates = Dates::read(read, span).unwrap_or_else(|fault| {
            match fault {
                Fault::Unknown if Dates::is_expected(read) => {}
                Fault::Unknown => self.report(not_a_date(&text)),
                Fault::Impossible(impossible) => self.report(no_such_day(&impossible)),
            }
            Dates::Text(text.clone())
        });
        WrittenDate { key: key.to_owned(), text, dates }
    }
}

impl DateFields {
    /// The fields of `object` that say these dates. One date goes to the first of `endDate` and `date`. What goes on has
    /// no end.
    pub fn of(dates: &Dates, object: &Object<Draft>) -> Self {
        let (end, whole) = (object.position(&END), object.position(&DATES));
        match dates {
            Dates::Single(date) if date.is_start && object.position(&CURRENT).is_some() => {
                let current = Some(Current::written(false));
                Self { start: Some(date.into()), current, ..Self::default() }
            }
            Dates::Single(date) if end.is_some() && end < whole => {
                Self { end: Some(date.into()), ..Self::default() }
            }
            Dates::Period(from, until) if end.is_some() && from.day != Day::Present => {
                let in_words = matches!(from.day, Day::Text(_));
                let goes_on = until.as_ref().is_none_or(|until| until.day == Day::Present) && !from.is_start;
                let until = until.as_ref().filter(|until| in_words || until.day != Day::Present);
                // Where a start alone is one date, what goes on has to be said.
                let has_kind = ["`projects`", "`volunteer`"].contains(&object.what);
                let current = (goes_on && until.is_none() && has_kind).then(|| Current::written(true));
                Self {
                    start: Some(from.into()),
                    end: until.map(WrittenDate::from),
                    current,
                    ..Self::default()
                }
            }
            _ => {
                let text = Text::new(dates.to_string(), Span::NOWHERE);
                let written = WrittenDate { key: String::new(), text, dates: dates.clone() };
                Self { whole: Some(written), ..Self::default() }
            }
        }
    }

    /// Puts start, end and whole together. A start without an end goes on, unless a field says that it does not; an end
    /// without a start is one date.
    pub fn join(self, reader: &mut Reader<'_>, keep: &mut Vec<Unknown>) -> Option<Dates> {
        let goes_on = self.current.as_ref().map(|current| current.goes_on);
        let period = |whole: &&WrittenDate| matches!(whole.dates, Dates::Period(..));
        let end = self.end.as_ref().or(self.whole.as_ref().filter(period));
        if let (Some(current), Some(end)) = (&self.current, end.filter(|end| ends(&end.dates) == goes_on)) {
            // It has no text of its own to keep.
            second(reader, &current.written, &format!("`{}` says otherwise", end.key), &mut Vec::new());
        }
        let bounds = match (self.start, self.end) {
            (None, None) => {
                let whole = self.whole.map(|whole| whole.dates);
                return if goes_on == Some(true) { whole.map_or_else(present, open).into() } else { whole };
            }
            (None, Some(end)) => end.dates,
            (Some(start), None) if goes_on == Some(false) => begun(start.dates),
            (Some(start), None) if goes_on.is_none() => match open(start.dates) {
                Dates::Period(from, None) => Dates::Period(Date { is_start: true, ..from }, None),
                other => other,
            },
            (Some(start), None) => open(start.dates),
            (Some(start), Some(end)) => closed(reader, start, end, keep),
        };
        if let Some(whole) = self.whole
            && !same(&bounds, &whole.dates)
        {
            second(reader, &whole, "start and end dates stand in fields of their own", keep);
        }
        Some(bounds)
    }
}

impl Current {
    /// What says that it goes on, or not.
    fn written(goes_on: bool) -> Self {
        let text = Text::new(goes_on.to_string(), Span::NOWHERE);
        Self { goes_on, written: WrittenDate { key: String::new(), dates: Dates::Text(text.clone()), text } }
    }
}

impl From<&Date> for WrittenDate {
    fn from(date: &Date) -> Self {
        let text = Text::new(date.day.to_string(), date.span);
        Self { key: String::new(), text, dates: Dates::Single(date.clone()) }
    }
}

/// Whether dates say that it has ended or not; `None` when they do not say.
fn ends(dates: &Dates) -> Option<bool> {
    match dates {
        Dates::Single(date) | Dates::Period(_, Some(date)) => match date.day {
            Day::Text(_) => None,
            _ => Some(date.day != Day::Present),
        },
        Dates::Period(_, None) => Some(false),
        Dates::Text(_) => None,
    }
}

fn present() -> Dates {
    Dates::Single(Date { day: Day::Present, span: Span::NOWHERE, spelled: false, is_start: false })
}

/// A start without an end: it goes on.
fn open(start: Dates) -> Dates {
    match start {
        Dates::Single(date) if date.day != Day::Present => Dates::Period(date, None),
        other => other,
    }
}

/// A start of what has ended.
fn begun(start: Dates) -> Dates {
    match start {
        Dates::Single(date) if date.day != Day::Present => Dates::Single(Date { is_start: true, ..date }),
        other => other,
    }
}

/// A start and an end.
fn closed(reader: &mut Reader<'_>, start: WrittenDate, end: WrittenDate, keep: &mut Vec<Unknown>) -> Dates {
    let from = match start.dates {
        Dates::Single(date) | Dates::Period(date, None) => date,
        Dates::Text(text) => as_written(text),
        Dates::Period(from, Some(until)) => {
            if !matches!(&end.dates, Dates::Single(date) if date.day == until.day) {
                second(reader, &end, &format!("`{}` is a period that has an end already", start.key), keep);
            }
            return Dates::Period(from, Some(until));
        }
    };
    let until = match end.dates {
        Dates::Single(date) => date,
        Dates::Text(text) => as_written(text),
        Dates::Period(..) => {
            reader.report(
                Diagnostic::at(Rule::DateUnknown, end.text.span, format!("`{}` is a period", end.key))
                    .label("expected one date, printed as written")
                    .help("write the day it ended"),
            );
            as_written(end.text)
        }
    };
    Dates::Period(from, Some(until))
}

/// A date in words of the writer's own.
fn as_written(text: Text) -> Date {
    Date { day: Day::Text(text.value), span: text.span, spelled: false, is_start: false }
}

/// Whether two dates say the same, from any place in the file.
fn same(a: &Dates, b: &Dates) -> bool {
    match (a, b) {
        (Dates::Single(a), Dates::Single(b)) => a.day == b.day,
        (Dates::Period(a, x), Dates::Period(b, y)) => {
            a.day == b.day && x.as_ref().map(|d| &d.day) == y.as_ref().map(|d| &d.day)
        }
        (Dates::Text(a), Dates::Text(b)) => a.value == b.value,
        _ => false,
    }
}

/// A second date that has no place on the page.
fn second(reader: &mut Reader<'_>, written: &WrittenDate, why: &str, keep: &mut Vec<Unknown>) {
    let message = format!("`{}` is not printed: {why}", written.key);
    reader.report(
        Diagnostic::at(Rule::DateConflict, written.text.span, message)
            .label("says something else")
            .help("keep one of them"),
    );
    keep.push(Unknown { key: written.key.clone(), text: written.text.clone() });
}

fn not_a_date(text: &Text) -> Diagnostic {
    let message = format!("`{}` is not a date that recto knows", shortened(&text.value, 40));
    Diagnostic::at(Rule::DateUnknown, text.span, message)
        .label("printed as written")
        .help("write `2019`, `2019-03`, `2019-03-14` or `present`")
}

fn no_such_day(impossible: &Impossible) -> Diagnostic {
    let Impossible { part, number, year, last, span } = *impossible;
    let (message, help) = match part {
        Part::Day(month) => (
            format!("day {number} does not exist in {year}-{month:02}"),
            format!("write `{year}-{month:02}-{last}`, `{year}-{month:02}` or `{year}`"),
        ),
        Part::Month => {
            (format!("month {number} does not exist"), format!("write `{year}-12`, `{year}` or `present`"))
        }
    };
    Diagnostic::at(Rule::DateInvalid, span, message).help(help).label(format!("expected 01 to {last}"))
}
