//! Looks for facts in a reading, and judges whether each is whole and in place.
//!
//! In place means: not parted from its own entry by facts of another; bullets of an entry in their order; entries of a
//! section in theirs, and the titles of sections likewise.

use super::Spot;
use super::facts::{Fact, Kind};
use super::order::Order;
use super::reading::{Reading, lower, normal};
use recto_resume::pdf::PdfFile;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What became of a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is whole and in place.
    Found(Spot),
    /// Its letters are there, but not as one text; how they read.
    Split {
        /// Where it begins.
        spot: Spot,
        /// How it reads, in some order.
        reads: Option<String>,
        /// The order in which it is not whole.
        order: Order,
    },
    /// It is whole, but parted from what it belongs to, or not where its turn is.
    Apart {
        /// Where it is.
        spot: Spot,
        /// The order in which it is out of place.
        order: Order,
    },
    /// Only the alternative text of an image says it.
    Pictured,
    /// It is not there.
    Missing,
}

impl Verdict {
    /// The same at another place.
    pub(super) fn moved(self, to: impl Fn(Spot) -> Spot) -> Self {
        match self {
            Self::Found(spot) => Self::Found(to(spot)),
            Self::Split { spot, reads, order } => Self::Split { spot: to(spot), reads, order },
            Self::Apart { spot, order } => Self::Apart { spot: to(spot), order },
            Self::Pictured | Self::Missing => self,
        }
    }
}

/// What all readings gave.
pub(super) struct Found {
    /// One for each fact.
    pub verdicts: Vec<Verdict>,
    /// How many facts are in place in each.
    pub in_place: Vec<(Order, usize)>,
}

/// Looks for all facts in all readings.
pub(super) fn all(facts: &[Fact], readings: &[(Order, Reading)], file: &PdfFile) -> Found {
    let results: Vec<(Order, &Reading, Placed)> =
        readings.iter().map(|(order, reading)| (*order, reading, place(facts, reading))).collect();
    let alternatives = file.elements.iter().filter_map(|element| element.alternative.as_deref());
    let pictures = lower(&normal(&alternatives.collect::<Vec<_>>().join("\n")));
    let verdict = |(n, fact): (usize, &Fact)| {
        if let Some((order, reading, _)) = results.iter().find(|(_, _, placed)| placed.at[n].is_none()) {
            let elsewhere = || {
                let mut spots = results
                    .iter()
                    .filter_map(|(_, reading, placed)| Some(reading.spot(placed.at[n].as_ref()?.start)));
                Some(Verdict::Split { spot: spots.next()?, reads: None, order: *order })
            };
            let pictured = || pictures.contains(&lower(&normal(&fact.text))).then_some(Verdict::Pictured);
            let found = split(fact, *order, reading).or_else(elsewhere).or_else(pictured);
            return found.unwrap_or(Verdict::Missing);
        }
        let spot =
            |reading: &Reading, placed: &Placed| reading.spot(placed.at[n].as_ref().map_or(0, |at| at.start));
        match results.iter().find(|(_, _, placed)| !placed.good.contains(&n)) {
            Some((order, reading, placed)) => Verdict::Apart { spot: spot(reading, placed), order: *order },
            None => results
                .first()
                .map_or(Verdict::Missing, |(_, reading, placed)| Verdict::Found(spot(reading, placed))),
        }
    };
    let verdicts = facts.iter().enumerate().map(verdict).collect();
    let in_place = results.iter().map(|(order, _, placed)| (*order, placed.good.len())).collect();
    Found { verdicts, in_place }
}

/// Fewest letters by which a text in pieces is told from chance.
const MIN_LETTERS: usize = 4;

/// A fact that is nowhere whole, and whose letters are there in their order, with spaces or hyphens between them that are
/// not its own.
fn split(fact: &Fact, order: Order, reading: &Reading) -> Option<Verdict> {
    let loose = |c: &char| c.is_whitespace() || matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}');
    let bare = |text: &str| lower(text).chars().filter(|c| !loose(c)).collect::<String>();
    let wanted = bare(&normal(&fact.text));
    if wanted.chars().count() < MIN_LETTERS || !occurrences(fact, reading).is_empty() {
        return None;
    }
    let found = bare(&reading.text);
    let at = found.find(&wanted)?;
    // Back from letters to bytes of the reading.
    let letter = |index: usize| {
        let count = found[..index].chars().count();
        reading.text.char_indices().filter(|(_, c)| !loose(c)).nth(count).map(|(at, _)| at)
    };
    let start = letter(at)?;
    let end = letter(at + wanted.len()).unwrap_or(reading.text.len());
    let end = start + reading.text[start..end].trim_end().len();
    // What clings to it makes it another word.
    let start = reading.text[..start].rfind(' ').map_or(0, |space| space + 1);
    let end = reading.text[end..].find(' ').map_or(reading.text.len(), |space| end + space);
    let reads = where_it_breaks(&normal(&fact.text), reading.text[start..end].trim());
    Some(Verdict::Split { spot: reading.spot(start), reads: Some(reads), order })
}

