//! Differences that no other comparison reports, such as a flaw in one stored file alone: no difference between two
//! snapshots stays silent.

use super::places::TOLERANCE;
use super::words::quote;
use crate::snapshot::Snapshot;
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Item, Sheet, What};
use crate::snapshot::structure::{Element, Structure};

/// The first difference of each aspect.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let text = old.text.as_ref().zip(new.text.as_ref()).filter(|(old, new)| old != new);
    let text = text.map(|_| Change::new(Kind::Text, "the text is divided into lines in another way"));
    let structure = old.structure.as_ref().zip(new.structure.as_ref());
    let structure = structure.and_then(|(old, new)| elements(old, new));
    let lines = old.lines.as_ref().zip(new.lines.as_ref()).and_then(|(old, new)| items(old, new));
    text.into_iter().chain(structure).chain(lines).collect()
}

fn elements(old: &Structure, new: &Structure) -> Option<Change> {
    let name = |element: Option<&Element>| {
        element.map_or_else(
            || "nothing".to_owned(),
            |element| match element.text.as_str() {
                "" => format!("a {} inside {} others", element.tag, element.depth),
                text => format!("{} {}", element.tag, quote(text)),
            },
        )
    };
    let count = old.elements.len().max(new.elements.len());
    let (before, after) = (0..count)
        .map(|at| (old.elements.get(at), new.elements.get(at)))
        .find(|(before, after)| before != after)?;
    Some(Change::new(Kind::Structure, format!("{} became {}", name(before), name(after))))
}

fn items(old: &Sheet, new: &Sheet) -> Option<Change> {
    let count = old.items.len().max(new.items.len());
    let is_same = |at: &usize| match (old.items.get(*at), new.items.get(*at)) {
        (Some(before), Some(after)) => alike(before, after),
        _ => false,
    };
    let item = (0..count).find(|at| !is_same(at)).and_then(|at| new.items.get(at).or(old.items.get(at)))?;
    let what = match &item.what {
        What::Line(_) => quote(&item.text()),
        What::Drawing(drawing) => format!("one of the {}s", drawing.sort),
    };
    let change = Change::new(Kind::Place, format!("{what} is not written down as it was"));
    Some(change.on(item.page).at([(item.page, item.area)]))
}

/// Whether two items say the same, and stand at the same place as far as that is told.
fn alike(one: &Item, other: &Item) -> bool {
    let sides = <[f64; 4]>::from(one.area).into_iter().zip(<[f64; 4]>::from(other.area));
    (one.page, one.role, &one.what) == (other.page, other.role, &other.what)
        && sides.into_iter().all(|(one, other)| (one - other).abs() <= 2.0 * TOLERANCE)
}
