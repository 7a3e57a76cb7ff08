//! Forms with a column of labels, such as the old Europass form: `Dates⇥2019 – 2021`, `Name and address of employer⇥Lantern Works`.
//! Their rows become the heads that other documents have.

use super::rows::{APART, Row};
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::words::{column_of, is_legal_form, is_subhead, is_title};
use crate::input::syntax::block::Phrase;
use crate::resume::Dates;
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// How many labels a form has at least, and most rows that a label takes.
const MIN_LABELS: usize = 4;
const MAX_ROWS: usize = 3;

/// Fewest columns of a table of entries.
const MIN_COLUMNS: usize = 3;

/// Longest line with the label of a date (bytes).
const MAX_PERIOD: usize = 80;

/// A label, and how many rows it takes.
#[derive(Debug, Clone)]
struct Label {
    /// What it announces, as in [`column_of`]; none where it is over what people did.
    field: Option<&'static str>,
    text: Phrase,
    rows: usize,
}

/// Reads the rows of forms and tables as heads and text.
pub(super) fn read(rows: Vec<Row>, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let rows = read_tables(rows, diagnostics);
    join_periods(read_form(rows, diagnostics))
}

/// What the label at the start of a line announces, and what is behind it: `Period: 2019 – 2021`, `Period⇥2019 – 2021`.
fn announced(row: &Row) -> Option<(&'static str, Phrase)> {
    if row.item.is_some() || row.text().len() > MAX_PERIOD {
        return None;
    }
    let (label, value) = row.phrase.split_once(&[":", "\t"])?;
    let field = column_of(&label.text)?;
    let is_date = Line::read(value.clone()).is_date() || Dates::parse(&value.text, Span::at(0)).is_some();
    is_date.then(|| (field, value.trim_matches(":")))
}

/// A date needs no label; one label for the start and one for the end make a period.
fn join_periods(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut is_start = false;
    for mut row in rows {
        let date = announced(&row).filter(|(field, _)| ["dates", "start", "end"].contains(field));
        let is_above = std::mem::replace(&mut is_start, matches!(date, Some(("start", _))));
        match (date, out.last_mut()) {
            (Some(("end", date)), Some(above)) if is_above => {
                let whole = Phrase::join([std::mem::take(&mut above.phrase), date], " – ");
                above.set_phrase(whole);
            }
            (Some((_, date)), _) => {
                row.set_phrase(date);
                row.print.goes_on = Some(false);
                if let Some(above) = out.last_mut() {
                    above.print.goes_on = Some(false);
                }
                out.push(row);
            }
            (None, _) => out.push(row),
        }
    }
    out
}

