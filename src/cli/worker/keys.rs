//! The keys of a request: one table reads them and words what they take. `null` counts as not given, as a table has it
//! where a row has nothing.

use super::request::{Request, json};
use recto::input;
use recto::output;
use recto::sheet::options::{RequestedOption, inline_value, one_of};
use recto::text::Source;
use recto::text::value::{Node, Pair, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Span};
use std::path::{Path, PathBuf};

/// A key: what it takes, in words, and how its value is read; `None` when it is not what the key takes.
struct Key {
    name: &'static str,
    takes: &'static str,
    read: fn(&mut Draft, &Node) -> Option<()>,
}

/// Every key.
const KEYS: [Key; 11] = [
    Key { name: "id", takes: "any value", read: |_, _| Some(()) },
    Key {
        name: "resume",
        takes: "an object; a résumé as text goes under `text`",
        read: |draft, node| put(&mut draft.resume, object(node)),
    },
    Key {
        name: "text",
        takes: "text; a résumé as an object goes under `resume`",
        read: |draft, node| put(&mut draft.text, word(node)),
    },
    Key { name: "format", takes: "the name of an input format", read: Draft::format },
    Key { name: "name", takes: "text", read: |draft, node| put(&mut draft.name, word(node)) },
    Key { name: "layout", takes: "the name of a layout", read: Draft::layout },
    Key { name: "set", takes: "an object of options with their values", read: Draft::set },
    Key { name: "formats", takes: "a list of output formats, such as `[\"pdf\"]`", read: Draft::formats },
    Key { name: "output", takes: "the path of a file", read: Draft::output },
    Key {
        name: "folder",
        takes: "the path of a folder",
        read: |draft, node| put(&mut draft.folder, path(node)),
    },
    Key { name: "strict", takes: "true or false", read: |draft, node| put(&mut draft.strict, switch(node)) },
];

/// The name of a résumé that was given none.
const NAMELESS: &str = "resume";

/// A request as far as it is read.
#[derive(Default)]
struct Draft {
    problems: Vec<Diagnostic>,
    /// Its own text counts, so that no number and no order of keys changes on the way.
    resume: Option<Span>,
    text: Option<String>,
    format: Option<&'static input::Format>,
    name: Option<String>,
    layout: Option<RequestedOption>,
    set: Vec<RequestedOption>,
    formats: Vec<&'static output::Format>,
    output: Option<PathBuf>,
    folder: Option<PathBuf>,
    strict: Option<bool>,
}

/// Reads a request. `None` when it is none; every reason is in `diagnostics`.
pub fn read(tree: &Node, source: &Source, diagnostics: &mut Diagnostics) -> Option<Request> {
    let Value::Map(pairs) = &tree.value else {
        let message = format!("a request is an object, not {}", tree.kind());
        diagnostics.push(Diagnostic::at(Rule::RequestInvalid, tree.span, message));
        return None;
    };
    let mut draft = Draft::default();
    pairs.iter().for_each(|pair| draft.key(pair));
    let resume = draft.resume(tree);
    draft.problems.drain(..).for_each(|problem| diagnostics.push(problem));
    resume.map(|resume| draft.finish(resume, source))
}

/// The résumé of a request.
enum Resume {
    Object(Span),
    Text(String),
}

impl Draft {
    /// Reads one key.
    fn key(&mut self, pair: &Pair) {
        let Some(key) = KEYS.iter().find(|key| key.name == pair.key) else {
            let names = KEYS.map(|key| key.name);
            let error = Diagnostic::at(
                Rule::RequestInvalid,
                pair.key_span,
                format!("a request has no `{}`", pair.key),
            );
            let error = error.suggest(&pair.key, names);
            self.problems.push(error.help(format!("the keys are {}", names.join(", "))));
            return;
        };
        if pair.node.value != Value::Null && (key.read)(self, &pair.node).is_none() {
            let message = format!("`{}` takes {}", key.name, key.takes);
            let error = Diagnostic::at(Rule::RequestInvalid, pair.node.span, message);
            self.problems.push(error.label(format!("this is {}", pair.node.kind())));
        }
    }

    fn format(&mut self, node: &Node) -> Option<()> {
        match input::Format::by_name(&word(node)?) {
            Ok(format) => self.format = Some(format),
            Err(problem) => self.problems.push(Diagnostic { place: Place::File(node.span), ..problem }),
        }
        Some(())
    }

