//! What is known of a text that was taken out of a document: how its lines are printed, or which files it is made of.

use super::Span;
use serde::{Deserialize, Serialize};

/// Where a text comes from that is not the file itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Extracted {
    /// The lines of a document that is meant for people, such as a PDF, in reading order.
    Lines(Vec<PrintedLine>),
    /// The files of an archive: their names, and where the text has them.
    Files(Vec<(String, Span)>),
}

/// A line of a document, and what its print says of it. Lengths are in hundredths of an em, the size of the
/// document's body type. In the text, a tab stands between parts of a line that are wide apart (`Engineer⇥2019 – 2021`) and between a
/// column of dates and what is beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PrintedLine {
    /// Its bytes in the text, without the line end.
    pub span: Span,
    /// Its page, from 1; none in documents without pages.
    pub page: Option<usize>,
    /// The column that it is in, from 0; columns follow each other in reading order and are counted over all pages, so that
    /// a column that goes on on the next page keeps its number.
    pub column: usize,
    /// Where it starts, from the left edge of its column (hundredths of an em).
    pub left: i32,
    /// How much room is left behind it, to the right edge of its column (hundredths of an em); none where the document does not say.
    pub room: Option<i32>,
    /// The size of its type, in hundredths of the body's.
    pub size: i32,
    /// The blank space above it, beyond the distance that lines of a paragraph have (hundredths of an em): 0 inside a paragraph, about 100 below
    /// a blank line.
    pub gap: i32,
    /// What parts of it look like, and where they lead.
    pub styles: Vec<(Span, Style)>,
    /// What the document says that it is.
    pub role: LineRole,
    /// Whether the paragraph goes on on the next line; none where the document does not say.
    pub goes_on: Option<bool>,
}

impl PrintedLine {
    /// A line of plain text in body type, of which nothing else is known.
    pub const fn plain(span: Span) -> Self {
        Self {
            span,
            page: None,
            column: 0,
            left: 0,
            room: None,
            size: 100,
            gap: 0,
            styles: Vec::new(),
            role: LineRole::Unknown,
            goes_on: None,
        }
    }
}

/// What a part of a line looks like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Style {
    /// Heavier than the body.
    Strong,
    /// Slanted.
    Emphasis,
    /// A link to an address.
    Link(String),
}

/// What a document says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LineRole {
    /// Nothing.
    Unknown,
    /// It is a heading of this level, from 1; the title of the whole is 0.
    Heading(u8),
    /// It begins an item of a list at this depth, from 1. The sign before it is not in the text.
    Item(u8),
    /// It is running text.
    Paragraph,
    /// It repeats on every page, such as a page's number.
    Furniture,
}
