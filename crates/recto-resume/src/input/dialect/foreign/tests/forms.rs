//! Other forms of the same data, data that is refused, and data that is damaged.

use super::person::LINKEDIN;
use super::{archive, bytes, read, refused};
use proptest::prelude::*;

#[test]
fn europass_json_has_no_lists_around_its_lists() {
    let read = read(
        "cv.json",
        r#"{"SkillsPassport": {"Locale": "en", "LearnerInfo": {"Identification": {"PersonName": {"FirstName": "Nela", "Surname": "Dvorak"},
        "ContactInfo": {"Telephone": [{"Contact": "202-555-0131"}], "Website": [{"Contact": "https://nela.example.org"}]}},
        "WorkExperience": [{"Period": {"From": {"Year": 2019, "Month": 3, "Day": 1}, "To": {"Year": 2023}, "Current": false},
        "Position": {"Label": "Chemist"}, "Activities": "Runs the lab.", "Employer": {"Name": "Voda Lab"}}],
        "Skills": {"Linguistic": {"MotherTongue": [{"Description": {"Label": "Czech"}}]}, "Computer": {"Description": {"Label": "Spreadsheets"}}}}}}"#,
    );
    assert_eq!((read.at("/basics/phone"), read.at("/work/0/startDate")), ("202-555-0131", "2019-03-01"));
    assert_eq!((read.at("/work/0/endDate"), read.at("/languages/0/language")), ("2023", "Czech"));
    read.loses_nothing(&["Runs the lab.", "Voda Lab", "Spreadsheets", "https://nela.example.org"]);
}

#[test]
fn reactive_resume_3_has_dates_of_two_parts() {
    let read = read(
        "resume.json",
        r#"{"basics": {"name": "Tomas Reyne", "birthdate": "1990-01-02", "summary": "Bakes.", "location": {"city": "Ghent", "country": "BE"},
        "profiles": [{"id": "1", "network": "GitHub", "username": "tomas-example", "url": ""}], "photo": {"url": ""}},
        "sections": {"work": {"id": "work", "name": "Work", "type": "basic", "visible": true, "items": [
        {"id": "2", "name": "Kruimel", "position": "Baker", "url": "", "date": {"start": "2019-05-01", "end": ""}, "summary": "Nights."}]}},
        "metadata": {"template": "kakuna"}}"#,
    );
    assert_eq!((read.at("/work/0/name"), read.at("/work/0/startDate")), ("Kruimel", "2019-05-01"));
    read.loses_nothing(&["Ghent", "1990-01-02", "tomas-example", "Nights."]);
    read.has_only_notes();
}

#[test]
fn rendercv_is_known_without_its_root_too() {
    let read = read(
        "content.yaml",
        "name: Mira Solheim\nsocial_networks:\n- {network: GitHub, username: mira-example}\nsections:\n  projects:\n  - name: Cable\n    date: '[code.example.org/cable](https://code.example.org/cable)'\n    highlights: [Fast]\n",
    );
    assert_eq!(
        (read.at("/projects/0/name"), read.at("/projects/0/url")),
        ("Cable", "https://code.example.org/cable")
    );
    read.loses_nothing(&["mira-example", "Fast"]);
    read.has_only_notes();
}

#[test]
fn data_of_web_sites_is_read() {
    let one = read(
        "data.yml",
        "sidebar:\n  name: Ida Holm\n  tagline: Tuner\n  about: False\n  github: ida-example\n  languages:\n    title: Tongues\n    info:\n      - {idiom: Danish, level: Native}\n\
         career-profile: {title: Profile, summary: Tunes pianos.}\nexperiences:\n  title: Jobs\n  info:\n    - {role: Tuner, time: 2015 - Present, company: Key House, details: Grand ones.}\n\
         skills:\n  title: Skills\n  intro: By ear\n  toolset:\n    - {name: Forks, level: 98%}\nfooter: x\n",
    );
    assert_eq!((one.at("/work/0/name"), one.at("/work/0/startDate")), ("Key House", "2015"));
    one.loses_nothing(&["ida-example", "Danish", "Tunes pianos.", "Grand ones.", "By ear", "Forks", "98%"]);
    one.has_only_notes();
    let other = read(
        "cv.yml",
        "- title: General Information\n  type: map\n  contents:\n    - {name: Full Name, value: Ida Holm}\n    - {name: Languages spoken, value: Danish}\n\
         - title: Education\n  type: time_table\n  contents:\n    - title: Diploma\n      institution: Tone School\n      year: 2010\n      description:\n        - Pianos\n        - {title: Also, contents: [Organs]}\n\
         - title: Honors\n  type: time_table\n  contents:\n    - {year: 2012, items: [Golden Fork]}\n- title: Other\n  type: list\n  contents: [Walks]\n",
    );
    assert_eq!((other.at("/basics/name"), other.at("/education/0/institution")), ("Ida Holm", "Tone School"));
    other.loses_nothing(&[
        "Danish", "Diploma", "2010", "Pianos", "Also", "Organs", "Golden Fork", "2012", "Walks",
    ]);
}

