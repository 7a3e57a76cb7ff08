//! Files that say something else than they mean: what is taken as meant, and what the error says.

use super::{clean, describe, entries, groups, problem, read, value, values};
use crate::input::{Format, Source};
use crate::resume::{Resume, SectionKind};
use crate::text::{Diagnostics, Rule};

/// What a file of another format than YAML says, with its problems.
fn read_as(format: &str, text: &str) -> (Resume, Vec<String>) {
    let source = Source::new("ada", text);
    let mut diagnostics = Diagnostics::new();
    let format = Format::by_name(format).expect("a format");
    let resume = format.read(&source, &mut diagnostics).expect("well-formed");
    (resume, diagnostics.iter().map(|d| describe(d, text)).collect())
}

#[test]
fn a_colon_in_a_highlight_asks_for_quotes() {
    let text = "work:\n  - name: Kestrel\n    highlights:\n      - Reduced cost: 30 %\n";
    assert_eq!(
        problem(text),
        "warning Reduced cost: 30 %: an item of `highlights` is a mapping / the `: ` makes it a mapping, taken as one text / \
         put the text in quotes: `- \"Reduced cost: 30 %\"`"
    );
    assert_eq!(entries(&read(text).0)[0].roles[0].highlights[0].plain(), "Reduced cost: 30 %");
    assert_eq!(
        problem("basics:\n  name: Ada\n  summary:\n    One: \"two\\\"s\"\n"),
        "warning One: \"two\\\"s\": `summary` is a mapping / the `: ` makes it a mapping, taken as one text / \
         put the text in quotes: `summary: \"One: two\\\"s\"`"
    );
}

#[test]
fn mappings_and_lists_are_texts_with_labels() {
    let role = |fields: &str| {
        let (resume, problems) = read(&format!("work: [{{name: Kestrel, {fields}}}]"));
        assert!(
            problems.iter().all(|problem| problem.severity == crate::text::Severity::Warning),
            "{problems:?}"
        );
        assert!(!problems.is_empty(), "{fields}");
        entries(&resume)[0].roles[0].clone()
    };
    assert_eq!(
        values(&role("technologies: {backend: [Go, Rust], frontend: TypeScript, awk: ''}").keywords),
        ["backend: Go, Rust", "frontend: TypeScript", "awk"]
    );
    assert_eq!(values(&role("keywords: [[Go, Rust], Awk]").keywords), ["Go, Rust", "Awk"]);
    let highlights = role("highlights: [{area: Web, done: Led **it**}]").highlights;
    assert_eq!(highlights[0].plain(), "area: Web, done: Led it");
    assert_eq!(
        role("summary: {aim: Lamps, year: 2019}").summary.expect("a summary").plain(),
        "aim: Lamps, year: 2019"
    );
    assert_eq!(role("dates: [2019-03]").dates.expect("dates").to_string(), "2019-03");
    assert_eq!(role("dates: [2019, 2021]").dates.expect("dates").to_string(), "2019, 2021");
    let text = "sections: [{title: A, entries: [{title: B, date: 2019, releaseDate: 2021}]}]";
    assert_eq!(read(text).1[0].message, "`date` and `releaseDate` mean the same but differ");
    let lines = clean("basics: {location: {address: [Flat 6, 1 Mill Lane]}}").basics.location.address;
    assert_eq!(value(&lines), "Flat 6\n1 Mill Lane");
}

#[test]
fn entries_under_names_are_a_list() {
    let text =
        "work:\n  kestrel: {name: Kestrel Ltd, start: 2019}\n  lamp_lighter: {start: 2016, end: 2018}\n";
    let (resume, problems) = read(text);
    let all: Vec<_> = entries(&resume)
        .iter()
        .map(|entry| (value(&entry.organization).to_owned(), value(&entry.roles[0].title).to_owned()))
        .collect();
    assert_eq!(all, [("Kestrel Ltd".into(), String::new()), (String::new(), "Lamp lighter".into())]);
    assert_eq!(problems[0].message, "`work` is a mapping");
    assert_eq!(entries(&read("work: {name: Kestrel, location: {city: Oslo}}").0).len(), 1);
}

