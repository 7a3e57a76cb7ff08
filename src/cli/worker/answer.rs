//! A line in, the line of its answer out, whatever the line holds and whatever the engine does.

use super::lines::Line;
use super::pointer::pointer;
use super::request::{self, Request};
use crate::cli::exit::Failure;
use crate::cli::output::{self, Target};
use crate::cli::subject::Terms;
use crate::cli::{photo, report};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use recto::input::Format;
use recto::layout::PhotoSource;
use recto::output::{Format as OutputFormat, Settings};
use recto::render::{self, Engine, prepare};
use recto::resume::Resume;
use recto::sheet::options::{layout_argument, override_options};
use recto::text::Source;
use recto::text::value::Node;
use recto::text::{Diagnostic, Diagnostics, Place, Rule};
use serde::Serialize;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What holds for all requests.
pub struct Workshop {
    /// Fonts and layouts.
    pub engine: Engine,
    /// What the command line says; what a request says goes first.
    pub terms: Terms,
    /// How files are written.
    pub settings: Settings,
}

/// What was made.
#[derive(Debug, Default)]
struct Made {
    pages: Option<usize>,
    layout: Option<String>,
    files: Vec<File>,
}

/// One file of an answer. The order of the fields is part of the format.
#[derive(Debug, Serialize)]
struct File {
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

/// A text with its tree, for the places of problems.
struct Shown {
    source: Source,
    tree: Option<Node>,
}

/// The answer to one line, with its line end.
pub fn answer(workshop: &Workshop, line: Line) -> String {
    guard(|id| respond(workshop, line, id))
}

/// An answer even where making one panics. The work tells the `id` as soon as it is known.
fn guard(work: impl FnOnce(&mut Option<String>) -> String) -> String {
    let mut id = None;
    let answered = catch_unwind(AssertUnwindSafe(|| work(&mut id)));
    answered.unwrap_or_else(|_| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(bug("the engine gave up; this is a bug in recto"));
        let nothing = Shown { source: Source::new("", ""), tree: None };
        compose(id.as_deref().unwrap_or("null"), &Made::default(), &nothing, diagnostics)
    })
}

/// Reads a line, renders, answers. `told` gets the `id` as soon as it is known.
fn respond(workshop: &Workshop, line: Line, told: &mut Option<String>) -> String {
    let mut diagnostics = Diagnostics::new();
    let asked = request::read(line, &mut diagnostics);
    let id = told.insert(asked.id);
    let mut made = Made::default();
    let shown = match asked.request {
        Ok(request) => make(workshop, request, &mut made, &mut diagnostics),
        Err((source, tree)) => Shown { source, tree },
    };
    compose(id, &made, &shown, diagnostics)
}

/// Renders what a request asks for.
fn make(workshop: &Workshop, mut request: Request, made: &mut Made, diagnostics: &mut Diagnostics) -> Shown {
    let text = std::mem::take(&mut request.text).into_bytes();
    let source = match Source::read(&request.name, text, diagnostics) {
        Ok(source) => source,
        Err(source) => return Shown { source, tree: None },
    };
    let format = request.format.unwrap_or_else(|| Format::sniff(&source.text));
    if let Some(resume) = format.read(&source, diagnostics) {
        let done = render(workshop, &request, &source, &resume, made, diagnostics);
        if done.is_none() && !diagnostics.has_errors() {
            diagnostics.push(bug("there is neither a file nor a reason why; this is a bug in recto"));
        }
    }
    // Only problems lead back into the tree.
    let is_fine = diagnostics.is_empty();
    let tree = if is_fine { None } else { format.parse(&source, &mut Diagnostics::new()) };
    Shown { source, tree }
}

