use super::*;
use crate::snapshot::lines::{Drawing, DrawingKind, Run, Style, What};
use std::collections::BTreeMap;

const PAGE: [f64; 2] = [400.0, 600.0];

fn style(weight: u16, color: &str) -> Style {
    let (color, family) = (color.to_owned(), "Serif".to_owned());
    Style { size: 10.0, weight, italic: false, color, family, extras: BTreeMap::new() }
}

/// A line of a role at a baseline.
fn line(role: Role, baseline: f64, text: &str) -> Item {
    let heading = matches!(role, Role::Heading(_));
    let style = style(if heading { 600 } else { 400 }, if heading { "#1f3a5f" } else { "#1c1c1c" });
    let right = 40.0 + 5.0 * text.chars().count() as f64;
    let run = Run { role, style, text: text.to_owned() };
    Item::line(1, [40.0, right, baseline - 10.0, baseline].into(), vec![run])
}

fn rule(baseline: f64) -> Item {
    let what = What::Drawing(Drawing {
        sort: DrawingKind::Rule,
        color: "#8f9caf".to_owned(),
        stroke: 0.5,
        extras: BTreeMap::new(),
    });
    Item { page: 1, area: [40.0, 360.0, baseline, baseline].into(), role: Role::Heading(2), what }
}

/// A page with a name and three sections.
fn page() -> PageItems {
    let mut items = vec![line(Role::Name, 50.0, "Ada Lind")];
    let mut baseline = 80.0;
    for (title, text) in [("Work", "built bridges"), ("School", "learned to build"), ("Skills", "Rust, Ada")]
    {
        items.extend([line(Role::Heading(2), baseline, title), rule(baseline + 3.0)]);
        items.push(line(Role::Text, baseline + 20.0, text));
        items.push(line(Role::Text, baseline + 32.0, &format!("and more of {title}")));
        baseline += 60.0;
    }
    PageItems { sizes: vec![PAGE], items }
}

fn snapshot(sheet: PageItems) -> Snapshot {
    Snapshot { text: Some(Text::of(&sheet)), lines: Some(sheet), ..Snapshot::default() }
}

/// What is told when the page is changed.
fn told(change: impl FnOnce(&mut PageItems)) -> Vec<String> {
    let mut new = page();
    change(&mut new);
    let comparison = compare(&snapshot(page()), &snapshot(new), Tolerance::USUAL);
    comparison.changes.iter().map(ToString::to_string).collect()
}

fn down(items: &mut [Item], by: f64) {
    for item in items {
        item.area.top += by;
        item.area.bottom += by;
    }
}

#[test]
fn the_same_page_needs_no_word() {
    assert_eq!(told(|_| ()), [""; 0]);
    assert_eq!(told(|sheet| down(&mut sheet.items, 0.02)), [""; 0], "less than an eye can see");
}

#[test]
fn a_heading_that_moves_takes_the_rest_along() {
    assert_eq!(
        told(|sheet| down(&mut sheet.items[5..], 11.906)),
        ["page 1: \"School\" and 5 lines after it moved 4.2 mm down"]
    );
    assert_eq!(told(|sheet| down(&mut sheet.items, -0.5)), ["page 1: everything moved 0.18 mm up"]);
}

#[test]
fn more_space_before_all_headings_is_told_once() {
    let spread =
        |sheet: &mut PageItems| (0..3).for_each(|section| down(&mut sheet.items[1 + 4 * section..], 2.0));
    assert_eq!(told(spread), ["more space before section headings: 0.71 mm"]);
}

#[test]
fn a_step_to_the_side_is_told_by_role() {
    let shift = |sheet: &mut PageItems| {
        for item in
            sheet.items.iter_mut().filter(|item| item.role == Role::Heading(2) && !item.runs().is_empty())
        {
            item.area.left += 0.5;
            item.area.right += 0.5;
        }
    };
    assert_eq!(told(shift), ["page 1: section headings moved 0.18 mm right"]);
}

#[test]
fn a_look_is_told_by_role() {
    let paint = |sheet: &mut PageItems, role: Role, change: fn(&mut Style)| {
        for item in sheet.items.iter_mut().filter(|item| item.role == role) {
            if let What::Line(runs) = &mut item.what {
                runs.iter_mut().for_each(|run| change(&mut run.style));
            }
        }
    };
    assert_eq!(
        told(|sheet| paint(sheet, Role::Heading(2), |style| style.color = "#1f3a60".to_owned())),
        ["colour of section headings changed: #1f3a5f became #1f3a60"]
    );
    assert_eq!(
        told(|sheet| paint(sheet, Role::Name, |style| style.weight = 700)),
        ["weight of the name changed: 400 became 700"]
    );
    assert_eq!(
        told(|sheet| {
            paint(sheet, Role::Name, |style| style.size = 11.0);
            paint(sheet, Role::Text, |style| style.size = 11.0);
        }),
        ["size of the name and text changed: 10 pt became 11 pt"]
    );
}

