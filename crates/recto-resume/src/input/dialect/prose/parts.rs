//! Lines cut into their parts: at bars, dashes and commas, never in brackets, quotation marks or numbers; and the brackets
//! and quotation marks themselves.

use super::words::{is_legal_form, names_organization, names_role};
use crate::input::syntax::block::Phrase;
use crate::language::{JOINTS, PLACE_JOINTS, WEAK_JOINTS, is_listed};
use std::ops::Range;

/// Signs that people put between the parts of a line, with spaces around them.
const ORNAMENTS: &str = "▪■●◆◇⬩♦◦○□‣▸►▹▶★☆✦❖※⦁│┃¦»›";

/// Whether a character is one of the signs that part a line where spaces are around them.
pub(super) fn is_ornament(c: char) -> bool {
    ORNAMENTS.contains(c)
}

/// Longest name of a town (bytes).
const MAX_TOWN: usize = 40;

/// What may be between two parts.
pub(super) const SEPARATORS: &str = "|·•–—-;,";

/// Cuts a line at ` | `, ` · `, ` – `, ` - ` and the like.
pub(super) fn split(phrase: &Phrase) -> Vec<Phrase> {
    let text = &*phrase.text;
    // `**Centre - Support**, Lantern Works`: what is bold there is one part.
    let bold = phrase.strong_start().filter(|end| *end < text.trim_end().len()).unwrap_or(0);
    let enclosed = enclosed(text);
    let parts = phrase.split(|at, c| {
        let spaced = text[..at].ends_with(' ') && text[at + c.len_utf8()..].starts_with(' ');
        // `**Lantern Works** / Engineer`
        let behind_bold = || c == '/' && phrase.marked_start() == Some(text[..at].trim_end().len());
        let is_cut = matches!(c, '|' | '•' | ';' | '\t')
            || (spaced
                && at >= bold
                && (matches!(c, '·' | '–' | '—' | '-') || is_ornament(c) || behind_bold()));
        is_cut && !enclosed.iter().any(|pair| pair.contains(&at))
    });
    parts.into_iter().map(|part| part.trim_matches(",;")).filter(|part| !part.is_empty()).collect()
}

/// Cuts at commas outside brackets; a legal form stays with the name before it.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let digit = |c: char| c.is_ascii_digit();
    // `1,3` is one number.
    let is_number = |at: usize| text[..at].ends_with(digit) && text[at + 1..].starts_with(digit);
    let commas = text.match_indices(',').map(|(at, _)| at);
    let enclosed = enclosed(text);
    let is_inside = |at: &usize| enclosed.iter().any(|pair| pair.contains(at));
    let cuts = commas.filter(|at| !is_inside(at) && !is_number(*at));
    for at in cuts.chain([text.len()]) {
        match pieces.last_mut() {
            Some(last) if is_legal_form(&text[start..at]) && !is_state(&text[start..at]) => last.end = at,
            _ => pieces.push(start..at),
        }
        start = (at + 1).min(text.len());
    }
    pieces
}

/// Whether a piece is the code of a state, in two capitals: `Fort Marlow, CO`, but `Marlow, Co.`
fn is_state(piece: &str) -> bool {
    let piece = piece.trim();
    piece.chars().all(|c| c.is_ascii_uppercase()) && is_listed(&piece.to_lowercase(), |read| read.states)
}

/// `Engineer at Lantern Works`.
pub(super) fn at_organization(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let (title, organization) = phrase.split_once(&JOINTS).or_else(|| {
        // `Kucharka w Hotelu`, `Redactora en Editorial …`: such a word joins the two where their words say what they are.
        phrase.split_once(&WEAK_JOINTS).filter(|(title, organization)| {
            let first = &organization.text[pieces(&organization.text)[0].clone()];
            let is_organization = names_organization(first) && !names_role(first);
            names_role(&title.text) && !names_organization(&title.text) && is_organization
        })
    })?;
    let organization = organization.trim_matches(",");
    // `University of Example at Salem` is one name.
    let is_name = names_organization(&title.text) && !names_role(&title.text);
    (!is_name && !title.is_empty() && !organization.is_empty())
        .then_some((title.trim_matches(","), organization))
}

/// `Marlow College: BSc Physics`: the title at an organisation is behind its colon.
pub(super) fn beside_colon(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let (organization, title) = phrase.split_once(&[": "])?;
    let is_name = names_organization(&organization.text) && !names_role(&organization.text);
    (is_name && names_role(&title.text) && !title.text.contains(':')).then_some((title, organization))
}

