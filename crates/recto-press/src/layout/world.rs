//! What the engine may see: the layout's files and pictures, the data, the photo, the fonts of the page. Nothing else
//! exists for it: no disk, no network, no clock, no inputs.

use super::fonts::PageFonts;
use super::typeset::Composition;
use super::{Layout, Picture, file_id, pieces};
use crate::sheet::{ATTACHMENT, PHOTO};
use recto_resume::text::Diagnostic;
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Module, Scope};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Typst's standard library, the same for every résumé. It is part of the key of everything the engine
/// remembers, which is why the data are files and no inputs of it.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::builder().build();
    let names = library.global.scope().iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    let mut scope = Scope::new();
    for (name, binding) in names {
        scope.bind(name.clone(), binding.clone());
    }
    scope.define("recto", pieces::module());
    library.global = Module::new("global", scope);
    library.math = Module::new("math", Scope::new());
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
});

/// What layouts do without: thousands of signs and formulas, which every process would hash twice before its first page, and
/// what runs code that is in no file of the layout.
pub(super) const LEFT_OUT: [&str; 5] = ["emoji", "eval", "math", "plugin", "sym"];

/// One composition on its way to pages.
pub(super) struct PageWorld<'a> {
    layout: &'a Layout,
    fonts: &'a PageFonts<'a>,
    main: FileId,
    /// The data files: content, measures, what the pass before found, and the photo when there is one.
    data: Vec<(FileId, Bytes)>,
}

impl<'a> PageWorld<'a> {
    /// The world of a composition with its measures and what the pass before found, as JSON.
    ///
    /// # Errors
    /// When the layout's path is none that the engine takes.
    pub(super) fn new(
        composition: &Composition<'a>,
        measures: &Bytes,
        findings: Bytes,
        inside: Bytes,
    ) -> Result<Self, Diagnostic> {
        let Composition { layout, fonts, json, photo, attachment, .. } = composition;
        let mut data = vec![
            (file_id("content.json")?, (*json).clone()),
            (file_id("measures.json")?, measures.clone()),
            (file_id("findings.json")?, findings),
            (file_id("inside.json")?, inside),
        ];
        if let Some(photo) = photo {
            data.push((file_id(PHOTO.trim_start_matches('/'))?, photo.bytes().clone()));
        }
        if let Some(bytes) = attachment {
            data.push((file_id(ATTACHMENT.trim_start_matches('/'))?, (*bytes).clone()));
        }
        Ok(Self { main: layout.main()?, layout, fonts, data })
    }
}

impl World for PageWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.layout.file(id).map(|file| file.source().clone()).ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let known = self.data.iter().find(|(known, _)| *known == id).map(|(_, bytes)| Ok(bytes.clone()));
        let picture = || self.layout.picture(id).map(Picture::checked);
        known.or_else(picture).unwrap_or_else(|| Err(missing(id)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// There is no such file here, and no package: nothing is fetched.
fn missing(id: FileId) -> FileError {
    if let VirtualRoot::Package(package) = id.get().root() {
        let why = format!("packages are not read; copy what the layout needs of {package} into its folder");
        return FileError::Other(Some(why.into()));
    }
    FileError::NotFound(PathBuf::from(id.get().vpath().get_with_slash()))
}
