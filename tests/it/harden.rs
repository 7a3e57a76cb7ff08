//! What goes wrong around the program: files that vanish, change, are vast or are none; disks that are full; links that
//! were planted; the user who stops it. One bad file is told and stops nobody, and whatever is written is whole.

use crate::harness::{ADA, Folder, Outcome, copy};
use crate::pdf::Pdf;
use std::fs;

/// What a batch says of its sum: made, unchanged, failed.
fn sum(outcome: &Outcome) -> (usize, usize, usize) {
    let line = outcome.stderr.lines().find(|line| line.contains(" unchanged, ")).unwrap_or_default();
    let number = |word: &str| {
        let before = line.split(word).next().unwrap_or_default().trim_end();
        before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    };
    (number("made"), number("unchanged"), number("failed"))
}

/// Asserts that a batch of one good résumé and a bad one named `bad` makes the good one and says `why` of the other.
fn assert_told(folder: &Folder, bad: &str, why: &str) {
    let outcome = folder.run("render cvs -o out");
    assert_eq!((outcome.code, sum(&outcome)), (Some(1), (1, 0, 1)), "{outcome}");
    assert!(outcome.stderr.contains(why) && outcome.stderr.contains(bad), "{why}\n{outcome}");
    assert!(Pdf::new(&folder.read("out/ada.pdf")).text().contains("Ada Lindqvist"));
}

fn with_good() -> Folder {
    Folder::new().file("cvs/ada.yaml", ADA)
}

#[test]
fn a_file_of_a_gigabyte_is_not_read() {
    let folder = with_good();
    let file = fs::File::create(folder.path("cvs/vast.yaml")).expect("a file");
    // It takes no room on the disk.
    file.set_len(1 << 30).expect("a length");
    assert_told(&folder, "cvs/vast.yaml", "1073.8 MB, more than the limit");
}

#[test]
fn an_empty_photo_is_told_at_its_place() {
    let folder = with_good()
        .file("cvs/bo.yaml", "basics:\n  name: Bo Example\n  image: me.png\n")
        .file("cvs/me.png", "");
    assert_told(&folder, "cvs/bo.yaml:3:10", "the photo is empty");
}

#[test]
fn a_photo_of_vast_size_is_refused_by_its_head() {
    let mut png = fs::read("tests/fixtures/pixel.png").expect("a fixture");
    png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let folder = with_good()
        .file("cvs/bo.yaml", "basics:\n  name: Bo Example\n  image: me.png\n")
        .file("cvs/me.png", png);
    assert_told(&folder, "cvs/bo.yaml:3:10", "30000 × 30000 pixels");
}

#[test]
fn a_drawing_is_refused_at_its_place() {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    let folder = with_good()
        .file("cvs/bo.yaml", "basics:\n  name: Bo Example\n  image: me.svg\n")
        .file("cvs/me.svg", svg);
    assert_told(&folder, "cvs/bo.yaml:3:10", "the photo is an SVG drawing, which is not printed");
}

#[test]
fn a_photo_that_moves_is_shown_and_told() {
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    let frame = b"!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0";
    let folder = Folder::new()
        .file("bo.yaml", "basics:\n  name: Bo Example\n  image: me.gif\n")
        .file("me.gif", [&head[..], frame, frame, b";"].concat());
    let outcome = folder.run("render bo.yaml");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.starts_with("warning: the photo moves"), "{outcome}");
    assert_eq!(folder.run("render bo.yaml --strict").code, Some(1));
}

#[test]
fn photos_of_allowed_folders_are_shown() {
    let folder = Folder::new()
        .file("cvs/bo.yaml", "basics:\n  name: Bo Example\n  image: ../photos/me.png\n")
        .file("photos/me.png", fs::read("tests/fixtures/pixel.png").expect("a fixture"));
    let refused = folder.run("render cvs/bo.yaml");
    assert!(refused.code == Some(1) && refused.stderr.contains("--allow-path"), "{refused}");
    assert_eq!(folder.run("render cvs/bo.yaml --allow-path photos").code, Some(0));
    let other = folder.run("render cvs/bo.yaml --allow-path cvs");
    assert!(
        other.code == Some(1) && other.stderr.contains("nor in one that `--allow-path` names"),
        "{other}"
    );
    let missing = folder.run("render cvs/bo.yaml --allow-path none");
    assert!(missing.stderr.contains("cannot use `--allow-path none`: no such file or folder"), "{missing}");
}

