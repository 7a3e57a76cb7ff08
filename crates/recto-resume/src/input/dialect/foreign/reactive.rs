//! Reactive Resume, versions 3 to 5: a mapping of sections, each with items of one kind, and texts in HTML.

use super::mapping::{
    Field, How, Record, Translator, at, field, is_empty, items, keep, settings, text, text_at, truth, with,
};
use super::sections::Section;
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Whether a tree is a file of the program.
pub(super) fn recognises(tree: &Node) -> bool {
    let Some(Value::Map(sections)) = tree.get("sections").map(|sections| &sections.value) else {
        return false;
    };
    let is_section = |pair: &Pair| pair.node.get("items").is_some() || pair.node.get("content").is_some();
    let is_ours = ["metadata", "customSections", "picture"].iter().any(|key| tree.get(key).is_some());
    is_ours && tree.get("basics").is_some() && sections.iter().any(is_section)
}

/// Translates the root: the person, the sections in the order of the pages, the look.
pub(super) fn translate(translator: &mut Translator, tree: &Node, record: &mut Record) {
    let Value::Map(pairs) = &tree.value else { return };
    let mut all: Vec<(String, &Pair)> = Vec::new();
    for pair in pairs.iter().filter(|pair| !is_empty(&pair.node)) {
        match (pair.key.as_str(), &pair.node.value) {
            ("summary", _) => all.push((pair.key.clone(), pair)),
            ("sections", Value::Map(sections)) => {
                for section in sections {
                    match (section.key.as_str(), &section.node.value) {
                        ("custom", Value::Map(own)) => {
                            all.extend(own.iter().map(|pair| (format!("custom.{}", pair.key), pair)));
                        }
                        _ => all.push((section.key.clone(), section)),
                    }
                }
            }
            ("customSections", _) => {}
            _ => translator.read(ROOT, &single(pair), record),
        }
    }
    let own = tree.get("customSections").map(items).unwrap_or_default();
    let order = order(tree);
    let place = |name: &str| order.iter().position(|known| *known == name).unwrap_or(usize::MAX);
    let mut sections: Vec<(usize, Section)> = Vec::new();
    for (name, pair) in &all {
        let found = section(translator, &pair.key, pair.key_span, &pair.node, record);
        sections.extend(found.map(|section| (place(name), section)));
    }
    for node in own {
        let name = text_at(node, "id").unwrap_or_default();
        let kind = text_at(node, "type").unwrap_or("custom").to_owned();
        let found = section(translator, &kind, node.span, node, record);
        sections.extend(found.map(|section| (place(name), Section { title: section.title, ..section })));
    }
    sections.sort_by_key(|(place, _)| *place);
    sections.into_iter().for_each(|(_, section)| section.put(record));
}

/// A mapping with one pair.
fn single(pair: &Pair) -> Node {
    Node::new(pair.node.span, Value::Map(vec![pair.clone()]))
}

/// The names of the sections, in the order in which they are printed.
fn order(tree: &Node) -> Vec<&str> {
    let pages = at(tree, "metadata.layout.pages").or_else(|| at(tree, "metadata.layout"));
    pages.map(super::mapping::texts).unwrap_or_default().into_iter().map(|(text, _)| text).collect()
}

const ROOT: &[Field] = &[
    field("basics", "", How::Inside(BASICS)),
    field("picture", "", How::With(picture)),
    with("metadata", metadata),
    settings("id, title, slug, public, userId, user, createdAt, updatedAt, image, name, visibility, locked"),
];

const BASICS: &[Field] = &[
    keep("name", "basics.name"),
    keep("headline", "basics.label"),
    keep("email", "basics.email"),
    keep("phone", "basics.phone"),
    with("location", location),
    with("url, website", |_, pair, record| link("basics.url", pair, record)),
    field("summary", "basics.summary", How::Html),
    keep("birthdate", "basics.birthDate"),
    field("profiles", "basics.profiles", How::Each(PROFILE)),
    field("customFields", "basics.profiles", How::Each(CUSTOM_FIELD)),
    with("picture, photo", picture),
];

const CUSTOM_FIELD: &[Field] =
    &[settings("id, icon"), keep("name", "network"), keep("value, text", "username"), keep("link", "url")];

