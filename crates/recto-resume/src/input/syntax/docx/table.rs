//! Tables, which résumés use to put things in their place: rows are read one by one, a column of dates or labels goes
//! before the text that it is beside, and columns of a page are read one after the other.

use super::line::Line;
use super::package::child;
use super::reader::{Paragraph, Reader};
use crate::text::LineRole;
use roxmltree::Node;

/// Characters in a cell that is a date or a label.
const MAX_LABEL: usize = 45;

/// Characters in a cell that is a part of a line.
const MAX_PART: usize = 80;

/// Lines in a cell that is a date or a label.
const MAX_LABEL_LINES: usize = 4;

/// Lines in the cell of a date without a year: where it was, the rest of the date.
const MAX_BESIDE_DATE: usize = 2;

/// What is in a cell.
type Cell = Vec<Paragraph>;

impl<'a, 'i> Reader<'a, 'i> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: Node<'a, 'i>) -> Vec<Paragraph> {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        let mut paragraphs = Vec::new();
        let mut rows = rows.into_iter().peekable();
        while let Some(row) = rows.next() {
            if !is_of_columns(&row) {
                paragraphs.extend(self.row(row));
                continue;
            }
            // Rows of a page in columns: each column goes on in the rows below.
            let mut columns = row;
            while let Some(row) = rows.next_if(|row| row.len() == columns.len() && is_of_columns(row)) {
                columns.iter_mut().zip(row).for_each(|(column, cell)| column.extend(cell));
            }
            paragraphs.extend(self.columns(columns));
        }
        paragraphs
    }

    /// Reads the rows of a table, also those in content controls.
    fn rows(&mut self, parent: Node<'a, 'i>, into: &mut Vec<Vec<Cell>>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" => {}
                "tr" if child(node, "trPr").is_some_and(|look| child(look, "del").is_some()) => {
                    self.left_out.changes += 1;
                }
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(node, &mut cells);
                    into.push(cells);
                }
                _ => self.rows(node, into),
            }
        }
    }

    /// Reads the cells of a row. One that is merged with the cell above it is empty.
    fn cells(&mut self, parent: Node<'a, 'i>, into: &mut Vec<Cell>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "trPr" | "tblPrEx" | "sdtPr" | "sdtEndPr" => {}
                "tc" => into.push(self.blocks(node)),
                _ => self.cells(node, into),
            }
        }
    }

    /// The paragraphs of a row.
    fn row(&mut self, row: Vec<Cell>) -> Vec<Paragraph> {
        let mut cells: Vec<Cell> = row.into_iter().filter(has_text).collect();
        if let [left, right] = cells.as_slice() {
            if is_date(left) && !is_date(right) {
                let (left, right) = (std::mem::take(&mut cells[0]), std::mem::take(&mut cells[1]));
                return beside(left, right, joined);
            }
            if is_date(right) && is_simple(left) && lines(right).count() <= lines(left).count() {
                let (left, right) = (std::mem::take(&mut cells[0]), std::mem::take(&mut cells[1]));
                return beside(right, left, |date, text| joined(text, date));
            }
        }
        match cells.len() {
            0 => vec![Paragraph { column: self.column, ..Paragraph::default() }],
            1 => cells.into_iter().flatten().collect(),
            _ if is_one_line(&cells) => in_one_line(cells),
            _ if cells.first().is_some_and(is_label) => cells.into_iter().flatten().collect(),
            _ => self.columns(cells),
        }
    }

    /// The paragraphs of columns, one column after the other.
    fn columns(&mut self, columns: Vec<Cell>) -> Vec<Paragraph> {
        let outer = self.column;
        let mut paragraphs = Vec::new();
        for (n, cell) in columns.into_iter().filter(has_text).enumerate() {
            let column = if n == 0 { outer } else { self.new_column() };
            paragraphs.extend(cell.into_iter().map(|paragraph| match paragraph.column == outer {
                true => Paragraph { column, ..paragraph },
                false => paragraph,
            }));
        }
        paragraphs
    }
}

/// Whether a row is of the columns of a page: in two of its cells, there is a heading above text.
fn is_of_columns(row: &[Cell]) -> bool {
    let has_section = |cell: &&Cell| {
        let mut shown = cell.iter().filter(|paragraph| !paragraph.lines.is_empty());
        let is_place_and_date = is_date(cell) && lines(cell).count() <= 2;
        shown.next().is_some_and(is_heading) && shown.next().is_some() && !is_place_and_date
    };
    row.iter().filter(has_section).count() > 1
}

/// Whether a paragraph is a heading by its style, or is short and all heavy.
fn is_heading(paragraph: &Paragraph) -> bool {
    let [line] = paragraph.lines.as_slice() else { return false };
    let is_heavy = || line.text.chars().count() <= MAX_LABEL && line.is_heavy();
    matches!(paragraph.role, Some(LineRole::Heading(_))) || (paragraph.role.is_none() && is_heavy())
}

