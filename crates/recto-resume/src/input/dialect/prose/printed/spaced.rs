//! Letter-spaced titles: `EX PE R IEN C E`, as they are copied out of documents.

use crate::input::syntax::block::Phrase;
use crate::language::TITLES;
use crate::text::{MappedText, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Longest line that can be one (bytes).
const MAX_TITLE: usize = 90;

/// Most letters of a letter-spaced word that are copied together.
const MAX_PIECE: usize = 5;

/// Sets letters together that a document has apart.
pub(super) struct Spaced<'w> {
    /// Known titles without spaces, each with the lengths of its words in characters.
    titles: BTreeMap<String, Vec<usize>>,
    /// The words of titles.
    vocabulary: BTreeSet<String>,
    /// The words of the document.
    words: &'w BTreeSet<String>,
}

impl<'w> Spaced<'w> {
    /// With the words of the document, in lower case.
    pub fn new(words: &'w BTreeSet<String>) -> Self {
        let lengths = |title: &String| title.split(' ').map(|word| word.chars().count()).collect();
        let titles = TITLES.keys().map(|title| (title.replace(' ', ""), lengths(title))).collect();
        let vocabulary = TITLES.keys().flat_map(|title| title.split(' ')).map(str::to_owned).collect();
        Self { titles, vocabulary, words }
    }

    /// The line with its letters set together; `None` where they are not apart.
    pub fn join(&self, phrase: &Phrase) -> Option<Phrase> {
        let text = &*phrase.text;
        if text.len() > MAX_TITLE || text.contains(|c: char| c.is_numeric()) {
            return None;
        }
        let pieces: Vec<_> = text.split_whitespace().collect();
        let letters = |piece: &str| piece.chars().filter(|c| c.is_alphabetic()).count();
        let single = pieces.iter().filter(|piece| letters(piece) == 1 && piece.chars().count() == 1).count();
        let short = pieces.iter().filter(|piece| piece.chars().count() < 3).count();
        if pieces.len() < 2 || single == 0 || pieces.iter().any(|piece| letters(piece) == 0 && *piece != "&")
        {
            return None;
        }
        let lower = pieces.concat().to_lowercase();
        let compact = lower.replace('&', "and");
        let (known, is_and) = (self.titles.get(&compact), lower.contains('&'));
        if let Some(lengths) = known {
            let lengths: Vec<_> = lengths.iter().map(|n| if *n == 3 && is_and { 0 } else { *n }).collect();
            return Some(set(phrase, &self.with_and(&lower, &lengths)));
        }
        if pieces.len() > 3 && short * 5 >= pieces.len() * 3 && !has_long(&pieces) {
            let wide = text.split("  ").flat_map(|part| part.split('\t')).map(letters_of).collect::<Vec<_>>();
            let lengths = if wide.len() > 1 { wide } else { self.segments(&lower) };
            return Some(set(phrase, &lengths));
        }
        small_capitals(phrase).or_else(|| self.initials(phrase))
    }

    /// The lengths of the words of a title that has `&` for `and`, which `lengths` gives as 0.
    fn with_and(&self, lower: &str, lengths: &[usize]) -> Vec<usize> {
        let chars: Vec<_> = lower.chars().collect();
        let mut at = 0;
        let length = |n: &usize| {
            let length = match n {
                0 if chars.get(at) == Some(&'&') => 1,
                0 => 3,
                n => *n,
            };
            at += length;
            length
        };
        lengths.iter().map(length).collect()
    }

    /// The lengths of words, each known from titles or the document, that a run of letters is made of; the run as a whole
    /// where there are none.
    fn segments(&self, run: &str) -> Vec<usize> {
        let chars: Vec<char> = run.chars().collect();
        let is_word = |word: &str| self.vocabulary.contains(word) || self.words.contains(word) || word == "&";
        // The start of the last word of the way with the fewest words to each place.
        let mut ways: Vec<Option<(usize, usize)>> = vec![None; chars.len() + 1];
        ways[0] = Some((0, 0));
        for end in 1..=chars.len() {
            let way = |start: usize| {
                let (words, _) = ways[start]?;
                is_word(&chars[start..end].iter().collect::<String>()).then_some((words + 1, start))
            };
            ways[end] = (0..end).filter_map(way).min();
        }
        let mut lengths = Vec::new();
        let mut end = chars.len();
        while let Some((_, start)) = ways[end].filter(|_| end > 0) {
            lengths.push(end - start);
            end = start;
        }
        lengths.reverse();
        if end > 0 { vec![chars.len()] } else { lengths }
    }

