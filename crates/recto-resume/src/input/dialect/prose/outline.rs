//! The blocks of one section as an outline: what is before the first head, and heads with what belongs to them. A head is
//! a heading, and where there are none a bold or dated first line, the term of a definition, or a dated bullet.

use super::head::{Head, is_citation};
use super::line::{Line, MAX_HEAD, MAX_NAME, is_over_date};
use super::parts::strong_first;
use super::words::{names_organization, names_role};
use super::{has_organizations, holds_entries, roles, tables};
use crate::input::syntax::block::{Block, BlockKind, Definition, Phrase};
use crate::resume::SectionKind;
use crate::text::Span;
use std::ops::Range;

/// Level of a head that is no heading; those below it have higher ones.
pub(super) const LINE_LEVEL: u8 = 7;

/// Longest line without marks that can be an entry (bytes).
const MAX_PLAIN: usize = 100;

/// A section's content.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    /// What is before the first head.
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
}

/// A head and what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub level: u8,
    pub line: Line,
    pub span: Span,
    /// What follows up to the first head below.
    pub body: Vec<Block>,
    /// Heads below.
    pub children: Vec<Item>,
    /// Whether the head is the term of a definition.
    pub is_term: bool,
    /// The head, if a table says what each part of it is.
    pub head: Option<Head>,
}

impl Item {
    /// A head that is a line; what is said of the entry behind it is below.
    pub fn new(level: u8, line: Line) -> Self {
        let span = line.phrase.span();
        let (line, remark) = line.split_remark();
        let body = remark.map(Block::paragraph).into_iter().collect();
        Self { level, line, span, body, children: Vec::new(), is_term: false, head: None }
    }

    /// The characters of the head.
    pub fn text(&self) -> &str {
        &self.line.phrase.text
    }

    /// The head and all below it as blocks again, for prose.
    pub fn into_blocks(self) -> Vec<Block> {
        let heading = Block { kind: BlockKind::Heading(self.level, self.line.phrase), span: self.span };
        let below = self.children.into_iter().flat_map(Self::into_blocks);
        std::iter::once(heading).chain(self.body).chain(below).collect()
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
    let Outline { lead, items } = roles::promote(flat, kind);
    let mut nested = Vec::new();
    items.into_iter().for_each(|item| nest(item, &mut nested));
    Outline { lead, items: nested }
}

/// Puts a head below the last one of a higher rank.
fn nest(item: Item, above: &mut Vec<Item>) {
    match above.last_mut() {
        Some(last) if last.level < item.level => nest(item, &mut last.children),
        _ => above.push(item),
    }
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
        BlockKind::Heading(level, phrase) => {
            out.items.push(Item { span, ..Item::new(level, Line::read(phrase)) });
        }
        BlockKind::Definitions(all) if takes_lines => {
            out.items.extend(all.into_iter().map(|Definition { term, blocks }| {
                let mut item = Item { is_term: true, ..Item::new(LINE_LEVEL, Line::read(term)) };
                item.body.extend(blocks);
                item
            }));
        }
        BlockKind::List(None, items) if takes_lines && are_entries(&items, kind) => {
            for item in items {
                let mut blocks = item.into_iter();
                if let Some(BlockKind::Paragraph(phrase)) = blocks.next().map(|block| block.kind) {
                    let (head, rest) = bullet_head(&phrase);
                    out.items.push(Item::new(LINE_LEVEL, head));
                    out.push_rest(rest);
                }
                blocks.for_each(|block| roles::push_nested(block, kind, out));
            }
        }
        BlockKind::Paragraph(phrase) if takes_lines || is_before_headings(&phrase, kind, out) => {
            let lines = Line::all(&phrase);
            match heads(&lines, kind) {
                none if none.is_empty() => out.push(Block { kind: BlockKind::Paragraph(phrase), span }),
                heads => push_heads(&phrase, &lines, heads, out),
            }
        }
        BlockKind::Table(rows) => match tables::entries(&rows, kind) {
            Some((above, items)) => {
                above.into_iter().for_each(|above| out.push(above));
                out.items.extend(items);
            }
            None => out.push(Block { kind: BlockKind::Table(rows), span }),
        },
        kind => out.push(Block { kind, span }),
    }
}

/// Whether a paragraph before all headings of a section begins with a dated entry in bold, as some write the first ones.
fn is_before_headings(phrase: &Phrase, kind: SectionKind, out: &Outline) -> bool {
    has_organizations(kind)
        && out.items.last().is_none_or(|item| item.level == LINE_LEVEL)
        && phrase.strong_start().is_some()
        && Line::read(phrase.first_line()).is_dated()
}

/// Adds heads from lines of a paragraph: one of them or all. The other lines stay a paragraph.
fn push_heads(phrase: &Phrase, lines: &[Line], heads: Range<usize>, out: &mut Outline) {
    let rest = if heads.len() > 1 { Phrase::default() } else { phrase.take_line(heads.start).1 };
    out.items.extend(lines[heads].iter().map(|line| Item::new(LINE_LEVEL, line.clone())));
    out.push_rest(rest);
}

