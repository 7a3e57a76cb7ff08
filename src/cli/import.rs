//! `recto import`: a résumé that somebody has already, such as a PDF, a Word file or the data of another program, as a file
//! to go on with, and a report of what was recognised in it.

use super::args::{MessageFormat, ReportArgs, formats};
use super::config;
use super::disk;
use super::exit::{Exit, ExitSum};
use super::input::InputSource;
use super::output::{Destination, NAMELESS, means_folder, with_extension};
use super::paths::{folder_of, unreadable};
use super::report::{Report, counted};
use super::terminal::{clean, shown, talk};
use clap::{Args, ValueHint};
use recto::input::{FORMATS, Format};
use recto::language::Language;
use recto::output::Format as OutputFormat;
use recto::resume::{Basics, Entry, ItemBody, Resume, Section, SectionItem, Setting};
use recto::sheet::options::{inline_value, quoted_list};
use recto::text::value::{Scalar, Value};
use recto::text::{Diagnostic, Diagnostics, Rule, Severity, Source, Span, shortened};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What `recto import -h` ends with.
pub const NOTES: &str = "\
Examples:
  recto import cv.pdf                  writes cv.yaml, and reports what was recognised
  recto import cv.docx -o ada.md       the same as Markdown; .json and .toml, too
  recto import linkedin.zip -o ada.yaml
  recto import a.docx b.pdf -o cvs/    writes cvs/a.yaml and cvs/b.yaml
  pbpaste | recto import - -o ada.yaml

Reads PDF, Word (.docx), plain text, LinkedIn's data export (.zip), RenderCV, Reactive
Resume, FRESH, Manfred MAC and Europass, and every format of `recto render`.
Exit code: 0 the file is written, 1 nothing could be read, 2 the command line is wrong.
";

/// `recto import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The résumés to bring: files, or `-` for stdin
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,

    /// The file to write, .yaml, .json, .toml or .md, a folder, or `-` [default: FILE with .yaml, in this folder]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,

    /// Read the input as this format, not as its content says
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = formats())]
    pub from: Option<String>,

    /// How what is found is reported.
    #[command(flatten)]
    pub messages: ReportArgs,
}

/// Runs the command.
pub fn run(args: &ImportArgs) -> Exit {
    let mut report = Report::new(args.messages.message_format, args.messages.quiet);
    let outcome = perform(args, &mut report);
    report.finish(outcome)
}

/// Brings every file; one that cannot be read stops no other.
fn perform(args: &ImportArgs, report: &mut Report) -> Result<Exit, Diagnostic> {
    if let [file] = args.files.as_slice() {
        return bring(args, file, report, &mut BTreeSet::new());
    }
    check_several(args)?;
    let (mut written, mut exits) = (BTreeSet::new(), ExitSum::default());
    for file in &args.files {
        match bring(args, file, report, &mut written) {
            Ok(Exit::Done) => exits.add_done(),
            Ok(exit) => exits.add(exit),
            Err(failure) => {
                exits.add(Exit::of(failure.rule));
                report.failure(&failure);
            }
        }
    }
    Ok(exits.exit())
}

/// Refuses what does not go with several files, before any is read.
fn check_several(args: &ImportArgs) -> Result<(), Diagnostic> {
    let folder = args.output.as_deref().filter(|path| !path.is_dir() && !means_folder(path));
    if folder.is_some() {
        return Err(Diagnostic::of(Rule::Usage, "several résumés do not fit in one file")
            .help("name a folder with `-o`, such as `-o cvs/`"));
    }
    if args.files.iter().any(|file| InputSource::new(file) == InputSource::Stdin) {
        return Err(Diagnostic::of(Rule::Usage, "stdin cannot be one of several inputs")
            .help("import it by itself: `recto import - -o FILE`"));
    }
    match args.files.split_last() {
        Some((last, _)) if !last.exists() && Format::by_extension(last).is_some() => {
            Err(unreadable("", last, &io::ErrorKind::NotFound.into())
                .help(format!("`-o {}` names the file to write", shown(last))))
        }
        _ => Ok(()),
    }
}

