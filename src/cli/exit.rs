//! How a run can end. The exit code follows from a rule, here and nowhere else.

use recto::text::{Diagnostic, Place, Rule};
use std::io;
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// The résumé or the layout has errors, or a file cannot be read or written.
    Faulty = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A bug of ours.
    Bug = 70,
    /// The user asked to stop (128 and the number of SIGINT, as shells do).
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// The exit after a problem of this rule that belongs to no résumé. What is in no list here is a file that cannot be
    /// read or written, or that does not contain what it should.
    pub const fn of(rule: Rule) -> Self {
        match rule {
            Rule::OutputClosed => Self::Done,
            Rule::Usage
            | Rule::OutputConflict
            | Rule::FontUnknown
            | Rule::FormatUnknown
            | Rule::LanguageUnknown
            | Rule::LayoutUnknown
            | Rule::OptionInvalid
            | Rule::OptionUnknown
            | Rule::SectionUnknown => Self::Usage,
            Rule::Bug => Self::Bug,
            _ => Self::Faulty,
        }
    }

    /// The exit after an error of this rule in a résumé, a layout or `recto.toml`, where a wrong name is not the fault of
    /// the command line.
    pub const fn in_file(rule: Rule) -> Self {
        match rule {
            Rule::Bug => Self::Bug,
            _ => Self::Faulty,
        }
    }
}

/// The exit of a run over many résumés: the worst of all, but a wrong command line only if nothing was done.
#[derive(Debug, Default)]
pub struct ExitSum {
    worst: Option<Exit>,
    anything_done: bool,
}

impl ExitSum {
    /// Adds an exit.
    pub fn add(&mut self, exit: Exit) {
        self.worst = self.worst.max(Some(exit));
    }

    /// Adds that something was done.
    pub const fn add_done(&mut self) {
        self.anything_done = true;
    }

    /// The exit so far.
    pub fn exit(&self) -> Exit {
        match self.worst.unwrap_or(Exit::Done) {
            Exit::Usage if self.anything_done => Exit::Faulty,
            exit => exit,
        }
    }
}

/// A failure that is not a problem inside the résumé: those are diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule; the exit code follows from it.
    pub rule: Rule,
    /// What failed and why: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Failure {
    /// A failure of this rule.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), help: Vec::new() }
    }

    /// `doing` did not work because of `error`: ``cannot read `ada.yaml`: permission denied``. A pipe that nothing reads
    /// any more is [`Rule::OutputClosed`], any other error is of `rule`.
    pub fn io(rule: Rule, doing: impl std::fmt::Display, error: &io::Error) -> Self {
        let rule = if error.kind() == io::ErrorKind::BrokenPipe { Rule::OutputClosed } else { rule };
        Self::new(rule, format!("{doing}: {}", reason(error)))
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// How the program ends after it.
    pub const fn exit(&self) -> Exit {
        Exit::of(self.rule)
    }
}

impl From<Diagnostic> for Failure {
    /// A problem that is not in the résumé.
    fn from(diagnostic: Diagnostic) -> Self {
        Self { rule: diagnostic.rule, message: diagnostic.message, help: diagnostic.help }
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        Self { help: failure.help, ..Self::new(failure.rule, Place::Nowhere, failure.message) }
    }
}

/// An I/O error in plain words, the same on every system where it is a common one.
pub fn reason(error: &io::Error) -> String {
    let common = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::StorageFull => "no space left on the device",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::NotADirectory => "a part of the path is not a folder",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up",
        io::ErrorKind::FileTooLarge => "the file is too large for this file system",
        io::ErrorKind::InvalidFilename => "the name is not one this file system takes",
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            return chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect());
        }
    };
    common.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_follows_from_the_rule() {
        let code = |rule| Failure::new(rule, "").exit() as u8;
        let rules = [Rule::OutputClosed, Rule::FileUnreadable, Rule::Usage, Rule::LayoutUnknown, Rule::Bug];
        assert_eq!(rules.map(code), [0, 1, 2, 2, 70]);
        let warnings = Rule::all().filter(|rule| Exit::of(*rule) == Exit::Done);
        assert!(warnings.eq([Rule::OutputClosed]));
        let in_file = |rule| Exit::in_file(rule) as u8;
        assert!(Rule::all().all(|rule| in_file(rule) == if rule == Rule::Bug { 70 } else { 1 }));
    }

    #[test]
    fn a_diagnostic_keeps_its_rule_as_a_failure_and_back() {
        let diagnostic = Diagnostic::new(Rule::LayoutUnknown, Place::Nowhere, "no").help("yes");
        let failure = Failure::from(diagnostic.clone());
        assert_eq!((failure.rule, failure.exit()), (Rule::LayoutUnknown, Exit::Usage));
        assert_eq!(Diagnostic::from(failure), diagnostic);
    }

    #[test]
    fn a_wrong_command_line_counts_only_where_nothing_was_done() {
        let sum = |exits: &[Exit], done: bool| {
            let mut sum = ExitSum::default();
            exits.iter().for_each(|exit| sum.add(*exit));
            if done {
                sum.add_done();
            }
            sum.exit()
        };
        assert_eq!(sum(&[], false), Exit::Done);
        assert_eq!(sum(&[Exit::Faulty, Exit::Usage], false), Exit::Usage);
        assert_eq!(sum(&[Exit::Usage], true), Exit::Faulty);
        assert_eq!(sum(&[Exit::Bug, Exit::Usage], true), Exit::Bug);
    }

    #[test]
    fn io_errors_read_as_sentences() {
        let error = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(reason(&error), "no such file or folder");
        assert_eq!(reason(&io::Error::other("Weird thing (os error 99)")), "weird thing");
        let failure =
            Failure::io(Rule::OutputUnwritable, "cannot write to stdout", &io::ErrorKind::BrokenPipe.into());
        assert_eq!(failure.exit(), Exit::Done);
        let full = io::ErrorKind::StorageFull.into();
        assert_eq!(Failure::io(Rule::OutputUnwritable, "", &full).exit(), Exit::Faulty);
    }
}
