//! PDF files: glyphs become words, lines, columns, and a text in the order of reading.
//!
//! `letters.rs` takes the glyphs that are seen, `runs.rs` makes words and runs of them, `furniture.rs` takes out what repeats on every page,
//! `columns.rs` divides the pages, and `lines.rs` writes the lines. `tags.rs` has what the file's tag tree says of the letters. Before all of
//! that, `own.rs` looks for the résumé as data.

mod columns;
mod furniture;
mod items;
mod letters;
mod lines;
mod messages;
mod own;
mod runs;
mod tags;
#[cfg(test)]
mod tests;

use crate::pdf::{PdfFile, PdfLimits, mirrored, right_to_left};
use crate::text::{Diagnostics, Extracted, Source};
use letters::Letters;
use lines::{Draft, Writer};
use tags::Tags;

/// How many bytes may be before the beginning of a file.
const MAX_JUNK: usize = 1024;
/// How much of a file is read. A plot of measurements takes tens of thousands of steps.
const LIMITS: PdfLimits = PdfLimits { pages: 200, steps: 1_500_000 };

/// Whether bytes are a PDF file.
pub(in crate::input) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(MAX_JUNK)].windows(5).any(|window| window == b"%PDF-")
}

/// Takes the text out of a PDF file, or the data that it has of the résumé. `open` reads a file of data.
pub(in crate::input) fn read(
    name: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
    open: impl FnOnce(&str, Vec<u8>, &mut Diagnostics) -> Source,
) -> Source {
    let file = match PdfFile::read_within(bytes, LIMITS) {
        Ok(file) => file,
        Err(error) => {
            diagnostics.push(messages::refused(name, error, LIMITS));
            return Source::new(name, "");
        }
    };
    if let Some(data) = own::attached(&file) {
        return open(&data.name, data.data.clone(), diagnostics);
    }
    if let Some(json) = own::metadata(&file) {
        return Source::new(name, json);
    }
    match right_to_left(&file) {
        Some(lang) => text(name, &from_left(file, lang), diagnostics),
        None => text(name, &file, diagnostics),
    }
}

/// A file whose pages run from right to left as one whose pages run from left to right.
fn from_left(file: PdfFile, lang: &str) -> PdfFile {
    let mut file = mirrored(file, lang, &[]);
    // They name letters by their places in the file.
    file.elements.clear();
    for page in &mut file.pages {
        for area in page.links.iter_mut().map(|link| &mut link.area) {
            (area.left, area.right) = (page.width - area.right, page.width - area.left);
        }
    }
    file
}

/// The text of the pages.
fn text(name: &str, file: &PdfFile, diagnostics: &mut Diagnostics) -> Source {
    let tags = Tags::of(file);
    let mut letters = Letters::of(file, &tags);
    if let Some(error) = messages::without_text(name, file, &letters) {
        diagnostics.push(error);
        return Source::new(name, "");
    }
    let (level, turned) = (std::mem::take(&mut letters.level), std::mem::take(&mut letters.turned));
    let (content, furniture) = furniture::split(runs::of(level), &letters.pages);
    let mut drafts = lines::drafts(columns::of(content));
    drafts.extend(runs::turned(turned).into_iter().map(Draft::alone));
    drafts.extend(furniture.into_iter().map(Draft::furniture));
    let mut writer = Writer::new(file, &drafts);
    drafts.iter().for_each(|draft| writer.line(draft));
    messages::left_out(&letters, diagnostics);
    Source { name: name.to_owned(), text: writer.text, extracted: Some(Extracted::Lines(writer.lines)) }
}
