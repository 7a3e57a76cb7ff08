//! What must hold of the decoder, on files of invented people.

mod forgiving;
mod nothing_lost;
mod places;
mod schema;
mod shapes;

use super::decode;
use crate::input::{Format, Source};
use crate::resume::{Day, Entry, Group, ItemBody, Resume};
use crate::text::{Diagnostic, Diagnostics, Place, Severity, Span};

/// What a YAML file says, with its problems in file order.
fn read(text: &str) -> (Resume, Vec<Diagnostic>) {
    let source = Source::new("ada.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let format = Format::by_name("yaml").expect("YAML is a format");
    let resume = format.read(&source, &mut diagnostics).expect("the test's YAML is well-formed");
    diagnostics.sort("");
    (resume, diagnostics.iter().cloned().collect())
}

/// What a file says, which must have no problem.
fn clean(text: &str) -> Resume {
    let (resume, problems) = read(text);
    assert_eq!(problems, [], "{text}");
    resume
}

/// The one problem of a file, as `severity line: message / label / help`.
fn problem(text: &str) -> String {
    let (_, problems) = read(text);
    match &problems[..] {
        [one] => describe(one, text),
        all => panic!("{text}: {all:#?}"),
    }
}

fn describe(problem: &Diagnostic, text: &str) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut all = vec![problem.message.clone()];
    all.extend(problem.label.clone());
    all.extend(problem.help.iter().cloned());
    format!("{severity} {}: {}", &text[span(problem).range()], all.join(" / "))
}

fn span(problem: &Diagnostic) -> Span {
    match problem.place {
        Place::File(span) => span,
        _ => panic!("no place in the file: {problem:?}"),
    }
}

/// The entries of the first section.
fn entries(resume: &Resume) -> Vec<&Entry> {
    let contents = &resume.sections[0].content;
    contents
        .iter()
        .filter_map(|c| if let ItemBody::Entry(entry) = &c.body { Some(&**entry) } else { None })
        .collect()
}

/// The groups of the first section.
fn groups(resume: &Resume) -> Vec<&Group> {
    let contents = &resume.sections[0].content;
    contents
        .iter()
        .filter_map(|c| if let ItemBody::Group(group) = &c.body { Some(group) } else { None })
        .collect()
}

fn value(text: &Option<crate::resume::Text>) -> &str {
    text.as_ref().map_or("", |text| &text.value)
}

