//! Rows joined to paragraphs: a line that a page wraps goes on in the next one.

use super::rows::{Row, ends_sentence};
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::words::{announced_at, names_organization, names_role};
use crate::input::syntax::block::Phrase;
use crate::language::is_listed;
use crate::text::{MappedText, Span};

/// The width of a letter, in hundredths of an em.
const LETTER: i32 = 50;

/// Longest line of a head (bytes).
const MAX_HEAD: usize = 80;

/// Longest label (bytes).
const MAX_LABEL: usize = 32;

/// What a word is parted with at a line end.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// A difference in size that two lines of one paragraph do not have (hundredths of the body size).
const OTHER_SIZE: i32 = 6;

/// One or more rows that belong together.
#[derive(Debug, Clone)]
pub(super) struct Para {
    /// All that its rows say.
    pub phrase: Phrase,
    /// Its first row.
    pub first: Row,
    /// How many rows it has.
    pub rows: usize,
    /// Its date and what is around it.
    pub line: Line,
}

impl Para {
    fn new(row: Row) -> Self {
        Self { phrase: row.phrase.clone(), line: row.line(), first: row, rows: 1 }
    }

    /// Its characters.
    pub fn text(&self) -> &str {
        &self.phrase.text
    }

    /// Whether it is an item of a list.
    pub const fn is_item(&self) -> bool {
        self.first.item.is_some()
    }
}

/// Joins the rows of a section. `hyphens` knows how words are joined that a line end parts.
pub(super) fn join(rows: &[Row], hyphens: &Hyphens) -> Vec<Para> {
    let mut paras: Vec<Para> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let above = n.checked_sub(1).map(|n| &rows[n]);
        match (paras.last_mut(), above) {
            (Some(para), Some(above)) if goes_on(para, above, row, rows.get(n + 1)) => {
                hyphens.append(&mut para.phrase, above, row);
                para.rows += 1;
            }
            _ => paras.push(Para::new(row.clone())),
        }
    }
    for para in paras.iter_mut().filter(|para| para.rows > 1) {
        para.line = Line::whole(para.phrase.clone());
        let whole = Row { phrase: para.phrase.clone(), ..para.first.clone() };
        if para.rows == 2 && !para.is_item() && !para.first.line().is_dated() && ends_with_date(&whole) {
            (para.rows, para.line, para.first) = (1, whole.line(), whole);
        }
    }
    paras
}

/// Whether a row is the head of an entry with its date at the end: `Engineer, Lantern Works, Bergen (2019 – 2021)`.
fn ends_with_date(row: &Row) -> bool {
    let line = row.line();
    row.says_when() && line.after.is_empty() && line.remark.is_none() && line.before.text.contains(',')
}

/// Whether the paragraph whose last row is `above` goes on in `row`, which `next` follows.
fn goes_on(para: &Para, above: &Row, row: &Row, next: Option<&Row>) -> bool {
    if row.item.is_some() {
        return false;
    }
    if let Some(goes_on) = above.print.goes_on {
        return goes_on;
    }
    if above.is_broken {
        return true;
    }
    let is_other = (above.print.size - row.print.size).abs() > OTHER_SIZE
        || (above.phrase.is_strong() != row.phrase.is_strong());
    if is_other {
        return false;
    }
    // `mars 2020 – aujourd'hui`: a date is a line of its own, small letters and all.
    if row.line().is_date() && !row.text().ends_with('.') {
        return false;
    }
    let is_moved = (above.print.page, above.print.column) != (row.print.page, row.print.column);
    let is_open = !ends_sentence(above.text());
    let begins_low = begins_low(row.text());
    if is_moved || row.is_apart() {
        return begins_low && is_open && (is_moved || para.is_item() || ends_open(above.text()));
    }
    if ends_with_column_date(above) {
        return false;
    }
    if (begins_label(row.text()) && begins_label(para.text()))
        || (para.is_item() && row.print.left < para.first.print.left)
    {
        return false;
    }
    if begins_low || ends_open(above.text()) {
        return !(para.line.is_date() || (begins_address(row.text()) && is_open && !ends_open(above.text())));
    }
    if para.is_item() && para.first.print.left >= 0 && is_hanging(para, row) {
        return true;
    }
    // A line that ends with a date is the head of an entry, however long it is.
    let is_head = Row::says_when;
    if is_head(row) || (para.rows == 1 && is_head(above)) {
        return false;
    }
    // Behind a full stop, a line that is moved in or over a date begins something new.
    let is_over_date = || next.is_some_and(|next| next.item.is_none() && next.line().is_date());
    if !is_open && (row.print.left > above.print.left || is_over_date()) {
        return false;
    }
    if para.rows == 1 && !para.is_item() && are_head(above.text(), row.text()) {
        return false;
    }
    let first = row.text().split_whitespace().next().unwrap_or_default();
    let width = i32::try_from(first.chars().count() + 1).unwrap_or(i32::MAX).saturating_mul(LETTER);
    above.print.room.is_some_and(|room| room < width)
}

