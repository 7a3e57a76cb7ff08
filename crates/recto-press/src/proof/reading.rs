//! The letters of all pages as one text, in one of the orders in which programs read.

use super::Spot;
use super::order::Way;
use recto_resume::pdf::{Glyph, PdfFile};
use recto_resume::text::characters::{is_right_to_left, is_spaceless};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A gap between letters that is a space to some reader (em): a tenth, and what rounding takes from it.
const GAP: f32 = 0.095;
/// How far base lines of one line may be apart (em): a superscript, or a smaller font, sits a little higher.
const SAME_LINE: f32 = 0.4;
/// A point is so many millimetres.
const MM: f32 = 25.4 / 72.0;

/// A text with the place of each of its characters.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The characters, white space and quotation marks made alike.
    pub text: String,
    /// The same in lower case; letters whose lower case takes other bytes stay as they are.
    pub lower: String,
    /// Where the glyph begins that a byte came from, with the byte at which it begins.
    spots: Vec<(usize, Spot)>,
}

impl Reading {
    /// Reads all pages in some way.
    pub fn new(file: &PdfFile, way: Way) -> Self {
        let mut reading = Self::default();
        let mut last: Option<(usize, &Glyph)> = None;
        for (number, page) in file.pages.iter().enumerate() {
            for glyph in (way.arrange)(page) {
                let text = glyph.mapped.as_ref().filter(|_| !way.follows_marks).unwrap_or(&glyph.text);
                let is_mark = glyph.text.starts_with(is_combining_mark)
                    || (way.ignores_marked
                        && text.contains(is_combining_mark)
                        && !text.contains(is_right_to_left));
                if let Some((page, last)) = last
                    && (page != number || (!is_mark && apart(last, glyph)))
                {
                    reading.push(' ');
                }
                let y = (page.height - glyph.base) * MM;
                let spot = Spot { page: number + 1, x: glyph.left * MM, y };
                reading.spots.push((reading.text.len(), spot));
                text.chars().for_each(|c| reading.push(c));
                // A mark takes no room: to who knows that, the next letter follows the one that it is on.
                let is_narrow = is_mark && (way.follows_marks || way.ignores_marked);
                last = last.filter(|_| is_narrow).or(Some((number, glyph)));
            }
        }
        reading.compose();
        reading.lower = lower(&reading.text);
        reading
    }

    /// Makes one character of a letter and the marks on it, which can be glyphs of their own.
    fn compose(&mut self) {
        if unicode_normalization::is_nfc(&self.text) {
            return;
        }
        let mut composed = String::with_capacity(self.text.len());
        let mut spots = std::mem::take(&mut self.spots).into_iter().peekable();
        let starts = self.text.char_indices().filter(|(_, c)| !is_combining_mark(*c)).map(|(at, _)| at);
        let starts: Vec<usize> = starts.chain([self.text.len()]).collect();
        for letter in starts.windows(2) {
            while let Some((_, spot)) = spots.next_if(|(start, _)| *start < letter[1]) {
                self.spots.push((composed.len(), spot));
            }
            composed.extend(self.text[letter[0]..letter[1]].nfc());
        }
        self.text = composed;
    }

    /// A text without places, for tests.
    #[cfg(test)]
    pub fn of(text: &str) -> Self {
        let text = normal(text);
        Self { lower: lower(&text), text, spots: Vec::new() }
    }

    fn push(&mut self, c: char) {
        push(&mut self.text, c);
    }

    /// Whether a word that reads as these lines (the byte of its first and last letter in each) has to break, for it is
    /// wider than from the start of its second line to the end of its first.
    pub fn is_wider_than_lines(&self, lines: &[Range<usize>]) -> bool {
        let ends: Vec<_> = lines.iter().map(|line| (self.spot(line.start), self.spot(line.end))).collect();
        let [(_, right), (left, _), ..] = ends.as_slice() else { return false };
        let breaks = ends.is_sorted_by(|(_, a), (b, _)| a.page < b.page || a.y < b.y);
        breaks && ends.iter().map(|(start, end)| end.x - start.x).sum::<f32>() > right.x - left.x
    }

    /// Where the character at this byte is.
    pub fn spot(&self, at: usize) -> Spot {
        let behind = self.spots.partition_point(|(start, _)| *start <= at);
        self.spots.get(behind.saturating_sub(1)).map_or(Spot { page: 1, x: 0.0, y: 0.0 }, |(_, spot)| *spot)
    }
}

/// Text as readings have it.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.nfc().for_each(|c| push(&mut out, c));
    out.trim().to_owned()
}

