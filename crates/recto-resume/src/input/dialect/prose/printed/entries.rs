//! The entries of a section, found from their dates: the lines around a date are the head of an entry, and how many of
//! them are before it is the same for all entries of a section.

use super::employers;
use super::guesses::{Guess, Guesses};
use super::paragraphs::{Para, begins_low, begins_role};
use super::rows::is_sentence;
use crate::input::dialect::prose::places::is_role;
use crate::input::dialect::prose::words::{
    head_label, is_chiefly_role, is_duration, is_grade, names_organization,
};
use crate::resume::SectionKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// Most lines of a head before its date.
const MAX_BEFORE: usize = 3;

/// Most lines of a head behind its date.
const MAX_BEHIND: usize = 3;

/// Most lines of an entry without a date.
const MAX_UNDATED: usize = 3;

/// Longest line of a head (characters), and most words of one.
const MAX_LINE: usize = 140;
const MAX_WORDS: usize = 16;

/// Most words of a title in small letters.
const MAX_TITLE_WORDS: usize = 6;

/// An entry: the lines of its head, and what is below.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub head: Vec<Para>,
    pub body: Vec<Para>,
    /// Whether its head has fewer lines than others of the section: what it lacks, the one before may say.
    pub is_short: bool,
    /// Lines above the head that name the employer of this role and of those below.
    pub over: Vec<Para>,
    /// Whether it is a role of the employer that was named last.
    pub is_under: bool,
}

/// What a paragraph can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A line of a head with a date.
    Dated,
    /// A line that can be one of a head.
    Name,
    /// Running text, an item of a list.
    Body,
}

/// What is before the first entry, and the entries.
pub(super) fn cut(paras: Vec<Para>, kind: SectionKind, guesses: &mut Guesses) -> (Vec<Para>, Vec<Entry>) {
    let sorts: Vec<_> = paras.iter().map(sort).collect();
    let runs = runs(&sorts);
    let (starts, before) = match headed_starts(&sorts, &paras) {
        // No head has a line more than it needs.
        Some(starts) => (starts, None),
        None => {
            let before = lines_before(&runs, &sorts, &paras);
            (starts(&runs, &sorts, before, &paras, kind), Some(before))
        }
    };
    let employers = employers_above(&starts, &runs, &sorts, &paras, kind);
    let mut entries: Vec<Entry> = Vec::new();
    let mut lead = Vec::new();
    let mut over = Vec::new();
    for (n, para) in paras.into_iter().enumerate() {
        if let Ok(at) = starts.binary_search_by_key(&n, |(start, _)| *start) {
            let over = std::mem::take(&mut over);
            entries.push(Entry { over, is_short: starts[at].1, ..Entry::default() });
        }
        match entries.last_mut() {
            _ if employers.iter().any(|lines| lines.contains(&n)) => over.push(para),
            None => lead.push(para),
            Some(entry) if entry.takes(&para, sorts[n], kind) => entry.head.push(para),
            Some(entry) => entry.body.push(para),
        }
    }
    for (n, left) in employers::settle(&mut entries, before, kind).into_iter().enumerate() {
        match n.checked_sub(1) {
            None => lead.extend(left),
            Some(above) => entries[above].take_back(left, kind),
        }
    }
    give_dates(&mut entries, guesses);
    mark_roles(&mut entries, kind);
    (lead, entries)
}

/// Where entries begin, found from their dates, each with whether it has fewer lines than others.
fn starts(
    runs: &[Range<usize>],
    sorts: &[Sort],
    before: usize,
    paras: &[Para],
    kind: SectionKind,
) -> Vec<(usize, bool)> {
    let has_gaps = has_gaps_inside(runs, sorts, paras);
    let mut starts = Vec::new();
    for run in runs {
        let dated: Vec<_> = run.clone().filter(|n| sorts[*n] == Sort::Dated).collect();
        match dated.is_empty() {
            true => starts.extend(undated_starts(run, paras, kind).into_iter().map(|start| (start, false))),
            false => starts.extend(dated_starts(run, &dated, (before, has_gaps), paras)),
        }
    }
    starts
}

