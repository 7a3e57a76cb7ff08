//! Skills, languages, interests: labels with keywords, from bullets, lines, headings or definitions. All
//! or nothing: a section that says more than keywords stays prose, so that nothing is bent.

use super::block::{Block, BlockKind};
use super::brackets;
use super::inline::{Line, Phrase, lines};
use super::names::is_column;
use super::outline::{Item, Outline};
use super::tree::{extend, list, map, pair};
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::Node;

/// Longest keyword and longest label (bytes); what is longer is a sentence.
const MAX_KEYWORD: usize = 90;
const MAX_LABEL: usize = 50;

/// A label with its keywords; keywords without a label follow each other in one group.
#[derive(Debug, Default)]
struct Group {
    label: Option<Phrase>,
    level: Option<Phrase>,
    keywords: Vec<Phrase>,
}

/// The groups of a section, and the first rows of tables that say more than what the columns are.
pub(super) struct Groups {
    pub heads: Vec<Block>,
    pub groups: Vec<Node>,
}

/// The groups of a section, or `None` when something in it is more than a keyword.
pub(super) fn read(outline: &Outline, kind: SectionKind) -> Option<Groups> {
    let mut groups = Vec::new();
    let mut heads = Vec::new();
    for block in &outline.lead {
        match &block.kind {
            BlockKind::Paragraph(tokens) if lines(tokens).iter().any(|line| line.cells().len() > 1) => {
                table(lines(tokens), &mut heads, kind, &mut groups)?;
            }
            _ => blocks(std::slice::from_ref(block), kind, &mut groups)?,
        }
    }
    for item in &outline.items {
        headed(item, kind, &mut groups)?;
    }
    Some(Groups { heads, groups: groups.into_iter().map(node).collect() })
}

/// A table of two columns: a label and its keywords. Its first row stands in `heads`, unless it only says what
/// the columns are.
fn table(rows: Vec<Line>, heads: &mut Vec<Block>, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    for row in rows {
        let cells = row.cells();
        let [label, rest] = cells.as_slice() else { return None };
        if cells.iter().any(|cell| cell.is_empty() || has_links(cell)) {
            return None;
        }
        if row.is_table_head() {
            if !cells.iter().all(|cell| is_column(&cell.text)) {
                let span = label.span().join(rest.span());
                heads.push(Block { kind: BlockKind::Paragraph(row.tokens), span });
            }
            continue;
        }
        let (level, keywords) = match kind {
            SectionKind::Languages => (Some(rest.clone()), Vec::new()),
            _ => (None, keywords(rest)?),
        };
        out.push(Group { label: Some(label.trim_matches(":")), level, keywords });
    }
    Some(())
}

/// A heading with its keywords.
fn headed(item: &Item, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    if !item.children.is_empty() || has_links(&item.head) {
        return None;
    }
    let mut inner = Vec::new();
    blocks(&item.body, kind, &mut inner)?;
    let mut group = Group { label: Some(item.head.trim_matches(":")), ..Group::default() };
    for part in inner {
        if part.label.is_some() {
            return None;
        }
        group.keywords.extend(part.keywords);
    }
    out.push(group);
    Some(())
}

fn blocks(blocks: &[Block], kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    for block in blocks {
        match &block.kind {
            BlockKind::List(None, items) => {
                for item in items {
                    bullet(item, kind, out)?;
                }
            }
            BlockKind::Paragraph(tokens) => {
                for line in lines(tokens) {
                    text_line(&Phrase::new(&line.tokens), kind, out)?;
                }
            }
            BlockKind::Definitions(all) => {
                for definition in all {
                    let mut inner = Vec::new();
                    if has_links(&Phrase::new(&definition.term)) {
                        return None;
                    }
                    self::blocks(&definition.blocks, kind, &mut inner)?;
                    if inner.iter().any(|group| group.label.is_some()) {
                        return None;
                    }
                    let keywords = inner.into_iter().flat_map(|group| group.keywords).collect();
                    out.push(Group { label: Some(Phrase::new(&definition.term)), level: None, keywords });
                }
            }
            _ => return None,
        }
    }
    Some(())
}

/// `- **Languages:** Rust, Go`, `- Rust`, or `- Languages` over bullets of its own.
fn bullet(item: &[Block], kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    let (first, nested) = match item {
        [Block { kind: BlockKind::Paragraph(tokens), .. }] => (Phrase::new(tokens), None),
        [Block { kind: BlockKind::Paragraph(tokens), .. }, Block { kind: BlockKind::List(_, items), .. }] => {
            (Phrase::new(tokens), Some(items))
        }
        [] => return Some(()),
        _ => return None,
    };
    let Some(nested) = nested else { return group_or_keyword(&first, false, kind, out) };
    let mut inner = Vec::new();
    for item in nested {
        bullet(item, kind, &mut inner)?;
    }
    if inner.iter().any(|group| group.label.is_some()) || has_links(&first) || first.text.len() > MAX_LABEL {
        return None;
    }
    let keywords = inner.into_iter().flat_map(|group| group.keywords).collect();
    out.push(Group { label: Some(first.trim_matches(":")), level: None, keywords });
    Some(())
}

