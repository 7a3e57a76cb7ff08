//! One job: read, decide, look whether the outputs are current, set the pages, hand over the bytes. What it gives is told
//! by whoever asked for it.

use super::destination::Destination;
use super::plan::{Job, Make, Told};
use crate::cli::disk::Roots;
use crate::cli::exit::{Exit, Failure};
use crate::cli::subject::{Reading, merge};
use crate::cli::terminal::clean;
use recto::input::Format;
use recto::layout::PhotoSource;
use recto::output::Format as OutputFormat;
use recto::render::{Engine, Prepared, prepare};
use recto::resume::Resume;
use recto::text::Source;
use recto::text::{Diagnostics, Rule};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What came of a job.
#[derive(Debug)]
pub struct Done {
    /// The résumé's name.
    pub input: String,
    /// Its text, for the messages.
    pub source: Option<Source>,
    /// What is wrong in it.
    pub diagnostics: Diagnostics,
    /// What is wrong beside it.
    pub failures: Vec<Failure>,
    /// One for each layout.
    pub made: Vec<Made>,
    /// The exit after the problems of the layouts that failed.
    pub exit: Exit,
}

/// One résumé in one layout.
#[derive(Debug)]
pub struct Made {
    /// The layout; the one that was asked for, or none, when it did not come that far.
    pub layout: Option<String>,
    /// How it went.
    pub status: Status,
    /// How many pages there are; 0 when it failed.
    pub pages: usize,
    /// How long it took.
    pub time: Duration,
    /// The names of the files, as they are shown.
    pub names: Vec<String>,
    /// What is still to be written.
    files: Vec<File>,
    /// Files of pages that there are no more.
    stale: Vec<PathBuf>,
}

/// A file that is still to be written.
#[derive(Debug)]
struct File {
    to: Destination,
    bytes: Vec<u8>,
    /// Whether another file of that name may be somebody's résumé, and must stay.
    guarded: bool,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Files were made.
    Made,
    /// The files that are there are current.
    Unchanged,
    /// There is no file, or an old one.
    Failed,
}

impl Done {
    /// A job that came to nothing.
    pub fn failed(job: &Job, failure: Failure) -> Self {
        let made = job.makes.iter().map(|make| Made::failed(make.layout.clone(), Duration::ZERO));
        Self {
            input: job.subject.origin.name(),
            source: None,
            diagnostics: Diagnostics::new(),
            exit: failure.exit(),
            failures: vec![failure],
            made: made.collect(),
        }
    }

