//! Takes a snapshot of set pages.
//!
//! Text, structure and places come from one walk over the engine's finished frames: between the pieces of text stand
//! the marks from which the tags of the PDF are made, so the structure is the PDF's own, and every run of text knows
//! what it is for.

mod drawn;
mod glyphs;
mod outline;

use super::lines::{Area, Item, PageItems, Run, Style, What};
use super::picture::Picture;
use super::role::Role;
use super::structure::Structure;
use super::text::Text;
use super::{Aspect, Snapshot, rounded};
use crate::layout::{PagedDocument, goes_on, on_big_stack, parts_words};
use crate::sheet::{Content, FactKind, Words};
use drawn::hex;
use outline::Outline;
use recto_resume::resume::date::WrittenDates;
use std::collections::BTreeSet;
use typst::foundations::Smart;
use typst::introspection::Tag;
use typst::layout::{FrameItem, Point};
use typst::text::{FontStyle, TextItem};

/// Takes the aspects of a snapshot. `content` is what the pages were set from: it says what is a date. `ppi` is how many
/// pixels per inch the pictures have. An aspect is missing where the engine could not draw a page.
pub fn capture(pages: &PagedDocument, content: &Content, aspects: &[Aspect], ppi: f64) -> Snapshot {
    let wants = |aspect| aspects.contains(&aspect);
    let pictures = wants(Aspect::Pixels).then(|| on_big_stack(|| Picture::of(pages, ppi)).ok()).flatten();
    if aspects == [Aspect::Pixels] {
        return Snapshot { pictures, ..Snapshot::default() };
    }
    let (lines, structure) = walk_pages(pages, content);
    Snapshot {
        text: wants(Aspect::Text).then(|| Text::of(&lines)),
        structure: wants(Aspect::Structure).then_some(structure),
        lines: wants(Aspect::Lines).then_some(lines),
        pictures,
    }
}

/// Walks the pages once.
fn walk_pages(pages: &PagedDocument, content: &Content) -> (PageItems, Structure) {
    let outline = Outline::new(pages);
    let mut walk = Walk { known: Known::of(content), outline, items: Vec::new(), in_head: true, last: None };
    for (page, number) in pages.pages().iter().zip(1..) {
        if let Smart::Custom(Some(paint)) = &page.fill {
            walk.items.push(drawn::background(number, page.frame.size(), paint));
        }
        drawn::items(&page.frame, &mut |at, clip, item| walk.item(number, at, clip, item));
    }
    let sizes = pages.pages().iter().map(|page| {
        let size = page.frame.size();
        [rounded(size.x.to_pt()), rounded(size.y.to_pt())]
    });
    let items = walk.items.into_iter().filter_map(finished).collect();
    (PageItems { sizes: sizes.collect(), items }, walk.outline.finish())
}

/// Texts that the content distinguishes and the engine does not.
struct Known<'a> {
    dates: BTreeSet<&'a str>,
    headline: Option<&'a str>,
}

impl<'a> Known<'a> {
    fn of(content: &'a Content) -> Self {
        let mut known = Self { dates: BTreeSet::new(), headline: None };
        for fact in content.facts() {
            match fact.words {
                Words::Dates(WrittenDates { start, end, text }) => {
                    known.dates.extend(
                        start.as_deref().into_iter().chain(end.as_deref()).chain([text.value.as_str(), "–"]),
                    );
                }
                Words::Text(text) if fact.kind == FactKind::Headline => known.headline = Some(&text.value),
                _ => {}
            }
        }
        known
    }

    /// What a run is for, where its text tells. The headline stands before the first section.
    fn role(&self, text: &str, role: Role, in_head: bool) -> Role {
        let text = text.trim();
        match role {
            Role::Text | Role::Heading(3..) if self.dates.contains(text) => Role::Date,
            Role::Text
                if in_head && self.headline.is_some_and(|line| !text.is_empty() && line.contains(text)) =>
            {
                Role::Headline
            }
            _ => role,
        }
    }
}

struct Walk<'a> {
    known: Known<'a>,
    outline: Outline,
    items: Vec<Item>,
    /// Whether no section has begun.
    in_head: bool,
    /// The line that the last text went to, and the bytes that it added there.
    last: Option<(usize, usize)>,
}

