//! The words of a file that its pages do not have: a net below everything that reads and prints.

use crate::sheet::{Content, Fact};
use recto_resume::input::Format;
use recto_resume::language::{JOINTS, LANGUAGES};
use recto_resume::resume::date::Dates;
use recto_resume::text::value::{Node, ScalarKind, Value, same_key};
use recto_resume::text::{Diagnostics, Place, Source, Span, characters};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A word of the file, or a value of it, that no fact of the content has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The word.
    pub word: String,
    /// Where it is.
    pub span: Span,
    /// Whether a problem has its place, or that of a key above it.
    pub is_named: bool,
}

/// Keys whose values say how a page is made, or lead to what is on it.
const SETTINGS: &[&str] = &[
    "$schema", "meta", "lang", "image", "photo", "picture", "hide", "page-break", "current", "isCurrent",
    "type",
];
/// Keys of a country, which pages have by its name instead of its code.
const COUNTRY: &[&str] = &["country", "countryCode"];

/// The words of a file that are in no fact of its content and in no address that a fact leads to. What pages have in words of
/// their own is no loss: dates but for their years, titles, labels, and settings. `hidden` is what the file hides.
pub fn left_out(
    source: &Source,
    format: &Format,
    content: &Content,
    hidden: &str,
    problems: &Diagnostics,
) -> Vec<LeftOut> {
    let facts = content.facts();
    let texts = facts.iter().map(Fact::plain);
    let links = facts.iter().flat_map(Fact::links).map(decoded);
    let said: Vec<String> = texts.chain(links).chain([hidden.to_owned()]).map(|text| folded(&text)).collect();
    let mut known: BTreeSet<&str> = said.iter().flat_map(|text| words(text)).collect();
    known.extend(JOINTS.map(str::trim));
    let usual: Vec<String> = usual_words().map(folded).collect();
    known.extend(usual.iter().flat_map(|text| words(text)));
    let all = said.join(" ");
    // A short word is part of many others.
    // In a script without spaces, a word of the file ends where its emphasis does.
    let may_be_part = |word: &str| word.len() >= 4 || word.chars().all(characters::is_spaceless);
    let is_left = |word: &str| !(known.contains(word) || (may_be_part(word) && all.contains(word)));
    let places: Vec<Span> = problems
        .iter()
        .filter_map(|problem| match problem.place {
            Place::File(span) => Some(span),
            _ => None,
        })
        .collect();
    let is_named = |span: Span| places.iter().any(|place| place.start < span.end && span.start < place.end);
    let mut out = Vec::new();
    match format.parse(source, &mut Diagnostics::new()) {
        Some(tree) => scalars(&tree, &is_named, false, &mut |text, span, is_named| {
            let text = characters::clean(text).text;
            // A date is written in another way; its years are figures in all of them.
            let is_date = Dates::parse(&text, span).is_some();
            let text = folded(&text);
            let mut left = words(&text).filter(|word| is_left(word));
            if let Some(word) = left.find(|word| !is_date || is_year(word)) {
                out.push(LeftOut { word: word.to_owned(), span, is_named });
            }
        }),
        None => lines(&source.text, &mut |text, start| {
            for word in words(text) {
                let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
                let span = Span::new(at, at + word.len());
                let small = folded(word);
                // A day or a month.
                let is_short = word.len() <= 2 && word.bytes().all(|c| c.is_ascii_digit());
                if !is_short && words(&small).any(is_left) {
                    out.push(LeftOut { word: word.to_owned(), span, is_named: is_named(span) });
                }
            }
        }),
    }
    out
}

fn is_year(word: &&str) -> bool {
    word.len() == 4 && word.bytes().all(|c| c.is_ascii_digit())
}

/// Letters that are compared: in lower case, composed.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// An address with its characters instead of their bytes.
fn decoded(url: &str) -> String {
    percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned()
}

/// The words of a text: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Words that pages have in another way, or need not have, in all languages.
fn usual_words() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(|language| {
        let read = &language.read;
        let lists = [
            read.present, read.until, read.since, read.fillers, read.date_words, read.document, read.contact,
            read.columns,
        ];
        let keyed = [read.titles, read.seasons, read.head_labels, read.contact_labels];
        let keyed = keyed.into_iter().flatten().flat_map(|(_, words)| words.iter());
        lists
            .into_iter()
            .flatten()
            .chain(read.months.iter().flat_map(|month| month.iter()))
            .chain(keyed)
            .copied()
    })
}

fn is_country_code(text: &str) -> bool {
    text.trim().len() == 2
}

/// Calls `with` with every scalar of a tree that is no setting, and whether it or a key above it is named.
fn scalars(
    node: &Node,
    is_named: &impl Fn(Span) -> bool,
    below_named: bool,
    with: &mut impl FnMut(&str, Span, bool),
) {
    match &node.value {
        Value::Scalar(scalar) if scalar.kind != ScalarKind::Bool => {
            with(&scalar.text, node.span, below_named || is_named(node.span));
        }
        Value::Scalar(_) | Value::Null => {}
        Value::List(items) => items.iter().for_each(|item| scalars(item, is_named, below_named, with)),
        Value::Map(pairs) => {
            for pair in pairs {
                let is_any = |keys: &[&str]| keys.iter().any(|key| same_key(key, &pair.key));
                let is_code = matches!(&pair.node.value, Value::Scalar(code) if is_country_code(&code.text));
                if !(is_any(SETTINGS) || (is_code && is_any(COUNTRY))) {
                    scalars(&pair.node, is_named, below_named || is_named(pair.key_span), with);
                }
            }
        }
    }
}

/// Calls `with` with every stretch of a Markdown text that is no tag and no comment, and where it begins. Front matter is
/// text like any other.
fn lines(text: &str, with: &mut impl FnMut(&str, usize)) {
    let mut at = 0;
    while let Some(open) = text[at..].find('<') {
        with(&text[at..at + open], at);
        at += open;
        let is_comment = text[at..].starts_with("<!--");
        let close = if is_comment { "-->" } else { ">" };
        at += text[at..].find(close).map_or(text.len() - at, |end| end + close.len());
    }
    with(&text[at..], at);
}
