//! The folder that snapshots are kept in: one folder for each, named after résumé and layout.

use crate::cli::disk::Roots;
use crate::cli::exit::io_failure;
use crate::cli::input::read_at_most;
use crate::cli::paths::{slashed, unreadable};
use crate::cli::terminal::shown;
use ignore::{DirEntry, WalkBuilder};
use recto::snapshot::Aspect;
use recto::snapshot::files::{self, Belongs, Fault, Files, UNFINISHED, belongs, is_stamped};
use recto::text::{Diagnostic, Rule};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folders inside one another at most.
const MAX_DEPTH: usize = 32;

/// The folder.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    /// Folders that this run has made.
    made: Mutex<BTreeSet<PathBuf>>,
    /// Held for as long as the program works in it.
    _lock: Option<File>,
}

impl Store {
    /// Opens the folder, for one run at a time. With `create` it is made where it is missing.
    ///
    /// # Errors
    ///
    /// When another run is at work in it, or it cannot be made.
    pub fn open(dir: &Path, create: bool) -> Result<Self, Diagnostic> {
        let shown = shown(dir);
        if dir.exists() && !dir.is_dir() {
            let message = format!("`{shown}` is a file, not a folder for snapshots");
            return Err(Diagnostic::of(Rule::SnapshotUnusable, message).help("name a folder with `--dir`"));
        }
        let made = if create { missing(dir).collect() } else { BTreeSet::new() };
        if create {
            fs::create_dir_all(dir).map_err(|error| {
                io_failure(Rule::OutputUnwritable, format!("cannot make `{shown}`"), &error)
            })?;
        }
        let lock = match lock_file(dir).map(|file| file.try_lock().map(|()| file)) {
            Ok(Ok(file)) => Some(file),
            Ok(Err(TryLockError::WouldBlock)) => {
                let message = format!("another `recto snapshot` is at work in `{shown}`");
                return Err(Diagnostic::of(Rule::SnapshotUnusable, message).help("wait until it has ended"));
            }
            // A folder that is missing or cannot be locked can still be compared with.
            Ok(Err(TryLockError::Error(_))) | Err(_) => None,
        };
        Ok(Self { dir: dir.to_owned(), made: Mutex::new(made), _lock: lock })
    }

    /// The folder of a snapshot.
    fn folder(&self, name: &str) -> PathBuf {
        below(&self.dir, name)
    }

    /// The stored files of a snapshot; `None` when nothing is stored.
    ///
    /// # Errors
    ///
    /// When they are there and cannot be read, or are not in this folder.
    pub fn read(&self, name: &str) -> Result<Option<Files>, Diagnostic> {
        let folder = self.folder(name);
        if folder.canonicalize().is_ok_and(|to| self.dir.canonicalize().is_ok_and(|dir| !to.starts_with(dir)))
        {
            let (folder, dir) = (shown(&folder), shown(&self.dir));
            let message = format!("cannot read `{folder}`: it is a link that leads out of `{dir}`");
            return Err(Diagnostic::of(Rule::SnapshotDamaged, message));
        }
        let mut stored = Files::new();
        for file in names(&folder).map_err(|error| unreadable("", &folder, &error))? {
            if matches!(belongs(&file), Some(Belongs::To(_) | Belongs::Mark)) {
                let path = folder.join(&file);
                let bytes = read(&path).map_err(|error| unreadable("", &path, &error))?;
                stored.insert(file, bytes);
            }
        }
        Ok((!stored.is_empty()).then_some(stored))
    }

    /// Stores the files of a snapshot in the place of those that it has of these aspects: all of them, or none.
    ///
    /// # Errors
    ///
    /// When one cannot be written, and then what is stored is as it was; or when a newer recto has stored what is there.
    /// Only when some have taken their places and another cannot does the next run report that they do not belong
    /// together.
    pub fn put(&self, name: &str, files: &Files, aspects: &[Aspect]) -> Result<(), Diagnostic> {
        let stored = self.read(name)?.unwrap_or_default();
        // One that was not asked for may be newer, too.
        let newer = files::read(&stored, &Aspect::ALL).1.into_iter().find(Fault::is_newer);
        if let Some(fault) = newer {
            return Err(Diagnostic::of(Rule::SnapshotNewer, fault.to_string()));
        }
        self.write(name, files, Some(OsStr::new(UNFINISHED)))?;
        let folder = self.folder(name);
        let stale = |file: &str| match belongs(file) {
            Some(Belongs::To(aspect)) => aspects.contains(&aspect) && !files.contains_key(file),
            Some(Belongs::Beside) => true,
            Some(Belongs::Mark) | None => false,
        };
        self.remove(&folder, stale);
        // What an earlier run was cut short in may be in files that were not written anew.
        let rest = |file: &String| matches!(belongs(file), Some(Belongs::To(a)) if !aspects.contains(&a));
        if !(stored.contains_key(UNFINISHED) && stored.keys().any(rest)) {
            self.remove(&folder, |file| file == UNFINISHED);
        }
        Ok(())
    }

