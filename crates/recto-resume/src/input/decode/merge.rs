//! Promotions: entries in a row at one organisation become one entry with several roles.

use super::draft::join_prose;
use crate::resume::{Entry, RichText, SectionItem, Text};

/// Joins entries in a row that name the same organisation.
pub(in crate::input) fn roles(contents: Vec<SectionItem>) -> Vec<SectionItem> {
    let mut all: Vec<SectionItem> = Vec::with_capacity(contents.len());
    for content in contents {
        match (all.last_mut(), content) {
            (Some(SectionItem::Entry(first)), SectionItem::Entry(next)) if is_same_place(first, &next) => {
                join(first, *next)
            }
            (_, content) => all.push(content),
        }
    }
    all
}

/// Whether both name one organisation: the same name, but for case.
fn is_same_place(a: &Entry, b: &Entry) -> bool {
    match (&a.organization, &b.organization) {
        (Some(a), Some(b)) => a.value.to_lowercase() == b.value.to_lowercase(),
        _ => false,
    }
}

/// Takes over the roles of the next entry. What it says otherwise about the organisation goes to its first role.
fn join(entry: &mut Entry, mut next: Entry) {
    if let Some(role) = next.roles.first_mut() {
        let place = differing(next.place, entry.place.as_ref());
        let url = differing(next.url, entry.url.as_ref());
        let note = next.note.filter(|note| !says_same(entry.note.as_ref(), note));
        role.place = role.place.take().or(place);
        role.url = role.url.take().or(url);
        role.summary = join_prose(note, role.summary.take());
    }
    entry.roles.append(&mut next.roles);
    entry.span = entry.span.join(next.span);
}

fn differing(text: Option<Text>, known: Option<&Text>) -> Option<Text> {
    text.filter(|text| known.is_none_or(|known| known.value != text.value))
}

fn says_same(known: Option<&RichText>, note: &RichText) -> bool {
    known.is_some_and(|known| known.says_same(note))
}
