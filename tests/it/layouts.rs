//! `recto layouts`.

use crate::harness::{Folder, snapshot};

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
