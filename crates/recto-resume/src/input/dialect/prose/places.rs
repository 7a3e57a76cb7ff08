//! Where something is: a town with the code of its state or the name of its country behind it, and what in a line is
//! therefore no role.

use super::parts::pieces;
use super::words::{names_organization, names_remote, names_role};
use crate::language::is_listed;
use crate::resume::SectionKind;

/// Longest short form of a field (bytes).
const MAX_FIELD: usize = 5;

/// Where the place that ends `text` begins: before `Salem` in `Lantern Works, Salem, OR`. None where no code of a state
/// and no country says that one ends it.
pub(super) fn trailing_place(text: &str, kind: SectionKind) -> Option<usize> {
    let pieces = pieces(text);
    let piece = |n: usize| text[pieces[n].clone()].trim();
    let start_of = |n: usize| pieces[n].end - text[pieces[n].clone()].trim_start().len();
    // `MA` and `MS` are states, but degrees in a section of schools that names no other.
    let is_degree = |n: usize| {
        kind == SectionKind::Education && names_role(piece(n)) && !(0..n).any(|n| names_role(piece(n)))
    };
    let behind = (0..pieces.len()).rev().take_while(|n| is_behind_town(piece(*n)) && !is_degree(*n));
    let Some(first) = behind.last() else {
        // `Lantern Works, Berlin`, `Ember, Remote`; `BSc Physics, Leeds` can mean the school.
        let last = pieces.len().checked_sub(1)?;
        let is_school =
            kind == SectionKind::Education && last > 0 && !(0..last).any(|n| names_organization(piece(n)));
        let is_place = is_known_town(piece(last)) || is_no_town(piece(last));
        return (is_place && !is_school).then(|| start_of(last));
    };
    match first.checked_sub(1).map(piece) {
        None => is_region(piece(first)).then_some(0),
        // `Head of Sales, IT`
        Some(before) if names_role(before) && !is_region(piece(first)) && !is_state(piece(first)) => None,
        Some(before) if names_role(before) || names_organization(before) => Some(start_of(first)),
        Some(town) if is_town(town) => Some(start_of(first - 1)),
        Some(_) => Some(start_of(first)),
    }
}

/// Whether `text` is a place and no profession.
pub(super) fn is_place(text: &str, kind: SectionKind) -> bool {
    trailing_place(text, kind).map_or_else(|| names_remote(text) && !names_role(text), |start| start == 0)
}

/// Whether `text` names a profession or a degree, and not only states that look like one: `Health Dept (MS)`.
pub(super) fn is_role(text: &str, kind: SectionKind) -> bool {
    if kind == SectionKind::Education {
        return names_role(text) || text.split_whitespace().any(is_short_degree);
    }
    let state = text.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let text = state.filter(|(_, state)| is_state(state)).map_or(text, |(before, _)| before);
    names_role(&text[..trailing_place(text, kind).unwrap_or(text.len())])
}

/// Whether a word is the short form of a degree and its field: `B.Mus.`, `M.Arch.`
fn is_short_degree(word: &str) -> bool {
    let field = word.strip_prefix(['B', 'M', 'D']).and_then(|rest| rest.strip_prefix('.')?.strip_suffix('.'));
    field.is_some_and(|field| {
        field.starts_with(|c: char| c.is_ascii_uppercase())
            && (2..=MAX_FIELD).contains(&field.len())
            && field[1..].chars().all(|c| c.is_ascii_lowercase())
    })
}

/// Whether a stretch begins with the code of a state, which is then no word of a date: `CA 2004–2006`.
pub(super) fn begins_with_state(text: &str) -> bool {
    is_state(text.split([' ', ',', '–', '—', '-']).next().unwrap_or_default())
}

fn is_behind_town(piece: &str) -> bool {
    let is_code = piece.len() == 2 && piece.chars().all(|c| c.is_ascii_uppercase());
    is_code || is_state(piece) || is_region(piece)
}

/// Whether `text` is the code of a state, in capitals.
fn is_state(text: &str) -> bool {
    text.chars().all(char::is_uppercase) && is_listed(&text.to_lowercase(), |read| read.states)
}

/// Whether `text` is one of the larger towns.
fn is_known_town(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && is_listed(&text.to_lowercase(), |read| read.towns)
}

/// Whether `text` is a word for a place that is no town, alone: `Remote`.
fn is_no_town(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && is_listed(&text.to_lowercase(), |read| read.places)
}

fn is_region(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && is_listed(text.to_lowercase().trim_end_matches('.'), |read| read.regions)
}

fn is_town(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= 4
        && !text.contains(|c: char| c.is_numeric() || "()|·/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_ends_with_a_state_or_a_country() {
        for (text, place) in [
            ("Lantern Works, Salem, OR", Some("Salem, OR")),
            ("Salem, OR, USA", Some("Salem, OR, USA")),
            ("Ember, Boston, MA", Some("Boston, MA")),
            ("Fort Marlow, CO", Some("Fort Marlow, CO")),
            ("Toronto, Canada", Some("Toronto, Canada")),
            ("Example University, MA", Some("MA")),
            ("Georgia", Some("Georgia")),
            ("Engineer, California", Some("California")),
            ("Brightwater, Toronto", Some("Toronto")),
            ("Brightwater, Remote", Some("Remote")),
            ("Toronto", Some("Toronto")),
            ("Brightwater, Lantern", None),
            ("Director, IT", None),
            ("MA", None),
            ("", None),
        ] {
            let found = trailing_place(text, SectionKind::Work).map(|at| &text[at..]);
            assert_eq!(found, place, "{text}");
        }
        assert_eq!(trailing_place("Example University, History, MA", SectionKind::Education), None);
        let school = "BA History, Example College, Boston, MA";
        assert_eq!(
            trailing_place(school, SectionKind::Education).map(|at| &school[at..]),
            Some("Boston, MA")
        );
    }

    #[test]
    fn states_are_no_degrees_at_work() {
        for text in ["Health Dept (MS)", "Ember, Boston, MA", "Lumen, Baltimore, MD"] {
            assert!(!is_role(text, SectionKind::Work), "{text}");
        }
        assert!(is_role("Computing (MS)", SectionKind::Education) && is_role("Clerk, MA", SectionKind::Work));
    }
}
