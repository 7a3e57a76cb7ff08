//! What changed in the text, by words.

use super::words::{count, quote};
use super::{diff, sections};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::text::{Sort, Text};
use similar::{DiffOp, DiffTag};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

/// The most places in one section that are listed one by one; more are counted.
const MOST_LISTED: usize = 6;

/// So many changes of a sort are told one by one; more are told by an example.
const MERGED: usize = 3;

/// A line that is part of the reading order, and its page.
#[derive(Clone, Copy)]
struct Line<'a> {
    sort: Sort,
    text: &'a str,
    page: usize,
}

/// A page, from 1, and the text of its footer.
pub type Footer = (usize, String);

/// Compares two texts. `untitled` are titles of sections that only one of them has as such; `footers` are those of both,
/// since a text alone does not show whether a line is a running head or a footer.
pub fn compare(
    old: &Text,
    new: &Text,
    untitled: &BTreeSet<String>,
    footers: &BTreeSet<Footer>,
) -> Vec<Change> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let title = |line: &Line<'_>| {
        (line.sort == Sort::Section || untitled.contains(line.text)).then(|| line.text.to_owned())
    };
    let matched = sections::pair(&old_lines, &new_lines, title, |line| line.text);
    let mut changes: Vec<Change> = matched.changes().collect();
    let found = matched.pairs.iter().flat_map(|pair| {
        let found = section(&old_lines[pair.old.clone()], &new_lines[pair.new.clone()]);
        found.into_iter().map(|one| (pair.title.as_str(), one))
    });
    let told = merged(found.collect());
    for told in told.chunk_by(|(one, _), (other, _)| one == other) {
        let more = told.len().saturating_sub(MOST_LISTED);
        changes.extend(told.iter().take(MOST_LISTED).map(|(_, change)| change.clone()));
        if more > 0 {
            let places = count(more, "more place");
            let section = if told[0].0.is_empty() { "the head".to_owned() } else { quote(told[0].0) };
            changes.push(Change::new(Kind::Text, format!("text changed at {places} in {section}")));
        }
    }
    if old.pages.len() == new.pages.len() {
        changes.extend(furniture(old, new, footers));
    }
    changes
}

/// Titles of sections in one text that stand in the other without being one.
pub fn untitled(old: &Text, new: &Text) -> BTreeSet<String> {
    let of = |text: &Text, sort: Sort| {
        let said = text.pages.iter().flatten().filter(move |said| said.sort == sort);
        said.map(|said| said.text.clone()).collect::<BTreeSet<_>>()
    };
    let lost = |one: &Text, other: &Text| {
        let (titles, plain) = (of(other, Sort::Section), of(other, Sort::Plain));
        let lost = of(one, Sort::Section).into_iter().filter(move |title| !titles.contains(title));
        lost.filter(|title| plain.contains(title)).collect::<BTreeSet<_>>()
    };
    lost(old, new).into_iter().chain(lost(new, old)).collect()
}

/// A change of words: what it is like, told before its example, and where it stands, told only when it is alone.
struct Found {
    what: &'static str,
    example: String,
    place: String,
    page: Option<usize>,
    kind: Kind,
}

/// Changes of the same words, and many that are alike, are told once.
fn merged(found: Vec<(&str, Found)>) -> Vec<(&str, Change)> {
    let alike = |one: &Found, other: &Found, exactly: bool| {
        one.what == other.what && (!exactly || one.example == other.example)
    };
    let mut told = Vec::new();
    let mut done = vec![false; found.len()];
    for (index, (title, first)) in found.iter().enumerate() {
        if done[index] {
            continue;
        }
        let group = |exactly: bool| -> Vec<usize> {
            let rest = (index..found.len()).filter(|at| !done[*at]);
            rest.filter(|at| alike(first, &found[*at].1, exactly)).collect()
        };
        let (same, sort) = (group(true), group(false));
        let is_plain = matches!(first.what, CHANGED | GONE | FRESH);
        let (members, message) = if same.len() > 1 && (same.len() > 2 || first.place.is_empty()) {
            let times = same.len();
            (same, format!("{}: {} ({times} times)", first.what, first.example))
        } else if sort.len() > MERGED && !is_plain {
            let places = sort.len();
            (sort, format!("{} at {places} places: {}, …", first.what, first.example))
        } else {
            (vec![index], format!("{}: {}{}", first.what, first.example, first.place))
        };
        let page = first.page.filter(|page| members.iter().all(|at| found[*at].1.page == Some(*page)));
        members.iter().for_each(|at| done[*at] = true);
        told.push((*title, Change::new(first.kind, message).on(page)));
    }
    told
}

