//! Files that cannot be read: each gives a clear message, exit 1, and touches nothing. A mistake on the command line gives
//! exit 2.

use crate::fixtures::{fixture, project};
use crate::harness::{Folder, Outcome, snapshot};
use crate::problems::{Table, list, problems};
use std::fs;

#[test]
fn a_missing_file_names_the_nearest() {
    let folder = Folder::with_ada().file("data/resume.toml", "");
    snapshot!(
        folder.run("render adda.yaml"),
        folder.run("render ada"),
        folder.run("render ada.json"),
        folder.run("render data/resum.toml"),
        folder.run("render nowhere/ada.yaml"),
        folder.run("render zzz.md"),
    );
}

#[test]
fn an_empty_folder_is_told() {
    let folder = Folder::new().file("empty/x", "");
    snapshot!(folder.run("render empty"));
}

#[test]
fn what_is_no_text_is_located() {
    let folder = Folder::new()
        .file("empty.yaml", "")
        .file("latin.yaml", b"basics:\n  name: Ren\xe9\n")
        .file("nul.yaml", "basics:\n  name: A\0B\n");
    snapshot!(
        folder.run("render empty.yaml"),
        folder.run("render latin.yaml"),
        folder.run("render nul.yaml")
    );
    assert_eq!(folder.names(), ["empty.yaml", "latin.yaml", "nul.yaml"]);
}

#[test]
fn a_huge_file_is_not_read() {
    let huge = vec![b'a'; 10_000_000];
    let folder = Folder::new().file("huge.yaml", &huge);
    snapshot!(folder.run("render huge.yaml"), folder.pipe("render -", &huge));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_ada();
    std::fs::set_permissions(folder.path("ada.yaml"), std::fs::Permissions::from_mode(0o000))
        .expect("permissions");
    // Permissions do not bind everybody, such as the superuser in a container.
    if std::fs::read(folder.path("ada.yaml")).is_ok() {
        return;
    }
    snapshot!(folder.run("render ada.yaml"));
}

#[test]
fn names_do_not_steer_the_terminal() {
    let folder = Folder::new().file("a\u{1b}[31m\u{202e}.yaml", "");
    let outcome = folder.outcome("…", &mut folder.command(["render", "a\u{1b}[31m\u{202e}.yaml"]));
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains(r"a\u{1b}[31m\u{202e}.yaml"), "{outcome}");
    assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", outcome.stderr);
}

#[test]
fn as_json_every_problem_is_one_line() {
    let folder = Folder::new().file("latin.yaml", b"basics:\n  name: Ren\xe9\n");
    snapshot!(
        folder.run("render latin.yaml --message-format json"),
        folder.run("render none.yaml --message-format json"),
        folder.run("render latin.yaml --message-format json -o -"),
    );
}

/// A run neither crashes nor is ended by a signal.
fn assert_orderly(outcome: &Outcome) {
    assert!(matches!(outcome.code, Some(0..=2)), "{outcome}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome}");
}

#[test]
fn every_bad_file_is_told_what_is_wrong_and_where() {
    assert_told(&["json"]);
    assert_told(&["toml"]);
    assert_told(&["yaml"]);
}

#[test]
fn every_bad_file_in_markdown_is_told_what_is_wrong_and_where() {
    assert_told(&["md"]);
}

