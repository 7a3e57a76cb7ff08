//! In which order programs read the letters of a page.
//!
//! Some follow the file ([`Order::Painted`]). The others look only where letters stand. Letters side by side with no wide
//! gap are a piece of a line. Pieces are read line by line across the page ([`Order::Lines`]), where programs differ in how
//! far apart base lines may be; or pieces closely above each other are blocks, and the blocks nearest to each other are
//! read together ([`Order::Blocks`]), which keeps columns whole and sends a date at the far edge astray.
//!
//! Half of the programs do not know that marked content can have other characters than its glyphs (`ActualText`), so the
//! file is read once more without them. And to PDF.js, which is in Firefox, a glyph has no width whose characters have a
//! combining mark among them, so that the next letter seems to be a gap away: that is a third reading of the file. Letters
//! that run from right to left are no part of it, for it turns their words around whatever their marks are.

use recto_resume::pdf::{Glyph, PageArea, PdfPage};
use serde::{Deserialize, Serialize};

/// In which order a program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// As the file paints.
    Painted,
    /// Line by line across the page.
    Lines,
    /// Block by block, those nearest to each other together.
    Blocks,
}

impl Order {
    /// Its name, for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Painted => "painted",
            Self::Lines => "lines",
            Self::Blocks => "blocks",
        }
    }
}

/// How a program reads the letters of a page.
#[derive(Clone, Copy)]
pub(super) struct Way {
    /// Its order.
    pub order: Order,
    /// Puts the letters in that order.
    pub arrange: for<'a> fn(&'a PdfPage) -> Vec<&'a Glyph>,
    /// Whether it takes the characters that marked content has instead of those of the fonts.
    pub follows_marks: bool,
    /// Whether a glyph has no width to it that is a letter together with its marks, as a mark alone has none.
    pub ignores_marked: bool,
}

/// All ways of reading.
pub(super) const WAYS: [Way; 6] = {
    const fn way(order: Order, arrange: for<'a> fn(&'a PdfPage) -> Vec<&'a Glyph>) -> Way {
        Way { order, arrange, follows_marks: true, ignores_marked: false }
    }
    let painted = way(Order::Painted, |page| letters(page).collect());
    [
        painted,
        way(Order::Lines, |page| lines(page, NARROW)),
        way(Order::Lines, |page| lines(page, WIDE)),
        way(Order::Blocks, blocks),
        Way { follows_marks: false, ..painted },
        Way { follows_marks: false, ignores_marked: true, ..painted },
    ]
};

/// How far base lines of one piece may be apart (em): a superscript, or a smaller font, sits a little higher.
const SAME_LINE: f32 = 0.4;
/// A gap as wide parts a line in two (em).
const COLUMN: f32 = 0.7;
/// The base lines of pieces that are one line to a strict program, and to a generous one, are less apart (em).
const NARROW: f32 = 0.3;
const WIDE: f32 = 1.0;
/// The base lines of a block are no farther apart (em): half a line of space between two lines.
const LEADING: f32 = 1.5;
/// Sizes of type that are one size in a block differ by less.
const SAME_SIZE: f32 = 0.05;
/// Letters reach so far above and below their base line (em).
const ABOVE: f32 = 0.75;
const BELOW: f32 = 0.25;

/// What a reader gets of a page, with the running head: few know it by its mark.
fn letters(page: &PdfPage) -> impl Iterator<Item = &Glyph> {
    page.glyphs.iter().filter(|glyph| !glyph.outside)
}

/// Letters that belong together, in the order in which they are read.
struct Group<'a> {
    glyphs: Vec<&'a Glyph>,
    area: PageArea,
    /// The lowest base line, and the size of its type.
    base: f32,
    size: f32,
}

impl<'a> Group<'a> {
    /// A piece of a line. `None` for blank space.
    fn piece(glyphs: &[&'a Glyph]) -> Option<Self> {
        let is_blank = |glyph: &&Glyph| glyph.text.trim().is_empty();
        let start = glyphs.iter().position(|glyph| !is_blank(glyph))?;
        let end = glyphs.iter().rposition(|glyph| !is_blank(glyph))?;
        let glyphs = glyphs[start..=end].to_vec();
        let corners = glyphs.iter().flat_map(|glyph| {
            let (bottom, top) = (glyph.base - BELOW * glyph.size, ABOVE.mul_add(glyph.size, glyph.base));
            [(glyph.left, bottom), (glyph.right, top)]
        });
        let area = PageArea::around(corners);
        let base = glyphs.first()?.base;
        let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
        Some(Self { glyphs, area, base, size })
    }

    fn append(&mut self, other: Self) {
        self.glyphs.extend(other.glyphs);
        self.area = self.area.with(other.area);
        self.base = other.base;
    }

    /// Where its turn is, least first: what is higher, and of what is equally high the left one.
    fn turn(&self) -> f32 {
        self.area.left - 3.0 * (self.area.top + self.area.bottom)
    }
}

/// The pieces of all lines, from the top.
fn pieces(page: &PdfPage) -> Vec<Group<'_>> {
    let mut glyphs: Vec<&Glyph> = letters(page).collect();
    glyphs.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut pieces = Vec::new();
    let mut rest = glyphs.as_slice();
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|glyph| first.base - glyph.base > SAME_LINE * first.size);
        let (line, below) = rest.split_at(end.unwrap_or(rest.len()));
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        let parts = line.chunk_by(|last, next| next.left - last.right <= COLUMN * next.size);
        pieces.extend(parts.filter_map(Group::piece));
        rest = below;
    }
    pieces.sort_by(|a, b| b.base.total_cmp(&a.base));
    pieces
}

