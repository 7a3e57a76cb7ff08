//! `recto render --worker`: one JSON request a line on stdin, one JSON answer a line on stdout, in the same order, until
//! stdin ends. Nothing that a line contains ends the loop. `docs/worker.md` is the contract.
//!
//! One thread reads, those of [`pool`] render, and the calling thread writes. A line is read only when there is room for
//! its answer, so that memory stays bounded however far ahead the other side writes.

mod answer;
mod request;

use super::child::Press;
use super::config::Config;
use super::exit::{Exit, io_failure};
use super::layouts::LayoutFolders;
use super::options::PageOptions;
use super::pool::{self, Stop};
use super::render::{self, RenderArgs};
use super::{fonts, terminal};
use answer::Worker;
use recto::render::Engine;
use recto::text::{Diagnostic, MAX_BYTES, Rule};
use std::io::{self, BufRead, Read};
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
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Result<Exit, Diagnostic> {
    let threads = args.pages.jobs.unwrap_or(1);
    let folders = LayoutFolders::new(layouts_from, &args.pages.layout_path);
    let layouts = folders.open()?;
    let options = PageOptions::resolve(&args.pages, Config::default(), &layouts)?;
    if options.layouts.len() > 1 {
        return Err(Diagnostic::of(Rule::Usage, "`--worker` takes one layout, for requests that name none")
            .help("a request names its own, as `\"layout\": \"datum\"`"));
    }
    let engine = fonts::engine(true, &args.pages.font_path, layouts)?;
    let engine = Engine { remember: Engine::REMEMBER * threads, ..engine };
    let worker = Worker {
        press: Press::new(engine, &folders, &args.pages.font_path, true),
        options: Arc::new(options),
        settings: render::settings(args)?,
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
        |answer| answer,
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
    read.map_err(|error| io_failure(Rule::FileUnreadable, "cannot read stdin", &error))?;
    Ok(Exit::Done)
}

/// Starts the thread that hands out the lines of stdin, as far as there is `room`, and `None` in the end. It may wait for a
/// line for ever, so that nobody waits for it.
fn start_reader(
    room: SyncSender<()>,
    lines: SyncSender<Option<Vec<u8>>>,
) -> Result<JoinHandle<io::Result<()>>, Diagnostic> {
    let read = move || {
        let mut stdin = io::stdin().lock();
        let mut hand_out = || -> io::Result<()> {
            while room.send(()).is_ok()
                && let Some(line) = next_line(&mut stdin)?
                && lines.send(Some(line)).is_ok()
            {}
            Ok(())
        };
        let outcome = hand_out();
        // The other side may have ended before.
        let _ = lines.send(None);
        outcome
    };
    let thread = Builder::new().name("read".to_owned()).spawn(read);
    thread.map_err(|error| io_failure(Rule::SystemFailed, "cannot start a thread", &error))
}

/// Bytes of a line. JSON may spell a character of two or three bytes as six (`\u00e9`), so the text of a whole résumé
/// file of the largest size fits.
const MAX_LINE: usize = 3 * MAX_BYTES + 1_000_000;

/// The next line without its line end, which the last one need not have; `None` at the end. Of one that is longer than
/// [`MAX_LINE`] the rest is skipped.
///
/// # Errors
///
/// When the stream cannot be read.
fn next_line(stream: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // Two bytes more than the limit, for the line end.
    if stream.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.pop_if(|byte| *byte == b'\n').is_some() {
        bytes.pop_if(|byte| *byte == b'\r');
    } else if bytes.len() > MAX_LINE {
        stream.skip_until(b'\n')?;
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines; of one that is too long, nothing.
    fn all(mut bytes: &[u8]) -> Vec<Option<Vec<u8>>> {
        let lines = std::iter::from_fn(|| next_line(&mut bytes).expect("memory can be read"));
        lines.map(|line| Some(line).filter(|line| line.len() <= MAX_LINE)).collect()
    }

    fn whole(text: &str) -> Option<Vec<u8>> {
        Some(text.into())
    }

    #[test]
    fn lines_end_with_either_line_end_or_with_the_stream() {
        assert_eq!(all(b""), []);
        assert_eq!(all(b"a\nb\r\n\n\xff"), [whole("a"), whole("b"), whole(""), Some(vec![0xff])]);
        assert_eq!(all(b"a\rb\n"), [whole("a\rb")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        for end in ["\n", "\r\n"] {
            let fits = "x".repeat(MAX_LINE);
            assert_eq!(all(format!("{fits}{end}b").as_bytes()), [whole(&fits), whole("b")]);
            assert_eq!(all(format!("{fits}x{end}b").as_bytes()), [None, whole("b")]);
            assert_eq!(all(format!("{fits}{fits}{end}b").as_bytes()), [None, whole("b")]);
        }
        assert_eq!(all(&vec![b'x'; MAX_LINE + 1]), [None]);
    }
}
