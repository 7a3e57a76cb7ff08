//! Lines cut into their parts: at bars, dashes and commas, never in brackets, quotation marks or numbers.

use super::brackets;
use super::inline::Phrase;
use super::names::{is_legal_form, names_organization, names_role};
use std::ops::Range;

/// What may stand between two parts.
pub(super) const SEPARATORS: &str = "|·•–—-;,";

/// Cuts a line at ` | `, ` · `, ` – `, ` - ` and the like.
pub(super) fn split(phrase: &Phrase) -> Vec<Phrase> {
    let text = &*phrase.text;
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let spaced = text[..at].ends_with(' ') && text[end..].starts_with(' ');
        // `**Lantern Works** / Engineer`
        let behind_bold = || c == '/' && phrase.marked_start() == Some(text[..at].trim_end().len());
        let is_cut = matches!(c, '|' | '•' | ';' | '\t')
            || (spaced && (matches!(c, '·' | '–' | '—' | '-') || behind_bold()));
        if is_cut && !brackets::is_inside(text, at) {
            cuts.push(at..end);
        }
    }
    phrase
        .cut(&cuts)
        .into_iter()
        .map(|part| part.trim_matches(",;"))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Cuts at commas that stand outside brackets; a legal form stays with the name before it.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let digit = |c: char| c.is_ascii_digit();
    for at in text.match_indices(',').map(|(at, _)| at).chain([text.len()]) {
        // `1,3` is one number.
        let is_inside = at < text.len()
            && (brackets::is_inside(text, at)
                || (text[..at].ends_with(digit) && text[at + 1..].starts_with(digit)));
        if is_inside {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if is_legal_form(&text[start..at]) => last.end = at,
            _ => pieces.push(start..at),
        }
        start = (at + 1).min(text.len());
    }
    pieces
}

/// `Engineer at Lantern Works`.
pub(super) fn at_organization(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let at = [" at ", " @ ", " bei ", " chez "]
        .iter()
        .filter_map(|word| phrase.text.find(word).map(|at| at..at + word.len()))
        .min_by_key(|range| range.start)?;
    let (title, organization) = phrase.around(at);
    let organization = organization.trim_matches(",");
    (!title.is_empty() && !organization.is_empty()).then_some((title.trim_matches(","), organization))
}

/// `**Lantern Works** Engineer`: the bold start, and what follows.
pub(super) fn strong_first(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let end = phrase.strong_start().filter(|end| *end < phrase.text.len())?;
    let rest = phrase.slice(end..phrase.text.len()).trim_matches(",;:–—-|");
    // `**Lantern Works**, Salem, OR` is an organisation with its place, not two parts.
    let place =
        phrase.text[end..].starts_with(',') && !names_role(&rest.text) && !names_organization(&rest.text);
    (!rest.is_empty() && !place).then(|| (phrase.slice(0..end).trim_matches(":,"), rest))
}
