//! Reads Markdown.
