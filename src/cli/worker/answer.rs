//! The sink of the worker: a line in, the line of its answer out. Nothing that a line contains, and no bug of the engine, ends it.

use super::request::{self, Request, RequestLine};
use crate::cli::child::Press;
use crate::cli::disk::Roots;
use crate::cli::input::InputSource;
use crate::cli::options::{PageOptions, Variant};
use crate::cli::output::{self, Destination};
use crate::cli::pages::{Blob, PageRequest};
use crate::cli::paths::folder_of;
use crate::cli::report::json::{self, ProblemLine};
use crate::cli::run::{self, Job, Outcome, PreparedVariant};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use recto::input::Format;
use recto::output::{Format as OutputFormat, Settings};
use recto::sheet::options::layout_argument;
use recto::text::value::{Node, Value};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Source, Span};
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// What applies to all requests.
pub struct Worker {
    /// Fonts and layouts.
    pub press: Press,
    /// What the command line says; a request takes precedence.
    pub options: Arc<PageOptions>,
    /// How files are written.
    pub settings: Settings,
}

/// What was made of a request, if anything was. The order of the fields is part of the format.
#[derive(Debug, Default, Serialize)]
struct RenderedRequest {
    pages: Option<usize>,
    layout: Option<String>,
    files: Vec<AnswerFile>,
}

/// One file of an answer. The order of the fields is part of the format.
#[derive(Debug, Serialize)]
struct AnswerFile {
    format: &'static str,
    /// From 1, in a format with a file for each page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(flatten)]
    content: Content,
}

/// Where its bytes are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Content {
    Base64(String),
    Path(String),
}

/// The answer to one line, with its line end.
pub fn answer(worker: &Worker, line: Vec<u8>) -> String {
    guard(|id| {
        let mut problems = Diagnostics::new();
        let RequestLine { id: own, request } = request::read(line, &mut problems);
        let id = id.insert(own);
        match request {
            Ok(request) => respond(id, render(worker, request)),
            Err(source) => {
                compose(id, &RenderedRequest::default(), &source, Format::by_name("json").ok(), problems)
            }
        }
    })
}

/// An answer even where making one panics. The work says the `id` as soon as it is known.
fn guard(work: impl FnOnce(&mut Option<String>) -> String) -> String {
    let mut id = None;
    let answered = catch_unwind(AssertUnwindSafe(|| work(&mut id)));
    answered.unwrap_or_else(|_| {
        let problem =
            Diagnostic::new(Rule::Bug, Place::Nowhere, "the engine gave up; this is a bug in recto")
                .help("please report it, if you can with the request that causes it");
        let problems = [problem].into_iter().collect();
        let (id, nothing) = (id.as_deref().unwrap_or("null"), RenderedRequest::default());
        compose(id, &nothing, &Source::new("", ""), None, problems)
    })
}

/// Renders what a request asks for.
fn render(worker: &Worker, request: Request) -> Outcome<RenderedRequest> {
    let Request { name, text, format, arguments, formats, output, strict, folder } = request;
    let mut options = Arc::clone(&worker.options);
    if let Some(strict) = strict {
        Arc::make_mut(&mut options).strict = strict;
    }
    let layout = options.layouts.first().filter(|_| layout_argument(&arguments).is_none()).cloned();
    let variants = vec![Variant { layout, options: arguments }];
    let job = Job { variants, ..Job::new(InputSource::Text { name, text, folder }, format, options) };
    run::run(&job, &worker.press, |_, variant, problems| {
        make(&variant, &formats, output.as_deref(), worker.settings, problems)
    })
}

/// Makes the files, and writes them or puts them into the answer. `None` when they cannot be made; one that cannot be
/// written is a problem.
fn make(
    variant: &PreparedVariant<'_>,
    formats: &[&'static OutputFormat],
    output: Option<&Path>,
    settings: Settings,
    problems: &mut Diagnostics,
) -> Option<RenderedRequest> {
    let names = formats.iter().map(|format| format.name.to_owned()).collect();
    let request = PageRequest { formats: names, settings, ..PageRequest::default() };
    let made = variant.make(&request, problems)?;
    let mut files = Vec::new();
    for (format, written) in formats.iter().zip(made.files) {
        let targets = output.map(|path| file_name(path, format).targets(format, written.len()));
        for (at, Blob(bytes)) in written.iter().enumerate() {
            match deliver(targets.as_ref().map(|targets| &targets[at]), bytes) {
                Ok(content) => {
                    let page = format.paged.then_some(at + 1);
                    files.push(AnswerFile { format: format.name, page, content });
                }
                Err(failure) => problems.push(failure),
            }
        }
    }
    let layout = variant.prepared.layout().to_owned();
    Some(RenderedRequest { pages: Some(made.pages), layout: Some(layout), files })
}

/// `output` with the format's extension.
fn file_name(output: &Path, format: &OutputFormat) -> Destination {
    let known = output::format_of(output).is_some();
    let stem = if known { output.file_stem() } else { output.file_name() };
    // A symbolic link in the place of the file is replaced, never followed.
    Destination::Below {
        root: folder_of(output).to_owned(),
        name: output::with_extension(stem.unwrap_or_default(), format.name),
    }
}

/// Writes a file in one step, or puts it into the answer.
fn deliver(to: Option<&Destination>, bytes: &[u8]) -> Result<Content, Diagnostic> {
    let Some(to) = to else { return Ok(Content::Base64(BASE64.encode(bytes))) };
    to.path().map_or(Ok(()), |path| output::check_folder(&path))?;
    to.write(bytes, &Roots::default()).map(|()| Content::Path(to.name()))
}

/// The answer for what came of a request.
fn respond(id: &str, mut outcome: Outcome<RenderedRequest>) -> String {
    let mut problems = outcome.problems();
    problems.extend(outcome.failures);
    let made = outcome.variants.pop().and_then(|variant| variant.result).unwrap_or_default();
    compose(id, &made, &outcome.source, outcome.format, problems)
}

/// An answer behind its `id`. The order of the fields is part of the format.
#[derive(Serialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(flatten)]
    made: &'a RenderedRequest,
    problems: Vec<ProblemLine<'a>>,
}

