//! What is told of many files: problems where they are found, one line each with `--verbose`, and the sum at the end.

use super::work::{Done, Made, Status};
use crate::cli::args::MessageFormat;
use crate::cli::exit::{Exit, ExitSum, Failure};
use crate::cli::report::{Report, json, plural};
use crate::cli::terminal::clean;
use recto::text::Place;
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Duration;

/// Tells and counts.
pub struct Teller<'a> {
    report: &'a Report,
    verbose: bool,
    made: usize,
    unchanged: usize,
    /// The names of what failed, with the layout where there are several.
    failed: Vec<String>,
    /// Problems of the command line or `recto.toml` that were told: every résumé has them.
    told: BTreeSet<(String, String)>,
    exits: ExitSum,
}

/// An output, for `--message-format json`. The order of the fields is part of the format.
#[derive(Serialize)]
struct OutputLine<'a> {
    status: &'static str,
    file: &'a str,
    layout: Option<&'a str>,
    pages: usize,
    outputs: &'a [String],
}

/// The last line of `--message-format json`.
#[derive(Serialize)]
struct SumLine<'a> {
    made: usize,
    unchanged: usize,
    failed: usize,
    not_begun: usize,
    failed_files: &'a [String],
}

impl<'a> Teller<'a> {
    /// Nothing told yet.
    pub const fn new(report: &'a Report, verbose: bool) -> Self {
        Self {
            report,
            verbose,
            made: 0,
            unchanged: 0,
            failed: Vec::new(),
            told: BTreeSet::new(),
            exits: ExitSum::new(),
        }
    }

    /// Tells what came of one résumé.
    pub fn tell(&mut self, mut done: Done) {
        let told = &mut self.told;
        done.diagnostics.retain(|problem| match &problem.place {
            Place::Argument(typed) => told.insert((typed.clone(), problem.message.clone())),
            _ => true,
        });
        if let Some(source) = &done.source {
            self.report.problems(source, &mut done.diagnostics);
        }
        for failure in &done.failures {
            self.fail(failure);
        }
        self.exits.add(done.exit);
        let several = done.made.len() > 1;
        for made in &done.made {
            self.count(&done.input, made, several);
            self.line(&done.input, made);
        }
    }

    /// Tells a failure that belongs to no résumé that was found.
    pub fn fail(&mut self, failure: &Failure) {
        self.report.failure(failure);
        self.exits.add(failure.exit());
    }

    /// Tells a failure that is no résumé's, but leaves something undone, such as a folder that cannot be read.
    pub fn miss(&mut self, failure: &Failure) {
        self.fail(failure);
        self.exits.add(Exit::Faulty);
    }

    fn count(&mut self, input: &str, made: &Made, several: bool) {
        match made.status {
            Status::Made => {
                self.made += 1;
                self.exits.add_done();
            }
            Status::Unchanged => {
                self.unchanged += 1;
                self.exits.add_done();
            }
            Status::Failed => {
                self.exits.add(Exit::Faulty);
                self.failed.push(match &made.layout {
                    Some(layout) if several => format!("{input} in {layout}"),
                    _ => input.to_owned(),
                });
            }
        }
    }

    fn line(&self, input: &str, made: &Made) {
        if self.report.format() == MessageFormat::Json {
            let line = OutputLine {
                status: made.status.word(),
                file: input,
                layout: made.layout.as_deref(),
                pages: made.pages,
                outputs: &made.names,
            };
            self.report.lines(&json::object(&line));
        } else if self.verbose && made.status != Status::Failed {
            self.report.done(&summary(made));
        }
    }

    /// Tells the sum. `not_begun` jobs were left because the user asked to stop.
    pub fn finish(self, not_begun: usize, time: Duration) -> Exit {
        let exit = if not_begun > 0 { Exit::Interrupted } else { self.exits.exit() };
        if self.report.format() == MessageFormat::Json {
            let line = SumLine {
                made: self.made,
                unchanged: self.unchanged,
                failed: self.failed.len(),
                not_begun,
                failed_files: &self.failed,
            };
            self.report.lines(&json::object(&line));
            return exit;
        }
        let mut text = format!(
            "{} made, {} unchanged, {} failed, {}",
            self.made,
            self.unchanged,
            self.failed.len(),
            shown(time)
        );
        for name in &self.failed {
            text.push_str(&format!("\n  failed: {}", clean(name)));
        }
        if not_begun > 0 {
            text.push_str(&format!("\nstopped: {not_begun} {} not begun", plural(not_begun, "résumé")));
        }
        if exit == Exit::Done {
            self.report.done(&text);
        } else {
            self.report.sum(&text);
        }
        exit
    }
}

impl Status {
    const fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
        }
    }
}

/// `ada.pdf: 2 pages, folio, 24 ms`; text has neither pages nor a layout: `ada.txt: text, 3 ms`.
pub fn summary(made: &Made) -> String {
    let pages = match made.pages {
        0 => "text, ".to_owned(),
        pages => {
            let layout = made.layout.as_deref().unwrap_or_default();
            format!("{pages} {}, {layout}, ", plural(pages, "page"))
        }
    };
    let names = match made.names.as_slice() {
        [] => String::new(),
        [one] => clean(one),
        [first, .., last] if made.names.len() > 3 => format!("{} … {}", clean(first), clean(last)),
        some => some.iter().map(|name| clean(name)).collect::<Vec<_>>().join(", "),
    };
    match made.status {
        Status::Unchanged => format!("{names}: {pages}unchanged"),
        _ => format!("{names}: {pages}{}", shown(made.time)),
    }
}

/// `24 ms`, or `12.3 s` from ten seconds on.
fn shown(time: Duration) -> String {
    if time.as_secs() < 10 {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
