//! Skills, languages, interests: labels with keywords, from bullets, lines, headings or definitions. All
//! or nothing: a section that says more than keywords stays prose, so that nothing is bent.

use super::outline::{Item, Outline};
use super::parts::{is_inside, is_ornament};
use super::tables;
use super::words::{announced_at, is_column, is_only_level};
use crate::input::syntax::block::{Block, BlockKind, Definition, Phrase};
use crate::resume::{Group, ItemBody, SectionItem, SectionKind, Text};

/// Longest keyword and longest label (bytes); what is longer is a sentence.
const MAX_KEYWORD: usize = 90;
const MAX_LABEL: usize = 50;

/// Fewest keywords of a list that a full stop can end, and most words of each.
const MIN_LIST: usize = 3;
const MAX_LIST_WORDS: usize = 3;

/// What is between a label and what it announces.
const LOOSE: &str = ":：–—-";

/// The groups of a section, and the first rows of tables that say more than what the columns are. `None` when something
/// in it is more than a keyword.
pub(super) fn read(outline: &Outline, kind: SectionKind) -> Option<(Vec<Block>, Vec<SectionItem>)> {
    let mut reader = Reader { kind, is_labelled: false, groups: Vec::new() };
    let mut heads = Vec::new();
    for block in &outline.lead {
        match &block.kind {
            BlockKind::Table(rows) => heads.extend(reader.table(rows)?),
            _ => reader.block(block)?,
        }
    }
    for Item { line, body, children, .. } in &outline.items {
        reader.group_over(&line.phrase, |inner| {
            children.is_empty().then_some(())?;
            body.iter().try_for_each(|block| inner.block(block))
        })?;
    }
    Some((heads, reader.groups.into_iter().map(|group| ItemBody::Group(group).into()).collect()))
}

/// Reads blocks into groups; stops with `None` at what is more than a keyword.
struct Reader {
    kind: SectionKind,
    /// Whether a label is over what it reads; else a line of one word is no list of keywords.
    is_labelled: bool,
    groups: Vec<Group>,
}

impl Reader {
    /// A table of two columns: a label and its keywords. Gives back its first row, unless it only says what the columns
    /// are.
    fn table(&mut self, rows: &[Vec<Phrase>]) -> Option<Option<Block>> {
        let mut head = None;
        for (n, cells) in rows.iter().enumerate() {
            if n == 0 && cells.iter().all(Phrase::is_empty) {
                continue;
            }
            let [label, rest] = cells.as_slice() else { return None };
            if cells.iter().any(|cell| cell.is_empty() || cell.has_links()) {
                return None;
            }
            if n == 0 {
                let says_more = !cells.iter().all(|cell| is_column(&cell.text));
                head = says_more.then(|| Block::paragraph(tables::row_line(cells)));
                continue;
            }
            let (level, keywords) = match self.kind {
                SectionKind::Languages => (rest.literal(), Vec::new()),
                _ => (None, literals(&keywords(rest)?)),
            };
            self.groups.push(Group { level, ..labelled_group(&label.trim_matches(":"), keywords) });
        }
        Some(head)
    }

    fn block(&mut self, block: &Block) -> Option<()> {
        match &block.kind {
            BlockKind::List(None, items) => items.iter().try_for_each(|item| self.bullet(item)),
            BlockKind::Paragraph(phrase) => phrase.lines().iter().try_for_each(|line| self.line(line, true)),
            BlockKind::Definitions(all) => all.iter().try_for_each(|Definition { term, blocks }| {
                self.group_over(term, |inner| blocks.iter().try_for_each(|block| inner.block(block)))
            }),
            _ => None,
        }
    }

    /// `- **Languages:** Rust, Go`, `- Rust`, or `- Languages` over bullets of its own.
    fn bullet(&mut self, item: &[Block]) -> Option<()> {
        match item {
            [] => Some(()),
            [Block { kind: BlockKind::Paragraph(phrase), .. }] => self.line(phrase, false),
            [
                Block { kind: BlockKind::Paragraph(label), .. },
                Block { kind: BlockKind::List(_, items), .. },
            ] if label.text.len() <= MAX_LABEL => {
                self.group_over(label, |inner| items.iter().try_for_each(|item| inner.bullet(item)))
            }
            _ => None,
        }
    }

    /// A bullet, or (`several`) a line whose keywords are in one run, with commas, and may go on the line before.
    fn line(&mut self, phrase: &Phrase, several: bool) -> Option<()> {
        if phrase.has_links() {
            return None;
        }
        if self.kind == SectionKind::Languages {
            let parts = if several { keywords(phrase)? } else { vec![phrase.clone()] };
            self.groups.extend(parts.iter().map(language).collect::<Option<Vec<_>>>()?);
            return Some(());
        }
        if let Some((label, rest)) = labelled(phrase) {
            if is_only_level(&rest.text) {
                self.groups.push(Group { level: rest.literal(), ..labelled_group(&label, Vec::new()) });
                return Some(());
            }
            let (level, rest) = part_level(rest);
            let level = level.and_then(|level| level.literal());
            self.groups.push(Group { level, ..labelled_group(&label, literals(&keywords(&rest)?)) });
            return Some(());
        }
        let words = keywords(phrase)?;
        if several && words.len() < 2 && !self.is_labelled {
            return None;
        }
        // A bullet is one keyword, commas and all.
        let words = literals(&if several { words } else { vec![phrase.trim_matches(",;")] });
        match self.groups.last_mut() {
            Some(group) if group.label.is_none() || several => group.items.extend(words),
            _ => self.groups.push(Group { items: words, ..Group::default() }),
        }
        Some(())
    }

