//! Reads a file of any format and writes it as JSON Resume, with what there is to say about it on stderr.

use recto_resume::input::{Format, open};
use recto_resume::output::json;
use recto_resume::text::Diagnostics;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: read FILE");
        return ExitCode::from(2);
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut diagnostics = Diagnostics::new();
    let source = open(&path, bytes, &mut diagnostics);
    let by_name = || Format::by_name(Path::new(&path).extension()?.to_str()?).ok();
    let format = if source.extracted.is_some() { None } else { by_name() };
    let format = format.unwrap_or_else(|| Format::of(&source));
    let resume = (!diagnostics.has_errors()).then(|| format.read(&source, &mut diagnostics)).flatten();
    for problem in diagnostics.iter() {
        let place = problem.location(&source).1.map(|span| source.place(span.start)).unwrap_or_default();
        eprintln!("{:?} {place}: {}", problem.rule, problem.message);
    }
    let Some(resume) = resume else { return ExitCode::FAILURE };
    println!("{}", json::write(&resume));
    ExitCode::SUCCESS
}