fn lines(text: &Text) -> Vec<Line<'_>> {
    let pages = text.pages.iter().zip(1..);
    let all = pages.flat_map(|(lines, page)| {
        lines.iter().map(move |said| Line { sort: said.sort, text: &said.text, page })
    });
    all.filter(|line| line.sort != Sort::Furniture).collect()
}

/// What repeats on every page, page by page.
fn furniture(old: &Text, new: &Text, footers: &BTreeSet<Footer>) -> Vec<Change> {
    let of = |text: &Text, page: usize| {
        let said = text.pages[page].iter().filter(|said| said.sort == Sort::Furniture);
        said.map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let differs = (0..new.pages.len()).map(|page| (page, of(old, page), of(new, page)));
    let differs = differs.filter(|(_, old, new)| old != new);
    let told = differs.map(|(page, old, new)| {
        let is_footer = [&old, &new].into_iter().any(|text| footers.contains(&(page + 1, text.clone())));
        let part = if is_footer { "the page footer" } else { "the running head" };
        let what = match (old.as_str(), new.as_str()) {
            ("", new) => format!("{part} {} is new", quote(new)),
            (old, "") => format!("{part} {} is gone", quote(old)),
            (old, new) => format!("{part} {} became {}", quote(old), quote(new)),
        };
        Change::new(Kind::Text, what).on(page + 1)
    });
    told.collect()
}

/// A word, and whether a line ends behind it.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    page: usize,
    ends: bool,
}

fn words<'a>(lines: &[Line<'a>]) -> Vec<Word<'a>> {
    let words = lines.iter().flat_map(|line| {
        let mut parts = line.text.split(' ').peekable();
        std::iter::from_fn(move || {
            let text = parts.next()?;
            Some(Word { text, page: line.page, ends: parts.peek().is_none() })
        })
    });
    words.collect()
}

const CHANGED: &str = "text changed";
const GONE: &str = "text is gone";
const FRESH: &str = "text is new";

/// Compares line by line first, so that what is gone or new are whole lines where it can be, then word by word.
fn section(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<Found> {
    let ops = diff(old, new, |line| line.text);
    let differs = || ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    let gone: Vec<usize> = differs().flat_map(DiffOp::old_range).collect();
    let fresh: Vec<usize> = differs().flat_map(DiffOp::new_range).collect();
    let went = |at: usize| fresh.iter().any(|new_at| new[*new_at].text == old[at].text);
    let came = |at: usize| gone.iter().any(|old_at| old[*old_at].text == new[at].text);
    let mut found = Vec::new();
    for op in differs() {
        let before: Vec<_> = op.old_range().filter(|at| !went(*at)).map(|at| old[at]).collect();
        let after: Vec<_> = op.new_range().filter(|at| !came(*at)).map(|at| new[at]).collect();
        let (before, after) = (words(&before), words(&after));
        let context = [words_before(old, op.old_range().start), words_before(new, op.new_range().start)];
        found.extend(op.new_range().filter(|at| came(*at)).map(|at| moved(new, at)));
        found.extend(block(&before, &after, &context));
    }
    found
}

/// A line that stands elsewhere.
fn moved(new: &[Line<'_>], at: usize) -> Found {
    let place = behind(&words_before(new, at), &[]).unwrap_or_else(|| " first".to_owned());
    let example = format!("{} now stands{place}", quote(new[at].text));
    let page = Some(new[at].page);
    Found { what: "order of text changed", example, place: String::new(), page, kind: Kind::Text }
}

/// The words of the lines before one.
fn words_before<'a>(lines: &[Line<'a>], at: usize) -> Vec<Word<'a>> {
    words(&lines[at.saturating_sub(3)..at])
}

