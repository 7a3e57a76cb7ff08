//! How wide content is, without setting it.

use super::measures;
use comemo::Tracked;
use recto_resume::text::characters::is_right_to_left;
use typst::World;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Context, Func, IntoValue, NativeElement, Packed, Resolve, Selector, SequenceElem, Smart,
    StyleChain, StyledElem, Target, TargetElem, Value, func,
};
use typst::introspection::{Locator, LocatorLink};
use typst::layout::{Abs, Axes, BoxElem, Em, HElem, Length, Region, Sides, Sizing, Spacing};
use typst::model::{FigureElem, LinkElem};
use typst::syntax::Span;
use typst::text::{
    FontInstance, FontVariant, FontVariations, NumberWidth, SpaceElem, TextElem, families, variant,
};
use unicode_normalization::char::is_combining_mark;

/// Kerning brings letters nearer on the whole; where it does not, this covers it.
const SLACK: f64 = 1.005;

/// How wide content is in one line, or a little more: the sum of its advances, which costs a fraction of setting it. What is
/// not plain text of an alphabet is set and measured.
#[func(contextual)]
pub(super) fn width(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    body: Content,
) -> SourceResult<Length> {
    Ok(Ruler::new(engine, context, span)?.width(&body)?.into())
}

/// Whether some parts surely fit on one line of a width, with separators of three characters, and need no boxes. `em` is the
/// size of their largest text.
pub(super) fn surely_fit(parts: &Array, em: Abs, room: Abs) -> bool {
    let mut characters = 0;
    for part in parts {
        // Without a box, a part that is written from right to left changes places with the numbers beside it.
        match plain(part) {
            Some(text) if !text.chars().any(is_right_to_left) => characters += text.len() + 3,
            _ => return false,
        }
    }
    // No line of a résumé has wider characters on the average.
    0.65 * em * (characters as f64) < room
}

/// The text of some content that is a line of text.
fn plain(value: &Value) -> Option<String> {
    let mut out = String::new();
    walk(&value.clone().display(), StyleChain::default(), &mut |piece, _| {
        out.push_str(match piece {
            Piece::Text(text) => text,
            Piece::Gap(_) => " ",
        });
        Some(())
    })?;
    Some(out)
}

/// Measures content with the styles at one place of the document.
pub(super) struct Ruler<'a, 'e> {
    engine: &'a mut Engine<'e>,
    context: Tracked<'a, Context<'a>>,
    span: Span,
    /// The size of running text.
    pub size: Abs,
    /// The width of the column around: that which `in-column` of `sheet.typ` sets, or that of the text.
    pub column: Abs,
}

impl<'a, 'e> Ruler<'a, 'e> {
    pub fn new(
        engine: &'a mut Engine<'e>,
        context: Tracked<'a, Context<'a>>,
        span: Span,
    ) -> SourceResult<Self> {
        let measures = measures(engine.world).at(span)?;
        // A function cannot add a style to Typst, so `in-column` takes the gap of figures, which no résumé has; it is
        // `1em` where nobody set it.
        let gap = context.styles().at(span)?.get(FigureElem::gap);
        let column = if gap.em == Em::zero() { gap.abs } else { Abs::pt(measures.width) };
        Ok(Self { engine, context, span, size: Abs::pt(measures.size), column })
    }

    /// As [`width`].
    pub fn width(&mut self, body: &Content) -> SourceResult<Abs> {
        let styles = self.context.styles().at(self.span)?;
        match advances(self.engine.world, styles, body) {
            Some(width) => Ok(width * SLACK),
            None => self.measure(body),
        }
    }

    /// How wide a space is.
    pub fn blank(&mut self) -> SourceResult<Abs> {
        // Alone it has nothing to kern.
        Ok(self.width(&TextElem::packed(" "))? / SLACK)
    }

    /// What `measure` of Typst says.
    pub fn measure(&mut self, body: &Content) -> SourceResult<Abs> {
        let link = LocatorLink::measure(self.context.location().at(self.span)?, self.span);
        let region = Region::new(Axes::splat(Abs::inf()), Axes::splat(false));
        let paged = TargetElem::target.set(Target::Paged).wrap();
        let styles = self.context.styles().at(self.span)?;
        let styles = styles.chain(&paged);
        let set = self.engine.library.routines.layout_frame;
        Ok(set(self.engine, body, Locator::link(&link), styles, region)?.width())
    }

