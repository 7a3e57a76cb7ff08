//! `recto snapshot`: changes that are planted in a layout are found and told in the right terms; what did not change is
//! the same wherever and however it is rendered; nothing is stored half.

use crate::fixtures::project;
use crate::harness::{Folder, Outcome, snapshot};
use std::fs;
use std::path::Path;

/// A folder with an example, the project's layouts, and the snapshots of the example in one of them.
fn stored(example: &str, layout: &str) -> Folder {
    let folder = Folder::new();
    copy(&project("layouts"), &folder.path("layouts"));
    copy(&project("examples"), &folder.path("examples"));
    let outcome = folder.run(&format!("snapshot examples/{example} -l {layout} --update -q"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("a copy");
        }
    }
}

/// Changes a file of the folder.
fn plant(folder: &Folder, file: &str, old: &str, new: &str) {
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
fn changes(outcome: &Outcome) -> Vec<String> {
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
        "layouts/folio/layout.typ",
        "fill: accent, smallcaps",
        "fill: rgb(\"#1f3a60\"), smallcaps",
    );
    assert_eq!(told, ["colour of section headings changed: #1f3a5f became #1f3a60"]);
}

#[test]
fn a_lost_space_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/lib/pieces.typ",
        "[#head: #keywords(item.items)]",
        "[#head:#keywords(item.items)]",
    );
    assert!(
        told[0].starts_with("page 1: a space is lost: \"Firmware: C,\" became \"Firmware:C,\""),
        "{told:?}"
    );
    assert!(
        told.iter().all(|line| line.contains("a space is lost")
            || line.contains("end elsewhere")
            || line.contains("narrower")),
        "{told:?}"
    );
}

#[test]
fn swapped_sections_are_found() {
    let swapped =
        "#{ let s = sheet.sections; (s.first(), s.at(2), s.at(1), ..s.slice(3)).map(show-section).join() }";
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.typ",
        "#sheet.sections.map(show-section).join()",
        swapped,
    );
    assert_eq!(told, ["section \"Education\" now stands after \"Summary\""]);
}

