//! The pipeline on one screen: text → tree → résumé → sheet → pages → PDF.
//!
//! Every stage adds what it finds to one list of diagnostics. Stages go on past errors as long as what
//! follows still makes sense, so that one run names all problems of a file.

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::input::{Format, Source, decode};
use crate::layout::{self, Layout, Layouts, Photo, fonts::Fonts};
use crate::output;
use crate::resume::{Resume, Text};
use crate::sheet::{self, Argument, Sheet, options};
use std::io;

/// What every render shares: fonts and layouts. One value serves all résumés and all threads.
pub struct Engine {
    /// The fonts a page may use.
    pub fonts: Fonts,
    /// The layouts to choose from.
    pub layouts: Layouts,
}

/// How one résumé is to be rendered, beside what its file says.
pub struct Request<'a> {
    /// The layout (`--layout`); goes before the file's own choice.
    pub layout: Option<&'a str>,
    /// Options that go before the file's (`--set`).
    pub arguments: &'a [Argument],
    /// Reads the photo, named as the file names it.
    pub photo: &'a dyn Fn(&str) -> io::Result<Vec<u8>>,
    /// Whether warnings stop the render (`--strict`).
    pub strict: bool,
    /// The moment the PDF says it was made (seconds since 1970, UTC); `None` keeps the clock out of it.
    pub timestamp: Option<i64>,
}

impl Default for Request<'_> {
    /// The file's own choices, and no photo to be had.
    fn default() -> Self {
        let photo = &|_: &str| Err(io::Error::from(io::ErrorKind::NotFound));
        Self { layout: None, arguments: &[], photo, strict: false, timestamp: None }
    }
}

/// A rendered résumé.
#[derive(Debug)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The layout that set it.
    pub layout: String,
}

/// Renders one résumé. `None` when it cannot be; the reasons are in `diagnostics`, in the order they were found.
pub fn render(
    engine: &Engine,
    source: &Source,
    format: &Format,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Rendered> {
    let tree = format.parse(source, diagnostics)?;
    let resume = decode::decode(&tree, diagnostics);
    let layout = choose_layout(engine, &resume, request, diagnostics)?;
    let manifest = &layout.manifest;
    let options = options::resolve(&resume.settings, request.arguments, manifest, &engine.fonts, diagnostics);
    let mut sheet = sheet::build(&resume, &options, manifest, diagnostics)?;
    let photo = photo(&sheet, resume.basics.image.as_ref(), request, diagnostics);
    let fonts = layout::choose_fonts(&engine.fonts, &mut sheet, source, diagnostics);
    stop(request, diagnostics)?;
    let pages = layout::typeset(&fonts, &layout, &mut sheet, photo.as_ref(), diagnostics)?;
    stop(request, diagnostics)?;
    let settings = output::Settings { timestamp: request.timestamp };
    let pdf = output::pdf(&pages, &sheet, &settings)
        .map_err(|faults| faults.into_iter().for_each(|fault| diagnostics.push(fault)))
        .ok()?;
    Some(Rendered { pdf, pages: pages.pages().len(), layout: manifest.name.clone() })
}

/// The layout that was asked for. An unknown one is reported, and the usual one stands in so that the rest
/// of the file is still looked at.
fn choose_layout(
    engine: &Engine,
    resume: &Resume,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Layout> {
    let wanted = options::layout_name(&resume.settings, request.arguments, request.layout);
    let fault = match engine.layouts.find(&wanted.value) {
        Ok(layout) => return Some(layout),
        Err(fault) => fault,
    };
    diagnostics.push(Diagnostic { place: wanted.place, ..fault });
    engine.layouts.find(options::DEFAULT_LAYOUT).ok()
}

/// The photo, when the sheet has a place for it.
fn photo(
    sheet: &Sheet,
    image: Option<&Text>,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Photo> {
    let image = image.filter(|_| sheet.header.photo.is_some())?;
    let bytes = (request.photo)(&image.value).map_err(|error| {
        Diagnostic::new(
            Severity::Error,
            Place::File(image.span),
            format!("the photo `{}` cannot be read: {error}", image.value),
        )
        .help("the path starts at the folder of the résumé")
        .help("`--set photo=false` leaves the photo out")
    });
    let read = bytes.and_then(|bytes| Photo::read(bytes, image.span));
    read.map_err(|fault| diagnostics.push(fault)).ok()
}

/// `None` when what was found so far forbids going on.
fn stop(request: &Request<'_>, diagnostics: &mut Diagnostics) -> Option<()> {
    if request.strict {
        diagnostics.deny_warnings();
    }
    (!diagnostics.has_errors()).then_some(())
}
