//! A file on its way: written and synced before it has its name.

use super::{Standing, temporary_name};
use rustix::fs::{self, AtFlags, Mode, OFlags};
use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::fd::BorrowedFd;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;

/// A file in a folder that is not yet what it will be.
pub(super) struct Draft<'a> {
    folder: BorrowedFd<'a>,
    file: File,
    /// Its temporary name, while it has one.
    name: Option<String>,
}

/// The permissions of a new file; the umask takes away what the user does not want.
const NEW: Mode = Mode::from_raw_mode(0o666);

impl<'a> Draft<'a> {
    /// A file without a name: when the program dies, it was never there. Only Linux has that, and not on every file
    /// system.
    ///
    /// # Errors
    ///
    /// When there is no such file to be had.
    #[cfg(target_os = "linux")]
    pub(super) fn unnamed(folder: &'a OwnedFd) -> io::Result<Self> {
        let file = fs::openat(folder, ".", OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, NEW)?;
        Ok(Self { folder: folder.as_fd(), file: file.into(), name: None })
    }

    /// A file without a name; there is none here.
    ///
    /// # Errors
    ///
    /// Always.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn unnamed(_: &'a OwnedFd) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// A file with a temporary name, locked so that no other run takes it for a leftover.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub(super) fn named(folder: &'a OwnedFd) -> io::Result<Self> {
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
                return Ok(Self { folder: folder.as_fd(), file, name: Some(name) });
            }
        }
    }

    /// Writes the bytes and forces them to the disk.
    ///
    /// # Errors
    ///
    /// When they do not fit.
    pub(super) fn fill(&mut self, bytes: &[u8], mode: Option<Mode>) -> io::Result<()> {
        self.file.write_all(bytes)?;
        if let Some(mode) = mode {
            // Not every file system keeps permissions; that is no reason to lose the file.
            #[cfg_attr(
                target_os = "linux",
                expect(clippy::useless_conversion, reason = "smaller on some systems")
            )]
            let mode = u32::from(mode.as_raw_mode());
            let _ = self.file.set_permissions(Permissions::from_mode(mode));
        }
        self.file.sync_all()
    }

    /// Gives it its name, in one step.
    ///
    /// # Errors
    ///
    /// When it cannot have it; what stood there is as it was.
    pub(super) fn publish(mut self, name: &OsStr, standing: Standing) -> io::Result<()> {
        if self.name.is_none() {
            match self.link(name) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && standing == Standing::Replace => {}
                done => return done,
            }
            let temporary = temporary_name();
            let _ = self.file.lock();
            self.link(OsStr::new(&temporary))?;
            self.name = Some(temporary);
        }
        let Some(temporary) = &self.name else { return Ok(()) };
        match standing {
            Standing::Replace => {
                fs::renameat(self.folder, temporary, self.folder, name)?;
                self.name = None;
            }
            // The temporary name goes away with the draft.
            Standing::Keep => fs::linkat(self.folder, temporary, self.folder, name, AtFlags::empty())?,
        }
        Ok(())
    }

    /// Gives a file without a name one that is not taken.
    fn link(&self, name: &OsStr) -> io::Result<()> {
        use std::os::fd::AsRawFd;
        let this = format!("/proc/self/fd/{}", self.file.as_raw_fd());
        Ok(fs::linkat(fs::CWD, this, self.folder, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

impl Drop for Draft<'_> {
    /// A draft that came to nothing leaves nothing.
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            let _ = fs::unlinkat(self.folder, name, AtFlags::empty());
        }
    }
}
