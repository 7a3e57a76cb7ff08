//! Files out: one file here per kind of file, and a line in [`FORMATS`]. A format says what it is made from: the pages,
//! the content, or the résumé itself; what is not made from pages needs no layout pass.

mod pdf;
mod png;
pub mod stamp;
mod svg;
mod txt;

use crate::layout::Layout;
use crate::sheet::Content;
use recto_resume::language::Language;
use recto_resume::output::markdown::{self, PrintedContact};
use recto_resume::output::{json, toml, yaml};
use recto_resume::resume::Resume;
use recto_resume::text::{Diagnostic, Digest};
use serde::{Deserialize, Serialize};
use typst_layout::PagedDocument;

/// What a file is written with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
    /// What its files are made from, and how.
    from: Matter,
    /// Where a stamp goes in such a file; text has no place for one.
    seal: Option<stamp::Seal>,
}

/// Pages on their way to files.
#[derive(Debug, Clone, Copy)]
pub struct OutputPages<'a> {
    /// The pages as the engine has them.
    pub document: &'a PagedDocument,
    /// What they say.
    pub content: &'a Content,
    /// The layout that set them: errors point at its files.
    pub layout: &'a Layout,
}

/// Writes pages: one file, or one for each page.
type FromPages = fn(OutputPages<'_>, &Settings) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>>;

/// What files are made from.
#[derive(Debug)]
enum Matter {
    /// The pages that a layout set.
    Pages(FromPages),
    /// What is printed.
    Content(fn(&Content) -> String),
    /// The résumé as Markdown, with the content for what only the options decide, such as the language.
    Markdown,
    /// The résumé as data.
    Data(fn(&Resume) -> String),
}

/// Every output format; the first is the usual one.
pub static FORMATS: &[Format] = &[
    Format { name: "pdf", paged: false, from: Matter::Pages(pdf::write), seal: Some(stamp::PDF) },
    Format { name: "png", paged: true, from: Matter::Pages(png::write), seal: Some(stamp::PNG) },
    Format { name: "svg", paged: true, from: Matter::Pages(svg::write), seal: Some(stamp::SVG) },
    Format { name: "txt", paged: false, from: Matter::Content(txt::write), seal: None },
    Format { name: "md", paged: false, from: Matter::Markdown, seal: None },
    Format { name: "json", paged: false, from: Matter::Data(json::write), seal: None },
    Format { name: "yaml", paged: false, from: Matter::Data(yaml::write), seal: None },
    Format { name: "toml", paged: false, from: Matter::Data(toml::write), seal: None },
];

/// The résumé as Markdown, in the language of the content.
fn markdown(resume: &Resume, content: &Content) -> String {
    let language = Language::find(&content.document.lang).unwrap_or_else(Language::english);
    let items = |kind| content.header.contact.iter().filter(move |item| item.kind == kind);
    let printed = PrintedContact {
        place: items("place").map(|item| item.text.value.as_str()).next(),
        profiles: items("profile").map(|item| (item.text.value.as_str(), item.url.as_deref())).collect(),
    };
    markdown::write(resume, &language, &printed)
}

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

    /// Whether its files are made from pages. The others are text, which [`text`](Self::text) writes.
    pub const fn needs_pages(&self) -> bool {
        matches!(self.from, Matter::Pages(_))
    }

    /// The file of a format that needs no pages: UTF-8 with a newline at its end. `None` for the others.
    pub fn text(&self, resume: &Resume, content: &Content) -> Option<String> {
        match self.from {
            Matter::Pages(_) => None,
            Matter::Content(write) => Some(write(content)),
            Matter::Markdown => Some(markdown(resume, content)),
            Matter::Data(write) => Some(write(resume)),
        }
    }

    /// The résumé in a format that recto reads, before any option decides how it is printed; `None` for the others.
    pub fn data(&self, resume: &Resume, language: &Language) -> Option<String> {
        match self.from {
            Matter::Pages(_) | Matter::Content(_) => None,
            Matter::Markdown => Some(markdown::write(resume, language, &PrintedContact::default())),
            Matter::Data(write) => Some(write(resume)),
        }
    }

    /// Writes the pages of a résumé: one file, or one for each page; none in a format that needs no pages.
    ///
    /// # Errors
    /// When the pages cannot be written in this format.
    pub fn write(
        &self,
        pages: OutputPages<'_>,
        settings: &Settings,
    ) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
        match self.from {
            Matter::Pages(write) => write(pages, settings),
            Matter::Content(_) | Matter::Markdown | Matter::Data(_) => Ok(Vec::new()),
        }
    }

    /// Puts into a finished file what it was made from, and a checksum of its own bytes. `pages` is the
    /// number of pages of the whole résumé. Without `inputs` the file is never current, and the stamp only says that recto
    /// made it. A file of text stays as it is.
    pub fn stamp(&self, file: &mut Vec<u8>, inputs: Option<&Digest>, pages: usize) {
        if let Some(seal) = &self.seal {
            stamp::put(seal, file, inputs.unwrap_or(&stamp::unknown_inputs()), pages);
        }
    }

    /// Whether a file carries a stamp of ours, and is as it was when it was stamped, as far as the version of the stamp
    /// shows that.
    pub fn is_stamped(&self, file: &[u8]) -> bool {
        self.seal.as_ref().is_some_and(|seal| stamp::is_whole(seal, file))
    }

    /// The number of pages of a résumé, when `file` was made from just these inputs and is whole. `None` where there
    /// is no stamp: whether a file of text is current, only its bytes tell.
    pub fn pages_if_current(&self, file: &[u8], inputs: &Digest) -> Option<usize> {
        stamp::check(self.seal.as_ref()?, file, inputs)
    }
}
