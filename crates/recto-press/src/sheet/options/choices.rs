//! Types of values that options take: what cannot be chosen cannot be written down.

use serde::{Deserialize, Serialize};

/// A paper that pages can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// A4 of ISO 216.
    A4,
    /// Letter of ANSI Y14.1.
    UsLetter,
}

/// A paper with its name and its size.
struct PaperSize {
    paper: Paper,
    name: &'static str,
    width: f64,
    height: f64,
}

/// Every paper, in the order of [`Paper`]: Typst's name, then width and height (pt).
const PAPERS: [PaperSize; 2] = [
    PaperSize { paper: Paper::A4, name: "a4", width: 595.28, height: 841.89 },
    PaperSize { paper: Paper::UsLetter, name: "us-letter", width: 612.0, height: 792.0 },
];

impl Paper {
    /// The names of all papers.
    pub const NAMES: &'static [&'static str] = &[Self::A4.name(), Self::UsLetter.name()];

    /// The paper of that name.
    pub fn named(name: &str) -> Option<Self> {
        PAPERS.iter().find(|size| size.name == name).map(|size| size.paper)
    }

    /// Its name, which is Typst's name, too.
    pub const fn name(self) -> &'static str {
        self.size().name
    }

    /// Its width (pt).
    pub const fn width(self) -> f64 {
        self.size().width
    }

    /// Its height (pt).
    pub const fn height(self) -> f64 {
        self.size().height
    }

    const fn size(self) -> &'static PaperSize {
        &PAPERS[self as usize]
    }
}

/// How links look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// As the text around them.
    Plain,
    /// With a line under them.
    Underline,
    /// In the accent colour.
    Color,
}

impl Links {
    const ALL: [Self; 3] = [Self::Plain, Self::Underline, Self::Color];

    /// The names of all.
    pub const NAMES: &'static [&'static str] =
        &[Self::Plain.name(), Self::Underline.name(), Self::Color.name()];

    /// The look of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|links| links.name() == name)
    }

    /// Its name, as a layout sees it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Underline => "underline",
            Self::Color => "color",
        }
    }
}

/// How close everything is set, from 0 (airy) to 1 (compact).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Density(f64);

impl Density {
    /// The most airy.
    pub const LEAST: f64 = 0.0;
    /// The most compact.
    pub const MOST: f64 = 1.0;
    /// The most compact, as a density.
    pub const COMPACT: Self = Self(Self::MOST);
    /// Half way.
    pub const USUAL: Self = Self(0.5);

    /// The density of that number; `None` outside 0 to 1.
    pub fn new(number: f64) -> Option<Self> {
        (Self::LEAST..=Self::MOST).contains(&number).then_some(Self(number))
    }

    /// As a number from 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// How many pages a résumé should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageGoal {
    /// At most so many, as airy as possible.
    AtMost(u8),
    /// As many as it takes, with no nearly empty page and no cramped one.
    Auto,
}

impl PageGoal {
    /// The most pages that can be asked for.
    pub const MOST: u8 = 50;

    /// The goal of that name: `auto`, or a number from 1.
    pub fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("auto") {
            return Some(Self::Auto);
        }
        name.parse().ok().filter(|pages| (1..=Self::MOST).contains(pages)).map(Self::AtMost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_has_its_own_row() {
        for (size, name) in PAPERS.iter().zip(Paper::NAMES) {
            assert_eq!((size.paper.name(), Paper::named(name)), (*name, Some(size.paper)));
            assert_eq!((size.paper.width(), size.paper.height()), (size.width, size.height));
        }
        assert_eq!(Paper::NAMES.len(), PAPERS.len());
        assert_eq!((Paper::UsLetter.width(), Paper::UsLetter.height()), (612.0, 792.0));
        assert_eq!(serde_json::to_value(Paper::UsLetter).expect("JSON"), "us-letter");
    }

    #[test]
    fn an_unknown_name_is_no_value() {
        for name in ["", "a5", "letter", "a4 "] {
            assert_eq!(Paper::named(name), None, "{name}");
        }
        assert_eq!(Links::NAMES.iter().filter_map(|name| Links::named(name)).count(), 3);
        assert_eq!(Links::named("blue"), None);
    }

    #[test]
    fn pages_are_a_number_or_auto() {
        assert_eq!(PageGoal::named("2"), Some(PageGoal::AtMost(2)));
        assert_eq!(PageGoal::named("Auto"), Some(PageGoal::Auto));
        for name in ["", "0", "51", "1.5", "two", "-1"] {
            assert_eq!(PageGoal::named(name), None, "{name}");
        }
    }

    #[test]
    fn a_density_is_within_its_limits() {
        assert_eq!(
            [0.0, 0.25, 1.0].map(|number| Density::new(number).map(Density::get)),
            [Some(0.0), Some(0.25), Some(1.0)]
        );
        for number in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Density::new(number), None, "{number}");
        }
    }
}