/// Brings one file. `written` are those that this run wrote.
fn bring(
    args: &ImportArgs,
    file: &Path,
    report: &mut Report,
    written: &mut BTreeSet<PathBuf>,
) -> Result<Exit, Diagnostic> {
    let input = InputSource::new(file);
    let mut problems = Diagnostics::new();
    let source = input.read(&mut problems)?;
    let from = args.from.as_deref().map(Format::by_name).transpose()?;
    let from = from.unwrap_or_else(|| input.format_of(&source));
    // The file that a PDF of recto holds is that which it was made of.
    let held = FORMATS.iter().find(|format| input.format().is_none() && format.name == from.name);
    let held = held.filter(|_| source.name != input.name());
    let (to, format) = target(args, &input, held)?;
    report.stdout_taken = to == Destination::Stdout;
    let is_text = !problems.has_errors();
    let resume = is_text.then(|| from.read(&source, &mut problems)).flatten();
    problems.extend(resume.as_ref().and_then(nameless));
    let guesses = problems.iter().filter(|problem| problem.severity == Severity::Warning).count();
    report.problems(&source, &mut problems);
    let Some(resume) = resume.filter(|_| !problems.has_errors()) else { return Ok(Exit::Faulty) };
    let language = language_of(&resume);
    let found = Finder { source: &source, language: &language }.all(&resume);
    if found.iter().all(|one| one.what == "option") {
        let message = format!("nothing of a résumé was found in `{}`", clean(&source.name));
        return Err(Diagnostic::of(Rule::InputMissing, message)
            .help("`recto new` writes a starter file with every section, to fill in"));
    }
    let data = match held.filter(|held| output_of(held) == Some(format)) {
        Some(_) => source.text.clone(),
        None => format.data(&resume, &language).ok_or_else(|| no_data(format))?,
    };
    write(args, &to, data.as_bytes(), written)?;
    if args.messages.message_format == MessageFormat::Json {
        found.iter().for_each(|one| report.json(one));
    }
    if report.is_talkative() {
        talk(&listing(&found));
    }
    let name = clean(&to.name());
    let next = to.path().map_or_else(String::new, |path| format!(", then `{}`", next_command(&path)));
    let pages = (1..).take_while(|page| found.iter().any(|one| one.page >= Some(*page))).count();
    let what =
        if pages > 0 { format!("{} of {}", from.name, counted(pages, "page")) } else { from.name.to_owned() };
    let read = format!("read as {what}, {}", counted(guesses, "warning"));
    let overridden = overridden(&resume, &to).map(|words| format!("\n{words}")).unwrap_or_default();
    report.done(&format!("{}: {read}{overridden}\n{name}: written; read it over{next}", clean(&source.name)));
    Ok(Exit::Done)
}

/// Where the file goes, and its format: as its name says, or else that of the file `held` in the input, or YAML.
fn target(
    args: &ImportArgs,
    input: &InputSource,
    held: Option<&Format>,
) -> Result<(Destination, &'static OutputFormat), Diagnostic> {
    let file = args.output.as_deref().filter(|path| !path.is_dir() && !means_folder(path));
    let named = file.and_then(Path::extension);
    let usual = held.map_or("yaml", |held| held.extensions[0]);
    let extension = named.and_then(|extension| extension.to_str()).unwrap_or(usual).to_lowercase();
    let is_known = |format: &&Format| format.extensions.contains(&extension.as_str());
    let Some(format) = FORMATS.iter().find(is_known).and_then(output_of) else {
        let message = format!("`recto import` writes no file that ends in `.{}`", clean(&extension));
        return Err(Diagnostic::of(Rule::Usage, message)
            .help("end its name in .yaml, .json, .toml or .md; `recto render` makes a PDF of it"));
    };
    let to = match (args.output.as_deref().filter(|path| means_folder(path)), input.stem()) {
        (Some(folder), stem) => Destination::Below {
            root: folder.to_owned(),
            name: with_extension(stem.unwrap_or(OsStr::new(NAMELESS)), format.name),
        },
        (None, _) => Destination::named(args.output.as_deref(), input, format)?,
    };
    Ok((to, format))
}

/// Writes the new file. One that is there is replaced only with `--force`, and never one that this run wrote.
fn write(
    args: &ImportArgs,
    to: &Destination,
    data: &[u8],
    written: &mut BTreeSet<PathBuf>,
) -> Result<(), Diagnostic> {
    let path = to.path();
    if let Some(path) = path.as_ref().filter(|path| !written.insert((*path).clone())) {
        let message = format!("another of the files was written to `{}` already", shown(path));
        return Err(Diagnostic::of(Rule::OutputConflict, message).help("import it by itself, with `-o FILE`"));
    }
    if let Destination::Below { root, .. } = to {
        fs::create_dir_all(root).map_err(|error| disk::failed(root, &error))?;
    }
    match path.filter(|_| !args.force) {
        Some(path) => disk::create(&path, data).map_err(|failure| kept(failure, &path)),
        None => to.write(data, &disk::Roots::default()),
    }
}

