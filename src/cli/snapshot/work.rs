//! One résumé: rendered in its layouts, each compared with what is stored, or stored.

use super::plan::Subject;
use super::store::Store;
use super::update::Update;
use crate::cli::exit::Failure;
use crate::cli::photo;
use recto::diagnostic::Diagnostics;
use recto::input::{Format, Source};
use recto::render::{Engine, Prepared, Request, prepare, read};
use recto::resume::Resume;
use recto::snapshot::files::{self, Fault, Files};
use recto::snapshot::report::{Case, Shown, State};
use recto::snapshot::{Aspect, Comparison, Snapshot, Tolerance, capture, compare};

/// What all résumés share.
pub struct Work<'a> {
    /// Fonts and layouts.
    pub engine: &'a Engine,
    /// Where snapshots are kept.
    pub store: &'a Store,
    /// What is looked at.
    pub aspects: &'a [Aspect],
    /// How much pictures may differ.
    pub tolerance: Tolerance,
    /// Pixels per inch.
    pub ppi: f64,
    /// What is to be stored.
    pub update: &'a Update,
    /// Whether pages are to be shown in a report.
    pub show: bool,
}

/// What came of a résumé.
#[derive(Debug)]
pub struct Done {
    /// One for each layout.
    pub cases: Vec<Case>,
    /// Its text, for the messages.
    pub source: Option<Source>,
    /// What is wrong in it.
    pub diagnostics: Diagnostics,
    /// What is wrong beside it.
    pub failures: Vec<Failure>,
}

impl Done {
    /// A résumé that came to nothing.
    pub fn failed(subject: &Subject, failure: Failure) -> Self {
        let mut done =
            Self { cases: Vec::new(), source: None, diagnostics: Diagnostics::new(), failures: Vec::new() };
        for layout in &subject.layouts {
            done.cases
                .push(Case { reasons: vec![failure.message.clone()], ..failed(subject, layout.as_deref()) });
        }
        done.failures.push(failure);
        done
    }
}

/// A case that could not be rendered.
fn failed(subject: &Subject, layout: Option<&str>) -> Case {
    let name = layout.map_or_else(|| subject.name.clone(), |layout| format!("{}/{layout}", subject.name));
    let (file, state) = (subject.origin.name(), State::Failed);
    Case { name, file, state, changes: Vec::new(), reasons: Vec::new(), pages: Vec::new() }
}

/// Compares one résumé in all its layouts.
pub fn compare_all(work: &Work<'_>, subject: &Subject) -> Done {
    let mut diagnostics = Diagnostics::new();
    let source = match subject.origin.read(&mut diagnostics) {
        Ok(Ok(source)) => source,
        Ok(Err(stand_in)) => {
            let cases = subject.layouts.iter().map(|layout| failed(subject, layout.as_deref())).collect();
            return Done { cases, source: Some(stand_in), diagnostics, failures: Vec::new() };
        }
        Err(failure) => return Done::failed(subject, failure),
    };
    let format = subject.format.unwrap_or_else(|| Format::sniff(&source.text));
    let resume = read(&source, format, &mut diagnostics);
    let shared = diagnostics.len();
    let mut done = Done { cases: Vec::new(), source: None, diagnostics, failures: Vec::new() };
    for layout in &subject.layouts {
        let one = One { work, subject, layout: layout.as_deref() };
        let mut own = Diagnostics::new();
        done.diagnostics.iter().take(shared).for_each(|problem| own.push(problem.clone()));
        let case = resume.as_ref().and_then(|resume| one.case(&source, resume, &mut own));
        for problem in own.iter().skip(shared) {
            if done.diagnostics.iter().all(|known| known != problem) {
                done.diagnostics.push(problem.clone());
            }
        }
        let case = case.unwrap_or_else(|| {
            let errors = own.iter().filter(|d| d.severity == recto::diagnostic::Severity::Error);
            Case {
                reasons: errors.map(|error| error.message.clone()).collect(),
                ..failed(subject, one.layout)
            }
        });
        done.cases.push(case);
    }
    done.source = Some(source);
    done
}

/// One résumé on its way to one layout.
struct One<'a> {
    work: &'a Work<'a>,
    subject: &'a Subject,
    layout: Option<&'a str>,
}