#[test]
fn a_layout_that_fails_costs_only_its_resume() {
    let folder = Folder::new().file("cvs/ada.yaml", ADA).file("cvs/bo.yaml", "basics:\n  name: Bo Example\n");
    let layouts = folder.path("layouts");
    copy(std::path::Path::new("layouts"), &layouts);
    let typ = layouts.join("plain/layout.typ");
    let text = fs::read_to_string(&typ).expect("a layout");
    fs::write(&typ, format!("{text}\n#if sheet.header.name == \"Bo Example\" {{ panic(\"on purpose\") }}\n"))
        .expect("a layout");
    let outcome = folder.run("render cvs -o out -l plain --layouts-from layouts");
    assert_eq!((outcome.code, sum(&outcome)), (Some(1), (1, 0, 1)), "{outcome}");
    assert!(outcome.stderr.contains("on purpose") && folder.path("out/ada.pdf").exists(), "{outcome}");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    #[test]
    fn a_name_shows_no_line_end_and_no_escape() {
        let name = "cvs/b\n\u{1b}[31m\u{202e}o.yaml";
        let folder = with_good().file(name, "basics: [");
        let outcome = folder.run("render cvs -o out");
        assert_eq!((outcome.code, sum(&outcome)), (Some(1), (1, 0, 1)), "{outcome}");
        assert!(outcome.stderr.contains(r"b\n\u{1b}[31m\u{202e}o.yaml"), "{outcome}");
        assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}']), "{outcome}");
    }

    #[test]
    fn a_name_from_a_template_stays_in_the_folder() {
        let folder = Folder::new().file("cvs/bo.yaml", "basics:\n  name: ../../Bo\n");
        let outcome = folder.run("render cvs -o out --name {name}");
        let names = folder.names();
        assert!(names.iter().all(|name| name == "cvs" || name == "out"), "{names:?}\n{outcome}");
    }

    #[test]
    fn a_pipe_and_an_unreadable_file_stop_nobody() {
        let folder = with_good();
        let made = Command::new("mkfifo").arg(folder.path("cvs/pipe.yaml")).status().expect("mkfifo");
        assert!(made.success());
        assert_told(&folder, "cvs/pipe.yaml", "is a pipe or a device");
        let folder = with_good().file("cvs/secret.yaml", ADA);
        let secret = folder.path("cvs/secret.yaml");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("permissions");
        // Permissions do not bind everybody, such as the superuser in a container.
        if fs::read(&secret).is_err() {
            assert_told(&folder, "cvs/secret.yaml", "permission denied");
        }
    }

    #[test]
    fn a_file_that_is_gone_is_told() {
        let folder = with_good();
        symlink("nowhere.yaml", folder.path("cvs/gone.yaml")).expect("a link");
        let outcome = folder.run("render cvs/gone.yaml");
        let why = "no such file or folder\n = help: it is a link to `nowhere.yaml`, which is not there\n";
        assert!(outcome.code == Some(1) && outcome.stderr.contains(why), "{outcome}");
    }

    #[test]
    fn a_link_in_a_folder_is_skipped_with_a_word() {
        let folder = with_good().file("notes.md", "# Secret\n");
        for (to, name) in [
            ("../notes.md", "s.md"),
            ("/etc/passwd", "p.yaml"),
            ("nowhere", "g.toml"),
            ("ada.yaml", "b.yaml"),
        ] {
            symlink(to, folder.path(&format!("cvs/{name}"))).expect("a link");
        }
        for args in
            ["render cvs -o out", "render cvs/*.{md,yaml,toml} -o out", "check cvs", "check cvs --strict"]
        {
            let outcome = folder.run(args);
            assert_eq!(outcome.code, Some(0), "{outcome}");
            assert_eq!(outcome.stderr.matches("is a link, and is not read").count(), 4, "{outcome}");
            assert!(!outcome.stderr.contains("root:") && !outcome.out().contains("Secret"), "{outcome}");
        }
        assert_eq!(folder.path("out").read_dir().expect("a folder").count(), 1);
        // By itself it is what was meant.
        assert_eq!(folder.run("render cvs/s.md -o s.txt -q").code, Some(0));
        fs::remove_file(folder.path("cvs/ada.yaml")).expect("a file");
        let nothing = folder.run("render cvs -o out");
        assert!(nothing.code == Some(1) && nothing.stderr.contains("`cvs/s.md` is a link"), "{nothing}");
    }

    #[test]
    fn no_link_in_the_place_of_an_output_is_followed() {
        let folder = with_good().file("victim", "mine").file("cvs/recto.toml", "output = 'out'\n");
        fs::create_dir(folder.path("d")).expect("a folder");
        fs::create_dir(folder.path("cvs/out")).expect("a folder");
        for (place, args) in [
            ("ada.pdf", "render cvs/ada.yaml -o ./ -q"),
            ("d/ada.pdf", "render cvs/ada.yaml -o d -q"),
            ("d/ada.pdf", "render cvs/ada.yaml -o d --force -q"),
            ("d/ada.txt", "render cvs/ada.yaml -o d -f txt -q"),
            ("cvs/out/ada.pdf", "render cvs/ada.yaml -q"),
            ("r.html", "snapshot cvs/ada.yaml --report r.html -q"),
            ("r.html", "check cvs/ada.yaml --report r.html -q"),
        ] {
            let _ = fs::remove_file(folder.path(place));
            symlink(folder.path("victim"), folder.path(place)).expect("a link");
            let outcome = folder.run(args);
            assert_eq!(folder.read("victim"), b"mine", "{outcome}");
            assert!(!folder.path(place).is_symlink(), "{outcome}");
        }
        let request = format!(
            "{{\"text\": \"basics: {{name: Ada}}\", \"output\": \"{}\"}}\n",
            folder.path("w.pdf").display()
        );
        symlink(folder.path("victim"), folder.path("w.pdf")).expect("a link");
        let answer = folder.pipe("render --worker", request.as_bytes());
        assert!(answer.out().contains("\"ok\":true") && !folder.path("w.pdf").is_symlink(), "{answer}");
        assert_eq!(folder.read("victim"), b"mine");
        // `-o` names that very file, so the link stays one.
        symlink("victim", folder.path("named.pdf")).expect("a link");
        assert_eq!(folder.run("render cvs/ada.yaml -o named.pdf -q").code, Some(0));
        assert!(folder.path("named.pdf").is_symlink() && folder.read("victim").starts_with(b"%PDF"));
    }

    #[test]
    fn the_outputs_of_a_configuration_stay_below_it() {
        let folder = with_good();
        for output in ["../x", "/x", "a/../../x", ".."] {
            let folder = Folder::new()
                .file("in/ada.yaml", ADA)
                .file("in/recto.toml", format!("output = '{output}'\n"));
            let outcome = folder.run("render in/ada.yaml");
            assert!(outcome.stderr.contains("`output` leads out of the folder of recto.toml"), "{outcome}");
            assert_eq!((outcome.code, folder.names()), (Some(1), vec!["in".to_owned()]), "{output}");
            assert_eq!(folder.run("render in/ada.yaml -o -").code, Some(1), "{output}");
        }
        fs::write(folder.path("cvs/recto.toml"), "output = 'link'\n").expect("a file");
        fs::create_dir(folder.path("elsewhere")).expect("a folder");
        symlink("../elsewhere", folder.path("cvs/link")).expect("a link");
        let outcome = folder.run("render cvs/ada.yaml");
        assert!(outcome.stderr.contains("is a link that leads out of"), "{outcome}");
        assert_eq!(folder.path("elsewhere").read_dir().expect("a folder").count(), 0);
    }

    #[test]
    fn a_file_that_changes_all_the_while_is_told() {
        let folder = with_good().file("cvs/busy.yaml", "");
        let busy = folder.path("cvs/busy.yaml");
        let stop = std::sync::atomic::AtomicBool::new(false);
        let outcome = std::thread::scope(|scope| {
            scope.spawn(|| {
                let line = format!("# {}\n", "x".repeat(400_000));
                while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                    fs::write(&busy, format!("{ADA}{line}")).expect("a file");
                }
            });
            let outcome = folder.run("render cvs -o out");
            stop.store(true, std::sync::atomic::Ordering::SeqCst);
            outcome
        });
        // Either it was still for a moment, and then it is whole, or it is told. Each time it is written it is empty first.
        match outcome.code {
            Some(0) => assert!(Pdf::new(&folder.read("out/busy.pdf")).text().contains("Ada Lindqvist")),
            code => {
                let told = ["changes all the while", "the file is empty"];
                assert!(
                    code == Some(1) && told.iter().any(|told| outcome.stderr.contains(told)),
                    "{outcome}"
                );
            }
        }
        assert!(folder.path("out/ada.pdf").exists());
    }

    #[test]
    fn planted_links_lead_nowhere() {
        let folder =
            with_good().file("cvs/team/bo.yaml", ADA).file("secret/ada.pdf", "mine").file("out/x", "");
        symlink("../secret", folder.path("out/team")).expect("a link");
        symlink("../secret/ada.pdf", folder.path("out/ada.pdf")).expect("a link");
        let outcome = folder.run("render cvs -o out");
        assert_eq!((outcome.code, sum(&outcome)), (Some(1), (1, 0, 1)), "{outcome}");
        let why = "cannot write in `out/team`: it is a link that leads out of `out`";
        assert!(outcome.stderr.contains(why), "{outcome}");
        assert_eq!(folder.read("secret/ada.pdf"), b"mine");
        assert!(!folder.path("secret/bo.pdf").exists() && !folder.path("out/ada.pdf").is_symlink());
    }

    #[test]
    fn what_a_killed_run_left_goes() {
        let mut folder = with_good();
        // The second time, the PDF is current.
        for sums in [(1, 0, 0), (0, 1, 0)] {
            folder = folder.file("out/.recto-0123456789abcdef.tmp", "half");
            let outcome = folder.run("render cvs -o out");
            assert_eq!((outcome.code, sum(&outcome)), (Some(0), sums), "{outcome}");
            let names: Vec<_> =
                folder.path("out").read_dir().expect("a folder").flatten().map(|e| e.file_name()).collect();
            assert_eq!(names, ["ada.pdf"]);
        }
    }

    #[test]
    fn an_interrupt_leaves_whole_files_and_says_how_many_are_not_done() {
        const MANY: usize = 300;
        let mut folder = Folder::new();
        for at in 0..MANY {
            folder = folder.file(&format!("cvs/{at}.yaml"), ADA);
        }
        let mut command = folder.command(["render", "cvs", "-o", "out", "-j", "1", "-v"]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let mut stderr = child.stderr.take().expect("piped");
        // The first line says that the first file is there.
        let mut told = vec![0];
        stderr.read_exact(&mut told).expect("a line");
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).expect("text");
        assert_eq!(child.wait().expect("it ends").code(), Some(130), "{rest}");
        let files: Vec<_> = folder.path("out").read_dir().expect("a folder").flatten().collect();
        for file in &files {
            let bytes = fs::read(file.path()).expect("a file");
            assert!(Pdf::new(&bytes).text().contains("Ada Lindqvist"), "{:?}", file.path());
        }
        assert!(!files.is_empty() && files.len() < MANY, "{}", files.len());
        assert!(rest.contains(&format!("stopped: {} résumés not begun", MANY - files.len())), "{rest}");
        assert_eq!(folder.run("render cvs -o out").code, Some(0));
        assert_eq!(folder.path("out").read_dir().expect("a folder").count(), MANY);
    }
}
