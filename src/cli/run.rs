//! The driver: takes a résumé in each of its variants to what a command wants of it.
//!
//! ```text
//! arguments ──▶ PageOptions, RenderOptions ──▶ Plan ──▶ Job ──run──▶ Outcome ──▶ report, files, exit code
//! (args.rs)     (options.rs)                   (plan.rs)      (here)
//! ```
//!
//! Every command that sets pages takes this way. It says which résumés ([`Plan`](super::plan::Plan)), in which variants
//! ([`Variant`]: a layout, and options of its own), and what becomes of each variant: the sink, a closure that gets
//! everything decided ([`PreparedVariant`]) and gives its result.
//!
//! | command | variants | the sink gives |
//! |---|---|---|
//! | `render` | one for each layout | the files that are not current (`render/files.rs`) |
//! | `check` | one for each layout | what is in the PDF (`check.rs`) |
//! | `snapshot` | one for each layout | what differs from the stored pages (`snapshot/compare.rs`) |
//! | `render --preview` | the file's own, and the one that was clicked | drawings for the browser (`preview/view.rs`) |
//! | `render --worker` | one, as the request says | the files of the answer (`worker/answer.rs`) |
//!
//! The driver reads the résumé and its photo, prepares each variant, keeps the problems and the time of each, decides the
//! exit, and turns a panic into a failure of that résumé alone. Many jobs run on the threads of [`pool`](super::pool).

use super::child::{ChildRequest, Press, RUNAWAY};
use super::exit::{Exit, ExitSum};
use super::input::InputSource;
use super::options::{PageOptions, Variant};
use super::pages::{Blob, PageRequest, PageResult};
use super::photo::{self, Photos};
use super::pool::{self, Allowance};
use super::report::Report;
use super::terminal::clean;
use recto::input::{DOCUMENTS, Format};
use recto::layout::{PhotoSource, on_big_stack};
use recto::render::{self, Prepared, Request, prepare};
use recto::sheet::options::{override_options, split_fields};
use recto::text::{Diagnostic, Diagnostics, Rule, Source, Span};
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One résumé to work on.
#[derive(Debug)]
pub struct Job {
    /// Where it is.
    pub input: InputSource,
    /// Its folder, relative to the PATH that named it.
    pub below: PathBuf,
    /// Its format, where `--from` or the file's name says it.
    pub format: Option<&'static Format>,
    /// What applies to its pages.
    pub options: Arc<PageOptions>,
    /// What to set; at least one.
    pub variants: Vec<Variant>,
    /// Whether other résumés wait for this one, so that a pipe must not block them.
    pub among_others: bool,
    /// With `--watch`, the photos that it names.
    pub photos: Option<Photos>,
}

/// What came of a job; `T` is what the sink gives.
#[derive(Debug)]
pub struct Outcome<T> {
    /// The résumé's name and text, for messages; without text when it could not be read at all.
    pub source: Source,
    /// Whose it is, where that could be read.
    pub person: Option<String>,
    /// Its format; `None` when nothing could be read.
    pub format: Option<&'static Format>,
    /// Whether it has options of its own.
    pub has_options: bool,
    /// The problems of the file itself.
    pub file_problems: Diagnostics,
    /// What came of each variant.
    pub variants: Vec<VariantOutcome<T>>,
    /// Failures that are no problems inside the résumé.
    pub failures: Vec<Diagnostic>,
}

/// What came of one variant.
#[derive(Debug)]
pub struct VariantOutcome<T> {
    /// The layout that was asked for.
    pub layout: Option<String>,
    /// The problems of its pages.
    pub problems: Diagnostics,
    /// What the sink gave; `None` when it failed. Then there is an error in the problems of the file or the pages, or a
    /// failure beside them.
    pub result: Option<T>,
    /// How long it took.
    pub time: Duration,
}

