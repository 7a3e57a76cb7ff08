//! Files in. A data format turns text into one tree ([`Node`]), and a dialect turns the tree into a [`Resume`];
//! Markdown goes straight there. A format never knows the model's layout on the page.

pub mod dialect;
mod edit;
mod language;
mod left_over;
pub mod limits;
mod sniff;
mod syntax;

pub(crate) use dialect::prose::is_grade;
pub use edit::Edit;
pub use left_over::left_over;

use crate::resume::Resume;
use crate::text::value::Node;
use crate::text::{
    Diagnostic, Diagnostics, Extracted, MAX_DOCUMENT_BYTES, Place, Rule, Source, Span, nearest, not_read,
};
use Content::{Data, Foreign, Text};
use dialect::{foreign, jsonresume};
use std::path::Path;
use syntax::markdown::html;
use syntax::zip::Archive;
use syntax::{archive, csv, docx, json, pdf, toml, xml, yaml};

/// One input format: a line in [`FORMATS`].
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--from` takes it.
    pub name: &'static str,
    /// File extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a text without a telling name looks like this format.
    sniff: fn(&str) -> bool,
    content: Content,
}

/// What a format's files hold.
#[derive(Debug)]
enum Content {
    /// Data: a tree.
    Data(fn(&Source, &mut Diagnostics) -> Option<Node>),
    /// Data that only programs with a format of their own write: a tree that must be one of theirs.
    Foreign(fn(&Source, &mut Diagnostics) -> Option<Node>),
    /// Text for people, in which some fields of the person are set from outside.
    Text(fn(&Source, &[Edit], &mut Diagnostics) -> Resume),
}

/// Every input format, in the order in which a text without a telling name is tried. The last takes what no other does.
pub static FORMATS: &[Format] = &[
    Format { name: "json", extensions: &["json", "jsonc"], sniff: sniff::json, content: Data(json::parse) },
    Format { name: "toml", extensions: &["toml"], sniff: sniff::toml, content: Data(toml::parse) },
    Format {
        name: "markdown",
        extensions: &["md", "markdown"],
        sniff: sniff::markdown,
        content: Text(markdown),
    },
    Format { name: "yaml", extensions: &["yaml", "yml"], sniff: |_| true, content: Data(yaml::parse) },
];

/// The formats that résumés are brought from, each read from a text that [`open`] takes out of the file.
pub static DOCUMENTS: &[Format] = &[
    Format { name: "text", extensions: &["txt", "text"], sniff: sniff::plain, content: Text(lines) },
    Format { name: "archive", extensions: &["zip"], sniff: |_| false, content: Foreign(csv::parse) },
    Format { name: "xml", extensions: &["xml"], sniff: sniff::xml, content: Foreign(xml::parse) },
];

/// Whether a file that begins with these bytes is a document that [`open`] takes the text out of, or refuses in its own words.
pub fn is_document(head: &[u8]) -> bool {
    pdf::is_pdf(head) || Archive::is_one(head) || docx::is_encrypted(head)
}

/// Takes the text out of the bytes of a file of any format. What is wrong with them is an error in `diagnostics`; the text
/// is then not to be parsed (see [`Source::read`]).
pub fn open(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Source {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Source::too_large(name, Some(bytes.len() as u64), MAX_DOCUMENT_BYTES, diagnostics);
    }
    if pdf::is_pdf(&bytes) {
        return pdf::read(name, &bytes, diagnostics, Source::read);
    }
    if docx::is_encrypted(&bytes) {
        diagnostics.push(docx::encrypted(name));
        return Source::new(name, "");
    }
    if !Archive::is_one(&bytes) {
        return Source::read(name, bytes, diagnostics);
    }
    open_archive(name, &bytes, diagnostics).unwrap_or_else(|error| {
        diagnostics.push(error);
        Source::new(name, "")
    })
}

/// Takes the text out of an archive.
fn open_archive(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Result<Source, Diagnostic> {
    let mut archive = Archive::open(bytes)?;
    if let Some(source) = docx::read(name, &mut archive, diagnostics)? {
        return Ok(source);
    }
    if let Some(source) = archive::open(name, bytes, diagnostics) {
        return Ok(source);
    }
    let is_in_it = |file: &str| archive.names().any(|name| name == file);
    let what = match () {
        () if is_in_it("content.xml") && is_in_it("mimetype") => "an OpenDocument text",
        () if is_in_it("Index/Document.iwa") || is_in_it("Index.zip") => "a Pages document",
        () => "a ZIP archive",
    };
    Err(not_read(name, what))
}

impl Format {
    /// The format that `--from` names, by its name or one of its extensions.
    ///
    /// # Errors
    ///
    /// An unknown name, as a problem of the argument, with the nearest name that is known.
    pub fn by_name(name: &str) -> Result<&'static Self, Diagnostic> {
        let typed = name.trim_start_matches('.').to_lowercase();
        if let Some(format) = FORMATS.iter().chain(DOCUMENTS).find(|format| format.goes_by(&typed)) {
            return Ok(format);
        }
        let place = Place::Argument(format!("--from {name}"));
        let error = Diagnostic::new(Rule::FormatUnknown, place, format!("there is no input format `{name}`"));
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        let all = FORMATS.iter().flat_map(|format| format.extensions.iter().chain([&format.name])).copied();
        let near = nearest(&typed, all).and_then(|near| FORMATS.iter().find(|format| format.goes_by(near)));
        let meant = near.map(|near| format!("did you mean `{}`?", near.name));
        let known = format!("the formats are `{}`", names.join("`, `"));
        Err(meant.into_iter().chain([known]).fold(error, Diagnostic::help))
    }

    /// The format that a file's extension tells; `None` without an extension that is known.
    pub fn by_extension(path: &Path) -> Option<&'static Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
    }

    /// The format that a source is in, by what it was taken out of and by its look.
    pub fn of(source: &Source) -> &'static Self {
        match source.extracted {
            Some(Extracted::Lines(_)) => &DOCUMENTS[0],
            Some(Extracted::Files(_)) => &DOCUMENTS[1],
            None => Self::sniff(&source.text),
        }
    }

    /// The format that a text looks like.
    pub fn sniff(text: &str) -> &'static Self {
        let last = FORMATS.len() - 1;
        DOCUMENTS.iter().chain(FORMATS).find(|format| (format.sniff)(text)).unwrap_or(&FORMATS[last])
    }

    /// Reads a résumé. `None` when nothing could be read; the reason is in the diagnostics.
    pub fn read(&self, source: &Source, diagnostics: &mut Diagnostics) -> Option<Resume> {
        match self.content {
            Data(_) | Foreign(_) => {
                let tree = self.parse(source, diagnostics)?;
                decode(&tree, source, diagnostics)
            }
            Text(read) => Some(read(source, &[], diagnostics)),
        }
    }

    /// Reads a résumé in which some fields are set from outside. Problems of their values have the place of the edit; where
    /// there are several edits, that of all.
    pub fn read_edited(
        &self,
        source: &Source,
        edits: &[Edit],
        diagnostics: &mut Diagnostics,
    ) -> Option<Resume> {
        if edits.is_empty() {
            return self.read(source, diagnostics);
        }
        let before;
        let resume = match self.content {
            Data(_) | Foreign(_) => {
                let plain = self.parse(source, diagnostics)?;
                let mut tree = plain.clone();
                edits.iter().for_each(|edit| edit::apply(&mut tree, edit, diagnostics));
                before = diagnostics.len();
                let resume = decode(&tree, source, diagnostics);
                edit::refuse_unknown_keys(before, diagnostics, |problems| {
                    decode(&plain, source, problems);
                });
                resume
            }
            Text(read) => {
                let (of_person, others): (Vec<_>, Vec<_>) =
                    edits.iter().cloned().partition(Edit::is_of_person);
                diagnostics.extend(others.iter().map(|edit| self.no_field(edit)));
                before = diagnostics.len();
                Some(read(source, &of_person, diagnostics))
            }
        };
        let place = edit::place_of_all(edits);
        let placed = diagnostics.split_off(before).into_iter().map(|problem| match problem.place {
            Place::File(span) if span.is_nowhere() => Diagnostic { place: place.clone(), ..problem },
            _ => problem,
        });
        diagnostics.extend(placed.collect::<Vec<_>>());
        resume
    }

    /// Reads the tree of a data file, whatever it says; data of another program as JSON Resume has it. `None` when nothing could be read (the reason is in the
    /// diagnostics), and for Markdown, which has no tree.
    pub fn parse(&self, source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
        match self.content {
            Data(parse) => foreign::translate(parse(source, diagnostics)?, diagnostics),
            Foreign(parse) => foreign::translate_only(parse(source, diagnostics)?, diagnostics),
            Text(_) => None,
        }
    }

    /// The error for a field of an entry, which only data has.
    fn no_field(&self, edit: &Edit) -> Diagnostic {
        let message = format!("a {} file has no field `{}`", self.name, edit.path);
        let problem = Diagnostic::new(Rule::OptionUnknown, edit.place.clone(), message);
        match edit.near_person() {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => {
                problem.help("`recto import FILE -o FILE.yaml` makes a file of it whose fields can be set")
            }
        }
    }

    fn goes_by(&self, name: &str) -> bool {
        self.name == name || self.extensions.contains(&name)
    }
}

/// What a tree says. `None` where it is too much.
fn decode(tree: &Node, source: &Source, diagnostics: &mut Diagnostics) -> Option<Resume> {
    limits::check_text(tree).map_err(|error| diagnostics.push(error)).ok()?;
    let mut resume = jsonresume::decode(tree, source, diagnostics);
    let texts = language::texts(tree);
    diagnostics.extend(html_in(&texts));
    diagnostics.extend(quotes_around(&texts, source));
    language::settle(&mut resume, &texts, language::of_keys(tree), source, diagnostics);
    Some(resume)
}

/// The warning that texts contain HTML, at the first that does.
fn html_in(texts: &[(&str, Span)]) -> Option<Diagnostic> {
    let with_html = texts.iter().filter_map(|(text, span)| Some((&text[html::find(text)?], *span)));
    let all: Vec<_> = with_html.collect();
    let (first, span) = all.first()?;
    let count = if all.len() == 1 { String::new() } else { format!(" ({} texts, first here)", all.len()) };
    let message = format!("HTML such as `{first}` is printed as typed{count}");
    Some(Diagnostic::at(Rule::MarkupPrinted, *span, message).help(
        "write Markdown: `**bold**`, `[text](address)`, an empty line between paragraphs; and `&` for `&amp;`",
    ))
}

/// Quotation marks that programs for texts put in the place of straight ones.
const CURLY: [(char, char); 6] = [('“', '”'), ('„', '“'), ('”', '”'), ('‘', '’'), ('‚', '‘'), ('«', '»')];

/// Most words of a value that nobody quotes from somewhere.
const MAX_QUOTED: usize = 6;

/// The warning that values are in curly quotation marks, which mean nothing in YAML and are printed; at the first of them.
fn quotes_around(texts: &[(&str, Span)], source: &Source) -> Option<Diagnostic> {
    let is_quoted = |(text, span): &&(&str, Span)| {
        let ends = text.chars().next().zip(text.chars().next_back());
        let has_quotes = ends.is_some_and(|ends| CURLY.contains(&ends)) && text.chars().count() > 2;
        // Other formats, and careful people, have straight ones around them.
        has_quotes
            && text.split_whitespace().count() <= MAX_QUOTED
            && !span.is_nowhere()
            && source.slice(*span).starts_with(|c| text.starts_with(c))
    };
    let all: Vec<_> = texts.iter().filter(is_quoted).collect();
    let (first, span) = all.first()?;
    let count = if all.len() == 1 { String::new() } else { format!(" ({} texts, first here)", all.len()) };
    let inner: String = first.chars().skip(1).take(first.chars().count() - 2).collect();
    let message = format!("the quotation marks of `{first}` are printed{count}");
    Some(
        Diagnostic::at(Rule::MarkupPrinted, *span, message)
            .help(format!("to quote a value, write straight ones, or none: `\"{inner}\"`")),
    )
}

