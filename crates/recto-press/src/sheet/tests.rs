//! The sheet as a whole, from résumés built by hand.

mod schema;

use super::options::{Families, Family, OptionSources, Options, RequestedOption, resolve};
use super::*;
use crate::manifest::Manifest;
use proptest::prelude::*;
use recto_resume::resume::{
    Basics, Block, Date, Dates, Day, Entry, Group, Inline, ItemBody, Location, Profile, Quotation, Resume,
    RichText, Role, Section, SectionItem, SectionKind, Setting, Text, Unknown,
};
use recto_resume::text::value::{self, Node, Pair};
use recto_resume::text::{Diagnostics, Place, Severity, Span};
use serde_json::{Value, json};

/// Four families, as the font store has them.
pub(super) struct Fonts;

impl Families for Fonts {
    fn find(&self, name: &str) -> Option<Family> {
        let known = self.names().into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
        let serif = known.contains("Serif");
        let x_height = if serif { 0.475 } else { 0.486 };
        Some(Family { embedded: known != "Inter", name: known, x_height, advance: 0.45, serif })
    }

    fn names(&self) -> Vec<String> {
        let names = ["IBM Plex Sans", "Libertinus Serif", "Source Sans 3", "Source Serif 4"];
        names.into_iter().chain(["Source Serif 4 Display", "Inter"]).map(str::to_owned).collect()
    }
}

pub(super) fn manifest() -> Manifest {
    toml::from_str(
        r##"
        name = "folio"
        summary = "s"
        audience = "a"
        font = "Source Serif 4"
        heading-font = "Source Serif 4 Display"
        accent = "#1f3a5f"
        dates = "short"
        photo = true
        [tokens]
        x-height = [5.3, 4.3]
        leading = [1.42, 1.25]
        margin-x = [27, 17]
        margin-y = [25, 14.5]
        gap = [1.3, 0.6]
        [options.leaders]
        help = "h"
        values = ["spaces", "dots"]
        default = "spaces"
        [readers]
        universal = 1.0
        worst = 1.0
        "##,
    )
    .expect("a manifest")
}

pub(super) fn set(pairs: &[(&str, &str)]) -> Vec<RequestedOption> {
    let option =
        |(key, value): &(&str, &str)| RequestedOption::from_text(key, value, format!("--set {key}={value}"));
    pairs.iter().map(option).collect()
}

/// The content of a résumé in YAML.
pub(crate) fn content_of(yaml: &str) -> Content {
    let mut diagnostics = Diagnostics::new();
    let format = recto_resume::input::Format::by_name("yaml").expect("a format");
    let source = recto_resume::text::Source::new("ada.yaml", yaml);
    let resume = format.read(&source, &mut diagnostics).expect("a résumé");
    let content = build(&resume, &options(&[]), &manifest(), &mut diagnostics).expect("a name");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    content
}

/// The measures of that manifest at a density.
pub(crate) fn measures(density: options::Density) -> Measures {
    Measures::at(density, &manifest(), &options(&[]))
}

