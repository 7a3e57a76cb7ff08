//! Heads of entries in the ways in which people write them, and what is around them: labels, tables, dates, degrees, names.

use super::{entries, read, value};
use crate::resume::{ItemBody, Resume, SectionKind};
use crate::text::Rule;

/// The entries of a section that is the only one.
fn work(lines: &str) -> Vec<String> {
    entries(&resume(&format!("Experience\n\n{lines}")), SectionKind::Work)
}

fn schools(lines: &str) -> Vec<String> {
    entries(&resume(&format!("Education\n\n{lines}")), SectionKind::Education)
}

/// A résumé with a name, an address and these lines.
fn resume(lines: &str) -> Resume {
    read(&format!("Ann Lee\nann@example.com\n\n{lines}\n")).0
}

/// The groups of a section, each as its label, level and keywords.
fn groups(resume: &Resume) -> Vec<String> {
    let items = resume.sections.iter().flat_map(|section| &section.content);
    let groups = items.filter_map(|item| match &item.body {
        ItemBody::Group(group) => Some(group),
        _ => None,
    });
    let said = |group: &crate::resume::Group| {
        let words: Vec<_> = group.items.iter().map(|word| word.value.as_str()).collect();
        format!("{} | {} | {}", value(group.label.as_ref()), value(group.level.as_ref()), words.join(" + "))
    };
    groups.map(said).collect()
}

#[test]
fn lines_that_are_no_wider_than_a_name_are_not_wrapped() {
    let lines = "Senior Florist\nLantern Blooms\nSalem\nMay 2020 – Present\n- Bound wreaths for two hundred weddings and ran the shop in the market hall.\n- Trained apprentices in grafting, pruning and the care of orchids all year.\n\nFlorist\nTidepool\nBergen\n2016 – April 2020\n- Sold roses.\n\nSkills\nWorkforce planning\niRoster\nGrafting";
    assert_eq!(
        work(lines),
        [
            "Senior Florist | Lantern Blooms | Salem | 2020-05 – present | Bound wreaths for",
            "Florist | Tidepool | Bergen | 2016 – 2020-04 | Sold roses.",
        ]
    );
    assert_eq!(groups(&resume(lines)), ["- | - | Workforce planning + iRoster + Grafting"]);
}

#[test]
fn a_date_needs_no_label() {
    let lines = "Position: Welder\nEmployer: Lantern Works\nPeriod: March 2019 - May 2021\nWelded frames for ships.\n\nPosition: Fitter\nEmployer: Tidepool (Bergen)\nFrom: 2015\nTo: 2019\nFitted pipes for ships.";
    assert_eq!(
        work(lines),
        [
            "Welder | Lantern Works | - | 2019-03 – 2021-05 | Welded frames for",
            "Fitter | Tidepool | Bergen | 2015 – 2019 | Fitted pipes for",
        ]
    );
}

#[test]
fn labels_in_small_letters_begin_lines() {
    let lines = "Doświadczenie zawodowe\n\nod 09.2016\nstanowisko: kierownik magazynu\nfirma: Latarnia\n- Zarządzanie zespołem.\n\n05.2012 – 08.2016\nstanowisko: magazynier\nfirma: Fala\n- Przyjmowanie towaru.";
    assert_eq!(
        entries(&resume(lines), SectionKind::Work),
        [
            "kierownik magazynu | Latarnia | - | 2016-09 – present | Zarządzanie zespołem.",
            "magazynier | Fala | - | 2012-05 – 2016-08 | Przyjmowanie towaru.",
        ]
    );
}

#[test]
fn a_table_with_the_names_of_its_columns_has_an_entry_in_each_row() {
    let table = "Ann Lee\n\nExperience\n\nPosition\tEmployer\tPlace\tDates\nWelder\tLantern Works\tSalem\t2019 – 2021\nFitter\tTidepool\tBergen\t2015 – 2019\n";
    let (resume, diagnostics) = read(table);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Welder | Lantern Works | Salem | 2019 – 2021 | ", "Fitter | Tidepool | Bergen | 2015 – 2019 | ",]
    );
    assert!(diagnostics.iter().any(|one| one.rule == Rule::LineRepeated));
}

#[test]
fn items_with_numbers_are_items() {
    let lines = "Florist\nLantern Blooms\n2016 – 2020\n1) Bound wreaths.\n2) Sold roses.";
    assert_eq!(work(lines), ["Florist | Lantern Blooms | - | 2016 – 2020 | Bound wreaths. /"]);
    let numbered = resume("Awards\n1. Golden Rose, 2020\n2. Silver Rose, 2018");
    assert_eq!(
        entries(&numbered, SectionKind::Awards),
        ["Golden Rose | - | - | 2020 | ", "Silver Rose | - | - | 2018 | "]
    );
    let exams =
        schools("2. Staatsexamen, Universität Marlow\n2014\n\n1. Staatsexamen, Universität Marlow\n2012");
    assert!(exams[0].starts_with("2. Staatsexamen") && exams[1].starts_with("1. Staatsexamen"), "{exams:?}");
}

