//! An entry while it is read: a job, a degree, a project, an award. One draft holds what any of them can
//! say; the tables in `entries.rs` tell which field goes where.

use super::dates::Fields as DateFields;
use super::fields::{Keeps, Table};
use super::reader::{Named, Reader};
use crate::resume::{Entry, RichText, Role, Text, Unknown};
use crate::text::Span;
use crate::text::value::Value;

/// An entry while it is read.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct Draft {
    pub organization: Option<Text>,
    pub place: Option<Text>,
    pub url: Option<Text>,
    pub note: Option<RichText>,
    pub title: Option<Text>,
    /// The name of a custom entry: its title, or the organisation when it has a title too.
    pub name: Option<Text>,
    /// The degree, which makes the title together with the field of study.
    pub degree: Option<Text>,
    pub area: Option<Text>,
    pub dates: DateFields,
    pub details: Vec<Text>,
    pub summary: Option<RichText>,
    pub highlights: Vec<RichText>,
    pub keywords: Vec<Text>,
    pub positions: Vec<Draft>,
    pub hide: bool,
    pub unknown: Vec<Unknown>,
}

impl Keeps for Draft {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Draft {
    /// Reads a mapping by a table. Bare text is taken for the title.
    pub fn read(reader: &mut Reader<'_>, pair: Named<'_>, table: &Table<Self>) -> Self {
        let mut draft = Self::default();
        match &pair.node.value {
            Value::Map(pairs) => table.read(reader, pairs.iter().map(Named::from), &mut draft),
            Value::Scalar(_) => draft.title = reader.text(pair),
            Value::List(_) | Value::Null => reader.mismatch(pair, "a mapping"),
        }
        draft
    }

    /// Whether it says nothing that could stand on a page.
    pub fn is_empty(&self) -> bool {
        let texts =
            [&self.organization, &self.place, &self.url, &self.title, &self.name, &self.degree, &self.area];
        texts.iter().all(|text| text.is_none())
            && self.note.is_none()
            && self.positions.is_empty()
            && self.unknown.is_empty()
            && self.is_roleless()
            && self.summary.is_none()
    }

    /// Whether it only has prose: a paragraph or bullets without a head.
    pub fn is_prose(&self) -> bool {
        let bare = Self { summary: None, highlights: Vec::new(), ..self.clone() };
        bare.is_empty()
    }

    /// Whether nothing in it belongs to a role of its own.
    fn is_roleless(&self) -> bool {
        self.title.is_none()
            && self.dates.is_empty()
            && self.details.is_empty()
            && self.highlights.is_empty()
            && self.keywords.is_empty()
    }

    /// The finished entry.
    pub fn finish(mut self, reader: &mut Reader<'_>, span: Span) -> Entry {
        self.settle_names();
        let positions = std::mem::take(&mut self.positions);
        let has_own_role = positions.is_empty() || !self.is_roleless();
        let mut entry = Entry {
            organization: self.organization.take(),
            place: self.place.take(),
            url: self.url.take(),
            note: self.note.take(),
            roles: Vec::new(),
            span,
        };
        let unknown = if has_own_role {
            entry.roles.push(self.role(reader));
            Vec::new()
        } else {
            entry.note = join_prose(entry.note.take(), self.summary.take());
            self.unknown
        };
        entry.roles.extend(positions.into_iter().map(|position| position.role(reader)));
        if let Some(first) = entry.roles.first_mut() {
            first.unknown.extend(unknown);
        }
        entry
    }

    /// Makes the title of a degree and its field, of a custom entry's name.
    fn settle_names(&mut self) {
        let studies = join_studies(self.degree.take(), self.area.take());
        for name in [studies, self.name.take()].into_iter().flatten() {
            if self.title.is_none() {
                self.title = Some(name);
            } else if self.organization.is_none() {
                self.organization = Some(name);
            } else {
                self.details.push(name);
            }
        }
    }

    /// What is left as a role. Its note goes before its summary.
    fn role(mut self, reader: &mut Reader<'_>) -> Role {
        let dates = std::mem::take(&mut self.dates).join(reader, &mut self);
        Role {
            title: self.title,
            dates,
            place: self.place,
            url: self.url,
            details: self.details,
            summary: join_prose(self.note, self.summary),
            highlights: self.highlights,
            keywords: self.keywords,
            unknown: self.unknown,
        }
    }
}

/// `Bachelor` and `Physics` as one title; one that holds the other stands alone.
fn join_studies(degree: Option<Text>, area: Option<Text>) -> Option<Text> {
    let (degree, area) = match (degree, area) {
        (Some(degree), Some(area)) => (degree, area),
        (degree, area) => return degree.or(area),
    };
    if holds_words(&degree.value, &area.value) {
        return Some(degree);
    }
    if holds_words(&area.value, &degree.value) {
        return Some(area);
    }
    Some(Text::new(format!("{}, {}", degree.value, area.value), degree.span.join(area.span)))
}

/// Whether `part` stands in `whole` as whole words.
fn holds_words(whole: &str, part: &str) -> bool {
    whole.match_indices(part).any(|(at, _)| {
        let before = whole[..at].chars().next_back();
        let after = whole[at + part.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// One prose after the other.
pub(in crate::input) fn join_prose(first: Option<RichText>, second: Option<RichText>) -> Option<RichText> {
    match (first, second) {
        (Some(mut first), Some(second)) => {
            first.blocks.extend(second.blocks);
            first.span = first.span.join(second.span);
            Some(first)
        }
        (first, second) => first.or(second),
    }
}
