//! Letters that a font composes of several glyphs, such as an x with a macron: made legible to programs that read PDFs.
//!
//! The engine's writer maps the first glyph of such a cluster to all its characters, for the whole file: every other `x`
//! then reads as `x̄` to the programs that do not know `ActualText`. Behind the mark, which has no width and does not end
//! where the letter does, many see a gap and read a space. And where a mark is moved up or down, the engine makes a text of
//! its own of it, with the characters of the whole cluster once more.
//!
//! Here the marks are drawn, and the letter has all characters, in a copy of the font in which its glyph is nothing else.
//! [`unclear`] lists the clusters that some programs read wrong even so.

use recto_resume::text::characters::is_right_to_left;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::foundations::Bytes;
use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::text::{Font, FontInstance, FontVariant, Glyph, TextItem, is_default_ignorable};
use typst::visualize::{Curve, FillRule, Geometry, Shape};
use typst_layout::{Page, PagedDocument};
use unicode_normalization::UnicodeNormalization;

/// The pages with letters and their marks as they are to be read; `None` where none is composed.
pub(crate) fn joined(document: &PagedDocument) -> Option<PagedDocument> {
    let mut copies = Copies::default();
    let frames: Vec<_> = document.pages().iter().map(|page| join_frame(&page.frame, &mut copies)).collect();
    if frames.iter().all(Option::is_none) {
        return None;
    }
    let pages = document.pages().iter().zip(frames);
    let pages = pages
        .map(|(page, frame)| Page { frame: frame.unwrap_or_else(|| page.frame.clone()), ..page.clone() });
    Some(PagedDocument::new(pages.collect(), typst::model::Document::info(document).clone()))
}

/// The clusters that are not read everywhere: those with several wide glyphs, as in scripts that join letters, stay as they
/// are; and where there is no single character for a letter and its marks, PDF.js sees a space behind it.
pub(super) fn unclear(document: &PagedDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    document.pages().iter().for_each(|page| add_unclear(&page.frame, &mut found));
    found
}

fn add_unclear(frame: &Frame, found: &mut BTreeSet<String>) {
    for cluster in clusters(frame) {
        if !cluster.is_clear() {
            found.insert(cluster.text.to_owned());
        }
    }
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            add_unclear(&group.frame, found);
        }
    }
}

/// Where a glyph is: the number of its item in the frame, and its own number in that.
type Place = (usize, usize);

/// What becomes of a glyph of a cluster.
enum Part<'a> {
    /// It is set in this font, and is all characters of the cluster.
    Letter(FontInstance, &'a str),
    /// It is drawn.
    Mark,
}

fn join_frame(frame: &Frame, copies: &mut Copies) -> Option<Frame> {
    let mut parts = BTreeMap::new();
    for cluster in clusters(frame) {
        let Some((place, glyph)) = cluster.letter() else { continue };
        let Some(font) = copies.font(cluster.font, glyph.id, cluster.text) else { continue };
        parts.extend(cluster.glyphs.iter().map(|(place, _)| (*place, Part::Mark)));
        parts.insert(place, Part::Letter(font, cluster.text));
    }
    let mut join = |(at, (pos, item)): (usize, &(Point, FrameItem))| match item {
        FrameItem::Text(text) => {
            parts.range((at, 0)..(at + 1, 0)).next().map(|_| split_text(text, *pos, at, &parts))
        }
        FrameItem::Group(group) => join_frame(&group.frame, copies)
            .map(|frame| vec![(*pos, FrameItem::Group(GroupItem { frame, ..group.clone() }))]),
        _ => None,
    };
    let joined: Vec<_> = frame.items().enumerate().map(&mut join).collect();
    if joined.iter().all(Option::is_none) {
        return None;
    }
    let mut changed = frame.clone();
    changed.clear();
    let items = frame.items().zip(joined);
    changed.push_multiple(items.flat_map(|(item, new)| new.unwrap_or_else(|| vec![item.clone()])));
    Some(changed)
}

