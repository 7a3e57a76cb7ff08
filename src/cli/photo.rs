//! The photo a résumé names: a file in its folder or below, or in one that the user allowed; nothing else.

use super::exit::{io_failure, reason};
use super::input::{open_file, read_at_most};
use super::terminal::shown;
use recto::layout::Photo;
use recto::text::{Diagnostic, Digest, Rule};
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folders that `--allow-path` names, as the system knows them.
///
/// # Errors
///
/// When one is not there or no folder.
pub fn allowed_folders(folders: &[PathBuf]) -> Result<Vec<PathBuf>, Diagnostic> {
    let whole = |folder: &PathBuf| {
        let found = folder.canonicalize();
        let found = found
            .and_then(|path| if path.is_dir() { Ok(path) } else { Err(io::ErrorKind::NotADirectory.into()) });
        found.map_err(|error| {
            io_failure(Rule::FileUnreadable, format!("cannot use `--allow-path {}`", shown(folder)), &error)
        })
    };
    folders.iter().map(whole).collect()
}

/// Reads the photo `path`, relative to the résumé's `folder`; a request may name none. It may also be in or below the folders
/// `allowed`, which are as [`allowed_folders`] gives them.
///
/// # Errors
///
/// When it is not there, or would leave the folders: a résumé from somebody else must not put any other
/// file of the machine into a PDF.
pub fn read(folder: Option<&Path>, path: &str, allowed: &[PathBuf]) -> io::Result<Vec<u8>> {
    let none = || io::Error::new(io::ErrorKind::NotFound, "the request names no `folder` for it");
    let folder = folder.ok_or_else(none)?;
    let refuse = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    if path.contains("://") {
        return refuse("recto does not go online; save it beside the résumé and name the file");
    }
    let stays = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let home = folder.canonicalize().map_err(|error| plain_words(&error))?;
    let near = |why: &str| {
        let near = below(&home, path)?;
        Some(format!("{why}; write `{near}` for the file of that name in the résumé's folder"))
    };
    let is_inside = Path::new(path).components().all(stays);
    if allowed.is_empty() && !is_inside {
        // The path of a website, or of a file that is nobody's business.
        if path.starts_with('/') && below(&home, path).is_none() {
            return Err(io::Error::new(io::ErrorKind::NotFound, ABOVE));
        }
        return refuse(
            &near("the path must stay in the résumé's folder").unwrap_or_else(|| ABOVE.to_owned()),
        );
    }
    let full = match folder.join(path).canonicalize() {
        Ok(full) => full,
        // What there is outside is nobody's business.
        Err(_) if !is_inside => return refuse(&near(OUTSIDE).unwrap_or_else(|| OUTSIDE.to_owned())),
        Err(error) => {
            return near(&reason(&error)).map_or_else(|| Err(plain_words(&error)), |why| refuse(&why));
        }
    };
    if !full.starts_with(&home) && !allowed.iter().any(|folder| full.starts_with(folder)) {
        return refuse(if allowed.is_empty() {
            "the path is a link that leaves the résumé's folder"
        } else {
            OUTSIDE
        });
    }
    if full.is_dir() {
        return refuse("it is not a file");
    }
    // One byte more than there may be, for the library to refuse.
    let read = open_file(&full).and_then(|file| read_at_most(file, Photo::MAX_BYTES + 1));
    read.map_err(|error| plain_words(&error))
}

/// The photos that a résumé asked for, and what was in them; `None` when one could not be read.
#[derive(Debug, Default)]
pub struct Photos(Mutex<BTreeMap<PathBuf, Option<Digest>>>);

impl Photos {
    /// Notes a photo.
    pub fn note(&self, path: PathBuf, bytes: Option<&[u8]>) {
        let content = bytes.map(|bytes| Digest::of([bytes]));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, content);
    }

    /// All that were noted since the last time.
    pub fn take(&self) -> BTreeMap<PathBuf, Option<Digest>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The photo that a path from elsewhere means, such as one that a file manager copied: its end, as long as possible, that
/// leads to a file in or below the folder `home`. Nothing outside is looked at.
fn below(home: &Path, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let ends = (0..parts.len()).map(|start| parts[start..].join("/"));
    let is_inside = |end: &String| {
        home.join(end).canonicalize().is_ok_and(|whole| whole.is_file() && whole.starts_with(home))
    };
    ends.into_iter().find(is_inside)
}

