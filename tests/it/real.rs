//! Habits of files found in the wild: all render, and what deserves a look is told.

use crate::fixtures::{LAYOUTS, files, fixture, pdf, render};
use crate::pdf::Pdf;
use crate::problems::{Table, list, problems};

/// Its Chinese is in no embedded font; see `a_date_in_a_script_that_no_font_has`.
const NEEDS_A_FONT: &str = "cjk-date.json";

#[test]
fn every_file_renders_in_every_layout() {
    for name in files("tests/fixtures/real", &["json", "yaml", "toml"]) {
        if name == "expected.toml" || name == NEEDS_A_FONT {
            continue;
        }
        for layout in LAYOUTS {
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
        "numbers-and-booleans.yaml",
        "stray-spaces.json",
    ] {
        let told = problems(&render(&format!("tests/fixtures/real/{name}"), &[]));
        assert!(told.is_empty(), "{name}\n{}", list(&told));
    }
}

#[test]
fn values_are_printed_as_typed() {
    for layout in LAYOUTS {
        let numbers = pdf("tests/fixtures/real/numbers-and-booleans.yaml", &["-l", layout]).text();
        for value in ["0150", "1.50", "007", "3.10"] {
            assert!(numbers.contains(value), "{value} in {layout}: {numbers}");
        }
        let odd = render("tests/fixtures/real/odd-dates.json", &["-l", layout]);
        let odd = Pdf::new(&odd.stdout).text();
        for value in ["01/2018-03/2018", "sometime in the nineties", "expected 2026", "2013-12-021"] {
            assert!(odd.contains(value), "{value} in {layout}: {odd}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_date_in_a_script_that_no_font_has() {
    let outcome = render(&format!("tests/fixtures/real/{NEEDS_A_FONT}"), &[]);
    let told = problems(&outcome);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let error = told.iter().find(|problem| problem.severity == "error").expect("an error");
    assert!(error.line == Some(4) && error.text().contains('至'), "{}", list(&told));
}
