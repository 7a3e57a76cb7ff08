//! What may be a photo, and what is said about the rest.

use super::*;
use proptest::prelude::*;

/// A white pixel.
const PNG: &[u8] = include_bytes!("../../../../../tests/fixtures/pixel.png");

fn refusal(bytes: &[u8]) -> String {
    Photo::read(bytes.to_vec(), Span::new(3, 9))
        .map_err(|diagnostic| diagnostic.message)
        .err()
        .unwrap_or_default()
}

/// A drawing with a shape and `more`.
fn drawing(more: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='9' height='9'><rect width='9' height='9'/>\n{more}</svg>"
    )
    .into_bytes()
}

/// Chunks before the last one of a PNG.
fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let sum = crc32fast::hash(&[&kind[..], data].concat());
    let length = u32::try_from(data.len()).unwrap();
    // The head ends after 8 + 25 bytes.
    [&PNG[..33], &length.to_be_bytes(), kind, data, &sum.to_be_bytes(), &PNG[33..]].concat()
}

#[test]
fn kinds_are_told_by_their_bytes() {
    let photo = |bytes: &[u8]| Photo::read(bytes.to_vec(), Span::default()).map(|photo| photo.kind);
    assert_eq!(photo(PNG), Ok(Kind::Raster(ExchangeFormat::Png)));
    assert_eq!(photo(&drawing("")), Ok(Kind::Svg));
    let noted = [b"<?xml version='1.0'?><!--".as_slice(), &[b' '; 5000], b"-->", &drawing("")].concat();
    assert_eq!(photo(&noted), Ok(Kind::Svg));
}

