//! What layouts call and Rust answers, for Typst code would be slow at it: the module `recto` beside the standard
//! library. `layouts/lib/` brings it to the layouts; `layouts/README.md` says what each function does.
//!
//! They read `/measures.json` and `/findings.json` themselves. A file of a layout that read the findings would be evaluated
//! again in every pass, and with it all that it defines.

mod items;
mod lines;
mod parts;
mod prose;
mod width;

use super::file_id;
use super::typeset::Findings;
use crate::sheet::Measures;
use comemo::Tracked;
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;
use typst::World;
use typst::diag::{At, FileError, FileResult, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Args, Array, Content, Context, ContextElem, Func, Module, NativeElement, NativeFunc, Recipe, Regex,
    Scope, Selector, Transformation, Value, func,
};
use typst::layout::{Abs, Em};
use typst::model::FigureElem;
use typst::syntax::Span;

/// The module as Typst code sees it.
pub(super) fn module() -> Module {
    let mut scope = Scope::new();
    scope.define_func::<prose::prose>();
    scope.define_func::<items::items_of>();
    scope.define_func::<items::group>();
    scope.define_func::<width::width>();
    scope.define_func::<lines::pack>();
    scope.define_func::<lines::title_and_date>();
    scope.define_func::<has>();
    scope.define_func::<present>();
    scope.define_func::<parts::part>();
    scope.define_func::<parts::has_style>();
    scope.define_func::<keep>();
    scope.define_func::<long_words>();
    Module::new("recto", scope)
}

/// The measures of the pages that are being set.
#[comemo::memoize]
fn measures(world: Tracked<dyn World + '_>) -> FileResult<Arc<Measures>> {
    read(world, "measures.json").map(Arc::new)
}

/// What the pass before found.
#[comemo::memoize]
fn findings(world: Tracked<dyn World + '_>) -> FileResult<Arc<Findings>> {
    read(world, "findings.json").map(Arc::new)
}

fn read<T: DeserializeOwned>(world: Tracked<dyn World + '_>, path: &str) -> FileResult<T> {
    let id = file_id(path).map_err(|_| FileError::NotFound(path.into()))?;
    let bytes = world.file(id)?;
    serde_json::from_slice(&bytes).map_err(|error| FileError::Other(Some(error.to_string().into())))
}

impl Findings {
    /// The first word to keep in some text, the longest where several begin.
    fn first(&self, text: &str) -> Option<Range<usize>> {
        let found = self.keep.iter().filter_map(|word| {
            let at = text.match_indices(word.as_str()).map(|(at, _)| at);
            at.map(|at| at..at + word.len()).find(|range| is_whole(text, range))
        });
        found.min_by_key(|range| (range.start, Reverse(range.end)))
    }

    /// Whether a word to keep is somewhere in some data.
    fn any(&self, data: &Value) -> bool {
        match data {
            Value::Str(text) => self.first(text).is_some(),
            Value::Array(values) => values.iter().any(|value| self.any(value)),
            Value::Dict(pairs) => pairs.iter().any(|(_, value)| self.any(value)),
            _ => false,
        }
    }
}

/// Whether the word at `range` does not go on before or after it: `3 m` is no part of `3 months`.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |beside: Option<char>, end: Option<char>| {
        beside.is_some_and(char::is_alphanumeric) && end.is_some_and(char::is_alphanumeric)
    };
    let word = &text[range.clone()];
    let (before, after) = (&text[..range.start], &text[range.end..]);
    !goes_on(before.chars().next_back(), word.chars().next())
        && !goes_on(after.chars().next(), word.chars().next_back())
}

/// Whether there is something: not none, no empty text, no empty list.
#[func]
fn has(value: Value) -> bool {
    match value {
        Value::None => false,
        Value::Str(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    }
}

/// Those of some values that [`has`] is true of.
#[func]
fn present(
    /// The values.
    #[variadic]
    values: Vec<Value>,
) -> Array {
    values.into_iter().filter(|value| has(value.clone())).collect()
}

/// Words that the pass before saw broken at a line end stay whole in `body`, unless no line can hold them. The rule is only
/// where such a word is in `data`, which `body` shows: the engine remembers the rest from the pass before.
#[func]
fn keep(engine: &mut Engine, span: Span, data: Value, body: Value) -> SourceResult<Value> {
    let findings = findings(engine.world).at(span)?;
    if findings.any(&data) { kept(&findings, body.display(), span).map(Value::Content) } else { Ok(body) }
}

fn kept(findings: &Findings, body: Content, span: Span) -> SourceResult<Content> {
    let words = Regex::new(&any_of(&findings.keep, r"\b")).and_then(Selector::regex).at(span)?;
    Ok(body.styled(Recipe::new(Some(words), Transformation::Func(Func::from(kept_whole::data())), span)))
}

/// A word that stays whole, unless its column is too narrow, which is known when the engine comes to it.
#[func]
fn kept_whole(span: Span, word: Content) -> Content {
    let mut word = Args::new(span, [word]);
    ContextElem::new(Func::from(boxed::data()).with(&mut word)).pack()
}

/// `word` in a box, if its column is wide enough.
#[func(contextual)]
fn boxed(engine: &mut Engine, context: Tracked<Context>, span: Span, word: Content) -> SourceResult<Content> {
    let size = Abs::pt(measures(engine.world).at(span)?.size);
    let fits = width::of(engine, context, span, &word)? < column_width(engine, context, span)? - size * 2.0;
    Ok(if fits { prose::in_box(word) } else { word })
}

/// The width of the column around: that which `in-column` of `sheet.typ` sets, or that of the text. A function cannot add a
/// style to Typst, so this takes the gap of figures, which no résumé has; it is `1em` where nobody set it.
fn column_width(engine: &Engine, context: Tracked<Context>, span: Span) -> SourceResult<Abs> {
    let gap = context.styles().at(span)?.get(FigureElem::gap);
    Ok(if gap.em == Em::zero() { gap.abs } else { Abs::pt(measures(engine.world).at(span)?.width) })
}

/// The words that may be wider than a line, and may then break anywhere, as a regular expression; none if there are none.
#[func]
fn long_words(engine: &mut Engine, span: Span) -> SourceResult<Option<Regex>> {
    let long = &findings(engine.world).at(span)?.long;
    if long.is_empty() {
        return Ok(None);
    }
    // One that spells out thousands of characters would be slower than one that looks everywhere.
    let short = long.iter().map(String::len).sum::<usize>() < 2000;
    let words = if short { any_of(long, "") } else { r"\S{20,}".to_owned() };
    Regex::new(&words).at(span).map(Some)
}

/// A regular expression for any of some words, the longest first; `edge` is what stands before and after their letters.
fn any_of(words: &[String], edge: &str) -> String {
    let at = |c: Option<char>| if c.is_some_and(char::is_alphanumeric) { edge } else { "" };
    let whole = |word: &String| {
        format!("{}{}{}", at(word.chars().next()), escape(word), at(word.chars().next_back()))
    };
    let mut words: Vec<_> = words.iter().map(whole).collect();
    words.sort_by_key(|word| Reverse(word.len()));
    words.join("|")
}

/// A text as a regular expression that it alone matches.
fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
        out
    })
}
