//! Documents without headings: lines that are bold, or in capitals, and say what section begins.

use super::block::{Block, BlockKind};
use super::inline::Phrase;
use super::words;
use crate::text::Span;

/// The level of a line that is a title.
const TITLE_LEVEL: u8 = 2;

/// Makes headings of the lines that are titles of sections, when no heading is one.
pub(super) fn promote(blocks: Vec<Block>) -> Vec<Block> {
    let is_title =
        |block: &Block| block.heading().is_some_and(|(_, phrase)| words::section(&phrase.text).is_some());
    if blocks.iter().any(is_title) {
        return blocks;
    }
    let headed = blocks.iter().filter(|block| block.heading().is_some()).count() > 1;
    // Where the known titles are in capitals, a bold line in capitals is a title too.
    let known = blocks.iter().filter_map(first_line).filter(|line| is_known(line, headed));
    let mut all = known.clone().peekable();
    if all.peek().is_none() {
        return blocks;
    }
    let capitals = known.clone().all(|line| is_capitals(&line.text));
    let bold = known.clone().all(|line| line.is_strong());
    let is_title = |line: &Phrase| {
        is_known(line, headed) || (capitals && bold && is_capitals(&line.text) && line.is_strong())
    };
    // The first line can be the name.
    let mut is_first = true;
    let mut out = Vec::new();
    for block in blocks {
        let title = first_line(&block)
            .is_some_and(|line| if is_first { is_known(&line, headed) } else { is_title(&line) });
        is_first = false;
        match block.kind {
            BlockKind::Paragraph(phrase) if title => push(&phrase, block.span, &mut out),
            kind => out.push(Block { kind, span: block.span }),
        }
    }
    out
}

fn push(phrase: &Phrase, span: Span, out: &mut Vec<Block>) {
    let (title, rest) = phrase.take_line(0);
    out.push(Block { span: title.span(), kind: BlockKind::Heading(TITLE_LEVEL, title) });
    if !rest.is_empty() {
        out.push(Block::paragraph(rest, span));
    }
}

fn first_line(block: &Block) -> Option<Phrase> {
    block.text().map(Phrase::first_line)
}

/// Whether a line is a title that recto knows. Without marks it must be in capitals, and no other heading there.
fn is_known(line: &Phrase, headed: bool) -> bool {
    words::section(&line.text).is_some() && (line.is_strong() || (!headed && is_capitals(&line.text)))
}

fn is_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase)
        && !text.contains(|c: char| c.is_lowercase() || c.is_numeric())
        && text.split_whitespace().count() <= 5
}
