//! The lines of a document, cleaned of what only its print needs: ligatures, soft hyphens, signs of lists, glyphs of
//! icon fonts, letter-spacing.

use super::rails;
use super::spaced::Spaced;
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::words::{is_legal_form, names_role};
use crate::input::syntax::block::{Mark, Phrase};
use crate::language::is_listed;
use crate::resume::{Dates, Text};
use crate::text::{LineRole, MappedText, PrintedLine, Source, Span, Style};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// Signs that begin an item of a list wherever they are at the start of a line.
pub(super) const SIGNS: &[char] =
    &['•', '‣', '▪', '●', '■', '◦', '○', '▸', '►', '➢', '➤', '✓', '✔', '◆', '❖', '∙', '⁃', '□', '⦁', '·'];

/// Signs that begin one only where a space follows.
const WEAK_SIGNS: &[char] = &['-', '–', '—', '*', 'o', '»', '>', '+', '§', '✦', '→', '{'];

/// Longest line that is read as the head of an entry (characters).
const MAX_HEAD: usize = 160;

/// Longest part of such a head beside its date (characters).
const MAX_PART: usize = 130;

/// Signs that rules are drawn with.
const RULES: &str = "-=_~*#—–─━═";

/// Fewest more signs of a rule behind its first.
const MIN_RULE: usize = 3;

/// Fewest dots that lead from one part of a line to another.
const MIN_LEADER: usize = 4;

/// Longest title over a rule (bytes).
const MAX_TITLE: usize = 60;

/// Fewest signs of a rule on each side of a title, and fewest tabs of a document that has them for spaces.
const MIN_DRESS: usize = 2;
const MIN_TABS: usize = 20;

/// Longest period (bytes).
const MAX_PERIOD: usize = 48;

/// Most words of such a head that ends with a full stop.
const MAX_WORDS: usize = 6;

/// Longest short form with a full stop (characters): `Univ.`
const MAX_SHORT_FORM: usize = 5;

/// The gap from which on a line is set apart from the one above (hundredths of an em).
pub(super) const APART: i32 = 40;

/// A line of the document.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it says, without the sign of a list.
    pub phrase: Phrase,
    /// How it is printed.
    pub print: PrintedLine,
    /// The depth of the item of a list that it begins, from 1.
    pub item: Option<u8>,
    /// Whether its letters are set apart, as titles of sections are.
    pub is_spaced: bool,
    /// Whether its last word goes on in the next line.
    pub is_broken: bool,
    /// What it says as the head of an entry, once somebody asks.
    line: OnceCell<Line>,
}

impl Row {
    /// Its characters.
    pub fn text(&self) -> &str {
        &self.phrase.text
    }

    /// Whether it is set apart from the line above.
    pub const fn is_apart(&self) -> bool {
        self.print.gap > APART
    }

    /// What it says as the head of an entry, its date taken out; a longer line is read as text.
    pub fn line(&self) -> &Line {
        self.line.get_or_init(|| match self.text().chars().count() > MAX_HEAD {
            true => Line::whole(self.phrase.clone()),
            false => Line::read(self.phrase.clone()),
        })
    }

    /// The same row with other words.
    pub fn with_phrase(&self, phrase: Phrase) -> Self {
        Self { phrase, line: OnceCell::new(), ..self.clone() }
    }

    /// Gives it other words.
    pub fn set_phrase(&mut self, phrase: Phrase) {
        self.phrase = phrase;
        self.line = OnceCell::new();
    }

    /// Whether it can be the head of an entry with a date.
    pub fn says_when(&self) -> bool {
        let line = self.line();
        let has_room = |part: &Phrase| part.text.chars().count() <= MAX_PART && !is_sentence(&part.text);
        // `Engineer, Lantern Works (2019 – 2021) Leads the team.`
        let is_bracketed =
            || line.dates.as_ref().is_some_and(|dates| self.text().contains(&format!("({})", &*dates.text)));
        let is_head = !line.before.is_empty() && (line.remark.is_some() || is_bracketed());
        // `… and at the summit in May 2015.`
        let is_prose = self.text().ends_with('.') && self.text().split_whitespace().count() > MAX_WORDS;
        line.is_dated()
            && (!is_prose || is_head)
            && has_room(&line.before)
            && (is_head || (line.remark.is_none() && has_room(&line.after)))
    }

