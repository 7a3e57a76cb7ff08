//! How a run can end. The exit code follows from the kind of failure, here and nowhere else.

use recto::text::Diagnostic;
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

/// What sort of thing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file cannot be read or written, or does not hold what it should.
    File,
    /// The arguments contradict each other or name something that cannot be.
    Usage,
    /// Nobody reads our output any more: no error.
    ClosedPipe,
    /// Something happened that must not.
    Bug,
}

/// A failure that is not a problem inside the résumé: those are diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What sort.
    pub kind: Kind,
    /// What failed and why: lower case, no full stop. Empty when it has been told already.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Failure {
    /// A failure of `kind`.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: Vec::new() }
    }

    /// `doing` did not work because of `error`: ``cannot read `ada.yaml`: permission denied``.
    pub fn io(doing: impl std::fmt::Display, error: &io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedPipe } else { Kind::File };
        Self::new(kind, format!("{doing}: {}", reason(error)))
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// How the program ends after it.
    pub const fn exit(&self) -> Exit {
        match self.kind {
            Kind::File => Exit::Faulty,
            Kind::Usage => Exit::Usage,
            Kind::ClosedPipe => Exit::Done,
            Kind::Bug => Exit::Bug,
        }
    }
}

impl From<Diagnostic> for Failure {
    /// A problem that is not in the résumé.
    fn from(diagnostic: Diagnostic) -> Self {
        Self { kind: Kind::File, message: diagnostic.message, help: diagnostic.help }
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
    fn every_kind_has_its_code() {
        let code = |kind| Failure::new(kind, "").exit() as u8;
        assert_eq!([Kind::ClosedPipe, Kind::File, Kind::Usage, Kind::Bug].map(code), [0, 1, 2, 70]);
    }

    #[test]
    fn io_errors_read_as_sentences() {
        let error = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(reason(&error), "no such file or folder");
        assert_eq!(reason(&io::Error::other("Weird thing (os error 99)")), "weird thing");
        let failure = Failure::io("cannot write to stdout", &io::ErrorKind::BrokenPipe.into());
        assert_eq!(failure.exit(), Exit::Done);
    }
}
