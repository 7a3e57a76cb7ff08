//! A résumé as people write it for people, with headings, bold lines and bullets.
//!
//! A text is read in stages, each in a file of its own:
//!
//! 1. `sections.rs` cuts the blocks into the person at the top and the sections. `person.rs` reads name and headline, `contact.rs`
//!    ways to reach the person, with `address.rs` for addresses and `icons.rs` for ornaments; `front.rs` what front matter
//!    of other programs says.
//! 2. `outline.rs` finds the heads in a section (headings, or lines in their place) and what belongs to each; `roles.rs`
//!    finds the roles that are lines below a head.
//! 3. `entry.rs` makes entries of heads, through the drafts that data files are read into; `head.rs` gives the parts of a
//!    head to its fields. `tables.rs` makes heads of the rows of tables. `groups.rs` reads sections of keywords.
//! 4. `assemble.rs` puts the résumé together; `rich.rs` makes the model's prose of the blocks that are left.
//!
//! A text without mark-up takes a way of its own to the second stage, `printed/`: it finds from words, type and place what
//! Markdown says with marks.
//!
//! Every stage sees lines as `line.rs` reads them: once, with the date taken out. `parts.rs` cuts a line at its
//! separators, `free.rs` knows dates in words of their own, `places.rs` towns and their states, `words.rs` asks the
//! languages what a word means. What the
//! entries of a section can say is in [`schema`](crate::schema), see [`has_field`].
//!
//! A new way to write a head is a case of `heads` in `outline.rs`; a new order of the parts in one, a case of
//! [`Head`](head::Head); a new word, a line in `languages/*.toml`. Whatever a text is read from, its sections come as blocks
//! or as an outline whose heads are known.

mod address;
mod assemble;
mod contact;
mod entry;
mod free;
mod front;
mod groups;
mod head;
mod icons;
mod line;
mod outline;
mod parts;
mod person;
mod places;
mod printed;
mod rich;
mod roles;
mod sections;
mod tables;
#[cfg(test)]
mod tests;
mod words;

pub(in crate::input) use parts::is_inside;
pub(in crate::input) use printed::read_lines;
pub(crate) use words::is_grade;
pub(in crate::input) use words::is_title;

use crate::input::dialect::jsonresume::{self, Reader};
use crate::input::language;
use crate::input::syntax::block::Block;
use crate::resume::{Resume, SectionKind, check};
use crate::schema::{CUSTOM, Draft, Shape, Slot};
use crate::text::value::Pair;
use crate::text::{Diagnostics, Source, Span};
use sections::Document;

/// Reads the blocks of a text. Any text gives a résumé; what could not be placed is prose in it. `front` says more, under
/// the keys of a résumé, and goes before the text.
pub(in crate::input) fn read(
    blocks: Vec<Block>,
    front: &[Pair],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Resume {
    let document = sections::read(blocks, diagnostics);
    assemble_document(document, front, source, diagnostics)
}

/// The résumé of a document that is cut into its parts, and of what its front matter says.
fn assemble_document(
    document: Document,
    front: &[Pair],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Resume {
    let mut resume = Resume { broken: diagnostics.has_errors(), ..Resume::default() };
    let mut reader = Reader::new(source, diagnostics);
    let front = front::settled(front);
    jsonresume::root(&mut reader, front.iter(), jsonresume::Origin::FrontMatter, &mut resume);
    if !assemble::add(document, &mut resume, &mut reader) {
        let first = Span::new(0, source.text.find('\n').unwrap_or(source.text.len()));
        language::settle(&mut resume, &[(&source.text, first)], None, source, diagnostics);
    }
    check(&resume, diagnostics);
    resume
}

/// Whether a section of this kind has entries with a field that `is` accepts.
fn has_field(kind: SectionKind, is: fn(&Slot<'_>) -> bool) -> bool {
    let object = match kind.shape() {
        Shape::Entries(object) => object,
        Shape::Custom => &CUSTOM,
        Shape::Prose | Shape::Groups(_) | Shape::Quotations => return false,
    };
    let mut draft = Draft::default();
    object.fields().any(|field| is(&(field.slot)(&mut draft)))
}

/// Whether a section of this kind has entries with a head.
fn holds_entries(kind: SectionKind) -> bool {
    matches!(kind.shape(), Shape::Entries(_) | Shape::Custom)
}

/// Whether the entries of such a section pair a title with an organisation at a place.
fn has_organizations(kind: SectionKind) -> bool {
    has_field(kind, |slot| matches!(slot, Slot::Note(_)))
}
