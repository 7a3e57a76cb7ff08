//! JSON Resume 1.0.0, normalised: everything that the résumé says, hidden or not, under the first keys of the
//! [schema](crate::schema) and in its order, with recto's own additions (`positions`, `sections`, `details`, …) where JSON
//! Resume has no place. Reading it back gives the same résumé.

mod sections;
mod value;

use crate::input::dialect::jsonresume::is_root_field;
use crate::resume::{Basics, Resume, SectionKind, Setting, Text, Unknown};
use crate::schema::{BASICS, Detail, LOCATION, Object, PERSONAL, POSITION, PROFILE, Slot};
use crate::text::value::{Node, Value as Tree};
pub(super) use sections::section;
use std::mem::take;
pub(super) use value::{Json, Map};

const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// Writes a résumé.
pub fn write(resume: &Resume) -> String {
    let mut root = Map::default();
    root.put("$schema", text(SCHEMA));
    root.put("basics", basics(&resume.basics).filled());
    root.0.extend(sections::all(&resume.sections));
    loose(&resume.unknown, &mut root);
    let mut meta = Map::default();
    meta.put("recto", options(resume).filled());
    root.put("meta", meta.filled());
    let mut out = serde_json::to_string_pretty(&Json::Map(root)).unwrap_or_default();
    out.push('\n');
    out
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn texts(from: &[Text]) -> impl Iterator<Item = Json> {
    from.iter().map(|one| text(&one.value))
}

/// A list, unless it is empty.
pub(super) fn list(values: impl IntoIterator<Item = Json>) -> Option<Json> {
    let values: Vec<Json> = values.into_iter().collect();
    (!values.is_empty()).then_some(Json::List(values))
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
fn value(slot: Slot<'_>) -> Option<Json> {
    match slot {
        Slot::Text(one) | Slot::Lines(one) | Slot::Address(one) => {
            one.take().map(|one| Json::Text(one.value))
        }
        // Several facts are more than a grade.
        Slot::Grade(all) if all.len() != 1 => None,
        Slot::Grade(all) => all.pop().map(|one| Json::Text(one.value)),
        Slot::Fact(all) | Slot::Texts(all) | Slot::TextOrTexts(all) | Slot::Names(all) => {
            list(texts(&take(all)))
        }
        Slot::Prose(prose) | Slot::Note(prose) => {
            prose.take().filter(|prose| !prose.is_empty()).map(|prose| Json::Text(prose.to_markdown()))
        }
        Slot::Bullets(items) => list(take(items).iter().map(|item| Json::Text(item.to_markdown_item()))),
        Slot::Date(date) => date.take().map(|date| Json::Text(date.text.value)),
        Slot::Flag(flag) => take(flag).then_some(Json::Bool(true)),
        Slot::Roles(all) => list(take(all).into_iter().map(|one| Json::Map(record(one, &POSITION)))),
        Slot::Location(location) => record(take(location), &LOCATION).filled(),
        Slot::Profiles(all, _) | Slot::Account(all) => {
            list(take(all).into_iter().filter_map(|one| record(one, &PROFILE).filled()))
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
        map.put(&key, text(&field.text.value));
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
fn personal(rows: &[(Text, Text)]) -> Option<Json> {
    let mut map = Map::default();
    let mut list = Vec::new();
    for (label, value) in rows {
        if !label.value.is_empty() && !map.has(&label.value) {
            map.put(&label.value, text(&value.value));
        }
        let label = Some(label.clone()).filter(|label| !label.value.is_empty());
        let detail = Detail { label, text: Some(value.clone()), ..Detail::default() };
        list.push(Json::Map(record(detail, &PERSONAL)));
    }
    let is_map = map.0.len() == rows.len();
    if is_map { map.filled() } else { Some(Json::List(list)) }
}

/// Options as the file has them.
pub(super) fn settings(settings: &[Setting]) -> Map {
    Map(settings.iter().map(|one| (one.key.clone(), Json::from(&one.value))).collect())
}

/// The options, with what a normalised file would else lose: the order of sections, and months written in full.
fn options(resume: &Resume) -> Map {
    let mut map = settings(&resume.settings);
    if resume.spells_months() && !map.has("dates") {
        map.put("dates", text("long"));
    }
    if sections::out_of_order(&resume.sections) {
        let given = resume.settings.iter().find(|one| one.key == "sections");
        map.0.retain(|(key, _)| key != "sections");
        let first = given.map(listed).unwrap_or_default().into_iter();
        let summary = resume.basics.summary.is_some().then(|| SectionKind::Summary.key().to_owned());
        let names = first.chain(summary).chain(sections::names(&resume.sections));
        map.put("sections", list(names.map(Json::Text)));
    }
    map
}

/// The names that an option lists, or gives with commas between.
fn listed(setting: &Setting) -> Vec<String> {
    let scalar = |node: &Node| match &node.value {
        Tree::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    };
    match &setting.value.value {
        Tree::List(items) => items.iter().filter_map(scalar).collect(),
        Tree::Scalar(scalar) => scalar.text.split(',').map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}
