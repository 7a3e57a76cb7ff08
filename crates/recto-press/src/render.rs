//! The pipeline on one screen: text → tree → résumé → sheet → pages → files. Files of text leave out the pages.
//!
//! Every stage adds what it finds to one list of diagnostics. Stages go on past errors as long as what
//! follows still makes sense, so that one run names all problems of a file.
//!
//! [`render`] is the whole way to one PDF. A program that makes several files of one résumé, or that wants to know
//! whether they have to be made at all, takes the steps one by one: [`read`], [`prepare`], then [`Prepared::text`] or
//! [`Prepared::typeset`] and [`Pages::write`].

use crate::layout::fonts::{Fonts, PageFonts};
use crate::layout::{self, Layout, Layouts, PagedDocument, Photo};
use crate::manifest::Manifest;
use crate::output::{self, Settings};
use crate::sheet::{self, Argument, Sheet, options};
use recto_resume::input::{Format, decode};
use recto_resume::resume::{Resume, Text};
use recto_resume::text::{Diagnostic, Diagnostics, Digest, Place, Rule, Source};
use std::borrow::Cow;
use std::io;

/// What every render shares: fonts and layouts. One value serves all résumés and all threads.
pub struct Engine {
    /// The fonts a page may use.
    pub fonts: Fonts,
    /// The layouts to choose from.
    pub layouts: Layouts,
    /// What the engine remembers is dropped when so many renders did not need it. At least the number of threads that
    /// render, or one résumé would drop what another is using.
    pub remember: usize,
}

impl Engine {
    /// Renders that one thread remembers: the last, so that a page that is set again after a small change finds what
    /// stayed. Two of different people share little, and looking through what many left costs more than it saves.
    pub const REMEMBER: usize = 1;
}

/// How one résumé is to be rendered, beside what its file says.
pub struct Request<'a> {
    /// The layout (`--layout`); goes before the file's own choice.
    pub layout: Option<&'a str>,
    /// Options that go before the file's (`--set`).
    pub arguments: &'a [Argument],
    /// Options that the file goes before (`recto.toml`). What a layout does not know is passed over: they stand for many
    /// files.
    pub defaults: &'a [Argument],
    /// Reads the photo, named as the file names it.
    pub photo: &'a dyn Fn(&str) -> io::Result<Vec<u8>>,
    /// Whether warnings stop the render (`--strict`).
    pub strict: bool,
}

impl Default for Request<'_> {
    /// The file's own choices, and no photo to be had.
    fn default() -> Self {
        let photo = &|_: &str| Err(io::Error::from(io::ErrorKind::NotFound));
        Self { layout: None, arguments: &[], defaults: &[], photo, strict: false }
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

/// Renders one résumé to PDF. `None` when it cannot be; the reasons are in `diagnostics`, in the order they were found.
pub fn render(
    engine: &Engine,
    source: &Source,
    format: &Format,
    request: &Request<'_>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Option<Rendered> {
    let resume = read(source, format, diagnostics)?;
    let prepared = prepare(engine, source, &resume, request, diagnostics)?;
    let pages = prepared.typeset(diagnostics)?;
    let pdf = pages.write(output::Format::usual(), settings, diagnostics)?.pop()?;
    Some(Rendered { pdf, pages: pages.count(), layout: pages.layout().to_owned() })
}

/// Reads a text into the one model. `None` when nothing could be read.
pub fn read(source: &Source, format: &Format, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let tree = format.parse(source, diagnostics)?;
    Some(decode::decode(&tree, diagnostics))
}

/// A résumé in a layout with everything decided but where the lines end: all that its pages follow from.
pub struct Prepared<'a> {
    engine: &'a Engine,
    resume: Cow<'a, Resume>,
    layout: Layout,
    sheet: Sheet,
    photo: Option<Photo>,
    fonts: PageFonts<'a>,
    strict: bool,
    /// A digest of all this; `None` when fonts of the computer are used: they may be others tomorrow.
    inputs: Option<Digest>,
}

/// Decides everything that a page needs. `None` when it cannot be set; then there is an error in `diagnostics`.
pub fn prepare<'a>(
    engine: &'a Engine,
    source: &Source,
    resume: &'a Resume,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Prepared<'a>> {
    let layout = choose_layout(engine, resume, request, diagnostics)?;
    let options = options::resolve(&asked(resume, request), &layout.manifest, &engine.fonts, diagnostics);
    let mut sheet = sheet::build(resume, &options, &layout.manifest, diagnostics)?;
    let photo = photo(&sheet, resume.basics.image.as_ref(), request, diagnostics);
    let fonts = layout::choose_fonts(&engine.fonts, &mut sheet, source, diagnostics);
    stop(request.strict, diagnostics)?;
    let resume = sheet::with_arguments(resume, &options);
    let inputs = inputs(&layout, &sheet, photo.as_ref(), &fonts);
    Some(Prepared { engine, resume, layout, sheet, photo, fonts, strict: request.strict, inputs })
}

