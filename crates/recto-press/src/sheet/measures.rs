//! How large everything is: from the manifest's ranges, the options and the density to points, within what reads well.

use super::options::{Family, Options, paper_width};
use crate::manifest::{GAP, LEADING, MARGIN, Manifest, X_HEIGHT};
use serde::Serialize;
use std::collections::BTreeMap;

/// Measures in points, colours as `#rrggbb`, font families in the order to try. Served to Typst as `/measures.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Measures {
    /// Typst's name of the paper: `a4`, `us-letter`.
    pub paper: String,
    /// Body size (pt).
    pub size: f64,
    /// Baseline to baseline (pt).
    pub baseline: f64,
    /// Space between the line boxes: `baseline - size` (pt).
    pub leading: f64,
    /// The unit of vertical space: a quarter of the baseline distance, scaled by the gap factor (pt).
    pub unit: f64,
    /// Left and right margin (pt).
    pub margin_x: f64,
    /// Top and bottom margin (pt).
    pub margin_y: f64,
    /// The width of each column (pt), by its name.
    pub columns: BTreeMap<String, f64>,
    /// Accent colour, at least 4.5:1 on white.
    pub accent: String,
    /// Text families, first choice first.
    pub font: Vec<String>,
    /// Families of name and section heads, first choice first.
    pub heading_font: Vec<String>,
}

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

impl Measures {
    /// The measures of a layout at a density from 0 (airy) to 1 (compact).
    pub fn at(density: f64, manifest: &Manifest, options: &Options) -> Self {
        let at = |range: [f64; 2]| range[0] + (range[1] - range[0]) * density;
        let ranges = &manifest.tokens;
        let (least, most) = size_range(&options.family);
        let derived = at(ranges.x_height) / options.family.x_height.clamp(0.3, 0.8);
        let size = round(options.size.unwrap_or(derived).clamp(least, most));
        let baseline = round(size * at(ranges.leading).clamp(LEADING.0, LEADING.1));
        let margin = |range| round(at(range).clamp(MARGIN.0, MARGIN.1) * POINTS);
        let margin_x = margin(ranges.margin_x);
        let whole = paper_width(options.paper) - 2.0 * margin_x;
        Self {
            paper: options.paper.to_owned(),
            size,
            baseline,
            leading: round(baseline - size),
            unit: round(baseline / 4.0 * at(ranges.gap).clamp(GAP.0, GAP.1)),
            margin_x,
            margin_y: margin(ranges.margin_y),
            columns: manifest
                .columns
                .iter()
                .map(|column| (column.name.clone(), round(column.share * whole)))
                .collect(),
            accent: options.accent.clone(),
            font: options.fonts.text.clone(),
            heading_font: options.fonts.heading.clone(),
        }
    }

    /// The space between the margins (pt).
    pub fn width(&self) -> f64 {
        paper_width(&self.paper) - 2.0 * self.margin_x
    }
}

/// To a thousandth of a point: finer than any printer, and the same text in JSON everywhere.
fn round(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}
