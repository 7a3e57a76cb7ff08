//! Characters fit for the page: what breaks text extraction or turns text around goes, everything else
//! stays as typed.

use crate::text::{Diagnostic, Place, Rule};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Text without harmful characters, and which of them deserve a word to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The text, NFC.
    pub text: String,
    /// Characters that were taken out though they may have been meant, each once, in order.
    pub dropped: Vec<char>,
}

/// Takes out or replaces what must not reach a page. White space is kept as it stands, but every sort of
/// it becomes the plain space.
pub fn clean(text: &str) -> Cleaned {
    // Most texts.
    if text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return Cleaned { text: text.to_owned(), dropped: Vec::new() };
    }
    let mut dropped = Vec::new();
    let mut note = |c| {
        if !dropped.contains(&c) {
            dropped.push(c);
        }
    };
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            // Fonts map these to the space glyph, and readers then lose or break the text around it.
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
            '\u{2011}' => Some('-'),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
            // Vertical tab, form feed and next line end a line: words must not run together.
            '\u{b}' | '\u{c}' | '\u{85}' => {
                note(c);
                Some(' ')
            }
            _ if c.is_control() || is_bidi_control(c) || is_noncharacter(c) => {
                note(c);
                None
            }
            _ => Some(c),
        })
        .nfc()
        .collect();
    Cleaned { text: kept, dropped }
}

/// The warning that characters were taken out; `None` when none was.
pub fn warning(dropped: &[char], place: Place) -> Option<Diagnostic> {
    let first = dropped.first()?;
    let names: Vec<String> = dropped.iter().map(|c| describe(*c)).collect();
    let message = format!("text holds {}, which cannot be printed", names.join(", "));
    let warning = Diagnostic::new(Rule::CharacterInvisible, place, message).about(*first);
    Some(warning.label("left out").help("delete the invisible character from the file"))
}

/// Runs of spaces become one, and none stands at either end. Controls that end a line elsewhere stay, for
/// [`clean`] to tell of.
pub fn fold(text: &str) -> String {
    let space = |c: char| c.is_whitespace() && !matches!(c, '\u{b}' | '\u{c}' | '\u{85}');
    text.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks, embeddings, overrides and isolates of direction: text must read as it was typed.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Scripts written without spaces, in which a line may end after almost any letter.
pub const fn is_spaceless(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}'       // Thai, Lao
            | '\u{1000}'..='\u{109F}'  // Myanmar
            | '\u{1100}'..='\u{11FF}'  // Hangul letters
            | '\u{1780}'..='\u{17FF}'  // Khmer
            | '\u{2E80}'..='\u{9FFF}'  // Han, kana, and their signs
            | '\u{A960}'..='\u{A97F}'  // Hangul letters
            | '\u{AC00}'..='\u{D7FF}'  // Hangul syllables
            | '\u{F900}'..='\u{FAFF}'  // Han, compatibility
            | '\u{FE30}'..='\u{FE4F}'  // vertical forms
            | '\u{FF00}'..='\u{FFEF}'  // full width and half width
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and the other scripts that run from right to left. Their numbers run from
/// left to right, and the comma and the signs of numbers as what is around them does.
pub const fn is_right_to_left(c: char) -> bool {
    !matches!(c, '\u{60c}' | '\u{660}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}')
        && matches!(
            c,
            '\u{590}'..='\u{8ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{fefc}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
}

/// Code points that are no characters and never will be.
const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

/// What a message calls a character that was taken out: ``U+202E (right-to-left override)``.
fn describe(c: char) -> String {
    let name = match c {
        '\u{61c}' => "Arabic letter mark",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "end of direction",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "end of isolate",
        _ if c.is_control() => "control character",
        _ => "not a character",
    };
    format!("U+{:04X} ({name})", c as u32)
}

/// The words of `text` between white space and `marks`.
pub(crate) fn words(text: &str, marks: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() || marks.contains(c) {
            words.extend((start < at).then_some(start..at));
            start = at + c.len_utf8();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cleaned(text: &str) -> String {
        clean(text).text
    }

    #[test]
    fn spaces_and_hyphens_become_plain() {
        assert_eq!(cleaned("10\u{a0}km\u{202f}a\u{2009}b"), "10 km a b");
        assert_eq!(cleaned("real\u{2011}time"), "real-time");
        assert_eq!(cleaned("a\tb\r\nc"), "a b  c");
        assert_eq!(fold(" a  b\u{3000}c "), "a b c");
    }

    #[test]
    fn invisible_helpers_go_silently() {
        let got = clean("re\u{ad}si\u{200b}li\u{2060}ent\u{feff}");
        assert_eq!(got, Cleaned { text: "resilient".into(), dropped: vec![] });
    }

    #[test]
    fn controls_go_and_are_named() {
        let got = clean("a\u{202e}b\u{7}c\u{202e}d\u{b}e\u{fffe}");
        assert_eq!(got.text, "abcd e");
        assert_eq!(got.dropped, ['\u{202e}', '\u{7}', '\u{b}', '\u{fffe}']);
        assert_eq!(describe('\u{202e}'), "U+202E (right-to-left override)");
        assert_eq!(describe('\u{7}'), "U+0007 (control character)");
    }

    #[test]
    fn everything_else_is_as_typed() {
        for text in
            ["ﬁne", "山田 太郎", "👩\u{200d}💻", "C# $5 a_b_c #1 <b> 2 * 3", "نمی\u{200c}خواهم", "½ ² ™"]
        {
            assert_eq!(clean(text), Cleaned { text: text.into(), dropped: vec![] });
        }
        assert_eq!(cleaned("e\u{301}"), "é");
    }

    #[test]
    fn scripts_without_spaces_are_known() {
        assert!("履歴書한국ไทยカナ、。".chars().all(is_spaceless));
        assert!(!"Lindqvist-Ångström/Київ".chars().any(is_spaceless));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            let twice = clean(&once.text);
            prop_assert_eq!(&twice.text, &once.text);
            prop_assert!(twice.dropped.is_empty());
        }

        #[test]
        fn letters_and_digits_survive(text in "[\\PC]{0,60}") {
            let want: String = text.nfc().filter(|c| c.is_alphanumeric()).collect();
            let got: String = cleaned(&text).chars().filter(|c| c.is_alphanumeric()).collect();
            prop_assert_eq!(got, want);
        }
    }
}