/// Every file of a format gets what its table says, and a PDF only when nothing is an error.
fn assert_told(formats: &[&str]) {
    let mut missing = String::new();
    for file in Table::new(&fixture("bad/expected.toml")).file {
        if !formats.contains(&file.name.rsplit('.').next().unwrap_or_default()) {
            continue;
        }
        let source = fs::read(project("tests/fixtures/bad").join(&file.name)).expect("a fixture");
        let folder = Folder::new().file(&file.name, source);
        let outcome = folder.run(&format!("render {} -o out.pdf --message-format json", file.name));
        assert_orderly(&outcome);
        missing.push_str(&file.missing(&problems(&outcome)));
        let made = folder.names().contains(&"out.pdf".to_owned());
        let stops = file.has_errors();
        if outcome.code != Some(i32::from(stops)) || made == stops {
            missing.push_str(&format!("{}: exit {:?}, a PDF: {made}\n", file.name, outcome.code));
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn no_bad_file_harms_an_older_pdf() {
    for file in Table::new(&fixture("bad/expected.toml")).file {
        // Told wrongly; the test of what is told in Markdown has it.
        if file.name == "deep.md" {
            continue;
        }
        let source = fs::read(project("tests/fixtures/bad").join(&file.name)).expect("a fixture");
        let folder = Folder::new().file(&file.name, source).file("out.pdf", "old");
        // With --strict a warning is enough.
        let outcome = folder.run(&format!("render {} -o out.pdf --strict", file.name));
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert_orderly(&outcome);
        assert_eq!(folder.read("out.pdf"), b"old", "{}", file.name);
        assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    }
}

#[test]
fn every_bad_file_is_listed() {
    let listed: Vec<_> =
        Table::new(&fixture("bad/expected.toml")).file.into_iter().map(|file| file.name).collect();
    for name in crate::fixtures::files("tests/fixtures/bad", &["json", "yaml", "toml", "md"]) {
        assert!(name == "expected.toml" || listed.contains(&name), "{name}");
    }
}

#[test]
fn all_problems_of_a_file_are_told_in_file_order() {
    for name in ["wrong-type.yaml", "unknown-key.yaml", "unknown-value.yaml"] {
        let source = fixture(&format!("bad/{name}"));
        let folder = Folder::new().file(name, source);
        let told = problems(&folder.run(&format!("render {name} --message-format json")));
        assert!(told.len() >= 7, "{name}:\n{}", list(&told));
        assert!(told.is_sorted_by_key(|problem| problem.line), "{name}:\n{}", list(&told));
    }
}

#[test]
fn every_kind_of_mistake_on_the_command_line_names_what_is_near() {
    let folder = Folder::with_ada();
    for (args, says) in [
        ("-l folo", &["folo", "folio"][..]),
        ("--set acent=navy", &["acent", "accent"]),
        ("--set accent=nevy", &["nevy", "navy"]),
        ("--set accent=#12345", &["#12345"]),
        ("--set paper=a5", &["a5", "a4", "us-letter"]),
        ("--set density=3", &["3", "0", "1"]),
        ("--set size=big", &["big"]),
        ("--set size=900", &["900"]),
        ("--set lang=klingonese", &["klingonese"]),
        ("--set dates=shrt", &["shrt", "short"]),
        ("--set links=underlined", &["underlined", "underline"]),
        ("--set page-numbers=maybe", &["maybe", "true", "false"]),
        ("--set leaders=stars", &["stars", "dots", "spaces"]),
        ("--set hide=skils", &["skils", "skills"]),
        ("--set sections=wrok", &["wrok", "work"]),
        ("--set titles.eduction=School", &["eduction", "education"]),
        ("--set font=Plecks", &["Plecks"]),
        ("--set sparkle=much", &["sparkle"]),
    ] {
        let outcome = folder.run(&format!("render ada.yaml --message-format json {args}"));
        let told = problems(&outcome);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        let found = told.iter().any(|problem| says.iter().all(|phrase| problem.text().contains(phrase)));
        assert!(found, "{args}: {says:?}\n{}", list(&told));
        assert_eq!(folder.names(), ["ada.yaml"]);
    }
}

#[test]
fn a_wrong_command_line_is_reported_as_json_too() {
    let folder = Folder::with_ada();
    for command in ["render", "check", "snapshot"] {
        let outcome = folder.run(&format!("{command} ada.yaml --stict --message-format json"));
        let found = problems(&outcome);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(2), ""), "{outcome}");
        assert_eq!((found[0].rule.as_str(), found[0].severity.as_str()), ("usage", "error"), "{outcome}");
        let text = found[0].text();
        for part in
            ["unexpected argument '--stict' found", "a similar argument exists: '--strict'", "Usage: recto"]
        {
            assert!(text.contains(part), "{text}");
        }
    }
    let help = folder.run("render --help --message-format json");
    assert!(help.code == Some(0) && help.out().contains("Examples:"), "{help}");
}

#[test]
fn an_option_without_a_value_is_reported_and_a_field_is_taken_away() {
    let folder = Folder::with_ada();
    for option in ["paper", "accent", "layout", "titles.work", "photo", "style.date.color"] {
        let outcome = folder.run(&format!("check ada.yaml --message-format json --set {option}="));
        let found = problems(&outcome);
        assert!(found[0].message.ends_with("has no value"), "{option}: {outcome}");
    }
    for option in ["email", "hide", "sections"] {
        let outcome = folder.run(&format!("check ada.yaml --strict --set {option}="));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{outcome}");
    }
}

#[test]
fn an_option_of_the_folder_is_shown_with_its_line() {
    let folder = Folder::with_ada().file("recto.toml", "[options]\npaper = 'a6'\n");
    let outcome = folder.run("render ada.yaml");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for part in ["recto.toml:2:9", "2 │ paper = 'a6'", "^^^^"] {
        assert!(outcome.stderr.contains(part), "{part}: {outcome}");
    }
    for command in ["render", "check"] {
        let outcome = folder.run(&format!("{command} ada.yaml --message-format json"));
        assert!(outcome.out().contains(r#""file":"recto.toml","line":2,"column":9"#), "{outcome}");
    }
}

#[test]
fn a_layout_may_be_set_like_any_option() {
    let folder = Folder::with_ada();
    let told = problems(&folder.run("render ada.yaml --message-format json --set layout=folo"));
    assert!(told.iter().any(|problem| problem.text().contains("`folio`")), "{}", list(&told));
    let outcome = folder.run("render ada.yaml --set layout=datum");
    assert!(outcome.stderr.contains(", datum, "), "{outcome}");
}

#[test]
fn the_photo_of_a_website_is_left_out_with_a_warning() {
    let portrait =
        std::fs::read(format!("{}/examples/portrait.png", env!("CARGO_MANIFEST_DIR"))).expect("there");
    for path in ["/me.webp", "/assets/img/prof.jpg", "/images/ada lindqvist.png"] {
        let folder = Folder::new().file("ada.yaml", format!("basics: {{name: Ada, image: \"{path}\"}}\n"));
        for layout in ["datum", "plain"] {
            let outcome = folder.run(&format!("render ada.yaml -l {layout} --message-format json"));
            let told = problems(&outcome);
            assert_eq!((outcome.code, told.len(), told[0].line), (Some(0), 1, Some(1)), "{outcome}");
        }
        let strict = folder.run("render ada.yaml -l datum --strict");
        assert!(strict.code == Some(1) && strict.stderr.contains("save it beside the résumé"), "{strict}");
        // The file of that name may be the one that is meant.
        let near = folder.file(path.trim_start_matches('/'), &portrait).run("render ada.yaml -l datum");
        assert!(near.code == Some(1) && near.stderr.contains("; write `"), "{near}");
    }
}

#[test]
fn a_missing_photo_is_told_with_its_place() {
    let source = "basics:\n  name: Ada Lindqvist\n  image: photos/ada.png\n";
    let folder = Folder::new().file("ada.yaml", source).file("photos/adda.png", "");
    let told = problems(&folder.run("render ada.yaml --message-format json"));
    assert_eq!((told[0].line, told[0].column), (Some(3), Some(10)), "{}", list(&told));
    assert!(told[0].text().contains("photos/ada.png"), "{}", list(&told));
    let folder = folder.file("photos/ada.png", "no picture at all");
    let outcome = folder.run("render ada.yaml --message-format json");
    let told = problems(&outcome);
    assert_eq!((outcome.code, told[0].line), (Some(1), Some(3)), "{outcome}");
}
