//! `recto check`: everything that is wrong or weak in résumés, without writing a file. With `--proof` the PDF is made in
//! memory, read back, and searched for every fact of the file.

mod overview;

use super::args::{MessageFormat, PageArgs, ReportArgs};
use super::exit::{Exit, ExitSum};
use super::layouts::{LayoutFolders, percent};
use super::pages::PageRequest;
use super::plan::{OutputFolder, Plan};
use super::pool::{self, Stop};
use super::report::{Report, counted};
use super::run::{self, Job, Outcome, PreparedVariant};
use super::terminal::{clean, print};
use super::{disk, output};
use clap::{Args, ValueHint};
use overview::Row;
use recto::manifest::Readers;
use recto::output::Format;
use recto::proof::{Kind, Proof, Proven, Spot, Verdict, left_out};
use recto::sheet::Content;
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Severity, Source, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `recto check -h` ends with.
pub const NOTES: &str = "\
Examples:
  recto check ada.yaml              what is wrong or weak, with line and column
  recto check cvs/ --strict         the same of a whole folder, for CI
  recto check cvs/ --report r.html  a table of all persons, with what to do first
  recto check --proof ada.yaml      every fact of the file, and where it is in the PDF

With --message-format json each problem is one object on stdout, with --proof each
fact, too, and a last object for each résumé and layout has the figures.
Exit code: 0 all is well, 1 something is wrong, 2 the command line is wrong.
";

/// `recto check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Résumés: files, folders or 'patterns'; `-` reads stdin
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    /// Read the PDF back and list every fact of the file with its page and place
    #[arg(long)]
    pub proof: bool,

    /// Write a table of all résumés: persons, problems, what to do first
    #[arg(long, value_name = "FILE.html|csv", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// How pages are set.
    #[command(flatten)]
    pub pages: PageArgs,

    /// How what is found is reported.
    #[command(flatten)]
    pub messages: ReportArgs,

    /// With many files, draw every warning of each, and with --proof list every fact
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Runs the command.
pub fn run(args: &CheckArgs, layouts_from: Option<&Path>) -> Exit {
    let report = Report::new(args.messages.message_format, args.messages.quiet);
    report.finish(perform(args, layouts_from, &report))
}

fn perform(args: &CheckArgs, layouts_from: Option<&Path>, report: &Report) -> Result<Exit, Diagnostic> {
    let folders = LayoutFolders::find(layouts_from, &args.pages.layout_path, &args.inputs);
    let layouts = folders.open()?;
    let mut plan = Plan::find(&args.inputs, &args.pages, OutputFolder::None, &layouts)?;
    if plan.report_configs(report) {
        return Ok(Exit::Faulty);
    }
    plan.check_inputs("check it by itself: `recto check -`")?;
    if let Some(path) = &args.report {
        output::check_report(path, &overview::KINDS)?;
        plan.refuse_input(path)?;
    }
    let mut exits = ExitSum::default();
    if plan.many && !args.verbose {
        report.start_fold();
    }
    plan.report_failures(report, &mut exits);
    let (press, threads) = plan.press(true, &folders, layouts, plan.jobs.len())?;
    let check = |job: &Job| {
        let mut outcome = run::run(job, &press, |_, variant, problems| {
            CheckedPages::check(&variant, args.proof, job.options.strict, problems)
        });
        if args.proof {
            compare_with_file(&mut outcome);
        }
        outcome
    };
    let mut printed = Ok(());
    let mut rows = Vec::new();
    pool::run(
        plan.jobs.iter(),
        threads,
        &Stop::default(),
        check,
        |outcome| outcome,
        |outcome| {
            outcome.conclude(report, &mut exits);
            rows.push(Row::new(&outcome));
            // What is wrong in the files is reported whether or not stdout takes the results.
            if let Err(failure) = print_outcome(&outcome, plan.many, args, report) {
                printed = Err(failure);
            }
            Ok(())
        },
    )?;
    let sum = sum(&rows);
    if plan.many {
        report.sum(&sum, exits.exit());
    }
    if let Some(path) = &args.report {
        disk::place(path, overview::write(path, &rows, &sum).as_bytes())?;
    }
    printed.map(|()| exits.exit())
}

/// Reports what is in a file, and neither on its pages nor named by a problem.
fn compare_with_file(outcome: &mut Outcome<CheckedPages>) {
    for at in 0..outcome.variants.len() {
        let problems = outcome.problems_of(&outcome.variants[at]);
        let variant = &mut outcome.variants[at];
        let (Some(pages), Some(format)) = (&mut variant.result, outcome.format) else { continue };
        let left_out = left_out(&outcome.source, format, &pages.content, &pages.hidden, &problems);
        pages.left_out = left_out.len();
        variant.problems.extend(left_out.into_iter().filter(|one| !one.is_named).map(|one| {
            let message = format!("`{}` of the file is on no page", one.word);
            Diagnostic::at(Rule::FactLost, one.span, message).label("missing")
        }));
    }
}

