//! The whole command line: every command with its arguments and what runs it.

use super::args::MessageFormat;
use super::check::{self, CheckArgs};
use super::child;
use super::exit::Exit;
use super::gallery;
use super::habits;
use super::import::{self, ImportArgs};
use super::layouts::{self, LayoutsArgs};
use super::new::{self, NewArgs};
use super::render::{self, RenderArgs};
use super::report::Report;
use super::snapshot::{self, SnapshotArgs};
use super::terminal::{self, clean_lines, is_unsafe};
use super::worker;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use recto::text::{Diagnostic, Rule};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The licences of the fonts and libraries that the program contains; `.ci/notices` writes them.
const NOTICES: &str = include_str!("../../NOTICES.txt");

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    about = "Typesets a résumé: JSON, YAML, TOML or Markdown in, a print-ready PDF out",
    after_help = "Examples:\n  \
        recto new                         write resume.yaml, ready to fill in\n  \
        recto render resume.yaml          make resume.pdf\n\n\
        `recto COMMAND --help` says more; `recto --licenses` prints all licences.",
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

/// The flag for developers, which is in no help.
const LAYOUTS_FROM: &str = "--layouts-from";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make PDFs, of one résumé or of many
    #[command(
        after_help = render::short_notes(),
        override_usage = "recto render [OPTIONS] <PATH>...\n       recto render --worker [OPTIONS]"
    )]
    Render(RenderArgs),
    /// Report everything that is wrong or weak, without writing a file
    #[command(after_help = check::NOTES)]
    Check(CheckArgs),
    /// Report what changed on pages since they were stored
    #[command(after_long_help = snapshot::NOTES)]
    Snapshot(SnapshotArgs),
    /// Bring a résumé from a PDF, a Word file, a text or another program
    #[command(after_help = import::NOTES)]
    Import(ImportArgs),
    /// Write a starter file with every section, to fill in
    New(NewArgs),
    /// List the layouts, show one, or copy one to change it
    #[command(after_help = layouts::NOTES)]
    Layouts(LayoutsArgs),
    /// Print a script that completes commands in a shell
    #[command(after_help = COMPLETIONS_NOTES)]
    Completions(CompletionsArgs),
}

impl Command {
    /// Runs the command; `layouts_from` is the folder of `--layouts-from`.
    fn run(&self, layouts_from: Option<&Path>) -> Exit {
        match self {
            Self::Render(args) if args.worker => finish(worker::run(args, layouts_from)),
            Self::Render(args) => render::run(args, layouts_from),
            Self::Check(args) => check::run(args, layouts_from),
            Self::Snapshot(args) => snapshot::run(args, layouts_from),
            Self::Import(args) => import::run(args),
            Self::New(args) => finish(new::run(args)),
            Self::Layouts(args) => finish(match &args.gallery {
                Some(resume) => gallery::run(resume, args, layouts_from),
                None => layouts::run(args, layouts_from),
            }),
            Self::Completions(args) => finish(print_completions(args)),
        }
    }
}

/// What the help of `recto completions` ends with.
const COMPLETIONS_NOTES: &str = "\
Examples:
  recto completions bash > ~/.local/share/bash-completion/completions/recto
  recto completions zsh > ~/.zfunc/_recto
  recto completions fish > ~/.config/fish/completions/recto.fish";

/// `recto completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Prints the script that completes commands in a shell.
fn print_completions(args: &CompletionsArgs) -> Result<Exit, Diagnostic> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "recto", &mut script);
    terminal::print_bytes(&script).map(|()| Exit::Done)
}

/// The exit of a command that reports to people only.
fn finish(outcome: Result<Exit, Diagnostic>) -> Exit {
    Report::new(MessageFormat::Human, false).finish(outcome)
}

/// Parses the arguments and runs their command.
pub fn run(typed: &[OsString]) -> Exit {
    // It needs no command, which every other flag does.
    if typed.get(1..).is_some_and(|typed| typed == ["--licenses"]) {
        return finish(terminal::print(NOTICES).map(|()| Exit::Done));
    }
    let report = || Report::new(typed_value(typed, "--message-format"), false);
    if typed.get(1..).is_some_and(|typed| typed == [child::CHILD]) {
        return child::serve();
    }
    match parse(typed) {
        Ok(cli) => cli.command.run(cli.layouts_from.as_deref()),
        Err(Answer::Refused(failure)) => report().finish(Err(failure)),
        Err(Answer::Parser(error)) => report().finish(explain(error, typed)),
    }
}

