//! What moved up or down: the spaces between lines that changed, and what moved along.

use super::places::{ItemPair, moved, named, range, step};
use super::words::{grouped, list, mm, part_of};
use crate::snapshot::change::Change;
use crate::snapshot::lines::{Item, ItemKind};

/// The most changed spaces of one page that are listed one by one; more are reported as one.
const MOST_LISTED: usize = 3;

/// A space before an item that changed.
struct Cause {
    /// The pair below the space.
    at: usize,
    /// What the item is.
    kind: ItemKind,
    /// By how much (pt).
    by: f64,
    /// Whether what is before it is the same, so that it is really the space that changed.
    known: bool,
}

/// What moved up or down.
pub(super) fn upright(mut pairs: Vec<ItemPair<'_>>, steady: bool, changes: &mut Vec<Change>) {
    settle(&mut pairs);
    let pairs = pairs.as_slice();
    let causes = causes(pairs);
    let groups = groups(&causes);
    for (more, what) in [(true, "more"), (false, "less")] {
        let same_way: Vec<_> = groups.iter().filter(|group| (group[0].by > 0.0) == more).collect();
        let listed = if same_way.len() > MOST_LISTED { same_way.len() } else { 1 };
        for alike in same_way.chunks(listed) {
            let who = list(alike.iter().map(|group| {
                let kind = group[0].kind;
                format!("{}{}", kind.noun(), part_of(group.len(), starts(pairs, kind)))
            }));
            let all = || alike.iter().copied().flatten();
            let message = format!("{what} space before {who}: {}", range(all().map(|cause| cause.by)));
            changes.push(moved(message, all().map(|cause| &pairs[cause.at])));
        }
    }
    if !steady {
        return;
    }
    let is_grouped = |cause: &Cause| groups.iter().flatten().any(|grouped| grouped.at == cause.at);
    let single: Vec<&Cause> = causes.iter().filter(|cause| !is_grouped(cause)).collect();
    for on_page in single.chunk_by(|a, b| pairs[a.at].new.page == pairs[b.at].new.page) {
        singles(pairs, on_page, changes);
    }
}

/// Puts a rule that is drawn before a line and stands below it behind that line, as an eye goes.
fn settle(pairs: &mut [ItemPair<'_>]) {
    for at in 1..pairs.len() {
        let (rule, line) = (&pairs[at - 1], &pairs[at]);
        let is_below = |one: &Item, other: &Item| one.page == other.page && one.area.top >= other.area.bottom;
        if rule.is_drawing()
            && !line.is_drawing()
            && is_below(rule.old, line.old)
            && is_below(rule.new, line.new)
        {
            pairs.swap(at - 1, at);
        }
    }
}

/// Spaces that changed before several items of a kind, none more than three times as much as another: at least two each.
fn groups(causes: &[Cause]) -> Vec<Vec<&Cause>> {
    let known = causes.iter().filter(|cause| cause.known);
    let mut groups = Vec::new();
    for mut rest in grouped(known, |cause| (cause.kind, cause.by > 0.0)).into_values() {
        rest.sort_by(|a, b| a.by.abs().total_cmp(&b.by.abs()));
        while let Some(first) = rest.first() {
            let limit = 3.0 * first.by.abs();
            let after = rest.split_off(rest.partition_point(|cause| cause.by.abs() <= limit));
            groups.push(std::mem::replace(&mut rest, after));
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// How many times a kind of items begins.
fn starts(pairs: &[ItemPair<'_>], kind: ItemKind) -> usize {
    pairs.chunk_by(|a, b| a.new.kind() == b.new.kind()).filter(|run| run[0].new.kind() == kind).count()
}

/// The spaces that changed, from top to bottom.
fn causes(pairs: &[ItemPair<'_>]) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.same_page()) {
        let before = at.checked_sub(1).map(|before| &pairs[before]);
        let before = before.filter(|before| before.same_page() && before.new.page == pair.new.page);
        let by = pair.down() - before.map_or(0.0, ItemPair::down);
        if step(by) != 0 {
            causes.push(Cause { at, kind: pair.new.kind(), by, known: pair.follows && before.is_some() });
        }
    }
    causes
}

/// The spaces on one page that share their size with no other.
fn singles(pairs: &[ItemPair<'_>], causes: &[&Cause], changes: &mut Vec<Change>) {
    let page = pairs[causes[0].at].new.page;
    let end =
        pairs.iter().rposition(|pair| pair.new.page == page && pair.same_page()).map_or(0, |last| last + 1);
    let direction = |by: f64| if by > 0.0 { "down" } else { "up" };
    let change = |stretch: &[ItemPair<'_>], how: String| {
        let on_page = |pairs: &[ItemPair<'_>]| pairs.iter().filter(|pair| pair.new.page == page).count();
        let is_all = on_page(stretch) == on_page(pairs) && on_page(pairs) > 1;
        let who = if is_all { "everything".to_owned() } else { named(stretch) };
        moved(format!("{who} moved {how}"), stretch).on(page)
    };
    if causes.len() > MOST_LISTED {
        // What did not move at the end of the page, such as another column, is no part of it.
        let moved_on_page =
            |pair: &ItemPair<'_>| pair.new.page == page && pair.same_page() && step(pair.down()) != 0;
        let end = pairs.iter().rposition(moved_on_page).map_or(end, |last| last + 1);
        let stretch = &pairs[causes[0].at..end];
        let steps = stretch.iter().filter(|pair| pair.new.page == page).map(ItemPair::down);
        let (least, most) =
            steps.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), by| (a.min(by), b.max(by)));
        let (near, far) = (mm(least.abs().min(most.abs())), mm(least.abs().max(most.abs())));
        let how = if least * most > 0.0 {
            format!("{}, by {near} to {far}", direction(most))
        } else {
            format!("by up to {far}")
        };
        changes.push(change(stretch, how));
        return;
    }
    let ends = causes.iter().skip(1).map(|next| next.at).chain([end]);
    for (cause, end) in causes.iter().zip(ends) {
        let by = pairs[cause.at].down();
        if step(by) != 0 {
            changes.push(change(&pairs[cause.at..end], format!("{} {}", mm(by), direction(by))));
        }
    }
}
