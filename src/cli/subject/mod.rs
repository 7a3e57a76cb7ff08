//! A résumé and what holds for its pages, as every command sees it: where it is, what the command line says of it, and
//! what the `recto.toml` over it says.

mod configs;
mod list;
mod terms;

pub use configs::Configs;
pub use list::Subjects;
pub use terms::Terms;

use super::exit::Failure;
use super::input::Origin;
use super::photo;
use recto::input::Format;
use recto::layout::PhotoSource;
use recto::render::{self, Request};
use recto::resume::Resume;
use recto::text::Diagnostics;
use recto::text::Source;
use std::io;
use std::sync::Arc;

/// A résumé and what holds for its pages.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Where it is.
    pub origin: Origin,
    /// Its format, where `--from` or the file's name tells it.
    pub format: Option<&'static Format>,
    /// What holds for its pages.
    pub terms: Arc<Terms>,
}

/// A résumé as it was read.
#[derive(Debug)]
pub struct Reading {
    /// Its text; a stand-in where that cannot be used at all.
    pub source: Source,
    /// Its format.
    pub format: &'static Format,
    /// What it says; `None` when nothing could be read. Then there is an error in the problems.
    pub resume: Option<Resume>,
    /// What is wrong in it.
    pub problems: Diagnostics,
}

impl Subject {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// When there is nothing to read at all: no such file, a folder, no permission.
    pub fn read(&self) -> Result<Reading, Failure> {
        let mut problems = Diagnostics::new();
        let (source, is_text) = match self.origin.read(&mut problems)? {
            Ok(source) => (source, true),
            Err(stand_in) => (stand_in, false),
        };
        // As it was said, as the name tells, or as it looks.
        let format = self.format.unwrap_or_else(|| Format::sniff(&source.text));
        let resume = is_text.then(|| render::read(&source, format, &mut problems)).flatten();
        Ok(Reading { source, format, resume, problems })
    }

    /// Reads the photo that it names.
    ///
    /// # Errors
    ///
    /// As [`photo::read`].
    pub fn photo(&self, path: &str) -> io::Result<Vec<u8>> {
        photo::read(self.origin.folder(), path, &self.terms.allowed)
    }

    /// How it is to be rendered in a layout; without one, in that of its own choice. `photo` reads by [`Subject::photo`].
    pub fn request<'a>(&'a self, layout: Option<&'a str>, photo: &'a PhotoSource<'a>) -> Request<'a> {
        let Terms { arguments, defaults, strict, .. } = &*self.terms;
        Request { layout, arguments, defaults, photo: Some(photo), strict: *strict }
    }
}

/// Adds the problems of a résumé in one more layout. The first `shared` ones are of the file itself, which has them in
/// every layout, and are told with the first.
pub fn merge(all: &mut Diagnostics, own: &Diagnostics, shared: usize) {
    let known = if all.is_empty() { 0 } else { shared };
    for problem in own.iter().skip(known) {
        if !all.iter().skip(shared).any(|told| told == problem) {
            all.push(problem.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::{Diagnostic, Rule, Span};

    #[test]
    fn problems_of_the_file_are_told_once() {
        let problems = |words: &[&str]| {
            words
                .iter()
                .map(|word| Diagnostic::at(Rule::DateInvalid, Span::at(0), *word))
                .collect::<Diagnostics>()
        };
        let mut all = Diagnostics::new();
        merge(&mut all, &problems(&["file", "twice", "twice", "folio"]), 3);
        merge(&mut all, &problems(&["file", "twice", "twice", "folio", "plain"]), 3);
        let told: Vec<_> = all.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(told, ["file", "twice", "twice", "folio", "plain"]);
    }
}
