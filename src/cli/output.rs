//! Writing: a file is replaced whole or not at all; stdout and devices are written straight.

use super::exit::{Failure, Kind, reason};
use super::input::Origin;
use super::terminal::{self, clean};
use recto::input::Format;
use recto::output;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
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
const OTHERS: [&str; 10] = ["jpg", "jpeg", "txt", "html", "htm", "doc", "docx", "odt", "tex", "typ"];

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
            Self::File(path) => replace(path, bytes),
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
    match (stdout_is_terminal, output) {
        (false, _) => Ok(Target::Stdout),
        (true, Some(_)) => Err(Failure::new(Kind::Usage, format!("a {what} is no use on a terminal"))
            .help("send stdout to a file or a program, or name a file with `-o`")),
        (true, None) => {
            Err(Failure::new(Kind::Usage, format!("the input has no name that the {what} could take"))
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
    let of_another = format_of(path).is_some_and(|other| other != format);
    if OTHERS.contains(&extension.as_str()) || Format::by_extension(path).is_some() || of_another {
        let better = clean(&path.with_extension(format.name).display().to_string());
        let what = format.name.to_uppercase();
        let formats: Vec<_> = output::FORMATS.iter().map(|format| format.name.to_uppercase()).collect();
        return Err(Failure::new(Kind::Usage, format!("`{shown}` is no name for a {what}"))
            .help(format!("recto writes {}: `-o {better}`", formats.join(", "))));
    }
    Ok(())
}

/// The failure for an output that is an input.
pub fn would_overwrite(path: &Path) -> Failure {
    let shown = clean(&path.display().to_string());
    Failure::new(Kind::Usage, format!("the output would overwrite `{shown}`, a file it is made from"))
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

/// The folder a file stands in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts `bytes` in the place of `path` in one step. A link stays a link and a file keeps its permissions.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = &follow(path);
    let temporary = beside(path, bytes).map_err(|error| failed(path, &error))?;
    if let Ok(meta) = path.metadata() {
        // Not every file system keeps permissions; that is no reason to lose the PDF.
        let _ = fs::set_permissions(temporary.path(), meta.permissions());
    }
    temporary.persist(path).map_err(|error| failed(path, &error.error))?;
    sync_folder(path);
    Ok(())
}

/// Writes a file below a folder for outputs; folders that are missing are made. A link in the place of the file is
/// replaced, not followed.
///
/// # Errors
///
/// When it cannot be written; a file that was there is then as it was.
pub fn write_below(root: &Path, name: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = root.join(name);
    fs::create_dir_all(folder_of(&path)).map_err(|error| failed(&path, &error))?;
    let temporary = beside(&path, bytes).map_err(|error| failed(&path, &error))?;
    temporary.persist(&path).map_err(|error| failed(&path, &error.error))?;
    sync_folder(&path);
    Ok(())
}

/// Writes a file that must not be there yet.
///
/// # Errors
///
/// When it is there, or cannot be written; then nothing is left behind.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let temporary = beside(path, bytes).map_err(|error| failed(path, &error))?;
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => failed(path, &error.error),
    })?;
    sync_folder(path);
    Ok(())
}

/// The failure for a file that is there already.
pub fn exists(path: &Path) -> Failure {
    Failure::new(Kind::File, format!("`{}` already exists", clean(&path.display().to_string())))
}

/// A synced temporary file with `bytes` in the folder of `path`; it goes away unless it is persisted.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As an ordinary new file: the umask takes away what the user does not want.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes a rename last through a power cut, where the system lets us.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        // Some file systems cannot sync a folder; the file itself is synced.
        let _ = folder.sync_all();
    }
}

/// The file at the end of a chain of links, which need not be there.
fn follow(path: &Path) -> PathBuf {
    const LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(to);
    }
    path
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    let shown = clean(&path.display().to_string());
    // A named pipe that nobody reads any more is as closed as stdout.
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::io(format!("cannot write `{shown}`"), error);
    }
    let failure = Failure::new(Kind::File, format!("cannot write `{shown}`: {}", reason(error)));
    match error.kind() {
        io::ErrorKind::PermissionDenied => failure.help("name a folder that you may write to with `-o`"),
        _ => failure,
    }
}
