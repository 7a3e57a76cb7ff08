//! The top of the file: name, headline, ways to reach the person.

use super::address::{addresses, has_contact};
use super::contact::{MAX_HEADLINE, is_names, is_separator, is_short, read_line};
use super::icons::Icons;
use super::parts::strong_first;
use super::tables::as_details;
use super::words::{
    document_rest, is_contact_title, is_document_title, label_end, names_organization, names_place,
    names_role, section,
};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::language::contact_label;
use crate::resume::Basics;
use crate::resume::contact::Way;
use crate::schema::{BASICS, LOCATION};

/// What the top of the file says about the person.
#[derive(Debug, Default)]
pub(super) struct Person {
    /// Name, headline and ways to reach the person.
    pub basics: Basics,
    /// Running text before the first section.
    pub summary: Vec<Block>,
    /// Pictures before headings and contact items.
    pub icons: Icons,
}

impl Person {
    /// Reads the name's heading: `Ada Example - Software Engineer`.
    pub fn read_name(&mut self, phrase: &Phrase) {
        if let Some(end) = label_end(&phrase.text).filter(|end| announces_name(&phrase.text[..*end])) {
            self.basics.name = phrase.slice(end..phrase.text.len()).literal();
            return;
        }
        let rest = document_rest(&phrase.text).map(|rest| phrase.slice(rest));
        if let Some(rest) = rest.filter(|rest| !has_contact(phrase) && is_plain(rest)) {
            let slot = if names_role(&rest.text) { &mut self.basics.label } else { &mut self.basics.name };
            *slot = rest.literal();
            return;
        }
        let cut = phrase.split_once(&[" - ", " – ", " — ", " | ", " · ", ": "]);
        let (name, rest) = cut.unwrap_or_else(|| (phrase.clone(), Phrase::default()));
        let (name, rest) =
            if is_document_title(&name.text) { (rest, Phrase::default()) } else { (name, rest) };
        // `# [Ada Example](https://example.org)`: the name leads to a page of the person's.
        let page = name.links().find(|(_, range)| *range == (0..name.text.len())).map(|(url, _)| url.clone());
        if let Some(url) = page.as_ref().filter(|_| is_person(&name.text)) {
            let address = url.value.trim_start_matches("mailto:").trim_start_matches("tel:");
            read_line(&Phrase::plain(address, url.span), &mut self.basics);
        } else if has_contact(&name) {
            return read_line(phrase, &mut self.basics);
        }
        self.basics.name = name.literal();
        if has_contact(&rest) {
            read_line(&rest, &mut self.basics);
        } else if !is_document_title(&rest.text) {
            self.basics.label = rest.literal();
        }
    }

    /// Reads a block between the name and the first section, which can be a table of details.
    pub fn read_top(&mut self, block: Block) {
        let is_table = matches!(block.kind, BlockKind::Table(_));
        let block = as_details(block);
        let lines = phrases(&block);
        let is_detail =
            |line: &Phrase| label_end(&line.text).is_some_and(|end| names_detail(&line.text[..end]));
        if is_table && lines.iter().all(is_short) && lines.iter().any(is_detail) {
            self.read_contact_block(block);
        } else {
            self.read_block(block);
        }
    }

    /// Reads a block between the name and the first section.
    pub fn read_block(&mut self, mut block: Block) {
        let nested = take_nested(&mut block);
        if is_contact(&block) {
            self.icons.strip_block(&mut block);
        }
        let phrases = phrases(&block);
        let is_heading = block.heading().is_some();
        let is_named =
            self.basics.name.is_none() && phrases.first().is_some_and(|first| is_person(&first.text));
        if is_contact_block(&phrases) {
            self.read_contact(&phrases);
        } else if let [name] = phrases.as_slice()
            && is_named
        {
            self.basics.name = name.literal();
        } else if let [line] = phrases.as_slice()
            && self.basics.label.is_none()
            && self.summary.is_empty()
            && !line.has_links()
            && (is_heading || is_headline(line))
        {
            self.basics.label = line.literal();
        } else {
            self.summary.push(block);
        }
        self.summary.extend(nested);
    }

    /// Reads a block below a heading such as `Contact`.
    pub fn read_contact_block(&mut self, mut block: Block) {
        self.icons.strip_block(&mut block);
        self.read_contact(&phrases(&block));
    }

    /// Reads lines of contact details. The first can be the name or the headline.
    fn read_contact(&mut self, lines: &[Phrase]) {
        let mut lines = lines;
        if let [first, rest @ ..] = lines
            && self.basics.name.is_none()
            && is_person(&first.text)
        {
            self.basics.name = first.literal();
            lines = rest;
        }
        if let [first, rest @ ..] = lines
            && self.starts_with_label(lines)
        {
            self.basics.label = first.literal();
            lines = rest;
        }
        lines.iter().for_each(|line| read_line(line, &mut self.basics));
    }

    /// Whether the first of several lines is the headline: `**Actor & Presenter**` over ways to reach him.
    fn starts_with_label(&self, phrases: &[Phrase]) -> bool {
        let [first, _, ..] = phrases else { return false };
        let several = first.text.split_whitespace().count() > 1 || first.is_marked();
        let Basics { name, label, email, phone, .. } = &self.basics;
        let is_free = label.is_none() && self.summary.is_empty() && email.is_none() && phone.is_none();
        // `**Engineer | Compilers, Linkers**`: bars and commas part no contact details in a bold line about a profession.
        if is_free && name.is_some() && first.is_strong() && names_role(&first.text) && is_headline(first) {
            return !has_contact(first) && !first.text.contains([':', '：']);
        }
        is_free
            && name.is_some()
            && !names_role(&first.text)
            && several
            && !has_contact(first)
            && is_headline(first)
            && !first.text.char_indices().any(|(at, c)| is_separator(&first.text, at, c))
            && !first.text.contains([':', ','])
            && !first.text.contains(|c: char| c.is_numeric())
            && !names_place(&first.text)
    }
}

