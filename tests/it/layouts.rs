//! `recto layouts`.

use crate::harness::{Folder, snapshot};
use crate::snapshot::{changes, stored};

#[test]
fn the_list_names_each_with_a_summary() {
    let outcome = Folder::new().run("layouts");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    for name in recto::embedded::layouts().names() {
        let line = outcome.out().lines().find(|line| line.starts_with(&format!("{name} "))).expect("a line");
        assert!(line.chars().count() > name.len() + 10 && line.chars().count() <= 100, "{line}");
    }
    assert_eq!(outcome.out().matches("(default)").count(), 1);
}

#[test]
fn one_layout_tells_its_options() {
    let outcome = Folder::new().run("layouts folio");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    for key in ["paper", "accent", "density", "leaders"] {
        assert!(outcome.out().lines().any(|line| line.trim_start().starts_with(key)), "{key}");
    }
    assert!(outcome.out().lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn an_unknown_layout_names_the_nearest() {
    let folder = Folder::new();
    snapshot!(folder.run("layouts folo"), folder.run("layouts --layouts-from none"));
}

#[test]
fn a_style_changes_its_part_and_nothing_else() {
    for (layout, colour) in [("folio", "#1c1c1c"), ("datum", "#545454"), ("plain", "#545454")] {
        let folder = stored("ada.yaml", layout);
        let run =
            |style: &str| changes(&folder.run(&format!("snapshot examples/ada.yaml -l {layout} {style}")));
        let date = run("--set style.date.color=burgundy");
        let [date] = date.as_slice() else { panic!("{layout}: {date:?}") };
        assert!(
            date.ends_with(&format!("colour of dates changed: {colour} became #7a1f3d")),
            "{layout}: {date}"
        );
        let capitals = "--set style.headline.case=upper --set style.entry-title.case=upper";
        let proof = folder.run(&format!("check examples/ada.yaml -l {layout} --proof {capitals}"));
        assert_eq!(proof.code, Some(0), "{proof}");
        let upper = run("--set style.section-title.case=upper");
        assert!(upper[0].contains("\"Summary\" became \"SUMMARY\""), "{layout}: {upper:?}");
        let name =
            run("--set style.name.weight=400 --set style.name.font=text --set style.name.style=italic");
        assert!(name.iter().all(|line| line.contains("the name")), "{layout}: {name:?}");
    }
}

#[test]
fn a_style_in_the_file_reports_all_its_problems() {
    let style = "meta:\n  recto:\n    style:\n      dates: {color: accent}\n      date: {colr: accent, size: 0.2, color: '#fe0'}\n";
    let folder = Folder::new().file("a.yaml", format!("basics: {{name: Ada}}\n{style}"));
    snapshot!(folder.run("render a.yaml"));
}

/// What `.ci/snapshots --update` stored. A change that is meant is stored the same way, and seen in the review.
#[cfg(unix)]
#[test]
fn every_layout_is_as_it_was_stored() {
    let script = crate::fixtures::project(".ci/snapshots");
    let mut command = std::process::Command::new(script);
    let output = command.env("RECTO", env!("CARGO_BIN_EXE_recto")).output().expect("bash");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n`.ci/snapshots --report changes.html` shows the pages");
}
