//! `recto check`: everything that is wrong or weak in résumés, without writing a file. With `--proof` the PDF is made in
//! memory, read back, and searched for every fact of the file.

mod tell;

use super::args::{MessageFormat, PageArgs};
use super::exit::{Exit, ExitSum, Failure};
use super::report::Report;
use super::subject::{Reading, Subject, Subjects, Terms};
use super::{fonts, layouts, system_fonts, threads};
use clap::{Args, ValueHint};
use recto::layout::PhotoSource;
use recto::output::{Format, Settings};
use recto::proof::prove;
use recto::render::{Engine, prepare};
use recto::resume::Resume;
use recto::text::Source;
use recto::text::{Diagnostic, Diagnostics, Place, Severity};
use std::path::{Path, PathBuf};
use tell::{Checked, Told};

/// What `recto check -h` ends with.
pub const NOTES: &str = "\
Examples:
  recto check ada.yaml              what is wrong or weak, with line and column
  recto check cvs/ --strict         the same of a whole folder, for CI
  recto check --proof ada.yaml      every fact of the file, and where it is in the PDF

With --message-format json each problem is one object on stdout, with --proof each
fact, too, and a last object for each résumé and layout has the figures.
Exit code: 0 all is well, 1 something is wrong, 2 the command line is wrong.
";

/// `recto check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Résumés: files, folders or 'patterns'; `-` reads stdin
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Read the PDF back and list every fact of the file with its page and place
    #[arg(long)]
    pub proof: bool,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// How problems are reported
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: MessageFormat,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// With --proof and many files, list every fact of each
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Runs the command and tells what comes of it.
pub fn run(args: &CheckArgs, layouts_from: Option<&Path>) -> Exit {
    let report = Report::new(args.message_format, args.quiet);
    report.finish(perform(args, layouts_from, &report))
}

fn perform(args: &CheckArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Failure> {
    let layouts = layouts::open(layouts_from)?;
    let mut subjects = Subjects::find(&args.inputs, &args.pages, None, &layouts)?;
    if subjects.configs.tell(report) {
        return Ok(Exit::Faulty);
    }
    let found: Vec<Subject> = subjects.found.into_iter().map(|(_, subject)| subject).collect();
    let alone = "check it by itself: `recto check -`";
    found.iter().try_for_each(|subject| subject.origin.admit(subjects.many, alone))?;
    let mut exits = ExitSum::default();
    for failure in &subjects.failures {
        report.failure(failure);
        exits.add(Exit::Faulty);
    }
    let count = threads::count(subjects.configs.threads, found.len());
    let engine = fonts::engine(system_fonts::fonts(), &subjects.configs.font_paths, layouts, count)?;
    // Of many files, the lists would hide what is wrong.
    let facts = args.proof && (args.verbose || !subjects.many);
    let mut silent = Ok(());
    let work = |subject: &Subject| check(subject, subjects.many, &engine, args.proof);
    threads::work(&found, count, work, |subject, done| {
        let done = done.unwrap_or_else(|| Err(threads::panicked(&subject.origin.name())));
        if let Ok(checks) = &done {
            checks.add_to(&mut exits, &subject.terms);
        }
        match done.map(|checks| tell(checks, report, args, facts)) {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => silent = Err(failure),
            Err(failure) => {
                report.failure(&failure);
                exits.add(failure.exit());
            }
        }
    })?;
    silent.map(|()| exits.exit())
}

/// What came of a résumé.
struct Checks {
    /// Its text, for the messages.
    source: Source,
    /// One for each layout.
    checks: Vec<Check>,
}

impl Checks {
    /// Adds the exits of its layouts.
    fn add_to(&self, exits: &mut ExitSum, terms: &Terms) {
        for check in &self.checks {
            exits.add(terms.exit(&check.problems));
            match check.pages {
                Some(_) => exits.add_done(),
                None => exits.add(Exit::Faulty),
            }
        }
    }
}

/// A résumé in a layout.
struct Check {
    /// What is wrong or weak, but for what was told of another layout.
    problems: Diagnostics,
    /// What its PDF holds. `None` when there is none.
    pages: Option<Checked>,
}

/// Checks one résumé, in one layout or several.
fn check(subject: &Subject, many: bool, engine: &Engine, proof: bool) -> Result<Checks, Failure> {
    if many {
        subject.origin.among_others()?;
    }
    let Reading { source, resume, problems: shared, .. } = subject.read()?;
    let mut checks = Vec::new();
    let read = |path: &str| subject.photo(path);
    let photo = PhotoSource::new(&read);
    for layout in subject.terms.each_layout() {
        let mut problems = shared.clone();
        let pages = resume.as_ref().and_then(|resume| {
            One { subject, layout, engine, source: &source, resume, photo: &photo }
                .perform(proof, &mut problems)
        });
        if !checks.is_empty() {
            // What the file itself has is told once.
            problems = problems.iter().skip(shared.len()).cloned().collect();
        }
        checks.push(Check { problems, pages });
    }
    Ok(Checks { source, checks })
}

/// One résumé on its way to one layout.
struct One<'a> {
    subject: &'a Subject,
    layout: Option<&'a str>,
    engine: &'a Engine,
    source: &'a Source,
    resume: &'a Resume,
    photo: &'a PhotoSource<'a>,
}

impl One<'_> {
    /// Makes the PDF and reads it back. `None` when that cannot be; then there is an error in the diagnostics.
    fn perform(&self, proof: bool, diagnostics: &mut Diagnostics) -> Option<Checked> {
        let request = self.subject.request(self.layout, self.photo);
        let prepared = prepare(self.engine, self.source, self.resume, &request, diagnostics)?;
        let pages = prepared.typeset(diagnostics)?;
        let pdf = pages.write(Format::usual(), &Settings::default(), diagnostics)?.pop()?;
        let found =
            prove(&pdf, pages.content(), &pages.measures()).map_err(|fault| diagnostics.push(fault)).ok()?;
        // Without `--proof` what is weak in the pages is told, and facts are not.
        let is_told = |fault: &Diagnostic| {
            proof || (fault.severity == Severity::Warning && fault.place == Place::Nowhere)
        };
        let promise = pages.manifest().readers;
        let faults = found.faults(promise.universal);
        faults.into_iter().filter(is_told).for_each(|fault| diagnostics.push(fault));
        if request.strict {
            diagnostics.deny_warnings();
        }
        Some(Checked { layout: pages.layout().to_owned(), proof: found, promise })
    }
}

/// Reports what came of a résumé; with `facts` each of them is listed.
fn tell(done: Checks, report: &Report, args: &CheckArgs, facts: bool) -> Result<(), Failure> {
    let Checks { source, checks } = done;
    for Check { mut problems, pages } in checks {
        report.problems(&source, &mut problems);
        let Some(checked) = &pages else { continue };
        let told = Told { source: &source, checked, problems: problems.len() };
        match args.message_format {
            MessageFormat::Json => report.lines(&told.json(args.proof)),
            MessageFormat::Human if args.quiet => {}
            MessageFormat::Human => report.result(&told.human(args.proof, facts))?,
        }
    }
    Ok(())
}
