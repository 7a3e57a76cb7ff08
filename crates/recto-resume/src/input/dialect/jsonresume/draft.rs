//! An entry while it is read or written: a job, a degree, a project, an award. One draft has what any of them can say.

use super::reader::{Named, Reader};
use crate::language::{comma_of, commas, mentions};
use crate::resume::{Entry, ItemBody, RichText, Role, SectionItem, Text};
use crate::schema::{CUSTOM, DEGREE, DateFields, Draft, Field, Object, POSITION, Slot};
use crate::text::value::{Pair, Value, same_key};
use crate::text::{Rule, Span};

impl Reader<'_> {
    /// An entry from a mapping. Bare text is taken for the title.
    pub(super) fn draft(&mut self, object: &Object<Draft>, pair: Named<'_>) -> Draft {
        let mut draft = Draft::default();
        match &pair.node.value {
            Value::Map(pairs) if pairs.is_empty() => {
                let empty = pair.problem(Rule::ValueEmpty, "an empty mapping");
                self.report(empty.label("not printed").help("fill it in, or delete it"));
            }
            Value::Map(pairs) => {
                self.fields(
                    object,
                    pairs.iter().flat_map(|pair| organization_fields(object, pair)),
                    &mut draft,
                );
            }
            Value::Scalar(_) => draft.role.title = self.text(pair),
            Value::List(_) | Value::Null => self.mismatch(pair, "a mapping"),
        }
        draft
    }

    /// Several roles at one organisation. One that says nothing is none.
    pub(super) fn positions(&mut self, pair: Named<'_>) -> Vec<Draft> {
        let drafts = self.items(pair).into_iter().map(|item| self.draft(&POSITION, item));
        drafts.filter(|draft| !draft.is_empty()).collect()
    }
}

/// A field of an entry; of `company: {name: …, url: …}` the name under its own key, and the rest as fields of the entry.
fn organization_fields<'n>(object: &Object<Draft>, pair: &'n Pair) -> Vec<Named<'n>> {
    // The first field of every entry is who it was with.
    let is_organization =
        |field: &Field<Draft>| object.fields().next().is_some_and(|first| first.key() == field.key());
    let Value::Map(inner) = &pair.node.value else { return vec![pair.into()] };
    let Some(name) = inner.iter().position(|inner| same_key(&inner.key, "name")) else {
        return vec![pair.into()];
    };
    if !object.find(&pair.key).is_some_and(|(field, _)| is_organization(field)) {
        return vec![pair.into()];
    }
    let named = |(index, inner): (usize, &'n Pair)| match index == name {
        true => Named { node: &inner.node, ..pair.into() },
        false => inner.into(),
    };
    inner.iter().enumerate().map(named).collect()
}

impl Draft {
    /// The draft that [`finish`](Self::finish) makes this entry of, with the fields that `object` has.
    pub fn of(entry: &Entry, hide: bool, object: &Object<Draft>) -> Self {
        let has = |is: fn(&Slot<'_>) -> bool| {
            let mut draft = Self::default();
            object.fields().any(|field| is(&(field.slot)(&mut draft)))
        };
        let has_note = has(|slot| matches!(slot, Slot::Note(_)));
        // What is said of the organisation is not what is said of its role.
        let is_apart = entry.note.is_some() && !has_note && has(|slot| matches!(slot, Slot::Roles(_)));
        let is_one = |role: &Role| role.place.is_none() && role.url.is_none() && !role.hide && !is_apart;
        let mut draft = match entry.roles.as_slice() {
            [role] if is_one(role) && !reads_as_prose(entry, object) => Self::of_role(role, object),
            roles => {
                let positions = roles.iter().map(|role| Self::of_role(role, &POSITION)).collect();
                Self { positions, ..Self::default() }
            }
        };
        if has_note {
            draft.note.clone_from(&entry.note);
        } else {
            draft.role.summary = join_prose(entry.note.clone(), draft.role.summary.take());
        }
        let role = Role { place: entry.place.clone(), url: entry.url.clone(), hide, ..draft.role };
        Self { organization: entry.organization.clone(), role, page_break: entry.page_break, ..draft }
    }

    fn of_role(role: &Role, object: &Object<Draft>) -> Self {
        let mut draft = Self { role: role.clone(), ..Self::default() };
        if let Some(dates) = draft.role.dates.take() {
            draft.dates = DateFields::of(&dates, object);
        }
        if object.position(&DEGREE).is_some() {
            (draft.degree, draft.area) = draft.role.title.take().map(split_studies).unwrap_or_default();
        }
        draft
    }

    /// Whether it says nothing that could be printed.
    pub fn is_empty(&self) -> bool {
        self.is_only(Role { hide: self.role.hide, ..Role::default() })
    }

