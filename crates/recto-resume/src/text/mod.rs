//! The ground that everything stands on: a text under its name, places in it, problems with it, and characters and
//! addresses as such. Knows neither résumés nor files.

pub mod characters;
mod diagnostic;
mod digest;
mod extracted;
mod mapped;
mod rule;
mod source;
mod span;
pub mod url;
pub mod value;

pub use diagnostic::{Diagnostic, Diagnostics, Place, Severity, nearest, shortened};
pub use digest::Digest;
pub use extracted::{Extracted, LineRole, PrintedLine, Style};
pub use mapped::MappedText;
pub use rule::Rule;
pub use source::{MAX_BYTES, MAX_DOCUMENT_BYTES, Source, foreign, not_read};
pub use span::Span;
