//! The embedded faces. `build.rs` writes what must be known of each, so that starting the program opens
//! no font; the bytes are used when a page needs the face.

use serde::Deserialize;
use serde::de::value::{Error, SeqDeserializer};
use typst::text::{Coverage, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};

/// A font file of `fonts/` and what its tables say.
#[derive(Debug)]
pub(super) struct Face {
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
    /// How many code points are not covered, how many are, how many are not, …, from U+0000.
    pub coverage: &'static [u32],
    /// The file.
    pub data: &'static [u8],
}

/// Every embedded face, by family and file name.
pub(super) static FACES: &[Face] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

impl Face {
    /// The record Typst would have read from the file.
    pub(super) fn info(&self) -> FontInfo {
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::path::Path;

    #[test]
    fn records_are_what_typst_reads_from_the_files() {
        assert_eq!(FACES.len(), 20);
        for face in FACES {
            let read = FontInfo::new(face.data, 0).expect("an embedded font can be read");
            let record = face.info();
            assert!(record == read, "{} {}: {record:?} is not {read:?}", face.family, face.weight);
        }
    }

    #[test]
    fn covered_characters_have_a_glyph() {
        for face in FACES {
            let ttf = ttf_parser::Face::parse(face.data, 0).expect("an embedded font can be read");
            let info = face.info();
            let empty = |c: &char| ttf.glyph_index(*c).is_none_or(|glyph| glyph.0 == 0);
            let covered = ('\u{20}'..='\u{FFFF}').filter(|c| info.coverage.contains(u32::from(*c)));
            let hollow: Vec<_> = covered.filter(empty).collect();
            assert!(hollow.is_empty(), "{} {}: {hollow:?}", face.family, face.weight);
        }
    }

    #[test]
    fn every_family_has_a_regular_face_and_a_plausible_x_height() {
        for face in FACES {
            assert!((0.38..0.58).contains(&face.x_height), "{}: {}", face.family, face.x_height);
            let regular = |other: &&Face| other.family == face.family && other.weight == 400 && !other.italic;
            assert_eq!(FACES.iter().filter(regular).count(), 1, "{}", face.family);
        }
    }

    #[test]
    fn files_are_the_recorded_ones_with_their_licence() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut files = 0;
        for folder in std::fs::read_dir(root).expect("fonts/ is there").flatten().map(|entry| entry.path()) {
            let Ok(source) = std::fs::read_to_string(folder.join("SOURCE.toml")) else { continue };
            let source: toml::Table = toml::from_str(&source).expect("SOURCE.toml is TOML");
            let licence = std::fs::read_to_string(folder.join("OFL.txt")).expect("a licence");
            assert!(
                licence.contains("SIL OPEN FONT LICENSE Version 1.1")
                    && licence.contains("Reserved Font Name")
            );
            for (name, entry) in source["files"].as_table().expect("a table of files") {
                let bytes = std::fs::read(folder.join(name)).expect("the recorded file");
                let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(entry["sha256"].as_str(), Some(sum.as_str()), "{name}");
                files += 1;
            }
        }
        assert_eq!(files, FACES.len(), "every embedded file is recorded");
    }
}
