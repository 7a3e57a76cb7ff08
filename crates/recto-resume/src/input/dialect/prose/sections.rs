//! The document cut into its parts: the person at the top, then sections. What a heading is follows from
//! its place, its text and its dates, not from its number of `#`.

use super::entry::address_blocks;
use super::head::addresses;
use super::holds_entries;
use super::line::Line;
use super::outline::Outline;
use super::person::{self, Person};
use super::tables::as_details;
use super::words::{self, Known};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::resume::{SectionKind, Text};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// One section, not yet read.
#[derive(Debug)]
pub(super) struct Section {
    /// How it is to be read.
    pub kind: SectionKind,
    /// Its title; `None` for jobs without a heading of a section over them.
    pub title: Option<Text>,
    /// What is known of its title.
    pub known: Option<Known>,
    pub span: Span,
    pub blocks: Vec<Block>,
    /// Its entries, where they are known from more than its blocks.
    pub outline: Option<Outline>,
}

/// A document in its parts.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub person: Person,
    pub sections: Vec<Section>,
}

/// Cuts a document.
pub(super) fn read(blocks: Vec<Block>, diagnostics: &mut Diagnostics) -> Document {
    let mut document = Document::default();
    let mut blocks = promote_titles(blocks);
    for block in blocks.iter_mut().filter(|block| block.heading().is_some()) {
        document.person.icons.strip_block(block);
    }
    take_top(&mut blocks, &mut document.person, diagnostics);
    let rank = |(level, phrase): &(u8, &Phrase)| (words::section(&phrase.text).is_none(), *level);
    let level = blocks.iter().filter_map(Block::heading).min_by_key(rank).map_or(1, |(level, _)| level);
    // The level of the last section: another heading of that level begins a section, too.
    let mut open = 0;
    blocks.reverse();
    while let Some(block) = blocks.pop() {
        let below = || blocks.pop_if(|next| next.heading().is_none());
        let mut stretch: Vec<_> = std::iter::from_fn(below).collect();
        let next = blocks.last().and_then(Block::heading);
        let heading = block.heading().map(|(at, phrase)| Heading {
            phrase,
            at,
            is_above: at <= level.max(open),
            is_over: stretch.is_empty()
                && next.is_some_and(|(below, next)| below > at && !is_known_title(next)),
        });
        match heading.map(|heading| (heading, place(&heading, &document, &stretch))) {
            Some((heading, Place::Section)) => {
                report_misspelled(heading.phrase, diagnostics);
                document.sections.push(section(heading.phrase.clone(), block.span));
                open = heading.at;
            }
            Some((_, Place::Contact)) => {
                stretch.drain(..).map(as_details).for_each(|block| document.person.read_contact_block(block));
            }
            Some((_, Place::Job)) => {
                let (kind, span) = (SectionKind::Work, block.span);
                document.sections.push(Section {
                    kind,
                    title: None,
                    known: None,
                    span,
                    blocks: vec![block],
                    outline: None,
                });
            }
            Some((_, Place::Inside)) | None => stretch.insert(0, block),
        }
        match document.sections.last_mut() {
            Some(section) => section.blocks.extend(stretch),
            None => stretch.into_iter().for_each(|block| document.person.read_top(block)),
        }
    }
    take_bottom(&mut document);
    std::mem::take(&mut document.person.icons).report(diagnostics);
    document
}

/// Some write the way to reach them as a quotation at the very end.
fn take_bottom(document: &mut Document) {
    let Some(section) = document.sections.last_mut() else { return };
    let is_contact = |block: &mut Block| matches!(block.kind, BlockKind::Quote(_)) && person::reaches(block);
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
    /// It is over ways to reach the person.
    Contact,
    /// It is a job under no section.
    Job,
    /// It belongs to the section that is open; where none is, it says something about the person.
    Inside,
}

/// A heading and where it is.
#[derive(Clone, Copy)]
struct Heading<'a> {
    phrase: &'a Phrase,
    /// Its level.
    at: u8,
    /// Whether it is above those inside a section.
    is_above: bool,
    /// Whether the next thing below it is a heading of its own that is no title.
    is_over: bool,
}

/// Whether a heading is known to be that of a section or of contact details.
fn is_known_title(heading: &Phrase) -> bool {
    words::section(&heading.text).is_some() || words::is_contact_title(&heading.text)
}

