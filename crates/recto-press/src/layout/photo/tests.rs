//! What may be a photo, and what is said about the rest.

use super::*;
use base64::Engine as _;
use proptest::prelude::*;

/// A white pixel.
const PNG: &[u8] = include_bytes!("../../../../../tests/fixtures/pixel.png");

fn refusal(bytes: &[u8]) -> String {
    Photo::read(bytes.to_vec(), Span::new(3, 9))
        .map_err(|diagnostic| diagnostic.message)
        .err()
        .unwrap_or_default()
}

/// An SVG file of 9 × 9 with these parts.
fn drawing(parts: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='9px' height='9px'>{parts}</svg>"
    )
    .into_bytes()
}

/// An `<image>` with a picture of this type and these attributes.
fn image(mime: &str, bytes: &[u8], attributes: &str) -> String {
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!("<image {attributes} xlink:href='data:{mime};base64,\n {data}'/>")
}

/// Chunks before the last one of a PNG.
fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let sum = crc32fast::hash(&[&kind[..], data].concat());
    let length = u32::try_from(data.len()).unwrap();
    // The head ends after 8 + 25 bytes.
    [&PNG[..33], &length.to_be_bytes(), kind, data, &sum.to_be_bytes(), &PNG[33..]].concat()
}

#[test]
fn formats_are_detected_by_their_bytes() {
    let photo = Photo::read(PNG.to_vec(), Span::default()).unwrap();
    assert_eq!((photo.format, &photo.bytes[..]), (ExchangeFormat::Png, PNG));
}

#[test]
fn an_image_that_a_drawing_wraps_is_unwrapped() {
    let png = image("image/png", PNG, "width='9' height='9'");
    let noted = "<title>Me</title><metadata><x xmlns='urn:x'><script/></x></metadata><note xmlns='urn:x'/>";
    let viewed =
        format!("<svg version='1.1' width='2cm' viewBox='1 0 9 9'>{}</svg>", png.replacen(' ', " x='1' ", 1));
    for good in [
        drawing(&png),
        drawing(&format!("{noted}\n{png}<desc/>")),
        [b"<?xml version='1.0'?><!--".as_slice(), &[b' '; 5000], b"-->", &drawing(&png)].concat(),
        viewed.replace("xlink:", "").into_bytes(),
    ] {
        let photo = Photo::read(good, Span::default()).unwrap();
        assert_eq!((photo.format, &photo.bytes[..]), (ExchangeFormat::Png, PNG));
    }
    let cut_short = drawing(&image("image/png", &PNG[..40], "width='9' height='9'"));
    assert!(refusal(&cut_short).starts_with("the photo cannot be read"), "{}", refusal(&cut_short));
}

#[test]
fn a_drawing_is_refused() {
    let png = image("image/png", PNG, "width='9' height='9'");
    let with = |attributes: &str| image("image/png", PNG, attributes);
    for bad in [
        "<rect width='9' height='9'/>".to_owned(),
        String::new(),
        format!("{png}<rect/>"),
        format!("{png}{png}"),
        format!("<style>image{{opacity:0}}</style>{png}"),
        format!("<defs>{png}</defs>"),
        png.replace("/>", "><animate/></image>"),
        with("width='9' height='9' clip-path='url(#c)'"),
        with("width='9' height='9' transform='scale(2)'"),
        // A part of the image is outside of the drawing.
        with("width='18' height='9'"),
        with("width='9' height='9' x='1'"),
        with(""),
        image("image/svg+xml", b"<svg/>", "width='9' height='9'"),
        image("image/gif", b"GIF89a", "width='9' height='9'"),
        "<image width='9' height='9' href='http://example.com/a.png'/>".to_owned(),
        "<image width='9' height='9' href='../a.png'/>".to_owned(),
        "<g".to_owned(),
        "<desc/>".repeat(1001),
    ] {
        assert_eq!(refusal(&drawing(&bad)), "the photo is an SVG drawing, which is not printed", "{bad}");
    }
    let viewed = format!("<svg width='9' height='9' viewBox='0,0,3,3'>{png}</svg>").replace("xlink:", "");
    assert!(refusal(viewed.as_bytes()).contains("an SVG drawing"), "{viewed}");
    let error = Photo::read(drawing("<g/>"), Span::new(3, 9)).unwrap_err();
    assert_eq!(
        (error.rule, error.help),
        (Rule::PhotoUnsupported, vec!["export it as PNG or JPEG".to_owned()])
    );
}

#[test]
fn what_cannot_be_shown_is_refused_with_the_reason() {
    assert_eq!(refusal(b""), "the photo is empty: the file has no bytes");
    assert!(refusal(b"%PDF-1.7").contains("not an image"));
    assert!(refusal(&PNG[..40]).contains("cannot be read"));
    assert!(refusal(&vec![0; Photo::MAX_BYTES + 1]).contains("more than 20 MB"));
    assert!(refusal(&[0x1F, 0x8B, 8, 0]).contains("not an image"));
}

#[test]
fn a_photo_of_too_many_pixels_is_refused_before_they_are_unpacked() {
    let sized = |width: u32, height: u32, depth: u8, kind: u8| {
        let mut png = PNG.to_vec();
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        png[24..26].copy_from_slice(&[depth, kind]);
        refusal(&png)
    };
    // Grey takes 1 byte for each pixel, colours with opacity of 16 bits take 8, and 4 more are written.
    for (width, height, depth, kind) in [
        (30_000, 30_000, 8, 2),
        (16_385, 1, 8, 0),
        (1, 16_385, 8, 2),
        (7_000, 7_000, 8, 0),
        (4_100, 4_100, 16, 6),
    ] {
        assert_eq!(sized(width, height, depth, kind), format!("the photo has {width} × {height} pixels"));
    }
    for (width, height, depth, kind) in
        [(16_384, 1, 8, 0), (6_000, 6_000, 8, 0), (5_000, 5_000, 8, 2), (4_000, 4_000, 16, 6)]
    {
        assert!(sized(width, height, depth, kind).contains("cannot be read"), "{width} × {height}");
    }
}

#[test]
fn a_profile_that_could_unpack_to_gigabytes_is_refused() {
    assert_eq!(refusal(&png_with(b"iCCP", &[0; 20_001])), "the photo has a colour profile that is too large");
}

#[test]
fn a_photo_that_moves_is_told() {
    let remark =
        |bytes: Vec<u8>| Photo::read(bytes, Span::default()).unwrap().remark().map(|told| told.message);
    assert_eq!(remark(PNG.to_vec()), None);
    let moving = png_with(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    assert_eq!(remark(moving).as_deref(), Some("the photo moves, which paper cannot show"));
}

proptest! {
    #[test]
    fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0..60_usize) {
        for bytes in [
            bytes.clone(),
            [&PNG[..cut], &bytes].concat(),
            [b"GIF89a", &bytes[..]].concat(),
            [&[0xFF, 0xD8, 0xFF, 0xE0], &bytes[..]].concat(),
            [b"RIFF\0\0\0\0WEBPVP8X", &bytes[..]].concat(),
        ] {
            let _ = Photo::read(bytes, Span::default());
        }
    }

    #[test]
    fn no_drawing_causes_a_panic(part in "(<image width='9' height='9' |href='|data:|;base64,|'/>|>|</image>|<g>|&|<!ENTITY a '|é){0,12}") {
        let _ = Photo::read(drawing(&part), Span::default());
    }
}
