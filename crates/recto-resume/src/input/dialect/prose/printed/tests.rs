//! What texts without mark-up are read as: the shapes in which people copy a résumé, and that nothing is lost.

use super::*;
use crate::resume::{Dates, ItemBody, SectionKind, Text};
use crate::text::{Extracted, LineRole, PrintedLine, Rule, Span, Style};
use proptest::prelude::*;

mod employers;
mod heads;
mod kinds;
mod titles;

fn read(text: &str) -> (Resume, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let resume = crate::input::lines(&Source::new("test.txt", text), &[], &mut diagnostics);
    (resume, diagnostics)
}

fn value(text: Option<&Text>) -> &str {
    text.map_or("-", |text| text.value.as_str())
}

/// The entries of a kind, one role a line: `title | organization | place | dates | first words of its text`.
fn entries(resume: &Resume, kind: SectionKind) -> Vec<String> {
    let items = resume.sections.iter().filter(|section| section.kind == kind).flat_map(|one| &one.content);
    let mut out = Vec::new();
    for item in items {
        let ItemBody::Entry(entry) = &item.body else { continue };
        for role in &entry.roles {
            let dates = role.dates.as_ref().map_or_else(|| "-".to_owned(), Dates::to_string);
            let text = role.summary.iter().chain(&role.highlights).map(crate::resume::RichText::plain);
            let text: String = text.collect::<Vec<_>>().join(" / ");
            let start: Vec<_> = text.split_whitespace().take(3).collect();
            let place = role.place.as_ref().or(entry.place.as_ref());
            out.push(format!(
                "{} | {} | {} | {dates} | {}",
                value(role.title.as_ref()),
                value(entry.organization.as_ref()),
                value(place),
                start.join(" "),
            ));
        }
    }
    out
}

fn rules(diagnostics: &Diagnostics) -> Vec<Rule> {
    diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
}

/// A résumé as it comes out of a viewer: letters apart, lines wrapped, pages in the middle of an entry, no name.
const COPIED: &str = " EX PE R IEN C E
Marlowe
2016-Present
Senior Manager, Query Engineering
I lead the group that keeps the databases of Marlowe running, with three clusters, two on-call rotations and
one message bus.
Tidepool
2013-2016
Engineering Manager and Principal Infrastructure Engineer
I was the first employee at Tidepool, a service that tests web interfaces. I was the engineer responsible for all of its
infrastructure and later led a small team.
As an engineer I built many of its core services. They were eﬃcient and processed 900 jobs a second, with
response times near 80 ms.

Corkboard
2011-2013
Technical Operations Lead
At Corkboard I was the ﬁrst in operations. I was a speaker at two conferences and at the summit in Springﬁeld.
 Wikibarn
2009-2011
Head of Operations & IT (2010-2011)
Front-End Web Engineer (2009-2010)
As Head of Operations & IT, I kept the web application online. I was on call at all hours, and was expected to resolve
problems quickly.
Prior to this, I was a front-end engineer for 18 months.

Riverbooks.example
2008-2009
Senior Software Engineer, Retail Experience
At Riverbooks I made the product page faster.
Plum, Inc.
Summer Intern, Performance Engineering

EDU C ATI O N
M.S., Computer Science
Fairhaven University
B.B.A., Information Systems
The Lakeside University
";

#[test]
fn a_copied_resume_is_told_apart() {
    let (resume, diagnostics) = read(COPIED);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        [
            "Senior Manager, Query Engineering | Marlowe | - | 2016 – present | I lead the",
            "Engineering Manager and Principal Infrastructure Engineer | Tidepool | - | 2013 – 2016 | I was the",
            "Technical Operations Lead | Corkboard | - | 2011 – 2013 | At Corkboard I",
            "Head of Operations & IT | Wikibarn | - | 2010 – 2011 | As Head of",
            "Front-End Web Engineer | Wikibarn | - | 2009 – 2010 | ",
            "Senior Software Engineer, Retail Experience | Riverbooks.example | - | 2008 – 2009 | At Riverbooks I",
            "Summer Intern, Performance Engineering | Plum, Inc. | - | - | ",
        ]
    );
    assert_eq!(
        entries(&resume, SectionKind::Education),
        [
            "M.S., Computer Science | Fairhaven University | - | - | ",
            "B.B.A., Information Systems | The Lakeside University | - | - | ",
        ]
    );
    assert!(resume.basics.name.is_none());
    let titles: Vec<_> = resume.sections.iter().map(|section| value(section.title.as_ref())).collect();
    assert_eq!(titles, ["EXPERIENCE", "EDUCATION"]);
    assert!(!rules(&diagnostics).contains(&Rule::TextLeft), "{diagnostics:?}");
    assert!(rules(&diagnostics).contains(&Rule::ReadingGuessed));
}

#[test]
fn paragraphs_are_joined_and_kept_apart() {
    let (resume, _) = read(COPIED);
    let section = &resume.sections[0];
    let ItemBody::Entry(entry) = &section.content[1].body else { panic!("no entry") };
    let text = entry.roles[0].summary.as_ref().unwrap().plain();
    let paragraphs: Vec<_> = text.split('\n').filter(|part| !part.is_empty()).collect();
    assert_eq!(paragraphs.len(), 2, "{text}");
    assert!(text.contains("for all of its infrastructure and later"), "{text}");
    assert!(text.contains("They were efficient and"), "{text}");
}

