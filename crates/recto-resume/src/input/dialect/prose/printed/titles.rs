//! The document cut at the titles of its sections: lines that are known titles, and others that look like them.

use super::guesses::{Guess, Guesses};
use super::rows::Row;
use crate::input::dialect::prose::words::{
    self, Known, is_contact_title, likely_kind, names_organization, names_role,
};
use crate::input::syntax::block::Phrase;
use crate::language::normal;
use crate::resume::SectionKind;
use crate::text::LineRole;
use std::collections::BTreeMap;

/// Longest title (bytes), and most words of one that is not known.
const MAX_TITLE: usize = 60;
const MAX_WORDS: usize = 6;

/// A section.
pub(super) struct Part {
    /// Its title.
    pub title: Phrase,
    /// What is known of the title; none where it is one of the user's own.
    pub known: Option<Known>,
    /// How it is read.
    pub kind: SectionKind,
    /// Whether it has ways to reach the person.
    pub is_contact: bool,
    /// What is below the title.
    pub rows: Vec<Row>,
}

/// What a title looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// The size of its type, roughly.
    size: i32,
    is_strong: bool,
    is_loud: bool,
    /// Whether it is in small letters, as small capitals are copied.
    is_small: bool,
    level: Option<u8>,
}

impl Look {
    fn of(row: &Row) -> Self {
        let level = if let LineRole::Heading(level) = row.print.role { Some(level) } else { None };
        Self {
            size: (row.print.size + 2) / 5,
            is_strong: row.phrase.is_strong(),
            is_loud: row.is_spaced || row.is_capitals(),
            is_small: !row.text().contains(char::is_uppercase),
            level,
        }
    }

    /// Whether it differs from running text in body type.
    const fn is_distinct(self) -> bool {
        self.size > 20 || self.is_strong || self.is_loud || self.level.is_some()
    }
}

/// Cuts the rows: those at the top, and the sections.
pub(super) fn cut(rows: Vec<Row>, guesses: &mut Guesses) -> (Vec<Row>, Vec<Part>) {
    let is_title = find(&rows);
    let (mut top, mut parts) = (Vec::new(), Vec::<Part>::new());
    for (row, is_title) in rows.into_iter().zip(is_title) {
        match (is_title, parts.last_mut()) {
            (true, _) => {
                let part = part(row.phrase);
                if part.known.is_none() && !part.is_contact {
                    guesses.add(Guess::TitleByLook, part.title.span());
                }
                parts.push(part);
            }
            (false, Some(part)) => part.rows.push(row),
            (false, None) => top.push(row),
        }
    }
    (top, parts)
}

fn part(title: Phrase) -> Part {
    let title = title.trim_matches(":：·•_-–—");
    let known = words::section(&title.text);
    let is_contact = known.is_none() && is_contact_title(&title.text);
    let kind = known.map_or_else(|| kind(&title.text), |known| known.kind);
    let likely = (kind != SectionKind::Custom).then_some(Known { kind, plain: false, lang: None });
    Part { title, known: known.or(likely), kind, is_contact, rows: Vec::new() }
}

/// How a section is read whose title is not known, by the words of the title.
fn kind(title: &str) -> SectionKind {
    match likely_kind(title) {
        SectionKind::Custom => {
            let title = normal(title);
            let of_words = title.split(' ').rev().filter_map(words::section).map(|known| known.kind);
            of_words.into_iter().find(|kind| *kind != SectionKind::Summary).unwrap_or(SectionKind::Custom)
        }
        kind => kind,
    }
}

