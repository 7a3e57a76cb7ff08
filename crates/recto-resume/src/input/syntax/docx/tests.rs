//! Word files that the tests make of XML.

use crate::input::open;
use crate::input::syntax::zip::tests::pack;
use crate::text::{Diagnostics, Extracted, LineRole, PrintedLine, Rule, Source, Style};
use proptest::prelude::*;

/// A Word file with a body and perhaps more parts, by their names.
fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let types = "<Types><Default Extension='xml' ContentType='application/xml'/></Types>";
    let relations = "<Relationships><Relationship Id='rId1' Target='word/main.xml' \
        Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>";
    let relation = |name: &str| {
        let kind = name.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit());
        format!("<Relationship Id='{name}' Target='{name}.xml' Type='http://example.com/{kind}'/>")
    };
    let own: String = parts.iter().map(|(name, _)| relation(name)).collect();
    let link =
        "<Relationship Id='mail' Target='mailto:ada@example.com' TargetMode='External' Type='x/hyperlink'/>";
    let own = format!("<Relationships>{link}{own}</Relationships>");
    let document = element("document", &format!("<w:body>{body}</w:body>"));
    let names: Vec<String> = parts.iter().map(|(name, _)| format!("word/{name}.xml")).collect();
    let mut files = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/main.xml", document.as_bytes()),
        ("word/_rels/main.xml.rels", own.as_bytes()),
    ];
    files.extend(names.iter().zip(parts).map(|(name, (_, text))| (name.as_str(), text.as_bytes())));
    pack(&files)
}

/// A root element with the namespaces that Word files have.
fn element(name: &str, inside: &str) -> String {
    format!(
        "<w:{name} xmlns:w='w' xmlns:r='r' xmlns:mc='mc' xmlns:wp='wp' xmlns:wps='wps' xmlns:v='v' xmlns:m='m'>{inside}</w:{name}>"
    )
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A paragraph in a style.
fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}</w:p>", r(text))
}

/// A table of rows of cells, each with paragraphs.
fn table(rows: &[&[&[&str]]]) -> String {
    let cell = |cell: &&[&str]| {
        format!("<w:tc>{}</w:tc>", cell.iter().map(|text| paragraph(text)).collect::<String>())
    };
    let row = |row: &&[&[&str]]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A paragraph of a cell: `*` before it makes it heavy.
fn paragraph(text: &str) -> String {
    match text.strip_prefix('*') {
        Some(text) => format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"),
        None => p(text),
    }
}

fn read(bytes: Vec<u8>) -> (Source, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = open("cv.docx", bytes, &mut diagnostics);
    (source, diagnostics)
}

fn lines(source: &Source) -> &[PrintedLine] {
    match &source.extracted {
        Some(Extracted::Lines(lines)) => lines,
        _ => panic!("no lines"),
    }
}

/// The lines of a body, tabs as `⇥`.
fn shown(body: &str) -> Vec<String> {
    shown_with(body, &[])
}

fn shown_with(body: &str, parts: &[(&str, &str)]) -> Vec<String> {
    let (source, diagnostics) = read(file(body, parts));
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let text = |line: &PrintedLine| source.slice(line.span).replace('\t', "⇥");
    lines(&source).iter().map(text).collect()
}

/// The messages of a file.
fn messages(bytes: Vec<u8>) -> Vec<String> {
    read(bytes).1.iter().map(|problem| problem.message.clone()).collect()
}

#[test]
fn headings_are_known_by_their_styles() {
    let styles = element(
        "styles",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>
         <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/><w:rPr><w:b/><w:sz w:val='33'/></w:rPr></w:style>
         <w:style w:styleId='Teil'><w:name w:val='Teil'/><w:basedOn w:val='berschrift1'/></w:style>
         <w:style w:styleId='Kopf'><w:name w:val='Kopf'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>
         <w:style w:styleId='Title'><w:name w:val='Title'/></w:style>
         <w:style w:styleId='Subtitle'><w:name w:val='Subtitle'/><w:basedOn w:val='Title'/></w:style>
         <w:style w:styleId='Kreis'><w:basedOn w:val='Kreis'/></w:style>",
    );
    let ids = ["Title", "Subtitle", "berschrift1", "Teil", "Kopf", "Heading3", "Kreis"];
    let body: String = ids.iter().map(|id| styled(id, "Ada Lovelace")).collect();
    let (source, _) = read(file(
        &(body + &p("the body of it, which has most of the characters").repeat(3)),
        &[("styles", &styles)],
    ));
    let roles: Vec<_> = lines(&source).iter().take(ids.len()).map(|line| line.role).collect();
    use LineRole::{Heading, Unknown};
    assert_eq!(roles, [Heading(0), Unknown, Heading(1), Heading(1), Heading(2), Heading(3), Unknown]);
    let teil = &lines(&source)[3];
    assert_eq!((teil.size, teil.styles.len()), (150, 1));
}

#[test]
fn runs_have_a_look_and_lead_somewhere() {
    let body = format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ada</w:t></w:r>{}<w:r><w:rPr><w:b/><w:i w:val='0'/></w:rPr><w:t>Lovelace</w:t></w:r></w:p>
         <w:p><w:hyperlink r:id='mail'>{}</w:hyperlink></w:p>
         <w:p><w:fldSimple w:instr='HYPERLINK &quot;https://example.com&quot;'>{}</w:fldSimple></w:p>
         <w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> HYPERLINK </w:instrText></w:r><w:r><w:instrText>\"https://example.org\"</w:instrText>
         <w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        r(" "), r("write"), r("site"), r("work"),
    );
    let (source, _) = read(file(&body, &[]));
    let styles: Vec<_> = lines(&source).iter().flat_map(|line| &line.styles).collect();
    let styles: Vec<_> = styles.iter().map(|(span, style)| (source.slice(*span), style.clone())).collect();
    let link = |address: &str| Style::Link(address.to_owned());
    assert_eq!(
        styles,
        [
            ("Ada Lovelace", Style::Strong),
            ("write", link("mailto:ada@example.com")),
            ("site", link("https://example.com")),
            ("work", link("https://example.org")),
        ]
    );
}