#[test]
fn dates_are_found_before_behind_and_beside() {
    let behind = "Ann Bee\nann@example.org\n\nExperience\nClerk\nHarbor Bank | Salem, OR\nMay 2019 – Present\n• Kept the books.\nTeller\nPine Bank | Boise, ID\nJune 2015 – April 2019\n• Counted.\n";
    let before = "Ann Bee\nann@example.org\n\nExperience\nMay 2019 – Present\nClerk\nHarbor Bank | Salem, OR\n• Kept the books.\nJune 2015 – April 2019\nTeller\nPine Bank | Boise, ID\n• Counted.\n";
    let beside = "Ann Bee\nann@example.org\n\nExperience\nHarbor Bank          Salem, OR\nClerk          May 2019 – Present\n• Kept the books.\nPine Bank          Boise, ID\nTeller         June 2015 – April 2019\n• Counted.\n";
    let rail = "Ann Bee\nann@example.org\n\nExperience\nMay 2019 –       Clerk\nPresent          Harbor Bank, Salem, OR\n                 • Kept the books.\nJune 2015 –      Teller\nApril 2019       Pine Bank, Boise, ID\n                 • Counted.\n";
    for text in [behind, before, beside, rail] {
        assert_eq!(
            entries(&read(text).0, SectionKind::Work),
            [
                "Clerk | Harbor Bank | Salem, OR | 2019-05 – present | Kept the books.",
                "Teller | Pine Bank | Boise, ID | 2015-06 – 2019-04 | Counted.",
            ],
            "{text}"
        );
    }
}

#[test]
fn several_roles_of_one_employer_are_his() {
    let text = "Experience\n\nHarbor Bank        Salem, OR\nManager        2019 – 2021\n• Led.\nClerk        2017 – 2019\n• Wrote.\nPine Bank        Boise, ID\nTeller        2015 – 2017\n• Counted.\n";
    assert_eq!(
        entries(&read(text).0, SectionKind::Work),
        [
            "Manager | Harbor Bank | Salem, OR | 2019 – 2021 | Led.",
            "Clerk | Harbor Bank | Salem, OR | 2017 – 2019 | Wrote.",
            "Teller | Pine Bank | Boise, ID | 2015 – 2017 | Counted.",
        ]
    );
}

#[test]
fn what_every_page_repeats_is_left_out_and_quoted() {
    let text = "Ann Bee\nann@example.org\n\nSkills\nRust, Go\n\nPage 1 of 2\n\u{c}Ann Bee\nLanguages\nFrench (fluent)\n\nPage 2 of 2\n";
    let (resume, diagnostics) = read(text);
    assert_eq!(value(resume.basics.name.as_ref()), "Ann Bee");
    let message = diagnostics.iter().find(|one| one.rule == Rule::LineRepeated).map(|one| &*one.message);
    assert_eq!(message, Some("`Page 1 of 2`, `Ann Bee`, `Page 2 of 2` are left out"));
    assert!(!rules(&diagnostics).contains(&Rule::TextLeft), "{diagnostics:?}");
}

#[test]
fn two_columns_of_text_are_read_one_after_the_other() {
    let rows = [
        ("Ann Bee", "Experience"),
        ("ann@example.org", "Clerk, Harbor Bank"),
        ("Salem, OR", "May 2019 – Present"),
        ("", "• Kept the books of eleven branches in order."),
        ("Skills", "• Trained four new clerks in the first year."),
        ("Ledgers, Excel", "Teller, Pine Bank"),
        ("Typing", "June 2015 – April 2019"),
        ("", "• Counted the money of the whole town daily."),
        ("Languages", "Education"),
        ("French (fluent)", "Diploma in Accounting, Salem College"),
        ("", "2013 – 2015"),
    ];
    let text: String = rows.iter().map(|(left, right)| format!("{left:<28}{right}\n")).collect();
    let (resume, _) = read(&text);
    assert_eq!(value(resume.basics.name.as_ref()), "Ann Bee");
    assert_eq!(
        entries(&resume, SectionKind::Work),
        [
            "Clerk | Harbor Bank | - | 2019-05 – present | Kept the books",
            "Teller | Pine Bank | - | 2015-06 – 2019-04 | Counted the money",
        ]
    );
    assert!(resume.sections.iter().any(|section| section.kind == SectionKind::Languages));
}

#[test]
fn how_well_skills_are_known_is_no_part_of_the_first() {
    let text = "Ann Lee\n\nSkills\n\nStructures (Expert): Cable-stayed bridges, Arches\nSoftware: Finite elements (own code), Maps\n";
    let resume = read(text).0;
    let groups = resume.sections[0].content.iter().map(|item| match &item.body {
        ItemBody::Group(group) => {
            let items: Vec<_> = group.items.iter().map(|item| item.value.as_str()).collect();
            format!(
                "{} | {} | {}",
                value(group.label.as_ref()),
                value(group.level.as_ref()),
                items.join("; ")
            )
        }
        _ => panic!("no group"),
    });
    assert_eq!(
        groups.collect::<Vec<_>>(),
        [
            "Structures | Expert | Cable-stayed bridges; Arches",
            "Software | - | Finite elements (own code); Maps",
        ]
    );
}

