//! From the parser's events to a tree.

use super::alias::{self, Anchored, Weight};
use super::place::Places;
use super::{comments, scalar};
use crate::input::limits::{self, MAX_ALIASED_BYTES, MAX_DEPTH, MAX_NODES};
use crate::input::syntax::reader::{Pairs, Reader, Stop, only_comments};
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Rule, Span};
use saphyr_parser::{Event, ScalarStyle, Tag};
use std::collections::BTreeMap;

/// A tree in the making.
pub(super) struct Builder<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    places: &'r Places<'a>,
    /// The collections that are open, outermost first.
    stack: Vec<Frame>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Anchored>,
    /// What anchors and aliases hold, so far.
    repeated: Weight,
    /// Where texts and keys stand, in order.
    covered: Vec<Span>,
    /// The `---` of a second document, as long as nothing follows it.
    second: Option<Span>,
}

/// An open collection.
struct Frame {
    span: Span,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        pairs: Pairs,
        key: Key,
        /// Mappings to merge (`<<`), each with the number of pairs before it.
        merges: Vec<(usize, Vec<Pair>)>,
    },
}

/// What a mapping waits for.
enum Key {
    /// A key.
    None,
    /// The value of a key.
    Text(String, Span),
    /// The value of `<<`.
    Merge,
}

impl<'r, 'a> Builder<'r, 'a> {
    pub(super) const fn new(reader: &'r mut Reader<'a>, places: &'r Places<'a>) -> Self {
        Self {
            reader,
            places,
            stack: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            repeated: Weight { nodes: 0, bytes: 0, height: 0 },
            covered: Vec::new(),
            second: None,
        }
    }

    /// Takes one event.
    pub(super) fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.second = self.second.or(self.root.is_some().then_some(span));
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(anchor, tag) => {
                self.open(Content::List(Vec::new()), anchor, tag.as_deref(), span)
            }
            Event::MappingStart(anchor, tag) => {
                let content = Content::Map { pairs: Pairs::default(), key: Key::None, merges: Vec::new() };
                self.open(content, anchor, tag.as_deref(), span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
        }
    }

    /// The tree, when all events are taken.
    pub(super) fn finish(self) -> Result<Node, Stop> {
        let Self { reader, places, root, anchors, covered, .. } = self;
        for anchored in anchors.values().filter(|anchored| !anchored.used) {
            let name = reader.source.slice(anchored.span);
            let what = format!("`{name}` is taken for a YAML anchor, and nothing uses it");
            reader.warn(alias::mistaken(anchored.span, &what));
        }
        comments::warn(places, &covered, reader);
        root.ok_or_else(|| reader.stop(only_comments()))
    }

