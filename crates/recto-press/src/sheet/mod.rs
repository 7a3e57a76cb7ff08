//! Resume and options in, [`Sheet`] out. Everything that a layout would otherwise have to decide is decided
//! here: order, titles in the right language, dates as text, which entries show, lengths in points.
//!
//! `layouts/README.md` and `layouts/sheet.schema.json` describe the sheet for people who write layouts; they
//! and `model.rs` change together, and so does [`VERSION`].

mod address;
mod build;
mod contact;
mod entries;
mod limits;
mod long;
mod model;
pub mod options;
mod prose;
mod quotes;
mod sections;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;
mod writer;

pub use build::build;
pub(crate) use build::with_arguments;
pub use model::{
    Contact, Document, Header, Item, Keywords, Labelled, Link, Photo, Run, Sheet, SheetBlock, SheetEntry,
    SheetRole, SheetSection, Tokens, VERSION,
};
pub use options::{Families, Family, Options, RequestedOption};
