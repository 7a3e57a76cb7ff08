//! A line of text that is put together from runs: what parts of it look like, and white space that puts words in
//! their place made a tab.

use crate::text::Style;
use std::ops::Range;

/// Spaces in a row that put what follows somewhere else on the line, as a tab does.
const SPACES_OF_A_TAB: usize = 4;

/// Signs before an item of a list that is not one to the program that wrote the file.
const SIGNS: &[char] =
    &['•', '·', '∙', '●', '○', '◦', '■', '□', '▪', '▫', '◆', '❖', '►', '▶', '➢', '➤', '✓', '✔', '‣', '⁃'];

/// Dashes and the like, which are such a sign before a word or a tab.
const DASHES: &[char] = &['-', '–', '—', '−', '*'];

/// A line, and what parts of it look like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) styles: Vec<(Range<usize>, Style)>,
    /// White space at the end, which is written when something follows.
    space: String,
}

impl Line {
    /// Whether it has no word.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text of one look.
    pub(super) fn push(&mut self, text: &str, styles: &[Style]) {
        let shown = text.trim_start();
        self.space.push_str(&text[..text.len() - shown.len()]);
        if shown.is_empty() {
            return;
        }
        self.write_space();
        let start = self.text.len();
        for c in shown.chars() {
            if c.is_whitespace() {
                self.space.push(c);
            } else {
                self.write_space();
                self.text.push(c);
            }
        }
        for style in styles {
            self.mark(start, style);
        }
    }

    /// Writes the white space before what follows: nothing at the start, a tab where it puts that somewhere else.
    fn write_space(&mut self) {
        if !self.text.is_empty() && !self.space.is_empty() {
            let is_wide = self.space.contains('\t') || self.space.chars().count() >= SPACES_OF_A_TAB;
            match (is_wide, self.space.as_str()) {
                (true, _) => self.text.push('\t'),
                (false, "\u{A0}" | "\u{202F}") => self.text.push_str(&self.space),
                (false, _) => self.text.push(' '),
            }
        }
        self.space.clear();
    }

    /// Marks the text from `start` on; it joins text of the same look before it.
    fn mark(&mut self, start: usize, style: &Style) {
        let end = self.text.len();
        let text = &self.text;
        let is_before = |range: &Range<usize>| {
            text.get(range.end..start).is_some_and(|between| between.chars().all(char::is_whitespace))
        };
        // What ends before this one is among the last of the list.
        let mut last = self.styles.iter_mut().rev().take(4);
        match last.find(|(range, other)| other == style && is_before(range)) {
            Some((range, _)) => range.end = end,
            None => self.styles.push((start..end, style.clone())),
        }
    }

    /// Whether all of it is heavy.
    pub(super) fn is_heavy(&self) -> bool {
        self.styles.iter().any(|(range, style)| *style == Style::Strong && range.len() == self.text.len())
    }

    /// Adds another line behind a tab.
    pub(super) fn append(&mut self, other: Self) {
        self.add('\t', other);
    }

    /// Adds another line behind a space.
    pub(super) fn append_word(&mut self, other: Self) {
        self.add(' ', other);
    }

    fn add(&mut self, between: char, other: Self) {
        if !self.is_empty() && !other.is_empty() {
            self.text.push(between);
        }
        let start = self.text.len();
        self.text.push_str(&other.text);
        let moved = |(range, style): (Range<usize>, Style)| (range.start + start..range.end + start, style);
        self.styles.extend(other.styles.into_iter().map(moved));
    }

    /// Takes the sign of a list off its start. Whether there was one.
    pub(super) fn take_sign(&mut self) -> bool {
        let mut chars = self.text.chars();
        let Some(sign) = chars.next() else { return false };
        let rest = chars.as_str();
        let text = rest.trim_start();
        let is_apart = text.len() < rest.len();
        let is_sign = match sign {
            '•' => !text.is_empty(),
            'o' => rest.starts_with('\t'),
            sign if SIGNS.contains(&sign) => is_apart && !text.is_empty(),
            sign if DASHES.contains(&sign) => {
                is_apart && (rest.starts_with('\t') || text.starts_with(char::is_alphabetic))
            }
            _ => false,
        };
        if is_sign {
            self.cut(self.text.len() - text.len());
        }
        is_sign
    }

    /// Takes the first bytes off.
    fn cut(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        for (range, _) in &mut self.styles {
            *range = range.start.saturating_sub(bytes)..range.end.saturating_sub(bytes);
        }
        self.styles.retain(|(range, _)| !range.is_empty());
    }
}

/// The character that a symbol font shows for one of its own, where it is a sign that people know; fonts of symbols
/// have theirs at U+F000.
pub(super) fn symbol(c: char) -> char {
    match u32::from(c) {
        0xF0B7 | 0xF0A7 | 0xF0A8 | 0xF06C | 0xF06E | 0xF071 | 0xF076 | 0xF0D8 | 0xF0A2 | 0xF0E8 => '•',
        0xF0FC => '✓',
        0xF0E0 => '→',
        0xF02D => '–',
        0xF028 => '☎',
        0xF02A => '✉',
        _ => c,
    }
}
