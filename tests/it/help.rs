//! Help, version, completions, and what happens when the command line is wrong.

use crate::harness::{ADA, Folder, snapshot};
use std::fs;
use std::process::Stdio;

#[test]
fn help_fits_a_screen() {
    let outcome = Folder::new().run("--help");
    assert!(outcome.out().lines().count() <= 24, "{outcome}");
    assert!(outcome.out().lines().all(|line| line.chars().count() <= 80), "{outcome}");
    snapshot!(outcome);
}

#[test]
fn nothing_typed_gives_help_as_a_mistake() {
    let folder = Folder::new();
    let bare = folder.run("");
    assert_eq!((bare.code, bare.out()), (Some(2), ""));
    assert_eq!(bare.stderr, folder.run("--help").out());
}

#[test]
fn help_of_commands() {
    let folder = Folder::new();
    snapshot!(
        folder.run("render -h"),
        folder.run("import -h"),
        folder.run("new -h"),
        folder.run("layouts -h"),
        folder.run("completions -h")
    );
}

#[test]
fn long_help_of_render_tells_everything() {
    let outcome = Folder::new().run("render --help");
    assert_eq!(outcome.code, Some(0));
    for part in
        ["--set", "paper", "accent", "folio", "json", "yaml", "toml", "markdown", "Exit code", "Examples"]
    {
        assert!(outcome.out().contains(part), "{part}");
    }
    assert!(!outcome.out().contains("--layouts-from"), "a flag for developers is not shown");
}