#[test]
fn a_character_style_toggles_that_of_its_paragraph() {
    let styles = element(
        "styles",
        "<w:style w:styleId='Heavy'><w:rPr><w:b/></w:rPr></w:style><w:style w:styleId='Strong'><w:rPr><w:b/></w:rPr></w:style>",
    );
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val='Heavy'/></w:pPr>{}<w:r><w:rPr><w:rStyle w:val='Strong'/></w:rPr><w:t>not</w:t></w:r></w:p>",
        r("heavy "),
    );
    let (source, _) = read(file(&body, &[("styles", &styles)]));
    let [(span, Style::Strong)] = lines(&source)[0].styles.as_slice() else { panic!("not one heavy part") };
    assert_eq!(source.slice(*span), "heavy");
}

#[test]
fn white_space_that_puts_words_in_place_is_a_tab() {
    let body = format!(
        "{}<w:p>{}<w:r><w:tab/><w:tab/></w:r>{}</w:p><w:p><w:r><w:tab/><w:t>Lyon</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/>\
         <w:t>op</w:t><w:softHyphen/><w:t>erate</w:t><w:sym w:font='Wingdings' w:char='F0E0'/></w:r></w:p>",
        p("Engineer            2019 – 2021"),
        r("Acme "),
        r("London"),
    );
    assert_eq!(shown(&body), ["Engineer⇥2019 – 2021", "Acme⇥London", "Lyon", "co-operate→"]);
}

#[test]
fn items_are_known_by_their_lists_and_by_signs() {
    let numbering = element(
        "numbering",
        "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl>
         <w:lvl w:ilvl='1'><w:numFmt w:val='none'/><w:lvlText w:val=''/></w:lvl></w:abstractNum>
         <w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num>",
    );
    let styles = element(
        "styles",
        "<w:style w:styleId='Liste'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>",
    );
    let item = |list: u8, depth: u8| {
        let list = format!("<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{list}'/></w:numPr>");
        format!("<w:p><w:pPr>{list}</w:pPr>{}</w:p>", r("one"))
    };
    let typed = ["• one", "•\u{A0}one", "– one", "\u{F0B7} one", "– 2019", "-one"].map(p).concat();
    let body = [styled("Liste", "one"), item(3, 0), item(3, 1), item(0, 0), typed].concat();
    let (source, _) = read(file(&body, &[("styles", &styles), ("numbering", &numbering)]));
    let roles: Vec<_> = lines(&source).iter().map(|line| line.role).collect();
    use LineRole::{Item, Unknown};
    let listed = [Item(1), Item(1), Unknown, Unknown];
    assert_eq!(roles, [&listed[..], &[Item(1); 4], &[Unknown; 2]].concat());
    assert_eq!(source.text, "one\n".repeat(8) + "– 2019\n-one\n");
}

#[test]
fn an_item_goes_on_behind_a_line_break() {
    let body = format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", r("• Built it,"), r("and sold it."));
    let (source, _) = read(file(&body, &[]));
    let said: Vec<_> = lines(&source).iter().map(|line| (line.role, line.goes_on)).collect();
    assert_eq!(said, [(LineRole::Item(1), Some(true)), (LineRole::Unknown, Some(false))]);
}