/// Characters shown on either side of the place where a text breaks.
const BESIDE: usize = 24;

/// The part of what is read around the first letter that differs from what is wanted.
fn where_it_breaks(wanted: &str, reads: &str) -> String {
    let same = wanted.chars().zip(reads.chars()).take_while(|(a, b)| a == b).count();
    let (from, until) = (same.saturating_sub(BESIDE), same + BESIDE);
    let all = reads.chars().count();
    let part: String = reads.chars().skip(from).take(until - from).collect();
    let (before, behind) = (if from > 0 { "…" } else { "" }, if until < all { "…" } else { "" });
    format!("{before}{part}{behind}")
}

/// Where facts are in one reading, and which of them are in place.
struct Placed {
    at: Vec<Option<Range<usize>>>,
    good: BTreeSet<usize>,
}

/// Where facts are. Of equal words it is not known which belong to which fact: each takes the nearest to the rest of its entry, or
/// they go in the order of the facts, whichever puts more facts in place.
fn place(facts: &[Fact], reading: &Reading) -> Placed {
    let all: Vec<Vec<Range<usize>>> = facts.iter().map(|fact| occurrences(fact, reading)).collect();
    let placed = |mut at: Vec<Option<Range<usize>>>| {
        titles(facts, &all, &mut at);
        let good = in_place(facts, &at);
        Placed { at, good }
    };
    let near = settle(facts, &all);
    let in_turn = in_turn(facts, &near);
    let near = placed(near);
    match in_turn.map(placed) {
        Some(in_turn) if in_turn.good.len() > near.good.len() => in_turn,
        _ => near,
    }
}

/// The same places, with facts of the same words at theirs in the order of the facts: the school of two entries that follow one
/// another. `None` where they are so already.
fn in_turn(facts: &[Fact], at: &[Option<Range<usize>>]) -> Option<Vec<Option<Range<usize>>>> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate().filter(|(n, _)| at[*n].is_some()) {
        alike.entry(normal(&fact.text)).or_default().push(n);
    }
    let mut sorted = at.to_vec();
    for same in alike.values().filter(|same| same.len() > 1) {
        let mut places: Vec<_> = same.iter().map(|n| at[*n].clone()).collect();
        places.sort_by_key(|range| range.as_ref().map(|range| range.start));
        same.iter().zip(places).for_each(|(n, range)| sorted[*n] = range);
    }
    (sorted != at).then_some(sorted)
}

/// Every place where a fact is as a whole word.
fn occurrences(fact: &Fact, reading: &Reading) -> Vec<Range<usize>> {
    let wanted = normal(&fact.text);
    let (wanted, text) =
        if fact.any_case { (lower(&wanted), &reading.lower) } else { (wanted, &reading.text) };
    let word =
        |c: char| (c.is_alphanumeric() || c == '_') && !recto_resume::text::characters::is_spaceless(c);
    let whole = |range: &Range<usize>| {
        let before = wanted.starts_with(word) && text[..range.start].ends_with(word);
        let behind = wanted.ends_with(word) && text[range.end..].starts_with(word);
        !before && !behind
    };
    let found = text.match_indices(wanted.as_str()).map(|(start, found)| start..start + found.len());
    let found: Vec<_> = found.filter(whole).collect();
    if found.is_empty() { broken(&wanted, text, reading).filter(whole).collect() } else { found }
}

/// Every place where a text is whole but for words that are wider than the lines, and break there.
fn broken<'a>(
    wanted: &'a str,
    text: &'a str,
    reading: &'a Reading,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let first: String = wanted.chars().take(MIN_LETTERS).collect();
    let starts: Vec<usize> = text.match_indices(&first).map(|(start, _)| start).collect();
    starts.into_iter().filter_map(move |start| {
        let mut at = start;
        for (n, word) in wanted.split(' ').enumerate() {
            at += if n > 0 { text[at..].strip_prefix(' ').map(|_| 1)? } else { 0 };
            let mut lines: Vec<_> = std::iter::once(at..at).collect();
            for c in word.chars() {
                if text[at..].starts_with(' ') {
                    at += 1;
                    lines.push(at..at);
                }
                let line = lines.last_mut()?;
                *line = line.start..at;
                at += text[at..].strip_prefix(c).map(|_| c.len_utf8())?;
            }
            if lines.len() > 1 && !reading.is_wider_than_lines(&lines) {
                return None;
            }
        }
        Some(start..at)
    })
}

