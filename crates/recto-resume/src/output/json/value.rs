//! A tree as JSON. What is made here is in no file, and mappings stay in the order in which they were put together.

use crate::text::Span;
use crate::text::value::{Node, Pair, ScalarKind, Value};
use serde::ser::{Serialize, Serializer};

/// The members of a mapping.
#[derive(Debug, Clone, Default)]
pub(in crate::output) struct Map(pub Vec<Pair>);

impl Map {
    /// Adds a member, unless there is nothing to say.
    pub fn put(&mut self, key: &str, value: impl Into<Option<Node>>) {
        let pair = |node| Pair { key: key.to_owned(), key_span: Span::NOWHERE, node };
        self.0.extend(value.into().map(pair));
    }

    /// The member of that name.
    pub fn get(&mut self, key: &str) -> Option<&mut Pair> {
        self.0.iter_mut().find(|pair| pair.key == key)
    }

    /// Whether there is a member of that name.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|pair| pair.key == key)
    }

    /// The mapping, unless it is empty.
    pub fn filled(self) -> Option<Node> {
        (!self.0.is_empty()).then(|| self.into())
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Self {
        Self::new(Span::NOWHERE, Value::Map(map.0))
    }
}

/// A text.
pub(in crate::output) fn text(text: impl Into<String>) -> Node {
    Node::text(Span::NOWHERE, text)
}

/// `true`.
pub(in crate::output) fn yes() -> Node {
    Node::new(Span::NOWHERE, Value::scalar("true", ScalarKind::Bool))
}

/// `false`.
pub(in crate::output) fn no() -> Node {
    Node::new(Span::NOWHERE, Value::scalar("false", ScalarKind::Bool))
}

/// A list, which may be empty.
pub(in crate::output) fn list(items: impl IntoIterator<Item = Node>) -> Node {
    Node::new(Span::NOWHERE, Value::List(items.into_iter().collect()))
}

/// A list, unless it is empty.
pub(in crate::output) fn filled_list(items: impl IntoIterator<Item = Node>) -> Option<Node> {
    let mut items = items.into_iter().peekable();
    items.peek().is_some().then(|| list(items))
}

impl Serialize for Node {
    /// As it is in the file. A number keeps its digits: where JSON would write others (`1.50`), it is a text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(pairs) => serializer.collect_map(pairs.iter().map(|pair| (&pair.key, &pair.node))),
            Value::Scalar(scalar) => match (scalar.kind, scalar.text.as_str()) {
                (ScalarKind::Bool, "true") => serializer.serialize_bool(true),
                (ScalarKind::Bool, "false") => serializer.serialize_bool(false),
                (ScalarKind::Number, text) => match text.parse::<serde_json::Number>() {
                    Ok(number) if number.to_string() == text => number.serialize(serializer),
                    _ => serializer.serialize_str(text),
                },
                (_, text) => serializer.serialize_str(text),
            },
        }
    }
}
