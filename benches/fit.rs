//! Page fit against an exhaustive search: every example and fixture in every layout on both papers, fitted to one page
//! fewer than it has, to as many, and by `auto`.
//!
//! `cargo bench --bench fit` prints how near the answers are, how many layouts they took and what they cost in renders;
//! `cargo bench --bench fit -- 7` looks at every seventh case only. The exhaustive search sets each case at 101 densities.
//!
//! `cargo bench --bench fit -- heights [DIR…]` prints the `[height]` of each layout that has one: the factors at which heights
//! are estimated best.
//!
//! `cargo bench --bench fit -- survey [DIR…]` counts what is ill composed at density 0.5 and where nothing is asked for, over
//! all layouts, and names each case (by default of the same folders).

#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

use recto::fit::{Composure, Estimate};
use recto::input;
use recto::manifest::Heights;
use recto::output::{Format, Settings};
use recto::render::{self, Engine, Prepared, Request};
use recto::sheet::Measures;
use recto::sheet::options::{Density, PageGoal, Paper, RequestedOption};
use recto::text::{Diagnostics, Source};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Folders of résumés.
const FOLDERS: [&str; 5] = [
    "examples",
    "tests/fixtures",
    "tests/fixtures/real",
    "tests/fixtures/markdown",
    "tests/fixtures/jsonresume",
];

/// Densities of the exhaustive search.
const STEPS: u32 = 100;

/// How far (steps) an answer may be from that of the exhaustive search.
const NEAR: u32 = 2;

/// What came of all cases.
#[derive(Default)]
struct Totals {
    cases: usize,
    near: usize,
    impossible: usize,
    layouts: usize,
    most_layouts: usize,
    costs: Vec<(f64, String)>,
    faults: Vec<String>,
}

/// The composure at each density, and the time that a render at the usual one takes.
struct Known {
    at: Vec<Composure>,
    typeset: Duration,
    export: Duration,
}

fn main() {
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [first, folders @ ..] = &words[..]
        && first == "survey"
    {
        return survey(folders);
    }
    if let [first, folders @ ..] = &words[..]
        && first == "heights"
    {
        return heights(folders);
    }
    let every = std::env::args().find_map(|word| word.parse::<usize>().ok()).unwrap_or(1);
    let engine = recto::embedded::engine();
    let (mut at_most, mut auto) = (Totals::default(), Totals::default());
    let mut number = 0;
    for path in FOLDERS.iter().flat_map(|folder| files(folder)) {
        for layout in ["folio", "datum", "plain"] {
            for paper in Paper::NAMES {
                number += 1;
                if number % every == 0 {
                    recto::layout::on_big_stack(|| {
                        look(&engine, &path, layout, paper, &mut at_most, &mut auto)
                    })
                    .expect("the engine goes on");
                }
            }
        }
    }
    print("pages: N", &at_most);
    print("pages: auto", &auto);
}

/// What is ill composed, at density 0.5 and where nothing is asked for.
fn survey(folders: &[String]) {
    let folders: Vec<&str> =
        if folders.is_empty() { FOLDERS.to_vec() } else { folders.iter().map(String::as_str).collect() };
    let engine = recto::embedded::engine();
    for (title, set) in [("density 0.5", &[("density", "0.5")][..]), ("by default", &[])] {
        let (mut cases, mut several, mut layouts, mut spills, mut tears, mut holes, mut unsound) =
            (0, 0, 0, 0, 0, 0, 0);
        let start = Instant::now();
        for path in folders.iter().flat_map(|folder| files(folder)) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Source::new(path.display().to_string(), text);
            let format = input::Format::of(&source);
            let Some(resume) = render::read(&source, format, &mut Diagnostics::new()) else { continue };
            for (layout, paper) in
                engine.layouts.names().flat_map(|one| Paper::NAMES.iter().map(move |paper| (one, paper)))
            {
                let mut pairs = vec![("paper", *paper), ("photo", "false")];
                pairs.extend(set);
                let arguments = options(&pairs);
                let look = || {
                    let request =
                        Request { layout: Some(layout), arguments: &arguments, ..Request::default() };
                    let prepared =
                        render::prepare(&engine, &source, &resume, &request, &mut Diagnostics::new())?;
                    let fitted = prepared.fit().ok()?;
                    let composure = prepared.composure(&fitted.pages, &prepared.measures_at(fitted.density));
                    Some((fitted.density.get(), fitted.layouts, composure))
                };
                let Some((density, tries, of)) =
                    recto::layout::on_big_stack(look).expect("the engine goes on")
                else {
                    continue;
                };
                cases += 1;
                several += usize::from(of.pages > 1);
                layouts += tries;
                spills += usize::from(of.spills());
                tears += usize::from(!of.torn.is_empty());
                holes += usize::from(of.largest_hole > 0.15);
                unsound += usize::from(!of.is_sound());
                if of.penalty() > 0.0 || tries > 2 {
                    let torn: Vec<_> = of.torn.iter().map(|tear| (tear.page, tear.kind)).collect();
                    println!(
                        "  {title}: {} {layout} {paper} at {density}: {tries} layouts, {} pages, last {} lines {:.2}, hole {:.2}, torn {torn:?}",
                        source.name, of.pages, of.last_lines, of.last_fill, of.largest_hole
                    );
                }
            }
        }
        let mean = layouts as f64 / f64::from(cases.max(1));
        println!(
            "{title}: {cases} cases, {several} of several pages; spills {spills}, holes {holes}, torn {tears}, unsound {unsound}; {mean:.2} layouts, {:.1} s",
            start.elapsed().as_secs_f64()
        );
    }
}

