//! Sections of keywords and languages: their lines as the items that a list in Markdown has.

use super::paragraphs::{Hyphens, Para, ends_open, join};
use super::rows::Row;
use crate::input::dialect::prose::parts::is_ornament;
use crate::input::dialect::prose::words::{is_column, is_only_level, label_end};
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::language::mentions;
use crate::resume::SectionKind;
use crate::text::Span;

/// Longest line that is one keyword (bytes).
const MAX_KEYWORD: usize = 40;

/// Of how many lines that are keywords one can have a comma of its own.
const MIN_PLAIN: usize = 3;

/// Fewest keywords between slashes.
const MIN_SLASHED: usize = 3;

/// Fewest keywords with levels.
const MIN_RATED: usize = 2;

/// What parts keywords of one line, commas aside.
const OTHERS: [char; 5] = [';', '|', '·', '•', ':'];

/// What parts keywords of one line, or a label from them.
const SEPARATORS: [char; 6] = [',', ';', '|', '·', '•', ':'];

/// The blocks of such a section.
pub(super) fn blocks(rows: Vec<Row>, kind: SectionKind, hyphens: &Hyphens) -> Vec<Block> {
    let paras = join(&apart(rows), hyphens);
    let lines = || paras.iter().map(|para| para.phrase.clone()).collect();
    let phrases = match kind {
        SectionKind::Languages => with_levels(&paras),
        _ => rated(lines()).unwrap_or_else(|| labelled(&paras)),
    };
    let phrases = match kind {
        SectionKind::Languages => phrases,
        _ => bare_labels(cells(phrases.iter().flat_map(slashed).collect())),
    };
    let is_one = |phrase: &Phrase| !phrase.text.contains(SEPARATORS) && !phrase.text.contains('\t');
    // Lines of one keyword each are the items of a list.
    let are_short = phrases.len() > 1 && phrases.iter().all(|phrase| phrase.text.len() <= MAX_KEYWORD);
    let others = phrases.iter().filter(|phrase| !is_one(phrase)).count();
    let has_commas = |phrase: &Phrase| !phrase.text.contains(OTHERS) && !phrase.text.contains(is_ornament);
    if are_short
        && others * MIN_PLAIN < phrases.len()
        && phrases.iter().all(|phrase| has_commas(phrase) && !phrase.text.contains('\t'))
    {
        return vec![list(phrases)];
    }
    phrases.iter().map(|phrase| Block::paragraph(commas_for_tabs(phrase))).collect()
}

/// The rows, none of which goes on in one with columns or below one; rows of one keyword each go on nowhere.
fn apart(mut rows: Vec<Row>) -> Vec<Row> {
    let is_one = |row: &Row| row.text().len() <= MAX_KEYWORD && !row.text().contains(SEPARATORS);
    for n in 1..rows.len() {
        let is_above = rows[n - 1].print.goes_on.is_none() && is_one(&rows[n - 1]);
        if rows[n].text().contains('\t') || (is_above && is_one(&rows[n]) && !ends_open(rows[n - 1].text())) {
            rows[n - 1].print.goes_on = Some(false);
        }
    }
    rows
}

/// The keywords of a line that only slashes with spaces part: `Welding / Brazing / Soldering`.
fn slashed(line: &Phrase) -> Vec<Phrase> {
    let is_cut = |at: usize, c: char| {
        c == '/' && line.text[..at].ends_with(' ') && line.text[at + 1..].starts_with(' ')
    };
    let parts = line.split(is_cut);
    let is_list = parts.len() >= MIN_SLASHED && !line.text.contains(SEPARATORS) && !line.text.contains('\t');
    if is_list { parts } else { vec![line.clone()] }
}

/// Keywords each with how well it is known, beside it or on the line below: `Excel⇥advanced`, `Excel` / `advanced`. A colon is
/// between them then.
fn rated(phrases: Vec<Phrase>) -> Option<Vec<Phrase>> {
    let pairs: Vec<_> = match phrases.iter().all(|phrase| !phrase.text.contains('\t')) {
        true => phrases.chunks(2).filter_map(|two| <[Phrase; 2]>::try_from(two.to_vec()).ok()).collect(),
        false => phrases.iter().filter_map(|phrase| Some(phrase.split_once(&["\t"])?.into())).collect(),
    };
    let is_rated = |[word, level]: &[Phrase; 2]| {
        is_only_level(&level.text) && !is_only_level(&word.text) && !word.text.contains(SEPARATORS)
    };
    let used = if phrases.len() == pairs.len() { 1 } else { 2 };
    let are_rated =
        pairs.len() >= MIN_RATED && pairs.len() * used == phrases.len() && pairs.iter().all(is_rated);
    are_rated.then(|| pairs.into_iter().map(|pair| Phrase::join(pair, ": ")).collect())
}

