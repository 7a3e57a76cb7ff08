//! How well a résumé sits on its pages: how full they are, and what is torn apart at their ends.

use crate::layout::{Line, SHORT_FACT, Typeset};
use crate::sheet::{Content, Fact, FactKind, Measures, Run, Words};
use std::collections::BTreeSet;

/// Pages that are composed. More of them are no résumé any more, and looking at each of their ends would take long.
pub(super) const MOST_COMPOSED: usize = 20;

/// The largest part of a page but the last that may stay empty.
const MAX_HOLE: f64 = 0.15;

/// Least part of the last of several pages that is filled.
pub const LEAST_FILL: f64 = 0.40;

/// The most lines of a last page that count as spilled, however large they are.
const SPILLED_LINES: usize = 4;

/// What text has below its baseline (sizes of its type).
const BELOW: f64 = 0.25;

/// Characters of the longest text that stays on one page: longer ones would leave a hole.
const SHORT: usize = 560;

/// How pages are composed.
#[derive(Debug, Clone, PartialEq)]
pub struct Composure {
    /// How many pages there are.
    pub pages: usize,
    /// The part of the last page that is filled, 0 to 1.
    pub last_fill: f64,
    /// How many lines the last page has.
    pub last_lines: usize,
    /// Whether the file begins the last page by a `page-break`.
    pub last_is_wanted: bool,
    /// The largest part that another page leaves empty, 0 to 1; behind it is no `page-break` of the file.
    pub largest_hole: f64,
    /// The part of all pages but the last that is empty (pages).
    pub holes: f64,
    /// What is torn apart at the ends of pages.
    pub torn: Vec<Tear>,
    /// How many lines of text a page has room for.
    pub lines_per_page: f64,
}

/// Something that the end of a page tears apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tear {
    /// The page, from 1.
    pub page: usize,
    /// What is torn.
    pub kind: TearKind,
}

/// A kind of [`Tear`], the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TearKind {
    /// A title of a section or a part of an entry's head, without what it is the head of.
    Head,
    /// A sub-head in running text or a line that introduces a list, without what follows.
    Lead,
    /// The last of several bullets, alone on the next page.
    Bullet,
    /// A bullet or a short paragraph, one part on each page.
    Text,
}

impl TearKind {
    /// How much worse it makes the pages; see [`Composure::penalty`].
    const fn weight(self) -> f64 {
        match self {
            Self::Head => 6.0,
            Self::Lead => 5.0,
            Self::Bullet => 3.0,
            Self::Text => 2.0,
        }
    }
}

impl Composure {
    /// Looks at pages.
    pub fn of(typeset: &Typeset, content: &Content, measures: &Measures) -> Self {
        let pages = typeset.document.pages().len();
        Self::of_lines(&typeset.lines, pages, content, measures)
    }

    /// Looks at the lines of so many pages.
    pub fn of_lines(lines: &[Line], pages: usize, content: &Content, measures: &Measures) -> Self {
        let fills: Vec<f64> = (1..=pages).map(|page| fill(lines, page, measures)).collect();
        let (last_fill, others) = fills.split_last().map_or((0.0, &[][..]), |(last, others)| (*last, others));
        let wanted = wanted_breaks(lines, pages, content, measures);
        let ends = others.iter().enumerate().filter(|(index, _)| !wanted.contains(&(index + 2)));
        Self {
            pages,
            last_fill,
            last_lines: count_lines(lines, pages, measures),
            last_is_wanted: wanted.contains(&pages),
            largest_hole: ends.map(|(_, fill)| 1.0 - fill).fold(0.0, f64::max),
            holes: others.iter().map(|fill| 1.0 - fill).sum(),
            torn: if (2..=MOST_COMPOSED).contains(&pages) {
                torn(lines, pages, &content.facts(), measures)
            } else {
                Vec::new()
            },
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
        self.largest_hole <= MAX_HOLE && self.torn.is_empty()
    }

    /// Whether the last of several pages is nearly empty, and not because the file wants it so.
    pub fn spills(&self) -> bool {
        self.pages > 1
            && !self.last_is_wanted
            && (self.last_fill < LEAST_FILL || self.last_lines <= SPILLED_LINES)
    }

    /// How ill composed the pages are: 0 where nothing is wrong. A last page that is nearly empty is worse than a torn head,
    /// that is worse than a lone bullet, and a hole is as bad as it is large.
    pub fn penalty(&self) -> f64 {
        let spill = if self.spills() { 10.0 + 10.0 * (LEAST_FILL - self.last_fill).max(0.0) } else { 0.0 };
        let hole = (self.largest_hole - MAX_HOLE).max(0.0) * 30.0;
        spill + hole + self.torn.iter().map(|tear| tear.kind.weight()).sum::<f64>()
    }
}

/// The lines of the text of a page; a running head is above them, or below.
fn body<'a>(lines: &'a [Line], page: usize, measures: &'a Measures) -> impl Iterator<Item = &'a Line> {
    let (top, bottom) = (measures.margin_y, measures.margin_y + measures.height() + measures.baseline);
    lines.iter().filter(move |line| {
        line.page == page
            && line.baseline > top
            && line.baseline < bottom - 0.5 * measures.baseline
            && !line.text.trim().is_empty()
    })
}

/// The part of a page that is filled.
fn fill(lines: &[Line], page: usize, measures: &Measures) -> f64 {
    let lowest =
        body(lines, page, measures).map(|line| line.baseline + BELOW * line.size).fold(0.0, f64::max);
    ((lowest - measures.margin_y) / measures.height()).clamp(0.0, 1.0)
}

/// How many lines a page has; what shares a baseline is one.
fn count_lines(lines: &[Line], page: usize, measures: &Measures) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "a page is not so high")]
    let baselines: BTreeSet<i64> =
        body(lines, page, measures).map(|line| (line.baseline * 2.0).round() as i64).collect();
    baselines.len()
}

