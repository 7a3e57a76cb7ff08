//! `recto import`: what people have already becomes a file to go on with.

use crate::fixtures::{files, layouts, project};
use crate::harness::{ADA, Folder, snapshot};
use serde_json::Value;
use std::fs;

/// A text as it is copied out of a page.
const COPIED: &str = "\
Ada Lindqvist
ada.lindqvist@example.com | +1 902 555 0142

EX PE R IEN C E
Skerry Instruments, Halifax
Lead Firmware Engineer (2021-Present)
Firmware Engineer (2018-2021)
• Built the test rig that every board passes, and cut
field failures by 71%.
";

#[test]
fn a_copied_text_becomes_a_file_with_a_report() {
    let folder = Folder::new().file("ada.txt", COPIED);
    snapshot!(folder.run("import ada.txt"));
    let yaml = String::from_utf8(folder.read("ada.yaml")).expect("text");
    for said in ["name: Skerry Instruments", "position: Firmware Engineer", "cut field failures by 71%"] {
        assert!(yaml.contains(said), "{said}: {yaml}");
    }
    assert_eq!(folder.run("check ada.yaml").code, Some(0));
}

#[test]
fn the_name_of_the_output_says_its_format() {
    let folder = Folder::new().file("ada.txt", COPIED);
    for (name, start) in [("a.json", "{"), ("a.toml", "\"$schema\""), ("a.md", "# Ada"), ("a.yml", "$schema")]
    {
        assert_eq!(folder.run(&format!("import ada.txt -o {name}")).code, Some(0), "{name}");
        let text = String::from_utf8(folder.read(name)).expect("text");
        assert!(text.starts_with(start) && text.contains("Skerry"), "{name}: {text}");
    }
    let piped = folder.pipe("import - -o - -q", COPIED.as_bytes());
    assert!(piped.out().contains("name: Ada Lindqvist"), "{}", piped.out());
    snapshot!(folder.run("import ada.txt -o a.pdf"), folder.run("import ada.txt -o a.doc"));
}

#[test]
fn nothing_is_overwritten_without_force() {
    let folder = Folder::with_ada().file("ada.txt", COPIED);
    snapshot!(folder.run("import ada.txt"), folder.run("import ada.yaml"));
    assert_eq!(folder.read("ada.yaml"), ADA.as_bytes());
    assert_eq!(folder.run("import ada.txt --force").code, Some(0));
    assert_ne!(folder.read("ada.yaml"), ADA.as_bytes());
}

