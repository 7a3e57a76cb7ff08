//! What a text for people is made of, of any format: headings, paragraphs, lists, and in them [`Phrase`]s,
//! characters that know their place in the source, with what marks them.

use crate::resume::Text;
use crate::text::{MappedText, Span};
use std::ops::Range;

/// A block and its place.
#[derive(Debug, Clone)]
pub(in crate::input) struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

impl Block {
    /// A paragraph.
    pub fn paragraph(phrase: Phrase) -> Self {
        Self { span: phrase.span(), kind: BlockKind::Paragraph(phrase) }
    }

    /// What a paragraph says; `None` for other blocks.
    pub const fn text(&self) -> Option<&Phrase> {
        if let BlockKind::Paragraph(phrase) = &self.kind { Some(phrase) } else { None }
    }

    /// The first line of a paragraph; `None` for other blocks.
    pub fn first_line(&self) -> Option<Phrase> {
        self.text().map(Phrase::first_line)
    }

    /// The level and the words of a heading; `None` for other blocks.
    pub const fn heading(&self) -> Option<(u8, &Phrase)> {
        if let BlockKind::Heading(level, phrase) = &self.kind { Some((*level, phrase)) } else { None }
    }
}

/// What a block is.
#[derive(Debug, Clone)]
pub(in crate::input) enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Phrase),
    Paragraph(Phrase),
    /// A list; `Some(first number)` when it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    Quote(Vec<Block>),
    /// Lines of code.
    Code(MappedText),
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// The rows of a table, the first of which says what the columns are or is empty.
    Table(Vec<Vec<Phrase>>),
}

/// A term and what is said of it.
#[derive(Debug, Clone)]
pub(in crate::input) struct Definition {
    pub term: Phrase,
    pub blocks: Vec<Block>,
}

/// What marks a stretch of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input) enum Mark {
    Strong,
    Emphasis,
    Code,
    /// A link and its address.
    Link(Text),
    /// The end of a line that the file wraps, a space.
    Soft,
    /// A line break that was asked for, a space.
    Hard,
}

impl Mark {
    /// Whether it ends a line.
    pub const fn ends_line(&self) -> bool {
        matches!(self, Self::Soft | Self::Hard)
    }

    /// Whether it ends a line wherever the text is wrapped.
    pub const fn is_break(&self) -> bool {
        matches!(self, Self::Hard)
    }

    const fn is_style(&self) -> bool {
        matches!(self, Self::Strong | Self::Emphasis | Self::Code)
    }
}

/// Characters with their places and marks.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct Phrase {
    /// The characters.
    pub text: MappedText,
    /// Marked stretches of `text`; of two that begin together, the inner one first.
    pub marks: Vec<(Mark, Range<usize>)>,
}

impl Phrase {
    /// Unmarked text, which the source has at `span`.
    pub fn plain(text: &str, span: Span) -> Self {
        Self { text: MappedText::new(text, span), marks: Vec::new() }
    }

    /// Appends `text`, which the source has at `span`, marked.
    pub fn push(&mut self, mark: Mark, text: &str, span: Span) {
        let start = self.text.len();
        self.text.push(text, span);
        self.marks.push((mark, start..self.text.len()));
    }

    /// The mark at the very end.
    pub fn last_mark(&mut self) -> Option<&mut Mark> {
        let end = self.text.len();
        self.marks.iter_mut().rev().find(|(_, range)| range.end == end).map(|(mark, _)| mark)
    }