/// Where entries begin, if each date is below a heading of its own: at those headings, and at others on their levels. A heading
/// without a date over deeper ones names the employer of their roles.
fn headed_starts(sorts: &[Sort], paras: &[Para]) -> Option<Vec<(usize, bool)>> {
    // Each heading with its level, and whether the head that it begins has a date.
    let mut headings: Vec<(usize, u8, bool)> = Vec::new();
    let mut is_head = false;
    for (n, sort) in sorts.iter().enumerate() {
        if let Some(level) = paras[n].level() {
            headings.push((n, level, false));
            is_head = true;
        }
        is_head &= *sort != Sort::Body;
        if *sort == Sort::Dated {
            let (.., is_dated) = headings.last_mut().filter(|_| is_head)?;
            if std::mem::replace(is_dated, true) {
                return None;
            }
        }
    }
    let levels: BTreeSet<u8> =
        headings.iter().filter(|(.., is_dated)| *is_dated).map(|(_, level, _)| *level).collect();
    let begins = |(at, (n, level, is_dated)): (usize, &(usize, u8, bool))| {
        let is_over = |(_, below, _): &(usize, u8, bool)| below > level && levels.contains(below);
        let is_employer = headings.get(at + 1).is_some_and(is_over);
        (*is_dated || (levels.contains(level) && !is_employer)).then_some((*n, false))
    };
    (!levels.is_empty()).then(|| headings.iter().enumerate().filter_map(begins).collect())
}

impl Entry {
    /// Whether a paragraph is one more line of the head.
    fn takes(&self, para: &Para, sort: Sort, kind: SectionKind) -> bool {
        let date = self.head.iter().position(|line| line.line.is_dated());
        let has_room = match date {
            Some(at) => self.head.len() - at <= MAX_BEHIND,
            None => self.head.len() <= MAX_BEFORE,
        };
        let is_second_date = date.is_some() && sort == Sort::Dated;
        let is_text = para.first.is_apart() && self.is_whole() && !self.lacks_role(para, kind);
        self.body.is_empty()
            && sort != Sort::Body
            && (self.head.is_empty() || (has_room && !is_second_date && !is_text))
    }

    /// Takes lines below its own that name no employer.
    fn take_back(&mut self, lines: Vec<Para>, kind: SectionKind) {
        for line in lines {
            let sort = sort(&line);
            if self.takes(&line, sort, kind) { self.head.push(line) } else { self.body.push(line) }
        }
    }

    /// Whether the head has a date and another line, so that what is apart from it below is text.
    fn is_whole(&self) -> bool {
        self.head.len() > 1 && self.head.iter().any(|line| line.line.is_dated())
    }

    /// Whether the head names no role and a line does.
    fn lacks_role(&self, line: &Para, kind: SectionKind) -> bool {
        let says = |line: &Para| Says::of(line.text(), kind);
        let names_role = |line: &Para| matches!(says(line), Says::Title | Says::Both);
        says(line) == Says::Title && !self.head.iter().any(names_role)
    }

    /// Whether the head only says what and when, with nothing below.
    pub fn is_bare(&self) -> bool {
        self.body.is_empty()
    }
}

/// The lines above each start that can name an employer: those of its run that no head takes.
fn employers_above(
    starts: &[(usize, bool)],
    runs: &[Range<usize>],
    sorts: &[Sort],
    paras: &[Para],
    kind: SectionKind,
) -> Vec<Range<usize>> {
    let mut free = 0;
    let mut run = 0;
    let mut lines = Vec::new();
    for (start, _) in starts {
        while runs.get(run).is_some_and(|run| run.end <= *start) {
            run += 1;
        }
        let top = runs.get(run).map_or(*start, |run| run.start);
        let first = top.max(free).min(*start);
        let lead = (kind == SectionKind::Work && first == top).then_some(first);
        lines.push(employers::above(first..*start, lead, paras));
        free = (*start..paras.len()).find(|n| sorts[*n] == Sort::Dated).unwrap_or(*start) + 1;
    }
    lines
}

/// Longest item that names an entry (bytes).
const MAX_NAME: usize = 90;

/// `2019 – 2021` / `• Engineer, Lantern Works`: where all heads are dates alone, the first item of each names the entry.
pub(super) fn name_by_first_item(entries: &mut [Entry]) {
    let is_named = |entry: &Entry| {
        entry.head.iter().all(|para| para.line.is_date())
            && entry
                .body
                .first()
                .is_some_and(|para| para.text().len() <= MAX_NAME && !is_sentence(para.text()))
    };
    if entries.iter().all(is_named) {
        for entry in entries {
            entry.head.push(entry.body.remove(0));
        }
    }
}

