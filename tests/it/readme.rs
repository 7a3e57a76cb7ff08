//! The README says what the program does: its commands run, its output is the program's, its files render.

use crate::harness::Folder;
use std::fs;
use std::path::{Path, PathBuf};

const README: &str = include_str!("../../README.md");

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let starts = README.match_indices(&fence).map(|(at, _)| at + fence.len());
    starts.map(|start| README[start..].split("```").next().expect("a fence that closes")).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with everything that the commands name.
fn folder() -> Folder {
    let read = |path: &str| fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Folder::new()
        .file("ada.yaml", read("examples/ada.yaml"))
        .file("examples/ada.yaml", read("examples/ada.yaml"))
        .file("examples/ada.json", read("examples/ada.json"))
        .file("examples/minimal.yaml", read("examples/minimal.yaml"))
        .file("copied.txt", blocks("text")[0])
        .file("bad.yaml", read("tests/fixtures/readme/bad.yaml"))
}

#[test]
fn consoles_show_what_the_program_prints() {
    let mut seen = 0;
    for block in blocks("console") {
        let (command, shown) = block.split_once('\n').expect("a command");
        let Some(args) = command.strip_prefix("$ recto ") else { continue };
        let outcome = folder().run(args);
        let shown = crate::harness::without_times(shown);
        assert_eq!(outcome.stderr.trim_end(), shown.trim_end(), "{command}");
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn commands_run() {
    let mut seen = 0;
    for line in blocks("sh").into_iter().flat_map(str::lines) {
        let args = match line.split_once(" -- ") {
            Some(("cargo run --release", args)) => args,
            _ => match line.strip_prefix("recto ") {
                Some(args) => args,
                None => continue,
            },
        };
        // The quotes are for the shell, which must not write the pattern out.
        let outcome = folder().run(&args.replace('\'', ""));
        assert_eq!(outcome.code, Some(0), "{line}\n{outcome}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn files_render_without_a_warning() {
    for (language, name) in [("yaml", "shown.yaml"), ("markdown", "shown.md")] {
        for block in blocks(language) {
            let with_name = if block.contains("name: Ada") || block.contains("# Ada") {
                block.to_owned()
            } else {
                format!(
                    "basics: {{name: Ada Lindqvist}}\nwork: [{{position: Engineer}}]\n\
                         skills: [{{name: Rust}}]\ninterests: [{{name: Tides}}]\n{block}"
                )
            };
            let outcome = Folder::new().file(name, with_name).run(&format!("render {name} --strict"));
            assert_eq!(outcome.code, Some(0), "{block}\n{outcome}");
        }
    }
}

#[test]
fn the_configuration_holds() {
    let mut seen = 0;
    for block in blocks("toml") {
        let folder = folder().file("recto.toml", block);
        let outcome = folder.run("render ada.yaml --strict");
        assert_eq!(outcome.code, Some(0), "{block}\n{outcome}");
        let made: Vec<_> = ["folio", "plain"].iter().map(|layout| format!("out/ada-{layout}.pdf")).collect();
        assert!(made.iter().all(|name| folder.read(name).starts_with(b"%PDF")), "{block}");
        seen += 1;
    }
    assert_eq!(seen, 1);
}

#[test]
fn files_that_are_linked_exist() {
    for (at, _) in README.match_indices("](") {
        let target = README[at + 2..].split(')').next().expect("a link that closes");
        if !target.starts_with("http") {
            assert!(Path::new(&root().join(target)).exists(), "{target}");
        }
    }
}

#[test]
fn every_option_is_in_the_table() {
    for option in recto::sheet::options::OPTIONS {
        assert!(README.contains(&format!("`{}`", option.key)), "{}", option.key);
    }
    for layout in recto::embedded::layouts().names() {
        assert!(README.contains(&format!("layouts/{layout}/page.png")), "{layout}");
    }
}
