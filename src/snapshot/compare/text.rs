//! What changed in the text, by words.

use super::sections;
use super::words::{count, quote};
use crate::snapshot::change::{Change, Kind};
use crate::snapshot::text::{Sort, Text};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Places in one section that are told one by one; more are counted.
const TOLD: usize = 6;

/// A line that is part of the reading order, and its page.
#[derive(Clone, Copy)]
struct Line<'a> {
    sort: Sort,
    text: &'a str,
    page: usize,
}

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Compares two texts.
pub fn compare(old: &Text, new: &Text) -> Vec<Change> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_cut, new_cut) = (cut(&old_lines), cut(&new_lines));
    let matched = sections::pair((&old_cut, &old_lines), (&new_cut, &new_lines));
    let mut changes: Vec<Change> = matched.changes().collect();
    for (before, after) in &matched.pairs {
        let (before, after) = (&old_cut[*before], &new_cut[*after]);
        let found = section(&old_lines[before.range.clone()], &new_lines[after.range.clone()]);
        let more = found.len().saturating_sub(TOLD);
        changes.extend(found.into_iter().take(TOLD));
        if more > 0 {
            let places = count(more, "more place");
            let section = if after.title.is_empty() { "the head".to_owned() } else { quote(&after.title) };
            changes.push(Change::new(Kind::Text, format!("text changed at {places} in {section}")));
        }
    }
    if old.pages.len() == new.pages.len() {
        changes.extend(furniture(old, new));
    }
    changes
}

fn cut(lines: &[Line<'_>]) -> Vec<sections::Section> {
    sections::cut(lines, |line| (line.sort == Sort::Section).then(|| line.text.to_owned()))
}

fn lines(text: &Text) -> Vec<Line<'_>> {
    let pages = text.pages.iter().zip(1..);
    let all = pages.flat_map(|(lines, page)| {
        lines.iter().map(move |said| Line { sort: said.sort, text: &said.text, page })
    });
    all.filter(|line| line.sort != Sort::Furniture).collect()
}

/// What repeats on every page, page by page.
fn furniture(old: &Text, new: &Text) -> Vec<Change> {
    let of = |text: &Text, page: usize| {
        let said = text.pages[page].iter().filter(|said| said.sort == Sort::Furniture);
        said.map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let differs = (0..new.pages.len()).map(|page| (page, of(old, page), of(new, page)));
    let differs = differs.filter(|(_, old, new)| old != new);
    let told = differs.map(|(page, old, new)| {
        let what = match (old.as_str(), new.as_str()) {
            ("", new) => format!("the running head {} is new", quote(new)),
            (old, "") => format!("the running head {} is gone", quote(old)),
            (old, new) => format!("the running head {} became {}", quote(old), quote(new)),
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

fn section(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<Change> {
    let (old, new) = (words(old), words(new));
    let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text.to_owned()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &texts(&old), &texts(&new));
    let differs = ops.iter().filter(|op| op.tag() != similar::DiffTag::Equal);
    differs.filter_map(|op| difference(&old, &new, op)).collect()
}

fn difference(old: &[Word<'_>], new: &[Word<'_>], op: &DiffOp) -> Option<Change> {
    let (before, after) = (op.old_range(), op.new_range());
    let join = |words: &[Word<'_>], range: Range<usize>, between: &str| {
        words[range].iter().map(|word| word.text).collect::<Vec<_>>().join(between)
    };
    let (said, says) = (join(old, before.clone(), " "), join(new, after.clone(), " "));
    let message = if before.is_empty() {
        format!("text is new: {}{}", quote(&says), behind(new, after.start))
    } else if after.is_empty() {
        format!("text is gone: {}{}", quote(&said), behind(old, before.start))
    } else if join(old, before.clone(), "") == join(new, after.clone(), "") {
        // A word that a line end parts is the same word.
        let parted = |words: &[Word<'_>], range: &Range<usize>| {
            words[range.start..range.end - 1].iter().any(|word| word.ends)
        };
        if parted(old, &before) || parted(new, &after) {
            return None;
        }
        let what = if before.len() > after.len() { "a space is lost" } else { "a space is new" };
        format!("{what}: {} became {}", quote(&said), quote(&says))
    } else {
        format!("text changed: {} became {}", quote(&said), quote(&says))
    };
    let page = new.get(after.start.min(new.len().saturating_sub(1))).or(old.get(before.start));
    let change = Change::new(Kind::Text, message);
    Some(match page {
        Some(word) => change.on(word.page),
        None => change,
    })
}

/// ` after "the words before"`
fn behind(words: &[Word<'_>], at: usize) -> String {
    let before: Vec<_> = words[at.saturating_sub(3)..at].iter().map(|word| word.text).collect();
    if before.is_empty() { String::new() } else { format!(" after {}", quote(&before.join(" "))) }
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
        compare(&text(old), &text(new)).iter().map(ToString::to_string).collect()
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
        assert_eq!(told.len(), TOLD + 1);
        assert_eq!(told[TOLD], "text changed at 34 more places in the head");
    }

    #[test]
    fn the_running_head_is_compared_by_page() {
        assert_eq!(told(&["~ Ada 1", "a"], &["a"]), ["page 1: the running head \"Ada 1\" is gone"]);
    }
}
