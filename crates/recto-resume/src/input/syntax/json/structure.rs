//! A look at the brackets, quotes and comments of a JSON text before it is parsed. It bounds the depth (the parser
//! recurses) and the number of values, and finds what the parser would report far from its cause: a string without its
//! end, a bracket that closes another.

use crate::input::limits::{self, MAX_DEPTH, MAX_NODES};
use crate::input::syntax::reader::string_end;
use crate::text::{Diagnostic, Rule, Source, Span};

/// Finds the first place where brackets, quotes or comments do not fit.
pub(super) fn check(source: &Source) -> Result<(), Diagnostic> {
    // Offsets of the brackets that are open; every value in brackets but the first has a comma before it.
    let (mut open, mut commas, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = source.text.as_bytes().get(at) {
        let span = Span::new(at, at + 1);
        match byte {
            b'"' | b'/' => {
                at = skip(&source.text, at)?;
                continue;
            }
            b'{' | b'[' if open.len() == MAX_DEPTH => return Err(limits::too_deep(span)),
            b'{' | b'[' => open.push(at),
            b'}' | b']' => close(source, open.pop(), span)?,
            b',' if commas == MAX_NODES => return Err(limits::too_many(span)),
            b',' => commas += 1,
            b'\'' => {
                return Err(Diagnostic::at(Rule::QuoteMissing, span, "JSON has no single quotes")
                    .label("expected `\"`")
                    .help("put keys and texts in `\"`"));
            }
            _ => {}
        }
        at += 1;
    }
    // Mostly a file cut off.
    let Some(last) = open.pop() else { return Ok(()) };
    let (bracket, closing) = bracket(source, last);
    let (end, message) = (source.text.trim_end().len(), format!("the file ends with a `{bracket}` open"));
    Err(Diagnostic::at(Rule::BracketUnbalanced, Span::at(end), message)
        .label(format!("expected `{closing}`"))
        .help(format!("close the `{bracket}` of {}; is the file whole?", source.place(last))))
}

/// The end of the string or comment that starts at an offset; behind the character when none does.
pub(in crate::input) fn skip(text: &str, at: usize) -> Result<usize, Diagnostic> {
    let unclosed = |end, message: &str| Diagnostic::at(Rule::TextUnclosed, Span::new(at, end), message);
    let rest = &text[at..];
    if rest.starts_with('"') {
        return string_end(text.as_bytes(), at, b"\"", false).map_err(|end| {
            unclosed(end, "the string is not closed")
                .label("no closing `\"` on this line")
                .help("close it with `\"`; a line break inside a text is written `\\n`")
        });
    }
    if let Some(body) = rest.strip_prefix("/*") {
        let unclosed = || unclosed(at + 2, "the comment is not closed").label("no `*/` behind it");
        return body.find("*/").map(|end| at + end + 4).ok_or_else(unclosed);
    }
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Ok(at + if rest.starts_with("//") { line } else { 1 })
}

/// Checks that the bracket at `span` closes the one that is `open`.
fn close(source: &Source, open: Option<usize>, span: Span) -> Result<(), Diagnostic> {
    let found = source.slice(span);
    let unbalanced = |message| Diagnostic::at(Rule::BracketUnbalanced, span, message);
    let Some(open) = open else {
        return Err(unbalanced(format!("`{found}` closes nothing"))
            .label("a bracket too many")
            .help("delete it, or find the opening bracket that is missing"));
    };
    let (bracket, closing) = bracket(source, open);
    if closing == found {
        return Ok(());
    }
    Err(unbalanced(format!("`{found}` where `{bracket}` is open"))
        .label(format!("expected `{closing}`"))
        .help(format!("the `{bracket}` of {} is not closed before this", source.place(open))))
}

/// The bracket at an offset, and the one that closes it.
fn bracket(source: &Source, at: usize) -> (&'static str, &'static str) {
    if source.text[at..].starts_with('{') { ("{", "}") } else { ("[", "]") }
}
