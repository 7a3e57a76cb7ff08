//! Letters as runs: what is on one base line without a wide gap, such as the words of a line in its column.

use super::items::list_sign;
use super::letters::Letter;
use crate::resume::Dates;
use crate::text::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How far base lines of one line may be apart, the least gap between two runs, and that between two words (em).
const SAME_BASE: f32 = 0.12;
const WIDE: f32 = 0.6;
const WORD: f32 = 0.15;

/// Letters on one base line, from left to right, without a wide gap.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub letters: Vec<Letter>,
    pub left: f32,
    pub right: f32,
    pub y: f32,
    /// The size of most of its type.
    pub size: f32,
    pub page: usize,
    /// Where its first letter comes in the file.
    pub order: usize,
}

impl Run {
    fn of(letters: Vec<Letter>) -> Option<Self> {
        let first = letters.first()?;
        let biggest = letters.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let edge = |edge: fn(f32, f32) -> f32, of: fn(&Letter) -> f32| letters.iter().map(of).reduce(edge);
        Some(Self {
            left: first.left,
            right: edge(f32::max, |letter| letter.right)?,
            y: biggest.y,
            size: main_size(&letters),
            page: first.page,
            order: letters.iter().map(|letter| letter.order).min()?,
            letters,
        })
    }

    /// Takes the letters of another into its own.
    fn take(&mut self, other: Self) {
        let letters = std::mem::take(&mut self.letters).into_iter().chain(other.letters).collect();
        let (y, size) = (self.y, self.size);
        if let Some(run) = Self::of(sorted(letters)) {
            *self = Self { y, size, ..run };
        }
    }

    /// Its words with spaces between them, and the letter that each of its bytes is of.
    pub(super) fn words(&self) -> Vec<Word<'_>> {
        let gaps = self.gaps();
        let is_spaced_out = is_spaced_out(&self.letters);
        let limit = word_gap(&gaps);
        let mut words: Vec<Word<'_>> = Vec::new();
        for (letter, gap) in self.letters.iter().zip(std::iter::once(f32::MAX).chain(gaps)) {
            let begins = if is_spaced_out { gap > limit } else { letter.is_after_space || gap > limit };
            match words.last_mut().filter(|_| !begins) {
                Some(word) => word.letters.push(letter),
                None => words.push(Word { letters: vec![letter] }),
            }
        }
        words
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        self.words().iter().map(Word::text).collect::<Vec<_>>().join(" ")
    }

    /// Whether it is a date and no more.
    pub(super) fn is_date(&self) -> bool {
        Dates::parse(&self.text(), Span::at(0)).is_some()
    }

    /// The usual gap between its words (em).
    pub(super) fn space(&self) -> Option<f32> {
        let gaps = self.gaps();
        let limit = word_gap(&gaps);
        let mut wide: Vec<f32> = gaps.into_iter().filter(|gap| *gap > limit).collect();
        wide.sort_by(f32::total_cmp);
        wide.get(wide.len() / 2).copied()
    }

    /// The gaps between its letters (em).
    fn gaps(&self) -> Vec<f32> {
        let gap = |pair: &[Letter]| (pair[1].left - pair[0].right) / pair[0].size.max(pair[1].size);
        self.letters.windows(2).map(gap).collect()
    }
}

/// Letters without a space between them.
#[derive(Debug, Clone)]
pub(super) struct Word<'r> {
    pub letters: Vec<&'r Letter>,
}

impl Word<'_> {
    /// Its characters.
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.text.as_str()).collect()
    }
}

/// The gap from which on words are apart. Where letters are spaced, it is more than most gaps.
fn word_gap(gaps: &[f32]) -> f32 {
    let mut sorted: Vec<f32> = gaps.to_vec();
    sorted.sort_by(f32::total_cmp);
    let usual = if sorted.len() < 3 { 0.0 } else { sorted[sorted.len() / 2].max(0.0) };
    usual + WORD.max(0.45 * usual)
}

/// Whether a space is painted between all letters, so that none tells words apart.
fn is_spaced_out(letters: &[Letter]) -> bool {
    let spaces = letters.iter().skip(1).filter(|letter| letter.is_after_space).count();
    letters.len() > 4 && 10 * spaces >= 8 * (letters.len() - 1)
}

/// The size of most letters.
fn main_size(letters: &[Letter]) -> f32 {
    let mut sizes: Vec<f32> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes[sizes.len() / 2]
}

fn sorted(mut letters: Vec<Letter>) -> Vec<Letter> {
    letters.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.order.cmp(&b.order)));
    letters
}

/// The runs of all letters, from the top to the bottom.
pub(super) fn of(mut letters: Vec<Letter>) -> Vec<Run> {
    letters.sort_by(|a, b| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)));
    let mut runs = Vec::new();
    let mut line: Vec<Letter> = Vec::new();
    for letter in letters {
        let is_same = line.first().is_none_or(|first| {
            first.page == letter.page && letter.y - first.y <= SAME_BASE * first.size.max(letter.size)
        });
        if !is_same {
            split(std::mem::take(&mut line), &mut runs);
        }
        line.push(letter);
    }
    split(line, &mut runs);
    attach(runs)
}

/// Letters on lines that rise or fall, as a run for each line. Along such a line, a space is a gap that no letter fills.
pub(super) fn turned(letters: Vec<Letter>) -> Vec<Run> {
    let distance = |a: &Letter, b: &Letter| (b.left - a.left).hypot(b.y - a.y);
    let is_next = |a: &Letter, b: &Letter| a.page == b.page && distance(a, b) < 3.0 * a.size.max(b.size);
    letters.chunk_by(is_next).filter_map(|line| Run::of(line.to_vec())).collect()
}