    fn layout(&mut self, node: &Node) -> Option<()> {
        put(&mut self.layout, word(node).map(|_| requested(&["layout"], "layout", node)))
    }

    fn set(&mut self, node: &Node) -> Option<()> {
        let Value::Map(pairs) = &node.value else { return None };
        for pair in pairs {
            self.option(&RequestedOption::path(&pair.key), &pair.node);
        }
        Some(())
    }

    /// One option: a single value, a list of them, or an object such as `titles`. Each member of an object is an option of
    /// its own, so that a message names it.
    fn option(&mut self, path: &[&str], node: &Node) {
        let is_single = |node: &Node| matches!(node.value, Value::Scalar(_));
        let place = format!("set.{}", path.join("."));
        match &node.value {
            Value::Null => {}
            Value::Map(pairs) if !pairs.is_empty() => {
                for pair in pairs {
                    self.option(&[path, &[pair.key.as_str()]].concat(), &pair.node);
                }
            }
            Value::List(items) if !items.iter().all(is_single) => self.problems.push(
                Diagnostic::at(
                    Rule::RequestInvalid,
                    node.span,
                    format!("`{place}` takes a value or a list of values"),
                )
                .label(format!("this is {}", node.kind())),
            ),
            _ => self.set.push(requested(path, &place, node)),
        }
    }

    fn formats(&mut self, node: &Node) -> Option<()> {
        let items = match &node.value {
            Value::List(items) if !items.is_empty() => items.as_slice(),
            Value::Scalar(_) => std::slice::from_ref(node),
            _ => return None,
        };
        for item in items {
            let name = word(item)?;
            match output::Format::by_name(&name) {
                Some(format) if self.formats.iter().any(|known| known.name == format.name) => {}
                Some(format) => self.formats.push(format),
                None => self.problems.push(unknown_output(&name, item)),
            }
        }
        Some(())
    }

    fn output(&mut self, node: &Node) -> Option<()> {
        let path = path(node)?;
        let ends_as_folder = path.to_string_lossy().ends_with(std::path::is_separator);
        if ends_as_folder || path.file_name().is_none() || path.is_dir() {
            let error = Diagnostic::at(Rule::RequestInvalid, node.span, "`output` names a folder");
            self.problems.push(error.help("name the file in it, such as `out/ada.pdf`"));
        }
        put(&mut self.output, Some(path))
    }

    /// The résumé: one, in one of the two ways.
    fn resume(&mut self, tree: &Node) -> Option<Resume> {
        let (key, message, help) = match (self.resume, self.text.take()) {
            (Some(_), Some(_)) => ("text", "`resume` and `text` are two résumés", "leave one of them out"),
            (Some(_), None) if self.format.is_some_and(|format| format.name != json().name) => {
                let help = "a `resume` is JSON; text in another format goes under `text`";
                ("format", "this is not the format of the `resume`", help)
            }
            (Some(span), None) => return Some(Resume::Object(span)),
            (None, Some(text)) => return Some(Resume::Text(text)),
            // One of the wrong kind has been told.
            (None, None) if !self.problems.is_empty() => return None,
            (None, None) => {
                let help = "give it as an object under `resume`, or as text under `text`";
                ("", "the request has no résumé", help)
            }
        };
        let span = tree.get(key).map_or(tree.span, |node| node.span);
        self.problems.push(Diagnostic::at(Rule::RequestInvalid, span, message).help(help));
        None
    }

    /// Puts it together.
    fn finish(self, resume: Resume, source: &Source) -> Request {
        let name = self.name.unwrap_or_else(|| NAMELESS.to_owned());
        let (text, format) = match resume {
            Resume::Object(span) => (source.slice(span).to_owned(), Some(json())),
            Resume::Text(text) => {
                (text, self.format.or_else(|| input::Format::by_extension(Path::new(&name))))
            }
        };
        let formats = if self.formats.is_empty() { vec![output::Format::usual()] } else { self.formats };
        let arguments = self.set.into_iter().chain(self.layout).collect();
        let (output, folder, strict) = (self.output, self.folder, self.strict);
        Request { name, text, format, arguments, formats, output, folder, strict }
    }
}

/// An option; `place` is its place in the request, such as `set.accent`.
fn requested(path: &[&str], place: &str, node: &Node) -> RequestedOption {
    RequestedOption::new(path, node, format!("{place}={}", inline_value(node)))
}

