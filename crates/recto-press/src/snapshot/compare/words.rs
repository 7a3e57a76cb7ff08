//! How messages name things: quotations, lengths, lists, groups.

use std::collections::BTreeMap;

/// Characters of a quotation at most.
const QUOTED: usize = 60;

/// A text between quotation marks; the middle of a long one is left out.
pub fn quote(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= QUOTED {
        return format!("\"{text}\"");
    }
    let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let (head, tail) = (part(0..QUOTED - 20), part(characters.len() - 18..characters.len()));
    format!("\"{} … {}\"", head.trim_end(), tail.trim_start())
}

/// A length in mm: `4.2 mm`, `0.18 mm`. It takes pt.
pub fn mm(points: f64) -> String {
    let mm = points.abs() * 25.4 / 72.0;
    if mm < 0.995 { format!("{mm:.2} mm") } else { format!("{mm:.1} mm") }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(parts: impl IntoIterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

/// A text without its white space.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The title of a section; what comes before the first one is the head.
pub fn section_name(title: &str) -> String {
    if title.is_empty() { "the head".to_owned() } else { quote(title) }
}

/// Items by a key, in the order of the keys.
pub fn grouped<T, K: Ord>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> BTreeMap<K, Vec<T>> {
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for item in items {
        groups.entry(key(&item)).or_default().push(item);
    }
    groups
}

/// `1 line`, `2 lines`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `2 of 5`, or nothing when it is all of them.
pub fn part_of(some: usize, all: usize) -> String {
    if some >= all { String::new() } else { format!(" ({some} of {all})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_lose_their_middle() {
        assert_eq!(quote("Education"), "\"Education\"");
        let long = "Led the migration of a hundred services from one room to two others in a winter";
        assert_eq!(quote(long), "\"Led the migration of a hundred services … others in a winter\"");
    }

    #[test]
    fn lengths_are_in_millimetres() {
        assert_eq!(mm(-0.5), "0.18 mm");
        assert_eq!(mm(11.906), "4.2 mm");
    }

    #[test]
    fn lists_read_as_a_sentence() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(words[..2].to_vec()), "a and b");
        assert_eq!(list(words), "a, b and c");
        assert_eq!((count(1, "page"), count(3, "page")), ("1 page".to_owned(), "3 pages".to_owned()));
        assert_eq!((part_of(2, 5), part_of(5, 5)), (" (2 of 5)".to_owned(), String::new()));
    }
}
