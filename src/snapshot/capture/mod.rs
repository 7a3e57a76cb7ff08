//! Takes a snapshot of set pages.
//!
//! Text, structure and places come from one walk over the engine's finished frames: between the pieces of text stand
//! the marks from which the tags of the PDF are made, so the structure is the PDF's own, and every run of text knows
//! what it is for.

mod outline;
mod paint;

use super::lines::{Area, Drawing, Item, Run, Sheet, Sort, Style, What};
use super::picture::Picture;
use super::role::Role;
use super::structure::Structure;
use super::text::Text;
use super::{Aspect, Snapshot, rounded};
use crate::layout::{PagedDocument, goes_on, on_big_stack, parts_words, walk};
use crate::sheet::{self, Item as SheetItem};
use outline::Outline;
use paint::hex;
use std::collections::BTreeSet;
use typst::introspection::Tag;
use typst::layout::{FrameItem, Point, Size};
use typst::text::{FontStyle, TextItem};
use typst::visualize::{Geometry, Shape};

/// A shape that is no thicker is a rule (pt).
const THIN: f64 = 3.0;

/// Takes the aspects of a snapshot. `sheet` is what the pages were set from: it tells what is a date. `ppi` is how many
/// pixels per inch the pictures have. An aspect is missing where the engine could not draw a page.
pub fn capture(pages: &PagedDocument, sheet: &sheet::Sheet, aspects: &[Aspect], ppi: f64) -> Snapshot {
    let wants = |aspect| aspects.contains(&aspect);
    let pictures = wants(Aspect::Pixels).then(|| on_big_stack(|| Picture::of(pages, ppi)).ok()).flatten();
    if aspects == [Aspect::Pixels] {
        return Snapshot { pictures, ..Snapshot::default() };
    }
    let (lines, structure) = walk_pages(pages, sheet);
    Snapshot {
        text: wants(Aspect::Text).then(|| Text::of(&lines)),
        structure: wants(Aspect::Structure).then_some(structure),
        lines: wants(Aspect::Lines).then_some(lines),
        pictures,
    }
}

/// Walks the pages once.
fn walk_pages(pages: &PagedDocument, sheet: &sheet::Sheet) -> (Sheet, Structure) {
    let outline = Outline::new(&sheet.document);
    let mut walk = Walk { known: Known::of(sheet), outline, items: Vec::new(), in_head: true };
    walk::items(pages, |page, at, item| walk.item(page, at, item));
    let sizes = pages.pages().iter().map(|page| {
        let size = page.frame.size();
        [rounded(size.x.to_pt()), rounded(size.y.to_pt())]
    });
    let items = walk.items.into_iter().filter_map(finished).collect();
    (Sheet { sizes: sizes.collect(), items }, walk.outline.finish())
}

/// Texts that the sheet tells apart and the engine does not.
struct Known<'a> {
    dates: BTreeSet<&'a str>,
    headline: Option<&'a str>,
}

impl<'a> Known<'a> {
    fn of(sheet: &'a sheet::Sheet) -> Self {
        let items = sheet.sections.iter().flat_map(|section| &section.items);
        let entries = items.filter_map(|item| match item {
            SheetItem::Entry(entry) => Some(entry),
            _ => None,
        });
        let dates = entries.flat_map(|entry| &entry.roles).filter_map(|role| role.dates.as_ref());
        let parts = dates.flat_map(|dates| {
            [Some(dates.text.value.as_str()), dates.start.as_deref(), dates.end.as_deref(), Some("–")]
        });
        let headline = sheet.header.headline.as_ref().map(|text| text.value.as_str());
        Self { dates: parts.flatten().collect(), headline }
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
}

impl Walk<'_> {
    fn item(&mut self, page: usize, at: Point, item: &FrameItem) {
        match item {
            FrameItem::Tag(Tag::Start(element, _)) => self.outline.open(element),
            FrameItem::Tag(Tag::End(location, ..)) => self.outline.close(*location),
            FrameItem::Link(target, _) => self.outline.leads(target),
            FrameItem::Text(text) => self.text(page, at, text),
            FrameItem::Shape(shape, _) => self.shape(page, at, shape),
            FrameItem::Image(_, size, _) => {
                let drawing = Drawing { sort: Sort::Picture, color: String::new(), stroke: 0.0 };
                self.draw(page, at, *size, drawing);
            }
            FrameItem::Group(_) => {}
        }
    }

    fn text(&mut self, page: usize, at: Point, item: &TextItem) {
        let role = self.outline.role();
        self.in_head = self.in_head && role != Role::Heading(2);
        let role = self.known.role(&item.text, role, self.in_head);
        self.outline.read(item, role);
        let (left, baseline, size) = (at.x.to_pt(), at.y.to_pt(), item.size.to_pt());
        let right = left + item.width().to_pt();
        let mut run = Run { role, style: style(item), text: item.text.to_string() };
        match self.items.last_mut() {
            Some(Item { page: last, area, what: What::Line(runs), .. })
                if *last == page && goes_on((area.right, area.bottom), (left, baseline), size) =>
            {
                if parts_words(area.right, left, size, runs.last().map_or("", |run| &run.text)) {
                    run.text.insert(0, ' ');
                }
                area.right = right;
                area.top = area.top.min(baseline - size);
                push(runs, run);
            }
            _ => {
                let area = Area { left, right, top: baseline - size, bottom: baseline };
                self.items.push(Item { page, area, role, what: What::Line(vec![run]) });
            }
        }
    }

    fn shape(&mut self, page: usize, at: Point, shape: &Shape) {
        let stroke = shape.stroke.as_ref();
        let Some(paint) = stroke.map(|stroke| &stroke.paint).or(shape.fill.as_ref()) else { return };
        let (area, is_line) = (shape.bbox(false), matches!(shape.geometry, Geometry::Line(_)));
        // The engine fills a thin shape where a block has a stroke on one side.
        let thin = area.size().x.min(area.size().y).to_pt();
        let thickness = stroke.map_or(thin, |stroke| stroke.thickness.to_pt());
        let sort = if is_line || thin <= THIN { Sort::Rule } else { Sort::Shape };
        let stroke = if sort == Sort::Rule || stroke.is_some() { rounded(thickness) } else { 0.0 };
        let drawing = Drawing { sort, color: hex(paint), stroke };
        self.draw(page, at + area.min, area.size(), drawing);
    }

    fn draw(&mut self, page: usize, at: Point, size: Size, drawing: Drawing) {
        let (left, top) = (at.x.to_pt(), at.y.to_pt());
        let area = Area { left, right: left + size.x.to_pt(), top, bottom: top + size.y.to_pt() };
        let role = self.outline.role();
        self.items.push(Item { page, area, role, what: What::Drawing(drawing) });
    }
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
