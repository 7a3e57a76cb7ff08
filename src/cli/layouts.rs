//! `recto layouts`: what there is, and what one of them takes. Everything comes from the manifests and the table of
//! options.

use super::exit::Exit;
use super::paths::{files_below, slashed, unreadable};
use super::terminal;
use clap::Args;
use recto::layout::{Layout, Layouts};
use recto::manifest::Manifest;
use recto::sheet::options::{DEFAULT_LAYOUT, Listed, listing, quoted_list};
use recto::text::Diagnostic;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// `recto layouts`.
#[derive(Debug, Args)]
pub struct LayoutsArgs {
    /// The layout whose options to show
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// When there is no such layout, or stdout does not take the text.
pub fn run(args: &LayoutsArgs, layouts_from: Option<&Path>) -> Result<Exit, Diagnostic> {
    let layouts = open(layouts_from)?;
    let text = match &args.name {
        None => list(&layouts.all()?),
        Some(name) => describe(&layouts.find(name)?.manifest),
    };
    terminal::print(&text).map(|()| Exit::Done)
}

/// The embedded layouts, or those of a folder.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn open(folder: Option<&Path>) -> Result<Layouts, Diagnostic> {
    let Some(folder) = folder else { return Ok(recto::embedded::layouts()) };
    let failed = |error| unreadable("the layouts in ", folder, &error);
    let mut sources = Vec::new();
    for path in files(folder).map_err(failed)? {
        let name = slashed(path.strip_prefix(folder).unwrap_or(&path));
        sources.push((name, fs::read_to_string(&path).map_err(failed)?));
    }
    Layouts::from_files(sources)
}

/// The paths of the files that a folder of layouts consists of.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = files_below(folder, MAX_DEPTH, MAX_FILES)?;
    files.retain(|path| path.ends_with("layout.toml") || path.extension().is_some_and(|end| end == "typ"));
    Ok(files)
}

/// Folders inside one another in a folder of layouts.
const MAX_DEPTH: usize = 4;

/// Files in a folder of layouts that are looked at.
const MAX_FILES: usize = 20_000;

/// What `--layout` takes for each layout there is.
pub const ALL: &str = "all";

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
    let percent = |share: f64| format!("{:.1} %", share * 100.0).replace(".0 %", " %");
    format!(
        "{name}: {summary}\n\n\
         For         {audience}\n\
         Photo       {photo}\n\
         Extraction  {universal} of the facts in place for every program tried, {worst} for the worst\n\n\
         Options, as `--set KEY=VALUE` or under `meta: recto:` in the file:\n{options}",
        name = layout.name,
        summary = layout.summary,
        audience = layout.audience,
        photo = if layout.photo { "yes" } else { "no place for one" },
        universal = percent(layout.readers.universal),
        worst = percent(layout.readers.worst),
        options = rows(&listing(layout)),
    )
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
fn wrap(text: &str, indent: usize) -> String {
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
