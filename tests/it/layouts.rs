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

/// A folder with a copy of folio that is called `ours`.
fn with_copy() -> Folder {
    let folder = Folder::with_ada();
    let outcome = folder.run("layouts --copy folio mine/ours");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains("`recto render FILE --layout-path mine -l ours`"), "{outcome}");
    folder
}

#[test]
fn a_copied_layout_is_beside_the_others() {
    let folder = with_copy();
    assert_eq!(folder.run("render ada.yaml --layout-path mine -l ours,folio -o out").code, Some(0));
    let text = String::from_utf8(folder.read("mine/ours/layout.toml")).expect("UTF-8");
    assert!(text.starts_with("name = \"ours\"\n") && !text.contains("readers"), "{text}");
    let described = folder.run("layouts ours --layout-path mine");
    assert!(
        described.out().contains("Extraction  not measured") && !described.out().contains('%'),
        "{described}"
    );
    assert!(folder.run("layouts --layout-path mine").out().contains("\nours "));
    for command in ["check --proof ada.yaml", "snapshot ada.yaml --update"] {
        assert_eq!(folder.run(&format!("{command} --layout-path mine -l ours")).code, Some(0), "{command}");
    }
    let request = b"{\"text\": \"basics: {name: Ada}\", \"layout\": \"ours\"}\n";
    assert!(folder.pipe("render --worker --layout-path mine", request).out().contains("\"ok\":true"));
    // recto.toml names it, too.
    let folder = folder.file("recto.toml", "layout-path = 'mine'\nlayout = 'ours'\n");
    let outcome = folder.run("render ada.yaml");
    assert!(outcome.code == Some(0) && outcome.stderr.contains(", ours, "), "{outcome}");
    assert!(folder.run("layouts").out().contains("\nours "));
}

#[test]
fn a_copy_overwrites_nothing() {
    let folder = with_copy().file("empty/notes.txt", "");
    for (args, why) in [
        ("layouts --copy folio mine/ours", "`mine/ours` already exists"),
        ("layouts --copy folio ada.yaml", "is no name for a layout"),
        ("layouts --copy folio plain", "there is a layout `plain` already"),
        ("layouts --copy folo other", "did you mean `folio`?"),
        ("layouts --copy folio", "`recto layouts --copy folio ours` copies"),
        ("layouts copy folio ours", "`recto layouts --copy folio ours` copies"),
        ("layouts --layouts-from empty", "there is no layout in `empty`"),
        ("render ada.yaml --layout-path none", "cannot read the layouts in `none`"),
        ("render ada.yaml --layout-path .", "there is no layout in `.`"),
    ] {
        let outcome = folder.run(args);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.stderr.contains(why), "{why}: {outcome}");
    }
    assert_eq!(folder.names(), ["ada.yaml", "empty", "mine"]);
}

#[test]
fn a_mistake_in_a_layout_is_shown_there() {
    let folder = with_copy();
    let layout = String::from_utf8(folder.read("mine/ours/layout.typ")).expect("UTF-8");
    let manifest = String::from_utf8(folder.read("mine/ours/layout.toml")).expect("UTF-8");
    let line = layout.lines().count() + 1;
    let at = |name: &str, line: usize, column: usize| format!("┌─ mine/ours/{name}:{line}:{column}\n");
    for (wrong, place, why) in [
        (format!("{layout}#v(2emm)\n"), at("layout.typ", line, 4), "invalid number suffix: `emm`"),
        (
            format!("{layout}#import \"@preview/x:1.0.0\": y\n"),
            at("layout.typ", line, 9),
            "packages are not read; copy what the layout needs of @preview/x:1.0.0 into its folder",
        ),
        (format!("{layout}#[\n"), at("layout.typ", line, 2), "unclosed delimiter"),
        (format!("{layout}#(1 + \"a\")\n"), at("layout.typ", line, 3), "cannot add"),
        (format!("{layout}#panic(\"no\")\n"), at("layout.typ", line, 2), "panicked"),
    ] {
        let folder = with_copy().file("mine/ours/layout.typ", &wrong);
        let outcome = folder.run("render ada.yaml --layout-path mine -l ours");
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.stderr.contains(&place) && outcome.stderr.contains(why), "{place} {outcome}");
    }
    for (wrong, place) in [
        (manifest.replace("dates = \"short\"", "dates = \"brief\""), at("layout.toml", 7, 1)),
        (manifest.replace("photo = true", "photo = yes"), at("layout.toml", 8, 9)),
        (manifest.replace("name = \"ours\"", "name = \"other\""), at("layout.toml", 1, 1)),
    ] {
        let folder = with_copy().file("mine/ours/layout.toml", &wrong);
        for args in [
            "render ada.yaml --layout-path mine -l ours",
            "render ada.yaml --layout-path mine --set layout=ours",
        ] {
            let outcome = folder.run(args);
            assert_eq!(outcome.code, Some(1), "{outcome}");
            assert!(outcome.stderr.contains(&place), "{place} {outcome}");
        }
    }
}

