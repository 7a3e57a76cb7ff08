//! Word files: an archive of XML parts. The way through:
//!
//! - `package.rs` finds and parses the parts; `styles.rs` and `numbering.rs` read those that say what paragraphs look like.
//! - `reader.rs` reads paragraphs in their order, with `inline.rs` for what is in one, `line.rs` for its text, `anchor.rs` for
//!   text boxes and `table.rs` for tables.
//! - `margins.rs` has the headers and footers of pages.
//! - `print.rs` makes lines of paragraphs.

mod anchor;
mod inline;
mod line;
mod margins;
mod numbering;
mod package;
mod print;
mod reader;
mod styles;
mod table;

use super::zip::Archive;
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span, not_read, shortened};
use numbering::Numbering;
use package::Relations;
use reader::{LeftOut, Paragraph, Reader};
use roxmltree::Document;
use styles::Styles;

/// Characters of hidden text in a message.
const MAX_QUOTED: usize = 500;

/// Whether bytes are those of a Word file with a password: it is packed in a file of the kind that old versions of Word
/// wrote, which names what it holds in UTF-16.
pub(in crate::input) fn is_encrypted(bytes: &[u8]) -> bool {
    const OLD_KIND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(OLD_KIND) && bytes.windows(name.len()).any(|window| window == name)
}

/// The error for a Word file with a password.
pub(in crate::input) fn encrypted(name: &str) -> Diagnostic {
    Diagnostic::at(Rule::FileProtected, Span::at(0), format!("`{name}` is protected with a password"))
        .help("save a copy without the password")
}

/// The text of a Word file; none where the archive is not a file of an office program.
///
/// # Errors
///
/// A file that is damaged or too large, or that is of another office program than Word.
pub(in crate::input) fn read(
    name: &str,
    archive: &mut Archive<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Source>, Diagnostic> {
    let Some(part) = package::main_part(archive)? else { return Ok(None) };
    let Some(text) = package::read(archive, &part)? else { return Ok(None) };
    let document = package::parse(&part, &text)?;
    match document.root_element().tag_name().name() {
        "document" => {}
        "workbook" => return Err(not_read(name, "an Excel workbook")),
        "presentation" => return Err(not_read(name, "a PowerPoint presentation")),
        _ => return Ok(None),
    }
    let relations = package::relations(archive, &part)?;
    let (paragraphs, left_out) = paragraphs(archive, &document, &relations)?;
    let source = print::print(name, &paragraphs)?;
    report(&left_out, diagnostics);
    Ok(Some(source))
}

/// The paragraphs of a document in the order in which they are read: what is in the header of the page, the body, what is
/// in the footer.
fn paragraphs(
    archive: &mut Archive<'_>,
    document: &Document<'_>,
    relations: &Relations,
) -> Result<(Vec<Paragraph>, LeftOut), Diagnostic> {
    let styles = part_of_kind(archive, relations, "styles", Styles::read)?.unwrap_or_default();
    let numbering = part_of_kind(archive, relations, "numbering", Numbering::read)?.unwrap_or_default();
    let by_parity = part_of_kind(archive, relations, "settings", margins::differ_by_parity)?.unwrap_or(false);
    let margins = margins::read(archive, document, relations, by_parity)?;
    let notes = notes(archive, relations)?;
    let margins = margins.iter().map(margins::Margin::parse).collect::<Result<Vec<_>, _>>()?;
    let notes = notes.iter().map(|note| note.parse()).collect::<Result<Vec<_>, _>>()?;

    let mut reader = Reader::new(&styles, &numbering, relations);
    for (kind, part) in &notes {
        reader.notes.extend(reader::notes(kind, part.root_element()));
    }
    let body = reader.blocks(document.root_element());
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for margin in &margins {
        reader.relations = margin.relations;
        let paragraphs = reader.aside(margin.document.root_element());
        if margin.is_above { above.push(paragraphs) } else { below.push(paragraphs) }
    }
    Ok((margins::around(body, above, below), reader.left_out))
}

/// What is read of the part of a kind.
fn part_of_kind<T>(
    archive: &mut Archive<'_>,
    relations: &Relations,
    kind: &str,
    read: impl Fn(&Document<'_>) -> T,
) -> Result<Option<T>, Diagnostic> {
    let Some(part) = relations.part_of_kind(kind) else { return Ok(None) };
    let Some(text) = package::read(archive, part)? else { return Ok(None) };
    Ok(Some(read(&package::parse(part, &text)?)))
}

/// A part with notes.
struct NotePart {
    kind: &'static str,
    name: String,
    text: String,
}

impl NotePart {
    fn parse(&self) -> Result<(&'static str, Document<'_>), Diagnostic> {
        Ok((self.kind, package::parse(&self.name, &self.text)?))
    }
}

/// The parts with notes.
fn notes(archive: &mut Archive<'_>, relations: &Relations) -> Result<Vec<NotePart>, Diagnostic> {
    let mut parts = Vec::new();
    for (kind, relation) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
        let Some(name) = relations.part_of_kind(relation) else { continue };
        let text = package::read(archive, name)?;
        parts.extend(text.map(|text| NotePart { kind, name: name.to_owned(), text }));
    }
    Ok(parts)
}

/// Names what the document has and the text does not.
fn report(left_out: &LeftOut, diagnostics: &mut Diagnostics) {
    let mut warn = |message: String, help: &str| {
        diagnostics.push(Diagnostic::at(Rule::ContentOmitted, Span::at(0), message).help(help));
    };
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("{one} is left out"),
        count => format!("{count} {many} are left out"),
    };
    for text in &left_out.hidden {
        let text = shortened(text, MAX_QUOTED);
        warn(
            format!("hidden text is left out: `{text}`"),
            "show it in the document if it is meant to be read",
        );
    }
    if left_out.changes > 0 {
        let message =
            counted(left_out.changes, "a deletion of which the document keeps track", "tracked deletions");
        warn(message, "accept or reject all changes in the document");
    }
    if left_out.embedded > 0 {
        let message =
            counted(left_out.embedded, "a chart or an embedded document", "charts and embedded documents");
        warn(message, "write what they say as text");
    }
    if left_out.comments > 0 {
        warn(counted(left_out.comments, "a comment", "comments"), "comments are no part of a résumé");
    }
}

#[cfg(test)]
mod tests;
