//! One résumé: rendered in its layouts, each compared with what is stored, or stored.

use super::plan::Named;
use super::store::Store;
use super::update::Update;
use crate::cli::exit::{Exit, Failure};
use crate::cli::subject::{Reading, merge};
use recto::layout::PhotoSource;
use recto::render::{Engine, prepare};
use recto::resume::Resume;
use recto::snapshot::files::{self, Files};
use recto::snapshot::report::{Case, Reason, Shown, State};
use recto::snapshot::{Aspect, Comparison, Snapshot, Tolerance, capture, compare};
use recto::text::Source;
use recto::text::{Diagnostics, Severity};

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
    /// The exit of the layouts that could not be rendered.
    pub exit: Exit,
}

impl Done {
    /// A résumé that came to nothing.
    pub fn failed(named: &Named, failure: Failure) -> Self {
        let layouts = named.subject.terms.each_layout();
        let case = |layout| Case { reasons: vec![reason(&failure)], ..failed(named, layout) };
        let cases = layouts.into_iter().map(case).collect();
        let exit = failure.exit();
        Self { cases, source: None, diagnostics: Diagnostics::new(), failures: vec![failure], exit }
    }
}

/// A failure as the reason of a case.
fn reason(failure: &Failure) -> Reason {
    Reason::new(failure.rule, failure.message.clone())
}

/// A case that could not be rendered.
fn failed(named: &Named, layout: Option<&str>) -> Case {
    let name = layout.map_or_else(|| named.name.clone(), |layout| format!("{}/{layout}", named.name));
    let (file, state) = (named.subject.origin.name(), State::Failed);
    Case { name, file, state, changes: Vec::new(), reasons: Vec::new(), pages: Vec::new() }
}

/// Compares one résumé in all its layouts.
pub fn compare_all(work: &Work<'_>, named: &Named) -> Done {
    let Reading { source, resume, problems, .. } = match named.subject.read() {
        Ok(reading) => reading,
        Err(failure) => return Done::failed(named, failure),
    };
    let (mut cases, mut diagnostics, mut exit) = (Vec::new(), Diagnostics::new(), Exit::Done);
    let read = |path: &str| named.subject.photo(path);
    let photo = PhotoSource::new(&read);
    for layout in named.subject.terms.each_layout() {
        let one = One { work, named, layout, photo: &photo };
        let mut own = problems.clone();
        let case = resume.as_ref().and_then(|resume| one.case(&source, resume, &mut own));
        merge(&mut diagnostics, &own, problems.len());
        cases.push(case.unwrap_or_else(|| {
            exit = exit.max(named.subject.terms.exit(&own));
            let errors = own.iter().filter(|problem| problem.severity == Severity::Error);
            let reasons = errors.map(|error| Reason::new(error.rule, error.message.clone())).collect();
            Case { reasons, ..failed(named, layout) }
        }));
    }
    Done { cases, source: Some(source), diagnostics, failures: Vec::new(), exit }
}

/// One résumé on its way to one layout.
struct One<'a> {
    work: &'a Work<'a>,
    named: &'a Named,
    layout: Option<&'a str>,
    photo: &'a PhotoSource<'a>,
}

impl One<'_> {
    /// Renders and compares. `None` when it cannot be rendered; then there is an error in the diagnostics.
    fn case(&self, source: &Source, resume: &Resume, diagnostics: &mut Diagnostics) -> Option<Case> {
        let (work, subject) = (self.work, &self.named.subject);
        let request = subject.request(self.layout, self.photo);
        let prepared = prepare(work.engine, source, resume, &request, diagnostics)?;
        let name = format!("{}/{}", self.named.name, prepared.layout());
        let pages = prepared.typeset(diagnostics)?;
        let new = capture(pages.document(), pages.content(), work.aspects, work.ppi);
        let case = Case { name: name.clone(), ..failed(self.named, None) };
        Some(self.settle(&name, &new, case))
    }

    /// Compares with what is stored, and stores what is to be.
    fn settle(&self, name: &str, new: &Snapshot, case: Case) -> Case {
        let (work, store) = (self.work, self.work.store);
        let files = match store.read(name) {
            Ok(files) => files,
            Err(failure) => return Case { state: State::Damaged, reasons: vec![reason(&failure)], ..case },
        };
        let Some(files) = files else {
            if work.update.wants(name) {
                return self.store(name, new, Case { reasons: vec![Reason::remark("it is new")], ..case });
            }
            return Case { state: State::New, pages: self.shown(&[], new, &Comparison::default()), ..case };
        };
        let (old, faults) = files::read(&files, work.aspects);
        if let Some(newer) = faults.iter().find(|fault| fault.is_newer()) {
            return Case { state: State::Damaged, reasons: vec![newer.into()], ..case };
        }
        let comparison = compare(&old, new, work.tolerance);
        if faults.is_empty() && comparison.changes.is_empty() {
            // Pictures of an earlier run that cannot be taken away harm nobody.
            let _ = store.leave_beside(name, &Files::new());
            return Case { state: State::Same, ..case };
        }
        let old_pages = old.pictures.as_deref().unwrap_or_default();
        let pages = self.shown(old_pages, new, &comparison);
        let mut reasons: Vec<Reason> = faults.iter().map(Reason::from).collect();
        if work.update.wants(name) {
            return self.store(name, new, Case { changes: comparison.changes, reasons, pages, ..case });
        }
        let left = store.leave_beside(name, &beside(old_pages, new, &comparison));
        reasons.extend(left.err().as_ref().map(reason));
        let state = if faults.is_empty() { State::Differs } else { State::Damaged };
        Case { state, changes: comparison.changes, reasons, pages, ..case }
    }

    /// Stores a snapshot.
    fn store(&self, name: &str, new: &Snapshot, mut case: Case) -> Case {
        let stored = self.work.store.put(name, &files::write(new), self.work.aspects);
        case.state = if stored.is_ok() { State::Stored } else { State::Unstored };
        case.reasons.extend(stored.err().as_ref().map(reason));
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

/// The names of a résumé's snapshots; the one of its own choice is left out when it cannot be read.
pub fn names(named: &Named, engine: &Engine) -> Vec<String> {
    let layouts = named.subject.terms.each_layout();
    let layout = |layout: Option<&str>| layout.map(str::to_owned).or_else(|| own_layout(named, engine));
    layouts.into_iter().filter_map(layout).map(|layout| format!("{}/{layout}", named.name)).collect()
}

/// The layout that a résumé chooses itself; `None` when it cannot be read.
fn own_layout(named: &Named, engine: &Engine) -> Option<String> {
    let Reading { source, resume, mut problems, .. } = named.subject.read().ok()?;
    let read = |path: &str| named.subject.photo(path);
    let photo = PhotoSource::new(&read);
    let request = named.subject.request(None, &photo);
    Some(prepare(engine, &source, &resume?, &request, &mut problems)?.layout().to_owned())
}