/// The fields that all items have.
const ITEM: &[Field] = &[
    settings("id, icon, iconColor, columns, options"),
    with("hidden", hidden),
    field("visible", "", How::Shows),
    with("url, website", |_, pair, record| link("url", pair, record)),
    with("date, period", |_, pair, record| match &pair.node.value {
        Value::Map(_) => {
            for (key, to) in [("start", "startDate"), ("end", "endDate")] {
                let part = pair.node.get(key).filter(|part| !is_empty(part));
                part.into_iter().for_each(|part| record.put(to, pair.key_span, part.clone()));
            }
        }
        _ => record.put("date", pair.key_span, pair.node.clone()),
    }),
    field("items, keywords", "keywords", How::Add),
];

const PROFILE: &[Field] = &[
    settings("id, icon, iconColor"),
    keep("network", "network"),
    keep("username", "username"),
    with("url, website", |_, pair, record| link("url", pair, record)),
    with("hidden", hidden),
    field("visible", "", How::Shows),
];

const EXPERIENCE: &[Field] = &[
    keep("company, name", "name"),
    keep("position", "position"),
    field("summary, description", "summary", How::Body),
    field("roles", "positions", How::Each(ROLE)),
];

const ROLE: &[Field] =
    &[settings("id"), keep("period", "date"), field("summary, description", "summary", How::Body)];

const VOLUNTEER: &[Field] = &[field("summary, description", "summary", How::Body)];

const EDUCATION: &[Field] = &[
    keep("school", "institution"),
    keep("studyType, degree", "studyType"),
    keep("score, grade", "score"),
    field("courses", "courses", How::Add),
    field("summary, description", "summary", How::Body),
];

const AWARD: &[Field] = &[field("summary, description", "summary", How::Html)];

const CERTIFICATION: &[Field] = &[keep("title", "name"), field("summary, description", "summary", How::Html)];

const PUBLICATION: &[Field] = &[keep("title", "name"), field("summary, description", "summary", How::Html)];

const PROJECT: &[Field] =
    &[field("description", "description", How::Body), field("summary", "summary", How::Body)];

const SKILL: &[Field] = &[keep("description, proficiency", "level"), with("level, levelNum", level)];

const LANGUAGE: &[Field] = &[
    keep("name, language", "language"),
    keep("description, fluency", "fluency"),
    with("level, levelNum", level),
];

const REFERENCE: &[Field] = &[
    with("name", |_, pair, record| referee(pair, record, true)),
    with("position, relationship, phone, email", |_, pair, record| referee(pair, record, false)),
    with("description", |_, pair, record| {
        // Up to version 4 the description says who it is; since then it is the quotation.
        let is_quotation = matches!(&pair.node.value, Value::Scalar(scalar) if scalar.text.contains('<'));
        match is_quotation {
            true => record.put("reference", pair.key_span, super::html::markdown(&pair.node)),
            false => referee(pair, record, false),
        }
    }),
    field("summary, content", "reference", How::Html),
];

const CUSTOM: &[Field] = &[
    keep("name, title", "title"),
    keep("subtitle", "organization"),
    field("description", "description", How::Body),
    field("summary, content", "summary", How::Body),
    with("level", level),
    field("recipient", "summary", How::Html),
];

/// The kind of a section by its key, and the fields of its items.
fn kind(key: &str) -> (SectionKind, &'static [Field]) {
    match key {
        "experience" | "work" => (SectionKind::Work, EXPERIENCE),
        "education" => (SectionKind::Education, EDUCATION),
        "volunteer" => (SectionKind::Volunteer, VOLUNTEER),
        "awards" => (SectionKind::Awards, AWARD),
        "certifications" => (SectionKind::Certificates, CERTIFICATION),
        "publications" => (SectionKind::Publications, PUBLICATION),
        "projects" => (SectionKind::Projects, PROJECT),
        "skills" => (SectionKind::Skills, SKILL),
        "languages" => (SectionKind::Languages, LANGUAGE),
        "interests" => (SectionKind::Interests, &[]),
        "references" => (SectionKind::References, REFERENCE),
        _ => (SectionKind::Custom, CUSTOM),
    }
}

