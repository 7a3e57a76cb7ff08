//! Structured résumé data in, a print-ready PDF out.
//!
//! ```
//! use recto::input::Format;
//! use recto::output::Settings;
//! use recto::render::{Request, render};
//! use recto::text::{Diagnostics, Source};
//!
//! let engine = recto::embedded::engine();
//! let source = Source::new("ada.yaml", "basics: {name: Ada Lindqvist}\nwork: [{positon: Engineer}]");
//! let format = Format::by_name("yaml").expect("a known format");
//!
//! let mut diagnostics = Diagnostics::new();
//! let (request, settings) = (Request::default(), Settings::default());
//! let rendered = render(&engine, &source, format, &request, &settings, &mut diagnostics);
//!
//! assert_eq!(rendered.expect("warnings stop nothing").pages, 1);
//! assert_eq!(diagnostics.iter().next().expect("the typing slip").message, "unknown key `positon`");
//! ```
//!
//! [`render::render`] is the way through on one screen: [`input`] reads a text into a tree and the tree into a
//! [`resume::Resume`]; [`sheet`] decides everything that a page needs; [`layout`] sets it; [`output`] writes it; [`proof`] reads
//! the PDF back.
//! What is wrong is plain data ([`text::Diagnostics`]). Nothing here prints, or reads a file, the clock, the
//! environment or the network, and nothing starts a process: a layout that is not embedded, which may take any time and
//! memory, runs in that of the caller. Only the program gives those one of their own.

pub mod embedded;

pub use recto_press::{fit, layout, manifest, output, proof, render, sheet, snapshot};
pub use recto_resume::{input, language, resume, schema, select, text};

/// The examples in README.md, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
