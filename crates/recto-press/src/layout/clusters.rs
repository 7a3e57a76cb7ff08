//! Letters that a font composes of several glyphs, such as an x with a macron: made legible to programs that read PDFs.
//!
//! The engine's writer maps the first glyph of such a cluster to all its characters, for the whole file: every other `x`
//! then reads as `x̄` to the programs that do not know `ActualText`. And where a mark is moved up or down, the engine makes
//! a text of its own of it, with the characters of the whole cluster once more. Here each glyph gets the characters that
//! its font has it for, so the text is a letter and then its marks. [`opaque`] lists the clusters where that cannot be.

use std::collections::{BTreeMap, BTreeSet};
use typst::layout::{Em, Frame, FrameItem, GroupItem};
use typst::text::{FontInstance, Glyph, TextItem, is_default_ignorable};
use typst_layout::{Page, PagedDocument};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// The pages with a glyph for each letter and each mark; `None` where that is so already.
pub(crate) fn parted(document: &PagedDocument) -> Option<PagedDocument> {
    let frames: Vec<_> = document.pages().iter().map(|page| part_frame(&page.frame)).collect();
    if frames.iter().all(Option::is_none) {
        return None;
    }
    let pages = document.pages().iter().zip(frames);
    let pages = pages
        .map(|(page, frame)| Page { frame: frame.unwrap_or_else(|| page.frame.clone()), ..page.clone() });
    Some(PagedDocument::new(pages.collect(), typst::model::Document::info(document).clone()))
}

/// The clusters whose glyphs have no characters of their own, as in scripts that join letters.
pub(super) fn opaque(document: &PagedDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    document.pages().iter().for_each(|page| add_opaque(&page.frame, &mut found));
    found
}

fn add_opaque(frame: &Frame, found: &mut BTreeSet<String>) {
    for cluster in clusters(frame) {
        if cluster.parts().is_none() {
            found.insert(cluster.text.to_owned());
        }
    }
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            add_opaque(&group.frame, found);
        }
    }
}

fn part_frame(frame: &Frame) -> Option<Frame> {
    let mut own = BTreeMap::new();
    for cluster in clusters(frame) {
        own.extend(cluster.glyphs.iter().map(|(place, _)| *place).zip(cluster.parts().unwrap_or_default()));
    }
    let part = |(at, (_, item)): (usize, &(_, FrameItem))| match item {
        FrameItem::Text(text) => part_text(text, at, &own).map(FrameItem::Text),
        FrameItem::Group(group) => {
            part_frame(&group.frame).map(|frame| FrameItem::Group(GroupItem { frame, ..group.clone() }))
        }
        _ => None,
    };
    let parted: Vec<_> = frame.items().enumerate().map(part).collect();
    if parted.iter().all(Option::is_none) {
        return None;
    }
    let mut changed = frame.clone();
    changed.clear();
    let items = frame.items().zip(parted);
    changed.push_multiple(items.map(|((at, item), new)| (*at, new.unwrap_or_else(|| item.clone()))));
    Some(changed)
}

/// Where a glyph is: the number of its item in the frame, and its own number in that.
type Place = (usize, usize);

/// The item at this place of its frame, with the characters that its glyphs have of their `own`.
fn part_text(item: &TextItem, at: usize, own: &BTreeMap<Place, char>) -> Option<TextItem> {
    own.range((at, 0)..(at + 1, 0)).next()?;
    let (mut text, mut glyphs): (String, Vec<Glyph>) = (String::new(), Vec::with_capacity(item.glyphs.len()));
    for (n, glyph) in item.glyphs.iter().enumerate() {
        let is_same = n > 0 && item.glyphs[n - 1].range == glyph.range && !own.contains_key(&(at, n));
        let range = if is_same {
            glyphs.last()?.range.clone()
        } else {
            let start = u16::try_from(text.len()).ok()?;
            match own.get(&(at, n)) {
                Some(c) => text.push(*c),
                None => text.push_str(item.text.get(glyph.range())?),
            }
            start..u16::try_from(text.len()).ok()?
        };
        glyphs.push(Glyph { range, ..glyph.clone() });
    }
    Some(TextItem { text: text.into(), glyphs, ..item.clone() })
}

