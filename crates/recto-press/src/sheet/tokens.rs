//! Measures: from the manifest's ranges, the density and the font to points, within what reads well.

use super::model::Tokens;
use super::options::{Family, Options};
use crate::manifest::{GAP, LEADING, MARGIN, Manifest, X_HEIGHT};

/// Largest body size (pt) that still looks set, with serifs and without.
const MOST_SIZE: (f64, f64) = (11.5, 11.0);
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// Least and most body size (pt) of a family.
pub(super) fn size_range(family: &Family) -> (f64, f64) {
    let most = if family.serif { MOST_SIZE.0 } else { MOST_SIZE.1 };
    // A font whose x cannot be measured must not send the size to infinity.
    let least = X_HEIGHT.0 / family.x_height.clamp(0.3, 0.8);
    (least, most.max(least))
}

/// The body size (pt): the chosen one, or the one that follows from density and family.
pub(super) fn body_size(options: &Options, manifest: &Manifest) -> f64 {
    let [airy, compact] = manifest.tokens.x_height;
    let x_height = airy + (compact - airy) * options.density;
    let derived = x_height / options.family.x_height.clamp(0.3, 0.8);
    let (least, most) = size_range(&options.family);
    round(options.size.unwrap_or(derived).clamp(least, most))
}

/// The measures at the density that was chosen.
pub(super) fn tokens(options: &Options, manifest: &Manifest) -> Tokens {
    let at = |range: [f64; 2]| range[0] + (range[1] - range[0]) * options.density;
    let ranges = &manifest.tokens;
    let size = body_size(options, manifest);
    let baseline = round(size * at(ranges.leading).clamp(LEADING.0, LEADING.1));
    let margin = |range| round(at(range).clamp(MARGIN.0, MARGIN.1) * POINTS);
    Tokens {
        paper: options.paper.to_owned(),
        size,
        baseline,
        leading: round(baseline - size),
        unit: round(baseline / 4.0 * at(ranges.gap).clamp(GAP.0, GAP.1)),
        margin_x: margin(ranges.margin_x),
        margin_y: margin(ranges.margin_y),
        accent: options.accent.clone(),
        font: options.font.clone(),
        heading_font: options.heading_font.clone(),
        parts: options.parts.clone(),
    }
}

/// To a thousandth of a point: finer than any printer, and the same text in JSON everywhere.
fn round(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}
