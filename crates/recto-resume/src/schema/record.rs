//! What mappings are read into, and written from: types of the model, and where the model has none with the same fields,
//! those of this file.

use super::Shape;
use crate::resume::{
    Basics, Dates, Location, PageBreak, Profile, RichText, Role, Section, SectionItem, Text, Unknown,
};

/// The place where the value of a field is kept, and what the value is.
#[derive(Debug)]
pub(crate) enum Slot<'a> {
    /// Literal text on one line.
    Text(&'a mut Option<Text>),
    /// Literal text that may have several lines.
    Lines(&'a mut Option<Text>),
    /// Where something is: text, or a mapping of the parts of an address.
    Address(&'a mut Option<Text>),
    /// Rich text.
    Prose(&'a mut Option<RichText>),
    /// Rich text about the organisation of an entry.
    Note(&'a mut Option<RichText>),
    /// A date or a period.
    Date(&'a mut Option<WrittenDate>),
    /// Whether an entry goes on: `true` or `false`.
    GoesOn(&'a mut Option<Current>),
    /// `true` or `false`.
    Flag(&'a mut bool),
    /// `before` or `avoid`.
    Break(&'a mut Option<PageBreak>),
    /// A [`LOCATION`](super::LOCATION), or text.
    Location(&'a mut Location),
    /// A name: text, or a mapping of its [`parts`](super::NAME).
    Name(&'a mut Option<Text>),
    /// Literal text, or several, of which those behind the first are contact items.
    Contact(&'a mut Option<Text>, &'a mut Vec<Text>),
    /// Ways to reach the person: a list of texts and of [`PROFILE`](super::PROFILE), or a mapping of fields of
    /// [`BASICS`](super::BASICS) and of accounts.
    Ways(&'a mut Basics),
    /// Literal text, as one of several facts.
    Fact(&'a mut Vec<Text>),
    /// A grade: text. A number alone under the key `gpa` gets that word.
    Grade(&'a mut Vec<Text>),
    /// Literal text as a fact that says what it is: `pages: 12`.
    Labelled(&'a mut Vec<Text>),
    /// A list of literal texts.
    Texts(&'a mut Vec<Text>),
    /// A list of literal texts, or one of them.
    TextOrTexts(&'a mut Vec<Text>),
    /// A list of names, or one of them, which are one fact.
    Names(&'a mut Vec<Text>),
    /// A list of rich texts.
    Bullets(&'a mut Vec<RichText>),
    /// A list of [`POSITION`](super::POSITION).
    Roles(&'a mut Vec<Draft>),
    /// The accounts; read as [`Ways`](Self::Ways).
    Profiles(&'a mut Basics),
    /// The account at the network that the key names: a user name or an address.
    Account(&'a mut Vec<Profile>),
    /// A mapping from label to text, a list of [`PERSONAL`](super::PERSONAL) and texts, or the text that the key is the
    /// label of.
    Personal(&'a mut Vec<(Text, Text)>),
    /// The content of a section, by its [`Shape`].
    Items(Shape, &'a mut Vec<SectionItem>),
    /// Rich text in a section.
    Passage(&'a mut Vec<SectionItem>),
    /// A list of rich texts in a section.
    BulletList(&'a mut Vec<SectionItem>),
    /// A list of literal texts in a section.
    Keywords(&'a mut Vec<SectionItem>),
}

impl Slot<'_> {
    /// Whether values under two keys of a field add up. Else one of them is taken.
    pub const fn adds(&self) -> bool {
        use Slot::*;
        let is_one = matches!(self, Text(_) | Lines(_) | Address(_) | Prose(_) | Note(_) | Date(_) | Flag(_));
        let is_one = is_one || matches!(self, Name(_) | Contact(..) | GoesOn(_) | Break(_));
        !(is_one || matches!(self, Location(_) | Fact(_) | Grade(_)))
    }
}

/// An entry as the fields of a file have it: a job, a degree, a project, an award.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Draft {
    pub organization: Option<Text>,
    pub note: Option<RichText>,
    /// What the entry says itself, without its dates. The place and the address are those of the entry.
    pub role: Role,
    pub dates: DateFields,
    /// The name of a custom entry: its title, or the organisation when it has a title too.
    pub name: Option<Text>,
    /// The degree, which makes the title together with the field of study.
    pub degree: Option<Text>,
    pub area: Option<Text>,
    pub positions: Vec<Self>,
    /// Where the entry is on its page.
    pub page_break: Option<PageBreak>,
}

/// The dates of an entry as its fields have them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DateFields {
    pub start: Option<WrittenDate>,
    pub end: Option<WrittenDate>,
    pub whole: Option<WrittenDate>,
    pub current: Option<Current>,
}

/// Whether an entry goes on, as a field of its own has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Current {
    pub goes_on: bool,
    pub written: WrittenDate,
}

/// The parts of a name, in their order.
#[derive(Debug, Default)]
pub(crate) struct NameParts {
    pub parts: [Option<Text>; 5],
    pub unknown: Vec<Unknown>,
}

/// A date or period as read, and as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WrittenDate {
    pub key: String,
    pub text: Text,
    pub dates: Dates,
}

/// The sort of an item, where a section of JSON Resume has one that it has no fields for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Prose,
    Entry,
    Group,
    Quotation,
}

impl ItemKind {
    pub const ALL: [Self; 4] = [Self::Prose, Self::Entry, Self::Group, Self::Quotation];

    /// The only key of such an item. Behind it is what a section of the user's own has.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::Entry => "entry",
            Self::Group => "group",
            Self::Quotation => "quotation",
        }
    }
}

/// A group or a quotation, and whether it is hidden.
#[derive(Debug, Default)]
pub(crate) struct Hideable<T> {
    pub body: T,
    pub hide: bool,
}

/// A section, and its fields that recto does not know: they become those of the root.
#[derive(Debug)]
pub(crate) struct SectionDraft {
    pub section: Section,
    pub unknown: Vec<Unknown>,
}

/// One of `personal`, when it is a list.
#[derive(Debug, Default)]
pub(crate) struct Detail {
    pub label: Option<Text>,
    pub text: Option<Text>,
    pub unknown: Vec<Unknown>,
}
