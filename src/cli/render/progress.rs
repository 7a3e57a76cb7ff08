//! The progress bar: on a terminal, while many files are made.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on stderr, or nothing.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many jobs, when `shown` and stderr is a terminal.
    pub fn new(jobs: usize, shown: bool) -> Self {
        let bar = if shown && jobs > 1 {
            // It hides itself where stderr is no terminal.
            ProgressBar::with_draw_target(Some(jobs as u64), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{bar:24} {pos} of {len}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸─"));
        Self(bar)
    }

    /// One job more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away while something is told.
    pub fn pause<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.suspend(work)
    }

    /// Takes the bar away for good.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