#[test]
fn accounts_beside_a_website_are_no_single_profile() {
    for key in ["links", "social", "profiles", "contact"] {
        let resume = clean(&format!(
            "name: Ada\n{key}:\n  website: https://ada.example\n  GitHub: https://github.com/ada\n  email: a@example.com\n  codepen: ada\n"
        ));
        let networks: Vec<_> = resume.basics.profiles.iter().map(|one| value(&one.network)).collect();
        assert_eq!(networks, ["GitHub", "codepen"], "{key}");
        assert_eq!(value(&resume.basics.url), "https://ada.example", "{key}");
        assert_eq!(value(&resume.basics.email), "a@example.com", "{key}");
    }
    let resume = clean("name: Ada\ncontact: {phone: 555-0100}\nphone: 555-0101\n").basics;
    assert_eq!((value(&resume.phone), values(&resume.contact)), ("555-0101", vec!["555-0100"]));
    let (resume, _) = read("basics: {name: Ada, profiles: {network: Forge, username: ada, icon: fa}}");
    assert_eq!((resume.basics.profiles.len(), value(&resume.basics.profiles[0].network)), (1, "Forge"));
    let resume = clean("name: Ada\ngithub: {name: github.com/ada, url: 'https://github.com/ada'}\n");
    assert_eq!(value(&resume.basics.profiles[0].url), "https://github.com/ada");
}

#[test]
fn a_title_beside_the_name_is_the_headline() {
    assert_eq!(value(&clean("name: Ada\ntitle: Engineer\n").basics.label), "Engineer");
    assert_eq!(
        problem("basics: {name: Ada}\ntitle: My page\n").split(" / ").next(),
        Some("warning title: unknown key `title`")
    );
}

#[test]
fn a_switch_for_a_section_is_no_section() {
    let (resume, problems) = read("name: Ada\nsections: {experience: true, awards: no, Patents: [A lamp]}\n");
    let titles: Vec<_> = resume.sections.iter().map(|section| value(&section.title)).collect();
    assert_eq!((titles, problems.len()), (vec!["Patents"], 2), "{problems:?}");
}

#[test]
fn html_is_pointed_out_once() {
    let text = "basics: {name: Ada, summary: 'A <b>lamp</b><br>B'}\nwork: [{name: K, highlights: [R&amp;D, '1 < 2 & 3 > 2; a', '&#x2011;']}]\n";
    assert_eq!(
        problem(text),
        "warning 'A <b>lamp</b><br>B': HTML such as `<b>` is printed as typed (3 texts, first here) / \
         write Markdown: `**bold**`, `[text](address)`, an empty line between paragraphs; and `&` for `&amp;`"
    );
    assert!(
        problem("basics: {name: Ada, label: R&amp;D}")
            .contains("HTML such as `&amp;` is printed as typed / ")
    );
    clean("basics: {name: Ada, label: AT&T; R&D, summary: 'List<String>, <https://example.com/?a=1&b;>'}");
}

