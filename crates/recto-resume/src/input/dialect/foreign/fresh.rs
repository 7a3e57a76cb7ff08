//! FRESH: the format of FRESCA and HackMyResume.

use super::mapping::{
    Field, How, Record, Translator, field, items, keep, settings, text, text_at, texts, with,
};
use super::sections::{Section, section};
use crate::resume::SectionKind;
use crate::text::value::{Node, Pair, Value};
use std::collections::BTreeSet;

/// Whether a tree is in the format: by its own mark, or by sections that only it has.
pub(super) fn recognises(tree: &Node) -> bool {
    let format = tree.get("meta").and_then(|meta| text_at(meta, "format"));
    let has_history = |key: &str| tree.get(key).is_some_and(|node| node.get("history").is_some());
    let is_ours = tree.get("basics").is_none();
    is_ours
        && (format.is_some_and(|format| format.to_uppercase().starts_with("FRESH"))
            || ["employment", "education", "service"].iter().filter(|key| has_history(key)).count() > 1)
}

/// The keys of the root.
pub(super) const ROOT: &[Field] = &[
    keep("name", "basics.name"),
    settings("meta"),
    field("info", "", How::Inside(INFO)),
    field("contact", "", How::Inside(CONTACT)),
    field("location", "basics.location", How::Record(LOCATION)),
    field("social", "basics.profiles", How::Each(SOCIAL)),
    with("employment", |t, pair, record| history(t, pair, record, SectionKind::Work, JOB)),
    with("service", |t, pair, record| history(t, pair, record, SectionKind::Volunteer, SERVICE)),
    with("education", |t, pair, record| history(t, pair, record, SectionKind::Education, STUDY)),
    with("skills", skills),
    with("projects", |t, pair, record| section(t, pair, record, SectionKind::Projects, PROJECT)),
    with("recognition", |t, pair, record| section(t, pair, record, SectionKind::Awards, RECOGNITION)),
    with("writing", |t, pair, record| section(t, pair, record, SectionKind::Publications, WRITING)),
    with("languages", |t, pair, record| section(t, pair, record, SectionKind::Languages, LANGUAGE)),
    with("interests", |t, pair, record| section(t, pair, record, SectionKind::Interests, INTEREST)),
    with("references", |t, pair, record| section(t, pair, record, SectionKind::References, REFERENCE)),
    with("testimonials", |t, pair, record| section(t, pair, record, SectionKind::References, TESTIMONIAL)),
    with("affiliation", |t, pair, record| history(t, pair, record, SectionKind::Custom, OTHER)),
    with("reading, speaking, governance, samples, extracurricular", |t, pair, record| {
        section(t, pair, record, SectionKind::Custom, OTHER);
    }),
];

const INFO: &[Field] = &[
    keep("label", "basics.label"),
    keep("brief, summary", "basics.summary"),
    keep("image", "basics.image"),
    with("quote", |_, pair, record| record.put("basics.quote", pair.key_span, pair.node.clone())),
    settings("class, characterClass"),
];

const CONTACT: &[Field] = &[
    keep("email", "basics.email"),
    keep("phone", "basics.phone"),
    keep("website", "basics.url"),
    field("other", "basics.profiles", How::Each(OTHER_CONTACT)),
];

const OTHER_CONTACT: &[Field] =
    &[keep("label", "network"), keep("value", "username"), settings("category, flavor")];

const LOCATION: &[Field] = &[keep("code", "postalCode"), keep("country", "countryCode")];

const SOCIAL: &[Field] = &[
    keep("network", "network"),
    keep("user", "username"),
    keep("url", "url"),
    with("label", |_, pair, record| {
        if record.get("network").and_then(text) != text(&pair.node) {
            record.put("network", pair.key_span, pair.node.clone());
        }
    }),
];

const JOB: &[Field] = &[
    keep("employer", "name"),
    keep("start", "startDate"),
    keep("end", "endDate"),
    keep("summary", "summary"),
    field("highlights", "highlights", How::Add),
    field("category, flavor", "details", How::Add),
];

const SERVICE: &[Field] = &[
    keep("start", "startDate"),
    keep("end", "endDate"),
    keep("summary", "summary"),
    field("highlights", "highlights", How::Add),
    field("category, flavor", "details", How::Add),
];

const STUDY: &[Field] = &[
    with("title", |_, pair, record| record.put("title", pair.key_span, pair.node.clone())),
    keep("start", "startDate"),
    keep("end", "endDate"),
    keep("grade", "score"),
    field("curriculum, keywords", "courses", How::Add),
    keep("summary", "summary"),
    field("highlights", "highlights", How::Add),
];

const PROJECT: &[Field] = &[
    keep("title", "name"),
    keep("description", "description"),
    keep("summary", "summary"),
    field("highlights", "highlights", How::Add),
    field("category, flavor", "type", How::Keep),
    keep("start", "startDate"),
    keep("end", "endDate"),
    field("repo", "details", How::Add),
    field("media", "details", How::Add),
];

const RECOGNITION: &[Field] = &[
    keep("from", "awarder"),
    field("event", "details", How::Add),
    field("category, flavor", "details", How::Add),
    field("summary", "summary", How::Keep),
];

