//! `recto layouts`: what there is, and what one of them takes. Everything comes from the manifests and the table of
//! options.

use super::config::{self, ALL};
use super::disk;
use super::exit::Exit;
use super::input::{open_file, read_at_most};
use super::paths::{InputPath, files_below, folder_of, slashed, unreadable};
use super::terminal::{self, clean, shown};
use clap::{Args, ValueHint};
use recto::layout::{Layout, Layouts, Photo};
use recto::manifest::Manifest;
use recto::sheet::options::{DEFAULT_LAYOUT, Listed, listing, quoted_list};
use recto::text::{Diagnostic, Rule};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// `recto layouts`.
#[derive(Debug, Args)]
pub struct LayoutsArgs {
    /// The layout whose options to show
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Copy a layout into a new folder, to change it
    #[arg(long, num_args = 2, value_names = ["NAME", "FOLDER"], conflicts_with = "name")]
    pub copy: Option<Vec<String>>,

    /// Show a résumé in every layout, on a page to look at
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "copy"], value_hint = ValueHint::FilePath)]
    pub gallery: Option<PathBuf>,

    /// The folder of the gallery [default: gallery]
    #[arg(short, long, value_name = "FOLDER", requires = "gallery", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,

    /// Also use the layouts in this folder; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub layout_path: Vec<PathBuf>,
}

/// What `recto layouts -h` ends with.
pub const NOTES: &str = "\
Examples:
  recto layouts folio                     the options of folio
  recto layouts --copy folio ours         a copy in the folder ours, to change
  recto render ada.yaml --layout-path . -l ours
  recto layouts --gallery ada.yaml -o gallery     gallery/index.html, with a PDF of each
`layout-path = \".\"` in recto.toml finds it, too.
";

/// Runs the command.
///
/// # Errors
///
/// When there is no such layout, or stdout does not take the text.
pub fn run(args: &LayoutsArgs, layouts_from: Option<&Path>) -> Result<Exit, Diagnostic> {
    let layouts = LayoutFolders::find(layouts_from, &args.layout_path, &[".".into()]).open()?;
    if let Some([name, folder]) = args.copy.as_deref() {
        return copy(&layouts, name, Path::new(folder));
    }
    let text = match &args.name {
        None => list(&layouts.all()?),
        Some(name) => {
            refuse_path(&layouts, name)?;
            describe(&layouts.find(name)?.manifest)
        }
    };
    terminal::print(&text).map(|()| Exit::Done)
}

/// Copies a layout into a folder of another name. What was measured of its pages is left out: the copy will be changed.
fn copy(layouts: &Layouts, name: &str, folder: &Path) -> Result<Exit, Diagnostic> {
    layouts.find(name)?;
    let shown_folder = shown(folder);
    let own = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if own.is_empty() || !own.chars().all(is_plain) {
        let message = format!("`{shown_folder}` is no name for a layout");
        return Err(Diagnostic::of(Rule::Usage, message)
            .help("take letters, digits and hyphens, such as `recto layouts --copy folio ours`"));
    }
    if layouts.names().any(|taken| taken == own) {
        let message = format!("there is a layout `{own}` already");
        return Err(Diagnostic::of(Rule::OutputExists, message).help("name another folder"));
    }
    if folder.symlink_metadata().is_ok() {
        return Err(
            disk::exists(folder).help("name another folder: `recto layouts --copy` overwrites nothing")
        );
    }
    fs::create_dir_all(folder).map_err(|error| disk::failed(folder, &error))?;
    for (path, bytes) in layouts.own_files(name) {
        let target = folder.join(path);
        let manifest = str::from_utf8(bytes).ok().filter(|_| path == "layout.toml");
        let manifest = manifest.map(|text| copied_manifest(text, own));
        fs::create_dir_all(folder_of(&target)).map_err(|error| disk::failed(&target, &error))?;
        disk::create(&target, manifest.as_deref().map_or(bytes, str::as_bytes))?;
    }
    let above = shown(folder_of(folder));
    terminal::talk(&format!(
        "{shown_folder}: written; change it, then `recto render FILE --layout-path {above} -l {own}`\n"
    ));
    Ok(Exit::Done)
}

