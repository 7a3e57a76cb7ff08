//! `--watch`: after every change, what depends on it is rendered again, until Ctrl-C. The plan is made anew each time, so
//! that files which come, go or are named otherwise find their place. Errors are told, and old outputs stay.

use super::batch;
use super::plan::{Job, Plan};
use super::progress::Progress;
use super::tell::Teller;
use crate::cli::args::RenderArgs;
use crate::cli::config;
use crate::cli::exit::{Exit, Failure, Kind};
use crate::cli::input::Origin;
use crate::cli::layouts;
use crate::cli::paths::Asked;
use crate::cli::preview::{self, Preview, Subject};
use crate::cli::report::Report;
use crate::cli::terminal::{self, clean};
use crate::cli::watch::{Listing, Watcher};
use recto::output::Digest;
use recto::render::Engine;
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
    if super::tell_configs(&mut plan, report) {
        return Ok(Exit::Faulty);
    }
    check(args, &asked, &plan)?;
    let mut engine = super::engine(&plan.font_paths, opened, batch::threads(&plan))?;
    remember(&mut engine, args);
    plan.settle(&engine)?;
    let follow = Follow { args, layouts_from, report, asked, photos: BTreeMap::new() };
    follow.run(plan, Arc::new(engine), start)
}

/// Refuses what cannot be rendered again and again.
fn check(args: &RenderArgs, asked: &[Asked], plan: &Plan) -> Result<(), Failure> {
    let refuse = |what: String| Err(Failure::new(Kind::Usage, what));
    if args.preview && (asked.len() != 1 || asked[0].is_many()) {
        return refuse("`--preview` shows one résumé: name one file".to_owned());
    }
    for job in &plan.jobs {
        if !matches!(job.origin, Origin::File(_)) {
            return refuse(format!("`--watch` needs files, and {} is none", clean(&job.origin.name())));
        }
        let mut outputs = job.makes.iter().flat_map(|make| &make.outputs);
        if let Some((_, to)) = outputs.find(|(_, to)| to.path().is_none()) {
            return refuse(format!("`--watch` writes files, and {} is none", clean(&to.name())));
        }
    }
    Ok(())
}

/// A preview goes back and forth between renders: the engine remembers more of them.
fn remember(engine: &mut Engine, args: &RenderArgs) {
    if args.preview {
        engine.remember = engine.remember.max(preview::REMEMBER);
    }
}

