use super::*;
use crate::snapshot::change::ChangeKind;
use recto_resume::text::Rule;

fn cases() -> Vec<Case> {
    let case = |name: &str, state| Case {
        name: name.to_owned(),
        file: name.rsplit_once('/').map(|(file, _)| file.to_owned()).unwrap_or_default(),
        state,
        changes: Vec::new(),
        reasons: Vec::new(),
        pages: Vec::new(),
    };
    let moved = Change::new(ChangeKind::Place, "\"A & <B>\" moved 4.2 mm down").on(2);
    let look = Change::new(ChangeKind::Look, "colour of dates changed: #000000 became #111111");
    vec![
        case("ada.yaml/folio", State::Same),
        Case { changes: vec![look, moved], ..case("cvs/b,c:d.yaml/plain", State::Differs) },
        case("new.md/folio", State::New),
        Case {
            reasons: vec![Reason::new(Rule::SnapshotDamaged, "text.txt: it is cut short")],
            ..case("x.yaml/folio", State::Damaged)
        },
        Case { file: String::new(), ..case("gone.yaml/folio", State::Orphaned) },
    ]
}

#[test]
fn the_summary_counts() {
    assert_eq!(summary(&cases()), "5 snapshots: 1 same, 1 differs, 1 new, 1 damaged, 1 orphaned");
    assert_eq!(summary(&cases()[..1]), "1 snapshot: 1 same");
    assert_eq!(summary(&[]), "no snapshots");
}

#[test]
fn programs_read_lines_annotations_and_tables() {
    insta::assert_snapshot!([json(&cases()), github(&cases()), junit(&cases())].join("\n"));
}

#[test]
fn every_line_is_json() {
    for line in json(&cases()).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(value["snapshot"].is_string() && value["changes"].is_array());
    }
}

#[test]
fn the_page_holds_all_it_needs_and_nothing_of_a_file_is_code() {
    let picture = |color: u16| Picture { width: 4, height: 4, ppi: 72, pixels: vec![color; 16] };
    let comparison = Comparison {
        changes: vec![
            Change::new(ChangeKind::Place, "<script>alert(1)</script>")
                .on(1)
                .at([(1, [1.0, 2.0, 1.0, 2.0].into())]),
        ],
        pixels: vec![vec![(0, 0)]],
    };
    let mut all = cases();
    all[1].pages = ShownPage::of(&[picture(0)], &[picture(0x7fff), picture(3)], &comparison);
    all[1].changes = comparison.changes;
    all[1].name = "<b>.yaml/folio".to_owned();
    let page = html(&all);
    assert!(!page.contains("<script>alert") && !page.contains("<b>"));
    assert_eq!(page.matches("data:image/png;base64,").count(), 4, "old, new, difference, and a new page");
    for outside in ["http://", "https://", "src=\"/", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("left:25.00%;top:25.00%;width:25.00%;height:25.00%"));
    let page = html(&cases());
    assert!(page.contains("<span class=\"swatch\" style=\"background:#111111\"></span>#111111"));
    assert!(html(&cases()[..1]).contains("Nothing changed."));
}
