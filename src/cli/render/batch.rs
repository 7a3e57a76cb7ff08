//! Many jobs: some threads render, some write, one tells, in the order of the jobs.

use super::destination::Destination;
use super::plan::{Job, Plan};
use super::progress::Progress;
use super::tell::Teller;
use super::work::{self, Done};
use crate::cli::disk::Roots;
use crate::cli::exit::{Exit, Failure};
use crate::cli::threads::{self, failed, in_order, panicked, spawn};
use recto::layout::on_big_stack;
use recto::render::Engine;
use recto::text::Rule;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

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
        .map_err(|error| Failure::new(Rule::SystemFailed, format!("interrupts cannot be caught: {error}")))?;
    Ok(stop)
}

/// How many résumés are rendered at once.
pub fn threads(plan: &Plan) -> usize {
    threads::count(plan.configs.threads, plan.jobs.len())
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
    let threads = self::threads(plan);
    let next = AtomicUsize::new(0);
    let (to_write, waiting) = sync_channel::<(usize, Done)>(threads * WAITING);
    let (written, finished) = sync_channel(threads * WAITING);
    let (waiting, roots) = (Mutex::new(waiting), Roots::default());
    tidy(jobs, &roots);
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
        let counted = finished.into_iter().inspect(|_| progress.step());
        let begun = in_order(counted, |_, done| progress.pause(|| teller.tell(done)));
        failed(renderers).map_or(Ok(begun), Err)
    });
    roots.sync();
    begun
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
        let done = match job.subject.origin.among_others() {
            Err(failure) => Done::failed(job, failure),
            Ok(()) => catch_unwind(AssertUnwindSafe(|| work::render(job, engine, !job.wishes.force)))
                .unwrap_or_else(|_| Done::failed(job, panicked(&job.subject.origin.name()))),
        };
        if to_write.send((at, done)).is_err() {
            break;
        }
    }
}

/// Removes what a killed run left: where every file is current, nothing else goes into the folders for outputs.
fn tidy(jobs: &[&Job], roots: &Roots) {
    let outputs = jobs.iter().flat_map(|job| &job.makes).flat_map(|make| &make.outputs);
    let folders: BTreeSet<_> = outputs
        .filter_map(|(_, to)| match to {
            Destination::Below { root, name } => Some((root, name.parent()?)),
            Destination::Named(_) => None,
        })
        .collect();
    folders.into_iter().for_each(|(root, folder)| roots.tidy(root, folder));
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
