//! What the user may choose. [`OPTIONS`] is the one table: it reads values, words the errors and fills the
//! list of `recto layouts NAME`. The command line goes before the file, the file before the layout.

pub mod colour;
mod given;
mod reader;
mod style;
mod table;
#[cfg(test)]
mod tests;

pub use given::{Named, one_of};
pub use reader::resolve;
pub use table::{BASICS, Default, LINKS, Listed, OPTIONS, OptionSpec, PAPERS, listing, paper_width};

use crate::manifest::parts::PartStyle;
use recto_resume::language::Language;
use recto_resume::resume::date::DateStyle;
use recto_resume::resume::{Setting, Text};
use recto_resume::text::Place;
use recto_resume::text::value::Value;
use std::collections::BTreeMap;

/// The layout when nobody names one.
pub const DEFAULT_LAYOUT: &str = "folio";

/// One `--set KEY=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The key: `paper`, `titles.work`.
    pub key: String,
    /// The value as typed.
    pub value: String,
    /// The whole as typed, for messages: `--set paper=a5`.
    pub typed: String,
}

/// What was asked for, and by whom: the arguments go before the file, the file before the defaults.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// What stands for many files (`recto.toml`). An option that the layout does not have is passed over.
    pub defaults: &'a [Argument],
    /// The file's own `meta.recto`.
    pub settings: &'a [Setting],
    /// The command line (`--set`).
    pub arguments: &'a [Argument],
}

/// What the sheet must know about a font family.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its name as the engine knows it.
    pub name: String,
    /// Height of the letter x (em).
    pub x_height: f64,
    /// Whether it has serifs.
    pub serif: bool,
    /// Whether it is part of recto.
    pub embedded: bool,
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
    /// Typst's name of the paper.
    pub paper: &'static str,
    /// Accent colour, `#rrggbb`, at least 4.5:1 on white.
    pub accent: String,
    /// Families of the text, first choice first.
    pub font: Vec<String>,
    /// Families of name and section heads, first choice first.
    pub heading_font: Vec<String>,
    /// The text family itself: its measures give the body size.
    pub family: Family,
    /// Body size (pt), if one was asked for.
    pub size: Option<f64>,
    /// 0 (airy) to 1 (compact).
    pub density: f64,
    /// Language of titles, words and dates.
    pub language: Language,
    /// How dates are written, if that was chosen.
    pub dates: Option<DateStyle>,
    /// How links look: one of [`LINKS`].
    pub links: &'static str,
    /// Whether an address behind a text is printed too.
    pub print_urls: bool,
    /// Whether pages from the second on are numbered.
    pub page_numbers: bool,
    /// Whether a photo is shown.
    pub photo: bool,
    /// Whether fields that recto does not know are shown.
    pub show_unknown: bool,
    /// Sections that come first, in this order.
    pub sections: Vec<Named>,
    /// Titles by section.
    pub titles: Vec<(Named, Text)>,
    /// Sections left out.
    pub hide: Vec<Named>,
    /// Type styles of parts: the layout's, and over them the user's.
    pub parts: BTreeMap<String, PartStyle>,
    /// The layout's own options.
    pub own: BTreeMap<String, String>,
    /// Fields of `basics` given on the command line ([`BASICS`]).
    pub basics: Vec<Argument>,
}

impl Options {
    /// The argument that gives a field of `basics`, as a place; `None` when the command line does not give it.
    pub fn argument(&self, key: &str) -> Option<Place> {
        let given = self.basics.iter().rev().find(|argument| argument.key == key)?;
        Some(Place::Argument(given.typed.clone()))
    }
}

/// The layout's name and where it was written: `flag` (`--layout`) goes before `--set layout=`, that before the
/// file's `meta.recto.layout`, that before the defaults, those before [`DEFAULT_LAYOUT`].
pub fn layout_name(asked: &Asked<'_>, flag: Option<&str>) -> Named {
    if let Some(name) = flag {
        return Named { value: name.to_owned(), place: Place::Argument(format!("--layout {name}")) };
    }
    let named = |argument: &Argument| Named {
        value: argument.value.trim().to_owned(),
        place: Place::Argument(argument.typed.clone()),
    };
    layout_argument(asked.arguments)
        .map(named)
        .or_else(|| layout_setting(asked.settings))
        .or_else(|| layout_argument(asked.defaults).map(named))
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
pub fn layout_argument(arguments: &[Argument]) -> Option<&Argument> {
    arguments.iter().rev().find(|argument| argument.key == "layout" && !argument.value.trim().is_empty())
}
