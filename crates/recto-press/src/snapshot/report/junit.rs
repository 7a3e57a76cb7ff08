//! JUnit's XML, which most CI systems draw as a table of tests.

use super::{Case, State};

/// The whole file.
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
    let (file, layout) = case.name.rsplit_once('/').unwrap_or((&case.name, ""));
    let head = format!("    <testcase classname=\"{}\" name=\"{}\"", escape(file), escape(layout));
    let told = escape(&case.remarks().collect::<Vec<_>>().join("\n"));
    let verb = escape(case.state.verb());
    match case.state {
        State::Orphaned => format!("{head}>\n      <skipped message=\"{verb}\"/>\n    </testcase>\n"),
        state if !state.is_fault() => format!("{head}/>\n"),
        state => {
            let tag = if is_error(case) { "error" } else { "failure" };
            let kind = state.name();
            format!(
                "{head}>\n      <{tag} type=\"{kind}\" message=\"{verb}\">{told}</{tag}>\n    </testcase>\n"
            )
        }
    }
}

/// Text for XML 1.0, which has no place for control characters at all.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
