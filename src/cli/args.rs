//! What can be typed. These structs hold the words as they came; each command resolves them, and
//! [`subject`](super::subject) what they share.

use super::exit::{Exit, Failure};
use super::terminal::{self, is_unsafe, push_clean};
use clap::builder::{PossibleValue, PossibleValuesParser, RangedU64ValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};
use recto::input::{FORMATS, Format};
use recto::output;
use recto::sheet::options::Argument;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    about = "Typesets a résumé: JSON, YAML, TOML or Markdown in, a print-ready PDF out",
    after_help = "Examples:\n  \
        recto new                         write resume.yaml, ready to fill in\n  \
        recto render resume.yaml          make resume.pdf\n  \
        recto render resume.yaml -l datum --set accent=teal\n\n\
        `recto COMMAND --help` tells more about a command.",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Use colour: auto, always or never; auto honours NO_COLOR
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum,
        hide_possible_values = true,
        hide_default_value = true,
        display_order = 100
    )]
    pub color: ColorChoice,

    /// Read layouts from this folder instead of the embedded ones
    #[arg(long, global = true, value_name = "DIR", hide = true)]
    pub layouts_from: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make PDFs, of one résumé or of many
    #[command(
        after_help = super::render::short_notes(),
        after_long_help = super::render::long_notes(),
        override_usage = "recto render [OPTIONS] <PATH>...\n       recto render --worker [OPTIONS]"
    )]
    Render(RenderArgs),
    /// Tell everything that is wrong or weak, without writing a file
    #[command(after_help = super::check::NOTES)]
    Check(CheckArgs),
    /// Tell what changed on pages since they were stored
    #[command(after_long_help = super::snapshot::NOTES)]
    Snapshot(super::snapshot::SnapshotArgs),
    /// Write a starter file with every section, to fill in
    New(NewArgs),
    /// List the layouts, or show the options of one
    Layouts(LayoutsArgs),
    /// Print a script that completes commands in a shell
    #[command(after_help = super::completions::NOTES)]
    Completions(CompletionsArgs),
}

/// `recto render`.
#[derive(Debug, Default, Args)]
pub struct RenderArgs {
    /// Résumés: files, folders or 'patterns'; `-` reads stdin
    #[arg(value_name = "PATH", required_unless_present = "worker", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// A file, a folder, or `-` for stdout [default: NAME.pdf]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// What to make; several with commas [default: pdf]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', ignore_case = true, value_parser = outputs())]
    pub format: Vec<String>,

    /// Names of outputs, such as '{layout}/{stem}'
    #[arg(long, value_name = "TEMPLATE")]
    pub name: Option<String>,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// Make files again that are current
    #[arg(long)]
    pub force: bool,

    /// Pixels per inch of PNG files [default: 144]
    #[arg(long, value_name = "N", value_parser = ppi)]
    pub ppi: Option<f64>,

    /// Render again what changes, until Ctrl-C
    #[arg(short, long)]
    pub watch: bool,

    /// With --watch, show one résumé in the browser, to try layouts, papers, accents and page counts
    #[arg(long, requires = "watch")]
    pub preview: bool,

    /// How problems are told
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: MessageFormat,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// With many files, a line for each
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,

    /// Answer JSON requests, one a line on stdin, with one line each on stdout
    #[arg(long, conflicts_with_all = NOT_FOR_WORKERS)]
    pub worker: bool,
}

/// What `--worker` has no use for: each request says it for itself.
const NOT_FOR_WORKERS: [&str; 11] = [
    "inputs", "output", "format", "name", "from", "force", "message_format", "quiet", "verbose", "watch",
    "preview",
];

impl RenderArgs {
    /// The formats of `--format`.
    pub fn formats(&self) -> Vec<&'static output::Format> {
        self.format.iter().filter_map(|name| output::Format::by_name(name)).collect()
    }
}

/// How pages are set: what `render`, `check` and `snapshot` share.
#[derive(Debug, Default, Args)]
pub struct PageArgs {
    #[arg(short, long, value_name = "LAYOUT", value_delimiter = ',', help = super::layouts::flag_help())]
    pub layout: Vec<String>,

    /// Set an option or a field; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = assignment)]
    pub set: Vec<Assignment>,

    /// Take the input for this format, whatever its name says
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = formats())]
    pub from: Option<String>,

    /// Also use the fonts in this folder; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub font_path: Vec<PathBuf>,

    /// Photos may also be in this folder or below; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub allow_path: Vec<PathBuf>,

    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,

    /// Résumés rendered at once [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = jobs())]
    pub jobs: Option<usize>,
}

