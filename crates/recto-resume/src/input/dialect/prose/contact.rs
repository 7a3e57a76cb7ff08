//! Lines of contact details: cut into items, each with the words that belong to it, and each item to its field. What fits
//! no field is an item as typed.

use super::address::{Address, addresses, network_named, network_of};
use super::parts::{is_inside, is_ornament};
use super::words::{label_end, names_place, names_role};
use crate::input::syntax::block::Phrase;
use crate::language::{contact_label, is_listed};
use crate::resume::contact::{Way, has_words, is_conjunction};
use crate::resume::{Basics, Profile, Text};
use crate::schema::NAME;
use crate::text::characters::fold;
use crate::text::url::on_paper;
use std::ops::Range;

/// Longest headline (bytes).
pub(super) const MAX_HEADLINE: usize = 100;

/// Longest line of contact details (bytes).
const MAX_LINE: usize = 600;

/// Most words of an item, addresses aside.
const MAX_WORDS: usize = 10;

/// What is between a label and what it announces.
const LOOSE: &str = ",;:：|·•⋅∙–—-";

/// Reads one line into the fields of the person.
pub(super) fn read_line(line: &Phrase, basics: &mut Basics) {
    items(line).iter().for_each(|item| read_item(item, basics));
}

/// Whether a line can be contact details: no item of it is running text.
pub(super) fn is_short(line: &Phrase) -> bool {
    if line.text.len() > MAX_LINE || line.text.ends_with('.') {
        return false;
    }
    let found = addresses(line);
    let words = |range: Range<usize>| {
        let part = line.slice(range.clone());
        let taken = found.iter().filter(|address| range.contains(&address.range.start));
        let taken: usize = taken.map(|address| count(&line.text[address.range.clone()])).sum();
        count(&part.text).saturating_sub(taken)
    };
    parts(line, &found).into_iter().all(|part| words(part) <= MAX_WORDS)
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| has_words(word)).count()
}

/// The items of a line: its parts, cut further where each has an address of its own.
fn items(line: &Phrase) -> Vec<Phrase> {
    let found = addresses(line);
    let pieces = parts(line, &found).into_iter().flat_map(|part| at_commas(line, part, &found));
    let pieces: Vec<_> = pieces.flat_map(|piece| between_addresses(line, piece, &found)).collect();
    let mut items: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        // `Email | ann@example.com`
        let start = piece.start + blanks(&line.text[piece.clone()]);
        let is_announced = |label: &Range<usize>| {
            is_label(&line.text[label.clone()])
                && found.iter().any(|address| address.range.start == start)
                && !found.iter().any(|address| label.contains(&address.range.start))
        };
        match items.last_mut().filter(|last| is_announced(last)) {
            Some(label) => label.end = piece.end,
            None => items.push(piece),
        }
    }
    items
        .into_iter()
        .map(|item| line.slice(item).trim_matches(",;"))
        .filter(|item| !item.is_empty())
        .collect()
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a line is cut at this character.
pub(super) fn is_separator(text: &str, at: usize, c: char) -> bool {
    let behind = &text[at + c.len_utf8()..];
    let spaced = text[..at].ends_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
    matches!(c, '|' | '•' | '·' | '\t' | '⋅' | '∙' | '｜' | '・')
        || (spaced && is_ornament(c))
        || (spaced && matches!(c, '-' | '–' | '—' | '/' | '~' | '*'))
}

/// The parts between separators.
fn parts(line: &Phrase, found: &[Address]) -> Vec<Range<usize>> {
    cut(line, 0..line.text.len(), found, is_separator)
}

