//! Inline content as a flat run of tokens, and [`Phrase`]: a stretch of plain text that knows where
//! each of its characters stands in the source and which of them are marked.

use crate::text::Span;
use crate::text::value::Node;
use std::ops::Range;

/// A paragraph's or heading's content.
pub(super) type Inlines = Vec<Token>;

/// One token and where it stands. The span of an opening mark is that of the whole marked stretch.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// What a token is.
#[derive(Debug, Clone)]
pub(super) enum TokenKind {
    Text(String),
    Code(String),
    Open(Mark),
    Close,
    /// The end of a line that the file wraps.
    Soft,
    /// A line break that was asked for.
    Hard,
    /// Between two cells of a table.
    Cell,
    /// The end of a table's first row, which says what the columns are.
    Head,
}

/// A mark, with its delimiter as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Strong(char),
    Emphasis(char),
    Link { url: String, title: String },
}

/// Appends the characters of one text event.
pub(super) fn text_tokens(source: &str, text: &str, range: Range<usize>, out: &mut Inlines) {
    if text.is_empty() {
        return;
    }
    // A NUL must reach the checks of later stages as it was typed.
    let typed = source.get(range.clone()).filter(|typed| typed.contains('\0'));
    let bullet = text.starts_with(['•', '▪', '●', '‣', '\u{f0b7}']);
    if bullet && let Some(Token { kind: kind @ TokenKind::Soft, .. }) = out.last_mut() {
        *kind = TokenKind::Hard;
    }
    let kind = TokenKind::Text(typed.unwrap_or(text).to_owned());
    out.push(Token { kind, span: range.into() });
}

/// One line of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub tokens: Inlines,
    /// The break behind it, `None` at the last line.
    end: Option<Token>,
}

impl Line {
    /// Whether it is the first row of a table.
    pub fn is_table_head(&self) -> bool {
        self.end.as_ref().is_some_and(|end| matches!(end.kind, TokenKind::Head))
    }

    /// The cells of a row; the line itself when it is none.
    pub fn cells(&self) -> Vec<Phrase> {
        self.tokens.split(|token| matches!(token.kind, TokenKind::Cell)).map(Phrase::new).collect()
    }
}

/// The lines of a paragraph, one or more. Marks that go over a break are closed and opened again.
pub(super) fn lines(tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Inlines::new();
    let mut open: Vec<&Token> = Vec::new();
    for token in tokens {
        match &token.kind {
            TokenKind::Soft | TokenKind::Hard | TokenKind::Head => {
                line.extend(open.iter().map(|open| Token { kind: TokenKind::Close, span: open.span }));
                let next = open.iter().map(|open| (*open).clone()).collect();
                lines.push(Line { tokens: std::mem::replace(&mut line, next), end: Some(token.clone()) });
                continue;
            }
            TokenKind::Open(_) => open.push(token),
            TokenKind::Close => drop(open.pop()),
            TokenKind::Text(_) | TokenKind::Code(_) | TokenKind::Cell => {}
        }
        line.push(token.clone());
    }
    lines.push(Line { tokens: line, end: None });
    lines
}

/// The content of a paragraph of these lines.
pub(super) fn join(lines: Vec<Line>) -> Inlines {
    let mut tokens = Inlines::new();
    let last = lines.len().saturating_sub(1);
    for (n, line) in lines.into_iter().enumerate() {
        tokens.extend(line.tokens);
        tokens.extend(line.end.filter(|_| n < last));
    }
    tokens
}

/// How a stretch of a phrase is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    Strong,
    Emphasis,
    Code,
    Link(String),
}

/// Plain text that knows its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    /// The characters.
    pub text: String,
    /// For each byte of `text` the offset in the source.
    offsets: Vec<usize>,
    /// Marked stretches of `text`.
    pub styles: Vec<(Style, Range<usize>)>,
}

impl Phrase {
    /// The phrase that `tokens` make; breaks become spaces.
    pub fn new(tokens: &[Token]) -> Self {
        let mut phrase = Self::default();
        let mut open = Vec::new();
        for token in tokens {
            let start = phrase.text.len();
            match &token.kind {
                TokenKind::Text(text) => phrase.push(text, token.span, 0),
                TokenKind::Code(text) => {
                    let ticks = (token.span.end - token.span.start).saturating_sub(text.len()) / 2;
                    phrase.push(text, token.span, ticks);
                    phrase.styles.push((Style::Code, start..phrase.text.len()));
                }
                TokenKind::Soft | TokenKind::Hard | TokenKind::Head => phrase.push(" ", token.span, 0),
                TokenKind::Cell => phrase.push(" | ", token.span, 0),
                TokenKind::Open(mark) => open.push((mark, start)),
                TokenKind::Close => {
                    if let Some((mark, start)) = open.pop() {
                        let style = match mark {
                            Mark::Strong(_) => Style::Strong,
                            Mark::Emphasis(_) => Style::Emphasis,
                            Mark::Link { url, .. } => Style::Link(url.clone()),
                        };
                        phrase.styles.push((style, start..phrase.text.len()));
                    }
                }
            }
        }
        phrase.trim()
    }

