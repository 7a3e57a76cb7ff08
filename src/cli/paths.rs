//! What the PATHs on the command line mean: files as they are named, folders walked, globs matched.
//! `.gitignore`, `.ignore` and `.rectoignore` are respected, hidden files and folders passed over.

use super::exit::{io_failure, reason};
use super::terminal::{clean, shown};
use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};
use recto::input::Format;
use recto::output;
use recto::sheet::options::quoted_list;
use recto::text::{Diagnostic, Rule};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A PATH of the command line.
#[derive(Debug, Clone)]
pub enum InputPath {
    /// A file, `-`, or something that is not there.
    File(PathBuf),
    /// Everything in a folder and below.
    Folder(PathBuf),
    /// What a pattern matches in a folder and below.
    Glob {
        /// The folder: what is before the first wild part.
        base: PathBuf,
        /// The whole pattern.
        matcher: GlobMatcher,
        /// The pattern as typed.
        typed: PathBuf,
    },
}

/// A file that a PATH means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its folder, relative to the PATH: outputs are mirrored below it. Empty for a file named itself.
    pub below: PathBuf,
}

/// The files of a repository that are no résumés although a format reads them, by the beginning of their names; the first is
/// our own.
const OTHERS: [&str; 13] = [
    "recto.toml", "readme.", "changelog.", "contributing.", "license.", "security.", "code_of_conduct.",
    "package.json", "package-lock.json", "composer.json", "tsconfig.json", "cargo.toml", "pyproject.toml",
];

/// The failure for what cannot be read; `what` says what it is, where that is no file: ``the fonts in ``.
pub fn unreadable(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    io_failure(Rule::FileUnreadable, format!("cannot read {what}`{}`", shown(path)), error)
}

/// The files in a folder and below, sorted, so deep and so many at most; a link may go in circles.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn files_below(folder: &Path, depth: usize, most: usize) -> io::Result<Vec<PathBuf>> {
    let mut paths = folder.read_dir()?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if files.len() > most {
            break;
        }
        match path.is_dir() {
            true if depth == 0 => {}
            true => files.extend(files_below(&path, depth - 1, most)?),
            false => files.push(path),
        }
    }
    Ok(files)
}

/// A pattern for paths; `what` is what it names, in the plural.
///
/// # Errors
///
/// When it is none.
pub fn glob(pattern: &str, what: &str) -> Result<GlobMatcher, Diagnostic> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
        let why = error.kind();
        Diagnostic::of(Rule::Usage, format!("`{}` is no pattern for {what}: {why}", clean(pattern)))
    })?;
    Ok(glob.compile_matcher())
}