const WRITING: &[Field] = &[
    keep("title", "name"),
    field("category, flavor", "details", How::Add),
    with("publisher", publisher),
    keep("date", "releaseDate"),
];

const LANGUAGE: &[Field] = &[keep("level", "fluency"), field("years", "details", How::Labelled("years"))];

const INTEREST: &[Field] = &[field("summary", "keywords", How::Add), field("keywords", "keywords", How::Add)];

const REFERENCE: &[Field] = &[
    with("name, role", name_parts),
    keep("summary", "reference"),
    with("private", hidden),
    with("contact, category, flavor", |t, pair, _| t.leave(pair)),
];

const TESTIMONIAL: &[Field] = &[
    with("name", name_parts),
    keep("quote", "reference"),
    with("private", hidden),
    with("category, flavor", |t, pair, _| t.leave(pair)),
];

/// Entries of sections that JSON Resume does not have.
const OTHER: &[Field] = &[
    keep("title", "title"),
    keep("role", "title"),
    keep("activity", "summary"),
    keep("event", "organization"),
    keep("start", "startDate"),
    keep("end", "endDate"),
    field("author", "organization", How::Keep),
    field("summary", "summary", How::Keep),
    field("highlights", "highlights", How::Add),
    field("category, flavor", "details", How::Add),
];

/// A section whose entries are under `history`, with a summary over them.
fn history(
    translator: &mut Translator,
    pair: &Pair,
    record: &mut Record,
    kind: SectionKind,
    fields: &'static [Field],
) {
    let Value::Map(pairs) = &pair.node.value else {
        section(translator, pair, record, kind, fields);
        return;
    };
    let mut entries = Vec::new();
    let mut rest = Record::default();
    for inner in pairs {
        match inner.key.as_str() {
            "history" => entries.extend(translator.each(fields, &inner.node)),
            "summary" => {
                entries.extend(texts(&inner.node).first().map(|(text, span)| prose(text, inner, *span)))
            }
            "level" | "degree" => translator.setting(&format!("{}.{}", pair.key, inner.key), inner.key_span),
            _ => rest.push(&inner.key, inner.key_span, inner.node.clone()),
        }
    }
    Section::of(kind, pair, entries).put(record);
    if !rest.is_empty() {
        record.push(&pair.key, pair.key_span, rest.node(pair.node.span));
    }
}

/// A text over the entries of a section.
fn prose(text: &str, pair: &Pair, span: crate::text::Span) -> Node {
    let mut inner = Record::default();
    inner.put("text", pair.key_span, Node::text(span, text));
    let mut item = Record::default();
    item.put("prose", pair.key_span, inner.node(span));
    item.node(span)
}

/// `sets` of skills, and a `list` of single ones.
fn skills(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    const SET: &[Field] = &[field("skills", "keywords", How::Add)];
    const ONE: &[Field] =
        &[field("summary", "keywords", How::Add), field("years", "details", How::Labelled("years"))];
    let Value::Map(pairs) = &pair.node.value else {
        section(translator, pair, record, SectionKind::Skills, SET);
        return;
    };
    let mut entries = Vec::new();
    for inner in pairs {
        match inner.key.as_str() {
            "sets" => entries.extend(translator.each(SET, &inner.node)),
            "list" => {
                // A single skill that is in a set already says nothing new.
                let sets: BTreeSet<String> =
                    entries.iter().flat_map(texts).map(|(text, _)| text.to_lowercase()).collect();
                let is_new = |item: &&Node| {
                    let says = texts(item);
                    says.len() > 1 || says.iter().any(|(name, _)| !sets.contains(&name.to_lowercase()))
                };
                for item in items(&inner.node).iter().filter(is_new) {
                    entries.extend(translator.each(ONE, item));
                }
            }
            _ => record.push(&inner.key, inner.key_span, inner.node.clone()),
        }
    }
    Section::of(SectionKind::Skills, pair, entries).put(record);
}

/// A publisher: its name, or a mapping of its name and address.
fn publisher(_: &mut Translator, pair: &Pair, record: &mut Record) {
    match &pair.node.value {
        Value::Map(pairs) => {
            for inner in pairs.iter().filter(|inner| text(&inner.node).is_some()) {
                let key = if inner.key == "name" { "publisher" } else { "details" };
                match key {
                    "publisher" => record.put(key, pair.key_span, inner.node.clone()),
                    _ => record.add(key, inner.key_span, inner.node.clone()),
                }
            }
        }
        _ => record.put("publisher", pair.key_span, pair.node.clone()),
    }
}

/// The name of a person and what they are, as one text.
fn name_parts(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let Some(part) = text(&pair.node) else { return };
    let joined = match record.take("name") {
        Some(before) => {
            let name = text(&before.node).unwrap_or_default().to_owned();
            Node::text(before.node.span.join(pair.node.span), format!("{name}, {part}"))
        }
        None => pair.node.clone(),
    };
    record.put("name", pair.key_span, joined);
}

/// What is private is kept, but not printed.
fn hidden(_: &mut Translator, pair: &Pair, record: &mut Record) {
    if super::mapping::truth(&pair.node) == Some(true) {
        record.put("hide", pair.key_span, pair.node.clone());
    }
}
