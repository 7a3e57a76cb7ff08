//! What one file may cost: it is saved if it costs more, or if the reader panics.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Seconds of processor time after which a file counts as slow, and after which it is not waited for.
const MAX_SECONDS: f64 = 3.0;
const MAX_WAIT: f64 = 5.0;

/// Memory of the whole process (kB).
const MAX_MEMORY: u64 = 500_000;

/// Runs the reader, and saves files in a folder.
pub struct Watch {
    folder: PathBuf,
    /// The file that is being read; it is still there if the process ends meanwhile.
    current: PathBuf,
    name: &'static str,
    running: Arc<Running>,
    /// Where the reader panicked, as the panic says.
    place: Arc<Mutex<String>>,
    /// The problems that are saved, each once.
    found: BTreeSet<String>,
}

/// What the thread beside the reader knows of it.
#[derive(Default)]
struct Running {
    is_reading: AtomicBool,
    /// Processor time of the process when the file began (ms).
    began: AtomicU64,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    ///
    /// If the folder cannot be made.
    pub fn start(name: &'static str, folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let current = folder.join(format!("{name}-current"));
        let running = Arc::new(Running::default());
        let place = Arc::new(Mutex::new(String::new()));
        let panicked_at = Arc::clone(&place);
        panic::set_hook(Box::new(move |info| {
            if let Ok(mut place) = panicked_at.lock() {
                *place = info.to_string();
            }
        }));
        let beside = Arc::clone(&running);
        let (hung, file) = (folder.join(format!("{name}-hang")), current.clone());
        std::thread::spawn(move || end_hang(&beside, &file, &hung));
        let found = BTreeSet::new();
        Ok(Self { folder: folder.to_owned(), current, name, running, place, found })
    }

    /// What reading a file gives; `None` if it panics.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn run<T>(&mut self, bytes: &[u8], read: impl FnOnce() -> T) -> io::Result<Option<T>> {
        fs::write(&self.current, bytes)?;
        let before = processor_time();
        self.running.began.store(before, Ordering::SeqCst);
        self.running.is_reading.store(true, Ordering::SeqCst);
        let result = panic::catch_unwind(AssertUnwindSafe(read));
        self.running.is_reading.store(false, Ordering::SeqCst);
        let seconds = seconds_since(before);
        if result.is_err() {
            let place = self.place.lock().map(|place| place.clone()).unwrap_or_default();
            self.save("panic", &place, bytes)?;
        }
        if seconds > MAX_SECONDS {
            self.save("slow", &format!("{seconds:.0} s"), bytes)?;
        }
        if memory("VmHWM:") > MAX_MEMORY {
            self.save("memory", "more than 500 MB", bytes)?;
        }
        Ok(result.ok())
    }

    /// Ends the watch: how many problems there were.
    pub fn finish(self) -> usize {
        // A file that cannot be removed is only left over.
        let _left = fs::remove_file(&self.current);
        self.found.len()
    }

    fn save(&mut self, kind: &str, what: &str, bytes: &[u8]) -> io::Result<()> {
        let short = what.lines().next().unwrap_or_default();
        if !self.found.insert(format!("{kind}: {short}")) {
            return Ok(());
        }
        let path = self.folder.join(format!("{}-{kind}-{}", self.name, self.found.len()));
        eprintln!("{}: {kind}: {what}", path.display());
        fs::write(path, bytes)
    }
}

/// Ends the process when a file takes too long or needs too much memory. A thread cannot be stopped.
fn end_hang(running: &Running, current: &Path, hung: &Path) {
    loop {
        std::thread::sleep(Duration::from_millis(50));
        let seconds = seconds_since(running.began.load(Ordering::SeqCst));
        let is_over = seconds > MAX_WAIT || memory("VmRSS:") > 2 * MAX_MEMORY;
        if is_over && running.is_reading.load(Ordering::SeqCst) {
            // Where it cannot be moved, it stays where it is.
            let moved = fs::rename(current, hung).map_or(current, |()| hung);
            eprintln!("{}: more than {seconds:.0} s or {} MB", moved.display(), memory("VmRSS:") / 1000);
            std::process::exit(1);
        }
    }
}

/// The processor time that this process has used (ms); 0 where the system does not say.
fn processor_time() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may have spaces. The times are in hundredths.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum::<u64>() * 10
}

fn seconds_since(before: u64) -> f64 {
    Duration::from_millis(processor_time().saturating_sub(before)).as_secs_f64()
}

/// A number of the memory of this process (kB); 0 where the system does not say.
fn memory(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