/// What stays the same from change to change, and what is learnt on the way.
struct Follow<'a> {
    args: &'a RenderArgs,
    layouts_from: Option<&'a Path>,
    report: &'a Report,
    asked: Vec<Asked>,
    /// The photos of each résumé. One that it no longer asks for stays: looking at it costs nothing.
    photos: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Follow<'_> {
    /// Renders everything, then waits.
    fn run(mut self, mut plan: Plan, mut engine: Arc<Engine>, start: Instant) -> Result<Exit, Failure> {
        let mut watcher = Watcher::new(&self.listing(&plan));
        let stopper = watcher.stopper();
        let stop = batch::stop_on_interrupt(move || stopper.stop())?;
        let shown = |plan: &Plan| plan.jobs.first().map(subject);
        let preview = match shown(&plan).filter(|_| self.args.preview) {
            Some(subject) => Some(Preview::start(subject, Arc::clone(&engine))?),
            None => None,
        };
        if let Some(preview) = &preview {
            terminal::talk(&format!("preview: {}\n", preview.address()));
        }
        let mut jobs: Vec<usize> = (0..plan.jobs.len()).collect();
        let mut first = Some(start);
        // What changed and could not be dealt with yet.
        let mut pending = BTreeSet::new();
        loop {
            self.render(&plan, &jobs, &engine, &stop, first.take())?;
            if let (Some(preview), Some(subject)) = (&preview, shown(&plan)) {
                preview.changed(subject, Arc::clone(&engine));
            }
            self.learn(&plan, &mut watcher);
            if stop.load(Ordering::SeqCst) {
                return Ok(Exit::Done);
            }
            let Some(changed) = watcher.next(&mut || self.listing(&plan)) else { return Ok(Exit::Done) };
            pending.extend(changed);
            jobs = match self.replan(&mut plan, &mut engine, &pending) {
                Ok(Some(jobs)) => {
                    pending.clear();
                    jobs
                }
                Ok(None) => Vec::new(),
                Err(failure) => {
                    self.report.failure(&failure);
                    Vec::new()
                }
            };
        }
    }

    /// Renders some jobs and tells what comes of each. The first time the sum is told, where there are many.
    fn render(
        &self,
        plan: &Plan,
        jobs: &[usize],
        engine: &Engine,
        stop: &batch::Stop,
        first: Option<Instant>,
    ) -> Result<(), Failure> {
        let jobs: Vec<&Job> = jobs.iter().filter_map(|at| plan.jobs.get(*at)).collect();
        let many = plan.many && first.is_some();
        let mut teller = Teller::new(self.report, self.args.verbose || !many);
        if first.is_some() {
            plan.failures.iter().for_each(|failure| teller.miss(failure));
        }
        let bar = Progress::new(jobs.len(), many && !self.args.quiet);
        batch::run(plan, &jobs, engine, &mut teller, &bar, stop)?;
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
    fn learn(&mut self, plan: &Plan, watcher: &mut Watcher) {
        for job in &plan.jobs {
            let (Some(path), Some(photos)) = (job.origin.path(), &job.follows) else { continue };
            for (photo, content) in photos.take() {
                self.photos.entry(path.to_owned()).or_default().insert(photo.clone());
                watcher.know(photo, content);
            }
        }
    }

    /// Makes the plan anew after a change: the jobs that have something to do. `None` when there is an error in a
    /// `recto.toml`; it is told.
    fn replan(
        &self,
        plan: &mut Plan,
        engine: &mut Arc<Engine>,
        changed: &BTreeSet<PathBuf>,
    ) -> Result<Option<Vec<usize>>, Failure> {
        let of_layouts =
            self.layouts_from.is_some_and(|folder| changed.iter().any(|path| path.starts_with(folder)));
        let opened = layouts::open(self.layouts_from)?;
        let mut next = Plan::resolve(self.args, &super::surroundings(), &opened)?;
        if changed.iter().any(|path| path.ends_with(config::FILE))
            && super::tell_configs(&mut next, self.report)
        {
            return Ok(None);
        }
        if of_layouts || next.font_paths != plan.font_paths {
            let mut made = super::engine(&next.font_paths, opened, batch::threads(&next))?;
            remember(&mut made, self.args);
            *engine = Arc::new(made);
        }
        next.settle(engine)?;
        check(self.args, &self.asked, &next)?;
        let before = std::mem::replace(plan, next);
        let old: BTreeMap<_, _> = before.jobs.iter().map(|job| (job.origin.path(), job)).collect();
        for path in old.keys().flatten() {
            if !plan.jobs.iter().any(|job| job.origin.path() == Some(path)) {
                let name = clean(&path.display().to_string());
                self.report.done(&format!("{name}: gone; what was made of it stays"));
            }
        }
        let concerns = |job: &Job| {
            let Some(path) = job.origin.path() else { return false };
            let photos = self.photos.get(path).is_some_and(|photos| !photos.is_disjoint(changed));
            let another = old.get(&Some(path)).is_none_or(|old| !old.is_like(job));
            of_layouts || photos || another || changed.contains(path)
        };
        Ok(Some((0..plan.jobs.len()).filter(|at| concerns(&plan.jobs[*at])).collect()))
    }

    /// Everything that the outputs follow from.
    fn listing(&self, plan: &Plan) -> Listing {
        let mut listing = Listing::default();
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
        listing.files.extend(plan.configs.iter().map(|(source, _)| PathBuf::from(&source.name)));
        listing.files.extend(self.photos.values().flatten().cloned());
        if let Some(folder) = self.layouts_from {
            listing.files.extend(layouts::files(folder));
            listing.folders.insert(folder.to_owned());
        }
        listing
    }
}

/// What the preview shows of a job.
fn subject(job: &Job) -> Subject {
    Subject {
        origin: job.origin.clone(),
        format: job.format,
        layout: job.makes.first().and_then(|make| make.layout.clone()),
        arguments: job.wishes.arguments.clone(),
        defaults: job.wishes.defaults.clone(),
        strict: job.wishes.strict,
    }
}
