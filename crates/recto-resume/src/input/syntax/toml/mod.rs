//! Reads TOML. Numbers, dates and times keep the text they were typed with.

mod bounds;
mod explain;
#[cfg(test)]
mod tests;

use super::reader::{Reader, Stop, only_comments};
use crate::input::limits::{self, MAX_DEPTH, MAX_ERRORS};
use crate::text::value::{Node, Pair, ScalarKind, Value};
use crate::text::{Diagnostics, Source, Span};
use ::toml::Spanned;
use ::toml::de::{DeArray, DeTable, DeValue};

/// Reads a TOML text into a tree. What can be read beside an error is in the tree.
pub(in crate::input) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    read(&mut Reader::new(source, diagnostics)).ok()
}

fn read(reader: &mut Reader<'_>) -> Result<Node, Stop> {
    let source = reader.source;
    bounds::check(&source.text).map_err(|error| reader.stop(error))?;
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let failed = !errors.is_empty();
    if document.get_ref().is_empty() && !failed {
        return Err(reader.stop(only_comments()));
    }
    let pairs = table(document.get_ref(), 1, reader)?;
    let root = Node::new(source.span(), Value::Map(pairs));
    for error in errors.iter().take(MAX_ERRORS) {
        reader.error(explain::explain(source, &root, error));
    }
    Ok(root)
}

/// The pairs of a table in the order of the file: the parser's map is in the order of the alphabet, and the key of a
/// table that was opened by one of its own tables is where it is opened itself.
fn table(table: &DeTable<'_>, depth: usize, reader: &mut Reader<'_>) -> Result<Vec<Pair>, Stop> {
    let mut pairs = Vec::with_capacity(table.len());
    for (key, value) in table {
        let key_span = fit(reader.source, key.span().into());
        let node = node(value, key_span, depth, reader)?;
        pairs.push(Pair { key: key.get_ref().to_string(), key_span, node });
    }
    pairs.sort_by_key(|pair| pair.key_span.start.min(pair.node.span.start));
    Ok(pairs)
}

/// One value at `depth` values below the root; `key` is the span of the key it stands behind.
fn node(
    value: &Spanned<DeValue<'_>>,
    key: Span,
    depth: usize,
    reader: &mut Reader<'_>,
) -> Result<Node, Stop> {
    let span = fit(reader.source, value.span().into());
    reader.count(1, span)?;
    if depth >= MAX_DEPTH && matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_)) {
        return Err(reader.stop(limits::too_deep(key)));
    }
    let scalar = |kind| Value::scalar(reader.source.slice(span), kind);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::scalar(&**text, ScalarKind::Text),
        DeValue::Integer(_) | DeValue::Float(_) => scalar(ScalarKind::Number),
        DeValue::Boolean(_) => scalar(ScalarKind::Bool),
        DeValue::Datetime(_) => scalar(ScalarKind::Date),
        DeValue::Array(items) => return list(items, span, depth, reader),
        DeValue::Table(inner) => {
            let pairs = table(inner, depth + 1, reader)?;
            let span = pairs.iter().fold(span, |span, pair| span.join(pair.key_span).join(pair.node.span));
            return Ok(Node::new(span, Value::Map(pairs)));
        }
    };
    Ok(Node::new(span, value))
}

/// An array, or the tables of one `[[name]]`.
fn list(items: &DeArray<'_>, span: Span, depth: usize, reader: &mut Reader<'_>) -> Result<Node, Stop> {
    let items = items
        .iter()
        .map(|item| node(item, fit(reader.source, item.span().into()), depth + 1, reader))
        .collect::<Result<Vec<_>, _>>()?;
    let span = items.iter().fold(span, |span, item| span.join(item.span));
    Ok(Node::new(span, Value::List(items)))
}

/// A span of the parser, made to fit the text.
fn fit(source: &Source, span: Span) -> Span {
    let start = source.text.floor_char_boundary(span.start);
    Span::new(start, source.text.floor_char_boundary(span.end.max(start)))
}
