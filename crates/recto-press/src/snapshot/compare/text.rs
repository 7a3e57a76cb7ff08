//! What changed in the text, by words.

use super::words::{count, quote, section_name, squeezed};
use super::{differing, sections};
use crate::snapshot::change::{Change, ChangeKind};
use crate::snapshot::role::Role;
use crate::snapshot::text::{Text, TextLine};
use similar::DiffOp;
use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};

/// The most places in one section that are listed one by one; more are counted.
const MOST_LISTED: usize = 6;

/// So many changes of a sort are told one by one; more are told by an example.
const MERGED: usize = 3;

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
    let title = |line: &&TextLine| {
        (line.role == Role::Heading(2) || untitled.contains(&line.text)).then(|| line.text.clone())
    };
    let matched = sections::pair(&old_lines, &new_lines, title, |line| &line.text);
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
            changes.push(Change::new(ChangeKind::Text, message));
        }
    }
    if old.pages == new.pages {
        changes.extend(furniture(old, new, footers));
    }
    changes
}

/// Titles of sections in one text that stand in the other without being one.
pub fn untitled(old: &Text, new: &Text) -> BTreeSet<String> {
    let of = |text: &Text, role: Role| {
        let lines = text.lines.iter().filter(|line| line.role == role);
        lines.map(|line| line.text.clone()).collect::<BTreeSet<_>>()
    };
    let lost = |one: &Text, other: &Text| {
        &(&of(one, Role::Heading(2)) - &of(other, Role::Heading(2))) & &of(other, Role::Text)
    };
    &lost(old, new) | &lost(new, old)
}

/// A change of words: what it is like, told before its example, and where it stands, told only when it is alone.
struct WordChange {
    what: &'static str,
    example: String,
    place: String,
    page: Option<usize>,
    kind: ChangeKind,
}

/// Changes of the same words, and many that are alike, are told once.
fn merged(mut rest: VecDeque<(&str, WordChange)>) -> Vec<(&str, Change)> {
    let mut told = Vec::new();
    while let Some((title, first)) = rest.pop_front() {
        let alike = |other: &WordChange| other.what == first.what;
        let same = |other: &WordChange| alike(other) && other.example == first.example;
        let count = |is: &dyn Fn(&WordChange) -> bool| 1 + rest.iter().filter(|(_, other)| is(other)).count();
        let (times, places) = (count(&same), count(&alike));
        let is_plain = matches!(first.what, CHANGED | GONE | FRESH);
        let (is_member, message): (&dyn Fn(&WordChange) -> bool, _) =
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

/// The lines that are part of the reading order.
fn lines(text: &Text) -> Vec<&TextLine> {
    text.lines.iter().filter(|line| line.role != Role::Furniture).collect()
}

/// What repeats on every page, page by page.
fn furniture(old: &Text, new: &Text, footers: &BTreeSet<Footer>) -> Vec<Change> {
    let of = |text: &Text, page: usize| {
        let lines = text.lines.iter().filter(|line| line.role == Role::Furniture && line.page == page);
        lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let pages = (1..=new.pages).map(|page| (page, of(old, page), of(new, page)));
    let differs = pages.filter(|(_, old, new)| old != new);
    let told = differs.map(|(page, old, new)| {
        let is_footer = [&old, &new].into_iter().any(|text| footers.contains(&(page, text.clone())));
        let part = if is_footer { "the page footer" } else { "the running head" };
        let message = match (old.as_str(), new.as_str()) {
            ("", new) => format!("{part} {} is new", quote(new)),
            (old, "") => format!("{part} {} is gone", quote(old)),
            (old, new) => format!("{part} {} became {}", quote(old), quote(new)),
        };
        Change::new(ChangeKind::Text, message).on(page)
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

fn words<'a>(lines: &[&'a TextLine]) -> Vec<Word<'a>> {
    let of_line = |line: &&'a TextLine| {
        let words = line.text.split(' ').map(|text| Word { text, page: line.page, ends: false });
        let mut words: Vec<_> = words.collect();
        words.last_mut().into_iter().for_each(|last| last.ends = true);
        words
    };
    lines.iter().flat_map(of_line).collect()
}

const CHANGED: &str = "text changed";
const GONE: &str = "text is gone";
const FRESH: &str = "text is new";

/// Compares line by line first, so that what is gone or new are whole lines where it can be, then word by word.
fn section(old: &[&TextLine], new: &[&TextLine]) -> Vec<WordChange> {
    let ops: Vec<DiffOp> = differing(old, new, |line| &line.text);
    let gone: BTreeSet<&str> =
        ops.iter().flat_map(DiffOp::old_range).map(|at| old[at].text.as_str()).collect();
    let fresh: BTreeSet<&str> =
        ops.iter().flat_map(DiffOp::new_range).map(|at| new[at].text.as_str()).collect();
    let mut found = Vec::new();
    for op in ops {
        let (was, is) = (op.old_range(), op.new_range());
        let context = [words_before(old, was.start), words_before(new, is.start)];
        let before: Vec<_> =
            old[was].iter().filter(|line| !fresh.contains(line.text.as_str())).copied().collect();
        let (came, after): (Vec<_>, Vec<_>) = is.partition(|at| gone.contains(new[*at].text.as_str()));
        let after: Vec<_> = after.into_iter().map(|at| new[at]).collect();
        let (before, after) = (words(&before), words(&after));
        found.extend(came.into_iter().map(|at| moved(new, at)));
        let ops = differing(&before, &after, |word| word.text).into_iter();
        found.extend(ops.filter_map(|op| difference(&before, &after, &op, &context)));
    }
    found
}

/// A line that stands elsewhere.
fn moved(new: &[&TextLine], at: usize) -> WordChange {
    let place = behind(&words_before(new, at), &[]).unwrap_or_else(|| " first".to_owned());
    let example = format!("{} now stands{place}", quote(&new[at].text));
    let page = Some(new[at].page);
    WordChange { what: "order of text changed", example, place: String::new(), page, kind: ChangeKind::Text }
}

/// The words of the lines before one.
fn words_before<'a>(lines: &[&'a TextLine], at: usize) -> Vec<Word<'a>> {
    words(&lines[at.saturating_sub(3)..at])
}

