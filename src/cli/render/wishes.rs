//! What holds for all résumés of a PATH: the command line before the `recto.toml` that stands over it.

use super::args::RenderArgs;
use super::names::Template;
use crate::cli::config::Config;
use crate::cli::exit::Failure;
use crate::cli::output;
use crate::cli::subject::Terms;
use crate::cli::terminal::clean;
use recto::layout::Layouts;
use recto::output::{Format, Settings};
use recto::text::Rule;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

/// What holds for all résumés of a PATH.
#[derive(Debug, Default, PartialEq)]
pub struct Wishes {
    /// What holds for the pages.
    pub terms: Arc<Terms>,
    /// Formats of the outputs; at least one.
    pub formats: Vec<&'static Format>,
    /// How files are written.
    pub settings: Settings,
    /// Whether files are made again that are current.
    pub force: bool,
    /// Where outputs go: `-o`, or else what `recto.toml` says.
    pub output: Option<PathBuf>,
    /// Whether that is a folder, there or not: it ends as one, or `recto.toml` says it.
    pub is_folder: bool,
    /// The template of names, where one was given.
    pub template: Option<Template>,
}

impl Wishes {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other.
    pub fn resolve(
        args: &RenderArgs,
        epoch: Option<&OsStr>,
        config: Config,
        layouts: &Layouts,
    ) -> Result<Self, Failure> {
        let terms = Arc::new(Terms::resolve(&args.pages, &config, layouts)?);
        let timestamp = timestamp_of(epoch)?;
        let typed = args.name.as_deref().or(config.name.as_deref());
        let mut formats = args.formats();
        if formats.is_empty() {
            formats = config.formats;
        }
        if formats.is_empty() {
            formats.push(args.output.as_deref().and_then(output::format_of).unwrap_or(Format::usual()));
        }
        let mut seen = BTreeSet::new();
        formats.retain(|format| seen.insert(format.name));
        Ok(Self {
            terms,
            formats,
            settings: Settings { timestamp, ppi: args.ppi.unwrap_or(Settings::PPI) },
            force: args.force,
            is_folder: args.output.as_deref().map_or(config.output.is_some(), output::ends_as_folder),
            output: args.output.clone().or(config.output),
            template: typed.map(Template::read).transpose()?,
        })
    }

    /// Whether one résumé may give several files.
    pub fn is_many(&self) -> bool {
        self.terms.layouts.len() > 1 || self.formats.len() > 1
    }

    /// The folder for outputs.
    ///
    /// # Errors
    ///
    /// When what was named is no folder.
    pub fn root(&self) -> Result<PathBuf, Failure> {
        let Some(path) = &self.output else { return Ok(PathBuf::from(".")) };
        if output::is_stdout(path) {
            return Err(Failure::new(Rule::Usage, "several files do not fit on stdout")
                .help("name a folder with `-o`, or render one file in one layout and format"));
        }
        if path.metadata().is_ok_and(|meta| !meta.is_dir()) {
            let shown = clean(&path.display().to_string());
            return Err(Failure::new(
                Rule::Usage,
                format!("`{shown}` is a file, and outputs go into a folder"),
            )
            .help("name a folder with `-o`"));
        }
        Ok(path.clone())
    }
}

/// The date to store in a PDF, from `SOURCE_DATE_EPOCH` where it is set.
///
/// # Errors
///
/// When it is no date.
pub fn timestamp_of(epoch: Option<&OsStr>) -> Result<Option<i64>, Failure> {
    epoch.map(|text| timestamp(&text.to_string_lossy())).transpose()
}

/// Reads `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>): a wrong one must not pass
/// for none.
fn timestamp(text: &str) -> Result<i64, Failure> {
    text.trim().parse().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds)).ok_or_else(|| {
        Failure::new(Rule::Usage, format!("`SOURCE_DATE_EPOCH` is `{}`, which is no date", clean(text)))
            .help("it counts the seconds since 1970, such as `1767225600`; unset it to store 2000-01-01")
    })
}

/// The end of the year 9999, the last that a PDF's date can hold.
const LAST_SECOND: i64 = 253_402_300_799;
