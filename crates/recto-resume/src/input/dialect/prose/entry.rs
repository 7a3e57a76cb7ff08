//! Heads with what belongs to them, as entries: an organisation, its roles, their prose and bullets.

use super::dates;
use super::heading::{Head, has_organizations};
use super::outline::Item;
use super::words::{is_place, is_subhead, names_role};
use crate::input::syntax::block::{Block, Phrase};
use crate::resume::{SectionKind, Text};
use crate::text::Span;

/// How many lines below a heading may belong to the head.
const MAX_HEAD_LINES: usize = 4;

/// An entry, or one role of it: a head and what belongs to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub head: Head,
    pub url: Option<Text>,
    /// Its prose and bullets; where there are roles, what is said before the first.
    pub body: Vec<Block>,
    /// The roles at an organisation; none where the head says all.
    pub roles: Vec<Self>,
    pub span: Span,
}

impl Entry {
    /// An entry without roles. The parts of the head that have no field, and all addresses but the first, are the
    /// first lines of its prose.
    fn new(mut head: Head, urls: Vec<Text>, mut body: Vec<Block>, span: Span) -> Self {
        let mut urls = urls.into_iter();
        let url = urls.next();
        let mut lines: Vec<_> = head.rest.drain(..).map(line).collect();
        lines.extend(address_blocks(urls));
        body.splice(0..0, lines);
        Self { head, url, body, roles: Vec::new(), span }
    }
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
    let below = || item.body.first().and_then(Block::first_line);
    dates::find(&item.head).is_some() || below().is_some_and(|line| dates::is_head_line(&line))
}

/// An entry that stands alone.
fn single(item: Item, kind: SectionKind) -> Entry {
    let mut head = Head::alone(&item.head, kind);
    let mut urls = addresses(&item.head);
    let mut body = item.body;
    if item.is_term {
        take_definition(&mut head, &mut body, &mut urls, kind);
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
            urls.extend(addresses(&child.head));
            body.extend(child.body);
            children.splice(0..0, child.children);
            take_head_lines(&mut head, &mut body, kind);
        }
    }
    body.extend(children.into_iter().flat_map(Item::into_blocks));
    Entry::new(head, urls, body, item.span)
}

/// An organisation with roles below it.
fn grouped(item: Item, kind: SectionKind) -> Entry {
    let mut head = Head::organization(&item.head, kind);
    let mut body = item.body;
    // With a title in place, a line below can only say when or where.
    head.title = Some(Phrase::default());
    take_head_lines(&mut head, &mut body, kind);
    head.rest.extend(head.score.take());
    let mut entry = Entry::new(head, addresses(&item.head), body, item.span);
    for child in item.children {
        if is_role(&child, kind) {
            entry.roles.push(role(child, kind));
            continue;
        }
        let into = entry.roles.last_mut().map_or(&mut entry.body, |role| &mut role.body);
        into.extend(child.into_blocks());
    }
    let dates = entry.head.dates.take();
    match entry.roles.as_mut_slice() {
        // The dates of an organisation with one role are those of the role.
        [only] if only.head.dates.is_none() => only.head.dates = dates,
        _ => drop(entry.body.splice(0..0, dates.map(line))),
    }
    entry
}

/// A role below its organisation.
fn role(item: Item, kind: SectionKind) -> Entry {
    let mut head = Head::role(&item.head, kind);
    let mut body = item.body;
    // The organisation is the one above; another that the heading names is a line of prose.
    head.rest.extend(head.organization.replace(Phrase::default()));
    take_head_lines(&mut head, &mut body, kind);
    body.extend(item.children.into_iter().flat_map(Item::into_blocks));
    Entry::new(head, addresses(&item.head), body, item.span)
}

/// Takes lines such as `**2018 – 2020 | Salem**` from the top of `body` into the head.
fn take_head_lines(head: &mut Head, body: &mut Vec<Block>, kind: SectionKind) {
    for _ in 0..MAX_HEAD_LINES {
        let is_over_date = head.dates.is_none() && is_over_date(body);
        let Some(line) = body.first().and_then(Block::first_line) else { return };
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
    dates::is_over_date(&all, |line| !line.text.ends_with(['.', ':', '!', '?']))
}

/// `2010-2014` / `:   **Degree**; School (City)`: the first line of the definition is the rest of the head.
fn take_definition(head: &mut Head, body: &mut Vec<Block>, urls: &mut Vec<Text>, kind: SectionKind) {
    let Some(line) = body.first().and_then(Block::first_line) else { return };
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
    urls.extend(addresses(&line));
    drop_line(body);
}

/// A part that has no field of its own, as a line of prose.
pub(super) fn line(part: Phrase) -> Block {
    Block::paragraph(Phrase { marks: Vec::new(), ..part })
}

/// The addresses that a head links to.
pub(super) fn addresses(head: &Phrase) -> Vec<Text> {
    head.links().map(|(url, _)| url.clone()).collect()
}

/// Addresses as paragraphs, where there is no field for them.
pub(super) fn address_blocks(urls: impl IntoIterator<Item = Text>) -> Vec<Block> {
    urls.into_iter().map(|url| Block::paragraph(Phrase::plain(&url.value, url.span))).collect()
}