#[test]
fn what_cannot_be_shown_is_refused_with_the_reason() {
    assert_eq!(refusal(b""), "the photo is empty: the file has no bytes");
    assert!(refusal(b"%PDF-1.7").contains("not an image"));
    assert!(refusal(&PNG[..40]).contains("cannot be read"));
    assert!(refusal(&vec![0; Photo::MAX_BYTES + 1]).contains("more than 20 MB"));
    assert!(refusal(&[0x1F, 0x8B, 8, 0]).contains("compressed"));
    let mut vast = PNG.to_vec();
    vast[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    assert_eq!(refusal(&vast), "the photo has 30000 × 30000 pixels");
}

#[test]
fn a_profile_that_could_unpack_to_gigabytes_is_refused() {
    assert_eq!(refusal(&png_with(b"iCCP", &[0; 100_001])), "the photo's colour profile is too large");
}

#[test]
fn a_photo_that_moves_is_told() {
    let remark =
        |bytes: Vec<u8>| Photo::read(bytes, Span::default()).unwrap().remark().map(|told| told.message);
    assert_eq!(remark(PNG.to_vec()), None);
    let moving = png_with(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    assert_eq!(remark(moving).as_deref(), Some("the photo moves, which paper cannot show"));
}

#[test]
fn drawings_are_shapes_gradients_text_and_images_in_them() {
    use base64::Engine as _;
    let png = base64::engine::general_purpose::STANDARD.encode(PNG);
    for good in [
        "<style>.a{fill:url(#g)} .a, .b { stroke: red }</style><linearGradient id='g'/><circle class='a b' r='2'/>",
        "<clipPath id='c'><rect/></clipPath><g clip-path='url(#c)'><text>AL</text></g>",
        &format!("<image href='data:image/png;base64,{png}'/>"),
        &format!("<image xlink:href='data:image/png;base64,\n {png}'/>"),
        "<a href='https://example.com'><path d='M0 0L1 1'/></a>",
        "<g style='filter:none'/><desc>script</desc>",
        "<metadata><x xmlns='urn:x'><script/></x></metadata><note xmlns='urn:x' href='file:///x'/>",
    ] {
        assert_eq!(refusal(&drawing(good)), "", "{good}");
    }
}

#[test]
fn what_a_drawing_would_lose_is_told() {
    let outside = "the photo refers to another file in line 2";
    for (bad, why) in [
        ("<image href='http://example.com/a.png'/>", outside),
        ("<image xlink:href='file:///etc/passwd'/>", outside),
        ("<image href='../x.png'/>", outside),
        ("<use href='x.svg#a'/>", outside),
        ("<rect fill='url(http://example.com/a.svg#b)'/>", outside),
        ("<rect style='fill: URL( \"x.svg#b\" )'/>", outside),
        ("<style>rect{fill:url(x.svg#b)}</style>", outside),
        ("<style>@import 'x.css';</style>", "the style rule `@import` in line 2"),
        ("<style>@font-face{}</style>", "the style rule `@font-face`"),
        ("<script>alert(1)</script>", "`<script>` in line 2, which cannot be printed"),
        ("<foreignObject><p/></foreignObject>", "`<foreignObject>`"),
        ("<animate/>", "`<animate>`"),
        ("<filter id='f'/>", "`<filter>`"),
        ("<g filter='url(#f)'/>", "a filter effect"),
        ("<style>.a{filter:blur(900px)}</style>", "a filter effect"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "an image that is not PNG"),
        ("<image href='data:image/png;base64,AAAA'/>", "an image that is not PNG"),
        ("<image href='data:image/png,x'/>", "an image that is not PNG"),
        ("<g id='a'><use href='#a'/></g>", "a part that refers to itself"),
        ("<style>rect{mask:url(#m)}</style>", "not for a class"),
        ("<text>A<tspan>山</tspan></text>", "text in other letters"),
        ("<g", "the photo cannot be read"),
    ] {
        assert!(refusal(&drawing(bad)).contains(why), "{bad}: {}", refusal(&drawing(bad)));
    }
    let nothing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g/></svg>";
    assert!(refusal(nothing).contains("shows nothing"));
    assert!(refusal(b"<html><svg/></html>").contains("not an SVG drawing"));
    let broken = "<image href='data:image/png;base64,iVBORw0KGgo='/>";
    assert!(refusal(&drawing(broken)).starts_with("the image in line 2 of the photo cannot be read"));
}

#[test]
fn a_few_lines_do_not_stand_for_a_million_shapes() {
    let chain = |part: &dyn Fn(usize) -> String| drawing(&(0..30).map(part).collect::<String>());
    let uses = chain(&|n| format!("<g id='u{}'><use href='#u{n}'/><use href='#u{n}'/></g>", n + 1));
    let masks = chain(&|n| {
        let m = n + 1;
        format!("<mask id='m{n}'><rect mask='url(#m{m})'/><rect mask='url(#m{m})'/></mask>")
    });
    let styled = chain(&|n| {
        let p = n + 1;
        format!(
            "<style>.c{n}{{fill:url(#p{p})}}</style>\
             <pattern id='p{n}'><rect class='c{n}'/><rect class='c{n}'/></pattern>"
        )
    });
    for bytes in [uses, masks, styled] {
        assert!(refusal(&bytes).contains("more shapes than"), "{}", refusal(&bytes));
    }
    let deep = [vec!["<g>"; 200], vec!["</g>"; 200]].concat().concat();
    assert!(refusal(&drawing(&deep)).contains("deeper than 128"));
    assert!(refusal(&drawing(&"<g/>".repeat(100_001))).contains("nodes limit"));
}

#[test]
fn entities_stay_small() {
    let with = |entities: &str, text: &str| {
        [format!("<!DOCTYPE svg [{entities}]>").into_bytes(), drawing(&format!("<desc>{text}</desc>"))]
            .concat()
    };
    assert_eq!(refusal(&with("<!ENTITY a 'red'>", "&a; &amp; &#65;")), "");
    let long = format!("<!ENTITY a '{}'>", "x".repeat(50_000));
    assert!(refusal(&with(&long, &"&a;".repeat(50_000))).contains("grow beyond measure"));
    assert!(refusal(&with("<!ENTITY a 'x'><!ENTITY b \"&a;&a;\">", "&b;")).contains("grow beyond measure"));
    assert!(refusal(&with("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "&a;")).contains("cannot be read"));
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
    fn no_drawing_causes_a_panic(part in "(<style>|</style>|[.a-c]\\{|\\}|fill:|url\\(#?a|\\)|<g id='a'>|</g>|<use href='#a'/>|&|<!ENTITY a '|é|data:){0,12}") {
        let _ = Photo::read(drawing(&part), Span::default());
    }
}
