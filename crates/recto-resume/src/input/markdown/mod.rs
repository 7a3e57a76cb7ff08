//! Reads Markdown: a résumé as people write it for people, with headings, bold lines and bullets, into the
//! tree that a JSON Resume file would give.
//!
//! `block.rs` turns pulldown-cmark's events into blocks, `sections.rs` cuts them into the person and the sections,
//! `outline.rs` finds the heads in a section, `heading.rs` says what a head says, `tree.rs` writes nodes.
//! Prose travels as Markdown (`prose.rs`) and is parsed with that of every other format. The tree may hold
//! the key `sections` more than once: each stands where its heading does, so the order is the file's.

mod address;
mod assemble;
mod block;
mod brackets;
mod dates;
mod entry;
mod free;
mod front;
mod groups;
mod heading;
mod html;
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
mod titles;
mod tree;
mod words;

pub(crate) use names::is_grade;

use super::Source;
use crate::text::Diagnostics;
use crate::text::value::Node;

pub(super) fn read(source: &Source, diagnostics: &mut Diagnostics) -> crate::resume::Resume {
    parse(source, diagnostics).map(|tree| super::decode::decode(&tree, source, diagnostics)).unwrap_or_default()
}

/// Reads a Markdown text into a tree. A text always gives a tree; what could not be placed is prose in it.
pub(super) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let front = front::split(source, diagnostics);
    let blocks = block::read(&front.body, diagnostics);
    let document = sections::read(blocks, diagnostics);
    Some(assemble::root(document, front::settle(front.pairs), source.span(), diagnostics))
}
