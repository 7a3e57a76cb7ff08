//! An entry while it is read or written: a job, a degree, a project, an award. One draft has what any of them can say.

use super::dates::Fields as DateFields;
use super::fields::{Record, SlotMut};
use super::reader::{Named, Reader};
use crate::resume::{Entry, ItemBody, RichText, Role, SectionItem, Text, Unknown};
use crate::schema::{EntrySlot, Object, POSITION};
use crate::text::Span;
use crate::text::value::Value;

/// An entry as the fields of a file have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Draft {
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
    pub positions: Vec<Self>,
    pub hide: bool,
    pub unknown: Vec<Unknown>,
}

impl Record for Draft {
    type Slot = EntrySlot;

    fn slot(&mut self, slot: EntrySlot) -> SlotMut<'_> {
        match slot {
            EntrySlot::Organization => SlotMut::Text(&mut self.organization),
            EntrySlot::Title => SlotMut::Text(&mut self.title),
            EntrySlot::Name => SlotMut::Text(&mut self.name),
            EntrySlot::Degree => SlotMut::Text(&mut self.degree),
            EntrySlot::Area => SlotMut::Text(&mut self.area),
            EntrySlot::Place => SlotMut::Text(&mut self.place),
            EntrySlot::Url => SlotMut::Text(&mut self.url),
            EntrySlot::Note => SlotMut::Prose(&mut self.note),
            EntrySlot::Start => SlotMut::Date(&mut self.dates.start),
            EntrySlot::End => SlotMut::Date(&mut self.dates.end),
            EntrySlot::Dates => SlotMut::Date(&mut self.dates.whole),
            EntrySlot::Details => SlotMut::Texts(&mut self.details),
            EntrySlot::Summary => SlotMut::Prose(&mut self.summary),
            EntrySlot::Highlights => SlotMut::Highlights(&mut self.highlights),
            EntrySlot::Keywords => SlotMut::Texts(&mut self.keywords),
            EntrySlot::Positions => SlotMut::Positions(&mut self.positions),
            EntrySlot::Hide => SlotMut::Flag(&mut self.hide),
        }
    }

    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Reader<'_> {
    /// An entry from a mapping. Bare text is taken for the title.
    pub(super) fn draft(&mut self, object: &Object<EntrySlot>, pair: Named<'_>) -> Draft {
        let mut draft = Draft::default();
        match &pair.node.value {
            Value::Map(pairs) => self.fields(object, pairs.iter().map(Named::from), &mut draft),
            Value::Scalar(_) => draft.title = self.text(pair),
            Value::List(_) | Value::Null => self.mismatch(pair, "a mapping"),
        }
        draft
    }

    /// Several roles at one organisation.
    pub(super) fn positions(&mut self, pair: Named<'_>) -> Vec<Draft> {
        self.items(pair).into_iter().map(|node| self.draft(&POSITION, pair.item(node))).collect()
    }
}

impl Draft {
    /// The draft that [`finish`](Self::finish) makes this entry of, with the fields that `object` has.
    pub fn of(entry: &Entry, hide: bool, object: &Object<EntrySlot>) -> Self {
        let mut draft = match entry.roles.as_slice() {
            [role] if role.place.is_none() && role.url.is_none() && !role.hide => Self::of_role(role, object),
            roles => {
                let positions = roles.iter().map(|role| Self::of_role(role, &POSITION)).collect();
                Self { positions, ..Self::default() }
            }
        };
        match object.position(EntrySlot::Note) {
            Some(_) => draft.note.clone_from(&entry.note),
            None => draft.summary = join_prose(entry.note.clone(), draft.summary.take()),
        }
        let (organization, place, url) = (entry.organization.clone(), entry.place.clone(), entry.url.clone());
        Self { organization, place, url, hide, ..draft }
    }

    fn of_role(role: &Role, object: &Object<EntrySlot>) -> Self {
        let Role { title, dates, place, url, details, summary, highlights, keywords, hide, unknown } =
            role.clone();
        let mut draft = Self {
            title,
            dates: dates.map(|dates| DateFields::of(&dates, object)).unwrap_or_default(),
            place,
            url,
            details,
            summary,
            highlights,
            keywords,
            hide,
            unknown,
            ..Self::default()
        };
        if object.position(EntrySlot::Degree).is_some() {
            (draft.degree, draft.area) = draft.title.take().map(split_studies).unwrap_or_default();
        }
        draft
    }

    /// Whether it says nothing that could stand on a page.
    pub fn is_empty(&self) -> bool {
        *self == Self { hide: self.hide, ..Self::default() }
    }

    /// Whether it only has prose: a paragraph or bullets without a head.
    pub fn is_prose(&self) -> bool {
        Self { summary: None, highlights: Vec::new(), ..self.clone() }.is_empty()
    }

    /// Whether nothing in it belongs to a role of its own.
    fn is_roleless(&self) -> bool {
        self.title.is_none()
            && self.dates == DateFields::default()
            && self.details.is_empty()
            && self.highlights.is_empty()
            && self.keywords.is_empty()
    }

    /// The finished entry, as a piece of a section; `None` when it says nothing.
    pub fn item(self, reader: &mut Reader<'_>, span: Span) -> Option<SectionItem> {
        let hide = self.hide;
        (!self.is_empty())
            .then(|| SectionItem { hide, body: ItemBody::Entry(Box::new(self.finish(reader, span))) })
    }

    /// The finished entry. It has a role of its own beside its positions where it says something of one, or where all
    /// positions are hidden.
    pub fn finish(mut self, reader: &mut Reader<'_>, span: Span) -> Entry {
        self.settle_names();
        let positions = std::mem::take(&mut self.positions);
        let has_own_role = positions.iter().all(|position| position.hide) || !self.is_roleless();
        let mut entry = Entry {
            organization: self.organization.take(),
            place: self.place.take(),
            url: self.url.take(),
            note: self.note.take(),
            roles: Vec::new(),
            span,
        };
        let unknown = if has_own_role {
            self.hide = false;
            entry.roles.push(self.role(reader));
            Vec::new()
        } else {
            entry.note = join_prose(entry.note.take(), self.summary.take());
            self.unknown
        };
        entry.roles.extend(positions.into_iter().map(|position| position.role(reader)));
        if let Some(first) = entry.roles.iter_mut().find(|role| !role.hide) {
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
        let dates = std::mem::take(&mut self.dates).join(reader, &mut self.unknown);
        Role {
            title: self.title,
            dates,
            place: self.place,
            url: self.url,
            details: self.details,
            summary: join_prose(self.note, self.summary),
            highlights: self.highlights,
            keywords: self.keywords,
            hide: self.hide,
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

/// `Bachelor, Physics` as the degree and its field. Where one contains the other, it is one degree.
fn split_studies(title: Text) -> (Option<Text>, Option<Text>) {
    match title.value.split_once(", ") {
        Some((degree, area)) if !degree.contains(area) && !area.contains(degree) => {
            (Some(Text::new(degree, title.span)), Some(Text::new(area, title.span)))
        }
        _ => (Some(title), None),
    }
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
