//! XML: elements become mappings from names to what is in them, attributes too. Prefixes of namespaces are left out. An
//! element with text and elements is a text with mark-up. There are no entities but the five of XML.

use super::reader::{Reader, Stop};
use crate::input::limits::{self, MAX_DEPTH};
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span};
use roxmltree::{Document, Node as Element, ParsingOptions};

/// Elements, attributes and texts in a file: more of them than a tree may have values, for what is between them counts.
const MAX_PARTS: u32 = 100_000;

/// Bytes of a tag: the parser compares each of its attributes with all others.
const MAX_TAG: usize = 10_000;

/// Reads a text of XML into a tree whose only key is the root element.
pub(in crate::input) fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader::new(source, diagnostics);
    check_depth(source).map_err(|error| reader.stop(error)).ok()?;
    let options = ParsingOptions { nodes_limit: MAX_PARTS, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(&source.text, options) {
        Ok(document) => document,
        Err(error) => {
            reader.stop(explain(source, &error));
            return None;
        }
    };
    let root = document.root_element();
    let node = convert(root, &mut reader, 0).ok()?;
    let pair = Pair { key: root.tag_name().name().to_owned(), key_span: name_span(root), node };
    Some(Node::new(root.range().into(), Value::Map(vec![pair])))
}

/// Refuses elements nested deeper than the limit, and tags longer than it, before they are parsed.
fn check_depth(source: &Source) -> Result<(), Diagnostic> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(open) = source.text[at..].find('<').map(|found| at + found) {
        let rest = &source.text[open..];
        let skip = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        let special = skip.iter().find(|(start, _)| rest.starts_with(start));
        let close = special.map_or(">", |(_, end)| end);
        let Some(end) = rest.find(close).map(|end| end + close.len()) else { return Ok(()) };
        match special {
            None if end > MAX_TAG => return Err(limits::too_many(Span::new(open, open + 1))),
            Some(_) => {}
            None if rest.starts_with("</") => depth = depth.saturating_sub(1),
            None if rest.starts_with("<!") || rest[..end].ends_with("/>") => {}
            None => depth += 1,
        }
        if depth > MAX_DEPTH {
            return Err(limits::too_deep(Span::new(open, open + 1)));
        }
        at = open + end;
    }
    Ok(())
}

/// An element as a value: a text, or a mapping of its attributes and elements.
fn convert(element: Element<'_, '_>, reader: &mut Reader<'_>, depth: usize) -> Result<Node, Stop> {
    let span = Span::from(element.range());
    reader.count(1, span)?;
    if depth > MAX_DEPTH {
        return Err(reader.stop(limits::too_deep(span)));
    }
    let says = |node: &Element<'_, '_>| node.is_text() && !node.text().unwrap_or_default().trim().is_empty();
    let has_text = element.children().any(|child| says(&child));
    if has_text {
        return Ok(text(element, reader));
    }
    let mut pairs: Vec<Pair> = Vec::new();
    if let Some(space) = element.tag_name().namespace().filter(|_| depth == 0) {
        pairs.push(Pair {
            key: "xmlns".to_owned(),
            key_span: name_span(element),
            node: Node::text(span, space),
        });
    }
    for attribute in element.attributes() {
        reader.count(1, span)?;
        let node = Node::text(attribute.range_value().into(), attribute.value());
        insert(&mut pairs, attribute.name(), attribute.range().into(), node);
    }
    for child in element.children().filter(Element::is_element) {
        let node = convert(child, reader, depth + 1)?;
        insert(&mut pairs, child.tag_name().name(), name_span(child), node);
    }
    let value = if pairs.is_empty() { Value::Null } else { Value::Map(pairs) };
    Ok(Node::new(span, value))
}

/// Adds a value. Elements of one name are a list.
fn insert(pairs: &mut Vec<Pair>, key: &str, key_span: Span, node: Node) {
    match pairs.iter_mut().find(|pair| pair.key == key).map(|pair| &mut pair.node) {
        Some(Node { span, value: Value::List(items) }) => {
            *span = span.join(node.span);
            items.push(node);
        }
        Some(known) => {
            let span = known.span.join(node.span);
            let first = std::mem::replace(known, Node::new(span, Value::Null));
            known.value = Value::List(vec![first, node]);
        }
        None => pairs.push(Pair { key: key.to_owned(), key_span, node }),
    }
}

/// The text of an element; with its mark-up, where elements are in it.
fn text(element: Element<'_, '_>, reader: &Reader<'_>) -> Node {
    let children: Vec<Element<'_, '_>> = element.children().collect();
    let inner = children.iter().map(|child| Span::from(child.range())).reduce(Span::join);
    let inner = inner.unwrap_or(Span::from(element.range()));
    let is_plain = children.iter().all(|child| child.is_text() || child.is_comment());
    let text = match is_plain {
        true => children.iter().filter_map(|child| child.text().filter(|_| child.is_text())).collect(),
        false => reader.source.slice(inner).to_owned(),
    };
    Node::text(inner, text)
}

/// Where the name of an element is in its first tag.
fn name_span(element: Element<'_, '_>) -> Span {
    let start = element.range().start + 1;
    let prefix = element.lookup_prefix(element.tag_name().namespace().unwrap_or_default());
    let length = prefix.map_or(0, |prefix| prefix.len() + 1) + element.tag_name().name().len();
    let text = element.document().input_text();
    let end = text.floor_char_boundary((start + length).min(text.len()));
    Span::new(start.min(end), end)
}

/// What is wrong with the XML, in the words of recto.
fn explain(source: &Source, error: &roxmltree::Error) -> Diagnostic {
    let position = error.pos();
    let line = (position.row as usize).saturating_sub(1);
    let start = source.text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let column = (position.col as usize).saturating_sub(1);
    let at = source.text[start.min(source.text.len())..].char_indices().nth(column).map_or(0, |(at, _)| at);
    let place = Span::at((start + at).min(source.text.len()));
    match error {
        roxmltree::Error::NodesLimitReached => limits::too_many(place),
        roxmltree::Error::DtdDetected => Diagnostic::at(
            Rule::FormatUnsupported,
            place,
            "the file declares entities of its own, which recto does not read",
        )
        .help("data of a résumé needs no `<!DOCTYPE`; delete it"),
        _ => Diagnostic::at(Rule::SyntaxInvalid, place, format!("the XML is not well-formed: {error}"))
            .help("is the file whole?"),
    }
}