#[test]
fn a_layout_shows_the_pictures_of_its_folder() {
    let pixel = std::fs::read("tests/fixtures/pixel.png").expect("a fixture");
    let drawing =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>";
    let with = |code: &str| {
        let folder = with_copy();
        let layout = String::from_utf8(folder.read("mine/ours/layout.typ")).expect("UTF-8");
        let line = layout.lines().count() + 1;
        let folder = folder
            .file("mine/ours/logo.png", &pixel)
            .file("mine/ours/img/Seal.PNG", &pixel)
            .file("mine/ours/mark.svg", drawing)
            .file("mine/ours/broken.png", &pixel[..40])
            .file("mine/ours/large.jpg", vec![0; 20_000_001])
            .file("mine/ours/layout.typ", format!("{layout}{code}\n"))
            .file("mine/logo.png", &pixel)
            .file("me.png", &pixel);
        (folder, line)
    };
    let args = "render ada.yaml --layout-path mine -l ours";
    for file in ["logo.png", "img/Seal.PNG", "mark.svg", "/layouts/ours/logo.png"] {
        let (folder, _) = with(&format!("#image(\"{file}\", width: 9mm, alt: \"A\")"));
        for more in ["", " --attach", " -f png,svg"] {
            let outcome = folder.run(&format!("{args}{more}"));
            assert_eq!(outcome.code, Some(0), "{file}: {outcome}");
        }
        // It is part of what the page is made of, and of a copy.
        let again = folder.run(&format!("{args} ada.yaml -o out"));
        assert_eq!(again.code, Some(0), "{again}");
        let folder = folder.file("mine/ours/logo.png", [&pixel[..], b"more"].concat());
        let again = folder.run(&format!("{args} -o out -f pdf,txt"));
        assert!(again.stderr.contains("1 made") || again.stderr.contains("made"), "{again}");
        assert_eq!(folder.run("layouts --layout-path mine --copy ours other/theirs").code, Some(0));
        let outcome = folder.run("render ada.yaml --layout-path other -l theirs -o theirs.pdf");
        assert_eq!(outcome.code == Some(0), !file.starts_with('/'), "{outcome}");
    }
    for (code, why) in [
        ("#image(\"none.png\", alt: \"A\")", "file not found"),
        ("#image(\"../logo.png\", alt: \"A\")", "file not found"),
        ("#image(\"logo.png\")", "missing alt text"),
        ("#image(\"broken.png\", alt: \"A\")", "the picture cannot be read"),
        ("#image(\"large.jpg\", alt: \"A\")", "the picture has 20.0 MB, more than 20 MB"),
    ] {
        let (folder, line) = with(code);
        for more in ["", " --set basics.image=me.png"] {
            let outcome = folder.run(&format!("{args}{more}"));
            assert_eq!(outcome.code, Some(1), "{outcome}");
            let place = format!("┌─ mine/ours/layout.typ:{line}:");
            assert!(outcome.stderr.contains(&place) && outcome.stderr.contains(why), "{why} {outcome}");
        }
    }
}

