//! What must hold of YAML.

use super::parse_part;
use crate::input::tests::{check_spans, read, short, walk};
use crate::text::{Diagnostics, Place, Severity, Source, Span};

fn tree(text: &str) -> String {
    read("yaml", text).tree()
}

fn error(text: &str) -> String {
    read("yaml", text).error()
}

/// The one warning, with the tree.
fn warning(text: &str) -> (String, String) {
    let outcome = read("yaml", text);
    assert!(outcome.diagnostics.iter().all(|d| d.severity == Severity::Warning));
    let told = outcome.told();
    assert_eq!(told.len(), 1, "{told:?}");
    (told[0].clone(), short(outcome.node.as_ref().unwrap()))
}

#[test]
fn plain_words_keep_their_text() {
    assert_eq!(
        tree(
            "[yes, No, 1.50, 007, 2019-03, 2019-03-01, 1_000, 0x1F, ~, null, true, FALSE, a b, 12:30, .inf]"
        ),
        "[yes, No, 1.50#, 007#, 2019-03, 2019-03-01, 1_000, 0x1F#, ~, ~, true?, FALSE?, a b, 12:30, .inf]"
    );
    assert_eq!(
        tree("a: 'true'\nb: \"1\"\nc: !!str 1\nd: ! 1\ne: !!int 7\nf: |\n  7\n"),
        "{a: true, b: 1, c: 1, d: 1, e: 7#, f: 7\n}"
    );
}

#[test]
fn texts_of_several_lines_are_folded_or_kept() {
    assert_eq!(
        tree("a: one\n  two\n\n  three\nb: \"x\n  y\\\n  z\"\nc: 'it''s'"),
        "{a: one two\nthree, b: x yz, c: it's}"
    );
    assert_eq!(
        tree("a: >-\n  folded\n  text\n\nb: |\n  x\n   y\n\nc: |+\n  z\n\n"),
        "{a: folded text, b: x\n y\n, c: z\n\n}"
    );
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    assert_eq!(
        tree("2019: a\ntrue: b\n~: c\n'q r': d\n\"\\u00e9\": e\n? f\n: g\n"),
        "{2019: a, true: b, ~: c, q r: d, é: e, f: g}"
    );
    assert_eq!(error("? [a, b]\n: c"), "1:3 a key must be a word or a text [[]");
    assert_eq!(error("{a: 1, {b: 2}: c}"), "1:8 a key must be a word or a text [{]");
    assert_eq!(error(": v"), "1:1 a value without a key [:]");
}

#[test]
fn spans_are_bytes_behind_text_that_is_not_ascii() {
    let text = "# é🙂\n\"ключ\": 'Zoë' # 🙂 ü\nb: &é !!str x  # c\nc:\n- é\n-   - 🙂 🙂\n    - {k: [é, \"a\\\"b\"  ] }\nd: *é\ne: >\n  é\n  f\n\ng: z\n";
    let outcome = read("yaml", text);
    check_spans(&outcome);
    assert_eq!(outcome.told(), Vec::<String>::new());
    let mut typed = Vec::new();
    walk(outcome.node.as_ref().unwrap(), "", &mut |path, node| {
        typed.push(format!("{path} {}", &text[node.span.range()]));
    });
    let expected = [
        ".ключ 'Zoë'",
        ".b x",
        ".c - é\n-   - 🙂 🙂\n    - {k: [é, \"a\\\"b\"  ] }",
        ".c.0 é",
        ".c.1 - 🙂 🙂\n    - {k: [é, \"a\\\"b\"  ] }",
    ];
    assert_eq!(typed[1..6], expected.map(str::to_owned));
    for rest in
        [".c.1.0 🙂 🙂", ".c.1.1.k [é, \"a\\\"b\"  ]", ".c.1.1.k.1 \"a\\\"b\"", ".d x", ".e é\n  f", ".g z"]
    {
        assert!(typed.iter().any(|typed| typed == rest), "{rest}: {typed:?}");
    }
}

#[test]
fn nothing_stands_behind_its_colon_or_dash() {
    let text = "a:\nb:\n- x\n-\n";
    let mut places = Vec::new();
    walk(read("yaml", text).node.as_ref().unwrap(), "", &mut |path, node| {
        places.push((path.to_owned(), node.span))
    });
    assert!(places.contains(&(".a".to_owned(), Span::at(2))), "{places:?}");
    assert!(places.contains(&(".b.1".to_owned(), Span::at(11))), "{places:?}");
}

