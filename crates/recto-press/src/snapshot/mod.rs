//! Snapshots: what pages hold, written down so that a later run can tell what changed, in words.
//!
//! [`capture()`] takes a [`Snapshot`] of set pages; [`files`] turns it into small files and back; [`compare()`] tells what
//! is different in the cheapest true terms; [`report`] shows it. Where files come from and go to is the caller's
//! business.
//!
//! A snapshot has four [`Aspect`]s, each in files of its own that need no other: the text as it is read, the structure
//! that a screen reader walks, where every line stands and how it looks, and the pages as pictures.

pub mod capture;
pub mod change;
pub mod compare;
pub mod files;
pub mod lines;
pub mod picture;
pub mod pixels;
pub mod report;
pub mod role;
pub mod structure;
pub mod text;

pub use capture::capture;
pub use change::{Change, ChangeKind};
pub use compare::{Comparison, Tolerance, compare};

use lines::PageItems;
use picture::Picture;
use serde::{Deserialize, Serialize};
use structure::Structure;
use text::Text;

/// What of the pages is looked at. As a string it is its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::AsRefStr, Serialize, Deserialize)]
#[strum(serialize_all = "lowercase")]
pub enum Aspect {
    /// The text, per page, in reading order.
    Text,
    /// Headings, lists, links, pictures, languages.
    Structure,
    /// Every line: place, size, font, weight, colour; every rule and picture.
    Lines,
    /// The pages as pictures.
    Pixels,
}

impl Aspect {
    /// All, in the order in which they explain each other.
    pub const ALL: [Self; 4] = [Self::Text, Self::Structure, Self::Lines, Self::Pixels];
}

/// What pages hold. An aspect that is not looked at is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The text.
    pub text: Option<Text>,
    /// The structure.
    pub structure: Option<Structure>,
    /// The lines.
    pub lines: Option<PageItems>,
    /// A picture of each page.
    pub pictures: Option<Vec<Picture>>,
}

impl Snapshot {
    /// How many pages there are by the text, by the lines and by the pictures.
    fn page_counts(&self) -> [Option<usize>; 3] {
        [
            self.text.as_ref().map(|text| text.pages),
            self.lines.as_ref().map(|sheet| sheet.sizes.len()),
            self.pictures.as_ref().map(Vec::len),
        ]
    }
}

/// A length as it is stored: pt, rounded to a hundredth.
pub(crate) fn rounded(points: f64) -> f64 {
    // Adding nothing makes a negative zero a plain one.
    (points * 100.0).round() / 100.0 + 0.0
}

/// Text as it is stored: every stretch of plain spaces is one space, none at the ends. Other white space is kept, as
/// readers keep it.
pub(crate) fn folded(text: &str) -> String {
    text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
