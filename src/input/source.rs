//! The text of one file under the name the user knows it by, with its lines.

/// A file's text, checked and ready to be read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name as the user gave it; `stdin` for `-`.
    pub name: String,
    /// The text, UTF-8, without a byte order mark. Spans count its bytes.
    pub text: String,
}
