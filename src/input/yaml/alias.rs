//! Anchors and aliases: `&name` marks a value, `*name` repeats it. What they repeat is bounded, for a few lines of
//! aliases to aliases can stand for gigabytes.

use crate::diagnostic::{Diagnostic, Span};
use crate::input::limits::{MAX_ALIASED_BYTES, MAX_NODES};
use crate::input::value::{Node, Value};

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

/// The error for aliases that repeat too much, at the one that goes too far.
pub(super) fn bomb(span: Span) -> Diagnostic {
    Diagnostic::error(span, "the YAML aliases of this file repeat too much")
        .label("too much with this one")
        .help(format!("{MAX_NODES} values and {} MB of text are the limit", MAX_ALIASED_BYTES / 1_000_000))
}

/// The error for an alias inside the value that it names.
pub(super) fn endless(span: Span) -> Diagnostic {
    Diagnostic::error(span, "the alias stands inside the value it repeats").label("without end")
}

/// The warning for an anchor that no alias names: text that starts with `&` is lost that way.
pub(super) fn unused(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(span, format!("`{name}` is taken for a YAML anchor, and nothing uses it"))
        .label("not part of the text")
        .help("put the whole text in quotes if it belongs to it")
}

/// The warning for a tag without a meaning: text that starts with `!` is lost that way.
pub(super) fn unknown_tag(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(span, format!("`{name}` is taken for a YAML tag, and it is none that is known"))
        .label("not part of the text")
        .help("put the whole text in quotes if it belongs to it")
}