    /// Whether it is in capitals.
    pub fn is_capitals(&self) -> bool {
        is_capitals(self.text())
    }
}

/// Whether a text ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', '»']).ends_with(['.', '!', '?', ':'])
}

/// Whether a text is running text rather than a name.
pub(super) fn is_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_short_form = is_legal_form(last) || last.matches('.').count() > 1 || last.len() < 4;
    let is_word = last.chars().count() > MAX_SHORT_FORM;
    ends_sentence(text) && !is_short_form && (is_word || text.split_whitespace().count() > 2)
}

/// Whether a text has capitals and no small letters.
pub(super) fn is_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// The lines of a document that say something.
pub(super) fn read(lines: &[PrintedLine], source: &Source) -> Vec<Row> {
    let words = words(lines, source);
    let spaced = Spaced::new(&words);
    let signs = Signs::of(lines, source);
    let mut rows: Vec<Row> = Vec::new();
    let mut lone_signs: Vec<u8> = Vec::new();
    for line in lines {
        if is_rule(source.slice(line.span)) {
            rows.split_first_mut()
                .and_then(|(_, rest)| rest.last_mut())
                .into_iter()
                .for_each(|above| underline(above, line));
            continue;
        }
        let mut row = row(line, source, &signs);
        part_at_leader(&mut row);
        if row.phrase.is_empty() {
            lone_signs.extend(row.item);
            continue;
        }
        // Several signs without words are those of other lines.
        row.item = row.item.or(lone_signs.pop().filter(|_| lone_signs.is_empty()));
        lone_signs.clear();
        if let Some(above) = rows.last_mut().filter(|above| goes_on_in_list(above, &row, source)) {
            let sign = format!(" {} ", first_of(&row, source).unwrap_or('·'));
            let whole = Phrase::join([std::mem::take(&mut above.phrase), row.phrase], &sign);
            above.set_phrase(whole);
            above.print.room = row.print.room;
            continue;
        }
        if let Some(beside) = take_date(&mut row) {
            rows.push(beside);
        }
        if let Some(joined) = spaced.join(&row.phrase) {
            row.is_spaced = true;
            row.set_phrase(joined);
        }
        rows.extend(split_items(row));
    }
    rails::part_signs(&mut rows);
    join_rails(&mut rows);
    part_years(&mut rows);
    rows.iter_mut().for_each(join_dotted);
    rails::drop_stops(&mut rows);
    rails::part_at_stops(&mut rows);
    rows.retain(|row| !row.phrase.is_empty());
    rows
}

/// Puts a tab for dots that lead from one part of a line to another: `Baker ........ 2021`, `Baker . . . . 2021`.
fn part_at_leader(row: &mut Row) {
    let text = row.text();
    let is_dot = |c: &char| matches!(c, '.' | '…' | '_' | '·');
    let dots = |text: &str| text.chars().filter(is_dot).count();
    if dots(text) < MIN_LEADER {
        return;
    }
    let others: Vec<_> = text.match_indices(|c: char| !is_dot(&c) && c != ' ').collect();
    let mut between = others.windows(2).map(|pair| pair[0].0 + pair[0].1.len()..pair[1].0);
    if let Some(leader) = between.rfind(|range| dots(&text[range.clone()]) >= MIN_LEADER) {
        let (before, behind) = row.phrase.around(leader);
        row.set_phrase(Phrase::join([before, behind], "\t"));
    }
}

/// Whether a line is a rule that is drawn with characters: `=====`.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().filter(|c| RULES.contains(*c));
    first.is_some_and(|first| signs.clone().count() >= MIN_RULE && signs.all(|c| c == first))
}

