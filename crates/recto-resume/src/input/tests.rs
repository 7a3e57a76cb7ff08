//! What must hold of all formats, and the helpers that their tests share.

use super::*;
use crate::text::Span;
use crate::text::value::{self, ScalarKind, Value};
use proptest::prelude::*;

/// What a format made of a text.
pub(super) struct Outcome {
    pub(super) source: Source,
    pub(super) node: Option<Node>,
    pub(super) diagnostics: Diagnostics,
}

/// Reads a text.
pub(super) fn read(format: &str, text: &str) -> Outcome {
    let source = Source::new("file", text);
    let mut diagnostics = Diagnostics::new();
    let node = Format::by_name(format).unwrap().parse(&source, &mut diagnostics);
    Outcome { source, node, diagnostics }
}

impl Outcome {
    /// Every problem as `line:column message [text under the caret]`, as they were found.
    pub(super) fn told(&self) -> Vec<String> {
        let told = |diagnostic: &Diagnostic| {
            let Place::File(span) = diagnostic.place else { panic!("not located: {diagnostic:?}") };
            let (line, column) = self.source.line_column(span.start);
            format!("{line}:{column} {} [{}]", diagnostic.message, &self.source.text[span.range()])
        };
        self.diagnostics.iter().map(told).collect()
    }

    /// The one problem, which must be an error.
    pub(super) fn error(&self) -> String {
        assert!(self.diagnostics.has_errors(), "no error in {:?}", self.source.text);
        let told = self.told();
        assert_eq!(told.len(), 1, "{told:?}");
        told[0].clone()
    }

    /// The tree in short, when there was no problem.
    pub(super) fn tree(&self) -> String {
        assert!(self.diagnostics.is_empty(), "{:?}", self.told());
        short(self.node.as_ref().unwrap())
    }
}