impl One<'_> {
    /// Renders and compares. `None` when it cannot be rendered; then there is an error in the diagnostics.
    fn case(&self, source: &Source, resume: &Resume, diagnostics: &mut Diagnostics) -> Option<Case> {
        let prepared = self.prepare(source, resume, diagnostics)?;
        let name = format!("{}/{}", self.subject.name, prepared.layout());
        let pages = prepared.typeset(diagnostics)?;
        let work = self.work;
        let new = capture(pages.document(), pages.sheet(), work.aspects, work.ppi);
        let case = Case { name: name.clone(), ..failed(self.subject, None) };
        Some(self.settle(&name, &new, case))
    }

    fn prepare<'a>(
        &'a self,
        source: &Source,
        resume: &'a Resume,
        diagnostics: &mut Diagnostics,
    ) -> Option<Prepared<'a>> {
        let photo = |path: &str| photo::read(self.subject.origin.folder(), path, &self.subject.allowed);
        let request = request(self.subject, self.layout, &photo);
        prepare(self.work.engine, source, resume, &request, diagnostics)
    }

    /// Compares with what is stored, and stores what is to be.
    fn settle(&self, name: &str, new: &Snapshot, case: Case) -> Case {
        let (work, store) = (self.work, self.work.store);
        let files = match store.read(name) {
            Ok(files) => files,
            Err(failure) => return Case { state: State::Damaged, reasons: vec![failure.message], ..case },
        };
        let Some(files) = files else {
            if work.update.wants(name) {
                return self.store(name, new, Case { reasons: vec!["it is new".to_owned()], ..case });
            }
            return Case { state: State::New, pages: self.shown(&[], new, &Comparison::default()), ..case };
        };
        let (old, faults) = files::read(&files, work.aspects);
        if let Some(newer) = faults.iter().find(|fault| fault.is_newer()) {
            return Case { state: State::Damaged, reasons: vec![newer.to_string()], ..case };
        }
        let comparison = compare(&old, new, work.tolerance);
        if faults.is_empty() && comparison.changes.is_empty() {
            // Pictures of an earlier run that cannot be taken away harm nobody.
            let _ = store.leave_beside(name, &Files::new());
            return Case { state: State::Same, ..case };
        }
        let old_pages = old.pictures.as_deref().unwrap_or_default();
        let pages = self.shown(old_pages, new, &comparison);
        let mut reasons: Vec<String> = faults.iter().map(Fault::to_string).collect();
        if work.update.wants(name) {
            return self.store(name, new, Case { changes: comparison.changes, reasons, pages, ..case });
        }
        let left = store.leave_beside(name, &beside(old_pages, new, &comparison));
        reasons.extend(left.err().map(|failure| failure.message));
        let state = if faults.is_empty() { State::Differs } else { State::Damaged };
        Case { state, changes: comparison.changes, reasons, pages, ..case }
    }

    /// Stores a snapshot.
    fn store(&self, name: &str, new: &Snapshot, mut case: Case) -> Case {
        let stored = self.work.store.put(name, &files::write(new), self.work.aspects);
        case.state = if stored.is_ok() { State::Stored } else { State::Unstored };
        case.reasons.extend(stored.err().map(|failure| failure.message));
        case
    }

    /// The pages for the report.
    fn shown(
        &self,
        old: &[recto::snapshot::picture::Picture],
        new: &Snapshot,
        comparison: &Comparison,
    ) -> Vec<Shown> {
        let pictures = new.pictures.as_deref().unwrap_or_default();
        if self.work.show { Shown::of(old, pictures, comparison) } else { Vec::new() }
    }
}

/// The pictures to put beside the stored ones: pages that differ, and pages that are new.
fn beside(old: &[recto::snapshot::picture::Picture], new: &Snapshot, comparison: &Comparison) -> Files {
    let mut files = Files::new();
    for (page, at) in new.pictures.iter().flatten().zip(0..) {
        let difference = comparison.pixels.get(at);
        if difference.is_some_and(|difference| difference.pixels.is_empty()) {
            continue;
        }
        files.insert(files::page(at + 1, ".new"), page.png());
        if let Some((old, difference)) = old.get(at).zip(difference) {
            let drawn = recto::snapshot::pixels::draw(old, page, difference);
            files.insert(files::page(at + 1, ".diff"), drawn.png());
        }
    }
    files
}

/// The layout that a résumé chooses itself; `None` when it cannot be read.
pub fn layout(subject: &Subject, engine: &Engine) -> Option<String> {
    let mut diagnostics = Diagnostics::new();
    let source = subject.origin.read(&mut diagnostics).ok()?.ok()?;
    let format = subject.format.unwrap_or_else(|| Format::sniff(&source.text));
    let resume = read(&source, format, &mut diagnostics)?;
    let photo = |path: &str| photo::read(subject.origin.folder(), path, &subject.allowed);
    let request = request(subject, None, &photo);
    Some(prepare(engine, &source, &resume, &request, &mut diagnostics)?.layout().to_owned())
}

fn request<'a>(
    subject: &'a Subject,
    layout: Option<&'a str>,
    photo: &'a dyn Fn(&str) -> std::io::Result<Vec<u8>>,
) -> Request<'a> {
    let (arguments, defaults, strict) = (&subject.arguments, &subject.defaults, subject.strict);
    Request { layout, arguments, defaults, photo, strict }
}
