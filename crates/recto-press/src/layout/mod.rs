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
pub use stack::on_big_stack;
pub use typeset::{Composition, Typeset, serialize, typeset};
pub use typst_layout::PagedDocument;

use crate::manifest::Manifest;
use recto_resume::text::{Diagnostic, Place, Rule, Source as Written, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

/// The most files a folder of layouts may hold. The engine remembers every path for as long as it runs.
const MAX_FILES: usize = 500;

/// The folders of layouts there are to choose from.
#[derive(Debug, Clone)]
pub struct Layouts {
    /// Path (`folio/layout.typ`) → file.
    files: BTreeMap<Cow<'static, str>, Arc<File>>,
    /// How many of them are no part of the program.
    added: usize,
}

/// A layout, ready to set pages.
#[derive(Debug)]
pub struct Layout {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The manifest as it is written.
    written: Cow<'static, str>,
    /// Its own Typst files and the shared ones.
    files: Vec<LayoutFile>,
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

impl Layouts {
    /// Those that are part of a program: path under `layouts/`, text.
    pub fn embedded(files: &[(&'static str, &'static str)]) -> Self {
        let folder: Arc<str> = "layouts".into();
        let file = |text: &'static str| File::new(Cow::Borrowed(text), Arc::clone(&folder));
        Self {
            files: files.iter().map(|(path, text)| (Cow::Borrowed(*path), file(text))).collect(),
            added: 0,
        }
    }

    /// Those of a folder, and no others: every `.typ` and `layout.toml` below it with its path, parts joined by `/`.
    ///
    /// # Errors
    /// When there are more than 500 files.
    pub fn from_files(
        folder: &str,
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Diagnostic> {
        Self { files: BTreeMap::new(), added: 0 }.with_files(folder, files)
    }

    /// These, and beside them those of a folder.
    ///
    /// # Errors
    /// When there are more than 500 files, or one is there already.
    pub fn with_files(
        mut self,
        folder: &str,
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Diagnostic> {
        let shared: Arc<str> = folder.into();
        for (path, text) in files {
            if self.files.contains_key(path.as_str()) {
                let name = path.split('/').next().unwrap_or_default();
                let message = format!("`{folder}` has a layout `{name}`, and there is one of that name");
                return Err(Diagnostic::of(Rule::LayoutInvalid, message)
                    .help("rename the folder, and `name` in its `layout.toml`"));
            }
            self.files.insert(Cow::Owned(path), File::new(Cow::Owned(text), Arc::clone(&shared)));
            self.added += 1;
            if self.added > MAX_FILES {
                let message = format!("a folder of layouts holds at most {MAX_FILES} files");
                return Err(Diagnostic::of(Rule::LayoutInvalid, message));
            }
        }
        Ok(self)
    }

    /// The files of one layout: the path in its folder, and the text.
    pub fn own_files(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let own = format!("{name}/");
        self.files
            .iter()
            .filter_map(move |(path, file)| Some((path.strip_prefix(own.as_str())?, file.text.as_ref())))
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
        let belongs =
            |path: &str| path.ends_with(".typ") && (path.starts_with(&own) || path.starts_with("lib/"));
        let files = self.files.iter().filter(|(path, _)| belongs(path));
        let files: Result<Vec<_>, _> = files.map(|(path, file)| LayoutFile::new(path, file)).collect();
        Ok(Layout { manifest, written: written.text.clone(), files: files? })
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
    /// Everything that it is made of: the paths and texts of its files, in the order of the paths.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let texts = self.files.iter().flat_map(|file| [file.path.as_bytes(), file.shared.text.as_bytes()]);
        std::iter::once(self.written.as_bytes()).chain(texts)
    }

    /// The file the engine starts with.
    fn main(&self) -> Result<FileId, Diagnostic> {
        file_id(&format!("layouts/{}/layout.typ", self.manifest.name))
    }

    /// The file behind an id.
    fn file(&self, id: FileId) -> Option<&LayoutFile> {
        self.files.iter().find(|file| file.id == id)
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

    /// The parsed file.
    fn source(&self) -> &Source {
        self.shared.source.get_or_init(|| Source::new(self.id, self.shared.text.clone().into_owned()))
    }
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
