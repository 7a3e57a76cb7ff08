//! Sets résumés as pages and reads the pages back.
//!
//! [`render::render`] is the way through on one screen. Modules depend downwards only: [`manifest`], then [`sheet`], then
//! [`layout`], then [`fit`], [`output`], [`proof`] and [`snapshot`]. Layouts and fonts come from outside.

pub mod fit;
pub mod layout;
pub mod manifest;
pub mod output;
pub mod proof;
pub mod render;
pub mod sheet;
pub mod snapshot;

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
mod testing;