#[test]
fn a_mapping_that_was_meant_is_told_as_before() {
    for (format, text) in [
        ("json", r#"{"work": [{"name": "K", "highlights": [{"Reduced cost": "30 %"}]}]}"#),
        ("toml", "[[work]]\nname = \"K\"\nhighlights = [{cost = \"30 %\"}]\n"),
        ("toml", "[[work]]\nname = \"K\"\nsummary.cost = \"30 %\"\n"),
        ("yaml", "work: [{name: K, highlights: [{cost: 30 %}]}]\n"),
    ] {
        let (_, problems) = read_as(format, text);
        assert!(problems.len() == 1 && !problems[0].contains("quotes"), "{format}: {problems:?}");
    }
}

#[test]
fn a_list_of_texts_serves_as_prose() {
    let (resume, problems) = read("work:\n  - name: K\n    description: [Led five, Cut cost]\n");
    let [warning] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!(warning.message, "`description` is a list");
    assert_eq!(warning.severity, crate::text::Severity::Warning);
    let note = entries(&resume)[0].note.as_ref().expect("a note");
    assert_eq!(note.plain(), "Led five\nCut cost");

    let (resume, problems) = read("basics:\n  name: Ada\n  summary:\n    - One paragraph.\n    -\n");
    assert_eq!(problems.len(), 2, "the list and the null: {problems:#?}");
    assert_eq!(resume.basics.summary.expect("a summary").plain(), "One paragraph.");
}

#[test]
fn networks_in_basics_are_profiles() {
    let resume = clean("basics:\n  name: Ada\n  LinkedIn: https://example.com/in/ada\n  github: ada-l\n");
    let [linkedin, github] = resume.basics.profiles.as_slice() else { panic!("{resume:#?}") };
    assert_eq!(linkedin.network.as_ref().map(|t| t.value.as_str()), Some("LinkedIn"));
    assert_eq!(linkedin.url.as_ref().map(|t| t.value.as_str()), Some("https://example.com/in/ada"));
    assert_eq!(github.network.as_ref().map(|t| t.value.as_str()), Some("GitHub"));
    assert_eq!(github.username.as_ref().map(|t| t.value.as_str()), Some("ada-l"));

    let (resume, problems) = read("basics:\n  name: Ada\n  github: ask me for it\n");
    assert_eq!((resume.basics.profiles.len(), resume.basics.unknown.len()), (0, 1));
    assert_eq!(problems[0].message, "unknown key `github`");
}

#[test]
fn authors_are_one_fact() {
    let resume = clean("publications:\n  - name: Ice\n    authors: [J. Okoye, A. Lindqvist]\n");
    let authors: Vec<_> =
        entries(&resume)[0].roles[0].authors.iter().map(|text| text.value.as_str()).collect();
    assert_eq!(authors, ["J. Okoye, A. Lindqvist"]);
}

#[test]
fn a_resume_one_level_deeper_is_read() {
    let text = "resume:\n  basics:\n    name: Ada\n";
    assert_eq!(
        problem(text),
        "warning resume: the résumé is under the key `resume` / one level too deep, read as if it were not / \
         take `resume` out, so that `basics`, `work`, … are the first keys"
    );
    let (resume, _) = read("cv:\n  name: Ada\n  experiences: [{company: Kestrel, title: Cook}]\n");
    assert_eq!((value(&resume.basics.name), value(&entries(&resume)[0].organization)), ("Ada", "Kestrel"));
    assert!(!resume.broken);
    assert!(read("- a\n").0.broken && !read("basics:\n  label: x\n").0.broken);
}

#[test]
fn mappings_with_a_name_are_texts() {
    let (resume, problems) = read(
        "work: [{name: {name: Kestrel, id: 4}, highlights: [{title: Led it}]}]\n\
         skills: [{name: Web, keywords: [{name: HTML, level: 4/5}, {label: CSS}]}]\n",
    );
    assert_eq!(value(&entries(&resume)[0].organization), "Kestrel");
    assert_eq!(entries(&resume)[0].roles[0].highlights[0].plain(), "Led it");
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["unknown key `id`"]);
    let resume = clean("education: [{institution: X, courses: [{name: Optics, mark: 30/30}, Waves]}]");
    assert_eq!(values(&entries(&resume)[0].roles[0].keywords), ["Optics (30/30)", "Waves"]);
}

#[test]
fn several_texts_are_one_where_one_is_meant() {
    let (resume, problems) = read("work: [{name: Kestrel, position: [Cook, Clerk]}]");
    assert_eq!(value(&entries(&resume)[0].roles[0].title), "Cook, Clerk");
    assert_eq!(problems.len(), 1);
}

#[test]
fn ways_to_reach_the_person_in_their_shapes() {
    let resume =
        clean("basics: {name: Ada, phone: [+1 555 0100, +1 555 0101], email: [{value: a@example.com}]}");
    assert_eq!((value(&resume.basics.phone), value(&resume.basics.email)), ("+1 555 0100", "a@example.com"));
    assert_eq!(values(&resume.basics.contact), ["+1 555 0101"]);
    let resume = clean("basics: {name: Ada, phone: {home: +1 555 0100, mobile: +1 555 0101}}");
    assert_eq!(values(&resume.basics.contact), ["Home: +1 555 0100", "Mobile: +1 555 0101"]);
    let resume = clean(
        "basics:\n  name: Ada\n  email: a@example.com\n  contact:\n    email: b@example.com\n    phone: +1 555 0100\n    \
         linkedin: ada-l\n    telegram: '@ada'\n    city: Oslo\n",
    );
    let basics = &resume.basics;
    assert_eq!((value(&basics.email), value(&basics.phone)), ("a@example.com", "+1 555 0100"));
    assert_eq!(values(&basics.contact), ["b@example.com"]);
    let networks: Vec<_> = basics.profiles.iter().map(|profile| value(&profile.network)).collect();
    assert_eq!((networks, value(&basics.location.city)), (vec!["LinkedIn", "Telegram"], "Oslo"));
    let resume = clean(
        "basics: {name: Ada, contact: [{label: Blog, url: 'https://example.com/a'}, {type: Signal, value: ada.1}, x@example.com]}",
    );
    let networks: Vec<_> = resume.basics.profiles.iter().map(|profile| value(&profile.network)).collect();
    assert_eq!((networks, values(&resume.basics.contact)), (vec!["Blog", "Signal"], vec!["x@example.com"]));
}