/// Keywords beside each other, each by itself, if all that there is are keywords.
fn cells(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let cells: Vec<_> = phrases.iter().flat_map(|phrase| phrase.split(|_, c| c == '\t')).collect();
    let is_one = |cell: &Phrase| cell.text.len() <= MAX_KEYWORD && !cell.text.contains(SEPARATORS);
    let are_rated = phrases
        .iter()
        .all(|phrase| phrase.split_once(&["\t"]).is_some_and(|(_, level)| is_level(&level.text)));
    if cells.iter().all(is_one) && !are_rated { cells } else { phrases }
}

/// `Tools Knife, Wire` / `Platforms Linux, macOS`: where lines of keywords begin with the name of a column, the first word of each
/// is its label.
fn bare_labels(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let first =
        |phrase: &Phrase| phrase.text.split(' ').next().map(str::len).filter(|end| *end < phrase.text.len());
    let is_line = |phrase: &Phrase| {
        let text = &*phrase.text;
        let is_name =
            text.starts_with(char::is_uppercase) && !text[..first(phrase).unwrap_or(0)].contains(',');
        text.contains(',') && !text.contains(OTHERS) && !ends_open(text) && first(phrase).is_some() && is_name
    };
    let is_named = |phrase: &Phrase| first(phrase).is_some_and(|end| is_column(&phrase.text[..end]));
    if phrases.len() < 2 || !phrases.iter().all(is_line) || !phrases.iter().any(is_named) {
        return phrases;
    }
    let labelled = |phrase: Phrase| match first(&phrase) {
        Some(end) => {
            let (label, words) = phrase.around(end..end + 1);
            Phrase::join([label, words], ": ")
        }
        None => phrase,
    };
    phrases.into_iter().map(labelled).collect()
}

fn list(phrases: Vec<Phrase>) -> Block {
    let span = phrases.iter().map(Phrase::span).reduce(Span::join).unwrap_or_default();
    let items = phrases.into_iter().map(|phrase| vec![Block::paragraph(phrase)]).collect();
    Block { kind: BlockKind::List(None, items), span }
}

/// Lines of skills. A short line without separators over one with commas is its label, and so is one in other type over keywords.
fn labelled(paras: &[Para]) -> Vec<Phrase> {
    if let Some(groups) = under_labels(paras) {
        return groups;
    }
    let mut out: Vec<Phrase> = Vec::new();
    let is_label = |para: &Para| {
        !para.is_item()
            && para.text().len() <= MAX_KEYWORD
            && !para.text().contains([',', ':', ';', '|', '·', '•', '\t', '.'])
    };
    let below = |n: usize| {
        let next = paras.get(n + 1)?;
        (!next.is_item() && next.text().contains(',') && label_end(next.text()).is_none()).then_some(next)
    };
    // Among lines of one keyword each, the one over a line with a comma is no label.
    let are_labels = (0..paras.len()).all(|n| !is_label(&paras[n]) || below(n).is_some());
    let mut n = 0;
    while let Some(para) = paras.get(n) {
        match below(n).filter(|_| are_labels && is_label(para)) {
            Some(next) => {
                out.push(Phrase::join([para.phrase.clone(), next.phrase.clone()], ": "));
                n += 2;
            }
            None => {
                out.push(para.phrase.clone());
                n += 1;
            }
        }
    }
    out
}