#[test]
fn gaps_are_beyond_the_usual_space() {
    let styles = element(
        "styles",
        "<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after='200'/></w:pPr></w:pPrDefault></w:docDefaults>",
    );
    let set_off = format!("<w:p><w:pPr><w:spacing w:before='400'/></w:pPr>{}</w:p>", r("text"));
    let body = [p("text"), p("text"), p("text"), set_off, p("text"), p(""), p("text")].concat();
    let (source, _) = read(file(&body, &[("styles", &styles)]));
    let gaps: Vec<_> = lines(&source).iter().map(|line| line.gap).collect();
    assert_eq!(gaps, [0, 0, 0, 100, 0, 120]);
}

#[test]
fn dates_go_before_what_they_are_beside() {
    let body = table(&[
        &[&["Telefon"], &["030 555 0100"]],
        &[&["*Berufserfahrung"], &[""]],
        &[&["09/2020 –", "heute"], &["*Teamleiter", "Spreewerk AG"]],
        &[&["2016 – 2020", "Potsdam"], &["*Sachbearbeiter", "Havel GmbH"]],
        &[&["2014"], &["• Aushilfe"]],
        &[&["Sprachen"], &["Deutsch", "Englisch"]],
    ]);
    let expected = [
        "Telefon⇥030 555 0100",
        "Berufserfahrung",
        "09/2020 – heute⇥Teamleiter",
        "Spreewerk AG",
        "2016 – 2020⇥Sachbearbeiter",
        "Potsdam⇥Havel GmbH",
        "2014",
        "Aushilfe",
        "Sprachen",
        "Deutsch",
        "Englisch",
    ];
    assert_eq!(shown(&body), expected);
    let right = table(&[
        &[&["*Acme Fabrication", "Welder"], &["Tulsa, OK", "2018 – 2022"]],
        &[&["EDUCATION"], &["Diploma", "Tulsa Tech, 2013"]],
    ]);
    let expected =
        ["Acme Fabrication⇥Tulsa, OK", "Welder⇥2018 – 2022", "EDUCATION", "Diploma", "Tulsa Tech, 2013"];
    assert_eq!(shown(&right), expected);
}

#[test]
fn columns_of_a_page_are_read_one_after_the_other() {
    let body = table(&[
        &[&["*Ada Lovelace", "Engineer"]],
        &[&["*CONTACT", "ada@example.com"], &["*EXPERIENCE", "Acme", "2019 – 2021"]],
        &[&["*SKILLS", "Patience"], &["*EDUCATION", "Lyceum", "2015"]],
    ]);
    let (source, _) = read(file(&(body + &p("Printed in Lyon")), &[]));
    let shown: Vec<_> = lines(&source).iter().map(|line| (line.column, source.slice(line.span))).collect();
    let expected = [
        (0, "Ada Lovelace"),
        (0, "Engineer"),
        (0, "CONTACT"),
        (0, "ada@example.com"),
        (0, "SKILLS"),
        (0, "Patience"),
        (1, "EXPERIENCE"),
        (1, "Acme"),
        (1, "2019 – 2021"),
        (1, "EDUCATION"),
        (1, "Lyceum"),
        (1, "2015"),
        (0, "Printed in Lyon"),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_table_in_a_table_is_read_in_its_place() {
    let inner = table(&[&[&["2019"], &["Clerk"]]]);
    let body = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("before"), p("after"));
    assert_eq!(shown(&body), ["before", "2019⇥Clerk", "after"]);
}

/// A run with a text box, as new and as old programs read it, at a place in millimetres.
fn text_box(left: u32, top: u32, text: &str) -> String {
    let at = |name: &str, place: u32| {
        format!("<wp:{name}><wp:posOffset>{}</wp:posOffset></wp:{name}>", place * 36_000)
    };
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{}{}<wps:wsp>{content}</wps:wsp></wp:anchor></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        at("positionH", left),
        at("positionV", top),
    )
}

#[test]
fn text_boxes_are_read_once_and_by_their_place() {
    let boxes = [text_box(120, 20, "right"), text_box(20, 90, "below"), text_box(21, 20, "left")].concat();
    let body = format!("<w:p>{boxes}{}</w:p>{}", r("Ada Lovelace"), p("more"));
    assert_eq!(shown(&body), ["Ada Lovelace", "left", "below", "right", "more"]);
}