/// Marks a short line as a title that a rule is right below.
fn underline(above: &mut Row, rule: &PrintedLine) {
    let is_title = above.item.is_none()
        && above.print.role == LineRole::Unknown
        && rule.gap <= APART
        && above.text().len() <= MAX_TITLE
        && !ends_sentence(above.text().trim_end_matches(':'))
        && !above.line().is_dated();
    if is_title {
        above.print.role = LineRole::Heading(2);
    }
}

/// Takes a date off that is at the right of an item, where it belongs to the head above: `• Led a team⇥2019 – 2021`.
fn take_date(row: &mut Row) -> Option<Row> {
    let tab = row.text().rfind('\t').filter(|_| row.item.is_some())?;
    let (rest, date) = row.phrase.around(tab..tab + 1);
    if rest.is_empty() || !Line::read(date.clone()).is_date() {
        return None;
    }
    row.set_phrase(rest);
    let print = PrintedLine { role: LineRole::Unknown, goes_on: Some(false), ..row.print.clone() };
    Some(Row { phrase: date, print, item: None, is_spaced: false, is_broken: false, line: OnceCell::new() })
}

/// Items beside each other, each with its sign, as rows of their own.
fn split_items(row: Row) -> Vec<Row> {
    let cells = row.phrase.split(|_, c| c == '\t');
    let signs = Signs::default();
    let is_item = |cell: &Phrase| sign(&cell.text, &signs).1.is_some();
    if row.item.is_none() || cells.len() < 2 || !cells[1..].iter().all(is_item) {
        return vec![row];
    }
    let item = |cell: Phrase| {
        let start = sign(&cell.text, &signs).0;
        let print = PrintedLine { goes_on: Some(false), gap: 0, ..row.print.clone() };
        Row { print, ..row.with_phrase(cell.slice(start..cell.text.len()).trim()) }
    };
    let mut rows: Vec<Row> = cells.into_iter().map(item).collect();
    rows[0].print.gap = row.print.gap;
    rows
}

/// The words of a document, in lower case.
fn words(lines: &[PrintedLine], source: &Source) -> BTreeSet<String> {
    let texts = lines.iter().map(|line| source.slice(line.span));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() > 2).map(str::to_lowercase).collect()
}

/// Which of the signs begin items that begin other lines too.
#[derive(Default)]
struct Signs {
    /// Weak signs with which lines of the document begin, a space behind them.
    weak: Vec<char>,
    /// Whether it has items with numbers: `1. Legion of Merit`.
    are_numbered: bool,
    /// Whether tabs are between its words, where others have spaces.
    has_tabs_for_spaces: bool,
}

impl Signs {
    /// The signs of a document: most of the weak ones only if two lines or more begin with them.
    fn of(lines: &[PrintedLine], source: &Source) -> Self {
        let first = |line: &PrintedLine| {
            let mut chars = source.slice(line.span).chars();
            chars.next().filter(|_| chars.next().is_some_and(char::is_whitespace))
        };
        let found: Vec<_> = lines.iter().filter_map(first).collect();
        let signs = WEAK_SIGNS.iter().copied();
        let least = |sign: char| if matches!(sign, '-' | '*') { 1 } else { 2 };
        let is_usual = |sign: &char| found.iter().filter(|first| *first == sign).count() >= least(*sign);
        Self {
            weak: signs.filter(is_usual).collect(),
            are_numbered: are_numbered(lines, source),
            has_tabs_for_spaces: has_tabs_for_spaces(lines, source),
        }
    }
}

/// Whether far more single tabs than spaces are between the words of a document: some programs write them so.
fn has_tabs_for_spaces(lines: &[PrintedLine], source: &Source) -> bool {
    let (mut tabs, mut spaces) = (0, 0);
    for line in lines {
        for between in source.slice(line.span).as_bytes().windows(3) {
            let [before, between, behind] = between else { continue };
            let is_single = !before.is_ascii_whitespace() && !behind.is_ascii_whitespace();
            tabs += usize::from(is_single && *between == b'\t');
            spaces += usize::from(is_single && *between == b' ');
        }
    }
    tabs >= MIN_TABS && tabs > spaces * 2
}

