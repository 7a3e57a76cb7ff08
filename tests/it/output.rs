//! Where the PDF goes, and that an old one is never harmed.

use crate::harness::{ADA, Folder, snapshot};
use std::fs;
use std::process::Stdio;

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

#[test]
fn the_pdf_takes_the_name_of_the_file() {
    let folder = Folder::new().file("data/ada.en.yaml", ADA);
    let outcome = folder.run("render data/ada.en.yaml");
    assert_eq!((outcome.code, outcome.out()), (Some(0), ""), "{outcome}");
    assert!(
        outcome.stderr.starts_with("ada.en.pdf: ") && outcome.stderr.ends_with(", folio, [TIME]\n"),
        "{outcome}"
    );
    assert_eq!(folder.names(), ["ada.en.pdf", "data"]);
    assert!(is_pdf(&folder.read("ada.en.pdf")));
}

#[test]
fn o_names_a_file_or_a_folder() {
    let folder = Folder::with_ada().file("out/x", "");
    assert_eq!(folder.run("render ada.yaml -o out").code, Some(0));
    assert_eq!(folder.run("render ada.yaml -o out/b.pdf").code, Some(0));
    assert_eq!(
        folder.run("render ada.yaml -o ./c").code,
        Some(0),
        "a name without an extension is a folder's"
    );
    assert!(["out/ada.pdf", "out/b.pdf", "c/ada.pdf"].iter().all(|name| is_pdf(&folder.read(name))));
}

#[test]
fn stdout_gets_the_pdf_and_nothing_else() {
    let folder = Folder::with_ada();
    for args in ["render ada.yaml -o -", "render - --from yaml", "render - -o -", "render - -q"] {
        let outcome = folder.pipe(args, ADA.as_bytes());
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(is_pdf(&outcome.stdout), "{args}");
    }
    assert_eq!(folder.names(), ["ada.yaml"]);
}

#[test]
fn quiet_says_nothing() {
    let folder = Folder::with_ada();
    let outcome = folder.run("render -q ada.yaml");
    assert_eq!((outcome.code, outcome.out(), outcome.stderr.as_str()), (Some(0), "", ""));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = Folder::with_ada().file("b.yaml", "b: 1");
    snapshot!(
        folder.run("render ada.yaml -o ada.yaml"),
        folder.run("render ada.yaml -f pdf -o ./b.yaml"),
        folder.run("render ada.yaml -o ada.jpg"),
        folder.run("render ada.yaml -f pdf -o ada.png"),
        folder.run("render ada.yaml -o none/ada.pdf"),
        folder.run("render ada.yaml -o ada.yaml/x.pdf"),
    );
    assert_eq!((folder.read("ada.yaml"), folder.read("b.yaml")), (ADA.into(), b"b: 1".to_vec()));
    assert_eq!(folder.names(), ["ada.yaml", "b.yaml"]);
}

#[test]
fn a_failed_render_leaves_the_old_pdf() {
    let folder = Folder::new().file("ada.yaml", [0xff, 0xe9]).file("ada.pdf", "old");
    assert_eq!(folder.run("render ada.yaml").code, Some(1));
    assert_eq!(
        (folder.read("ada.pdf"), folder.names()),
        (b"old".to_vec(), vec!["ada.pdf".into(), "ada.yaml".into()])
    );
}

#[test]
fn a_new_pdf_replaces_the_old_and_leaves_nothing_else() {
    let folder = Folder::with_ada();
    for args in ["render ada.yaml", "render ada.yaml -l plain", "render ada.yaml --set lang=de"] {
        let before = folder.path("ada.pdf").exists().then(|| folder.read("ada.pdf"));
        assert_eq!(folder.run(args).code, Some(0), "{args}");
        assert!(is_pdf(&folder.read("ada.pdf")) && Some(folder.read("ada.pdf")) != before);
        assert_eq!(folder.names(), ["ada.pdf", "ada.yaml"]);
    }
}

