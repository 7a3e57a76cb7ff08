//! Blocks as printed lines: their text, and what their print says of them.

use super::columns::{Block, Row};
use super::furniture::says_contact;
use super::items::list_sign;
use super::letters::{Letter, Look};
use super::runs::{Run, Word};
use crate::language::is_title;
use crate::pdf::PdfFile;
use crate::resume::Dates;
use crate::text::{LineRole, PrintedLine, Span, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A line before it is text.
pub(super) struct Draft {
    pub runs: Row,
    pub column: usize,
    pub left: f32,
    pub right: f32,
    pub role: LineRole,
    /// Where several lines of its block begin.
    pub starts: Rc<BTreeSet<i32>>,
}

impl Draft {
    /// A line in no column.
    pub(super) fn alone(run: Run) -> Self {
        let (left, right) = (run.left, run.right);
        Self { runs: vec![run], column: 0, left, right, role: LineRole::Unknown, starts: Rc::default() }
    }

    /// A running head or foot.
    pub(super) fn furniture(run: Run) -> Self {
        Self { role: LineRole::Furniture, ..Self::alone(run) }
    }
}

/// The text of lines, and the lines.
pub(super) struct Writer<'f> {
    file: &'f PdfFile,
    /// The size of the body's type (pt), and the distance of its lines (em).
    size: f32,
    leading: f32,
    pub text: String,
    pub lines: Vec<PrintedLine>,
    last: Option<Last>,
}

/// The line before.
struct Last {
    y: f32,
    size: f32,
    page: usize,
    column: usize,
    block: Option<usize>,
    item: Option<usize>,
}

/// How far the edges of a column may be apart on its pages (pt).
const SAME_LEFT: f32 = 20.0;
const SAME_RIGHT: f32 = 60.0;

/// The lines of blocks, with the numbers of their columns.
pub(super) fn drafts(blocks: Vec<Block>) -> Vec<Draft> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut drafts = Vec::new();
    for block in blocks {
        let is_it = |(left, right): &(f32, f32)| {
            (left - block.left).abs() < SAME_LEFT && (right - block.right).abs() < SAME_RIGHT
        };
        let column = columns.iter().position(is_it).unwrap_or_else(|| {
            columns.push((block.left, block.right));
            columns.len() - 1
        });
        let (left, right) = (block.left, block.right);
        let starts = starts(&block.rows);
        let draft =
            |runs| Draft { runs, column, left, right, role: LineRole::Unknown, starts: Rc::clone(&starts) };
        drafts.extend(split_titles(join_dates(block.rows)).into_iter().map(draft));
    }
    drafts
}

/// How many titles of sections there are at least in a column of titles.
const MIN_TITLES: usize = 3;

/// Sets titles of sections that are beside their sections on lines of their own.
fn split_titles(rows: Vec<Row>) -> Vec<Row> {
    let rail = TitleRail::of(&rows);
    let mut out: Vec<Row> = Vec::new();
    let mut last: Option<usize> = None;
    for mut row in rows {
        let is_beside = is_apart(&row) && is_heading(&row[0]);
        if !is_beside && !rail.has(&row) {
            out.push(row);
            continue;
        }
        let rest = row.split_off(1);
        match last.and_then(|at| out.get_mut(at)).filter(|above| rail.goes_on(&above[0], &row[0])) {
            Some(above) => row.into_iter().for_each(|run| append(&mut above[0], run)),
            None => {
                last = Some(out.len());
                out.push(row);
            }
        }
        out.extend(Some(rest).filter(|rest| !rest.is_empty()));
    }
    out
}

/// A column of titles beside their sections, aligned at its left or at its right edge.
struct TitleRail {
    lefts: BTreeMap<i32, usize>,
    rights: BTreeMap<i32, usize>,
    /// Where the sections begin, and whether the titles are bold; none where there is no such column.
    beside: Option<(f32, bool)>,
}

impl TitleRail {
    fn of(rows: &[Row]) -> Self {
        let mut rail = Self { lefts: BTreeMap::new(), rights: BTreeMap::new(), beside: None };
        let is_known = |row: &&Row| is_heading(&row[0]) || is_title(&row[0].text());
        for row in rows.iter().filter(is_known) {
            *rail.lefts.entry(start(row[0].left)).or_default() += 1;
            *rail.rights.entry(start(row[0].right)).or_default() += 1;
        }
        let known: Vec<&Row> =
            rows.iter().filter(is_known).filter(|row| is_apart(row) && rail.is_aligned(&row[0])).collect();
        if known.len() >= MIN_TITLES {
            let left = known.iter().map(|row| row[1].left).fold(f32::MAX, f32::min);
            rail.beside = Some((left, known.iter().all(|row| is_bold(&row[0]))));
        }
        rail
    }

