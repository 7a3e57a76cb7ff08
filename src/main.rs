//! The `recto` program. The library never sees this side: arguments, terminal, files and exit codes are in
//! [`cli`].

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the program meets files, the environment and the clock"
)]
mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
