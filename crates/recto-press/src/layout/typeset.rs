//! Runs the engine on one composition: fonts first, then a layout, then once more with the words whole that a line end
//! broke.

use super::fonts::PageFonts;
use super::lines::{self, Line};
use super::world::PageWorld;
use super::{Layout, Photo, bounds, clusters, engine_errors, errors, glyphs, on_big_stack};
use crate::sheet::{self, Document, Measures, long_words};
use recto_resume::text::{Diagnostic, Diagnostics, Rule};
use serde::{Deserialize, Serialize};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Content, NativeElement, Selector, Smart};
use typst::introspection::{Introspector, MetadataElem};
use typst::text::{Lang, Locale, Region};
use typst_layout::PagedDocument;

/// Layouts of one composition at most: the first, and one for each set of words that a line end broke, or of pages that begin
/// inside a paragraph. In practice the second is the last.
const MAX_PASSES: usize = 4;

/// Bytes of the longest string in PDF/A-2 (ISO 19005-2, 6.1.13), less the mark of its encoding. The keywords are one string;
/// those beyond are on the pages, but not in what the file says about itself.
const LONGEST_STRING: usize = 32_000;

/// Everything that the pages of a résumé follow from but the measures.
#[derive(Clone, Copy)]
pub struct Composition<'a> {
    /// The layout.
    pub layout: &'a Layout,
    /// The fonts that were chosen for the content.
    pub fonts: &'a PageFonts<'a>,
    /// What is printed.
    pub content: &'a sheet::Content,
    /// The content as JSON, as [`serialize`] gives it.
    pub json: &'a Bytes,
    /// The photo, when the content has a place for it.
    pub photo: Option<&'a Photo>,
    /// The bytes of the file that is stored in the PDF, when the content names one.
    pub attachment: Option<&'a Bytes>,
    /// What the engine remembers is dropped when so many calls did not need it.
    pub remember: usize,
}

/// What one pass learns for the next. Served to Typst as `/findings.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Findings {
    /// Words that must not break at a line end.
    pub keep: Vec<String>,
    /// Those of them that are also parts of other words.
    pub parts: Vec<String>,
    /// Words that may be wider than a line, and may then break anywhere.
    pub long: Vec<String>,
}

/// The pages of a composition at some measures.
#[derive(Debug)]
pub struct Typeset {
    /// The pages as the engine has them.
    pub document: PagedDocument,
    /// Their lines, in reading order.
    pub lines: Vec<Line>,
    /// What there is to say about them.
    pub remarks: Vec<Diagnostic>,
    /// The words that it keeps whole.
    pub kept: Vec<String>,
    /// How many layouts it took.
    pub passes: usize,
}

/// A value as the engine reads it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn serialize(value: &impl Serialize) -> Result<Bytes, Diagnostic> {
    let json = serde_json::to_vec(value);
    json.map(Bytes::new)
        .map_err(|error| Diagnostic::of(Rule::Bug, format!("the content could not be written: {error}")))
}

/// Sets a composition at some measures. Nothing is changed by it: another call may take other measures. `keep` are words
/// to keep whole from the first pass on, such as those that a call with similar measures kept.
///
/// # Errors
/// When it cannot be set, or a text would reach beyond its page.
pub fn typeset(
    composition: &Composition<'_>,
    measures: &Measures,
    keep: &[String],
) -> Result<Typeset, Diagnostics> {
    comemo::evict(composition.remember);
    let set = on_big_stack(|| passes(composition, measures, keep)).unwrap_or_else(|fault| Err(vec![fault]));
    set.map_err(Diagnostics::from_iter)
}