/// The pages that the file begins by a `page-break`.
fn wanted_breaks(lines: &[Line], pages: usize, content: &Content, measures: &Measures) -> BTreeSet<usize> {
    let starts: Vec<String> =
        content.page_starts().into_iter().map(|text| folded(&text.value).to_lowercase()).collect();
    if starts.is_empty() {
        return BTreeSet::new();
    }
    let begins = |page: &usize| {
        let first = body(lines, *page, measures).map(|line| line.baseline).fold(f64::INFINITY, f64::min);
        let mut there = body(lines, *page, measures).filter(|line| line.baseline - first < 0.5 * line.size);
        there.any(|line| starts.iter().any(|start| folded(&line.text).to_lowercase().contains(start)))
    };
    (2..=pages).filter(begins).collect()
}

/// What page ends tear apart, column by column.
fn torn(lines: &[Line], pages: usize, facts: &[Fact<'_>], measures: &Measures) -> Vec<Tear> {
    let texts: Vec<String> = facts.iter().map(|fact| folded(&fact.plain())).collect();
    let pages_of = Pages { lines, measures, facts, texts: &texts };
    let regions: BTreeSet<Option<&str>> = lines.iter().map(|line| line.region.as_deref()).collect();
    // Beside columns, only the header is outside all of them.
    let columns = regions.iter().filter(|region| region.is_some() || regions.len() == 1);
    let tears = columns.flat_map(|region| (1..pages).filter_map(|page| pages_of.tear(page, *region)));
    let mut tears: Vec<Tear> = tears.collect();
    tears.sort_by_key(|tear| tear.page);
    tears
}

/// The pages and what they say.
struct Pages<'a> {
    lines: &'a [Line],
    measures: &'a Measures,
    facts: &'a [Fact<'a>],
    /// The characters of the facts.
    texts: &'a [String],
}

impl Pages<'_> {
    /// What the end of a page tears apart in a column.
    fn tear(&self, page: usize, region: Option<&str>) -> Option<Tear> {
        let last = self.at_the_edge(page, region, f64::max);
        let next = self.at_the_edge(page + 1, region, f64::min);
        // A title may have its text beside it: then the page ends with the text.
        let kinds = last.iter().map(|line| self.tear_behind(line, &next));
        let worst = kinds.collect::<Option<Vec<_>>>()?.into_iter().max()?;
        Some(Tear { page, kind: worst })
    }

    /// What is torn between the last line of a page and the first of the next.
    fn tear_behind(&self, line: &str, next: &[String]) -> Option<TearKind> {
        if let Some(text) =
            self.texts.iter().position(|text| next.iter().any(|next| contains_in_turn(text, line, next)))
        {
            return self.splits(text).then_some(TearKind::Text);
        }
        let pairs = shown(self.texts, line).flat_map(|before| {
            let next = next.iter().flat_map(|line| shown(self.texts, line));
            next.filter(move |after| *after > before).map(move |after| (after - before, before, after))
        });
        // Two jobs may have the same title: the page ends where both texts are closest.
        let (_, before, after) = pairs.min()?;
        self.tear_between(before, after)
    }

    /// Whether a text is to stay on one page: a bullet, or a paragraph that is short.
    fn splits(&self, fact: usize) -> bool {
        self.texts[fact].chars().count() <= SHORT
    }

    /// What is torn when a page ends with one fact and the next begins with another.
    fn tear_between(&self, before: usize, after: usize) -> Option<TearKind> {
        let (last, next) = (&self.facts[before], &self.facts[after]);
        let same_role = last.role.is_none() || last.role == next.role;
        let same_item = last.item == next.item && last.section == next.section;
        if is_head(last, &self.texts[before])
            && (last.kind == FactKind::SectionTitle || (same_item && same_role))
        {
            return Some(TearKind::Head);
        }
        if leads(last, &self.texts[before]) && last.section == next.section {
            return Some(TearKind::Lead);
        }
        self.is_last_bullet(after).then_some(TearKind::Bullet)
    }

    /// Whether a fact is the last of several bullets, and has no list of its own.
    fn is_last_bullet(&self, fact: usize) -> bool {
        let next = &self.facts[fact];
        let of_same_list = |fact: &&Fact<'_>| {
            fact.kind == FactKind::Highlight
                && (fact.item, fact.role) == (next.item, next.role)
                && fact.nesting.len() == 1
        };
        let starts = next.kind == FactKind::Highlight && next.nesting.first().is_some_and(|one| one.first);
        let bullets: Vec<&Fact<'_>> = self.facts.iter().filter(of_same_list).collect();
        let behind = self.facts.get(fact + 1);
        let has_list = behind.is_some_and(|one| one.item == next.item && one.nesting.len() > 1);
        starts
            && !has_list
            && bullets.len() > 1
            && bullets.last().is_some_and(|last| std::ptr::eq(*last, next))
    }

    /// The texts of the first or last lines of a column's part of a page, which share a baseline; `outer` finds that.
    fn at_the_edge(&self, page: usize, region: Option<&str>, outer: fn(f64, f64) -> f64) -> Vec<String> {
        let body = || body(self.lines, page, self.measures).filter(|line| line.region.as_deref() == region);
        let Some(edge) = body().map(|line| line.baseline).reduce(outer) else { return Vec::new() };
        let there = body().filter(|line| (line.baseline - edge).abs() < 0.5 * line.size);
        there.map(|line| unmarked(&folded(&line.text)).to_owned()).collect()
    }
}

