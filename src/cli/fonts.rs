//! Fonts from outside the program: those of `--font-path`, in the order of their names, and those of the computer, where
//! its operating system keeps them. And the engine with them.

use super::paths::{files_below, unreadable};
use super::terminal::shown;
use recto::layout::Layouts;
use recto::layout::fonts::{Fonts, Loader, SystemFonts};
use recto::render::Engine;
use recto::text::{Diagnostic, Rule};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use typst::text::FontInfo;
use typst_kit::fonts::{FontPath, FontSource};

/// Extensions of font files.
const EXTENSIONS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Folders inside one another; deeper ones are most likely a link that goes in circles.
const MAX_DEPTH: usize = 8;

/// Files of a folder that are looked at, fonts or not.
const MAX_ENTRIES: usize = 20_000;

/// Font files in all.
const MAX_FILES: usize = 2_000;

/// Bytes of all font files together.
const MAX_BYTES: u64 = 500_000_000;

/// The engine with the embedded fonts, those of some folders, with `system` those of the computer, and layouts; for one
/// thread.
///
/// # Errors
///
/// As [`read`], and when a file is no font.
pub fn engine(system: bool, folders: &[PathBuf], layouts: Layouts) -> Result<Engine, Diagnostic> {
    let mut fonts = if system { with_system() } else { recto::embedded::fonts() };
    for (name, bytes) in read(folders)? {
        if fonts.add(bytes) == 0 {
            let message = format!("`{name}` is not a font that can be read");
            return Err(Diagnostic::of(Rule::FontUnreadable, message));
        }
    }
    Ok(Engine { fonts, layouts, remember: Engine::REMEMBER })
}

/// Reads every font file in these folders: its path, for messages, and its bytes.
///
/// # Errors
///
/// When a folder is not there, has no font, or has more than the limits allow.
fn read(folders: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let mut fonts = Vec::new();
    let mut total = 0;
    for folder in folders {
        for file in find(folder)? {
            let failed = |error| unreadable("the font ", &file, &error);
            total += file.metadata().map_err(failed)?.len();
            if fonts.len() >= MAX_FILES || total > MAX_BYTES {
                return Err(too_many(folder));
            }
            fonts.push((shown(&file), fs::read(&file).map_err(failed)?));
        }
    }
    Ok(fonts)
}

/// The font files of one folder, or the one file named in its place.
fn find(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let failed = |error| unreadable("the fonts in ", folder, &error);
    let mut files = match folder.metadata().map_err(failed)?.is_file() {
        true => vec![folder.to_owned()],
        false => files_below(folder, MAX_DEPTH, MAX_ENTRIES).map_err(failed)?,
    };
    // Opening a named pipe would block until something is written to it.
    files.retain(|path| is_font(path) && path.is_file());
    if files.len() > MAX_FILES {
        return Err(too_many(folder));
    }
    if files.is_empty() {
        let kinds = EXTENSIONS.map(|extension| format!(".{extension}")).join(", ");
        return Err(Diagnostic::of(Rule::FontUnreadable, format!("there is no font in `{}`", shown(folder)))
            .help(format!("`--font-path` takes a folder with {kinds} files")));
    }
    Ok(files)
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

fn too_many(folder: &Path) -> Diagnostic {
    let size = MAX_BYTES / 1_000_000;
    Diagnostic::of(Rule::FontUnreadable, format!("`{}` has more fonts than recto reads", shown(folder)))
        .help(format!("the limit is {MAX_FILES} files and {size} MB; name the folder of the family you need"))
}

/// The embedded fonts, and where they lack something, the computer's.
fn with_system() -> Fonts {
    recto::embedded::fonts().with_system(Box::new(Installed))
}

/// Looks through the folders of the operating system.
struct Installed;

impl SystemFonts for Installed {
    fn scan(&self) -> Vec<(FontInfo, Loader)> {
        let mut faces: Vec<_> = typst_kit::fonts::system().collect();
        // The order of a folder's files differs from computer to computer.
        faces.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let boxed = |(path, info): (FontPath, FontInfo)| (info, Box::new(move || path.load()) as Loader);
        faces.into_iter().map(boxed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_below_in_the_order_of_names() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.ttf", "a.OTF", "b/x.ttc", "licence.txt"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let bytes =
            |path: PathBuf| read(&[path]).unwrap().into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>();
        assert_eq!(
            bytes(folder.path().to_owned()),
            [b"a.OTF".to_vec(), b"b/x.ttc".to_vec(), b"c.ttf".to_vec()]
        );
        assert_eq!(bytes(folder.path().join("c.ttf")), [b"c.ttf"]);
    }

    #[test]
    fn a_folder_without_fonts_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&[folder.path().to_owned()]).unwrap_err().message.starts_with("there is no font in"));
        let missing = read(&[folder.path().join("none")]).unwrap_err();
        assert!(missing.message.ends_with("no such file or folder"), "{}", missing.message);
    }

    #[cfg(unix)]
    #[test]
    fn a_circle_of_links_ends() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.ttf"), "a").unwrap();
        std::os::unix::fs::symlink(".", folder.path().join("again")).unwrap();
        assert_eq!(read(&[folder.path().to_owned()]).unwrap().len(), MAX_DEPTH + 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_among_fonts_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("a.ttf")).status().unwrap();
        assert!(made.success());
        assert!(read(&[folder.path().to_owned()]).unwrap_err().message.starts_with("there is no font in"));
    }

    #[test]
    fn scanning_twice_gives_the_same_order() {
        let names = || Installed.scan().into_iter().map(|(info, _)| info.family).collect::<Vec<_>>();
        assert_eq!(names(), names());
    }
}
