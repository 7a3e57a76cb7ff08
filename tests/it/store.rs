//! `recto snapshot`: what is stored is the same wherever and however it is rendered, stored whole or not at all, and told
//! when it is damaged.

use crate::fixtures::project;
use crate::harness::{Folder, copy, snapshot};
use crate::snapshot::{plant, stored};
use std::fs;
use std::path::Path;

pub fn files_in(folder: &Path) -> Vec<String> {
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