/// Cuts a stretch at characters outside brackets and addresses.
fn cut(
    line: &Phrase,
    stretch: Range<usize>,
    found: &[Address],
    is_cut: fn(&str, usize, char) -> bool,
) -> Vec<Range<usize>> {
    let text = &*line.text;
    let is_free =
        |at: usize| !is_inside(text, at) && !found.iter().any(|address| address.range.contains(&at));
    let mut parts = Vec::new();
    let mut start = stretch.start;
    for (at, c) in text[stretch.clone()].char_indices().map(|(at, c)| (stretch.start + at, c)) {
        if is_cut(text, at, c) && is_free(at) {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
    }
    parts.push(start..stretch.end);
    parts
}

/// Cuts a part at its commas. Pieces without an address stay together: `Salem, OR, ada@example.com`.
fn at_commas(line: &Phrase, part: Range<usize>, found: &[Address]) -> Vec<Range<usize>> {
    let has_address = |piece: &Range<usize>| found.iter().any(|address| piece.contains(&address.range.start));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in cut(line, part, found, |_, _, c| matches!(c, ',' | ';' | '，' | '；')) {
        match pieces.last_mut() {
            Some(last) if !has_address(last) && !has_address(&piece) => last.end = piece.end,
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// Cuts a piece between its addresses where it is clear to which of them the words between belong; else it stays whole.
fn between_addresses(line: &Phrase, piece: Range<usize>, found: &[Address]) -> Vec<Range<usize>> {
    let ranges = found.iter().map(|address| &address.range).filter(|range| piece.contains(&range.start));
    let ranges: Vec<_> = ranges.collect();
    let cut = |two: &[&Range<usize>]| {
        let gap = &line.text[two[0].end..two[1].start];
        let (_, rest) = gap.split_at(remark_end(gap));
        let end = two[1].start - rest.len();
        let is_joined = is_conjunction(rest);
        let is_clear = is_joined || !has_words(rest) || is_label(rest);
        is_clear.then_some(if is_joined { end..two[1].start } else { end..end })
    };
    let cuts: Option<Vec<Range<usize>>> = ranges.windows(2).map(cut).collect();
    let cuts = cuts.unwrap_or_default();
    let starts = std::iter::once(piece.start).chain(cuts.iter().map(|cut| cut.end));
    let ends = cuts.iter().map(|cut| cut.start).chain([piece.end]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Where a remark right behind an address ends: ` (mobile)`.
fn remark_end(gap: &str) -> usize {
    let inner = gap.trim_start();
    let closing = if inner.starts_with('(') { inner.find(')') } else { None };
    closing.map_or(0, |at| gap.len() - inner.len() + at + 1)
}

/// Whether a text announces what follows: `Email`, `GitHub`, `Blog:`.
fn is_label(text: &str) -> bool {
    let text = text.trim().trim_start_matches(|c| LOOSE.contains(c)).trim_start();
    let is_word = || text.ends_with([':', '：']) && !text.contains(char::is_whitespace);
    let name = text.trim_end_matches(|c: char| c.is_whitespace() || LOOSE.contains(c));
    contact_label(text).is_some() || network_named(name).is_some() || is_word()
}

/// Without brackets around all of it.
fn unwrapped(item: &Phrase) -> Phrase {
    let is_around = item.text.starts_with('(') && item.text.find(')') == Some(item.text.len() - 1);
    if is_around { item.slice(1..item.text.len() - 1) } else { item.clone() }
}

fn read_item(item: &Phrase, basics: &mut Basics) {
    let found = addresses(item);
    match found.as_slice() {
        [] => read_words(item, basics),
        [_] => {
            let item = unwrapped(item);
            addresses(&item).iter().for_each(|address| read_address(&item, address, basics));
        }
        _ => basics.contact.extend(typed(item, &found)),
    }
}

/// An item with an address: `Phone: 555-0100`, `ann@example.com (work)`.
fn read_address(item: &Phrase, address: &Address, basics: &mut Basics) {
    let Address { range, way, target, words, .. } = address;
    let (before, after) = item.around(range.clone());
    let label = contact_label(&before.text);
    let is_announced = !has_words(&before.text) || label == Some(way.key());
    let has_remark = has_words(&after.text);
    match way {
        _ if target.value.is_empty() => basics.contact.extend(item.literal()),
        Way::Email if is_announced && !has_remark && words.is_none() && basics.email.is_none() => {
            basics.email = Some(target.clone());
        }
        Way::Phone if is_announced && words.is_none() && basics.phone.is_none() => {
            // The label says what the field says; a remark does not: `(mobile) 555-0100 ext. 7`.
            let start = if before.text.ends_with(')') { 0 } else { range.start };
            let said = item.slice(start..item.text.len());
            basics.phone = typed(&said, &addresses(&said));
        }
        Way::Web if !has_remark && (is_announced || announces(&before.text)) => {
            let label = before.trim_matches(LOOSE).literal().filter(|_| !is_announced);
            add_web(label, address, basics);
        }
        // `linkedin.com/in/ann (LinkedIn)`, `ann.example.com (Personal)`
        Way::Web if is_announced && words.is_none() && is_one_word(&after.text) => {
            let label = after.trim_matches("()");
            add_web(label.literal().filter(|label| network_named(&label.value).is_none()), address, basics);
        }
        Way::Web if words.is_some() => {
            let (network, url) = (item.literal(), Some(target.clone()));
            basics.profiles.push(Profile { network, url, ..Profile::default() });
        }
        _ => basics.contact.extend(typed(item, std::slice::from_ref(address))),
    }
}

/// Whether a remark is one word in brackets.
fn is_one_word(remark: &str) -> bool {
    let inner = remark.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(char::is_alphabetic))
}

/// Whether what is before an address names what it is: `Blog: https://…`, `GitHub https://…`.
fn announces(before: &str) -> bool {
    let name = before.trim_matches(|c: char| c.is_whitespace() || LOOSE.contains(c));
    before.trim_end().ends_with([':', '：'])
        || network_named(name).is_some()
        || contact_label(name) == Some("page")
}

/// An address on the web: the home page, or an account.
fn add_web(label: Option<Text>, address: &Address, basics: &mut Basics) {
    let (url, words) = (address.target.clone(), address.words.as_ref());
    let network = network_of(&on_paper(&url.value));
    let is_name = |words: &&Phrase| !network.is_some_and(|network| words.text.eq_ignore_ascii_case(network));
    let (network, username) = match (label, network, words) {
        (Some(label), _, words) => (Some(label), words.and_then(Phrase::literal)),
        (None, Some(network), words) => {
            let at = words.map_or(url.span, Phrase::span);
            (Some(Text::new(network, at)), words.filter(is_name).and_then(Phrase::literal))
        }
        (None, None, Some(words)) => (words.literal(), None),
        (None, None, None) if basics.url.is_none() => return basics.url = Some(url),
        (None, None, None) => return basics.contact.push(url),
    };
    basics.profiles.push(Profile { network, username, url: Some(url), ..Profile::default() });
}

/// An item as typed, each address that its link does not show behind the words of the link.
fn typed(item: &Phrase, found: &[Address]) -> Option<Text> {
    let mut text = String::new();
    let mut span = item.span();
    let mut at = 0;
    for Address { range, target, words, is_shown, .. } in found {
        text.push_str(&item.text[at..range.start]);
        let typed = &item.text[range.clone()];
        match words {
            _ if *is_shown || target.value.is_empty() => text.push_str(typed),
            Some(_) => text.push_str(&format!("{typed} ({})", on_paper(&target.value))),
            None => text.push_str(&target.value),
        }
        span = span.join(target.span);
        at = range.end;
    }
    text.push_str(&item.text[at..]);
    let text = fold(&text);
    (!text.is_empty()).then(|| Text::new(text, span))
}

/// An item without an address.
fn read_words(item: &Phrase, basics: &mut Basics) {
    let text = &*item.text;
    if !has_words(text) || contact_label(text).is_some() {
        return;
    }
    match label_end(text) {
        Some(end) => read_labelled(item, end, basics),
        None => read_unlabelled(item, basics),
    }
}

/// `Address: Salem, OR`, `GitHub: ada`, `Nationality: Swiss`.
fn read_labelled(item: &Phrase, end: usize, basics: &mut Basics) {
    let value = item.slice(end..item.text.len());
    let is_number = value.text.contains(|c: char| c.is_ascii_digit());
    if let Some(name) = named(&item.text[..end], &value, basics.name.as_ref()) {
        return basics.name = Some(name);
    }
    match contact_label(&item.text[..end]) {
        Some("name") if basics.name.is_none() => basics.name = value.literal(),
        Some("phone") if basics.phone.is_none() && is_number => basics.phone = value.literal(),
        Some("address") if basics.location.city.is_none() => basics.location.city = value.literal(),
        _ => match account(item) {
            Some(account) => basics.profiles.push(account),
            None => basics.contact.extend(item.literal()),
        },
    }
}

/// The name with a part of it that a label announces: `First name: Ada`, `Surname: Lindqvist`.
fn named(label: &str, part: &Phrase, known: Option<&Text>) -> Option<Text> {
    let label = label.trim_matches(|c| c == ' ' || LOOSE.contains(c));
    let field = NAME.find(label).map(|(field, _)| field).or_else(|| NAME.meant(label))?;
    let is = |key: &str| field.key() == key;
    let part = part.literal().filter(|_| is("firstName") || is("lastName"))?;
    let Some(known) = known else { return Some(part) };
    if known.value.split_whitespace().any(|word| word == part.value) {
        return Some(known.clone());
    }
    let (first, last) = if is("firstName") { (&part, known) } else { (known, &part) };
    let is_part = !known.value.contains(char::is_whitespace);
    is_part.then(|| Text::new(format!("{} {}", first.value, last.value), first.span.join(last.span)))
}

fn read_unlabelled(item: &Phrase, basics: &mut Basics) {
    let text = &*item.text;
    let location = &mut basics.location;
    let is_headline = || names_role(text) && text.len() <= MAX_HEADLINE && !has_code(text);
    if let Some(account) = account(item) {
        basics.profiles.push(account);
    } else if location.city.is_none() && is_postal(text) {
        location.city = item.literal();
    } else if location.city.is_none() && location.address.is_none() && is_street(text) {
        location.address = item.literal();
    } else if basics.label.is_none() && is_headline() {
        basics.label = item.literal();
    } else if location.city.is_none() && (is_place(text) || is_town(without_remark(text))) {
        location.city = item.literal();
    } else {
        basics.contact.extend(item.literal());
    }
}

/// Whether a text has a number such as that of a licence.
fn has_code(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() > 4
}

/// Whether a text is a street with its number: `Hauptstr. 5`, `12 Wharf Lane`.
fn is_street(text: &str) -> bool {
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (1..=3).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
    };
    let words: Vec<_> = text.split_whitespace().collect();
    match words.as_slice() {
        [name @ .., number] if is_number(number) && !name.is_empty() => {
            name.iter().all(|word| is_named(word))
        }
        [number, name @ ..] if is_number(number) && name.len() > 1 => name.iter().all(|word| is_named(word)),
        _ => false,
    }
}

/// Whether a word is of a name: `Hauptstr.`
fn is_named(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

/// An account whose address is not given: `GitHub: ada`, `GitHub (ada)`.
fn account(item: &Phrase) -> Option<Profile> {
    let end = item.text.find([':', '：', '/', '@', '('])?;
    let network = Text::new(network_named(&item.text[..end])?, item.slice(0..end).span());
    let name = item.slice(end..item.text.len()).trim_matches(":：/@()");
    let is_name = !name.is_empty() && !name.text.contains(char::is_whitespace);
    is_name.then(|| Profile { network: Some(network), username: name.literal(), ..Profile::default() })
}

/// Whether a text is an address for letters, or a town with its state, not a profession: `Salem, MA 01970`, `Salem (MA)`.
fn is_postal(text: &str) -> bool {
    let is_code = |word: &str| {
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        (4..=6).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_digit()) && !is_year
    };
    let is_state = |state: &str| state.len() == 2 && state.chars().all(char::is_uppercase);
    let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(',')).collect();
    let town_end = words.iter().rposition(|word| !is_code(word)).unwrap_or(0);
    let state = words[town_end].trim_matches(['(', ')']);
    let town = text.split(words[town_end]).next().unwrap_or_default();
    let has_state = is_state(state) && text.contains([',', '(']) && town_end > 0 && !names_role(town);
    let has_code = words.windows(2).any(|two| is_code(two[0]) && two[1].starts_with(char::is_uppercase));
    let is_street = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(',');
    (has_state || has_code || is_street) && !words.iter().any(|word| is_status(word))
}

fn is_place(text: &str) -> bool {
    let is_name = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    names_place(text) || (text.contains(',') && is_name && text.split_whitespace().count() <= 8)
}

/// `Salem (MA)` without what is in brackets at its end.
fn without_remark(text: &str) -> &str {
    text.split_once(" (").filter(|_| text.ends_with(')')).map_or(text, |(town, _)| town)
}

/// Whether a word says what a person is, and so names no place: `Citizen`.
fn is_status(word: &str) -> bool {
    is_listed(&word.to_lowercase(), |read| read.statuses)
}

/// Whether a part of a contact line reads as a town: one to three names, and no profession.
fn is_town(text: &str) -> bool {
    (1..=3).contains(&text.split_whitespace().count())
        && text.split_whitespace().next().is_some_and(|first| first.contains(char::is_lowercase))
        && is_names(text)
        && !names_role(text)
        && network_named(text).is_none()
}

/// Whether all words are names: `Frankfurt am Main`, `Ann van der Berg`.
pub(super) fn is_names(text: &str) -> bool {
    let small = [
        "am", "an", "der", "de", "la", "le", "sur", "upon", "del", "of", "in", "im", "van", "von", "den",
        "da", "dos",
    ];
    let is_name = |word: &str| (small.contains(&word) || is_named(word)) && !is_status(word);
    text.starts_with(char::is_uppercase) && text.split_whitespace().all(is_name)
}