/// Takes the items with more than a line out of a list of contact details: `- Languages:` over bullets.
fn take_nested(block: &mut Block) -> Option<Block> {
    let BlockKind::List(None, items) = &block.kind else { return None };
    let (plain, nested): (Vec<_>, Vec<_>) = items.iter().cloned().partition(|item| item.len() < 2);
    let plain = Block { kind: BlockKind::List(None, plain), span: block.span };
    if nested.is_empty() || !is_contact(&plain) {
        return None;
    }
    *block = plain;
    Some(Block { kind: BlockKind::List(None, nested), span: block.span })
}

/// Whether some line has an address and none is running text.
fn is_contact_block(phrases: &[Phrase]) -> bool {
    phrases.iter().all(is_short) && phrases.iter().any(has_contact)
}

/// Whether a line alone can be the headline.
fn is_headline(line: &Phrase) -> bool {
    line.text.len() <= MAX_HEADLINE
        && !line.text.ends_with(['.', '!', '?', ':'])
        && line.text.split_whitespace().count() <= 12
}

/// The lines of a block that may be about contact; none when it is of another sort.
fn phrases(block: &Block) -> Vec<Phrase> {
    let all = |blocks: &[Block]| -> Vec<Phrase> {
        let texts: Option<Vec<_>> = blocks.iter().map(Block::text).collect();
        texts.into_iter().flatten().flat_map(Phrase::lines).collect()
    };
    match &block.kind {
        BlockKind::Heading(_, phrase) => vec![phrase.clone()],
        BlockKind::Paragraph(phrase) => phrase.lines().into_iter().map(with_colon).collect(),
        BlockKind::List(None, items) => {
            let lines: Vec<_> = items.iter().map(|item| all(item)).collect();
            if lines.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            lines.concat().into_iter().map(with_colon).collect()
        }
        BlockKind::Quote(inner) => all(inner),
        _ => Vec::new(),
    }
}

/// `**Name** – Ada Example` and `**Phone** 555-0100` as `Name: Ada Example`: the bold start is a label.
fn with_colon(line: Phrase) -> Phrase {
    match strong_first(&line) {
        Some((label, value)) if contact_label(&label.text).is_some() => Phrase::join([label, value], ": "),
        _ => line,
    }
}

/// Whether a block is nothing but ways to reach the person.
pub(super) fn is_contact(block: &Block) -> bool {
    is_contact_block(&phrases(block))
}

/// The same, one of them a mail address or a telephone number.
pub(super) fn reaches(block: &Block) -> bool {
    is_contact(block) && phrases(block).iter().flat_map(addresses).any(|address| address.way != Way::Web)
}

/// Whether `heading` says `Contact` or the like, and what is below is that.
pub(super) fn is_contact_section(heading: &Phrase, below: &[Block]) -> bool {
    let are_short = |block: &Block| {
        let lines = phrases(block);
        !lines.is_empty() && lines.iter().all(is_short)
    };
    let below: Vec<_> = below.iter().cloned().map(as_details).collect();
    is_contact_title(&heading.text) && below.iter().any(is_contact) && below.iter().all(are_short)
}

/// Whether a label is that of the person: of a name, an address, a date of birth.
fn names_detail(label: &str) -> bool {
    let key = label.trim_end_matches([':', '：']);
    contact_label(label).is_some() || LOCATION.knows(key) || BASICS.knows(key) || BASICS.meant(key).is_some()
}

fn announces_name(label: &str) -> bool {
    contact_label(label) == Some("name")
}

/// Whether a line can only be a person's name: two to five names, and what is written behind those: `Ada Lindqvist, MSc`.
fn is_person(text: &str) -> bool {
    let text = without_letters(text);
    let words: Vec<_> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && is_names(text)
        && section(text).is_none()
        && ![names_role, names_organization, names_place].iter().any(|names| names(text))
        && !is_contact_title(text)
}

/// A name without the letters of degrees and memberships behind it.
fn without_letters(name: &str) -> &str {
    let is_letters = |part: &str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = part.chars().filter(|c| c.is_uppercase()).count();
        (2..=6).contains(&letters) && 2 * capitals > letters && !part.contains(char::is_whitespace)
    };
    let (first, letters) = name.split_once(", ").unwrap_or((name, ""));
    if letters.split(", ").all(is_letters) { first } else { name }
}

/// Whether a phrase is without marks that part it: `Ann Lee`, not `Ann Lee | Engineer`.
fn is_plain(phrase: &Phrase) -> bool {
    !phrase.text.char_indices().any(|(at, c)| is_separator(&phrase.text, at, c) || c == ':')
}

/// Whether a heading right below the name is about the person (a headline, a contact line) and no section:
/// nothing is below it, or only ways to reach the person.
pub(super) fn is_about(heading: &Phrase, below: &[Block], person: &Person) -> bool {
    let is_free = person.basics.label.is_none() && person.summary.is_empty() && person.basics.name.is_some();
    // Beside a mail address or a number, `WeChat: ann.lee` is such a way, too.
    let is_reached = below.iter().any(reaches);
    let is_labelled = |line: &Phrase| label_end(&line.text).is_some() && is_short(line);
    let are_labelled = |block: &Block| is_reached && phrases(block).iter().all(is_labelled);
    let is_way = |block: &Block| {
        let lines = || !phrases(block).is_empty();
        reaches(block) || (is_contact(block) && names_role(&heading.text)) || (lines() && are_labelled(block))
    };
    has_contact(heading) || (is_free && !heading.has_links() && below.iter().all(is_way))
}
