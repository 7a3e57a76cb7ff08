//! The `recto` program. The library never sees this side: arguments, terminal, files and exit codes are in
//! [`cli`].

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the program meets files, the environment and the clock"
)]
mod cli;

/// The engine makes very many small objects, on threads of its own; the allocators of systems differ much in how well
/// they bear that. The library leaves the choice to the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
