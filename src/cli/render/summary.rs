//! What is printed of a run: the problems of each résumé, a line for each where that is wanted, and the sum of many.

use super::RenderArgs;
use super::files::{RenderedFiles, Status};
use crate::cli::args::MessageFormat;
use crate::cli::exit::{Exit, ExitSum};
use crate::cli::output::STDOUT;
use crate::cli::report::{Report, counted};
use crate::cli::run::{Outcome, VariantOutcome};
use crate::cli::terminal::{clean, shown};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recto::text::Place;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Prints what comes of résumés, and counts.
pub struct Summary<'a> {
    report: &'a Report,
    /// Whether a line of each résumé is printed, beside its problems.
    has_lines: bool,
    has_bar: bool,
    made: usize,
    /// The first file, made or current.
    pub first_file: Option<String>,
    /// The folder that all files made are in or below, where there is one.
    made_in: Option<PathBuf>,
    unchanged: usize,
    /// The names of what failed, with the layout where there are several.
    failed: Vec<String>,
    /// Problems of the command line or `recto.toml` that were printed: every résumé has them.
    printed: BTreeSet<(Place, String)>,
    /// The exit so far.
    pub exits: ExitSum,
}

/// An output, for `--message-format json`. The order of the fields is part of the format.
#[derive(Serialize)]
struct OutputLine<'a> {
    status: Status,
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

impl<'a> Summary<'a> {
    /// Nothing printed yet; `many` is whether there may be several résumés. People get a line of each where that is not too
    /// much, programs where there are several of them, or several runs.
    pub fn new(report: &'a Report, args: &RenderArgs, many: bool) -> Self {
        let (failed, printed, exits) = (Vec::new(), BTreeSet::new(), ExitSum::default());
        let has_lines = match report.format {
            MessageFormat::Human => args.verbose || !many,
            MessageFormat::Json => many || args.follows(),
            MessageFormat::Github => false,
        };
        Self {
            report,
            has_lines,
            has_bar: many,
            made: 0,
            first_file: None,
            made_in: None,
            unchanged: 0,
            failed,
            printed,
            exits,
        }
    }

    /// Prints and counts what came of one résumé.
    pub fn add(&mut self, outcome: &Outcome<RenderedFiles>) {
        let mut problems = outcome.problems();
        problems.retain(|problem| match &problem.place {
            Place::File(_) | Place::Nowhere => true,
            place => self.printed.insert((place.clone(), problem.message.clone())),
        });
        self.report.problems(&outcome.source, &mut problems);
        outcome.conclude(self.report, &mut self.exits);
        for variant in &outcome.variants {
            let names = variant.result.iter().flat_map(|files| &files.names);
            self.first_file = self.first_file.take().or_else(|| names.clone().next().cloned());
            match status(variant) {
                Status::Made => {
                    self.made += 1;
                    for folder in names.filter_map(|name| Path::new(name).parent()) {
                        self.made_in = Some(match &self.made_in {
                            Some(other) => common(other, folder),
                            None => folder.to_owned(),
                        });
                    }
                }
                Status::Unchanged => self.unchanged += 1,
                Status::Failed => self.failed.push(match (layout(variant), &outcome.source.name) {
                    (Some(layout), name) if outcome.variants.len() > 1 => format!("{name} in {layout}"),
                    (_, name) => name.clone(),
                }),
            }
            if self.has_lines {
                self.print_line(outcome, variant);
            }
        }
    }

    fn print_line(&self, outcome: &Outcome<RenderedFiles>, variant: &VariantOutcome<RenderedFiles>) {
        let files = variant.result.as_ref();
        // Text on stdout needs no comment.
        let has_comment = |files: &&RenderedFiles| files.pages > 0 || files.names != [STDOUT];
        if self.report.format == MessageFormat::Json {
            self.report.json(&OutputLine {
                status: status(variant),
                file: &outcome.source.name,
                layout: layout(variant),
                pages: files.map_or(0, |files| files.pages),
                outputs: files.map_or(&[], |files| &files.names),
            });
        } else if let Some(files) = files.filter(has_comment).filter(|_| outcome.failures.is_empty()) {
            self.report.done(&files.summary(variant.time));
        }
    }

    /// A progress bar on stderr for so many jobs; nothing where it is not wanted, or stderr is no terminal.
    pub fn progress_bar(&self, jobs: usize) -> ProgressBar {
        let bar = if self.has_bar && jobs > 1 && self.report.is_talkative() {
            // It hides itself where stderr is no terminal.
            ProgressBar::with_draw_target(Some(jobs as u64), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{bar:24} {pos} of {len}, {eta} left");
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸─"))
    }

    /// Prints the sum. `not_begun` jobs were left because the user asked to stop.
    pub fn finish(self, not_begun: usize, time: Duration) -> Exit {
        let exit = if not_begun > 0 { Exit::Interrupted } else { self.exits.exit() };
        let (made, unchanged, failed) = (self.made, self.unchanged, self.failed.len());
        if self.report.format == MessageFormat::Json {
            let failed_files = &self.failed;
            self.report.json(&SumLine { made, unchanged, failed, not_begun, failed_files });
            return exit;
        }
        let place = match &self.made_in {
            Some(folder) if folder.as_os_str().is_empty() => " in the current folder".to_owned(),
            Some(folder) => format!(" in {}", shown(folder)),
            None => String::new(),
        };
        let mut text =
            format!("{made} made{place}, {unchanged} unchanged, {failed} failed, {}", duration(time));
        for name in &self.failed {
            text.push_str(&format!("\n  failed: {}", clean(name)));
        }
        if not_begun > 0 {
            text.push_str(&format!("\nstopped: {} not begun", counted(not_begun, "résumé")));
        }
        self.report.sum(&text, exit);
        exit
    }
}

/// The folder that two are in or below; the root or the current one at last.
fn common(one: &Path, other: &Path) -> PathBuf {
    let parts = one.components().zip(other.components());
    parts.take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
}

fn status(variant: &VariantOutcome<RenderedFiles>) -> Status {
    variant.result.as_ref().map_or(Status::Failed, |files| files.status)
}

/// The layout that set it, or else the one that was asked for.
fn layout(variant: &VariantOutcome<RenderedFiles>) -> Option<&str> {
    variant.result.as_ref().map(|files| files.layout.as_str()).or(variant.layout.as_deref())
}

impl RenderedFiles {
    /// `ada.pdf: 2 pages, folio, 24 ms`; text has neither pages nor a layout: `ada.txt: text, 3 ms`.
    fn summary(&self, time: Duration) -> String {
        let pages = match self.pages {
            0 => "text, ".to_owned(),
            pages => format!("{}, {}, ", counted(pages, "page"), self.layout),
        };
        let names = match self.names.as_slice() {
            [first, .., last] if self.names.len() > 3 => format!("{} … {}", clean(first), clean(last)),
            some => some.iter().map(|name| clean(name)).collect::<Vec<_>>().join(", "),
        };
        let time = if self.status == Status::Unchanged { "unchanged".to_owned() } else { duration(time) };
        format!("{names}: {pages}{time}")
    }
}

/// `24 ms`, or `12.3 s` from ten seconds on.
fn duration(time: Duration) -> String {
    if time.as_secs() < 10 {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