/// Whether a line that begins with `1.` is over one with `2.` and other words: `2. Staatsexamen` over `1. Staatsexamen` are
/// names.
fn are_numbered(lines: &[PrintedLine], source: &Source) -> bool {
    let behind = |number: &str| {
        let rest = |line: &PrintedLine| source.slice(line.span).strip_prefix(number);
        lines.iter().enumerate().find_map(|(n, line)| Some((n, rest(line)?.trim())))
    };
    let (first, second) = (behind("1. "), behind("2. "));
    first.zip(second).is_some_and(|((one, first), (two, second))| one < two && first != second)
}

/// The first character of a row, the sign of a list included.
fn first_of(row: &Row, source: &Source) -> Option<char> {
    source.slice(row.print.span).trim_start().chars().next()
}

/// Whether a row begins with the sign that parts the words of the line above, which is full: `Optics · Algebra` / `· Botany`.
fn goes_on_in_list(above: &Row, row: &Row, source: &Source) -> bool {
    let first = first_of(row, source).filter(|first| SIGNS.contains(first));
    let is_near =
        (above.print.page, above.print.column) == (row.print.page, row.print.column) && !row.is_apart();
    first.is_some_and(|first| {
        is_near
            && above.item.is_none()
            && row.item.is_some()
            && !is_sentence(row.text())
            && above.text().matches(&format!(" {first} ")).count() > 1
    })
}

/// Sets a year apart that begins a line, where it does so in several or a degree or a profession follows: `2014 Diploma in
/// Welding, Marlow College`.
fn part_years(rows: &mut [Row]) {
    let begins = |row: &Row| {
        let (year, rest) = row.text().split_once(' ').unwrap_or_default();
        row.item.is_none()
            && year.len() == 4
            && (year.starts_with("19") || year.starts_with("20"))
            && year.bytes().all(|digit| digit.is_ascii_digit())
            && rest.starts_with(char::is_uppercase)
            && rest.len() <= MAX_HEAD
            && !is_sentence(rest)
    };
    let found: Vec<_> = (0..rows.len()).filter(|n| begins(&rows[*n])).collect();
    let is_clear =
        |row: &Row| found.len() > 1 || names_role(row.text().split(' ').nth(1).unwrap_or_default());
    let clear: Vec<_> = found.iter().copied().filter(|n| is_clear(&rows[*n])).collect();
    for n in clear {
        let (year, rest) = rows[n].phrase.around(4..5);
        rows[n].set_phrase(Phrase::join([year, rest.trim()], "\t"));
    }
}

/// `Marlow College, 2012 · 2015`: a middle dot between the dates of a period is its dash.
fn join_dotted(row: &mut Row) {
    let text = row.text();
    let period = |at: &usize| {
        let start = text[..*at].trim_end().rfind([',', '\t', '|', '(']).map_or(0, |cut| cut + 1);
        let until = text[*at..].trim_start_matches([' ', '·']).trim_end_matches(')');
        let whole = format!("{} – {until}", text[start..*at].trim());
        until.len() < text.len() - at
            && whole.len() <= MAX_PERIOD
            && matches!(Dates::parse(&whole, Span::at(0)), Some(Dates::Period(from, until)) if until.as_ref().is_none_or(|until| from.day.is_before(&until.day)))
    };
    let dots = text.match_indices(" · ").map(|(at, _)| at);
    if let Some(at) = dots.collect::<Vec<_>>().into_iter().find(period) {
        let (from, until) = row.phrase.around(at..at + " · ".len());
        row.set_phrase(Phrase::join([from, until], " – "));
    }
}