#[test]
fn a_year_at_the_start_of_lines_is_in_a_column() {
    assert_eq!(
        schools("2014 Diploma in Floristry, Marlow College\n2010 A-levels, Brightwater School"),
        [
            "Diploma in Floristry | Marlow College | - | 2014 | ",
            "A-levels | Brightwater School | - | 2010 | "
        ]
    );
}

#[test]
fn a_middle_dot_between_dates_is_their_dash() {
    assert_eq!(
        schools("2012 · 2015\nMarlow Academy\nDiploma in Welding"),
        ["Diploma in Welding | Marlow Academy | - | 2012 – 2015 | "]
    );
}

#[test]
fn a_date_goes_on_in_the_next_line_with_its_end() {
    let lines = "Brightwater Trust\n\nCrew Leader, Salem, OR, 2010\nto 2014\n- Led the crew.\n\nDriver, Salem, OR, 2008 to 2010\n- Drove the crew.";
    assert_eq!(
        work(lines),
        [
            "Crew Leader | Brightwater Trust | Salem, OR | 2010 – 2014 | Led the crew.",
            "Driver | Brightwater Trust | Salem, OR | 2008 – 2010 | Drove the crew.",
        ]
    );
}

#[test]
fn the_present_can_have_a_word_before_it() {
    for (date, read) in [
        ("03.2019 – по теперішній час", "2019-03 – present"),
        ("04/2019 a atualidade", "2019-04 – present"),
        ("seit April 2019", "2019-04 – present"),
        ("May 2020 to now", "2020-05 – present"),
        ("desde abril de 2019", "2019-04 – present"),
        ("since 2015 until February 2019", "2015 – 2019-02"),
        ("09/2014 / 04/2018", "2014-09 – 2018-04"),
        ("2021-06 to present", "2021-06 – present"),
        ("Jun 2021 → Now", "2021-06 – present"),
        ("od 09.2016", "2016-09 – present"),
        ("sept. 2014 – abr. 2018", "2014-09 – 2018-04"),
        ("03.2019 – bis heute", "2019-03 – present"),
    ] {
        let found = work(&format!("Welder, Lantern Works\n{date}\n- Welded frames."));
        assert_eq!(found, [format!("Welder | Lantern Works | - | {read} | Welded frames.")], "{date}");
    }
}

#[test]
fn a_long_line_is_counted_in_characters() {
    let lines = "Досвід роботи\n\nз 03.2019 Сестра медична-анестезист, Обласна лікарня імені Вигаданого, Тернопіль\n- Супровід наркозів.";
    assert_eq!(
        entries(&resume(lines), SectionKind::Work),
        [
            "Сестра медична-анестезист | Обласна лікарня імені Вигаданого | Тернопіль | 2019-03 – present | Супровід наркозів."
        ]
    );
}

#[test]
fn what_is_beside_the_dates_is_the_place_if_the_other_line_has_both() {
    let lines = "Analyst, Tidepool Ltd\nNov 2018 – May 2021 | Wold\n- Counted birds.\n\nTrainee, Marlow Observatory\nSep 2016 – Oct 2018 | Leeds\n- Counted stars.";
    assert_eq!(
        work(lines),
        [
            "Analyst | Tidepool Ltd | Wold | 2018-11 – 2021-05 | Counted birds.",
            "Trainee | Marlow Observatory | Leeds | 2016-09 – 2018-10 | Counted stars.",
        ]
    );
}

#[test]
fn a_role_under_its_employer_has_its_place_behind_a_comma() {
    let lines = "Lantern Blooms\n  Senior Florist, Leeds, since April 2019\n    - Bound wreaths.\n  Florist, Wold, May 2015 to March 2019\n    - Sold roses.";
    assert_eq!(
        work(lines),
        [
            "Senior Florist | Lantern Blooms | Leeds | 2019-04 – present | Bound wreaths.",
            "Florist | Lantern Blooms | Wold | 2015-05 – 2019-03 | Sold roses.",
        ]
    );
}

#[test]
fn who_works_for_themselves_is_their_employer() {
    let lines = "Experiencia\n\nFotógrafa · Autónoma, Valencia · mayo 2018 – hoy\n- Retratos y bodas.\n\nAyudante · Estudio Faro, Madrid · 2014 – 2018\n- Luces y cables.";
    assert_eq!(
        entries(&resume(lines), SectionKind::Work),
        [
            "Fotógrafa | Autónoma | Valencia | 2018-05 – present | Retratos y bodas.",
            "Ayudante | Estudio Faro | Madrid | 2014 – 2018 | Luces y cables.",
        ]
    );
}

