//! JSON Resume: a value tree as a [`Resume`], with every problem of the file in one pass.
//!
//! Files are read as people write them: JSON Resume 1.0.0, its version 0, and what else is common. A value
//! either gets into the model or is named in a diagnostic. [`schema`](crate::schema) says what is known; `fields.rs`
//! reads by its tables, `reader.rs` reads single values, and the other files say what the values make.

mod basics;
mod custom;
mod dates;
mod draft;
mod fields;
mod groups;
mod merge;
mod meta;
mod reader;
mod sections;

use crate::resume::{self, Resume, Section};
use crate::schema::{BASICS, SECTIONS};
use crate::text::value::{Node, Pair, Value, same_key};
use crate::text::{Diagnostic, Diagnostics, Rule, Source};
pub(super) use custom::pieces;
pub(super) use draft::join_prose;
pub(super) use merge::roles as merge_roles;
use reader::is_blank;
pub use reader::{Named, Reader};
pub(super) use sections::lone_title;

/// Reads the tree of `source`. Whatever is wrong with it is added to `diagnostics`; the résumé has everything that could
/// be read. It has no section for the summary: that is `basics.summary`.
pub fn decode(tree: &Node, source: &Source, diagnostics: &mut Diagnostics) -> Resume {
    let mut resume = Resume { broken: diagnostics.has_errors(), ..Resume::default() };
    let mut reader = Reader::new(source, diagnostics);
    match &tree.value {
        Value::Map(pairs) => mapping(&mut reader, pairs, &mut resume),
        _ if is_blank(tree) => {}
        _ => {
            resume.broken = true;
            reader.report(
                Diagnostic::at(Rule::RootInvalid, tree.span, format!("the file holds {}", tree.kind()))
                    .label("expected a mapping")
                    .help("a résumé has keys such as `basics`, `work`, `education`, `skills`"),
            );
        }
    }
    resume::check(&resume, diagnostics);
    resume
}

/// Reads the root, unless all that a résumé has stands one level deeper.
fn mapping(reader: &mut Reader<'_>, pairs: &[Pair], resume: &mut Resume) {
    let known = pairs.iter().any(|pair| is_root_key(&pair.key));
    let is_map = |pair: &&Pair| matches!(pair.node.value, Value::Map(_));
    if let Some(cv) = pairs.iter().find(|pair| !known && pair.key == "cv").filter(is_map) {
        resume.broken = true;
        reader.report(render_cv(cv));
        return;
    }
    let wrapper = pairs.iter().find(|pair| match &pair.node.value {
        Value::Map(inner) => !known && inner.iter().any(|pair| is_root_key(&pair.key)),
        _ => false,
    });
    if let Some(wrapper) = wrapper {
        resume.broken = true;
        reader.report(too_deep(wrapper));
    }
    root(reader, pairs.iter().filter(|pair| wrapper.is_none_or(|wrapper| wrapper != *pair)), resume);
}

fn render_cv(cv: &Pair) -> Diagnostic {
    let message = "this is a file of RenderCV, whose format recto does not read yet";
    Diagnostic::at(Rule::FormatUnsupported, cv.key_span, message)
        .label("RenderCV's root")
        .help("recto reads JSON Resume: `basics`, `work`, `education`, `skills`, …")
        .help("`recto new` writes a starter file with every section, to fill in")
}

fn too_deep(wrapper: &Pair) -> Diagnostic {
    let Pair { key, key_span, node } = wrapper;
    let message = format!("the résumé stands under the key `{key}`");
    Diagnostic::at(Rule::RootInvalid, key_span.join(node.span), message)
        .label("one level too deep")
        .help(format!("take `{key}` out, so that `basics`, `work`, … are the first keys"))
}

/// Whether a key belongs at the root, fields of `basics` aside.
fn is_root_key(key: &str) -> bool {
    let own = ["basics", "sections", "meta"].iter().any(|own| same_key(own, key));
    own || sections::find(key).is_some()
}

/// Whether a key at the root means something there, fields of `basics` included.
pub(crate) fn is_root_field(key: &str) -> bool {
    is_root_key(key)
        || ["$schema", "lang", "locale"].contains(&key)
        || (BASICS.knows(key) && !same_key(key, "title"))
}

/// Reads the keys of the root. Fields of `basics` may stand there too, as front matter has them.
pub(super) fn root<'n>(reader: &mut Reader<'_>, pairs: impl Iterator<Item = &'n Pair>, resume: &mut Resume) {
    let mut person: Vec<Named<'n>> = Vec::new();
    let mut strays: Vec<Named<'n>> = Vec::new();
    let mut language = None;
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
                resume.broken |= !matches!(pair.node.value, Value::Map(_));
                person.extend(reader.pairs(pair).iter().map(Named::from));
            }
        } else if pair.key == "$schema" {
            meta::schema(reader, pair);
        } else if same_key(pair.key, "meta") {
            meta::read(reader, pair, &mut resume.settings);
        } else if ["lang", "locale"].iter().any(|key| same_key(pair.key, key)) {
            language = language.or_else(|| meta::language(reader, pair));
        } else if BASICS.knows(pair.key) && !same_key(pair.key, "title") {
            strays.push(pair);
        } else {
            reader.unknown_key(pair, "a résumé", root_keys(), &mut resume.unknown);
        }
    }
    meta::add_language(language, &mut resume.settings);
    person.append(&mut strays);
    let named = person.iter().any(|field| same_key(field.key, "name") && !is_blank(field.node));
    reader.fields(&BASICS, person, &mut resume.basics);
    // A name that could not be read is already reported at its place.
    resume.broken |= named && resume.basics.name.is_none();
}

/// Adds a section; one that stands twice, under two keys, is one, unless each has a title of its own.
fn add(resume: &mut Resume, read: impl FnOnce(&mut Vec<resume::Unknown>) -> Option<Section>) {
    let Some(section) = read(&mut resume.unknown) else { return };
    let same = |known: &&mut Section| {
        known.kind == section.kind
            && known.hide == section.hide
            && known.content.iter().any(|item| !item.hide)
    };
    match resume.sections.iter_mut().find(same) {
        Some(known) if section.title.is_none() => known.content.extend(section.content),
        _ => resume.sections.push(section),
    }
}

/// Every key of the root, for suggestions.
fn root_keys() -> impl Iterator<Item = &'static str> {
    let sections = SECTIONS.iter().skip(1).flat_map(|section| section.kind.keys());
    ["basics", "sections", "meta"].into_iter().chain(sections)
}

#[cfg(test)]
mod tests;
