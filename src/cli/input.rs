//! Reading the résumé: a file, a pipe or stdin, never more than the limit.

use super::exit::io_failure;
use super::paths::{folder_of, unreadable};
use super::terminal::{clean, shown};
use recto::input::{Format, is_document, open as open_source};
use recto::text::{Diagnostic, Diagnostics, MAX_DOCUMENT_BYTES, Rule, Source, foreign, nearest, not_read};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a résumé comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputSource {
    /// Standard input.
    Stdin,
    /// A file; the PDF is named after it.
    File(PathBuf),
    /// A pipe or a device; its name says nothing.
    Pipe(PathBuf),
    /// A text that a program handed over.
    Text {
        /// The name for messages.
        name: String,
        /// The text.
        text: String,
        /// Where the photo may be.
        folder: Option<PathBuf>,
    },
}

impl InputSource {
    /// What the argument means.
    pub fn new(path: &Path) -> Self {
        if path == "-" {
            return Self::Stdin;
        }
        match path.metadata() {
            Ok(meta) if !meta.is_file() && !meta.is_dir() => Self::Pipe(path.to_owned()),
            _ => Self::File(path.to_owned()),
        }
    }

    /// The name shown in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::File(path) | Self::Pipe(path) => path.display().to_string(),
            Self::Text { name, .. } => name.clone(),
        }
    }

    /// The path, where it has one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Pipe(path) => Some(path),
            Self::Stdin | Self::Text { .. } => None,
        }
    }

    /// The format that the file's extension names.
    pub fn format(&self) -> Option<&'static Format> {
        match self {
            Self::File(path) => Format::by_extension(path),
            Self::Text { name, .. } => Format::by_extension(Path::new(name)),
            Self::Stdin | Self::Pipe(_) => None,
        }
    }

    /// The format of what was read: as the name says, unless the text was taken out of a document.
    pub fn format_of(&self, source: &Source) -> &'static Format {
        self.format().filter(|_| source.extracted.is_none()).unwrap_or_else(|| Format::of(source))
    }

    /// The file's name without extension; `None` where the name says nothing.
    pub fn stem(&self) -> Option<&OsStr> {
        match self {
            Self::File(path) => path.file_stem(),
            Self::Stdin | Self::Pipe(_) | Self::Text { .. } => None,
        }
    }

    /// The folder that paths in the résumé are relative to; `None` when a text came without one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(folder_of(path)),
            Self::Stdin | Self::Pipe(_) => Some(Path::new(".")),
            Self::Text { folder, .. } => folder.as_deref(),
        }
    }

    /// Refuses what could keep other inputs waiting for ever.
    ///
    /// # Errors
    ///
    /// When it is a pipe or a device.
    pub fn refuse_pipe(&self) -> Result<(), Diagnostic> {
        let Self::Pipe(_) = self else { return Ok(()) };
        let message =
            format!("`{}` is a pipe or a device, which is not read among other files", clean(&self.name()));
        Err(Diagnostic::of(Rule::FileUnreadable, message).help("name it by itself"))
    }

    /// Refuses, before any work is done, what cannot be one of `many` inputs, or by itself be one; `alone` is how to name
    /// stdin by itself.
    ///
    /// # Errors
    ///
    /// When it is stdin among others, or by itself a document of another kind.
    pub fn check(&self, many: bool, alone: &str) -> Result<(), Diagnostic> {
        match self {
            Self::Stdin if many => {
                let failure = Diagnostic::of(Rule::Usage, "stdin cannot be one of several inputs");
                Err(failure.help(alone))
            }
            _ if many => Ok(()),
            _ => self.refuse_foreign(),
        }
    }

    /// Refuses a document of another kind, such as a PDF, before anything else is said about its name. What cannot be
    /// read is left to [`read`](Self::read).
    ///
    /// # Errors
    ///
    /// When it is one.
    fn refuse_foreign(&self) -> Result<(), Diagnostic> {
        const HEAD: usize = 512;
        let Self::File(path) = self else { return Ok(()) };
        let head = open_file(path).and_then(|file| read_at_most(file, HEAD));
        match head.ok().filter(|head| !is_document(head)).and_then(|head| foreign(&self.name(), &head)) {
            Some(what) => Err(not_read(&clean(&self.name()), what)),
            None => Ok(()),
        }
    }

    /// Reads it. When there is an error in `diagnostics` then, the source is not to be parsed (see [`Source::read`]).
    ///
    /// # Errors
    ///
    /// When there is nothing to read at all: no such file, a folder, no permission.
    pub fn read(&self, diagnostics: &mut Diagnostics) -> Result<Source, Diagnostic> {
        let name = self.name();
        let failed =
            |error| io_failure(Rule::FileUnreadable, format!("cannot read `{}`", clean(&name)), &error);
        let read = match self {
            Self::Stdin => FileContent::of(io::stdin().lock()).map_err(failed)?,
            Self::Pipe(path) => FileContent::of(open(path, false)?).map_err(failed)?,
            Self::File(path) => read_whole(path, || std::thread::sleep(PAUSE))?,
            Self::Text { text, .. } => FileContent::Bytes(text.clone().into_bytes()),
        };
        Ok(match read {
            FileContent::Bytes(bytes) => open_source(&name, bytes, diagnostics),
            FileContent::TooLarge(size) => Source::too_large(&name, size, MAX_DOCUMENT_BYTES, diagnostics),
        })
    }
}