fn unknown_output(name: &str, node: &Node) -> Diagnostic {
    let names: Vec<&str> = output::FORMATS.iter().map(|format| format.name).collect();
    Diagnostic::at(Rule::FormatUnknown, node.span, format!("there is no output format `{name}`"))
        .suggest(name, names.iter().copied())
        .help(format!("the formats are {}", one_of(&names).replace(" or ", " and ")))
}

/// Keeps a value that is there.
fn put<T>(slot: &mut Option<T>, value: Option<T>) -> Option<()> {
    *slot = Some(value?);
    Some(())
}

/// The place of a value that is an object.
fn object(node: &Node) -> Option<Span> {
    matches!(node.value, Value::Map(_)).then_some(node.span)
}

/// A value that is text.
fn word(node: &Node) -> Option<String> {
    match &node.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Text => Some(scalar.text.clone()),
        _ => None,
    }
}

/// A value that is a path.
fn path(node: &Node) -> Option<PathBuf> {
    word(node).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// A value that is true or false.
fn switch(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::Bool => Some(scalar.text == "true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(line: &str) -> Result<Request, Vec<String>> {
        let (source, mut diagnostics) = (Source::new("request", line), Diagnostics::new());
        let tree = json().parse(&source, &mut diagnostics).expect("JSON");
        let request = read(&tree, &source, &mut diagnostics).filter(|_| !diagnostics.has_errors());
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
        let nulls = KEYS.map(|key| format!(r#""{}": null, "#, key.name)).concat();
        let nulls = nulls.replace(r#""text": null, "#, "");
        assert_eq!(request(&format!(r#"{{{nulls}"text": "a"}}"#)).unwrap().text, "a");
    }

    #[test]
    fn options_are_values_lists_and_objects() {
        let line = r#"{"text": "", "layout": "datum", "set": {"size": 10.50, "photo": false, "accent": null,
            "hide": ["Talks, Papers", "skills"], "titles": {"work": "Career", "skills": "Skills"}}}"#;
        let typed: Vec<_> = request(line).unwrap().arguments.into_iter().map(|set| set.typed).collect();
        let hide = r#"hide=["Talks, Papers", "skills"]"#;
        let wanted = ["size=10.50", "photo=false", hide, "titles.work=Career", "titles.skills=Skills"];
        let wanted: Vec<_> =
            wanted.iter().map(|set| format!("set.{set}")).chain(["layout=datum".to_owned()]).collect();
        assert_eq!(typed, wanted);
        let style =
            request(r#"{"text": "", "set": {"style": {"date": {"color": "accent"}}}}"#).unwrap().arguments;
        assert_eq!(style[0].typed, "set.style.date.color=accent");
        assert_eq!(
            wrong(r#"{"text": "", "set": {"hide": [[]]}}"#),
            ["`set.hide` takes a value or a list of values"]
        );
    }

    #[test]
    fn the_name_tells_the_format_of_a_text() {
        let format =
            |rest: &str| request(&format!(r#"{{"text": "a", {rest}}}"#)).unwrap().format.map(|f| f.name);
        assert_eq!(format(r#""name": "ada.toml""#), Some("toml"));
        assert_eq!(format(r#""name": "ada.toml", "format": "md""#), Some("markdown"));
        assert_eq!(format(r#""name": "ada""#), None);
    }

    #[test]
    fn every_mistake_is_told() {
        assert_eq!(wrong("{}"), ["the request has no résumé"]);
        assert_eq!(wrong(r#"{"text": "a", "resume": {}}"#), ["`resume` and `text` are two résumés"]);
        assert_eq!(wrong(r#"{"format": "yaml", "resume": {}}"#), ["this is not the format of the `resume`"]);
        assert_eq!(
            wrong(r#"{"txt": "a", "resume": "{}", "strict": "yes", "formats": [], "set": 1}"#),
            [
                "a request has no `txt`",
                "`resume` takes an object; a résumé as text goes under `text`",
                "`strict` takes true or false",
                "`formats` takes a list of output formats, such as `[\"pdf\"]`",
                "`set` takes an object of options with their values",
            ]
        );
        let formats = wrong(r#"{"text": "a", "format": "yalm", "formats": ["pdf", "docx"]}"#);
        assert_eq!(formats, ["there is no input format `yalm`", "there is no output format `docx`"]);
        for folder in ["out/", "..", "/", "."] {
            assert_eq!(
                wrong(&format!(r#"{{"text": "a", "output": "{folder}"}}"#)),
                ["`output` names a folder"]
            );
        }
    }
}
