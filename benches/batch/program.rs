//! The program as people start it: on one file, and on a folder of many; how long it takes, and what memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a run of the program took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// From the start of the process to its end.
    pub time: Duration,
    /// The largest resident set (MB), where the system tells it.
    pub peak: Option<f64>,
}

/// Where the examples are.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, silent.
fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.current_dir(root()).args(words).stdout(Stdio::null());
    command
}

/// Runs the program to its end.
fn timed(mut command: Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("the program starts");
    assert!(status.success(), "{command:?}");
    start.elapsed()
}

/// One résumé, to stdout.
pub fn single(file: &str) -> Duration {
    timed(command(&["render", "-q", file, "-o", "-"]))
}

/// As good as nothing: what it costs to start the program.
pub fn nothing() -> Duration {
    timed(command(&["--version"]))
}

/// A folder of résumés, and one for what is made of them; both go with this value.
pub struct Folder {
    path: PathBuf,
    count: usize,
}

impl Folder {
    /// Writes the résumés.
    pub fn new(name: &str, texts: impl Iterator<Item = String>) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("in")).expect("a folder can be made");
        let mut count = 0;
        for text in texts {
            fs::write(path.join(format!("in/{count}.yaml")), text).expect("a file can be written");
            count += 1;
        }
        Self { path, count }
    }

    /// Renders them all with so many threads.
    pub fn render(&self, threads: usize) -> Run {
        let (start, mut child) = (Instant::now(), self.command(threads).spawn().expect("the program starts"));
        let status = child.wait().expect("it ends");
        let time = start.elapsed();
        self.check(status.success());
        Run { time, peak: None }
    }

    /// The same with an eye on its memory, which takes some time itself.
    pub fn watch(&self, threads: usize) -> Run {
        let (start, mut child) = (Instant::now(), self.command(threads).spawn().expect("the program starts"));
        let mut peak = None;
        while child.try_wait().expect("its state is known").is_none() {
            peak = megabytes(&child).or(peak);
            sleep(Duration::from_millis(5));
        }
        let time = start.elapsed();
        self.check(child.wait().expect("it ended").success());
        Run { time, peak }
    }

    fn command(&self, threads: usize) -> Command {
        let path = |end: &str| self.path.join(end).display().to_string();
        let (from, to) = (path("in"), path("out"));
        command(&["render", "-q", "--force", &from, "-o", &to, "-j", &threads.to_string()])
    }

    /// All is there that should be.
    fn check(&self, done: bool) {
        let files = fs::read_dir(self.path.join("out")).map_or(0, |folder| folder.flatten().count());
        assert!(done && files == self.count, "{files} files of {} résumés", self.count);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the build's own folder.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The largest resident set of a process up to now (MB), as Linux counts it.
fn megabytes(child: &Child) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
