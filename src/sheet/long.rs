//! Words that may be wider than a line: an address of eighty characters, a line of dashes. Only these may
//! break anywhere. To look for them on the page costs a fifth of a one-page layout, so it is done here, by a
//! generous estimate; the layout then measures.

use super::model::{Sheet, Tokens};
use std::collections::BTreeSet;

/// The narrowest column of any layout, as a share of the space between the margins.
const NARROWEST: f64 = 0.55;
/// The largest size of a name in body sizes.
const NAME_SIZE: f64 = 2.7;

/// The words of the sheet that may be too wide for a line, sorted.
pub fn words(sheet: &Sheet) -> Vec<String> {
    let room = NARROWEST * measure(&sheet.tokens);
    let name = sheet.header.name.value.as_str();
    let mut found = BTreeSet::new();
    for (text, _) in sheet.texts() {
        let size = if text == name { NAME_SIZE } else { 1.0 };
        let wide = text.split(|c: char| c.is_whitespace() || is_spaceless(c));
        found.extend(wide.filter(|word| size * width(word) > room).map(str::to_owned));
    }
    found.into_iter().collect()
}

/// The space between the margins (body sizes).
fn measure(tokens: &Tokens) -> f64 {
    let paper = if tokens.paper == "us-letter" { 612.0 } else { 595.28 };
    (paper - 2.0 * tokens.margin_x) / tokens.size
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

/// Scripts without spaces break between any two characters by themselves.
pub(super) const fn is_spaceless(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}'      // Thai, Lao
            | '\u{1000}'..='\u{109F}' // Myanmar
            | '\u{1100}'..='\u{11FF}' // Hangul letters
            | '\u{1780}'..='\u{17FF}' // Khmer
            | '\u{2E80}'..='\u{9FFF}' // Han, kana
            | '\u{AC00}'..='\u{D7FF}' // Hangul syllables
            | '\u{F900}'..='\u{FAFF}' // Han, compatibility
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_generous_but_let_common_addresses_be() {
        // Half of a page's measure is about 25 em.
        assert!(width("linkedin.com/in/naomi-ferrante-okoye") < 25.0);
        assert!(width(&"W".repeat(26)) > 25.0);
        assert!(width(&"n".repeat(42)) > 25.0);
        assert!(width(&"—".repeat(26)) > 25.0);
    }

    #[test]
    fn scripts_without_spaces_are_not_words() {
        assert!("履歴書한국ไทย".chars().all(is_spaceless));
        assert!(!"Lindqvist-Ångström/Київ".chars().any(is_spaceless));
    }
}