/// Lower case letter by letter, bytes kept.
pub(super) fn lower(text: &str) -> String {
    let one = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(only), None) if only.len_utf8() == c.len_utf8() => only,
            _ => c,
        }
    };
    text.chars().map(one).collect()
}

/// Appends a character: white space is one space, and none beside a letter of a script without spaces, where a line may end
/// with one or without; quotation marks are those of a keyboard.
fn push(text: &mut String, c: char) {
    match c {
        // Joiners have no width, and programs put them on either side of a letter.
        '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
        c if c.is_whitespace() => {
            if !text.is_empty() && !text.ends_with(' ') && !text.ends_with(ends_anywhere) {
                text.push(' ');
            }
        }
        c => {
            if is_spaceless(c)
                && let Some(before) = text.strip_suffix(' ')
                && (ends_anywhere(c) || before.ends_with(is_spaceless))
            {
                text.pop();
            }
            text.push(match c {
                '‘' | '’' => '\'',
                '“' | '”' => '"',
                c => c,
            });
        }
    }
}

/// Whether a line may end on either side of a letter: those of Korean have spaces between words.
const fn ends_anywhere(c: char) -> bool {
    is_spaceless(c)
        && !matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
}

/// Whether a space or the end of a line is between two letters.
fn apart(last: &Glyph, next: &Glyph) -> bool {
    let size = last.size.min(next.size);
    let gap = next.left - last.right;
    (next.base - last.base).abs() > SAME_LINE * last.size.max(next.size)
        || gap > GAP * size
        || gap < -0.5 * size
}

#[cfg(test)]
mod tests {
    use super::super::order::WAYS;
    use super::*;

    fn glyph(text: &str, left: f32, base: f32) -> Glyph {
        Glyph { text: text.to_owned(), left, right: left + 5.0, base, size: 10.0, ..Glyph::default() }
    }

    #[test]
    fn places_tell_spaces_and_lines() {
        let glyphs =
            vec![glyph("a", 0.0, 90.0), glyph("b", 5.0, 90.0), glyph("c", 11.0, 90.0), glyph("d", 0.0, 78.0)];
        let page = recto_resume::pdf::PdfPage { height: 100.0, glyphs, ..Default::default() };
        let file = PdfFile { pages: vec![page], ..PdfFile::default() };
        assert_eq!(Reading::new(&file, WAYS[0]).text, "ab c d");
    }

    #[test]
    fn marks_are_part_of_their_letter_and_of_the_glyphs_where_nobody_follows_marked_content() {
        let mut x = glyph("x\u{304}", 0.0, 90.0);
        x.mapped = Some("x".to_owned());
        let mut macron = glyph("", 5.0, 90.0);
        macron.mapped = Some("\u{304}".to_owned());
        let glyphs =
            vec![x, macron, glyph("a", 5.0, 90.0), glyph("\u{301}", 10.0, 90.0), glyph("b", 10.0, 90.0)];
        let page = recto_resume::pdf::PdfPage { height: 100.0, glyphs, ..Default::default() };
        let file = PdfFile { pages: vec![page], ..PdfFile::default() };
        for way in [WAYS[0], WAYS[4]] {
            let reading = Reading::new(&file, way);
            assert_eq!(reading.text, "x\u{304}áb");
            assert!((reading.spot(5).x - 10.0 * MM).abs() < 0.01);
        }
    }

    #[test]
    fn a_letter_that_is_one_glyph_with_its_mark_seems_to_have_no_width_to_some() {
        let mut glyphs =
            vec![glyph("a", 0.0, 90.0), glyph("x\u{304}", 5.0, 90.0), glyph("y\u{304}", 10.0, 90.0)];
        glyphs.extend([
            glyph("b", 15.0, 90.0),
            glyph("c", 20.0, 90.0),
            glyph("á", 25.0, 90.0),
            glyph("d", 30.0, 90.0),
        ]);
        let page = recto_resume::pdf::PdfPage { height: 100.0, glyphs, ..Default::default() };
        let file = PdfFile { pages: vec![page], ..PdfFile::default() };
        let read = |way: usize| Reading::new(&file, WAYS[way]).text;
        assert_eq!([0, 4, 5].map(read), ["ax̄ȳbcád", "ax̄ȳbcád", "ax̄ȳ bcád"]);
    }

    #[test]
    fn white_space_and_marks_are_made_alike() {
        assert_eq!(normal(" “It’s\u{a0} so” "), "\"It's so\"");
        assert_eq!(normal("履歴書 を 書く"), "履歴書を書く");
        assert_eq!(normal("Rust と API 、 C"), "RustとAPI、C");
        assert_eq!(normal("이력서 Rust 를 쓴다"), "이력서 Rust 를쓴다");
        assert_eq!(lower("ÄRGER İ"), "ärger İ");
    }
}
