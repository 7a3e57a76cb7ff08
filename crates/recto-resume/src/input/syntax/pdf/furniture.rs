//! Running heads, running feet and page numbers.

use super::runs::Run;
use std::collections::BTreeMap;

/// How much of a page's height, at its top and at its bottom, is its margin.
const MARGIN: f32 = 0.12;
/// How much room is between such a line and the others (em).
const APART: f32 = 2.0;

/// Splits runs into those of the text and those that repeat on every page, the first of their kind excepted: it may say what
/// nothing else does.
pub(super) fn split(runs: Vec<Run>, pages: &[(f32, f32)]) -> (Vec<Run>, Vec<Run>) {
    let seen = repeats(&runs, pages);
    let edges = edges(&runs, pages.len());
    let is_furniture = |run: &Run| {
        let text = normal(&run.text());
        let is_first = seen.get(&(text, place(run, pages))).is_some_and(|(first, _)| *first == run.page);
        let repeats =
            seen.get(&(normal(&run.text()), place(run, pages))).is_some_and(|(_, count)| *count > 1);
        let is_number = is_page_number(&run.text(), run.page + 1, pages.len());
        (in_margin(run, pages)
            && ((repeats && !is_first) || (is_number && (repeats || is_apart(run, &edges)))))
            || (run.letters.iter().all(|letter| letter.is_pagination)
                && (!is_first || is_number || !says_contact(&run.text())))
    };
    runs.into_iter().partition(|run| !is_furniture(run))
}

/// A place on the page, for comparing: its base line and its left edge in steps of two points.
type Spot = (i32, i32);

fn place(run: &Run, pages: &[(f32, f32)]) -> Spot {
    ((((run.y - pages[run.page].0) / 2.0).round()) as i32, 0)
}

fn in_margin(run: &Run, pages: &[(f32, f32)]) -> bool {
    let (top, bottom) = pages[run.page];
    let margin = MARGIN * (bottom - top);
    run.y < top + margin || run.y > bottom - margin
}

/// Texts in margins, their places, the first page and the number of pages that they are on.
fn repeats(runs: &[Run], pages: &[(f32, f32)]) -> BTreeMap<(String, Spot), (usize, usize)> {
    let mut seen: BTreeMap<(String, Spot), (usize, usize)> = BTreeMap::new();
    for run in runs
        .iter()
        .filter(|run| in_margin(run, pages) || run.letters.iter().all(|letter| letter.is_pagination))
    {
        let (_, count) = seen.entry((normal(&run.text()), place(run, pages))).or_insert((run.page, 0));
        *count += 1;
    }
    seen
}

/// A text without its numbers.
fn normal(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric()).collect()
}

/// The base lines of the first and last lines of each page, and of those next to them.
fn edges(runs: &[Run], pages: usize) -> Vec<Vec<f32>> {
    let mut lines = vec![Vec::new(); pages];
    for run in runs {
        let page: &mut Vec<f32> = &mut lines[run.page];
        if page.last().is_none_or(|last| run.y - last > 0.5 * run.size) {
            page.push(run.y);
        }
    }
    lines
}

/// Whether a run is on the first or the last line of its page, with room between it and the others.
fn is_apart(run: &Run, edges: &[Vec<f32>]) -> bool {
    let lines = &edges[run.page];
    let at = lines.partition_point(|y| *y < run.y - 0.5 * run.size);
    let is_edge = at == 0 || at + 1 == lines.len();
    let room = |other: Option<&f32>| other.is_none_or(|y| (y - run.y).abs() > APART * run.size);
    is_edge && room(at.checked_sub(1).and_then(|at| lines.get(at))) && room(lines.get(at + 1))
}

/// Whether a text has a part of an address: a running head may have it, and the text nowhere else.
pub(super) fn says_contact(text: &str) -> bool {
    text.contains(['@', '/']) || text.chars().filter(char::is_ascii_digit).count() >= 7
}

/// Whether a text counts pages: its numbers are that of the page, and perhaps the number of all.
fn is_page_number(text: &str, page: usize, pages: usize) -> bool {
    let numbers: Vec<usize> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    match numbers[..] {
        [number] => number == page && text.chars().filter(|c| c.is_alphabetic()).count() < 12,
        [number, all] => number == page && all >= pages && all < 1000,
        _ => false,
    }
}
