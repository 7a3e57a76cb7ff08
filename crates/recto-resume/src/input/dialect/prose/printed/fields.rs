//! The parts of the heads of a section's entries, each to its field: what a part is follows from its words, and from the
//! words at the same place in the other entries.

use super::entries::Entry;
use super::guesses::{Guess, Guesses};
use super::paragraphs::Para;
use super::rows::{is_capitals, is_sentence};
use super::top::with_scheme;
use crate::input::dialect::prose::address::addresses;
use crate::input::dialect::prose::has_organizations;
use crate::input::dialect::prose::head::{First, Head, Order};
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::parts::{at_organization, beside_colon, pieces};
use crate::input::dialect::prose::places::{is_place, is_role, trailing_place};
use crate::input::dialect::prose::words::{
    head_label, is_chiefly_role, is_duration, is_employment, is_grade, names_honours, names_organization,
};
use crate::input::syntax::block::Phrase;
use crate::language::mentions;
use crate::resume::SectionKind;
use crate::resume::contact::Way;
use crate::text::url::looks_like_host;
use std::collections::BTreeMap;

/// How many parts of a head can be its title or its organisation.
const MAX_MAIN: usize = 4;

/// Names that an employer alone has at least beside a site, and the head of an entry.
const NAMES_OF_EMPLOYER: usize = 1;
const NAMES_OF_ENTRY: usize = 2;

/// Most words of what says how well a degree was passed.
const MAX_RESULT: usize = 5;

/// A head whose title and organisation are still to be told apart.
#[derive(Debug, Default)]
struct Draft {
    /// What is clear.
    head: Head,
    /// The other parts, each with its line among those of the head.
    main: Vec<(Phrase, usize)>,
    /// Which of them may be said beside title and organisation: how long, which sort of employment.
    asides: Vec<usize>,
    /// The line with the date, where it says more than that.
    dated: Option<usize>,
    /// How long something took, which its dates say.
    durations: Vec<Phrase>,
    /// Whether its place is known by its words, alone beside the dates, or behind a role.
    is_placed_by_date: bool,
    is_placed_by_comma: bool,
}

/// Where the parts are in a head: how many each line has, and which line has the date.
type Shape = (Vec<usize>, Option<usize>);

impl Draft {
    /// Reads the lines of a head. A site among them is an address if so many other names are there, and else a name itself.
    fn of(lines: &[Para], kind: SectionKind, names: usize) -> Self {
        let mut draft = Self::default();
        let has_names = lines.iter().map(|para| self::names(&para.line, kind)).sum::<usize>() >= names;
        for (n, para) in lines.iter().enumerate() {
            let line = &para.line;
            if let Some(dates) = &line.dates {
                match &draft.head.dates {
                    None => draft.head.dates = Some(dates.clone()),
                    Some(_) => draft.head.rest.push(dates.clone()),
                }
                draft.dated = (!line.is_date()).then_some(n);
            }
            if line.dates.is_none() && draft.take_label(&para.phrase) {
                continue;
            }
            draft.head.place = draft.head.place.take().or_else(|| line.place.clone());
            draft.head.rest.extend(line.remark.clone());
            for part in line.parts().iter().flat_map(|part| slashed(part, kind)) {
                let parts = if has_names { draft.take_hosts(part, n > 0) } else { vec![part] };
                parts.into_iter().for_each(|part| draft.add(part, n, kind));
            }
        }
        draft.settle_asides();
        draft
    }

    /// Takes sites that are behind commas, or first where `has_name` says that another line has the name: `Lantern Works,
    /// lantern.example.org`. Gives back what is around them.
    fn take_hosts(&mut self, part: Phrase, has_name: bool) -> Vec<Phrase> {
        let mut parts = Vec::new();
        let mut free = 0;
        for (n, range) in pieces(&part.text).into_iter().enumerate() {
            let piece = part.slice(range.clone()).trim();
            if let [address] = addresses(&piece).as_slice()
                && is_host(&piece.text)
                && (n > 0 || has_name)
            {
                self.head.urls.push(with_scheme(address.target.clone()));
                parts.push(part.slice(free..range.start));
                free = range.end;
            }
        }
        parts.push(part.slice(free..part.text.len()));
        parts.into_iter().map(|part| part.trim_matches(",")).filter(|part| !part.is_empty()).collect()
    }

