//! Rules, shapes and pictures: what is new, gone, or looks different.

use super::places::{Pair, TOLERANCE};
use super::words::{count, mm, part_of};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Drawing, Item, Sort, What};
use crate::snapshot::role::Role;
use std::collections::{BTreeMap, BTreeSet};

/// Drawings that are new, gone, or look different.
pub(super) fn drawings(pairs: &[Pair<'_>], gone: &[&Item], fresh: &[&Item], changes: &mut Vec<Change>) {
    for (items, what) in [(gone, "gone"), (fresh, "new")] {
        let mut groups: BTreeMap<_, Vec<&Item>> = BTreeMap::new();
        for item in items.iter().filter(|item| sort(item).is_some()) {
            groups.entry((sort(item), item.role)).or_default().push(item);
        }
        for ((kind, role), items) in groups {
            let noun = kind.map_or("", |sort| sort.noun().trim_end_matches('s'));
            let verb = if items.len() == 1 { "is" } else { "are" };
            let colors = match &items[0].what {
                What::Drawing(drawing) if kind == Some(Sort::Background) => format!(": {}", drawing.color),
                _ => String::new(),
            };
            let message = format!("{}{} {verb} {what}{colors}", count(items.len(), noun), of(role));
            let places = items.iter().filter(|_| what == "new").map(|item| (item.page, super::whole(item)));
            changes.push(Change::new(Kind::Drawing, message).on(items[0].page).at(places));
        }
    }
    let mut turns: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for pair in pairs {
        let (What::Drawing(old), What::Drawing(new)) = (&pair.old.what, &pair.new.what) else { continue };
        let noun = format!("{}{}", new.sort.noun(), of(pair.new.role));
        let mut turn = |message: String| turns.entry(message).or_default().push(pair.new);
        if old.color != new.color {
            turn(format!("colour of {noun} changed: {} became {}", old.color, new.color));
        }
        if (old.stroke - new.stroke).abs() > TOLERANCE / 10.0 {
            turn(format!("thickness of {noun} changed: {} pt became {} pt", old.stroke, new.stroke));
        }
        let names: BTreeSet<&String> = old.extras.keys().chain(new.extras.keys()).collect();
        for name in names.into_iter().filter(|name| old.extras.get(*name) != new.extras.get(*name)) {
            let value = |drawing: &Drawing| drawing.extras.get(name).cloned().unwrap_or("none".to_owned());
            turn(format!("{name} of {noun} changed: {} became {}", value(old), value(new)));
        }
        let height = |item: &Item| item.area.bottom - item.area.top;
        for (by, more, less) in
            [(pair.wider(), "wider", "narrower"), (height(pair.new) - height(pair.old), "taller", "lower")]
        {
            // How tall a rule is, is how thick it is.
            if by.abs() > TOLERANCE && !(new.sort == Sort::Rule && more == "taller") {
                turn(format!("{noun} became {} {}", mm(by), if by > 0.0 { more } else { less }));
            }
        }
    }
    for (message, items) in turns {
        let all = pairs.iter().filter(|pair| keys_match(pair.new, items[0])).count();
        let message = format!("{message}{}", part_of(items.len(), all));
        let places = items.iter().map(|item| (item.page, super::whole(item)));
        changes.push(Change::new(Kind::Drawing, message).at(places));
    }
}

/// The sort of a drawing; none of a line.
const fn sort(item: &Item) -> Option<Sort> {
    match &item.what {
        What::Drawing(drawing) => Some(drawing.sort),
        What::Line(_) => None,
    }
}

fn keys_match(one: &Item, other: &Item) -> bool {
    sort(one) == sort(other) && one.role == other.role
}

/// ` of section headings`
pub(super) fn of(role: Role) -> String {
    match role {
        Role::Text | Role::Figure | Role::Item | Role::Furniture => String::new(),
        role => format!(" of {}", role.noun()),
    }
}