/// A highlight whose last line is one or two words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runt {
    /// The number of its fact.
    pub fact: usize,
    /// The words.
    pub words: String,
}

/// The highlights that end in one or two short words on a line of their own.
pub fn runts(lines: &[Line], facts: &[Fact<'_>]) -> Vec<Runt> {
    /// Characters of the longest last line that a few other words can spare.
    const LONGEST: usize = 20;
    let highlights = facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Highlight);
    let texts: Vec<(usize, String)> =
        highlights.map(|(number, fact)| (number, folded(&fact.plain()))).collect();
    let mut found: Vec<Runt> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = folded(&line.text);
        let is_short = words.chars().count() <= LONGEST && words.split(' ').count() <= 2;
        let before = lines[..at].iter().rev().find(|before| before.region == line.region);
        let Some(before) = before.filter(|before| is_short && before.page == line.page) else { continue };
        let before = folded(&before.text);
        let ends = |text: &str| text.ends_with(&words) && contains_in_turn(text, unmarked(&before), &words);
        let is_new = |fact: usize| found.iter().all(|runt| runt.fact != fact);
        let fact = texts.iter().find(|(fact, text)| ends(text) && is_new(*fact)).map(|(fact, _)| *fact);
        let words = line.text.trim().to_owned();
        found.extend(fact.map(|fact| Runt { fact, words }));
    }
    found
}

/// A line without the sign of its list.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(['•', '–', '-', '·', '▪', '‣', ' '])
}

/// Whether a text has one line followed by the other.
fn contains_in_turn(text: &str, line: &str, next: &str) -> bool {
    let follows = |at: usize| text[at + line.len()..].trim_start().starts_with(next);
    !line.is_empty() && !next.is_empty() && text.match_indices(line).any(|(at, _)| follows(at))
}

/// The facts that show a line, or that are part of it.
fn shown<'a>(texts: &'a [String], line: &'a str) -> impl Iterator<Item = usize> + use<'a> {
    // A layout may print a head in capitals.
    let is_upper = line.contains(char::is_alphabetic) && !line.contains(char::is_lowercase);
    let shows = move |text: &str| {
        let shows = |text: &str| text.contains(line) || (text.chars().count() > 3 && line.contains(text));
        shows(text) || (is_upper && shows(&text.to_uppercase()))
    };
    texts.iter().enumerate().filter(move |(_, text)| shows(text)).map(|(number, _)| number)
}

/// Whether a fact is part of a head.
fn is_head(fact: &Fact<'_>, text: &str) -> bool {
    match fact.kind {
        FactKind::SectionTitle
        | FactKind::Title
        | FactKind::Organization
        | FactKind::Place
        | FactKind::RolePlace
        | FactKind::Link
        | FactKind::Date => true,
        FactKind::Detail => text.chars().count() <= SHORT_FACT,
        _ => false,
    }
}

/// Whether a paragraph is a sub-head, all of it bold, or introduces what follows.
fn leads(fact: &Fact<'_>, text: &str) -> bool {
    let Words::Runs(runs) = fact.words else { return false };
    text.ends_with([':', '：'])
        || (!runs.is_empty() && runs.iter().all(|run| matches!(run, Run::Bold { .. })))
}

/// A text with its white space folded.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests;
