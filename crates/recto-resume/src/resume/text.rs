//! Text: literal, and rich (an inline Markdown subset, parsed into data, never evaluated).
//!
//! What rich text knows: paragraphs, lists, quotes; bold, italic, code, links, line breaks. Everything
//! else comes out as it was typed: a résumé says `C#`, `<b>`, `2 * 3 * 4` and `1986. A great year`.

mod blocks;
pub(crate) use blocks::MAX_DEPTH;
mod inline;
pub(crate) mod links;
#[cfg(test)]
mod tests;
mod write;
pub(crate) use write::code_span;

use crate::text::Span;
use std::fmt;

/// Literal text with the bytes it came from.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The characters, trimmed, white space folded.
    pub value: String,
    /// Where it was written.
    pub span: Span,
}

impl Text {
    /// Literal text from `span`.
    pub fn new(value: impl Into<String>, span: Span) -> Self {
        Self { value: value.into(), span }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{}..{}", self.value, self.span.start, self.span.end)
    }
}

/// Prose: blocks of rich text with the bytes the whole field came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    /// Paragraphs, lists, quotes.
    pub blocks: Vec<Block>,
    /// Where the field was written.
    pub span: Span,
}

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `Some(first number)` when it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
}

/// A run of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters.
    Text(String),
    /// `**bold**`.
    Strong(Vec<Inline>),
    /// `*italic*`.
    Emphasis(Vec<Inline>),
    /// `` `code` ``.
    Code(String),
    /// `[text](url)`; the address is as written, not yet judged.
    Link(Vec<Inline>, String),
    /// A line break that was asked for.
    Break,
}

impl RichText {
    /// Reads prose. A single newline is a line break, a blank line ends a paragraph.
    pub fn parse(source: &str, span: Span) -> Self {
        Self { blocks: blocks::parse(source), span }
    }

    /// Reads what stands in place of one highlight: prose whose bullet, if it brings one of its own
    /// (`- Cut costs`), is taken off. Several bullets are as many highlights.
    pub fn parse_items(source: &str, span: Span) -> Vec<Self> {
        let mut text = Self::parse(source, span);
        match text.blocks.as_mut_slice() {
            [Block::List(None, items)] => {
                std::mem::take(items).into_iter().map(|blocks| Self { blocks, span }).collect()
            }
            _ => vec![text],
        }
    }

    /// The characters without markup, one line per paragraph, item and line break. Items of a numbered
    /// list keep their number; of a link only its text is here.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain_blocks(&self.blocks, &mut out);
        out
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// Appends the characters of `blocks`, each on a line of its own.
fn plain_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                start_line(out);
                plain_inlines(runs, out);
            }
            Block::Quote(blocks) => plain_blocks(blocks, out),
            Block::List(first, items) => {
                for (n, item) in (0..).zip(items) {
                    start_line(out);
                    if let Some(first) = first {
                        out.push_str(&format!("{}. ", first.saturating_add(n)));
                    }
                    plain_blocks(item, out);
                }
            }
        }
    }
}

/// Begins a new line, unless one has just begun or a list's number stands alone on it.
fn start_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') && !out.ends_with(". ") {
        out.push('\n');
    }
}

/// Appends the characters of `runs`.
fn plain_inlines(runs: &[Inline], out: &mut String) {
    for run in runs {
        match run {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(runs) | Inline::Emphasis(runs) | Inline::Link(runs, _) => plain_inlines(runs, out),
            Inline::Break => out.push('\n'),
        }
    }
}

impl serde::Serialize for Text {
    /// As the bare string: the span stays on this side.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}