    /// Writes files of a snapshot, all or none. The mark is beside them meanwhile.
    fn write(&self, name: &str, files: &Files, mark: Option<&OsStr>) -> Result<(), Diagnostic> {
        let made = missing(&self.folder(name)).collect::<Vec<_>>();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).extend(made);
        let files: Vec<_> = files.iter().map(|(file, bytes)| (OsStr::new(file), bytes.as_slice())).collect();
        let roots = Roots::default();
        roots.write_all(&self.dir, Path::new(name), &files, mark)?;
        roots.sync();
        Ok(())
    }

    /// Puts pictures beside a snapshot that differs, and takes away those of an earlier run.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn leave_beside(&self, name: &str, files: &Files) -> Result<(), Diagnostic> {
        let folder = self.folder(name);
        self.remove(&folder, |file| belongs(file) == Some(Belongs::Beside) && !files.contains_key(file));
        self.write(name, files, None)
    }

    /// Removes what is ours of a snapshot whose résumé is gone.
    pub fn drop(&self, name: &str) {
        let folder = self.folder(name);
        self.remove(&folder, |file| belongs(file).is_some());
        // What is not empty stays: somebody else has put something there.
        let parents = folder.ancestors().take_while(|path| *path != self.dir);
        parents.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
    }

    /// Removes files of a folder. One that stays does no harm: the next run finds it.
    fn remove(&self, folder: &Path, is_stale: impl Fn(&str) -> bool) {
        for file in names(folder).unwrap_or_default().iter().filter(|file| is_stale(file)) {
            let _ = fs::remove_file(folder.join(file));
        }
    }

    /// Snapshots that are stored, belong to none of `seen`, and whose résumé or layout is no longer there. `root` is what
    /// names are seen from.
    pub fn orphans(&self, root: &Path, seen: &BTreeSet<String>, layouts: &[String]) -> Vec<String> {
        let walk = WalkBuilder::new(&self.dir).standard_filters(false).max_depth(Some(MAX_DEPTH + 1)).build();
        let ours = |file: &DirEntry| {
            matches!(belongs(&file.file_name().to_string_lossy()), Some(Belongs::To(_)))
                && read(file.path()).is_ok_and(|bytes| is_stamped(&bytes))
        };
        let folders = walk.flatten().filter(ours).filter_map(|file| {
            let folder = file.path().parent()?.strip_prefix(&self.dir).ok()?;
            Some(folder.to_owned()).filter(|folder| *folder != Path::new(""))
        });
        let folders: BTreeSet<PathBuf> = folders.collect();
        let mut stored: Vec<String> = folders.iter().map(|folder| slashed(folder)).collect();
        let is_there = |name: &String| {
            let (file, layout) = name.rsplit_once('/').unwrap_or((name, ""));
            layouts.iter().any(|known| known == layout) && below(root, file).is_file()
        };
        stored.retain(|name| !seen.contains(name) && !is_there(name));
        stored
    }
}

impl Drop for Store {
    /// Folders that were made and that nothing came into go again.
    fn drop(&mut self) {
        let made = self.made.get_mut().unwrap_or_else(PoisonError::into_inner);
        // The folders around one come before it.
        for folder in made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What one run at a time locks: the folder itself, so that nothing has to be written into it.
#[cfg(unix)]
fn lock_file(dir: &Path) -> io::Result<File> {
    File::open(dir)
}

/// What one run at a time locks. A folder cannot be opened here, so a file takes its place.
#[cfg(not(unix))]
fn lock_file(dir: &Path) -> io::Result<File> {
    let path = dir.join(".recto-lock");
    if dir.is_dir() { File::create(path) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// A name as a path below a folder.
pub fn below(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

/// A folder and those around it, as far as they are not there; the innermost comes first.
fn missing(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let here = |path: &&Path| path.as_os_str().is_empty();
    folder.ancestors().take_while(move |path| !here(path) && !path.exists()).map(Path::to_owned)
}

/// The names in a folder, sorted; none where there is no folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// The bytes of a stored file, and of one that is too large as many as show that.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let kind = path.symlink_metadata()?.file_type();
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A link is not what was stored, and a pipe would keep us waiting.
    if !kind.is_file() {
        let what = if kind.is_symlink() { "it is a link, not a file" } else { "it is not a file" };
        return Err(io::Error::other(what));
    }
    read_at_most(File::open(path)?, files::MAX_BYTES + 1)
}
