//! Writes files whole or not at all: the bytes go to a temporary file in the target's folder, are forced to the disk, and
//! only then take the target's name. Neither `kill -9` nor a power cut leaves half a file under that name.
//!
//! A temporary file is locked while a run writes it. One that a killed run leaves is removed by the next run that writes
//! in that folder: [`sweep`]. Of files that belong together, each is on the disk before the first takes its place:
//! [`put_all`]. Below a folder for outputs, no link leads out of it: [`Roots`].

use super::exit::io_failure;
use super::paths::folder_of;
use super::terminal::shown;
use recto::text::{Diagnostic, Digest, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// What happens to a file that already has the name of a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Existing {
    /// The new one replaces it.
    Replace,
    /// It is kept, and that is an error.
    Keep,
}

/// Replaces the file at `path` in one step, or creates it. A link stays a link and a file keeps its permissions.
///
/// # Errors
///
/// When the file cannot be written whole; an existing one is then unchanged.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let path = follow(path);
    put(&path, bytes, Existing::Replace).map_err(|error| failed(&path, &error))
}

/// Writes the file at `path` in one step. A link in its place is replaced, not followed.
///
/// # Errors
///
/// As [`replace`].
pub fn place(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    put(path, bytes, Existing::Replace).map_err(|error| failed(path, &error))
}

/// Creates a file that must not exist yet.
///
/// # Errors
///
/// When it exists or cannot be written whole; nothing is left behind then.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    put(path, bytes, Existing::Keep).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => failed(path, &error),
    })
}

/// Writes one file and makes its name last.
fn put(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let folder = folder_of(path);
    sweep(folder);
    put_all(folder, &[(name, bytes)], existing, None).map_err(|(_, error)| error)?;
    sync(folder);
    Ok(())
}

/// The folders that a run writes in, from many threads: each with the folder for outputs that it is below. No path has
/// links in it. And what the run wrote there.
#[derive(Debug, Default)]
pub struct Roots {
    folders: Mutex<BTreeMap<PathBuf, PathBuf>>,
    written: Mutex<BTreeMap<PathBuf, Digest>>,
}

impl Roots {
    /// Writes a file at `name` below the folder `root` in one step and creates missing folders. The bytes are on the disk
    /// then; [`sync`](Self::sync) makes the names last. A link in the file's place is replaced, not followed.
    ///
    /// # Errors
    ///
    /// When the file cannot be written whole, or a link on the way leads out of `root`; an existing file is then unchanged.
    pub fn write(&self, root: &Path, name: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let (Some(file), Some(folder)) = (name.file_name(), name.parent()) else {
            return Err(failed(&root.join(name), &io::ErrorKind::IsADirectory.into()));
        };
        self.write_all(root, folder, &[(file, bytes)], None)?;
        lock(&self.written).insert(root.join(name), Digest::of([bytes]));
        Ok(())
    }

    /// Whether this run wrote these bytes at `path`: nobody has changed the file since.
    pub fn wrote(&self, path: &Path, bytes: &[u8]) -> bool {
        lock(&self.written).get(path) == Some(&Digest::of([bytes]))
    }

    /// Writes files in the folder `name` below the folder `root`, all or none, and creates missing folders. While they
    /// take their places, the empty file `mark` is beside them; the caller removes it.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write). The mark stays when some files have taken their places and others cannot.
    pub fn write_all(
        &self,
        root: &Path,
        name: &Path,
        files: &[(&OsStr, &[u8])],
        mark: Option<&OsStr>,
    ) -> Result<(), Diagnostic> {
        let folder = self.enter(root, name)?;
        put_all(&folder, files, Existing::Replace, mark)
            .map_err(|(file, error)| failed(&root.join(name).join(file), &error))
    }

    /// Removes what a killed run left in the folder `name` below the folder `root`, where nothing may be left to write.
    pub fn tidy(&self, root: &Path, name: &Path) {
        if root.join(name).is_dir() {
            // A folder that cannot be written in is reported when something is written.
            let _ = self.enter(root, name);
        }
    }

    /// Makes the names of all files written so far last through a power cut: once for each folder.
    pub fn sync(&self) {
        let written = std::mem::take(&mut *lock(&self.folders));
        // A folder is a name in another one, which may be new, too.
        let folders: BTreeSet<&Path> = written
            .iter()
            .flat_map(|(folder, root)| folder.ancestors().take_while(move |path| path.starts_with(root)))
            .collect();
        folders.into_iter().for_each(sync);
    }

    /// Creates the folder `name` below the folder `root` and removes what killed runs left in it, once for each run.
    fn enter(&self, root: &Path, name: &Path) -> Result<PathBuf, Diagnostic> {
        let (root, folder) = make_below(root, name)?;
        if lock(&self.folders).insert(folder.clone(), root).is_none() {
            sweep(&folder);
        }
        Ok(folder)
    }
}

/// The value of a mutex; a panic elsewhere leaves it as it was.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Creates the folders `root` and `name` below it where they are missing; returns the paths of both, without links.
///
/// # Errors
///
/// When a folder cannot be created, or `name` leads out of `root`.
fn make_below(root: &Path, name: &Path) -> Result<(PathBuf, PathBuf), Diagnostic> {
    let refuse = |part: &Path, what: &str, help: &str| {
        let [path, root] = [&root.join(part), root].map(shown);
        Diagnostic::of(Rule::OutputUnwritable, format!("cannot write in `{path}`: it {what} `{root}`"))
            .help(help)
    };
    let make_root = || fs::create_dir_all(root).and_then(|()| root.canonicalize());
    let whole_root = make_root().map_err(|error| failed(root, &error))?;
    let (mut folder, mut so_far) = (whole_root.clone(), PathBuf::new());
    for part in name.components() {
        match part {
            Component::Normal(part) => so_far.push(part),
            Component::CurDir => continue,
            _ => return Err(refuse(name, "leads out of", "name it without `..`")),
        }
        folder = step(&folder.join(part)).map_err(|error| failed(&root.join(&so_far), &error))?;
        if !folder.starts_with(&whole_root) {
            let help = "remove the link, or name another folder with `-o`";
            return Err(refuse(&so_far, "is a link that leads out of", help));
        }
    }
    Ok((whole_root, folder))
}

