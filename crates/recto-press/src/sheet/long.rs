//! Words that may be wider than a line: an address of eighty characters, a line of dashes. Only these may
//! break anywhere. To look for them on the page costs a fifth of a one-page layout, so it is done here, by a
//! generous estimate; the layout then measures.

use super::content::Content;
use super::facts::FactKind;
use super::measures::Measures;
use recto_resume::text::characters::is_spaceless;
use std::collections::BTreeSet;

/// The narrowest part of a column that a layout sets text in, as a share of the column.
const NARROWEST: f64 = 0.55;
/// The least size of a name in body sizes.
const NAME_SIZE: f64 = 2.7;
/// Sizes up to this one (body sizes) are within what the estimates allow for.
const COVERED: f64 = 1.4;

/// The words of the content that may be too wide for a line of their column, sorted.
pub fn words(content: &Content, measures: &Measures) -> Vec<String> {
    let (name_size, other_size) = sizes(measures);
    let mut found = BTreeSet::new();
    for fact in content.facts() {
        let size = if fact.kind == FactKind::Name { name_size } else { other_size };
        // The header has the whole page.
        let column = fact.section.and_then(|_| measures.columns.get(&content.regions[fact.region].column));
        let room = NARROWEST * column.copied().unwrap_or(measures.width) / measures.size;
        for (text, _) in fact.leaves() {
            let wide = text.split(|c: char| c.is_whitespace() || is_spaceless(c));
            // No character is wider than its size.
            let may_be = |word: &&str| size * word.len() as f64 > room && size * width(word) > room;
            found.extend(wide.filter(may_be).map(str::to_owned));
        }
    }
    found.into_iter().collect()
}

/// The size of the name, and the largest size of other text (body sizes).
fn sizes(measures: &Measures) -> (f64, f64) {
    let (mut name, mut other) = (NAME_SIZE, 1.0_f64);
    for (part, style) in &measures.parts {
        match style.size {
            Some(size) if part == "name" => name = name.max(size),
            Some(size) if size > COVERED => other = other.max(size),
            _ => {}
        }
    }
    (name, other)
}

/// About how wide a word is in the widest of the embedded faces, bold (em).
fn width(word: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' => 0.33,
        'f' | 'r' | 't' | 's' | 'c' | '-' | '(' | ')' | '[' | ']' | '/' => 0.45,
        'a'..='z' | '0'..='9' if !matches!(c, 'm' | 'w') => 0.62,
        'A'..='Z' if !matches!(c, 'M' | 'W') => 0.75,
        _ => 1.0,
    };
    word.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::parts::PartStyle;

    #[test]
    fn a_part_in_large_type_makes_words_long() {
        let (options, manifest) = (crate::sheet::tests::options(&[]), crate::sheet::tests::manifest());
        let mut measures = Measures::at(options.density, &manifest, &options);
        assert_eq!(sizes(&measures), (2.7, 1.0));
        for (part, size) in [("name", 4.0), ("date", 3.0), ("place", 1.3)] {
            let style = PartStyle { size: Some(size), ..PartStyle::default() };
            measures.parts.insert(part.to_owned(), style);
        }
        assert_eq!(sizes(&measures), (4.0, 3.0));
    }

    #[test]
    fn estimates_are_generous_but_let_common_addresses_be() {
        // Half of a page's measure is about 25 em.
        assert!(width("linkedin.com/in/naomi-ferrante-okoye") < 25.0);
        assert!(width(&"W".repeat(26)) > 25.0);
        assert!(width(&"n".repeat(42)) > 25.0);
        assert!(width(&"—".repeat(26)) > 25.0);
    }
}
