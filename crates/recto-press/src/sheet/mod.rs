//! Résumé and options in; [`Content`] (what is printed) and [`Measures`] (how large) out. Everything that a layout would
//! otherwise have to decide is decided here: order, columns, titles in the right language, dates as text, which entries
//! show, lengths in points.

mod address;
mod build;
mod contact;
mod content;
mod entries;
mod facts;
mod limits;
mod long;
mod measures;
pub mod options;
mod prose;
mod quotes;
mod references;
mod sections;
#[cfg(test)]
pub(crate) mod tests;
mod writer;

pub use build::build;
pub(crate) use build::{BESIDE, regional_form, with_arguments};
pub use content::{
    ATTACHMENT, Attachment, Contact, Content, Document, Header, Item, Keywords, Labelled, Link, PHOTO, Photo,
    Region, Run, SheetBlock, SheetEntry, SheetRole, SheetSection, VERSION,
};
pub(crate) use facts::of as facts_of;
pub use facts::{Fact, FactKind, Leaf, List, Nesting, Words};
pub use long::words as long_words;
pub use measures::Measures;
pub use options::{Families, Family, FontChains, Options, RequestedOption};
pub(crate) use prose::shows;
