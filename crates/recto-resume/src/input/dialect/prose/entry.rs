//! Heads with what belongs to them, as entries: an organisation, its roles, their prose and bullets.

use super::dates;
use super::heading::{Head, has_organizations};
use super::names::{is_place, names_role};
use super::outline::Item;
use super::words::is_subhead;
use crate::input::syntax::block::Block;
use crate::input::syntax::phrase::Phrase;
use crate::resume::{SectionKind, Text};
use crate::text::Span;

/// How many lines below a heading may belong to the head.
const MAX_HEAD_LINES: usize = 4;

/// Longest line without marks that may belong to the head (bytes).
const MAX_PLAIN: usize = 80;

/// An organisation, or a thing that stands alone, with one or more roles.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub organization: Option<Phrase>,
    pub place: Option<Phrase>,
    pub url: Option<Text>,
    /// What is said of the organisation before its first role.
    pub note: Vec<Block>,
    pub roles: Vec<Role>,
    pub span: Span,
}

/// One role.
#[derive(Debug, Clone, Default)]
pub(super) struct Role {
    pub title: Option<Phrase>,
    pub dates: Option<Phrase>,
    pub place: Option<Phrase>,
    pub url: Option<Text>,
    pub score: Option<Phrase>,
    pub body: Vec<Block>,
    pub span: Span,
}

/// The entry of a head.
pub(super) fn read(mut item: Item, kind: SectionKind) -> Entry {
    lower_dates(&mut item);
    let has_roles = item.children.iter().any(|child| is_role(child, kind));
    let own_dates = dates::find(&item.head).is_some();
    let dated_below = item.children.iter().any(|child| is_role(child, kind) && is_dated(child));
    let is_role_over_organization = item.body.is_empty()
        && matches!(item.children.as_slice(), [only] if !names_role(&only.head.text) && dates::find(&only.head).is_none())
        && has_organizations(kind)
        && names_role(&item.head.text);
    let is_only = item.children.len() == 1 && has_organizations(kind) && !names_role(&item.head.text);
    if has_roles && !is_role_over_organization && (!own_dates || dated_below || is_only) {
        grouped(item, kind)
    } else {
        single(item, kind)
    }
}

/// `#### Lantern Works` / `##### 2019 – 2020`: a heading below that only says when and where is a line of the
/// head.
fn lower_dates(item: &mut Item) {
    item.children.iter_mut().for_each(lower_dates);
    let says_when = |child: &Item| {
        dates::find(&child.head).is_some_and(|dated| {
            [&dated.before, &dated.after]
                .iter()
                .all(|part| part.is_empty() || is_place(&part.text, SectionKind::Work))
        })
    };
    if item.body.is_empty()
        && item.children.first().is_some_and(says_when)
        && dates::find(&item.head).is_none()
    {
        let child = item.children.remove(0);
        item.body.push(Block::paragraph(child.head));
        item.body.extend(child.body);
        item.children.splice(0..0, child.children);
    }
}

/// Whether a heading below an organisation is a role.
fn is_role(item: &Item, kind: SectionKind) -> bool {
    !is_subhead(&item.head.text)
        && (is_dated(item) || (has_organizations(kind) && names_role(&item.head.text)))
}

/// Whether a head, or the line right below it, has a date.
fn is_dated(item: &Item) -> bool {
    let below = || item.body.first().and_then(Block::text).map(Phrase::first_line);
    dates::find(&item.head).is_some() || below().is_some_and(|line| dates::is_head_line(&line))
}

/// An entry that stands alone.
fn single(item: Item, kind: SectionKind) -> Entry {
    let mut head = Head::alone(&item.head, kind);
    let mut url = addresses(&item.head);
    let mut body = item.body;
    if item.is_term {
        take_definition(&mut head, &mut body, &mut url, kind);
    }
    take_head_lines(&mut head, &mut body, kind);
    let mut children = item.children;
    // `### Engineer, 2020 – Present` over `#### Lantern Works`.
    if let [child, ..] = children.as_slice()
        && body.is_empty()
        && has_organizations(kind)
        && head.organization.is_none()
        && !is_subhead(&child.head.text)
    {
        let organization = Head::organization(&child.head, kind);
        if organization.dates.is_none()
            && organization.rest.is_empty()
            && (organization.place.is_none() || head.place.is_none())
        {
            head.organization = organization.organization;
            head.place = head.place.take().or(organization.place);
            let child = children.remove(0);
            url.extend(addresses(&child.head));
            body.extend(child.body);
            children.splice(0..0, child.children);
            take_head_lines(&mut head, &mut body, kind);
        }
    }
    body.extend(children.into_iter().flat_map(Item::into_blocks));
    let (url, others) = first_url(url);
    body.splice(0..0, rest_lines(&head.rest).into_iter().chain(others));
    let role = Role {
        title: head.title,
        dates: head.dates,
        score: head.score,
        body,
        span: item.span,
        ..Role::default()
    };
    Entry {
        organization: head.organization,
        place: head.place,
        url,
        note: Vec::new(),
        roles: vec![role],
        span: item.span,
    }
}

