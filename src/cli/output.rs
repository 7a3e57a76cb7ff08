//! Where a file goes. It is replaced whole or not at all ([`disk`]); stdout and devices are written straight.

use super::disk::{self, Roots, failed};
use super::input::InputSource;
use super::paths::folder_of;
use super::terminal::{self, shown};
use recto::input::Format;
use recto::output;
use recto::text::{Diagnostic, Rule};
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where the files of one format go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// The very file that was named. What is there is replaced, and a link is followed.
    File(PathBuf),
    /// Something that is neither file nor folder, such as `/dev/full` or a named pipe.
    Device(PathBuf),
    /// A file of this name below a folder for outputs, the current one among them. The user named the folder at most, so
    /// no link is followed, and only what recto made is replaced. A format with a file for each page numbers them.
    Below {
        /// The folder.
        root: PathBuf,
        /// The path below it, with the extension.
        name: PathBuf,
    },
}

/// The name of the output when the input has none.
pub const NAMELESS: &str = "resume";

/// What messages call stdout.
pub const STDOUT: &str = "stdout";

/// Names for stdout that some systems have among their files.
const STDOUT_NAMES: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Extensions that promise something which no format writes.
const OTHERS: [&str; 9] = ["jpg", "jpeg", "html", "htm", "doc", "docx", "odt", "tex", "typ"];

impl Destination {
    /// Where `-o` sends the file that is made of `input`; without `-o` it is named after the input, in the current
    /// folder, and goes to stdout when the input has no name.
    ///
    /// # Errors
    ///
    /// When that would put bytes on a terminal, overwrite the input, or is no name for a file of this format.
    pub fn named(
        output: Option<&Path>,
        input: &InputSource,
        format: &output::Format,
    ) -> Result<Self, Diagnostic> {
        let below = |root: &Path, stem: &OsStr| Self::Below {
            root: root.to_owned(),
            name: with_extension(stem, format.name),
        };
        let to = match (output, input.stem()) {
            (Some(output), _) if is_stdout(output) => None,
            (Some(output), stem) if output.is_dir() => {
                Some(below(output, stem.unwrap_or(OsStr::new(NAMELESS))))
            }
            (Some(output), _) => Some(Self::File(output.to_owned())),
            (None, stem) => stem.map(|stem| below(Path::new("."), stem)),
        };
        let Some(to) = to else { return to_stdout(output, format) };
        let path = to.path().unwrap_or_default();
        let is_named = matches!(to, Self::File(_));
        if is_named && path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            return Ok(Self::Device(path));
        }
        check_name(&path, input, format)?;
        check_folder(&path)?;
        Ok(to)
    }

    /// The same place, where only what recto made is replaced.
    ///
    /// # Errors
    ///
    /// When a link is there.
    pub fn guarded(self) -> Result<Self, Diagnostic> {
        match self {
            Self::File(path) if path.is_symlink() => {
                let failure = Diagnostic::of(Rule::OutputExists, format!("`{}` is a link", shown(&path)));
                Err(failure.help(format!("`-o {}` writes what it leads to", shown(&path))))
            }
            Self::File(path) => Ok(Self::beside(&path)),
            Self::Stdout | Self::Device(_) | Self::Below { .. } => Ok(self),
        }
    }

    /// The place of a file below its own folder.
    fn beside(path: &Path) -> Self {
        Self::Below { root: folder_of(path).to_owned(), name: path.file_name().unwrap_or_default().into() }
    }

    /// The files: one, or one for each of several pages, numbered from 1.
    pub fn targets(&self, format: &output::Format, pages: usize) -> Vec<Self> {
        if !format.paged || pages == 1 {
            return vec![self.clone()];
        }
        let page = |page| match self {
            // One of several is not the file that was named.
            Self::File(path) => Self::beside(&numbered(path, page)),
            Self::Below { root, name } => Self::Below { root: root.clone(), name: numbered(name, page) },
            Self::Stdout | Self::Device(_) => self.clone(),
        };
        (1..=pages).map(page).collect()
    }

    /// The path, where it is a file.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::Stdout | Self::Device(_) => None,
            Self::File(path) => Some(path.clone()),
            Self::Below { root, name } if root == Path::new(".") => Some(name.clone()),
            Self::Below { root, name } => Some(root.join(name)),
        }
    }

    /// The name shown in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdout => STDOUT.to_owned(),
            Self::Device(path) => path.display().to_string(),
            _ => self.path().unwrap_or_default().display().to_string(),
        }
    }

    /// Writes the bytes; those of a file below a folder for outputs through `roots`, which is to be synced in the end.
    ///
    /// # Errors
    ///
    /// When they cannot all be written; a file that was there is then as it was.
    pub fn write(&self, bytes: &[u8], roots: &Roots) -> Result<(), Diagnostic> {
        match self {
            Self::Stdout => terminal::print_bytes(bytes),
            Self::Device(path) => {
                let open = OpenOptions::new().write(true).open(path);
                open.and_then(|mut file| file.write_all(bytes)).map_err(|error| failed(path, &error))
            }
            Self::File(path) => disk::replace(path, bytes),
            Self::Below { root, name } => roots.write(root, name, bytes),
        }
    }
}

