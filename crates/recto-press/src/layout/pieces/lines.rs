//! Lines that are composed before the engine breaks them: parts that do not break, and a title with its date at the far edge.

use super::prose::in_box;
use super::width::{self, Ruler};
use super::{in_context, measures, parts};
use comemo::Tracked;
use std::ops::Range;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Context, Func, IntoValue, NativeElement, Smart, Str, Value, func};
use typst::layout::{Abs, Fr, HElem, Length, Ratio, Spacing};
use typst::model::ParElem;
use typst::syntax::Span;
use typst::text::{LinebreakElem, NumberWidth, TextElem};

/// The blanks of a gap are at most so many times as wide as usual. Fewer blanks cost less; some readers begin another line
/// where a blank is three times as wide.
const WIDE_BLANK: f64 = 2.0;
/// A title of so many sizes is measured: the sum of its advances would be too great by more than a blank.
const LONG_TITLE: f64 = 22.0;

const TABULAR: Smart<NumberWidth> = Smart::Custom(NumberWidth::Tabular);

/// Parts that do not break, in as few lines of a width as possible; the separator only between parts of one line, and
/// outside their boxes, for readers lose spaces beside a box.
#[func]
pub(super) fn pack(
    engine: &mut Engine,
    span: Span,
    parts: Array,
    separator: Content,
    /// The width.
    #[named]
    room: Option<Length>,
    /// Whether the lines should be even.
    #[named]
    #[default(false)]
    balanced: bool,
) -> SourceResult<Option<Content>> {
    if parts.is_empty() {
        return Ok(None);
    }
    let measures = measures(engine.world).at(span)?;
    let room = room.map_or(Abs::pt(measures.width), |room| room.abs);
    if width::surely_fit(&parts, Abs::pt(parts::largest_fact(&measures)), room) {
        let parts = parts.into_iter().map(Value::display);
        return Ok(Some(ParElem::new(join(parts, &separator)).pack()));
    }
    let room = Length::from(room).into_value();
    let packed =
        in_context::<packed>(span, [parts.into_value(), separator.into_value(), room, balanced.into_value()]);
    Ok(Some(ParElem::new(packed).pack()))
}

/// Parts in as few lines as possible.
#[func(contextual)]
fn packed(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    parts: Array,
    separator: Content,
    room: Length,
    balanced: bool,
) -> SourceResult<Content> {
    let mut ruler = Ruler::new(engine, context, span)?;
    let parts: Vec<Content> = parts.into_iter().map(Value::display).collect();
    let own = parts.iter().map(|part| ruler.width(part)).collect::<SourceResult<Vec<_>>>()?;
    // Between letters: spaces at the end of a line have no width.
    let a = || TextElem::packed("a");
    let between = ruler.width(&(a() + separator.clone() + a()))? - ruler.width(&TextElem::packed("aa"))?;
    let room = room.abs;
    let mut breaks = broken(&own, between, room);
    if balanced {
        // The narrowest of forty widths that needs no more lines.
        let widest = own.iter().copied().fold(Abs::zero(), Abs::max);
        for step in 1..40 {
            let limit = room * (1.0 - f64::from(step) / 40.0);
            let narrower = broken(&own, between, limit);
            if limit < widest || narrower.len() > breaks.len() {
                break;
            }
            breaks = narrower;
        }
    }
    let boxed: Vec<_> = parts
        .into_iter()
        .zip(&own)
        .map(|(part, width)| if *width > room { part } else { in_box(part) })
        .collect();
    let lines = breaks.into_iter().map(|range| join(boxed[range].iter().cloned(), &separator));
    Ok(join(lines, &line_break()))
}

/// Which parts each line of at most `limit` has.
fn broken(own: &[Abs], between: Abs, limit: Abs) -> Vec<Range<usize>> {
    let (mut lines, mut start, mut width) = (Vec::new(), 0, Abs::zero());
    for (index, own) in own.iter().enumerate() {
        let added = if index > start { *own + between } else { *own };
        if index > start && width + added > limit {
            lines.push(start..index);
            (start, width) = (index, *own);
        } else {
            width += added;
        }
    }
    lines.push(start..own.len());
    lines
}

