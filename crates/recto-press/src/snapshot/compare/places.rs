//! What stands elsewhere. On a page where one line moves, all below it move along: what is told is the space that
//! changed, once for all headings if it is before all headings, and what moved with it.

use super::drawings::{drawings, of};
use super::look::{cut, keys};
use super::sections;
use super::spaces::upright;
use super::widths::width;
use super::words::{count, list, mm, part_of, quote};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Area, Item, Sheet, Sort, What};
use crate::snapshot::role::Role;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// Distances below this are none (pt): a fiftieth of a millimetre.
pub(super) const TOLERANCE: f64 = 0.05;

/// Places where lines end elsewhere that are told one by one.
const TOLD: usize = 3;

/// An item that both snapshots have.
pub(super) struct Pair<'a> {
    /// As it was.
    pub(super) old: &'a Item,
    /// As it is.
    pub(super) new: &'a Item,
    /// Whether the item before it is the same on both sides, too, so that the space between is known.
    pub(super) follows: bool,
}

impl Pair<'_> {
    /// How far it moved to the right (pt), by the edge that moved least: a line at the right edge grows to the left.
    pub(super) fn right(&self) -> f64 {
        let (old, new) = (self.old.area, self.new.area);
        let (left, right) = (new.left - old.left, new.right - old.right);
        least([left, right, f64::midpoint(left, right)])
    }

    /// How far it moved down (pt): a line by its baseline, a drawing by the edge that moved least.
    pub(super) fn down(&self) -> f64 {
        let (old, new) = (self.old.area, self.new.area);
        let (top, bottom) = (new.top - old.top, new.bottom - old.bottom);
        if !self.is_drawing() {
            return bottom;
        }
        least([top, bottom, f64::midpoint(top, bottom)])
    }

    pub(super) fn is_drawing(&self) -> bool {
        self.new.runs().is_empty()
    }

    fn is_background(&self) -> bool {
        matches!(&self.new.what, What::Drawing(drawing) if drawing.sort == Sort::Background)
    }

    /// All that are alike, as a message names them.
    pub(super) fn noun(&self) -> String {
        match &self.new.what {
            What::Line(_) => self.new.role.noun(),
            What::Drawing(drawing) => format!("{}{}", drawing.sort.noun(), of(self.new.role)),
        }
    }

    /// How much wider it is (pt).
    pub(super) fn wider(&self) -> f64 {
        (self.new.area.right - self.new.area.left) - (self.old.area.right - self.old.area.left)
    }

    /// Whether a line looks as it did.
    pub(super) fn looks_the_same(&self) -> bool {
        let styles = |item: &Item| item.runs().iter().map(|run| run.style.clone()).collect::<Vec<_>>();
        styles(self.old) == styles(self.new)
    }

    pub(super) fn same_page(&self) -> bool {
        self.old.page == self.new.page
    }
}

/// The shortest of some ways.
fn least(ways: [f64; 3]) -> f64 {
    ways.into_iter().min_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or_default()
}

/// Compares where lines and drawings stand, and the drawings themselves.
pub fn compare(old: &Sheet, new: &Sheet, untitled: &BTreeSet<String>) -> Vec<Change> {
    let is_furniture = |item: &Item| item.role == Role::Furniture;
    let part = |sheet: &Sheet, furniture: bool| {
        sheet.items.iter().filter(|item| is_furniture(item) == furniture).cloned().collect::<Vec<_>>()
    };
    let mut changes = Vec::new();
    let (old_body, new_body) = (part(old, false), part(new, false));
    body(&old_body, &new_body, untitled, &mut changes);
    furniture(&part(old, true), &part(new, true), &new.sizes, &mut changes);
    changes
}

fn body(old: &[Item], new: &[Item], untitled: &BTreeSet<String>, changes: &mut Vec<Change>) {
    let (old_keys, new_keys) = (keys(old), keys(new));
    let (old_cut, new_cut) = (cut(old, untitled), cut(new, untitled));
    let matched = sections::pair((&old_cut, &old_keys), (&new_cut, &new_keys));
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let (mut gone, mut fresh) = (Vec::new(), Vec::new());
    for (before, after) in &matched.pairs {
        let (before, after) = (old_cut[*before].range.clone(), new_cut[*after].range.clone());
        let ops = capture_diff_slices(Algorithm::Myers, &old_keys[before.clone()], &new_keys[after.clone()]);
        let mut follows = before.start == 0 || matched.is_steady();
        for op in ops {
            let was = before.start + op.old_range().start..before.start + op.old_range().end;
            let is = after.start + op.new_range().start..after.start + op.new_range().end;
            if op.tag() == DiffTag::Equal {
                for (old, new) in old[was].iter().zip(&new[is]) {
                    pairs.push(Pair { old, new, follows: std::mem::replace(&mut follows, true) });
                }
            } else {
                follows = false;
                changes.extend(wrapping(&old[was.clone()], &new[is.clone()], &new_cut, after.start));
                gone.extend(&old[was]);
                fresh.extend(&new[is]);
            }
        }
    }
    gather(changes);
    drawings(&pairs, &gone, &fresh, changes);
    pages(&pairs, changes);
    sideways(&pairs, changes);
    width(&pairs, changes);
    upright(pairs, matched.is_steady(), changes);
}

