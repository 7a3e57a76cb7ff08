//! What looks different: colour, weight, size, font, told by what the text is for.

use super::sections;
use super::words::{list, part_of};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Item, Sheet, Sort, Style, What};
use crate::snapshot::role::Role;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a look consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Property {
    Color,
    Weight,
    Slant,
    Size,
    Family,
}

impl Property {
    const ALL: [Self; 5] = [Self::Color, Self::Weight, Self::Slant, Self::Size, Self::Family];

    const fn noun(self) -> &'static str {
        match self {
            Self::Color => "colour",
            Self::Weight => "weight",
            Self::Slant => "slant",
            Self::Size => "size",
            Self::Family => "font",
        }
    }

    fn of(self, style: &Style) -> String {
        match self {
            Self::Color => style.color.clone(),
            Self::Weight => style.weight.to_string(),
            Self::Slant => if style.italic { "italic" } else { "upright" }.to_owned(),
            Self::Size => format!("{} pt", style.size),
            Self::Family => style.family.clone(),
        }
    }
}

/// A change of look: property, from, to.
type Turn = (Property, String, String);

/// A word as it is set: its characters, each with what it is for and its look, and the item it stands in.
struct Word<'a> {
    text: String,
    looks: Vec<(Role, &'a Style)>,
    item: usize,
}

/// Compares how the same words look, wherever they stand.
pub fn compare(old: &Sheet, new: &Sheet) -> Vec<Change> {
    let (old_cut, new_cut) = (cut(&old.items), cut(&new.items));
    let matched = sections::pair((&old_cut, &keys(&old.items)), (&new_cut, &keys(&new.items)));
    // Role and turn → the lines of the new page.
    let mut turns: BTreeMap<(Turn, Role), BTreeSet<usize>> = BTreeMap::new();
    for (before, after) in &matched.pairs {
        let (before, after) = (&old_cut[*before].range, &new_cut[*after].range);
        let (was, is) = (words(&old.items, before.clone()), words(&new.items, after.clone()));
        collect(&was, &is, &mut turns);
    }
    tell(new, turns)
}

/// Cuts items into sections. Rules that belong to a heading are part of it.
pub(super) fn cut(items: &[Item]) -> Vec<sections::Section> {
    sections::cut(items, |item| (item.role == Role::Heading(2)).then(|| item.text()))
}

/// What makes an item the same wherever it stands: its text, or its sort.
pub(super) fn keys(items: &[Item]) -> Vec<String> {
    let key = |item: &Item| match &item.what {
        What::Line(_) => item.text(),
        What::Drawing(drawing) => match drawing.sort {
            Sort::Rule => format!("\u{1}rule {}", item.role),
            Sort::Shape => format!("\u{1}shape {}", item.role),
            Sort::Picture => "\u{1}picture".to_owned(),
        },
    };
    items.iter().map(key).collect()
}

fn words(items: &[Item], range: std::ops::Range<usize>) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for index in range {
        let mut within = false;
        for run in items[index].runs().iter().filter(|run| run.role != Role::Filler) {
            for character in run.text.chars() {
                if character == ' ' {
                    within = false;
                    continue;
                }
                if !within {
                    words.push(Word { text: String::new(), looks: Vec::new(), item: index });
                    within = true;
                }
                if let Some(word) = words.last_mut() {
                    word.text.push(character);
                    word.looks.push((run.role, &run.style));
                }
            }
        }
    }
    words
}

/// Collects the turns of the words that both have.
fn collect(old: &[Word<'_>], new: &[Word<'_>], turns: &mut BTreeMap<(Turn, Role), BTreeSet<usize>>) {
    let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new));
    for op in ops.iter().filter(|op| op.tag() == DiffTag::Equal) {
        for (was, is) in old[op.old_range()].iter().zip(&new[op.new_range()]) {
            for ((_, before), (role, after)) in was.looks.iter().zip(&is.looks) {
                if before == after {
                    continue;
                }
                for property in Property::ALL {
                    let (from, to) = (property.of(before), property.of(after));
                    if from != to {
                        turns.entry(((property, from, to), *role)).or_default().insert(is.item);
                    }
                }
            }
        }
    }
}

/// One change for each turn, with all the roles that it befell.
fn tell(sheet: &Sheet, turns: BTreeMap<(Turn, Role), BTreeSet<usize>>) -> Vec<Change> {
    let mut by_turn: BTreeMap<Turn, Vec<(Role, BTreeSet<usize>)>> = BTreeMap::new();
    for ((turn, role), lines) in turns {
        by_turn.entry(turn).or_default().push((role, lines));
    }
    let change = |((property, from, to), roles): (Turn, Vec<(Role, BTreeSet<usize>)>)| {
        let named: Vec<String> = roles
            .iter()
            .map(|(role, lines)| {
                let has = |item: &&Item| item.runs().iter().any(|run| run.role == *role);
                let all = sheet.items.iter().filter(has).count();
                format!("{}{}", role.noun(), part_of(lines.len(), all))
            })
            .collect();
        let lines: BTreeSet<usize> = roles.into_iter().flat_map(|(_, lines)| lines).collect();
        let places = lines.iter().map(|line| (sheet.items[*line].page, super::whole(&sheet.items[*line])));
        let message = format!("{} of {} changed: {from} became {to}", property.noun(), list(&named));
        let change = Change::new(Kind::Look, message).at(places);
        let pages: BTreeSet<usize> = lines.iter().map(|line| sheet.items[*line].page).collect();
        match (pages.len(), pages.first()) {
            (1, Some(page)) if sheet.sizes.len() > 1 => change.on(*page),
            _ => change,
        }
    };
    by_turn.into_iter().map(change).collect()
}
