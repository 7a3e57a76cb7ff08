//! Printing problems: for people ([`draw`]) or for programs ([`json`]).

mod draw;
mod fold;
mod github;
pub mod json;

use super::args::MessageFormat;
use super::exit::Exit;
use super::terminal::{self, clean};
use fold::Fold;
use recto::text::{Diagnostic, Diagnostics, Rule, Severity, Source};
use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Problems drawn for people at most; what is over is counted.
const MAX_DRAWN: usize = 100;

/// How a command prints what it has to say.
#[derive(Debug)]
pub struct Report {
    /// How problems are reported.
    pub format: MessageFormat,
    quiet: bool,
    /// Whether JSON goes to stderr because the PDF has stdout.
    pub stdout_taken: bool,
    /// The warnings that many files have, where each is drawn once.
    fold: Mutex<Option<Fold>>,
}

impl Report {
    /// As the arguments say.
    pub const fn new(format: MessageFormat, quiet: bool) -> Self {
        Self { format, quiet, stdout_taken: false, fold: Mutex::new(None) }
    }

    /// From now on, draws a warning that many files have only once; [`sum`](Self::sum) lists the others.
    pub fn start_fold(&self) {
        *self.lock_fold() = Some(Fold::default());
    }

    /// Lists where else there were warnings that were drawn once.
    fn finish_fold(&self) {
        terminal::talk(&self.lock_fold().take().map_or_else(String::new, |fold| fold.text()));
    }

    fn lock_fold(&self) -> MutexGuard<'_, Option<Fold>> {
        self.fold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints the problems of a file, in its order, and their count; before them, those of `recto.toml`.
    pub fn problems(&self, source: &Source, diagnostics: &mut Diagnostics) {
        diagnostics.sort(&source.text);
        match self.format {
            MessageFormat::Json => self.lines(&json::lines(source, diagnostics)),
            MessageFormat::Github => self.lines(&github::lines(source, diagnostics)),
            MessageFormat::Human => {
                let all: Vec<_> = diagnostics.iter().collect();
                let same_file = |a: &&Diagnostic, b: &&Diagnostic| {
                    std::ptr::eq(a.location(source).0, b.location(source).0)
                };
                for all in all.chunk_by(same_file) {
                    let is_new = |problem: &&Diagnostic| match self.lock_fold().as_mut() {
                        Some(fold) => fold.is_new(source, problem),
                        None => true,
                    };
                    let drawn: Vec<_> = all.iter().copied().filter(is_new).collect();
                    terminal::talk(&human_text(source, &drawn, all));
                }
            }
        }
    }

    /// The exit of an outcome; a failure is printed.
    pub fn finish(&self, outcome: Result<Exit, Diagnostic>) -> Exit {
        outcome.unwrap_or_else(|failure| {
            self.failure(&failure);
            Exit::of(failure.rule)
        })
    }

    /// Prints why a command could not go on.
    pub fn failure(&self, failure: &Diagnostic) {
        if failure.rule == Rule::OutputClosed {
            return;
        }
        // Without a place and a label: it is in no file.
        let diagnostic =
            Diagnostic { help: failure.help.clone(), ..Diagnostic::of(failure.rule, &failure.message) };
        let nowhere = Source::new("", "");
        match self.format {
            MessageFormat::Human => {
                terminal::talk(&format!("{}\n", draw::draw(&nowhere, &diagnostic).trim_end_matches('\n')));
            }
            MessageFormat::Json => {
                self.lines(&json::lines(&nowhere, &[diagnostic].into_iter().collect()));
            }
            MessageFormat::Github => {
                self.lines(&github::lines(&nowhere, &[diagnostic].into_iter().collect()));
            }
        }
    }

    /// Prints the last line of a run over many résumés: after a failure always, else where it is wanted.
    pub fn sum(&self, line: &str, exit: Exit) {
        self.finish_fold();
        if self.is_talkative() || (exit != Exit::Done && self.format == MessageFormat::Human) {
            terminal::talk(&format!("{line}\n"));
        }
    }

