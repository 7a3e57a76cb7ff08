//! Blocks as prose of the model. It knows less than Markdown: headings and terms become bold lines, and a number that
//! counts nothing is text.

use super::tables;
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::text::runs::{self, Runs};
use crate::resume::text::{BULLETS, MAX_DEPTH, WEAK_BULLETS};
use crate::resume::{Block as Prose, Inline, RichText, Text};
use crate::text::{MappedText, Span};
use std::cmp::Reverse;
use std::ops::Range;

/// The prose of `blocks`; `None` when there is nothing in them.
pub(super) fn of(blocks: &[Block]) -> Option<RichText> {
    let span = blocks.iter().map(|block| block.span).reduce(Span::join)?;
    let blocks = convert(blocks, 0);
    (!blocks.is_empty()).then_some(RichText { blocks, span })
}

/// Blocks that are inside `depth` lists and quotes; what is too deep joins the innermost.
fn convert(blocks: &[Block], depth: usize) -> Vec<Prose> {
    let mut prose = Converter { out: Vec::new(), bullet: None, depth };
    prose.add(blocks);
    prose.out
}

/// Prose in the making.
struct Converter {
    out: Vec<Prose>,
    /// The bullet of the list that was added last.
    bullet: Option<char>,
    depth: usize,
}

impl Converter {
    fn add(&mut self, blocks: &[Block]) {
        for (block, lines) in blocks.iter().zip(lines(blocks)) {
            match &block.kind {
                BlockKind::Heading(_, phrase) => self.out.extend(bold_line(phrase)),
                BlockKind::Paragraph(phrase) => self.paragraph(phrase, &lines),
                BlockKind::Table(rows) => {
                    let rows = inlines(&tables::lines(rows));
                    self.out.extend((!rows.is_empty()).then_some(Prose::Paragraph(rows)));
                }
                BlockKind::Code(code) => self.out.extend(code_lines(code)),
                BlockKind::Quote(inner) if self.depth >= MAX_DEPTH => self.add(inner),
                BlockKind::Quote(inner) => {
                    let quoted = convert(inner, self.depth + 1);
                    self.out.extend((!quoted.is_empty()).then_some(Prose::Quote(quoted)));
                }
                BlockKind::List(_, items) if self.depth >= MAX_DEPTH => {
                    items.iter().for_each(|item| self.add(item));
                }
                BlockKind::List(None, items) => {
                    items.iter().for_each(|item| self.bullet('-', convert(item, self.depth + 1)));
                }
                BlockKind::List(Some(first), items) => self.numbered(*first, items, block.span),
                BlockKind::Definitions(all) => {
                    for definition in all {
                        self.out.extend(bold_line(&definition.term));
                        self.add(&definition.blocks);
                    }
                }
            }
        }
    }

    /// Adds an item, to the list right before if its bullet is the same.
    fn bullet(&mut self, bullet: char, item: Vec<Prose>) {
        if item.is_empty() {
            return;
        }
        match self.out.last_mut() {
            Some(Prose::List(None, items)) if self.bullet == Some(bullet) => items.push(item),
            _ => self.out.push(Prose::List(None, vec![item])),
        }
        self.bullet = Some(bullet);
    }

    /// Adds a numbered list. One that starts at 1986 is a sentence that does, and one of a single item counts nothing:
    /// there the numbers are text.
    fn numbered(&mut self, first: u64, items: &[Vec<Block>], span: Span) {
        let all: Vec<_> = items.iter().map(|item| convert(item, self.depth + 1)).collect();
        if first < 2 && all.len() > 1 && all.iter().all(|item| !item.is_empty()) {
            return self.out.push(Prose::List(Some(first), all));
        }
        let mut goes_on = false;
        for (number, (blocks, item)) in (first..).zip(items.iter().zip(all)) {
            let start = blocks.first().map_or(span.end, |block| block.span.start);
            let place = Span::new(if number == first { span.start } else { start }, start);
            let mut item = item.into_iter().peekable();
            let own = item.next_if(|block| matches!(block, Prose::Paragraph(_)));
            let space = if own.is_some() { " " } else { "" };
            let mut runs = vec![Inline::Text(Text::new(format!("{number}.{space}"), place))];
            if let Some(Prose::Paragraph(own)) = own {
                push_runs(&mut runs, own);
            }
            match self.out.last_mut() {
                Some(Prose::Paragraph(before)) if goes_on => {
                    before.push(Inline::Break);
                    before.append(&mut runs);
                }
                _ => self.out.push(Prose::Paragraph(runs)),
            }
            self.out.extend(item);
            goes_on = matches!(self.out.last(), Some(Prose::Paragraph(_)));
        }
    }