/// Keywords on lines of their own, or beside each other, below labels in bold or larger type: `Databases` / `SQLite` / `Redis`.
fn under_labels(paras: &[Para]) -> Option<Vec<Phrase>> {
    let is_one = |para: &&Para| {
        let cells = para.phrase.split(|_, c| c == '\t');
        !para.text().contains(SEPARATORS) && cells.iter().all(|cell| cell.text.len() <= MAX_KEYWORD)
    };
    let look = |para: &Para| (para.first.print.size, para.phrase.is_strong(), para.is_item());
    let (label, keyword) = (look(paras.first()?), look(paras.get(1)?));
    let stands_out = |label: (i32, bool, bool), keyword: (i32, bool, bool)| {
        !label.2 && (label.0 > keyword.0 || (label.1 && !keyword.1))
    };
    let is_label = |para: &Para| look(para) == label;
    let is_alike = |para: &Para| is_label(para) || look(para) == keyword;
    let are_labels = paras.iter().filter(|para| is_label(para)).all(|para| !para.text().contains('\t'));
    let has_words = paras.windows(2).all(|two| !is_label(&two[0]) || !is_label(&two[1]));
    if !stands_out(label, keyword)
        || !paras.iter().all(|para| is_one(&para) && is_alike(para))
        || !are_labels
        || !has_words
        || paras.last().is_some_and(is_label)
    {
        return None;
    }
    let mut groups: Vec<(Phrase, Vec<Phrase>)> = Vec::new();
    for para in paras {
        match groups.last_mut().filter(|_| !is_label(para)) {
            Some((_, words)) => words.extend(para.phrase.split(|_, c| c == '\t')),
            None => groups.push((para.phrase.clone(), Vec::new())),
        }
    }
    let group =
        |(label, words): (Phrase, Vec<Phrase>)| Phrase::join([label, Phrase::join(words, ", ")], ": ");
    Some(groups.into_iter().map(group).collect())
}

/// Lines of languages. A level that is a line of its own belongs to the language above: `Spanish` / `Fluent`.
fn with_levels(paras: &[Para]) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    let mut has_level = true;
    for phrase in paras.iter().flat_map(|para| languages(&para.phrase)) {
        let is_alone = is_level(&phrase.text) && !phrase.text.contains(BEFORE_LEVEL);
        match out.last_mut().filter(|_| !has_level && is_alone) {
            Some(language) => {
                *language = Phrase::join([std::mem::take(language), phrase], ": ");
                has_level = true;
            }
            None => {
                let language = with_colon(phrase);
                has_level = language.text.contains(BEFORE_LEVEL);
                out.push(language);
            }
        }
    }
    out
}

/// What can be between a language and its level.
const BEFORE_LEVEL: [char; 7] = ['(', ':', '\t', ',', '–', '—', '-'];

/// The languages of a line, each with its level: `Spanish — native / English — B2`, `Spanish C2⇥English B2`.
fn languages(line: &Phrase) -> Vec<Phrase> {
    let is_far = |_: usize, c: char| c == '\t';
    let is_slash = |at: usize, c: char| {
        c == '/' && line.text[..at].ends_with(' ') && line.text[at + 1..].starts_with(' ')
    };
    let has_both = |part: &Phrase| {
        let first = part.text.split(' ').next().unwrap_or_default();
        part.text.ends_with(')') || (is_level(&part.text) && !is_level(first))
    };
    for parts in [line.split(is_slash), line.split(is_far)] {
        if parts.len() > 1 && parts.iter().all(has_both) {
            return parts;
        }
    }
    match line.split_once(&["\t"]).filter(|(_, level)| is_level(&level.text)) {
        Some((language, level)) => vec![Phrase::join([language.trim_matches(":"), level], ": ")],
        None => vec![line.clone()],
    }
}

/// `Spanish C2` as `Spanish: C2`.
fn with_colon(language: Phrase) -> Phrase {
    let is_bare = !language.text.contains(BEFORE_LEVEL) && !language.text.contains('/');
    let Some(space) = language.text.find(' ').filter(|_| is_bare) else { return language };
    let (name, level) = language.around(space..space + 1);
    let are_words = level.text.split(' ').all(is_level);
    if are_words && !is_level(&name.text) { Phrase::join([name, level], ": ") } else { language }
}

/// Whether a text says how well a language is known.
fn is_level(text: &str) -> bool {
    mentions(text, |read| read.levels)
}

/// A line whose columns are keywords, with commas between them; behind a label, a colon.
fn commas_for_tabs(line: &Phrase) -> Phrase {
    let cut = line.split(|_, c| c == '\t');
    if cut.len() < 2 {
        return line.clone();
    }
    let has_colon = cut[0].text.ends_with(':');
    let is_labelled =
        cut.len() == 2 && (has_colon || (cut[1].text.contains(',') && !cut[0].text.contains(',')));
    // `Tools:⇥Hammer, Saw`
    let parts = cut.into_iter().enumerate().map(|(n, part)| match n {
        0 if is_labelled => part.trim_matches(":"),
        _ => part,
    });
    let mut phrase = Phrase::join(parts, if is_labelled { ": " } else { ", " });
    phrase.marks.retain(|(mark, _)| !matches!(mark, Mark::Strong));
    phrase
}