fn difference(
    old: &[Word<'_>],
    new: &[Word<'_>],
    op: &DiffOp,
    context: &[Vec<Word<'_>>; 2],
) -> Option<WordChange> {
    let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
    let join = |words: &[Word<'_>], between: &str| {
        words.iter().map(|word| word.text).collect::<Vec<_>>().join(between)
    };
    let (said, says) = (join(before, " "), join(after, " "));
    let became = || format!("{} became {}", quote(&said), quote(&says));
    // Without the signs at which words may break.
    let bare = |text: &str| squeezed(&text.replace(HYPHEN, ""));
    let mut place = String::new();
    let mut kind = ChangeKind::Text;
    let (what, example) = if before.is_empty() {
        place = behind(&context[1], &new[..op.new_range().start]).unwrap_or_default();
        (FRESH, quote(&says))
    } else if after.is_empty() {
        place = behind(&context[0], &old[..op.old_range().start]).unwrap_or_default();
        (GONE, quote(&said))
    } else if join(before, "") == join(after, "") {
        // A word that a line end parts is the same word.
        let parted = |words: &[Word<'_>]| words.iter().rev().skip(1).any(|word| word.ends);
        if parted(before) || parted(after) {
            return None;
        }
        (if before.len() > after.len() { "a space is lost" } else { "a space is new" }, became())
    } else if bare(&said) == bare(&says) {
        kind = ChangeKind::Wrapping;
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
    let page = new.get(op.new_range().start).or(new.last()).or(before.first());
    Some(WordChange { what, example, place, page: page.map(|word| word.page), kind })
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

    fn text(lines: &[&str]) -> Text {
        let line = |line: &&str| {
            let (role, text) = match line.split_at_checked(2) {
                Some(("# ", text)) => (Role::Heading(2), text),
                Some(("~ ", text)) => (Role::Furniture, text),
                _ => (Role::Text, *line),
            };
            TextLine { page: 1, role, text: text.to_owned() }
        };
        Text { pages: 1, lines: lines.iter().map(line).collect() }
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