    /// Takes a line such as `Company: Lantern Works`.
    fn take_label(&mut self, line: &Phrase) -> bool {
        let Some((label, end)) = head_label(&line.text) else { return false };
        let value = line.slice(end..line.text.len());
        if label == "organization" && self.head.organization.is_none() && !value.is_empty() {
            self.head.set_organization(&value);
            return true;
        }
        !value.is_empty() && self.head.set(label, value).is_none()
    }

    /// Adds a part of line `n`.
    fn add(&mut self, part: Phrase, n: usize, kind: SectionKind) {
        let part = if kind == SectionKind::Education { self.take_score(part) } else { part };
        let part = if has_organizations(kind) { self.take_place(part, kind) } else { part };
        if has_organizations(kind) && self.take_both(&part, kind) {
            return;
        }
        let text = &*part.text;
        let is_aside = text.starts_with('(') && text.ends_with(')');
        let is_free = self.head.place.is_none();
        if is_sentence(text) {
            self.head.rest.push(part);
        } else if kind == SectionKind::Education
            && (is_grade(text) || is_ratio(text) || is_result(text))
            && self.head.score.is_none()
        {
            self.head.score = Some(part);
        } else if let [address] = addresses(&part).as_slice()
            && address.way == Way::Web
            && address.range.len() == part.text.len()
            && (part.text.contains('/') || part.has_links() || !has_organizations(kind))
        {
            self.head.urls.push(with_scheme(address.target.clone()));
            // `pgtool`, which leads to its site, is the name of the project.
            let is_typed = text.contains('/') || looks_like_host(text);
            if !is_typed && self.main.is_empty() {
                self.main.push((part, n));
            }
        } else if is_duration(text) || is_employment(text) || is_aside {
            self.asides.push(self.main.len());
            self.main.push((part, n));
        } else if is_free && is_place(text, kind) {
            self.is_placed_by_date = true;
            self.head.place = Some(part);
        } else {
            self.main.push((part, n));
        }
    }

    /// Takes what says how well a degree was passed off the end of a part: `BA History, 2:1`, `Marlow College (Distinction)`.
    fn take_score(&mut self, part: Phrase) -> Phrase {
        let text = &*part.text;
        let bracket = text.strip_suffix(')').and_then(|rest| rest.rfind('('));
        let comma = pieces(text).last().map(|last| last.start).filter(|start| *start > 0);
        let cuts = [bracket.map(|at| (at, at + 1, text.len() - 1)), comma.map(|at| (at - 1, at, text.len()))];
        let says_how = |(_, start, end): &(usize, usize, usize)| is_result(text[*start..*end].trim());
        match cuts.into_iter().flatten().find(says_how).filter(|(cut, ..)| *cut > 0) {
            Some((cut, start, end)) if self.head.score.is_none() => {
                self.head.score = Some(part.slice(start..end).trim());
                part.slice(0..cut).trim_matches(",;")
            }
            _ => part,
        }
    }

    /// Takes the place off the end of a part: `Clerk, Salem, OR`.
    fn take_place(&mut self, part: Phrase, kind: SectionKind) -> Phrase {
        match trailing_place(&part.text, kind).filter(|at| *at > 0 && self.head.place.is_none()) {
            Some(at) => {
                self.head.place = Some(part.slice(at..part.text.len()));
                let rest = part.slice(0..at).trim_matches(",;");
                self.is_placed_by_comma = pieces(&rest.text).len() == 1
                    && is_role(&rest.text, kind)
                    && !names_organization(&rest.text);
                rest
            }
            None => part,
        }
    }