/// A manifest under another name, without what was measured.
fn copied_manifest(text: &str, name: &str) -> String {
    let mut measured = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            measured = line.trim() == "[readers]";
        }
        match line.split_once('=') {
            _ if measured => {}
            Some((key, _))
                if key.trim() == "name" && !lines.iter().any(|line: &String| line.starts_with('[')) =>
            {
                lines.push(format!("name = \"{name}\""));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

/// Where layouts come from: the program, or a folder in its place, and folders beside that.
#[derive(Debug)]
pub struct LayoutFolders {
    /// The folder of `--layouts-from`.
    pub instead: Option<PathBuf>,
    /// The folders of `--layout-path`, and those that `recto.toml` names.
    pub beside: Vec<PathBuf>,
}

impl LayoutFolders {
    /// Those of the command line.
    pub fn new(instead: Option<&Path>, beside: &[PathBuf]) -> Self {
        Self { instead: instead.map(Path::to_owned), beside: beside.to_vec() }
    }

    /// Those of the command line, and those that the `recto.toml` files of some PATHs name.
    pub fn find(instead: Option<&Path>, beside: &[PathBuf], inputs: &[PathBuf]) -> Self {
        let mut folders = Self::new(instead, beside);
        let embedded = recto::embedded::layouts();
        // What is wrong with a PATH or a file is reported when that is read.
        let files: BTreeSet<_> =
            inputs.iter().filter_map(|path| config::find(InputPath::new(path).ok()?.folder())).collect();
        for file in files {
            let Ok((config, ..)) = config::read(&file, &embedded) else { continue };
            let new = config.layout_paths.into_iter().filter(|path| !folders.beside.contains(path));
            let new: Vec<_> = new.collect();
            folders.beside.extend(new);
        }
        folders
    }

    /// The folders on the disk.
    pub fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.instead.iter().chain(&self.beside)
    }

    /// Reads the layouts.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read, has no layout, or has one of a name that there is already.
    pub fn open(&self) -> Result<Layouts, Diagnostic> {
        let layouts = match &self.instead {
            Some(folder) => Layouts::from_files(&name_of(folder), sources(folder)?)?,
            None => recto::embedded::layouts(),
        };
        let mut beside = self.beside.iter();
        beside.try_fold(layouts, |layouts, folder| layouts.with_files(&name_of(folder), sources(folder)?))
    }
}

/// The flags that use the layout in this very folder, where there is one.
fn path_to(folder: &Path) -> Option<String> {
    folder.join("layout.toml").is_file().then_some(())?;
    let whole = folder.canonicalize().ok()?;
    let (name, above) = (whole.file_name()?, folder_of(folder));
    let above = if folder.file_name().is_some() { above.to_owned() } else { folder.join("..") };
    Some(format!("--layout-path {} -l {}", shown(&above), shown(Path::new(name))))
}

/// Refuses the path of a layout in the place of a name.
///
/// # Errors
///
/// When no layout has the name, and there is one in the folder of that name.
pub fn refuse_path(layouts: &Layouts, name: &str) -> Result<(), Diagnostic> {
    if layouts.names().any(|known| known == name) {
        return Ok(());
    }
    path_to(Path::new(name)).map_or(Ok(()), |command| {
        let message = format!("`{}` is the folder of a layout", clean(name));
        Err(Diagnostic::of(Rule::LayoutUnknown, message).help(format!("`{command}` uses it")))
    })
}

/// A folder as messages name it, without a slash at its end.
fn name_of(folder: &Path) -> String {
    folder.display().to_string().trim_end_matches(std::path::is_separator).to_owned()
}

/// The files of a folder of layouts, each with its path in it; there must be a layout among them.
fn sources(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let failed = |error| unreadable("the layouts in ", folder, &error);
    let mut sources = Vec::new();
    let mut size = 0;
    for path in files(folder).map_err(failed)? {
        let name = slashed(path.strip_prefix(folder).unwrap_or(&path));
        // One byte more than a picture may have, for the engine to refuse.
        let read = open_file(&path).and_then(|file| read_at_most(file, Photo::MAX_BYTES + 1));
        let bytes = read.map_err(failed)?;
        size += bytes.len();
        if size > MAX_BYTES {
            let message =
                format!("the layouts in `{}` have more than {} MB", shown(folder), MAX_BYTES / 1_000_000);
            return Err(Diagnostic::of(Rule::LayoutInvalid, message).help("make their pictures smaller"));
        }
        sources.push((name, bytes));
    }
    if sources.iter().any(|(path, _)| path.ends_with("/layout.toml")) {
        return Ok(sources);
    }
    if let Some(command) = path_to(folder) {
        return Err(Diagnostic::of(Rule::LayoutUnknown, format!("`{}` is a layout", shown(folder)))
            .help(format!("`{command}` uses it")));
    }
    let message = format!("there is no layout in `{}`", shown(folder));
    Err(Diagnostic::of(Rule::LayoutUnknown, message)
        .help("a layout is a folder in it with `layout.toml` and `layout.typ`")
        .help("`recto layouts --copy folio DIR/ours` makes one"))
}

/// The paths of the files that a folder of layouts consists of.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let whole = folder.canonicalize()?;
    let mut parts = folder.read_dir()?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    // The folder may have others beside its layouts, as the current one has.
    parts.retain(|path| path.is_dir() && (path.ends_with(SHARED) || path.join("layout.toml").exists()));
    parts.sort();
    let is_part = |path: &Path| {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        path.ends_with("layout.toml") || end == "typ" || Layouts::PICTURES.contains(&end.as_str())
    };
    let mut files = Vec::new();
    for part in parts {
        let own = part.canonicalize().ok().filter(|own| own.starts_with(&whole));
        // A pipe would keep everything waiting, and a link could show a file that nobody meant.
        let is_inside = |path: &Path| {
            let file = path.canonicalize().ok().filter(|path| path.is_file());
            file.zip(own.as_ref()).is_some_and(|(file, own)| file.starts_with(own))
        };
        let below = files_below(&part, MAX_DEPTH, MAX_FILES)?;
        files.extend(below.into_iter().filter(|path| is_part(path) && is_inside(path)));
    }
    Ok(files)
}

