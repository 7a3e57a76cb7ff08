//! `--watch`: after every change, what depends on it is rendered again, until Ctrl-C. The plan is made anew each time, so
//! that files which come, go or are named otherwise find their place. Errors are told, and old outputs stay.

use super::args::RenderArgs;
use super::batch;
use super::plan::{Job, Plan};
use super::progress::Progress;
use super::tell::Teller;
use crate::cli::config;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input::Origin;
use crate::cli::layouts;
use crate::cli::paths::Asked;
use crate::cli::preview::{self, Preview};
use crate::cli::report::Report;
use crate::cli::terminal::{self, clean};
use crate::cli::watch::{Listing, Watcher};
use recto::layout::Layouts;
use recto::render::Engine;
use recto::text::Digest;
use recto::text::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The photos that a résumé asked for, and what they held; `None` when one could not be read.
#[derive(Debug, Default)]
pub struct Photos(Mutex<BTreeMap<PathBuf, Option<Digest>>>);

impl Photos {
    /// Notes a photo.
    pub fn note(&self, path: PathBuf, bytes: Option<&[u8]>) {
        let content = bytes.map(|bytes| Digest::of([bytes]));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, content);
    }

    /// All that were noted since the last time.
    fn take(&self) -> BTreeMap<PathBuf, Option<Digest>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Renders, and again after every change.
///
/// # Errors
///
/// When what was asked for cannot be watched, or the preview cannot start.
pub fn run(args: &RenderArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Failure> {
    let start = Instant::now();
    let asked = args.inputs.iter().map(|path| Asked::new(path)).collect::<Result<Vec<_>, _>>()?;
    let opened = layouts::open(layouts_from)?;
    let mut plan = Plan::resolve(args, &super::surroundings(), &opened)?;
    if plan.configs.tell(report) {
        return Ok(Exit::Faulty);
    }
    check(args, &asked, &plan)?;
    let engine = engine(args, &plan, opened)?;
    plan.settle(&engine)?;
    let photos = BTreeMap::new();
    Follow { args, layouts_from, report, asked, plan, engine, photos, pending: BTreeSet::new() }.run(start)
}

/// Refuses what cannot be rendered again and again.
fn check(args: &RenderArgs, asked: &[Asked], plan: &Plan) -> Result<(), Failure> {
    let refuse = |what: String| Err(Failure::new(Rule::Usage, what));
    if args.preview && (asked.len() != 1 || asked[0].is_many()) {
        return refuse("`--preview` shows one résumé: name one file".to_owned());
    }
    for job in &plan.jobs {
        if !matches!(job.subject.origin, Origin::File(_)) {
            return refuse(format!(
                "`--watch` needs files, and {} is none",
                clean(&job.subject.origin.name())
            ));
        }
        let mut outputs = job.makes.iter().flat_map(|make| &make.outputs);
        if let Some((_, to)) = outputs.find(|(_, to)| to.path().is_none()) {
            return refuse(format!("`--watch` writes files, and {} is none", clean(&to.name())));
        }
    }
    Ok(())
}

/// The engine. For a preview, which goes back and forth between renders, it remembers more of them.
fn engine(args: &RenderArgs, plan: &Plan, layouts: Layouts) -> Result<Arc<Engine>, Failure> {
    let mut engine = super::engine(plan, layouts)?;
    if args.preview {
        engine.remember = engine.remember.max(preview::REMEMBER);
    }
    Ok(Arc::new(engine))
}

/// What is followed, and what is learnt on the way.
struct Follow<'a> {
    args: &'a RenderArgs,
    layouts_from: Option<&'a Path>,
    report: &'a Report,
    asked: Vec<Asked>,
    plan: Plan,
    engine: Arc<Engine>,
    /// The photos of each résumé. One that it no longer asks for stays: looking at it costs nothing.
    photos: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// What changed and could not be dealt with yet.
    pending: BTreeSet<PathBuf>,
}

