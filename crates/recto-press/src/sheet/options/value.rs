//! An option with its value as somebody wrote it, and how the value is read.

use super::RequestedOption;
use recto_resume::resume::{Setting, Text};
use recto_resume::text::value::{Node, Pair, Value};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};
use std::borrow::Cow;
use std::str::FromStr;

/// A name that the user wrote, with the place where a message about it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub value: String,
    /// Where it was written.
    pub place: Place,
}

/// Who set an option; a later one takes precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OptionOrigin {
    /// What applies to many files (`recto.toml`).
    Defaults,
    /// The résumé file.
    File,
    /// The command line, or what takes its place.
    Arguments,
}

/// An option with its value, whoever set it.
#[derive(Debug, Clone)]
pub struct OptionValue<'a> {
    /// The option's name.
    pub key: Cow<'a, str>,
    /// Its value.
    pub node: &'a Node,
    /// Who set it.
    pub origin: OptionOrigin,
    key_span: Span,
    /// Where it was requested; `None` for the file.
    requested: Option<&'a Place>,
}

impl<'a> OptionValue<'a> {
    /// An option of the file.
    pub fn setting(setting: &'a Setting) -> Self {
        let Setting { key, key_span, value } = setting;
        Self {
            key: key.into(),
            node: value,
            origin: OptionOrigin::File,
            key_span: *key_span,
            requested: None,
        }
    }

    /// An option from outside the file.
    pub fn requested(option: &'a RequestedOption, origin: OptionOrigin) -> Self {
        let RequestedOption { key, value, place } = option;
        Self { key: key.into(), node: value, origin, key_span: Span::NOWHERE, requested: Some(place) }
    }

    /// Whether it was typed on the command line.
    pub fn is_argument(&self) -> bool {
        self.origin == OptionOrigin::Arguments
    }

    /// The place of the option's name.
    pub fn key_place(&self) -> Place {
        self.place(self.key_span)
    }

    /// The place of the option's value.
    pub fn value_place(&self) -> Place {
        self.place(self.node.span)
    }

    /// The place of `span`, which outside the file is that of the whole option.
    pub fn place(&self, span: Span) -> Place {
        self.requested.cloned().unwrap_or(Place::File(span))
    }

    /// The value as one word. Anything else is reported; an empty one counts as not given, which is reported where it was
    /// set for this option alone, outside the file.
    pub fn scalar(&self, diagnostics: &mut Diagnostics) -> Option<String> {
        match &self.node.value {
            Value::Scalar(scalar) => {
                let text = scalar.text.trim();
                if text.is_empty() && self.origin != OptionOrigin::File {
                    diagnostics.push(self.empty());
                }
                (!text.is_empty()).then(|| text.to_owned())
            }
            Value::Null => {
                diagnostics.push(self.empty());
                None
            }
            Value::List(_) | Value::Map(_) => {
                let kind = self.node.kind();
                diagnostics.push(self.invalid(format!("`{}` takes one value, not {kind}", self.key)));
                None
            }
        }
    }

    /// The error for a value that the option does not take.
    pub fn invalid(&self, message: String) -> Diagnostic {
        Diagnostic::new(Rule::OptionInvalid, self.value_place(), message)
    }

    fn empty(&self) -> Diagnostic {
        let message = format!("`{}` has no value", self.key);
        let warning = Diagnostic::new(Rule::ValueEmpty, self.value_place(), message);
        match &*self.key {
            _ if self.is_argument() => warning.help("write a value, or leave the option out"),
            "accent" => {
                warning.help("in YAML `#` starts a comment: write the colour in quotes, `\"#0f4c81\"`")
            }
            _ => warning.help("give it a value or take the line out"),
        }
    }

