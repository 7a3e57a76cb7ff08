//! What a page paints: the device that the interpreter draws on.

use super::drawn::{Drawing, Drawings};
use super::marks::{Fonts, Mark};
use super::{Color, Glyph, PageArea, PdfError};
use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::pattern::Pattern;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use std::collections::VecDeque;
use std::sync::Arc;

/// The units of an em in which the interpreter measures glyphs.
pub(super) const EM: f64 = 1000.0;
/// The width of a glyph whose font does not report it (thousandths of an em).
const USUAL_WIDTH: f32 = 500.0;

/// How often it is asked on a page whether a letter is on a shape.
const MAX_WORK: usize = 100_000_000;

/// A font (CFF) without outlines. It stands in for fonts that are not in the file, of which only the names and widths of
/// glyphs are read, and the interpreter has those of the usual fonts.
const NO_OUTLINES: [u8; 30] = [
    1, 0, 4, 1, // header
    0, 1, 1, 1, 2, b'A', // names
    0, 1, 1, 1, 6, 163, 17, 139, 169, 18, // the glyphs are at byte 24, and no private data at 30
    0, 0, // strings
    0, 0, // subroutines
    0, 1, 1, 1, 2, 14, // one empty glyph
];

/// How pages are interpreted.
pub(super) fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(NO_OUTLINES), 0))),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: true,
    }
}

/// The glyphs of a page, and where its images lie. `place` leads to the page as it is displayed.
pub(super) fn run<'a>(
    page: &Page<'a>,
    place: Affine,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    marks: VecDeque<Mark>,
    (fonts, drawings): (&Fonts, &mut Drawings),
) -> Result<(Vec<Glyph>, Vec<PageArea>), PdfError> {
    let (width, height) = page.render_dimensions();
    let seen = Rect::new(0.0, 0.0, width.into(), height.into());
    let mut painter = Painter {
        fonts,
        drawings,
        marks,
        open: Vec::new(),
        clips: vec![PageArea::of(seen)],
        groups: vec![Some(1.0)],
        is_masked: false,
        shapes: Vec::new(),
        filled: None,
        glyphs: Vec::new(),
        images: Vec::new(),
        work: 0,
    };
    let mut context = Context::new(place, seen, cache, page.xref(), settings.clone());
    hayro_interpret::interpret_page(page, &mut context, &mut painter);
    if painter.work > MAX_WORK { Err(PdfError::TooLarge) } else { Ok((painter.glyphs, painter.images)) }
}

struct Painter<'f> {
    fonts: &'f Fonts,
    drawings: &'f mut Drawings,
    /// The marked content that is still to come, and that which is open.
    marks: VecDeque<Mark>,
    open: Vec<Mark>,
    /// What paint reaches, outer before inner; never empty.
    clips: Vec<PageArea>,
    /// How much the groups cover that are painted as one, outer before inner, each times those around it; never empty.
    /// None where it differs from place to place.
    groups: Vec<Option<f32>>,
    /// Whether a mask makes that differ for what is painted next.
    is_masked: bool,
    /// What has been painted so far beside letters.
    shapes: Vec<Shape>,
    /// Where a glyph was just filled: its outline may follow.
    filled: Option<Affine>,
    glyphs: Vec<Glyph>,
    images: Vec<PageArea>,
    /// How often it was asked whether a letter is on a shape.
    work: usize,
}

impl Painter<'_> {
    fn clip(&self) -> PageArea {
        self.clips[self.clips.len() - 1]
    }

    /// How much a paint covers, from 0 to 1; none where it differs from place to place.
    fn alpha(&self, own: Option<f32>) -> Option<f32> {
        let group = self.groups[self.groups.len() - 1].filter(|_| !self.is_masked);
        Some(group? * own?)
    }

    /// Paints a shape over letters and all else.
    fn cover(&mut self, path: BezPath, rule: FillRule, color: Color, alpha: Option<f32>) {
        self.work += self.glyphs.len();
        if self.work > MAX_WORK {
            return;
        }
        let area = PageArea::of(path.bounding_box()).within(self.clip());
        let shape = Shape { path, rule, area, color, alpha };
        let is_below = |glyph: &&mut Glyph| {
            let y = 0.3f32.mul_add(glyph.size, glyph.base);
            let at = |part: f32| (glyph.right - glyph.left).mul_add(part, glyph.left);
            shape.holds(at(0.25), y) && shape.holds(at(0.75), y)
        };
        for glyph in self.glyphs.iter_mut().filter(is_below) {
            glyph.hidden |= shape.alpha.is_some_and(|alpha| alpha >= 1.0);
            glyph.ink = over(shape.color, shape.alpha, glyph.ink);
            glyph.ground = over(shape.color, shape.alpha, glyph.ground);
        }
        self.shapes.push(shape);
    }

    /// The colour that is seen at a place.
    fn ground(&self, x: f32, y: f32) -> Color {
        let mut seen = Some([1.0; 3]);
        for shape in self.shapes.iter().filter(|shape| shape.holds(x, y)) {
            seen = over(shape.color, shape.alpha, seen);
        }
        seen
    }

    /// The characters that marked content has instead of those painted: all of them at its first glyph.
    fn instead(&mut self) -> Option<String> {
        self.open.iter_mut().rev().find_map(|mark| mark.instead.as_mut()).map(std::mem::take)
    }
}