#[test]
fn an_icon_says_what_a_way_is() {
    let resume = clean(
        "name: Ada\ncontact:\n- {icon: mail, text: a@example.com}\n- {icon: fa-phone, text: +1 555 0100}\n\
         - {icon: fab fa-github, text: ada}\n- {icon: fas fa-envelope, url: 'mailto:a@example.com'}\n- {network: Email, username: b@example.com}\n",
    );
    let basics = &resume.basics;
    assert_eq!((value(&basics.email), value(&basics.phone)), ("a@example.com", "+1 555 0100"));
    assert_eq!(values(&basics.contact), ["b@example.com"]);
    assert_eq!(basics.profiles.iter().map(|profile| value(&profile.username)).collect::<Vec<_>>(), ["ada"]);
}

#[test]
fn the_person_goes_by_other_names() {
    for text in [
        "Personal Information: {Name: Ada Lindqvist, Email: a@example.com}",
        "about: {name: Ada Lindqvist, email: a@example.com}",
        "sobre: {nome: Ada Lindqvist, email: a@example.com}",
        "author: {name: Ada Lindqvist, emailAddress: a@example.com}",
        "contact: {name: Ada Lindqvist, mail: a@example.com}",
    ] {
        let basics = clean(text).basics;
        assert_eq!((value(&basics.name), value(&basics.email)), ("Ada Lindqvist", "a@example.com"), "{text}");
    }
    let basics = clean("basics: {name: Ada, address: [1 Mill Lane, Oslo], role: Cook}").basics;
    assert_eq!((value(&basics.location.address), value(&basics.label)), ("1 Mill Lane\nOslo", "Cook"));
}

#[test]
fn a_name_in_parts_is_one() {
    for text in [
        "basics: {name: {first: Ada, last: Lindqvist}}",
        "basics: {lastName: Lindqvist, firstName: Ada}",
        "firstName: Ada\nlastName: Lindqvist\n",
        "personalInfo: {name: Ada Lindqvist, email: a@example.com}",
        "profile: {given_name: Ada, family_name: Lindqvist}",
        "header: {fullName: Ada Lindqvist}",
        "basics: {name: Ada Lindqvist, firstName: Ada}",
        "nom: Ada Lindqvist",
        "basics: {vorname: Ada, nachname: Lindqvist}",
    ] {
        assert_eq!(value(&clean(text).basics.name), "Ada Lindqvist", "{text}");
    }
    let (_, problems) = read("basics: {name: Ada, lastName: Lindqvist}");
    assert_eq!(problems[0].message, "`Lindqvist` is no part of `name`");
}

#[test]
fn keys_of_other_languages_are_known() {
    // They are a sign of the language, too.
    let clean = |text: &str| {
        let (resume, mut problems) = read(text);
        problems.retain(|problem| problem.rule != Rule::LanguageGuessed);
        assert_eq!(problems, [], "{text}");
        resume
    };
    let resume = clean(
        "nom: Anne Lee\nlangues: [{langue: Français, niveau: natif}]\nformation: [{établissement: Lycée, diplôme: Bac, date: 2016}]\n\
         expérience: [{entreprise: Foo, poste: Ingénieure, début: 2019, fin: 2021, lieu: Lyon, missions: [Diriger]}]\n",
    );
    let all = format!("{resume:?}");
    for fact in [
        "Anne Lee", "Français", "natif", "Lycée", "Bac", "2016", "Foo", "Ingénieure", "2019", "2021", "Lyon",
        "Diriger",
    ] {
        assert!(all.contains(fact), "{fact} is lost in {all}");
    }
    for (text, kind) in [
        ("achievements: [{title: A}]", SectionKind::Awards),
        ("Berufserfahrung: [{firma: A, position: B, von: 2019, bis: 2020}]", SectionKind::Work),
        ("work_experiences: [{name: A}]", SectionKind::Work),
        ("idiomas: [{idioma: Inglés, nivel: B2}]", SectionKind::Languages),
        ("skill_set: [A]", SectionKind::Skills),
        ("lingue: [{lingua: Inglese, livello: B2}]", SectionKind::Languages),
        ("formazione: [{istituto: A, inizio: 2019, fine: 2020}]", SectionKind::Education),
        ("werkervaring: [{bedrijf: A, functie: B, startdatum: 2019, einddatum: 2020}]", SectionKind::Work),
        ("formação: [{instituição: A, início: 2019, fim: 2020}]", SectionKind::Education),
    ] {
        assert_eq!(clean(text).sections[0].kind, kind, "{text}");
    }
    assert_eq!(clean("personal-statement: Cares.").basics.summary.expect("a summary").plain(), "Cares.");
    let titles = |text: &str| -> Vec<String> {
        clean(text).sections.iter().map(|section| value(&section.title).to_owned()).collect()
    };
    assert_eq!(titles("skills: [Rust]\ntechnical_skills: [Go]\n"), ["", "Technical skills"]);
}