#[test]
fn several_files_are_brought_at_once() {
    let bea = COPIED.replace("Ada", "Bea");
    let files = || Folder::new().file("a.txt", COPIED).file("old/b b.txt", &bea).file("c.rtf", "{\\rtf1}");
    let import = |folder: &Folder, args: &[&str]| {
        folder.outcome("import …", &mut folder.command([&["import", "a.txt", "old/b b.txt"], args].concat()))
    };
    for args in [&["-o", "new/cvs/"][..], &["-o", "new/cvs"], &[]] {
        let folder = files();
        let outcome = import(&folder, args);
        assert_eq!((outcome.code, outcome.stderr.matches("1  name").count()), (Some(0), 2), "{outcome}");
        let below = if args.is_empty() { "" } else { "new/cvs/" };
        assert!(outcome.stderr.contains(&format!("`recto render \"{below}b b.yaml\"`")), "{outcome}");
        let yaml = String::from_utf8(folder.read(&format!("{below}b b.yaml"))).expect("text");
        assert!(yaml.contains("Bea") && folder.path(&format!("{below}a.yaml")).exists(), "{yaml}");
    }
    // One that cannot be read stops no other, and none is written over another.
    let folder = files().file("old/a.txt", &bea);
    let outcome = import(&folder, &["c.rtf", "old/a.txt", "-o", "cvs", "--force"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("another of the files was written to `cvs/a.yaml` already"), "{outcome}");
    assert!(String::from_utf8(folder.read("cvs/a.yaml")).expect("text").contains("Ada"));
    for (args, why) in [
        (&["-o", "all.yaml"][..], "name a folder with `-o`"),
        (&["-"], "import it by itself"),
        (&["ada.yaml"], "`-o ada.yaml` names the file to write"),
        (&["--to", "json"], "such as `-o resume.json`"),
    ] {
        let folder = files();
        let outcome = import(&folder, args);
        assert!(outcome.code != Some(0) && outcome.stderr.contains(why), "{outcome}");
        assert_eq!(folder.names(), ["a.txt", "c.rtf", "old"]);
    }
}

#[test]
fn the_command_that_is_recommended_works() {
    let folder = Folder::with_ada().file("side-new.pdf", "mine");
    assert_eq!(folder.run("render ada.yaml -o plain.pdf -l plain").code, Some(0));
    let foreign = [folder.read("plain.pdf"), b"% by others".to_vec()].concat();
    let folder = folder.file("side.pdf", &foreign);
    for (pdf, recommended) in [("side", "render side.yaml -o side-new-2.pdf"), ("plain", "render plain.yaml")]
    {
        let outcome = folder.run(&format!("import {pdf}.pdf"));
        assert!(outcome.stderr.contains(&format!("then `recto {recommended}`\n")), "{outcome}");
        assert_eq!(folder.run(recommended).code, Some(0), "{recommended}");
    }
    assert!(folder.read("side.pdf") == foreign && folder.read("side-new.pdf") == b"mine");
}

#[test]
fn options_are_in_the_report_and_said_to_win() {
    let file = "cv:\n  name: Ada Lindqvist\n  sections:\n    summary: [Builds bridges.]\n\
                design:\n  theme: sb2nov\n  page: {size: us-letter, top_margin: 2cm}\n";
    let folder = Folder::new().file("cv.yaml", file);
    let outcome = folder.run("import cv.yaml -o new.yaml");
    assert!(outcome.stderr.contains("option       paper: us-letter"), "{outcome}");
    assert!(outcome.stderr.contains("`design.page.top_margin`"), "{outcome}");
    assert!(!outcome.stderr.contains("`design.page`") && !outcome.stderr.contains("recto.toml"), "{outcome}");
    let folder = folder.file("recto.toml", "[options]\npaper = 'a4'\n");
    let outcome = folder.run("import cv.yaml -o other.yaml");
    let word = "recto.toml: its `layout` and `paper` are overridden by the new file";
    assert!(outcome.stderr.contains(word), "{outcome}");
}

#[test]
fn nothing_is_made_of_nothing() {
    let folder = Folder::new()
        .file("list.txt", "Experience\n\nLantern Works, Halifax\nEngineer (2018-2021)\n- Built a rig\n")
        .file("a.yaml", "basics: {email: ada@example.com}\n")
        .file("none.yaml", "meta: {version: v1}\n")
        .file("none.json", "{}");
    for file in ["list.txt -o list.yaml", "a.yaml -o b.yaml"] {
        let outcome = folder.run(&format!("import {file}"));
        assert!(
            outcome.code == Some(0) && outcome.stderr.contains("warning: no name was found"),
            "{outcome}"
        );
    }
    for file in ["none.yaml", "none.json"] {
        let outcome = folder.run(&format!("import {file} -o new.yaml"));
        assert!(
            outcome.code == Some(1) && outcome.stderr.contains("nothing of a résumé was found"),
            "{outcome}"
        );
    }
    assert!(!folder.path("new.yaml").exists());
}

#[test]
fn what_a_page_shows_comes_back_from_its_pdf() {
    let file = "basics: {name: Ada Lindqvist, email: ada@example.com}\n\
                work: [{name: Lantern Works, position: Engineer, startDate: 2019-03, highlights: [Built a rig]}]\n";
    let folder = Folder::new().file("ada.yaml", file);
    assert_eq!(folder.run("render ada.yaml").code, Some(0));
    let outcome = folder.run("import ada.pdf -o back.yaml");
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.stderr.contains("page 1\n"), "{}", outcome.stderr);
    let back = String::from_utf8(folder.read("back.yaml")).expect("text");
    for said in ["email: ada@example.com", "name: Lantern Works", "position: Engineer", "startDate: 2019-03"]
    {
        assert!(back.contains(said), "{said}: {back}");
    }
}

#[test]
fn roles_of_one_employer_come_back_from_tagged_headings() {
    let role = |title: &str, from: u16| {
        format!("{{position: {title}, startDate: '{from}', highlights: [Built a rig]}}")
    };
    let roles = [role("Lead Engineer", 2020), role("Engineer", 2016), role("Fitter", 2012)].join(", ");
    let file =
        format!("basics: {{name: Ada Lindqvist}}\nwork: [{{name: Lantern Works, positions: [{roles}]}}]\n");
    let folder = Folder::new().file("ada.yaml", file);
    assert_eq!(folder.run("render ada.yaml").code, Some(0));
    assert_eq!(folder.run("import ada.pdf -o back.yaml").code, Some(0));
    let back = String::from_utf8(folder.read("back.yaml")).expect("text");
    assert!(back.contains("name: Lantern Works"), "{back}");
    for (title, from) in [("Lead Engineer", "2020"), ("Engineer", "2016"), ("Fitter", "2012")] {
        assert!(back.contains(&format!("- position: {title}\n    startDate: \"{from}\"")), "{title}: {back}");
    }
}