    /// The value as one of a few words, in any case of letters.
    pub fn word<'w>(&self, words: &[&'w str], diagnostics: &mut Diagnostics) -> Option<&'w str> {
        let text = self.scalar(diagnostics)?;
        let found = words.iter().find(|word| word.eq_ignore_ascii_case(&text)).copied();
        if found.is_none() {
            diagnostics.push(self.unknown(&text, words));
        }
        found
    }

    /// Reads one of a few words into `slot`.
    pub fn choice<T: FromStr>(&self, words: &[&str], slot: &mut T, diagnostics: &mut Diagnostics) {
        if let Some(value) = self.word(words, diagnostics).and_then(|word| word.parse().ok()) {
            *slot = value;
        }
    }

    /// Reads yes or no into `slot`.
    pub fn switch(&self, slot: &mut bool, diagnostics: &mut Diagnostics) {
        let Some(text) = self.scalar(diagnostics) else { return };
        match text.to_lowercase().as_str() {
            "true" | "yes" | "on" => *slot = true,
            "false" | "no" | "off" => *slot = false,
            _ => {
                let error = self.invalid(format!("`{}` is true or false, not `{text}`", self.key));
                diagnostics.push(error.label("expected true or false"));
            }
        }
    }

    /// The value as a number between `least` and `most`; a unit `pt` behind it is accepted.
    pub fn number(&self, least: f64, most: f64, unit: &str, diagnostics: &mut Diagnostics) -> Option<f64> {
        let text = self.scalar(diagnostics)?;
        let bare = text.strip_suffix("pt").unwrap_or(&text).trim();
        // Rounded inwards: a limit that is named must be accepted.
        let (low, high) = ((least * 10.0).ceil() / 10.0, (most * 10.0).floor() / 10.0);
        let range = format!("{low} to {high}{unit}");
        let message = match bare.parse::<f64>() {
            Ok(number) if (least..=most).contains(&number) => return Some(number),
            Ok(_) => format!("`{}` {text} is out of range", self.key),
            Err(_) => format!("`{text}` is not a number"),
        };
        let error = self.invalid(message).label(format!("expected {range}"));
        diagnostics.push(error.help(format!("`{}` takes {range}", self.key)));
        None
    }

    /// The value as names: a list, or one text in which commas separate. A name in a list can have commas.
    pub fn names(&self, diagnostics: &mut Diagnostics) -> Vec<Named> {
        if matches!(self.node.value, Value::Map(_)) {
            let error = self.invalid(format!("`{}` takes a list of section names, not a mapping", self.key));
            diagnostics.push(error.help(format!("write `{}: [work, education]`", self.key)));
            return Vec::new();
        }
        let Value::List(nodes) = &self.node.value else {
            let place = self.value_place();
            let named = |part: &str| Named { value: part.trim().to_owned(), place: place.clone() };
            // No names at all are names, too: they take the place of those of the file.
            let text = match &self.node.value {
                Value::Scalar(scalar) => scalar.text.clone(),
                _ => self.scalar(diagnostics).unwrap_or_default(),
            };
            return text.split(',').map(named).filter(|name| !name.value.is_empty()).collect();
        };
        let named = |node: &Node| {
            let value = OptionValue { node, ..self.clone() }.scalar(diagnostics)?;
            Some(Named { value, place: self.place(node.span) })
        };
        nodes.iter().filter_map(named).collect()
    }

    /// The pairs of the value as a mapping; anything else is reported.
    fn mapping(&self, example: &str, diagnostics: &mut Diagnostics) -> &'a [Pair] {
        let node: &'a Node = self.node;
        if let Value::Map(pairs) = &node.value {
            return pairs;
        }
        let error = self.invalid(format!("`{}` takes a mapping, not {}", self.key, node.kind()));
        let example = match self.origin {
            OptionOrigin::Arguments => format!("--set {}.NAME=VALUE", self.key),
            OptionOrigin::File | OptionOrigin::Defaults => example.to_owned(),
        };
        diagnostics.push(error.help(format!("write `{example}`")));
        &[]
    }

    /// The options inside this one, such as `style.date` in `style`. A name that is not among `names` is reported as an
    /// unknown `what`.
    pub fn entries(
        &self,
        what: &str,
        names: &[&str],
        example: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let pairs = self.mapping(example, diagnostics);
        let entry = |pair: &'a Pair| {
            if !names.contains(&pair.key.as_str()) {
                let message = format!("unknown {what} `{}` in `{}`", pair.key, self.key);
                let error = Diagnostic::new(Rule::OptionInvalid, self.place(pair.key_span), message);
                let error = error.suggest(&pair.key, names.iter().copied());
                diagnostics.push(error.help(format!("{what}s are {}", names.join(", "))));
                return None;
            }
            let key = Cow::Owned(format!("{}.{}", self.key, pair.key));
            Some(Self { key, key_span: pair.key_span, node: &pair.node, ..self.clone() })
        };
        pairs.iter().filter_map(entry).collect()
    }

    /// The value as a mapping of names to texts.
    pub fn pairs(&self, diagnostics: &mut Diagnostics) -> Vec<(Named, Text)> {
        let pairs = self.mapping(&format!("{}: {{work: \"Career\"}}", self.key), diagnostics);
        let named = |pair: &Pair| {
            let inner = OptionValue { key: (&pair.key).into(), node: &pair.node, ..self.clone() };
            let text = Text::new(inner.scalar(diagnostics)?, pair.node.span);
            Some((Named { value: pair.key.clone(), place: self.place(pair.key_span) }, text))
        };
        pairs.iter().filter_map(named).collect()
    }

    /// The error for a word that is none of `words`.
    pub fn unknown(&self, text: &str, words: &[&str]) -> Diagnostic {
        let error = self.invalid(format!("unknown {} `{text}`", self.key));
        error.suggest(text, words.iter().copied()).help(format!(
            "`{}` takes {}",
            self.key,
            quoted_list(words, "or")
        ))
    }
}

