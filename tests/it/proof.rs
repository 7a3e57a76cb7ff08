//! `recto check`: what is wrong or weak, and the proof that a PDF holds every fact, against planted faults.

use crate::fixtures::{files, layouts, project, takes_photo};
use crate::harness::{Folder, Outcome, copy, snapshot};
use crate::pdf::Pdf;
use serde_json::Value;
use std::fs;

/// Runs `check --proof` on a file of the project and gives the objects it prints.
fn proof(name: &str, more: &[&str]) -> (Outcome, Vec<Value>) {
    let path = project(name).to_string_lossy().into_owned();
    let folder = Folder::new();
    let args =
        ["check", "--proof", &path, "--message-format", "json"].into_iter().chain(more.iter().copied());
    let outcome = folder.outcome(name, &mut folder.command(args));
    let lines = outcome.out().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(folder.names(), [] as [&str; 0], "a check writes no file");
    (outcome, lines)
}

fn facts(lines: &[Value]) -> impl Iterator<Item = &Value> {
    lines.iter().filter(|line| line.get("fact").is_some())
}

#[test]
fn every_fact_of_the_examples_is_found_in_every_layout() {
    for name in files("examples", &["json", "yaml", "toml", "md"]).iter().filter(|name| *name != "README.md")
    {
        for layout in &layouts() {
            let mut args = vec!["-l", layout];
            if name == "photo.yaml" && !takes_photo(layout) {
                args.extend(["--set", "photo=false"]);
            }
            let (outcome, lines) = proof(&format!("examples/{name}"), &args);
            assert_eq!(outcome.code, Some(0), "{layout} {outcome}");
            let sum = lines.last().expect("the figures");
            let share = |key: &str| sum["proof"][key].as_f64().expect("a share");
            assert!(share("universal") >= share("promised_universal"), "{name} in {layout}: {sum}");
            let lost = facts(&lines).find(|fact| {
                fact["status"] != "found" && fact["order"] != "lines" && fact["order"] != "blocks"
            });
            assert!(lost.is_none(), "{name} in {layout}: {lost:?}");
            assert!(sum["proof"]["facts"].as_u64().is_some_and(|facts| facts > 2), "{sum}");
            assert!(sum["contrast"].as_f64().is_some_and(|ratio| ratio >= 4.5), "{name} in {layout}: {sum}");
            let fonts = sum["fonts"].as_object().expect("fonts");
            assert!(!fonts.is_empty() && fonts.values().all(|embedded| embedded == true), "{sum}");
        }
    }
}

#[test]
fn facts_have_a_page_a_place_and_a_line() {
    let (_, lines) = proof("examples/three-pages.yaml", &[]);
    let all: Vec<_> = facts(&lines).collect();
    let name = all[0];
    assert_eq!(
        (&name["page"], &name["line"], &name["status"]),
        (&1.into(), &3.into(), &"found".into()),
        "{name}"
    );
    let pages: Vec<_> = all.iter().filter_map(|fact| fact["page"].as_u64()).collect();
    assert!(pages.is_sorted() && pages.last() == Some(&3), "{pages:?}");
    for fact in all {
        let (x, y) = (fact["x_mm"].as_f64().expect("x"), fact["y_mm"].as_f64().expect("y"));
        assert!((10.0..200.0).contains(&x) && (10.0..290.0).contains(&y), "{fact}");
    }
}

/// A copy of the layouts in which a piece of one file is replaced.
fn spoiled(home: &Folder, name: &str, file: &str, find: &str, replace: &str) -> String {
    let layouts = home.path("layouts");
    copy(&project("layouts"), &layouts);
    let file = layouts.join(file);
    let text = fs::read_to_string(&file).expect("a layout");
    assert!(text.contains(find), "{name}: nothing to replace");
    fs::write(&file, text.replace(find, replace)).expect("a layout");
    layouts.to_string_lossy().into_owned()
}

