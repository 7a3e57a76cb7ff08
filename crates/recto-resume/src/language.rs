//! The languages a résumé can be in: one data file each, `languages/<code>.toml`, with titles, words,
//! quotation marks and date patterns. A new language is a new file and a line in [`LANGUAGES`].

use crate::text::characters::fold;
use icu_locale_core::Locale;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Every language: its ISO 639 code and its data file.
pub static LANGUAGES: &[(&str, &str)] = &[
    ("de", include_str!("../languages/de.toml")),
    ("en", include_str!("../languages/en.toml")),
    ("es", include_str!("../languages/es.toml")),
    ("fr", include_str!("../languages/fr.toml")),
    ("uk", include_str!("../languages/uk.toml")),
];

/// A language and, if it was named, a region of it.
#[derive(Debug, Clone)]
pub struct Language {
    /// The locale as asked for: `en-GB`.
    pub locale: Locale,
    /// What the data file says.
    pub data: LanguageData,
}

/// What `languages/<code>.toml` holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageData {
    /// Its own name of itself.
    pub name: String,
    /// What a résumé is called; stands in the PDF's title.
    pub document: String,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: String,
    /// Whether an address puts the postal code before the city (unless its country says otherwise).
    pub postal_code_first: bool,
    /// Quotation marks.
    pub quotes: Quotes,
    /// Date patterns.
    pub dates: DatePatterns,
    /// Titles of the sections, by their key in a file.
    pub titles: BTreeMap<String, String>,
    /// All other words, by their key; a layout sees them all.
    pub words: BTreeMap<String, String>,
}

/// Quotation marks, with the spaces that belong to them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quotes {
    /// Before a quotation.
    pub open: String,
    /// After it.
    pub close: String,
    /// Before a quotation inside a quotation.
    pub inner_open: String,
    /// After it.
    pub inner_close: String,
}

/// How a month and a year, or a season and a year, stand together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DatePatterns {
    /// A month by its name: `{month} {year}`.
    pub month: String,
    /// The same with the name in full, where that differs (Spanish `{month} de {year}`).
    pub long: Option<String>,
    /// A month by its number, two digits: `{month}/{year}`.
    pub numeric: String,
    /// `Spring {year}`.
    pub spring: String,
    /// `Summer {year}`.
    pub summer: String,
    /// `Autumn {year}`.
    pub autumn: String,
    /// The same where the file says `fall`, in a language that has two words for it.
    pub fall: Option<String>,
    /// `Winter {year}`.
    pub winter: String,
}

impl Language {
    /// The language of a BCP 47 tag such as `en`, `en-GB` or `de_AT`; `None` when recto has no data for it.
    pub fn find(tag: &str) -> Option<Self> {
        let locale: Locale = tag.trim().replace('_', "-").parse().ok()?;
        let code = locale.id.language.as_str();
        let (_, file) = LANGUAGES.iter().find(|(known, _)| *known == code)?;
        let data = toml::from_str(file).ok()?;
        Some(Self { locale, data })
    }

    /// English, for when nothing or nothing known was asked for.
    pub fn english() -> Self {
        Self::find("en").expect("English is embedded, and a test reads every embedded file")
    }

    /// Its ISO 639 code: `en`.
    pub fn code(&self) -> &str {
        self.locale.id.language.as_str()
    }

    /// Its ISO 3166 region, if one was named: `GB`.
    pub fn region(&self) -> Option<String> {
        self.locale.id.region.map(|region| region.as_str().to_owned())
    }

    /// A word of the data file; empty if the file lacks it, which a test rules out.
    pub fn word(&self, key: &str) -> &str {
        self.data.words.get(key).map_or("", String::as_str)
    }

    /// A grade with its label, as a bare number says nothing to a reader: `3.9/4.0` becomes `GPA 3.9/4.0`, `1,3` becomes
    /// `Note 1,3`. `None` for a text that is more than a grade.
    pub fn labelled_grade(&self, text: &str) -> Option<String> {
        let word = if bare_grade(text)? == Some(4.0) { "gpa" } else { "grade" };
        Some(format!("{} {text}", self.word(word)))
    }

    /// The usual title of a section, by its key in a file.
    pub fn title(&self, key: &str) -> &str {
        self.data.titles.get(key).map_or("", String::as_str)
    }
}

/// Whether a text is nothing but a grade (`3.9/4.0`, `1,3`, `87 %`), and the best that can be had, if it says.
fn bare_grade(text: &str) -> Option<Option<f64>> {
    let number = |text: &str| {
        let text = text.trim();
        let digits = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        if digits { text.replace(',', ".").parse::<f64>().ok() } else { None }
    };
    let text = fold(text);
    let bare = text.strip_suffix('%').unwrap_or(&text);
    match bare.split_once('/') {
        Some((got, most)) => number(got).and(number(most)).map(Some),
        None => number(bare).map(|_| None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resume::SectionKind;

    fn all() -> Vec<Language> {
        LANGUAGES.iter().map(|(code, _)| Language::find(code).unwrap_or_else(|| panic!("{code}"))).collect()
    }

    #[test]
    fn every_file_reads_and_has_every_title_and_word() {
        let english = Language::english();
        for language in all() {
            for key in SectionKind::KEYED.map(SectionKind::key) {
                assert!(!language.title(key).is_empty(), "{}: title {key}", language.code());
            }
            let keys = |l: &Language| l.data.words.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&language), keys(&english), "{}", language.code());
            assert_eq!(language.data.titles.len(), SectionKind::KEYED.len(), "{}", language.code());
        }
    }

    #[test]
    fn patterns_keep_what_they_fill_in() {
        for language in all() {
            let dates = &language.data.dates;
            for pattern in [&dates.month, &dates.numeric, dates.long.as_ref().unwrap_or(&dates.month)] {
                assert!(pattern.contains("{month}") && pattern.contains("{year}"), "{pattern}");
            }
            for pattern in [&dates.spring, &dates.summer, &dates.autumn, &dates.winter] {
                assert!(pattern.contains("{year}"), "{pattern}");
            }
            assert!(language.word("page-of").contains("{n}") && language.word("page-of").contains("{m}"));
            assert!(language.word("portrait-of").contains("{name}"));
        }
    }

    #[test]
    fn files_hold_no_space_that_breaks_extraction() {
        for (code, file) in LANGUAGES {
            assert!(!file.contains(['\u{a0}', '\u{202f}', '\u{ad}', '\u{2011}']), "{code}");
            assert!(!file.contains('\''), "{code}: a straight apostrophe");
        }
    }

    #[test]
    fn regions_and_both_separators_are_accepted() {
        let british = Language::find("en_gb").expect("known");
        assert_eq!((british.code(), british.region().as_deref()), ("en", Some("GB")));
        assert_eq!(Language::find("de-AT").and_then(|l| l.region()).as_deref(), Some("AT"));
        assert!(Language::find("tlh").is_none());
        assert!(Language::find("not a language").is_none());
    }

    #[test]
    fn only_bare_grades_are_grades() {
        assert_eq!(bare_grade("3.9/4.0"), Some(Some(4.0)));
        assert_eq!(bare_grade("17 / 20"), Some(Some(20.0)));
        assert_eq!(bare_grade("1,3"), Some(None));
        assert_eq!(bare_grade("87 %"), Some(None));
        for text in ["Dissertation: Trees", "3.9/4.0 (first of 40)", "1st class", "A+", "", "/", "3.9/", "."]
        {
            assert_eq!(bare_grade(text), None, "{text}");
        }
    }
}
