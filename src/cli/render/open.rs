//! `--open`: hands a file, a folder or an address to the program that the computer opens it with.

use crate::cli::exit::io_failure;
use crate::cli::terminal::clean;
use recto::text::{Diagnostic, Rule};
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// The program of the system that opens things.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Opens a file, a folder or an address; does not wait until it is closed.
///
/// # Errors
///
/// When the system has no program for that.
pub fn open(what: &OsStr) -> Result<(), Diagnostic> {
    let mut command = Command::new(OPENER);
    command.arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let name = clean(&what.to_string_lossy());
    command.spawn().map(drop).map_err(|error| {
        io_failure(Rule::SystemFailed, format!("cannot open `{name}` with `{OPENER}`"), &error)
    })
}
