//! Groups of keywords (skills, languages, interests) and quotations (references).

use super::fields::{Field, Keeps, Table};
use super::reader::{Named, Reader};
use crate::resume::{Group, Quotation, SectionItem, Text, Unknown};
use crate::text::value::{Node, Value};

/// A group and whether it shows.
#[derive(Default)]
pub(super) struct GroupDraft {
    group: Group,
    hide: bool,
}

impl Keeps for GroupDraft {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.group.unknown
    }
}

const GROUP_ITEMS: Field<GroupDraft> =
    Field::many(&["keywords", "items", "skills", "list"], |r, p, g| g.group.items.extend(r.texts(p)));
const GROUP_DETAILS: Field<GroupDraft> =
    Field::many(&["details"], |r, p, g| g.group.items.extend(r.one_or_more(p)));
const GROUP_HIDE: Field<GroupDraft> = Field::one(&["hide", "hidden"], |r, p, g| g.hide = r.flag(p));

/// An entry of `skills` or `interests`, or a group in a section of the user's own.
pub(super) static SKILL: Table<GroupDraft> = Table {
    what: "a group of keywords",
    fields: &[
        Field::one(&["name", "label", "category", "title", "skill"], |r, p, g| g.group.label = r.text(p)),
        Field::one(&["level", "proficiency", "rating"], |r, p, g| g.group.level = r.text(p)),
        GROUP_ITEMS,
        GROUP_DETAILS,
        GROUP_HIDE,
    ],
};

/// An entry of `languages`.
pub(super) static LANGUAGE: Table<GroupDraft> = Table {
    what: "`languages`",
    fields: &[
        Field::one(&["language", "name", "label"], |r, p, g| g.group.label = r.text(p)),
        Field::one(&["fluency", "level", "proficiency"], |r, p, g| g.group.level = r.text(p)),
        GROUP_ITEMS,
        GROUP_DETAILS,
        GROUP_HIDE,
    ],
};

/// A quotation and whether it shows.
#[derive(Default)]
struct QuotationDraft {
    quotation: Quotation,
    hide: bool,
}

impl Keeps for QuotationDraft {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.quotation.unknown
    }
}

static QUOTATION: Table<QuotationDraft> = Table {
    what: "`references`",
    fields: &[
        Field::one(&["name", "author", "referee"], |r, p, q| q.quotation.name = r.text(p)),
        Field::one(&["reference", "quote", "text", "summary", "testimonial"], |r, p, q| {
            q.quotation.body = r.prose(p);
        }),
        Field::one(&["hide", "hidden"], |r, p, q| q.hide = r.flag(p)),
    ],
};

/// Groups. Bare texts in a row make one group without a name.
pub(super) fn groups(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    items: &[&Node],
    table: &Table<GroupDraft>,
) -> Vec<SectionItem> {
    let mut all: Vec<SectionItem> = Vec::new();
    let mut is_open = false;
    for node in items {
        let item = pair.item(node);
        if !matches!(node.value, Value::Scalar(_)) {
            all.extend(group(reader, item, table));
            is_open = false;
            continue;
        }
        let Some(text) = reader.text(item) else { continue };
        match all.last_mut() {
            Some(SectionItem::Group(group)) if is_open => group.items.push(text),
            _ => all.push(SectionItem::Group(Group { items: vec![text], ..Group::default() })),
        }
        is_open = true;
    }
    all
}

/// One group; `None` when it is hidden or says nothing.
pub(super) fn group(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    table: &Table<GroupDraft>,
) -> Option<SectionItem> {
    let mut draft = GroupDraft::default();
    table.read_from(reader, pair, &mut draft);
    (!draft.hide && draft.group != Group::default()).then_some(SectionItem::Group(draft.group))
}

/// `Languages: [Rust, Go]` in a mapping of groups.
pub(super) fn keyed_group(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<SectionItem> {
    if reader.is_absent(pair) {
        return None;
    }
    let items = reader.one_or_more(pair);
    let label = Some(Text::new(pair.key.trim(), pair.key_span));
    (!items.is_empty()).then(|| SectionItem::Group(Group { label, items, ..Group::default() }))
}

/// One quotation; bare text is no one's words and stands as it is.
pub(super) fn quotation(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<SectionItem> {
    if let Value::Scalar(_) = pair.node.value {
        return reader.prose(pair).map(SectionItem::Prose);
    }
    let mut draft = QuotationDraft::default();
    QUOTATION.read_from(reader, pair, &mut draft);
    (!draft.hide && draft.quotation != Quotation::default())
        .then_some(SectionItem::Quotation(draft.quotation))
}
