//! Sections of the user's own: entries of any sort, distinguished by their fields.

use super::groups::{group, quotation};
use super::reader::{Named, Reader};
use crate::resume::{Block, ItemBody, RichText, Role, SectionItem};
use crate::schema::{CUSTOM, Draft, GROUP, ItemKind};
use crate::text::Span;
use crate::text::value::{Pair, Value, same_key};

/// Reads the content of a section of the user's own. One text alone is a paragraph, several in a row are
/// bullets.
pub(super) fn contents(reader: &mut Reader<'_>, items: &[Named<'_>]) -> Vec<SectionItem> {
    let is_text = |item: &Named<'_>| matches!(item.node.value, Value::Scalar(_));
    let mut all = Vec::new();
    for run in items.chunk_by(|a, b| is_text(a) && is_text(b)) {
        match run {
            [item] => all.extend(content(reader, *item)),
            texts => {
                let items: Vec<_> = texts.iter().filter_map(|item| reader.prose(*item)).collect();
                let span = items.iter().map(|item| item.span).reduce(Span::join).unwrap_or_default();
                all.extend(bullets(items, span));
            }
        }
    }
    all
}

/// A bullet list.
pub(super) fn bullets(items: Vec<RichText>, span: Span) -> Option<SectionItem> {
    let is_empty = items.is_empty();
    let items = items.into_iter().map(|item| item.blocks).collect();
    let body = RichText { blocks: vec![Block::List(None, items)], span };
    (!is_empty).then(|| ItemBody::Prose(body).into())
}

/// One piece: a paragraph, a group, a quotation, or an entry.
fn content(reader: &mut Reader<'_>, pair: Named<'_>) -> Vec<SectionItem> {
    match &pair.node.value {
        Value::Map(pairs) if is_group(pairs) => group(reader, pair, &GROUP).into_iter().collect(),
        Value::Map(pairs) if !has(pairs, &["reference", "quote"]) => entry(reader, pair),
        Value::Map(_) | Value::Scalar(_) => quotation(reader, pair).into_iter().collect(),
        Value::List(_) | Value::Null => entry(reader, pair),
    }
}

/// The sort and the value of an item that says its sort, as a section has one of another sort: `{prose: …}`.
pub(super) fn foreign<'n>(item: Named<'n>) -> Option<(ItemKind, Named<'n>)> {
    let Value::Map(pairs) = &item.node.value else { return None };
    let [pair] = pairs.as_slice() else { return None };
    let kind = ItemKind::ALL.into_iter().find(|kind| kind.key() == pair.key)?;
    let fits = matches!(pair.node.value, Value::Map(_)) || kind == ItemKind::Prose;
    fits.then(|| (kind, pair.into()))
}

/// Reads an item of that sort, which is hidden if its mapping says so.
pub(super) fn of_kind(reader: &mut Reader<'_>, kind: ItemKind, inner: Named<'_>) -> Vec<SectionItem> {
    match kind {
        ItemKind::Prose => entry(reader, inner),
        ItemKind::Entry => reader.draft(&CUSTOM, inner).item(reader, inner.node.span).into_iter().collect(),
        ItemKind::Group => group(reader, inner, &GROUP).into_iter().collect(),
        ItemKind::Quotation => quotation(reader, inner).into_iter().collect(),
    }
}

/// Whether a mapping has nothing but what a group has, and something that only a group has.
pub(crate) fn is_group(pairs: &[Pair]) -> bool {
    pairs.iter().all(|pair| GROUP.knows(&pair.key))
        && has(pairs, &["label", "category", "keywords", "items", "level", "details", "skills"])
}

fn has(pairs: &[Pair], keys: &[&str]) -> bool {
    pairs.iter().any(|pair| keys.iter().any(|key| same_key(&pair.key, key)))
}

fn entry(reader: &mut Reader<'_>, pair: Named<'_>) -> Vec<SectionItem> {
    pieces(reader.draft(&CUSTOM, pair), reader, pair.node.span)
}

/// An entry of such a section; one that has only prose is that prose.
pub(in crate::input) fn pieces(draft: Draft, reader: &mut Reader<'_>, span: Span) -> Vec<SectionItem> {
    if !draft.is_prose() {
        return draft.item(reader, span).into_iter().collect();
    }
    let Role { summary, highlights, hide, .. } = draft.role;
    let prose = summary.map(|text| ItemBody::Prose(text).into());
    let all = prose.into_iter().chain(bullets(highlights, span));
    all.map(|item: SectionItem| SectionItem { hide, ..item }).collect()
}
