//! What a document repeats on every page: its number, the name of the person. It is taken out, with one warning that
//! quotes it.

use super::rows::Row;
use crate::input::dialect::prose::contact::is_names;
use crate::input::dialect::prose::words::document_rest;
use crate::language::{LANGUAGES, is_listed};
use crate::text::{Diagnostic, Diagnostics, LineRole, Rule, shortened};
use std::collections::{BTreeMap, BTreeSet};

/// Longest running head (bytes).
const MAX_HEAD: usize = 120;

/// Rows at the top and at the bottom of a page that can be repeated ones.
const MARGIN: usize = 2;

/// Takes the running heads and page numbers out.
pub(super) fn drop(rows: Vec<Row>, diagnostics: &mut Diagnostics) -> Vec<Row> {
    let margins = margins(&rows);
    let mut pages = BTreeMap::<String, BTreeSet<usize>>::new();
    for n in &margins {
        if let Some(page) = rows[*n].print.page {
            pages.entry(shape(rows[*n].text())).or_default().insert(page);
        }
    }
    let is_number = |row: &Row| is_page_number(row.text().rsplit('\t').next().unwrap_or_default());
    let numbered: Vec<_> = rows.iter().map(is_number).collect();
    let first = rows.first().map(|row| shape(row.text())).unwrap_or_default();
    let heads: Vec<_> = (0..rows.len()).map(|n| names_document(&rows, n) || is_signed(&rows, n)).collect();
    let mut seen = BTreeSet::new();
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        let is_margin = margins.contains(&n);
        let shape = shape(row.text());
        let is_repeated = is_margin && pages.get(&shape).is_some_and(|pages| pages.len() > 1);
        let is_first = is_repeated && shape.contains(char::is_alphabetic) && seen.insert(shape.clone());
        let is_number = (is_margin && is_bare_number(row.text())) || numbered[n];
        // The name beside a page number, where no page break is known.
        let is_beside = |n: Option<usize>| n.and_then(|n| numbered.get(n)) == Some(&true);
        let is_head = n > 0 && shape == first && (is_beside(n.checked_sub(1)) || is_beside(Some(n + 1)));
        match row.print.role == LineRole::Furniture
            || is_number
            || is_head
            || heads[n]
            || (is_repeated && !is_first)
        {
            true => taken.push(row),
            false => kept.push(row),
        }
    }
    diagnostics.extend(report(&taken));
    kept
}

/// The rows at the top and at the bottom of pages.
fn margins(rows: &[Row]) -> BTreeSet<usize> {
    let starts = (1..rows.len()).filter(|n| rows[*n].print.page != rows[*n - 1].print.page);
    let ends: Vec<_> = starts.chain([rows.len()]).collect();
    let mut margins = BTreeSet::new();
    let mut start = 0;
    for end in ends {
        margins.extend((start..end).take(MARGIN));
        margins.extend((start..end).rev().take(MARGIN));
        start = end;
    }
    margins
}

/// Rows at the start of a document that can have the name.
const TOP: usize = 6;

/// `Ann Lee – Curriculum Vitae` where the name is on a row of its own at the top.
fn names_document(rows: &[Row], n: usize) -> bool {
    let text = rows[n].text();
    if rows[n].item.is_some() || text.len() > MAX_HEAD {
        return false;
    }
    let name = document_rest(text).map(|rest| text[rest].trim());
    let is_name =
        |(at, row): (usize, &Row)| at != n && name.is_some_and(|name| !name.is_empty() && row.text() == name);
    rows.iter().take(TOP).enumerate().any(is_name)
}

/// Whether a row is the last one, apart from the text, and says where and on which day it was written: `Bergen, 4. March 2025`.
fn is_signed(rows: &[Row], n: usize) -> bool {
    let row = &rows[n];
    if n == 0
        || rows[n + 1..].iter().any(|row| row.print.role != LineRole::Furniture)
        || !row.is_apart()
        || row.item.is_some()
    {
        return false;
    }
    let Some((place, day)) = row.text().split_once(',') else { return false };
    let numbers = day.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let lengths: Vec<_> = numbers.map(str::len).collect();
    let has_day = matches!(lengths.as_slice(), [1..=2, 4] | [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2]);
    is_names(place) && place.split(' ').count() <= 3 && has_day && day.split_whitespace().count() <= 5
}

/// A row without what differs from page to page.
fn shape(text: &str) -> String {
    if text.len() > MAX_HEAD {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// `2`, `– 2 –`, `2 / 3`
fn is_bare_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-–—/|.".contains(c))
        && text.split(|c: char| !c.is_ascii_digit()).all(|number| number.len() < 3)
}

/// `Page 2 of 3`, `Seite 2`, `2 of 3`
fn is_page_number(text: &str) -> bool {
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<_> = text.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || "/.|-–".contains(c));
    let (first, rest) = match words.as_slice() {
        [first, rest @ ..] => (first.to_lowercase(), rest),
        [] => return false,
    };
    let between: Vec<_> = rest.iter().filter(|word| !is_number(word)).collect();
    let is_of = |word: &str| {
        LANGUAGES.iter().any(|language| {
            let of = language.write.words.iter().find(|(key, _)| *key == "page-of").map(|(_, of)| *of);
            of.is_some_and(|of| of.split(' ').any(|part| part == word))
        })
    };
    let is_first = is_listed(&first, |read| read.pages);
    let is_small = |word: &str| word.len() < 3 && word.bytes().all(|digit| digit.is_ascii_digit());
    let is_counted = matches!(rest, [of, last] if is_small(&first) && is_of(of) && is_small(last));
    is_counted || (is_first && !rest.is_empty() && between.iter().all(|word| is_of(word)))
}

/// The warning that quotes what was taken out.
fn report(taken: &[Row]) -> Option<Diagnostic> {
    let first = taken.first()?;
    let mut texts: Vec<_> = taken.iter().map(|row| row.text().to_owned()).collect();
    texts.dedup();
    let quoted: Vec<_> = texts.iter().map(|text| format!("`{}`", shortened(text, 60))).collect();
    let verb = if quoted.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} left out", quoted.join(", "));
    Some(
        Diagnostic::at(Rule::LineRepeated, first.phrase.span(), message)
            .label("a running head, a page number or a signature's date"),
    )
}
