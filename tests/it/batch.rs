//! Many files: what a PATH stands for, names of outputs, what is left alone, what the end tells.

use crate::harness::{ADA, Folder, Outcome, snapshot};
use std::fs;

/// A résumé of that name.
fn person(name: &str) -> String {
    format!("basics:\n  name: {name}\n  email: someone@example.com\n")
}

/// A folder of résumés, one of which is broken.
fn office() -> Folder {
    Folder::new()
        .file("cvs/ada.yaml", ADA)
        .file("cvs/team/bo.json", r#"{"basics": {"name": "Bo Example"}}"#)
        .file("cvs/team/cy.md", "# Cy Example\n\ncy@example.com\n")
        .file("cvs/broken.toml", "[basics\n")
        .file("cvs/README.md", "Our people.\n")
        .file("cvs/drafts/d.yaml", "no")
        .file("cvs/.gitignore", "drafts/\n")
}

/// Everything below a folder that is a file, sorted, with `/` between parts.
fn files(folder: &Folder, below: &str) -> Vec<String> {
    fn walk(path: &std::path::Path, under: &str, names: &mut Vec<String>) {
        for entry in path.read_dir().into_iter().flatten().flatten() {
            let name = format!("{under}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), names)
            } else {
                names.push(name)
            }
        }
    }
    let mut names = Vec::new();
    walk(&folder.path(below), "", &mut names);
    names.sort();
    names
}

/// The lines of `--message-format json`.
fn lines(outcome: &Outcome) -> Vec<serde_json::Value> {
    outcome.out().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_folder_gives_a_folder_and_one_failure_stops_nobody() {
    let folder = office();
    snapshot!(folder.run("render cvs -o out -v"));
    assert_eq!(files(&folder, "out"), ["ada.pdf", "team/bo.pdf", "team/cy.pdf"]);
}

#[test]
fn all_stands_for_each_layout() {
    let folder = Folder::with_ada();
    let all: Vec<String> =
        folder.run("layouts").out().lines().map(|l| l.split(' ').next().unwrap().to_owned()).collect();
    assert!(all.len() > 1, "{all:?}");
    let pdfs: Vec<String> = all.iter().map(|layout| format!("ada-{layout}.pdf")).collect();
    assert_eq!(folder.run("render ada.yaml -l all -o flag -q").code, Some(0));
    assert_eq!(files(&folder, "flag"), pdfs);
    let folder = folder.file("recto.toml", "layout = 'all'\n");
    assert_eq!(folder.run("render ada.yaml -o config -q").code, Some(0));
    assert_eq!(files(&folder, "config"), pdfs);
    let checked = folder.run("check ada.yaml");
    assert_eq!(checked.out().lines().count(), all.len(), "{checked}");
    let refused = folder.run("render ada.yaml -l all --set layout=plain -o none");
    assert_eq!(refused.code, Some(2), "{refused}");
}

#[test]
fn a_folder_for_one_file_is_made() {
    let folder = Folder::with_ada();
    assert_eq!(folder.run("render ada.yaml -o typed/ -q").code, Some(0));
    assert_eq!(folder.pipe("render - -o piped/deep/ -q", ADA.as_bytes()).code, Some(0));
    let folder = folder.file("recto.toml", "output = 'told'\n");
    assert_eq!(folder.run("render ada.yaml -q").code, Some(0));
    let made = ["typed", "piped", "told"].map(|name| files(&folder, name).join(" "));
    assert_eq!(made, ["ada.pdf", "deep/resume.pdf", "ada.pdf"]);
    assert_eq!(folder.run("render ada.yaml -o ada.yaml/ -q").code, Some(1));
}

#[test]
fn a_check_on_some_threads_tells_what_one_tells() {
    let folder = office();
    let [one, three] = ["1", "3"].map(|jobs| folder.run(&format!("check cvs --proof -v -l all -j {jobs}")));
    assert_eq!((one.code, one.out(), &one.stderr), (three.code, three.out(), &three.stderr));
    assert_eq!(one.code, Some(1));
    let order: Vec<_> = one.out().lines().filter(|line| line.contains(" page, folio")).collect();
    let names = ["cvs/ada.yaml", "cvs/team/bo.json", "cvs/team/cy.md"];
    assert!(
        order.iter().zip(names).all(|(line, name)| line.starts_with(name)) && order.len() == 3,
        "{order:?}"
    );
    // A pipe is read by itself, and not among others.
    assert_eq!(folder.run("check - cvs/ada.yaml").code, Some(2));
    assert_eq!(folder.pipe("check -", b"basics: {name: Ada}").code, Some(0));
}

#[test]
fn patterns_and_files_in_one_run() {
    let folder = office();
    let outcome = folder.run("render cvs/**/*.{json,md} cvs/ada.yaml -o out -q");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    assert_eq!(files(&folder, "out"), ["ada.pdf", "team/bo.pdf", "team/cy.pdf"]);
    assert_eq!(
        folder.run("render cvs/ada.yaml ./cvs/ada.yaml -o twice -q").code,
        Some(0),
        "one file, named twice"
    );
    assert_eq!(files(&folder, "twice"), ["ada.pdf"]);
}

#[test]
fn the_advice_for_outputs_of_one_name_gives_each_its_own() {
    let files = || {
        let folder = Folder::with_ada().file("cvs/ada.yaml", ADA).file("cvs/ada.toml", "name = 'Ada'\n");
        folder.file("cvs/bo.yaml", person("Bo Example")).file("deep/bo.yaml", person("Bo Example"))
    };
    for (args, made) in [
        ("render cvs -o out", 3),
        ("render cvs -o out -l folio,plain", 6),
        ("render cvs -o out -l folio,plain --name cv", 6),
        ("render cvs -o out --name {lang}", 3),
    ] {
        let folder = files();
        let outcome = folder.run(args);
        let advice = outcome.stderr.split("`--name '").nth(1).and_then(|rest| rest.split('\'').next());
        let name = advice.unwrap_or_else(|| panic!("no advice: {outcome}"));
        let folder = files();
        let without = args.split(" --name").next().expect("the first part");
        let outcome = folder.run(&format!("{without} --name {name}"));
        assert_eq!((outcome.code, files_below(&folder)), (Some(0), made), "{name}: {outcome}");
    }
    let outcome = files().run("render cvs/bo.yaml deep/bo.yaml -o out");
    assert!(outcome.stderr.contains("render them apart"), "{outcome}");
}

/// How many files are in `out` and below.
fn files_below(folder: &Folder) -> usize {
    files(folder, "out").len()
}

#[test]
fn documents_are_counted_and_read_where_they_are_named() {
    let folder = || {
        let folder =
            Folder::new().file("docs/a.docx", "PK").file("docs/b.pdf", "%PDF-1.4").file("docs/c.txt", "x");
        folder.file("cvs/ada.yaml", ADA).file("cvs/old.docx", "PK").file("cvs/sub/old.pdf", "%PDF-1.4")
    };
    for command in ["render docs -o out", "render docs/* -o out", "check docs", "snapshot docs"] {
        let outcome = folder().run(command);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        let (what, help) = ("are .docx, .pdf or .txt: name them one by one", "such as `docs/a.docx`");
        assert!(outcome.stderr.contains(what) && outcome.stderr.contains(help), "{outcome}");
    }
    let folder = folder();
    for command in ["render cvs -o cvs", "render cvs -o cvs -f txt,png", "render cvs -o cvs -l all --force"] {
        let outcome = folder.run(command);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let what = "warning: 2 files in `cvs` are .docx or .pdf: name them one by one";
        assert_eq!(outcome.stderr.matches(what).count(), 1, "{outcome}");
    }
}

#[test]
fn layouts_and_formats_multiply() {
    let folder = Folder::with_ada();
    assert_eq!(folder.run("render ada.yaml -l folio,plain,folio -f pdf,png,svg -o out -q").code, Some(0));
    let expected = ["folio.pdf", "folio.png", "folio.svg", "plain.pdf", "plain.png", "plain.svg"];
    assert_eq!(files(&folder, "out"), expected.map(|name| format!("ada-{name}")));
    let (png, svg) = (folder.read("out/ada-folio.png"), folder.read("out/ada-folio.svg"));
    assert!(png.starts_with(b"\x89PNG") && svg.starts_with(b"<svg"));
    // 210 mm at 144 pixels an inch.
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().expect("four bytes")), 1191);
    assert_eq!(folder.run("render ada.yaml -o big.png --ppi 300 -q").code, Some(0));
    let png = folder.read("big.png");
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().expect("four bytes")), 2480);
}