    /// Whether a run is at an edge at which several titles are.
    fn is_aligned(&self, run: &Run) -> bool {
        let count =
            |edges: &BTreeMap<i32, usize>, at: i32| edges.range(at - 1..=at + 1).map(|(_, n)| n).sum();
        let most: usize =
            usize::max(count(&self.lefts, start(run.left)), count(&self.rights, start(run.right)));
        most >= MIN_TITLES
    }

    /// Whether a row begins with a title of the column: one that is known, or one in bold as they all are.
    fn has(&self, row: &Row) -> bool {
        if row.len() > 1 && !is_apart(row) {
            return false;
        }
        // The only title of a short page: `Experience⇥Baker, Northgate Bakery⇥2021 – 2023`.
        if is_title(&row[0].text()) && row[1..].iter().any(Run::is_date) {
            return true;
        }
        let Some((left, is_bold)) = self.beside else {
            return row.len() > 1 && self.is_aligned(&row[0]) && is_title(&row[0].text());
        };
        let (run, text) = (&row[0], row[0].text());
        let looks_so = is_bold && self::is_bold(run) && !text.contains(|c: char| c.is_numeric() || c == ':');
        self.is_aligned(run) && run.right < left && (looks_so || is_title(&text))
    }

    /// Whether a title goes on in the run below it.
    fn goes_on(&self, above: &Run, run: &Run) -> bool {
        let text = above.text();
        let is_near = above.page == run.page && run.y - above.y < TITLE_LEADING * run.size;
        self.beside.is_some() && is_near && (!is_title(&text) || is_title(&format!("{text} {}", run.text())))
    }
}

/// Whether something is beside the first run of a row that is not of one heading with it, as a date is.
fn is_apart(row: &Row) -> bool {
    row.len() > 1 && (level(&row[0]).is_none() || level(&row[0]) != level(&row[1]))
}

/// How far the lines of a title are apart at most (em).
const TITLE_LEADING: f32 = 1.7;

/// Whether all letters of a run are bold.
fn is_bold(run: &Run) -> bool {
    run.letters.iter().all(|letter| letter.look.is_bold)
}

/// Appends the words of a run to another.
fn append(run: &mut Run, mut rest: Run) {
    if let Some(letter) = rest.letters.first_mut() {
        letter.is_after_space = true;
    }
    run.letters.append(&mut rest.letters);
    run.right = run.right.max(rest.right);
}

/// Whether the tag tree has a run as a heading.
fn is_heading(run: &Run) -> bool {
    level(run).is_some()
}

/// The level of the heading that the tag tree has all letters of a run in.
fn level(run: &Run) -> Option<u8> {
    let level = |letter: &Letter| match letter.tag?.role {
        LineRole::Heading(level) => Some(level),
        _ => None,
    };
    let first = run.letters.first().and_then(level)?;
    run.letters.iter().all(|letter| level(letter) == Some(first)).then_some(first)
}

