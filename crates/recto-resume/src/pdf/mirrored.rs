//! Mirrors right-to-left pages, so that code for left-to-right pages can read them: each letter moves to where it would be if
//! its line ran the other way, and the letters of a line are put in reading order.
//!
//! A PDF stores the letters of a line in visual order, from the left, and does not say which of them run the other way. So the
//! whole line is reversed except for its left-to-right parts: words in other scripts, with what is between two of them, and
//! numbers. Numbers side by side, and parts with a separator or a wide gap between them, are reversed one by one.

use super::{Glyph, PdfFile};
use crate::text::characters::is_right_to_left;
use std::ops::Range;

/// How far base lines of one line may be apart (em).
const SAME_LINE: f32 = 0.1;
/// A gap as wide parts what runs from left to right in two (em).
const WIDE: f32 = 0.7;
/// Signs that part it, with spaces around them.
const SEPARATORS: &str = "·|/•";

/// The file as if it ran from left to right, where that is the direction of its pages. `lang` is its language (`he`, `ar`), and
/// `known` has texts that run from left to right with the signs at their ends. Tags and links stay as they are.
pub fn mirrored(mut file: PdfFile, lang: &str, known: &[String]) -> PdfFile {
    let direction = Direction { lang, known };
    for page in &mut file.pages {
        let width = page.width;
        let goes_on = |last: &Glyph, next: &Glyph| {
            (next.base - last.base).abs() <= SAME_LINE * last.size.max(next.size)
                && next.left >= last.left - 0.5 * last.size
        };
        for line in page.glyphs.chunk_by_mut(goes_on) {
            line.reverse();
            for glyph in line.iter_mut() {
                (glyph.left, glyph.right) = (width - glyph.right, width - glyph.left);
            }
            for run in left_to_right(line, direction) {
                turn(&mut line[run]);
            }
        }
    }
    file
}

/// What a file does not say of its lines.
#[derive(Clone, Copy)]
struct Direction<'a> {
    lang: &'a str,
    known: &'a [String],
}

/// The language of most letters that run from right to left, `he` or `ar`, if most letters of a file do.
pub fn right_to_left(file: &PdfFile) -> Option<&'static str> {
    let (mut hebrew, mut reversed, mut all) = (0, 0, 0);
    let texts = file.pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.text.as_str());
    for c in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        all += 1;
        reversed += usize::from(is_right_to_left(c));
        hebrew += usize::from(matches!(c, '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}'));
    }
    let lang = if hebrew * 2 > reversed { "he" } else { "ar" };
    (reversed * 2 > all).then_some(lang)
}

/// Turns letters round where they are.
fn turn(glyphs: &mut [Glyph]) {
    let left = glyphs.iter().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min);
    let right = glyphs.iter().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max);
    for glyph in glyphs.iter_mut() {
        (glyph.left, glyph.right) = (left + right - glyph.right, left + right - glyph.left);
    }
    glyphs.reverse();
}

/// What a letter is to the direction of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter that runs from right to left.
    Reversed,
    Letter,
    Digit,
    Space,
    Sign,
}

fn class(glyph: &Glyph) -> Class {
    let text = glyph.text.as_str();
    match () {
        () if text.contains(char::is_numeric) => Class::Digit,
        () if text.contains(is_right_to_left) => Class::Reversed,
        () if text.contains(char::is_alphabetic) => Class::Letter,
        () if !text.is_empty() && text.trim().is_empty() => Class::Space,
        () => Class::Sign,
    }
}

/// The parts of a line, read from the right, that run from left to right.
fn left_to_right(line: &[Glyph], direction: Direction<'_>) -> Vec<Range<usize>> {
    let classes: Vec<Class> = line.iter().map(class).collect();
    let is_part = |n: usize| matches!(classes[n], Class::Letter | Class::Digit);
    let is_space =
        |n: Option<usize>| n.and_then(|n| classes.get(n)).is_none_or(|class| *class == Class::Space);
    let is_separator = |n: usize| {
        SEPARATORS.contains(line[n].text.trim())
            && classes[n] == Class::Sign
            && is_space(n.checked_sub(1))
            && is_space(Some(n + 1))
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if !is_part(at) {
            at += 1;
            continue;
        }
        let (mut end, mut last) = (at + 1, at);
        for n in at + 1..line.len() {
            if classes[n] == Class::Reversed || is_separator(n) {
                break;
            }
            if classes[n] != Class::Space {
                if line[n].left - line[last].right > WIDE * line[n].size {
                    break;
                }
                last = n;
            }
            if is_part(n) {
                end = n + 1;
            }
        }
        let is_sign =
            |n: &usize| classes[*n] == Class::Sign && !line[*n].text.is_empty() && !is_separator(*n);
        let before = (0..at).rev().take_while(is_sign).count();
        let behind = (end..line.len()).take_while(is_sign).count();
        let (mut core, whole) = (at..end, at - before..end + behind);
        // A line may end between what runs from left to right, and then with a sign of it. No word begins with one.
        let closes = |glyph: &Glyph| ",.;:!?".contains(glyph.text.as_str());
        if line[whole.start..at].iter().all(closes) && is_space(whole.start.checked_sub(1)) {
            core.start = whole.start;
        }
        runs.extend(runs_of(line, core, whole.clone(), direction));
        at = whole.end;
    }
    runs
}

