//! What will happen: the arguments of `render`, resolved and checked against each other and against the folder.

use super::args::RenderArgs;
use super::exit::{Failure, Kind};
use super::input::Origin;
use super::output::Target;
use super::terminal::clean;
use recto::input::Format;
use recto::sheet::options::{Argument, layout_argument};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What the program stands in, as far as a job depends on it.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Whether a person looks at stdout.
    pub stdout_is_terminal: bool,
    /// `SOURCE_DATE_EPOCH`, where it is set.
    pub epoch: Option<OsString>,
}

/// One render, resolved.
#[derive(Debug)]
pub struct Job {
    /// Where the résumé comes from.
    pub origin: Origin,
    /// The format, where `--from` or the file's name tells it.
    pub format: Option<&'static Format>,
    /// Where the PDF goes.
    pub target: Target,
    /// The layout asked for.
    pub layout: Option<String>,
    /// What `--set` says.
    pub arguments: Vec<Argument>,
    /// Folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// The date to store in the PDF, seconds since 1970 (UTC).
    pub timestamp: Option<i64>,
}

impl Job {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other or the PDF has nowhere to go.
    pub fn resolve(args: &RenderArgs, around: &Surroundings) -> Result<Self, Failure> {
        let origin = Origin::new(args.input.as_deref().unwrap_or(Path::new("-")));
        origin.check()?;
        let target = Target::resolve(args.output.as_deref(), &origin, around.stdout_is_terminal)?;
        let format = match &args.from {
            Some(name) => Some(Format::by_name(name)?),
            None => origin.format(),
        };
        let timestamp = timestamp_of(around.epoch.as_deref())?;
        let arguments = args.arguments();
        one_layout(args.layout.as_deref(), &arguments)?;
        Ok(Self {
            origin,
            format,
            target,
            layout: args.layout.clone(),
            arguments,
            font_paths: args.font_path.clone(),
            strict: args.strict,
            timestamp,
        })
    }
}

/// Refuses two layouts for one PDF.
///
/// # Errors
///
/// When the flag and `--set` name different ones.
pub fn one_layout(flag: Option<&str>, arguments: &[Argument]) -> Result<(), Failure> {
    match (flag, layout_argument(arguments)) {
        (Some(flag), Some(set)) if flag != set.value.trim() => Err(Failure::new(
            Kind::Usage,
            format!("`--layout {}` and `{}` name two layouts", clean(flag), clean(&set.typed)),
        )
        .help("one PDF has one layout: leave one of them out")),
        _ => Ok(()),
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
        Failure::new(Kind::Usage, format!("`SOURCE_DATE_EPOCH` is `{}`, which is no date", clean(text)))
            .help("it counts the seconds since 1970, such as `1767225600`; unset it to store 2000-01-01")
    })
}

/// The end of the year 9999, the last that a PDF's date can hold.
const LAST_SECOND: i64 = 253_402_300_799;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Cli, Command};
    use clap::Parser;

    fn job(words: &[&str], around: &Surroundings) -> Result<Job, Failure> {
        let cli = Cli::try_parse_from([&["recto", "render"], words].concat()).expect("parses");
        let Command::Render(args) = cli.command else { panic!("render") };
        Job::resolve(&args, around)
    }

    #[test]
    fn the_format_follows_flag_then_name() {
        let format = |words: &[&str]| job(words, &Surroundings::default()).unwrap().format.map(|f| f.name);
        assert_eq!(format(&["ada.yaml"]), Some("yaml"));
        assert_eq!(format(&["ada.JSON"]), Some("json"));
        assert_eq!(format(&["ada.yaml", "--from", "toml"]), Some("toml"));
        assert_eq!(format(&["ada.txt"]), None);
        assert_eq!(format(&["-"]), None);
    }

    #[test]
    fn arguments_keep_how_they_were_typed() {
        let job = job(&["ada.yaml", "--set", "paper=a5"], &Surroundings::default()).unwrap();
        assert_eq!(job.arguments[0].typed, "--set paper=a5");
        assert_eq!((job.arguments[0].key.as_str(), job.arguments[0].value.as_str()), ("paper", "a5"));
    }

    #[test]
    fn one_pdf_has_one_layout() {
        let job = |words: &[&str]| job(words, &Surroundings::default());
        assert!(job(&["ada.yaml", "-l", "datum", "--set", "layout=datum"]).is_ok());
        assert!(job(&["ada.yaml", "-l", "datum", "--set", "layout=folio", "--set", "layout=datum"]).is_ok());
        let failure = job(&["ada.yaml", "-l", "datum", "--set", "layout=folio"]).unwrap_err();
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(failure.message, "`--layout datum` and `--set layout=folio` name two layouts");
    }

    #[test]
    fn a_wrong_epoch_is_refused() {
        let around = |epoch: &str| Surroundings { epoch: Some(epoch.into()), ..Surroundings::default() };
        assert_eq!(job(&["ada.yaml"], &around("1767225600")).unwrap().timestamp, Some(1_767_225_600));
        assert_eq!(job(&["ada.yaml"], &Surroundings::default()).unwrap().timestamp, None);
        for wrong in ["", "today", "-1", "1e9", "999999999999999"] {
            assert_eq!(job(&["ada.yaml"], &around(wrong)).unwrap_err().kind, Kind::Usage, "{wrong}");
        }
    }
}
