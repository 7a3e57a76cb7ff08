//! Letters that a font composes of several glyphs, such as an x with a macron: made legible to programs that read PDFs.
//!
//! The engine's writer maps the first glyph of such a cluster to all its characters, for the whole file: every other `x`
//! then reads as `x̄` to the programs that do not know `ActualText`. Here each glyph gets the characters that its font has
//! it for, so the text is a letter and then its marks. Of a cluster where that cannot be, [`opaque`] says so.

use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem, GroupItem};
use typst::text::{FontInstance, Glyph, TextItem, is_default_ignorable};
use typst_layout::{Page, PagedDocument};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// The pages with a glyph for each letter and each mark; `None` where that is so already.
pub(crate) fn parted(document: &PagedDocument) -> Option<PagedDocument> {
    let mut changes = false;
    let pages = document.pages().iter().map(|page| {
        let frame = part_frame(&page.frame);
        changes |= frame.is_some();
        Page { frame: frame.unwrap_or_else(|| page.frame.clone()), ..page.clone() }
    });
    let pages = pages.collect();
    changes.then(|| PagedDocument::new(pages, typst::model::Document::info(document).clone()))
}

/// The clusters whose glyphs have no characters of their own, as in scripts that join letters.
pub(super) fn opaque(document: &PagedDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    super::walk::items(document, |_, _, _, item| {
        if let FrameItem::Text(text) = item {
            let whole = clusters(text).filter(|one| one.glyphs.len() > 1 && one.has_marks() && one.parts().is_none());
            found.extend(whole.map(|cluster| cluster.text.to_owned()));
        }
    });
    found
}

fn part_frame(frame: &Frame) -> Option<Frame> {
    let part = |item: &FrameItem| match item {
        FrameItem::Text(text) => part_text(text).map(FrameItem::Text),
        FrameItem::Group(group) => {
            part_frame(&group.frame).map(|frame| FrameItem::Group(GroupItem { frame, ..group.clone() }))
        }
        _ => None,
    };
    let parted: Vec<_> = frame.items().map(|(_, item)| part(item)).collect();
    if parted.iter().all(Option::is_none) {
        return None;
    }
    let mut changed = frame.clone();
    changed.clear();
    changed.push_multiple(
        frame.items().zip(parted).map(|((at, item), new)| (*at, new.unwrap_or_else(|| item.clone()))),
    );
    Some(changed)
}

fn part_text(item: &TextItem) -> Option<TextItem> {
    if clusters(item).all(|cluster| cluster.glyphs.len() < 2) {
        return None;
    }
    let (mut text, mut glyphs) = (String::new(), Vec::with_capacity(item.glyphs.len()));
    for cluster in clusters(item) {
        let parts = cluster.parts().unwrap_or_default();
        let start = text.len();
        if parts.is_empty() {
            text.push_str(cluster.text);
        }
        for (n, glyph) in cluster.glyphs.iter().enumerate() {
            let start = parts.get(n).map_or(start, |_| text.len());
            text.extend(parts.get(n));
            let end = if parts.is_empty() { start + cluster.text.len() } else { text.len() };
            let range = u16::try_from(start).ok()?..u16::try_from(end).ok()?;
            glyphs.push(Glyph { range, ..glyph.clone() });
        }
    }
    Some(TextItem { text: text.into(), glyphs, ..item.clone() })
}

/// Glyphs that are set for some characters together.
struct Cluster<'a> {
    font: &'a FontInstance,
    text: &'a str,
    glyphs: &'a [Glyph],
}

fn clusters(item: &TextItem) -> impl Iterator<Item = Cluster<'_>> {
    item.glyphs.chunk_by(|a, b| a.range == b.range).map(|glyphs| Cluster {
        font: &item.font,
        text: item.text.get(glyphs[0].range()).unwrap_or_default(),
        glyphs,
    })
}

impl Cluster<'_> {
    /// Whether it has several characters that are seen.
    fn has_marks(&self) -> bool {
        self.text.nfd().filter(|c| !is_default_ignorable(*c)).nth(1).is_some()
    }

    /// The character of each glyph; `None` where a glyph is for none, or not for all of them one after another.
    fn parts(&self) -> Option<Vec<char>> {
        let mut left: Vec<char> = self.text.nfd().collect();
        let parts: Vec<char> = self.glyphs.iter().map(|glyph| self.take(glyph.id, &mut left)).collect::<Option<_>>()?;
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
