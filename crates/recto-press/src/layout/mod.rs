//! Content onto pages: finding a layout, its fonts, and running the engine.
//!
//! A layout is a folder: `layout.toml` says what it is ([`Manifest`]), `layout.typ` sets type. Those that a program embeds
//! and those of a folder on the disk go through the same [`Layouts`].

mod bounds;
mod clusters;
mod errors;
mod faces;
pub mod fonts;
mod glyphs;
mod lines;
mod photo;
mod pieces;
mod scripts;
mod stack;
mod typeset;
pub(crate) mod walk;
mod world;

pub(crate) use clusters::joined;
pub(crate) use errors::engine_errors;
pub use faces::Face;
pub use glyphs::choose_fonts;
pub use lines::{Line, lines};
pub(crate) use lines::{goes_on, parts_words};
pub use photo::{Photo, PhotoSource};
pub(crate) use pieces::SHORT_FACT;
pub use stack::on_big_stack;
pub use typeset::{Composition, Typeset, serialize, typeset};
pub use typst_layout::PagedDocument;

use crate::manifest::Manifest;
use recto_resume::text::{Diagnostic, Place, Rule, Source as Written, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::Bytes;
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};

/// The most files a folder of layouts may hold. The engine remembers every path for as long as it runs.
const MAX_FILES: usize = 500;

/// The folders of layouts there are to choose from.
#[derive(Debug, Clone)]
pub struct Layouts {
    /// Path (`folio/layout.typ`) → file.
    files: BTreeMap<Cow<'static, str>, Arc<File>>,
    /// Path (`ours/logo.png`) → bytes.
    pictures: BTreeMap<String, Bytes>,
    /// How many of both are no part of the program.
    added: usize,
}

/// A layout, ready to set pages.
#[derive(Debug)]
pub struct Layout {
    /// What it says about itself.
    pub manifest: Manifest,
    /// Whether it is no part of the program.
    pub is_foreign: bool,
    /// The manifest as it is written.
    written: Cow<'static, str>,
    /// Its own Typst files and the shared ones.
    files: Vec<LayoutFile>,
    /// Its own pictures and the shared ones.
    pictures: Vec<Picture>,
}

/// A file of a folder of layouts; parsed when a layout first uses it, and then kept.
#[derive(Debug)]
struct File {
    text: Cow<'static, str>,
    source: OnceLock<Source>,
    /// The folder that its path starts at, for messages.
    folder: Arc<str>,
}

/// A Typst file of a layout.
#[derive(Debug)]
struct LayoutFile {
    /// Its path under `layouts/`.
    path: String,
    id: FileId,
    shared: Arc<File>,
}

/// A picture of a layout, such as a logo.
#[derive(Debug)]
struct Picture {
    /// Its path under `layouts/`.
    path: String,
    id: FileId,
    bytes: Bytes,
}

