//! What a heading, or a line in place of one, says: title, organisation, place, dates.

use super::has_organizations;
use super::line::Line;
use super::parts::{SEPARATORS, at_organization, beside_colon, pieces, split, strong_first, with_place};
use super::places::{is_place, is_role, trailing_place};
use super::words::{
    head_label, is_chiefly_role, is_duration, is_employment, is_grade, is_legal_form, names_honours,
    names_organization, names_role,
};
use crate::input::syntax::block::Phrase;
use crate::resume::{Dates, SectionKind, Text};

/// Longest line that can belong to an entry's head, and longest part of it (bytes).
pub(super) const MAX_LINE: usize = 160;
const MAX_PART: usize = 90;

/// The head of an entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Position, degree, name of a project, award, …
    pub title: Option<Phrase>,
    /// Employer, school, awarder, …
    pub organization: Option<Phrase>,
    pub place: Option<Phrase>,
    pub dates: Option<Phrase>,
    /// Who wrote it, where a label says so.
    pub authors: Option<Phrase>,
    /// A grade: `GPA 3.9/4`.
    pub score: Option<Phrase>,
    /// Keywords or courses, that a label announces.
    pub keywords: Vec<Phrase>,
    /// Parts that found no field; they go to the prose.
    pub rest: Vec<Phrase>,
    /// The addresses that it links to.
    pub urls: Vec<Text>,
    /// Which of title and organisation is first in the file; none where it does not have both.
    pub order: Option<Order>,
}

/// The order of title and organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Their words say so.
    Known(First),
    /// Both readings are as likely; this is the one that was taken.
    Unclear(First),
}

/// What is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Title,
    Organization,
}

/// What a heading is the head of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// An entry: `Engineer at Lantern Works (2020 – Present)`.
    Entry,
    /// An organisation with roles below it: `LANTERN WORKS, SALEM, OR`.
    Organization,
    /// A role below its organisation: `Platform Engineer, Dec 2015 – Present`.
    Role,
}

impl Head {
    /// Reads a heading.
    pub fn read(line: &Line, rank: Rank, kind: SectionKind) -> Self {
        let mut head = Self { urls: addresses(&line.phrase), ..Self::default() };
        if rank != Rank::Organization && head.take_labelled(&line.phrase) {
            return head;
        }
        head.dates.clone_from(&line.dates);
        head.place.clone_from(&line.place);
        match rank {
            Rank::Entry if has_organizations(kind) => head.assign(line.parts(), kind),
            Rank::Entry => head.thing(line, kind),
            Rank::Organization => head.organization(line, kind),
            Rank::Role => head.role(line, kind),
        }
        head
    }

    /// What has no organisation that it belongs to: a project, an award. Where the date is in running text, the heading
    /// stays whole.
    fn thing(&mut self, line: &Line, kind: SectionKind) {
        let place = self.place.take();
        let is_both = !line.before.is_empty() && !line.after.is_empty();
        let is_cited = kind == SectionKind::Publications && is_citation(&line.phrase.text);
        if (is_both && (is_sentence(&line.after) || place.is_some())) || is_cited {
            self.dates = None;
            self.title = Some(line.phrase.clone());
            return;
        }
        let (title, second) = line.sides();
        self.title = title;
        *self.second(kind) = second.or(place);
    }

    /// The field that takes what is behind the title and date of such a heading.
    const fn second(&mut self, kind: SectionKind) -> &mut Option<Phrase> {
        match kind {
            SectionKind::Awards | SectionKind::Certificates | SectionKind::Publications => {
                &mut self.organization
            }
            _ => &mut self.place,
        }
    }

    fn organization(&mut self, line: &Line, kind: SectionKind) {
        if has_organizations(kind) || kind == SectionKind::Custom {
            let mut parts = line.parts().into_iter();
            parts.by_ref().take(1).for_each(|first| self.set_organization(&first));
            return parts.for_each(|part| self.place_or_rest(part));
        }
        let (name, after) = line.sides();
        self.rest.extend(self.place.take().into_iter().chain(after));
        self.organization = name;
    }

