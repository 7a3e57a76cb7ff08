//! Walks `layouts/` and `fonts/` and writes the tables that embed them. A font that cannot be read stops the build with a
//! sentence; what is wrong with a layout's manifest, the tests say.

#![expect(clippy::disallowed_methods, reason = "a build script reads the files that it embeds")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no output folder")?);
    for watched in ["build.rs", "fonts", "layouts"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    fs::write(out.join("fonts.rs"), fonts(&root)?)?;
    fs::write(out.join("layouts.rs"), layouts(&root)?)?;
    Ok(())
}

/// The table of embedded faces.
fn fonts(root: &Path) -> Result<String> {
    let mut table = String::from("&[\n");
    for path in files(&root.join("fonts"), &["otf", "ttf"])? {
        let face = face(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        table.push_str(&face.record(&relative(root, &path)?)?);
    }
    table.push_str("]\n");
    Ok(table)
}

/// What the program wants to know about a face without opening it.
struct Face {
    family: String,
    italic: bool,
    weight: u16,
    serif: bool,
    monospace: bool,
    x_height: f64,
    advance: f64,
    coverage: Vec<u32>,
}

impl Face {
    /// The Rust expression of its record.
    fn record(&self, path: &str) -> Result<String> {
        let mut text = String::new();
        writeln!(
            text,
            "Face {{ family: {:?}, italic: {}, weight: {}, serif: {}, monospace: {}, x_height: {:?}, advance: {:?}, \
             coverage: &{:?}, data: include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})) }},",
            self.family,
            self.italic,
            self.weight,
            self.serif,
            self.monospace,
            self.x_height,
            self.advance,
            self.coverage,
            format!("/{path}"),
        )?;
        Ok(text)
    }
}

/// Reads a font file, as Typst's `FontInfo` reads it (a unit test compares the two).
fn face(path: &Path) -> Result<Face> {
    let data = fs::read(path)?;
    let ttf = ttf_parser::Face::parse(&data, 0)?;
    if ttf.is_variable() || ttf.tables().math.is_some() || ttf.width() != ttf_parser::Width::Normal {
        return Err("only static text faces of normal width can be embedded".into());
    }
    if ttf.permissions() != Some(ttf_parser::Permissions::Installable) {
        return Err("the font does not allow being embedded".into());
    }
    let panose = ttf.raw_face().table(ttf_parser::Tag::from_bytes(b"OS/2")).and_then(|os2| os2.get(32..34));
    Ok(Face {
        family: family(&ttf).ok_or("the font names no family")?,
        italic: is_italic(&ttf),
        weight: ttf.weight().to_number(),
        serif: matches!(panose, Some([2, 2..=10])),
        monospace: ttf.is_monospaced(),
        x_height: x_height(&ttf).ok_or("the font has no letter x")?,
        advance: advance(&ttf).ok_or("the font lacks letters")?,
        coverage: coverage(&ttf),
    })
}

/// Some italic faces lack the bit that says so; their full name does not.
fn is_italic(ttf: &ttf_parser::Face) -> bool {
    let full = name(ttf, ttf_parser::name_id::FULL_NAME).unwrap_or_default();
    ttf.style() == ttf_parser::Style::Italic || full.to_ascii_lowercase().contains("italic")
}

/// The first readable name of this kind.
fn name(ttf: &ttf_parser::Face, id: u16) -> Option<String> {
    ttf.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
}

/// The family's name without the words that only say how bold or slanted the face is.
fn family(ttf: &ttf_parser::Face) -> Option<String> {
    const STYLES: [&str; 7] = ["Light", "Regular", "Italic", "Medium", "SemiBold", "Semibold", "Bold"];
    let name = name(ttf, ttf_parser::name_id::FAMILY)?;
    let mut words: Vec<_> = name.split(' ').collect();
    while words.last().is_some_and(|word| STYLES.contains(word)) {
        words.pop();
    }
    Some(words.join(" "))
}

/// Height of the letter x (em). Some fonts do not record it, so the letter is measured then.
fn x_height(ttf: &ttf_parser::Face) -> Option<f64> {
    let units = ttf.x_height().filter(|height| *height > 0).or_else(|| {
        let glyph = ttf.glyph_index('x')?;
        ttf.glyph_bounding_box(glyph).map(|bounds| bounds.y_max)
    })?;
    Some(f64::from(units) / f64::from(ttf.units_per_em()))
}

/// How wide a character of running text is on the average (em): that of a sentence of a résumé.
fn advance(ttf: &ttf_parser::Face) -> Option<f64> {
    const SAMPLE: &str = include_str!("fonts/sample.txt");
    let advance = |c| ttf.glyph_hor_advance(ttf.glyph_index(c)?).map(f64::from);
    let sum: Option<f64> = SAMPLE.trim_end().chars().map(advance).sum();
    Some((sum? / SAMPLE.trim_end().len() as f64 / f64::from(ttf.units_per_em()) * 1000.0).round() / 1000.0)
}

/// How many code points are not covered, how many are, how many are not, …, from U+0000.
fn coverage(ttf: &ttf_parser::Face) -> Vec<u32> {
    let mut covered = Vec::new();
    for subtable in ttf.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
        if subtable.is_unicode() {
            subtable.codepoints(|point| covered.push(point));
        }
    }
    covered.sort_unstable();
    covered.dedup();
    let (mut runs, mut next) = (Vec::new(), 0);
    for point in covered {
        match runs.last_mut() {
            Some(run) if point == next => *run += 1,
            _ => runs.extend([point - next, 1]),
        }
        next = point + 1;
    }
    runs
}

/// The table of embedded layout files: path under `layouts/`, text.
fn layouts(root: &Path) -> Result<String> {
    let base = root.join("layouts");
    let mut table = String::from("&[\n");
    for path in files(&base, &["toml", "typ"])? {
        let name = relative(&base, &path)?;
        let file = format!("/layouts/{name}");
        writeln!(table, "({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {file:?}))),")?;
    }
    table.push_str("]\n");
    Ok(table)
}

/// All files below `folder` with one of these extensions, sorted by path.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extensions)?);
        } else if path.extension().is_some_and(|ext| extensions.iter().any(|known| ext == *known)) {
            found.push(path);
        }
    }
    found.retain(|path| path.file_name().is_none_or(|name| name != "SOURCE.toml"));
    found.sort();
    Ok(found)
}

/// The path below `base`, with `/` between its parts.
fn relative(base: &Path, path: &Path) -> Result<String> {
    let parts: Option<Vec<_>> = path.strip_prefix(base)?.iter().map(|part| part.to_str()).collect();
    Ok(parts.ok_or_else(|| format!("{}: the name is not UTF-8", path.display()))?.join("/"))
}