pub(super) fn options(pairs: &[(&str, &str)]) -> Options {
    let mut diagnostics = Diagnostics::new();
    let arguments = set(pairs);
    let sources = OptionSources { arguments: &arguments, ..OptionSources::default() };
    let options = resolve(&sources, &manifest(), &Fonts, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    options
}

#[test]
fn lines_of_letters_with_many_marks_are_never_close() {
    for (language, least) in [("en", 1.22), ("he", 1.22), ("ar", 1.36), ("th", 1.36), ("zh-Hant", 1.36)] {
        let compact = Measures::at(
            options::Density::new(1.0).expect("a density"),
            &manifest(),
            &options(&[("lang", language)]),
        );
        let leading = compact.baseline / compact.size;
        assert!(leading >= least - 0.001 && (least > 1.3 || leading < 1.36), "{language}: {leading}");
    }
}

/// The content as JSON, and the messages.
fn built(resume: &Resume, pairs: &[(&str, &str)]) -> (Value, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let sheet = build(resume, &options(pairs), &manifest(), &mut diagnostics).expect("a name");
    let messages = diagnostics.iter().map(|d| d.message.clone()).collect();
    (serde_json::to_value(sheet).expect("JSON"), messages)
}

fn t(value: &str) -> Text {
    Text::new(value, Span::new(10, 10 + value.len().max(1)))
}

fn some(value: &str) -> Option<Text> {
    Some(t(value))
}

fn rich(inlines: Vec<Inline>) -> RichText {
    RichText { blocks: vec![Block::Paragraph(inlines)], span: Span::new(40, 60) }
}

/// The texts of the contact line and where each leads.
fn contact(basics: Basics) -> (Vec<(String, Option<String>)>, Vec<String>) {
    let basics = Basics { name: some("Ada Lindqvist"), ..basics };
    let (sheet, messages) = built(&Resume { basics, ..Resume::default() }, &[]);
    let items = sheet["header"]["contact"].as_array().expect("a list").clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (items.iter().map(|item| (text(&item["text"]).expect("text"), text(&item["url"]))).collect(), messages)
}

#[test]
fn one_address_in_a_text_is_followed_and_several_are_several() {
    for (basics, items) in [
        (
            Basics { phone: some("+1 902 555 0142, +1 902 555 0143"), ..Basics::default() },
            vec![("+1 902 555 0142", "tel:+19025550142"), ("+1 902 555 0143", "tel:+19025550143")],
        ),
        (
            Basics { phone: some("+49 170 555 0100 (mobile)"), ..Basics::default() },
            vec![("+49 170 555 0100 (mobile)", "tel:+491705550100")],
        ),
        (
            Basics { url: some("example.com/a, example.org"), ..Basics::default() },
            vec![("example.com/a", "https://example.com/a"), ("example.org", "https://example.org")],
        ),
        (
            Basics { email: some("a@example.com; b@example.com"), ..Basics::default() },
            vec![("a@example.com", "mailto:a@example.com"), ("b@example.com", "mailto:b@example.com")],
        ),
        (
            Basics {
                contact: vec![t("a@example.com (work)"), t("Fax: +1 902 555 0142")],
                ..Basics::default()
            },
            vec![
                ("a@example.com (work)", "mailto:a@example.com"),
                ("Fax: +1 902 555 0142", "tel:+19025550142"),
            ],
        ),
    ] {
        let items: Vec<_> =
            items.iter().map(|(text, url)| ((*text).to_owned(), Some((*url).to_owned()))).collect();
        assert_eq!(contact(basics), (items, Vec::new()));
    }
    let unsure = contact(Basics { url: some("e.com/a and f.com"), ..Basics::default() });
    assert_eq!(unsure.0, [("e.com/a and f.com".to_owned(), None)]);
    assert_eq!(unsure.1, ["`e.com/a and f.com` is no web address"]);
    let unsure = contact(Basics {
        contact: vec![t("private a@b.co work c@d.co, NPI 1234567890")],
        ..Basics::default()
    });
    assert_eq!(unsure, (vec![("private a@b.co work c@d.co, NPI 1234567890".to_owned(), None)], Vec::new()));
}

fn say(text: &str) -> RichText {
    rich(vec![Inline::Text(t(text))])
}

fn ada() -> Resume {
    let basics = Basics { name: some("Ada Lindqvist"), ..Basics::default() };
    Resume { basics, ..Resume::default() }
}

fn section(kind: SectionKind, content: Vec<SectionItem>) -> Section {
    Section { kind, title: None, hide: false, page_break: None, content, span: Span::new(5, 9) }
}

fn entry(organization: Option<&str>, roles: Vec<Role>) -> SectionItem {
    let entry = Entry {
        organization: organization.map(t),
        place: None,
        url: None,
        note: None,
        roles,
        page_break: None,
        span: Span::new(5, 9),
    };
    ItemBody::Entry(Box::new(entry)).into()
}

fn role(title: &str) -> Role {
    Role { title: some(title), ..Role::default() }
}

fn with(sections: Vec<Section>) -> Resume {
    Resume { sections, ..ada() }
}

fn month(year: u16, month: u8) -> Date {
    Date { day: Day::Month(year, month), span: Span::new(70, 77), spelled: false, is_start: false }
}

#[test]
fn a_publication_is_a_reference_unless_it_says_more() {
    let paper =
        Role { authors: vec![t("B. Roe"), t("A. Lindqvist")], details: vec![t("12")], ..role("On soil") };
    let more = Role { highlights: vec![say("Cited.")], ..paper.clone() };
    let papers = vec![entry(Some("Soils"), vec![paper]), entry(Some("Soils"), vec![more])];
    let (sheet, _) = built(&with(vec![section(SectionKind::Publications, papers)]), &[]);
    let section = &sheet["regions"][0]["sections"][0];
    assert_eq!(section["kind"], "mixed");
    let (reference, entry) = (&section["items"][0], &section["items"][1]);
    assert_eq!(reference["authors"], json!(["B. Roe", ", ", {"b": ["A. Lindqvist"]}]));
    assert_eq!((&reference["title"], &reference["venue"]), (&json!("On soil"), &json!("Soils")));
    assert_eq!(reference["details"], json!(["12"]));
    assert_eq!(entry["roles"][0]["details"], json!(["B. Roe", "A. Lindqvist", "12"]));
    assert_eq!(entry["roles"][0]["highlights"], json!([[{"p": ["Cited."]}]]));
}

#[test]
fn without_a_name_there_is_no_sheet_but_a_request() {
    let mut diagnostics = Diagnostics::new();
    let resume = Resume { basics: Basics { name: some("\u{202e}"), ..Basics::default() }, ..ada() };
    assert!(build(&resume, &options(&[]), &manifest(), &mut diagnostics).is_none());
    let error = diagnostics.iter().find(|d| d.severity == Severity::Error).expect("an error");
    assert_eq!(error.place, Place::File(Span::at(0)));
    assert!(error.help[0].contains("`name: ") && error.help[1].contains("--set name=\""), "{error:?}");
    let mut diagnostics = Diagnostics::new();
    let basics = Basics { unnamed: Some(Span::new(4, 8)), ..Basics::default() };
    assert!(build(&Resume { basics, ..ada() }, &options(&[]), &manifest(), &mut diagnostics).is_none());
    let place = diagnostics.iter().next().map(|d| d.place.clone());
    assert_eq!(place, Some(Place::File(Span::new(4, 8))));
    assert!(build(&Resume::default(), &options(&[("name", "Bo")]), &manifest(), &mut diagnostics).is_some());
}

#[test]
fn the_command_line_sets_the_person_and_such_text_has_no_place() {
    let (sheet, _) = built(&ada(), &[("name", "Bo O'Neil"), ("label", "Cook"), ("email", "bo@example.com")]);
    assert_eq!(sheet["header"]["name"], "Bo O’Neil");
    assert_eq!(sheet["document"]["title"], "Bo O’Neil – Résumé");
    assert_eq!(sheet["document"]["subject"], "Cook");
    assert_eq!(sheet["header"]["contact"][0]["url"], "mailto:bo@example.com");

    let mut diagnostics = Diagnostics::new();
    let options = options(&[("name", "B\u{202e}o")]);
    let sheet = build(&ada(), &options, &manifest(), &mut diagnostics).expect("a name");
    assert!(sheet.header.name.span.is_nowhere());
    let places: Vec<_> = diagnostics.iter().map(|d| d.place.clone()).collect();
    assert_eq!(places, [Place::Argument("--set name=B\u{202e}o".into())]);
}

#[test]
fn contact_stands_in_order_and_loses_nothing() {
    let mut resume = ada();
    let profile = |network, username, url: Option<&str>| Profile {
        network: some(network),
        username: some(username),
        url: url.map(t),
        ..Profile::default()
    };
    let basics = &mut resume.basics;
    basics.url = some("https://www.example.com/ada/");
    basics.email = some("ada@example.com");
    basics.phone = some("(206) 555-0142");
    basics.location = Location {
        address: some("417 Maple Avenue,\nApt 6"),
        city: some("Seattle"),
        region: some("WA"),
        postal_code: some("98105"),
        country_code: some("US"),
        ..Location::default()
    };
    basics.profiles = vec![
        profile("GitHub", "ada", None),
        profile("GitHub", "ada", Some("https://github.com/ada")),
        profile("Mastodon", "ada", Some("https://social.example.org/@ada")),
        profile("Stack Overflow", "ada l", Some("https://stackoverflow.com/users/1")),
        profile("Blog", "ada", Some("javascript:alert(1)")),
    ];
    basics.contact = vec![t("example.org/cv"), t("Available in May"), t("Node.js"), t("+1 555 010 0100")];
    let (sheet, messages) = built(&resume, &[]);
    let rows = sheet["header"]["contact"].as_array().expect("a list").clone();
    let rows: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row["kind"], row["text"], row["url"]).replace('"', ""))
        .collect();
    assert_eq!(
        rows,
        [
            "place 417 Maple Avenue, Apt 6, Seattle, WA 98105, United States null",
            "phone (206) 555-0142 tel:2065550142",
            "email ada@example.com mailto:ada@example.com",
            "url example.com/ada https://www.example.com/ada/",
            "profile GitHub: ada null",
            "profile github.com/ada https://github.com/ada",
            "profile Mastodon: social.example.org/@ada https://social.example.org/@ada",
            "profile stackoverflow.com/users/1 (ada l) https://stackoverflow.com/users/1",
            "profile Blog: javascript:alert(1) (ada) null",
            "other example.org/cv https://example.org/cv",
            "other Available in May null",
            "other Node.js null",
            "other +1 555 010 0100 tel:+15550100100",
        ]
    );
    assert_eq!(messages, ["`javascript:` links are not followed"]);
}