/// What turns in a part of a line without the signs at its ends (`core`) and with them: all of it, or each number.
fn runs_of(
    line: &[Glyph],
    core: Range<usize>,
    whole: Range<usize>,
    direction: Direction<'_>,
) -> Vec<Range<usize>> {
    let text: String = line[whole.clone()].iter().rev().map(|glyph| glyph.text.as_str()).collect();
    let is_known = direction.known.iter().any(|known| text.contains(known.as_str()));
    if is_known || text.starts_with('+') || text.ends_with(['+', '#']) {
        return vec![whole];
    }
    if line[core.clone()].iter().any(|glyph| class(glyph) == Class::Letter) {
        return vec![core];
    }
    // Between digits; in Hebrew, signs before and behind a number are part of it.
    let joins = if direction.lang == "he" { ".,:/-+%$€₪°#" } else { ".,:/" };
    let area = if direction.lang == "he" { whole } else { core };
    let is_of = |n: &usize| class(&line[*n]) == Class::Digit || joins.contains(line[*n].text.as_str());
    let mut numbers = Vec::new();
    let mut at = area.start;
    while at < area.end {
        let count = (at..area.end).take_while(is_of).count();
        numbers.extend((count > 1).then_some(at..at + count));
        at += count.max(1);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::PdfPage;

    /// What is read of a line that shows this from the left.
    fn read(lang: &str, known: &[&str], shown: &str) -> String {
        let known: Vec<_> = known.iter().map(|text| (*text).to_owned()).collect();
        let glyph = |(n, c): (u16, char)| {
            let left = 5.0 * f32::from(n);
            Glyph { text: c.to_string(), left, right: left + 5.0, size: 10.0, ..Glyph::default() }
        };
        let page = PdfPage {
            width: 500.0,
            glyphs: (0..).zip(shown.chars()).map(glyph).collect(),
            ..PdfPage::default()
        };
        let file = mirrored(PdfFile { pages: vec![page], ..PdfFile::default() }, lang, &known);
        let glyphs = &file.pages[0].glyphs;
        assert!(glyphs.is_sorted_by(|a, b| a.left <= b.left), "{shown}");
        glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn a_line_is_read_from_the_right_and_what_runs_from_the_left_in_it_from_there() {
        for (shown, text) in [
            (".SQL ו Python תדבוע", "עובדת Python ו SQL."),
            (")C1( תילגנא", "אנגלית (C1)"),
            ("A/B testing קרב", "ברק A/B testing"),
            ("2016 – 2012", "2012 – 2016"),
            ("03/2021 – 09/2016", "09/2016 – 03/2021"),
            ("1,200 לצא", "אצל 1,200"),
            ("12% רועיש", "שיעור 12%"),
            ("ex.org · ada.example.com", "ada.example.com · ex.org"),
        ] {
            assert_eq!(read("he", &[], shown), text, "{shown}");
        }
        assert_eq!(read("ar", &[], "%75 ةبسن"), "نسبة 75%");
        assert_eq!(read("fa", &[], "۲۴۰ شرازگ"), "گزارش ۲۴۰");
    }

    #[test]
    fn signs_stay_with_what_is_known_to_run_from_the_left() {
        assert_eq!(read("he", &[], "+972 3 555 0117 ןופלט"), "טלפון +972 3 555 0117");
        assert_eq!(read("he", &["03 555 0117"], "03 555 0117"), "03 555 0117");
        assert_eq!(read("he", &["Lantern Inc."], "Lantern Inc."), "Lantern Inc.");
        assert_eq!(read("he", &[], "C++ תפש"), "שפת C++");
        assert_eq!(
            read("he", &[], "2016 – 2012          Kestrel Works"),
            "Kestrel Works          2012 – 2016"
        );
    }
}
