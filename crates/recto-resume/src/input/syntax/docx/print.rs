//! Paragraphs as a text and its lines.

use super::reader::Paragraph;
use crate::input::limits;
use crate::text::{Diagnostic, Extracted, LineRole, PrintedLine, Rule, Source, Span};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The distance of lines, in hundredths of an em.
const LINE: i32 = 120;

/// Makes a source of paragraphs.
///
/// # Errors
///
/// No text, or too much.
pub(super) fn print(name: &str, paragraphs: &[Paragraph]) -> Result<Source, Diagnostic> {
    let mut page = Page { body: body_size(paragraphs), ..Page::default() };
    for paragraph in paragraphs {
        page.print(paragraph);
        if page.text.len() > limits::MAX_TEXT {
            return Err(limits::too_much_text(Span::at(0)));
        }
    }
    page.close_up();
    if page.text.is_empty() {
        return Err(Diagnostic::at(Rule::FileEmpty, Span::at(0), "the document has no text")
            .help("is it a picture of a page? recto does not read pictures"));
    }
    Ok(Source { extracted: Some(Extracted::Lines(page.lines)), ..Source::new(name, page.text) })
}

/// The size of most characters, in half points.
fn body_size(paragraphs: &[Paragraph]) -> i32 {
    let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.role != Some(LineRole::Furniture)) {
        let characters: usize = paragraph.lines.iter().map(|line| line.text.len()).sum();
        *sizes.entry(paragraph.size).or_default() += characters;
    }
    sizes.into_iter().max_by_key(|(_, characters)| *characters).map_or(1, |(size, _)| size.max(1))
}

/// What is printed so far.
#[derive(Default)]
struct Page<'p> {
    text: String,
    lines: Vec<PrintedLine>,
    /// The size of the body, in half points.
    body: i32,
    /// The paragraph before.
    last: Option<&'p Paragraph>,
    /// The height of the blank lines since, in hundredths of an em.
    blank: i32,
    /// How often there is so much space between two paragraphs that are neither headings nor items.
    gaps: BTreeMap<i32, usize>,
    /// The columns in the order in which they are read, by the number that they have in the paragraphs.
    columns: BTreeMap<usize, usize>,
}

impl<'p> Page<'p> {
    fn print(&mut self, paragraph: &'p Paragraph) {
        if paragraph.lines.is_empty() {
            self.blank = self.blank.saturating_add(LINE * paragraph.size / self.body);
            return;
        }
        let mut gap = self.gap(paragraph);
        if self.last.is_some_and(|last| last.role.is_none()) && paragraph.role.is_none() {
            *self.gaps.entry(gap).or_default() += 1;
        }
        let count = paragraph.lines.len();
        let next = self.columns.len();
        let column = *self.columns.entry(paragraph.column).or_insert(next);
        let role = paragraph.role.unwrap_or(LineRole::Unknown);
        for (n, line) in paragraph.lines.iter().enumerate() {
            let start = self.text.len();
            self.text.push_str(&line.text);
            let styles = line
                .styles
                .iter()
                .map(|(range, style)| (Span::new(range.start + start, range.end + start), style.clone()));
            let is_item = matches!(role, LineRole::Item(_));
            self.lines.push(PrintedLine {
                column,
                left: self.in_ems(paragraph.left),
                size: paragraph.size * 100 / self.body,
                gap: std::mem::take(&mut gap),
                styles: styles.collect(),
                role: if is_item && n > 0 { LineRole::Unknown } else { role },
                goes_on: Some(is_item && n + 1 < count),
                ..PrintedLine::plain(Span::new(start, self.text.len()))
            });
            self.text.push('\n');
        }
        self.last = Some(paragraph);
        self.blank = 0;
    }

    /// The space above a paragraph: the larger one of what it wants and the one before it wants below, and blank lines.
    fn gap(&self, paragraph: &Paragraph) -> i32 {
        let Some(last) = self.last else { return 0 };
        let is_tight = paragraph.tight.is_some() && paragraph.tight == last.tight;
        let space = if is_tight { 0 } else { paragraph.before.max(last.after) };
        self.in_ems(space).saturating_add(self.blank)
    }

    /// Takes off the space that paragraphs usually have between them: many documents have some below each line.
    fn close_up(&mut self) {
        let usual = self.gaps.iter().max_by_key(|(gap, count)| (**count, Reverse(**gap)));
        let usual = usual.map_or(0, |(gap, _)| *gap);
        for line in &mut self.lines {
            line.gap = (line.gap - usual).max(0);
        }
    }

    /// Twentieths of a point as hundredths of an em.
    fn in_ems(&self, length: i32) -> i32 {
        length * 10 / self.body
    }
}
