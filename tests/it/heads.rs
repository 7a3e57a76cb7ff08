//! Heads of entries, in every layout: how many lines they take, what they stay with, what they begin with.

use crate::fixtures::layouts;
use recto::input::Format;
use recto::layout::Line;
use recto::render::{self, Request};
use recto::sheet::options::Density;
use recto::text::{Diagnostics, Source};

/// The lines of a résumé in a layout at a density, and its baseline distance.
fn lines(layout: &str, text: &str, density: f64, options: &str) -> (Vec<Line>, f64) {
    let text = format!("{text}\nmeta: {{recto: {{photo: false, {options}}}}}\n");
    let (engine, source) = (recto::embedded::engine(), Source::new("ada.yaml", text));
    let format = Format::by_name("yaml").expect("a format");
    let mut problems = Diagnostics::new();
    let resume = render::read(&source, format, &mut problems).expect("a résumé");
    let request = Request { layout: Some(layout), ..Request::default() };
    let prepared = render::prepare(&engine, &source, &resume, &request, &mut problems).expect("no errors");
    let measures = prepared.measures_at(Density::new(density).expect("a density"));
    let typeset = prepared.typeset_at(&measures).expect("pages");
    (typeset.lines, measures.baseline)
}

/// The line with a text.
fn line<'l>(lines: &'l [Line], text: &str) -> &'l Line {
    let found = lines.iter().find(|line| line.text.contains(text));
    found.unwrap_or_else(|| {
        panic!("no {text} in {:#?}", lines.iter().map(|line| &line.text).collect::<Vec<_>>())
    })
}

const CERTIFICATES: &str = "basics: {name: Ada Lindqvist}
certificates:
- {name: Rope Access, issuer: Tern, date: 2019-03}
- {name: First Aid, issuer: Skerry, date: 2020-04}
projects:
- {name: Weir, startDate: 2020}
- {name: Lock, startDate: 2021, highlights: [Dug.]}
";

#[test]
fn heads_that_nothing_follows_are_one_line_and_near_each_other() {
    for layout in layouts().into_iter().filter(|layout| layout != "aside") {
        let (lines, baseline) = lines(&layout, CERTIFICATES, 0.5, "");
        let at = |text: &str| line(&lines, text).baseline;
        for (title, organization, date) in [("Rope Access", "Tern", "2019"), ("First Aid", "Skerry", "2020")]
        {
            assert!((at(title) - at(organization)).abs() < 0.1, "{layout}: {title}");
            assert!((at(title) - at(date)).abs() < 0.1, "{layout}: {title}");
        }
        let near = at("First Aid") - at("Rope Access");
        assert!(near < 1.6 * baseline, "{layout}: {near} of {baseline}");
        assert!(at("Lock") - at("Weir") > near + 1.0, "{layout}: what follows a full entry is set apart");
    }
}

#[test]
fn a_lone_start_is_a_date_unless_it_goes_on() {
    let text = "basics: {name: Ada Lindqvist}\nwork: [{name: Tern, startDate: 2018}]\nprojects:\n\
        - {name: Weir, startDate: 2020}\n- {name: Lock, startDate: 2021, current: true}\n- {name: Dam, dates: 2022 – present}\n";
    let (lines, _) = lines("folio", text, 0.5, "");
    let ends = |text: &str| line(&lines, text).text.trim_end().to_owned();
    assert!(ends("Tern").ends_with("2018 – Present"), "{}", ends("Tern"));
    assert!(ends("Weir").ends_with(" 2020"), "{}", ends("Weir"));
    assert!(ends("Lock").ends_with("2021 – Present"), "{}", ends("Lock"));
    assert!(ends("Dam").ends_with("2022 – Present"), "{}", ends("Dam"));
}

