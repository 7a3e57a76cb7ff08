//! Whether the program was started without a stdout (`recto … >&-`). Rust puts `/dev/null` in the place of a missing
//! stream before `main`, so that a PDF would vanish and all would seem well.

#[cfg(target_os = "linux")]
mod at_start {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    /// Runs before Rust's own start: the loader calls what stands in this section.
    // SAFETY: the section holds pointers to functions of this very type, and `look` only asks for a file's metadata:
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

    pub fn stdout() -> bool {
        CLOSED.load(Ordering::Relaxed)
    }
}

/// Whether there was no stdout from the start. Only Linux tells.
#[cfg(target_os = "linux")]
pub fn stdout() -> bool {
    at_start::stdout()
}

/// Whether there was no stdout from the start. Only Linux tells.
#[cfg(not(target_os = "linux"))]
pub const fn stdout() -> bool {
    false
}
