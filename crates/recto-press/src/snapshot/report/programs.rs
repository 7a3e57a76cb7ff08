//! What programs read: JSON, annotations of GitHub, JUnit's XML.

use super::{Case, State, escape};
use crate::snapshot::Change;
use recto_resume::text::Rule;
use serde::Serialize;

/// A snapshot. The order of the fields is part of the format.
#[derive(Serialize)]
struct CaseRecord<'a> {
    snapshot: &'a str,
    file: &'a str,
    state: &'a str,
    changes: &'a [Change],
    reasons: Vec<&'a str>,
    /// The rule of each reason; `null` for a remark.
    rules: Vec<Option<&'static str>>,
}

/// One JSON object for each snapshot, on a line of its own.
pub fn json(cases: &[Case]) -> String {
    let line = |case: &Case| {
        let record = CaseRecord {
            snapshot: &case.name,
            file: &case.file,
            state: case.state.as_ref(),
            changes: &case.changes,
            reasons: case.reasons.iter().map(|reason| reason.message.as_str()).collect(),
            rules: case.reasons.iter().map(|reason| reason.rule.map(Rule::name)).collect(),
        };
        // Strings and numbers always serialise.
        serde_json::to_string(&record).unwrap_or_default() + "\n"
    };
    cases.iter().map(line).collect()
}

/// Annotations that GitHub shows beside a pull request, at the résumé's file: workflow commands, one for each change
/// (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).
pub fn github(cases: &[Case]) -> String {
    let mut out = String::new();
    for case in cases {
        let level = match case.state {
            State::Orphaned => "warning",
            state if state.is_fault() => "error",
            _ => continue,
        };
        let verb = format!("{} {}", case.name, case.state.verb());
        let message: Vec<String> = std::iter::once(verb.clone()).chain(case.remarks()).collect();
        let file = Some(case.file.as_str()).filter(|file| !file.is_empty());
        out.push_str(&annotation(level, file, None, &verb, &message.join("\n")));
    }
    out
}

/// One annotation of GitHub Actions, on a line of its own. `level` is `error` or `warning`; `at` is the line and the column,
/// from 1.
pub fn annotation(
    level: &str,
    file: Option<&str>,
    at: Option<(usize, usize)>,
    title: &str,
    message: &str,
) -> String {
    let file = file.map(|file| format!("file={},", property(file))).unwrap_or_default();
    let at = at.map(|(line, column)| format!("line={line},col={column},")).unwrap_or_default();
    format!("::{level} {file}{at}title={}::{}\n", property(title), data(message))
}

/// A message, spelled so that it stays on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// JUnit's XML, which most CI systems draw as a table of tests.
pub fn junit(cases: &[Case]) -> String {
    let tests: Vec<&Case> = cases.iter().filter(|case| case.state != State::Removed).collect();
    let errors = tests.iter().filter(|case| is_error(case)).count();
    let failures = tests.iter().filter(|case| case.state.is_fault()).count() - errors;
    let skipped = tests.iter().filter(|case| case.state == State::Orphaned).count();
    let counts = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"",
        tests.len()
    );
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"recto snapshot\" {counts}>\n  \
         <testsuite name=\"recto snapshot\" {counts}>\n"
    );
    tests.iter().for_each(|case| out.push_str(&test(case)));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn is_error(case: &Case) -> bool {
    matches!(case.state, State::Damaged | State::Failed | State::Unstored)
}

fn test(case: &Case) -> String {
    let (file, layout) = case.file_and_layout();
    let head = format!("    <testcase classname=\"{}\" name=\"{}\"", escape(file), escape(layout));
    let told = escape(&case.remarks().collect::<Vec<_>>().join("\n"));
    let verb = escape(case.state.verb());
    match case.state {
        State::Orphaned => format!("{head}>\n      <skipped message=\"{verb}\"/>\n    </testcase>\n"),
        state if !state.is_fault() => format!("{head}/>\n"),
        state => {
            let tag = if is_error(case) { "error" } else { "failure" };
            let kind = state.as_ref();
            format!(
                "{head}>\n      <{tag} type=\"{kind}\" message=\"{verb}\">{told}</{tag}>\n    </testcase>\n"
            )
        }
    }
}
