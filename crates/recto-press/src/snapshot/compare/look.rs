//! What looks different: colour, weight, size, font, told by what the text is for.

use super::sections::Matched;
use super::words::{grouped, list, part_of};
use super::{diff, sections};
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::lines::{DrawingKind, Item, PageItems, Style};
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

/// The changed lines of the new pages for each turn, with the role of what changed in them.
type Turns = BTreeMap<Turn, BTreeSet<(Role, usize)>>;

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
    looks: Vec<(char, Role, &'a Style)>,
    item: usize,
}

/// Compares how the same words look, wherever they stand.
pub fn compare(old: &PageItems, new: &PageItems, untitled: &BTreeSet<String>) -> Vec<Change> {
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
    match item.drawing().map(|drawing| drawing.sort) {
        None => item.text(),
        Some(sort @ (DrawingKind::Rule | DrawingKind::Shape)) => format!("\u{1}{sort} {}", item.role),
        Some(sort) => format!("\u{1}{sort}"),
    }
}

fn words(items: &[Item], range: std::ops::Range<usize>) -> Vec<Word<'_>> {
    let of_item = |item: usize| {
        let runs = items[item].runs().iter().filter(|run| run.role != Role::Filler);
        let looks = runs.flat_map(|run| run.text.chars().map(|c| (c, run.role, &run.style)));
        let looks: Vec<_> = looks.collect();
        let words = looks.split(|look| look.0 == ' ').filter(|word| !word.is_empty());
        let word = |looks: &[(char, Role, _)]| Word {
            text: looks.iter().map(|look| look.0).collect(),
            looks: looks.to_vec(),
            item,
        };
        words.map(word).collect::<Vec<_>>()
    };
    range.flat_map(of_item).collect()
}

/// Collects the turns of the words that both have: first of those that are for the same, then of the others between.
fn collect(old: &[Word<'_>], new: &[Word<'_>], turns: &mut Turns) {
    for outer in diff(old, new, |word| (word.looks.first().map(|look| look.1), word.text.clone())) {
        let (old, new) = (&old[outer.old_range()], &new[outer.new_range()]);
        let same =
            diff(old, new, |word| word.text.clone()).into_iter().filter(|op| op.tag() == DiffTag::Equal);
        for (was, is) in same.flat_map(|op| old[op.old_range()].iter().zip(&new[op.new_range()])) {
            let looks = was.looks.iter().zip(&is.looks);
            for ((_, _, before), (_, role, after)) in looks.filter(|(was, is)| was.2 != is.2) {
                for turn in turned(before, after, &is.text) {
                    turns.entry(turn).or_default().insert((*role, is.item));
                }
            }
        }
    }
}

/// Returns one change for each turn, with all the roles that have it.
fn describe(sheet: &PageItems, turns: Turns) -> Vec<Change> {
    // A font has old-style figures that are no different in height; beside the others they are some of them.
    let old_style = turns.keys().any(|turn| turn.1 == OLD_STYLE);
    let mut by_turn = Turns::new();
    for (mut turn, lines) in turns {
        if old_style && turn.1 == "other figures" {
            turn.1 = OLD_STYLE.to_owned();
        }
        by_turn.entry(turn).or_default().extend(lines);
    }
    let change = |((_, property, from, to), lines): (Turn, BTreeSet<(Role, usize)>)| {
        let named = grouped(&lines, |(role, _)| *role).into_iter().map(|(role, lines)| {
            let has = |item: &&Item| item.runs().iter().any(|run| run.role == role);
            let all = sheet.items.iter().filter(has).count();
            format!("{}{}", role.noun(), part_of(lines.len(), all))
        });
        let who = list(named);
        let lines: BTreeSet<usize> = lines.into_iter().map(|(_, line)| line).collect();
        let lines: Vec<&Item> = lines.into_iter().map(|line| &sheet.items[line]).collect();
        let with = |value: &str| if value.is_empty() { String::new() } else { format!(" ({value})") };
        let message = match (from.as_deref(), to.as_deref()) {
            (Some(from), Some(to)) => format!("{property} of {who} changed: {from} became {to}"),
            (None, value) => format!("{property} is new on {who}{}", with(value.unwrap_or(""))),
            (Some(value), None) => format!("{property} is gone from {who}{}", with(value)),
        };
        let message = if property.ends_with('s') { message.replacen(" is ", " are ", 1) } else { message };
        let page = only_page(&lines).filter(|_| sheet.sizes.len() > 1);
        Change::new(ChangeKind::Look, message).on(page).around(lines)
    };
    by_turn.into_iter().map(change).collect()
}

/// The page of items that are all on one.
pub(super) fn only_page(items: &[&Item]) -> Option<usize> {
    let first = items.first()?.page;
    items.iter().all(|item| item.page == first).then_some(first)
}
