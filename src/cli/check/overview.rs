//! The overview of `check --report`: a row for each résumé with the person, the number of problems, and what to do first.
//! As a page for people, or as a table for a spreadsheet.

use crate::cli::run::Outcome;
use recto::snapshot::report::escape;
use recto::text::{Diagnostic, Severity};
use std::ops::Range;
use std::path::Path;

/// The kinds of files that an overview can be.
pub const KINDS: [&str; 3] = ["html", "htm", "csv"];

/// The heads of the columns.
const COLUMNS: [&str; 6] = ["Person", "File", "Errors", "Warnings", "First problem", "What to do"];

/// The columns with numbers.
const NUMBERS: Range<usize> = 2..4;

/// One résumé.
#[derive(Debug)]
pub struct Row {
    person: String,
    file: String,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// The first error, or else the first warning, with its line.
    first: String,
    remedy: String,
}

impl Row {
    /// The row of what came of a résumé.
    pub fn new<T>(outcome: &Outcome<T>) -> Self {
        let problems = outcome.problems();
        let all: Vec<&Diagnostic> = outcome.failures.iter().chain(problems.iter()).collect();
        let of = |severity| all.iter().filter(move |one| one.severity == severity);
        let first = of(Severity::Error).next().or_else(|| of(Severity::Warning).next()).copied();
        Self {
            person: outcome.person.clone().unwrap_or_default(),
            file: outcome.source.name.clone(),
            errors: of(Severity::Error).count(),
            warnings: of(Severity::Warning).count(),
            first: first.map(|first| placed(outcome, first)).unwrap_or_default(),
            remedy: first.and_then(|first| first.help.first().cloned()).unwrap_or_default(),
        }
    }

    fn cells(&self) -> [String; COLUMNS.len()] {
        let Self { person, file, errors, warnings, first, remedy } = self;
        [
            person.clone(),
            file.clone(),
            errors.to_string(),
            warnings.to_string(),
            first.clone(),
            remedy.clone(),
        ]
    }
}

/// `line 4: unknown key`.
fn placed<T>(outcome: &Outcome<T>, problem: &Diagnostic) -> String {
    match problem.location(&outcome.source) {
        (source, Some(span)) => format!("line {}: {}", source.line_column(span.start).0, problem.message),
        (_, None) => problem.message.clone(),
    }
}

/// The overview in the format that the name of its file asks for.
pub fn write(path: &Path, rows: &[Row], sum: &str) -> String {
    let is_table = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if is_table { csv(rows) } else { html(rows, sum) }
}

/// Comma-separated values (RFC 4180), with a mark by which spreadsheets know UTF-8.
fn csv(rows: &[Row]) -> String {
    let line = |cells: [String; COLUMNS.len()]| cells.map(|cell| csv_cell(&cell)).join(",") + "\r\n";
    let lines: String = rows.iter().map(|row| line(row.cells())).collect();
    format!("\u{feff}{}{lines}", line(COLUMNS.map(str::to_owned)))
}

/// A cell in quotes. What a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises.
fn csv_cell(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

const STYLE: &str = "\
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem; color: #1c1c1c; background: #fff }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #ddd }
td.number { text-align: right }
tr.error td:first-child { border-left: 4px solid #b3261e; padding-left: .5rem }
tr.warning td:first-child { border-left: 4px solid #b26a00; padding-left: .5rem }
tr.good td:first-child { border-left: 4px solid #2e7d32; padding-left: .5rem }
";

/// A page of its own.
fn html(rows: &[Row], sum: &str) -> String {
    let heads: String = COLUMNS.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let body: String = rows.iter().map(html_row).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>recto check</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n\
         <table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</body>\n</html>\n",
        escape(sum)
    )
}

fn html_row(row: &Row) -> String {
    let class = match (row.errors, row.warnings) {
        (0, 0) => "good",
        (0, _) => "warning",
        _ => "error",
    };
    let cell = |(at, cell): (usize, &String)| {
        let number = if NUMBERS.contains(&at) { " class=\"number\"" } else { "" };
        format!("<td{number}>{}</td>", escape(cell))
    };
    let cells: String = row.cells().iter().enumerate().map(cell).collect();
    format!("<tr class=\"{class}\">{cells}</tr>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |person: &str, errors, warnings| Row {
            person: person.to_owned(),
            file: "a,b.yaml".to_owned(),
            errors,
            warnings,
            first: "line 4: `<b>`, \"quoted\"".to_owned(),
            remedy: "write `2019`".to_owned(),
        };
        vec![row("=HYPERLINK(1)", 1, 0), row("<script>", 0, 0)]
    }

    #[test]
    fn a_table_runs_no_formula() {
        let text = write(Path::new("r.CSV"), &rows(), "");
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
        assert_eq!(lines[0], "\"Person\",\"File\",\"Errors\",\"Warnings\",\"First problem\",\"What to do\"");
        let first =
            "\"'=HYPERLINK(1)\",\"a,b.yaml\",\"1\",\"0\",\"line 4: `<b>`, \"\"quoted\"\"\",\"write `2019`\"";
        assert_eq!((lines[1], lines.len()), (first, 3));
    }

    #[test]
    fn a_page_has_no_markup_of_a_file() {
        let text = write(Path::new("r.html"), &rows(), "2 résumés checked");
        assert!(text.contains("<h1>2 résumés checked</h1>") && text.contains("&lt;script&gt;"), "{text}");
        assert_eq!(text.matches("class=\"number\"").count(), 4, "{text}");
        assert!(!text.contains("<script>") && text.matches("<tr class").count() == 2, "{text}");
    }
}
