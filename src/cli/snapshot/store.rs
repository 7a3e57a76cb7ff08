//! The folder that snapshots are kept in: one folder for each, named after résumé and layout.

use crate::cli::disk::Roots;
use crate::cli::exit::{Failure, Kind};
use crate::cli::terminal::clean;
use recto::snapshot::Aspect;
use recto::snapshot::files::{Belongs, Files, UNFINISHED, belongs, is_stamped};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A stored file at most (bytes).
const MAX_FILE: u64 = 64 << 20;

/// Folders inside one another at most.
const MAX_DEPTH: usize = 32;

/// The folder.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    /// Held for as long as the program works in it.
    _lock: Option<File>,
}

impl Store {
    /// Opens the folder, for one run at a time. With `create` it is made where it is missing.
    ///
    /// # Errors
    ///
    /// When another run is at work in it, or it cannot be made.
    pub fn open(dir: &Path, create: bool) -> Result<Self, Failure> {
        let shown = clean(&dir.display().to_string());
        if dir.exists() && !dir.is_dir() {
            return Err(Failure::new(Kind::File, format!("`{shown}` is a file, not a folder for snapshots"))
                .help("name a folder with `--dir`"));
        }
        if create {
            fs::create_dir_all(dir).map_err(|error| Failure::io(format!("cannot make `{shown}`"), &error))?;
        }
        let lock = match lock_file(dir).map(|file| file.try_lock().map(|()| file)) {
            Ok(Ok(file)) => Some(file),
            Ok(Err(TryLockError::WouldBlock)) => {
                let message = format!("another `recto snapshot` is at work in `{shown}`");
                return Err(Failure::new(Kind::File, message).help("wait until it has ended"));
            }
            // A folder that is missing or cannot be locked can still be compared with.
            Ok(Err(TryLockError::Error(_))) | Err(_) => None,
        };
        Ok(Self { dir: dir.to_owned(), _lock: lock })
    }

    /// The folder of a snapshot.
    fn folder(&self, name: &str) -> PathBuf {
        below(&self.dir, name)
    }

    /// The stored files of a snapshot; `None` when nothing is stored.
    ///
    /// # Errors
    ///
    /// When they are there and cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<Files>, Failure> {
        let folder = self.folder(name);
        let mut files = Files::new();
        for file in names(&folder).map_err(|error| failed(&folder, &error))? {
            if matches!(belongs(&file), Some(Belongs::To(_) | Belongs::Mark)) {
                let path = folder.join(&file);
                let mut bytes = Vec::new();
                let read = File::open(&path).and_then(|open| open.take(MAX_FILE).read_to_end(&mut bytes));
                read.map_err(|error| failed(&path, &error))?;
                files.insert(file, bytes);
            }
        }
        Ok((!files.is_empty()).then_some(files))
    }

    /// Stores the files of a snapshot in the place of those that it has of these aspects.
    ///
    /// # Errors
    ///
    /// When one cannot be written. Each file is whole then, and the next run tells that they do not belong together.
    pub fn put(&self, name: &str, files: &Files, aspects: &[Aspect]) -> Result<(), Failure> {
        let folder = self.folder(name);
        self.write(name, &Files::from([(UNFINISHED.to_owned(), Vec::new())]))?;
        self.write(name, files)?;
        let stale = |file: &str| match belongs(file) {
            Some(Belongs::To(aspect)) => aspects.contains(&aspect) && !files.contains_key(file),
            Some(Belongs::Beside) => true,
            Some(Belongs::Mark) | None => false,
        };
        self.remove(&folder, stale);
        self.remove(&folder, |file| file == UNFINISHED);
        Ok(())
    }

    /// Writes files of a snapshot, each whole or not at all.
    fn write(&self, name: &str, files: &Files) -> Result<(), Failure> {
        let roots = Roots::default();
        for (file, bytes) in files {
            roots.write(&self.dir, &Path::new(name).join(file), bytes)?;
        }
        roots.sync();
        Ok(())
    }

    /// Puts pictures beside a snapshot that differs, and takes away those of an earlier run.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn leave_beside(&self, name: &str, files: &Files) -> Result<(), Failure> {
        let folder = self.folder(name);
        self.remove(&folder, |file| belongs(file) == Some(Belongs::Beside) && !files.contains_key(file));
        self.write(name, files)
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
        let mut stored = Vec::new();
        self.walk(&self.dir, "", 0, &mut stored);
        let is_there = |name: &String| {
            let (file, layout) = name.rsplit_once('/').unwrap_or((name, ""));
            layouts.iter().any(|known| known == layout) && below(root, file).is_file()
        };
        stored.retain(|name| !seen.contains(name) && !is_there(name));
        stored
    }

    /// Collects the folders that hold files of ours.
    fn walk(&self, folder: &Path, name: &str, depth: usize, found: &mut Vec<String>) {
        let ours = |file: &String| {
            matches!(belongs(file), Some(Belongs::To(_)))
                && fs::read(folder.join(file)).is_ok_and(|b| is_stamped(&b))
        };
        if !name.is_empty() && names(folder).unwrap_or_default().iter().any(ours) {
            found.push(name.to_owned());
        }
        let mut folders: Vec<_> = folder.read_dir().into_iter().flatten().flatten().collect();
        folders.retain(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()) && depth < MAX_DEPTH);
        folders.sort_by_key(fs::DirEntry::file_name);
        for entry in folders {
            let part = entry.file_name().to_string_lossy().into_owned();
            let below = if name.is_empty() { part } else { format!("{name}/{part}") };
            self.walk(&entry.path(), &below, depth + 1, found);
        }
    }
}

/// What one run at a time can hold: the folder itself, so that nothing has to be written into it.
#[cfg(unix)]
fn lock_file(dir: &Path) -> io::Result<File> {
    File::open(dir)
}

/// What one run at a time can hold. A folder cannot be opened here, so a file stands in for it.
#[cfg(not(unix))]
fn lock_file(dir: &Path) -> io::Result<File> {
    let path = dir.join(".recto-lock");
    if dir.is_dir() { File::create(path) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// A name as a path below a folder.
pub fn below(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

/// The names of the files in a folder, sorted; none where there is no folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if !entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::io(format!("cannot read `{}`", clean(&path.display().to_string())), error)
}
