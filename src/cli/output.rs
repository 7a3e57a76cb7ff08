//! Where a PDF goes. A file is replaced whole or not at all ([`disk`]); stdout and devices are written straight.

use super::disk::{self, failed, folder_of};
use super::exit::Failure;
use super::input::Origin;
use super::terminal::{self, clean};
use recto::input::Format;
use recto::output;
use recto::text::Rule;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where a file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, which may be there already.
    File(PathBuf),
    /// Something that is neither file nor folder, such as `/dev/full` or a named pipe.
    Device(PathBuf),
}

/// The name of the output when the input has none.
pub const NAMELESS: &str = "resume";

/// Names for stdout that some systems have among their files.
const STDOUT_NAMES: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Extensions that promise something which no format writes.
const OTHERS: [&str; 9] = ["jpg", "jpeg", "html", "htm", "doc", "docx", "odt", "tex", "typ"];

impl Target {
    /// Where `-o` sends the file that is made of `origin`; without `-o` it is named after the input, in the current
    /// folder, and goes to stdout when the input has no name.
    ///
    /// # Errors
    ///
    /// When that would put bytes on a terminal, overwrite the input, or is no name for a file of this format.
    pub fn resolve(
        output: Option<&Path>,
        origin: &Origin,
        format: &output::Format,
        stdout_is_terminal: bool,
    ) -> Result<Self, Failure> {
        let path = match (output, origin.stem()) {
            (Some(output), _) if is_stdout(output) => None,
            (Some(output), stem) if output.is_dir() => {
                Some(output.join(with_extension(stem.unwrap_or(OsStr::new(NAMELESS)), format.name)))
            }
            (Some(output), _) => Some(output.to_owned()),
            (None, Some(stem)) => Some(with_extension(stem, format.name)),
            (None, None) => None,
        };
        let Some(path) = path else { return to_stdout(output, format, stdout_is_terminal) };
        if path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            return Ok(Self::Device(path));
        }
        check_name(&path, origin, format)?;
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

/// Whether a path means stdout.
pub fn is_stdout(path: &Path) -> bool {
    STDOUT_NAMES.iter().any(|name| path == *name)
}

/// The format that a file's extension tells.
pub fn format_of(path: &Path) -> Option<&'static output::Format> {
    output::Format::by_name(path.extension()?.to_str()?)
}

/// `stem` with an extension behind it; a stem may hold dots itself.
pub fn with_extension(stem: &OsStr, extension: &str) -> PathBuf {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn to_stdout(
    output: Option<&Path>,
    format: &output::Format,
    stdout_is_terminal: bool,
) -> Result<Target, Failure> {
    let (what, name) = (format.name.to_uppercase(), format.name);
    match (stdout_is_terminal && format.needs_pages(), output) {
        (false, _) => Ok(Target::Stdout),
        (true, Some(_)) => Err(Failure::new(Rule::Usage, format!("a {what} is no use on a terminal"))
            .help("send stdout to a file or a program, or name a file with `-o`")),
        (true, None) => {
            Err(Failure::new(Rule::Usage, format!("the input has no name that the {what} could take"))
                .help(format!("name the {what} with `-o`, such as `-o resume.{name}`")))
        }
    }
}

/// Refuses to write over the input, or a file under the name of something else.
fn check_name(path: &Path, origin: &Origin, format: &output::Format) -> Result<(), Failure> {
    let shown = clean(&path.display().to_string());
    if let (Origin::File(input), Ok(target)) = (origin, path.canonicalize())
        && input.canonicalize().is_ok_and(|input| input == target)
    {
        return Err(would_overwrite(path));
    }
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    let named = format_of(path);
    let of_another = if named.is_some() {
        named != Some(format)
    } else {
        OTHERS.contains(&extension.as_str()) || Format::by_extension(path).is_some()
    };
    if of_another {
        let better = clean(&path.with_extension(format.name).display().to_string());
        let what = format.name.to_uppercase();
        let formats: Vec<_> = output::FORMATS.iter().map(|format| format.name.to_uppercase()).collect();
        return Err(Failure::new(Rule::Usage, format!("`{shown}` is no name for a {what}"))
            .help(format!("recto writes {}: `-o {better}`", formats.join(", "))));
    }
    Ok(())
}

/// The failure for an output that is an input.
pub fn would_overwrite(path: &Path) -> Failure {
    let shown = clean(&path.display().to_string());
    Failure::new(
        Rule::OutputConflict,
        format!("the output would overwrite `{shown}`, a file it is made from"),
    )
    .help("name another file or folder with `-o`")
}

/// Finds out before the work whether a file can stand there.
///
/// # Errors
///
/// When its folder is missing, or a file in its place is read-only.
pub fn check_folder(path: &Path) -> Result<(), Failure> {
    let shown = clean(&path.display().to_string());
    let folder = folder_of(path);
    let missing =
        if ends_as_folder(path) { Some(path) } else { Some(folder).filter(|folder| !folder.is_dir()) };
    if let Some(missing) = missing {
        let missing = clean(&missing.display().to_string());
        return Err(Failure::new(
            Rule::OutputUnwritable,
            format!("cannot write `{shown}`: there is no folder `{missing}`"),
        )
        .help("create it first"));
    }
    if path.metadata().is_ok_and(|meta| meta.permissions().readonly()) {
        return Err(Failure::new(
            Rule::OutputUnwritable,
            format!("cannot write `{shown}`: the file is read-only"),
        ));
    }
    Ok(())
}

/// Whether a path is one of a folder, there or not.
pub fn ends_as_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}
