//! Files are replaced whole, leftovers go, nothing leads out.

use super::root::Root;
use super::*;
use std::fs;

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
    let root = Root::open(&home.path().join("new/out")).unwrap();
    root.write(Path::new("team/sub/a.pdf"), b"one").unwrap();
    root.write(Path::new("./b.pdf"), b"two").unwrap();
    root.sync();
    let out = home.path().join("new/out");
    assert_eq!(fs::read(out.join("team/sub/a.pdf")).unwrap(), b"one");
    assert_eq!(fs::read(out.join("b.pdf")).unwrap(), b"two");
    for name in ["../x.pdf", "team/../../x.pdf", "/x.pdf", "..", "b.pdf/x.pdf", "team"] {
        assert!(root.write(Path::new(name), b"no").is_err(), "{name}");
    }
    assert_eq!(
        (names(&home.path().join("new")), names(&out)),
        (vec!["out".into()], vec!["b.pdf".into(), "team".into()])
    );
}

#[test]
fn files_that_belong_together_are_written_all_or_none() {
    let home = tempfile::tempdir().unwrap();
    let root = Root::open(home.path()).unwrap();
    let write = |bytes: &'static [u8]| {
        let files = ["a", "b", "c"].map(|name| (OsStr::new(name), bytes));
        root.write_all(Path::new("sub"), &files, Some(OsStr::new("mark")))
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
    let folder = Folder::open(home.path()).unwrap();
    // A place that a name before it has taken is one that a draft finds taken only in the end.
    let put = |names: &[&'static str]| {
        let files: Vec<_> = names.iter().map(|name| (OsStr::new(*name), b"new".as_slice())).collect();
        put_all(&folder, &files, Standing::Keep, Some(OsStr::new("mark")))
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

#[cfg(unix)]
mod unix {
    use super::*;
    use crate::cli::disk::draft::Draft;
    use std::os::fd::AsFd;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn without_unnamed_files_it_works_as_well() {
        let home = tempfile::tempdir().unwrap();
        let folder = fs::File::open(home.path()).unwrap();
        let write = |bytes: &[u8], standing| {
            Draft::named(folder.as_fd(), bytes, None)?.place(OsStr::new("a.pdf"), standing)
        };
        write(b"one", Standing::Keep).unwrap();
        write(b"two", Standing::Replace).unwrap();
        assert_eq!(write(b"no", Standing::Keep).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(
            (fs::read(home.path().join("a.pdf")).unwrap(), names(home.path())),
            (b"two".to_vec(), vec!["a.pdf".into()])
        );
        // While it is written, it is there under a name of ours, and locked.
        let draft = Draft::named(folder.as_fd(), b"three", None).unwrap();
        assert_eq!(names(home.path()).len(), 2);
        Folder::open(home.path()).unwrap().sweep();
        assert_eq!(names(home.path()).len(), 2);
        drop(draft);
        assert_eq!(names(home.path()), ["a.pdf"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_unnamed_file_cannot_be_seen() {
        let home = tempfile::tempdir().unwrap();
        let folder = fs::File::open(home.path()).unwrap().into();
        let draft = Draft::new(&folder, b"one", None).unwrap();
        assert!(names(home.path()).is_empty());
        draft.place(OsStr::new("a.pdf"), Standing::Keep).unwrap();
        assert_eq!(names(home.path()), ["a.pdf"]);
    }

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
        let root = Root::open(&out).unwrap();
        let failure = root.write(Path::new("team/a.pdf"), b"no").unwrap_err();
        assert!(failure.message.contains("team`: it is a link that leads out of `"), "{}", failure.message);
        assert!(root.write(Path::new("dangling/a.pdf"), b"no").is_err());
        root.write(Path::new("alias/a.pdf"), b"one").unwrap();
        root.write(Path::new("self/b.pdf"), b"two").unwrap();
        root.write(Path::new("a.pdf"), b"three").unwrap();
        assert_eq!(names(&secret), ["precious"]);
        assert_eq!(fs::read(secret.join("precious")).unwrap(), b"whole");
        assert_eq!(fs::read(out.join("real/a.pdf")).unwrap(), b"one");
        assert_eq!(fs::read(out.join("b.pdf")).unwrap(), b"two");
        assert!(fs::symlink_metadata(out.join("a.pdf")).unwrap().is_file());
    }

    #[test]
    fn what_is_no_file_or_read_only_stays() {
        let home = tempfile::tempdir().unwrap();
        let root = Root::open(home.path()).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            home.path().join("pipe"),
            rustix::fs::FileType::Fifo,
            0o600.into(),
            0,
        )
        .unwrap();
        fs::create_dir(home.path().join("folder")).unwrap();
        fs::write(home.path().join("locked"), "old").unwrap();
        fs::set_permissions(home.path().join("locked"), fs::Permissions::from_mode(0o444)).unwrap();
        fs::write(home.path().join("private"), "old").unwrap();
        fs::set_permissions(home.path().join("private"), fs::Permissions::from_mode(0o600)).unwrap();
        for (name, why) in [("pipe", "not a file"), ("folder", "it is a folder"), ("locked", "read-only")] {
            let failure = root.write(Path::new(name), b"new").unwrap_err();
            assert!(failure.message.contains(why), "{}", failure.message);
        }
        root.write(Path::new("private"), b"new").unwrap();
        let mode = fs::metadata(home.path().join("private")).unwrap().permissions().mode();
        assert_eq!((mode & 0o777, fs::read(home.path().join("private")).unwrap()), (0o600, b"new".to_vec()));
        assert_eq!(names(home.path()), ["folder", "locked", "pipe", "private"]);
    }
}
