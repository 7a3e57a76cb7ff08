//! Boxes on a page (pt, from the lower left corner).

/// A box with sides along the page's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageArea {
    /// Its left side (pt).
    pub left: f32,
    /// Its lower side (pt).
    pub bottom: f32,
    /// Its right side (pt).
    pub right: f32,
    /// Its upper side (pt).
    pub top: f32,
}

impl PageArea {
    /// A rectangle of the interpreter's.
    pub(super) fn of(rect: kurbo::Rect) -> Self {
        Self::around([(rect.x0 as f32, rect.y0 as f32), (rect.x1 as f32, rect.y1 as f32)])
    }

    /// The smallest box around points; an empty one if there are none.
    pub fn around(points: impl IntoIterator<Item = (f32, f32)>) -> Self {
        let nothing = Self { left: f32::MAX, bottom: f32::MAX, right: f32::MIN, top: f32::MIN };
        points.into_iter().fold(nothing, |area, (x, y)| Self {
            left: area.left.min(x),
            bottom: area.bottom.min(y),
            right: area.right.max(x),
            top: area.top.max(y),
        })
    }

    /// The smallest box around two.
    pub fn with(self, other: Self) -> Self {
        Self::around([
            (self.left, self.bottom),
            (self.right, self.top),
            (other.left, other.bottom),
            (other.right, other.top),
        ])
    }

    /// What two have in common.
    pub fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    /// Whether a point is in it.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        (self.left..=self.right).contains(&x) && (self.bottom..=self.top).contains(&y)
    }

    /// Whether one is above the other, at least in part.
    pub fn shares_width(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Whether they have more in common than an edge.
    pub fn touches(&self, other: &Self) -> bool {
        self.shares_width(other) && self.bottom < other.top && other.bottom < self.top
    }

    /// Its size (square points).
    pub fn size(&self) -> f32 {
        (self.right - self.left) * (self.top - self.bottom)
    }
}
