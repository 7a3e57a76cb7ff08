//! Differences that no other comparison reports, such as a flaw in one stored file alone: no difference between two
//! snapshots stays silent.

use super::both;
use super::places::TOLERANCE;
use super::words::quote;
use crate::snapshot::Snapshot;
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::lines::Item;
use crate::snapshot::structure::Element;

/// The first difference of each aspect.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let text = both(&old.text, &new.text).filter(|(old, new)| old != new);
    let text = text.map(|_| Change::new(ChangeKind::Text, "the text is divided into lines in another way"));
    let structure = both(&old.structure, &new.structure);
    let structure = structure.and_then(|(old, new)| {
        let (old, new) = first_difference(&old.elements, &new.elements, PartialEq::eq)?;
        Some(Change::new(ChangeKind::Structure, format!("{} became {}", name(old), name(new))))
    });
    let lines = both(&old.lines, &new.lines).and_then(|(old, new)| {
        let (old, new) = first_difference(&old.items, &new.items, alike)?;
        let item = new.or(old)?;
        let what = match item.drawing() {
            None => quote(&item.text()),
            Some(drawing) => format!("one of the {}s", drawing.sort),
        };
        let change = Change::new(ChangeKind::Place, format!("{what} is not written down as it was"));
        Some(change.on(item.page).at([(item.page, item.area)]))
    });
    text.into_iter().chain(structure).chain(lines).collect()
}

/// The first items of two lists that are not the same; one list may have ended there.
fn first_difference<'a, T>(
    old: &'a [T],
    new: &'a [T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Option<(Option<&'a T>, Option<&'a T>)> {
    let pairs = (0..old.len().max(new.len())).map(|at| (old.get(at), new.get(at)));
    let mut differs = pairs.filter(|(old, new)| !old.zip(*new).is_some_and(|(old, new)| is_same(old, new)));
    differs.next()
}

/// An element, in words.
fn name(element: Option<&Element>) -> String {
    match element {
        None => "nothing".to_owned(),
        Some(Element { tag, depth, text, .. }) if text.is_empty() => format!("a {tag} inside {depth} others"),
        Some(Element { tag, text, .. }) => format!("{tag} {}", quote(text)),
    }
}

/// Whether two items say the same, and stand at the same place as far as that is told.
fn alike(one: &Item, other: &Item) -> bool {
    let sides = <[f64; 4]>::from(one.area).into_iter().zip(<[f64; 4]>::from(other.area));
    (one.page, one.role, &one.what) == (other.page, other.role, &other.what)
        && sides.into_iter().all(|(one, other)| (one - other).abs() <= 2.0 * TOLERANCE)
}
