//! What a content stream has set: places, colours, fonts.

use super::Color;
use crate::proof::area::Area;
use lopdf::Object;

/// A transformation: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
pub(super) type Matrix = [f32; 6];

/// The one that changes nothing.
pub(super) const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a`, then `b`.
pub(super) fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0].mul_add(b[0], a[1] * b[2]),
        a[0].mul_add(b[1], a[1] * b[3]),
        a[2].mul_add(b[0], a[3] * b[2]),
        a[2].mul_add(b[1], a[3] * b[3]),
        a[4].mul_add(b[0], a[5].mul_add(b[2], b[4])),
        a[4].mul_add(b[1], a[5].mul_add(b[3], b[5])),
    ]
}

/// The numbers among operands.
pub(super) fn numbers(operands: &[Object]) -> Vec<f32> {
    operands.iter().filter_map(|operand| operand.as_float().ok()).collect()
}

/// Six numbers as a transformation.
pub(super) fn matrix(operands: &[Object]) -> Option<Matrix> {
    numbers(operands).try_into().ok()
}

/// A colour by its components: grey, red-green-blue, or four inks. None for a pattern.
fn color(operands: &[Object]) -> Color {
    match numbers(operands)[..] {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))
        }
        _ => None,
    }
}

/// A colour over another. No one colour where either is none, unless it is not seen.
pub(super) fn over(color: Color, alpha: Option<f32>, below: Color) -> Color {
    let alpha = alpha?;
    if alpha <= 0.0 || alpha >= 1.0 {
        return if alpha <= 0.0 { below } else { color };
    }
    let (color, below) = (color?, below?);
    Some(std::array::from_fn(|n| color[n].mul_add(alpha, below[n] * (1.0 - alpha))))
}

/// Graphics and text state (ISO 32000-1, 8.4 and 9.3).
#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub font: Vec<u8>,
    pub size: f32,
    /// Space between letters, and more of it at each space (pt).
    pub spacing: f32,
    pub word_spacing: f32,
    /// Width of letters (1 is as they are).
    pub stretch: f32,
    pub leading: f32,
    pub rise: f32,
    /// How letters are painted: 1 as outlines only, 3 not at all, 7 only as what cuts.
    pub mode: i64,
    pub fill: Paint,
    pub stroke: Paint,
    /// The alpha of all that is painted, beside that of each paint: of the forms around it, and with its own mask. None
    /// where it differs from place to place.
    pub outer_veil: Option<f32>,
    pub veil: Option<f32>,
    /// What paint reaches.
    pub clip: Area,
}

/// What areas, or lines, are painted with.
#[derive(Clone)]
pub(super) struct Paint {
    pub color: Color,
    /// Whether the colour space is one of those whose components are read here.
    known: bool,
    pub alpha: f32,
}

impl State {
    /// At the beginning of a page.
    pub fn new(clip: Area) -> Self {
        let black = Paint { color: Some([0.0; 3]), known: true, alpha: 1.0 };
        Self {
            fill: black.clone(),
            stroke: black,
            outer_veil: Some(1.0),
            veil: Some(1.0),
            clip,
            matrix: UNIT,
            font: Vec::new(),
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// Enters a form that is painted as one, with the alpha that is set.
    pub fn enter(&mut self) {
        self.veil = self.veil.map(|veil| veil * self.fill.alpha);
        self.outer_veil = self.veil;
        (self.fill.alpha, self.stroke.alpha) = (1.0, 1.0);
    }

    /// Operators that set the colour of areas or of lines. `false` for any other. `is_known` tells whether the components
    /// of a colour space are grey, red-green-blue, or four inks.
    pub fn paint(&mut self, operator: &str, operands: &[Object], is_known: impl Fn(&[u8]) -> bool) -> bool {
        let paint = match operator {
            "g" | "rg" | "k" | "cs" | "sc" | "scn" => &mut self.fill,
            "G" | "RG" | "K" | "CS" | "SC" | "SCN" => &mut self.stroke,
            _ => return false,
        };
        match operator {
            "cs" | "CS" => {
                paint.known = operands.first().and_then(|name| name.as_name().ok()).is_some_and(is_known);
                paint.color = Some([0.0; 3]).filter(|_| paint.known);
            }
            "sc" | "scn" | "SC" | "SCN" => paint.color = color(operands).filter(|_| paint.known),
            _ => (paint.color, paint.known) = (color(operands), true),
        }
        true
    }

    /// How much a paint covers, from 0 to 1; none where it differs from place to place.
    pub fn alpha(&self, paint: &Paint) -> Option<f32> {
        self.veil.map(|veil| veil * paint.alpha)
    }

    /// Sets what an operator of one number sets. `false` for any other operator.
    pub fn set(&mut self, operator: &str, value: f32) -> bool {
        let slot = match operator {
            "Tc" => &mut self.spacing,
            "Tw" => &mut self.word_spacing,
            "TL" => &mut self.leading,
            "Ts" => &mut self.rise,
            "Tz" => {
                self.stretch = value / 100.0;
                return true;
            }
            _ => return false,
        };
        *slot = value;
        true
    }
}
