//! Pages are composed where nothing is asked for: no last page is nearly empty, nothing is torn at the end of a page, and
//! `check` reports what would save one. Also where a file wants a section or an entry to be.

use crate::fixtures::project;
use crate::harness::Folder;
use recto::fit::{Composure, Fitted};
use recto::input::Format;
use recto::layout::Typeset;
use recto::render::{self, Engine, Prepared, Request};
use recto::resume::Resume;
use recto::sheet::options::{Density, PageGoal, Paper, RequestedOption};
use recto::text::{Diagnostics, Source};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

/// Folders of résumés.
const FOLDERS: [&str; 5] = [
    "examples",
    "tests/fixtures",
    "tests/fixtures/real",
    "tests/fixtures/markdown",
    "tests/fixtures/jsonresume",
];

/// The closest density that is chosen to get rid of a page.
const CLOSEST: u32 = 85;

/// Every résumé of these folders, one of those that are there in several formats.
fn resumes() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let entries =
            project(folder).read_dir().expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut found: Vec<_> = entries.filter(|path| Format::by_extension(path).is_some()).collect();
        found.sort();
        let mut stems = BTreeSet::new();
        found.retain(|path| stems.insert(path.file_stem().expect("a name").to_owned()));
        files.append(&mut found);
    }
    files
}

/// A résumé in a layout on a paper, with what the file itself asks for.
fn prepared<'a>(
    engine: &'a Engine,
    source: &Source,
    resume: &'a Resume,
    layout: &str,
    paper: &str,
) -> Option<Prepared<'a>> {
    let option =
        |key: &str, value: &str| RequestedOption::from_text(key, value, format!("--set {key}={value}"));
    let arguments = [option("paper", paper), option("photo", "false")];
    let request = Request { layout: Some(layout), arguments: &arguments, ..Request::default() };
    render::prepare(engine, source, resume, &request, &mut Diagnostics::new())
}

/// Layouts on average to compose the pages of an example. One layout is the least; where nothing is estimated, it takes 1.6.
const MOST_LAYOUTS: f64 = 1.25;

/// How many layouts it takes to compose a résumé, and what is ill composed in it though some density up to [`CLOSEST`] has nothing
/// of it.
fn layouts_and_complaint(prepared: &Prepared<'_>) -> Option<(usize, Option<String>)> {
    // A file that asks for a density or a number of pages gets it.
    let Some(PageGoal::Auto) = prepared.goal() else { return None };
    let fitted = prepared.fit().ok()?;
    Some((fitted.layouts, complaint(prepared, &fitted)))
}

fn complaint(prepared: &Prepared<'_>, fitted: &Fitted<Typeset>) -> Option<String> {
    let composure = prepared.composure(&fitted.pages, &prepared.measures_at(fitted.density));
    let is_good = |one: &Composure| one.is_sound() && !one.spills();
    if is_good(&composure) {
        return None;
    }
    let at = |step: u32| {
        let measures = prepared.measures_at(Density::new(f64::from(step) / 100.0)?);
        Some(prepared.composure(&prepared.typeset_at(&measures).ok()?, &measures))
    };
    let better = (0..=CLOSEST).step_by(5).find(|step| at(*step).is_some_and(|one| is_good(&one)))?;
    Some(format!("density {better} is better than {}: {composure:?}", fitted.density.get()))
}

