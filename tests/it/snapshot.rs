//! `recto snapshot`: changes that are planted in a layout are found and told in the right terms, in the forms that people
//! and programs read.

use crate::fixtures::project;
use crate::harness::{ADA, Folder, Outcome, copy, snapshot};
use crate::store::files_in;
use std::fs;

/// A folder with an example, the project's layouts, and the snapshots of the example in one of them.
pub fn stored(example: &str, layout: &str) -> Folder {
    let folder = Folder::new();
    copy(&project("layouts"), &folder.path("layouts"));
    copy(&project("examples"), &folder.path("examples"));
    let outcome = folder.run(&format!("snapshot examples/{example} -l {layout} --update -q"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    folder
}

/// Changes a file of the folder.
pub fn plant(folder: &Folder, file: &str, old: &str, new: &str) {
    let text = String::from_utf8(folder.read(file)).expect("UTF-8");
    assert!(text.contains(old), "`{old}` is not in {file}");
    fs::write(folder.path(file), text.replace(old, new)).expect("a file");
}

/// What is told about an example when a layout is changed.
fn told(example: &str, layout: &str, file: &str, old: &str, new: &str) -> Vec<String> {
    let folder = stored(example, layout);
    plant(&folder, file, old, new);
    let outcome = folder.run(&format!("snapshot examples/{example} -l {layout} --layouts-from layouts"));
    assert_eq!(outcome.code, Some(1), "{outcome}");
    changes(&outcome)
}

/// The lines that tell of a change.
pub fn changes(outcome: &Outcome) -> Vec<String> {
    outcome.stderr.lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned).collect()
}

#[test]
fn a_pixel_to_the_side_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.typ",
        "inset: (bottom: .34em), stroke",
        "inset: (left: .5pt, bottom: .34em), stroke",
    );
    assert_eq!(told, ["page 1: section headings moved 0.18 mm right"]);
}

#[test]
fn a_step_of_colour_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.toml",
        "color = \"accent\", case",
        "color = \"#1f3a60\", case",
    );
    assert_eq!(told, ["colour of section headings changed: #1f3a5f became #1f3a60"]);
}

#[test]
fn a_lost_space_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.typ",
        "text(fill: accent)[ · ]",
        "text(fill: accent)[ ·]",
    );
    assert_eq!(told, ["page 1: a space is lost at 5 places: \"· +1\" became \"·+1\", …"]);
}

#[test]
fn swapped_sections_are_found() {
    let swapped = "for one in { let s = sections; (s.first(), s.at(2), s.at(1), ..s.slice(3)) } {";
    let told = told("ada.yaml", "folio", "layouts/lib/document.typ", "for one in sections {", swapped);
    assert_eq!(told, ["section \"Education\" now stands after \"Summary\""]);
}

#[test]
fn another_weight_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.toml",
        "weight = 600, color = \"accent\", case",
        "weight = 400, color = \"accent\", case",
    );
    assert_eq!(told, ["weight of section headings changed: 600 became 400"]);
}

#[test]
fn a_missing_link_is_found() {
    let without = "else if item.kind == \"email\" { text } else { link(item.url, text) }";
    let told = told("ada.yaml", "folio", "layouts/lib/pieces.typ", "else { link(item.url, text) }", without);
    assert_eq!(told, ["link \"ada.lindqvist@example.com\" to `mailto:ada.lindqvist@example.com` is gone"]);
}

#[test]
fn a_page_more_is_found() {
    let breaks = "if section.id == \"skills\" { pagebreak() }\n  heading(level: 2, section.title)";
    let told =
        told("ada.yaml", "folio", "layouts/folio/layout.typ", "heading(level: 2, section.title)", breaks);
    // What moves beside that is the density that suits the new pages.
    assert_eq!(told[..2], ["1 page became 2", "\"Skills\" and 5 lines after it moved from page 1 to page 2"]);
}