/// Places a heading with the blocks `below` it.
fn place(heading: &Heading<'_>, document: &Document, below: &[Block]) -> Place {
    let Heading { phrase: heading, at, is_above: above, is_over } = *heading;
    let is_first = document.sections.is_empty();
    let is_entry = Line::read(heading.clone()).is_dated();
    match (words::section(&heading.text), document.sections.last()) {
        (Some(_), _) if above => Place::Section,
        (None, _) if (above || is_first) && person::is_contact_section(heading, below) => Place::Contact,
        // A deeper section under running text: `## Profile`, `### Experience`.
        (Some(_), Some(open)) if open.kind == SectionKind::Summary => Place::Section,
        (Some(_), Some(open)) if !is_entry && !is_part(at, heading, open) => Place::Section,
        (_, None) if is_entry => Place::Job,
        (_, None) if !is_over && person::is_about(heading, below, &document.person) => Place::Inside,
        (_, Some(open)) if above && is_entry && !holds_entries(open.kind) => Place::Job,
        (_, Some(_)) if is_entry => Place::Inside,
        _ if above => Place::Section,
        _ => Place::Inside,
    }
}

/// Whether a title of level `at` is a part of an entry in the section that is open: `#### Projects` below `### Engineer`.
fn is_part(at: u8, title: &Phrase, open: &Section) -> bool {
    let mut entries = open.blocks.iter().filter_map(Block::heading).map(|(level, _)| level).peekable();
    let follows_entry = entries.peek().is_some();
    entries.any(|level| level < at) || (follows_entry && words::is_subhead(&title.text))
}

/// Reports a title that is nearly one that recto knows.
fn report_misspelled(title: &Phrase, diagnostics: &mut Diagnostics) {
    if words::section(&title.text).is_some() {
        return;
    }
    let Some(known) = words::near_section(&title.text) else { return };
    let message = format!("the title `{}` is not known", &*title.text);
    let unknown = Diagnostic::at(Rule::TitleUnknown, title.span(), message);
    diagnostics.push(unknown.label("read as a section of your own").help(format!("did you mean `{known}`?")));
}

fn section(heading: Phrase, span: Span) -> Section {
    let known = words::section(&heading.text);
    let kind = known.map_or_else(|| words::likely_kind(&heading.text), |known| known.kind);
    let title = Some(heading.trim_matches(":")).filter(|title| !title.is_empty()).unwrap_or(heading);
    let blocks = address_blocks(addresses(&title)).collect();
    Section { kind, title: title.literal(), known, span, blocks, outline: None }
}

/// Takes the name off the top: the first heading, unless it is a section, or a bold line that can only be
/// a name.
fn take_top(blocks: &mut Vec<Block>, person: &mut Person, diagnostics: &mut Diagnostics) {
    let first = blocks.iter().position(|block| block.heading().is_some()).unwrap_or(blocks.len());
    let heading =
        |blocks: &[Block]| blocks.get(first).and_then(Block::heading).map(|(_, phrase)| phrase.clone());
    let mut top = heading(blocks);
    if let Some(title) = top.take_if(|title| words::is_document_title(&title.text)) {
        diagnostics.push(document_title(&title).help("write your name there"));
        blocks.remove(first);
        top = heading(blocks);
    }
    let is_name = |top: &Phrase| !is_known_title(top) && !Line::read(top.clone()).is_dated();
    if let Some(name) = top.filter(is_name) {
        person.read_name(&name);
        blocks.remove(first);
        // `**Curriculum Vitae**` below the name.
        let next = blocks.get(first).and_then(|next| next.heading().map(|(_, title)| title).or(next.text()));
        if let Some(title) = next.filter(|title| words::document_rest(&title.text) == Some(0..0)) {
            diagnostics.push(document_title(title));
            blocks.remove(first);
        }
    } else if let Some(name) = blocks.first().and_then(bold_name) {
        person.basics.name = name.literal();
        blocks.remove(0);
    }
}

/// The warning about a title that only says what the file is.
fn document_title(title: &Phrase) -> Diagnostic {
    let message = format!("the heading `{}` is not printed", &*title.text);
    Diagnostic::at(Rule::HeadingIgnored, title.span(), message).label("says only what this is")
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
    let known = blocks.iter().filter_map(Block::first_line).filter(|line| is_known(line, headed));
    // Where the known titles are bold and in capitals, another such line is a title too.
    let is_loud = |line: &Phrase| is_capitals(&line.text) && line.is_strong();
    let loud: Vec<_> = known.map(|line| is_loud(&line)).collect();
    let are_loud = !loud.is_empty() && !loud.contains(&false);
    let mut out = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        // The first line can be the name.
        let is_title = |line: &Phrase| is_known(line, headed) || (n > 0 && are_loud && is_loud(line));
        match block.text().map(|phrase| phrase.take_line(0)).filter(|(line, _)| is_title(line)) {
            Some((title, rest)) => {
                out.push(Block { span: title.span(), kind: BlockKind::Heading(TITLE_LEVEL, title) });
                out.extend((!rest.is_empty()).then(|| Block::paragraph(rest)));
            }
            None => out.push(block),
        }
    }
    out
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
