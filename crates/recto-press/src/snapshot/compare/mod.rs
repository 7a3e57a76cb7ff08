//! Compares two snapshots and reports the changes in the fewest words: a heading that moved takes the lines below it
//! along, and is reported once; pixels are reported only where nothing else explains them.

mod drawings;
mod look;
mod outline;
mod places;
mod rest;
mod sections;
mod spaces;
mod text;
mod words;

use super::Snapshot;
use super::change::{Change, ChangeKind};
use super::lines::{Area, Item, PageItems};
use super::picture::Picture;
use super::pixels::{self, Distance, Pixels};
use super::role::Role;
use super::text::Text;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::BTreeSet;
use std::hash::Hash;
pub(super) use words::count;
use words::quote;

/// How much two pictures may differ and still be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// The greatest distance of a channel, 0 to 255.
    pub distance: Distance,
    /// The share of pixels that may be further apart (parts of a million).
    pub share: usize,
}

impl Tolerance {
    /// What two kinds of processor may make of the same page, and no more.
    pub const USUAL: Self = Self { distance: 32, share: 100 };
}

/// What a comparison found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The changes, in the order in which to tell them; none when the snapshots are the same.
    pub changes: Vec<Change>,
    /// Where the pictures of each page differ, whatever explains it. Empty when nothing changed.
    pub pixels: Vec<Pixels>,
}

/// The most lines that are compared one by one: a résumé has fewer, and more take too long.
const MAX_LINES: usize = 20_000;

/// Compares the aspects that both snapshots have.
pub fn compare(old: &Snapshot, new: &Snapshot, tolerance: Tolerance) -> Comparison {
    if old != new && (is_vast(old) || is_vast(new)) {
        let message = format!("more than {MAX_LINES} lines are not compared one by one, and some differ");
        return Comparison { changes: vec![Change::new(ChangeKind::Text, message)], pixels: Vec::new() };
    }
    let mut changes = pages(old, new);
    let lines = both(&old.lines, &new.lines);
    let of_lines = lines.map(|(old, new)| (Text::of(old), Text::of(new)));
    let texts = both(&old.text, &new.text).or_else(|| of_lines.as_ref().map(|(old, new)| (old, new)));
    let untitled = texts.map(|(old, new)| text::untitled(old, new)).unwrap_or_default();
    if let Some((old, new)) = texts {
        let footers = lines.map(|(old, new)| footers(old, new)).unwrap_or_default();
        changes.extend(text::compare(old, new, &untitled, &footers));
    }
    if let Some((old, new)) = both(&old.structure, &new.structure) {
        changes.extend(outline::compare(old, new, texts, &untitled));
    }
    if let Some((old, new)) = lines {
        changes.extend(look::compare(old, new, &untitled));
        changes.extend(places::compare(old, new, &untitled));
    }
    if changes.is_empty() {
        changes = rest::compare(old, new);
    }
    let pixels = pictures(old, new).map(|(old, new)| pixels::compare(old, new, tolerance.distance));
    let mut pixels: Vec<Pixels> = pixels.collect();
    changes.extend(unexplained(old, new, &pixels, !changes.is_empty(), tolerance.share));
    gather_pages(&mut changes, lines.map_or(0, |(_, new)| new.sizes.len()));
    changes.sort_by_key(|change| change.kind);
    let mut seen = BTreeSet::new();
    changes.retain(|change| seen.insert((change.page, change.message.clone())));
    if changes.is_empty() {
        pixels.clear();
    }
    Comparison { changes, pixels }
}

/// An aspect that both snapshots have.
fn both<'a, T>(old: &'a Option<T>, new: &'a Option<T>) -> Option<(&'a T, &'a T)> {
    old.as_ref().zip(new.as_ref())
}

/// Compares two lists by the keys of their items.
fn diff<T, K: Hash + Ord>(old: &[T], new: &[T], key: impl Fn(&T) -> K) -> Vec<DiffOp> {
    let keys = |items: &[T]| items.iter().map(&key).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new))
}

/// Where two lists differ by the keys of their items.
fn differing<T, K: Hash + Ord>(old: &[T], new: &[T], key: impl Fn(&T) -> K) -> Vec<DiffOp> {
    diff(old, new, key).into_iter().filter(|op| op.tag() != DiffTag::Equal).collect()
}

/// Whether there are too many lines to compare.
fn is_vast(snapshot: &Snapshot) -> bool {
    let said = snapshot.text.as_ref().map_or(0, |text| text.lines.len());
    let items = snapshot.lines.as_ref().map_or(0, |sheet| sheet.items.len());
    let elements = snapshot.structure.as_ref().map_or(0, |structure| structure.elements.len());
    said.max(items).max(elements) > MAX_LINES
}

/// Reports once what is the same on every page.
fn gather_pages(changes: &mut Vec<Change>, pages: usize) {
    let mut at = 0;
    while let Some(first) = changes.get(at).cloned() {
        let is_same = |other: &Change| {
            other.page.is_some() && (other.kind, &other.message) == (first.kind, &first.message)
        };
        let same: Vec<&Change> = changes.iter().filter(|other| is_same(other)).collect();
        let on: BTreeSet<_> = same.iter().filter_map(|change| change.page).collect();
        if first.page.is_some() && on.len() > 1 && on.len() == pages {
            let places = same.iter().flat_map(|change| change.places.clone()).collect();
            changes[at] = Change { page: None, places, ..first.clone() };
            changes.retain(|other| !is_same(other));
        }
        at += 1;
    }
}

