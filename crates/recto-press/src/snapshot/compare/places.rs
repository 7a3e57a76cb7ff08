//! What stands elsewhere. On a page where one line moves, all below it move along: what is told is the space that
//! changed, once for all headings if it is before all headings, and what moved with it. What became wider or narrower
//! though it looks as before has other spaces between letters or words.

use super::diff;
use super::drawings::drawings;
use super::look::{key, only_page, sections};
use super::spaces::upright;
use super::words::{count, grouped, list, mm, part_of, quote, squeezed};
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::lines::{DrawingKind, Item, PageItems};
use crate::snapshot::role::Role;
use similar::DiffTag;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

/// Distances below this are none (pt): a fiftieth of a millimetre.
pub(super) const TOLERANCE: f64 = 0.05;

/// The most places where lines end elsewhere that are listed one by one.
const MOST_LISTED: usize = 3;

/// An item that both snapshots have.
pub(super) struct ItemPair<'a> {
    /// As it was.
    pub(super) old: &'a Item,
    /// As it is.
    pub(super) new: &'a Item,
    /// Whether the item before it is the same on both sides, too, so that the space between is known.
    pub(super) follows: bool,
}

impl ItemPair<'_> {
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
        self.new.is_drawing()
    }

    fn is_background(&self) -> bool {
        self.new.drawing().is_some_and(|drawing| drawing.sort == DrawingKind::Background)
    }

    /// All that are alike, as a message names them.
    pub(super) fn noun(&self) -> String {
        self.new.kind().noun()
    }

    /// How much wider it is (pt).
    pub(super) fn wider(&self) -> f64 {
        (self.new.area.right - self.new.area.left) - (self.old.area.right - self.old.area.left)
    }

    /// Whether a line looks as it did.
    fn looks_the_same(&self) -> bool {
        self.old.runs().iter().map(|run| &run.style).eq(self.new.runs().iter().map(|run| &run.style))
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
pub fn compare(old: &PageItems, new: &PageItems, untitled: &BTreeSet<String>) -> Vec<Change> {
    let is_furniture = |item: &Item| item.role == Role::Furniture;
    let part = |sheet: &PageItems, furniture: bool| {
        sheet.items.iter().filter(|item| is_furniture(item) == furniture).cloned().collect::<Vec<_>>()
    };
    let mut changes = Vec::new();
    let (old_body, new_body) = (part(old, false), part(new, false));
    body(&old_body, &new_body, untitled, &mut changes);
    furniture(&part(old, true), &part(new, true), &new.sizes, &mut changes);
    changes
}

fn body(old: &[Item], new: &[Item], untitled: &BTreeSet<String>, changes: &mut Vec<Change>) {
    let matched = sections(old, new, untitled);
    let mut pairs: Vec<ItemPair<'_>> = Vec::new();
    let (mut gone, mut fresh, mut wrapped) = (Vec::new(), Vec::new(), Vec::new());
    for section in &matched.pairs {
        let (before, after) = (&old[section.old.clone()], &new[section.new.clone()]);
        let mut follows = section.old.start == 0 || matched.is_steady();
        for op in diff(before, after, key) {
            let (was, is) = (&before[op.old_range()], &after[op.new_range()]);
            if op.tag() == DiffTag::Equal {
                for (old, new) in was.iter().zip(is) {
                    pairs.push(ItemPair { old, new, follows: std::mem::replace(&mut follows, true) });
                }
            } else {
                follows = false;
                wrapped.extend(wrapping(was, is, &section.title));
                gone.extend(was);
                fresh.extend(is);
            }
        }
    }
    changes.extend(gathered(wrapped));
    drawings(&pairs, &gone, &fresh, changes);
    pages(&pairs, changes);
    sideways(&pairs, changes);
    widths(&pairs, changes);
    upright(pairs, matched.is_steady(), changes);
}

/// Lines that end elsewhere though the words are the same.
fn wrapping(old: &[Item], new: &[Item], title: &str) -> Option<Change> {
    let squeezed = |items: &[Item]| items.iter().map(|item| squeezed(&item.text())).collect::<Vec<_>>();
    let lines = |items: &[Item]| items.iter().filter(|item| !item.is_drawing()).count();
    let (was, is) = (squeezed(old), squeezed(new));
    // Where the same lines stand, only a space is new or gone.
    if was == is || was.concat() != is.concat() || was.concat().is_empty() {
        return None;
    }
    let first = new.iter().find(|item| !item.is_drawing())?;
    let place = if title.is_empty() { String::new() } else { format!(" in {}", quote(title)) };
    let (before, after) = (lines(old), lines(new));
    let number = if before == after {
        count(after, "line")
    } else {
        format!("{} became {after}", count(before, "line"))
    };
    let message = format!("lines end elsewhere{place}: {} ({number})", quote(&first.text()));
    Some(Change::new(ChangeKind::Wrapping, message).on(first.page).around(new))
}

/// Of many places where lines end elsewhere, keeps the first of each page.
fn gathered(wrapped: Vec<Change>) -> Vec<Change> {
    if wrapped.len() <= MOST_LISTED {
        return wrapped;
    }
    let on_page = |here: &[Change]| {
        let mut first = here[0].clone();
        if here.len() > 1 {
            first.message = format!("{}, and at {}", first.message, count(here.len() - 1, "more place"));
        }
        first.places = here.iter().flat_map(|change| change.places.clone()).collect();
        first
    };
    wrapped.chunk_by(|one, other| one.page == other.page).map(on_page).collect()
}

/// A change of the place of some items.
pub(super) fn moved<'a>(message: String, pairs: impl IntoIterator<Item = &'a ItemPair<'a>>) -> Change {
    Change::new(ChangeKind::Place, message).around(pairs.into_iter().map(|pair| pair.new))
}

