//! `recto render`: résumés in, files out.

mod files;
mod follow;
mod names;
mod open;
mod plan;
mod summary;

pub use plan::settings;

use super::args::{PageArgs, ReportArgs, ppi};
use super::child::Press;
use super::disk::Roots;
use super::exit::Exit;
use super::habits;
use super::layouts::{self, LayoutFolders};
use super::output::Destination;
use super::pool::{self, Stop};
use super::report::Report;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use follow::Follow;
use plan::{RenderJob, RenderPlan};
use recto::output::FORMATS;
use recto::sheet::options::{BASICS, RequestedOption};
use recto::text::{Diagnostic, Rule};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Instant;
use summary::Summary;

/// `recto render`.
#[derive(Debug, Default, Args)]
pub struct RenderArgs {
    /// Résumés: files, folders or 'patterns'; `-` reads stdin
    #[arg(value_name = "PATH", required_unless_present = "worker", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// A file, a folder, or `-` for stdout [default: NAME.pdf]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// What to make; several with commas [default: pdf]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', ignore_case = true, value_parser = outputs())]
    pub format: Vec<String>,

    /// Names of outputs, such as '{layout}/{stem}'
    #[arg(long, value_name = "TEMPLATE")]
    pub name: Option<String>,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// Store the résumé's file in the PDF, so that `recto import` gives it back
    #[arg(long)]
    pub attach: bool,

    /// Make files again that are current
    #[arg(long)]
    pub force: bool,

    /// Pixels per inch of PNG files [default: 144]
    #[arg(long, value_name = "N", value_parser = ppi)]
    pub ppi: Option<f64>,

    /// Render again what changes, until Ctrl-C
    #[arg(short, long)]
    pub watch: bool,

    /// Watch one résumé and show it on a local page, to try layouts, papers, accents and page counts
    #[arg(long)]
    pub preview: bool,

    /// Open what was made, or the preview
    #[arg(long)]
    pub open: bool,

    /// How what is found is reported.
    #[command(flatten)]
    pub report: ReportArgs,

    /// With many files, a line for each
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,

    /// Answer JSON requests, one a line on stdin, with one line each on stdout
    #[arg(long, conflicts_with_all = NOT_FOR_WORKERS)]
    pub worker: bool,
}

impl RenderArgs {
    /// How pages are set, with the flags that stand for options.
    fn page_args(&self) -> PageArgs {
        let attach = self.attach.then(|| RequestedOption::from_text("attach", "true", "--attach".to_owned()));
        let mut pages = self.pages.clone();
        pages.set.extend(attach);
        pages
    }
}

/// What `--worker` has no use for: each request says it for itself.
const NOT_FOR_WORKERS: [&str; 13] = [
    "attach", "inputs", "output", "format", "name", "from", "force", "message_format", "quiet", "verbose",
    "watch", "preview", "open",
];

/// What the help ends with.
const EXAMPLES: &str = include_str!("examples.txt");

/// What `recto render -h` ends with.
pub fn short_notes() -> String {
    format!(
        "{EXAMPLES}\n`recto render --help` lists what --set takes, and says more about files and messages."
    )
}

/// What `recto render --help` ends with.
pub fn long_notes() -> String {
    let notes = include_str!("help.txt").replace("{OPTIONS}", &layouts::options());
    let notes = notes.replace("{FIELDS}", &BASICS.join(", ")).replace("{HABITS}", &habits::listing(2));
    notes + EXAMPLES
}

/// What `--format` takes.
fn outputs() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
}

/// Runs the command.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Exit {
    let mut report = Report::new(args.report.message_format, args.report.quiet);
    let outcome = perform(args, layouts_from, &mut report);
    report.finish(outcome)
}

