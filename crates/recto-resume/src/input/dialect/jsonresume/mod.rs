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

use crate::language::{is_listed, keywords};
use crate::resume::{self, Resume, Section, SectionKind, Text};
use crate::schema::{BASICS, NAME, SECTIONS};
use crate::text::value::{Node, Pair, Value, same_key};
use crate::text::{Diagnostic, Diagnostics, Rule, Source};
pub(crate) use custom::is_group;
pub(super) use custom::pieces;
pub(super) use draft::join_prose;
pub(super) use merge::roles as merge_roles;
pub(crate) use meta::is_text as is_meta_text;
pub use reader::{Named, Reader};
use reader::{is_blank, title_of};
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

/// Reads the root, unless the whole résumé is one level deeper.
fn mapping(reader: &mut Reader<'_>, pairs: &[Pair], resume: &mut Resume) {
    let known = pairs.iter().any(|pair| is_root_key(&pair.key));
    let wrapper = pairs.iter().find(|pair| match &pair.node.value {
        Value::Map(inner) => !known && inner.iter().any(|pair| is_root_key(&pair.key)),
        _ => false,
    });
    if let Some(wrapper) = wrapper {
        reader.report(too_deep(wrapper));
    }
    let inner = match wrapper.map(|wrapper| &wrapper.node.value) {
        Some(Value::Map(inner)) => inner.as_slice(),
        _ => &[],
    };
    let pairs = pairs.iter().filter(|pair| wrapper.is_none_or(|wrapper| wrapper != *pair)).chain(inner);
    root(reader, pairs, Origin::Data, resume);
}

fn too_deep(wrapper: &Pair) -> Diagnostic {
    let Pair { key, key_span, .. } = wrapper;
    let message = format!("the résumé is under the key `{key}`");
    Diagnostic::at(Rule::ValueConverted, *key_span, message)
        .label("one level too deep, read as if it were not")
        .help(format!("take `{key}` out, so that `basics`, `work`, … are the first keys"))
}

/// Where the keys of the root are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In a file of data, where a list under an unknown key is a section.
    Data,
    /// In the front matter of a document, where other programs keep lists too.
    FrontMatter,
}

/// Keys that some files have for `basics`. One that means a summary or ways to reach the person is another.
const PERSON_KEYS: [&str; 14] = [
    "basics", "basic", "personal", "personalInfo", "personalInformation", "personalDetails", "profile",
    "info", "header", "person", "contact", "candidate", "author", "me",
];

/// Whether a pair is the person: under `basics`, or under another key with a name in it.
fn is_person(pair: Named<'_>) -> bool {
    let named = || match &pair.node.value {
        Value::Map(pairs) => pairs.iter().any(|pair| is_name(pair) && !is_blank(&pair.node)),
        _ => false,
    };
    let means_person = || {
        PERSON_KEYS.iter().any(|key| same_key(key, pair.key))
            || SectionKind::of_key(pair.key) == Some(SectionKind::Summary)
    };
    let is_other = matches!(pair.node.value, Value::Map(_)) && !same_key(pair.key, "meta");
    same_key(pair.key, "basics") || (is_other && means_person() && named())
}

/// Whether a key at the root is a field of `basics`. A title is one of the document.
pub(in crate::input) fn is_person_field(key: &str) -> bool {
    let is_meant = BASICS.meant(key).is_some() || NAME.meant(key).is_some();
    let is_known = BASICS.knows(key) || NAME.knows(key) || is_meant;
    is_known && !same_key(key, "title")
}

/// Whether a list under a word for the summary is no summary: it has entries, or the word is the title of other things, too
/// (`presentations`).
fn is_list_of_others(pair: Named<'_>) -> bool {
    let Value::List(items) = &pair.node.value else { return false };
    let is_summary = BASICS.meant(pair.key).is_some_and(|field| field.key() == "summary");
    let is_title = || is_listed(&title_of(pair.key).to_lowercase(), |read| read.own_titles);
    is_summary
        && !BASICS.knows(pair.key)
        && sections::is_own(pair.node)
        && (items.iter().any(|item| matches!(item.value, Value::Map(_))) || is_title())
}

/// Whether a pair is the name of the person, or a part of it.
fn is_name(pair: &Pair) -> bool {
    let field = BASICS.find(&pair.key).map(|(field, _)| field).or_else(|| BASICS.meant(&pair.key));
    field.is_some_and(|field| field.key() == "name")
        || NAME.knows(&pair.key)
        || NAME.meant(&pair.key).is_some()
}

/// Whether a key belongs at the root, fields of `basics` aside.
fn is_root_key(key: &str) -> bool {
    let own = ["basics", "sections", "meta"].iter().any(|own| same_key(own, key));
    // `$schema` is for programs, and no word of a language.
    own || (!key.starts_with('$') && sections::find(key).is_some())
}

