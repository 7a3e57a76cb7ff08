//! How large everything is: from the manifest's ranges, the options and the density to points, within what reads well.

use super::options::{Density, Family, Options, Paper};
use crate::manifest::parts::PartStyle;
use crate::manifest::{GAP, LEADING, MARGIN, Manifest, X_HEIGHT};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Measures in points, colours as `#rrggbb`, font families in the order to try. Served to Typst as `/measures.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Measures {
    /// The paper; a layout sees Typst's name of it: `a4`, `us-letter`.
    pub paper: Paper,
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
    /// The space between the left and the right margin (pt).
    pub width: f64,
    /// The width of each column (pt), by its name.
    pub columns: BTreeMap<String, f64>,
    /// Accent colour, at least 4.5:1 on white.
    pub accent: String,
    /// Text families, first choice first.
    pub font: Vec<String>,
    /// Families of name and section heads, first choice first.
    pub heading_font: Vec<String>,
    /// Type styles of parts; a part or key that is not here looks as the text around it.
    pub parts: BTreeMap<String, PartStyle>,
}

/// Largest body size (pt) that still looks set, with serifs and without.
const MOST_SIZE: (f64, f64) = (11.5, 11.0);
/// The smallest text (pt).
pub(super) const LEAST_TEXT: f64 = 7.8;
/// So many characters of the average width make the longest line.
const MOST_CHARACTERS: f64 = 97.0;
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// Least and most body size (pt) of a family.
pub(super) fn size_range(family: &Family) -> (f64, f64) {
    let most = if family.serif { MOST_SIZE.0 } else { MOST_SIZE.1 };
    // A font whose x cannot be measured must not send the size to infinity.
    let least = X_HEIGHT.0 / family.x_height.clamp(0.3, 0.8);
    (least, most.max(least))
}

/// How far a measure is from its middle, by how far the density is from its own (both 0 to 1): nothing up to the first,
/// all of the way from the second on. Gaps give way first, then leading, then size, margins last.
struct GivesWay(f64, f64);

const GAPS: GivesWay = GivesWay(0.0, 0.6);
const LEADINGS: GivesWay = GivesWay(0.2, 0.6);
const SIZES: GivesWay = GivesWay(0.2, 0.9);
const MARGINS: GivesWay = GivesWay(0.5, 1.0);

impl GivesWay {
    /// The measure at a density: airy at 0, compact at 1.
    fn at(&self, density: Density, [airy, compact]: [f64; 2]) -> f64 {
        let offset = 2.0 * density.get() - 1.0;
        let way = ((offset.abs() - self.0) / (self.1 - self.0)).clamp(0.0, 1.0).copysign(offset);
        (airy + compact) / 2.0 + (compact - airy) / 2.0 * way
    }
}

/// The body size (pt): the chosen one, or the one that follows from density and family.
pub(super) fn body_size(density: Density, manifest: &Manifest, options: &Options) -> f64 {
    let derived = SIZES.at(density, manifest.tokens.x_height) / options.family.x_height.clamp(0.3, 0.8);
    let (least, most) = size_range(&options.family);
    round(options.size.unwrap_or(derived).clamp(least, most))
}

/// The least leading of pages in a language (body sizes): letters with marks above and below each other, and those that fill
/// their square, want more than those of an alphabet.
fn least_leading(language: &str) -> f64 {
    match language {
        "ar" | "fa" | "hi" | "ja" | "ko" | "th" | "zh" => 1.36,
        _ => LEADING.0,
    }
}

/// The parts with no text smaller than [`LEAST_TEXT`] at a body size (pt).
fn readable(parts: &BTreeMap<String, PartStyle>, body: f64) -> BTreeMap<String, PartStyle> {
    let mut parts = parts.clone();
    for style in parts.values_mut() {
        // Rounded up: a thousandth too much is better than a text too small.
        let least = (1000.0 * LEAST_TEXT / body).ceil() / 1000.0;
        style.size = style.size.map(|size| size.max(least.min(1.0)));
    }
    parts
}

impl Measures {
    /// The measures of a layout at a density.
    pub fn at(density: Density, manifest: &Manifest, options: &Options) -> Self {
        let ranges = &manifest.tokens;
        let size = body_size(density, manifest, options);
        let leading = LEADINGS.at(density, ranges.leading).max(least_leading(options.language.code()));
        let baseline = round(size * leading.clamp(LEADING.0, LEADING.1));
        let margin = |range| round(MARGINS.at(density, range).clamp(MARGIN.0, MARGIN.1) * POINTS);
        // Smaller text has wider margins where its lines would be too long.
        let columns = manifest.columns.iter();
        let share = columns.clone().map(|column| column.share).fold(0.0, f64::max);
        let line = size * (MOST_CHARACTERS * options.family.advance + ranges.beside) / share;
        let margin_x = margin(ranges.margin_x).max(round((options.paper.size()[0] - line) / 2.0));
        let width = round(options.paper.size()[0] - 2.0 * margin_x);
        Self {
            paper: options.paper,
            size,
            baseline,
            leading: round(baseline - size),
            unit: round(baseline / 4.0 * GAPS.at(density, ranges.gap).clamp(GAP.0, GAP.1)),
            margin_x,
            margin_y: margin(ranges.margin_y),
            width,
            columns: columns.map(|column| (column.name.clone(), round(column.share * width))).collect(),
            accent: options.accent.clone(),
            font: options.fonts.text.clone(),
            heading_font: options.fonts.heading.clone(),
            parts: readable(&options.parts, size),
        }
    }

    /// The space between the margins above and below (pt).
    pub fn height(&self) -> f64 {
        self.paper.size()[1] - 2.0 * self.margin_y
    }
}

/// To a thousandth of a point: finer than any printer, and the same text in JSON everywhere.
fn round(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}