#[test]
fn another_alternative_text_is_found() {
    let told = told("photo.yaml", "folio", "layouts/lib/pieces.typ", "alt: photo.alt", "alt: \"Photo\"");
    assert_eq!(told, ["alternative text changed: \"Portrait of Matteo Sandoval\" became \"Photo\""]);
}

#[test]
fn changes_that_are_no_words_are_named() {
    let folio = "layouts/folio/layout.typ";
    let told = |file: &str, old: &str, new: &str| told("ada.yaml", "folio", file, old, new);
    let dotted = "(paint: accent.lighten(50%), thickness: .5pt, dash: \"dotted\")";
    assert_eq!(
        told(folio, ".5pt + accent.lighten(50%)", dotted),
        ["dashes of rules of section headings changed: none became 0.5 pt, 2 pt"]
    );
    assert_eq!(
        told("layouts/folio/layout.toml", "case = \"small-caps\"", "case = \"normal\""),
        ["small capitals are gone from section headings"]
    );
    assert_eq!(
        told(
            "layouts/lib/document.typ",
            "let links = options",
            "let links = \"underline\"\n  let _ = options"
        ),
        ["underline is new on links (0.5 pt thick, 0.14 em below the baseline)"]
    );
    assert_eq!(
        told("layouts/lib/document.typ", "set std.page(paper", "set std.page(fill: rgb(\"#fffffa\"), paper"),
        ["page 1: 1 page background is new: #fffffa"]
    );
    assert_eq!(
        told("layouts/folio/layout.typ", "[ · ]", "[\u{a0}· ]")[0],
        "page 1: white space changed at 5 places: a space became a no-break space in \"Scotia\u{a0}·\", …"
    );
}

#[test]
fn a_link_on_other_words_is_found() {
    let part = "{ if item.kind == \"email\" { link(item.url, text.slice(0, 3)) + text.slice(3) } else { link(item.url, text) } }";
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/lib/pieces.typ",
        "{ link(item.url, text) }\n}",
        &format!("{part}\n}}"),
    );
    assert_eq!(
        told,
        ["link to `mailto:ada.lindqvist@example.com` is on \"ada\" instead of \"ada.lindqvist@example.com\""]
    );
}

#[test]
fn dates_in_a_column_move_by_themselves() {
    let told = told(
        "ada.yaml",
        "datum",
        "layouts/datum/layout.typ",
        "block(width: column, body))",
        "block(width: column, pad(left: .75pt, body)))",
    );
    assert_eq!(told, ["page 1: dates and text (1 of 13) moved 0.26 mm right"]);
}

#[test]
fn a_bullet_of_another_kind_is_told_once() {
    let told = told("ada.yaml", "folio", "layouts/lib/document.typ", "marker: \"•\"", "marker: \"▪\"");
    assert_eq!(told, ["page 1: text changed: \"•\" became \"▪\" (7 times)"]);
}

#[test]
fn a_heading_that_is_none_any_more_is_found() {
    let told = told(
        "ada.yaml",
        "plain",
        "layouts/plain/layout.typ",
        "heading(level: 2, section.title)",
        "if section.id == \"skills\" { block(above: space(7), below: space(1.6), sticky: true, width: 100%, par(text(font: tokens.font, size: 1.36em, weight: 700, fill: accent, section.title))) } else { heading(level: 2, section.title) }",
    );
    assert_eq!(
        told,
        ["heading \"Skills\" of level 2 is gone", "structure of \"Projects\": 1 paragraph more"]
    );
}

