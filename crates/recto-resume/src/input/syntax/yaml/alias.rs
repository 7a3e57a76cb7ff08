//! Anchors and aliases: `&name` marks a value, `*name` repeats it, `<<: *name` merges it into a mapping. What they
//! repeat is bounded, for a few lines of aliases to aliases can stand for gigabytes.

use crate::input::limits::{MAX_ALIASED_BYTES, MAX_NODES};
use crate::input::syntax::reader::{Reader, Stop};
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Rule, Span};

/// A value with an anchor.
pub(super) struct Anchored {
    /// The value; `None` as long as its end is not reached.
    pub(super) node: Option<Node>,
    /// How much it holds.
    pub(super) weight: Weight,
    /// The bytes of `&name`.
    pub(super) span: Span,
    /// Whether an alias names it.
    pub(super) used: bool,
}

/// How much a value holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// Values, itself included.
    pub(super) nodes: usize,
    /// Bytes of text.
    pub(super) bytes: usize,
    /// Lists and mappings inside one another.
    pub(super) height: usize,
}

impl Weight {
    /// The weight of a value.
    pub(super) fn of(node: &Node) -> Self {
        let mut inner = Self::default();
        match &node.value {
            Value::Null => {}
            Value::Scalar(scalar) => inner.bytes = scalar.text.len(),
            Value::List(items) => items.iter().for_each(|item| inner.add(Self::of(item))),
            Value::Map(pairs) => pairs.iter().for_each(|pair| {
                inner.add(Self::of(&pair.node));
                inner.bytes += pair.key.len();
            }),
        }
        let height = inner.height + usize::from(matches!(node.value, Value::List(_) | Value::Map(_)));
        Self { nodes: inner.nodes + 1, height, ..inner }
    }

    fn add(&mut self, other: Self) {
        self.nodes += other.nodes;
        self.bytes += other.bytes;
        self.height = self.height.max(other.height);
    }
}

/// The pairs of a value of `<<`: a mapping, or a list of mappings of which the first wins.
pub(super) fn merged(node: Node, reader: &mut Reader<'_>) -> Result<Vec<Pair>, Stop> {
    match node.value {
        Value::Map(pairs) => Ok(pairs),
        Value::List(items) if items.iter().all(|item| matches!(item.value, Value::Map(_))) => Ok(items
            .into_iter()
            .filter_map(|item| if let Value::Map(pairs) = item.value { Some(pairs) } else { None })
            .flatten()
            .collect()),
        _ => Err(reader.stop(
            Diagnostic::at(Rule::AliasInvalid, node.span, "`<<` merges a mapping, and this is none")
                .help("name a mapping by its alias: `<<: *name`; or write the key as `\"<<\"`"),
        )),
    }
}

/// The error for aliases that repeat too much, at the one that goes too far.
pub(super) fn bomb(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, span, "the YAML aliases of this file repeat too much")
        .label("too much with this one")
        .help(format!("{MAX_NODES} values and {} MB of text are the limit", MAX_ALIASED_BYTES / 1_000_000))
}

/// The error for an alias inside the value that it names.
pub(super) fn endless(span: Span) -> Diagnostic {
    Diagnostic::at(Rule::AliasInvalid, span, "the alias stands inside the value it repeats")
        .label("without end")
}

/// The warning for the start of a text that YAML takes for `what`, and drops.
pub(super) fn mistaken(span: Span, what: &str) -> Diagnostic {
    Diagnostic::at(Rule::TextMistaken, span, what)
        .label("not part of the text")
        .help("put the whole text in quotes if it belongs to it")
}
