//! The document cut at the titles of its sections: lines that are known titles, and others that look like them.

use super::content;
use super::guesses::Guesses;
use super::looks::{self, Habit, Look, Looks, is_set_apart, place};
use super::rows::Row;
use crate::input::dialect::prose::address::has_contact;
use crate::input::dialect::prose::words::{
    self, Known, announced_at, is_contact_title, names_organization, names_role, title_kind,
};
use crate::input::syntax::block::{Mark, Phrase};
use crate::language::{is_listed, normal};
use crate::resume::SectionKind;

/// Longest title (bytes), and most words of one that is not known.
const MAX_TITLE: usize = 60;
const MAX_WORDS: usize = 7;

/// Fewest known titles with the sign of a list, for all like them to be titles.
const MIN_SIGNED: usize = 2;

/// Fewest titles that end in a colon, for those to be split off that run into their text.
const MIN_RUN_IN: usize = 3;

/// Fewest titles that are before a tab.
const MIN_BESIDE: usize = 2;

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

/// Cuts the rows: those at the top, and the sections. What is in the column of the `name` above its titles is at the top, even if a
/// column at the side is read before.
pub(super) fn cut(rows: Vec<Row>, name: Option<&Row>, guesses: &mut Guesses) -> (Vec<Row>, Vec<Part>) {
    let mut rows = split_run_in(join_wrapped(rows));
    take_signs(&mut rows);
    let is_title = find(&rows);
    let place = name.map(place);
    let mut is_below_name = place.is_some();
    let (mut top, mut parts) = (Vec::new(), Vec::<Part>::new());
    for (row, is_title) in rows.into_iter().zip(is_title) {
        let is_beside_name = is_below_name && Some(looks::place(&row)) == place;
        match (is_title, parts.last_mut()) {
            (false, _) if is_beside_name => top.push(row),
            (true, _) => {
                is_below_name &= !is_beside_name;
                parts.push(part(row.phrase));
            }
            (false, Some(part)) => part.rows.push(row),
            (false, None) => top.push(row),
        }
    }
    content::settle(&mut parts, guesses);
    (top, parts)
}

/// A section by the words of its title.
fn part(title: Phrase) -> Part {
    let title = title.trim_matches(":：·•_-–—");
    let known = words::section(&title.text);
    let is_contact = known.is_none() && is_contact_title(&title.text);
    let kind = known.map_or_else(|| title_kind(&title.text), |known| known.kind);
    Part { title, known, kind, is_contact, rows: Vec::new() }
}

/// Takes the signs of a list off titles that have them, if two known ones have: `* Experience` over its text.
fn take_signs(rows: &mut [Row]) {
    let is_signed = |row: &&Row| row.item.is_some() && row.is_apart() && has_known_words(row);
    let known: Vec<_> = rows.iter().filter(is_signed).map(|row| row.print.left).collect();
    if known.len() < MIN_SIGNED {
        return;
    }
    let is_item_there = |row: &Row| row.item.is_some() && known.contains(&row.print.left);
    for n in 0..rows.len() {
        let is_over_text = rows.get(n + 1).is_none_or(|below| !is_item_there(below) || below.is_apart());
        let row = &rows[n];
        if is_item_there(row) && row.is_apart() && is_over_text && has_form(row) {
            rows[n].item = None;
        }
    }
}

/// Sets titles that run into their text on rows of their own, in a document that ends its titles in colons (`Hobbies: Sailing`), or
/// that has several of them before tabs (`Hobbies⇥Sailing`).
fn split_run_in(rows: Vec<Row>) -> Vec<Row> {
    let before_tab = |row: &Row| {
        let end = row.text().find('\t').filter(|_| row.item.is_none() && row.is_apart())?;
        words::section(&row.text()[..end]).map(|_| end)
    };
    let has_tabs = rows.iter().filter_map(before_tab).count() >= MIN_BESIDE;
    let title_end = |row: &Row| {
        let end = announced_at(row.text()).filter(|_| row.item.is_none() && row.is_apart());
        let end = end.filter(|end| words::section(&row.text()[..*end]).is_some());
        end.or_else(|| before_tab(row).filter(|_| has_tabs))
    };
    let ends_in_colon = |row: &&Row| is_known(row) && row.text().ends_with([':', '：']);
    let titles = rows.iter().filter(ends_in_colon).count();
    let run_in = rows.iter().filter(|row| title_end(row).is_some()).count();
    if run_in == 0 || (titles + run_in < MIN_RUN_IN && !has_tabs) {
        return rows;
    }
    let mut out = Vec::new();
    for row in rows {
        let Some(end) = title_end(&row) else {
            out.push(row);
            continue;
        };
        let (title, rest) = row.phrase.around(end..end);
        let mut below = row.with_phrase(rest.trim());
        below.print.gap = 0;
        out.extend([row.with_phrase(title.trim()), below]);
    }
    out
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

/// Which rows are titles.
fn find(rows: &[Row]) -> Vec<bool> {
    let mut known: Vec<bool> = rows.iter().map(is_known).collect();
    let looks = Looks::of(rows, &mut known);
    let first = known.iter().position(|known| *known).unwrap_or(rows.len());
    let contact = rows.iter().position(|row| has_contact(&row.phrase)).unwrap_or(rows.len());
    let search = Search { rows, known: &known, looks: &looks, start: first.min(contact) };
    let is_title = |n: usize| if known[n] { search.keeps(n) } else { search.finds(n) };
    (0..rows.len()).map(is_title).collect()
}

/// The rows of a document in which titles are looked for.
struct Search<'r> {
    rows: &'r [Row],
    /// Which rows have the words of a title.
    known: &'r [bool],
    looks: &'r Looks,
    /// The first known title or way to reach the person: what is above is about the person.
    start: usize,
}