#[test]
fn another_weight_is_found() {
    let told = told(
        "ada.yaml",
        "folio",
        "layouts/folio/layout.typ",
        "weight: 600, fill: accent, smallcaps",
        "weight: 400, fill: accent, smallcaps",
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
    assert_eq!(told, ["1 page became 2", "\"Skills\" and 5 lines after it moved from page 1 to page 2"]);
}

#[test]
fn another_alternative_text_is_found() {
    let told = told("photo.yaml", "folio", "layouts/folio/layout.typ", "alt: photo.alt", "alt: \"Photo\"");
    assert_eq!(told, ["alternative text changed: \"Portrait of Matteo Sandoval\" became \"Photo\""]);
}

#[test]
fn changes_that_are_no_words_are_named() {
    let folio = "layouts/folio/layout.typ";
    let told = |file: &str, old: &str, new: &str| told("ada.yaml", "folio", file, old, new);
    let dotted = "(paint: accent.lighten(50%), thickness: .5pt, dash: \"dotted\")";
    assert_eq!(
        told(folio, ".5pt + accent.lighten(50%)", dotted),
        ["dashes of rules of section headings changed: none became 0.5 2 pt"]
    );
    assert_eq!(
        told(folio, "smallcaps(it.body)", "it.body"),
        ["small capitals are gone from section headings"]
    );
    assert_eq!(
        told("layouts/lib/page.typ", "if links == \"underline\"", "if true"),
        ["underline is new on links (0.5 pt thick, 0.14 em below the baseline)"]
    );
    assert_eq!(
        told("layouts/lib/page.typ", "set page(paper", "set page(fill: rgb(\"#fffffa\"), paper"),
        ["page 1: 1 page background is new: #fffffa"]
    );
    assert_eq!(
        told("layouts/lib/pieces.typ", "[#head: #keywords", "[#head:\u{a0}#keywords")[0],
        "page 1: white space changed: a space became a no-break space in \"Firmware:\u{a0}C,\""
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
    assert_eq!(told, ["page 1: dates and text (1 of 15) moved 0.26 mm right"]);
}

#[test]
fn a_bullet_of_another_kind_is_told_once() {
    let told = told("ada.yaml", "folio", "layouts/folio/layout.typ", "\"•\"), indent", "\"▪\"), indent");
    assert_eq!(told, ["page 1: text changed: \"•\" became \"▪\" (7 times)"]);
}

#[test]
fn a_heading_that_is_none_any_more_is_found() {
    let told = told(
        "ada.yaml",
        "plain",
        "layouts/plain/layout.typ",
        "  heading(level: 2, section.title)",
        "  if section.id == \"skills\" { block(above: space(7), below: space(1.6), sticky: true, width: 100%, par(text(font: head-font, size: 1.36em, weight: 700, fill: accent, section.title))) } else { heading(level: 2, section.title) }",
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
        "layouts/folio/layout.typ",
        "image(photo.path",
        "scale(y: 60%, origin: std.top + std.left, image(photo.path",
    );
    plant(&folder, "layouts/folio/layout.typ", whole, low);
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

fn files_in(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn nothing_is_found_where_nothing_changed() {
    let folder = stored("", "all");
    let stored = tree(&folder.path("snapshots"));
    assert!(stored.len() > 80, "{}", stored.len());
    for (jobs, lang, zone) in [("1", "C", "UTC"), ("2", "de_DE.UTF-8", "Pacific/Auckland")] {
        let mut command = folder.command(["snapshot", "examples", "-l", "all", "-q", "-j", jobs]);
        command.env("LANG", lang).env("LC_ALL", lang).env("TZ", zone).env("SOURCE_DATE_EPOCH", "1767225600");
        let outcome = folder.outcome("snapshot", &mut command);
        assert_eq!((outcome.code, outcome.stderr.contains("differ")), (Some(0), false), "{outcome}");
    }
    assert!(tree(&folder.path("snapshots")) == stored, "comparing changes nothing");
    let elsewhere = Folder::new();
    copy(&project("examples"), &elsewhere.path("deep/er/examples"));
    let mut command = elsewhere.command(["snapshot", "examples", "-l", "all", "-q", "-j", "2", "--update"]);
    // Fonts that are installed, too, must not decide.
    command.env_remove("FONTCONFIG_FILE").current_dir(elsewhere.path("deep/er"));
    assert_eq!(elsewhere.outcome("snapshot", &mut command).code, Some(0));
    assert!(tree(&elsewhere.path("deep/er/snapshots")) == stored, "the same bytes in another folder");
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for name in files_in(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            files.extend(tree(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            files.push((name, fs::read(path).expect("a file")));
        }
    }
    files
}

#[test]
fn new_stored_and_orphaned_snapshots_are_named() {
    let folder = Folder::with_ada();
    snapshot!(
        folder.run("snapshot ada.yaml"),
        folder.run("snapshot ada.yaml --update"),
        folder.run("snapshot ada.yaml"),
        folder.run("snapshot ada.yaml --update=ada.yml"),
        {
            fs::copy(folder.path("ada.yaml"), folder.path("bea.yaml")).expect("a copy");
            folder.run("snapshot bea.yaml -l folio,plain --update=*/plain")
        },
        {
            fs::remove_file(folder.path("ada.yaml")).expect("removed");
            folder.run("snapshot bea.yaml -l plain")
        },
        folder.run("snapshot bea.yaml -l plain --update"),
    );
    assert!(!folder.path("snapshots/ada.yaml").exists());
}

#[test]
fn damaged_snapshots_are_told_and_stay() {
    let folder = Folder::with_ada();
    folder.run("snapshot ada.yaml --update -q");
    let path = |name: &str| folder.path("snapshots/ada.yaml/folio").join(name);
    let text = fs::read(path("text.txt")).expect("a file");
    let picture = fs::read(path("page-1.png")).expect("a file");
    let with = |name: &str, bytes: &[u8]| {
        fs::write(path(name), bytes).expect("a file");
        let outcome = folder.run("snapshot ada.yaml");
        assert_eq!(fs::read(path(name)).expect("a file"), bytes, "it stays as it is");
        outcome
    };
    snapshot!(
        with("text.txt", &text[..text.len() - 10]),
        with("text.txt", b""),
        with("text.txt", b"recto snapshot 9: text\nend\n"),
        folder.run("snapshot ada.yaml --update"),
        {
            fs::write(path("text.txt"), &text).expect("a file");
            with("page-1.png", &picture[..picture.len() / 2])
        },
        {
            fs::write(path("page-1.png"), &picture).expect("a file");
            fs::write(path("unfinished"), "").expect("a file");
            let outcome = folder.run("snapshot ada.yaml");
            fs::remove_file(path("unfinished")).expect("removed");
            outcome
        },
        {
            fs::remove_file(path("page-1.png")).expect("removed");
            folder.run("snapshot ada.yaml")
        },
        folder.run("snapshot ada.yaml --only text,structure"),
        folder.run("snapshot ada.yaml --update"),
        folder.run("snapshot ada.yaml"),
    );
}

/// A folder with a snapshot of `ada.yaml`, which is then no longer what was stored.
fn outdated() -> Folder {
    let folder = Folder::with_ada();
    folder.run("snapshot ada.yaml --update -q");
    folder.file("ada.yaml", "basics: {name: Ada Lindqvist, email: ada@example.org, headline: Engineer}\n")
}

#[cfg(unix)]
#[test]
fn what_cannot_be_stored_whole_is_not_stored() {
    let folder = outdated().file("bea.yaml", "basics: {name: Bea Example}\n");
    let before = tree(&folder.path("snapshots"));
    // The text files fit, the picture does not.
    let limited = "trap '' XFSZ; ulimit -f 4; exec \"$0\" snapshot ada.yaml bea.yaml --update";
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_recto")).current_dir(folder.path(""));
    let outcome = folder.outcome("snapshot", &mut command);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for name in ["ada.yaml", "bea.yaml"] {
        let told = format!("cannot write `snapshots/{name}/folio/page-1.png`: the file is too large");
        assert!(outcome.stderr.contains(&told), "{outcome}");
    }
    assert!(tree(&folder.path("snapshots")) == before, "what was stored is as it was");
    assert_eq!(files_in(&folder.path("snapshots")), ["ada.yaml"], "no folder is left");
    let outcome = folder.run("snapshot ada.yaml bea.yaml --update");
    assert!(outcome.code == Some(0) && outcome.stderr.contains("2 stored"), "{outcome}");
}

#[test]
fn a_folder_that_nothing_came_into_goes_again() {
    let folder = Folder::new().file("bad.yaml", "basics: {name: Ada}\nwork: [{startDate: 2019-13}]\n");
    assert_eq!(folder.run("snapshot bad.yaml --update --dir deep/er").code, Some(1));
    assert_eq!(folder.names(), ["bad.yaml"]);
}

#[test]
fn what_is_no_file_is_told_and_keeps_nobody_waiting() {
    let folder = outdated();
    let path = folder.path("snapshots/ada.yaml/folio/text.txt");
    let told = |why: &str| {
        let picture = folder.read("snapshots/ada.yaml/folio/page-1.png");
        for update in ["", " --update"] {
            let outcome = folder.run(&format!("snapshot ada.yaml{update}"));
            let told = format!("cannot read `snapshots/ada.yaml/folio/text.txt`: {why}");
            assert!(outcome.code == Some(1) && outcome.stderr.contains(&told), "{outcome}");
        }
        assert!(folder.read("snapshots/ada.yaml/folio/page-1.png") == picture, "nothing is stored");
        fs::remove_dir(&path).or_else(|_| fs::remove_file(&path)).expect("removed");
    };
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("a folder");
    told("it is a folder");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
        told("it is a link, not a file");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
        assert!(made.success());
        told("it is not a file");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_snapshots() {
    let folder = outdated().file("out/page-1.new.png", "mine");
    fs::rename(folder.path("snapshots/ada.yaml"), folder.path("kept")).expect("renamed");
    fs::create_dir(folder.path("snapshots/ada.yaml")).expect("a folder");
    std::os::unix::fs::symlink("../../out", folder.path("snapshots/ada.yaml/folio")).expect("a link");
    for update in ["", " --update"] {
        let outcome = folder.run(&format!("snapshot ada.yaml{update}"));
        let told = "`snapshots/ada.yaml/folio`: it is a link that leads out of `snapshots`";
        assert!(outcome.code == Some(1) && outcome.stderr.contains(told), "{outcome}");
    }
    assert_eq!(files_in(&folder.path("out")), ["page-1.new.png"]);
}

#[test]
fn a_file_that_is_far_too_large_is_told_and_mended() {
    let folder = outdated();
    let file = fs::File::create(folder.path("snapshots/ada.yaml/folio/text.txt")).expect("a file");
    file.set_len(100 << 20).expect("a length");
    let outcome = folder.run("snapshot ada.yaml");
    assert!(outcome.stderr.contains("`text.txt` cannot be used: it is larger than 64 MB"), "{outcome}");
    assert_eq!(folder.run("snapshot ada.yaml --update").code, Some(0));
    assert_eq!(folder.run("snapshot ada.yaml").code, Some(0));
}

#[test]
fn nothing_is_stored_beside_what_a_newer_program_stored() {
    let folder = outdated();
    let file = "snapshots/ada.yaml/folio/structure.txt";
    plant(&folder, file, "recto snapshot 1", "recto snapshot 2");
    let before = tree(&folder.path("snapshots"));
    for args in ["--update", "--update --only text", "--update --only pixels"] {
        let outcome = folder.run(&format!("snapshot ada.yaml {args}"));
        assert!(outcome.code == Some(1) && outcome.stderr.contains("from a newer recto"), "{outcome}");
        assert!(tree(&folder.path("snapshots")) == before, "{args}");
    }
}

#[test]
fn a_mark_stays_until_all_is_stored_anew() {
    let folder = outdated().file("snapshots/ada.yaml/folio/unfinished", "");
    assert_eq!(folder.run("snapshot ada.yaml --update --only text").code, Some(0));
    assert!(folder.path("snapshots/ada.yaml/folio/unfinished").exists());
    assert_eq!(folder.run("snapshot ada.yaml --update").code, Some(0));
    assert_eq!(folder.run("snapshot ada.yaml").code, Some(0));
    assert!(!folder.path("snapshots/ada.yaml/folio/unfinished").exists());
}

#[test]
fn what_a_killed_run_left_goes_when_nothing_changed() {
    let folder = Folder::with_ada();
    folder.run("snapshot ada.yaml --update -q");
    let folder = folder.file("snapshots/ada.yaml/folio/.recto-0123456789abcdef.tmp", "left");
    assert_eq!(folder.run("snapshot ada.yaml").code, Some(0));
    assert_eq!(
        files_in(&folder.path("snapshots/ada.yaml/folio")),
        ["lines.txt", "page-1.png", "structure.txt", "text.txt"]
    );
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

#[cfg(unix)]
#[test]
fn two_runs_at_once_do_not_meet() {
    let folder = Folder::with_ada();
    folder.run("snapshot ada.yaml --update -q");
    let held = fs::File::open(folder.path("snapshots")).expect("a folder");
    held.try_lock().expect("nobody else holds it");
    let outcome = folder.run("snapshot ada.yaml");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("another `recto snapshot` is at work in `snapshots`"), "{outcome}");
    drop(held);
    assert_eq!(folder.run("snapshot ada.yaml").code, Some(0));
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
