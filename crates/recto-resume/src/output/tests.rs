//! What is written reads back, for every field of the schema.

use super::json::{self, record};
use super::markdown::{self, PrintedContact};
use super::{toml, yaml};
use crate::input::Format;
use crate::input::dialect::jsonresume::{Named, Reader};
use crate::language::{Language, keywords};
use crate::resume::{Resume, Section, SectionKind};
use crate::schema::{
    AWARDS, BASICS, CERTIFICATES, CUSTOM, EDUCATION, Field, GROUP, LANGUAGE, LOCATION, Object, PERSONAL,
    POSITION, PROFILE, PROJECTS, PUBLICATIONS, QUOTATION, SECTIONS, SectionSchema, Shape, Slot, VOLUNTEER,
    WORK,
};
use crate::select::is_named;
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostics, Source};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a text says.
fn read_resume(format: &str, text: &str) -> Resume {
    let mut diagnostics = Diagnostics::new();
    let format = Format::by_name(format).expect("a format");
    let resume = format.read(&Source::new("ada", text), &mut diagnostics);
    resume.unwrap_or_else(|| panic!("{diagnostics:?} in\n{text}"))
}

/// The tree of a text.
fn tree(format: &str, text: &str) -> Node {
    let format = Format::by_name(format).expect("a format");
    let mut diagnostics = Diagnostics::new();
    let tree = format.parse(&Source::new("ada", text), &mut diagnostics);
    tree.unwrap_or_else(|| panic!("{diagnostics:?} in\n{text}"))
}

/// A value that can be kept there, as JSON.
fn sample(slot: &Slot<'_>, word: &str) -> String {
    match slot {
        Slot::Text(_)
        | Slot::Lines(_)
        | Slot::Address(_)
        | Slot::Fact(_)
        | Slot::Grade(_)
        | Slot::Prose(_)
        | Slot::Note(_)
        | Slot::Passage(_)
        | Slot::Account(_)
        | Slot::Name(_)
        | Slot::Contact(..)
        | Slot::Labelled(_) => format!("\"{word}\""),
        Slot::Date(_) => "\"2014-11\"".to_owned(),
        Slot::Flag(_) | Slot::GoesOn(_) => "true".to_owned(),
        Slot::Break(_) => "\"avoid\"".to_owned(),
        Slot::Texts(_)
        | Slot::TextOrTexts(_)
        | Slot::Names(_)
        | Slot::Bullets(_)
        | Slot::BulletList(_)
        | Slot::Ways(_)
        | Slot::Keywords(_) => format!("[\"{word}\"]"),
        Slot::Location(_) => format!("{{\"city\": \"{word}\"}}"),
        Slot::Personal(_) => format!("{{\"label\": \"{word}\"}}"),
        Slot::Roles(_) => format!("[{{\"position\": \"{word}\"}}]"),
        Slot::Profiles(_) => format!("[{{\"network\": \"{word}\"}}]"),
        Slot::Items(..) => format!("[{{\"title\": \"{word}\"}}]"),
    }
}

/// Reads a mapping as JSON by a table.
fn read<R: Default>(object: &Object<R>, text: &str) -> (R, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut record = R::default();
    let Value::Map(pairs) = tree("json", text).value else { panic!("no mapping: {text}") };
    let source = Source::new("ada", text);
    Reader::new(&source, &mut diagnostics).fields(object, pairs.iter().map(Named::from), &mut record);
    (record, diagnostics)
}

/// Reads each field under each of its keys, and again what is written of it.
fn check_table<R: Default>(object: &Object<R>) {
    let mut all = BTreeSet::new();
    for (field, key) in object.fields().flat_map(|field| field.keys().map(move |key| (field, key))) {
        assert!(all.insert(key.to_lowercase()), "`{key}` of {} is the key of two fields", object.what);
        let text = format!("{{\"{key}\": {}}}", sample(&(field.slot)(&mut R::default()), "wherewithal"));
        let (read_first, diagnostics) = read::<R>(object, &text);
        assert!(diagnostics.is_empty(), "{} {text}: {diagnostics:?}", object.what);
        if let Slot::GoesOn(_) = (field.slot)(&mut R::default()) {
            // It is a part of the dates.
            continue;
        }
        let written = record(read_first, object);
        assert!(written.0.len() == 1 && object.knows(&written.0[0].key), "{text} became {written:?}");
        let json = serde_json::to_string(&Node::from(written.clone())).expect("JSON");
        assert!(["wherewithal", "2014-11", "true", "avoid"].iter().any(|part| json.contains(part)), "{json}");
        let (again, _) = read::<R>(object, &json);
        assert_eq!(record(again, object).0, written.0, "{text}");
    }
}

