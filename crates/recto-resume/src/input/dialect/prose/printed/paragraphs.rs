//! Rows joined to paragraphs: a line that a page wraps goes on in the next one.

use super::rails;
use super::rows::{Row, ends_sentence};
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::places::is_place;
use crate::input::dialect::prose::words::{announced_at, head_label, names_organization, names_role};
use crate::input::syntax::block::Phrase;
use crate::language::is_listed;
use crate::resume::SectionKind;
use crate::text::url::looks_like_host;
use crate::text::{LineRole, MappedText, Span};

/// The width of a letter, in hundredths of an em.
const LETTER: i32 = 50;

/// Longest line of a head (bytes).
const MAX_HEAD: usize = 80;

/// Longest label (bytes).
const MAX_LABEL: usize = 32;

/// What a word is parted with at a line end.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// The gap up to which a line is in the same paragraph (hundredths of an em).
const NEAR: i32 = 12;

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
        Self { phrase: row.phrase.clone(), line: row.line().clone(), first: row, rows: 1 }
    }

    /// Its characters.
    pub fn text(&self) -> &str {
        &self.phrase.text
    }

    /// Its level as a heading.
    pub const fn level(&self) -> Option<u8> {
        if let LineRole::Heading(level) = self.first.print.role { Some(level) } else { None }
    }

    /// Whether it is a heading, or set apart from the line above.
    pub const fn stands_out(&self) -> bool {
        self.first.is_apart() || self.level().is_some()
    }

    /// Whether it is an item of a list.
    pub const fn is_item(&self) -> bool {
        self.first.item.is_some()
    }
}

/// Joins the rows of a section. `hyphens` knows how words are joined that a line end parts.
pub(super) fn join(rows: &[Row], hyphens: &Hyphens) -> Vec<Para> {
    let rows = &join_heads(rows, hyphens);
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
        let whole = para.first.with_phrase(para.phrase.clone());
        if para.rows == 2 && !para.is_item() && !para.first.line().is_dated() && ends_with_date(&whole) {
            (para.rows, para.line, para.first) = (1, whole.line().clone(), whole);
        }
    }
    paras
}

/// Joins lines of heads that are wrapped beside a date or a place: `Institute of Applied⇥2019 – 2021` / `Botany`.
fn join_heads(rows: &[Row], hyphens: &Hyphens) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut is_joined = false;
    for row in rows {
        let cells = out.last().filter(|_| !is_joined).and_then(|above| wrapped_cell(above, row));
        is_joined = cells.is_some();
        match (out.last_mut(), cells) {
            (Some(above), Some((mut cell, beside, is_rail))) => {
                let left = above.with_phrase(cell.clone());
                hyphens.append(&mut cell, &left, row);
                let parts = if is_rail { [beside, cell] } else { [cell, beside] };
                above.set_phrase(Phrase::join(parts, "\t"));
                rails::drop_stop(above);
            }
            _ => out.push(row.clone()),
        }
    }
    out
}

/// The cell of a head that goes on in `row`, what is beside it, and whether that is before it.
fn wrapped_cell(above: &Row, row: &Row) -> Option<(Phrase, Phrase, bool)> {
    let is_plain = above.item.is_none() && row.item.is_none() && above.print.goes_on.is_none();
    let is_near = row.print.gap < NEAR
        && (above.print.page, above.print.column) == (row.print.page, row.print.column)
        && (above.print.size - row.print.size).abs() <= OTHER_SIZE;
    let tab = above.text().find('\t').filter(|tab| Some(*tab) == above.text().rfind('\t'))?;
    let is_name = !row.text().contains('\t') && row.text().len() <= MAX_HEAD && !row.line().is_dated();
    if !is_plain || !is_near || !is_name {
        return None;
    }
    let (first, second) = above.phrase.around(tab..tab + 1);
    let is_rail = Line::read(first.clone()).is_date();
    let (cell, beside) = if is_rail { (second, first) } else { (first, second) };
    let is_beside =
        is_rail || Line::read(beside.clone()).is_date() || is_place(&beside.text, SectionKind::Work);
    let is_alike = cell.is_marked()
        && row.phrase.is_marked()
        && cell.is_strong() == row.phrase.is_strong()
        && cell.is_emphasized() == row.phrase.is_emphasized();
    let is_open = ends_open(&cell.text) || (is_parted(&cell.text) && begins_low(row.text()));
    let goes_on = is_open || (is_alike && (is_rest(row.text()) || !are_head(&cell.text, row.text())));
    (is_beside && goes_on && !ends_sentence(row.text().trim_end_matches(".")))
        .then_some((cell, beside, is_rail))
}