/// Lines that end elsewhere though the words are the same.
fn wrapping(old: &[Item], new: &[Item], sections: &[sections::Section], start: usize) -> Option<Change> {
    let squeezed = |items: &[Item]| items.iter().map(squeezed_line).collect::<String>();
    let lines = |items: &[Item]| items.iter().filter(|item| !item.runs().is_empty()).count();
    let (was, is) = (squeezed(old), squeezed(new));
    let first = new.iter().find(|item| !item.runs().is_empty()).filter(|_| was == is && !was.is_empty())?;
    // Where the same lines stand, only a space is new or gone.
    let line_by_line = old.iter().map(squeezed_line).eq(new.iter().map(squeezed_line));
    let first = Some(first).filter(|_| !line_by_line)?;
    let section = sections.iter().find(|section| section.range.start == start).map(|s| s.title.as_str());
    let place = section.filter(|title| !title.is_empty()).map(|title| format!(" in {}", quote(title)));
    let (before, after) = (lines(old), lines(new));
    let number = if before == after {
        count(after, "line")
    } else {
        format!("{} became {after}", count(before, "line"))
    };
    let message =
        format!("lines end elsewhere{}: {} ({number})", place.unwrap_or_default(), quote(&first.text()));
    let places = new.iter().map(|item| (item.page, super::whole(item)));
    Some(Change::new(Kind::Wrapping, message).on(first.page).at(places))
}

/// Of many places where lines end elsewhere, the first of each page is told.
fn gather(changes: &mut Vec<Change>) {
    if changes.iter().filter(|change| change.kind == Kind::Wrapping).count() <= TOLD {
        return;
    }
    let (wrapping, rest) = std::mem::take(changes).into_iter().partition(|c| c.kind == Kind::Wrapping);
    *changes = rest;
    let wrapping: Vec<Change> = wrapping;
    for here in wrapping.chunk_by(|one, other| one.page == other.page) {
        let mut first = here[0].clone();
        if here.len() > 1 {
            first.message = format!("{}, and at {}", first.message, count(here.len() - 1, "more place"));
        }
        first.places = here.iter().flat_map(|change| change.places.clone()).collect();
        changes.push(first);
    }
}

/// The characters of a line without its spaces.
fn squeezed_line(item: &Item) -> String {
    item.text().split(' ').collect()
}

/// What went to another page, each stretch once.
fn pages(pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let step = |pair: &Pair<'_>| (!pair.same_page()).then_some((pair.old.page, pair.new.page));
    for stretch in pairs.chunk_by(|a, b| step(a) == step(b)) {
        let Some((from, to)) = step(&stretch[0]) else { continue };
        let message = format!("{} moved from page {from} to page {to}", named(stretch));
        changes.push(Change::new(Kind::Place, message).at(places(stretch)));
    }
}

