//! Rich text: the runs and blocks of the sheet as content. Strings stay strings; nothing is evaluated.

use super::lines::{join, line_break};
use super::{kept_whole, kept_words, measures, width};
use crate::sheet::Measures;
use comemo::Tracked;
use std::cell::OnceCell;
use std::sync::Arc;
use typst::World;
use typst::diag::{At, HintedStrResult, SourceResult, StrResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Dict, IntoValue, NativeElement, Packed, Recipe, Regex, Smart, Styles, Transformation,
    Value, func,
};
use typst::introspection::MetadataElem;
use typst::layout::{Abs, BlockBody, BlockElem, BoxElem, Em, Length, Rel, Spacing, VElem};
use typst::model::{
    Destination, EmphElem, EnumElem, EnumItem, LinkElem, LinkTarget, ListElem, ListItem, ParElem, QuoteElem,
    StrongElem, Url,
};
use typst::syntax::Span;
use typst::text::{FontFamily, FontInstance, FontList, FontVariant, TextElem, TextSize};
use unicode_width::UnicodeWidthStr;

/// Stays on one page, unless it has more lines than this: to keep it whole would then leave a hole.
pub(super) const FEW: usize = 7;
/// Characters of a line, about; those of full width count twice.
pub(super) const LINE: usize = 80;
/// Width of a narrow character (em).
const NARROW: f64 = 0.4;
/// Bold text is wider than regular by less than this.
const BOLD: f64 = 1.1;
/// Space between the items of a nested list, and so much more behind it (units).
const NESTED: f64 = 0.6;
const AFTER_NESTED: f64 = 0.5;
/// Keywords of several words stay whole up to so many characters.
const KEYWORD: usize = 32;

/// Blocks: paragraphs, lists, quotations.
#[func]
pub(super) fn prose(
    engine: &mut Engine,
    span: Span,
    blocks: Array,
    /// How wide the lines are; without it, as wide as the text of a page.
    #[named]
    room: Option<Length>,
) -> SourceResult<Content> {
    let mut builder = ProseBuilder::new(engine, span)?;
    builder.room = room.map_or(builder.room, |room| room.abs);
    builder.prose(&blocks, false)
}

/// Whether a text ends in a letter, a digit or a closing mark, so that a sentence after it needs a stop.
pub(super) fn ends_open(text: &str) -> bool {
    // Alphabets with capitals; others have stops of their own.
    let letter = |c: char| c.is_alphanumeric() && matches!(c, '\0'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
    text.ends_with(|c: char| letter(c) || matches!(c, ')' | '”' | '»'))
}

/// Makes content of prose.
pub(super) struct ProseBuilder<'e> {
    world: Tracked<'e, dyn World + 'e>,
    measures: Arc<Measures>,
    /// The words that stay whole.
    pub kept: Option<Regex>,
    /// How wide the lines are.
    pub room: Abs,
    span: Span,
    /// The face of running text.
    face: OnceCell<Option<FontInstance>>,
}

impl<'e> ProseBuilder<'e> {
    pub fn new(engine: &mut Engine<'e>, span: Span) -> SourceResult<Self> {
        let world = engine.world;
        let (measures, kept) = (measures(world).at(span)?, kept_words(world).at(span)?);
        let room = Abs::pt(measures.width);
        Ok(Self { world, measures, kept, room, span, face: OnceCell::new() })
    }

    /// Paragraphs, lists and quotations; `followed` says whether something comes after them that they may introduce.
    pub fn prose(&self, blocks: &Array, followed: bool) -> SourceResult<Content> {
        Ok(self.blocks(blocks, self.room, 0, followed)?.0)
    }

    /// A list of these items.
    pub fn bullets(&self, items: &Array) -> SourceResult<Content> {
        Ok(self.items(items, None, self.room, 0)?.0)
    }