/// A digest of everything that pages follow from.
fn inputs(layout: &Layout, sheet: &Sheet, photo: Option<&Photo>, fonts: &PageFonts<'_>) -> Option<Digest> {
    let fonts = fonts.digest()?;
    let sheet = serde_json::to_vec(sheet).ok()?;
    let photo: &[u8] = photo.map_or(&[], |photo| photo.bytes());
    Some(Digest::of([&sheet[..], photo, fonts.bytes()].into_iter().chain(layout.parts())))
}

impl<'a> Prepared<'a> {
    /// What the layout will see.
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The layout's name.
    pub fn layout(&self) -> &str {
        &self.layout.manifest.name
    }

    /// What the layout says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.layout.manifest
    }

    /// A digest of everything that the files of this format follow from. `None` when fonts of the computer are used:
    /// they may be others tomorrow.
    pub fn digest(&self, format: &output::Format, settings: &Settings) -> Option<Digest> {
        let how = format!("recto {} {} {settings:?}", env!("CARGO_PKG_VERSION"), format.name);
        Some(Digest::of([how.as_bytes(), self.inputs?.bytes()]))
    }

    /// The file of a format that needs no pages ([`output::Format::needs_pages`]); `None` for the others.
    pub fn text(&self, format: &output::Format) -> Option<String> {
        format.text(&self.resume, &self.sheet)
    }

    /// Sets the pages. `None` when they cannot be set; then there is an error in `diagnostics`.
    pub fn typeset(mut self, diagnostics: &mut Diagnostics) -> Option<Pages<'a>> {
        let before = diagnostics.len();
        let (photo, remember) = (self.photo.as_ref(), self.engine.remember);
        let document =
            layout::typeset(&self.fonts, &self.layout, &mut self.sheet, photo, remember, diagnostics)?;
        stop(self.strict, diagnostics)?;
        let remarked = diagnostics.len() > before;
        Some(Pages { document, prepared: self, remarked })
    }
}

/// The pages of a résumé.
pub struct Pages<'a> {
    document: PagedDocument,
    prepared: Prepared<'a>,
    /// Whether there was something to say about the pages.
    remarked: bool,
}

impl Pages<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The name of the layout that set them.
    pub fn layout(&self) -> &str {
        self.prepared.layout()
    }

    /// What the layout that set them says about itself.
    pub const fn manifest(&self) -> &Manifest {
        self.prepared.manifest()
    }

    /// What the layout saw.
    pub const fn sheet(&self) -> &Sheet {
        self.prepared.sheet()
    }

    /// The pages as the engine has them.
    pub const fn document(&self) -> &PagedDocument {
        &self.document
    }

    /// Writes them: one file, or one for each page. Files carry a stamp of what they were made from (see
    /// [`output::stamp`]), unless there was something to say about the pages that a later run should say again.
    /// `None` when they cannot be written; then there is an error in `diagnostics`.
    pub fn write(
        &self,
        format: &output::Format,
        settings: &Settings,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Vec<u8>>> {
        if let Some(text) = self.prepared.text(format) {
            return Some(vec![text.into_bytes()]);
        }
        let written = format.write(&self.document, &self.prepared.sheet, settings);
        let mut files =
            written.map_err(|faults| faults.into_iter().for_each(|fault| diagnostics.push(fault))).ok()?;
        if let Some(inputs) = self.prepared.digest(format, settings).filter(|_| !self.remarked) {
            files.iter_mut().for_each(|file| format.stamp(file, &inputs, self.count()));
        }
        Some(files)
    }
}

/// What was asked for, least first.
fn asked<'a>(resume: &'a Resume, request: &Request<'a>) -> options::Asked<'a> {
    options::Asked { defaults: request.defaults, settings: &resume.settings, arguments: request.arguments }
}

/// The layout that was asked for. An unknown one is reported, and the usual one stands in so that the rest
/// of the file is still looked at.
fn choose_layout(
    engine: &Engine,
    resume: &Resume,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Layout> {
    let wanted = options::layout_name(&asked(resume, request), request.layout);
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
            Rule::PhotoUnreadable,
            Place::File(image.span),
            format!("the photo `{}` cannot be read: {error}", image.value),
        )
        .help("the path starts at the folder of the résumé")
        .help("`--set photo=false` leaves the photo out")
    });
    let read = bytes.and_then(|bytes| Photo::read(bytes, image.span));
    let photo = read.map_err(|fault| diagnostics.push(fault)).ok()?;
    photo.remark().into_iter().for_each(|remark| diagnostics.push(remark));
    Some(photo)
}

/// `None` when what was found so far forbids going on.
fn stop(strict: bool, diagnostics: &mut Diagnostics) -> Option<()> {
    if strict {
        diagnostics.deny_warnings();
    }
    (!diagnostics.has_errors()).then_some(())
}
