//! JSON Resume's own demands: every field of its schema is read, and a null in its place is pointed out there.

use super::*;
use crate::text::value::{Node, Value};
use std::path::{Path, PathBuf};

/// Every text of JSON Resume 1.0.0, by section.
const TEXTS: [(&str, &[&str]); 11] = [
    ("work", &["name", "location", "description", "position", "url", "summary"]),
    ("volunteer", &["organization", "position", "url", "summary"]),
    ("education", &["institution", "url", "area", "studyType", "score"]),
    ("awards", &["title", "awarder", "summary"]),
    ("certificates", &["name", "url", "issuer"]),
    ("publications", &["name", "publisher", "url", "summary"]),
    ("skills", &["name", "level"]),
    ("languages", &["language", "fluency"]),
    ("interests", &["name"]),
    ("references", &["name", "reference"]),
    ("projects", &["name", "description", "url", "entity", "type"]),
];

/// Every list of texts.
const LISTS: [(&str, &str); 8] = [
    ("work", "highlights"),
    ("volunteer", "highlights"),
    ("education", "courses"),
    ("skills", "keywords"),
    ("interests", "keywords"),
    ("projects", "highlights"),
    ("projects", "keywords"),
    ("projects", "roles"),
];

/// Every date.
const DATES: [(&str, &str); 11] = [
    ("work", "startDate"),
    ("work", "endDate"),
    ("volunteer", "startDate"),
    ("volunteer", "endDate"),
    ("education", "startDate"),
    ("education", "endDate"),
    ("projects", "startDate"),
    ("projects", "endDate"),
    ("awards", "date"),
    ("certificates", "date"),
    ("publications", "releaseDate"),
];

const BASICS: [&str; 7] = ["name", "label", "image", "email", "phone", "url", "summary"];
const LOCATION: [&str; 5] = ["address", "postalCode", "city", "countryCode", "region"];
const PROFILE: [&str; 3] = ["network", "username", "url"];

/// Documents with a text (or what `with` puts there) in one place each.
fn documents(with: &str) -> Vec<String> {
    let mut all = vec![format!("$schema: {with}"), format!("meta: {{version: {with}}}")];
    all.extend(BASICS.map(|key| format!("basics: {{{key}: {with}}}")));
    all.extend(LOCATION.map(|key| format!("basics: {{location: {{{key}: {with}}}}}")));
    all.extend(PROFILE.map(|key| format!("basics: {{profiles: [{{{key}: {with}}}]}}")));
    for (section, keys) in TEXTS {
        all.extend(keys.iter().map(|key| format!("{section}: [{{{key}: {with}}}]")));
    }
    all.extend(LISTS.map(|(section, key)| format!("{section}: [{{{key}: [{with}]}}]")));
    all
}

#[test]
fn every_text_of_the_schema_is_read() {
    for document in documents("wherewithal") {
        let resume = clean(&document);
        // What `meta` has is kept for other programs.
        let is_kept = !document.starts_with('$');
        assert_eq!(format!("{resume:?}").contains("wherewithal"), is_kept, "{document}");
    }
}

#[test]
fn every_date_of_the_schema_is_read() {
    for (section, key) in DATES {
        for (date, read) in
            [("2014", "Year(2014)"), ("2014-11", "Month(2014, 11)"), ("2014-11-02", "Full(2014, 11, 2)")]
        {
            let resume = clean(&format!("{section}: [{{{key}: {date}}}]"));
            assert!(format!("{resume:?}").contains(read), "{section}.{key}: {date}");
        }
    }
}

#[test]
fn every_null_is_pointed_out_in_its_place() {
    let sections = TEXTS.map(|(section, _)| format!("{section}: null"));
    // An end that is null goes on.
    let dates = DATES.into_iter().filter(|(_, key)| *key != "endDate");
    let dates = dates.map(|(section, key)| format!("{section}: [{{{key}: null}}]"));
    let lists = LISTS.map(|(section, key)| format!("{section}: [{{{key}: null}}]"));
    let others = [
        "basics: null",
        "meta: null",
        "basics: {location: null}",
        "basics: {profiles: null}",
        "sections: null",
    ];
    let others = others.map(str::to_owned);
    let is_name = |document: &String| document == "basics: {name: null}";
    for document in documents("null")
        .into_iter()
        .filter(|one| !is_name(one))
        .chain(sections)
        .chain(dates)
        .chain(lists)
        .chain(others)
    {
        let found = problem(&document);
        assert!(found.starts_with("warning null:"), "{document}: {found}");
    }
}

