//! The tree every format is read into. Each node knows the bytes it came from, and each scalar keeps
//! its text as it was typed (`1.50`, `007`, `2019-03`, `yes`).

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the value in the source.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a file can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`, `~`, or nothing behind a key.
    Null,
    /// Anything written as one word or string.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written. Keys are unique: readers report a repeated one.
    Map(Vec<Pair>),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key, unescaped.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// A scalar as typed, and what the format takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text: unescaped for strings, as typed for everything else.
    pub text: String,
    /// What the format says it is.
    pub kind: ScalarKind,
}

/// What a format says a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalarKind {
    /// A string.
    Text,
    /// A number: `2019`, `1.50`.
    Number,
    /// `true` or `false`.
    Bool,
    /// A native date or time of TOML.
    Date,
}

impl Value {
    /// A scalar.
    pub fn scalar(text: impl Into<String>, kind: ScalarKind) -> Self {
        Self::Scalar(Scalar { text: text.into(), kind })
    }
}

impl Node {
    /// A node.
    pub const fn new(span: Span, value: Value) -> Self {
        Self { span, value }
    }

    /// A string node.
    pub fn text(span: Span, text: impl Into<String>) -> Self {
        Self::new(span, Value::scalar(text, ScalarKind::Text))
    }

    /// The value behind `key`, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(pairs) => pairs.iter().find(|p| p.key == key).map(|p| &p.node),
            _ => None,
        }
    }

    /// What kind of value this is, for messages: `a list`, `a number`.
    pub const fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar(scalar) => match scalar.kind {
                ScalarKind::Text => "text",
                ScalarKind::Number => "a number",
                ScalarKind::Bool => "true or false",
                ScalarKind::Date => "a date",
            },
        }
    }
}

/// Whether two keys are the same but for case, hyphens, underscores and spaces: `startDate`, `start_date`.
pub fn same_key(a: &str, b: &str) -> bool {
    fn letters(key: &str) -> impl Iterator<Item = char> {
        key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase)
    }
    // Nearly all keys that are compared differ in their first letter.
    let first = |key: &str| key.bytes().next().filter(u8::is_ascii_alphanumeric);
    if let (Some(first), Some(other)) = (first(a), first(b))
        && !first.eq_ignore_ascii_case(&other)
    {
        return false;
    }
    a == b || letters(a).eq(letters(b))
}
