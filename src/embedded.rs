//! The layouts and fonts that are part of the program.

use recto_press::layout::{Face, Layouts, fonts::Fonts};
use recto_press::render::Engine;

/// Every embedded face, by family and file name.
static FACES: &[Face] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// Every file of the embedded layouts: path under `layouts/`, text.
static LAYOUTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// The embedded fonts and layouts, for one thread.
pub fn engine() -> Engine {
    Engine { fonts: fonts(), layouts: layouts(), remember: Engine::REMEMBER }
}

/// The embedded fonts.
pub fn fonts() -> Fonts {
    Fonts::new(FACES)
}

/// The embedded layouts.
pub fn layouts() -> Layouts {
    Layouts::embedded(LAYOUTS)
}

/// The file of an embedded face: family, weight from 100 to 900, italic or not. For what is not a page, such as a preview
/// around it.
pub fn face_file(family: &str, weight: u16, italic: bool) -> Option<&'static [u8]> {
    let is_it = |face: &&Face| (face.family, face.weight, face.italic) == (family, weight, italic);
    FACES.iter().find(is_it).map(|face| face.data)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::path::Path;
    use typst::text::FontInfo;

    #[test]
    fn records_are_what_typst_reads_from_the_files() {
        assert_eq!(FACES.len(), 24);
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

    #[test]
    fn every_layout_keeps_the_rules_and_has_its_fonts() {
        for layout in layouts().all().expect("every manifest keeps the rules") {
            let manifest = layout.manifest;
            for family in [Some(&manifest.font), manifest.heading_font.as_ref()].into_iter().flatten() {
                assert!(FACES.iter().any(|face| face.family == *family), "{}: {family}", manifest.name);
            }
        }
    }
}