const POSTS: &str = "basics: {name: Ada Lindqvist}
work:
- {name: Tern, position: Warden, startDate: 2018, summary: Watched.}
- {name: Skerry, location: Oslo, description: 'Ferries, 40 boats', positions: [{position: Mate}, {position: Purser}]}
projects:
- {name: Weir, entity: Harbour, highlights: [Dug.]}
";

#[test]
fn the_organisation_leads_where_it_should() {
    for layout in layouts() {
        let place = |lines: &[Line], text: &str| {
            lines
                .iter()
                .position(|line| line.text.contains(text))
                .map(|n| (n, line(lines, text).text.find(text)))
        };
        for (lead, is_first) in [("role", false), ("organization", true)] {
            let (lines, _) = lines(&layout, POSTS, 0.5, &format!("lead: {lead}"));
            assert_eq!(place(&lines, "Tern") < place(&lines, "Warden"), is_first, "{layout} {lead}");
            assert!(place(&lines, "Weir") < place(&lines, "Harbour"), "{layout} {lead}");
        }
    }
}

#[test]
fn the_head_of_several_roles_is_one_line() {
    for layout in layouts() {
        let (lines, _) = lines(&layout, POSTS, 0.5, "");
        let at = |text: &str| line(&lines, text).baseline;
        assert!(
            (at("Skerry") - at("Oslo")).abs() < 0.1 && (at("Oslo") - at("Ferries")).abs() < 0.1,
            "{layout}"
        );
    }
}

#[test]
fn a_title_and_one_sentence_are_run_into_each_other() {
    let text = "basics: {name: Ada Lindqvist}\nsections:\n- title: Results\n  entries:\n\
        \x20 - {title: Growth, summary: Grew the harbour to nine piers.}\n\
        \x20 - {title: Safety, highlights: [No accident.]}\n";
    for layout in layouts() {
        let (lines, baseline) = lines(&layout, text, 0.5, "");
        let at = |text: &str| line(&lines, text).baseline;
        assert!((at("Growth") - at("Grew")).abs() < 0.1, "{layout}: {lines:?}");
        assert!((at("Safety") - at("No accident")).abs() < 0.1, "{layout}");
        assert!(at("Safety") - at("Grew") < 1.7 * baseline, "{layout}");
    }
}

#[test]
fn a_paragraph_that_introduces_is_not_the_last_of_a_page() {
    let mut text = "basics: {name: Ada Lindqvist}\nsections:\n- title: Work\n  text: |\n".to_owned();
    for n in 0..60 {
        let head = if n % 2 == 0 { format!("**Head {n}**") } else { format!("Head {n} says:") };
        text += &format!("    {head}\n\n    - one\n    - two\n    - three\n\n");
    }
    for layout in layouts() {
        for density in [0.0, 0.3, 0.5, 0.8] {
            let (lines, _) = lines(&layout, &text, density, "page-numbers: false");
            for pair in lines.windows(2).filter(|pair| pair[0].page < pair[1].page) {
                assert!(!pair[0].text.contains("Head"), "{layout} {density}: {}", pair[0].text);
            }
        }
    }
}

#[test]
fn a_long_title_fills_most_of_its_first_line() {
    let title = "Long-term outcomes after antimicrobial stewardship in hospitals of the western isles and the northern coast";
    let text = format!(
        "basics: {{name: Ada Lindqvist}}\nawards: [{{title: '{title}', date: 2020-03, summary: Won.}}]\n"
    );
    let (lines, _) = lines("folio", &text, 0.5, "");
    let room = lines.iter().map(|line| line.right).fold(0.0, f64::max) - line(&lines, "Won").left;
    let first = line(&lines, "Long-term");
    assert!(first.right - first.left > 0.65 * room, "{} of {room}", first.right - first.left);
}

