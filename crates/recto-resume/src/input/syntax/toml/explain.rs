//! The TOML parser's errors in words that say what to do.

use crate::input::syntax::reader::{duplicate, line_start, word_at};
use crate::text::value::{Node, Value};
use crate::text::{Diagnostic, Rule, Source, Span};
use ::toml::de::Error;

const LINE: &str = "a line of TOML is `key = \"value\"` or `[table]`";
const UNCLOSED: &str = "the string is not closed";
const NO_DATE: &str = "this is no date of TOML";
const DATE: &str = "a date is `2019-03-01`; put a shorter one in quotes: `\"2019-03\"`";
const THREE: &str = "close it with the three quotes it starts with";

/// Our words for what people meet, by the parser's: the message, the label (empty for what the parser expected), and the
/// help. Its other messages are plain enough.
#[rustfmt::skip]
const KNOWN: &[(&str, Rule, &str, &str, &str)] = &[
    ("missing value", Rule::PairIncomplete, "a value is missing", "expected a value",
        "write `\"\"` for none, or delete the line"),
    ("string values must be quoted", Rule::QuoteMissing, "text without quotes", "needs quotes",
        "put it in quotes: `\"…\"`"),
    ("invalid basic string", Rule::TextUnclosed, UNCLOSED, "expected `\"`",
        "close it with `\"`; use `\"\"\"` for several lines"),
    ("invalid literal string", Rule::TextUnclosed, UNCLOSED, "expected `'`",
        "close it with `'`; use `\"…\"` for text with an apostrophe"),
    ("invalid multi-line basic string", Rule::TextUnclosed, UNCLOSED, "the file ends here", THREE),
    ("invalid multi-line literal string", Rule::TextUnclosed, UNCLOSED, "the file ends here", THREE),
    ("missing escaped value", Rule::EscapeInvalid, "a `\\` with no meaning", "here",
        "write `\\\\` for a backslash, or use `'…'`"),
    ("invalid date", Rule::SyntaxInvalid, NO_DATE, "", DATE),
    ("invalid datetime", Rule::SyntaxInvalid, NO_DATE, "", DATE),
    ("invalid time", Rule::SyntaxInvalid, NO_DATE, "", DATE),
    ("unexpected leading zero", Rule::SyntaxInvalid, "a number does not start with 0", "leading zero",
        "put it in quotes if it is text: `\"…\"`"),
    ("key with no value", Rule::PairIncomplete, "a key without `=`", "expected `=`", LINE),
    ("invalid unquoted key", Rule::QuoteMissing, "a key of other than letters, digits, `-` and `_`", "here", LINE),
    ("unquoted keys cannot be empty", Rule::PairIncomplete, "a value without a key", "expected a key", LINE),
    ("unexpected key or value", Rule::TextTrailing, "more behind the value", "expected the end of the line",
        "start a new line"),
    ("unclosed table", Rule::BracketUnbalanced, "the `[` is not closed", "expected `]`", LINE),
    ("unclosed array table", Rule::BracketUnbalanced, "the `[` is not closed", "expected `]`", LINE),
    ("cannot extend value", Rule::KeyRepeated, "the key has a value already, and cannot hold more keys",
        "cannot be extended", "write these keys where the value stands"),
];

/// The message for a parser's error; `root` is what could be read.
pub(super) fn explain(source: &Source, root: &Node, error: &Error) -> Diagnostic {
    let span = super::fit(source, error.span().map_or(Span::at(source.text.trim_end().len()), Span::from));
    let (says, expected) = match error.message().split_once(", expected ") {
        Some((says, expected)) => (says, Some(format!("expected {expected}"))),
        None => (error.message(), None),
    };
    let kind = match says.split(" of type ").next().unwrap_or_default() {
        "duplicate key" => return duplicate_key(source, root, span),
        "string values must be quoted" if span.is_empty() => "missing value",
        kind => kind,
    };
    let Some((_, rule, message, label, help)) = KNOWN.iter().find(|(known, ..)| *known == kind) else {
        return Diagnostic { label: expected, ..Diagnostic::at(Rule::SyntaxInvalid, span, says) };
    };
    let label = match *label {
        "" => expected.unwrap_or_else(|| "expected a date".to_owned()),
        label => label.to_owned(),
    };
    Diagnostic::at(*rule, span, *message).label(label).help(*help)
}

/// A key or a `[table]` that stands twice.
fn duplicate_key(source: &Source, root: &Node, span: Span) -> Diagnostic {
    let line = line_start(&source.text, span.start);
    let first = if source.text[line..].trim_start().starts_with('[') {
        header(source, line)
    } else {
        last_before(source, root, unquote(source.slice(span)), span.start)
    };
    let first = first.map(|at| source.place(at));
    let key = word_at(&source.text, span.start, &['=', ']']);
    let key = if span.start == span.end { source.slice(key) } else { source.slice(span) };
    duplicate(unquote(key), span, first.as_deref())
}

/// Where a header before `line` opens the table that the header at `line` opens again; the parser forgets the first.
fn header(source: &Source, line: usize) -> Option<usize> {
    let path = |line: &str| {
        let inner = line.trim_start().strip_prefix('[')?.trim_start_matches('[');
        Some(
            inner.split_once(']')?.0.split('.').map(|key| unquote(key.trim()).to_owned()).collect::<Vec<_>>(),
        )
    };
    let again = path(&source.text[line..])?;
    let mut at = 0;
    for above in source.text[..line].split_inclusive('\n') {
        if path(above).is_some_and(|path| path == again) {
            return Some(at + above.find(|c: char| c != '[' && !c.is_whitespace())?);
        }
        at += above.len();
    }
    None
}

/// The last key `typed` before an offset that can be in the same table: not one inside braces that are closed by then.
fn last_before(source: &Source, node: &Node, typed: &str, before: usize) -> Option<usize> {
    let is_inline = source.text[node.span.start..].starts_with('{');
    match &node.value {
        Value::Map(pairs) if !is_inline || node.span.end > before => {
            let own = pairs.iter().filter(|pair| pair.key == typed).map(|pair| pair.key_span.start);
            let inner = pairs.iter().filter_map(|pair| last_before(source, &pair.node, typed, before));
            own.filter(|at| *at < before).chain(inner).max()
        }
        Value::List(items) => items.iter().filter_map(|item| last_before(source, item, typed, before)).max(),
        _ => None,
    }
}

fn unquote(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}
