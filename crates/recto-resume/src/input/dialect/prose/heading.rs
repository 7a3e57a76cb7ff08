//! What a heading, or a line that stands for one, says: title, organisation, place, dates.

use super::dates;
use super::parts::{SEPARATORS, at_organization, pieces, split, strong_first, with_place};
use super::words::{
    head_label, is_duration, is_grade, is_legal_form, is_place, names_organization, names_role,
};
use crate::input::syntax::block::Phrase;
use crate::resume::SectionKind;

/// Longest line that can belong to an entry's head, and longest part of it (bytes).
const MAX_LINE: usize = 160;
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
    /// A grade: `GPA 3.9/4`.
    pub score: Option<Phrase>,
    /// Parts that found no field; they go to the prose.
    pub rest: Vec<Phrase>,
}

/// Whether entries of a section pair a title with an organisation at a place.
pub(super) const fn has_organizations(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Work | SectionKind::Volunteer | SectionKind::Education)
}

impl Head {
    /// Reads the heading of an entry that stands alone: `Engineer at Lantern Works (2020 – Present)`.
    pub fn alone(phrase: &Phrase, kind: SectionKind) -> Self {
        let mut labelled = Self::default();
        if labelled.take_labelled(phrase) {
            return labelled;
        }
        if !has_organizations(kind) {
            return Self::thing(phrase, kind);
        }
        let (mut head, before, after) = Self::dated(phrase);
        head.assign([split(&before), split(&after)].concat(), kind);
        head
    }

    /// Reads the heading of what has no organisation that it belongs to: a project, an award. Where the date
    /// stands in running text, the heading stays whole.
    fn thing(phrase: &Phrase, kind: SectionKind) -> Self {
        let (mut head, before, after) = Self::dated(phrase);
        let place = head.place.take();
        let is_both = !before.is_empty() && !after.is_empty();
        let is_cited = kind == SectionKind::Publications && is_citation(&phrase.text);
        if (is_both && (is_sentence(&after) || place.is_some())) || is_cited {
            return Self { title: Some(phrase.clone()), ..Self::default() };
        }
        let (title, second) = if before.is_empty() { (after, None) } else { (before, filled(after)) };
        head.title = filled(title);
        *head.second(kind) = second.or(place);
        head
    }

    /// The field that takes what stands behind the title and date of such a heading.
    const fn second(&mut self, kind: SectionKind) -> &mut Option<Phrase> {
        match kind {
            SectionKind::Awards | SectionKind::Certificates | SectionKind::Publications => {
                &mut self.organization
            }
            _ => &mut self.place,
        }
    }

    /// Reads the heading over one or more roles: `LANTERN WORKS, SALEM, OR`.
    pub fn organization(phrase: &Phrase, kind: SectionKind) -> Self {
        let (mut head, before, after) = Self::dated(phrase);
        if !has_organizations(kind) && kind != SectionKind::Custom {
            head.rest.extend(head.place.take());
            let (name, after) = if before.is_empty() { (after, None) } else { (before, filled(after)) };
            head.rest.extend(after);
            head.organization = filled(name);
            return head;
        }
        let mut parts = [split(&before), split(&after)].concat().into_iter();
        parts.by_ref().take(1).for_each(|first| head.set_organization(&first));
        parts.for_each(|part| head.place_or_rest(part));
        head
    }

    /// Reads the heading of a role under its organisation: `Platform Engineer, Dec 2015 – Present`.
    pub fn role(phrase: &Phrase, kind: SectionKind) -> Self {
        let mut labelled = Self::default();
        if labelled.take_labelled(phrase) {
            return labelled;
        }
        let (mut head, before, after) = Self::dated(phrase);
        let parts = split(&before);
        match parts.as_slice() {
            [.., last] if parts.len() > 1 && head.place.is_none() && is_place(&last.text, kind) => {
                let title_end = before.text.len() - last.text.len();
                head.title = filled(before.slice(0..title_end).trim_matches(SEPARATORS));
                head.place = Some(last.clone());
            }
            _ => head.title = filled(before),
        }
        match filled(after) {
            Some(after) if head.title.is_none() => head.title = Some(after),
            Some(after) => head.place_or_rest(after),
            None => {}
        }
        head
    }

