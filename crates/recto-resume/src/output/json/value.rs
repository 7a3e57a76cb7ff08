//! A JSON value whose members stay in the order they were put in.

use crate::text::value::{Node, ScalarKind, Value as Tree};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::output) enum Json {
    Text(String),
    Bool(bool),
    Number(serde_json::Number),
    Null,
    List(Vec<Json>),
    Map(Map),
}

/// An object.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::output) struct Map(pub Vec<(String, Json)>);

impl Map {
    /// Adds a member, unless there is nothing to say.
    pub fn put(&mut self, key: &str, value: impl Into<Option<Json>>) {
        if let Some(value) = value.into() {
            self.0.push((key.to_owned(), value));
        }
    }

    /// Whether there is a member of that name.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| known == key)
    }

    /// The object, unless it is empty.
    pub fn filled(self) -> Option<Json> {
        (!self.0.is_empty()).then_some(Json::Map(self))
    }
}

impl From<&Node> for Json {
    /// As it is in the file. A number keeps its digits: where JSON would write others (`1.50`), it is a text.
    fn from(node: &Node) -> Self {
        match &node.value {
            Tree::Null => Self::Null,
            Tree::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Tree::Map(pairs) => {
                Self::Map(Map(pairs.iter().map(|pair| (pair.key.clone(), Self::from(&pair.node))).collect()))
            }
            Tree::Scalar(scalar) => {
                let text = scalar.text.as_str();
                match (scalar.kind, text) {
                    (ScalarKind::Bool, "true") => Self::Bool(true),
                    (ScalarKind::Bool, "false") => Self::Bool(false),
                    (ScalarKind::Number, _) => match text.parse::<serde_json::Number>() {
                        Ok(number) if number.to_string() == text => Self::Number(number),
                        _ => Self::Text(text.to_owned()),
                    },
                    _ => Self::Text(text.to_owned()),
                }
            }
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(number) => number.serialize(serializer),
            Self::Null => serializer.serialize_unit(),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(Map(members)) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}
