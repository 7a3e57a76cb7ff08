//! The sections of JSON Resume: their keys, what stands in each, and the shapes a section may have: a
//! list, one entry, or `{title, hide, entries}`.

use super::draft::Draft;
use super::entries;
use super::fields::{Field, Keeps, Table, same_key};
use super::groups::{self, GroupDraft, LANGUAGE, SKILL};
use super::reader::{Named, Reader};
use super::{custom, merge};
use crate::resume::{Group, Section, SectionItem, SectionKind, Text, Unknown};
use crate::text::value::{Pair, Value};
use crate::text::{Diagnostic, Rule};

/// What stands in a section.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Entries with a head.
    Entries(&'static Table<Draft>),
    /// Named groups of keywords.
    Groups(&'static Table<GroupDraft>),
    /// Somebody's words.
    Quotations,
    /// Any of these, told apart by their fields.
    Custom,
}

/// A section recto knows.
pub(super) struct Known {
    /// What it is.
    pub kind: SectionKind,
    shape: Shape,
}

/// Every section of JSON Resume; [`SectionKind::keys`] has their keys.
pub(super) static SECTIONS: &[Known] = &[
    Known { kind: SectionKind::Work, shape: Shape::Entries(&entries::WORK) },
    Known { kind: SectionKind::Volunteer, shape: Shape::Entries(&entries::VOLUNTEER) },
    Known { kind: SectionKind::Education, shape: Shape::Entries(&entries::EDUCATION) },
    Known { kind: SectionKind::Awards, shape: Shape::Entries(&entries::AWARDS) },
    Known { kind: SectionKind::Certificates, shape: Shape::Entries(&entries::CERTIFICATES) },
    Known { kind: SectionKind::Publications, shape: Shape::Entries(&entries::PUBLICATIONS) },
    Known { kind: SectionKind::Skills, shape: Shape::Groups(&SKILL) },
    Known { kind: SectionKind::Languages, shape: Shape::Groups(&LANGUAGE) },
    Known { kind: SectionKind::Interests, shape: Shape::Groups(&SKILL) },
    Known { kind: SectionKind::References, shape: Shape::Quotations },
    Known { kind: SectionKind::Projects, shape: Shape::Entries(&entries::PROJECTS) },
];

/// The section that goes by `key`.
pub(super) fn find(key: &str) -> Option<&'static Known> {
    SECTIONS.iter().find(|known| known.kind.accepts(key))
}

/// A section written as a mapping of its own: `{title, hide, entries}`.
#[derive(Default)]
struct Wrapper {
    title: Option<Text>,
    hide: bool,
    shape: Option<Shape>,
    content: Vec<SectionItem>,
    unknown: Vec<Unknown>,
}

