//! Résumés that a PDF file has as data beside its pages: recto's own attachment, and the metadata that Rezi's programs write.

use crate::pdf::{Attachment, PdfFile};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The data that a file written by recto is made of.
pub(super) fn attached(file: &PdfFile) -> Option<&Attachment> {
    let is_ours =
        |name: &Option<String>| name.as_deref().is_some_and(|name| name.to_lowercase().starts_with("recto"));
    let is_data = |attachment: &&Attachment| {
        let extension = attachment.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        let is_known = extension.is_some_and(|extension| DATA.contains(&extension.as_str()));
        is_known && attachment.relationship.as_deref() == Some("Source")
    };
    let wrote = is_ours(&file.info.producer) || is_ours(&file.info.creator);
    file.attachments.iter().filter(|_| wrote).find(is_data)
}

/// The extensions of files of data.
const DATA: [&str; 8] = ["json", "jsonc", "yaml", "yml", "toml", "md", "markdown", "txt"];

/// The résumé in the metadata of a file as JSON Resume (the Resume Metadata Standard, `rms_work_0_company` and so on).
pub(super) fn metadata(file: &PdfFile) -> Option<String> {
    let values = pairs(file.metadata.as_deref()?);
    if !values.keys().any(|key| key.starts_with("rms_contact_")) {
        return None;
    }
    let mut resume = Map::new();
    resume.insert("basics".to_owned(), basics(&values));
    for (section, key, fields) in SECTIONS {
        let entries: Vec<Value> =
            (0..MAX_ENTRIES).map_while(|at| entry(&values, section, at, fields)).collect();
        if !entries.is_empty() {
            resume.insert((*key).to_owned(), Value::Array(entries));
        }
    }
    serde_json::to_string_pretty(&Value::Object(resume)).ok()
}

/// How many entries a section may have.
const MAX_ENTRIES: usize = 200;

/// The sections of the standard, those of JSON Resume, and their fields.
type Fields = &'static [(&'static str, &'static str)];
const SECTIONS: &[(&str, &str, Fields)] = &[
    (
        "experience",
        "work",
        &[
            ("company", "name"),
            ("role", "position"),
            ("location", "location"),
            ("dateBegin", "startDate"),
            ("dateEnd", "endDate"),
            ("description", "summary"),
        ],
    ),
    (
        "education",
        "education",
        &[
            ("institution", "institution"),
            ("qualification", "studyType"),
            ("minor", "area"),
            ("date", "endDate"),
            ("location", "location"),
            ("score", "score"),
            ("description", "summary"),
        ],
    ),
    (
        "project",
        "projects",
        &[
            ("title", "name"),
            ("organization", "entity"),
            ("dateBegin", "startDate"),
            ("dateEnd", "endDate"),
            ("url", "url"),
            ("description", "description"),
        ],
    ),
    ("skill", "skills", &[("category", "name"), ("keywords", "keywords")]),
    (
        "certification",
        "certificates",
        &[
            ("name", "name"),
            ("department", "issuer"),
            ("issuer", "issuer"),
            ("date", "date"),
            ("description", "summary"),
        ],
    ),
    (
        "involvement",
        "volunteer",
        &[
            ("organization", "organization"),
            ("role", "position"),
            ("location", "location"),
            ("dateBegin", "startDate"),
            ("dateEnd", "endDate"),
            ("description", "summary"),
        ],
    ),
    (
        "award",
        "awards",
        &[("title", "title"), ("organization", "awarder"), ("date", "date"), ("description", "summary")],
    ),
    (
        "publication",
        "publications",
        &[
            ("title", "name"),
            ("organization", "publisher"),
            ("date", "releaseDate"),
            ("description", "summary"),
        ],
    ),
    (
        "coursework",
        "courses",
        &[("name", "name"), ("department", "institution"), ("date", "date"), ("description", "summary")],
    ),
    ("reference", "references", &[("name", "name"), ("fullName", "name"), ("description", "reference")]),
];

