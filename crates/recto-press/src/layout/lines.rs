//! The finished lines, and the words that a line end broke. Text extraction loses or doubles the hyphen of
//! `cross-team`, or cuts an address in two, when a line ends inside; such words are kept whole in a second
//! pass; so is a number with its unit.

use super::walk;
use crate::sheet::Fact;
use recto_resume::text::characters::is_spaceless;
use std::collections::BTreeSet;
use typst::layout::{FrameItem, Point};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// From this size on (smallest sizes of the document) a line can only be a name.
const NAME_SIZE: f64 = 2.0;

/// A line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The page, counting from 1.
    pub page: usize,
    /// The column of its region; `None` outside all regions, as in a layout of one column.
    pub region: Option<String>,
    /// Left edge (pt).
    pub left: f64,
    /// Right edge (pt).
    pub right: f64,
    /// Baseline, from the top of the page (pt).
    pub baseline: f64,
    /// Font size of its last run (pt).
    pub size: f64,
    /// Whether it begins at its right edge.
    pub mirrored: bool,
    /// The characters. A space at which the line was broken is still there.
    pub text: String,
}

impl Line {
    /// The edge at which it begins (pt).
    fn start(&self) -> f64 {
        if self.mirrored { self.right } else { self.left }
    }
}

/// Every line of the document, in reading order; `mirrored`: its pages run from right to left.
pub fn lines(document: &PagedDocument, mirrored: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut last = (0.0, 0.0);
    walk::items(document, |page, at, region, item| {
        if let FrameItem::Text(text) = item {
            add(text, at, (page, region), mirrored.then_some(last), &mut lines);
            last = (at.x.to_pt(), (at.x + text.width()).to_pt());
        }
    });
    lines
}

/// Adds a run: to the last line if it goes on there, else as a new line. `place` is its page and region. On a page that runs
/// from right to left, `last` are the edges of the run before: the engine sets the runs of a line in the order in which they are
/// read, each where it belongs.
fn add(
    text: &TextItem,
    at: Point,
    place: (usize, Option<&str>),
    last: Option<(f64, f64)>,
    lines: &mut Vec<Line>,
) {
    let (left, baseline, size) = (at.x.to_pt(), at.y.to_pt(), text.size.to_pt());
    let right = left + text.width().to_pt();
    let continues = |line: &&mut Line| {
        let is_level = (line.baseline - baseline).abs() < 0.3 * size;
        let goes_on = || goes_on((line.right, line.baseline), (left, baseline), size);
        (line.page, line.region.as_deref()) == place && if last.is_some() { is_level } else { goes_on() }
    };
    match lines.last_mut().filter(continues) {
        Some(line) => {
            let is_apart = match last {
                None => parts_words(line.right, left, size, &line.text),
                Some((start, end)) => {
                    let gap = (left - end).max(start - right);
                    !text.text.starts_with(char::is_whitespace) && parts_words(0.0, gap, size, &line.text)
                }
            };
            if is_apart {
                line.text.push(' ');
            }
            line.text.push_str(&text.text);
            line.size = size;
            (line.left, line.right) = match last {
                None => (line.left, right),
                Some(_) => (line.left.min(left), line.right.max(right)),
            };
        }
        None => {
            let ((page, region), text) = (place, text.text.to_string());
            let (region, mirrored) = (region.map(str::to_owned), last.is_some());
            lines.push(Line { page, region, left, right, baseline, size, mirrored, text });
        }
    }
}

/// Whether a run is part of a line that ends at `end`: it stands on its baseline and further right. All in pt.
pub(crate) fn goes_on(end: (f64, f64), run: (f64, f64), size: f64) -> bool {
    (end.1 - run.1).abs() < 0.3 * size && run.0 > end.0 - 0.3 * size
}

/// Whether there is a gap without a space in it, such as the one before a date at the right edge: it parts words.
pub(crate) fn parts_words(right: f64, left: f64, size: f64, text: &str) -> bool {
    left > right + 0.1 * size && !text.ends_with(char::is_whitespace)
}

