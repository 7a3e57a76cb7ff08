//! What can be wrong with a résumé, as plain data: rule, severity, place, message, help.
//!
//! Every stage appends to one [`Diagnostics`]; nothing here prints. The command line draws them
//! (`cli/report/`), and orders them by their place in the file.

use super::{Rule, Source, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How bad it is. Errors stop the render, warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The PDF would be wrong or cannot be made.
    Error,
    /// The PDF is made; something in the file deserves a look.
    Warning,
}

/// Where a problem was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// In another file than the résumé, at these bytes of its text: in `recto.toml`, or in a file of a layout.
    Defaults(#[serde(with = "shared")] Arc<Source>, Span),
    /// In the résumé file, at these bytes.
    File(Span),
    /// On the command line; the argument as typed, such as `--set paper=a5`.
    Argument(String),
    /// Nowhere in particular, such as a font that could not be read.
    Nowhere,
}

/// A value that several share, as the value itself.
mod shared {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        T::serialize(value, to)
    }

    pub(super) fn deserialize<'a, T: Deserialize<'a>, D: Deserializer<'a>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: Rule,
    /// Whether it stops the render: as the rule has it, unless warnings are denied.
    pub severity: Severity,
    /// Where it was written.
    pub place: Place,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// A few words beside the caret, such as `expected 01 to 12`.
    pub label: Option<String>,
    /// What to do about it, most likely remedy first.
    pub help: Vec<String>,
    /// The words inside the place that are meant, where only a whole field's place is known.
    pub about: Option<String>,
}

