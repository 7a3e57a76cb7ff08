use super::*;
use crate::snapshot::lines::{Drawing, DrawingKind, Item, PageItems, Run, Style, What};
use crate::snapshot::role::Role;
use crate::snapshot::structure::{Element, Structure, Tag};
use crate::snapshot::text::{Text, TextLine};
use proptest::prelude::*;

const TEXT: &str = "text.txt";
const STRUCTURE: &str = "structure.txt";
const LINES: &str = "lines.txt";

fn some() -> Snapshot {
    let text = |page, role, text: &str| TextLine { page, role, text: text.to_owned() };
    let style = Style {
        size: 10.5,
        weight: 600,
        italic: true,
        color: "#1f3a5f".to_owned(),
        family: "Source Serif 4".to_owned(),
        extras: std::collections::BTreeMap::new(),
    };
    let run = |role, text: &str| Run { role, style: style.clone(), text: text.to_owned() };
    let line = Item::line(
        1,
        [56.69, 200.0, 10.0, 20.5].into(),
        vec![run(Role::Heading(3), "Lead \"A\" "), run(Role::Date, "2020")],
    );
    let rule = Drawing {
        sort: DrawingKind::Rule,
        color: "#8f9caf".to_owned(),
        stroke: 0.5,
        extras: [("dashes".to_owned(), "2 pt".to_owned())].into(),
    };
    let rule = Item {
        page: 2,
        area: [0.0, 9.5, 3.0, 3.0].into(),
        role: Role::Heading(2),
        what: What::Drawing(rule),
    };
    let element = |depth, tag, language: Option<&str>, text: &str| Element {
        depth,
        tag,
        language: language.map(str::to_owned),
        text: text.to_owned(),
    };
    Snapshot {
        text: Some(Text {
            pages: 2,
            lines: vec![
                text(1, Role::Name, "Ada"),
                text(1, Role::Heading(2), "Work: # one"),
                text(1, Role::Text, "page 2"),
                text(2, Role::Furniture, "Ada 2 / 2"),
                text(2, Role::Text, "end"),
            ],
        }),
        structure: Some(Structure {
            language: "de-CH".to_owned(),
            author: Some("Ada Lind".to_owned()),
            title: "Ada – Résumé".to_owned(),
            elements: vec![
                element(0, Tag::Heading(2), None, "Work: (one)"),
                element(0, Tag::List, None, ""),
                element(1, Tag::Item, Some("en"), ""),
                element(2, Tag::Link("https://example.com/?a=(b): c".to_owned()), Some("fr"), "<here>: x"),
                element(0, Tag::Figure, None, ""),
                element(0, Tag::Numbered, None, ""),
            ],
        }),
        lines: Some(PageItems { sizes: vec![[595.28, 841.89]; 2], items: vec![line, rule] }),
        pictures: Some(vec![Picture { width: 2, height: 2, ppi: 96, pixels: vec![0, 1, 2, 0x7fff] }; 2]),
    }
}

#[test]
fn what_is_written_is_read() {
    let files = write(&some());
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["lines.txt", "page-1.png", "page-2.png", "structure.txt", "text.txt"]);
    assert_eq!(read(&files, &Aspect::ALL), (some(), Vec::new()));
    assert!(names.iter().all(|name| belongs(name).is_some()));
}

#[test]
fn files_read_well() {
    let files = write(&some());
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    insta::assert_snapshot!([text(TEXT), text(STRUCTURE), text(LINES)].join("\n"));
}

#[test]
fn only_what_is_asked_for_is_read() {
    let (snapshot, faults) = read(&write(&some()), &[Aspect::Text]);
    assert_eq!(snapshot, Snapshot { text: some().text, ..Snapshot::default() });
    assert_eq!(faults, []);
}

#[test]
fn what_is_missing_is_named() {
    let mut files = write(&some());
    files.remove("page-2.png");
    files.remove("structure.txt");
    let (snapshot, faults) = read(&files, &Aspect::ALL);
    assert!(snapshot.text.is_some() && snapshot.pictures.is_none() && snapshot.structure.is_none());
    let missing = |file: &str| Fault { file: file.to_owned(), problem: Problem::Missing };
    assert_eq!(faults, [missing("structure.txt"), missing("page-2.png")]);
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for (name, bytes) in write(&some()) {
        for end in 0..bytes.len() {
            let mut files = write(&some());
            files.insert(name.clone(), bytes[..end].to_vec());
            let (_, faults) = read(&files, &Aspect::ALL);
            assert_eq!(faults.len(), 1, "{name} cut at {end} of {}", bytes.len());
            assert!(faults[0].file == name && faults[0].problem != Problem::Missing);
        }
    }
}

#[test]
fn a_bit_that_is_not_as_it_was_is_found() {
    for (name, bytes) in write(&some()) {
        for bit in 0..bytes.len() * 8 {
            let mut touched = bytes.clone();
            touched[bit / 8] ^= 1 << (bit % 8);
            let mut files = write(&some());
            files.insert(name.clone(), touched);
            assert_ne!(read(&files, &Aspect::ALL), (some(), Vec::new()), "{name}: bit {bit}");
        }
    }
}