/// What reading gave.
#[derive(Debug, PartialEq, Eq)]
enum FileContent {
    /// All of it.
    Bytes(Vec<u8>),
    /// More bytes than there may be; how many, where that is known.
    TooLarge(Option<u64>),
}

impl FileContent {
    /// Reads to the end, but not more than one byte above the limit.
    fn of(reader: impl io::Read) -> io::Result<Self> {
        let bytes = read_at_most(reader, MAX_DOCUMENT_BYTES + 1)?;
        Ok(if bytes.len() > MAX_DOCUMENT_BYTES { Self::TooLarge(None) } else { Self::Bytes(bytes) })
    }
}

/// Reads to the end, but not more bytes than `most`.
///
/// # Errors
///
/// When they cannot be read.
pub fn read_at_most(reader: impl io::Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How often a file that changes meanwhile is read.
const TRIES: usize = 5;

/// How long to wait until it is read again: an editor is done by then.
const PAUSE: Duration = Duration::from_millis(50);

/// Reads a file as it is at one moment: when it changed meanwhile, it is read again after a `pause`.
fn read_whole(path: &Path, mut pause: impl FnMut()) -> Result<FileContent, Diagnostic> {
    let failed = |error| unreadable("", path, &error);
    for again in 0..TRIES {
        if again > 0 {
            pause();
        }
        let file = open(path, true)?;
        let before = file.metadata().map_err(failed)?;
        if before.len() > MAX_DOCUMENT_BYTES as u64 {
            return Ok(FileContent::TooLarge(Some(before.len())));
        }
        let read = FileContent::of(&file).map_err(failed)?;
        let after = file.metadata().map_err(failed)?;
        let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
        let all = match &read {
            // Whoever writes a file anew empties it first.
            FileContent::Bytes(bytes) if bytes.is_empty() => again + 1 == TRIES,
            // Files that the system makes as they are read have no length.
            FileContent::Bytes(bytes) => before.len() == 0 || bytes.len() as u64 == before.len(),
            FileContent::TooLarge(_) => true,
        };
        if same && all {
            return Ok(read);
        }
    }
    let name = shown(path);
    Err(Diagnostic::of(Rule::FileUnreadable, format!("cannot read `{name}`: it changes all the while"))
        .help("run again when the program that writes it is done"))
}

/// Opens a file, or says what is wrong with its name. With `only_files`, a pipe or device that is there by now is
/// refused, and is not waited for.
fn open(path: &Path, only_files: bool) -> Result<File, Diagnostic> {
    let name = shown(path);
    if path.is_dir() {
        let failure = Diagnostic::of(Rule::FileUnreadable, format!("`{name}` is a folder, not a résumé"));
        let mut paths = names_in(path).into_iter().map(|name| path.join(name));
        return Err(match paths.find(|path| path.is_file()) {
            Some(file) => failure.help(format!("name one file, such as `{}`", shown(&file))),
            None => failure.help("name one file"),
        });
    }
    let opened = if only_files { open_file(path) } else { File::open(path) };
    opened.map_err(|error| {
        let failure = unreadable("", path, &error);
        if error.kind() == io::ErrorKind::NotFound { failure.help(remedy(path)) } else { failure }
    })
}

/// Opens a file and nothing else: whoever opens a pipe waits until somebody writes to it.
///
/// # Errors
///
/// When it cannot be opened, or is no file.
pub fn open_file(path: &Path) -> io::Result<File> {
    match path.metadata()? {
        meta if meta.is_file() => File::open(path),
        meta if meta.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::other("it is a pipe or a device, not a file")),
    }
}

