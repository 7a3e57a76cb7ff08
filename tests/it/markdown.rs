//! The shapes that Markdown résumés have: nothing of them is lost, and their parts are recognised.

use crate::fixtures::{fixture, layouts, pdf, render};
use crate::harness::Folder;
use crate::problems::{list, problems};
use crate::words::{without_addresses, words};
use std::collections::BTreeMap;

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
];

/// How often each word occurs, months as they are shortened.
fn count(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words(text) {
        let short = if MONTHS.contains(&word) { &word[..3] } else { word };
        *counts.entry(short.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// Words that join what is recognised, or that an address does without; each file may lose so many of them.
const JOINTS: [(&str, &str, usize); 3] = [("c.md", "at", 2), ("c.md", "https", 1), ("e.md", "at", 3)];

fn lost(name: &str, args: &[&str]) -> Vec<String> {
    let printed = count(&pdf(&format!("tests/fixtures/markdown/{name}"), args).text());
    let source = count(&without_addresses(&fixture(&format!("markdown/{name}"))));
    let joints = |word: &str| {
        JOINTS.iter().find(|joint| (joint.0, joint.1) == (name, word)).map_or(0, |joint| joint.2)
    };
    let fewer =
        |(word, times): &(String, usize)| printed.get(word).copied().unwrap_or(0) + joints(word) < *times;
    source.into_iter().filter(fewer).map(|(word, times)| format!("{word} ×{times}")).collect()
}

#[test]
fn every_word_of_every_shape_is_printed_in_every_layout() {
    let mut all = Vec::new();
    for layout in &layouts() {
        // Months as words, as the files have them.
        let dates = ["-l", layout, "--set", "dates=short"];
        for name in ["a.md", "b.md", "c.md", "d.md", "e.md"] {
            let lost = lost(name, &dates);
            if !lost.is_empty() {
                all.push(format!("{name} in {layout}: {lost:?}"));
            }
        }
        let lost = lost("b-no-name.md", &[&dates[..], &["--set", "name=Maren Okafor"]].concat());
        if !lost.is_empty() {
            all.push(format!("b-no-name.md in {layout}: {lost:?}"));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn a_file_without_a_name_asks_for_one() {
    let outcome = render("tests/fixtures/markdown/b-no-name.md", &[]);
    assert_eq!((outcome.code, outcome.stdout.len()), (Some(1), 0), "{outcome}");
    let told = problems(&outcome);
    assert!(told.iter().any(|problem| problem.text().contains("--set name=")), "{}", list(&told));
    let pdf = pdf("tests/fixtures/markdown/b-no-name.md", &["--set", "name=Maren Okafor"]);
    assert_eq!(pdf.of_role("H1"), ["Maren Okafor"]);
    assert_eq!(pdf.info().author.as_deref(), Some("Maren Okafor"));
}

/// Name, titles of sections, heads of entries, bullets: as the structure of the PDF has them.
#[test]
fn parts_are_recognised_as_what_they_are() {
    for (name, person, sections, heads) in [
        (
            "a.md",
            "Ada Lindqvist",
            &["Education", "Skills", "Languages"][..],
            &["Lead Engineer", "Engineer"][..],
        ),
        ("b.md", "Maren Okafor", &["Experience", "Education"], &["Platform Engineer", "Senior Engineer"]),
        ("c.md", "Tomas Vega", &["Education", "Skills"], &["Senior Engineer", "Engineer"]),
        (
            "d.md",
            "Ines Marchetti",
            &["Education", "Experience", "Skills"],
            &["Lead Engineer", "My Cool Side Project"],
        ),
        ("e.md", "Yusuf Brandt", &["Experience", "Education", "Projects"], &["Working Student", "Lampcount"]),
    ] {
        for layout in &layouts() {
            let args = ["-l", layout, "--set", "lead=role"];
            let pdf = pdf(&format!("tests/fixtures/markdown/{name}"), &args);
            assert_eq!(pdf.of_role("H1"), [person], "{name} in {layout}");
            let titles = pdf.of_role("H2");
            for section in sections {
                let found = titles.iter().any(|title| title.eq_ignore_ascii_case(section));
                assert!(found, "{name} in {layout}: no section {section} in {titles:?}");
            }
            let below = [pdf.of_role("H3"), pdf.of_role("H4")].concat();
            for head in heads {
                assert!(
                    below.iter().any(|text| text.contains(head)),
                    "{name} in {layout}: {head} in {below:?}"
                );
            }
            assert!(
                pdf.roles().contains_key("LI") || name == "c.md",
                "{name} in {layout}: {:?}",
                pdf.roles()
            );
        }
    }
}

#[test]
fn nested_emphasis_and_a_quotation_survive() {
    let source = "# Ada Lindqvist\n\n## Awards\n\n#### Harbour Award\n\n> She was **critical *to* us**.\n";
    let folder = Folder::new().file("ada.md", source);
    let outcome = folder.run("render ada.md -o -");
    let pdf = crate::pdf::Pdf::new(&outcome.stdout);
    assert!(pdf.text().contains("She was critical to us."), "{}", pdf.text());
    assert!(pdf.roles().contains_key("BlockQuote"), "{:?}", pdf.roles());
    assert!(pdf.fonts().len() >= 3, "roman, bold and bold italic: {:?}", pdf.fonts());
}
