//! The sink of `snapshot`: the pages of a résumé in one layout, compared with what is stored, or stored.

use super::SnapshotArgs;
use super::names::Update;
use super::store::Store;
use crate::cli::pages::PageRequest;
use crate::cli::run::{Job, Outcome, PreparedVariant};
use recto::snapshot::files::{self, Files};
use recto::snapshot::picture::Picture;
use recto::snapshot::report::{Case, Reason, ShownPage, State};
use recto::snapshot::{Aspect, Comparison, Snapshot, compare};
use recto::text::{Diagnostic, Diagnostics, Severity};

/// What all résumés share.
pub struct Comparer<'a> {
    /// What was typed.
    pub args: &'a SnapshotArgs,
    /// What is looked at.
    pub aspects: &'a [Aspect],
    /// Where snapshots are kept.
    pub store: &'a Store,
    /// What is to be stored.
    pub update: &'a Update,
}

/// A case for each layout; one that could not be rendered has the errors as its reasons.
pub fn cases(job: &Job, name: &str, outcome: Outcome<Case>) -> Vec<Case> {
    let Outcome { file_problems, failures, variants, .. } = outcome;
    let variants = variants.into_iter().map(|variant| {
        variant.result.unwrap_or_else(|| {
            let problems = file_problems.iter().chain(&variant.problems);
            let errors = problems.filter(|problem| problem.severity == Severity::Error);
            let reasons = errors.chain(&failures).map(reason).collect();
            let name = variant.layout.map_or_else(|| name.to_owned(), |layout| format!("{name}/{layout}"));
            Case { reasons, ..new_case(job, name) }
        })
    });
    variants.collect()
}

/// A failure as the reason of a case.
fn reason(failure: &Diagnostic) -> Reason {
    Reason::new(failure.rule, failure.message.clone())
}

/// A case that has not been rendered.
fn new_case(job: &Job, name: String) -> Case {
    let (file, state) = (job.input.name(), State::Failed);
    Case { name, file, state, changes: Vec::new(), reasons: Vec::new(), pages: Vec::new() }
}

impl Comparer<'_> {
    /// Renders a résumé in a layout and compares; `name` is that of its snapshots. `None` after an error.
    pub fn case(
        &self,
        job: &Job,
        name: &str,
        variant: &PreparedVariant<'_>,
        problems: &mut Diagnostics,
    ) -> Option<Case> {
        let name = format!("{name}/{}", variant.prepared.layout());
        let snapshot = Some((self.aspects.to_vec(), self.args.ppi));
        let request = PageRequest { snapshot, ..PageRequest::default() };
        let new = variant.make(&request, problems)?.snapshot?;
        Some(self.settle(&name, &new, new_case(job, name.clone())))
    }

    /// Compares with what is stored, and stores what is to be.
    fn settle(&self, name: &str, new: &Snapshot, case: Case) -> Case {
        let files = match self.store.read(name) {
            Ok(files) => files,
            Err(failure) => return Case { state: State::Damaged, reasons: vec![reason(&failure)], ..case },
        };
        let Some(files) = files else {
            if self.update.wants(name) {
                return self.store(name, new, Case { reasons: vec![Reason::remark("it is new")], ..case });
            }
            return Case { state: State::New, pages: self.shown(&[], new, &Comparison::default()), ..case };
        };
        let (old, faults) = files::read(&files, self.aspects);
        if let Some(newer) = faults.iter().find(|fault| fault.is_newer()) {
            return Case { state: State::Damaged, reasons: vec![newer.into()], ..case };
        }
        let comparison = compare(&old, new, self.args.tolerance());
        if faults.is_empty() && comparison.changes.is_empty() {
            // Pictures of an earlier run that cannot be taken away harm nobody.
            let _ = self.store.leave_beside(name, &Files::new());
            return Case { state: State::Same, ..case };
        }
        let old_pages = old.pictures.as_deref().unwrap_or_default();
        let pages = self.shown(old_pages, new, &comparison);
        let mut reasons: Vec<Reason> = faults.iter().map(Reason::from).collect();
        if self.update.wants(name) {
            return self.store(name, new, Case { changes: comparison.changes, reasons, pages, ..case });
        }
        let left = self.store.leave_beside(name, &beside(old_pages, new, &comparison));
        reasons.extend(left.err().as_ref().map(reason));
        let state = if faults.is_empty() { State::Differs } else { State::Damaged };
        Case { state, changes: comparison.changes, reasons, pages, ..case }
    }

    /// Stores a snapshot.
    fn store(&self, name: &str, new: &Snapshot, mut case: Case) -> Case {
        let stored = self.store.put(name, &files::write(new), self.aspects);
        case.state = if stored.is_ok() { State::Stored } else { State::Unstored };
        case.reasons.extend(stored.err().as_ref().map(reason));
        case
    }

    /// The pages for the report.
    fn shown(&self, old: &[Picture], new: &Snapshot, comparison: &Comparison) -> Vec<ShownPage> {
        let pictures = new.pictures.as_deref().unwrap_or_default();
        if self.args.report.is_some() { ShownPage::of(old, pictures, comparison) } else { Vec::new() }
    }
}

/// The pictures to put beside the stored ones: pages that differ, and pages that are new.
fn beside(old: &[Picture], new: &Snapshot, comparison: &Comparison) -> Files {
    let mut files = Files::new();
    for (page, at) in new.pictures.iter().flatten().zip(0..) {
        let difference = comparison.pixels.get(at);
        if difference.is_some_and(Vec::is_empty) {
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
