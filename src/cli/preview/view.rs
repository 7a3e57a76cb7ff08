//! The sink of the preview: the pages of a résumé with what was clicked, its problems, and the options to keep.

use super::choices::{self, Choices, Keep};
use crate::cli::child::Press;
use crate::cli::options::Variant;
use crate::cli::pages::{Blob, Closest, PageDrawing, PageRequest};
use crate::cli::report::json;
use crate::cli::run::{self, Job, Outcome, PreparedVariant};
use recto::render::Prepared;
use recto::sheet::options::Paper;
use recto::text::{Diagnostics, Digest};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;

/// What the page shows; it goes to the browser as JSON.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// Which state of the file this is.
    pub revision: u64,
    /// The file's name.
    pub file: String,
    /// The pages.
    pub pages: Vec<Page>,
    /// Whether these are the pages of an older state, because this one has errors.
    pub stale: bool,
    /// Its problems, in the order of the file, each as `--message-format json` has it.
    pub problems: Vec<serde_json::Value>,
    /// The options with what was clicked; `None` when they could not be resolved.
    pub shown: Option<ShownOptions>,
    /// The options without it.
    pub own: Option<ShownOptions>,
    /// What came of the number of pages that was asked for.
    pub fit: Option<FitResult>,
    /// The options to keep.
    pub keep: Keep,
    /// How long it took (ms).
    pub milliseconds: u128,
}

/// A page: an SVG under the name of its content, so that a page that stays the same is not loaded again.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// The name, from a digest of the drawing.
    pub name: String,
    /// Width (pt).
    width: f64,
    /// Height (pt).
    height: f64,
    /// The drawing.
    #[serde(skip)]
    pub svg: Arc<[u8]>,
}

/// Options as they apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownOptions {
    layout: String,
    paper: Paper,
    accent: String,
}

/// What came of a number of pages that was asked for.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FitResult {
    /// Whether there are no more pages than that.
    reached: bool,
    /// The density, in hundredths.
    pub density: u8,
}

/// What comes of one variant.
#[derive(Default)]
struct Drawn {
    shown: Option<ShownOptions>,
    fit: Option<FitResult>,
    /// None when there is an error.
    pages: Vec<Page>,
}

impl View {
    /// Looks at the résumé: as the file has it, for its own options, and with what was clicked.
    pub fn look(job: &Job, press: &Press, choices: &Choices) -> Self {
        let start = Instant::now();
        let named = || job.options.layouts.first().cloned();
        let own = Variant { layout: named(), options: Vec::new() };
        let layout = choices.get("layout").map(str::to_owned).or_else(named);
        let clicked = Variant { layout, options: choices.options() };
        let mut outcome = run::run(&job.with_variants(vec![own, clicked]), press, |at, variant, problems| {
            let drawn = Drawn { shown: Some(shown(&variant.prepared)), ..Drawn::default() };
            Some(match at {
                0 => drawn,
                _ => drawn.draw(&variant, choices.get("pages").is_some(), problems),
            })
        });
        let clicked = outcome.variants.pop();
        let own = outcome.variants.pop().and_then(|own| own.result).and_then(|own| own.shown);
        let mut problems = clicked.as_ref().map(|clicked| outcome.problems_of(clicked)).unwrap_or_default();
        problems.extend(outcome.failures.iter().cloned());
        problems.sort(&outcome.source.text);
        let value = |problem| serde_json::to_value(problem).ok();
        let drawn = clicked.and_then(|clicked| clicked.result).unwrap_or_default();
        Self {
            revision: 0,
            file: outcome.source.name.clone(),
            pages: if problems.has_errors() { Vec::new() } else { drawn.pages },
            stale: false,
            problems: json::problems(&outcome.source, &problems).filter_map(value).collect(),
            shown: drawn.shown,
            keep: keep(&outcome, choices, own.as_ref()),
            own,
            fit: drawn.fit,
            milliseconds: start.elapsed().as_millis(),
        }
    }
}

/// The options to keep: what was clicked and is not so already.
fn keep<T>(outcome: &Outcome<T>, choices: &Choices, own: Option<&ShownOptions>) -> Keep {
    let Some(format) = outcome.format else { return Keep::default() };
    let mut chosen = choices.0.clone();
    chosen.retain(|(key, value)| match *key {
        "layout" => own.is_none_or(|own| own.layout != *value),
        "paper" => own.is_none_or(|own| own.paper.name() != value),
        // The same accent may come from a layout and be another in the next: what was clicked is kept.
        _ => true,
    });
    choices::keep(&chosen, &outcome.source, format, outcome.has_options)
}

