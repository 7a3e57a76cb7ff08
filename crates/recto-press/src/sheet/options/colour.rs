//! Accent colours: by name or as `#rrggbb`, and dark enough to read on white paper.

/// The named accents, each at least 6.8:1 on white and dark in greyscale.
pub const ACCENTS: &[(&str, &str)] = &[
    ("navy", "#1f3a5f"),
    ("slate", "#3d4f63"),
    ("blue", "#0f4c81"),
    ("teal", "#0f5c5c"),
    ("forest", "#1e5631"),
    ("plum", "#5b2a6f"),
    ("burgundy", "#7a1f3d"),
    ("rust", "#9a3b12"),
    ("red", "#b5121b"),
];

/// Least contrast of coloured text on white (WCAG 2.2, 1.4.3).
pub const CONTRAST: f64 = 4.5;

/// A colour of the screen, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads a name, `#rgb` or `#rrggbb`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let named = ACCENTS.iter().find(|(name, _)| *name == text).map(|(_, hex)| *hex);
        let digits = named.unwrap_or(&text).strip_prefix('#')?;
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let channel = |at: usize| long.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let plain = long.chars().all(|c| c.is_ascii_hexdigit());
        plain.then_some(())?;
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Contrast on white, 1 to 21 (WCAG 2.2).
    pub fn contrast(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }

    /// The lightest shade of it that reads on white; itself when it does.
    #[must_use]
    pub fn readable(self) -> Self {
        // From 255/255 downwards: the first factor that is dark enough keeps most of the colour.
        let shade =
            |factor: u32| Self(self.0.map(|c| u8::try_from(u32::from(c) * factor / 255).unwrap_or(c)));
        (0..=255).rev().map(shade).find(|colour| colour.contrast() >= CONTRAST).unwrap_or(Self([0; 3]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_both_lengths() {
        assert_eq!(Colour::read("Navy").map(Colour::hex).as_deref(), Some("#1f3a5f"));
        assert_eq!(Colour::read("#ABC").map(Colour::hex).as_deref(), Some("#aabbcc"));
        assert_eq!(Colour::read(" #0f4c81 ").map(Colour::hex).as_deref(), Some("#0f4c81"));
        for text in ["0f4c81", "#12", "#12345g", "#+1+2+3", "pink", "", "#é1234"] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }

    #[test]
    fn named_accents_read_well_on_white() {
        for (name, hex) in ACCENTS {
            let colour = Colour::read(hex).expect(name);
            assert!(colour.contrast() >= 6.8, "{name} {}", colour.contrast());
            assert_eq!(colour.readable(), colour);
        }
    }

    #[test]
    fn light_colours_darken_just_enough_and_keep_their_hue() {
        let yellow = Colour::read("#ffee00").expect("hex").readable();
        assert!((CONTRAST..4.7).contains(&yellow.contrast()), "{}", yellow.contrast());
        let Colour([red, green, blue]) = yellow;
        assert!(red > green && green > blue && blue == 0, "{}", yellow.hex());
        assert!(Colour([255; 3]).readable().contrast() >= CONTRAST);
        assert!((Colour([0; 3]).contrast() - 21.0).abs() < 1e-9);
    }
}