/// A path inside a folder, with `/` between its parts on every system.
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl InputPath {
    /// What an argument means. A name that is there is never taken for a pattern.
    ///
    /// # Errors
    ///
    /// When it looks like a pattern and is none.
    pub fn new(path: &Path) -> Result<Self, Diagnostic> {
        if path.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        let wild = |part: &Component| part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        if path == "-" || path.symlink_metadata().is_ok() || !path.components().any(|part| wild(&part)) {
            return Ok(Self::File(path.to_owned()));
        }
        let base: PathBuf = path.components().take_while(|part| !wild(part)).collect();
        let pattern = path.to_string_lossy();
        let pattern = pattern.strip_prefix("./").unwrap_or(&pattern);
        let matcher = glob(pattern, "files").map_err(|failure| {
            failure.help("such as `'cvs/**/*.yaml'`: `*` is any part of a name, `**` any folders")
        })?;
        Ok(Self::Glob { base, matcher, typed: path.to_owned() })
    }

    /// Whether it may mean several files.
    pub const fn is_many(&self) -> bool {
        !matches!(self, Self::File(_))
    }

    /// The folder whose `recto.toml` applies to all of its files.
    pub fn folder(&self) -> &Path {
        match self {
            Self::File(path) => folder_of(path),
            Self::Glob { base, .. } if base.as_os_str().is_empty() => Path::new("."),
            Self::Folder(path) | Self::Glob { base: path, .. } => path,
        }
    }

    /// The files, sorted by path. `out` is where outputs go: nothing there is an input. Folders that cannot be read, and
    /// links that are not read, are added to `failures`.
    ///
    /// # Errors
    ///
    /// When a folder or pattern means no file at all.
    pub fn files(
        &self,
        out: Option<&Path>,
        failures: &mut Vec<Diagnostic>,
    ) -> Result<Vec<FoundFile>, Diagnostic> {
        let (root, matcher) = match self {
            Self::File(path) => return Ok(vec![FoundFile { path: path.clone(), below: PathBuf::new() }]),
            Self::Folder(path) => (path.as_path(), None),
            Self::Glob { matcher, .. } => (self.folder(), Some(matcher)),
        };
        let before = failures.len();
        let (mut found, mut documents) = (Vec::new(), Vec::new());
        for entry in walk(root, out) {
            match entry {
                Ok(entry) if is_resume(&entry) => {
                    let is_link = entry.path_is_symlink();
                    let path = entry.into_path();
                    let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
                    if !matcher.is_none_or(|matcher| matcher.is_match(&path)) {
                        continue;
                    }
                    if is_link {
                        failures.push(skipped(&path));
                    } else {
                        let below = path.strip_prefix(root).unwrap_or(&path);
                        let below = below.parent().unwrap_or(Path::new("")).to_owned();
                        found.push(FoundFile { path, below });
                    }
                }
                Ok(entry) if is_document(&entry) => documents.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => failures.push(cannot_walk(&error)),
            }
        }
        documents.retain(|path| {
            let path = path.strip_prefix("./").unwrap_or(path);
            matcher.is_none_or(|matcher| matcher.is_match(path)) && !is_output(path, &found)
        });
        if !found.is_empty() {
            failures.extend(self.unread(&documents, Rule::InputSkipped));
        }
        if found.is_empty() && failures[before..].iter().all(|one| one.rule == Rule::InputSkipped) {
            let links = failures.drain(before..).map(|link| link.message);
            let unread = self.unread(&documents, Rule::InputMissing);
            return Err(links.fold(unread.unwrap_or_else(|| self.nothing()), Diagnostic::help));
        }
        Ok(found)
    }

    /// What there is to say about documents, which are read only where they are named: what they say is guessed.
    fn unread(&self, documents: &[PathBuf], rule: Rule) -> Option<Diagnostic> {
        let first = documents.first()?;
        let kinds: BTreeSet<_> =
            documents.iter().filter_map(|path| Some(format!(".{}", extension(path)?))).collect();
        let kinds: Vec<_> = kinds.iter().map(String::as_str).collect();
        let kinds = quoted_list(&kinds, "or").replace('`', "");
        let (files, is) = if documents.len() == 1 { ("file", "is") } else { ("files", "are") };
        let place = match self {
            Self::Glob { typed, .. } => format!("matching `{}`", shown(typed)),
            _ => format!("in `{}`", shown(self.folder())),
        };
        let message = format!("{} {files} {place} {is} {kinds}: name them one by one", documents.len());
        Some(Diagnostic::of(rule, message).help(format!("such as `{}`", shown(first))))
    }

    /// The failure of a PATH that means nothing.
    fn nothing(&self) -> Diagnostic {
        let failure = |message: String| Diagnostic::of(Rule::InputMissing, message);
        match self {
            Self::Glob { typed, .. } => failure(format!("nothing matches `{}`", shown(typed)))
                .help("`**` goes through folders, as in `'cvs/**/*.yaml'`; ignored files do not count"),
            _ => failure(format!("there is no résumé in `{}`", shown(self.folder()))).help(
                "in a folder recto reads .json, .yaml, .toml and .md files, and passes over what `.gitignore` names",
            ),
        }
    }
}

