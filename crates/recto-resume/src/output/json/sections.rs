//! Sections as JSON Resume has them: a list under the section's key, or `{title, hide, entries}` where there is more
//! to say; sections of the user's own under `sections`.

use super::value::{Map, filled_list, list, text};
use super::{known, record, texts, unknown};
use crate::resume::{Entry, ItemBody, Quotation, Role, Section, SectionItem, SectionKind};
use crate::schema::{
    CUSTOM, CUSTOM_TITLE, Draft, Field, GROUP, GROUP_LABEL, Hideable, Object, QUOTATION, QUOTE, SECTION,
    SECTION_ITEMS, SECTION_KEYWORDS, SECTION_TEXT, SectionDraft, Shape,
};
use crate::text::value::{Node, Value};

/// The members of the root that hold the sections, in order; those of the user's own are one of them.
pub(super) fn all(sections: &[Section]) -> Map {
    let mut root = Map::default();
    for one in sections {
        match keys(one.kind).find(|key| !root.has(key)) {
            Some(key) => root.put(&key, section(one)),
            None => match root.get("sections").map(|pair| &mut pair.node.value) {
                Some(Value::List(list)) => list.push(own(one)),
                _ => root.put("sections", list([own(one)])),
            },
        }
    }
    root
}

/// Whether a section has a key of its own at the root.
fn is_keyed(kind: SectionKind) -> bool {
    !matches!(kind.shape(), Shape::Custom | Shape::Prose)
}

/// Keys of a section in the order to use them: one that is twice in a file gets another of its keys, then one in
/// capitals.
fn keys(kind: SectionKind) -> impl Iterator<Item = String> {
    let keys = move || kind.keys().filter(move |_| is_keyed(kind));
    keys().map(str::to_owned).chain(keys().map(str::to_uppercase))
}

/// Whether sections of the user's own do not stand together, so that one member cannot hold them in order.
pub(super) fn out_of_order(sections: &[Section]) -> bool {
    let runs = sections.chunk_by(|a, b| is_keyed(a.kind) == is_keyed(b.kind));
    runs.filter(|run| !is_keyed(run[0].kind)).count() > 1
}

/// What the option `sections` calls them, in order.
pub(super) fn names(sections: &[Section]) -> impl Iterator<Item = String> {
    sections.iter().filter_map(|one| match is_keyed(one.kind) {
        true => Some(one.kind.key().to_owned()),
        false => one.title.as_ref().map(|title| title.value.clone()),
    })
}

/// A section with a key of its own: what stands behind the key.
pub(in crate::output) fn section(section: &Section) -> Node {
    if !is_keyed(section.kind) {
        return own(section);
    }
    let pieces: Vec<_> = section.content.iter().map(|item| piece(item, section.kind)).collect();
    let is_item = |piece: &Piece| piece.0.key() == SECTION_ITEMS.key();
    let values = |run: &[Piece]| list(run.iter().map(|(_, value)| value.clone()));
    if section.title.is_none() && !section.hide && pieces.iter().all(is_item) {
        return values(&pieces);
    }
    let mut map = head(section);
    for run in pieces.chunk_by(|a, b| is_item(a) && is_item(b)) {
        let (field, value) = &run[0];
        let value = if is_item(&run[0]) { values(run) } else { value.clone() };
        let key = field.keys().find(|key| !map.has(key)).or(field.keys().last());
        map.put(key.unwrap_or_default(), value);
    }
    if !map.has(SECTION_ITEMS.key()) {
        map.put(SECTION_ITEMS.key(), list([]));
    }
    map.into()
}

/// A field of a section, and what it says there.
type Piece = (Field<SectionDraft>, Node);

/// The field of a section that has this piece, and what it says there.
fn piece(item: &SectionItem, kind: SectionKind) -> Piece {
    match (&item.body, kind.shape()) {
        (ItemBody::Prose(one), Shape::Quotations) => (SECTION_ITEMS, text(one.to_markdown())),
        (ItemBody::Prose(one), _) => (SECTION_TEXT, text(one.to_markdown())),
        (ItemBody::Group(one), Shape::Groups(object)) => {
            (SECTION_ITEMS, record(Hideable { body: one.clone(), hide: item.hide }, object).into())
        }
        (ItemBody::Group(one), _) => (SECTION_KEYWORDS, list(texts(&one.items))),
        (ItemBody::Entry(one), shape) => {
            let object = if let Shape::Entries(object) = shape { object } else { &CUSTOM };
            (SECTION_ITEMS, entry(one, item.hide, object).into())
        }
        (ItemBody::Quotation(one), _) => (SECTION_ITEMS, quotation(one, item.hide)),
    }
}

/// Title and whether it is hidden.
fn head(section: &Section) -> Map {
    record(SectionDraft { section: section.clone(), unknown: Vec::new() }, &SECTION)
}

/// A section of the user's own.
fn own(section: &Section) -> Node {
    let mut map = head(section);
    match section.content.as_slice() {
        [SectionItem { hide: false, body: ItemBody::Prose(body) }] => {
            map.put(SECTION_TEXT.key(), text(body.to_markdown()));
        }
        items => map.put(SECTION_ITEMS.key(), filled_list(items.iter().map(own_piece))),
    }
    map.into()
}

/// A piece of a section of the user's own. What it is shows in its keys: a group says `label`, which no entry has; an
/// entry of nothing but what a group has says `position`, even if it is empty.
fn own_piece(item: &SectionItem) -> Node {
    let hide = item.hide;
    let (mut map, renamed) = match &item.body {
        ItemBody::Quotation(one) => return quotation(one, hide),
        ItemBody::Prose(body) => {
            let summary = Some(body.clone()).filter(|body| !body.is_empty());
            let role = Role { summary, hide, ..Role::default() };
            (record(Draft { role, ..Draft::default() }, &CUSTOM), None)
        }
        ItemBody::Group(one) => {
            (record(Hideable { body: one.clone(), hide }, &GROUP), Some((GROUP_LABEL.key(), "label")))
        }
        ItemBody::Entry(one) => {
            let mut map = entry(one, hide, &CUSTOM);
            let title = CUSTOM_TITLE.key();
            let is_group = map.0.iter().all(|pair| GROUP.knows(&pair.key));
            if is_group && !map.has(title) {
                map.put(title, text(""));
            }
            (map, is_group.then_some((title, "position")))
        }
    };
    if let Some((usual, other)) = renamed
        && let Some(pair) = map.get(usual)
    {
        other.clone_into(&mut pair.key);
    }
    map.into()
}

/// An entry under the keys of its section. What the section has no field for has the usual key of an entry.
fn entry(entry: &Entry, hide: bool, object: &Object<Draft>) -> Map {
    let mut draft = Draft::of(entry, hide, object);
    let mut map = Map::default();
    known(&mut draft, object, &mut map);
    known(&mut draft, &CUSTOM, &mut map);
    unknown(&mut map, &draft.role.unknown);
    map
}

/// A quotation. That it is one shows in its `reference`, even where that is empty.
fn quotation(quotation: &Quotation, hide: bool) -> Node {
    let mut map = record(Hideable { body: quotation.clone(), hide }, &QUOTATION);
    let key = QUOTE.key();
    if !map.has(key) {
        map.put(key, text(""));
    }
    map.into()
}
