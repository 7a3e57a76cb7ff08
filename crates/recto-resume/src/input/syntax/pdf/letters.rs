//! Glyphs as letters: those that a reader sees, on one strip of pages below each other.

use super::items::list_sign;
use super::tags::{Place, Tags};
use crate::pdf::{Artifact, Color, Glyph, PdfFile, PdfPage};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What is between two pages of the strip (pt).
const BETWEEN_PAGES: f32 = 40.0;
/// How much letters and what is below them must differ, as a sum of differences of red, green and blue.
const MIN_CONTRAST: f32 = 0.06;
/// From this weight on type is bold, and how much heavier than the body it must be.
const BOLD: u16 = 600;

/// A letter that is seen, or several that are painted as one.
#[derive(Debug, Clone, Default)]
pub(super) struct Letter {
    pub text: String,
    pub left: f32,
    pub right: f32,
    /// Its base line, from the top of the first page (pt).
    pub y: f32,
    pub size: f32,
    pub page: usize,
    /// Where it comes in the order in which the file has its text.
    pub order: usize,
    pub look: Look,
    /// Its place in the tag tree.
    pub tag: Option<Place>,
    /// Whether a space is painted before it.
    pub is_after_space: bool,
    /// Whether the file says that it repeats on every page.
    pub is_pagination: bool,
    /// How thick its strokes are (em), where its font has no weight.
    pub stem: Option<f32>,
}

/// What a letter looks like, and where it leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_bold: bool,
    pub is_italic: bool,
    /// Its link, as an index of the page and of the link there.
    pub link: Option<(usize, usize)>,
}

/// The letters of a file, and what is left out.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Those on level lines, page by page.
    pub level: Vec<Letter>,
    /// Those on lines that rise or fall, in the order in which they are painted.
    pub turned: Vec<Letter>,
    /// Letters that nobody sees, and the first of them as text with its page.
    pub unseen: usize,
    pub first_unseen: Option<(usize, String)>,
    /// Signs of fonts for icons.
    pub icons: usize,
    /// Letters whose font does not say which they are.
    pub unknown: usize,
    /// Where each page begins and ends on the strip (pt).
    pub pages: Vec<(f32, f32)>,
}

/// How many links of a page are looked at.
const MAX_LINKS: usize = 300;
/// The longest text that is quoted of what nobody sees (characters).
const QUOTED: usize = 40;

impl Letters {
    /// The letters of a file.
    pub(super) fn of(file: &PdfFile, tags: &Tags) -> Self {
        let mut letters = Self::default();
        let body = body_weight(file);
        let mut top = 0.0;
        for (number, page) in file.pages.iter().enumerate() {
            let reader = PageReader { file, page, number, top, body, tags };
            reader.read(&mut letters);
            letters.pages.push((top, top + page.height));
            top += page.height + BETWEEN_PAGES;
        }
        embolden(&mut letters.level);
        letters
    }

    fn leave_out(&mut self, page: usize, glyph: &Glyph) {
        self.unseen += usize::from(!glyph.text.trim().is_empty());
        let (_, text) = self.first_unseen.get_or_insert_with(|| (page, String::new()));
        if text.chars().count() < QUOTED {
            text.push_str(&glyph.text);
        }
    }
}

/// How much thicker the strokes of a word are than usual if it is bold.
const THICKER: f32 = 1.2;

/// Words whose strokes are thicker than those of the same letters elsewhere are bold.
fn embolden(letters: &mut [Letter]) {
    let mut stems = BTreeMap::<&str, Vec<f32>>::new();
    for letter in letters.iter() {
        stems.entry(&letter.text).or_default().extend(letter.stem);
    }
    let median = |mut stems: Vec<f32>| {
        stems.sort_by(f32::total_cmp);
        stems.get(stems.len() / 2).copied()
    };
    let usual: BTreeMap<String, f32> =
        stems.into_iter().filter_map(|(text, stems)| Some((text.to_owned(), median(stems)?))).collect();
    let thickness = |letter: &Letter| Some(letter.stem? / usual.get(&letter.text)?);
    let is_same_word = |a: &Letter, b: &Letter| {
        !b.is_after_space && a.y == b.y && a.size == b.size && (b.left - a.right).abs() < 0.5 * a.size
    };
    for word in letters.chunk_by_mut(is_same_word) {
        let all: Vec<f32> = word.iter().filter_map(thickness).collect();
        if !all.is_empty() && all.iter().sum::<f32>() > THICKER * all.len() as f32 {
            word.iter_mut().for_each(|letter| letter.look.is_bold = true);
        }
    }
}

