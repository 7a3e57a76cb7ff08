//! The program. Only this module prints, and touches files and the environment.
//!
//! [`command`] parses the arguments; [`plan`] finds the résumés and what applies to each; [`run`] takes each to an outcome,
//! on the threads of [`pool`]; the command prints or writes that, and [`exit`] turns it into a code.

mod args;
mod check;
mod command;
mod completions;
mod config;
mod disk;
mod exit;
mod fonts;
mod input;
mod keys;
mod layouts;
mod new;
mod options;
mod output;
mod panics;
mod paths;
mod photo;
mod plan;
mod pool;
mod preview;
mod render;
mod report;
mod run;
mod snapshot;
mod terminal;
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
    terminal::set_color(command::typed_value(&typed, "--color"));
    panics::report_panics();
    panics::guard(move || dispatch(&typed)).into()
}

/// Parses the arguments and runs their command.
fn dispatch(typed: &[OsString]) -> Exit {
    let report = Report::new(command::typed_value(typed, "--message-format"), false);
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
