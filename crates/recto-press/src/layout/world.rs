//! What the engine may see: the layout's files, the sheet, the photo, the fonts of the page. Nothing else
//! exists for it: no disk, no network, no clock, no inputs.

use super::fonts::PageFonts;
use super::{Layout, Photo, file_id};
use crate::sheet::Sheet;
use recto_resume::text::{Diagnostic, Rule};
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Typst's standard library, the same for every résumé. It is part of the key of everything the engine
/// remembers, which is why the sheet is a file and no input of it.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// One sheet on its way to pages.
pub(super) struct PageWorld<'a> {
    layout: &'a Layout,
    fonts: &'a PageFonts<'a>,
    main: FileId,
    /// The sheet, and the photo when it is shown.
    data: Vec<(FileId, Bytes)>,
}

impl<'a> PageWorld<'a> {
    /// The world of one sheet as it is now.
    ///
    /// # Errors
    /// When the sheet cannot be written as JSON.
    pub(super) fn new(
        layout: &'a Layout,
        fonts: &'a PageFonts<'a>,
        sheet: &Sheet,
        photo: Option<&Photo>,
    ) -> Result<Self, Diagnostic> {
        let json = serde_json::to_vec(sheet)
            .map_err(|error| super::fault(Rule::Bug, format!("the sheet could not be written: {error}")))?;
        let mut data = vec![(file_id("sheet.json")?, Bytes::new(json))];
        if let Some(photo) = photo {
            data.push((file_id(photo.path().trim_start_matches('/'))?, photo.bytes().clone()));
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
        let known = self.data.iter().find(|(known, _)| *known == id);
        known.map(|(_, bytes)| bytes.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// There is no such file here.
fn missing(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_with_slash()))
}