/// `ada.png` → `ada-2.png`.
fn numbered(path: &Path, page: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{page}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// Whether a path means stdout.
pub fn is_stdout(path: &Path) -> bool {
    STDOUT_NAMES.iter().any(|name| path == *name)
}

/// The format that a file's extension names; some formats have two.
pub fn format_of(path: &Path) -> Option<&'static output::Format> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    output::Format::by_name(match extension.as_str() {
        "yml" => "yaml",
        "markdown" => "md",
        other => other,
    })
}

/// `stem` with an extension behind it; a stem may have dots itself.
pub fn with_extension(stem: &OsStr, extension: &str) -> PathBuf {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn to_stdout(output: Option<&Path>, format: &output::Format) -> Result<Destination, Diagnostic> {
    if !format.needs_pages() || !io::stdout().is_terminal() {
        return Ok(Destination::Stdout);
    }
    let (what, name) = (format.name.to_uppercase(), format.name);
    let failure = |message: String| Diagnostic::of(Rule::Usage, message);
    Err(match output {
        Some(_) => failure(format!("a {what} is no use on a terminal"))
            .help("send stdout to a file or a program, or name a file with `-o`"),
        None => failure(format!("the input has no name that the {what} could take"))
            .help(format!("name the {what} with `-o`, such as `-o resume.{name}`")),
    })
}

/// Refuses to write over the input, or a file under the name of something else.
fn check_name(path: &Path, input: &InputSource, format: &output::Format) -> Result<(), Diagnostic> {
    if let (InputSource::File(input), Ok(target)) = (input, path.canonicalize())
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
        let better = shown(&path.with_extension(format.name));
        let what = format.name.to_uppercase();
        let formats: Vec<_> = output::FORMATS.iter().map(|format| format.name.to_uppercase()).collect();
        return Err(Diagnostic::of(Rule::Usage, format!("`{}` is no name for a {what}", shown(path)))
            .help(format!("recto writes {}: `-o {better}`", formats.join(", "))));
    }
    Ok(())
}

/// The failure for an output that is an input.
pub fn would_overwrite(path: &Path) -> Diagnostic {
    let message = format!("the output would overwrite `{}`, a file it is made from", shown(path));
    Diagnostic::of(Rule::OutputConflict, message).help("name another file or folder with `-o`")
}

/// Checks before the work whether a report can be written, and opened as what its name says: one of these `kinds`.
///
/// # Errors
///
/// As [`check_folder`], and when the name has another extension.
pub fn check_report(path: &Path, kinds: &[&str]) -> Result<(), Diagnostic> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if extension.is_none_or(|extension| !kinds.contains(&extension.as_str())) {
        let better = shown(&path.with_extension(kinds[0]));
        let ends: Vec<_> = kinds.iter().map(|kind| format!(".{kind}")).collect();
        let message = format!("the name of the report ends in {}", ends.join(" or "));
        return Err(Diagnostic::of(Rule::Usage, message).help(format!("such as `--report {better}`")));
    }
    check_folder(path)
}

/// Checks before the work whether a file can be written.
///
/// # Errors
///
/// When its folder is missing, or a file in its place is read-only.
pub fn check_folder(path: &Path) -> Result<(), Diagnostic> {
    let fail = |why: String| {
        Diagnostic::of(Rule::OutputUnwritable, format!("cannot write `{}`: {why}", shown(path)))
    };
    let folder = if ends_as_folder(path) { path } else { folder_of(path) };
    if ends_as_folder(path) || !folder.is_dir() {
        return Err(fail(format!("there is no folder `{}`", shown(folder))).help("create it first"));
    }
    if path.metadata().is_ok_and(|meta| meta.permissions().readonly()) {
        return Err(fail("the file is read-only".to_owned()));
    }
    Ok(())
}

/// Whether a path that nothing has yet is one of a folder: it ends as one, or has no extension, as `-o out`.
pub fn means_folder(path: &Path) -> bool {
    let is_new = || path.symlink_metadata().is_err() && !is_stdout(path);
    ends_as_folder(path) || (path.extension().is_none() && path.file_name().is_some() && is_new())
}

/// Whether a path ends as one of a folder.
pub fn ends_as_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_where_there_are_several() {
        let png = output::Format::by_name("png").unwrap();
        let names = |to: &Destination, format, pages| {
            to.targets(format, pages).iter().map(Destination::name).collect::<Vec<_>>()
        };
        let below = Destination::Below { root: "out".into(), name: "team/ada.en.png".into() };
        assert_eq!(names(&below, png, 1), ["out/team/ada.en.png"]);
        assert_eq!(names(&below, png, 2), ["out/team/ada.en-1.png", "out/team/ada.en-2.png"]);
        assert_eq!(names(&Destination::File("ada.pdf".into()), output::Format::usual(), 3), ["ada.pdf"]);
        assert_eq!(names(&Destination::Stdout, png, 1), ["stdout"]);
    }
}
