//! Sections as people write them in Markdown: a heading, entries with headings of their own, bullets.

use super::prose::{self, link};
use crate::input::is_grade;
use crate::language::Language;
use crate::resume::{Dates, Entry, Group, ItemBody, RichText, Role, Section, SectionKind, Text};

/// How the heads of entries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As most people do: the organisation over its roles, title and date in one line.
    Usual,
    /// The title in the heading, everything else in lines that say what they are.
    Labelled,
    /// The same, and so does the heading: for titles that read as something else.
    Spelled,
}

/// How a section is written, and whether it must read back as it is; else it is enough that its heads and all its words
/// do. What no style carries is data in the front matter.
pub(super) type Attempt = (Option<Style>, bool);

/// Every attempt, the most natural first.
pub(super) const ATTEMPTS: [Attempt; 7] = [
    (Some(Style::Usual), true),
    (Some(Style::Labelled), true),
    (Some(Style::Spelled), true),
    (Some(Style::Usual), false),
    (Some(Style::Labelled), false),
    (Some(Style::Spelled), false),
    (None, true),
];

/// What sections are written with.
pub(super) struct Writer<'a> {
    pub style: Style,
    pub language: &'a Language,
    /// A period or a date in words.
    pub dates: &'a dyn Fn(&Dates) -> String,
}

impl Writer<'_> {
    /// The content of a section, under its heading.
    pub fn content(&self, section: &Section) -> Vec<String> {
        let mut lines = Vec::new();
        let mut in_list = false;
        for one in &section.content {
            let (piece, is_bullet) = match &one.body {
                ItemBody::Prose(text) => (prose::blocks(&text.blocks), false),
                ItemBody::Entry(one) => (self.entry(one, section.kind), false),
                ItemBody::Group(one) => (group(one), true),
                ItemBody::Quotation(one) => {
                    let mut piece = Vec::new();
                    heading(3, &plain(one.name.as_ref()), &mut piece);
                    piece.extend(one.body.iter().flat_map(|body| prose::blocks(&body.blocks)));
                    (piece, false)
                }
            };
            if !(in_list && is_bullet) {
                gap(&mut lines);
            }
            in_list = is_bullet;
            lines.extend(piece);
        }
        lines
    }

    fn entry(&self, entry: &Entry, kind: SectionKind) -> Vec<String> {
        let pairs = matches!(kind, SectionKind::Work | SectionKind::Volunteer | SectionKind::Education);
        let over =
            entry.organization.is_some() && (entry.roles.len() > 1 || (pairs && self.style == Style::Usual));
        let mut lines = Vec::new();
        let linked = |text: String| match &entry.url {
            Some(url) if !text.is_empty() => link(&text, &url.value),
            _ => text,
        };
        if over {
            let place = entry.place.as_ref().map(|place| prose::text(&place.value));
            let head = linked(plain(entry.organization.as_ref()));
            heading(3, &[Some(head), place].into_iter().flatten().collect::<Vec<_>>().join(", "), &mut lines);
            body(entry.note.as_ref(), &mut lines);
            for role in &entry.roles {
                self.role(4, role, &|text| text, &[], kind, &mut lines);
            }
            return lines;
        }
        let more = [("Organization", entry.organization.as_ref()), ("Location", entry.place.as_ref())];
        for role in &entry.roles {
            self.role(3, role, &linked, &more, kind, &mut lines);
            body(entry.note.as_ref(), &mut lines);
        }
        lines
    }

    /// A role with all that belongs to it; `more` is what its head says beside title, date and place.
    fn role(
        &self,
        level: usize,
        role: &Role,
        linked: &dyn Fn(String) -> String,
        more: &[(&str, Option<&Text>)],
        kind: SectionKind,
        lines: &mut Vec<String>,
    ) {
        let dates = role.dates_in(kind).map(|dates| prose::text(&(self.dates)(dates.as_ref())));
        let own = |text: String| match &role.url {
            Some(url) if !text.is_empty() => link(&text, &url.value),
            _ => linked(text),
        };
        let title = own(plain(role.title.as_ref()));
        let (title, below) = match (self.style, dates) {
            (Style::Usual, dates) => {
                let parts: Vec<String> =
                    [title, dates.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
                (parts.join(", "), None)
            }
            (Style::Labelled, dates) => (title, dates),
            (Style::Spelled, dates) => (format!("Title: {title}"), dates),
        };
        heading(level, &title, lines);
        let labelled = |(label, text): &(&str, Option<&Text>)| {
            text.map(|text| format!("{label}: {}", prose::text(&text.value)))
        };
        let mut head: Vec<String> = more.iter().filter_map(labelled).collect();
        head.extend(role.place.iter().map(|place| format!("Location: {}", prose::text(&place.value))));
        if !role.authors.is_empty() {
            head.push(format!("Authors: {}", words(&role.authors)));
        }
        head.extend(below.map(|dates| format!("Dates: {dates}")));
        push(vec![head.join("\\\n")], lines);
        self.rest(role, kind, lines);
    }

    /// The text below the head of a role.
    fn rest(&self, role: &Role, kind: SectionKind, lines: &mut Vec<String>) {
        for detail in role.details.iter().chain(&role.sort) {
            let is_school = kind == SectionKind::Education;
            let grade = self.language.labelled_grade(&detail.value).filter(|_| is_school);
            let text = grade.unwrap_or_else(|| detail.value.clone());
            // A grade between marks belongs to the head.
            let marked = is_school && is_grade(&text);
            let text = prose::text(&text);
            push(vec![if marked { format!("*{text}*") } else { text }], lines);
        }
        body(role.summary.as_ref(), lines);
        if !role.highlights.is_empty() {
            let items = role.highlights.iter().flat_map(|item| prose::item("- ", &item.blocks));
            push(items.collect(), lines);
        }
        if !role.keywords.is_empty() {
            let label = if kind == SectionKind::Education { "courses" } else { "keywords" };
            let label = self.language.word(label);
            push(vec![format!("{label}: {}", words(&role.keywords))], lines);
        }
        let unknown = role.unknown.iter().map(|field| format!("{}: {}", field.key, field.text.value));
        unknown.for_each(|text| push(vec![prose::text(&text)], lines));
    }
}