/// A title and its date at the far edge, in one run of text: readers that ignore positions still read them in order. The gap
/// is real spaces, so it is a gap for every reader. A title that would meet the date wraps before it, and the
/// date is on its last line; or, without room, on its own.
#[func(contextual)]
pub(super) fn title_and_date(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    title: Str,
    date: Content,
    style: Func,
    /// What is drawn over the gap, of its length.
    #[named]
    #[default]
    leader: Option<Func>,
) -> SourceResult<Content> {
    let mut ruler = Ruler::new(engine, context, span)?;
    let size = ruler.size;
    let date = date.set(TextElem::number_width, TABULAR);
    let room = ruler.column - ruler.width(&date)?;
    let mut lines = vec![ruler.call(&style, title.as_str())?];
    let mut rest = room - title_width(&mut ruler, &lines[0])?;
    if room < ruler.column / 2.0 {
        // A date that leaves less than half of the column goes on a line of its own, below a title as wide as the column.
        rest = Abs::zero();
    } else if rest < size * 2.0 {
        let words: Vec<&str> = title.as_str().split(' ').filter(|word| !word.is_empty()).collect();
        let mut width = |text: &str| ruler.call(&style, text).and_then(|text| ruler.width(&text));
        let own = words.iter().map(|word| width(word)).collect::<SourceResult<Vec<_>>>()?;
        let even = even_lines(&own, width(" ")?, room - size * 2.0);
        let even = even.into_iter().map(|range| ruler.call(&style, words[range].join(" ")));
        lines = even.collect::<SourceResult<_>>()?;
        rest = match lines.last() {
            Some(last) => room - title_width(&mut ruler, last)?,
            None => room,
        };
    }
    let fill = || HElem::new(Spacing::Fr(Fr::one())).pack();
    let gap = if rest < size {
        line_break() + fill()
    } else {
        let drawn = leader.map(|leader| ruler.call(&leader, rest)).transpose()?;
        let blank = ruler.blank()?;
        let count = (rest / (blank * WIDE_BLANK)).ceil().max(1.0);
        let each = Ratio::new(rest * 0.999 / (blank * count));
        let spaces = TextElem::packed(" ".repeat(count as usize)).set(TextElem::spacing, each.into());
        drawn.unwrap_or_default() + spaces + fill()
    };
    // Blanks have no pairs to kern, and looking for them takes longer than a paragraph.
    let gap = gap.set(TextElem::kerning, false).set(TextElem::number_width, TABULAR);
    Ok(join(lines, &line_break()) + gap + date)
}

/// How wide a title is. Space that is left at the end of the gap looks like the end of the line to some readers, so it must
/// be little.
fn title_width(ruler: &mut Ruler, title: &Content) -> SourceResult<Abs> {
    let width = ruler.width(title)?;
    if width > ruler.size * LONG_TITLE { ruler.measure(title) } else { Ok(width) }
}

/// The fewest lines of words within `room`, which are then as even as that number allows. They fill most of it: a title that
/// breaks in mid-page looks like one that ends there.
fn even_lines(own: &[Abs], between: Abs, room: Abs) -> Vec<Range<usize>> {
    let lines = broken(own, between, room);
    let width = |range: &Range<usize>| {
        own[range.clone()].iter().copied().sum::<Abs>() + between * (range.len() as f64 - 1.0)
    };
    let is_full = |lines: &[Range<usize>]| lines.iter().any(|line| width(line) > room * 0.75);
    let mut narrower = (16..20).map(|step| broken(own, between, room * f64::from(step) / 20.0));
    let even = narrower.find(|even| even.len() == lines.len() && is_full(even));
    even.unwrap_or(lines)
}

/// The end of a line; the space is for readers of the tags.
pub(super) fn line_break() -> Content {
    TextElem::packed(" ") + LinebreakElem::new().pack()
}

/// Some content with a separator between.
pub(super) fn join(parts: impl IntoIterator<Item = Content>, separator: &Content) -> Content {
    let mut out = Vec::new();
    for part in parts {
        if !out.is_empty() {
            out.push(separator.clone());
        }
        out.push(part);
    }
    Content::sequence(out)
}
