//! Promotions: entries in a row at one organisation become one entry with several roles.

use super::draft::join_prose;
use crate::resume::{Entry, ItemBody, RichText, Role, SectionItem, Text};

/// Joins entries in a row that name the same organisation. Hidden ones stay as they are, and part none.
pub(in crate::input) fn roles(items: Vec<SectionItem>) -> Vec<SectionItem> {
    let mut all: Vec<SectionItem> = Vec::with_capacity(items.len());
    let mut before: Option<usize> = None;
    for item in items {
        match (before.map(|before| &mut all[before].body), item) {
            (Some(ItemBody::Entry(first)), SectionItem { hide: false, body: ItemBody::Entry(next) })
                if is_same_place(first, &next) && can_join(first, &next) =>
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

/// Whether the roles of both say something, and a place and an address of it that are not those of `entry` can go to its
/// role: it shows one role, which has none of its own. Else the two stay entries of their own, and so they do where the file
/// says where the second is on its page.
fn can_join(entry: &Entry, next: &Entry) -> bool {
    let says_nothing = |role: &Role| *role == Role { hide: role.hide, ..Role::default() };
    if next.page_break.is_some() {
        return false;
    }
    if [entry, next].iter().any(|one| one.roles.iter().all(says_nothing)) {
        return false;
    }
    let mut shown = next.roles.iter().filter(|role| !role.hide);
    let only = shown.next().filter(|_| shown.next().is_none());
    let fits = |own: &Option<Text>, known: &Option<Text>, field: fn(&Role) -> &Option<Text>| {
        differing(own.as_ref(), known.as_ref()).is_none() || only.is_some_and(|role| field(role).is_none())
    };
    fits(&next.place, &entry.place, |role| &role.place) && fits(&next.url, &entry.url, |role| &role.url)
}

/// Takes over the roles of the next entry. What it says otherwise about the organisation goes to its first role that
/// shows.
fn join(entry: &mut Entry, mut next: Entry) {
    if let Some(role) = next.roles.iter_mut().find(|role| !role.hide) {
        let known = |note: &RichText| entry.note.as_ref().is_some_and(|known| known.says_same(note));
        let note = next.note.filter(|note| !known(note));
        role.place = role.place.take().or(differing(next.place.as_ref(), entry.place.as_ref()).cloned());
        role.url = role.url.take().or(differing(next.url.as_ref(), entry.url.as_ref()).cloned());
        role.summary = join_prose(note, role.summary.take());
    }
    entry.roles.append(&mut next.roles);
    entry.span = entry.span.join(next.span);
}

fn differing<'a>(text: Option<&'a Text>, known: Option<&Text>) -> Option<&'a Text> {
    text.filter(|text| known.is_none_or(|known| known.value != text.value))
}
