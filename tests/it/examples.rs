//! The examples: no warning, the same bytes from every data format, the same text from Markdown, and all that a PDF
//! says of itself.

use crate::fixtures::{files, has_columns, layouts, pdf, project, render, takes_photo};
use crate::harness::Folder;
use crate::pdf::Pdf;
use std::collections::BTreeSet;
use std::fs;

/// The examples, without the folder's README.
fn examples() -> Vec<String> {
    let names = files("examples", &["json", "yaml", "toml", "md"]);
    names.into_iter().filter(|name| name != "README.md").collect()
}

/// What to add for a layout; some have no place for a photo and say so.
fn args<'a>(name: &str, layout: &'a str) -> Vec<&'a str> {
    let mut args = vec!["--strict", "-l", layout];
    if name == "photo.yaml" && !takes_photo(layout) {
        args.extend(["--set", "photo=false"]);
    }
    args
}

#[test]
fn every_example_renders_in_every_layout_without_a_warning() {
    for name in examples() {
        for layout in &layouts() {
            let outcome = render(&format!("examples/{name}"), &args(&name, layout));
            assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{outcome}");
        }
    }
}

#[test]
fn every_example_tells_who_it_is_and_can_be_read_aloud() {
    for name in examples() {
        for layout in &layouts() {
            let pdf = pdf(&format!("examples/{name}"), &args(&name, layout));
            let person = pdf.of_role("H1");
            assert_eq!(person.len(), 1, "{name} in {layout}: {person:?}");
            assert_eq!(pdf.info().author.as_ref(), Some(&person[0]), "{name} in {layout}");
            assert!(
                pdf.info().title.as_deref().is_some_and(|title| title.contains(&person[0])),
                "{name} in {layout}"
            );
            let page = pdf.pages()[0].split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.starts_with(&person[0]), "{name} in {layout}: the name comes first");
            let roles = pdf.roles();
            assert!(
                roles.contains_key("Document") && roles.contains_key("H2"),
                "{name} in {layout}: {roles:?}"
            );
            assert_eq!(roles.contains_key("L"), roles.contains_key("LI"), "{name} in {layout}: {roles:?}");
            assert!(!pdf.text().contains('\u{fffd}'), "{name} in {layout}: a character that cannot be read");
            assert!(!pdf.fonts().is_empty(), "{name} in {layout}");
            pdf.assert_harmless();
            for claim in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"] {
                assert!(pdf.metadata().contains(claim), "{name} in {layout}: {claim}");
            }
        }
    }
}

#[test]
fn every_page_of_many_tells_its_number() {
    for layout in &layouts() {
        let pdf = pdf("examples/three-pages.yaml", &["-l", layout]);
        let furniture = pdf.furniture();
        assert!(furniture.len() >= 3, "{layout}");
        for (index, text) in furniture.iter().enumerate().skip(1) {
            assert!(text.contains(&(index + 1).to_string()), "page {} in {layout}: {text}", index + 1);
        }
    }
}

#[test]
fn the_language_of_the_file_is_the_language_of_the_pdf() {
    for (name, language) in [
        ("ada.yaml", "en"),
        ("french.json", "fr"),
        ("german.yaml", "de"),
        ("spanish.toml", "es"),
        ("ukrainian.yaml", "uk"),
    ] {
        let pdf = pdf(&format!("examples/{name}"), &[]);
        let found = pdf.language();
        assert!(found.split('-').next() == Some(language), "{name}: {found}");
    }
}

#[test]
fn ada_is_described() {
    let pdf = pdf("examples/ada.yaml", &[]);
    assert_eq!(pdf.info().title.as_deref(), Some("Ada Lindqvist – Résumé"));
    assert_eq!(pdf.info().subject.as_deref(), Some("Lead Firmware Engineer"));
    assert!(pdf.info().keywords.as_deref().is_some_and(|words| words.contains("Rust")));
    assert!(pdf.links().iter().any(|link| link.starts_with("mailto:")), "{:?}", pdf.links());
    assert!(pdf.links().iter().any(|link| link.starts_with("https://")), "{:?}", pdf.links());
    let roles = pdf.roles();
    for role in ["H1", "H2", "H3", "L", "LI", "Link"] {
        assert!(roles.contains_key(role), "{role}: {roles:?}");
    }
}

