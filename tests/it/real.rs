//! Habits of files found in the wild: all render, and what deserves a look is told.

use crate::fixtures::{files, fixture, layouts, pdf, render};
use crate::pdf::Pdf;
use crate::problems::{Table, list, problems};

#[test]
fn every_file_renders_in_every_layout() {
    for name in files("tests/fixtures/real", &["json", "yaml", "toml"]) {
        if name == "expected.toml" {
            continue;
        }
        for layout in &layouts() {
            let outcome = render(&format!("tests/fixtures/real/{name}"), &["-l", layout]);
            assert_eq!(outcome.code, Some(0), "{outcome}");
            Pdf::new(&outcome.stdout).assert_harmless();
        }
    }
}

#[test]
fn what_deserves_a_look_is_told() {
    let mut missing = String::new();
    for file in Table::new(&fixture("real/expected.toml")).file {
        let told = problems(&render(&format!("tests/fixtures/real/{}", file.name), &[]));
        missing.push_str(&file.missing(&told));
    }
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn habits_that_harm_nobody_are_not_told() {
    for name in [
        "bom.json",
        "grouped-employers.yaml",
        "long-and-broken-strings.json",
        "native-dates.toml",
        "native-dates.yaml",
        "cjk-date.json",
        "stray-spaces.json",
        "utf-16.yaml",
    ] {
        let told = problems(&render(&format!("tests/fixtures/real/{name}"), &[]));
        assert!(told.is_empty(), "{name}\n{}", list(&told));
    }
}

#[test]
fn values_are_printed_as_typed() {
    for layout in &layouts() {
        let numbers = pdf("tests/fixtures/real/numbers-and-booleans.yaml", &["-l", layout]).text();
        for value in ["0150", "1.50", "007", "3.10"] {
            assert!(numbers.contains(value), "{value} in {layout}: {numbers}");
        }
        let odd = render("tests/fixtures/real/odd-dates.json", &["-l", layout]);
        let odd = Pdf::new(&odd.stdout).text();
        for value in ["sometime in the nineties", "expected 2026", "2013-12-021"] {
            assert!(odd.contains(value), "{value} in {layout}: {odd}");
        }
    }
}

#[test]
fn keys_of_other_tools_find_their_place() {
    for layout in &layouts() {
        let text = |name: &str| {
            pdf(&format!("tests/fixtures/real/{name}"), &["-l", layout, "--set", "dates=short"]).text()
        };
        let unknown = text("unknown-keys.json");
        for value in
            ["Mexico", "Figma, Blender, Packaging", "(4)", "A studio that still makes things by hand."]
        {
            assert!(unknown.contains(value), "{value} in {layout}: {unknown}");
        }
        let old = text("v0-names.json");
        for value in
            ["Cedar Loop", "ramanathan.example.com", "3.7", "United States", "Climbing", "Bouldering"]
        {
            assert!(old.contains(value), "{value} in {layout}: {old}");
        }
        let dates = text("cjk-date.json");
        assert!(
            dates.contains("Oct 2020 – Present") && dates.contains("Mar 2017 – Sep 2020"),
            "{layout}: {dates}"
        );
        let dates = text("odd-dates.json");
        for date in
            ["Jan 2018 – Mar 2018", "Sep 2015 – Jan 2017", "Jun 2008 – Present", "Jun 2007 – Aug 2007"]
        {
            assert!(dates.contains(date), "{date} in {layout}: {dates}");
        }
    }
}