/// The sections that are read of lines with these sizes.
fn sections(lines: &[(i32, &str)]) -> Vec<SectionKind> {
    let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    let mut start = 0;
    let printed = lines.iter().map(|(size, line)| {
        let span = crate::text::Span::new(start, start + line.len());
        start = span.end + 1;
        PrintedLine { size: *size, ..PrintedLine::plain(span) }
    });
    let printed: Vec<_> = printed.collect();
    let resume = read_lines(&printed, &[], &Source::new("test.pdf", &text), &mut Diagnostics::new());
    resume.sections.iter().map(|section| section.kind).collect()
}

#[test]
fn titles_of_a_column_in_smaller_type_are_titles() {
    let found = sections(&[
        (125, "Languages"),
        (86, "English (Native)"),
        (250, "Ann Lee"),
        (150, "Experience"),
        (114, "Engineer, Marlow Ltd."),
        (100, "2018 – 2020"),
        (150, "Education"),
        (114, "Marlow University"),
        (100, "2014 – 2018"),
    ]);
    assert_eq!(found, [SectionKind::Languages, SectionKind::Work, SectionKind::Education]);
}

#[test]
fn a_number_at_a_line_start_belongs_to_its_unit() {
    let text = "Ann Lee\n\nExperience\n\nEngineer, Marlow Ltd.    2018 – 2020\n\nResponsible for the technical sign-off of structures that were longer than\n150 metres.\n\nwith a line that is longer than all of the others, so that the room is known\nto all.\n";
    let (resume, _) = read(text);
    let found = entries(&resume, SectionKind::Work);
    assert_eq!(found.len(), 1, "{found:?}");
    let ItemBody::Entry(entry) = &resume.sections[0].content[0].body else { panic!("no entry") };
    let text = entry.roles[0].summary.as_ref().map(crate::resume::RichText::plain).unwrap_or_default();
    assert!(text.contains("longer than 150 metres."), "{text}");
}

#[test]
fn how_long_something_took_is_left_out_beside_its_dates() {
    let text = "Ann Lee\n\nExperience\n\nMarlow Ltd.\nEngineer\nMay 2018 - July 2020 (2 years 3 months)\n- Built bridges.\n";
    let (resume, diagnostics) = read(text);
    let role = "Engineer | Marlow Ltd. | - | 2018-05 – 2020-07 | Built bridges.";
    assert_eq!(entries(&resume, SectionKind::Work), [role]);
    let left = diagnostics.iter().find(|one| one.rule == Rule::TextLeft).expect("what is left out is named");
    assert_eq!(left.message, "`(2 years 3 months)` beside dates: left out");
}

#[test]
fn grades_and_courses_below_a_school_have_their_fields() {
    let text = "Ann Lee\n\nEducation\n\nMSc Physics, Marlow University    2009 – 2014\n\nGPA: 3.9/4\n- Coursework: Algebra, Optics (lab), Waves\n- Thesis: On tides\n";
    let resume = read(text).0;
    let ItemBody::Entry(entry) = &resume.sections[0].content[0].body else { panic!("no entry") };
    let role = &entry.roles[0];
    let values = |texts: &[Text]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(&role.details), ["GPA: 3.9/4"]);
    assert_eq!(values(&role.keywords), ["Algebra", "Optics (lab)", "Waves"]);
    let highlights: Vec<_> = role.highlights.iter().map(crate::resume::RichText::plain).collect();
    assert_eq!(highlights, ["Thesis: On tides"]);
}

#[test]
fn titles_beside_their_sections_are_titles() {
    let text = "Ann Lee\n\nProfile       Engineer of bridges with ten years of work at the coast.\n\nSkills        Tools: Rust, Go\n              Other: Maps, Arches\n\nLanguages     English (native), French (fluent)\n\nExperience\n2018 – 2020   Engineer\n              Marlow Ltd.\n";
    let resume = read(text).0;
    let kinds: Vec<_> = resume.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Skills, SectionKind::Languages, SectionKind::Work]);
    assert!(resume.basics.summary.is_some());
}

#[test]
fn an_account_on_a_server_of_ones_own_is_on_that_network() {
    let (resume, _) = read("Ann Lee\nann@example.org | gitlab.marlow.example/ann | gitlab.example.org\n");
    let networks: Vec<_> =
        resume.basics.profiles.iter().map(|profile| value(profile.network.as_ref())).collect();
    assert_eq!(networks, ["GitLab"]);
    assert_eq!(value(resume.basics.url.as_ref()), "https://gitlab.example.org");
}

#[test]
fn letters_that_are_apart_are_set_together() {
    let text = "A C A DE M I C A PPOINTME NT S\nLecturer\nSalem College | 2015 – 2019\n\nH O NO R S A N D A WAR D S\nBest Talk, 2015\n\nS K I L L S\nRust, Go\n";
    let titles: Vec<_> =
        read(text).0.sections.iter().map(|section| value(section.title.as_ref()).to_owned()).collect();
    assert_eq!(titles, ["ACADEMIC APPOINTMENTS", "HONORS AND AWARDS", "SKILLS"]);
}

