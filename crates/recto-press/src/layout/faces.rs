//! Faces that a program embeds. What must be known of each is data, so that starting the program opens no font; the bytes
//! are used when a page needs the face.

use serde::Deserialize;
use serde::de::value::{Error, SeqDeserializer};
use typst::text::{Coverage, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};

/// A font file of `fonts/` and what its tables say.
#[derive(Debug, Clone, Copy)]
pub struct Face {
    /// Name of the family.
    pub family: &'static str,
    /// Whether it is italic.
    pub italic: bool,
    /// 100 to 900; 400 is regular.
    pub weight: u16,
    /// Whether it has serifs.
    pub serif: bool,
    /// Whether all glyphs are equally wide.
    pub monospace: bool,
    /// Height of the letter x (em).
    pub x_height: f64,
    /// How wide a character of running text is on the average (em).
    pub advance: f64,
    /// How many code points are not covered, how many are, how many are not, …, from U+0000.
    pub coverage: &'static [u32],
    /// The file.
    pub data: &'static [u8],
}

impl Face {
    /// The record Typst would have read from the file.
    pub fn info(&self) -> FontInfo {
        let style = if self.italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = FontWeight::from_number(self.weight);
        let mut flags = FontFlags::empty();
        flags.set(FontFlags::SERIF, self.serif);
        flags.set(FontFlags::MONOSPACE, self.monospace);
        let runs = SeqDeserializer::<_, Error>::new(self.coverage.iter().copied());
        FontInfo {
            family: self.family.to_owned(),
            variant: FontVariant::new(style, weight, FontStretch::NORMAL),
            flags,
            axes: Vec::new(),
            coverage: Coverage::deserialize(runs).unwrap_or_else(|_| Coverage::from_vec(Vec::new())),
        }
    }
}
