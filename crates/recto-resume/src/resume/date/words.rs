//! Months, seasons, the present and the way from one date to another, as people write them in files: the words of
//! `languages/*.toml`. For reading only: the page takes its month names from CLDR.

use super::Season;
use crate::language::{LANGUAGES, is_listed, key_of};

/// The month (1 to 12) that `word` (lower case) names in any language.
pub(super) fn month(word: &str) -> Option<u8> {
    let mut months = LANGUAGES.iter().flat_map(|language| (1..).zip(language.read.months));
    months.find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// Whether a text writes a month's name in full. Names of four letters and fewer do not tell: `May`, `juin`.
pub(super) fn spells_month(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 4);
    words.map(str::to_lowercase).any(|word| month(&word).is_some())
}

/// The season that `word` (lower case) names.
pub(super) fn season(word: &str) -> Option<Season> {
    let key = key_of(word, |read| read.seasons)?;
    Season::ALL.into_iter().find(|season| season.name() == key)
}

/// Whether `text` (lower case) means the present: `today`, `to this day`.
pub(super) fn is_present(text: &str) -> bool {
    let text = text.replace('’', "'");
    let is_listed = |text: &str| is_listed(text, |read| read.present);
    is_listed(&text)
        || text.split_once(' ').is_some_and(|(first, rest)| is_until(first) && is_listed(rest.trim_start()))
}

/// Whether `word` (lower case) adds nothing to a date.
pub(super) fn is_filler(word: &str) -> bool {
    is_listed(word, |read| read.fillers)
}

/// Whether `word` (lower case) leads from the start of a period to its end.
pub(super) fn is_until(word: &str) -> bool {
    is_listed(word, |read| read.until)
}

/// Whether `word` (lower case) announces the start of a period.
pub(super) fn is_since(word: &str) -> bool {
    is_listed(word, |read| read.since)
}

/// Whether `word` (lower case) announces a date that is yet to come.
pub(super) fn is_expected(word: &str) -> bool {
    is_listed(word, |read| read.expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_from_one() {
        assert_eq!(month("jan"), Some(1));
        assert_eq!(month("грудня"), Some(12));
        assert_eq!(month("smarch"), None);
    }
}
