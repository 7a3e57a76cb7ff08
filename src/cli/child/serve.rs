//! The side of the child: answers until stdin ends.

use super::{ChildAnswer, ChildRequest, ChildSetup};
use crate::cli::exit::Exit;
use crate::cli::fonts;
use crate::cli::pages::Blob;
use recto::input::Format;
use recto::layout::{PhotoSource, on_big_stack};
use recto::render::{self, Engine, Request, prepare};
use recto::sheet::options::split_fields;
use recto::text::{Diagnostic, Diagnostics, Rule};
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread::Builder;

/// Answers every line of stdin.
pub fn serve() -> Exit {
    // A panic is in the answer.
    std::panic::set_hook(Box::new(|_| ()));
    match answer_all() {
        Ok(()) => Exit::Done,
        Err(error) => {
            // Its parent reads it.
            let _ = writeln!(io::stderr(), "{error}");
            Exit::Faulty
        }
    }
}

fn answer_all() -> io::Result<()> {
    leave_no_dump()?;
    let lines = read_lines()?;
    let Ok(setup) = lines.recv() else { return Ok(()) };
    let setup: ChildSetup = serde_json::from_slice(&setup)?;
    let engine = open(&setup);
    while let Ok(line) = lines.recv() {
        let answer = match &engine {
            Ok(engine) => on_big_stack(|| answer(engine, &line)),
            Err(fault) => Err(fault.clone()),
        };
        let answer = answer
            .unwrap_or_else(|fault| ChildAnswer { problems: [fault].into_iter().collect(), result: None });
        let mut answer = serde_json::to_vec(&answer)?;
        answer.push(b'\n');
        io::stdout().write_all(&answer)?;
        io::stdout().flush()?;
    }
    Ok(())
}

/// Hands out the lines of stdin. At its end the parent is gone, and the process ends whatever it is doing.
fn read_lines() -> io::Result<Receiver<Vec<u8>>> {
    let (sender, lines) = channel();
    let read = move || {
        let mut stdin = io::stdin().lock();
        let mut line = Vec::new();
        while stdin.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                break;
            }
        }
        std::process::exit(Exit::Done as i32);
    };
    Builder::new().name("read".to_owned()).spawn(read)?;
    Ok(lines)
}

/// The fonts and layouts of the parent.
fn open(setup: &ChildSetup) -> Result<Engine, Diagnostic> {
    let folders = setup.fonts.iter().map(Into::into).collect::<Vec<_>>();
    let engine = fonts::engine(setup.system, &folders, setup.layouts().open()?)?;
    Ok(Engine { remember: setup.remember, ..engine })
}

/// Makes what a request wants.
fn answer(engine: &Engine, line: &[u8]) -> ChildAnswer {
    let mut problems = Diagnostics::new();
    let request = serde_json::from_slice::<ChildRequest<'_>>(line);
    let request = request.map_err(|error| {
        problems.push(Diagnostic::of(Rule::Bug, format!("the request cannot be read: {error}")));
    });
    let result = request.ok().and_then(|request| {
        let ChildRequest { source, format, layout, requested, defaults, strict, photo, pages } = request;
        let (arguments, edits) = split_fields(requested.into_owned());
        let photo = photo.map(|Blob(bytes)| bytes);
        let read = |_: &str| photo.clone().ok_or_else(|| io::ErrorKind::NotFound.into());
        let photo = PhotoSource::new(&read);
        let request = Request {
            layout: layout.as_deref(),
            arguments: &arguments,
            defaults: &defaults,
            photo: Some(&photo),
            strict,
        };
        let format = Format::by_name(&format).map_err(|fault| problems.push(fault)).ok()?;
        // The parent has reported what is wrong so far, unless a layout or a font changed since.
        let mut known = Diagnostics::new();
        let resume = render::read_edited(&source, format, &edits, &mut known);
        let resume = resume.as_ref();
        let prepared = resume.and_then(|resume| prepare(engine, &source, resume, &request, &mut known));
        let Some(prepared) = prepared else {
            problems.extend(known);
            return None;
        };
        pages.make(&prepared, &mut problems)
    });
    ChildAnswer { problems, result }
}

/// A process that ends for lack of memory leaves no file of it.
#[cfg(unix)]
fn leave_no_dump() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}

#[cfg(not(unix))]
const fn leave_no_dump() -> io::Result<()> {
    Ok(())
}