    fn dated(phrase: &Phrase) -> (Self, Phrase, Phrase) {
        match dates::find(phrase) {
            Some(found) => {
                let head = Self { dates: Some(found.dates), place: found.place, ..Self::default() };
                (head, found.before, found.after)
            }
            None => (Self::default(), phrase.clone(), Phrase::default()),
        }
    }

    /// Takes over a line below the heading, such as `**2018 – 2020 | Salem**`, if every part of it has a
    /// field that is still free. A line without marks needs a date, in it or (`is_over_date`) right below.
    pub fn absorb(&mut self, line: &Phrase, kind: SectionKind, is_over_date: bool) -> bool {
        if line.text.len() > MAX_LINE || line.is_empty() || line.has_links() {
            return false;
        }
        if self.take_labelled(line) {
            return true;
        }
        let (dated, before, after) = Self::dated(line);
        let is_title = self.title.is_none() && self.organization.is_some() && is_bare_role(line);
        let is_named = (line.is_marked() || is_over_date || is_title) && has_organizations(kind);
        if dated.dates.is_none() && !is_named {
            return false;
        }
        let parts = [split(&before), split(&after)].concat();
        let is_taken = (dated.dates.is_some() && self.dates.is_some())
            || (dated.place.is_some() && self.place.is_some());
        let is_prose =
            |part: &Phrase| is_sentence(part) || (!has_organizations(kind) && is_citation(&part.text));
        if is_taken || parts.iter().any(is_prose) {
            return false;
        }
        let has_dates = dated.dates.is_some() || is_over_date;
        let mut tried = self.clone();
        tried.place = tried.place.take().or(dated.place);
        tried.dates = tried.dates.take().or(dated.dates);
        let fits = parts.into_iter().all(|part| tried.fill(part, kind, has_dates));
        if fits {
            *self = tried;
        }
        fits
    }

    /// Puts one part of a line below the heading into a free field.
    fn fill(&mut self, part: Phrase, kind: SectionKind, dated: bool) -> bool {
        if !has_organizations(kind) {
            return dated && put(self.second(kind), part);
        }
        if kind == SectionKind::Education && is_grade(&part.text) {
            return put(&mut self.score, part);
        }
        let place = is_place(&part.text, kind);
        // `**Example University**` / `*BSc Physics*`: the first name was the school's.
        if self.organization.is_none()
            && names_role(&part.text)
            && let Some(title) =
                self.title.take_if(|title| kind == SectionKind::Education && !names_role(&title.text))
        {
            self.set_organization(&title);
        }
        if self.organization.is_none() && !place && (self.title.is_some() || !names_role(&part.text)) {
            let at = names_role(&part.text).then(|| at_organization(&part)).flatten();
            let (title, organization) =
                at.map_or((None, part), |(title, organization)| (Some(title), organization));
            if title.is_some() && self.title.is_some() {
                return false;
            }
            self.title = self.title.take().or(title);
            self.set_organization(&organization);
            return true;
        }
        if self.title.is_none() && !place {
            return put(&mut self.title, part);
        }
        (place || dated) && put(&mut self.place, part)
    }

    /// Takes a line that says what it is: `Company: Lantern Works`.
    fn take_labelled(&mut self, line: &Phrase) -> bool {
        let Some((label, value)) = line.text.find(": ").and_then(|at| {
            let label = head_label(&line.text[..at])?;
            filled(line.slice(at + 1..line.text.len())).map(|value| (label, value))
        }) else {
            return false;
        };
        let slot = match label {
            "title" => &mut self.title,
            "organization" => &mut self.organization,
            "place" => &mut self.place,
            _ => &mut self.dates,
        };
        put(slot, value)
    }

