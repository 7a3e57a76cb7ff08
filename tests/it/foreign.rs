//! Layouts that are no part of the program: what they may take, what they may read, and that the others do not suffer.

use crate::fixtures::project;
use crate::harness::{ADA, Folder, Outcome};
use std::fs;
use std::process::Stdio;

/// A folder with ada.yaml in the layout `ours`, whose file ends in some code, and bea.yaml in one of the program.
fn with_layout(code: &str) -> Folder {
    let folder = Folder::with_ada();
    assert_eq!(folder.run("layouts --copy folio mine/ours").code, Some(0));
    let layout = String::from_utf8(folder.read("mine/ours/layout.typ")).expect("UTF-8");
    folder
        .file("mine/ours/layout.typ", format!("{layout}{code}\n"))
        .file("recto.toml", "layout-path = 'mine'\n")
        .file("cvs/ada.yaml", format!("{ADA}meta: {{recto: {{layout: ours}}}}\n"))
        .file("cvs/bea.yaml", "basics: {name: Bea Lindqvist}\nmeta: {recto: {layout: plain}}\n")
}

/// Checks that a layout with this code is stopped, for this reason and with this help.
fn stopped(code: &str, why: &str, help: &str) {
    let outcome = with_layout(code).run("render ada.yaml -l ours --timeout 30");
    assert_eq!(outcome.code, Some(1), "{code}\n{outcome}");
    assert!(outcome.stderr.contains(&format!("error: layout `ours` {why}")), "{why}\n{code}\n{outcome}");
    assert!(outcome.stderr.contains(&format!("help: {help}")), "{outcome}");
}

#[test]
fn a_runaway_is_stopped_with_a_message() {
    const ENDLESS: &str = "#for i in range(1000000) { for j in range(1000000) { } }";
    let folder = with_layout(ENDLESS);
    let outcome = folder.run("render ada.yaml -l ours --timeout 1");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("error: layout `ours` takes more than 1 s\n"), "{outcome}");
    assert!(outcome.stderr.contains("`--timeout SECONDS` gives more time"), "{outcome}");
    for code in ["#for i in range(100000) { pagebreak() }", "#page(width: 90000pt, height: 90000pt)[a]"] {
        stopped(code, "makes more than 300 pages", "look for a page break in a loop");
    }
}

#[test]
fn a_layout_that_takes_memory_is_stopped_with_a_message() {
    for code in [
        "#let a = \"a\" * 2000000000",
        "#let a = (0,) * 1000000000",
        "#let a = range(100000000)",
        "#let a = (\"a\",); #for i in range(40) { a = a + a }",
    ] {
        stopped(code, "needs more than 1 GB of memory", "it may not come to an end");
    }
    stopped("#let a = [a]; #for i in range(200000) { a = block(a) }; #a", "nests too deeply", "it may not");
}

#[test]
fn what_the_engine_does_not_bear_is_no_bug_of_ours() {
    let outcome = with_layout("#let a = (0,) * 1000000000000000000").run("render ada.yaml -l ours");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.stderr.starts_with("error: layout `ours`: the engine gave up: capacity overflow"),
        "{outcome}"
    );
}

/// Renders with a layout that ends with some code, which is a fault at its place.
fn fault_of(code: &str, why: &str) -> Outcome {
    let folder = with_layout(code);
    let line = String::from_utf8(folder.read("mine/ours/layout.typ")).expect("UTF-8").lines().count();
    let outcome = folder.run("render ada.yaml -l ours");
    let place = format!("┌─ mine/ours/layout.typ:{line}:");
    assert!(outcome.stderr.contains(&place) && outcome.stderr.contains(why), "{why}: {outcome}");
    outcome
}

#[test]
fn what_the_engine_stops_has_its_place() {
    for (code, why) in [
        ("#let f(n) = f(n + 1) + 1; #f(0)", "maximum function call depth exceeded"),
        ("#let n = 0; #while n < 1 { n = n * 2 }", "loop seems to be infinite"),
        ("#panic(\"no\")", "panicked"),
    ] {
        let outcome = fault_of(code, why);
        assert_eq!(outcome.code, Some(1), "{outcome}");
    }
}

#[test]
fn there_is_no_eval_and_no_plugin() {
    for (code, why) in [
        ("#eval(\"1 + 1\")", "unknown variable: eval"),
        ("#plugin(\"a.wasm\")", "unknown variable: plugin"),
        ("#std.eval(\"1 + 1\")", "module `global` does not contain `eval`"),
        ("#std.plugin(\"a.wasm\")", "module `global` does not contain `plugin`"),
        ("#import std: eval", "unresolved import"),
    ] {
        let outcome = fault_of(code, why);
        let helped = outcome.stderr.contains("help: layouts do without Typst's `emoji`, `eval`, ");
        assert_eq!(helped, why.contains("unknown"), "{outcome}");
    }
}

