//! What the tag tree says of letters: headings, items, paragraphs, and the order in which they are read.

use crate::pdf::{PdfFile, TagElement};
use crate::text::LineRole;

/// The part of visible letters that the tree must have for its order to be taken.
const MIN_COVERED: f32 = 0.95;

/// Where a letter is in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// The innermost block, such as a paragraph or a heading, as an index of the elements.
    pub block: usize,
    /// The item that it is in.
    pub item: Option<usize>,
    /// What it is: a heading, an item or neither.
    pub role: LineRole,
    /// Whether it is the sign of an item.
    pub is_sign: bool,
}

/// The places and the order of all glyphs.
#[derive(Debug, Default)]
pub(super) struct Tags {
    places: Vec<Vec<Option<Place>>>,
    orders: Vec<Vec<usize>>,
}

impl Tags {
    /// Reads the tag tree of a file.
    pub(super) fn of(file: &PdfFile) -> Self {
        let mut tags = Self {
            places: file.pages.iter().map(|page| vec![None; page.glyphs.len()]).collect(),
            orders: painted(file),
        };
        let mut open: Vec<(usize, &TagElement)> = Vec::new();
        for (at, element) in file.elements.iter().enumerate() {
            open.retain(|(_, outer)| outer.depth < element.depth);
            open.push((at, element));
            if is_block(&element.role) {
                let place = place(&open);
                element.glyphs.iter().for_each(|(page, glyph)| tags.places[*page][*glyph] = Some(place));
            }
        }
        if let Some(orders) = read_order(file) {
            tags.orders = orders;
        }
        tags
    }

    /// The place of a glyph.
    pub(super) fn place(&self, page: usize, glyph: usize) -> Option<Place> {
        self.places[page][glyph]
    }

    /// The number of a glyph in the order of reading.
    pub(super) fn order(&self, page: usize, glyph: usize) -> usize {
        self.orders[page][glyph]
    }
}

/// Glyphs in the order in which they are painted.
fn painted(file: &PdfFile) -> Vec<Vec<usize>> {
    let mut next = 0..;
    file.pages.iter().map(|page| next.by_ref().take(page.glyphs.len()).collect()).collect()
}

/// Glyphs in the order of the tree; none where it leaves out too many.
fn read_order(file: &PdfFile) -> Option<Vec<Vec<usize>>> {
    let mut orders: Vec<Vec<Option<usize>>> =
        file.pages.iter().map(|page| vec![None; page.glyphs.len()]).collect();
    let roots = file.elements.iter().filter(|element| element.depth == 0);
    let places = roots.flat_map(|element| &element.glyphs);
    let mut covered = 0;
    for (number, (page, glyph)) in places.enumerate() {
        covered += usize::from(orders[*page][*glyph].is_none());
        orders[*page][*glyph].get_or_insert(number);
    }
    let seen = |page: &crate::pdf::PdfPage| {
        page.glyphs.iter().filter(|glyph| !glyph.hidden && !glyph.outside).count()
    };
    let total: usize = file.pages.iter().map(seen).sum();
    if total == 0 || (covered as f32) < MIN_COVERED * total as f32 {
        return None;
    }
    // What is not in the tree follows what was painted before it.
    let fill = |page: Vec<Option<usize>>| {
        let mut last = 0;
        let order = |order: Option<usize>| {
            last = order.unwrap_or(last);
            last
        };
        page.into_iter().map(order).collect()
    };
    Some(orders.into_iter().map(fill).collect())
}

/// Whether an element begins a line of its own.
fn is_block(role: &str) -> bool {
    heading(role).is_some()
        || matches!(
            role,
            "P" | "LI" | "LBody" | "Lbl" | "L" | "TD" | "TH" | "Caption" | "BlockQuote" | "Title"
        )
}

/// The level of a heading.
fn heading(role: &str) -> Option<u8> {
    match role {
        "Title" => Some(0),
        "H" => Some(1),
        _ => role.strip_prefix('H')?.parse().ok().filter(|level| (1..=6).contains(level)),
    }
}

/// The place of the last of some elements that are in each other.
fn place(open: &[(usize, &TagElement)]) -> Place {
    let (block, element) = open[open.len() - 1];
    let depth = open.iter().filter(|(_, outer)| outer.role == "L").count().clamp(1, 9) as u8;
    let item = open.iter().rev().find(|(_, outer)| outer.role == "LI").map(|(at, _)| *at);
    let level = open.iter().rev().find_map(|(_, outer)| heading(&outer.role));
    let role = match (level, item) {
        (Some(level), _) => LineRole::Heading(level),
        (None, Some(_)) => LineRole::Item(depth),
        (None, None) => LineRole::Unknown,
    };
    Place { block, item, role, is_sign: element.role == "Lbl" }
}