/// Whether a key at the root means something there, fields of `basics` included.
pub(crate) fn is_root_field(key: &str) -> bool {
    ["$schema", "lang", "locale"].contains(&key) || is_root_key(key) || is_person_field(key)
}

/// Reads the keys of the root. Fields of `basics` may be there too, as front matter has them.
pub(super) fn root<'n>(
    reader: &mut Reader<'_>,
    pairs: impl Iterator<Item = &'n Pair>,
    origin: Origin,
    resume: &mut Resume,
) {
    let mut person: Vec<Named<'n>> = Vec::new();
    let mut strays: Vec<Named<'n>> = Vec::new();
    let mut titles: Vec<Section> = Vec::new();
    let mut language = None;
    let pairs: Vec<&Pair> = pairs.collect();
    // Beside a name it is the headline; in front matter it may be the title of the document.
    let has_headline = origin == Origin::Data && pairs.iter().any(|pair| is_name(pair));
    for pair in pairs {
        let pair = Named::from(pair);
        if is_person(pair) {
            if !reader.is_absent(pair) {
                resume.broken |= !matches!(pair.node.value, Value::Map(_));
                person.extend(reader.pairs(pair).iter().map(Named::from));
            }
        } else if pair.key == "$schema" {
            meta::schema(reader, pair);
        } else if same_key(pair.key, "meta") {
            meta::read(reader, pair, resume);
        } else if let Some(known) = sections::find(pair.key) {
            add(resume, pair, |unknown| sections::section(reader, pair, known, unknown));
        } else if same_key(pair.key, "sections") {
            let own = sections::own(reader, pair, &mut resume.unknown).into_iter();
            let (sections, named): (Vec<_>, Vec<_>) = own.partition(|section| !section.content.is_empty());
            resume.sections.extend(sections);
            titles.extend(named);
        } else if origin == Origin::Data && same_key(pair.key, "recto") {
            meta::options(reader, pair, &mut resume.settings);
        } else if ["lang", "locale"].iter().any(|key| same_key(pair.key, key)) {
            language = language.or_else(|| meta::language(reader, pair));
        } else if origin == Origin::Data && is_list_of_others(pair) {
            reader.own_section(pair, std::iter::empty());
            resume.sections.extend(sections::titled(reader, pair, &mut resume.unknown));
        } else if is_person_field(pair.key) || (has_headline && same_key(pair.key, "title")) {
            strays.push(pair);
        } else if origin == Origin::Data && sections::is_own(pair.node) {
            reader.own_section(pair, root_keys());
            resume.sections.extend(sections::titled(reader, pair, &mut resume.unknown));
        } else {
            let is_text = matches!(pair.node.value, Value::Scalar(_));
            let person = BASICS.fields().flat_map(|field| field.keys().map(|key| (key, field.key())));
            let names = root_keys().filter(|_| !is_text).chain(person.filter(|_| is_text));
            if meta::is_option(pair.key) {
                reader.misplaced_option(pair, &mut resume.unknown);
            } else {
                reader.unknown_key(pair, "a résumé", names, &mut resume.unknown);
            }
        }
    }
    for Section { kind, title, page_break, .. } in titles {
        if let Some(section) = resume.sections.iter_mut().find(|section| section.kind == kind) {
            section.title = section.title.take().or(title);
            section.page_break = section.page_break.or(page_break);
        }
    }
    meta::add_language(language, &mut resume.settings);
    person.append(&mut strays);
    let named = person.iter().any(|field| same_key(field.key, "name") && !is_blank(field.node));
    basics::person(reader, person, &mut resume.basics);
    // A name that could not be read is already reported at its place.
    resume.broken |= named && resume.basics.name.is_none();
}

/// Adds a section. One that occurs twice, under two keys, is one, unless the second has a title of its own or its key is
/// one: `soft_skills` beside `skills`.
fn add(
    resume: &mut Resume,
    pair: Named<'_>,
    read: impl FnOnce(&mut Vec<resume::Unknown>) -> Option<Section>,
) {
    let Some(mut section) = read(&mut resume.unknown) else { return };
    let is_title = pair.key.contains(['_', '-', ' ']) || title_of(pair.key).contains(' ');
    if is_title && resume.sections.iter().any(|known| known.kind == section.kind) {
        section.title.get_or_insert_with(|| Text::new(title_of(pair.key), pair.key_span));
    }
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

/// Every word that can be a key of the root, with the key to write, for suggestions.
fn root_keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys: Vec<&str> = SECTIONS.iter().map(|section| section.kind.key()).collect();
    let own = ["basics", "sections", "meta"].into_iter().chain(keys.clone()).map(|key| (key, key));
    let words = keywords()
        .filter_map(move |(word, meant)| meant.iter().find(|key| keys.contains(key)).map(|key| (word, *key)));
    own.chain(words)
}

#[cfg(test)]
mod tests;
