//! The person: name, headline and ways to reach them, from the rows above the sections and below a title such as
//! `Contact`.

use super::paragraphs::{Hyphens, join};
use super::rows::{Row, ends_sentence};
use super::titles::Part;
use crate::input::dialect::prose::address::{addresses, has_contact, network_named};
use crate::input::dialect::prose::contact::{is_names, is_short};
use crate::input::dialect::prose::person::Person;
use crate::input::dialect::prose::places::is_place;
use crate::input::dialect::prose::words::{
    head_label, is_contact_title, is_document_title, is_title, names_organization, names_place, names_role,
    section,
};
use crate::input::syntax::block::{Block, Mark, Phrase};
use crate::language::{contact_label, letters};
use crate::resume::contact::Way;
use crate::resume::{Basics, SectionKind, Text};
use crate::text::LineRole;
use std::ops::Range;

/// The size from which on a line can only be the name (hundredths of the body size).
const LARGE: i32 = 130;

/// Longest name (bytes), and most words of one.
const MAX_NAME: usize = 60;
const MAX_WORDS: usize = 5;

/// Most words of a town.
const MAX_TOWN: usize = 3;

/// Longest short form before a town (characters).
const MAX_SHORT_FORM: usize = 3;

/// Most lines that a name is wrapped over.
const MAX_NAME_LINES: usize = 4;

/// Most letters of the initials of a name.
const MAX_INITIALS: usize = 4;

/// Longest label of a contact detail (bytes).
const MAX_LABEL: usize = 24;

/// Longest row of contact details in a column at the side (bytes).
const MAX_DETAIL: usize = 80;

/// Most lines of contact details that are read at once.
const MAX_LINES: usize = 40;

/// Rows that can be above the name, such as contact details.
const MAX_ABOVE: usize = 8;

/// Longest headline (bytes).
const MAX_HEADLINE: usize = 100;

/// Takes the row with the name off the rows of a document: its title, or the one in the largest type, if it is larger than
/// the others.
pub(super) fn take_name(rows: &mut Vec<Row>) -> Option<Row> {
    let is_title = |row: &Row| row.print.role == LineRole::Heading(0) && could_be_name(row.text());
    if let Some(title) = rows.iter().position(is_title) {
        return Some(rows.remove(title));
    }
    let is_picture: Vec<_> = (0..rows.len()).map(|n| are_initials(rows, n)).collect();
    let sizes = (0..rows.len()).filter(|n| !is_picture[*n]).map(|n| rows[n].print.size);
    let largest = sizes.max().filter(|size| *size >= LARGE)?;
    let is_largest = |n: &usize| rows[*n].print.size == largest && !is_picture[*n];
    let count = (0..rows.len()).filter(is_largest).count();
    let first = (0..rows.len()).find(is_largest)?;
    let lines = name_lines(rows, first);
    let name = joined(&rows[lines.clone()]);
    let is_wrapped = lines.len() > 1 && is_name(&name.text);
    if lines.len() != count || !could_be_name(&name.text) || (lines.len() > 1 && !is_wrapped) {
        return None;
    }
    let mut taken = rows.drain(lines);
    let first = taken.next();
    drop(taken);
    first.map(|row| row.with_phrase(name))
}

/// The rows from `first` on that a name in its type is wrapped over.
fn name_lines(rows: &[Row], first: usize) -> Range<usize> {
    let place = |row: &Row| (row.print.page, row.print.column, row.print.size);
    let goes_on = |n: &usize| !rows[*n].is_apart() && place(&rows[*n]) == place(&rows[first]);
    first..first + 1 + (first + 1..rows.len()).take(MAX_NAME_LINES - 1).take_while(goes_on).count()
}

/// What the rows of a name say: a hyphen at a line end is one of the name.
fn joined(rows: &[Row]) -> Phrase {
    let mut name = Phrase::default();
    for row in rows {
        let is_parted = name.is_empty() || name.text.ends_with('-');
        name = Phrase::join([name, row.phrase.clone()], if is_parted { "" } else { " " });
    }
    name
}

/// Whether row `n` has the initials of the name right below, as they stand for a picture: `AL` over `Ann Lee`.
fn are_initials(rows: &[Row], n: usize) -> bool {
    let text = rows[n].text();
    let is_short = (2..=MAX_INITIALS).contains(&text.chars().count()) && text.chars().all(char::is_uppercase);
    if !is_short || n + 1 >= rows.len() {
        return false;
    }
    let name = joined(&rows[name_lines(rows, n + 1)]);
    let mut initials = name.text.split(is_between_names).filter_map(|word| word.chars().next()).peekable();
    // Of a long name, two letters can stand for all.
    is_name(&name.text)
        && initials.peek() == text.chars().next().as_ref()
        && text.chars().all(|letter| initials.any(|initial| initial == letter))
}

