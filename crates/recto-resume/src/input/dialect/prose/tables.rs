//! Tables: entries, a row each, where the columns or the dates in the first one say so; labels with what they announce, at
//! the top of the file; else rows of text.

use super::head::{Head, Rank};
use super::holds_entries;
use super::line::Line;
use super::outline::{Item, LINE_LEVEL};
use super::words::{column_of, is_column, is_contact_title};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::language::contact_label;
use crate::resume::SectionKind;

/// Longest label (bytes).
const MAX_LABEL: usize = 40;

/// A row as a line: its cells with bars between them.
pub(super) fn row_line(cells: &[Phrase]) -> Phrase {
    Phrase::join(cells.iter().filter(|cell| !cell.is_empty()).cloned(), " | ")
}

/// A table as lines, one for each row.
pub(super) fn lines(rows: &[Vec<Phrase>]) -> Phrase {
    Phrase::of_lines(rows.iter().map(|row| row_line(row)).filter(|line| !line.is_empty()))
}

/// A table of two columns, or of labels over one row, at the top of the file as lines such as `Born: 1987`; other tables
/// as lines of text.
pub(super) fn as_details(block: Block) -> Block {
    let BlockKind::Table(rows) = &block.kind else { return block };
    let is_label = |label: &Phrase| {
        label.text.len() <= MAX_LABEL
            && label.text.contains(char::is_alphabetic)
            && !label.has_links()
            && !label.text.contains(|c: char| c.is_numeric() || c == '@')
    };
    // `| Personal details | |` is a title of the table.
    let has_title = rows.first().is_some_and(|row| is_contact_title(&row_line(row).text));
    let below = rows.iter().skip(usize::from(has_title));
    let said: Vec<_> = below.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let are_labelled = said.iter().all(|row| matches!(row.as_slice(), [label, _] if is_label(label)));
    let detail = |label: &Phrase, value: &Phrase| match value.is_empty() {
        true => label.clone(),
        false => Phrase::join([label.trim_matches(":"), value.clone()], ": "),
    };
    let lines: Vec<_> = match said.as_slice() {
        [labels, values] if !are_labelled && labels.len() == values.len() && labels.iter().all(is_label) => {
            labels.iter().zip(values.iter()).map(|(label, value)| detail(label, value)).collect()
        }
        _ if are_labelled => said.iter().map(|row| detail(&row[0], &row[1])).collect(),
        _ => said.iter().map(|row| row_line(row)).collect(),
    };
    Block { kind: BlockKind::Paragraph(Phrase::of_lines(lines)), span: block.span }
}

/// What is in each column, where the first row names columns of entries: see [`column_of`].
fn columns(head: &[Phrase]) -> Option<Vec<Option<&'static str>>> {
    let mut columns: Vec<_> = head.iter().map(|cell| column_of(&cell.text)).collect();
    // The name is that of the entry, where no other column is.
    if !columns.contains(&Some("title"))
        && let Some(name) = head.iter().position(|cell| contact_label(&cell.text) == Some("name"))
    {
        columns[name] = Some("title");
    }
    let names = |wanted: &str| columns.contains(&Some(wanted));
    (columns.iter().flatten().count() > 1 && (names("title") || names("organization"))).then_some(columns)
}

/// The heads that a table has, one for each row but the first, and the first if it says more than what the columns are.
/// None where it is no table of entries.
pub(super) fn entries(rows: &[Vec<Phrase>], kind: SectionKind) -> Option<(Option<Block>, Vec<Item>)> {
    let (head, body) = rows.split_first().filter(|(_, body)| holds_entries(kind) && !body.is_empty())?;
    if let Some(columns) = columns(head) {
        return Some((None, body.iter().filter_map(|row| entry(row, head, &columns)).collect()));
    }
    let is_date = |row: &Vec<Phrase>| row.len() > 1 && Line::read(row[0].clone()).is_date();
    if !body.iter().all(is_date) {
        return None;
    }
    let is_entry = is_date(&rows[0]);
    let says_more = !is_entry && !head.iter().all(|cell| cell.is_empty() || is_name_of_column(cell));
    let rows = if is_entry { rows } else { body };
    let item = |row: &Vec<Phrase>| {
        let line = Line::read(row_line(row));
        Item { head: Some(Head::read(&line, Rank::Entry, kind)), ..Item::new(LINE_LEVEL, line) }
    };
    let above = says_more.then(|| Block::paragraph(row_line(head)));
    Some((above, rows.iter().map(item).collect()))
}

fn is_name_of_column(cell: &Phrase) -> bool {
    is_column(&cell.text) || column_of(&cell.text).is_some()
}

/// A row whose columns are known. What is in another column goes below the head, with the column's name.
fn entry(row: &[Phrase], names: &[Phrase], columns: &[Option<&'static str>]) -> Option<Item> {
    let line = row_line(row);
    let mut head = Head::default();
    let mut body = Vec::new();
    for (n, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let column = columns.get(n).copied().flatten();
        let left = match column {
            Some(column) => head.set(column, cell.clone()),
            None => Some(cell.clone()),
        };
        let name =
            names.get(n).filter(|name| column.is_none() && !is_name_of_column(name) && !name.is_empty());
        body.extend(
            left.map(|cell| Block::paragraph(Phrase::join(name.cloned().into_iter().chain([cell]), ": "))),
        );
    }
    head.urls = super::head::addresses(&line);
    (!line.is_empty()).then(|| Item { head: Some(head), body, ..Item::new(LINE_LEVEL, Line::whole(line)) })
}

/// Whether a table in a section of this kind is read as more than rows of text.
pub(super) fn is_read(rows: &[Vec<Phrase>], kind: SectionKind) -> bool {
    match kind {
        SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
            rows.iter().all(|row| row.len() == 2)
        }
        _ => entries(rows, kind).is_some(),
    }
}
