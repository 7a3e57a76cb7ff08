//! Sections as JSON Resume has them: a list under the section's key, or `{title, hide, entries}` where there is more
//! to say; sections of the user's own under `sections`.

mod entries;

use super::value::{Json, Map};
use super::{literal, prose, text, texts, unknown};
use crate::resume::{Group, Quotation, Section, SectionItem, SectionKind};

/// Keys of a section in the order to use them: one that stands twice in a file stands under another of its names.
const KEYS: &[(SectionKind, &[&str])] = &[
    (SectionKind::Work, &["work", "experience", "employment", "jobs"]),
    (SectionKind::Volunteer, &["volunteer", "volunteering"]),
    (SectionKind::Education, &["education", "Education"]),
    (SectionKind::Awards, &["awards", "award"]),
    (SectionKind::Certificates, &["certificates", "certifications", "certificate"]),
    (SectionKind::Publications, &["publications", "publication"]),
    (SectionKind::Skills, &["skills", "skill"]),
    (SectionKind::Languages, &["languages", "language"]),
    (SectionKind::Interests, &["interests", "hobbies"]),
    (SectionKind::References, &["references", "reference"]),
    (SectionKind::Projects, &["projects", "project"]),
];

/// Whether a section has a key of its own at the root.
fn keys(kind: SectionKind) -> Option<&'static [&'static str]> {
    KEYS.iter().find(|(known, _)| *known == kind).map(|(_, keys)| *keys)
}

/// The members of the root that hold the sections, in order; those of the user's own are one of them.
pub(super) fn all(sections: &[Section]) -> Vec<(String, Json)> {
    let mut root = Map::default();
    for one in sections {
        match keys(one.kind).and_then(|keys| keys.iter().find(|key| !root.has(key))) {
            Some(key) => root.put(key, section(one)),
            None => match root.0.iter_mut().find(|(key, _)| key == "sections") {
                Some((_, Json::List(list))) => list.push(own(one)),
                _ => root.put("sections", Json::List(vec![own(one)])),
            },
        }
    }
    root.0
}

/// Whether sections of the user's own do not stand together, so that one member cannot hold them in order.
pub(super) fn out_of_order(sections: &[Section]) -> bool {
    let own: Vec<bool> = sections.iter().map(|one| keys(one.kind).is_none()).collect();
    own.chunk_by(|a, b| a == b).filter(|run| run[0]).count() > 1
}

/// What the option `sections` calls them, in order.
pub(super) fn names(sections: &[Section]) -> impl Iterator<Item = String> {
    sections.iter().filter_map(|one| match keys(one.kind) {
        Some(keys) => Some(keys[0].to_owned()),
        None => one.title.as_ref().map(|title| title.value.clone()),
    })
}

/// A section with a key of its own: what stands behind the key.
pub(in crate::output) fn section(section: &Section) -> Json {
    if keys(section.kind).is_none() {
        return own(section);
    }
    let natives: Vec<Option<Json>> =
        section.content.iter().map(|content| native(content, section.kind)).collect();
    if section.title.is_none() && !section.hide && natives.iter().all(Option::is_some) {
        return Json::List(natives.into_iter().flatten().collect());
    }
    let mut map = head(section);
    let mut entries = ["entries", "items", "content"].into_iter();
    let mut proses = ["text", "summary", "description", "body"].into_iter();
    let mut open: Option<usize> = None;
    for (content, native) in section.content.iter().zip(natives) {
        match (native, content) {
            (Some(native), _) => match open.and_then(|at| map.0.get_mut(at)) {
                Some((_, Json::List(list))) => list.push(native),
                _ => {
                    open = Some(map.0.len());
                    map.put(entries.next().unwrap_or("content"), Json::List(vec![native]));
                }
            },
            (None, SectionItem::Prose(body)) => {
                open = None;
                map.put(proses.next().unwrap_or("body"), prose(Some(body)));
            }
            (None, SectionItem::Group(group)) => {
                open = None;
                map.list("keywords", texts(&group.items));
            }
            (None, _) => {}
        }
    }
    if !map.has("entries") {
        map.put("entries", Json::List(Vec::new()));
    }
    Json::Map(map)
}

/// What a section's own list holds; `None` for what stands beside it.
fn native(content: &SectionItem, kind: SectionKind) -> Option<Json> {
    let is_groups = matches!(kind, SectionKind::Skills | SectionKind::Languages | SectionKind::Interests);
    match content {
        SectionItem::Group(one) if is_groups => Some(group(one, kind)),
        SectionItem::Quotation(one) if kind == SectionKind::References => Some(quotation(one)),
        SectionItem::Prose(one) if kind == SectionKind::References => prose(Some(one)),
        SectionItem::Entry(one) if !is_groups && kind != SectionKind::References => {
            Some(entries::entry(one, kind))
        }
        _ => None,
    }
}

/// Title and whether it is hidden.
fn head(section: &Section) -> Map {
    let mut map = Map::default();
    map.put("title", literal(section.title.as_ref()));
    map.put("hide", section.hide.then_some(Json::Bool(true)));
    map
}

/// A section of the user's own.
fn own(section: &Section) -> Json {
    let mut map = head(section);
    if let [SectionItem::Prose(body)] = section.content.as_slice() {
        map.put("text", prose(Some(body)));
        return Json::Map(map);
    }
    let piece = |content: &SectionItem| match content {
        SectionItem::Prose(body) => {
            let mut map = Map::default();
            map.put("summary", prose(Some(body)));
            map.filled()
        }
        SectionItem::Entry(one) => Some(entries::entry(one, SectionKind::Custom)),
        SectionItem::Group(one) => Some(group(one, SectionKind::Custom)),
        SectionItem::Quotation(one) => Some(quotation(one)),
    };
    map.list("entries", section.content.iter().filter_map(piece));
    Json::Map(map)
}

fn group(group: &Group, kind: SectionKind) -> Json {
    let (label, level) = match kind {
        SectionKind::Languages => ("language", "fluency"),
        SectionKind::Custom => ("label", "level"),
        _ => ("name", "level"),
    };
    let mut map = Map::default();
    map.put(label, literal(group.label.as_ref()));
    map.put(level, literal(group.level.as_ref()));
    map.list("keywords", texts(&group.items));
    unknown(&mut map, &group.unknown);
    Json::Map(map)
}

fn quotation(quotation: &Quotation) -> Json {
    let mut map = Map::default();
    map.put("name", literal(quotation.name.as_ref()));
    map.put("reference", prose(quotation.body.as_ref()).unwrap_or_else(|| text("")));
    unknown(&mut map, &quotation.unknown);
    Json::Map(map)
}
