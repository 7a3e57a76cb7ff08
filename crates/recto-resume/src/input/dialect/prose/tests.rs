//! What Markdown must be read as: each shape of `tests/fixtures/markdown` by its facts, and nothing lost.

use super::*;
use crate::resume::{Dates, ItemBody, Resume, SectionItem, Text};
use crate::text::{Place, Severity, Span};
use proptest::prelude::*;

mod contact;
mod lines;
mod sections;

const SHAPES: [(&str, &str); 6] = [
    ("a", include_str!("../../../../../../tests/fixtures/markdown/a.md")),
    ("b", include_str!("../../../../../../tests/fixtures/markdown/b.md")),
    ("b-no-name", include_str!("../../../../../../tests/fixtures/markdown/b-no-name.md")),
    ("c", include_str!("../../../../../../tests/fixtures/markdown/c.md")),
    ("d", include_str!("../../../../../../tests/fixtures/markdown/d.md")),
    ("e", include_str!("../../../../../../tests/fixtures/markdown/e.md")),
];

fn shape(name: &str) -> &'static str {
    SHAPES.iter().find(|(shape, _)| *shape == name).map_or("", |(_, text)| text)
}

fn resume(text: &str) -> (Resume, Vec<String>) {
    let (resume, diagnostics) = problems(text);
    (resume, diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect())
}

fn problems(text: &str) -> (Resume, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let resume = crate::input::markdown(&Source::new("test.md", text), &[], &mut diagnostics);
    (resume, diagnostics)
}

fn value(text: &Option<Text>) -> &str {
    text.as_ref().map_or("-", |text| text.value.as_str())
}

fn dates_span(dates: &Dates) -> Span {
    match dates {
        Dates::Single(date) | Dates::Period(date, None) => date.span,
        Dates::Period(from, Some(until)) => from.span.join(until.span),
        Dates::Text(text) => text.span,
    }
}

/// A résumé's facts, one per line.
fn facts(text: &str) -> String {
    let (resume, _) = resume(text);
    let mut out = Vec::new();
    let basics = &resume.basics;
    out.push(format!(
        "{} | {} | {} | {} | {} | {}",
        value(&basics.name),
        value(&basics.label),
        value(&basics.email),
        value(&basics.phone),
        value(&basics.url),
        value(&basics.location.city)
    ));
    out.extend(basics.location.address.iter().map(|text| format!("street {}", text.value)));
    out.extend(basics.contact.iter().map(|text| format!("contact {}", text.value)));
    out.extend(
        basics
            .profiles
            .iter()
            .map(|p| format!("profile {} {} {}", value(&p.network), value(&p.username), value(&p.url))),
    );
    out.extend(basics.summary.iter().map(|text| format!("about: {}", text.plain())));
    for section in &resume.sections {
        out.push(format!("# {} {}", section.kind.key(), value(&section.title)));
        section.content.iter().for_each(|content| content_facts(content, text, &mut out));
    }
    out.join("\n")
}

fn content_facts(content: &SectionItem, source: &str, out: &mut Vec<String>) {
    match &content.body {
        ItemBody::Entry(entry) => {
            out.push(format!("{} @ {}", value(&entry.organization), value(&entry.place)));
            for role in &entry.roles {
                let dates = role
                    .dates
                    .as_ref()
                    .map_or("-".to_owned(), |dates| source[dates_span(dates).range()].to_owned());
                out.push(format!("- {} [{dates}] {}", value(&role.title), value(&role.place)));
                out.extend(
                    role.summary.iter().map(|text| format!("  {}", text.plain().replace('\n', " / "))),
                );
                out.extend(
                    role.highlights.iter().map(|text| format!("  * {}", text.plain().replace('\n', " / "))),
                );
            }
        }
        ItemBody::Group(group) => {
            let items: Vec<_> = group.items.iter().map(|item| item.value.as_str()).collect();
            out.push(format!("{} ({}): {}", value(&group.label), value(&group.level), items.join(", ")));
        }
        ItemBody::Prose(text) => {
            out.push(format!("{} blocks: {}", text.blocks.len(), text.plain().replace('\n', " / ")))
        }
        ItemBody::Quotation(quotation) => out.push(format!(
            "{}: {}",
            value(&quotation.name),
            quotation.body.as_ref().map_or(String::new(), |text| text.plain())
        )),
    }
}

