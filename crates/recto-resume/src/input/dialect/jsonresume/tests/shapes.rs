//! The shapes in which real files write the same thing.

use super::*;
use crate::resume::{Block, RichText, SectionKind};

fn prose(prose: &RichText) -> String {
    format!("{:?}", prose.blocks)
}

#[test]
fn a_grade_of_version_0_says_what_it_is() {
    for (grade, read) in [
        ("gpa: 3.9", "GPA 3.9"),
        ("cgpa: 8.7", "CGPA 8.7"),
        ("score: 3.9", "3.9"),
        ("gpa: First class", "First class"),
    ] {
        let resume = clean(&format!("education: [{{institution: Ekdal, {grade}}}]"));
        assert_eq!(values(&entries(&resume)[0].roles[0].details), [read]);
    }
}

#[test]
fn a_level_behind_the_name_of_a_language() {
    let resume = clean("languages: {French: native, English: {level: C1}}");
    let all: Vec<_> =
        groups(&resume).iter().map(|group| (value(&group.label), value(&group.level))).collect();
    assert_eq!(all, [("French", "native"), ("English", "C1")]);
    // The only field of a group, in another language, is no name of one.
    let (resume, _) = read("competencias: {nome: Cozinha}");
    assert_eq!(value(&groups(&resume)[0].label), "Cozinha");
}

#[test]
fn projects_of_a_job_are_highlights() {
    let resume = clean(
        "work:\n- name: Kestrel\n  highlights: [Sailed]\n  projects:\n  - {name: Lampcount, details: Led *it*}\n\
         \x20 - {title: Harbour map, details: [Drew, Sold], year: 2020}\n",
    );
    let all: Vec<_> =
        entries(&resume)[0].roles[0].highlights.iter().map(RichText::to_markdown_item).collect();
    assert_eq!(all, ["Sailed", "**Lampcount**: Led _it_", "**Harbour map**\n\n- Drew\n- Sold\n- Year: 2020"]);
}

#[test]
fn a_title_beside_a_degree_is_its_field() {
    for text in [
        "education: [{institution: Ekdal, degree: BSc, title: Physics}]",
        "lang: pt\neducacao: [{instituicao: Ekdal, grau: BSc, curso: Physics}]",
    ] {
        assert_eq!(value(&entries(&clean(text))[0].roles[0].title), "BSc, Physics", "{text}");
    }
}

#[test]
fn a_person_in_short_forms() {
    let resume = clean(
        "name: Ada Lindqvist\nheadline: Engineer\nbasics: {location: 'Berlin, Germany', personal: {Nationality: Swedish},\n\
         \x20 profiles: {github: ada, blog: 'https://example.org/ada'}, contact: [Signal on request]}\n",
    );
    let basics = &resume.basics;
    assert_eq!((value(&basics.name), value(&basics.label)), ("Ada Lindqvist", "Engineer"));
    assert_eq!(value(&basics.location.city), "Berlin, Germany");
    assert_eq!(
        (basics.personal[0].0.value.as_str(), basics.personal[0].1.value.as_str()),
        ("Nationality", "Swedish")
    );
    assert_eq!((value(&basics.profiles[0].network), value(&basics.profiles[0].username)), ("GitHub", "ada"));
    assert_eq!(value(&basics.profiles[1].url), "https://example.org/ada");
    assert_eq!(values(&basics.contact), ["Signal on request"]);
    let list = clean("basics: {personal: ['Born: 1990', {label: Visa, value: none needed}, drives]}")
        .basics
        .personal;
    let pairs: Vec<_> =
        list.iter().map(|(label, text)| (label.value.as_str(), text.value.as_str())).collect();
    assert_eq!(pairs, [("Born", "1990"), ("Visa", "none needed"), ("", "drives")]);
}

#[test]
fn an_address_keeps_its_lines() {
    let resume = clean("basics: {location: {address: \"1 Mill Lane \\n\\n Flat  2\"}}");
    assert_eq!(value(&resume.basics.location.address), "1 Mill Lane\nFlat 2");
    let bare = clean("basics: {location: \"1 Mill Lane\\nOslo\"}");
    assert_eq!(value(&bare.basics.location.address), "1 Mill Lane\nOslo");
}