    /// Takes a part that says both: `Fitter @ Lantern Works`, `Fitter at Lantern Works`.
    fn take_both(&mut self, part: &Phrase, kind: SectionKind) -> bool {
        let is_free = self.head.title.is_none() && self.head.organization.is_none();
        let both = at_organization(part)
            .filter(|(title, _)| is_free && (part.text.contains(" @ ") || is_role(&title.text, kind)));
        let both = both.or_else(|| beside_colon(part).filter(|_| is_free));
        let Some((title, organization)) = both else { return false };
        self.head.title = Some(title);
        self.head.set_organization(&organization);
        true
    }

    /// `Freelance` can be a sort of employment, or the name of the employer where there is no other.
    fn settle_asides(&mut self) {
        let names = self.main.len() - self.asides.len();
        for at in std::mem::take(&mut self.asides).into_iter().rev() {
            if self.head.dates.is_some() && is_only_duration(&self.main[at].0.text) {
                self.durations.push(self.main.remove(at).0);
            } else if names > 1 || !is_employment(&self.main[at].0.text) {
                self.head.rest.insert(0, self.main.remove(at).0);
            }
        }
    }

    /// The head of a role below its employer. What else is said of the employer goes with the first of its roles.
    fn below(self, employer: &mut Head, kind: SectionKind) -> Head {
        let by_weight = |n: &usize| (self.weight(*n, kind), std::cmp::Reverse(*n));
        let title = (0..self.main.len()).max_by_key(by_weight);
        let mut head = self.head;
        for (n, (part, _)) in self.main.into_iter().enumerate() {
            if Some(n) == title && head.title.is_none() {
                head.title = Some(part);
            } else if head.place.is_none() && could_be_place(&part.text) {
                head.place = Some(part);
            } else {
                head.rest.push(part);
            }
        }
        head.organization = head.organization.or_else(|| employer.organization.clone());
        head.place = head.place.or_else(|| employer.place.clone());
        head.urls.append(&mut employer.urls);
        head.rest.splice(0..0, std::mem::take(&mut employer.rest));
        head
    }

    fn shape(&self) -> Shape {
        let lines = self.main.iter().map(|(_, line)| *line).max().map_or(0, |last| last + 1);
        let count = |line| self.main.iter().filter(|(_, of)| *of == line).count();
        ((0..lines).map(count).filter(|count| *count > 0).collect(), self.dated)
    }

    /// How much more part `n` reads as a title than as an organisation.
    fn weight(&self, n: usize, kind: SectionKind) -> i32 {
        let text = &*self.main[n].0.text;
        // Beside a title, `Freelance` is who the work was for.
        if self.main.len() > 1 && is_employment(text) {
            return -2;
        }
        match (is_role(text, kind), names_organization(text)) {
            (true, true) => {
                if is_chiefly_role(text) {
                    1
                } else {
                    -1
                }
            }
            (true, false) => 2,
            (false, true) => -2,
            (false, false) => 0,
        }
    }
}

/// How many pieces of a line can be names: neither places nor sites.
fn names(line: &Line, kind: SectionKind) -> usize {
    let is_name = |text: &str| !is_place(text, kind) && !is_host(text);
    let count = |part: &Phrase| {
        pieces(&part.text).into_iter().filter(|piece| is_name(part.text[piece.clone()].trim())).count()
    };
    line.parts().iter().map(count).sum()
}

/// Whether a text is a site in small letters: `Booking.com` is a name.
fn is_host(text: &str) -> bool {
    looks_like_host(text) && text.starts_with(char::is_lowercase)
}

/// Whether a text beside an organisation can be its place by its form: few words, none of them in small letters.
fn could_be_place(text: &str) -> bool {
    text.split_whitespace().count() <= 4
        && text.starts_with(char::is_uppercase)
        && !text.contains(|c: char| c.is_numeric())
        && pieces(text).iter().all(|piece| text[piece.clone()].trim().starts_with(char::is_uppercase))
}