/// The command that renders the new file. Where a file of the PDF's name is there that recto did not make, it names
/// another one.
fn next_command(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let pdf = |end: &str| {
        let mut name = OsString::from(stem);
        name.push(end);
        with_extension(&name, "pdf")
    };
    let is_free = |pdf: &PathBuf| match fs::read(pdf) {
        Ok(bytes) => OutputFormat::usual().is_stamped(&bytes),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let render = format!("recto render {}", as_word(path));
    if is_free(&pdf("")) {
        return render;
    }
    let others = (2..).map(|n| pdf(&format!("-new-{n}")));
    let other = std::iter::once(pdf("-new")).chain(others).find(is_free);
    format!("{render} -o {}", other.map_or_else(String::new, |other| as_word(&other)))
}

/// What there is to say about options in the new file that a `recto.toml` has, too.
fn overridden(resume: &Resume, to: &Destination) -> Option<String> {
    let path = to.path()?;
    let file = config::find(folder_of(&path))?;
    let keys: Vec<_> = resume.settings.iter().map(|option| option.key.as_str()).collect();
    (!keys.is_empty()).then(|| {
        format!("{}: its {} are overridden by the new file", shown(&file), quoted_list(&keys, "and"))
    })
}

/// A path as a shell reads it as one word.
fn as_word(path: &Path) -> String {
    let name = shown(path);
    let is_plain = |c: char| c.is_alphanumeric() || "/\\.-_+,:@%".contains(c);
    if name.chars().all(is_plain) { name } else { format!("\"{name}\"") }
}

/// The warning that nobody's name was found.
fn nameless(resume: &Resume) -> Option<Diagnostic> {
    let warning = || Diagnostic::at(Rule::ReadingGuessed, Span::at(0), "no name was found");
    let is_nameless = resume.basics.name.is_none() && !resume.broken;
    is_nameless.then(|| warning().help("write `name: …` under `basics` in the new file before you render it"))
}

/// The format that files of an input format are written in; Markdown goes by its extension there.
fn output_of(format: &Format) -> Option<&'static OutputFormat> {
    std::iter::once(&format.name).chain(format.extensions).find_map(|name| OutputFormat::by_name(name))
}

/// The failure for a file that is there.
fn kept(failure: Diagnostic, path: &Path) -> Diagnostic {
    match failure.rule {
        Rule::OutputExists => {
            failure.help(format!("`-o` with another name keeps `{}`; `--force` replaces it", shown(path)))
        }
        _ => failure,
    }
}

/// The failure for a format that is not made of data.
fn no_data(format: &OutputFormat) -> Diagnostic {
    let message = format!("`recto import` writes no {}", format.name.to_uppercase());
    Diagnostic::of(Rule::Usage, message).help("name a file that ends in .yaml, .json, .toml or .md")
}

/// The language that a résumé is in, by its settings.
fn language_of(resume: &Resume) -> Language {
    let tag = resume.settings.iter().find(|setting| setting.key == "lang").map(|tag| &tag.value.value);
    let named = match tag {
        Some(Value::Scalar(Scalar { text, .. })) => Language::find(text),
        _ => None,
    };
    named.unwrap_or_else(Language::english)
}

/// Something that was recognised.
#[derive(Debug, Serialize)]
struct Found {
    /// What it is: `name`, `work`, `entry`, …
    #[serde(rename = "recognised")]
    what: String,
    /// How deep below the section.
    #[serde(skip)]
    depth: usize,
    /// What it says, in short.
    text: String,
    /// Its page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    /// Its line in the text, from 1.
    line: usize,
}

/// Finds what there is to report.
struct Finder<'a> {
    source: &'a Source,
    language: &'a Language,
}

