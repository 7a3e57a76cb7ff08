//! `--watch`: after every change, what depends on it is rendered again, until Ctrl-C. The plan is made anew each time, so
//! that files which come, go or are named otherwise are found. Errors are reported, and old outputs stay.

use super::plan::{RenderJob, RenderPlan};
use super::summary::Summary;
use super::{RenderArgs, open, open_made, render, stop_on_interrupt};
use crate::cli::child::Press;
use crate::cli::config;
use crate::cli::disk::Roots;
use crate::cli::exit::Exit;
use crate::cli::layouts::{self, LayoutFolders};
use crate::cli::pool::Stop;
use crate::cli::preview::{self, Session};
use crate::cli::report::Report;
use crate::cli::terminal::{self, shown};
use crate::cli::watch::{Listing, Watcher};
use recto::text::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// What is followed, and what is learnt on the way.
pub struct Follow<'a> {
    /// What was typed.
    pub args: &'a RenderArgs,
    /// The folders of layouts.
    pub folders: LayoutFolders,
    /// Where everything is reported.
    pub report: &'a Report,
    /// The plan, settled.
    pub plan: RenderPlan,
    /// Fonts and layouts.
    pub press: Arc<Press>,
    /// How many threads share it.
    pub threads: usize,
    /// The photos of each résumé. One that it no longer asks for stays: looking at it costs nothing.
    pub photos: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// What changed and could not be dealt with yet.
    pub pending: BTreeSet<PathBuf>,
    /// What was written.
    pub roots: Roots,
}

