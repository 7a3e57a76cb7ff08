//! Manfred Awesomic CV (MAC).

use super::mapping::{
    Field, How, Record, Translator, field, is_empty, items, keep, settings, text, text_at, truth, with,
};
use super::sections::{Section, section};
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Whether a tree is in the format.
pub(super) fn recognises(tree: &Node) -> bool {
    let is_person = tree.get("aboutMe").is_some_and(|about| about.get("profile").is_some());
    is_person && ["experience", "knowledge", "settings"].iter().any(|key| tree.get(key).is_some())
}

/// The keys of the root.
pub(super) const ROOT: &[Field] = &[
    settings("$schema"),
    field("settings", "", How::Inside(SETTINGS)),
    field("aboutMe", "", How::Inside(ABOUT)),
    field("experience", "", How::Inside(EXPERIENCE)),
    field("knowledge", "", How::Inside(KNOWLEDGE)),
    field("careerPreferences", "", How::Inside(PREFERENCES)),
];

const SETTINGS: &[Field] = &[
    with("language", |_, pair, record| {
        let tag = text(&pair.node).map(str::to_lowercase).unwrap_or_default();
        record.put("meta.language", pair.key_span, Node::text(pair.node.span, tag));
    }),
    settings("lastUpdate, MACVersion, MACversion"),
];

const ABOUT: &[Field] = &[
    field("profile", "", How::Inside(PROFILE)),
    with("relevantLinks", links),
    with("interestingFacts", |t, pair, r| own(t, pair, r, "Interesting facts", FACT)),
    with("recommendations", |t, pair, r| own(t, pair, r, "Recommendations", RECOMMENDATION)),
    with("significativeRelationships", |t, pair, r| own(t, pair, r, "Relationships", PERSON)),
];

const PROFILE: &[Field] = &[
    keep("name", "basics.firstName"),
    keep("surnames", "basics.lastName"),
    keep("title", "basics.label"),
    keep("description", "basics.summary"),
    keep("birthday", "basics.birthDate"),
    field("location", "basics.location", How::Record(LOCATION)),
    field("contact", "", How::Inside(CONTACT)),
    with("avatar", avatar),
];

const LOCATION: &[Field] =
    &[keep("country", "countryCode"), keep("municipality", "city"), field("notes", "notes", How::Keep)];

const CONTACT: &[Field] = &[
    field("publicProfiles", "", How::With(links)),
    field("contactMails", "basics.email", How::Add),
    with("phoneNumbers", phones),
];

const PREFERENCES: &[Field] = &[
    field("contact", "", How::Inside(CONTACT)),
    with("status, requirements, preferences, goals", |t, pair, _| t.leave(pair)),
];

const EXPERIENCE: &[Field] = &[
    with("jobs", |t, pair, record| section(t, pair, record, SectionKind::Work, JOB)),
    with("projects", projects),
    with("publicArtifacts", |t, pair, r| own(t, pair, r, "Public artifacts", ARTIFACT)),
];

const JOB: &[Field] = &[
    field("organization", "", How::Inside(ORGANIZATION)),
    settings("type"),
    field("roles", "positions", How::Each(ROLE)),
];

const ORGANIZATION: &[Field] = &[keep("URL", "url"), settings("image"), with("location", place)];

const ROLE: &[Field] = &[
    keep("name", "position"),
    keep("finishDate", "endDate"),
    with("challenges", challenges),
    with("competences, means", competences),
    keep("notes", "summary"),
];

const PROJECT: &[Field] =
    &[field("details", "", How::Inside(ORGANIZATION)), field("type", "type", How::Keep)];

const PROJECT_ROLE: &[Field] = &[
    keep("name", "role"),
    keep("finishDate", "endDate"),
    with("challenges", challenges),
    with("competences, means", competences),
    keep("notes", "summary"),
];

const ARTIFACT: &[Field] = &[
    field("details", "", How::Inside(ORGANIZATION)),
    keep("publishingDate", "date"),
    with("relatedCompetences, means", competences),
    field("tags", "keywords", How::Add),
];

const FACT: &[Field] = &[keep("topic", "name"), keep("fact", "summary")];

const RECOMMENDATION: &[Field] = &[
    keep("URL", "url"),
    with("authors", |_, pair, record| {
        for person in items(&pair.node) {
            record.put("organization", pair.key_span, Node::text(person.span, full_name(person)));
        }
    }),
];

