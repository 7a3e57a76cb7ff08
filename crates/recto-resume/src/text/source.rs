//! The text of one file under the name the user knows it by, with its lines; and the checks that bytes pass to
//! become text.

use super::{Diagnostic, Diagnostics, Extracted, Span};
use crate::text::Rule;
use serde::{Deserialize, Serialize};

/// Bytes in a file of text. A résumé is a few kilobytes; this bound only stops what is not one.
pub const MAX_BYTES: usize = 5_000_000;

/// Bytes in a file of any kind: a document may have photos beside its text, which is bounded by [`MAX_BYTES`] itself.
pub const MAX_DOCUMENT_BYTES: usize = 30_000_000;

/// A file's text, checked and ready to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The name as the user gave it; `stdin` for `-`.
    pub name: String,
    /// The text, UTF-8, without a byte order mark. Spans count its bytes.
    pub text: String,
    /// What is known of the text if it was taken out of a document.
    pub extracted: Option<Extracted>,
}

impl Source {
    /// A text that needs no check, such as one made by the program itself.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), extracted: None }
    }

    /// Checks the bytes of a file: not too many, UTF-8 (or UTF-16 with its mark), no NUL, not blank. What is wrong is an
    /// error in `diagnostics`. The source is then one to draw the messages on: its spans fit them, its text is readable,
    /// but it is not to be parsed.
    pub fn read(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Self {
        if bytes.len() > MAX_BYTES {
            return Self::too_large(name, Some(bytes.len() as u64), MAX_BYTES, diagnostics);
        }
        if let Some(what) = foreign(name, &bytes) {
            diagnostics.push(not_read(name, what));
            return Self::new(name, "");
        }
        let text = decode(bytes).unwrap_or_else(|bad| {
            diagnostics.push(bad.diagnostic);
            bad.text
        });
        if let Some(at) = text.find('\0') {
            diagnostics.push(nul(at, text.matches('\0').count()));
            return Self::new(name, text.replace('\0', NUL_PICTURE));
        }
        if text.trim().is_empty() {
            diagnostics.push(
                Diagnostic::at(Rule::FileEmpty, Span::at(0), "the file is empty")
                    .help("`recto new` writes a starter file with every section"),
            );
        }
        Self::new(name, text)
    }

    /// The stand-in for a file of more than `most` bytes, `size` bytes when that is known, with the error told. The
    /// caller need not have read the file.
    pub fn too_large(name: &str, size: Option<u64>, most: usize, diagnostics: &mut Diagnostics) -> Self {
        let (limit, unit) = (most / 1_000_000, 1_000_000);
        let message = match size {
            Some(size) => {
                let tenths = size.div_ceil(unit / 10);
                format!("the file is {}.{} MB, more than the limit of {limit} MB", tenths / 10, tenths % 10)
            }
            None => format!("the file is larger than the limit of {limit} MB"),
        };
        diagnostics.push(
            Diagnostic::at(Rule::FileExcessive, Span::at(0), message)
                .help("a résumé is a few kilobytes of text; is this the right file?"),
        );
        Self::new(name, "")
    }

    /// The line and the column of a byte, both from 1; columns count characters. An offset behind the text counts as
    /// its end, one inside a character as that character's start.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.bytes().filter(|b| *b == b'\n').count() + 1, before[start..].chars().count() + 1)
    }

    /// The place of a byte in words: `line 3, column 5`.
    pub fn place(&self, offset: usize) -> String {
        let (line, column) = self.line_column(offset);
        format!("line {line}, column {column}")
    }

    /// The page of the document that a byte was taken out of, from 1; `None` where there are no pages.
    pub fn page(&self, offset: usize) -> Option<usize> {
        let Some(Extracted::Lines(lines)) = &self.extracted else { return None };
        lines[..lines.partition_point(|line| line.span.start <= offset)].last()?.page
    }

    /// The text of a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The span of the whole text.
    pub const fn span(&self) -> Span {
        Span::new(0, self.text.len())
    }
}

/// What a file is that recto does not read, in words: a document or a picture where the résumé's data should be.
/// Its first bytes tell; only web pages and LaTeX go by their names too. `head` is its first bytes at least.
pub fn foreign(name: &str, head: &[u8]) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let mark = MARKS.iter().find(|(mark, _)| head.starts_with(mark)).map(|(_, what)| *what);
    let text = head.trim_ascii_start();
    let starts = |word: &str| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()));
    match (mark, extension.as_str()) {
        (Some("a ZIP archive"), "odt") => Some("an OpenDocument text"),
        (Some("a ZIP archive"), "pages") => Some("a Pages document"),
        (Some(what), _) => Some(what),
        (None, "html" | "htm") => Some("a web page"),
        (None, "tex") => Some("a LaTeX file"),
        (None, "csv" | "tsv") => Some("a table"),
        (None, _) if starts("<!doctype html") || starts("<html") => Some("a web page"),
        (None, _) if starts("\\documentclass") => Some("a LaTeX file"),
        (None, _) => None,
    }
}

