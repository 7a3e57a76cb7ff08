//! `recto completions`: a script for the user's shell.

use super::args::{Cli, CompletionsArgs};
use super::exit::{Exit, Failure};
use super::terminal;
use clap::CommandFactory;

/// What the help ends with.
pub const NOTES: &str = "\
Examples:
  recto completions bash > ~/.local/share/bash-completion/completions/recto
  recto completions zsh > ~/.zfunc/_recto
  recto completions fish > ~/.config/fish/completions/recto.fish";

/// Runs the command.
///
/// # Errors
///
/// When stdout does not take the script.
pub fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "recto", &mut script);
    terminal::print_bytes(&script).map(|()| Exit::Done)
}