/// The fields of the person.
const BASICS: Fields = &[("fullName", "name"), ("email", "email"), ("phone", "phone"), ("website", "url")];
const PLACE: [&str; 3] = ["city", "state", "country"];
const NETWORKS: [(&str, &str); 3] = [("linkedin", "LinkedIn"), ("github", "GitHub"), ("twitter", "Twitter")];

fn basics(values: &BTreeMap<String, String>) -> Value {
    let of = |key: &str| said(values, &format!("rms_contact_{key}"));
    let mut basics: Map<String, Value> =
        BASICS.iter().filter_map(|(from, to)| Some(((*to).to_owned(), of(from)?.into()))).collect();
    basics.extend(said(values, "rms_summary").map(|text| ("summary".to_owned(), text.into())));
    basics.extend(of("headline").map(|text| ("label".to_owned(), text.into())));
    let place: Vec<String> = PLACE.iter().filter_map(|key| of(key)).collect();
    if !place.is_empty() {
        basics.insert("location".to_owned(), place.join(", ").into());
    }
    let profile =
        |(key, network): &(&str, &str)| Some(serde_json::json!({ "network": network, "username": of(key)? }));
    let profiles: Vec<Value> = NETWORKS.iter().filter_map(profile).collect();
    if !profiles.is_empty() {
        basics.insert("profiles".to_owned(), profiles.into());
    }
    basics.into()
}

/// The entry of a section with this number; none if there is no more.
fn entry(values: &BTreeMap<String, String>, section: &str, at: usize, fields: Fields) -> Option<Value> {
    let prefix = format!("rms_{section}_{at}_");
    values.range(prefix.clone()..).next().filter(|(key, _)| key.starts_with(&prefix))?;
    let is_current = said(values, &format!("{prefix}isCurrent")).as_deref() == Some("true");
    let mut entry = Map::new();
    for (from, to) in fields {
        let Some(text) = said(values, &format!("{prefix}{from}")) else { continue };
        let (items, text) = match *from {
            "description" => items(&text),
            "keywords" => (text.split(',').map(|word| word.trim().to_owned()).collect(), String::new()),
            _ => (Vec::new(), text),
        };
        if !items.is_empty() {
            let key = if *from == "keywords" { "keywords" } else { "highlights" };
            entry.insert(key.to_owned(), items.into());
        }
        let goes_on = *to == "endDate" && is_current;
        if !(text.is_empty() || goes_on) {
            entry.insert((*to).to_owned(), text.into());
        }
    }
    Some(entry.into())
}

/// The lines of a text that begin with the sign of an item, and the rest.
fn items(text: &str) -> (Vec<String>, String) {
    let (items, rest): (Vec<&str>, Vec<&str>) =
        text.lines().map(str::trim).partition(|line| line.starts_with('•'));
    let items = items.iter().map(|line| line.trim_start_matches('•').trim().to_owned()).collect();
    (items, rest.join("\n").trim().to_owned())
}

/// A value that says something.
fn said(values: &BTreeMap<String, String>, key: &str) -> Option<String> {
    values
        .get(key)
        .map(|value| value.trim())
        .filter(|value| !value.is_empty() && *value != "n/a")
        .map(str::to_owned)
}

/// The attributes and elements of the standard in XML, by their names without a prefix. The values are plain text, so no parser of XML
/// is needed, and entities other than the usual ones mean nothing.
fn pairs(xml: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (at, _) in xml.match_indices("rms_") {
        let end = xml[at..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(xml.len(), |end| at + end);
        let (key, rest) = (&xml[at..end], xml[end..].trim_start());
        let value = match rest.chars().next() {
            Some('=') => quoted(rest[1..].trim_start()),
            Some('>') => rest[1..].find('<').map(|end| &rest[1..=end]),
            _ => None,
        };
        if let Some(value) = value {
            found.entry(key.to_owned()).or_insert_with(|| unescape(value));
        }
    }
    found
}

/// What is in quotes.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split_once(quote).map(|(value, _)| value)
}

/// A value of XML as text.
fn unescape(value: &str) -> String {
    let mut text = value.replace("\\n", "\n").replace("&#xA;", "\n").replace("&#10;", "\n");
    for (escaped, c) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(escaped, c);
    }
    text
}
