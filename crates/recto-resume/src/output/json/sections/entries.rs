//! Entries under the names that JSON Resume has for them in each section.

use super::super::value::{Json, Map};
use super::super::{literal, prose, text, texts, unknown};
use crate::resume::{Date, Dates, Day, Entry, RichText, Role, SectionKind, Text};

/// The names of a section's fields.
struct Names {
    organization: &'static str,
    title: &'static str,
    /// One date; a period too, where there is no field for its start.
    date: &'static str,
    /// Whether start and end have fields of their own.
    periods: bool,
    summary: &'static str,
    keywords: &'static str,
    details: &'static str,
    /// Whether what the organisation is has a field of its own, `description`.
    note: bool,
}

const fn names(kind: SectionKind) -> Names {
    let usual = Names {
        organization: "organization",
        title: "title",
        date: "date",
        periods: true,
        summary: "summary",
        keywords: "keywords",
        details: "details",
        note: false,
    };
    match kind {
        SectionKind::Work => {
            Names { organization: "name", title: "position", date: "endDate", note: true, ..usual }
        }
        SectionKind::Volunteer => Names { title: "position", date: "endDate", note: true, ..usual },
        SectionKind::Education => Names {
            organization: "institution",
            title: "studyType",
            date: "endDate",
            keywords: "courses",
            note: true,
            ..usual
        },
        SectionKind::Projects => Names {
            organization: "entity",
            title: "name",
            date: "endDate",
            summary: "description",
            details: "roles",
            ..usual
        },
        SectionKind::Awards => Names { organization: "awarder", periods: false, ..usual },
        SectionKind::Certificates => Names { organization: "issuer", title: "name", periods: false, ..usual },
        SectionKind::Publications => {
            Names { organization: "publisher", title: "name", date: "releaseDate", periods: false, ..usual }
        }
        _ => usual,
    }
}

/// One entry.
pub(super) fn entry(entry: &Entry, kind: SectionKind) -> Json {
    let names = names(kind);
    let mut map = Map::default();
    let several = match entry.roles.as_slice() {
        [role] if role.place.is_none() && role.url.is_none() => None,
        roles => Some(roles),
    };
    let own = entry.roles.first().filter(|_| several.is_none());
    map.put(names.organization, literal(entry.organization.as_ref()));
    title(own.and_then(|role| role.title.as_ref()), kind, &names, &mut map);
    map.put("location", literal(entry.place.as_ref()));
    map.put("url", literal(entry.url.as_ref()));
    let note = entry.note.as_ref();
    if names.note {
        map.put("description", prose(note));
    }
    let note = note.filter(|_| !names.note);
    match (own, several) {
        (Some(role), _) => role_fields(role, note, kind, &names, &mut map),
        (None, Some(roles)) => {
            map.put("summary", prose(note));
            map.list("positions", roles.iter().map(position));
        }
        (None, None) => {}
    }
    if kind == SectionKind::Custom {
        tell_from_group(&mut map);
    }
    Json::Map(map)
}

/// One of several roles at an organisation.
fn position(role: &Role) -> Json {
    let names = Names { note: false, ..names(SectionKind::Work) };
    let mut map = Map::default();
    map.put("position", literal(role.title.as_ref()));
    map.put("location", literal(role.place.as_ref()));
    map.put("url", literal(role.url.as_ref()));
    role_fields(role, None, SectionKind::Work, &names, &mut map);
    Json::Map(map)
}

/// The title. A degree and its field of study, which the model holds in one, are two again.
fn title(title: Option<&Text>, kind: SectionKind, names: &Names, map: &mut Map) {
    let Some(title) = title else { return };
    let parts = title.value.split_once(", ").filter(|(degree, area)| {
        kind == SectionKind::Education && !degree.contains(area) && !area.contains(degree)
    });
    match parts {
        Some((degree, area)) => {
            map.put("studyType", text(degree));
            map.put("area", text(area));
        }
        None => map.put(names.title, text(&title.value)),
    }
}

/// Everything of a role but its title and place.
fn role_fields(role: &Role, note: Option<&RichText>, kind: SectionKind, names: &Names, map: &mut Map) {
    if let Some(all) = &role.dates {
        dates(all, names, map);
    }
    match role.details.as_slice() {
        [score] if kind == SectionKind::Education => map.put("score", text(&score.value)),
        details => map.list(names.details, texts(details)),
    }
    let summary = [note, role.summary.as_ref()].into_iter().flatten().flat_map(|text| text.blocks.clone());
    let summary = RichText { blocks: summary.collect(), span: crate::text::Span::NOWHERE };
    map.put(names.summary, prose(Some(&summary)));
    map.list("highlights", role.highlights.iter().map(|item| Json::Text(item.to_markdown_item())));
    map.list(names.keywords, texts(&role.keywords));
    unknown(map, &role.unknown);
}

/// A date as the schema has it. What goes on has no end.
fn dates(dates: &Dates, names: &Names, map: &mut Map) {
    match dates {
        Dates::Single(date) => map.put(names.date, day(&date.day)),
        Dates::Text(written) if names.periods => map.put("date", text(&written.value)),
        Dates::Text(written) => map.put(names.date, text(&written.value)),
        Dates::Period(from, until) if names.periods && from.day != Day::Present => {
            let is_open = matches!(until, None | Some(Date { day: Day::Present, .. }));
            map.put("startDate", day(&from.day));
            if !is_open || matches!(from.day, Day::Text(_)) {
                map.put("endDate", until.as_ref().map(|date| day(&date.day)));
            }
        }
        Dates::Period(from, until) => {
            let until = until.as_ref().map_or(&Day::Present, |date| &date.day);
            let key = if names.periods { "date" } else { names.date };
            map.put(key, text(&format!("{} – {until}", from.day)));
        }
    }
}

fn day(day: &Day) -> Json {
    Json::Text(day.to_string())
}

/// In a section of the user's own a mapping of nothing but a title, keywords and details is a group. An entry of just
/// these says `position`, which no group has.
fn tell_from_group(map: &mut Map) {
    if map.0.iter().all(|(key, _)| ["title", "keywords", "details"].contains(&key.as_str())) {
        for (key, _) in &mut map.0 {
            match key.as_str() {
                "title" => "position".clone_into(key),
                "keywords" => "technologies".clone_into(key),
                _ => {}
            }
        }
    }
}
