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
mod session;
mod view;

use super::exit::reason;
use super::run::Job;
use guard::Guard;
use recto::render::Engine;
use recto::text::{Diagnostic, Rule};
use routes::Routes;
use serve::Handler;
use session::Session;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;

/// Renders that the engine remembers for a preview: going back and forth between two layouts, or looking for a density,
/// then finds most of the work done.
pub const REMEMBER: usize = 16;

/// A running preview. It ends with the process.
pub struct Preview {
    session: Arc<Session>,
    address: String,
}

impl Preview {
    /// Begins to answer at an address of its own.
    ///
    /// # Errors
    ///
    /// When no port can be had, or no secret for the address.
    pub fn start(job: &Job, engine: Arc<Engine>) -> Result<Self, Diagnostic> {
        let failed = |error| {
            Diagnostic::of(Rule::SystemFailed, format!("cannot start the preview: {}", reason(&error)))
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
        let guard = Guard::new(listener.local_addr().map_err(failed)?.port())?;
        let address = guard.address();
        let session = Arc::new(Session::new(job.with_variants(Vec::new()), engine));
        let routes = Routes::new(guard, Arc::clone(&session));
        let handler: Arc<Handler> = Arc::new(move |request| routes.answer(request));
        thread::Builder::new().spawn(move || serve::serve(&listener, &handler)).map_err(failed)?;
        Ok(Self { session, address })
    }

    /// The address of the page, secret and all.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Makes the page look again, after something that it shows has changed.
    pub fn changed(&self, job: &Job, engine: Arc<Engine>) {
        self.session.changed(job.with_variants(Vec::new()), engine);
    }
}
