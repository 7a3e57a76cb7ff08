//! The model: what a résumé is, whatever file it came from and whatever page it goes to.
//!
//! JSON Resume 1.0.0 is the base. Everything a file says is here, with the bytes it came from; nothing
//! here reads a file or knows a layout.

mod basics;
mod check;
pub mod contact;
pub mod date;
mod section;
pub mod text;
mod texts;

pub use basics::{Basics, Location, Profile};
pub use check::check;
pub use date::{Date, Dates, Day};
pub use section::{Entry, Group, ItemBody, PageBreak, Quotation, Role, Section, SectionItem, SectionKind};
pub use text::{Block, Inline, RichText, Text};

use crate::text::Span;
use crate::text::value::Node;

/// One person's résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resume {
    /// Who it is about.
    pub basics: Basics,
    /// The sections, in the order of the file.
    pub sections: Vec<Section>,
    /// The options under `meta.recto`, not yet interpreted.
    pub settings: Vec<Setting>,
    /// What other programs keep under `meta`.
    pub meta: Vec<Setting>,
    /// Text of unknown fields at the root, shown on request (`show-unknown`).
    pub unknown: Vec<Unknown>,
    /// Whether the file could not be read whole, or not as a résumé, and an error says so: what is missing here then
    /// need not be missing in the file.
    pub broken: bool,
}

/// An option as written in the file: `accent: "#0f4c81"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The option's name, such as `accent`.
    pub key: String,
    /// The bytes of the name.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// A field that recto does not know but that holds text.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// The field's name as typed.
    pub key: String,
    /// What it says.
    pub text: Text,
}

impl Resume {
    /// Every role of an entry that is not hidden by itself; its section may be.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        let items = self.sections.iter().flat_map(|section| &section.content).filter(|item| !item.hide);
        let entries = items.filter_map(|item| match &item.body {
            ItemBody::Entry(entry) => Some(entry),
            _ => None,
        });
        entries.flat_map(|entry| &entry.roles).filter(|role| !role.hide)
    }

    /// The text of every field that recto does not know.
    pub fn unknown(&self) -> impl Iterator<Item = &Unknown> {
        let Basics { location, profiles, unknown, .. } = &self.basics;
        let person =
            unknown.iter().chain(&location.unknown).chain(profiles.iter().flat_map(|one| &one.unknown));
        let items = self.sections.iter().flat_map(|section| &section.content);
        let items = items.flat_map(|item| match &item.body {
            ItemBody::Entry(entry) => entry.roles.iter().flat_map(|role| &role.unknown).collect::<Vec<_>>(),
            ItemBody::Group(group) => group.unknown.iter().collect(),
            ItemBody::Quotation(quotation) => quotation.unknown.iter().collect(),
            ItemBody::Prose(_) => Vec::new(),
        });
        self.unknown.iter().chain(person).chain(items)
    }

    /// Whether any date of an entry writes a month's name in full.
    pub fn spells_months(&self) -> bool {
        self.roles().filter_map(|role| role.dates.as_ref()).any(|dates| match dates {
            Dates::Single(date) => date.spelled,
            Dates::Period(from, until) => from.spelled || until.as_ref().is_some_and(|date| date.spelled),
            Dates::Text(_) => false,
        })
    }
}
