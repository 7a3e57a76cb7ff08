//! The blocks of one section as an outline: what stands before the first head, and heads with what
//! belongs to them. A head is a heading, and where there are none a bold or dated first line, the term of
//! a definition, or a dated bullet.

use super::heading::{has_organizations, is_citation};
use super::words::{names_organization, names_role};
use super::{dates, roles};
use crate::input::syntax::block::{Block, BlockKind, Definition, Phrase};
use crate::resume::SectionKind;
use crate::text::Span;

/// Level of a head that is no heading; those below it have higher ones.
pub(super) const LINE_LEVEL: u8 = 7;

/// Longest first line that can be a head (bytes).
const MAX_HEAD: usize = 140;

/// Longest undated bullet that can be an entry among dated ones (bytes).
const MAX_NAME: usize = 80;

/// Longest line without marks that can be an entry (bytes).
const MAX_PLAIN: usize = 100;

/// A section's content.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    /// What stands before the first head.
    pub lead: Vec<Block>,
    /// The heads, each with its own.
    pub items: Vec<Item>,
}

impl Outline {
    /// Adds a block below the last head.
    pub fn push(&mut self, block: Block) {
        self.items.last_mut().map_or(&mut self.lead, |item| &mut item.body).push(block);
    }

    /// Adds what is left of a paragraph.
    pub fn push_rest(&mut self, rest: Phrase) {
        if !rest.is_empty() {
            self.push(Block::paragraph(rest));
        }
    }

    /// Adds a head from one line of a paragraph; its other lines stay a paragraph.
    fn push_head(&mut self, (head, rest): (Phrase, Phrase)) {
        self.items.push(Item::line(LINE_LEVEL, head));
        self.push_rest(rest);
    }

    fn push_heads(&mut self, heads: Vec<Phrase>) {
        self.items.extend(heads.into_iter().map(|head| Item::line(LINE_LEVEL, head)));
    }
}

/// A head and what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub level: u8,
    pub head: Phrase,
    pub span: Span,
    /// What follows up to the first head below.
    pub body: Vec<Block>,
    /// Heads below.
    pub children: Vec<Item>,
    /// Whether the head is the term of a definition.
    pub is_term: bool,
}

impl Item {
    pub const fn new(level: u8, head: Phrase, span: Span) -> Self {
        Self { level, head, span, body: Vec::new(), children: Vec::new(), is_term: false }
    }

    /// A head that is a line.
    pub fn line(level: u8, head: Phrase) -> Self {
        let span = head.span();
        Self::new(level, head, span)
    }

    /// The head and all below it as blocks again, for prose.
    pub fn into_blocks(self) -> Vec<Block> {
        let heading = Block { kind: BlockKind::Heading(self.level, self.head), span: self.span };
        let mut blocks = vec![heading];
        blocks.extend(self.body);
        blocks.extend(self.children.into_iter().flat_map(Self::into_blocks));
        blocks
    }
}

/// Reads the blocks of a section of this kind.
pub(super) fn read(blocks: Vec<Block>, kind: SectionKind) -> Outline {
    let headed = blocks.iter().any(|block| block.heading().is_some());
    let takes_lines =
        !headed && holds_entries(kind) && !(kind == SectionKind::Publications && cites(&blocks));
    let mut flat = Outline::default();
    for block in blocks {
        flatten(block, kind, takes_lines, &mut flat);
    }
    if takes_lines {
        set_levels(&mut flat.items, kind);
    }
    nest(roles::promote(flat, kind))
}

/// Whether publications are given as people cite them: with more in a line than a title, a place and a date.
fn cites(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Paragraph(phrase) => is_citation(&phrase.text) || phrase.text.contains('&'),
        BlockKind::List(_, items) => items.iter().any(|item| cites(item)),
        _ => false,
    })
}

/// Splits heads, of any level, from the blocks below them.
fn flatten(block: Block, kind: SectionKind, takes_lines: bool, out: &mut Outline) {
    let span = block.span;
    match block.kind {
        BlockKind::Heading(level, phrase) => out.items.push(Item::new(level, phrase, span)),
        BlockKind::Definitions(all) if takes_lines => {
            out.items.extend(all.into_iter().map(|Definition { term, blocks }| Item {
                body: blocks,
                is_term: true,
                ..Item::line(LINE_LEVEL, term)
            }));
        }
        BlockKind::List(None, items) if takes_lines && are_entries(&items) => {
            for item in items {
                let mut blocks = item.into_iter();
                if let Some(BlockKind::Paragraph(phrase)) = blocks.next().map(|block| block.kind) {
                    out.push_head(phrase.take_line(0));
                }
                for block in blocks {
                    roles::push_nested(block, kind, out);
                }
            }
        }
        BlockKind::Paragraph(phrase) if takes_lines && is_dated_first(&phrase) => {
            out.push_head(phrase.take_line(1));
        }
        BlockKind::Paragraph(phrase)
            if takes_lines && has_organizations(kind) && are_plain_entries(&phrase) =>
        {
            out.push_heads(phrase.lines());
        }
        BlockKind::Paragraph(phrase) if takes_lines && is_line_head(&phrase, kind) => {
            // `**One**, 2020` / `**Two**, 2021`: each line is an entry.
            let all = phrase.lines();
            let is_entry = |line: &Phrase| {
                line.strong_start().is_some()
                    && dates::find(line).is_some_and(|dated| !dated.before.is_empty())
            };
            if all.len() > 1 && all.iter().all(is_entry) {
                out.push_heads(all);
            } else {
                out.push_head(phrase.take_line(0));
            }
        }
        kind => out.push(Block { kind, span }),
    }
}

