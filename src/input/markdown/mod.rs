//! Reads Markdown.
use super::{Source, value::Node};
pub(super) fn parse(_: &Source, _: &mut crate::diagnostic::Diagnostics) -> Option<Node> { None }