#[test]
fn every_key_of_the_schema_is_read_and_what_is_written_reads_back() {
    let entries =
        [&WORK, &POSITION, &VOLUNTEER, &EDUCATION, &PROJECTS, &AWARDS, &CERTIFICATES, &PUBLICATIONS, &CUSTOM];
    entries.into_iter().for_each(check_table);
    [&GROUP, &LANGUAGE].into_iter().for_each(check_table);
    check_table(&QUOTATION);
    check_table(&BASICS);
    check_table(&LOCATION);
    check_table(&PROFILE);
    check_table(&PERSONAL);
}

#[test]
fn every_key_of_a_section_is_read() {
    for section in SECTIONS.iter().filter(|section| section.kind != SectionKind::Summary) {
        let words = keywords().filter(|(_, meant)| meant.contains(&section.kind.key()));
        for key in words.map(|(word, _)| word).chain([section.kind.key()]) {
            let resume = read_resume("yaml", &format!("{key}: [wherewithal]"));
            assert_eq!(resume.sections[0].kind, section.kind, "{key}");
        }
    }
}

/// A mapping of some fields of a table, as JSON. Organisations repeat, so that entries join.
fn mapping<R: Default + 'static>(object: &'static Object<R>) -> BoxedStrategy<String> {
    let field = |field: &'static Field<R>| {
        let value = match (field.slot)(&mut R::default()) {
            Slot::Roles(_) => list(mapping(&POSITION)),
            _ => "[ab]c".prop_map(|word| sample(&(field.slot)(&mut R::default()), &word)).boxed(),
        };
        prop::option::weighted(0.4, value.prop_map(move |value| format!("\"{}\": {value}", field.key())))
    };
    let fields: Vec<_> = object.fields().map(field).collect();
    fields
        .prop_map(|fields| format!("{{{}}}", fields.into_iter().flatten().collect::<Vec<_>>().join(", ")))
        .boxed()
}

fn list(item: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop::collection::vec(item, 1..5).prop_map(|all| format!("[{}]", all.join(", "))).boxed()
}

/// What a section holds.
fn items(shape: Shape) -> BoxedStrategy<String> {
    let word = "[ab]d".prop_map(|word| format!("\"{word}\"")).boxed();
    list(match shape {
        Shape::Entries(object) => mapping(object),
        Shape::Groups(object) => prop_oneof![mapping(object), word].boxed(),
        Shape::Quotations => prop_oneof![mapping(&QUOTATION), word].boxed(),
        Shape::Custom => prop_oneof![mapping(&CUSTOM), mapping(&GROUP), mapping(&QUOTATION), word].boxed(),
        Shape::Prose => word,
    })
}

/// A section with a title, hidden or not, with text beside its entries.
fn titled(shape: Shape) -> BoxedStrategy<String> {
    let parts = (any::<bool>(), items(shape), prop::option::of("[ab]e"));
    let wrapped = parts.prop_map(|(hide, items, text)| {
        let text = text.map(|text| format!(", \"text\": \"{text}\"")).unwrap_or_default();
        format!("{{\"title\": \"T\", \"hide\": {hide}, \"entries\": {items}{text}}}")
    });
    wrapped.boxed()
}

/// A file with any of the sections, those of the user's own last.
fn file() -> BoxedStrategy<String> {
    let section = |section: &'static SectionSchema| {
        let value = prop_oneof![items(section.shape), titled(section.shape)];
        prop::option::of(value.prop_map(|value| format!("\"{}\": {value}", section.kind.key())))
    };
    let sections: Vec<_> = SECTIONS.iter().skip(1).map(section).collect();
    let all = (sections, list(titled(Shape::Custom)), mapping(&BASICS));
    let text = all.prop_map(|(sections, own, basics)| {
        let sections: String = sections.into_iter().flatten().map(|one| one + ", ").collect();
        format!("{{\"basics\": {basics}, {sections}\"sections\": {own}}}")
    });
    text.boxed()
}