/// `Example University / GPA 3.9`, `Salem, OR / lantern.example.org`: cut at the slashes, where one of the parts can be nothing
/// but a grade, a place or an address. `Engineer / Architect` stays whole.
fn slashed(part: &Phrase, kind: SectionKind) -> Vec<Phrase> {
    let text = &*part.text;
    let is_spaced = |at: usize, c| c == '/' && text[..at].ends_with(' ') && text[at + 1..].starts_with(' ');
    let parts = part.split(is_spaced);
    let is_beside = |part: &Phrase| {
        is_grade(&part.text)
            || names_honours(&part.text)
            || is_place(&part.text, kind)
            || addresses(part).iter().any(|address| address.range.len() == part.text.len())
    };
    if parts.iter().any(is_beside) { parts } else { vec![part.clone()] }
}

/// The employer that is named over its roles.
fn employer(lines: &[Para], kind: SectionKind) -> Head {
    let Draft { mut head, main, .. } = Draft::of(lines, kind, NAMES_OF_EMPLOYER);
    for (part, _) in main {
        if head.organization.is_some() && head.place.is_none() && could_be_place(&part.text) {
            head.place = Some(part);
        } else {
            head.set_organization(&part);
        }
    }
    head
}

/// `Analyst, Payments, Lantern Works`: the last of three or more pieces, where no word names the organisation.
fn last_piece(part: &Phrase, kind: SectionKind) -> Option<(Phrase, Phrase)> {
    let pieces = pieces(&part.text);
    let text = |n: usize| &part.text[pieces[n].clone()];
    let is_named = (0..pieces.len()).any(|n| names_organization(text(n)));
    let last = pieces.len().checked_sub(1).filter(|last| *last > 1)?;
    let is_title_first = is_role(text(0), kind) && !is_role(text(last), kind);
    (is_title_first && !is_named).then(|| {
        let (title, organization) = part.around(pieces[last - 1].end..pieces[last].start);
        (title, organization)
    })
}

/// Whether a text says how long something took and no more: `(2 years 11 months)`.
fn is_only_duration(text: &str) -> bool {
    let is_unit =
        |word: &str| word.bytes().all(|c| c.is_ascii_digit()) || mentions(word, |read| read.durations);
    is_duration(text)
        && text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_unit)
}

/// Whether a text says how well a degree was passed, and no more: `First Class`, `2:1`, `magna cum laude`.
fn is_result(text: &str) -> bool {
    let is_class = matches!(text, "1st" | "2:1" | "2:2" | "2.1" | "2.2" | "3rd");
    let is_named = names_honours(text) && text.split_whitespace().count() <= MAX_RESULT && !is_field(text);
    is_class || is_named || (text.contains('/') && is_ratio(text))
}

/// Whether a text says what was studied, or is a degree: `Concentration in Finance`, `BSc (Hons)`.
fn is_field(text: &str) -> bool {
    let lower = text.to_lowercase();
    is_role(text, SectionKind::Education)
        || ["concentration", "speciali", "thesis", "honours in", "honors in"]
            .iter()
            .any(|word| lower.contains(word))
}

/// `3.74/4.0`
fn is_ratio(text: &str) -> bool {
    text.contains(['/', '.', ','])
        && text.chars().all(|c| c.is_ascii_digit() || " ./,".contains(c))
        && text.len() <= 12
}

