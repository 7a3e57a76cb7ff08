//! A folder by its path, where the system has no handles of folders: a file is written under a temporary name and renamed.

use super::{DIGITS, MARKS, Standing, is_temporary};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

    /// Writes a file that is to stand in it, and forces it to the disk; of a link only the link gives way.
    ///
    /// # Errors
    ///
    /// When it cannot be written whole, or what stands in its place does not give way.
    pub(super) fn draft(&self, name: &OsStr, bytes: &[u8], standing: Standing) -> io::Result<Draft<'_>> {
        match self.0.join(name).symlink_metadata() {
            Ok(_) if standing == Standing::Keep => return Err(io::ErrorKind::AlreadyExists.into()),
            Ok(meta) if meta.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(meta) if meta.is_file() && meta.permissions().readonly() => {
                return Err(io::Error::other("the file is read-only"));
            }
            _ => {}
        }
        let mut named = tempfile::Builder::new();
        let mut file = named.prefix(MARKS.0).rand_bytes(DIGITS).suffix(MARKS.1).tempfile_in(&self.0)?;
        let _ = file.as_file().lock();
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(Draft { folder: &self.0, file })
    }

    /// Removes a file in it.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be removed.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
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

/// A file in a folder that is whole, under a temporary name, and not yet in its place.
pub(super) struct Draft<'a> {
    folder: &'a Path,
    file: NamedTempFile,
}

impl Draft<'_> {
    /// Nothing: it has its temporary name.
    ///
    /// # Errors
    ///
    /// None.
    pub(super) fn ready(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Puts it in its place, in one step.
    ///
    /// # Errors
    ///
    /// When it cannot be there; what stood there is as it was.
    pub(super) fn place(self, name: &OsStr, standing: Standing) -> io::Result<()> {
        let path = self.folder.join(name);
        let done = match standing {
            Standing::Replace => self.file.persist(path),
            Standing::Keep => self.file.persist_noclobber(path),
        };
        done.map(drop).map_err(|error| error.error)
    }
}
