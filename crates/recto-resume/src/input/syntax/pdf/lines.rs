//! Blocks as printed lines: their text, and what their print says of them.

use super::columns::{Block, Row};
use super::items::list_sign;
use super::letters::{Letter, Look};
use super::runs::Run;
use crate::pdf::PdfFile;
use crate::resume::Dates;
use crate::text::{LineRole, PrintedLine, Span, Style};
use std::collections::BTreeMap;

/// A line before it is text.
pub(super) struct Draft {
    pub runs: Row,
    pub column: usize,
    pub left: f32,
    pub right: f32,
    pub role: LineRole,
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

/// The lines of blocks, with the numbers of their columns.
pub(super) fn drafts(blocks: Vec<Block>, em: f32) -> Vec<Draft> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut drafts = Vec::new();
    for block in blocks {
        let is_it = |(left, right): &(f32, f32)| {
            (left - block.left).abs() < 2.0 * em && (right - block.right).abs() < 6.0 * em
        };
        let column = columns.iter().position(is_it).unwrap_or_else(|| {
            columns.push((block.left, block.right));
            columns.len() - 1
        });
        let (left, right) = (block.left, block.right);
        let rows = join_dates(block.rows);
        drafts.extend(rows.into_iter().map(|runs| Draft { runs, column, left, right, role: LineRole::Unknown }));
    }
    drafts
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
        let mut rest = row.remove(second);
        let base = &mut above[first];
        // The parts of a date are words of one run.
        if let Some(letter) = rest.letters.first_mut() {
            letter.is_after_space = true;
        }
        base.letters.append(&mut rest.letters);
        base.right = base.right.max(rest.right);
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
        (is_date(&whole) && !is_date(&start) && start.len() + end.len() < 50).then_some((first, second))
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
        for (run, gap) in draft.runs.iter().zip(std::iter::once(0.0).chain(gaps(&draft.runs))) {
            let mut words = run.words();
            if is_first && take_sign(&mut words) {
                role = LineRole::Item(1);
            }
            for word in &words {
                let space = if self.text.len() == start { "" } else if is_first && gap > 0.0 { "\t" } else { " " };
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
        let size = draft.runs.iter().flat_map(|run| run.letters.iter().map(|letter| letter.size)).fold(0.0, f32::max);
        let run = &draft.runs[0];
        let hundredths = |length: f32| (100.0 * length / self.size).round() as i32;
        let place = run.letters.iter().find_map(|letter| letter.tag.filter(|tag| !tag.is_sign));
        let last = self.last.as_ref().filter(|last| last.page == run.page && last.column == draft.column);
        let gap = last.map_or(0.0, |last| (run.y - last.y) - self.leading * last.size.max(size));
        let is_new = self.last.as_ref().is_none_or(|last| last.block != place.map(|place| place.block));
        let is_item = place.is_some_and(|place| self.last.as_ref().is_none_or(|last| last.item != place.item));
        let role = match (role, place.map(|place| place.role)) {
            (LineRole::Unknown, Some(LineRole::Heading(level))) => LineRole::Heading(level),
            (LineRole::Unknown | LineRole::Item(_), Some(LineRole::Item(depth))) if is_item => LineRole::Item(depth),
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
            left: hundredths(run.left - draft.left),
            room: Some(hundredths(draft.right - end).max(0)),
            size: hundredths(draft.runs.iter().map(|run| run.size).fold(0.0, f32::max)),
            gap: hundredths(gap).max(0),
            role,
            ..PrintedLine::plain(span)
        }
    }
}

/// Takes the sign of an item from the beginning of a run.
fn take_sign(words: &mut Vec<super::runs::Word<'_>>) -> bool {
    let is_sign = words.len() > 1 && list_sign(&words[0].text()).is_some();
    if is_sign {
        words.remove(0);
    }
    is_sign
}

/// The gaps between runs that are wide: none where a line is only stretched to the width of its column.
fn gaps(runs: &[Run]) -> Vec<f32> {
    runs.windows(2).map(|pair| pair[1].left - pair[0].right).collect()
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
    distances.into_iter().find(|(_, count)| 4 * count >= most).map_or(1.2, |(distance, _)| distance as f32 / 20.0)
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
        let uri = |look: Look| look.link.map(|(page, link)| Style::Link(file.pages[page].links[link].uri.clone()));
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
