//! The net under every reader of documents: words of the source that neither the résumé nor a message has.

use crate::input::dialect::prose::is_title;
use crate::input::syntax::lines::split;
use crate::language::{LANGUAGES, LanguageData, TITLES, contact_label, is_listed};
use crate::resume::Resume;
use crate::text::{Diagnostic, Diagnostics, Extracted, Rule, Source, Span, shortened};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most lines that the warning quotes.
const MAX_QUOTED: usize = 8;

/// Longest line that can be a title with its letters apart (bytes).
const MAX_TITLE: usize = 100;

/// Longest résumé that is searched for titles with their letters apart (bytes).
const MAX_LETTERS: usize = 30_000;

/// The warning that names the lines of a source with words that are neither in the résumé nor in `said`. A word that only
/// says when, and the title of a section, are in the résumé in another form.
pub fn left_over(source: &Source, resume: &Resume, said: &Diagnostics) -> Option<Diagnostic> {
    let known = Known::of(resume, said);
    let spans = lines(source);
    let mut left: Vec<(Span, Vec<String>)> = Vec::new();
    // The last word of the line before, which can go on in this one.
    let mut open: Option<String> = None;
    for span in spans {
        let text = plain(source.slice(span));
        let words = tokens(&text[unsaid(&text)..]);
        let whole = open.take().zip(words.first()).map(|(start, rest)| format!("{start}{rest}"));
        let goes_on = whole.is_some_and(|whole| known.has(&whole));
        if goes_on && let Some((_, lost)) = left.last_mut() {
            lost.pop();
        }
        left.pop_if(|(_, lost)| lost.is_empty());
        let is_last_open = text.trim_end().ends_with(['-', '\u{2010}', '/', '.', '_'])
            || source.slice(span).ends_with('\u{ad}');
        open = words.last().filter(|_| is_last_open).cloned();
        if is_title(&text) || known.has_letters(&text) {
            continue;
        }
        let lost: Vec<_> =
            words.into_iter().skip(usize::from(goes_on)).filter(|word| !known.has(word)).collect();
        if !lost.is_empty() {
            left.push((span, lost));
        }
    }
    report(source, &left)
}

/// How much of the start of a line is no text of its own: the letter `o` as the sign of a list, a label such as `Phone number:`
/// or `Courses:`.
fn unsaid(line: &str) -> usize {
    let is_label =
        |label: &str| contact_label(label).is_some() || is_listed(label.trim(), |read| read.keyword_labels);
    let label = line.find([':', '：', '\t']).filter(|end| is_label(&line[..*end]));
    label.unwrap_or(if line.starts_with("o ") { 1 } else { 0 })
}

/// The lines of a source.
fn lines(source: &Source) -> Vec<Span> {
    if let Some(Extracted::Lines(lines)) = &source.extracted {
        return lines.iter().map(|line| line.span).collect();
    }
    split(&source.text).into_iter().map(|line| line.span).collect()
}

/// What a résumé and the messages about it say.
struct Known {
    words: BTreeSet<String>,
    /// Numbers as dates have them in short: `7` of `2019-07`, `19` of `2019`.
    short: BTreeSet<String>,
    /// All letters and digits of the résumé in a row.
    letters: String,
}

impl Known {
    fn of(resume: &Resume, said: &Diagnostics) -> Self {
        let mut known = Self { words: BTreeSet::new(), short: BTreeSet::new(), letters: String::new() };
        resume.visit_texts(&mut |text| known.add(text));
        said.iter().for_each(|diagnostic| known.add(&diagnostic.message));
        known
    }

    fn add(&mut self, text: &str) {
        let words = tokens(&plain(text));
        words.iter().for_each(|word| self.letters.push_str(word));
        for number in words.iter().filter(|word| word.bytes().all(|c| c.is_ascii_digit())) {
            self.short.insert(number.trim_start_matches('0').to_owned());
            self.short.extend(number.get(2..4).filter(|_| number.len() == 4).map(str::to_owned));
        }
        self.words.extend(words);
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word)
            || is_of_dates(word)
            || contact_label(word).is_some()
            || (word.len() < 3
                && (self.short.contains(word) || self.short.contains(word.trim_start_matches('0'))))
    }

    /// Whether a line whose letters are set apart is in the résumé.
    fn has_letters(&self, line: &str) -> bool {
        let words = tokens(line);
        let single = words.iter().filter(|word| word.chars().count() == 1).count();
        let whole = words.concat();
        line.len() <= MAX_TITLE
            && whole.len() > 3
            && single > 0
            && self.letters.len() <= MAX_LETTERS
            && (TITLE_LETTERS.contains(&whole) || self.letters.contains(&whole))
    }
}

/// The letters of the titles that the languages know.
static TITLE_LETTERS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| TITLES.keys().map(|title| title.replace(' ', "")).collect());

/// Ligatures and full-width letters as plain ones, in lower case, without soft hyphens and marks of width zero. Signs and
/// pictures are spaces, also those that stand for letters.
fn plain(text: &str) -> String {
    let is_word =
        |c: char| c.is_alphanumeric() || is_combining_mark(c) || c.is_ascii() || c == '\u{2010}' || c == '：';
    let kept =
        text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'));
    let kept = kept.map(|c| if is_word(c) { c } else { ' ' }).nfkc();
    kept.flat_map(char::to_lowercase).collect()
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word says when: a month, a season, `present`, `until`.
fn is_of_dates(word: &str) -> bool {
    DATE_WORDS.contains(word)
}

/// The words of dates in all languages, and the parts of those that are several.
static DATE_WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut all = BTreeSet::new();
    for LanguageData { read, .. } in LANGUAGES {
        let lists = [read.present, read.until, read.since, read.fillers, read.date_words, read.expected];
        let seasons = read.seasons.iter().map(|(_, names)| names);
        let words = lists.iter().chain(read.months).chain(seasons).flat_map(|words| words.iter());
        all.extend(words.map(|word| (*word).to_owned()));
        all.extend(read.present.iter().flat_map(|word| tokens(word)));
    }
    all
});

fn report(source: &Source, left: &[(Span, Vec<String>)]) -> Option<Diagnostic> {
    let (first, _) = left.first()?;
    let count: usize = left.iter().map(|(_, words)| words.len()).sum();
    let plural = if count == 1 { "word is" } else { "words are" };
    let message = format!("{count} {plural} in no field of the résumé");
    let quote = |(span, words): &(Span, Vec<String>)| {
        format!("{}: `{}`", source.place(span.start), shortened(&words.join("`, `"), 80))
    };
    let mut warning = Diagnostic::at(Rule::TextLeft, *first, message).label("the first of them");
    for one in left.iter().take(MAX_QUOTED) {
        warning = warning.help(quote(one));
    }
    match left.len().saturating_sub(MAX_QUOTED) {
        0 => Some(warning),
        more => Some(warning.help(format!("and {more} more lines"))),
    }
}
