//! Employers that are named once, above several roles: `Lantern Works` / `Salem, OR` over `Engineer⇥2019 – 2021` and
//! `Intern⇥2017 – 2019`.

use super::entries::Entry;
use super::paragraphs::Para;
use crate::input::dialect::prose::has_organizations;
use crate::input::dialect::prose::parts::{at_organization, pieces};
use crate::input::dialect::prose::places::{is_place, is_role, trailing_place};
use crate::input::dialect::prose::words::{is_duration, is_employment, names_organization};
use crate::input::syntax::block::Phrase;
use crate::resume::SectionKind;
use crate::text::url::looks_like_host;
use std::ops::Range;

/// Most lines that an employer takes.
const MAX_LINES: usize = 3;

/// Where an employer is named in `free` lines that can be of heads and are not of the head behind them: from the last of them
/// that is more prominent than the one above, or at `lead`, a line below running text, if its words say so.
pub(super) fn above(free: Range<usize>, lead: Option<usize>, paras: &[Para]) -> Range<usize> {
    let earliest = free.start.max(free.end.saturating_sub(MAX_LINES));
    let stands_out = |n: &usize| {
        let Some(before) = n.checked_sub(1).map(|before| &paras[before]) else { return true };
        let para = &paras[*n];
        let is_heavier = para.phrase.is_strong() && !before.phrase.is_strong();
        para.stands_out() || is_heavier || before.first.print.page != para.first.print.page
    };
    let found = (earliest..free.end).rev().find(stands_out);
    let lead = lead.filter(|lead| (earliest..free.end).contains(lead) && could_be_employer(&paras[*lead]));
    found.or(lead).unwrap_or(free.end)..free.end
}

/// Whether the words of a line say that it names an employer: an organisation, or one with its place or its site.
fn could_be_employer(line: &Para) -> bool {
    let parts = line.line.parts();
    let is_known = |part: &Phrase| {
        names_organization(&part.text)
            || looks_like_host(&part.text)
            || trailing_place(&part.text, SectionKind::Work).is_some()
    };
    parts.iter().any(is_known) && !parts.iter().any(|part| is_role(&part.text, SectionKind::Work))
}

/// The heading of a role among some lines: there is a higher one above it, which is its employer's, and the next heading
/// below is again as deep.
pub(super) fn heading_of_role(lines: Range<usize>, paras: &[Para]) -> Option<usize> {
    let heading = |n: usize| paras[n].level();
    let at = lines.clone().rev().find(|n| heading(*n).is_some())?;
    let is_below = (lines.start..at).filter_map(heading).any(|above| Some(above) < heading(at));
    let next = (lines.end..paras.len()).find_map(heading);
    (is_below && next == heading(at)).then_some(at)
}

/// Finds the roles of each employer. `before` is how many lines of a head are before its date in this section,
/// where no headings say where heads begin. Gives back, for each entry, lines above it that turn out to name no employer.
pub(super) fn settle(entries: &mut [Entry], before: Option<usize>, kind: SectionKind) -> Vec<Vec<Para>> {
    let mut left = vec![Vec::new(); entries.len()];
    let mut next = 0;
    while next < entries.len() {
        let at = next;
        let has_extra = entries[at].over.is_empty() && (at == 0 || begins_apart(&entries[at].head));
        let extra = before.filter(|_| has_extra).map_or(0, |before| extra_lines(&entries[at], before));
        let over: Vec<_> = entries[at].head.drain(..extra).collect();
        let is_apart = over.is_empty();
        entries[at].over.extend(over);
        let below = if entries[at].over.is_empty() { 0 } else { roles_below(&entries[at..], kind) };
        let is_employer = below > 0 && has_organizations(kind) && (is_apart || below > 1);
        next += below.max(1);
        if is_employer {
            entries[at..next].iter_mut().for_each(|role| role.is_under = true);
            let level = level(&entries[at].over);
            if let Some(other) = entries.get_mut(next).filter(|other| is_higher(other, level)) {
                other.is_short = false;
            }
        } else if is_apart {
            left[at] = std::mem::take(&mut entries[at].over);
        } else {
            let Entry { over, head, .. } = &mut entries[at];
            head.splice(0..0, over.drain(..));
        }
    }
    left
}

/// Whether the first line of a head is prominent, or is bold and the next is not.
fn begins_apart(head: &[Para]) -> bool {
    let is_strong = |n: usize| head.get(n).is_some_and(|line| line.phrase.is_strong());
    head.first().is_some_and(Para::stands_out) || (is_strong(0) && !is_strong(1))
}

/// How many lines more than others of its section a head has before its date, not counting those that say how long.
fn extra_lines(entry: &Entry, before: usize) -> usize {
    let date = entry.head.iter().position(|line| line.line.is_dated()).unwrap_or(0);
    let durations = entry.head[..date].iter().filter(|line| is_duration(line.text())).count();
    (date - durations).saturating_sub(before)
}

/// How many of the entries are roles of the employer over the first of them.
fn roles_below(entries: &[Entry], kind: SectionKind) -> usize {
    let Some((first, others)) = entries.split_first() else { return 0 };
    let level = level(&first.over);
    let is_deeper = |entry: &Entry| level.is_some() && self::level(&entry.head) > level;
    let is_higher = |entry: &Entry| is_higher(entry, level);
    let is_below = |entry: &&Entry| {
        entry.over.is_empty() && (is_deeper(entry) || (is_role_alone(entry, kind) && !is_higher(entry)))
    };
    let below = others.iter().take_while(is_below).count();
    let is_first = is_deeper(first)
        || (!is_higher(first) && (is_role_alone(first, kind) || (below > 0 && names_one(first, kind))));
    if is_first { below + 1 } else { 0 }
}

/// The level of the first heading among some lines.
fn level(lines: &[Para]) -> Option<u8> {
    lines.iter().find_map(Para::level)
}

/// Whether the heading of an entry is on the level of an employer, or over it.
fn is_higher(entry: &Entry, employer: Option<u8>) -> bool {
    employer.is_some() && level(&entry.head).is_some_and(|own| Some(own) <= employer)
}

/// Whether a head names one role or one thing, and no organisation.
fn names_one(entry: &Entry, kind: SectionKind) -> bool {
    let parts: Vec<_> = entry.head.iter().flat_map(|line| line.line.parts()).collect();
    let roles = parts.iter().filter(|part| is_role(&part.text, kind)).count();
    let has_organization = parts.iter().any(|part| names_organization(&part.text));
    lone(entry).is_some() || (roles == 1 && parts.len() == 2 && !has_organization)
}

/// What a head names beside its date and place, if that is one thing.
fn lone(entry: &Entry) -> Option<Phrase> {
    let is_beside = |part: &Phrase| {
        is_place(&part.text, SectionKind::Work) || is_duration(&part.text) || is_employment(&part.text)
    };
    let mut parts = entry.head.iter().flat_map(|line| line.line.parts()).filter(|part| !is_beside(part));
    parts.next().filter(|_| parts.next().is_none())
}

/// Whether a head names a role and no organisation.
fn is_role_alone(entry: &Entry, kind: SectionKind) -> bool {
    lone(entry).is_some_and(|part| {
        // `Engineer, Lantern Works, Salem, OR`
        let names =
            trailing_place(&part.text, kind).map(|place| part.text[..place].trim_end_matches([',', ' ']));
        let names_two = names.is_some_and(|names| pieces(names).len() > 1);
        is_role(&part.text, kind)
            && !names_organization(&part.text)
            && !names_two
            && at_organization(&part).is_none()
    })
}