/// Which lines of a paragraph are heads: one, all, or none.
fn heads(lines: &[Line], kind: SectionKind) -> Range<usize> {
    // `**One**, 2020` / `**Two**, 2021`: each line is an entry.
    let is_entry =
        |line: &Line| line.phrase.strong_start().is_some() && line.is_dated() && !line.before.is_empty();
    // A comma alone is also in sentences.
    let is_cut = |line: &Line| line.phrase.text.contains(['|', '–', '—', '·']);
    let is_listed = |line: &Line| match kind {
        SectionKind::Awards | SectionKind::Certificates => is_cut(line),
        _ => has_organizations(kind),
    };
    let are_plain = lines.iter().all(|line| is_listed(line) && is_plain_entry(line));
    match lines {
        [date, head, ..] if is_below_date(date, head) => 1..2,
        [first, ..] if are_plain || is_line_head(first, lines, kind) => {
            let are_all = are_plain || lines.iter().all(is_entry);
            0..if are_all { lines.len() } else { 1 }
        }
        _ => 0..0,
    }
}

/// The head of a bullet, its first line, and the other lines. A date alone goes with the line of the role below it.
fn bullet_head(phrase: &Phrase) -> (Line, Phrase) {
    let (first, rest) = phrase.take_line(0);
    let first = Line::read(first);
    let (second, below) = rest.take_line(0);
    let is_over = first.is_date() && (names_role(&second.text) || names_organization(&second.text));
    match is_over && second.text.len() <= MAX_NAME {
        true => (Line::read(Phrase::join([first.phrase, second], " | ")), below),
        false => (first, rest),
    }
}

/// `**PhD, Psychology**. Example University`: a degree and a school in one line, each known by its words.
fn is_undated_entry(item: &[Block]) -> bool {
    let Some((bold, rest)) = item.first().and_then(Block::text).and_then(strong_first) else { return false };
    let is_known = |degree: &Phrase, school: &Phrase| {
        names_role(&degree.text) && names_organization(&school.text) && !names_organization(&degree.text)
    };
    rest.text.len() <= MAX_NAME && (is_known(&bold, &rest) || is_known(&rest, &bold))
}

/// Whether every item is an entry: some are dated, and the others are as short. In a section of schools none needs a date.
fn are_entries(items: &[Vec<Block>], kind: SectionKind) -> bool {
    let is_dated = |item: &&Vec<Block>| {
        let head = item.first().and_then(Block::text).map(|phrase| bullet_head(phrase).0);
        head.is_some_and(|line| {
            line.phrase.text.len() <= MAX_HEAD && line.is_dated() && line.sides().0.is_some()
        })
    };
    let is_name = |item: &Vec<Block>| {
        item.first().and_then(Block::text).is_some_and(|line| {
            line.text.len() <= MAX_NAME && !line.text.ends_with(['.', '!', '?']) && !line.text.contains(": ")
        })
    };
    let (dated, others): (Vec<_>, Vec<_>) = items.iter().partition(is_dated);
    if dated.is_empty() && kind == SectionKind::Education {
        return items.iter().all(|item| is_undated_entry(item));
    }
    dated.len() >= others.len().max(1) && others.into_iter().all(is_name)
}

/// Whether the first line of a paragraph is a head: bold with nothing but a name, a place or a date
/// behind it, or one of several short lines that a date ends.
fn is_line_head(first: &Line, all: &[Line], kind: SectionKind) -> bool {
    let line = &first.phrase;
    let Some(end) = line.strong_start().filter(|_| line.text.len() <= MAX_HEAD) else {
        // `Engineer` / `Lantern Works, Salem` / `2019 – 2020`
        let is_name = |line: &Phrase| !line.text.ends_with(['.', ':', '!']) && !line.has_links();
        return has_organizations(kind) && is_over_date(all, is_name);
    };
    let rest = line.text[end..].trim();
    let is_label = line.text[..end].ends_with([':', '：']) && !rest.is_empty();
    let is_apart = rest.starts_with([',', '|', '—', '–', '-', '(', '·', '@', '/']);
    first.is_dated()
        || (kind != SectionKind::Custom
            && (rest.is_empty() || (is_apart && !is_label && !rest.ends_with('.'))))
}

/// `BSc Physics, Example University, 2012 – 2015`: an entry without marks.
fn is_plain_entry(line: &Line) -> bool {
    let Line { phrase, .. } = line;
    let is_name = |rest: &Phrase| {
        !rest.text.ends_with(['.', '!', '?'])
            && !rest.text.contains([':', '"'])
            && rest.text.contains([',', '|', '–', '—', '·'])
    };
    phrase.text.len() <= MAX_PLAIN
        && phrase.marked_start().is_none()
        && line.is_dated()
        && matches!(line.sides(), (Some(rest), None) if is_name(&rest))
}

/// `1654 – 1660` / `**Example School**`: the date is over the head.
fn is_below_date(date: &Line, head: &Line) -> bool {
    date.is_date()
        && head.phrase.strong_start().is_some()
        && head.phrase.text.len() <= MAX_HEAD
        && !head.is_dated()
}

/// Where an organisation without a date is right over dated heads, these are its roles.
fn set_levels(items: &mut [Item], kind: SectionKind) {
    if !has_organizations(kind) {
        return;
    }
    let is_over = |two: &[Item]| match two {
        [over, below] if over.body.is_empty() && !over.line.is_dated() && below.line.is_dated() => {
            names_organization(over.text()) || (names_role(below.text()) && !names_role(over.text()))
        }
        _ => false,
    };
    let starts: Vec<_> = items.windows(2).map(is_over).chain([false]).collect();
    if !starts.contains(&true) {
        return;
    }
    let mut is_below = false;
    for (item, starts) in items.iter_mut().zip(starts) {
        if !item.line.is_dated() {
            is_below = starts || !names_role(item.text());
        } else if is_below {
            item.level += 1;
        }
    }
}