/// Why arguments are not run.
enum Answer {
    /// The parser's words.
    Parser(clap::Error),
    /// Our own.
    Refused(Diagnostic),
}

/// Parses the arguments, with the words of other tools translated. Where a translation does not help, the words as typed
/// are explained.
fn parse(typed: &[OsString]) -> Result<Cli, Answer> {
    let first = match parse_exactly(typed) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    let mut next = habits::meant(typed, &first);
    // Each round translates a word into words that recto knows.
    for _ in typed {
        match next {
            Some(Err(failure)) => return Err(Answer::Refused(failure)),
            Some(Ok(words)) => match parse_exactly(&words) {
                Ok(cli) => return Ok(cli),
                // Help and version are no mistakes.
                Err(error) if !error.use_stderr() => return Err(Answer::Parser(error)),
                Err(error) => {
                    next = habits::meant(&words, &error);
                    if next.is_none() && error.kind() != first.kind() {
                        return Err(Answer::Parser(error));
                    }
                }
            },
            None => break,
        }
    }
    Err(Answer::Parser(first))
}

/// Parses the arguments as they are. The long help of `recto render` is made only where somebody asks for it.
fn parse_exactly(words: &[OsString]) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    if words.iter().any(|word| word == "--help" || word == "help") {
        command = command.mut_subcommand("render", |render| render.after_long_help(render::long_notes()));
    }
    let mut matches = command.try_get_matches_from_mut(words)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// The value of a flag among arguments that may not parse: their errors are coloured and formatted, too.
pub fn typed_value<T: ValueEnum + Default>(typed: &[OsString], flag: &str) -> T {
    let behind = typed.iter().position(|word| word == flag).and_then(|at| typed.get(at + 1)?.to_str());
    let joined = || typed.iter().find_map(|word| word.to_str()?.strip_prefix(flag)?.strip_prefix('='));
    T::from_str(behind.or_else(joined).unwrap_or_default(), false).unwrap_or_default()
}

/// Prints what clap has to say: help and version are results, a mistake goes to stderr. With `--message-format json` it is
/// a failure like any other.
///
/// # Errors
///
/// When stdout does not take the help; and the mistake, with `--message-format json`.
fn explain(mut error: clap::Error, typed: &[OsString]) -> Result<Exit, Diagnostic> {
    // A flag for developers is not suggested.
    if matches!(error.get(ContextKind::SuggestedArg), Some(ContextValue::String(flag)) if flag == LAYOUTS_FROM)
    {
        error.remove(ContextKind::SuggestedArg);
    }
    if error.kind() == ErrorKind::UnknownArgument {
        // Its tip to pass the flag as a value would make a file name of it.
        error.remove(ContextKind::Suggested);
    }
    // The stdout of a worker is for answers.
    let is_json = typed_value::<MessageFormat>(typed, "--message-format") == MessageFormat::Json
        && !typed.iter().any(|word| word == "--worker");
    if error.use_stderr() && is_json {
        return Err(failure(&error));
    }
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

/// A mistake in the arguments as a failure: the first line of what clap prints, and its tips and the usage as help.
fn failure(error: &clap::Error) -> Diagnostic {
    let text = error.render().to_string();
    let mut paragraphs = text.split("\n\n").map(str::trim);
    let first = paragraphs.next().unwrap_or_default();
    let failure = Diagnostic::of(Rule::Usage, first.strip_prefix("error: ").unwrap_or(first));
    let help = paragraphs.filter(|part| !part.is_empty() && !part.starts_with("For more information"));
    help.fold(failure, |failure, part| failure.help(part.strip_prefix("tip: ").unwrap_or(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn colour_is_known_before_parsing() {
        let typed = |words: &[&str]| {
            typed_value::<ColorChoice>(&words.iter().map(OsString::from).collect::<Vec<_>>(), "--color")
        };
        assert_eq!(typed(&["recto", "--color", "never", "bogus"]), ColorChoice::Never);
        assert_eq!(typed(&["recto", "bogus", "--color=always"]), ColorChoice::Always);
        assert_eq!(typed(&["recto", "--color"]), ColorChoice::Auto);
    }
}
