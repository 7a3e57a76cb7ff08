//! Files are changed in every way that editors and people know, and the changes are named.

use super::*;
use std::slice;
use std::thread;

fn listing(files: &[PathBuf], folders: &[PathBuf]) -> Listing {
    Listing { files: files.iter().cloned().collect(), folders: folders.iter().cloned().collect() }
}

/// What is named after `act` was done; nothing when it is over before.
fn after(files: &[PathBuf], act: impl FnOnce() + Send) -> Option<BTreeSet<PathBuf>> {
    let listing = listing(files, &[]);
    let mut watcher = Watcher::new(&listing);
    thread::scope(|scope| {
        scope.spawn(act);
        watcher.next(&mut || listing.clone())
    })
}

#[test]
fn a_file_that_is_replaced_is_one_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    fs::write(&file, "1").unwrap();
    let named = after(slice::from_ref(&file), || {
        // As an editor does: the old one aside, a new one in its place.
        fs::rename(&file, folder.path().join("a.yaml~")).unwrap();
        fs::write(folder.path().join(".a.tmp"), "2").unwrap();
        fs::rename(folder.path().join(".a.tmp"), &file).unwrap();
    });
    assert_eq!(named, Some([file.clone()].into()));
}

#[test]
fn what_holds_the_same_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let (file, other) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
    fs::write(&file, "1").unwrap();
    let both = [file.clone(), other.clone()];
    let named = after(&both, || {
        fs::write(&file, "1").unwrap();
        fs::write(folder.path().join("a.pdf"), "ours").unwrap();
        thread::sleep(PATIENCE);
        fs::write(&other, "new").unwrap();
    });
    assert_eq!(named, Some([other.clone()].into()));
}

#[test]
fn files_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let files = [file.clone()];
    assert_eq!(after(&files, || fs::write(&file, "1").unwrap()), Some([file.clone()].into()));
    assert_eq!(after(&files, || fs::remove_file(&file).unwrap()), Some([file.clone()].into()));
}

#[test]
fn a_folder_may_be_put_in_the_place_of_another() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("cv");
    let file = folder.join("a.yaml");
    fs::create_dir(&folder).unwrap();
    fs::write(&file, "1").unwrap();
    let named = after(slice::from_ref(&file), || {
        fs::rename(&folder, home.path().join("old")).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(&file, "2").unwrap();
    });
    assert_eq!(named, Some([file.clone()].into()));
}

#[test]
fn new_files_of_a_folder_are_seen() {
    let home = tempfile::tempdir().unwrap();
    let (folder, file) = (home.path().join("cv"), home.path().join("cv/new/a.yaml"));
    fs::create_dir(&folder).unwrap();
    let list = || {
        let found = [file.clone()].into_iter().filter(|file| file.exists()).collect::<Vec<_>>();
        listing(&found, slice::from_ref(&folder))
    };
    let mut watcher = Watcher::new(&list());
    let named = thread::scope(|scope| {
        scope.spawn(|| {
            fs::create_dir(folder.join("new")).unwrap();
            fs::write(&file, "1").unwrap();
        });
        watcher.next(&mut || list())
    });
    assert_eq!(named, Some([file.clone()].into()));
}

#[cfg(unix)]
#[test]
fn the_file_behind_a_link_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (link, real) = (folder.path().join("a.yaml"), folder.path().join("real/a.yaml"));
    fs::create_dir(folder.path().join("real")).unwrap();
    fs::write(&real, "1").unwrap();
    std::os::unix::fs::symlink("real/a.yaml", &link).unwrap();
    let wanted = folders(&listing(slice::from_ref(&link), &[]));
    assert!(wanted.keys().any(|folder| folder.ends_with("real")), "{wanted:?}");
    assert_eq!(after(slice::from_ref(&link), || fs::write(&real, "2").unwrap()), Some([link.clone()].into()));
}

#[test]
fn it_can_be_ended() {
    let mut watcher = Watcher::new(&Listing::default());
    watcher.stopper()();
    assert_eq!(watcher.next(&mut Listing::default), None);
}

#[test]
fn reading_is_no_reason_to_look() {
    assert!(is_reading(EventKind::Access(AccessKind::Open(AccessMode::Any))));
    assert!(is_reading(EventKind::Access(AccessKind::Close(AccessMode::Read))));
    assert!(!is_reading(EventKind::Access(AccessKind::Close(AccessMode::Write))));
    assert!(!is_reading(EventKind::Modify(notify::event::ModifyKind::Any)));
}
