//! What will happen: the arguments of `render`, resolved and checked against each other, against `recto.toml` and against
//! the folders. Nothing is written before the whole plan stands.

use super::args::RenderArgs;
use super::destination::Destination;
use super::follow::Photos;
use super::names::{Facts, Template};
use super::wishes::Wishes;
use super::work;
use crate::cli::exit::Failure;
use crate::cli::input::Origin;
use crate::cli::output::{self, Target};
use crate::cli::paths::{Asked, Found};
use crate::cli::subject::{Configs, Subject};
use crate::cli::terminal::clean;
use recto::layout::Layouts;
use recto::output::Format as OutputFormat;
use recto::render::Engine;
use recto::sheet::options::DEFAULT_LAYOUT;
use recto::text::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the program stands in, as far as a plan depends on it.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Whether a person looks at stdout.
    pub stdout_is_terminal: bool,
    /// `SOURCE_DATE_EPOCH`, where it is set.
    pub epoch: Option<OsString>,
}

/// Everything that is to be rendered.
#[derive(Debug)]
pub struct Plan {
    /// One for each résumé.
    pub jobs: Vec<Job>,
    /// Whether there may be more than one file: then outputs that are current are left alone, and the end counts.
    pub many: bool,
    /// Folders that could not be read on the way.
    pub failures: Vec<Failure>,
    /// What `recto.toml` files say for the run.
    pub configs: Configs<Wishes>,
}

/// One résumé, and what is to be made of it.
#[derive(Debug)]
pub struct Job {
    /// The résumé.
    pub subject: Subject,
    /// What holds for its files.
    pub wishes: Arc<Wishes>,
    /// One for each layout.
    pub makes: Vec<Make>,
    /// With `--watch`, which photos it asks for; outputs that hold the same already are then left alone.
    pub follows: Option<Photos>,
}

/// One résumé in one layout.
#[derive(Debug, PartialEq)]
pub struct Make {
    /// The layout that was asked for; the file's own choice otherwise.
    pub layout: Option<String>,
    /// Where each format goes.
    pub outputs: Vec<(&'static OutputFormat, Destination)>,
}

impl Plan {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other, stand for nothing, or an output has nowhere to go.
    pub fn resolve(args: &RenderArgs, around: &Surroundings, layouts: &Layouts) -> Result<Self, Failure> {
        let asked = args.inputs.iter().map(|path| Asked::new(path)).collect::<Result<Vec<_>, _>>()?;
        let mut plan =
            Self { jobs: Vec::new(), many: false, failures: Vec::new(), configs: Configs::new(&args.pages) };
        let mut parts = Vec::new();
        for path in asked {
            let resolve = |config| Wishes::resolve(args, around.epoch.as_deref(), config, layouts);
            let wishes = plan.configs.over(path.folder(), layouts, resolve)?;
            parts.push((path, wishes));
        }
        if plan.configs.have_errors() {
            return Ok(plan);
        }
        plan.many = parts.len() > 1 || parts.iter().any(|(path, wishes)| path.is_many() || wishes.is_many());
        let mut seen = BTreeSet::new();
        for (path, wishes) in parts {
            for found in path.files(wishes.output.as_deref(), &mut plan.failures)? {
                // A file may be named twice, and stand in a folder that is named, too.
                let whole = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
                if seen.insert((whole, found.below.clone())) {
                    let job = plan.job(&found, &wishes, args, around)?;
                    plan.jobs.push(job);
                }
            }
        }
        Ok(plan)
    }

    /// Fills in the names that only the résumé tells, and refuses two outputs of one name.
    ///
    /// # Errors
    ///
    /// When two outputs would be one file, or an output would be an input.
    pub fn settle(&mut self, engine: &Engine) -> Result<(), Failure> {
        for job in &mut self.jobs {
            job.name(engine);
        }
        let inputs: BTreeSet<PathBuf> =
            self.jobs.iter().filter_map(|job| job.subject.origin.path()?.canonicalize().ok()).collect();
        let mut taken: BTreeMap<PathBuf, String> = BTreeMap::new();
        for job in &self.jobs {
            for make in &job.makes {
                let name = clean(&job.subject.origin.name());
                let by = match &make.layout {
                    Some(layout) => format!("`{name}` in {layout}"),
                    None => format!("`{name}`"),
                };
                for (_, to) in &make.outputs {
                    let Destination::Below { root, name } = to else { continue };
                    let path = root.join(name);
                    if path.canonicalize().is_ok_and(|path| inputs.contains(&path)) {
                        return Err(output::would_overwrite(&path));
                    }
                    if let Some(first) = taken.insert(whole(root).join(name), by.clone()) {
                        return Err(collision(&path, &first, &by));
                    }
                }
            }
        }
        Ok(())
    }

