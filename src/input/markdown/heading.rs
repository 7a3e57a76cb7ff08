//! What a heading, or a line that stands for one, says: title, organisation, place, dates.

use super::dates;
use super::inline::Phrase;
use super::words::{is_legal_form, names_organization, names_place, names_role};
use crate::resume::SectionKind;
use std::ops::Range;

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
        let (mut head, before, after) = Self::dated(phrase);
        if !has_organizations(kind) {
            let (title, second) = if before.is_empty() { (after, None) } else { (before, filled(after)) };
            head.title = filled(title);
            match kind {
                SectionKind::Awards | SectionKind::Certificates | SectionKind::Publications => {
                    head.organization = second
                }
                _ => head.place = second,
            }
            return head;
        }
        let mut parts = split(&before);
        parts.extend(split(&after));
        head.assign(parts, kind);
        head
    }

    /// Reads the heading over one or more roles: `LANTERN WORKS, SALEM, OR`.
    pub fn organization(phrase: &Phrase) -> Self {
        let (mut head, before, after) = Self::dated(phrase);
        let mut parts = split(&before);
        parts.extend(split(&after));
        let mut parts = parts.into_iter();
        if let Some(first) = parts.next() {
            head.set_organization(&first);
        }
        for part in parts {
            head.place_or_rest(part);
        }
        head
    }

    /// Reads the heading of a role under its organisation: `Platform Engineer, Dec 2015 – Present`.
    pub fn role(phrase: &Phrase) -> Self {
        let (mut head, before, after) = Self::dated(phrase);
        let parts = split(&before);
        match parts.as_slice() {
            [.., last] if parts.len() > 1 && names_place(&last.text) && !names_role(&last.text) => {
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
            Some(found) => (Self { dates: Some(found.dates), ..Self::default() }, found.before, found.after),
            None => (Self::default(), phrase.clone(), Phrase::default()),
        }
    }

    /// Takes over a line below the heading, such as `**2018 – 2020 | Salem**`, if every part of it has a
    /// field that is still free. `alone` lines may also be plain text.
    pub fn absorb(&mut self, line: &Phrase, kind: SectionKind) -> bool {
        if line.text.len() > MAX_LINE || line.is_empty() || line.links().next().is_some() {
            return false;
        }
        let (dated, before, after) = Self::dated(line);
        if dated.dates.is_none() && !(line.is_marked() && has_organizations(kind)) {
            return false;
        }
        let mut parts = split(&before);
        parts.extend(split(&after));
        if (dated.dates.is_some() && self.dates.is_some()) || parts.iter().any(is_sentence) {
            return false;
        }
        let mut tried = self.clone();
        let has_dates = dated.dates.is_some();
        tried.dates = tried.dates.take().or(dated.dates);
        if parts.into_iter().all(|part| tried.fill(part, kind, has_dates)) {
            *self = tried;
            return true;
        }
        false
    }

    /// Puts one part of a line below the heading into a free field.
    fn fill(&mut self, part: Phrase, kind: SectionKind, dated: bool) -> bool {
        if !has_organizations(kind) {
            let slot = match kind {
                SectionKind::Awards | SectionKind::Certificates | SectionKind::Publications => {
                    &mut self.organization
                }
                _ => &mut self.place,
            };
            return dated && put(slot, part);
        }
        let place = names_place(&part.text) && !names_role(&part.text);
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

    /// Gives the parts of a heading that stands alone to its fields.
    fn assign(&mut self, parts: Vec<Phrase>, kind: SectionKind) {
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
            Some(second) if names_place(&second.text) && !role(&second) => {
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
                self.organization = span(n, n);
                self.place = if n < last { span(n + 1, last) } else { None };
            }
            _ if last > 0 && names_role(text(last)) && !names_role(text(0)) => {
                self.title = span(1, last);
                self.organization = span(0, 0);
            }
            None if kind == SectionKind::Work && last > 0 && names_role(text(0)) && !names_role(text(1)) => {
                self.title = span(0, 0);
                self.organization = span(1, 1);
                self.place = if last > 1 { span(2, last) } else { None };
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
        let pieces = pieces(&phrase.text);
        let last_named =
            pieces.iter().rposition(|piece| names_organization(&phrase.text[piece.clone()])).unwrap_or(0);
        if let Some(next) = pieces.get(last_named + 1)
            && self.place.is_none()
        {
            self.place = filled(phrase.slice(next.start..phrase.text.len()));
            self.organization = filled(phrase.slice(0..pieces[last_named].end));
            return;
        }
        let bracket = phrase.text.strip_suffix(')').and_then(|text| text.rfind('('));
        if let Some(open) = bracket.filter(|open| *open > 0)
            && self.place.is_none()
            && phrase.text[open..].contains(char::is_lowercase)
        {
            self.place = filled(phrase.slice(open + 1..phrase.text.len() - 1));
            self.organization = filled(phrase.slice(0..open));
            return;
        }
        self.organization = filled(phrase.clone());
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

/// Whether a part of a line is running text rather than a name.
fn is_sentence(part: &Phrase) -> bool {
    let text = part.text.as_str();
    let stop =
        text.ends_with(['.', '!', '?', ':']) && !is_legal_form(text.rsplit(' ').next().unwrap_or_default());
    text.len() > MAX_PART || (stop && text.split_whitespace().count() > 3)
}

/// What may stand between two parts.
const SEPARATORS: &str = "|·•–—-;,";

/// Cuts a line at ` | `, ` · `, ` – `, ` - ` and the like.
fn split(phrase: &Phrase) -> Vec<Phrase> {
    let text = phrase.text.as_str();
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let spaced = text[..at].ends_with(' ') && text[end..].starts_with(' ');
        if matches!(c, '|' | '•' | ';' | '\t') || (spaced && matches!(c, '·' | '–' | '—' | '-')) {
            cuts.push(at..end);
        }
    }
    phrase
        .cut(&cuts)
        .into_iter()
        .map(|part| part.trim_matches(",;"))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Cuts at commas that stand outside brackets; a legal form stays with the name before it.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 || at == text.len() => {
                match pieces.last_mut() {
                    Some(last) if is_legal_form(&text[start..at]) => last.end = at,
                    _ => pieces.push(start..at),
                }
                start = (at + 1).min(text.len());
            }
            _ => {}
        }
    }
    pieces
}

/// `Engineer at Lantern Works`.
fn at_organization(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let at = [" at ", " @ ", " bei ", " chez "]
        .iter()
        .filter_map(|word| phrase.text.find(word).map(|at| at..at + word.len()))
        .min_by_key(|range| range.start)?;
    let (title, organization) = phrase.around(at);
    let organization = organization.trim_matches(",");
    (!title.is_empty() && !organization.is_empty()).then_some((title.trim_matches(","), organization))
}

/// `**Lantern Works** Engineer`: the bold start, and what follows.
fn strong_first(phrase: &Phrase) -> Option<(Phrase, Phrase)> {
    let end = phrase.strong_start().filter(|end| *end < phrase.text.len())?;
    let rest = phrase.slice(end..phrase.text.len()).trim_matches(",;:–—-|");
    // `**Lantern Works**, Salem, OR` is an organisation with its place, not two parts.
    let place =
        phrase.text[end..].starts_with(',') && !names_role(&rest.text) && !names_organization(&rest.text);
    (!rest.is_empty() && !place).then(|| (phrase.slice(0..end).trim_matches(":,"), rest))
}

impl Phrase {
    fn is_strong(&self) -> bool {
        self.strong_start() == Some(self.text.len())
    }
}