    fn role(&mut self, line: &Line, kind: SectionKind) {
        let (title, after) = line.sides();
        self.title = title;
        if let [_, .., last] = split(&line.before).as_slice()
            && self.place.is_none()
            && is_place(&last.text, kind)
        {
            let title_end = line.before.text.len() - last.text.len();
            self.title = filled(line.before.slice(0..title_end).trim_matches(SEPARATORS));
            self.place = Some(last.clone());
        }
        after.into_iter().for_each(|after| self.place_or_rest(after));
    }

    /// Takes over a line below the heading, such as `**2018 – 2020 | Salem**`, if every part of it has a
    /// field that is still free. A line without marks needs a date, in it or (`is_over_date`) right below.
    pub fn absorb(&mut self, line: Line, kind: SectionKind, is_over_date: bool) -> bool {
        let phrase = &line.phrase;
        if phrase.text.len() > MAX_LINE || phrase.is_empty() || phrase.has_links() || line.remark.is_some() {
            return false;
        }
        if self.take_labelled(phrase) {
            return true;
        }
        let is_title = self.title.is_none() && self.organization.is_some() && is_bare_role(phrase, kind);
        let is_named = (phrase.is_marked() || is_over_date || is_title) && has_organizations(kind);
        let is_taken =
            (line.is_dated() && self.dates.is_some()) || (line.place.is_some() && self.place.is_some());
        let is_prose =
            |part: &Phrase| is_sentence(part) || (!has_organizations(kind) && is_citation(&part.text));
        let parts = line.parts();
        if !(line.is_dated() || is_named) || is_taken || parts.iter().any(is_prose) {
            return false;
        }
        let has_dates = line.is_dated() || is_over_date;
        let mut tried = self.clone();
        tried.place = tried.place.or(line.place);
        tried.dates = tried.dates.or(line.dates.clone());
        // Beside the dates, what finds no field is kept: `*01/2024 – 12/2024 · M4*`.
        let is_beside = has_organizations(kind) && line.dates.is_some() && phrase.is_marked();
        for part in parts {
            if !tried.fill(part.clone(), kind, has_dates) {
                if !is_beside || names_organization(&part.text) {
                    return false;
                }
                tried.rest.push(part);
            }
        }
        *self = tried;
        true
    }

    /// Puts one part of a line below the heading into a free field.
    fn fill(&mut self, part: Phrase, kind: SectionKind, dated: bool) -> bool {
        if !has_organizations(kind) {
            return dated && put(self.second(kind), part).is_none();
        }
        if kind == SectionKind::Education && is_grade(&part.text) {
            return put(&mut self.score, part).is_none();
        }
        let (is_place, is_role) = (is_place(&part.text, kind), is_role(&part.text, kind));
        if is_duration(&part.text) || is_employment(&part.text) {
            self.rest.push(part);
            return true;
        }
        // `**Example University**` / `*BSc Physics*`: the first name was the school's.
        if self.organization.is_none()
            && is_role
            && let Some(title) =
                self.title.take_if(|title| kind == SectionKind::Education && !names_role(&title.text))
        {
            self.set_organization(&title);
        }
        // `### Wrangler` / `*Lantern Works, Salem, OR*`: the first name was the role's.
        let is_organization =
            || names_organization(&part.text) || trailing_place(&part.text, kind).is_some_and(|at| at > 0);
        if !is_role
            && !is_place
            && self.title.is_none()
            && self.place.is_none()
            && self.organization.as_ref().is_some_and(|name| !names_organization(&name.text))
            && is_organization()
        {
            self.title = self.organization.take();
        }
        if is_place || (self.title.is_none() && (self.organization.is_some() || is_role)) {
            if let Some(name) = self.organization.as_ref().filter(|_| !is_place) {
                self.order = Some(order(First::Organization, is_role || names_organization(&name.text)));
            }
            let slot = if is_place { &mut self.place } else { &mut self.title };
            return put(slot, part).is_none();
        }
        if self.organization.is_some() {
            return dated && !names_organization(&part.text) && put(&mut self.place, part).is_none();
        }
        match at_organization(&part).filter(|_| is_role) {
            Some((title, organization)) => {
                self.set_organization(&organization);
                put(&mut self.title, title).is_none()
            }
            None => {
                self.set_organization(&part);
                true
            }
        }
    }

    /// Takes a line that says what it is: `Company: Lantern Works`.
    fn take_labelled(&mut self, line: &Phrase) -> bool {
        let Some((label, end)) = head_label(&line.text) else { return false };
        filled(line.slice(end..line.text.len())).is_some_and(|value| self.set(label, value).is_none())
    }

