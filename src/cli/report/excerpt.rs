//! The one line of a source that a message shows: cut to a readable length around the caret, with everything spelled
//! out that a terminal would obey. Line and column stay those of the file.

use crate::cli::terminal::push_clean;
use codespan_reporting::files::{Error, Files};
use recto::text::Source;
use recto::text::Span;
use std::ops::Range;

/// Characters of a line shown at most.
const WIDTH: usize = 100;

/// Characters kept before the caret of a line that is cut.
const BEFORE: usize = 40;

/// A line ready to be drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The file's name, safe to print.
    pub name: String,
    /// The line, safe to print.
    pub text: String,
    /// The bytes of `text` under the caret.
    pub caret: Range<usize>,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in the file, in characters from 1.
    pub column: usize,
}

impl Excerpt {
    /// The line in which `span` begins; a span of several lines is shown up to the end of the first.
    pub fn new(source: &Source, span: Span) -> Self {
        let text = source.text.as_str();
        let start = text.floor_char_boundary(span.start);
        let (line, column) = source.line_column(start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let row = text[from..].lines().next().unwrap_or_default();
        let caret = (start - from).min(row.len());
        let end = row.floor_char_boundary(span.end.saturating_sub(from)).max(caret);
        let (text, caret) = cut(row, caret..end);
        Self { name: crate::cli::terminal::clean(&source.name), text, caret, line, column }
    }
}

/// The part of a row to show and the caret in it.
fn cut(row: &str, caret: Range<usize>) -> (String, Range<usize>) {
    let ahead = row[..caret.start].char_indices();
    let long = row.chars().nth(WIDTH).is_some();
    let from = if long { ahead.rev().nth(BEFORE).map_or(0, |(at, _)| at) } else { 0 };
    let to = row[from..].char_indices().nth(WIDTH).map_or(row.len(), |(at, _)| from + at);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let start = append(&mut text, &row[from..caret.start]);
    let end = append(&mut text, &row[caret.start..caret.end.min(to)]);
    append(&mut text, &row[caret.end.min(to)..to]);
    if to < row.len() {
        text.push('…');
    }
    (text, start..end)
}

/// Appends a piece of a row; gives the length then. Tabs stay: they are drawn as wide as they are.
fn append(text: &mut String, piece: &str) -> usize {
    for c in piece.chars() {
        if c == '\t' { text.push(c) } else { push_clean(text, c) }
    }
    text.len()
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::terminal::is_unsafe;
    use proptest::prelude::*;

    fn excerpt(text: &str, span: Range<usize>) -> Excerpt {
        Excerpt::new(&Source::new("ada.yaml", text), span.into())
    }

    fn under_caret(excerpt: &Excerpt) -> &str {
        &excerpt.text[excerpt.caret.clone()]
    }

    #[test]
    fn a_short_line_is_whole() {
        let shown = excerpt("a: 1\r\nb: zwölf\r\n", 9..15);
        assert_eq!((shown.text.as_str(), under_caret(&shown)), ("b: zwölf", "zwölf"));
        assert_eq!((shown.line, shown.column), (2, 4));
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let row = format!("{}HERE{}", "é".repeat(5_000), "z".repeat(5_000));
        let shown = excerpt(&row, 10_000..10_004);
        assert_eq!(under_caret(&shown), "HERE");
        assert!(shown.text.starts_with("…é") && shown.text.ends_with("z…"), "{}", shown.text);
        assert_eq!(shown.text.chars().count(), WIDTH + 2);
        assert_eq!((shown.line, shown.column), (1, 5_001));
        let all = excerpt(&row, 0..row.len());
        assert_eq!(under_caret(&all).chars().count(), WIDTH);
    }

    #[test]
    fn a_span_of_lines_ends_with_the_first() {
        assert_eq!(under_caret(&excerpt("a:\n  - b\n  - c\n", 7..14)), "b");
    }

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        let shown = excerpt("a: \u{1b}[2J\u{202e}x", 3..10);
        assert_eq!(shown.text, r"a: \u{1b}[2J\u{202e}x");
        assert_eq!(under_caret(&shown), r"\u{1b}[2J\u{202e}");
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_fits(text in "(?s).{0,300}", a in 0usize..700, length in 0usize..400) {
            let shown = excerpt(&text, a..a + length);
            prop_assert!(shown.text.get(shown.caret.clone()).is_some());
            prop_assert!(!shown.text.chars().any(|c| c != '\t' && is_unsafe(c)));
        }
    }
}
