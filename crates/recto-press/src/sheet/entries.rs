//! Entries, groups and quotations: one piece of a section each.

use super::content::{Item, Keywords, Link, Run, SheetBlock, SheetEntry, SheetRole};
use super::options::Lead;
use super::references;
use super::writer::Writer;
use recto_resume::resume::{Entry, Group, ItemBody, PageBreak, Quotation, Role, SectionKind, Text};

impl Writer<'_> {
    /// One piece of a section; `None` when nothing in it prints.
    pub fn content(&mut self, content: &ItemBody, kind: SectionKind) -> Option<Item> {
        match content {
            ItemBody::Prose(text) => {
                let body = self.prose(Some(text));
                (!body.is_empty()).then_some(Item::Prose { body })
            }
            ItemBody::Entry(entry) => self.entry(entry, kind),
            ItemBody::Group(group) => self.group(group),
            ItemBody::Quotation(quotation) => self.quoted(quotation),
        }
    }

    fn group(&mut self, group: &Group) -> Option<Item> {
        let label = self.maybe(group.label.as_ref());
        let level = self.maybe(group.level.as_ref());
        let mut items = self.texts(&group.items);
        items.extend(self.unknown(&group.unknown));
        let empty = label.is_none() && level.is_none() && items.is_empty();
        (!empty).then_some(Item::Group { label, level, items })
    }

    fn quoted(&mut self, quotation: &Quotation) -> Option<Item> {
        let name = self.maybe(quotation.name.as_ref());
        let mut body = self.quotation(quotation.body.as_ref());
        let unknown = self.unknown(&quotation.unknown);
        body.extend(unknown.into_iter().map(|text| SheetBlock::Paragraph { p: vec![Run::Text(text)] }));
        let empty = name.is_none() && body.is_empty();
        (!empty).then_some(Item::Quotation { name, body })
    }

    fn entry(&mut self, entry: &Entry, kind: SectionKind) -> Option<Item> {
        let mut out = SheetEntry {
            organization: self.maybe(entry.organization.as_ref()),
            place: self.maybe(entry.place.as_ref()),
            url: self.link(entry.url.as_ref()),
            note: self.prose(entry.note.as_ref()),
            roles: entry.roles.iter().map(|role| self.role(role, kind)).collect(),
            page_break: entry.page_break.map(PageBreak::word),
        };
        out.roles.retain(|role| !is_empty(role));
        if out.roles.is_empty() {
            out.roles.push(SheetRole::default());
        }
        let place = out.place.clone().map(|place| place.value);
        for role in &mut out.roles {
            // A role's place is only said where it differs from the entry's.
            role.place = role.place.take().filter(|own| Some(&own.value) != place.as_ref());
        }
        if let [role] = out.roles.as_mut_slice() {
            out.place = out.place.or_else(|| role.place.take());
            out.url = out.url.or_else(|| role.url.take());
            role.title = role.title.take().or_else(|| out.organization.take());
            if kind == SectionKind::Publications
                && let Some(reference) =
                    references::take(&mut out, self.person.as_deref(), self.options.language.comma())
            {
                return Some(Item::Reference(reference));
            }
        }
        for role in &mut out.roles {
            let authors = std::mem::take(&mut role.authors);
            role.details.splice(0..0, authors);
        }
        if let [role] = out.roles.as_mut_slice() {
            role.title = role.title.take().or_else(|| stand_in(role, &mut out.place));
            if role.title.is_none() {
                return self.headless(out);
            }
            let is_job = matches!(kind, SectionKind::Work | SectionKind::Education | SectionKind::Volunteer);
            if self.options.lead == Lead::Organization && is_job && out.organization.is_some() {
                std::mem::swap(&mut role.title, &mut out.organization);
            }
        }
        Some(Item::Entry(out))
    }

    fn role(&mut self, role: &Role, kind: SectionKind) -> SheetRole {
        let mut details: Vec<Text> = self.texts(&role.details);
        if kind == SectionKind::Education {
            details.iter_mut().for_each(|detail| self.label_grade(detail));
        }
        details.extend(self.unknown(&role.unknown));
        let items = self.texts(&role.keywords);
        // Words under an entry explain themselves, but for courses.
        let label = if kind == SectionKind::Education { self.word("courses") } else { "" };
        let highlights: Vec<Vec<SheetBlock>> =
            role.highlights.iter().map(|text| self.prose(Some(text))).collect();
        SheetRole {
            title: self.maybe(role.title.as_ref()),
            dates: self.dates(role.dates_in(kind).as_deref()),
            place: self.maybe(role.place.as_ref()),
            url: self.link(role.url.as_ref()),
            authors: self.texts(&role.authors),
            details,
            summary: self.prose(role.summary.as_ref()),
            highlights: highlights.into_iter().filter(|bullet| !bullet.is_empty()).collect(),
            keywords: (!items.is_empty()).then(|| Keywords { label: label.to_owned(), items }),
        }
    }

    fn label_grade(&self, detail: &mut Text) {
        if let Some(labelled) = self.options.language.labelled_grade(&detail.value) {
            detail.value = labelled;
        }
    }

    /// An entry without anything that could head it is running text.
    fn headless(&self, entry: SheetEntry) -> Option<Item> {
        let mut body = Vec::new();
        let links = entry.url.into_iter().chain(entry.roles.iter().filter_map(|role| role.url.clone()));
        body.extend(links.map(|link| SheetBlock::Paragraph { p: vec![link_run(link)] }));
        body.extend(entry.note);
        for role in entry.roles {
            body.extend(role.summary);
            if !role.highlights.is_empty() {
                body.push(SheetBlock::Bullets { ul: role.highlights });
            }
            body.extend(
                role.keywords.map(|keywords| keyword_paragraph(keywords, self.options.language.comma())),
            );
        }
        (!body.is_empty()).then_some(Item::Prose { body })
    }
}

/// What may stand as the title of a role that has none: its place, its first detail, its dates.
fn stand_in(role: &mut SheetRole, place: &mut Option<Text>) -> Option<Text> {
    let detail = |role: &mut SheetRole| (!role.details.is_empty()).then(|| role.details.remove(0));
    place.take().or_else(|| detail(role)).or_else(|| role.dates.take().map(|dates| dates.text))
}

fn link_run(link: Link) -> Run {
    match link.url {
        Some(url) => Run::Link { a: vec![Run::Text(link.text)], url },
        None => Run::Text(link.text),
    }
}

fn keyword_paragraph(keywords: Keywords, comma: &str) -> SheetBlock {
    let span = keywords.items.iter().map(|item| item.span).reduce(|a, b| a.join(b)).unwrap_or_default();
    let items: Vec<String> = keywords.items.into_iter().map(|item| item.value).collect();
    let label = if keywords.label.is_empty() { String::new() } else { format!("{}: ", keywords.label) };
    let text = label + &items.join(comma);
    SheetBlock::Paragraph { p: vec![Run::Text(Text::new(text, span))] }
}

fn is_empty(role: &SheetRole) -> bool {
    let head = role.title.is_none() && role.dates.is_none() && role.place.is_none() && role.url.is_none();
    head && role.authors.is_empty()
        && role.details.is_empty()
        && role.summary.is_empty()
        && role.highlights.is_empty()
        && role.keywords.is_none()
}
