//! Data of programs that are known by name, but not read.

use super::mapping::{is_empty, text_at};
use crate::text::value::Node;
use crate::text::{Diagnostic, Rule};

/// Data that is known, but not read.
struct Refused {
    /// What it is, with its article.
    what: &'static str,
    recognises: fn(&Node) -> bool,
    /// What to do instead.
    help: &'static str,
}

/// All such data.
const ALL: &[Refused] = &[
    Refused {
        what: "an HR-XML or HR Open document",
        recognises: |tree| {
            ["Resume", "Candidate", "CandidateType", "candidate"].iter().any(|root| {
                tree.get(root).is_some_and(|node| {
                    ["StructuredXMLResume", "CandidateProfile", "person", "profiles", "CandidatePerson"]
                        .iter()
                        .any(|key| node.get(key).is_some())
                })
            }) && !tree.get("Candidate").is_some_and(super::europass::is_candidate)
        },
        help: "the program that wrote it may also write JSON Resume, PDF or Word, which recto reads",
    },
    Refused {
        what: "Europass data before version 3",
        recognises: |tree| tree.get("learnerinfo").is_some(),
        help: "the PDF that belongs to it can be read in its place",
    },
    Refused {
        what: "linked data (JSON-LD) of another vocabulary",
        recognises: |tree| tree.get("@context").is_some() && tree.get("basics").is_none(),
        help: "recto reads JSON Resume, and data of RenderCV, Reactive Resume, FRESH, Manfred MAC and Europass",
    },
    Refused {
        what: "the manifest of a package, and not a résumé",
        recognises: |tree| {
            let is_package = ["dependencies", "devDependencies", "scripts", "peerDependencies"];
            text_at(tree, "version").is_some()
                && text_at(tree, "name").is_some()
                && tree.get("basics").is_none()
                && is_package.iter().any(|key| tree.get(key).is_some())
        },
        help: "the résumé is probably `resume.json` beside it",
    },
    Refused {
        what: "a JSON Schema, and not a résumé",
        recognises: |tree| {
            text_at(tree, "$schema").is_some_and(|schema| schema.contains("json-schema.org"))
                && tree.get("properties").is_some()
        },
        help: "a résumé has keys such as `basics`, `work`, `education`, `skills`",
    },
    Refused {
        what: "data of Resumake",
        recognises: |tree| {
            tree.get("selectedTemplate").is_some()
                && ["headings", "profile", "basics"].iter().any(|key| tree.get(key).is_some())
        },
        help: "its export of JSON Resume can be read",
    },
    Refused {
        what: "data of YAMLResume",
        recognises: |tree| tree.get("content").is_some_and(|content| content.get("basics").is_some()),
        help: "`recto import` reads the PDF that it makes; or move what is below `content` to the root, where recto's keys are",
    },
    Refused {
        what: "an export of LinkedIn without the profile",
        recognises: |tree| {
            super::linkedin::is_export(tree)
                && super::linkedin::PERSON.iter().all(|key| says_nothing(tree, key))
        },
        help: "ask LinkedIn for a copy of your data with the box for the profile ticked; it comes as a second archive",
    },
];

/// The error for data that is known, but not read.
pub(super) fn find(tree: &Node) -> Option<Diagnostic> {
    let refused = ALL.iter().find(|refused| (refused.recognises)(tree))?;
    let place = super::first_key(tree);
    let message = format!("this is {}, which recto does not read", refused.what);
    Some(Diagnostic::at(Rule::FormatUnsupported, place, message).help(refused.help))
}

fn says_nothing(tree: &Node, key: &str) -> bool {
    tree.get(key).is_none_or(is_empty)
}
