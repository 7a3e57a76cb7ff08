//! JSON Resume in YAML, for people to go on with: see [`json`]. Long texts are wrapped.

use super::json;
use crate::resume::Resume;

/// Writes a résumé.
pub fn write(resume: &Resume) -> String {
    serde_saphyr::to_string(&json::tree(resume)).unwrap_or_default()
}