/// The characters that the font has for a glyph.
fn mapped(glyph: &Drawn<'_>) -> String {
    match glyph.as_unicode() {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) if !text.is_empty() => text,
        _ => char::REPLACEMENT_CHARACTER.to_string(),
    }
}

impl<'a> Device<'a> for Painter<'_> {
    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        self.work += self.shapes.len();
        if self.work > MAX_WORK {
            return;
        }
        let whole = transform * glyph_transform;
        let is_outline = matches!(draw_mode, GlyphDrawMode::Stroke(_));
        if is_outline && self.filled.take() == Some(whole) {
            return;
        }
        self.filled = Some(whole).filter(|_| matches!(draw_mode, GlyphDrawMode::Fill));
        let (font, Drawing { right, stem }) = match glyph {
            Drawn::Outline(glyph) => {
                let width = Drawing { right: glyph.advance_width(), stem: None };
                (self.fonts.keys.get(&glyph.font_cache_key()), width)
            }
            Drawn::Type3(glyph) => (None, self.drawings.of(glyph, paint)),
        };
        let (font, width) = (font.copied(), right.unwrap_or(USUAL_WIDTH));
        let (start, end) = (whole * Point::ORIGIN, whole * Point::new(width.into(), 0.0));
        let [_, _, c, d, ..] = whole.as_coeffs();
        let (left, right) = (start.x.min(end.x) as f32, start.x.max(end.x) as f32);
        let (base, size) = (start.y as f32, (EM * c.hypot(d)) as f32);
        let (x, y) = (f32::midpoint(left, right), 0.3f32.mul_add(size, base));
        let ground = self.ground(x, y);
        let (color, own) = color(paint);
        let alpha = self.alpha(own);
        let (mapped, instead) = (mapped(glyph), self.instead());
        let (text, mapped) = match instead {
            Some(text) => (text, Some(mapped)),
            None => (mapped, None),
        };
        self.glyphs.push(Glyph {
            text,
            mapped,
            left,
            right,
            base,
            size,
            font,
            stem,
            is_turned: (end.y - start.y).abs() > 0.05 * (end.x - start.x).abs(),
            mark: self.open.iter().rev().find_map(|mark| mark.id),
            artifact: self.open.iter().map(|mark| mark.artifact).max().unwrap_or_default(),
            hidden: matches!(draw_mode, GlyphDrawMode::Invisible) || alpha.is_some_and(|alpha| alpha <= 0.0),
            outside: !self.clip().holds(x, y),
            ink: over(color, alpha, ground),
            ground,
        });
    }

    /// Lines are too thin for letters to be on them.
    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, draw_mode: &PathDrawMode) {
        if let PathDrawMode::Fill(rule) = draw_mode {
            let (color, own) = color(paint);
            self.cover(transform * path.clone(), *rule, color, self.alpha(own));
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        // What shows through a mask is not known.
        let is_masked = match &image {
            Image::Stencil(_) => true,
            Image::Raster(image) => {
                let dict = image.stream().dict();
                dict.contains_key("SMask") || dict.contains_key("Mask")
            }
        };
        let square = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let path = transform * square.to_path(0.1);
        self.images.push(PageArea::of(path.bounding_box()));
        self.cover(path, FillRule::NonZero, None, self.alpha(Some(1.0).filter(|_| !is_masked)));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(PageArea::of(clip.path.bounding_box()).within(self.clip()));
    }

    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups.push(self.alpha(Some(opacity)).filter(|_| mask.is_none()));
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.is_masked = mask.is_some();
    }

    fn set_blend_mode(&mut self, _: BlendMode) {}

    /// The interpreter leaves out forms of hidden layers, so their marks are skipped.
    fn begin_marked_content(&mut self, tag: &[u8], id: Option<i32>) {
        let is_it = |mark: &Mark| mark.tag == tag && (id.is_none() || mark.id == id);
        let skipped = self.marks.iter().position(is_it);
        let mark = skipped.and_then(|skipped| self.marks.drain(..=skipped).next_back());
        self.open.push(mark.unwrap_or_default());
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

/// An area that is painted.
#[derive(Debug)]
struct Shape {
    path: BezPath,
    rule: FillRule,
    area: PageArea,
    /// What it is painted with; none for an image or a gradient.
    color: Color,
    /// How much it covers, from 0 to 1; none where that differs from place to place.
    alpha: Option<f32>,
}

impl Shape {
    fn holds(&self, x: f32, y: f32) -> bool {
        let turns = || self.path.winding(Point::new(x.into(), y.into()));
        self.area.holds(x, y)
            && match self.rule {
                FillRule::NonZero => turns() != 0,
                FillRule::EvenOdd => turns() % 2 != 0,
            }
    }
}

/// The colour and the alpha of a paint, either none where it differs from place to place.
fn color(paint: &Paint<'_>) -> (Color, Option<f32>) {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().components();
            (Some([red, green, blue]), Some(alpha))
        }
        Paint::Pattern(pattern) => match &**pattern {
            Pattern::Shading(shading) => (None, Some(shading.opacity)),
            Pattern::Tiling(_) => (None, None),
        },
    }
}

/// A colour over another. No one colour where either is none, unless it is not seen.
fn over(color: Color, alpha: Option<f32>, below: Color) -> Color {
    let alpha = alpha?;
    if alpha <= 0.0 || alpha >= 1.0 {
        return if alpha <= 0.0 { below } else { color };
    }
    let (color, below) = (color?, below?);
    Some(std::array::from_fn(|n| color[n].mul_add(alpha, below[n] * (1.0 - alpha))))
}
