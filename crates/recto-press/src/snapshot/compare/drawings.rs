//! Rules, shapes and pictures: what is new, gone, or looks different.

use super::places::{ItemPair, TOLERANCE};
use super::words::{count, grouped, mm, part_of};
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::lines::{Drawing, DrawingKind, Item};
use std::collections::BTreeSet;

/// Drawings that are new, gone, or look different.
pub(super) fn drawings(pairs: &[ItemPair<'_>], gone: &[&Item], fresh: &[&Item], changes: &mut Vec<Change>) {
    for (items, what) in [(gone, "gone"), (fresh, "new")] {
        let drawn = items.iter().filter_map(|item| Some((*item, item.drawing()?)));
        for ((sort, role), group) in grouped(drawn, |(item, drawing)| (drawing.sort, item.role)) {
            let verb = if group.len() == 1 { "is" } else { "are" };
            let color = match sort {
                DrawingKind::Background => format!(": {}", group[0].1.color),
                _ => String::new(),
            };
            let message =
                format!("{}{} {verb} {what}{color}", count(group.len(), &sort.to_string()), role.of());
            let places = group.iter().map(|(item, _)| *item).filter(|_| what == "new");
            changes.push(Change::new(ChangeKind::Drawing, message).on(group[0].0.page).around(places));
        }
    }
    let turns = pairs.iter().flat_map(|pair| turns(pair).into_iter().map(move |turn| (turn, pair)));
    for (turn, group) in grouped(turns, |(turn, _)| turn.clone()) {
        let all = pairs.iter().filter(|pair| pair.new.kind() == group[0].1.new.kind()).count();
        let message = format!("{turn}{}", part_of(group.len(), all));
        changes
            .push(Change::new(ChangeKind::Drawing, message).around(group.iter().map(|(_, pair)| pair.new)));
    }
}

/// How the look of a drawing changed, in words; none for a line.
fn turns(pair: &ItemPair<'_>) -> Vec<String> {
    let Some((old, new)) = pair.old.drawing().zip(pair.new.drawing()) else { return Vec::new() };
    let noun = pair.noun();
    let mut turns = Vec::new();
    if old.color != new.color {
        turns.push(format!("colour of {noun} changed: {} became {}", old.color, new.color));
    }
    if (old.stroke - new.stroke).abs() > TOLERANCE / 10.0 {
        turns.push(format!("thickness of {noun} changed: {} pt became {} pt", old.stroke, new.stroke));
    }
    let names: BTreeSet<&String> = old.extras.keys().chain(new.extras.keys()).collect();
    for name in names.into_iter().filter(|name| old.extras.get(*name) != new.extras.get(*name)) {
        let value = |drawing: &Drawing| drawing.extras.get(name).cloned().unwrap_or("none".to_owned());
        turns.push(format!("{name} of {noun} changed: {} became {}", value(old), value(new)));
    }
    let height = |item: &Item| item.area.bottom - item.area.top;
    let taller = height(pair.new) - height(pair.old);
    for (by, more, less) in [(pair.wider(), "wider", "narrower"), (taller, "taller", "lower")] {
        // How tall a rule is, is how thick it is.
        if by.abs() > TOLERANCE && !(new.sort == DrawingKind::Rule && more == "taller") {
            turns.push(format!("{noun} became {} {}", mm(by), if by > 0.0 { more } else { less }));
        }
    }
    turns
}