/// A tree in short: `{key: text, list: [7#, true?, 2020-01-01@, ~]}` with marks for numbers, booleans and dates.
pub(super) fn short(node: &Node) -> String {
    match &node.value {
        Value::Null => "~".to_owned(),
        Value::Scalar(scalar) => {
            let mark = match scalar.kind {
                ScalarKind::Text => "",
                ScalarKind::Number => "#",
                ScalarKind::Bool => "?",
                ScalarKind::Date => "@",
            };
            format!("{}{mark}", scalar.text)
        }
        Value::List(items) => format!("[{}]", items.iter().map(short).collect::<Vec<_>>().join(", ")),
        Value::Map(pairs) => {
            let pair = |pair: &value::Pair| format!("{}: {}", pair.key, short(&pair.node));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Walks a tree with what each node is called.
pub(super) fn walk(node: &Node, path: &str, visit: &mut impl FnMut(&str, &Node)) {
    visit(path, node);
    match &node.value {
        Value::List(items) => {
            items.iter().enumerate().for_each(|(at, item)| walk(item, &format!("{path}.{at}"), visit));
        }
        Value::Map(pairs) => {
            pairs.iter().for_each(|pair| walk(&pair.node, &format!("{path}.{}", pair.key), visit));
        }
        _ => {}
    }
}

/// Panics unless all spans, of values, keys and messages, lie in the text on character boundaries, and every scalar
/// that is not quoted or a block is found at its span.
pub(super) fn check_spans(outcome: &Outcome) {
    let text = &outcome.source.text;
    let fits = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    for diagnostic in &outcome.diagnostics {
        let Place::File(span) = diagnostic.place else { panic!("not located") };
        fits(span);
    }
    let Some(root) = &outcome.node else {
        assert!(outcome.diagnostics.has_errors(), "nothing read and nothing said: {text:?}");
        return;
    };
    walk(root, "", &mut |_, node| {
        fits(node.span);
        if let Value::Map(pairs) = &node.value {
            pairs.iter().for_each(|pair| fits(pair.key_span));
        }
        if let Value::Scalar(scalar) = &node.value {
            let typed = &text[node.span.range()];
            let folded = |text: &str| text.split_whitespace().collect::<String>();
            let coded =
                typed.starts_with(['"', '\'', '|', '>']) || typed.contains('\n') || typed.contains('\r');
            assert!(coded || folded(typed) == folded(&scalar.text), "{typed:?} is not {:?}", scalar.text);
        }
    });
}

const JSON: &str = r#"{
  "basics": { "name": "Zoë Ørsted", "phone": "007", "visible": true, "gpa": 1.50, "url": null },
  "work": [
    { "company": "Lantern Works", "startDate": "2019-03", "highlights": ["C#", "a: b", "é 🙂"] },
    { "company": "Tide", "startDate": "2021", "highlights": [] }
  ],
  "meta": { "recto": { "layout": "folio" } }
}"#;

const YAML: &str = "\
basics: {name: Zoë Ørsted, phone: \"007\", visible: true, gpa: 1.50, url: ~}
work:
- company: Lantern Works
  startDate: 2019-03   # when
  highlights:
    - C#
    - 'a: b'
    - \"\\xe9 \\U0001F642\"
-
  company: Tide
  startDate: '2021'
  highlights: []
meta:
  recto: {\"layout\":folio}
";

const TOML: &str = r#"
[basics]
name = "Zoë Ørsted"
phone = '007'
visible = true
gpa = 1.50
url = ""

[[work]]
company = "Lantern Works"
startDate = "2019-03"
highlights = ["C#", "a: b", "\u00e9 🙂"]

[[work]]
company = """Tide"""
startDate = "2021"
highlights = []

[meta]
recto.layout = "folio"
"#;

#[test]
fn the_same_data_gives_the_same_tree() {
    let json = read("json", JSON).tree();
    assert_eq!(read("yaml", YAML).tree(), json);
    // TOML has no null.
    assert_eq!(read("toml", TOML).tree(), json.replace("url: ~", "url: "));
    assert!(
        json.contains("gpa: 1.50#") && json.contains("visible: true?") && json.contains("phone: 007,"),
        "{json}"
    );
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for (format, text) in [("json", JSON), ("yaml", YAML), ("toml", TOML)] {
        let windows = read(format, &text.replace('\n', "\r\n"));
        assert_eq!(windows.tree(), read(format, text).tree());
        check_spans(&windows);
    }
}

#[test]
fn spans_are_bytes_of_what_was_typed() {
    for (format, text) in [("json", JSON), ("yaml", YAML), ("toml", TOML)] {
        let outcome = read(format, text);
        check_spans(&outcome);
        let mut seen = Vec::new();
        walk(outcome.node.as_ref().unwrap(), "", &mut |path, node| seen.push((path.to_owned(), node.span)));
        let typed = |path: &str| {
            let (_, span) = seen.iter().find(|(seen, _)| seen == path).expect(path);
            text[span.range()].trim_matches(['"', '\'']).to_owned()
        };
        assert_eq!(typed(".basics.name"), "Zoë Ørsted", "{format}");
        assert_eq!(typed(".work.0.startDate"), "2019-03", "{format}");
        assert_eq!(typed(".work.0.highlights.0"), "C#", "{format}");
        assert_eq!(typed(".meta.recto.layout"), "folio", "{format}");
        assert!(
            typed(".work.0").ends_with("]") | typed(".work.0").ends_with("}") | (format == "yaml"),
            "{format}"
        );
    }
}

#[test]
fn formats_are_found_by_name_and_extension() {
    assert_eq!(Format::by_name("YAML").unwrap().name, "yaml");
    assert_eq!(Format::by_name(".yml").unwrap().name, "yaml");
    assert_eq!(Format::by_extension(Path::new("a/Ada.JSON")).unwrap().name, "json");
    assert_eq!(Format::by_extension(Path::new("ada.markdown")).unwrap().name, "markdown");
    assert!(Format::by_extension(Path::new("ada")).is_none());
    let unknown = Format::by_name("jsno").unwrap_err();
    assert_eq!(unknown.place, Place::Argument("--from jsno".to_owned()));
    assert_eq!(unknown.help, ["did you mean `json`?", "the formats are `json`, `toml`, `markdown`, `yaml`"]);
    assert_eq!(Format::by_name("docx").unwrap_err().help.len(), 1);
}

#[test]
fn a_text_tells_its_format() {
    let cases = [
        ("json", "// a résumé\n/* x */ {\"basics\": {}}"),
        ("json", " [\n {\"a\": 1}]"),
        ("toml", "# comment\n\n[basics]\nname = \"A\""),
        ("toml", "[[work]]\nname = 'A'"),
        ("toml", "basics.name = 'A: B'"),
        ("markdown", "# Ada Quill\n\nada@example.com\n\n## Work\n"),
        ("markdown", "# Ada Quill\nEmail: ada@example.com\n"),
        ("markdown", "---\nname: Ada\n---\n\n# Work\n"),
        ("markdown", "Ada Quill\n=========\n\nExperience\n---\n"),
        ("text", "- one\n- two\n"),
        ("markdown", "[My site](https://example.com) and = more\n"),
        ("text", "Just a few words.\n"),
        ("text", "Ada Quill\nada@example.com\n\nExperience\nClerk\n2019 - 2021\nSkills: Rust, Go\n"),
        (
            "text",
            "Ada Quill\nClerk\n\nExperience:\nSince 2020: Clerk, Hotel Lantern ***\n2018: Intern\nLanguages: Dutch\nLicence: B\n",
        ),
        ("markdown", "**Ada Quill**\n\n- one\n- two\n"),
        ("yaml", "# a résumé\nbasics:\n  name: Ada\n"),
        ("yaml", "---\nbasics:\n  name: Ada\n---\n"),
        ("yaml", "## Basics\n\nbasics:\n  name: Ada\n\n# Work\nwork: []\n"),
        ("yaml", "name: Ada\nwork: [a = b]\n"),
        ("yaml", "$schema: https://example.com/x\nbasics: {name: Ada}"),
    ];
    for (format, text) in cases {
        assert_eq!(Format::sniff(text).name, format, "{text:?}");
    }
    for (format, text) in [("json", JSON), ("yaml", YAML), ("toml", TOML)] {
        assert_eq!(Format::sniff(text).name, format);
    }
}

#[test]
fn deep_nesting_is_an_error_at_the_level_too_many() {
    let deep = |open: &str, inner: &str, close: &str, n: usize| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    for n in [65, 200, 100_000] {
        for (format, text) in [
            ("json", deep("[", "1", "]", n)),
            ("json", deep("{\"a\":", "1", "}", n)),
            ("json", "[".repeat(n)),
            ("yaml", deep("[", "1", "]", n)),
            ("yaml", deep("{a: ", "1", "}", n)),
            ("yaml", "- ".repeat(n) + "x"),
            ("yaml", (0..n.min(400)).map(|at| format!("{}a:\n", " ".repeat(at))).collect()),
            ("toml", format!("a = {}", deep("[", "1", "]", n))),
            ("toml", format!("a = {}", deep("{a=", "1", "}", n))),
            ("toml", format!("[a{}]\nb = 1", ".a".repeat(n))),
            ("toml", format!("a{} = 1", ".a".repeat(n))),
            ("toml", format!("a = {}", deep("{a.b.c=", "1", "}", n / 3 + 1))),
        ] {
            let error = read(format, &text).error();
            assert!(error.contains("values are nested more than 64 deep"), "{format} {n}: {error}");
        }
    }
    assert_eq!(
        read("json", &deep("[", "1", "]", 65)).error(),
        "1:65 values are nested more than 64 deep [[]"
    );
    for (format, text) in [
        ("json", deep("[", "1", "]", 64)),
        ("yaml", deep("[", "1", "]", 64)),
        ("toml", format!("a = {}", deep("[", "1", "]", 63))),
    ] {
        read(format, &text).tree();
    }
}

#[test]
fn too_many_values_are_an_error() {
    let many = "1,".repeat(20_001);
    for (format, text) in
        [("json", format!("[{many}]")), ("yaml", format!("[{many}]")), ("toml", format!("a = [{many}]"))]
    {
        assert!(read(format, &text).error().contains("the file holds more than 20000 values"), "{format}");
    }
}

#[test]
fn more_text_than_pages_hold_is_an_error_but_for_a_photo() {
    let messages = |image: &str, summary: &str| {
        let text = format!("{{\"basics\": {{\"image\": \"{image}\", \"summary\": \"{summary}\"}}}}");
        let mut diagnostics = Diagnostics::new();
        let source = Source::new("ada.json", text);
        let format = Format::by_name("json").expect("a format");
        let is_read = format.read(&source, &mut diagnostics).is_some();
        let messages: Vec<_> = diagnostics.iter().map(|one| one.message.clone()).collect();
        (is_read, messages)
    };
    let long = "word ".repeat(150_000);
    assert_eq!(
        messages(&format!("data:image/png;base64,{}", "A".repeat(2_000_000)), &long),
        (true, Vec::new())
    );
    let refused = (false, vec!["the file has more than 1 MB of text".to_owned()]);
    assert_eq!(messages(&long, &long), refused);
    assert_eq!(messages("", &"- a\\n".repeat(400_000)), refused);
}

#[test]
fn only_comments_is_an_error() {
    for (format, text) in [("json", "// a\n"), ("yaml", "# a\n"), ("toml", "# a\n")] {
        assert_eq!(read(format, text).error(), "1:1 the file holds nothing but comments []", "{format}");
    }
}

/// A text of a format with pieces taken out, put in, or doubled.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "\n", "\r\n", "\t", " ", ":", ": ", "- ", "#", " #x", "\"", "'", "\"\"\"", "[", "]", "{", "}", ",",
        "&a ", "*a", "!b ", "|", ">", "\\", "\\u", "<<: ", "---\n", "...\n", "= ", ".", "é", "🙂",
        "\u{FEFF}", "\u{85}", "\u{a0}", "%", "? ", "//", "/*", "0x", "-", "[[a]]\n", "1979-05-27",
    ]);
    let edit = (any::<prop::sample::Index>(), 0..6_usize, scraps);
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, cut, scrap) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, scrap.chars());
        }
        chars.into_iter().collect()
    })
}

