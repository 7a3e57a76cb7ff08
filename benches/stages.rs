//! Where the time of a render goes: every stage of a one-page and of a three-page résumé, what share of the
//! whole is ours and not the engine's, and the whole program from a cold start.
//!
//! `cargo bench` prints all of it; `cargo bench -- decode` one stage. Shares and ratios come from one run.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

use divan::{Bencher, black_box};
use recto::input::Format;
use recto::layout::PagedDocument;
use recto::output;
use recto::render::{self, Engine, Prepared, Request};
use recto::resume::Resume;
use recto::text::{Diagnostics, Source};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is rendered: one page, and three.
const FILES: [&str; 2] = ["examples/ada.yaml", "examples/three-pages.yaml"];

/// A file and the engine that renders it.
struct Stages {
    source: Source,
    format: &'static Format,
    engine: Engine,
}

impl Stages {
    fn new(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).expect("the example is there");
        let format = Format::by_extension(&path).expect("its extension is known");
        Self { source: Source::new(file, text), format, engine: recto::embedded::engine() }
    }

    fn decode(&self) -> Resume {
        render::read(&self.source, self.format, &mut Diagnostics::new()).expect("it parses")
    }

    /// Content, measures, fonts.
    fn prepare<'a>(&'a self, resume: &'a Resume) -> Prepared<'a> {
        let request = Request { layout: Some("folio"), ..Request::default() };
        let prepared = render::prepare(&self.engine, &self.source, resume, &request, &mut Diagnostics::new());
        prepared.expect("it has a name")
    }

    /// Layout. The engine's memory is emptied first: a new résumé finds nothing there.
    fn compile(prepared: &Prepared<'_>) -> PagedDocument {
        comemo::evict(0);
        let set = prepared.typeset_at(&prepared.measures());
        set.expect("it can be set").document
    }

    fn pdf(pages: &PagedDocument, prepared: &Prepared<'_>) -> Vec<Vec<u8>> {
        let (pdf, settings) = (output::Format::usual(), output::Settings::default());
        pdf.write(prepared.output(pages), &settings).expect("it can be written")
    }
}

#[divan::bench(args = FILES)]
fn decode(bencher: Bencher, file: &str) {
    let stages = Stages::new(file);
    bencher.bench(|| stages.decode());
}

#[divan::bench(args = FILES)]
fn prepare(bencher: Bencher, file: &str) {
    let stages = Stages::new(file);
    let resume = stages.decode();
    bencher.bench(|| drop(black_box(stages.prepare(black_box(&resume)))));
}

#[divan::bench(args = FILES)]
fn compile(bencher: Bencher, file: &str) {
    let stages = Stages::new(file);
    let resume = stages.decode();
    let prepared = stages.prepare(&resume);
    bencher.bench(|| Stages::compile(black_box(&prepared)));
}

#[divan::bench(args = FILES)]
fn pdf(bencher: Bencher, file: &str) {
    let stages = Stages::new(file);
    let resume = stages.decode();
    let prepared = stages.prepare(&resume);
    let pages = Stages::compile(&prepared);
    bencher.bench(|| {
        comemo::evict(0);
        Stages::pdf(black_box(&pages), &prepared)
    });
}

/// The middle of some runs.
fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}

/// Runs of which the middle counts.
const RUNS: usize = 31;

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The program on one file.
fn command(file: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["render", "-q", file, "-o", "-"])
        .stdout(Stdio::null());
    command
}

/// How long the program takes, with the process's own start.
fn process(file: &str) -> Duration {
    let (status, time) = timed(|| command(file).status().expect("the program starts"));
    assert!(status.success(), "{file}");
    time
}

/// Ours against the engine's, in one process; then the program from a cold start, and what memory it took.
fn whole(file: &str) {
    let stages = Stages::new(file);
    let ours = median(|| timed(|| drop(stages.prepare(&stages.decode()))).1);
    let resume = stages.decode();
    let prepared = stages.prepare(&resume);
    let engine = median(|| timed(|| Stages::pdf(&Stages::compile(&prepared), &prepared)).1);
    let cold = median(|| process(file));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let share = 100.0 * ours.as_secs_f64() / (ours + engine).as_secs_f64();
    println!("{file}");
    println!("  decode, prepare  {:6.2} ms, {share:.1} % of the render", ms(ours));
    println!("  compile and PDF  {:6.2} ms", ms(engine));
    println!(
        "  the program      {:6.2} ms from a cold start, {:.2} times the render",
        ms(cold),
        ms(cold) / ms(ours + engine)
    );
    if let Some(megabytes) = peak_megabytes(file) {
        println!("  its memory       {megabytes:6} MB at most");
    }
}

fn main() {
    divan::main();
    if std::env::args().len() > 1 && !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!();
    FILES.into_iter().for_each(whole);
}

/// The largest resident set of the program on one file (MB), as Linux counts it; looked at until it ends.
fn peak_megabytes(file: &str) -> Option<u64> {
    let mut child = command(file).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().expect("its state is known").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kilobytes.map(|kilobytes| kilobytes * 1024 / 1_000_000));
    }
    peak
}
