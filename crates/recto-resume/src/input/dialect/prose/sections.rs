//! The document cut into its parts: the person at the top, then sections. What a heading is follows from
//! its place, its text and its dates, not from its number of `#`.

use super::entry::address_blocks;
use super::head::addresses;
use super::holds_entries;
use super::line::Line;
use super::person::{self, Person};
use super::words::{self, Known};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::resume::SectionKind;
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// One section, not yet read.
#[derive(Debug)]
pub(super) struct Section {
    /// How it is to be read.
    pub kind: SectionKind,
    /// Its title; `None` for jobs that stand under no heading of their own.
    pub title: Option<Phrase>,
    /// What is known of its title.
    pub known: Option<Known>,
    pub span: Span,
    pub blocks: Vec<Block>,
}

/// A document in its parts.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub person: Person,
    pub sections: Vec<Section>,
}

/// A heading on the way.
struct Heading {
    level: u8,
    phrase: Phrase,
    known: Option<Known>,
}

/// Cuts a document.
pub(super) fn read(blocks: Vec<Block>, diagnostics: &mut Diagnostics) -> Document {
    let mut document = Document::default();
    let mut blocks = promote_titles(blocks);
    for block in blocks.iter_mut().filter(|block| block.heading().is_some()) {
        document.person.icons.strip_block(block);
    }
    let mut blocks = take_top(blocks, &mut document.person, diagnostics);
    let headings: Vec<_> = blocks.iter().filter_map(heading).collect();
    let known = headings.iter().filter(|heading| heading.known.is_some()).map(|heading| heading.level).min();
    let level = known.or_else(|| headings.iter().map(|heading| heading.level).min()).unwrap_or(1);
    blocks.reverse();
    while let Some(block) = blocks.pop() {
        let heading = heading(&block);
        let place =
            heading.as_ref().map_or(Place::Inside, |heading| place(heading, level, &document, &blocks));
        match (place, heading) {
            (Place::Section, Some(heading)) => document.sections.push(section(heading, block.span)),
            (Place::Contact, _) => {
                while let Some(below) = blocks.pop_if(|block| block.heading().is_none()) {
                    document.person.read_block(below);
                }
            }
            (Place::Job, _) => document.sections.push(Section {
                kind: SectionKind::Work,
                title: None,
                known: None,
                span: block.span,
                blocks: vec![block],
            }),
            _ => match document.sections.last_mut() {
                Some(section) => section.blocks.push(block),
                None => document.person.read_block(block),
            },
        }
    }
    take_bottom(&mut document);
    std::mem::take(&mut document.person.icons).report(diagnostics);
    document
}

/// Some write the way to reach them as a quotation at the very end.
fn take_bottom(document: &mut Document) {
    let Some(section) = document.sections.last_mut() else { return };
    let is_contact =
        |block: &mut Block| matches!(block.kind, BlockKind::Quote(_)) && person::is_contact(block);
    if section.kind != SectionKind::References
        && let Some(block) = section.blocks.pop_if(is_contact)
    {
        document.person.read_block(block);
    }
}

/// Where a heading belongs.
enum Place {
    /// It begins a section.
    Section,
    /// It stands over ways to reach the person.
    Contact,
    /// It is a job under no section.
    Job,
    /// It belongs to the section that is open; where none is, it says something about the person.
    Inside,
}

/// Places a heading. `rest` is what follows, last first.
fn place(heading: &Heading, level: u8, document: &Document, rest: &[Block]) -> Place {
    let open = document.sections.last();
    let is_entry = Line::read(heading.phrase.clone()).is_dated();
    let above = heading.level <= level;
    match (heading.known, open) {
        (Some(_), _) if above => Place::Section,
        (None, _) if above && person::is_contact_section(&heading.phrase, rest) => Place::Contact,
        // A deeper section under running text: `## Profile`, `### Experience`.
        (Some(_), Some(open)) if open.kind == SectionKind::Summary => Place::Section,
        (_, None) if is_entry => Place::Job,
        (_, None) if person::is_about(&heading.phrase, rest, &document.person) => Place::Inside,
        (_, Some(open)) if above && is_entry && !holds_entries(open.kind) => Place::Job,
        (_, Some(_)) if is_entry => Place::Inside,
        _ if above => Place::Section,
        _ => Place::Inside,
    }
}