/// `31 résumés checked: 3 errors in 2 of them, 5 warnings in 4`.
fn sum(rows: &[Row]) -> String {
    let part = |noun: &str, number: fn(&Row) -> usize| {
        let files = rows.iter().filter(|row| number(row) > 0).count();
        let all = rows.iter().map(number).sum();
        (all > 0).then(|| format!("{} in {files}", counted(all, noun)))
    };
    let parts = [part("error", |row| row.errors), part("warning", |row| row.warnings)];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let problems = if parts.is_empty() { "no problem found".to_owned() } else { parts.join(", ") };
    format!("{} checked: {problems}", counted(rows.len(), "résumé"))
}

/// Prints what came of a résumé, for each layout.
fn print_outcome(
    outcome: &Outcome<CheckedPages>,
    many: bool,
    args: &CheckArgs,
    report: &Report,
) -> Result<(), Diagnostic> {
    // Of many files, the lists would hide what is wrong.
    let facts = args.proof && (args.verbose || !many);
    let source = &outcome.source;
    for (at, variant) in outcome.variants.iter().enumerate() {
        // Those of the file are the same in every variant.
        let mut problems = if at == 0 { outcome.problems_of(variant) } else { variant.problems.clone() };
        report.problems(source, &mut problems);
        let Some(pages) = &variant.result else { continue };
        match args.messages.message_format {
            MessageFormat::Json => pages.print_json(source, args.proof, report),
            MessageFormat::Github => {}
            MessageFormat::Human if args.messages.quiet => {}
            MessageFormat::Human => print(&pages.text(source, problems.len(), args.proof, facts))?,
        }
    }
    Ok(())
}

/// What is in the PDF of a résumé.
struct CheckedPages {
    layout: String,
    proof: Proof,
    /// What they say, and what the file hides, as data.
    content: Content,
    hidden: String,
    /// How many texts of the file they leave out, named by a problem or not.
    left_out: usize,
    /// What the layout's manifest promises.
    promise: Option<Readers>,
}

impl CheckedPages {
    /// Makes the PDF and reads it back. `None` after an error.
    fn check(
        variant: &PreparedVariant<'_>,
        proof: bool,
        strict: bool,
        problems: &mut Diagnostics,
    ) -> Option<Self> {
        let prepared = &variant.prepared;
        let formats = vec![Format::usual().name.to_owned()];
        let request = PageRequest { formats, proof: true, ..PageRequest::default() };
        let found = variant.make(&request, problems)?.proof?;
        // Without `--proof`, weak pages are reported and facts are not.
        let is_reported = |fault: &Diagnostic| {
            proof || (fault.severity == Severity::Warning && fault.place == Place::Nowhere)
        };
        let promise = prepared.manifest().readers;
        let faults = found.faults(promise.map_or(0.0, |promise| promise.universal));
        problems.extend(faults.into_iter().filter(is_reported));
        if strict {
            problems.deny_warnings();
        }
        let (layout, content) = (prepared.layout().to_owned(), prepared.content().clone());
        Some(Self { layout, proof: found, content, hidden: prepared.hidden(), left_out: 0, promise })
    }

    /// One line about a résumé with so many problems; with `facts` those are listed before it.
    fn text(&self, source: &Source, problems: usize, proof: bool, facts: bool) -> String {
        let pages = &self.proof.pages;
        let mut out = String::new();
        if facts {
            self.proof.facts.iter().for_each(|one| out.push_str(&fact_line(one)));
        }
        let embedded = pages.fonts.values().filter(|embedded| **embedded).count();
        let fonts = counted(pages.fonts.len(), "font");
        let parts = [
            Some(format!("{}: {}, {}", clean(&source.name), counted(pages.pages, "page"), self.layout)),
            proof.then(|| self.found()),
            (self.left_out > 0)
                .then(|| format!("{} of the file not printed", counted(self.left_out, "text"))),
            Some(match pages.fonts.len() {
                all if all == embedded => format!("{fonts} embedded"),
                _ => format!("{embedded} of {fonts} embedded"),
            }),
            pages.smallest.as_ref().map(|smallest| format!("smallest text {:.1} pt", smallest.value)),
            pages.faintest.as_ref().map(|faintest| format!("contrast {:.1}:1", faintest.value)),
            (problems == 0 && !proof).then(|| "no problem found".to_owned()),
        ];
        out + &parts.into_iter().flatten().collect::<Vec<_>>().join("; ") + "\n"
    }

