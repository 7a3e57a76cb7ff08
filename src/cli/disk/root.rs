//! A folder for outputs, and files below it. Nothing that somebody planted there leads out of it.

use super::folder::Folder;
use super::{Standing, failed, put_all};
use crate::cli::exit::Failure;
use crate::cli::terminal::clean;
use recto::text::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The folders for outputs of a run.
#[derive(Debug, Default)]
pub struct Roots(Mutex<BTreeMap<PathBuf, Arc<Root>>>);

impl Roots {
    /// Puts a file at `name` below the folder `root`: see [`Root::write`].
    ///
    /// # Errors
    ///
    /// As [`Root::open`] and [`Root::write`].
    pub fn write(&self, root: &Path, name: &Path, bytes: &[u8]) -> Result<(), Failure> {
        self.root(root)?.write(name, bytes)
    }

    /// Puts files that belong together in the folder `name` below the folder `root`: see [`Root::write_all`].
    ///
    /// # Errors
    ///
    /// As [`Root::open`] and [`Root::write_all`].
    pub fn write_all(
        &self,
        root: &Path,
        name: &Path,
        files: &[(&OsStr, &[u8])],
        mark: Option<&OsStr>,
    ) -> Result<(), Failure> {
        self.root(root)?.write_all(name, files, mark)
    }

    /// Makes the names of all that was written so far last through a power cut: see [`Root::sync`].
    pub fn sync(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().for_each(|root| root.sync());
    }

    /// The open folder.
    fn root(&self, path: &Path) -> Result<Arc<Root>, Failure> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(root) = open.get(path) {
            return Ok(root.clone());
        }
        let root = Arc::new(Root::open(path)?);
        open.insert(path.to_owned(), root.clone());
        Ok(root)
    }
}

/// A folder that many files go to, from many threads.
#[derive(Debug)]
pub(super) struct Root {
    /// As the user named it.
    path: PathBuf,
    /// As the system knows it.
    whole: PathBuf,
    folder: Folder,
    /// The folders below it that were written in, by their paths below it; to be synced.
    touched: Mutex<BTreeSet<PathBuf>>,
}

impl Root {
    /// Opens a folder for outputs; it is made, and those that it is in, where they are missing.
    ///
    /// # Errors
    ///
    /// When it cannot be made or opened.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let open = || {
            std::fs::create_dir_all(path)?;
            let whole = path.canonicalize()?;
            let folder = Folder::open(&whole)?;
            Ok(Self { path: path.to_owned(), whole, folder, touched: Mutex::default() })
        };
        open().map_err(|error| failed(path, &error))
    }

    /// Puts a file at `name` below the root in one step; missing folders are made. The file's bytes are on the disk
    /// then; [`sync`](Self::sync) sees to the names. A link that stands in the file's place gives way, and is not
    /// followed.
    ///
    /// # Errors
    ///
    /// When it cannot be written whole, or a link on the way leads out of the root; a file that was there is then as it
    /// was.
    pub(super) fn write(&self, name: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let shown = self.path.join(name);
        let (Some(file), parent) = (name.file_name(), name.parent().unwrap_or(Path::new(""))) else {
            return Err(failed(&shown, &io::ErrorKind::IsADirectory.into()));
        };
        self.write_all(parent, &[(file, bytes)], None)
    }

    /// Puts files in the folder `name` below the root, all or none; missing folders are made. While they take their
    /// places, the empty file `mark` stands beside them, and it is the caller's to remove.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write). The mark is left when some have taken their places and others cannot.
    pub(super) fn write_all(
        &self,
        name: &Path,
        files: &[(&OsStr, &[u8])],
        mark: Option<&OsStr>,
    ) -> Result<(), Failure> {
        let kept = self.descend(name, Missing::Make)?;
        let folder = kept.as_ref().unwrap_or(&self.folder);
        if self.touch(name) {
            folder.sweep();
        }
        put_all(folder, files, Standing::Replace, mark)
            .map_err(|(file, error)| failed(&self.path.join(name).join(file), &error))
    }

    /// Makes the names of all that was written so far last through a power cut: once for each folder.
    pub(super) fn sync(&self) {
        let touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
        // A folder is a name in another one, which may be new, too.
        let all: BTreeSet<&Path> = touched.iter().flat_map(|path| path.ancestors()).collect();
        for path in all {
            match self.descend(path, Missing::Tell) {
                Ok(Some(folder)) => folder.sync(),
                Ok(None) => self.folder.sync(),
                // Somebody took it away; then there is nothing to keep.
                Err(_) => {}
            }
        }
    }

    /// Notes that a folder was written in; whether that is new.
    fn touch(&self, folder: &Path) -> bool {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        !touched.contains(folder) && touched.insert(folder.to_owned())
    }

    /// Opens a folder below the root; none when it is the root.
    fn descend(&self, path: &Path, missing: Missing) -> Result<Option<Folder>, Failure> {
        let mut at: Option<Folder> = None;
        let mut so_far = PathBuf::new();
        for part in path.components() {
            let name = match part {
                Component::CurDir => continue,
                Component::Normal(name) => name,
                _ => return Err(self.refuse(path, "leads out of", "name it without `..`")),
            };
            so_far.push(name);
            let here = at.as_ref().unwrap_or(&self.folder);
            let next = match step(here, name, missing) {
                Err(_) if here.is_link(name) => self.through_link(&so_far)?,
                next => next.map_err(|error| failed(&self.path.join(&so_far), &error))?,
            };
            at = Some(next);
        }
        Ok(at)
    }

    /// Opens the folder that a link stands for, when it is below the root, too.
    fn through_link(&self, link: &Path) -> Result<Folder, Failure> {
        let told = |error: io::Error| failed(&self.path.join(link), &error);
        let whole = self.whole.join(link).canonicalize().map_err(told)?;
        let out = || {
            self.refuse(
                link,
                "is a link that leads out of",
                "remove the link, or name another folder with `-o`",
            )
        };
        let below = whole.strip_prefix(&self.whole).map_err(|_| out())?;
        // The system has told its path without links: one that is there now was planted since.
        let mut at: Option<Folder> = None;
        for part in below {
            let here = at.as_ref().unwrap_or(&self.folder);
            at = Some(here.child(part).map_err(|_| out())?);
        }
        // A link to the root itself.
        at.map_or_else(|| Folder::open(&self.whole).map_err(told), Ok)
    }

    /// The failure for a folder that is not below the root.
    fn refuse(&self, path: &Path, what: &str, help: &str) -> Failure {
        let shown = |path: &Path| clean(&path.display().to_string());
        let (path, root) = (shown(&self.path.join(path)), shown(&self.path));
        Failure::new(Rule::OutputUnwritable, format!("cannot write in `{path}`: it {what} `{root}`"))
            .help(help)
    }
}

/// What to do about a folder that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Make,
    Tell,
}

/// Opens a folder in another.
fn step(here: &Folder, name: &OsStr, missing: Missing) -> io::Result<Folder> {
    match here.child(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && missing == Missing::Make => {
            here.make(name)?;
            here.child(name)
        }
        opened => opened,
    }
}
