//! Titles whose words nobody has listed: told by their look and place, and their sections by what is in them.

use super::{Print, entries, kinds, printed, read, rules, value};
use crate::input::dialect::prose::words::{names_section, title_kind};
use crate::resume::{Resume, SectionKind};
use crate::text::Rule;

/// The titles of the sections, and what these are read as.
fn titled(resume: &Resume) -> Vec<(&str, SectionKind)> {
    resume.sections.iter().map(|section| (value(section.title.as_ref()), section.kind)).collect()
}

/// The lines of a résumé, and a section below each of the `titles`: jobs, a school, keywords, languages, one line.
fn five<'t>(titles: [&'t str; 5], size: i32) -> Vec<Print<'t>> {
    let [jobs, school, keywords, languages, line] = titles.map(|title| (0, size, 80, title));
    vec![
        (0, 180, 0, "Ann Lee"),
        (0, 100, 0, "ann@example.com"),
        jobs,
        (0, 100, 20, "**Engineer, Brightwater Trust\t2019 – 2021"),
        (0, 100, 20, "- Led the team."),
        (0, 100, 30, "**Analyst, Tidepool\t2017 – 2019"),
        (0, 100, 20, "- Counted birds."),
        school,
        (0, 100, 20, "BSc Physics, University of Salem\t2013 – 2017"),
        keywords,
        (0, 100, 20, "Welding, Soldering, Rigging, Sailing"),
        languages,
        (0, 100, 20, "English (native), Welsh (fluent)"),
        line,
        (0, 100, 20, "Fellow of the Example Guild of Riggers since its very first day, twice its speaker"),
    ]
}

const FIVE: [SectionKind; 5] = [
    SectionKind::Work,
    SectionKind::Education,
    SectionKind::Skills,
    SectionKind::Languages,
    SectionKind::Custom,
];

/// What has the look of one title that is known is a title, and its text says what it is of.
#[test]
fn titles_look_like_one_that_is_known() {
    let titles = ["Zorb", "Education", "Quell", "Minth", "Drask"];
    let (resume, diagnostics) = printed(&five(titles, 120));
    assert_eq!(kinds(&resume), FIVE);
    let guesses = diagnostics.iter().filter(|diagnostic| diagnostic.rule == Rule::ReadingGuessed);
    assert_eq!(guesses.count(), 2, "{diagnostics:?}");
}

/// Where the words of no title are known, the look of several that say no entry is that of titles.
#[test]
fn titles_are_what_repeats() {
    for (titles, size) in [
        (["Zorb Drask", "Fopple", "Quell", "Minth", "Wexen"], 120),
        (["**Zorb Drask", "**Fopple", "**Quell", "**Minth", "**Wexen"], 100),
        (["ZORB DRASK", "FOPPLE", "QUELL", "MINTH", "WEXEN"], 100),
        (["Zorb Drask:", "Fopple:", "Quell:", "Minth:", "Wexen:"], 100),
    ] {
        let (resume, _) = printed(&five(titles, size));
        assert_eq!(kinds(&resume), FIVE, "{titles:?}");
    }
}

/// Employers in the type of titles are nearer to what is above, or name what they are.
#[test]
fn heads_in_the_type_of_titles_are_no_titles() {
    let (resume, _) = printed(&[
        (0, 180, 0, "Ann Lee"),
        (0, 100, 0, "ann@example.com"),
        (0, 100, 90, "**Zorb"),
        (0, 100, 30, "**Brightwater"),
        (0, 100, 0, "Engineer\t2019 – 2021"),
        (0, 100, 20, "- Led the team."),
        (0, 100, 30, "**Tidepool"),
        (0, 100, 0, "Analyst\t2017 – 2019"),
        (0, 100, 20, "- Counted birds."),
        (0, 100, 90, "**Education"),
        (0, 100, 30, "BSc Physics, University of Salem\t2013 – 2017"),
    ]);
    assert_eq!(titled(&resume), [("Zorb", SectionKind::Work), ("-", SectionKind::Education)]);
    assert_eq!(entries(&resume, SectionKind::Work).len(), 2);
}

/// `ZORB` and `EDUCATION` in the middle of a line of text begin at other places.
#[test]
fn titles_in_the_middle_begin_anywhere() {
    let text = "Ann Lee\nann@example.com\n\n                          EDUCATION\n\nBSc Physics, University of Salem, 2013 – 2017\n\n                      ZORB DRASK QUELL\n\nEngineer, Brightwater Trust, 2019 – 2021\n- Led the team of the coast.\n\n                           PROJECTS\n\nLampcount, 2012\n- Counted lamps.\n";
    let titles = [
        ("EDUCATION", SectionKind::Education),
        ("ZORB DRASK QUELL", SectionKind::Work),
        ("PROJECTS", SectionKind::Projects),
    ];
    assert_eq!(titled(&read(text).0), titles);
}

/// More blank lines above titles than above entries tell them.
#[test]
fn titles_have_more_blank_lines_above() {
    let text = "Ann Lee\nann@example.com\n\n\nZorb\n\nENGINEER WORKS, Salem (2019 – 2021)\nEngineer\n- Led the team.\n\nTIDE WORKS, Salem (2017 – 2019)\nAnalyst\n- Counted birds.\n\n\nEducation\n\nBSc Physics, University of Salem (2013 – 2017)\n\n\nQuell\n\n- Welding\n- Soldering\n- Rigging\n";
    let titles = [("Zorb", SectionKind::Work), ("-", SectionKind::Education), ("Quell", SectionKind::Skills)];
    assert_eq!(titled(&read(text).0), titles);
}