#[test]
fn promotions_become_roles_of_one_entry() {
    let resume = clean(
        "work:\n\
         - {name: Lantern Works, location: Oslo, description: Lamps, position: Director, startDate: 2020}\n\
         - {name: 'lantern works ', location: Bergen, description: More lamps, summary: Led, position: Engineer, startDate: 2018, endDate: 2020}\n\
         - {name: Other, position: Clerk}\n\
         - {name: Lantern Works, position: Intern}\n",
    );
    let all = entries(&resume);
    let titles: Vec<Vec<_>> =
        all.iter().map(|entry| entry.roles.iter().map(|role| value(&role.title)).collect()).collect();
    assert_eq!(titles, [vec!["Director", "Engineer"], vec!["Clerk"], vec!["Intern"]]);
    let engineer = &all[0].roles[1];
    assert_eq!((value(&all[0].place), value(&engineer.place)), ("Oslo", "Bergen"));
    let summary = prose(engineer.summary.as_ref().expect("the note and the summary"));
    assert!(summary.find("More lamps") < summary.find("Led"), "{summary}");
}

#[test]
fn a_promotion_keeps_its_place_and_address_or_stays_an_entry() {
    for (next, all) in [
        ("{name: Skerry, location: Oslo, position: Lead}", 1),
        ("{name: Skerry, location: Oslo, positions: [{position: Lead}]}", 1),
        ("{name: Skerry, location: Oslo, positions: [{position: Lead, location: Bergen}]}", 2),
        (
            "{name: Skerry, url: 'https://a.example.com', positions: [{position: Lead, url: 'https://b.example.com'}]}",
            2,
        ),
        ("{name: Skerry, location: Oslo, positions: [{position: Lead}, {position: Clerk}]}", 2),
        ("{name: Skerry, positions: [{position: Lead, location: Bergen}, {position: Clerk}]}", 1),
    ] {
        let resume =
            clean(&format!("work:\n- {{name: Skerry, position: Intern, location: Ulm}}\n- {next}\n"));
        let said = format!("{resume:?}");
        assert_eq!(entries(&resume).len(), all, "{next}");
        for fact in ["Ulm", "Oslo", "Bergen", "https://a.example.com", "https://b.example.com"] {
            assert_eq!(said.contains(fact), next.contains(fact) || fact == "Ulm", "{fact} of {next}");
        }
    }
}

#[test]
fn entries_without_an_organisation_stay_apart() {
    let resume = clean("work: [{position: A}, {position: B}]\n");
    assert_eq!(entries(&resume).len(), 2);
}

#[test]
fn positions_are_roles() {
    let resume = clean(
        "work:\n- name: Lantern Works\n  summary: Lamps\n  positions:\n\
         \x20 - {title: Director, startDate: 2020, location: Oslo}\n\
         \x20 - {title: Engineer, endDate: 2020, highlights: [Built it]}\n\
         \x20 - {title: Secret, hide: true}\n",
    );
    let entry = entries(&resume)[0];
    let titles: Vec<_> = entry.roles.iter().map(|role| (value(&role.title), role.hide)).collect();
    assert_eq!(titles, [("Director", false), ("Engineer", false), ("Secret", true)]);
    assert_eq!(value(&entry.roles[0].place), "Oslo");
    assert!(prose(entry.note.as_ref().expect("the summary of the whole")).contains("Lamps"));
    let with_own = clean("work: [{name: Lantern, position: Director, positions: [{title: Engineer}]}]");
    assert_eq!(entries(&with_own)[0].roles.len(), 2);
}

#[test]
fn degrees_and_fields_make_a_title() {
    for (fields, expected) in [
        ("studyType: Bachelor, area: Physics", "Bachelor, Physics"),
        ("studyType: BSc Physics, area: Physics", "BSc Physics"),
        ("studyType: Bachelor of Arts, area: Art", "Bachelor of Arts, Art"),
        ("area: Physics", "Physics"),
        ("degree: MSc", "MSc"),
    ] {
        let resume = clean(&format!("education: [{{institution: Ekdal, {fields}}}]"));
        assert_eq!(value(&entries(&resume)[0].roles[0].title), expected);
    }
}

