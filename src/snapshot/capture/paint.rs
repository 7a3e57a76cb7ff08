//! Paints in words.

use typst::visualize::Paint;

/// `#1f3a5f`; a gradient or a pattern is told by its name.
pub fn hex(paint: &Paint) -> String {
    match paint {
        Paint::Solid(color) => color.to_hex().to_string(),
        Paint::Gradient(_) => "#gradient".to_owned(),
        Paint::Tiling(_) => "#pattern".to_owned(),
    }
}
