//! What a font was asked to do to letters and figures, from the glyphs that it gave.

use super::drawn::hex;
use crate::snapshot::rounded;
use std::collections::BTreeMap;
use typst::text::TextItem;

/// Endings of the names of small capitals.
const SMALL: [&str; 4] = ["sc", "smcp", "c2sc", "pcap"];

/// Endings of the names of zeros with a stroke.
const SLASHED: [&str; 3] = ["0s", "zero", "slash"];

/// What there is to a text beside its font, size, weight and colour.
pub fn extras(item: &TextItem) -> BTreeMap<String, String> {
    let mut extras = BTreeMap::new();
    if let Some(stroke) = &item.stroke {
        let thickness = rounded(stroke.thickness.to_pt());
        extras.insert("outline".to_owned(), format!("{thickness} pt {}", hex(&stroke.paint)));
    }
    let forms = item.glyphs.iter().filter_map(|glyph| form(item, item.text.get(glyph.range())?, glyph.id));
    extras.extend(forms.map(|form| (form.to_owned(), String::new())));
    extras
}

/// What a glyph is, if it is not the usual one of its character.
fn form(item: &TextItem, text: &str, glyph: u16) -> Option<&'static str> {
    let mut characters = text.chars();
    let first = characters.next()?;
    if characters.next().is_some() {
        return text.chars().all(char::is_alphabetic).then_some("ligatures");
    }
    let face = item.font.ttf();
    let usual = face.glyph_index(first).filter(|usual| usual.0 != glyph)?;
    let mut own = usual;
    own.0 = glyph;
    let name = face.glyph_name(own).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if first.is_ascii_digit() {
        if SLASHED.contains(&ending) {
            return Some("slashed zeros");
        }
        let (usual, own) = (face.glyph_bounding_box(usual)?, face.glyph_bounding_box(own)?);
        // Old-style figures go below the line, or are no taller than an x; the others are all of one height.
        let (em, height) = (i32::from(face.units_per_em()), i32::from(usual.y_max));
        let descends = i32::from(own.y_min) < i32::from(usual.y_min) - em / 20;
        let is_low = i32::from(own.y_max) * 100 < height * 85 && i32::from(own.y_min) < em / 20;
        return Some(if descends || is_low { "old-style figures" } else { "other figures" });
    }
    let is_small = first.is_alphabetic() && SMALL.contains(&ending);
    if is_small { Some("small capitals") } else { first.is_alphabetic().then_some("other letterforms") }
}