impl Keeps for Wrapper {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

static WRAPPER: Table<Wrapper> = Table {
    what: "a section",
    fields: &[
        Field::one(&["title", "heading", "name"], |r, p, w| w.title = r.text(p)),
        Field::one(&["hide", "hidden"], |r, p, w| w.hide = r.flag(p)),
        Field::many(&["entries", "items", "content"], |r, p, w| {
            let shape = w.shape.unwrap_or(Shape::Custom);
            w.content.extend(contents(r, p, shape));
        }),
        Field::many(&["text", "summary", "description", "body"], |r, p, w| {
            w.content.extend(r.prose(p).map(SectionItem::Prose))
        }),
        Field::many(&["highlights", "bullets"], |r, p, w| {
            let items = r.proses(p);
            w.content.extend(custom::bullets(items, p.node.span));
        }),
        Field::many(&["keywords"], |r, p, w| {
            let items = r.texts(p);
            w.content
                .extend((!items.is_empty()).then(|| SectionItem::Group(Group { items, ..Group::default() })));
        }),
    ],
};

/// Reads a section of JSON Resume. `None` when nothing stands in it.
pub(super) fn section(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    known: &Known,
    unknown: &mut Vec<Unknown>,
) -> Option<Section> {
    if reader.is_absent(pair) {
        return None;
    }
    let mut wrapper = Wrapper { shape: Some(known.shape), ..Wrapper::default() };
    match &pair.node.value {
        Value::Map(pairs) if is_wrapper(pairs, known.kind) => {
            WRAPPER.read(reader, pairs.iter().map(Named::from), &mut wrapper);
        }
        _ => wrapper.content = contents(reader, pair, known.shape),
    }
    unknown.append(&mut wrapper.unknown);
    let content = match known.kind {
        // Two degrees of one school stay two entries: nobody is promoted from one to the other.
        SectionKind::Work | SectionKind::Volunteer => merge::roles(wrapper.content),
        _ => wrapper.content,
    };
    let Wrapper { title, hide, .. } = wrapper;
    if content.is_empty() {
        lone_title(reader, title.as_ref());
        return None;
    }
    Some(Section { kind: known.kind, title, hide, content, span: pair.key_span })
}

/// Whether a mapping is a section itself and not its only entry.
fn is_wrapper(pairs: &[Pair], kind: SectionKind) -> bool {
    pairs.iter().any(|pair| same_key(&pair.key, "entries"))
        || (kind == SectionKind::Custom && pairs.iter().all(|pair| WRAPPER.knows(&pair.key)))
}

/// Reads `sections`: a list of `{title, entries}`, or a mapping from title to entries.
pub(super) fn own(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Vec<Section> {
    if reader.is_absent(pair) {
        return Vec::new();
    }
    if let Value::Map(pairs) = &pair.node.value
        && !pairs.iter().any(|pair| WRAPPER.knows(&pair.key))
    {
        return pairs.iter().filter_map(|pair| titled(reader, pair.into(), unknown)).collect();
    }
    reader.items(pair).into_iter().filter_map(|node| untitled(reader, pair.item(node), unknown)).collect()
}

/// `Patents: [ … ]`.
fn titled(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
    let known = Known { kind: SectionKind::Custom, shape: Shape::Custom };
    let mut section = section(reader, pair, &known, unknown)?;
    section.title.get_or_insert_with(|| Text::new(pair.key.trim(), pair.key_span));
    Some(section)
}

/// `{title: Patents, entries: [ … ]}`.
fn untitled(reader: &mut Reader<'_>, pair: Named<'_>, unknown: &mut Vec<Unknown>) -> Option<Section> {
    let Value::Map(pairs) = &pair.node.value else {
        reader.mismatch(pair, "a mapping such as `title`, `entries`");
        return None;
    };
    let mut wrapper = Wrapper::default();
    WRAPPER.read(reader, pairs.iter().map(Named::from), &mut wrapper);
    unknown.append(&mut wrapper.unknown);
    let Wrapper { title, hide, content, .. } = wrapper;
    if title.is_none() && !content.is_empty() {
        let place = pairs.first().map_or(pair.node.span, |first| first.key_span);
        reader.report(
            Diagnostic::at(Rule::SectionUntitled, place, "a section has no title")
                .label("in this section")
                .help("add `title: \"…\"` to it"),
        );
    }
    if content.is_empty() {
        lone_title(reader, title.as_ref());
        return None;
    }
    let span = title.as_ref().map_or(pair.node.span, |title| title.span);
    Some(Section { kind: SectionKind::Custom, title, hide, content, span })
}

/// A title with nothing under it is not printed, so it is pointed out.
pub(in crate::input) fn lone_title(reader: &mut Reader<'_>, title: Option<&Text>) {
    if let Some(title) = title {
        reader.report(
            Diagnostic::at(Rule::SectionEmpty, title.span, format!("section `{}` is empty", title.value))
                .label("not printed")
                .help("add `entries: [ … ]` or `text: \"…\"` to it"),
        );
    }
}

/// Reads what stands in a section.
fn contents(reader: &mut Reader<'_>, pair: Named<'_>, shape: Shape) -> Vec<SectionItem> {
    if let (Shape::Groups(table), Value::Map(pairs)) = (shape, &pair.node.value)
        && !pairs.iter().any(|pair| table.knows(&pair.key))
    {
        return pairs.iter().filter_map(|pair| groups::keyed_group(reader, pair.into())).collect();
    }
    let items = reader.items(pair);
    match shape {
        Shape::Entries(table) => {
            items.into_iter().filter_map(|node| entry(reader, pair.item(node), table)).collect()
        }
        Shape::Groups(table) => groups::groups(reader, pair, &items, table),
        Shape::Quotations => {
            items.into_iter().filter_map(|node| groups::quotation(reader, pair.item(node))).collect()
        }
        Shape::Custom => custom::contents(reader, pair, &items),
    }
}

/// One entry; `None` when it is hidden or says nothing.
pub(super) fn entry(reader: &mut Reader<'_>, pair: Named<'_>, table: &Table<Draft>) -> Option<SectionItem> {
    let draft = Draft::read(reader, pair, table);
    if draft.is_empty() {
        return None;
    }
    let hide = draft.hide;
    let entry = draft.finish(reader, pair.node.span);
    (!hide).then(|| SectionItem::Entry(Box::new(entry)))
}
