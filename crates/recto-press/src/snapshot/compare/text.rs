//! What changed in the text, by words.

use super::words::{count, quote, section_name, squeezed};
use super::{differing, sections};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::role::Role;
use crate::snapshot::text::{Text, TextLine};
use similar::DiffOp;
use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

/// The most places in one section that are listed one by one; more are counted.
const MOST_LISTED: usize = 6;

/// So many changes of a sort are told one by one; more are told by an example.
const MERGED: usize = 3;

/// A line that is part of the reading order, and its page.
#[derive(Clone, Copy)]
struct Line<'a> {
    role: Role,
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
        (line.role == Role::Heading(2) || untitled.contains(line.text)).then(|| line.text.to_owned())
    };
    let matched = sections::pair(&old_lines, &new_lines, title, |line| line.text);
    let found = matched.pairs.iter().flat_map(|pair| {
        let found = section(&old_lines[pair.old.clone()], &new_lines[pair.new.clone()]);
        found.into_iter().map(|one| (pair.title.as_str(), one))
    });
    let mut changes: Vec<Change> = matched.changes().collect();
    for told in merged(found.collect()).chunk_by(|(one, _), (other, _)| one == other) {
        changes.extend(told.iter().take(MOST_LISTED).map(|(_, change)| change.clone()));
        if told.len() > MOST_LISTED {
            let places = count(told.len() - MOST_LISTED, "more place");
            let message = format!("text changed at {places} in {}", section_name(told[0].0));
            changes.push(Change::new(Kind::Text, message));
        }
    }
    if old.pages.len() == new.pages.len() {
        changes.extend(furniture(old, new, footers));
    }
    changes
}

/// Titles of sections in one text that stand in the other without being one.
pub fn untitled(old: &Text, new: &Text) -> BTreeSet<String> {
    let of = |text: &Text, role: Role| {
        let lines = text.pages.iter().flatten().filter(|line| line.role == role);
        lines.map(|line| line.text.clone()).collect::<BTreeSet<_>>()
    };
    let lost = |one: &Text, other: &Text| {
        &(&of(one, Role::Heading(2)) - &of(other, Role::Heading(2))) & &of(other, Role::Text)
    };
    &lost(old, new) | &lost(new, old)
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
fn merged(mut rest: VecDeque<(&str, Found)>) -> Vec<(&str, Change)> {
    let mut told = Vec::new();
    while let Some((title, first)) = rest.pop_front() {
        let alike = |other: &Found| other.what == first.what;
        let same = |other: &Found| alike(other) && other.example == first.example;
        let count = |is: &dyn Fn(&Found) -> bool| 1 + rest.iter().filter(|(_, other)| is(other)).count();
        let (times, places) = (count(&same), count(&alike));
        let is_plain = matches!(first.what, CHANGED | GONE | FRESH);
        let (is_member, message): (&dyn Fn(&Found) -> bool, _) =
            if times > 1 && (times > 2 || first.place.is_empty()) {
                (&same, format!("{}: {} ({times} times)", first.what, first.example))
            } else if places > MERGED && !is_plain {
                (&alike, format!("{} at {places} places: {}, …", first.what, first.example))
            } else {
                (&|_| false, format!("{}: {}{}", first.what, first.example, first.place))
            };
        let mut page = first.page;
        rest.retain(|(_, other)| {
            let is_member = is_member(other);
            page = page.filter(|page| !is_member || other.page == Some(*page));
            !is_member
        });
        told.push((title, Change::new(first.kind, message).on(page)));
    }
    told
}

fn lines(text: &Text) -> Vec<Line<'_>> {
    let pages = text.pages.iter().zip(1..);
    let all = pages.flat_map(|(lines, page)| {
        lines.iter().map(move |line| Line { role: line.role, text: &line.text, page })
    });
    all.filter(|line| line.role != Role::Furniture).collect()
}

/// What repeats on every page, page by page.
fn furniture(old: &Text, new: &Text, footers: &BTreeSet<Footer>) -> Vec<Change> {
    let of = |text: &Text| -> Vec<String> {
        let of_page = |page: &Vec<TextLine>| {
            let lines = page.iter().filter(|line| line.role == Role::Furniture);
            lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        text.pages.iter().map(of_page).collect()
    };
    let differs = (1..).zip(of(old).into_iter().zip(of(new))).filter(|(_, (old, new))| old != new);
    let told = differs.map(|(page, (old, new))| {
        let is_footer = [&old, &new].into_iter().any(|text| footers.contains(&(page, text.clone())));
        let part = if is_footer { "the page footer" } else { "the running head" };
        let message = match (old.as_str(), new.as_str()) {
            ("", new) => format!("{part} {} is new", quote(new)),
            (old, "") => format!("{part} {} is gone", quote(old)),
            (old, new) => format!("{part} {} became {}", quote(old), quote(new)),
        };
        Change::new(Kind::Text, message).on(page)
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
    let ops: Vec<DiffOp> = differing(old, new, |line| line.text);
    let gone: BTreeSet<&str> = ops.iter().flat_map(DiffOp::old_range).map(|at| old[at].text).collect();
    let fresh: BTreeSet<&str> = ops.iter().flat_map(DiffOp::new_range).map(|at| new[at].text).collect();
    let mut found = Vec::new();
    for op in ops {
        let (was, is) = (op.old_range(), op.new_range());
        let context = [words_before(old, was.start), words_before(new, is.start)];
        let before: Vec<_> = old[was].iter().filter(|line| !fresh.contains(line.text)).copied().collect();
        let (came, after): (Vec<_>, Vec<_>) = is.partition(|at| gone.contains(new[*at].text));
        let after: Vec<_> = after.into_iter().map(|at| new[at]).collect();
        let (before, after) = (words(&before), words(&after));
        found.extend(came.into_iter().map(|at| moved(new, at)));
        let ops = differing(&before, &after, |word| word.text).into_iter();
        found.extend(ops.filter_map(|op| difference(&before, &after, &op, &context)));
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
    // Without the signs at which words may break.
    let bare = |text: &str| squeezed(&text.replace(HYPHEN, ""));
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
    use crate::snapshot::text::TextLine;

    fn text(lines: &[&str]) -> Text {
        let said = |line: &&str| match line.split_at_checked(2) {
            Some(("# ", text)) => TextLine { role: Role::Heading(2), text: text.to_owned() },
            Some(("~ ", text)) => TextLine { role: Role::Furniture, text: text.to_owned() },
            _ => TextLine { role: Role::Text, text: (*line).to_owned() },
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
