//! The table of options.

use super::choices::{Lead, Links, Paper};
use super::colour::ACCENTS;
use super::reader::Reader;
use super::value::OptionValue;
use crate::manifest::Manifest;
use recto_resume::language;
use recto_resume::resume::date::DateStyle;

/// Fields of `basics` that the command line may set.
pub const BASICS: &[&str] = &["name", "label", "email", "phone", "url"];

/// Names that options have in other programs, each with ours.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("color", "accent"),
    ("colour", "accent"),
    ("accent-color", "accent"),
    ("accent-colour", "accent"),
    ("theme", "layout"),
    ("template", "layout"),
    ("page-size", "paper"),
    ("papersize", "paper"),
    ("font-family", "font"),
    ("font-size", "size"),
    ("fontsize", "size"),
    ("margin", "density"),
    ("margins", "density"),
    ("spacing", "density"),
    ("language", "lang"),
    ("locale", "lang"),
    ("order", "sections"),
];

/// The option that is meant by a name of another program.
pub fn meant_option(name: &str) -> Option<&'static str> {
    OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, meant)| *meant)
}

/// One option: a line in [`OPTIONS`].
#[derive(Debug)]
pub struct OptionSpec {
    /// Its name, as `meta.recto` and `--set` take it.
    pub key: &'static str,
    /// What it takes, for the list of options.
    pub takes: Takes,
    /// What holds when nothing is said; empty if nothing does.
    pub default: fn(&Manifest) -> &str,
    /// What it does, one line.
    pub help: &'static str,
    /// Reads a value into the options.
    pub(super) read: for<'a> fn(&mut Reader<'a>, &OptionValue<'a>),
}

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One of these words.
    Words(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// Names, with words that say which. Several values of one source add up.
    Names(&'static str),
    /// A mapping, with words that say which, and how many levels of names it has. Values of all sources add up.
    Mapping(&'static str, usize),
    /// Something else, in words.
    Other(&'static str),
    /// The name of a colour, or `#rrggbb`.
    Colour,
    /// The tag of one of the languages.
    Language,
}

/// Every option that all layouts share. `font` stands before `size`: the limits of the size follow from it.
pub static OPTIONS: &[OptionSpec] = &[
    OptionSpec {
        key: "layout",
        takes: Takes::Other("a name from `recto layouts`"),
        default: |_| super::DEFAULT_LAYOUT,
        help: "the layout",
        // The name was needed to find the manifest; only its kind is left to check.
        read: |r, given| drop(given.scalar(r.diagnostics)),
    },
    OptionSpec {
        key: "paper",
        takes: Takes::Words(Paper::NAMES),
        default: |_| "a4",
        help: "paper size",
        read: |r, given| given.choice(Paper::NAMES, &mut r.options.paper, r.diagnostics),
    },
    OptionSpec {
        key: "accent",
        takes: Takes::Colour,
        default: |manifest| &manifest.accent,
        help: "colour of heads and rules",
        read: |r, given| r.accent(given),
    },
    OptionSpec {
        key: "font",
        takes: Takes::Other("a font family"),
        default: |manifest| &manifest.font,
        help: "family of the text",
        read: |r, given| r.font = r.family(given),
    },
    OptionSpec {
        key: "heading-font",
        takes: Takes::Other("a font family"),
        // The text family, when the user chose that.
        default: |manifest| manifest.heading_font.as_ref().unwrap_or(&manifest.font),
        help: "family of name and section heads",
        read: |r, given| r.heading = r.family(given),
    },
    OptionSpec {
        key: "size",
        takes: Takes::Other("points, or auto"),
        default: |_| "auto",
        help: "body size; auto follows density and font",
        read: |r, given| r.size(given),
    },
    OptionSpec {
        key: "density",
        takes: Takes::Other("0 (airy) to 1 (compact)"),
        default: |_| "",
        help: "how compact the pages are; chosen by `pages` unless given",
        read: |r, given| r.density(given),
    },
    OptionSpec {
        key: "pages",
        takes: Takes::Other("a number, or auto"),
        default: |_| "auto",
        help: "the most pages; auto leaves none nearly empty, unless density is given",
        read: |r, given| r.pages(given),
    },
    OptionSpec {
        key: "lang",
        takes: Takes::Language,
        default: |_| "en",
        help: "language of titles, words and dates",
        read: |r, given| r.language(given),
    },
    OptionSpec {
        key: "dates",
        takes: Takes::Words(DateStyle::WORDS),
        default: |manifest| &manifest.dates,
        help: "Mar 2020, March 2020 or 03/2020",
        read: |r, given| r.dates(given),
    },
    OptionSpec {
        key: "lead",
        takes: Takes::Words(Lead::NAMES),
        default: |manifest| &manifest.lead,
        help: "what an entry begins with: where it was, or what",
        read: |r, given| given.choice(Lead::NAMES, &mut r.options.lead, r.diagnostics),
    },
    OptionSpec {
        key: "links",
        takes: Takes::Words(Links::NAMES),
        default: |_| "plain",
        help: "how links look",
        read: |r, given| given.choice(Links::NAMES, &mut r.options.links, r.diagnostics),
    },
    OptionSpec {
        key: "print-urls",
        takes: Takes::Switch,
        default: |_| "true",
        help: "print the address behind a linked text",
        read: |r, given| given.switch(&mut r.options.print_urls, r.diagnostics),
    },
    OptionSpec {
        key: "page-numbers",
        takes: Takes::Switch,
        default: |_| "true",
        help: "number the pages from the second on",
        read: |r, given| given.switch(&mut r.options.page_numbers, r.diagnostics),
    },
    OptionSpec {
        key: "photo",
        takes: Takes::Switch,
        default: |_| "true",
        help: "show the photo, where the layout has a place for it",
        read: |r, given| given.switch(&mut r.options.photo, r.diagnostics),
    },
    OptionSpec {
        key: "attach",
        takes: Takes::Switch,
        default: |_| "false",
        help: "store the résumé's file in the PDF, hidden entries and comments included",
        read: |r, given| given.switch(&mut r.options.attach, r.diagnostics),
    },
    OptionSpec {
        key: "show-unknown",
        takes: Takes::Switch,
        default: |_| "false",
        help: "show fields that recto does not know",
        read: |r, given| given.switch(&mut r.options.show_unknown, r.diagnostics),
    },
    OptionSpec {
        key: "sections",
        takes: Takes::Names("names, as work,skills"),
        default: |_| "",
        help: "sections to put first, in this order",
        read: |r, given| r.options.sections.extend(given.names(r.diagnostics)),
    },
    OptionSpec {
        key: "side",
        takes: Takes::Names("names, as skills,languages"),
        default: |_| "",
        help: "sections of the side column, where the layout has one",
        read: |r, given| r.options.side.get_or_insert_default().extend(given.names(r.diagnostics)),
    },
    OptionSpec {
        key: "titles",
        takes: Takes::Mapping("a mapping of sections to titles", 1),
        default: |_| "",
        help: "titles of sections, as titles.work=Career",
        read: |r, given| r.options.titles.extend(given.pairs(r.diagnostics)),
    },
    OptionSpec {
        key: "style",
        takes: Takes::Mapping("a mapping of parts to styles", 2),
        default: |_| "",
        help: "type of a part, as style.date.color=accent",
        // Sizes are judged by the body size, which follows from all other options.
        read: |r, given| r.style.push(given.clone()),
    },
    OptionSpec {
        key: "hide",
        takes: Takes::Names("names, as work,skills"),
        default: |_| "",
        help: "sections to leave out",
        read: |r, given| r.options.hide.extend(given.names(r.diagnostics)),
    },
];

/// A line of `recto layouts NAME`: an option as one layout has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub key: String,
    /// What it takes: `a4, us-letter`.
    pub takes: String,
    /// What holds when nothing is said; empty if nothing does.
    pub default: String,
    /// What it does.
    pub help: String,
}

/// Every option of a layout: the shared ones, then its own.
pub fn listing(manifest: &Manifest) -> Vec<Listed> {
    let shared = OPTIONS.iter().map(|spec| Listed {
        key: spec.key.to_owned(),
        takes: spec.takes.words(),
        default: (spec.default)(manifest).to_owned(),
        help: spec.help.to_owned(),
    });
    let own = manifest.options.iter().map(|(key, option)| Listed {
        key: key.clone(),
        takes: option.values.join(", "),
        default: option.default.clone(),
        help: option.help.clone(),
    });
    shared.chain(own).collect()
}

impl Takes {
    /// In words, for the list of options.
    fn words(self) -> String {
        match self {
            Self::Words(words) => words.join(", "),
            Self::Switch => "true, false".to_owned(),
            Self::Names(text) | Self::Mapping(text, _) | Self::Other(text) => text.to_owned(),
            Self::Colour => {
                let names: Vec<&str> = ACCENTS.iter().map(|(name, _)| *name).collect();
                format!("#rrggbb, {}", names.join(", "))
            }
            Self::Language => format!("{}, or with a region, as en-GB", language::codes().join(", ")),
        }
    }
}
