//! Files that cannot be read: each gives a clear message, exit 1, and touches nothing.

use crate::harness::{ADA, Folder, snapshot};

#[test]
fn a_missing_file_names_the_nearest() {
    let folder = Folder::with_ada().file("data/resume.toml", "");
    snapshot!(
        folder.run("render adda.yaml"),
        folder.run("render ada"),
        folder.run("render ada.json"),
        folder.run("render data/resum.toml"),
        folder.run("render nowhere/ada.yaml"),
        folder.run("render zzz.md"),
    );
}

#[test]
fn a_folder_is_not_a_file() {
    let folder = Folder::new().file("data/ada.yaml", ADA).file("empty/x", "");
    snapshot!(folder.run("render data"), folder.run("render empty"));
}

#[test]
fn what_is_no_text_is_located() {
    let folder = Folder::new()
        .file("empty.yaml", "")
        .file("latin.yaml", b"basics:\n  name: Ren\xe9\n")
        .file("nul.yaml", "basics:\n  name: A\0B\n");
    snapshot!(
        folder.run("render empty.yaml"),
        folder.run("render latin.yaml"),
        folder.run("render nul.yaml")
    );
    assert_eq!(folder.names(), ["empty.yaml", "latin.yaml", "nul.yaml"]);
}

#[test]
fn a_huge_file_is_not_read() {
    let huge = vec![b'a'; 10_000_000];
    let folder = Folder::new().file("huge.yaml", &huge);
    snapshot!(folder.run("render huge.yaml"), folder.pipe("render -", &huge));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_ada();
    std::fs::set_permissions(folder.path("ada.yaml"), std::fs::Permissions::from_mode(0o000))
        .expect("permissions");
    // Permissions do not bind everybody, such as the superuser in a container.
    if std::fs::read(folder.path("ada.yaml")).is_ok() {
        return;
    }
    snapshot!(folder.run("render ada.yaml"));
}

#[test]
fn names_do_not_steer_the_terminal() {
    let folder = Folder::new().file("a\u{1b}[31m\u{202e}.yaml", "");
    let outcome = folder.outcome("…", &mut folder.command(["render", "a\u{1b}[31m\u{202e}.yaml"]));
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains(r"a\u{1b}[31m\u{202e}.yaml"), "{outcome}");
    assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", outcome.stderr);
}

#[test]
fn as_json_every_problem_is_one_line() {
    let folder = Folder::new().file("latin.yaml", b"basics:\n  name: Ren\xe9\n");
    snapshot!(
        folder.run("render latin.yaml --message-format json"),
        folder.run("render none.yaml --message-format json"),
        folder.run("render latin.yaml --message-format json -o -"),
    );
}
