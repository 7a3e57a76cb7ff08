//! Files as trees and blocks with their places; what they say is a matter of the dialects.

pub(super) mod archive;
pub(super) mod block;
pub(super) mod csv;
pub(super) mod docx;
pub(super) mod json;
pub(super) mod lines;
pub(super) mod markdown;
pub(super) mod pdf;
mod reader;
pub(super) mod toml;
pub(super) mod xml;
pub(super) mod yaml;
pub(super) mod zip;