#[test]
fn a_look_is_found_where_lines_end_elsewhere() {
    let reflow = |sheet: &mut PageItems| {
        sheet.items[3] = line(Role::Text, 100.0, "built");
        sheet.items[4] = line(Role::Text, 112.0, "bridges and more of Work");
        for at in [3, 4] {
            if let What::Line(runs) = &mut sheet.items[at].what {
                runs[0].style.weight = 500;
            }
        }
    };
    assert_eq!(
        told(reflow),
        [
            "weight of text (2 of 6) changed: 400 became 500",
            "page 1: lines end elsewhere in \"Work\": \"built\" (2 lines)"
        ]
    );
}

#[test]
fn drawings_are_told() {
    let each = |sheet: &mut PageItems, change: fn(&mut Drawing)| {
        for item in &mut sheet.items {
            if let What::Drawing(drawing) = &mut item.what {
                change(drawing);
            }
        }
    };
    assert_eq!(
        told(|sheet| each(sheet, |rule| rule.color = "#000000".to_owned())),
        ["colour of rules of section headings changed: #8f9caf became #000000"]
    );
    assert_eq!(
        told(|sheet| each(sheet, |rule| rule.stroke = 0.8)),
        ["thickness of rules of section headings changed: 0.5 pt became 0.8 pt"]
    );
    assert_eq!(
        told(|sheet| sheet.items.retain(|item| !item.runs().is_empty())),
        ["page 1: 3 rules of section headings are gone"]
    );
}

#[test]
fn a_swap_of_sections_is_one_change() {
    let swap = |sheet: &mut PageItems| {
        let (work, school) = (sheet.items[1..5].to_vec(), sheet.items[5..9].to_vec());
        sheet.items.splice(1..9, [school, work].concat());
        down(&mut sheet.items[1..5], -60.0);
        down(&mut sheet.items[5..9], 60.0);
    };
    let told = told(swap);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("section \""), "{told:?}");
}

#[test]
fn a_page_more_is_told_with_what_went_there() {
    let turn = |sheet: &mut PageItems| {
        sheet.sizes.push(PAGE);
        for item in &mut sheet.items[9..] {
            item.page = 2;
        }
        down(&mut sheet.items[9..], -150.0);
    };
    assert_eq!(
        told(turn),
        ["1 page became 2", "\"Skills\" and 2 lines after it moved from page 1 to page 2"]
    );
}

#[test]
fn words_are_told_by_the_text() {
    let change = |sheet: &mut PageItems| sheet.items[3] = line(Role::Text, 100.0, "built houses");
    assert_eq!(told(change), ["page 1: text changed: \"bridges\" became \"houses\""]);
    let lost = |sheet: &mut PageItems| sheet.items[3] = line(Role::Text, 100.0, "builtbridges");
    assert_eq!(told(lost), ["page 1: a space is lost: \"built bridges\" became \"builtbridges\""]);
}

#[test]
fn pixels_are_told_only_where_nothing_explains_them() {
    use crate::snapshot::picture::Picture;
    let white = Picture { width: 400, height: 600, ppi: 72, pixels: vec![0x7fff; 400 * 600] };
    let mut spotted = white.clone();
    (0..20).for_each(|row| spotted.pixels[(130 + row) * 400 + 45..][..30].fill(0));
    let with = |sheet: PageItems, picture: &Picture| Snapshot {
        pictures: Some(vec![picture.clone()]),
        ..snapshot(sheet)
    };
    let told = |new: PageItems| {
        let comparison = compare(&with(page(), &white), &with(new, &spotted), Tolerance::USUAL);
        comparison.changes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(page()), ["page 1: 0.25 % of the pixels differ at \"School\""]);
    let mut moved = page();
    down(&mut moved.items[5..6], 7.0);
    let told = told(moved);
    assert!(told.iter().all(|line| !line.contains("pixels")), "{told:?}");
}

#[test]
fn no_difference_is_silent() {
    use crate::snapshot::structure::{Element, Structure, Tag};
    let structure = |text: &str, depth: usize| {
        let element = |tag, depth, text: &str| Element { depth, tag, language: None, text: text.to_owned() };
        let elements = vec![element(Tag::Heading(2), 0, text), element(Tag::Paragraph, depth, "")];
        Structure { elements, ..Structure::default() }
    };
    let with = |structure: Structure| Snapshot { structure: Some(structure), ..snapshot(page()) };
    let told = |old: Snapshot, new: Snapshot| {
        let comparison = compare(&old, &new, Tolerance::USUAL);
        comparison.changes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(with(structure("Work", 0)), with(structure("Work", 0))), [""; 0]);
    // The stored text says that the words are as they were.
    assert_eq!(
        told(with(structure("Wosk", 0)), with(structure("Work", 0))),
        [r#"heading 2 "Wosk" became heading 2 "Work""#]
    );
    assert_ne!(told(with(structure("Work", 1)), with(structure("Work", 0))), [""; 0]);
    let mut other = page();
    other.items[4].role = Role::Link;
    assert_ne!(told(snapshot(other), snapshot(page())), [""; 0]);
}

#[test]
fn what_is_vast_is_compared_as_a_whole() {
    let vast = |text: &str| {
        let items = (0..=MAX_LINES).map(|_| line(Role::Text, 50.0, text)).collect();
        snapshot(PageItems { sizes: vec![PAGE], items })
    };
    let changes = |old: &str, new: &str| compare(&vast(old), &vast(new), Tolerance::USUAL).changes.len();
    assert_eq!((changes("a", "a"), changes("a", "b")), (0, 1));
}
