//! Rules, shapes, pictures and backgrounds as drawings, what clips them, and their paints.

use crate::layout::walk;
use crate::snapshot::lines::{Area, Drawing, DrawingKind, Item, Style, What};
use crate::snapshot::role::Role;
use crate::snapshot::rounded;
use std::collections::BTreeMap;
use typst::layout::{Frame, FrameItem, GroupItem, Point, Size};
use typst::visualize::{Curve, CurveItem, Geometry, Paint, Shape};

/// A shape that is no thicker is a rule (pt).
const THIN: f64 = 3.0;

/// A drawing and its place.
pub type PlacedDrawing = (Area, Drawing);

/// The colour of a whole page.
pub fn background(page: usize, size: Size, paint: &Paint) -> Item {
    let what = What::Drawing(Drawing {
        sort: DrawingKind::Background,
        color: hex(paint),
        stroke: 0.0,
        extras: BTreeMap::new(),
    });
    Item { page, area: area(Point::zero(), size), role: Role::Furniture, what }
}

/// A rule or a shape; `None` for one that paints nothing.
pub fn shape(at: Point, shape: &Shape, clip: &Clip) -> Option<PlacedDrawing> {
    let stroke = shape.stroke.as_ref();
    let paint = stroke.map(|stroke| &stroke.paint).or(shape.fill.as_ref())?;
    let (bounds, is_line) = (shape.bbox(false), matches!(shape.geometry, Geometry::Line(_)));
    // The engine fills a thin shape where a block has a stroke on one side.
    let thin = bounds.size().x.min(bounds.size().y).to_pt();
    let thickness = stroke.map_or(thin, |stroke| stroke.thickness.to_pt());
    let sort = if is_line || thin <= THIN { DrawingKind::Rule } else { DrawingKind::Shape };
    let mut extras = BTreeMap::new();
    let mut add = |name: &str, value: Option<String>| {
        extras.extend(value.map(|value| (name.to_owned(), value)));
    };
    if let Some(stroke) = stroke {
        let lengths = stroke.dash.as_ref().map(|dash| {
            dash.array.iter().map(|length| format!("{} pt", rounded(length.to_pt()))).collect::<Vec<_>>()
        });
        add("dashes", lengths.map(|lengths| lengths.join(", ")));
        add("fill", shape.fill.as_ref().map(hex));
    }
    if let Geometry::Curve(curve) = &shape.geometry {
        add("corners", corners(curve).filter(|_| sort == DrawingKind::Shape));
    }
    let stroke = if sort == DrawingKind::Rule || stroke.is_some() { rounded(thickness) } else { 0.0 };
    let place = clip.of(area(at + bounds.min, bounds.size()));
    Some((place, Drawing { sort, color: hex(paint), stroke, extras }))
}

/// A picture: what of it is seen, and, where that is not all, how large the whole is.
pub fn picture(at: Point, size: Size, clip: &Clip) -> Option<PlacedDrawing> {
    let whole = area(at, size);
    let seen = clip.of(whole);
    let mut extras = BTreeMap::new();
    let mm = |points: f64| format!("{:.1}", points * 25.4 / 72.0);
    let cut = |one: f64, other: f64| (one - other).abs() > 0.05;
    if cut(seen.right - seen.left, whole.right - whole.left)
        || cut(seen.bottom - seen.top, whole.bottom - whole.top)
    {
        let (width, height) = (mm(whole.right - whole.left), mm(whole.bottom - whole.top));
        let (left, top) = (mm(seen.left - whole.left), mm(seen.top - whole.top));
        extras.insert("crop".to_owned(), format!("from {left} mm, {top} mm of {width} × {height} mm"));
    }
    extras.extend(clip.rounded.clone().map(|radius| ("corners".to_owned(), radius)));
    Some((seen, Drawing { sort: DrawingKind::Picture, color: String::new(), stroke: 0.0, extras }))
}