/// What repeats on every page in its lower half.
fn footers(old: &PageItems, new: &PageItems) -> BTreeSet<text::Footer> {
    let of = |sheet: &PageItems| {
        let low = |item: &&Item| {
            let size = sheet.sizes.get(item.page - 1);
            item.role == Role::Furniture && size.is_some_and(|size| item.area.top > size[1] / 2.0)
        };
        sheet.items.iter().filter(low).map(|item| (item.page, item.text())).collect::<BTreeSet<_>>()
    };
    &of(old) | &of(new)
}

/// How many pages there are, and how large they are.
fn pages(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let mut counts = old.page_counts().into_iter().zip(new.page_counts());
    let counts = counts.find_map(|(before, after)| before.zip(after));
    let mut changes = Vec::new();
    if let Some((before, after)) = counts.filter(|(before, after)| before != after) {
        changes.push(Change::new(ChangeKind::Pages, format!("{} became {after}", count(before, "page"))));
    }
    if let Some((old, new)) = both(&old.lines, &new.lines)
        && let Some((before, after)) =
            old.sizes.iter().zip(&new.sizes).find(|(before, after)| before != after)
    {
        let size = |[width, height]: &[f64; 2]| {
            let mm = |points: f64| (points * 25.4 / 72.0).round();
            format!("{} × {} mm", mm(*width), mm(*height))
        };
        changes
            .push(Change::new(ChangeKind::Pages, format!("paper {} became {}", size(before), size(after))));
    }
    changes
}

/// The pictures of each page, as it was and as it is.
fn pictures<'a>(old: &'a Snapshot, new: &'a Snapshot) -> impl Iterator<Item = (&'a Picture, &'a Picture)> {
    old.pictures.iter().flatten().zip(new.pictures.iter().flatten())
}

/// Where pictures differ and nothing else explains it. `tolerance` is the share of pixels that may differ.
fn unexplained(
    old: &Snapshot,
    new: &Snapshot,
    pixels: &[Pixels],
    is_explained: bool,
    tolerance: usize,
) -> Vec<Change> {
    if let Some((before, after)) = pictures(old, new).find(|(before, after)| before.ppi != after.ppi) {
        let message =
            format!("pages were stored at {} pixels per inch and are now drawn at {}", before.ppi, after.ppi);
        return vec![Change::new(ChangeKind::Pixels, message)];
    }
    let lines = both(&old.lines, &new.lines);
    // Without a reported change, no pixel is explained.
    let explained = lines.filter(|_| is_explained).map(|(old, new)| explained(old, new)).unwrap_or_default();
    let mut changes = Vec::new();
    for (((before, after), pixels), page) in pictures(old, new).zip(pixels).zip(1..) {
        let here = explained.iter().filter(|(on, _)| *on == page).map(|(_, area)| *area);
        let pixels = pixels::outside(pixels, after.ppi, &here.collect::<Vec<_>>());
        let all = before.width.max(after.width) * before.height.max(after.height);
        let share = pixels.len() * 1_000_000 / all.max(1);
        // No share at all means not one pixel.
        if pixels.is_empty() || (share <= tolerance && tolerance != 0) {
            continue;
        }
        let points = 72.0 / f64::from(after.ppi.max(1));
        let area = bounds(&pixels, points);
        let place = lines.map(|(_, new)| place(new, page, area, (after.width, after.height), points));
        let percent = share as f64 / 10_000.0;
        let message = format!("{percent:.2} % of the pixels differ{}", place.unwrap_or_default());
        changes.push(Change::new(ChangeKind::Pixels, message).on(page).at([(page, area)]));
    }
    changes
}

/// The box around pixels (pt).
fn bounds(pixels: &Pixels, points: f64) -> Area {
    let of = |axis: fn(&(usize, usize)) -> usize| {
        let all = || pixels.iter().map(axis);
        (all().min().unwrap_or(0) as f64 * points, (all().max().unwrap_or(0) + 1) as f64 * points)
    };
    let ((left, right), (top, bottom)) = (of(|pixel| pixel.0), of(|pixel| pixel.1));
    Area { left, right, top, bottom }
}

/// What stands where pixels differ, in words.
fn place(sheet: &PageItems, page: usize, area: Area, size: (usize, usize), points: f64) -> String {
    if area.right - area.left > 0.6 * size.0 as f64 * points
        && area.bottom - area.top > 0.4 * size.1 as f64 * points
    {
        return ", all over the page".to_owned();
    }
    let middle = f64::midpoint(area.top, area.bottom);
    let here = sheet.items.iter().filter(|item| item.page == page);
    let away = |item: &&Item| {
        let (top, bottom) = (item.area.top, item.area.bottom);
        let outside = (top - middle).max(middle - bottom).max(0.0);
        let aside = (item.area.left - area.right).max(area.left - item.area.right).max(0.0);
        ((outside + aside) * 100.0) as i64
    };
    match here.min_by_key(away) {
        Some(item) if item.role == Role::Figure => " in the picture".to_owned(),
        Some(item) if !item.text().is_empty() => format!(" at {}", quote(&item.text())),
        Some(_) => " at a rule or shape".to_owned(),
        None => String::new(),
    }
}

/// The places of all items that only one of two snapshots has: the changes reported of them explain the pixels there.
fn explained(old: &PageItems, new: &PageItems) -> Vec<(usize, Area)> {
    let both = [(old, new), (new, old)].into_iter();
    let changed = both.flat_map(|(one, other)| one.items.iter().filter(|item| !other.items.contains(item)));
    changed.map(|item| (item.page, item.painted())).collect()
}

#[cfg(test)]
mod tests;
