//! What every PDF must be: accessible, archival, described, and the same every time.

use super::*;
use crate::layout::tests::pages;
use lopdf::Object;

const TEXT: &str = "Built bridges.\nAnd a ferry – in real-time.";

fn bytes(settings: &Settings) -> Vec<u8> {
    let (document, content) = pages(TEXT);
    write(&document, &content, settings).expect("it is written").remove(0)
}

/// The text of an entry of the document's information.
fn info(file: &lopdf::Document, key: &[u8]) -> Option<String> {
    let info = file.trailer.get(b"Info").ok()?.as_reference().ok()?;
    file.get_dictionary(info).ok()?.get(key).ok().and_then(|value| lopdf::decode_text_string(value).ok())
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert_eq!(bytes(&Settings::default()), bytes(&Settings::default()));
}

#[test]
fn the_file_says_what_it_is() {
    let bytes = bytes(&Settings::default());
    let file = lopdf::Document::load_mem(&bytes).expect("it is a PDF");
    assert_eq!(info(&file, b"Title").as_deref(), Some("Ada Lindqvist – Résumé"));
    assert_eq!(info(&file, b"Author").as_deref(), Some("Ada Lindqvist"));
    assert_eq!(info(&file, b"Subject").as_deref(), Some("Bridge engineer"));
    assert_eq!(info(&file, b"Keywords").as_deref(), Some("bridges, steel"));
    assert!(info(&file, b"CreationDate").is_some_and(|date| date.starts_with("D:20000101000000")));
    let catalog = file.catalog().expect("a catalog");
    let lang = catalog.get(b"Lang").and_then(Object::as_str).expect("a language");
    assert_eq!(lang, b"en-GB");
    let text = String::from_utf8_lossy(&bytes);
    for claim in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(text.contains(claim), "{claim}");
    }
}

#[test]
fn the_date_that_is_given_is_stored() {
    let bytes = bytes(&Settings { timestamp: Some(1_709_210_096), ..Settings::default() });
    let file = lopdf::Document::load_mem(&bytes).expect("it is a PDF");
    assert!(info(&file, b"CreationDate").is_some_and(|date| date.starts_with("D:20240229123456")));
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