/// The letters line by line from the top, each line from the left: pieces that do not stand above each other are one line
/// when their base lines are less than `reach` (em) apart.
fn lines(page: &PdfPage, reach: f32) -> Vec<&Glyph> {
    let mut lines: Vec<Vec<Group<'_>>> = Vec::new();
    for piece in pieces(page) {
        let belongs = |line: &&mut Vec<Group<'_>>| {
            let near = |last: &Group<'_>| last.base - piece.base < reach * last.size.min(piece.size);
            line.last().is_some_and(near) && !line.iter().any(|part| part.area.shares_width(&piece.area))
        };
        match lines.last_mut().filter(belongs) {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    }
    lines.into_iter().flatten().flat_map(|piece| piece.glyphs).collect()
}

/// The letters block by block: again and again the two groups are joined that leave the least empty space in a box around
/// both, those first that have nothing between them.
fn blocks(page: &PdfPage) -> Vec<&Glyph> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for piece in pieces(page) {
        let is_above = |group: &&mut Group<'_>| {
            let size = group.size.max(piece.size);
            let step = group.base - piece.base;
            group.area.shares_width(&piece.area)
                && step > 0.0
                && step <= LEADING * size
                && (group.size - piece.size).abs() <= SAME_SIZE * size
        };
        match groups.iter_mut().filter(is_above).min_by(|a, b| a.base.total_cmp(&b.base)) {
            Some(group) => group.append(piece),
            None => groups.push(piece),
        }
    }
    while let Some((first, second)) = nearest(&groups) {
        let (a, b) = (groups.swap_remove(second), groups.swap_remove(first));
        let (mut before, after) = if a.turn() < b.turn() { (a, b) } else { (b, a) };
        before.append(after);
        groups.push(before);
    }
    groups.pop().map_or_else(Vec::new, |all| all.glyphs)
}

/// The two groups to join next, by their numbers in rising order.
fn nearest(groups: &[Group<'_>]) -> Option<(usize, usize)> {
    let mut best: Option<(bool, f32, usize, usize)> = None;
    for (n, a) in groups.iter().enumerate() {
        for (m, b) in groups.iter().enumerate().skip(n + 1) {
            let both = a.area.with(b.area);
            let empty = both.size() - a.area.size() - b.area.size();
            let beaten = |parted: bool| best.is_some_and(|best| (best.0, best.1) <= (parted, empty));
            if beaten(false) {
                continue;
            }
            let between = |(k, group): (usize, &Group<'_>)| k != n && k != m && group.area.touches(&both);
            let parted = groups.iter().enumerate().any(between);
            if !beaten(parted) {
                best = Some((parted, empty, n, m));
            }
        }
    }
    best.map(|(_, _, n, m)| (n, m))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of pieces at places: a letter is half as wide as it is high.
    fn page(pieces: &[(&str, f32, f32, f32)]) -> PdfPage {
        let glyph = |text: String, left: f32, base: f32, size: f32| Glyph {
            text,
            left,
            right: left + size / 2.0,
            base,
            size,
            ..Glyph::default()
        };
        let glyphs = pieces.iter().flat_map(|(text, left, base, size)| {
            let place = move |n: u16| (size / 2.0).mul_add(f32::from(n), *left);
            text.chars().zip(0..).map(move |(c, n)| glyph(c.to_string(), place(n), *base, *size))
        });
        PdfPage { glyphs: glyphs.collect(), ..PdfPage::default() }
    }

    fn read(page: &PdfPage, way: usize) -> String {
        (WAYS[way].arrange)(page).iter().map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn columns_are_mixed_by_lines_and_kept_by_blocks() {
        let page = page(&[
            ("aa", 0.0, 90.0, 10.0),
            ("bb", 0.0, 78.0, 10.0),
            ("cc", 80.0, 90.0, 10.0),
            ("dd", 80.0, 78.0, 10.0),
        ]);
        assert_eq!(
            [0, 1, 2, 3].map(|way| read(&page, way)),
            ["aabbccdd", "aaccbbdd", "aaccbbdd", "aabbccdd"]
        );
    }

    #[test]
    fn base_lines_a_little_apart_are_one_line_to_some() {
        let page = page(&[("aa", 80.0, 90.0, 10.0), ("bb", 0.0, 85.0, 10.0), ("cc", 80.0, 78.0, 10.0)]);
        assert_eq!([1, 2].map(|way| read(&page, way)), ["aabbcc", "bbaacc"]);
    }

    #[test]
    fn letters_above_each_other_are_never_one_line() {
        let page = page(&[("aa", 0.0, 90.0, 10.0), ("bb", -5.0, 83.0, 10.0)]);
        assert_eq!(read(&page, 2), "aabb");
    }

    #[test]
    fn what_is_near_is_read_together() {
        // Two dates at the far edge, nearer to each other than to their short titles.
        let far = [
            ("aa", 0.0, 90.0, 10.0),
            ("11", 400.0, 90.0, 10.0),
            ("bb", 0.0, 70.0, 10.0),
            ("22", 400.0, 70.0, 10.0),
        ];
        assert_eq!(read(&page(&far), 3), "aabb1122");
        // Real spaces lead from the first title to its date.
        let bridge = " ".repeat(78);
        let bridged: Vec<_> = far.into_iter().chain([(bridge.as_str(), 10.0, 90.0, 10.0)]).collect();
        assert_eq!(read(&page(&bridged), 3).replace(' ', ""), "aa11bb22");
    }

    #[test]
    fn what_is_beyond_the_page_is_not_read() {
        let mut page = page(&[("ab", 0.0, 90.0, 10.0)]);
        page.glyphs[0].outside = true;
        assert_eq!([0, 1, 2, 3].map(|way| read(&page, way)), ["b"; 4]);
        assert_eq!([0, 1, 2, 3].map(|way| read(&PdfPage::default(), way)), [""; 4]);
    }
}
