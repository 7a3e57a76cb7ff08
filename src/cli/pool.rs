//! The threads of a run: some work, some write, and the calling thread gets every result in the order of the items.

use super::exit::{Exit, io_failure};
use super::terminal::{self, clean};
use recto::layout::on_big_stack;
use recto::text::{Diagnostic, Rule};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle, available_parallelism};
use std::time::{Duration, Instant};

/// Threads that write: while one waits for the disk, another gets the next file.
const WRITERS: usize = 4;

/// Results that wait for a writer, for each thread that works.
const WAITING: usize = 4;

/// Set to end a run early: what has begun is finished, and nothing else begins.
pub type Stop = Arc<AtomicBool>;

/// How many items are worked on at once: as many as `wanted`, or as there are cores, but not more than items.
pub fn thread_count(wanted: Option<usize>, items: usize) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    wanted.unwrap_or_else(cores).min(items).max(1)
}

/// Works on all items on so many threads, each of which can set pages; writes what came of each on others; and hands the
/// results to `sink` in the order of the items. Returns how many items were begun.
///
/// # Errors
///
/// When the system gives no threads, or an error of `sink`, after which nothing else begins.
pub fn run<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(T) -> R + Sync,
    write: impl Fn(R) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), Diagnostic>,
) -> Result<usize, Diagnostic> {
    let items = Mutex::new(items.fuse().take_while(|_| !stop.load(Ordering::SeqCst)).enumerate());
    let (to_write, worked) = sync_channel(threads * WAITING);
    let (written, finished) = sync_channel(threads * WAITING);
    let worked = Mutex::new(worked.into_iter());
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..threads {
            let (items, work, to_write) = (&items, &work, to_write.clone());
            let serve = move || on_big_stack(move || serve(items, work, &to_write));
            workers.push(spawn(scope, "render", serve)?);
        }
        for _ in 0..WRITERS {
            let (worked, write, written) = (&worked, &write, written.clone());
            spawn(scope, "write", move || serve(worked, write, &written))?;
        }
        drop((to_write, written));
        let mut outcome = Ok(());
        let begun = in_order(finished, |result| {
            if outcome.is_ok() {
                outcome = sink(result);
                stop.fetch_or(outcome.is_err(), Ordering::SeqCst);
            }
        });
        for worker in workers {
            // A panic of a thread was reported where it happened.
            worker.join().unwrap_or(Ok(()))?;
        }
        outcome.map(|()| begun)
    })
}

/// Starts a thread.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, Diagnostic> {
    let thread = Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
    thread.map_err(|error| io_failure(Rule::SystemFailed, "cannot start a thread", &error))
}

/// The time that some work has.
pub struct Allowance(Option<Sender<Duration>>);

impl Allowance {
    /// Adds the time that another process takes, which is ended when it takes longer.
    pub fn extend(&self, more: Duration) {
        // Where nobody watches, it needs no more.
        let _ = self.0.as_ref().map(|watch| watch.send(more));
    }
}

/// Does some work within a time, or else reports its name and ends the process: no thread can be ended from outside. What is
/// written by then is whole, and the next run makes the rest. Only a bug makes this process take so long: layouts that are
/// no part of the program have processes of their own.
pub fn within<R>(
    limit: Option<Duration>,
    name: impl Fn() -> String + Send,
    work: impl FnOnce(&Allowance) -> R,
) -> R {
    let Some(limit) = limit else { return work(&Allowance(None)) };
    let (running, ended) = channel::<Duration>();
    let watch = move || {
        if runs_out(&ended, limit) {
            terminal::talk(&format!(
                "error: `{}` takes more than {} s; nothing else is made\n  \
                 = help: `--timeout SECONDS` gives more time\n",
                clean(&name()),
                limit.as_secs(),
            ));
            std::process::exit(Exit::Faulty as i32);
        }
    };
    std::thread::scope(|scope| {
        // Without a thread to spare the work goes unwatched.
        let _ = Builder::new().name("watch".to_owned()).spawn_scoped(scope, watch);
        let allowance = Allowance(Some(running));
        let result = work(&allowance);
        drop(allowance);
        result
    })
}

/// Waits for the end of some work, which adds to its time; whether that passes before.
fn runs_out(work: &Receiver<Duration>, limit: Duration) -> bool {
    let mut end = Instant::now() + limit;
    loop {
        match work.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(more) => end += more,
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => return true,
        }
    }
}

/// Works on one item after the other, and sends what comes of each, until there are none or nobody takes them.
fn serve<T, R>(
    items: &Mutex<impl Iterator<Item = (usize, T)>>,
    work: &impl Fn(T) -> R,
    done: &SyncSender<(usize, R)>,
) {
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    while let Some((at, item)) = next() {
        if done.send((at, work(item))).is_err() {
            break;
        }
    }
}

/// Hands on what is finished in the order of its numbers, and returns how much it was.
fn in_order<R>(finished: impl IntoIterator<Item = (usize, R)>, mut sink: impl FnMut(R)) -> usize {
    let (mut early, mut next, mut count) = (BTreeMap::new(), 0, 0);
    for (at, result) in finished {
        count += 1;
        early.insert(at, result);
        while let Some(result) = early.remove(&next) {
            sink(result);
            next += 1;
        }
    }
    // After a stop there can be gaps.
    early.into_values().for_each(sink);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_after_they_are_written() {
        let mut results = Vec::new();
        let write = |(item, _)| (item, true);
        let begun = run(
            0..50,
            4,
            &AtomicBool::new(false),
            |item| (item * 2, false),
            write,
            |result| {
                results.push(result);
                Ok(())
            },
        );
        assert_eq!(begun, Ok(50));
        assert!(results.into_iter().eq((0..50).map(|item| (item * 2, true))));
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let failure = || Diagnostic::of(Rule::OutputUnwritable, "full");
        let ended = run(0.., 2, &AtomicBool::new(false), |item| item, |item| item, |_: i32| Err(failure()));
        assert_eq!(ended, Err(failure()));
    }

    #[test]
    fn time_runs_out_unless_there_is_more() {
        let (running, ended) = channel();
        assert!(runs_out(&ended, Duration::from_millis(5)));
        let allowance = Allowance(Some(running));
        allowance.extend(Duration::from_secs(60));
        let work = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            drop(allowance);
        });
        assert!(!runs_out(&ended, Duration::from_millis(5)));
        work.join().unwrap();
        let done = within(Some(Duration::from_secs(60)), || "ada".to_owned(), |_| 7);
        assert_eq!((done, within(None, String::new, |_| 8)), (7, 8));
    }

    #[test]
    fn gaps_come_in_the_end() {
        let mut order = Vec::new();
        assert_eq!(in_order([(3, 'd'), (0, 'a'), (5, 'f')], |one| order.push(one)), 3);
        assert_eq!(order, ['a', 'd', 'f']);
    }

    #[test]
    fn there_are_not_more_threads_than_items() {
        assert_eq!([thread_count(Some(8), 3), thread_count(Some(2), 3), thread_count(Some(2), 0)], [3, 2, 1]);
        assert!((1..=100).contains(&thread_count(None, 100)));
    }
}
