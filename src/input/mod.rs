//! Files in. A format turns text into one tree ([`value::Node`]); the decoder turns the tree into a
//! [`Resume`](crate::resume::Resume). A format never knows the model's layout on the page.

pub mod decode;
mod json;
mod markdown;
mod source;
mod toml;
pub mod value;
mod yaml;

pub use source::Source;

use crate::diagnostic::Diagnostics;
use value::Node;

/// One input format: a line in [`FORMATS`].
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--from` takes it.
    pub name: &'static str,
    /// File extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a text without a telling name looks like this format.
    sniff: fn(&str) -> bool,
    /// Reads a text into a tree. `None` when nothing could be read; the reason is in the diagnostics.
    parse: fn(&Source, &mut Diagnostics) -> Option<Node>,
}

/// Every input format, in the order in which a text without a telling name is tried.
pub static FORMATS: &[Format] = &[];