#[test]
fn addresses_follow_their_country_or_else_the_language() {
    let address = |city, postal, region: Option<&str>, country: Option<&str>, lang| {
        let mut resume = ada();
        resume.basics.location = Location {
            city: some(city),
            postal_code: some(postal),
            region: region.map(t),
            country_code: country.map(t),
            ..Location::default()
        };
        built(&resume, &[("lang", lang)]).0["header"]["contact"][0]["text"].clone()
    };
    assert_eq!(address("Berlin", "10115", None, Some("DE"), "en"), "10115 Berlin, Germany");
    assert_eq!(
        address("Berlin", "10115", Some("Mitte"), Some("Germany"), "de"),
        "10115 Berlin, Mitte, Germany"
    );
    assert_eq!(address("London", "SW1A 1AA", None, Some("gb"), "fr"), "London SW1A 1AA, Royaume-Uni");
    assert_eq!(address("Austin", "78701", Some("Texas"), None, "en"), "Austin, Texas 78701");
}

#[test]
fn one_role_always_has_a_title() {
    let dates = Some(Dates::Period(month(2020, 3), None));
    let bullets = Role { highlights: vec![say("x")], ..Role::default() };
    let resume = with(vec![section(
        SectionKind::Work,
        vec![
            entry(Some("Lantern Works"), vec![bullets.clone()]),
            entry(None, vec![Role { dates, ..bullets.clone() }]),
            entry(None, vec![bullets]),
            entry(None, vec![]),
        ],
    )]);
    let (sheet, _) = built(&resume, &[]);
    let items = &sheet["regions"][0]["sections"][0]["items"];
    assert_eq!(items[0]["organization"], Value::Null);
    assert_eq!(items[0]["roles"][0]["title"], "Lantern Works");
    assert_eq!(items[1]["roles"][0]["title"], "Mar 2020 – Present");
    assert_eq!(items[1]["roles"][0]["dates"], Value::Null);
    assert_eq!(items[2], json!({"kind": "prose", "body": [{"ul": [[{"p": ["x"]}]]}]}));
    assert_eq!(items.as_array().map(Vec::len), Some(3));
    assert_eq!(sheet["regions"][0]["sections"][0]["kind"], "mixed");
}