#[test]
fn other_languages_are_read_by_their_words() {
    let german = "Jana Kranich\njana@example.org\n\nBERUFSERFAHRUNG\n\nSeit 03/2020\nLeiterin Einkauf\nNordmöwe AG, Kiel\n• Verhandlungen mit Lieferanten\n\nAUSBILDUNG\n\n10/2006 – 09/2011\nDiplom, Chemie\nUniversität Seewinkel\nNote: 1,4\n";
    let (resume, _) = read(german);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Leiterin Einkauf | Nordmöwe AG | Kiel | 2020-03 – present | Verhandlungen mit Lieferanten"]
    );
    assert_eq!(
        entries(&resume, SectionKind::Education),
        ["Diplom, Chemie | Universität Seewinkel | - | 2006-10 – 2011-09 | "]
    );
    let french = "Luc Moulin\nluc@example.org\n\nExpérience professionnelle\nIngénieur structures\tseptembre 2018 – aujourd'hui\nSociété Garonne, Toulouse\n- Suivi de douze chantiers publics\n\nFormation\nDiplôme d'ingénieur\t2011 – 2014\nÉcole des Ponts du Midi\n";
    let (resume, _) = read(french);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Ingénieur structures | Société Garonne | Toulouse | 2018-09 – present | Suivi de douze"]
    );
    let dutch = "Sanne Wolf\nsanne@example.org\n\nWerkervaring\nVerpleegkundige, Zorggroep De Linde (2016 - heden)\n- Begeleiding van zes leerlingen\n";
    assert_eq!(
        entries(&read(dutch).0, SectionKind::Work),
        ["Verpleegkundige | Zorggroep De Linde | - | 2016 – present | Begeleiding van zes"]
    );
}

#[test]
fn words_in_no_field_are_named_with_their_line() {
    let source = Source::new("test.txt", "Ann Bee\nplum cake\n");
    let resume = read("Ann Bee\nann@example.org\n").0;
    let left = crate::input::left_over(&source, &resume, &Diagnostics::new()).unwrap();
    assert_eq!(left.message, "2 words are in no field of the résumé");
    assert_eq!(left.help, ["line 2, column 1: `plum`, `cake`"]);
}

#[test]
fn much_text_is_read_in_linear_time() {
    let entry = "Clerk\nHarbor Bank\n2019 – 2021\n• Kept the books of the bank in order and up to date.\nSome text that is wrapped at the\nend of the line.\n";
    let text = format!("Experience\n{}", entry.repeat(2_000));
    assert_eq!(entries(&read(&text).0, SectionKind::Work).len(), 2_000);
}

/// Reads lines as they are taken out of a document, each changed before.
fn read_printed(text: &str, change: impl Fn(&mut PrintedLine)) -> Resume {
    let mut lines = crate::input::syntax::lines::split(text);
    lines.iter_mut().for_each(change);
    let source = Source { extracted: Some(Extracted::Lines(lines)), ..Source::new("test.pdf", text) };
    crate::input::lines(&source, &[], &mut Diagnostics::new())
}

#[test]
fn a_name_that_leads_to_its_address_stays_a_name() {
    let link = Style::Link("https://example.com/ann/kite".to_owned());
    let text = "Projects\nkite\t2020\nFinds the wind.\n";
    let resume = read_printed(text, |line| {
        let span = Span::new(line.span.start, line.span.start + 4);
        line.styles = if line.span.start == 9 { vec![(span, link.clone())] } else { Vec::new() };
    });
    assert_eq!(entries(&resume, SectionKind::Projects), ["kite | - | - | 2020 | Finds the wind."]);
}

#[test]
fn a_word_that_is_parted_goes_on_where_lines_end() {
    let text = "Awards\nFellowship, Science Founda\u{ad}\ntion\n";
    let resume = read_printed(text, |line| line.goes_on = Some(false));
    assert!(crate::output::json::write(&resume).contains("Science Foundation"), "{resume:?}");
}

/// Lines as people write them, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Experience".to_owned()),
        Just("E D U C A T I O N".to_owned()),
        Just("SKILLS".to_owned()),
        Just(String::new()),
        Just("\u{c}".to_owned()),
        "[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}(, [A-Z][a-z]{2,6})?",
        "(Clerk|Engineer|BSc Physics)(\t|, | \\| )[A-Z][a-z]{3,8} (Bank|University)",
        "(Jan |03/)?(19|20)[0-9]{2} [-–] (Present|20[0-9]{2})",
        "[A-Z][a-z]{3,8}          (19|20)[0-9]{2} – 20[0-9]{2}",
        "[•–*o] [a-z]{2,9}( [a-z]{2,9}){1,12}[.]?",
        "[A-Z][a-z]{1,9}( [a-z]{1,9}){3,16}[.-]?",
        "[a-z]{3,7}@example\\.org \\| 555-01[0-9]{2}",
        "[A-Z][a-z]{3,8}: [A-Za-z+#]{1,7}(, [A-Za-z+#]{1,7}){1,5}",
        "\\PC{0,40}",
    ]
}

