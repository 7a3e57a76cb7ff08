//! The blocks of one section as an outline: what stands before the first head, and heads with what
//! belongs to them. A head is a heading, and where there are none a bold or dated first line, the term of
//! a definition, or a dated bullet.

use super::block::{Block, BlockKind};
use super::dates;
use super::inline::{Inlines, Line, Phrase, join, lines};
use crate::diagnostic::Span;
use crate::resume::SectionKind;

/// Level of a head that is no heading, and of a dated one below an undated one.
const LINE_LEVEL: u8 = 7;

/// Longest first line that can be a head (bytes).
const MAX_HEAD: usize = 140;

/// A section's content.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    /// What stands before the first head.
    pub lead: Vec<Block>,
    /// The heads, each with its own.
    pub items: Vec<Item>,
}

/// A head and what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub level: u8,
    pub tokens: Inlines,
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
    fn new(level: u8, tokens: Inlines, span: Span) -> Self {
        let head = Phrase::new(&tokens);
        Self { level, tokens, head, span, body: Vec::new(), children: Vec::new(), is_term: false }
    }

    /// The head and all below it as blocks again, for prose.
    pub fn into_blocks(self) -> Vec<Block> {
        let heading = Block { kind: BlockKind::Heading(self.level, self.tokens), span: self.span };
        let mut blocks = vec![heading];
        blocks.extend(self.body);
        blocks.extend(self.children.into_iter().flat_map(Self::into_blocks));
        blocks
    }
}

/// Reads the blocks of a section of this kind.
pub(super) fn read(blocks: Vec<Block>, kind: SectionKind) -> Outline {
    let headed = blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(..)));
    let mut flat = Vec::new();
    let mut after_heading = false;
    for block in blocks {
        let is_heading = matches!(block.kind, BlockKind::Heading(..));
        flatten(block, kind, headed, after_heading, &mut flat);
        after_heading = is_heading;
    }
    if !headed {
        set_levels(&mut flat);
    }
    nest(flat)
}

/// A head, or a block below one.
enum Flat {
    Head(Item),
    Block(Block),
}

/// Splits heads from blocks.
fn flatten(block: Block, kind: SectionKind, headed: bool, after_heading: bool, out: &mut Vec<Flat>) {
    let span = block.span;
    match block.kind {
        BlockKind::Heading(level, tokens) => out.push(Flat::Head(Item::new(level, tokens, span))),
        BlockKind::Definitions(all) if holds_entries(kind) && !headed => {
            for definition in all {
                let place = Phrase::new(&definition.term).span();
                let mut item = Item::new(LINE_LEVEL, definition.term, place);
                item.is_term = true;
                out.push(Flat::Head(item));
                out.extend(definition.blocks.into_iter().map(Flat::Block));
            }
        }
        BlockKind::List(None, items)
            if holds_entries(kind) && !headed && items.iter().all(|item| is_dated_item(item)) =>
        {
            for item in items {
                let mut blocks = item.into_iter();
                if let Some(Block { kind: BlockKind::Paragraph(tokens), span }) = blocks.next() {
                    push_line_head(tokens, span, out);
                }
                out.extend(blocks.map(Flat::Block));
            }
        }
        BlockKind::Paragraph(tokens) if !after_heading && is_line_head(&tokens, kind, headed) => {
            push_line_head(tokens, span, out);
        }
        kind => out.push(Flat::Block(Block { kind, span })),
    }
}

/// A head from the first line of a paragraph; its other lines stay a paragraph.
fn push_line_head(tokens: Inlines, span: Span, out: &mut Vec<Flat>) {
    let mut all = lines(&tokens).into_iter();
    if let Some(first) = all.next() {
        out.push(Flat::Head(Item::new(LINE_LEVEL, first.tokens, span)));
    }
    let rest: Vec<Line> = all.collect();
    if !rest.is_empty() {
        out.push(Flat::Block(Block { kind: BlockKind::Paragraph(join(rest)), span }));
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

fn is_dated_item(item: &[Block]) -> bool {
    let Some(Block { kind: BlockKind::Paragraph(tokens), .. }) = item.first() else { return false };
    let first = lines(tokens).into_iter().next().map(|line| Phrase::new(&line.tokens));
    first.is_some_and(|line| {
        line.text.len() <= MAX_HEAD
            && line.text != ""
            && dates::find(&line).is_some_and(|d| !d.before.is_empty() || !d.after.is_empty())
    })
}

/// Whether the first line of a paragraph is a head: bold with nothing but a name, a place or a date
/// behind it. Among real headings only a dated one can be, and only when it begins in bold.
fn is_line_head(tokens: &Inlines, kind: SectionKind, headed: bool) -> bool {
    if !holds_entries(kind) {
        return false;
    }
    let Some(line) = lines(tokens).into_iter().next().map(|line| Phrase::new(&line.tokens)) else {
        return false;
    };
    let Some(end) = line.strong_start().filter(|_| line.text.len() <= MAX_HEAD) else { return false };
    let rest = line.text[end..].trim();
    let dated = dates::find(&line).is_some();
    if headed || kind == SectionKind::Custom {
        return dated;
    }
    let label = line.text[..end].ends_with(':') && !rest.is_empty();
    dated
        || rest.is_empty()
        || (!label && !rest.ends_with('.') && rest.starts_with([',', '|', '—', '–', '-', '(', '·', '@']))
}

/// Where an undated head stands right over a dated one, dated heads are roles of the undated one.
fn set_levels(flat: &mut [Flat]) {
    let dated = |flat: &Flat| match flat {
        Flat::Head(item) => Some(dates::find(&item.head).is_some()),
        Flat::Block(_) => None,
    };
    let over = flat.windows(2).any(|two| dated(&two[0]) == Some(false) && dated(&two[1]) == Some(true));
    if over {
        for flat in flat {
            if let Flat::Head(item) = flat
                && dates::find(&item.head).is_some()
            {
                item.level += 1;
            }
        }
    }
}

/// Puts each head below the last one of a higher rank.
fn nest(flat: Vec<Flat>) -> Outline {
    let mut outline = Outline::default();
    let mut open: Vec<Item> = Vec::new();
    for piece in flat {
        match piece {
            Flat::Block(block) => match open.last_mut() {
                Some(item) => item.body.push(block),
                None => outline.lead.push(block),
            },
            Flat::Head(item) => {
                close_to(item.level, &mut open, &mut outline);
                open.push(item);
            }
        }
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
