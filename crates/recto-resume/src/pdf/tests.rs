//! Small files, written here object by object.

use super::*;

/// A file of objects, numbered from 1, of which the first is the catalog.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    bytes
}

fn stream_of(dict: &str, data: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const FONT: &str =
    "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>";

/// A file of one page of 200 by 100 points in Helvetica, with a form `X` on it.
fn painted(content: &str) -> PdfFile {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R
        /Resources << {FONT} /XObject << /X 5 0 R >> /Properties << /P << /ActualText (named) >> >> >> >>"
    );
    let form = stream_of(
        &format!("/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << {FONT} >>"),
        "/Span << /ActualText (inner) >> BDC BT /F 10 Tf 10 10 Td (x) Tj ET EMC",
    );
    let objects = [CATALOG, PAGES, &page, &stream_of("", content), &form];
    PdfFile::read(&file(&objects, "")).expect("it is a PDF")
}

fn texts(file: &PdfFile) -> Vec<&str> {
    file.pages[0].glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

#[test]
fn glyphs_have_places_fonts_and_colours() {
    let file = painted("BT 1 0 0 rg /F 10 Tf 20 50 Td (A\\351) Tj ET");
    assert_eq!((file.pages[0].width, file.pages[0].height), (200.0, 100.0));
    assert_eq!(texts(&file), ["A", "é"]);
    let [a, e] = &file.pages[0].glyphs[..] else { panic!("{file:?}") };
    assert_eq!((a.left, a.base, a.size, a.ink), (20.0, 50.0, 10.0, Some([1.0, 0.0, 0.0])));
    let near = |a: f32, b: f32| (a - b).abs() < 0.001;
    assert!(near(a.right, 27.22) && near(e.left, a.right), "the width of A in Helvetica Bold: {a:?} {e:?}");
    let font = &file.fonts[a.font.expect("a font")];
    assert_eq!((font.name.as_str(), font.weight), ("Helvetica-Bold", 700));
    assert!(!font.is_embedded && !font.is_subset && !font.is_italic, "{font:?}");
}

#[test]
fn marked_content_says_what_is_read() {
    let file = painted(
        "/Span << /MCID 7 /ActualText <FEFF00660069> >> BDC BT /F 10 Tf 20 50 Td (XY) Tj ET EMC /X Do
        /Span /P BDC BT /F 10 Tf 20 50 Td (z) Tj ET EMC
        /Artifact << /Type /Pagination >> BDC /Span BMC BT /F 10 Tf 20 5 Td (1) Tj ET EMC EMC",
    );
    assert_eq!(texts(&file), ["fi", "", "inner", "named", "1"]);
    let glyphs = &file.pages[0].glyphs;
    assert_eq!((glyphs[1].mark, glyphs[2].mark), (Some(7), None));
    assert_eq!([&glyphs[3], &glyphs[4]].map(|glyph| glyph.artifact), [Artifact::No, Artifact::Pagination]);
}

#[test]
fn what_nobody_sees_is_hidden() {
    let file = painted(
        "BT /F 10 Tf 20 50 Td (a) Tj ET 0 0 1 rg 15 45 30 20 re f BT /F 10 Tf 20 50 Td 3 Tr (b) Tj ET
        BT 0 Tr /F 10 Tf 120 50 Td 1 g (c) Tj ET q 0 0 10 10 re W n BT /F 10 Tf 60 50 Td 0 g (d) Tj ET Q
        BT /F 10 Tf 195 50 Td (ef) Tj ET BT 2 Tr /F 10 Tf 60 20 Td (g) Tj ET",
    );
    let seen: Vec<_> =
        file.pages[0].glyphs.iter().map(|glyph| (glyph.text.as_str(), glyph.hidden, glyph.outside)).collect();
    assert_eq!(
        seen,
        [
            ("a", true, false),
            ("b", true, false),
            ("c", false, false),
            ("d", false, true),
            ("e", false, false),
            ("f", false, true),
            ("g", false, false)
        ]
    );
    let [_, b, c, ..] = &file.pages[0].glyphs[..] else { panic!("{file:?}") };
    assert_eq!((b.ground, c.ink, c.ground), (Some([0.0, 0.0, 1.0]), Some([1.0; 3]), Some([1.0; 3])));
}

#[test]
fn shapes_cover_what_is_inside_their_edges() {
    // A ring by the even-odd rule, a disc without corners, an image.
    let hidden = |content: &str| {
        let file = painted(&format!("BT /F 10 Tf 20 50 Td (i) Tj ET {content}"));
        file.pages[0].glyphs[0].hidden
    };
    assert!(hidden("0 0 100 100 re 10 40 30 30 re f") && !hidden("0 0 100 100 re 10 40 30 30 re f*"));
    assert!(hidden("12 53 m 12 60 32 60 32 53 c 32 46 12 46 12 53 c f"));
    assert!(!hidden("19 70 m 19 53 31 53 31 70 c f"));
    assert!(hidden("q 40 0 0 40 10 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"));
}

#[test]
fn the_document_describes_itself() {
    let page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [10 10 210 110] /Rotate 90 /Contents 4 0 R /Annots [7 0 R]
        /Resources << /Font << >> >> >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /Metadata 5 0 R /StructTreeRoot 8 0 R
        /Names << /EmbeddedFiles << /Kids [<< /Names [(a) 6 0 R] >>] >> >> >>",
        PAGES,
        page,
        &stream_of("", "/P << /MCID 0 >> BDC BT /F 10 Tf 20 50 Td (Hi) Tj ET EMC"),
        &stream_of("/Type /Metadata", "<x/>"),
        "<< /Type /Filespec /F (cv.json) /AFRelationship /Source /Desc (all of it) /EF << /F 9 0 R >> >>",
        "<< /Subtype /Link /Rect [20 30 40 50] /A << /S /URI /URI (https://example.com) >> >>",
        "<< /K [<< /S /Document /K [<< /S /H1 /Pg 3 0 R /K 0 >> << /S /Figure /Alt <EFBBBFC3A9> >>] >>] >>",
        &stream_of("", "{}"),
        "<< /Title (\\200 dots) /CreationDate (D:20240229123456Z) >>",
    ];
    let file = PdfFile::read(&file(&objects, "/Info 10 0 R")).expect("it is a PDF");
    assert_eq!(file.language.as_deref(), Some("en-GB"));
    assert_eq!(file.metadata.as_deref(), Some("<x/>"));
    assert_eq!(file.info.title.as_deref(), Some("• dots"));
    assert_eq!(file.info.created.as_deref(), Some("2024-02-29T12:34:56"));
    let attachment = Attachment {
        name: "cv.json".to_owned(),
        relationship: Some("Source".to_owned()),
        description: Some("all of it".to_owned()),
        data: b"{}".to_vec(),
    };
    assert_eq!(file.attachments, [attachment]);
    let tree: Vec<_> =
        file.elements.iter().map(|one| (one.depth, one.role.as_str(), file.text(one))).collect();
    assert_eq!(
        tree,
        [(0, "Document", "Hi".to_owned()), (1, "H1", "Hi".to_owned()), (1, "Figure", String::new())]
    );
    assert_eq!(file.elements[2].alternative.as_deref(), Some("é"));
    // The page is turned: what was at its left edge is at its upper one.
    assert_eq!((file.pages[0].width, file.pages[0].height), (100.0, 200.0));
    let area = PageArea { left: 20.0, bottom: 170.0, right: 40.0, top: 190.0 };
    assert_eq!(file.pages[0].links, [PdfLink { uri: "https://example.com".to_owned(), area }]);
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    assert_eq!(PdfFile::read(b"").err(), Some(PdfError::Damaged));
    assert_eq!(PdfFile::read(b"Ada Lindqvist\n").err(), Some(PdfError::Damaged));
    let empty = file(&[CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"], "");
    assert_eq!(PdfFile::read(&empty).err(), Some(PdfError::NoPages));
    // The hashes of a password that is not the empty one.
    let [o, u] = ["00", "11"].map(|byte| byte.repeat(32));
    let lock = |v: u8| {
        format!(
            "/Encrypt << /Filter /Standard /V {v} /R 3 /Length 128 /P -4 /O <{o}> /U <{u}> >> /ID [<00> <00>]"
        )
    };
    assert_eq!(PdfFile::read(&file(&[CATALOG, PAGES], &lock(2))).err(), Some(PdfError::Encrypted));
    assert_eq!(PdfFile::read(&file(&[CATALOG, PAGES], &lock(9))).err(), Some(PdfError::UnknownEncryption));
}

#[test]
fn a_form_in_itself_ends() {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>";
    let read = |content: &str| {
        let dict = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>";
        let objects = [CATALOG, PAGES, page, &stream_of("", "/X Do"), &stream_of(dict, content)];
        PdfFile::read(&file(&objects, ""))
    };
    assert!(read("/X Do").is_ok_and(|file| file.pages[0].glyphs.is_empty()));
    assert_eq!(read("/X Do /X Do").err(), Some(PdfError::TooLarge));
}

#[test]
fn a_damaged_file_is_read_or_refused() {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << {FONT} >> >>"
    );
    let bytes = file(&[CATALOG, PAGES, &page, &stream_of("", "BT /F 10 Tf 20 50 Td (Ada) Tj ET")], "");
    let read = |bytes: &[u8]| drop(PdfFile::read(bytes));
    (0..bytes.len()).for_each(|end| read(&bytes[..end]));
    for at in 0..bytes.len() {
        for mask in [0x01, 0x10, 0xff] {
            let mut flipped = bytes.clone();
            flipped[at] ^= mask;
            read(&flipped);
        }
    }
}