impl Finder<'_> {
    fn all(&self, resume: &Resume) -> Vec<Found> {
        let mut found = self.person(&resume.basics);
        for section in &resume.sections {
            found.extend(self.section(section));
        }
        found.extend(resume.settings.iter().map(|option| self.option(option)));
        found
    }

    /// An option that goes into the new file.
    fn option(&self, option: &Setting) -> Found {
        let text = format!("{}: {}", option.key, inline_value(&option.value));
        self.found("option", 0, &text, option.value.span)
    }

    fn found(&self, what: &str, depth: usize, text: &str, span: Span) -> Found {
        let (line, _) = self.source.line_column(span.start);
        let text = shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), WIDTH);
        Found { what: what.to_owned(), depth, text, page: self.source.page(span.start), line }
    }

    fn person(&self, basics: &Basics) -> Vec<Found> {
        let fields = [
            ("name", &basics.name),
            ("headline", &basics.label),
            ("e-mail", &basics.email),
            ("telephone", &basics.phone),
            ("website", &basics.url),
            ("address", &basics.location.address),
            ("city", &basics.location.city),
        ];
        let texts = fields.into_iter().filter_map(|(what, text)| Some((what, text.as_ref()?)));
        let mut found: Vec<_> =
            texts.map(|(what, text)| self.found(what, 0, &text.value, text.span)).collect();
        for profile in &basics.profiles {
            if let Some(text) = profile.url.as_ref().or(profile.username.as_ref()) {
                found.push(self.found("account", 0, &text.value, text.span));
            }
        }
        found.extend(basics.contact.iter().map(|text| self.found("contact", 0, &text.value, text.span)));
        found.extend(basics.summary.iter().map(|text| self.found("summary", 0, &text.plain(), text.span)));
        found.sort_by_key(|one| one.line);
        found
    }

    fn section(&self, section: &Section) -> Vec<Found> {
        let kind = section.kind.key();
        let title = section.title.as_ref().map_or(self.language.title(kind), |title| title.value.as_str());
        let mut found = vec![self.found(kind, 0, title, section.span)];
        found.extend(section.content.iter().filter_map(|item| self.item(item)).flatten());
        found
    }

    fn item(&self, item: &SectionItem) -> Option<Vec<Found>> {
        Some(match &item.body {
            ItemBody::Prose(text) => vec![self.found("text", 1, &text.plain(), text.span)],
            ItemBody::Entry(entry) => self.entry(entry),
            ItemBody::Group(group) => {
                let items = group.items.iter().map(|item| item.value.as_str());
                let words: Vec<_> =
                    group.label.iter().map(|label| label.value.as_str()).chain(items).collect();
                let first = group.label.as_ref().or(group.items.first())?;
                vec![self.found("keywords", 1, &words.join(", "), first.span)]
            }
            ItemBody::Quotation(quotation) => {
                let name = quotation.name.as_ref()?;
                vec![self.found("reference", 1, &name.value, name.span)]
            }
        })
    }

    /// An entry; its roles are below it where there are several.
    fn entry(&self, entry: &Entry) -> Vec<Found> {
        let organization = entry.organization.as_ref().map(|text| text.value.clone());
        let roles = entry.roles.iter().map(|role| {
            let title = role.title.as_ref().map(|text| text.value.clone());
            let dates = role.dates.as_ref().map(ToString::to_string);
            let span = role.title.as_ref().map_or(entry.span, |title| title.span);
            (title.into_iter().collect::<Vec<_>>(), dates, span)
        });
        let mut roles: Vec<_> = roles.collect();
        if let [(words, dates, _)] = roles.as_mut_slice() {
            let words: Vec<_> = words.drain(..).chain(organization).chain(dates.take()).collect();
            return vec![self.found("entry", 1, &words.join(", "), entry.span)];
        }
        let mut found = vec![self.found("entry", 1, &organization.unwrap_or_default(), entry.span)];
        for (words, dates, span) in roles {
            let words: Vec<_> = words.into_iter().chain(dates).collect();
            found.push(self.found("role", 2, &words.join(", "), span));
        }
        found
    }
}

/// Most characters of a text in the report.
const WIDTH: usize = 70;

/// The report for people.
fn listing(found: &[Found]) -> String {
    let mut out = String::new();
    let mut page = None;
    for one in found {
        if one.page.is_some() && one.page != page {
            page = one.page;
            let _ = writeln!(out, "page {}", page.unwrap_or_default());
        }
        let indent = "  ".repeat(one.depth);
        let _ = writeln!(out, "{:>6}  {indent}{:<12} {}", one.line, one.what, clean(&one.text));
    }
    out
}
