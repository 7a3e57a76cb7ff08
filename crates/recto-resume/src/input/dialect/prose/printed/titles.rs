//! The document cut at the titles of its sections: lines that are known titles, and others that look like them.

use super::guesses::{Guess, Guesses};
use super::rows::Row;
use crate::input::dialect::prose::words::{
    self, Known, is_contact_title, likely_kind, names_organization, names_role,
};
use crate::input::syntax::block::{Mark, Phrase};
use crate::language::normal;
use crate::resume::SectionKind;
use crate::text::LineRole;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Longest title (bytes), and most words of one that is not known.
const MAX_TITLE: usize = 60;
const MAX_WORDS: usize = 6;

/// How far from the left edge the titles of a document may differ (hundredths of an em).
const SAME_LEFT: i32 = 50;

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

/// Cuts the rows: those at the top, and the sections. What is in the column of the `name` above its titles is at the top, even if a
/// column at the side is read before.
pub(super) fn cut(rows: Vec<Row>, name: Option<&Row>, guesses: &mut Guesses) -> (Vec<Row>, Vec<Part>) {
    let rows = join_wrapped(rows);
    let is_title = find(&rows);
    let place = name.map(place);
    let mut is_below_name = place.is_some();
    let (mut top, mut parts) = (Vec::new(), Vec::<Part>::new());
    for (row, is_title) in rows.into_iter().zip(is_title) {
        let is_beside_name = is_below_name && Some(self::place(&row)) == place;
        match (is_title, parts.last_mut()) {
            (false, _) if is_beside_name => top.push(row),
            (true, _) => {
                is_below_name &= !is_beside_name;
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

/// Joins the lines of a title that takes two: `Courses and` / `Certificates`.
fn join_wrapped(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        match out.last_mut().filter(|above| are_one_title(above, &row)) {
            Some(above) => {
                let is_strong = above.phrase.is_strong();
                let whole = Phrase::join([std::mem::take(&mut above.phrase), row.phrase], " ");
                above.set_phrase(whole);
                above.phrase.marks.retain(|(mark, _)| *mark != Mark::Strong);
                let whole = (Mark::Strong, 0..above.phrase.text.len());
                above.phrase.marks.extend(is_strong.then_some(whole));
            }
            None => out.push(row),
        }
    }
    out
}

/// Whether two rows are one known title.
fn are_one_title(above: &Row, below: &Row) -> bool {
    let look = Look::of(above);
    let are_alike = look.is_distinct() && look == Look::of(below) && place(above) == place(below);
    are_alike
        && !below.is_apart()
        && [above, below].into_iter().all(could_be)
        && words::section(&format!("{} {}", above.text(), below.text())).is_some()
}

/// How the titles of one look are told from other rows of this look.
#[derive(Debug, Clone)]
struct Habit {
    /// Whether no more rows of this look are unknown than are known.
    is_rare: bool,
    /// Whether they are set apart from what is above.
    are_apart: bool,
    /// How far from the left they begin.
    lefts: RangeInclusive<i32>,
}

impl Habit {
    /// What the rows of a look show. `known` are those that are known titles, `others` those that could be.
    fn of(rows: &[Row], known: &[usize], others: &[usize]) -> Self {
        let lefts = known.iter().map(|n| rows[*n].print.left);
        let lefts =
            lefts.clone().min().unwrap_or_default() - SAME_LEFT..=lefts.max().unwrap_or_default() + SAME_LEFT;
        let count = |of: &[usize]| {
            of.iter()
                .filter(|n| could_be(&rows[**n]))
                .filter(|n| lefts.contains(&rows[**n].print.left))
                .count()
        };
        let apart = known.iter().filter(|n| is_set_apart(rows, **n)).count();
        Self { is_rare: count(others) <= count(known), are_apart: apart * 3 >= known.len() * 2, lefts }
    }
}

/// The looks that titles have, column by column, and their habits.
struct Looks {
    main: Option<Look>,
    columns: BTreeMap<usize, Look>,
    habits: BTreeMap<Look, Habit>,
    second: Option<Look>,
}

impl Looks {
    fn of(rows: &[Row], known: &[bool]) -> Self {
        let mut of_column = BTreeMap::<usize, Vec<usize>>::new();
        for n in (0..rows.len()).filter(|n| known[*n]) {
            of_column.entry(rows[n].print.column).or_default().push(n);
        }
        let main = main_look(known_rows(rows, known));
        let mut looks = Self { main, columns: BTreeMap::new(), habits: BTreeMap::new(), second: None };
        for (column, known) in of_column {
            let of_main = known.iter().any(|n| Some(Look::of(&rows[*n])) == main);
            let own = main_look(known.iter().map(|n| &rows[*n])).filter(|_| !of_main);
            // One word in body type is no title because it could be one.
            if let Some(look) = own.filter(|look| look.is_distinct() || known.len() > 1) {
                looks.columns.insert(column, look);
            }
        }
        let mut of_look = BTreeMap::<Look, (Vec<usize>, Vec<usize>)>::new();
        for (n, row) in rows.iter().enumerate() {
            let Some(look) = looks.beside(row).filter(|look| Look::of(row) == *look) else { continue };
            let (of_known, others) = of_look.entry(look).or_default();
            if known[n] { of_known.push(n) } else { others.push(n) }
        }
        let habit = |(look, (known, others)): (Look, (Vec<usize>, Vec<usize>))| {
            (look, Habit::of(rows, &known, &others))
        };
        looks.habits = of_look.into_iter().map(habit).collect();
        looks.second = looks.second_look(rows, known);
        looks
    }

    /// Another look of the same size that two known titles or more have, each apart from what is above: `Work experience` between
    /// `CONTACT` and `LANGUAGES`, as text that is copied from two columns has them.
    fn second_look(&self, rows: &[Row], known: &[bool]) -> Option<Look> {
        let main = self.main.filter(|look| look.is_loud && look.level.is_none())?;
        let of = |n: &usize| Look { is_loud: false, ..main } == Look::of(&rows[*n]) && is_set_apart(rows, *n);
        let count =
            (0..rows.len()).filter(|n| known[*n] && !words::is_subhead(rows[*n].text())).filter(of).count();
        (count > 1).then_some(Look { is_loud: false, ..main })
    }

    /// Whether a row that is a known title has the second look.
    fn is_second(&self, rows: &[Row], n: usize) -> bool {
        Some(Look::of(&rows[n])) == self.second && is_set_apart(rows, n) && !words::is_subhead(rows[n].text())
    }

    /// What the titles in the column of a row look like.
    fn beside(&self, row: &Row) -> Option<Look> {
        self.columns.get(&row.print.column).copied().or(self.main)
    }
}

fn known_rows<'r>(rows: &'r [Row], known: &[bool]) -> impl Iterator<Item = &'r Row> {
    rows.iter().zip(known).filter(|(_, known)| **known).map(|(row, _)| row)
}

/// Whether a row is apart from the one above, or the first of its column.
fn is_set_apart(rows: &[Row], n: usize) -> bool {
    n == 0 || rows[n].is_apart() || starts_column(rows, n)
}

/// Which rows are titles.
fn find(rows: &[Row]) -> Vec<bool> {
    let known: Vec<bool> = rows.iter().map(is_known).collect();
    let looks = Looks::of(rows, &known);
    let first_known = known.iter().position(|known| *known).unwrap_or(rows.len());
    let is_title = |n: usize| {
        let row = &rows[n];
        let look = looks.beside(row);
        let habit = look.and_then(|look| looks.habits.get(&look));
        let (is_rare, are_apart) = habit.map_or((false, true), |habit| (habit.is_rare, habit.are_apart));
        let is_inside = habit.is_some_and(|habit| habit.lefts.contains(&row.print.left));
        let is_alike = Some(Look::of(row)) == look;
        let apart = |n: &usize| is_set_apart(rows, *n);
        let fits = (!are_apart || apart(&n)) && is_alike;
        if known[n] {
            let is_subhead = words::is_subhead(row.text());
            if looks.is_second(rows, n) {
                return true;
            }
            return row.is_spaced
                || fits
                || (is_alike && !is_subhead)
                || (is_alike && row.is_capitals())
                || is_louder(row, look)
                || (!is_subhead && is_over_smaller(row, rows.get(n + 1)));
        }
        let is_named = names_title(row.text());
        let is_own = could_be(row) && fits && is_inside && (n > first_known || is_named);
        let is_distinct = look.is_some_and(Look::is_distinct);
        // `Tools and Sons` over `Clerk 2005` is an employer, where nothing else sets it apart.
        let is_plain_entry = !is_distinct
            && !apart(&n)
            && title_words(row.text()) * 2 < row.text().split_whitespace().count()
            && names_entry(row, rows.get(n + 1));
        let is_print = look.is_some_and(|look| look.size > 20 || look.is_strong || look.level.is_some());
        (row.is_spaced && could_be(row) && n > first_known)
            || (is_own && is_named && !is_plain_entry)
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
fn main_look<'r>(known: impl Iterator<Item = &'r Row>) -> Option<Look> {
    let mut counts = BTreeMap::<Look, usize>::new();
    for row in known {
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
    n == 0 || place(&rows[n]) != place(&rows[n - 1])
}

/// The page and the column of a row.
const fn place(row: &Row) -> (Option<usize>, usize) {
    (row.print.page, row.print.column)
}

/// Whether a word of a text is the title of a section, or one that such titles have.
fn names_title(text: &str) -> bool {
    title_words(text) > 0 && !names_organization(text) && !names_role(text)
}

/// How many words of a text are titles of sections, or such as they have.
fn title_words(text: &str) -> usize {
    let is_word = |word: &&str| words::section(word).is_some() || likely_kind(word) != SectionKind::Custom;
    normal(text).split(' ').filter(is_word).count()
}

/// Whether a row says what an entry is rather than a section: an employer, a school, or a line over a date.
fn names_entry(row: &Row, next: Option<&Row>) -> bool {
    let is_over_date = next.is_some_and(|next| next.item.is_none() && next.line().is_dated());
    names_organization(row.text()) || names_role(row.text()) || is_over_date
}
