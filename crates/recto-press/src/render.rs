//! The pipeline on one screen: text → tree → résumé → content and measures → pages → files. Files of text leave out the
//! pages.
//!
//! Every stage adds what it finds to one list of diagnostics. Stages go on past errors as long as what
//! follows still makes sense, so that one run names all problems of a file.
//!
//! [`render`] is the whole way to one PDF. A program that makes several files of one résumé, or that wants to know
//! whether they have to be made at all, takes the steps one by one: [`read`], [`prepare`], then [`Prepared::text`] or
//! [`Prepared::typeset`] and [`Pages::write`].

mod saving;

use crate::fit::{self, Composure, Estimate, Fitted};
use crate::layout::fonts::{Advances, Fonts, PageFonts};
use crate::layout::{self, Composition, Layout, Layouts, Line, PagedDocument, Photo, PhotoSource, Typeset};
use crate::manifest::Manifest;
use crate::output::{self, OutputPages, Settings};
use crate::sheet::options::{self, Density, OptionSources, PageGoal, RequestedOption};
use crate::sheet::{self, Attachment, Content, Measures, Options};
use recto_resume::input::{Edit, Format};
use recto_resume::resume::{Resume, Text};
use recto_resume::select::drop_hidden_items;
use recto_resume::text::{Diagnostic, Diagnostics, Digest, Place, Rule, Source};
use std::borrow::Cow;
use std::path::Path;
use typst::foundations::Bytes;

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
    pub arguments: &'a [RequestedOption],
    /// Options that the file goes before (`recto.toml`). What a layout does not know is passed over: they stand for many
    /// files.
    pub defaults: &'a [RequestedOption],
    /// Where the photo comes from; without it there is none to be had.
    pub photo: Option<&'a PhotoSource<'a>>,
    /// Whether warnings stop the render (`--strict`).
    pub strict: bool,
}

impl Default for Request<'_> {
    /// The file's own choices, and no photo to be had.
    fn default() -> Self {
        Self { layout: None, arguments: &[], defaults: &[], photo: None, strict: false }
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
    format.read(source, diagnostics)
}

/// Reads a text in which some fields are set from outside. `None` when nothing could be read.
pub fn read_edited(
    source: &Source,
    format: &Format,
    edits: &[Edit],
    diagnostics: &mut Diagnostics,
) -> Option<Resume> {
    format.read_edited(source, edits, diagnostics)
}

/// A résumé in a layout with everything decided but where the lines end: all that its pages follow from.
pub struct Prepared<'a> {
    engine: &'a Engine,
    resume: Cow<'a, Resume>,
    layout: Layout,
    options: Options,
    content: Content,
    /// The content as the engine reads it.
    json: Bytes,
    photo: Option<Photo>,
    attachment: Option<Bytes>,
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
    let mut options =
        options::resolve(&sources(resume, request), &layout.manifest, &engine.fonts, diagnostics);
    let mut content = sheet::build(resume, &options, &layout.manifest, diagnostics)?;
    let attachment = options.attach.then(|| attach(source, resume, &mut content));
    let photo = photo(&mut content, resume.basics.image.as_ref(), request, diagnostics);
    let fonts = layout::choose_fonts(&engine.fonts, &content, &mut options.fonts, source, diagnostics);
    stop(request.strict, diagnostics)?;
    let json = layout::serialize(&content).map_err(|fault| diagnostics.push(fault)).ok()?;
    let resume = sheet::with_arguments(resume, &options);
    let measures = Measures::at(options.density, &layout.manifest, &options);
    let inputs = digest_inputs(
        &layout,
        &options,
        [&json, &layout::serialize(&measures).ok()?],
        [photo.as_ref().map_or(&[][..], |photo| photo.bytes()), attachment.as_deref().unwrap_or_default()],
        &fonts,
    );
    let strict = request.strict;
    Some(Prepared {
        engine,
        resume,
        layout,
        options,
        content,
        json,
        photo,
        attachment,
        fonts,
        strict,
        inputs,
    })
}

/// Names the file that is stored in the PDF, and gives its bytes: the file as it was read, or the résumé as JSON where it was
/// taken out of a document.
fn attach(source: &Source, resume: &Resume, content: &mut Content) -> Bytes {
    let name = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let known = Format::by_extension(Path::new(name)).filter(|_| source.extracted.is_none());
    let (format, bytes) = match (known, &source.extracted) {
        (Some(format), _) => (format.name, Bytes::from_string(source.text.clone())),
        (None, None) => (Format::of(source).name, Bytes::from_string(source.text.clone())),
        (None, Some(_)) => ("json", Bytes::from_string(recto_resume::output::json::write(resume))),
    };
    let (usual, mime_type) = match format {
        "json" => ("json", "application/json"),
        "yaml" => ("yaml", "application/yaml"),
        "toml" => ("toml", "application/toml"),
        "markdown" => ("md", "text/markdown"),
        _ => ("txt", "text/plain"),
    };
    let extension = if known.is_some() { extension } else { usual };
    content.document.attachment = Some(Attachment { name: format!("{stem}.{extension}"), mime_type });
    bytes
}

