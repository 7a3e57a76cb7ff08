//! Kinds of print that documents have in common: what parts dates from entries, titles from text, words from their levels.

use super::{entries, read, value};
use crate::input::dialect::prose::printed::read_lines;
use crate::resume::{Group, ItemBody, Resume, SectionKind};
use crate::text::{Diagnostics, PrintedLine, Source, Span, Style};

/// The groups of a kind: `label (level): item, item`.
fn groups(resume: &Resume, kind: SectionKind) -> Vec<String> {
    let items = resume.sections.iter().filter(|section| section.kind == kind).flat_map(|one| &one.content);
    let group = |Group { label, level, items, .. }: &Group| {
        let items: Vec<_> = items.iter().map(|item| item.value.as_str()).collect();
        format!("{} ({}): {}", value(label.as_ref()), value(level.as_ref()), items.join(", "))
    };
    items
        .filter_map(|item| if let ItemBody::Group(one) = &item.body { Some(group(one)) } else { None })
        .collect()
}

/// Reads lines that begin with as many bold bytes.
fn read_bold(lines: &[(usize, &str)]) -> Resume {
    let lines: Vec<_> = lines.iter().map(|(bold, line)| (*bold, "", *line)).collect();
    read_styled(&lines)
}

/// Reads lines that begin with as many bold bytes and have these words in italics.
fn read_styled(lines: &[(usize, &str, &str)]) -> Resume {
    let text: String = lines.iter().map(|(.., line)| format!("{line}\n")).collect();
    let mut start = 0;
    let printed = lines.iter().map(|(bold, italic, line)| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let at = span.start + line.find(italic).unwrap_or_default();
        let styles = [
            (Span::new(span.start, span.start + bold), Style::Strong),
            (Span::new(at, at + italic.len()), Style::Emphasis),
        ];
        let styles = styles.into_iter().filter(|(span, _)| span.end > span.start).collect();
        PrintedLine { styles, goes_on: Some(false), ..PrintedLine::plain(span) }
    });
    let printed: Vec<_> = printed.collect();
    read_lines(&printed, &[], &Source::new("test.docx", &text), &mut Diagnostics::new())
}

#[test]
fn a_sign_behind_dates_parts_columns() {
    let text = "Ann Lee\n\nExperience\n2019 – 2021 • Engineer, Lantern Works\n2016 – 2019 • Analyst, Tidepool Inc.\n\nSkills\nTools • Hammer, Saw\nMetals • Brass, Zinc\n";
    let resume = read(text).0;
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Engineer | Lantern Works | - | 2019 – 2021 | ", "Analyst | Tidepool Inc. | - | 2016 – 2019 | "]
    );
    assert_eq!(groups(&resume, SectionKind::Skills), ["Tools (-): Hammer, Saw", "Metals (-): Brass, Zinc"]);
}

#[test]
fn full_stops_end_heads_beside_dates() {
    let text = "Ann Lee\n\nExperience\n2019 – 2021    Senior Engineer of Bridges, Lantern Works, Toronto.\n- Led the team.\n2016 – 2019    Analyst of Metals and Alloys, Tidepool Inc., Toronto.\n- Counted birds.\n";
    assert_eq!(
        entries(&read(text).0, SectionKind::Work),
        [
            "Senior Engineer of Bridges | Lantern Works | Toronto | 2019 – 2021 | Led the team.",
            "Analyst of Metals and Alloys | Tidepool Inc. | Toronto | 2016 – 2019 | Counted birds.",
        ]
    );
}

#[test]
fn tabs_between_all_words_are_spaces() {
    let text = "Ann\tLee\n\nWork\tExperience\n\n2019\t–\t2021         Senior\tEngineer,\tLantern\tWorks\n\n         Led\tthe\tteam\tof\tthe\tbridges.\n\n2016\t–\t2019         Data\tAnalyst,\tTidepool\tInc.\n\n         Counted\tbirds\tin\tthe\tmarshes.\n";
    assert_eq!(
        entries(&read(text).0, SectionKind::Work),
        [
            "Senior Engineer | Lantern Works | - | 2019 – 2021 | Led the team",
            "Data Analyst | Tidepool Inc. | - | 2016 – 2019 | Counted birds in",
        ]
    );
}

