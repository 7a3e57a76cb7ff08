//! JSON Resume 1.0.0, normalised: everything that the résumé says, under the schema's names and in its order, with
//! recto's own additions (`positions`, `sections`, `details`, …) where the schema has no place. Reading it back gives
//! the same sheet. Entries that are hidden one by one are not in the model, and so not in the file.

mod sections;
mod value;

use crate::input::decode::is_root_field;
use crate::resume::{Basics, Location, Profile, Resume, RichText, SectionKind, Setting, Text, Unknown};
use crate::text::value::{Node, Value as Tree};
pub(super) use sections::section;
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

/// A literal text, as it is.
fn literal(from: Option<&Text>) -> Option<Json> {
    from.map(|from| text(&from.value))
}

fn texts(from: &[Text]) -> impl Iterator<Item = Json> {
    from.iter().map(|one| text(&one.value))
}

fn prose(from: Option<&RichText>) -> Option<Json> {
    from.filter(|from| !from.is_empty()).map(|from| Json::Text(from.to_markdown()))
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
    let mut map = Map::default();
    map.put("name", literal(basics.name.as_ref()));
    map.put("label", literal(basics.label.as_ref()));
    map.put("image", literal(basics.image.as_ref()));
    map.put("email", literal(basics.email.as_ref()));
    map.put("phone", literal(basics.phone.as_ref()));
    map.put("url", literal(basics.url.as_ref()));
    map.put("summary", prose(basics.summary.as_ref()));
    map.put("location", location(&basics.location).filled());
    map.list("profiles", basics.profiles.iter().filter_map(|one| profile(one).filled()));
    map.list("contact", texts(&basics.contact));
    map.put("personal", personal(&basics.personal));
    unknown(&mut map, &basics.unknown);
    map
}

fn location(location: &Location) -> Map {
    let mut map = Map::default();
    map.put("address", literal(location.address.as_ref()));
    map.put("postalCode", literal(location.postal_code.as_ref()));
    map.put("city", literal(location.city.as_ref()));
    map.put("countryCode", literal(location.country_code.as_ref()));
    map.put("region", literal(location.region.as_ref()));
    unknown(&mut map, &location.unknown);
    map
}

fn profile(profile: &Profile) -> Map {
    let mut map = Map::default();
    map.put("network", literal(profile.network.as_ref()));
    map.put("username", literal(profile.username.as_ref()));
    map.put("url", literal(profile.url.as_ref()));
    unknown(&mut map, &profile.unknown);
    map
}

/// A mapping from label to text; a list where a label is missing or stands twice.
fn personal(rows: &[(Text, Text)]) -> Option<Json> {
    let mut map = Map::default();
    let mut list = Vec::new();
    for (label, value) in rows {
        if !label.value.is_empty() && !map.has(&label.value) {
            map.put(&label.value, text(&value.value));
        }
        let mut row = Map::default();
        row.put("label", Some(text(&label.value)).filter(|_| !label.value.is_empty()));
        row.put("text", text(&value.value));
        list.push(Json::Map(row));
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
        map.list("sections", names.map(Json::Text));
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
