//! Files are replaced whole, leftovers go, nothing leads out.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn files_are_made_and_replaced() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.pdf");
    for bytes in [b"one".as_slice(), b"two"] {
        replace(&path, bytes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    assert!(create(&path, b"three").unwrap_err().message.ends_with("already exists"));
    create(&home.path().join("b"), b"four").unwrap();
    assert_eq!(
        (fs::read(&path).unwrap(), names(home.path())),
        (b"two".to_vec(), vec!["a.pdf".into(), "b".into()])
    );
}

#[test]
fn the_longest_name_can_be_replaced() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("n".repeat(255));
    replace(&path, b"one").unwrap();
    replace(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
}

#[test]
fn what_a_killed_run_left_goes_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let keep = [
        ".recto-tmp",
        ".recto-0123456789abcde.tmp",
        ".recto-0123456789abcde/.tmp",
        "recto-0123456789abcdef.tmp",
    ];
    for name in &keep[..2] {
        fs::write(home.path().join(name), "mine").unwrap();
    }
    fs::write(home.path().join(keep[3]), "mine").unwrap();
    fs::create_dir(home.path().join(".recto-00000000000000aa.tmp")).unwrap();
    fs::write(home.path().join(".recto-0123456789abcdef.tmp"), "left").unwrap();
    let busy = home.path().join(".recto-fedcba9876543210.tmp");
    let file = fs::File::create(&busy).unwrap();
    file.lock().unwrap();
    replace(&home.path().join("a.pdf"), b"one").unwrap();
    let left = [
        ".recto-00000000000000aa.tmp",
        ".recto-0123456789abcde.tmp",
        ".recto-fedcba9876543210.tmp",
        ".recto-tmp",
        "a.pdf",
        "recto-0123456789abcdef.tmp",
    ];
    assert_eq!(names(home.path()), left);
    drop(file);
    replace(&home.path().join("a.pdf"), b"two").unwrap();
    assert!(!busy.exists());
}

#[test]
fn a_root_makes_folders_and_stays_within() {
    let home = tempfile::tempdir().unwrap();
    let (roots, out) = (Roots::default(), home.path().join("new/out"));
    roots.write(&out, Path::new("team/sub/a.pdf"), b"one").unwrap();
    roots.write(&out, Path::new("./b.pdf"), b"two").unwrap();
    roots.sync();
    assert_eq!(fs::read(out.join("team/sub/a.pdf")).unwrap(), b"one");
    assert_eq!(fs::read(out.join("b.pdf")).unwrap(), b"two");
    for name in ["../x.pdf", "team/../../x.pdf", "/x.pdf", "..", "b.pdf/x.pdf", "team"] {
        assert!(roots.write(&out, Path::new(name), b"no").is_err(), "{name}");
    }
    assert_eq!(
        (names(&home.path().join("new")), names(&out)),
        (vec!["out".into()], vec!["b.pdf".into(), "team".into()])
    );
}

#[test]
fn files_that_belong_together_are_written_all_or_none() {
    let home = tempfile::tempdir().unwrap();
    let roots = Roots::default();
    let write = |bytes: &'static [u8]| {
        let files = ["a", "b", "c"].map(|name| (OsStr::new(name), bytes));
        roots.write_all(home.path(), Path::new("sub"), &files, Some(OsStr::new("mark")))
    };
    let there = || {
        let read = |name: &String| fs::read_to_string(home.path().join("sub").join(name)).unwrap_or_default();
        let names = names(&home.path().join("sub"));
        names.iter().map(|name| format!("{name}={}", read(name))).collect::<Vec<_>>()
    };
    write(b"one").unwrap();
    assert_eq!(there(), ["a=one", "b=one", "c=one", "mark="]);
    fs::remove_file(home.path().join("sub/mark")).unwrap();
    fs::remove_file(home.path().join("sub/c")).unwrap();
    fs::create_dir(home.path().join("sub/c")).unwrap();
    let failure = write(b"two").unwrap_err();
    assert!(failure.message.ends_with("c`: it is a folder"), "{}", failure.message);
    assert_eq!(there(), ["a=one", "b=one", "c="]);
    fs::remove_dir(home.path().join("sub/c")).unwrap();
    write(b"three").unwrap();
    assert_eq!(there(), ["a=three", "b=three", "c=three", "mark="]);
}

