//! The two streams. Results go to stdout, talk goes to stderr; colour only where it is wanted, and nothing that
//! comes from a file reaches the terminal as a control character.

use super::exit::io_failure;
use anstream::ColorChoice;
use recto::text::{Diagnostic, Rule};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// When to use colour; `Auto` asks the terminal and `NO_COLOR`.
pub fn set_color(choice: clap::ColorChoice) {
    match choice {
        // Not set at all, so that anstream looks at the environment itself.
        clap::ColorChoice::Auto => {}
        clap::ColorChoice::Always => ColorChoice::Always.write_global(),
        clap::ColorChoice::Never => ColorChoice::Never.write_global(),
    }
}

/// Writes text, which may have styles, to stdout.
///
/// # Errors
///
/// When stdout takes no more; a closed pipe has a rule of its own (see [`io_failure`]).
pub fn print(text: &str) -> Result<(), Diagnostic> {
    write(anstream::stdout().lock(), text.as_bytes())
}

/// Writes bytes to stdout as they are.
///
/// # Errors
///
/// As [`print`].
pub fn print_bytes(bytes: &[u8]) -> Result<(), Diagnostic> {
    write(io::stdout().lock(), bytes)
}

/// Writes to stdout, unless that never was: nobody asked for the result to vanish.
fn write(mut stdout: impl Write, bytes: &[u8]) -> Result<(), Diagnostic> {
    if stdout_was_closed() {
        return Err(Diagnostic::of(Rule::OutputUnwritable, "cannot write to stdout: it is closed")
            .help("send it to a file or a program; `recto render` also takes `-o FILE`"));
    }
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| io_failure(Rule::OutputUnwritable, "cannot write to stdout", &error))
}

/// Writes text, which may have styles, to stderr. When that fails, nobody is left to read why.
pub fn talk(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Text from a file, an argument or a file's name, fit for one line of a terminal: control characters, line ends
/// and what turns the writing direction are spelled out.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_clean(&mut out, c);
    }
    out
}

/// A path, fit for one line of a terminal.
pub fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Text with its lines kept, each as [`clean`] shows it.
pub fn clean_lines(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

/// Appends one character as [`clean`] shows it.
pub fn push_clean(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_unsafe(c) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// Whether a character can move the cursor, change colours, reorder the line or hide: C0, C1, separators, direction
/// marks, invisible ones and tags. Joiners and variation selectors stay, as scripts and emoji need them.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Whether the program was started without a stdout (`recto … >&-`). Rust puts `/dev/null` in the place of a missing
/// stream before `main`, so that a PDF would vanish and all would seem well. Only Linux says so.
fn stdout_was_closed() -> bool {
    #[cfg(target_os = "linux")]
    return at_start::CLOSED.load(std::sync::atomic::Ordering::Relaxed);
    #[cfg(not(target_os = "linux"))]
    false
}

/// A look at stdout before Rust opens another.
#[cfg(target_os = "linux")]
mod at_start {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    pub static CLOSED: AtomicBool = AtomicBool::new(false);

    /// Runs before Rust's own start: the loader calls what is in this section.
    // SAFETY: the section contains pointers to functions of this very type, and `look` only asks for a file's metadata:
    // it needs nothing that Rust's start sets up, and cannot unwind.
    #[expect(unsafe_code, reason = "nothing safe runs before Rust opens `/dev/null` in the place of stdout")]
    #[used]
    #[unsafe(link_section = ".init_array")]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        let there = |path: &str| Path::new(path).symlink_metadata().is_ok();
        // Where /proc is not to be seen nothing is known.
        CLOSED.store(there("/proc/self/fd") && !there("/proc/self/fd/1"), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_file_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}c\u{202e}d\u{7f}"), r"a\u{1b}[31mb\u{9b}c\u{202e}d\u{7f}");
        assert_eq!(clean("a\r\nb\tc"), r"a\r\nb\tc");
        assert_eq!(clean("Zoë 山 👩\u{200d}💻 \\u"), "Zoë 山 👩\u{200d}💻 \\u");
        assert!(
            (0..0x11_0000).filter_map(char::from_u32).all(|c| !clean(&c.to_string()).chars().any(is_unsafe))
        );
    }
}