/// Reads one section. Profiles and the summary belong to the person.
fn section(
    translator: &mut Translator,
    key: &str,
    key_span: Span,
    node: &Node,
    record: &mut Record,
) -> Option<Section> {
    const FRAME: &[&str] = &[
        "id", "columns", "icon", "separateLinks", "keepTogether", "startOnNewPage", "type", "name", "title",
        "visible", "hidden", "items", "content",
    ];
    let Value::Map(pairs) = &node.value else {
        record.push(key, key_span, node.clone());
        return None;
    };
    if !node.get("items").is_none_or(is_empty) || !node.get("content").is_none_or(is_empty) {
        for pair in pairs.iter().filter(|pair| !is_empty(&pair.node)) {
            match FRAME.iter().position(|known| *known == pair.key) {
                Some(0..=6) => translator.setting(&pair.key, pair.key_span),
                Some(_) => {}
                None => record.push(&pair.key, pair.key_span, pair.node.clone()),
            }
        }
    }
    let hide = node.get("hidden").filter(|node| truth(node) == Some(true));
    let hide = hide.or_else(|| node.get("visible").filter(|node| truth(node) == Some(false)));
    let hide = hide.map(|node| super::mapping::flag(node.span));
    let title = node.get("name").or_else(|| node.get("title")).filter(|title| !is_empty(title)).cloned();
    if let Some(content) = node.get("content").filter(|content| !is_empty(content)) {
        let is_summary = key == "summary" || node.get("items").is_none();
        let entry = super::html::markdown(content);
        let kind = if is_summary { SectionKind::Summary } else { SectionKind::Custom };
        return Some(Section { kind, title, hide, entries: vec![entry], span: key_span });
    }
    let all = node.get("items")?;
    if key == "profiles" {
        profiles(translator, all, hide.is_some(), key_span, record);
        return None;
    }
    let (kind, fields) = kind(key);
    let entries = items(all).iter().filter(|item| !is_empty(item)).map(|item| {
        let mut entry = Record::default();
        translator.read_two(fields, ITEM, item, &mut entry);
        roles_over(translator, &mut entry);
        entry.node(item.span)
    });
    let entries: Vec<Node> = entries.collect();
    let title = title.or_else(|| (kind == SectionKind::Custom).then(|| Node::text(key_span, key)));
    Some(Section { kind, title, hide, entries, span: key_span })
}

/// Where the roles at a company have periods of their own, the one over them is theirs together.
fn roles_over(translator: &mut Translator, entry: &mut Record) {
    if entry.get("positions").is_some() && entry.get("position").is_none() {
        for key in ["date", "startDate", "endDate"] {
            if let Some(pair) = entry.take(key) {
                let shown = text(&pair.node).unwrap_or_default();
                translator.left.push((format!("{shown}, the time of all roles together"), pair.node.span));
            }
        }
    }
}

/// Accounts. A hidden one is left out, and named.
fn profiles(translator: &mut Translator, all: &Node, is_hidden: bool, span: Span, record: &mut Record) {
    for item in items(all).iter().filter(|item| !is_empty(item)) {
        let profile = translator.record(PROFILE, item);
        if is_hidden || profile.get("hide").is_some() {
            let what = ["network", "username", "url"].iter().filter_map(|key| text_at(&profile, key));
            let what = what.collect::<Vec<_>>().join(" ");
            translator.left.push((format!("the hidden profile {what}"), item.span));
            continue;
        }
        record.add("basics.profiles", span, profile);
    }
}

/// A link: its address, and a label that says something else.
fn link(to: &str, pair: &Pair, record: &mut Record) {
    let Value::Map(pairs) = &pair.node.value else {
        record.put(to, pair.key_span, pair.node.clone());
        return;
    };
    let url = ["href", "url"].iter().find_map(|key| pair.node.get(key)).filter(|url| !is_empty(url));
    if let Some(url) = url {
        record.put(to, pair.key_span, url.clone());
    }
    for inner in pairs.iter().filter(|inner| !is_empty(&inner.node)) {
        match inner.key.as_str() {
            "href" | "url" | "inlineLink" => {}
            "label" if url.is_some_and(|url| says(url, &inner.node)) => {}
            "label" if to == "url" => record.add("details", inner.key_span, inner.node.clone()),
            _ => record.push(&format!("{}.{}", pair.key, inner.key), inner.key_span, inner.node.clone()),
        }
    }
}