/// What a résumé says of a person, its jobs and its schools, as the pages show it.
fn facts(json: &[u8]) -> Vec<String> {
    let resume: Value = serde_json::from_slice(json).expect("JSON");
    let of = |value: &Value, keys: &[&str]| -> String {
        let values = keys.iter().map(|key| value.get(key).and_then(Value::as_str).unwrap_or_default());
        values.collect::<Vec<_>>().join(" | ")
    };
    let list =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut facts = vec![of(&resume["basics"], &["name", "label", "email", "phone"])];
    for job in list(&resume, "work") {
        let roles = Some(list(&job, "positions")).filter(|roles| !roles.is_empty());
        for role in roles.unwrap_or_else(|| vec![job.clone()]) {
            facts.push(
                of(&job, &["name", "location"]) + " | " + &of(&role, &["position", "startDate", "endDate"]),
            );
        }
    }
    let schools = list(&resume, "education");
    facts.extend(
        schools
            .iter()
            .map(|school| of(school, &["institution", "studyType", "area", "startDate", "endDate"])),
    );
    facts
}

#[test]
fn every_example_comes_back_from_every_layout_with_tags_and_without() {
    let folder = Folder::new();
    for name in files("examples", &["json", "yaml", "toml", "md", "png"]) {
        fs::copy(project("examples").join(&name), folder.path(&name)).expect("a copy");
    }
    fs::remove_file(folder.path("README.md")).expect("no résumé");
    let layouts = layouts().join(",");
    let outcome = folder.run(&format!("render . -l {layouts} -o pdf --name {{stem}}-{{ext}}.{{layout}}"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(folder.run("render . -f json -o src --name {stem}-{ext}").code, Some(0));
    for file in fs::read_dir(folder.path("pdf")).expect("PDF files") {
        let path = file.expect("a file").path();
        let bytes = fs::read(&path).expect("bytes");
        let at = bytes.windows(15).rposition(|bytes| bytes == b"/StructTreeRoot").expect("a tag tree");
        let bare = [&bytes[..at], b"/NoTreeRootHere", &bytes[at + 15..]].concat();
        fs::write(path.with_extension("bare.pdf"), bare).expect("room");
    }
    let files: Vec<_> = fs::read_dir(folder.path("pdf"))
        .expect("PDF files")
        .map(|file| file.expect("a file").path())
        .collect();
    let back =
        folder.command(["render", "-f", "json", "-o", "back", "-q"]).args(&files).output().expect("a run");
    let problems = String::from_utf8_lossy(&back.stderr);
    assert!(back.status.success() && !problems.contains("in no field of the résumé"), "{problems}");
    let mut differ = Vec::new();
    for file in fs::read_dir(folder.path("back")).expect("JSON files") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let stem = name.split('.').next().unwrap_or_default();
        let (shown, back) =
            (facts(&folder.read(&format!("src/{stem}.json"))), facts(&fs::read(&path).expect("JSON")));
        differ.extend(
            shown.iter().filter(|fact| !back.contains(fact)).map(|fact| format!("{name}: {fact}: {back:#?}")),
        );
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn an_attached_file_comes_back_byte_for_byte() {
    let file = "# mine\nname = \"Ada Lindqvist\"\nemail = \"ada@example.com\"\n[[work]]\nname = 'Lantern Works'\nhide = true\n";
    let folder = Folder::new().file("ada.toml", file);
    assert_eq!(folder.run("render ada.toml --attach -o cv.pdf").code, Some(0));
    assert_eq!(folder.run("import cv.pdf").code, Some(0));
    assert_eq!(folder.read("cv.toml"), file.as_bytes());
    // In another format it is written anew.
    assert_eq!(folder.run("import cv.pdf -o cv.yaml").code, Some(0));
    assert!(String::from_utf8(folder.read("cv.yaml")).expect("text").contains("hide: true"));
    // A file that is made without the option has nothing in it.
    assert_eq!(folder.run("render ada.toml -o bare.pdf").code, Some(0));
    assert!(!folder.read("bare.pdf").windows(13).any(|bytes| bytes == b"/EmbeddedFile"));
}

#[test]
fn a_document_is_rendered_with_a_warning() {
    let folder = Folder::new().file("ada.txt", COPIED);
    let outcome = folder.run("render ada.txt --set basics.label=Engineer");
    snapshot!(outcome);
    assert_eq!(folder.names(), ["ada.pdf", "ada.txt"]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new()
        .file("a.rtf", "{\\rtf1}")
        .file("a.pdf", "%PDF-1.7\nnothing")
        .file("a.zip", "PK\x03\x04");
    snapshot!(folder.run("import a.rtf"), folder.run("import a.pdf"), folder.run("import a.zip"));
    assert_eq!(folder.names(), ["a.pdf", "a.rtf", "a.zip"]);
}
