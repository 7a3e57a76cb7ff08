//! Reads a file of any format and writes it as JSON Resume, with what there is to say about it on stderr. With `--text` it
//! writes the text that is taken out of a document, and what is known of each line.

use recto_resume::input::{Format, open};
use recto_resume::output::json;
use recto_resume::text::{Diagnostics, Extracted, Source};
use std::path::Path;
use std::process::ExitCode;

#[expect(
    clippy::disallowed_methods,
    reason = "it is a program of its own, which reads the file that it is given"
)]
fn main() -> ExitCode {
    let (flags, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|arg| arg == "--text");
    let Some(path) = paths.into_iter().next() else {
        eprintln!("usage: read [--text] FILE");
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
    if !flags.is_empty() {
        print_lines(&source);
    }
    let format = if source.extracted.is_some() { None } else { by_name() };
    let format = format.unwrap_or_else(|| Format::of(&source));
    let resume = (!diagnostics.has_errors()).then(|| format.read(&source, &mut diagnostics)).flatten();
    for problem in diagnostics.iter() {
        let place = problem.location(&source).1.map(|span| source.place(span.start)).unwrap_or_default();
        eprintln!("{:?} {place}: {}", problem.rule, problem.message);
    }
    let Some(resume) = resume else { return ExitCode::FAILURE };
    if flags.is_empty() {
        println!("{}", json::write(&resume));
    }
    ExitCode::SUCCESS
}

fn print_lines(source: &Source) {
    let Some(Extracted::Lines(lines)) = &source.extracted else {
        println!("{}", source.text);
        return;
    };
    for line in lines {
        let styles: Vec<_> =
            line.styles.iter().map(|(span, style)| format!("{style:?} {:?}", source.slice(*span))).collect();
        println!(
            "p{} c{} left {} room {} size {} gap {} {:?} {} | {} | {}",
            line.page.unwrap_or_default(),
            line.column,
            line.left,
            line.room.unwrap_or_default(),
            line.size,
            line.gap,
            line.role,
            line.goes_on.map_or("", |goes_on| if goes_on { "goes on" } else { "ends" }),
            source.slice(line.span).replace('\t', "⇥"),
            styles.join(", ")
        );
    }
}