/// All that a résumé says, without places. The sections are in the order of the option `sections`; hidden ones are last.
fn said(resume: &Resume) -> String {
    let mut first = Vec::new();
    for setting in resume.settings.iter().filter(|setting| setting.key == "sections") {
        let Value::List(names) = &setting.value.value else { panic!("{setting:?}") };
        first.extend(names.iter().map(|name| match &name.value {
            Value::Scalar(scalar) => scalar.text.as_str(),
            _ => panic!("{setting:?}"),
        }));
    }
    let language = &Language::english();
    let rank = |section: &Section| {
        let named = first.iter().position(|name| is_named(section, language, name));
        (section.hide, if section.hide { None } else { named.or(Some(first.len())) })
    };
    let mut sections = resume.sections.clone();
    sections.sort_by_key(rank);
    let hidden = sections.iter().position(|section| section.hide).unwrap_or(sections.len());
    sections[hidden..].sort_by_key(|section| section.kind);
    let text = format!("{:?}", (&resume.basics, &sections, &resume.unknown));
    // A job goes on whether or not its file says so.
    let text = text.replace(", is_start: true", "").replace(", is_start: false", "");
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let text: String = text.split('@').map(|part| part.trim_start_matches(number)).collect();
    text.split("Span {")
        .map(|part| {
            part.split_once('}').filter(|_| part.starts_with(" start")).map_or(part, |(_, rest)| rest)
        })
        .collect()
}

/// Writes a résumé in a format.
type Writer = fn(&Resume) -> String;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn data_keeps_everything_hidden_or_not(file in file()) {
        let resume = read_resume("json", &file);
        let writers: [(&str, Writer); 3] =
            [("json", json::write), ("yaml", yaml::write), ("toml", toml::write)];
        for (format, write) in writers {
            let text = write(&resume);
            let again = read_resume(format, &text);
            prop_assert_eq!(said(&again), said(&resume), "{}: {} became {}", format, file, text);
        }
    }
}

#[test]
fn positions_that_say_nothing_are_none() {
    for file in [
        "work: [{positions: [{}]}]",
        "work: [{name: Kestrel, positions: [{hide: true}, {}]}]",
        "volunteer: [{positions: [{title: ''}], summary: Led}]",
    ] {
        let resume = read_resume("yaml", file);
        assert!(!format!("{resume:?}").contains("hide: true"), "{file}: {resume:?}");
        assert_eq!(said(&read_resume("json", &json::write(&resume))), said(&resume), "{file}");
    }
}

#[test]
fn entries_that_only_name_an_organisation_are_not_joined() {
    for file in [
        "volunteer: [{organization: Kestrel}, {organization: Kestrel}]",
        "volunteer: [{organization: Kestrel, position: Lead}, {organization: Kestrel}]",
        "volunteer: [{organization: Kestrel}, {organization: Kestrel, positions: [{current: true}]}]",
        "work: [{name: Kestrel, summary: Made kites}, {name: Kestrel}, {name: Kestrel}]",
    ] {
        let resume = read_resume("yaml", file);
        assert_eq!(resume.sections[0].content.len(), file.matches("Kestrel").count(), "{file}: {resume:?}");
        assert_eq!(said(&read_resume("json", &json::write(&resume))), said(&resume), "{file}");
    }
}

/// What JSON Resume's schema demands beside the formats of single texts: lists of mappings at the root, of texts below.
fn check_shape(json: &str) {
    let Value::Map(root) = tree("json", json).value else { panic!("no mapping: {json}") };
    for pair in root.iter().filter(|pair| !["$schema", "basics", "meta"].contains(&pair.key.as_str())) {
        let Value::List(items) = &pair.node.value else { panic!("{}: {json}", pair.key) };
        for item in items {
            let Value::Map(fields) = &item.value else { panic!("{}: {json}", pair.key) };
            for Pair { key, node, .. } in fields {
                let is_list = ["highlights", "keywords", "courses", "roles"].contains(&key.as_str());
                assert!(
                    is_list == matches!(node.value, Value::List(_))
                        || pair.key == "sections"
                        || key == "details"
                        || key == "positions",
                    "{key}: {json}"
                );
            }
        }
    }
}

