//! What changed, in words.

use super::lines::Area;
use std::fmt;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What sort.
    pub kind: Kind,
    /// The page it is on, from 1; `None` when it is about the whole.
    pub page: Option<usize>,
    /// What changed, in plain words: `"Education" moved 4.2 mm down`. It may hold text of the résumé.
    pub message: String,
    /// Where to look: pages of the new snapshot, and the places on them.
    pub places: Vec<(usize, Area)>,
}

/// Sorts of changes, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// There are more or fewer pages, or they have another size.
    Pages,
    /// Sections stand in another order, are new or gone.
    Sections,
    /// Words.
    Text,
    /// Headings, lists, figures and their nesting.
    Structure,
    /// Where a link leads, or whether there is one.
    Link,
    /// The alternative text of a figure.
    AltText,
    /// The language of the document or a part.
    Language,
    /// Colour, weight, size, font.
    Look,
    /// Where lines end.
    Wrapping,
    /// Where something stands.
    Place,
    /// Rules, shapes, pictures.
    Drawing,
    /// Something that only the picture of the page shows.
    Pixels,
}

impl Kind {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Sections => "sections",
            Self::Text => "text",
            Self::Structure => "structure",
            Self::Link => "link",
            Self::AltText => "alt-text",
            Self::Language => "language",
            Self::Look => "look",
            Self::Wrapping => "wrapping",
            Self::Place => "place",
            Self::Drawing => "drawing",
            Self::Pixels => "pixels",
        }
    }
}

impl Change {
    /// A change of the whole.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, page: None, message: message.into(), places: Vec::new() }
    }

    /// The same, on a page.
    #[must_use]
    pub fn on(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
    }

    /// The same, with places to look at.
    #[must_use]
    pub fn at(mut self, places: impl IntoIterator<Item = (usize, Area)>) -> Self {
        self.places.extend(places);
        self
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "page {page}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
