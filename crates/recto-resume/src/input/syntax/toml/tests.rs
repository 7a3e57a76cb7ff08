//! What must hold of TOML.

use crate::input::tests::{read, short};

fn tree(text: &str) -> String {
    read("toml", text).tree()
}

fn error(text: &str) -> String {
    read("toml", text).error()
}

#[test]
fn scalars_keep_their_text() {
    assert_eq!(
        tree(
            "a = 1_000\nb = 0x1F\nc = 1.50\nd = 2019-03-01\ne = 1979-05-27T07:32:00Z\nf = 07:32:00\ng = false\nh = inf"
        ),
        "{a: 1_000#, b: 0x1F#, c: 1.50#, d: 2019-03-01@, e: 1979-05-27T07:32:00Z@, f: 07:32:00@, g: false?, h: inf#}"
    );
    assert_eq!(
        tree("a = \"\"\"\none\\\n  two\"\"\"\nb = 'C:\\x'\n\"k é\" = \"\\u00e9\""),
        "{a: onetwo, b: C:\\x, k é: é}"
    );
}

#[test]
fn order_is_that_of_the_file() {
    assert_eq!(
        tree(
            "[[work]]\nz = 1\na = 2\n[work.place]\nb = 3\n[[work]]\nc = 4\n[basics]\nname = 'A'\n[aa]\n[[work]]\nd = 5"
        ),
        "{work: [{z: 1#, a: 2#, place: {b: 3#}}, {c: 4#}, {d: 5#}], basics: {name: A}, aa: {}}"
    );
    assert_eq!(
        tree("[b.z]\nk = 1\n[a]\n[b]\nj = {y = 1, x.w = 2}\ni.h = 3"),
        "{b: {z: {k: 1#}, j: {y: 1#, x: {w: 2#}}, i: {h: 3#}}, a: {}}"
    );
}

#[test]
fn a_table_spans_what_is_in_it() {
    let text = "[basics]\nname = 'A'\n[[work]]\nx = 1\n[[work]]\ny = 'é'\n";
    let outcome = read("toml", text);
    let root = outcome.node.unwrap();
    assert_eq!(&text[root.get("basics").unwrap().span.range()], "[basics]\nname = 'A'");
    let work = root.get("work").unwrap();
    assert_eq!(&text[work.span.range()], "[[work]]\nx = 1\n[[work]]\ny = 'é'");
}

#[test]
fn repeated_keys_are_told_with_both_places() {
    let outcome =
        read("toml", "[a]\nname = 1\nsub = {name = 2}\nname = 3\n[b]\n[a]\nx = 1\n[c]\n\"x\" = 1\nx = 2\n");
    let told: Vec<_> = outcome
        .diagnostics
        .iter()
        .zip(outcome.told())
        .map(|(d, told)| (told, d.label.clone().unwrap()))
        .collect();
    let twice = |place: &str, key: &str, caret: &str, first: &str| {
        (
            format!("{place} the key `{key}` stands twice in the same mapping [{caret}]"),
            format!("first at {first}"),
        )
    };
    assert_eq!(
        told,
        [
            twice("4:1", "name", "name", "line 2, column 1"),
            twice("6:2", "a", "a", "line 1, column 2"),
            twice("10:1", "x", "x", "line 9, column 1"),
        ]
    );
    assert!(short(outcome.node.as_ref().unwrap()).contains("name: 1#"));
}

#[test]
fn every_error_is_told() {
    let mut outcome = read("toml", "name = Ada\nok = 1\nmail = \nkey\n[open\nx = 1\n");
    outcome.diagnostics.sort("");
    assert_eq!(
        outcome.told(),
        [
            "1:8 text without quotes [Ada]",
            "3:8 a value is missing []",
            "4:4 a key without `=` []",
            "5:6 the `[` is not closed []"
        ]
    );
    assert_eq!(read("toml", &"= 1\n".repeat(100_000)).told().len(), crate::input::limits::MAX_ERRORS);
}

#[test]
fn errors_are_told_where_they_stand() {
    for (text, told) in [
        ("a = \"é\nb = 1", "1:7 the string is not closed []"),
        ("a = 'C", "1:7 the string is not closed []"),
        ("a = \"\"\"x\ny", "2:2 the string is not closed []"),
        ("a = 2019-13-01", "1:5 this is no date of TOML [2019-13-01]"),
        ("a = 2019-03", "1:5 this is no date of TOML [2019-03]"),
        ("a = 007", "1:5 a number does not start with 0 [0]"),
        ("a = +1 555 0100", "1:5 text without quotes [+1 555 0100]"),
        ("a = [1, 2", "1:10 unclosed array []"),
        ("a = \"C:\\dir\"", "1:9 a `\\` with no meaning []"),
        ("a.b = 1\na = 2", "2:1 the key `a` stands twice in the same mapping [a]"),
        ("a = {b = 1}\na.c = 2", "2:1 the key has a value already, and cannot hold more keys [a]"),
        ("= 1", "1:1 a value without a key []"),
    ] {
        assert_eq!(error(text), told);
    }
    let outcome = read("toml", "a = 2019-13-01");
    let date = outcome.diagnostics.iter().next().unwrap();
    assert_eq!(date.label.as_deref(), Some("expected month between 01 and 12"));
}

#[test]
fn a_dotted_number_or_a_dot_in_quotes_is_no_depth() {
    let (numbers, dots) = ("1.5, ".repeat(200), ".[{".repeat(100));
    let text = format!("a = [{numbers}]\nb = \"{dots}\"\nc = '{dots}' # {dots}\nd = '''\n{dots}\n'''\n");
    assert!(tree(&text).starts_with("{a: [1.5#, 1.5#"));
}

#[test]
fn too_many_lines_are_an_error() {
    assert_eq!(error(&"a\n".repeat(100_001)), "100001:2 the file has more than 100000 lines [\n]");
}