#[test]
fn no_example_and_no_fixture_spills_or_tears_in_any_layout_and_paper() {
    let engine = recto::embedded::engine();
    let (files, faults, cases) = (Mutex::new(resumes()), Mutex::new(Vec::new()), Mutex::new(0));
    // Layouts and cases of the examples.
    let examples = Mutex::new((0, 0));
    let work = || {
        while let Some(path) = { files.lock().expect("no panic").pop() } {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Source::new(path.display().to_string(), text);
            let format = Format::by_extension(&path).expect("a known format");
            let Some(resume) = render::read(&source, format, &mut Diagnostics::new()) else { continue };
            for layout in engine.layouts.names() {
                for paper in Paper::NAMES {
                    let look = || layouts_and_complaint(&prepared(&engine, &source, &resume, layout, paper)?);
                    let found = recto::layout::on_big_stack(look).expect("the engine goes on");
                    if let Some((layouts, _)) = found
                        && path.starts_with(project("examples"))
                    {
                        let mut examples = examples.lock().expect("no panic");
                        *examples = (examples.0 + layouts, examples.1 + 1);
                    }
                    let found = found.and_then(|(_, complaint)| complaint);
                    *cases.lock().expect("no panic") += 1;
                    let name = || format!("{} in {layout} on {paper}: ", path.display());
                    faults.lock().expect("no panic").extend(found.map(|found| name() + &found));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let faults = faults.into_inner().expect("no panic");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(cases.into_inner().expect("no panic") > 300);
    let (layouts, cases) = examples.into_inner().expect("no panic");
    let mean = f64::from(u32::try_from(layouts).expect("a few")) / f64::from(cases);
    assert!(cases > 150 && mean <= MOST_LAYOUTS, "{layouts} layouts for {cases} examples");
}

#[test]
fn heights_are_estimated_before_anything_is_set() {
    let engine = recto::embedded::engine();
    let (mut sum, mut cases) = (0.0, 0.0);
    for path in resumes().iter().filter(|path| path.starts_with(project("examples"))) {
        let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).expect("a file"));
        let format = Format::by_extension(path).expect("a known format");
        let resume = render::read(&source, format, &mut Diagnostics::new()).expect("a résumé");
        for layout in engine.layouts.names() {
            let look = || {
                let prepared = prepared(&engine, &source, &resume, layout, "a4").expect("a good résumé");
                let estimate = prepared.estimate().expect("a layout with `[height]`");
                let measures = prepared.measures();
                let typeset = prepared.typeset_at(&measures).expect("pages");
                let height = prepared.composure(&typeset, &measures).height();
                (estimate.height(&measures) - height) / height.max(0.5)
            };
            let off: f64 = recto::layout::on_big_stack(look).expect("the engine goes on");
            assert!(off.abs() < 0.12, "{} in {layout}: off by {off:.3}", path.display());
            (sum, cases) = (sum + off.abs(), cases + 1.0);
        }
    }
    assert!(cases > 80.0 && sum / cases < 0.035, "{:.3} on average", sum / cases);
}

/// So many jobs with some bullets each, and other sections.
fn jobs(count: usize, more: &str) -> String {
    let job = |n| {
        format!(
            "- {{name: Skerry {n}, position: Engineer {n}, startDate: 2019, endDate: 2021, highlights: [Set up the tests \
             {n}, Wrote the drivers {n}, Led the team {n}]}}\n"
        )
    };
    format!("basics: {{name: Ada Lindqvist}}\nwork:\n{}{more}", (0..count).map(job).collect::<String>())
}

/// The pages of the facts that contain a word, in a layout.
fn pages_of(folder: &Folder, args: &str, word: &str) -> Vec<u64> {
    let outcome = folder.run(&format!("check --proof --message-format json {args}"));
    let facts = outcome.stdout.split(|byte| *byte == b'\n');
    let facts = facts.filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    let has = |fact: &serde_json::Value| fact["fact"].as_str().is_some_and(|text| text.contains(word));
    facts.filter(has).filter_map(|fact| fact["page"].as_u64()).collect()
}

#[test]
fn a_section_and_an_entry_begin_a_page_where_the_file_says_so() {
    let more = "- {name: Late, position: Late, highlights: [Late one, Late two], page-break: before}\nprojects: \
                {page-break: before, entries: [{name: Tern, description: A Tern}]}\n";
    let first = "awards: [{title: Medal, page-break: before}, {title: Medal two}]\n";
    let folder = Folder::new().file("a.yaml", jobs(2, &format!("{more}{first}")));
    for layout in recto::embedded::engine().layouts.names() {
        let pages = |word| pages_of(&folder, &format!("a.yaml -l {layout}"), word);
        assert_eq!(pages("Skerry 1"), [1], "{layout}");
        assert!(pages("Late").len() > 2 && pages("Late").iter().all(|page| *page == 2), "{layout}");
        assert_eq!((pages("Projects"), pages("A Tern")), (vec![3], vec![3]), "{layout}");
        // Before its first entry, a section goes with it.
        assert_eq!((pages("Awards"), pages("Medal")), (vec![4], vec![4, 4]), "{layout}");
    }
}

#[test]
fn a_section_and_an_entry_stay_whole_where_the_file_says_so() {
    let bullets: Vec<String> = (0..12).map(|n| format!("Whole {n}")).collect();
    let entry =
        |more: &str| format!("{{name: Whole, position: Cook, highlights: [{}]{more}}}", bullets.join(", "));
    for layout in recto::embedded::engine().layouts.names() {
        let mut torn = 0;
        for count in 5..10 {
            let whole = |text: String| {
                let folder = Folder::new().file("a.yaml", jobs(count, &text));
                let args = format!("a.yaml -l {layout} --set density=0.5");
                let pages: BTreeSet<u64> = pages_of(&folder, &args, "Whole").into_iter().collect();
                assert!(!pages.is_empty(), "{layout} {count}");
                pages.len() == 1
            };
            assert!(whole(format!("- {}\n", entry(", page-break: avoid"))), "{layout} {count}");
            assert!(
                whole(format!("volunteer: {{page-break: avoid, entries: [{}]}}\n", entry(""))),
                "{layout} {count}"
            );
            torn += usize::from(!whole(format!("- {}\n", entry(""))));
        }
        assert!(torn > 0, "{layout}: some page ends in such an entry");
    }
}

#[test]
fn a_page_break_is_read_and_written_in_every_format() {
    let yaml = jobs(
        1,
        "- {name: Late, position: Cook, page-break: Avoid}\nskills: {page-break: before, entries: [{name: Rust}]}\n",
    );
    let folder = Folder::new().file("a.yaml", yaml);
    for format in ["json", "yaml", "toml", "md"] {
        let outcome = folder.run(&format!("render a.yaml -f {format} -o b.{format}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let json = folder.run(&format!("render b.{format} -f json -o -"));
        let text = String::from_utf8_lossy(&json.stdout).into_owned();
        for value in ["\"avoid\"", "\"before\""] {
            assert!(text.contains(&format!("\"page-break\": {value}")), "{format}: {text}");
        }
    }
    let wrong = Folder::new().file("a.yaml", jobs(1, "- {name: Late, page-break: after}\n"));
    let outcome = wrong.run("check a.yaml");
    assert!(outcome.stderr.contains("expected `before` or `avoid`"), "{outcome}");
    let found = folder.run("check --proof a.yaml");
    assert_eq!(found.code, Some(0), "{found}");
}

#[test]
fn a_density_is_kept_and_nothing_asked_for_is_composed() {
    let folder =
        Folder::new().file("a.yaml", jobs(2, "")).file("b.yaml", jobs(2, "meta: {recto: {density: 0.5}}\n"));
    let pages = |args: &str| {
        let outcome = folder.run(&format!("render {args} -f png -o - --force"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.stdout
    };
    let usual = pages("a.yaml --set density=0.5");
    assert_eq!(usual, pages("b.yaml"));
    assert_eq!(pages("a.yaml"), pages("a.yaml --pages auto"));
    assert_ne!(usual, pages("a.yaml"), "a short page is loose");
    let folder = folder.file("recto.toml", "[options]\ndensity = 0.5\n");
    assert_eq!(folder.run("render a.yaml -f png -o - --force").stdout, usual);
}

#[test]
fn check_reports_what_saves_a_page_and_is_silent_else() {
    let folder =
        Folder::new().file("a.yaml", std::fs::read_to_string(project("examples/ada.yaml")).expect("a file"));
    let spilled = folder.run("check a.yaml --set paper=us-letter --set density=0.5");
    assert!(spilled.stderr.contains("over on page 2"), "{spilled}");
    let (_, density) = spilled.stderr.split_once("density ").expect("a density");
    let (density, rest) = density.split_once(' ').expect("what it does");
    assert!(rest.starts_with("holds them on 1 page\n"), "{spilled}");
    let closer = folder.run(&format!("check a.yaml --set paper=us-letter --set density={density}"));
    assert!(closer.stderr.is_empty() && closer.out().contains("1 page,"), "{closer}");
    assert!(folder.run("check a.yaml --set paper=us-letter").stderr.is_empty());
}