/// A variant of a résumé with everything decided: what a sink gets.
pub struct PreparedVariant<'a> {
    /// All that its pages follow from.
    pub prepared: Prepared<'a>,
    job: &'a Job,
    press: &'a Press,
    allowance: &'a Allowance,
    variant: &'a Variant,
    source: &'a Source,
    format: &'static Format,
}

impl PreparedVariant<'_> {
    /// Makes of its pages what a command wants, in a process of its own where the layout is no part of the program. `None`
    /// when that cannot be made; then there is an error in `problems`.
    pub fn make(&self, wanted: &PageRequest, problems: &mut Diagnostics) -> Option<PageResult> {
        if !self.prepared.is_foreign() {
            return wanted.make(&self.prepared, problems);
        }
        let options = &self.job.options;
        let request = ChildRequest {
            source: Cow::Borrowed(self.source),
            format: self.format.name.into(),
            layout: self.variant.layout.as_deref().map(Cow::Borrowed),
            requested: override_options(&options.arguments, &self.variant.options).into(),
            defaults: Cow::Borrowed(&options.defaults),
            strict: options.strict,
            photo: self.prepared.photo().map(|bytes| Blob(bytes.to_vec())),
            pages: Cow::Borrowed(wanted),
        };
        // A second child may have to try.
        options.timeout.into_iter().for_each(|limit| self.allowance.extend(2 * limit));
        let layout = self.prepared.layout();
        let answer = self.press.children.ask(&request, layout, options.timeout);
        let answer = answer.map_err(|fault| problems.push(fault)).ok()?;
        problems.extend(answer.problems.into_iter().map(|problem| match problem.rule {
            // What the engine does not bear is the fault of such a layout.
            Rule::Bug => {
                let message = format!("layout `{layout}`: {}", problem.message);
                Diagnostic::of(Rule::LayoutFailed, message).help(RUNAWAY)
            }
            _ => problem,
        }));
        answer.result
    }
}

