//! A text whose lines have no mark-up: what each of them is follows from its words, its type and its place.
//!
//! It is read in stages:
//!
//! 1. `rows.rs` cleans the lines, with `spaced.rs` for letter-spaced titles and `rails.rs` for columns of dates; `furniture.rs`
//!    takes out what every page repeats; `forms.rs` reads forms with labels.
//! 2. `titles.rs` cuts the document at the titles of its sections, by their words and by their look, which `looks.rs` learns;
//!    `content.rs` says what a section is whose title does not; `top.rs` reads the person.
//! 3. `paragraphs.rs` joins the lines of a section that a page wraps.
//! 4. `entries.rs` finds the entries of a section from their dates, `employers.rs` the employers over several of them; `fields.rs` gives the parts of their heads to fields by
//!    agreement over all of them; `lists.rs` reads sections of keywords. What they find are the outlines that Markdown gives, and the
//!    stages behind are the same.

mod content;
mod employers;
mod entries;
mod fields;
mod forms;
mod furniture;
mod guesses;
mod lists;
mod looks;
mod paragraphs;
mod rails;
mod rows;
mod sections;
mod spaced;
#[cfg(test)]
mod tests;
mod titles;
mod top;

use super::sections::Document;
use crate::resume::{Resume, SectionKind};
use crate::text::value::Pair;
use crate::text::{Diagnostics, PrintedLine, Source};
use guesses::Guesses;
use paragraphs::Hyphens;

/// Reads the lines of a text. Any text gives a résumé; what could not be placed is prose in it.
pub(in crate::input) fn read_lines(
    lines: &[PrintedLine],
    front: &[Pair],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Resume {
    let mut rows = forms::read(furniture::drop(rows::read(lines, source), diagnostics), diagnostics);
    let hyphens = Hyphens::new(&rows);
    let name = top::take_labelled_name(&mut rows)
        .or_else(|| top::take_name(&mut rows))
        .map(|name| (name, Vec::new()))
        .or_else(|| top::take_addressed_name(&mut rows));
    let (name, about) = name.unzip();
    let mut guesses = Guesses::default();
    let (mut above, mut parts) = titles::cut(rows, name.as_ref(), &mut guesses);
    above.splice(0..0, about.into_iter().flatten());
    above.extend(top::take_contact(&above, &mut parts));
    let mut document = Document::default();
    let has_work = parts.iter().any(|part| part.kind == SectionKind::Work);
    let (above, jobs) = if has_work { (above, Vec::new()) } else { sections::split_jobs(above) };
    top::read(above, name, &hyphens, &mut document.person);
    document.sections.extend(sections::untitled(jobs, &hyphens, &mut guesses));
    // The summary is about the person, wherever its column is read.
    parts.sort_by_key(|part| part.kind != SectionKind::Summary);
    for part in parts {
        match part.is_contact {
            true => top::read_contact(part.rows, &mut document.person),
            false => document.sections.push(sections::read(part, &hyphens, &mut guesses)),
        }
    }
    guesses.report(diagnostics);
    std::mem::take(&mut document.person.icons).report(diagnostics);
    super::assemble_document(document, front, source, diagnostics)
}