impl Diagnostic {
    /// A problem in the file.
    pub fn at(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Place::File(span), message)
    }

    /// A problem without a place, such as a file that cannot be read.
    pub fn of(rule: Rule, message: impl Into<String>) -> Self {
        Self::new(rule, Place::Nowhere, message)
    }

    /// A problem at any place. The rule decides how bad it is.
    pub fn new(rule: Rule, place: Place, message: impl Into<String>) -> Self {
        let (severity, message) = (rule.severity(), message.into());
        Self { rule, severity, place, message, label: None, help: Vec::new(), about: None }
    }

    /// The file that it is about, and its bytes there; `own` is the résumé file.
    pub fn location<'a>(&'a self, own: &'a Source) -> (&'a Source, Option<Span>) {
        match &self.place {
            Place::Defaults(source, span) => (source, Some(*span)),
            Place::File(span) => (own, Some(*span)),
            Place::Argument(_) | Place::Nowhere => (own, None),
        }
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds the known name nearest to `typed` as help, if one is near enough to be meant.
    #[must_use]
    pub fn suggest<'a>(self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(typed, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Names the words inside the place that are meant; [`Diagnostics::sort`] finds them.
    #[must_use]
    pub fn about(mut self, words: impl Into<String>) -> Self {
        self.about = Some(words.into());
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// At most so many characters of a text, for a message.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// All problems found so far, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes those behind the first `at` out.
    pub fn split_off(&mut self, at: usize) -> Self {
        Self(self.0.split_off(at))
    }

    /// Whether any of them stops the render.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Turns every warning into an error (`--strict`).
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.0 {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Narrows every place in a file to the words that are meant, where they occur in it as such.
    fn narrow(&mut self, source: &str) {
        for diagnostic in &mut self.0 {
            let (text, span) = match &mut diagnostic.place {
                Place::Defaults(defaults, span) => (&*defaults.text, span),
                Place::File(span) => (source, span),
                Place::Argument(_) | Place::Nowhere => continue,
            };
            let Some(words) = diagnostic.about.take() else { continue };
            let found = text.get(span.range()).and_then(|field| field.find(&words));
            if let Some(offset) = found {
                let start = span.start + offset;
                *span = Span::new(start, start + words.len());
            }
        }
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Leaves the first of warnings about keys that say the same, with their number. Errors stay, and what is to be mended
    /// at each place.
    fn group(&mut self) {
        let same = |a: &Diagnostic, b: &Diagnostic| {
            (a.rule, a.severity, &a.message, &a.label, &a.help)
                == (b.rule, b.severity, &b.message, &b.label, &b.help)
        };
        let mut counts: BTreeMap<(Rule, String), Vec<(usize, usize)>> = BTreeMap::new();
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        for one in self.0.drain(..) {
            if !one.rule.is_of_key()
                || one.severity == Severity::Error
                || !matches!(one.place, Place::File(_))
            {
                kept.push(one);
                continue;
            }
            let alike = counts.entry((one.rule, one.message.clone())).or_default();
            match alike.iter_mut().find(|(at, _)| same(&kept[*at], &one)) {
                Some((_, count)) => *count += 1,
                None => {
                    alike.push((kept.len(), 1));
                    kept.push(one);
                }
            }
        }
        for (at, count) in counts.into_values().flatten().filter(|(_, count)| *count > 1) {
            kept[at].message += &format!(" ({count} times, first here)");
        }
        self.0 = kept;
    }

    /// Sorts them as a reader meets them: those of the defaults and then of the file, in its order, then arguments, then
    /// the rest. Every place in a file narrows to the words that are meant; `source` is the text of the résumé file. Warnings
    /// about keys that say the same become one.
    pub fn sort(&mut self, source: &str) {
        self.narrow(source);
        self.0.sort_by_key(|d| match &d.place {
            Place::Defaults(_, span) => (0, span.start, span.end),
            Place::File(span) => (1, span.start, span.end),
            Place::Argument(_) => (2, 0, 0),
            Place::Nowhere => (3, 0, 0),
        });
        self.group();
    }

    /// Walks them in their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.0.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(diagnostics: T) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The known name nearest to `typed`, if one is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_takes_the_closest_and_refuses_the_far() {
        assert_eq!(nearest("postion", ["position", "name"]), Some("position"));
        assert_eq!(nearest("Highlight", ["highlights", "summary"]), Some("highlights"));
        assert_eq!(nearest("zzz", ["position", "name"]), None);
    }

    #[test]
    fn the_severity_is_that_of_the_rule_until_warnings_are_denied() {
        let mut all: Diagnostics = [Rule::DateInvalid, Rule::UnknownKey]
            .into_iter()
            .map(|rule| Diagnostic::at(rule, Span::at(0), "a"))
            .collect();
        let severities = |all: &Diagnostics| all.iter().map(|d| d.severity).collect::<Vec<_>>();
        assert_eq!(severities(&all), [Severity::Error, Severity::Warning]);
        all.deny_warnings();
        assert_eq!(severities(&all), [Severity::Error, Severity::Error]);
        assert_eq!(all.iter().last().map(|d| d.rule), Some(Rule::UnknownKey));
    }

    #[test]
    fn a_near_name_is_suggested_as_help() {
        let problem = Diagnostic::at(Rule::UnknownKey, Span::at(0), "unknown key `postion`");
        assert_eq!(problem.clone().suggest("postion", ["position"]).help, ["did you mean `position`?"]);
        assert!(problem.suggest("zzz", ["position"]).help.is_empty());
    }

    #[test]
    fn places_narrow_to_the_words_that_are_meant() {
        let mut all = Diagnostics::new();
        let at = |start, end| Diagnostic::at(Rule::UnknownKey, Span::new(start, end), "a");
        all.push(at(2, 9).about("fox"));
        all.push(at(2, 9).about("hare"));
        all.push(at(2, 400).about("fox"));
        all.narrow("a quick fox");
        all.push(at(0, 1));
        let places: Vec<_> = all.iter().map(|d| d.place.clone()).collect();
        let file = |start, end| Place::File(Span::new(start, end));
        assert_eq!(places, [file(2, 9), file(2, 9), file(2, 400), file(0, 1)]);
        all.push(at(2, 11).about("fox"));
        all.narrow("a quick fox");
        assert_eq!(all.iter().last().map(|d| d.place.clone()), Some(file(8, 11)));
    }

    #[test]
    fn warnings_that_say_the_same_are_one() {
        let mut all = Diagnostics::new();
        for (at, rule, message) in [
            (9, Rule::UnknownKey, "unknown key `meta`"),
            (5, Rule::UnknownKey, "unknown key `years`"),
            (3, Rule::UnknownKey, "unknown key `meta`"),
            (7, Rule::DateInvalid, "month 13 does not exist"),
            (8, Rule::DateInvalid, "month 13 does not exist"),
        ] {
            all.push(Diagnostic::at(rule, Span::at(at), message));
        }
        all.push(Diagnostic::at(Rule::UnknownKey, Span::at(20), "unknown key `meta`").help("another cure"));
        all.sort("");
        let found: Vec<_> = all.iter().map(|d| (d.message.as_str(), d.place.clone())).collect();
        let file = |at| Place::File(Span::at(at));
        assert_eq!(
            found,
            [
                ("unknown key `meta` (2 times, first here)", file(3)),
                ("unknown key `years`", file(5)),
                ("month 13 does not exist", file(7)),
                ("month 13 does not exist", file(8)),
                ("unknown key `meta`", file(20)),
            ]
        );
        let before = all.clone();
        all.sort("");
        assert_eq!(all, before);
    }

    #[test]
    fn sort_follows_the_file() {
        let mut all = Diagnostics::new();
        all.push(Diagnostic::new(Rule::NameMissing, Place::Nowhere, "c"));
        all.push(Diagnostic::at(Rule::UnknownKey, Span::new(9, 10), "b"));
        all.push(Diagnostic::at(Rule::DateInvalid, Span::new(2, 4), "a"));
        all.sort("");
        let order: Vec<_> = all.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(order, ["a", "b", "c"]);
    }
}
