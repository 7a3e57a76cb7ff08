//! Groups of keywords (skills, languages, interests) and quotations (references).

use super::reader::{Named, Reader};
use crate::resume::{Group, ItemBody, Quotation, SectionItem, Text};
use crate::schema::{Hideable, Object, QUOTATION};
use crate::text::value::Value;

/// Groups. Bare texts in a row make one group without a name.
pub(super) fn groups(
    reader: &mut Reader<'_>,
    items: &[Named<'_>],
    object: &Object<Hideable<Group>>,
) -> Vec<SectionItem> {
    let mut all: Vec<SectionItem> = Vec::new();
    let mut is_open = false;
    for item in items.iter().copied() {
        if !matches!(item.node.value, Value::Scalar(_)) {
            all.extend(group(reader, item, object));
            is_open = false;
            continue;
        }
        let Some(text) = reader.text(item) else { continue };
        match all.last_mut().map(|item| &mut item.body) {
            Some(ItemBody::Group(group)) if is_open => group.items.push(text),
            _ => all.extend(keywords(vec![text])),
        }
        is_open = true;
    }
    all
}

/// A group without a name.
pub(super) fn keywords(items: Vec<Text>) -> Option<SectionItem> {
    (!items.is_empty()).then(|| ItemBody::Group(Group { items, ..Group::default() }).into())
}

/// One group; `None` when it says nothing.
pub(super) fn group(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    object: &Object<Hideable<Group>>,
) -> Option<SectionItem> {
    let mut read = Hideable::<Group>::default();
    reader.record(object, pair, &mut read);
    let Hideable { body, hide } = read;
    (body != Group::default()).then_some(SectionItem { hide, body: ItemBody::Group(body) })
}

/// `Languages: [Rust, Go]` in a mapping of groups, `French: fluent` in one of languages, and `French: {level: fluent}`.
pub(super) fn keyed_group(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    object: &Object<Hideable<Group>>,
) -> Option<SectionItem> {
    if reader.is_absent(pair) {
        return None;
    }
    let label = Some(Text::new(pair.key.trim(), pair.key_span));
    if let (Value::Scalar(_), true) = (&pair.node.value, object.knows("fluency")) {
        let level = reader.text(pair);
        return Some(ItemBody::Group(Group { label, level, ..Group::default() }).into());
    }
    if let Value::Map(fields) = &pair.node.value
        && fields.iter().all(|field| object.knows(&field.key))
        && let Some(SectionItem { hide, body: ItemBody::Group(body) }) = group(reader, pair, object)
    {
        let label = body.label.clone().or(label);
        return Some(SectionItem { hide, body: ItemBody::Group(Group { label, ..body }) });
    }
    let items = reader.one_or_more(pair);
    (!items.is_empty()).then(|| ItemBody::Group(Group { label, items, ..Group::default() }).into())
}

/// One quotation; bare text is no one's words and stays prose.
pub(super) fn quotation(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<SectionItem> {
    if let Value::Scalar(_) = pair.node.value {
        return reader.prose(pair).map(|text| ItemBody::Prose(text).into());
    }
    let mut read = Hideable::<Quotation>::default();
    reader.record(&QUOTATION, pair, &mut read);
    let Hideable { body, hide } = read;
    (body != Quotation::default()).then_some(SectionItem { hide, body: ItemBody::Quotation(body) })
}
