//! Finds the sections of the old page in the new one, so that a section that moved is not reported as text that is gone
//! here and new there.

use super::words::{list, quote};
use crate::snapshot::change::{Change, ChangeKind};
use std::ops::Range;

/// A section: its title, and its place in the list it is made of. What stands before the first one has no title.
#[derive(Debug, Clone)]
struct Section {
    title: String,
    /// The title's items and what follows.
    range: Range<usize>,
}

/// Cuts a list into sections.
fn cut<T>(items: &[T], title: impl Fn(&T) -> Option<String>) -> Vec<Section> {
    let mut sections = vec![Section { title: String::new(), range: 0..0 }];
    let mut in_title = false;
    for (index, item) in items.iter().enumerate() {
        let text = title(item);
        if text.is_some() && !in_title {
            sections.push(Section { title: String::new(), range: index..index });
        }
        in_title = text.is_some();
        if let Some(section) = sections.last_mut() {
            section.title = format!("{} {}", section.title, text.unwrap_or_default()).trim().to_owned();
            section.range.end = index + 1;
        }
    }
    sections
}

/// A section that both lists have: its place in each, and its title in the new one.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionPair {
    /// The place in the old list.
    pub old: Range<usize>,
    /// The place in the new list.
    pub new: Range<usize>,
    /// The new title.
    pub title: String,
}

/// Which sections are the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// The sections that both have, in the new order.
    pub pairs: Vec<SectionPair>,
    /// What changed about whole sections, in words.
    pub messages: Vec<String>,
}

impl Matched {
    /// Whether all sections are there, in the old order.
    pub const fn is_steady(&self) -> bool {
        self.messages.is_empty()
    }

    /// What changed about whole sections.
    pub fn changes(&self) -> impl Iterator<Item = Change> {
        self.messages.iter().map(|message| Change::new(ChangeKind::Sections, message))
    }
}

/// Matches sections by their titles; one with another title at the same place is the same if half of its lines are.
///
/// `title` gives the text of an item that is part of a section's title, `key` what makes two items the same.
pub fn pair<T, K: PartialEq>(
    old: &[T],
    new: &[T],
    title: impl Fn(&T) -> Option<String>,
    key: impl Fn(&T) -> K,
) -> Matched {
    let keys = |items: &[T]| items.iter().map(&key).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(old), keys(new));
    let (old, new) = (cut(old, &title), cut(new, &title));
    let (old_names, new_names) = (names(&old), names(&new));
    let mut partner: Vec<Option<usize>> =
        new_names.iter().map(|name| old_names.iter().position(|old| old == name)).collect();
    for index in 1..partner.len() {
        let expected = partner[index - 1].map(|before| before + 1).filter(|before| *before < old.len());
        let free = |candidate: &usize| partner[index].is_none() && !partner.contains(&Some(*candidate));
        let alike = |candidate: &usize| {
            alike(&old_keys[old[*candidate].range.clone()], &new_keys[new[index].range.clone()])
        };
        partner[index] = expected.filter(free).filter(alike).or(partner[index]);
    }
    let pairs: Vec<(usize, usize)> =
        partner.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new))).collect();
    let messages = describe(&old, &new, &pairs);
    let pairs = pairs.into_iter().map(|(before, after)| {
        let Section { title, range } = new[after].clone();
        SectionPair { old: old[before].range.clone(), new: range, title }
    });
    Matched { pairs: pairs.collect(), messages }
}

/// The titles, told apart by a number where two are the same.
fn names(sections: &[Section]) -> Vec<(&str, usize)> {
    let same = |until: usize| sections[..until].iter().filter(|s| s.title == sections[until].title).count();
    sections.iter().enumerate().map(|(index, section)| (section.title.as_str(), same(index))).collect()
}

/// Whether half of the items are the same. The title is not counted: it may be what changed.
fn alike<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    let same = old.iter().filter(|item| new.contains(item)).count();
    2 * same >= old.len().max(new.len()).saturating_sub(1) && same > 0
}