#[test]
fn a_short_sentence_is_no_line_of_a_head() {
    let lines = "seit 2019     Schreiner, Holzbau Linde, Ulm\nMöbel und Treppen aus Eiche.\n2014 – 2019     Schreinergeselle, Werkstatt Kern, Ulm\nFenster.";
    assert_eq!(
        work(lines),
        [
            "Schreiner | Holzbau Linde | Ulm | 2019 – present | Möbel und Treppen",
            "Schreinergeselle | Werkstatt Kern | Ulm | 2014 – 2019 | Fenster.",
        ]
    );
}

#[test]
fn a_head_is_wrapped_in_the_name_of_its_employer() {
    let lines = "Deputy Stage Manager and Props Coordinator, Brightwater\nTheatre, Leeds, 2019 – 2021\n- Ran the shows.\n\nAssistant Stage Manager, Marlow Theatre, Leeds, 2015 – 2019\n- Packed the van.";
    assert_eq!(
        work(lines),
        [
            "Deputy Stage Manager and Props Coordinator | Brightwater Theatre | Leeds | 2019 – 2021 | Ran the shows.",
            "Assistant Stage Manager | Marlow Theatre | Leeds | 2015 – 2019 | Packed the van.",
        ]
    );
}

#[test]
fn how_well_a_degree_was_passed_is_its_grade() {
    for (degree, title) in [
        ("BSc Botany, First Class", "BSc Botany"),
        ("BA (Hons), Welsh and History, 2:1", "BA (Hons), Welsh and History"),
        ("Bachelor of Arts, History, magna cum laude", "Bachelor of Arts, History"),
        ("MSc Statistics (Distinction)", "MSc Statistics"),
        ("Diploma in Cookery, 92/100", "Diploma in Cookery"),
        ("MSc Finance, Concentration in Risk", "MSc Finance, Concentration in Risk"),
        ("History, Bachelor of Arts", "Bachelor of Arts, History"),
    ] {
        let found = schools(&format!("{degree}\nMarlow College\n2012 – 2015"));
        assert_eq!(found.len(), 1, "{degree}");
        assert!(found[0].starts_with(&format!("{title} | Marlow College | - | 2012 – 2015")), "{found:?}");
    }
    let behind = schools("BA, History, Marlow College (2:1)\n2012 – 2015");
    assert!(behind[0].starts_with("BA, History | Marlow College | - |"), "{behind:?}");
}

#[test]
fn languages_have_their_own_levels() {
    for line in [
        "Spanish — native / English — B2 / Valencian — C1",
        "Spanish — native\nEnglish — B2\nValencian — C1",
        "Spanish native        English B2        Valencian C1",
    ] {
        let found = groups(&resume(&format!("Languages\n{line}")));
        assert_eq!(found, ["Spanish | native | ", "English | B2 | ", "Valencian | C1 | "], "{line}");
    }
}

#[test]
fn keywords_are_parted_by_any_sign() {
    for (lines, found) in [
        ("Wreaths ▪ Grafting ▪ Sales", "- | - | Wreaths + Grafting + Sales"),
        ("Wreaths · Grafting · Plant care\n· Sales", "- | - | Wreaths + Grafting + Plant care + Sales"),
        ("- Wreaths\n- Grafting\n- Pots, vases\n- Sales", "- | - | Wreaths + Grafting + Pots, vases + Sales"),
        ("Wreaths\nGrafting\nPots, vases\nSales", "- | - | Wreaths + Grafting + Pots, vases + Sales"),
        ("Tools:        Knife, Wire", "Tools | - | Knife + Wire"),
        ("Licence:        B", "Licence | - | B"),
    ] {
        assert_eq!(groups(&resume(&format!("Skills\n{lines}"))), [found], "{lines}");
    }
}

#[test]
fn a_headline_beside_the_name_is_no_part_of_it() {
    for top in
        ["Ann Lee, Florist", "Ann Lee                Florist", "Ann Lee | Florist", "Ann Lee – Florist"]
    {
        let basics = read(&format!("{top}\nann@example.com\n\nSkills\nWreaths, Roses\n")).0.basics;
        assert_eq!(
            (value(basics.name.as_ref()), value(basics.label.as_ref())),
            ("Ann Lee", "Florist"),
            "{top}"
        );
    }
}

#[test]
fn a_name_goes_on_in_the_next_line() {
    let basics =
        read("ANN MARIA\nBRIGHTWATER\nann.brightwater@example.com\n\nSkills\nWreaths, Roses\n").0.basics;
    assert_eq!(value(basics.name.as_ref()), "ANN MARIA BRIGHTWATER");
}

