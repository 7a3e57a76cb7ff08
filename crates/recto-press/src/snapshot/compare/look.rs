//! What looks different: colour, weight, size, font, told by what the text is for.

use super::sections::Matched;
use super::words::{list, part_of};
use super::{diff, sections};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::lines::{Item, Sheet, Sort, Style, What};
use crate::snapshot::role::Role;
use similar::DiffTag;
use std::collections::{BTreeMap, BTreeSet};

/// What a look consists of: the rank and the name of each part, and its value.
fn properties(style: &Style) -> BTreeMap<(usize, String), String> {
    let usual = [
        ("colour", style.color.clone()),
        ("weight", style.weight.to_string()),
        ("slant", if style.italic { "italic" } else { "upright" }.to_owned()),
        ("size", format!("{} pt", style.size)),
        ("font", style.family.clone()),
    ];
    let usual = usual.into_iter().zip(0..).map(|((name, value), rank)| ((rank, name.to_owned()), value));
    let extras = style.extras.iter().map(|(name, value)| ((9, name.clone()), value.clone()));
    usual.chain(extras).collect()
}

/// A change of look: the rank of the property, its name, from, to. What is not there at all is `None`.
type Turn = (usize, String, Option<String>, Option<String>);

/// The changed lines of the new pages for each turn, by role.
type Turns = BTreeMap<Turn, BTreeMap<Role, BTreeSet<usize>>>;

/// How a character's look turned.
fn turned(before: &Style, after: &Style, word: &str) -> Vec<Turn> {
    let (before, after) = (properties(before), properties(after));
    let parts: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let turns = parts.into_iter().filter(|(_, name)| concerns(name, word)).filter_map(|part| {
        let (from, to) = (before.get(part), after.get(part));
        (from != to).then(|| (part.0, part.1.clone(), from.cloned(), to.cloned()))
    });
    turns.collect()
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
    let mut turns = Turns::new();
    for pair in sections(&old.items, &new.items, untitled).pairs {
        collect(&words(&old.items, pair.old), &words(&new.items, pair.new), &mut turns);
    }
    describe(new, turns)
}

/// The sections of items that both snapshots have. Rules that belong to a heading are part of it.
pub(super) fn sections(old: &[Item], new: &[Item], untitled: &BTreeSet<String>) -> Matched {
    let title = |item: &Item| {
        let text = item.text();
        (item.role == Role::Heading(2) || untitled.contains(&text)).then_some(text)
    };
    sections::pair(old, new, title, key)
}

/// What makes an item the same wherever it stands: its text, or its sort.
pub(super) fn key(item: &Item) -> String {
    match &item.what {
        What::Line(_) => item.text(),
        What::Drawing(drawing) => match drawing.sort {
            sort @ (Sort::Rule | Sort::Shape) => format!("\u{1}{sort} {}", item.role),
            sort => format!("\u{1}{sort}"),
        },
    }
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
fn collect(old: &[Word<'_>], new: &[Word<'_>], turns: &mut Turns) {
    for op in diff(old, new, |word| (word.looks.first().map(|look| look.0), word.text.clone())) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            collect_same(old, new, turns);
            continue;
        }
        for op in diff(old, new, |word| word.text.clone()) {
            if op.tag() == DiffTag::Equal {
                collect_same(&old[op.old_range()], &new[op.new_range()], turns);
            }
        }
    }
}

fn collect_same(old: &[Word<'_>], new: &[Word<'_>], turns: &mut Turns) {
    for (was, is) in old.iter().zip(new) {
        for ((_, before), (role, after)) in was.looks.iter().zip(&is.looks) {
            if before != after {
                for turn in turned(before, after, &is.text) {
                    turns.entry(turn).or_default().entry(*role).or_default().insert(is.item);
                }
            }
        }
    }
}

/// Returns one change for each turn, with all the roles that have it.
fn describe(sheet: &Sheet, turns: Turns) -> Vec<Change> {
    // A font has old-style figures that are no different in height; beside the others they are some of them.
    let old_style = turns.keys().any(|turn| turn.1 == OLD_STYLE);
    let mut by_turn = Turns::new();
    for (mut turn, roles) in turns {
        if old_style && turn.1 == "other figures" {
            turn.1 = OLD_STYLE.to_owned();
        }
        let known = by_turn.entry(turn).or_default();
        roles.into_iter().for_each(|(role, lines)| known.entry(role).or_default().extend(lines));
    }
    let change = |((_, property, from, to), roles): (Turn, BTreeMap<Role, BTreeSet<usize>>)| {
        let named: Vec<String> = roles
            .iter()
            .map(|(role, lines)| {
                let has = |item: &&Item| item.runs().iter().any(|run| run.role == *role);
                let all = sheet.items.iter().filter(has).count();
                format!("{}{}", role.noun(), part_of(lines.len(), all))
            })
            .collect();
        let lines: BTreeSet<usize> = roles.into_values().flatten().collect();
        let lines: Vec<&Item> = lines.into_iter().map(|line| &sheet.items[line]).collect();
        let who = list(&named);
        let with = |value: &str| if value.is_empty() { String::new() } else { format!(" ({value})") };
        let message = match (from.as_deref(), to.as_deref()) {
            (Some(from), Some(to)) => format!("{property} of {who} changed: {from} became {to}"),
            (None, value) => format!("{property} is new on {who}{}", with(value.unwrap_or(""))),
            (Some(value), None) => format!("{property} is gone from {who}{}", with(value)),
        };
        let message = if property.ends_with('s') { message.replacen(" is ", " are ", 1) } else { message };
        let page = only_page(&lines).filter(|_| sheet.sizes.len() > 1);
        Change::new(Kind::Look, message).on(page).around(lines)
    };
    by_turn.into_iter().map(change).collect()
}

/// The page of items that are all on one.
pub(super) fn only_page(items: &[&Item]) -> Option<usize> {
    let first = items.first()?.page;
    items.iter().all(|item| item.page == first).then_some(first)
}
