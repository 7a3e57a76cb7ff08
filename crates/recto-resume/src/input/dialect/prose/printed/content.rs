//! What sections are whose titles are not known: by a word of the title where the text agrees, else by the text.

use super::guesses::{Guess, Guesses};
use super::rows::{Row, ends_sentence};
use super::sections;
use super::titles::Part;
use crate::input::dialect::prose::words::{Known, names_language, names_profession, names_school};
use crate::input::syntax::block::Phrase;
use crate::language::mentions;
use crate::resume::SectionKind;

/// Longest keyword (bytes), and most words of one.
const MAX_KEYWORD: usize = 40;
const MAX_WORDS: usize = 4;

/// Fewest keywords of a list.
const MIN_KEYWORDS: usize = 3;

/// Fewest bytes of running text.
const MIN_TEXT: usize = 80;

/// Longest label before keywords (bytes).
const MAX_LABEL: usize = 32;

/// What parts keywords.
const SEPARATORS: [char; 8] = [',', ';', '|', '·', '•', '▪', '\t', '/'];

/// Gives the sections their kinds. One whose title is known keeps its key whatever else is guessed to be of its kind.
pub(super) fn settle(parts: &mut Vec<Part>, guesses: &mut Guesses) {
    let mut jobs = None;
    let mut taken: Vec<SectionKind> = parts.iter().filter_map(|part| Some(part.known?.kind)).collect();
    for (n, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.known.is_none() && !part.is_contact)
    {
        let content = Content::of(&part.rows);
        let likely = part.kind;
        if likely == SectionKind::Custom || !content.agrees(likely) {
            part.kind = content.kind(n == 0, &taken);
            guesses.add(Guess::TitleByLook, part.title.span());
            if part.kind != SectionKind::Custom {
                guesses.add(Guess::KindByContent, part.title.span());
            }
        }
        if part.kind == SectionKind::Work
            && likely == SectionKind::Custom
            && n == 0
            && !taken.contains(&part.kind)
        {
            jobs = split_summary(part);
        }
        if part.kind != SectionKind::Custom && !taken.contains(&part.kind) {
            taken.push(part.kind);
            part.known = Some(Known { kind: part.kind, plain: false, lang: None });
        }
    }
    parts.extend(jobs);
}

/// Parts the running text at the top of a section from the jobs below, which have no title of their own: the text is the summary.
fn split_summary(part: &mut Part) -> Option<Part> {
    let (text, jobs) = sections::split_jobs(std::mem::take(&mut part.rows));
    if jobs.is_empty() || !Content::of(&text).is_text {
        part.rows = text.into_iter().chain(jobs).collect();
        return None;
    }
    (part.kind, part.rows) = (SectionKind::Summary, text);
    Some(Part {
        title: Phrase::default(),
        known: None,
        kind: SectionKind::Work,
        is_contact: false,
        rows: jobs,
    })
}

/// What the rows of a section show.
#[derive(Debug, Default)]
struct Content {
    /// How many rows that begin no item have a date, and in how many it is a period.
    dates: usize,
    periods: usize,
    /// How many rows have a date, items too.
    dated: usize,
    /// How many rows name a profession, and how many a school or a degree.
    professions: usize,
    schools: usize,
    /// How many rows with a date name a profession, and how many a school or a degree.
    beside_dates: (usize, usize),
    /// How many items there are.
    items: usize,
    /// How many rows there are that begin none.
    lines: usize,
    /// How many keywords there are; 0 where something is longer than one.
    keywords: usize,
    /// How many of them name a language.
    languages: usize,
    /// Whether all of it is running text.
    is_text: bool,
}

