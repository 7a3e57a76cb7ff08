//! Rich text as the Markdown of a document, where a newline is a space and more is markup than in a field
//! ([`RichText::to_markdown`](crate::resume::RichText::to_markdown) writes those).

use crate::resume::text::{BlockWriter, code_span, destination};
use crate::resume::{Block, Inline, Text};

const WRITER: BlockWriter<'_> = BlockWriter { paragraph: &paragraph, is_field: false };

/// The lines of blocks, a blank one between two.
pub(super) fn blocks(all: &[Block]) -> Vec<String> {
    WRITER.lines(all)
}

/// The lines of one item of a list.
pub(super) fn item(marker: &str, all: &[Block]) -> Vec<String> {
    WRITER.item(marker, all)
}

fn paragraph(runs: &[Inline]) -> String {
    let mut out = String::new();
    inline(runs, &mut out);
    out
}

fn inline(runs: &[Inline], out: &mut String) {
    for run in runs {
        match run {
            Inline::Text(text) => escape(&text.value, out),
            Inline::Strong(inner) => marked("**", inner, out),
            Inline::Emphasis(inner) => marked("*", inner, out),
            Inline::Code(code) => out.push_str(&code_span(&code.value)),
            Inline::Link(inner, Text { value: url, .. }) => {
                let bare = url.strip_prefix("mailto:").unwrap_or(url);
                match inner.as_slice() {
                    [Inline::Text(text)] if text.value == bare && (bare != url || url.contains("://")) => {
                        out.push_str(&format!("<{bare}>"));
                    }
                    // `www.example.com` is an address wherever it stands.
                    [Inline::Text(text)] if text.value == *url => escape(url, out),
                    _ => {
                        let mut text = String::new();
                        inline(inner, &mut text);
                        out.push_str(&link(&text, url));
                    }
                }
            }
            Inline::Break => out.push_str("\\\n"),
        }
    }
}

fn marked(mark: &str, inner: &[Inline], out: &mut String) {
    out.push_str(mark);
    inline(inner, out);
    out.push_str(mark);
}

/// `[text](url)`; the text is Markdown already.
pub(super) fn link(text: &str, url: &str) -> String {
    let plain = url.chars().all(|c| !c.is_whitespace() && !"()<>\\".contains(c));
    if plain && !url.is_empty() {
        format!("[{text}]({url})")
    } else {
        format!("[{text}]({})", destination(url))
    }
}

/// A literal text on a line of its own.
pub(super) fn text(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}

/// Appends literal text. What a reader of Markdown could take for markup gets a backslash.
fn escape(text: &str, out: &mut String) {
    let mut before = out.chars().next_back().filter(|c| *c != '\n');
    let mut number = before.is_none();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let at_start = before.is_none();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let loose = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let markup = match c {
            '\\' | '`' | '[' | ']' | '|' => true,
            '*' => !(loose(before) && loose(next) && !at_start),
            '_' => !(word(before) && word(next)),
            '<' => next.is_some_and(|c| c.is_alphanumeric() || "/!?".contains(c)),
            '&' => next.is_some_and(|c| c.is_alphanumeric() || c == '#'),
            '>' | '=' => at_start,
            '#' => at_start && loose(chars.clone().find(|c| *c != '#')),
            '+' | ':' | '~' => at_start && (loose(next) || next == Some(c)),
            '-' => at_start && (loose(next) || next == Some('-')),
            '.' | ')' => number && !at_start && loose(next),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        number &= c.is_ascii_digit();
        before = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_is_escaped() {
        for (plain, escaped) in [
            ("C# and a_b_c cost $5 * 3 < 20", "C# and a_b_c cost $5 * 3 < 20"),
            ("*not* _so_ `code`", "\\*not\\* \\_so\\_ \\`code\\`"),
            ("# no heading", "\\# no heading"),
            ("1. no list, 1.5 no list", "1\\. no list, 1.5 no list"),
            ("- no list - either", "\\- no list - either"),
            ("+1 902 555 0142", "+1 902 555 0142"),
            ("#1 of 3", "#1 of 3"),
            ("R&D, AT&amp;T <b>", "R\\&D, AT\\&amp;T \\<b>"),
        ] {
            assert_eq!(text(plain), escaped);
        }
    }
}
