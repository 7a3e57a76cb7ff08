//! A font's characters and widths, by the codes that a page writes.

use super::{dictionary, inner};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// A font of a page.
pub(super) struct Face<'a> {
    encoding: Option<lopdf::Encoding<'a>>,
    /// Bytes of a code.
    pub bytes: usize,
    /// Widths by code (thousandths of an em).
    widths: BTreeMap<u32, f32>,
    /// The width of every other.
    usual: f32,
}

impl<'a> Face<'a> {
    pub fn new(file: &'a Document, font: &'a Dictionary) -> Self {
        let encoding = font.get_font_encoding(file).ok();
        let list = font.get(b"DescendantFonts").ok().and_then(|list| file.dereference(list).ok());
        let below = list.and_then(|(_, list)| list.as_array().ok()?.first());
        let Some(below) = below.and_then(|below| dictionary(file, below)) else {
            return Self { encoding, bytes: 1, widths: simple(file, font), usual: 500.0 };
        };
        let usual = below.get(b"DW").ok().and_then(|width| width.as_float().ok()).unwrap_or(1000.0);
        Self { encoding, bytes: 2, widths: composite(file, below), usual }
    }

    /// The characters of a code; U+FFFD where the font does not tell.
    pub fn characters(&self, code: &[u8]) -> String {
        let text = self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, code).ok());
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| '\u{fffd}'.to_string())
    }

    /// The width of a code (em).
    pub fn width(&self, code: &[u8]) -> f32 {
        let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        self.widths.get(&number).copied().unwrap_or(self.usual) / 1000.0
    }
}

fn number(object: &Object) -> Option<u32> {
    u32::try_from(object.as_i64().ok()?).ok()
}

/// `FirstChar` and `Widths`.
fn simple(file: &Document, font: &Dictionary) -> BTreeMap<u32, f32> {
    let first = font.get(b"FirstChar").ok().and_then(number).unwrap_or_default();
    let list = font.get_deref(b"Widths", file).ok().and_then(|list| list.as_array().ok());
    let widths = list.into_iter().flatten().map(|width| width.as_float().unwrap_or(500.0));
    let mut widths: BTreeMap<u32, f32> = (first..).zip(widths).collect();
    if let Some(missing) =
        inner(file, font, b"FontDescriptor").and_then(|dict| dict.get(b"MissingWidth").ok())
    {
        widths.entry(u32::MAX).or_insert(missing.as_float().unwrap_or(500.0));
    }
    widths
}

/// `first [w …]` and `first last w`.
fn composite(file: &Document, font: &Dictionary) -> BTreeMap<u32, f32> {
    let list = font.get_deref(b"W", file).ok().and_then(|list| list.as_array().ok());
    let mut list = list.map_or(&[][..], Vec::as_slice);
    let mut widths = BTreeMap::new();
    while let [first, second, rest @ ..] = list {
        let first = number(first).unwrap_or_default();
        let second = file.dereference(second).map_or(second, |(_, object)| object);
        list = rest;
        match (second.as_array(), rest) {
            (Ok(each), _) => {
                widths.extend((first..).zip(each.iter().map(|width| width.as_float().unwrap_or(1000.0))));
            }
            (Err(_), [width, rest @ ..]) => {
                let last = number(second).unwrap_or(first).min(0xffff);
                let width = width.as_float().unwrap_or(1000.0);
                widths.extend((first..=last).map(|code| (code, width)));
                list = rest;
            }
            _ => break,
        }
    }
    widths
}
