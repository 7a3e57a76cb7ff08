//! `pages` and `--pages`: a number of pages in every command, and what is said where there is none.

use crate::fixtures::project;
use crate::harness::{Folder, snapshot};

/// A résumé of two pages at the usual density, with so many jobs.
fn jobs(count: usize, options: &str) -> String {
    let job = "  - {name: Skerry Instruments, position: Engineer, startDate: 2019, endDate: 2021,\n     highlights: \
               [Set up the tests, Wrote the drivers, Led the team, Moved the lab]}\n";
    format!("basics: {{name: Ada Lindqvist}}\nwork:\n{}meta: {{recto: {{{options}}}}}\n", job.repeat(count))
}

fn three_pages() -> String {
    std::fs::read_to_string(project("examples/three-pages.yaml")).expect("an example")
}

#[test]
fn a_number_of_pages_is_reached_and_the_file_is_current_afterwards() {
    for layout in &crate::fixtures::layouts() {
        // As many as one page can hold.
        let fits = |count: &usize| {
            let folder = Folder::new().file("a.yaml", jobs(*count, ""));
            folder.run(&format!("render a.yaml -l {layout} --pages 1")).code == Some(0)
        };
        let text = jobs((4..=9).rev().find(fits).expect("a few jobs fit"), "");
        let folder = Folder::new().file("a.yaml", &text).file("cvs/a.yaml", &text);
        let pages = |args: &str| {
            let outcome = folder.run(&format!("render a.yaml -l {layout} {args}"));
            assert_eq!(outcome.code, Some(0), "{outcome}");
            outcome
                .stderr
                .lines()
                .next()
                .unwrap_or_default()
                .split(", ")
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(pages("--pages 1"), "a.pdf: 1 page", "{layout}");
        let first = folder.read("a.pdf");
        // The stamp is that of the question: a second run looks for no answer.
        let kept = |folder: &Folder| folder.run(&format!("render cvs -l {layout} --pages 1 -o out -v"));
        kept(&folder);
        assert!(kept(&folder).stderr.contains("unchanged"), "{layout}");
        // The same question gives the same bytes; another question is another file.
        pages("--pages 1 --force");
        assert_eq!(folder.read("a.pdf"), first, "{layout}");
        assert_eq!(pages("--pages 2"), "a.pdf: 2 pages", "{layout}");
    }
}

#[test]
fn the_file_asks_for_pages_and_the_command_line_goes_first() {
    let folder = Folder::new().file("a.yaml", jobs(9, "pages: 1")).file("b.yaml", jobs(4, "pages: auto"));
    let pages = |args: &str| folder.run(args).stderr.lines().next().unwrap_or_default().to_owned();
    assert!(pages("render a.yaml").starts_with("a.pdf: 1 page,"));
    assert!(pages("render a.yaml --pages 2").starts_with("a.pdf: 2 pages,"));
    assert!(pages("render b.yaml").starts_with("b.pdf: 1 page,"));
}

#[test]
fn what_cannot_fit_is_an_error_with_the_way_out() {
    let folder = Folder::new().file("a.yaml", three_pages()).file("b.yaml", jobs(40, "pages: 1"));
    snapshot!(
        folder.run("render a.yaml --pages 1"),
        folder.run("render b.yaml"),
        folder.run("check b.yaml"),
        folder.run("render a.yaml --pages 0"),
        folder.run("render a.yaml --set pages=few"),
    );
    assert!(!folder.names().iter().any(|name| name.ends_with(".pdf")));
}

#[test]
fn snapshots_and_workers_fit_too() {
    let folder = Folder::new().file("a.yaml", jobs(9, ""));
    let stored = folder.run("snapshot a.yaml --pages 1 --update");
    assert_eq!(stored.code, Some(0), "{stored}");
    assert_eq!(folder.run("snapshot a.yaml --pages 1").code, Some(0));
    assert_eq!(folder.run("snapshot a.yaml").code, Some(1));
    let request = serde_json::json!({"text": jobs(9, ""), "format": "yaml", "set": {"pages": 1}});
    let answer = folder.pipe("render --worker", request.to_string().as_bytes());
    let answer: serde_json::Value = serde_json::from_str(answer.out()).expect("an answer");
    assert_eq!(
        (&answer["ok"], &answer["pages"]),
        (&serde_json::json!(true), &serde_json::json!(1)),
        "{answer}"
    );
}
