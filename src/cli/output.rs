//! Where a PDF goes. A file is replaced whole or not at all ([`disk`]); stdout and devices are written straight.

use super::disk::{self, Root, failed, folder_of};
use super::exit::{Failure, Kind};
use super::input::Origin;
use super::terminal::{self, clean};
use recto::input::Format;
use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where a PDF goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, which may be there already.
    File(PathBuf),
    /// Something that is neither file nor folder, such as `/dev/full` or a named pipe.
    Device(PathBuf),
}

/// The name of the PDF when the input has none.
const NAMELESS: &str = "resume";

/// Names for stdout that some systems have among their files.
const STDOUT_NAMES: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Extensions that promise something other than a PDF.
const NOT_PDF: [&str; 12] =
    ["png", "svg", "jpg", "jpeg", "txt", "html", "htm", "doc", "docx", "odt", "tex", "typ"];

impl Target {
    /// Where `-o` sends the PDF of `origin`; without `-o` it is named after the input, in the current folder, and goes
    /// to stdout when the input has no name.
    ///
    /// # Errors
    ///
    /// When that would put bytes on a terminal, overwrite the input, or is no name for a PDF.
    pub fn resolve(
        output: Option<&Path>,
        origin: &Origin,
        stdout_is_terminal: bool,
    ) -> Result<Self, Failure> {
        let path = match (output, origin.stem()) {
            (Some(output), _) if STDOUT_NAMES.iter().any(|name| output == *name) => None,
            (Some(output), stem) if output.is_dir() => {
                Some(output.join(pdf_name(stem.unwrap_or(OsStr::new(NAMELESS)))))
            }
            (Some(output), _) => Some(output.to_owned()),
            (None, Some(stem)) => Some(PathBuf::from(pdf_name(stem))),
            (None, None) => None,
        };
        let Some(path) = path else { return to_stdout(output, stdout_is_terminal) };
        if path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            return Ok(Self::Device(path));
        }
        check_name(&path, origin)?;
        check_folder(&path)?;
        Ok(Self::File(path))
    }

    /// The name shown in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdout => "stdout".to_owned(),
            Self::File(path) | Self::Device(path) => path.display().to_string(),
        }
    }

    /// Writes the bytes.
    ///
    /// # Errors
    ///
    /// When they cannot all be written; a file that was there is then as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Stdout => terminal::print_bytes(bytes),
            Self::Device(path) => {
                let mut open = OpenOptions::new().write(true).open(path);
                let done = open.as_mut().map_or_else(|error| Err(copy(error)), |file| file.write_all(bytes));
                done.map_err(|error| failed(path, &error))
            }
            Self::File(path) => disk::replace(path, bytes),
        }
    }
}

/// An error of the same kind and text: `io::Error` cannot be cloned.
fn copy(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// `stem` with `.pdf` behind it; a stem may hold dots itself.
fn pdf_name(stem: &OsStr) -> OsString {
    let mut name = stem.to_owned();
    name.push(".pdf");
    name
}

fn to_stdout(output: Option<&Path>, stdout_is_terminal: bool) -> Result<Target, Failure> {
    match (stdout_is_terminal, output) {
        (false, _) => Ok(Target::Stdout),
        (true, Some(_)) => Err(Failure::new(Kind::Usage, "a PDF is no use on a terminal")
            .help("send stdout to a file or a program, or name a file with `-o`")),
        (true, None) => Err(Failure::new(Kind::Usage, "the input has no name that the PDF could take")
            .help("name the PDF with `-o`, such as `-o resume.pdf`")),
    }
}

/// Refuses to write over the input, or a PDF under the name of something else.
fn check_name(path: &Path, origin: &Origin) -> Result<(), Failure> {
    let shown = clean(&path.display().to_string());
    if let (Origin::File(input), Ok(target)) = (origin, path.canonicalize())
        && input.canonicalize().is_ok_and(|input| input == target)
    {
        return Err(Failure::new(
            Kind::Usage,
            format!("the PDF would overwrite `{shown}`, the file it is made from"),
        )
        .help("name another file with `-o`"));
    }
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    if NOT_PDF.contains(&extension.as_str()) || Format::by_extension(path).is_some() {
        let better = clean(&path.with_extension("pdf").display().to_string());
        return Err(Failure::new(Kind::Usage, format!("`{shown}` is no name for a PDF"))
            .help(format!("recto writes PDF: `-o {better}`")));
    }
    Ok(())
}

/// Finds out before the work whether a file can stand there.
///
/// # Errors
///
/// When its folder is missing, or a file in its place is read-only.
pub fn check_folder(path: &Path) -> Result<(), Failure> {
    let shown = clean(&path.display().to_string());
    let folder = folder_of(path);
    let ends_as_folder = path.to_string_lossy().ends_with(std::path::is_separator);
    let missing = if ends_as_folder { Some(path) } else { Some(folder).filter(|folder| !folder.is_dir()) };
    if let Some(missing) = missing {
        let missing = clean(&missing.display().to_string());
        return Err(Failure::new(
            Kind::File,
            format!("cannot write `{shown}`: there is no folder `{missing}`"),
        )
        .help("create it first"));
    }
    if path.metadata().is_ok_and(|meta| meta.permissions().readonly()) {
        return Err(Failure::new(Kind::File, format!("cannot write `{shown}`: the file is read-only")));
    }
    Ok(())
}

/// Writes a file at `name` below the folder `root`, which is made where it is missing; see [`Root`]. To write many, open
/// the root once.
///
/// # Errors
///
/// As [`Root::write`].
pub fn write_below(root: &Path, name: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let root = Root::open(root)?;
    root.write(name, bytes)?;
    root.sync();
    Ok(())
}

/// The failure for a file that is there already.
pub fn exists(path: &Path) -> Failure {
    Failure::new(Kind::File, format!("`{}` already exists", clean(&path.display().to_string())))
}