#[test]
fn projects_keep_description_and_summary() {
    let resume = clean(
        "projects: [{name: Loom, description: A mill, summary: for wool, roles: [Lead], type: tool, entity: Ekdal}]",
    );
    let entry = entries(&resume)[0];
    let role = &entry.roles[0];
    assert_eq!(value(&entry.organization), "Ekdal");
    assert_eq!((values(&role.details), value(&role.sort)), (vec!["Lead"], "tool"));
    let text = prose(role.summary.as_ref().expect("both"));
    assert!(text.contains("A mill") && text.contains("for wool"), "{text}");
}

#[test]
fn groups_in_their_shapes() {
    let listed = clean("skills: [Rust, Go, {name: Data, level: 3, keywords: [SQL]}, Nix]");
    let labels: Vec<_> =
        groups(&listed).iter().map(|group| (value(&group.label), values(&group.items))).collect();
    assert_eq!(labels, [("", vec!["Rust", "Go"]), ("Data", vec!["SQL"]), ("", vec!["Nix"])]);
    let keyed = clean("skills: {Languages: [Rust, Go], Tools: Nix}");
    let labels: Vec<_> =
        groups(&keyed).iter().map(|group| (value(&group.label), values(&group.items))).collect();
    assert_eq!(labels, [("Languages", vec!["Rust", "Go"]), ("Tools", vec!["Nix"])]);
    let one_line = clean("sections: [{title: Craft, entries: [{label: Tools, details: 'Awl, loom'}]}]");
    assert_eq!(values(&groups(&one_line)[0].items), ["Awl, loom"]);
    let spoken = clean("languages: [{language: English, fluency: Fluent}, {name: German, level: B2}]");
    let pairs: Vec<_> =
        groups(&spoken).iter().map(|group| (value(&group.label), value(&group.level))).collect();
    assert_eq!(pairs, [("English", "Fluent"), ("German", "B2")]);
}

#[test]
fn what_is_hidden_is_kept() {
    let (resume, problems) = read(
        "work: {hide: true, title: Career, entries: [{position: A}]}\n\
         skills: [{name: A, hide: true}, {name: B}]\nawards: [{title: A, hide: yes}]\nreferences: [{name: A, hide: true}]\n\
         sections: [{title: C, entries: [{text: A, highlights: [B], hidden: true}, C]}]\n",
    );
    assert_eq!(problems, []);
    assert!(resume.sections[0].hide);
    assert_eq!(value(&resume.sections[0].title), "Career");
    let hidden: Vec<Vec<bool>> = resume
        .sections
        .iter()
        .map(|section| section.content.iter().map(|item| item.hide).collect())
        .collect();
    assert_eq!(hidden, [vec![false], vec![true, false], vec![true], vec![true], vec![true, true, false]]);
}

#[test]
fn promotions_pass_over_hidden_entries() {
    let resume = clean(
        "work: [{name: Lantern, position: A}, {name: Lantern, position: B, hide: true},\n\
         \x20 {name: Other, position: C, hide: true}, {name: Lantern, position: D}, {name: Lantern, position: E}]\n",
    );
    let titles: Vec<Vec<_>> = entries(&resume)
        .iter()
        .map(|entry| entry.roles.iter().map(|role| value(&role.title)).collect())
        .collect();
    assert_eq!(titles, [vec!["A", "D", "E"], vec!["B"], vec!["C"]]);
}

#[test]
fn a_section_of_hidden_entries_is_no_place_for_others() {
    let resume = clean("work: [{name: A, hide: true}]\nskills: [B]\nexperience: [{name: C}]\n");
    let kinds: Vec<_> = resume.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Work, SectionKind::Skills, SectionKind::Work]);
    let text = "work: {title: Career, entries: [{position: A, hide: true}]}";
    assert!(problem(text).starts_with("warning Career: section `Career` is empty / not printed"));
    assert_eq!(read(text).0.sections.len(), 1);
}

