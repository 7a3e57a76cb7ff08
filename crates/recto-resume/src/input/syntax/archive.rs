//! Archives of tables: the tables that say something of a person, one after the other, each under its name.

use super::zip::Archive;
use crate::input::dialect::foreign::{is_read, stem};
use crate::text::{Diagnostic, Diagnostics, Extracted, MAX_BYTES, Place, Rule, Source, Span};

/// The text of an archive of tables. `None` for an archive of anything else.
pub(in crate::input) fn open(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Source> {
    // What is wrong with the archive itself is reported by whoever reads it next.
    let mut archive = Archive::open(bytes).ok()?;
    let tables: Vec<String> =
        archive.names().filter(|name| stem(name).is_some()).map(str::to_owned).collect();
    let wanted = |name: &&String| stem(name).is_some_and(is_read);
    let is_export = tables.iter().any(|name| wanted(&name) || stem(name) == Some("Connections"));
    if !is_export {
        return None;
    }
    let others: Vec<String> = archive
        .names()
        .filter(|name| !stem(name).is_some_and(is_read))
        .filter_map(|name| name.rsplit('/').next())
        .map(|name| format!("`{name}`"))
        .collect();
    let mut text = String::new();
    let mut files = Vec::new();
    for table in tables.iter().filter(wanted) {
        match archive.read(table) {
            Ok(Some(bytes)) => add(table, bytes, &mut text, &mut files, diagnostics),
            Ok(None) => {}
            Err(error) => diagnostics.push(error),
        }
        if text.len() > MAX_BYTES {
            return Some(Source::too_large(name, None, MAX_BYTES, diagnostics));
        }
    }
    if files.is_empty() {
        diagnostics.push(without_profile(&others));
    } else if !others.is_empty() {
        diagnostics.push(left_out(&others, text.len()));
    }
    Some(Source { extracted: Some(Extracted::Files(files)), ..Source::new(name, text) })
}

/// Appends one table under its name.
fn add(
    name: &str,
    bytes: Vec<u8>,
    text: &mut String,
    files: &mut Vec<(String, Span)>,
    diagnostics: &mut Diagnostics,
) {
    let short = name.rsplit('/').next().unwrap_or(name);
    text.push_str("== ");
    text.push_str(short);
    text.push('\n');
    let start = text.len();
    let mut problems = Diagnostics::new();
    let table = Source::read(short.trim_end_matches(".csv"), bytes, &mut problems);
    text.push_str(&table.text);
    files.push((name.to_owned(), Span::new(start, text.len())));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    problems.retain(|problem| problem.rule != Rule::FileEmpty);
    diagnostics.extend(problems.into_iter().map(|problem| match problem.place {
        Place::File(span) => {
            let place = Place::File(Span::new(start + span.start, start + span.end));
            Diagnostic { place, ..problem }
        }
        _ => problem,
    }));
}

/// The warning that the archive has more than a résumé.
fn left_out(others: &[String], end: usize) -> Diagnostic {
    let message =
        format!("files of the archive that are no part of a résumé are left out: {}", others.join(", "));
    Diagnostic::at(Rule::FormatTranslated, Span::at(end.min(1)), message)
}

/// The error for an export that holds no résumé.
fn without_profile(others: &[String]) -> Diagnostic {
    let message = format!(
        "this is an export of LinkedIn without the profile: it has nothing but {}",
        others.join(", ")
    );
    Diagnostic::at(Rule::FormatUnsupported, Span::at(0), message)
        .help("ask LinkedIn for a copy of your data with the box for the profile ticked")
}