/// Joins dates that take two lines beside an entry: the second moves up to the first.
fn join_dates(mut rows: Vec<Row>) -> Vec<Row> {
    for at in 1..rows.len() {
        let (above, below) = rows.split_at_mut(at);
        let (Some(above), Some(row)) = (above.last_mut(), below.first_mut()) else { continue };
        if above.is_empty() || above[0].page != row[0].page {
            continue;
        }
        let Some((first, second)) = broken_dates(above, row) else { continue };
        let rest = row.remove(second);
        append(&mut above[first], rest);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The run of a row that begins a period, and the one below it that ends it.
fn broken_dates(above: &[Run], below: &[Run]) -> Option<(usize, usize)> {
    let beside = |a: &Run, b: &Run| a.left < b.right && b.left < a.right && b.y - a.y < 2.2 * a.size;
    above.iter().enumerate().filter(|_| above.len() > 1 || below.len() > 1).find_map(|(first, run)| {
        let (second, rest) = below.iter().enumerate().find(|(_, rest)| beside(run, rest))?;
        let (start, end) = (run.text(), rest.text());
        let whole = format!("{start} {end}");
        let is_date = |text: &str| Dates::parse(text, Span::at(0)).is_some();
        let is_open = !is_date(&start) || start.ends_with(['–', '-', '—', '‒', '−']);
        (is_open && is_date(&whole) && whole.len() < 50).then_some((first, second))
    })
}

impl<'f> Writer<'f> {
    pub(super) fn new(file: &'f PdfFile, drafts: &[Draft]) -> Self {
        let size = body_size(drafts);
        let leading = body_leading(drafts, size);
        Self { file, size, leading, text: String::new(), lines: Vec::new(), last: None }
    }

    /// Writes a line.
    pub(super) fn line(&mut self, draft: &Draft) {
        let start = self.text.len();
        let (mut looks, mut role, mut is_first) = (Looks::default(), draft.role, true);
        let mut end = f32::MIN;
        for (run, is_apart) in draft.runs.iter().zip(std::iter::once(false).chain(tabs(draft))) {
            let mut words = run.words();
            if self.text.len() == start && take_sign(&mut words) {
                role = LineRole::Item(1);
            }
            words.retain(|word| !is_unknown_sign(word));
            for word in &words {
                let space = if self.text.len() == start {
                    ""
                } else if is_first && is_apart {
                    "\t"
                } else {
                    " "
                };
                self.push(space, None, &mut looks);
                is_first = false;
                word.letters.iter().for_each(|letter| self.push(&letter.text, Some(letter), &mut looks));
            }
            is_first = true;
            end = end.max(run.right);
        }
        let span = Span::new(start, self.text.len());
        let line = self.printed(draft, span, role, end);
        self.lines.push(PrintedLine { styles: looks.styles(self.file), ..line });
        self.text.push('\n');
    }

    fn push(&mut self, text: &str, letter: Option<&Letter>, looks: &mut Looks) {
        let start = self.text.len();
        self.text.push_str(text);
        looks.add(Span::new(start, self.text.len()), letter.map(|letter| letter.look));
    }

    fn printed(&mut self, draft: &Draft, span: Span, role: LineRole, end: f32) -> PrintedLine {
        let size = draft
            .runs
            .iter()
            .flat_map(|run| run.letters.iter().map(|letter| letter.size))
            .fold(0.0, f32::max);
        let (run, main) = (&draft.runs[0], main_run(&draft.runs));
        let hundredths = |length: f32| (100.0 * length / self.size).round() as i32;
        let place = main.letters.iter().find_map(|letter| letter.tag.filter(|tag| !tag.is_sign));
        let last = self.last.as_ref().filter(|last| last.page == run.page && last.column == draft.column);
        let gap = last.map_or(0.0, |last| (run.y - last.y) - self.leading * last.size.max(size));
        let is_new = self.last.as_ref().is_none_or(|last| last.block != place.map(|place| place.block));
        let is_item =
            place.is_some_and(|place| self.last.as_ref().is_none_or(|last| last.item != place.item));
        let role = match (role, place.map(|place| place.role)) {
            (LineRole::Unknown, Some(LineRole::Heading(level))) => LineRole::Heading(level),
            (LineRole::Unknown | LineRole::Item(_), Some(LineRole::Item(depth))) if is_item => {
                LineRole::Item(depth)
            }
            (role, _) => role,
        };
        if let Some(line) = self.lines.last_mut().filter(|_| is_new && self.last.is_some()) {
            line.goes_on = Some(false);
        }
        self.last = Some(Last {
            y: run.y,
            size,
            page: run.page,
            column: draft.column,
            block: place.map(|place| place.block),
            item: place.and_then(|place| place.item),
        });
        PrintedLine {
            page: Some(run.page + 1),
            column: draft.column,
            left: hundredths(main.left - draft.left),
            room: Some(hundredths(draft.right - end).max(0)),
            size: hundredths(draft.runs.iter().map(|run| run.size).fold(0.0, f32::max)),
            gap: hundredths(gap).max(0),
            role,
            ..PrintedLine::plain(span)
        }
    }
}

/// The run that a line is about: the one behind the dates in a column of their own.
fn main_run(runs: &[Run]) -> &Run {
    runs.get(1).filter(|_| runs[0].is_date()).unwrap_or(&runs[0])
}

/// Takes the sign of an item from the beginning of a run. A sign that only its font knows is one too, but before the parts of
/// an address it is a picture.
fn take_sign(words: &mut Vec<Word<'_>>) -> bool {
    let [sign, rest @ ..] = &words[..] else { return false };
    let is_picture = || rest.iter().any(|word| says_contact(&word.text()));
    let is_tagged = || {
        let is_sign = |letter: &&Letter| letter.tag.is_some_and(|tag| tag.is_sign);
        sign.letters.iter().all(is_sign) && !sign.text().contains(char::is_alphanumeric)
    };
    let is_sign =
        list_sign(&sign.text()).is_some() || (is_unknown_sign(sign) && !is_picture()) || is_tagged();
    if is_sign && !rest.is_empty() {
        words.remove(0);
        return true;
    }
    false
}

/// Whether a word is a single sign whose font does not say which.
fn is_unknown_sign(word: &Word<'_>) -> bool {
    word.text() == "\u{fffd}"
}

/// Gaps that are wide (em), and those that are if the text behind them begins where others do.
const WIDE: f32 = 1.0;
const WIDE_IF_ALIGNED: f32 = 0.6;
/// How much wider than the spaces of its line a gap is that no stretching makes.
const TWICE: f32 = 2.0;

/// Whether the gaps between the runs of a line set its parts apart. Where a line is only stretched to the width of its column,
/// all its gaps are alike.
fn tabs(draft: &Draft) -> Vec<bool> {
    let runs = &draft.runs;
    let gap = |pair: &[Run]| (pair[1].left - pair[0].right) / pair[0].size.max(pair[1].size);
    let gaps: Vec<f32> = runs.windows(2).map(gap).collect();
    let mut spaces: Vec<f32> = runs.iter().filter_map(Run::space).chain(gaps.iter().copied()).collect();
    spaces.sort_by(f32::total_cmp);
    let usual = if runs.len() > 2 || runs[0].space().is_some() { spaces[spaces.len() / 2] } else { 0.25 };
    let is_stretched = |gap: f32| gap < 1.7 * usual.min(1.4);
    // A line that ends before the edge of its column is not stretched.
    let ends_early = runs.last().is_some_and(|last| draft.right - last.right > last.size);
    let space = runs.iter().filter_map(Run::space).reduce(f32::max);
    let is_tab = |(gap, run): (&f32, &Run)| {
        let least = if draft.starts.contains(&start(run.left)) { WIDE_IF_ALIGNED } else { WIDE };
        let is_far = ends_early || space.is_some_and(|space| *gap > TWICE * space);
        (*gap > least && !is_stretched(*gap)) || (*gap > WIDE_IF_ALIGNED && is_far)
    };
    gaps.iter().zip(&runs[1..]).map(is_tab).collect()
}

/// A place from the left, in steps of a point.
fn start(left: f32) -> i32 {
    left.round() as i32
}

/// Where at least three lines or their parts begin.
fn starts(rows: &[Row]) -> Rc<BTreeSet<i32>> {
    let mut counts = BTreeMap::<i32, usize>::new();
    rows.iter().flatten().for_each(|run| *counts.entry(start(run.left)).or_default() += 1);
    Rc::new(counts.into_iter().filter(|(_, count)| *count > 2).map(|(start, _)| start).collect())
}

/// The size of most letters.
fn body_size(drafts: &[Draft]) -> f32 {
    let mut sizes = BTreeMap::<u32, usize>::new();
    for letter in drafts.iter().flat_map(|draft| &draft.runs).flat_map(|run| &run.letters) {
        *sizes.entry((letter.size * 10.0).round() as u32).or_default() += 1;
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(10.0, |(size, _)| size as f32 / 10.0)
}

/// The distance of lines of body type in em: the least of those that are usual.
fn body_leading(drafts: &[Draft], size: f32) -> f32 {
    let mut distances = BTreeMap::<u32, usize>::new();
    for pair in drafts.windows(2) {
        let (a, b) = (&pair[0].runs[0], &pair[1].runs[0]);
        let is_body = |run: &Run| (run.size - size).abs() < 0.06 * size;
        let distance = (b.y - a.y) / size;
        if a.page == b.page && is_body(a) && is_body(b) && (0.8..2.5).contains(&distance) {
            *distances.entry((distance * 20.0).round() as u32).or_default() += 1;
        }
    }
    let most = distances.values().max().copied().unwrap_or_default();
    distances
        .into_iter()
        .find(|(_, count)| 4 * count >= most)
        .map_or(1.2, |(distance, _)| distance as f32 / 20.0)
}

/// What stretches of a line look like.
#[derive(Default)]
struct Looks {
    stretches: Vec<(Span, Option<Look>)>,
}

impl Looks {
    /// Adds a stretch; a space has the look of what is on its sides, if they are alike.
    fn add(&mut self, span: Span, look: Option<Look>) {
        if !span.is_empty() {
            self.stretches.push((span, look));
        }
    }

    fn styles(&self, file: &PdfFile) -> Vec<(Span, Style)> {
        let mut styles = self.spans(|look| look.is_bold.then_some(Style::Strong));
        styles.extend(self.spans(|look| look.is_italic.then_some(Style::Emphasis)));
        let uri =
            |look: Look| look.link.map(|(page, link)| Style::Link(file.pages[page].links[link].uri.clone()));
        styles.extend(self.spans(uri));
        styles.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        styles
    }

    /// The stretches of one style, those joined between which only spaces are.
    fn spans(&self, style: impl Fn(Look) -> Option<Style>) -> Vec<(Span, Style)> {
        let mut found: Vec<(Span, Style)> = Vec::new();
        let mut is_open = false;
        for (span, look) in &self.stretches {
            let Some(look) = look else { continue };
            let Some(style) = style(*look) else {
                is_open = false;
                continue;
            };
            match found.last_mut().filter(|(_, last)| is_open && *last == style) {
                Some((whole, _)) => whole.end = span.end,
                None => found.push((*span, style)),
            }
            is_open = true;
        }
        found
    }
}
