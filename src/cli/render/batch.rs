//! Many jobs: some threads render, some write, one tells, in the order of the jobs.

use super::plan::{Job, Plan};
use super::progress::Progress;
use super::tell::Teller;
use super::work::{self, Done};
use crate::cli::disk::Roots;
use crate::cli::exit::{Exit, Failure, Kind};
use crate::cli::terminal::clean;
use recto::layout::on_big_stack;
use recto::render::Engine;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, Scope, ScopedJoinHandle, available_parallelism};

/// Threads that write: while one waits for the disk, another hands it the next file.
const WRITERS: usize = 4;

/// Finished résumés that wait for a writer, for each thread that renders.
const WAITING: usize = 4;

/// Set when the user asks to stop. What is being rendered is finished, what has not begun is not.
pub type Stop = Arc<AtomicBool>;

/// From now on the first interrupt asks to stop and calls `then`; a second one ends the program at once.
///
/// # Errors
///
/// When the system does not let us.
pub fn stop_on_interrupt(then: impl Fn() + Send + 'static) -> Result<Stop, Failure> {
    let stop = Stop::default();
    let asked = stop.clone();
    let handler = move || {
        if asked.swap(true, Ordering::SeqCst) {
            // Files are whole at any moment, so there is nothing to put in order.
            std::process::exit(Exit::Interrupted as i32);
        }
        then();
    };
    ctrlc::set_handler(handler)
        .map_err(|error| Failure::new(Kind::File, format!("interrupts cannot be caught: {error}")))?;
    Ok(stop)
}

/// How many résumés are rendered at once: as many as were asked for, or as there are cores, but not more than résumés.
pub fn threads(plan: &Plan) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    plan.threads.unwrap_or_else(cores).min(plan.jobs.len()).max(1)
}

/// Renders all jobs, tells what comes of each, and says how many were begun.
///
/// # Errors
///
/// When there are no threads to be had.
pub fn run(
    plan: &Plan,
    jobs: &[&Job],
    engine: &Engine,
    teller: &mut Teller<'_>,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<usize, Failure> {
    let threads = threads(plan);
    let next = AtomicUsize::new(0);
    let (to_write, waiting) = sync_channel::<(usize, Done)>(threads * WAITING);
    let (written, finished) = sync_channel(threads * WAITING);
    let (waiting, roots) = (Mutex::new(waiting), Roots::default());
    let begun = std::thread::scope(|scope| {
        let mut renderers = Vec::new();
        for _ in 0..threads {
            let (next, to_write) = (&next, to_write.clone());
            let work = move || on_big_stack(move || move_on(jobs, engine, next, stop, to_write));
            renderers.push(spawn(scope, "render", work)?);
        }
        for _ in 0..WRITERS {
            let (waiting, written, roots) = (&waiting, written.clone(), &roots);
            spawn(scope, "write", move || write_all(waiting, &written, roots))?;
        }
        drop((to_write, written));
        let begun = in_order(&finished, |done| progress.pause(|| teller.tell(done)), || progress.step());
        let failed = renderers.into_iter().find_map(|renderer| renderer.join().ok()?.err());
        failed.map_or(Ok(begun), |fault| Err(fault.into()))
    });
    roots.sync();
    begun
}

/// Starts a thread.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, Failure> {
    let thread = Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
    thread.map_err(|error| Failure::io("cannot start a thread", &error))
}

/// Takes one job after the other until there are none, or the user asks to stop.
fn move_on(
    jobs: &[&Job],
    engine: &Engine,
    next: &AtomicUsize,
    stop: &AtomicBool,
    to_write: SyncSender<(usize, Done)>,
) {
    while !stop.load(Ordering::SeqCst) {
        let at = next.fetch_add(1, Ordering::SeqCst);
        let Some(job) = jobs.get(at) else { break };
        let done = match job.origin.among_others() {
            Err(failure) => Done::failed(job, failure),
            Ok(()) => catch_unwind(AssertUnwindSafe(|| work::render(job, engine, !job.wishes.force)))
                .unwrap_or_else(|_| Done::failed(job, panicked(job))),
        };
        if to_write.send((at, done)).is_err() {
            break;
        }
    }
}

/// Writes what was rendered until nothing more comes.
fn write_all(waiting: &Mutex<Receiver<(usize, Done)>>, written: &SyncSender<(usize, Done)>, roots: &Roots) {
    loop {
        let next = waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok((at, mut done)) = next else { break };
        done.write(roots);
        if written.send((at, done)).is_err() {
            break;
        }
    }
}

/// Hands on what is finished in the order of the jobs, and counts it; `step` is called at once.
fn in_order(finished: &Receiver<(usize, Done)>, mut tell: impl FnMut(Done), mut step: impl FnMut()) -> usize {
    let (mut early, mut next, mut count) = (BTreeMap::new(), 0, 0);
    for (at, done) in finished {
        count += 1;
        step();
        early.insert(at, done);
        while let Some(done) = early.remove(&next) {
            tell(done);
            next += 1;
        }
    }
    // After a stop there can be gaps.
    early.into_values().for_each(tell);
    count
}

/// The failure of a job in which the program went wrong; where and why was told when it happened.
fn panicked(job: &Job) -> Failure {
    let name = clean(&job.origin.name());
    Failure::new(Kind::Bug, format!("`{name}` was given up because of a bug in recto"))
}