/// Whether a line begins with a general word alone, which names nothing by itself: `Company, Salem, OR`.
fn is_rest(text: &str) -> bool {
    let first = text.split(',').next().unwrap_or_default().trim();
    !first.contains(' ') && names_organization(first)
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
    if above.is_broken {
        return true;
    }
    if let Some(goes_on) = above.print.goes_on {
        return goes_on;
    }
    let is_other = (above.print.size - row.print.size).abs() > OTHER_SIZE
        || (above.phrase.is_strong() != row.phrase.is_strong());
    if is_other {
        return false;
    }
    // `mars 2020 – aujourd'hui`: a date is a line of its own, small letters and all.
    if row.line().is_date() && !row.text().ends_with('.') {
        return is_year_in_text(para, above, row);
    }
    let is_moved = (above.print.page, above.print.column) != (row.print.page, row.print.column);
    let is_open = !ends_sentence(above.text());
    // `maggio 2013 – ottobre 2014⇥Clerk`: a date first begins an entry.
    let begins_entry = row.line().is_date_first() && row.says_when();
    let begins_low = begins_low(row.text()) && !begins_entry;
    if is_moved || row.is_apart() {
        return begins_low && is_open && (is_moved || para.is_item() || ends_open(above.text()));
    }
    if ends_with_column(above) {
        return false;
    }
    if (begins_label(row.text()) && begins_label(para.text()))
        || (head_label(row.text()).is_some() && row.text().len() <= MAX_HEAD)
        || (para.is_item() && row.print.left < para.first.print.left)
    {
        return false;
    }
    // `Academy of Salem` / `licencjat, …`, `Tools⇥…` / `Hobbies⇥…`
    let is_degree =
        begins_low && para.rows == 1 && are_head(above.text(), row.text()) && begins_role(row.text());
    let are_columns = above.text().contains('\t') && row.text().contains('\t');
    if is_degree || (are_columns && above.print.left == row.print.left) {
        return false;
    }
    if begins_low || ends_open(above.text()) {
        return !(para.line.is_date() || (begins_address(row.text()) && is_open && !ends_open(above.text())));
    }
    // `Lantern Works, Salem, OR` / `lantern.example.org`
    let is_name = para.rows == 1 && !para.is_item() && para.text().len() <= MAX_HEAD;
    if is_name && begins_address(row.text()) && !row.text().contains([' ', '\t']) {
        return false;
    }
    if is_farther(para, above, row, next) {
        return false;
    }
    if para.is_item() && para.first.print.left >= 0 && is_hanging(para, row) {
        return true;
    }
    // Behind a full stop, a line that does not hang is none of the item.
    if para.is_item() && !is_open && row.print.left <= para.first.print.left {
        return false;
    }
    if para.rows == 1 && ends_in_name(above, row) {
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
    above.print.room.is_some_and(|room| room < row_width(row))
}

/// Whether a row is farther from the one above than the rows of its paragraph are from each other.
fn is_farther(para: &Para, above: &Row, row: &Row, next: Option<&Row>) -> bool {
    let is_beside = |next: &&Row| {
        (next.print.page, next.print.column, next.item) == (row.print.page, row.print.column, None)
    };
    let usual =
        if para.rows > 1 { Some(above.print.gap) } else { next.filter(is_beside).map(|next| next.print.gap) };
    usual.is_some_and(|usual| row.print.gap > usual + NEAR)
}

/// Whether a year alone is the rest of a sentence that the page wraps: `… winner of the regional contest` / `2019`.
fn is_year_in_text(para: &Para, above: &Row, row: &Row) -> bool {
    let year = row.text().trim_end_matches(['.', ')', ',']);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_open = (para.is_item() || !para.line.is_dated()) && !ends_sentence(above.text());
    let is_full = || above.print.room.is_some_and(|room| room < row_width(row));
    is_year && is_open && !row.is_apart() && (ends_open(above.text()) || (para.is_item() && is_full()))
}

/// The room that the start of a row takes that is kept on one line, with a space.
fn row_width(row: &Row) -> i32 {
    i32::try_from(unbroken(row.text()) + 1).unwrap_or(i32::MAX).saturating_mul(LETTER)
}

/// How many characters of a text are kept on one line: those of the first word, and of a number with what it counts.
fn unbroken(text: &str) -> usize {
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let is_number = first.chars().all(|c| c.is_numeric() || ".,".contains(c));
    let unit = words.next().filter(|_| is_number).map_or(0, |unit| unit.chars().count() + 1);
    first.chars().count() + unit
}

/// Whether a line ends with a date or a place in a column of its own: `School of Bergen⇥2010 – 2012`. Nothing below goes on there.
fn ends_with_column(row: &Row) -> bool {
    let cell = row.phrase.text.rfind('\t').map(|tab| row.phrase.slice(tab + 1..row.phrase.text.len()));
    cell.is_some_and(|cell| is_place(&cell.text, SectionKind::Work) || Line::read(cell).is_date())
}

/// Whether a full line ends in the middle of a name that names an organisation with the start of the next, which has the date:
/// `Wardrobe Supervisor, Brightwater` / `Playhouse, Salem, 2019 – 2021`.
fn ends_in_name(above: &Row, row: &Row) -> bool {
    let is_full = above.print.room.is_some_and(|room| room < row_width(row));
    let pieces = |text: &str| text.split(',').map(|piece| piece.trim().to_owned()).collect::<Vec<_>>();
    let (before, behind) = (pieces(above.text()), pieces(row.text()));
    let [title, .., start] = before.as_slice() else { return false };
    let name = format!("{start} {}", behind[0]);
    (is_full || is_rest(row.text()))
        && !above.line().is_dated()
        && row.line().is_dated()
        && !row.line().is_date_first()
        && names_role(title)
        && !start.is_empty()
        && !names_organization(start)
        && !names_role(start)
        && names_organization(&name)
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
pub(super) fn ends_open(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    text.ends_with([',', '&', '(']) || is_listed(last, |read| read.conjunctions)
}

/// Whether a text begins with a label: `Tools: …`.
fn begins_label(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(MAX_LABEL)];
    announced_at(start).is_some() && text.starts_with(char::is_uppercase)
}

/// Whether the first word of a text names a degree or a profession: `licence, Droit`.
pub(super) fn begins_role(text: &str) -> bool {
    names_role(text.split([' ', ',']).next().unwrap_or_default())
}

/// Whether a text goes on with a small letter.
pub(super) fn begins_low(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '"', '“']);
    text.starts_with(char::is_lowercase) && !begins_address(text)
}

/// Whether a text begins with an address of the web or of mail.
fn begins_address(text: &str) -> bool {
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    first.contains('@')
        || first.contains("://")
        || (first.contains('/') && first.contains('.'))
        || looks_like_host(first.trim_end_matches(','))
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
        } else if is_parted(above.text())
            && !is_listed(next, |read| read.conjunctions)
            && (is_word || above.text().contains(['/', '@']))
        {
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