/// The entries below a folder, sorted.
fn walk(root: &Path, out: Option<&Path>) -> ignore::Walk {
    let canonical = |path: &Path| path.canonicalize().ok();
    let out = out.and_then(canonical).filter(|out| canonical(root).is_some_and(|root| root != *out));
    WalkBuilder::new(root)
        .require_git(false)
        .add_custom_ignore_filename(".rectoignore")
        .sort_by_file_path(Path::cmp)
        .filter_entry(move |entry| {
            let is_out = |out: &PathBuf| is_folder(entry) && canonical(entry.path()).as_ref() == Some(out);
            !out.as_ref().is_some_and(is_out)
        })
        .build()
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Whether an entry of a folder is to be rendered. Pipes and the like are among them, so that they are reported.
fn is_resume(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    let is_link_to_folder = entry.path_is_symlink() && entry.path().is_dir();
    Format::by_extension(entry.path()).is_some()
        && !is_folder(entry)
        && !is_link_to_folder
        && !OTHERS.iter().any(|other| name.starts_with(other))
}

/// Whether an entry of a folder is a document that recto reads where it is named.
fn is_document(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    !is_folder(entry)
        && !entry.path_is_symlink()
        && extension(entry.path()).is_some_and(|end| DOCUMENTS.contains(&end.as_str()))
        && !OTHERS.iter().any(|other| name.starts_with(other))
}

/// The extensions of documents.
const DOCUMENTS: [&str; 3] = ["docx", "pdf", "txt"];

/// The extension of a file, in lower case.
fn extension(path: &Path) -> Option<String> {
    path.extension().map(|end| end.to_string_lossy().to_lowercase())
}

/// Whether a document is what recto made of one of the files: it begins with its name, or has a stamp.
fn is_output(document: &Path, found: &[FoundFile]) -> bool {
    let stem =
        |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let begins = |found: &FoundFile| {
        found.path.parent() == document.parent() && stem(document).starts_with(&stem(&found.path))
    };
    found.iter().any(begins) || is_made(document)
}

/// Whether recto made a file, and nobody changed it since; texts do not show it.
fn is_made(path: &Path) -> bool {
    let stamped = || {
        let format = output::Format::by_name(&extension(path)?)?;
        path.metadata().is_ok_and(|meta| meta.is_file()).then_some(())?;
        Some(format.is_stamped(&std::fs::read(path).ok()?))
    };
    stamped().unwrap_or(false)
}

/// The extensions of pictures; a photo is often beside its résumé.
const PICTURES: [&str; 7] = ["gif", "heic", "jpeg", "jpg", "png", "svg", "webp"];

/// Takes from several PATHs the files that are no résumés, which is what `*` in a shell means, too: what recto made itself,
/// `recto.toml` and pictures. Where nothing else is named, all stay. Returns the warning that they are passed over.
pub fn pass_over(paths: &mut Vec<InputPath>) -> Option<Diagnostic> {
    let is_other = |path: &InputPath| match path {
        InputPath::File(path) => {
            path.file_name().is_some_and(|name| name == OTHERS[0])
                || extension(path).is_some_and(|end| PICTURES.contains(&end.as_str())) && path.is_file()
                || is_made(path)
        }
        InputPath::Folder(_) | InputPath::Glob { .. } => false,
    };
    let others: Vec<bool> = paths.iter().map(is_other).collect();
    if others.iter().all(|other| *other) {
        return None;
    }
    let mut names = Vec::new();
    let mut others = others.into_iter();
    paths.retain(|path| {
        let is_other = others.next().unwrap_or(false);
        if let InputPath::File(path) = path
            && is_other
        {
            names.push(shown(path));
        }
        !is_other
    });
    let first = names.first()?;
    let message = match names.len() {
        1 => format!("`{first}` is not read"),
        count => format!("{count} files are not read, the first is `{first}`"),
    };
    let help = "among several files, recto passes over what it made itself, `recto.toml` and pictures; name such a file by itself";
    Some(Diagnostic::of(Rule::InputSkipped, message).help(help))
}

/// A link that is not read.
fn skipped(path: &Path) -> Diagnostic {
    Diagnostic::of(Rule::InputSkipped, format!("`{}` is a link, and is not read", shown(path)))
        .help("name it by itself to read what it leads to")
}

/// A folder that cannot be walked.
fn cannot_walk(error: &ignore::Error) -> Diagnostic {
    let inner = if let ignore::Error::WithDepth { err, .. } = error { err } else { error };
    let why = error.io_error().map_or_else(|| error.to_string(), reason);
    let message = match inner {
        ignore::Error::WithPath { path, .. } => format!("cannot read `{}`: {why}", shown(path)),
        _ => clean(&why),
    };
    Diagnostic::of(Rule::FileUnreadable, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if file.ends_with("ignore") { "drafts/\n" } else { "" }).unwrap();
        }
        folder
    }

    fn names(folder: &Path, typed: &str) -> Result<Vec<(String, String)>, Diagnostic> {
        let mut failures = Vec::new();
        let out = folder.join("out");
        let found = InputPath::new(&folder.join(typed))?.files(Some(&out), &mut failures)?;
        assert_eq!(failures, []);
        let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
        Ok(found.iter().map(|found| (shown(&found.path), shown(&found.below))).collect())
    }

    #[test]
    fn a_folder_is_walked_and_mirrored() {
        let folder = tree(&[
            "cvs/b.yaml", "cvs/a.json", "cvs/team/c.md", "cvs/README.md", "cvs/recto.toml",
            "cvs/.hidden.yaml", "cvs/drafts/d.yaml", "cvs/.gitignore", "cvs/photo.jpg", "out/e.json",
        ]);
        let found = |path: &str, below: &str| (path.to_owned(), below.to_owned());
        let expected = vec![found("cvs/a.json", ""), found("cvs/b.yaml", ""), found("cvs/team/c.md", "team")];
        assert_eq!(names(folder.path(), "cvs").unwrap(), expected);
        let expected = vec![found("cvs/b.yaml", "")];
        assert_eq!(names(folder.path(), "cvs/*.yaml").unwrap(), expected);
        let expected = vec![found("cvs/b.yaml", ""), found("cvs/team/c.md", "team")];
        assert_eq!(names(folder.path(), "cvs/**/*.{yaml,md}").unwrap(), expected);
        assert_eq!(names(folder.path(), "").unwrap().len(), 3, "the outputs are no inputs");
        assert!(names(folder.path(), "out").is_ok(), "unless they are asked for");
    }

    #[test]
    fn documents_are_counted_and_left_to_be_named() {
        let folder =
            tree(&["docs/a.docx", "docs/b/c.pdf", "docs/d.TXT", "docs/readme.txt", "one/a.pdf", "no/a.odt"]);
        let message = |typed: &str| names(folder.path(), typed).unwrap_err().message;
        assert!(message("docs").ends_with("docs` are .docx, .pdf or .txt: name them one by one"));
        assert!(message("docs/*").ends_with("docs/*` are .docx or .txt: name them one by one"));
        assert!(message("one").starts_with("1 file in") && message("one").contains(" is .pdf: "));
        assert!(message("no").contains("there is no résumé in"));
        let folder =
            tree(&["cvs/ada.yaml", "cvs/ada.pdf", "cvs/ada-plain.txt", "cvs/bea.docx", "cvs/cy.docx"]);
        let mut failures = Vec::new();
        let found = InputPath::new(&folder.path().join("cvs")).unwrap().files(None, &mut failures).unwrap();
        assert_eq!((found.len(), failures.len()), (1, 1));
        assert!(failures[0].message.starts_with("2 files in") && failures[0].rule == Rule::InputSkipped);
    }

    #[test]
    fn what_stands_for_nothing_is_said() {
        let folder = tree(&["cvs/photo.jpg", "a[1].yaml"]);
        let message = |typed: &str| names(folder.path(), typed).unwrap_err().message;
        assert!(message("cvs").contains("there is no résumé in"));
        assert!(message("*.toml").contains("nothing matches"));
        assert!(message("a[.yaml").contains("is no pattern"));
        assert_eq!(names(folder.path(), "a[1].yaml").unwrap().len(), 1, "a name that is there is no pattern");
        assert_eq!(names(folder.path(), "none.yaml").unwrap().len(), 1, "reading it will say");
    }
}
