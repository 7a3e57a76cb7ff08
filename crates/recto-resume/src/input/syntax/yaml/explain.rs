//! The YAML parser's errors in words that say what to do.

use super::place::Places;
use crate::input::limits;
use crate::input::syntax::reader::word_at;
use crate::text::{Diagnostic, Rule, Span};
use saphyr_parser::ScanError;

/// One kind of error: what the parser says of it, and what we say.
struct Known {
    /// Part of the parser's message.
    says: &'static str,
    rule: Rule,
    message: &'static str,
    help: &'static str,
}

const QUOTE: &str = "put the whole text in quotes: \"…\" or '…'";
const INDENT: &str = "keys of one mapping, and dashes of one list, start in the same column";

/// The kinds that are met, the more special first.
const KNOWN: &[Known] = &[
    Known {
        says: "tab",
        rule: Rule::IndentInvalid,
        message: "a tab where YAML wants spaces",
        help: "indent with spaces",
    },
    Known {
        says: "simple key",
        rule: Rule::PairIncomplete,
        message: "this line is no `key: value`",
        help: "write `key: value`, or indent it to continue the text above",
    },
    Known {
        says: "unknown anchor",
        rule: Rule::AliasInvalid,
        message: "text that starts with `*` is taken for a YAML alias",
        help: QUOTE,
    },
    Known {
        says: "scanning an anchor or alias",
        rule: Rule::QuoteMissing,
        message: "text must not start with `*` or `&`",
        help: "put the text in quotes; a list item starts with `- `",
    },
    Known {
        says: "found unexpected end of stream",
        rule: Rule::TextUnclosed,
        message: "the quote is never closed",
        help: "close it; inside '…' an apostrophe is written ''",
    },
    Known {
        says: "unexpected document indicator",
        rule: Rule::TextUnclosed,
        message: "the quote is never closed",
        help: "close it; inside '…' an apostrophe is written ''",
    },
    Known {
        says: "in quoted scalar",
        rule: Rule::TextUnclosed,
        message: "the quote is not closed, or its text is not indented",
        help: "close the quote, or indent the lines of its text",
    },
    Known {
        says: "trailing content after",
        rule: Rule::TextTrailing,
        message: "text behind a closing quote",
        help: "quote the whole text; inside '…' double quotes stand as they are, inside \"…\" write \\\"",
    },
    Known {
        says: "unknown escape",
        rule: Rule::EscapeInvalid,
        message: "a `\\` with no meaning inside \"…\"",
        help: "write `\\\\`, or use '…', where `\\` is a plain character",
    },
    Known {
        says: "hexadecimal number",
        rule: Rule::EscapeInvalid,
        message: "a `\\` escape wants hexadecimal digits",
        help: "write the character itself",
    },
    Known {
        says: "Unicode character escape",
        rule: Rule::EscapeInvalid,
        message: "the escape stands for no character",
        help: "write the character itself",
    },
    Known {
        says: "unexpected character",
        rule: Rule::QuoteMissing,
        message: "text must not start with this character",
        help: QUOTE,
    },
    Known {
        says: "tag",
        rule: Rule::QuoteMissing,
        message: "text that starts with `!` is taken for a YAML tag",
        help: QUOTE,
    },
    Known {
        says: "handle wasn't declared",
        rule: Rule::QuoteMissing,
        message: "text that starts with `!` is taken for a YAML tag",
        help: QUOTE,
    },
    Known {
        says: "did not find expected comment or line break",
        rule: Rule::QuoteMissing,
        message: "text that starts with `|` or `>` is a block, whose lines follow below",
        help: "put a text that starts with `|` or `>` in quotes",
    },
    Known {
        says: "block scalar",
        rule: Rule::IndentInvalid,
        message: "the lines of this block of text do not fit each other",
        help: "indent them all alike, with spaces",
    },
    Known {
        says: "comment intercepting",
        rule: Rule::QuoteMissing,
        message: "a comment in the middle of a text",
        help: "put the text in quotes if `#` belongs to it",
    },
    Known {
        says: "flow mapping",
        rule: Rule::BracketUnbalanced,
        message: "the `{` is not closed here",
        help: "put a `,` between pairs and `}` at the end; text that starts with `{` needs quotes",
    },
    Known {
        says: "illegal placement of ':'",
        rule: Rule::BracketUnbalanced,
        message: "the `[` is not closed before this",
        help: "put `]` at the end of the list; text that starts with `[` needs quotes",
    },
    Known {
        says: "flow sequence",
        rule: Rule::BracketUnbalanced,
        message: "the `[` is not closed here",
        help: "put a `,` between items and `]` at the end; text that starts with `[` needs quotes",
    },
    Known {
        says: "misplaced bracket",
        rule: Rule::BracketUnbalanced,
        message: "a bracket that closes nothing",
        help: QUOTE,
    },
    Known {
        says: "block sequence entries are not allowed",
        rule: Rule::SyntaxInvalid,
        message: "a `- ` where no list can start",
        help: "start the list on a line of its own, or put the text in quotes",
    },
    Known {
        says: "only valid inside a block",
        rule: Rule::SyntaxInvalid,
        message: "a `- ` inside `[]` or `{}`",
        help: "separate items with `,`",
    },
    Known {
        says: "byte order mark",
        rule: Rule::SyntaxInvalid,
        message: "an invisible character (U+FEFF)",
        help: "delete it",
    },
    Known {
        says: "document start",
        rule: Rule::SyntaxInvalid,
        message: "a YAML document does not start like this",
        help: "put `---` under the lines that start with `%`; delete a `...` that ends the document early",
    },
    Known {
        says: "after document end",
        rule: Rule::TextTrailing,
        message: "text behind the end of the document",
        help: "delete the `...`, or what follows it",
    },
    Known {
        says: "directive",
        rule: Rule::QuoteMissing,
        message: "a line that starts with `%` is a YAML directive",
        help: QUOTE,
    },
    Known {
        says: "did not find expected",
        rule: Rule::IndentInvalid,
        message: "this does not fit what stands above it",
        help: INDENT,
    },
    Known {
        says: "indent",
        rule: Rule::IndentInvalid,
        message: "this does not fit the indent of the lines above it",
        help: INDENT,
    },
    Known {
        says: "not allowed in this context",
        rule: Rule::IndentInvalid,
        message: "this does not fit what stands above it",
        help: INDENT,
    },
];