proptest! {
    #[test]
    fn any_lines_are_read_and_each_word_is_kept_or_named(lines in prop::collection::vec(line(), 0..40)) {
        let text = lines.join("\n");
        let (resume, diagnostics) = read(&text);
        let mut named = Diagnostics::new();
        for diagnostic in diagnostics.iter() {
            let said = format!("{} {}", diagnostic.message, diagnostic.help.join(" "));
            named.push(crate::text::Diagnostic::of(diagnostic.rule, said));
        }
        let left = crate::input::left_over(&Source::new("test.txt", &*text), &resume, &named);
        prop_assert!(left.is_none(), "{text:?}\n{left:?}");
        for diagnostic in diagnostics.iter() {
            if let crate::text::Place::File(span) = diagnostic.place {
                prop_assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
            }
        }
    }

    #[test]
    fn any_text_never_panics(text in any::<String>()) {
        read(&text);
    }
}

fn work(text: &str) -> Vec<String> {
    entries(&read(&format!("Ann Lee\nann@example.com\n\n{text}")).0, SectionKind::Work)
}

#[test]
fn rules_below_titles_are_no_text() {
    let text = "Experience\n==========\n2019 - 2021: Fitter, Lantern Works, Salem, OR\n* Led a team\n\n\
                Side Ventures\n-------------\nA boat, built by hand.\n";
    let (resume, _) = read(&format!("Ann Lee\n=======\nann@example.com\n\n{text}"));
    assert_eq!(value(resume.basics.name.as_ref()), "Ann Lee");
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Fitter | Lantern Works | Salem, OR | 2019 – 2021 | Led a team"]
    );
    let titles: Vec<_> = resume.sections.iter().filter_map(|section| section.title.as_ref()).collect();
    assert!(titles.iter().any(|title| title.value == "Side Ventures"), "{titles:?}");
}

#[test]
fn places_of_roles_below_an_employer_are_no_employers() {
    let text = "EXPERIENCE\nLantern Works, Inc.\nClerk, 03/2019-Present | Camp Ember, Republic of Korea\n- Kept the books\n\
                Fitter, 01/2016-02/2019 | Salem, OR\n- Fitted lamps\n";
    assert_eq!(
        work(text),
        [
            "Clerk | Lantern Works, Inc. | Camp Ember, Republic of Korea | 2019-03 – present | Kept the books",
            "Fitter | Lantern Works, Inc. | Salem, OR | 2016-01 – 2019-02 | Fitted lamps",
        ]
    );
    let text = "EXPERIENCIA LABORAL\nTalleres Farol, S.A.\n2019-hoy  Directora comercial, Bilbao\n  - Cuentas\n\
                2013-2018  Jefa de ventas, Vitoria-Gasteiz\n  - Equipos\n";
    assert_eq!(
        work(text),
        [
            "Directora comercial | Talleres Farol, S.A. | Bilbao | 2019 – present | Cuentas",
            "Jefa de ventas | Talleres Farol, S.A. | Vitoria-Gasteiz | 2013 – 2018 | Equipos",
        ]
    );
}

#[test]
fn towns_behind_employers_are_places() {
    let text = "ESPERIENZA PROFESSIONALE\nmarzo 2018 – in corso  Avvocata\nLumi & Soci – Milano\n- Pareri\n\n\
                maggio 2013 – marzo 2018  Tirocinante\nFaro Legale – Torino\n- Atti\n";
    assert_eq!(
        work(text),
        [
            "Avvocata | Lumi & Soci | Milano | 2018-03 – present | Pareri",
            "Tirocinante | Faro Legale | Torino | 2013-05 – 2018-03 | Atti",
        ]
    );
}

#[test]
fn joints_between_role_and_employer() {
    for line in ["Fitter @ Lantern Works", "Kucharka w Hotel Lantern", "Cocinera en Restaurante Farol"] {
        let text = format!("Experience\n{line}\n2019 – 2021\nDublin\n- Led a team\n");
        let found = work(&text);
        assert!(found.len() == 1 && !found[0].contains(" @ ") && !found[0].contains("| - |"), "{found:?}");
    }
}

#[test]
fn years_that_end_a_wrapped_sentence_are_no_dates() {
    let text = "Experience\nLantern Works\nFitter, 2019 – 2021\n\
                o Planned two trips to the eastern coast of the island, in 2018 and\n2022.\n\
                o Trained seven apprentices, one of whom won the regional contest in\n2019\n\n\
                Blue Kettle Ltd\nClerk, 2015 – 2018\no Kept the books\n";
    let found = work(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("Fitter | Lantern Works | - | 2019 – 2021 | Planned two trips"),
        "{found:?}"
    );
}

#[test]
fn names_and_titles_go_on_in_the_next_line() {
    let text = "Experience\n07/2012 – 12/2018        Fitter for lamps and\n                         lanterns\n                         \
                Blue Kettle GmbH, Berlin\n\n01/2010 – 06/2012        Clerk\n                         Ember GmbH, Hamburg\n";
    assert_eq!(
        work(text),
        [
            "Fitter for lamps and lanterns | Blue Kettle GmbH | Berlin | 2012-07 – 2018-12 | ",
            "Clerk | Ember GmbH | Hamburg | 2010-01 – 2012-06 | ",
        ]
    );
}