fn is_between_names(c: char) -> bool {
    c.is_whitespace() || c == '-'
}

/// Takes a row that says that it has the name: `Name⇥Ann Lee`.
pub(super) fn take_labelled_name(rows: &mut Vec<Row>) -> Option<Row> {
    let value = |row: &Row| {
        let (label, value) = row.phrase.split_once(&["\t", ": "])?;
        (contact_label(&label.text) == Some("name") && could_be_name(&value.text)).then_some(value)
    };
    let (at, name) = rows.iter().take(MAX_ABOVE).enumerate().find_map(|(n, row)| Some((n, value(row)?)))?;
    let mut row = rows.remove(at);
    row.set_phrase(name);
    Some(row)
}

/// Whether a line can be a name by its form.
fn could_be_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.split_whitespace().count() <= MAX_WORDS
        && text.contains(char::is_alphabetic)
        && !text.contains(|c: char| c.is_numeric() || "@:|/\t".contains(c))
        && !is_document_title(text)
}

/// Reads the rows above the sections. `name` is a row that can only be the name.
pub(super) fn read(rows: Vec<Row>, name: Option<Row>, hyphens: &Hyphens, person: &mut Person) {
    let mut rows = rows;
    rows.retain(|row| !is_document_title(row.text()) && !is_contact_title(row.text()));
    let name = name.or_else(|| {
        if let Some(name) = take_beside_headline(&mut rows) {
            return Some(name);
        }
        let first = rows.first()?;
        let is_name = is_name(first.text()) || (first.print.size >= LARGE && could_be_name(first.text()));
        if is_name || is_mononym(&rows) {
            return Some(rows.remove(0));
        }
        let at = rows.iter().take(MAX_ABOVE).position(|row| is_name_of(row.text()))?;
        Some(rows.remove(at))
    });
    if let Some(name) = name {
        person.read_name(&without_label(name.phrase));
    }
    if let Some(first) = rows.first()
        && person.basics.label.is_none()
        && is_headline(&first.phrase)
        && head_label(&labelled(first.phrase.clone()).text).is_none()
    {
        person.basics.label = first.phrase.literal();
        rows.remove(0);
    }
    let rows = join_contact(rows);
    let (contact, text) = part_text(rows);
    read_contact(contact, person);
    person.summary.extend(join(&text, hyphens).into_iter().map(|para| Block::paragraph(para.phrase)));
}

/// Parts contact details from running text. A short row right above the text, apart from the others, is its title.
fn part_text(rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let is_detail: Vec<_> = rows.iter().map(|row| is_detail(&row.phrase)).collect();
    let is_title = |n: usize| {
        rows[n].is_apart() && !has_contact(&rows[n].phrase) && is_detail.get(n + 1) == Some(&false)
    };
    let is_text: Vec<_> = (0..rows.len()).map(|n| !is_detail[n] || is_title(n)).collect();
    let (mut contact, mut text) = (Vec::new(), Vec::new());
    let mut is_open = false;
    for (row, is_text) in rows.into_iter().zip(is_text) {
        is_open = is_text || (is_open && !row.is_apart() && !has_contact(&row.phrase));
        if is_open { text.push(row) } else { contact.push(row) }
    }
    (contact, text)
}

/// Takes the rows with ways to reach the person out of the sections, where `above` has no mail address: a column at the side
/// can have them without a title.
pub(super) fn take_contact(above: &[Row], parts: &mut [Part]) -> Vec<Row> {
    let is_email = |row: &Row| {
        row.text().len() <= MAX_DETAIL
            && addresses(&row.phrase).iter().any(|address| address.way == Way::Email)
            && is_detail(&row.phrase)
    };
    if above.iter().any(is_email) || parts.iter().any(|part| part.is_contact) {
        return Vec::new();
    }
    let others = parts.iter_mut().filter(|part| part.kind != SectionKind::References);
    for part in others {
        let Some(at) = part.rows.iter().position(is_email) else { continue };
        let is_beside = |n: usize| {
            let row = &part.rows[n];
            row.item.is_none() && !row.says_when() && row.text().len() <= MAX_DETAIL && is_detail(&row.phrase)
        };
        let is_place = |n: usize| is_place(part.rows[n].text(), SectionKind::Custom);
        let is_way = |n: usize| {
            is_beside(n)
                && (has_contact(&part.rows[n].phrase) || is_place(n) || is_number(part.rows[n].text()))
        };
        let start = (0..at).rev().take_while(|n| is_way(*n)).last().unwrap_or(at);
        let end = (at + 1..part.rows.len())
            .take_while(|n| {
                is_way(*n)
                    || (!part.rows[*n].is_apart()
                        && is_beside(*n)
                        && is_open_address(part.rows[*n - 1].text()))
            })
            .last()
            .unwrap_or(at);
        return part.rows.drain(start..=end).collect();
    }
    Vec::new()
}

