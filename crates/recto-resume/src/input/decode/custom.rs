//! Sections of the user's own: entries of any sort, told apart by their fields.

use super::draft::Draft;
use super::entries::CUSTOM;
use super::fields::same_key;
use super::groups::{SKILL, group, quotation};
use super::reader::{Named, Reader};

use crate::resume::{Block, RichText, SectionItem};
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Reads what stands in a section of the user's own. One text alone is a paragraph, several in a row are
/// bullets.
pub(super) fn contents(reader: &mut Reader<'_>, pair: Named<'_>, items: &[&Node]) -> Vec<SectionItem> {
    let is_text = |node: &&Node| matches!(node.value, Value::Scalar(_));
    let mut all = Vec::new();
    for run in items.chunk_by(|a, b| is_text(a) && is_text(b)) {
        match run {
            [node] => all.extend(content(reader, pair.item(node))),
            texts => {
                let items: Vec<_> = texts.iter().filter_map(|node| reader.prose(pair.item(node))).collect();
                let span = items.iter().map(|item| item.span).reduce(Span::join).unwrap_or_default();
                all.extend(bullets(items, span));
            }
        }
    }
    all
}

/// A bullet list.
pub(in crate::input) fn bullets(items: Vec<RichText>, span: Span) -> Option<SectionItem> {
    let items: Vec<Vec<Block>> = items.into_iter().map(|item| item.blocks).collect();
    (!items.is_empty()).then(|| SectionItem::Prose(RichText { blocks: vec![Block::List(None, items)], span }))
}

/// One piece: a paragraph, a group, a quotation, or an entry.
fn content(reader: &mut Reader<'_>, pair: Named<'_>) -> Vec<SectionItem> {
    match &pair.node.value {
        Value::Scalar(_) => reader.prose(pair).map(SectionItem::Prose).into_iter().collect(),
        Value::Map(pairs) if is_group(pairs) => group(reader, pair, &SKILL).into_iter().collect(),
        Value::Map(pairs) if has(pairs, &["reference", "quote"]) => {
            quotation(reader, pair).into_iter().collect()
        }
        _ => entry(reader, pair),
    }
}

/// Whether a mapping has nothing but what a group has, and something that only a group has.
fn is_group(pairs: &[Pair]) -> bool {
    pairs.iter().all(|pair| SKILL.knows(&pair.key))
        && has(pairs, &["label", "category", "keywords", "items", "level", "details", "skills"])
}

fn has(pairs: &[Pair], keys: &[&str]) -> bool {
    pairs.iter().any(|pair| keys.iter().any(|key| same_key(&pair.key, key)))
}

/// An entry; one that has only prose is that prose.
fn entry(reader: &mut Reader<'_>, pair: Named<'_>) -> Vec<SectionItem> {
    let draft = Draft::read(reader, pair, &CUSTOM);
    if draft.is_empty() {
        return Vec::new();
    }
    let hide = draft.hide;
    let all: Vec<SectionItem> = if draft.is_prose() {
        let bullets = bullets(draft.highlights, pair.node.span);
        draft.summary.map(SectionItem::Prose).into_iter().chain(bullets).collect()
    } else {
        vec![SectionItem::Entry(Box::new(draft.finish(reader, pair.node.span)))]
    };
    if hide { Vec::new() } else { all }
}
