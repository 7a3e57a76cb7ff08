//! Promotions: entries in a row at one organisation become one entry with several roles.

use super::draft::join_prose;
use crate::resume::{Entry, ItemBody, RichText, SectionItem, Text};

/// Joins entries in a row that name the same organisation. Hidden ones stay as they are, and part none.
pub(in crate::input) fn roles(items: Vec<SectionItem>) -> Vec<SectionItem> {
    let mut all: Vec<SectionItem> = Vec::with_capacity(items.len());
    let mut before: Option<usize> = None;
    for item in items {
        match (before.map(|before| &mut all[before].body), item) {
            (Some(ItemBody::Entry(first)), SectionItem { hide: false, body: ItemBody::Entry(next) })
                if is_same_place(first, &next) =>
            {
                join(first, *next);
            }
            (_, item) => {
                before = if item.hide { before } else { Some(all.len()) };
                all.push(item);
            }
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

/// Takes over the roles of the next entry. What it says otherwise about the organisation goes to its first role that
/// shows.
fn join(entry: &mut Entry, mut next: Entry) {
    if let Some(role) = next.roles.iter_mut().find(|role| !role.hide) {
        let place = differing(next.place, entry.place.as_ref());
        let url = differing(next.url, entry.url.as_ref());
        let known = |note: &RichText| entry.note.as_ref().is_some_and(|known| known.says_same(note));
        let note = next.note.filter(|note| !known(note));
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
