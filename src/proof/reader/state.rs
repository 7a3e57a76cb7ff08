//! What a content stream has set: places, colours, fonts.

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
    /// 3 paints nothing.
    pub mode: i64,
    pub fill: [f32; 3],
    pub alpha: f32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: UNIT,
            font: Vec::new(),
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill: [0.0; 3],
            alpha: 1.0,
        }
    }
}

impl State {
    /// Sets the colour by its components: grey, red-green-blue, or four inks.
    pub fn color(&mut self, operands: &[Object]) {
        match numbers(operands)[..] {
            [grey] => self.fill = [grey; 3],
            [red, green, blue] => self.fill = [red, green, blue],
            [cyan, magenta, yellow, black] => {
                self.fill = [cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black));
            }
            _ => {}
        }
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
