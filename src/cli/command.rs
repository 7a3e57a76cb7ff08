//! The whole command line: every command with its arguments. Only the dispatcher uses this module.

use super::check::{self, CheckArgs};
use super::completions::{self, CompletionsArgs};
use super::exit::{Exit, Failure};
use super::layouts::LayoutsArgs;
use super::new::NewArgs;
use super::render::{self, RenderArgs};
use super::snapshot::{self, SnapshotArgs};
use super::terminal::{self, is_unsafe, push_clean};
use clap::{ColorChoice, Parser, Subcommand, ValueEnum};
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
        after_help = render::short_notes(),
        after_long_help = render::long_notes(),
        override_usage = "recto render [OPTIONS] <PATH>...\n       recto render --worker [OPTIONS]"
    )]
    Render(RenderArgs),
    /// Tell everything that is wrong or weak, without writing a file
    #[command(after_help = check::NOTES)]
    Check(CheckArgs),
    /// Tell what changed on pages since they were stored
    #[command(after_long_help = snapshot::NOTES)]
    Snapshot(SnapshotArgs),
    /// Write a starter file with every section, to fill in
    New(NewArgs),
    /// List the layouts, or show the options of one
    Layouts(LayoutsArgs),
    /// Print a script that completes commands in a shell
    #[command(after_help = completions::NOTES)]
    Completions(CompletionsArgs),
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

/// Text with its lines kept and everything else as [`clean`](terminal::clean) does.
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
    fn colour_is_known_before_parsing() {
        let typed = |words: &[&str]| color_typed(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(typed(&["recto", "--color", "never", "bogus"]), ColorChoice::Never);
        assert_eq!(typed(&["recto", "bogus", "--color=always"]), ColorChoice::Always);
        assert_eq!(typed(&["recto", "--color"]), ColorChoice::Auto);
    }
}