fn has_text(cell: &Cell) -> bool {
    cell.iter().any(|paragraph| !paragraph.lines.is_empty())
}

/// The lines of a cell.
fn lines(cell: &Cell) -> impl Iterator<Item = &Line> {
    cell.iter().flat_map(|paragraph| &paragraph.lines)
}

/// Whether cells are parts of one line: each has one, of about one size, not two of them are long, and none is an item or
/// a heading beside text.
fn is_one_line(cells: &[Cell]) -> bool {
    let shown = || cells.iter().flatten().filter(|paragraph| !paragraph.lines.is_empty());
    let is_long = |cell: &&Cell| lines(cell).any(|line| line.text.chars().count() > MAX_PART);
    let sizes = || shown().map(|paragraph| paragraph.size);
    let (least, most) = (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0));
    cells.iter().all(|cell| lines(cell).count() == 1)
        && cells.iter().filter(is_long).count() < 2
        && most * 10 < least * 13
        && shown().all(|paragraph| !matches!(paragraph.role, Some(LineRole::Item(_) | LineRole::Heading(_))))
}

/// Whether a cell is a label of what is beside it.
fn is_label(cell: &Cell) -> bool {
    is_simple(cell)
        && lines(cell).count() <= MAX_LABEL_LINES
        && lines(cell).all(|line| line.text.chars().count() <= MAX_LABEL)
}

/// Whether a cell has paragraphs of one column, without lists.
fn is_simple(cell: &Cell) -> bool {
    let mut shown = cell.iter().filter(|paragraph| !paragraph.lines.is_empty());
    let Some(first) = shown.next() else { return false };
    shown.all(|paragraph| paragraph.column == first.column)
}

/// Whether a cell is a date, perhaps with a place or the like above or below it.
fn is_date(cell: &Cell) -> bool {
    is_label(cell)
        && cell.iter().all(|paragraph| !matches!(paragraph.role, Some(LineRole::Item(_))))
        && lines(cell).all(|line| !line.text.contains('@'))
        && lines(cell).any(|line| has_year(&line.text))
        && lines(cell).filter(|line| !has_year(&line.text)).count() <= MAX_BESIDE_DATE
}

/// Whether a text has a year, or a month and a year in figures, and little else.
fn has_year(text: &str) -> bool {
    let figures = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let count = figures.clone().count();
    count <= 6 && figures.clone().any(is_year)
}

/// What is in a rail, line by line beside the text: `join` puts a line of the rail and one of the text together. Lines of
/// a date that is split are one.
fn beside(rail: Cell, text: Cell, join: impl Fn(Line, Line) -> Line) -> Vec<Paragraph> {
    let mut rail = dates_as_one(rail.into_iter().flat_map(|paragraph| paragraph.lines).collect()).into_iter();
    let mut paragraphs: Vec<Paragraph> = text;
    let can_join = |paragraph: &&mut Paragraph| !paragraph.lines.is_empty();
    for paragraph in paragraphs.iter_mut().filter(can_join) {
        if matches!(paragraph.role, Some(LineRole::Item(_))) {
            break;
        }
        for line in &mut paragraph.lines {
            if let Some(label) = rail.next() {
                *line = join(label, std::mem::take(line));
            }
        }
    }
    let rest: Vec<Line> = rail.collect();
    if !rest.is_empty() {
        // A text that is a list has no line for the date: it goes first.
        let at = paragraphs.iter().position(|paragraph| matches!(paragraph.role, Some(LineRole::Item(_))));
        let at = at.unwrap_or(paragraphs.len());
        let like = paragraphs.first().cloned().unwrap_or_default();
        paragraphs.insert(at, Paragraph { lines: rest, role: None, ..like });
    }
    paragraphs
}

/// Lines of a rail in which a date that takes several lines is one.
fn dates_as_one(lines: Vec<Line>) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for line in lines {
        match all.last_mut() {
            Some(last) if goes_on(&last.text, &line.text) => last.append_word(line),
            _ => all.push(line),
        }
    }
    all
}

/// Whether a date goes on on the next line: a dash is between them, or the next has a year too.
fn goes_on(line: &str, next: &str) -> bool {
    const DASHES: [char; 4] = ['-', '–', '—', '−'];
    line.ends_with(DASHES) || next.starts_with(DASHES) || (has_year(line) && has_year(next))
}

fn joined(mut left: Line, right: Line) -> Line {
    left.append(right);
    left
}

/// Cells of one line each as one line, with tabs between them.
fn in_one_line(cells: Vec<Cell>) -> Vec<Paragraph> {
    let mut shown = cells.into_iter().flatten().filter(|paragraph| !paragraph.lines.is_empty());
    let Some(mut first) = shown.next() else { return Vec::new() };
    for paragraph in shown {
        first.size = first.size.max(paragraph.size);
        let (Some(line), Some(next)) = (first.lines.first_mut(), paragraph.lines.into_iter().next()) else {
            continue;
        };
        line.append(next);
    }
    vec![first]
}
