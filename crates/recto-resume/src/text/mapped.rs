//! Text that knows the bytes it came from, however it was escaped, folded or put together.

use super::Span;
use std::ops::{Deref, Range};

/// A text whose every stretch knows its bytes in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    /// In order, without a gap.
    pieces: Vec<Piece>,
}

/// A stretch of the text, up to the next piece. Its bytes are those of the source one for one, or, where the two
/// differ in length (an escape), come from there as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the text.
    at: usize,
    source: Span,
}

impl MappedText {
    /// A text that stands in the source at `span`.
    pub fn new(text: &str, span: Span) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, span);
        mapped
    }

    /// Appends `text`, which stands in the source at `span`.
    pub fn push(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        let goes_on = text.len() == span.len()
            && self.pieces.last().is_some_and(|last| {
                last.source.end == span.start && last.source.len() == at - last.at && !last.source.is_empty()
            });
        match self.pieces.last_mut() {
            Some(last) if goes_on => last.source.end = span.end,
            _ => self.pieces.push(Piece { at, source: span }),
        }
        self.text.push_str(text);
    }

    /// Appends the stretch `range` of another text.
    pub fn push_slice(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let end = other.piece(at).1.min(range.end);
            self.push(&other.text[at..end], other.span(at..end));
            at = end;
        }
    }

    /// The stretch `range` (bytes of the text).
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut slice = Self::default();
        slice.push_slice(self, range);
        slice
    }

    /// The bytes of the source that the stretch `range` came from.
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.pieces.is_empty() {
            return Span::NOWHERE;
        }
        let (first, end) = self.piece(range.start);
        let is_verbatim = |piece: Piece, end: usize| piece.source.len() == end - piece.at;
        let start = if is_verbatim(first, end) {
            first.source.start + range.start - first.at
        } else {
            first.source.start
        };
        if range.is_empty() {
            return Span::at(start);
        }
        let (last, end) = self.piece(range.end - 1);
        let end =
            if is_verbatim(last, end) { last.source.start + range.end - last.at } else { last.source.end };
        Span::new(start, end.max(start))
    }

    /// The piece that byte `at` is in, and where it ends.
    fn piece(&self, at: usize) -> (Piece, usize) {
        let next = self.pieces.partition_point(|piece| piece.at <= at).max(1);
        (self.pieces[next - 1], self.pieces.get(next).map_or(self.text.len(), |next| next.at))
    }

    /// Finds the bytes of a scalar's characters. `raw` is what stands in the source at `span`, quotes and all: the text
    /// itself, or the text with the escapes and line folds of JSON, YAML or TOML. Where the two cannot be brought
    /// together, every character came from the whole of `span`.
    pub fn align(text: &str, raw: &str, span: Span) -> Self {
        let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
        let start = if raw.starts_with("\"\"\"") { 3 } else { quote.map_or(0, char::len_utf8) };
        let is_plain = |at: usize| at == 0 || !text.contains(['\\', '"', '\'']);
        let stands = |at: &usize| is_plain(*at) && raw.get(*at..).is_some_and(|raw| raw.starts_with(text));
        if let Some(at) = [0, start].into_iter().find(stands) {
            return Self::new(text, Span::new(span.start + at, span.start + at + text.len()));
        }
        // The text of a YAML block may begin with a quotation mark of its own; nothing is escaped in `'''` of TOML.
        [(None, 0), (quote, start), (None, start + 2)]
            .into_iter()
            .filter(|(_, at)| raw.is_char_boundary(*at))
            .find_map(|(quote, at)| Aligner { raw, offset: span.start, at, quote }.align(text))
            .unwrap_or_else(|| Self::new(text, span))
    }
}

impl From<&str> for MappedText {
    /// A text that is the source itself.
    fn from(text: &str) -> Self {
        Self::new(text, Span::new(0, text.len()))
    }
}

impl Deref for MappedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// Walks a scalar as it was typed, along with its characters.
struct Aligner<'a> {
    raw: &'a str,
    /// Offset of `raw` in the source.
    offset: usize,
    at: usize,
    /// The quotation mark around it: inside double ones a backslash escapes, inside single ones they double.
    quote: Option<char>,
}