/// Lays out until no line end breaks a word that could be whole.
fn passes(
    composition: &Composition<'_>,
    measures: &Measures,
    keep: &[String],
) -> Result<Typeset, Vec<Diagnostic>> {
    let Composition { layout, content, photo, .. } = composition;
    let fail = |fault| vec![fault];
    let sizes = serialize(measures).map_err(fail)?;
    let text = lines::joined(&content.facts());
    let mut findings = Findings { long: long_words(content, measures), ..Findings::default() };
    findings.keep(keep.iter().cloned(), &text);
    let mut inside = Vec::new();
    let mut pass = 1;
    loop {
        let found = serialize(&findings).map_err(fail)?;
        let begun = serialize(&inside).map_err(fail)?;
        let world = PageWorld::new(composition, &sizes, found, begun).map_err(fail)?;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let name = &layout.manifest.name;
        let mut document = output.map_err(|faults| {
            let failed = format!("layout `{name}` could not be typeset");
            let place = |error: &SourceDiagnostic| layout.place(error);
            engine_errors((Rule::LayoutFailed, &failed), &faults, content, photo.map(Photo::span), place)
        })?;
        let lines = lines::lines(&document, content.document.dir == "rtl");
        let before = std::mem::replace(&mut inside, begin_inside(&document));
        let is_new = findings.keep(lines::broken_words(&lines, &text), &text) || inside != before;
        if pass == MAX_PASSES || !is_new {
            let sizes: Vec<_> = document.pages().iter().map(|page| page.frame.size()).collect();
            let cut_off = bounds::cut_off(&lines, &sizes, || content.leaves());
            if !cut_off.is_empty() {
                return Err(cut_off);
            }
            let foreign = bounds::foreign_links(name, &document);
            if !foreign.is_empty() {
                return Err(foreign);
            }
            describe(&mut document, &content.document);
            let unclear = clusters::unclear(&document).into_iter().collect::<Vec<_>>();
            let warned = warnings.iter().map(|warning| errors::remark(name, warning));
            let remarks = warned.chain(glyphs::composed(&unclear, &content.leaves())).collect();
            return Ok(Typeset { document, lines, remarks, kept: findings.keep, passes: pass });
        }
        pass += 1;
    }
}

/// The pages that begin inside a long paragraph, from 1: more of them begin on the pages before than end there.
fn begin_inside(document: &PagedDocument) -> Vec<usize> {
    let introspector = document.introspector();
    let mark = |mark: Content| {
        let page = introspector.page(mark.location()?)?.get();
        let step = mark.to_packed::<MetadataElem>()?.value.clone().cast::<i64>().ok()?;
        Some((page, step))
    };
    let marks = introspector.query(&Selector::Elem(MetadataElem::ELEM, None));
    let marks: Vec<_> = marks.into_iter().filter_map(mark).collect();
    let is_inside =
        |page: &usize| marks.iter().filter(|(at, _)| at < page).map(|(_, step)| step).sum::<i64>() > 0;
    (1..=document.pages().len()).filter(is_inside).collect()
}

impl Findings {
    /// Adds words of `text` that a line end broke; false when there is none that is not yet there.
    fn keep(&mut self, words: impl IntoIterator<Item = String>, text: &str) -> bool {
        let before = self.keep.len();
        for word in words {
            if !self.keep.contains(&word) {
                self.parts.extend(lines::is_part(&word, text).then(|| word.clone()));
                self.keep.push(word);
            }
        }
        self.keep.len() > before
    }
}

/// What the PDF says about itself comes from the content, whatever the layout sets.
fn describe(pages: &mut PagedDocument, document: &Document) {
    let info = pages.info_mut();
    info.title = Some(document.title.as_str().into());
    info.author = vec![document.author.as_str().into()];
    info.description = document.subject.as_deref().map(Into::into);
    let mut left = LONGEST_STRING;
    let keywords = document.keywords.iter().take_while(|word| {
        left = left.saturating_sub(2 * word.encode_utf16().count() + 4);
        left > 0
    });
    info.keywords = keywords.map(|word| word.as_str().into()).collect();
    info.date = Smart::Auto;
    if let Ok(lang) = document.lang.parse::<Lang>() {
        let region = document.region.as_ref().and_then(|region| region.parse::<Region>().ok());
        info.locale = Smart::Custom(Locale::new(lang, region));
    }
}
