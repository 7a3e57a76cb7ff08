//! Skills, languages, interests: labels with keywords, from bullets, lines, headings or definitions. All
//! or nothing: a section that says more than keywords stays prose, so that nothing is bent.

use super::outline::{Item, Outline};
use super::parts::is_inside;
use super::words::is_column;
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::{Group, ItemBody, SectionItem, SectionKind, Text};

/// Longest keyword and longest label (bytes); what is longer is a sentence.
const MAX_KEYWORD: usize = 90;
const MAX_LABEL: usize = 50;

/// The groups of a section, and the first rows of tables that say more than what the columns are. `None` when something
/// in it is more than a keyword.
pub(super) fn read(outline: &Outline, kind: SectionKind) -> Option<(Vec<Block>, Vec<SectionItem>)> {
    let mut groups = Vec::new();
    let mut heads = Vec::new();
    for block in &outline.lead {
        match &block.kind {
            BlockKind::Paragraph(phrase) if phrase.marks.iter().any(|(mark, _)| *mark == Mark::Cell) => {
                table(phrase, &mut heads, kind, &mut groups)?;
            }
            _ => blocks(std::slice::from_ref(block), kind, &mut groups)?,
        }
    }
    for item in &outline.items {
        headed(item, kind, &mut groups)?;
    }
    Some((heads, groups.into_iter().map(|group| ItemBody::Group(group).into()).collect()))
}

/// A table of two columns: a label and its keywords. Its first row stands in `heads`, unless it only says what
/// the columns are.
fn table(rows: &Phrase, heads: &mut Vec<Block>, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    let has_head = rows.marks.iter().any(|(mark, _)| *mark == Mark::Head);
    for (n, row) in rows.lines().into_iter().enumerate() {
        let cells = row.cells();
        let [label, rest] = cells.as_slice() else { return None };
        if cells.iter().any(|cell| cell.is_empty() || cell.has_links()) {
            return None;
        }
        if n == 0 && has_head {
            if !cells.iter().all(|cell| is_column(&cell.text)) {
                heads.push(Block::paragraph(row));
            }
            continue;
        }
        let (level, keywords) = match kind {
            SectionKind::Languages => (rest.literal(), Vec::new()),
            _ => (None, literals(&keywords(rest)?)),
        };
        out.push(Group { level, ..labelled_group(&label.trim_matches(":"), keywords) });
    }
    Some(())
}

/// A heading with its keywords.
fn headed(item: &Item, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    if !item.children.is_empty() {
        return None;
    }
    let mut inner = Vec::new();
    blocks(&item.body, kind, &mut inner)?;
    out.push(group_over(&item.line.phrase, ":", inner)?);
    Some(())
}

fn blocks(blocks: &[Block], kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    for block in blocks {
        match &block.kind {
            BlockKind::List(None, items) => items.iter().try_for_each(|item| bullet(item, kind, out))?,
            BlockKind::Paragraph(phrase) => {
                phrase.lines().iter().try_for_each(|line| group_or_keyword(line, true, kind, out))?;
            }
            BlockKind::Definitions(all) => {
                for definition in all {
                    let mut inner = Vec::new();
                    self::blocks(&definition.blocks, kind, &mut inner)?;
                    out.push(group_over(&definition.term, "", inner)?);
                }
            }
            _ => return None,
        }
    }
    Some(())
}

/// `- **Languages:** Rust, Go`, `- Rust`, or `- Languages` over bullets of its own.
fn bullet(item: &[Block], kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    match item {
        [] => Some(()),
        [Block { kind: BlockKind::Paragraph(phrase), .. }] => group_or_keyword(phrase, false, kind, out),
        [Block { kind: BlockKind::Paragraph(label), .. }, Block { kind: BlockKind::List(_, items), .. }]
            if label.text.len() <= MAX_LABEL =>
        {
            let mut inner = Vec::new();
            items.iter().try_for_each(|item| bullet(item, kind, &mut inner))?;
            out.push(group_over(label, ":", inner)?);
            Some(())
        }
        _ => None,
    }
}

/// A bullet, or (`several`) a line whose keywords stand in one run, with commas, and may go on the line before.
fn group_or_keyword(phrase: &Phrase, several: bool, kind: SectionKind, out: &mut Vec<Group>) -> Option<()> {
    if phrase.has_links() {
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
        out.push(labelled_group(&label, literals(&keywords(&rest)?)));
        return Some(());
    }
    let words = keywords(phrase)?;
    if several && words.len() < 2 {
        return None;
    }
    // A bullet is one keyword, commas and all.
    let words = literals(if several { &words } else { std::slice::from_ref(phrase) });
    match out.last_mut() {
        Some(group) if group.label.is_none() || several => group.items.extend(words),
        _ => out.push(Group { items: words, ..Group::default() }),
    }
    Some(())
}

fn literals(phrases: &[Phrase]) -> Vec<Text> {
    phrases.iter().filter_map(Phrase::literal).collect()
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
    let is_cut = |at, c| matches!(c, ',' | ';' | '|' | '·' | '•') && !is_inside(&phrase.text, at);
    let mut parts = phrase.split(is_cut);
    parts.retain(|part| !part.is_empty());
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
    let text = &*phrase.text;
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
    Some(Group { level: level.literal(), ..labelled_group(&name, Vec::new()) })
}

/// A label, without the `marks` around it, over the keywords of groups that have no label of their own.
fn group_over(label: &Phrase, marks: &str, inner: Vec<Group>) -> Option<Group> {
    if label.has_links() || inner.iter().any(|group| group.label.is_some()) {
        return None;
    }
    let items = inner.into_iter().flat_map(|group| group.items).collect();
    Some(labelled_group(&label.trim_matches(marks), items))
}

/// A label over its keywords.
fn labelled_group(label: &Phrase, items: Vec<Text>) -> Group {
    Group { label: label.literal(), items, ..Group::default() }
}
