//! Rich text back to the Markdown that it is read from, with as few backslashes as it can do with: other programs show
//! the field as it stands.

use super::{Block, Inline, RichText, Text, blocks, blocks_say_same, runs_say_same};

impl RichText {
    /// The Markdown that [`parse`](Self::parse) reads as these blocks.
    pub fn to_markdown(&self) -> String {
        written(&self.blocks)
    }

    /// The same for one of a list of highlights: [`parse_items`](Self::parse_items) gives this one back.
    pub fn to_markdown_item(&self) -> String {
        match self.blocks.as_slice() {
            // A list alone would be as many highlights.
            [Block::List(None, _)] => written(&[Block::List(None, vec![self.blocks.clone()])]),
            _ => self.to_markdown(),
        }
    }
}

/// How literal text, addresses and breaks are written.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Whether all that could be markup gets a backslash.
    escape: bool,
    /// Whether an address that is its own text goes between angle brackets, which keep its neighbours apart from it.
    brackets: bool,
    /// What marks emphasis.
    emphasis: char,
    /// Whether a break is a backslash at the end of its line, where an editor could have wrapped the text.
    hard: bool,
}

/// Every style, the plainest first and the most careful last.
const STYLES: [Style; 12] = {
    let plain = Style { escape: false, brackets: false, emphasis: '*', hard: false };
    let under = Style { emphasis: '_', ..plain };
    let [escaped, escaped_under] = [Style { escape: true, ..plain }, Style { escape: true, ..under }];
    // `a**<https://example.com>**` is no emphasis: its address must be bare.
    let [careful, careful_under] =
        [Style { brackets: true, ..escaped }, Style { brackets: true, ..escaped_under }];
    [
        plain,
        under,
        Style { hard: true, ..plain },
        Style { hard: true, ..under },
        escaped,
        escaped_under,
        Style { hard: true, ..escaped },
        Style { hard: true, ..escaped_under },
        careful,
        careful_under,
        Style { hard: true, ..careful },
        Style { hard: true, ..careful_under },
    ]
};

/// Blocks in the first way that reads back as they are; where none does, in the most careful one.
fn written(all: &[Block]) -> String {
    let mut last = String::new();
    // Each paragraph in its own plainest way, then all of them alike.
    for whole in std::iter::once(None).chain(STYLES.map(Some)) {
        let writer = BlockWriter { paragraph: &|runs| paragraph(runs, whole), is_field: true };
        last = writer.lines(all).join("\n");
        if blocks_say_same(&blocks::parse(&last.as_str().into()), all) {
            break;
        }
    }
    last
}

/// How blocks become lines: those of a field, or of a document.
pub(crate) struct BlockWriter<'a> {
    /// Writes a paragraph.
    pub paragraph: &'a dyn Fn(&[Inline]) -> String,
    /// Whether they are a field's, where fewer characters are markup and every list can follow a line closely.
    pub is_field: bool,
}

impl BlockWriter<'_> {
    /// The lines of blocks, a blank one between two.
    pub fn lines(&self, all: &[Block]) -> Vec<String> {
        self.spaced(all, false)
    }

    /// The same; `inside` an item, a list follows its first line closely.
    fn spaced(&self, all: &[Block], inside: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut bullet = '*';
        for (n, block) in all.iter().enumerate() {
            let close = inside
                && n == 1
                && matches!(block, Block::List(start, _) if self.is_field || start.is_none());
            if n > 0 && !close {
                lines.push(String::new());
            }
            match block {
                Block::Paragraph(runs) => {
                    lines.extend((self.paragraph)(runs).split('\n').map(str::to_owned));
                }
                Block::Quote(inner) => {
                    let quoted = self.lines(inner);
                    // The empty line says that it is a quotation, even when it begins with `50 %`.
                    let is_odd = |line: &String| line.starts_with(|c: char| !c.is_alphabetic());
                    if self.is_field && quoted.first().is_some_and(is_odd) {
                        lines.push(">".to_owned());
                    }
                    lines.extend(quoted.iter().map(|line| format!("> {line}").trim_end().to_owned()));
                }
                Block::List(start, list) => {
                    // Two lists in a row would be one.
                    let after_list = n > 0 && matches!(all[n - 1], Block::List(None, _));
                    bullet = if after_list && bullet == '-' { '*' } else { '-' };
                    for (number, one) in (start.unwrap_or_default()..).zip(list) {
                        let marker = start.map_or_else(|| format!("{bullet} "), |_| format!("{number}. "));
                        lines.extend(self.item(&marker, one));
                    }
                }
            }
        }
        lines
    }

    /// The lines of one item of a list.
    pub fn item(&self, marker: &str, all: &[Block]) -> Vec<String> {
        let line = |(n, line): (usize, String)| match (n, line.is_empty()) {
            (0, _) => format!("{marker}{line}"),
            (_, true) => line,
            (_, false) => format!("{}{line}", " ".repeat(marker.len())),
        };
        self.spaced(all, true).into_iter().enumerate().map(line).collect()
    }
}

/// A paragraph in one style, or in the first that reads back as it is.
fn paragraph(runs: &[Inline], style: Option<Style>) -> String {
    let write = |style: Style| {
        let mut out = String::new();
        inline(runs, style, &mut out);
        out
    };
    let same = |text: &String| {
        let read = blocks::parse(&text.as_str().into());
        matches!(read.as_slice(), [Block::Paragraph(read)] if runs_say_same(read, runs))
    };
    match style {
        Some(style) => write(style),
        None => STYLES.map(write).into_iter().find(same).unwrap_or_else(|| write(STYLES[10])),
    }
}