/// A Markdown text, and what its front matter says.
fn markdown(source: &Source, edits: &[Edit], diagnostics: &mut Diagnostics) -> Resume {
    let front = syntax::markdown::front::split(source, diagnostics);
    let blocks = syntax::markdown::read(&front.body, diagnostics);
    let pairs = edit::apply_all(front.pairs, edits, diagnostics);
    dialect::prose::read(blocks, &pairs, source, diagnostics)
}

/// A text without mark-up, or what was taken out of a document.
fn lines(source: &Source, edits: &[Edit], diagnostics: &mut Diagnostics) -> Resume {
    if source.extracted.is_none() && sniff::has_headings(&source.text) {
        return markdown(source, edits, diagnostics);
    }
    let split;
    let lines = match &source.extracted {
        Some(Extracted::Lines(lines)) => lines,
        _ => {
            split = syntax::lines::split(&source.text);
            &split
        }
    };
    if let Err(error) = limits::check_lines(lines) {
        diagnostics.push(error);
        return Resume::default();
    }
    let front = edit::apply_all(Vec::new(), edits, diagnostics);
    let resume = dialect::prose::read_lines(lines, &front, source, diagnostics);
    let left = left_over(source, &resume, diagnostics);
    diagnostics.extend(left);
    resume
}

#[cfg(test)]
mod tests;
