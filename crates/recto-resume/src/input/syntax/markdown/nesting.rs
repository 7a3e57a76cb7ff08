//! Bounds how deep one line of a Markdown text nests, before it is parsed: the parser's time grows with the square of it.

use crate::input::limits::{self, MAX_DEPTH};
use crate::text::{Diagnostic, Span};

/// Finds the first sign that opens a list or a quote too deep.
pub(super) fn check(text: &str) -> Result<(), Diagnostic> {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if let Some(at) = openers(line).nth(MAX_DEPTH).filter(|_| !is_rule(line)) {
            return Err(limits::lists_too_deep(Span::new(start + at, start + at + 1)));
        }
        start += line.len();
    }
    Ok(())
}

/// Where each `>`, `-`, `*`, `+` and `1.` at the start of a line is, with nothing but blanks between them.
fn openers(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let start = at;
        at += match bytes.get(at + digits)? {
            b'>' if digits == 0 => return Some(std::mem::replace(&mut at, start + 1)),
            b'-' | b'*' | b'+' | b':' if digits == 0 => 1,
            b'.' | b')' if digits > 0 => digits + 1,
            _ => return None,
        };
        bytes.get(at).is_none_or(u8::is_ascii_whitespace).then_some(start)
    })
}

/// Whether a line is a rule across the page: `- - -`.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let first = signs.next();
    matches!(first, Some('-' | '*')) && signs.all(|sign| Some(sign) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_nests_too_deep_is_an_error_at_the_sign() {
        for opener in [">", "> ", "- ", "* ", "+ ", "1. ", "12) ", " >", ": ", "- > "] {
            let line = |count: usize| format!("text\n\n{}a\n", opener.repeat(count));
            let signs = opener.split_whitespace().count();
            assert_eq!(check(&line(MAX_DEPTH / signs)), Ok(()), "{opener}");
            let error = check(&line(MAX_DEPTH / signs + 1)).expect_err(opener);
            let at = 6 + opener.len() * MAX_DEPTH / signs + usize::from(opener.starts_with(' '));
            assert_eq!(error, limits::lists_too_deep(Span::new(at, at + 1)), "{opener}");
        }
    }

    #[test]
    fn rules_and_words_are_no_openers() {
        for line in
            ["- ".repeat(200), "* ".repeat(200), "-".repeat(200), "1.".repeat(200), "a > ".repeat(200)]
        {
            assert_eq!(check(&line), Ok(()), "{line}");
        }
    }
}
