//! Runs the engine on one sheet: fonts first, then a layout, then once more with the words whole that a
//! line end broke.

use super::fonts::{Fonts, PageFonts};
use super::lines::{self, Line};
use super::world::PageWorld;
use super::{Layout, Photo, bounds, engine_errors, errors, glyphs, on_big_stack};
use crate::sheet::{Document, Sheet};
use recto_resume::text::Source;
use recto_resume::text::{Diagnostic, Diagnostics, Rule};
use std::collections::BTreeSet;
use typst::diag::Warned;
use typst::foundations::Smart;
use typst::text::{Lang, Locale, Region};
use typst_layout::PagedDocument;

/// Layouts of one sheet at most: the first, and one for each set of words that a line end broke. In
/// practice the second is the last.
const MAX_PASSES: usize = 4;

/// Chooses the fonts of the page, and completes the sheet's lists of families so that every character can be
/// printed. A character that no font has is an error where it is written.
pub fn choose_fonts<'a>(
    fonts: &'a Fonts,
    sheet: &mut Sheet,
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> PageFonts<'a> {
    glyphs::choose(fonts, sheet, source, diagnostics)
}

/// Sets a sheet. `None` when it cannot be set; the reason is in the diagnostics.
///
/// Completes the sheet on the way: the photo's path, and the words to keep whole. `photo` is shown when the
/// sheet has a place for it. What the engine remembers is dropped when `remember` calls did not need it.
pub fn typeset(
    fonts: &PageFonts<'_>,
    layout: &Layout,
    sheet: &mut Sheet,
    photo: Option<&Photo>,
    remember: usize,
    diagnostics: &mut Diagnostics,
) -> Option<PagedDocument> {
    comemo::evict(remember);
    if let (Some(shown), Some(photo)) = (&mut sheet.header.photo, photo) {
        photo.path().clone_into(&mut shown.path);
    }
    let work = || passes(layout, fonts, sheet, photo, diagnostics);
    let set = on_big_stack(work).unwrap_or_else(|fault| Err(vec![fault]));
    set.map_err(|faults| faults.into_iter().for_each(|fault| diagnostics.push(fault))).ok()
}

/// Lays out until no line end breaks a word that could be whole.
fn passes(
    layout: &Layout,
    fonts: &PageFonts<'_>,
    sheet: &mut Sheet,
    photo: Option<&Photo>,
    warnings: &mut Diagnostics,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let mut pass = 1;
    loop {
        let world = PageWorld::new(layout, fonts, sheet, photo).map_err(|fault| vec![fault])?;
        let Warned { output, warnings: remarks } = typst::compile::<PagedDocument>(&world);
        let name = &layout.manifest.name;
        let mut document = output.map_err(|faults| {
            let failed = format!("layout `{name}` could not be typeset");
            engine_errors(Rule::LayoutFailed, &failed, &faults, sheet, photo.map(Photo::span))
        })?;
        let lines = lines::lines(&document);
        if pass == MAX_PASSES || !keep_broken_words(&lines, sheet) {
            let sizes: Vec<_> = document.pages().iter().map(|page| page.frame.size()).collect();
            let cut_off = bounds::cut_off(&lines, &sizes, || sheet.texts());
            if !cut_off.is_empty() {
                return Err(cut_off);
            }
            remarks.iter().for_each(|remark| warnings.push(errors::remark(name, remark)));
            describe(&mut document, &sheet.document);
            return Ok(document);
        }
        pass += 1;
    }
}

/// Adds the words that a line end broke to the sheet; false when there is none that is not yet there.
fn keep_broken_words(lines: &[Line], sheet: &mut Sheet) -> bool {
    let broken = lines::broken_words(lines, &sheet.texts());
    let kept: BTreeSet<_> = sheet.keep.iter().cloned().collect();
    let before = sheet.keep.len();
    sheet.keep.extend(broken.into_iter().filter(|word| !kept.contains(word)));
    sheet.keep.len() > before
}

/// What the PDF says about itself comes from the sheet, whatever the layout sets.
fn describe(pages: &mut PagedDocument, document: &Document) {
    let info = pages.info_mut();
    info.title = Some(document.title.as_str().into());
    info.author = vec![document.author.as_str().into()];
    info.description = document.subject.as_deref().map(Into::into);
    info.keywords = document.keywords.iter().map(|word| word.as_str().into()).collect();
    info.date = Smart::Auto;
    if let Ok(lang) = document.lang.parse::<Lang>() {
        let region = document.region.as_ref().and_then(|region| region.parse::<Region>().ok());
        info.locale = Smart::Custom(Locale::new(lang, region));
    }
}
