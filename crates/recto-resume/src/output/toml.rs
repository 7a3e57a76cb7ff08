//! JSON Resume in TOML, for people to go on with: see [`json`].

use super::json;
use crate::resume::Resume;

/// Writes a résumé.
pub fn write(resume: &Resume) -> String {
    ::toml::to_string_pretty(&json::tree(resume)).unwrap_or_default()
}
