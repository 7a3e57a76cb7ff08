//! The whole program: what a folder costs beside a bare loop around the engine, what a second thread brings, what memory
//! many résumés take, and what a cold start adds to one.
//!
//! `cargo bench --bench batch` prints every figure, each ratio from one run; it takes some minutes, and the machine should
//! be idle. `cargo bench --bench batch -- cold memory` runs some parts. `tiny`, 70,000 files in one process, runs only when
//! it is named.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads files, the environment and the clock")]

mod program;
mod resumes;

use program::Folder;
use recto::input::Format;
use recto::layout;
use recto::output::{self, Settings};
use recto::render::{self, Engine, Prepared, Request, render};
use recto::resume::Resume;
use recto::text::{Diagnostics, Source};
use std::time::{Duration, Instant};

/// The allocator of the program, or the loop would not be its measure.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A part: its name, whether it runs without being named, and the work.
type Part = (&'static str, bool, fn());

const PARTS: [Part; 4] =
    [("throughput", true, throughput), ("cold", true, cold), ("memory", true, memory), ("tiny", false, tiny)];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    // `cargo test --benches` only wants to know whether it starts.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let wanted =
        |(name, usual, _): &&Part| words.iter().any(|word| word == name) || (words.is_empty() && *usual);
    PARTS.iter().filter(wanted).for_each(|(_, _, part)| part());
}

/// Rounds of which the middle counts.
const ROUNDS: u64 = 5;

/// Résumés of a round, each of two pages and none like another.
const ROUND: u64 = 200;

/// The program with one and with two threads beside a loop that sets and exports the same résumés in memory.
fn throughput() {
    let (mut share, mut second, mut speeds) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let numbers = round * ROUND..(round + 1) * ROUND;
        let folder = Folder::new("throughput", numbers.clone().map(resumes::full));
        let bare = Loop::new(numbers.map(resumes::full)).time();
        let one = folder.render(1).time;
        let two = folder.render(2).time;
        share.push(ratio(bare, one));
        second.push(ratio(one, two));
        speeds.push([bare, one, two].map(|time| ROUND as f64 / time.as_secs_f64()));
    }
    println!("throughput, {} distinct résumés of two pages, rounds of {ROUND}", ROUNDS * ROUND);
    let speed = |at: usize| median(speeds.iter().map(|speeds| speeds[at]));
    println!("  a loop that sets and exports {:6.1} résumés a second", speed(0));
    println!(
        "  the program, one thread      {:6.1}, {:.3} of the loop (0.93 at least)",
        speed(1),
        median(share)
    );
    println!(
        "  the program, two threads     {:6.1}, {:.3} times one (1.75 at least)",
        speed(2),
        median(second)
    );
}

/// Résumés as they are before they are set.
struct Loop {
    engine: Engine,
    resumes: Vec<(Source, Resume)>,
}

impl Loop {
    fn new(texts: impl Iterator<Item = String>) -> Self {
        let resume = |text: String| {
            let source = Source::new("resume.yaml", text);
            let resume = render::read(&source, yaml(), &mut Diagnostics::new()).expect("it parses");
            (source, resume)
        };
        Self { engine: recto::embedded::engine(), resumes: texts.map(resume).collect() }
    }

    /// How long it takes to set and export them all. What is decided before is not counted.
    fn time(&self) -> Duration {
        let mut diagnostics = Diagnostics::new();
        let prepare = |(source, resume)| {
            let prepared =
                render::prepare(&self.engine, source, resume, &Request::default(), &mut diagnostics);
            prepared.expect("it has a name")
        };
        let prepared: Vec<Prepared<'_>> = self.resumes.iter().map(|(a, b)| (a, b)).map(prepare).collect();
        let set = |prepared: &Prepared<'_>| {
            let pages = prepared.typeset_at(&prepared.measures());
            let pages = pages.expect("it can be set").document;
            let files = output::Format::usual().write(prepared.output(&pages), &Settings::default());
            assert_eq!((pages.pages().len(), files.expect("it can be written").len()), (2, 1));
        };
        let start = Instant::now();
        layout::on_big_stack(|| prepared.iter().for_each(set)).expect("the engine goes on");
        start.elapsed()
    }
}

/// Runs of a cold and a warm render of which the middle counts.
const RUNS: usize = 41;

/// What a cold start adds: one résumé in the program, and in a process that has rendered it before, in turns. The
/// engine's memory is emptied each time: a new résumé finds nothing there.
fn cold() {
    let engine = recto::embedded::engine();
    for file in ["examples/ada.yaml", "examples/three-pages.yaml"] {
        let text = std::fs::read_to_string(program::root().join(file)).expect("the example is there");
        let warm = || {
            comemo::evict(0);
            let start = Instant::now();
            let (source, format) = (Source::new(file, text.clone()), yaml());
            let (request, settings) = (Request::default(), Settings::default());
            render(&engine, &source, format, &request, &settings, &mut Diagnostics::new())
                .expect("it renders");
            start.elapsed()
        };
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let warm = layout::on_big_stack(warm).expect("the engine goes on");
            times.push([warm, program::single(file), program::nothing()]);
        }
        let ms = |at: usize| median(times.iter().map(|times| times[at].as_secs_f64() * 1e3));
        println!("{file}");
        println!("  warm, in one process        {:5.1} ms", ms(0));
        println!("  cold, the program           {:5.1} ms ({:.1} at most)", ms(1), 1.3 * ms(0) + 4.0);
        println!("  the program doing nothing   {:5.1} ms", ms(2));
    }
}

/// Threads that render where memory is looked at.
const THREADS: usize = 2;

/// What memory 100 and 10,000 résumés of two pages take.
fn memory() {
    peaks([100, 10_000], "résumés of two pages", "1.25", resumes::full);
}

/// 70,000 files in one process: nothing that is counted in 16 bits runs out, and memory stays flat.
fn tiny() {
    peaks([1_000, 70_000], "tiny résumés", "flat", resumes::tiny);
}

/// Renders few and many, and compares.
fn peaks(counts: [u64; 2], what: &str, wanted: &str, text: fn(u64) -> String) {
    let run = |count: u64| Folder::new("peaks", (0..count).map(text)).watch(THREADS);
    let runs = counts.map(run);
    println!("memory, {THREADS} threads");
    for (count, run) in counts.iter().zip(runs) {
        let (peak, seconds) = (run.peak.unwrap_or(f64::NAN), run.time.as_secs_f64());
        println!("  {count:6} {what}: {peak:.0} MB at most (150), {seconds:.1} s");
    }
    if let [Some(few), Some(many)] = runs.map(|run| run.peak) {
        println!("  {:.2} times as much ({wanted})", many / few);
    }
}

/// The middle of some values.
fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn yaml() -> &'static Format {
    Format::by_name("yaml").expect("a known format")
}

/// How many times as long the first took as the second.
fn ratio(first: Duration, second: Duration) -> f64 {
    first.as_secs_f64() / second.as_secs_f64()
}
