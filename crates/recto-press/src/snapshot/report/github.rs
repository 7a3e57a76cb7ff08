//! Annotations that GitHub shows beside a pull request: workflow commands, one for each change
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use super::{Case, State};

/// All that is to be said. An annotation stands at the résumé's file.
pub fn github(cases: &[Case]) -> String {
    let mut out = String::new();
    for case in cases {
        let level = match case.state {
            State::Orphaned => "warning",
            state if state.is_fault() => "error",
            _ => continue,
        };
        let verb = format!("{} {}", case.name, case.state.verb());
        let told: Vec<String> = case.remarks().collect();
        let message = if told.is_empty() { verb.clone() } else { format!("{verb}\n{}", told.join("\n")) };
        let file =
            if case.file.is_empty() { String::new() } else { format!("file={},", property(&case.file)) };
        out.push_str(&format!("::{level} {file}title={}::{}\n", property(&verb), data(&message)));
    }
    out
}

/// A message, spelled so that it stays on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
