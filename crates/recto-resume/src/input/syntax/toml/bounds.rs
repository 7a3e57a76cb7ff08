//! Bounds a TOML text before it is parsed: the parser's tree is as deep as brackets and dotted keys make it, and is
//! dropped by recursion; and the parser keeps all values and errors, however many.

use crate::input::limits::{self, MAX_DEPTH, MAX_LINES, MAX_NODES};
use crate::input::syntax::reader::string_end;
use crate::text::{Diagnostic, Span};

/// Finds the first bracket or dot that nests too deep, the first comma or line too many.
///
/// Each open bracket counts one, and each dot outside quotes counts one until the value it stands in ends. That counts
/// the dot of a number too, which does no harm.
pub(super) fn check(text: &str) -> Result<(), Diagnostic> {
    // How deep the text is at its byte `at`, and how deep it is at the start of each bracket that is open.
    let (mut depth, mut starts) = (0, Vec::new());
    let (mut commas, mut lines, mut at) = (0, 0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let next = skip(text.as_bytes(), at);
        if next > at {
            at = next;
            continue;
        }
        let span = Span::new(at, at + 1);
        match byte {
            b'[' | b'{' | b'.' if depth == MAX_DEPTH => return Err(limits::too_deep(span)),
            b',' if commas == MAX_NODES => return Err(limits::too_many(span)),
            b'\n' if lines == MAX_LINES => return Err(limits::too_long(span)),
            b'[' | b'{' => {
                depth += 1;
                starts.push(depth);
            }
            b'.' => depth += 1,
            b']' | b'}' => depth = starts.pop().map_or(depth, |start| start - 1),
            b',' => {
                depth = starts.last().copied().unwrap_or(0);
                commas += 1;
            }
            b'\n' => {
                depth = if starts.is_empty() { 0 } else { depth };
                lines += 1;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The end of the string or comment that starts at an offset; the offset itself when none does.
fn skip(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    let quote: &[u8] = match rest {
        [b'#', ..] => return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
        [b'"', b'"', b'"', ..] => b"\"\"\"",
        [b'\'', b'\'', b'\'', ..] => b"'''",
        [b'"', ..] => b"\"",
        [b'\'', ..] => b"'",
        _ => return at,
    };
    string_end(text, at, quote, quote.len() > 1).unwrap_or_else(|end| end)
}
