//! A request: one JSON object, read as the formats are read, so that every problem of it is reported at once and in its
//! place.

use super::MAX_LINE;
use crate::cli::habits;
use crate::cli::keys::{self, Key, put, scalar};
use crate::cli::output::{NAMELESS, ends_as_folder};
use recto::input;
use recto::output;
use recto::sheet::options::{OPTIONS, RequestedOption, inline_value};
use recto::text::value::{Node, Pair, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Source, Span};
use std::path::{Path, PathBuf};

/// One résumé to render.
#[derive(Debug, Default)]
pub struct Request {
    /// The name for messages.
    pub name: String,
    /// The résumé.
    pub text: String,
    /// Its format, where the request says it.
    pub format: Option<&'static input::Format>,
    /// The options, and the layout among them.
    pub arguments: Vec<RequestedOption>,
    /// What is to be made; at least one.
    pub formats: Vec<&'static output::Format>,
    /// Where the files go; into the answer otherwise.
    pub output: Option<PathBuf>,
    /// Whether warnings stop the render, where the request says it.
    pub strict: Option<bool>,
    /// The folder where the photo may be.
    pub folder: Option<PathBuf>,
}

/// A line, read.
#[derive(Debug)]
pub struct RequestLine {
    /// The `id`, as JSON in one line.
    pub id: String,
    /// The request, or the text that its problems are in.
    pub request: Result<Request, Source>,
}

/// A request as far as it is read.
#[derive(Default)]
struct RequestDraft {
    request: Request,
    /// Its own text counts, so that no number and no order of keys changes on the way.
    resume: Option<Span>,
    text: Option<String>,
    layout: Option<RequestedOption>,
}

/// Every key. A row that has nothing for one, such as that of a table, gives `null`.
const KEYS: [Key<RequestDraft>; 11] = [
    Key("id", "any value", |_, _, _| Some(())),
    Key("resume", "an object; a résumé as text goes under `text`", |draft, node, _| {
        put(&mut draft.resume, matches!(node.value, Value::Map(_)).then_some(node.span))
    }),
    Key("text", "text; a résumé as an object goes under `resume`", |draft, node, _| {
        put(&mut draft.text, word(node))
    }),
    Key("format", "the name of an input format", |draft, node, problems| {
        match input::Format::by_name(&word(node)?) {
            Ok(format) => draft.request.format = Some(format),
            Err(problem) => {
                let problem = Diagnostic { place: Place::File(node.span), ..problem };
                problems.push(match output::Format::by_name(&word(node)?) {
                    Some(made) => {
                        problem.help(format!("`\"formats\": [\"{}\"]` names what is made", made.name))
                    }
                    None => problem,
                });
            }
        }
        Some(())
    }),
    Key("name", "text", |draft, node, _| put(&mut draft.request.name, word(node))),
    Key("layout", "the name of a layout", |draft, node, _| {
        put(&mut draft.layout, word(node).map(|_| requested(&["layout"], "layout", node)))
    }),
    Key("set", "an object of options with their values", RequestDraft::set),
    Key("formats", "a list of output formats, such as `[\"pdf\"]`", |draft, node, problems| {
        put(&mut draft.request.formats, keys::formats(node, problems))
    }),
    Key("output", "the path of a file", RequestDraft::output),
    Key("folder", "the path of a folder", |draft, node, _| put(&mut draft.request.folder, keys::path(node))),
    Key("strict", "true or false", |draft, node, _| put(&mut draft.request.strict, keys::switch(node))),
];

/// Reads a line. Why there is no request is in `problems`.
pub fn read(line: Vec<u8>, problems: &mut Diagnostics) -> RequestLine {
    let text = match line_text(line) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return RequestLine { id: "null".to_owned(), request: Err(Source::new("request", "")) };
        }
    };
    let source = Source::new("request", text);
    let mut found = Diagnostics::new();
    let tree = json().parse(&source, &mut found);
    let id = tree.as_ref().and_then(|tree| tree.get("id")).map_or_else(|| "null".to_owned(), echo);
    // What is wrong with the form of the résumé is reported when that is read.
    let resume = tree.as_ref().and_then(|tree| tree.get("resume")).map(|node| node.span);
    let within = |problem: &Diagnostic| match (&problem.place, resume) {
        (Place::File(span), Some(resume)) => span.start > resume.start && span.end < resume.end,
        _ => false,
    };
    problems.extend(found.into_iter().filter(|problem| !within(problem)));
    let request = tree.as_ref().and_then(|tree| read_tree(tree, &source, problems));
    let request = request.filter(|_| !problems.has_errors());
    RequestLine { id, request: request.ok_or(source) }
}