#[test]
fn planted_faults_are_found_and_named() {
    let faults = files("tests/fixtures/faults", &["toml"]);
    assert_eq!(faults.len(), 15);
    for name in faults {
        let fault: toml::Table = fs::read_to_string(project("tests/fixtures/faults").join(&name))
            .expect("text")
            .parse()
            .expect("TOML");
        let word = |key: &str| fault[key].as_str().expect("text");
        let home = Folder::new();
        // The letters of a text can be a fault in any layout.
        let layouts = match fault.get("file") {
            Some(_) => spoiled(&home, &name, word("file"), word("find"), word("replace")),
            None => project("layouts").to_string_lossy().into_owned(),
        };
        let example =
            fault.get("example").map_or("examples/ada.json", |example| example.as_str().expect("text"));
        let (outcome, lines) = proof(example, &["-l", "folio", "--layouts-from", &layouts]);
        assert_eq!(outcome.code, Some(1), "{name} {outcome}");
        if fault.contains_key("refused") {
            let told = lines[0]["message"].as_str().expect("a message");
            assert!(told.contains(word("refused")) && facts(&lines).next().is_none(), "{name}: {told}");
            continue;
        }
        for text in fault.get("unseen").into_iter().flat_map(|all| all.as_array().expect("a list")) {
            let told = format!("`{}` is in the PDF but cannot be seen", text.as_str().expect("text"));
            assert!(lines.iter().any(|line| line["message"] == told.as_str()), "{name}: {told}");
        }
        let Some(statuses) = fault.get("facts") else { continue };
        for (status, wanted) in statuses.as_table().expect("facts") {
            let found: Vec<_> = facts(&lines)
                .filter(|fact| fact["status"] == status.as_str())
                .map(|fact| fact["fact"].as_str().expect("text"))
                .collect();
            assert!(!found.is_empty(), "{name}: none is {status}");
            for text in wanted.as_array().expect("a list") {
                assert!(
                    found.contains(&text.as_str().expect("text")),
                    "{name}: {text:?} is not {status}: {found:?}"
                );
            }
        }
        // Each fault is an error at the user's own line.
        let bad = facts(&lines).filter(|fact| fact["status"] != "found").count();
        let errors = lines.iter().filter(|line| line["severity"] == "error").count();
        assert!(errors >= bad && bad > 0, "{name}: {errors} errors for {bad} facts");
    }
}

