//! Small files, written here object by object, and the text that is taken out of them.

use super::read;
use crate::text::{Diagnostics, Extracted, LineRole, PrintedLine, Rule, Source, Style};
use std::fmt::Write as _;

/// A file of objects, numbered from 1, of which the first is the catalog.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut places = String::new();
    for (number, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", text.len()).expect("a string");
        write!(text, "{} 0 obj\n{object}\nendobj\n", number + 1).expect("a string");
    }
    let (start, size) = (text.len(), objects.len() + 1);
    write!(text, "xref\n0 {size}\n0000000000 65535 f \n{places}").expect("a string");
    write!(text, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF")
        .expect("a string");
    text.into_bytes()
}

fn stream(dict: &str, data: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

/// A file whose pages (600 by 800 points) have these contents, in Helvetica (`/F`) and its bold (`/B`).
fn pages(contents: &[&str], catalog: &str, more: &[String]) -> Vec<u8> {
    let first = 3 + more.len();
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", first + 2 * at)).collect();
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    };
    let fonts = format!("/F {} /B {}", font("Helvetica"), font("Helvetica-Bold"));
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
    ];
    objects.extend(more.iter().cloned());
    for content in contents {
        let number = objects.len() + 2;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number} 0 R /Annots [{}]
            /Resources << /Font << {fonts} >> >> >>",
            "<< /Subtype /Link /Rect [40 690 300 712] /A << /S /URI /URI (https://example.com/ada) >> >>"
        ));
        objects.push(stream("", content));
    }
    file(&objects, "/Info << /Producer (recto 1) >>")
}

/// Lines of text, each at a place from the left and from the bottom.
fn painted(lines: &[(i32, i32, &str)]) -> String {
    let line = |(x, y, text): &(i32, i32, &str)| format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n");
    lines.iter().map(line).collect()
}

fn opened(bytes: &[u8]) -> (Source, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = read("cv.pdf", bytes, &mut diagnostics, Source::read);
    (source, diagnostics)
}

fn lines(source: &Source) -> &[PrintedLine] {
    match &source.extracted {
        Some(Extracted::Lines(lines)) => lines,
        _ => panic!("no lines"),
    }
}

/// The lines of pages with these contents.
fn texts(contents: &[&str]) -> Vec<String> {
    let (source, _) = opened(&pages(contents, "", &[]));
    lines(&source).iter().map(|line| source.slice(line.span).to_owned()).collect()
}

#[test]
fn gaps_are_spaces_and_wide_gaps_are_tabs() {
    let content = "BT /F 10 Tf 50 700 Td [(Staff) -300 (Engineer)] TJ ET
        BT /F 10 Tf 450 700 Td (2019 - 2021) Tj ET BT /F 10 Tf 50 686 Td (Halden Works) Tj ET";
    assert_eq!(texts(&[content]), ["Staff Engineer\t2019 - 2021", "Halden Works"]);
}

#[test]
fn spaced_letters_are_words() {
    let content = "BT /F 10 Tf 3 Tc 50 700 Td (EXPERIENCE) Tj 0 -20 Td (WORK HISTORY) Tj ET
        BT /F 10 Tf 0 Tc 50 660 Td (E D U C A T I O N) Tj ET";
    assert_eq!(texts(&[content]), ["EXPERIENCE", "WORK HISTORY", "EDUCATION"]);
}

#[test]
fn columns_are_read_one_after_the_other_over_all_pages() {
    let left: Vec<(i32, i32, String)> = (0..6).map(|at| (50, 700 - 15 * at, format!("left {at}"))).collect();
    let right: Vec<(i32, i32, String)> =
        (0..9).map(|at| (250, 697 - 13 * at, format!("and right {at} in a wide column of text"))).collect();
    let all: Vec<(i32, i32, &str)> =
        left.iter().chain(&right).map(|(x, y, text)| (*x, *y, text.as_str())).collect();
    let page = painted(&all);
    let (source, _) = opened(&pages(&[&page, &page], "", &[]));
    let columns: Vec<usize> = lines(&source).iter().map(|line| line.column).collect();
    assert_eq!(columns, [vec![0; 12], vec![1; 18]].concat());
    let numbers: Vec<Option<usize>> = lines(&source)[12..].iter().map(|line| line.page).collect();
    assert_eq!(numbers, [vec![Some(1); 9], vec![Some(2); 9]].concat());
}