/// The text of a line.
fn line_text(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let fault = |message: String| Diagnostic::of(Rule::RequestInvalid, message);
    if bytes.len() > MAX_LINE {
        return Err(fault(format!("the request is longer than the limit of {} MB", MAX_LINE / 1_000_000)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        fault(format!("the request is not UTF-8: byte 0x{:02X} at {at}", error.as_bytes()[at]))
    })?;
    match text.trim_start_matches('\u{feff}').trim() {
        "" => Err(fault("the line is empty".to_owned()).help("every line is one request, a JSON object")),
        text => Ok(text.to_owned()),
    }
}

/// The format of requests, and of a `resume` in one.
pub fn json() -> &'static input::Format {
    input::Format::by_name("json").unwrap_or_else(|_| input::Format::sniff("{}"))
}

/// A value as JSON in one line; numbers are spelled as they came.
fn echo(node: &Node) -> String {
    let join = |parts: Vec<String>| parts.join(",");
    let pair = |pair: &Pair| format!("{}:{}", quoted(&pair.key), echo(&pair.node));
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Text => quoted(&scalar.text),
        Value::Scalar(scalar) => scalar.text.clone(),
        Value::List(items) => format!("[{}]", join(items.iter().map(echo).collect())),
        Value::Map(pairs) => format!("{{{}}}", join(pairs.iter().map(pair).collect())),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Reads a request. `None` when it is none; every reason is in `problems`.
fn read_tree(tree: &Node, source: &Source, problems: &mut Diagnostics) -> Option<Request> {
    let Value::Map(pairs) = &tree.value else {
        let message = format!("a request is an object, not {}", tree.kind());
        problems.push(Diagnostic::at(Rule::RequestInvalid, tree.span, message));
        return None;
    };
    let mut draft = RequestDraft::default();
    draft.request.name = NAMELESS.to_owned();
    let is_option = |key: &str| OPTIONS.iter().any(|option| option.key == key);
    let meant = |key: &str| match habits::request_key(key) {
        Some(meant) => Some(format!("did you mean `{meant}`?")),
        None => is_option(key).then(|| format!("`{key}` belongs under `set`")),
    };
    keys::read(&KEYS, Rule::RequestInvalid, pairs, &mut draft, problems, meant);
    draft.finish(tree, source, problems)
}

impl RequestDraft {
    fn set(&mut self, node: &Node, problems: &mut Diagnostics) -> Option<()> {
        let Value::Map(pairs) = &node.value else { return None };
        for pair in pairs {
            let path = [&["set"], RequestedOption::path(&pair.key).as_slice()].concat();
            for (path, node) in keys::options(Rule::RequestInvalid, &path, &pair.node, problems) {
                self.request.arguments.push(requested(&path[1..], &path.join("."), node));
            }
        }
        Some(())
    }

    fn output(&mut self, node: &Node, problems: &mut Diagnostics) -> Option<()> {
        let path = keys::path(node)?;
        // There or not.
        if ends_as_folder(&path) || path.file_name().is_none() || path.is_dir() {
            let error = Diagnostic::at(Rule::RequestInvalid, node.span, "`output` names a folder");
            problems.push(error.help("name the file in it, such as `out/ada.pdf`"));
        } else if path.metadata().is_ok_and(|meta| !meta.is_file()) {
            let error = Diagnostic::at(Rule::RequestInvalid, node.span, "`output` names a pipe or a device");
            problems.push(error.help("name a file, or leave `output` out to have the bytes in the answer"));
        }
        put(&mut self.request.output, Some(path))
    }

    /// Puts it together. There must be one résumé, in one of the two ways.
    fn finish(self, tree: &Node, source: &Source, problems: &mut Diagnostics) -> Option<Request> {
        let Self { mut request, resume, text, layout } = self;
        let is_reported = problems.has_errors();
        let mut refuse = |key: &str, message: &str, help: &str| {
            let span = tree.get(key).map_or(tree.span, |node| node.span);
            problems.push(Diagnostic::at(Rule::RequestInvalid, span, message).help(help));
            None
        };
        let by_name = || input::Format::by_extension(Path::new(&request.name));
        (request.text, request.format) = match (resume, text) {
            (Some(_), Some(_)) => {
                return refuse("text", "`resume` and `text` are two résumés", "leave one of them out");
            }
            (Some(_), None) if request.format.is_some_and(|format| format.name != json().name) => {
                let help = "a `resume` is JSON; text in another format goes under `text`";
                return refuse("format", "this is not the format of the `resume`", help);
            }
            (Some(span), None) => (source.slice(span).to_owned(), Some(json())),
            (None, Some(text)) => (text, request.format.or_else(by_name)),
            // One of the wrong kind has been reported.
            (None, None) if is_reported => return None,
            (None, None) => {
                let help = "give it as an object under `resume`, or as text under `text`";
                return refuse("", "the request has no résumé", help);
            }
        };
        if request.formats.is_empty() {
            request.formats.push(output::Format::usual());
        }
        request.arguments.extend(layout);
        Some(request)
    }
}

/// An option as it was requested; `key` is its name in messages, such as `set.accent`.
fn requested(path: &[&str], key: &str, node: &Node) -> RequestedOption {
    RequestedOption::new(path, node, Place::Argument(format!("{key}={}", inline_value(node))))
}

/// A text, which may be empty.
fn word(node: &Node) -> Option<String> {
    scalar(node, ScalarKind::Text).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `id` of a line, and its problems.
    fn problems(line: impl Into<Vec<u8>>) -> (String, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let asked = read(line.into(), &mut diagnostics);
        assert_eq!(asked.request.is_err(), diagnostics.has_errors());
        (asked.id, diagnostics.iter().map(|problem| problem.message.clone()).collect())
    }

    #[test]
    fn an_id_comes_back_as_it_went() {
        for id in [
            "7",
            "-0",
            "1.50",
            "1e400",
            "123456789012345678901234567890",
            "null",
            "true",
            "[]",
            "{}",
            r#""a\"b\\\n""#,
            r#"{"a":[1,{"b":null}],"é":"ü"}"#,
        ] {
            assert_eq!(problems(format!(r#"{{"text": "a", "id": {id}}}"#)), (id.to_owned(), vec![]), "{id}");
        }
        assert_eq!(problems("{\"text\": \"a\", \"id\": [1,\r 2 /* 3 */, ]}").0, "[1,2]");
        assert_eq!(problems(r#"{"text": "a"}"#).0, "null");
    }

    #[test]
    fn a_line_that_is_no_request_is_reported() {
        let message = |line: &[u8]| problems(line).1.concat();
        assert_eq!(message(b""), "the line is empty");
        assert_eq!(message(b"\xef\xbb\xbf \t"), "the line is empty");
        assert_eq!(message(b"{\"id\": \"\xe9\"}"), "the request is not UTF-8: byte 0xE9 at 8");
        assert_eq!(message(b"[]"), "a request is an object, not a list");
        assert_eq!(message(b"{\"id\": 1"), "the file ends with a `{` open");
        assert_eq!(read(vec![b' '; MAX_LINE + 1], &mut Diagnostics::new()).id, "null");
    }

    #[test]
    fn what_is_wrong_in_the_resume_s_own_form_is_left_to_it() {
        let twice = r#"{"resume": {"basics": {"name": "A", "name": "B"}}}"#;
        assert_eq!(problems(twice).1, [""; 0]);
        assert_eq!(problems(r#"{"text": "a", "text": "b"}"#).1.len(), 1);
    }

    fn request(line: &str) -> Result<Request, Vec<String>> {
        let (source, mut diagnostics) = (Source::new("request", line), Diagnostics::new());
        let tree = json().parse(&source, &mut diagnostics).expect("JSON");
        let request = read_tree(&tree, &source, &mut diagnostics).filter(|_| !diagnostics.has_errors());
        request.ok_or_else(|| diagnostics.iter().map(|problem| problem.message.clone()).collect())
    }

    fn wrong(line: &str) -> Vec<String> {
        request(line).expect_err("refused")
    }

    #[test]
    fn nothing_but_a_resume_is_needed() {
        let request = request(r#"{"resume": {"b": 1.50, "a": 1}}"#).unwrap();
        assert_eq!((request.text.as_str(), request.name.as_str()), (r#"{"b": 1.50, "a": 1}"#, "resume"));
        assert_eq!(request.format.map(|format| format.name), Some("json"));
        assert_eq!(request.formats.iter().map(|format| format.name).collect::<Vec<_>>(), ["pdf"]);
        assert!(request.output.is_none() && request.strict.is_none() && request.arguments.is_empty());
    }

    #[test]
    fn null_is_as_good_as_nothing() {
        let nulls = KEYS.map(|key| format!(r#""{}": null, "#, key.0)).concat();
        let nulls = nulls.replace(r#""text": null, "#, "");
        assert_eq!(request(&format!(r#"{{{nulls}"text": "a"}}"#)).unwrap().text, "a");
    }

    #[test]
    fn options_are_values_lists_and_objects() {
        let line = r#"{"text": "", "layout": "datum", "set": {"size": 10.50, "photo": false, "accent": null,
            "hide": ["Talks, Papers", "skills"], "titles": {"work": "Career", "skills": "Skills"}}}"#;
        let places: Vec<_> = request(line).unwrap().arguments.into_iter().map(|set| set.place).collect();
        let hide = r#"hide=["Talks, Papers", "skills"]"#;
        let wanted = ["size=10.50", "photo=false", hide, "titles.work=Career", "titles.skills=Skills"];
        let wanted: Vec<_> =
            wanted.iter().map(|set| format!("set.{set}")).chain(["layout=datum".to_owned()]).collect();
        assert_eq!(places, wanted.into_iter().map(Place::Argument).collect::<Vec<_>>());
        let style =
            request(r#"{"text": "", "set": {"style": {"date": {"color": "accent"}}}}"#).unwrap().arguments;
        assert_eq!(style[0].place, Place::Argument("set.style.date.color=accent".to_owned()));
        assert_eq!(
            wrong(r#"{"text": "", "set": {"hide": [[]]}}"#),
            ["`set.hide` takes a value or a list of values"]
        );
    }

    #[test]
    fn the_name_says_the_format_of_a_text() {
        let format =
            |rest: &str| request(&format!(r#"{{"text": "a", {rest}}}"#)).unwrap().format.map(|f| f.name);
        assert_eq!(format(r#""name": "ada.toml""#), Some("toml"));
        assert_eq!(format(r#""name": "ada.toml", "format": "md""#), Some("markdown"));
        assert_eq!(format(r#""name": "ada""#), None);
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(wrong("{}"), ["the request has no résumé"]);
        assert_eq!(wrong(r#"{"text": "a", "resume": {}}"#), ["`resume` and `text` are two résumés"]);
        assert_eq!(wrong(r#"{"format": "yaml", "resume": {}}"#), ["this is not the format of the `resume`"]);
        assert_eq!(
            wrong(r#"{"txt": "a", "resume": "{}", "strict": "yes", "formats": [], "set": 1}"#),
            [
                "unknown key `txt`",
                "`resume` takes an object; a résumé as text goes under `text`",
                "`strict` takes true or false",
                "`formats` takes a list of output formats, such as `[\"pdf\"]`",
                "`set` takes an object of options with their values",
            ]
        );
        let formats = wrong(r#"{"text": "a", "format": "yalm", "formats": ["pdf", "docx"]}"#);
        assert_eq!(formats, ["there is no input format `yalm`", "there is no output format `docx`"]);
        for (key, meant) in [("options", "set"), ("theme", "layout"), ("data", "resume")] {
            let line = format!(r#"{{"text": "a", "{key}": {{}}}}"#);
            let mut found = Diagnostics::new();
            read(line.into_bytes(), &mut found);
            let problem = found.iter().next().expect("a problem");
            assert_eq!(problem.message, format!("unknown key `{key}`"));
            assert_eq!(problem.help, [format!("did you mean `{meant}`?")]);
        }
        let mut found = Diagnostics::new();
        read(br#"{"text": "a", "format": "pdf"}"#.to_vec(), &mut found);
        let help = found.iter().flat_map(|problem| &problem.help).cloned().collect::<Vec<_>>().join("\n");
        assert!(help.contains(r#"`"formats": ["pdf"]` names what is made"#), "{help}");
        #[cfg(target_os = "linux")]
        assert_eq!(wrong(r#"{"text": "a", "output": "/dev/null"}"#), ["`output` names a pipe or a device"]);
        for folder in ["out/", "..", "/", "."] {
            assert_eq!(
                wrong(&format!(r#"{{"text": "a", "output": "{folder}"}}"#)),
                ["`output` names a folder"]
            );
        }
    }
}