    /// Keywords in a run: one of a few words stays whole, and its comma with it. On a mirrored page each is by itself: a few
    /// Latin ones side by side would run the other way.
    pub fn keywords(&self, list: &Array, comma: &str, mirrored: bool) -> SourceResult<Content> {
        let keyword = |(index, item)| {
            let item = string(item).at(self.span)?;
            let comma = if index + 1 < list.len() { comma.trim_end() } else { "" };
            let text = self.string(&format!("{item}{comma}"));
            let stays_whole = (mirrored || item.contains(' ')) && item.chars().count() <= KEYWORD;
            Ok(if stays_whole { in_box(text) } else { text })
        };
        let keywords: SourceResult<Vec<_>> = list.iter().enumerate().map(keyword).collect();
        let gap = if comma.ends_with(' ') { TextElem::packed(" ") } else { Content::empty() };
        Ok(join(keywords?, &gap))
    }

    /// Some text; the words in it that must not break are in boxes, if a line can hold them.
    pub fn string(&self, text: &str) -> Content {
        let (mut out, mut end) = (Vec::new(), 0);
        for found in self.kept.iter().flat_map(|words| words.find_iter(text)) {
            if found.start() > end {
                out.push(TextElem::packed(&text[end..found.start()]));
            }
            let word = TextElem::packed(found.as_str());
            let fits = self.fits(found.as_str(), self.room - Abs::pt(2.0 * self.measures.size));
            out.push(if fits { in_box(word) } else { kept_whole(self.span, word) });
            end = found.end();
        }
        if end < text.len() {
            out.push(TextElem::packed(&text[end..]));
        }
        Content::sequence(out)
    }

    /// The face that running text would have in a family.
    fn face_of(&self, family: &str) -> Option<FontInstance> {
        width::face(self.world, &family.to_lowercase(), FontVariant::default(), Abs::pt(self.measures.size))
    }

    /// How wide some characters of running text are, or more.
    fn reach(&self, text: &str) -> Abs {
        let face = self.face.get_or_init(|| self.face_of(self.measures.font.first()?));
        let advance = |c| face.as_ref().and_then(|face| width::advance(face, c));
        text.chars().map(|c| advance(c).unwrap_or(Em::one()).at(Abs::pt(self.measures.size))).sum()
    }

    /// Whether some characters of running text surely fit a width, even in bold.
    fn fits(&self, text: &str, room: Abs) -> bool {
        // The first look spares the others to most paragraphs of more than a line.
        let least = Abs::pt(NARROW * self.measures.size * text.len() as f64);
        least < room && self.reach(text) * BOLD < room && !text.contains('\n')
    }

    /// The runs of a paragraph.
    pub fn runs(&self, runs: &Array) -> SourceResult<Content> {
        let mut out = Vec::with_capacity(runs.len());
        for run in runs {
            self.run(run, &mut out)?;
        }
        Ok(Content::sequence(out))
    }

    fn run(&self, run: &Value, out: &mut Vec<Content>) -> SourceResult<()> {
        if let Value::Str(text) = run {
            out.push(self.string(text));
            return Ok(());
        }
        let run = dict(run).at(self.span)?;
        let inner = |key| array(run.get(key).ok()).map(|runs| self.runs(runs));
        if let Some(bold) = inner("b") {
            out.push(StrongElem::new(bold?).pack());
        } else if let Some(italic) = inner("i") {
            let mut text = String::new();
            gather(array(run.get("i").ok()).unwrap_or(&Array::new()), &mut text).at(self.span)?;
            // Scripts without italics are emphasised by weight.
            let element = if has_italics(&text) {
                EmphElem::new(italic?).pack()
            } else {
                StrongElem::new(italic?).pack()
            };
            out.push(element);
        } else if let Ok(code) = run.get("code") {
            out.push(self.code(string(code).at(self.span)?));
        } else if let Some(linked) = inner("a") {
            let url = string(run.get("url").at(self.span)?).at(self.span)?;
            out.push(link(url, linked?).at(self.span)?);
        } else {
            out.push(line_break());
        }
        Ok(())
    }