#[test]
fn dates_at_the_right_edge_are_no_column() {
    let content = painted(&[
        (50, 700, "Engineer"),
        (480, 700, "2019 - 2021"),
        (50, 686, "Halden Works"),
        (480, 686, "Bergen"),
        (50, 660, "Assistant"),
        (480, 660, "2015 - 2019"),
        (50, 646, "Strand Mills"),
        (480, 646, "Oslo"),
    ]);
    assert_eq!(
        texts(&[&content]),
        ["Engineer\t2019 - 2021", "Halden Works\tBergen", "Assistant\t2015 - 2019", "Strand Mills\tOslo"]
    );
}

#[test]
fn dates_that_the_file_paints_last_are_no_column() {
    let heads = ["Engineer", "Halden Works", "Assistant", "Strand Mills", "Trainee", "Marlow Docks"];
    let dates = ["2019 - 2021", "Bergen", "2015 - 2019", "Oslo", "2012 - 2015"];
    let at = |x: i32, n: usize| (x, 700 - 14 * i32::try_from(n).unwrap());
    let left = heads.iter().enumerate().map(|(n, text)| (at(50, n).0, at(50, n).1, *text));
    let right = dates.iter().enumerate().map(|(n, text)| (at(480, n).0, at(480, n).1, *text));
    let content = painted(&left.chain(right).collect::<Vec<_>>());
    assert_eq!(
        texts(&[&content]),
        [
            "Engineer\t2019 - 2021", "Halden Works\tBergen", "Assistant\t2015 - 2019", "Strand Mills\tOslo",
            "Trainee\t2012 - 2015", "Marlow Docks",
        ]
    );
}

#[test]
fn dates_beside_an_entry_are_joined() {
    let content = painted(&[
        (50, 700, "02/2017 \\226"),
        (130, 700, "Staff Nurse"),
        (50, 688, "Present"),
        (130, 688, "Strand Clinic"),
        (130, 676, "Cared for patients."),
    ]);
    assert_eq!(
        texts(&[&content]),
        ["02/2017 – Present\tStaff Nurse", "Strand Clinic", "Cared for patients."]
    );
}

#[test]
fn titles_beside_their_sections_are_lines_of_their_own() {
    let content = painted(&[
        (50, 700, "Experience"),
        (150, 700, "Engineer, Halden Works"),
        (50, 660, "Education"),
        (150, 660, "School of Bergen"),
        (50, 620, "Skills"),
        (150, 620, "Rust, welding"),
    ]);
    assert_eq!(
        texts(&[&content]),
        ["Experience", "Engineer, Halden Works", "Education", "School of Bergen", "Skills", "Rust, welding"]
    );
}

/// Titles in bold beside their sections, aligned at the right: one that is not known, and one on two lines.
#[test]
fn titles_in_a_column_are_told_by_their_edge_and_their_type() {
    // The widths of these words in bold Helvetica are 53, 48, 26, 63 and 44 points.
    let rows = [
        (700, Some((74, "Experience")), "Engineer, Halden Works"),
        (660, Some((79, "Education")), "School of Bergen"),
        (620, Some((101, "Skills")), "Rust, welding"),
        (580, Some((64, "Rope-making")), "Guild of Riggers"),
        (568, Some((83, "Societies")), "Ropes of the North"),
        (556, None, "Treasurer"),
    ];
    let row = |(y, title, text): (i32, Option<(i32, &str)>, &str)| {
        let title = title.map(|(x, title)| format!("BT /B 10 Tf {x} {y} Td ({title}) Tj ET\n"));
        format!("{}{}", title.unwrap_or_default(), painted(&[(150, y, text)]))
    };
    let content: String = rows.into_iter().map(row).collect();
    let texts = texts(&[&content]);
    assert!(texts.contains(&"Experience".to_owned()), "{texts:?}");
    assert!(texts.contains(&"Rope-making Societies".to_owned()), "{texts:?}");
    assert!(texts.contains(&"Ropes of the North".to_owned()), "{texts:?}");
}

#[test]
fn the_only_title_of_a_page_is_beside_a_head_with_a_date() {
    let content =
        painted(&[(50, 700, "Experience"), (150, 700, "Baker, Northgate Bakery"), (400, 700, "2021 - 2023")]);
    assert_eq!(texts(&[&content]), ["Experience", "Baker, Northgate Bakery\t2021 - 2023"]);
}