/// So many facts may be inside one another at one place.
const NESTED: usize = 3;

/// Chooses an occurrence for each fact, the long ones first: one that is no part of what another fact has, and whose
/// neighbours belong to the same entry.
fn settle(facts: &[Fact], all: &[Vec<Range<usize>>]) -> Vec<Option<Range<usize>>> {
    let mut at = vec![None; facts.len()];
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    // Those with one occurrence are where the others look for their neighbours.
    let (mut single, mut turns): (Vec<usize>, Vec<usize>) = (0..facts.len()).partition(|n| all[*n].len() < 2);
    for turns in [&mut single, &mut turns] {
        turns.sort_by_key(|n| Reverse(facts[*n].text.len()));
    }
    let is_taken = |taken: &BTreeSet<(usize, usize)>, range: &Range<usize>| {
        let mut before = taken.range(..=(range.start, usize::MAX)).rev().take(NESTED);
        before.any(|(_, end)| range.end <= *end)
    };
    let mut known: Vec<(usize, usize)> = Vec::new();
    let mut anchors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in single {
        if let [only] = all[n].as_slice()
            && !is_taken(&taken, only)
        {
            taken.insert((only.start, only.end));
            known.push((only.start, facts[n].cluster));
            anchors.entry(facts[n].cluster).or_default().push(only.start);
            at[n] = Some(only.clone());
        }
    }
    known.sort_unstable();
    for n in turns {
        let cluster = facts[n].cluster;
        let rank = |range: &&Range<usize>| {
            let k = known.partition_point(|(start, _)| *start < range.start);
            let own =
                |k: Option<usize>| k.and_then(|k| known.get(k)).is_some_and(|(_, other)| *other == cluster);
            let beside = usize::from(own(k.checked_sub(1))) + usize::from(own(Some(k)));
            let near = anchors.get(&cluster).into_iter().flatten().map(|a| a.abs_diff(range.start)).min();
            (beside, Reverse(near.unwrap_or(0)))
        };
        // Of equals the first.
        let free = all[n].iter().rev().filter(|range| !is_taken(&taken, range));
        if let Some(best) = free.max_by_key(rank) {
            taken.insert((best.start, best.end));
            at[n] = Some(best.clone());
        }
    }
    at
}

/// A title is the last occurrence before the first fact of its section.
fn titles(facts: &[Fact], all: &[Vec<Range<usize>>], at: &mut [Option<Range<usize>>]) {
    for (n, fact) in facts.iter().enumerate() {
        let Kind::Title(section) = fact.kind else { continue };
        let inside = facts.iter().zip(at.iter()).filter(|(other, _)| other.section == section);
        let Some(first) = inside.filter_map(|(_, range)| range.as_ref()).map(|range| range.start).min()
        else {
            continue;
        };
        if let Some(best) = all[n].iter().filter(|range| range.start < first).max_by_key(|range| range.start)
        {
            at[n] = Some(best.clone());
        }
    }
}

/// The facts that are in place.
fn in_place(facts: &[Fact], at: &[Option<Range<usize>>]) -> BTreeSet<usize> {
    let start = |n: usize| at[n].as_ref().map_or(0, |range| range.start);
    let mut order: Vec<usize> = (0..facts.len()).filter(|n| at[*n].is_some()).collect();
    order.sort_by_key(|n| start(*n));
    // The longest run of each entry counts, the first with most letters of equal ones; what is elsewhere is parted from it.
    let length = |run: &[usize]| (run.len(), run.iter().map(|n| facts[*n].text.len()).sum::<usize>());
    let mut best: BTreeMap<usize, &[usize]> = BTreeMap::new();
    for run in order.chunk_by(|a, b| facts[*a].cluster == facts[*b].cluster) {
        let known = best.entry(facts[run[0]].cluster).or_default();
        if length(run) > length(known) {
            *known = run;
        }
    }
    let mut lost = BTreeSet::new();
    let mut sections: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (cluster, run) in &best {
        let bullets: Vec<usize> = run.iter().copied().filter(|n| facts[*n].kind == Kind::Bullet).collect();
        lost.extend(out_of_turn(&bullets));
        sections.entry(facts[run[0]].section).or_default().push((start(run[0]), *cluster));
    }
    for mut entries in sections.into_values() {
        entries.sort_unstable();
        let clusters: Vec<usize> = entries.iter().map(|(_, cluster)| *cluster).collect();
        lost.extend(out_of_turn(&clusters).flat_map(|cluster| best[&cluster]));
    }
    let found: BTreeSet<usize> = best.into_values().flatten().copied().collect();
    &found - &lost
}

