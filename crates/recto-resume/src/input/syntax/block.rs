//! What a text for people is made of, whatever it was read from: headings, paragraphs, lists.

use super::phrase::Phrase;
use crate::text::{MappedText, Span};

/// A block and where it stands.
#[derive(Debug, Clone)]
pub(in crate::input) struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

impl Block {
    /// A paragraph.
    pub fn paragraph(phrase: Phrase) -> Self {
        Self { span: phrase.span(), kind: BlockKind::Paragraph(phrase) }
    }

    /// What a paragraph says; `None` for other blocks.
    pub const fn text(&self) -> Option<&Phrase> {
        if let BlockKind::Paragraph(phrase) = &self.kind { Some(phrase) } else { None }
    }

    /// The level and the words of a heading; `None` for other blocks.
    pub const fn heading(&self) -> Option<(u8, &Phrase)> {
        if let BlockKind::Heading(level, phrase) = &self.kind { Some((*level, phrase)) } else { None }
    }
}

/// What a block is.
#[derive(Debug, Clone)]
pub(in crate::input) enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Phrase),
    Paragraph(Phrase),
    /// A list; `Some(first number)` when it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    Quote(Vec<Block>),
    /// Lines of code.
    Code(MappedText),
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
}

/// A term and what is said of it.
#[derive(Debug, Clone)]
pub(in crate::input) struct Definition {
    pub term: Phrase,
    pub blocks: Vec<Block>,
}
