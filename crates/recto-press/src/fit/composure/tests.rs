//! Each rule for the ends of pages, on lines set by hand.

use super::*;
use crate::sheet::options::Density;
use crate::sheet::tests::{content_of, measures};

const JOB: &str = "\
basics: {name: Ada Lindqvist}
work:
- {name: Kestrel Marine, position: Engineer, startDate: 2019, endDate: 2021, highlights: [Set up the tests, Wrote the drivers]}
- {name: Skerry, position: Intern, startDate: 2018, endDate: 2018, highlights: [Moved the lab, Led a team, Kept the books]}
";

fn sizes() -> Measures {
    measures(Density::USUAL)
}

/// A line of a page, counted from the top of its text, in a column.
fn line(page: usize, row: f64, region: Option<&str>, text: &str) -> Line {
    let Measures { margin_y, baseline, size, .. } = sizes();
    Line {
        page,
        region: region.map(str::to_owned),
        left: 60.0,
        right: 200.0,
        baseline: margin_y + (row + 1.0) * baseline,
        size,
        mirrored: false,
        text: text.to_owned(),
    }
}

/// Pages with these lines, the last of each at the foot.
fn pages(pages: &[&[&str]]) -> Vec<Line> {
    let rows = (sizes().height() / sizes().baseline).floor();
    let set = |(number, texts): (usize, &&[&str])| {
        let first = if number + 1 < pages.len() { rows - texts.len() as f64 } else { 0.0 };
        let line = |(row, text): (usize, &&str)| line(number + 1, first + row as f64, None, text);
        texts.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    pages.iter().enumerate().flat_map(set).collect()
}

/// How pages with these lines are composed.
fn look(yaml: &str, lines: &[&[&str]]) -> Composure {
    Composure::of_lines(&pages(lines), lines.len(), &content_of(yaml), &sizes())
}

/// What is torn on pages with these lines.
fn torn(yaml: &str, lines: &[&[&str]]) -> Vec<TearKind> {
    look(yaml, lines).torn.into_iter().map(|tear| tear.kind).collect()
}

#[test]
fn no_head_is_the_last_of_a_page() {
    let bullets: &[&str] = &["• Set up the tests", "• Wrote the drivers"];
    for head in ["Experience", "EXPERIENCE", "Engineer 2019 – 2021", "Kestrel Marine"] {
        assert_eq!(torn(JOB, &[&["Ada Lindqvist", head], bullets]), [TearKind::Head], "{head}");
    }
    // An entry of its own may follow.
    assert_eq!(torn(JOB, &[&["Engineer", "• Wrote the drivers"], &["Intern 2018", "• Moved the lab"]]), []);
}

#[test]
fn a_head_beside_its_text_is_not_the_last() {
    let content = content_of(JOB);
    let rows = (sizes().height() / sizes().baseline).floor();
    let beside = |last: &[&str]| {
        let last = last.iter().map(|text| line(1, rows - 1.0, None, text));
        let lines: Vec<Line> = last.chain([line(2, 0.0, None, "• Led a team")]).collect();
        Composure::of_lines(&lines, 2, &content, &sizes()).torn.len()
    };
    assert_eq!(beside(&["2018", "Intern"]), 1);
    assert_eq!(beside(&["2018", "• Moved the lab"]), 0);
}

#[test]
fn no_sub_head_and_no_introducing_line_is_the_last_of_a_page() {
    let prose = "basics: {name: Ada}\nsections:\n- {title: Career, text: \"Began at sea.\\n\\n**The years in Oslo**\\n\\n\
                 Led the yard.\\n\\nShips that she drew:\\n\\n- Tern\\n- Skua\\n\"}\n";
    assert_eq!(torn(prose, &[&["Career", "The years in Oslo"], &["Led the yard."]]), [TearKind::Lead]);
    assert_eq!(torn(prose, &[&["Career", "Ships that she drew:"], &["• Tern", "• Skua"]]), [TearKind::Lead]);
    assert_eq!(torn(prose, &[&["Career", "Began at sea."], &["The years in Oslo"]]), []);
}

#[test]
fn no_bullet_is_carried_over_alone() {
    let first: &[&str] = &["Intern", "• Moved the lab", "• Led a team"];
    assert_eq!(torn(JOB, &[first, &["• Kept the books"]]), [TearKind::Bullet]);
    assert_eq!(torn(JOB, &[&first[..2], &["• Led a team", "• Kept the books"]]), []);
    // One with a list of its own is not alone.
    let nested = JOB.replace("Kept the books", "\"Kept the books\\n- of the yard\\n- of the lab\"");
    assert_eq!(torn(&nested, &[first, &["• Kept the books", "– of the yard"]]), []);
}

#[test]
fn no_bullet_and_no_short_paragraph_is_split() {
    let split: &[&[&str]] = &[&["Engineer", "• Set up the"], &["tests", "• Wrote the drivers"]];
    assert_eq!(torn(JOB, split), [TearKind::Text]);
    // A long one would leave a hole.
    let ships = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("Ship {n}")).collect();
        format!("basics: {{name: Ada}}\nsections: [{{title: Career, text: \"{}\"}}]\n", names.join(" and "))
    };
    let split: &[&[&str]] = &[&["Career", "Ship 3 and Ship 4 and"], &["Ship 5 and Ship 6"]];
    assert_eq!(torn(&ships(80), split), []);
    assert_eq!(torn(&ships(20), split), [TearKind::Text]);
}

