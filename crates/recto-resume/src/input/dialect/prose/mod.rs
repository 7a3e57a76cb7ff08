//! A résumé as people write it for people, with headings, bold lines and bullets.
//!
//! `sections.rs` cuts a text's blocks into the person (`person.rs`) and the sections. `outline.rs` finds the heads in a
//! section, with `roles.rs` those that are lines below a heading; `heading.rs` says what a head says, `entry.rs` what
//! belongs to it, `groups.rs` what sections of keywords say. `rich.rs` makes the model's prose of blocks, and
//! `assemble.rs` puts the résumé together, through the same drafts as the decoder of data files. Below them, `words.rs`
//! knows words, `dates.rs` finds dates, `parts.rs` cuts lines.

mod address;
mod assemble;
mod dates;
mod entry;
mod free;
mod groups;
mod heading;
mod icons;
mod outline;
mod parts;
mod person;
mod rich;
mod roles;
mod sections;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use words::is_grade;

use crate::input::dialect::jsonresume::{self, Reader};
use crate::input::syntax::block::Block;
use crate::resume::{Resume, check};
use crate::text::value::Pair;
use crate::text::{Diagnostics, Source};

/// Reads the blocks of a text. Any text gives a résumé; what could not be placed is prose in it. `front` says more, under
/// the keys of a résumé, and goes before the text.
pub(in crate::input) fn read(
    blocks: Vec<Block>,
    front: &[Pair],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Resume {
    let document = sections::read(blocks, diagnostics);
    let mut resume = Resume { broken: diagnostics.has_errors(), ..Resume::default() };
    let mut reader = Reader::new(source, diagnostics);
    jsonresume::root(&mut reader, front.iter(), &mut resume);
    assemble::add(document, &mut resume, &mut reader);
    check(&resume, diagnostics);
    resume
}
