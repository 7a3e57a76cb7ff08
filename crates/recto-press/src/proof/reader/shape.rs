//! Paths, and what lies in them.

use super::Color;
use super::state::{Matrix, UNIT, over, then};
use crate::proof::area::Area;
use lopdf::Object;

/// A curve is drawn as so many lines.
const STEPS: u8 = 8;

/// A path in the making: its closed parts.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Vec<(f32, f32)>>,
}

impl Path {
    /// Adds what an operator adds, at its place on the page.
    pub fn add(&mut self, operator: &str, numbers: &[f32], matrix: Matrix) {
        let at = |x: f32, y: f32| {
            let at = then([1.0, 0.0, 0.0, 1.0, x, y], matrix);
            (at[4], at[5])
        };
        match (operator, numbers) {
            ("m", [x, y]) => self.parts.push(vec![at(*x, *y)]),
            ("l", [x, y]) => self.last().push(at(*x, *y)),
            ("re", [x, y, width, height]) => {
                let (right, top) = (x + width, y + height);
                self.parts.push(vec![at(*x, *y), at(right, *y), at(right, top), at(*x, top)]);
            }
            ("c", [a, b, c, d, x, y]) => self.curve(Some(at(*a, *b)), at(*c, *d), at(*x, *y)),
            ("v", [c, d, x, y]) => self.curve(None, at(*c, *d), at(*x, *y)),
            ("y", [a, b, x, y]) => self.curve(Some(at(*a, *b)), at(*x, *y), at(*x, *y)),
            _ => {}
        }
    }

    fn last(&mut self) -> &mut Vec<(f32, f32)> {
        if self.parts.is_empty() {
            self.parts.push(Vec::new());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    /// A cubic curve from where the path ends.
    fn curve(&mut self, first: Option<(f32, f32)>, second: (f32, f32), end: (f32, f32)) {
        let part = self.last();
        let Some(start) = part.last().copied() else { return };
        let first = first.unwrap_or(start);
        for step in 1..=STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            let s = 1.0 - t;
            let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
            let along = |points: [f32; 4]| weights.iter().zip(points).map(|(w, p)| w * p).sum::<f32>();
            part.push((
                along([start.0, first.0, second.0, end.0]),
                along([start.1, first.1, second.1, end.1]),
            ));
        }
    }

    /// The box around it.
    pub fn area(&self) -> Area {
        Area::around(self.parts.iter().flatten().copied())
    }
}

/// An area that is painted.
#[derive(Debug)]
pub(super) struct Shape {
    path: Path,
    area: Area,
    /// What it is painted with; none for a picture or a gradient.
    color: Color,
    /// How much it covers, from 0 to 1; none where that differs from place to place.
    alpha: Option<f32>,
}

impl Shape {
    /// What is painted of a path inside a clip.
    pub fn new(path: Path, clip: Area, color: Color, alpha: Option<f32>) -> Self {
        let area = path.area().within(clip);
        Self { path, area, color, alpha }
    }

    /// The square on which images are drawn.
    pub fn image(matrix: Matrix, clip: Area, alpha: Option<f32>) -> Self {
        let mut path = Path::default();
        path.add("re", &[0.0, 0.0, 1.0, 1.0], matrix);
        Self::new(path, clip, None, alpha)
    }

    /// All that a clip leaves.
    pub fn all(clip: Area, alpha: Option<f32>) -> Self {
        let mut path = Path::default();
        path.add("re", &[clip.left, clip.bottom, clip.right - clip.left, clip.top - clip.bottom], UNIT);
        Self::new(path, clip, None, alpha)
    }

    /// Whether nothing is seen through it.
    pub fn is_opaque(&self) -> bool {
        self.alpha.is_some_and(|alpha| alpha >= 1.0)
    }

    /// What is seen of it and of a colour below it.
    pub fn over(&self, below: Color) -> Color {
        over(self.color, self.alpha, below)
    }

    /// Whether a point lies in it: a line from there to the left crosses its edges an odd number of times.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        let crosses = |(a, b): (&(f32, f32), &(f32, f32))| {
            (a.1 > y) != (b.1 > y) && x > (b.0 - a.0).mul_add((y - a.1) / (b.1 - a.1), a.0)
        };
        let edges = |part: &Vec<(f32, f32)>| {
            part.iter().zip(part.iter().cycle().skip(1)).filter(|edge| crosses(*edge)).count()
        };
        self.area.holds(x, y) && self.path.parts.iter().map(edges).sum::<usize>() % 2 == 1
    }
}

/// The numbers among operands as a box: left, bottom, right and top at their places on the page.
pub(super) fn bounds(operands: &[Object], matrix: Matrix) -> Option<Area> {
    let [left, bottom, right, top] = super::state::numbers(operands).try_into().ok()?;
    let mut path = Path::default();
    path.add("re", &[left, bottom, right - left, top - bottom], matrix);
    Some(path.area())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Area = Area { left: 0.0, bottom: 0.0, right: 100.0, top: 100.0 };

    #[test]
    fn a_round_shape_has_no_corners() {
        let mut path = Path::default();
        path.add("m", &[0.0, 10.0], UNIT);
        path.add("c", &[0.0, 20.0, 20.0, 20.0, 20.0, 10.0], UNIT);
        path.add("c", &[20.0, 0.0, 0.0, 0.0, 0.0, 10.0], UNIT);
        let shape = Shape::new(path, PAGE, None, None);
        assert!(shape.holds(10.0, 10.0) && shape.holds(3.0, 12.0));
        assert!(!shape.holds(1.0, 17.0) && !shape.holds(30.0, 10.0));
    }

    #[test]
    fn a_hole_is_outside_and_a_clip_cuts() {
        let mut path = Path::default();
        path.add("re", &[0.0, 0.0, 40.0, 40.0], UNIT);
        path.add("re", &[10.0, 10.0, 10.0, 10.0], UNIT);
        let shape = Shape::new(path, Area { right: 30.0, ..PAGE }, None, None);
        assert!(shape.holds(5.0, 5.0) && !shape.holds(15.0, 15.0) && !shape.holds(35.0, 5.0));
    }

    #[test]
    fn a_turned_image_lies_where_it_is_turned_to() {
        let shape = Shape::image([0.0, 20.0, -10.0, 0.0, 50.0, 50.0], PAGE, None);
        assert!(shape.holds(45.0, 60.0) && !shape.holds(55.0, 60.0));
    }
}
