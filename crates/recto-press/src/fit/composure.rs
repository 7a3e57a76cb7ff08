//! How well a résumé sits on its pages: how full they are, and whether anything is torn apart at their ends.

use crate::layout::{Line, Typeset};
use crate::sheet::{Content, Fact, FactKind, Measures};

/// The largest part of a page but the last that may stay empty.
const MAX_HOLE: f64 = 0.15;

/// What text has below its baseline (sizes of its type).
const BELOW: f64 = 0.25;

/// How pages are composed.
#[derive(Debug, Clone, PartialEq)]
pub struct Composure {
    /// How many pages there are.
    pub pages: usize,
    /// The part of the last page that is filled, 0 to 1.
    pub last_fill: f64,
    /// The largest part that another page leaves empty, 0 to 1.
    pub largest_hole: f64,
    /// The part of all pages but the last that is empty (pages).
    pub holes: f64,
    /// How many heads are the last of a page, and bullets alone on the next.
    pub torn: usize,
    /// How many lines of text a page has room for.
    pub lines_per_page: f64,
}

impl Composure {
    /// Looks at pages.
    pub fn of(typeset: &Typeset, content: &Content, measures: &Measures) -> Self {
        let pages = typeset.document.pages().len();
        let fills: Vec<f64> = (1..=pages).map(|page| fill(&typeset.lines, page, measures)).collect();
        let (last_fill, others) = fills.split_last().map_or((0.0, &[][..]), |(last, others)| (*last, others));
        Self {
            pages,
            last_fill,
            largest_hole: others.iter().map(|fill| 1.0 - fill).fold(0.0, f64::max),
            holes: others.iter().map(|fill| 1.0 - fill).sum(),
            torn: torn(&typeset.lines, pages, &content.facts(), measures),
            lines_per_page: measures.height() / measures.baseline,
        }
    }

    /// The height of the whole on one endless page (pages).
    pub fn height(&self) -> f64 {
        /// The space between two blocks, which is gone where a page ends (pages).
        const GAP: f64 = 0.015;
        let breaks = self.breaks();
        breaks + self.last_fill - self.holes + GAP * breaks
    }

    /// The part of a page that stays empty before a page's end, on average (pages).
    pub fn hole(&self) -> Option<f64> {
        (self.pages > 1).then(|| self.holes / self.breaks())
    }

    #[expect(clippy::cast_precision_loss, reason = "a résumé has few pages")]
    fn breaks(&self) -> f64 {
        self.pages.saturating_sub(1) as f64
    }

    /// Whether no page but the last has a hole and nothing is torn apart at a page's end.
    pub fn is_sound(&self) -> bool {
        self.largest_hole <= MAX_HOLE && self.torn == 0
    }
}

/// The lines of the text of a page; a running head is above them.
fn body<'a>(lines: &'a [Line], page: usize, measures: &'a Measures) -> impl Iterator<Item = &'a Line> {
    lines.iter().filter(move |line| {
        line.page == page && line.baseline > measures.margin_y && !line.text.trim().is_empty()
    })
}

/// The part of a page that is filled.
fn fill(lines: &[Line], page: usize, measures: &Measures) -> f64 {
    let lowest =
        body(lines, page, measures).map(|line| line.baseline + BELOW * line.size).fold(0.0, f64::max);
    ((lowest - measures.margin_y) / measures.height()).clamp(0.0, 1.0)
}

/// How many page ends tear something apart.
fn torn(lines: &[Line], pages: usize, facts: &[Fact<'_>], measures: &Measures) -> usize {
    let texts: Vec<String> = facts.iter().map(|fact| folded(&fact.plain())).collect();
    // A title may have its text beside it: then the page ends with the text.
    let tears = |page: &usize| {
        let last = at_the_edge(lines, *page, measures, f64::max);
        let next = at_the_edge(lines, page + 1, measures, f64::min);
        let tears = |line: &String| {
            let pairs = shown(&texts, line).flat_map(|before| {
                let next = next.iter().flat_map(|line| shown(&texts, line));
                next.filter(move |after| *after >= before).map(move |after| (after - before, before, after))
            });
            // Two jobs may have the same title: the page ends where both texts are closest.
            pairs.min().is_some_and(|(_, before, after)| is_torn(facts, before, after))
        };
        !last.is_empty() && last.iter().all(tears)
    };
    (1..pages).filter(tears).count()
}

/// The texts of the first or last lines of a page, which share a baseline; `outer` finds that.
fn at_the_edge(lines: &[Line], page: usize, measures: &Measures, outer: fn(f64, f64) -> f64) -> Vec<String> {
    let Some(edge) = body(lines, page, measures).map(|line| line.baseline).reduce(outer) else {
        return Vec::new();
    };
    let there = body(lines, page, measures).filter(|line| (line.baseline - edge).abs() < 0.5 * line.size);
    there.map(|line| folded(&line.text)).collect()
}

/// The facts that show a line, or that are part of it.
fn shown<'a>(texts: &'a [String], line: &'a str) -> impl Iterator<Item = usize> + use<'a> {
    let line = line.trim_start_matches(['•', '–', '-', '·', ' ']);
    let shows = move |text: &str| text.contains(line) || (text.chars().count() > 3 && line.contains(text));
    texts.iter().enumerate().filter(move |(_, text)| shows(text)).map(|(number, _)| number)
}

/// Whether a page may not end with one fact when the next begins with another.
fn is_torn(facts: &[Fact<'_>], before: usize, after: usize) -> bool {
    let (last, next) = (&facts[before], &facts[after]);
    let is_head = matches!(
        last.kind,
        FactKind::SectionTitle
            | FactKind::Title
            | FactKind::Organization
            | FactKind::Place
            | FactKind::RolePlace
            | FactKind::Date
    );
    let same_role = last.role.is_none() || last.role == next.role;
    let goes_on = last.kind == FactKind::SectionTitle || (last.item == next.item && same_role);
    if is_head && goes_on && before != after {
        return true;
    }
    // The last of several bullets alone on the next page.
    let of_same_list = |fact: &&Fact<'_>| {
        fact.kind == FactKind::Highlight
            && (fact.item, fact.role) == (next.item, next.role)
            && fact.nesting.len() == 1
    };
    let starts = next.kind == FactKind::Highlight
        && before != after
        && next.nesting.first().is_some_and(|one| one.first);
    let bullets: Vec<&Fact<'_>> = facts.iter().filter(of_same_list).collect();
    starts && bullets.len() > 1 && bullets.last().is_some_and(|last| std::ptr::eq(*last, next))
}

/// A text with its white space folded.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
