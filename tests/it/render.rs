//! `recto render`: what it reads and what shapes the PDF.

use crate::harness::{ADA, Folder, snapshot};

#[test]
fn fonts_that_are_not_there_are_told() {
    let folder = Folder::with_ada().file("empty/licence.txt", "");
    snapshot!(
        folder.run("render ada.yaml --font-path none"),
        folder.run("render ada.yaml --font-path empty")
    );
    assert_eq!(folder.names(), ["ada.yaml", "empty"]);
}

#[test]
fn a_date_that_is_none_is_told() {
    let folder = Folder::with_ada();
    let with = |epoch: &str| {
        folder.outcome(
            "render ada.yaml",
            folder.command(["render", "ada.yaml"]).env("SOURCE_DATE_EPOCH", epoch),
        )
    };
    snapshot!(with("yesterday"));
    assert_eq!(with("1767225600").code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_like_stdin() {
    let folder = Folder::new();
    let outcome = folder.pipe("render /dev/stdin", ADA.as_bytes());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.starts_with(b"%PDF-"));
    assert!(folder.names().is_empty());
}
