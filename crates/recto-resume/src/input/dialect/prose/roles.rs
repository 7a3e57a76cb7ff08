//! Roles that are no headings: bold or italic lines under the organisation they belong to, such as
//! `**Director of Sales** (2018 – 2020)` under `### Lantern Works`.

use super::dates;
use super::heading::has_organizations;
use super::outline::{Item, LINE_LEVEL, Outline, holds_entries};
use super::words::{head_label_of, is_place, is_subhead, names_organization, names_role};
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::SectionKind;

/// Longest line that can be a role (bytes).
const MAX_ROLE: usize = 140;

/// A line that may be a role.
struct Line {
    is_bold: bool,
    is_dated: bool,
    is_date_first: bool,
    /// Whether it names a profession.
    is_role: bool,
    /// Whether it says more than when and where.
    has_title: bool,
}

impl Line {
    /// Whether it can be the head of a role.
    const fn is_title(&self) -> bool {
        self.has_title && (self.is_dated || self.is_role)
    }
}

/// Makes heads of the role lines below each head.
pub(super) fn promote(flat: Outline, kind: SectionKind) -> Outline {
    if !holds_entries(kind) || kind == SectionKind::Publications {
        return flat;
    }
    let mut out = Outline { lead: flat.lead, items: Vec::new() };
    for mut head in flat.items {
        let body = std::mem::take(&mut head.body);
        let level = if is_date_first(&head.head) { head.level } else { head.level.max(LINE_LEVEL - 1) + 1 };
        let chosen = chosen(&head, &body, kind);
        out.items.push(head);
        for (block, is_role) in body.into_iter().zip(chosen) {
            match block {
                Block { kind: BlockKind::Paragraph(phrase), .. } if is_role => {
                    push(&phrase, level, kind, &mut out)
                }
                block => out.push(block),
            }
        }
    }
    out
}

/// `2012 — Baker, Lantern Works`: an entry of its own.
fn is_date_first(head: &Phrase) -> bool {
    dates::find(head).is_some_and(|dated| dated.before.is_empty() && !dated.after.is_empty())
}

/// Pushes a block below a bullet that is an entry. A list of roles makes heads.
pub(super) fn push_nested(block: Block, kind: SectionKind, out: &mut Outline) {
    let is_role = |item: &Vec<Block>| {
        item.first().and_then(|block| first_line(block, kind)).is_some_and(|line| line.is_title())
    };
    match block {
        Block { kind: BlockKind::List(None, items), .. }
            if has_organizations(kind) && items.iter().all(is_role) =>
        {
            for item in items {
                let mut blocks = item.into_iter();
                if let Some(BlockKind::Paragraph(phrase)) = blocks.next().map(|block| block.kind) {
                    push(&phrase, LINE_LEVEL + 1, kind, out);
                }
                blocks.for_each(|block| out.push(block));
            }
        }
        block => out.push(block),
    }
}

/// Which of the blocks below a head begin with a role.
fn chosen(head: &Item, body: &[Block], kind: SectionKind) -> Vec<bool> {
    let all: Vec<_> = body.iter().map(|block| first_line(block, kind)).collect();
    let named = names_role(&head.head.text) && !names_organization(&head.head.text);
    // Lines of one sort, two or more: the first of them is no line that only says when and where.
    let several = |is_bold: bool| {
        let of_sort: Vec<_> =
            all.iter().flatten().filter(|line| line.is_title() && line.is_bold == is_bold).collect();
        of_sort.len() > 1
            && of_sort.iter().any(|line| line.is_dated)
            && (!named || of_sort.iter().all(|line| line.is_role))
    };
    let (bold, italic) = (several(true), several(false));
    let has_roles = head.level < LINE_LEVEL && (has_organizations(kind) || kind == SectionKind::Custom);
    let is_dated = dates::find(&head.head).is_some();
    let (is_whole, date_first) = (is_dated && named, is_date_first(&head.head));
    let choose = |(n, line): (usize, &Option<Line>)| {
        let Some(line) = line.as_ref().filter(|line| line.is_title()) else { return false };
        if date_first || is_whole {
            // A heading that says all of an entry has no roles below it.
            return date_first && line.is_date_first && line.is_bold;
        }
        let is_sort = if line.is_bold { bold } else { italic };
        is_sort || (has_roles && n > 0 && line.is_bold && line.is_dated)
    };
    all.iter().enumerate().map(choose).collect()
}

fn first_line(block: &Block, kind: SectionKind) -> Option<Line> {
    role_line(&block.text()?.first_line(), kind)
}

/// What a line is, when it begins in bold or italics and is no sentence.
fn role_line(line: &Phrase, kind: SectionKind) -> Option<Line> {
    let end = line.marked_start().filter(|_| line.text.len() <= MAX_ROLE)?;
    let label = line.text[..end].ends_with(':') || line.text[end..].starts_with(':');
    if label || line.text.ends_with('.') || is_subhead(&line.text) || head_label_of(&line.text).is_some() {
        return None;
    }
    let dated = dates::find(line);
    let rest = dated.as_ref().map_or_else(
        || line.text.to_string(),
        |dated| format!("{} {}", &*dated.before.text, &*dated.after.text).trim().to_owned(),
    );
    if dated.is_none() && !line.is_marked() {
        return None;
    }
    Some(Line {
        is_bold: line.strong_start().is_some(),
        is_dated: dated.is_some(),
        is_date_first: is_date_first(line),
        is_role: names_role(&rest),
        has_title: !rest.is_empty() && !is_place(&rest, kind),
    })
}

/// Pushes a paragraph whose first line, and perhaps others, are roles.
fn push(phrase: &Phrase, level: u8, kind: SectionKind, out: &mut Outline) {
    let mut rest = 0..0;
    let mut is_bold = None;
    for range in phrase.line_ranges(Mark::ends_line) {
        let line = phrase.slice(range.clone());
        let role = role_line(&line, kind)
            .filter(|role| role.has_title && (is_bold.is_none() || role.is_dated))
            .filter(|role| is_bold.is_none_or(|is_bold| is_bold == role.is_bold));
        let Some(role) = role else {
            rest.end = range.end;
            continue;
        };
        out.push_rest(phrase.slice(rest));
        rest = range.end..range.end;
        is_bold = Some(role.is_bold);
        out.items.push(Item::line(level, line));
    }
    out.push_rest(phrase.slice(rest));
}
