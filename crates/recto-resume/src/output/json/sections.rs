//! Sections as JSON Resume has them: a list under the section's key. What that has no place for is under `sections`:
//! titles, sections that are hidden or occur twice, those of the user's own.

use super::value::{Map, filled_list, list, text};
use super::{known, record, unknown};
use crate::input::dialect::jsonresume::is_group;
use crate::resume::{Entry, ItemBody, Quotation, Role, Section, SectionItem, SectionKind};
use crate::schema::{
    CUSTOM, CUSTOM_TITLE, Draft, GROUP, GROUP_LABEL, Hideable, ItemKind, KIND, Object, QUOTATION, QUOTE,
    SECTION, SECTION_ITEMS, SECTION_TEXT, SectionDraft, Shape,
};
use crate::text::value::Node;

/// The members of the root that contain the sections.
pub(super) fn all(sections: &[Section]) -> Map {
    let mut root = Map::default();
    let mut own = Vec::new();
    for (at, one) in sections.iter().enumerate() {
        if !is_at_root(sections, at) {
            own.push(wrapped(one));
            continue;
        }
        root.put(one.kind.key(), items(one));
        if one.title.is_some() || one.page_break.is_some() {
            own.push(head(one).into());
        }
    }
    root.put("sections", filled_list(own));
    root
}

/// Whether a section has a key of its own at the root.
fn is_keyed(kind: SectionKind) -> bool {
    !matches!(kind.shape(), Shape::Custom | Shape::Prose)
}

/// Whether a section is a list under its key: the first of its kind that shows.
fn is_at_root(sections: &[Section], at: usize) -> bool {
    let is_shown = |section: &&Section| is_keyed(section.kind) && !section.hide;
    is_shown(&&sections[at])
        && !sections[..at].iter().filter(is_shown).any(|one| one.kind == sections[at].kind)
}

/// Whether the sections are not in the order in which they are read.
pub(super) fn out_of_order(sections: &[Section]) -> bool {
    !(0..sections.len()).map(|at| !is_at_root(sections, at)).is_sorted()
}

/// What the option `sections` calls them, in order.
pub(super) fn names(sections: &[Section]) -> impl Iterator<Item = String> {
    let is_alone = |kind| sections.iter().filter(|one| one.kind == kind).count() == 1;
    sections.iter().filter_map(move |one| match &one.title {
        Some(title) if !is_keyed(one.kind) || !is_alone(one.kind) => Some(title.value.clone()),
        _ => is_keyed(one.kind).then(|| one.kind.key().to_owned()),
    })
}

/// A section with all that it says.
pub(in crate::output) fn section(section: &Section) -> Node {
    if is_keyed(section.kind) { items(section) } else { wrapped(section) }
}

/// The items of a section of JSON Resume.
fn items(section: &Section) -> Node {
    list(section.content.iter().map(|item| piece(item, section.kind.shape())))
}

/// An item under the fields of its section; one of another sort says which.
fn piece(item: &SectionItem, shape: Shape) -> Node {
    let kind = match (&item.body, shape) {
        (ItemBody::Group(one), Shape::Groups(object)) => {
            return record(Hideable { body: one.clone(), hide: item.hide }, object).into();
        }
        (ItemBody::Entry(one), Shape::Entries(object)) => return entry(one, item.hide, object).into(),
        (ItemBody::Quotation(one), Shape::Quotations) => return quotation(one, item.hide),
        (ItemBody::Prose(_), _) => ItemKind::Prose,
        (ItemBody::Entry(_), _) => ItemKind::Entry,
        (ItemBody::Group(_), _) => ItemKind::Group,
        (ItemBody::Quotation(_), _) => ItemKind::Quotation,
    };
    let mut map = Map::default();
    map.put(kind.key(), own_piece(item));
    map.into()
}

/// Kind, title and whether it is hidden.
fn head(section: &Section) -> Map {
    let mut map = Map::default();
    map.put(KIND, is_keyed(section.kind).then(|| text(section.kind.key())));
    map.0.extend(record(SectionDraft { section: section.clone(), unknown: Vec::new() }, &SECTION).0);
    map
}

/// A section as an item of `sections`.
pub(in crate::output) fn wrapped(section: &Section) -> Node {
    let mut map = head(section);
    match section.content.as_slice() {
        _ if is_keyed(section.kind) => map.put(SECTION_ITEMS.key(), items(section)),
        [SectionItem { hide: false, body: ItemBody::Prose(body) }] => {
            map.put(SECTION_TEXT.key(), text(body.to_markdown()));
        }
        items => map.put(SECTION_ITEMS.key(), filled_list(items.iter().map(own_piece))),
    }
    map.into()
}

/// A piece of a section of the user's own. What it is shows in its keys: a group says `label`, which no entry has; an
/// entry that would be read as a group says `position`, even if it is empty.
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
            let is_group = is_group(&map.0);
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
