//! What a check found, for people in a line and for programs in objects.

use crate::cli::report::{json, plural};
use crate::cli::terminal::clean;
use recto::manifest::Readers;
use recto::proof::{Kind, Proof, Proven, Spot, Verdict};
use recto::text::Source;
use recto::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the PDF of a résumé holds.
#[derive(Debug)]
pub struct Checked {
    /// The layout.
    pub layout: String,
    /// What was found.
    pub proof: Proof,
    /// What the layout's manifest promises.
    pub promise: Readers,
}

/// What was found in a PDF, on its way to be told.
pub struct Told<'a> {
    /// The résumé.
    pub source: &'a Source,
    /// What was found.
    pub checked: &'a Checked,
    /// How many problems were told.
    pub problems: usize,
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
    /// What it is, and the numbers of its section and entry: what it must stand beside.
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
    universal: f64,
    worst: f64,
    promised_universal: f64,
    promised_worst: f64,
}

impl Told<'_> {
    /// One line; with `facts` those are listed before it.
    pub fn human(&self, proof: bool, facts: bool) -> String {
        let pages = &self.checked.proof.pages;
        let mut out = String::new();
        if facts {
            self.checked.proof.facts.iter().for_each(|one| out.push_str(&fact_line(one)));
        }
        let count = format!("{} {}", pages.pages, plural(pages.pages, "page"));
        out.push_str(&format!("{}: {count}, {}; ", clean(&self.source.name), self.checked.layout));
        if proof {
            out.push_str(&self.found());
        }
        let embedded = pages.fonts.values().filter(|embedded| **embedded).count();
        let fonts = plural(pages.fonts.len(), "font");
        out.push_str(&match pages.fonts.len() {
            all if all == embedded => format!("{all} {fonts} embedded"),
            all => format!("{embedded} of {all} {fonts} embedded"),
        });
        if let Some(smallest) = &pages.smallest {
            out.push_str(&format!("; smallest text {:.1} pt", smallest.value));
        }
        if let Some(faintest) = &pages.faintest {
            out.push_str(&format!("; contrast {:.1}:1", faintest.value));
        }
        if self.problems == 0 && !proof {
            out.push_str("; no problem found");
        }
        out.push('\n');
        out
    }

    /// `142 facts, all found, in order; `, or how many are and what the layout promises.
    fn found(&self) -> String {
        let (all, good) = (self.checked.proof.facts.len(), self.checked.proof.good());
        let facts = plural(all, "fact");
        if good == all {
            return format!("{all} {facts}, all found, in order; ");
        }
        let (score, promised) = (self.checked.proof.score().0, self.checked.promise.universal);
        format!("{good} of {all} {facts} whole and in order ({score:.3}, the layout promises {promised}); ")
    }

    /// Objects, one a line: with `proof` all facts, then the figures.
    pub fn json(&self, proof: bool) -> String {
        let mut out = String::new();
        if proof {
            self.checked.proof.facts.iter().for_each(|one| out.push_str(&json::object(&self.fact(one))));
        }
        let pages = &self.checked.proof.pages;
        let (universal, worst) = self.checked.proof.score();
        out.push_str(&json::object(&SumLine {
            file: &self.source.name,
            layout: &self.checked.layout,
            pages: pages.pages,
            proof: proof.then(|| Figures {
                facts: self.checked.proof.facts.len(),
                in_place: self.checked.proof.good(),
                universal,
                worst,
                promised_universal: self.checked.promise.universal,
                promised_worst: self.checked.promise.worst,
            }),
            fonts: &pages.fonts,
            smallest_pt: pages.smallest.as_ref().map(|sample| sample.value),
            contrast: pages.faintest.as_ref().map(|sample| sample.value),
            structure: &pages.roles,
            language: pages.language.as_deref(),
            title: pages.title.as_deref(),
        }));
        out
    }

    fn fact<'a>(&'a self, one: &'a Proven) -> FactLine<'a> {
        let (status, spot, reads, order) = match &one.verdict {
            Verdict::Found(spot) => ("found", Some(spot), None, None),
            Verdict::Split { spot, reads, order } => ("split", Some(spot), reads.as_deref(), Some(order)),
            Verdict::Apart { spot, order } => ("out of place", Some(spot), None, Some(order)),
            Verdict::Pictured => ("in an image", None, None, None),
            Verdict::Missing => ("missing", None, None, None),
        };
        let at = (one.fact.span != Span::NOWHERE).then(|| place(&self.source.text, one.fact.span.start));
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
            file: &self.source.name,
            layout: &self.checked.layout,
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
        }
    }
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

/// Line and column (in characters) of a byte, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}
