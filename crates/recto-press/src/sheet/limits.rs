//! What the engine cannot set well, told before it tries: words without end, and text that runs from right to left.

use super::content::Content;
use super::options::Options;
use recto_resume::text::characters::is_spaceless;
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};

/// Characters that a word may have. The time to break a word into lines grows with the square of its length: seconds
/// at 20,000, half a minute and a gigabyte at 100,000.
pub const MAX_WORD: usize = 5_000;

/// Looks at every text of the page.
pub fn check(content: &Content, options: &Options, diagnostics: &mut Diagnostics) {
    let mut told_direction = false;
    for (text, span) in content.leaves() {
        let longest =
            text.split(|c: char| c.is_whitespace() || is_spaceless(c)).map(|w| w.chars().count()).max();
        if let Some(length) = longest.filter(|length| *length > MAX_WORD) {
            diagnostics.push(endless(length, place(text, span, options)));
        }
        if !told_direction && text.chars().any(is_right_to_left) {
            told_direction = true;
            diagnostics.push(right_to_left(place(text, span, options)));
        }
    }
}

fn endless(length: usize, place: Place) -> Diagnostic {
    Diagnostic::new(Rule::WordExcessive, place, format!("a word of {length} characters"))
        .label(format!("more than {MAX_WORD} characters without a space"))
        .help("delete it or put spaces in; was something pasted here that is no text, such as a picture?")
}

fn right_to_left(place: Place) -> Diagnostic {
    Diagnostic::new(Rule::DirectionUnsupported, place, "right-to-left text is not laid out yet")
        .label("lines are set from left to right")
        .help("look at this text in the PDF: words, punctuation and numbers may stand in the wrong order")
}

/// Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and the other scripts that run from right to left.
pub(crate) const fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// Where a text was written; one that stands in no file is of an argument, if one says it.
fn place(text: &str, span: Span, options: &Options) -> Place {
    if !span.is_nowhere() {
        return Place::File(span);
    }
    let field = options.basics.iter().find(|field| field.value.contains(text));
    field.map_or(Place::Nowhere, |field| field.place.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_have_their_direction() {
        assert!("שלום مرحبا ߒߞߏ".split(' ').all(|word| word.chars().all(is_right_to_left)));
        assert!(!"Ångström Київ 山田 ไทย ½ “x” – 👩\u{200d}💻\u{feff}".chars().any(is_right_to_left));
    }
}