#[test]
fn schools_before_degrees_in_small_letters() {
    let text = "WYKSZTAŁCENIE\nAkademia Latarni w Salem\nlicencjat, Biologia\n10.2006 - 06.2009\n\n\
                Szkoła Lampy\nmagister, Chemia\n10.2010 - 06.2012\n";
    let (resume, _) = read(&format!("Ann Lee\nann@example.com\n\n{text}"));
    let found = entries(&resume, SectionKind::Education);
    assert!(found[0].starts_with("licencjat, Biologia | Akademia Latarni w Salem |"), "{found:?}");
    assert!(found[1].starts_with("magister, Chemia | Szkoła Lampy |"), "{found:?}");
}

#[test]
fn labels_are_no_part_of_a_name() {
    let (resume, _) = read(
        "Lebenslauf\n\nName          Mia Yıldız-Kern\nBeruf         Buchhalterin\nTelefon       0171 5550138\nE-Mail        mia.yildiz@example.de\n",
    );
    assert_eq!(value(resume.basics.name.as_ref()), "Mia Yıldız-Kern");
    assert_eq!(value(resume.basics.label.as_ref()), "Buchhalterin");
}

#[test]
fn texts_with_headings_of_markdown_are_markdown() {
    let (resume, _) = read(
        "# Ann Lee\nann@example.com\n\n## Experience\n\n**Fitter** — *Lantern Works*, Salem\n2019 – 2021\n\n- Led a team\n\n## Skills\n\n- Lamps\n",
    );
    assert_eq!(value(resume.basics.name.as_ref()), "Ann Lee");
}

#[test]
fn a_town_before_a_number_is_parted_from_it() {
    let (resume, _) = read(
        "Ann Lee\nEmberfeld +49 555 0100123 ann@example.com ann.example.com\n\nSkills\nLamps, Lanterns\n",
    );
    assert_eq!(value(resume.basics.phone.as_ref()), "+49 555 0100123");
    assert_eq!(value(resume.basics.email.as_ref()), "ann@example.com");
    for number in ["NPI 1234567890", "Passport No 12345678", "Matrikelnummer 0123456789"] {
        let (resume, _) = read(&format!("Ann Lee\nann@example.com\n{number}\n\nSkills\nLamps, Lanterns\n"));
        assert_eq!(value(resume.basics.phone.as_ref()), "-", "{number}");
        assert!(resume.basics.contact.iter().any(|item| item.value == number), "{:?}", resume.basics.contact);
    }
}

#[test]
fn a_hyphen_before_a_conjunction_stays_apart() {
    let text = "Experience\nBlue Kettle GmbH\nBerlin\n2012 – 2018\n- Fitted lamps in houses of the harbour, with energy-\n  and water meters\n";
    let (resume, _) = read(&format!("Ann Lee\nann@example.com\n\n{text}"));
    assert!(format!("{resume:?}").contains("energy- and water meters"));
}

/// A printed line: its column, its size, its gap, its text; `**` before it is bold, `-` an item.
type Print<'t> = (usize, i32, i32, &'t str);

/// Reads lines as a document prints them.
fn printed(lines: &[Print<'_>]) -> (Resume, Diagnostics) {
    let mut text = String::new();
    let mut prints = Vec::new();
    for (column, size, gap, line) in lines {
        let (is_strong, words) = (line.starts_with("**"), line.trim_start_matches("**"));
        let (is_item, words) = (words.starts_with("- "), words.trim_start_matches("- "));
        let span = Span::new(text.len(), text.len() + words.len());
        text.push_str(words);
        text.push('\n');
        prints.push(PrintedLine {
            page: Some(1),
            column: *column,
            size: *size,
            gap: *gap,
            room: Some(1000),
            role: if is_item { LineRole::Item(1) } else { LineRole::Unknown },
            styles: if is_strong { vec![(span, Style::Strong)] } else { Vec::new() },
            ..PrintedLine::plain(span)
        });
    }
    let source = Source { extracted: Some(Extracted::Lines(prints.clone())), ..Source::new("cv.pdf", text) };
    let mut diagnostics = Diagnostics::new();
    let resume = read_lines(&prints, &[], &source, &mut diagnostics);
    (resume, diagnostics)
}

/// The titles of the sections with their kinds, in order.
fn kinds(resume: &Resume) -> Vec<SectionKind> {
    resume.sections.iter().map(|section| section.kind).collect()
}

/// A column at the side that is read first, with titles that look other than those of the main one.
#[test]
fn titles_of_a_column_at_the_side_are_its_own() {
    let (resume, _) = printed(&[
        (0, 105, 0, "**CONTACT"),
        (0, 90, 20, "ada@example.com"),
        (0, 105, 100, "**CERTIFICATIONS"),
        (0, 90, 20, "- Crane Licence, Port of Bergen (Apr 2021)"),
        (0, 105, 100, "**MEMBERSHIPS"),
        (0, 90, 20, "- Guild of Riggers (2019)"),
        (0, 105, 100, "**LANGUAGES"),
        (0, 90, 20, "Norwegian"),
        (1, 240, 0, "**Ada Lindqvist"),
        (1, 100, 0, "Site Manager"),
        (1, 130, 140, "**About Me"),
        (1, 100, 80, "Builds quiet machines in loud places."),
        (1, 130, 100, "**Work History"),
        (1, 100, 30, "**Site Manager"),
        (1, 100, 0, "Halden Works"),
        (1, 85, 0, "Feb 2019 – Present"),
    ]);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        ["Site Manager | Halden Works | - | 2019-02 – present | "]
    );
    assert_eq!(value(resume.basics.label.as_ref()), "Site Manager");
    assert!(resume.basics.summary.is_some());
    let kinds = kinds(&resume);
    assert_eq!(kinds.iter().filter(|kind| **kind == SectionKind::Work).count(), 1, "{kinds:?}");
    assert!(kinds.contains(&SectionKind::Custom), "{kinds:?}");
}

