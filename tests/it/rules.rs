//! The rules of diagnostics: each is used, programs read it, and the exit code follows from it and never from words.

use crate::fixtures::project;
use crate::harness::Folder;
use crate::problems::{list, problems};
use recto::text::Rule;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders that contain the code of the workspace.
const SOURCES: [&str; 3] = ["src", "crates/recto-resume/src", "crates/recto-press/src"];

/// Files that know an error of a parser or of the engine by its words, because these give no codes.
const FOREIGN_WORDS: [&str; 3] = [
    "crates/recto-press/src/layout/errors.rs",
    "crates/recto-resume/src/input/syntax/toml/explain.rs",
    "crates/recto-resume/src/input/syntax/yaml/explain.rs",
];

/// Each source file that is no test: its path in the project, and its code without tests and comments.
fn sources() -> Vec<(String, String)> {
    let files = SOURCES.iter().flat_map(|folder| rust_files(&project(folder)));
    let root = project("");
    let mut sources = Vec::new();
    for path in files {
        let name = path.strip_prefix(&root).expect("below it").to_string_lossy().replace('\\', "/");
        if name.split(['/', '.']).any(|part| part == "tests" || part == "testing") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        sources.push((name, lines.join("\n")));
    }
    sources
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let below = |path: PathBuf| match path.is_dir() {
        true => rust_files(&path),
        false if path.extension().is_some_and(|end| end == "rs") => vec![path],
        false => Vec::new(),
    };
    entries.flat_map(below).collect()
}

#[test]
fn every_rule_is_used() {
    let mut used = BTreeSet::new();
    // The table of exit codes names rules without breaking them.
    let elsewhere = |name: &str| !name.ends_with("text/rule.rs") && name != "src/cli/exit.rs";
    for (_, code) in sources().into_iter().filter(|(name, _)| elsewhere(name)) {
        for (at, _) in code.match_indices("Rule::") {
            let rest = &code[at + "Rule::".len()..];
            used.insert(rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>());
        }
    }
    let in_io = BTreeSet::from([Rule::OutputClosed]);
    let unused: Vec<_> =
        Rule::all().filter(|rule| !used.contains(&format!("{rule:?}")) && !in_io.contains(rule)).collect();
    assert!(unused.is_empty(), "no code breaks {unused:?}");
}

#[test]
fn nothing_is_decided_by_the_words_of_a_message() {
    let words = ["message", "reason", "says", "info", "to_string()"];
    let looks = ["contains(", "starts_with(", "ends_with(", "strip_prefix(", "split_once(", "find("];
    for (name, code) in sources() {
        if FOREIGN_WORDS.contains(&name.as_str()) {
            continue;
        }
        for line in code.lines() {
            let is_look = |word: &str| looks.iter().any(|look| line.contains(&format!("{word}.{look}")));
            let looking = words.iter().any(|word| is_look(word));
            assert!(!looking, "{name} looks for words in a message: give it a rule\n{line}");
        }
    }
}

#[test]
fn programs_read_the_rule_of_every_problem() {
    let folder = Folder::new().file(
        "cv.yaml",
        "basics: {name: Ada Lindqvist, emial: a}\nwork: [{startDate: 2019-13}]\nmeta: {recto: {papr: a4}}\n",
    );
    for command in ["render", "check"] {
        let outcome = folder.run(&format!("{command} cv.yaml --message-format json"));
        let found = problems(&outcome);
        let rules: Vec<&str> = found.iter().map(|problem| problem.rule.as_str()).collect();
        assert_eq!(rules, ["unknown-key", "date-invalid", "option-unknown"], "{}", list(&found));
        let severities: Vec<&str> = found.iter().map(|problem| problem.severity.as_str()).collect();
        assert_eq!(severities, ["warning", "error", "error"]);
        let strict = problems(&folder.run(&format!("{command} cv.yaml --strict --message-format json")));
        assert_eq!((strict[0].rule.as_str(), strict[0].severity.as_str()), ("unknown-key", "error"));
    }
    let none = problems(&folder.run("render none.yaml --message-format json"));
    assert_eq!(none[0].rule, "file-unreadable");
}

#[test]
fn a_snapshot_that_cannot_be_made_or_read_names_the_rule() {
    let folder = Folder::with_ada().file("bad.yaml", "basics: {name: Ada}\nwork: [{startDate: 2019-13}]\n");
    folder.run("snapshot ada.yaml --update -q");
    let rules = |args: &str| {
        let outcome = folder.run(&format!("snapshot {args} --message-format json"));
        let lines = outcome.out().lines().map(serde_json::from_str::<serde_json::Value>);
        let found = lines.map(|line| line.expect("JSON")).find(|line| line.get("snapshot").is_some());
        found.expect("a snapshot")["rules"].clone()
    };
    assert_eq!(rules("bad.yaml"), serde_json::json!(["date-invalid"]));
    assert_eq!(rules("ada.yaml"), serde_json::json!([]));
    let file = folder.path("snapshots/ada.yaml/folio/text.txt");
    let stored = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, stored.replacen("snapshot 1", "snapshot 2", 1)).expect("a file");
    assert_eq!(rules("ada.yaml"), serde_json::json!(["snapshot-newer"]));
    let help = "help: a newer recto stored this, and it is left as it is; take that recto";
    assert!(folder.run("snapshot ada.yaml").stderr.contains(help));
    std::fs::write(&file, "").expect("a file");
    assert_eq!(rules("ada.yaml"), serde_json::json!(["snapshot-damaged"]));
}

#[test]
fn a_wrong_name_on_the_command_line_is_exit_2_and_in_a_file_exit_1() {
    let person = "basics: {name: Ada Lindqvist}\n";
    let folder = Folder::with_ada()
        .file("cvs/a.yaml", person)
        .file("cvs/b.yaml", person)
        .file("layout.yaml", format!("{person}meta: {{recto: {{layout: folo}}}}\n"))
        .file("paper.yaml", format!("{person}meta: {{recto: {{paper: a5}}}}\n"))
        .file("told/a.yaml", person)
        .file("told/recto.toml", "[options]\npaper = 'a5'\n");
    for (args, code) in [
        ("layouts folo", 2),
        ("render ada.yaml -l folo", 2),
        ("check ada.yaml -l folo", 2),
        ("snapshot ada.yaml -l folo", 2),
        ("render ada.yaml --from x", 2),
        ("render ada.yaml --set paper=a5", 2),
        ("check ada.yaml --set paper=a5", 2),
        ("snapshot ada.yaml --set paper=a5", 2),
        ("render cvs -o out --set paper=a5", 2),
        ("check cvs --set hide=knitting", 2),
        // Some layouts have the option: the others are left undone.
        ("render ada.yaml -l all -o out --set leaders=dots", 1),
        ("check ada.yaml -l all --set leaders=dots", 1),
        // The words are right, and what they say is not.
        ("render ada.yaml --set email=x --strict", 1),
        ("render layout.yaml", 1),
        ("render paper.yaml", 1),
        ("check paper.yaml", 1),
        ("render told -o out", 1),
        ("render none.yaml", 1),
    ] {
        let outcome = folder.run(args);
        assert_eq!(outcome.code, Some(code), "{args}: {outcome}");
    }
}