impl Layouts {
    /// The extensions of the pictures that a layout can show.
    pub const PICTURES: [&'static str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

    /// Those that are part of a program: path under `layouts/`, text.
    pub fn embedded(files: &[(&'static str, &'static str)]) -> Self {
        let folder: Arc<str> = "layouts".into();
        let file = |text: &'static str| File::new(Cow::Borrowed(text), Arc::clone(&folder));
        Self {
            files: files.iter().map(|(path, text)| (Cow::Borrowed(*path), file(text))).collect(),
            pictures: BTreeMap::new(),
            added: 0,
        }
    }

    /// Those of a folder, and no others: every `.typ`, `layout.toml` and picture below it with its path, parts joined by `/`.
    ///
    /// # Errors
    /// When there are more than 500 files, or one of text is not UTF-8.
    pub fn from_files(
        folder: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Diagnostic> {
        let none = Self { files: BTreeMap::new(), pictures: BTreeMap::new(), added: 0 };
        none.with_files(folder, files)
    }

    /// These, and beside them those of a folder.
    ///
    /// # Errors
    /// When there are more than 500 files, one of text is not UTF-8, or one is there already.
    pub fn with_files(
        mut self,
        folder: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Diagnostic> {
        let shared: Arc<str> = folder.into();
        for (path, bytes) in files {
            if self.files.contains_key(path.as_str()) || self.pictures.contains_key(&path) {
                let name = path.split('/').next().unwrap_or_default();
                let message = format!("`{folder}` has a layout `{name}`, and there is one of that name");
                return Err(Diagnostic::of(Rule::LayoutInvalid, message)
                    .help("rename the folder, and `name` in its `layout.toml`"));
            }
            if is_picture(&path) {
                self.pictures.insert(path, Bytes::new(bytes));
            } else {
                let text = String::from_utf8(bytes).map_err(|_| {
                    Diagnostic::of(Rule::LayoutInvalid, format!("`{folder}/{path}` is not UTF-8"))
                })?;
                self.files.insert(Cow::Owned(path), File::new(Cow::Owned(text), Arc::clone(&shared)));
            }
            self.added += 1;
            if self.added > MAX_FILES {
                let message = format!("a folder of layouts holds at most {MAX_FILES} files");
                return Err(Diagnostic::of(Rule::LayoutInvalid, message));
            }
        }
        Ok(self)
    }

    /// The files of one layout: the path in its folder, and the bytes.
    pub fn own_files(&self, name: &str) -> impl Iterator<Item = (&str, &[u8])> {
        let own = format!("{name}/");
        let texts = self.files.iter().map(|(path, file)| (path.as_ref(), file.text.as_bytes()));
        let pictures = self.pictures.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let all = texts.chain(pictures);
        all.filter_map(move |(path, bytes)| Some((path.strip_prefix(own.as_str())?, bytes)))
    }

    /// Their names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().filter_map(|path| path.strip_suffix("/layout.toml"))
    }

    /// All of them, sorted by name.
    ///
    /// # Errors
    /// When a manifest breaks a rule.
    pub fn all(&self) -> Result<Vec<Layout>, Diagnostic> {
        self.names().map(|name| self.find(name)).collect()
    }

    /// The layout of that name. Only its manifest is read.
    ///
    /// # Errors
    /// When its manifest breaks a rule, at the place there; or when there is none of that name. That place is left open:
    /// only the caller knows where the name was written.
    pub fn find(&self, name: &str) -> Result<Layout, Diagnostic> {
        let path = format!("{name}/layout.toml");
        let Some(written) = self.files.get(path.as_str()) else {
            return Err(self.unknown(name));
        };
        let own = format!("{name}/");
        let complete = self.files.contains_key(format!("{own}layout.typ").as_str());
        let manifest = Manifest::parse(name, &written.text, complete).map_err(|(reason, span)| {
            let place = written.place(&path, span);
            Diagnostic::new(Rule::LayoutInvalid, place, format!("layout `{name}`: {reason}"))
        })?;
        let belongs = |path: &str| path.starts_with(&own) || path.starts_with("lib/");
        let files = self.files.iter().filter(|(path, _)| path.ends_with(".typ") && belongs(path));
        let files: Result<Vec<_>, _> = files.map(|(path, file)| LayoutFile::new(path, file)).collect();
        let pictures = self.pictures.iter().filter(|(path, _)| belongs(path));
        let pictures: Result<Vec<_>, _> =
            pictures.map(|(path, bytes)| Picture::new(path, bytes.clone())).collect();
        // What a program embeds is borrowed from it.
        let is_foreign = matches!(written.text, Cow::Owned(_));
        Ok(Layout { manifest, is_foreign, written: written.text.clone(), files: files?, pictures: pictures? })
    }

    /// The complaint about a name that no layout has.
    fn unknown(&self, name: &str) -> Diagnostic {
        let complaint = Diagnostic::of(Rule::LayoutUnknown, format!("there is no layout `{name}`"))
            .suggest(name, self.names());
        let names: Vec<_> = self.names().map(|name| format!("`{name}`")).collect();
        complaint
            .help(format!("the layouts are {}", names.join(", ")))
            .help("`--layout-path DIR` adds the layouts of a folder")
    }
}

impl Layout {
    /// Everything that it is made of: the paths and contents of its files, in the order of the paths.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let texts = self.files.iter().flat_map(|file| [file.path.as_bytes(), file.shared.text.as_bytes()]);
        let pictures =
            self.pictures.iter().flat_map(|picture| [picture.path.as_bytes(), picture.bytes.as_slice()]);
        std::iter::once(self.written.as_bytes()).chain(texts).chain(pictures)
    }

    /// The file the engine starts with.
    fn main(&self) -> Result<FileId, Diagnostic> {
        file_id(&format!("layouts/{}/layout.typ", self.manifest.name))
    }

    /// The file behind an id.
    fn file(&self, id: FileId) -> Option<&LayoutFile> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The picture behind an id.
    fn picture(&self, id: FileId) -> Option<&Picture> {
        self.pictures.iter().find(|picture| picture.id == id)
    }

    /// Where an error of the engine is in the files of the layout: in its own, if something there led to it, or else in the
    /// shared ones.
    pub(crate) fn place(&self, error: &SourceDiagnostic) -> Place {
        let own = format!("{}/", self.manifest.name);
        let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        let places = spans.filter_map(|span: DiagSpan| {
            let file = self.file(span.id()?)?;
            Some((file, file.range(span)?))
        });
        let mut places: Vec<_> = places.collect();
        // The first of its own, and of all the first.
        places.sort_by_key(|(file, _)| !file.path.starts_with(&own));
        places.first().map_or(Place::Nowhere, |(file, range)| {
            file.shared.place(&file.path, Span::new(range.start, range.end))
        })
    }
}

impl File {
    fn new(text: Cow<'static, str>, folder: Arc<str>) -> Arc<Self> {
        Arc::new(Self { text, source: OnceLock::new(), folder })
    }

