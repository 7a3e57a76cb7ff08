//! The TOML parser's errors in words that say what to do.

use crate::diagnostic::{Diagnostic, Span};
use crate::input::reader::{duplicate, word_at};
use crate::input::source::Source;
use crate::input::value::{Node, Value};
use ::toml::de::Error;

/// The message for a parser's error; `root` is what could be read.
pub(super) fn explain(source: &Source, root: &Node, error: &Error) -> Diagnostic {
    let span = super::fit(source, error.span().map_or(Span::at(source.text.trim_end().len()), Span::from));
    if error.message() == "duplicate key" {
        return duplicate_key(source, root, span);
    }
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    let diagnostic = Diagnostic::error(span, lower_first(message));
    let diagnostic = match expected {
        Some(expected) => diagnostic.label(format!("expected {expected}")),
        None => diagnostic,
    };
    match help(source, span, message, expected) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// What to do, where that can be told.
fn help(source: &Source, span: Span, message: &str, expected: Option<&str>) -> Option<String> {
    if message.contains("string values must be quoted") || expected.is_some_and(|what| what.contains('"')) {
        return Some("put the text in `\"`".to_owned());
    }
    if message.contains("invalid escape") || message.contains("missing escaped value") {
        return Some("write `\\\\` for a backslash, or put the text in `'`".to_owned());
    }
    if message.contains("cannot extend value") {
        return Some("give this table another name, or write its keys where the value stands".to_owned());
    }
    let line = source.text[span.start..].lines().next().unwrap_or_default();
    let missing_equals =
        message.contains("key with no value") || expected.is_some_and(|what| what.contains("`=`"));
    (missing_equals || line.starts_with(':'))
        .then(|| "a line of TOML is `key = \"value\"` or `[table]`".to_owned())
}

/// A key or a `[table]` that stands twice.
fn duplicate_key(source: &Source, root: &Node, span: Span) -> Diagnostic {
    let line = source.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let first = if source.text[line..].trim_start().starts_with('[') {
        header(source, root, line, span)
    } else {
        let typed = unquote(source.slice(span));
        let mut first = None;
        nearest_before(source, root, typed, span.start, &mut first);
        first
    };
    let first = first.map(|at| {
        let (line, column) = source.line_column(at);
        format!("line {line}, column {column}")
    });
    let key = word_at(&source.text, span.start, &['=', ']']);
    let key = if span.start == span.end { source.slice(key) } else { source.slice(span) };
    duplicate(unquote(key), span, first.as_deref())
}

/// Where the table of a header was opened first.
fn header(source: &Source, root: &Node, line: usize, span: Span) -> Option<usize> {
    let path = source.text[line..span.end].trim_start().trim_start_matches('[');
    let mut node = root;
    let mut found = None;
    for key in path.split('.').map(|part| unquote(part.trim())) {
        if let Value::List(items) = &node.value {
            node = items.last()?;
        }
        let Value::Map(pairs) = &node.value else { return None };
        let pair = pairs.iter().find(|pair| pair.key == key)?;
        found = Some(pair.key_span.start);
        node = &pair.node;
    }
    found.filter(|at| *at < span.start)
}

/// The last key `typed` before an offset that can be in the same table: not one inside braces that are closed by then.
fn nearest_before(source: &Source, node: &Node, typed: &str, before: usize, found: &mut Option<usize>) {
    let inline = source.text[node.span.start..].starts_with(['{', '[']) && node.span.end <= before;
    match &node.value {
        Value::Map(pairs) if !(inline && source.text[node.span.start..].starts_with('{')) => {
            for pair in pairs {
                let at = pair.key_span.start;
                if pair.key == typed && at < before && found.is_none_or(|found| at > found) {
                    *found = Some(at);
                }
                nearest_before(source, &pair.node, typed, before, found);
            }
        }
        Value::List(items) => {
            items.iter().for_each(|item| nearest_before(source, item, typed, before, found))
        }
        _ => {}
    }
}

fn unquote(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
