//! A folder of its own and a sealed environment for every run of the program.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// A résumé without a fault.
pub const ADA: &str = "basics:\n  name: Ada Lindqvist\n  email: ada@example.com\n";

/// A folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// One with `ada.yaml` in it.
    pub fn with_ada() -> Self {
        Self::new().file("ada.yaml", ADA)
    }

    /// Adds a file, and the folders it is in.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("folders");
        fs::write(path, content).expect("a file");
        self
    }

    /// The path of something in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The bytes of a file in it.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of everything in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = self.0.path().read_dir().expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, to be run in the folder: nothing of the environment gets in.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command.current_dir(self.0.path()).env_clear().env("NO_COLOR", "1").stdin(Stdio::null()).args(args);
        command.env("FONTCONFIG_FILE", no_fonts());
        command
    }

    /// Runs the program with arguments, split at spaces.
    pub fn run(&self, args: &str) -> Outcome {
        self.outcome(args, &mut self.command(args.split_whitespace()))
    }

    /// Runs it with a text on stdin.
    pub fn pipe(&self, args: &str, input: &[u8]) -> Outcome {
        let mut command = self.command(args.split_whitespace());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // The program may stop reading at its limit.
        let _ = child.stdin.take().expect("piped").write_all(input);
        Outcome::new(args, &child.wait_with_output().expect("the program ends"), self.0.path())
    }

    /// Runs a prepared command.
    pub fn outcome(&self, args: &str, command: &mut Command) -> Outcome {
        Outcome::new(args, &command.output().expect("the program starts"), self.0.path())
    }
}

/// Copies a folder and all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("a copy");
        }
    }
}

/// A list of font folders with none in it: what is installed here must not decide a test. Only Linux asks for it.
fn no_fonts() -> &'static Path {
    static LIST: OnceLock<PathBuf> = OnceLock::new();
    LIST.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-fonts.conf");
        let list = "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere/at/all</dir></fontconfig>\n";
        fs::write(&path, list).expect("a file");
        path
    })
}

/// What a run gave.
pub struct Outcome {
    args: String,
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What went to stdout.
    pub stdout: Vec<u8>,
    /// What went to stderr, times and the folder's path redacted.
    pub stderr: String,
}

impl Outcome {
    fn new(args: &str, output: &Output, folder: &Path) -> Self {
        let stderr = String::from_utf8(output.stderr.clone()).expect("UTF-8 on stderr");
        let stderr = stderr.replace(&folder.display().to_string(), "[FOLDER]");
        Self {
            args: args.to_owned(),
            code: output.status.code(),
            stdout: output.stdout.clone(),
            stderr: without_times(&stderr),
        }
    }

    /// Stdout as text.
    pub fn out(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("UTF-8 on stdout")
    }
}

impl std::fmt::Display for Outcome {
    /// The whole, for a snapshot.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = format!("$ recto {}\n", self.args);
        let _ = writeln!(text, "exit: {}", self.code.map_or("signal".to_owned(), |code| code.to_string()));
        if self.stdout.starts_with(b"%PDF") {
            text.push_str("--- stdout\n[PDF]\n");
        } else if !self.stdout.is_empty() {
            let _ = write!(text, "--- stdout\n{}", self.out());
        }
        if !self.stderr.is_empty() {
            let _ = write!(text, "--- stderr\n{}", self.stderr);
        }
        f.write_str(text.trim_end())
    }
}

/// ` 24 ms` becomes ` [TIME]`.
pub fn without_times(text: &str) -> String {
    let line = |line: &str| match line.strip_suffix(" ms").and_then(|rest| rest.rsplit_once(", ")) {
        Some((rest, time)) if time.chars().all(|c| c.is_ascii_digit()) => format!("{rest}, [TIME]\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// Compares the outcome of a run with the stored one; the snapshot's name is the test's.
macro_rules! snapshot {
    ($($outcome:expr),+ $(,)?) => {
        let outcomes: Vec<String> = vec![$($outcome.to_string()),+];
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => true, omit_expression => true }, {
            insta::assert_snapshot!(outcomes.join("\n\n"));
        });
    };
}
pub(crate) use snapshot;
