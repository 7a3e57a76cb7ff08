//! JSON Resume 1.0.0, normalised: everything that the résumé says, hidden or not, under the first keys of the
//! [schema](crate::schema) and in its order, with recto's own additions (`positions`, `sections`, `details`, …) where JSON
//! Resume has no place. Reading it back gives the same résumé.

mod sections;
mod value;

use crate::input::dialect::jsonresume::{is_meta_text, is_root_field};
use crate::resume::{Basics, Resume, SectionKind, Setting, Text, Unknown};
use crate::schema::{BASICS, Detail, LOCATION, Object, PERSONAL, POSITION, PROFILE, Slot};
use crate::text::url::looks_like_email;
use crate::text::value::{Node, Scalar, Value};
pub(super) use sections::{section, wrapped};
use std::mem::take;
pub(super) use value::{Map, filled_list, list, no, text, yes};

const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.3.1/schema.json";

/// Writes a résumé.
pub fn write(resume: &Resume) -> String {
    let mut out = serde_json::to_string_pretty(&tree(resume)).unwrap_or_default();
    out.push('\n');
    out
}

/// The résumé as a tree, for any format of data.
pub(super) fn tree(resume: &Resume) -> Node {
    let mut root = Map::default();
    root.put("$schema", text(SCHEMA));
    root.put("basics", basics(&resume.basics).filled());
    root.0.extend(sections::all(&resume.sections).0);
    loose(&resume.unknown, &mut root);
    let mut meta = others(&resume.meta);
    meta.put("recto", options(resume).filled());
    root.put("meta", meta.filled());
    Node::from(root)
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
        let value = value((field.slot)(record));
        let is_valid = value.as_ref().is_none_or(|value| is_valid(field.key(), value));
        // JSON Resume leaves open what is under the other keys.
        let key = if is_valid { field.key() } else { field.keys().nth(1).unwrap_or(field.key()) };
        map.put(key, value);
    }
}

/// Whether JSON Resume's schema allows a text under a key that has a format there.
fn is_valid(key: &str, value: &Node) -> bool {
    let Value::Scalar(Scalar { text, .. }) = &value.value else { return true };
    match key {
        "url" => {
            let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
            is_scheme && text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
        }
        "email" => text.is_ascii() && looks_like_email(text),
        "startDate" | "endDate" | "date" | "releaseDate" => is_iso(text),
        _ => true,
    }
}

/// `2019`, `2019-03`, `2019-03-14`.
fn is_iso(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let lengths = [4, 2, 2];
    parts.len() <= 3
        && parts.iter().zip(lengths).all(|(part, length)| is_number(part, length))
        && text.starts_with(['1', '2'])
}

/// Takes a value out of its place.
fn value(slot: Slot<'_>) -> Option<Node> {
    match slot {
        Slot::Text(one) | Slot::Lines(one) | Slot::Address(one) | Slot::Name(one) | Slot::Contact(one, _) => {
            one.take().map(|one| text(one.value))
        }
        // Several facts are more than a grade.
        Slot::Grade(all) if all.len() != 1 => None,
        Slot::Grade(all) => all.pop().map(|one| text(one.value)),
        Slot::GoesOn(current) => current.take().map(|current| if current.goes_on { yes() } else { no() }),
        Slot::Labelled(_) => None,
        Slot::Ways(basics) => filled_list(texts(&take(&mut basics.contact))),
        Slot::Fact(all) | Slot::Texts(all) | Slot::TextOrTexts(all) | Slot::Names(all) => {
            filled_list(texts(&take(all)))
        }
        Slot::Prose(prose) | Slot::Note(prose) => {
            prose.take().filter(|prose| !prose.is_empty()).map(|prose| text(prose.to_markdown()))
        }
        Slot::Bullets(items) => filled_list(take(items).iter().map(|item| text(item.to_markdown_item()))),
        Slot::Date(date) => date.take().map(|date| text(date.text.value)),
        Slot::Flag(flag) => take(flag).then(yes),
        Slot::Break(page_break) => page_break.take().map(|one| text(one.word())),
        Slot::Roles(all) => filled_list(take(all).into_iter().map(|one| record(one, &POSITION).into())),
        Slot::Location(location) => record(take(location), &LOCATION).filled(),
        Slot::Profiles(Basics { profiles: all, .. }) | Slot::Account(all) => {
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

/// A mapping from label to text; a list where a label is missing or occurs twice.
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

/// What other programs keep under `meta`. The fields that JSON Resume names are texts.
pub(super) fn others(meta: &[Setting]) -> Map {
    let mut map = Map::default();
    for Setting { key, value, .. } in meta.iter().filter(|one| !one.key.eq_ignore_ascii_case("recto")) {
        match &value.value {
            Value::Scalar(scalar) if is_meta_text(key) => map.put(key, text(&*scalar.text)),
            Value::List(_) | Value::Map(_) | Value::Null if is_meta_text(key) => {}
            _ => map.put(key, value.clone()),
        }
    }
    map
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
        map.0.retain(|pair| pair.key != "sections");
        map.put("sections", order(resume));
    }
    map
}

/// The option that keeps the sections in their order: those that it puts first already, then the others.
pub(super) fn order(resume: &Resume) -> Option<Node> {
    let given = resume.settings.iter().find(|one| one.key == "sections");
    let first = given.map(|given| listed(&given.value)).unwrap_or_default().into_iter();
    let summary = resume.basics.summary.is_some().then(|| SectionKind::Summary.key().to_owned());
    let names = first.chain(summary).chain(sections::names(&resume.sections));
    filled_list(names.map(text))
}

/// The names that an option lists, or gives with commas between.
pub(super) fn listed(value: &Node) -> Vec<String> {
    let scalar = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    };
    match &value.value {
        Value::List(items) => items.iter().filter_map(scalar).collect(),
        Value::Scalar(scalar) => scalar.text.split(',').map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}