/// The first bytes of files that are not the text of a résumé, and what such a file is.
const MARKS: [(&[u8], &str); 7] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "a file of an old version of Word"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"%!PS", "a PostScript file"),
];

/// The error for a file that recto does not read; `what` is from [`foreign`].
pub fn not_read(name: &str, what: &str) -> Diagnostic {
    let error = Diagnostic::at(
        Rule::FormatUnsupported,
        Span::at(0),
        format!("`{name}` is {what}, which recto does not read"),
    );
    let way = match what {
        "a web page" => "print it to a PDF from the browser, then `recto import` that",
        "a LaTeX file" => "make its PDF, then `recto import` that",
        _ if OTHER_DOCUMENTS.contains(&what) => "save it as .docx in the program that it was written with",
        _ => "`recto new` writes a starter file with every section, to fill in",
    };
    error.help(way).help("recto reads PDF, Word (.docx), text, JSON, YAML, TOML and Markdown, and writes PDF")
}

/// Documents of programs that can save them in a format that recto reads.
const OTHER_DOCUMENTS: [&str; 4] =
    ["a file of an old version of Word", "an OpenDocument text", "a Pages document", "an RTF document"];

/// What a NUL is drawn as in a message.
const NUL_PICTURE: &str = "\u{2400}";

/// Bytes that are not text in the encoding they should be in.
struct Bad {
    /// The text as far as it can be shown.
    text: String,
    /// What is wrong, at the first bad place in `text`.
    diagnostic: Diagnostic,
}

/// Bytes to text, without a byte order mark.
fn decode(mut bytes: Vec<u8>) -> Result<String, Box<Bad>> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| Box::new(not_utf8(error.as_bytes()))),
    }
}

/// UTF-16 behind its mark, as some editors on Windows write it.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Box<Bad>> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut bad = None;
    for item in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        if item.is_err() {
            bad.get_or_insert(Span::new(text.len(), text.len() + char::REPLACEMENT_CHARACTER.len_utf8()));
        }
        text.push(item.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !odd.is_empty() {
        bad.get_or_insert(Span::at(text.len()));
    }
    let Some(span) = bad else { return Ok(text) };
    let diagnostic =
        Diagnostic::at(Rule::EncodingInvalid, span, "the file starts as UTF-16 but is not valid UTF-16")
            .help("save the file as UTF-8");
    Err(Box::new(Bad { text, diagnostic }))
}

/// What is wrong with bytes that are not UTF-8: mostly they are Windows-1252 (Latin-1), so bad bytes are shown as that.
fn not_utf8(bytes: &[u8]) -> Bad {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut diagnostic = None;
    let mut count = 0_usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(&chunk.valid().replace('\0', NUL_PICTURE));
        for byte in chunk.invalid() {
            let shown = windows_1252(*byte);
            let span = Span::new(text.len(), text.len() + shown.len_utf8());
            diagnostic.get_or_insert_with(|| {
                Diagnostic::at(Rule::EncodingInvalid, span, "the file is not UTF-8").label(match shown {
                    char::REPLACEMENT_CHARACTER => format!("byte 0x{byte:02X}"),
                    shown => format!("byte 0x{byte:02X}; `{shown}` in Windows-1252 (Latin-1)"),
                })
            });
            count += 1;
            text.push(shown);
        }
    }
    let more = match count {
        0 | 1 => String::new(),
        2 => "; one more byte is like it".to_owned(),
        more => format!("; {} more bytes are like it", more - 1),
    };
    let diagnostic = diagnostic
        .unwrap_or_else(|| Diagnostic::at(Rule::EncodingInvalid, Span::at(0), "the file is not UTF-8"));
    Bad { text, diagnostic: diagnostic.help(format!("save the file as UTF-8{more}")) }
}

