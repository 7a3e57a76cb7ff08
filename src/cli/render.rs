//! `recto render`: one résumé in, one PDF out.

use super::args::RenderArgs;
use super::exit::{Exit, Failure, Kind};
use super::job::{Job, Surroundings};
use super::output::Target;
use super::report::{Report, plural};
use super::system_fonts::Installed;
use super::terminal::{self, clean};
use super::{fonts, layouts, photo};
use recto::diagnostic::Diagnostics;
use recto::input::Format;
use recto::layout::fonts::Fonts;
use recto::output::Settings;
use recto::render::{Engine, Rendered, Request, render};
use recto::sheet::options::BASICS;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs the command and tells what comes of it.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>) -> Exit {
    let start = Instant::now();
    let around = Surroundings {
        stdout_is_terminal: terminal::stdout_is_terminal(),
        epoch: std::env::var_os("SOURCE_DATE_EPOCH"),
    };
    let report = Report::new(args.message_format, args.quiet);
    match Job::resolve(args, &around) {
        Ok(job) => {
            let report = report.stdout_taken(job.target == Target::Stdout);
            report.finish(perform(&job, layouts_from, &report, start))
        }
        Err(failure) => report.finish(Err(failure)),
    }
}

/// Reads, renders, writes. What is wrong in the résumé is reported and gives [`Exit::Faulty`].
fn perform(job: &Job, layouts_from: Option<&Path>, report: &Report, start: Instant) -> Result<Exit, Failure> {
    let mut diagnostics = Diagnostics::new();
    let source = match job.origin.read(&mut diagnostics)? {
        Ok(source) => source,
        Err(stand_in) => {
            report.problems(&stand_in, &mut diagnostics);
            return Ok(Exit::Faulty);
        }
    };
    let format = job.format.unwrap_or_else(|| Format::sniff(&source.text));
    let engine = engine(&job.font_paths, layouts_from, 1)?;
    let request = Request {
        layout: job.layout.as_deref(),
        arguments: &job.arguments,
        photo: &|path| photo::read(job.origin.folder(), path),
        strict: job.strict,
        ..Request::default()
    };
    let settings = Settings { timestamp: job.timestamp, ..Settings::default() };
    let rendered = render(&engine, &source, format, &request, &settings, &mut diagnostics);
    report.problems(&source, &mut diagnostics);
    match rendered {
        _ if diagnostics.has_errors() => Ok(Exit::Faulty),
        Some(rendered) => {
            job.target.write(&rendered.pdf)?;
            report.done(&summary(&job.target, &rendered, start));
            Ok(Exit::Done)
        }
        None => {
            Err(Failure::new(Kind::Bug, "there is neither a PDF nor a reason why; this is a bug in recto")
                .help("please report it, if you can with the file that causes it"))
        }
    }
}

/// The engine with the fonts and layouts that were asked for, for so many threads.
///
/// # Errors
///
/// When the fonts or the layouts cannot be read.
pub fn engine(
    font_paths: &[PathBuf],
    layouts_from: Option<&Path>,
    threads: usize,
) -> Result<Engine, Failure> {
    let mut fonts = Fonts::new().with_system(Box::new(Installed));
    for (name, bytes) in fonts::read(font_paths)? {
        if fonts.add(bytes) == 0 {
            return Err(Failure::new(Kind::File, format!("`{name}` is not a font that can be read")));
        }
    }
    Ok(Engine { fonts, layouts: layouts::open(layouts_from)?, remember: Engine::REMEMBER * threads })
}

/// `ada.pdf: 2 pages, folio, 24 ms`.
fn summary(target: &Target, rendered: &Rendered, start: Instant) -> String {
    let pages = plural(rendered.pages, "page");
    let name = clean(&target.name());
    format!("{name}: {} {pages}, {}, {} ms", rendered.pages, rendered.layout, start.elapsed().as_millis())
}

/// What `recto render -h` ends with.
pub fn short_notes() -> String {
    format!(
        "{EXAMPLES}\n`recto render --help` lists what --set takes, and says more about files and messages."
    )
}

/// What `recto render --help` ends with.
pub fn long_notes() -> String {
    format!(
        "Options, as --set KEY=VALUE or under `meta: recto:` in the file:\n{}\n  \
         --set also takes the fields {}.\n  \
         `recto layouts NAME` lists the options of another layout.\n\n{FILES}\n{}\n{EXAMPLES}",
        layouts::options(),
        BASICS.join(", "),
        super::worker::NOTES,
    )
}

const FILES: &str = "\
Files:
  The PDF of data/ada.yaml is ada.pdf in the current folder, unless -o names a file
  or a folder. A résumé from stdin has no name: its PDF goes to stdout, unless that
  is a terminal. An old PDF is replaced in one step; when there are errors it stays
  as it is. A photo must be in the résumé's folder or below. SOURCE_DATE_EPOCH, where
  it is set, is stored as the PDF's date; otherwise that is 2000-01-01, so that the
  same input always gives the same bytes.

Messages:
  Problems and the last line go to stderr. With --message-format json there is no
  last line, and each problem is one object on stdout, or on stderr when the PDF
  takes stdout: severity, message, file, line, column, end_line, end_column,
  byte_start, byte_end, argument, label, help. Lines and columns (in characters)
  count from 1, bytes from 0.

Exit code:
  0  done
  1  the résumé has errors, or a file cannot be read or written
  2  the command line is wrong
  70 a bug in recto
";

const EXAMPLES: &str = "\
Examples:
  recto render ada.yaml
  recto render ada.md -l datum -o out/
  recto render ada.toml --set paper=us-letter --set accent=teal
  recto render ada.json --set label=\"Data engineer\" -o ada-data.pdf
  make-resume | recto render - > ada.pdf
";