const PERSON: &[Field] = &[
    with("name", |_, pair, record| record.put("name", pair.key_span, pair.node.clone())),
    with("surnames", |_, pair, record| {
        let first = record.take("name");
        let name = first.as_ref().and_then(|pair| text(&pair.node)).unwrap_or_default();
        let span = first.as_ref().map_or(pair.node.span, |first| first.node.span.join(pair.node.span));
        let whole = format!("{name} {}", text(&pair.node).unwrap_or_default());
        record.put("name", pair.key_span, Node::text(span, whole.trim()));
    }),
    keep("title", "title"),
    keep("description", "summary"),
];

const KNOWLEDGE: &[Field] = &[
    with("languages", |t, pair, record| section(t, pair, record, SectionKind::Languages, LANGUAGE)),
    with("hardSkills, softSkills", |t, pair, record| section(t, pair, record, SectionKind::Skills, SKILL)),
    with("studies", studies),
];

const LANGUAGE: &[Field] = &[
    with("name", |t, pair, record| {
        if record.get("language").is_some() {
            t.setting("languages.name", pair.key_span);
        } else {
            record.put("language", pair.key_span, pair.node.clone());
        }
    }),
    with("fullName", |_, pair, record| {
        record.take("language");
        record.put("language", pair.key_span, pair.node.clone());
    }),
    keep("level", "fluency"),
];

const SKILL: &[Field] = &[field("skill", "", How::Inside(COMPETENCE)), keep("level", "level")];

const COMPETENCE: &[Field] = &[settings("type"), field("description", "keywords", How::Add)];

const STUDY: &[Field] = &[
    keep("name", "studyType"),
    keep("finishDate", "endDate"),
    keep("description", "summary"),
    field("institution", "", How::Inside(SCHOOL)),
    with("linkedCompetences", |t, pair, record| names(t, pair, record, "courses")),
    settings("studyType"),
    with("degreeAchieved", |t, pair, record| match truth(&pair.node) {
        Some(false) => {
            record.add("details", pair.key_span, Node::text(pair.node.span, "degree not achieved"))
        }
        _ => t.setting(&pair.key, pair.key_span),
    }),
];

const SCHOOL: &[Field] = &[
    keep("name", "institution"),
    keep("URL", "url"),
    keep("description", "description"),
    settings("image"),
    with("location", place),
];

const CERTIFICATE: &[Field] = &[
    keep("name", "name"),
    keep("finishDate", "endDate"),
    keep("description", "summary"),
    field("institution", "", How::Inside(ISSUER)),
    with("linkedCompetences", |t, pair, record| names(t, pair, record, "details")),
    settings("studyType, degreeAchieved"),
];

const ISSUER: &[Field] = &[
    keep("name", "issuer"),
    keep("URL", "url"),
    field("description", "details", How::Add),
    settings("image"),
    with("location", place),
];

/// A section that JSON Resume does not have.
fn own(translator: &mut Translator, pair: &Pair, record: &mut Record, title: &str, fields: &'static [Field]) {
    let entries = translator.each(fields, &pair.node);
    let title = Some(Node::text(pair.key_span, title));
    Section { kind: SectionKind::Custom, title, hide: None, entries, span: pair.key_span }.put(record);
}

/// Projects: one entry for each role.
fn projects(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let mut entries = Vec::new();
    for project in items(&pair.node).iter().filter(|project| !is_empty(project)) {
        let roles: Vec<&Node> = project.get("roles").map(items).unwrap_or_default().iter().collect();
        let Value::Map(pairs) = &project.value else { continue };
        let own: Vec<Pair> = pairs.iter().filter(|pair| pair.key != "roles").cloned().collect();
        let own = Node::new(project.span, Value::Map(own));
        for role in roles.iter().map(Some).chain(roles.is_empty().then_some(None)) {
            let mut entry = Record::default();
            translator.read(PROJECT, &own, &mut entry);
            if let Some(role) = role {
                translator.read(PROJECT_ROLE, role, &mut entry);
            }
            entries.push(entry.node(project.span));
        }
    }
    Section::of(SectionKind::Projects, pair, entries).put(record);
}

/// Studies: certifications are certificates.
fn studies(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let (certificates, studies): (Vec<&Node>, Vec<&Node>) =
        items(&pair.node).iter().partition(|study| text_at(study, "studyType") == Some("certification"));
    for (kind, fields, all) in
        [(SectionKind::Education, STUDY, studies), (SectionKind::Certificates, CERTIFICATE, certificates)]
    {
        let entries = all.into_iter().flat_map(|study| translator.each(fields, study)).collect();
        Section::of(kind, pair, entries).put(record);
    }
}