/// The numbers of a sequence without which it rises: as few as possible.
fn out_of_turn(all: &[usize]) -> impl Iterator<Item = usize> {
    let kept = rising(all);
    all.iter().enumerate().filter(move |(n, _)| !kept.contains(n)).map(|(_, value)| *value)
}

/// The indices of a longest strictly rising part of a sequence.
fn rising(all: &[usize]) -> BTreeSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (n, value) in all.iter().enumerate() {
        let k = ends.partition_point(|end| all[*end] < *value);
        before.push(k.checked_sub(1).map(|k| ends[k]));
        if k == ends.len() { ends.push(n) } else { ends[k] = n }
    }
    let mut kept = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(n) = next {
        kept.insert(n);
        next = before[n];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::order::WAYS;
    use recto_resume::pdf::{Glyph, PdfPage};
    use recto_resume::text::Span;

    fn fact(text: &str, cluster: usize, kind: Kind) -> Fact {
        let section = if matches!(kind, Kind::Title(_)) { 1 } else { 2 };
        Fact { text: text.into(), span: Span::NOWHERE, kind, any_case: section == 1, cluster, section }
    }

    fn verdicts(facts: &[Fact], text: &str) -> Vec<Verdict> {
        let reading = Reading::of(text);
        all(facts, &[(Order::Painted, reading)], &PdfFile::default()).verdicts
    }

    fn words(facts: &[Fact], text: &str) -> Vec<&'static str> {
        verdicts(facts, text)
            .iter()
            .map(|verdict| match verdict {
                Verdict::Found(_) => "found",
                Verdict::Split { .. } => "split",
                Verdict::Apart { .. } => "apart",
                Verdict::Pictured => "pictured",
                Verdict::Missing => "missing",
            })
            .collect()
    }

    fn sample() -> Vec<Fact> {
        vec![
            fact("Experience", 1, Kind::Title(2)),
            fact("Engineer", 2, Kind::Text),
            fact("Built the first", 2, Kind::Bullet),
            fact("Built the second", 2, Kind::Bullet),
            fact("Baker", 3, Kind::Text),
        ]
    }

    #[test]
    fn whole_and_in_order() {
        let text = "EXPERIENCE Engineer Built the first Built the second Baker";
        assert_eq!(words(&sample(), text), ["found"; 5]);
    }

    #[test]
    fn pieces_are_told_with_how_they_read() {
        let text = "E X P E R I E N C E Engineer Built the fi- rst Built the second";
        assert_eq!(words(&sample(), text), ["split", "found", "split", "found", "missing"]);
        let Verdict::Split { reads, .. } = &verdicts(&sample(), text)[2] else { panic!("split") };
        assert_eq!(reads.as_deref(), Some("Built the fi- rst"));
        let long = fact("One two three four five six seven eight nine and ten", 1, Kind::Text);
        let Verdict::Split { reads, .. } =
            &verdicts(&[long], "One two three four five six se- ven eight nine and ten")[0]
        else {
            panic!("split")
        };
        assert_eq!(reads.as_deref(), Some("…o three four five six se- ven eight nine and ten"));
        let glued = verdicts(&[fact("ada@example.com", 1, Kind::Text)], "at mada@example.com now");
        assert!(
            matches!(&glued[0], Verdict::Split { reads: Some(reads), .. } if reads == "mada@example.com")
        );
    }

    #[test]
    fn a_school_of_two_entries_in_a_row_is_in_place_in_both() {
        let facts = [
            fact("Master", 1, Kind::Text),
            fact("Halden College", 1, Kind::Text),
            fact("2013 – 2014", 1, Kind::Text),
            fact("Bachelor", 2, Kind::Text),
            fact("Halden College", 2, Kind::Text),
            fact("2008 – 2012", 2, Kind::Text),
        ];
        let text = "Halden College, Master 2013 – 2014 Halden College, Bachelor 2008 – 2012";
        assert_eq!(words(&facts, text), ["found"; 6]);
    }

    #[test]
    fn what_is_parted_or_out_of_order_is_apart() {
        let text = "EXPERIENCE Engineer Built the first Baker Built the second";
        assert_eq!(words(&sample(), text), ["found", "found", "found", "apart", "found"]);
        let text = "EXPERIENCE Engineer Built the second Built the first Baker";
        assert!(words(&sample(), text).contains(&"apart"));
        let text = "EXPERIENCE Baker Engineer Built the first Built the second";
        assert_eq!(words(&sample(), text).iter().filter(|word| **word == "apart").count(), 1);
    }

    #[test]
    fn columns_are_in_place_whichever_is_read_first() {
        let one = |text: &str, cluster, kind, section| Fact { section, ..fact(text, cluster, kind) };
        // The titles of each region are a group, and each section is.
        let facts = [
            one("Work", 1, Kind::Title(3), 1),
            one("Engineer", 2, Kind::Text, 3),
            one("Baker", 3, Kind::Text, 3),
            one("Talks", 4, Kind::Title(4), 1),
            one("On steel", 5, Kind::Text, 4),
            one("Skills", 6, Kind::Title(5), 2),
            one("Rust", 7, Kind::Text, 5),
        ];
        for text in [
            "Work Engineer Baker Talks On steel Skills Rust",
            "Skills Rust Work Engineer Baker Talks On steel",
            "Work Engineer Skills Rust Baker Talks On steel",
        ] {
            assert_eq!(words(&facts, text), ["found"; 7], "{text}");
        }
        let apart = words(&facts, "Skills Rust Talks On steel Work Engineer Baker");
        assert_eq!(apart.iter().filter(|word| **word == "apart").count(), 1, "{apart:?}");
    }

    #[test]
    fn a_word_inside_another_is_not_the_word() {
        assert_eq!(words(&[fact("art", 1, Kind::Text)], "article smart"), ["missing"]);
        assert_eq!(words(&[fact("C++", 1, Kind::Text)], "C++, C"), ["found"]);
    }

    #[test]
    fn a_fact_inside_a_longer_one_parts_nothing() {
        let facts = [
            fact("Mentoring and Teaching", 2, Kind::Text),
            fact("Empathy", 2, Kind::Text),
            fact("Teaching", 3, Kind::Text),
        ];
        assert_eq!(words(&facts, "Mentoring and Teaching Empathy Teaching"), ["found"; 3]);
        assert_eq!(words(&facts, "Mentoring and Teaching Empathy"), ["found", "found", "missing"]);
    }

    #[test]
    fn a_word_breaks_only_where_no_line_can_hold_it() {
        let page = |lines: &[&str]| {
            let lines = lines.iter().zip(0..).flat_map(|(line, n)| {
                let place = move |(c, k): (char, u8)| Glyph {
                    text: c.to_string(),
                    left: f32::from(k),
                    right: f32::from(k) + 1.0,
                    base: -2.0 * n as f32,
                    size: 1.0,
                    ..Glyph::default()
                };
                line.chars().zip(0..).map(place)
            });
            let page = PdfPage { glyphs: lines.collect(), ..PdfPage::default() };
            let file = PdfFile { pages: vec![page], ..PdfFile::default() };
            let reading = Reading::new(&file, WAYS[0]);
            all(&[fact("at example.org/a/long/path now", 1, Kind::Text)], &[(Order::Painted, reading)], &file)
                .verdicts
        };
        assert!(matches!(page(&["at example.org/a/", "long/path now"])[0], Verdict::Found(_)));
        assert!(matches!(
            page(&["at the start: at example.org/a/", "long/path now"])[0],
            Verdict::Split { .. }
        ));
    }

    #[test]
    fn a_part_of_another_fact_is_not_the_fact() {
        let facts = [
            fact("Engineer", 2, Kind::Text),
            fact("Built it", 2, Kind::Bullet),
            fact("Lead Engineer", 2, Kind::Text),
            fact("Led them", 2, Kind::Bullet),
        ];
        let reading = Reading::of("Lead Engineer Led them Engineer Built it");
        let starts: Vec<_> = place(&facts, &reading).at.into_iter().map(|at| at.map(|at| at.start)).collect();
        assert_eq!(starts, [Some(23), Some(32), Some(0), Some(14)]);
    }

    #[test]
    fn the_longest_rising_part() {
        assert_eq!(rising(&[3, 1, 2, 5, 4]), BTreeSet::from([1, 2, 4]));
        assert_eq!(rising(&[]), BTreeSet::new());
    }
}