    /// The part in `range` (bytes of `text`), trimmed.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = &self.text[range.clone()];
        let trimmed = text.trim();
        let front = if trimmed.is_empty() { 0 } else { text.len() - text.trim_start().len() };
        let start = range.start + front;
        self.part(start..start + trimmed.len())
    }

    fn part(&self, range: Range<usize>) -> Self {
        let clip = |(mark, r): &(Mark, Range<usize>)| {
            let clipped = r.start.max(range.start)..r.end.min(range.end);
            let moved = clipped.start.wrapping_sub(range.start)..clipped.end.wrapping_sub(range.start);
            (!clipped.is_empty()).then(|| (mark.clone(), moved))
        };
        let marks = self.marks.iter().filter_map(clip).collect();
        Self { text: self.text.slice(range.clone()), marks }
    }

    /// Without white space around it.
    pub fn trim(&self) -> Self {
        self.slice(0..self.text.len())
    }

    /// Without `unwanted` and white space around it.
    pub fn trim_matches(&self, unwanted: &str) -> Self {
        let other = |c: char| !(c.is_whitespace() || unwanted.contains(c));
        let trimmed = self.text.trim_end_matches(|c| !other(c)).len();
        match self.text.find(other) {
            Some(start) => self.slice(start..trimmed),
            None => Self::default(),
        }
    }

    /// The parts before and behind the stretch `range`.
    pub fn around(&self, range: Range<usize>) -> (Self, Self) {
        (self.slice(0..range.start), self.slice(range.end..self.text.len()))
    }

    /// The parts before and behind the first of `marks` in it.
    pub fn split_once(&self, marks: &[&str]) -> Option<(Self, Self)> {
        let found = marks.iter().filter_map(|mark| self.text.find(mark).map(|at| at..at + mark.len()));
        found.min_by_key(|range| range.start).map(|range| self.around(range))
    }

    /// The phrase without the stretch `range`, what is around it set together.
    pub fn without(&self, range: Range<usize>) -> Self {
        let (mut whole, after) = self.around(range);
        whole.append(after);
        whole
    }

    /// Phrases in one, with `between` them that is nowhere in the source.
    pub fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut whole = Self::default();
        for part in parts {
            if !whole.is_empty() {
                whole.text.push(between, Span::at(part.span().start));
            }
            whole.append(part);
        }
        whole
    }

    /// Lines in one phrase, each a line of its own.
    pub fn of_lines(lines: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for line in lines {
            if !whole.is_empty() {
                whole.push(Mark::Hard, " ", Span::at(line.span().start));
            }
            whole.append(line);
        }
        whole
    }

    /// Appends another phrase.
    pub fn append(&mut self, other: Self) {
        let shift = self.text.len();
        self.text.push_slice(&other.text, 0..other.text.len());
        self.marks.extend(other.marks.into_iter().map(|(mark, r)| (mark, r.start + shift..r.end + shift)));
    }

    /// Cut at each character that `is_cut` picks, by its place in `text`.
    pub fn split(&self, is_cut: impl Fn(usize, char) -> bool) -> Vec<Self> {
        let cuts = self.text.char_indices().filter(|(at, c)| is_cut(*at, *c));
        let cuts: Vec<_> = cuts.map(|(at, c)| at..at + c.len_utf8()).collect();
        self.between(&cuts).into_iter().map(|range| self.slice(range)).collect()
    }

    /// Cut at the marks of a kind.
    fn cut_at(&self, is_cut: fn(&Mark) -> bool) -> Vec<Self> {
        self.line_ranges(is_cut).into_iter().map(|range| self.slice(range)).collect()
    }

    /// The stretches between marks of a kind.
    pub fn line_ranges(&self, is_cut: fn(&Mark) -> bool) -> Vec<Range<usize>> {
        let cuts = self.marks.iter().filter(|(mark, _)| is_cut(mark));
        self.between(&cuts.map(|(_, range)| range.clone()).collect::<Vec<_>>())
    }

    /// The stretches between cuts, which are in order and apart.
    fn between(&self, cuts: &[Range<usize>]) -> Vec<Range<usize>> {
        let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut.end));
        let ends = cuts.iter().map(|cut| cut.start).chain([self.text.len()]);
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Its lines, one or more. Marks that go over a line end are on both sides of it.
    pub fn lines(&self) -> Vec<Self> {
        self.cut_at(Mark::ends_line)
    }

    /// Its line `n`, and the others.
    pub fn take_line(&self, n: usize) -> (Self, Self) {
        let lines = self.line_ranges(Mark::ends_line);
        let behind = lines.get(n + 1).map_or(self.text.len(), |next| next.start);
        (self.slice(lines[n].clone()), self.remove(lines[n].start..behind).trim())
    }

    /// The phrase without the stretch `range`, all around it as it is.
    pub fn remove(&self, range: Range<usize>) -> Self {
        let mut rest = self.part(0..range.start);
        rest.append(self.part(range.end..self.text.len()));
        rest
    }

    /// Its first line.
    pub fn first_line(&self) -> Self {
        self.take_line(0).0
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its bytes in the source, from its first character to its last.
    pub fn span(&self) -> Span {
        self.text.span(0..self.text.len())
    }

    /// As literal text, white space folded; `None` when nothing is in it.
    pub fn literal(&self) -> Option<Text> {
        let value = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then(|| Text::new(value, self.span()))
    }

    /// The stretch at the very start that is bold.
    pub fn strong_start(&self) -> Option<usize> {
        self.marks
            .iter()
            .find(|(mark, range)| *mark == Mark::Strong && range.start == 0)
            .map(|(_, range)| range.end)
    }

    /// Whether all of it is bold.
    pub fn is_strong(&self) -> bool {
        self.strong_start() == Some(self.text.len())
    }

    /// Whether all of it is italic.
    pub fn is_emphasized(&self) -> bool {
        self.marks.iter().any(|(mark, range)| *mark == Mark::Emphasis && *range == (0..self.text.len()))
    }

    /// Whether every letter of it is bold, italic or code.
    pub fn is_marked(&self) -> bool {
        let marked = |at: usize| self.styled().any(|range| range.contains(&at));
        !self.is_empty() && self.text.char_indices().all(|(at, c)| !c.is_alphanumeric() || marked(at))
    }

    /// Where the bold, italic or code stretch at the very start ends.
    pub fn marked_start(&self) -> Option<usize> {
        self.styled().filter(|range| range.start == 0).map(|range| range.end).max()
    }

    /// Whether the stretch is marked, it and nothing more.
    pub fn marks_exactly(&self, stretch: &Range<usize>) -> bool {
        self.styled().any(|range| range == stretch)
    }

    fn styled(&self) -> impl Iterator<Item = &Range<usize>> {
        self.marks.iter().filter(|(mark, _)| mark.is_style()).map(|(_, range)| range)
    }

    /// The addresses that stretches of it lead to.
    pub fn links(&self) -> impl Iterator<Item = (&Text, Range<usize>)> {
        self.marks.iter().filter_map(|(mark, range)| match mark {
            Mark::Link(url) => Some((url, range.clone())),
            _ => None,
        })
    }

    /// Whether a stretch of it is a link.
    pub fn has_links(&self) -> bool {
        self.links().next().is_some()
    }
}
