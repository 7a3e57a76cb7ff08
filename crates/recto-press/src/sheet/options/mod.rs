//! The options that a user can set. [`OPTIONS`] is the one table: it reads values, words the errors and fills the
//! list of `recto layouts NAME`. The command line takes precedence over the file, the file over the layout.

mod choices;
pub mod colour;
mod reader;
mod requested;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use choices::{Density, Lead, Links, PageGoal, Paper};
pub use reader::resolve;
pub use requested::{RequestedOption, inline_value, override_options, split_fields};
pub use table::{BASICS, Listed, OPTIONS, OptionSpec, Takes, listing, meant_option};
pub use value::{Named, quoted_list};

use crate::manifest::parts::PartStyle;
use recto_resume::language::Language;
use recto_resume::resume::date::DateStyle;
use recto_resume::resume::{Setting, Text};
use recto_resume::text::Place;
use recto_resume::text::value::Value;
use std::collections::BTreeMap;

/// The layout when nobody names one.
pub const DEFAULT_LAYOUT: &str = "folio";

/// The options of one résumé by who set them: the arguments take precedence over the file, the file over the defaults.
#[derive(Debug, Clone, Copy, Default)]
pub struct OptionSources<'a> {
    /// What applies to many files (`recto.toml`). An option that the layout does not have is passed over.
    pub defaults: &'a [RequestedOption],
    /// The file's own `meta.recto`.
    pub settings: &'a [Setting],
    /// The command line (`--set`).
    pub arguments: &'a [RequestedOption],
}

/// A field of `basics` that the command line sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasicsField {
    /// The field, one of [`BASICS`].
    pub key: String,
    /// Its value as typed.
    pub value: String,
    /// Where it was set.
    pub place: Place,
}

/// What the sheet must know about a font family.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its name as the engine knows it.
    pub name: String,
    /// Height of the letter x (em).
    pub x_height: f64,
    /// How wide a character of running text is on the average (em).
    pub advance: f64,
    /// Whether it has serifs.
    pub serif: bool,
    /// Whether it is part of recto.
    pub embedded: bool,
}

/// Font families in the order to try.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FontChains {
    /// Those of the text.
    pub text: Vec<String>,
    /// Those of name and section heads.
    pub heading: Vec<String>,
}

/// Where families are found: the font store, or a handful in tests.
pub trait Families {
    /// The family of that name, in any case of letters.
    fn find(&self, name: &str) -> Option<Family>;
    /// Every name, embedded families first, in the order in which they should be tried.
    fn names(&self) -> Vec<String>;
}

/// The choices, checked and complete.
#[derive(Debug, Clone)]
pub struct Options {
    /// The paper.
    pub paper: Paper,
    /// Accent colour, `#rrggbb`, at least 4.5:1 on white.
    pub accent: String,
    /// The families to try.
    pub fonts: FontChains,
    /// The text family itself: its measures give the body size.
    pub family: Family,
    /// Body size (pt), if one was asked for.
    pub size: Option<f64>,
    /// How close everything is set; `pages` decides it, if there is one.
    pub density: Density,
    /// How many pages there should be, and where that was asked for; [`PageGoal::Auto`] unless a density was. `None`: as many
    /// as there are at the density.
    pub pages: Option<(PageGoal, Place)>,
    /// Language of titles, words and dates.
    pub language: Language,
    /// How dates are written, if that was chosen.
    pub dates: Option<DateStyle>,
    /// What an entry begins with.
    pub lead: Lead,
    /// How links look.
    pub links: Links,
    /// Whether an address behind a text is printed too.
    pub print_urls: bool,
    /// Whether pages from the second on are numbered.
    pub page_numbers: bool,
    /// Whether a photo is shown.
    pub photo: bool,
    /// Whether the PDF holds the file that it is made of.
    pub attach: bool,
    /// Whether fields that recto does not know are shown.
    pub show_unknown: bool,
    /// Sections that come first, in this order.
    pub sections: Vec<Named>,
    /// Sections of the side column, where the layout has one; `None` leaves them to the layout.
    pub side: Option<Vec<Named>>,
    /// Titles by section.
    pub titles: Vec<(Named, Text)>,
    /// Sections left out.
    pub hide: Vec<Named>,
    /// Type styles of parts: the layout's, and over them the user's.
    pub parts: BTreeMap<String, PartStyle>,
    /// The layout's own options.
    pub own: BTreeMap<String, String>,
    /// Fields of `basics` that the command line sets ([`BASICS`]).
    pub basics: Vec<BasicsField>,
}

impl Options {
    /// Where the command line sets a field of `basics`; `None` when it does not.
    pub fn argument(&self, key: &str) -> Option<Place> {
        let last = self.basics.iter().rev().find(|field| field.key == key)?;
        Some(last.place.clone())
    }
}

/// The layout's name and where it was written. `flag` (`--layout`) takes precedence over `--set layout=`, that over the
/// file's `meta.recto.layout`, that over the defaults, those over [`DEFAULT_LAYOUT`].
pub fn layout_name(sources: &OptionSources<'_>, flag: Option<&str>) -> Named {
    if let Some(name) = flag {
        return Named { value: name.to_owned(), place: Place::Argument(format!("--layout {name}")) };
    }
    let named = |option: &RequestedOption| {
        Some(Named { value: option.text()?.to_owned(), place: option.place.clone() })
    };
    layout_argument(sources.arguments)
        .and_then(named)
        .or_else(|| layout_setting(sources.settings))
        .or_else(|| layout_argument(sources.defaults).and_then(named))
        .unwrap_or_else(|| Named { value: DEFAULT_LAYOUT.to_owned(), place: Place::Nowhere })
}

/// The layout that the file itself names.
pub fn layout_setting(settings: &[Setting]) -> Option<Named> {
    let setting = settings.iter().find(|setting| setting.key == "layout")?;
    let Value::Scalar(scalar) = &setting.value.value else { return None };
    let value = scalar.text.trim().to_owned();
    (!value.is_empty()).then_some(Named { value, place: Place::File(setting.value.span) })
}

/// The `--set layout=` that counts: the last one that names something.
pub fn layout_argument(arguments: &[RequestedOption]) -> Option<&RequestedOption> {
    let names_one = |option: &RequestedOption| option.text().is_some_and(|name| !name.is_empty());
    arguments.iter().rev().find(|option| option.key == "layout" && names_one(option))
}