/// The heads of entries.
pub(super) fn heads(entries: &[Entry], kind: SectionKind, guesses: &mut Guesses) -> Vec<Head> {
    let mut drafts: Vec<_> =
        entries.iter().map(|entry| Draft::of(&entry.head, kind, NAMES_OF_ENTRY)).collect();
    if !has_organizations(kind) {
        return drafts.into_iter().map(thing).collect();
    }
    settle_dated_places(&mut drafts, kind);
    settle_places_of_roles(&mut drafts, entries, kind);
    drafts.iter().flat_map(|draft| &draft.durations).for_each(|said| guesses.leave_duration(said));
    let votes = Votes::count(&drafts, kind);
    let mut heads: Vec<Head> = Vec::new();
    let mut employer = Head::default();
    for (draft, entry) in drafts.into_iter().zip(entries) {
        if entry.is_under {
            if !entry.over.is_empty() {
                employer = self::employer(&entry.over, kind);
            }
            heads.push(draft.below(&mut employer, kind));
            continue;
        }
        let above = heads.last().and_then(|above| above.organization.clone());
        let has_own = draft.main.len() > 1;
        let mut head = votes.head(draft, entry.is_short, above, kind);
        if let (false, Some(organization)) = (has_own, &head.organization)
            && heads.last().is_some_and(|above: &Head| {
                above.organization.as_ref().is_some_and(|above| above.span() == organization.span())
            })
        {
            let at = head.title.as_ref().map_or(organization.span(), Phrase::span);
            guesses.add(Guess::EmployerAbove, at);
        }
        if kind == SectionKind::Education {
            part_degree(&mut head);
        }
        heads.push(head);
    }
    heads
}

/// `Engineer, Lantern Works` over `2019 – 2021 | Wakefield`: what is beside the dates is the place, if it is one in some of the
/// heads, or the line without them has the organisation.
fn settle_dated_places(drafts: &mut [Draft], kind: SectionKind) {
    let both = |draft: &Draft, n: usize| {
        let text = &*draft.main[n].0.text;
        let pieces = pieces(text);
        let has_organization = pieces.len() > 1 && names_organization(&text[pieces[1].clone()]);
        (pieces.len() > 1 && is_role(&text[pieces[0].clone()], kind)).then_some(has_organization)
    };
    // The part beside the dates, and whether the other is known to have the organisation.
    let beside = |draft: &Draft| {
        let dated = draft.dated?;
        let at = draft.main.iter().position(|(_, line)| *line == dated)?;
        let [_, _] = draft.main.as_slice() else { return None };
        let is_alone = draft.main[1 - at].1 != dated && draft.head.place.is_none();
        let is_named = both(draft, 1 - at).filter(|_| is_alone)?;
        (could_be_place(&draft.main[at].0.text) && draft.weight(at, kind) == 0).then_some((at, is_named))
    };
    let is_known = |draft: &Draft| {
        draft.head.place.is_some()
            && draft.main.len() == 1
            && both(draft, 0).is_some()
            && draft.is_placed_by_date
    };
    let found: Vec<_> = drafts.iter().map(beside).collect();
    let has_known = drafts.iter().any(is_known) || found.iter().flatten().any(|(_, is_named)| *is_named);
    for (draft, at) in drafts.iter_mut().zip(found).filter(|_| has_known) {
        if let Some((at, _)) = at {
            draft.head.place = Some(draft.main.remove(at).0);
        }
    }
}

/// `Engineer, Wakefield` under its employer: the last piece of a role is its place, if it is a known one in some of the roles.
fn settle_places_of_roles(drafts: &mut [Draft], entries: &[Entry], kind: SectionKind) {
    let is_below = |draft: &Draft, entry: &Entry| entry.is_under || entry.is_short || draft.main.len() == 2;
    let is_known = kind != SectionKind::Education && drafts.iter().any(|draft| draft.is_placed_by_comma);
    for (draft, entry) in drafts.iter_mut().zip(entries).filter(|_| is_known) {
        if draft.head.place.is_some() || !is_below(draft, entry) {
            continue;
        }
        let parted = draft.main.iter().enumerate().find_map(|(n, (part, _))| {
            let last = pieces(&part.text).last().cloned().filter(|last| last.start > 0)?;
            let (role, place) = part.around(last.start - 1..last.start);
            let place = place.trim();
            // `Head Nurse, ICU`
            let is_acronym = is_capitals(&place.text) && !is_capitals(&role.text);
            let is_town = could_be_place(&place.text)
                && !is_acronym
                && !is_role(&place.text, kind)
                && !names_organization(&part.text);
            (is_town && is_role(&role.text, kind)).then_some((n, role, place))
        });
        if let Some((n, role, place)) = parted {
            draft.main[n].0 = role;
            draft.head.place = Some(place);
        }
    }
}