impl Aligner<'_> {
    fn align(mut self, text: &str) -> Option<MappedText> {
        let mut mapped = MappedText::default();
        for c in text.chars() {
            let range = self.find(c)?;
            let source = Span::new(self.offset + range.start, self.offset + range.end);
            mapped.push(c.encode_utf8(&mut [0; 4]), source);
        }
        Some(mapped)
    }

    /// Goes past the next character, which must be `wanted`.
    fn find(&mut self, wanted: char) -> Option<Range<usize>> {
        loop {
            let start = self.at;
            let rest = &self.raw[start..];
            let Some(next) = rest.chars().next() else {
                // The line end behind a block may be none of the block's bytes.
                return (wanted == '\n').then_some(start..start);
            };
            if next == '\\' && self.quote == Some('"') {
                let (meant, length) = unescape(&rest[1..])?;
                self.at += 1 + length;
                match meant {
                    Some(c) => return (c == wanted).then_some(start..self.at),
                    None => continue,
                }
            }
            let folded = wanted.is_whitespace() && next.is_whitespace();
            let skipped = next.is_whitespace() || Some(next) == self.quote;
            if next != wanted && !folded && !skipped {
                return None;
            }
            let is_doubled = next == wanted && self.quote == Some('\'') && rest.starts_with("''");
            self.at += if is_doubled { 2 } else { next.len_utf8() };
            if next == wanted || folded {
                return Some(start..self.at);
            }
        }
    }
}

/// What a backslash before `rest` means, and how many bytes of `rest` it takes; no character where it hides a line end.
fn unescape(rest: &str) -> Option<(Option<char>, usize)> {
    let digits = |from: usize, count: usize| {
        rest.get(from..from + count).and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    let c = match rest.chars().next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' | '\t' => '\t',
        '0' => '\0',
        'a' => '\u{7}',
        'v' => '\u{b}',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return Some((Some(char::from_u32(digits(1, 2)?)?), 3)),
        'U' => return Some((Some(char::from_u32(digits(1, 8)?)?), 9)),
        'u' => {
            let high = digits(1, 4)?;
            return Some(match char::from_u32(high) {
                Some(c) => (Some(c), 5),
                None => {
                    let low = digits(7, 4).filter(|_| rest[5..].starts_with("\\u"))?;
                    (Some(char::decode_utf16([high as u16, low as u16]).next()?.ok()?), 11)
                }
            });
        }
        '\n' | '\r' => return Some((None, rest.len() - rest.trim_start().len())),
        c => c,
    };
    Some((Some(c), rest.chars().next()?.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes behind each word of a scalar that is typed as `raw`.
    fn words<'a>(text: &str, raw: &'a str) -> Vec<&'a str> {
        let mapped = MappedText::align(text, raw, Span::new(0, raw.len()));
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let ranges = text.split_whitespace().map(|word| place(word)..place(word) + word.len());
        ranges.map(|range| &raw[mapped.span(range).range()]).collect()
    }

    #[test]
    fn every_way_to_type_a_scalar_is_followed() {
        for (text, raw, expected) in [
            ("as it is", "as it is", vec!["as", "it", "is"]),
            (
                "ein \"Maß\" 😀\n",
                r#""ein \"Ma\u00df\" \ud83d\ude00\n""#,
                vec!["ein", r#"\"Ma\u00df\""#, "\\ud83d\\ude00"],
            ),
            ("it's so", "'it''s\n    so'", vec!["it''s", "so"]),
            ("one\n  'two\n", "one\n      'two", vec!["one", "'two"]),
            ("one two\nthree\n", "one\r\n  two\r\n\r\n  three", vec!["one", "two", "three"]),
            ("a \"b\" c", "\"\"\"\na \"b\" \\\n   c\"\"\"", vec!["a", "\"b\"", "c"]),
            ("a b", "'''\na b'''", vec!["a", "b"]),
            ("a ''b", "'''\na ''b'''", vec!["a", "''b"]),
            ("a '", "'a '''", vec!["a", "''"]),
            ("'a' b", "'a'\n  b", vec!["'a'", "b"]),
            ("C:\\new", "'C:\\new'", vec!["C:\\new"]),
        ] {
            assert_eq!(words(text, raw), expected, "{raw}");
        }
    }

    #[test]
    fn what_cannot_be_followed_came_from_the_whole() {
        assert_eq!(words("one two", "*alias"), ["*alias", "*alias"]);
        assert_eq!(words("a", r#""\ud83d""#), [r#""\ud83d""#]);
    }

    #[test]
    fn stretches_keep_their_place_when_put_together() {
        let mut text = MappedText::from("one two");
        text.push("–", Span::new(7, 9));
        text.push("three", Span::new(9, 14));
        assert_eq!(text.span(4..10), Span::new(4, 9));
        let mut rest = text.slice(4..13);
        assert_eq!(&*rest, "two–thr");
        assert_eq!((rest.span(0..9), rest.span(6..9)), (Span::new(4, 12), Span::new(9, 12)));
        rest.push_slice(&text, 0..3);
        assert_eq!(rest.span(9..12), Span::new(0, 3));
        assert_eq!(MappedText::default().span(0..0), Span::NOWHERE);
    }
}