/// The item at this place of its frame as texts between the clusters, letters and drawn marks.
fn split_text(
    item: &TextItem,
    pos: Point,
    at: usize,
    parts: &BTreeMap<Place, Part<'_>>,
) -> Vec<(Point, FrameItem)> {
    let (mut out, mut drawn) = (Vec::new(), Vec::new());
    let (mut start, mut run, mut pen) = (pos, 0, pos);
    for (n, glyph) in item.glyphs.iter().enumerate() {
        let end = pen + Point::with_x(glyph.x_advance.at(item.size));
        if let Some(part) = parts.get(&(at, n)) {
            out.extend(text_of(item, run..n).map(|text| (start, text)));
            match part {
                Part::Letter(font, text) => {
                    let range = 0..u16::try_from(text.len()).unwrap_or_default();
                    let (font, glyphs) = (font.clone(), vec![Glyph { range, ..glyph.clone() }]);
                    let text = (*text).into();
                    out.push((pen, FrameItem::Text(TextItem { font, text, glyphs, ..item.clone() })));
                }
                Part::Mark => drawn.push((pen, FrameItem::Shape(outline(item, glyph), glyph.span.0))),
            }
            (start, run) = (end, n + 1);
        }
        pen = end;
    }
    out.extend(text_of(item, run..item.glyphs.len()).map(|text| (start, text)));
    out.extend(drawn);
    out
}

/// Some glyphs of an item.
fn text_of(item: &TextItem, glyphs: Range<usize>) -> Option<FrameItem> {
    let glyphs = &item.glyphs[glyphs];
    let start = glyphs.iter().map(|glyph| glyph.range.start).min()?;
    let end = glyphs.iter().map(|glyph| glyph.range.end).max()?;
    let text = item.text.get(usize::from(start)..usize::from(end))?.into();
    let moved =
        |glyph: &Glyph| Glyph { range: glyph.range.start - start..glyph.range.end - start, ..glyph.clone() };
    let glyphs = glyphs.iter().map(moved).collect();
    Some(FrameItem::Text(TextItem { text, glyphs, ..item.clone() }))
}

/// The outline of a glyph, in the colour of its item.
fn outline(item: &TextItem, glyph: &Glyph) -> Shape {
    let scale = |units: f32| item.font.to_em(units).at(item.size);
    let offset = Point::new(glyph.x_offset.at(item.size), -glyph.y_offset.at(item.size));
    let mut outline = Outline { curve: Curve::new(), offset, scale, pen: (0.0, 0.0) };
    // A glyph without an outline is nothing to see.
    let _ = item.font.ttf().outline_glyph(GlyphId(glyph.id), &mut outline);
    Shape {
        geometry: Geometry::Curve(outline.curve),
        fill: Some(item.fill.clone()),
        fill_rule: FillRule::NonZero,
        stroke: item.stroke.clone(),
    }
}

/// Takes an outline in units of its font, y upwards.
struct Outline<S> {
    curve: Curve,
    offset: Point,
    scale: S,
    pen: (f32, f32),
}

impl<S: Fn(f32) -> Abs> Outline<S> {
    fn point(&mut self, x: f32, y: f32) -> Point {
        self.pen = (x, y);
        self.offset + Point::new((self.scale)(x), -(self.scale)(y))
    }
}

impl<S: Fn(f32) -> Abs> OutlineBuilder for Outline<S> {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.curve.move_(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.curve.line(to);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // The cubic curve of the same form.
        let third = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
        let (x0, y0) = self.pen;
        self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second) = (self.point(x1, y1), self.point(x2, y2));
        let to = self.point(x, y);
        self.curve.cubic(first, second, to);
    }

    fn close(&mut self) {
        self.curve.close();
    }
}

/// Copies of fonts: a glyph is the same characters everywhere in a font of a PDF.
#[derive(Default)]
struct Copies {
    /// The copies of each font.
    fonts: Vec<(FontInstance, Vec<FontInstance>)>,
    /// The clusters that a glyph of a font is the letter of, each in another copy.
    clusters: Vec<(FontInstance, u16, Vec<String>)>,
}