/// What to do about a file that is not there.
fn remedy(path: &Path) -> String {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return format!("there is no folder `{}`", shown(folder));
    }
    if let Ok(to) = path.read_link() {
        return format!("it is a link to `{}`, which is not there", shown(&to));
    }
    let names = names_in(folder);
    let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
    let typed = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem();
    let same_stem = names.iter().find(|name| Path::new(name).file_stem() == stem);
    match same_stem.copied().or_else(|| nearest(&typed, names.iter().copied())) {
        Some(near) => format!("did you mean `{}`?", shown(&path.with_file_name(near))),
        None => "`recto new` writes a starter file".to_owned(),
    }
}

/// The names in a folder of files that some format reads, sorted.
fn names_in(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<_> =
        folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
    names.retain(|name| Format::by_extension(Path::new(name)).is_some());
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_files_only() {
        let file = InputSource::new(Path::new("data/ada.en.yaml"));
        assert_eq!(file.stem(), Some(OsStr::new("ada.en")));
        assert_eq!((file.format().map(|f| f.name), file.folder()), (Some("yaml"), Some(Path::new("data"))));
        let stdin = InputSource::new(Path::new("-"));
        assert_eq!((stdin.stem(), stdin.folder()), (None, Some(Path::new("."))));
        assert!(stdin.format().is_none());
        assert_eq!(InputSource::new(Path::new("ada.md")).folder(), Some(Path::new(".")));
    }

    #[test]
    fn reading_stops_at_the_limit() {
        assert_eq!(FileContent::of(io::repeat(b'a')).unwrap(), FileContent::TooLarge(None));
    }

    #[test]
    fn a_vast_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vast.json");
        File::create(&path).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(read_whole(&path, || ()).unwrap(), FileContent::TooLarge(Some(1 << 30)));
    }

    #[test]
    fn a_file_that_changes_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ada.yaml");
        std::fs::write(&path, "").unwrap();
        let mut pauses = 0;
        let read = read_whole(&path, || {
            pauses += 1;
            std::fs::write(&path, "now").unwrap();
        });
        assert_eq!((read.unwrap(), pauses), (FileContent::Bytes(b"now".to_vec()), 1));
        std::fs::write(&path, "").unwrap();
        assert_eq!(read_whole(&path, || ()).unwrap(), FileContent::Bytes(Vec::new()));
        std::fs::write(&path, "").unwrap();
        let gone = read_whole(&path, || std::fs::remove_file(&path).unwrap()).unwrap_err();
        assert!(gone.message.ends_with("no such file or folder"), "{}", gone.message);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_without_a_length_is_read() {
        assert!(
            matches!(read_whole(Path::new("/proc/version"), || ()).unwrap(), FileContent::Bytes(bytes) if !bytes.is_empty())
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ada.yaml");
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        let failure = InputSource::File(path).read(&mut Diagnostics::new()).unwrap_err();
        assert!(failure.message.ends_with("it is a pipe or a device, not a file"), "{}", failure.message);
    }
}