/// What a paragraph can be, by its form.
fn sort(para: &Para) -> Sort {
    let text = para.text();
    let is_long = text.chars().count() > MAX_LINE || text.split_whitespace().count() > MAX_WORDS;
    if para.rows == 1 && !para.is_item() && para.first.says_when() {
        return Sort::Dated;
    }
    if para.is_item() || is_long || para.rows > 2 || is_sentence(text) || text.ends_with([':', ';']) {
        return Sort::Body;
    }
    if head_label(text).is_some() {
        return Sort::Name;
    }
    let is_label = text.split_once(": ").is_some_and(|(label, _)| !label.contains('\t'));
    if (is_label && !is_grade(text)) || (begins_low(text) && !text.contains('/') && !is_small_title(text)) {
        return Sort::Body;
    }
    Sort::Name
}

/// Whether a text names a degree or a profession, though in small letters: `licencjat, Biologia`.
fn is_small_title(text: &str) -> bool {
    begins_role(text) && text.split_whitespace().count() <= MAX_TITLE_WORDS
}

/// The longest stretches without running text.
fn runs(sorts: &[Sort]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (n, sort) in sorts.iter().enumerate().filter(|(_, sort)| **sort != Sort::Body) {
        let _ = sort;
        match runs.last_mut() {
            Some(run) if run.end == n => run.end = n + 1,
            _ => runs.push(n..n + 1),
        }
    }
    runs
}

/// How many lines of a head are before its date in this section: the number that agrees best with the starts of the
/// runs. A run may have one less where an employer is named once for several roles.
fn lines_before(runs: &[Range<usize>], sorts: &[Sort], paras: &[Para]) -> usize {
    let offset = |run: &Range<usize>| {
        let date = run.clone().find(|n| sorts[*n] == Sort::Dated)?;
        let extra = paras[run.start..date].iter().filter(|para| is_duration(para.text())).count();
        Some(date - run.start - extra)
    };
    let offsets: Vec<_> = runs.iter().filter_map(offset).collect();
    let score = |before: usize| -> i32 {
        let of = |(n, offset): (usize, &usize)| match (*offset, before) {
            (offset, before) if offset == before => 4,
            (offset, before) if offset < before && n == 0 => -6,
            (offset, before) if offset + 1 == before => 1,
            (offset, before) if offset < before => -2,
            _ => -1,
        };
        offsets.iter().enumerate().map(of).sum()
    };
    (0..=MAX_BEFORE).max_by_key(|before| (score(*before), std::cmp::Reverse(*before))).unwrap_or_default()
}

/// Whether a gap is inside the first head of the section, and inside most others: then a gap begins no entry.
fn has_gaps_inside(runs: &[Range<usize>], sorts: &[Sort], paras: &[Para]) -> bool {
    let first =
        |run: &Range<usize>| run.clone().find(|n| sorts[*n] == Sort::Dated).map(|date| (run.start, date));
    let dates: Vec<_> = runs.iter().filter_map(first).collect();
    let is_inside = |(start, date): &&(usize, usize)| (start + 1..=*date).any(|n| paras[n].first.is_apart());
    dates.first().as_ref().is_some_and(is_inside) && dates.iter().filter(is_inside).count() * 2 > dates.len()
}

/// Where the entries of a run with dates begin, each with whether it has fewer lines than others.
fn dated_starts(
    run: &Range<usize>,
    dated: &[usize],
    (before, has_gaps): (usize, bool),
    paras: &[Para],
) -> Vec<(usize, bool)> {
    let mut starts = Vec::new();
    let mut free = run.start;
    for (n, date) in dated.iter().copied().enumerate() {
        // `Lantern Works` / `2014 – 2019` / `Engineer` / `2016 – 2019`: what is apart begins an entry.
        let apart = (free..=date)
            .rev()
            .filter(|_| !has_gaps)
            .find(|n| paras[*n].first.is_apart() && (*n > run.start || run.start == 0));
        let counted = date.saturating_sub(before).max(free);
        let heading = employers::heading_of_role(free..date + 1, paras);
        let start = match heading {
            Some(heading) => heading,
            None => match apart.filter(|apart| *apart > free || n > 0) {
                Some(apart) if date - apart <= before + 1 => apart,
                _ if n == 0 && run.start == 0 && before > 0 => run.start,
                _ if n == 0 && paras[run.start..date].iter().any(|para| is_duration(para.text())) => {
                    run.start
                }
                _ if n == 0 && date - run.start <= before + 1 && paras[run.start].first.is_apart() => {
                    run.start
                }
                _ => counted,
            },
        };
        starts.push((start, date - start < before));
        free = date + 1;
    }
    starts.dedup_by_key(|(start, _)| *start);
    starts
}