#[test]
fn only_the_own_folder_is_read() {
    for (code, why) in [
        ("#read(\"/etc/hostname\")", "file not found"),
        ("#read(\"../../cvs/bea.yaml\")", "file not found"),
        ("#yaml(\"/cvs/bea.yaml\")", "file not found"),
        ("#include \"../theirs/layout.typ\"", "file not found"),
        ("#include \"link.typ\"", "file not found"),
        ("#include \"sibling.typ\"", "file not found"),
        ("#image(\"link.svg\", alt: \"A\")", "file not found"),
        ("#read(\"inner/link.typ\")", "file not found"),
        ("#import \"@preview/x:1.0.0\": y", "packages are not read"),
    ] {
        let folder = with_layout(code).file("outside/a.typ", "secret").file("outside/a.svg", "<svg/>");
        assert_eq!(folder.run("layouts --copy folio mine/theirs").code, Some(0));
        #[cfg(unix)]
        for (link, to) in [
            ("link.typ", "../../outside/a.typ"),
            ("sibling.typ", "../theirs/layout.typ"),
            ("link.svg", "../../outside/a.svg"),
            ("inner", "../../outside"),
        ] {
            std::os::unix::fs::symlink(to, folder.path(&format!("mine/ours/{link}"))).expect("a link");
        }
        let outcome = folder.run("render ada.yaml -l ours");
        let place = "┌─ mine/ours/layout.typ:";
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.stderr.contains(place) && outcome.stderr.contains(why), "{code}: {outcome}");
        assert!(!outcome.stderr.contains("secret"), "{outcome}");
    }
}

/// Where only this process can take so long, such as with a pipe that nobody writes to, the run ends.
#[test]
fn what_is_no_layout_ends_the_run() {
    let folder = with_layout("");
    let mut command = folder.command("render - -o a.pdf --timeout 1".split(' '));
    let child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut child = child;
    let stdin = child.stdin.take();
    let output = child.wait_with_output().expect("it ends");
    drop(stdin);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("error: `stdin` takes more than 1 s; nothing else is made"), "{stderr}");
    for limit in [0, u64::MAX] {
        let outcome = folder.run(&format!("render cvs -o out --timeout {limit}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
}

#[test]
fn a_folder_of_layouts_has_a_bound() {
    let folder = with_layout("");
    for n in 0..6 {
        let file = fs::File::create(folder.path(&format!("mine/ours/{n}.png"))).expect("a file");
        file.set_len(20_000_000).expect("a length");
    }
    let outcome = folder.run("render ada.yaml -l ours");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("the layouts in `mine` have more than 100 MB"), "{outcome}");
}

/// Code that ends its process, and what is said of it.
const DEADLY: (&str, &str) = ("#let a = \"a\" * 2000000000", "layout `ours` needs more than 1 GB of memory");

#[test]
fn the_others_are_made() {
    let (code, why) = DEADLY;
    for jobs in [1, 2] {
        let folder = with_layout(code);
        let outcome = folder.run(&format!("render cvs -o out -j {jobs} --timeout 3 --verbose"));
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.stderr.contains(why), "{outcome}");
        assert!(folder.read("out/bea.pdf").starts_with(b"%PDF") && !folder.path("out/ada.pdf").exists());
        for command in ["check cvs", "check --proof cvs", "snapshot cvs --update"] {
            let outcome = folder.run(&format!("{command} -l ours,plain -j {jobs} --timeout 3"));
            assert_eq!(outcome.code, Some(1), "{outcome}");
            assert!(outcome.stderr.contains(why), "{command}: {outcome}");
        }
        assert!(folder.path("snapshots/cvs/bea.yaml/plain").is_dir());
        assert!(!folder.path("snapshots/cvs/bea.yaml/ours").exists());
    }
    // Without the flag, the gallery finds the layout by recto.toml.
    let folder = with_layout(code);
    folder.run("layouts --gallery ada.yaml -o seen");
    assert!(folder.path("seen/folio.pdf").exists() && !folder.path("seen/ours.pdf").exists());
}

#[test]
fn a_worker_lives() {
    let (code, why) = DEADLY;
    let folder = with_layout(code);
    let own = r#"{"text": "basics: {name: Ada}", "layout": "ours"}"#;
    let other = r#"{"text": "basics: {name: Ada}", "layout": "plain"}"#;
    let input = format!("{own}\n{other}\n{own}\n{own}\n{other}\n");
    let outcome = folder.pipe("render --worker --layout-path mine --timeout 3", input.as_bytes());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let is_ok: Vec<bool> = outcome.out().lines().map(|line| line.contains("\"ok\":true")).collect();
    assert_eq!(is_ok, [false, true, false, false, true], "{outcome}");
    assert_eq!(outcome.out().matches(why).count(), 3, "{outcome}");
}