#[test]
fn shape_a_title_and_company_with_dates_below() {
    insta::assert_snapshot!(facts(shape("a")));
}

#[test]
fn shape_b_company_over_dated_roles() {
    insta::assert_snapshot!(facts(shape("b")));
}

#[test]
fn shape_b_without_a_name() {
    insta::assert_snapshot!(facts(shape("b-no-name")));
}

#[test]
fn shape_c_every_heading_at_one_level() {
    insta::assert_snapshot!(facts(shape("c")));
}

#[test]
fn shape_d_underlined_headings_and_definitions() {
    insta::assert_snapshot!(facts(shape("d")));
}

#[test]
fn shape_e_role_at_company() {
    insta::assert_snapshot!(facts(shape("e")));
}

#[test]
fn the_shapes_need_no_warning() {
    for (name, text) in SHAPES {
        let (_, messages) = resume(text);
        assert_eq!(messages, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn text_behind_the_bullets_stays_behind_them() {
    let text = facts(
        "# A B\n## Experience\n### Lantern Works\n#### Engineer, 2020\nbefore\n- one\n- two\n\nafter\n",
    );
    assert!(text.ends_with("- Engineer [2020] -\n  before / one / two / after"), "{text}");
}

#[test]
fn a_quotation_and_emphasis_survive() {
    let (resume, _) = resume(shape("b-no-name"));
    let awards = resume.sections.last().expect("a section");
    let ItemBody::Entry(entry) = &awards.content[0].body else { panic!("no entry") };
    let body = format!("{:?}", entry.roles[0].summary);
    assert!(body.contains("Quote([") && body.contains("Strong([Text(\"critical\"@"), "{body}");
}

#[test]
fn titles_of_one_other_language_set_the_language() {
    let (german, _) = resume(
        "# Ada Beispiel\n## Berufserfahrung\n### Ingenieurin bei Lantern Works GmbH (seit März 2019)\n## Ausbildung\nText\n",
    );
    assert_eq!(german.settings.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["lang"]);
    let (english, _) = resume(shape("b"));
    assert!(english.settings.is_empty());
}

#[test]
fn sections_keep_the_order_of_the_file() {
    let text = "# A B\n## Patents\nOne.\n## Experience\n### X (2019)\n## Talks\nTwo.\n## Education\n### Y (2012)\n## Summary\nLate.\n";
    let (resume, _) = resume(text);
    let order: Vec<_> =
        resume.sections.iter().map(|section| (section.kind.key(), value(&section.title))).collect();
    assert_eq!(
        order,
        [
            ("custom", "Patents"),
            ("work", "-"),
            ("custom", "Talks"),
            ("education", "-"),
            ("custom", "Summary")
        ]
    );
}

#[test]
fn front_matter_joins_the_document() {
    for front in [
        "---\nname: Ada Example\ntitle: Engineer\nrecto:\n  layout: plain\n---\n",
        "+++\nname = \"Ada Example\"\ntitle = \"Engineer\"\nrecto.layout = \"plain\"\n+++\n",
    ] {
        let text = format!("{front}ada@example.com\n\n## Profile\nHello.\n");
        let (resume, messages) = resume(&text);
        assert_eq!(value(&resume.basics.name), "Ada Example");
        assert_eq!(value(&resume.basics.label), "Engineer");
        assert_eq!(value(&resume.basics.email), "ada@example.com");
        let settings: Vec<_> = resume.settings.iter().map(|setting| setting.key.as_str()).collect();
        assert_eq!(settings, ["layout", "titles"]);
        let name = resume.basics.name.map(|name| name.span).unwrap_or_default();
        assert!(text[name.range()].contains("Ada Example"));
        assert_eq!(messages, Vec::<String>::new());
    }
}

#[test]
fn broken_front_matter_is_an_error_at_its_place() {
    let text = "---\nname: [x\n---\n# A B\n";
    let (_, diagnostics) = problems(text);
    let first = diagnostics.iter().next().expect("an error");
    assert_eq!(first.severity, Severity::Error);
    assert!(matches!(first.place, Place::File(span) if span.start >= 4 && span.end <= 17), "{first:?}");
}

#[test]
fn a_rule_at_the_top_is_no_front_matter() {
    let (resume, _) = resume("---\n\n# Ada Example\n\n---\n\nText.\n");
    assert_eq!(value(&resume.basics.name), "Ada Example");
}

#[test]
fn what_markdown_cannot_carry_over_is_named() {
    for (text, part) in [
        ("# A B\n<u>Bold</u> text that is long enough to be a text.\n", "HTML tags"),
        ("# A B\n## Talks\n| a | b |\n|---|---|\n| c | d |\n", "a table"),
        ("# A B\n![me](me.jpg)\n", "`me.jpg`"),
        ("# A B\n## Talks\nx\n\n[unused]: https://example.com\n", "`[unused]`"),
        ("# Résumé\n# A B\n", "`Résumé`"),
        ("# A B\n## Experience\nI worked.\n", "`Experience`"),
        ("# A B\n## Education\n### X (2012)\n## Talks\n", "`Talks`"),
    ] {
        let (_, messages) = resume(text);
        assert!(messages.iter().any(|message| message.contains(part)), "{text}: {messages:?}");
    }
}

#[test]
fn comments_and_tags_over_several_lines_leave_nothing_behind() {
    let (resume, messages) =
        resume("<!--\nFill in\n\nthe rest\n-->\n\n# Ada Example\n\n<div\n  class=\"x\">\nText.\n</div>\n");
    assert_eq!(value(&resume.basics.name), "Ada Example");
    let all = format!("{resume:?}");
    assert!(all.contains("Text.") && !all.contains("rest") && !all.contains("class"), "{all}");
    assert_eq!(messages.len(), 1, "{messages:?}");
    let (_, diagnostics) = problems("# Ada Example\n\n<!-- no end\n\n## Experience\n");
    assert!(diagnostics.has_errors());
}

#[test]
fn markup_of_markdown_is_read_as_markdown() {
    let text = "# A B\n## Talks\nR&amp;D, \\# 1, a\\*b, 1986. A year<br>next, soft\nwrap, [r], `a*b`, <https://example.com/x_y>, C#\n\n[r]: https://example.com\n";
    let (resume, _) = resume(text);
    let ItemBody::Prose(prose) = &resume.sections[0].content[0].body else { panic!("no prose") };
    assert_eq!(
        prose.plain(),
        "R&D, # 1, a*b, 1986. A year\nnext, soft wrap, r, a*b, https://example.com/x_y, C#"
    );
}

#[test]
fn a_contact_section_is_the_person() {
    let (resume, _) = resume(
        "# A B\n## Contact\n- Email: a@example.com\n- Phone: 555-0100\n- [GitHub](https://github.com/ab)\n- Salem, OR\n## Talks\nx\n",
    );
    assert_eq!(value(&resume.basics.email), "a@example.com");
    assert_eq!(value(&resume.basics.phone), "555-0100");
    assert_eq!(value(&resume.basics.location.city), "Salem, OR");
    assert_eq!(resume.basics.profiles.len(), 1);
    assert_eq!(resume.sections.len(), 1);
}

/// Everything the résumé says: its strings, and the dates as typed.
fn said(text: &str) -> String {
    let (resume, _) = resume(text);
    let debug = format!("{resume:?}").replace("\\n", " ").replace("\\\"", " ");
    let mut out: Vec<_> = debug.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    for content in resume.sections.iter().flat_map(|section| &section.content) {
        let ItemBody::Entry(entry) = &content.body else { continue };
        let dates = entry.roles.iter().filter_map(|role| role.dates.as_ref());
        out.extend(
            dates
                .filter(|dates| !matches!(dates, Dates::Text(_)))
                .map(|dates| text[dates_span(dates).range()].to_owned()),
        );
    }
    out.join("\n")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Words of `text` that the résumé does not say, often enough, in any order.
fn lost(text: &str) -> Vec<String> {
    let out = said(text) + "\n" + &resume(text).1.concat();
    let mut have: Vec<_> = words(&out).collect();
    have.sort_unstable();
    let mut missing = Vec::new();
    for word in words(text) {
        match have.binary_search(&word) {
            Ok(at) => drop(have.remove(at)),
            Err(_) => missing.push(word.to_owned()),
        }
    }
    missing
}

#[test]
fn no_word_of_the_shapes_is_lost() {
    // Titles that are recto's own, `at` between title and organisation, and labels of the contact line are structure.
    let structure = [
        "Experience", "Education", "Skills", "Certifications", "Languages", "Awards", "Projects", "Summary",
        "Volunteering", "at",
    ];
    for (name, text) in SHAPES {
        let missing: Vec<_> =
            lost(text).into_iter().filter(|word| !structure.contains(&word.as_str())).collect();
        assert_eq!(missing, Vec::<String>::new(), "{name}");
    }
}

/// Lines as a résumé has them, in any order.
fn document() -> impl Strategy<Value = String> {
    let word = "[a-z]{3,8}q";
    let line = prop_oneof![
        word.prop_map(|w| format!("# {w} {w}x")),
        Just("## Experience".to_owned()),
        Just("## Education".to_owned()),
        Just("## Skills".to_owned()),
        (word, word).prop_map(|(a, b)| format!("## {a} {b}")),
        (word, word).prop_map(|(a, b)| format!("### {a} | {b}, {a}y")),
        (word, word).prop_map(|(a, b)| format!("### {a} Engineer, {b} (2019 – 2020)")),
        (word, word).prop_map(|(a, b)| format!("#### {a} *{b}*, May 2013")),
        (word, word).prop_map(|(a, b)| format!("**{a}** — {b}, 2014")),
        (word, word).prop_map(|(a, b)| format!("**2011 - 2012 | {a} {b}**")),
        (word, word).prop_map(|(a, b)| format!("- {a}: {b}, {a}z")),
        (word, word).prop_map(|(a, b)| format!("- {a} **{b}**")),
        word.prop_map(|w| format!("  - {w}")),
        word.prop_map(|w| format!("> {w} said")),
        word.prop_map(|w| format!("{w}@example.com | 555-0100 | {w} town")),
        word.prop_map(|w| format!("See [{w}](https://example.com/{w}) there, twice.")),
        word.prop_map(|w| format!("```\n{w}\n```")),
        (word, word).prop_map(|(a, b)| format!("{a}\n:   {b}")),
        word.prop_map(|w| format!("1. {w}")),
        word.prop_map(|w| format!("1986. {w}")),
        word.prop_map(|w| format!("{w}\n====")),
        Just("---".to_owned()),
        Just(String::new()),
        word,
    ];
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

#[test]
fn a_range_that_begins_inside_a_character_is_no_panic() {
    resume("!\n:\n é\n\t* [");
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        resume(&text);
    }

    #[test]
    fn no_markup_panics(text in "([#>*_`|~:+.=<&\\[\\]()!-]|[a-z0-9é]| |\n|\t){0,120}") {
        resume(&text);
    }

    #[test]
    fn no_word_is_lost(text in document()) {
        let structure = ["Experience", "Education", "Skills", "1"];
        let missing: Vec<_> = lost(&text).into_iter().filter(|word| !structure.contains(&word.as_str())).collect();
        prop_assert_eq!(missing, Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn every_text_is_where_it_says(text in document()) {
        let (resume, _) = resume(&text);
        for (value, span) in texts(&resume) {
            let typed = text.get(span).unwrap_or_else(|| panic!("{value:?} is outside of {text:?}"));
            let value = value.trim_start_matches("mailto:");
            prop_assert!(words(value).all(|word| typed.contains(word)), "{:?} is not {:?}", value, typed);
        }
    }
}

/// Every text of a résumé with its bytes.
fn texts(resume: &Resume) -> Vec<(String, std::ops::Range<usize>)> {
    let debug = format!("{resume:?}").replace("\\\"", " ");
    let parts: Vec<_> = debug.split('"').collect();
    let pairs = parts.windows(2).filter_map(|two| {
        let (start, rest) = two[1].strip_prefix('@')?.split_once("..")?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        Some((two[0].to_owned(), start.parse().ok()?..rest[..digits].parse().ok()?))
    });
    pairs.collect()
}