    /// Whether it names what it is about: a title, an organisation, or positions that do.
    pub(super) fn has_head(&self) -> bool {
        let names = [&self.organization, &self.role.title, &self.name, &self.degree, &self.area];
        names.into_iter().any(Option::is_some) || !self.positions.is_empty()
    }

    /// Whether it only has prose: a paragraph or bullets without a head.
    pub fn is_prose(&self) -> bool {
        let Role { summary, highlights, hide, .. } = self.role.clone();
        self.is_only(Role { summary, highlights, hide, ..Role::default() })
    }

    /// Whether it says what a role says, and no more.
    fn is_only(&self, role: Role) -> bool {
        *self == Self { role, page_break: self.page_break, ..Self::default() }
    }

    /// The finished entry, as a piece of a section; `None` when it says nothing.
    pub fn item(self, reader: &mut Reader<'_>, span: Span) -> Option<SectionItem> {
        let hide = self.role.hide;
        (!self.is_empty())
            .then(|| SectionItem { hide, body: ItemBody::Entry(Box::new(self.finish(reader, span))) })
    }

    /// The finished entry. It has a role of its own beside its positions where it says something of one, or where all
    /// positions are hidden.
    pub fn finish(mut self, reader: &mut Reader<'_>, span: Span) -> Entry {
        self.settle_names();
        let positions = std::mem::take(&mut self.positions);
        let (organization, mut note) = (self.organization.take(), self.note.take());
        let page_break = self.page_break;
        let mut own = self.role(reader);
        own.hide = false;
        let (place, url) = (own.place.take(), own.url.take());
        let mut roles: Vec<Role> = positions.into_iter().map(|position| position.role(reader)).collect();
        if let Some(first) = roles.iter_mut().find(|role| !role.hide)
            && is_bare(&own)
        {
            note = join_prose(note, own.summary);
            first.unknown.append(&mut own.unknown);
        } else {
            roles.insert(0, own);
        }
        Entry { organization, place, url, note, roles, page_break, span }
    }

    /// Makes the title of a degree and its field, of a custom entry's name. What is called a title beside a degree is its
    /// field.
    fn settle_names(&mut self) {
        if self.degree.is_some() && self.area.is_none() {
            self.area = self.role.title.take();
        }
        let studies = join_studies(self.degree.take(), self.area.take());
        for name in [studies, self.name.take()].into_iter().flatten() {
            if self.role.title.is_none() {
                self.role.title = Some(name);
            } else if self.organization.is_none() {
                self.organization = Some(name);
            } else {
                self.role.details.push(name);
            }
        }
    }

    /// What is left as a role. Its note goes before its summary.
    fn role(mut self, reader: &mut Reader<'_>) -> Role {
        let dates = self.dates.join(reader, &mut self.role.unknown);
        Role { dates, summary: join_prose(self.note, self.role.summary), ..self.role }
    }
}

/// Whether a role has nothing of its own: prose and unknown fields can be those of the entry.
fn is_bare(role: &Role) -> bool {
    *role == Role { summary: role.summary.clone(), unknown: role.unknown.clone(), ..Role::default() }
}

/// `Bachelor` and `Physics` as one title; one that contains the other is enough.
fn join_studies(degree: Option<Text>, area: Option<Text>) -> Option<Text> {
    let (degree, area) = match (degree, area) {
        (Some(degree), Some(area)) => (degree, area),
        (degree, area) => return degree.or(area),
    };
    if contains_words(&degree.value, &area.value) {
        return Some(degree);
    }
    if contains_words(&area.value, &degree.value) {
        return Some(area);
    }
    let comma = comma_of([degree.value.as_str(), area.value.as_str()]);
    Some(Text::new(format!("{}{comma}{}", degree.value, area.value), degree.span.join(area.span)))
}

/// `Bachelor, Physics` as the degree and its field. What has one part, or where one contains the other, is a degree if it
/// has a word for one, else a field.
fn split_studies(title: Text) -> (Option<Text>, Option<Text>) {
    match commas().find_map(|comma| title.value.split_once(comma)) {
        Some((degree, area)) if !degree.contains(area) && !area.contains(degree) => {
            (Some(Text::new(degree, title.span)), Some(Text::new(area, title.span)))
        }
        _ if mentions(&title.value, |read| read.roles) => (Some(title), None),
        _ => (None, Some(title)),
    }
}

/// Whether `whole` contains `part` as whole words.
fn contains_words(whole: &str, part: &str) -> bool {
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

/// Whether an entry of a section of the user's own has only text, which would be read as that text. It is written as a
/// position then.
fn reads_as_prose(entry: &Entry, object: &Object<Draft>) -> bool {
    let is_bare = [&entry.organization, &entry.place, &entry.url].into_iter().all(Option::is_none);
    let is_text = |role: &Role| Draft { role: role.clone(), ..Draft::default() }.is_prose();
    std::ptr::eq(object, &CUSTOM) && is_bare && entry.note.is_none() && entry.roles.iter().all(is_text)
}
