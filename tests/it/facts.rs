//! Nothing is lost: every value of a file is in the PDF of every layout.

use crate::fixtures::{files, layouts, pdf, project, render};
use crate::pdf::squeeze;
use crate::problems::{list, problems};
use crate::words::{spaced, without_addresses, words};
use recto::input::Format;
use recto::text::Diagnostics;
use recto::text::Source;
use recto::text::value::{Node, Value};

/// Dates are set in words, addresses may stand behind a link, settings are no text.
const ASIDE: [&str; 10] =
    ["startDate", "endDate", "date", "releaseDate", "url", "image", "countryCode", "meta", "$schema", "type"];

/// The address alone may have a network's and a user's name, in small letters and another order.
const IN_AN_ADDRESS: [&str; 2] = ["network", "username"];
const MARK: &str = "in an address:";

/// Every text of a tree, but those set aside.
fn texts(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Scalar(scalar) => found.push(scalar.text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Map(pairs) => {
            for pair in pairs.iter().filter(|pair| !ASIDE.contains(&pair.key.as_str())) {
                let from = found.len();
                texts(&pair.node, found);
                if IN_AN_ADDRESS.contains(&pair.key.as_str()) {
                    found[from..].iter_mut().for_each(|text| *text = format!("{MARK}{text}"));
                }
            }
        }
        _ => {}
    }
}

/// The texts of a file that are not in a PDF's, marks and punctuation aside.
fn lost(name: &str, source: &str, layout: &str) -> Vec<String> {
    let format = Format::by_extension(name.as_ref()).expect("a known format");
    let tree = format.parse(&Source::new(name, source), &mut Diagnostics::new()).expect("it can be read");
    let mut all = Vec::new();
    texts(&tree, &mut all);
    assert!(all.len() > 30, "{name}: {}", all.len());
    let pdf = pdf(name, &["-l", layout]).text();
    let (printed, run) = (spaced(&pdf), squeeze(&spaced(&pdf)));
    // A long word may be broken at the end of a line.
    let is_in = |text: &String| {
        if let Some(name) = text.strip_prefix(MARK) {
            let (pdf, name) = (pdf.to_lowercase(), name.to_lowercase());
            return name.split('@').all(|part| pdf.contains(part));
        }
        if words(text).is_empty() {
            return pdf.contains(text.as_str());
        }
        let text = spaced(&without_addresses(text));
        printed.contains(&text) || (text.len() > 30 && run.contains(&squeeze(&text)))
    };
    all.into_iter().filter(|text| !is_in(text)).collect()
}

/// What is printed is not said to be left out.
#[test]
fn an_unknown_key_that_is_shown_is_not_told_as_hidden() {
    let told = problems(&render("tests/fixtures/hostile.yaml", &[]));
    assert!(told.iter().any(|problem| problem.message.contains("`shoe_size`")), "{}", list(&told));
    assert!(!told.iter().any(|problem| problem.text().contains("is not printed")), "{}", list(&told));
}

#[test]
fn every_value_is_printed_in_every_layout() {
    for name in [
        "examples/three-pages.yaml",
        "examples/ada.json",
        "examples/ukrainian.yaml",
        "tests/fixtures/hostile.yaml",
    ] {
        assert_all_printed(name);
    }
}

/// The people of JSON Resume's own documents, where a copy lies beside the checkout.
#[test]
fn every_value_of_other_peoples_files_is_printed() {
    let folder = "../shared/jsonresume/personas";
    if project(folder).is_dir() {
        files(folder, &["json"]).iter().for_each(|name| assert_all_printed(&format!("{folder}/{name}")));
    }
}

fn assert_all_printed(name: &str) {
    let source = std::fs::read_to_string(project(name)).expect("text");
    for layout in &layouts() {
        let lost = lost(name, &source, layout);
        assert!(lost.is_empty(), "{name} in {layout}: {lost:#?}");
    }
}
