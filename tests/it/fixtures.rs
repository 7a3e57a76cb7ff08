//! Where the files of the tests are.

use crate::harness::{Folder, Outcome};
use crate::pdf::Pdf;
use std::fs;
use std::path::{Path, PathBuf};

/// The layouts of the program.
pub fn layouts() -> Vec<String> {
    recto::embedded::layouts().names().map(str::to_owned).collect()
}

/// Whether a layout has a place for a photo.
pub fn takes_photo(layout: &str) -> bool {
    manifest(layout)["photo"].as_bool().expect("a boolean")
}

/// Whether a layout has several columns.
pub fn has_columns(layout: &str) -> bool {
    manifest(layout).contains_key("columns")
}

fn manifest(layout: &str) -> toml::Table {
    let path = project("layouts").join(layout).join("layout.toml");
    fs::read_to_string(path).expect("a manifest").parse().expect("TOML")
}

/// A file of the project, named from its folder.
pub fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A file of `tests/fixtures` as text.
pub fn fixture(name: &str) -> String {
    let path = project("tests/fixtures").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of the files in a folder of the project that have one of the extensions, sorted.
pub fn files(folder: &str, extensions: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(project(folder)).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names
        .filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| extensions.contains(&end)))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "{folder} holds no file");
    names
}

/// Runs `render` on a file of the project in a folder of its own; the PDF goes to stdout.
pub fn render(name: &str, args: &[&str]) -> Outcome {
    let path = project(name).to_string_lossy().into_owned();
    let folder = Folder::new();
    let all =
        ["render", &path, "-o", "-", "--message-format", "json"].into_iter().chain(args.iter().copied());
    folder.outcome(&format!("render {name} {}", args.join(" ")), &mut folder.command(all))
}

/// The PDF of a run that must succeed.
pub fn pdf(name: &str, args: &[&str]) -> Pdf {
    let outcome = render(name, args);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    Pdf::new(&outcome.stdout)
}