/// Whether an address says what a label does.
fn says(url: &Node, label: &Node) -> bool {
    match (text(url), text(label)) {
        (Some(url), Some(label)) => url.to_lowercase().contains(&label.to_lowercase()),
        _ => false,
    }
}

/// A place: text, or since version 3 the parts of an address.
fn location(_: &mut Translator, pair: &Pair, record: &mut Record) {
    match &pair.node.value {
        Value::Map(pairs) => {
            for part in pairs.iter().filter(|part| !is_empty(&part.node)) {
                record.put(&format!("basics.location.{}", part.key), part.key_span, part.node.clone());
            }
        }
        _ => record.put("basics.location", pair.key_span, pair.node.clone()),
    }
}

/// A picture, unless it is hidden.
fn picture(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let is_hidden =
        ["hidden", "effects.hidden"].iter().any(|key| at(&pair.node, key).and_then(truth) == Some(true));
    let url = pair.node.get("url").filter(|url| !is_empty(url));
    match url {
        Some(url) if !is_hidden => record.put("basics.image", pair.key_span, url.clone()),
        Some(url) => translator.left.push(("the hidden picture".to_owned(), url.span)),
        None => {}
    }
    translator.setting(&pair.key, pair.key_span);
}

fn hidden(_: &mut Translator, pair: &Pair, record: &mut Record) {
    if truth(&pair.node) == Some(true) {
        record.put("hide", pair.key_span, pair.node.clone());
    }
}

/// A level as a number of points; where words say it, the points are the look of it.
fn level(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let points = text(&pair.node).unwrap_or_default();
    match ["level", "fluency"].iter().any(|key| record.get(key).is_some()) || points == "0" {
        true => translator.setting("level", pair.key_span),
        false => record.put("level", pair.key_span, Node::text(pair.node.span, format!("{points}/5"))),
    }
}

/// Who gives a reference: their name, and what is known of them behind it.
fn referee(pair: &Pair, record: &mut Record, is_first: bool) {
    let Some(part) = text(&pair.node) else { return };
    let joined = match record.take("name") {
        Some(before) => {
            let name = text(&before.node).unwrap_or_default();
            let both = if is_first { [part, name] } else { [name, part] };
            Node::text(before.node.span.join(pair.node.span), both.join(", "))
        }
        None => pair.node.clone(),
    };
    record.put("name", pair.key_span, joined);
}

/// Templates with one column, and the layout that is nearest.
const TEMPLATES: [(&str, &str); 7] = [
    ("azurill", "folio"),
    ("bronzor", "datum"),
    ("kakuna", "folio"),
    ("lapras", "folio"),
    ("nosepass", "datum"),
    ("onyx", "folio"),
    ("rhyhorn", "folio"),
];

/// The look: template, paper, colour and language have counterparts.
fn metadata(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let find = |path: &str| at(&pair.node, path).filter(|node| !is_empty(node));
    let template = find("template").and_then(|node| {
        let template = text(node)?;
        TEMPLATES
            .iter()
            .find(|(known, _)| *known == template)
            .map(|(_, layout)| Node::text(node.span, *layout))
    });
    let paper = find("page.format").and_then(super::paper);
    let accent = find("theme.primary").or_else(|| find("design.colors.primary")).and_then(super::colour);
    let locale = find("page.locale").or_else(|| find("locale"));
    let lang = locale.and_then(|node| {
        let tag = super::mapping::language(text(node)?)?;
        Some(Node::text(node.span, tag))
    });
    for (option, value) in [("layout", template), ("paper", paper), ("accent", accent), ("lang", lang)] {
        if let Some(value) = value {
            translator.choose(option, value, pair.key_span, record);
        }
    }
    if let Some(notes) = find("notes") {
        let shown = text(notes).unwrap_or_default();
        translator.left.push((format!("private notes: {shown}"), notes.span));
    }
    translator.setting("metadata", pair.key_span);
}
