//! How much a file may hold. A résumé is a few kilobytes; these bounds only stop what is not one, before it costs
//! memory or the stack.

use crate::text::value::{Node, Value};
use crate::text::{Diagnostic, PrintedLine, Rule, Span};

/// Lists and mappings inside one another.
pub const MAX_DEPTH: usize = 64;

/// Values in a file: texts, lists and mappings, those that YAML aliases repeat included; in Markdown, headings,
/// paragraphs, items, cells, lines and stretches of bold, italics and links.
pub const MAX_NODES: usize = 20_000;

/// Lines of a TOML file, those inside its strings not counted: its parser keeps every error until the end.
pub const MAX_LINES: usize = 100_000;

/// Bytes of text that YAML aliases may repeat in all.
pub const MAX_ALIASED_BYTES: usize = 1_000_000;

/// Bytes of text that may become prose: the values of a data file, but for files inside it (`data:image/png;base64,…`), or
/// the words of a Markdown file.
pub const MAX_TEXT: usize = 1_000_000;

/// Bytes of text that a document or a text without mark-up may have, some 150 pages, and how many lines.
pub const MAX_PRINTED: usize = 500_000;
pub(super) const MAX_PRINTED_LINES: usize = 15_000;

/// Errors of form (broken syntax, repeated keys) told of one file; what follows them is mostly their echo.
pub const MAX_ERRORS: usize = 20;

/// The error for a value nested deeper than [`MAX_DEPTH`], at the bracket or key that goes too deep.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::NestingExcessive, span, format!("values are nested more than {MAX_DEPTH} deep"))
        .label("one level too many")
        .help("a résumé needs no more than about 10 levels; is a bracket or an indent missing its end?")
}

/// The error for a list or quote of Markdown nested deeper than [`MAX_DEPTH`], at the sign that opens it.
pub(super) fn lists_too_deep(span: Span) -> Diagnostic {
    let message = format!("lists and quotes are nested more than {MAX_DEPTH} deep");
    Diagnostic::at(Rule::NestingExcessive, span, message)
        .label("one level too many")
        .help("a résumé needs no more than about three levels; is the indent meant?")
}

/// The error for a file with more than [`MAX_NODES`] values, at the first one too many.
pub(super) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, span, format!("the file holds more than {MAX_NODES} values"))
        .label("one value too many")
        .help("split the file: one file is one résumé")
}

/// The error for a Markdown file with more than [`MAX_NODES`] parts, at the first one too many.
pub(super) fn too_many_parts(span: Span) -> Diagnostic {
    let message = format!("the file has more than {MAX_NODES} headings, items, lines and marked texts");
    Diagnostic::at(Rule::FileExcessive, span, message)
        .label("one too many")
        .help("split the file: one file is one résumé")
}

/// The error for a TOML file with more than [`MAX_LINES`] lines, at the end of the last one allowed.
pub(super) fn too_long(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, span, format!("the file has more than {MAX_LINES} lines"))
        .label("one line too many")
        .help("split the file: one file is one résumé")
}

/// Refuses a tree with more than [`MAX_TEXT`] bytes of text, at the first value beyond it.
pub(super) fn check_text(root: &Node) -> Result<(), Diagnostic> {
    fn add(node: &Node, total: &mut usize) -> Result<(), Diagnostic> {
        match &node.value {
            Value::Scalar(scalar) if !scalar.text.starts_with("data:") => {
                *total += scalar.text.len();
                if *total > MAX_TEXT { Err(too_much_text(node.span)) } else { Ok(()) }
            }
            Value::Map(pairs) => pairs.iter().try_for_each(|pair| add(&pair.node, total)),
            Value::List(items) => items.iter().try_for_each(|item| add(item, total)),
            _ => Ok(()),
        }
    }
    add(root, &mut 0)
}

/// The error for a file with more than [`MAX_TEXT`] bytes of text, at the first text beyond it.
pub(super) fn too_much_text(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, span, "the file has more than 1 MB of text")
        .label("more than that up to here")
        .help("a résumé is a few kilobytes of text; is this the right file?")
}

/// Refuses a text of more than [`MAX_PRINTED`] bytes or [`MAX_PRINTED_LINES`], at the first line beyond it.
pub(super) fn check_lines(lines: &[PrintedLine]) -> Result<(), Diagnostic> {
    let mut total = 0;
    for (count, line) in lines.iter().enumerate() {
        total += line.span.range().len();
        let most = match () {
            () if total > MAX_PRINTED => format!("{} kB of text", MAX_PRINTED / 1000),
            () if count >= MAX_PRINTED_LINES => format!("{MAX_PRINTED_LINES} lines"),
            () => continue,
        };
        return Err(Diagnostic::at(Rule::FileExcessive, line.span, format!("the file has more than {most}"))
            .label("more than that up to here")
            .help("a résumé is a few kilobytes of text; is this the right file?"));
    }
    Ok(())
}