impl Follow<'_> {
    /// Renders everything, and again after every change.
    ///
    /// # Errors
    ///
    /// When the preview cannot start, or a file cannot be rendered for a reason that is no problem of a résumé.
    pub fn run(mut self, start: Instant) -> Result<Exit, Diagnostic> {
        let mut watcher = Watcher::new(&self.listing());
        let stop = stop_on_interrupt(watcher.stopper())?;
        let preview = self.start_preview()?;
        let mut jobs: Vec<usize> = (0..self.plan.jobs.len()).collect();
        let mut first = Some(start);
        loop {
            let is_first = first.is_some();
            let made = self.render(&jobs, &stop, first.take())?;
            if is_first && self.args.open && !self.args.preview {
                open_made(&self.plan, made.as_deref())?;
            }
            if let (Some(preview), Some(job)) = (&preview, self.plan.jobs.first()) {
                preview.changed(&job.job, Arc::clone(&self.press));
            }
            self.note_photos(&mut watcher);
            if stop.load(Ordering::SeqCst) {
                return Ok(Exit::Done);
            }
            let Some(changed) = watcher.next(&mut || self.listing()) else { return Ok(Exit::Done) };
            jobs = self.jobs_after(changed);
        }
    }

    /// Starts the preview, if there is to be one, and prints its address.
    fn start_preview(&self) -> Result<Option<Arc<Session>>, Diagnostic> {
        let Some(job) = self.plan.jobs.first().filter(|_| self.args.preview) else { return Ok(None) };
        let (session, address) = preview::start(&job.job, Arc::clone(&self.press))?;
        terminal::talk(&format!("preview: {address}\n"));
        if self.args.open {
            open::open(OsStr::new(&address))?;
        }
        Ok(Some(session))
    }

    /// Renders some jobs; returns the first file. The first time the sum is printed, where there are many.
    fn render(
        &self,
        jobs: &[usize],
        stop: &Stop,
        first: Option<Instant>,
    ) -> Result<Option<String>, Diagnostic> {
        let jobs: Vec<&RenderJob> = jobs.iter().filter_map(|at| self.plan.jobs.get(*at)).collect();
        let many = self.plan.plan.many && first.is_some();
        let mut summary = Summary::new(self.report, self.args, many);
        if first.is_some() {
            self.plan.plan.report_failures(self.report, &mut summary.exits);
        }
        render(&jobs, &self.press, self.threads, &mut summary, stop, &self.roots)?;
        let made = summary.first_file.clone();
        if let Some(start) = first {
            if many {
                summary.finish(0, start.elapsed());
            }
            self.report.done("waiting for changes; Ctrl-C ends it");
        }
        Ok(made)
    }

    /// Notes which photos the résumés asked for, and what was in them then.
    fn note_photos(&mut self, watcher: &mut Watcher) {
        for RenderJob { job, .. } in &self.plan.jobs {
            let (Some(path), Some(photos)) = (job.input.path(), &job.photos) else { continue };
            for (photo, content) in photos.take() {
                self.photos.entry(path.to_owned()).or_default().insert(photo.clone());
                watcher.know(photo, content);
            }
        }
    }

    /// The jobs that have something to do after a change. Without a plan there is none, and the change is kept in mind.
    fn jobs_after(&mut self, changed: BTreeSet<PathBuf>) -> Vec<usize> {
        self.pending.extend(changed);
        let jobs = match self.replan() {
            Ok(Some(before)) => self.concerned(&before),
            Ok(None) => return Vec::new(),
            Err(failure) => {
                self.report.failure(&failure);
                return Vec::new();
            }
        };
        self.pending.clear();
        jobs
    }

    /// Makes the plan anew, and the engine where it would be another. Returns the plan before; `None` when there is an error
    /// in a `recto.toml`, which is reported.
    fn replan(&mut self) -> Result<Option<RenderPlan>, Diagnostic> {
        let opened = self.folders.open()?;
        let mut next = RenderPlan::resolve(self.args, &opened)?;
        let configs = self.pending.iter().any(|path| path.ends_with(config::FILE));
        if configs && next.plan.report_configs(self.report) {
            return Ok(None);
        }
        if self.layouts_changed() || next.plan.font_paths != self.plan.plan.font_paths {
            (self.press, self.threads) = next.press(self.args, &self.folders, opened)?;
        }
        next.settle(&self.press);
        Ok(Some(std::mem::replace(&mut self.plan, next)))
    }

    /// The jobs that the change concerns: their file, one of their photos, their layouts, or what `recto.toml` says of
    /// them. Names those that have gone.
    fn concerned(&self, before: &RenderPlan) -> Vec<usize> {
        let jobs = &self.plan.jobs;
        let old: BTreeMap<_, _> = before.jobs.iter().map(|job| (job.job.input.path(), job)).collect();
        let paths: BTreeSet<_> = jobs.iter().map(|job| job.job.input.path()).collect();
        for gone in old.keys().filter(|path| !paths.contains(*path)).flatten() {
            self.report.done(&format!("{}: gone; what was made of it stays", shown(gone)));
        }
        let all = self.layouts_changed();
        let concerns = |job: &RenderJob| {
            let Some(path) = job.job.input.path() else { return false };
            let photos = self.photos.get(path).is_some_and(|photos| !photos.is_disjoint(&self.pending));
            let another = old.get(&Some(path)).is_none_or(|old| !old.is_like(job));
            all || photos || another || self.pending.contains(path)
        };
        (0..jobs.len()).filter(|at| concerns(&jobs[*at])).collect()
    }

    /// Whether a layout on the disk is among what changed.
    fn layouts_changed(&self) -> bool {
        self.pending.iter().any(|path| self.folders.all().any(|folder| path.starts_with(folder)))
    }

    /// Everything that the outputs follow from.
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        let out = self.plan.jobs.first().and_then(|job| job.options.folder());
        for input in &self.plan.plan.paths {
            // A folder that cannot be read was reported when the plan was made.
            let found = input.files(out.as_deref(), &mut Vec::new()).unwrap_or_default();
            listing.files.extend(found.into_iter().map(|found| found.path));
            listing.files.insert(input.folder().join(config::FILE));
            if input.is_many() {
                listing.folders.insert(input.folder().to_owned());
            }
        }
        listing.files.extend(self.plan.plan.config_paths());
        listing.files.extend(self.photos.values().flatten().cloned());
        for folder in self.folders.all() {
            // One that cannot be read was reported, too.
            listing.files.extend(layouts::files(folder).unwrap_or_default());
            listing.folders.insert(folder.clone());
        }
        listing
    }
}