impl Follow<'_> {
    /// Renders everything, then waits.
    fn run(mut self, start: Instant) -> Result<Exit, Failure> {
        let mut watcher = Watcher::new(&self.listing());
        let stopper = watcher.stopper();
        let stop = batch::stop_on_interrupt(move || stopper.stop())?;
        let preview = self.preview()?;
        let mut jobs: Vec<usize> = (0..self.plan.jobs.len()).collect();
        let mut first = Some(start);
        loop {
            self.render(&jobs, &stop, first.take())?;
            if let (Some(preview), Some(job)) = (&preview, self.plan.jobs.first()) {
                preview.changed(job.subject.clone(), Arc::clone(&self.engine));
            }
            self.learn(&mut watcher);
            if stop.load(Ordering::SeqCst) {
                return Ok(Exit::Done);
            }
            let Some(changed) = watcher.next(&mut || self.listing()) else { return Ok(Exit::Done) };
            jobs = self.take_up(changed);
        }
    }

    /// Starts the preview, if one was asked for, and tells its address.
    fn preview(&self) -> Result<Option<Preview>, Failure> {
        let Some(job) = self.plan.jobs.first().filter(|_| self.args.preview) else { return Ok(None) };
        let preview = Preview::start(job.subject.clone(), Arc::clone(&self.engine))?;
        terminal::talk(&format!("preview: {}\n", preview.address()));
        Ok(Some(preview))
    }

    /// Renders some jobs and tells what comes of each. The first time the sum is told, where there are many.
    fn render(&self, jobs: &[usize], stop: &batch::Stop, first: Option<Instant>) -> Result<(), Failure> {
        let plan = &self.plan;
        let jobs: Vec<&Job> = jobs.iter().filter_map(|at| plan.jobs.get(*at)).collect();
        let many = plan.many && first.is_some();
        let mut teller = Teller::new(self.report, self.args.verbose || !many);
        if first.is_some() {
            plan.failures.iter().for_each(|failure| teller.miss(failure));
        }
        let bar = Progress::new(jobs.len(), many && !self.args.quiet);
        batch::run(plan, &jobs, &self.engine, &mut teller, &bar, stop)?;
        bar.clear();
        if let Some(start) = first {
            if plan.many {
                teller.finish(0, start.elapsed());
            }
            self.report.done("waiting for changes; Ctrl-C ends it");
        }
        Ok(())
    }

    /// Takes up which photos the résumés asked for, and what they held then.
    fn learn(&mut self, watcher: &mut Watcher) {
        for job in &self.plan.jobs {
            let (Some(path), Some(photos)) = (job.subject.origin.path(), &job.follows) else { continue };
            for (photo, content) in photos.take() {
                self.photos.entry(path.to_owned()).or_default().insert(photo.clone());
                watcher.know(photo, content);
            }
        }
    }

    /// The jobs that have something to do after a change. Without a plan there is none, and the change is kept in mind.
    fn take_up(&mut self, changed: BTreeSet<PathBuf>) -> Vec<usize> {
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

    /// Makes the plan anew, and the engine where it would be another. The plan before; `None` when there is an error in a
    /// `recto.toml`, which is told.
    fn replan(&mut self) -> Result<Option<Plan>, Failure> {
        let opened = layouts::open(self.layouts_from)?;
        let mut next = Plan::resolve(self.args, &super::surroundings(), &opened)?;
        let configs = self.pending.iter().any(|path| path.ends_with(config::FILE));
        if configs && next.configs.tell(self.report) {
            return Ok(None);
        }
        check(self.args, &self.asked, &next)?;
        if self.layouts_changed() || next.configs.font_paths != self.plan.configs.font_paths {
            self.engine = engine(self.args, &next, opened)?;
        }
        next.settle(&self.engine)?;
        Ok(Some(std::mem::replace(&mut self.plan, next)))
    }

    /// The jobs that what changed concerns: their file, one of their photos, their layouts, or what `recto.toml` wants of
    /// them. Names those that have gone.
    fn concerned(&self, before: &Plan) -> Vec<usize> {
        let jobs = &self.plan.jobs;
        let old: BTreeMap<_, _> = before.jobs.iter().map(|job| (job.subject.origin.path(), job)).collect();
        let paths: BTreeSet<_> = jobs.iter().map(|job| job.subject.origin.path()).collect();
        for gone in old.keys().filter(|path| !paths.contains(*path)).flatten() {
            let name = clean(&gone.display().to_string());
            self.report.done(&format!("{name}: gone; what was made of it stays"));
        }
        let all = self.layouts_changed();
        let concerns = |job: &Job| {
            let Some(path) = job.subject.origin.path() else { return false };
            let photos = self.photos.get(path).is_some_and(|photos| !photos.is_disjoint(&self.pending));
            let another = old.get(&Some(path)).is_none_or(|old| !old.is_like(job));
            all || photos || another || self.pending.contains(path)
        };
        (0..jobs.len()).filter(|at| concerns(&jobs[*at])).collect()
    }

    /// Whether a layout on the disk is among what changed.
    fn layouts_changed(&self) -> bool {
        self.layouts_from.is_some_and(|folder| self.pending.iter().any(|path| path.starts_with(folder)))
    }

    /// Everything that the outputs follow from.
    fn listing(&self) -> Listing {
        let (plan, mut listing) = (&self.plan, Listing::default());
        let out = plan.jobs.first().and_then(|job| job.wishes.output.as_deref());
        for asked in &self.asked {
            // A folder that cannot be read was told when the plan was made.
            let found = asked.files(out, &mut Vec::new()).unwrap_or_default();
            listing.files.extend(found.into_iter().map(|found| found.path));
            listing.files.insert(asked.folder().join(config::FILE));
            if asked.is_many() {
                listing.folders.insert(asked.folder().to_owned());
            }
        }
        listing.files.extend(plan.configs.paths());
        listing.files.extend(self.photos.values().flatten().cloned());
        if let Some(folder) = self.layouts_from {
            listing.files.extend(layouts::files(folder));
            listing.folders.insert(folder.to_owned());
        }
        listing
    }
}
