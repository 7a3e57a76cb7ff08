//! What the lines of a document leave open, and how it was read: one warning for each sort of guess.

use crate::input::syntax::block::Phrase;
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
    /// What a section is follows from what is in it.
    KindByContent,
}

impl Guess {
    const fn message(self) -> &'static str {
        match self {
            Self::SharedText => "text below several roles is given to the first of them",
            Self::DatesApart => "dates that are apart from the entries are given to them in their order",
            Self::EmployerAbove => "a role without an employer is given to the one above",
            Self::TitleByLook => "a line that looks like the titles is read as one",
            Self::KindByContent => "what a section is, its title does not say: its text is read",
        }
    }
}

/// The guesses of a document, each sort with its places, and what is left out.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    places: BTreeMap<Guess, Vec<Span>>,
    /// How long something took, as it is printed beside dates that say it.
    durations: Vec<(Span, String)>,
}

impl Guesses {
    /// Notes a guess.
    pub fn add(&mut self, guess: Guess, span: Span) {
        self.places.entry(guess).or_default().push(span);
    }

    /// Notes that how long something took is left out, because its dates say it.
    pub fn leave_duration(&mut self, said: &Phrase) {
        self.durations.push((said.span(), said.text.to_string()));
    }

    /// Reports each sort once, at its first place.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        if let Some((first, _)) = self.durations.first() {
            let all: Vec<_> = self.durations.iter().map(|(_, said)| format!("`{said}`")).collect();
            let message = format!("{} beside dates: left out", all.join(", "));
            let left = Diagnostic::at(Rule::TextLeft, *first, message);
            diagnostics.push(left.label("how long it took follows from the dates"));
        }
        for (guess, places) in self.places {
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