/// A résumé in a layout at some measures, and how high it is there (pages).
struct Sample {
    /// The number of its estimate.
    estimate: usize,
    measures: Measures,
    height: f64,
}

/// The factors of each layout at which the estimates are nearest to the heights.
fn heights(folders: &[String]) {
    let folders: Vec<&str> =
        if folders.is_empty() { FOLDERS.to_vec() } else { folders.iter().map(String::as_str).collect() };
    let engine = recto::embedded::engine();
    for layout in engine.layouts.names() {
        let (mut estimates, mut samples) = (Vec::new(), Vec::new());
        for path in folders.iter().flat_map(|folder| files(folder)) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Source::new(path.display().to_string(), text);
            let Some(resume) = render::read(&source, input::Format::of(&source), &mut Diagnostics::new())
            else {
                continue;
            };
            for paper in Paper::NAMES {
                let arguments = options(&[("paper", paper), ("photo", "false")]);
                let look = || {
                    let request =
                        Request { layout: Some(layout), arguments: &arguments, ..Request::default() };
                    let prepared =
                        render::prepare(&engine, &source, &resume, &request, &mut Diagnostics::new())?;
                    let estimate = prepared.estimate()?;
                    let at = |step: &u32| {
                        let measures = prepared.measures_at(density(*step));
                        let typeset = prepared.typeset_at(&measures).ok()?;
                        let height = prepared.composure(&typeset, &measures).height();
                        Some(Sample { estimate: estimates.len(), measures, height })
                    };
                    samples.extend([0, 25, 50, 65, 80].iter().filter_map(at));
                    estimates.push(estimate);
                    Some(())
                };
                recto::layout::on_big_stack(look).expect("the engine goes on");
            }
        }
        let Some(first) = estimates.first() else { continue };
        let mut best = first.factors;
        let mut least = error(&mut estimates, &samples, best);
        let before = least;
        let mut step = 0.16;
        while step > 0.004 {
            let mut better = false;
            for (factor, way) in (0..4).flat_map(|factor| [(factor, step), (factor, -step)]) {
                let mut next = best;
                *[&mut next.measure, &mut next.head, &mut next.section, &mut next.header][factor] += way;
                let error = error(&mut estimates, &samples, next);
                if error < least && next.measure > 0.3 && next.head >= 0.0 {
                    (best, least, better) = (next, error, true);
                }
            }
            step = if better { step } else { step / 2.0 };
        }
        let Heights { measure, head, section, header } = best;
        println!(
            "{layout}: off by {:.1} % of the height instead of {:.1} %, {} samples\n\n[height]\nmeasure = {measure:.2}\nhead = \
             {head:.2}\nsection = {section:.2}\nheader = {header:.2}\n",
            100.0 * least,
            100.0 * before,
            samples.len()
        );
    }
}

/// How far estimates with these factors are from the heights, as a root of the mean square; what is short counts less.
fn error(estimates: &mut [Estimate], samples: &[Sample], factors: Heights) -> f64 {
    estimates.iter_mut().for_each(|estimate| estimate.factors = factors);
    let far = |sample: &Sample| {
        let height = estimates[sample.estimate].height(&sample.measures);
        ((height - sample.height) / sample.height.max(0.7)).powi(2)
    };
    (samples.iter().map(far).sum::<f64>() / samples.len() as f64).sqrt()
}

/// The résumés of a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| input::Format::by_extension(path).is_some()).collect();
    files.sort();
    files
}

fn options(pairs: &[(&str, &str)]) -> Vec<RequestedOption> {
    pairs
        .iter()
        .map(|(key, value)| RequestedOption::from_text(key, value, format!("--set {key}={value}")))
        .collect()
}

/// One résumé in one layout on one paper.
fn look(engine: &Engine, path: &Path, layout: &str, paper: &str, at_most: &mut Totals, auto: &mut Totals) {
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let source = Source::new(path.display().to_string(), text);
    let format = input::Format::by_extension(path).expect("a known format");
    let Some(resume) = render::read(&source, format, &mut Diagnostics::new()) else { return };
    let prepare = |more: &[(&str, &str)]| {
        let set = [&[("paper", paper), ("photo", "false"), ("density", "0.5")][..], more].concat();
        let arguments = options(&set);
        let request = Request { layout: Some(layout), arguments: &arguments, ..Request::default() };
        render::prepare(engine, &source, &resume, &request, &mut Diagnostics::new())
    };
    let Some(usual) = prepare(&[]) else { return };
    let Some(known) = known(&usual) else { return };
    let name = format!("{} {layout} {paper}", path.file_name().unwrap_or_default().display());
    let pages = known.at[50].pages;
    for wanted in (pages.saturating_sub(1).max(1)..=pages).chain([pages + 1]).filter(|n| *n <= 50) {
        let goal = wanted.to_string();
        if let Some(prepared) = prepare(&[("pages", &goal)]) {
            judge(&prepared, &known, &format!("{name} {wanted}"), at_most);
        }
    }
    if let Some(prepared) = prepare(&[("pages", "auto")]) {
        judge(&prepared, &known, &format!("{name} auto"), auto);
    }
}

