//! No word of a file is left out of its pages unless a message names it.

use crate::fixtures::{files, project};
use recto::input::Format;
use recto::proof::left_out;
use recto::render::{self, Request};
use recto::text::{Diagnostics, Source};
use std::fs;
use std::path::Path;

/// What is left out of a text, as words, when its content is without so many of its last sections; `None` when it is refused.
fn lost(name: &str, text: &str, without: usize) -> Option<Vec<String>> {
    let (engine, source) = (recto::embedded::engine(), Source::new(name, text));
    let format = Format::by_extension(Path::new(name)).expect("a format");
    let mut problems = Diagnostics::new();
    let resume = render::read(&source, format, &mut problems)?;
    let prepared = render::prepare(&engine, &source, &resume, &Request::default(), &mut problems)?;
    let mut content = prepared.content().clone();
    let sections = &mut content.regions.last_mut().expect("a region").sections;
    sections.truncate(sections.len() - without);
    let left = left_out(&source, format, &content, "", &problems);
    Some(left.into_iter().filter(|one| !one.is_named).map(|one| one.word).collect())
}

#[test]
fn nothing_of_the_examples_and_fixtures() {
    let folders = ["examples", "tests/fixtures", "tests/fixtures/real", "tests/fixtures/markdown"];
    let mut checked = 0;
    for folder in folders {
        for name in files(folder, &["json", "yaml", "toml", "md"]) {
            let Ok(text) = fs::read_to_string(project(folder).join(&name)) else { continue };
            if let Some(lost) = lost(&name, &text, 0) {
                checked += 1;
                assert_eq!(lost, [""; 0], "{folder}/{name}");
            }
        }
    }
    assert!(checked > 30, "{checked} files");
}

#[test]
fn a_section_that_is_lost_is_named() {
    let text = "basics: {name: Ada}\nwork: [{name: Skerry}]\nprojects: [{name: Tern, startDate: 2019-03}]\n";
    assert_eq!(lost("ada.yaml", text, 0), Some(vec![]));
    assert_eq!(lost("ada.yaml", text, 1), Some(vec!["tern".into(), "2019".into()]));
    let text = "# Ada\n\n## Work\n\n### Skerry\n\n## Projects\n\n### Tern, March 2019\n";
    assert_eq!(lost("ada.md", text, 0), Some(vec![]));
    assert_eq!(lost("ada.md", text, 1), Some(vec!["Tern".into(), "2019".into()]));
}
