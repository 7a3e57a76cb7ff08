//! Reads JSON, with the comments and trailing commas that people write into it. Everything else is held to the
//! standard, for a lenient reading of `2019-03` or a missing comma would put the wrong thing on the page.

mod explain;
mod structure;
#[cfg(test)]
mod tests;

pub(in crate::input) use structure::skip;

use super::reader::{Pairs, Reader, Stop, only_comments};
use crate::text::value::{Node, Pair, ScalarKind, Value};
use crate::text::{Diagnostics, Source, Span};
use jsonc_parser::ast;
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// What is let through beyond the standard.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a JSON text into a tree.
pub(in crate::input) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    read(&mut Reader::new(source, diagnostics)).ok()
}

fn read(reader: &mut Reader<'_>) -> Result<Node, Stop> {
    let source = reader.source;
    structure::check(source).map_err(|error| reader.stop(error))?;
    let parsed = parse_to_ast(&source.text, &CollectOptions::default(), &OPTIONS)
        .map_err(|error| reader.stop(explain::explain(source, &error)))?;
    match parsed.value {
        Some(value) => convert(value, reader),
        None => Err(reader.stop(only_comments())),
    }
}

/// The parser's tree to ours. Its depth is bounded by [`structure::check`].
fn convert(value: ast::Value<'_>, reader: &mut Reader<'_>) -> Result<Node, Stop> {
    let span = span_of(value.range());
    reader.count(1, span)?;
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::StringLit(string) => Value::scalar(string.value, ScalarKind::Text),
        ast::Value::NumberLit(number) => Value::scalar(number.value, ScalarKind::Number),
        ast::Value::BooleanLit(boolean) => Value::scalar(boolean.value.to_string(), ScalarKind::Bool),
        ast::Value::Array(array) => Value::List(
            array.elements.into_iter().map(|item| convert(item, reader)).collect::<Result<_, _>>()?,
        ),
        ast::Value::Object(object) => {
            let mut pairs = Pairs::default();
            for property in object.properties {
                let key_span = span_of(property.name.range());
                let key = property.name.into_string();
                let node = convert(property.value, reader)?;
                pairs.insert(Pair { key, key_span, node }, reader);
            }
            Value::Map(pairs.list)
        }
    };
    Ok(Node::new(span, value))
}

const fn span_of(range: Range) -> Span {
    Span::new(range.start, range.end)
}
