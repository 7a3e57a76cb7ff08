//! `recto new`.

use crate::harness::{Folder, snapshot};
use crate::pdf::Pdf;
use recto::resume::SectionKind;

#[test]
fn a_starter_is_written_and_never_overwrites() {
    let folder = Folder::new();
    snapshot!(folder.run("new"), folder.run("new"));
    assert_eq!(folder.names(), ["resume.yaml"]);
    assert!(String::from_utf8(folder.read("resume.yaml")).expect("text").starts_with("# A résumé"));
}

#[test]
fn the_name_tells_the_format() {
    let folder = Folder::new();
    for (name, start) in [("a.json", "{"), ("a.toml", "#"), ("a.md", "<!--"), ("a.yml", "#")] {
        assert_eq!(folder.run(&format!("new {name}")).code, Some(0), "{name}");
        assert!(folder.read(name).starts_with(start.as_bytes()), "{name}");
    }
}

#[test]
fn every_section_is_in_every_data_starter() {
    let folder = Folder::new();
    for name in ["a.json", "a.toml", "a.yaml"] {
        folder.run(&format!("new {name}"));
        let text = String::from_utf8(folder.read(name)).expect("text");
        for key in SectionKind::KEYED.map(SectionKind::key) {
            assert!(text.contains(key), "{name}: {key}");
        }
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = Folder::new().file("folder/x", "");
    snapshot!(
        folder.run("new a.docx"),
        folder.run("new a"),
        folder.run("new folder"),
        folder.run("new none/a.yaml")
    );
    assert_eq!(folder.names(), ["folder"]);
}

#[test]
fn a_dash_prints_it() {
    let folder = Folder::new();
    assert!(folder.run("new -").out().starts_with("# A résumé"));
    assert!(folder.names().is_empty());
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_not_written_through() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("elsewhere", folder.path("resume.yaml")).expect("a link");
    assert_eq!(folder.run("new").code, Some(1));
    assert_eq!(folder.names(), ["resume.yaml"]);
}

#[test]
fn every_starter_renders_without_a_warning() {
    let folder = Folder::new();
    for name in ["a.json", "b.toml", "c.md", "d.yaml"] {
        folder.run(&format!("new {name}"));
        let outcome = folder.run(&format!("render --strict {name} -o -"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let text = Pdf::new(&outcome.stdout).text();
        assert!(text.starts_with("Jo Ferrand Workshop Manager"), "{name}: {text}");
        assert!(!text.contains("Replace what is here") && !text.contains("--"), "{name}: {text}");
    }
}