/// What a shape is to a text on whose baseline it stands, so many pt `below` it: `underline`, and how it looks. Only rules
/// without dashes are part of a text.
pub fn decoration(shape: &Shape, below: f64, style: &Style) -> Option<(String, String)> {
    let Geometry::Line(to) = &shape.geometry else { return None };
    let stroke = shape.stroke.as_ref().filter(|_| to.y.to_pt() == 0.0)?;
    let (size, far) = (style.size, below.abs());
    let (name, side) = match below / size {
        0.0..0.4 => ("underline", "below"),
        -0.6..0.0 => ("line through", "above"),
        -1.1..-0.6 => ("line above", "above"),
        _ => return None,
    };
    let (thickness, far) = (rounded(stroke.thickness.to_pt()), rounded(far / size));
    let color = hex(&stroke.paint);
    let color = if color == style.color { String::new() } else { format!("{color}, ") };
    Some((name.to_owned(), format!("{color}{thickness} pt thick, {far} em {side} the baseline")))
}

/// A box from its corner and its size.
fn area(at: Point, size: Size) -> Area {
    let (left, top) = (at.x.to_pt(), at.y.to_pt());
    Area { left, right: left + size.x.to_pt(), top, bottom: top + size.y.to_pt() }
}

/// What of an item is to be seen.
#[derive(Clone, Default)]
pub struct Clip {
    /// The box that nothing leaves (pt).
    pub area: Option<Area>,
    /// Whether the corners of that box, or of one around it, are cut off.
    pub rounded: Option<String>,
}

impl Clip {
    /// What of a box is to be seen.
    fn of(&self, whole: Area) -> Area {
        self.area.map_or(whole, |clip| Area {
            left: clip.left.max(whole.left),
            right: clip.right.min(whole.right),
            top: clip.top.max(whole.top),
            bottom: clip.bottom.min(whole.bottom),
        })
    }
}

/// Shows every item of a page to `each`: its place on the page, what clips it, and itself.
pub fn items(frame: &Frame, each: &mut impl FnMut(Point, &Clip, &FrameItem)) {
    let enter = |clip: &Clip, origin: Point, group: &GroupItem| {
        group.clip.as_ref().map(|curve| within(clip, origin, curve))
    };
    walk::within(frame, &Clip::default(), &enter, each);
}

/// A clip within another.
fn within(outer: &Clip, origin: Point, curve: &Curve) -> Clip {
    let bounds = curve.bbox(None);
    let own = outer.of(area(origin + bounds.min, bounds.size()));
    Clip { area: Some(own), rounded: corners(curve).or_else(|| outer.rounded.clone()) }
}

/// How the corners of a curve are rounded: `radius 3 pt` by the largest of its bends.
fn corners(curve: &Curve) -> Option<String> {
    let mut last = Point::zero();
    let mut radius = 0.0_f64;
    for item in &curve.0 {
        match item {
            CurveItem::Move(to) | CurveItem::Line(to) => last = *to,
            CurveItem::Cubic(_, _, to) => {
                let bend = (to.x - last.x).abs().max((to.y - last.y).abs());
                radius = radius.max(bend.to_pt());
                last = *to;
            }
            CurveItem::Close => {}
        }
    }
    (radius > 0.0).then(|| format!("radius {} pt", rounded(radius)))
}

/// `#1f3a5f`; a gradient by its angle and its colours, `#gradient(90deg,#1f3a5f,#ffffff)`; a pattern by its name.
pub fn hex(paint: &Paint) -> String {
    match paint {
        Paint::Solid(color) => color.to_hex().to_string(),
        Paint::Gradient(gradient) => {
            let angle = gradient.angle().map(|angle| format!("{}deg", angle.to_deg().round()));
            let colors = gradient.stops_ref().iter().map(|(color, _)| color.to_hex().to_string());
            let parts: Vec<String> = angle.into_iter().chain(colors).collect();
            format!("#gradient({})", parts.join(","))
        }
        Paint::Tiling(_) => "#pattern".to_owned(),
    }
}