#[test]
fn a_file_that_recto_did_not_make_is_kept() {
    for (args, place) in [
        ("render ada.yaml", "ada.pdf"),
        ("render ada.yaml -f png", "ada.png"),
        ("render ada.yaml -f svg", "ada.svg"),
        ("render ada.yaml -f txt", "ada.txt"),
        ("render ada.yaml -f md", "ada.md"),
        ("render ada.yaml -f json -o .", "ada.json"),
        ("render ada.yaml -o out", "out/ada.pdf"),
        ("render ada.yaml -f json,md -o out/", "out/ada.md"),
        ("render ada.yaml b.yaml -f json -o out", "out/b.json"),
        ("render ada.yaml --name {name}", "Ada-Lindqvist.pdf"),
        ("render ada.yaml -l all -o out", "out/ada-plain.pdf"),
    ] {
        let folder = Folder::with_ada().file("b.yaml", ADA).file("out/x", "").file(place, "mine");
        let outcome = folder.run(args);
        assert_eq!((outcome.code, folder.read(place)), (Some(1), b"mine".to_vec()), "{outcome}");
        assert!(outcome.stderr.contains(&format!("`{place}` exists, and ")), "{outcome}");
        assert!(outcome.stderr.contains(&format!("`-o {place}` or `--force` replaces it")), "{outcome}");
        assert_eq!(folder.run(&format!("{args} --force")).code, Some(0), "{args}");
        assert_ne!(folder.read(place), b"mine", "{args}");
    }
    // A folder that `recto.toml` names is no file that was named.
    let folder = Folder::with_ada()
        .file("recto.toml", "output = 'other'\nname = 'README'\nformat = ['md']\n")
        .file("other/README.md", "mine");
    assert_eq!(
        (folder.run("render ada.yaml").code, folder.read("other/README.md")),
        (Some(1), b"mine".to_vec())
    );
    let folder = Folder::with_ada().file("ada.pdf", "mine").file("ada.txt", "mine");
    for place in ["ada.pdf", "ada.txt", "./ada.pdf"] {
        assert_eq!(folder.run(&format!("render ada.yaml -o {place}")).code, Some(0), "{place}");
    }
    assert!(is_pdf(&folder.read("ada.pdf")) && folder.read("ada.txt").starts_with(b"Ada"));
}

#[test]
fn a_file_that_was_edited_after_recto_made_it_is_kept() {
    for (args, place) in [
        ("render ada.yaml", "ada.pdf"),
        ("render ada.yaml -f png", "ada.png"),
        ("render ada.yaml -f svg", "ada.svg"),
        ("render ada.yaml -o out/", "out/ada.pdf"),
        ("render ada.yaml b.yaml -o out", "out/ada.pdf"),
    ] {
        let folder = Folder::with_ada().file("b.yaml", ADA);
        assert_eq!(folder.run(args).code, Some(0), "{args}");
        let edited = [folder.read(place), b"% a remark".to_vec()].concat();
        let folder = folder.file(place, &edited);
        let outcome = folder.run(args);
        assert_eq!((outcome.code, folder.read(place) == edited), (Some(1), true), "{outcome}");
        let why = format!("`{place}` exists, and recto did not make it, or it was edited since");
        assert!(outcome.stderr.contains(&why), "{outcome}");
        assert_eq!(folder.run(&format!("{args} --force")).code, Some(0), "{args}");
        assert_ne!(folder.read(place), edited, "{args}");
    }
}

#[test]
fn one_of_several_pages_is_not_the_file_that_was_named() {
    let long = fs::read("examples/three-pages.yaml").expect("an example");
    let folder = Folder::new().file("a.yaml", long).file("cv-2.png", "mine");
    let outcome = folder.run("render a.yaml -o cv.png --ppi 20");
    assert_eq!((outcome.code, folder.read("cv-2.png")), (Some(1), b"mine".to_vec()), "{outcome}");
}

#[test]
fn the_last_path_of_several_is_an_output_where_nothing_reads_it() {
    let folder = Folder::with_ada().file("b.yaml", ADA);
    for output in ["out.pdf", "page.png", "text.txt"] {
        assert_eq!(folder.run(&format!("render ada.yaml {output}")).code, Some(0), "{output}");
    }
    assert!(is_pdf(&folder.read("out.pdf")));
    assert!(folder.read("page.png").starts_with(b"\x89PNG") && folder.read("text.txt").starts_with(b"Ada"));
    for args in ["render ada.yaml b.yaml -o both.pdf", "render ada.yaml b.yaml both.pdf"] {
        let outcome = folder.run(args);
        assert!(outcome.code == Some(2) && outcome.stderr.contains("`both.pdf` is one file"), "{outcome}");
    }
    let outcome = folder.run("render ada.yaml c.json");
    assert!(
        outcome.code == Some(1) && !folder.path("c.json").exists(),
        "a mistyped input is none: {outcome}"
    );
}

