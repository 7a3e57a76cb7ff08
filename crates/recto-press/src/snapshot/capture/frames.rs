//! What clips each item of a page.

use crate::layout::walk;
use crate::snapshot::lines::Area;
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::visualize::{Curve, CurveItem};

/// What of an item is to be seen.
#[derive(Clone, Default)]
pub struct Clip {
    /// The box that nothing leaves (pt).
    pub area: Option<Area>,
    /// Whether the corners of that box, or of one around it, are cut off.
    pub rounded: Option<String>,
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
    let (from, to) = (origin + bounds.min, origin + bounds.max);
    let own = Area { left: from.x.to_pt(), right: to.x.to_pt(), top: from.y.to_pt(), bottom: to.y.to_pt() };
    let area = outer.area.map_or(own, |area| meet(area, own));
    Clip { area: Some(area), rounded: corners(curve).or_else(|| outer.rounded.clone()) }
}

/// What two boxes share.
pub fn meet(one: Area, other: Area) -> Area {
    Area {
        left: one.left.max(other.left),
        right: one.right.min(other.right),
        top: one.top.max(other.top),
        bottom: one.bottom.min(other.bottom),
    }
}

/// How the corners of a curve are rounded: `radius 3 pt` by the largest of its bends.
pub fn corners(curve: &Curve) -> Option<String> {
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
    (radius > 0.0).then(|| format!("radius {} pt", crate::snapshot::rounded(radius)))
}