#[test]
fn the_path_of_a_layout_is_answered_with_the_flags_that_use_it() {
    let folder = Folder::with_ada().file("x/y", "");
    assert_eq!(folder.run("layouts --copy folio house").code, Some(0));
    assert_eq!(folder.run("layouts --copy folio x/deep").code, Some(0));
    for (args, flags) in [
        ("render ada.yaml -l house", "--layout-path . -l house"),
        ("render ada.yaml -l ./house", "--layout-path . -l house"),
        ("render ada.yaml -l x/deep/", "--layout-path x -l deep"),
        ("render ada.yaml --set layout=house", "--layout-path . -l house"),
        ("check ada.yaml -l plain,house", "--layout-path . -l house"),
        ("snapshot ada.yaml -l house", "--layout-path . -l house"),
        ("render ada.yaml --layout-path house", "--layout-path . -l house"),
        ("layouts ./house", "--layout-path . -l house"),
    ] {
        let outcome = folder.run(args);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(&format!("`{flags}` uses it")), "{outcome}");
        assert_eq!(folder.run(&format!("render ada.yaml {flags}")).code, Some(0), "{flags}");
    }
}

#[test]
fn a_mistake_in_a_manifest_is_said_in_plain_words() {
    for (right, wrong, why) in [
        ("margin-x = [", "margin-x = 20 # [", "`margin-x` takes two numbers of mm"),
        ("margin-y = [", "margin-y = [\"20mm\", ", "`margin-y` takes two numbers of mm"),
        ("photo = true", "photo = \"yes\"", "`photo` takes true or false"),
        ("accent = \"", "accent = 3 # \"", "`accent` takes a colour in quotes"),
        ("summary = \"", "summary = A # \"", "`summary` takes a text in quotes"),
    ] {
        let folder = with_copy();
        let manifest = String::from_utf8(folder.read("mine/ours/layout.toml")).expect("UTF-8");
        assert!(manifest.contains(right), "{right}");
        let line = manifest[..manifest.find(right).expect("there")].matches('\n').count() + 1;
        let folder = folder.file("mine/ours/layout.toml", manifest.replacen(right, wrong, 1));
        let place = format!("┌─ mine/ours/layout.toml:{line}:");
        let outcome = folder.run("render ada.yaml --layout-path mine -l ours");
        assert!(outcome.stderr.contains(&place) && outcome.stderr.contains(why), "{why} {outcome}");
        let folder = folder.file("recto.toml", "layout-path = 'mine'\nlayout = 'ours'\n");
        let outcome = folder.run("render ada.yaml");
        assert!(outcome.stderr.contains(&place) && outcome.stderr.contains(why), "{why} {outcome}");
    }
}

#[test]
fn a_gallery_shows_the_resume_in_every_layout() {
    let folder = Folder::with_ada();
    let outcome = folder.run("layouts --gallery ada.yaml -o seen");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let page = String::from_utf8(folder.read("seen/index.html")).expect("UTF-8");
    for name in recto::embedded::layouts().names() {
        assert!(page.contains(&format!("href=\"{name}.pdf\"")), "{name}");
        assert!(page.contains(&format!("alt=\"{name}, page 1\" src=\"data:image/png;base64,")), "{name}");
        assert!(folder.read(&format!("seen/{name}.pdf")).starts_with(b"%PDF"), "{name}");
    }
    assert!(!page.contains("http://") && !page.contains("https://"), "it asks a server");
    // It is made again, and no other page gives way to it.
    assert_eq!(folder.run("layouts --gallery ada.yaml -o seen").code, Some(0));
    let folder = folder.file("own/index.html", "<p>mine</p>");
    let outcome = folder.run("layouts --gallery ada.yaml -o own");
    assert_ne!(outcome.code, Some(0), "{outcome}");
    assert_eq!(folder.read("own/index.html"), b"<p>mine</p>");
}
