//! Pages out: one entry of [`FORMATS`] per kind of file.

mod pdf;

pub use pdf::pdf;

use crate::diagnostic::Diagnostic;
use crate::sheet::Sheet;
use typst_layout::PagedDocument;

/// What a file is written with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// The moment the file says it was made (seconds since 1970, UTC). Without one a PDF says 2000-01-01, so
    /// that the same résumé gives the same bytes at any time: PDF/A does not go without a date.
    pub timestamp: Option<i64>,
}

/// The files that came of a document, or why there are none.
pub type Written = Result<Vec<Vec<u8>>, Vec<Diagnostic>>;

/// One output format.
#[derive(Debug)]
pub struct Format {
    /// Its name, as `-f` takes it.
    pub name: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// Writes the pages: one file for a whole document, or one for each page.
    pub write: fn(&PagedDocument, &Sheet, &Settings) -> Written,
}

/// Every output format; the first is the usual one.
pub static FORMATS: &[Format] = &[Format {
    name: "pdf",
    extension: "pdf",
    write: |pages, sheet, settings| pdf(pages, sheet, settings).map(|file| vec![file]),
}];
