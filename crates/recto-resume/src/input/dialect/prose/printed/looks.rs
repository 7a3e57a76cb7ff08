//! What the titles of a document look like. It is learnt from those whose words are known, or, where none is, from what repeats.

use super::rows::Row;
use super::titles::{could_be, is_over_date, names_entry};
use crate::input::dialect::prose::address::has_contact;
use crate::input::dialect::prose::words;
use crate::text::LineRole;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How far from the left edge the titles of a document may differ (hundredths of an em).
const SAME_LEFT: i32 = 50;

/// How far their middles may differ (hundredths of an em, twice), and the width of a letter.
const SAME_MIDDLE: i32 = 220;
const LETTER: i32 = 50;

/// The gap from which on more than one blank line is above a row (hundredths of an em).
const WIDE: i32 = 160;

/// How many rows of a look can be titles, beside three for each that is known.
const MAX_OTHERS: usize = 9;

/// What a title looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    /// The size of its type, roughly.
    pub size: i32,
    pub is_strong: bool,
    pub is_loud: bool,
    /// Whether it is in small letters, as small capitals are copied.
    pub is_small: bool,
    /// Whether it ends in a colon.
    pub has_colon: bool,
    pub level: Option<u8>,
}

impl Look {
    pub fn of(row: &Row) -> Self {
        let level = if let LineRole::Heading(level) = row.print.role { Some(level) } else { None };
        Self {
            size: (row.print.size + 2) / 5,
            is_strong: row.phrase.is_strong(),
            is_loud: row.is_spaced || row.is_capitals(),
            is_small: !row.text().contains(char::is_uppercase),
            has_colon: row.text().ends_with([':', '：']),
            level,
        }
    }

    /// Whether it differs from running text in body type.
    pub const fn is_distinct(self) -> bool {
        self.is_print() || self.is_loud || self.has_colon
    }

    /// Whether its type or what the document says of it differs from running text.
    pub const fn is_print(self) -> bool {
        self.is_heading() || self.is_strong
    }

    /// Whether it is in larger type than running text, or the document says that it is a heading.
    pub const fn is_heading(self) -> bool {
        self.size > 20 || self.level.is_some()
    }

    /// Whether another look differs in no more than a colon: not all who write one write it always.
    pub fn is_nearly(self, other: Self) -> bool {
        Self { has_colon: other.has_colon, ..self } == other
    }

    /// How prominent it is, to compare with others.
    const fn prominence(self) -> (bool, u8, i32, bool, bool) {
        let level = if let Some(level) = self.level { u8::MAX - level } else { 0 };
        (self.level.is_some(), level, self.size, self.is_loud, self.is_strong)
    }
}

/// How the titles of one look are told from other rows of this look.
pub(super) struct Habit {
    /// Whether no more rows of this look are unknown than are known.
    pub is_rare: bool,
    /// Whether far more rows of this look are known than are not.
    pub are_known: bool,
    /// Whether no row of this look says what an entry is.
    pub is_exclusive: bool,
    /// Whether some that are known have a date right below.
    pub are_over_dates: bool,
    /// Whether they are set apart from what is above.
    pub are_apart: bool,
    /// Whether they are set apart from what is below, too.
    are_isolated: bool,
    /// The least space above them (hundredths of an em).
    gap: i32,
    /// Where they are from the left.
    alignment: Alignment,
    /// Whether nothing but titles is in body type and apart from what is above, so that this tells them.
    pub is_plain: bool,
}

/// Where the titles of a look are from the left.
enum Alignment {
    /// Where their first letters are, in a range.
    Left(RangeInclusive<i32>),
    /// Where twice their middles are, in a range.
    Middle(RangeInclusive<i32>),
    /// Anywhere: the document says that they are headings.
    Any,
}