#[test]
fn below_a_name_behind_sections_is_the_headline() {
    let text = "Contact\nann.lee@example.com\n\nCertifications\nFood Safety Level 3\nSommelier Basics\n\nAnn Lee\nHead Chef at Casa Faro\nAlicante, Spain\n\nSummary\nI cook with what the harbour brings.\n";
    let resume = read(text).0;
    assert_eq!(value(resume.basics.label.as_ref()), "Head Chef at Casa Faro");
    assert_eq!(entries(&resume, SectionKind::Certificates).len(), 2);
}

#[test]
fn contact_details_are_parted_by_signs_and_by_labels() {
    for line in [
        "Salem ⬩ 912.555.0184 ⬩ ann@example.net",
        "Harbour Lane, 5, Salem Tel.: 912.555.0184 E-mail: ann@example.net",
        "Salem, OR 97301 - 912-555-0184 - ann@example.net",
        "м. Тернопіль 912.555.0184 ann@example.net",
    ] {
        let basics = read(&format!("Ann Lee\n{line}\n\nSkills\nWreaths, Roses\n")).0.basics;
        let phone = value(basics.phone.as_ref()).replace(['.', '-'], "");
        assert_eq!(
            (phone.as_str(), value(basics.email.as_ref())),
            ("9125550184", "ann@example.net"),
            "{line}"
        );
    }
}

#[test]
fn who_gave_an_award_is_below_its_bold_title() {
    let given = [
        (0, 100, 0, "**Awards"),
        (0, 100, 0, "**Golden Rose\t2020"),
        (0, 100, 0, "Example Guild"),
        (0, 100, 0, "For the bridge over the harbour."),
        (0, 100, 0, "**Silver Rose\t2018"),
        (0, 100, 0, "Marlow Guild / guild.example.org/rose"),
    ];
    let resume = super::printed(&given).0;
    assert_eq!(
        entries(&resume, SectionKind::Awards),
        [
            "Golden Rose | Example Guild | - | 2020 | For the bridge",
            "Silver Rose | Marlow Guild | - | 2018 | "
        ]
    );
}

#[test]
fn the_name_of_a_column_is_a_label_without_a_colon() {
    assert_eq!(
        groups(&resume("Skills\nTools Knife, Wire, Foam\nPlatforms Linux, macOS")),
        ["Tools | - | Knife + Wire + Foam", "Platforms | - | Linux + macOS"]
    );
    assert_eq!(groups(&resume("Skills\nKnife sharpening, wire, foam\nLinux administration, macOS")).len(), 1);
}

#[test]
fn small_capitals_are_words() {
    let text = "Ann Lee\nann@example.com\n\nG OLDEN  H ARVEST\nSome words about the harvest.\n\nE XPERIENCE\nFlorist, Lantern Blooms\n2016 – 2020\n- Sold roses.\n";
    assert!(format!("{:?}", read(text).0).contains("GOLDEN HARVEST"));
}

#[test]
fn a_number_of_a_house_is_none_of_a_telephone() {
    let basics = read("Ann Lee\nHarbour Lane 3, Wold\nann@example.com\n\nSkills\nWreaths, Roses\n").0.basics;
    let said = [basics.location.address.as_ref(), basics.location.city.as_ref()].map(value);
    assert!(said.contains(&"Harbour Lane 3, Wold"), "{said:?}");
}

#[test]
fn an_employer_with_years_over_a_role_of_another_keeps_its_name() {
    let entries = work(
        "Lantern Works of the Eastern Shore\n1990 – 1991\nClerk          1992 – 2000\nSalem Example Bank",
    );
    let names = entries.join("\n");
    assert!(
        names.contains("Lantern Works of the Eastern Shore") && names.contains("Salem Example Bank"),
        "{names}"
    );
}

#[test]
fn text_below_several_roles_is_kept_whole() {
    let lines = "Lantern Works\nClerk          1990 – 1992\nServed at the counter and kept the books.\n\
                 Cook          1993 – 1995\nBaked the bread for the whole street.\nPorter          1996 – 1997\n\
                 Carried what was to be carried.";
    let text = format!("{:?}", resume(&format!("Experience\n\n{lines}")).sections);
    for said in ["kept the books", "for the whole street", "what was to be carried"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn dots_that_lead_to_a_date_are_no_words() {
    for lines in [
        "Baker, Northgate Bakery ........ 2021 – 2023\n- Baked.",
        "Baker, Northgate Bakery . . . . . . . . 2021 – 2023\n- Baked.",
        "Baker, Northgate Bakery________2021 – 2023\n- Baked.",
    ] {
        assert_eq!(work(lines), ["Baker | Northgate Bakery | - | 2021 – 2023 | Baked."]);
    }
}