#[test]
fn a_file_is_the_same_alone_and_among_many() {
    let folder = office();
    assert_eq!(folder.run("render cvs -o out -q -j 3").code, Some(1));
    for (input, output) in [("cvs/ada.yaml", "out/ada.pdf"), ("cvs/team/cy.md", "out/team/cy.pdf")] {
        assert_eq!(folder.run(&format!("render {input} -o one.pdf -q")).code, Some(0));
        assert_eq!(folder.read("one.pdf"), folder.read(output), "{input}");
    }
}

#[test]
fn what_is_current_is_left_alone() {
    let folder =
        Folder::new().file("cvs/a.yaml", person("Ann Example")).file("cvs/b.yaml", person("Ben Example"));
    let status = |args: &str| -> Vec<String> {
        let outcome = folder.run(&format!("render cvs -o out -f pdf,png --message-format json {args}"));
        let lines = lines(&outcome);
        lines.iter().filter_map(|line| Some(line.get("status")?.as_str()?.to_owned())).collect()
    };
    assert_eq!(status(""), ["made", "made"]);
    let before = fs::metadata(folder.path("out/a.pdf")).and_then(|meta| meta.modified()).expect("a time");
    assert_eq!(status(""), ["unchanged", "unchanged"]);
    let after = fs::metadata(folder.path("out/a.pdf")).and_then(|meta| meta.modified()).expect("a time");
    assert_eq!(before, after, "the file was not touched");

    fs::write(folder.path("cvs/a.yaml"), format!("# a remark\n{}", person("Ann Example"))).expect("a file");
    assert_eq!(status(""), ["unchanged", "unchanged"], "a remark changes no page");
    fs::write(folder.path("cvs/a.yaml"), person("Anna Example")).expect("a file");
    assert_eq!(status(""), ["made", "unchanged"]);
    assert_eq!(status("--set accent=teal"), ["made", "made"]);
    assert_eq!(status("--set accent=teal -l plain"), ["made", "made"]);
    assert_eq!(status("--set accent=teal -l plain"), ["unchanged", "unchanged"]);
    assert_eq!(status("--set accent=teal -l plain --force"), ["made", "made"]);

    let mut damaged = folder.read("out/b.pdf");
    damaged[2000] ^= 1;
    fs::write(folder.path("out/b.pdf"), damaged).expect("a file");
    let again = status("--set accent=teal -l plain");
    assert_eq!(again, ["unchanged", "failed"], "what was edited is not replaced unasked");
    assert_eq!(status("--set accent=teal -l plain --force"), ["made", "made"]);
    fs::remove_file(folder.path("out/a.png")).expect("it was there");
    assert_eq!(status("--set accent=teal -l plain"), ["made", "unchanged"]);
}

