//! What must hold of JSON.

use crate::input::tests::read;

fn tree(text: &str) -> String {
    read("json", text).tree()
}

fn error(text: &str) -> String {
    read("json", text).error()
}

#[test]
fn comments_and_trailing_commas_are_let_through() {
    assert_eq!(tree("// a\n{ /* } */ \"a\": [1, 2,], \"b\": \"//\", } // end"), "{a: [1#, 2#], b: //}");
}

#[test]
fn texts_are_unescaped_and_numbers_kept() {
    assert_eq!(tree(r#"{"a\u00e9": "\ud83d\ude42\n\"\\\/\t"}"#), "{aé: 🙂\n\"\\/\t}");
    assert_eq!(
        tree("[1.50, -0, 1e5, 12345678901234567890123, null, true]"),
        "[1.50#, -0#, 1e5#, 12345678901234567890123#, ~, true?]"
    );
}

#[test]
fn repeated_keys_are_told_with_both_places() {
    let outcome = read(
        "json",
        "{\n  \"name\": \"A\",\n  \"n\\u0061me\": \"B\",\n  \"work\": [{\"x\": 1, \"x\": 2}]\n}",
    );
    assert_eq!(
        outcome.told(),
        [
            "3:3 the key `name` stands twice in the same mapping [\"n\\u0061me\"]",
            "4:21 the key `x` stands twice in the same mapping [\"x\"]",
        ]
    );
    assert_eq!(
        outcome.diagnostics.iter().next().unwrap().label.as_deref(),
        Some("first at line 2, column 3")
    );
    assert_eq!(crate::input::tests::short(outcome.node.as_ref().unwrap()), "{name: A, work: [{x: 1#}]}");
}

#[test]
fn a_file_cut_off_tells_what_is_open() {
    assert_eq!(error("{\n \"a\": [1,\n"), "2:10 the file ends with a `[` open []");
    assert_eq!(error("{\"a\": \"b"), "1:7 the string is not closed [\"b]");
    assert_eq!(error("{\"a\": \"b\\"), "1:7 the string is not closed [\"b\\]");
    assert_eq!(error("{\"a\": 1} /* x"), "1:10 the comment is not closed [/*]");
    let help = read("json", "{\n \"a\": [1,\n").diagnostics.iter().next().unwrap().help.clone();
    assert_eq!(help, ["close the `[` of line 2, column 7; is the file whole?"]);
}

#[test]
fn brackets_that_do_not_fit_are_told_where_they_stand() {
    assert_eq!(error("{\"a\": [1}"), "1:9 `}` where `[` is open [}]");
    assert_eq!(error("{}\n}"), "2:1 `}` closes nothing [}]");
}

#[test]
fn what_would_be_read_wrong_is_refused() {
    assert_eq!(error("{\"a\": 2019-03}"), "1:7 `2019-03` is not a JSON value [2019-03]");
    assert_eq!(error("{\"a\": 007}"), "1:7 `007` is not a JSON value [007]");
    assert_eq!(error("[1.50x]"), "1:2 `1.50x` is not a JSON value [1.50x]");
    assert_eq!(error("[1 2]"), "1:3 a comma is missing []");
    assert_eq!(error("{\"a\": \"b\"\n \"c\": 1}"), "1:10 a comma is missing []");
    assert_eq!(error("{'a': 1}"), "1:2 JSON has no single quotes [']");
    assert_eq!(error("{name: 1}"), "1:2 the key is not in quotes [name]");
    assert_eq!(error("{\"a\": True}"), "1:7 `True` is not a JSON value [True]");
    assert_eq!(error("{\"a\": hello}"), "1:7 `hello` is not a JSON value [hello]");
    assert_eq!(error("{\"a\": 0x1F}"), "1:7 `0x1F` is not a JSON value [0x1F]");
    assert_eq!(error("{\"a\": +1}"), "1:7 `+1` is not a JSON value [+1]");
    assert_eq!(error("{\"a\": .5}"), "1:7 `.5` is not a JSON value [.5]");
    assert_eq!(error("{\"a\": 5.}"), "1:7 `5.` is not a JSON value [5.]");
    assert_eq!(error("{\"a\": NaN}"), "1:7 `NaN` is not a JSON value [NaN]");
    assert_eq!(error("{\"a\": -}"), "1:7 `-` is not a JSON value [-]");
    assert_eq!(error("{\"a\": 1e}"), "1:7 `1e` is not a JSON value [1e]");
    assert_eq!(error("{“a”: 1}"), "1:2 JSON wants straight quotes [“a”]");
    assert_eq!(error("{\"a\" 1}"), "1:6 the key has no `:` [1]");
    assert_eq!(error("{\"a\": }"), "1:7 a value is missing [}]");
    assert_eq!(error("[1,,2]"), "1:4 a comma without a value before it [,]");
    assert_eq!(error("{,}"), "1:2 a key is missing [,]");
    assert_eq!(error("{\"a\": 1, 5}"), "1:10 the key is not in quotes [5]");
    assert_eq!(error("{} x"), "1:4 text behind the end [x]");
    assert_eq!(error("{} {}"), "1:4 text behind the end [{}]");
}

#[test]
fn bad_strings_are_told_where_they_break() {
    assert_eq!(error(r#"{"a": "C:\dir"}"#), "1:10 a `\\` with no meaning in JSON [\\d]");
    assert_eq!(error(r#"{"a": "\x41"}"#), "1:8 a `\\` with no meaning in JSON [\\x]");
    assert_eq!(error(r#"{"a": "\ud83d."}"#), "1:8 the escape stands for no character [\\ud83d]");
    assert_eq!(error(r#"{"a": "\u12"}"#), "1:8 `\\u` wants four hexadecimal digits [\\u12]");
    assert_eq!(error("{\"a\": \"two\nlines\"}"), "1:7 the string is not closed [\"two]");
}