/// `PhD` beside `Example University, Physics`, or before it: the field of a degree that is behind the school belongs to the
/// degree.
fn part_degree(head: &mut Head) {
    let is_school = |text: &str| names_organization(text) && text.split_whitespace().count() > 1;
    // `PhD Example University, Physics`
    if (head.title.is_none() || head.organization.is_none())
        && let Some(whole) = head.organization.clone().or_else(|| head.title.clone())
        && let Some(space) = whole.text.find(' ')
        && let (degree, school) = whole.around(space..space)
        && is_role(&degree.text, SectionKind::Education)
        && is_school(&school.text)
    {
        (head.title, head.organization) = (Some(degree), None);
        head.set_organization(&school);
    }
    // `History, Bachelor of Arts`
    if let Some(title) = &head.title
        && let [field, degree] = pieces(&title.text).as_slice()
        && is_role(&title.text[degree.clone()], SectionKind::Education)
        && !is_role(&title.text[field.clone()], SectionKind::Education)
        && !names_honours(&title.text[degree.clone()])
    {
        let parts = [degree, field].map(|part| title.slice(part.clone()).trim());
        head.title = Some(Phrase::join(parts, ", "));
    }
    // `Bachelor of Arts, History, cum laude, Example College`
    if let Some(title) = head.title.take() {
        let mut draft = Draft { head: std::mem::take(head), ..Draft::default() };
        let title = draft.take_score(title);
        *head = Head { title: Some(title), ..draft.head };
    }
    let is_bare = |title: &Phrase| {
        title.text.split_whitespace().count() == 1 && is_role(&title.text, SectionKind::Education)
    };
    if let Some(title) = head.title.take_if(|title| is_bare(title)) {
        let field = head.place.take_if(|place| !is_place(&place.text, SectionKind::Education));
        head.title = Some(Phrase::join(std::iter::once(title).chain(field), ", "));
    }
}

/// The head of what has no organisation: a project.
fn thing(draft: Draft) -> Head {
    let mut head = draft.head;
    let mut parts = draft.main.into_iter().map(|(part, _)| part);
    head.title = head.title.take().or_else(|| parts.next());
    head.rest.extend(parts);
    head
}

/// What the words of all heads of a section say.
struct Votes {
    /// The sums of the weights at each place, by shape.
    by_shape: BTreeMap<Shape, Vec<i32>>,
    /// Above 0 where the title is before the organisation in most heads.
    title_first: i32,
    /// Whether heads of one part have, in most cases, a title and an organisation with one comma between.
    are_pairs: bool,
    /// Above 0 where a part on the line of the date is the title in most heads.
    title_dated: i32,
}

