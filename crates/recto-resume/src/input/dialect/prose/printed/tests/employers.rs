//! Employers that are named once over their roles, and what is beside names in a head.

use super::{entries, read, value};
use crate::input::dialect::prose::printed::read_lines;
use crate::resume::{Resume, SectionKind};
use crate::text::{Diagnostics, LineRole, PrintedLine, Source, Span};

/// Reads lines that a document has as headings of some level, or (0) as no headings.
pub(super) fn read_headings(lines: &[(u8, &str)]) -> Resume {
    let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    let mut start = 0;
    let printed = lines.iter().map(|(level, line)| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let role = if *level == 0 { LineRole::Unknown } else { LineRole::Heading(*level) };
        PrintedLine { role, goes_on: Some(false), ..PrintedLine::plain(span) }
    });
    let printed: Vec<_> = printed.collect();
    read_lines(&printed, &[], &Source::new("test.pdf", &text), &mut Diagnostics::new())
}

fn work(text: &str) -> Vec<String> {
    entries(&read(text).0, SectionKind::Work)
}

#[test]
fn an_employer_over_its_roles_is_the_employer_of_each() {
    let dates_right = "Ann Lee\n\nExperience\n\nBrightwater Trust\nMarlow\n\nSenior Engineer    2019 – 2021\n- Led the team.\n\nEngineer    2016 – 2019\n- Built bridges.\n\nAnalyst    2012 – 2016\nTidepool\n- Counted birds.\n";
    let roles = [
        "Senior Engineer | Brightwater Trust | Marlow | 2019 – 2021 | Led the team.",
        "Engineer | Brightwater Trust | Marlow | 2016 – 2019 | Built bridges.",
        "Analyst | Tidepool | - | 2012 – 2016 | Counted birds.",
    ];
    assert_eq!(work(dates_right), roles);
    let dates_below = "Ann Lee\n\nExperience\n\nBrightwater Trust\nMarlow\n\nSenior Engineer\n2019 – 2021\n- Led the team.\n\nEngineer\n2016 – 2019\n- Built bridges.\n\nAnalyst\nTidepool\n2012 – 2016\n- Counted birds.\n";
    assert_eq!(work(dates_below), roles);
    let dates_before = "Ann Lee\n\nExperience\n\n                Brightwater Trust\n                Marlow\n2019 – 2021     Senior Engineer\n                - Led the team.\n\n2016 – 2019     Engineer\n                - Built bridges.\n\n2012 – 2016     Analyst\n                Tidepool\n                - Counted birds.\n";
    assert_eq!(work(dates_before), roles);
}

#[test]
fn an_employer_in_the_middle_is_found_at_its_gap() {
    let text = "Ann Lee\n\nExperience\n\nAnalyst    2020 – 2022\nTidepool\n- Counted birds.\n\nBrightwater Trust\nMarlow\nSenior Engineer    2018 – 2020\n- Led the team.\n\nEngineer    2016 – 2018\n- Built bridges.\n";
    assert_eq!(
        work(text),
        [
            "Analyst | Tidepool | - | 2020 – 2022 | Counted birds.",
            "Senior Engineer | Brightwater Trust | Marlow | 2018 – 2020 | Led the team.",
            "Engineer | Brightwater Trust | Marlow | 2016 – 2018 | Built bridges.",
        ]
    );
}

#[test]
fn lines_over_whole_heads_are_no_employer() {
    let text = "Ann Lee\n\nExperience\n\nSelected positions\nEngineer, Tidepool Inc.    2018 – 2020\n- Led the team.\n\nAnalyst, Marlow Ltd.    2016 – 2018\n- Built bridges.\n";
    let found = work(text);
    assert!(
        found.contains(&"Analyst | Marlow Ltd. | - | 2016 – 2018 | Built bridges.".to_owned()),
        "{found:?}"
    );
}

#[test]
fn levels_of_headings_say_whose_a_role_is() {
    let resume = read_headings(&[
        (1, "Ann Lee"),
        (2, "Experience"),
        (3, "Brightwater"),
        (4, "Zeta\t2019 – 2021"),
        (0, "Led the team of the coast, and the whole of its fleet."),
        (4, "Eta\t2017 – 2019"),
        (3, "Engineer\t2015 – 2017"),
        (0, "Drew the plans of nine bridges, and saw each of them built."),
    ]);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        [
            "Zeta | Brightwater | - | 2019 – 2021 | Led the team",
            "Eta | Brightwater | - | 2017 – 2019 | ",
            "Engineer | - | - | 2015 – 2017 | Drew the plans",
        ]
    );
}