#[test]
fn a_mark_tells_of_what_is_half_done_and_of_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    // A place that a name before it has taken is one that a draft finds taken only in the end.
    let put = |names: &[&'static str]| {
        let files: Vec<_> = names.iter().map(|name| (OsStr::new(*name), b"new".as_slice())).collect();
        put_all(home.path(), &files, Existing::Keep, Some(OsStr::new("mark")))
            .map_err(|(name, _)| name.to_owned())
    };
    assert_eq!(put(&["mark", "a"]), Err("mark".into()));
    assert!(names(home.path()).is_empty());
    assert_eq!(put(&["a", "b", "a"]), Err("a".into()));
    assert_eq!(names(home.path()), ["a", "b", "mark"]);
    // One that an earlier run left stays.
    assert_eq!(put(&["mark", "c"]), Err("mark".into()));
    assert_eq!(names(home.path()), ["a", "b", "mark"]);
}

#[test]
fn a_file_that_is_being_written_is_not_swept() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.pdf"), "old").unwrap();
    let draft = draft(home.path(), OsStr::new("a.pdf"), b"new", Existing::Replace).unwrap();
    sweep(home.path());
    let names_meanwhile = names(home.path());
    assert!(
        names_meanwhile.len() == 2 && is_temporary(OsStr::new(&names_meanwhile[0])),
        "{names_meanwhile:?}"
    );
    assert_eq!(fs::read(home.path().join("a.pdf")).unwrap(), b"old");
    drop(draft);
    assert_eq!(names(home.path()), ["a.pdf"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    #[test]
    fn links_below_a_root_do_not_lead_out() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let secret = home.path().join("secret");
        fs::create_dir_all(out.join("real")).unwrap();
        fs::create_dir(&secret).unwrap();
        fs::write(secret.join("precious"), "whole").unwrap();
        symlink("../secret", out.join("team")).unwrap();
        symlink("real", out.join("alias")).unwrap();
        symlink(&out, out.join("self")).unwrap();
        symlink("nowhere", out.join("dangling")).unwrap();
        symlink("../secret/precious", out.join("a.pdf")).unwrap();
        let write = |name: &str, bytes| Roots::default().write(&out, Path::new(name), bytes);
        let failure = write("team/a.pdf", b"no").unwrap_err();
        assert!(failure.message.contains("team`: it is a link that leads out of `"), "{}", failure.message);
        assert!(write("dangling/a.pdf", b"no").is_err());
        write("alias/a.pdf", b"one").unwrap();
        write("self/b.pdf", b"two").unwrap();
        write("a.pdf", b"three").unwrap();
        assert_eq!(names(&secret), ["precious"]);
        assert_eq!(fs::read(secret.join("precious")).unwrap(), b"whole");
        assert_eq!(fs::read(out.join("real/a.pdf")).unwrap(), b"one");
        assert_eq!(fs::read(out.join("b.pdf")).unwrap(), b"two");
        assert!(fs::symlink_metadata(out.join("a.pdf")).unwrap().is_file());
    }

    #[test]
    fn what_is_no_file_or_read_only_stays() {
        let home = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes| Roots::default().write(home.path(), Path::new(name), bytes);
        assert!(Command::new("mkfifo").arg(home.path().join("pipe")).status().unwrap().success());
        fs::create_dir(home.path().join("folder")).unwrap();
        fs::write(home.path().join("locked"), "old").unwrap();
        fs::set_permissions(home.path().join("locked"), fs::Permissions::from_mode(0o444)).unwrap();
        fs::write(home.path().join("private"), "old").unwrap();
        fs::set_permissions(home.path().join("private"), fs::Permissions::from_mode(0o600)).unwrap();
        for (name, why) in [("pipe", "not a file"), ("folder", "it is a folder"), ("locked", "read-only")] {
            let failure = write(name, b"new").unwrap_err();
            assert!(failure.message.contains(why), "{}", failure.message);
        }
        write("private", b"new").unwrap();
        let mode = fs::metadata(home.path().join("private")).unwrap().permissions().mode();
        assert_eq!((mode & 0o777, fs::read(home.path().join("private")).unwrap()), (0o600, b"new".to_vec()));
        assert_eq!(names(home.path()), ["folder", "locked", "pipe", "private"]);
    }
}