/// The words of `text` that a line end broke in two, and that a line of their column could hold.
pub(super) fn broken_words(lines: &[Line], text: &str) -> BTreeSet<String> {
    let ends: Vec<_> = (0..lines.len()).flat_map(|index| Break::after(lines, index)).collect();
    if ends.is_empty() {
        return BTreeSet::new();
    }
    let wanted: BTreeSet<_> = ends.iter().flat_map(|end| [end.word.as_str(), core(&end.word)]).collect();
    let words: BTreeSet<_> = text.split_whitespace().filter(|word| wanted.contains(word)).collect();
    let written = |word: &str| words.contains(word) || (word.contains(' ') && text.contains(word));
    // A printed address is a text of its own, with its brackets.
    let bracketed =
        |word: &str| word.starts_with('(') && text.split_whitespace().any(|known| core(known) == core(word));
    // A layout may put a comma behind a keyword.
    let known = |word: &str| written(word) || written(core(word)) || bracketed(word);
    let broken = ends.iter().filter(|end| known(&end.word) && end.fits(lines));
    broken.map(|end| core(&end.word).to_owned()).collect()
}

/// Whether `word` is also a part of another word of `text`, as `3 m` is of `3 months`.
pub(super) fn is_part(word: &str, text: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        (is_letter(before.chars().next_back()) && is_letter(word.chars().next()))
            || (is_letter(word.chars().next_back()) && is_letter(behind.chars().next()))
    })
}

/// All texts of the content with a space between two, unless both are of one paragraph and meet at a sign at which a
/// line may end: in `**real**-time` the word goes on where the bold ends.
pub(super) fn joined(facts: &[Fact<'_>]) -> String {
    const SIGNS: [char; 4] = ['-', '/', '–', '—'];
    let mut joined = String::new();
    for fact in facts {
        let leaves = fact.leaves().into_iter().filter(|(text, _)| !text.trim().is_empty());
        for (n, (text, _)) in leaves.enumerate() {
            let meets = joined.ends_with(SIGNS) || text.starts_with(SIGNS);
            if n == 0 || !meets {
                joined.push(' ');
            }
            joined.push_str(text);
        }
    }
    joined
}

/// A line end inside a word, or between a number and its unit.
struct Break<'a> {
    line: &'a Line,
    /// The last word of the line and the first of the next, as they stand in the text.
    word: String,
    /// About how wide that is (pt).
    width: f64,
}

impl<'a> Break<'a> {
    /// The break behind a line, if there is one. The text goes on in the next line of the same region: the lines of another
    /// column may come between. On a new page the running head comes before the text.
    fn after(lines: &'a [Line], index: usize) -> impl Iterator<Item = Self> {
        let line = &lines[index];
        let mut following = lines[index + 1..].iter().filter(|next| next.region == line.region);
        let next = following.next().into_iter();
        let behind_head = following.next().into_iter().filter(|next| next.page != line.page);
        next.chain(behind_head).filter_map(|next| Self::between(line, next))
    }

    fn between(line: &'a Line, next: &Line) -> Option<Self> {
        let head = line.text.split_whitespace().next_back()?;
        let tail =
            next.text.split_whitespace().next().filter(|_| !next.text.starts_with(char::is_whitespace))?;
        let spaced = line.text.ends_with(char::is_whitespace);
        let apart = line.page == next.page && next.baseline <= line.baseline;
        let spaceless = head.ends_with(is_spaceless) || tail.starts_with(is_spaceless);
        if apart || spaceless || (spaced && !(is_number(core(head)) && UNITS.contains(&core(tail)))) {
            return None;
        }
        let width = share(line, head) + share(next, tail);
        let space = if spaced { " " } else { "" };
        Some(Self { line, word: format!("{head}{space}{tail}"), width })
    }

    /// Whether some line of the same column is wide enough to hold the word: one of its region that starts at the same edge,
    /// or, for a name, which is much larger than the rest and has the whole page, any line.
    fn fits(&self, lines: &[Line]) -> bool {
        let smallest = lines.iter().map(|line| line.size).fold(f64::INFINITY, f64::min);
        let large = self.line.size > NAME_SIZE * smallest;
        let beside =
            |line: &&Line| line.region == self.line.region && (line.start() - self.line.start()).abs() < 0.5;
        let peers = lines.iter().filter(|line| large || beside(line));
        peers.map(|line| line.right - line.left).fold(0.0, f64::max) >= self.width
    }
}