#[test]
fn json_is_valid_for_sections_of_every_sort() {
    let file = "basics: {name: Ada, url: example.com, email: at example}\n\
                work: {title: Career, entries: [{name: Kestrel, startDate: spring 2019}], text: See below.}\n\
                references: [On request]\n\
                education: [{institution: Ekdal, area: Botany}, {institution: Ekdal, studyType: BSc}]\n\
                skills: {hide: true, entries: [Rust]}\n\
                patents: [{title: Lamp}]\n\
                meta: {theme: even, version: 1.2, tool: {a: [1]}, recto: {paper: a4}}\n";
    let json = json::write(&read_resume("yaml", file));
    check_shape(&json);
    let root = tree("json", &json);
    let at = |path: &str| -> String {
        let mut node = &root;
        for part in path.split('.') {
            node = match (&node.value, part.parse::<usize>()) {
                (Value::List(items), Ok(n)) => &items[n],
                _ => node.get(part).unwrap_or_else(|| panic!("{path}: {json}")),
            };
        }
        match &node.value {
            Value::Scalar(scalar) => scalar.text.clone(),
            other => panic!("{path}: {other:?}"),
        }
    };
    for (path, text) in [
        ("basics.website", "example.com"),
        ("basics.mail", "at example"),
        ("work.0.name", "Kestrel"),
        ("work.0.start", "spring 2019"),
        ("work.1.prose.summary", "See below."),
        ("references.0.prose.summary", "On request"),
        ("education.0.area", "Botany"),
        ("education.1.studyType", "BSc"),
        ("sections.0.kind", "work"),
        ("sections.0.title", "Career"),
        ("sections.1.kind", "skills"),
        ("sections.2.title", "Patents"),
        ("sections.2.entries.0.title", "Lamp"),
        ("meta.theme", "even"),
        ("meta.version", "1.2"),
        ("meta.tool.a.0", "1"),
        ("meta.recto.paper", "a4"),
    ] {
        assert_eq!(at(path), text, "{path}: {json}");
    }
    assert!(!json.contains("\"skills\": ["), "{json}");
}

/// What is written as Markdown.
fn as_markdown(resume: &Resume) -> String {
    markdown::write(resume, &Language::english(), &PrintedContact::default())
}

#[test]
fn markdown_keeps_what_is_hidden_in_the_front_matter() {
    let file = "basics: {name: Ada}\nmeta: {theme: even}\nwork:\n- {name: Lantern, position: Cook}\n\
                - {name: Secret, hide: true}\n\
                - {name: Kestrel, positions: [{title: Engineer}, {title: Spy, hide: true}]}\n\
                interests: {hide: true, entries: [Knitting]}\n";
    let text = as_markdown(&read_resume("yaml", file));
    let (front, body) = text[4..].split_once("---\n").expect("front matter");
    assert!(body.contains("Engineer") && body.contains("Knitting"), "{text}");
    assert!(!body.contains("Secret") && !body.contains("Spy"), "{text}");
    for kept in ["Secret", "Spy", "hide: [\"Interests\"]", "meta: {\"theme\":\"even\"}"] {
        assert!(front.contains(kept), "{kept}: {text}");
    }
}

#[test]
fn markdown_is_for_people_where_it_can_be() {
    let file = "basics: {name: Ada}\nwork: [{name: Lantern, position: Cook, highlights: [Cooked], keywords: [Rust, Go]}]\n\
                skills: [{name: Web, level: Master, keywords: [HTML]}]\n";
    let text = as_markdown(&read_resume("yaml", file));
    assert!(text.starts_with("# Ada\n") && text.contains("Keywords: Rust, Go"), "{text}");
}

#[test]
fn markdown_reads_back_without_labels_that_print() {
    for file in [
        "education: [{institution: Org, url: 'https://example.com/x'}]",
        "projects: [{name: Loom, roles: [Reviewer]}]",
        "work: [{name: Lantern, description: Lamps}]",
        "work: [{startDate: 2019}]",
        "awards: [{summary: 'For lamps, sold in Ulm'}]",
        "skills: [{name: Ops, level: Master, keywords: ['Ansible, AWX', Linux]}]",
        "work: [{name: Lantern, position: Cook, startDate: '<img src=x>', years: 5}]",
        "sections: [{title: Notes, entries: [{label: Tools, keywords: [Awl]}, {name: Bo, quote: Good}, Text]}]",
        "basics: {name: Ada, summary: '# Ada'}",
    ] {
        let resume = read_resume("yaml", &format!("{file}\n"));
        let text = as_markdown(&resume);
        let again = read_resume("markdown", &text);
        let words = |resume: &Resume| {
            let mut words: Vec<String> =
                said(resume).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            words.retain(|word| {
                ["Organization", "Title", "Dates", "Location", "Keywords"].contains(&word.as_str())
            });
            words
        };
        assert_eq!(words(&again), words(&resume), "{text}");
        let facts = |resume: &Resume| {
            let json = json::write(resume);
            let Value::Map(root) = tree("json", &json).value else { panic!("no mapping: {json}") };
            let said = root.into_iter().filter(|pair| pair.key != "meta");
            said.map(|pair| format!("{:?}", markdown::sorted_words(&pair.node))).collect::<Vec<_>>()
        };
        assert_eq!(facts(&again), facts(&resume), "{text}");
    }
}