fn block(old: &[Word<'_>], new: &[Word<'_>], context: &[Vec<Word<'_>>; 2]) -> Vec<Found> {
    let ops = diff(old, new, |word| word.text).into_iter();
    let differs = ops.filter(|op| op.tag() != DiffTag::Equal);
    differs.filter_map(|op| difference(old, new, &op, context)).collect()
}

fn difference(
    old: &[Word<'_>],
    new: &[Word<'_>],
    op: &DiffOp,
    context: &[Vec<Word<'_>>; 2],
) -> Option<Found> {
    let (before, after) = (op.old_range(), op.new_range());
    let join = |words: &[Word<'_>], range: Range<usize>, between: &str| {
        words[range].iter().map(|word| word.text).collect::<Vec<_>>().join(between)
    };
    let (said, says) = (join(old, before.clone(), " "), join(new, after.clone(), " "));
    let became = || format!("{} became {}", quote(&said), quote(&says));
    let mut place = String::new();
    let mut kind = Kind::Text;
    let (what, example) = if before.is_empty() {
        place = behind(&context[1], &new[..after.start]).unwrap_or_default();
        (FRESH, quote(&says))
    } else if after.is_empty() {
        place = behind(&context[0], &old[..before.start]).unwrap_or_default();
        (GONE, quote(&said))
    } else if join(old, before.clone(), "") == join(new, after.clone(), "") {
        // A word that a line end parts is the same word.
        let parted = |words: &[Word<'_>], range: &Range<usize>| {
            words[range.start..range.end - 1].iter().any(|word| word.ends)
        };
        if parted(old, &before) || parted(new, &after) {
            return None;
        }
        (if before.len() > after.len() { "a space is lost" } else { "a space is new" }, became())
    } else if bare(&said) == bare(&says) {
        kind = Kind::Wrapping;
        let hyphens = |text: &str| text.matches(HYPHEN).count();
        match hyphens(&says).cmp(&hyphens(&said)) {
            Ordering::Greater => ("a word is now hyphenated", quote(&hyphenated(&says))),
            Ordering::Less => ("a word is no longer hyphenated", quote(&says)),
            Ordering::Equal => spaces(&said, &says)?,
        }
    } else if said.to_lowercase() == says.to_lowercase() {
        ("letter case changed", became())
    } else {
        (CHANGED, became())
    };
    let page = new.get(after.start.min(new.len().saturating_sub(1))).or(old.get(before.start));
    Some(Found { what, example, place, page: page.map(|word| word.page), kind })
}

/// What parts a word that a line end breaks.
const HYPHEN: char = '\u{ad}';

/// Words without anything between them, and without the signs at which they may break.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != HYPHEN).collect()
}

/// `inspec-tion`
fn hyphenated(text: &str) -> String {
    text.replace(&format!("{HYPHEN} "), "-").replace(HYPHEN, "-")
}

/// White space that became another, which nobody sees in a quotation.
fn spaces(said: &str, says: &str) -> Option<(&'static str, String)> {
    let of = |text: &str| text.chars().filter(|c| c.is_whitespace()).collect::<Vec<_>>();
    let (before, after) = (of(said), of(says));
    let name = |space: char| match space {
        ' ' => "a space".to_owned(),
        '\u{a0}' => "a no-break space".to_owned(),
        '\u{202f}' => "a narrow no-break space".to_owned(),
        other => format!("a special space (U+{:04X})", u32::from(other)),
    };
    let turn = before.iter().zip(&after).find(|(before, after)| before != after);
    let how = match turn {
        Some((from, to)) if before.len() == after.len() => format!("{} became {}", name(*from), name(*to)),
        _ if after.len() > before.len() => format!("{} is new", name(*after.iter().find(|c| **c != ' ')?)),
        _ => format!("{} is gone", name(*before.iter().find(|c| **c != ' ')?)),
    };
    Some(("white space changed", format!("{how} in {}", quote(says.trim()))))
}

/// ` after "the last of the words before"`; `None` without a word.
fn behind(context: &[Word<'_>], before: &[Word<'_>]) -> Option<String> {
    let words = context.iter().chain(before).rev().map(|word| word.text);
    let mut last: Vec<&str> = words.filter(|text| !text.is_empty()).take(3).collect();
    last.reverse();
    (!last.is_empty()).then(|| format!(" after {}", quote(&last.join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::text::Said;

    fn text(lines: &[&str]) -> Text {
        let said = |line: &&str| match line.split_at_checked(2) {
            Some(("# ", text)) => Said { sort: Sort::Section, text: text.to_owned() },
            Some(("~ ", text)) => Said { sort: Sort::Furniture, text: text.to_owned() },
            _ => Said { sort: Sort::Plain, text: (*line).to_owned() },
        };
        Text { pages: vec![lines.iter().map(said).collect()] }
    }

    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        compare(&text(old), &text(new), &BTreeSet::new(), &BTreeSet::new())
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    const OLD: [&str; 5] = ["Ada Lind", "# Work", "led a cross-", "team effort to save", "# School"];

    #[test]
    fn the_same_text_needs_no_word() {
        assert_eq!(told(&OLD, &OLD), [""; 0]);
        assert_eq!(
            told(&OLD, &["Ada", "Lind", "# Work", "led a", "cross-team effort", "to save", "# School"]),
            [""; 0]
        );
    }

    #[test]
    fn words_are_quoted_with_their_place() {
        let new = ["Ada Lind", "# Work", "led a cross-", "team attempt to save", "# School"];
        assert_eq!(told(&OLD, &new), ["page 1: text changed: \"effort\" became \"attempt\""]);
        let new = ["Ada Lind", "# Work", "led a cross-", "team effort", "# School"];
        assert_eq!(told(&OLD, &new), ["page 1: text is gone: \"to save\" after \"cross- team effort\""]);
        let new = ["Ada M. Lind", "# Work", "led a cross-", "team effort to save", "# School"];
        assert_eq!(told(&OLD, &new), ["page 1: text is new: \"M.\" after \"Ada\""]);
    }

    #[test]
    fn a_space_more_or_less_is_told_as_one() {
        let new = ["Ada Lind", "# Work", "led a cross-", "team effortto save", "# School"];
        assert_eq!(told(&OLD, &new), ["page 1: a space is lost: \"effort to\" became \"effortto\""]);
        assert_eq!(told(&new, &OLD), ["page 1: a space is new: \"effortto\" became \"effort to\""]);
    }

    #[test]
    fn many_places_are_counted() {
        let old: Vec<String> = (0..40).map(|number| format!("a{number} b{number}")).collect();
        let new: Vec<String> = (0..40).map(|number| format!("a{number} c{number}")).collect();
        let (old, new): (Vec<_>, Vec<_>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let told = told(&old, &new);
        assert_eq!(told.len(), MOST_LISTED + 1);
        assert_eq!(told[MOST_LISTED], "text changed at 34 more places in the head");
    }

    #[test]
    fn the_running_head_is_compared_by_page() {
        assert_eq!(told(&["~ Ada 1", "a"], &["a"]), ["page 1: the running head \"Ada 1\" is gone"]);
        let footers = BTreeSet::from([(1, "Ada 1".to_owned())]);
        let changes = compare(&text(&["~ Ada 1", "a"]), &text(&["a"]), &BTreeSet::new(), &footers);
        assert_eq!(changes[0].message, "the page footer \"Ada 1\" is gone");
    }
}
