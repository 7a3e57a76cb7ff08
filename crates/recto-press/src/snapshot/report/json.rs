//! One JSON object for each snapshot, on a line of its own.

use super::Case;
use recto_resume::text::Rule;
use serde::Serialize;

/// A snapshot. The order of the fields is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    snapshot: &'a str,
    file: &'a str,
    state: &'static str,
    changes: Vec<Told<'a>>,
    reasons: Vec<&'a str>,
    /// The rule of each reason; `null` for a remark.
    rules: Vec<Option<&'static str>>,
}

#[derive(Serialize)]
struct Told<'a> {
    kind: &'static str,
    page: Option<usize>,
    message: &'a str,
}

/// All of them.
pub fn json(cases: &[Case]) -> String {
    let line = |case: &Case| {
        let told = case.changes.iter().map(|change| Told {
            kind: change.kind.name(),
            page: change.page,
            message: &change.message,
        });
        let line = Line {
            snapshot: &case.name,
            file: &case.file,
            state: case.state.name(),
            changes: told.collect(),
            reasons: case.reasons.iter().map(|reason| reason.message.as_str()).collect(),
            rules: case.reasons.iter().map(|reason| reason.rule.map(Rule::name)).collect(),
        };
        // Strings and numbers always serialise.
        serde_json::to_string(&line).unwrap_or_default() + "\n"
    };
    cases.iter().map(line).collect()
}
