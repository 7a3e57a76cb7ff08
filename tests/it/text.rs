//! Files of text: plain text for forms, Markdown and JSON Resume that say what the résumé says.

use crate::fixtures::{files, project};
use crate::harness::{Folder, snapshot};
use recto::input::Format as Input;
use recto::output::Format;
use recto::render::{Engine, Request, prepare, read};
use recto::sheet::{Content, RequestedOption};
use recto::text::Diagnostics;
use recto::text::Source;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine {
    fonts: recto::embedded::fonts(),
    layouts: recto::embedded::layouts(),
    remember: Engine::REMEMBER,
});

/// Every résumé of the project that can be read: the examples and the fixtures.
fn all() -> Vec<(String, String)> {
    let folders = [
        "examples",
        "tests/fixtures",
        "tests/fixtures/real",
        "tests/fixtures/markdown",
        "tests/fixtures/bad",
        "tests/fixtures/jsonresume",
    ];
    let names = folders.iter().flat_map(|folder| {
        let names = files(folder, &["json", "yaml", "toml", "md"]).into_iter();
        names.map(move |name| format!("{folder}/{name}"))
    });
    let texts = names.filter(|name| !name.ends_with("README.md") && !name.ends_with("expected.toml"));
    texts
        .filter_map(|name| Some((std::fs::read_to_string(project(&name)).ok()?, name)))
        .map(|(text, name)| (name, text))
        .collect()
}

/// A sheet, and the file of a format made from the same résumé. `None` when the file has no sheet.
fn made(name: &str, text: &str, format: &str, options: &[&str]) -> Option<(Content, String)> {
    let input = Input::by_extension(name.as_ref()).expect("a known format");
    let source = Source::new(name, text.trim_start_matches('\u{feff}'));
    let resume = read(&source, input, &mut Diagnostics::new())?;
    let name = resume.basics.name.is_none().then_some("name=Ada Lindqvist");
    let argument = |set: &&str| {
        let (key, value) = set.split_once('=').expect("key=value");
        RequestedOption::from_text(key, value, format!("--set {set}"))
    };
    let arguments: Vec<RequestedOption> =
        ["photo=false"].iter().chain(&name).chain(options).map(argument).collect();
    // Errors of the file stop a render; here the question is only what became of what could be read.
    let mut diagnostics = Diagnostics::new();
    let request = Request { arguments: &arguments, ..Request::default() };
    let prepared = prepare(&ENGINE, &source, &resume, &request, &mut diagnostics)?;
    let written = prepared.text(Format::by_name(format).expect("an output format"));
    Some((prepared.content().clone(), written.expect("a format of text")))
}

/// A sheet without what only belongs to a file.
fn said(content: &Content) -> serde_json::Value {
    serde_json::to_value(content).expect("JSON")
}

/// Where two values differ first.
fn difference(path: &str, a: &serde_json::Value, b: &serde_json::Value) -> Option<String> {
    use serde_json::Value::{Array, Object};
    match (a, b) {
        (Object(x), Object(y)) if x.keys().eq(y.keys()) => {
            x.iter().find_map(|(key, one)| difference(&format!("{path}.{key}"), one, &y[key]))
        }
        (Array(x), Array(y)) if x.len() == y.len() => {
            x.iter().zip(y).enumerate().find_map(|(n, (x, y))| difference(&format!("{path}[{n}]"), x, y))
        }
        _ => (a != b).then(|| format!("{path}: {a} became {b}")),
    }
}