/// Several glyphs that are set for some characters together.
struct Cluster<'a> {
    font: &'a FontInstance,
    text: &'a str,
    glyphs: Vec<(Place, &'a Glyph)>,
}

/// The clusters of several glyphs in the texts of a frame.
fn clusters(frame: &Frame) -> Vec<Cluster<'_>> {
    let mut all: Vec<Cluster<'_>> = Vec::new();
    // Whether the last glyph is of the last cluster.
    let mut is_open = false;
    for (at, (_, item)) in frame.items().enumerate() {
        let FrameItem::Text(item) = item else { continue };
        if item.text.is_ascii() {
            is_open = false;
            continue;
        }
        for (n, glyph) in item.glyphs.iter().enumerate() {
            let text = item.text.get(glyph.range()).unwrap_or_default();
            let continues = std::mem::replace(&mut is_open, is_composed(text));
            if !is_open {
                continue;
            }
            let is_beside = |last: &(Place, &Glyph)| match last.0 {
                (before, _) if before == at => last.1.range == glyph.range,
                // A mark that is moved up or down.
                _ => n == 0 && glyph.x_advance == Em::zero(),
            };
            let last =
                all.last_mut().filter(|last| continues && last.text == text && last.font == &item.font);
            match last.filter(|last| last.glyphs.last().is_some_and(is_beside)) {
                Some(last) => last.glyphs.push(((at, n), glyph)),
                None => all.push(Cluster { font: &item.font, text, glyphs: vec![((at, n), glyph)] }),
            }
        }
    }
    all.retain(|cluster| cluster.glyphs.len() > 1);
    all
}

/// Whether a text has several characters that are seen, as a letter and its marks.
fn is_composed(text: &str) -> bool {
    !text.is_ascii() && text.nfd().filter(|c| !is_default_ignorable(*c)).nth(1).is_some()
}

impl Cluster<'_> {
    /// The character of each glyph; `None` where a glyph is for none, or not for all of them one after another.
    fn parts(&self) -> Option<Vec<char>> {
        let mut left: Vec<char> = self.text.nfd().collect();
        let parts: Vec<char> =
            self.glyphs.iter().map(|(_, glyph)| self.take(glyph.id, &mut left)).collect::<Option<_>>()?;
        let is_same = parts.iter().copied().nfc().eq(self.text.nfc());
        (left.is_empty() && is_same).then_some(parts)
    }

    /// Takes the characters of a glyph out of those that are left, the first of which has all marks behind it.
    fn take(&self, glyph: u16, left: &mut Vec<char>) -> Option<char> {
        for first in 0..left.len() {
            let mut rest = left.clone();
            let base = rest.remove(first);
            if let Some(c) = self.composed(glyph, base, &mut rest) {
                *left = rest;
                return Some(c);
            }
        }
        // A mark may have other glyphs on wide or high letters, which are for nothing else or for another mark.
        (!left.is_empty() && !self.is_letter(glyph)).then(|| left.remove(0))
    }

    /// The character of a glyph, if it is `base` with some of these marks, which are then taken.
    fn composed(&self, glyph: u16, base: char, marks: &mut Vec<char>) -> Option<char> {
        if self.font.ttf().glyph_index(base).is_some_and(|id| id.0 == glyph) {
            return Some(base);
        }
        for n in 0..marks.len() {
            let mut rest = marks.clone();
            let Some(more) = compose(base, rest.remove(n)) else { continue };
            if let Some(c) = self.composed(glyph, more, &mut rest) {
                *marks = rest;
                return Some(c);
            }
        }
        None
    }

    /// Whether the font has the glyph for some character that is no mark.
    fn is_letter(&self, glyph: u16) -> bool {
        let subtables = self.font.ttf().tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
        subtables.filter(|table| table.is_unicode()).any(|table| {
            let mut found = false;
            table.codepoints(|c| {
                let is_mark = char::from_u32(c).is_some_and(is_combining_mark);
                found |= !is_mark && table.glyph_index(c).is_some_and(|id| id.0 == glyph);
            });
            found
        })
    }
}