    /// A label over the keywords of groups that have no label of their own.
    fn group_over(&mut self, label: &Phrase, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let mut inner = Self { kind: self.kind, is_labelled: true, groups: Vec::new() };
        read(&mut inner)?;
        if label.has_links() || inner.groups.iter().any(|group| group.label.is_some()) {
            return None;
        }
        let items = inner.groups.into_iter().flat_map(|group| group.items).collect();
        self.groups.push(labelled_group(&label.trim_matches(":"), items));
        Some(())
    }
}

fn literals(phrases: &[Phrase]) -> Vec<Text> {
    phrases.iter().filter_map(Phrase::literal).collect()
}

/// `**Databases**: a, b`, `**Databases** a, b`, `Tools: x, y`.
fn labelled(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let bold = phrase.strong_start().filter(|end| *end < phrase.text.len());
    let colon = announced_at(&phrase.text);
    let level =
        colon.and_then(|end| phrase.text[..end].trim_end_matches([':', '：']).strip_suffix(')')?.find(" ("));
    let cut = bold.or(level).or(colon).filter(|cut| *cut <= MAX_LABEL)?;
    let [label, rest] = [0..cut, cut..phrase.text.len()].map(|range| phrase.slice(range).trim_matches(LOOSE));
    (!label.is_empty() && !rest.is_empty()).then_some((label, rest))
}

/// `(Expert): a, b` behind a label: how well the keywords are known, and the keywords.
fn part_level(rest: Phrase) -> (Option<Phrase>, Phrase) {
    let inner = rest.text.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let end = inner.filter(|(_, behind)| behind.starts_with([':', '：'])).map(|(level, _)| level.len() + 1);
    match end {
        None => (None, rest),
        Some(end) => (Some(rest.slice(1..end)), rest.slice(end + 1..rest.text.len()).trim_matches(LOOSE)),
    }
}

/// Cuts at commas outside brackets and quotation marks. `None` when a part is a sentence.
fn keywords(phrase: &Phrase) -> Option<Vec<Phrase>> {
    let text = &*phrase.text;
    let is_spaced =
        |at: usize, c: char| text[..at].ends_with(' ') && text[at + c.len_utf8()..].starts_with(' ');
    let is_cut = |at, c| {
        (matches!(c, ',' | ';' | '|' | '·' | '•' | '、' | '，' | '；')
            || (is_ornament(c) && is_spaced(at, c)))
            && !is_inside(text, at)
    };
    let mut parts = phrase.split(is_cut);
    parts.retain(|part| !part.is_empty());
    // `Welding, Plane fitting, Stock taking.`
    let is_list = parts.len() >= MIN_LIST
        && parts.iter().all(|part| part.text.split_whitespace().count() <= MAX_LIST_WORDS);
    if let [_, .., last] = parts.as_mut_slice()
        && last.text.ends_with('.')
        && (is_list || !last.text.contains(' '))
    {
        *last = last.slice(0..last.text.len() - 1);
    }
    let is_sentence = |part: &Phrase| {
        part.text.len() > MAX_KEYWORD || (part.text.ends_with('.') && part.text.contains(' '))
    };
    (!parts.iter().any(is_sentence)).then_some(parts)
}

/// `English (native)`, `English: native`, `**English** – C1`.
fn language(phrase: &Phrase) -> Option<Group> {
    let text = &*phrase.text;
    let bold = phrase.strong_start().filter(|end| *end < text.len());
    let marks = [" (", ": ", " – ", " — ", " - ", ":", "：", "（"];
    let cut = bold.or_else(|| marks.iter().filter_map(|mark| text.find(mark)).min()).unwrap_or(text.len());
    let name = phrase.slice(0..cut).trim_matches(":：,");
    let level = phrase.slice(cut..text.len()).trim_matches(":：–—-,");
    if name.text.len() > MAX_LABEL || level.text.len() > MAX_KEYWORD || name.is_empty() {
        return None;
    }
    let inner = level.text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let is_bracketed = inner.is_some_and(|text| !text.contains(['(', ')']));
    let level = if is_bracketed { level.slice(1..level.text.len() - 1) } else { level };
    Some(Group { level: level.literal(), ..labelled_group(&name, Vec::new()) })
}

/// A label over its keywords.
fn labelled_group(label: &Phrase, items: Vec<Text>) -> Group {
    Group { label: label.literal(), items, ..Group::default() }
}
