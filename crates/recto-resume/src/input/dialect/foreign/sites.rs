//! Data of templates for personal web sites: online-cv, whose sections are `{title, info}`, and al-folio, whose file is a
//! list of sections.

use super::mapping::{
    Field, How, Record, Translator, field, is_empty, items, keep, settings, text, text_at, with,
};
use super::sections::{Section, kind_of};
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Whether a tree is the data of online-cv.
pub(super) fn is_online_cv(tree: &Node) -> bool {
    let is_list = |key: &str| tree.get(key).is_some_and(|node| node.get("info").is_some());
    tree.get("sidebar").is_some_and(|person| person.get("name").is_some())
        && ["education", "experiences", "career-profile", "skills"].iter().any(|key| tree.get(key).is_some())
        && (is_list("education") || is_list("experiences") || tree.get("career-profile").is_some())
}

/// The keys of online-cv's root.
pub(super) const ONLINE_CV: &[Field] = &[
    field("sidebar", "", How::Inside(SIDEBAR)),
    with("career-profile", summary),
    with("education", |t, pair, r| list(t, pair, r, SectionKind::Education, STUDY)),
    with("experiences", |t, pair, r| list(t, pair, r, SectionKind::Work, JOB)),
    with("certifications", |t, pair, r| list(t, pair, r, SectionKind::Certificates, CERTIFICATE)),
    with("projects", |t, pair, r| list(t, pair, r, SectionKind::Projects, PROJECT)),
    with("publications", |t, pair, r| list(t, pair, r, SectionKind::Publications, PAPER)),
    with("oss-contributions", |t, pair, r| list(t, pair, r, SectionKind::Projects, PROJECT)),
    with("skills", |t, pair, r| list(t, pair, r, SectionKind::Skills, SKILL)),
    settings("footer"),
];

const SIDEBAR: &[Field] = &[
    settings("position, about, education, avatar, pdf, timezone, citizenship-flag, orcid-flag"),
    keep("name", "basics.name"),
    keep("tagline", "basics.label"),
    keep("email", "basics.email"),
    keep("phone", "basics.phone"),
    keep("website", "basics.url"),
    keep("citizenship", "basics.nationality"),
    with("languages", |t, pair, r| list(t, pair, r, SectionKind::Languages, LANGUAGE)),
    with("interests", |t, pair, r| list(t, pair, r, SectionKind::Interests, INTEREST)),
    with(
        "linkedin, xing, github, telegram, gitlab, bitbucket, twitter, stack-overflow, codewars, goodreads, mastodon, \
         twitter-x, bluesky, orcid, google-scholar, researchgate, leetcode, medium",
        |_, pair, record| {
            let mut profile = Record::default();
            profile.put("network", pair.key_span, Node::text(pair.key_span, pair.key.as_str()));
            profile.put("username", pair.key_span, pair.node.clone());
            record.add("basics.profiles", pair.key_span, profile.node(pair.node.span));
        },
    ),
];

const STUDY: &[Field] = &[
    keep("university", "institution"),
    keep("degree", "studyType"),
    keep("time", "date"),
    field("details", "summary", How::Body),
];
const JOB: &[Field] = &[
    keep("role", "position"),
    keep("company", "name"),
    keep("time", "date"),
    field("details", "summary", How::Body),
];
const CERTIFICATE: &[Field] = &[
    keep("organization", "issuer"),
    keep("start", "startDate"),
    keep("end", "endDate"),
    field("details", "summary", How::Html),
];
const PROJECT: &[Field] =
    &[keep("title", "name"), keep("link", "url"), field("tagline", "description", How::Html)];
const PAPER: &[Field] = &[keep("title", "name"), keep("link", "url"), keep("conference", "publisher")];
const SKILL: &[Field] = &[keep("name", "name"), keep("level", "level")];
const LANGUAGE: &[Field] = &[keep("idiom", "language"), keep("level", "fluency")];
const INTEREST: &[Field] = &[keep("item", "name"), settings("link")];

/// The summary, with its title.
fn summary(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let Some(body) = pair.node.get("summary").filter(|body| !is_empty(body)) else { return };
    Section {
        kind: SectionKind::Summary,
        title: pair.node.get("title").cloned(),
        hide: None,
        entries: vec![super::html::markdown(body)],
        span: pair.key_span,
    }
    .put(record);
}

