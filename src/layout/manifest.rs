//! `layout.toml`: what a layout says about itself. `build.rs` reads the embedded ones with this very
//! code and refuses a bad one with a sentence.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Least and most height of the letter x (pt): below, small print; above, a children's book.
pub const X_HEIGHT: (f64, f64) = (4.2, 5.6);
/// Least and most baseline distance (body sizes).
pub const LEADING: (f64, f64) = (1.22, 1.5);
/// Least and most margin (mm). Printers need the least.
pub const MARGIN: (f64, f64) = (12.7, 30.0);
/// Least and most factor of the unit of vertical space.
pub const GAP: (f64, f64) = (0.5, 1.5);

/// A layout's description, defaults and ranges.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Its name; the folder's name.
    pub name: String,
    /// One line for the list of layouts.
    pub summary: String,
    /// Whom it is for.
    pub audience: String,
    /// Default text family.
    pub font: String,
    /// Default family of name and section heads; the text family if absent.
    pub heading_font: Option<String>,
    /// Default accent colour, `#rrggbb`.
    pub accent: String,
    /// How dates are written unless asked otherwise: `short` (Mar 2020), `long` (March 2020), `numeric` (03/2020).
    pub dates: String,
    /// Whether it has a place for a photo.
    pub photo: bool,
    /// The measures at density 0 and at density 1.
    pub tokens: Ranges,
    /// Options of its own.
    #[serde(default)]
    pub options: BTreeMap<String, OwnOption>,
    /// How well outside readers get its text back, as measured.
    pub readers: Readers,
}

/// Measures at density 0 (airy) and 1 (compact); in between they move linearly.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ranges {
    /// Height of the letter x (pt); the body size follows from the font.
    pub x_height: [f64; 2],
    /// Baseline distance in body sizes.
    pub leading: [f64; 2],
    /// Left and right margin (mm).
    pub margin_x: [f64; 2],
    /// Top and bottom margin (mm).
    pub margin_y: [f64; 2],
    /// Factor of the unit of vertical space.
    pub gap: [f64; 2],
}

/// An option only this layout has: one of a few words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnOption {
    /// What it does, one line.
    pub help: String,
    /// The words it takes.
    pub values: Vec<String>,
    /// The word it takes when nothing is said.
    pub default: String,
}

/// Share of facts found in place, 0 to 1 (see `layouts/README.md` for how it is measured).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readers {
    /// In place in every reader.
    pub universal: f64,
    /// In place in the worst reader.
    pub worst: f64,
}
