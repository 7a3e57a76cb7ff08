//! The arrows between modules: which may use which. CONTRIBUTING.md shows the graph that this test draws.

use crate::fixtures::project;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Each module of the library, from the ground up, and those it may use.
const ARROWS: &[(&str, &[&str])] = &[
    // recto-resume
    ("text", &[]),
    ("pdf", &["text"]),
    ("language", &["text"]),
    ("resume", &["text", "language"]),
    ("schema", &["text", "language", "resume"]),
    ("select", &["language", "resume"]),
    ("input", &["pdf", "text", "language", "resume", "schema"]),
    ("data", &["text", "language", "resume", "schema", "input"]),
    // recto-press
    ("manifest", &["text", "resume"]),
    ("sheet", &["text", "language", "resume", "schema", "select", "input", "manifest"]),
    ("layout", &["text", "manifest", "sheet"]),
    ("fit", &["text", "resume", "manifest", "sheet", "layout"]),
    ("output", &["text", "language", "resume", "data", "sheet", "layout"]),
    ("proof", &["pdf", "text", "language", "resume", "input", "manifest", "sheet"]),
    ("snapshot", &["text", "resume", "sheet", "layout"]),
    (
        "render",
        &["text", "resume", "select", "input", "data", "manifest", "sheet", "layout", "fit", "output"],
    ),
];

/// The modules of recto-resume; the others are of recto-press.
const RESUME: usize = 8;

/// A module and what it uses.
type Graph = BTreeMap<String, BTreeSet<String>>;

#[test]
fn arrows_go_down_only() {
    let mut found = library();
    for (module, allowed) in ARROWS {
        let used = found.remove(*module).unwrap_or_else(|| panic!("there is no module `{module}`"));
        let allowed: BTreeSet<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        let beyond: Vec<_> = used.difference(&allowed).collect();
        assert!(beyond.is_empty(), "`{module}` uses {beyond:?}, which `ARROWS` does not allow");
        let unused: Vec<_> = allowed.difference(&used).collect();
        assert!(unused.is_empty(), "`ARROWS` allows `{module}` to use {unused:?}, which it does not");
    }
    assert!(found.is_empty(), "`ARROWS` lacks {:?}", found.keys());
    for (n, (module, allowed)) in ARROWS.iter().enumerate() {
        let below = &ARROWS[..n];
        let is_below = |name: &&&str| below.iter().any(|(known, _)| known == *name);
        assert_eq!(allowed.iter().filter(is_below).count(), allowed.len(), "`{module}` has an arrow upwards");
    }
}

#[test]
fn the_graph_in_the_manual_is_this_one() {
    let mut drawn = String::new();
    for (n, (module, used)) in ARROWS.iter().enumerate() {
        if n == 0 || n == RESUME {
            let package = if n == 0 { "recto-resume" } else { "recto-press" };
            writeln!(drawn, "    {package}").expect("a string");
        }
        let line = format!("      {module:<10}{}", used.join(" "));
        writeln!(drawn, "{}", line.trim_end()).expect("a string");
    }
    let manual = std::fs::read_to_string(project("CONTRIBUTING.md")).expect("the manual");
    assert!(manual.contains(&drawn), "CONTRIBUTING.md should show this:\n{drawn}");
}

#[test]
fn the_command_line_has_no_circle() {
    let mut graph = scan(&project("src/cli"), "cli", &[]);
    loop {
        let leaves: BTreeSet<String> =
            graph.iter().filter(|(_, used)| used.is_empty()).map(|(name, _)| name.clone()).collect();
        if leaves.is_empty() {
            break;
        }
        graph.retain(|name, _| !leaves.contains(name));
        graph.values_mut().for_each(|used| used.retain(|name| !leaves.contains(name)));
    }
    assert!(graph.is_empty(), "these modules of the command line use each other in a circle: {graph:#?}");
}

/// The arrows of the library.
fn library() -> Graph {
    let resume = scan(&project("crates/recto-resume/src"), "crate", &[]);
    let mut all = scan(&project("crates/recto-press/src"), "crate", &["recto_resume"]);
    all.extend(resume.into_iter().map(|(module, used)| (renamed(module), used)));
    all
}

/// Both packages have an `output`: that of recto-resume, which writes data, is `data` here.
fn renamed(module: String) -> String {
    if module == "output" { "data".to_owned() } else { module }
}

/// The modules of a folder and what they use: paths that begin with `root::`, with `super::` out of the module, or with
/// one of the packages `others`. Tests may use anything.
fn scan(folder: &Path, root: &str, others: &[&str]) -> Graph {
    let mut graph = Graph::new();
    for path in rust_files(folder) {
        let inside = path.strip_prefix(folder).expect("below it").with_extension("");
        let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_root = parts.len() == 1 && ["lib", "mod", "testing"].contains(&parts[0].as_str());
        if is_root || parts.iter().any(|part| part == "tests") {
            continue;
        }
        // How many `super::` lead out of the module.
        let depth = parts.len() - usize::from(parts.last().is_some_and(|part| part == "mod"));
        let text = std::fs::read_to_string(&path).expect("a file");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let used = graph.entry(parts[0].clone()).or_default();
        let code: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let inside = [format!("{root}::"), "super::".repeat(depth)];
        let names = inside.iter().flat_map(|start| behind(&code, start));
        used.extend(names.filter(|name| *name != parts[0]));
        used.extend(others.iter().flat_map(|other| behind(&code, &format!("{other}::"))).map(renamed));
    }
    graph
}

/// The modules that follow a path such as `crate::`: one, or those of a list in braces.
fn behind(code: &str, start: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(start) {
        let before = &code[..at];
        if before.ends_with("super::") || before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + start.len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => top_level(list),
            None => vec![rest],
        };
        let name =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let names = names.into_iter().map(name);
        found.extend(
            names.filter(|n| n.starts_with(|c: char| c.is_ascii_lowercase()) && n != "super" && n != "self"),
        );
    }
    found
}

/// The parts of a list up to its closing brace, those in inner braces left with theirs.
fn top_level(list: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                parts.push(list[from..at].trim_start());
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    parts
}

/// Every Rust file below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}
