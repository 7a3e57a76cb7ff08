//! Publications as references: authors, title, venue, what identifies it, when and where it is to be read.

use super::content::{Reference, Run, SheetEntry, SheetRole};
use recto_resume::resume::Text;
use recto_resume::text::Span;
use std::ops::Range;

/// A publication as a reference; nothing where it has no title or says more than a reference does, and then the entry is as
/// it was. `person` is the name that is bold among the authors, which `comma` joins.
pub(super) fn take(entry: &mut SheetEntry, person: Option<&str>, comma: &str) -> Option<Reference> {
    let [role] = entry.roles.as_mut_slice() else { return None };
    if entry.page_break.is_some()
        || !entry.note.is_empty()
        || !role.highlights.is_empty()
        || role.keywords.is_some()
    {
        return None;
    }
    let title = role.title.take()?;
    let SheetRole { authors, details, dates, summary, url, .. } = std::mem::take(role);
    Some(Reference {
        authors: with_own_bold(authors, person, comma),
        title,
        venue: entry.organization.take(),
        details: details.into_iter().chain(entry.place.take()).collect(),
        dates,
        url: entry.url.take().or(url),
        summary,
    })
}

/// Authors as one run of text, with the person's own name in bold.
fn with_own_bold(authors: Vec<Text>, person: Option<&str>, comma: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for author in authors {
        if !runs.is_empty() {
            runs.push(Run::Text(Text::new(comma, Span::NOWHERE)));
        }
        let Some(own) = person.and_then(|person| find_name(&author.value, person)) else {
            runs.push(Run::Text(author));
            continue;
        };
        let (before, own_name, after) =
            (&author.value[..own.start], &author.value[own.clone()], &author.value[own.end..]);
        let text = |text: &str| Run::Text(Text::new(text, author.span));
        runs.extend((!before.is_empty()).then(|| text(before)));
        runs.push(Run::Bold { b: vec![text(own_name)] });
        runs.extend((!after.is_empty()).then(|| text(after)));
    }
    runs
}

/// Where a list of authors names a person: `Lindqvist, A.`, `Lindqvist AM` and `A. Lindqvist` are Ada Lindqvist, and
/// `B. Lindqvist` is not.
fn find_name(authors: &str, person: &str) -> Option<Range<usize>> {
    let mut given: Vec<String> = person.split_whitespace().map(folded).collect();
    let family = given.pop()?;
    let words = words(authors);
    let word = |at: usize| &authors[words[at].clone()];
    let between = |at: usize| authors[words[at].end..words[at + 1].start].trim();
    // A word in small letters parts names, as `and` and `et` do, unless it is of the name, as `von` is.
    let is_given = |at: usize| is_given_name(word(at), &given);
    let is_other = |at: usize| !is_given(at) && word(at).starts_with(char::is_uppercase);
    (0..words.len()).filter(|at| folded(word(*at)) == family).find_map(|at| {
        let first =
            (0..at).rev().take_while(|before| between(*before).is_empty() && is_given(*before)).last();
        let first = first.unwrap_or(at);
        if first > 0 && between(first - 1).is_empty() && is_other(first - 1) {
            return None;
        }
        let joined = |next: usize, signs: &[&str]| next < words.len() && signs.contains(&between(next - 1));
        if first < at {
            return Some(words[first].start..words[at].end);
        }
        let mut last = at;
        while joined(last + 1, if last == at { &["", ","] } else { &[""] }) && is_given(last + 1) {
            last += 1;
        }
        let is_cut = joined(last + 1, &[""]) && is_other(last + 1);
        match (is_cut, last == at) {
            (false, _) => Some(words[at].start..words[last].end),
            // `Lindqvist, A. Meyer`: the initial is that of the next author.
            (true, false) if between(at) == "," => Some(words[at].clone()),
            (true, _) => None,
        }
    })
}

/// The words of a list of authors; a stop behind an initial belongs to it.
fn words(authors: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’' | '.');
    let starts = authors.char_indices().filter(|(at, c)| is_part(*c) && !authors[..*at].ends_with(is_part));
    let end =
        |start: usize| authors[start..].find(|c| !is_part(c)).map_or(authors.len(), |length| start + length);
    starts.map(|(start, _)| start..end(start)).collect()
}

/// Whether a word is a given name, or the initials of some.
fn is_given_name(word: &str, given: &[String]) -> bool {
    /// Most initials that are written as one word.
    const INITIALS: usize = 4;
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let is_initials = letters.len() <= INITIALS && letters.iter().all(|c| c.is_uppercase());
    let first = |text: &str| text.chars().next();
    let folded = folded(word);
    let starts_one = given.iter().any(|name| first(name) == first(&folded));
    given.contains(&folded) || (is_initials && starts_one)
}

fn folded(word: &str) -> String {
    word.trim_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_name_is_found_in_every_form_and_no_other() {
        let own =
            |authors: &str| find_name(authors, "Ada Maria Lindqvist").map(|found| authors[found].to_owned());
        for (authors, name) in [
            ("B. Roe, A. Lindqvist, C. Ek", "A. Lindqvist"),
            ("Lindqvist, A. M., Roe, B.", "Lindqvist, A. M."),
            ("Roe B, Lindqvist AM and Ek C", "Lindqvist AM"),
            ("Ada Lindqvist", "Ada Lindqvist"),
            ("Bo Ek and Ada M. Lindqvist", "Ada M. Lindqvist"),
            ("LINDQVIST A, ROE B", "LINDQVIST A"),
            ("Lindqvist, Roe & Ek", "Lindqvist"),
            ("Lindqvist, A. Meyer", "Lindqvist"),
            ("B. Lindqvist, A. Lindqvist", "A. Lindqvist"),
        ] {
            assert_eq!(own(authors).as_deref(), Some(name), "{authors}");
        }
        for authors in ["B. Lindqvist, C. Ek", "Lindqvist B, Roe A", "Lindqvistson, A.", ""] {
            assert_eq!(own(authors), None, "{authors}");
        }
        assert_eq!(find_name("M. von Berg, O. Ek", "Marie von Berg"), Some(0..11));
    }
}
