//! `recto snapshot`: renders résumés and tells what changed since they were stored.

mod args;
mod plan;
mod store;
mod tell;
mod update;
mod work;

pub use args::{NOTES, SnapshotArgs};

use super::args::MessageFormat;
use super::exit::{Exit, ExitSum, Failure};
use super::report::Report;
use super::{disk, fonts, layouts, output, threads};
use args::Format;
use plan::{Named, Plan};
use recto::snapshot::Tolerance;
use recto::snapshot::report::{self, Case, State};
use recto::text::Rule;
use std::path::Path;
use store::Store;
use update::Update;
use work::{Done, Work};

/// Runs the command and tells what comes of it.
pub fn run(args: &SnapshotArgs, layouts_from: Option<&Path>) -> Exit {
    let problems =
        if args.message_format == Format::Json { MessageFormat::Json } else { MessageFormat::Human };
    let report = Report::new(problems, args.quiet);
    report.finish(perform(args, layouts_from, &report))
}

fn perform(args: &SnapshotArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Failure> {
    let layouts = layouts::open(layouts_from)?;
    let update = Update::resolve(args.update.as_deref())?;
    if let Some(path) = &args.report {
        check_report(path)?;
    }
    let mut plan = Plan::resolve(args, &layouts)?;
    if plan.configs.tell(report) {
        return Ok(Exit::Faulty);
    }
    let count = threads::count(plan.configs.threads, plan.named.len());
    let known: Vec<String> = layouts.names().map(str::to_owned).collect();
    // The computer's own fonts are left out: they must not decide what a page looks like.
    let engine = fonts::engine(recto::embedded::fonts(), &plan.configs.font_paths, layouts, count)?;
    if let Update::Named(_) = &update {
        update.check(&plan.named.iter().flat_map(|named| work::names(named, &engine)).collect())?;
    }
    let store = Store::open(&args.dir, update.is_any())?;
    let work = Work {
        engine: &engine,
        store: &store,
        aspects: &args.aspects(),
        tolerance: Tolerance { distance: args.threshold, share: (args.share * 10_000.0).round() as usize },
        ppi: args.ppi,
        update: &update,
        show: args.report.is_some(),
    };
    let mut cases = Vec::new();
    let mut sum = ExitSum::default();
    let compare = |named: &Named| work::compare_all(&work, named);
    threads::work(&plan.named, count, compare, |named, done| {
        let bug = || Done::failed(named, threads::panicked(&named.subject.origin.name()));
        let done = done.unwrap_or_else(bug);
        sum.add(done.exit);
        cases.extend(tell::problems(done, report));
    })?;
    cases.extend(orphans(&store, &plan::root(&args.dir)?, &cases, &known, &update));
    tell::results(args, &cases)?;
    if let Some(path) = &args.report {
        disk::replace(path, report::html(&cases).as_bytes())?;
    }
    for failure in &plan.failures {
        report.failure(failure);
        sum.add(Exit::Faulty);
    }
    for case in cases.iter().filter(|case| case.state != State::Failed) {
        sum.add_done();
        sum.add(if case.state.is_fault() { Exit::Faulty } else { Exit::Done });
    }
    Ok(sum.exit())
}

/// Refuses a report that could not be opened as what it is.
fn check_report(path: &Path) -> Result<(), Failure> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if !matches!(extension.as_deref(), Some("html" | "htm")) {
        let better = super::terminal::clean(&path.with_extension("html").display().to_string());
        return Err(Failure::new(Rule::Usage, "the report is an HTML page")
            .help(format!("`--report {better}`; `--message-format junit` prints XML")));
    }
    output::check_folder(path)
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
