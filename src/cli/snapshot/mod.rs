//! `recto snapshot`: renders résumés and reports what changed since they were stored.

mod compare;
mod names;
mod store;

use super::args::{MessageFormat, PageArgs, ppi};
use super::config::ALL;
use super::exit::{Exit, ExitSum};
use super::layouts::{LayoutFolders, refuse_path};
use super::plan::{OutputFolder, Plan};
use super::pool::{self, Stop};
use super::report::Report;
use super::run::{self, PreparedVariant};
use super::terminal::{self, clean, clean_lines, shown};
use super::{disk, output};
use clap::{Args, ValueEnum, ValueHint};
use compare::Comparer;
use names::Update;
use recto::snapshot::report::{self, Case, Reason, State};
use recto::snapshot::{Aspect, Tolerance};
use recto::text::{Diagnostic, Rule};
use std::path::{Path, PathBuf};
use store::Store;

/// `recto snapshot`.
#[derive(Debug, Args)]
pub struct SnapshotArgs {
    /// Résumés: files, folders or 'patterns'
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Where snapshots are kept
    #[arg(long, value_name = "DIR", default_value = "snapshots", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,

    /// Store the pages as they are now: all, or by name, as in `--update ada.yaml,*/folio`
    #[arg(long, value_name = "NAME", num_args = 0..=1, value_delimiter = ',')]
    pub update: Option<Vec<String>>,

    /// Compare only this: text, structure, lines, pixels, with commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = aspect)]
    pub only: Vec<Aspect>,

    /// Write a page that shows old, new and difference
    #[arg(long, value_name = "FILE.html", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// How results are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: SnapshotFormat,

    /// How far a channel of a pixel may be off, 0 to 255
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub threshold: u8,

    /// How many pixels of a page may be further off, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 0.01, value_parser = percent)]
    pub share: f64,

    /// Pixels per inch of the pages
    #[arg(long, value_name = "N", default_value_t = 96.0, value_parser = ppi)]
    pub ppi: f64,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SnapshotFormat {
    /// For people, on stderr
    Human,
    /// One JSON object per line, on stdout
    Json,
    /// Annotations beside a pull request, on stdout
    Github,
    /// A table of tests as XML, on stdout
    Junit,
}

impl SnapshotArgs {
    /// What is looked at, in a fixed order.
    pub fn aspects(&self) -> Vec<Aspect> {
        let wanted = |aspect: &Aspect| self.only.is_empty() || self.only.contains(aspect);
        Aspect::ALL.into_iter().filter(wanted).collect()
    }

    /// How much pictures may differ.
    fn tolerance(&self) -> Tolerance {
        Tolerance { distance: self.threshold, share: (self.share * 10_000.0).round() as usize }
    }
}

fn aspect(typed: &str) -> Result<Aspect, String> {
    let found = Aspect::ALL.into_iter().find(|aspect| aspect.as_ref().eq_ignore_ascii_case(typed.trim()));
    found.ok_or_else(|| "expected text, structure, lines or pixels".to_owned())
}

fn percent(typed: &str) -> Result<f64, String> {
    let number = typed.trim_end_matches('%').trim().parse().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "expected 0 to 100".to_owned())
}

/// What `recto snapshot --help` ends with.
pub const NOTES: &str = include_str!("help.txt");

/// Runs the command.
pub fn run(args: &SnapshotArgs, layouts_from: Option<&Path>) -> Exit {
    let is_json = args.message_format == SnapshotFormat::Json;
    let format = if is_json { MessageFormat::Json } else { MessageFormat::Human };
    let report = Report::new(format, args.quiet);
    report.finish(perform(args, layouts_from, &report))
}

fn perform(args: &SnapshotArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Diagnostic> {
    let folders = LayoutFolders::find(layouts_from, &args.pages.layout_path, &args.inputs);
    let layouts = folders.open()?;
    let update = Update::resolve(args.update.as_deref())?;
    if let Some(path) = &args.report {
        output::check_report(path, &["html", "htm"])?;
    }
    // A name that is none is refused before folders are walked.
    let typed = args.pages.layout.iter().filter(|name| *name != ALL);
    let check = |name: &String| refuse_path(&layouts, name).and_then(|()| layouts.find(name));
    typed.map(check).collect::<Result<Vec<_>, _>>()?;
    let mut plan = Plan::find(&args.inputs, &args.pages, OutputFolder::At(&args.dir), &layouts)?;
    if plan.report_configs(report) {
        return Ok(Exit::Faulty);
    }
    let root = names::root(&args.dir)?;
    if let Some(path) = &args.report {
        plan.refuse_input(path)?;
    }
    let jobs = plan.jobs.iter().map(|job| Ok((job, names::resume_name(job, &root)?)));
    let jobs = jobs.collect::<Result<Vec<_>, Diagnostic>>()?;
    let known: Vec<String> = layouts.names().map(str::to_owned).collect();
    // The computer's own fonts are left out: they must not decide what a page looks like.
    let (press, threads) = plan.press(false, &folders, layouts, jobs.len())?;
    if let Update::Named(_) = &update {
        update.check(&jobs.iter().flat_map(|(job, name)| names::names(job, name, &press)).collect())?;
    }
    let store = Store::open(&args.dir, !matches!(update, Update::Nothing))?;
    let aspects = args.aspects();
    let comparer = Comparer { args, aspects: &aspects, store: &store, update: &update };
    let mut cases = Vec::new();
    let mut exits = ExitSum::default();
    pool::run(
        jobs.iter(),
        threads,
        &Stop::default(),
        |(job, name)| {
            let case = |_, variant: PreparedVariant<'_>, problems: &mut _| {
                comparer.case(job, name, &variant, problems)
            };
            (job, name, run::run(job, &press, case))
        },
        |case| case,
        |(job, name, outcome)| {
            // Warnings are left to other commands: they are the same every day.
            let mut problems = outcome.problems();
            if problems.has_errors() {
                report.problems(&outcome.source, &mut problems);
            }
            outcome.conclude(report, &mut exits);
            cases.extend(compare::cases(job, name, outcome));
            Ok(())
        },
    )?;
    cases.extend(orphans(&store, &root, &cases, &known, &update));
    print_results(args, &cases)?;
    if let Some(path) = &args.report {
        disk::place(path, report::html(&cases).as_bytes())?;
    }
    plan.report_failures(report, &mut exits);
    if cases.iter().any(|case| case.state != State::Failed && case.state.is_fault()) {
        exits.add(Exit::Faulty);
    }
    Ok(exits.exit())
}

