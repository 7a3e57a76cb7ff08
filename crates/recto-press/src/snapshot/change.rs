//! What changed, in words.

use super::lines::{Area, Item};
use serde::Serialize;
use std::fmt;

/// One change. In JSON the order of the fields is part of the format.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What sort.
    pub kind: ChangeKind,
    /// The page it is on, from 1; `None` when it is about the whole.
    pub page: Option<usize>,
    /// What changed, in plain words: `"Education" moved 4.2 mm down`. It may hold text of the résumé.
    pub message: String,
    /// Where to look: pages of the new snapshot, and the places on them.
    #[serde(skip)]
    pub places: Vec<(usize, Area)>,
}

/// The kind of a change, in the order in which changes are reported. Its string is its name for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ChangeKind {
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

impl Change {
    /// A change of the whole.
    pub fn new(kind: ChangeKind, message: impl Into<String>) -> Self {
        Self { kind, page: None, message: message.into(), places: Vec::new() }
    }

    /// The same, on a page, if it is on one.
    #[must_use]
    pub fn on(mut self, page: impl Into<Option<usize>>) -> Self {
        self.page = page.into();
        self
    }

    /// The same, with places to look at.
    #[must_use]
    pub fn at(mut self, places: impl IntoIterator<Item = (usize, Area)>) -> Self {
        self.places.extend(places);
        self
    }

    /// The same, with items of the new pages to look at.
    #[must_use]
    pub fn around<'a>(self, items: impl IntoIterator<Item = &'a Item>) -> Self {
        self.at(items.into_iter().map(|item| (item.page, item.painted())))
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