#[test]
fn empty_values_of_the_schema_are_fine() {
    for (section, key) in LISTS {
        clean(&format!("{section}: [{{{key}: []}}]"));
    }
    for (section, _) in TEXTS {
        clean(&format!("{section}: []"));
    }
    clean("basics: {location: {}, profiles: []}");
    clean("meta: {}");
    clean("basics: {}");
}

/// Where JSON Resume's own documents lie beside a checkout that has them.
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/jsonresume");

/// The JSON files of a folder: path, tree, text. Nothing when the folder is not there.
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn files(folder: &str) -> Vec<(PathBuf, Node, String)> {
    let folder = Path::new(SHARED).join(folder);
    if !folder.exists() {
        return Vec::new();
    }
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a fixture is text");
        let source = Source::new("fixture.json", text.as_str());
        let format = Format::by_extension(&path).expect("a fixture is JSON");
        let tree = format.parse(&source, &mut Diagnostics::new()).expect("a fixture is well-formed");
        (path, tree, text)
    };
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    files.map(|file| read(file.expect("the folder can be read").path())).collect()
}

/// JSON Resume's fixtures, by case.
fn fixtures() -> Vec<(String, Node, String)> {
    let mut all = Vec::new();
    for (path, tree, text) in files("fixtures") {
        let Value::Map(pairs) = tree.value else { panic!("{path:?} is no mapping") };
        all.extend(pairs.into_iter().map(|pair| (format!("{path:?} {}", pair.key), pair.node, text.clone())));
    }
    all
}

/// The first value that the schema refuses: a null, or a mapping in place of text.
fn offence(node: &Node) -> Option<Span> {
    match &node.value {
        Value::Null => Some(node.span),
        Value::Scalar(_) => None,
        Value::List(items) => items.iter().find_map(offence),
        Value::Map(pairs) if pairs.is_empty() => Some(node.span),
        Value::Map(pairs) => pairs.iter().find_map(|pair| offence(&pair.node)),
    }
}

#[test]
fn json_resumes_own_fixtures() {
    for (case, node, text) in fixtures() {
        let mut diagnostics = Diagnostics::new();
        if let Value::Scalar(scalar) = &node.value {
            let date = crate::resume::Dates::parse(&scalar.text, node.span);
            assert_eq!(date.is_none(), case.ends_with("invalid"), "{case}");
            continue;
        }
        decode(&node, &Source::new("", ""), &mut diagnostics);
        if case.ends_with("endDateInvalid") || case.ends_with("basics.json\" nameInvalid") {
            // A null: it goes on, or the page says that it has no name.
            assert!(!diagnostics.has_errors(), "{case}: {diagnostics:?}");
        } else if case.to_lowercase().ends_with("invalid") {
            let line = |offset: usize| text[..offset].matches('\n').count();
            let place = offence(&node).expect("an invalid fixture has something to refuse");
            let is_there = diagnostics.iter().any(|problem| line(span(problem).start) == line(place.start));
            assert!(is_there, "{case}: {diagnostics:?}");
        } else {
            assert!(diagnostics.is_empty(), "{case}: {diagnostics:?}");
        }
    }
}

#[test]
fn json_resumes_own_people_have_no_problem() {
    for (path, tree, _) in files("personas") {
        let mut diagnostics = Diagnostics::new();
        let resume = decode(&tree, &Source::new("", ""), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{path:?}: {diagnostics:?}");
        let everything = format!("{resume:?}");
        let Value::Map(root) = &tree.value else { panic!("{path:?} is no mapping") };
        for pair in root.iter().filter(|pair| pair.key != "meta" && pair.key != "$schema") {
            for word in words(&pair.node) {
                assert!(everything.contains(&word), "{path:?}: {word} is lost");
            }
        }
    }
}

/// Every word of text in a tree, dates left out: they are numbers in the model.
fn words(node: &Node) -> Vec<String> {
    let letters = |word: &&str| word.chars().all(char::is_alphabetic);
    match &node.value {
        Value::Null => Vec::new(),
        Value::Scalar(scalar) => scalar.text.split_whitespace().filter(letters).map(str::to_owned).collect(),
        Value::List(items) => items.iter().flat_map(words).collect(),
        Value::Map(pairs) => pairs.iter().flat_map(|pair| words(&pair.node)).collect(),
    }
}
