//! `recto render FILE --watch --preview`: a page on 127.0.0.1 that shows the résumé as it will be printed, lists its
//! problems, and lets one try a layout, a paper, an accent and a number of pages.
//!
//! [`serve`] takes connections, [`http`] reads their requests, [`guard`] decides who may ask, [`routes`] answers; a
//! [`Session`] renders what was asked for ([`view`]) with the engine that is warm.

mod choices;
mod guard;
mod http;
mod routes;
mod serve;
mod view;

use super::child::Press;
use super::exit::io_failure;
use super::run::Job;
use choices::Choices;
use guard::Guard;
use recto::text::{Diagnostic, Rule};
use routes::Routes;
use std::collections::VecDeque;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use view::{Page, View};

/// Renders that the engine remembers for a preview: going back and forth between two layouts, or looking for a density,
/// then finds most of the work done.
pub const REMEMBER: usize = 16;

/// Begins to answer at an address of its own, until the process ends. Returns what it shows, and the address of the page,
/// secret and all.
///
/// # Errors
///
/// When no port can be had, or no secret for the address.
pub fn start(job: &Job, press: Arc<Press>) -> Result<(Arc<Session>, String), Diagnostic> {
    let failed = |error| io_failure(Rule::SystemFailed, "cannot start the preview", &error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
    let guard = Guard::new(listener.local_addr().map_err(failed)?.port())?;
    let address = guard.address();
    let session = Arc::new(Session::new(job, press));
    let routes = Arc::new(Routes::new(guard, Arc::clone(&session)));
    thread::Builder::new().spawn(move || serve::serve(&listener, &routes)).map_err(failed)?;
    Ok((session, address))
}

/// Views that are kept: going back to what was clicked before costs nothing.
const KEPT: usize = 8;

/// What all connections share: the engine, which state the file is in, and the last views.
pub struct Session {
    state: Mutex<State>,
    changed: Condvar,
    /// One look at a time: two would take each other's processor.
    looking: Mutex<()>,
}

struct State {
    job: Arc<Job>,
    press: Arc<Press>,
    /// Counts the states of the file.
    revision: u64,
    /// The last views, newest last.
    views: VecDeque<(Choices, Arc<View>)>,
    /// The last pages without errors.
    good: Vec<Page>,
}

impl Session {
    /// One that has seen nothing yet.
    fn new(job: &Job, press: Arc<Press>) -> Self {
        let job = Arc::new(job.with_variants(Vec::new()));
        let state = State { job, press, revision: 1, views: VecDeque::new(), good: Vec::new() };
        Self { state: Mutex::new(state), changed: Condvar::new(), looking: Mutex::new(()) }
    }

    /// Makes the page look again: the file, its photo or the engine is another now.
    pub fn changed(&self, job: &Job, press: Arc<Press>) {
        let mut state = self.state();
        state.job = Arc::new(job.with_variants(Vec::new()));
        state.press = press;
        state.revision += 1;
        self.changed.notify_all();
    }

    /// The engine of now.
    fn press(&self) -> Arc<Press> {
        Arc::clone(&self.state().press)
    }

    /// Waits until the state is another than `known`, but not longer than `time`. The state then.
    fn wait(&self, known: u64, time: Duration) -> u64 {
        let woken = self.changed.wait_timeout_while(self.state(), time, |state| state.revision == known);
        woken.unwrap_or_else(PoisonError::into_inner).0.revision
    }

    /// What the page shows with these choices.
    fn view(&self, choices: &Choices) -> Arc<View> {
        let _one = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let (job, press, revision) = {
            let state = self.state();
            let is_current = |view: &View| view.revision == state.revision;
            let known = state.views.iter().find(|(known, view)| known == choices && is_current(view));
            if let Some((_, view)) = known {
                return Arc::clone(view);
            }
            (Arc::clone(&state.job), Arc::clone(&state.press), state.revision)
        };
        let mut view = View { revision, ..View::look(&job, &press, choices) };
        let mut state = self.state();
        // One without pages shows the last that were good.
        if view.pages.is_empty() {
            view.pages.clone_from(&state.good);
            view.stale = true;
        } else {
            state.good.clone_from(&view.pages);
        }
        let view = Arc::new(view);
        if state.views.len() == KEPT {
            state.views.pop_front();
        }
        state.views.push_back((choices.clone(), Arc::clone(&view)));
        view
    }

    /// A page of one of the last views.
    fn page(&self, name: &str) -> Option<Arc<[u8]>> {
        let state = self.state();
        let mut pages = state.views.iter().rev().flat_map(|(_, view)| &view.pages).chain(&state.good);
        pages.find(|page| page.name == name).map(|page| Arc::clone(&page.svg))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with it left it whole: every change is one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