/// `"Education" and 12 lines after it`. What stands side by side is one line; a date does not name it.
pub(super) fn named(stretch: &[Pair<'_>]) -> String {
    let lines: Vec<&Item> =
        stretch.iter().map(|pair| pair.new).filter(|item| !item.runs().is_empty()).collect();
    let Some(first) = lines.first() else { return "a drawing".to_owned() };
    let level = |item: &Item| (item.page, (item.area.bottom * 2.0).round() as i64);
    let beside = || lines.iter().filter(|item| level(item) == level(first));
    let name = beside().find(|item| item.role != Role::Date).unwrap_or(first);
    let rest = lines.iter().map(|item| level(item)).collect::<BTreeSet<_>>().len() - 1;
    match rest {
        0 => quote(&name.text()),
        rest => format!("{} and {} after it", quote(&name.text()), count(rest, "line")),
    }
}

pub(super) fn places<'a>(stretch: &'a [Pair<'_>]) -> impl Iterator<Item = (usize, Area)> + 'a {
    stretch.iter().map(|pair| (pair.new.page, super::whole(pair.new)))
}

/// A distance in hundredths of a point, for keys.
pub(super) fn step(distance: f64) -> i64 {
    if distance.abs() <= TOLERANCE { 0 } else { (distance * 10.0).round() as i64 }
}

/// What moved to a side, each way once: all of it, all of a role, or a single line.
fn sideways(pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let mut ways: BTreeMap<i64, Vec<&Pair<'_>>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.same_page() && step(pair.right()) != 0) {
        ways.entry(step(pair.right())).or_default().push(pair);
    }
    // Many ways to one side are told as one.
    let mut sides: Vec<Vec<&Pair<'_>>> = Vec::new();
    if ways.len() > TOLD {
        let (left, right): (Vec<_>, Vec<_>) =
            ways.into_values().flatten().partition(|pair| pair.right() < 0.0);
        sides.extend([left, right].into_iter().filter(|side| !side.is_empty()));
    } else {
        sides.extend(ways.into_values());
    }
    for moved in sides {
        let by = moved[0].right();
        let far = range(moved.iter().map(|pair| pair.right()));
        let who = match moved.as_slice() {
            [one] => quote_or(one),
            _ if moved.len() * 10 >= pairs.len() * 9 => "everything".to_owned(),
            _ => list(&nouns(&moved, pairs)),
        };
        let message = format!("{who} moved {far} {}", if by > 0.0 { "right" } else { "left" });
        let places = moved.iter().map(|pair| (pair.new.page, super::whole(pair.new)));
        let change = Change::new(Kind::Place, message).at(places);
        let one_page = moved.iter().all(|pair| pair.new.page == moved[0].new.page);
        changes.push(if one_page { change.on(moved[0].new.page) } else { change });
    }
}

/// A single line by its text, a drawing by its sort.
pub(super) fn quote_or(pair: &Pair<'_>) -> String {
    if pair.is_drawing() { pair.noun() } else { quote(&pair.new.text()) }
}

/// What some pairs are, sort by sort, and how many of all: `section headings`, `dates (2 of 5)`.
pub(super) fn nouns(some: &[&Pair<'_>], all: &[Pair<'_>]) -> Vec<String> {
    let mut sorts: BTreeMap<(bool, Role), Vec<&Pair<'_>>> = BTreeMap::new();
    for pair in some {
        sorts.entry((pair.is_drawing(), pair.new.role)).or_default().push(pair);
    }
    let noun = |((drawing, role), pairs): ((bool, Role), Vec<&Pair<'_>>)| {
        let alike = all.iter().filter(|pair| (pair.is_drawing(), pair.new.role) == (drawing, role)).count();
        format!("{}{}", pairs[0].noun(), part_of(pairs.len(), alike))
    };
    sorts.into_iter().map(noun).collect()
}

/// `4.2 mm`, or `1.0 mm to 4.2 mm` where lengths differ.
pub(super) fn range(lengths: impl Iterator<Item = f64>) -> String {
    let lengths = lengths.map(f64::abs);
    let (least, most) = lengths.fold((f64::INFINITY, 0.0_f64), |(a, b), by| (a.min(by), b.max(by)));
    let (from, to) = (mm(least), mm(most));
    if most - least > TOLERANCE && from != to { format!("{from} to {to}") } else { to }
}

/// What repeats on every page is compared page by page.
fn furniture(old: &[Item], new: &[Item], sizes: &[[f64; 2]], changes: &mut Vec<Change>) {
    let (old_keys, new_keys) = (keys(old), keys(new));
    let pairs = new.iter().zip(&new_keys).filter_map(|(item, key)| {
        let at = old.iter().zip(&old_keys).position(|(was, old)| was.page == item.page && old == key)?;
        Some(Pair { old: &old[at], new: item, follows: true })
    });
    let pairs: Vec<Pair<'_>> = pairs.collect();
    let missing = |items: &'_ [Item], taken: &dyn Fn(&Item) -> bool| -> Vec<usize> {
        (0..items.len()).filter(|at| items[*at].runs().is_empty() && !taken(&items[*at])).collect()
    };
    let gone = missing(old, &|item| pairs.iter().any(|pair| std::ptr::eq(pair.old, item)));
    let fresh = missing(new, &|item| pairs.iter().any(|pair| std::ptr::eq(pair.new, item)));
    let (gone, fresh): (Vec<&Item>, Vec<&Item>) =
        (gone.into_iter().map(|at| &old[at]).collect(), fresh.into_iter().map(|at| &new[at]).collect());
    drawings(&pairs, &gone, &fresh, changes);
    let moved = pairs.into_iter().filter(|pair| step(pair.right()) != 0 || step(pair.down()) != 0);
    let moved: Vec<Pair<'_>> = moved.filter(|pair| !pair.is_background()).collect();
    if let Some(first) = moved.first() {
        let (right, down) = (first.right(), first.down());
        let mut ways = Vec::new();
        if step(right) != 0 {
            ways.push(format!("{} {}", mm(right), if right > 0.0 { "right" } else { "left" }));
        }
        if step(down) != 0 {
            ways.push(format!("{} {}", mm(down), if down > 0.0 { "down" } else { "up" }));
        }
        let lower = sizes.get(first.new.page - 1).is_some_and(|size| first.new.area.top > size[1] / 2.0);
        let who = if lower { "the page footer" } else { "the running head" };
        let message = format!("{who} moved {}", ways.join(" and "));
        changes.push(Change::new(Kind::Place, message).at(places(&moved)));
    }
}
