//! Glyphs that the file draws itself (fonts of type 3): the interpreter reports neither their widths nor a name of their font, but what
//! they paint shows where they end and how thick their strokes are.

use hayro_interpret::font::Glyph;
use hayro_interpret::font::Type3Glyph;
use hayro_interpret::{
    BlendMode, CacheKey as _, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Rect, Shape as _};
use std::collections::BTreeMap;

/// How exactly the length of an outline is measured (thousandths of an em).
const EXACT: f64 = 1.0;

/// What a glyph paints.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Drawing {
    /// Where its ink ends (thousandths of an em); none if it paints nothing.
    pub right: Option<f32>,
    /// How thick its strokes are on average (em).
    pub stem: Option<f32>,
}

/// The drawings of glyphs, each measured once.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    known: BTreeMap<u128, Drawing>,
}

impl Drawings {
    /// What a glyph paints.
    pub(super) fn of<'a>(&mut self, glyph: &Type3Glyph<'a>, paint: &Paint<'a>) -> Drawing {
        *self.known.entry(glyph.cache_key()).or_insert_with(|| {
            let mut ink = Ink::default();
            glyph.interpret(&mut ink, Affine::IDENTITY, Affine::IDENTITY, paint);
            Drawing {
                right: ink.area.map(|area| area.x1 as f32),
                stem: (ink.outline > 0.0)
                    .then_some((2.0 * ink.filled / ink.outline / super::paint::EM) as f32),
            }
        })
    }
}

/// Measures what is painted.
#[derive(Default)]
struct Ink {
    area: Option<Rect>,
    /// The area that is filled and the length of its outline.
    filled: f64,
    outline: f64,
}

impl Ink {
    fn add(&mut self, area: Rect) {
        self.area = Some(self.area.map_or(area, |other| other.union(area)));
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        let path = transform * path.clone();
        self.add(path.bounding_box());
        if matches!(mode, PathDrawMode::Fill(_)) {
            self.filled += path.area().abs();
            self.outline += path.perimeter(EXACT);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let square = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.add(transform.transform_rect_bbox(square));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip_path(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_glyph(&mut self, _: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
}
