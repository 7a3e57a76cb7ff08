//! Reads YAML. A plain word keeps its text as typed (`1.50`, `007`, `2019-03`, `yes`); only `true`, `false`, null and
//! plain numbers are told apart. Nothing in this folder recurses deeper than the limit of nesting.

mod alias;
mod build;
mod comments;
mod explain;
mod place;
mod scalar;
#[cfg(test)]
mod tests;

use super::reader::{Reader, Stop};
use crate::text::value::Node;
use crate::text::{Diagnostics, Source, Span};
use build::Builder;
use place::Places;
use saphyr_parser::{Input, Parser};

/// Reads a YAML text into a tree.
pub(in crate::input) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    parse_part(source, source.span(), diagnostics)
}

/// Reads the YAML that stands in one part of a file, such as the front matter of Markdown. Spans count from the start
/// of the file.
pub(super) fn parse_part(source: &Source, part: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    read(&mut Reader::new(source, diagnostics), part).ok()
}

fn read(reader: &mut Reader<'_>, part: Span) -> Result<Node, Stop> {
    let text = reader.source.slice(part);
    // In a `&str` the parser counts the bytes of a directive as characters, and all behind it is misplaced.
    if text.split(['\n', '\r', '\u{feff}']).any(|line| line.starts_with('%')) {
        build(Parser::new_from_iter(text.chars()), reader, part)
    } else {
        build(Parser::new_from_str(text), reader, part)
    }
}

/// The tree that the parser's events make.
fn build<T: Input>(parser: Parser<'_, T>, reader: &mut Reader<'_>, part: Span) -> Result<Node, Stop> {
    let places = Places::new(reader.source, part);
    let mut builder = Builder::new(reader, &places);
    for event in parser {
        match event {
            Ok((event, span)) => builder.take(event, places.span(span))?,
            Err(error) => return Err(builder.reader.stop(explain::explain(&places, &error))),
        }
    }
    builder.finish()
}