#[test]
fn known_formats_that_are_not_read_are_refused_by_name() {
    for (name, text, what) in [
        (
            "a.xml",
            "<?xml version=\"1.0\"?><Resume xmlns=\"http://ns.hr-xml.org\"><StructuredXMLResume/></Resume>",
            "HR-XML",
        ),
        ("b.json", "{\"candidate\": {\"person\": {\"name\": {}}}}", "HR Open"),
        (
            "c.xml",
            "<?xml version=\"1.0\"?><europass:learnerinfo xmlns:europass=\"x\"><a/></europass:learnerinfo>",
            "before version 3",
        ),
        (
            "d.json",
            "{\"name\": \"x\", \"version\": \"1.0.0\", \"dependencies\": {}}",
            "manifest of a package",
        ),
        ("e.json", "{\"@context\": \"https://schema.org\", \"@type\": \"Person\"}", "JSON-LD"),
        (
            "f.json",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {}}",
            "JSON Schema",
        ),
        ("g.json", "{\"selectedTemplate\": 1, \"profile\": {}}", "Resumake"),
        ("h.xml", "<?xml version=\"1.0\"?><letter><to>x</to></letter>", "whose root is `letter`"),
        ("i.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "entities of its own"),
        ("j.xml", "<?xml version=\"1.0\"?><a><b></a>", "not well-formed"),
    ] {
        let told = refused(name, text);
        assert!(told.len() == 1 && told[0].contains(what), "{name}: {told:?}");
    }
    let told =
        refused("k.zip", archive(&[("Connections.csv", "First Name\nA\n"), ("messages.csv", "FROM\nx\n")]));
    assert!(told[0].contains("without the profile"), "{told:?}");
}

#[test]
fn long_tags_and_marks_take_no_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=''")).collect();
    assert!(
        refused("long.xml", format!("<?xml version='1.0'?><a{attributes}/>"))[0]
            .starts_with("file-excessive")
    );
    for html in [
        "<b>".repeat(40_000) + &"</i>".repeat(40_000),
        "<".repeat(200_000),
        "</".repeat(100_000),
        "<ul>".repeat(50_000),
    ] {
        let file = format!(
            r#"{{"basics": {{"name": "Ada"}}, "sections": {{"summary": {{"content": "{html} x"}}}}, "metadata": {{}}}}"#
        );
        read("resume.json", file);
    }
}

#[test]
fn deep_elements_are_refused() {
    let deep = format!("<?xml version=\"1.0\"?>{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
    assert!(refused("deep.xml", deep)[0].starts_with("nesting-excessive"));
}

#[test]
fn fields_that_are_not_known_are_named() {
    for (name, text, key) in [
        ("cv.yaml", "cv:\n  name: Ada\n  shoe_size: 40\n", "shoe_size"),
        (
            "r.json",
            r#"{"basics": {"name": "Ada", "shoes": "forty"}, "sections": {"skills": {"items": [{"name": "x"}]}}, "metadata": {}}"#,
            "shoes",
        ),
        ("f.json", r#"{"name": "Ada", "meta": {"format": "FRESH@1"}, "shoes": "forty"}"#, "shoes"),
        ("m.json", r#"{"aboutMe": {"profile": {"name": "Ada", "shoes": "forty"}}, "settings": {}}"#, "shoes"),
        (
            "e.xml",
            "<SkillsPassport><LearnerInfo><Identification><PersonName><FirstName>Ada</FirstName></PersonName></Identification><Shoes>forty</Shoes></LearnerInfo></SkillsPassport>",
            "Shoes",
        ),
    ] {
        read(name, text).is_told(&format!("unknown key `{key}`"));
    }
    let zip = archive(&[("Profile.csv", "First Name,Shoes\nAda,forty\n")]);
    read("l.zip", zip).is_told("unknown key `Shoes`");
}

#[test]
fn values_of_translated_data_can_be_set() {
    use crate::input::{Edit, Format};
    use crate::text::value::Node;
    use crate::text::{Diagnostics, Place, Source, Span};
    let edit = Edit {
        path: "basics.label".to_owned(),
        value: Node::text(Span::NOWHERE, "Pilot"),
        place: Place::Argument("--set basics.label=Pilot".to_owned()),
    };
    let source = Source::new("cv.yaml", "cv:\n  name: Ada\n  sections: {}\n");
    let mut diagnostics = Diagnostics::new();
    let resume = Format::of(&source).read_edited(&source, &[edit], &mut diagnostics).expect("a résumé");
    assert_eq!(resume.basics.label.map(|label| label.value), Some("Pilot".to_owned()));
}

proptest! {
    #[test]
    fn damaged_files_never_panic(which in 0..8_usize, cuts in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 1..6)) {
        let mut file = super::person::sample(which);
        for (place, byte) in cuts {
            let at = ((file.len() - 1) as f64 * place) as usize;
            match byte % 4 {
                0 => file[at] = byte,
                1 => drop(file.remove(at)),
                2 => file.insert(at, b"\"<>{},\n:"[usize::from(byte / 4 % 8)]),
                _ => file.truncate(at.max(2)),
            }
        }
        let (source, _, diagnostics) = bytes("file", file);
        for one in &diagnostics {
            if let crate::text::Place::File(span) = one.place {
                prop_assert!(source.text.get(span.range()).is_some(), "{one:?}");
            }
        }
    }
}

#[test]
fn an_export_is_read_without_a_folder_too() {
    let flat: Vec<_> =
        LINKEDIN.iter().map(|(name, text)| (name.trim_start_matches("Basic_Export/"), *text)).collect();
    assert_eq!(read("export.zip", archive(&flat)).json, read("export.zip", archive(LINKEDIN)).json);
}