#[test]
fn what_only_a_picture_shows_is_found() {
    let folder = stored("photo.yaml", "folio");
    let (whole, low) = ("alt: photo.alt))\n}", "alt: photo.alt)))\n}");
    plant(
        &folder,
        "layouts/lib/pieces.typ",
        "image(photo.path",
        "scale(y: 60%, origin: std.top + std.left, image(photo.path",
    );
    plant(&folder, "layouts/lib/pieces.typ", whole, low);
    let outcome = folder.run("snapshot examples/photo.yaml -l folio --layouts-from layouts");
    let told = changes(&outcome);
    assert!(told.len() == 1 && told[0].contains("of the pixels differ"), "{outcome}");
    let names = |folder: &Folder| files_in(&folder.path("snapshots/examples/photo.yaml/folio"));
    let all = ["lines.txt", "page-1.diff.png", "page-1.new.png", "page-1.png", "structure.txt", "text.txt"];
    assert_eq!(names(&folder), all);
    let outcome = folder.run("snapshot examples/photo.yaml -l folio");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(names(&folder), ["lines.txt", "page-1.png", "structure.txt", "text.txt"], "all is well again");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = Folder::with_ada()
        .file("file", "")
        .file("bad.yaml", "basics: {name: Ada}\nwork: [{startDate: 2019-13}]\n");
    snapshot!(
        folder.run("snapshot ada.yaml --dir file"),
        folder.run("snapshot ada.yaml --only words"),
        folder.run("snapshot ada.yaml --report out.pdf"),
        folder.run("snapshot ada.yaml -l folo"),
        folder.run("snapshot -"),
        folder.run("snapshot /dev/null"),
        folder.run("snapshot bad.yaml --update"),
        folder.run("snapshot ada.yaml --share 101"),
    );
    assert!(!folder.path("snapshots/bad.yaml").exists());
}

#[test]
fn results_come_as_lines_annotations_and_tables() {
    let folder = stored("ada.yaml", "folio");
    plant(
        &folder,
        "layouts/folio/layout.typ",
        "inset: (bottom: .34em), stroke",
        "inset: (left: .5pt, bottom: .34em), stroke",
    );
    let run = |format: &str| {
        folder.run(&format!(
            "snapshot examples/ada.yaml -l folio --layouts-from layouts --message-format {format}"
        ))
    };
    snapshot!(run("json"), run("github"), run("junit"));
}

#[test]
fn the_report_holds_the_pages() {
    let folder = stored("ada.yaml", "folio");
    plant(
        &folder,
        "layouts/folio/layout.typ",
        "inset: (bottom: .34em), stroke",
        "inset: (left: .5pt, bottom: .34em), stroke",
    );
    let outcome = folder.run("snapshot examples/ada.yaml -l folio --layouts-from layouts --report out.html");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let page = String::from_utf8(folder.read("out.html")).expect("UTF-8");
    assert_eq!(page.matches("data:image/png;base64,").count(), 3);
    assert!(page.contains("section headings moved 0.18 mm right") && page.contains("type=\"range\""));
}

#[test]
fn a_name_behind_a_space_stores_no_other() {
    let folder = Folder::with_ada().file("b.yaml", ADA);
    let outcome = folder.run("snapshot . --update b.yaml");
    assert!(outcome.code == Some(1) && outcome.stderr.contains("2 snapshots: 1 stored, 1 new"), "{outcome}");
    assert!(!folder.path("snapshots/ada.yaml").exists() && folder.path("snapshots/b.yaml").exists());
    let missing = folder.run("snapshot none");
    assert_eq!(missing.stderr.matches("no such file or folder").count(), 1, "{missing}");
}

#[test]
fn snapshots_of_a_folder_above_are_pointed_out() {
    let folder = Folder::new().file("team/cvs/ada.yaml", ADA);
    let run = |below: &str, args: &str| {
        let mut command = folder.command(args.split(' '));
        folder.outcome(args, command.current_dir(folder.path(below)))
    };
    assert_eq!(run(".", "snapshot team --update").code, Some(0));
    for (below, above) in [("team", "../snapshots"), ("team/cvs", "../../snapshots")] {
        let outcome = run(below, "snapshot .");
        let hint = format!("help: `{above}` has snapshots; run from there, or `--dir {above}`");
        assert!(outcome.code == Some(1) && outcome.stderr.contains(&hint), "{outcome}");
    }
    assert!(!run(".", "snapshot team").stderr.contains("has snapshots"));
}