/// Renders everything: one failure stops nobody.
fn perform(args: &RenderArgs, layouts_from: Option<&Path>, report: &mut Report) -> Result<Exit, Diagnostic> {
    let start = Instant::now();
    let folders = LayoutFolders::find(layouts_from, &args.pages.layout_path, &args.inputs);
    let layouts = folders.open()?;
    let mut plan = RenderPlan::resolve(args, &layouts)?;
    let mut outputs = plan.jobs.iter().flat_map(|job| &job.outputs).flatten();
    report.stdout_taken = outputs.any(|(_, to)| *to == Destination::Stdout);
    if plan.plan.report_configs(report) {
        return Ok(Exit::Faulty);
    }
    let (press, threads) = plan.press(args, &folders, layouts)?;
    plan.settle(&press);
    if args.follows() {
        let (photos, pending, roots) = Default::default();
        return Follow { args, folders, report, plan, press, threads, photos, pending, roots }.run(start);
    }
    let many = plan.plan.many;
    let stop = if many { stop_on_interrupt(|| {})? } else { Stop::default() };
    if many && !args.verbose {
        report.start_fold();
    }
    let mut summary = Summary::new(report, args, many);
    plan.plan.report_failures(report, &mut summary.exits);
    let jobs: Vec<&RenderJob> = plan.jobs.iter().collect();
    let begun = render(&jobs, &press, threads, &mut summary, &stop, &Roots::default())?;
    if args.open && summary.exits.exit() == Exit::Done {
        open_made(&plan, summary.first_file.as_deref())?;
    }
    let left = if stop.load(Ordering::SeqCst) { jobs.len() - begun } else { 0 };
    Ok(if many { summary.finish(left, start.elapsed()) } else { summary.exits.exit() })
}

impl RenderArgs {
    /// Whether what changes is rendered again.
    pub const fn follows(&self) -> bool {
        self.watch || self.preview
    }
}

/// Opens what was made: the file, or of several the folder.
fn open_made(plan: &RenderPlan, first: Option<&str>) -> Result<(), Diagnostic> {
    let folder = || plan.jobs.first().and_then(|job| job.options.folder()).unwrap_or_else(|| ".".into());
    let made = if plan.plan.many { Some(folder()) } else { first.map(PathBuf::from) };
    made.map_or(Ok(()), |made| open::open(made.as_os_str()))
}

/// Renders some jobs, writes their files, and prints what comes of each. Returns how many were begun.
fn render(
    jobs: &[&RenderJob],
    press: &Press,
    threads: usize,
    summary: &mut Summary<'_>,
    stop: &Stop,
    roots: &Roots,
) -> Result<usize, Diagnostic> {
    tidy(jobs, roots);
    let bar = summary.progress_bar(jobs.len());
    let begun = pool::run(
        jobs.iter(),
        threads,
        stop,
        |job| files::render(job, press),
        |mut outcome| {
            files::write(&mut outcome, roots);
            bar.inc(1);
            outcome
        },
        |outcome| {
            bar.suspend(|| summary.add(&outcome));
            Ok(())
        },
    );
    roots.sync();
    bar.finish_and_clear();
    begun
}

/// Removes what a killed run left: where every file is current, nothing else goes into the folders for outputs.
fn tidy(jobs: &[&RenderJob], roots: &Roots) {
    let outputs = jobs.iter().flat_map(|job| &job.outputs).flatten();
    let folders: BTreeSet<_> = outputs
        .filter_map(|(_, to)| match to {
            Destination::Below { root, name } => Some((root, name.parent()?)),
            _ => None,
        })
        .collect();
    folders.into_iter().for_each(|(root, folder)| roots.tidy(root, folder));
}

/// From now on the first interrupt asks to stop and calls `then`; a second one ends the program at once.
///
/// # Errors
///
/// When the system does not let us.
fn stop_on_interrupt(then: impl Fn() + Send + 'static) -> Result<Stop, Diagnostic> {
    let stop = Stop::default();
    let interrupted = stop.clone();
    let handler = move || {
        if interrupted.swap(true, Ordering::SeqCst) {
            // Files are whole at any moment, so there is nothing to put in order.
            std::process::exit(Exit::Interrupted as i32);
        }
        then();
    };
    ctrlc::set_handler(handler).map_err(|error| {
        Diagnostic::of(Rule::SystemFailed, format!("interrupts cannot be caught: {error}"))
    })?;
    Ok(stop)
}