#[test]
fn sections_stand_in_the_order_of_the_file() {
    let resume = clean(
        "skills: [A]\nsections: [{title: Patents, entries: [A]}, {title: Talks, text: B}]\nwork: [{position: C}]\n\
         certifications: [{name: D}]\nexperience: [{position: E}]\n",
    );
    let order: Vec<_> = resume.sections.iter().map(|section| (section.kind, value(&section.title))).collect();
    assert_eq!(
        order,
        [
            (SectionKind::Skills, ""),
            (SectionKind::Custom, "Patents"),
            (SectionKind::Custom, "Talks"),
            (SectionKind::Work, ""),
            (SectionKind::Certificates, ""),
        ]
    );
    assert_eq!(resume.sections[3].content.len(), 2, "work and experience are one section");
}

#[test]
fn custom_sections_mix_everything() {
    let resume = clean(
        "sections:\n- title: Everything\n  entries:\n\
         \x20 - A paragraph\n\
         \x20 - {name: Lantern, position: Speaker, dates: 2019, location: Oslo}\n\
         \x20 - {title: Talk, organization: Ekdal, summary: On looms, highlights: [a, b]}\n\
         \x20 - First bullet\n\
         \x20 - Second bullet\n\
         \x20 - {label: Tools, keywords: [Awl]}\n\
         \x20 - {name: Bo, quote: She is good}\n\
         \x20 - {text: More prose}\n\
         \x20 - {highlights: [c]}\n",
    );
    let contents = &resume.sections[0].content;
    let kinds: Vec<_> = contents
        .iter()
        .map(|content| match &content.body {
            ItemBody::Prose(prose) if matches!(prose.blocks[0], Block::List(..)) => "bullets",
            ItemBody::Prose(_) => "prose",
            ItemBody::Entry(_) => "entry",
            ItemBody::Group(_) => "group",
            ItemBody::Quotation(_) => "quotation",
        })
        .collect();
    assert_eq!(kinds, ["prose", "entry", "entry", "bullets", "group", "quotation", "prose", "bullets"]);
    let speaker = entries(&resume)[0];
    assert_eq!((value(&speaker.organization), value(&speaker.roles[0].title)), ("Lantern", "Speaker"));
    let by_title = clean("sections: {Patents: [A loom, A lamp], Service: {text: Reviewer}}");
    let titles: Vec<_> = by_title.sections.iter().map(|section| value(&section.title)).collect();
    assert_eq!(titles, ["Patents", "Service"]);
}

#[test]
fn short_facts_may_be_one_or_several() {
    let resume = clean(
        "projects: [{name: A, role: Lead}]\npublications: [{name: B, author: Ada}, {name: C, authors: [Ada, Bo]}]\n\
         sections: [{title: D, entries: [{title: E, details: one, score: 3.9, type: talk}]}]\n",
    );
    let details: Vec<Vec<&str>> = resume
        .sections
        .iter()
        .flat_map(|section| &section.content)
        .map(|content| match &content.body {
            ItemBody::Entry(entry) => {
                let role = &entry.roles[0];
                [values(&role.authors), values(&role.details)].concat()
            }
            _ => panic!("not an entry"),
        })
        .collect();
    assert_eq!(details, [vec!["Lead"], vec!["Ada"], vec!["Ada, Bo"], vec!["one", "3.9", "talk"]]);
}

#[test]
fn references_as_text_are_prose() {
    let resume = clean("references: [On request, {name: Bo, reference: Good}]");
    let bodies: Vec<_> = resume.sections[0].content.iter().map(|item| &item.body).collect();
    assert!(matches!(bodies[..], [ItemBody::Prose(_), ItemBody::Quotation(_)]));
}

#[test]
fn a_place_may_be_a_mapping() {
    let resume = clean("work: [{name: A, location: {city: Oslo, country: Norway}}]");
    assert_eq!(value(&entries(&resume)[0].place), "Oslo, Norway");
}