#[test]
fn version() {
    assert_eq!(Folder::new().run("--version").out(), format!("recto {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistakes_name_what_is_near() {
    let folder = Folder::new();
    snapshot!(
        folder.run("rendr"),
        folder.run("render"),
        folder.run("render a.yaml --strikt"),
        folder.run("render a.yaml --from yalm"),
        folder.run("render a.yaml --set paper"),
        folder.run("completions basch"),
    );
}

#[test]
fn arguments_do_not_steer_the_terminal() {
    let folder = Folder::new();
    for args in [["\u{1b}[31mx", "y"], ["render", "\u{1b}[31mx\u{202e}"], ["layouts", "\u{1b}]0;x\u{7}"]] {
        let outcome = folder.outcome("…", folder.command(args).env_remove("NO_COLOR"));
        assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{:?}", outcome.stderr);
    }
}

#[test]
fn colour_is_for_those_who_ask() {
    let folder = Folder::new();
    let stderr = |args: &[&str]| folder.outcome("…", folder.command(args).env_remove("NO_COLOR")).stderr;
    assert!(!stderr(&["render", "none.yaml"]).contains('\u{1b}'), "not on a pipe");
    assert!(stderr(&["render", "none.yaml", "--color", "always"]).contains("\u{1b}["));
    assert!(stderr(&["rendr", "--color=always"]).contains("\u{1b}["), "in the parser's messages, too");
    assert!(!stderr(&["render", "none.yaml", "--color", "never"]).contains('\u{1b}'));
}

#[test]
fn completions_for_every_shell() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = folder.run(&format!("completions {shell}"));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(outcome.out().contains("render"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    for args in [vec!["completions", "zsh"], vec!["layouts"], vec!["--help"], vec!["new", "-"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let outcome = folder.outcome("…", folder.command(&args).stdout(Stdio::from(writer)));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = Folder::new();
    for args in [["completions", "zsh"], ["layouts", "folio"], ["render", "--help"], ["new", "-"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let outcome = folder.outcome("…", folder.command(args).stdout(full));
        assert_eq!(outcome.code, Some(1), "{args:?}");
        assert_eq!(outcome.stderr, "error: cannot write to stdout: no space left on the device\n");
    }
}

#[test]
fn words_of_other_tools_lead_somewhere() {
    let folder = Folder::with_ada();
    for args in [
        "init new.yaml",
        "build ada.yaml",
        "compile ada.yaml --output typst.pdf",
        "convert ada.yaml --to txt",
        "validate ada.yaml",
        "themes",
        "templates folio",
        "version",
        "ada.yaml",
        "ada.yaml -o two.pdf -q",
        "render ada.yaml --theme datum",
        "render ada.yaml --template=plain",
        "render ada.yaml --accent teal --paper us-letter --no-photo",
        "render ada.yaml --lang=de --no-page-numbers",
        "render ada.yaml --one-page",
        "check ada.yaml --accent teal",
        "render ada.yaml --set titles=work=Career",
        "render ada.yaml --set hide=work --set hide=hobbies",
    ] {
        let outcome = folder.run(args);
        assert_eq!((outcome.code, outcome.stderr.contains("error")), (Some(0), false), "{outcome}");
    }
    assert!(folder.names().contains(&"typst.pdf".to_owned()));
    for (args, way) in [
        ("fonts", "`--set font=NAME`"),
        ("render ada.yaml --fit", "`--pages N`"),
        ("render ada.yaml --dry-run", "`recto check`"),
        ("render ada.yaml --color teal", "`--set accent=COLOUR`"),
        ("render ada.yaml --paper letter", "did you mean `us-letter`?"),
        ("render ada.yaml --theme folo", "did you mean `folio`?"),
        ("render ada.yaml --set titles=work=A,skills=B", "`--set titles.NAME=VALUE`"),
        ("render ada.yaml --set summary=Hello", "`--set basics.summary=…`"),
        ("snapshot --update ada.yaml", "write the PATH first"),
        ("preview", "<PATH>"),
    ] {
        let outcome = folder.run(args);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(way), "{outcome}");
    }
    for args in
        ["new --layout x", "render ada.yaml --layouts-form x", "nonsense", "render ada.yaml --nonsense"]
    {
        let outcome = folder.run(args);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(!outcome.stderr.contains("layouts-from") && !outcome.stderr.contains("'-- --"), "{outcome}");
    }
    let help = folder.run("render --help");
    assert!(help.out().contains("init (new)") && help.out().contains("--theme (--layout)"), "{help}");
}

#[test]
fn json_reports_a_word_of_another_tool_as_json() {
    let outcome = Folder::with_ada().run("render ada.yaml --dry-run --message-format json");
    assert!(outcome.out().starts_with("{\"severity\":\"error\",\"rule\":\"usage\""), "{outcome}");
}

#[test]
fn check_and_render_annotate_pull_requests() {
    let folder = Folder::new().file("a.yaml", "basics:\n  name: Ada\n  favourite: 100 %\n");
    for command in ["check", "render"] {
        let outcome = folder.run(&format!("{command} a.yaml --message-format github"));
        let start = "::warning file=a.yaml,line=3,col=3,title=unknown-key::unknown key `favourite`%0A";
        assert!(outcome.code == Some(0) && outcome.out().starts_with(start), "{outcome}");
        assert_eq!((outcome.out().lines().count(), outcome.stderr.as_str()), (1, ""), "{outcome}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_made_is_opened() {
    use std::os::unix::fs::PermissionsExt;
    let folder =
        Folder::with_ada().file("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n").file("b.yaml", ADA);
    fs::set_permissions(folder.path("bin/xdg-open"), fs::Permissions::from_mode(0o755)).expect("permissions");
    let opened = |args: &str| {
        let _ = fs::remove_file(folder.path("opened"));
        let path = format!("{}:/usr/bin:/bin", folder.path("bin").display());
        let outcome = folder.outcome(args, folder.command(args.split(' ')).env("PATH", path));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        for _ in 0..200 {
            if let Ok(text) = fs::read_to_string(folder.path("opened"))
                && text.ends_with('\n')
            {
                return text.trim().to_owned();
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("nothing was opened: {outcome}");
    };
    assert_eq!(opened("render ada.yaml --open"), "ada.pdf");
    assert_eq!(opened("open ada.yaml -o cv.pdf"), "cv.pdf");
    assert_eq!(opened("render ada.yaml b.yaml -o out --open"), "out");
    let none = folder.outcome("…", folder.command(["render", "ada.yaml", "--open"]).env("PATH", "/nowhere"));
    assert!(none.code == Some(1) && none.stderr.contains("cannot open `ada.pdf` with `xdg-open`"), "{none}");
    assert_eq!(folder.run("render ada.yaml -o - --open").code, Some(2));
}

#[test]
fn the_licences_of_all_that_is_inside_are_printed() {
    let outcome = Folder::new().run("--licenses");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for text in ["SourceSerif4", "SIL OPEN FONT LICENSE", "typst 0.15.1  Apache-2.0", "Apache License"] {
        assert!(outcome.out().contains(text), "{text}");
    }
}