#[test]
fn json_reads_back_as_the_same_sheet() {
    let mut seen = 0;
    let mut faults = Vec::new();
    for (name, text) in all() {
        for unknown in ["show-unknown=false", "show-unknown=true"] {
            let Some((sheet, json)) = made(&name, &text, "json", &[unknown]) else { continue };
            seen += 1;
            let (again, twice) = made("again.json", &json, "json", &[unknown])
                .unwrap_or_else(|| panic!("{name} cannot be read back:\n{json}"));
            if let Some(difference) = difference("", &said(&sheet), &said(&again)) {
                faults.push(format!("{name} {unknown} {difference}"));
            }
            if json != twice {
                faults.push(format!("{name}: written twice, it differs\n{json}\n{twice}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {seen}\n{}", faults.len(), faults.join("\n"));
    assert!(seen > 80, "{seen}");
}

/// The texts of a sheet, each as often as it stands there.
fn leaves(content: &Content) -> Vec<String> {
    let mut all: Vec<String> = content.leaves().iter().flat_map(|(text, _)| words(text)).collect();
    all.sort();
    all
}

fn words(text: &str) -> Vec<String> {
    let letters = |c: char| !c.is_alphanumeric();
    text.split(letters).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn markdown_reads_back_with_every_word() {
    let mut faults = Vec::new();
    for (name, text) in all() {
        let Some((sheet, markdown)) = made(&name, &text, "md", &["show-unknown=true"]) else { continue };
        let (again, _) = made("again.md", &markdown, "md", &["show-unknown=true"])
            .unwrap_or_else(|| panic!("{name} cannot be read back:\n{markdown}"));
        let found = leaves(&again);
        let lost: Vec<_> =
            leaves(&sheet).into_iter().filter(|word| found.binary_search(word).is_err()).collect();
        if !lost.is_empty() {
            faults.push(format!("{name} loses {lost:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Markdown has no place for the level of a skill that also has keywords.
const WITH_LEVELS: &str = "examples/three-pages.yaml";

#[test]
fn the_examples_read_back_from_markdown_as_the_same_sheet() {
    let mut faults = Vec::new();
    let is_example = |name: &str| name.starts_with("examples/") && name != WITH_LEVELS;
    for (name, text) in all().into_iter().filter(|(name, _)| is_example(name)) {
        let (sheet, markdown) = made(&name, &text, "md", &[]).expect("an example");
        let (again, _) = made("again.md", &markdown, "md", &[]).expect("markdown");
        if let Some(difference) = difference("", &said(&sheet), &said(&again)) {
            faults.push(format!("{name} {difference}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn plain_text_has_every_text_in_order_and_pastes_well() {
    for (name, text) in all() {
        let Some((sheet, plain)) = made(&name, &text, "txt", &[]) else { continue };
        assert!(plain.ends_with('\n') && !plain.ends_with("\n\n"), "{name}");
        for line in plain.lines() {
            assert_eq!(line, line.trim_end(), "{name}");
            let width = unicode_width::UnicodeWidthStr::width(line);
            let is_one_word = !line.trim_start_matches(['-', ' ']).contains(' ');
            assert!(width <= 78 || is_one_word, "{name}: {width} columns: {line}");
            assert!(!line.contains(['“', '”', '’', '–', '—', '…']), "{name}: {line}");
        }
        let printed = words(&plain).concat();
        let mut at = 0;
        for (leaf, _) in sheet.leaves() {
            let leaf = words(leaf).concat();
            match printed[at..].find(&leaf) {
                Some(found) => at += found + leaf.len(),
                None => panic!("{name}: `{leaf}` is not where it belongs in\n{plain}"),
            }
        }
    }
}

#[test]
fn ada_as_text() {
    let name = "examples/ada.yaml";
    let text = std::fs::read_to_string(project(name)).expect("an example");
    for format in ["txt", "md", "json"] {
        let (_, written) = made(name, &text, format, &[]).expect("ada");
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => true, omit_expression => true }, {
            insta::assert_snapshot!(format!("ada_{format}"), written);
        });
    }
}

#[test]
fn several_files_of_text_beside_a_pdf() {
    let home = Folder::with_ada();
    let first = home.run("render ada.yaml -f txt,md,json,pdf -v -o out");
    assert_eq!(first.code, Some(0), "{first}");
    let mut command = home.command(["render", "ada.yaml", "-f", "txt,md,json,pdf", "-o", "out"]);
    let again = home.outcome("render again", &mut command);
    assert_eq!(again.stderr, "0 made, 1 unchanged, 0 failed, [TIME]\n", "{again}");
    for name in ["ada.txt", "ada.md", "ada.json"] {
        let text = home.read(&format!("out/{name}"));
        assert!(text.ends_with(b"\n") && String::from_utf8(text).expect("text").contains("ada@example.com"));
    }
}

#[test]
fn text_goes_to_stdout_and_back_in() {
    let home = Folder::with_ada();
    let json = home.run("render ada.yaml -f json -o -");
    assert_eq!((json.code, json.stderr.as_str()), (Some(0), ""), "{json}");
    let again = home.pipe("render - -f json -o - --from json", &json.stdout);
    assert_eq!(again.out(), json.out());
    let txt = home.run("render ada.yaml -f txt -o - --set name=Grace");
    assert_eq!(txt.out(), "Grace\n\nada@example.com\n");
    let set = home.run("render ada.yaml -f json -o - --set name=Grace");
    assert!(set.out().contains("\"name\": \"Grace\""), "{set}");
}

#[test]
fn a_resume_is_never_written_over_unasked() {
    let json = "{\"basics\": {\"name\": \"Ada Lindqvist\"}}";
    let home = Folder::with_ada().file("ada.json", json).file("ada.md", "# Ada\n");
    snapshot!(
        home.run("render ada.json -f json"),
        home.run("render ada.json -o ada.json"),
        home.run("render ada.yaml -f json"),
        home.run("render ada.yaml -f md"),
        home.run("render . -f json -o ."),
        home.run("render ada.yaml -f md -o ada.txt"),
        home.run("render ada.yaml -f md --force"),
        home.run("render ada.yaml -o other.json"),
    );
    assert_eq!(home.read("ada.json"), json.as_bytes());
}

#[test]
fn a_number_that_a_link_shows_is_there_once() {
    let text = "# Ada Lindqvist\n\n## Notes\n\nCall [+1 (555) 010-0123](tel:+15550100123) or [the desk](tel:+15550100199).\n";
    let outcome = Folder::new().file("a.md", text).run("render a.md -f txt -o -");
    assert!(outcome.out().contains("Call +1 (555) 010-0123 or the desk (+15550100199)."), "{outcome}");
}
