//! Pages out: one file here per kind of file, and a line in [`FORMATS`].

mod pdf;
mod png;
pub mod stamp;
mod svg;

pub use stamp::Digest;

use crate::diagnostic::Diagnostic;
use crate::sheet::Sheet;
use typst_layout::PagedDocument;

/// What a file is written with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The moment the file says it was made (seconds since 1970, UTC). Without one a PDF says 2000-01-01, so
    /// that the same résumé gives the same bytes at any time: PDF/A does not go without a date.
    pub timestamp: Option<i64>,
    /// Pixels per inch of an image.
    pub ppi: f64,
}

impl Settings {
    /// Pixels per inch when nobody says otherwise: two pixels a point.
    pub const PPI: f64 = 144.0;
}

impl Default for Settings {
    fn default() -> Self {
        Self { timestamp: None, ppi: Self::PPI }
    }
}

/// One output format: a line in [`FORMATS`].
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--format` takes it; also the extension of its files.
    pub name: &'static str,
    /// Whether every page is a file of its own.
    pub paged: bool,
    /// Writes the pages: one file, or one for each page.
    write: fn(&PagedDocument, &Sheet, &Settings) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>>,
    /// Where a stamp goes in such a file.
    seal: stamp::Seal,
}

/// Every output format; the first is the usual one.
pub static FORMATS: &[Format] = &[
    Format { name: "pdf", paged: false, write: pdf::write, seal: stamp::PDF },
    Format { name: "png", paged: true, write: png::write, seal: stamp::PNG },
    Format { name: "svg", paged: true, write: svg::write, seal: stamp::SVG },
];

impl PartialEq for Format {
    /// There is one of each name.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Format {
    /// The usual one: PDF.
    pub const fn usual() -> &'static Self {
        &FORMATS[0]
    }

    /// The format of that name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
    }

    /// Writes the pages of a sheet: one file, or one for each page.
    ///
    /// # Errors
    /// When the pages cannot be written in this format.
    pub fn write(
        &self,
        pages: &PagedDocument,
        sheet: &Sheet,
        settings: &Settings,
    ) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
        (self.write)(pages, sheet, settings)
    }

    /// Puts into a finished file what it was made from, and a checksum of its own bytes. `pages` is the
    /// number of pages of the whole résumé.
    pub fn stamp(&self, file: &mut Vec<u8>, inputs: &Digest, pages: usize) {
        stamp::put(&self.seal, file, inputs, pages);
    }

    /// Whether a file carries a stamp of ours, whatever it says.
    pub fn is_stamped(&self, file: &[u8]) -> bool {
        stamp::is_there(file)
    }

    /// The number of pages of a résumé, when `file` was made from just these inputs and is whole.
    pub fn pages_if_current(&self, file: &[u8], inputs: &Digest) -> Option<usize> {
        stamp::check(&self.seal, file, inputs)
    }
}
