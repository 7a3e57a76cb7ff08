//! Searches for files that harm a reader: changes samples at random, reads each result as the program does, and saves what
//! panics, takes too long or needs too much memory.
//!
//! `fuzz READER SECONDS [--seed NUMBER] [--save FOLDER] SAMPLE…`: a sample is a file, or a folder that is packed to an archive.
//! With the same number and samples the files are the same ones in the same order. `.ci/fuzz` runs every reader.

#![expect(clippy::disallowed_methods, reason = "it reads files and keeps time; no résumé is rendered here")]

mod mutate;
mod readers;
mod samples;
mod watch;

use mutate::Random;
use readers::Reader;
use samples::Sample;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use watch::Watch;

/// Most samples that are kept because they were read in a new way.
const MAX_KEPT: usize = 1_000;

/// Largest file that is tried (bytes).
const MAX_INPUT: usize = 2_000_000;

fn main() -> ExitCode {
    let result = Arguments::parse(std::env::args().skip(1)).and_then(|arguments| run(&arguments));
    match result {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

/// What the command line says.
struct Arguments {
    reader: &'static Reader,
    time: Duration,
    seed: u64,
    save: PathBuf,
    samples: Vec<PathBuf>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let usage = || {
            let names: Vec<_> = readers::READERS.iter().map(|reader| reader.name).collect();
            format!("usage: fuzz {} SECONDS [--seed NUMBER] [--save FOLDER] SAMPLE…", names.join("|"))
        };
        let name = words.next().ok_or_else(usage)?;
        let reader = readers::READERS.iter().find(|reader| reader.name == name).ok_or_else(usage)?;
        let seconds = words.next().and_then(|word| word.parse().ok()).ok_or_else(usage)?;
        let time = Duration::from_secs(seconds);
        let mut all = Self { reader, time, seed: 1, save: PathBuf::from("fuzz-found"), samples: Vec::new() };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seed" => all.seed = words.next().and_then(|word| word.parse().ok()).ok_or_else(usage)?,
                "--save" => all.save = words.next().ok_or_else(usage)?.into(),
                _ => all.samples.push(word.into()),
            }
        }
        if all.samples.is_empty() { Err(usage()) } else { Ok(all) }
    }
}

/// Tries one file after the other until the time is over: how many problems there are.
fn run(arguments: &Arguments) -> Result<usize, String> {
    let reader = arguments.reader;
    let mut samples = Vec::new();
    for path in &arguments.samples {
        samples.extend(
            Sample::load(path, reader.packing).map_err(|error| format!("{}: {error}", path.display()))?,
        );
    }
    let words = mutate::words(&samples);
    let mut random = Random::new(arguments.seed);
    let mut watch = Watch::start(reader.name, &arguments.save).map_err(|error| error.to_string())?;
    let mut outcomes = BTreeSet::new();
    let (start, mut count, first) = (Instant::now(), 0_usize, samples.len());
    while start.elapsed() < arguments.time {
        let mut sample = samples[random.below(samples.len())].clone();
        // The samples themselves come first, as they are.
        let bytes = match samples.get(count) {
            Some(sample) if count < first => sample.pack(),
            _ => mutate::change(&mut sample, &samples, &words, &mut random),
        };
        count += 1;
        if bytes.len() > MAX_INPUT {
            continue;
        }
        let outcome = watch.run(&bytes, || reader.read(&bytes)).map_err(|error| error.to_string())?;
        if let Some(outcome) = outcome
            && outcomes.insert(outcome)
            && count > first
            && samples.len() < first + MAX_KEPT
        {
            samples.push(sample);
        }
    }
    let problems = watch.finish();
    println!(
        "{:12} {count:8} files in {} s, read in {} ways, {problems} problems (seed {})",
        reader.name,
        start.elapsed().as_secs(),
        outcomes.len(),
        arguments.seed
    );
    Ok(problems)
}