/// From the résumé to the files. `None` when something cannot be made; then there is an error in `diagnostics`.
fn render(
    workshop: &Workshop,
    request: &Request,
    source: &Source,
    resume: &Resume,
    made: &mut Made,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let terms = &workshop.terms;
    let arguments = override_options(&terms.arguments, &request.arguments);
    let layout = terms.layouts.first().filter(|_| layout_argument(&request.arguments).is_none());
    let read = |path: &str| read_photo(request.folder.as_deref(), path, &terms.allowed);
    let photo = PhotoSource::new(&read);
    let asked = render::Request {
        layout: layout.map(String::as_str),
        arguments: &arguments,
        photo: Some(&photo),
        strict: request.strict.unwrap_or(terms.strict),
        ..render::Request::default()
    };
    let prepared = prepare(&workshop.engine, source, resume, &asked, diagnostics)?;
    let pages = prepared.typeset(diagnostics)?;
    let mut files = Vec::new();
    for format in &request.formats {
        files.push((*format, pages.write(format, &workshop.settings, diagnostics)?));
    }
    (made.pages, made.layout) = (Some(pages.count()), Some(pages.layout().to_owned()));
    for (format, files) in files {
        let several = files.len() > 1;
        for (number, bytes) in (1..).zip(files) {
            let to = request.output.as_deref().map(|path| file_name(path, format, several.then_some(number)));
            let content = deliver(to, &bytes).map_err(|failure| diagnostics.push(failure.into())).ok()?;
            made.files.push(File { format: format.name, page: format.paged.then_some(number), content });
        }
    }
    Some(())
}

/// Reads the photo, when the request says where it may be.
fn read_photo(folder: Option<&Path>, path: &str, allowed: &[PathBuf]) -> io::Result<Vec<u8>> {
    let none = || io::Error::new(io::ErrorKind::NotFound, "the request names no `folder` for it");
    photo::read(folder.ok_or_else(none)?, path, allowed)
}

/// `output` with the format's extension, and the number of a page where there are several files.
fn file_name(output: &Path, format: &OutputFormat, page: Option<usize>) -> PathBuf {
    let known = output::format_of(output).is_some();
    let stem = if known { output.file_stem() } else { output.file_name() };
    let mut name = stem.unwrap_or_default().to_owned();
    if let Some(page) = page {
        name.push(format!("-{page}"));
    }
    name.push(".");
    name.push(format.name);
    output.with_file_name(name)
}

/// Writes a file in one step, or puts it into the answer.
fn deliver(to: Option<PathBuf>, bytes: &[u8]) -> Result<Content, Failure> {
    let Some(path) = to else { return Ok(Content::Base64(BASE64.encode(bytes))) };
    output::check_folder(&path)?;
    let shown = path.display().to_string();
    Target::File(path).write(bytes).map(|()| Content::Path(shown))
}

fn bug(message: &str) -> Diagnostic {
    Diagnostic::new(Rule::Bug, Place::Nowhere, message)
        .help("please report it, if you can with the request that causes it")
}

/// The line of an answer. The order of the fields is part of the format.
fn compose(id: &str, made: &Made, shown: &Shown, mut diagnostics: Diagnostics) -> String {
    let ok = !diagnostics.has_errors();
    diagnostics.narrow(&shown.source.text);
    diagnostics.sort();
    let to = |span| shown.tree.as_ref().map(|tree| pointer(tree, span));
    let problems = report::json::pointed(&shown.source, &diagnostics, to).join(",");
    let (id, layout) = (report::json::escape(id.to_owned()), report::json::text(&made.layout));
    let files: Vec<String> = made.files.iter().map(report::json::text).collect();
    let (pages, files) = (report::json::text(&made.pages), files.join(","));
    format!(
        "{{\"id\":{id},\"ok\":{ok},\"pages\":{pages},\"layout\":{layout},\"files\":[{files}],\"problems\":[{problems}]}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_the_extension_of_their_format() {
        let name = |output: &str, format: &str, page| {
            file_name(Path::new(output), OutputFormat::by_name(format).unwrap(), page).display().to_string()
        };
        assert_eq!(name("out/ada.pdf", "pdf", None), "out/ada.pdf");
        assert_eq!(name("out/ada.PDF", "png", None), "out/ada.png");
        assert_eq!(name("out/ada.en", "pdf", None), "out/ada.en.pdf");
        assert_eq!(name("ada.png", "png", Some(2)), "ada-2.png");
        assert_eq!(name("-", "pdf", None), "-.pdf");
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
}
