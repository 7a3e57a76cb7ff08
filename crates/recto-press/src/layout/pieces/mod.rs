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
pub(crate) use items::SHORT_FACT;
use recto_resume::text::characters::is_right_to_left;
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::sync::Arc;
use typst::World;
use typst::diag::{At, FileError, FileResult, SourceResult, StrResult};
use typst::engine::Engine;
use typst::foundations::{
    Arg, Args, Array, Content, Context, ContextElem, Func, IntoValue, Module, NativeElement, NativeFunc,
    Recipe, Regex, Scope, Selector, Transformation, Value, func,
};
use typst::syntax::{Span, Spanned};
use width::Ruler;

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
    scope.define_func::<begin_inside>();
    scope.define("ink", parts::ink());
    scope.define("grey", parts::grey());
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

/// A regular expression for the words that the pass before saw broken at a line end; `None` if there are none.
#[comemo::memoize]
fn kept_words(world: Tracked<dyn World + '_>) -> FileResult<Option<Regex>> {
    let found = findings(world)?;
    let words = &found.keep;
    // `3 m` is no part of `3 months`, and letters that join come apart at the edge of a box. To look for word boundaries is dear.
    let edge = |c: Option<char>| {
        if c.is_some_and(|c| c.is_alphabetic() || c.is_ascii_digit()) { r"\b" } else { "" }
    };
    let is_part = |word: &String| found.parts.contains(word) || word.contains(is_right_to_left);
    let whole = |word: &String| match is_part(word) {
        true => {
            let edges = (edge(word.chars().next()), edge(word.chars().next_back()));
            format!("{}{}{}", edges.0, regex::escape(word), edges.1)
        }
        false => regex::escape(word),
    };
    let any = any_of(words.iter().map(whole));
    let words = (!words.is_empty()).then(|| Regex::new(&any)).transpose();
    words.map_err(|error| FileError::Other(Some(error)))
}

fn read<T: DeserializeOwned>(world: Tracked<dyn World + '_>, path: &str) -> FileResult<T> {
    let id = file_id(path).map_err(|_| FileError::NotFound(path.into()))?;
    let bytes = world.file(id)?;
    serde_json::from_slice(&bytes).map_err(|error| FileError::Other(Some(error.to_string().into())))
}

/// Whether there is something: not none, no empty text, no empty list.
#[func]
fn has(value: Value) -> bool {
    !is_blank(&value)
}

/// Those of some values that [`has`] is true of.
#[func]
fn present(
    /// The values.
    #[variadic]
    values: Vec<Value>,
) -> Array {
    values.into_iter().filter(|value| !is_blank(value)).collect()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::None => true,
        Value::Str(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

/// Words that the pass before saw broken at a line end stay whole in `body`, unless no line can hold them. The rule is only
/// where such a word is in `data`, which `body` shows: the engine remembers the rest from the pass before.
#[func]
fn keep(engine: &mut Engine, span: Span, data: Value, body: Value) -> SourceResult<Value> {
    Ok(match kept_words(engine.world).at(span)? {
        Some(words) if mentions(&data, &words) => kept(words, body.display(), span).at(span)?.into_value(),
        _ => body,
    })
}

/// Whether one of some words is somewhere in some data.
fn mentions(data: &Value, words: &Regex) -> bool {
    match data {
        Value::Str(text) => words.is_match(text),
        Value::Array(values) => values.iter().any(|value| mentions(value, words)),
        Value::Dict(pairs) => pairs.iter().any(|(_, value)| mentions(value, words)),
        _ => false,
    }
}

/// `body`, in which these words stay whole.
fn kept(words: Regex, body: Content, span: Span) -> StrResult<Content> {
    let rule = Transformation::Func(Func::from(kept_whole::data()));
    Ok(body.styled(Recipe::new(Some(Selector::regex(words)?), rule, span)))
}

/// A word that stays whole, unless its column is too narrow, which is known when the engine comes to it.
#[func]
fn kept_whole(span: Span, word: Content) -> Content {
    in_context::<boxed>(span, [word])
}

/// `word` in a box, if its column is wide enough.
#[func(contextual)]
fn boxed(engine: &mut Engine, context: Tracked<Context>, span: Span, word: Content) -> SourceResult<Content> {
    let mut ruler = Ruler::new(engine, context, span)?;
    let fits = ruler.width(&word)? < ruler.column - ruler.size * 2.0;
    Ok(if fits { prose::in_box(word) } else { word })
}

/// What a function makes of some values where the engine comes to it, and its styles and its place are known.
fn in_context<F: NativeFunc>(span: Span, values: impl IntoIterator<Item = impl IntoValue>) -> Content {
    let mut values = Args::new(span, values);
    ContextElem::new(Func::from(F::data()).with(&mut values)).pack()
}

/// A named argument.
fn named(span: Span, name: &str, value: Value) -> Arg {
    Arg { span, name: Some(name.into()), value: Spanned::new(value, span) }
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
    let words =
        if short { any_of(long.iter().map(|word| regex::escape(word))) } else { r"\S{20,}".to_owned() };
    Regex::new(&words).at(span).map(Some)
}

/// The pages that begin inside a long paragraph, from 1. They are a file of their own, which hardly ever changes between
/// passes.
#[func]
fn begin_inside(engine: &mut Engine, span: Span) -> SourceResult<Array> {
    let pages: Vec<i64> = read(engine.world, "inside.json").at(span)?;
    Ok(pages.into_iter().map(IntoValue::into_value).collect())
}

/// A regular expression that matches any of these, the longest first.
fn any_of(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<_> = words.collect();
    words.sort_by_key(|word| Reverse(word.len()));
    words.join("|")
}