#[test]
fn grades_and_keywords_are_labelled() {
    let study = Role {
        details: vec![t("3.9/4.0"), t("87 %"), t("Thesis: Trees")],
        keywords: vec![t("Algebra")],
        ..role("MSc")
    };
    let project = Role { details: vec![t("4.0")], ..study.clone() };
    let resume = with(vec![
        section(SectionKind::Education, vec![entry(Some("School"), vec![study])]),
        section(SectionKind::Projects, vec![entry(None, vec![project])]),
    ]);
    let (sheet, _) = built(&resume, &[("lang", "de")]);
    let role = |n: usize| sheet["regions"][0]["sections"][n]["items"][0]["roles"][0].clone();
    assert_eq!(role(0)["details"], json!(["GPA 3.9/4.0", "Note 87 %", "Thesis: Trees"]));
    assert_eq!(role(0)["keywords"], json!({"label": "Kurse", "items": ["Algebra"]}));
    assert_eq!(role(1)["details"], json!(["4.0"]));
    assert_eq!(role(1)["keywords"]["label"], "");
}

#[test]
fn promotions_keep_their_roles_and_say_the_place_once() {
    let at = |title, place: Option<&str>| Role { place: place.map(t), ..role(title) };
    let mut content = entry(Some("Org"), vec![at("Head", Some("Oslo")), at("Cook", Some("Rome"))]);
    let ItemBody::Entry(inner) = &mut content.body else { unreachable!() };
    inner.place = some("Oslo");
    let (sheet, _) = built(&with(vec![section(SectionKind::Work, vec![content])]), &[]);
    let entry = &sheet["regions"][0]["sections"][0]["items"][0];
    assert_eq!((&entry["organization"], &entry["place"]), (&json!("Org"), &json!("Oslo")));
    assert_eq!((&entry["roles"][0]["place"], &entry["roles"][1]["place"]), (&json!(null), &json!("Rome")));
}