fn values(texts: &[crate::resume::Text]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

/// The dates of the first entry's first role, as `start..end` or `start`.
fn dates(text: &str) -> String {
    use crate::resume::Dates;
    let (resume, _) = read(text);
    let open = |end: &Option<_>| {
        end.as_ref().map_or(String::new(), |date: &crate::resume::Date| date.day.to_string())
    };
    match &entries(&resume)[0].roles[0].dates {
        Some(Dates::Single(date)) => date.day.to_string(),
        Some(Dates::Period(start, end)) => format!("{}..{}", start.day, open(end)),
        Some(Dates::Text(text)) => format!("text {}", text.value),
        None => "none".to_owned(),
    }
}

#[test]
fn dates_of_an_entry() {
    for (fields, expected) in [
        ("startDate: 2019-03\n  endDate: 2020", "2019-03..2020"),
        ("startDate: 2019-03", "2019-03.."),
        ("startDate: 2019-03\n  endDate: ''\n  current: false", "2019-03"),
        ("startDate: 2019-03\n  endDate: null\n  isCurrent: true", "2019-03.."),
        ("date: 2019\n  ongoing: yes", "2019.."),
        ("startDate: 2019\n  endDate: 2020\n  current: true", "2019..2020"),
        ("current: true", "present"),
        ("date: 2009-13", "2009..2013"),
        ("date: 2012-16", "2012..2016"),
        ("startDate: 2019\n  endDate: Present", "2019..present"),
        ("startDate: 2019\n  endDate: ''", "2019.."),
        ("endDate: 2020-05-01", "2020-05-01"),
        ("date: 2020", "2020"),
        ("dates: Mar 2018 – Present", "2018-03..present"),
        ("startDate: 01/2018-03/2018", "2018-01..2018-03"),
        ("startDate: 2010-2014\n  endDate: 2014", "2010..2014"),
        ("startDate: 2010-2014\n  endDate: 2015", "2010..2014"),
        ("startDate: 2010\n  endDate: some day", "2010..some day"),
        ("startDate: 2010\n  endDate: 2012-2014", "2010..2012-2014"),
        ("startDate: long ago", "text long ago"),
        ("start_date: 2010\n  until: 2012", "2010..2012"),
        ("name: X", "none"),
    ] {
        assert_eq!(dates(&format!("work:\n- position: P\n  {fields}\n")), expected, "{fields}");
    }
}

#[test]
fn problems_with_dates_say_where_and_what_to_do() {
    for (line, expected) in [
        (
            "startDate: 2019-13",
            "error 2019-13: month 13 does not exist / expected 01 to 12 / write `2019-12`, `2019` or `present`",
        ),
        (
            "date: 2019-02-30",
            "error 2019-02-30: day 30 does not exist in 2019-02 / expected 01 to 28 / write `2019-02-28`, `2019-02` or `2019`",
        ),
        (
            "dates: 2018 – 2019-13",
            "error 2019-13: month 13 does not exist / expected 01 to 12 / write `2019-12`, `2019` or `present`",
        ),
        (
            "date: 2013-12-021",
            "warning 2013-12-021: `2013-12-021` is not a date that recto knows / printed as written / write `2019`, `2019-03`, `2019-03-14` or `present`",
        ),
        (
            "dates: 2020-03 – 2019-01",
            "warning 2019-01: the end `2019-01` is before the start `2020-03` / before `2020-03`, printed as written / exchange the two dates, or correct the one that is wrong",
        ),
        (
            "date: [2019]",
            "warning [2019]: `date` is a list / expected text, taken as one text / write one text: `date: \"2019\"`",
        ),
        (
            "{startDate: 2010-2014, endDate: 2015}",
            "warning 2015: `endDate` is not printed: `startDate` is a period that has an end already / says something else / keep one of them",
        ),
        (
            "{startDate: 2010, endDate: 2014, date: 2015}",
            "warning 2015: `date` is not printed: start and end dates stand in fields of their own / says something else / keep one of them",
        ),
    ] {
        assert_eq!(problem(&format!("work:\n- {line}\n")), expected);
    }
}

#[test]
fn an_end_is_only_too_early_when_there_is_no_doubt() {
    clean(
        "work: [{position: A, startDate: 2019-03, endDate: 2019}, {position: B, startDate: 2019, endDate: 2019-01}]",
    );
    clean("work: [{position: A, startDate: Fall 2019, endDate: 2019-01}]");
}

#[test]
fn every_problem_is_found_in_one_pass() {
    let (_, problems) = read(
        "basics: {naem: Ada, phone: [1]}\nwork:\n- {company: A, startDate: 2019-13}\n- 7: x\neducation: [null]\nwrok: [a]\n",
    );
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "unknown key `naem`",
            "month 13 does not exist",
            "unknown key `7`",
            "an item of `education` is null",
            "unknown key `wrok`",
        ]
    );
}

#[test]
fn unknown_keys_are_kept_and_named() {
    let text = "work:\n- name: Lantern Works\n  postion: {lead: [Ada, Bo], size: 3}\n";
    let expected = "warning postion: unknown key `postion` / not known in `work` / did you mean `position`? / \
                    its text is printed only with `show-unknown: true` under `meta.recto`";
    assert_eq!(problem(text), expected);
    let (resume, _) = read(text);
    let unknown = &entries(&resume)[0].roles[0].unknown;
    assert_eq!(
        (unknown[0].key.as_str(), unknown[0].text.value.as_str()),
        ("postion", "lead: Ada, Bo, size: 3")
    );
}

#[test]
fn two_names_for_one_field() {
    clean("work: [{name: Lantern, company: ' Lantern '}]");
    let text = "work: [{company: Lantern, name: Lantern Works}]";
    assert_eq!(
        problem(text),
        "warning company: Lantern: `name` and `company` mean the same but differ / `name` is printed instead / \
         keep one of them, or set `show-unknown: true` under `meta.recto` to print `company` too"
    );
    let (resume, _) = read(text);
    assert_eq!(value(&entries(&resume)[0].organization), "Lantern Works");
    assert_eq!(entries(&resume)[0].roles[0].unknown[0].text.value, "Lantern");
    let lists = clean("education: [{institution: Ekdal, courses: [A], coursework: [B]}]");
    assert_eq!(values(&entries(&lists)[0].roles[0].keywords), ["A", "B"]);
}