/// Reads rows of contact details.
pub(super) fn read_contact(rows: Vec<Row>, person: &mut Person) {
    let mut lines: Vec<_> =
        join_contact(rows).into_iter().map(|row| part_place(labelled(row.phrase))).collect();
    take_profession(&mut lines, person);
    for lines in lines.chunks(MAX_LINES) {
        person.read_contact_block(Block::paragraph(Phrase::of_lines(lines.iter().cloned())));
    }
    let Basics { url, profiles, contact, phone, .. } = &mut person.basics;
    if phone.is_none() {
        *phone = contact.extract_if(.., |item| is_number(&item.value)).next();
    }
    if url.is_none() {
        *url = contact.extract_if(.., |item| is_domain(&item.value)).next();
    }
    let addresses = url.iter_mut().chain(profiles.iter_mut().filter_map(|profile| profile.url.as_mut()));
    addresses.for_each(|address| *address = with_scheme(std::mem::take(address)));
}

/// `Beruf: Schreinerin`: a line with the label of a title is the headline, where there is no other.
fn take_profession(lines: &mut Vec<Phrase>, person: &mut Person) {
    let value = |line: &Phrase| {
        let (_, end) = head_label(&line.text).filter(|(label, _)| *label == "title")?;
        Some(line.slice(end..line.text.len())).filter(is_headline)
    };
    if person.basics.label.is_none()
        && let Some(at) = lines.iter().position(|line| value(line).is_some())
    {
        person.basics.label = value(&lines.remove(at)).and_then(|value| value.literal());
    }
}

/// An address that is printed without its scheme, with one, as programs write it.
pub(super) fn with_scheme(address: Text) -> Text {
    match address.value.contains(':') {
        true => address,
        false => Text::new(format!("https://{}", address.value), address.span),
    }
}

/// `ann.example`
fn is_domain(text: &str) -> bool {
    let labels: Vec<_> = text.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() > 1
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.len() > 1 && last.chars().all(char::is_alphabetic))
        && !text.contains(char::is_uppercase)
}

/// `Name⇥Ann Lee` as `Ann Lee`.
fn without_label(name: Phrase) -> Phrase {
    let value = name.split_once(&["\t"]).filter(|(label, _)| contact_label(&label.text) == Some("name"));
    value.map_or(name, |(_, value)| value)
}

/// `Phone⇥555-0100` as `Phone: 555-0100`.
fn labelled(line: Phrase) -> Phrase {
    let parts = line.split(|_, c| c == '\t');
    let [label, value] = parts.as_slice() else { return line };
    let is_label = label.text.len() <= MAX_LABEL
        && !label.text.contains(|c: char| c.is_numeric() || ":@.,".contains(c))
        && !has_contact(label);
    let is_value = contact_label(&label.text).is_some() || !has_contact(value);
    if is_label && is_value { Phrase::join([label.clone(), value.clone()], ": ") } else { line }
}

/// `Salem, OR 555-0100 ann@example.com`: parts a town, a number and an address that only spaces part.
fn part_place(line: Phrase) -> Phrase {
    let line = part_labels(line);
    let address = addresses(&line).first().map_or(line.text.len(), |address| address.range.start);
    let number = line.text.find(|c: char| c.is_ascii_digit() || "+(".contains(c)).unwrap_or(line.text.len());
    let cut = number.min(address);
    let (place, rest) = line.around(cut..cut);
    let is_town = is_place(&place.text, SectionKind::Custom) || is_town_before(&place.text);
    if rest.is_empty() || !is_town {
        return line;
    }
    let end = rest.text.find(|c: char| !is_of_number(c)).unwrap_or(rest.text.len());
    let (number, behind) = rest.around(end..end);
    // `Harbour Lane 5, Salem`; `NPI 1234567890` has a number of another kind.
    let is_bare = |number: &str| number.trim().bytes().all(|byte| byte.is_ascii_digit());
    if cut < address && (!is_number(&number.text) || (behind.is_empty() && is_bare(&number.text))) {
        return line;
    }
    let parts = if is_number(&number.text) { vec![place, number, behind] } else { vec![place, rest] };
    Phrase::join(parts.into_iter().filter(|part| !part.is_empty()), "\t")
}