fn section(heading: Heading, span: Span) -> Section {
    let kind = heading.known.map_or_else(|| words::likely_kind(&heading.phrase.text), |known| known.kind);
    let title = heading.phrase.trim_matches(":");
    let title = if title.is_empty() { heading.phrase } else { title };
    let blocks = address_blocks(addresses(&title)).collect();
    Section { kind, title: Some(title), known: heading.known, span, blocks }
}

fn heading(block: &Block) -> Option<Heading> {
    let (level, phrase) = block.heading()?;
    Some(Heading { level, phrase: phrase.clone(), known: words::section(&phrase.text) })
}

/// Takes the name off the top: the first heading, unless it is a section, or a bold line that can only be
/// a name.
fn take_top(mut blocks: Vec<Block>, person: &mut Person, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let mut at = blocks.iter().position(|block| block.heading().is_some());
    if let Some(first) = at.and_then(|at| heading(&blocks[at]))
        && words::is_document_title(&first.phrase.text)
        && let Some(index) = at
    {
        let message = format!("the heading `{}` is not printed", &*first.phrase.text);
        let title = Diagnostic::at(Rule::HeadingIgnored, first.phrase.span(), message);
        diagnostics.push(title.label("says only what this is").help("write your name there"));
        blocks.remove(index);
        at = blocks.get(index).and_then(heading).map(|_| index);
    }
    let first = at.and_then(|at| heading(&blocks[at]).map(|heading| (at, heading)));
    match first {
        Some((at, heading)) if heading.known.is_none() && !Line::read(heading.phrase.clone()).is_dated() => {
            person.read_name(&heading.phrase);
            blocks.remove(at);
        }
        _ => {
            if let Some(name) = blocks.first().and_then(bold_name) {
                person.basics.name = name.literal();
                blocks.remove(0);
            }
        }
    }
    blocks
}

/// A paragraph that is one short bold line without digits.
fn bold_name(block: &Block) -> Option<Phrase> {
    let line = block.text()?;
    let words = line.text.split_whitespace().count();
    let is_name =
        line.lines().len() == 1 && !line.has_links() && line.is_strong() && (2..=5).contains(&words);
    (is_name
        && !line.text.contains(|c: char| c.is_numeric() || "@:.!?".contains(c))
        && words::section(&line.text).is_none())
    .then(|| line.clone())
}

/// The level of a line that is a title.
const TITLE_LEVEL: u8 = 2;

/// Makes headings of the lines that are titles of sections, when no heading is one.
fn promote_titles(blocks: Vec<Block>) -> Vec<Block> {
    let is_title =
        |block: &Block| block.heading().is_some_and(|(_, phrase)| words::section(&phrase.text).is_some());
    if blocks.iter().any(is_title) {
        return blocks;
    }
    let headed = blocks.iter().filter(|block| block.heading().is_some()).count() > 1;
    let lines = blocks.iter().filter_map(Block::first_line);
    let known: Vec<_> = lines.filter(|line| is_known(line, headed)).collect();
    if known.is_empty() {
        return blocks;
    }
    // Where the known titles are bold and in capitals, another such line is a title too.
    let is_loud = |line: &Phrase| is_capitals(&line.text) && line.is_strong();
    let are_loud = known.iter().all(is_loud);
    let mut out = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        // The first line can be the name.
        let is_title = |line: &Phrase| is_known(line, headed) || (n > 0 && are_loud && is_loud(line));
        let is_title = block.first_line().is_some_and(|line| is_title(&line));
        match block.kind {
            BlockKind::Paragraph(phrase) if is_title => push_title(&phrase, &mut out),
            kind => out.push(Block { kind, span: block.span }),
        }
    }
    out
}

fn push_title(phrase: &Phrase, out: &mut Vec<Block>) {
    let (title, rest) = phrase.take_line(0);
    out.push(Block { span: title.span(), kind: BlockKind::Heading(TITLE_LEVEL, title) });
    out.extend((!rest.is_empty()).then(|| Block::paragraph(rest)));
}

/// Whether a line is a title that recto knows. Without marks it must be in capitals, and no other heading there.
fn is_known(line: &Phrase, headed: bool) -> bool {
    words::section(&line.text).is_some() && (line.is_strong() || (!headed && is_capitals(&line.text)))
}

fn is_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase)
        && !text.contains(|c: char| c.is_lowercase() || c.is_numeric())
        && text.split_whitespace().count() <= 5
}