/// The message for a parser's error.
pub(super) fn explain(places: &Places<'_>, error: &ScanError) -> Diagnostic {
    let info = error.info();
    let at = places.byte(error.marker().index());
    if info.contains("recursion limit") {
        return limits::too_deep(Span::new(at, at + 1));
    }
    if info.contains("mapping values are not allowed") {
        return stray_colon(places, at);
    }
    if info.contains("did not find expected")
        && places.source.text[..at].trim_end_matches([' ', '\t']).ends_with([']', '}'])
    {
        return Diagnostic::at(
            Rule::TextTrailing,
            word_at(&places.source.text, at, &[]),
            "text behind a closing bracket",
        )
        .label("here")
        .help("text that starts with `[` or `{` needs quotes");
    }
    let span = locate(places, info, at);
    match KNOWN.iter().find(|known| info.contains(known.says)) {
        Some(known) => {
            let label = if span.start == span.end { "the file ends here" } else { "here" };
            Diagnostic::at(known.rule, span, known.message).label(label).help(known.help)
        }
        None => Diagnostic::at(Rule::SyntaxInvalid, span, format!("broken YAML: {info}")).help(QUOTE),
    }
}

/// A `:` where no mapping can start: a second one in a text, or the fault of an indent, or of the line above.
fn stray_colon(places: &Places<'_>, at: usize) -> Diagnostic {
    let text = &places.source.text;
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let key = Span::new(at - text[line..at].trim_start_matches([' ', '-', '\t']).len(), at + 1);
    if text[line..at].contains(": ") {
        return Diagnostic::at(Rule::QuoteMissing, Span::new(at, at + 1), "a second `: ` in one text")
            .label("here")
            .help(QUOTE);
    }
    let above = text[..line].trim_end();
    let above_line = &above[above.rfind('\n').map_or(0, |newline| newline + 1)..];
    let indent = |line: &str| line.len() - line.trim_start().len();
    if indent(above_line) == indent(&text[line..at]) && !above_line.contains(": ") {
        let start = above.len() - above_line.trim_start().len();
        return Diagnostic::at(
            Rule::PairIncomplete,
            Span::new(start, above.len()),
            "this line is no `key: value`",
        )
        .label("no `: ` in it")
        .help("write `key: value`; put a text of several lines in quotes");
    }
    Diagnostic::at(Rule::IndentInvalid, key, "this line is indented too deep for a key")
        .label("continues the text above")
        .help(INDENT)
}

/// The place to point at: the cause, where the parser points behind it.
fn locate(places: &Places<'_>, info: &str, at: usize) -> Span {
    let text = &places.source.text;
    if info.contains("tab")
        && let Some(tab) = tab_near(text, at)
    {
        return Span::new(tab, tab + 1);
    }
    if info.contains("byte order mark") {
        return Span::new(at, at + places.rest(at).chars().next().map_or(0, char::len_utf8));
    }
    if info.contains("unknown escape") || info.contains("hexadecimal") || info.contains("character escape") {
        return escape(places, at).unwrap_or_else(|| word_at(text, at, &[]));
    }
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let at_start = text[line..at].trim().is_empty();
    if places.rest(at).trim().is_empty() || (info.contains("simple key") && at_start) {
        // The line above is the one that is no `key: value`; at the end of the file, the last with text.
        let before = text[..at].trim_end();
        if info.contains("simple key") {
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            let start = before.len() - before[line..].trim_start().len();
            return Span::new(start, before.len());
        }
        return Span::at(before.len());
    }
    word_at(text, at, &[])
}

/// The tab in the white space before or at an offset, or in the indent of the next lines.
fn tab_near(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = |from: usize| {
        let blank = text[from..].len() - text[from..].trim_start_matches([' ', '\t']).len();
        text[from..from + blank].find('\t').map(|tab| from + tab)
    };
    indent(line)
        .or_else(|| text[line..at].rfind('\t').map(|tab| line + tab))
        .or_else(|| text[at..].match_indices('\n').find_map(|(newline, _)| indent(at + newline + 1)))
}

/// The first escape of a double-quoted text that is none.
fn escape(places: &Places<'_>, start: usize) -> Option<Span> {
    let mut chars = places.rest(start).char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let (next, escaped) = chars.next()?;
        let end = start + next + escaped.len_utf8();
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if "0abt\tnvfre \"/\\N_LP\r\n".contains(escaped) => continue,
            _ => return Some(Span::new(start + at, end)),
        };
        let code: String =
            places.rest(end).chars().take(digits).take_while(char::is_ascii_hexdigit).collect();
        let valid = u32::from_str_radix(&code, 16).is_ok_and(|code| char::from_u32(code).is_some());
        if code.len() < digits || !valid {
            return Some(Span::new(start + at, end + code.len()));
        }
    }
    None
}