impl Alignment {
    /// That of some titles.
    fn of(rows: &[Row], titles: &[usize]) -> Self {
        let range = |of: fn(&Row) -> i32, more: i32| {
            let places = titles.iter().map(|n| of(&rows[*n]));
            places.clone().min().unwrap_or_default() - more..=places.max().unwrap_or_default() + more
        };
        let (lefts, middles) = (range(left, SAME_LEFT), range(middle, SAME_LEFT));
        let width = |range: &RangeInclusive<i32>| range.end() - range.start();
        let has_level = titles.iter().all(|n| Look::of(&rows[*n]).level.is_some());
        let is_one = titles.len() == 1 && titles.iter().all(|n| rows[*n].print.room.is_none());
        if has_level {
            Self::Any
        } else if *lefts.start() > 0 && width(&middles) <= SAME_MIDDLE && !is_one && is_middle(rows, titles) {
            Self::Middle(range(middle, SAME_MIDDLE))
        } else {
            Self::Left(lefts)
        }
    }

    /// Whether a row is there.
    fn has(&self, row: &Row) -> bool {
        match self {
            Self::Left(range) => range.contains(&left(row)),
            Self::Middle(range) => range.contains(&middle(row)),
            Self::Any => true,
        }
    }
}

/// Whether titles are as far from the right as from the left, or at least begin at different places.
fn is_middle(rows: &[Row], titles: &[usize]) -> bool {
    titles.iter().all(|n| match rows[*n].print.room {
        Some(room) => (room - left(&rows[*n])).abs() <= SAME_MIDDLE,
        None => titles.iter().any(|other| left(&rows[*n]) != left(&rows[*other])),
    })
}

const fn left(row: &Row) -> i32 {
    row.print.left
}

/// Twice the middle of a row: the width of its letters is known only where the room behind it is.
fn middle(row: &Row) -> i32 {
    let letters = i32::try_from(row.text().chars().count()).unwrap_or(i32::MAX);
    match row.print.room {
        Some(room) => left(row).saturating_sub(room),
        None => left(row).saturating_mul(2).saturating_add(letters.saturating_mul(LETTER)),
    }
}

impl Habit {
    /// What the rows of a look show. `known` are those that are known titles, `others` those that could be.
    fn of(rows: &[Row], known: &[usize], others: &[usize]) -> Self {
        let apart = known.iter().filter(|n| is_set_apart(rows, **n)).count();
        let gaps = known.iter().filter(|n| rows[**n].is_apart() && !starts_column(rows, **n));
        let mut habit = Self {
            is_rare: false,
            are_known: false,
            is_exclusive: false,
            are_over_dates: false,
            are_apart: apart * 3 >= known.len() * 2,
            are_isolated: known.iter().all(|n| is_apart_below(rows, *n)),
            gap: gaps.map(|n| rows[*n].print.gap).min().unwrap_or_default(),
            alignment: Alignment::of(rows, known),
            is_plain: false,
        };
        let others: Vec<_> = others.iter().filter(|n| habit.has_place(rows, **n)).collect();
        let entries = others.iter().filter(|n| names_entry(&rows[***n])).count();
        let dated = others.iter().filter(|n| is_over_date(rows, ***n)).count();
        habit.are_over_dates = known.iter().any(|n| is_over_date(rows, *n));
        habit.is_rare = others.len() <= known.len();
        habit.are_known = others.len() * 3 <= known.len();
        habit.is_exclusive = entries == 0
            && (habit.are_over_dates || dated * 2 <= others.len())
            && others.len() <= known.len() * 3 + MAX_OTHERS;
        habit.is_plain = habit.is_exclusive && habit.are_apart && others.len() <= known.len() * 2 + 2;
        habit
    }

    /// Whether a row can be a title by its form, and is where those of this look are: as far from the left, and from what is above.
    pub fn has_place(&self, rows: &[Row], n: usize) -> bool {
        let print = &rows[n].print;
        could_be(&rows[n])
            && self.alignment.has(&rows[n])
            && (!self.are_apart || is_set_apart(rows, n))
            && (print.gap * 5 >= self.gap * 4 || starts_column(rows, n))
    }

    /// Whether space alone tells such a row from running text.
    pub fn is_spread(&self, rows: &[Row], n: usize) -> bool {
        self.gap >= WIDE || (self.are_isolated && is_set_apart(rows, n) && is_apart_below(rows, n))
    }
}

/// The looks that titles have, column by column, and their habits.
pub(super) struct Looks {
    main: Option<Look>,
    columns: BTreeMap<usize, Look>,
    habits: BTreeMap<Look, Habit>,
    second: Option<Look>,
}

