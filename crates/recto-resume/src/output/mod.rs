//! The résumé as data again: JSON, YAML, TOML and Markdown that recto reads back.

pub mod json;
pub mod markdown;
pub mod toml;
pub mod yaml;

#[cfg(test)]
mod tests;