/// `- **Databases:** PostgreSQL, SQLite`; keywords without a label are bullets of their own.
fn group(group: &Group) -> Vec<String> {
    let label = plain(group.label.as_ref());
    let level = plain(group.level.as_ref());
    let extra =
        group.unknown.iter().map(|field| prose::text(&format!("{}: {}", field.key, field.text.value)));
    let items: Vec<String> = group.items.iter().map(|item| prose::text(&item.value)).chain(extra).collect();
    match (label.is_empty(), level.is_empty(), items.is_empty()) {
        (true, _, _) => items
            .iter()
            .chain([&level])
            .filter(|item| !item.is_empty())
            .map(|item| format!("- {item}"))
            .collect(),
        (false, true, true) => vec![format!("- **{label}**")],
        (false, true, false) => vec![format!("- **{label}:** {}", items.join(", "))],
        (false, false, true) => vec![format!("- **{label}:** {level}")],
        (false, false, false) => vec![format!("- **{label} ({level}):** {}", items.join(", "))],
    }
}

fn plain(text: Option<&Text>) -> String {
    text.map(|text| prose::text(&text.value)).unwrap_or_default()
}

fn words(all: &[Text]) -> String {
    all.iter().map(|text| prose::text(&text.value)).collect::<Vec<_>>().join(", ")
}

/// A heading, after a blank line; nothing when there is nothing to head.
fn heading(level: usize, text: &str, lines: &mut Vec<String>) {
    if !text.is_empty() {
        push(vec![format!("{} {text}", "#".repeat(level))], lines);
    }
}

fn body(text: Option<&RichText>, lines: &mut Vec<String>) {
    if let Some(RichText { blocks, .. }) = text {
        push(prose::blocks(blocks), lines);
    }
}

/// Appends lines after a blank one, unless they are empty.
fn push(more: Vec<String>, lines: &mut Vec<String>) {
    if more.iter().any(|line| !line.is_empty()) {
        gap(lines);
        lines.extend(more);
    }
}

fn gap(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}