/// A section `{title, intro, info: […]}`, whose entries go by several keys.
fn list(
    translator: &mut Translator,
    pair: &Pair,
    record: &mut Record,
    kind: SectionKind,
    fields: &'static [Field],
) {
    let Value::Map(pairs) = &pair.node.value else {
        // A switch of the template.
        translator.setting(&pair.key, pair.key_span);
        return;
    };
    let mut entries = Vec::new();
    let mut rest = Record::default();
    for inner in pairs.iter().filter(|inner| !is_empty(&inner.node)) {
        match inner.key.as_str() {
            "title" => {}
            "intro" => {
                let mut prose = Record::default();
                prose.put("text", inner.key_span, super::html::markdown(&inner.node));
                let mut item = Record::default();
                item.put("prose", inner.key_span, prose.node(inner.node.span));
                entries.insert(0, item.node(inner.node.span));
            }
            "info" | "list" | "assignments" | "papers" | "toolset" | "contributions" => {
                entries.extend(translator.each(fields, &inner.node));
            }
            _ => rest.push(&inner.key, inner.key_span, inner.node.clone()),
        }
    }
    let title = pair.node.get("title").filter(|title| !is_empty(title)).cloned();
    Section { kind, title, hide: None, entries, span: pair.key_span }.put(record);
    if !rest.is_empty() {
        record.push(&pair.key, pair.key_span, rest.node(pair.node.span));
    }
}

/// Whether a tree is a list of sections as al-folio has it.
pub(super) fn is_al_folio(tree: &Node) -> bool {
    let is_section = |item: &Node| text_at(item, "title").is_some() && item.get("contents").is_some();
    let Value::List(sections) = &tree.value else { return false };
    !sections.is_empty() && sections.iter().all(is_section)
}

/// Reads the sections of al-folio's list.
pub(super) fn al_folio(translator: &mut Translator, tree: &Node, record: &mut Record) {
    for section in items(tree) {
        let (Some(title), Some(contents)) = (section.get("title"), section.get("contents")) else { continue };
        let is_map = text_at(section, "type") == Some("map");
        translator.setting("type", section.span);
        if is_map {
            items(contents).iter().for_each(|row| person(row, title.span, record));
            continue;
        }
        let named = text(title).map_or(SectionKind::Custom, kind_of);
        let kind = if named == SectionKind::Summary { SectionKind::Custom } else { named };
        let entries = items(contents).iter().filter(|item| !is_empty(item));
        let entries = entries.flat_map(|item| entry(translator, kind, item)).collect();
        Section { kind, title: Some(title.clone()), hide: None, entries, span: title.span }.put(record);
    }
}

/// A row of label and value: what it is the label of, or else a personal detail.
fn person(row: &Node, span: Span, record: &mut Record) {
    let (Some(label), Some(value)) = (row.get("name"), row.get("value")) else { return };
    let name = text(label).unwrap_or_default();
    let is_field = crate::input::dialect::jsonresume::is_person_field(name);
    let key = if crate::text::value::same_key(name, "full name") { "name" } else { name };
    if is_field || key == "name" {
        record.put(&format!("basics.{}", key.replace('.', " ")), span, value.clone());
        return;
    }
    let mut detail = Record::default();
    detail.put("label", span, label.clone());
    detail.put("text", span, value.clone());
    record.add("basics.personal", span, detail.node(row.span));
}

const FOLIO: &[Field] = &[
    keep("year", "date"),
    field("description", "highlights", How::With(described)),
    field("items", "highlights", How::With(described)),
];

/// An entry of a time table, or a topic with its items.
fn entry(translator: &mut Translator, kind: SectionKind, item: &Node) -> Vec<Node> {
    let Value::Map(_) = &item.value else { return vec![super::html::markdown(item)] };
    let mut record = Record::default();
    translator.read(FOLIO, item, &mut record);
    let is_group = matches!(kind, SectionKind::Skills | SectionKind::Interests | SectionKind::Languages);
    if is_group && let Some(pair) = record.take("highlights") {
        record.put("keywords", pair.key_span, pair.node);
    }
    let title = record.take("title");
    if let Some(pair) = title {
        let key = match kind {
            SectionKind::Work => "position",
            SectionKind::Education => "studyType",
            SectionKind::Volunteer => "position",
            SectionKind::Awards | SectionKind::Custom => "title",
            SectionKind::Languages => "language",
            _ => "name",
        };
        record.put(key, pair.key_span, pair.node);
    } else if record.get("date").is_some()
        && let Some(pair) = record.take("highlights")
    {
        // `{year: 1921, items: [Nobel Prize]}`: an entry for each item.
        let date = record.take("date");
        let each = items(&pair.node).iter().map(|item| {
            let mut one = Record::default();
            one.put(if kind == SectionKind::Awards { "title" } else { "name" }, pair.key_span, item.clone());
            if let Some(date) = &date {
                one.put("date", date.key_span, date.node.clone());
            }
            one.node(item.span)
        });
        return each.collect();
    }
    vec![record.node(item.span)]
}

/// Items of an entry: texts, or titles with items of their own, which become one text with bullets.
fn described(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for item in items(&pair.node).iter().filter(|item| !is_empty(item)) {
        let node = match (text_at(item, "title"), item.get("contents").or(item.get("items"))) {
            (Some(title), Some(inner)) => {
                let lines = super::mapping::texts(inner).into_iter().map(|(text, _)| format!("\n- {text}"));
                Node::text(item.span, title.to_owned() + &lines.collect::<String>())
            }
            _ => super::html::markdown(item),
        };
        record.add("highlights", pair.key_span, node);
    }
}
