//! The JSON parser's errors in words that say what to do.

use crate::input::syntax::reader::word_at;
use crate::text::{Diagnostic, Rule, Source, Span};
use jsonc_parser::ParseStringErrorKind as Str;
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};

/// What ends a bare word.
const STOPS: &[char] = &[',', ':', '"', '{', '}', '[', ']'];

/// The message for a parser's error.
pub(super) fn explain(source: &Source, error: &ParseError) -> Diagnostic {
    let start = source.text.floor_char_boundary(error.range().start);
    let end = source.text.floor_char_boundary(error.range().end.max(start));
    let span = Span::new(start, end);
    let incomplete =
        |message: &str, label: &str| Diagnostic::at(Rule::PairIncomplete, span, message).label(label);
    match error.kind() {
        Kind::ExpectedComma => missing_comma(source, start),
        Kind::String(kind) => string(source, span, kind),
        Kind::ExpectedStringObjectProperty => {
            let word = word_at(&source.text, start, STOPS);
            Diagnostic::at(Rule::QuoteMissing, word, "the key is not in quotes")
                .help(format!("write `\"{}\"`", source.slice(word)))
        }
        Kind::ExpectedColonAfterObjectKey => {
            incomplete("the key has no `:`", "expected `:`").help("write `\"key\": value`")
        }
        Kind::UnexpectedComma => incomplete("a comma without a value before it", "expected a value")
            .help("delete the comma, or write `null`"),
        Kind::UnexpectedCloseBrace | Kind::UnexpectedCloseBracket | Kind::ExpectedObjectValue => {
            incomplete("a value is missing", "expected a value").help("write `null` or `\"\"` for none")
        }
        Kind::UnexpectedTokenInObject => incomplete("a key is missing", "expected `\"`")
            .help("inside `{}` every value has a key: `\"key\": value`"),
        Kind::MultipleRootJsonValues => {
            Diagnostic::at(Rule::TextTrailing, word_at(&source.text, start, &[]), "text behind the end")
                .label("the outermost value is closed before this")
                .help("delete it, or move it inside the outermost `{}`")
        }
        _ => word(source, start, error.kind()),
    }
}

/// Two values side by side, or one that should be in quotes: the parser takes `2019-03` for two numbers.
fn missing_comma(source: &Source, at: usize) -> Diagnostic {
    let glued =
        source.text[at..].starts_with(|c: char| !c.is_whitespace() && !STOPS.contains(&c) && c != '/');
    if glued {
        return quote(source, word_around(source, at));
    }
    Diagnostic::at(Rule::PairIncomplete, Span::at(at), "a comma is missing")
        .label("expected `,`")
        .help("write `,` between two values")
}

/// The bare word that an offset stands in or behind.
fn word_around(source: &Source, at: usize) -> Span {
    let before = source.text[..at].chars().rev().take_while(|c| !c.is_whitespace() && !STOPS.contains(c));
    let length: usize = before.map(char::len_utf8).sum();
    let behind = source.text[at..].find(|c: char| c.is_whitespace() || STOPS.contains(&c));
    let end = at + behind.unwrap_or(source.text.len() - at);
    if length == 0 && end == at { word_at(&source.text, at, STOPS) } else { Span::new(at - length, end) }
}

/// A word that is no JSON value.
fn word(source: &Source, at: usize, kind: &Kind) -> Diagnostic {
    let span = word_around(source, at);
    let text = source.slice(span);
    match text {
        "True" | "TRUE" | "False" | "FALSE" | "Null" | "NULL" => {
            Diagnostic::at(Rule::QuoteMissing, span, format!("`{text}` is not a JSON value"))
                .help(format!("write `{}`, or put it in quotes", text.to_lowercase()))
        }
        "None" | "nil" | "undefined" | "NaN" => {
            Diagnostic::at(Rule::QuoteMissing, span, format!("`{text}` is not a JSON value"))
                .help("write `null`, or put it in quotes")
        }
        _ if text.starts_with(['“', '”', '„', '«', '‘', '’']) => {
            Diagnostic::at(Rule::QuoteMissing, span, "JSON wants straight quotes")
                .label("curly quote")
                .help("write `\"`")
        }
        _ if text.is_empty() || text.starts_with(STOPS) => {
            let message = kind.to_string().to_lowercase();
            Diagnostic::at(Rule::SyntaxInvalid, span, message).label("expected a value")
        }
        _ => quote(source, span),
    }
}

fn quote(source: &Source, span: Span) -> Diagnostic {
    let text = source.slice(span);
    Diagnostic::at(Rule::QuoteMissing, span, format!("`{text}` is not a JSON value"))
        .label("needs quotes")
        .help(format!("write `\"{text}\"`"))
}

/// An error inside quotes.
fn string(source: &Source, span: Span, kind: &Str) -> Diagnostic {
    let escape = escape(source, span);
    match kind {
        Str::InvalidUnicodeEscapeSequence(_) => {
            Diagnostic::at(Rule::EscapeInvalid, escape, "the escape stands for no character")
                .label("half of a pair, or out of range")
                .help("write the character itself")
        }
        Str::ExpectedFourHexDigits | Str::ExpectedTwoHexDigits => {
            Diagnostic::at(Rule::EscapeInvalid, escape, "`\\u` wants four hexadecimal digits")
                .help("write the character itself")
        }
        Str::UnterminatedStringLiteral => {
            Diagnostic::at(Rule::TextUnclosed, span, "the string is not closed").help("close it with `\"`")
        }
        Str::InvalidEscape
        | Str::InvalidEscapeInSingleQuoteString
        | Str::InvalidEscapeInDoubleQuoteString => {
            Diagnostic::at(Rule::EscapeInvalid, escape, "a `\\` with no meaning in JSON")
                .help("write `\\\\` for a backslash")
        }
    }
}

/// The escape that an error's span ends in: the backslash with its character, or with its hexadecimal digits.
fn escape(source: &Source, span: Span) -> Span {
    let Some(at) = source.slice(span).find('\\') else { return span };
    let start = span.start + at;
    let rest = &source.text[start + 1..];
    let length = match rest.strip_prefix('u') {
        Some(code) => 1 + code.bytes().take(4).take_while(u8::is_ascii_hexdigit).count(),
        None => rest.chars().next().map_or(0, char::len_utf8),
    };
    Span::new(start, start + 1 + length)
}