/// Cuts the letters of one base line at wide gaps.
fn split(letters: Vec<Letter>, runs: &mut Vec<Run>) {
    let letters = compose(without_doubles(sorted(letters)));
    let mut run: Vec<Letter> = Vec::new();
    let mut usual = 0.0f32;
    for letter in letters {
        let gap = run.last().map_or(0.0, |last| (letter.left - last.right) / last.size.max(letter.size));
        if gap > WIDE + 2.0 * usual {
            runs.extend(Run::of(std::mem::take(&mut run)));
        }
        // Spaced letters have wider gaps between words too.
        usual = if run.len() < 2 { gap.clamp(0.0, 0.6) } else { usual.min(gap.max(0.0)) };
        if letter.is_after_space && run.len() < 2 {
            usual = 0.0;
        }
        run.push(letter);
    }
    runs.extend(Run::of(run));
}

/// Letters that are painted twice to look bold, once.
fn without_doubles(letters: Vec<Letter>) -> Vec<Letter> {
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        let near = |other: &&mut Letter| {
            other.text == letter.text
                && letter.left - other.left < 0.12 * letter.size
                && letter.order != other.order
        };
        match kept.iter_mut().rev().take(4).find(near) {
            Some(first) => first.look.is_bold = true,
            None => kept.push(letter),
        }
    }
    kept
}

/// Accents that are painted over a letter become one with it.
fn compose(letters: Vec<Letter>) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::with_capacity(letters.len());
    let mut accent: Option<Letter> = None;
    for letter in letters {
        if let Some(mark) = accent.take() {
            if overlap(&mark, &letter) {
                found.push(with_mark(letter, &mark));
                continue;
            }
            found.push(mark);
        }
        match found.last_mut().filter(|last| mark_of(&letter).is_some() && overlap(&letter, last)) {
            Some(last) => *last = with_mark(last.clone(), &letter),
            None if mark_of(&letter).is_some() => accent = Some(letter),
            None => found.push(letter),
        }
    }
    found.extend(accent);
    found
}

/// The combining character of an accent that stands alone.
fn mark_of(letter: &Letter) -> Option<char> {
    let mut chars = letter.text.chars();
    let (first, None) = (chars.next()?, chars.next()) else { return None };
    if is_combining_mark(first) {
        return Some(first);
    }
    ACCENTS.iter().find(|(alone, _)| *alone == first).map(|(_, mark)| *mark)
}

/// Accents that fonts have as characters of their own, and the combining characters they mean.
const ACCENTS: [(char, char); 14] = [
    ('´', '\u{301}'),
    ('`', '\u{300}'),
    ('¨', '\u{308}'),
    ('ˆ', '\u{302}'),
    ('^', '\u{302}'),
    ('˜', '\u{303}'),
    ('¯', '\u{304}'),
    ('˘', '\u{306}'),
    ('˙', '\u{307}'),
    ('˚', '\u{30a}'),
    ('˝', '\u{30b}'),
    ('ˇ', '\u{30c}'),
    ('¸', '\u{327}'),
    ('˛', '\u{328}'),
];

/// Whether most of an accent is over a letter.
fn overlap(mark: &Letter, letter: &Letter) -> bool {
    let common = mark.right.min(letter.right) - mark.left.max(letter.left);
    let is_letter = letter.text.chars().all(char::is_alphabetic);
    is_letter && (mark.right - mark.left <= 0.01 || common > 0.5 * (mark.right - mark.left))
}

fn with_mark(letter: Letter, mark: &Letter) -> Letter {
    let base = letter.text.replace('ı', "i").replace('ȷ', "j");
    let text = base.chars().chain(mark_of(mark)).nfc().collect();
    Letter { text, is_after_space: letter.is_after_space || mark.is_after_space, ..letter }
}

/// How many runs near another are looked at.
const MAX_NEAR: usize = 300;

/// Adds raised and lowered letters, and the signs of items, to the runs that they belong to.
fn attach(runs: Vec<Run>) -> Vec<Run> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| runs[*a].y.total_cmp(&runs[*b].y));
    let ys: Vec<f32> = order.iter().map(|at| runs[*at].y).collect();
    let owner = |at: usize| {
        let run = &runs[at];
        let reach = 1.2 * run.size;
        let from = ys.partition_point(|y| *y < run.y - reach);
        let near = order[from..].iter().zip(&ys[from..]).take_while(|(_, y)| **y <= run.y + reach);
        near.map(|(other, _)| *other)
            .take(MAX_NEAR)
            .filter(|other| *other != at)
            .find(|other| belongs(run, &runs[*other]))
    };
    let owners: Vec<Option<usize>> = (0..runs.len()).map(owner).collect();
    let mut found: Vec<Option<Run>> = runs.into_iter().map(Some).collect();
    for (at, owner) in owners.iter().enumerate() {
        let Some(owner) = owner.filter(|owner| owners[*owner].is_none()) else { continue };
        if let Some(run) = found[at].take()
            && let Some(owner) = &mut found[owner]
        {
            owner.take(run);
        }
    }
    let mut runs: Vec<Run> = found.into_iter().flatten().collect();
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    runs
}

/// Whether a run is the sign of an item before another, or raised or lowered beside it.
fn belongs(run: &Run, other: &Run) -> bool {
    if run.page != other.page {
        return false;
    }
    let (dy, size) = ((run.y - other.y).abs(), other.size);
    if run.letters.len() == 1 && list_sign(&run.letters[0].text).is_some() {
        return (0.0..=4.0 * size).contains(&(other.left - run.right)) && dy <= 0.35 * size;
    }
    let is_small = run.size <= 0.85 * size && run.letters.len() <= 4;
    let (before, behind) = (other.left - run.right, run.left - other.right);
    is_small && dy <= 0.6 * size && dy > 0.0 && before.max(behind) <= 0.2 * size
}
