//! Files that say something else than they mean: what is taken as meant, and what the error says.

use super::{clean, describe, entries, problem, read};
use crate::input::{Format, Source};
use crate::resume::Resume;
use crate::text::Diagnostics;

/// What a file of another format than YAML says, with its problems.
fn read_as(format: &str, text: &str) -> (Resume, Vec<String>) {
    let source = Source::new("ada", text);
    let mut diagnostics = Diagnostics::new();
    let format = Format::by_name(format).expect("a format");
    let resume = format.read(&source, &mut diagnostics).expect("well-formed");
    (resume, diagnostics.iter().map(|d| describe(d, text)).collect())
}

#[test]
fn a_colon_in_a_highlight_asks_for_quotes() {
    assert_eq!(
        problem("work:\n  - name: Kestrel\n    highlights:\n      - Reduced cost: 30 %\n"),
        "error Reduced cost: 30 %: an item of `highlights` is a mapping / \
         the `: ` makes it a mapping, expected text / put the text in quotes: `- \"Reduced cost: 30 %\"`"
    );
    assert_eq!(
        problem("basics:\n  name: Ada\n  summary:\n    One: \"two\\\"s\"\n"),
        "error One: \"two\\\"s\": `summary` is a mapping / the `: ` makes it a mapping, expected text / \
         put the text in quotes: `summary: \"One: two\\\"s\"`"
    );
}

#[test]
fn a_mapping_that_was_meant_is_told_as_before() {
    for (format, text) in [
        ("json", r#"{"work": [{"name": "K", "highlights": [{"Reduced cost": "30 %"}]}]}"#),
        ("toml", "[[work]]\nname = \"K\"\nhighlights = [{cost = \"30 %\"}]\n"),
        ("toml", "[[work]]\nname = \"K\"\nsummary.cost = \"30 %\"\n"),
        ("yaml", "work: [{name: K, highlights: [{cost: 30 %}]}]\n"),
    ] {
        let (_, problems) = read_as(format, text);
        assert!(problems.len() == 1 && !problems[0].contains("quotes"), "{format}: {problems:?}");
    }
}

#[test]
fn a_list_of_texts_serves_as_prose() {
    let (resume, problems) = read("work:\n  - name: K\n    description: [Led five, Cut cost]\n");
    let [warning] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!(warning.message, "`description` is a list");
    assert_eq!(warning.severity, crate::text::Severity::Warning);
    let note = entries(&resume)[0].note.as_ref().expect("a note");
    assert_eq!(note.plain(), "Led five\nCut cost");

    let (resume, problems) = read("basics:\n  name: Ada\n  summary:\n    - One paragraph.\n    -\n");
    assert_eq!(problems.len(), 2, "the list and the null: {problems:#?}");
    assert_eq!(resume.basics.summary.expect("a summary").plain(), "One paragraph.");
}

#[test]
fn networks_in_basics_are_profiles() {
    let resume = clean("basics:\n  name: Ada\n  LinkedIn: https://example.com/in/ada\n  github: ada-l\n");
    let [linkedin, github] = resume.basics.profiles.as_slice() else { panic!("{resume:#?}") };
    assert_eq!(linkedin.network.as_ref().map(|t| t.value.as_str()), Some("LinkedIn"));
    assert_eq!(linkedin.url.as_ref().map(|t| t.value.as_str()), Some("https://example.com/in/ada"));
    assert_eq!(github.network.as_ref().map(|t| t.value.as_str()), Some("GitHub"));
    assert_eq!(github.username.as_ref().map(|t| t.value.as_str()), Some("ada-l"));

    let (resume, problems) = read("basics:\n  name: Ada\n  github: ask me for it\n");
    assert_eq!((resume.basics.profiles.len(), resume.basics.unknown.len()), (0, 1));
    assert_eq!(problems[0].message, "unknown key `github`");
}

#[test]
fn authors_are_one_fact() {
    let resume = clean("publications:\n  - name: Ice\n    authors: [J. Okoye, A. Lindqvist]\n");
    let details: Vec<_> =
        entries(&resume)[0].roles[0].details.iter().map(|text| text.value.as_str()).collect();
    assert_eq!(details, ["J. Okoye, A. Lindqvist"]);
}

#[test]
fn another_format_is_named_once() {
    let text = "cv:\n  name: Ada\n  sections:\n    experience: []\ndesign:\n  theme: classic\n";
    assert_eq!(
        problem(text),
        "error cv: this is a file of RenderCV, whose format recto does not read yet / RenderCV's root / \
         recto reads JSON Resume: `basics`, `work`, `education`, `skills`, … / \
         `recto new` writes a starter file with every section, to fill in"
    );
    assert!(read(text).0.broken);
    let text = "resume:\n  basics:\n    name: Ada\n";
    assert_eq!(
        problem(text),
        "error resume:\n  basics:\n    name: Ada: the résumé stands under the key `resume` / one level too deep / \
         take `resume` out, so that `basics`, `work`, … are the first keys"
    );
    assert!(read("- a\n").0.broken && !read("basics:\n  label: x\n").0.broken);
}
