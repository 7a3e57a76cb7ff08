//! The photo a résumé names: a file in its folder or below, nothing else.

use recto::layout::Photo;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

/// Reads the photo `path`, relative to the résumé's `folder`.
///
/// # Errors
///
/// When it is not there, or would leave the folder: a résumé from somebody else must not put any other
/// file of the machine into a PDF.
pub fn read(folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    let refuse = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    if path.contains("://") {
        return refuse("recto does not go online; save it beside the résumé and name the file");
    }
    let plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !Path::new(path).components().all(plain) {
        return refuse("the path must stay in the résumé's folder: no `..`, no leading `/`");
    }
    let full = folder.join(path).canonicalize().map_err(|error| plain_words(&error))?;
    if !full.starts_with(folder.canonicalize().map_err(|error| plain_words(&error))?) {
        return refuse("the path is a link that leaves the résumé's folder");
    }
    let file = File::open(full).map_err(|error| plain_words(&error))?;
    if !file.metadata()?.is_file() {
        return refuse("it is not a file");
    }
    let mut bytes = Vec::new();
    // One byte more than there may be, for the library to refuse.
    file.take(Photo::MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| plain_words(&error))?;
    Ok(bytes)
}

/// The same error, worded as our own messages are.
fn plain_words(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), super::exit::reason(error))
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
        assert_eq!(read(&home, "img/me.jpg").unwrap(), b"jpg");
        assert_eq!(read(&home, "./img/me.jpg").unwrap(), b"jpg");
        let absolute = folder.path().join("secret").display().to_string();
        for path in
            ["../secret", "img/../../secret", &absolute, "https://example.com/me.jpg", "img", "", "none.jpg"]
        {
            assert!(read(&home, path).is_err(), "{path}");
        }
        assert_eq!(read(&home, "none.jpg").unwrap_err().to_string(), "no such file or folder");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir(&home).unwrap();
        std::fs::write(folder.path().join("secret"), b"no").unwrap();
        std::os::unix::fs::symlink("../secret", home.join("me.jpg")).unwrap();
        assert!(read(&home, "me.jpg").unwrap_err().to_string().contains("leaves"));
    }
}
