//! Sections and what stands in them.

use super::{Dates, RichText, Text, Unknown};
use crate::text::Span;
use std::borrow::Cow;

/// One section of the résumé.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// The title the file gives it; `None` takes the language's usual one.
    pub title: Option<Text>,
    /// `hide: true`: kept out of the page.
    pub hide: bool,
    /// Where it is on its page, if the file says that.
    pub page_break: Option<PageBreak>,
    /// What stands in it.
    pub content: Vec<SectionItem>,
    /// The bytes of the section's name in the file.
    pub span: Span,
}

/// Where a section or an entry is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageBreak {
    /// It begins a page.
    Before,
    /// It stays whole.
    Avoid,
}

impl PageBreak {
    /// The one of that word, in any case of letters.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Before, Self::Avoid].into_iter().find(|one| one.word().eq_ignore_ascii_case(word.trim()))
    }

    /// Its word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Avoid => "avoid",
        }
    }
}

/// The sections of JSON Resume, and the user's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    /// `basics.summary`.
    Summary,
    /// `work`.
    Work,
    /// `volunteer`.
    Volunteer,
    /// `education`.
    Education,
    /// `awards`.
    Awards,
    /// `certificates`.
    Certificates,
    /// `publications`.
    Publications,
    /// `skills`.
    Skills,
    /// `languages`.
    Languages,
    /// `interests`.
    Interests,
    /// `references`.
    References,
    /// `projects`.
    Projects,
    /// One of `sections: [{title, entries}]`; always has a title.
    Custom,
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionItem {
    /// `hide: true`: kept out of the page.
    pub hide: bool,
    /// What it says.
    pub body: ItemBody,
}

/// What a piece of a section says. A section may mix them; those of JSON Resume have one sort each.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemBody {
    /// Running text.
    Prose(RichText),
    /// A job, a degree, a project, an award, …
    Entry(Box<Entry>),
    /// A named group of keywords: a skill, a language, an interest.
    Group(Group),
    /// Somebody's words about the person.
    Quotation(Quotation),
}

impl From<ItemBody> for SectionItem {
    /// A piece that shows.
    fn from(body: ItemBody) -> Self {
        Self { hide: false, body }
    }
}

/// Anything with a head and details. Roles at one organisation share its name: a promotion is two
/// roles in one entry. There is always at least one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Employer, school, awarder, issuer, publisher.
    pub organization: Option<Text>,
    /// Where the organisation is.
    pub place: Option<Text>,
    /// The organisation's (or the entry's) address on the web.
    pub url: Option<Text>,
    /// What the organisation is (`work[].description`).
    pub note: Option<RichText>,
    /// What was done there, latest first as the file has it.
    pub roles: Vec<Role>,
    /// Where it is on its page, if the file says that.
    pub page_break: Option<PageBreak>,
    /// The bytes of the entry.
    pub span: Span,
}

/// One role in an entry: its title, when, and what came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// Position, degree, project name, title of an award or a publication.
    pub title: Option<Text>,
    /// When.
    pub dates: Option<Dates>,
    /// Where, if it differs from the entry's place.
    pub place: Option<Text>,
    /// An address of its own.
    pub url: Option<Text>,
    /// Who wrote a publication, as one text or several: `Ada Lindqvist, Bo Ek`.
    pub authors: Vec<Text>,
    /// Short facts of the head: grade (`score`), roles in a project.
    pub details: Vec<Text>,
    /// What a project is in the words of a database: `application`. No page shows it.
    pub sort: Option<Text>,
    /// Running text.
    pub summary: Option<RichText>,
    /// Bullets.
    pub highlights: Vec<RichText>,
    /// Keywords or courses, one each.
    pub keywords: Vec<Text>,
    /// `hide: true`: kept out of the page.
    pub hide: bool,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}

impl Role {
    /// Its dates in a section of this kind. A start alone is one date for what does not go on as a job does: `2020` for a
    /// project, not `2020 – present`.
    pub fn dates_in(&self, kind: SectionKind) -> Option<Cow<'_, Dates>> {
        let is_one = matches!(kind, SectionKind::Projects | SectionKind::Awards | SectionKind::Volunteer);
        Some(match self.dates.as_ref()? {
            Dates::Period(from, None) if is_one && from.is_start => Cow::Owned(Dates::Single(from.clone())),
            dates => Cow::Borrowed(dates),
        })
    }
}

/// A named group of keywords.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// Its name: a skill, a language.
    pub label: Option<Text>,
    /// Its level or fluency.
    pub level: Option<Text>,
    /// The keywords.
    pub items: Vec<Text>,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}

/// Somebody's words and who said them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quotation {
    /// Who said it.
    pub name: Option<Text>,
    /// What was said.
    pub body: Option<RichText>,
    /// Fields recto does not know.
    pub unknown: Vec<Unknown>,
}
