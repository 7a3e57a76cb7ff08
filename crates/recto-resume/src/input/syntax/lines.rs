//! Text for people without mark-up, as it is copied out of a document: what it has are lines, blank lines, form feeds
//! between pages and runs of spaces between columns.

use crate::language::is_title;
use crate::text::{PrintedLine, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The width of a character, in hundredths of an em.
const CHARACTER: usize = 50;

/// The gap that a blank line makes, in hundredths of an em.
const BLANK: i32 = 100;

/// Most blank lines above a line that make its gap larger.
const MAX_BLANK: usize = 3;

/// Fewest spaces between two columns.
const APART: usize = 2;

/// Fewest characters that a left column takes.
const MIN_LEFT: usize = 12;

/// Fewest lines that begin at the same place for a column to be there.
const MIN_LINES: usize = 8;

/// The narrowest column that text is wrapped in (characters).
const MIN_WIDTH: usize = 24;

/// The columns of a page with two of them: the left one, the right one. Lines over both are in column 0.
const LEFT: usize = 1;
const RIGHT: usize = 2;

/// The lines of a plain text, column by column.
pub(in crate::input) fn split(text: &str) -> Vec<PrintedLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, page) in (1..).zip(text.split('\u{c}')) {
        let typed = split_titles(text, typed_lines(page, start));
        start += page.len() + 1;
        let gutter = gutter(text, &typed);
        lines.extend(
            in_columns(typed, gutter).into_iter().map(|line| PrintedLine { page: Some(number), ..line }),
        );
    }
    set_room(text, &mut lines);
    lines
}

/// A line as it is typed: its cells, which runs of spaces part, each with the column (in characters) that it begins at.
struct Typed {
    cells: Vec<Cell>,
}

struct Cell {
    start: usize,
    end: usize,
    span: Span,
}

/// The lines of a page whose text begins at byte `offset`.
fn typed_lines(page: &str, offset: usize) -> Vec<Typed> {
    let mut lines = Vec::new();
    let mut start = offset;
    for line in page.split_inclusive('\n') {
        let cells = cells(line.trim_end());
        let at = |(columns, bytes): (Range<usize>, Range<usize>)| Cell {
            start: columns.start,
            end: columns.end,
            span: Span::new(start + bytes.start, start + bytes.end),
        };
        lines.push(Typed { cells: cells.into_iter().map(at).collect() });
        start += line.len();
    }
    lines
}

/// The stretches of a line between runs of spaces, each in characters and in bytes.
fn cells(line: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut cells: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (column, (at, c)) in line.char_indices().enumerate() {
        if matches!(c, ' ' | '\t' | '\r' | '\u{a0}') {
            continue;
        }
        let end = at + c.len_utf8();
        match cells.last_mut() {
            Some((columns, bytes)) if column < columns.end + APART => {
                (columns.end, bytes.end) = (column + 1, end);
            }
            _ => cells.push((column..column + 1, at..end)),
        }
    }
    cells
}

/// Fewest titles of sections that are beside their sections.
const MIN_TITLES: usize = 3;

/// Sets titles of sections that are in a column of their own, beside the first lines of the sections, on lines of their own.
fn split_titles(text: &str, lines: Vec<Typed>) -> Vec<Typed> {
    let beside = |line: &Typed| match line.cells.as_slice() {
        [title, first, ..] => is_title(&text[title.span.range()]).then_some(first.start),
        _ => None,
    };
    let mut starts = BTreeMap::<usize, usize>::new();
    for start in lines.iter().filter_map(beside) {
        *starts.entry(start).or_default() += 1;
    }
    let split = |mut line: Typed| {
        let is_beside = beside(&line).is_some_and(|start| starts[&start] >= MIN_TITLES);
        let rest = if is_beside { line.cells.split_off(1) } else { Vec::new() };
        let rest = (!rest.is_empty()).then_some(Typed { cells: rest });
        std::iter::once(line).chain(rest)
    };
    lines.into_iter().flat_map(split).collect()
}

/// How far the lines of a column may begin from each other (characters): a proportional font is not set in a grid.
const JITTER: usize = 3;

/// Where the right one of two columns of text begins, if the page has two. Dates and places at the right edge or in a rail
/// are no column: they belong to the line beside them.
fn gutter(text: &str, lines: &[Typed]) -> Option<usize> {
    let mut starts = BTreeMap::<usize, usize>::new();
    for cell in lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.start >= MIN_LEFT) {
        *starts.entry(cell.start).or_default() += 1;
    }
    let near = |at: usize| starts.range(at..=at + JITTER).map(|(_, count)| count).sum::<usize>();
    let at = starts.keys().copied().max_by_key(|at| (near(*at), std::cmp::Reverse(*at)))?;
    let cells = || lines.iter().flat_map(|line| &line.cells);
    let crossing = cells().filter(|cell| crosses(cell, at)).count();
    let (left, right): (Vec<&Cell>, Vec<&Cell>) =
        cells().filter(|cell| !crosses(cell, at)).partition(|cell| cell.start < at);
    let beside = lines.iter().filter(|line| {
        line.cells.iter().any(|cell| cell.end < at) && line.cells.iter().any(|cell| cell.start >= at)
    });
    // Dates stand at the start of the lines in a rail, and at the end of all lines in a column of their own.
    let is_in_rail = |line: &&Typed| {
        let is_date = line.cells.first().is_some_and(|cell| cell.start < at && is_dated(text, cell));
        is_date && line.cells.iter().any(|cell| cell.start >= at)
    };
    let rail = lines.iter().filter(is_in_rail).count();
    let dates = right.iter().filter(|cell| is_dated(text, cell)).count();
    let ends: BTreeSet<_> = right.iter().map(|cell| cell.end).collect();
    let is_left = left.len() >= MIN_LINES && (rail < 2 || rail * 8 < left.len());
    let is_right = right.len() >= MIN_LINES && dates * 3 < right.len() && ends.len() * 3 > right.len();
    (near(at) >= MIN_LINES
        && crossing * 5 <= near(at)
        && beside.count() * 4 >= left.len().min(right.len())
        && is_left
        && is_right)
        .then_some(at)
}