    /// The place of the key that the innermost mapping waits for, unless it waits for something else.
    fn missing_key(&mut self) -> Option<&mut Key> {
        match &mut self.stack.last_mut()?.content {
            Content::Map { key: key @ Key::None, .. } => Some(key),
            _ => None,
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        let empty = text.is_empty() && style == ScalarStyle::Plain;
        if self.second.is_some() && empty && anchor == 0 && tag.is_none() {
            return Ok(());
        }
        self.one_document()?;
        let start = self.properties(anchor, tag, span);
        let inner = Span::new(start, span.end.max(start));
        let span = match style {
            ScalarStyle::Plain if empty => self.places.nothing(start),
            ScalarStyle::Plain => inner,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => self.places.quoted(start, inner.end),
            ScalarStyle::Literal | ScalarStyle::Folded => self.places.trimmed(inner),
        };
        self.covered.push(span);
        self.reader.count(1, span)?;
        if let Some(key) = self.missing_key() {
            *key = match text {
                "" if empty => return Err(self.reader.stop(no_key(self.places.character(start)))),
                "<<" if style == ScalarStyle::Plain => Key::Merge,
                _ => Key::Text(text.to_owned(), span),
            };
            return self.anchor(anchor, &Node::text(span, text));
        }
        let node = Node::new(span, scalar::value(text, style, tag));
        self.anchor(anchor, &node)?;
        self.put(node)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        self.one_document()?;
        self.covered.push(span);
        let Some((node, weight)) = self.anchors.get_mut(&anchor).and_then(|anchored| {
            anchored.used = true;
            Some((anchored.node.clone()?, anchored.weight))
        }) else {
            return Err(self.reader.stop(alias::endless(span)));
        };
        self.repeat(weight, span)?;
        if self.stack.len() + weight.height > MAX_DEPTH {
            return Err(self.reader.stop(limits::too_deep(span)));
        }
        if let Some(key) = self.missing_key() {
            let Value::Scalar(scalar) = node.value else { return Err(self.reader.stop(odd_key(span))) };
            *key = Key::Text(scalar.text, span);
            return Ok(());
        }
        self.put(node)
    }

    fn open(&mut self, content: Content, anchor: usize, tag: Option<&Tag>, span: Span) -> Result<(), Stop> {
        self.one_document()?;
        let start = self.properties(anchor, tag, span);
        let start = if matches!(content, Content::List(_)) { self.places.dash(start) } else { start };
        let span = Span::new(start, span.end.max(start));
        self.reader.count(1, span)?;
        if self.stack.len() == MAX_DEPTH {
            return Err(self.reader.stop(limits::too_deep(self.places.character(span.start))));
        }
        if self.missing_key().is_some() {
            return Err(self.reader.stop(odd_key(self.places.character(span.start))));
        }
        self.stack.push(Frame { span: Span::at(start), anchor, content });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Stop> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let mut span = frame.span;
        let value = match frame.content {
            Content::List(items) => {
                span = items.iter().fold(span, |span, item| within(span, item.span));
                Value::List(items)
            }
            Content::Map { pairs, merges, .. } => {
                let pairs = pairs.merge(merges);
                span =
                    pairs.iter().fold(span, |span, pair| within(within(span, pair.key_span), pair.node.span));
                Value::Map(pairs)
            }
        };
        if self.places.rest(span.start).starts_with(['[', '{'])
            && self.places.rest(end.start).starts_with([']', '}'])
        {
            span.end = end.start + 1;
        }
        let node = Node::new(span, value);
        self.anchor(frame.anchor, &node)?;
        self.put(node)
    }

    /// Puts a whole value where it belongs.
    fn put(&mut self, node: Node) -> Result<(), Stop> {
        let Some(frame) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut frame.content {
            Content::List(items) => items.push(node),
            Content::Map { pairs, key, merges } => match std::mem::replace(key, Key::None) {
                Key::Text(key, key_span) => pairs.insert(Pair { key, key_span, node }, self.reader),
                Key::Merge => merges.push((pairs.list.len(), alias::merged(node, self.reader)?)),
                Key::None => return Err(self.reader.stop(odd_key(node.span))),
            },
        }
        Ok(())
    }

    /// Where a node starts behind its anchor and tag; an anchor is opened, a tag is judged.
    fn properties(&mut self, anchor: usize, tag: Option<&Tag>, span: Span) -> usize {
        if anchor == 0 && tag.is_none() {
            return span.start;
        }
        let (properties, start) = self.places.properties(span.start, span.end);
        for property in properties {
            let text = self.places.source.slice(property);
            if text.starts_with('&') {
                let anchored =
                    Anchored { node: None, weight: Weight::default(), span: property, used: false };
                self.anchors.insert(anchor, anchored);
            } else if tag.is_some_and(|tag| !scalar::is_known(tag)) {
                let what = format!("`{text}` is taken for a YAML tag, and it is none that is known");
                self.reader.warn(alias::mistaken(property, &what));
            }
            self.covered.push(property);
        }
        start
    }

    /// Keeps a value that has an anchor.
    fn anchor(&mut self, anchor: usize, node: &Node) -> Result<(), Stop> {
        if anchor == 0 {
            return Ok(());
        }
        let weight = Weight::of(node);
        self.repeat(weight, node.span)?;
        if let Some(anchored) = self.anchors.get_mut(&anchor) {
            anchored.node = Some(node.clone());
            anchored.weight = weight;
        }
        Ok(())
    }

    /// Counts what an anchor or alias copies.
    fn repeat(&mut self, weight: Weight, span: Span) -> Result<(), Stop> {
        self.repeated.nodes += weight.nodes;
        self.repeated.bytes += weight.bytes;
        if self.repeated.nodes > MAX_NODES || self.repeated.bytes > MAX_ALIASED_BYTES {
            return Err(self.reader.stop(alias::bomb(span)));
        }
        Ok(())
    }

    /// Refuses what stands behind a second `---`.
    fn one_document(&mut self) -> Result<(), Stop> {
        let Some(second) = self.second else { return Ok(()) };
        Err(self.reader.stop(
            Diagnostic::at(Rule::TextTrailing, second, "the file holds more than one YAML document")
                .label("a second one starts here")
                .help("one file is one résumé: delete the `---` or `...` between the two, or split the file"),
        ))
    }
}

/// A span stretched to hold a part that stands behind its start. A part that an alias repeats may stand before it.
fn within(span: Span, part: Span) -> Span {
    if part.start >= span.start { span.join(part) } else { span }
}

fn odd_key(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::PairIncomplete, span, "a key must be a word or a text")
        .help("put the text in quotes if it starts with `[` or `{`")
}

fn no_key(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::PairIncomplete, span, "a value without a key")
        .label("expected a key before the `:`")
        .help("write `key: value`")
}