#[test]
fn places_fit_the_text_behind_a_directive_that_the_parser_counts_in_bytes() {
    for text in ["\r%é\n:", "%é\n--- ééé \"é\"", "%éé\n---\na: éééé: b", "%é\n---\n- 'é'\n- \"é\"\n"]
    {
        check_spans(&read("yaml", text));
    }
}

proptest! {
    #[test]
    fn a_damaged_file_never_panics_and_its_spans_fit(
        json in mutated(JSON), yaml in mutated(YAML), toml in mutated(TOML),
    ) {
        check_spans(&read("json", &json));
        check_spans(&read("yaml", &yaml));
        check_spans(&read("toml", &toml));
    }

    #[test]
    fn any_text_never_panics_and_its_spans_fit(
        text in "[\\[\\]{}:,#&*!|>'\"%@`?=.\\\\/<~ \n\r\tabé🙂\u{feff}0-9-]{0,40}", any in "\\PC{0,30}",
    ) {
        for text in [text, any] {
            for format in ["json", "yaml", "toml"] {
                check_spans(&read(format, &text));
            }
            Format::sniff(&text);
        }
    }

    #[test]
    fn any_plain_words_come_back_as_typed(words in prop::collection::vec("[A-Za-zé0-9][A-Za-z0-9é./+-]{0,12}", 1..8)) {
        prop_assume!(words.iter().all(|word| !matches!(word.to_lowercase().as_str(), "null")));
        let list = |words: &[String]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let texts = |outcome: &Outcome| {
            let mut texts = Vec::new();
            walk(outcome.node.as_ref().unwrap(), "", &mut |_, node| {
                if let Value::Scalar(scalar) = &node.value {
                    texts.push(scalar.text.clone());
                }
            });
            texts
        };
        prop_assert_eq!(&texts(&read("yaml", &format!("- {}\n", words.join("\n- ")))), &words);
        prop_assert_eq!(&texts(&read("json", &format!("[{}]", list(&words)))), &words);
        prop_assert_eq!(&texts(&read("toml", &format!("a = [{}]", list(&words)))), &words);
    }
}