#[test]
fn personal_details_have_keys_of_their_own() {
    let resume = clean("basics: {name: Ada, dateOfBirth: 1 May 1990, nationality: Swiss, pronouns: she/her}");
    let rows: Vec<_> =
        resume.basics.personal.iter().map(|(a, b)| (a.value.as_str(), b.value.as_str())).collect();
    assert_eq!(rows, [("Date of birth", "1 May 1990"), ("Nationality", "Swiss"), ("Pronouns", "she/her")]);
}

#[test]
fn entries_under_an_unknown_key_are_a_section() {
    let text = "basics: {name: Ada}\nside_gigs: [{title: Lamp, date: 2019}, Loom]\n";
    assert_eq!(
        problem(text),
        "warning side_gigs: unknown key `side_gigs` / printed as the section `Side gigs` / \
         to leave it out, delete it, or write `hide: [Side gigs]` under `meta.recto`"
    );
    let resume = read(text).0;
    assert_eq!(
        (resume.sections[0].kind, value(&resume.sections[0].title)),
        (SectionKind::Custom, "Side gigs")
    );
    assert_eq!(resume.sections[0].content.len(), 2);
    for text in ["side_gigs: A lamp", "side_gigs: []", "side_gigs: {a: b}", "side_gigs: [[a]]"] {
        let (resume, problems) = read(text);
        assert!(resume.sections.is_empty() && problems.len() == 1, "{text}: {problems:?}");
    }
}

#[test]
fn a_list_under_a_word_for_the_summary_is_read_too() {
    for (key, title) in
        [("presentations", "Presentations"), ("about_me", "About me"), ("overview", "Overview")]
    {
        let (resume, problems) =
            read(&format!("name: Ada\n{key}: [{{title: Lamp, date: 2019}}, {{title: Loom}}]\n"));
        assert_eq!((problems.len(), value(&resume.sections[0].title)), (1, title), "{problems:?}");
        assert_eq!(resume.sections[0].content.len(), 2);
    }
    let (resume, _) = read("name: Ada\nabout_me: [Weaves., Sings.]\n");
    assert!(resume.sections.is_empty() && resume.basics.summary.is_some());
    // Talks are none of the person, though another language has the word for the summary.
    let (resume, _) = read("name: Ada\npresentations: [On lamps, On looms]\n");
    assert!(resume.basics.summary.is_none() && resume.sections[0].content.len() == 1);
}

#[test]
fn lists_under_names_are_groups_of_a_section() {
    let (resume, problems) = read("name: Ada\nDatabases: {SQL: [Oracle, MySQL], NoSQL: [HBase]}\n");
    assert_eq!((problems.len(), value(&resume.sections[0].title)), (1, "Databases"));
    let all: Vec<_> =
        groups(&resume).iter().map(|group| (value(&group.label), values(&group.items))).collect();
    assert_eq!(all, [("SQL", vec!["Oracle", "MySQL"]), ("NoSQL", vec!["HBase"])]);
}

#[test]
fn entries_under_a_key_of_their_own_are_those_of_the_section() {
    let resume = clean(
        "employment: {title: Jobs, jobs: [{company: Kestrel, position: Cook}]}\n\
         education: {degrees: [{school: Ekdal, degree: BSc}]}\n",
    );
    let heads: Vec<_> = entries(&resume).iter().map(|entry| value(&entry.organization)).collect();
    assert_eq!((value(&resume.sections[0].title), heads), ("Jobs", vec!["Kestrel"]));
    assert_eq!(resume.sections[1].kind, SectionKind::Education);
}

