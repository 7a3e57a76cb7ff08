//! Lines of a stream, none longer than the limit in memory.

use recto::text::MAX_BYTES;
use std::io::{self, BufRead, Read};

/// Bytes of a line. JSON may spell a character of two or three bytes as six (`\u00e9`), so the text of a whole résumé
/// file of the largest size fits.
pub const MAX_LINE: usize = 3 * MAX_BYTES + 1_000_000;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line end.
    Whole(Vec<u8>),
    /// It was longer than [`MAX_LINE`] and has been skipped.
    TooLong,
}

/// The next line; `None` at the end. The last one needs no line end.
///
/// # Errors
///
/// When the stream cannot be read.
pub fn next(stream: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    // Two bytes more than the limit, for the line end.
    if stream.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.pop_if(|byte| *byte == b'\n').is_some() {
        bytes.pop_if(|byte| *byte == b'\r');
    } else if bytes.len() > MAX_LINE {
        stream.skip_until(b'\n')?;
    }
    Ok(Some(if bytes.len() > MAX_LINE { Line::TooLong } else { Line::Whole(bytes) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Line> {
        std::iter::from_fn(|| next(&mut bytes).expect("memory can be read")).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.into())
    }

    #[test]
    fn lines_end_with_either_line_end_or_with_the_stream() {
        assert_eq!(all(b""), []);
        assert_eq!(all(b"a\nb\r\n\n\xff"), [whole("a"), whole("b"), whole(""), Line::Whole(vec![0xff])]);
        assert_eq!(all(b"a\rb\n"), [whole("a\rb")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        for end in ["\n", "\r\n"] {
            let fits = "x".repeat(MAX_LINE);
            assert_eq!(all(format!("{fits}{end}b").as_bytes()), [whole(&fits), whole("b")]);
            assert_eq!(all(format!("{fits}x{end}b").as_bytes()), [Line::TooLong, whole("b")]);
            assert_eq!(all(format!("{fits}{fits}{end}b").as_bytes()), [Line::TooLong, whole("b")]);
        }
        assert_eq!(all(&vec![b'x'; MAX_LINE + 1]), [Line::TooLong]);
    }
}