impl Votes {
    fn count(drafts: &[Draft], kind: SectionKind) -> Self {
        let mut votes = Self { by_shape: BTreeMap::new(), title_first: 0, title_dated: 0, are_pairs: false };
        let (mut pairs, mut longer) = (0, 0);
        for draft in drafts {
            let weights: Vec<_> =
                (0..draft.main.len().min(MAX_MAIN)).map(|n| draft.weight(n, kind)).collect();
            if let [(part, _)] = draft.main.as_slice() {
                match pieces(&part.text).len() {
                    2 => pairs += 1,
                    3.. => longer += 1,
                    _ => {}
                }
            }
            votes.are_pairs = pairs >= longer && pairs > 0;
            if let [first, second, ..] = weights.as_slice() {
                votes.title_first += (first - second).signum();
            }
            for (n, weight) in weights.iter().enumerate() {
                if Some(draft.main[n].1) == draft.dated {
                    votes.title_dated += weight;
                }
            }
            let sums = votes.by_shape.entry(draft.shape()).or_insert_with(|| vec![0; weights.len()]);
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        votes
    }

    fn head(&self, mut draft: Draft, is_short: bool, above: Option<Phrase>, kind: SectionKind) -> Head {
        let mut head = std::mem::take(&mut draft.head);
        if head.title.is_some() && head.organization.is_some() {
            draft.main.into_iter().for_each(|(part, _)| head.place_or_rest(part));
            return head;
        }
        match draft.main.len() {
            0 => {
                if is_short && head.organization.is_none() {
                    head.organization = above;
                }
            }
            1 => self.single(&mut head, &draft, is_short.then_some(above).flatten(), kind),
            _ => self.several(&mut head, &draft, kind),
        }
        head
    }

    /// One part: a title, an organisation or both in one line.
    fn single(&self, head: &mut Head, draft: &Draft, above: Option<Phrase>, kind: SectionKind) {
        let part = draft.main[0].0.clone();
        let weight = draft.weight(0, kind);
        let is_on_date = draft.dated == Some(draft.main[0].1);
        let is_title = weight > 0 || (weight == 0 && is_on_date && self.title_dated > 0);
        if head.title.is_some() {
            return head.set_organization(&part);
        }
        if let Some((title, organization)) = at_organization(&part) {
            head.title = Some(title);
            return head.set_organization(&organization);
        }
        match above {
            Some(above) if is_title || (weight == 0 && self.title_dated >= 0) => {
                head.title = Some(part);
                head.organization = head.organization.take().or(Some(above));
            }
            _ if head.organization.is_some() => head.title = Some(part),
            _ => match last_piece(&part, kind).filter(|_| head.place.is_some() || self.are_pairs) {
                Some((title, organization)) => {
                    head.title = Some(title);
                    head.set_organization(&organization);
                }
                None => head.one(&part, kind),
            },
        }
    }

    /// Several parts: which of them is the title and which the organisation.
    fn several(&self, head: &mut Head, draft: &Draft, kind: SectionKind) {
        let count = draft.main.len().min(MAX_MAIN);
        let shape = self.by_shape.get(&draft.shape());
        let weight = |n: usize| {
            let all = shape.and_then(|sums| sums.get(n)).copied().unwrap_or_default();
            all.signum() * 2 + draft.weight(n, kind) * 2 + all.clamp(-4, 4)
        };
        let pairs = (0..count).flat_map(|title| (0..count).map(move |organization| (title, organization)));
        let pairs = pairs.filter(|(title, organization)| title != organization);
        let value = |(title, organization): &(usize, usize)| {
            let is_early = 8 - i32::try_from(title + organization).unwrap_or(8);
            let is_usual = (title < organization) == (self.title_first >= 0);
            (weight(*title) - weight(*organization), is_usual, is_early)
        };
        let Some((title, organization)) = pairs.max_by_key(value) else { return };
        let is_known = weight(title) != weight(organization) || self.title_first != 0;
        let first = if title < organization { First::Title } else { First::Organization };
        head.order = Some(if is_known { Order::Known(first) } else { Order::Unclear(first) });
        head.title = Some(draft.main[title].0.clone());
        head.set_organization(&draft.main[organization].0);
        for (n, (part, line)) in draft.main.iter().enumerate() {
            if n == title || n == organization {
                continue;
            }
            let is_beside = draft.main[organization].1 == *line || draft.main[title].1 == *line;
            let is_short =
                part.text.split_whitespace().count() <= 4 && !part.text.contains(|c: char| c.is_numeric());
            let is_town = || could_be_place(&part.text) && draft.weight(n, kind) == 0;
            if head.place.is_none() && is_short && (is_beside || n + 1 == draft.main.len() || is_town()) {
                head.place = Some(part.clone());
            } else {
                head.rest.push(part.clone());
            }
        }
    }
}
