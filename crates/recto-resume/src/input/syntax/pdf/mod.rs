//! PDF files: glyphs become words, lines, columns, and a text in the order of reading.
//!
//! `letters.rs` takes the glyphs that are seen, `runs.rs` makes words and runs of them, `furniture.rs` takes out what repeats on every page,
//! `columns.rs` divides the pages, and `lines.rs` writes the lines. `tags.rs` has what the file's tag tree says of the letters.

mod columns;
mod furniture;
mod items;
mod letters;
mod lines;
mod runs;
mod tags;

use crate::pdf::{PdfError, PdfFile};
use crate::text::{Diagnostic, Diagnostics, Extracted, LineRole, Rule, Source, Span};
use letters::Letters;
use tags::Tags;

/// How many bytes may be before the beginning of a file.
const MAX_JUNK: usize = 1024;

/// Whether bytes are a PDF file.
pub(in crate::input) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(MAX_JUNK)].windows(5).any(|window| window == b"%PDF-")
}

/// Takes the text out of a PDF file.
pub(in crate::input) fn read(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Source {
    let file = match PdfFile::read(bytes) {
        Ok(file) => file,
        Err(error) => {
            diagnostics.push(refused(name, error));
            return Source::new(name, "");
        }
    };
    let tags = Tags::of(&file);
    let letters = Letters::of(&file, &tags);
    let (level, turned) = (letters.level, letters.turned);
    let (text, furniture) = furniture::split(runs::of(level), &letters.pages);
    let blocks = columns::of(text);
    let mut drafts = lines::drafts(blocks, 10.0);
    let _ = turned;
    for run in furniture {
        let (left, right) = (run.left, run.right);
        drafts.push(lines::Draft { runs: vec![run], column: 0, left, right, role: LineRole::Furniture, starts: Default::default() });
    }
    let mut writer = lines::Writer::new(&file, &drafts);
    drafts.iter().for_each(|draft| writer.line(draft));
    Source { name: name.to_owned(), text: writer.text, extracted: Some(Extracted::Lines(writer.lines)) }
}

fn refused(name: &str, error: PdfError) -> Diagnostic {
    Diagnostic::at(Rule::FileDamaged, Span::at(0), format!("`{name}`: {error}"))
}