#[test]
fn titles_in_plain_type_are_titles_of_their_column() {
    let (resume, _) = printed(&[
        (0, 100, 0, "Ada Lindqvist"),
        (0, 100, 0, "ada@example.com"),
        (0, 100, 0, "Key Skills"),
        (0, 100, 0, "Welding"),
        (0, 100, 0, "Interests"),
        (0, 100, 0, "Chess"),
        (1, 127, 0, "**Experience"),
        (1, 100, 0, "**Rigger, Halden Works (2019 – 2021)"),
        (1, 127, 0, "**Education"),
        (1, 100, 0, "**School of Bergen (2015)"),
    ]);
    for kind in [SectionKind::Skills, SectionKind::Interests, SectionKind::Work, SectionKind::Education] {
        assert!(kinds(&resume).contains(&kind), "{kind:?}: {:?}", kinds(&resume));
    }
}

#[test]
fn a_title_on_two_lines_is_one() {
    let (resume, _) = printed(&[
        (0, 200, 0, "**Ada Lindqvist"),
        (0, 120, 100, "**Licenses and"),
        (0, 120, 0, "**Certifications"),
        (0, 100, 20, "Crane Licence (2021)"),
        (0, 120, 100, "**Skills"),
        (0, 100, 20, "Welding, Rigging"),
    ]);
    assert_eq!(kinds(&resume), [SectionKind::Certificates, SectionKind::Skills]);
}

#[test]
fn titles_in_capitals_and_others_between_blank_lines_are_both_titles() {
    let text = "Ada Lindqvist\n\nWork Experience\nRigger\nHalden Works\n2019 – 2021\n\nQualifications\nSchool of Bergen\n\
                2015 – 2018\n\nCONTACT\nada@example.com\n\nSKILLS\nWelding\n\nINTERESTS\nChess\n";
    let (resume, _) = read(text);
    assert_eq!(entries(&resume, SectionKind::Work), ["Rigger | Halden Works | - | 2019 – 2021 | "]);
    assert!(kinds(&resume).contains(&SectionKind::Education), "{:?}", kinds(&resume));
}

#[test]
fn an_employer_with_a_word_of_a_title_is_no_title() {
    let text = "Ada Lindqvist\nada@example.com\nExperience\nEngineer, Halden Works 2011 – 2019\nBuilt a mill.\n\
                Tools of the Northern Fjords\nRigger May 2005 – July 2008\nHeld the ropes.\nEducation\nSchool of Bergen 2004\n";
    let (resume, _) = read(text);
    assert_eq!(kinds(&resume), [SectionKind::Work, SectionKind::Education]);
}

#[test]
fn dates_that_a_line_end_parts_are_one() {
    let text = "Ada Lindqvist\nada@example.com\n\nEXPERIENCE\n\nRigger, Halden Works (November 2020 – May\n2023)\n\
                Held the ropes.\n\nWelder, Lantern Works (Aug 2018 –\nMay 2020)\n\nEDUCATION\n\nSchool of Bergen, 2015\n";
    let (resume, _) = read(text);
    assert_eq!(
        entries(&resume, SectionKind::Work),
        [
            "Rigger | Halden Works | - | 2020-11 – 2023-05 | Held the ropes.",
            "Welder | Lantern Works | - | 2018-08 – 2020-05 | "
        ]
    );
}

#[test]
fn small_letters_below_a_date_of_its_own_column_do_not_go_on_in_it() {
    let text = "Ada Lindqvist\nada@example.com\n\nEDUCATION\n\nUniversity of Bergen\t10.2021 – 06.2022\nmaster, Rigging\n\n\
                University of Halden\t10.2016 – 06.2019\nbachelor, Ropes\n";
    let (resume, _) = read(text);
    let education = entries(&resume, SectionKind::Education);
    let dates: Vec<_> = education.iter().map(|entry| entry.split(" | ").nth(3).unwrap_or_default()).collect();
    assert_eq!(dates, ["2021-10 – 2022-06", "2016-10 – 2019-06"]);
}

