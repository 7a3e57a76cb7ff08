//! The command line: what was typed ([`command`]) becomes a plan, a command carries it out, and [`exit`] turns the
//! outcome into a code. A résumé and what holds for its pages is the same to all commands: [`subject`]. Only this module
//! prints and touches files.

mod args;
mod check;
mod closed;
mod command;
mod completions;
mod config;
mod disk;
mod exit;
mod fonts;
mod input;
mod layouts;
mod new;
mod output;
mod panics;
mod paths;
mod photo;
mod preview;
mod render;
mod report;
mod snapshot;
mod subject;
mod system_fonts;
mod terminal;
mod threads;
mod watch;
mod worker;

use clap::{CommandFactory, Parser};
use command::{Cli, Command};
use exit::Exit;
use report::Report;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    terminal::set_color(command::color_typed(&typed));
    panics::report_panics();
    panics::guard(move || run(&typed)).into()
}

/// Parses the arguments and runs their command.
fn run(typed: &[OsString]) -> Exit {
    let report = Report::to_terminal();
    let cli = match Cli::try_parse_from(typed) {
        Ok(cli) => cli,
        Err(error) => return report.finish(command::explain(&error, typed)),
    };
    let layouts_from = cli.layouts_from.as_deref();
    match cli.command {
        Command::Render(args) if args.worker => report.finish(worker::run(&args, layouts_from)),
        Command::Render(args) => render::run(&args, layouts_from),
        Command::Check(args) => check::run(&args, layouts_from),
        Command::Snapshot(args) => snapshot::run(&args, layouts_from),
        Command::New(args) => report.finish(new::run(&args)),
        Command::Layouts(args) => report.finish(layouts::run(&args, layouts_from)),
        Command::Completions(args) => report.finish(completions::run(&args, Cli::command())),
    }
}