/// What a child makes is what this process makes: files, problems, proof, snapshots.
#[test]
fn a_child_makes_the_same() {
    let copy = |name: &str| fs::read(project(name)).expect("an example");
    let folder = Folder::new()
        .file("ada.yaml", copy("examples/ada.yaml"))
        .file("me.png", copy("tests/fixtures/pixel.png"))
        .file("three.yaml", copy("examples/three-pages.yaml"))
        .file("marks.yaml", "basics:\n  name: Ada Lindqvist\n  summary: The mean x̄ of boxes.\n")
        .file("odd.yaml", "basics: {name: Ada 造}\nwork: [{positon: A, startDate: 2019-13}]\n")
        .file("recto.toml", "[options]\npages = 1\naccent = 'teal'\n");
    let embedded = recto::embedded::layouts();
    let folder = ["lib", "folio", "datum", "plain"].into_iter().fold(folder, |folder, name| {
        let own = embedded.own_files(name);
        own.fold(folder, |folder, (path, bytes)| folder.file(&format!("own/{name}/{path}"), bytes))
    });
    let files = |name: &str| -> Vec<_> {
        let entries = fs::read_dir(folder.path(name)).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|file| (file.file_name(), fs::read(file.path()).ok())).collect();
        files.sort();
        files
    };
    let stored = ["here", "there --layouts-from own"].map(|to| {
        let outcome = folder.run(&format!("snapshot ada.yaml -l folio --set pages=auto --update --dir {to}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        files(&format!("{}/ada.yaml/folio", to.split(' ').next().expect("a folder")))
    });
    assert!(stored[0].len() > 3 && stored[0] == stored[1], "the snapshots differ");
    for args in [
        "render ada.yaml -l folio -f pdf,png,svg -o out --set basics.image=me.png",
        "render three.yaml -l plain -f svg -o out --set pages=auto --set work.0.hide=true",
        "render three.yaml -l datum -o out",
        "render marks.yaml -l datum -o out/marks.pdf",
        "render marks.yaml -l datum -o out/marks.pdf --strict",
        "render odd.yaml -l folio -o out",
        "check ada.yaml three.yaml marks.yaml odd.yaml -l folio,datum --message-format json",
        "check --proof ada.yaml marks.yaml -l folio --message-format json",
        "snapshot ada.yaml -l folio --set pages=auto --dir here",
        "snapshot ada.yaml -l folio --set pages=auto --dir here --set basics.label=Other --message-format json",
    ] {
        let runs = ["", " --layouts-from own"].map(|more| {
            // What there is may be current for one way only.
            let _ = fs::remove_dir_all(folder.path("out"));
            let outcome = folder.run(&format!("{args}{more}"));
            let text = format!("{:?} {} {}", outcome.code, outcome.out(), outcome.stderr);
            (text, files("out"))
        });
        assert_eq!(runs[0].0, runs[1].0, "{args}");
        assert!(runs[0].1 == runs[1].1, "{args}: the files differ");
    }
}

/// One child serves all résumés of a thread, and none outlives its parent.
#[cfg(target_os = "linux")]
#[test]
fn a_child_serves_many_and_ends_with_its_parent() {
    use std::io::{BufRead, BufReader, Write};
    use std::time::{Duration, Instant};

    /// The processes that a process started and that run.
    fn children(parent: u32) -> Vec<String> {
        let tasks = fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
        let lists = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
        lists.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
    let lives = |pid: &String| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"));
        stat.is_ok_and(|stat| !stat.contains(") Z"))
    };

    let folder = with_layout(
        "#if json(\"/content.json\").header.name == \"Eve\" { for i in range(1000000) { for j in range(1000000) { } } }",
    );
    let mut command = folder.command("render --worker --layout-path mine --timeout 0".split(' '));
    let mut worker =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let (id, mut stdin) = (worker.id(), worker.stdin.take().expect("piped"));
    let mut answers = BufReader::new(worker.stdout.take().expect("piped"));
    // Renders Ada, and gives the child that did.
    let mut render = |stdin: &mut std::process::ChildStdin| {
        stdin.write_all(b"{\"text\": \"basics: {name: Ada}\", \"layout\": \"ours\"}\n").expect("it reads");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("an answer");
        assert!(answer.contains("\"ok\":true"), "{answer}");
        let children = children(id);
        let [child] = children.as_slice() else { panic!("{children:?}") };
        child.clone()
    };
    let first = render(&mut stdin);
    assert_eq!([render(&mut stdin), render(&mut stdin)], [first.clone(), first.clone()]);
    // That it was ended by somebody else is no fault of the next résumé.
    assert!(std::process::Command::new("kill").args(["-KILL", &first]).status().expect("kill").success());
    let second = render(&mut stdin);
    assert!(first != second && lives(&second) && !lives(&first));
    // It is busy for ever when its parent is killed.
    stdin.write_all(b"{\"text\": \"basics: {name: Eve}\", \"layout\": \"ours\"}\n").expect("it reads");
    std::thread::sleep(Duration::from_millis(500));
    worker.kill().expect("it runs");
    worker.wait().expect("it ends");
    let start = Instant::now();
    while lives(&second) && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!lives(&second));
}
