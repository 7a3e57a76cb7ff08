//! Lines to blocks: paragraphs, lists, quotes. Written for strings in data files, where a newline is a
//! line break and most text is no Markdown at all; CommonMark's other blocks stay text.

use super::{Block, inline};
use crate::text::MappedText;
use std::ops::Range;

/// How deep lists and quotes nest. What is deeper stays in its paragraph, markers and all.
pub(crate) const MAX_DEPTH: usize = 20;

/// Characters that begin an item wherever they begin a line, and those that need a second item: `– foo` alone is prose.
pub(crate) const BULLETS: &[char] = &['•', '‣', '▪', '●', '■', '\u{f0b7}'];
pub(crate) const WEAK_BULLETS: &[char] = &['–', '·', '◦', '○'];

/// Widths at which editors wrap prose (characters).
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 55..=120;

/// A line with its indent in columns (a tab reaches to the next multiple of four).
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    indent: usize,
    pub text: &'a str,
    /// The text that the line is in.
    pub source: &'a MappedText,
    /// Where `text` begins in it.
    at: usize,
}

/// Reads `source` into blocks.
pub(super) fn parse(source: &MappedText) -> Vec<Block> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        // The second half of `\r\n` ends no line of its own.
        if !(line == "\n" && source[..at].ends_with('\r')) {
            lines.push(Line::new(source, at..at + line.len(), 0));
        }
        at += line.len();
    }
    parse_lines(&lines, 0)
}

impl<'a> Line<'a> {
    /// Measures and trims the stretch `range` of `source`, whose first character is in column `column`.
    fn new(source: &'a MappedText, range: Range<usize>, column: usize) -> Self {
        let raw = &source[range.clone()];
        let text = raw.trim_start();
        let space = raw.len() - text.len();
        let indent = raw[..space].chars().fold(column, |column, c| match c {
            '\t' => (column / 4 + 1) * 4,
            _ => column + 1,
        });
        Self { indent, text: text.trim_end(), source, at: range.start + space }
    }

    /// Where it is in the text.
    pub const fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    const fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// What follows a first part of `bytes` bytes and `width` columns.
    fn after(&self, bytes: usize, width: usize) -> Self {
        Line::new(self.source, self.at + bytes..self.at + self.text.len(), self.indent + width)
    }
}

/// Reads the lines of one container.
fn parse_lines(lines: &[Line<'_>], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let nested = if depth < MAX_DEPTH { container(lines, at, depth) } else { None };
        if let Some((block, next)) = nested {
            close_paragraph(&mut paragraph, &mut blocks);
            blocks.push(block);
            at = next;
            continue;
        }
        if line.is_blank() {
            close_paragraph(&mut paragraph, &mut blocks);
        } else {
            paragraph.push(*line);
        }
        at += 1;
    }
    close_paragraph(&mut paragraph, &mut blocks);
    blocks
}

fn close_paragraph(lines: &mut Vec<Line<'_>>, blocks: &mut Vec<Block>) {
    if !lines.is_empty() {
        let runs = inline::parse(lines, is_wrapped(lines));
        if !runs.is_empty() {
            blocks.push(Block::Paragraph(runs));
        }
        lines.clear();
    }
}

/// Whether these lines are one text that an editor wrapped, as `|` blocks of YAML often hold it: every line
/// but the last is so full that the next word had no room. Other newlines were meant.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let length = |text: &str| text.chars().count();
    let Some((_, full)) = lines.split_last().filter(|(_, full)| !full.is_empty()) else { return false };
    let width = full.iter().map(|line| length(line.text)).max().unwrap_or(0);
    let ends_sentence = |line: &Line<'_>| line.text.ends_with(['.', '!', '?', ':', ';', '\\']);
    if !WRAP_WIDTHS.contains(&width) || (full.len() == 1 && ends_sentence(&full[0])) {
        return false;
    }
    lines.windows(2).all(|pair| {
        let next = pair[1].text.split_whitespace().next().map_or(0, length);
        length(pair[0].text) + 1 + next > width && !pair[0].text.ends_with('\\')
    })
}