    /// Fills the field that a label or the name of a column announces; gives back what finds it taken.
    pub fn set(&mut self, label: &str, value: Phrase) -> Option<Phrase> {
        let slot = match label {
            "title" => &mut self.title,
            "organization" => &mut self.organization,
            "place" => &mut self.place,
            "authors" => &mut self.authors,
            _ => &mut self.dates,
        };
        if !matches!(label, "start" | "end") {
            return put(slot, value);
        }
        let start = slot.clone().filter(|_| label == "end");
        let dates = Phrase::join(start.into_iter().chain([value.clone()]), " – ");
        let is_free = slot.is_none() || label == "end";
        if is_free && Dates::parse(&dates.text, dates.span()).is_some() {
            *slot = Some(dates);
            return None;
        }
        Some(value)
    }

    /// Gives the parts of a heading without roles below it to its fields.
    fn assign(&mut self, mut parts: Vec<Phrase>, kind: SectionKind) {
        let is_aside = |part: &Phrase| {
            is_duration(&part.text)
                || is_employment(&part.text)
                || (part.text.starts_with('(') && part.text.ends_with(')'))
        };
        if parts.len() > 1 {
            if kind == SectionKind::Education {
                self.score = parts.extract_if(1.., |part| is_grade(&part.text)).next();
            }
            self.rest.extend(parts.extract_if(1.., |part| is_aside(part)));
            // `Engineer · Payments · Brightwater, Toronto`: the last part is the organisation.
            let has_town = |part: &Phrase| pieces(&part.text).len() > 1 && !is_place(&part.text, kind);
            if let [first, between @ .., last] = parts.as_slice()
                && is_role(&first.text, kind)
                && has_town(last)
                && !between.iter().any(|part| {
                    names_organization(&part.text) || (has_town(part) && !is_role(&part.text, kind))
                })
            {
                let last = parts.len() - 1;
                self.rest.extend(parts.drain(1..last));
            }
        }
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return };
        let for_organization = || {
            let (title, organization) = first.split_once(&[" for "])?;
            names_organization(&organization.text).then_some((title, organization))
        };
        let second = match at_organization(&first).or_else(for_organization) {
            Some((title, organization)) => {
                self.title = Some(title);
                self.set_organization(&organization);
                parts.next()
            }
            None => self.pair(&first, parts.next(), kind),
        };
        for part in second.into_iter().chain(parts) {
            self.place_or_rest(part);
        }
    }

    /// Decides which of two parts is the title; returns the second if it is neither.
    fn pair(&mut self, first: &Phrase, second: Option<Phrase>, kind: SectionKind) -> Option<Phrase> {
        let role = |phrase: &Phrase| is_role(&phrase.text, kind);
        let (first, second, third) = match (strong_first(first), second) {
            (Some((bold, rest)), second) => (bold, Some(rest), second),
            (None, second) => (first.clone(), second, None),
        };
        match second {
            Some(second) if is_place(&second.text, kind) => {
                self.one(&first, kind);
                self.place_or_rest(second);
            }
            Some(second) => {
                let [is_first, is_second] = [&first, &second].map(|part| names_organization(&part.text));
                let title_first = if role(&first) == role(&second) {
                    !is_first && (is_second || !first.is_strong())
                } else {
                    role(&first)
                };
                let first_is = if title_first { First::Title } else { First::Organization };
                self.order = Some(order(first_is, role(&first) != role(&second) || is_first != is_second));
                let (title, organization) = if title_first { (first, second) } else { (second, first) };
                self.title = Some(title);
                self.set_organization(&organization);
            }
            None => self.one(&first, kind),
        }
        third
    }

    /// One part alone: a title, an organisation, or both with a comma between.
    pub fn one(&mut self, phrase: &Phrase, kind: SectionKind) {
        if let Some(at) = trailing_place(&phrase.text, kind).filter(|at| *at > 0)
            && self.place.is_none()
        {
            self.place = filled(phrase.slice(at..phrase.text.len()));
            return self.one(&phrase.slice(0..at).trim_matches(",;"), kind);
        }
        if let Some((title, organization)) = beside_colon(phrase).filter(|_| self.title.is_none()) {
            self.title = Some(title);
            return self.set_organization(&organization);
        }
        let pieces = pieces(&phrase.text);
        let last = pieces.len() - 1;
        let text = |n: usize| &phrase.text[pieces[n].clone()];
        let span = |a: usize, b: usize| filled(phrase.slice(pieces[a].start..pieces[b].end));
        let is_role = |n: usize| is_role(text(n), kind);
        let named = (0..=last).find(|n| names_organization(text(*n)));
        let is_title = |n: usize| is_role(0) || (kind == SectionKind::Education && named == Some(n));
        let is_behind = |n: &usize| *n > 0 && is_title(*n);
        // `MSc Computing, TU Delft`: behind a degree with its field is the school.
        let has_field = || text(0).split_whitespace().count() > 1;
        let unnamed = || match kind {
            SectionKind::Work => (last > 0 && !is_role(1)).then_some(1),
            SectionKind::Education if has_field() => {
                (1..=last).find(|n| !is_role(*n) && !names_honours(text(*n)))
            }
            _ => None,
        };
        if let Some(n) = named.or_else(unnamed).filter(is_behind) {
            self.title = span(0, n - 1);
            self.set_organization(&phrase.slice(pieces[n].start..phrase.text.len()));
        } else if last > 0 && is_role(last) && !is_role(0) {
            self.title = span(1, last);
            self.organization = span(0, 0);
        } else if kind == SectionKind::Education && last > 1 && is_role(1) && !is_role(0) {
            // `Example University, BSc, Physics`
            self.title = span(1, last);
            self.organization = span(0, 0);
        } else if last > 1 && is_role(1) && !is_role(0) {
            // `Lantern Works, Engineer, Salem, OR`
            self.title = span(1, 1);
            self.organization = span(0, 0);
            self.place = self.place.take().or_else(|| span(2, last));
        } else if named.is_none_or(|n| n == 0 && is_chiefly_role(text(0)))
            && (is_role(0) || kind == SectionKind::Education)
        {
            self.title = Some(phrase.clone());
        } else {
            self.set_organization(phrase);
        }
    }

    /// An organisation with, perhaps, its place: `Lantern Works, Inc., Salem, OR`, `Lantern Works (Salem)`.
    pub fn set_organization(&mut self, phrase: &Phrase) {
        if self.organization.is_some() {
            return self.rest.push(phrase.clone());
        }
        match with_place(phrase).filter(|_| self.place.is_none()) {
            Some((organization, place)) => {
                (self.organization, self.place) = (filled(organization), filled(place));
            }
            None => self.organization = filled(phrase.clone()),
        }
    }

    /// Gives a part to the place, where that is free.
    pub fn place_or_rest(&mut self, part: Phrase) {
        self.rest.extend(put(&mut self.place, part));
    }
}

