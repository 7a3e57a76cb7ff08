//! The program. Only this module prints, and touches files and the environment.
//!
//! [`command`] parses the arguments; [`plan`] finds the résumés and what applies to each; [`run`] takes each to an outcome,
//! on the threads of [`pool`]; the command prints or writes that, and [`exit`] turns it into a code.

mod args;
mod check;
mod child;
mod command;
mod config;
mod disk;
mod exit;
mod fonts;
mod gallery;
mod habits;
mod import;
mod input;
mod keys;
mod layouts;
mod new;
mod options;
mod output;
mod pages;
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

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    terminal::set_color(command::typed_value(&typed, "--color"));
    panics::report_panics();
    ExitCode::from(panics::guard(move || command::run(&typed)) as u8)
}
