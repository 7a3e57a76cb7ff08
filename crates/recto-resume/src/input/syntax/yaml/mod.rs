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
use crate::input::limits::MAX_ERRORS;
use crate::text::value::Node;
use crate::text::{Diagnostics, Rule, Source, Span};
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

/// Where the first line with a key of the first level starts, at or after `from`.
fn next_key(text: &str, from: usize) -> Option<usize> {
    let is_start = |at: &usize| text[..*at].ends_with('\n');
    let starts = text[from..].match_indices('\n').map(|(at, _)| from + at + 1);
    std::iter::once(from).filter(is_start).chain(starts).find(|at| {
        let line = text[*at..].lines().next().unwrap_or_default();
        line.starts_with(char::is_alphabetic) && line.contains(':')
    })
}

/// Reports the errors of form behind the one at `error`, as far as lines with keys of the first level can be read by
/// themselves. What an alias names may be in the part that could not be read.
fn explain_rest(reader: &mut Reader<'_>, part: Span, mut error: usize) {
    let text = &reader.source.text[..part.end];
    let mut start = part.start;
    for _ in 0..MAX_ERRORS {
        // A bracket or a quote that is not closed shows in a line that may be right itself.
        let line = text[..error.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
        let behind = start + text[start..].chars().next().map_or(0, char::len_utf8);
        let Some(next) = next_key(text, line.max(behind)) else { return };
        start = next;
        let part = Span::new(start, part.end);
        let places = Places::new(reader.source, part);
        let Some(found) = Parser::new_from_str(reader.source.slice(part)).find_map(Result::err) else {
            return;
        };
        let at = places.byte(found.marker().index());
        if at != error && !explain::is_alias(&found) {
            reader.stop(explain::explain(&places, &found));
        }
        error = at;
    }
}

/// The tree that the parser's events make.
fn build<T: Input>(parser: Parser<'_, T>, reader: &mut Reader<'_>, part: Span) -> Result<Node, Stop> {
    let places = Places::new(reader.source, part);
    let mut builder = Builder::new(reader, &places);
    for event in parser {
        match event {
            Ok((event, span)) => builder.take(event, places.span(span))?,
            Err(error) => {
                let problem = explain::explain(&places, &error);
                let goes_on = problem.rule != Rule::FormatUnsupported;
                let stop = builder.reader.stop(problem);
                if goes_on {
                    explain_rest(builder.reader, part, places.byte(error.marker().index()));
                }
                return Err(stop);
            }
        }
    }
    builder.finish()
}