    /// Code has no face of its own in a résumé; it takes a sans that is not the text's, at the text's x-height.
    fn code(&self, characters: &str) -> Content {
        let text = self.measures.font.first().map_or("", String::as_str);
        let family = if text == "Source Sans 3" { "IBM Plex Sans" } else { "Source Sans 3" };
        let x_height = |family| self.face_of(family).map(|face| face.metrics().x_height.get());
        let ratio = x_height(text).zip(x_height(family)).map_or(1.0, |(text, code)| text / code);
        let families = std::iter::once(family).chain(self.measures.font.iter().map(String::as_str));
        let fonts = FontList(families.map(FontFamily::new).collect());
        let size = TextSize(Length::from(Em::new(ratio)));
        TextElem::packed(characters).set(TextElem::font, fonts).set(TextElem::size, size)
    }

    /// Blocks, and about how many lines they take.
    fn blocks(
        &self,
        blocks: &Array,
        room: Abs,
        depth: usize,
        followed: bool,
    ) -> SourceResult<(Content, usize)> {
        let (mut out, mut sum) = (Vec::with_capacity(blocks.len()), 0);
        for (index, block) in blocks.iter().enumerate() {
            let part = dict(block).at(self.span)?;
            let (body, lines) = if let Some(runs) = array(part.get("p").ok()) {
                let body = ParElem::new(self.runs(runs)?).pack();
                let mut text = String::new();
                gather(runs, &mut text).at(self.span)?;
                let lines = lines_of(&text);
                let next = blocks.iter().nth(index + 1);
                // What is said of the items of a nested list stays with the first of them.
                let clings = match next {
                    Some(next) => (depth > 0 && is_list(next)) || introduces(runs, &text),
                    None => followed && introduces(runs, &text),
                };
                // One line cannot break; deep inside a list, blocks are bare: Typst nests no deeper than about sixty elements.
                let bare = depth > 1 || (depth == 1 && blocks.len() == 1 && self.fits(&text, room));
                (if bare { body } else { block_of(lines, clings, body) }, lines)
            } else if let Some(blocks) = array(part.get("quote").ok()) {
                let (body, lines) = self.blocks(blocks, room, depth + 1, false)?;
                (self.quotation(body), lines)
            } else {
                self.list(part, room, depth)?
            };
            out.push(body);
            sum += lines;
        }
        Ok((Content::sequence(out), sum))
    }

    fn quotation(&self, body: Content) -> Content {
        let space = Smart::Custom(Spacing::Rel(Abs::pt(self.measures.leading + self.measures.unit).into()));
        let mut apart = Styles::new();
        apart.set(BlockElem::above, space);
        apart.set(BlockElem::below, space);
        let rule = Recipe::new(Some(QuoteElem::ELEM.select()), Transformation::Style(apart), self.span);
        QuoteElem::new(body).with_block(true).pack().styled(rule)
    }

    fn list(&self, list: &Dict, room: Abs, depth: usize) -> SourceResult<(Content, usize)> {
        if let Some(items) = array(list.get("ul").ok()) {
            self.items(items, None, room, depth)
        } else if let Some(items) = array(list.get("ol").ok()) {
            let start = list.get("start").at(self.span)?.clone().cast().at(self.span)?;
            self.items(items, Some(start), room, depth)
        } else {
            bail!(self.span, "this is no block of the sheet")
        }
    }