/// Fills a free slot; gives back what finds it taken.
fn put(slot: &mut Option<Phrase>, part: Phrase) -> Option<Phrase> {
    match slot {
        None => {
            *slot = Some(part);
            None
        }
        Some(_) => Some(part),
    }
}

fn filled(phrase: Phrase) -> Option<Phrase> {
    (!phrase.is_empty()).then_some(phrase)
}

/// What is first, and whether it is known to be.
const fn order(first: First, is_known: bool) -> Order {
    if is_known { Order::Known(first) } else { Order::Unclear(first) }
}

/// `Developer` below `Lantern Works (2015 – 2018)`.
fn is_bare_role(line: &Phrase, kind: SectionKind) -> bool {
    let text = &*line.text;
    is_role(text, kind)
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ':', '!'])
        && text.split_whitespace().count() <= 4
}

/// Whether a text is of several parts, as a work is cited.
pub(super) fn is_citation(text: &str) -> bool {
    text.matches(", ").count() > 2 || text.contains(['"', '“', '”', '«', '„']) || text.contains(". ")
}

/// Whether a part of a line is running text rather than a name.
fn is_sentence(part: &Phrase) -> bool {
    let text = &*part.text;
    let stop =
        text.ends_with(['.', '!', '?', ':']) && !is_legal_form(text.rsplit(' ').next().unwrap_or_default());
    text.len() > MAX_PART || (stop && text.split_whitespace().count() > 3)
}

/// The addresses that a phrase links to.
pub(super) fn addresses(phrase: &Phrase) -> Vec<Text> {
    phrase.links().map(|(url, _)| url.clone()).collect()
}