impl Walk<'_> {
    fn item(&mut self, page: usize, at: Point, clip: &drawn::Clip, item: &FrameItem) {
        match item {
            FrameItem::Tag(Tag::Start(element, _)) => self.outline.open(element),
            FrameItem::Tag(Tag::End(location, ..)) => self.outline.close(*location),
            FrameItem::Link(target, _) => self.outline.leads(target),
            FrameItem::Text(text) => self.text(page, at, text),
            FrameItem::Shape(shape, _) => {
                let shown = drawn::shape(at, shape, clip);
                if !shown.as_ref().is_some_and(|(area, _)| self.decorate(page, at, *area, shape)) {
                    self.draw(page, shown);
                }
            }
            FrameItem::Image(_, size, _) => self.draw(page, drawn::picture(at, *size, clip)),
            FrameItem::Group(_) => {}
        }
    }

    fn text(&mut self, page: usize, at: Point, item: &TextItem) {
        let role = self.outline.role();
        self.in_head = self.in_head && role != Role::Heading(2);
        let role = self.known.role(&item.text, role, self.in_head);
        self.outline.read(item, role);
        let (left, baseline, size) = (at.x.to_pt(), at.y.to_pt(), item.size.to_pt());
        let right = left + item.width().to_pt() - trailing(item);
        let mut run = Run { role, style: style(item), text: item.text.to_string() };
        // A rule under a word does not end the line.
        let line = self.items.iter().rposition(|item| matches!(item.what, What::Line(_)));
        if let Some(line) = line
            && let Item { page: last, area, what: What::Line(runs), .. } = &mut self.items[line]
            && *last == page
            && goes_on((area.right, area.bottom), (left, baseline), size)
            && !stands_apart(runs, &run, area.right, left, size)
        {
            if parts_words(area.right, left, size, runs.last().map_or("", |run| &run.text)) {
                run.text.insert(0, ' ');
            }
            // Spaces alone make no line longer.
            area.right = if item.text.trim().is_empty() { area.right } else { right };
            area.top = area.top.min(baseline - size);
            self.last = Some((line, run.text.len()));
            push(runs, run);
            return;
        }
        let area = Area { left, right, top: baseline - size, bottom: baseline };
        self.last = Some((self.items.len(), run.text.len()));
        self.items.push(Item { page, area, role, what: What::Line(vec![run]) });
    }

    /// Whether a shape underlines the last text, or strikes it through: then it is part of how that looks.
    fn decorate(&mut self, page: usize, at: Point, area: Area, shape: &typst::visualize::Shape) -> bool {
        let Some((line, bytes)) = self.last else { return false };
        let Item { page: last, area: place, what: What::Line(runs), .. } = &mut self.items[line] else {
            return false;
        };
        let Some(run) = runs.last_mut().filter(|_| *last == page) else { return false };
        let within = area.left > place.left - 2.0 && area.right < place.right + 2.0;
        let below = at.y.to_pt() - place.bottom;
        let Some((name, value)) = drawn::decoration(shape, below, &run.style).filter(|_| within) else {
            return false;
        };
        // Only the last text is meant, which may have joined one before it.
        let text = run.text.split_off(run.text.len().saturating_sub(bytes));
        let mut style = run.style.clone();
        style.extras.insert(name, value);
        let (role, is_whole) = (run.role, run.text.is_empty());
        if is_whole {
            runs.pop();
        }
        push(runs, Run { role, style, text });
        true
    }

    fn draw(&mut self, page: usize, shown: Option<drawn::PlacedDrawing>) {
        let role = self.outline.role();
        self.items.extend(shown.map(|(area, drawing)| Item {
            page,
            area,
            role,
            what: What::Drawing(drawing),
        }));
    }
}

/// A gap that is wider is one between columns (text sizes).
const COLUMN: f64 = 2.0;

/// The width of the spaces at the end of a text (pt).
fn trailing(item: &TextItem) -> f64 {
    let is_space = |glyph: &&typst::text::Glyph| {
        item.text.get(glyph.range()).is_some_and(|text| text.chars().all(char::is_whitespace))
    };
    let width = |glyph: &typst::text::Glyph| glyph.x_advance.at(item.size).to_pt();
    item.glyphs.iter().rev().take_while(is_space).map(width).sum()
}

/// Whether a run is a line of its own though it stands on the baseline of another: a date or a title in a column beside,
/// which moves by itself. Without a space between them they are one word.
fn stands_apart(line: &[Run], run: &Run, right: f64, left: f64, size: f64) -> bool {
    let Some(last) = line.iter().rev().find(|run| run.role != Role::Filler && !run.text.trim().is_empty())
    else {
        return false;
    };
    let before = line.last().map_or("", |run| &run.text);
    let parted = before.ends_with(char::is_whitespace)
        || run.text.starts_with(char::is_whitespace)
        || parts_words(right, left, size, before);
    let gap = left > right + COLUMN * size;
    let column = |role| matches!(role, Role::Date | Role::Heading(2));
    parted && !run.text.trim().is_empty() && last.role != run.role && (column(last.role) || column(run.role))
        || gap
}

/// Adds a run to a line: to the last run, if it looks and means the same.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.role == run.role && last.style == run.style => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}

fn style(item: &TextItem) -> Style {
    let info = item.font.font().info();
    Style {
        size: rounded(item.size.to_pt()),
        weight: info.variant.weight.to_number(),
        italic: info.variant.style != FontStyle::Normal,
        color: hex(&item.fill),
        family: info.family.clone(),
        extras: glyphs::extras(item),
    }
}

/// An item with its places rounded and the spaces of its runs folded; `None` for a line without a character.
fn finished(item: Item) -> Option<Item> {
    let area = <[f64; 4]>::from(item.area).map(rounded).into();
    let What::Line(mut runs) = item.what else { return Some(Item { area, ..item }) };
    for run in &mut runs {
        let space = |is: bool| if is { " " } else { "" };
        let (opens, closes) = (run.text.starts_with(' '), run.text.ends_with(' '));
        let text = super::folded(&run.text);
        run.text = format!("{}{text}{}", space(opens), space(closes && !text.is_empty()));
    }
    runs.iter().any(|run| !run.text.trim().is_empty()).then(|| Item::line(item.page, area, runs))
}

#[cfg(test)]
mod tests;
