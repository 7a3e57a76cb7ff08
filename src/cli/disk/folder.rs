//! An open folder. All that is done in it goes through its handle, so that nobody can put another folder in its place
//! meanwhile.

use super::draft::Draft;
use super::{Standing, is_temporary};
use rustix::fs::{self, AtFlags, FileType, Mode, OFlags};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A folder that is open.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

/// How a folder is opened.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

impl Folder {
    /// Opens a folder; links on the way are followed.
    ///
    /// # Errors
    ///
    /// When it is not there, or no folder.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(fs::open(path, FOLDER, Mode::empty())?))
    }

    /// Opens a folder in it. A link is not followed.
    ///
    /// # Errors
    ///
    /// When it is not there, or no folder.
    pub(super) fn child(&self, name: &OsStr) -> io::Result<Self> {
        Ok(Self(fs::openat(&self.0, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Makes a folder in it.
    ///
    /// # Errors
    ///
    /// When it cannot be made. That it is there already is none.
    pub(super) fn make(&self, name: &OsStr) -> io::Result<()> {
        match fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Whether a name in it is a link.
    pub(super) fn is_link(&self, name: &OsStr) -> bool {
        self.kind(name).is_some_and(|(kind, _)| kind == FileType::Symlink)
    }

    /// What stands under a name, and its permissions.
    fn kind(&self, name: &OsStr) -> Option<(FileType, Mode)> {
        let stat = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some((FileType::from_raw_mode(stat.st_mode), Mode::from_raw_mode(stat.st_mode)))
    }

    /// Writes a file that is to stand in it, and forces it to the disk. It takes the permissions of the file that gives
    /// way; of a link only the link gives way.
    ///
    /// # Errors
    ///
    /// When it cannot be written whole, or what stands in its place does not give way.
    pub(super) fn draft<'a>(
        &'a self,
        name: &OsStr,
        bytes: &'a [u8],
        standing: Standing,
    ) -> io::Result<Draft<'a>> {
        let mode = match self.kind(name) {
            Some(_) if standing == Standing::Keep => return Err(io::ErrorKind::AlreadyExists.into()),
            Some((FileType::Directory, _)) => return Err(io::ErrorKind::IsADirectory.into()),
            Some((FileType::RegularFile, mode)) if (mode & WRITE).is_empty() => {
                return Err(io::Error::other("the file is read-only"));
            }
            Some((FileType::RegularFile, mode)) => Some(mode),
            Some((FileType::Symlink, _)) | None => None,
            Some(_) => return Err(io::Error::other("what stands there is not a file")),
        };
        Draft::new(&self.0, bytes, mode)
    }

    /// Removes a file in it.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be removed.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Makes the names in it last through a power cut, where the system lets us: some cannot sync a folder.
    pub(super) fn sync(&self) {
        let _ = fs::fsync(&self.0);
    }

    /// Removes what killed runs left. A file that a run is still writing is locked, and stays.
    pub(super) fn sweep(&self) {
        let Ok(entries) = fs::Dir::read_from(&self.0) else { return };
        for entry in entries.flatten() {
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if is_temporary(name) {
                // What cannot be removed is no reason not to write.
                let _ = self.remove_unused(name);
            }
        }
    }

    /// Removes a file that nobody has locked, and that is still the same once we have.
    fn remove_unused(&self, name: &OsStr) -> io::Result<()> {
        let how = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(fs::openat(&self.0, name, how, Mode::empty())?);
        if file.try_lock().is_err() {
            return Ok(());
        }
        let (ours, there) = (fs::fstat(&file)?, fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?);
        let same = (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino);
        if same && FileType::from_raw_mode(ours.st_mode) == FileType::RegularFile {
            self.remove(name)?;
        }
        Ok(())
    }
}

/// The permissions to write.
const WRITE: Mode = Mode::WUSR.union(Mode::WGRP).union(Mode::WOTH);
