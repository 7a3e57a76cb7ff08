//! `recto render --worker`: one JSON request a line on stdin, one JSON answer a line on stdout, in the same order, until
//! stdin ends. Nothing that a line contains ends the loop. `docs/worker.md` is the contract.
//!
//! One thread reads, those of [`pool`] render, and the calling thread writes. A line is read only when there is room for
//! its answer, so that memory stays bounded however far ahead the other side writes.

mod answer;
mod lines;
mod pointer;
mod request;

use super::config::Config;
use super::exit::{Exit, Failure, reason};
use super::options::PageOptions;
use super::pool::{self, Stop};
use super::render::{self, RenderArgs};
use super::{fonts, layouts, terminal};
use answer::Worker;
use lines::Line;
use recto::text::Rule;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Answers every line of stdin.
///
/// # Errors
///
/// When the arguments contradict each other, or stdin or stdout fails. A stdout that nobody reads any more is no failure.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Result<Exit, Failure> {
    let threads = args.pages.jobs.unwrap_or(1);
    let layouts = layouts::open(layouts_from)?;
    let options = PageOptions::resolve(&args.pages, Config::default(), &layouts)?;
    if options.layouts.len() > 1 {
        return Err(Failure::new(Rule::Usage, "`--worker` takes one layout, for requests that name none")
            .help("a request names its own, as `\"layout\": \"datum\"`"));
    }
    let worker = Worker {
        engine: fonts::engine(fonts::with_system(), &args.pages.font_path, layouts, threads)?,
        options: Arc::new(options),
        settings: render::settings(args, &render::environment())?,
    };
    let (room, taken) = sync_channel(2 * threads);
    let (to_pool, lines) = sync_channel(threads);
    let end = to_pool.clone();
    let reader = start_reader(room, to_pool)?;
    let stop = Stop::default();
    let lines = std::iter::from_fn(move || lines.recv().ok().flatten());
    let answer = |line| answer::answer(&worker, line);
    pool::run(
        lines,
        threads,
        &stop,
        answer,
        |_| (),
        |answer: String| {
            let printed = terminal::print_bytes(answer.as_bytes());
            if printed.is_err() {
                // Nobody reads answers any more; whoever waits for a line is woken.
                stop.store(true, Ordering::SeqCst);
                let _ = end.try_send(None);
            }
            // The reader may be gone: stdin has ended.
            let _ = taken.try_recv();
            printed
        },
    )?;
    let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("the thread that reads it panicked")));
    read.map_err(|error| {
        Failure::new(Rule::FileUnreadable, format!("cannot read stdin: {}", reason(&error)))
    })?;
    Ok(Exit::Done)
}

/// Starts the thread that hands out the lines of stdin, as far as there is `room`, and `None` in the end. It may wait for a
/// line for ever, so that nobody waits for it.
fn start_reader(
    room: SyncSender<()>,
    lines: SyncSender<Option<Line>>,
) -> Result<JoinHandle<io::Result<()>>, Failure> {
    let read = move || {
        let mut stdin = io::stdin().lock();
        while room.send(()).is_ok() {
            let line = match lines::next(&mut stdin) {
                Ok(line) => line,
                Err(error) => {
                    let _ = lines.send(None);
                    return Err(error);
                }
            };
            let is_last = line.is_none();
            // The other side may have ended before.
            if lines.send(line).is_err() || is_last {
                break;
            }
        }
        Ok(())
    };
    let thread = Builder::new().name("read".to_owned()).spawn(read);
    thread.map_err(|error| Failure::io(Rule::SystemFailed, "cannot start a thread", &error))
}
