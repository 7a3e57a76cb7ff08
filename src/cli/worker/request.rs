//! A request: one JSON object, read as the formats are read, so that every problem of it is told at once and in its place.

use super::keys;
use super::lines::{Line, MAX_LINE};
use recto::input::Format;
use recto::output;
use recto::sheet::options::RequestedOption;
use recto::text::Source;
use recto::text::value::{Node, Pair, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Place, Rule};
use std::path::PathBuf;

/// One résumé to render.
#[derive(Debug)]
pub struct Request {
    /// The name for messages.
    pub name: String,
    /// The résumé.
    pub text: String,
    /// Its format, where the request tells it.
    pub format: Option<&'static Format>,
    /// The options, and the layout among them.
    pub arguments: Vec<RequestedOption>,
    /// What is to be made; at least one.
    pub formats: Vec<&'static output::Format>,
    /// Where the files go; into the answer otherwise.
    pub output: Option<PathBuf>,
    /// Whether warnings stop the render, where the request tells it.
    pub strict: Option<bool>,
    /// The folder where the photo may be.
    pub folder: Option<PathBuf>,
}

/// A line, read.
#[derive(Debug)]
pub struct Asked {
    /// The `id`, as JSON in one line.
    pub id: String,
    /// The request, or the text and the tree in which its problems are.
    pub request: Result<Request, (Source, Option<Node>)>,
}

/// Reads a line. Why there is no request is in `diagnostics`.
pub fn read(line: Line, diagnostics: &mut Diagnostics) -> Asked {
    let text = match text(line) {
        Ok(text) => text,
        Err(problem) => {
            diagnostics.push(problem);
            return Asked { id: "null".to_owned(), request: Err((Source::new("request", ""), None)) };
        }
    };
    let source = Source::new("request", text);
    let mut problems = Diagnostics::new();
    let tree = json().parse(&source, &mut problems);
    let id = tree.as_ref().and_then(|tree| tree.get("id")).map_or_else(|| "null".to_owned(), echo);
    // What is wrong with the form of the résumé is told when that is read.
    let resume = tree.as_ref().and_then(|tree| tree.get("resume")).map(|node| node.span);
    let within = |problem: &&Diagnostic| match (&problem.place, resume) {
        (Place::File(span), Some(resume)) => span.start > resume.start && span.end < resume.end,
        _ => false,
    };
    problems.iter().filter(|problem| !within(problem)).for_each(|problem| diagnostics.push(problem.clone()));
    let request = tree.as_ref().and_then(|tree| keys::read(tree, &source, diagnostics));
    let request = request.filter(|_| !diagnostics.has_errors());
    Asked { id, request: request.ok_or((source, tree)) }
}

/// The text of a line.
fn text(line: Line) -> Result<String, Diagnostic> {
    let fault = |message: String| Diagnostic::new(Rule::RequestInvalid, Place::Nowhere, message);
    let Line::Whole(bytes) = line else {
        return Err(fault(format!("the request is longer than the limit of {} MB", MAX_LINE / 1_000_000)));
    };
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
pub fn json() -> &'static Format {
    Format::by_name("json").unwrap_or_else(|_| Format::sniff("{}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The `id` of a line, and its problems.
    fn problems(line: impl Into<Vec<u8>>) -> (String, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let asked = read(Line::Whole(line.into()), &mut diagnostics);
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
    fn a_line_that_is_no_request_is_told() {
        let told = |line: &[u8]| problems(line).1.concat();
        assert_eq!(told(b""), "the line is empty");
        assert_eq!(told(b"\xef\xbb\xbf \t"), "the line is empty");
        assert_eq!(told(b"{\"id\": \"\xe9\"}"), "the request is not UTF-8: byte 0xE9 at 8");
        assert_eq!(told(b"[]"), "a request is an object, not a list");
        assert_eq!(told(b"{\"id\": 1"), "the file ends with a `{` open");
        assert_eq!(read(Line::TooLong, &mut Diagnostics::new()).id, "null");
    }

    #[test]
    fn what_is_wrong_in_the_resume_s_own_form_is_left_to_it() {
        let twice = r#"{"resume": {"basics": {"name": "A", "name": "B"}}}"#;
        assert_eq!(problems(twice).1, [""; 0]);
        assert_eq!(problems(r#"{"text": "a", "text": "b"}"#).1.len(), 1);
    }
}