#[test]
fn warnings_are_told_again_for_what_is_current() {
    let folder = Folder::new().file("cvs/a.yaml", format!("{ADA}  postion: none\n"));
    let first = folder.run("render cvs -o out");
    let second = folder.run("render cvs -o out");
    assert!(first.stderr.contains("unknown key `postion`"), "{first}");
    assert!(
        second.stderr.contains("unknown key `postion`") && second.stderr.contains("1 unchanged"),
        "{second}"
    );
}

#[test]
fn pages_that_are_gone_leave_no_file() {
    let long = |sections: usize| {
        let entry =
            "  - name: Somewhere\n    position: Engineer\n    highlights: [One thing, Another thing]\n";
        format!("{ADA}work:\n{}", entry.repeat(sections))
    };
    let folder = Folder::new().file("ada.yaml", long(40)).file("out/ada-9.png", "not ours");
    assert_eq!(folder.run("render ada.yaml -f png,svg -o out -q").code, Some(0));
    let many = files(&folder, "out");
    assert!(many.contains(&"ada-2.png".to_owned()) && !many.contains(&"ada.png".to_owned()), "{many:?}");
    fs::write(folder.path("ada.yaml"), ADA).expect("a file");
    assert_eq!(folder.run("render ada.yaml -f png,svg -o out -q").code, Some(0));
    assert_eq!(files(&folder, "out"), ["ada-9.png", "ada.png", "ada.svg"]);
    fs::write(folder.path("ada.yaml"), long(40)).expect("a file");
    assert_eq!(folder.run("render ada.yaml -f png,svg -o out -q").code, Some(0));
    assert_eq!(files(&folder, "out"), many);
}

