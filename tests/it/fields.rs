//! Every field of JSON Resume, with all others and all alone in its entry: the word in it is printed in every layout.

use crate::fixtures::layouts;
use crate::harness::Folder;
use crate::pdf::Pdf;
use crate::problems::{list, problems};
use recto::resume::SectionKind;
use serde_json::{Map, Value, json};

/// The fields of each section; `*` marks a list of texts, `@` an address.
const FIELDS: [(&str, &str); 11] = [
    ("work", "name position location description url@ summary highlights*"),
    ("volunteer", "organization position url@ summary highlights*"),
    ("education", "institution area studyType url@ score courses*"),
    ("awards", "title awarder summary"),
    ("certificates", "name issuer url@"),
    ("publications", "name publisher url@ summary"),
    ("skills", "name level keywords*"),
    ("languages", "language fluency"),
    ("interests", "name keywords*"),
    ("references", "name reference"),
    ("projects", "name description url@ entity highlights* keywords* roles*"),
];

/// Makes words that occur only once, and remembers them.
#[derive(Default)]
struct Words(Vec<(String, String)>);

impl Words {
    /// A value for a field.
    fn value(&mut self, section: &str, field: &str) -> (String, Value) {
        let number = self.0.len();
        let word =
            format!("q{}{}x", char::from(b'a' + (number / 26) as u8), char::from(b'a' + (number % 26) as u8));
        self.0.push((word.clone(), format!("{section}.{field}")));
        let key = field.trim_end_matches(['*', '@']).to_owned();
        let value = match field.chars().last() {
            Some('*') => json!([word]),
            Some('@') => json!(format!("https://{word}.example.com")),
            _ => json!(word),
        };
        (key, value)
    }

    /// The fields whose word no page has.
    fn lost(&self, text: &str) -> Vec<&str> {
        self.0.iter().filter(|(word, _)| !text.contains(word)).map(|(_, field)| field.as_str()).collect()
    }
}

fn basics(words: &mut Words) -> Value {
    let mut basics: Map<_, _> = ["label", "email", "phone", "url@", "summary"]
        .map(|field| words.value("basics", field))
        .into_iter()
        .chain([("name".to_owned(), json!("Ada Lindqvist"))])
        .collect();
    let location =
        ["address", "postalCode", "city", "region"].map(|field| words.value("basics.location", field));
    let profiles = [
        &["network"][..],
        &["username"],
        &["url@"],
        &["network", "username"],
        &["network", "username", "url@"],
    ];
    let profiles = profiles.map(|fields| entry(words, "basics.profiles", fields.iter().copied()));
    basics.insert("location".to_owned(), location.into_iter().collect());
    basics.insert("profiles".to_owned(), json!(profiles));
    json!(basics)
}

fn entry<'a>(words: &mut Words, section: &str, fields: impl Iterator<Item = &'a str>) -> Value {
    fields.map(|field| words.value(section, field)).collect::<Map<_, _>>().into()
}

/// What the file loses in each layout; panics at an error.
fn lost(resume: &Value, words: &Words) -> String {
    let folder = Folder::new().file("ada.json", serde_json::to_string_pretty(resume).expect("JSON"));
    let run = |layout: &String| {
        let outcome = folder.run(&format!("render ada.json -o - --message-format json -l {layout}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let text = Pdf::new(&outcome.stdout).text();
        let (lost, told) = (words.lost(&text), problems(&outcome));
        if lost.is_empty() { String::new() } else { format!("{layout}: {lost:?}\n{}", list(&told)) }
    };
    layouts().iter().map(run).collect()
}

#[test]
fn the_fields_are_those_of_every_section() {
    for key in SectionKind::KEYED.map(SectionKind::key) {
        assert!(key == "summary" || FIELDS.iter().any(|(section, _)| *section == key), "{key}");
    }
}

#[test]
fn a_field_among_all_others_is_printed() {
    let mut words = Words::default();
    let mut resume = Map::from_iter([("basics".to_owned(), basics(&mut words))]);
    for (section, fields) in FIELDS {
        resume.insert(section.to_owned(), json!([entry(&mut words, section, fields.split(' '))]));
    }
    let lost = lost(&resume.into(), &words);
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn a_field_alone_in_its_entry_is_printed() {
    let mut words = Words::default();
    let mut resume = Map::from_iter([("basics".to_owned(), json!({"name": "Ada Lindqvist"}))]);
    for (section, fields) in FIELDS {
        let entries: Vec<_> =
            fields.split(' ').map(|field| entry(&mut words, section, [field].into_iter())).collect();
        resume.insert(section.to_owned(), json!(entries));
    }
    let lost = lost(&resume.into(), &words);
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn a_date_alone_in_its_entry_is_printed() {
    let dates = [
        ("work", "startDate"),
        ("volunteer", "endDate"),
        ("education", "endDate"),
        ("awards", "date"),
        ("certificates", "date"),
        ("publications", "releaseDate"),
        ("projects", "startDate"),
    ];
    let words =
        (1980..).zip(dates).map(|(year, (section, key))| (year.to_string(), format!("{section}.{key}")));
    let words = Words(words.collect());
    let mut resume = Map::from_iter([("basics".to_owned(), json!({"name": "Ada Lindqvist"}))]);
    for ((year, _), (section, key)) in words.0.iter().zip(dates) {
        resume.insert(section.to_owned(), json!([{ key: year }]));
    }
    let lost = lost(&resume.into(), &words);
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn the_same_employer_again_loses_nothing() {
    let mut words = Words::default();
    let fields = FIELDS[0].1.split(' ').filter(|field| *field != "name");
    let roles: Vec<_> = (0..3)
        .map(|_| {
            let mut role = entry(&mut words, "work", fields.clone());
            role["name"] = json!("Skerry Boatyard");
            role
        })
        .collect();
    let lost = lost(&json!({"basics": {"name": "Ada Lindqvist"}, "work": roles}), &words);
    assert!(lost.is_empty(), "{lost}");
}
