//! What applies to the files that are made: the command line, and after it `recto.toml`.

use super::RenderArgs;
use super::names::Template;
use crate::cli::config::Config;
use crate::cli::output;
use crate::cli::terminal::{clean, shown};
use recto::output::{Format, Settings};
use recto::text::{Diagnostic, Rule};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The environment, as far as a plan depends on it.
#[derive(Debug, Default)]
pub struct Environment {
    /// Whether a person looks at stdout.
    pub stdout_is_terminal: bool,
    /// `SOURCE_DATE_EPOCH`, where it is set.
    pub epoch: Option<OsString>,
}

/// What applies to the files of one résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RenderOptions {
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

impl RenderOptions {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When a template or the date is none.
    pub fn resolve(
        args: &RenderArgs,
        environment: &Environment,
        config: &Config,
    ) -> Result<Self, Diagnostic> {
        let typed = args.name.as_deref().or(config.name.as_deref());
        let mut formats = Vec::new();
        let named = args.format.iter().filter_map(|name| Format::by_name(name));
        for format in named {
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        if formats.is_empty() {
            formats.clone_from(&config.formats);
        }
        if formats.is_empty() {
            formats.push(args.output.as_deref().and_then(output::format_of).unwrap_or(Format::usual()));
        }
        Ok(Self {
            formats,
            settings: settings(args, environment)?,
            force: args.force,
            is_folder: args.output.as_deref().map_or(config.output.is_some(), output::ends_as_folder),
            output: args.output.clone().or_else(|| config.output.clone()),
            template: typed.map(Template::read).transpose()?,
        })
    }

    /// The folder for outputs.
    ///
    /// # Errors
    ///
    /// When what was named is no folder.
    pub fn root(&self) -> Result<PathBuf, Diagnostic> {
        let Some(path) = &self.output else { return Ok(PathBuf::from(".")) };
        if output::is_stdout(path) {
            return Err(Diagnostic::of(Rule::Usage, "several files do not fit on stdout")
                .help("name a folder with `-o`, or render one file in one layout and format"));
        }
        if path.metadata().is_ok_and(|meta| !meta.is_dir()) {
            let message = format!("`{}` is a file, and outputs go into a folder", shown(path));
            return Err(Diagnostic::of(Rule::Usage, message).help("name a folder with `-o`"));
        }
        Ok(path.clone())
    }
}

/// How files are written.
///
/// # Errors
///
/// When `SOURCE_DATE_EPOCH` is no date.
pub fn settings(args: &RenderArgs, environment: &Environment) -> Result<Settings, Diagnostic> {
    let timestamp = environment.epoch.as_deref().map(timestamp).transpose()?;
    Ok(Settings { timestamp, ppi: args.ppi.unwrap_or(Settings::PPI) })
}

/// Reads `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>): a wrong one must not pass
/// for none.
fn timestamp(text: &OsStr) -> Result<i64, Diagnostic> {
    let text = text.to_string_lossy();
    text.trim().parse().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds)).ok_or_else(|| {
        Diagnostic::of(Rule::Usage, format!("`SOURCE_DATE_EPOCH` is `{}`, which is no date", clean(&text)))
            .help("it counts the seconds since 1970, such as `1767225600`; unset it to store 2000-01-01")
    })
}

/// The end of the year 9999, the last that a PDF can store.
const LAST_SECOND: i64 = 253_402_300_799;
