//! Text: literal, and rich (an inline Markdown subset, parsed into data, never evaluated).

use crate::diagnostic::Span;
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

impl serde::Serialize for Text {
    /// As the bare string: the span stays on this side.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}