#[test]
fn titles_are_between_rules() {
    let text = "Ann Lee\n\n--- EXPERIENCE ---\nEngineer, Lantern Works, 2019 – 2021\n\n--- THINGS I USE ---\nHammer | Saw | Plane\n\n=== EDUCATION ===\nBSc Physics, Marlow College, 2012 – 2015\n";
    let resume = read(text).0;
    assert_eq!(entries(&resume, SectionKind::Work), ["Engineer | Lantern Works | - | 2019 – 2021 | "]);
    assert_eq!(
        entries(&resume, SectionKind::Education),
        ["BSc Physics | Marlow College | - | 2012 – 2015 | "]
    );
    assert_eq!(groups(&resume, SectionKind::Skills), ["- (-): Hammer, Saw, Plane"]);
}

#[test]
fn short_words_are_no_spaced_letters() {
    let text = "Ann Lee\n\nCertificates\n- Permit B or BE\n- Welding, 2015\n\nE X P E R I EN CE\nEngineer, Lantern Works, 2019 – 2021\n";
    let resume = read(text).0;
    assert!(format!("{resume:?}").contains("Permit B or BE"));
    assert_eq!(entries(&resume, SectionKind::Work).len(), 1);
}

#[test]
fn levels_belong_to_the_skill_before() {
    let expected = ["Excel (advanced): ", "Canva (basic): ", "Photo editing (advanced): "];
    for text in [
        "Ann Lee\n\nSkills\nExcel\tadvanced\nCanva\tbasic\nPhoto editing\tadvanced\n",
        "Ann Lee\n\nSkills\nExcel\nadvanced\nCanva\nbasic\nPhoto editing\nadvanced\n",
        "Ann Lee\n\nSkills\nExcel: advanced\nCanva: basic\nPhoto editing: advanced\n",
    ] {
        assert_eq!(groups(&read(text).0, SectionKind::Skills), expected, "{text}");
    }
    let plain = "Ann Lee\n\nSkills\nExcel\nCanva\nPhoto editing\n";
    assert_eq!(groups(&read(plain).0, SectionKind::Skills), ["- (-): Excel, Canva, Photo editing"]);
}

#[test]
fn a_place_is_behind_a_bold_employer() {
    let lines = [
        (7, "Ann Lee"),
        (10, "Experience"),
        (13, "Lantern Works in Marlow"),
        (0, "Engineer, 2019 – 2021"),
        (8, "Tidepool in Little Marlow"),
        (0, "Analyst, 2016 – 2019"),
    ];
    assert_eq!(
        entries(&read_bold(&lines), SectionKind::Work),
        [
            "Engineer | Lantern Works | Marlow | 2019 – 2021 | ",
            "Analyst | Tidepool | Little Marlow | 2016 – 2019 | ",
        ]
    );
}

#[test]
fn titles_before_tabs_are_set_over_their_text() {
    let text = "Ann Lee\n\nExperience\nEngineer, Lantern Works, 2019 – 2021\n\nSkills\tWelding, Brazing\n\nInterests\tSailing, Chess\n";
    let resume = read(text).0;
    assert_eq!(groups(&resume, SectionKind::Skills), ["- (-): Welding, Brazing"]);
    assert_eq!(groups(&resume, SectionKind::Interests), ["- (-): Sailing, Chess"]);
}

#[test]
fn a_heading_of_the_level_of_titles_is_one() {
    let lines = [
        (0, "Ann Lee"),
        (2, "Education"),
        (0, "2012 – 2015: BSc Physics, Marlow College"),
        (2, "Diploma and other cards"),
        (0, "Card B"),
        (2, "Languages"),
        (0, "English, German"),
        (2, "Interests"),
        (0, "Sailing"),
    ];
    let resume = super::employers::read_headings(&lines);
    assert_eq!(
        entries(&resume, SectionKind::Education),
        ["BSc Physics | Marlow College | - | 2012 – 2015 | "]
    );
}