fn inline(runs: &[Inline], style: Style, out: &mut String) {
    for run in runs {
        match run {
            Inline::Text(text) if style.escape => escape(&text.value, out),
            Inline::Text(text) => out.push_str(&text.value),
            Inline::Strong(inner) => marked("**", inner, style, out),
            Inline::Emphasis(inner) => marked(&style.emphasis.to_string(), inner, style, out),
            Inline::Code(code) => out.push_str(&code_span(&code.value)),
            Inline::Link(inner, url) => link(inner, &url.value, style, out),
            Inline::Break if style.hard => out.push_str("\\\n"),
            Inline::Break => out.push('\n'),
        }
    }
}

fn marked(mark: &str, inner: &[Inline], style: Style, out: &mut String) {
    out.push_str(mark);
    inline(inner, style, out);
    out.push_str(mark);
}

/// A link; an address that is its own text is bare or between angle brackets.
fn link(inner: &[Inline], url: &str, style: Style, out: &mut String) {
    let bare = url.strip_prefix("mailto:").unwrap_or(url);
    match inner {
        [Inline::Text(Text { value, .. })] if (value == url || value == bare) && !style.brackets => {
            out.push_str(value);
        }
        [Inline::Text(Text { value, .. })]
            if (value == url && url.contains("://")) || (value == bare && bare != url) =>
        {
            out.push_str(&format!("<{value}>"));
        }
        _ => {
            out.push('[');
            inline(inner, style, out);
            out.push_str("](");
            let plain = url.chars().all(|c| c.is_ascii_graphic() && !"()<>\\\"'".contains(c));
            out.push_str(&if plain { url.to_owned() } else { destination(url) });
            out.push(')');
        }
    }
}

/// An address between angle brackets.
pub(crate) fn destination(url: &str) -> String {
    let mut out = String::from("<");
    for c in url.chars() {
        if matches!(c, '<' | '>' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out + ">"
}

/// Code between enough backticks.
pub(crate) fn code_span(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let tight = code.starts_with('`') || code.ends_with('`');
    let spaced = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
    let pad = if tight || spaced { " " } else { "" };
    format!("{ticks}{pad}{code}{pad}{ticks}")
}

/// Appends literal text; what could be markup gets a backslash.
fn escape(text: &str, out: &mut String) {
    let mut at_start = out.is_empty() || out.ends_with('\n');
    let mut number = at_start;
    for c in text.chars() {
        let markup = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' => true,
            '-' | '+' | '>' => at_start,
            '.' | ')' => number && !at_start,
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        number &= c.is_ascii_digit();
        at_start &= c.is_whitespace();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn again(source: &str) -> (RichText, String, RichText) {
        let text = RichText::parse(&source.into(), Span::NOWHERE);
        let written = text.to_markdown();
        let read = RichText::parse(&written.as_str().into(), Span::NOWHERE);
        (text, written, read)
    }

    #[test]
    fn what_needs_no_backslash_gets_none() {
        for source in [
            "C# and a_b_c cost $5 * 3 < 20 [sic]",
            "**Bold**, *italic*, `code` and [a link](https://example.com/a_b)",
            "See https://example.com/a_b or ada@example.com.",
            "One\nTwo",
            "One\n\n- first\n- second\n  - deeper\n\n> quoted\n\n1. a\n2. b",
        ] {
            let (text, written, read) = again(source);
            assert!(read.says_same(&text), "{written:?}");
            assert_eq!(written, source);
        }
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        for source in [
            "\\- no list",
            "\\*no emphasis\\*",
            "1\\. no list",
            "\\> no quote",
            "a \\`tick\\`",
            "`` a`b ``",
            "***both***",
            "**bold *in it* bold**",
            "\\[no\\](https://example.com)",
            "> 50 % more\n>\n> x",
            ">\n> 50 % more",
            "- - deep",
            "- a\n\n  b\n- c",
            "- a\n\n* b",
            "[a](<https://example.com/a b>)",
            "\\- a**https://e.org/a**<",
            "\\> aa**https://e.org/a**",
        ] {
            let (text, written, read) = again(source);
            assert!(read.says_same(&text), "{source:?} was written {written:?}");
        }
    }

    #[test]
    fn lines_that_an_editor_could_have_wrapped_stay_apart() {
        let line = "word ".repeat(14) + "end.";
        let (text, written, read) = again(&format!("{line}\\\n{line}\\\nlast"));
        assert!(read.says_same(&text), "{written}");
    }

    #[test]
    fn a_highlight_that_is_a_list_is_one_highlight() {
        let all = RichText::parse_items(&"- - deep\n- flat".into(), Span::NOWHERE);
        let read: Vec<_> = all
            .iter()
            .flat_map(|one| RichText::parse_items(&one.to_markdown_item().as_str().into(), Span::NOWHERE))
            .collect();
        assert!(read.len() == all.len() && read.iter().zip(&all).all(|(read, all)| read.says_same(all)));
    }

    #[test]
    fn an_address_in_brackets_ends_with_its_line() {
        for source in ["<https://e.org/a\n> ", "> <https://e.org/a\n> **> "] {
            let (text, written, read) = again(source);
            assert!(read.says_same(&text), "{written:?}");
            assert!(text.plain().contains('<'), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn written_prose_reads_the_same(source in "([a-z]{1,6}|[*_`\\[\\]()<>.!#$+-]|[ \n]| \n\n|- |1\\. |> |\\*\\*|https://e\\.org/a|\\\\){0,14}") {
            let (text, written, read) = again(&source);
            prop_assert!(read.says_same(&text), "{:?}", written);
        }
    }
}