    /// `C ALVIN MORADI`, `L EADERSHIP S KILLS`: first letters apart from words that the document has whole elsewhere, or, in
    /// capitals, titles have; then others in the line, too.
    fn initials(&self, phrase: &Phrase) -> Option<Phrase> {
        let pieces: Vec<_> = phrase.text.split_whitespace().collect();
        let is_loud = !phrase.text.contains(char::is_lowercase);
        let parted = |n: usize| {
            let is_pair = pieces[n].chars().count() == 1 && pieces[n].starts_with(char::is_alphabetic);
            let rest = pieces.get(n + 1).filter(|rest| is_pair && rest.chars().count() > 1)?;
            Some(format!("{}{rest}", pieces[n]).to_lowercase())
        };
        let is_title = |word: &String| is_loud && self.vocabulary.contains(word);
        let is_known = |word: &String| self.words.contains(word) || is_title(word);
        let is_spaced = (0..pieces.len()).filter_map(parted).any(|word| is_title(&word));
        let mut lengths: Vec<usize> = Vec::new();
        let mut is_joined = false;
        for (n, piece) in pieces.iter().enumerate() {
            let length = piece.chars().count();
            let word = n.checked_sub(1).and_then(parted).filter(|word| is_spaced || is_known(word));
            match lengths.last_mut().filter(|last| **last == 1 && word.is_some()) {
                Some(last) => {
                    *last += length;
                    is_joined = true;
                }
                None => lengths.push(length),
            }
        }
        is_joined.then(|| set(phrase, &lengths))
    }
}

/// `E XECUTIVE P ROFILE`: in small capitals, the first letters of words are copied apart from the others.
fn small_capitals(phrase: &Phrase) -> Option<Phrase> {
    let pieces: Vec<_> = phrase.text.split_whitespace().collect();
    let length = |n: usize| pieces.get(n).map_or(0, |piece: &&str| piece.chars().count());
    let is_initial =
        |n: usize| length(n) == 1 && pieces[n].chars().all(char::is_uppercase) && length(n + 1) > 1;
    let is_joined = |n: usize| n > 0 && is_initial(n - 1);
    let initials = (0..pieces.len()).filter(|n| is_initial(*n)).count();
    let is_other = |n: usize| length(n) == 1 && !is_initial(n) && pieces[n] != "&";
    if initials < 2 || phrase.text.contains(char::is_lowercase) || (0..pieces.len()).any(is_other) {
        return None;
    }
    let starts = (0..pieces.len()).filter(|n| !is_joined(*n));
    let lengths: Vec<_> = starts.map(|n| length(n) + if is_initial(n) { length(n + 1) } else { 0 }).collect();
    Some(set(phrase, &lengths))
}

/// Whether a piece is too long for a few letters of a word: `Permit B or BE`.
fn has_long(pieces: &[&str]) -> bool {
    pieces.iter().any(|piece| piece.chars().count() > MAX_PIECE)
}

fn letters_of(part: &str) -> usize {
    part.chars().filter(|c| !c.is_whitespace()).count()
}

/// The characters of a phrase that are no white space, in words of these lengths.
fn set(phrase: &Phrase, lengths: &[usize]) -> Phrase {
    let mut text = MappedText::default();
    let mut lengths = lengths.iter().copied().filter(|length| *length > 0);
    let mut left = lengths.next().unwrap_or(usize::MAX);
    for (at, c) in phrase.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if left == 0 {
            text.push(" ", Span::at(phrase.text.span(at..at).start));
            left = lengths.next().unwrap_or(usize::MAX);
        }
        text.push_slice(&phrase.text, at..at + c.len_utf8());
        left -= 1;
    }
    let is_strong = phrase.is_strong();
    let end = text.len();
    let marks =
        if is_strong { vec![(crate::input::syntax::block::Mark::Strong, 0..end)] } else { Vec::new() };
    Phrase { text, marks }
}