/// Stored snapshots whose résumé or layout is gone. An update of everything removes them, unless their whole folder is
/// gone: then it may be that we look from another place.
fn orphans(store: &Store, root: &Path, cases: &[Case], layouts: &[String], update: &Update) -> Vec<Case> {
    let seen = cases.iter().map(|case| case.name.clone()).collect();
    let case = |name: String| {
        let folder = name.rsplitn(3, '/').nth(2).unwrap_or_default();
        let remove = matches!(update, Update::All) && store::below(root, folder).is_dir();
        if remove {
            store.drop(&name);
        }
        let state = if remove { State::Removed } else { State::Orphaned };
        Case { name, file: String::new(), state, changes: Vec::new(), reasons: Vec::new(), pages: Vec::new() }
    };
    store.orphans(root, &seen, layouts).into_iter().map(case).collect()
}

/// Prints the results.
///
/// # Errors
///
/// When stdout does not take them.
fn print_results(args: &SnapshotArgs, cases: &[Case]) -> Result<(), Diagnostic> {
    let text = match args.message_format {
        SnapshotFormat::Human => {
            terminal::talk(&human_text(args, cases));
            return Ok(());
        }
        SnapshotFormat::Json => report::json(cases),
        SnapshotFormat::Github => report::github(cases),
        SnapshotFormat::Junit => report::junit(cases),
    };
    terminal::print(&clean_lines(&text))
}

/// For people: what is not as it was, then the count.
fn human_text(args: &SnapshotArgs, cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases.iter().filter(|case| case.state != State::Same) {
        if case.state == State::Stored && args.quiet {
            continue;
        }
        text.push_str(&format!("{} {}\n", clean(&case.name), case.state.verb()));
        // Why a résumé cannot be rendered was printed before, with its place.
        let remarks = case.remarks().filter(|_| case.state != State::Failed);
        remarks.for_each(|line| text.push_str(&format!("  {}\n", clean(&line))));
    }
    let fault = cases.iter().any(|case| case.state.is_fault());
    if args.quiet && !fault {
        return text;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!("{}\n", report::summary(cases)));
    if let Some(folder) = stored_above(args).filter(|_| cases.iter().all(|case| case.state == State::New)) {
        text.push_str(&format!(
            "help: `{0}` has snapshots; run from there, or `--dir {0}`\n",
            shown(&folder)
        ));
    }
    if let Some(help) = help(args, cases) {
        text.push_str(&format!("help: {help}\n"));
    }
    text
}

/// The folder for snapshots in a folder above, up to a repository's, where there is none here.
fn stored_above(args: &SnapshotArgs) -> Option<PathBuf> {
    if args.dir.is_absolute() || args.dir.exists() {
        return None;
    }
    let here = Path::new(".").canonicalize().ok()?;
    let inside = here.ancestors().take_while(|above| !above.join(".git").exists()).count();
    let above = (1..=inside).map(|up| Path::new("..").components().cycle().take(up).collect::<PathBuf>());
    above.map(|above| above.join(&args.dir)).find(|folder| folder.is_dir())
}

/// What to do next.
fn help(args: &SnapshotArgs, cases: &[Case]) -> Option<&'static str> {
    let has = |state| cases.iter().any(|case| case.state == state);
    let newer = |reason: &Reason| reason.rule == Some(Rule::SnapshotNewer);
    if cases.iter().flat_map(|case| &case.reasons).any(newer) {
        Some("a newer recto stored this, and it is left as it is; take that recto")
    } else if has(State::Differs) && args.report.is_none() {
        Some("`--report changes.html` shows the pages; `--update` stores them as they are now")
    } else if has(State::Damaged) {
        Some("take the files back from version control, or remove them and let `--update` write them anew")
    } else if has(State::Differs) || has(State::New) {
        Some("`--update` stores them as they are now")
    } else {
        has(State::Orphaned).then_some("`--update` removes what is orphaned")
    }
}
