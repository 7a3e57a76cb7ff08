//! Bounds a TOML text before it is parsed: the parser's tree is as deep as brackets and dotted keys make it, and is
//! dropped by recursion; and the parser keeps all values and errors, however many.

use crate::input::limits::{self, MAX_DEPTH, MAX_LINES, MAX_NODES};
use crate::text::{Diagnostic, Span};

/// Finds the first bracket or dot that nests too deep, the first comma or line too many.
///
/// Each open bracket counts one, and each dot outside quotes counts one until the value it stands in ends. That counts
/// the dot of a number too, which does no harm.
pub(super) fn check(text: &str) -> Result<(), Box<Diagnostic>> {
    let bytes = text.as_bytes();
    // The dots of each value that is not at its end; the first is the line outside all brackets.
    let mut dots = vec![0_usize];
    let (mut depth, mut commas, mut lines) = (0, 0, 0);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next = skip(text, at);
        if next > at {
            at = next;
            continue;
        }
        match byte {
            b'[' | b'{' => {
                dots.push(0);
                depth += 1;
            }
            b'.' => {
                if let Some(last) = dots.last_mut() {
                    *last += 1;
                }
                depth += 1;
            }
            b']' | b'}' if dots.len() > 1 => depth -= dots.pop().unwrap_or(0) + 1,
            b',' => {
                depth -= dots.last_mut().map_or(0, std::mem::take);
                commas += 1;
            }
            b'\n' => {
                if dots.len() == 1 {
                    depth -= dots.last_mut().map_or(0, std::mem::take);
                }
                lines += 1;
            }
            _ => {}
        }
        within(depth, commas, lines, Span::new(at, at + 1))?;
        at += 1;
    }
    Ok(())
}

/// The error, if one of the counts is over its limit.
fn within(depth: usize, commas: usize, lines: usize, span: Span) -> Result<(), Box<Diagnostic>> {
    let error = if depth > MAX_DEPTH {
        limits::too_deep(span)
    } else if commas > MAX_NODES {
        limits::too_many(span)
    } else if lines > MAX_LINES {
        limits::too_long(span)
    } else {
        return Ok(());
    };
    Err(Box::new(error))
}

/// The end of the string or comment that starts at an offset; the offset itself when none does.
fn skip(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let length = match rest {
        [b'#', ..] => rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
        [b'"', b'"', b'"', ..] => quoted(rest, b"\"\"\"", true, true),
        [b'\'', b'\'', b'\'', ..] => quoted(rest, b"'''", false, true),
        [b'"', ..] => quoted(rest, b"\"", true, false),
        [b'\'', ..] => quoted(rest, b"'", false, false),
        _ => 0,
    };
    at + length
}

/// The length of a string; one that is not closed ends with its line, or with the text when it may hold lines.
fn quoted(rest: &[u8], quote: &[u8], escapes: bool, lines: bool) -> usize {
    let mut at = quote.len();
    while at < rest.len() {
        if rest[at..].starts_with(quote) {
            return at + quote.len();
        }
        match rest[at] {
            b'\\' if escapes => at += 2,
            b'\n' if !lines => return at,
            _ => at += 1,
        }
    }
    rest.len()
}