#[test]
fn keywords_beside_each_other_are_parted() {
    let content = painted(&[
        (50, 700, "Discovery"),
        (104, 700, "Roadmaps"),
        (162, 700, "Night shifts"),
        (50, 686, "A long line that is as wide as the column of keywords is"),
    ]);
    assert_eq!(texts(&[&content])[0], "Discovery\tRoadmaps\tNight shifts");
}

/// A name in large type has lines beside it; a date far below is no column of its own.
#[test]
fn a_lone_date_below_a_large_name_is_in_its_line() {
    let name = "BT /B 24 Tf 50 740 Td (Ada Lindqvist) Tj ET\n";
    let lines = painted(&[
        (50, 660, "Education"),
        (50, 640, "University of Bergen"),
        (480, 640, "May 2019"),
        (50, 626, "Bachelor of Science"),
    ]);
    let texts = texts(&[&format!("{name}{lines}")]);
    assert!(texts.contains(&"University of Bergen\tMay 2019".to_owned()), "{texts:?}");
}

#[test]
fn letters_that_are_painted_in_parts_are_one() {
    // Twice to look bold, an accent over a letter, a raised letter, a sign before an item.
    let content = "BT /F 10 Tf 50 700 Td (Ada) Tj ET BT /F 10 Tf 50.3 700 Td (Ada) Tj ET
        BT /F 10 Tf 50 680 Td (\\264) Tj -1 0 Td (e) Tj 6 0 Td (tude) Tj ET
        BT /F 10 Tf 50 660 Td (on the 1) Tj ET BT /F 6 Tf 86.5 664 Td (st) Tj ET
        BT /F 10 Tf 50 640 Td (\\225) Tj 12 0 Td (Built a mill.) Tj ET";
    let (source, _) = opened(&pages(&[content], "", &[]));
    assert_eq!(source.text, "Ada\nétude\non the 1st\nBuilt a mill.\n");
    let [ada, .., item] = lines(&source) else { panic!("{source:?}") };
    assert!(ada.styles.iter().any(|(_, style)| *style == Style::Strong), "{ada:?}");
    assert_eq!(item.role, LineRole::Item(1));
}

#[test]
fn lines_say_what_their_print_looks_like() {
    let content =
        "BT /B 20 Tf 50 740 Td (Ada Lindqvist) Tj ET BT /F 10 Tf 50 700 Td (Engineer of quiet machines) Tj
        0 -12 Td (and of loud ones, on two floors) Tj 20 -30 Td (in Halifax) Tj ET";
    let (source, _) = opened(&pages(&[content], "", &[]));
    let [name, link, second, third] = lines(&source) else { panic!("{source:?}") };
    assert_eq!((name.size, link.size, second.gap), (200, 100, 0));
    assert!(name.styles.iter().any(|(_, style)| *style == Style::Strong), "{name:?}");
    let uri = Style::Link("https://example.com/ada".to_owned());
    assert!(link.styles.iter().any(|(span, style)| *style == uri && *span == link.span), "{link:?}");
    assert_eq!((third.left, third.gap), (200, 180));
}

#[test]
fn running_feet_are_furniture() {
    let page = |number: usize| {
        format!(
            "{}{}",
            painted(&[(50, 700, "Engineer"), (50, 680, "Halden Works")]),
            painted(&[(50, 30, &format!("Ada Lindqvist, page {number} of 2"))])
        )
    };
    let (source, _) = opened(&pages(&[&page(1), &page(2)], "", &[]));
    let furniture: Vec<&str> = lines(&source)
        .iter()
        .filter(|line| line.role == LineRole::Furniture)
        .map(|line| source.slice(line.span))
        .collect();
    assert_eq!(furniture, ["Ada Lindqvist, page 1 of 2", "Ada Lindqvist, page 2 of 2"]);
}

#[test]
fn what_nobody_sees_is_left_out_with_a_word() {
    let content = "BT /F 10 Tf 50 700 Td (seen) Tj ET BT 1 g /F 10 Tf 50 600 Td (white words) Tj ET
        BT 0 g 3 Tr /F 10 Tf 50 500 Td (unpainted) Tj ET";
    let (source, diagnostics) = opened(&pages(&[content], "", &[]));
    assert_eq!(source.text, "seen\n");
    let [problem] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!("{diagnostics:?}") };
    assert_eq!(problem.rule, Rule::TextUnseen);
    assert!(problem.message.starts_with("19 letters are not seen"), "{}", problem.message);
    assert!(problem.message.contains("`white words"), "{}", problem.message);
}