/// The folder with what several layouts share.
const SHARED: &str = "lib";

/// Folders inside one another in a layout.
const MAX_DEPTH: usize = 3;

/// Bytes of all files of a folder of layouts.
const MAX_BYTES: usize = 100_000_000;

/// Files of a layout that are looked at.
const MAX_FILES: usize = 20_000;

/// The help of `--layout`.
pub fn flag_help() -> String {
    let layouts = recto::embedded::layouts();
    let names: Vec<_> = layouts.names().chain([ALL]).collect();
    let names = quoted_list(&names, "or").replace('`', "");
    format!("Visual style: {names}; several with commas [default: {DEFAULT_LAYOUT}]")
}

/// The options of the default layout, as rows.
pub fn options() -> String {
    recto::embedded::layouts()
        .find(DEFAULT_LAYOUT)
        .map_or_else(|_| String::new(), |layout| rows(&listing(&layout.manifest)))
}

/// Names and summaries.
fn list(layouts: &[Layout]) -> String {
    let manifests = || layouts.iter().map(|layout| &layout.manifest);
    let width = manifests().map(|manifest| manifest.name.chars().count()).max().unwrap_or(0);
    let row = |manifest: &Manifest| {
        let default = if manifest.name == DEFAULT_LAYOUT { " (default)" } else { "" };
        format!("{:width$}  {}{default}\n", manifest.name, manifest.summary)
    };
    manifests().map(row).collect()
}

/// Everything about one layout.
fn describe(layout: &Manifest) -> String {
    format!(
        "{name}: {summary}\n\n\
         For         {audience}\n\
         Photo       {photo}\n\
         Extraction  {extraction}\n\n\
         Options, as `--set KEY=VALUE` or under `meta: recto:` in the file:\n{options}",
        name = layout.name,
        summary = layout.summary,
        audience = layout.audience,
        photo = if layout.photo { "yes" } else { "no place for one" },
        extraction = layout.readers.map_or_else(
            || "not measured; `recto check --proof FILE -l NAME` shows what is in place".to_owned(),
            |readers| {
                let [universal, worst] = [readers.universal, readers.worst].map(percent);
                format!("{universal} of the facts in place for every program tried, {worst} for the worst")
            },
        ),
        options = rows(&listing(layout)),
    )
}

/// `84.3 %`, and `100 %` without a fraction.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0).replace(".0 %", " %")
}

/// Columns that a list of options fills at most.
const WIDTH: usize = 80;

/// Options in two columns: the name, then what it does, what it takes and its default.
fn rows(options: &[Listed]) -> String {
    let indent = options.iter().map(|option| option.key.chars().count()).max().unwrap_or(0) + 4;
    let row = |option: &Listed| {
        let default = match option.default.as_str() {
            "" => String::new(),
            default => format!(" [default: {default}]"),
        };
        let text = wrap(&format!("{} [{}]{default}", option.help, option.takes), indent);
        format!("  {:1$}{text}\n", option.key, indent - 2)
    };
    options.iter().map(row).collect()
}

/// Breaks a text between words; every line but the first is indented.
pub fn wrap(text: &str, indent: usize) -> String {
    let mut wrapped = String::new();
    let mut column = indent;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column + 1 + length > WIDTH && column > indent {
            wrapped += &format!("\n{:indent$}", "");
            column = indent;
        } else if column > indent {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_its_own_name_and_no_borrowed_figures() {
        let text =
            "name = \"folio\"\nphoto = true\n\n[parts]\nname = { size = 2 }\n\n[readers]\nuniversal = 1\n";
        let copied = "name = \"ours\"\nphoto = true\n\n[parts]\nname = { size = 2 }\n";
        assert_eq!(copied_manifest(text, "ours"), copied);
    }

    #[test]
    fn options_align_and_wrap() {
        let option = |key: &str, takes: &str, default: &str, help: &str| Listed {
            key: key.to_owned(),
            takes: takes.to_owned(),
            default: default.to_owned(),
            help: help.to_owned(),
        };
        let names = "#rrggbb, navy, slate, blue, teal, forest, plum, burgundy, rust, red";
        let text = rows(&[
            option("accent", names, "#1f3a5f", "colour of heads"),
            option("hide", "a list", "", "sections to leave out"),
        ]);
        assert_eq!(
            text,
            "  accent  colour of heads [#rrggbb, navy, slate, blue, teal, forest, plum,\n          \
             burgundy, rust, red] [default: #1f3a5f]\n  \
             hide    sections to leave out [a list]\n"
        );
    }
}
