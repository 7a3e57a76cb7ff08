//! Text for people without mark-up, as it is copied out of a document: what it has are lines.

use crate::text::{PrintedLine, Span};

/// The lines of a plain text.
pub(in crate::input) fn split(text: &str) -> Vec<PrintedLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(PrintedLine::plain(Span::new(start, start + line.trim_end().len())));
        start += line.len();
    }
    lines
}