/// The line of an answer; `format` is that of the text which the problems are in.
fn compose(
    id: &str,
    made: &RenderedRequest,
    source: &Source,
    format: Option<&Format>,
    mut problems: Diagnostics,
) -> String {
    problems.sort(&source.text);
    let problems: Diagnostics = problems.into_iter().map(for_requests).collect();
    let format = format.filter(|_| !problems.is_empty());
    let tree = format.and_then(|format| format.parse(source, &mut Diagnostics::new()));
    let pointer = |problem: &Diagnostic| match problem.place {
        Place::File(span) => Some(pointer(tree.as_ref()?, span)),
        _ => None,
    };
    let mut lines: Vec<_> = json::problems(source, &problems).collect();
    for (line, problem) in lines.iter_mut().zip(&problems) {
        line.pointer = Some(pointer(problem));
    }
    let answer = Answer { ok: !problems.has_errors(), made, problems: lines };
    // A number in the `id` is spelled as it came, so it is no value to be serialised.
    format!("{{\"id\":{},{}", json::escape(id.to_owned()), &json::object(&answer)[1..])
}

/// A problem with its help in the terms of a request, in which `--set accent=teal` is `set.accent=teal`.
fn for_requests(mut problem: Diagnostic) -> Diagnostic {
    problem.help.iter_mut().for_each(|help| *help = help.replace("--set ", "set."));
    problem
}

/// Where a span of a text is in its data, as a JSON Pointer (RFC 6901): `/work/0/startDate`. It leads to the innermost
/// value, or the key, that contains `span`; empty for the whole. A résumé that comes out of a table has no lines that
/// anybody looks at.
fn pointer(node: &Node, span: Span) -> String {
    let inside = |node: &Node| contains(node.span, span).then(|| pointer(node, span));
    let path = match &node.value {
        Value::Map(pairs) => pairs.iter().find_map(|pair| {
            let key = || contains(pair.key_span, span).then(String::new);
            let rest = inside(&pair.node).or_else(key)?;
            Some(format!("/{}{rest}", pair.key.replace('~', "~0").replace('/', "~1")))
        }),
        Value::List(items) => {
            items.iter().enumerate().find_map(|(at, item)| Some(format!("/{at}{}", inside(item)?)))
        }
        Value::Null | Value::Scalar(_) => None,
    };
    path.unwrap_or_default()
}

/// Whether one span contains another.
const fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_the_extension_of_their_format() {
        let name = |output: &str, format: &str| {
            file_name(Path::new(output), OutputFormat::by_name(format).unwrap()).name()
        };
        assert_eq!(name("out/ada.pdf", "pdf"), "out/ada.pdf");
        assert_eq!(name("out/ada.PDF", "png"), "out/ada.png");
        assert_eq!(name("out/ada.en", "pdf"), "out/ada.en.pdf");
        assert_eq!(name("-", "pdf"), "-.pdf");
    }

    #[test]
    fn a_panic_costs_one_request() {
        let answered = guard(|id| {
            *id = Some("[7]".to_owned());
            panic!("on purpose");
        });
        let start = r#"{"id":[7],"ok":false,"pages":null,"layout":null,"files":[],"problems":[{"severity":"error","rule":"bug","#;
        assert!(answered.starts_with(start) && answered.ends_with("}]}\n"), "{answered}");
        assert!(guard(|_| panic!("on purpose")).starts_with(r#"{"id":null,"ok":false,"#));
    }

    /// The pointer to the place of `words` in a text of a format.
    fn to(format: &str, text: &str, words: &str) -> String {
        let format = Format::by_name(format).unwrap();
        let tree = format.parse(&Source::new("", text), &mut Diagnostics::new()).unwrap();
        let start = text.find(words).unwrap();
        pointer(&tree, Span::new(start, start + words.len()))
    }

    #[test]
    fn a_pointer_leads_to_the_innermost_value_or_key() {
        let json = |words| to("json", r#"{"work": [{"a": 1}, {"x/y~": "abc"}]}"#, words);
        assert_eq!(json("abc"), "/work/1/x~1y~0");
        assert_eq!(json("x/y"), "/work/1/x~1y~0");
        assert_eq!(json("work"), "/work");
        assert_eq!(json("1}, {"), "/work");
        assert_eq!(json("{\"work"), "");
    }

    #[test]
    fn it_is_the_same_in_every_format() {
        for (format, text) in [
            ("yaml", "basics:\n  name: Ada\nwork:\n  - name: A\n  - startDate: 2019-13\n"),
            ("toml", "[basics]\nname = 'Ada'\n[[work]]\nname = 'A'\n[[work]]\nstartDate = '2019-13'\n"),
            ("json", "{\"basics\": {\"name\": \"Ada\"},\n\"work\": [{}, {\"startDate\": \"2019-13\"}]}"),
        ] {
            assert_eq!(to(format, text, "2019-13"), "/work/1/startDate", "{format}");
            assert_eq!(to(format, text, "Ada"), "/basics/name", "{format}");
        }
    }
}
