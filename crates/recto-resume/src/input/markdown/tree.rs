//! Entries and sections as nodes of the tree, under JSON Resume's keys.

use super::block::{Block, BlockKind};
use super::entry::{Entry, Role, Url, text_block};
use super::inline::Phrase;
use super::prose;
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// The names under which a section's entries keep their parts.
pub(super) struct Keys {
    organization: &'static str,
    title: &'static str,
    /// Whether bullets have a field of their own.
    highlights: bool,
    /// Whether entries have a place.
    place: bool,
    /// Whether several roles stand in one entry.
    positions: bool,
    /// Whether entries have a grade.
    score: bool,
}

/// The keys of a section's entries.
pub(super) const fn keys(kind: SectionKind) -> Keys {
    let (organization, title, highlights, positions) = match kind {
        SectionKind::Work => ("name", "position", true, true),
        SectionKind::Volunteer => ("organization", "position", true, true),
        SectionKind::Education => ("institution", "studyType", true, false),
        SectionKind::Awards => ("awarder", "title", true, false),
        SectionKind::Certificates => ("issuer", "name", false, false),
        SectionKind::Publications => ("publisher", "name", false, false),
        SectionKind::Projects => ("entity", "name", true, false),
        _ => ("organization", "title", true, true),
    };
    let place = !matches!(kind, SectionKind::Certificates | SectionKind::Publications);
    Keys { organization, title, highlights, place, positions, score: matches!(kind, SectionKind::Education) }
}

/// A pair whose key is not in the file; it stands where its value does.
pub(super) fn pair(key: &str, node: Node) -> Pair {
    Pair { key: key.to_owned(), key_span: node.span, node }
}

/// A mapping.
pub(super) fn map(span: Span, pairs: Vec<Pair>) -> Node {
    Node::new(span, Value::Map(pairs))
}

/// A list.
pub(super) fn list(span: Span, items: Vec<Node>) -> Node {
    Node::new(span, Value::List(items))
}

/// The nodes of one entry: one, or one per role where a section has no entries of several roles.
pub(super) fn entry(mut entry: Entry, keys: &Keys) -> Vec<Node> {
    if entry.roles.len() > 1 && keys.positions {
        return vec![several(entry, keys)];
    }
    let note = std::mem::take(&mut entry.note);
    let mut nodes = Vec::new();
    for (n, mut role) in std::mem::take(&mut entry.roles).into_iter().enumerate() {
        if n == 0 {
            role.body.splice(0..0, note.iter().cloned());
        }
        if !keys.place {
            let places = [role.place.take(), entry.place.clone()];
            role.body.splice(0..0, places.iter().flatten().map(line));
            entry.place = None;
        }
        if !keys.score {
            role.body.splice(0..0, role.score.take().iter().map(line));
        }
        let mut pairs = Vec::new();
        extend(&mut pairs, keys.organization, entry.organization.as_ref().map(|phrase| phrase.node()));
        // Where an entry has one place, the role's own is the exact one.
        let place = role.place.take();
        if let (Some(place), Some(wider)) = (&place, &entry.place) {
            let text = format!("{}, {}", place.text, wider.text);
            pairs.push(pair("location", Node::text(place.span(), text)));
        } else {
            extend(&mut pairs, "location", place.or_else(|| entry.place.clone()).map(|phrase| phrase.node()));
        }
        let address = role.url.take().or_else(|| entry.url.clone());
        extend(&mut pairs, "url", address.as_ref().map(url));
        let span = entry.span.join(role.span);
        pairs.extend(role_pairs(role, keys.title, keys.highlights));
        nodes.push(map(span, pairs));
    }
    nodes
}

/// An organisation with several roles.
fn several(entry: Entry, keys: &Keys) -> Node {
    let mut pairs = Vec::new();
    extend(&mut pairs, keys.organization, entry.organization.as_ref().map(|phrase| phrase.node()));
    extend(&mut pairs, "location", entry.place.as_ref().map(|phrase| phrase.node()));
    extend(&mut pairs, "url", entry.url.as_ref().map(url));
    extend(&mut pairs, "summary", prose::node(&entry.note));
    let roles = entry.roles.into_iter().map(|mut role| {
        let mut pairs = Vec::new();
        extend(&mut pairs, "location", role.place.take().map(|phrase| phrase.node()));
        extend(&mut pairs, "url", role.url.take().as_ref().map(url));
        let span = role.span;
        role.body.splice(0..0, role.score.take().iter().map(line));
        pairs.extend(role_pairs(role, "position", true));
        map(span, pairs)
    });
    let roles = list(entry.span, roles.collect());
    pairs.push(pair("positions", roles));
    map(entry.span, pairs)
}

/// Title, dates, prose and bullets of a role.
fn role_pairs(role: Role, title: &str, has_highlights: bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    extend(&mut pairs, title, role.title.filter(|title| !title.is_empty()).map(|phrase| phrase.node()));
    extend(&mut pairs, "date", role.dates.map(|phrase| phrase.node()));
    extend(&mut pairs, "score", role.score.map(|phrase| phrase.node()));
    let (summary, highlights) = if has_highlights { split_body(role.body) } else { (role.body, Vec::new()) };
    extend(&mut pairs, "summary", prose::node(&summary));
    let items: Vec<_> = highlights.iter().filter_map(|item| prose::node(item)).collect();
    if let Some(span) = items.iter().map(|item| item.span).reduce(Span::join) {
        pairs.push(pair("highlights", list(span, items)));
    }
    pairs
}

/// A part that has no field of its own, as a line of prose.
fn line(part: &Phrase) -> Block {
    text_block(&part.text, part.span())
}

/// Splits a body into running text and bullets. Bullets get a field of their own only when nothing
/// follows them: the order of the file stays.
fn split_body(mut body: Vec<Block>) -> (Vec<Block>, Vec<Vec<Block>>) {
    let is_bullets = |block: &Block| matches!(block.kind, BlockKind::List(None, _));
    let lists = body.iter().rev().take_while(|block| is_bullets(block)).count();
    let bullets = body.split_off(body.len() - lists);
    if body.iter().any(is_bullets) {
        body.extend(bullets);
        return (body, Vec::new());
    }
    let items = bullets.into_iter().flat_map(|block| match block.kind {
        BlockKind::List(_, items) => items,
        _ => Vec::new(),
    });
    (body, items.collect())
}

fn url(url: &Url) -> Node {
    Node::text(url.span, url.url.clone())
}

/// Appends a pair when there is a value.
pub(super) fn extend(pairs: &mut Vec<Pair>, key: &str, node: Option<Node>) {
    pairs.extend(node.map(|node| pair(key, node)));
}