impl PageArgs {
    /// What `--set` says.
    pub fn arguments(&self) -> Vec<Argument> {
        let argument = |set: &Assignment| Argument {
            key: set.key.clone(),
            value: set.value.clone(),
            typed: format!("--set {}", set.typed),
        };
        self.set.iter().map(argument).collect()
    }

    /// The format of `--from`.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn from(&self) -> Result<Option<&'static Format>, Failure> {
        Ok(self.from.as_deref().map(Format::by_name).transpose()?)
    }
}

/// `recto check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Résumés: files, folders or 'patterns'; `-` reads stdin
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Read the PDF back and list every fact of the file with its page and place
    #[arg(long)]
    pub proof: bool,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// How problems are told
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: MessageFormat,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// With --proof and many files, list every fact of each
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// `KEY=VALUE`, split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Before the first `=`, trimmed.
    pub key: String,
    /// Behind it, as typed.
    pub value: String,
    /// All of it.
    pub typed: String,
}

/// How problems are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, on stderr
    #[default]
    Human,
    /// One JSON object per line, on stdout; on stderr when the PDF takes stdout
    Json,
}

/// `recto new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[arg(value_name = "FILE", default_value = "resume.yaml", value_hint = ValueHint::FilePath, help = super::new::file_help())]
    pub file: PathBuf,
}

/// `recto layouts`.
#[derive(Debug, Args)]
pub struct LayoutsArgs {
    /// The layout whose options to show
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// `recto completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// What `--from` takes: the names of the formats, and their extensions without showing them.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        FORMATS.iter().map(|f| PossibleValue::new(f.name).aliases(f.extensions.iter().copied())),
    )
}

/// What `--format` takes.
fn outputs() -> PossibleValuesParser {
    PossibleValuesParser::new(output::FORMATS.iter().map(|format| format.name))
}

/// What `--jobs` takes: a machine has not more threads to give.
fn jobs() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..=256)
}

/// Pixels per inch: from a thumbnail to more than any printer shows.
pub fn ppi(typed: &str) -> Result<f64, String> {
    let number = typed.parse().ok().filter(|number| (10.0..=1200.0).contains(number));
    number.ok_or_else(|| "expected a number from 10 to 1200".to_owned())
}

/// Splits `KEY=VALUE`.
fn assignment(typed: &str) -> Result<Assignment, String> {
    let split =
        typed.split_once('=').map(|(key, value)| (key.trim(), value)).filter(|(key, _)| !key.is_empty());
    let (key, value) = split.ok_or("expected KEY=VALUE, such as `paper=us-letter`")?;
    Ok(Assignment { key: key.to_owned(), value: value.to_owned(), typed: typed.to_owned() })
}

/// The `--color` among arguments that may not parse: their errors are coloured, too.
pub fn color_typed(typed: &[OsString]) -> ColorChoice {
    let flag = OsStr::new("--color");
    let behind = typed.iter().position(|word| word == flag).and_then(|at| typed.get(at + 1));
    let joined = || typed.iter().find_map(|word| word.to_str()?.strip_prefix("--color="));
    let word = behind.and_then(|word| word.to_str()).or_else(joined).unwrap_or_default();
    ColorChoice::from_str(word, false).unwrap_or(ColorChoice::Auto)
}

/// Prints what clap has to say: help and version are results, a mistake is talk.
///
/// # Errors
///
/// When stdout does not take the help.
pub fn explain(error: &clap::Error, typed: &[OsString]) -> Result<Exit, Failure> {
    let tainted = typed.iter().any(|word| word.to_string_lossy().chars().any(is_unsafe));
    let text =
        if tainted { clean_lines(&error.render().to_string()) } else { error.render().ansi().to_string() };
    if error.use_stderr() {
        terminal::talk(&text);
        Ok(Exit::Usage)
    } else {
        terminal::print(&text).map(|()| Exit::Done)
    }
}

/// Text with its lines kept and everything else [`clean`](super::terminal::clean).
fn clean_lines(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c == '\n' { out.push(c) } else { push_clean(&mut out, c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn an_assignment_splits_at_the_first_sign() {
        let split = |typed| assignment(typed).map(|a| (a.key, a.value));
        assert_eq!(split("name=Ada = Co"), Ok(("name".to_owned(), "Ada = Co".to_owned())));
        assert_eq!(split("label="), Ok(("label".to_owned(), String::new())));
        assert!(split("paper").is_err() && split("=a4").is_err() && split("").is_err());
    }

    #[test]
    fn colour_is_known_before_parsing() {
        let typed = |words: &[&str]| color_typed(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(typed(&["recto", "--color", "never", "bogus"]), ColorChoice::Never);
        assert_eq!(typed(&["recto", "bogus", "--color=always"]), ColorChoice::Always);
        assert_eq!(typed(&["recto", "--color"]), ColorChoice::Auto);
    }
}
