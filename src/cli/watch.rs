//! Waiting for files to change. What the system reports is only a reason to look: what counts is whether the content of a
//! file is another than at the last look. So a file that is touched, opened, or saved as it was is no change; one that an
//! editor replaces, or takes away for a moment, is one change; and our own files in the folder are none.

use super::input::{open_file, read_at_most};
use super::paths::folder_of;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use recto::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

/// How long it must be quiet before we look: editors save in several steps.
pub const QUIET: Duration = Duration::from_millis(30);

/// How long we wait for quiet at most, and for a file that went away to come back.
const PATIENCE: Duration = Duration::from_millis(200);

/// How often we look although nothing was reported: not every network drive reports, and a folder may be replaced by another.
const LOOK: Duration = Duration::from_secs(2);

/// The same, when the system watches no more folders for us.
const LOOK_ALONE: Duration = Duration::from_millis(500);

/// A file that was written so shortly before a look may be written again without a change of its time or size.
const RECENT: Duration = Duration::from_secs(3);

/// Bytes of a file that are looked at: as many as a photo or a résumé may have, and then some.
const MAX_BYTES: usize = 32_000_000;

/// What to keep an eye on.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The files whose content counts; they need not be there.
    pub files: BTreeSet<PathBuf>,
    /// Folders in which files may come, at any depth.
    pub folders: BTreeSet<PathBuf>,
}

/// Waits for changes.
pub struct Watcher {
    /// `None` where the system has no means to watch.
    system: Option<RecommendedWatcher>,
    sender: Sender<Wake>,
    wakes: Receiver<Wake>,
    /// The folders that the system watches for us, and whether with all that is in them.
    placed: BTreeMap<PathBuf, RecursiveMode>,
    /// Whether it watches every folder that we asked for.
    complete: bool,
    /// What the files held at the last look.
    seen: BTreeMap<PathBuf, Option<Seen>>,
}

/// A reason to look: something happened at these paths; `None` when it is over.
type Wake = Option<Vec<PathBuf>>;

/// A file as it was at a look.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Its size, when it was written, and its number in the file system.
    form: (u64, Option<SystemTime>, u64),
    looked: SystemTime,
    content: Digest,
}

impl Watcher {
    /// One that has seen what is in the listing now.
    pub fn new(listing: &Listing) -> Self {
        let (sender, wakes) = mpsc::channel();
        let events = sender.clone();
        let system = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let paths = match event {
                Ok(event) if is_reading(event.kind) => return,
                Ok(event) => event.paths,
                Err(_) => Vec::new(),
            };
            let _ = events.send(Some(paths));
        });
        let (placed, seen) = (BTreeMap::new(), BTreeMap::new());
        let mut watcher = Self { system: system.ok(), sender, wakes, placed, complete: false, seen };
        watcher.place(listing);
        watcher.seen = watcher.look(listing);
        watcher
    }

    /// What ends the waiting from another thread: [`next`](Self::next) returns `None` from then on.
    pub fn stopper(&self) -> impl Fn() + Send + use<> {
        let sender = self.sender.clone();
        // A watcher that is gone waits no more.
        move || drop(sender.send(None))
    }

    /// Takes what a file held when somebody read it for what it held at the last look: nothing that happens to it from
    /// then on is missed. `None` when it could not be read.
    pub fn know(&mut self, path: PathBuf, content: Option<Digest>) {
        if self.seen.get(&path).is_none_or(|seen| seen.map(|seen| seen.content) != content) {
            let long_ago = SystemTime::UNIX_EPOCH;
            let seen = |content| Seen { form: (0, None, 0), looked: long_ago, content };
            self.seen.insert(path, content.map(seen));
        }
    }

    /// Waits until the content of files is another, and names them: changed, new and gone. `list` says what to look
    /// at; it is asked at every look. `None` when it is over.
    pub fn next(&mut self, list: &mut dyn FnMut() -> Listing) -> Option<BTreeSet<PathBuf>> {
        self.place(&list());
        loop {
            let deadline = self.settle()?;
            let changed = loop {
                let listing = list();
                self.place(&listing);
                let now = self.look(&listing);
                let was_there = |path| self.seen.get(path).is_some_and(Option::is_some);
                let gone = now.iter().any(|(path, seen)| seen.is_none() && was_there(path));
                if gone {
                    self.wait(deadline.saturating_duration_since(Instant::now()))?;
                    if Instant::now() < deadline {
                        continue;
                    }
                }
                let changed = differences(&self.seen, &now);
                self.seen = now;
                break changed;
            };
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    /// Waits for an event and then for quiet. The moment until which a missing file may come back.
    fn settle(&mut self) -> Option<Instant> {
        let event = self.wait(if self.complete { LOOK } else { LOOK_ALONE })?;
        let deadline = Instant::now() + PATIENCE;
        while event && Instant::now() < deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            if !self.wait(left.min(QUIET))? {
                break;
            }
        }
        Some(deadline)
    }

    /// Waits for an event for so long; whether there was one. `None` when it is over.
    fn wait(&mut self, time: Duration) -> Option<bool> {
        match self.wakes.recv_timeout(time) {
            Ok(Some(paths)) => self.note(&paths),
            Ok(None) | Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => return Some(false),
        }
        Some(true)
    }

    /// A watched folder at which something happened may be another now: it is watched anew.
    fn note(&mut self, paths: &[PathBuf]) {
        for path in paths {
            if self.placed.remove(path).is_some()
                && let Some(system) = &mut self.system
            {
                // It may be gone already.
                let _ = system.unwatch(path);
            }
        }
    }

    /// Has the system watch the folders of a listing, and no others.
    fn place(&mut self, listing: &Listing) {
        let wanted = folders(listing);
        let Some(system) = &mut self.system else { return };
        self.placed.retain(|path, mode| {
            let stays = wanted.get(path) == Some(mode);
            if !stays {
                let _ = system.unwatch(path);
            }
            stays
        });
        for (path, mode) in &wanted {
            if !self.placed.contains_key(path) && system.watch(path, *mode).is_ok() {
                self.placed.insert(path.clone(), *mode);
            }
        }
        self.complete = wanted.len() == self.placed.len();
    }

    /// The files as they are now. A file whose size and time are those of the last look is not read again, unless it
    /// was just written then.
    fn look(&self, listing: &Listing) -> BTreeMap<PathBuf, Option<Seen>> {
        let look = |path: &PathBuf| {
            let before = self.seen.get(path).and_then(Option::as_ref);
            (path.clone(), Seen::look(path, before))
        };
        listing.files.iter().map(look).collect()
    }
}

