//! Reads Markdown: a résumé as people write it for people, with headings, bold lines and bullets.
//!
//! `block.rs` turns pulldown-cmark's events into blocks, `sections.rs` cuts them into the person and the sections,
//! `outline.rs` finds the heads in a section, `heading.rs` says what a head says, `prose.rs` makes the model's prose of
//! blocks, and `assemble.rs` puts the résumé together, through the same drafts as the decoder of data files.

mod address;
mod assemble;
mod block;
mod dates;
mod entry;
mod free;
mod front;
mod groups;
mod heading;
mod icons;
mod inline;
mod names;
mod outline;
mod parts;
mod person;
mod prose;
mod roles;
mod sections;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use names::is_grade;

use super::Source;
use super::decode::{self, Reader};
use crate::resume::{Resume, check};
use crate::text::Diagnostics;

/// Reads a Markdown text. A text always gives a résumé; what could not be placed is prose in it.
pub(super) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Resume {
    let front = front::split(source, diagnostics);
    let blocks = block::read(&front.body, diagnostics);
    let document = sections::read(blocks, diagnostics);
    let mut resume = Resume { broken: diagnostics.has_errors(), ..Resume::default() };
    let mut reader = Reader::new(source, diagnostics);
    decode::root(&mut reader, front.pairs.iter(), &mut resume);
    assemble::add(document, &mut resume, &mut reader);
    check(&resume, diagnostics);
    resume
}