/// An organisation with its place: `Lantern Works, Inc., Salem, OR`, `Lantern Works (Salem)`.
pub(super) fn with_place(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let text = &*phrase.text;
    let pieces = pieces(text);
    let named = pieces.iter().rposition(|piece| names_organization(&text[piece.clone()])).unwrap_or(0);
    if let Some(next) = pieces.get(named + 1) {
        return Some((phrase.slice(0..pieces[named].end), phrase.slice(next.start..text.len())));
    }
    if let Some(both) = place_behind_bold(phrase) {
        return Some(both);
    }
    let end = text.strip_suffix(')')?.len();
    let start = around(text, &(end..end))?.start;
    let place = &text[start + 1..end];
    let is_place = start > 0
        && place.starts_with(char::is_uppercase)
        && place.contains(char::is_lowercase)
        && !names_organization(place)
        && !place.contains(|c: char| c.is_numeric() || "()[]:".contains(c));
    is_place.then(|| (phrase.slice(0..start), phrase.slice(start + 1..end)))
}

/// `**Lantern Works** in Salem`: what a word for "in" parts from a bold name, and begins with a capital, is its place.
fn place_behind_bold(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let end = phrase.strong_start()?;
    let rest = &phrase.text[end..];
    let joint = PLACE_JOINTS
        .iter()
        .find(|joint| rest.starts_with(joint.trim_start_matches(' ')) || rest.starts_with(**joint))?;
    let start = end + rest.len() - rest.trim_start().len() + joint.trim_start().len();
    let place = phrase.slice(start..phrase.text.len());
    let is_town = place.text.starts_with(char::is_uppercase) && place.text.len() <= MAX_TOWN;
    is_town.then(|| (phrase.slice(0..end), place))
}

/// `**Lantern Works** Engineer`: the bold start, and what follows.
pub(super) fn strong_first(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let end = phrase.strong_start().filter(|end| *end < phrase.text.len())?;
    let rest = phrase.slice(end..phrase.text.len()).trim_matches(".,;:：–—-|");
    // `**Editor** (promoted from Clerk)` is one part.
    let is_aside = rest.text.starts_with('(') && rest.text.ends_with(')') && !names_organization(&rest.text);
    // `**Lantern Works**, Salem, OR` is an organisation with its place, not two parts.
    let place =
        phrase.text[end..].starts_with(',') && !names_role(&rest.text) && !names_organization(&rest.text);
    (!rest.is_empty() && !place && !is_aside).then(|| (phrase.slice(0..end).trim_matches(":：,"), rest))
}

/// The innermost pair of brackets, itself included, around `range`.
pub(super) fn around(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    pairs(text)
        .into_iter()
        .filter(|pair| pair.start < range.start && range.end < pair.end)
        .min_by_key(Range::len)
}

/// Whether the byte is in a pair of brackets or of quotation marks.
pub(in crate::input) fn is_inside(text: &str, at: usize) -> bool {
    enclosed(text).iter().any(|pair| pair.contains(&at))
}

/// All stretches in brackets or in quotation marks.
fn enclosed(text: &str) -> Vec<Range<usize>> {
    let mut all = pairs(text);
    all.extend(quotes(text));
    all
}

/// All stretches in quotation marks, which do not nest.
fn quotes(text: &str) -> Vec<Range<usize>> {
    const MARKS: [(char, &[char]); 4] = [('"', &['"']), ('“', &['”']), ('„', &['“', '”']), ('«', &['»'])];
    let mut all = Vec::new();
    let mut opening = None;
    for (at, c) in text.char_indices() {
        match opening {
            None => {
                let ends = MARKS.iter().find(|(opens, _)| *opens == c);
                opening = ends.map(|(_, ends)| (at, *ends));
            }
            Some((start, ends)) if ends.contains(&c) => {
                all.push(start..at + c.len_utf8());
                opening = None;
            }
            Some(_) => {}
        }
    }
    all
}

/// All pairs, each from its opening to behind its closing bracket.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => open.push((c, at)),
            ')' | ']' => {
                let opening = if c == ')' { '(' } else { '[' };
                if let Some(n) = open.iter().rposition(|(bracket, _)| *bracket == opening) {
                    pairs.push(open[n].1..at + 1);
                    open.truncate(n);
                }
            }
            _ => {}
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_matched() {
        assert_eq!(around("a (b [c] d) e", &(6..7)), Some(5..8));
        assert_eq!(around("a (b", &(3..4)), None);
        assert!(is_inside("a \"b, c\"", 4) && is_inside("„b, c“", 4) && !is_inside("12\" b, c", 5));
        assert!(is_inside("a (b, c)", 4) && !is_inside("a) (b", 4) && !is_inside("a", 0));
    }
}
