//! The `recto.toml` files of a run, each read once, and what they say for the run as a whole.

use crate::cli::args::PageArgs;
use crate::cli::config::{self, Config};
use crate::cli::exit::Failure;
use crate::cli::report::Report;
use recto::layout::Layouts;
use recto::text::Diagnostics;
use recto::text::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read; `T` is what a command makes of each file, and of there being none.
#[derive(Debug)]
pub struct Configs<T> {
    /// Folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// How many résumés are rendered at once, where that was said.
    pub threads: Option<usize>,
    /// The files, with what is wrong in them.
    read: Vec<(Source, Diagnostics)>,
    /// By path; an empty one where there is no file.
    known: BTreeMap<PathBuf, Arc<T>>,
}

impl<T> Configs<T> {
    /// None read yet: what the command line says.
    pub fn new(args: &PageArgs) -> Self {
        let (font_paths, known) = (args.font_path.clone(), BTreeMap::new());
        Self { font_paths, threads: args.jobs, read: Vec::new(), known }
    }

    /// What holds for a folder: what `resolve` makes of the `recto.toml` over it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, and those of `resolve`.
    pub fn over(
        &mut self,
        folder: &Path,
        layouts: &Layouts,
        resolve: impl FnOnce(Config) -> Result<T, Failure>,
    ) -> Result<Arc<T>, Failure> {
        let file = config::find(folder).unwrap_or_default();
        if let Some(known) = self.known.get(&file) {
            return Ok(known.clone());
        }
        let mut config = Config::default();
        if !file.as_os_str().is_empty() {
            let (read, source, problems) = config::read(&file, layouts)?;
            config = read;
            self.read.push((source, problems));
            self.threads = self.threads.or(config.jobs);
            self.font_paths.append(&mut config.font_paths);
        }
        let resolved = Arc::new(resolve(config)?);
        self.known.insert(file, resolved.clone());
        Ok(resolved)
    }

    /// Whether there is an error in one.
    pub fn have_errors(&self) -> bool {
        self.read.iter().any(|(_, problems)| problems.has_errors())
    }

    /// Tells what is wrong in them; whether something forbids going on.
    pub fn tell(&mut self, report: &Report) -> bool {
        self.read.iter_mut().for_each(|(source, problems)| report.problems(source, problems));
        self.have_errors()
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.read.iter().map(|(source, _)| PathBuf::from(&source.name))
    }
}
