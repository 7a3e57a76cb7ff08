//! The parts of a page, by one vocabulary for all layouts, and the type style that a layout or a user gives to each.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a layout sets, by name. The last three are parts of a letter.
pub const PARTS: &[&str] = &[
    "name", "headline", "contact", "section-title", "entry-title", "organization", "place", "date",
    "summary", "bullet", "keyword-label", "link", "running-head", "recipient", "salutation", "closing",
];

/// The keys of a style.
pub const KEYS: &[&str] = &["font", "size", "weight", "style", "color", "case"];
/// The two families of a page.
pub const FONTS: &[&str] = &["text", "heading"];
/// What `style` takes.
pub const SLANTS: &[&str] = &["normal", "italic"];
/// The colours that a page has without a colour of one's own.
pub const COLOURS: &[&str] = &["ink", "grey", "accent"];
/// What `case` takes.
pub const CASES: &[&str] = &["normal", "upper", "small-caps"];
/// Least and most size (body sizes).
pub const SIZE: (f64, f64) = (0.6, 4.5);
/// Least and most weight.
pub const WEIGHT: (u16, u16) = (100, 900);

/// The type style of one part. A key without a value leaves the part as the text around it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartStyle {
    /// One of [`FONTS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// In body sizes, within [`SIZE`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// Within [`WEIGHT`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    /// One of [`SLANTS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// One of [`COLOURS`], or `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// One of [`CASES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

/// Checks the styles of a manifest.
///
/// # Errors
/// The first rule that is broken, as a sentence.
pub(super) fn check(parts: &BTreeMap<String, PartStyle>) -> Result<(), String> {
    for (part, style) in parts {
        if !PARTS.contains(&part.as_str()) {
            return Err(format!("`parts.{part}` is not a part; parts are {}", PARTS.join(", ")));
        }
        let words =
            [("font", &style.font, FONTS), ("style", &style.style, SLANTS), ("case", &style.case, CASES)];
        for (key, value, words) in words {
            if let Some(word) = value.as_ref().filter(|word| !words.contains(&word.as_str())) {
                return Err(format!(
                    "`parts.{part}.{key}` is `{word}`, expected one of {}",
                    words.join(", ")
                ));
            }
        }
        let colour = style.color.as_ref();
        if let Some(word) = colour.filter(|word| !COLOURS.contains(&word.as_str()) && !super::is_colour(word))
        {
            let words = COLOURS.join(", ");
            return Err(format!("`parts.{part}.color` is `{word}`, expected one of {words}, or `#rrggbb`"));
        }
        let ((small, large), (light, heavy)) = (SIZE, WEIGHT);
        if let Some(size) = style.size.filter(|size| !(small..=large).contains(size)) {
            return Err(format!("`parts.{part}.size` is {size}, expected {small} to {large}"));
        }
        if let Some(weight) = style.weight.filter(|weight| !(light..=heavy).contains(weight)) {
            return Err(format!("`parts.{part}.weight` is {weight}, expected {light} to {heavy}"));
        }
    }
    Ok(())
}