fn three_sections() -> Resume {
    let group = |label| vec![ItemBody::Group(Group { label: some(label), ..Group::default() }).into()];
    let mut own = section(SectionKind::Custom, group("a"));
    own.title = some("Patents");
    let mut resume = with(vec![
        section(SectionKind::Work, group("w")),
        section(SectionKind::Skills, group("s")),
        own,
        section(SectionKind::Awards, vec![ItemBody::Group(Group::default()).into()]),
    ]);
    resume.basics.summary = Some(say("Hello."));
    resume
}

#[test]
fn sections_are_ordered_titled_and_hidden() {
    let titles = |pairs: &[(&str, &str)]| -> Vec<String> {
        let (sheet, _) = built(&three_sections(), pairs);
        let sections = sheet["regions"][0]["sections"].as_array().cloned().unwrap_or_default();
        sections.iter().map(|s| s["title"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(titles(&[]), ["Summary", "Experience", "Skills", "Patents"]);
    assert_eq!(titles(&[("lang", "uk")]), ["Про себе", "Досвід роботи", "Навички", "Patents"]);
    assert_eq!(titles(&[("sections", "patents, skills")]), ["Summary", "Patents", "Skills", "Experience"]);
    assert_eq!(titles(&[("hide", "summary, Patents, references")]), ["Experience", "Skills"]);
    let renamed = titles(&[("titles.work", "Career"), ("titles.patents", "Rights")]);
    assert_eq!(renamed, ["Summary", "Career", "Skills", "Rights"]);
}

#[test]
fn a_section_goes_by_every_key_that_a_file_can_use() {
    let shown = |resume: &Resume, pairs: &[(&str, &str)]| -> Vec<String> {
        let (sheet, messages) = built(resume, pairs);
        assert_eq!(messages, [""; 0]);
        let sections = sheet["regions"][0]["sections"].as_array().cloned().unwrap_or_default();
        sections.iter().map(|s| s["title"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let mut resume = three_sections();
    resume.sections[1].kind = SectionKind::Interests;
    assert_eq!(shown(&resume, &[("hide", "hobbies")]), ["Summary", "Experience", "Patents"]);
    assert_eq!(shown(&resume, &[("hide", "work-experience, about")]), ["Interests", "Patents"]);
    assert_eq!(shown(&resume, &[("sections", "Hobbies, jobs")])[..2], ["Summary", "Interests"]);
    assert_eq!(shown(&resume, &[("titles.employment", "Career")])[1], "Career");
    for key in SectionKind::KEYED.into_iter().map(SectionKind::key).chain(["hobbies", "formation"]) {
        shown(&resume, &[("hide", key)]);
    }
    // What a section is called goes first: the work stays.
    resume.sections[2].title = some("Employment");
    assert_eq!(shown(&resume, &[("hide", "employment")]), ["Summary", "Experience", "Interests"]);
}

#[test]
fn the_last_word_on_a_title_wins() {
    let pair = |key: &str, text: &str| Pair {
        key: key.into(),
        key_span: Span::new(20, 24),
        node: Node::text(Span::new(26, 30), text),
    };
    let map =
        Node::new(Span::new(19, 31), value::Value::Map(vec![pair("work", "Jobs"), pair("skills", "Craft")]));
    let file = [Setting { key: "titles".into(), key_span: Span::new(10, 15), value: map }];
    let mut resume = three_sections();
    resume.sections[0].title = some("What I did");
    let titles = |arguments: &[(&str, &str)]| -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        let arguments = set(arguments);
        let sources = OptionSources { settings: &file, arguments: &arguments, defaults: &[] };
        let options = resolve(&sources, &manifest(), &Fonts, &mut diagnostics);
        let sheet = build(&resume, &options, &manifest(), &mut diagnostics).expect("a name");
        sheet.sections().map(|section| section.title.value.clone()).collect()
    };
    assert_eq!(titles(&[])[1..3], ["Jobs", "Craft"]);
    assert_eq!(titles(&[("titles.work", "Career")])[1..3], ["Career", "Craft"]);
    assert_eq!(built(&resume, &[]).0["regions"][0]["sections"][1]["title"], "What I did");
}

#[test]
fn a_section_that_is_not_there_is_named_with_its_neighbour() {
    let mut diagnostics = Diagnostics::new();
    let options = options(&[("hide", "skils"), ("titles.patnts", "x")]);
    build(&three_sections(), &options, &manifest(), &mut diagnostics);
    let guesses: Vec<_> = diagnostics.iter().map(|d| d.help[0].as_str()).collect();
    assert_eq!(guesses, ["did you mean `Patents`?", "did you mean `skills`?"]);
}

#[test]
fn prose_is_curled_across_runs_and_links_show_their_address() {
    let link = |text: &str, url: &str| Inline::Link(vec![Inline::Text(t(text))], t(url));
    let mut resume = ada();
    resume.basics.summary = Some(rich(vec![
        Inline::Text(t("Built \"")),
        Inline::Strong(vec![Inline::Text(t("fast"))]),
        Inline::Text(t("\" things, ")),
        Inline::Code(t("a\"b")),
        Inline::Break,
        link("docs", "https://www.example.org/docs/"),
        link("example.org", "https://example.org"),
        link("(555) 010-0123 ext. 7", "tel:5550100123"),
        link("bad", "file:///etc/passwd"),
    ]));
    let body = |sheet: Value| sheet["regions"][0]["sections"][0]["items"][0]["body"][0]["p"].clone();
    let (sheet, messages) = built(&resume, &[]);
    assert_eq!(
        body(sheet),
        json!([
            "Built “", {"b": ["fast"]}, "” things, ", {"code": "a\"b"}, {"br": true},
            {"a": ["docs"], "url": "https://www.example.org/docs/"}, " (example.org/docs)",
            {"a": ["example.org"], "url": "https://example.org"},
            {"a": ["(555) 010-0123 ext. 7"], "url": "tel:5550100123"},
            "bad", " (file:///etc/passwd)",
        ])
    );
    assert_eq!(messages, ["`file:` links are not followed"]);
    let (sheet, _) = built(&resume, &[("print-urls", "false")]);
    let text = body(sheet).to_string();
    assert!(!text.contains("(example.org/docs)") && text.contains("(file:///etc/passwd)"), "{text}");
}

#[test]
fn quotations_get_marks_once() {
    let quotation = |body: &str| {
        ItemBody::Quotation(Quotation { name: some("Bo"), body: Some(say(body)), unknown: vec![] }).into()
    };
    let contents = vec![
        quotation("She's great."),
        quotation("\"Yes.\""),
        quotation("„Ja.“"),
        quotation("Head of IT / abe@example.com"),
        quotation("Call +1 555 010 0100"),
        quotation("We met in 2019 - 2023."),
    ];
    let (sheet, _) = built(&with(vec![section(SectionKind::References, contents)]), &[]);
    let body = |n: usize| sheet["regions"][0]["sections"][0]["items"][n]["body"].clone();
    assert_eq!(body(0), json!([{"p": ["“She’s great.”"]}]));
    assert_eq!(body(1), json!([{"p": ["“Yes.”"]}]));
    assert_eq!(body(2), json!([{"p": ["„Ja.“"]}]));
    // How to reach somebody is nothing that somebody said.
    assert_eq!(body(3), json!([{"p": ["Head of IT / abe@example.com"]}]));
    assert_eq!(body(4), json!([{"p": ["Call +1 555 010 0100"]}]));
    assert_eq!(body(5), json!([{"p": ["“We met in 2019 - 2023.”"]}]));
}

#[test]
fn unknown_fields_show_on_request() {
    let unknown = |key: &str| vec![Unknown { key: key.into(), text: t("x") }];
    let mut resume = with(vec![section(
        SectionKind::Work,
        vec![entry(None, vec![Role { unknown: unknown("team"), ..role("Cook") }])],
    )]);
    resume.unknown = unknown("hobby");
    resume.basics.unknown = unknown("pronouns");
    let (hidden, _) = built(&resume, &[]);
    assert!(!hidden["regions"][0]["sections"].to_string().contains("team"));
    let (shown, _) = built(&resume, &[("show-unknown", "true")]);
    assert_eq!(shown["regions"][0]["sections"][0]["items"][0]["roles"][0]["details"], json!(["team: x"]));
    assert_eq!(shown["regions"][0]["sections"][1]["items"][0]["body"], json!([{"p": ["hobby: x"]}]));
    assert_eq!(shown["header"]["personal"], json!([{"label": "pronouns", "text": "x"}]));
}

#[test]
fn a_file_that_would_be_mostly_left_out_is_an_error() {
    let unknown = |length: usize| vec![Unknown { key: "parcours".into(), text: t(&"x ".repeat(length)) }];
    for (length, is_error) in [(20, false), (300, true)] {
        let resume = Resume { unknown: unknown(length), ..ada() };
        let messages = built(&resume, &[]).1;
        assert_eq!(messages.iter().any(|message| message.contains("most of the file")), is_error, "{length}");
        assert_eq!(built(&resume, &[("show-unknown", "true")]).1, [""; 0]);
    }
}

#[test]
fn an_option_straight_under_meta_is_pointed_out() {
    let setting = |key: &str| Setting {
        key: key.into(),
        key_span: Span::new(3, 9),
        value: Node::text(Span::new(11, 15), "teal"),
    };
    let resume = Resume { meta: vec![setting("accent"), setting("theme")], ..ada() };
    let messages = ["accent", "theme"].map(|key| format!("the option `{key}` has no effect under `meta`"));
    assert_eq!(built(&resume, &[]).1, messages);
}

#[test]
fn days_of_a_period_that_are_left_out_are_named() {
    let day = |year, month, day| Date { day: Day::Full(year, month, day), ..self::month(year, month) };
    for (from, until, is_named) in [
        (day(2019, 5, 17), day(2019, 5, 19), true),
        (day(2019, 5, 1), day(2020, 4, 30), false),
        (month(2019, 5), day(2020, 4, 12), false),
    ] {
        let job = Role { dates: Some(Dates::Period(from, Some(until))), ..role("Cook") };
        let resume = with(vec![section(SectionKind::Work, vec![entry(None, vec![job])])]);
        assert_eq!(built(&resume, &[]).1.len(), usize::from(is_named));
    }
}

#[test]
fn a_photo_is_shown_or_named() {
    let mut resume = ada();
    resume.basics.image = some("Me.JPG");
    let (sheet, messages) = built(&resume, &[("lang", "de")]);
    assert_eq!(sheet["header"]["photo"], json!({"path": "/photo", "alt": "Porträt von Ada Lindqvist"}));
    assert!(messages.is_empty());
    assert_eq!(built(&resume, &[("photo", "false")]).0["header"]["photo"], Value::Null);
    for image in ["https://example.com/me.png", "data:image/png;base64,x"] {
        resume.basics.image = some(image);
        let (sheet, messages) = built(&resume, &[]);
        assert_eq!((&sheet["header"]["photo"], messages.len()), (&Value::Null, 1), "{image}");
    }
    let plain = Manifest { photo: false, ..manifest() };
    let mut diagnostics = Diagnostics::new();
    build(&resume, &options(&[]), &plain, &mut diagnostics);
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn leaves_come_in_reading_order_with_their_places() {
    let dates = Some(Dates::Period(month(2020, 3), Some(month(2021, 4))));
    let job = Role { dates, summary: Some(say("Did.")), keywords: vec![t("Go")], ..role("Cook") };
    let resume = with(vec![section(SectionKind::Work, vec![entry(Some("Org"), vec![job])])]);
    let mut diagnostics = Diagnostics::new();
    let sheet = build(&resume, &options(&[]), &manifest(), &mut diagnostics).expect("a name");
    let texts: Vec<&str> = sheet.leaves().into_iter().map(|(text, _)| text).collect();
    assert_eq!(texts, ["Ada Lindqvist", "Experience", "Cook", "Org", "Mar 2020 – Apr 2021", "Did.", "Go"]);
    assert_eq!(sheet.leaves()[4].1, Span::new(70, 77));
    assert_eq!(sheet.leaves()[5].1, Span::new(10, 14));
}

#[test]
fn skills_become_keywords_once() {
    let group = |label, items: &[&str]| {
        let items = items.iter().map(|item| t(item)).collect();
        ItemBody::Group(Group { label: some(label), items, ..Group::default() }).into()
    };
    let resume =
        with(vec![section(SectionKind::Skills, vec![group("Web", &["Go", "C#"]), group("Go", &["Web"])])]);
    assert_eq!(built(&resume, &[]).0["document"]["keywords"], json!(["Web", "Go", "C#"]));
}

/// Every letter and digit of `text`, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn nothing_typed_is_lost(
        name in "[a-zA-Z#$_*<>'\" ]{0,12}x",
        words in proptest::collection::vec("\\PC{0,20}", 4),
        url in "[a-z:/.@ ]{0,16}",
    ) {
        let mut resume = ada();
        resume.basics.name = some(&name);
        resume.basics.label = some(&words[0]);
        resume.basics.phone = some(&words[1]);
        resume.basics.email = some(&words[2]);
        resume.basics.url = some(&url);
        let code = Inline::Code(t(&words[3]));
        let link = Inline::Link(vec![Inline::Text(t(&words[0])), code], t(&url));
        resume.basics.summary = Some(rich(vec![Inline::Text(t(&words[1])), link]));
        let mut diagnostics = Diagnostics::new();
        let sheet = build(&resume, &options(&[]), &manifest(), &mut diagnostics).expect("a name");
        let all: String = sheet.leaves().into_iter().map(|(text, _)| text).collect();
        let all = letters(&all);
        for typed in words.iter().chain([&name]) {
            let typed = letters(&recto_resume::text::characters::clean(typed).text);
            let bare = typed.trim_start_matches("https").trim_start_matches("http").trim_start_matches("www");
            prop_assert!(all.contains(bare), "{} in {}", typed, all);
        }
    }
}