    /// Appends `text`. Its bytes stand one for one in the source, `skip` bytes into `span`; where they
    /// cannot (an entity), all stand at the start of `span`.
    fn push(&mut self, text: &str, span: Span, skip: usize) {
        let verbatim = span.end - span.start == text.len() + 2 * skip;
        self.offsets
            .extend((0..text.len()).map(|n| if verbatim { span.start + skip + n } else { span.start }));
        self.text.push_str(text);
    }

    /// The part in `range` (bytes of `text`), trimmed.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = &self.text[range.clone()];
        let front = text.len() - text.trim_start().len();
        let trimmed = text.trim();
        let start = range.start + if trimmed.is_empty() { 0 } else { front };
        let end = start + trimmed.len();
        let clip = |(style, r): &(Style, Range<usize>)| {
            let clipped = r.start.max(start)..r.end.min(end);
            (!clipped.is_empty()).then(|| (style.clone(), clipped.start - start..clipped.end - start))
        };
        Self {
            text: trimmed.to_owned(),
            offsets: self.offsets[start..end].to_vec(),
            styles: self.styles.iter().filter_map(clip).collect(),
        }
    }

    /// Without white space around it.
    pub fn trim(&self) -> Self {
        self.slice(0..self.text.len())
    }

    /// Without `unwanted` and white space around it.
    pub fn trim_matches(&self, unwanted: &str) -> Self {
        let other = |c: char| !(c.is_whitespace() || unwanted.contains(c));
        match (self.text.find(other), self.text.rfind(other)) {
            (Some(start), Some(end)) => {
                let width = self.text[end..].chars().next().map_or(0, char::len_utf8);
                self.slice(start..end + width)
            }
            _ => Self::default(),
        }
    }

    /// The parts before and behind the stretch `range`.
    pub fn around(&self, range: Range<usize>) -> (Self, Self) {
        (self.slice(0..range.start), self.slice(range.end..self.text.len()))
    }

    /// The phrase without the stretch `range`, what stands around it set together.
    pub fn without(&self, range: Range<usize>) -> Self {
        let (mut whole, after) = (self.slice(0..range.start), self.slice(range.end..self.text.len()));
        let shift = whole.text.len();
        whole.text.push_str(&after.text);
        whole.offsets.extend(after.offsets);
        let moved = after.styles.into_iter().map(|(style, r)| (style, r.start + shift..r.end + shift));
        whole.styles.extend(moved);
        whole
    }

    /// Cut at each of the stretches, which are in order and apart.
    pub fn cut(&self, at: &[Range<usize>]) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut start = 0;
        for range in at {
            parts.push(self.slice(start..range.start));
            start = range.end;
        }
        parts.push(self.slice(start..self.text.len()));
        parts
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its bytes in the source, from its first character to its last.
    pub fn span(&self) -> Span {
        match (self.offsets.first(), self.offsets.last()) {
            (Some(first), Some(last)) => Span::new(*first, (*last + 1).max(*first)),
            _ => Span::default(),
        }
    }

    /// As a string node.
    pub fn node(&self) -> Node {
        Node::text(self.span(), self.text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The stretch at the very start that is bold.
    pub fn strong_start(&self) -> Option<usize> {
        self.styles
            .iter()
            .find(|(style, range)| *style == Style::Strong && range.start == 0)
            .map(|(_, range)| range.end)
    }

    /// Whether every letter of it is bold, italic or code.
    pub fn is_marked(&self) -> bool {
        let marked = |at: usize| {
            self.styles.iter().any(|(style, r)| !matches!(style, Style::Link(_)) && r.contains(&at))
        };
        !self.is_empty() && self.text.char_indices().all(|(at, c)| !c.is_alphanumeric() || marked(at))
    }

    /// Where the bold, italic or code stretch at the very start ends.
    pub fn marked_start(&self) -> Option<usize> {
        self.marked(|range| range.start == 0).map(|range| range.end).max()
    }

    /// Whether the stretch is marked, it and nothing more.
    pub fn marks_exactly(&self, stretch: &Range<usize>) -> bool {
        self.marked(|range| range == stretch).next().is_some()
    }

    fn marked(&self, wanted: impl Fn(&Range<usize>) -> bool) -> impl Iterator<Item = &Range<usize>> {
        self.styles
            .iter()
            .filter(|(style, _)| !matches!(style, Style::Link(_)))
            .map(|(_, range)| range)
            .filter(move |range| wanted(range))
    }

    /// The addresses that stretches of it lead to.
    pub fn links(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.styles.iter().filter_map(|(style, range)| match style {
            Style::Link(url) => Some((url.as_str(), range.clone())),
            _ => None,
        })
    }
}
