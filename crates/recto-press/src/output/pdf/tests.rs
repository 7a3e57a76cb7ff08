//! What every PDF must be: accessible, archival, described, and the same every time.

use super::*;
use crate::layout::tests::pages;
use recto_resume::pdf::{PdfFile, PdfInfo};

const TEXT: &str = "Built bridges.\nAnd a ferry – in real-time.";

fn bytes(settings: &Settings) -> Vec<u8> {
    let (document, content) = pages(TEXT);
    write(&document, &content, settings).expect("it is written").remove(0)
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert_eq!(bytes(&Settings::default()), bytes(&Settings::default()));
}

#[test]
fn the_file_says_what_it_is() {
    let file = PdfFile::read(&bytes(&Settings::default())).expect("it is a PDF");
    let PdfInfo { title, author, subject, keywords, created, .. } = file.info;
    assert_eq!(title.as_deref(), Some("Ada Lindqvist – Résumé"));
    assert_eq!(author.as_deref(), Some("Ada Lindqvist"));
    assert_eq!(subject.as_deref(), Some("Bridge engineer"));
    assert_eq!(keywords.as_deref(), Some("bridges, steel"));
    assert_eq!(created.as_deref(), Some("2000-01-01T00:00:00"));
    assert_eq!(file.language.as_deref(), Some("en-GB"));
    let metadata = file.metadata.expect("metadata");
    for claim in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(metadata.contains(claim), "{claim}");
    }
}

#[test]
fn the_date_that_is_given_is_stored() {
    let bytes = bytes(&Settings { timestamp: Some(1_709_210_096), ..Settings::default() });
    let file = PdfFile::read(&bytes).expect("it is a PDF");
    assert_eq!(file.info.created.as_deref(), Some("2024-02-29T12:34:56"));
}

#[test]
fn days_are_counted_as_the_calendar_does() {
    assert_eq!(civil(0), (1970, 1, 1));
    assert_eq!(civil(UNDATED / 86_400), (2000, 1, 1));
    assert_eq!(civil(-1), (1969, 12, 31));
    assert_eq!(civil(11_016), (2000, 2, 29));
    assert_eq!(civil(19_782), (2024, 2, 29));
    assert_eq!(civil(47_541), (2100, 3, 1));
    assert_eq!(utc(i64::MAX), None);
    assert_eq!(utc(i64::MIN), None);
}
