//! The computer's fonts, where its operating system keeps them, and the files of `--font-path`.

use recto::layout::fonts::{Loader, SystemFonts};
use std::path::{Path, PathBuf};
use std::{fs, io};
use typst::text::FontInfo;
use typst_kit::fonts::FontSource;

/// Looks through the folders of the operating system.
pub struct Installed;

impl SystemFonts for Installed {
    fn scan(&self) -> Vec<(FontInfo, Loader)> {
        let mut faces: Vec<_> = typst_kit::fonts::system().collect();
        // The order of a folder's files differs from computer to computer.
        faces.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let boxed = |(path, info): (typst_kit::fonts::FontPath, FontInfo)| {
            (info, Box::new(move || path.load()) as Loader)
        };
        faces.into_iter().map(boxed).collect()
    }
}

/// The font files that `--font-path` means: the file itself, or those of a folder and its subfolders, by name.
///
/// # Errors
/// When the path, or a folder below it, cannot be read.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        fs::metadata(path)?;
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // A link to a folder is not followed: it may lead back up.
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else if is_font(&entry.path()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the extension is one of a font file or collection.
fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["otf", "ttf", "otc", "ttc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_fonts_in_order() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let found = files(&root).expect("fonts/ is there");
        assert_eq!(found.len(), 20);
        assert!(found.is_sorted() && found.iter().all(|path| is_font(path)));
        assert_eq!(files(&found[0]).expect("a file is itself"), [found[0].clone()]);
        assert!(files(&root.join("nothing")).is_err());
    }

    #[test]
    fn scanning_twice_gives_the_same_order() {
        let names = || Installed.scan().into_iter().map(|(info, _)| info.family).collect::<Vec<_>>();
        assert_eq!(names(), names());
    }
}