#[test]
fn ada_is_the_same_from_every_data_format_at_every_place_and_time() {
    for layout in &layouts() {
        let once = |name: &str, folder: &str, lang: &str, zone: &str| {
            let source = fs::read(project("examples").join(name)).expect("an example");
            let home = Folder::new().file(&format!("{folder}/{name}"), source);
            let path = home.path(&format!("{folder}/{name}"));
            let mut command = home.command(["render", name, "-o", "out.pdf", "-l", layout]);
            command
                .current_dir(path.parent().expect("a folder"))
                .env("LANG", lang)
                .env("LC_ALL", lang)
                .env("TZ", zone);
            let outcome = home.outcome(name, &mut command);
            assert_eq!(outcome.code, Some(0), "{outcome}");
            home.read(&format!("{folder}/out.pdf"))
        };
        let first = once("ada.yaml", "a", "C", "UTC");
        for name in ["ada.yaml", "ada.json", "ada.toml"] {
            let again = once(name, "another folder/b", "de_DE.UTF-8", "Pacific/Auckland");
            assert!(first == again, "{name} in {layout} gives other bytes");
        }
    }
}

#[test]
fn ada_says_the_same_in_markdown() {
    for layout in &layouts() {
        let data = pdf("examples/ada.yaml", &["-l", layout]);
        let markdown = pdf("examples/ada.md", &["-l", layout]);
        let (data, markdown) = (data.text(), markdown.text());
        let same = data.chars().zip(markdown.chars()).take_while(|(a, b)| a == b).count();
        let rest = |text: &str| text.chars().skip(same.saturating_sub(20)).take(80).collect::<String>();
        assert!(data == markdown, "in {layout}: `{}` became `{}`", rest(&data), rest(&markdown));
    }
}

/// Compounds, dates, addresses and a/b stay whole at the ends of lines, at every density. What a line cannot hold may break.
#[test]
fn no_line_ends_inside_a_word() {
    let longest = |layout: &str| if has_columns(layout) { 20 } else { 40 };
    let fixtures = ["tests/fixtures", "tests/fixtures/real"].map(|folder| {
        let names = files(folder, &["json", "yaml", "toml", "md"]);
        names.into_iter().map(move |name| format!("{folder}/{name}"))
    });
    let examples = examples().into_iter().map(|name| format!("examples/{name}"));
    let layouts = layouts();
    for name in examples.chain(fixtures.into_iter().flatten()) {
        let all = project(&name).to_string_lossy().into_owned();
        let folder = Folder::new();
        let check = folder.run(&format!("check --proof --message-format json -l plain {all}"));
        let facts =
            check.out().lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let facts: Vec<_> = facts.filter_map(|line| Some(line["fact"].as_str()?.to_owned())).collect();
        let words: BTreeSet<&str> = facts.iter().flat_map(|fact| fact.split_whitespace()).collect();
        for (layout, density) in
            layouts.iter().flat_map(|layout| ["0", "0.5", "1"].map(|density| (layout, density)))
        {
            let outcome = render(&name, &["-l", layout, "--set", &format!("density={density}")]);
            if outcome.code != Some(0) {
                continue;
            }
            let text = Pdf::new(&outcome.stdout).pages().join("\n");
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            for pair in lines.windows(2) {
                let (Some(end), Some(start)) =
                    (pair[0].split_whitespace().last(), pair[1].split_whitespace().next())
                else {
                    continue;
                };
                let whole = format!("{end}{start}");
                let broken =
                    words.contains(whole.as_str()) && !(words.contains(end) && words.contains(start));
                assert!(
                    !broken || whole.chars().count() > longest(layout),
                    "{name} in {layout} at {density}: {whole}"
                );
            }
        }
    }
}
