//! The TOML parser's errors in words that say what to do.

use crate::input::syntax::reader::{duplicate, word_at};
use crate::text::Source;
use crate::text::value::{Node, Value};
use crate::text::{Diagnostic, Rule, Span};
use ::toml::de::Error;

/// The message for a parser's error; `root` is what could be read.
pub(super) fn explain(source: &Source, root: &Node, error: &Error) -> Diagnostic {
    let span = super::fit(source, error.span().map_or(Span::at(source.text.trim_end().len()), Span::from));
    if error.message() == "duplicate key" {
        return duplicate_key(source, root, span);
    }
    let (says, expected) = match error.message().split_once(", expected ") {
        Some((says, expected)) => (says, Some(expected)),
        None => (error.message(), None),
    };
    let Some(Known { rule, message, label, help }) = known(says, span) else {
        let plain = Diagnostic::at(Rule::SyntaxInvalid, span, says);
        return match expected {
            Some(expected) => plain.label(format!("expected {expected}")),
            None => plain,
        };
    };
    let label = match label {
        "" => format!("expected {}", expected.unwrap_or("a date")),
        label => label.to_owned(),
    };
    Diagnostic::at(rule, span, message).label(label).help(help)
}

/// What we say of an error.
struct Known {
    rule: Rule,
    message: &'static str,
    /// Empty for what the parser expected.
    label: &'static str,
    help: &'static str,
}

/// Our words for what people meet; the parser's other messages are plain enough.
fn known(says: &str, span: Span) -> Option<Known> {
    const LINE: &str = "a line of TOML is `key = \"value\"` or `[table]`";
    const QUOTE: &str = "put it in quotes if it is text: `\"…\"`";
    let (rule, message, label, help) = match says {
        "string values must be quoted" | "missing value" if span.start == span.end => (
            Rule::PairIncomplete,
            "a value is missing",
            "expected a value",
            "write `\"\"` for none, or delete the line",
        ),
        "string values must be quoted" => {
            (Rule::QuoteMissing, "text without quotes", "needs quotes", "put it in quotes: `\"…\"`")
        }
        "invalid basic string" => (
            Rule::TextUnclosed,
            "the string is not closed",
            "expected `\"`",
            "close it with `\"`; use `\"\"\"` for several lines",
        ),
        "invalid literal string" => (
            Rule::TextUnclosed,
            "the string is not closed",
            "expected `'`",
            "close it with `'`; use `\"…\"` for text with an apostrophe",
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string" => (
            Rule::TextUnclosed,
            "the string is not closed",
            "the file ends here",
            "close it with the three quotes it starts with",
        ),
        "missing escaped value" => (
            Rule::EscapeInvalid,
            "a `\\` with no meaning",
            "here",
            "write `\\\\` for a backslash, or use `'…'`",
        ),
        "invalid date" | "invalid datetime" | "invalid time" => (
            Rule::SyntaxInvalid,
            "this is no date of TOML",
            "",
            "a date is `2019-03-01`; put a shorter one in quotes: `\"2019-03\"`",
        ),
        "unexpected leading zero" => {
            (Rule::SyntaxInvalid, "a number does not start with 0", "leading zero", QUOTE)
        }
        "key with no value" => (Rule::PairIncomplete, "a key without `=`", "expected `=`", LINE),
        "invalid unquoted key" => {
            (Rule::QuoteMissing, "a key of other than letters, digits, `-` and `_`", "here", LINE)
        }
        "unquoted keys cannot be empty" => {
            (Rule::PairIncomplete, "a value without a key", "expected a key", LINE)
        }
        "unexpected key or value" => {
            (Rule::TextTrailing, "more behind the value", "expected the end of the line", "start a new line")
        }
        "unclosed table" | "unclosed array table" => {
            (Rule::BracketUnbalanced, "the `[` is not closed", "expected `]`", LINE)
        }
        _ if says.starts_with("cannot extend value") => (
            Rule::KeyRepeated,
            "the key has a value already, and cannot hold more keys",
            "cannot be extended",
            "write these keys where the value stands",
        ),
        _ => return None,
    };
    Some(Known { rule, message, label, help })
}

/// A key or a `[table]` that stands twice.
fn duplicate_key(source: &Source, root: &Node, span: Span) -> Diagnostic {
    let line = source.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let first = if source.text[line..].trim_start().starts_with('[') {
        header(source, line)
    } else {
        let typed = unquote(source.slice(span));
        let mut first = None;
        nearest_before(source, root, typed, span.start, &mut first);
        first
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
