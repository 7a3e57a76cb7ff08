//! Sections of keywords and languages: their lines as the items that a list in Markdown has.

use super::paragraphs::{Hyphens, Para, join};
use super::rows::Row;
use crate::input::dialect::prose::words::label_end;
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::language::mentions;
use crate::resume::SectionKind;
use crate::text::Span;

/// Longest line that is one keyword (bytes).
const MAX_KEYWORD: usize = 40;

/// The blocks of such a section.
pub(super) fn blocks(rows: Vec<Row>, kind: SectionKind, hyphens: &Hyphens) -> Vec<Block> {
    let paras = join(&rows, hyphens);
    let phrases = if kind == SectionKind::Languages { with_levels(&paras) } else { labelled(&paras) };
    let is_one = |phrase: &Phrase| !phrase.text.contains([',', ';', '|', '·', '•', ':', '\t']);
    // Lines of one keyword each are the items of a list.
    if phrases.len() > 1 && phrases.iter().all(|phrase| is_one(phrase) && phrase.text.len() <= MAX_KEYWORD) {
        return vec![list(phrases)];
    }
    phrases.iter().map(|phrase| Block::paragraph(commas_for_tabs(phrase))).collect()
}

fn list(phrases: Vec<Phrase>) -> Block {
    let span = phrases.iter().map(Phrase::span).reduce(Span::join).unwrap_or_default();
    let items = phrases.into_iter().map(|phrase| vec![Block::paragraph(phrase)]).collect();
    Block { kind: BlockKind::List(None, items), span }
}

/// Lines of skills. A short line without separators over one with commas is its label.
fn labelled(paras: &[Para]) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    let is_label = |para: &Para| {
        !para.is_item()
            && para.text().len() <= MAX_KEYWORD
            && !para.text().contains([',', ':', ';', '|', '·', '•', '\t', '.'])
    };
    let mut n = 0;
    while let Some(para) = paras.get(n) {
        let next = paras
            .get(n + 1)
            .filter(|next| !next.is_item() && next.text().contains(',') && label_end(next.text()).is_none());
        match next.filter(|_| is_label(para)) {
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

/// Lines of languages. A level that is a line of its own belongs to the language above: `Spanish` / `Fluent`.
fn with_levels(paras: &[Para]) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    let mut has_level = true;
    for para in paras {
        match out.last_mut().filter(|_| !has_level && is_level(para.text())) {
            Some(language) => {
                *language = Phrase::join([std::mem::take(language), para.phrase.clone()], ": ");
                has_level = true;
            }
            None => {
                has_level = para.text().contains(['(', ':', '\t', ',', '–', '-']);
                let tab = para.phrase.split_once(&["\t"]).filter(|(_, level)| is_level(&level.text));
                out.push(match tab {
                    Some((language, level)) => Phrase::join([language, level], ": "),
                    None => para.phrase.clone(),
                });
            }
        }
    }
    out
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
    let is_labelled = cut.len() == 2 && cut[1].text.contains(',') && !cut[0].text.contains(',');
    let mut phrase = Phrase::join(cut, if is_labelled { ": " } else { ", " });
    phrase.marks.retain(|(mark, _)| !matches!(mark, Mark::Strong));
    phrase
}
