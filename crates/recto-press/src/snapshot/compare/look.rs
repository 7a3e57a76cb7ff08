//! What looks different: colour, weight, size, font, told by what the text is for.

use super::sections;
use super::words::{list, part_of};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Item, Sheet, Sort, Style, What};
use crate::snapshot::role::Role;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a look consists of, and how it is in one style.
fn properties(style: &Style) -> [(&'static str, String); 5] {
    [
        ("colour", style.color.clone()),
        ("weight", style.weight.to_string()),
        ("slant", if style.italic { "italic" } else { "upright" }.to_owned()),
        ("size", format!("{} pt", style.size)),
        ("font", style.family.clone()),
    ]
}

/// A change of look: the place of the property among all, its name, from, to. What is not there at all is `None`.
type Turn = (usize, String, Option<String>, Option<String>);

/// How a character's look turned.
fn turned(before: &Style, after: &Style, word: &str) -> Vec<Turn> {
    let both = properties(before).into_iter().zip(properties(after)).enumerate();
    let differs = both.filter(|(_, ((_, from), (_, to)))| from != to);
    let usual = differs.map(|(rank, ((name, from), (_, to)))| (rank, name.to_owned(), Some(from), Some(to)));
    let names: BTreeSet<&String> = before.extras.keys().chain(after.extras.keys()).collect();
    let extras = names.into_iter().filter(|name| concerns(name, word)).filter_map(|name| {
        let (from, to) = (before.extras.get(name), after.extras.get(name));
        (from != to).then(|| (9, name.clone(), from.cloned(), to.cloned()))
    });
    usual.chain(extras).collect()
}

const OLD_STYLE: &str = "old-style figures";

/// Whether a word could show what a font does to letters or figures: it is stored for a stretch of text, and says nothing
/// of the words in it that have no such letters.
fn concerns(name: &str, word: &str) -> bool {
    match name {
        "ligatures" => word.contains(['f', 'T']),
        "slashed zeros" => word.contains('0'),
        name if name.ends_with("figures") => word.contains(|c: char| c.is_ascii_digit()),
        "small capitals" | "other letterforms" => word.contains(char::is_alphabetic),
        _ => true,
    }
}

/// A word as it is set: its characters, each with what it is for and its look, and the item it stands in.
struct Word<'a> {
    text: String,
    looks: Vec<(Role, &'a Style)>,
    item: usize,
}

/// Compares how the same words look, wherever they stand.
pub fn compare(old: &Sheet, new: &Sheet, untitled: &BTreeSet<String>) -> Vec<Change> {
    let (old_cut, new_cut) = (cut(&old.items, untitled), cut(&new.items, untitled));
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
pub(super) fn cut(items: &[Item], untitled: &BTreeSet<String>) -> Vec<sections::Section> {
    sections::cut(items, |item| {
        let text = item.text();
        (item.role == Role::Heading(2) || untitled.contains(&text)).then_some(text)
    })
}

/// What makes an item the same wherever it stands: its text, or its sort.
pub(super) fn keys(items: &[Item]) -> Vec<String> {
    let key = |item: &Item| match &item.what {
        What::Line(_) => item.text(),
        What::Drawing(drawing) => match drawing.sort {
            Sort::Rule => format!("\u{1}rule {}", item.role),
            Sort::Shape => format!("\u{1}shape {}", item.role),
            Sort::Picture => "\u{1}picture".to_owned(),
            Sort::Background => "\u{1}background".to_owned(),
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

/// Collects the turns of the words that both have: first of those that are for the same, then of the others between.
fn collect(old: &[Word<'_>], new: &[Word<'_>], turns: &mut BTreeMap<(Turn, Role), BTreeSet<usize>>) {
    let key = |word: &Word<'_>| (word.looks.first().map(|look| look.0), word.text.clone());
    let keys = |words: &[Word<'_>]| words.iter().map(key).collect::<Vec<_>>();
    for op in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            collect_same(old, new, turns);
            continue;
        }
        let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
        for op in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
            if op.tag() == DiffTag::Equal {
                collect_same(&old[op.old_range()], &new[op.new_range()], turns);
            }
        }
    }
}

fn collect_same(old: &[Word<'_>], new: &[Word<'_>], turns: &mut BTreeMap<(Turn, Role), BTreeSet<usize>>) {
    for (was, is) in old.iter().zip(new) {
        for ((_, before), (role, after)) in was.looks.iter().zip(&is.looks) {
            if before != after {
                for turn in turned(before, after, &is.text) {
                    turns.entry((turn, *role)).or_default().insert(is.item);
                }
            }
        }
    }
}

/// One change for each turn, with all the roles that it befell.
fn tell(sheet: &Sheet, turns: BTreeMap<(Turn, Role), BTreeSet<usize>>) -> Vec<Change> {
    // A font has old-style figures that are no different in height; beside the others they are some of them.
    let old_style = turns.keys().any(|(turn, _)| turn.1 == OLD_STYLE);
    let mut by_turn: BTreeMap<Turn, Vec<(Role, BTreeSet<usize>)>> = BTreeMap::new();
    for ((mut turn, role), lines) in turns {
        if old_style && turn.1 == "other figures" {
            turn.1 = OLD_STYLE.to_owned();
        }
        let roles = by_turn.entry(turn).or_default();
        match roles.iter_mut().find(|(known, _)| *known == role) {
            Some((_, known)) => known.extend(lines),
            None => roles.push((role, lines)),
        }
    }
    let change = |((_, property, from, to), roles): (Turn, Vec<(Role, BTreeSet<usize>)>)| {
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
        let who = list(&named);
        let with = |value: &str| if value.is_empty() { String::new() } else { format!(" ({value})") };
        let message = match (from.as_deref(), to.as_deref()) {
            (Some(from), Some(to)) => format!("{property} of {who} changed: {from} became {to}"),
            (None, value) => format!("{property} is new on {who}{}", with(value.unwrap_or(""))),
            (Some(value), None) => format!("{property} is gone from {who}{}", with(value)),
        };
        let message = if property.ends_with('s') { message.replacen(" is ", " are ", 1) } else { message };
        let change = Change::new(Kind::Look, message).at(places);
        let pages: BTreeSet<usize> = lines.iter().map(|line| sheet.items[*line].page).collect();
        match (pages.len(), pages.first()) {
            (1, Some(page)) if sheet.sizes.len() > 1 => change.on(*page),
            _ => change,
        }
    };
    by_turn.into_iter().map(change).collect()
}