    /// Prints a line that the work is done.
    pub fn done(&self, line: &str) {
        if self.is_talkative() {
            terminal::talk(&format!("{line}\n"));
        }
    }

    /// Whether lines that all is well are printed.
    pub fn is_talkative(&self) -> bool {
        !self.quiet && self.format == MessageFormat::Human
    }

    /// Writes an object as a line of JSON.
    pub fn json(&self, object: &impl Serialize) {
        self.lines(&json::object(object));
    }

    /// Writes lines of JSON.
    pub fn lines(&self, lines: &str) {
        if self.stdout_taken {
            terminal::talk(lines);
        } else {
            // A reader that has gone does not change whether the PDF can be made.
            let _ = terminal::print(lines);
        }
    }
}

/// The problems of one file for people, as far as they are not drawn yet, and the count of all.
fn human_text(own: &Source, new: &[&Diagnostic], all: &[&Diagnostic]) -> String {
    let (drawn, rest) = most_urgent(new);
    let mut text: String = drawn.into_iter().map(|d| draw::draw(own, d)).collect();
    if !rest.is_empty() {
        text.push_str(&format!("… and {}\n\n", count(&rest, "more ")));
    }
    let name = all.first().map_or(&own.name, |problem| &problem.location(own).0.name);
    text + &format!("{}: {}\n", clean(name), count(all, ""))
}

/// What to draw, in file order, and what to count only: errors before warnings.
fn most_urgent<'a>(diagnostics: &[&'a Diagnostic]) -> (Vec<&'a Diagnostic>, Vec<&'a Diagnostic>) {
    let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
    let errors = diagnostics.iter().filter(|d| is_error(d)).count().min(MAX_DRAWN);
    let (mut errors, mut warnings) = (errors, MAX_DRAWN - errors);
    diagnostics.iter().partition(|d| {
        let left = if is_error(d) { &mut errors } else { &mut warnings };
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    })
}

/// `2 errors, 1 warning`, with a word before each noun.
fn count(diagnostics: &[&Diagnostic], word: &str) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let part = |(number, noun)| (number > 0).then(|| counted(number, &format!("{word}{noun}")));
    let parts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")].map(part);
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A number and its noun: `2 pages`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::{Place, Span};

    fn some(errors: usize, warnings: usize) -> Diagnostics {
        let mut all = Diagnostics::new();
        (0..warnings).for_each(|at| all.push(Diagnostic::at(Rule::DateUnknown, Span::at(at), "w")));
        (0..errors).for_each(|at| all.push(Diagnostic::at(Rule::DateInvalid, Span::at(at), "e")));
        all.sort("");
        all
    }

    fn urgent(all: &Diagnostics) -> (Vec<&Diagnostic>, Vec<&Diagnostic>) {
        most_urgent(&all.iter().collect::<Vec<_>>())
    }

    #[test]
    fn counts_read_as_a_sentence() {
        let counted = |errors, warnings| count(&some(errors, warnings).iter().collect::<Vec<_>>(), "");
        assert_eq!(counted(1, 0), "1 error");
        assert_eq!(counted(2, 1), "2 errors, 1 warning");
        assert_eq!(counted(0, 3), "3 warnings");
    }

    #[test]
    fn errors_are_not_crowded_out_by_warnings() {
        let all = some(3, 250);
        let (drawn, rest) = urgent(&all);
        assert_eq!(count(&drawn, ""), "3 errors, 97 warnings");
        assert_eq!(count(&rest, "more "), "153 more warnings");
        assert!(drawn.is_sorted_by_key(|d| match d.place {
            Place::File(span) => span.start,
            _ => 0,
        }));
        let all = some(120, 5);
        assert_eq!(count(&urgent(&all).1, "more "), "20 more errors, 5 more warnings");
        assert!(urgent(&some(2, 2)).1.is_empty());
    }
}