/// Whether a line ends with a date in a column of its own: `School of Bergen⇥2010 – 2012`. Small letters below do not go on there.
fn ends_with_column_date(row: &Row) -> bool {
    let date = row.phrase.text.rfind('\t').map(|tab| row.phrase.slice(tab + 1..row.phrase.text.len()));
    date.is_some_and(|date| Line::read(date).is_date())
}

/// Whether two lines are a title and an organisation, in any order.
fn are_head(above: &str, below: &str) -> bool {
    let is_short = |text: &str| text.len() <= MAX_HEAD && !ends_sentence(text);
    let are = |title: &str, organization: &str| {
        names_role(title) && names_organization(organization) && !names_role(organization)
    };
    is_short(above) && is_short(below) && (are(above, below) || are(below, above))
}

/// Whether a row is as far from the left as the text of the item before it, and farther than its sign.
fn is_hanging(para: &Para, row: &Row) -> bool {
    row.print.left > para.first.print.left && row.print.left - para.first.print.left < 4 * LETTER
}

/// Whether a text cannot end here: at a comma, a joining word.
fn ends_open(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    text.ends_with([',', '&', '(']) || is_listed(last, |read| read.conjunctions)
}

/// Whether a text begins with a label: `Tools: …`.
fn begins_label(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(MAX_LABEL)];
    announced_at(start).is_some() && text.starts_with(char::is_uppercase)
}

/// Whether a text goes on with a small letter.
fn begins_low(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '"', '“']);
    text.starts_with(char::is_lowercase) && !begins_address(text)
}

/// Whether a text begins with an address of the web or of mail.
fn begins_address(text: &str) -> bool {
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    first.contains('@') || first.contains("://") || (first.contains('/') && first.contains('.'))
}

/// How words are joined that a line end parts at a hyphen.
pub(super) struct Hyphens {
    /// The words of the document, in lower case, those with hyphens too.
    words: std::collections::BTreeSet<String>,
    /// Whether the document parts words where they have no hyphen of their own.
    parts_words: bool,
}

impl Hyphens {
    /// For the rows of a document.
    pub fn new(rows: &[Row]) -> Self {
        let split = |row: &Row| -> Vec<String> {
            let words = row.text().split(|c: char| !(c.is_alphanumeric() || c == '-'));
            words.filter(|word| !word.ends_with('-')).map(str::to_lowercase).collect()
        };
        let words = rows.iter().flat_map(split).collect();
        let broken = rows.iter().filter(|row| is_parted(row.text())).count();
        Self { words, parts_words: broken > 2 }
    }

    /// Appends a row to a phrase that ends with `above`.
    fn append(&self, phrase: &mut Phrase, above: &Row, row: &Row) {
        let next = row.text().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let last =
            above.text().rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
        let is_word = next.starts_with(char::is_lowercase);
        if above.is_broken {
            phrase.append(row.phrase.clone());
        } else if is_parted(above.text()) && (is_word || above.text().contains(['/', '@'])) {
            let whole = |sign: &str| format!("{}{sign}{next}", last.trim_end_matches('-')).to_lowercase();
            let is_address = above
                .text()
                .split_whitespace()
                .next_back()
                .is_some_and(|word| word.contains(['/', '@', '.']));
            let keeps = is_address
                || self.words.contains(&whole("-"))
                || (!self.parts_words && !self.words.contains(&whole("")));
            if !keeps {
                *phrase = phrase.slice(0..phrase.text.trim_end_matches(HYPHENS).len());
            }
            phrase.append(row.phrase.clone());
        } else {
            let mut space = MappedText::default();
            space.push(" ", Span::at(row.phrase.span().start));
            phrase.append(Phrase { text: space, marks: Vec::new() });
            phrase.append(row.phrase.clone());
        }
    }
}

/// Whether a text ends in the middle of a word or of a compound.
fn is_parted(text: &str) -> bool {
    text.strip_suffix(HYPHENS).is_some_and(|rest| rest.ends_with(char::is_alphabetic))
}
