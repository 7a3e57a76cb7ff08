//! Roles that are no headings: bold or italic lines under the organisation they belong to, such as
//! `**Director of Sales** (2018 – 2020)` under `### Lantern Works`.

use super::line::{Line, MAX_HEAD};
use super::outline::{Item, LINE_LEVEL, Outline};
use super::places::{is_place, is_role};
use super::words::{head_label, is_subhead, names_organization};
use super::{has_organizations, holds_entries};
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::SectionKind;

/// Makes heads of the role lines below each head.
pub(super) fn promote(flat: Outline, kind: SectionKind) -> Outline {
    if !holds_entries(kind) || kind == SectionKind::Publications {
        return flat;
    }
    let mut out = Outline { lead: flat.lead, items: Vec::new() };
    for mut head in flat.items {
        let body = std::mem::take(&mut head.body);
        let own = head.level;
        let level = if head.line.is_date_first() { head.level } else { head.level.max(LINE_LEVEL - 1) + 1 };
        let chosen = chosen(&head, &body, kind);
        out.items.push(head);
        for (block, rank) in body.into_iter().zip(chosen) {
            match (block.kind, rank) {
                (BlockKind::Paragraph(phrase), Some(rank)) => {
                    let level = if rank == Rank::Beside { own } else { level };
                    push(&phrase, level, kind, &mut out);
                }
                (kind, _) => out.push(Block { kind, span: block.span }),
            }
        }
    }
    out
}

/// Where a line below a head belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// It is a role of the organisation that the head names.
    Below,
    /// It is an entry of its own.
    Beside,
}

/// Pushes a block below a bullet that is an entry. A list of roles makes heads.
pub(super) fn push_nested(block: Block, kind: SectionKind, out: &mut Outline) {
    let is_role = |item: &Vec<Block>| item.first().is_some_and(|block| first_role(block, kind).is_some());
    match block.kind {
        BlockKind::List(None, items) if has_organizations(kind) && items.iter().all(is_role) => {
            for block in items.into_iter().flat_map(|item| item.into_iter().enumerate()) {
                match block {
                    (0, Block { kind: BlockKind::Paragraph(phrase), .. }) => {
                        push(&phrase, LINE_LEVEL + 1, kind, out);
                    }
                    (_, block) => out.push(block),
                }
            }
        }
        kind => out.push(Block { kind, ..block }),
    }
}

/// Which of the blocks below a head begin with a role, or with an entry of its own.
fn chosen(head: &Item, body: &[Block], kind: SectionKind) -> Vec<Option<Rank>> {
    let all: Vec<_> = body.iter().map(|block| first_role(block, kind)).collect();
    let named = is_role(head.text(), kind) && !names_organization(head.text());
    // Lines of one sort, two or more: the first of them is no line that only says when and where.
    let several = |bold: bool| {
        let of_sort: Vec<_> = all.iter().flatten().filter(|line| is_bold(line) == bold).collect();
        of_sort.len() > 1
            && of_sort.iter().any(|line| line.is_dated())
            && (!named || of_sort.iter().all(|line| is_role(&line.words(), kind)))
    };
    let (bold, italic) = (several(true), several(false));
    let has_roles = head.level < LINE_LEVEL && (has_organizations(kind) || kind == SectionKind::Custom);
    let date_first = head.line.is_date_first();
    let choose = |(n, line): (usize, &Option<Line>)| {
        line.as_ref().is_some_and(|line| match is_bold(line) {
            // A heading that says all of an entry has no roles below it.
            is_own if date_first => is_own && line.is_date_first(),
            _ if named && head.line.is_dated() => false,
            true => bold || (has_roles && n > 0 && line.is_dated()),
            false => italic,
        })
    };
    let is_beside = |line: &Line| is_bold(line) && is_entry(line, named && head.line.is_dated(), kind);
    let rank = |(n, line): (usize, &Option<Line>)| match line {
        Some(line) if is_beside(line) => Some(Rank::Beside),
        _ => choose((n, line)).then_some(Rank::Below),
    };
    all.iter().enumerate().map(rank).collect()
}

/// Whether a dated line has a role and an organisation: `**Diploma** - Harbor School, 2018`. Below a head that is not
/// whole, the organisation must be one by its words: another part could belong to the one above.
fn is_entry(line: &Line, is_whole: bool, kind: SectionKind) -> bool {
    let parts = line.parts();
    let is_name = |part: &Phrase| {
        !is_role(&part.text, kind)
            && !is_place(&part.text, kind)
            && (is_whole || names_organization(&part.text))
    };
    let has_both = parts.iter().any(|part| is_role(&part.text, kind)) && parts.iter().any(is_name);
    // `**Cook**, Lantern Works, 2019`: a comma parts them, too.
    let bold_role = || {
        let end = line.before.strong_start()?;
        let rest = line.before.slice(end..line.before.text.len()).trim_matches(",;");
        Some(!rest.is_empty() && is_role(&line.before.text[..end], kind) && is_name(&rest))
    };
    has_organizations(kind) && line.is_dated() && (has_both || bold_role().unwrap_or(false))
}

fn is_bold(line: &Line) -> bool {
    line.phrase.strong_start().is_some()
}

fn first_role(block: &Block, kind: SectionKind) -> Option<Line> {
    role(block.first_line()?, kind)
}

/// A line that can be the head of a role: it begins in bold or italics, is no sentence, says more than when and where, and
/// has a date or names a profession.
fn role(phrase: Phrase, kind: SectionKind) -> Option<Line> {
    let end = phrase.marked_start().filter(|_| phrase.text.len() <= MAX_HEAD)?;
    let text = &*phrase.text;
    let is_label = text[..end].ends_with([':', '：']) || text[end..].starts_with([':', '：']);
    if is_label || text.ends_with('.') || is_subhead(text) || head_label(text).is_some() {
        return None;
    }
    let line = Line::read(phrase);
    let words = line.words();
    let is_head = line.is_dated() || (line.phrase.is_marked() && is_role(&words, kind));
    (is_head && !words.is_empty() && !is_place(&words, kind)).then_some(line)
}

/// Pushes a paragraph whose first line, and perhaps others that are dated and of the same sort, are roles.
fn push(phrase: &Phrase, level: u8, kind: SectionKind, out: &mut Outline) {
    let mut rest = 0..0;
    let mut bold = None;
    for range in phrase.line_ranges(Mark::ends_line) {
        let line = role(phrase.slice(range.clone()), kind)
            .filter(|line| bold.is_none_or(|bold| bold == is_bold(line) && line.is_dated()));
        let Some(line) = line else {
            rest.end = range.end;
            continue;
        };
        out.push_rest(phrase.slice(rest));
        rest = range.end..range.end;
        bold = Some(is_bold(&line));
        out.items.push(Item::new(level, line));
    }
    out.push_rest(phrase.slice(rest));
}
