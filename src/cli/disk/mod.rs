//! Writing that lasts: a file is replaced whole or not at all, whatever happens meanwhile, and nothing half-written can
//! be seen, not even after `kill -9` or a power cut.
//!
//! The bytes go to a file without a name in the target's folder, are forced to the disk, and only then is the file
//! linked to its name: [`folder`]. Where that is not to be had, the file has a name of ours, and what a killed run leaves
//! under such a name is removed by the next run that writes in that folder. Of files that belong together each is on the
//! disk before the first takes its place: [`put_all`].

#[cfg(unix)]
mod draft;
#[cfg(unix)]
mod folder;
#[cfg(not(unix))]
#[path = "portable.rs"]
mod folder;
mod root;

use super::exit::{Failure, reason};
use super::terminal::clean;
use folder::Folder;
use recto::text::Rule;
pub use root::Roots;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// What to do with a file that stands where one is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It gives way.
    Replace,
    /// It stays, and that is an error.
    Keep,
}

/// Puts `bytes` in the place of `path` in one step, and makes that last. A link stays a link and a file keeps its
/// permissions.
///
/// # Errors
///
/// When that cannot be done; a file that was there is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = follow(path);
    put(&path, bytes, Standing::Replace).map_err(|error| failed(&path, &error))
}

/// Writes a file that must not be there yet.
///
/// # Errors
///
/// When it is there, or cannot be written; then nothing is left behind.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    put(path, bytes, Standing::Keep).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => failed(path, &error),
    })
}

/// Writes one file and makes it last.
fn put(path: &Path, bytes: &[u8], standing: Standing) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let folder = Folder::open(folder_of(path))?;
    folder.sweep();
    put_all(&folder, &[(name, bytes)], standing, None).map_err(|(_, error)| error)?;
    folder.sync();
    Ok(())
}

/// Writes files in a folder, all or none: each is whole on the disk before the first takes its place. That their names
/// are, [`Folder::sync`] sees to.
///
/// Several cannot take their places in one step. While they do, the empty file `mark` stands beside them; it is the
/// caller's to remove. Where a killed run has left it, they do not belong together.
///
/// # Errors
///
/// With the name of the file that cannot be written; all are then as they were. When only a later one cannot take its
/// place, those before it are new, and the mark tells.
fn put_all<'a>(
    folder: &Folder,
    files: &[(&'a OsStr, &[u8])],
    standing: Standing,
    mark: Option<&'a OsStr>,
) -> Result<(), (&'a OsStr, io::Error)> {
    let mut drafts = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let draft = folder.draft(name, bytes, standing).map_err(|error| (*name, error))?;
        drafts.push((*name, draft));
    }
    if drafts.len() > 1 {
        drafts.iter_mut().try_for_each(|(name, draft)| draft.ready().map_err(|error| (*name, error)))?;
    }
    let marked = mark.map_or(Ok(false), |mark| set_mark(folder, mark))?;
    for (at, (name, draft)) in drafts.into_iter().enumerate() {
        if let Err(error) = draft.place(name, standing) {
            if let (0, true, Some(mark)) = (at, marked, mark) {
                // A mark that stays is a false alarm, and no more.
                let _ = folder.remove(mark);
            }
            return Err((name, error));
        }
    }
    Ok(())
}

/// Puts a mark beside files, and makes it last; whether it was not there already.
fn set_mark<'a>(folder: &Folder, mark: &'a OsStr) -> Result<bool, (&'a OsStr, io::Error)> {
    match put_all(folder, &[(mark, b"")], Standing::Keep, None) {
        Err((_, error)) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        done => done.map(|()| {
            folder.sync();
            true
        }),
    }
}

/// The folder a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file at the end of a chain of links, which need not be there.
fn follow(path: &Path) -> PathBuf {
    const LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = std::fs::read_link(&path) else { break };
        path = folder_of(&path).join(to);
    }
    path
}

/// The failure for a file that is there already.
pub fn exists(path: &Path) -> Failure {
    Failure::new(Rule::OutputExists, format!("`{}` already exists", clean(&path.display().to_string())))
}

/// The failure of writing `path`.
pub(super) fn failed(path: &Path, error: &io::Error) -> Failure {
    let shown = clean(&path.display().to_string());
    // A named pipe that nobody reads any more is as closed as stdout.
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::io(Rule::OutputUnwritable, format!("cannot write `{shown}`"), error);
    }
    let failure = Failure::new(Rule::OutputUnwritable, format!("cannot write `{shown}`: {}", reason(error)));
    match error.kind() {
        io::ErrorKind::PermissionDenied => failure.help("name a folder that you may write to with `-o`"),
        _ => failure,
    }
}

/// What the names of our temporary files begin and end with: nobody else has such names.
const MARKS: (&str, &str) = (".recto-", ".tmp");

/// How many random digits and letters stand between.
const DIGITS: usize = 16;

/// A name for a temporary file; short, so that it fits where a long one of the target's would not.
#[cfg(unix)]
fn temporary_name() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let random = RandomState::new().build_hasher().finish();
    format!("{}{random:0DIGITS$x}{}", MARKS.0, MARKS.1)
}

/// Whether a file's name is one that we give to temporary files.
fn is_temporary(name: &OsStr) -> bool {
    let digits =
        name.to_str().and_then(|name| name.strip_prefix(MARKS.0)).and_then(|name| name.strip_suffix(MARKS.1));
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests;