/// The language that a file sets or shows, and the messages.
fn language(name: &str, text: &str) -> (Option<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let format = Format::by_extension(Path::new(name)).expect("known");
    let resume = format.read(&Source::new(name, text), &mut diagnostics).expect("read");
    let setting = resume.settings.into_iter().find(|setting| setting.key == "lang");
    let lang = setting.map(|setting| match setting.value.value {
        Value::Scalar(scalar) => scalar.text,
        other => panic!("{other:?}"),
    });
    (lang, diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect())
}

#[test]
fn the_language_is_read_where_programs_write_it() {
    for (name, text) in [
        ("a.json", r#"{"name": "Ann", "meta": {"language": "de"}}"#),
        ("a.json", r#"{"name": "Ann", "meta": {"locale": "de"}}"#),
        ("a.json", r#"{"name": "Ann", "lang": "Deutsch"}"#),
        ("a.yaml", "name: Ann\nlocale: de\n"),
        ("a.toml", "lang = 'de'\nname = 'Ann'\n"),
        ("a.yaml", "name: Ann\nlang: en\nmeta: {recto: {lang: de}}\n"),
        ("x/resume.de.json", r#"{"name": "Ann"}"#),
        ("a.md", "---\nlang: de\n---\n# Ann Lee\n"),
        ("cv.de.md", "# Ann Lee\n"),
    ] {
        assert_eq!(language(name, text), (Some("de".to_owned()), Vec::new()), "{text}");
    }
    assert_eq!(language("cv.v2.json", r#"{"name": "Ann"}"#), (None, Vec::new()));
    let (lang, messages) = language("a.json", r#"{"name": "Ann", "meta": {"lang": "eu"}}"#);
    assert_eq!(
        (lang, messages),
        (None, vec!["`lang` is `eu`, in which recto has no titles and dates".to_owned()])
    );
}

#[test]
fn the_language_of_data_is_guessed_with_a_word_or_named() {
    let summary = |text: &str| format!("name: Ann\nsummary: {text}\n");
    let german = summary("Entwicklung von Anwendungen mit Rust für die Bank und das Haus");
    let (lang, messages) = language("a.yaml", &german);
    assert_eq!(lang.as_deref(), Some("de"));
    assert_eq!(messages, ["the language is `de` (Deutsch) by the words of the file"]);
    let (lang, messages) = language("a.yaml", &summary("Pflege der Geräte und Schulung für Gäste"));
    assert_eq!(lang, None);
    assert_eq!(messages, ["the text looks like `de` (Deutsch), but titles and dates are English"]);
    let (lang, messages) = language("a.yaml", &summary("Zorg voor het team van de winkel, ook bij drukte"));
    assert_eq!(lang.as_deref(), Some("nl"));
    assert_eq!(messages, ["the language is `nl` (Nederlands) by the words of the file"]);
    for (text, code) in [
        ("山田太郎はソフトウェアを開発し、東京で働いています", "ja"),
        ("\"저는 서울에서 일하는 개발자입니다\"", "ko"),
        ("我是一名软件工程师，在北京工作", "zh"),
    ] {
        let (lang, messages) = language("a.yaml", &summary(text));
        assert_eq!((lang.as_deref(), messages.len()), (Some(code), 1), "{messages:?}");
    }
    let (lang, messages) =
        language("a.yaml", "name: Ann\nwork: [{name: Foo, startDate: 2019, endDate: heute}]\n");
    assert_eq!(lang, None);
    assert_eq!(messages, ["the text looks like `de` (Deutsch), but titles and dates are English"]);
    // A word of several languages says nothing, and so do the keys of English.
    for text in
        ["work: [{name: Foo, endDate: present}]", "experiences: [{name: Foo}]", "achievements: [{title: X}]"]
    {
        assert_eq!(language("a.yaml", &format!("name: Ann\n{text}\n")), (None, Vec::new()), "{text}");
    }
    for text in ["Led the team of ten and shipped the product", "Java, Python, SQL"] {
        assert_eq!(language("a.yaml", &summary(text)), (None, Vec::new()));
    }
    assert_eq!(language("a.yaml", &(german + "lang: en\n")), (Some("en".to_owned()), Vec::new()));
}

#[test]
fn a_title_of_two_languages_speaks_for_none() {
    let portuguese = "# Anna Souza\n## Objetivo\nCrescer.\n## Experiência\n### Programadora - *Agência Norte*\n*02/2018 – Atual*\n- Fez\n## Idiomas\nInglês\n";
    assert_eq!(language("a.md", portuguese), (Some("pt".to_owned()), Vec::new()));
    assert_eq!(
        language("a.md", "# Anna Souza\n## Objetivo\nCrescer.\n## Idiomas\nInglês\n"),
        (None, Vec::new())
    );
    let spanish = "# Anna Souza\n## Objetivo\nCrecer.\n## Experiencia laboral\n### Becaria (2018)\n";
    assert_eq!(language("a.md", spanish).0.as_deref(), Some("es"));
    let english = "# Anna Souza\n## Summary\nEntwicklung von Anwendungen mit Rust für die Bank und das Haus\n## Experience\n### X (2018)\n";
    assert_eq!(language("a.md", english), (None, Vec::new()));
}

#[test]
fn front_matter_of_blogs_and_pandoc_says_who_it_is() {
    for front in [
        "title: Curriculum Vitae\nauthor: Priya Raman\ndate: 2024-01-01\nlayout: page\npermalink: /cv\nid: 3\nguid: x\ndescription: My CV",
        "author:\n  - Priya Raman\n  - Another",
        "author: {name: Priya Raman, email: p@example.com}",
        "title: Priya Raman\nauthor: Priya Raman\noutput: pdf_document",
        "layout: default\ntitle: Priya Raman's Resume",
        "name: Priya Raman\ntitle: Résumé\nlayout: cv",
    ] {
        let text = format!("---\n{front}\n---\n## Experience\n### Engineer, Foo (2012 – 2014)\n");
        let mut diagnostics = Diagnostics::new();
        let resume = markdown(&Source::new("a.md", text), &[], &mut diagnostics);
        assert_eq!(resume.basics.name.map(|name| name.value).as_deref(), Some("Priya Raman"), "{front}");
        assert_eq!((resume.basics.label, diagnostics.iter().count()), (None, 0), "{front}");
    }
    let mut diagnostics = Diagnostics::new();
    let front = "---\ntitle: Software Engineer Resume\nauthor: Ann Lee\n---\n";
    let basics = markdown(&Source::new("a.md", front), &[], &mut diagnostics).basics;
    assert_eq!(basics.label.map(|label| label.value).as_deref(), Some("Software Engineer"));
    markdown(
        &Source::new("a.md", "---\nname: A B\nlayout: plain\nauthor: C D\n---\n"),
        &[],
        &mut diagnostics,
    );
    let messages: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["unknown key `author`"]);
}

/// The message about a text, and the line that it is at.
fn refused_text(text: &str) -> (String, usize) {
    let (source, mut diagnostics) = (Source::new("cv.txt", text), Diagnostics::new());
    Format::by_name("text").expect("a format").read(&source, &mut diagnostics);
    let error = diagnostics.iter().find(|problem| problem.rule == Rule::FileExcessive).expect("refused");
    let span = error.location(&source).1.expect("a place");
    (error.message.clone(), source.line_column(span.start).0)
}

#[test]
fn a_text_of_hundreds_of_pages_is_refused() {
    let line = format!("{}\n", "word ".repeat(100));
    assert_eq!(
        refused_text(&line.repeat(1_100)),
        ("the file has more than 500 kB of text".to_owned(), 1_003)
    );
    assert_eq!(
        refused_text(&"word\n".repeat(15_001)),
        ("the file has more than 15000 lines".to_owned(), 15_001)
    );
}

#[test]
fn a_document_may_be_larger_than_a_text() {
    let rules = |size: usize, mark: &[u8]| {
        let (mut bytes, mut diagnostics) = (mark.to_vec(), Diagnostics::new());
        bytes.resize(size, b' ');
        open("cv", bytes, &mut diagnostics);
        diagnostics.iter().map(|problem| problem.rule).collect::<Vec<_>>()
    };
    for mark in [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04"] {
        assert_eq!(rules(6_000_000, mark), [Rule::FileDamaged]);
        assert_eq!(rules(30_000_001, mark), [Rule::FileExcessive]);
    }
    assert_eq!(rules(6_000_000, b"Ada"), [Rule::FileExcessive]);
}