/// What went to another page, each stretch once.
fn pages(pairs: &[ItemPair<'_>], changes: &mut Vec<Change>) {
    let step = |pair: &ItemPair<'_>| (!pair.same_page()).then_some((pair.old.page, pair.new.page));
    for stretch in pairs.chunk_by(|a, b| step(a) == step(b)) {
        let Some((from, to)) = step(&stretch[0]) else { continue };
        changes.push(moved(format!("{} moved from page {from} to page {to}", named(stretch)), stretch));
    }
}

/// `"Education" and 12 lines after it`. What stands side by side is one line; a date does not name it.
pub(super) fn named(stretch: &[ItemPair<'_>]) -> String {
    let lines: Vec<&Item> = stretch.iter().map(|pair| pair.new).filter(|item| !item.is_drawing()).collect();
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

/// A distance in tenths of a point, for keys.
pub(super) fn step(distance: f64) -> i64 {
    if distance.abs() <= TOLERANCE { 0 } else { (distance * 10.0).round() as i64 }
}

/// What moved to a side, each way once: all of it, all of a role, or a single line.
fn sideways(pairs: &[ItemPair<'_>], changes: &mut Vec<Change>) {
    let aside = pairs.iter().filter(|pair| pair.same_page() && step(pair.right()) != 0);
    let mut ways = grouped(aside, |pair| step(pair.right()));
    // Many ways to one side are reported as one.
    if ways.len() > MOST_LISTED {
        ways = grouped(ways.into_values().flatten(), |pair| step(pair.right()).signum());
    }
    for group in ways.into_values() {
        let far = range(group.iter().map(|pair| pair.right()));
        let is_all = group.len() > 1 && group.len() * 10 >= pairs.len() * 9;
        let who = if is_all { "everything".to_owned() } else { who(&group, pairs) };
        let side = if group[0].right() > 0.0 { "right" } else { "left" };
        let items: Vec<&Item> = group.iter().map(|pair| pair.new).collect();
        changes.push(moved(format!("{who} moved {far} {side}"), group).on(only_page(&items)));
    }
}

/// A single line by its text, a drawing by its sort; several by what they are.
fn who(some: &[&ItemPair<'_>], all: &[ItemPair<'_>]) -> String {
    match some {
        [line] if !line.is_drawing() => quote(&line.new.text()),
        [drawing] => drawing.noun(),
        _ => nouns(some, all),
    }
}

/// What some pairs are, sort by sort, and how many of all: `section headings and dates (2 of 5)`.
fn nouns(some: &[&ItemPair<'_>], all: &[ItemPair<'_>]) -> String {
    let sorts = grouped(some, |pair| (pair.is_drawing(), pair.new.kind()));
    let noun = |((_, kind), group): (_, Vec<_>)| {
        let alike = all.iter().filter(|pair| pair.new.kind() == kind).count();
        format!("{}{}", kind.noun(), part_of(group.len(), alike))
    };
    list(sorts.into_iter().map(noun))
}

/// `4.2 mm`, or `1.0 mm to 4.2 mm` where lengths differ.
pub(super) fn range(lengths: impl Iterator<Item = f64>) -> String {
    let lengths = lengths.map(f64::abs);
    let (least, most) = lengths.fold((f64::INFINITY, 0.0_f64), |(a, b), by| (a.min(by), b.max(by)));
    let (from, to) = (mm(least), mm(most));
    if most - least > TOLERANCE && from != to { format!("{from} to {to}") } else { to }
}

/// What repeats on every page is compared page by page.
fn furniture<'a>(old: &'a [Item], new: &'a [Item], sizes: &[[f64; 2]], changes: &mut Vec<Change>) {
    let mut known: BTreeMap<_, &Item> = BTreeMap::new();
    for item in old {
        known.entry((item.page, key(item))).or_insert(item);
    }
    let pair = |new: &'a Item| Some(ItemPair { old: known.get(&(new.page, key(new)))?, new, follows: true });
    let pairs: Vec<ItemPair<'_>> = new.iter().filter_map(pair).collect();
    let is_paired = |item: &Item| pairs.iter().any(|pair| ptr::eq(pair.old, item) || ptr::eq(pair.new, item));
    let [gone, fresh] = [old, new]
        .map(|items| items.iter().filter(|item| item.is_drawing() && !is_paired(item)).collect::<Vec<_>>());
    drawings(&pairs, &gone, &fresh, changes);
    let shifted =
        |pair: &&ItemPair<'_>| !pair.is_background() && (step(pair.right()) != 0 || step(pair.down()) != 0);
    let shifted: Vec<&ItemPair<'_>> = pairs.iter().filter(shifted).collect();
    let Some(first) = shifted.first() else { return };
    let ways = [(first.right(), "right", "left"), (first.down(), "down", "up")];
    let ways = ways.into_iter().filter(|(by, ..)| step(*by) != 0);
    let ways = ways.map(|(by, ahead, back)| format!("{} {}", mm(by), if by > 0.0 { ahead } else { back }));
    let lower = sizes.get(first.new.page - 1).is_some_and(|size| first.new.area.top > size[1] / 2.0);
    let who = if lower { "the page footer" } else { "the running head" };
    changes.push(moved(format!("{who} moved {}", list(ways)), shifted));
}

/// Lines that became wider or narrower and look as before: the spaces in them changed, or those between letters.
fn widths(pairs: &[ItemPair<'_>], changes: &mut Vec<Change>) {
    let changed =
        |pair: &&ItemPair<'_>| pair.wider().abs() > TOLERANCE && !pair.is_drawing() && pair.looks_the_same();
    let mut rest: Vec<&ItemPair<'_>> = pairs.iter().filter(changed).collect();
    let size = |pair: &ItemPair<'_>| pair.new.runs().iter().map(|run| run.style.size).fold(0.0, f64::max);
    let letters: (&str, Gaps) = ("letter", |text| text.chars().count());
    let words: (&str, Gaps) = ("word", |text| text.matches(' ').count());
    for gaps in [letters, words] {
        // By a length, or by a share of the size.
        changes.extend(spacing(&mut rest, pairs, gaps, &|_| 1.0));
        changes.extend(spacing(&mut rest, pairs, gaps, &size));
    }
    for ((_, wider), group) in grouped(rest, |pair| (pair.new.role, pair.wider() > 0.0)) {
        let by = range(group.iter().map(|pair| pair.wider()));
        let how = if wider { "wider" } else { "narrower" };
        changes.push(moved(format!("{} became {how}, by {by}", who(&group, pairs)), group));
    }
}

/// How many gaps of a sort there are in a text.
type Gaps = fn(&str) -> usize;

/// Lines all of whose gaps grew by the same share of `size`, taken out of `rest`. One line alone may have become wider for
/// any reason, and so may two that are as long.
fn spacing(
    rest: &mut Vec<&ItemPair<'_>>,
    all: &[ItemPair<'_>],
    (what, gaps): (&str, Gaps),
    size: &dyn Fn(&ItemPair<'_>) -> f64,
) -> Option<Change> {
    let share = |pair: &ItemPair<'_>| {
        let gaps = gaps(&pair.new.text());
        (gaps > 0).then(|| pair.wider() / gaps as f64 / size(pair))
    };
    let mut shares: Vec<f64> = rest.iter().filter_map(|pair| share(pair)).collect();
    shares.sort_by(f64::total_cmp);
    let usual = *shares.get(shares.len() / 2)?;
    // The last letter of a line may have no gap behind it, and lengths are rounded.
    let is_usual = |pair: &ItemPair<'_>| {
        let gaps = gaps(&pair.new.text()) as f64;
        let off = pair.wider() - usual * gaps * size(pair);
        gaps > 0.0 && off.abs() <= 0.06_f64.max(1.1 * usual.abs() * size(pair))
    };
    let (fit, other): (Vec<&ItemPair<'_>>, Vec<&ItemPair<'_>>) = rest.iter().partition(|pair| is_usual(pair));
    let lengths: BTreeSet<usize> = fit.iter().map(|pair| gaps(&pair.new.text())).collect();
    if lengths.len() < 3 || fit.len() * 10 < rest.len() * 8 {
        return None;
    }
    *rest = other;
    let by = range(fit.iter().map(|pair| usual * size(pair)));
    let how = if usual > 0.0 { "more" } else { "less" };
    Some(moved(format!("{how} {what} spacing in {}: {by}", nouns(&fit, all)), fit))
}