#[test]
fn names_follow_a_template() {
    let folder = office();
    let outcome = folder.run("render cvs -o out -q -l folio,plain --name {layout}/{name}-{lang}");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let expected = [
        "folio/Ada-Lindqvist-en.pdf",
        "plain/Ada-Lindqvist-en.pdf",
        "team/folio/Bo-Example-en.pdf",
        "team/folio/Cy-Example-en.pdf",
        "team/plain/Bo-Example-en.pdf",
        "team/plain/Cy-Example-en.pdf",
    ];
    assert_eq!(files(&folder, "out"), expected);
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_written() {
    let folder = Folder::new()
        .file("cvs/a.yaml", person("Ann Example"))
        .file("cvs/a.json", "{}")
        .file("b.yaml", person("Ann Example"))
        .file("file", "");
    snapshot!(
        folder.run("render cvs -o out"),
        folder.run("render cvs/a.yaml b.yaml -o out --name {name}"),
        folder.run("render cvs -o -"),
        folder.run("render cvs - -o out"),
        folder.run("render cvs -o file"),
        folder.run("render b.yaml -l all -o one.pdf"),
        folder.run("render b.yaml -l folio,plain --set layout=datum"),
        folder.run("render b.yaml -f pfd"),
        folder.run("render b.yaml -j 0"),
        folder.run("render b.yaml --name {nme}"),
        folder.run("render cvs/*.toml"),
    );
    assert_eq!(folder.names(), ["b.yaml", "cvs", "file"]);
}

#[test]
fn json_tells_every_output_and_the_sum() {
    let folder = office();
    let outcome = folder.run("render cvs -o out --message-format json");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""));
    let lines = lines(&outcome);
    let status: Vec<_> = lines.iter().filter(|line| line.get("status").is_some()).collect();
    assert_eq!(status.len(), 4);
    assert_eq!(status[0]["outputs"][0], "out/ada.pdf");
    assert_eq!((&status[1]["file"], &status[1]["status"]), (&"cvs/broken.toml".into(), &"failed".into()));
    let sum = lines.last().expect("a last line");
    let expected = serde_json::json!({
        "made": 3, "unchanged": 0, "failed": 1, "not_begun": 0, "failed_files": ["cvs/broken.toml"],
    });
    assert_eq!(*sum, expected);
}

#[test]
fn the_configuration_of_a_folder_comes_last() {
    let folder = Folder::new()
        .file("cvs/a.yaml", person("Ann Example"))
        .file("cvs/b.yaml", format!("{}meta: {{recto: {{layout: plain}}}}\n", person("Ben Example")))
        .file(
            "cvs/recto.toml",
            "layout = 'datum'\noutput = 'pdf'\nname = '{stem}-{layout}'\n[options]\nleaders = 'dots'\n",
        );
    assert_eq!(folder.run("render cvs -q").code, Some(0));
    assert_eq!(files(&folder, "cvs/pdf"), ["a-datum.pdf", "b-plain.pdf"]);
    assert_eq!(folder.run("render cvs -q -l folio --name {stem} -o out").code, Some(0));
    assert_eq!(files(&folder, "out"), ["a.pdf", "b.pdf"]);
    assert_eq!(folder.run("render cvs/a.yaml -q -o alone").code, Some(0), "for one file, too");
    fs::write(folder.path("cvs/recto.toml"), "layout = ['folio', 'plain']\nlayuot = 1\n").expect("a file");
    snapshot!(folder.run("render cvs -o out"));
    fs::write(folder.path("cvs/recto.toml"), "[options]\npaper = 'a6'\n").expect("a file");
    snapshot!(folder.run("render cvs -o out"));
}

#[test]
fn what_every_file_shares_is_told_once() {
    let folder = office();
    let outcome = folder.run("render cvs -o out --set paper=a6");
    assert_eq!(outcome.stderr.matches("unknown paper `a6`").count(), 1, "{outcome}");
    assert!(outcome.stderr.contains("0 made, 0 unchanged, 4 failed"), "{outcome}");
}