/// An organisation with roles below it.
fn grouped(item: Item, kind: SectionKind) -> Entry {
    let mut head = Head::organization(&item.head, kind);
    let url = addresses(&item.head);
    let mut body = item.body;
    // With a title in place, a line below can only say when or where.
    head.title = Some(Phrase::default());
    take_head_lines(&mut head, &mut body, kind);
    let (url, others) = first_url(url);
    let mut note = rest_lines(&head.rest);
    let mut dates = head.dates;
    note.extend(rest_lines(head.score.as_slice()));
    note.extend(others);
    note.extend(body);
    let mut roles: Vec<Role> = Vec::new();
    for child in item.children {
        if is_role(&child, kind) {
            roles.push(role(child, kind));
            continue;
        }
        let into = roles.last_mut().map_or(&mut note, |role| &mut role.body);
        into.extend(child.into_blocks());
    }
    // The dates of an organisation with one role are those of the role.
    if let [only] = roles.as_mut_slice()
        && only.dates.is_none()
    {
        only.dates = dates.take();
    }
    note.splice(0..0, rest_lines(dates.as_slice()));
    if let [only] = roles.as_mut_slice() {
        only.body.splice(0..0, std::mem::take(&mut note));
    }
    Entry { organization: head.organization, place: head.place, url, note, roles, span: item.span }
}

/// A role below its organisation.
fn role(item: Item, kind: SectionKind) -> Role {
    let mut head = Head::role(&item.head, kind);
    let url = addresses(&item.head);
    let mut body = item.body;
    head.organization = Some(Phrase::default());
    take_head_lines(&mut head, &mut body, kind);
    body.extend(item.children.into_iter().flat_map(Item::into_blocks));
    let (url, others) = first_url(url);
    body.splice(0..0, rest_lines(&head.rest).into_iter().chain(others));
    let Head { title, dates, place, score, .. } = head;
    Role { title, dates, place, url, score, body, span: item.span }
}

/// Takes lines such as `**2018 – 2020 | Salem**` from the top of `body` into the head.
fn take_head_lines(head: &mut Head, body: &mut Vec<Block>, kind: SectionKind) {
    for _ in 0..MAX_HEAD_LINES {
        let is_over_date = head.dates.is_none() && is_over_date(body);
        let Some(line) = body.first().and_then(Block::text).map(Phrase::first_line) else { return };
        if !head.absorb(&bare_line(&line), kind, is_over_date) {
            return;
        }
        drop_line(body);
    }
}

/// Drops the first line of the paragraph that a body begins with.
fn drop_line(body: &mut Vec<Block>) {
    let first = body.remove(0);
    if let Some((_, rest)) = first.text().map(|phrase| phrase.take_line(0))
        && !rest.is_empty()
    {
        body.insert(0, Block::paragraph(rest));
    }
}

/// A line without the `~` that some put before it.
fn bare_line(line: &Phrase) -> Phrase {
    if line.text.starts_with("~ ") { line.slice(1..line.text.len()) } else { line.clone() }
}

/// Whether `body` begins with one or two short lines and then one that only says when.
fn is_over_date(body: &[Block]) -> bool {
    let texts = body.iter().take(3).map_while(Block::text);
    let all: Vec<_> = texts.flat_map(Phrase::lines).map(|line| bare_line(&line)).collect();
    let short = |line: &Phrase| {
        !line.is_empty() && line.text.len() <= MAX_PLAIN && !line.text.ends_with(['.', ':', '!', '?'])
    };
    let date = all.iter().take(3).position(dates::is_all);
    date.is_some_and(|at| at > 0 && all[..at].iter().all(short))
}

/// `2010-2014` / `:   **Degree**; School (City)`: the first line of the definition is the rest of the head.
fn take_definition(head: &mut Head, body: &mut Vec<Block>, url: &mut Vec<Text>, kind: SectionKind) {
    let Some(line) = body.first().and_then(Block::text).map(Phrase::first_line) else { return };
    if head.title.is_some() || head.organization.is_some() || line.text.len() > 160 {
        return;
    }
    let mut full = Head::alone(&line, kind);
    match (&head.dates, full.dates.take()) {
        (Some(_), Some(_)) => return,
        (_, dates) => full.dates = head.dates.take().or(dates),
    }
    full.rest.append(&mut head.rest);
    *head = full;
    url.extend(addresses(&line));
    drop_line(body);
}

/// Parts of a head that have no field of their own, as paragraphs.
fn rest_lines(parts: &[Phrase]) -> Vec<Block> {
    parts.iter().map(line).collect()
}

/// A part that has no field of its own, as a line of prose.
pub(super) fn line(part: &Phrase) -> Block {
    Block::paragraph(Phrase { marks: Vec::new(), ..part.clone() })
}

/// The addresses that a head links to.
pub(super) fn addresses(head: &Phrase) -> Vec<Text> {
    head.links().map(|(url, _)| url.clone()).collect()
}

/// Addresses as paragraphs, where there is no field for them.
pub(super) fn address_blocks(urls: impl IntoIterator<Item = Text>) -> Vec<Block> {
    urls.into_iter().map(|url| Block::paragraph(Phrase::plain(&url.value, url.span))).collect()
}

/// The first address, which is the entry's, and the others, which go to its prose.
fn first_url(urls: Vec<Text>) -> (Option<Text>, Vec<Block>) {
    let mut urls = urls.into_iter();
    (urls.next(), address_blocks(urls))
}