/// The character of a byte over 0x7F in Windows-1252; the five that are not taken become U+FFFD.
fn windows_1252(byte: u8) -> char {
    // The rows 0x80 and 0x90; the rest is Latin-1, whose bytes are code points.
    const ROWS: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";
    match byte {
        0x80..=0x9F => ROWS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

fn nul(at: usize, count: usize) -> Diagnostic {
    Diagnostic::at(
        Rule::EncodingInvalid,
        Span::new(at, at + NUL_PICTURE.len()),
        "the file holds a NUL character",
    )
    .label(if count == 1 { "here".to_owned() } else { format!("here, and {} more", count - 1) })
    .help("is this a text file? if it is UTF-16 without its mark, save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (Result<Source, Source>, Diagnostics) {
        read_as("ada.yaml", bytes)
    }

    fn read_as(name: &str, bytes: &[u8]) -> (Result<Source, Source>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let source = Source::read(name, bytes.to_vec(), &mut diagnostics);
        (if diagnostics.has_errors() { Err(source) } else { Ok(source) }, diagnostics)
    }

    /// The one message of bytes that must be refused, with the text under its caret.
    fn refused(bytes: &[u8]) -> (Diagnostic, String, (usize, usize)) {
        let (source, diagnostics) = read(bytes);
        let source = source.expect_err("refused");
        let diagnostic = diagnostics.iter().next().expect("a message").clone();
        let crate::text::Place::File(span) = diagnostic.place else { panic!("not located") };
        assert_eq!(diagnostics.len(), 1);
        let caret = source.text[span.range()].to_owned();
        let place = source.line_column(span.start);
        (diagnostic, caret, place)
    }

    #[test]
    fn documents_are_told_by_what_they_are() {
        for (name, bytes, what) in [
            ("cv.pdf", b"%PDF-1.7\n%\xE2\xE3".as_slice(), "a PDF"),
            ("stdin", b"%PDF-1.7\n", "a PDF"),
            ("cv.odt", b"PK\x03\x04\x14\0", "an OpenDocument text"),
            ("cv", b"PK\x03\x04\x14\0", "a ZIP archive"),
            ("cv.doc", b"\xD0\xCF\x11\xE0\xA1\xB1", "a file of an old version of Word"),
            ("cv.rtf", b"{\\rtf1\\ansi", "an RTF document"),
            ("cv.html", b"<p>Ada", "a web page"),
            ("cv.txt", b"\n<!DOCTYPE HTML>", "a web page"),
            ("cv.tex", b"% mine\n", "a LaTeX file"),
            ("all.csv", b"name,email\nAda,ada@example.com\n", "a table"),
            ("stdin", b"\\documentclass{article}", "a LaTeX file"),
        ] {
            assert_eq!(foreign(name, bytes), Some(what), "{name}");
            let (source, diagnostics) = read_as(name, bytes);
            assert!(source.is_err());
            let message = diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>();
            assert_eq!(message, [format!("`{name}` is {what}, which recto does not read")]);
        }
        for (name, bytes) in [
            ("cv.pdf", b"name: Ada".as_slice()),
            ("cv.md", b"<div align=center>\n\n# Ada"),
            ("cv.json", b"{\"r\": 1}"),
        ] {
            assert_eq!(foreign(name, bytes), None, "{name}");
        }
    }

    #[test]
    fn a_mark_is_dropped_and_utf16_decoded() {
        assert_eq!(read("\u{FEFF}name: Zoë".as_bytes()).0.unwrap().text, "name: Zoë");
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = "\u{FEFF}name: Zoë 🙂".encode_utf16().flat_map(order).collect();
            assert_eq!(read(&bytes).0.unwrap().text, "name: Zoë 🙂");
        }
    }

    #[test]
    fn broken_utf16_is_refused_where_it_breaks() {
        let (message, caret, _) = refused(b"\xFF\xFEa\0\0\xD8b\0");
        assert!(message.message.contains("UTF-16"));
        assert_eq!(caret, "\u{FFFD}");
        assert_eq!(refused(b"\xFF\xFEa\0b").1, "");
    }

    #[test]
    fn latin_1_is_named_with_its_character_and_place() {
        let (message, caret, place) = refused(b"a: 1\nname: Ren\xE9 Mu\xF1oz\nq: \x93hi\x94");
        assert_eq!(message.message, "the file is not UTF-8");
        assert_eq!(message.label.as_deref(), Some("byte 0xE9; `é` in Windows-1252 (Latin-1)"));
        assert_eq!(message.help, ["save the file as UTF-8; 3 more bytes are like it"]);
        assert_eq!((caret.as_str(), place), ("é", (2, 10)));
        assert_eq!(refused(b"\x80").1, "€");
        assert_eq!(refused(b"a\0\x81").1, "\u{FFFD}");
    }

    #[test]
    fn a_nul_is_located() {
        let (message, caret, place) = refused("é: 1\nb: \0\0".as_bytes());
        assert_eq!(message.message, "the file holds a NUL character");
        assert_eq!((caret.as_str(), place), ("␀", (2, 4)));
    }

    #[test]
    fn blank_and_huge_files_are_refused() {
        for blank in ["", " \r\n\t\n", "\u{FEFF}"] {
            assert_eq!(refused(blank.as_bytes()).0.message, "the file is empty");
        }
        let message = refused(&vec![b'a'; 10_400_001]).0.message;
        assert_eq!(message, "the file is 10.5 MB, more than the limit of 5 MB");
        assert_eq!(
            refused(&vec![b'a'; 5_000_001]).0.message,
            "the file is 5.1 MB, more than the limit of 5 MB"
        );
        assert!(read(&vec![b'a'; 5_000_000]).0.is_ok());
    }

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let source = Source::new("a", "añb\r\nc");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(2), (1, 2), "inside ñ");
        assert_eq!(source.line_column(3), (1, 3));
        assert_eq!(source.line_column(6), (2, 1));
        assert_eq!(source.line_column(99), (2, 2));
    }

    proptest! {
        #[test]
        fn any_bytes_give_text_or_one_message_that_fits_it(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let (source, diagnostics) = read(&bytes);
            prop_assert_eq!(source.is_err(), diagnostics.has_errors());
            let source = source.unwrap_or_else(|stand_in| stand_in);
            for diagnostic in &diagnostics {
                let crate::text::Place::File(span) = diagnostic.place else { panic!("not located") };
                prop_assert!(source.text.get(span.range()).is_some());
            }
        }
    }
}