/// `Harbour Lane 5, Salem Tel.: 555-0100 E-mail: ann@example.com`: parts a line before the labels in it.
fn part_labels(line: Phrase) -> Phrase {
    let text = &*line.text;
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).filter(|start| {
        let label = text[*start..].split([' ', '\t']).next().unwrap_or_default();
        label.ends_with(':') && label.len() <= MAX_LABEL && contact_label(label).is_some()
    });
    let starts: Vec<_> =
        starts.filter(|start| text[..*start].trim_end().ends_with(char::is_alphanumeric)).collect();
    let ends = starts.iter().copied().chain([text.len()]);
    let starts = std::iter::once(0).chain(starts.iter().copied());
    let parts: Vec<_> = starts.zip(ends).map(|(start, end)| line.slice(start..end).trim()).collect();
    if parts.len() > 1 { Phrase::join(parts, "\t") } else { line }
}

/// Whether what is before a number or an address can be a town: a few words in capitals at their start, and no label. A
/// short form can be before it: `м. Тернопіль`.
fn is_town_before(text: &str) -> bool {
    let text = match text.trim_start().split_once(' ') {
        Some((short, rest)) if short.ends_with('.') && short.chars().count() <= MAX_SHORT_FORM => rest.trim(),
        _ => text,
    };
    text.split_whitespace().count() <= MAX_TOWN
        && is_names(text)
        && contact_label(text).is_none()
        && !names_role(text)
        && network_named(text.trim()).is_none()
}

const fn is_of_number(c: char) -> bool {
    matches!(c, '0'..='9' | '+' | '(' | ')' | ' ' | '.' | '-' | '/' | '\u{2010}'..='\u{2013}')
}

/// Whether a text is a telephone number, however it is written: `555.010.0155`.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (7..=15).contains(&digits) && text.chars().all(is_of_number)
}

/// Whether a line is a person's name.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=MAX_WORDS).contains(&words)
        && is_names(text)
        && !names_role(text)
        && !names_organization(text)
        && !names_place(text)
}

/// Whether a row alone, wherever it is, is the person's name: two or more words in capitals at their start, and no title.
fn is_name_of(text: &str) -> bool {
    is_name(text) && section(text).is_none() && !is_contact_title(text)
}

/// Takes the row with the name off the rows of a document, if one is made of words that the person's mail address has too, and
/// the headline and the place right below it, where sections are above.
pub(super) fn take_addressed_name(rows: &mut Vec<Row>) -> Option<(Row, Vec<Row>)> {
    let account = account(rows)?;
    let is_in = |word: &str| is_word_of(word, &account);
    let is_addressed =
        |row: &Row| row.item.is_none() && is_name_of(row.text()) && row.text().split([' ', '-']).any(is_in);
    let at = rows.iter().position(is_addressed)?;
    let mut name = rows.remove(at);
    if let Some(rest) = rows.get(at).filter(|rest| is_rest_of_name(&name, rest, &account)) {
        let whole = Phrase::join([name.phrase.clone(), rest.phrase.clone()], " ");
        name.set_phrase(whole);
        rows.remove(at);
    }
    let is_below = rows[..at].iter().any(|row| is_title(row.text()));
    let has_headline = is_below && rows.get(at).is_some_and(|row| is_headline(&row.phrase));
    let is_place = |row: &Row| {
        let text = row.text();
        text.len() <= MAX_NAME && is_names(&text.replace(',', "")) && !names_role(text) && !is_title(text)
    };
    let has_place = has_headline && rows.get(at + 1).is_some_and(is_place);
    let count = usize::from(has_headline) + usize::from(has_place);
    Some((name, rows.drain(at..at + count).collect()))
}

/// Whether a name goes on in the row below it, whose words are in the mail address too: `ANN MARIA` over `LEE`.
fn is_rest_of_name(name: &Row, rest: &Row, account: &str) -> bool {
    let is_in = |row: &Row| row.text().split([' ', '-']).any(|word| is_word_of(word, account));
    let is_new = !name.text().contains(rest.text());
    let whole = format!("{} {}", name.text(), rest.text());
    name.is_capitals() == rest.is_capitals()
        && !rest.is_apart()
        && is_new
        && is_in(name)
        && is_in(rest)
        && is_name_of(&whole)
}

