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
        let mut groups: BTreeMap<(Sort, Role), Vec<(&Item, &Drawing)>> = BTreeMap::new();
        for item in items {
            if let What::Drawing(drawing) = &item.what {
                groups.entry((drawing.sort, item.role)).or_default().push((item, drawing));
            }
        }
        for ((sort, role), items) in groups {
            let verb = if items.len() == 1 { "is" } else { "are" };
            let color = match sort {
                Sort::Background => format!(": {}", items[0].1.color),
                _ => String::new(),
            };
            let message =
                format!("{}{} {verb} {what}{color}", count(items.len(), &sort.to_string()), of(role));
            let change = Change::new(Kind::Drawing, message).on(items[0].0.page);
            let places = items.iter().map(|(item, _)| *item).filter(|_| what == "new");
            changes.push(change.around(places));
        }
    }
    let mut turns: BTreeMap<String, Vec<&Pair<'_>>> = BTreeMap::new();
    for pair in pairs {
        let (What::Drawing(old), What::Drawing(new)) = (&pair.old.what, &pair.new.what) else { continue };
        let noun = pair.noun();
        let mut turn = |message: String| turns.entry(message).or_default().push(pair);
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
    for (message, some) in turns {
        let all = pairs.iter().filter(|pair| pair.is_like(some[0])).count();
        let message = format!("{message}{}", part_of(some.len(), all));
        changes.push(Change::new(Kind::Drawing, message).around(some.iter().map(|pair| pair.new)));
    }
}

/// ` of section headings`
pub(super) fn of(role: Role) -> String {
    match role {
        Role::Text | Role::Figure | Role::Item | Role::Furniture => String::new(),
        role => format!(" of {}", role.noun()),
    }
}
