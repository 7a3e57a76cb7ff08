//! Types of values that options take: what cannot be chosen cannot be written down.

use serde::{Deserialize, Serialize};
use strum::VariantNames as _;

/// A paper that pages can have. As a string it is its name, which is Typst's name, too.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantNames,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Paper {
    /// A4 of ISO 216.
    A4,
    /// Letter of ANSI Y14.1.
    UsLetter,
}

impl Paper {
    /// The names of all papers.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// Its name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Its width and height (pt).
    pub const fn size(self) -> [f64; 2] {
        match self {
            Self::A4 => [595.28, 841.89],
            Self::UsLetter => [612.0, 792.0],
        }
    }
}

/// How links look. As a string it is its name, as options and layouts have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Links {
    /// As the text around them.
    Plain,
    /// With a line under them.
    Underline,
    /// In the accent colour.
    Color,
}

impl Links {
    /// The names of all.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// Its name.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What an entry begins with. As a string it is its name, as options and layouts have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Lead {
    /// The employer, the school.
    Organization,
    /// The position, the degree.
    Role,
}

impl Lead {
    /// The names of both.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// Its name.
    pub fn name(self) -> &'static str {
        self.into()
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
    fn every_paper_is_read_as_it_is_written() {
        assert_eq!(Paper::NAMES, ["a4", "us-letter"]);
        for name in Paper::NAMES {
            let paper: Paper = name.parse().expect("a paper");
            assert_eq!((paper.name(), serde_json::to_value(paper).expect("JSON")), (*name, (*name).into()));
        }
        assert_eq!(Paper::UsLetter.size(), [612.0, 792.0]);
    }

    #[test]
    fn an_unknown_name_is_no_value() {
        for name in ["", "a5", "letter", "a4 "] {
            assert!(name.parse::<Paper>().is_err(), "{name}");
        }
        assert_eq!(Links::NAMES.iter().filter_map(|name| name.parse::<Links>().ok()).count(), 3);
        assert!("blue".parse::<Links>().is_err());
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
