//! Front matter: YAML between `---` lines or TOML between `+++` lines, at the very top.

use crate::input::syntax::{toml, yaml};
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span};

/// A file cut in two.
pub(in crate::input) struct Split {
    /// What the front matter says, under keys of a résumé.
    pub pairs: Vec<Pair>,
    /// The file's text with the front matter blanked, so that offsets stay.
    pub body: String,
}

/// Reads the front matter, if there is one.
pub(in crate::input) fn split(source: &Source, diagnostics: &mut Diagnostics) -> Split {
    let text = source.text.as_str();
    let Some((fence, inner, end)) = find(text) else {
        return Split { pairs: Vec::new(), body: text.to_owned() };
    };
    let only = Source::new(&source.name, blank(text, 0..inner.start) + &text[inner.range()]);
    let blank_inside =
        text[inner.range()].lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    let tree = match fence {
        _ if blank_inside => None,
        "---" => yaml::parse_part(source, inner, diagnostics),
        _ => toml::parse(&only, diagnostics),
    };
    let pairs = match tree {
        Some(Node { value: Value::Map(pairs), .. }) => pairs,
        Some(Node { span, .. }) => {
            diagnostics.push(
                Diagnostic::at(Rule::FrontMatterInvalid, span, "the front matter is not a mapping")
                    .label("expected `key: value` lines")
                    .help("write `name: …` on a line of its own, or take the `---` lines away"),
            );
            Vec::new()
        }
        None => Vec::new(),
    };
    Split { pairs: settle(pairs), body: blank(text, 0..end) + &text[end..] }
}

/// The fence, the bytes between the two fences, and the offset behind the second.
fn find(text: &str) -> Option<(&'static str, Span, usize)> {
    ["---", "+++"].into_iter().find_map(|fence| {
        let (inner, end) = fenced(text, fence)?;
        looks_like_keys(&text[inner.range()]).then_some((fence, inner, end))
    })
}

/// The bytes between a first line that is `fence` and the next one, and the offset behind that.
pub(in crate::input) fn fenced(text: &str, fence: &str) -> Option<(Span, usize)> {
    let first = text.find('\n').filter(|end| text[..*end].trim_end() == fence)? + 1;
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Some((Span::new(first, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says something is `key: …` or `key = …`, or there is no line at all. A rule
/// at the top of a document, with a heading below it, is no front matter.
fn looks_like_keys(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match lines.clone().find(|line| !line.starts_with('#')) {
        Some(line) if line.starts_with(['[', '{']) => true,
        Some(line) => line.split_once([':', '=']).is_some_and(|(key, _)| is_key(key)),
        None => lines.next().is_none(),
    }
}

/// `name`, `"full name"`, `meta.recto`
fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with('-')
        && text.len() <= 40
        && text.chars().all(|c| c.is_alphanumeric() || " _-.\"'$".contains(c))
}

/// Spaces for every byte in `range` but line ends.
fn blank(text: &str, range: std::ops::Range<usize>) -> String {
    text[range].bytes().map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' }).collect()
}

/// The front matter as pairs of the root, ready to be joined with what the document says: `recto` goes to
/// `meta.recto`, `title` (which at the root would be no field) is the headline.
fn settle(mut root: Vec<Pair>) -> Vec<Pair> {
    let is = |pair: &Pair, key: &str| pair.key.to_lowercase() == key;
    let recto: Vec<_> = root.extract_if(.., |pair| is(pair, "recto")).collect();
    for pair in root.iter_mut().filter(|pair| is(pair, "title")) {
        pair.key = "label".to_owned();
    }
    for pair in recto {
        let meta = root.iter_mut().find(|pair| pair.key == "meta").map(|pair| &mut pair.node.value);
        match meta {
            Some(Value::Map(pairs)) => pairs.push(pair),
            _ => {
                let span = pair.node.span;
                let node = Node::new(span, Value::Map(vec![pair]));
                root.push(Pair { key: "meta".to_owned(), key_span: span, node });
            }
        }
    }
    root
}