#[cfg(unix)]
#[test]
fn a_pipe_keeps_nobody_waiting() {
    let folder = office();
    let made = std::process::Command::new("mkfifo").arg(folder.path("cvs/pipe.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let outcome = folder.run("render cvs -o out");
    assert!(outcome.stderr.contains("`cvs/pipe.yaml` is a pipe or a device"), "{outcome}");
    assert!(outcome.stderr.contains("3 made in out, 0 unchanged, 2 failed"), "{outcome}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = office();
    let team = folder.path("cvs/team");
    fs::set_permissions(&team, fs::Permissions::from_mode(0o000)).expect("permissions");
    let readable = team.read_dir().is_ok();
    let outcome = folder.run("render cvs -o out -q");
    fs::set_permissions(&team, fs::Permissions::from_mode(0o755)).expect("permissions");
    if !readable {
        assert!(outcome.stderr.contains("cannot read `cvs/team`: permission denied"), "{outcome}");
    }
    assert_eq!(outcome.code, Some(1));
}

#[test]
fn files_that_cannot_be_read_share_no_name() {
    let folder = Folder::new()
        .file("cvs/ada.yaml", ADA)
        .file("cvs/b.toml", "[basics\n")
        .file("cvs/c.toml", "[basics\n")
        .file("cvs/d.yaml", "")
        .file("cvs/e.yaml", "work: []\n")
        .file("cvs/f.yaml", "basics: {name: F, email: [}\n");
    let outcome = folder.run("render cvs -o out --name {name}");
    assert!(outcome.stderr.contains("1 made in out, 0 unchanged, 5 failed"), "{outcome}");
    assert!(!outcome.stderr.contains("would both write"), "{outcome}");
    assert_eq!((outcome.code, files(&folder, "out")), (Some(1), vec!["Ada-Lindqvist.pdf".to_owned()]));
}

#[test]
fn two_of_one_name_stop_nobody_else() {
    let folder = Folder::new()
        .file("cvs/a.yaml", person("Ann Example"))
        .file("cvs/b.yaml", person("Ben Example"))
        .file("cvs/b2.yaml", person("Ben Example"))
        .file("cvs/b3.yaml", person("Ben Example"));
    let outcome = folder.run("render cvs -o out --name {name}");
    assert_eq!(
        (outcome.code, files(&folder, "out")),
        (Some(1), vec!["Ann-Example.pdf".to_owned()]),
        "{outcome}"
    );
    assert_eq!(outcome.stderr.matches("error:").count(), 1, "{outcome}");
    assert!(
        outcome.stderr.contains("`cvs/b.yaml` and 2 others would all write `out/Ben-Example.pdf`"),
        "{outcome}"
    );
    assert!(outcome.stderr.contains("`--name '{name}-{stem}'` gives each a name of its own"), "{outcome}");
    assert_eq!(folder.run("render cvs -o out --name {name}-{stem}").code, Some(0));
    // Every template that is proposed works.
    for (args, proposed) in [
        ("render cvs -o two --name {name} -l folio,plain", "{name}-{layout}"),
        ("render cvs -o three --name CV.pdf", "CV-{stem}"),
    ] {
        let outcome = folder.run(args);
        let help = format!("`--name '{proposed}'`");
        assert!(proposed.contains("layout") || outcome.stderr.contains(&help), "{outcome}");
    }
}

#[test]
fn names_are_names_on_every_system() {
    for (person_name, template, name) in [
        ("Ben Osei", "{name} CV.pdf", "Ben-Osei CV.pdf"),
        ("Ben Osei", "{name}.PDF", "Ben-Osei.pdf"),
        ("Con", "{name}", "Con_.pdf"),
        ("nul", "{name}", "nul_.pdf"),
        ("***", "{name}", "a.pdf"),
        ("Nulan Conrad", "{name}", "Nulan-Conrad.pdf"),
    ] {
        let folder = Folder::new().file("a.yaml", person(&format!("'{person_name}'")));
        let outcome =
            folder.outcome("…", &mut folder.command(["render", "a.yaml", "-o", "out", "--name", template]));
        assert_eq!((outcome.code, files(&folder, "out")), (Some(0), vec![name.to_owned()]), "{outcome}");
    }
}

#[test]
fn the_sum_says_where_the_files_are() {
    let folder = office().file("other/d.yaml", person("Di Example"));
    for (args, place) in [
        ("render cvs -o out", "3 made in out, "),
        ("render cvs/ada.yaml cvs/team -o deep/er", "3 made in deep/er, "),
        ("render cvs other -o both", "4 made in both, "),
        ("render cvs/ada.yaml other/d.yaml", "2 made in the current folder, "),
        ("render cvs -o out", "0 made, 3 unchanged, "),
    ] {
        let outcome = folder.run(args);
        assert!(outcome.stderr.contains(place), "{place}: {outcome}");
    }
}

#[test]
fn a_warning_of_many_files_is_drawn_once() {
    let odd = |name: &str| format!("{}  favourite: blue\n", person(name));
    let folder = Folder::new()
        .file("cvs/a.yaml", odd("Ann Example"))
        .file("cvs/b.yaml", odd("Ben Example"))
        .file("cvs/c.yaml", format!("{}  colour: red\n", odd("Cy Example")));
    for command in ["render cvs -o out", "check cvs"] {
        let outcome = folder.run(command);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert_eq!(outcome.stderr.matches("┌─").count(), 2, "{outcome}");
        let places = "warning: unknown key `favourite`\n  also in cvs/b.yaml:4:3, cvs/c.yaml:4:3\n";
        assert!(outcome.stderr.contains(places), "{outcome}");
        assert!(outcome.stderr.contains("cvs/c.yaml: 2 warnings\n"), "each is counted: {outcome}");
        let all =
            folder.run(&format!("{command} -v --force").replace("check cvs -v --force", "check cvs -v"));
        assert_eq!(all.stderr.matches("┌─").count(), 4, "{all}");
        let json = folder.run(&format!("{command} --message-format json"));
        assert_eq!(json.out().matches("unknown-key").count(), 4, "{json}");
    }
    let checked = folder.run("check cvs");
    assert!(checked.stderr.ends_with("3 résumés checked: 4 warnings in 3\n"), "{checked}");
    let strict = folder.run("check cvs --strict");
    assert!(strict.stderr.ends_with("3 résumés checked: 4 errors in 3\n"), "{strict}");
    let good = Folder::new().file("a.yaml", person("Ann Example")).file("b.yaml", person("Ben Example"));
    assert!(good.run("check a.yaml b.yaml").stderr.ends_with("2 résumés checked: no problem found\n"));
    assert_eq!(good.run("check a.yaml b.yaml -q").stderr, "");
}

#[test]
fn the_overview_has_a_row_for_each_person() {
    let folder =
        office().file("cvs/e.yaml", person("Eve Example") + "work:\n  - {name: A, startDate: 2020-13-01}\n");
    let outcome = folder.run("check cvs --report r.csv -q");
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let text = String::from_utf8(folder.read("r.csv")).expect("UTF-8");
    let row =
        |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(row("\"Ada Lindqvist\""), "\"Ada Lindqvist\",\"cvs/ada.yaml\",\"0\",\"0\",\"\",\"\"");
    assert!(row("\"Eve Example\",\"cvs/e.yaml\",\"1\"").contains("line 5: "), "{text}");
    assert!(row("\"\",\"cvs/broken.toml\",\"1\"").contains("line 1: "), "{text}");
    assert_eq!(text.lines().count(), 6, "{text}");
    folder.run("check cvs --report r.html -q");
    let page = String::from_utf8(folder.read("r.html")).expect("UTF-8");
    assert!(page.matches("<tr class").count() == 5 && page.contains("Bo Example"), "{page}");
    for (name, message) in [("r.pdf", "ends in .html or .htm or .csv"), ("none/r.csv", "there is no folder")]
    {
        let outcome = folder.run(&format!("check cvs --report {name}"));
        assert!(outcome.stderr.contains(message) && outcome.out().is_empty(), "{outcome}");
    }
}

#[test]
fn what_a_shell_writes_out_can_be_rendered_twice() {
    let folder = Folder::with_ada()
        .file("b.md", "# Bo Example\n\nbo@example.com\n")
        .file("me.jpg", "no photo")
        .file("recto.toml", "[options]\naccent = 'teal'\n");
    let first = folder.run("render ada.yaml b.md me.jpg recto.toml");
    assert!(first.code == Some(0) && first.stderr.contains("2 made in"), "{first}");
    assert!(first.stderr.contains("2 files are not read, the first is `me.jpg`"), "{first}");
    let all = "ada.pdf ada.yaml b.md b.pdf me.jpg recto.toml";
    let again = folder.run(&format!("render {all}"));
    assert!(again.code == Some(0) && again.stderr.contains("0 made, 2 unchanged, 0 failed"), "{again}");
    assert!(again.stderr.contains("4 files are not read, the first is `ada.pdf`"), "{again}");
    assert_eq!(again.stderr.matches("not read").count(), 1, "{again}");
    let checked = folder.run(&format!("check {all}"));
    assert!(checked.code == Some(0) && checked.stderr.contains("2 résumés checked"), "{checked}");
    // By themselves they are read as what they are, and so is one that somebody changed.
    let documents = folder.run("render ada.pdf b.pdf -o out");
    assert!(documents.code == Some(0) && documents.stderr.contains("2 made in out"), "{documents}");
    fs::write(folder.path("ada.pdf"), [&folder.read("ada.pdf")[..], b"% changed\n"].concat()).expect("a PDF");
    let changed = folder.run(&format!("render {all}"));
    assert!(changed.code == Some(1) && changed.stderr.contains("failed: ada.pdf"), "{changed}");
}