/// A digest of everything that pages follow from. `data` are the content and the measures as the engine reads them.
fn digest_inputs(
    layout: &Layout,
    options: &Options,
    data: [&Bytes; 2],
    files: [&[u8]; 2],
    fonts: &PageFonts<'_>,
) -> Option<Digest> {
    let fonts = fonts.digest()?;
    // The question, not the answer: the density that fits follows from it.
    let goal = format!("{:?}", options.pages.as_ref().map(|(goal, _)| goal));
    let ([content, measures], [photo, attachment]) = (data, files);
    let parts: [&[u8]; 6] = [content, measures, goal.as_bytes(), photo, attachment, fonts.bytes()];
    Some(Digest::of(parts.into_iter().chain(layout.parts())))
}

impl<'a> Prepared<'a> {
    /// What is printed.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// How large everything is at the density of the options; a number of pages may ask for another.
    pub fn measures(&self) -> Measures {
        self.measures_at(self.options.density)
    }

    /// How large everything is at a density.
    pub fn measures_at(&self, density: Density) -> Measures {
        Measures::at(density, &self.layout.manifest, &self.options)
    }

    /// How pages that were set at some measures are composed.
    pub fn composure(&self, typeset: &Typeset, measures: &Measures) -> Composure {
        Composure::of(typeset, &self.content, measures)
    }

    /// What is known of the height before anything is set; `None` where too little is.
    pub fn estimate(&self) -> Option<Estimate> {
        let advances = Advances::new(&self.fonts, &self.options.fonts.text);
        Estimate::new(&self.content, &self.layout.manifest, advances)
    }

    /// How many pages were asked for.
    pub fn goal(&self) -> Option<PageGoal> {
        self.options.pages.as_ref().map(|(goal, _)| *goal)
    }

    /// The layout's name.
    pub fn layout(&self) -> &str {
        &self.layout.manifest.name
    }

    /// What the layout says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.layout.manifest
    }

    /// Whether the layout is no part of the program: code of others, which may take any time and memory.
    pub const fn is_foreign(&self) -> bool {
        self.layout.is_foreign
    }

    /// The photo, where one is shown.
    pub fn photo(&self) -> Option<&[u8]> {
        self.photo.as_ref().map(|photo| photo.bytes().as_slice())
    }

    /// A digest of everything that the files of this format follow from. `None` when fonts of the computer are used:
    /// they may be others tomorrow.
    pub fn digest(&self, format: &output::Format, settings: &Settings) -> Option<Digest> {
        let how = format!("recto {} {} {settings:?}", env!("CARGO_PKG_VERSION"), format.name);
        Some(Digest::of([how.as_bytes(), self.inputs?.bytes()]))
    }

    /// The file of a format that needs no pages ([`output::Format::needs_pages`]); `None` for the others.
    pub fn text(&self, format: &output::Format) -> Option<String> {
        format.text(&self.resume, &self.content)
    }

    /// Its sections as data, where some of them or of what is in them is hidden; empty where all of it shows.
    pub fn hidden(&self) -> String {
        let hides = !self.options.hide.is_empty()
            || self.resume.sections.iter().any(|section| section.hide)
            || drop_hidden_items(&self.resume) != *self.resume;
        let sections = || Resume { sections: self.resume.sections.clone(), ..Resume::default() };
        if hides { recto_resume::output::json::write(&sections()) } else { String::new() }
    }

    /// Pages that it was set on, with what files of them are made from.
    pub const fn output<'b>(&'b self, document: &'b PagedDocument) -> OutputPages<'b> {
        OutputPages { document, content: &self.content, layout: &self.layout }
    }

    /// Sets the pages at these measures; nothing here changes by it.
    ///
    /// # Errors
    /// When they cannot be set.
    pub fn typeset_at(&self, measures: &Measures) -> Result<Typeset, Diagnostics> {
        self.typeset_keeping(measures, &[])
    }

    fn typeset_keeping(&self, measures: &Measures, keep: &[String]) -> Result<Typeset, Diagnostics> {
        let composition = Composition {
            layout: &self.layout,
            fonts: &self.fonts,
            content: &self.content,
            json: &self.json,
            photo: self.photo.as_ref(),
            attachment: self.attachment.as_ref(),
            remember: self.engine.remember,
        };
        layout::typeset(&composition, measures, keep)
    }

    /// Sets the pages at the density that was chosen, or at that which the number of pages asks for.
    ///
    /// # Errors
    /// When they cannot be set, or there is no density for that number of pages.
    pub fn fit(&self) -> Result<Fitted<Typeset>, Diagnostics> {
        let Some((goal, place)) = &self.options.pages else {
            let pages = self.typeset_at(&self.measures())?;
            return Ok(Fitted { pages, density: self.options.density, layouts: 1 });
        };
        let mut tries = Tries { prepared: self, kept: Vec::new(), estimate: self.estimate() };
        let fitted = fit::fit(*goal, self.options.density, &mut tries);
        fitted.map_err(|unfit| unfit.into_diagnostics(self.layout(), place.clone()))
    }

    /// Sets the pages. `None` when they cannot be set; then there is an error in `diagnostics`.
    pub fn typeset(&self, diagnostics: &mut Diagnostics) -> Option<Pages<'_>> {
        diagnostics.extend(self.fonts.problems.iter().cloned());
        stop(self.strict, diagnostics)?;
        let fitted = self.fit().map_err(|faults| diagnostics.extend(faults)).ok()?;
        let Fitted { pages: Typeset { document, lines, remarks, .. }, density, .. } = fitted;
        let remarked = !remarks.is_empty();
        diagnostics.extend(remarks);
        stop(self.strict, diagnostics)?;
        Some(Pages { document, lines, density, prepared: self, remarked })
    }
}