    /// A list, and about how many lines it takes; `start` is the first number of a numbered one.
    fn items(
        &self,
        given: &Array,
        start: Option<u64>,
        room: Abs,
        depth: usize,
    ) -> SourceResult<(Content, usize)> {
        // The sign and the indent.
        let room = room - Abs::pt(1.5 * self.measures.size);
        let (mut made, mut counts) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
        for item in given {
            let blocks = item.clone().cast::<Array>().at(self.span)?;
            let (mut body, lines) = self.blocks(&blocks, room, depth + 1, false)?;
            // A paragraph is a block of its own; what has a list in it breaks between the items of that.
            let is_paragraph = depth == 0 && blocks.len() == 1 && paragraph(blocks.iter().next()).is_some();
            let has_list = blocks.iter().any(is_list);
            if has_list && depth == 0 && made.len() + 1 < given.len() {
                body += VElem::new(Spacing::Rel(Abs::pt(AFTER_NESTED * self.measures.unit).into())).pack();
            }
            made.push(if depth > 1 || is_paragraph || has_list { body } else { whole(lines, body) });
            counts.push(lines);
        }
        if let ([.., body, _], [.., before, last]) = (&mut made[..], &counts[..])
            && depth < 2
            && before + last <= FEW
        {
            let last = given.at(-1, None).at(self.span)?.cast::<Array>().at(self.span)?;
            *body = self.with_room(std::mem::take(body), &last, room)?;
        }
        // Inside an item, items are nearer to each other than it is to the next.
        let nested = Abs::pt(self.measures.leading + NESTED * self.measures.unit);
        let list = match start {
            Some(start) => {
                let items = made.into_iter().map(|body| Packed::new(EnumItem::new(body))).collect();
                let list = EnumElem::new(items).with_start(Smart::Custom(start));
                if depth > 0 { list.with_spacing(Smart::Custom(nested.into())) } else { list }.pack()
            }
            None => {
                let items = made.into_iter().map(|body| Packed::new(ListItem::new(body))).collect();
                let list = ListElem::new(items);
                if depth > 0 { list.with_spacing(Smart::Custom(nested.into())) } else { list }.pack()
            }
        };
        Ok((list, counts.iter().sum()))
    }

    /// The last item of a list does not go to the next page alone: `body`, the one before it, asks for the room of both, and
    /// gives it back. `room` is the width of their lines.
    fn with_room(&self, body: Content, last: &Array, room: Abs) -> SourceResult<Content> {
        let lines = self.lines_in(last, room).at(self.span)?;
        let height = Abs::pt(self.measures.baseline * (lines + 1) as f64 - self.measures.leading);
        let space = |height: Abs| VElem::new(Spacing::Rel(height.into())).pack();
        let both = in_block(BlockElem::new().with_breakable(false), body + space(height));
        Ok(both + space(-height))
    }

    /// How many lines of a width some blocks take, or one more now and then.
    fn lines_in(&self, blocks: &Array, room: Abs) -> HintedStrResult<usize> {
        let mut sum = 0;
        for_paragraphs(blocks, &mut |text| {
            // The ends of lines stay open.
            sum += text
                .split('\n')
                .map(|line| (self.reach(line) / (room * 0.97)).ceil().max(1.0) as usize)
                .sum::<usize>();
        })?;
        Ok(sum)
    }
}

/// Stays on one page, if it has few lines. What has more is between two marks, for
/// [`begin_inside`](super::begin_inside).
pub(super) fn whole(lines: usize, body: Content) -> Content {
    block_of(lines, false, body)
}

/// As [`whole`]; what `clings` stays on the page of what follows, unless it is long.
pub(super) fn block_of(lines: usize, clings: bool, body: Content) -> Content {
    let mark = |step: i64| MetadataElem::new(step.into_value()).pack();
    let body = if lines > FEW { mark(1) + body + mark(-1) } else { body };
    let block = BlockElem::new().with_breakable(lines > FEW);
    in_block(if clings && lines <= FEW { block.with_sticky(true) } else { block }, body)
}

/// Whether a paragraph is there for what follows it: all of it is bold, as a title is, or it ends in a colon.
pub(super) fn introduces(runs: &Array, text: &str) -> bool {
    let is_bold = |run: &Value| match run {
        Value::Str(text) => text.as_str().trim().is_empty(),
        run => dict(run).is_ok_and(|run| run.contains("b")),
    };
    text.trim_end().ends_with([':', '：']) || (!runs.is_empty() && runs.iter().all(is_bold))
}