/// What the words of a line name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Title,
    Organization,
    Both,
    Neither,
}

impl Says {
    fn of(text: &str, kind: SectionKind) -> Self {
        match (is_role(text, kind), names_organization(text)) {
            (true, false) => Self::Title,
            (false, true) => Self::Organization,
            (true, true) if text.contains([',', '\t', '|', '·']) => Self::Both,
            (true, true) if is_chiefly_role(text) => Self::Title,
            (true, true) => Self::Organization,
            (false, false) => Self::Neither,
        }
    }

    /// Whether another line names what this one has named.
    fn is_again(self, other: Self) -> bool {
        let is_named = self != Self::Neither && other != Self::Neither;
        is_named && (self == other || self == Self::Both || other == Self::Both)
    }

    const fn count(self) -> usize {
        match self {
            Self::Neither => 0,
            Self::Title | Self::Organization => 1,
            Self::Both => 2,
        }
    }
}

/// `Lantern Works, 2014 – 2019` over `Engineer (2016 – 2019)`: lines with a role alone, below an employer with years but no
/// role, are the employer's.
fn mark_roles(entries: &mut [Entry], kind: SectionKind) {
    let mut is_below = false;
    for entry in entries {
        let ([line], false) = (entry.head.as_slice(), entry.is_under) else {
            is_below = false;
            continue;
        };
        let words = line.line.words();
        let is_role = is_role(&words, kind) && !names_organization(&words);
        let is_alone = is_role && words.matches([',', '|', '·', '\t']).count() < 2 && line.line.is_dated();
        let is_employer = !is_role && line.line.is_dated() && entry.is_bare() && kind == SectionKind::Work;
        entry.is_short |= is_below && is_alone;
        is_below = is_employer || (is_below && is_alone);
    }
}

/// Dates that are all behind the entries, as a column of them is copied, are those of the entries in their order.
fn give_dates(entries: &mut Vec<Entry>, guesses: &mut Guesses) {
    let is_date = |entry: &Entry| entry.head.iter().all(|para| para.line.is_date());
    let dates = entries.iter().rev().take_while(|entry| is_date(entry) && entry.body.is_empty()).count();
    let undated = entries.iter().filter(|entry| !entry.head.iter().any(|para| para.line.is_dated())).count();
    if dates == 0 || dates != undated || undated + dates != entries.len() {
        return;
    }
    if let Some(first) = entries[undated].head.first() {
        guesses.add(Guess::DatesApart, first.phrase.span());
    }
    let heads: Vec<_> = entries.drain(undated..).map(|entry| entry.head).collect();
    entries.iter_mut().zip(heads).for_each(|(entry, head)| entry.head.extend(head));
}

/// Where the entries of a run without dates begin: at lines that are apart, or where a line is of the sort that the entry
/// has already.
fn undated_starts(run: &Range<usize>, paras: &[Para], kind: SectionKind) -> Vec<usize> {
    let says: Vec<_> = paras[run.clone()].iter().map(|para| Says::of(para.text(), kind)).collect();
    let says = |n: usize| says[n - run.start];
    let mut starts: Vec<usize> = Vec::new();
    for n in run.clone() {
        let is_new = starts.last().is_none_or(|start| {
            let is_said = (*start..n).any(|before| says(before).is_again(says(n)));
            is_said || paras[n].first.is_apart() || n - start >= MAX_UNDATED
        });
        if is_new {
            starts.push(n);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([run.end]);
    let stretches: Vec<_> = starts.iter().copied().zip(ends).collect();
    let is_entry = |(start, end): &(usize, usize)| {
        let named: usize = (*start..*end).map(|n| says(n).count()).sum();
        let is_apart = *start == 0 || paras[*start].first.is_apart();
        named > 0
            && (end - start > 1 || is_apart)
            && (named > 1 || is_apart || kind == SectionKind::Education)
    };
    stretches.into_iter().filter(is_entry).map(|(start, _)| start).collect()
}