#[test]
fn a_title_is_behind_the_colon_of_its_organization() {
    let text = "Ann Lee\n\nEducation\nMarlow College: BSc Physics (2012 – 2015)\nSalem High School: Diploma (2008 – 2012)\n";
    let items = text.replace("\nMarlow", "\n- Marlow").replace("\nSalem", "\n- Salem");
    for text in [text, &items] {
        assert_eq!(
            entries(&read(text).0, SectionKind::Education),
            [
                "BSc Physics | Marlow College | - | 2012 – 2015 | ",
                "Diploma | Salem High School | - | 2008 – 2012 | ",
            ],
            "{text}"
        );
    }
}

#[test]
fn slashes_and_a_full_stop_are_in_lists_of_skills() {
    let expected = ["- (-): Welding, Plane fitting, Stock taking"];
    for text in ["Welding / Plane fitting / Stock taking", "Welding, Plane fitting, Stock taking."] {
        let resume = read(&format!("Ann Lee\n\nSkills\n{text}\n")).0;
        assert_eq!(groups(&resume, SectionKind::Skills), expected, "{text}");
    }
}

#[test]
fn a_year_is_behind_a_bold_title() {
    let lines = [
        (7, "Ann Lee"),
        (10, "Experience"),
        (0, "Lantern Works Inc., Marlow"),
        (16, "Bridges Engineer 2019"),
        (0, "Tidepool Inc., Marlow"),
        (7, "Analyst 2016 – 2018"),
    ];
    assert_eq!(
        entries(&read_bold(&lines), SectionKind::Work),
        [
            "Bridges Engineer | Lantern Works Inc. | Marlow | 2019 | ",
            "Analyst | Tidepool Inc. | Marlow | 2016 – 2018 | ",
        ]
    );
}

#[test]
fn short_forms_of_fields_are_degrees() {
    let text = "Ann Lee\n\nEducation\nMarlow University, B.Mus. Composition\n2012 – 2015\nHonour Roll, four years\n\nSalem University, M.Arch. Bridges\n2015 – 2018\n";
    assert_eq!(
        entries(&read(text).0, SectionKind::Education),
        [
            "B.Mus. Composition | Marlow University | - | 2012 – 2015 | ",
            "M.Arch. Bridges | Salem University | - | 2015 – 2018 | ",
        ]
    );
}

#[test]
fn a_section_of_teaching_is_work_where_professions_are_beside_its_dates() {
    let text = "Ann Lee\n\nFormation\n2012 – 2015    Licence, Physique, Université de Salem\n\nSciences et enseignement\n2019 – 2021    Chercheur invité, Lantern\n- Deux campagnes.\n2016 – 2019    Professeur, Université de Marlow\n- Cours de master.\n";
    let resume = read(text).0;
    assert_eq!(entries(&resume, SectionKind::Education).len(), 1);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        [
            "Chercheur invité | Lantern | - | 2019 – 2021 | Deux campagnes.",
            "Professeur | Université de Marlow | - | 2016 – 2019 | Cours de master.",
        ]
    );
}

#[test]
fn full_stops_part_heads_where_the_type_changes() {
    let lines = [
        (7, "", "Ann Lee"),
        (10, "", "Experience"),
        (18, "Engineer.", "Lantern Works Inc., Salem, OR. Engineer. May 2018 to date."),
        (8, "Data Analyst.", "Tidepool, Salem, OR. Data Analyst. Oct 2012 to Apr 2018."),
    ];
    assert_eq!(
        entries(&read_styled(&lines), SectionKind::Work),
        [
            "Engineer | Lantern Works Inc. | Salem, OR | 2018-05 – present | ",
            "Data Analyst | Tidepool | Salem, OR | 2012-10 – 2018-04 | ",
        ]
    );
}

#[test]
fn a_name_is_beside_a_profession_in_one_word() {
    let text = "Ann Lee | Senior accountmanager\nSalem | ann@example.org\n\nWerkervaring\nLantern B.V.\nRedacteur (2016 - 2019)\n";
    let resume = read(text).0;
    assert_eq!(value(resume.basics.name.as_ref()), "Ann Lee");
    assert_eq!(value(resume.basics.label.as_ref()), "Senior accountmanager");
}