#[test]
fn slashes_part_grades_and_places_from_names() {
    let text = "Ann Lee\n\nEducation\n\n2009 – 2014    MSc Physics\n               Marlow University / GPA 3.9/4\n\nExperience\n\nEngineer / Architect    2014 – 2016\nTidepool / Salem, OR\n";
    let resume = read(text).0;
    assert_eq!(
        entries(&resume, SectionKind::Education),
        ["MSc Physics | Marlow University | - | 2009 – 2014 | "]
    );
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Engineer / Architect | Tidepool | Salem, OR | 2014 – 2016 | "]
    );
}

#[test]
fn a_label_before_the_name_is_no_part_of_it() {
    for text in
        ["Lebenslauf\nName    Ann Lee\nE-Mail    ann@example.org\n", "Full name: Ann Lee\nann@example.org\n"]
    {
        assert_eq!(value(read(text).0.basics.name.as_ref()), "Ann Lee", "{text}");
    }
}

#[test]
fn headings_begin_entries_whatever_is_below_them() {
    let lines = [
        (0, "Ann Lee"),
        (2, "Experience"),
        (3, "Brightwater Trust, Salem, OR"),
        (0, "brightwater.example.org · 1,400 staff"),
        (4, "Senior Engineer"),
        (0, "2019 – 2021"),
        (0, "• Led the team."),
        (4, "Engineer"),
        (0, "2016 – 2019"),
        (0, "• Built bridges."),
        (3, "Analyst"),
        (0, "Tidepool, Bergen"),
        (0, "2012 – 2016"),
        (0, "• Counted birds."),
    ];
    assert_eq!(
        entries(&read_headings(&lines), SectionKind::Work),
        [
            "Senior Engineer | Brightwater Trust | Salem, OR | 2019 – 2021 | 1,400 staff /",
            "Engineer | Brightwater Trust | Salem, OR | 2016 – 2019 | Built bridges.",
            "Analyst | Tidepool | Bergen | 2012 – 2016 | Counted birds.",
        ]
    );
}

#[test]
fn a_site_in_the_line_of_an_employer_is_its_address() {
    let text = "Ann Lee\n\nExperience\n\nBrightwater Trust, Salem, OR, brightwater.example.org, Builders of bridges\n\nSenior Engineer    2019 – 2021\n- Led the team.\n\nEngineer    2016 – 2019\n- Built bridges.\n\nAnalyst    2012 – 2016\nTidepool, tidepool.example.org\n- Counted birds.\n";
    assert_eq!(
        work(text),
        [
            "Senior Engineer | Brightwater Trust | Salem, OR | 2019 – 2021 | Builders of bridges",
            "Engineer | Brightwater Trust | Salem, OR | 2016 – 2019 | Built bridges.",
            "Analyst | Tidepool | - | 2012 – 2016 | Counted birds.",
        ]
    );
    // With nothing beside it but the role, it is the name.
    assert_eq!(
        work("Ann Lee\n\nExperience\n\nEngineer, lantern.example.org    2019 – 2021\n- Built.\n"),
        ["Engineer | lantern.example.org | - | 2019 – 2021 | Built."]
    );
}

#[test]
fn a_head_with_all_its_parts_is_no_role_of_the_employer_above() {
    let text = "Ann Lee\n\nExperience\n\nBrightwater Hospital, Salem, OR\n\nHead Nurse, ICU    2019 – 2021\n- Led the team.\n\nNurse    2016 – 2019\n- Cared.\n\nFlight Nurse, Air Rescue, Portland, OR    2012 – 2016\n- Flew.\n";
    assert_eq!(
        work(text),
        [
            "Head Nurse, ICU | Brightwater Hospital | Salem, OR | 2019 – 2021 | Led the team.",
            "Nurse | Brightwater Hospital | Salem, OR | 2016 – 2019 | Cared.",
            "Flight Nurse | Air Rescue | Portland, OR | 2012 – 2016 | Flew.",
        ]
    );
}