impl Content {
    fn of(rows: &[Row]) -> Self {
        let mut content = Self::default();
        for row in rows {
            content.dated += usize::from(row.line().is_dated());
            if row.item.is_some() {
                content.items += 1;
                continue;
            }
            let text = row.text();
            content.lines += 1;
            if row.says_when() {
                content.dates += 1;
                content.periods += usize::from(is_period(row));
                content.beside_dates.0 += usize::from(names_profession(text));
                content.beside_dates.1 += usize::from(names_school(text));
            }
            content.professions += usize::from(names_profession(text));
            content.schools += usize::from(names_school(text));
        }
        let words: Vec<&str> = rows.iter().flat_map(|row| keywords(row.text())).collect();
        content.languages = words.iter().filter(|word| names_language(word)).count();
        if content.dated == 0 && words.iter().all(|word| is_keyword(word)) {
            content.keywords = words.len();
        }
        let length: usize = rows.iter().map(|row| row.text().len()).sum();
        let has_end = rows.iter().any(|row| ends_sentence(row.text()));
        content.is_text = content.dates == 0 && content.items == 0 && has_end && length >= MIN_TEXT;
        content
    }

    /// Whether a section with such text can be what a word of its title says.
    fn agrees(&self, kind: SectionKind) -> bool {
        match kind {
            // `Research and teaching` over periods of work
            SectionKind::Education => !self.is_list() && !self.is_work(),
            SectionKind::Work | SectionKind::Volunteer | SectionKind::Projects => !self.is_list(),
            SectionKind::Languages => self.languages > 0,
            SectionKind::Skills | SectionKind::Interests | SectionKind::Summary => self.periods == 0,
            _ => true,
        }
    }

    /// Whether it is keywords, few of which are words of professions or schools, as those in `MS Office` are.
    const fn is_list(&self) -> bool {
        self.keywords > 0 && (self.professions + self.schools) * 4 <= self.keywords
    }

    /// Whether there are several periods, and professions beside most dates, more than schools.
    const fn is_work(&self) -> bool {
        let (jobs, schools) = self.beside_dates;
        self.periods > 1 && jobs * 2 >= self.dates && jobs > schools
    }

    /// What the text alone says. `taken` are the kinds that other sections are.
    fn kind(&self, is_first: bool, taken: &[SectionKind]) -> SectionKind {
        let is_free = |kind: SectionKind| !taken.contains(&kind);
        let are_schools = self.schools * 2 >= self.dates && self.schools > self.professions;
        let heads = self.dates.max(1);
        if self.languages > 0 && self.periods == 0 && self.languages * 2 >= self.keywords.max(self.lines) {
            SectionKind::Languages
        } else if self.dates > 0 && are_schools && (self.periods > 0 || is_free(SectionKind::Education)) {
            SectionKind::Education
        } else if self.periods * 2 >= heads && (self.professions * 2 >= heads || self.has_only_work(taken)) {
            SectionKind::Work
        } else if self.dates > 0 {
            SectionKind::Custom
        } else if is_first && self.is_text && is_free(SectionKind::Summary) {
            SectionKind::Summary
        } else if self.schools > 1 && are_schools && is_free(SectionKind::Education) {
            SectionKind::Education
        } else if self.professions > 0 && self.items > 1 && is_free(SectionKind::Work) {
            SectionKind::Work
        } else if self.keywords >= MIN_KEYWORDS && self.is_list() && is_free(SectionKind::Skills) {
            SectionKind::Skills
        } else {
            SectionKind::Custom
        }
    }

    /// Whether items below periods can only be what somebody did at work.
    fn has_only_work(&self, taken: &[SectionKind]) -> bool {
        self.items > 0 && !taken.contains(&SectionKind::Work)
    }
}

/// Whether the date of a row has two ends.
fn is_period(row: &Row) -> bool {
    let Some(dates) = &row.line().dates else { return false };
    let years = dates.text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4).count();
    years > 1 || mentions(&dates.text, |read| read.present) || mentions(&dates.text, |read| read.since)
}

/// The keywords of a row, without a label before them.
fn keywords(text: &str) -> Vec<&str> {
    let words = match text.split_once(": ") {
        Some((label, words)) if label.len() <= MAX_LABEL => words,
        _ => text,
    };
    words.split(SEPARATORS).map(str::trim).filter(|word| !word.is_empty()).collect()
}

fn is_keyword(text: &str) -> bool {
    text.len() <= MAX_KEYWORD
        && text.split_whitespace().count() <= MAX_WORDS
        && (!ends_sentence(text) || text.split_whitespace().count() < 2)
}
