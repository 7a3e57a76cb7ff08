//! Where the time of a render goes: every stage of a one-page and of a three-page résumé, what share of the
//! whole is ours and not the engine's, and the whole program from a cold start.
//!
//! `cargo bench` prints all of it; `cargo bench -- decode` one stage. Shares and ratios come from one run.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

use divan::{Bencher, black_box};
use recto::input::{Format, decode as decoder};
use recto::layout::{self, Layout, PagedDocument, fonts::Fonts};
use recto::output;
use recto::resume::Resume;
use recto::sheet::{self as sheets, Sheet, options};
use recto::text::{Diagnostics, Source};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is rendered: one page, and three.
const FILES: [&str; 2] = ["examples/ada.yaml", "examples/three-pages.yaml"];

/// A résumé with everything that a stage needs to begin.
struct Prepared {
    source: Source,
    format: &'static Format,
    fonts: Fonts,
    layout: Layout,
}

impl Prepared {
    fn new(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).expect("the example is there");
        let format = Format::by_extension(&path).expect("its extension is known");
        let layout = recto::embedded::layouts().find("folio").expect("folio is embedded");
        Self { source: Source::new(file, text), format, fonts: recto::embedded::fonts(), layout }
    }

    fn decode(&self) -> Resume {
        let mut diagnostics = Diagnostics::new();
        let tree = self.format.parse(&self.source, &mut diagnostics).expect("it parses");
        decoder::decode(&tree, &mut diagnostics)
    }

    fn sheet(&self, resume: &Resume) -> Sheet {
        let (manifest, mut diagnostics) = (&self.layout.manifest, Diagnostics::new());
        let asked = options::Asked { settings: &resume.settings, ..options::Asked::default() };
        let options = options::resolve(&asked, manifest, &self.fonts, &mut diagnostics);
        sheets::build(resume, &options, manifest, &mut diagnostics).expect("it has a name")
    }

    /// Glyph check and layout. The engine's memory is emptied first: a new résumé finds nothing there.
    fn compile(&self, sheet: &mut Sheet) -> PagedDocument {
        comemo::evict(0);
        let mut diagnostics = Diagnostics::new();
        let fonts = layout::choose_fonts(&self.fonts, sheet, &self.source, &mut diagnostics);
        layout::typeset(&fonts, &self.layout, sheet, None, 1, &mut diagnostics).expect("it can be set")
    }

    fn pdf(pages: &PagedDocument, sheet: &Sheet) -> Vec<Vec<u8>> {
        let (pdf, settings) = (output::Format::usual(), output::Settings::default());
        pdf.write(pages, sheet, &settings).expect("it can be written")
    }
}

#[divan::bench(args = FILES)]
fn decode(bencher: Bencher, file: &str) {
    let prepared = Prepared::new(file);
    bencher.bench(|| prepared.decode());
}

#[divan::bench(args = FILES)]
fn sheet(bencher: Bencher, file: &str) {
    let prepared = Prepared::new(file);
    let resume = prepared.decode();
    bencher.bench(|| prepared.sheet(black_box(&resume)));
}

#[divan::bench(args = FILES)]
fn compile(bencher: Bencher, file: &str) {
    let prepared = Prepared::new(file);
    let sheet = prepared.sheet(&prepared.decode());
    bencher.with_inputs(|| sheet.clone()).bench_values(|mut sheet| prepared.compile(&mut sheet));
}

#[divan::bench(args = FILES)]
fn pdf(bencher: Bencher, file: &str) {
    let prepared = Prepared::new(file);
    let mut sheet = prepared.sheet(&prepared.decode());
    let pages = prepared.compile(&mut sheet);
    bencher.bench(|| {
        comemo::evict(0);
        Prepared::pdf(black_box(&pages), &sheet)
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
    let prepared = Prepared::new(file);
    let ours = median(|| timed(|| prepared.sheet(&prepared.decode())).1);
    let engine = median(|| {
        let mut sheet = prepared.sheet(&prepared.decode());
        timed(|| {
            let pages = prepared.compile(&mut sheet);
            Prepared::pdf(&pages, &sheet)
        })
        .1
    });
    let cold = median(|| process(file));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let share = 100.0 * ours.as_secs_f64() / (ours + engine).as_secs_f64();
    println!("{file}");
    println!("  decode and sheet {:6.2} ms, {share:.1} % of the render", ms(ours));
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