#[test]
fn files_without_text_are_refused_with_a_reason() {
    let rule = |bytes: &[u8]| opened(bytes).1.iter().map(|problem| (problem.rule, problem.help.len())).next();
    let image = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";
    let (_, diagnostics) = opened(&pages(&[image], "", &[]));
    assert!(diagnostics.iter().any(|problem| problem.message.contains("scanned")), "{diagnostics:?}");
    assert_eq!(rule(&pages(&["0 0 10 10 re f"], "", &[])), Some((Rule::FormatUnsupported, 1)));
    assert_eq!(rule(b"%PDF-1.7\n"), Some((Rule::FileDamaged, 1)));
    assert_eq!(rule(&pages(&[], "", &[])), Some((Rule::FileDamaged, 1)));
    let lock = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]",
        "11".repeat(32)
    );
    let catalog =
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"].map(str::to_owned);
    assert_eq!(rule(&file(&catalog, &lock)), Some((Rule::FileProtected, 1)));
    assert_eq!(rule(&pages(&[""; 201], "", &[])), Some((Rule::FileExcessive, 1)));
}

#[test]
fn pages_that_multiply_are_refused() {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    for next in 3..14 {
        objects.push(format!("<< /Type /Pages /Count 1 /Kids [{}] >>", format!("{next} 0 R ").repeat(10)));
    }
    objects.push("<< /Type /Page /MediaBox [0 0 600 800] >>".to_owned());
    let (_, diagnostics) = opened(&file(&objects, ""));
    assert!(diagnostics.iter().any(|problem| problem.rule == Rule::FileExcessive), "{diagnostics:?}");
}

#[test]
fn data_in_the_file_is_read_first() {
    let page = painted(&[(50, 700, "Somebody Else")]);
    let attached = [
        "<< /Type /Filespec /F (ada.yaml) /AFRelationship /Source /EF << /F 4 0 R >> >>".to_owned(),
        stream("", "basics:\n  name: Ada Lindqvist"),
    ];
    let names = "/Names << /EmbeddedFiles << /Names [(ada.yaml) 3 0 R] >> >>";
    let (source, _) = opened(&pages(&[&page], names, &attached));
    assert_eq!((source.name.as_str(), source.text.as_str()), ("ada.yaml", "basics:\n  name: Ada Lindqvist"));
    let xml = "<rdf:Description rms:rms_contact_fullName=\"Ada &amp; Co\" rms:rms_contact_email=\"n/a\"
        rms:rms_experience_0_company='Halden Works' rms:rms_experience_0_dateEnd='2021'>
        <rms:rms_experience_0_description>• Built a mill.\\n• Ran it.</rms:rms_experience_0_description>";
    let (source, _) = opened(&pages(&[&page], "/Metadata 3 0 R", &[stream("", xml)]));
    let json: serde_json::Value = serde_json::from_str(&source.text).expect("JSON");
    assert_eq!(json["basics"]["name"], "Ada & Co");
    assert_eq!(json["basics"]["email"], serde_json::Value::Null);
    let work = &json["work"][0];
    assert_eq!((work["name"].as_str(), work["endDate"].as_str()), (Some("Halden Works"), Some("2021")));
    assert_eq!(work["highlights"], serde_json::json!(["Built a mill.", "Ran it."]));
}

#[test]
fn junk_before_the_file_does_no_harm() {
    let bytes = pages(&[&painted(&[(50, 700, "Ada")])], "", &[]);
    let behind_junk = [b"\r\n\r\n".as_slice(), &bytes].concat();
    assert!(super::is_pdf(&behind_junk) && !super::is_pdf(b"A text about PDF."));
    assert_eq!(opened(&behind_junk).0.text, "Ada\n");
}

#[test]
fn damaged_bytes_give_a_text_or_a_reason() {
    let bytes = pages(&[&painted(&[(50, 700, "Ada"), (300, 700, "2019"), (50, 680, "Halden")])], "", &[]);
    let read = |bytes: &[u8]| {
        let (source, diagnostics) = opened(bytes);
        assert!(diagnostics.has_errors() || source.extracted.is_some());
        if let Some(Extracted::Lines(lines)) = &source.extracted {
            assert!(lines.iter().all(|line| source.text.get(line.span.range()).is_some()));
        }
    };
    (0..bytes.len()).step_by(7).for_each(|end| read(&bytes[..end]));
    for at in (0..bytes.len()).step_by(3) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x11;
        read(&flipped);
    }
}