/// `* Experience`: a sign of a list before titles is none.
#[test]
fn signs_before_titles_begin_no_items() {
    let text = "Ann Lee\nann@example.com\n\n* Experience\n\nEngineer, Brightwater Trust, 2019 – 2021\n  - Led the team.\n\n* Education\n\nBSc Physics, University of Salem, 2013 – 2017\n\n* Zorb\nWelding, Soldering, Rigging\n";
    let titles = [("-", SectionKind::Work), ("-", SectionKind::Education), ("Zorb", SectionKind::Skills)];
    assert_eq!(titled(&read(text).0), titles);
}

/// `Hobbies: Sailing` among titles that end in colons.
#[test]
fn titles_that_run_into_their_text_are_split_off() {
    let text = "Ann Lee\nann@example.com\n\nExperience:\nEngineer, Brightwater Trust, 2019 – 2021\n- Led the team.\n\nEducation:\nBSc Physics, University of Salem, 2013 – 2017\n\nHobbies: Sailing, Rigging\n";
    let found = [SectionKind::Work, SectionKind::Education, SectionKind::Interests];
    assert_eq!(kinds(&read(text).0), found);
}

/// `Education` stays what it is when another section is guessed to be of its kind.
#[test]
fn a_guess_never_takes_the_key_of_a_title_that_is_known() {
    let (resume, _) = printed(&[
        (0, 180, 0, "Ann Lee"),
        (0, 100, 0, "ann@example.com"),
        (0, 120, 80, "Zorb"),
        (0, 100, 20, "MSc Optics, University of Bergen\t2017 – 2019"),
        (0, 120, 80, "Education"),
        (0, 100, 20, "BSc Physics, University of Salem\t2013 – 2017"),
    ]);
    assert_eq!(titled(&resume), [("Zorb", SectionKind::Custom), ("-", SectionKind::Education)]);
}

/// A word of the title that the text denies says nothing: `Away from the Workshop` over keywords is no work.
#[test]
fn a_word_of_a_title_counts_where_the_text_agrees() {
    let titles = ["What I Worked On", "Education", "Core Tools", "Languages of the Heart", "Memberships"];
    assert_eq!(kinds(&printed(&five(titles, 120)).0), FIVE);
    let titles = ["Experience", "Education", "Life beside Work", "Languages", "Other"];
    let found = titled(&printed(&five(titles, 120)).0).iter().map(|(_, kind)| *kind).collect::<Vec<_>>();
    assert_ne!(found[2], SectionKind::Work);
}

/// Running text in the first section is the summary, even if jobs follow that have no title.
#[test]
fn text_at_the_top_is_the_summary() {
    let (resume, diagnostics) = read(
        "Ann Lee\nann@example.com\n\nZORB\nNine years of engineering along the coast, from the first survey to the last weld.\nBuilt harbours for three towns.\n\nEngineer, Brightwater Trust, Salem, OR (Mar 2019 – Present)\n- Led the team.\n\nAnalyst, Tidepool, Bergen (Jun 2017 – Feb 2019)\n- Counted birds.\n\nEDUCATION\nBSc Physics, University of Salem, 2013 – 2017\n",
    );
    assert!(resume.basics.summary.as_ref().unwrap().plain().contains("three towns"));
    assert_eq!(entries(&resume, SectionKind::Work).len(), 2);
    assert!(rules(&diagnostics).contains(&Rule::ReadingGuessed));
}

/// `L EADERSHIP S KILLS`: first letters that small capitals set apart.
#[test]
fn first_letters_that_are_apart_are_set_together() {
    let text = "Ann Lee\nann@example.com\nE DUCATION & T RAINING\nBSc Physics, University of Salem, 2013 – 2017\nC OMMAND AND S TAFF E XPERIENCE\nEngineer, Brightwater Trust, 2019 – 2021\n- Led the team.\n";
    let titles = [
        ("EDUCATION & TRAINING", SectionKind::Education),
        ("COMMAND AND STAFF EXPERIENCE", SectionKind::Work),
    ];
    assert_eq!(titled(&read(text).0), titles);
}

/// The words of a title that decide: the last one or the first, as the language has it, before small words.
#[test]
fn a_word_in_a_title_says_what_it_is_of() {
    for (title, kind) in [
        ("Maritime Experience", SectionKind::Work),
        ("Summary of My Skills", SectionKind::Summary),
        ("Skills Summary and Profile", SectionKind::Summary),
        ("Voluntary Work Experience", SectionKind::Volunteer),
        ("Memberships & Training", SectionKind::Certificates),
        ("Military Awards", SectionKind::Awards),
        ("Experiencia en hostelería", SectionKind::Work),
        ("Idiomas y otros conocimientos", SectionKind::Languages),
        ("Formation en cuisine", SectionKind::Education),
        ("Esperienze in cantiere", SectionKind::Work),
        ("Kaufmännische Kenntnisse", SectionKind::Skills),
        ("Werkervaring in de zorg", SectionKind::Work),
        ("Doświadczenie w budownictwie", SectionKind::Work),
        ("Додаткові навички", SectionKind::Skills),
        ("Zorb and Quell", SectionKind::Custom),
    ] {
        assert_eq!(title_kind(title), kind, "{title}");
    }
    for title in ["Experience Designer", "School of Education", "Director of Training", "Intake Volunteer"] {
        assert!(!names_section(title), "{title}");
    }
    assert!(names_section("Command and Staff Experience") && names_section("Library Experience"));
}
