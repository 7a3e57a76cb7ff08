//! What `recto snapshot` takes.

use crate::cli::args::{PageArgs, ppi};
use clap::{Args, ValueEnum, ValueHint};
use recto::snapshot::Aspect;
use std::path::PathBuf;

/// `recto snapshot`.
#[derive(Debug, Args)]
pub struct SnapshotArgs {
    /// Résumés: files, folders or 'patterns'
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Where snapshots are kept
    #[arg(long, value_name = "DIR", default_value = "snapshots", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,

    /// Store the pages as they are now: all, or by name, as in `--update=ada.yaml,*/folio`
    #[arg(long, value_name = "NAME", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub update: Option<Vec<String>>,

    /// Compare only this: text, structure, lines, pixels, with commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = aspect)]
    pub only: Vec<Aspect>,

    /// Write a page that shows old, new and difference
    #[arg(long, value_name = "FILE.html", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// How results are told
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub message_format: Format,

    /// How far a channel of a pixel may be off, 0 to 255
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub threshold: u8,

    /// How many pixels of a page may be further off, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 0.01, value_parser = percent)]
    pub share: f64,

    /// Pixels per inch of the pages
    #[arg(long, value_name = "N", default_value_t = 96.0, value_parser = ppi)]
    pub ppi: f64,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// How results are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on stderr
    Human,
    /// One JSON object per line, on stdout
    Json,
    /// Annotations beside a pull request, on stdout
    Github,
    /// A table of tests as XML, on stdout
    Junit,
}

impl SnapshotArgs {
    /// What is looked at, in a fixed order.
    pub fn aspects(&self) -> Vec<Aspect> {
        let wanted = |aspect: &Aspect| self.only.is_empty() || self.only.contains(aspect);
        Aspect::ALL.into_iter().filter(wanted).collect()
    }
}

fn aspect(typed: &str) -> Result<Aspect, String> {
    let found = Aspect::ALL.into_iter().find(|aspect| aspect.name().eq_ignore_ascii_case(typed.trim()));
    found.ok_or_else(|| "expected text, structure, lines or pixels".to_owned())
}

fn percent(typed: &str) -> Result<f64, String> {
    let number = typed.trim_end_matches('%').trim().parse().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "expected 0 to 100".to_owned())
}

/// What `recto snapshot --help` ends with.
pub const NOTES: &str = "\
What is stored for each résumé and layout, in a folder of its own:
  text.txt       the text, as it is read
  structure.txt  headings, lists, links, alternative texts, as they are read aloud
  lines.txt      where every line stands and how it looks
  page-1.png     the pages
Where pages differ, page-1.new.png and page-1.diff.png are put beside them, and taken
away when all is well again. Keep the folder under version control, without these two.
Fonts of the computer are not used: they would be others on the next one.

Exit code:
  0  everything is as it was stored, or is stored now
  1  something differs, is new or damaged, or cannot be rendered
  2  the command line is wrong
  70 a bug in recto

Examples:
  recto snapshot cvs/ -l all --update
  recto snapshot cvs/ -l all --report changes.html
  recto snapshot ada.yaml --only text,structure
";
