//! The one integration binary: every executable that links the engine costs space and seconds. Each module runs the
//! program and looks at the whole outcome: exit code, stdout, stderr, files.

#![expect(clippy::disallowed_methods, reason = "tests read their fixtures")]

mod architecture;
mod bad_input;
mod batch;
mod composed;
mod examples;
mod facts;
mod fields;
mod fixtures;
mod foreign;
mod harden;
mod harness;
mod heads;
mod help;
mod hostile;
mod import;
mod jsonresume;
mod layouts;
mod left_out;
mod markdown;
mod meant;
mod new;
mod output;
mod pages;
mod pdf;
mod preview;
mod problems;
mod proof;
mod readme;
mod real;
mod regions;
mod render;
mod rules;
mod scripts;
mod snapshot;
mod store;
mod text;
mod watch;
mod words;
mod worker;