/// The list or quote that begins at line `at`, and the line behind it.
fn container(lines: &[Line<'_>], at: usize, depth: usize) -> Option<(Block, usize)> {
    quote(lines, at, depth).or_else(|| list(lines, at, depth))
}

/// `> text`. `>50 %` and `> $2m` at the start are a text that says "more than".
fn quote(lines: &[Line<'_>], at: usize, depth: usize) -> Option<(Block, usize)> {
    let first = lines[at].text.strip_prefix('>')?;
    let amount = |c: char| c.is_numeric() || "=$€£¥~".contains(c);
    if first.trim_start().starts_with(amount) {
        return None;
    }
    let inner: Vec<_> = lines[at..]
        .iter()
        .take_while(|line| line.text.starts_with('>'))
        .map(|line| line.after(1, 1))
        .collect();
    let next = at + inner.len();
    let blocks = parse_lines(&inner, depth + 1);
    (!blocks.is_empty()).then_some((Block::Quote(blocks), next))
}

/// What begins a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// A bullet that means a list wherever it stands at a line start.
    Bullet(char),
    /// A character that means a list only when a second item follows: `– foo` alone is prose.
    WeakBullet(char),
    /// A number with its delimiter. `1. Preis` alone is prose, and so is `1986. A great year`.
    Number(u64, char),
}

impl Marker {
    /// The marker of a line, and what stands behind it.
    fn of<'a>(line: &Line<'a>) -> Option<(Self, Line<'a>)> {
        let first = line.text.chars().next()?;
        let (marker, bytes) = match first {
            '-' | '*' if is_rule(line.text) => return None,
            '0'..='9' => number(line.text)?,
            c if "-*".contains(c) || BULLETS.contains(&c) => (Self::Bullet(c), c.len_utf8()),
            c if c == '+' || WEAK_BULLETS.contains(&c) => (Self::WeakBullet(c), c.len_utf8()),
            _ => return None,
        };
        let rest = line.after(bytes, line.text[..bytes].chars().count());
        let apart = line.text[bytes..].starts_with(char::is_whitespace) || "•●\u{f0b7}".contains(first);
        (apart && !rest.is_blank()).then_some((marker, rest))
    }

    /// Whether `next` is another item of the list whose last item has this marker.
    const fn goes_on(self, next: Self) -> bool {
        match (self, next) {
            (Self::Bullet(a), Self::Bullet(b)) | (Self::WeakBullet(a), Self::WeakBullet(b)) => {
                a as u32 == b as u32
            }
            (Self::Number(a, x), Self::Number(b, y)) => a + 1 == b && x as u32 == y as u32,
            _ => false,
        }
    }

    /// Whether a list may start with it.
    const fn starts(self) -> bool {
        !matches!(self, Self::Number(2.., _))
    }

    /// Whether it makes a list of `items` items.
    const fn suffices(self, items: usize) -> bool {
        matches!(self, Self::Bullet(_)) || items > 1
    }
}

/// `---`, `* * *`: a rule in Markdown, here a text.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let first = marks.next();
    let rest: Vec<_> = marks.take(text.len()).collect();
    rest.len() >= 2 && rest.iter().all(|c| Some(*c) == first)
}

/// `1.` or `1)`, without leading zeros: the number must come out as it was typed.
fn number(text: &str) -> Option<(Marker, usize)> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let delimiter = text[digits..].chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let typed = &text[..digits];
    if digits > 9 || (digits > 1 && typed.starts_with('0')) {
        return None;
    }
    Some((Marker::Number(typed.parse().ok()?, delimiter), digits + 1))
}

/// The list that begins at line `at`, and the line behind it.
fn list(lines: &[Line<'_>], at: usize, depth: usize) -> Option<(Block, usize)> {
    let (first, _) = Marker::of(&lines[at]).filter(|(marker, _)| marker.starts())?;
    let base = lines[at].indent;
    let mut items = Vec::new();
    let mut last = first;
    let mut next = at;
    while let Some((marker, rest)) = item_at(lines, next, base) {
        if !items.is_empty() && !last.goes_on(marker) {
            break;
        }
        last = marker;
        let end = item_end(lines, next + 1, base);
        let mut item = vec![rest];
        item.extend_from_slice(&lines[next + 1..end]);
        items.push(item);
        next = end;
        let blank = lines[next..].iter().take_while(|line| line.is_blank()).count();
        if item_at(lines, next + blank, base).is_some_and(|(marker, _)| last.goes_on(marker)) {
            next += blank;
        }
    }
    if !first.suffices(items.len()) {
        return None;
    }
    let start = if let Marker::Number(n, _) = first { Some(n) } else { None };
    let items = items.iter().map(|item| parse_lines(item, depth + 1)).collect();
    Some((Block::List(start, items), next))
}

/// The item that begins at line `at` of a list whose first item stands in column `base`.
fn item_at<'a>(lines: &[Line<'a>], at: usize, base: usize) -> Option<(Marker, Line<'a>)> {
    lines.get(at).filter(|line| line.indent < base + 2).and_then(Marker::of)
}

/// The line behind the last line that belongs to an item of a list in column `base`.
fn item_end(lines: &[Line<'_>], mut at: usize, base: usize) -> usize {
    loop {
        let blank = lines[at..].iter().take_while(|line| line.is_blank()).count();
        let Some(line) = lines.get(at + blank) else { return at };
        let marked = Marker::of(line).is_some();
        let inside = if marked { line.indent >= base + 2 } else { line.indent > base };
        if !inside {
            return at;
        }
        at += blank + 1;
    }
}