/// What changed about whole sections, in words.
fn describe(old: &[Section], new: &[Section], pairs: &[(usize, usize)]) -> Vec<String> {
    let gone = (0..old.len()).filter(|index| pairs.iter().all(|(old, _)| old != index));
    let mut messages: Vec<_> =
        gone.map(|index| format!("section {} is gone", quote(&old[index].title))).collect();
    let fresh = (0..new.len()).filter(|index| pairs.iter().all(|(_, new)| new != index));
    messages.extend(fresh.map(|index| format!("section {} is new", quote(&new[index].title))));
    let order: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let strays = strays(&order);
    if strays.len() > 2 {
        let titles = pairs.iter().map(|pair| &new[pair.1].title).filter(|title| !title.is_empty());
        let titles = list(titles.map(|title| quote(title)));
        messages.push(format!("sections stand in another order: {titles}"));
        return messages;
    }
    for at in strays {
        let title = |at: usize| new[pairs[at].1].title.as_str();
        let name = |at: usize| quote(title(at));
        messages.push(match at.checked_sub(1).filter(|before| !title(*before).is_empty()) {
            Some(before) => format!("section {} now stands after {}", name(at), name(before)),
            None if at + 1 < pairs.len() => {
                format!("section {} now stands before {}", name(at), name(at + 1))
            }
            None => format!("section {} now stands elsewhere", name(at)),
        });
    }
    messages
}

/// The places of the fewest numbers that must go so that the rest ascends.
fn strays(order: &[usize]) -> Vec<usize> {
    // The longest ascending row that ends at each place, and the place before it in that row.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, number) in order.iter().enumerate() {
        let before = (0..at).filter(|before| order[*before] < *number).max_by_key(|before| rows[*before].0);
        rows.push((before.map_or(1, |before| rows[before].0 + 1), before));
    }
    let mut kept = Vec::new();
    let mut next = (0..order.len()).max_by_key(|at| rows[*at].0);
    while let Some(at) = next {
        kept.push(at);
        next = rows[at].1;
    }
    (0..order.len()).filter(|at| !kept.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `# Title` begins a section.
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let title = |line: &&str| line.strip_prefix("# ").map(str::to_owned);
        pair(old, new, title, |line| *line).messages
    }

    const OLD: [&str; 8] = ["Ada", "# Work", "a", "b", "# School", "c", "# Skills", "d"];

    #[test]
    fn sections_have_titles_and_ranges() {
        let sections = cut(&OLD, |line| line.strip_prefix("# ").map(str::to_owned));
        assert_eq!(
            sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(),
            ["", "Work", "School", "Skills"]
        );
        assert_eq!(sections[1].range, 1..4);
        assert_eq!(cut(&["a"], |_| None::<String>).len(), 1);
    }

    #[test]
    fn the_same_sections_need_no_word() {
        assert_eq!(told(&OLD, &OLD), [""; 0]);
    }

    #[test]
    fn swapped_sections_are_told_once() {
        let new = ["Ada", "# School", "c", "# Work", "a", "b", "# Skills", "d"];
        let told = told(&OLD, &new);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("now stands"), "{told:?}");
    }

    #[test]
    fn a_section_that_went_far_is_told_once() {
        let new = ["Ada", "# Skills", "d", "# Work", "a", "b", "# School", "c"];
        assert_eq!(told(&OLD, &new), ["section \"Skills\" now stands before \"Work\""]);
    }

    #[test]
    fn gone_and_new_sections_are_named() {
        let new = ["Ada", "# Work", "a", "b", "# Talks", "x", "y", "# Skills", "d"];
        assert_eq!(told(&OLD, &new), ["section \"School\" is gone", "section \"Talks\" is new"]);
    }

    #[test]
    fn another_title_over_the_same_lines_is_the_same_section() {
        let new = ["Ada", "# Experience", "a", "b", "# School", "c", "# Skills", "d"];
        assert_eq!(told(&OLD, &new), [""; 0]);
    }
}
