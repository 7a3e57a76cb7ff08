//! Text that is code in some language or other, characters that cannot be seen, characters that no font has: printed
//! as typed or told, never lost, never obeyed.

use crate::fixtures::{fixture, layouts, pdf, render};
use crate::harness::Folder;
use crate::pdf::{Pdf, fold};
use crate::problems::{list, problems};
use crate::words::spaced;

/// The lines of a list of texts that are not in the PDF.
fn lost(expected: &str, pdf: &Pdf) -> Vec<String> {
    let text = pdf.text();
    fixture(expected).lines().map(fold).filter(|line| !line.is_empty() && !text.contains(line)).collect()
}

#[test]
fn code_comes_out_as_typed_in_every_layout() {
    for layout in &layouts() {
        let pdf = pdf("tests/fixtures/hostile.yaml", &["-l", layout]);
        let lost = lost("hostile-expected.txt", &pdf);
        assert!(lost.is_empty(), "{layout} lost {lost:#?}\n{}", pdf.text());
        assert!(!pdf.text().contains('\u{fffd}'), "{layout}");
        pdf.assert_harmless();
    }
}

/// A text without what stands in angle brackets.
fn without_tags(text: &str) -> String {
    let parts = text.split('<').enumerate();
    parts
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or(part, |(_, rest)| rest) })
        .collect()
}

