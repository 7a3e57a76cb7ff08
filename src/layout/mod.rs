//! Sheets onto pages: finding a layout, its fonts, and running the engine.

pub mod manifest;
