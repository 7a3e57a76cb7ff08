//! `recto completions`: a script for the user's shell.

use super::exit::Exit;
use super::terminal;
use clap::{Args, Command};
use recto::text::Diagnostic;

/// What the help ends with.
pub const NOTES: &str = "\
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

/// Runs the command; `recto` is the command line that the script completes.
///
/// # Errors
///
/// When stdout does not take the script.
pub fn run(args: &CompletionsArgs, mut recto: Command) -> Result<Exit, Diagnostic> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut recto, "recto", &mut script);
    terminal::print_bytes(&script).map(|()| Exit::Done)
}
