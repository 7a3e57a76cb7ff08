//! `recto snapshot`: renders résumés and tells what changed since they were stored.

mod args;
mod plan;
mod store;
mod tell;
mod update;
mod work;

pub use args::{NOTES, SnapshotArgs};

use super::args::MessageFormat;
use super::exit::{Exit, Failure, Kind};
use super::report::Report;
use super::{disk, fonts, layouts, output};
use args::Format;
use plan::{Plan, Subject};
use recto::layout::Layouts;
use recto::layout::fonts::Fonts;
use recto::render::Engine;
use recto::snapshot::Tolerance;
use recto::snapshot::report::{self, Case, State};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, available_parallelism};
use store::Store;
use update::Update;
use work::{Done, Work};

/// The stack of a thread that renders (bytes): files nest, and the engine goes deep.
const STACK: usize = 16 << 20;

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
    let mut faulty = false;
    for (source, problems) in &mut plan.configs {
        faulty |= problems.has_errors();
        report.problems(source, problems);
    }
    if faulty {
        return Ok(Exit::Faulty);
    }
    let threads = threads(&plan);
    let known: Vec<String> = layouts.names().map(str::to_owned).collect();
    let engine = engine(&plan.font_paths, layouts, threads)?;
    if let Update::Named(_) = &update {
        update.check(&planned(&plan, &engine))?;
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
    let done = compare_all(&work, &plan.subjects, threads)?;
    let mut cases = tell::problems(done, report);
    cases.extend(orphans(&store, &plan::root(&args.dir)?, &cases, &known, &update));
    tell::results(args, &cases)?;
    if let Some(path) = &args.report {
        disk::replace(path, report::html(&cases).as_bytes())?;
    }
    plan.failures.iter().for_each(|failure| report.failure(failure));
    let fault = cases.iter().any(|case| case.state.is_fault()) || !plan.failures.is_empty();
    Ok(if fault { Exit::Faulty } else { Exit::Done })
}

/// Refuses a report that could not be opened as what it is.
fn check_report(path: &Path) -> Result<(), Failure> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if !matches!(extension.as_deref(), Some("html" | "htm")) {
        let better = super::terminal::clean(&path.with_extension("html").display().to_string());
        return Err(Failure::new(Kind::Usage, "the report is an HTML page")
            .help(format!("`--report {better}`; `--message-format junit` prints XML")));
    }
    output::check_folder(path)
}

/// The engine. The computer's own fonts are left out: they must not decide what a page looks like.
fn engine(font_paths: &[PathBuf], layouts: Layouts, threads: usize) -> Result<Engine, Failure> {
    let mut fonts = Fonts::new();
    for (name, bytes) in fonts::read(font_paths)? {
        if fonts.add(bytes) == 0 {
            return Err(Failure::new(Kind::File, format!("`{name}` is not a font that can be read")));
        }
    }
    Ok(Engine { fonts, layouts, remember: Engine::REMEMBER * threads })
}

/// How many résumés are rendered at once.
fn threads(plan: &Plan) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    plan.threads.unwrap_or_else(cores).min(plan.subjects.len()).max(1)
}

/// The names of all snapshots that the plan will give.
fn planned(plan: &Plan, engine: &Engine) -> BTreeSet<String> {
    let names = plan.subjects.iter().flat_map(|subject| {
        let layouts = subject.layouts.iter();
        let layout = |layout: &Option<String>| layout.clone().or_else(|| work::layout(subject, engine));
        let name = |layout: String| format!("{}/{layout}", subject.name);
        layouts.filter_map(layout).map(name).collect::<Vec<_>>()
    });
    names.collect()
}

/// Compares all résumés on some threads; what comes of them is in their order.
fn compare_all(work: &Work<'_>, subjects: &[Subject], threads: usize) -> Result<Vec<Done>, Failure> {
    let next = AtomicUsize::new(0);
    let (finished, results) = channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (next, finished) = (&next, finished.clone());
            let thread = Builder::new().name("snapshot".to_owned()).stack_size(STACK);
            let spawned = thread.spawn_scoped(scope, move || move_on(work, subjects, next, &finished));
            spawned.map_err(|error| Failure::io("cannot start a thread", &error))?;
        }
        drop(finished);
        let done: BTreeMap<usize, Done> = results.into_iter().collect();
        Ok(done.into_values().collect())
    })
}

/// Takes one résumé after the other until there are none.
fn move_on(work: &Work<'_>, subjects: &[Subject], next: &AtomicUsize, finished: &Sender<(usize, Done)>) {
    loop {
        let at = next.fetch_add(1, Ordering::SeqCst);
        let Some(subject) = subjects.get(at) else { break };
        let done = catch_unwind(AssertUnwindSafe(|| work::compare_all(work, subject)));
        let done = done.unwrap_or_else(|_| {
            let name = super::terminal::clean(&subject.origin.name());
            let message = format!("`{name}` was given up because of a bug in recto");
            Done::failed(subject, Failure::new(Kind::Bug, message))
        });
        if finished.send((at, done)).is_err() {
            break;
        }
    }
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
