//! Text: literal, and rich (an inline Markdown subset, parsed into data, never evaluated).
//!
//! What rich text knows: paragraphs, lists, quotes; bold, italic, code, links, line breaks. Everything
//! else comes out as it was typed: a résumé says `C#`, `<b>`, `2 * 3 * 4` and `1986. A great year`.

mod blocks;
pub(crate) use blocks::{BULLETS, MAX_DEPTH, WEAK_BULLETS};
mod inline;
pub(crate) use inline::is_no_emphasis;
pub(crate) mod links;
pub(crate) mod runs;
#[cfg(test)]
mod tests;
mod write;
pub(crate) use write::{BlockWriter, code_span, destination};

use crate::text::{MappedText, Span};
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

impl From<MappedText> for Text {
    fn from(text: MappedText) -> Self {
        Self::new(&*text, text.span(0..text.len()))
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
    Text(Text),
    /// `**bold**`.
    Strong(Vec<Inline>),
    /// `*italic*`.
    Emphasis(Vec<Inline>),
    /// `` `code` ``.
    Code(Text),
    /// `[text](url)`; the address is as written, not yet judged.
    Link(Vec<Inline>, Text),
    /// A line break that was asked for.
    Break,
}

/// Whether a text begins with a percentage or a sum: `15% cost`, `$5M`. A sign before it is no bullet.
pub(crate) fn is_amount(text: &str) -> bool {
    let text = text.trim_start();
    let number = text.trim_start_matches(['$', '€', '£', '¥']);
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let is_sum = number.len() < text.len() && number.starts_with(|c: char| c.is_ascii_digit());
    is_sum || (behind.len() < number.len() && behind.trim_start().starts_with(['%', '‰']))
}

impl RichText {
    /// Reads prose. A single newline is a line break, a blank line ends a paragraph. `span` is the whole field's.
    pub fn parse(source: &MappedText, span: Span) -> Self {
        Self { blocks: blocks::parse(source), span }
    }

    /// Reads what stands in place of one highlight: prose whose bullet, if it brings one of its own
    /// (`- Cut costs`), is taken off. Several bullets are as many highlights.
    pub fn parse_items(source: &MappedText, span: Span) -> Vec<Self> {
        let is_signed = source.trim_start().strip_prefix("- ").is_some_and(is_amount);
        if is_signed && source.trim().lines().count() == 1 {
            // With a backslash before it, the sign is no bullet.
            let mut escaped = MappedText::new("\\", Span::at(source.span(0..0).start));
            let start = source.len() - source.trim_start().len();
            escaped.push_slice(source, start..source.len());
            return vec![Self::parse(&escaped, span)];
        }
        Self::parse(source, span).into_items()
    }

    /// The highlights that it is: its items when it is a list and nothing else.
    pub fn into_items(mut self) -> Vec<Self> {
        match self.blocks.as_mut_slice() {
            [Block::List(None, items)] => {
                std::mem::take(items).into_iter().map(|blocks| Self { blocks, span: self.span }).collect()
            }
            _ => vec![self],
        }
    }

    /// Whether both say the same, wherever they stand.
    pub fn says_same(&self, other: &Self) -> bool {
        blocks_say_same(&self.blocks, &other.blocks)
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

/// Visits the address of every link in blocks.
pub(crate) fn visit_links(blocks: &[Block], visit: &mut dyn FnMut(&str)) {
    fn runs(all: &[Inline], visit: &mut dyn FnMut(&str)) {
        for run in all {
            match run {
                Inline::Link(inner, url) => {
                    visit(&url.value);
                    runs(inner, visit);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) => runs(inner, visit),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Paragraph(inner) => runs(inner, visit),
            Block::List(_, items) => items.iter().for_each(|item| visit_links(item, visit)),
            Block::Quote(inner) => visit_links(inner, visit),
        }
    }
}

/// Whether blocks say the same, wherever they stand.
fn blocks_say_same(a: &[Block], b: &[Block]) -> bool {
    all_same(a, b, |a, b| match (a, b) {
        (Block::Paragraph(a), Block::Paragraph(b)) => runs_say_same(a, b),
        (Block::List(first, a), Block::List(second, b)) => {
            first == second && all_same(a, b, |a, b| blocks_say_same(a, b))
        }
        (Block::Quote(a), Block::Quote(b)) => blocks_say_same(a, b),
        _ => false,
    })
}

/// Whether runs say the same, wherever they stand.
fn runs_say_same(a: &[Inline], b: &[Inline]) -> bool {
    all_same(a, b, |a, b| match (a, b) {
        (Inline::Text(a), Inline::Text(b)) | (Inline::Code(a), Inline::Code(b)) => a.value == b.value,
        (Inline::Strong(a), Inline::Strong(b)) | (Inline::Emphasis(a), Inline::Emphasis(b)) => {
            runs_say_same(a, b)
        }
        (Inline::Link(a, to), Inline::Link(b, other)) => to.value == other.value && runs_say_same(a, b),
        (Inline::Break, Inline::Break) => true,
        _ => false,
    })
}

fn all_same<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
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
            Inline::Text(text) | Inline::Code(text) => out.push_str(&text.value),
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
