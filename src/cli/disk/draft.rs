//! A file on its way: written and synced before it has its name.

use super::{Standing, temporary_name};
use rustix::fs::{self, AtFlags, Mode, OFlags};
use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;

/// A file in a folder that is whole, and not yet in its place.
pub(super) struct Draft<'a> {
    folder: BorrowedFd<'a>,
    file: File,
    /// Its temporary name, while it has one.
    temporary: Option<String>,
    bytes: &'a [u8],
    /// The permissions it is to have, where they are not those of a new file.
    mode: Option<Mode>,
}

/// The permissions of a new file; the umask takes away what the user does not want.
const NEW: Mode = Mode::from_raw_mode(0o666);

impl<'a> Draft<'a> {
    /// Writes the bytes to a file without a name, or else to one with a temporary name, and forces them to the disk.
    ///
    /// # Errors
    ///
    /// When they do not fit, or there is no file to be had.
    pub(super) fn new(folder: &'a OwnedFd, bytes: &'a [u8], mode: Option<Mode>) -> io::Result<Self> {
        let folder = folder.as_fd();
        match unnamed(folder) {
            Ok(file) => Self { folder, file, temporary: None, bytes, mode }.filled(),
            Err(_) => Self::named(folder, bytes, mode),
        }
    }

    /// Writes the bytes to a file with a temporary name and forces them to the disk.
    ///
    /// # Errors
    ///
    /// When they do not fit, or the file cannot be made.
    pub(super) fn named(folder: BorrowedFd<'a>, bytes: &'a [u8], mode: Option<Mode>) -> io::Result<Self> {
        let (file, name) = named(folder)?;
        Self { folder, file, temporary: Some(name), bytes, mode }.filled()
    }

    /// Writes the bytes and forces them to the disk.
    fn filled(mut self) -> io::Result<Self> {
        self.file.write_all(self.bytes)?;
        if let Some(mode) = self.mode {
            // Not every file system keeps permissions; that is no reason to lose the file.
            #[cfg_attr(
                target_os = "linux",
                expect(clippy::useless_conversion, reason = "smaller on some systems")
            )]
            let mode = u32::from(mode.as_raw_mode());
            let _ = self.file.set_permissions(Permissions::from_mode(mode));
        }
        self.file.sync_all()?;
        Ok(self)
    }

    /// Gives it a temporary name where it has none, so that nothing is left to do but to rename it.
    ///
    /// # Errors
    ///
    /// When it cannot have one.
    pub(super) fn ready(&mut self) -> io::Result<()> {
        if self.temporary.is_none() {
            let name = temporary_name();
            let _ = self.file.lock();
            match self.link(OsStr::new(&name)) {
                Ok(()) => self.temporary = Some(name),
                // Not everywhere can a file get a name later; then it is written again.
                Err(_) => *self = Self::named(self.folder, self.bytes, self.mode)?,
            }
        }
        Ok(())
    }

    /// Puts it in its place, in one step.
    ///
    /// # Errors
    ///
    /// When it cannot be there; what stood there is as it was.
    pub(super) fn place(mut self, name: &OsStr, standing: Standing) -> io::Result<()> {
        if self.temporary.is_none() {
            match self.link(name) {
                Err(error)
                    if error.kind() != io::ErrorKind::AlreadyExists || standing == Standing::Replace =>
                {
                    self.ready()?;
                }
                done => return done,
            }
        }
        let Some(temporary) = &self.temporary else { return Ok(()) };
        match standing {
            Standing::Replace => {
                fs::renameat(self.folder, temporary, self.folder, name)?;
                self.temporary = None;
            }
            // The temporary name goes away with the draft.
            Standing::Keep => fs::linkat(self.folder, temporary, self.folder, name, AtFlags::empty())?,
        }
        Ok(())
    }

    /// Gives a file without a name one that is not taken.
    fn link(&self, name: &OsStr) -> io::Result<()> {
        let this = format!("/proc/self/fd/{}", self.file.as_raw_fd());
        Ok(fs::linkat(fs::CWD, this, self.folder, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

impl Drop for Draft<'_> {
    /// A draft that came to nothing leaves nothing.
    fn drop(&mut self) {
        if let Some(name) = &self.temporary {
            let _ = fs::unlinkat(self.folder, name, AtFlags::empty());
        }
    }
}

/// A file without a name: when the program dies, it was never there. Only Linux has that, and not on every file system.
///
/// # Errors
///
/// When there is no such file to be had.
#[cfg(target_os = "linux")]
fn unnamed(folder: BorrowedFd<'_>) -> io::Result<File> {
    Ok(fs::openat(folder, ".", OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, NEW)?.into())
}

/// A file without a name; there is none here.
///
/// # Errors
///
/// Always.
#[cfg(not(target_os = "linux"))]
fn unnamed(_: BorrowedFd<'_>) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file with a temporary name, locked so that no other run takes it for a leftover.
///
/// # Errors
///
/// When it cannot be made.
fn named(folder: BorrowedFd<'_>) -> io::Result<(File, String)> {
    loop {
        let name = temporary_name();
        let how = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = match fs::openat(folder, &name, how, NEW) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => File::from(file?),
        };
        // Not every file system has locks; then no other run can lock it either, and it is left alone.
        let _ = file.lock();
        // Another run may have removed it before it was locked.
        if fs::fstat(&file)?.st_nlink > 0 {
            return Ok((file, name));
        }
    }
}
