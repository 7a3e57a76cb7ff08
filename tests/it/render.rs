//! `recto render`: what it reads and what shapes the PDF.

use crate::fixtures::layouts;
use crate::harness::{ADA, Folder, snapshot};
use crate::pdf::Pdf;

#[test]
fn fonts_that_are_not_there_are_told() {
    let folder = Folder::with_ada().file("empty/licence.txt", "");
    snapshot!(
        folder.run("render ada.yaml --font-path none"),
        folder.run("render ada.yaml --font-path empty")
    );
    assert_eq!(folder.names(), ["ada.yaml", "empty"]);
}

#[test]
fn a_date_that_is_none_is_told() {
    let folder = Folder::with_ada();
    let with = |epoch: &str| {
        folder.outcome(
            "render ada.yaml",
            folder.command(["render", "ada.yaml"]).env("SOURCE_DATE_EPOCH", epoch),
        )
    };
    snapshot!(with("yesterday"));
    assert_eq!(with("1767225600").code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_like_stdin() {
    let folder = Folder::new();
    let outcome = folder.pipe("render /dev/stdin", ADA.as_bytes());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.starts_with(b"%PDF-"));
    assert!(folder.names().is_empty());
}

/// Renders some text in every layout; the lines of each.
fn lines_in_every_layout(yaml: &str, options: &str) -> Vec<Vec<String>> {
    let folder = Folder::new().file("ada.yaml", yaml);
    let lines = layouts().into_iter().map(|layout| {
        let outcome = folder.run(&format!("render ada.yaml -o - -l {layout} {options}"));
        assert_eq!(outcome.code, Some(0), "{layout} {outcome}");
        Pdf::new(&outcome.stdout).pages().iter().flat_map(|page| page.lines()).map(str::to_owned).collect()
    });
    lines.collect()
}

/// Longest line of a column that is too narrow for long words (characters).
const NARROW: usize = 20;

/// A word that a line end broke is kept in heads, too, whatever is in it, and in small capitals.
#[test]
fn words_are_kept_in_heads_of_any_letters() {
    for word in [
        "state-of-the-art",
        "e\u{301}tat-of-the-art",
        "\u{fb01}rst-of-the-art",
        "½<x-of-the-art",
        "Те\u{301}ст-державний",
    ] {
        for fill in 0..12 {
            let title = format!(
                "Selected talks {}on the hardware work and cross-functional {word} tests",
                "ab ".repeat(fill)
            );
            let yaml = format!(
                "basics: {{name: Ada}}\nsections: [{{title: '{title}', entries: [{{title: '{title}', organization: '{title}'}}]}}]\n"
            );
            for options in
                ["", "--set style.entry-title.case=small-caps --set style.organization.case=small-caps"]
            {
                for lines in lines_in_every_layout(&yaml, options) {
                    // A title beside its section can have a column that does not hold the word.
                    let is_wide = |line: &&String| line.chars().count() > NARROW;
                    let broken = lines
                        .iter()
                        .filter(is_wide)
                        .find(|line| line.ends_with("-of-") || line.ends_with("state-"));
                    assert_eq!(broken, None, "{title} {options}: {lines:?}");
                }
            }
        }
    }
}

/// `3 m` stays together; in `3 months` it is no word.
#[test]
fn a_word_that_is_kept_is_no_part_of_another() {
    let filled = |fill: usize, words: &str| format!("{}{words} and more words", "word ".repeat(fill));
    let bullets = (10..26).flat_map(|fill| [filled(fill, "was 3 m long"), filled(fill, "took 3 months")]);
    let bullets: Vec<_> = bullets.map(|text| format!("'{text}'")).collect();
    let yaml = format!(
        "basics: {{name: Ada}}\nwork: [{{name: A, position: B, highlights: [{}]}}]\n",
        bullets.join(", ")
    );
    for lines in lines_in_every_layout(&yaml, "") {
        let broken = lines.iter().find(|line| line.starts_with("onths") || line.ends_with(" 3 m"));
        assert_eq!(broken, None, "{lines:?}");
        assert!(!lines.iter().any(|line| line.trim_start().starts_with("m long")), "{lines:?}");
    }
}

/// An address that is wider than its column breaks, and is not put into a box that reaches beyond it.
#[test]
fn an_address_wider_than_its_column_breaks() {
    for length in (60..110).step_by(5) {
        let address = format!("https://example.org/{}", "a-long-path/".repeat(10));
        let address = &address[..length];
        let yaml =
            format!("basics: {{name: Ada, summary: 'See the notes on it all at {address}, and so on.'}}\n");
        for density in ["0", "0.5", "1"] {
            for lines in lines_in_every_layout(&yaml, &format!("--set density={density}")) {
                assert!(lines.concat().contains(address), "{lines:?}");
            }
        }
    }
}

/// What has no end in one field goes on on the next page.
#[test]
fn a_field_of_many_pages_goes_on() {
    let keywords: Vec<_> = (0..1200).map(|n| format!("keyword number {n}")).collect();
    let score = "a long remark on the grade, ".repeat(400);
    let yaml = format!(
        "basics: {{name: Ada}}\nwork: [{{name: A, position: B, keywords: [{}]}}]\neducation: [{{institution: C, score: '{score}'}}]\n",
        keywords.join(", ")
    );
    for lines in lines_in_every_layout(&yaml, "") {
        assert!(lines.concat().contains("1199"), "{}", lines.len());
    }
}

/// The keywords in a PDF's properties are one string, which PDF/A limits.
#[test]
fn thousands_of_skills_fit_into_the_properties() {
    let skills: Vec<_> = (0..5000).map(|n| format!("skill {n}")).collect();
    let yaml = format!("basics: {{name: Ada}}\nskills: [{{name: All, keywords: [{}]}}]\n", skills.join(", "));
    for lines in lines_in_every_layout(&yaml, "") {
        assert!(lines.concat().contains("skill 4999"));
    }
}

#[test]
fn any_field_is_set_by_its_path() {
    let folder = Folder::new()
        .file(
            "a.yaml",
            "basics: {name: Ada Lindqvist, phone: 555-0100}\n\
             experience:\n  - {company: Kestrel, position: Dev}\n  - {company: Heron, position: Lead}\n",
        )
        .file("a.json", r#"{"basics": {"name": "Ada"}, "work": [{"name": "Kestrel"}, {"name": "Heron"}]}"#)
        .file("a.md", "# Ada\n");
    for (sets, has, lacks) in [
        ("--set basics.summary=Hello", "Hello", "\u{1}"),
        ("--set basics.phone=", "Ada", "555-0100"),
        ("--set work.0.hide=true", "Heron", "Kestrel"),
        ("--set experience.1.hide=true", "Kestrel", "Heron"),
        ("--set work.0.name=Osprey --set work.1.hide=true", "Osprey", "Heron"),
        ("--set work.0.highlights.0=First", "First", "\u{1}"),
        ("--set skills.0.name=Rust", "Rust", "\u{1}"),
    ] {
        for file in ["a.yaml", "a.json"] {
            let outcome = folder.run(&format!("render {file} -f txt -o - {sets}"));
            assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{outcome}");
            assert!(outcome.out().contains(has) && !outcome.out().contains(lacks), "{outcome}");
        }
    }
    for (args, why) in [
        ("a.yaml --set work.5.name=X", "there is no field `work.5.name`: `work` has 2 entries, 0 and 1"),
        ("a.yaml --set basics.sumary=X --strict", "unknown key `sumary`"),
        ("a.md --set work.0.name=X", "a markdown file has no field `work.0.name`"),
        ("a.yaml --set work.0.startDate=2020-13-01", "in: --set work.0.startDate=2020-13-01"),
    ] {
        let outcome = folder.run(&format!("render {args}"));
        assert!(outcome.stderr.contains(why) && outcome.code != Some(0), "{outcome}");
    }
    let side = folder.run("render a.yaml --set side=skills");
    assert!(side.stderr.contains("layout `folio` has no side column"), "{side}");
    assert_eq!(folder.run("render a.yaml --set side=skills --strict").code, Some(1));
}

#[test]
fn every_problem_of_a_configuration_is_shown_at_its_line() {
    let folder =
        Folder::with_ada().file("recto.toml", "layuot = 'x'\n[options]\npaper = 'a9'\naccent = 'nocolour'\n");
    let outcome = folder.run("render ada.yaml");
    for place in ["recto.toml:1:1", "recto.toml:3:9", "recto.toml:4:10"] {
        assert!(outcome.stderr.contains(place), "{outcome}");
    }
    assert!(outcome.stderr.ends_with("recto.toml: 3 errors\n"), "{outcome}");
    let folder = folder.file("recto.toml", "[options]\npaper = 'a9'\n");
    let outcome = folder.run("render ada.yaml");
    assert!(
        outcome.stderr.contains("recto.toml:2:9") && outcome.stderr.contains("paper = 'a9'"),
        "{outcome}"
    );
}
