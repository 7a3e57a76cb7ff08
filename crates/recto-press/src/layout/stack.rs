//! Where the engine runs: a thread with a deep stack, and alone.
//!
//! The engine hands parts of its work to the pool of threads (rayon's) in which it runs. In the pool that all of a
//! program shares, those parts run on a shallow stack, each costs two switches of threads, and while one waits it may
//! start a part of another résumé on top of itself. So each thread that renders is a pool of its own.

use recto_resume::text::{Diagnostic, Rule};
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The stack of a thread that runs the engine (bytes): twice that of a program's main thread, eight times
/// that of other threads.
const STACK: usize = 16 << 20;

thread_local! {
    /// Whether this thread was started here.
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs work on a thread with a deep stack; at once where this is such a thread. A panic of the work is an error here.
///
/// Whatever needs such a thread makes one. A program that renders many files does better to run its whole loop on one,
/// for each loop.
///
/// # Errors
/// When there is no thread to be had, or the work panicked.
pub fn on_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Diagnostic> {
    let work = || catch_unwind(AssertUnwindSafe(work));
    let done = if DEEP.get() { work() } else { thread()?.install(work) };
    done.map_err(|panic| Diagnostic::of(Rule::Bug, format!("the engine gave up: {}", panic_text(&*panic))))
}

/// A thread; it ends when this is dropped.
fn thread() -> Result<rayon::ThreadPool, Diagnostic> {
    let thread = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK);
    let thread = thread.thread_name(|_| "engine".to_owned()).start_handler(|_| DEEP.set(true)).build();
    thread.map_err(|error| Diagnostic::of(Rule::SystemFailed, format!("no thread for the engine: {error}")))
}

/// What a panic said.
fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn a_deep_thread_runs_work_at_once() {
        let here = || thread::current().id();
        let inside = || (here(), on_big_stack(here).expect("no panic"));
        let (outer, inner) = on_big_stack(inside).expect("no panic");
        assert_eq!(outer, inner);
        assert_ne!(outer, here());
    }

    #[test]
    fn parts_of_the_work_stay_on_the_thread() {
        let here = || thread::current().id();
        let both = on_big_stack(|| (here(), rayon::join(here, here))).expect("no panic");
        assert_eq!(both.1, (both.0, both.0));
    }

    #[test]
    fn the_stack_is_deep() {
        fn deep(levels: usize) -> usize {
            let room = std::hint::black_box([levels; 1024]);
            if levels == 0 { room[0] } else { deep(levels - 1) + room[1] / levels }
        }
        assert_eq!(on_big_stack(|| deep(1000)), Ok(1000));
    }

    #[test]
    fn a_panic_is_an_error_on_both_ways() {
        let fault = on_big_stack(|| assert_eq!(1, 2, "numbers differ")).expect_err("it panicked");
        assert!(fault.message.starts_with("the engine gave up: assertion"), "{}", fault.message);
        let inner =
            on_big_stack(|| on_big_stack(|| panic!("inside")).map_err(|fault: Diagnostic| fault.message));
        assert_eq!(inner, Ok(Err::<(), _>("the engine gave up: inside".to_owned())));
    }
}
