//! Runs as columns: which parts of the pages are read before which.

use super::runs::Run;
use std::ops::Range;

/// The least gap between columns (em of the runs on its left).
const MIN_GAP: f32 = 0.9;
/// How far base lines of one row may be apart (em).
pub(super) const SAME_ROW: f32 = 0.35;
/// How deep columns may be in columns, and how many places for a gap between columns are tried.
const MAX_DEPTH: usize = 6;
const MAX_GAPS: usize = 200;
/// How many rows are looked at in all, a row counted for each place that is tried, and how many runs a row has at most.
const MAX_WORK: usize = 2_000_000;
const MAX_ROW: usize = 100;
/// How much larger type is that does not belong to the line beside it, such as a name beside an address.
const MUCH_LARGER: f32 = 1.75;
/// How far a line is at most from larger type that it is beside (em of the larger).
const NEAR: f32 = 2.0;
/// How many lines columns have at least whose text the file has in another order, and how far apart the lines of a paragraph
/// are at most (em).
const MIN_DENSE: usize = 8;
const DENSE: f32 = 1.9;

/// A part of the pages that is read line by line.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub left: f32,
    pub right: f32,
    /// Its rows from the top to the bottom, each from left to right.
    pub rows: Vec<Row>,
}

/// Runs beside each other.
pub(super) type Row = Vec<Run>;

/// The parts of the pages in reading order.
pub(super) fn of(runs: Vec<Run>) -> Vec<Block> {
    let mut divider = Divider { blocks: Vec::new(), left: MAX_WORK };
    divider.divide(rows(runs), 0);
    divider.blocks
}

/// Runs as rows.
fn rows(runs: Vec<Run>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for run in runs {
        let is_beside = |row: &&mut Row| {
            let first = &row[0];
            row.len() < MAX_ROW
                && first.page == run.page
                && first.size.max(run.size) < MUCH_LARGER * first.size.min(run.size)
                && run.y - first.y <= SAME_ROW * first.size.min(run.size)
                && row.iter().all(|other| other.left >= run.right || other.right <= run.left)
        };
        match rows.last_mut().filter(is_beside) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows
}

struct Divider {
    blocks: Vec<Block>,
    /// How many rows may still be looked at.
    left: usize,
}

impl Divider {
    /// Divides rows at the best gap between columns, and what is above it, on its sides and below it again.
    fn divide(&mut self, mut rows: Vec<Row>, depth: usize) {
        if rows.is_empty() {
            return;
        }
        let Some(gap) = self.gap(&rows, depth) else {
            self.blocks.push(block(rows));
            return;
        };
        let below = rows.split_off(gap.rows.end);
        let beside = rows.split_off(gap.rows.start);
        self.divide(rows, depth + 1);
        let is_left = |run: &Run| run.left < gap.x;
        let (left, right): (Vec<Run>, Vec<Run>) = beside.into_iter().flatten().partition(is_left);
        // Whom it is about comes before what they did, so a column with an address is read first.
        let columns = if has_address(&right) && !has_address(&left) { [right, left] } else { [left, right] };
        columns.into_iter().for_each(|column| self.divide(self::rows(column), depth + 1));
        self.divide(below, depth);
    }

    fn gap(&mut self, rows: &[Row], depth: usize) -> Option<Gap> {
        let places = places(rows);
        self.left = self.left.saturating_sub(rows.len() * places.len());
        (depth < MAX_DEPTH && self.left > 0).then(|| best_gap(rows, places)).flatten()
    }
}

/// Whether runs have a mail address.
fn has_address(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.letters.iter().any(|letter| letter.text == "@"))
}

fn block(rows: Vec<Row>) -> Block {
    let runs = || rows.iter().flatten();
    let left = runs().map(|run| run.left).fold(f32::MAX, f32::min);
    let right = runs().map(|run| run.right).fold(f32::MIN, f32::max);
    Block { left, right, rows }
}

/// A gap between two columns.
#[derive(Debug)]
struct Gap {
    /// Where the right column begins.
    x: f32,
    /// The rows that it is in.
    rows: Range<usize>,
    /// How many lines the shorter column has, and both.
    weight: (usize, usize),
}

/// The gap with the most lines on its sides.
fn best_gap(rows: &[Row], places: Vec<f32>) -> Option<Gap> {
    let mut found: Option<Gap> = None;
    for x in places {
        for stretch in stretches(rows, x) {
            let parts = || [true, false].into_iter().filter_map(|is_left| beside(rows, &stretch, x, is_left));
            let gaps = match gap(rows, &stretch, x) {
                Some(gap) => vec![gap],
                None => parts().filter_map(|part| gap(rows, &part, x)).collect(),
            };
            for gap in gaps {
                if found.as_ref().is_none_or(|best| gap.weight > best.weight) {
                    found = Some(gap);
                }
            }
        }
    }
    found
}

/// Where right columns could begin: where many runs do.
fn places(rows: &[Row]) -> Vec<f32> {
    let mut lefts: Vec<f32> = rows.iter().flatten().map(|run| run.left).collect();
    lefts.sort_by(f32::total_cmp);
    let mut places: Vec<(usize, f32)> = Vec::new();
    for left in lefts {
        match places.last_mut().filter(|(_, first)| left - *first < 4.0) {
            Some((count, _)) => *count += 1,
            None => places.push((1, left)),
        }
    }
    places.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut best: Vec<f32> = places.into_iter().take(MAX_GAPS).map(|(_, left)| left).collect();
    best.sort_by(f32::total_cmp);
    best
}