#[test]
fn a_last_path_that_recto_did_not_make_is_never_replaced() {
    for (args, place) in [
        ("render ada.yaml old.pdf", "old.pdf"),
        ("render ada.yaml ./old.pdf", "old.pdf"),
        ("render ada.yaml out/old.pdf", "out/old.pdf"),
        ("render ada.yaml me.png", "me.png"),
        ("render ada.yaml --photo me.svg", "me.svg"),
        ("render ada.yaml --attach notes.txt", "notes.txt"),
        ("render ada.yaml old.pdf -l plain", "old.pdf"),
    ] {
        let folder = Folder::with_ada().file("out/x", "").file(place, "mine");
        let outcome = folder.run(args);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        assert_eq!(folder.read(place), b"mine", "{outcome}");
        assert_eq!(folder.run(&format!("render ada.yaml {place} --force")).code, Some(0), "{place}");
        assert_ne!(folder.read(place), b"mine", "{place}");
        // What recto made is replaced; texts do not show who made them.
        let again = folder.run(&format!("render ada.yaml {place} --set label=Engineer"));
        assert_eq!(again.code, Some(i32::from(place.ends_with("txt"))), "{again}");
        let outcome = folder.run(&format!("render ada.yaml -o {place}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
    let folder = Folder::with_ada().file("My Photo.png", "mine");
    for flag in [&["--photo", "My Photo.png"][..], &["--photo=My Photo.png"], &["--image", "My Photo.png"]] {
        let mut command = folder.command([&["render", "ada.yaml"], flag].concat());
        let outcome = folder.outcome("…", &mut command);
        assert!(
            outcome.code == Some(2) && outcome.stderr.contains("write `--set basics.image=FILE`"),
            "{outcome}"
        );
        assert_eq!(folder.read("My Photo.png"), b"mine");
    }
    #[cfg(unix)]
    {
        let folder = Folder::with_ada().file("old.pdf", "mine");
        std::os::unix::fs::symlink("old.pdf", folder.path("link.pdf")).expect("a link");
        let outcome = folder.run("render ada.yaml link.pdf");
        assert!(outcome.code == Some(1) && outcome.stderr.contains("`link.pdf` is a link"), "{outcome}");
        assert!(folder.path("link.pdf").is_symlink() && folder.read("old.pdf") == b"mine");
    }
    // `*`, as a shell writes it out.
    let folder = Folder::with_ada().file("b.yaml", ADA).file("zeugnis.pdf", "%PDF-1.4 mine");
    let outcome = folder.run("render ada.yaml b.yaml zeugnis.pdf");
    assert!(outcome.code == Some(1) && outcome.stderr.contains("2 made in"), "{outcome}");
    assert_eq!(folder.read("zeugnis.pdf"), b"%PDF-1.4 mine");
    // With `-o` each is an input.
    let folder = Folder::with_ada().file("old.txt", "Bea Lindqvist\nbea@example.com\n");
    let outcome = folder.run("render ada.yaml old.txt -o out/");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(is_pdf(&folder.read("out/old.pdf")) && is_pdf(&folder.read("out/ada.pdf")));
}

#[test]
fn a_report_is_no_input() {
    let folder = Folder::new().file("k.html", ADA).file("r.csv", ADA);
    for args in [
        "snapshot k.html --from yaml --report k.html",
        "check k.html --from yaml --report k.html",
        "check r.csv --from yaml --report ./r.csv",
    ] {
        let outcome = folder.run(args);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        assert_eq!((folder.read("k.html"), folder.read("r.csv")), (ADA.into(), ADA.into()));
    }
}

#[test]
fn a_read_only_pdf_is_left_alone() {
    let folder = Folder::with_ada().file("ada.pdf", "old");
    let mut permissions = fs::metadata(folder.path("ada.pdf")).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("ada.pdf"), permissions).expect("permissions");
    snapshot!(folder.run("render ada.yaml"));
    assert_eq!(folder.read("ada.pdf"), b"old");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with_ada().file("real/cv.pdf", "old");
    symlink("real/cv.pdf", folder.path("ada.pdf")).expect("a link");
    fs::set_permissions(folder.path("real/cv.pdf"), fs::Permissions::from_mode(0o640)).expect("permissions");
    assert_eq!(folder.run("render ada.yaml -o ada.pdf").code, Some(0));
    assert!(fs::symlink_metadata(folder.path("ada.pdf")).expect("there").is_symlink());
    assert!(is_pdf(&folder.read("real/cv.pdf")));
    let mode = |name: &str| fs::metadata(folder.path(name)).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode("real/cv.pdf"), 0o640);
    folder.run("render ada.yaml -o fresh.pdf");
    // As any file that a program makes here.
    fs::write(folder.path("other"), "").expect("a file");
    assert_eq!(mode("fresh.pdf"), mode("other"));
}

#[cfg(unix)]
#[test]
fn an_unwritable_folder_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_ada().file("locked/x", "");
    fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o555)).expect("permissions");
    // Permissions do not bind everybody, such as the superuser in a container.
    if fs::write(folder.path("locked/probe"), "").is_ok() {
        return;
    }
    snapshot!(folder.run("render ada.yaml -o locked"));
    fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::with_ada();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let to_stdout = folder.outcome(
        "render ada.yaml -o - > /dev/full",
        folder.command(["render", "ada.yaml", "-o", "-"]).stdout(full),
    );
    snapshot!(folder.run("render ada.yaml -o /dev/full"), to_stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_told() {
    // `/proc` refuses new files even to the superuser.
    let outcome = Folder::with_ada().run("render ada.yaml -o /proc/ada.pdf");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.starts_with("error: cannot write `/proc/ada.pdf`: "), "{outcome}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with_ada();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let outcome =
        folder.outcome("…", folder.command(["render", "ada.yaml", "-o", "-"]).stdout(Stdio::from(writer)));
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_straight() {
    let folder = Folder::with_ada();
    assert_eq!(folder.run("render ada.yaml -o /dev/null").code, Some(0));
    assert!(is_pdf(&folder.run("render ada.yaml -o /dev/stdout").stdout));
}