#[test]
fn an_organisation_in_a_mapping_says_where_it_is() {
    let resume = clean(
        "work: [{company: {name: Kestrel, url: 'https://example.com', location: Oslo}, position: Cook}]\n",
    );
    let entry = entries(&resume)[0];
    assert_eq!((value(&entry.organization), value(&entry.place)), ("Kestrel", "Oslo"));
    assert_eq!(value(&entry.url), "https://example.com");
}

#[test]
fn where_somebody_worked_is_the_organisation_or_a_fact() {
    let resume = clean(
        "work: [{role: Cook, where: Kestrel, note: At sea}, {role: Clerk, company: Ekdal, where: Second floor}]\n\
         education: [{role: Studies of physics, where: University of Oslo}]\n",
    );
    let all = entries(&resume);
    assert_eq!((value(&all[0].organization), value(&all[0].roles[0].title)), ("Kestrel", "Cook"));
    assert_eq!(values(&all[1].roles[0].details), ["Second floor"]);
    assert!(format!("{:?}", resume.sections[1]).contains("University of Oslo"));
}

#[test]
fn a_key_that_is_there_twice_loses_nothing_where_one_is_null() {
    let text = "work: [{name: Kestrel, highlights: null, position: Cook, highlights: [Led]}]";
    for text in [text.to_owned(), text.replace("null", "[Led]").replace("[Led]}", "null}")] {
        let (resume, problems) = read(&text);
        assert_eq!(entries(&resume)[0].roles[0].highlights[0].plain(), "Led", "{text}");
        assert_eq!(problems[0].message, "the key `highlights` is there twice, once without a value");
        assert!(!resume.broken, "{text}");
    }
}

#[test]
fn suggestions_name_the_key_to_write() {
    for (text, key) in [
        ("experiance: {a: later}", "work"),
        ("emial: ada@example.com", "email"),
        ("basics: {webste: example.com}", "url"),
        ("work: [{compny: Kestrel}]", "name"),
        ("work: [{postion: Cook}]", "position"),
    ] {
        let help = &read(text).1[0].help[0];
        assert_eq!(*help, format!("did you mean `{key}`?"), "{text}");
    }
    for text in [
        "internships: [A]",
        "talks: [A]",
        "teaching: [A]",
        "bibliography: cv.bib",
        "talks: [{topic: A, title: B}]",
    ] {
        let (_, problems) = read(text);
        let help: String = problems.iter().flat_map(|problem| problem.help.clone()).collect();
        assert!(!problems.is_empty() && !help.contains("did you mean"), "{text}: {help}");
    }
}

#[test]
fn a_sentence_in_meta_is_pointed_out() {
    assert_eq!(
        problem("meta: {theme: even, gdpr: {clause: I agree to the use of my data.}}"),
        "warning I agree to the use of my data.: the text of `meta.gdpr.clause` is not printed / `meta` is not printed / \
         to print it, write `sections: [{title: …, text: \"I agree to the use of my data.\"}]` at the root"
    );
    assert_eq!(clean("meta: {theme: even, canonical: 'https://example.com/a.json'}").meta.len(), 2);
}

#[test]
fn an_entry_without_fields_is_named() {
    assert_eq!(
        problem("education: [{}]"),
        "warning {}: an item of `education` is an empty mapping / not printed / fill it in, or delete it"
    );
}

#[test]
fn a_part_of_a_place_keeps_its_key() {
    let resume = clean("work: [{name: A, location: {city: Oslo, remote: 40 %}}]");
    assert_eq!(value(&entries(&resume)[0].place), "Oslo, remote: 40 %");
}

#[test]
fn a_start_without_an_end_that_is_over_is_written_as_such() {
    let resume = clean("basics: {name: Ada}\nwork:\n  - {name: Tide, startDate: 2019, current: false}\n");
    let written = crate::output::json::write(&resume);
    assert!(
        written.contains("\"startDate\": \"2019\"") && written.contains("\"current\": false"),
        "{written}"
    );
    assert!(!written.contains("endDate"), "{written}");
    let again = clean(&written);
    assert_eq!(crate::output::json::write(&again), written);
}

#[test]
fn an_option_at_the_root_leads_to_where_it_belongs() {
    let told = problem("basics: {name: Ada}\naccent: teal\n");
    assert!(told.ends_with("`accent` belongs under `meta: recto:`"), "{told}");
}
