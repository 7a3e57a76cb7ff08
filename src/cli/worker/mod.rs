//! `recto render --worker`: one JSON request a line on stdin, one JSON answer a line on stdout, in the same order, until
//! stdin ends. Nothing that a line holds ends the loop. `docs/worker.md` is the contract.
//!
//! One thread reads, `-j` threads render, and the calling thread writes. A line is taken in only when there is room for
//! its answer, so that memory stays bounded however far ahead the other side writes.

mod answer;
mod keys;
mod lines;
mod pointer;
mod request;

use super::config::Config;
use super::exit::{Exit, Failure, reason};
use super::render::{self, RenderArgs};
use super::subject::Terms;
use super::{fonts, layouts, system_fonts, terminal};
use answer::{Workshop, answer};
use lines::Line;
use recto::layout::on_big_stack;
use recto::output::Settings;
use recto::text::Rule;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{Builder, JoinHandle};

/// A line, and where its answer goes.
type Work = (Line, SyncSender<String>);

/// The answers, in the order of their lines; each comes when it is made.
type Order = Receiver<Receiver<String>>;

/// Answers every line of stdin.
///
/// # Errors
///
/// When the arguments contradict each other, or stdin or stdout fails. A stdout that nobody reads any more is no failure.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Result<Exit, Failure> {
    let threads = args.pages.jobs.unwrap_or(1);
    let layouts = layouts::open(layouts_from)?;
    let terms = Terms::resolve(&args.pages, &Config::default(), &layouts)?;
    if terms.layouts.len() > 1 {
        return Err(Failure::new(Rule::Usage, "`--worker` takes one layout, for requests that name none")
            .help("a request names its own, as `\"layout\": \"datum\"`"));
    }
    let workshop = Arc::new(Workshop {
        engine: fonts::engine(system_fonts::fonts(), &args.pages.font_path, layouts, threads)?,
        terms,
        settings: Settings {
            timestamp: render::timestamp_of(std::env::var_os("SOURCE_DATE_EPOCH").as_deref())?,
            ppi: args.ppi.unwrap_or(Settings::PPI),
        },
    });
    let busy = Arc::new(RwLock::new(()));
    let (reader, order) = start(threads, &workshop, &busy)?;
    let written = write(&order);
    // Whoever is at work finishes: no half-written file stays behind. The reader may wait for a line for ever.
    let _quiet = busy.write().unwrap_or_else(PoisonError::into_inner);
    written?;
    let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("the thread that reads it panicked")));
    read.map_err(|error| {
        Failure::new(Rule::FileUnreadable, format!("cannot read stdin: {}", reason(&error)))
    })?;
    Ok(Exit::Done)
}

/// Starts the threads that read and render. `busy` is held while one renders.
fn start(
    threads: usize,
    workshop: &Arc<Workshop>,
    busy: &Arc<RwLock<()>>,
) -> Result<(JoinHandle<io::Result<()>>, Order), Failure> {
    let failed = |error| Failure::io(Rule::SystemFailed, "cannot start a thread", &error);
    let (to_renderers, work) = sync_channel(threads);
    let (to_writer, order) = sync_channel(threads);
    let work = Arc::new(Mutex::new(work));
    for _ in 0..threads {
        let (work, workshop, busy) = (work.clone(), workshop.clone(), busy.clone());
        let render = move || on_big_stack(|| serve(&work, &workshop, &busy));
        Builder::new().spawn(render).map_err(failed)?;
    }
    let reader = Builder::new().spawn(move || read(&to_writer, &to_renderers)).map_err(failed)?;
    Ok((reader, order))
}

/// Hands out the lines of stdin, as far as there is room. Ends with stdin, or when nobody writes any more.
fn read(order: &SyncSender<Receiver<String>>, work: &SyncSender<Work>) -> io::Result<()> {
    let mut stdin = io::stdin().lock();
    while let Some(line) = lines::next(&mut stdin)? {
        let (sender, answer) = sync_channel(1);
        if order.send(answer).is_err() || work.send((line, sender)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Renders what comes, until nothing comes any more.
fn serve(work: &Mutex<Receiver<Work>>, workshop: &Workshop, busy: &RwLock<()>) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((line, sender)) = next else { return };
        let made = {
            let _busy = busy.read().unwrap_or_else(PoisonError::into_inner);
            answer(workshop, line)
        };
        // The writer may be gone: stdout is closed.
        let _ = sender.send(made);
    }
}

/// Writes the answers in their order, each at once.
fn write(order: &Order) -> Result<(), Failure> {
    for answer in order {
        let gone = |_| Failure::new(Rule::Bug, "a thread that renders ended; this is a bug in recto");
        terminal::print_bytes(answer.recv().map_err(gone)?.as_bytes())?;
    }
    Ok(())
}