#[test]
fn each_column_ends_by_itself() {
    let content = content_of(JOB);
    let rows = (sizes().height() / sizes().baseline).floor();
    let lines = |last: &str| {
        vec![
            line(1, 1.0, None, "Ada Lindqvist"),
            line(1, rows - 2.0, Some("main"), last),
            line(1, rows - 1.0, Some("side"), "English"),
            line(2, 0.0, Some("main"), "• Set up the tests"),
            line(2, 1.0, Some("main"), "• Wrote the drivers"),
        ]
    };
    let torn = |last: &str| Composure::of_lines(&lines(last), 2, &content, &sizes()).torn;
    assert_eq!(torn("Kestrel Marine"), [Tear { page: 1, kind: TearKind::Head }]);
    assert_eq!(torn("Ada"), []);
}

#[test]
fn a_hole_and_a_spill_are_measured() {
    let Measures { margin_y, .. } = sizes();
    let rows = (sizes().height() / sizes().baseline).floor();
    let content = content_of(JOB);
    let look = |full: f64, last: usize| {
        let mut lines = vec![line(1, full * rows - 1.0, None, "• Wrote the drivers")];
        lines.extend((0..last).map(|row| line(2, row as f64, None, "Intern")));
        // Running heads are no text of the page.
        lines.push(Line { baseline: margin_y - 4.0, ..line(2, 0.0, None, "Ada Lindqvist") });
        lines.push(Line { baseline: margin_y + sizes().height() + 20.0, ..line(1, 0.0, None, "1 of 2") });
        Composure::of_lines(&lines, 2, &content, &sizes())
    };
    let good = look(0.95, 30);
    assert!(good.is_sound() && !good.spills() && good.penalty() == 0.0, "{good:?}");
    let hole = look(0.80, 30);
    assert!(!hole.is_sound() && hole.penalty() > 0.0 && (hole.largest_hole - 0.2).abs() < 0.03, "{hole:?}");
    for last in [1, 4, 15] {
        let spilled = look(0.95, last);
        assert!(spilled.spills() && spilled.last_lines == last, "{spilled:?}");
        assert!(spilled.penalty() > hole.penalty(), "{spilled:?}");
    }
}

#[test]
fn a_page_that_the_file_begins_is_no_spill_and_before_it_is_no_hole() {
    let wanted = JOB.replace("{name: Skerry,", "{page-break: before, name: Skerry,");
    let rows = (sizes().height() / sizes().baseline).floor();
    let lines = [
        line(1, rows / 2.0, None, "• Wrote the drivers"),
        line(2, 0.0, None, "Intern 2018"),
        line(2, 1.0, None, "• Moved the lab"),
    ];
    let look = |yaml: &str| Composure::of_lines(&lines, 2, &content_of(yaml), &sizes());
    assert!(look(JOB).spills() && !look(JOB).is_sound());
    assert!(!look(&wanted).spills() && look(&wanted).is_sound() && look(&wanted).penalty() == 0.0);
}

#[test]
fn highlights_that_end_in_a_word_or_two_are_found() {
    let content = content_of(JOB);
    let lines = pages(&[&[
        "Engineer", "• Set up", "the tests", "• Wrote the drivers", "• Led a", "team", "• Kept the books",
    ]]);
    let found = runts(&lines, &content.facts());
    let words: Vec<&str> = found.iter().map(|runt| runt.words.as_str()).collect();
    assert_eq!(words, ["the tests", "team"]);
    assert_eq!(content.facts()[found[1].fact].plain(), "Led a team");
}