/// The keywords of the skills, each group on one line.
fn skills(resume: &Resume) -> Vec<String> {
    let items = resume.sections.iter().filter(|section| section.kind == SectionKind::Skills);
    let group = |item: &crate::resume::SectionItem| match &item.body {
        ItemBody::Group(group) => {
            let words: Vec<_> = group.items.iter().map(|word| word.value.as_str()).collect();
            format!("{}: {}", value(group.label.as_ref()), words.join(", "))
        }
        other => format!("{other:?}"),
    };
    items.flat_map(|section| &section.content).map(group).collect()
}

#[test]
fn keywords_in_a_grid_are_keywords() {
    let head = [(0, 200, 0, "**Ada Lindqvist"), (0, 120, 100, "**Skills")];
    for (lines, wanted) in [
        (vec!["Welding\tRigging\tNight shifts", "Diving"], "-: Welding, Rigging, Night shifts, Diving"),
        (vec!["- Welding\t• Rigging", "- Diving"], "-: Welding, Rigging, Diving"),
        (vec!["**Yard", "Welding\tRigging", "**Office", "Excel"], "Yard: Welding, Rigging / Office: Excel"),
        (
            vec!["Yard\tWelding, Rigging", "Office\tExcel, Word"],
            "Yard: Welding, Rigging / Office: Excel, Word",
        ),
    ] {
        let lines: Vec<Print<'_>> = lines.into_iter().map(|line| (0, 100, 10, line)).collect();
        let (resume, _) = printed(&[&head[..], &lines[..]].concat());
        assert_eq!(skills(&resume).join(" / "), wanted);
    }
}

#[test]
fn signs_without_words_begin_no_item_if_there_are_several() {
    let text = "Ada Lindqvist\nada@example.com\n\nSKILLS\n\nWelding, Rigging\n•\n•\n•\nEDUCATION\n\nSchool of Bergen, 2015\n";
    let (resume, _) = read(text);
    assert_eq!(kinds(&resume), [SectionKind::Skills, SectionKind::Education]);
}

#[test]
fn an_address_that_a_line_end_parts_is_one() {
    let text = "Ada Lindqvist\nada@example.com\nlinkedin.com/in/ada-lindqvist-\nof-bergen\n\nEXPERIENCE\n\nRigger, Halden Works, 2019\n";
    let (resume, _) = read(text);
    let profiles: Vec<_> = resume.basics.profiles.iter().map(|profile| value(profile.url.as_ref())).collect();
    assert_eq!(profiles, ["https://linkedin.com/in/ada-lindqvist-of-bergen"]);
}

#[test]
fn names_over_several_lines_and_initials_above_them() {
    let text = "AK\nAnna\nYıldız-\nKern\nanna@example.com\n";
    let sizes = [220, 170, 170, 170, 100];
    let source = Source::new("test.txt", text);
    let lines: Vec<_> =
        syntax_lines(text).into_iter().zip(sizes).map(|(line, size)| PrintedLine { size, ..line }).collect();
    let resume = read_lines(&lines, &[], &source, &mut Diagnostics::new());
    assert_eq!(value(resume.basics.name.as_ref()), "Anna Yıldız-Kern");
}

fn syntax_lines(text: &str) -> Vec<PrintedLine> {
    crate::input::syntax::lines::split(text)
}

/// The old Europass form: dates first, the employer last, labels that take two rows.
#[test]
fn forms_with_a_column_of_labels_have_heads() {
    let text = "Work experience\nDates\t03/2018 – Present\nOccupation or position held\tSenior Rigger\nMain activities and\tHolds the ropes\n\
                responsibilities\tof nine ships\nName and address of\tHalden Works, Bergen\nemployer\nDates\t11/2014 – 02/2018\n\
                Occupation or position held\tRigger\nName and address of\tLantern Works, Oslo\nemployer\nEducation\nDates\t2010 – 2012\n\
                Title of qualification awarded\tBSc Rigging\nName and type of organisation\tUniversity of Bergen\n";
    let (resume, diagnostics) = read(&format!("Ada Lindqvist\nada@example.com\n\n{text}"));
    let work = entries(&resume, SectionKind::Work);
    assert_eq!(work.len(), 2, "{work:?}");
    assert!(
        work[0].starts_with("Senior Rigger | Halden Works")
            && work[0].ends_with("2018-03 – present | Holds the ropes"),
        "{work:?}"
    );
    assert!(
        work[1].starts_with("Rigger | Lantern Works | Oslo") && work[1].contains("2014-11 – 2018-02"),
        "{work:?}"
    );
    assert_eq!(entries(&resume, SectionKind::Education).len(), 1);
    assert!(rules(&diagnostics).contains(&Rule::LineRepeated), "{diagnostics:?}");
}

#[test]
fn a_head_with_the_name_and_a_signed_date_are_left_out() {
    let text = "Ada Lindqvist – Curriculum Vitae\nAda Lindqvist\nada@example.com\n\nSKILLS\n\nWelding, Rigging\n\nBergen, den 04.03.2025\n";
    let (resume, diagnostics) = read(text);
    assert_eq!(skills(&resume), ["-: Welding, Rigging"]);
    assert_eq!(value(resume.basics.name.as_ref()), "Ada Lindqvist");
    let message = diagnostics.iter().map(|one| one.message.clone()).collect::<String>();
    assert!(message.contains("Curriculum Vitae") && message.contains("04.03.2025"), "{message}");
}
