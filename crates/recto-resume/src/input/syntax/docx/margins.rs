//! Headers and footers of the pages. People write their contact details there; page numbers and what repeats are there too.

use super::package::{self, Relations, attribute, child};
use super::reader::Paragraph;
use crate::input::syntax::zip::Archive;
use crate::text::{Diagnostic, LineRole};
use roxmltree::Document;
use std::collections::BTreeSet;

/// Characters in a line that is about the number of the page.
const MAX_NUMBERED: usize = 60;

/// Figures in a line that is a telephone number, beside page numbers.
const FIGURES_OF_A_NUMBER: usize = 7;

/// Bytes in all headers and footers.
const MAX_BYTES: usize = 4_000_000;

/// A header or a footer.
pub(super) struct Margin {
    is_above: bool,
    part: String,
    text: String,
    relations: Relations,
}

/// A header or a footer whose elements are read.
pub(super) struct ParsedMargin<'m> {
    pub(super) is_above: bool,
    pub(super) document: Document<'m>,
    pub(super) relations: &'m Relations,
}

impl Margin {
    pub(super) fn parse(&self) -> Result<ParsedMargin<'_>, Diagnostic> {
        let document = package::parse(&self.part, &self.text)?;
        Ok(ParsedMargin { is_above: self.is_above, document, relations: &self.relations })
    }
}

/// Whether pages on the left have headers of their own, by the part with the settings.
pub(super) fn differ_by_parity(settings: &Document<'_>) -> bool {
    child(settings.root_element(), "evenAndOddHeaders").is_some()
}

/// The headers and footers that pages of a document show, that of the first page first.
pub(super) fn read(
    archive: &mut Archive<'_>,
    document: &Document<'_>,
    relations: &Relations,
    by_parity: bool,
) -> Result<Vec<Margin>, Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut margins = Vec::new();
    let mut bytes = 0;
    let sections = || document.descendants().filter(|node| node.tag_name().name() == "sectPr");
    let has_first = sections().any(|section| child(section, "titlePg").is_some());
    for kind in ["first", "default", "even"] {
        if (kind == "first" && !has_first) || (kind == "even" && !by_parity) {
            continue;
        }
        for reference in sections().flat_map(|section| section.children()) {
            let is_above = match reference.tag_name().name() {
                "headerReference" => true,
                "footerReference" => false,
                _ => continue,
            };
            if attribute(reference, "type").unwrap_or("default") != kind {
                continue;
            }
            let Some(part) = attribute(reference, "id").and_then(|id| relations.part(id)) else { continue };
            if !seen.insert(part.to_owned()) {
                continue;
            }
            if let Some(text) = package::read(archive, part)? {
                let relations = package::relations(archive, part)?;
                bytes += text.len();
                if bytes > MAX_BYTES {
                    return Err(package::excessive("the document has more than 4 MB of headers and footers"));
                }
                margins.push(Margin { is_above, part: part.to_owned(), text, relations });
            }
        }
    }
    Ok(margins)
}

/// The body between headers and footers. What these say again, and page numbers, is furniture.
pub(super) fn around(
    body: Vec<Paragraph>,
    above: Vec<Vec<Paragraph>>,
    below: Vec<Vec<Paragraph>>,
) -> Vec<Paragraph> {
    let mut said: BTreeSet<String> = body.iter().map(words).collect();
    let mut settle = |mut paragraph: Paragraph| {
        let is_again = !said.insert(words(&paragraph));
        if is_again || is_page_number(&paragraph) {
            paragraph.role = Some(LineRole::Furniture);
        }
        paragraph
    };
    let above: Vec<_> = above.into_iter().flatten().map(&mut settle).collect();
    let below: Vec<_> = below.into_iter().flatten().map(&mut settle).collect();
    above.into_iter().chain(body).chain(below).collect()
}

/// What a paragraph says, without regard to case and space.
fn words(paragraph: &Paragraph) -> String {
    let lines = paragraph.lines.iter().map(|line| line.text.to_lowercase());
    lines.collect::<String>().split_whitespace().collect()
}

/// Whether a paragraph is about the number of the page: it has one and no contact details.
fn is_page_number(paragraph: &Paragraph) -> bool {
    let text: String = paragraph.lines.iter().map(|line| line.text.as_str()).collect();
    paragraph.has_page_number
        && text.chars().count() <= MAX_NUMBERED
        && !text.contains('@')
        && text.chars().filter(char::is_ascii_digit).count() < FIGURES_OF_A_NUMBER
}
