//! The value tree as a [`Resume`], with every problem of the file in one pass.
//!
//! Files are read as people write them: JSON Resume 1.0.0, its version 0, and what else is common. A value
//! either gets into the model or is named in a diagnostic. `fields.rs` is the machinery; the tables in `basics.rs`,
//! `entries.rs` and `sections.rs` say what is known.

mod basics;
mod custom;
mod dates;
mod draft;
mod entries;
mod fields;
mod merge;
mod meta;
mod reader;
mod sections;

use super::value::{Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::{self, Resume, Section};
use basics::BASICS;
use fields::same_key;
use reader::{Named, Reader, is_blank};

/// Reads a tree. Whatever is wrong with it is added to `diagnostics`; the résumé has everything that could
/// be read. It has no section for the summary: that is `basics.summary`.
pub fn decode(tree: &Node, diagnostics: &mut Diagnostics) -> Resume {
    let mut resume = Resume::default();
    let mut reader = Reader::new(diagnostics);
    match &tree.value {
        Value::Map(_) => root(&mut reader, tree, &mut resume),
        _ if is_blank(tree) => {}
        _ => reader.report(
            Diagnostic::error(tree.span, format!("the file holds {}", tree.kind()))
                .label("expected a mapping")
                .help("a résumé has keys such as `basics`, `work`, `education`, `skills`"),
        ),
    }
    resume::check(&resume, diagnostics);
    resume
}

/// Reads the keys of the root. Fields of `basics` may stand there too, as front matter has them.
fn root(reader: &mut Reader<'_>, tree: &Node, resume: &mut Resume) {
    let mut person: Vec<Named<'_>> = Vec::new();
    let mut strays: Vec<Named<'_>> = Vec::new();
    let Value::Map(pairs) = &tree.value else { return };
    for pair in pairs {
        let pair = Named::from(pair);
        if let Some(known) = sections::find(pair.key) {
            add(resume, |unknown| sections::section(reader, pair, known, unknown));
        } else if same_key(pair.key, "sections") {
            for section in sections::own(reader, pair, &mut resume.unknown) {
                resume.sections.push(section);
            }
        } else if same_key(pair.key, "basics") {
            if !reader.is_absent(pair) {
                person.extend(reader.pairs(pair).iter().map(Named::from));
            }
        } else if pair.key == "$schema" {
            meta::schema(reader, pair);
        } else if same_key(pair.key, "meta") {
            meta::read(reader, pair, &mut resume.settings);
        } else if BASICS.knows(pair.key) && !same_key(pair.key, "title") {
            strays.push(pair);
        } else {
            reader.unknown_key(pair, "a résumé", root_keys(), &mut resume.unknown);
        }
    }
    person.append(&mut strays);
    BASICS.read(reader, person, &mut resume.basics);
}

/// Adds a section; one that stands twice, under two names, is one.
fn add(resume: &mut Resume, read: impl FnOnce(&mut Vec<resume::Unknown>) -> Option<Section>) {
    let Some(section) = read(&mut resume.unknown) else { return };
    match resume.sections.iter_mut().find(|known| known.kind == section.kind) {
        Some(known) => known.content.extend(section.content),
        None => resume.sections.push(section),
    }
}

/// Every key of the root, for suggestions.
fn root_keys() -> impl Iterator<Item = &'static str> {
    let sections = sections::SECTIONS.iter().flat_map(|known| known.keys.iter().copied());
    ["basics", "sections", "meta"].into_iter().chain(sections)
}

#[cfg(test)]
mod tests;
