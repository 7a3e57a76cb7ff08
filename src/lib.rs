//! Structured résumé data in, a print-ready PDF out.
//!
//! ```
//! use recto::diagnostic::Diagnostics;
//! use recto::input::{Format, Source};
//! use recto::layout::{Layouts, fonts::Fonts};
//! use recto::output::Settings;
//! use recto::render::{Engine, Request, render};
//!
//! let engine = Engine { fonts: Fonts::new(), layouts: Layouts::embedded(), remember: Engine::REMEMBER };
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
//! What is wrong is plain data ([`diagnostic`]). Nothing here prints, or reads a file, the clock, the
//! environment or the network.

pub mod diagnostic;
pub mod input;
pub mod layout;
pub mod output;
pub mod proof;
pub mod render;
pub mod resume;
pub mod sheet;
pub mod snapshot;

/// The examples in README.md, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
