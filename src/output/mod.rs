//! Pages out: one file here per kind of file.

mod pdf;

pub use pdf::pdf;

/// What a file is written with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// The moment the file says it was made (seconds since 1970, UTC). Without one a PDF says 2000-01-01, so
    /// that the same résumé gives the same bytes at any time: PDF/A does not go without a date.
    pub timestamp: Option<i64>,
}
