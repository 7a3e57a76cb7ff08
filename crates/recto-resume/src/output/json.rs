//! JSON Resume 1.0.0, normalised: everything that the résumé says, hidden or not, under the first keys of the
//! [schema](crate::schema) and in its order, with recto's own additions (`positions`, `sections`, `details`, …) where JSON
//! Resume has no place. Reading it back gives the same résumé.

mod sections;
mod value;

use crate::input::dialect::jsonresume::is_root_field;
use crate::resume::{Basics, Resume, SectionKind, Setting, Text, Unknown};
use crate::schema::{BASICS, Detail, LOCATION, Object, PERSONAL, POSITION, PROFILE, Slot};
use crate::text::value::{Node, Value};
pub(super) use sections::section;
use std::mem::take;
pub(super) use value::{Map, filled_list, list, text, yes};

const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// Writes a résumé.
pub fn write(resume: &Resume) -> String {
    let mut root = Map::default();
    root.put("$schema", text(SCHEMA));
    root.put("basics", basics(&resume.basics).filled());
    root.0.extend(sections::all(&resume.sections).0);
    loose(&resume.unknown, &mut root);
    let mut meta = Map::default();
    meta.put("recto", options(resume).filled());
    root.put("meta", meta.filled());
    let mut out = serde_json::to_string_pretty(&Node::from(root)).unwrap_or_default();
    out.push('\n');
    out
}

fn texts(from: &[Text]) -> impl Iterator<Item = Node> {
    from.iter().map(|one| text(&*one.value))
}

/// All fields of a record: those of its table, then those that recto does not know.
pub(super) fn record<R>(mut record: R, object: &Object<R>) -> Map {
    let mut map = Map::default();
    known(&mut record, object, &mut map);
    unknown(&mut map, &*(object.unknown)(&mut record));
    map
}

/// Moves what a record says to the first field of the table that takes it.
fn known<R>(record: &mut R, object: &Object<R>, map: &mut Map) {
    for field in object.fields() {
        map.put(field.key(), value((field.slot)(record)));
    }
}

/// Takes a value out of its place.
fn value(slot: Slot<'_>) -> Option<Node> {
    match slot {
        Slot::Text(one) | Slot::Lines(one) | Slot::Address(one) => one.take().map(|one| text(one.value)),
        // Several facts are more than a grade.
        Slot::Grade(all) if all.len() != 1 => None,
        Slot::Grade(all) => all.pop().map(|one| text(one.value)),
        Slot::Fact(all) | Slot::Texts(all) | Slot::TextOrTexts(all) | Slot::Names(all) => {
            filled_list(texts(&take(all)))
        }
        Slot::Prose(prose) | Slot::Note(prose) => {
            prose.take().filter(|prose| !prose.is_empty()).map(|prose| text(prose.to_markdown()))
        }
        Slot::Bullets(items) => filled_list(take(items).iter().map(|item| text(item.to_markdown_item()))),
        Slot::Date(date) => date.take().map(|date| text(date.text.value)),
        Slot::Flag(flag) => take(flag).then(yes),
        Slot::Roles(all) => filled_list(take(all).into_iter().map(|one| record(one, &POSITION).into())),
        Slot::Location(location) => record(take(location), &LOCATION).filled(),
        Slot::Profiles(all, _) | Slot::Account(all) => {
            filled_list(take(all).into_iter().filter_map(|one| record(one, &PROFILE).filled()))
        }
        Slot::Personal(rows) => personal(&take(rows)),
        // They take several fields: `sections.rs` writes them.
        Slot::Items(..) | Slot::Passage(_) | Slot::BulletList(_) | Slot::Keywords(_) => None,
    }
}

/// Adds fields that recto does not know, as text. One whose name is taken gets another.
pub(super) fn unknown<'a>(map: &mut Map, fields: impl IntoIterator<Item = &'a Unknown>) {
    for field in fields {
        let mut key = field.key.clone();
        while map.has(&key) {
            key.insert_str(0, "other ");
        }
        map.put(&key, text(&*field.text.value));
    }
}

/// Adds fields of the root that recto does not know. What would be one of its own there gets another name.
pub(super) fn loose(fields: &[Unknown], root: &mut Map) {
    for field in fields {
        let key = if is_root_field(&field.key) { format!("other {}", field.key) } else { field.key.clone() };
        unknown(root, [&Unknown { key, text: field.text.clone() }]);
    }
}

/// The person's fields.
pub(super) fn basics(basics: &Basics) -> Map {
    record(basics.clone(), &BASICS)
}

/// A mapping from label to text; a list where a label is missing or stands twice.
fn personal(rows: &[(Text, Text)]) -> Option<Node> {
    let mut map = Map::default();
    let mut details = Vec::new();
    for (label, value) in rows {
        if !label.value.is_empty() && !map.has(&label.value) {
            map.put(&label.value, text(&*value.value));
        }
        let label = Some(label.clone()).filter(|label| !label.value.is_empty());
        let detail = Detail { label, text: Some(value.clone()), ..Detail::default() };
        details.push(record(detail, &PERSONAL).into());
    }
    let is_map = map.0.len() == rows.len();
    if is_map { map.filled() } else { Some(list(details)) }
}

/// Options as the file has them.
pub(super) fn settings(settings: &[Setting]) -> Map {
    let mut map = Map::default();
    settings.iter().for_each(|one| map.put(&one.key, one.value.clone()));
    map
}

/// The options, with what a normalised file would else lose: the order of sections, and months written in full.
fn options(resume: &Resume) -> Map {
    let mut map = settings(&resume.settings);
    if resume.spells_months() && !map.has("dates") {
        map.put("dates", text("long"));
    }
    if sections::out_of_order(&resume.sections) {
        let given = resume.settings.iter().find(|one| one.key == "sections");
        map.0.retain(|pair| pair.key != "sections");
        let first = given.map(listed).unwrap_or_default().into_iter();
        let summary = resume.basics.summary.is_some().then(|| SectionKind::Summary.key().to_owned());
        let names = first.chain(summary).chain(sections::names(&resume.sections));
        map.put("sections", filled_list(names.map(text)));
    }
    map
}

/// The names that an option lists, or gives with commas between.
fn listed(setting: &Setting) -> Vec<String> {
    let scalar = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    };
    match &setting.value.value {
        Value::List(items) => items.iter().filter_map(scalar).collect(),
        Value::Scalar(scalar) => scalar.text.split(',').map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}