    /// Adds a paragraph; those of its `lines` that begin with bullets are a list, and a blank one ends it.
    fn paragraph(&mut self, phrase: &Phrase, lines: &[Line]) {
        let ranges = phrase.line_ranges(Mark::is_break);
        let indent = |range: &Range<usize>| {
            let typed = &phrase.text[range.clone()];
            typed.len() - typed.trim_start().len()
        };
        let mut n = 0;
        while let (Some(range), Some(kind)) = (ranges.get(n), lines.get(n)) {
            let mut end = n + 1;
            match kind {
                Line::Blank => {}
                Line::Text => {
                    end += lines[end..].iter().take_while(|line| **line == Line::Text).count();
                    let runs = inlines(&phrase.slice(range.start..ranges[end - 1].end));
                    self.out.extend((!runs.is_empty()).then_some(Prose::Paragraph(runs)));
                }
                Line::Item(c) => {
                    // Lines that are indented go on with the item.
                    let inside = |n: &usize| match lines[*n] {
                        Line::Blank => true,
                        Line::Text => indent(&ranges[*n]) > indent(range),
                        Line::Item(_) => false,
                    };
                    let more = (end..lines.len()).take_while(inside);
                    end = more.filter(|n| lines[*n] == Line::Text).last().map_or(end, |last| last + 1);
                    let item = phrase.slice(range.start..ranges[end - 1].end);
                    let item = item.slice(c.len_utf8()..item.text.len());
                    self.bullet(*c, convert(&[Block::paragraph(item)], self.depth + 1));
                }
            }
            n = end;
        }
    }
}

/// What a line of a paragraph is.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Blank,
    Text,
    /// It begins with a bullet.
    Item(char),
}

/// What a line is by its first character.
fn line(line: &Phrase) -> Line {
    let Some(first) = line.text.chars().next() else { return Line::Blank };
    let rest = &line.text[first.len_utf8()..];
    let apart = rest.starts_with(char::is_whitespace) || matches!(first, '•' | '●' | '\u{f0b7}');
    let is_bullet = BULLETS.contains(&first) || WEAK_BULLETS.contains(&first);
    let is_marked = line.marks.iter().any(|(_, range)| range.start == 0);
    if is_bullet && apart && !is_marked && !rest.trim().is_empty() { Line::Item(first) } else { Line::Text }
}

/// What the lines of each paragraph are. A weak bullet that has no other one near is text: `– foo` alone is text.
fn lines(blocks: &[Block]) -> Vec<Vec<Line>> {
    let all = blocks.iter().map(|block| match block.text() {
        Some(phrase) => {
            let ranges = phrase.line_ranges(Mark::is_break).into_iter();
            ranges.map(|range| line(&phrase.slice(range))).collect()
        }
        None => vec![Line::Text],
    });
    let mut all: Vec<Vec<Line>> = all.collect();
    let says = |line: &&Line| **line != Line::Blank;
    let flat: Vec<_> = all.iter().flatten().filter(says).copied().collect();
    for (n, line) in all.iter_mut().flatten().filter(|line| **line != Line::Blank).enumerate() {
        let near = [n.checked_sub(1), Some(n + 1)].map(|n| n.and_then(|n| flat.get(n).copied()));
        if matches!(line, Line::Item(c) if WEAK_BULLETS.contains(c)) && !near.contains(&Some(*line)) {
            *line = Line::Text;
        }
    }
    all
}

/// Appends runs; characters join those before.
fn push_runs(runs: &mut Vec<Inline>, more: Vec<Inline>) {
    for run in more {
        match (runs.last_mut(), run) {
            (Some(Inline::Text(before)), Inline::Text(text)) => {
                before.value.push_str(&text.value);
                before.span = before.span.join(text.span);
            }
            (_, run) => runs.push(run),
        }
    }
}

