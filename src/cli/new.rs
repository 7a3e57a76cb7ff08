//! `recto new`: a starter file in the format that its name asks for.

use super::exit::Exit;
use super::terminal::{self, shown};
use super::{disk, output};
use clap::{Args, ValueHint};
use recto::input::{FORMATS, Format};
use recto::text::{Diagnostic, Rule};
use std::path::{Path, PathBuf};

/// The starter of each format, by the format's name.
static STARTERS: &[(&str, &str)] = &[
    ("yaml", include_str!("starter/resume.yaml")),
    ("json", include_str!("starter/resume.json")),
    ("toml", include_str!("starter/resume.toml")),
    ("markdown", include_str!("starter/resume.md")),
];

/// `recto new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[arg(value_name = "FILE", default_value = "resume.yaml", value_hint = ValueHint::FilePath, help = file_help())]
    pub file: PathBuf,
}

/// Runs the command.
///
/// # Errors
///
/// When the file is there already or cannot be written, or its name asks for a format there is no starter of.
pub fn run(args: &NewArgs) -> Result<Exit, Diagnostic> {
    if args.file == Path::new("-") {
        return terminal::print_bytes(STARTERS[0].1.as_bytes()).map(|()| Exit::Done);
    }
    let name = shown(&args.file);
    if args.file.is_dir() {
        return Err(Diagnostic::of(Rule::Usage, format!("`{name}` is a folder"))
            .help(format!("name a file in it, such as `{}`", shown(&args.file.join("resume.yaml")))));
    }
    if args.file.symlink_metadata().is_ok() {
        return Err(disk::exists(&args.file).help("name another file: `recto new` overwrites nothing"));
    }
    let starter = starter(&args.file)?;
    output::check_folder(&args.file)?;
    disk::create(&args.file, starter.as_bytes())?;
    terminal::talk(&format!("{name}: written; fill it in, then `recto render {name}`\n"));
    Ok(Exit::Done)
}

/// The help of the argument.
pub fn file_help() -> String {
    format!("The file to write: {}, or `-` for stdout", extensions())
}

/// The starter that the file's extension asks for.
fn starter(file: &Path) -> Result<&'static str, Diagnostic> {
    let found =
        Format::by_extension(file).and_then(|format| STARTERS.iter().find(|(name, _)| *name == format.name));
    found.map(|(_, text)| *text).ok_or_else(|| {
        let name = shown(file);
        let better = shown(&file.with_extension("yaml"));
        Diagnostic::of(Rule::Usage, format!("cannot tell which format `{name}` should be in"))
            .help(format!("end the name in {}, such as `{better}`", extensions()))
    })
}

/// The first extension of every format; each has a starter.
fn extensions() -> String {
    let first = |format: &Format| format.extensions.first().map(|extension| format!(".{extension}"));
    FORMATS.iter().filter_map(first).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_starter() {
        for format in FORMATS {
            for extension in format.extensions {
                assert!(starter(Path::new(&format!("a.{extension}"))).is_ok(), "{extension}");
            }
        }
        assert!(starter(Path::new("a.docx")).is_err() && starter(Path::new("a")).is_err());
    }
}
