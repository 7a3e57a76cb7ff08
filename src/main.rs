//! The `recto` program. The library never sees this side: arguments, terminal, files and exit codes are in
//! [`cli`].

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