/// A heading inside prose: a bold line.
fn bold_line(phrase: &Phrase) -> Option<Prose> {
    let mut line = phrase.trim();
    line.marks.retain(|(mark, _)| !mark.is_break());
    if !line.is_empty() && !line.marks.iter().any(|(mark, _)| *mark == Mark::Strong) {
        line.marks.push((Mark::Strong, 0..line.text.len()));
    }
    let runs = inlines(&line);
    (!runs.is_empty()).then_some(Prose::Paragraph(runs))
}

/// The lines of a block of code, blank ones left out.
fn code_lines(code: &MappedText) -> Option<Prose> {
    let mut runs = Runs::default();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let text = at..at + line.trim_end_matches(['\r', '\n']).len();
        at += line.len();
        if !line.trim().is_empty() {
            runs.code(code.slice(text).into());
            runs.line_break();
        }
    }
    let runs = runs.finish();
    (!runs.is_empty()).then_some(Prose::Paragraph(runs))
}

/// The runs of a phrase.
fn inlines(phrase: &Phrase) -> Vec<Inline> {
    let mut marks: Vec<_> = phrase.marks.iter().rev().collect();
    marks.sort_by_key(|(_, range)| (range.start, Reverse(range.end)));
    let mut writer = Writer { phrase, runs: Runs::default(), at: 0, line_begins: true };
    let mut ends = Vec::new();
    for (mark, range) in marks {
        writer.close_to(range.start, &mut ends);
        writer.text_to(range.start, mark.is_break());
        let mut open = |writer: &mut Writer<'_>, mark| {
            writer.runs.open(mark);
            ends.push(range.end);
        };
        match mark {
            Mark::Soft => {}
            Mark::Hard => {
                writer.runs.line_break();
                (writer.at, writer.line_begins) = (range.end, true);
            }
            Mark::Code => {
                writer.runs.code(phrase.text.slice(range.clone()).into());
                (writer.at, writer.line_begins) = (range.end, false);
            }
            Mark::Strong => open(&mut writer, runs::Mark::Strong),
            Mark::Emphasis => open(&mut writer, runs::Mark::Emphasis),
            Mark::Link(url) if url.value.is_empty() => {}
            Mark::Link(url) => open(&mut writer, runs::Mark::Link(url.clone())),
        }
    }
    let end = phrase.text.len();
    writer.close_to(end, &mut ends);
    writer.text_to(end, true);
    writer.runs.finish()
}

/// Writes the runs of a phrase from its start to its end.
struct Writer<'a> {
    phrase: &'a Phrase,
    runs: Runs,
    at: usize,
    /// Whether nothing is in the line yet.
    line_begins: bool,
}

impl Writer<'_> {
    /// Closes the marks that end at or before `end`.
    fn close_to(&mut self, end: usize, ends: &mut Vec<usize>) {
        while let Some(close) = ends.pop_if(|close| *close <= end) {
            self.text_to(close, false);
            self.runs.close();
        }
    }

    /// Writes the characters up to `end`. No white space is at either end of a line.
    fn text_to(&mut self, end: usize, line_ends: bool) {
        let typed = &self.phrase.text[self.at..end.max(self.at)];
        let mut range = self.at..self.at + if line_ends { typed.trim_end() } else { typed }.len();
        if self.line_begins {
            range.start +=
                self.phrase.text[range.clone()].len() - self.phrase.text[range.clone()].trim_start().len();
        }
        self.line_begins &= range.is_empty();
        self.runs.text(&typeset(&self.phrase.text, range));
        self.at = end.max(self.at);
    }
}

/// A stretch of text whose line ends are spaces, and whose `2012--2015` is `2012–2015`, as those who type it so mean it.
fn typeset(text: &MappedText, range: Range<usize>) -> MappedText {
    let is_year = |part: Option<&[u8]>| part.is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let bytes = text[range.clone()].as_bytes();
    let mut out = MappedText::default();
    let mut at = range.start;
    for (start, found) in text[range.clone()].match_indices(['\n', '\r', '\u{2028}', '\u{2029}', '-']) {
        let before = start.checked_sub(4).and_then(|from| bytes.get(from..start));
        let (new, length) = match found {
            "-" if bytes[start..].starts_with(b"--")
                && is_year(before)
                && is_year(bytes.get(start + 2..start + 6)) =>
            {
                ("–", 2)
            }
            "-" => continue,
            _ => (" ", found.len()),
        };
        let start = range.start + start;
        out.push_slice(text, at..start);
        out.push(new, text.span(start..start + length));
        at = start + length;
    }
    out.push_slice(text, at..range.end);
    out
}
