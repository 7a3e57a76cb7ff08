//! What the lines of a document leave open, and how it was read: one warning for each sort of guess.

use crate::text::{Diagnostic, Diagnostics, Rule, Span};
use std::collections::BTreeMap;

/// A sort of guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guess {
    /// Text is below several roles.
    SharedText,
    /// Dates are apart from the entries.
    DatesApart,
    /// A role has no employer of its own.
    EmployerAbove,
    /// A title is not known, and looks like those that are.
    TitleByLook,
}

impl Guess {
    const fn message(self) -> &'static str {
        match self {
            Self::SharedText => "text below several roles is given to the first of them",
            Self::DatesApart => "dates that are apart from the entries are given to them in their order",
            Self::EmployerAbove => "a role without an employer is given to the one above",
            Self::TitleByLook => "a line that looks like the titles is read as one",
        }
    }
}

/// The guesses of a document, each sort with its places.
#[derive(Debug, Default)]
pub(super) struct Guesses(BTreeMap<Guess, Vec<Span>>);

impl Guesses {
    /// Notes a guess.
    pub fn add(&mut self, guess: Guess, span: Span) {
        self.0.entry(guess).or_default().push(span);
    }

    /// Reports each sort once, at its first place.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        for (guess, places) in self.0 {
            let Some(first) = places.first() else { continue };
            let count = if places.len() > 1 {
                format!(" ({} times, first here)", places.len())
            } else {
                String::new()
            };
            let message = format!("{}{count}", guess.message());
            diagnostics.push(Diagnostic::at(Rule::ReadingGuessed, *first, message).label("a guess"));
        }
    }
}
