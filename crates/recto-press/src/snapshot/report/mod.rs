//! What came of a comparison of many snapshots, for people and for programs.

mod html;
mod programs;

pub use html::html;
pub use programs::{annotation, github, json, junit};

use super::change::Change;
use super::compare::{Comparison, count};
use super::files::Fault;
use super::lines::Area;
use super::picture::Picture;
use super::pixels;
use recto_resume::text::Rule;
use std::fmt;
use strum::VariantArray;

/// One résumé in one layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The snapshot's name: the résumé's file and the layout, `examples/ada.yaml/folio`.
    pub name: String,
    /// The résumé's file; empty when it is gone.
    pub file: String,
    /// How it stands.
    pub state: State,
    /// What changed.
    pub changes: Vec<Change>,
    /// Why it failed, and what is wrong with the stored files.
    pub reasons: Vec<Reason>,
    /// The pages, where they are to be shown.
    pub pages: Vec<ShownPage>,
}

/// Why a snapshot is in its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule that is broken; `None` for a remark.
    pub rule: Option<Rule>,
    /// The reason in words.
    pub message: String,
}

impl Reason {
    /// A reason with its rule.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule: Some(rule), message: message.into() }
    }

    /// A remark.
    pub fn remark(message: impl Into<String>) -> Self {
        Self { rule: None, message: message.into() }
    }
}

impl From<&Fault> for Reason {
    fn from(fault: &Fault) -> Self {
        Self::new(fault.rule(), fault.to_string())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Case {
    /// The two parts of its name.
    fn file_and_layout(&self) -> (&str, &str) {
        self.name.rsplit_once('/').unwrap_or((&self.name, ""))
    }

    /// What changed, then the reasons, each in words.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        self.changes.iter().map(ToString::to_string).chain(self.reasons.iter().map(ToString::to_string))
    }
}

/// How a snapshot stands, in the order in which snapshots are counted. As a string it is its name for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::AsRefStr, strum::VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum State {
    /// The pages are as they were stored.
    Same,
    /// They were stored just now.
    Stored,
    /// They are not as they were stored.
    Differs,
    /// Nothing is stored yet.
    New,
    /// What is stored cannot be read.
    Damaged,
    /// The résumé cannot be rendered.
    Failed,
    /// It was to be stored and could not be.
    Unstored,
    /// The résumé or the layout is gone.
    Orphaned,
    /// It was orphaned and is removed now.
    Removed,
}

impl State {
    /// Whether it makes a run fail. An orphan harms nobody.
    pub const fn is_fault(self) -> bool {
        matches!(self, Self::Differs | Self::New | Self::Damaged | Self::Failed | Self::Unstored)
    }

    /// What it is, behind a name: `differs`.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Same => "is the same",
            Self::Stored => "is stored",
            Self::Differs => "differs",
            Self::New => "is new: nothing is stored yet",
            Self::Damaged => "cannot be compared",
            Self::Failed => "cannot be rendered",
            Self::Unstored => "cannot be stored",
            Self::Orphaned => "is orphaned: its résumé or its layout is gone",
            Self::Removed => "is removed: its résumé or its layout is gone",
        }
    }
}

/// A page as a report shows it. The pictures are PNG.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownPage {
    /// As it was stored.
    pub old: Option<Vec<u8>>,
    /// As it is now.
    pub new: Option<Vec<u8>>,
    /// Where they differ; none where they do not.
    pub difference: Option<Vec<u8>>,
    /// Width and height (pixels).
    pub size: (usize, usize),
    /// Where something changed, in parts of the page.
    pub places: Vec<Area>,
}

impl ShownPage {
    /// The pages of a comparison.
    pub fn of(old: &[Picture], new: &[Picture], comparison: &Comparison) -> Vec<Self> {
        let page = |number: usize| {
            let (old, new) = (old.get(number), new.get(number));
            let both = || old.into_iter().chain(new);
            let width = both().map(|picture| picture.width).max().unwrap_or_default();
            let height = both().map(|picture| picture.height).max().unwrap_or_default();
            let pixels = comparison.pixels.get(number).filter(|pixels| !pixels.is_empty());
            let difference = old.zip(new).zip(pixels);
            let points = new.or(old).map_or(1.0, |picture| f64::from(picture.ppi) / 72.0);
            let places = comparison.changes.iter().flat_map(|change| &change.places);
            let places = places.filter(|(page, _)| *page == number + 1).map(|(_, area)| {
                let (across, down) = (points / width as f64, points / height as f64);
                let Area { left, right, top, bottom } = *area;
                Area { left: left * across, right: right * across, top: top * down, bottom: bottom * down }
            });
            Self {
                old: old.map(Picture::png),
                new: new.map(Picture::png),
                difference: difference.map(|((old, new), at)| pixels::draw(old, new, at).png()),
                size: (width, height),
                places: places.collect(),
            }
        };
        (0..old.len().max(new.len())).map(page).collect()
    }
}

/// `6 snapshots: 4 same, 1 differs, 1 new`
pub fn summary(cases: &[Case]) -> String {
    let part = |state: &State| match (cases.iter().filter(|case| case.state == *state).count(), state) {
        (0, _) => None,
        (number @ 2.., State::Differs) => Some(format!("{number} differ")),
        (number, state) => Some(format!("{number} {}", state.as_ref())),
    };
    let parts: Vec<String> = State::VARIANTS.iter().filter_map(part).collect();
    match cases.len() {
        0 => "no snapshots".to_owned(),
        number => format!("{}: {}", count(number, "snapshot"), parts.join(", ")),
    }
}

/// Text for HTML and XML 1.0, which has no place for control characters at all.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
