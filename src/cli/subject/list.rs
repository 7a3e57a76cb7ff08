//! The résumés that a command looks at without making files of them.

use super::{Configs, Subject, Terms};
use crate::cli::args::PageArgs;
use crate::cli::exit::Failure;
use crate::cli::input::Origin;
use crate::cli::paths::{Asked, Found};
use recto::layout::Layouts;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The résumés of a command line.
#[derive(Debug)]
pub struct Subjects {
    /// Each with the way in which it was found.
    pub found: Vec<(Found, Subject)>,
    /// Whether there may be more than one.
    pub many: bool,
    /// Folders that could not be read on the way.
    pub failures: Vec<Failure>,
    /// What `recto.toml` files say for the run.
    pub configs: Configs<Terms>,
}

impl Subjects {
    /// Finds them; nothing in the folder `beside` is one.
    ///
    /// # Errors
    ///
    /// When arguments contradict each other or stand for nothing.
    pub fn find(
        inputs: &[PathBuf],
        args: &PageArgs,
        beside: Option<&Path>,
        layouts: &Layouts,
    ) -> Result<Self, Failure> {
        let mut subjects = Self {
            found: Vec::new(),
            many: inputs.len() > 1,
            failures: Vec::new(),
            configs: Configs::new(args),
        };
        let from = args.from()?;
        let mut seen = BTreeSet::new();
        for path in inputs {
            let asked = Asked::new(path)?;
            subjects.many |= asked.is_many();
            let resolve = |config| Terms::resolve(args, &config, layouts);
            let terms = subjects.configs.over(asked.folder(), layouts, resolve)?;
            for found in asked.files(beside, &mut subjects.failures)? {
                let whole = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
                if seen.insert(whole) {
                    let origin = Origin::new(&found.path);
                    let format = from.or_else(|| origin.format());
                    subjects.found.push((found, Subject { origin, format, terms: terms.clone() }));
                }
            }
        }
        Ok(subjects)
    }
}
