//! What a command line means: the résumés that its PATHs name, each with what applies to its pages, and what their
//! `recto.toml` files say for the run as a whole.

use super::args::PageArgs;
use super::child::Press;
use super::config::{self, Config};
use super::exit::{Exit, ExitSum};
use super::fonts;
use super::input::InputSource;
use super::layouts::LayoutFolders;
use super::options::PageOptions;
use super::output;
use super::paths::{self, InputPath};
use super::pool;
use super::report::Report;
use super::run::Job;
use recto::input::Format;
use recto::layout::Layouts;
use recto::render::Engine;
use recto::text::{Diagnostic, Diagnostics, Severity, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a command writes: nothing in that folder is an input.
#[derive(Debug, Clone, Copy)]
pub enum OutputFolder<'a> {
    /// Nowhere.
    None,
    /// In this folder.
    At(&'a Path),
    /// In this folder, or else in that of `recto.toml`; the folders of inputs are mirrored in it.
    Mirror(Option<&'a Path>),
}

/// The résumés of a command line.
#[derive(Debug, Default)]
pub struct Plan {
    /// What the PATHs mean.
    pub paths: Vec<InputPath>,
    /// One for each résumé; none when a `recto.toml` has errors.
    pub jobs: Vec<Job>,
    /// Whether there may be more than one.
    pub many: bool,
    /// Folders that could not be read on the way, and links that are not.
    failures: Vec<Diagnostic>,
    /// Folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// How many résumés are rendered at once, where that was said.
    jobs_at_once: Option<usize>,
    /// The `recto.toml` files, with their problems.
    configs: Vec<(Arc<Source>, Diagnostics)>,
}

impl Plan {
    /// Finds the résumés and resolves what applies to each.
    ///
    /// # Errors
    ///
    /// When arguments contradict each other or name nothing.
    pub fn find(
        inputs: &[PathBuf],
        args: &PageArgs,
        output: OutputFolder<'_>,
        layouts: &Layouts,
    ) -> Result<Self, Diagnostic> {
        let mut paths = inputs.iter().map(|path| InputPath::new(path)).collect::<Result<Vec<_>, _>>()?;
        let many = paths.len() > 1 || paths.iter().any(InputPath::is_many);
        let mut plan = Self {
            many,
            failures: paths::pass_over(&mut paths).into_iter().collect(),
            font_paths: args.font_path.clone(),
            jobs_at_once: args.jobs,
            ..Self::default()
        };
        let mut resolved = BTreeMap::new();
        let mut options = Vec::new();
        for path in &paths {
            let file = config::find(path.folder());
            if !resolved.contains_key(&file) {
                let config =
                    file.as_deref().map_or_else(|| Ok(Config::default()), |file| plan.read(file, layouts))?;
                resolved.insert(file.clone(), Arc::new(PageOptions::resolve(args, config, layouts)?));
            }
            options.push(Arc::clone(&resolved[&file]));
        }
        plan.paths = paths;
        if plan.has_config_errors() {
            return Ok(plan);
        }
        let from = args.from.as_deref().map(Format::by_name).transpose()?;
        let mut seen = BTreeSet::new();
        for (path, options) in plan.paths.iter().zip(options) {
            let inner = options.config.output.as_ref().map(|(folder, inner)| folder.join(inner));
            let (skip, mirror) = match output {
                OutputFolder::None => (None, false),
                OutputFolder::At(folder) => (Some(folder), false),
                OutputFolder::Mirror(folder) => (folder.or(inner.as_deref()), true),
            };
            for found in path.files(skip, &mut plan.failures)? {
                // A file may be named twice, and be in a folder that is named, too.
                let whole = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
                if seen.insert((whole, mirror.then(|| found.below.clone()))) {
                    let job = Job::new(InputSource::new(&found.path), from, options.clone());
                    plan.jobs.push(Job { below: found.below, ..job });
                }
            }
        }
        Ok(plan)
    }

    /// Reads a `recto.toml`, and takes from it what it says for the run.
    fn read(&mut self, file: &Path, layouts: &Layouts) -> Result<Config, Diagnostic> {
        let (config, source, problems) = config::read(file, layouts)?;
        self.configs.push((source, problems));
        self.jobs_at_once = self.jobs_at_once.or(config.jobs);
        self.font_paths.extend_from_slice(&config.font_paths);
        Ok(config)
    }

    /// Refuses, before any work is done, stdin among others, and by itself a document of another kind. `alone` says how to
    /// name stdin by itself.
    ///
    /// # Errors
    ///
    /// When there is one.
    pub fn check_inputs(&mut self, alone: &str) -> Result<(), Diagnostic> {
        for job in &mut self.jobs {
            job.input.check(self.many, alone)?;
            job.among_others = self.many;
        }
        Ok(())
    }

    /// Refuses a report in the place of one of the inputs.
    ///
    /// # Errors
    ///
    /// When it is.
    pub fn refuse_input(&self, output: &Path) -> Result<(), Diagnostic> {
        let Ok(output_path) = output.canonicalize() else { return Ok(()) };
        let inputs = self.jobs.iter().filter_map(|job| job.input.path()).map(Path::to_owned);
        let mut inputs = inputs.chain(self.config_paths());
        match inputs.any(|input| input.canonicalize().is_ok_and(|input| input == output_path)) {
            true => {
                let failure = output::would_overwrite(output);
                Err(Diagnostic { help: vec!["name another file with `--report`".to_owned()], ..failure })
            }
            false => Ok(()),
        }
    }

    /// The engine with the fonts of the folders, with `system` those of the computer, and layouts, which were read from
    /// `folders`; and how many threads share it for so many jobs.
    ///
    /// # Errors
    ///
    /// When a folder cannot be used.
    pub fn press(
        &self,
        system: bool,
        folders: &LayoutFolders,
        layouts: Layouts,
        jobs: usize,
    ) -> Result<(Press, usize), Diagnostic> {
        let threads = pool::thread_count(self.jobs_at_once, jobs);
        let engine = fonts::engine(system, &self.font_paths, layouts)?;
        let engine = Engine { remember: Engine::REMEMBER * threads, ..engine };
        Ok((Press::new(engine, folders, &self.font_paths, system), threads))
    }

    /// Reports the problems of `recto.toml` files; returns whether there are errors.
    pub fn report_configs(&mut self, report: &Report) -> bool {
        self.configs.iter_mut().for_each(|(source, problems)| report.problems(source, problems));
        self.has_config_errors()
    }

    /// Reports the folders and links that were not read; a folder makes the exit of a run a failure.
    pub fn report_failures(&self, report: &Report, exits: &mut ExitSum) {
        for failure in &self.failures {
            report.failure(failure);
            if failure.severity == Severity::Error {
                exits.add(Exit::Faulty);
            }
        }
    }

    /// Whether a `recto.toml` has errors; there are no jobs then.
    pub fn has_config_errors(&self) -> bool {
        self.configs.iter().any(|(_, problems)| problems.has_errors())
    }

    /// The paths of the `recto.toml` files.
    pub fn config_paths(&self) -> impl Iterator<Item = PathBuf> {
        self.configs.iter().map(|(source, _)| PathBuf::from(&source.name))
    }
}