    /// What is to be made of one file.
    fn job(
        &self,
        found: &Found,
        wishes: &Arc<Wishes>,
        args: &RenderArgs,
        around: &Surroundings,
    ) -> Result<Job, Failure> {
        let origin = Origin::new(&found.path);
        origin.admit(self.many, "render it by itself: `recto render - -o FILE`")?;
        let format = args.pages.from()?.or_else(|| origin.format());
        let named = !self.many && wishes.template.is_none() && !wishes.is_folder;
        let mut makes = Vec::new();
        for layout in wishes.terms.each_layout() {
            let mut outputs = Vec::new();
            for format in &wishes.formats {
                let to = if named {
                    let output = wishes.output.as_deref();
                    Destination::Named(Target::resolve(output, &origin, format, around.stdout_is_terminal)?)
                } else {
                    // The name is settled when the engine is there.
                    Destination::Below { root: wishes.root()?, name: found.below.clone() }
                };
                outputs.push((*format, to));
            }
            makes.push(Make { layout: layout.map(str::to_owned), outputs });
        }
        let follows = args.watch.then(Photos::default);
        let subject = Subject { origin, format, terms: wishes.terms.clone() };
        Ok(Job { subject, wishes: wishes.clone(), makes, follows })
    }
}

impl Job {
    /// Whether the same is to be made in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        self.subject.origin == other.subject.origin
            && (&self.wishes, &self.makes) == (&other.wishes, &other.makes)
    }

    /// Completes the names of outputs below a folder.
    fn name(&mut self, engine: &Engine) {
        let usual = Template::usual(self.makes.len());
        let wishes = self.wishes.clone();
        let template = wishes.template.as_ref().unwrap_or(&usual);
        for at in 0..self.makes.len() {
            let read = template.needs_resume() || (template.has_layout() && self.makes[at].layout.is_none());
            let told = read.then(|| work::facts(self, &self.makes[at], engine)).flatten().unwrap_or_default();
            let layout = self.makes[at].layout.clone().unwrap_or(told.layout);
            let path = self.subject.origin.path();
            let ext = path.and_then(Path::extension).and_then(OsStr::to_str).unwrap_or_default();
            let stem = self.subject.origin.stem().unwrap_or(OsStr::new(output::NAMELESS));
            let facts = Facts { stem, ext, name: &told.name, layout: &layout, lang: &told.lang };
            let base = template.fill(&facts);
            for (format, to) in &mut self.makes[at].outputs {
                if let Destination::Below { name, .. } = to {
                    *name = name.join(output::with_extension(base.as_os_str(), format.name));
                }
            }
        }
    }
}

/// A folder as the system knows it, as far as it is there.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Two outputs of one name.
fn collision(path: &Path, first: &str, second: &str) -> Failure {
    let shown = clean(&path.display().to_string());
    Failure::new(Rule::OutputConflict, format!("{first} and {second} would both write `{shown}`"))
        .help("tell them apart with `--name`, such as `--name '{stem}-{ext}'` or `--name '{layout}/{stem}'`")
        .help("nothing was written")
}

/// What `work::facts` tells when a résumé cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The person's name.
    pub name: String,
    /// The layout.
    pub layout: String,
    /// The language of titles and dates.
    pub lang: String,
}

impl Default for Told {
    /// Stand-ins: such a résumé fails when its turn comes.
    fn default() -> Self {
        Self { name: String::new(), layout: DEFAULT_LAYOUT.to_owned(), lang: "en".to_owned() }
    }
}