/// Runs a job: hands every variant that can be prepared to `sink`, with its index. The sink reports its problems in the
/// diagnostics, and gives `None` after an error.
pub fn run<T: Send>(
    job: &Job,
    press: &Press,
    sink: impl Fn(usize, PreparedVariant<'_>, &mut Diagnostics) -> Option<T> + Sync,
) -> Outcome<T> {
    let outcome = pool::within(
        job.options.timeout,
        || job.input.name(),
        |allowance| {
            on_big_stack(|| {
                let outcome = set(job, press, allowance, &sink);
                outcome.unwrap_or_else(|failure| Outcome::failed(job, failure))
            })
        },
    );
    outcome.unwrap_or_else(|fault| {
        Outcome::failed(job, if fault.rule == Rule::Bug { given_up(job) } else { fault })
    })
}

/// Reads a résumé and sets every variant of it.
///
/// # Errors
///
/// When there is nothing to read at all: no such file, a folder, no permission.
fn set<T>(
    job: &Job,
    press: &Press,
    allowance: &Allowance,
    sink: &impl Fn(usize, PreparedVariant<'_>, &mut Diagnostics) -> Option<T>,
) -> Result<Outcome<T>, Diagnostic> {
    if job.among_others {
        job.input.refuse_pipe()?;
    }
    let mut file_problems = Diagnostics::new();
    let source = job.input.read(&mut file_problems)?;
    let format = job.format.filter(|_| source.extracted.is_none()).unwrap_or_else(|| Format::of(&source));
    let is_text = !file_problems.has_errors();
    file_problems.extend(recognised(&source, format).filter(|_| is_text));
    let requested =
        |variant: &Variant| split_fields(override_options(&job.options.arguments, &variant.options));
    // Variants differ in options, never in the fields of the file.
    let edits = job.variants.first().map(|variant| requested(variant).1).unwrap_or_default();
    let read = |problems: &mut _| render::read_edited(&source, format, &edits, problems);
    let resume = is_text.then(|| read(&mut file_problems)).flatten();
    let read = |path: &str| job.read_photo(path);
    let photo = PhotoSource::new(&read);
    let (mut failures, mut variants) = (Vec::new(), Vec::new());
    for (at, variant) in job.variants.iter().enumerate() {
        let start = Instant::now();
        let mut problems = file_problems.clone();
        let result = resume.as_ref().and_then(|resume| {
            let (arguments, _) = requested(variant);
            let request = Request {
                layout: variant.layout.as_deref(),
                arguments: &arguments,
                defaults: &job.options.defaults,
                photo: Some(&photo),
                strict: job.options.strict,
            };
            let prepared = prepare(press, &source, resume, &request, &mut problems)?;
            let prepared =
                PreparedVariant { prepared, job, press, allowance, variant, source: &source, format };
            sink(at, prepared, &mut problems)
        });
        if result.is_none() && !problems.has_errors() {
            let message = "there is neither a result nor a reason why; this is a bug in recto";
            let help = "please report it, if you can with the file that causes it";
            failures.push(Diagnostic::of(Rule::Bug, message).help(help));
        }
        let of_pages = problems.split_off(file_problems.len());
        if at == 0 {
            // Their severity is another where warnings are errors.
            file_problems = problems;
        }
        let (layout, time) = (variant.layout.clone(), start.elapsed());
        variants.push(VariantOutcome { layout, problems: of_pages, result, time });
    }
    Ok(Outcome {
        source,
        person: resume.as_ref().and_then(|resume| Some(resume.basics.name.as_ref()?.value.clone())),
        format: resume.as_ref().map(|_| format),
        has_options: resume.is_some_and(|resume| !resume.settings.is_empty()),
        file_problems,
        variants,
        failures,
    })
}

/// The warning that a résumé was not given as data or Markdown.
fn recognised(source: &Source, format: &Format) -> Option<Diagnostic> {
    let is_document = DOCUMENTS.first().is_some_and(|text| text.name == format.name);
    let name = clean(&source.name);
    is_document.then(|| {
        let message = format!("what the lines of `{name}` are was recognised by their words and their look");
        let file = if source.name == "stdin" { "-" } else { &name };
        Diagnostic::at(Rule::FormatTranslated, Span::at(0), message)
            .help("read the pages over: a line can have come to the wrong place")
            .help(format!("`recto import {file} -o resume.yaml` makes a file of it to go on with"))
    })
}

impl Job {
    /// A job for `input` with these options: one variant for each layout.
    pub fn new(input: InputSource, format: Option<&'static Format>, options: Arc<PageOptions>) -> Self {
        let format = format.or_else(|| input.format());
        let variants = options.variants();
        Self { input, below: PathBuf::new(), format, options, variants, among_others: false, photos: None }
    }

    /// The same résumé in other variants.
    pub fn with_variants(&self, variants: Vec<Variant>) -> Self {
        Self { variants, ..Self::new(self.input.clone(), self.format, self.options.clone()) }
    }

    /// Reads the photo that the résumé names, and notes it where somebody waits for it to change.
    fn read_photo(&self, path: &str) -> std::io::Result<Vec<u8>> {
        let folder = self.input.folder();
        let read = photo::read(folder, path, &self.options.allowed);
        if let (Some(photos), Some(folder)) = (&self.photos, folder) {
            photos.note(folder.join(path), read.as_deref().ok());
        }
        read
    }
}

impl<T> Outcome<T> {
    /// A job that came to nothing because of a failure.
    pub fn failed(job: &Job, failure: Diagnostic) -> Self {
        Self { failures: vec![failure], ..Self::nothing(job) }
    }

    /// A job that came to nothing.
    pub fn nothing(job: &Job) -> Self {
        let variant = |variant: &Variant| VariantOutcome {
            layout: variant.layout.clone(),
            problems: Diagnostics::new(),
            result: None,
            time: Duration::ZERO,
        };
        Self {
            source: Source::new(job.input.name(), ""),
            person: None,
            format: None,
            has_options: false,
            file_problems: Diagnostics::new(),
            variants: job.variants.iter().map(variant).collect(),
            failures: Vec::new(),
        }
    }

    /// The problems of the file and of a variant.
    pub fn problems_of(&self, variant: &VariantOutcome<T>) -> Diagnostics {
        self.file_problems.iter().chain(&variant.problems).cloned().collect()
    }

    /// The problems of the file and of all variants, those that several have once.
    pub fn problems(&self) -> Diagnostics {
        let mut pages: Vec<&Diagnostic> = Vec::new();
        for variant in &self.variants {
            let before = pages.len();
            let is_new = |problem: &&Diagnostic| !pages[..before].contains(problem);
            let new: Vec<_> = variant.problems.iter().filter(is_new).collect();
            pages.extend(new);
        }
        self.file_problems.iter().chain(pages).cloned().collect()
    }

    /// Reports the failures, and adds what came of the job to the exit of a run.
    pub fn conclude(&self, report: &Report, exits: &mut ExitSum) {
        for failure in &self.failures {
            report.failure(failure);
            exits.add(Exit::of(failure.rule));
        }
        exits.add(Exit::of_problems(&self.file_problems));
        for variant in &self.variants {
            exits.add(Exit::of_problems(&variant.problems));
            match variant.result {
                Some(_) => exits.add_done(),
                None => exits.add(Exit::Faulty),
            }
        }
    }
}

/// The failure of a résumé at which the program panicked; where and why was printed when it happened.
fn given_up(job: &Job) -> Diagnostic {
    let name = clean(&job.input.name());
    Diagnostic::of(Rule::Bug, format!("`{name}` was given up because of a bug in recto"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::{Diagnostic, Span};

    /// A job whose résumé is `text`, in two layouts.
    fn job(text: &str) -> Job {
        let variant = |layout: &str| Variant { layout: Some(layout.to_owned()), options: Vec::new() };
        let input = InputSource::Text { name: "ada".to_owned(), text: text.to_owned(), folder: None };
        let job = Job::new(input, Format::by_name("yaml").ok(), Arc::default());
        job.with_variants(vec![variant("plain"), variant("datum")])
    }

    fn messages(problems: &Diagnostics) -> Vec<&str> {
        problems.iter().map(|problem| problem.message.as_str()).collect()
    }

    #[test]
    fn problems_are_those_of_the_file_once_and_of_each_variant() {
        let engine = recto::embedded::engine().into();
        let outcome = run(&job("basics: {name: Ada}\nwok: []\n"), &engine, |at, variant, problems| {
            let page = |text: &str| Diagnostic::at(Rule::DateInvalid, Span::at(0), text);
            problems.push(page("of both"));
            if at == 1 {
                problems.push(page("of one"));
            }
            Some(variant.prepared.layout().to_owned())
        });
        let layouts: Vec<_> = outcome.variants.iter().filter_map(|one| one.result.as_deref()).collect();
        assert_eq!(layouts, ["plain", "datum"]);
        assert_eq!(messages(&outcome.problems()), ["unknown key `wok`", "of both", "of one"]);
        assert_eq!(messages(&outcome.variants[1].problems), ["of both", "of one"]);
        assert_eq!(Exit::of_problems(&outcome.problems()), Exit::Faulty);
    }

    #[test]
    fn a_panic_costs_one_resume() {
        let engine = recto::embedded::engine().into();
        let outcome = run::<()>(&job("basics: {name: Ada}\n"), &engine, |_, _, _| panic!("on purpose"));
        assert_eq!(outcome.failures[0].message, "`ada` was given up because of a bug in recto");
        assert_eq!((outcome.failures[0].rule, outcome.variants.len()), (Rule::Bug, 2));
        let silent = run::<()>(&job("basics: {name: Ada}\n"), &engine, |_, _, _| None);
        assert_eq!(silent.failures[0].rule, Rule::Bug);
    }
}
