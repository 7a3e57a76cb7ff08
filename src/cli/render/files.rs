//! The sink of `render`: the files of one résumé in one layout, as far as those that are there are not current.

use super::plan::RenderJob;
use crate::cli::child::Press;
use crate::cli::disk::Roots;
use crate::cli::output::Destination;
use crate::cli::pages::{Blob, PageRequest};
use crate::cli::run::{self, Outcome, PreparedVariant};
use crate::cli::terminal::shown;
use recto::output::Format as OutputFormat;
use recto::render::Prepared;
use recto::text::{Diagnostic, Diagnostics, Rule};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// One résumé in one layout.
#[derive(Debug, Default)]
pub struct RenderedFiles {
    /// The layout that set it.
    pub layout: String,
    /// How it went.
    pub status: Status,
    /// How many pages there are; 0 for text alone.
    pub pages: usize,
    /// The names of the files, as they are shown.
    pub names: Vec<String>,
    /// The files that are still to be written.
    unwritten: Vec<UnwrittenFile>,
    /// Files of pages that are no longer there.
    stale: Vec<PathBuf>,
}

/// A file that is still to be written.
#[derive(Debug)]
struct UnwrittenFile {
    to: Destination,
    bytes: Vec<u8>,
    format: &'static OutputFormat,
    /// Whether `--force` was given.
    force: bool,
}

/// How it went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Files were made.
    Made,
    /// The files that are there are current.
    #[default]
    Unchanged,
    /// There is no file, or an old one.
    Failed,
}

/// Renders one résumé; nothing is written yet.
pub fn render(job: &RenderJob, press: &Press) -> Outcome<RenderedFiles> {
    if let Some(failures) = &job.refused {
        return Outcome { failures: failures.clone(), ..Outcome::nothing(&job.job) };
    }
    let mut outcome = run::run(&job.job, press, |at, variant, problems| {
        let layout = variant.prepared.layout().to_owned();
        let mut files = RenderedFiles { layout, ..RenderedFiles::default() };
        files.fill(job, at, &variant, problems)?;
        Some(files)
    });
    if job.job.photos.is_some() {
        outcome.variants.iter_mut().filter_map(|one| one.result.as_mut()).for_each(RenderedFiles::leave_same);
    }
    outcome
}

/// Writes the files that are still to be written. One that cannot be is a failure of its layout.
pub fn write(outcome: &mut Outcome<RenderedFiles>, roots: &Roots) {
    for files in outcome.variants.iter_mut().filter_map(|one| one.result.as_mut()) {
        for file in files.unwritten.drain(..) {
            if let Err(failure) = file.write(roots) {
                // Nothing is wrong when nobody reads a pipe any more.
                if failure.rule != Rule::OutputClosed {
                    files.status = Status::Failed;
                }
                outcome.failures.push(failure);
            }
        }
        for path in files.stale.drain(..).filter(|_| files.status == Status::Made) {
            // It is ours and no longer true; that it is still there harms less than a failure.
            let _ = fs::remove_file(path);
        }
    }
}

impl RenderedFiles {
    /// Makes the files, or finds them current. `None` after an error.
    fn fill(
        &mut self,
        job: &RenderJob,
        at: usize,
        variant: &PreparedVariant<'_>,
        problems: &mut Diagnostics,
    ) -> Option<()> {
        let mut wanted = Vec::new();
        for (format, to) in &job.outputs[at] {
            if let Some(text) = variant.prepared.text(format) {
                self.add_text(job, to, format, text.into_bytes());
                continue;
            }
            match current_pages(job, &variant.prepared, format, to).filter(|_| job.skip) {
                Some(pages) => {
                    self.pages = pages;
                    self.names.extend(to.targets(format, pages).iter().map(Destination::name));
                }
                None => wanted.push((*format, to)),
            }
        }
        if wanted.is_empty() {
            return Some(());
        }
        let formats = wanted.iter().map(|(format, _)| format.name.to_owned()).collect();
        let request = PageRequest { formats, settings: job.options.settings, ..PageRequest::default() };
        let made = variant.make(&request, problems)?;
        (self.status, self.pages) = (Status::Made, made.pages);
        for ((format, to), files) in wanted.into_iter().zip(made.files) {
            let targets = to.targets(format, files.len());
            self.names.extend(targets.iter().map(Destination::name));
            self.stale.extend(stale(format, to, files.len()));
            let files = targets.into_iter().zip(files);
            let force = job.options.force;
            self.unwritten.extend(files.map(|(to, Blob(bytes))| UnwrittenFile { to, bytes, format, force }));
        }
        Some(())
    }