/// Signs and abbreviations that belong to the number before them.
const UNITS: &[&str] = &[
    "million", "billion", "Millionen", "Milliarden", "millions", "milliards", "millones", "percent", "%",
    "‰", "°", "°C", "°F", "€", "$", "£", "EUR", "USD", "CHF", "kr", "грн", "k", "K", "M", "bn", "Mio", "Mrd",
    "тис", "млн", "млрд", "ms", "s", "min", "h", "Hz", "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB", "PB",
    "Mbit/s", "Gbit/s", "nm", "µm", "mm", "cm", "m", "km", "m²", "m³", "ha", "mg", "g", "kg", "t", "ml", "l",
    "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "V", "kV", "A", "mA", "μA", "µA", "км", "кг", "м",
];

/// Whether this is a number in figures: `37`, `1.5`, `−3,000`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "+-−±~<>≈".contains(c))
        && word.ends_with(|c: char| c.is_ascii_digit())
}

/// About how much of the line's width a part of its text takes (pt).
fn share(line: &Line, part: &str) -> f64 {
    let (part, whole) = (part.chars().count() as f64, line.text.chars().count().max(1) as f64);
    (line.right - line.left) * part / whole
}

/// The word without the punctuation around it, so that the word is kept whole wherever it stands.
fn core(word: &str) -> &str {
    let inner = word.trim_start_matches(['(', '[', '{', '“', '„', '‘', '‚', '«', '»', '"', '\'', '¿', '¡']);
    let inner = inner.trim_end_matches([
        ',', ';', ':', '.', '!', '?', ')', ']', '}', '”', '“', '’', '‘', '»', '«', '"', '\'',
    ]);
    if inner.is_empty() { word } else { inner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{FactKind, Run, Words};
    use proptest::prelude::*;
    use recto_resume::resume::Text;
    use recto_resume::text::Span;

    /// Lines below each other, each as wide as its characters are many.
    fn page(texts: &[&str]) -> Vec<Line> {
        let line = |(index, text): (usize, &&str)| Line {
            page: 1,
            region: None,
            left: 0.0,
            right: text.chars().count() as f64,
            baseline: 12.0 * index as f64,
            size: 10.0,
            mirrored: false,
            text: (*text).to_owned(),
        };
        texts.iter().enumerate().map(line).collect()
    }

    fn broken(page_lines: &[&str], texts: &[&str]) -> Vec<String> {
        broken_words(&page(page_lines), &texts.join(" ")).into_iter().collect()
    }

    #[test]
    fn words_broken_at_a_line_end_are_found() {
        let data = ["led a cross-team effort (client/server) in 2016–2019, see example.org/a-b"];
        assert_eq!(broken(&["led a long cross-", "team effort"], &data), ["cross-team"]);
        assert_eq!(broken(&["effort with the (client/", "server) in"], &data), ["client/server"]);
        assert_eq!(broken(&["server and more in 2016–", "2019, see"], &data), ["2016–2019"]);
        assert_eq!(broken(&["2019, see example.org/a-", "b"], &data), ["example.org/a-b"]);
        assert_eq!(broken(&["with commas: example.org/a-", "b, Rust"], &data), ["example.org/a-b"]);
        // A printed address is a text of its own, with its brackets.
        let data = ["the paper", "(example.org/a-b)", "."];
        assert_eq!(broken(&["and also the paper (example.org/a-", "b)."], &data), ["example.org/a-b"]);
    }

    #[test]
    fn a_number_keeps_its_unit() {
        let data = ["cut the cost by (37 %), from 1.5 Mio. € to 900 people in 3 m"];
        assert_eq!(broken(&["and cut the cost by (37 ", "%), from"], &data), ["37 %"]);
        assert_eq!(broken(&["by some percent from 1.5 ", "Mio. € to"], &data), ["1.5 Mio"]);
        assert_eq!(broken(&["from 1.5 Mio. € to 900 ", "people in"], &data), [""; 0]);
        assert_eq!(broken(&["cut the cost ", "m and more"], &data), [""; 0]);
    }

    #[test]
    fn a_line_that_ends_with_a_space_or_a_paragraph_breaks_nothing() {
        let data = ["a cross-team effort", "well- known"];
        assert_eq!(broken(&["it was a ", "cross-team effort"], &data), [""; 0]);
        assert_eq!(broken(&["and well- ", "known"], &data), [""; 0]);
        assert_eq!(broken(&["end of a paragraph", "effort"], &data), [""; 0]);
        assert_eq!(broken(&["I come from 東京", "大学"], &["東京大学"]), [""; 0]);
    }

    #[test]
    fn a_word_in_another_is_a_part_of_it() {
        let text = "for 3 months, across-team work (cross-team) at e.g. org";
        assert!(is_part("3 m", text) && is_part("cross-team", text));
        assert!(!is_part("3 months", text) && !is_part("(cross", text) && !is_part("e.g.", text));
    }

    #[test]
    fn a_word_goes_on_where_its_bold_part_ends_and_over_a_page() {
        let bold = Run::Bold { b: vec![Run::Text(Text::new("real", Span::new(8, 12)))] };
        let word = |text: &str| Run::Text(Text::new(text, Span::NOWHERE));
        let runs = [word("quite "), bold, word("-time control")];
        let texts = joined(&[Fact {
            kind: FactKind::Paragraph,
            words: Words::Runs(&runs),
            url: None,
            region: 0,
            section: None,
            item: None,
            role: None,
            nesting: Vec::new(),
            follows_text: false,
        }]);
        let mut lines = page(&["it was quite real-", "Ada Lind  2", "time control"]);
        assert_eq!(broken_words(&lines, &texts).len(), 0);
        lines[1].page = 2;
        lines[2].page = 2;
        assert_eq!(broken_words(&lines, &texts), BTreeSet::from(["real-time".to_owned()]));
    }

    /// The lines of a main column, some of a side column, and more of the main column on page 2 behind a running head.
    fn two_columns(main: &[&str], side: &[&str], rest: &[&str]) -> Vec<Line> {
        let head = ["Ada Lind  2"];
        let parts =
            [(1, Some("main"), main), (1, Some("side"), side), (2, None, &head), (2, Some("main"), rest)];
        let part = |(number, region, texts): (usize, Option<&str>, &[&str])| {
            let region = region.map(str::to_owned);
            page(texts).into_iter().map(move |line| Line { page: number, region: region.clone(), ..line })
        };
        parts.into_iter().flat_map(part).collect()
    }

    #[test]
    fn a_word_goes_on_in_its_own_column() {
        let texts = "quite real-time control real-estate";
        let lines = two_columns(&["it was quite real-"], &["estate", "and more"], &["time control"]);
        assert_eq!(broken_words(&lines, texts), BTreeSet::from(["real-time".to_owned()]));
        // In the side column, a line of which is as wide as the word.
        let lines = two_columns(&["it was quite"], &["more and real-", "estate"], &["time control"]);
        assert_eq!(broken_words(&lines, texts), BTreeSet::from(["real-estate".to_owned()]));
    }

    #[test]
    fn a_word_wider_than_its_own_column_is_left_alone() {
        let texts = "see real-estate";
        let wide = ["it was quite a long line"];
        assert_eq!(broken_words(&two_columns(&wide, &["real-", "estate"], &[]), texts).len(), 0);
        assert_eq!(broken_words(&two_columns(&wide, &["see real-", "estate"], &[]), texts).len(), 0);
        assert_eq!(broken_words(&two_columns(&wide, &["and see real-", "estate"], &[]), texts).len(), 1);
    }

    #[test]
    fn a_name_has_the_whole_page() {
        let data = "Ada Lindqvist-Featherstone of somewhere";
        let mut lines = page(&["Ada Lindqvist-", "Featherstone", "a line as long as the page is wide"]);
        lines[2].left = 3.0;
        assert_eq!(broken_words(&lines, data).len(), 0);
        (lines[0].size, lines[1].size) = (26.0, 26.0);
        assert_eq!(broken_words(&lines, data), BTreeSet::from(["Lindqvist-Featherstone".to_owned()]));
    }

    #[test]
    fn a_word_wider_than_its_column_is_left_alone() {
        let data = ["example.org/a/very/long/path/indeed"];
        assert_eq!(broken(&["example.org/a/very/", "long/path/indeed"], &data), [""; 0]);
    }

    proptest! {
        #[test]
        fn only_words_of_the_text_are_named(lines in proptest::collection::vec("\\PC{0,12}", 0..6), text in "\\PC{0,40}") {
            let lines: Vec<_> = lines.iter().map(String::as_str).collect();
            for word in broken(&lines, &[&text]) {
                prop_assert!(text.contains(&word));
            }
        }
    }
}
