//! The flags that several commands share, and what reads their values. Each command has its own arguments beside it;
//! these structs keep what was typed, and the command resolves it.

use super::layouts;
use clap::builder::{PossibleValue, PossibleValuesParser, RangedU64ValueParser};
use clap::{Args, ValueEnum, ValueHint};
use recto::input::{DOCUMENTS, FORMATS};
use recto::sheet::options::{OPTIONS, PageGoal, RequestedOption, Takes};
use std::path::PathBuf;

/// How pages are set: what `render`, `check` and `snapshot` share.
#[derive(Debug, Clone, Default, Args)]
pub struct PageArgs {
    #[arg(short, long, value_name = "LAYOUT", value_delimiter = ',', help = layouts::flag_help())]
    pub layout: Vec<String>,

    /// Fit the résumé on at most N pages, as airy as possible; or auto, the default
    #[arg(long, value_name = "N", value_parser = pages)]
    pub pages: Option<RequestedOption>,

    /// Set an option, or a field as work.0.hide=true; repeated lists add up
    #[arg(long, value_name = "KEY=VALUE", value_parser = assignment)]
    pub set: Vec<RequestedOption>,

    /// Read the input as this format, not as its name says
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = formats())]
    pub from: Option<String>,

    /// Also use the layouts in this folder; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub layout_path: Vec<PathBuf>,

    /// Also use the fonts in this folder; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub font_path: Vec<PathBuf>,

    /// Photos may also be in this folder or below; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub allow_path: Vec<PathBuf>,

    /// Give up a résumé that takes longer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,

    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,

    // A machine has not more threads to give.
    /// Résumés rendered at once [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub jobs: Option<usize>,
}

/// How problems are reported: what `render` and `check` share.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct ReportArgs {
    /// How problems are reported
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: MessageFormat,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `--pages` takes.
fn pages(typed: &str) -> Result<RequestedOption, String> {
    let known = PageGoal::named(typed)
        .map(|_| RequestedOption::from_text("pages", typed, format!("--pages {typed}")));
    known.ok_or_else(|| format!("expected a number from 1 to {}, or auto", PageGoal::MOST))
}

/// How problems are reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, on stderr
    #[default]
    Human,
    /// One JSON object per line, on stdout; on stderr when the PDF takes stdout
    Json,
    /// Annotations beside a pull request, on stdout
    Github,
}

/// What `--from` takes: the names of the formats, and their extensions without showing them.
pub fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        FORMATS
            .iter()
            .chain(DOCUMENTS)
            .map(|f| PossibleValue::new(f.name).aliases(f.extensions.iter().copied())),
    )
}

/// Pixels per inch: from a thumbnail to more than any printer shows.
pub fn ppi(typed: &str) -> Result<f64, String> {
    let number = typed.parse().ok().filter(|number| (10.0..=1200.0).contains(number));
    number.ok_or_else(|| "expected a number from 10 to 1200".to_owned())
}

/// Reads `KEY=VALUE`.
fn assignment(typed: &str) -> Result<RequestedOption, String> {
    let split =
        typed.split_once('=').map(|(key, value)| (key.trim(), value)).filter(|(key, _)| !key.is_empty());
    let (key, value) = split.ok_or("expected KEY=VALUE, such as `paper=us-letter`")?;
    // `titles=work=Career` is `titles.work=Career`.
    let is_mapping = OPTIONS.iter().any(|spec| spec.key == key && matches!(spec.takes, Takes::Mapping(..)));
    let inner = value.split_once('=').filter(|(_, value)| is_mapping && !value.contains('='));
    let path = inner.map(|(inner, _)| format!("{key}.{}", inner.trim()));
    let (key, value) = (path.as_deref().unwrap_or(key), inner.map_or(value, |(_, value)| value));
    Ok(RequestedOption::from_text(key, value, format!("--set {typed}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_splits_at_the_first_sign() {
        let split = |typed| assignment(typed).map(|set| (set.key.clone(), set.text().map(str::to_owned)));
        assert_eq!(split("name=Ada = Co"), Ok(("name".to_owned(), Some("Ada = Co".to_owned()))));
        assert_eq!(split("label="), Ok(("label".to_owned(), Some(String::new()))));
        let titles = assignment("titles=work=Career").unwrap();
        assert_eq!(titles.value, assignment("titles.work=Career").unwrap().value);
        assert_eq!(split("titles=work=A,skills=B").unwrap().0, "titles", "two in one are refused later");
        assert!(split("paper").is_err() && split("=a4").is_err() && split("").is_err());
    }
}
