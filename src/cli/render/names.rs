//! The names of outputs, from a template such as `{layout}/{name}`.

use crate::cli::terminal::{clean, is_unsafe};
use recto::output::Format;
use recto::text::{Diagnostic, Rule, nearest};
use std::ffi::OsString;
use std::path::{Component, Path};
use strum::{Display, EnumString, VariantNames};

/// What a template can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Field {
    /// The input's name without its extension.
    Stem,
    /// The input's extension.
    Ext,
    /// The person's name.
    Name,
    /// The layout.
    Layout,
    /// The language of titles and dates.
    Lang,
}

/// The longest part of a name that comes from a résumé (bytes): file systems take 255 in all.
const MAX_PART: usize = 120;

/// A template, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// As typed, without an extension.
    typed: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

impl Template {
    /// The usual one: the input's name, and the layout's where there are several.
    pub fn usual(layouts: usize) -> Self {
        let stem = Part::Field(Field::Stem);
        let (typed, parts) = match layouts {
            0 | 1 => ("{stem}", vec![stem]),
            _ => ("{stem}-{layout}", vec![stem, Part::Text("-".to_owned()), Part::Field(Field::Layout)]),
        };
        Self { typed: typed.to_owned(), parts }
    }

    /// Reads a template. An extension of an output format at its end is left out: every output gets its own.
    ///
    /// # Errors
    ///
    /// When it names an unknown field or leads out of the output folder.
    pub fn read(typed: &str) -> Result<Self, Diagnostic> {
        let refuse = |why: String| Diagnostic::of(Rule::Usage, format!("`--name {}`: {why}", clean(typed)));
        let mut parts = Vec::new();
        let template = match typed.rsplit_once('.') {
            Some((before, extension)) if Format::by_name(extension).is_some() => before,
            _ => typed,
        };
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((word, behind)) = behind.split_once('}') else {
                return Err(refuse("a `{` is not closed".to_owned()).help(all_fields()));
            };
            parts.push(Part::Text(before.to_owned()));
            let Ok(field) = word.parse() else {
                let mut failure = refuse(format!("there is no `{{{}}}`", clean(word)));
                let near = nearest(word, Field::VARIANTS.iter().copied());
                failure.help.extend(near.map(|near| format!("did you mean `{{{near}}}`?")));
                return Err(failure.help(all_fields()));
            };
            parts.push(Part::Field(field));
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        let inside = |part| matches!(part, Component::Normal(_));
        if !Path::new(typed).components().all(inside) || typed.ends_with('/') || typed.is_empty() {
            return Err(refuse("the name must stay in the output folder".to_owned())
                .help("write it without `..`, and without `/` at its begin or end"));
        }
        Ok(Self { typed: template.to_owned(), parts })
    }

    /// As typed, without an extension.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether this field is part of the name.
    pub fn has(&self, field: Field) -> bool {
        self.parts.contains(&Part::Field(field))
    }

    /// The name of one output, without an extension; `value` gives the value of a field.
    pub fn fill(&self, value: impl Fn(Field) -> OsString) -> OsString {
        let part = |part: &Part| match part {
            Part::Text(text) => text.into(),
            Part::Field(field) => value(*field),
        };
        self.parts.iter().map(part).collect()
    }
}

fn all_fields() -> String {
    let fields: Vec<_> = Field::VARIANTS.iter().map(|name| format!("`{{{name}}}`")).collect();
    format!("a name can contain {}", fields.join(", "))
}

/// Names that Windows keeps for devices, in any case of letters and with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What is before the digit of the names that Windows keeps for ports.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Whether Windows keeps this name for a device.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |port: &&str| {
        let number = stem.strip_prefix(*port).unwrap_or_default();
        number.chars().count() == 1 && number.chars().all(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'))
    };
    DEVICES.contains(&stem.as_str()) || PORTS.iter().any(is_port)
}

/// A text as a part of a file's name on every system: spaces become hyphens, what some system refuses goes. `None` when
/// nothing is left.
pub fn file_name(text: &str) -> Option<OsString> {
    let mut name = String::new();
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() || matches!(c, '/' | '\\' | ':') => {
                if !name.ends_with('-') {
                    name.push('-');
                }
            }
            c if is_unsafe(c) || matches!(c, '*' | '?' | '"' | '<' | '>' | '|') => {}
            c => name.push(c),
        }
    }
    let name = name.trim_start_matches(['.', '-']).trim_end_matches(['.', '-']);
    let name = &name[..name.floor_char_boundary(MAX_PART)];
    let mark = if is_device(name) { "_" } else { "" };
    (!name.is_empty()).then(|| format!("{name}{mark}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(typed: &str) -> Result<String, Diagnostic> {
        let value = |field| match field {
            Field::Stem => "ada.en".into(),
            Field::Ext => "yaml".into(),
            Field::Name => file_name(" Dr. Ada  Lindqvist/Öberg ").unwrap(),
            Field::Layout => "folio".into(),
            Field::Lang => "en-GB".into(),
        };
        Ok(Template::read(typed)?.fill(value).display().to_string())
    }

    #[test]
    fn fields_are_filled() {
        assert_eq!(name("{stem}").unwrap(), "ada.en");
        assert_eq!(name("{layout}/{name}_{lang}.{ext}").unwrap(), "folio/Dr.-Ada-Lindqvist-Öberg_en-GB.yaml");
        for typed in ["{name} CV", "{name} CV.pdf", "{name} CV.PNG"] {
            assert_eq!(name(typed).unwrap(), "Dr.-Ada-Lindqvist-Öberg CV", "{typed}");
        }
        assert_eq!(name("{stem}.v2").unwrap(), "ada.en.v2");
        assert!(Template::read("{lang}").unwrap().has(Field::Lang));
        assert!(!Template::usual(1).has(Field::Layout) && Template::usual(2).has(Field::Layout));
    }

    #[test]
    fn a_wrong_template_is_refused() {
        let failure = name("{stm}").unwrap_err();
        assert_eq!(failure.message, "`--name {stm}`: there is no `{stm}`");
        assert_eq!(failure.help[0], "did you mean `{stem}`?");
        for wrong in ["{stem", "", "../{stem}", "/{stem}", "{stem}/", "a/../../b"] {
            assert_eq!(name(wrong).unwrap_err().rule, Rule::Usage, "{wrong}");
        }
    }

    #[test]
    fn a_person_s_name_leads_nowhere() {
        let file_name = |text: &str| file_name(text).map(|name| name.into_string().unwrap());
        assert_eq!(file_name("../../etc/passwd").as_deref(), Some("etc-passwd"));
        assert_eq!(file_name("..\\cone: \u{202e}*?").as_deref(), Some("cone"));
        assert_eq!(file_name("\n***"), None);
        assert_eq!(file_name(&"é".repeat(500)).unwrap().len(), MAX_PART);
        for device in ["CON", "nul", "Aux.", "prn", "com1", "LPT9", "com¹"] {
            assert!(file_name(device).unwrap().ends_with('_'), "{device}");
        }
        for name in ["Con Smith", "Nulan", "com", "com12", "comet"] {
            assert!(!file_name(name).unwrap().ends_with('_'), "{name}");
        }
    }
}