/// Addresses: the first web site is the person's, the others are accounts.
fn links(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for link in items(&pair.node) {
        let Value::Map(pairs) = &link.value else { continue };
        let is_site = matches!(text_at(link, "type"), Some("website"));
        let has_site = record.get("basics").is_some_and(|basics| basics.get("url").is_some());
        let is_known = |url: &Node| {
            let profiles = record.get("basics").and_then(|basics| basics.get("profiles"));
            profiles.map(items).unwrap_or_default().iter().any(|known| text_at(known, "url") == text(url))
        };
        if link.get("URL").is_some_and(is_known) {
            continue;
        }
        if let (true, false, Some(url)) = (is_site, has_site, link.get("URL")) {
            record.put("basics.url", pair.key_span, url.clone());
            continue;
        }
        let mut profile = Record::default();
        for inner in pairs.iter().filter(|inner| !is_empty(&inner.node)) {
            match (inner.key.as_str(), text(&inner.node)) {
                ("URL", _) => profile.put("url", inner.key_span, inner.node.clone()),
                ("type", Some("other")) => {}
                ("type", _) => profile.put("network", inner.key_span, inner.node.clone()),
                // Of a link of no known sort it is the only name.
                ("description", _) if text_at(link, "type") == Some("other") => {
                    profile.put("network", inner.key_span, inner.node.clone());
                }
                _ => profile.push(&inner.key, inner.key_span, inner.node.clone()),
            }
        }
        record.add("basics.profiles", pair.key_span, profile.node(link.span));
    }
}

/// Numbers with the codes of their countries.
fn phones(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for phone in items(&pair.node) {
        let Some(number) = text_at(phone, "number") else { continue };
        let code = text_at(phone, "countryCode").filter(|_| !number.starts_with('+'));
        let whole =
            code.map_or(number.to_owned(), |code| format!("+{} {number}", code.trim_start_matches('+')));
        record.put("basics.phone", pair.key_span, Node::text(phone.span, whole));
    }
}

/// The picture of a person, given by its address.
fn avatar(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    match pair.node.get("link") {
        Some(link) => record.put("basics.image", pair.key_span, link.clone()),
        None => translator.setting("avatar", pair.key_span),
    }
}

/// A place on one line, from the smallest part to the largest.
fn place(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let parts = ["address", "postalCode", "municipality", "region", "country", "notes"];
    let mut said: Vec<&str> = Vec::new();
    for part in parts.iter().filter_map(|key| text_at(&pair.node, key)) {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    if !said.is_empty() {
        record.put("location", pair.key_span, Node::text(pair.node.span, said.join(", ")));
    }
}

/// Challenges of a role, each with the actions it took.
fn challenges(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for challenge in items(&pair.node) {
        let description = text_at(challenge, "description").or_else(|| text(challenge)).unwrap_or_default();
        let actions = challenge.get("actions").map(items).unwrap_or_default();
        if actions.is_empty() {
            let span = challenge.get("description").map_or(challenge.span, |node| node.span);
            record.add("highlights", pair.key_span, Node::text(span, description));
            continue;
        }
        let lines = actions.iter().filter_map(text).map(|action| format!("\n- {action}"));
        let whole = description.to_owned() + &lines.collect::<String>();
        record.add("highlights", pair.key_span, Node::text(challenge.span, whole));
    }
}

fn competences(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    names(translator, pair, record, "keywords");
}

/// The names of what a person can do; a description stands behind the name.
fn names(translator: &mut Translator, pair: &Pair, record: &mut Record, to: &str) {
    for competence in items(&pair.node) {
        let Some(name) = text_at(competence, "name") else { continue };
        let described = text_at(competence, "description").map(|text| format!("{name} ({text})"));
        let span = competence.get("name").map_or(Span::default(), |node| node.span);
        record.add(to, pair.key_span, Node::text(span, described.unwrap_or_else(|| name.to_owned())));
    }
    translator.setting("competences.type", pair.key_span);
}

/// The whole name of a person.
fn full_name(person: &Node) -> String {
    let parts = ["name", "surnames"].iter().filter_map(|key| text_at(person, key));
    parts.collect::<Vec<_>>().join(" ")
}
