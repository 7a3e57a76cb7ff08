//! A panic of ours: it ends the program with its own exit code, and the user is asked to report it.

use super::exit::Exit;
use super::terminal::{self, clean};
use recto::layout::on_big_stack;
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind};

/// Runs `work` on a thread that can render; a panic there ends in [`Exit::Bug`].
pub fn guard(work: impl FnOnce() -> Exit + Send) -> Exit {
    let done = on_big_stack(|| catch_unwind(AssertUnwindSafe(work)).unwrap_or(Exit::Bug));
    done.unwrap_or_else(|fault| {
        terminal::talk(&format!("error: cannot start: {}\n", fault.message));
        Exit::Faulty
    })
}

/// From now on a panic prints a request to report it.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| terminal::talk(&panic_report(panic))));
}

/// What a panic prints: where and what, without the names of folders on their machine.
fn panic_report(panic: &PanicHookInfo) -> String {
    let place = panic.location().map_or_else(|| "unknown".to_owned(), place);
    let cause = without_paths(panic.payload_as_str().unwrap_or("unknown"));
    format!(
        "error: this is a bug in recto, not in your file\n  \
         = in: recto {}, {}\n  = cause: {}\n  \
         = help: please report it with these lines and, if you can, a file that shows it\n",
        env!("CARGO_PKG_VERSION"),
        clean(&place),
        clean(&cause),
    )
}

/// `src/render.rs:10:5`, or `typst-0.15.1/src/lib.rs:10:5` for a dependency.
fn place(location: &Location) -> String {
    let parts: Vec<&str> = location.file().split(['/', '\\']).collect();
    let source = parts.iter().rposition(|part| *part == "src").unwrap_or(parts.len() - 1);
    let from = if parts[0] == "src" { 0 } else { source.saturating_sub(1) };
    format!("{}:{}:{}", parts[from..].join("/"), location.line(), location.column())
}

/// The words of `text`, absolute paths left out.
fn without_paths(text: &str) -> String {
    let is_path =
        |word: &str| word.contains(":\\") || word.trim_start_matches(['`', '"', '\'', '(']).starts_with('/');
    let words = text.split_whitespace().map(|word| if is_path(word) { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_our_bug() {
        assert_eq!(guard(|| panic!("on purpose")), Exit::Bug);
        assert_eq!(guard(|| Exit::Faulty), Exit::Faulty);
    }

    #[test]
    fn a_panic_names_no_folder_of_the_machine() {
        assert_eq!(without_paths("cannot open `/home/me/a` or C:\\Users now"), "cannot open … or … now");
        assert!(place(Location::caller()).starts_with("src/cli/panics.rs:"));
    }
}
