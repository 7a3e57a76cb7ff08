//! Which lines became wider or narrower though they look as before, and whether that is the space between letters or words.

use super::places::{Pair, TOLERANCE, nouns, quote_or, range};
use super::words::list;
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::role::Role;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that became wider or narrower and look as before: the spaces in them changed, or those between letters.
pub(super) fn width(pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let changed = |pair: &&Pair<'_>| {
        pair.wider().abs() > TOLERANCE && !pair.new.runs().is_empty() && pair.looks_the_same()
    };
    let mut rest: Vec<&Pair<'_>> = pairs.iter().filter(changed).collect();
    let gaps: [(&str, Gaps); 2] = [
        ("letter", |text| text.chars().count()),
        ("word", |text| text.chars().filter(|c| *c == ' ').count()),
    ];
    // By a length, or by a share of the size.
    for (what, gaps) in gaps {
        let size = |pair: &Pair<'_>| pair.new.runs().iter().map(|run| run.style.size).fold(0.0, f64::max);
        changes.extend(spacing(&mut rest, pairs, (what, gaps), &|_| 1.0));
        changes.extend(spacing(&mut rest, pairs, (what, gaps), &size));
    }
    let mut groups: BTreeMap<(Role, bool), Vec<&Pair<'_>>> = BTreeMap::new();
    for pair in rest {
        groups.entry((pair.new.role, pair.wider() > 0.0)).or_default().push(pair);
    }
    for ((_, wider), group) in groups {
        let sizes = group.iter().map(|pair| pair.wider().abs());
        let by = range(sizes);
        let how = if wider { "wider" } else { "narrower" };
        let who = if let [one] = group.as_slice() { quote_or(one) } else { list(&nouns(&group, pairs)) };
        let places = group.iter().map(|pair| (pair.new.page, super::whole(pair.new)));
        changes.push(Change::new(Kind::Place, format!("{who} became {how}, by {by}")).at(places));
    }
}

/// How many gaps of a sort there are in a text.
type Gaps = fn(&str) -> usize;

/// Lines all of whose gaps grew by the same share of `size`, taken out of `rest`. One line alone may have become wider for
/// any reason, and so may two that are as long.
fn spacing(
    rest: &mut Vec<&Pair<'_>>,
    all: &[Pair<'_>],
    (what, gaps): (&str, Gaps),
    size: &dyn Fn(&Pair<'_>) -> f64,
) -> Option<Change> {
    let share = |pair: &Pair<'_>| {
        let gaps = gaps(&pair.new.text());
        (gaps > 0).then(|| pair.wider() / gaps as f64 / size(pair))
    };
    let mut shares: Vec<f64> = rest.iter().filter_map(|pair| share(pair)).collect();
    shares.sort_by(f64::total_cmp);
    let usual = *shares.get(shares.len() / 2)?;
    // The last letter of a line may have no gap behind it, and lengths are rounded.
    let is_usual = |pair: &Pair<'_>| {
        let gaps = gaps(&pair.new.text()) as f64;
        let off = pair.wider() - usual * gaps * size(pair);
        gaps > 0.0 && off.abs() <= 0.06_f64.max(1.1 * usual.abs() * size(pair))
    };
    let (fit, other): (Vec<&Pair<'_>>, Vec<&Pair<'_>>) = rest.iter().partition(|pair| is_usual(pair));
    let lengths: BTreeSet<usize> = fit.iter().map(|pair| gaps(&pair.new.text())).collect();
    if lengths.len() < 3 || fit.len() * 10 < rest.len() * 8 {
        return None;
    }
    *rest = other;
    let by = range(fit.iter().map(|pair| usual * size(pair)).collect::<Vec<_>>().into_iter());
    let how = if usual > 0.0 { "more" } else { "less" };
    let who = list(&nouns(&fit, all));
    let places = fit.iter().map(|pair| (pair.new.page, super::whole(pair.new)));
    Some(Change::new(Kind::Place, format!("{how} {what} spacing in {who}: {by}")).at(places))
}
