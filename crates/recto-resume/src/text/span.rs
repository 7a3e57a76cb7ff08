//! Places in a text.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of the source, in bytes. `start == end` marks a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The span of a text that stands in no file, such as one from the command line or a word of recto's own.
    pub const NOWHERE: Self = Self::at(0);

    /// Whether the text stands in no file.
    pub const fn is_nowhere(self) -> bool {
        self.end == 0
    }

    /// The stretch from `start` up to, not including, `end` (bytes).
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty span at `offset` (bytes).
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// How many bytes it has.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it is a point.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same stretch as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}