/// Copies of one font at most: more accents no letter has in a language.
const MAX_COPIES: usize = 16;

impl Copies {
    /// The copy of a font in which this glyph is the letter of this cluster; `None` where it has too many.
    fn font(&mut self, font: &FontInstance, glyph: u16, cluster: &str) -> Option<FontInstance> {
        let is_it = |other: &FontInstance, id: u16| id == glyph && other == font;
        let known = place(
            &mut self.clusters,
            |(other, id, _)| is_it(other, *id),
            || (font.clone(), glyph, Vec::new()),
        );
        let clusters = &mut self.clusters[known].2;
        let number = place(clusters, |other| other == cluster, || cluster.to_owned());
        if number >= MAX_COPIES {
            clusters.truncate(MAX_COPIES);
            return None;
        }
        let known = place(&mut self.fonts, |(other, _)| other == font, || (font.clone(), Vec::new()));
        let copies = &mut self.fonts[known].1;
        while copies.len() <= number {
            copies.push(copy(font, copies.len())?);
        }
        copies.get(number).cloned()
    }
}

/// The place of what is looked for; at the end, if it has to be added.
fn place<T>(all: &mut Vec<T>, is_it: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> usize {
    all.iter().position(is_it).unwrap_or_else(|| {
        all.push(new());
        all.len() - 1
    })
}

/// A font that is the same to all but the engine's writer, which knows a font by its length.
fn copy(font: &FontInstance, number: usize) -> Option<FontInstance> {
    let mut data = font.data().to_vec();
    data.resize(data.len() + number + 1, 0);
    let copy = Font::new(Bytes::new(data), font.index())?;
    Some(copy.instantiate(FontVariant::default(), Abs::zero(), font.variations()))
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
                _ => n == 0 && is_mark(&item.font, glyph),
            };
            let last =
                all.last_mut().filter(|last| continues && last.text == text && last.font == &item.font);
            // Where letters run from right to left, the marks come before theirs.
            let begins = |last: &&mut Cluster<'_>| n == 0 && last.has_only_marks();
            match last.filter(|last| begins(last) || last.glyphs.last().is_some_and(is_beside)) {
                Some(last) => last.glyphs.push(((at, n), glyph)),
                None => all.push(Cluster { font: &item.font, text, glyphs: vec![((at, n), glyph)] }),
            }
        }
    }
    all.retain(|cluster| cluster.glyphs.len() > 1);
    all
}

/// Whether a text has several characters that are seen, as a letter and its marks, or may be drawn of several: fonts have the
/// dots of Arabic letters apart.
fn is_composed(text: &str) -> bool {
    !text.is_ascii()
        && (text.contains(is_right_to_left)
            || text.nfd().filter(|c| !is_default_ignorable(*c)).nth(1).is_some())
}

impl<'a> Cluster<'a> {
    fn has_only_marks(&self) -> bool {
        self.glyphs.iter().all(|(_, glyph)| is_mark(self.font, glyph))
    }

    /// Its only glyph with a width, on which all others are; `None` where there are more, or none.
    fn letter(&self) -> Option<(Place, &'a Glyph)> {
        let mut wide = self.glyphs.iter().filter(|(_, glyph)| !is_mark(self.font, glyph));
        wide.next().filter(|_| wide.next().is_none()).copied()
    }

    /// Whether all programs read it: it is one character, and one glyph has that.
    fn is_clear(&self) -> bool {
        self.letter().is_some() && self.text.nfc().filter(|c| !is_default_ignorable(*c)).nth(1).is_none()
    }
}

/// Whether a glyph has no width but that which spaced letters have.
fn is_mark(font: &FontInstance, glyph: &Glyph) -> bool {
    glyph.x_advance == Em::zero() || font.x_advance(glyph.id) == Some(Em::zero())
}