impl Drawn {
    /// Sets and draws the pages; with `fit`, a number of pages was asked for.
    fn draw(self, variant: &PreparedVariant<'_>, fit: bool, problems: &mut Diagnostics) -> Self {
        let request = PageRequest { drawings: Some(Closest(fit)), ..PageRequest::default() };
        // Without pages there is no density to show, and an error in `problems`.
        let Some(made) = variant.make(&request, problems) else { return self };
        let (density, reached) = made.fit;
        let fit = fit.then(|| FitResult { reached, density: hundredths(density) });
        Self { fit, pages: made.drawings.into_iter().map(page).collect(), ..self }
    }
}

/// A density in hundredths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a density is from 0 to 1")]
fn hundredths(density: f64) -> u8 {
    (density * 100.0).round() as u8
}

/// The options that apply to a résumé.
fn shown(prepared: &Prepared<'_>) -> ShownOptions {
    let measures = prepared.measures();
    ShownOptions { layout: prepared.layout().to_owned(), paper: measures.paper, accent: measures.accent }
}

/// A drawing under its name.
fn page(PageDrawing { size: [width, height], svg: Blob(svg) }: PageDrawing) -> Page {
    Page { name: Digest::of([&svg[..]]).to_string(), width, height, svg: svg.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::input::InputSource;
    use recto::render::Engine;

    /// A look at a file with this text.
    fn look(text: &str, choices: &str) -> View {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ada.yaml");
        std::fs::write(&path, text).unwrap();
        let engine =
            Engine { fonts: recto::embedded::fonts(), layouts: recto::embedded::layouts(), remember: 4 };
        let choices = Choices::read(choices.as_bytes(), &engine.layouts).unwrap();
        let job = Job::new(InputSource::new(&path), None, Arc::default());
        View::look(&job, &engine.into(), &choices)
    }

    #[test]
    fn choices_go_before_the_file_and_are_kept() {
        let text = "basics:\n  name: Ada\nmeta:\n  recto:\n    layout: plain\n    paper: a4\n";
        let own = look(text, "{}");
        assert_eq!((own.own.clone(), own.keep.text.as_str()), (own.shown, ""));
        assert_eq!(own.own.map(|own| own.layout).as_deref(), Some("plain"));
        let view = look(text, r##"{"layout":"datum","paper":"a4","accent":"#7a1f3d"}"##);
        let shown = view.shown.unwrap();
        assert_eq!((shown.layout.as_str(), shown.accent.as_str()), ("datum", "#7a1f3d"));
        assert_eq!(view.keep.text, "meta:\n  recto:\n    layout: datum\n    accent: \"#7a1f3d\"\n");
        assert_eq!(view.pages.len(), 1);
        assert!(view.pages[0].svg.starts_with(b"<svg") && view.problems.is_empty());
    }

    #[test]
    fn a_number_of_pages_is_reached_or_not() {
        let item = "  - {name: A, position: B, highlights: [one, two, three, four]}\n";
        let text = |items: usize| format!("basics:\n  name: Ada\nwork:\n{}", item.repeat(items));
        let some = look(&text(9), r#"{"pages":1}"#);
        let fit = some.fit.unwrap();
        assert!(fit.reached && some.pages.len() == 1, "{fit:?}");
        assert!(some.keep.text.contains("pages: 1"), "{}", some.keep.text);
        let many = look(&text(60), r#"{"pages":1}"#);
        assert!(!many.fit.unwrap().reached && many.pages.len() > 1);
    }

    #[test]
    fn errors_are_reported_and_pages_are_not_shown() {
        let view = look("basics:\n  name: [\n", "{}");
        assert!(view.pages.is_empty());
        assert_eq!(view.problems[0]["severity"], "error");
        assert!(view.problems[0]["line"].is_u64());
    }

    #[test]
    fn a_page_that_stays_the_same_keeps_its_name() {
        let [a, b] =
            ["# one\nbasics: {name: Ada}\n", "# two\nbasics: {name: Ada}\n"].map(|text| look(text, "{}"));
        assert_eq!(a.pages[0].name, b.pages[0].name);
        assert_ne!(a.pages[0].name, look("basics: {name: Eve}\n", "{}").pages[0].name);
    }
}
