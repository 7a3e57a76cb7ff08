//! What moved up or down: the spaces between lines that changed, and what moved along.

use super::places::{Pair, named, range, step};
use super::words::{list, mm, part_of};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::Item;
use crate::snapshot::role::Role;
use std::collections::BTreeMap;

/// The most changed spaces of one page that are listed one by one; more are reported as one.
const MOST_LISTED: usize = 3;

/// A space before an item that changed.
struct Cause {
    /// The pair below the space.
    at: usize,
    /// By how much (pt).
    by: f64,
    /// Whether what is before it is the same, so that it is really the space that changed.
    known: bool,
}

/// What moved up or down.
pub(super) fn upright(mut pairs: Vec<Pair<'_>>, steady: bool, changes: &mut Vec<Change>) {
    settle(&mut pairs);
    let pairs = pairs.as_slice();
    let causes = causes(pairs);
    let groups = groups(pairs, &causes);
    for more in [true, false] {
        let same_way: Vec<_> = groups.iter().filter(|group| group.more == more).collect();
        let listed =
            if same_way.len() > MOST_LISTED { same_way.chunks(same_way.len()) } else { same_way.chunks(1) };
        for alike in listed {
            let noun = |group: &&Group| {
                let all = starts(pairs, group.role, group.drawing);
                let noun = pairs[causes[group.causes[0]].at].noun();
                format!("{noun}{}", part_of(group.causes.len(), all))
            };
            let who: Vec<String> = alike.iter().map(noun).collect();
            let all = || alike.iter().flat_map(|group| &group.causes).map(|cause| &causes[*cause]);
            let by = range(all().map(|cause| cause.by));
            let what = if more { "more" } else { "less" };
            let message = format!("{what} space before {}: {by}", list(&who));
            let items = all().map(|cause| pairs[cause.at].new);
            changes.push(Change::new(Kind::Place, message).around(items));
        }
    }
    if !steady {
        return;
    }
    let grouped = |index: &usize| groups.iter().any(|group| group.causes.contains(index));
    let single: Vec<&Cause> = (0..causes.len()).filter(|i| !grouped(i)).map(|i| &causes[i]).collect();
    for on_page in single.chunk_by(|a, b| pairs[a.at].new.page == pairs[b.at].new.page) {
        singles(pairs, on_page, changes);
    }
}

/// Puts a rule that is drawn before a line and stands below it behind that line, as an eye goes.
fn settle(pairs: &mut [Pair<'_>]) {
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

/// Spaces before items of one role that changed alike.
struct Group {
    role: Role,
    /// Whether they are rules or shapes.
    drawing: bool,
    /// Whether they grew.
    more: bool,
    /// Their places in the list of causes; at least two.
    causes: Vec<usize>,
}

/// Spaces that changed before several items of a role, none more than three times as much as another.
fn groups(pairs: &[Pair<'_>], causes: &[Cause]) -> Vec<Group> {
    let mut by_role: BTreeMap<(Role, bool, bool), Vec<usize>> = BTreeMap::new();
    for (index, cause) in causes.iter().enumerate().filter(|(_, cause)| cause.known) {
        let pair = &pairs[cause.at];
        by_role.entry((pair.new.role, pair.is_drawing(), cause.by > 0.0)).or_default().push(index);
    }
    let mut groups = Vec::new();
    for ((role, drawing, more), mut members) in by_role {
        members.sort_by(|a, b| causes[*a].by.abs().total_cmp(&causes[*b].by.abs()));
        let mut rest = members.as_slice();
        while let Some(first) = rest.first() {
            let limit = 3.0 * causes[*first].by.abs();
            let end = rest.iter().take_while(|index| causes[**index].by.abs() <= limit).count();
            let (alike, after) = rest.split_at(end);
            if alike.len() > 1 {
                groups.push(Group { role, drawing, more, causes: alike.to_vec() });
            }
            rest = after;
        }
    }
    groups
}

/// How many times a role begins.
fn starts(pairs: &[Pair<'_>], role: Role, drawing: bool) -> usize {
    let is = |at: usize| (pairs[at].new.role, pairs[at].is_drawing()) == (role, drawing);
    let begins = |at: &usize| is(*at) && at.checked_sub(1).is_none_or(|before| !is(before));
    (0..pairs.len()).filter(begins).count()
}

/// The spaces that changed, from top to bottom.
fn causes(pairs: &[Pair<'_>]) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.same_page()) {
        let before = at.checked_sub(1).map(|before| &pairs[before]);
        let before = before.filter(|before| before.same_page() && before.new.page == pair.new.page);
        let by = pair.down() - before.map_or(0.0, Pair::down);
        if step(by) != 0 {
            causes.push(Cause { at, by, known: pair.follows && before.is_some() });
        }
    }
    causes
}

/// The spaces on one page that share their size with no other.
fn singles(pairs: &[Pair<'_>], causes: &[&Cause], changes: &mut Vec<Change>) {
    let page = pairs[causes[0].at].new.page;
    let end =
        pairs.iter().rposition(|pair| pair.new.page == page && pair.same_page()).map_or(0, |last| last + 1);
    let direction = |by: f64| if by > 0.0 { "down" } else { "up" };
    let moved = |stretch: &[Pair<'_>], how: String| {
        let here: Vec<&Pair<'_>> = stretch.iter().filter(|pair| pair.new.page == page).collect();
        let all = here.len() == pairs.iter().filter(|pair| pair.new.page == page).count();
        let who = if all && here.len() > 1 { "everything".to_owned() } else { named(stretch) };
        let items = stretch.iter().map(|pair| pair.new);
        Change::new(Kind::Place, format!("{who} moved {how}")).on(page).around(items)
    };
    if causes.len() > MOST_LISTED {
        // What did not move at the end of the page, such as another column, is no part of it.
        let moved_on_page =
            |pair: &Pair<'_>| pair.new.page == page && pair.same_page() && step(pair.down()) != 0;
        let end = pairs.iter().rposition(moved_on_page).map_or(end, |last| last + 1);
        let stretch = &pairs[causes[0].at..end];
        let steps = stretch.iter().filter(|pair| pair.new.page == page).map(Pair::down);
        let (least, most) =
            steps.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), by| (a.min(by), b.max(by)));
        let (near, far) = (mm(least.abs().min(most.abs())), mm(least.abs().max(most.abs())));
        let how = if least * most > 0.0 {
            format!("{}, by {near} to {far}", direction(most))
        } else {
            format!("by up to {far}")
        };
        changes.push(moved(stretch, how));
        return;
    }
    let ends = causes.iter().skip(1).map(|next| next.at).chain([end]);
    for (cause, end) in causes.iter().zip(ends) {
        let by = pairs[cause.at].down();
        if step(by) != 0 {
            let how = format!("{} {}", mm(by), direction(by));
            changes.push(moved(&pairs[cause.at..end], how));
        }
    }
}