/// `` `a`, `b` or `c` ``, with `or` as the conjunction.
pub fn quoted_list(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto_resume::text::Source;
    use std::sync::Arc;

    #[test]
    fn lists_of_words_read_as_a_sentence() {
        assert_eq!(quoted_list(&[], "or"), "nothing");
        assert_eq!(quoted_list(&["a"], "or"), "`a`");
        assert_eq!(quoted_list(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }

    #[test]
    fn an_empty_value_is_reported_unless_no_names_are_meant() {
        let read = |key: &str, origin, names: bool| {
            let mut diagnostics = Diagnostics::new();
            let option = RequestedOption::from_text(key, " ", format!("--set {key}="));
            let value = OptionValue::requested(&option, origin);
            let is_empty = match names {
                true => value.names(&mut diagnostics).is_empty(),
                false => value.scalar(&mut diagnostics).is_none(),
            };
            assert!(is_empty);
            diagnostics.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(read("paper", OptionOrigin::Arguments, false), ["`paper` has no value"]);
        assert_eq!(read("paper", OptionOrigin::Defaults, false), ["`paper` has no value"]);
        assert_eq!(read("paper", OptionOrigin::File, false), [""; 0]);
        assert_eq!(read("hide", OptionOrigin::Arguments, true), [""; 0]);
    }

    #[test]
    fn names_come_from_a_list_or_from_commas() {
        let mut diagnostics = Diagnostics::new();
        let typed = "--set sections=work, skills,";
        let option = RequestedOption::from_text("sections", "work, skills,", typed);
        let names = OptionValue::requested(&option, OptionOrigin::Arguments).names(&mut diagnostics);
        let values: Vec<_> = names.iter().map(|name| name.value.as_str()).collect();
        assert_eq!(values, ["work", "skills"]);
        assert_eq!(names[0].place, Place::Argument(typed.into()));

        let list =
            Node::new(Span::new(5, 20), Value::List(vec![Node::text(Span::new(6, 14), "Talks, Papers")]));
        let place = Place::Defaults(Arc::new(Source::new("recto.toml", "hide = []")), Span::new(7, 9));
        let option = RequestedOption::new(&["hide"], &list, place.clone());
        let names = OptionValue::requested(&option, OptionOrigin::Defaults).names(&mut diagnostics);
        assert_eq!(names, [Named { value: "Talks, Papers".into(), place }]);
        let setting = Setting { key: "hide".into(), key_span: Span::new(1, 3), value: list };
        let names = OptionValue::setting(&setting).names(&mut diagnostics);
        assert_eq!(names, [Named { value: "Talks, Papers".into(), place: Place::File(Span::new(6, 14)) }]);
        assert!(diagnostics.is_empty());
    }
}