/// Whether some blocks end in a paragraph that [`introduces`] what follows.
pub(super) fn end_introduces(blocks: &Array) -> bool {
    let Some(runs) = paragraph(blocks.iter().last()) else { return false };
    let mut text = String::new();
    gather(runs, &mut text).is_ok() && introduces(runs, &text)
}

/// Whether every letter is of a script that has italics: Latin, Greek, Cyrillic, Armenian.
fn has_italics(text: &str) -> bool {
    !text.contains(|c: char| c.is_alphabetic() && matches!(c, '\u{590}'..='\u{1cff}' | '\u{2e80}'..='\u{a63f}' | '\u{a840}'..='\u{ab2f}' | '\u{ab70}'..='\u{faff}' | '\u{fb1d}'..='\u{3ffff}'))
}

fn is_list(block: &Value) -> bool {
    dict(block).is_ok_and(|block| block.contains("ul") || block.contains("ol"))
}

/// `body` in a box: it does not break.
pub(super) fn in_box(body: Content) -> Content {
    BoxElem::new().with_body(Some(body)).pack()
}

/// `body` in a block of the width of its column.
pub(super) fn in_block(block: BlockElem, body: Content) -> Content {
    block.with_width(Smart::Custom(Rel::one())).with_body(Some(BlockBody::Content(body))).pack()
}

/// `body` as a link.
pub(super) fn link(url: &str, body: Content) -> StrResult<Content> {
    Ok(LinkElem::new(LinkTarget::Dest(Destination::Url(Url::new(url)?)), body).pack())
}

pub(super) fn count_lines(blocks: &Array) -> HintedStrResult<usize> {
    let mut sum = 0;
    for_paragraphs(blocks, &mut |text| sum += lines_of(text))?;
    Ok(sum)
}

/// About how many lines a paragraph takes.
pub(super) fn lines_of(text: &str) -> usize {
    text.split('\n').map(|line| 1 + line.width() / LINE).sum()
}

/// Calls `with` with the characters of every paragraph.
fn for_paragraphs(blocks: &Array, with: &mut dyn FnMut(&str)) -> HintedStrResult<()> {
    for block in blocks {
        let block = dict(block)?;
        if let Some(runs) = array(block.get("p").ok()) {
            let mut text = String::new();
            gather(runs, &mut text)?;
            with(&text);
        } else if let Some(blocks) = array(block.get("quote").ok()) {
            for_paragraphs(blocks, with)?;
        } else if let Some(items) = array(block.get("ul").or_else(|_| block.get("ol")).ok()) {
            for item in items {
                for_paragraphs(&item.clone().cast::<Array>()?, with)?;
            }
        }
    }
    Ok(())
}

/// The runs of a block that is a paragraph.
pub(super) fn paragraph(block: Option<&Value>) -> Option<&Array> {
    array(dict(block?).ok()?.get("p").ok())
}

/// The characters of some runs.
pub(super) fn gather(runs: &Array, text: &mut String) -> HintedStrResult<()> {
    for run in runs {
        if let Value::Str(characters) = run {
            text.push_str(characters);
            continue;
        }
        let run = dict(run)?;
        if let Ok(code) = run.get("code") {
            text.push_str(string(code)?);
        } else if run.contains("br") {
            text.push('\n');
        } else if let Some(inner) = ["b", "i", "a"].iter().find_map(|key| array(run.get(key).ok())) {
            gather(inner, text)?;
        }
    }
    Ok(())
}

pub(super) fn dict(value: &Value) -> HintedStrResult<&Dict> {
    if let Value::Dict(dict) = value {
        Ok(dict)
    } else {
        bail!("expected a dictionary, found {}", value.ty())
    }
}

pub(super) fn string(value: &Value) -> HintedStrResult<&str> {
    if let Value::Str(text) = value { Ok(text) } else { bail!("expected a string, found {}", value.ty()) }
}

pub(super) fn array(value: Option<&Value>) -> Option<&Array> {
    if let Some(Value::Array(array)) = value { Some(array) } else { None }
}