#[test]
fn each_file_of_a_newer_program_is_known() {
    let newer = |name: &str, bytes: &[u8]| {
        let (_, faults) = read(&Files::from([(name.to_owned(), bytes.to_vec())]), &Aspect::ALL);
        faults.iter().any(|fault| fault.file == name && fault.is_newer())
    };
    for (name, bytes) in write(&some()) {
        assert!(!newer(&name, &bytes));
        let touched = match std::str::from_utf8(&bytes) {
            Ok(text) => text.replacen("snapshot 1", "snapshot 2", 1).into_bytes(),
            Err(_) => of_version_2(&bytes),
        };
        assert!(newer(&name, &touched), "{name}");
    }
}

/// A picture that says that it is of version 2.
fn of_version_2(png: &[u8]) -> Vec<u8> {
    let said = b"tEXtrecto-snapshot\x001 page";
    let at = png.windows(said.len()).position(|bytes| bytes == said).expect("a chunk that says what it is");
    let length = u32::from_be_bytes(png[at - 4..at].try_into().expect("four bytes")) as usize;
    let mut png = png.to_vec();
    png[at + said.len() - 6] = b'2';
    let sum = crc32fast::hash(&png[at..at + 4 + length]);
    png[at + 4 + length..][..4].copy_from_slice(&sum.to_be_bytes());
    png
}

#[test]
fn what_tells_of_millions_of_pages_keeps_nobody_waiting() {
    let missing = |files: &Files| {
        let (_, faults) = read(files, &Aspect::ALL);
        let missing =
            faults.into_iter().filter(|fault| fault.problem == Problem::Missing).map(|fault| fault.file);
        missing.take(9).collect::<Vec<_>>()
    };
    let mut files = write(&some());
    let pages: String = (1..=1_000_000).map(|number| format!("page {number}\n")).collect();
    files.insert(TEXT.to_owned(), framed("text", &pages).into_bytes());
    assert_eq!(missing(&files), ["page-3.png"]);
    let picture = files["page-1.png"].clone();
    let files = Files::from([("page-1.png".to_owned(), picture.clone()), (page(usize::MAX, ""), picture)]);
    assert_eq!(missing(&files), [TEXT, STRUCTURE, LINES, "page-2.png", "page-3.png"]);
}

#[test]
fn each_fault_says_what_is_wrong() {
    let reason = |bytes: &[u8]| {
        let mut files = write(&some());
        files.insert(TEXT.to_owned(), bytes.to_vec());
        read(&files, &[Aspect::Text]).1.pop().map(|fault| fault.problem.to_string()).unwrap_or_default()
    };
    assert_eq!(
        reason(b"recto snapshot 2: text\nend\n"),
        "it is from a newer recto (its version is 2, this recto knows 1)"
    );
    assert_eq!(reason(b"recto snapshot 1: structure\nend\n"), "it holds structure, not text");
    assert_eq!(reason(b"hello\n"), "recto did not write it");
    assert_eq!(reason(b"recto snapshot 0: text\nend\n"), "recto did not write it");
    assert_eq!(reason(b""), "it is empty");
    assert_eq!(reason(&vec![b' '; MAX_BYTES + 1]), "it is larger than 64 MB");
    assert_eq!(reason(b"recto snapshot 1: te"), "it is cut short: its last line is not `end`");
    assert_eq!(
        reason(b"recto snapshot 1: text\npage 1\n  a\n"),
        "it is cut short: its last line is not `end`"
    );
    assert_eq!(reason(b"recto snapshot 1: text\npage 1\nx a\nend\n"), "its line 3 is damaged");
    assert_eq!(reason(b"recto snapshot 1: text\npage 1\n<<<<<<< mine\nend\n"), "it holds a merge conflict");
    assert_eq!(reason(b"recto snapshot 1: text\npage 1\n  \xff\nend\n"), "it is not UTF-8");
    assert_eq!(reason(b"recto snapshot 1: text\r\npage 1\r\nend\r\n"), "");
}

#[test]
fn files_of_somebody_else_are_known() {
    for name in [
        "notes.md", "page-01.png", "page-0.png", "page-+1.png", "page-1.jpg", "page-x.png", "page-1.old.png",
        "pages-1.png", "text.txt.orig",
    ] {
        assert_eq!(belongs(name), None, "{name}");
    }
    assert_eq!(belongs("page-12.new.png"), Some(Belongs::Beside));
    assert_eq!(belongs("page-1.diff.png"), Some(Belongs::Beside));
    assert_eq!(belongs("page-1.png"), Some(Belongs::To(Aspect::Pixels)));
}

proptest! {
    #[test]
    fn any_text_is_kept(text in "[^\\p{Cc}]{1,40}", url in "[!-=?-~]{0,20}") {
        let mut snapshot = some();
        let text = crate::snapshot::folded(&text);
        if let Some(all) = &mut snapshot.text {
            all.lines[2].text.clone_from(&text);
        }
        if let Some(structure) = &mut snapshot.structure {
            structure.elements[3].text.clone_from(&text);
            structure.elements[3].tag = Tag::Link(url);
        }
        prop_assert_eq!(read(&write(&snapshot), &Aspect::ALL), (snapshot, Vec::new()));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), body in "[ -~\n]{0,80}") {
        for name in [TEXT, STRUCTURE, LINES, "page-1.png"] {
            let holds = name.split('.').next().expect("a name");
            for bytes in [bytes.clone(), framed(holds, &body).into_bytes()] {
                read(&Files::from([(name.to_owned(), bytes)]), &Aspect::ALL);
            }
        }
    }
}