#[test]
fn headers_go_before_the_body_and_page_numbers_are_furniture() {
    let header = element("hdr", &(p("ada@example.com") + &p("Ada Lovelace")));
    let number = format!("<w:p>{}<w:fldSimple w:instr=' PAGE '>{}</w:fldSimple></w:p>", r("Page "), r("1"));
    let footer = element("ftr", &(number + &p("Last changed in May")));
    let section = "<w:sectPr><w:headerReference w:type='default' r:id='header1'/>\
        <w:headerReference w:type='first' r:id='header2'/><w:footerReference r:id='footer1'/></w:sectPr>";
    let unseen = element("hdr", &p("not shown"));
    let parts = [("header1", header.as_str()), ("header2", &unseen), ("footer1", &footer)];
    let (source, _) = read(file(&(p("Ada Lovelace") + section), &parts));
    let shown: Vec<_> =
        lines(&source).iter().map(|line| (line.column, source.slice(line.span), line.role)).collect();
    use LineRole::{Furniture, Unknown};
    let expected = [
        (0, "ada@example.com", Unknown),
        (0, "Ada Lovelace", Furniture),
        (1, "Ada Lovelace", Unknown),
        (2, "Page 1", Furniture),
        (2, "Last changed in May", Unknown),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn notes_follow_their_paragraph() {
    let notes = element(
        "footnotes",
        &format!(
            "<w:footnote w:id='0' w:type='separator'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote>",
            p("no"),
            p("a note")
        ),
    );
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>{}", r("text"), p("more"));
    assert_eq!(shown_with(&body, &[("footnotes", &notes)]), ["text", "a note", "more"]);
}

#[test]
fn content_controls_insertions_and_formulas_are_text() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:ins>{}</w:ins><w:smartTag>{}</w:smartTag></w:p></w:sdtContent></w:sdt>\
         <w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>",
        r("one "),
        r("two "),
        r("three"),
    );
    assert_eq!(shown(&body), ["one two three", "a+b"]);
}

#[test]
fn what_is_left_out_is_named() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
         <w:r><w:commentReference w:id='1'/></w:r></w:p>",
        r("shown"),
    );
    assert_eq!(shown(&body), ["shown"]);
    let expected = [
        "hidden text is left out: `secret`",
        "a deletion of which the document keeps track is left out",
        "a comment is left out",
    ];
    assert_eq!(messages(file(&body, &[])), expected);
}

#[test]
fn other_files_are_refused_by_name() {
    let types = ("[Content_Types].xml", b"<Types/>".as_slice());
    let relations =
        "<Relationships><Relationship Id='a' Target='/xl/book.xml' Type='x/officeDocument'/></Relationships>";
    let workbook = pack(&[types, ("_rels/.rels", relations.as_bytes()), ("xl/book.xml", b"<workbook/>")]);
    let text = pack(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let old = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, message) in [
        (workbook, "`cv.docx` is an Excel workbook, which recto does not read"),
        (text, "`cv.docx` is an OpenDocument text, which recto does not read"),
        (pack(&[("Index/Document.iwa", b"")]), "`cv.docx` is a Pages document, which recto does not read"),
        (pack(&[("a", b"")]), "`cv.docx` is a ZIP archive, which recto does not read"),
        (old, "`cv.docx` is a file of an old version of Word, which recto does not read"),
        (locked, "`cv.docx` is protected with a password"),
        (file("", &[]), "the document has no text"),
    ] {
        assert_eq!(messages(bytes), [message]);
    }
}

#[test]
fn hostile_files_are_refused() {
    let deep = "<w:smartTag>".repeat(250) + &"</w:smartTag>".repeat(250);
    let bombs = [
        (file(&deep, &[]), Rule::NestingExcessive),
        (file(&"<w:p/>".repeat(500_000), &[]), Rule::FileExcessive),
        (file(&p(&"word ".repeat(250_000)), &[]), Rule::FileExcessive),
        (file("", &[("numbering", &" ".repeat(8_000_001))]), Rule::FileExcessive),
        (file("<w:p>", &[]), Rule::FileDamaged),
        (file("&name;", &[]), Rule::FileDamaged),
        (file("", &[("styles", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]), Rule::FileDamaged),
    ];
    for (bytes, rule) in bombs {
        let rules: Vec<_> = read(bytes).1.iter().map(|problem| problem.rule).collect();
        assert_eq!(rules, [rule]);
    }
}

proptest! {
    #[test]
    fn changed_markup_never_panics(changes in proptest::collection::vec((any::<usize>(), 0..128_u8), 1..12)) {
        let body = [
            p("Ada"), table(&[&[&["2019"], &["*Clerk", "• one"]], &[&["*A", "b"], &["*C", "d"]]]),
            format!("<w:p>{}</w:p>", text_box(1, 2, "box")), styled("Heading1", "Work"),
        ];
        let mut body = body.concat().into_bytes();
        for (at, byte) in changes {
            let at = at % body.len();
            body[at] = byte;
        }
        let (source, diagnostics) = read(file(&String::from_utf8_lossy(&body), &[]));
        prop_assert!(diagnostics.has_errors() || source.extracted.is_some());
        for line in source.extracted.iter().flat_map(|_| lines(&source)) {
            prop_assert!(source.text.get(line.span.range()).is_some());
            prop_assert!(line.styles.iter().all(|(span, _)| source.text.get(span.range()).is_some()));
        }
    }
}
