//! Columns of dates beside the heads of entries: the signs and full stops that a print has there for the eye.

use super::rows::{Row, SIGNS, is_sentence};
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::parts::pieces;
use crate::input::syntax::block::{Mark, Phrase};
use std::ops::Range;

/// Fewest lines of a document that have a habit.
const MIN_LINES: usize = 2;

/// Longest head that full stops part (bytes).
const MAX_HEAD: usize = 160;

/// Longest date before a sign (bytes).
const MAX_DATE: usize = 60;

/// A sign that parts dates from what is beside them in several lines parts the first column from the second in all:
/// `2019 – 2021 • Engineer`, `Tools • Hammer, Saw`.
pub(super) fn part_signs(rows: &mut [Row]) {
    let count = |sign: char| {
        let before = |row: &Row| column_sign(row, sign).map(|at| row.phrase.slice(0..at.start));
        let is_date = |date: Phrase| date.text.len() <= MAX_DATE && Line::read(date).is_date();
        rows.iter().filter_map(before).filter(|date| is_date(date.clone())).count()
    };
    let Some(sign) = SIGNS.iter().copied().find(|sign| count(*sign) >= MIN_LINES) else { return };
    for row in rows {
        if let Some(at) = column_sign(row, sign) {
            let (first, second) = row.phrase.around(at);
            row.set_phrase(Phrase::join([first, second], "\t"));
        }
    }
}

/// Where `sign` is in a line, once and with spaces around it.
fn column_sign(row: &Row, sign: char) -> Option<Range<usize>> {
    let text = row.text();
    let at = text.find(sign).filter(|at| *at > 0 && Some(*at) == text.rfind(sign))?;
    let end = at + sign.len_utf8();
    let is_spaced = text[..at].ends_with(char::is_whitespace) && text[end..].starts_with(char::is_whitespace);
    (row.item.is_none() && is_spaced).then_some(at..end)
}

/// Full stops part the head of an entry that begins in bold, has other type behind the first of them, and a date at its end, as
/// they do in several lines: `**Lantern Works**, Salem. *Engineer.* 2019 – 2021.`
pub(super) fn part_at_stops(rows: &mut [Row]) {
    let parted: Vec<_> = rows.iter().map(parts_at_stops).collect();
    if parted.iter().flatten().count() < MIN_LINES {
        return;
    }
    for (row, parts) in rows.iter_mut().zip(parted) {
        if let Some(parts) = parts {
            row.set_phrase(Phrase::join(parts, "\t"));
        }
    }
}

/// The parts of such a head: full stops end them where the type changes, or the date begins.
fn parts_at_stops(row: &Row) -> Option<Vec<Phrase>> {
    let phrase = &row.phrase;
    let bold = phrase.strong_start().filter(|end| *end < phrase.text.len() && row.item.is_none())?;
    let edges: Vec<usize> = phrase
        .marks
        .iter()
        .filter(|(mark, _)| *mark == Mark::Emphasis)
        .flat_map(|(_, at)| [at.start, at.end])
        .collect();
    let is_edge = |stop: usize| edges.iter().any(|edge| (stop..=stop + 2).contains(edge));
    let stops = phrase.text.match_indices(". ").map(|(at, _)| at);
    let cuts: Vec<usize> = stops.filter(|stop| *stop >= bold && is_edge(*stop)).collect();
    let starts = std::iter::once(0).chain(cuts.iter().map(|stop| stop + 1));
    let ends = cuts.iter().copied().chain([phrase.text.trim_end_matches('.').len()]);
    let parts: Vec<_> = starts.zip(ends).map(|(start, end)| phrase.slice(start..end)).collect();
    let is_dated = parts.last().is_some_and(|last| Line::read(last.clone()).is_date());
    (is_dated && parts.len() > 2 && phrase.text.len() <= MAX_HEAD).then_some(parts)
}

/// A full stop ends no sentence that ends names with commas beside a date in a column of its own, as it does in several
/// lines: `Engineer, Lantern Works, Salem.⇥2019 – 2021`.
pub(super) fn drop_stops(rows: &mut [Row]) {
    if rows.iter().filter_map(stop_beside_date).count() >= MIN_LINES {
        rows.iter_mut().for_each(drop_stop);
    }
}

/// Drops the full stop of names beside a date.
pub(super) fn drop_stop(row: &mut Row) {
    if let Some(stop) = stop_beside_date(row) {
        let parts: [Phrase; 2] = row.phrase.around(stop).into();
        row.set_phrase(Phrase::join(parts.into_iter().filter(|part| !part.is_empty()), "\t"));
    }
}

/// The full stop, with the tab behind it, of names beside a date.
fn stop_beside_date(row: &Row) -> Option<Range<usize>> {
    let text = row.text();
    let is_date = |part: Range<usize>| Line::read(row.phrase.slice(part)).is_date();
    let (first, last) = (text.find('\t')?, text.rfind('\t')?);
    let (cell, end) = match (is_date(0..first), is_date(last + 1..text.len())) {
        (true, _) => (first + 1..text.len(), text.len()),
        (_, true) => (0..last, last + 1),
        _ => return None,
    };
    let words = text[cell.clone()].trim();
    let is_one = pieces(words).len() > 1 && words.ends_with('.') && is_sentence(words);
    let has_other = || words[..words.len() - 1].contains(". ");
    let stop = text[..cell.end].trim_end().len().checked_sub(1)?;
    (row.item.is_none() && is_one && !has_other()).then_some(stop..end)
}