#[test]
fn repeated_keys_are_told_with_both_places() {
    let outcome = read("yaml", "é: 1\na: 1\n'a': 2\nb: {c: 1, c: 2}");
    assert_eq!(
        outcome.told(),
        [
            "3:1 the key `a` stands twice in the same mapping ['a']",
            "4:11 the key `c` stands twice in the same mapping [c]",
        ]
    );
    assert_eq!(
        outcome.diagnostics.iter().next().unwrap().label.as_deref(),
        Some("first at line 2, column 1")
    );
    assert_eq!(short(outcome.node.as_ref().unwrap()), "{é: 1#, a: 1#, b: {c: 1#}}");
}

#[test]
fn aliases_repeat_and_merge() {
    assert_eq!(tree("a: &x [1, b]\nc: *x\nd: &y z\n*y : 1"), "{a: [1#, b], c: [1#, b], d: z, z: 1#}");
    assert_eq!(
        tree("a: &x {n: 1, m: 2}\nb: &y {m: 3, o: 4}\nc:\n  k: 0\n  <<: [*x, *y]\n  n: 5\n"),
        "{a: {n: 1#, m: 2#}, b: {m: 3#, o: 4#}, c: {k: 0#, m: 2#, o: 4#, n: 5#}}"
    );
    assert_eq!(tree("a: &x {n: 1}\nb: {\"<<\": 2}\nc: {<<: *x}"), "{a: {n: 1#}, b: {<<: 2#}, c: {n: 1#}}");
    assert_eq!(error("<<: 5"), "1:5 `<<` merges a mapping, and this is none [5]");
    assert_eq!(error("a: &x [*x]"), "1:8 the alias stands inside the value it repeats [*x]");
    assert_eq!(error("a: &x [1]\n? *x\n: 2"), "2:3 a key must be a word or a text [*x]");
}

#[test]
fn an_alias_bomb_is_an_error_at_the_alias_that_goes_too_far() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..20 {
        let alias = format!("*a{}", n - 1);
        text += &format!("a{n}: &a{n} [{}]\n", [alias.as_str(); 9].join(", "));
    }
    let told = error(&text);
    assert!(told.contains("the YAML aliases of this file repeat too much [*a"), "{told}");
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(100_000), "*a, ".repeat(5_000));
    assert!(error(&long).contains("repeat too much [*a]"));
    let deep: String = (1..200).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1)).collect();
    assert!(error(&format!("a0: &a0 []\n{deep}")).contains("nested more than 64 deep [*a"));
    let fair = format!("a: &a [x, y]\nb: [{}]", "*a, ".repeat(1_000));
    assert!(tree(&fair).len() > 6_000);
}

#[test]
fn what_yaml_takes_from_a_text_is_told() {
    assert_eq!(
        warning("- Ranked #1 in x\n"),
        ("1:10 this is taken for a comment [#1 in x]".into(), "[Ranked]".into())
    );
    assert_eq!(
        warning("a: #0f4c81\r\nb: 1"),
        ("1:4 this is taken for a comment [#0f4c81]".into(), "{a: ~, b: 1#}".into())
    );
    assert_eq!(warning("a: 'q' #é"), ("1:8 this is taken for a comment [#é]".into(), "{a: q}".into()));
    assert_eq!(
        warning("- !wow great"),
        ("1:3 `!wow` is taken for a YAML tag, and it is none that is known [!wow]".into(), "[great]".into())
    );
    assert_eq!(
        warning("- &co x"),
        ("1:3 `&co` is taken for a YAML anchor, and nothing uses it [&co]".into(), "[x]".into())
    );
    assert_eq!(
        tree("#a: 1\na: C# # note\n  #b: 2\nb: x#1\nc: |\n  x #1\nd: 'x #1' #\n"),
        "{a: C#, b: x#1, c: x #1\n, d: x #1}"
    );
}

#[test]
fn one_file_is_one_document() {
    assert_eq!(error("---\na: 1\n---\nb: 2\n"), "3:1 the file holds more than one YAML document [---]");
    assert_eq!(error("a: 1\n...\nb: 2\n"), "3:1 the file holds more than one YAML document []");
    assert_eq!(tree("%YAML 1.2\n---\na: 1\n---\n"), "{a: 1#}");
    assert_eq!(tree("--- # x\na: 1\n...\n"), "{a: 1#}");
    assert_eq!(tree("---\n"), "~");
}