#[test]
fn a_group_longer_than_a_page_goes_on_on_the_next() {
    let keywords: Vec<String> = (0..2_000).map(|n| format!("k{n}")).collect();
    let resume = format!(
        "basics: {{name: Ada}}\nskills: [{{name: Everything, keywords: [{}]}}]\n",
        keywords.join(", ")
    );
    let home = Folder::new().file("long.yaml", resume);
    for layout in &layouts() {
        let outcome = home.run(&format!("render long.yaml -l {layout} -o -"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let pdf = Pdf::new(&outcome.stdout);
        let text = pdf.text();
        let lost: Vec<_> = keywords.iter().filter(|word| !text.contains(*word)).collect();
        assert!(lost.is_empty(), "{layout} lost {lost:?}");
        assert_eq!(pdf.below_the_pages(), [""; 0], "{layout}");
    }
}

#[test]
fn code_in_markdown_comes_out_as_typed_or_its_tags_are_told() {
    let source = fixture("hostile.md");
    for layout in &layouts() {
        let outcome = render("tests/fixtures/hostile.md", &["-l", layout]);
        let (pdf, told) = (Pdf::new(&outcome.stdout), problems(&outcome));
        let text = pdf.text();
        for line in fixture("hostile-md-expected.txt").lines().map(fold) {
            let row = source.lines().position(|row| fold(row).contains(&line)).map(|row| row + 1);
            let is_told = told.iter().any(|problem| problem.line == row && problem.text().contains("HTML"));
            // Where tags go, nothing else does.
            let rest = spaced(&without_tags(&line));
            let printed = text.contains(&line) || is_told && spaced(&without_tags(&text)).contains(&rest);
            assert!(printed, "{line} in {layout}\n{}\n{text}", list(&told));
        }
        pdf.assert_harmless();
    }
}

#[test]
fn a_word_in_angle_brackets_is_no_tag() {
    let source =
        "# Ada Lindqvist\n\n## Experience\n\n### Engineer\n\nKept List<String> and a<b>c for <Company>.\n";
    let folder = Folder::new().file("ada.md", source);
    let text = Pdf::new(&folder.run("render ada.md -o -").stdout).text();
    assert!(text.contains("Kept List<String> and a") && text.contains("for <Company>."), "{text}");
}

#[test]
fn names_titles_and_dates_keep_their_marks() {
    for layout in &layouts() {
        let pdf = pdf("tests/fixtures/hostile.yaml", &["-l", layout, "--set", "lead=role"]);
        assert_eq!(pdf.of_role("H1"), ["Runa #panic() Holm"], "{layout}");
        assert_eq!(pdf.info().author.as_deref(), Some("Runa #panic() Holm"), "{layout}");
        assert!(
            pdf.of_role("H2").iter().any(|title| title == "#custom *title*"),
            "{layout}: {:?}",
            pdf.of_role("H2")
        );
        let heads = pdf.of_role("H3").join("\n");
        for head in ["**Not bold** #1", "#project()", "#entry <t>", "--- *** ___"] {
            assert!(heads.contains(head), "{head} in {layout}: {heads}");
        }
        assert!(pdf.text().contains("On $O(n^2)$ and \\LaTeX{}"), "{layout}");
    }
}

#[test]
fn emphasis_and_links_work_in_prose() {
    let pdf = pdf("tests/fixtures/hostile.yaml", &[]);
    for link in [
        "https://example.org/a_b_c?x=1&y=#let",
        "https://example.com/~runa/#top",
        "https://example.com/a_b_c_(d)#e",
        "https://example.org/q?a=1&b=2",
    ] {
        assert!(pdf.links().contains(&link), "{link}: {:?}", pdf.links());
    }
    assert!(pdf.fonts().iter().any(|font| font.contains("It")), "{:?}", pdf.fonts());
    assert!(pdf.text().contains("meant it") && !pdf.text().contains("*meant it*"));
}

#[test]
fn refused_links_are_told_and_lead_nowhere() {
    let outcome = render("tests/fixtures/hostile.yaml", &[]);
    let told = problems(&outcome);
    for (line, scheme) in [(31, "javascript"), (34, "file")] {
        let found =
            told.iter().any(|p| p.severity == "warning" && p.line == Some(line) && p.text().contains(scheme));
        assert!(found, "{line} {scheme}\n{}", list(&told));
    }
    let pdf = Pdf::new(&outcome.stdout);
    let links = pdf.links();
    assert!(!links.iter().any(|link| link.contains("javascript") || link.contains("file:")), "{links:?}");
}

#[test]
fn a_refused_link_in_the_middle_of_prose_is_told_at_its_line() {
    for (file, line) in [("hostile.yaml", 12), ("hostile.md", 11)] {
        let told = problems(&render(&format!("tests/fixtures/{file}"), &[]));
        for scheme in ["javascript", "file"] {
            let found =
                told.iter().any(|problem| problem.line == Some(line) && problem.text().contains(scheme));
            assert!(found, "{file}:{line} {scheme}\n{}", list(&told));
        }
    }
}

#[test]
fn what_cannot_be_seen_is_dropped_and_told() {
    for layout in &layouts() {
        let name = "tests/fixtures/hostile-controls.yaml";
        let outcome = render(name, &["-l", layout]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let told = problems(&outcome);
        for (line, character) in [
            (5, "U+202E"),
            (6, "U+0007"),
            (9, "U+2067"),
            (9, "U+2069"),
            (12, "U+200E"),
            (17, "U+202E"),
            (19, "U+202E"),
            (19, "U+202C"),
            (20, "U+0007"),
            (22, "U+202E"),
        ] {
            let found =
                told.iter().any(|problem| problem.line == Some(line) && problem.text().contains(character));
            assert!(found, "{line} {character}\n{}", list(&told));
        }
        let pdf = Pdf::new(&outcome.stdout);
        let lost = lost("hostile-controls-expected.txt", &pdf);
        assert!(lost.is_empty(), "{layout} lost {lost:#?}\n{}", pdf.text());
        let unseen = |c: char| {
            c.is_control()
                || "\u{ad}\u{200b}\u{200e}\u{2060}\u{feff}\u{2011}".contains(c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!pdf.text().contains(unseen), "{layout}: {:?}", pdf.text());
        assert!(!pdf.info().title.as_deref().expect("a title").contains(unseen));
        assert!(pdf.links().contains(&"mailto:runa@example.com"), "{:?}", pdf.links());
    }
}

#[test]
fn a_control_character_that_breaks_lines_elsewhere_is_told_too() {
    let outcome = render("tests/fixtures/hostile-controls.yaml", &[]);
    let told = problems(&outcome);
    let found = told.iter().any(|problem| problem.line == Some(15) && problem.text().contains("U+0085"));
    assert!(found, "{}", list(&told));
    assert!(Pdf::new(&outcome.stdout).text().contains("Fore man"));
}

#[test]
fn a_date_with_an_invisible_character_is_a_date() {
    let outcome = render("tests/fixtures/hostile-controls.yaml", &[]);
    let text = Pdf::new(&outcome.stdout).text();
    assert!(text.contains("May 2019 – 2021"), "{text}");
    let told = problems(&outcome);
    assert!(!told.iter().any(|problem| problem.text().contains("is not a date")), "{}", list(&told));
}

#[test]
fn what_cannot_be_seen_is_told_in_json_too() {
    let told = problems(&render("tests/fixtures/hostile-controls.json", &[]));
    for (line, character) in [(3, "U+202E"), (4, "U+0007"), (6, "U+202E"), (6, "U+202C")] {
        let found =
            told.iter().any(|problem| problem.line == Some(line) && problem.text().contains(character));
        assert!(found, "{line} {character}\n{}", list(&told));
    }
}

/// Elsewhere the computer's fonts cannot be hidden.
#[cfg(target_os = "linux")]
#[test]
fn a_character_that_no_font_has_is_an_error_at_its_place() {
    let outcome = render("tests/fixtures/hostile-emoji.yaml", &[]);
    assert_eq!((outcome.code, outcome.stdout.len()), (Some(1), 0), "{outcome}");
    let told = problems(&outcome);
    // One error for each script, at the first text in it.
    for (line, character) in [(5, "⛵"), (5, "🛶"), (5, "👩"), (5, "in 6 other texts"), (8, "造")] {
        let found = told.iter().any(|problem| {
            problem.severity == "error" && problem.line == Some(line) && problem.text().contains(character)
        });
        assert!(found, "{line} {character}\n{}", list(&told));
    }
    assert!(told.iter().any(|problem| problem.text().contains("--font-path")), "{}", list(&told));
}

#[test]
fn a_character_is_printed_or_told_whatever_is_installed() {
    let folder = Folder::new().file("ada.yaml", "basics:\n  name: Ada Lindqvist\n  label: Sailor ⛵\n");
    let mut command = folder.command(["render", "ada.yaml", "-o", "-", "--message-format", "json"]);
    let outcome = folder.outcome("…", command.env_remove("FONTCONFIG_FILE"));
    if outcome.code == Some(0) {
        assert!(Pdf::new(&outcome.stdout).text().contains('⛵'));
    } else {
        let told = problems(&outcome);
        assert!(told[0].text().contains('⛵') && told[0].line == Some(3), "{outcome}");
    }
}