    /// A place in it; `path` is that under the folder of layouts.
    fn place(&self, path: &str, span: Span) -> Place {
        let name = format!("{}/{path}", self.folder);
        Place::Defaults(Arc::new(Written::new(name, self.text.as_ref())), span)
    }
}

impl LayoutFile {
    fn new(path: &str, shared: &Arc<File>) -> Result<Self, Diagnostic> {
        let id = file_id(&format!("layouts/{path}"))?;
        Ok(Self { path: path.to_owned(), id, shared: shared.clone() })
    }

    /// The bytes that a span of the engine means in it.
    fn range(&self, span: DiagSpan) -> Option<Range<usize>> {
        match span.get() {
            DiagSpanKind::Detached => None,
            DiagSpanKind::Number { num, sub_range, .. } => self.source().range(num, sub_range),
            DiagSpanKind::Range { range, .. } => Some(range),
        }
    }

    /// The parsed file.
    fn source(&self) -> &Source {
        self.shared.source.get_or_init(|| Source::new(self.id, self.shared.text.clone().into_owned()))
    }
}

impl Picture {
    fn new(path: &str, bytes: Bytes) -> Result<Self, Diagnostic> {
        Ok(Self { path: path.to_owned(), id: file_id(&format!("layouts/{path}"))?, bytes })
    }

    /// The bytes, where the picture can be shown.
    fn checked(&self) -> FileResult<Bytes> {
        match photo::check_picture(&self.bytes) {
            Ok(()) => Ok(self.bytes.clone()),
            Err(fault) => Err(FileError::Other(Some(fault.message.into()))),
        }
    }
}

/// Whether a file of a layout is a picture, by its name.
fn is_picture(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    end.is_some_and(|end| Layouts::PICTURES.contains(&end.as_str()))
}

/// The engine's name for a path in its own file tree: the layouts in `layouts/`, the data beside it.
fn file_id(path: &str) -> Result<FileId, Diagnostic> {
    let path = VirtualPath::new(format!("/{path}")).map_err(|error| {
        Diagnostic::of(
            Rule::LayoutInvalid,
            format!("`{path}` cannot be the path of a layout's file: {error}"),
        )
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A problem at `span`, or nowhere when the text stands in no file.
fn located(rule: Rule, span: Span, message: String) -> Diagnostic {
    let place = if span.is_nowhere() { Place::Nowhere } else { Place::File(span) };
    Diagnostic::new(rule, place, message)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
pub(crate) mod tests;