/// The stretches of rows that no run of crosses a place.
fn stretches(rows: &[Row], x: f32) -> Vec<Range<usize>> {
    let crosses =
        |row: &Row| row.iter().any(|run| run.left < x - 0.1 && run.right > MIN_GAP.mul_add(-run.size, x));
    let mut found = Vec::new();
    let mut start = 0;
    for (at, row) in rows.iter().enumerate() {
        if crosses(row) {
            found.extend((start < at).then_some(start..at));
            start = at + 1;
        }
    }
    found.extend((start < rows.len()).then_some(start..rows.len()));
    found
}

/// What is on the two sides of a place.
#[derive(Debug, Default)]
struct Sides {
    /// Rows with something on the left, on the right, and on both sides.
    left: usize,
    right: usize,
    both: usize,
    /// How often the text of the file changes the side.
    changes: usize,
    /// The part of lines that follow the one above closely, on the side where it is less.
    dense: f32,
    /// Whether type on one side is much larger than type right beside it.
    is_larger: bool,
}

fn gap(rows: &[Row], stretch: &Range<usize>, x: f32) -> Option<Gap> {
    let sides = sides(&rows[stretch.clone()], x);
    let fewest = sides.left.min(sides.right);
    let is_beside_name =
        fewest == 1 && sides.left.max(sides.right) > 1 && sides.changes < 3 && sides.is_larger;
    let are_columns = is_beside_name || (fewest > 1 && are_columns(&sides));
    let are_columns = are_columns && !has_dates_beside(&rows[stretch.clone()], x, &sides);
    are_columns.then(|| Gap { x: x - 0.1, rows: stretch.clone(), weight: (fewest, sides.left + sides.right) })
}

/// The part of a stretch from the first to the last row of one side.
fn beside(rows: &[Row], stretch: &Range<usize>, x: f32, is_left: bool) -> Option<Range<usize>> {
    let has = |at: &usize| rows[*at].iter().any(|run| (run.left < x - 0.1) == is_left);
    let part = stretch.clone().find(has)?..stretch.clone().rfind(has)? + 1;
    (part != *stretch).then_some(part)
}

fn sides(rows: &[Row], x: f32) -> Sides {
    let mut sides = Sides::default();
    let mut order: Vec<(usize, bool)> = Vec::new();
    let mut lines: [Vec<&Run>; 2] = [Vec::new(), Vec::new()];
    for row in rows {
        let is_left = |run: &Run| run.left < x - 0.1;
        let (left, right) = (row.iter().any(is_left), row.iter().any(|run| !is_left(run)));
        sides.left += usize::from(left);
        sides.right += usize::from(right);
        sides.both += usize::from(left && right);
        lines[0].extend(row.iter().find(|run| is_left(run)));
        lines[1].extend(row.iter().find(|run| !is_left(run)));
        order.extend(row.iter().map(|run| (run.order, is_left(run))));
    }
    order.sort_unstable();
    sides.changes = order.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
    sides.dense = lines.iter().map(|lines| density(lines)).fold(1.0, f32::min);
    sides.is_larger = is_beside_larger(&lines);
    sides
}

/// Whether all lines of one side are beside lines of the other and most of them are dates: the ends of the heads of entries.
fn has_dates_beside(rows: &[Row], x: f32, sides: &Sides) -> bool {
    let has = |is_left: bool, count: usize| {
        let runs = rows.iter().filter_map(|row| row.iter().find(|run| (run.left < x - 0.1) == is_left));
        sides.both == count && runs.filter(|run| run.is_date()).count() * 2 >= count
    };
    has(true, sides.left) || has(false, sides.right)
}

/// Whether a line has type beside it that is much larger, no further away than its own height. Only the largest lines are looked at.
fn is_beside_larger(lines: &[Vec<&Run>; 2]) -> bool {
    let largest = |lines: &[&Run]| lines.iter().copied().max_by(|a, b| a.size.total_cmp(&b.size)).cloned();
    let is_larger = |large: Option<Run>, others: &[&Run]| {
        let Some(large) = large else { return false };
        let is_near = |run: &&&Run| (run.y - large.y).abs() < NEAR * large.size;
        others.iter().filter(is_near).any(|run| large.size > MUCH_LARGER * run.size)
    };
    is_larger(largest(&lines[0]), &lines[1]) || is_larger(largest(&lines[1]), &lines[0])
}

/// The part of lines that follow the one above as closely as in a paragraph.
fn density(lines: &[&Run]) -> f32 {
    let is_close = |pair: &&[&Run]| pair[1].y - pair[0].y < DENSE * pair[0].size.max(pair[1].size);
    lines.windows(2).filter(is_close).count() as f32 / lines.len().max(2) as f32
}

/// Whether two sides are columns, each read by itself, and not the parts of lines. The file has the text of columns one
/// after the other, and lines that are side by side by chance are not all on the same base lines.
fn are_columns(sides: &Sides) -> bool {
    let fewest = sides.left.min(sides.right);
    let is_aligned = 10 * sides.both >= 8 * fewest;
    if sides.changes <= (fewest / 2).max(1) {
        return !is_aligned || fewest > 2;
    }
    !is_aligned && fewest >= MIN_DENSE && sides.dense >= 0.7
}
