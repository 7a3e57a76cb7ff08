//! How a run can end. The exit code follows from a rule, here and nowhere else.

use recto::text::{Diagnostic, Diagnostics, Place, Rule, Severity};
use std::io;

/// How the program ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was done.
    #[default]
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

    /// The exit after the errors of a résumé: a wrong argument is a wrong command line. In the résumé, a layout or
    /// `recto.toml`, a wrong name is not the fault of the command line.
    pub fn of_problems(problems: &Diagnostics) -> Self {
        let exit = |problem: &Diagnostic| match (&problem.place, problem.rule) {
            (Place::Argument(_), rule) => Self::of(rule),
            (_, Rule::Bug) => Self::Bug,
            _ => Self::Faulty,
        };
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(exit).max().unwrap_or(Self::Done)
    }
}

/// The exit of a run over many résumés: the worst of all, but a wrong command line only if nothing was done.
#[derive(Debug, Default)]
pub struct ExitSum {
    worst: Exit,
    anything_done: bool,
}

impl ExitSum {
    /// Adds an exit.
    pub fn add(&mut self, exit: Exit) {
        self.worst = self.worst.max(exit);
    }

    /// Adds that something was done.
    pub const fn add_done(&mut self) {
        self.anything_done = true;
    }

    /// The exit so far.
    pub fn exit(&self) -> Exit {
        match self.worst {
            Exit::Usage if self.anything_done => Exit::Faulty,
            exit => exit,
        }
    }
}

/// The failure of `doing` because of `error`: ``cannot read `ada.yaml`: permission denied``. A pipe that nothing reads any
/// more is [`Rule::OutputClosed`], any other error is of `rule`.
pub fn io_failure(rule: Rule, doing: impl std::fmt::Display, error: &io::Error) -> Diagnostic {
    let rule = if error.kind() == io::ErrorKind::BrokenPipe { Rule::OutputClosed } else { rule };
    Diagnostic::of(rule, format!("{doing}: {}", reason(error)))
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
    use recto::text::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn the_exit_code_follows_from_the_rule() {
        let code = |rule| Exit::of(rule) as u8;
        let rules = [Rule::OutputClosed, Rule::FileUnreadable, Rule::Usage, Rule::LayoutUnknown, Rule::Bug];
        assert_eq!(rules.map(code), [0, 1, 2, 2, 70]);
        let warnings = Rule::all().filter(|rule| Exit::of(*rule) == Exit::Done);
        assert!(warnings.eq([Rule::OutputClosed]));
    }

    #[test]
    fn a_wrong_argument_is_a_wrong_command_line_unless_it_is_of_a_file() {
        let exit =
            |rule, place| Exit::of_problems(&[Diagnostic::new(rule, place, "no")].into_iter().collect());
        let argument = |typed: &str| Place::Argument(typed.to_owned());
        let source = Arc::new(Source::new("recto.toml", "paper = 'a6'"));
        assert_eq!(exit(Rule::OptionInvalid, argument("--set paper=a6")), Exit::Usage);
        assert_eq!(exit(Rule::OptionInvalid, Place::Defaults(source, Span::new(8, 12))), Exit::Faulty);
        assert_eq!(exit(Rule::OptionInvalid, Place::Nowhere), Exit::Faulty);
        assert_eq!(exit(Rule::EmailInvalid, argument("--set email=x")), Exit::Done);
        assert_eq!(exit(Rule::Bug, Place::Nowhere), Exit::Bug);
        let errors = Rule::all().filter(|rule| rule.severity() == Severity::Error);
        let in_file = |rule| exit(rule, Place::File(Span::at(0))) as u8;
        assert!(errors.into_iter().all(|rule| in_file(rule) == if rule == Rule::Bug { 70 } else { 1 }));
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
        let exit = |kind: io::ErrorKind| Exit::of(io_failure(Rule::OutputUnwritable, "", &kind.into()).rule);
        assert_eq!(exit(io::ErrorKind::BrokenPipe), Exit::Done);
        assert_eq!(exit(io::ErrorKind::StorageFull), Exit::Faulty);
    }
}