    /// What a function makes of a value.
    pub fn call(&mut self, function: &Func, value: impl IntoValue) -> SourceResult<Content> {
        Ok(function.call(self.engine, self.context, [value])?.display())
    }
}

/// The sum of the advances of all characters; `None` when more than that decides the width.
fn advances(world: Tracked<dyn World + '_>, styles: StyleChain, body: &Content) -> Option<Abs> {
    let mut sum = Abs::zero();
    walk(body, styles, &mut |piece, styles| {
        sum += match piece {
            Piece::Text(text) => text_advances(world, styles, text)?,
            Piece::Gap(amount) => amount,
        };
        Some(())
    })?;
    Some(sum)
}

/// A piece of a line.
enum Piece<'a> {
    Text(&'a str),
    Gap(Abs),
}

/// Calls `with` with every piece of some content and its styles. `None` when `with` gives that, or when there is something
/// else in it.
fn walk(
    body: &Content,
    styles: StyleChain,
    with: &mut dyn FnMut(Piece, StyleChain) -> Option<()>,
) -> Option<()> {
    if let Some(text) = body.to_packed::<TextElem>() {
        with(Piece::Text(&text.text), styles)
    } else if body.is::<SpaceElem>() {
        with(Piece::Text(" "), styles)
    } else if let Some(space) = body.to_packed::<HElem>() {
        match space.amount {
            Spacing::Rel(amount) if amount.rel.is_zero() => {
                with(Piece::Gap(amount.abs.resolve(styles)), styles)
            }
            _ => None,
        }
    } else if let Some(sequence) = body.to_packed::<SequenceElem>() {
        sequence.children.iter().try_for_each(|child| walk(child, styles, with).ok_or(())).ok()
    } else if let Some(styled) = body.to_packed::<StyledElem>() {
        walk(&styled.child, styles.chain(&styled.styles), with)
    } else if let Some(link) = body.to_packed::<LinkElem>() {
        let restyled = styles.recipes().any(|recipe| {
            matches!(recipe.selector(), Some(Selector::Elem(element, _)) if *element == LinkElem::ELEM)
        });
        if restyled { None } else { walk(&link.body, styles, with) }
    } else {
        let plain: &Packed<BoxElem> = body.to_packed()?;
        let bare = *plain.width.get_ref(styles) == Sizing::Auto
            && plain.inset.get_cloned(styles) == Sides::default();
        if bare { walk(plain.body.get_ref(styles).as_ref()?, styles, with) } else { None }
    }
}

fn text_advances(world: Tracked<dyn World + '_>, styles: StyleChain, text: &str) -> Option<Abs> {
    if styles.get(TextElem::smallcaps).is_some() {
        return None;
    }
    let (variant, size) = (variant(styles), styles.resolve(TextElem::size));
    let tabular = styles.get(TextElem::number_width) == Smart::Custom(NumberWidth::Tabular);
    // A face is opened for a character that those before it lack.
    let mut unopened = families(styles).filter_map(|family| face(world, family.as_str(), variant, size));
    let mut faces: Vec<FontInstance> = Vec::new();
    let mut sum = Em::zero();
    for c in text.chars() {
        let c = if tabular && c.is_ascii_digit() { '0' } else { c };
        let mut found = faces.iter().find_map(|face| advance(face, c));
        while found.is_none() {
            faces.push(unopened.next()?);
            found = faces.last().and_then(|face| advance(face, c));
        }
        sum += found?;
    }
    Some(sum.at(size) + styles.resolve(TextElem::tracking) * text.chars().count() as f64)
}

/// The advance of a character by itself; `None` when the face lacks it, or its neighbours decide what it becomes.
pub(super) fn advance(face: &FontInstance, c: char) -> Option<Em> {
    // Latin, Greek, Cyrillic, punctuation, signs of currencies and arrows.
    let alone = c.is_ascii_graphic()
        || c == ' '
        || (matches!(c, '\u{a0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{22ff}')
            && c != '\u{ad}'
            && !is_combining_mark(c));
    let glyph = face.ttf().glyph_index(c).filter(|_| alone)?;
    face.x_advance(glyph.0)
}

/// The face of a family that text of this variant and size takes.
#[comemo::memoize]
pub(super) fn face(
    world: Tracked<dyn World + '_>,
    family: &str,
    variant: FontVariant,
    size: Abs,
) -> Option<FontInstance> {
    let index = world.book().select(family, variant)?;
    Some(world.font(index)?.instantiate(variant, size, &FontVariations::default()))
}
