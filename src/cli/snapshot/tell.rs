//! Telling what came of a run.

use super::args::{Format, SnapshotArgs};
use super::work::Done;
use crate::cli::exit::Failure;
use crate::cli::report::Report;
use crate::cli::terminal::{self, clean};
use recto::snapshot::report::{self, Case, Reason, State};
use recto::text::Rule;

/// Tells what is wrong in a résumé that cannot be rendered, and gives what came of it. Warnings are left to other
/// commands: they are the same every day.
pub fn problems(mut done: Done, report: &Report) -> Vec<Case> {
    if let Some(source) = done.source.as_ref().filter(|_| done.diagnostics.has_errors()) {
        report.problems(source, &mut done.diagnostics);
    }
    done.failures.iter().for_each(|failure| report.failure(failure));
    done.cases
}

/// Tells the results.
///
/// # Errors
///
/// When stdout does not take them.
pub fn results(args: &SnapshotArgs, cases: &[Case]) -> Result<(), Failure> {
    match args.message_format {
        Format::Human => {
            terminal::talk(&human(args, cases));
            Ok(())
        }
        Format::Json => terminal::print(&clean_lines(&report::json(cases))),
        Format::Github => terminal::print(&clean_lines(&report::github(cases))),
        Format::Junit => terminal::print(&clean_lines(&report::junit(cases))),
    }
}

/// Text with its lines kept and nothing in it that a terminal would obey.
fn clean_lines(text: &str) -> String {
    text.lines().map(|line| clean(line) + "\n").collect()
}

/// For people: what is not as it was, then the count.
fn human(args: &SnapshotArgs, cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases.iter().filter(|case| case.state != State::Same) {
        if case.state == State::Stored && args.quiet {
            continue;
        }
        text.push_str(&format!("{} {}\n", clean(&case.name), case.state.verb()));
        case.remarks().for_each(|line| text.push_str(&format!("  {}\n", clean(&line))));
    }
    let fault = cases.iter().any(|case| case.state.is_fault());
    if args.quiet && !fault {
        return text;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!("{}\n", report::summary(cases)));
    if let Some(help) = help(args, cases) {
        text.push_str(&format!("help: {help}\n"));
    }
    text
}

/// What to do next.
fn help(args: &SnapshotArgs, cases: &[Case]) -> Option<String> {
    let has = |state| cases.iter().any(|case| case.state == state);
    let newer = |reason: &Reason| reason.rule == Some(Rule::SnapshotNewer);
    if cases.iter().flat_map(|case| &case.reasons).any(newer) {
        return Some("a newer recto stored this, and it is left as it is; take that recto".to_owned());
    }
    if has(State::Differs) && args.report.is_none() {
        Some("`--report changes.html` shows the pages; `--update` stores them as they are now".to_owned())
    } else if has(State::Damaged) {
        Some(
            "take the files back from version control, or remove them and let `--update` write them anew"
                .to_owned(),
        )
    } else if has(State::Differs) || has(State::New) {
        Some("`--update` stores them as they are now".to_owned())
    } else if has(State::Orphaned) {
        Some("`--update` removes what is orphaned".to_owned())
    } else {
        None
    }
}
