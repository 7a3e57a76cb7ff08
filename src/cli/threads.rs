//! Work on many things at once, told in their order.

use super::exit::Failure;
use super::terminal::clean;
use recto::layout::on_big_stack;
use recto::text::Rule;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, Scope, ScopedJoinHandle, available_parallelism};

/// How many things are worked on at once: as many as were asked for, or as there are cores, but not more than things.
pub fn count(asked: Option<usize>, things: usize) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    asked.unwrap_or_else(cores).min(things).max(1)
}

/// Starts a thread.
///
/// # Errors
///
/// When there is none to be had.
pub fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, Failure> {
    let thread = Builder::new().name(name.to_owned()).spawn_scoped(scope, work);
    thread.map_err(|error| Failure::io(Rule::SystemFailed, "cannot start a thread", &error))
}

/// Works on all things on some threads, each of which can render, and hands on what comes of them in their order. Where
/// the program goes wrong, nothing comes of that thing.
///
/// # Errors
///
/// When there are no threads to be had.
pub fn work<T: Sync, R: Send>(
    things: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut tell: impl FnMut(&T, Option<R>),
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let (finished, results) = channel();
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..threads {
            let (next, work, finished) = (&next, &work, finished.clone());
            let one = move || on_big_stack(move || move_on(things, next, work, &finished));
            workers.push(spawn(scope, "render", one)?);
        }
        drop(finished);
        in_order(results, |at, result| tell(&things[at], result));
        failed(workers).map_or(Ok(()), Err)
    })
}

/// Why a thread could not work at all, once all have ended.
pub fn failed<T>(workers: Vec<ScopedJoinHandle<'_, Result<T, recto::text::Diagnostic>>>) -> Option<Failure> {
    workers.into_iter().find_map(|worker| Some(worker.join().ok()?.err()?.into()))
}

/// Takes one thing after the other until there are none.
fn move_on<T, R>(
    things: &[T],
    next: &AtomicUsize,
    work: &impl Fn(&T) -> R,
    finished: &Sender<(usize, Option<R>)>,
) {
    loop {
        let at = next.fetch_add(1, Ordering::SeqCst);
        let Some(thing) = things.get(at) else { break };
        let done = catch_unwind(AssertUnwindSafe(|| work(thing))).ok();
        if finished.send((at, done)).is_err() {
            break;
        }
    }
}

/// Hands on what is finished in the order of its numbers, and says how much it was.
pub fn in_order<R>(finished: impl IntoIterator<Item = (usize, R)>, mut tell: impl FnMut(usize, R)) -> usize {
    let (mut early, mut next, mut count) = (BTreeMap::new(), 0, 0);
    for (at, result) in finished {
        count += 1;
        early.insert(at, result);
        while let Some(result) = early.remove(&next) {
            tell(next, result);
            next += 1;
        }
    }
    // After a stop there can be gaps.
    early.into_iter().for_each(|(at, result)| tell(at, result));
    count
}

/// The failure of a résumé in which the program went wrong; where and why was told when it happened.
pub fn panicked(name: &str) -> Failure {
    Failure::new(Rule::Bug, format!("`{}` was given up because of a bug in recto", clean(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_costs_one() {
        let things: Vec<usize> = (0..50).collect();
        let mut told = Vec::new();
        let one = |thing: &usize| {
            assert_ne!(*thing, 7, "on purpose");
            thing * 2
        };
        work(&things, 4, one, |thing, result| told.push((*thing, result))).unwrap();
        assert!(told.iter().map(|(thing, _)| *thing).eq(0..50));
        assert!(told.iter().all(|(thing, result)| *result == (*thing != 7).then_some(thing * 2)));
        assert_eq!(panicked("a").rule, Rule::Bug);
    }

    #[test]
    fn gaps_are_told_in_the_end() {
        let mut told = Vec::new();
        assert_eq!(in_order([(3, 'd'), (0, 'a'), (5, 'f')], |at, one| told.push((at, one))), 3);
        assert_eq!(told, [(0, 'a'), (3, 'd'), (5, 'f')]);
    }

    #[test]
    fn there_are_not_more_threads_than_things() {
        assert_eq!([count(Some(8), 3), count(Some(2), 3), count(Some(2), 0)], [3, 2, 1]);
        assert!((1..=100).contains(&count(None, 100)));
    }
}