/// Sections whose content is entries with a head.
pub(super) const fn holds_entries(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Work
            | SectionKind::Volunteer
            | SectionKind::Education
            | SectionKind::Projects
            | SectionKind::Awards
            | SectionKind::Certificates
            | SectionKind::Publications
            | SectionKind::Custom
    )
}

/// Whether every item is an entry: some are dated, and the others are as short.
fn are_entries(items: &[Vec<Block>]) -> bool {
    let is_name = |item: &Vec<Block>| {
        item.first().and_then(Block::text).is_some_and(|line| {
            line.text.len() <= MAX_NAME && !line.text.ends_with(['.', '!', '?']) && !line.text.contains(": ")
        })
    };
    let dated = items.iter().filter(|item| is_dated_item(item)).count();
    dated * 2 >= items.len().max(1) && items.iter().all(|item| is_dated_item(item) || is_name(item))
}

fn is_dated_item(item: &[Block]) -> bool {
    let Some(line) = item.first().and_then(Block::first_line) else { return false };
    line.text.len() <= MAX_HEAD
        && !line.is_empty()
        && dates::find(&line).is_some_and(|d| !d.before.is_empty() || !d.after.is_empty())
}

/// Whether the first line of a paragraph is a head: bold with nothing but a name, a place or a date
/// behind it, or one of several short lines that a date ends.
fn is_line_head(phrase: &Phrase, kind: SectionKind) -> bool {
    let all = phrase.lines();
    let Some(line) = all.first() else { return false };
    let Some(end) = line.strong_start().filter(|_| line.text.len() <= MAX_HEAD) else {
        // `Engineer` / `Lantern Works, Salem` / `2019 – 2020`
        let is_name = |line: &Phrase| !line.text.ends_with(['.', ':', '!']) && !line.has_links();
        return has_organizations(kind) && dates::is_over_date(&all, is_name);
    };
    let rest = line.text[end..].trim();
    let dated = dates::find(line).is_some();
    if kind == SectionKind::Custom {
        return dated;
    }
    let label = line.text[..end].ends_with(':') && !rest.is_empty();
    dated
        || rest.is_empty()
        || (!label && !rest.ends_with('.') && rest.starts_with([',', '|', '—', '–', '-', '(', '·', '@', '/']))
}

/// `BSc Physics, Example University, 2012 – 2015`, one or more such lines without marks.
fn are_plain_entries(phrase: &Phrase) -> bool {
    phrase.lines().iter().all(|line| {
        line.text.len() <= MAX_PLAIN
            && line.marked_start().is_none()
            && !line.has_links()
            && dates::find(line).is_some_and(|dated| {
                let rest = if dated.before.is_empty() { &dated.after.text } else { &dated.before.text };
                (dated.before.is_empty() || dated.after.is_empty())
                    && !rest.ends_with(['.', '!', '?'])
                    && !rest.contains([':', '"'])
                    && rest.contains([',', '|', '–', '—', '·'])
            })
    })
}

/// `1654 – 1660` / `**Example School**`: the date stands over the head.
fn is_dated_first(phrase: &Phrase) -> bool {
    let all = phrase.lines();
    let [date, head, ..] = all.as_slice() else { return false };
    dates::is_all(date)
        && head.strong_start().is_some()
        && head.text.len() <= MAX_HEAD
        && dates::find(head).is_none()
}

/// Where an organisation without a date stands right over dated heads, these are its roles.
fn set_levels(items: &mut [Item], kind: SectionKind) {
    if !has_organizations(kind) {
        return;
    }
    let dated = |item: &Item| dates::find(&item.head).is_some();
    let is_over = |two: &[Item]| match two {
        [over, below] if over.body.is_empty() && !dated(over) && dated(below) => {
            names_organization(&over.head.text)
                || (names_role(&below.head.text) && !names_role(&over.head.text))
        }
        _ => false,
    };
    let starts: Vec<_> = items.windows(2).map(is_over).chain([false]).collect();
    if !starts.contains(&true) {
        return;
    }
    let mut is_below = false;
    for (item, starts) in items.iter_mut().zip(starts) {
        if !dated(item) {
            is_below = starts || !names_role(&item.head.text);
        } else if is_below {
            item.level += 1;
        }
    }
}

/// Puts each head below the last one of a higher rank.
fn nest(flat: Outline) -> Outline {
    let mut outline = Outline { lead: flat.lead, items: Vec::new() };
    let mut open: Vec<Item> = Vec::new();
    for item in flat.items {
        close_to(item.level, &mut open, &mut outline);
        open.push(item);
    }
    close_to(0, &mut open, &mut outline);
    outline
}

fn close_to(level: u8, open: &mut Vec<Item>, outline: &mut Outline) {
    while open.last().is_some_and(|item| item.level >= level) {
        let Some(done) = open.pop() else { return };
        match open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => outline.items.push(done),
        }
    }
}