/// Creates a folder where it is missing, and returns its path without links.
fn step(folder: &Path) -> io::Result<PathBuf> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => folder.canonicalize(),
    }
}

/// Writes files in a folder, all or none: each is on the disk before the first takes its place.
///
/// Several cannot take their places in one step. While they do, the empty file `mark` is beside them; the caller removes
/// it. Where a killed run has left it, the files do not belong together.
///
/// # Errors
///
/// With the name of the file that cannot be written; all are then unchanged. When only a later one cannot take its place,
/// those before it are new, and the mark stays.
fn put_all<'a>(
    folder: &Path,
    files: &[(&'a OsStr, &[u8])],
    existing: Existing,
    mark: Option<&'a OsStr>,
) -> Result<(), (&'a OsStr, io::Error)> {
    let mut drafts = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let draft = draft(folder, name, bytes, existing).map_err(|error| (*name, error))?;
        drafts.push((*name, draft));
    }
    let marked = mark.map_or(Ok(None), |mark| set_mark(folder, mark).map_err(|error| (mark, error)))?;
    for (at, (name, draft)) in drafts.into_iter().enumerate() {
        let path = folder.join(name);
        let placed = match existing {
            Existing::Replace => draft.persist(path),
            Existing::Keep => draft.persist_noclobber(path),
        };
        if let Err(error) = placed {
            if let (0, Some(mark)) = (at, &marked) {
                // A mark that stays is a false alarm, and no more.
                let _ = fs::remove_file(mark);
            }
            return Err((name, error.error));
        }
    }
    Ok(())
}

/// Writes the bytes of the file `name` to a temporary file in its folder and forces them to the disk. The temporary file
/// has the permissions of the file that it is to replace.
///
/// # Errors
///
/// When they cannot be written whole, or what already has that name cannot be replaced.
fn draft(folder: &Path, name: &OsStr, bytes: &[u8], existing: Existing) -> io::Result<NamedTempFile> {
    let old = folder.join(name).symlink_metadata().ok();
    match &old {
        Some(_) if existing == Existing::Keep => return Err(io::ErrorKind::AlreadyExists.into()),
        Some(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Some(old) if old.is_file() && old.permissions().readonly() => {
            return Err(io::Error::other("the file is read-only"));
        }
        Some(old) if !old.is_file() && !old.is_symlink() => {
            return Err(io::Error::other("what is there is not a file"));
        }
        _ => {}
    }
    let mut draft = temporary(folder)?;
    if let Some(old) = old.filter(fs::Metadata::is_file) {
        // Not every file system keeps permissions; that is no reason to lose the file.
        let _ = draft.as_file().set_permissions(old.permissions());
    }
    draft.as_file_mut().write_all(bytes)?;
    draft.as_file().sync_all()?;
    Ok(draft)
}

/// Creates a temporary file, locked so that no other run takes it for a leftover. It is removed when it is dropped.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut named = tempfile::Builder::new();
    named.prefix(MARKS.0).rand_bytes(DIGITS).suffix(MARKS.1);
    loop {
        let draft = named.make_in(folder, |path| File::create_new(path))?;
        // Not every file system has locks; then no other run can lock it either, and it is left alone.
        let _ = draft.as_file().lock();
        // Another run may have removed it before it was locked.
        if draft.path().exists() {
            return Ok(draft);
        }
    }
}

/// Creates an empty file and makes it last; returns its path unless it already exists.
fn set_mark(folder: &Path, mark: &OsStr) -> io::Result<Option<PathBuf>> {
    let path = folder.join(mark);
    match File::create_new(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        file => file?.sync_all()?,
    }
    sync(folder);
    Ok(Some(path))
}

/// Makes the names in a folder last through a power cut, where the system lets us: some cannot sync a folder.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Removes what killed runs left. A file that a run is still writing is locked, and stays.
fn sweep(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name())
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            // A file that cannot be removed is no reason not to write.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What the names of our temporary files begin and end with: nobody else has such names. They are short, so that they fit
/// where a long name of the target does not leave room for more.
const MARKS: (&str, &str) = (".recto-", ".tmp");

/// The number of random digits and letters between them.
const DIGITS: usize = 16;

/// Whether a file's name is one that we give to temporary files.
fn is_temporary(name: &OsStr) -> bool {
    let digits =
        name.to_str().and_then(|name| name.strip_prefix(MARKS.0)).and_then(|name| name.strip_suffix(MARKS.1));
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The file at the end of a chain of links, which need not exist.
fn follow(path: &Path) -> PathBuf {
    const LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(to);
    }
    path
}

/// The failure for a file that already exists.
pub fn exists(path: &Path) -> Diagnostic {
    Diagnostic::of(Rule::OutputExists, format!("`{}` already exists", shown(path)))
}

/// The failure of writing `path`.
pub(super) fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    let failure = io_failure(Rule::OutputUnwritable, format!("cannot write `{}`", shown(path)), error);
    match error.kind() {
        io::ErrorKind::PermissionDenied => failure.help("name a folder that you may write to with `-o`"),
        _ => failure,
    }
}

#[cfg(test)]
mod tests;
