//! The résumé as data: text with places, the languages, the one model, reading it from files and writing it as data.
//!
//! Nothing here knows a page or a layout. Modules depend downwards only: [`text`], then [`language`], then [`resume`],
//! then [`schema`] and [`select`], then [`input`] and [`output`]; [`pdf`], which reads PDF files, uses none of them.

pub mod input;
pub mod language;
pub mod output;
pub mod pdf;
pub mod resume;
pub mod schema;
pub mod select;
pub mod text;
