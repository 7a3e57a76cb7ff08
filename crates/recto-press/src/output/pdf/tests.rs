//! What every PDF must be: accessible, archival, described, and the same every time.

use super::*;
use crate::layout::tests::pages;
use recto_resume::pdf::{PdfFile, PdfInfo};

const TEXT: &str = "Built bridges.\nAnd a ferry – in real-time.";

fn bytes(settings: &Settings) -> Vec<u8> {
    let (document, content, layout) = pages(TEXT);
    let pages = OutputPages { document: &document, content: &content, layout: &layout };
    write(pages, settings).expect("it is written").remove(0)
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
fn a_date_has_a_year_of_four_digits() {
    const YEAR_0: i64 = -62_167_219_200;
    const YEAR_10_000: i64 = 253_402_300_800;
    assert_eq!(utc(YEAR_0), Datetime::from_ymd_hms(0, 1, 1, 0, 0, 0));
    assert_eq!(utc(YEAR_10_000 - 1), Datetime::from_ymd_hms(9999, 12, 31, 23, 59, 59));
    assert_eq!(utc(UNDATED), Datetime::from_ymd_hms(2000, 1, 1, 0, 0, 0));
    for outside in [i64::MIN, YEAR_0 - 1, YEAR_10_000, i64::MAX] {
        assert_eq!(utc(outside), None, "{outside}");
    }
}
