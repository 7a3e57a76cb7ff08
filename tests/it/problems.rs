//! What the program reports, read back from its JSON, and tables of what it should.

use crate::harness::Outcome;
use serde::Deserialize;
use std::fmt;

/// One problem that the program told.
#[derive(Debug, Deserialize)]
pub struct Problem {
    /// `error` or `warning`.
    pub severity: String,
    /// The name of its rule.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// From 1; none when the problem is not in the file.
    pub line: Option<usize>,
    /// In characters from 1.
    pub column: Option<usize>,
    /// The words beside the caret.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Problem {
    /// Message, label and help together.
    pub fn text(&self) -> String {
        let label = self.label.iter().cloned();
        std::iter::once(self.message.clone())
            .chain(label)
            .chain(self.help.clone())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |number: Option<usize>| number.map_or("-".to_owned(), |number| number.to_string());
        let (line, column) = (place(self.line), place(self.column));
        write!(f, "{} {} {line}:{column} {}", self.severity, self.rule, self.text())
    }
}

/// The problems of a run with `--message-format json`: on stdout, or on stderr when the PDF goes to stdout.
pub fn problems(outcome: &Outcome) -> Vec<Problem> {
    let stdout = if outcome.stdout.starts_with(b"%PDF") { "" } else { outcome.out() };
    let lines = stdout.lines().chain(outcome.stderr.lines()).filter(|line| line.starts_with("{\"severity\""));
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// One per line, for a message.
pub fn list(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("  got {problem}\n")).collect()
}

/// A table `expected.toml`.
#[derive(Debug, Deserialize)]
pub struct Table {
    /// One entry for each file.
    pub file: Vec<File>,
}

/// What one file must be told.
#[derive(Debug, Deserialize)]
pub struct File {
    /// The file.
    pub name: String,
    /// Each must be among those told.
    pub problems: Vec<Expected>,
}

/// One problem that must be told.
#[derive(Debug, Deserialize)]
pub struct Expected {
    /// `error` or `warning`.
    pub severity: String,
    /// The name of the rule.
    pub rule: String,
    /// `line`, `line:column` or nothing.
    pub at: String,
    /// Phrases of message, label and help.
    pub says: Vec<String>,
}

impl Table {
    /// Reads one.
    pub fn new(text: &str) -> Self {
        toml::from_str(text).expect("the table is right")
    }
}

impl File {
    /// What of this is missing among the problems, one line each.
    pub fn missing(&self, problems: &[Problem]) -> String {
        let missing: Vec<_> = self.problems.iter().filter(|expected| !expected.is_in(problems)).collect();
        if missing.is_empty() {
            return String::new();
        }
        let lines: String = missing
            .iter()
            .map(|e| format!("  no {} {} {} {:?}\n", e.severity, e.rule, e.at, e.says))
            .collect();
        format!("{}\n{lines}{}", self.name, list(problems))
    }

    /// Whether a problem stops the render.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|expected| expected.severity == "error")
    }
}

impl Expected {
    fn is_in(&self, problems: &[Problem]) -> bool {
        let mut place = self.at.split(':').filter(|part| !part.is_empty());
        let mut number = || place.next().map(|part| part.parse::<usize>().expect("a number"));
        let (line, column) = (number(), number());
        problems.iter().any(|problem| {
            let text = problem.text();
            (&problem.severity, &problem.rule) == (&self.severity, &self.rule)
                && (line.is_none() || line == problem.line)
                && (column.is_none() || column == problem.column)
                && self.says.iter().all(|phrase| text.contains(phrase))
        })
    }
}