/// The exhaustive search.
fn known(prepared: &Prepared<'_>) -> Option<Known> {
    comemo::evict(0);
    let start = Instant::now();
    let typeset = prepared.typeset_at(&prepared.measures()).ok()?;
    let (set, start) = (start.elapsed(), Instant::now());
    Format::usual().write(prepared.output(&typeset.document), &Settings::default()).ok()?;
    let export = start.elapsed();
    let composure = |step: u32| {
        let measures = prepared.measures_at(density(step));
        Some(prepared.composure(&prepared.typeset_at(&measures).ok()?, &measures))
    };
    Some(Known { at: (0..=STEPS).map(composure).collect::<Option<Vec<_>>>()?, typeset: set, export })
}

fn density(step: u32) -> Density {
    Density::new(f64::from(step) / f64::from(STEPS)).expect("0 to 1")
}

/// Holds one answer against what is known.
fn judge(prepared: &Prepared<'_>, known: &Known, name: &str, totals: &mut Totals) {
    comemo::evict(0);
    let start = Instant::now();
    let fitted = prepared.fit();
    let fit = start.elapsed() + known.export;
    let cost = fit.as_secs_f64() / (known.typeset + known.export).as_secs_f64();
    totals.cases += 1;
    let Some(PageGoal::AtMost(most)) = prepared.goal() else {
        let Ok(fitted) = fitted else { return totals.faults.push(format!("{name}: no answer")) };
        count(totals, fitted.layouts, cost, name);
        let step = (fitted.density.get() * f64::from(STEPS)).round();
        let answer = &known.at[step as usize];
        if answer.pages > 1 && answer.last_fill < 0.4 {
            totals.faults.push(format!(
                "{name}: the last of {} pages is filled {:.2}",
                answer.pages, answer.last_fill
            ));
        } else if answer.is_sound() {
            totals.near += 1;
        } else {
            totals.faults.push(format!("{name}: hole {:.2}, torn {:?}", answer.largest_hole, answer.torn));
        }
        return;
    };
    let most = usize::from(most);
    let does = |step: &u32| known.at[*step as usize].pages <= most;
    let sound = |step: &u32| does(step) && known.at[*step as usize].is_sound();
    let best = (0..=STEPS).find(sound).or_else(|| (0..=STEPS).find(does));
    match (fitted, best) {
        (Ok(fitted), Some(best)) => {
            count(totals, fitted.layouts, cost, name);
            let step = (fitted.density.get() * f64::from(STEPS)).round() as u32;
            if known.at[step as usize].pages > most {
                totals.faults.push(format!("{name}: more pages than asked"));
            } else if step.abs_diff(best) <= NEAR {
                totals.near += 1;
            } else {
                let layouts = fitted.layouts;
                totals.faults.push(format!("{name}: at {step}, exhaustive {best}, {layouts} layouts"));
            }
        }
        (Err(_), None) => {
            totals.impossible += 1;
            totals.near += 1;
        }
        (Ok(_), None) => totals.faults.push(format!("{name}: an answer where there is none")),
        (Err(_), Some(best)) => totals.faults.push(format!("{name}: no answer, exhaustive {best}")),
    }
}

fn count(totals: &mut Totals, layouts: usize, cost: f64, name: &str) {
    totals.layouts += layouts;
    totals.most_layouts = totals.most_layouts.max(layouts);
    totals.costs.push((cost, format!("{name}, {layouts} layouts")));
}

fn print(title: &str, totals: &Totals) {
    let Totals { cases, near, impossible, layouts, most_layouts, costs, faults } = totals;
    let mut costs = costs.clone();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let share = 100.0 * *near as f64 / (*cases).max(1) as f64;
    let answers = costs.len().max(1);
    println!("{title}: {cases} cases, {impossible} of them impossible");
    println!("  as the exhaustive search says  {share:6.1} %");
    println!(
        "  layouts                        {:6.2} on average, {most_layouts} at most",
        *layouts as f64 / answers as f64
    );
    let mean = costs.iter().map(|(cost, _)| cost).sum::<f64>() / answers as f64;
    let p95 = costs.get(costs.len() * 95 / 100).map_or(0.0, |(cost, _)| *cost);
    println!("  cost (renders)                 {mean:6.2} on average, {p95:.2} in 95 %");
    for (cost, name) in costs.iter().rev().take(5) {
        println!("  dearest                        {cost:6.2} {name}");
    }
    faults.iter().for_each(|fault| println!("  {fault}"));
}