    /// `142 facts, all found, in order`, or how many are and what the layout promises.
    fn found(&self) -> String {
        let (all, good) = (self.proof.facts.len(), self.proof.good());
        let facts = counted(all, "fact");
        if good == all {
            return format!("{facts}, all found, in order");
        }
        let score = percent(self.proof.score().0);
        let promise = match self.promise {
            Some(Readers { universal, .. }) => format!("the layout promises {}", percent(universal)),
            None => "the layout is not measured".to_owned(),
        };
        format!("{good} of {facts} whole and in order ({score}; {promise})")
    }

    /// Prints objects, one a line: with `proof` all facts, then the figures.
    fn print_json(&self, source: &Source, proof: bool, report: &Report) {
        if proof {
            self.proof.facts.iter().for_each(|one| report.json(&self.fact_line(source, one)));
        }
        let pages = &self.proof.pages;
        let (universal, worst) = self.proof.score();
        report.json(&SumLine {
            file: &source.name,
            layout: &self.layout,
            pages: pages.pages,
            proof: proof.then(|| Figures {
                facts: self.proof.facts.len(),
                in_place: self.proof.good(),
                left_out: self.left_out,
                universal,
                worst,
                promised_universal: self.promise.map(|promise| promise.universal),
                promised_worst: self.promise.map(|promise| promise.worst),
            }),
            fonts: &pages.fonts,
            smallest_pt: pages.smallest.as_ref().map(|sample| sample.value),
            contrast: pages.faintest.as_ref().map(|sample| sample.value),
            structure: &pages.roles,
            language: pages.language.as_deref(),
            title: pages.title.as_deref(),
        });
    }

    fn fact_line<'a>(&'a self, source: &'a Source, one: &'a Proven) -> FactLine<'a> {
        let (status, spot, reads, order) = match &one.verdict {
            Verdict::Found(spot) => ("found", Some(spot), None, None),
            Verdict::Split { spot, reads, order } => ("split", Some(spot), reads.as_deref(), Some(order)),
            Verdict::Apart { spot, order } => ("out of place", Some(spot), None, Some(order)),
            Verdict::Pictured => ("in an image", None, None, None),
            Verdict::Missing => ("missing", None, None, None),
        };
        let is_in_file = one.fact.span != Span::NOWHERE;
        let (line, column) = is_in_file.then(|| source.line_column(one.fact.span.start)).unzip();
        FactLine {
            fact: &one.fact.text,
            status,
            page: spot.map(|spot| spot.page),
            x_mm: spot.map(|spot| tenth(spot.x)),
            y_mm: spot.map(|spot| tenth(spot.y)),
            reads,
            order: order.map(|order| order.name()),
            kind: match one.fact.kind {
                Kind::Title(_) => "title",
                Kind::Bullet => "bullet",
                Kind::Text => "text",
            },
            section: match one.fact.kind {
                Kind::Title(section) => section,
                _ => one.fact.section,
            },
            entry: one.fact.cluster,
            file: &source.name,
            layout: &self.layout,
            line,
            column,
        }
    }
}

/// A fact, for `--message-format json`. The order of the fields is part of the format.
#[derive(Serialize)]
struct FactLine<'a> {
    fact: &'a str,
    status: &'static str,
    page: Option<usize>,
    x_mm: Option<f32>,
    y_mm: Option<f32>,
    reads: Option<&'a str>,
    order: Option<&'static str>,
    /// What it is, and the numbers of its section and entry.
    kind: &'static str,
    section: usize,
    entry: usize,
    file: &'a str,
    layout: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

/// The figures of one résumé in one layout, for `--message-format json`.
#[derive(Serialize)]
struct SumLine<'a> {
    file: &'a str,
    layout: &'a str,
    pages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Figures>,
    fonts: &'a BTreeMap<String, bool>,
    smallest_pt: Option<f32>,
    contrast: Option<f32>,
    structure: &'a BTreeMap<String, usize>,
    language: Option<&'a str>,
    title: Option<&'a str>,
}

/// How well facts are found.
#[derive(Serialize)]
struct Figures {
    facts: usize,
    in_place: usize,
    left_out: usize,
    universal: f64,
    worst: f64,
    /// `null` where the layout is not measured.
    promised_universal: Option<f64>,
    promised_worst: Option<f64>,
}

/// `  page 1  24.0 × 31.2 mm  Ada Lindqvist`.
fn fact_line(one: &Proven) -> String {
    let text = clean(&one.fact.text);
    let at = |spot: &Spot| format!("page {}  {:>5.1} × {:>5.1} mm", spot.page, spot.x, spot.y);
    match &one.verdict {
        Verdict::Found(spot) => format!("  {}  {text}\n", at(spot)),
        Verdict::Split { spot, .. } => format!("  {}  split: {text}\n", at(spot)),
        Verdict::Apart { spot, .. } => format!("  {}  out of place: {text}\n", at(spot)),
        Verdict::Pictured => format!("  in an image: {text}\n"),
        Verdict::Missing => format!("  missing: {text}\n"),
    }
}

fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