#[test]
fn errors_are_told_where_they_stand() {
    for (text, told) in [
        ("a:\n\tb: 1", "2:1 a tab where YAML wants spaces [\t]"),
        ("a:\n  b: 1\n\tc: 2", "3:1 a tab where YAML wants spaces [\t]"),
        ("a: b\r\n\tc: d", "2:1 a tab where YAML wants spaces [\t]"),
        ("a: b: c", "1:5 a second `: ` in one text [:]"),
        ("é: 1\nb:\n  name: A\n   label: B", "4:4 this line is indented too deep for a key [label:]"),
        ("b:\n  name A\n  label: B", "2:3 this line is no `key: value` [name A]"),
        ("name: A\noops\nlabel: B", "2:1 this line is no `key: value` [oops]"),
        ("- **Bold** text", "1:3 text that starts with `*` is taken for a YAML alias [**Bold**]"),
        ("* one\n* two", "1:1 text must not start with `*` or `&` [*]"),
        ("- [Link](http://x) more", "1:9 text behind a closing bracket [(http://x)]"),
        ("- {x} and y", "1:7 text behind a closing bracket [and]"),
        ("- @handle", "1:3 text must not start with this character [@handle]"),
        ("- `code`", "1:3 text must not start with this character [`code`]"),
        ("- > 50 %", "1:3 text that starts with `|` or `>` is a block, whose lines follow below [>]"),
        ("a: \"never\nb: 1", "1:4 the quote is not closed, or its text is not indented [\"never]"),
        ("a: \"never\n  b: 1", "1:4 the quote is never closed [\"never]"),
        ("a: 'it's'", "1:8 text behind a closing quote [s']"),
        ("a: \"say\" it", "1:10 text behind a closing quote [it]"),
        ("a: \"é C:\\dir\"", "1:9 a `\\` with no meaning inside \"…\" [\\d]"),
        ("a: \"\\n\\u12\"", "1:7 a `\\` escape wants hexadecimal digits [\\u12]"),
        ("a: \"\\ud800\"", "1:5 the escape stands for no character [\\ud800]"),
        ("a: [1, 2\n\n", "1:9 the `[` is not closed here []"),
        ("key: [a\nb: c", "2:2 the `[` is not closed before this [:]"),
        ("a: {b: 1", "1:9 the `{` is not closed here []"),
        ("a: ]", "1:4 a bracket that closes nothing []]"),
        ("a:\n  - b\n c: d", "3:2 this does not fit what stands above it [c:]"),
        ("key: value\n- x", "2:3 this does not fit what stands above it [x]"),
        ("a: - b", "1:4 a `- ` where no list can start [-]"),
        ("a: text # note\n  more", "1:9 a comment in the middle of a text [#]"),
        ("x: \u{feff}abc", "1:4 an invisible character (U+FEFF) [\u{feff}]"),
    ] {
        assert_eq!(error(text), told, "{text:?}");
    }
}

#[test]
fn a_part_of_a_file_counts_from_its_start() {
    let text = "---\nñ: é\nb: b\nb: c\nd: d\n---\n# Ñ: x\n";
    let source = Source::new("a.md", text);
    let mut diagnostics = Diagnostics::new();
    let part = Span::new(4, text.find("---\n#").unwrap());
    let node = parse_part(&source, part, &mut diagnostics).unwrap();
    assert_eq!(&text[node.span.range()], "ñ: é\nb: b\nb: c\nd: d");
    assert_eq!(&text[node.get("ñ").unwrap().span.range()], "é");
    let told = diagnostics.iter().next().unwrap();
    assert_eq!(told.place, Place::File(Span::new(16, 17)));
    assert_eq!(told.label.as_deref(), Some("first at line 3, column 1"));
}

#[test]
fn errors_of_form_are_reported_in_one_run() {
    let text = "basics: {name: Ada\nwork:\n  - name: \"Kestrel\" Ltd\nskills:\n  - @home\neducation:\n  - institution: Ekdal\n";
    let mut diagnostics = Diagnostics::new();
    assert!(super::parse(&Source::new("ada.yaml", text), &mut diagnostics).is_none());
    let lines: Vec<_> = diagnostics
        .iter()
        .map(|problem| match problem.place {
            crate::text::Place::File(span) => text[..span.start].matches('\n').count() + 1,
            _ => 0,
        })
        .collect();
    assert_eq!(lines, [2, 3, 5], "{diagnostics:?}");
}

#[test]
fn plain_text_is_named() {
    for text in
        ["Ada Lindqvist\nEmail: ada@example.com\nEngineer\n", "\nADA LINDQVIST\nPhone: 555 0100\n\nWork\n"]
    {
        let mut diagnostics = Diagnostics::new();
        assert!(super::parse(&Source::new("ada.txt", text), &mut diagnostics).is_none());
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        let first = diagnostics.iter().next().expect("an error");
        assert_eq!(first.message, "the file is plain text, not YAML", "{diagnostics:?}");
    }
}
