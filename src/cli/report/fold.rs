//! Warnings that many files have: each is drawn in the first, and where else it is, is listed in the end.

use crate::cli::terminal::clean;
use recto::text::{Diagnostic, Rule, Severity, Source};
use std::collections::BTreeMap;

/// Places of a warning that are listed at most; what is over is counted.
const MAX_PLACES: usize = 5;

/// The warnings so far, by rule and message.
#[derive(Debug, Default)]
pub struct Fold(BTreeMap<(Rule, String), Folded>);

/// One warning.
#[derive(Debug)]
struct Folded {
    /// The file in which it was drawn.
    first: String,
    /// Where else it is, ready to print.
    places: Vec<String>,
}

impl Fold {
    /// Whether a problem is to be drawn: an error, or a warning that no other file has had. Its place is noted otherwise.
    pub fn is_new(&mut self, source: &Source, problem: &Diagnostic) -> bool {
        if problem.severity == Severity::Error {
            return true;
        }
        let key = (problem.rule, problem.message.clone());
        let new = || Folded { first: source.name.clone(), places: Vec::new() };
        let folded = self.0.entry(key).or_insert_with(new);
        let is_new = folded.first == source.name;
        if !is_new {
            folded.places.push(place(source, problem));
        }
        is_new
    }

    /// The warnings that were not drawn everywhere, each with the places.
    pub fn text(&self) -> String {
        let folded = self.0.iter().filter(|(_, folded)| !folded.places.is_empty());
        folded.map(|((_, message), folded)| folded.text(message)).collect()
    }
}

impl Folded {
    fn text(&self, message: &str) -> String {
        let mut places = self.places[..self.places.len().min(MAX_PLACES)].join(", ");
        if let more @ 1.. = self.places.len().saturating_sub(MAX_PLACES) {
            places.push_str(&format!(" and {more} more"));
        }
        format!("warning: {}\n  also in {places}\n", clean(message))
    }
}

/// `b.yaml:4:15`.
fn place(own: &Source, problem: &Diagnostic) -> String {
    let (source, span) = problem.location(own);
    let name = clean(&source.name);
    span.map_or_else(
        || name.clone(),
        |span| {
            let (line, column) = source.line_column(span.start);
            format!("{name}:{line}:{column}")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::Span;

    #[test]
    fn a_warning_of_many_files_is_drawn_once_and_listed() {
        let mut fold = Fold::default();
        let warning = |text: &str| Diagnostic::at(Rule::UnknownKey, Span::at(4), text);
        let sources: Vec<_> = (0..8).map(|at| Source::new(format!("{at}.yaml"), "a:\n  b: c\n")).collect();
        assert!(fold.is_new(&sources[0], &warning("odd")) && fold.is_new(&sources[0], &warning("odd")));
        assert!(sources[1..].iter().all(|source| !fold.is_new(source, &warning("odd"))));
        assert!(fold.is_new(&sources[1], &warning("another")), "of another kind");
        let error = Diagnostic::at(Rule::DateInvalid, Span::at(0), "wrong");
        assert!(sources.iter().all(|source| fold.is_new(source, &error)), "errors are never folded");
        assert_eq!(
            fold.text(),
            "warning: odd\n  also in 1.yaml:2:2, 2.yaml:2:2, 3.yaml:2:2, 4.yaml:2:2, 5.yaml:2:2 and 2 more\n"
        );
    }
}
