//! A folder by its path, where the system has no handles of folders: a file is written under a temporary name and renamed.

use super::{DIGITS, MARKS, Standing, is_temporary};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Takes a folder; links on the way are followed.
    ///
    /// # Errors
    ///
    /// When it is not there, or no folder.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        if !path.metadata()?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self(path.to_owned()))
    }

    /// A folder in it. A link is not followed.
    ///
    /// # Errors
    ///
    /// When it is not there, or no folder.
    pub(super) fn child(&self, name: &OsStr) -> io::Result<Self> {
        let path = self.0.join(name);
        match path.symlink_metadata()? {
            meta if meta.is_dir() => Ok(Self(path)),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Makes a folder in it.
    ///
    /// # Errors
    ///
    /// When it cannot be made. That it is there already is none.
    pub(super) fn make(&self, name: &OsStr) -> io::Result<()> {
        match fs::create_dir(self.0.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether a name in it is a link.
    pub(super) fn is_link(&self, name: &OsStr) -> bool {
        self.0.join(name).is_symlink()
    }

    /// Writes a file in it in one step; of a link only the link gives way.
    ///
    /// # Errors
    ///
    /// When it cannot be written whole.
    pub(super) fn put(&self, name: &OsStr, bytes: &[u8], standing: Standing) -> io::Result<()> {
        let path = self.0.join(name);
        if path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().readonly()) {
            return Err(io::Error::other("the file is read-only"));
        }
        let mut named = tempfile::Builder::new();
        let mut file = named.prefix(MARKS.0).rand_bytes(DIGITS).suffix(MARKS.1).tempfile_in(&self.0)?;
        let _ = file.as_file().lock();
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        let done = match standing {
            Standing::Replace => file.persist(path),
            Standing::Keep => file.persist_noclobber(path),
        };
        done.map(drop).map_err(|error| error.error)
    }

    /// Nothing: such systems cannot sync a folder.
    pub(super) fn sync(&self) {}

    /// Removes what killed runs left. A file that a run is still writing is locked, and stays.
    pub(super) fn sweep(&self) {
        let names = self.0.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name());
        for path in names.filter(|name| is_temporary(name)).map(|name| self.0.join(name)) {
            if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                // What cannot be removed is no reason not to write.
                let _ = fs::remove_file(path);
            }
        }
    }
}
