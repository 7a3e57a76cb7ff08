//! The arguments of `recto render`.

use crate::cli::args::{MessageFormat, PageArgs, ppi};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use recto::output;
use std::path::PathBuf;

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

    /// How problems are reported
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

/// What `--format` takes.
fn outputs() -> PossibleValuesParser {
    PossibleValuesParser::new(output::FORMATS.iter().map(|format| format.name))
}
