//! What the tests of this crate share: the fonts and layouts of the program, read from its folders.

use crate::layout::{Face, Layouts, fonts::Fonts};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontFlags, FontStyle};

/// The folder that holds all packages.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a folder, sorted by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the checkout") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The faces of `fonts/`, as the program embeds them.
static FACES: LazyLock<Vec<Face>> = LazyLock::new(|| {
    let is_font = |path: &PathBuf| path.extension().is_some_and(|end| end == "otf" || end == "ttf");
    files(&root().join("fonts")).into_iter().filter(is_font).map(|path| face(&path)).collect()
});

fn face(path: &Path) -> Face {
    let data: &'static [u8] = std::fs::read(path).expect("a font").leak();
    let font = Font::new(Bytes::new(data), 0).expect("a font that can be read");
    let info = font.info();
    let coverage = serde_json::to_value(&info.coverage).and_then(serde_json::from_value::<Vec<u32>>);
    Face {
        family: info.family.clone().leak(),
        italic: info.variant.style == FontStyle::Italic,
        weight: info.variant.weight.to_number(),
        serif: info.flags.contains(FontFlags::SERIF),
        monospace: info.flags.contains(FontFlags::MONOSPACE),
        x_height: crate::layout::fonts::x_height(&font),
        advance: crate::layout::fonts::advance(&font),
        coverage: coverage.expect("numbers").leak(),
        data,
    }
}

/// Every face that the program embeds.
pub fn faces() -> &'static [Face] {
    &FACES
}

/// The embedded fonts.
pub fn fonts() -> Fonts {
    Fonts::new(&FACES)
}

/// The embedded faces of one family alone.
pub fn fonts_of(family: &str) -> Fonts {
    let faces: Vec<Face> = FACES.iter().filter(|face| face.family == family).copied().collect();
    Fonts::new(faces.leak())
}

/// The embedded layouts.
pub fn layouts() -> Layouts {
    let root = root().join("layouts");
    let wanted =
        |path: &PathBuf| path.ends_with("layout.toml") || path.extension().is_some_and(|end| end == "typ");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("below it").to_string_lossy().replace('\\', "/");
        (name, std::fs::read(&path).expect("a file of a layout"))
    };
    Layouts::from_files("layouts", files(&root).into_iter().filter(wanted).map(read)).expect("few files")
}