impl Search<'_> {
    /// Whether a row that has the words of a title is one: those in other type can be words in a list or labels.
    fn keeps(&self, n: usize) -> bool {
        let (rows, row) = (self.rows, &self.rows[n]);
        let look = self.looks.beside(row);
        let is_alike = look.is_some_and(|look| Look::of(row).is_nearly(look));
        let are_apart = look.and_then(|look| self.looks.habit(look)).is_none_or(|habit| habit.are_apart);
        let is_subhead = words::is_subhead(row.text());
        self.looks.is_second(rows, n)
            || row.is_spaced
            || (is_alike && (!are_apart || is_set_apart(rows, n) || !is_subhead || row.is_capitals()))
            || is_louder(row, look)
            || (!is_subhead && is_over_smaller(row, rows.get(n + 1)))
    }

    /// Whether a row whose words are not known is a title, because it has the look of titles and is where they are.
    fn finds(&self, n: usize) -> bool {
        let (rows, row) = (self.rows, &self.rows[n]);
        if row.is_spaced && could_be(row) && n > self.start {
            return true;
        }
        let found = self.looks.beside(row).filter(|look| *look == Look::of(row));
        let Some((look, habit)) = found.and_then(|look| Some((look, self.looks.habit(look)?))) else {
            return false;
        };
        let is_named = names_title(row.text());
        if !habit.has_place(rows, n) || !(is_named || n > self.start) {
            return false;
        }
        let is_apart = is_set_apart(rows, n);
        let is_distinct = look.is_distinct() || habit.is_spread(rows, n) || habit.is_plain;
        // `Selected positions` below `Experience` is a part of it.
        let is_part = n > 0 && self.known[n - 1] && !look.is_distinct();
        if is_part {
            return false;
        }
        if is_named && (is_distinct || is_chiefly_title(rows, n, is_apart)) {
            return true;
        }
        let is_subhead = !look.is_print() && words::is_subhead(row.text());
        is_distinct
            && (look.is_print() || is_apart)
            && (habit.is_rare || habit.is_exclusive)
            && !is_subhead
            && ((habit.are_known && look.is_heading()) || !names_entry(row))
            && (habit.is_exclusive || habit.are_over_dates || !is_over_date(rows, n))
            && self.is_over_text(n, look, habit)
    }

    /// Whether something else than another row that could be a title of this look is below.
    fn is_over_text(&self, n: usize, look: Look, habit: &Habit) -> bool {
        let could_be = |below: &Row| Look::of(below) == look && habit.has_place(self.rows, n + 1);
        self.rows.get(n + 1).is_some_and(|below| self.known[n + 1] || !could_be(below))
    }
}

/// Whether a row in body type with a word of a title is one: `Tools and Sons` over `Clerk 2005` is an employer, where nothing sets
/// it apart.
fn is_chiefly_title(rows: &[Row], n: usize, is_apart: bool) -> bool {
    let text = rows[n].text();
    let is_joint = |word: &&str| is_listed(&word.to_lowercase(), |read| read.conjunctions);
    let words = || text.split_whitespace().filter(|word| !is_joint(word)).count();
    let is_most = || title_words(text) * 2 >= words();
    (is_apart && !is_over_date(rows, n)) || is_most()
}

/// Whether a row is a title that the languages know.
fn is_known(row: &Row) -> bool {
    row.item.is_none() && has_known_words(row)
}

fn has_known_words(row: &Row) -> bool {
    let text = row.text();
    text.len() <= MAX_TITLE && (words::section(text).is_some() || is_contact_title(text))
}

/// Whether a row can be a title by its form.
pub(super) fn could_be(row: &Row) -> bool {
    row.item.is_none() && has_form(row)
}

fn has_form(row: &Row) -> bool {
    let text = row.text().trim_end_matches([':', '：']);
    text.len() <= MAX_TITLE
        && text.split_whitespace().count() <= MAX_WORDS
        && text.starts_with(char::is_alphabetic)
        && !text.contains(|c: char| c.is_numeric() || "@.,;:|•·\t/".contains(c))
        && !row.phrase.has_links()
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

/// Whether a text says by a word of it that it is the title of a section.
fn names_title(text: &str) -> bool {
    words::names_section(text) || words::is_own_title(text)
}

/// How many words of a text are titles of sections, or such as they have.
fn title_words(text: &str) -> usize {
    normal(text).split(' ').filter(|word| title_kind(word) != SectionKind::Custom).count()
}

/// Whether a row says what an entry is rather than a section: an employer, a school, a role.
pub(super) fn names_entry(row: &Row) -> bool {
    let text = row.text();
    (names_organization(text) || names_role(text)) && !names_title(text)
}

/// Whether a date is in the row below, as below the first line of an entry.
pub(super) fn is_over_date(rows: &[Row], n: usize) -> bool {
    rows.get(n + 1).is_some_and(|next| next.item.is_none() && next.line().is_dated())
}
