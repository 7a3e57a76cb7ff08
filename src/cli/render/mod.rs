//! `recto render`: résumés in, files out. One résumé in one layout and format is rendered here; many go through
//! [`batch`].

mod args;
mod batch;
mod destination;
mod follow;
mod help;
mod names;
mod plan;
mod progress;
mod tell;
mod wishes;
mod work;

pub use args::RenderArgs;
pub use help::{long_notes, short_notes};
pub use wishes::timestamp_of;

use super::args::MessageFormat;
use super::disk::Roots;
use super::exit::{Exit, Failure};
use super::output::Target;
use super::report::Report;
use super::{fonts, layouts, system_fonts, terminal};
use destination::Destination;
use plan::{Job, Plan, Surroundings};
use progress::Progress;
use recto::layout::Layouts;
use recto::render::Engine;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;
use tell::Teller;
use work::Made;

/// Runs the command and tells what comes of it.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Exit {
    let start = Instant::now();
    let report = Report::new(args.message_format, args.quiet);
    if args.watch {
        return report.finish(follow::run(args, layouts_from, &report));
    }
    let planned = layouts::open(layouts_from).and_then(|layouts| {
        let plan = Plan::resolve(args, &surroundings(), &layouts)?;
        Ok((plan, layouts))
    });
    match planned {
        Ok((plan, layouts)) => {
            let report = report.stdout_taken(takes_stdout(&plan));
            let outcome = perform(args, plan, layouts, &report, start);
            report.finish(outcome)
        }
        Err(failure) => report.finish(Err(failure)),
    }
}

fn surroundings() -> Surroundings {
    Surroundings {
        stdout_is_terminal: terminal::stdout_is_terminal(),
        epoch: std::env::var_os("SOURCE_DATE_EPOCH"),
    }
}

/// Whether the one output goes to stdout.
fn takes_stdout(plan: &Plan) -> bool {
    let outputs = || plan.jobs.iter().flat_map(|job| &job.makes).flat_map(|make| &make.outputs);
    outputs().any(|(_, to)| *to == Destination::Named(Target::Stdout))
}

/// Carries out the plan.
fn perform(
    args: &RenderArgs,
    mut plan: Plan,
    layouts: Layouts,
    report: &Report,
    start: Instant,
) -> Result<Exit, Failure> {
    if plan.configs.tell(report) {
        return Ok(Exit::Faulty);
    }
    let engine = engine(&plan, layouts)?;
    plan.settle(&engine)?;
    if plan.many {
        return many(args, &plan, &engine, report, start);
    }
    plan.jobs.first().map_or(Ok(Exit::Done), |job| single(job, &engine, report))
}

/// The engine with the fonts and layouts that are asked for.
fn engine(plan: &Plan, layouts: Layouts) -> Result<Engine, Failure> {
    fonts::engine(system_fonts::fonts(), &plan.configs.font_paths, layouts, batch::threads(plan))
}

/// One file. What is wrong in the résumé is reported, and the exit follows from it.
fn single(job: &Job, engine: &Engine, report: &Report) -> Result<Exit, Failure> {
    let mut done = work::render(job, engine, false);
    if let Some(source) = &done.source {
        report.problems(source, &mut done.diagnostics);
    }
    let roots = Roots::default();
    done.write(&roots);
    roots.sync();
    if let Some(failure) = done.failures.pop() {
        return Err(failure);
    }
    if done.has_failed() {
        return Ok(done.exit.max(Exit::Faulty));
    }
    // Text on stdout speaks for itself.
    let told = |made: &&Made| made.pages > 0 || made.names != [Target::Stdout.name()];
    done.made.iter().filter(told).for_each(|made| report.done(&tell::summary(made)));
    Ok(Exit::Done)
}

/// Many files: one failure stops nobody.
fn many(
    args: &RenderArgs,
    plan: &Plan,
    engine: &Engine,
    report: &Report,
    start: Instant,
) -> Result<Exit, Failure> {
    let stop = batch::stop_on_interrupt(|| {})?;
    let mut teller = Teller::new(report, args.verbose);
    plan.failures.iter().for_each(|failure| teller.miss(failure));
    let jobs: Vec<&Job> = plan.jobs.iter().collect();
    let progress = Progress::new(jobs.len(), !args.quiet && args.message_format == MessageFormat::Human);
    let begun = batch::run(plan, &jobs, engine, &mut teller, &progress, &stop)?;
    progress.clear();
    let left = if stop.load(Ordering::SeqCst) { jobs.len() - begun } else { 0 };
    Ok(teller.finish(left, start.elapsed()))
}