/// Which rows are titles.
fn find(rows: &[Row]) -> Vec<bool> {
    let known: Vec<bool> = rows.iter().map(is_known).collect();
    let look = main_look(rows, &known);
    let of_look = |n: &usize| Some(Look::of(&rows[*n])) == look;
    let count =
        |is: bool| (0..rows.len()).filter(|n| known[*n] == is && could_be(&rows[*n])).filter(of_look).count();
    let is_rare = count(false) <= count(true);
    let apart = |n: &usize| *n == 0 || rows[*n].is_apart() || starts_column(rows, *n);
    let of_known: Vec<usize> = (0..rows.len()).filter(|n| known[*n]).filter(of_look).collect();
    let are_apart = of_known.iter().filter(|n| apart(n)).count() * 3 >= of_known.len() * 2;
    let first_known = known.iter().position(|known| *known).unwrap_or(rows.len());
    let is_title = |n: usize| {
        let row = &rows[n];
        let is_alike = of_look(&n);
        let fits = (!are_apart || apart(&n)) && is_alike;
        if known[n] {
            let is_subhead = words::is_subhead(row.text());
            return row.is_spaced
                || fits
                || (is_alike && !is_subhead)
                || (is_alike && row.is_capitals())
                || is_louder(row, look)
                || (!is_subhead && is_over_smaller(row, rows.get(n + 1)));
        }
        let is_named = names_title(row.text());
        let is_own = could_be(row) && fits && (n > first_known || is_named);
        let is_distinct = look.is_some_and(Look::is_distinct);
        let is_print = look.is_some_and(|look| look.size > 20 || look.is_strong || look.level.is_some());
        (row.is_spaced && could_be(row) && n > first_known)
            || (is_own && is_named)
            || (is_own
                && is_distinct
                && is_rare
                && (is_print || apart(&n))
                && !names_entry(row, rows.get(n + 1)))
    };
    (0..rows.len()).map(is_title).collect()
}

/// Whether a row is a title that the languages know.
fn is_known(row: &Row) -> bool {
    let text = row.text();
    row.item.is_none()
        && text.len() <= MAX_TITLE
        && (words::section(text).is_some() || is_contact_title(text))
}

/// Whether a row can be a title by its form.
fn could_be(row: &Row) -> bool {
    let text = row.text();
    row.item.is_none()
        && text.len() <= MAX_TITLE
        && text.split_whitespace().count() <= MAX_WORDS
        && text.starts_with(char::is_alphabetic)
        && !text.contains(|c: char| c.is_numeric() || "@.,;:|•·\t/".contains(c))
        && !row.phrase.has_links()
}

/// The look that most of the known titles have; the first of those that are as common.
fn main_look(rows: &[Row], known: &[bool]) -> Option<Look> {
    let mut counts = BTreeMap::<Look, usize>::new();
    for (row, _) in rows.iter().zip(known).filter(|(_, known)| **known) {
        *counts.entry(Look::of(row)).or_default() += 1;
    }
    // Small letters are also those of words that end a paragraph.
    let is_likely = |(look, count): &(Look, usize)| !look.is_small || *count > 2;
    counts.into_iter().filter(is_likely).max_by_key(|(look, count)| (*count, *look)).map(|(look, _)| look)
}

/// Whether a row is in larger type than the titles, or as large and in capitals.
fn is_louder(row: &Row, look: Option<Look>) -> bool {
    let own = Look::of(row);
    !own.is_small
        && look.is_none_or(|look| {
            own.size > look.size || (own.size == look.size && own.is_loud && !look.is_loud)
        })
}

/// Whether a row is in larger type than body text and than the row below.
fn is_over_smaller(row: &Row, below: Option<&Row>) -> bool {
    let size = Look::of(row).size;
    size > 20 && below.is_some_and(|below| Look::of(below).size < size)
}

/// Whether a row is the first of its page or column.
fn starts_column(rows: &[Row], n: usize) -> bool {
    let place = |row: &Row| (row.print.page, row.print.column);
    n == 0 || place(&rows[n]) != place(&rows[n - 1])
}

/// Whether a word of a text is the title of a section, or one that such titles have.
fn names_title(text: &str) -> bool {
    let is_word = |word: &str| words::section(word).is_some() || likely_kind(word) != SectionKind::Custom;
    normal(text).split(' ').any(is_word) && !names_organization(text) && !names_role(text)
}

/// Whether a row says what an entry is rather than a section: an employer, a school, or a line over a date.
fn names_entry(row: &Row, next: Option<&Row>) -> bool {
    let is_over_date = next.is_some_and(|next| next.item.is_none() && next.line().is_dated());
    names_organization(row.text()) || names_role(row.text()) || is_over_date
}
