//! `--watch`: what depends on a change is made again, and nothing else is written.

use crate::harness::{ADA, Folder, snapshot};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, SystemTime};

/// Longer than anything takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// A running `recto render --watch`, and the lines that it tells.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    /// Starts it.
    pub fn start(folder: &Folder, args: &str) -> Self {
        let mut command = folder.command(args.split_whitespace());
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let stderr = BufReader::new(child.stderr.take().expect("piped"));
        let (tell, lines) = mpsc::channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, lines }
    }

    /// The next line that holds `what`; what comes before is passed over.
    #[track_caller]
    pub fn line(&self, what: &str) -> String {
        let mut passed = Vec::new();
        loop {
            match self.lines.recv_timeout(DEADLINE) {
                Ok(line) if line.contains(what) => return line,
                Ok(line) => passed.push(line),
                Err(error) => panic!("waited in vain for `{what}` ({error}) after {passed:#?}"),
            }
        }
    }

    /// Interrupts it, as Ctrl-C does, and gives the exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Puts a file in the place of another, as editors do.
fn save(folder: &Folder, name: &str, text: &str) {
    fs::write(folder.path("save.tmp"), text).expect("a file");
    fs::rename(folder.path("save.tmp"), folder.path(name)).expect("renamed");
}

fn modified(folder: &Folder, name: &str) -> SystemTime {
    fs::metadata(folder.path(name)).and_then(|meta| meta.modified()).expect("there")
}

#[test]
fn a_change_makes_a_new_pdf_and_an_error_leaves_the_old() {
    let folder = Folder::with_ada();
    let running = Running::start(&folder, "render ada.yaml --watch");
    running.line("waiting for changes");
    let first = folder.read("ada.pdf");
    save(&folder, "ada.yaml", &ADA.replace("Ada", "Eva"));
    running.line("ada.pdf: 1 page");
    let second = folder.read("ada.pdf");
    assert_ne!(first, second);
    save(&folder, "ada.yaml", "basics: [\n");
    running.line("ada.yaml: 1 error");
    assert_eq!(folder.read("ada.pdf"), second);
    fs::remove_file(folder.path("ada.yaml")).expect("removed");
    running.line("no such file");
    save(&folder, "ada.yaml", ADA);
    running.line("ada.pdf: 1 page");
    assert_eq!(folder.read("ada.pdf"), first);
    #[cfg(unix)]
    assert_eq!(running.interrupt(), Some(0));
}

#[test]
fn what_makes_no_difference_is_not_written() {
    let folder = Folder::with_ada();
    let running = Running::start(&folder, "render ada.yaml --watch");
    running.line("waiting for changes");
    let before = modified(&folder, "ada.pdf");
    save(&folder, "ada.yaml", ADA);
    save(&folder, "ada.yaml", &format!("# a comment\n{ADA}"));
    assert!(running.line("ada.pdf").ends_with("unchanged"));
    assert_eq!(modified(&folder, "ada.pdf"), before);
}

#[test]
fn a_photo_is_part_of_its_resume() {
    let [small, large] = [include_bytes!("../../examples/portrait.png").to_vec(), tiny_png()];
    let text = format!("{ADA}  image: img/me.png\n");
    let folder = Folder::new().file("ada.yaml", text).file("img/me.png", small);
    let running = Running::start(&folder, "render ada.yaml --watch");
    running.line("waiting for changes");
    let first = folder.read("ada.pdf");
    fs::write(folder.path("img/me.png"), large).expect("a photo");
    running.line("ada.pdf: 1 page");
    assert_ne!(folder.read("ada.pdf"), first);
    fs::remove_file(folder.path("img/me.png")).expect("removed");
    running.line("the photo `img/me.png` cannot be read");
}

/// A picture of one pixel.
fn tiny_png() -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let typed = [kind, data].concat();
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [&length[..], &typed, &crc32fast::hash(&typed).to_be_bytes()].concat()
    };
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    // A zlib stream of one stored block: a filter byte and a grey one.
    let data = [0x78, 1, 1, 2, 0, 0xfd, 0xff, 0, 0x80, 0, 0x82, 0, 0x81];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &data), &chunk(b"IEND", b"")]
        .concat()
}

#[test]
fn of_a_folder_only_what_changed_is_made_again() {
    let folder = Folder::new()
        .file("cvs/ada.yaml", ADA)
        .file("cvs/eva.yaml", ADA.replace("Ada", "Eva"))
        .file("cvs/recto.toml", "[options]\npaper = \"a4\"\n");
    let running = Running::start(&folder, "render cvs -o out --watch");
    running.line("2 made");
    running.line("waiting for changes");
    let eva = modified(&folder, "out/eva.pdf");
    save(&folder, "cvs/ada.yaml", &ADA.replace("Ada", "Ida"));
    running.line("out/ada.pdf: 1 page");
    assert_eq!(modified(&folder, "out/eva.pdf"), eva);
    save(&folder, "cvs/new.yaml", &ADA.replace("Ada", "Uma"));
    running.line("out/new.pdf: 1 page");
    fs::remove_file(folder.path("cvs/new.yaml")).expect("removed");
    running.line("cvs/new.yaml: gone");
    assert!(folder.path("out/new.pdf").exists());
    save(&folder, "cvs/recto.toml", "[options]\npaper = \"us-letter\"\n");
    running.line("out/ada.pdf: 1 page");
    running.line("out/eva.pdf: 1 page");
    assert_ne!(modified(&folder, "out/eva.pdf"), eva);
    save(&folder, "cvs/recto.toml", "[options]\npaper = \"a7\"\nlayot = 1\n");
    running.line("recto.toml");
    save(&folder, "cvs/recto.toml", "[options]\npaper = \"a4\"\n");
    running.line("out/ada.pdf: 1 page");
}

#[test]
fn a_layout_on_the_disk_is_watched_too() {
    let folder = Folder::with_ada();
    let copy = |from: &str| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts").join(from);
        for entry in root.read_dir().expect("a folder").flatten() {
            let to = folder.path("layouts").join(from);
            fs::create_dir_all(&to).expect("a folder");
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    };
    copy("lib");
    copy("folio");
    let running = Running::start(&folder, "render ada.yaml --watch --layouts-from layouts");
    running.line("waiting for changes");
    let manifest = String::from_utf8(folder.read("layouts/folio/layout.toml")).expect("text");
    let accent = manifest.lines().find(|line| line.starts_with("accent")).expect("an accent");
    save(&folder, "layouts/folio/layout.toml", &manifest.replace(accent, "accent = \"#7a1f3d\""));
    assert!(!running.line("ada.pdf: 1 page").ends_with("unchanged"));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::with_ada().file("eva.yaml", ADA);
    snapshot!(
        folder.run("render - --watch"),
        folder.run("render ada.yaml -o - --watch"),
        folder.run("render ada.yaml eva.yaml --watch --preview"),
        folder.run("render . --watch --preview"),
    );
    assert_eq!(folder.names(), ["ada.yaml", "eva.yaml"]);
}