/// The layouts of one résumé on the way to a number of pages.
struct Tries<'a> {
    prepared: &'a Prepared<'a>,
    /// Words that one of them kept whole, and that the next one keeps at once: one pass less.
    kept: Vec<String>,
    /// What is known of the height before.
    estimate: Option<Estimate>,
}

impl fit::Setter for Tries<'_> {
    type Pages = Typeset;

    fn measures(&self, density: Density) -> Measures {
        self.prepared.measures_at(density)
    }

    fn estimate(&self, measures: &Measures) -> Option<f64> {
        self.estimate.as_ref().map(|estimate| estimate.height(measures))
    }

    fn set(&mut self, measures: &Measures) -> Result<(Typeset, Composure), Diagnostics> {
        let typeset = self.prepared.typeset_keeping(measures, &self.kept)?;
        self.kept.clone_from(&typeset.kept);
        let composure = self.prepared.composure(&typeset, measures);
        Ok((typeset, composure))
    }
}

/// The pages of a résumé.
pub struct Pages<'a> {
    document: PagedDocument,
    lines: Vec<Line>,
    density: Density,
    prepared: &'a Prepared<'a>,
    /// Whether there was something to say about the pages.
    remarked: bool,
}

impl Pages<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The density at which they are set.
    pub const fn density(&self) -> Density {
        self.density
    }

    /// The name of the layout that set them.
    pub fn layout(&self) -> &str {
        self.prepared.layout()
    }

    /// What the layout that set them says about itself.
    pub const fn manifest(&self) -> &Manifest {
        self.prepared.manifest()
    }

    /// What they say.
    pub const fn content(&self) -> &Content {
        self.prepared.content()
    }

    /// How large everything is.
    pub fn measures(&self) -> Measures {
        self.prepared.measures_at(self.density)
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
        let written = format.write(self.prepared.output(&self.document), settings);
        let mut files = written.map_err(|faults| diagnostics.extend(faults)).ok()?;
        let inputs = self.prepared.digest(format, settings).filter(|_| !self.remarked);
        files.iter_mut().for_each(|file| format.stamp(file, inputs.as_ref(), self.count()));
        Some(files)
    }
}

/// The options by who set them.
fn sources<'a>(resume: &'a Resume, request: &Request<'a>) -> OptionSources<'a> {
    OptionSources { defaults: request.defaults, settings: &resume.settings, arguments: request.arguments }
}

/// The layout that was asked for. An unknown one is reported, and the usual one stands in so that the rest
/// of the file is still looked at.
fn choose_layout(
    engine: &Engine,
    resume: &Resume,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Layout> {
    let wanted = options::layout_name(&sources(resume, request), request.layout);
    let fault = match engine.layouts.find(&wanted.value) {
        Ok(layout) => return Some(layout),
        Err(fault) => fault,
    };
    // What is wrong in the manifest has its place there.
    let place = if fault.place == Place::Nowhere { wanted.place } else { fault.place.clone() };
    diagnostics.push(Diagnostic { place, ..fault });
    engine.layouts.find(options::DEFAULT_LAYOUT).ok()
}

/// The photo, when the content has a place for it. One that is left out has none any more.
fn photo(
    content: &mut Content,
    image: Option<&Text>,
    request: &Request<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Photo> {
    let image = image.filter(|_| content.header.photo.is_some())?;
    let found = match request.photo {
        Some(source) => source.get(&image.value, image.span),
        None => Err(PhotoSource::none(&image.value, image.span)),
    };
    match found {
        Ok(photo) => {
            diagnostics.extend(photo.remark());
            Some(photo.clone())
        }
        Err(fault) => {
            content.header.photo = content.header.photo.take().filter(|_| fault.rule != Rule::PhotoOmitted);
            diagnostics.push(fault);
            None
        }
    }
}

/// `None` when what was found so far forbids going on.
fn stop(strict: bool, diagnostics: &mut Diagnostics) -> Option<()> {
    if strict {
        diagnostics.deny_warnings();
    }
    (!diagnostics.has_errors()).then_some(())
}