/// Reads tables of entries whose first row has the names of the columns: each row below is an entry with labels.
fn read_tables(rows: Vec<Row>, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut columns: Vec<(Phrase, &'static str)> = Vec::new();
    for row in rows {
        if let Some(found) = columns_of(&row) {
            let names: Vec<_> = found.iter().map(|(name, _)| &*name.text).collect();
            let message = format!("`{}` is left out", names.join(", "));
            diagnostics.push(
                Diagnostic::at(Rule::LineRepeated, row.phrase.span(), message)
                    .label("the columns of a table"),
            );
            columns = found;
            continue;
        }
        let cells = row.phrase.split(|_, c| c == '\t');
        if columns.is_empty() || cells.len() != columns.len() || row.item.is_some() {
            if is_title(row.text()) {
                columns.clear();
            }
            out.push(row);
            continue;
        }
        out.extend(entry_of(&row, cells, &columns));
    }
    out
}

/// The columns of a table of entries: names of three or more fields beside each other.
fn columns_of(row: &Row) -> Option<Vec<(Phrase, &'static str)>> {
    let cells = row.phrase.split(|_, c| c == '\t');
    let named = cells.into_iter().map(|cell| column_of(&cell.text).map(|field| (cell, field)));
    let columns: Vec<_> = named.collect::<Option<_>>()?;
    let has = |wanted: &[&str]| columns.iter().any(|(_, field)| wanted.contains(field));
    (columns.len() >= MIN_COLUMNS && has(&["title", "organization"]) && has(&["dates", "start", "end"]))
        .then_some(columns)
}

/// The rows of an entry in a table, its date first.
fn entry_of(row: &Row, cells: Vec<Phrase>, columns: &[(Phrase, &'static str)]) -> Vec<Row> {
    let is_date = |field: &str| ["dates", "start", "end"].contains(&field);
    let (dates, names): (Vec<_>, Vec<_>) =
        cells.into_iter().zip(columns).partition(|(_, (_, field))| is_date(field));
    let date = Phrase::join(dates.into_iter().map(|(date, _)| date), " – ");
    let labelled = |(cell, (name, _)): (Phrase, &(Phrase, &str))| {
        let label = Phrase::plain(&name.text, Span::at(cell.span().start));
        Phrase::join([label, cell], ": ")
    };
    let lines = std::iter::once(date).chain(names.into_iter().map(labelled));
    let with = |(n, line): (usize, Phrase)| {
        let mut own = row.with_phrase(line);
        own.print.goes_on = Some(false);
        own.print.gap = if n == 0 { row.print.gap.max(APART + 1) } else { 0 };
        own
    };
    lines.filter(|line| !line.is_empty()).enumerate().map(with).collect()
}

/// Reads the rows of a form as heads and text. Labels that are over text are left out with a warning.
fn read_form(rows: Vec<Row>, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let labels: Vec<_> = (0..rows.len()).map(|n| label(&rows[n..])).collect();
    let has = |field: &str| labels.iter().flatten().filter(|label| label.field == Some(field)).count();
    let names = has("title") + has("organization");
    if has("dates") < 2 || names < 2 || has("dates") + names < MIN_LABELS {
        return rows;
    }
    let mut form = Form { out: Vec::new(), entry: Entry::default() };
    let mut left_out = None;
    let mut behind: Vec<usize> = Vec::new();
    for (n, (row, label)) in rows.into_iter().zip(labels).enumerate() {
        if behind.contains(&n) {
            form.go_on(row);
        } else if let Some(label) = label {
            behind.extend(n + 1..n + label.rows);
            if label.field.is_none() {
                left_out = left_out.or(Some(label.text.clone()));
            }
            form.add(row, &label);
        } else {
            form.text(row);
        }
        behind.retain(|at| *at > n);
    }
    if let Some(label) = left_out {
        let message = format!("`{}` is left out", &*label.text);
        diagnostics
            .push(Diagnostic::at(Rule::LineRepeated, label.span(), message).label("a label of a form"));
    }
    form.flush();
    form.out
}

/// The label that begins at the first of some rows: its words are before a tab, and may go on in the rows below.
fn label(rows: &[Row]) -> Option<Label> {
    let first = rows.first().filter(|row| row.item.is_none() && row.text().contains('\t'))?;
    let mut text = cells(&first.phrase).0;
    let longest = rows.len().min(MAX_ROWS);
    let mut found = None;
    for (n, row) in rows[..longest].iter().enumerate() {
        if n > 0 {
            if row.item.is_some() {
                break;
            }
            text = Phrase::join([text, cells(&row.phrase).0], " ");
        }
        let field =
            column_of(&text.text).filter(|field| ["title", "organization", "place", "dates"].contains(field));
        if field.is_some() || is_subhead(&text.text) {
            found = Some(Label { field, text: text.clone(), rows: n + 1 });
        }
    }
    found
}

/// What is before the first tab of a line, and what is behind.
fn cells(phrase: &Phrase) -> (Phrase, Phrase) {
    let tab = phrase.text.find('\t').unwrap_or(phrase.text.len());
    let (label, value) = phrase.around(tab..(tab + 1).min(phrase.text.len()));
    (label.trim(), value.trim())
}

/// The label of a place that a form has behind a name.
const PLACE: &str = "Location";

/// `Lantern Works, Bergen` as a name and a place; of an address with numbers, all behind the name is the place.
fn split_place(value: Phrase) -> (Phrase, Option<Phrase>) {
    let text = &*value.text;
    let last = text.rfind(", ");
    let has_number = last.is_some_and(|last| text[last..].contains(|c: char| c.is_ascii_digit()));
    let Some(at) = (if has_number { text.find(", ") } else { last }) else { return (value, None) };
    if is_legal_form(&text[at + 2..]) {
        return (value, None);
    }
    let (name, place) = value.around(at..at + 2);
    (name, Some(place))
}

/// An entry of a form.
#[derive(Default)]
struct Entry {
    head: Vec<(&'static str, Row)>,
    body: Vec<Row>,
}

struct Form {
    out: Vec<Row>,
    entry: Entry,
}

impl Form {
    /// Adds a row with a label. A field that the entry has already begins another.
    fn add(&mut self, row: Row, label: &Label) {
        let value = cells(&row.phrase).1;
        let Some(field) = label.field else {
            let mut item = row.with_phrase(value);
            item.item = Some(1);
            self.entry.body.push(item);
            return;
        };
        if self.entry.head.iter().any(|(known, _)| *known == field) {
            self.flush();
        }
        // A date needs no label.
        if field == "dates" {
            return self.entry.head.push((field, row.with_phrase(value)));
        }
        let is_address = field == "organization" && label.text.text.split(' ').count() > 2;
        let (value, place) = if is_address { split_place(value) } else { (value, None) };
        let labelled = |value: Phrase, label: Phrase| Phrase::join([label, value], ": ");
        let place = place.map(|place| {
            let label = Phrase::plain(PLACE, Span::at(place.span().start));
            ("place", row.with_phrase(labelled(place, label)))
        });
        self.entry.head.push((field, row.with_phrase(labelled(value, label.text.clone()))));
        self.entry.head.extend(place);
    }

    /// Adds a row whose left cell is the rest of a label.
    fn go_on(&mut self, row: Row) {
        let value = if row.text().contains('\t') { cells(&row.phrase).1 } else { Phrase::default() };
        if value.is_empty() {
            return;
        }
        let above = self.entry.body.last_mut().or_else(|| self.entry.head.last_mut().map(|(_, row)| row));
        match above {
            Some(above) => above.phrase = Phrase::join([std::mem::take(&mut above.phrase), value], " "),
            None => self.out.push(row.with_phrase(value)),
        }
    }

    /// Adds any other row: a title ends the entry.
    fn text(&mut self, row: Row) {
        if is_title(row.text()) || self.entry.head.is_empty() {
            self.flush();
            self.out.push(row);
        } else {
            self.entry.body.push(row);
        }
    }

    /// Writes the entry, its head first.
    fn flush(&mut self) {
        let Entry { mut head, body } = std::mem::take(&mut self.entry);
        head.sort_by_key(|(field, _)| *field != "dates");
        // The rows of a head are not apart, wherever the form has them.
        head.iter_mut().skip(1).for_each(|(_, row)| row.print.gap = 0);
        head.iter_mut().for_each(|(_, row)| row.print.goes_on = Some(false));
        self.out.extend(head.into_iter().map(|(_, row)| row).chain(body));
    }
}
