//! A layout with a side column on page 1 only (`tests/fixtures/layouts/sidebar`): each section is in its column, words are
//! kept whole over pages by the width of their column, and proof and snapshot judge each column by itself.

use crate::fixtures::{fixture, project};
use crate::harness::{Folder, copy};
use crate::pdf::Pdf;
use crate::snapshot::{changes, plant};
use serde_json::Value;

/// What goes on on page 2, and what is set first: the options of the layout.
const FLOWS: [&str; 3] = ["items", "text", "side-first"];

/// The side column begins right of this (mm).
const SIDE: f64 = 120.0;

/// A folder with the layout, what it shares with others, and a résumé of two pages.
fn folder() -> Folder {
    let folder = Folder::new().file("ada.yaml", fixture("sidebar.yaml"));
    copy(&project("layouts/lib"), &folder.path("layouts/lib"));
    copy(&project("tests/fixtures/layouts/sidebar"), &folder.path("layouts/sidebar"));
    folder
}

fn args(command: &str, flow: &str, more: &str) -> String {
    format!("{command} ada.yaml -l sidebar --layouts-from layouts --set flow={flow} {more}")
}

fn pages(folder: &Folder, flow: &str, density: &str) -> Vec<String> {
    let outcome = folder.run(&args("render -o -", flow, &format!("--set density={density}")));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    Pdf::new(&outcome.stdout).pages()
}

/// The facts of a proof, as objects.
fn facts(folder: &Folder, flow: &str) -> Vec<Value> {
    let outcome = folder.run(&args("check --proof --message-format json", flow, "--set density=0"));
    let lines = outcome.out().lines().map(|line| serde_json::from_str(line).expect("JSON"));
    lines.filter(|line: &Value| line.get("fact").is_some()).collect()
}

/// The page and the column of a fact.
fn place<'a>(facts: &'a [Value], text: &str) -> (u64, &'a str) {
    let fact = facts.iter().find(|fact| fact["fact"] == text).unwrap_or_else(|| panic!("no {text}"));
    let is_side = fact["x_mm"].as_f64().expect("x") > SIDE;
    (fact["page"].as_u64().expect("a page"), if is_side { "side" } else { "main" })
}

/// The résumé with a paragraph of many lines that goes on on page 2.
fn with_long_paragraph() -> Folder {
    let words: Vec<String> = (0..150).map(|n| format!("and word{n} of part-{n}a")).collect();
    let folder = folder();
    let summary = format!("{}.", words.join(" "));
    plant(&folder, "ada.yaml", "A low-power, self-calibrating ground-temperature logger", &summary);
    folder
}

#[test]
fn each_section_is_in_its_column() {
    let folder = folder();
    for flow in FLOWS {
        let facts = facts(&folder, flow);
        for title in ["Skills", "Languages", "Education"] {
            assert_eq!(place(&facts, title), (1, "side"), "{title} {flow}");
        }
        for (title, page) in [("Summary", 1), ("Experience", 1), ("Publications", 2)] {
            assert_eq!(place(&facts, title), (page, "main"), "{title} {flow}");
        }
        let pages = pages(&folder, flow, "0");
        let at = |title: &str| pages[0].find(title).expect("a title");
        assert_eq!((pages.len(), at("Skills") < at("Experience")), (2, flow == "side-first"), "{flow}");
    }
}

#[test]
fn the_file_says_what_the_side_column_takes() {
    let folder = folder();
    plant(&folder, "ada.yaml", "basics:", "meta: {recto: {side: [skills]}}\nbasics:");
    let facts = facts(&folder, "items");
    assert_eq!(place(&facts, "Skills"), (1, "side"));
    for title in ["Languages", "Education"] {
        assert_eq!(place(&facts, title), (2, "main"), "{title}");
    }
}

#[test]
fn no_line_of_a_column_ends_inside_a_word() {
    let address = "https://example.org/tests/load-bearing-2022";
    for folder in [folder(), with_long_paragraph()] {
        for (flow, density) in
            FLOWS.iter().flat_map(|flow| ["0", "0.5", "0.7"].map(|density| (flow, density)))
        {
            let pages = pages(&folder, flow, density);
            let text = pages.concat();
            assert!(text.lines().any(|line| line.contains(address)), "whole in the wide column: {text}");
            let is_part =
                |line: &str| line.starts_with("https:") && line != address && address.starts_with(line);
            assert!(text.lines().any(is_part), "broken in the narrow column: {text}");
            let broken = text.lines().filter(|line| line.ends_with(['-', '/']) && !address.contains(line));
            assert_eq!(broken.collect::<Vec<_>>(), [""; 0], "{flow} {density}: {text}");
        }
    }
}

#[test]
fn the_proof_reads_column_by_column() {
    let lost = |folder: &Folder, flow: &str| -> Vec<Value> {
        let lost = facts(folder, flow).into_iter();
        // Programs that read across the page mix any two columns.
        let lost = lost.filter(|fact| fact["status"] != "found" && fact["order"] != "lines");
        lost.filter(|fact| !fact["fact"].as_str().is_some_and(|text| text.starts_with("https://"))).collect()
    };
    for flow in FLOWS {
        assert_eq!(lost(&folder(), flow), [Value::Null; 0], "{flow}");
    }
    // A paragraph that goes on on page 2 is one text only if the side column does not come between.
    let folder = with_long_paragraph();
    assert_eq!(lost(&folder, "side-first"), [Value::Null; 0]);
    let [parted] = lost(&folder, "text").try_into().expect("one fact");
    assert_eq!((&parted["status"], &parted["order"]), (&"split".into(), &"painted".into()), "{parted}");
}

/// A folder whose pages are stored.
fn stored(flow: &str) -> Folder {
    let folder = folder();
    let outcome = folder.run(&args("snapshot", flow, "--update -q"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let outcome = folder.run(&args("snapshot", flow, ""));
    assert_eq!((outcome.code, changes(&outcome)), (Some(0), vec![]), "{outcome}");
    folder
}

#[test]
fn a_change_in_a_column_is_reported_of_no_other() {
    let change = |flow: &str, file: &str, old: &str, new: &str| {
        let folder = stored(flow);
        plant(&folder, file, old, new);
        changes(&folder.run(&args("snapshot", flow, "")))
    };
    let begins = "if index == 0 { keep(section.title";
    let space = |condition: &str, height: &str| format!("if {condition} {{ v({height}) }}; {begins}");
    for flow in FLOWS {
        let layout = |new: &str| change(flow, "layouts/sidebar/layout.typ", begins, new);
        let skill = change(flow, "ada.yaml", "post-tensioned", "fatigue, post-tensioned");
        assert_eq!(skill, ["page 1: text is new: \"fatigue,\" after \"testing, non-linear dynamics,\""]);
        let side = layout(&space("section.id == \"languages\" and index == 0", "3pt"));
        assert_eq!(side, ["page 1: \"Languages\" and 7 lines after it moved 1.1 mm down"], "{flow}");
        let main = layout(&space("section.id == \"projects\" and index == 0", "3pt"));
        assert_eq!(main, ["page 1: \"Projects\" and 17 lines after it moved 1.1 mm down"], "{flow}");
        // So many spaces that they are reported as one.
        let nth = "index + (skills: 0, languages: 3, education: 5).at(section.id)";
        let many = layout(&space("column == \"side\"", &format!("calc.pow(4, {nth}) * .2pt")));
        assert_eq!(
            many,
            ["page 1: \"Skills\" and 20 lines after it moved down, by 0.07 mm to 96.3 mm"],
            "{flow}"
        );
    }
}
