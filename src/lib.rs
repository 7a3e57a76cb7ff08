//! recto: structured résumé data in, a print-ready PDF out.

pub mod diagnostic;
pub mod input;
pub mod layout;
pub mod output;
pub mod render;
pub mod resume;
pub mod sheet;