#[test]
fn the_summary_opens_the_page_unless_its_place_is_given() {
    let text =
        "basics: {name: Ada Lindqvist, summary: Builds weirs.}\nwork: [{name: Tern}]\nskills: [Rope]\n";
    let order = |options| {
        let (lines, _) = lines("folio", text, 0.5, options);
        ["Builds", "Tern", "Rope"]
            .map(|text| lines.iter().position(|line| line.text.contains(text)).expect("a line"))
    };
    let [summary, work, skills] = order("sections: [skills, work]");
    assert!(summary < skills && skills < work);
    let [summary, work, _] = order("sections: [work, summary]");
    assert!(work < summary);
}

#[test]
fn a_country_is_named_in_the_language_of_the_page() {
    let text =
        "basics: {name: Ada Lindqvist, location: {city: Halifax, region: Nova Scotia, countryCode: CA}}\n";
    assert!(line(&lines("folio", text, 0.5, "").0, "Halifax").text.contains("Halifax, Nova Scotia, Canada"));
    assert!(line(&lines("folio", text, 0.5, "lang: de").0, "Halifax").text.contains("Kanada"));
}

#[test]
fn an_account_is_named_once() {
    let text = "basics:\n  name: Ada Lindqvist\n  profiles:\n  - {network: Mastodon, username: '@ada@social.example', \
        url: 'https://social.example/@ada'}\n";
    let (lines, _) = lines("folio", text, 0.5, "");
    assert_eq!(line(&lines, "social").text.trim(), "Mastodon: social.example/@ada");
}

#[test]
fn lines_are_as_long_as_they_read_well() {
    let sentence = "Led a team of nine that rebuilt the billing of a regional rail operator, and halved the time which a change takes. ";
    let text = format!(
        "basics: {{name: Ada Lindqvist}}\nwork: [{{name: Tern, summary: '{}'}}]\n",
        sentence.repeat(12)
    );
    for layout in layouts() {
        for density in [0.0, 0.5, 1.0] {
            for paper in ["a4", "us-letter"] {
                let (lines, _) = lines(&layout, &text, density, &format!("paper: {paper}"));
                let from = lines.iter().position(|line| line.text.contains("Led a team")).expect("a line");
                let full: Vec<usize> = lines[from..]
                    .iter()
                    .rev()
                    .skip(1)
                    .rev()
                    .map(|line| line.text.trim().chars().count())
                    .collect();
                let mean = full.iter().sum::<usize>() as f64 / full.len() as f64;
                assert!((65.0..=96.5).contains(&mean), "{layout} {density} {paper}: {mean}");
            }
        }
    }
}

#[test]
fn a_nested_list_is_nearer_to_its_item_than_the_next_item() {
    let text = "basics: {name: Ada Lindqvist}\nsections:\n- title: Work\n  text: |\n    - outer\n      - inner\n      - second\n    - next\n";
    for layout in layouts() {
        let (lines, _) = lines(&layout, text, 0.5, "");
        let at = |text: &str| line(&lines, text).baseline;
        let (inside, after) = (at("second") - at("inner"), at("next") - at("second"));
        assert!(inside + 1.0 < after, "{layout}: {inside} {after}");
        let signs: Vec<&str> =
            lines.iter().map(|line| line.text.trim()).filter(|text| text.chars().count() == 1).collect();
        let (outer, inner) = (signs.first(), signs.get(1));
        assert!(signs.is_empty() || outer != inner, "{layout}: {signs:?}");
    }
}

#[test]
fn no_separator_is_the_end_of_a_line() {
    let skills: Vec<_> =
        (1..10).map(|n| format!("{{name: Postmark{n}, level: '6 Jahre, 1 Monat'}}")).collect();
    let text = format!("basics: {{name: Ada Lindqvist}}\nskills: [{}]\n", skills.join(", "));
    for layout in layouts() {
        for density in [0.0, 0.5, 1.0] {
            let (lines, _) = lines(&layout, &text, density, "");
            let last = lines.iter().find(|line| line.text.trim_end().ends_with(['/', '·', '|', ',']));
            assert!(last.is_none(), "{layout} {density}: {last:?}");
        }
    }
}