#[test]
fn wrong_kinds() {
    for (text, expected) in [
        (
            "name: [Ada]",
            "error [Ada]: `name` is a list / expected text, found a list / write one text: `name: \"…\"`",
        ),
        (
            "name: {a: b}",
            "error {a: b}: `name` is a mapping / expected text, found a mapping / write one text: `name: \"…\"`",
        ),
        (
            "name: {}",
            "warning {}: `name` is an empty mapping / expected text, found a mapping / write one text: `name: \"…\"`",
        ),
        (
            "label: null",
            "warning null: `label` is null / taken as absent / delete the line, or write a value",
        ),
        (
            "name: true",
            "warning true: `name` is true or false / taken as the text `true` / put it in quotes if it is meant, or delete it",
        ),
        (
            "basics: [1]",
            "error [1]: `basics` is a list / expected a mapping, found a list / write a mapping behind `basics`",
        ),
        (
            "work: [[1]]",
            "error [1]: an item of `work` is a list / expected a mapping, found a list / write a mapping",
        ),
        (
            "work: {position: A}",
            "warning {position: A}: `work` is a mapping / expected a list, taken as its only item / write it as a list: `work: [ … ]`",
        ),
        (
            "work: [{position: A, highlights: B}]",
            "warning B: `highlights` is text / expected a list, taken as its only item / write it as a list: `highlights: [ … ]`",
        ),
        (
            "work: [{position: A, hide: perhaps}]",
            "error perhaps: `hide` is text / expected `true` or `false`, found text / write `true` or `false` behind `hide`",
        ),
        (
            "[1, 2]",
            "error [1, 2]: the file holds a list / expected a mapping / a résumé has keys such as `basics`, `work`, `education`, `skills`",
        ),
        (
            "$schema: {}",
            "warning {}: `$schema` is a mapping / expected text, found a mapping / delete it, or write text",
        ),
        (
            "sections: [{text: A}]",
            "error text: a section has no title / in this section / add `title: \"…\"` to it",
        ),
        (
            "sections: [{title: A}]",
            "warning A: section `A` is empty / not printed / write something under it, or delete it",
        ),
    ] {
        assert_eq!(problem(text), expected);
    }
}

#[test]
fn what_says_nothing_is_absent() {
    let text = "basics: {name: Ada, label: '', url: '  ', location: '', profiles: []}\n\
                work: []\neducation: {}\nskills: ''\nawards: [{title: ''}]\nprojects: [{name: A, highlights: [], keywords: '', description: ''}]\n";
    let resume = clean(text);
    assert_eq!(resume.basics.label, None);
    assert_eq!(resume.sections.len(), 1);
    assert_eq!(entries(&resume)[0].roles[0].summary, None);
}

#[test]
fn scalars_keep_their_text() {
    let resume = clean(
        "basics: {name: 007, phone: 1.50, label: '  two \n words '}\neducation: [{score: 3.90, startDate: 2019}]",
    );
    assert_eq!((value(&resume.basics.name), value(&resume.basics.phone)), ("007", "1.50"));
    assert_eq!(value(&resume.basics.label), "two words");
    assert_eq!(values(&entries(&resume)[0].roles[0].details), ["3.90"]);
}

#[test]
fn settings_are_kept_as_written() {
    let resume = clean(
        "meta:\n  theme: paper\n  version: v1.0.0\n  recto: {accent: '#0f4c81', titles: {work: Career}}\n",
    );
    let keys: Vec<_> = resume.settings.iter().map(|setting| setting.key.as_str()).collect();
    assert_eq!(keys, ["accent", "titles"]);
    assert!(problem("meta: {recto: folio}").starts_with("error folio: `recto` is text"));
}

#[test]
fn days_of_a_span_stay_exact() {
    let (resume, _) = read("awards: [{title: A, date: 2019}]");
    let dates = entries(&resume)[0].roles[0].dates.clone();
    assert!(matches!(dates, Some(crate::resume::Dates::Single(date)) if date.day == Day::Year(2019)));
}