/// The weight of most letters.
fn body_weight(file: &PdfFile) -> u16 {
    let mut weights = BTreeMap::<u16, usize>::new();
    for font in file.pages.iter().flat_map(|page| &page.glyphs).filter_map(|glyph| glyph.font) {
        *weights.entry(file.fonts[font].weight).or_default() += 1;
    }
    weights.into_iter().max_by_key(|(_, count)| *count).map_or(400, |(weight, _)| weight)
}

struct PageReader<'f> {
    file: &'f PdfFile,
    page: &'f PdfPage,
    number: usize,
    top: f32,
    body: u16,
    tags: &'f Tags,
}

impl PageReader<'_> {
    fn read(&self, letters: &mut Letters) {
        let mut space = false;
        let first = letters.level.len();
        for (at, glyph) in self.page.glyphs.iter().enumerate() {
            if glyph.hidden || glyph.outside || is_faint(glyph) {
                letters.leave_out(self.number, glyph);
                continue;
            }
            let text = characters(&glyph.text);
            if text.trim().is_empty() {
                self.widen_last(glyph, letters, first);
                space |= !text.is_empty();
                continue;
            }
            if self.is_icon(&text, glyph) {
                letters.icons += 1;
                space = true;
                continue;
            }
            letters.unknown += usize::from(text.contains(char::REPLACEMENT_CHARACTER));
            let (trimmed, is_turned) = (text.trim(), glyph.is_turned);
            let letter = self.letter(at, glyph, trimmed, space || text.starts_with(' '));
            space = text.ends_with(' ');
            if is_turned { letters.turned.push(letter) } else { letters.level.push(letter) }
        }
    }

    /// A glyph without characters belongs to the one before it.
    fn widen_last(&self, glyph: &Glyph, letters: &mut Letters, first: usize) {
        let last = letters.level[first..].last_mut();
        let is_next = |last: &&mut Letter| {
            glyph.text.is_empty()
                && (last.y - self.y(glyph)).abs() < 0.1 * glyph.size
                && glyph.left >= last.left
        };
        if let Some(last) = last.filter(is_next) {
            last.right = last.right.max(glyph.right);
        }
    }

    fn y(&self, glyph: &Glyph) -> f32 {
        self.top + self.page.height - glyph.base
    }

    fn letter(&self, at: usize, glyph: &Glyph, text: &str, is_after_space: bool) -> Letter {
        let font = glyph.font.map(|font| &self.file.fonts[font]);
        let (x, y) = (f32::midpoint(glyph.left, glyph.right), 0.25f32.mul_add(glyph.size, glyph.base));
        let link = self.page.links.iter().take(MAX_LINKS).position(|link| link.area.holds(x, y));
        let tag = self.tags.place(self.number, at);
        Letter {
            text: text.to_owned(),
            left: glyph.left,
            right: glyph.right.max(glyph.left),
            y: self.y(glyph),
            size: glyph.size.max(0.1),
            page: self.number,
            order: self.tags.order(self.number, at),
            look: Look {
                is_bold: font.is_some_and(|font| font.weight >= BOLD && font.weight >= self.body + 100),
                is_italic: font.is_some_and(|font| font.is_italic),
                link: link.map(|link| (self.number, link)),
            },
            tag,
            is_after_space,
            stem: glyph.stem,
            is_pagination: glyph.artifact == Artifact::Pagination,
        }
    }

    /// Whether a sign is a picture: one for private use, or one without a character of a font for signs.
    fn is_icon(&self, text: &str, glyph: &Glyph) -> bool {
        let name = glyph.font.map_or("", |font| self.file.fonts[font].name.as_str());
        let is_of_icons = ICON_FONTS.iter().any(|part| name.to_lowercase().contains(part));
        match text {
            "\u{fffd}" => is_of_icons,
            _ => text.chars().all(is_private) && (is_of_icons || list_sign(text).is_none()),
        }
    }
}

/// Parts of the names of fonts for icons.
const ICON_FONTS: [&str; 4] = ["awesome", "icon", "symbols", "webding"];

/// Code points whose meaning only their font knows.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Whether a letter has the colour of what is below it.
fn is_faint(glyph: &Glyph) -> bool {
    let difference =
        |ink: [f32; 3], ground: [f32; 3]| ink.iter().zip(ground).map(|(a, b)| (a - b).abs()).sum::<f32>();
    let both: (Color, Color) = (glyph.ink, glyph.ground);
    matches!(both, (Some(ink), Some(ground)) if difference(ink, ground) < MIN_CONTRAST)
}

/// The characters of a glyph: ligatures as their letters, any white space as a space, no controls.
fn characters(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' => found.extend(std::iter::once(c).nfkc()),
            _ if c.is_whitespace() => found.push(' '),
            _ if c.is_control() => {}
            _ => found.push(c),
        }
    }
    found
}