    /// Writes what is still to be written. A file that cannot be is a failure of its layout.
    pub fn write(&mut self, roots: &Roots) {
        for made in &mut self.made {
            for File { to, bytes, guarded } in made.files.drain(..) {
                let written = if guarded { spare(&to, &bytes, roots) } else { to.write(&bytes, roots) };
                if let Err(failure) = written {
                    self.failures.push(failure);
                    made.status = Status::Failed;
                }
            }
            for path in made.stale.drain(..).filter(|_| made.status == Status::Made) {
                // It is ours and no longer true; that it is still there harms less than a failure.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Leaves files alone that hold the same already.
    fn leave_same(&mut self) {
        let holds = |path: PathBuf, bytes: &[u8]| fs::read(path).is_ok_and(|old| old == bytes);
        for made in &mut self.made {
            made.files.retain(|file| !file.to.path().is_some_and(|path| holds(path, &file.bytes)));
            if made.status == Status::Made && made.files.is_empty() && made.stale.is_empty() {
                made.status = Status::Unchanged;
            }
        }
    }

    /// Whether something could not be made.
    pub fn has_failed(&self) -> bool {
        self.made.iter().any(|made| made.status == Status::Failed)
    }
}

impl Made {
    fn failed(layout: Option<String>, time: Duration) -> Self {
        Self {
            layout,
            status: Status::Failed,
            pages: 0,
            time,
            names: Vec::new(),
            files: Vec::new(),
            stale: Vec::new(),
        }
    }
}

/// Renders one résumé; nothing is written yet. With `skip`, outputs that are current are left alone.
pub fn render(job: &Job, engine: &Engine, skip: bool) -> Done {
    let Reading { source, resume, problems, .. } = match job.subject.read() {
        Ok(reading) => reading,
        Err(failure) => return Done::failed(job, failure),
    };
    let mut done = Done {
        input: job.subject.origin.name(),
        source: None,
        diagnostics: Diagnostics::new(),
        failures: Vec::new(),
        made: Vec::new(),
        exit: Exit::Done,
    };
    let read = |path: &str| read_photo(job, path);
    let photo = PhotoSource::new(&read);
    for make in &job.makes {
        let start = Instant::now();
        let mut own = problems.clone();
        let made = resume.as_ref().and_then(|resume| {
            let one = One { job, make, engine, source: &source, resume, photo: &photo, start };
            one.make(skip, &mut own)
        });
        if made.is_none() {
            if !own.has_errors() {
                done.failures.push(unexplained());
            }
            done.exit = done.exit.max(job.subject.terms.exit(&own));
        }
        merge(&mut done.diagnostics, &own, problems.len());
        done.made.push(made.unwrap_or_else(|| Made::failed(make.layout.clone(), start.elapsed())));
    }
    done.source = Some(source);
    if job.follows.is_some() {
        done.leave_same();
    }
    done
}

/// One résumé on its way to one layout.
struct One<'a> {
    job: &'a Job,
    make: &'a Make,
    engine: &'a Engine,
    source: &'a Source,
    resume: &'a Resume,
    photo: &'a PhotoSource<'a>,
    start: Instant,
}

/// Reads a photo, and notes it where somebody waits for it to change.
fn read_photo(job: &Job, path: &str) -> io::Result<Vec<u8>> {
    let read = job.subject.photo(path);
    if let Some(photos) = &job.follows {
        photos.note(job.subject.origin.folder().join(path), read.as_deref().ok());
    }
    read
}

impl One<'_> {
    /// Makes the files, or finds them current. `None` when that cannot be; then there is an error in the diagnostics.
    fn make(&self, skip: bool, diagnostics: &mut Diagnostics) -> Option<Made> {
        let prepared = self.prepare(diagnostics)?;
        let layout = Some(prepared.layout().to_owned());
        let mut made = Made { status: Status::Unchanged, ..Made::failed(layout, Duration::ZERO) };
        let mut wanted = Vec::new();
        for (format, to) in &self.make.outputs {
            if let Some(text) = prepared.text(format) {
                self.text(to, text.into_bytes(), skip, &mut made);
                continue;
            }
            match self.current(&prepared, format, to).filter(|_| skip) {
                Some(pages) => {
                    made.pages = pages;
                    made.names.extend(to.targets(format, pages).iter().map(Destination::name));
                }
                None => wanted.push((*format, to)),
            }
        }
        if !wanted.is_empty() {
            self.set(prepared, &wanted, &mut made, diagnostics)?;
        }
        made.time = self.start.elapsed();
        Some(made)
    }

    /// Hands over a file of text. One that is there is current when its bytes are these.
    fn text(&self, to: &Destination, bytes: Vec<u8>, skip: bool, made: &mut Made) {
        made.names.push(to.name());
        let path = to.path();
        if skip && path.as_ref().is_some_and(|path| fs::read(path).is_ok_and(|old| old == bytes)) {
            return;
        }
        made.status = Status::Made;
        let wishes = &self.job.wishes;
        let is_input = path.as_ref().is_some_and(|path| Format::by_extension(path).is_some());
        // Who named a place for outputs knows what is there; the folder one happens to be in may hold résumés.
        let guarded = is_input && wishes.output.is_none() && !wishes.force;
        made.files.push(File { to: to.clone(), bytes, guarded });
    }

    /// Sets the pages and writes them in memory.
    fn set(
        &self,
        prepared: Prepared<'_>,
        wanted: &[(&'static OutputFormat, &Destination)],
        made: &mut Made,
        diagnostics: &mut Diagnostics,
    ) -> Option<()> {
        let pages = prepared.typeset(diagnostics)?;
        (made.status, made.pages) = (Status::Made, pages.count());
        for (format, to) in wanted {
            let files = pages.write(format, &self.job.wishes.settings, diagnostics)?;
            let targets = to.targets(format, files.len());
            made.names.extend(targets.iter().map(Destination::name));
            made.stale.extend(stale(format, to, files.len()));
            let files = targets.into_iter().zip(files);
            made.files.extend(files.map(|(to, bytes)| File { to, bytes, guarded: false }));
        }
        Some(())
    }

    fn prepare(&self, diagnostics: &mut Diagnostics) -> Option<Prepared<'_>> {
        let request = self.job.subject.request(self.make.layout.as_deref(), self.photo);
        prepare(self.engine, self.source, self.resume, &request, diagnostics)
    }

    /// The number of pages, when the files of this format are there and made from just these inputs.
    fn current(&self, prepared: &Prepared<'_>, format: &OutputFormat, to: &Destination) -> Option<usize> {
        let inputs = prepared.digest(format, &self.job.wishes.settings)?;
        let pages_of = |to: &Destination| format.pages_if_current(&fs::read(to.path()?).ok()?, &inputs);
        // A single file, or else the first of several: its stamp tells how many there are.
        let first = [1, 2].iter().find_map(|pages| pages_of(&to.targets(format, *pages)[0]))?;
        let files = to.targets(format, first);
        files.iter().all(|to| pages_of(to) == Some(first)).then_some(first)
    }
}

/// Writes a file that could be read as a résumé, unless one that says something else has its name.
fn spare(to: &Destination, bytes: &[u8], roots: &Roots) -> Result<(), Failure> {
    match to.path().map(|path| (fs::read(&path), path)) {
        Some((Ok(old), path)) if old != bytes => {
            let shown = clean(&path.display().to_string());
            Err(Failure::new(Rule::OutputExists, format!("`{shown}` is there, and may be a résumé itself"))
                .help("`--force` replaces it, `-o` puts the new one elsewhere"))
        }
        _ => to.write(bytes, roots),
    }
}

/// Files that an earlier run made of pages that there are no more: ours by their stamp, and not among the new ones.
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

/// What a name can hold, told by the résumé; `None` when it cannot be read.
pub fn facts(job: &Job, make: &Make, engine: &Engine) -> Option<Told> {
    let Reading { source, resume, mut problems, .. } = job.subject.read().ok()?;
    let read = |path: &str| read_photo(job, path);
    let photo = PhotoSource::new(&read);
    let one =
        One { job, make, engine, source: &source, resume: &resume?, photo: &photo, start: Instant::now() };
    let prepared = one.prepare(&mut problems)?;
    let content = prepared.content();
    Some(Told {
        name: content.header.name.value.clone(),
        layout: prepared.layout().to_owned(),
        lang: [Some(&content.document.lang), content.document.region.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join("-"),
    })
}

fn unexplained() -> Failure {
    Failure::new(Rule::Bug, "there is neither a file nor a reason why; this is a bug in recto")
        .help("please report it, if you can with the file that causes it")
}