/// Why a path is refused when no folders are allowed.
const ABOVE: &str =
    "the path must stay in the résumé's folder: no `..`, no leading `/`; `--allow-path` allows others";

/// Why a path is refused when there are folders that are allowed.
const OUTSIDE: &str = "it is not in the résumé's folder, nor in one that `--allow-path` names";

/// The same error, worded as our own messages are.
fn plain_words(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), reason(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_in_the_folder_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir_all(home.join("img")).unwrap();
        std::fs::write(home.join("img/me.jpg"), b"jpg").unwrap();
        std::fs::write(folder.path().join("secret"), b"no").unwrap();
        assert_eq!(read(Some(&home), "img/me.jpg", &[]).unwrap(), b"jpg");
        assert_eq!(read(Some(&home), "./img/me.jpg", &[]).unwrap(), b"jpg");
        let absolute = folder.path().join("secret").display().to_string();
        for path in
            ["../secret", "img/../../secret", &absolute, "https://example.com/me.jpg", "img", "", "none.jpg"]
        {
            assert!(read(Some(&home), path, &[]).is_err(), "{path}");
        }
        assert_eq!(read(Some(&home), "none.jpg", &[]).unwrap_err().to_string(), "no such file or folder");
        let kind = |path: &str| read(Some(&home), path, &[]).unwrap_err().kind();
        assert_eq!(kind("/img/none.webp"), io::ErrorKind::NotFound, "the path of a website");
        assert_eq!([kind("/img/me.jpg"), kind("../secret")], [io::ErrorKind::InvalidInput; 2]);
    }

    #[test]
    fn a_path_from_elsewhere_names_the_file_that_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir_all(home.join("img")).unwrap();
        for name in ["home/img/me.jpg", "home/a b.jpg", "other.jpg"] {
            std::fs::write(folder.path().join(name), b"jpg").unwrap();
        }
        let reason =
            |path: &str, allowed: &[PathBuf]| read(Some(&home), path, allowed).unwrap_err().to_string();
        let absolute = |name: &str| home.join(name).display().to_string();
        for (path, meant) in [
            (absolute("a b.jpg").as_str(), "a b.jpg"),
            (&absolute("img/me.jpg"), "img/me.jpg"),
            ("../home/img/me.jpg", "img/me.jpg"),
            ("~/Desktop/home/a b.jpg", "a b.jpg"),
            ("C:\\cv\\home\\img\\me.jpg", "img/me.jpg"),
            ("/Users/ada/cv/img/me.jpg", "img/me.jpg"),
        ] {
            assert!(
                reason(path, &[]).contains(&format!("; write `{meant}` for ")),
                "{path}: {}",
                reason(path, &[])
            );
        }
        let allowed = allowed_folders(&[home.join("img")]).unwrap();
        assert!(reason("/Users/ada/a b.jpg", &allowed).contains("; write `a b.jpg` for "));
        for path in ["../other.jpg", "/me.jpg", "/etc/passwd", "C:\\none.jpg", "../"] {
            assert!(!reason(path, &[]).contains("write `"), "{path}");
        }
    }

    #[test]
    fn allowed_folders_are_read_from_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["home", "photos/a", "photos-private"] {
            std::fs::create_dir_all(path(name)).unwrap();
        }
        for name in ["photos/a/me.jpg", "photos-private/me.jpg", "home/me.jpg"] {
            std::fs::write(path(name), name).unwrap();
        }
        let allowed = allowed_folders(&[path("photos")]).unwrap();
        let read = |name: &str| read(Some(&path("home")), name, &allowed);
        for good in
            ["../photos/a/me.jpg", "me.jpg", "../home/me.jpg", &path("photos/a/me.jpg").display().to_string()]
        {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            "../photos-private/me.jpg",
            "../photos/../photos-private/me.jpg",
            "../none.jpg",
            "/",
            "../photos",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(read("../none.jpg").unwrap_err().to_string(), OUTSIDE);
        assert!(
            allowed_folders(&[path("none")]).is_err() && allowed_folders(&[path("home/me.jpg")]).is_err()
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir(&home).unwrap();
        std::fs::write(folder.path().join("secret"), b"no").unwrap();
        std::os::unix::fs::symlink("../secret", home.join("me.jpg")).unwrap();
        assert!(read(Some(&home), "me.jpg", &[]).unwrap_err().to_string().contains("leaves"));
    }
}