#[test]
fn publications_are_references_in_every_layout() {
    let papers = "publications:\n  - {name: On soil, authors: [B. Roe, A. Lindqvist], publisher: Soils, releaseDate: '2021'}\n  \
                  - {name: Do roots listen?, publisher: Letters, releaseDate: '2019', summary: A reply.}\n";
    let folder = Folder::new().file("a.yaml", format!("basics: {{name: Ada Lindqvist}}\n{papers}"));
    for layout in recto::embedded::layouts().names() {
        let outcome = folder.run(&format!("check --proof a.yaml -l {layout}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        folder.run(&format!("render a.yaml -l {layout} -o {layout}.pdf"));
        let text = Pdf::new(&folder.read(&format!("{layout}.pdf"))).text();
        for reference in ["B. Roe, A. Lindqvist. On soil. Soils", "Do roots listen? Letters"] {
            assert!(text.contains(reference), "{layout}: {text}");
        }
    }
}

#[test]
fn a_long_paragraph_is_whole_over_the_end_of_a_page() {
    // One of these breaks inside in every layout.
    let home = (22..40).step_by(2).fold(Folder::new(), |home, bullets| {
        let bullets = "      - Short, and done.\n".repeat(bullets);
        let sentence = "This is a sentence of a long paragraph. ".repeat(25);
        let text = format!(
            "basics: {{name: Ada Lindqvist}}\nwork:\n  - name: Skerry\n    highlights:\n{bullets}  - name: Tern\n    summary: {sentence}\n"
        );
        home.file(&format!("{}.yaml", bullets.len()), text)
    });
    let wrong = |more: &str| {
        let outcome =
            home.run(&format!("check . --proof --message-format json -v -l all --set density=0.5 {more}"));
        outcome.out().lines().filter(|line| line.contains("This is") && !line.contains("\"found\"")).count()
    };
    assert_eq!(wrong(""), 0);
    let at_the_top = spoiled(&home, "at the top", "lib/document.typ", "if here().page() not in inside ", "");
    assert!(wrong(&format!("--layouts-from {at_the_top}")) > 2);
}

#[test]
fn what_a_file_has_and_pages_have_not_is_counted() {
    let text = "basics: {name: Ada Lindqvist, shoe: Left foot}\nwork:\n  - {name: Skerry}\n  - {name: Tern, hide: true}\n";
    let outcome = Folder::new().file("ada.yaml", text).run("check --proof ada.yaml");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    // What is hidden is no loss, and a warning names the key.
    assert!(outcome.out().contains("all found, in order; 1 text of the file not printed;"), "{outcome}");
}

/// The contrast of `folio` with other titles of sections, and what is told of it.
fn contrast(titles: &str) -> (f64, Vec<String>) {
    let home = Folder::new();
    let layouts = spoiled(&home, titles, "folio/layout.typ", "heading(level: 2, section.title)", titles);
    let (_, lines) = proof("examples/photo.yaml", &["-l", "folio", "--layouts-from", &layouts]);
    let told =
        lines.iter().filter_map(|line| line["message"].as_str()).filter(|told| !told.contains("apart"));
    (
        lines.last().expect("the figures")["contrast"].as_f64().expect("contrast"),
        told.map(str::to_owned).collect(),
    )
}

#[test]
fn contrast_is_a_figure_only_where_it_is_one() {
    let (usual, told) = contrast("heading(level: 2, section.title)");
    assert!(usual > 4.5 && told.is_empty(), "{usual} {told:?}");
    // White on a dark shape with round corners.
    let title = r#"heading(level: 2, box(fill: rgb("1f3a5f"), radius: 2mm, inset: 1mm, text(fill: white, section.title)))"#;
    assert_eq!(contrast(title), (usual, vec![]));
    // On white, black of which three tenths are left is a grey of 70 %, half of it one of 50 %; and a white veil that lets
    // through a fifth makes it one of 80 %.
    for (title, wanted) in [
        ("heading(level: 2, text(fill: black.transparentize(70%), section.title))", "2.1:1"),
        (
            "heading(level: 2, box(fill: black.transparentize(50%), text(fill: white, section.title)))",
            "4.0:1",
        ),
        (
            "heading(level: 2, box(text(fill: black, section.title) + place(top, rect(height: 9mm, fill: white.transparentize(20%)))))",
            "1.6:1",
        ),
    ] {
        let (ratio, told) = contrast(title);
        let [message] = told.as_slice() else { panic!("{title}: {told:?}") };
        assert!(ratio < 4.5 && message.contains(wanted), "{title}: {ratio} {message}");
    }
    // A gradient or a picture has no one colour.
    for title in [
        "heading(level: 2, text(fill: gradient.linear(red, blue), section.title))",
        "heading(level: 2, box(fill: gradient.linear(red, blue), section.title))",
        "heading(level: 2, box(place(top, pdf.artifact(image(sheet.header.photo.path, width: 80mm))) + section.title))",
    ] {
        let (ratio, told) = contrast(title);
        let [message] = told.as_slice() else { panic!("{title}: {told:?}") };
        assert!(ratio == usual && message.contains("cannot be told"), "{title}: {ratio} {message}");
    }
    // A picture over a title leaves nothing to be seen of it.
    let (_, told) = contrast(
        "heading(level: 2, box(section.title + place(top, dy: -1mm, pdf.artifact(image(sheet.header.photo.path, width: 80mm, height: 9mm, fit: \"stretch\")))))",
    );
    assert!(told.iter().any(|told| told.contains("cannot be seen")), "{told:?}");
}

#[test]
fn a_check_tells_and_writes_nothing() {
    let home =
        Folder::with_ada().file("slip.yaml", "basics:\n  name: Ada Lindqvist\n  emial: ada@example.com\n");
    snapshot!(
        home.run("check ada.yaml"),
        home.run("check --proof ada.yaml"),
        home.run("check --proof -v ada.yaml . -l plain"),
        home.run("check --proof -q ada.yaml"),
        home.run("check -q ada.yaml"),
        home.run("check slip.yaml"),
        home.run("check --strict slip.yaml"),
        home.run("check nowhere.yaml"),
        home.run("check ."),
        home.run("check --proof --message-format json ada.yaml"),
    );
    assert_eq!(home.names(), ["ada.yaml", "slip.yaml"]);
}

#[test]
fn a_title_with_one_highlight_needs_no_list() {
    let text = "basics: {name: Ada Lindqvist}\nwork: [{name: Skerry, highlights: [Set up the tests]}]\n\
                volunteer: [{organization: Harbour, position: Cook, highlights: [Fed the crew]}]\n";
    let folder = Folder::new().file("a.yaml", text);
    for layout in recto::embedded::layouts().names() {
        let outcome = folder.run(&format!("check --proof a.yaml -l {layout}"));
        assert_eq!(outcome.code, Some(0), "{layout} {outcome}");
    }
}
