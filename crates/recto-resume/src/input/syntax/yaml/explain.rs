//! The YAML parser's errors in words that say what to do.

use super::place::Places;
use crate::input::limits;
use crate::input::syntax::reader::{line_start, word_at};
use crate::text::{Diagnostic, Rule, Span};
use saphyr_parser::ScanError;

/// One kind of error: part of the parser's message, the rule, our message, and what to do.
type Known = (&'static str, Rule, &'static str, &'static str);

const QUOTE: &str = "put the whole text in quotes: \"…\" or '…'";
const TAG: &str = "text that starts with `!` is taken for a YAML tag";
const CHARACTER: &str = "write the character itself";
const APOSTROPHE: &str = "close it; inside '…' an apostrophe is written ''";
const INDENT: &str = "keys of one mapping, and dashes of one list, start in the same column";

/// The kinds that are met, the more special first.
#[rustfmt::skip]
const KNOWN: &[Known] = &[
    ("tab", Rule::IndentInvalid, "a tab where YAML wants spaces", "indent with spaces"),
    ("simple key", Rule::PairIncomplete, "this line is no `key: value`",
        "write `key: value`, or indent it to continue the text above"),
    ("unknown anchor", Rule::AliasInvalid, "text that starts with `*` is taken for a YAML alias", QUOTE),
    ("scanning an anchor or alias", Rule::QuoteMissing, "text must not start with `*` or `&`",
        "put the text in quotes; a list item starts with `- `"),
    ("found unexpected end of stream", Rule::TextUnclosed, "the quote is never closed", APOSTROPHE),
    ("unexpected document indicator", Rule::TextUnclosed, "the quote is never closed", APOSTROPHE),
    ("in quoted scalar", Rule::TextUnclosed, "the quote is not closed, or its text is not indented",
        "close the quote, or indent the lines of its text"),
    ("trailing content after", Rule::TextTrailing, "text behind a closing quote",
        "quote the whole text; inside '…' double quotes stand as they are, inside \"…\" write \\\""),
    ("unknown escape", Rule::EscapeInvalid, "a `\\` with no meaning inside \"…\"",
        "write `\\\\`, or use '…', where `\\` is a plain character"),
    ("hexadecimal number", Rule::EscapeInvalid, "a `\\` escape wants hexadecimal digits", CHARACTER),
    ("Unicode character escape", Rule::EscapeInvalid, "the escape stands for no character", CHARACTER),
    ("unexpected character", Rule::QuoteMissing, "text must not start with this character", QUOTE),
    ("tag", Rule::QuoteMissing, TAG, QUOTE),
    ("handle wasn't declared", Rule::QuoteMissing, TAG, QUOTE),
    ("did not find expected comment or line break", Rule::QuoteMissing,
        "text that starts with `|` or `>` is a block, whose lines follow below",
        "put a text that starts with `|` or `>` in quotes"),
    ("block scalar", Rule::IndentInvalid, "the lines of this block of text do not fit each other",
        "indent them all alike, with spaces"),
    ("comment intercepting", Rule::QuoteMissing, "a comment in the middle of a text",
        "put the text in quotes if `#` belongs to it"),
    ("flow mapping", Rule::BracketUnbalanced, "the `{` is not closed here",
        "put a `,` between pairs and `}` at the end; text that starts with `{` needs quotes"),
    ("illegal placement of ':'", Rule::BracketUnbalanced, "the `[` is not closed before this",
        "put `]` at the end of the list; text that starts with `[` needs quotes"),
    ("flow sequence", Rule::BracketUnbalanced, "the `[` is not closed here",
        "put a `,` between items and `]` at the end; text that starts with `[` needs quotes"),
    ("misplaced bracket", Rule::BracketUnbalanced, "a bracket that closes nothing", QUOTE),
    ("block sequence entries are not allowed", Rule::SyntaxInvalid, "a `- ` where no list can start",
        "start the list on a line of its own, or put the text in quotes"),
    ("only valid inside a block", Rule::SyntaxInvalid, "a `- ` inside `[]` or `{}`",
        "separate items with `,`"),
    ("byte order mark", Rule::SyntaxInvalid, "an invisible character (U+FEFF)", "delete it"),
    ("document start", Rule::SyntaxInvalid, "a YAML document does not start like this",
        "put `---` under the lines that start with `%`; delete a `...` that ends the document early"),
    ("after document end", Rule::TextTrailing, "text behind the end of the document",
        "delete the `...`, or what follows it"),
    ("directive", Rule::QuoteMissing, "a line that starts with `%` is a YAML directive", QUOTE),
    ("did not find expected", Rule::IndentInvalid, "this does not fit what stands above it", INDENT),
    ("indent", Rule::IndentInvalid, "this does not fit the indent of the lines above it", INDENT),
    ("not allowed in this context", Rule::IndentInvalid, "this does not fit what stands above it", INDENT),
];

/// Whether the error is an alias that names nothing.
pub(super) fn is_alias(error: &ScanError) -> bool {
    error.info().contains("unknown anchor")
}

/// The message for a parser's error.
pub(super) fn explain(places: &Places<'_>, error: &ScanError) -> Diagnostic {
    let info = error.info();
    let at = places.byte(error.marker().index());
    if info.contains("recursion limit") {
        return limits::too_deep(places.character(at));
    }
    if (info.contains("simple key") || info.contains("mapping values"))
        && let Some(text) = plain_text(places)
    {
        return text;
    }
    if info.contains("mapping values are not allowed") {
        return stray_colon(places, at);
    }
    if info.contains("did not find expected")
        && places.source.text[..at].trim_end_matches([' ', '\t']).ends_with([']', '}'])
    {
        let word = word_at(&places.source.text, at, &[]);
        return Diagnostic::at(Rule::TextTrailing, word, "text behind a closing bracket")
            .label("here")
            .help("text that starts with `[` or `{` needs quotes");
    }
    let span = locate(places, info, at);
    match KNOWN.iter().find(|(says, ..)| info.contains(says)) {
        Some((_, rule, message, help)) => {
            let label = if span.start == span.end { "the file ends here" } else { "here" };
            Diagnostic::at(*rule, span, *message).label(label).help(*help)
        }
        None => Diagnostic::at(Rule::SyntaxInvalid, span, format!("broken YAML: {info}")).help(QUOTE),
    }
}

/// The error for a text that is no YAML from its first line on.
fn plain_text(places: &Places<'_>) -> Option<Diagnostic> {
    let text = &places.source.text;
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if first.contains(':') || first.starts_with(['-', '#', '%', '{', '[', '"', '\'', '&', '!', '|', '>']) {
        return None;
    }
    let start = text.find(first)?;
    let line = Span::new(start, start + first.trim_end().len());
    let error = Diagnostic::at(Rule::FormatUnsupported, line, "the file is plain text, not YAML");
    let error =
        error.label("no `key: value`").help("run with `--from text` to read it as a text without marks");
    Some(error.help("or write `# Your Name` as the first line, and run with `--from md`"))
}

/// A `:` where no mapping can start: a second one in a text, or the fault of an indent, or of the line above.
fn stray_colon(places: &Places<'_>, at: usize) -> Diagnostic {
    let text = &places.source.text;
    let line = line_start(text, at);
    let colon = places.character(at);
    if text[line..at].contains(": ") {
        return Diagnostic::at(Rule::QuoteMissing, colon, "a second `: ` in one text")
            .label("here")
            .help(QUOTE);
    }
    let above = text[..line].trim_end();
    let above_line = &above[line_start(above, above.len())..];
    let indent = |line: &str| line.len() - line.trim_start().len();
    if indent(above_line) == indent(&text[line..at]) && !above_line.contains(": ") {
        return Diagnostic::at(Rule::PairIncomplete, last_line(above), "this line is no `key: value`")
            .label("no `: ` in it")
            .help("write `key: value`; put a text of several lines in quotes");
    }
    let key = at - text[line..at].trim_start_matches([' ', '-', '\t']).len();
    Diagnostic::at(Rule::IndentInvalid, Span::new(key, colon.end), "this line is indented too deep for a key")
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
        return places.character(at);
    }
    if info.contains("unknown escape") || info.contains("hexadecimal") || info.contains("character escape") {
        return escape(places, at).unwrap_or_else(|| word_at(text, at, &[]));
    }
    let line = line_start(text, at);
    let at_start = text[line..at].trim().is_empty();
    if places.rest(at).trim().is_empty() || (info.contains("simple key") && at_start) {
        // The line above is the one that is no `key: value`; at the end of the file, the last with text.
        let before = text[..at].trim_end();
        return if info.contains("simple key") { last_line(before) } else { Span::at(before.len()) };
    }
    word_at(text, at, &[])
}

/// The last line of a text, without its indent.
fn last_line(text: &str) -> Span {
    let line = &text[line_start(text, text.len())..];
    Span::new(text.len() - line.trim_start().len(), text.len())
}

/// The tab in the white space before or at an offset, or in the indent of the next lines.
fn tab_near(text: &str, at: usize) -> Option<usize> {
    let line = line_start(text, at);
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
