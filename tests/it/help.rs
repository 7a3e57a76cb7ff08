//! Help, version, completions, and what happens when the command line is wrong.

use crate::harness::{Folder, snapshot};
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