    /// Adds a file of text. One that is there is current when its bytes are these.
    fn add_text(&mut self, job: &RenderJob, to: &Destination, format: &'static OutputFormat, bytes: Vec<u8>) {
        self.names.push(to.name());
        if job.skip && has_bytes(to, &bytes) {
            return;
        }
        self.status = Status::Made;
        self.unwritten.push(UnwrittenFile { to: to.clone(), bytes, format, force: job.options.force });
    }

    /// Leaves files alone that have the same bytes already.
    fn leave_same(&mut self) {
        self.unwritten.retain(|file| !has_bytes(&file.to, &file.bytes));
        if self.status == Status::Made && self.unwritten.is_empty() && self.stale.is_empty() {
            self.status = Status::Unchanged;
        }
    }
}

impl UnwrittenFile {
    /// Writes it. A file that is not as recto made it is replaced only where `-o` named it or `--force` was given.
    fn write(&self, roots: &Roots) -> Result<(), Diagnostic> {
        let guarded = matches!(self.to, Destination::Below { .. }) && !self.force;
        match self.to.path().filter(|path| guarded && self.is_foreign(path, roots)) {
            Some(path) => Err(self.refuse(&path)),
            None => self.to.write(&self.bytes, roots),
        }
    }

    /// Whether there is a file that is not as recto made it, as far as can be seen: texts have no stamp, but what this run wrote
    /// is known. A link is no such file: it gives way, and what it leads to stays.
    fn is_foreign(&self, path: &Path, roots: &Roots) -> bool {
        let is_ours = |old: &[u8]| old == self.bytes || self.format.is_stamped(old) || roots.wrote(path, old);
        path.symlink_metadata().is_ok_and(|meta| meta.is_file())
            && fs::read(path).map_or(true, |old| !is_ours(&old))
    }

    fn refuse(&self, path: &Path) -> Diagnostic {
        let name = shown(path);
        let message = match self.format.needs_pages() {
            true => format!("`{name}` exists, and recto did not make it, or it was edited since"),
            false => format!("`{name}` exists, and may be your own: a text does not show who made it"),
        };
        Diagnostic::of(Rule::OutputExists, message)
            .help(format!("`-o {name}` or `--force` replaces it; `-o` with another name or folder keeps it"))
    }
}

/// Whether a file is there and has just these bytes.
fn has_bytes(to: &Destination, bytes: &[u8]) -> bool {
    to.path().is_some_and(|path| fs::read(path).is_ok_and(|old| old == bytes))
}

/// The number of pages, when the files of this format are there and made from just these inputs.
fn current_pages(
    job: &RenderJob,
    prepared: &Prepared<'_>,
    format: &OutputFormat,
    to: &Destination,
) -> Option<usize> {
    let inputs = prepared.digest(format, &job.options.settings)?;
    let pages_of = |to: &Destination| format.pages_if_current(&fs::read(to.path()?).ok()?, &inputs);
    // A single file, or else the first of several: its stamp says how many there are.
    let first = [1, 2].iter().find_map(|pages| pages_of(&to.targets(format, *pages)[0]))?;
    let files = to.targets(format, first);
    files.iter().all(|to| pages_of(to) == Some(first)).then_some(first)
}

/// Files that an earlier run made of pages that are no longer there: ours by their stamp, and not among the new ones.
fn stale(format: &OutputFormat, to: &Destination, pages: usize) -> Vec<PathBuf> {
    if !format.paged {
        return Vec::new();
    }
    let ours = |path: &PathBuf| fs::read(path).is_ok_and(|file| format.is_stamped(&file));
    let single = to.targets(format, 1).iter().find_map(Destination::path).filter(|_| pages > 1);
    let behind = (if pages == 1 { 1 } else { pages + 1 }..)
        .map_while(|page| to.targets(format, page.max(2)).get(page - 1)?.path().filter(ours));
    single.into_iter().filter(ours).chain(behind).collect()
}
