//! Reading the résumé: a file, a pipe or stdin, never more than the limit.

use super::exit::{Failure, Kind};
use super::terminal::clean;
use recto::diagnostic::{Diagnostics, nearest};
use recto::input::{Format, Source, foreign, limits::MAX_BYTES, not_read};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where a résumé comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Standard input.
    Stdin,
    /// A file whose name tells what the PDF is called.
    File(PathBuf),
    /// A pipe or a device; its name tells nothing.
    Pipe(PathBuf),
}

impl Origin {
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
        }
    }

    /// The path, where it has one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Pipe(path) => Some(path),
            Self::Stdin => None,
        }
    }

    /// The format that the file's extension tells.
    pub fn format(&self) -> Option<&'static Format> {
        match self {
            Self::File(path) => Format::by_extension(path),
            Self::Stdin | Self::Pipe(_) => None,
        }
    }

    /// The file's name without extension; `None` where the name tells nothing.
    pub fn stem(&self) -> Option<&OsStr> {
        match self {
            Self::File(path) => path.file_stem(),
            Self::Stdin | Self::Pipe(_) => None,
        }
    }

    /// The folder that paths in the résumé are relative to.
    pub fn folder(&self) -> &Path {
        match self {
            Self::File(path) => path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")),
            Self::Stdin | Self::Pipe(_) => Path::new("."),
        }
    }

    /// Refuses a document of another kind, such as a PDF, before anything else is said about its name. What cannot be
    /// read is left to [`read`](Self::read).
    ///
    /// # Errors
    ///
    /// When it is one.
    pub fn check(&self) -> Result<(), Failure> {
        const HEAD: u64 = 512;
        let Self::File(path) = self else { return Ok(()) };
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        match foreign(&self.name(), &head).filter(|_| read.is_ok()) {
            Some(what) => Err(not_read(&clean(&self.name()), what).into()),
            None => Ok(()),
        }
    }

    /// Reads it. The inner error is a stand-in source for the messages in `diagnostics`.
    ///
    /// # Errors
    ///
    /// When there is nothing to read at all: no such file, a folder, no permission.
    pub fn read(&self, diagnostics: &mut Diagnostics) -> Result<Result<Source, Source>, Failure> {
        let name = self.name();
        let failed = |error| Failure::io(format!("cannot read `{}`", clean(&name)), &error);
        let (bytes, size) = match self {
            Self::Stdin => (capped(io::stdin().lock()).map_err(failed)?, None),
            Self::File(path) | Self::Pipe(path) => {
                let file = open(path)?;
                let meta = file.metadata().map_err(failed)?;
                let size = meta.is_file().then_some(meta.len());
                if size.is_some_and(|size| size > MAX_BYTES as u64) {
                    return Ok(Err(Source::too_large(&name, size, diagnostics)));
                }
                (capped(file).map_err(failed)?, size)
            }
        };
        if bytes.len() > MAX_BYTES {
            // It grew while we read, or it is a pipe: how large it is in all is not known.
            return Ok(Err(Source::too_large(&name, size.filter(|s| *s > MAX_BYTES as u64), diagnostics)));
        }
        Ok(Source::read(&name, bytes, diagnostics))
    }
}

/// At most one byte more than the limit.
fn capped(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file, or says what is wrong with its name.
fn open(path: &Path) -> Result<File, Failure> {
    let shown = clean(&path.display().to_string());
    if path.is_dir() {
        let failure = Failure::new(Kind::File, format!("`{shown}` is a folder, not a résumé"));
        return Err(match some_resume(path) {
            Some(file) => {
                failure.help(format!("name one file, such as `{}`", clean(&file.display().to_string())))
            }
            None => failure.help("name one file"),
        });
    }
    File::open(path).map_err(|error| {
        let failure = Failure::io(format!("cannot read `{shown}`"), &error);
        if error.kind() == io::ErrorKind::NotFound { failure.help(remedy(path)) } else { failure }
    })
}

/// What to do about a file that is not there.
fn remedy(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return format!("there is no folder `{}`", clean(&folder.display().to_string()));
    }
    let names = names_in(folder.unwrap_or(Path::new(".")));
    let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
    let typed = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem();
    let same_stem = names.iter().find(|name| Path::new(name).file_stem() == stem);
    match same_stem.copied().or_else(|| nearest(&typed, names.iter().copied())) {
        Some(near) => format!("did you mean `{}`?", clean(&path.with_file_name(near).display().to_string())),
        None => "`recto new` writes a starter file".to_owned(),
    }
}

/// The first file in a folder, by name, that a format reads.
fn some_resume(folder: &Path) -> Option<PathBuf> {
    names_in(folder).into_iter().map(|name| folder.join(name)).find(|path| path.is_file())
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
        let file = Origin::new(Path::new("data/ada.en.yaml"));
        assert_eq!(file.stem(), Some(OsStr::new("ada.en")));
        assert_eq!((file.format().map(|f| f.name), file.folder()), (Some("yaml"), Path::new("data")));
        let stdin = Origin::new(Path::new("-"));
        assert_eq!((stdin.stem(), stdin.folder()), (None, Path::new(".")));
        assert!(stdin.format().is_none());
        assert_eq!(Origin::new(Path::new("ada.md")).folder(), Path::new("."));
    }

    #[test]
    fn reading_stops_at_the_limit() {
        assert_eq!(capped(io::repeat(b'a')).unwrap().len(), MAX_BYTES + 1);
    }
}