/// Reads a line.
fn row(line: &PrintedLine, source: &Source, signs: &Signs) -> Row {
    let text = source.slice(line.span);
    if let Some(title) = dressed_title(text) {
        let span = Span::new(line.span.start + title.start, line.span.start + title.end);
        let mut row = row(&PrintedLine { span, ..line.clone() }, source, signs);
        row.print.role = LineRole::Heading(2);
        row.item = None;
        return row;
    }
    let (sign, depth) = sign(text, signs);
    let item = match line.role {
        LineRole::Item(depth) => Some(depth.max(1)),
        LineRole::Heading(_) => None,
        _ => depth,
    };
    let sign =
        if matches!(line.role, LineRole::Item(_)) && item.is_some() && depth.is_none() { 0 } else { sign };
    let is_broken = text.ends_with('\u{ad}');
    let phrase = phrase(&text[sign..], line.span.start + sign, line, signs);
    Row { phrase, print: line.clone(), item, is_spaced: false, is_broken, line: OnceCell::new() }
}

/// The title between two rules that are drawn with characters on one line: `--- Experience ---`.
fn dressed_title(text: &str) -> Option<Range<usize>> {
    let first = text.chars().next().filter(|c| RULES.contains(*c))?;
    let bare = text.trim_matches(first);
    let start = text.len() - text.trim_start_matches(first).len();
    let count = |rule: &str| rule.chars().count() >= MIN_DRESS;
    let title = bare.trim();
    let start_of_title = start + bare.len() - bare.trim_start().len();
    let is_dressed = start < text.len() && count(&text[..start]) && count(&text[start + bare.len()..]);
    (is_dressed
        && title.starts_with(char::is_alphabetic)
        && title.len() <= MAX_TITLE
        && !ends_sentence(title))
    .then_some(start_of_title..start_of_title + title.len())
}

/// How many bytes the sign of a list takes at the start of a line, and the depth that it stands for.
fn sign(text: &str, signs: &Signs) -> (usize, Option<u8>) {
    let Some(first) = text.chars().next() else { return (0, None) };
    if let Some(end) = number_end(text, signs.are_numbered) {
        return (end, Some(1));
    }
    let end = first.len_utf8();
    let is_apart = text[end..].starts_with(char::is_whitespace) || text.len() == end;
    let is_sign = SIGNS.contains(&first) || is_private(first) || (signs.weak.contains(&first) && is_apart);
    let depth = if matches!(first, '◦' | '○' | 'o') { 2 } else { 1 };
    // `· orcid.org/…` goes on in the line before.
    if is_sign && (is_apart || first != '·') { (end, Some(depth)) } else { (0, None) }
}

/// Where the number of an item ends: `1) Bound wreaths.`, and `1. Legion of Merit` where other lines have numbers.
fn number_end(text: &str, are_numbered: bool) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_sign = text[digits..].starts_with(") ") || (are_numbered && text[digits..].starts_with(". "));
    ((1..=2).contains(&digits) && is_sign).then_some(digits + 1)
}

/// Whether a character is of no script but of a font of its own, such as one of icons.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}')
}

/// The characters of a line that starts at byte `offset` of the source, with the marks of its print.
fn phrase(text: &str, offset: usize, line: &PrintedLine, signs: &Signs) -> Phrase {
    let mut mapped = MappedText::default();
    // Where each character of the source is in the text.
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if is_blank(c) || is_private(c) {
            at = start + text[start..].find(|c| !is_blank(c) && !is_private(c)).unwrap_or(text.len() - start);
            let run = &text[start..at];
            let has_tab = run.contains('\t') && !signs.has_tabs_for_spaces;
            let is_wide = has_tab || run.contains(is_private) || run.chars().count() > 2;
            places.push((offset + start, mapped.len()));
            mapped.push(if is_wide { "\t" } else { " " }, Span::new(offset + start, offset + at));
            continue;
        }
        places.push((offset + start, mapped.len()));
        let span = Span::new(offset + start, offset + at);
        match ligature(c) {
            Some(letters) => mapped.push(letters, span),
            None if is_dropped(c) => {}
            None => mapped.push(&text[start..at], span),
        }
    }
    let end = mapped.len();
    let place = |source: usize| {
        let next = places.partition_point(|(at, _)| *at < source);
        places.get(next).map_or(end, |(_, at)| *at)
    };
    let mark = |(span, style): &(Span, Style)| {
        let range = place(span.start)..place(span.end);
        let mark = match style {
            Style::Strong => Mark::Strong,
            Style::Emphasis => Mark::Emphasis,
            Style::Link(url) => Mark::Link(Text::new(url.clone(), *span)),
        };
        (!range.is_empty()).then_some((mark, range))
    };
    let marks = line.styles.iter().filter_map(mark).collect();
    Phrase { text: mapped, marks }.trim()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{a0}' | '\u{fffd}')
}

