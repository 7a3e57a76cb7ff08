//! The résumé as data again: JSON and Markdown that recto reads back.

pub mod json;
pub mod markdown;

#[cfg(test)]
mod tests;
