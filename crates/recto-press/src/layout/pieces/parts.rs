//! How each part of a page looks: what the manifest says, then what the user says.

use super::{measures, named};
use crate::manifest::parts::PartStyle;
use crate::sheet::Measures;
use comemo::Tracked;
use std::str::FromStr;
use typst::diag::{At, SourceResult, StrResult};
use typst::engine::Engine;
use typst::foundations::{Args, Context, Func, IntoValue, NativeElement, NativeFunc, Str, Value, func};
use typst::layout::{Abs, Em, Length};
use typst::syntax::Span;
use typst::text::{SmallcapsElem, TextElem};
use typst::visualize::{Color, Luma};

/// The black of text.
pub(super) fn ink() -> Color {
    luma(0.11)
}

/// Grey space prints with black ink only. This is 7:1 on white.
pub(super) fn grey() -> Color {
    luma(0.33)
}

fn luma(lightness: f32) -> Color {
    Color::Process(Luma::new(lightness, 1.0).into())
}

/// Text so much larger than the body takes the display cut of its family.
const DISPLAY: f64 = 1.4;

/// A function that sets a part: `text` with the style of the part. Named arguments are what the part has if nobody says
/// otherwise.
#[func]
pub(super) fn part(engine: &mut Engine, args: &mut Args, name: Str) -> SourceResult<Func> {
    let span = args.span;
    let measures = measures(engine.world).at(span)?;
    let mut given = args.take();
    let style = measures.parts.get(name.as_str());
    if let Some(style) = style {
        let arguments = arguments(&name, style, &measures).at(span)?;
        given.items.extend(arguments.into_iter().map(|(key, value)| named(span, key, value)));
    }
    let dress = Func::from(TextElem::ELEM).with(&mut given);
    let case = match style.and_then(|style| style.case.as_deref()) {
        Some("upper") => Func::from(typst::text::upper::data()),
        Some("small-caps") => Func::from(SmallcapsElem::ELEM),
        _ => return Ok(dress),
    };
    Ok(Func::from(cased::data()).with(&mut Args::new(span, [case, dress])))
}

/// Whether a part has a style of its own.
#[func]
pub(super) fn has_style(engine: &mut Engine, span: Span, name: Str) -> SourceResult<bool> {
    Ok(measures(engine.world).at(span)?.parts.contains_key(name.as_str()))
}

/// `body` in another case, and then in the style of its part.
#[func]
fn cased(
    engine: &mut Engine,
    context: Tracked<Context>,
    case: Func,
    dress: Func,
    body: Value,
) -> SourceResult<Value> {
    // Small capitals of Greek have no accents, so that its letters would read as others.
    let is_accented = |c: char| matches!(c, '\u{390}' | '\u{3ac}'..='\u{3b0}' | '\u{3ca}'..='\u{3ce}');
    if case.to_element() == Some(SmallcapsElem::ELEM)
        && body.clone().display().plain_text().contains(is_accented)
    {
        return dress.call(engine, context, [body]);
    }
    let body = case.call(engine, context, [body])?;
    dress.call(engine, context, [body])
}

/// A style as arguments of `text`.
fn arguments(name: &str, style: &PartStyle, measures: &Measures) -> StrResult<Vec<(&'static str, Value)>> {
    let mut out = Vec::new();
    let factor = style.size.unwrap_or(1.0);
    let large = factor > DISPLAY;
    if let Some(font) = &style.font {
        let families = if font == "text" { &measures.font } else { &measures.heading_font };
        // Heads at text size take the text cut of a family whose first choice is its display cut.
        let text_cut = font != "text" && !large;
        let cut = |family: &String| {
            if text_cut { family.trim_end_matches(" Display") } else { family }.into_value()
        };
        out.push(("font", Value::Array(families.iter().map(cut).collect())));
    }
    if style.size.is_some() {
        out.push(("size", Abs::pt(factor * measures.size).into_value()));
    }
    // Text that is larger than the line box has one of its own.
    if large || (factor > 1.0 && name != "section-title") {
        out.push(("top-edge", Length::from(Em::new(0.7)).into_value()));
        out.push(("bottom-edge", Length::from(Em::new(-0.22)).into_value()));
    }
    if let Some(weight) = style.weight {
        out.push(("weight", i64::from(weight).into_value()));
    }
    if let Some(slant) = &style.style {
        out.push(("style", slant.as_str().into_value()));
    }
    if let Some(color) = &style.color {
        let color = match color.as_str() {
            "ink" => ink(),
            "grey" => grey(),
            "accent" => Color::from_str(&measures.accent)?,
            other => Color::from_str(other)?,
        };
        out.push(("fill", color.into_value()));
    }
    Ok(out)
}

/// The size of the largest text in a line of facts (pt).
pub(super) fn largest_fact(measures: &Measures) -> f64 {
    let facts = ["contact", "date", "keyword-label", "link", "organization", "place"];
    let factors = facts.iter().filter_map(|part| measures.parts.get(*part)?.size);
    measures.size * factors.fold(1.0, f64::max)
}