impl Looks {
    /// Learns the looks. Adds to the `known` titles those that are told by what repeats.
    pub fn of(rows: &[Row], known: &mut [bool]) -> Self {
        if !known.contains(&true) {
            let all = (0..rows.len()).filter(|n| is_below_contact(rows, *n));
            repeated(rows, all).into_iter().for_each(|n| known[n] = true);
        }
        let main = main_look(known_rows(rows, known));
        learn_columns(rows, known, main);
        let mut of_column = BTreeMap::<usize, Vec<usize>>::new();
        for n in (0..rows.len()).filter(|n| known[*n]) {
            of_column.entry(rows[n].print.column).or_default().push(n);
        }
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
    pub fn is_second(&self, rows: &[Row], n: usize) -> bool {
        Some(Look::of(&rows[n])) == self.second && is_set_apart(rows, n) && !words::is_subhead(rows[n].text())
    }

    /// What the titles in the column of a row look like.
    pub fn beside(&self, row: &Row) -> Option<Look> {
        self.columns.get(&row.print.column).copied().or(self.main)
    }

    /// The habit of the titles of a look.
    pub fn habit(&self, look: Look) -> Option<&Habit> {
        self.habits.get(&look)
    }
}

/// Adds to the `known` titles those of columns in which none is known, nor any has the look of the others: what repeats there.
fn learn_columns(rows: &[Row], known: &mut [bool], main: Option<Look>) {
    let mut columns = BTreeMap::<usize, Vec<usize>>::new();
    for (n, row) in rows.iter().enumerate() {
        columns.entry(row.print.column).or_default().push(n);
    }
    for column in columns.into_values() {
        let has_look = |n: &usize| known[*n] || (Some(Look::of(&rows[*n])) == main && could_be(&rows[*n]));
        if !column.iter().any(has_look) {
            repeated(rows, column.into_iter()).into_iter().for_each(|n| known[n] = true);
        }
    }
}

fn known_rows<'r>(rows: &'r [Row], known: &[bool]) -> impl Iterator<Item = &'r Row> {
    rows.iter().zip(known).filter(|(_, known)| **known).map(|(row, _)| row)
}

/// The rows of the most prominent look that several rows have which can be titles, and none that says what an entry is. They are
/// apart from what is above, and text is below each.
fn repeated(rows: &[Row], among: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut groups = BTreeMap::<Look, Vec<usize>>::new();
    for n in among.filter(|n| could_be(&rows[*n])) {
        let look = Look::of(&rows[n]);
        let is_over_text = rows.get(n + 1).is_some_and(|below| Look::of(below) != look);
        let is_alone = look.is_distinct() || (is_set_apart(rows, n) && is_apart_below(rows, n));
        if is_over_text && is_alone && (is_set_apart(rows, n) || look.is_print()) {
            groups.entry(look).or_default().push(n);
        }
    }
    let are_titles = |(_, group): &(Look, Vec<usize>)| {
        let dated = group.iter().filter(|n| is_over_date(rows, **n)).count();
        group.len() > 1 && dated * 2 <= group.len() && !group.iter().any(|n| names_entry(&rows[*n]))
    };
    let titles = groups.into_iter().filter(are_titles).max_by_key(|(look, _)| look.prominence());
    titles.map(|(_, group)| group).unwrap_or_default()
}

/// Whether a way to reach the person is above a row, or none is known: what is above it is no title.
fn is_below_contact(rows: &[Row], n: usize) -> bool {
    let contact = rows.iter().position(|row| has_contact(&row.phrase));
    contact.is_none_or(|contact| contact < n)
}

/// Whether a row is apart from the one above, or the first of its column.
pub(super) fn is_set_apart(rows: &[Row], n: usize) -> bool {
    n == 0 || rows[n].is_apart() || starts_column(rows, n)
}

/// Whether the row below is apart, or of another column.
fn is_apart_below(rows: &[Row], n: usize) -> bool {
    n + 1 >= rows.len() || is_set_apart(rows, n + 1)
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

/// Whether a row is the first of its page or column.
pub(super) fn starts_column(rows: &[Row], n: usize) -> bool {
    n == 0 || place(&rows[n]) != place(&rows[n - 1])
}

/// The page and the column of a row.
pub(super) const fn place(row: &Row) -> (Option<usize>, usize) {
    (row.print.page, row.print.column)
}
