//! Paints in words.

use typst::visualize::Paint;

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