/// A line of a paragraph: a group, or a run of keywords that may go on the line before.
fn text_line(line: &Phrase, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    group_or_keyword(line, true, kind, out)
}

/// `several`: whether keywords without a label stand in one run, with commas.
fn group_or_keyword(phrase: &Phrase, several: bool, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    if has_links(phrase) {
        return None;
    }
    if kind == SectionKind::Languages {
        let parts = if several { keywords(phrase)? } else { vec![phrase.clone()] };
        for part in parts {
            out.push(language(&part)?);
        }
        return Some(());
    }
    if let Some((label, rest)) = labelled(phrase) {
        out.push(Group { label: Some(label), level: None, keywords: keywords(&rest)? });
        return Some(());
    }
    let words = keywords(phrase)?;
    if several && words.len() < 2 {
        return None;
    }
    // A bullet is one keyword, commas and all.
    let words = if several { words } else { vec![phrase.clone()] };
    match out.last_mut() {
        Some(group) if group.label.is_none() || several => group.keywords.extend(words),
        _ => out.push(Group { keywords: words, ..Group::default() }),
    }
    Some(())
}

/// `**Databases**: a, b`, `**Databases** a, b`, `Tools: x, y`.
fn labelled(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let bold = phrase.strong_start().filter(|end| *end < phrase.text.len());
    let colon = phrase.text.find(": ");
    let cut = bold.or(colon).filter(|cut| *cut <= MAX_LABEL)?;
    let label = phrase.slice(0..cut).trim_matches(":–—-");
    let rest = phrase.slice(cut..phrase.text.len()).trim_matches(":–—-");
    (!label.is_empty() && !rest.is_empty()).then_some((label, rest))
}

/// Cuts at commas outside brackets and quotation marks. `None` when a part is a sentence.
fn keywords(phrase: &Phrase) -> Option<Vec<Phrase>> {
    let mut cuts = Vec::new();
    for (at, c) in phrase.text.char_indices() {
        if matches!(c, ',' | ';' | '|' | '·' | '•') && !brackets::is_inside(&phrase.text, at) {
            cuts.push(at..at + c.len_utf8());
        }
    }
    let mut parts: Vec<_> = phrase.cut(&cuts).into_iter().filter(|part| !part.is_empty()).collect();
    if parts.len() > 1
        && let Some(last) = parts.last_mut()
        && last.text.ends_with('.')
        && !last.text.contains(' ')
    {
        *last = last.slice(0..last.text.len() - 1);
    }
    let sentence = |part: &Phrase| {
        part.text.len() > MAX_KEYWORD || (part.text.ends_with('.') && part.text.contains(' '))
    };
    (!parts.iter().any(sentence)).then_some(parts)
}

/// `English (native)`, `English: native`, `**English** – C1`.
fn language(phrase: &Phrase) -> Option<Group> {
    let text = phrase.text.as_str();
    let bold = phrase.strong_start().filter(|end| *end < text.len());
    let cut = bold
        .or_else(|| [" (", ": ", " – ", " — ", " - ", ":"].iter().filter_map(|mark| text.find(mark)).min());
    let (name, level) = match cut {
        Some(cut) => {
            (phrase.slice(0..cut).trim_matches(":,"), phrase.slice(cut..text.len()).trim_matches(":–—-,"))
        }
        None => (phrase.clone(), Phrase::default()),
    };
    if name.text.len() > MAX_LABEL || level.text.len() > MAX_KEYWORD || name.is_empty() {
        return None;
    }
    let inner = level
        .text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .filter(|text| !text.contains(['(', ')']));
    let level = if inner.is_some() { level.slice(1..level.text.len() - 1) } else { level };
    Some(Group {
        label: Some(name),
        level: Some(level).filter(|level| !level.is_empty()),
        keywords: Vec::new(),
    })
}

fn has_links(phrase: &Phrase) -> bool {
    phrase.links().next().is_some()
}

fn node(group: Group) -> Node {
    let Group { label: name, level, keywords } = group;
    let span = name
        .iter()
        .chain(&level)
        .chain(&keywords)
        .map(|phrase| phrase.span())
        .reduce(Span::join)
        .unwrap_or_default();
    let mut pairs = Vec::new();
    extend(&mut pairs, "name", name.map(|phrase| phrase.node()));
    extend(&mut pairs, "level", level.map(|phrase| phrase.node()));
    if !keywords.is_empty() {
        pairs.push(pair("keywords", list(span, keywords.iter().map(Phrase::node).collect())));
    }
    map(span, pairs)
}