/// Whether a short cell has a year.
fn is_dated(text: &str, cell: &Cell) -> bool {
    let text = &text[cell.span.range()];
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_digit());
    cell.end - cell.start <= MAX_SHORT && text.split(|c: char| !c.is_alphanumeric()).any(is_year)
}

/// Longest date or place (characters).
const MAX_SHORT: usize = 28;

fn crosses(cell: &Cell, at: usize) -> bool {
    cell.start < at && cell.end + 1 > at
}

/// The lines of a page in the order in which they are read: of two columns the left one first, as far down as no line
/// crosses both.
fn in_columns(typed: Vec<Typed>, gutter: Option<usize>) -> Vec<PrintedLine> {
    let mut out = Vec::new();
    let mut columns = [Column::new(LEFT), Column::new(RIGHT)];
    let mut whole = Column::new(0);
    for line in typed {
        let Some(at) = gutter.filter(|at| !line.cells.iter().any(|cell| crosses(cell, *at))) else {
            columns.iter_mut().for_each(|column| out.append(&mut column.lines));
            whole.push(&line.cells, 0, true);
            out.append(&mut whole.lines);
            continue;
        };
        let first_right = line.cells.iter().position(|cell| cell.start >= at).unwrap_or(line.cells.len());
        let (left, right) = line.cells.split_at(first_right);
        // Where only one column has a line, the lines of the other may be between.
        let is_blank = line.cells.is_empty();
        whole.blank += usize::from(is_blank);
        columns[0].push(left, 0, is_blank);
        columns[1].push(right, at, is_blank);
    }
    columns.iter_mut().for_each(|column| out.append(&mut column.lines));
    out
}

/// The lines of a column.
struct Column {
    number: usize,
    lines: Vec<PrintedLine>,
    /// How many lines without a cell of the column are above the next one.
    empty: usize,
    /// How many blank lines are above the next one.
    blank: usize,
}

impl Column {
    const fn new(number: usize) -> Self {
        Self { number, lines: Vec::new(), empty: 0, blank: 0 }
    }

    /// Adds the cells of a line. The column begins at the character `edge`. A line without cells is blank if the other
    /// column has none either (`is_blank`), or if there are two.
    fn push(&mut self, cells: &[Cell], edge: usize, is_blank: bool) {
        let ([first, ..], [.., last]) = (cells, cells) else {
            self.empty += 1;
            self.blank = (self.blank + usize::from(is_blank)).max(usize::from(self.empty > 1)).min(MAX_BLANK);
            return;
        };
        self.empty = 0;
        let left = (first.start.saturating_sub(edge) * CHARACTER).min(100_000);
        self.lines.push(PrintedLine {
            column: self.number,
            left: i32::try_from(left).unwrap_or_default(),
            gap: i32::try_from(std::mem::take(&mut self.blank)).unwrap_or_default() * BLANK,
            ..PrintedLine::plain(Span::new(first.span.start, last.span.end))
        });
    }
}

/// Sets how much room is behind each line, where some line of its column is known to be wrapped: the next one goes on in
/// lower case. Types are not equally wide, so a line of nine tenths counts as full.
fn set_room(text: &str, lines: &mut [PrintedLine]) {
    let width = |line: &PrintedLine| {
        text.get(line.span.range()).map_or(0, |text| text.chars().count()) + left_of(line) / CHARACTER
    };
    let (mut widest, mut counts) = ([0; 3], [0; 3]);
    let mut widths: [Vec<usize>; 3] = Default::default();
    lines.iter().for_each(|line| widths[line.column.min(RIGHT)].push(width(line)));
    for two in lines.windows(2) {
        if two[0].column == two[1].column && two[1].gap == 0 && begins_low(&text[two[1].span.range()]) {
            let known = &mut widest[two[0].column.min(RIGHT)];
            *known = width(&two[0]).max(*known).max(MIN_WIDTH);
            counts[two[0].column.min(RIGHT)] += 1;
        }
    }
    for ((known, count), widths) in widest.iter_mut().zip(counts).zip(widths) {
        *known = width_of_column(*known, count, widths);
    }
    for line in lines {
        let widest = widest[line.column.min(RIGHT)];
        let room = (widest * 9 / 10).saturating_sub(width(line)) * CHARACTER;
        line.room = (widest > 0).then(|| i32::try_from(room).unwrap_or(i32::MAX));
    }
}

/// How wide the lines of a column are set, of which `wrapped` is the widest that seems to be wrapped, one of `count`. Where others
/// are far wider, the column is as wide as two of them are.
fn width_of_column(wrapped: usize, count: usize, mut widths: Vec<usize>) -> usize {
    widths.sort_unstable_by_key(|width| std::cmp::Reverse(*width));
    let second = widths.get(1).copied().unwrap_or(wrapped);
    let is_wider = second > wrapped * 2 || (count == 1 && second * 4 > wrapped * 5);
    if is_wider && wrapped > 0 { second } else { wrapped }
}

/// Whether a line begins with a small letter, and not with an address.
fn begins_low(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    line.starts_with(char::is_lowercase) && !first.contains(['@', '/', '.'])
}

fn left_of(line: &PrintedLine) -> usize {
    usize::try_from(line.left).unwrap_or_default()
}