/// Takes a name off the first row that has the headline too: `Ann Lee, Florist`, `Ann Lee⇥Florist`. The headline stays.
fn take_beside_headline(rows: &mut [Row]) -> Option<Row> {
    let first = rows.first_mut()?;
    let (name, headline) = first.phrase.split_once(&["\t", ", ", " | ", " – ", " — ", " - ", " · "])?;
    if !is_name_of(&name.text) || !is_headline(&headline) {
        return None;
    }
    let row = first.with_phrase(name);
    first.set_phrase(headline);
    Some(row)
}

/// The name in the person's mail address, in small letters.
fn account(rows: &[Row]) -> Option<String> {
    let emails =
        rows.iter().flat_map(|row| addresses(&row.phrase)).filter(|address| address.way == Way::Email);
    let address = emails.into_iter().next()?.target.value.to_lowercase();
    address.split('@').next().map(str::to_owned)
}

/// Whether a word of a name is in a mail address, which has no accents.
fn is_word_of(word: &str, account: &str) -> bool {
    let word = letters(word);
    word.len() > 2 && account.contains(&word)
}

/// Whether the first row is one name, and ways to reach the person are right below.
fn is_mononym(rows: &[Row]) -> bool {
    let [first, rest @ ..] = rows else { return false };
    let is_word = !first.text().contains(char::is_whitespace) && is_names(first.text());
    is_word && rest.iter().take(2).any(|row| has_contact(&row.phrase))
}

/// Whether a line says what the person is.
fn is_headline(line: &Phrase) -> bool {
    let text = &*line.text;
    text.len() <= MAX_HEADLINE
        && !ends_sentence(text)
        && !has_contact(line)
        && names_role(text)
        && !text.contains(|c: char| c.is_numeric() || "@".contains(c))
}

/// Whether a line is no running text.
fn is_detail(line: &Phrase) -> bool {
    has_contact(line) || (is_short(line) && !ends_sentence(&line.text))
}

/// Joins lines of contact details that are wrapped: one begins with a separator, or an address goes on.
fn join_contact(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        let text = row.text();
        let goes_on = text.starts_with(['·', '|', '•', '/'])
            || out.last().is_some_and(|above| ends_in_separator(above.text()));
        let first = text.split(char::is_whitespace).next().unwrap_or_default();
        let is_rest =
            !first.contains(['@', ':', '.']) && out.last().is_some_and(|above| is_open_address(above.text()));
        match out.last_mut() {
            Some(above) if is_rest || lead_alike(&above.phrase, &row.phrase) => {
                let mut whole = std::mem::take(&mut above.phrase);
                whole.append(row.phrase);
                join_links(&mut whole);
                above.set_phrase(whole);
            }
            Some(above) if goes_on => {
                let whole = Phrase::join([std::mem::take(&mut above.phrase), row.phrase], " ");
                above.set_phrase(whole);
            }
            _ => out.push(row),
        }
    }
    out
}

/// Whether all of a line leads to where the end of the one above does, as the parts of one address do.
fn lead_alike(above: &Phrase, below: &Phrase) -> bool {
    let last = above.links().filter(|(_, range)| range.end == above.text.len()).last();
    let whole = below.links().find(|(_, range)| *range == (0..below.text.len()));
    let (Some((last, range)), Some((whole, _))) = (last, whole) else { return false };
    let are_addresses = |text: &str| !text.contains(char::is_whitespace);
    last.value == whole.value && are_addresses(&above.text[range]) && are_addresses(&below.text)
}

/// Makes links behind each other that lead to the same address one.
fn join_links(phrase: &mut Phrase) {
    let mut marks: Vec<(Mark, Range<usize>)> = Vec::new();
    for (mark, range) in std::mem::take(&mut phrase.marks) {
        let is_same = |(other, before): &&mut (Mark, Range<usize>)| match (&mark, other) {
            (Mark::Link(here), Mark::Link(there)) => here.value == there.value && before.end == range.start,
            _ => false,
        };
        match marks.iter_mut().find(is_same) {
            Some((_, before)) => before.end = range.end,
            None => marks.push((mark, range)),
        }
    }
    phrase.marks = marks;
}

fn ends_in_separator(text: &str) -> bool {
    text.ends_with(['|', '·', '•'])
}

/// Whether a line ends in the middle of an address: `linkedin.com/in/ann-`.
fn is_open_address(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_cut = last.contains('.') && last.ends_with(['-', '/', '.', '_']);
    (last.contains('/') && is_cut) || last.ends_with(['@']) || last.ends_with("://")
}
