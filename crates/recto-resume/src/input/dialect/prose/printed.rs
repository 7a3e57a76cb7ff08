//! A text whose lines have no mark-up: what each of them is follows from its words, its type and its place.

use crate::input::syntax::block::{Block, Phrase};
use crate::resume::Resume;
use crate::text::{Diagnostics, PrintedLine, Source};

/// Reads the lines of a text. Any text gives a résumé; what could not be placed is prose in it.
pub(in crate::input) fn read_lines(
    lines: &[PrintedLine],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Resume {
    let paragraph = |line: &PrintedLine| Block::paragraph(Phrase::plain(source.slice(line.span), line.span));
    super::read(lines.iter().map(paragraph).collect(), &[], source, diagnostics)
}