    /// Gives the parts of a heading that stands alone to its fields.
    fn assign(&mut self, mut parts: Vec<Phrase>, kind: SectionKind) {
        if kind == SectionKind::Education
            && let Some(at) = parts.iter().skip(1).position(|part| is_grade(&part.text))
        {
            self.score = Some(parts.remove(at + 1));
        }
        let is_aside = |part: &Phrase| {
            is_duration(&part.text) || (part.text.starts_with('(') && part.text.ends_with(')'))
        };
        if parts.len() > 1 {
            self.rest.extend(parts.extract_if(1.., |part| is_aside(part)));
        }
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return };
        let second = match at_organization(&first) {
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

    /// Tells which of two parts is the title; gives back the second if it is neither.
    fn pair(&mut self, first: &Phrase, second: Option<Phrase>, kind: SectionKind) -> Option<Phrase> {
        let role = |phrase: &Phrase| names_role(&phrase.text);
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
                let title_first = match (role(&first), role(&second)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => {
                        !names_organization(&first.text)
                            && (names_organization(&second.text) || !first.is_strong())
                    }
                };
                let (title, organization) = if title_first { (first, second) } else { (second, first) };
                self.title = Some(title);
                self.set_organization(&organization);
            }
            None => self.one(&first, kind),
        }
        third
    }

    /// One part alone: a title, an organisation, or both with a comma between.
    fn one(&mut self, phrase: &Phrase, kind: SectionKind) {
        let pieces = pieces(&phrase.text);
        let text = |n: usize| &phrase.text[pieces[n].clone()];
        let span = |a: usize, b: usize| filled(phrase.slice(pieces[a].start..pieces[b].end));
        let last = pieces.len() - 1;
        let named = (0..=last).find(|n| names_organization(text(*n)));
        match named {
            Some(n) if n > 0 && names_role(text(0)) => {
                self.title = span(0, n - 1);
                self.set_organization(&phrase.slice(pieces[n].start..phrase.text.len()));
            }
            _ if last > 0 && names_role(text(last)) && !names_role(text(0)) => {
                self.title = span(1, last);
                self.organization = span(0, 0);
            }
            None if kind == SectionKind::Work && last > 0 && names_role(text(0)) && !names_role(text(1)) => {
                self.title = span(0, 0);
                self.set_organization(&phrase.slice(pieces[1].start..phrase.text.len()));
            }
            // `Lantern Works, Engineer, Salem, OR`
            _ if last > 1
                && names_role(text(1))
                && !names_role(text(0))
                && !matches!(text(1).trim(), "MA" | "MS") =>
            {
                self.title = span(1, 1);
                self.organization = span(0, 0);
                self.place = self.place.take().or_else(|| span(2, last));
            }
            None if names_role(text(0)) || kind == SectionKind::Education => {
                self.title = Some(phrase.clone())
            }
            _ => self.set_organization(phrase),
        }
    }

    /// An organisation with, perhaps, its place: `Lantern Works, Inc., Salem, OR`, `Lantern Works (Salem)`.
    fn set_organization(&mut self, phrase: &Phrase) {
        if self.organization.is_some() {
            return self.rest.push(phrase.clone());
        }
        let placed = if self.place.is_none() { with_place(phrase) } else { None };
        let (organization, place) = placed.unwrap_or_else(|| (phrase.clone(), Phrase::default()));
        self.organization = filled(organization);
        self.place = self.place.take().or_else(|| filled(place));
    }

    fn place_or_rest(&mut self, part: Phrase) {
        if self.place.is_none() {
            self.place = Some(part);
        } else {
            self.rest.push(part);
        }
    }
}

fn put(slot: &mut Option<Phrase>, part: Phrase) -> bool {
    let free = slot.is_none();
    if free {
        *slot = Some(part);
    }
    free
}

fn filled(phrase: Phrase) -> Option<Phrase> {
    (!phrase.is_empty()).then_some(phrase)
}

/// `Developer` below `Lantern Works (2015 – 2018)`.
fn is_bare_role(line: &Phrase) -> bool {
    let text = &*line.text;
    names_role(text)
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