impl Seen {
    /// Looks at a file; `None` when there is none that can be read.
    fn look(path: &Path, before: Option<&Self>) -> Option<Self> {
        let looked = SystemTime::now();
        let meta = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let form = (meta.len(), meta.modified().ok(), inode(&meta));
        if let Some(before) = before.filter(|before| before.form == form) {
            let age = form.1.and_then(|modified| before.looked.duration_since(modified).ok());
            if age.is_some_and(|age| age > RECENT) {
                return Some(*before);
            }
        }
        let bytes = open_file(path).and_then(|file| read_at_most(file, MAX_BYTES)).ok()?;
        Some(Self { form, looked, content: Digest::of([&bytes[..]]) })
    }
}

/// The number of a file in its file system, where there is one: a file put in the place of another has its own.
#[cfg(unix)]
fn inode(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

/// The number of a file in its file system, where there is one.
#[cfg(not(unix))]
const fn inode(_: &Metadata) -> u64 {
    0
}

/// Whether somebody only opened or read a file, as we do ourselves.
const fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if !matches!(access, AccessKind::Close(AccessMode::Write)))
}

/// The folders to be watched: those of the listing, and the folder of each file, also behind a link.
fn folders(listing: &Listing) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut wanted = BTreeMap::new();
    for file in &listing.files {
        let real = file.canonicalize().ok().filter(|_| file.is_symlink());
        for file in [Some(file), real.as_ref()].into_iter().flatten() {
            wanted.insert(folder_of(file).to_owned(), RecursiveMode::NonRecursive);
        }
    }
    let below = |path: &PathBuf| listing.folders.iter().any(|folder| path.starts_with(folder));
    wanted.retain(|path, _| !below(path));
    wanted.extend(listing.folders.iter().map(|folder| (folder.clone(), RecursiveMode::Recursive)));
    wanted
}

/// The files whose content differs.
fn differences(
    before: &BTreeMap<PathBuf, Option<Seen>>,
    now: &BTreeMap<PathBuf, Option<Seen>>,
) -> BTreeSet<PathBuf> {
    let content = |seen: Option<&Option<Seen>>| seen.and_then(|seen| seen.map(|seen| seen.content));
    let paths = before.keys().chain(now.keys());
    paths.filter(|path| content(before.get(*path)) != content(now.get(*path))).cloned().collect()
}

#[cfg(test)]
mod tests;
