//! JSON Resume 1.0.0 in full: what is valid decodes without an error, what is not is told at its line.

use crate::fixtures::{fixture, project};
use recto::input::Format;
use recto::text::Source;
use recto::text::{Diagnostic, Diagnostics, Place, Severity};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

#[derive(Deserialize)]
struct Valid {
    name: String,
    document: Value,
}

#[derive(Deserialize)]
struct Invalid {
    name: String,
    line: usize,
    says: Vec<String>,
    source: Vec<String>,
}

/// What reading a text as JSON finds, each with its line.
fn found(text: &str) -> Vec<(usize, Diagnostic)> {
    let source = Source::new("resume.json", text);
    let mut diagnostics = Diagnostics::new();
    Format::by_name("json").expect("known").read(&source, &mut diagnostics).expect("it is JSON");
    let line = |diagnostic: &Diagnostic| match diagnostic.place {
        Place::File(span) => text[..span.start].matches('\n').count() + 1,
        _ => 0,
    };
    diagnostics.iter().map(|diagnostic| (line(diagnostic), diagnostic.clone())).collect()
}

fn errors(found: &[(usize, Diagnostic)]) -> Vec<&str> {
    let errors = found.iter().filter(|(_, diagnostic)| diagnostic.severity == Severity::Error);
    errors.map(|(_, diagnostic)| diagnostic.message.as_str()).collect()
}

#[test]
fn what_is_valid_is_no_error() {
    let cases: Vec<Valid> =
        serde_json::from_str(&fixture("jsonresume/valid.json")).expect("the fixture is right");
    assert!(cases.len() > 100);
    for case in cases {
        let found = found(&serde_json::to_string_pretty(&case.document).expect("JSON"));
        assert_eq!(errors(&found), [""; 0], "{}", case.name);
    }
}

#[test]
fn what_is_invalid_is_told_at_its_line() {
    let cases: Vec<Invalid> =
        serde_json::from_str(&fixture("jsonresume/invalid.json")).expect("the fixture is right");
    assert!(cases.len() > 100);
    let mut missing = Vec::new();
    for case in cases {
        let found = found(&case.source.join("\n"));
        let told = found.iter().any(|(line, diagnostic)| {
            let text = [std::slice::from_ref(&diagnostic.message), &diagnostic.help[..]].concat().join("; ");
            let text = format!("{text}; {}", diagnostic.label.as_deref().unwrap_or_default());
            *line == case.line && case.says.iter().all(|phrase| text.contains(phrase))
        });
        if !told {
            missing.push(format!("{} at {} {:?}: {found:?}", case.name, case.line, case.says));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The project's own documents, where a copy lies beside the checkout.
#[test]
fn the_documents_of_json_resume_itself() {
    let Ok(folder) = fs::read_dir(project("../shared/jsonresume/fixtures")) else { return };
    let mut wrong = Vec::new();
    for file in folder {
        let path = file.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("text");
        let cases: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
        // Some are only a date.
        for (name, document) in cases.into_iter().filter(|(_, document)| document.is_object()) {
            let text = serde_json::to_string_pretty(&document).expect("JSON");
            let found = found(&text);
            // A null that says something: an end that is still to come, a name that the page asks for.
            let file = path.file_name().expect("a name");
            let is_read = name == "endDateInvalid" || (file == "basics.json" && name == "nameInvalid");
            let fine = if is_read || !name.contains("Invalid") {
                errors(&found).is_empty()
            } else {
                // Most are wrong by one `null`.
                let null = text.lines().position(|line| line.contains("null")).map(|line| line + 1);
                found.iter().any(|(line, _)| null.is_none_or(|null| null == *line))
            };
            if !fine {
                wrong.push(format!("{} {name}: {document} {found:?}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
