//! `recto check`: everything that is wrong or weak in résumés, without writing a file. With `--proof` the PDF is made in
//! memory, read back, and searched for every fact of the file.

mod tell;

use super::args::{CheckArgs, MessageFormat};
use super::exit::{Exit, Failure};
use super::render::plan::{Job, Make, Plan};
use super::render::{self, work};
use super::report::Report;
use super::{layouts, photo};
use recto::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use recto::input::Source;
use recto::output::Format;
use recto::proof::{Proof, prove};
use recto::render::{Engine, Request, prepare, read};
use recto::resume::Resume;
use std::path::Path;
use tell::Subject;

/// What `recto check -h` ends with.
pub const NOTES: &str = "\
Examples:
  recto check ada.yaml              what is wrong or weak, with line and column
  recto check cvs/ --strict         the same of a whole folder, for CI
  recto check --proof ada.yaml      every fact of the file, looked for in the PDF

With --message-format json each problem is one object on stdout, with --proof each
fact, too, and a last object for each résumé and layout has the figures.
Exit code: 0 all is well, 1 something is wrong, 2 the command line is wrong.
";

/// Runs the command and tells what comes of it.
pub fn run(args: &CheckArgs, layouts_from: Option<&Path>) -> Exit {
    let report = Report::new(args.message_format, args.quiet);
    report.finish(perform(args, layouts_from, &report))
}

fn perform(args: &CheckArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Failure> {
    let layouts = layouts::open(layouts_from)?;
    let mut plan = Plan::resolve(&args.render(), &render::surroundings(), &layouts)?;
    let mut worst = Exit::Done;
    for (source, problems) in &mut plan.configs {
        if problems.has_errors() {
            worst = Exit::Faulty;
        }
        report.problems(source, problems);
    }
    if worst == Exit::Faulty {
        return Ok(worst);
    }
    for failure in &plan.failures {
        report.failure(failure);
        worst = Exit::Faulty;
    }
    let engine = render::engine(&plan.font_paths, layouts, 1)?;
    for job in &plan.jobs {
        let alone = if plan.many { job.origin.among_others() } else { Ok(()) };
        match alone.and_then(|()| one(job, &engine, args, report)) {
            Ok(exit) => worst = worst.max(exit),
            Err(failure) if plan.many => {
                report.failure(&failure);
                worst = worst.max(failure.exit());
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(worst)
}

/// One résumé, in one layout or several.
fn one(job: &Job, engine: &Engine, args: &CheckArgs, report: &Report) -> Result<Exit, Failure> {
    let mut diagnostics = Diagnostics::new();
    let source = match job.origin.read(&mut diagnostics)? {
        Ok(source) => source,
        Err(stand_in) => {
            report.problems(&stand_in, &mut diagnostics);
            return Ok(Exit::Faulty);
        }
    };
    let resume = read(&source, work::format(job, &source), &mut diagnostics);
    let mut worst = Exit::Done;
    for (n, make) in job.makes.iter().enumerate() {
        let mut own = diagnostics.clone();
        let checked = resume.as_ref().and_then(|resume| {
            Check { job, make, engine, source: &source, resume }.perform(args.proof, &mut own)
        });
        if n > 0 {
            // What the file itself is told once.
            own.retain(|problem| !diagnostics.iter().any(|told| told == problem));
        }
        let faulty = own.has_errors() || checked.is_none();
        report.problems(&source, &mut own);
        if let Some((layout, proof)) = &checked {
            let promise = engine.layouts.find(layout).ok().map(|layout| layout.manifest.readers);
            let subject = Subject { source: &source, layout, proof, promise, problems: own.len() };
            match args.message_format {
                MessageFormat::Json => report.lines(&subject.json(args.proof)),
                MessageFormat::Human if !args.quiet => {
                    report.result(&subject.human(args.proof, args.verbose))?
                }
                MessageFormat::Human => {}
            }
        }
        worst = worst.max(if faulty { Exit::Faulty } else { Exit::Done });
    }
    Ok(worst)
}

/// One résumé in one layout.
struct Check<'a> {
    job: &'a Job,
    make: &'a Make,
    engine: &'a Engine,
    source: &'a Source,
    resume: &'a Resume,
}

impl Check<'_> {
    /// The layout, and what is in the PDF. `None` when there is none; then there is an error in the diagnostics.
    fn perform(&self, proof: bool, diagnostics: &mut Diagnostics) -> Option<(String, Proof)> {
        let wishes = &self.job.wishes;
        let request = Request {
            layout: self.make.layout.as_deref(),
            arguments: &wishes.arguments,
            defaults: &wishes.defaults,
            photo: &|path| photo::read(self.job.origin.folder(), path, &wishes.allowed),
            strict: wishes.strict,
        };
        let prepared = prepare(self.engine, self.source, self.resume, &request, diagnostics)?;
        let layout = prepared.layout().to_owned();
        let pages = prepared.typeset(diagnostics)?;
        let pdf = pages.write(Format::usual(), &wishes.settings, diagnostics)?.pop()?;
        let found = prove(&pdf, pages.sheet()).map_err(|fault| diagnostics.push(fault)).ok()?;
        // Without `--proof` what is weak in the pages is told, and facts are not.
        let is_told = |fault: &Diagnostic| {
            proof || (fault.severity == Severity::Warning && fault.place == Place::Nowhere)
        };
        let promised =
            self.engine.layouts.find(&layout).map_or(1.0, |layout| layout.manifest.readers.universal);
        found.faults(promised).into_iter().filter(is_told).for_each(|fault| diagnostics.push(fault));
        if wishes.strict {
            diagnostics.deny_warnings();
        }
        Some((layout, found))
    }
}
