//! Blocks to a string for a prose field: the same Markdown, in the stricter dialect of
//! [`RichText`](crate::resume::RichText), where a newline is a break and only markup is markup.

use super::block::{Block, BlockKind};
use super::inline::{Mark, Token, TokenKind};
use crate::resume::text::code_span;
use crate::text::Span;
use crate::text::value::Node;

/// A prose node of `blocks`; `None` when there is nothing in them.
pub(super) fn node(blocks: &[Block]) -> Option<Node> {
    let text = text(blocks);
    let span = blocks.iter().map(|block| block.span).reduce(Span::join)?;
    (!text.trim().is_empty()).then(|| Node::text(span, text))
}

/// `blocks` as a string.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    write_blocks(blocks, &mut lines);
    lines.join("\n")
}

/// Appends the lines of `blocks`, a blank line between two.
fn write_blocks(blocks: &[Block], lines: &mut Vec<String>) {
    for (n, block) in blocks.iter().enumerate() {
        if n > 0 {
            lines.push(String::new());
        }
        match &block.kind {
            BlockKind::Heading(_, tokens) => lines.push(lead(tokens)),
            BlockKind::Paragraph(tokens) => lines.extend(inline(tokens).split('\n').map(str::to_owned)),
            BlockKind::Code(code) => {
                lines.extend(code.lines().filter(|line| !line.trim().is_empty()).map(code_span))
            }
            BlockKind::Quote(blocks) => {
                let mut inner = Vec::new();
                write_blocks(blocks, &mut inner);
                // The empty line says that it is a quotation, even when it begins with `50 %`.
                lines.push(">".to_owned());
                lines.extend(inner.iter().map(|line| format!("> {line}")));
            }
            BlockKind::List(start, items) => {
                for (n, item) in (0..).zip(items) {
                    write_item(&marker(*start, n), item, lines);
                }
            }
            BlockKind::Definitions(all) => {
                for (n, definition) in all.iter().enumerate() {
                    if n > 0 {
                        lines.push(String::new());
                    }
                    lines.push(lead(&definition.term));
                    lines.push(String::new());
                    write_blocks(&definition.blocks, lines);
                }
            }
        }
    }
}

/// What begins the item `n` of a list. A list that starts at 1986 is a sentence that does.
fn marker(start: Option<u64>, n: u64) -> String {
    match start {
        None => "- ".to_owned(),
        Some(first @ (0 | 1)) => format!("{}. ", first + n),
        Some(first) => format!("{}\\. ", first.saturating_add(n)),
    }
}

fn write_item(marker: &str, blocks: &[Block], lines: &mut Vec<String>) {
    let mut inner = Vec::new();
    write_blocks(blocks, &mut inner);
    if marker == "- " && inner.iter().all(String::is_empty) {
        return;
    }
    if inner.is_empty() {
        inner.push(String::new());
    }
    for (n, line) in inner.into_iter().enumerate() {
        lines.push(match (n, line.is_empty()) {
            (0, _) => format!("{marker}{line}"),
            (_, true) => line,
            (_, false) => format!("{}{line}", " ".repeat(marker.len())),
        });
    }
}

/// A heading inside prose: a bold line.
fn lead(tokens: &[Token]) -> String {
    let bold = tokens.iter().any(|token| matches!(token.kind, TokenKind::Open(Mark::Strong(_))));
    let text = inline(tokens).replace('\n', " ");
    let text = text.trim();
    if bold || text.is_empty() { text.to_owned() } else { format!("**{text}**") }
}

/// Inline content as one string; a newline in it is a break that was asked for.
pub(super) fn inline(tokens: &[Token]) -> String {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut skip_text = false;
    for (n, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Text(_) if skip_text => {}
            TokenKind::Text(text) => escape(text, &mut out),
            TokenKind::Code(code) => out.push_str(&code_span(code)),
            TokenKind::Soft => out.push(' '),
            TokenKind::Hard | TokenKind::Head => out.push('\n'),
            TokenKind::Cell => out.push_str(" | "),
            TokenKind::Open(mark) => {
                let (before, after) = match mark {
                    Mark::Strong(c) => (format!("{c}{c}"), format!("{c}{c}")),
                    Mark::Emphasis(c) => (c.to_string(), c.to_string()),
                    Mark::Link { url, .. } if shows_itself(&tokens[n + 1..], url) => {
                        skip_text = true;
                        (format!("<{}>", url.strip_prefix("mailto:").unwrap_or(url)), String::new())
                    }
                    Mark::Link { url, .. } if url.is_empty() => (String::new(), String::new()),
                    Mark::Link { url, .. } => ("[".to_owned(), format!("]({})", destination(url))),
                };
                out.push_str(&before);
                open.push(after);
            }
            TokenKind::Close => {
                skip_text = false;
                out.push_str(&open.pop().unwrap_or_default());
            }
        }
    }
    out
}

/// Whether a link's text is its address, as in `<https://example.com>`.
fn shows_itself(rest: &[Token], url: &str) -> bool {
    let own = |text: &str| text == url || url.strip_prefix("mailto:") == Some(text);
    let plain = !url.contains(['<', '>', '\\'])
        && !url.contains(char::is_whitespace)
        && (url.contains("://") || url.contains('@'));
    matches!(rest, [Token { kind: TokenKind::Text(text), .. }, Token { kind: TokenKind::Close, .. }, ..] if own(text) && plain)
}

/// An address as the dialect reads it back.
fn destination(url: &str) -> String {
    let mut out = String::from("<");
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out + ">"
}

/// Makes `2012--2015` `2012–2015`, as those who type it so mean it.
fn dashes(text: &str) -> String {
    let digit = |text: &str, n: usize| text.as_bytes().get(n).is_some_and(u8::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for (at, dash) in text.match_indices("--") {
        let years =
            at >= 4 && (at - 4..at).all(|n| digit(text, n)) && (at + 2..at + 6).all(|n| digit(text, n));
        if years {
            out.extend([&text[start..at], "–"]);
            start = at + dash.len();
        }
    }
    out + &text[start..]
}

/// Appends literal text: what the dialect would take for markup gets a backslash.
fn escape(text: &str, out: &mut String) {
    let text = text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
    let text = dashes(&text);
    let mut line_start = out.is_empty() || out.ends_with('\n');
    let mut number = line_start;
    for c in text.chars() {
        let markup = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' => true,
            '-' | '+' | '>' => line_start,
            '.' | ')' => number && !line_start,
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        number &= c.is_ascii_digit();
        line_start &= c.is_whitespace();
    }
}