/// Whether a character is nothing that is read: a soft hyphen, a mark of width zero.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The letters of a ligature.
const fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// A date that takes two lines, in a column of its own (`2019 –⇥Engineer` over `2021⇥Lantern Works`) or alone, becomes one in
/// the first of them.
fn join_rails(rows: &mut [Row]) {
    for n in 1..rows.len() {
        let (above, below) = rows.split_at_mut(n);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        if let Some((first, second)) = joined_rail(&above.phrase, &below.phrase) {
            above.set_phrase(first);
            below.set_phrase(second);
        } else if above.item.is_none() && below.item.is_none() && ends_in_date(&above.phrase, &below.phrase) {
            let whole = [std::mem::take(&mut above.phrase), std::mem::take(&mut below.phrase)];
            above.set_phrase(Phrase::join(whole, " "));
            below.set_phrase(Phrase::default());
            above.print.goes_on = below.print.goes_on;
        }
    }
}

/// Most words of a date that a line end parts, and longest end of one (bytes).
const MAX_DATE_WORDS: usize = 6;
const MAX_DATE_END: usize = 24;

/// Whether a line ends with the beginning of a date that all of the next one ends: `Engineer (May 2020 –` / `July 2023)`.
fn ends_in_date(above: &Phrase, below: &Phrase) -> bool {
    let end = below.text.trim_end_matches(')');
    let is_now = |word: &str| is_listed(&word.to_lowercase(), |read| read.present);
    let is_end = below.text.len() <= MAX_DATE_END
        && (end.contains(|c: char| c.is_ascii_digit())
            || end.split_once(' ').is_some_and(|(_, now)| is_now(now)));
    if !is_end || above.text.ends_with(['.', ',', ')']) {
        return false;
    }
    let is_date = |text: &str| Line::read(Phrase::plain(text, Span::at(0))).is_date();
    let starts = above.text.rmatch_indices([' ', '\t', '(']).map(|(at, _)| at + 1).take(MAX_DATE_WORDS);
    let mut starts = starts.map(|start| &above.text[start..]);
    // What is a date by itself does not go on, unless it ends with a dash.
    let first = below.text.split_whitespace().next().unwrap_or_default();
    let begins_with_end =
        is_listed(&first.to_lowercase(), |read| read.until) || first.starts_with(['–', '—']);
    let is_open = |start: &str| start.ends_with(['–', '—', '-']) || begins_with_end || !is_date(start);
    starts.any(|start| {
        is_open(start) && start.starts_with(char::is_alphanumeric) && {
            is_date(&format!("{start} {end}")) && !is_date(&format!("x, {start}"))
        }
    })
}

fn joined_rail(above: &Phrase, below: &Phrase) -> Option<(Phrase, Phrase)> {
    let [left, below_left] = [above, below].map(|phrase| phrase.text.find('\t').unwrap_or(phrase.text.len()));
    let start = &above.text[..left];
    let is_lone = left == above.text.len();
    if is_lone && below_left < below.text.len() || !start.trim_end().ends_with(['–', '—', '-']) {
        return None;
    }
    let date = Phrase::join([above.slice(0..left), below.slice(0..below_left)], " ");
    if !Line::read(date.clone()).is_date() {
        return None;
    }
    let rest = |phrase: &Phrase, at: usize| phrase.slice(at..phrase.text.len());
    let beside = Some(rest(above, left)).filter(|beside| !beside.is_empty());
    let whole = Phrase::join(std::iter::once(date).chain(beside), "\t");
    Some((whole, rest(below, below_left)))
}
