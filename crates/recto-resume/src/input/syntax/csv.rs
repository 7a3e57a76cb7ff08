//! Tables: files of rows with commas between the cells, as an archive holds them. Each row becomes a mapping from the
//! names in the first one to its cells.

use super::reader::{Reader, Stop};
use crate::input::dialect::foreign::stem;
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostics, Extracted, Source, Span};

/// Reads the tables of an archive into a tree: a list of rows for each file.
pub(in crate::input) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let Some(Extracted::Files(files)) = &source.extracted else { return None };
    let mut reader = Reader::new(source, diagnostics);
    let mut pairs: Vec<Pair> = Vec::new();
    for (name, span) in files {
        let rows = table(&mut reader, *span).ok()?;
        let key = stem(name).unwrap_or(name).to_owned();
        let key_span = name_above(source, *span);
        match pairs.iter_mut().find(|pair| pair.key == key).map(|pair| &mut pair.node.value) {
            Some(Value::List(known)) => known.extend(rows),
            _ => pairs.push(Pair { key, key_span, node: Node::new(*span, Value::List(rows)) }),
        }
    }
    Some(Node::new(source.span(), Value::Map(pairs)))
}

/// The line above a file, which names it.
fn name_above(source: &Source, span: Span) -> Span {
    let before = source.text[..span.start].trim_end_matches('\n');
    Span::new(before.rfind('\n').map_or(0, |at| at + 1), before.len())
}

/// The rows of one file, each a mapping.
fn table(reader: &mut Reader<'_>, span: Span) -> Result<Vec<Node>, Stop> {
    let mut rows = Rows { text: &reader.source.text[..span.end], at: span.start };
    let mut names: Option<Vec<Cell>> = None;
    let mut made = Vec::new();
    let mut is_note = false;
    while let Some(cells) = rows.next() {
        let is_blank = cells.iter().all(|cell| cell.text.trim().is_empty());
        match &names {
            // Lines of notes go before the names of the columns, with a blank one between.
            None if is_blank => is_note = false,
            None if is_note => {}
            None if cells.len() == 1 && cells[0].text.trim_end().ends_with(':') => is_note = true,
            None => names = Some(cells),
            Some(_) if is_blank => {}
            Some(names) => {
                reader.count(cells.len() + 1, cells[0].span)?;
                made.push(row(names, cells));
            }
        }
    }
    Ok(made)
}

/// A row as a mapping. A cell beyond the names has a name of its own.
fn row(names: &[Cell], cells: Vec<Cell>) -> Node {
    let span = cells.iter().map(|cell| cell.span).reduce(Span::join).unwrap_or_default();
    let mut pairs: Vec<Pair> = Vec::new();
    for (n, cell) in cells.into_iter().enumerate() {
        let name =
            names.get(n).map(|name| (name.text.trim(), name.span)).filter(|(name, _)| !name.is_empty());
        let (key, key_span) =
            name.map_or((format!("column {}", n + 1), cell.span), |(name, span)| (name.to_owned(), span));
        pairs.push(Pair { key, key_span, node: Node::text(cell.span, cell.text) });
    }
    Node::new(span, Value::Map(pairs))
}

/// A cell: what it says, and its bytes without the quotation marks.
#[derive(Debug)]
struct Cell {
    text: String,
    span: Span,
}

/// Reads one row after the other.
struct Rows<'a> {
    text: &'a str,
    at: usize,
}

impl Rows<'_> {
    /// The cells of the next row.
    fn next(&mut self) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = vec![self.cell()];
        while self.text[self.at..].starts_with(',') {
            self.at += 1;
            cells.push(self.cell());
        }
        let rest = &self.text[self.at..];
        self.at += if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        Some(cells)
    }

    /// The cell that begins here, up to the comma or the line end behind it.
    fn cell(&mut self) -> Cell {
        let ends = |c: char| matches!(c, ',' | '\n' | '\r');
        let start = self.at;
        let Some(quoted) = self.text[start..].strip_prefix('"') else {
            let rest = &self.text[start..];
            self.at += rest.find(ends).unwrap_or(rest.len());
            return Cell { text: self.text[start..self.at].to_owned(), span: Span::new(start, self.at) };
        };
        // A doubled mark is one of the text.
        let mut length = 0;
        while let Some(at) = quoted[length..].find('"') {
            length += at;
            if !quoted[length + 1..].starts_with('"') {
                break;
            }
            length += 2;
        }
        let is_closed = quoted[length..].starts_with('"');
        let length = if is_closed { length } else { quoted.len() };
        let text = quoted[..length].replace("\"\"", "\"");
        self.at = (start + 1 + length + usize::from(is_closed)).min(self.text.len());
        // What follows the closing mark belongs to the cell all the same.
        let rest = &self.text[self.at..];
        let more = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += more.len();
        Cell { text: text + more, span: Span::new(start + 1, start + 1 + length) }
    }
}
