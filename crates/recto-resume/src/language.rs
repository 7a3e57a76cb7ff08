//! The languages of résumés, one data file each: `languages/<code>.toml`. Its part `write` has the titles, words, quotation
//! marks and date patterns that pages take. Its part `read` has the words by which dates and lines of prose are recognised;
//! those of all languages are read together.

mod letters;

use crate::text::characters::fold;
use icu_locale_core::Locale;
pub use letters::letters;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};

/// Every language, by its code.
pub static LANGUAGES: &[LanguageData] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Words under the key that they belong to, in the order of the keys.
pub type Keyed<T> = &'static [(&'static str, T)];

/// Words to recognise, in lower case, with a plain apostrophe and no punctuation around them.
pub type Words = &'static [&'static str];

/// What `languages/<code>.toml` has.
#[derive(Debug)]
pub struct LanguageData {
    /// The ISO 639 code.
    pub code: &'static str,
    /// The language's own name of itself.
    pub name: &'static str,
    /// Its English name.
    pub english: &'static str,
    /// What pages are written with.
    pub write: Written,
    /// The words that files are read by.
    pub read: ReadWords,
}

/// What pages are written with.
#[derive(Debug)]
pub struct Written {
    /// What a résumé is called, for the title of the PDF.
    pub document: &'static str,
    /// The writing direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// Whether an address puts the postal code before the city (unless its country says otherwise).
    pub postal_code_first: bool,
    /// Quotation marks.
    pub quotes: Quotes,
    /// Date patterns.
    pub dates: DatePatterns,
    /// Titles of the sections, by their key in a file.
    pub titles: Keyed<&'static str>,
    /// All other words, by their key; a layout sees them all.
    pub words: Keyed<&'static str>,
}

/// Quotation marks, with the spaces that belong to them.
#[derive(Debug)]
pub struct Quotes {
    /// Before a quotation.
    pub open: &'static str,
    /// After it.
    pub close: &'static str,
    /// Before a quotation inside a quotation.
    pub inner_open: &'static str,
    /// After it.
    pub inner_close: &'static str,
}

/// How a month and a year, or a season and a year, are put together.
#[derive(Debug)]
pub struct DatePatterns {
    /// A month by its short name: `{month} {year}`.
    pub month: &'static str,
    /// A month by its full name: Spanish `{month} de {year}`.
    pub long: &'static str,
    /// A month by its number, two digits: `{month}/{year}`.
    pub numeric: &'static str,
    /// `Spring {year}`.
    pub spring: &'static str,
    /// `Summer {year}`.
    pub summer: &'static str,
    /// `Autumn {year}`.
    pub autumn: &'static str,
    /// Where the file says `fall`, in a language that has two words for autumn.
    pub fall: &'static str,
    /// `Winter {year}`.
    pub winter: &'static str,
}

/// The words that files are read by; a list that the file leaves out is empty. Where a list says so, an entry that ends
/// in `-` is a stem, and one that begins with `-` an ending.
#[derive(Debug)]
pub struct ReadWords {
    /// The commonest words of the language, by which a text in it is known.
    pub common: Words,
    /// Names of the months, full and short, January first; empty or twelve.
    pub months: &'static [Words],
    /// Names of the seasons, by `spring`, `summer`, `autumn`, `fall`, `winter`.
    pub seasons: Keyed<Words>,
    /// Words for a time that has not ended.
    pub present: Words,
    /// Words between the start and the end of a period.
    pub until: Words,
    /// Words before the start of a period.
    pub since: Words,
    /// Words that add nothing to a date: `14 de marzo de 2020`.
    pub fillers: Words,
    /// Words beside a year that make no date without one: `expected May 2027`.
    pub date_words: Words,
    /// Words for a date that is yet to come: `expected`.
    pub expected: Words,
    /// Words before the date at which something ends to be valid: `expires`.
    pub expires: Words,
    /// Headings of sections besides the written title, by the section's key.
    pub titles: Keyed<Words>,
    /// More headings of sections, which are no keys of data files.
    pub headings: Keyed<Words>,
    /// Words, stems and endings in the headings of sections, by the key of the section that is like these.
    pub kinds: Keyed<Words>,
    /// Headings of sections that are of no kind.
    pub own_titles: Words,
    /// Names of languages.
    pub language_names: Words,
    /// Words, stems and endings of schools and degrees.
    pub schools: Words,
    /// Titles of the whole document, which say nothing about the person.
    pub document: Words,
    /// Headings over ways to reach the person.
    pub contact: Words,
    /// Headings inside an entry that are no roles.
    pub subheads: Words,
    /// Keys of data files, by the English key.
    pub keys: Keyed<Words>,
    /// Labels of lines below a head, by `title`, `organization`, `place`, `dates`.
    pub head_labels: Keyed<Words>,
    /// Words that join two of a kind: `and`.
    pub conjunctions: Words,
    /// Labels of contact details, by `name`, `email`, `phone`, `url`, `page` (one that says which), `address`.
    pub contact_labels: Keyed<Words>,
    /// Words, stems and endings of professions and degrees.
    pub roles: Words,
    /// Words, stems and endings of organisations.
    pub organizations: Words,
    /// Legal forms that belong to the name before a comma: `Lantern Works, Inc.`
    pub legal_forms: Words,
    /// Places that are no towns.
    pub places: Words,
    /// Larger towns, by which a part of a line is known as a place.
    pub towns: Words,
    /// Words of facts about a person that are no towns: `Citizen`.
    pub statuses: Words,
    /// Words that announce a grade.
    pub grades: Words,
    /// Labels of courses or keywords below an entry: `coursework`.
    pub keyword_labels: Words,
    /// Words for how well a degree was passed: `honours`.
    pub honours: Words,
    /// Words for how well a language is known: `fluent`.
    pub levels: Words,
    /// Words before the number of a page.
    pub pages: Words,
    /// Words that head the columns of a table.
    pub columns: Words,
    /// Words and stems of units of time.
    pub durations: Words,
    /// Sorts of employment: `full-time`.
    pub employment: Words,
    /// Countries and parts of them, behind the name of a town.
    pub regions: Words,
    /// Codes of states behind the name of a town: `ca`.
    pub states: Words,
}

impl LanguageData {
    /// The key of the section that has this title, which is [`normal`].
    pub fn section(&self, title: &str) -> Option<&'static str> {
        let own = TITLES.get(title)?.iter().find(|known| known.language == self.code);
        own.map(|known| known.key)
    }
}

/// The names of countries: a row for each code of ISO 3166, a column for each language that is written.
static COUNTRIES: &str = include_str!("countries.tsv");

/// The name of a country by its code of two letters, in a language, or in English where that one has none.
pub fn country(code: &str, language: &str) -> Option<&'static str> {
    let code = match code.trim().to_ascii_uppercase().as_str() {
        "UK" => "GB".to_owned(),
        code if code.len() == 2 => code.to_owned(),
        _ => return None,
    };
    let mut rows = COUNTRIES.lines().skip(1);
    let languages = rows.next()?.split('\t');
    let place = |language| languages.clone().position(|one| one == language);
    let row = rows.find(|row| row.starts_with(&code) && row[code.len()..].starts_with('\t'))?;
    let name = |place| row.split('\t').nth(place).filter(|name| !name.is_empty());
    place(language).and_then(name).or_else(|| name(place("en")?))
}

/// A title of a section in one language.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// The title as the language's file has it.
    pub text: &'static str,
    /// The key of the section.
    pub key: &'static str,
    /// The code of the language.
    pub language: &'static str,
}

/// The titles of sections by their [`normal`] text. Of one text, those of a language that are written come first.
pub static TITLES: LazyLock<BTreeMap<String, Vec<Title>>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Vec<Title>> = BTreeMap::new();
    for LanguageData { code, write, read, .. } in LANGUAGES {
        let written = write.titles.iter().map(|(key, text)| (*key, *text));
        let tables = read.titles.iter().chain(read.headings);
        let listed = tables.flat_map(|(key, texts)| texts.iter().map(|text| (*key, *text)));
        for (key, text) in written.chain(listed) {
            all.entry(normal(text)).or_default().push(Title { text, key, language: code });
        }
    }
    all
});

/// The English keys that a key of a data file can mean in some language: `expérience`, `work_history` and `jobs` mean
/// `work`. Case, accents, signs between words and a plural are no difference.
pub fn meanings(key: &str) -> &'static [&'static str] {
    let letters = letters(key);
    MEANINGS.binary_search_by_key(&&*letters, |(word, _)| word).map_or(&[], |at| MEANINGS[at].1)
}

/// Every word of [`meanings`], in letters only, with what it means.
pub fn keywords() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    MEANINGS.iter().copied()
}

/// The codes of the languages that a key of a data file is a word of. None for a key of the schema, which is English by
/// convention.
pub fn languages_of_key(key: &str) -> BTreeSet<&'static str> {
    let word = letters(key);
    let has = |language: &&LanguageData| {
        let LanguageData { write, read, .. } = language;
        let written = write.titles.iter().map(|(_, title)| *title);
        // A word of English says nothing of another language, whatever it is the title of.
        let is_english = language.code == "en";
        let more = [read.headings].into_iter().filter(|_| is_english);
        let listed =
            [read.keys, read.titles].into_iter().chain(more).flatten().flat_map(|(_, words)| words.iter());
        let own = read.own_titles.iter().filter(|_| is_english);
        written.chain(listed.chain(own).copied()).any(|known| letters(known) == word)
    };
    LANGUAGES.iter().filter(has).map(|language| language.code).collect()
}

/// The words of keys in all languages, in letters only and sorted, each with the keys that it can mean.
static MEANINGS: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/meanings.rs"));

/// Between a role and its organisation: `Clerk at Bar`.
pub const JOINTS: [&str; 7] = [" at ", " @ ", " bei ", " beim ", " chez ", " presso ", " bij "];

/// Words that can also stand between a role and where it was, and say much else.
pub const WEAK_JOINTS: [&str; 9] = [" en ", " em ", " w ", " we ", " в ", " у ", " na ", " no ", " aan "];

/// Words between an organisation and its town: `Bar in Salem`.
pub const PLACE_JOINTS: [&str; 12] =
    [" in ", " te ", " à ", " a ", " en ", " em ", " w ", " we ", " v ", " ve ", " i ", " в "];

/// Whether `word` is in a list of any language.
pub fn is_listed(word: &str, list: fn(&ReadWords) -> Words) -> bool {
    LANGUAGES.iter().any(|language| list(&language.read).contains(&word))
}

/// The key under which `word` is in a table of any language.
pub fn key_of(word: &str, table: fn(&ReadWords) -> Keyed<Words>) -> Option<&'static str> {
    let tables = LANGUAGES.iter().flat_map(|language| table(&language.read));
    tables.into_iter().find(|(_, words)| words.contains(&word)).map(|(key, _)| *key)
}

/// What a label such as `Phone`, `E-Mail:` or `Tel.` announces: `name`, `email`, `phone`, `url` or `address`.
pub fn contact_label(text: &str) -> Option<&'static str> {
    key_of(&normal(text), |read| read.contact_labels)
}

/// Whether a text is the title of a section, or of ways to reach the person, in any language.
pub fn is_title(text: &str) -> bool {
    let title = normal(text);
    LANGUAGES.iter().any(|language| language.section(&title).is_some())
        || is_listed(&title, |read| read.contact)
}

/// Lower case, `&` as `and`, without ornaments and a closing colon.
pub fn normal(title: &str) -> String {
    let title = lower(title).replace('&', " and ").replace('’', "'");
    let kept: String =
        title.chars().map(|c| if c.is_alphanumeric() || "-'".contains(c) { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In lower case; the `İ` of Turkish becomes an `i` without a mark.
fn lower(text: &str) -> String {
    text.to_lowercase().replace("i\u{307}", "i")
}

/// Whether a word of `text` is in a list of any language, stems and endings included.
pub fn mentions(text: &str, list: fn(&ReadWords) -> Words) -> bool {
    LANGUAGES.iter().any(|language| has_word(text, list(&language.read)))
}

/// Whether a word of `text` is in `list`, stems and endings included.
pub fn has_word(text: &str, list: Words) -> bool {
    words_of(text).iter().any(|word| is_one_of(word, list))
}

/// The words of a text, in lower case and without punctuation around them.
pub fn words_of(text: &str) -> Vec<String> {
    let text = lower(text).replace('’', "'");
    text.split(|c: char| !(c.is_alphanumeric() || ".-'".contains(c)))
        .map(|word| word.trim_matches(['.', '-', '\'']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of a list in all languages, found without a walk through the lists.
#[derive(Debug)]
pub struct Vocabulary {
    words: BTreeSet<&'static str>,
    /// No stem begins with another one, so the only one that can begin a word is the last that is not behind it.
    stems: BTreeSet<String>,
    /// The same of endings, with their letters in reverse.
    endings: BTreeSet<String>,
}

impl Vocabulary {
    /// The entries of a list.
    pub fn of(list: fn(&ReadWords) -> Words) -> Self {
        Self::of_words(LANGUAGES.iter().flat_map(|language| list(&language.read)).copied())
    }

    /// These entries.
    pub fn of_words(entries: impl Iterator<Item = &'static str>) -> Self {
        let (mut words, mut stems, mut endings) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for entry in entries {
            match (entry.strip_suffix('-'), entry.strip_prefix('-')) {
                (Some(stem), _) => drop(stems.insert(stem.to_owned())),
                (_, Some(ending)) => drop(endings.insert(reversed(ending))),
                _ => drop(words.insert(entry)),
            }
        }
        Self { words, stems: shortest(stems), endings: shortest(endings) }
    }

    /// Whether a word (lower case) is in the list, stems and endings included.
    pub fn has(&self, word: &str) -> bool {
        let begins = |starts: &BTreeSet<String>, word: &str| {
            let before = starts.range::<str, _>((Bound::Unbounded, Bound::Included(word))).next_back();
            before.is_some_and(|start| word.starts_with(&**start))
        };
        // An ending is not all of a word.
        let rest = word.chars().next().map_or("", |first| &word[first.len_utf8()..]);
        self.words.contains(word)
            || begins(&self.stems, word)
            || (!self.endings.is_empty() && begins(&self.endings, &reversed(rest)))
    }

    /// Whether a word of `text` is in the list.
    pub fn is_in(&self, text: &str) -> bool {
        words_of(text).iter().any(|word| self.has(word))
    }
}

fn reversed(word: &str) -> String {
    word.chars().rev().collect()
}

/// Those of the words that begin with no other one.
fn shortest(words: BTreeSet<String>) -> BTreeSet<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        if kept.last().is_none_or(|last| !word.starts_with(last)) {
            kept.push(word);
        }
    }
    kept.into_iter().collect()
}

/// Whether a word (lower case) is in `list`, stems and endings included.
pub fn is_one_of(word: &str, list: Words) -> bool {
    list.iter().any(|known| match (known.strip_suffix('-'), known.strip_prefix('-')) {
        (Some(stem), _) => word.starts_with(stem),
        (_, Some(ending)) => word.len() > ending.len() && word.ends_with(ending),
        _ => *known == word,
    })
}

/// The language that texts are in, by their commonest words.
#[derive(Debug, Clone, Copy)]
pub struct Guess {
    /// The language.
    pub language: &'static LanguageData,
    /// Whether enough words agree to take it as given.
    pub is_sure: bool,
    /// The first of the texts, by its number, that has such a word.
    pub first: usize,
}

/// Different words of one language that make it likely, and those that make it sure.
const LIKELY: usize = 3;
const SURE: usize = 5;

/// Guesses the language of texts by words that no other language has; there must be twice as many as of any other.
pub fn guess<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Guess> {
    let mut found: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for (n, text) in texts.into_iter().enumerate() {
        let is_short = |word: &&str| !word.is_empty() && word.len() <= MAX_COMMON;
        for word in text.split(|c: char| !c.is_alphabetic()).filter(is_short) {
            let has_capitals = word.contains(char::is_uppercase);
            let word = if has_capitals { Cow::from(word.to_lowercase()) } else { Cow::from(word) };
            if let Ok(at) = OWN_WORDS.binary_search_by_key(&&*word, |(own, _)| own) {
                let (word, code) = OWN_WORDS[at];
                found.entry(code).or_insert((BTreeSet::new(), n)).0.insert(word);
            }
        }
    }
    let count = |code: &str| found.get(code).map_or(0, |(words, _)| words.len());
    let language = LANGUAGES.iter().max_by_key(|language| count(language.code))?;
    let most = count(language.code);
    let is_clear = LANGUAGES
        .iter()
        .filter(|other| other.code != language.code)
        .all(|other| 2 * count(other.code) <= most);
    let (_, first) = found.get(language.code)?;
    (is_clear && most >= LIKELY).then_some(Guess { language, is_sure: most >= SURE, first: *first })
}

/// Signs of which one form is written in China and the other in Taiwan, pair by pair.
const SIMPLIFIED: &str = "国学业门开经与长时间实为这个们来对发会过产华东电车书语无习师专历应务设计动";
const TRADITIONAL: &str = "國學業門開經與長時間實為這個們來對發會過產華東電車書語無習師專歷應務設計動";
/// Letters of Persian that Arabic does not have, and of Urdu that Persian does not have.
const PERSIAN: &str = "پچژگکی";
const URDU: &str = "ٹڈڑںےھ";

/// The language of texts whose letters only one of the languages has, so that no words are needed: the code of its data.
/// `None` when most letters are of another script.
pub fn by_letters<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<&'static str> {
    let (mut kana, mut han, mut other) = (0, 0, 0);
    // Scripts that stand for one language each, with how many letters there are.
    let mut scripts = [
        (Script::Hangul, "ko", 0),
        (Script::Arabic, "ar", 0),
        (Script::Hebrew, "he", 0),
        (Script::Devanagari, "hi", 0),
        (Script::Thai, "th", 0),
    ];
    let (mut simplified, mut traditional, mut persian, mut urdu) = (0, 0, 0, 0);
    for c in texts.into_iter().flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        match c.script() {
            Script::Latin => other += 1,
            Script::Hiragana | Script::Katakana => kana += 1,
            // The sign of a long vowel belongs to both kanas.
            Script::Common if matches!(c, 'ー' | 'ｰ') => kana += 1,
            Script::Han => {
                han += 1;
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            script => {
                persian += usize::from(PERSIAN.contains(c));
                urdu += usize::from(URDU.contains(c));
                match scripts.iter_mut().find(|(known, ..)| *known == script) {
                    Some((.., count)) => *count += 1,
                    None => other += 1,
                }
            }
        }
    }
    let (_, code, most) = scripts.into_iter().max_by_key(|(.., count)| *count)?;
    let hangul = scripts[0].2;
    let letters = kana + han + scripts.iter().map(|(.., count)| count).sum::<usize>() + other;
    // A sign of these scripts says as much as some letters.
    if 3 * (han + kana + hangul) > letters - han - kana - hangul {
        return Some(match () {
            () if hangul > kana && 2 * hangul > han => "ko",
            () if 10 * kana > han => "ja",
            () if traditional > simplified => TRADITIONAL_CHINESE,
            () => "zh",
        });
    }
    match code {
        _ if 2 * most <= letters => None,
        "ar" if urdu > 0 => None,
        "ar" if persian > 0 => Some("fa"),
        code => Some(code),
    }
}

/// What joins parts of a line that are written in the letters of these: `, `, Arabic `، `.
pub fn comma_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static str {
    by_letters(texts).and_then(Language::find).map_or(", ", |language| language.comma())
}

/// What parts of a line are joined with, in all languages.
pub fn commas() -> impl Iterator<Item = &'static str> {
    let mut seen = BTreeSet::new();
    LANGUAGES
        .iter()
        .map(|language| find(language.write.words, "comma"))
        .filter(move |comma| seen.insert(*comma))
}

/// Longest common word (bytes).
const MAX_COMMON: usize = 9;

/// The common words that one language alone has, each with its code, sorted.
static OWN_WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/own_words.rs"));

/// The codes of the languages.
pub fn codes() -> Vec<&'static str> {
    LANGUAGES.iter().map(|language| language.code).collect()
}

/// The data of Chinese in traditional characters.
pub const TRADITIONAL_CHINESE: &str = "zh-Hant";

/// Whether a tag of Chinese means traditional characters, by its script or else by its region.
fn is_traditional(locale: &Locale) -> bool {
    let by_region = || locale.id.region.is_some_and(|region| ["TW", "HK", "MO"].contains(&region.as_str()));
    locale.id.script.map_or_else(by_region, |script| script.as_str() == "Hant")
}

/// Other codes of languages, old or wider ones, with those of their data.
const OTHER_CODES: [(&str, &str); 3] = [("no", "nb"), ("iw", "he"), ("in", "id")];

/// A language that pages are written in and, if it was named, a region of it.
#[derive(Debug, Clone)]
pub struct Language {
    /// The locale as asked for: `en-GB`.
    pub locale: Locale,
    /// The code of its data file: `en`, `zh-Hant`.
    pub key: &'static str,
    /// What its data file has for it.
    pub data: &'static Written,
}

impl Language {
    /// The language of a BCP 47 tag such as `en`, `en-GB` or `de_AT`; `None` when recto has no data for it.
    pub fn find(tag: &str) -> Option<Self> {
        let locale: Locale = tag.trim().replace('_', "-").parse().ok()?;
        let code = locale.id.language.as_str();
        let code = OTHER_CODES.iter().find(|(other, _)| *other == code).map_or(code, |(_, code)| code);
        let code = if code == "zh" && is_traditional(&locale) { TRADITIONAL_CHINESE } else { code };
        let language = LANGUAGES.iter().find(|language| language.code == code)?;
        Some(Self { locale, key: language.code, data: &language.write })
    }

    /// The tag of a language that pages can be written in, from what other programs write: `de`, `de_DE`, `Deutsch`, `German`.
    pub fn tag(written: &str) -> Option<String> {
        let typed = written.trim().to_lowercase();
        let is_named = |language: &&LanguageData| {
            [language.name, language.english].iter().any(|name| name.to_lowercase() == typed)
        };
        let named = LANGUAGES.iter().find(is_named);
        let written = named.map_or(written, |language| language.code);
        Self::find(written).map(|language| language.locale.to_string())
    }

    /// English, for when nothing or nothing known was asked for.
    pub fn english() -> Self {
        Self::find("en").expect("English is embedded, and a test reads every embedded file")
    }

    /// Its ISO 639 code: `en`.
    pub fn code(&self) -> &str {
        self.locale.id.language.as_str()
    }

    /// Its ISO 3166 region, if one was named: `GB`. Traditional Chinese is that of Taiwan unless the tag says otherwise.
    pub fn region(&self) -> Option<String> {
        let usual = || (self.key == TRADITIONAL_CHINESE).then_some("TW");
        let named = self.locale.id.region.as_ref().map(|region| region.as_str());
        named.or_else(usual).map(str::to_owned)
    }

    /// Whether its tag says more than the language: a script or a region.
    pub fn is_specific(&self) -> bool {
        self.locale.id.script.is_some() || self.locale.id.region.is_some()
    }

    /// A word of the data file; empty if the file lacks it, which a test rules out.
    pub fn word(&self, key: &str) -> &'static str {
        find(self.data.words, key)
    }

    /// A grade with its label, as a bare number says nothing to a reader: `3.9/4.0` becomes `GPA 3.9/4.0`, `1,3` becomes
    /// `Note 1,3`. `None` for a text that is more than a grade.
    pub fn labelled_grade(&self, text: &str) -> Option<String> {
        Some(format!("{} {text}", self.word(grade_word(text)?)))
    }

    /// What parts of a line are joined with: `, `.
    pub fn comma(&self) -> &'static str {
        self.word("comma")
    }

    /// The usual title of a section, by its key in a file.
    pub fn title(&self, key: &str) -> &'static str {
        find(self.data.titles, key)
    }
}

/// The word behind `key`; empty when there is none.
fn find(words: Keyed<&'static str>, key: &str) -> &'static str {
    words.iter().find(|(known, _)| *known == key).map_or("", |(_, word)| word)
}

/// The key of the word for a grade, if a text is nothing but a grade (`3.9/4.0`, `1,3`, `87 %`).
fn grade_word(text: &str) -> Option<&'static str> {
    let number = |text: &str| {
        let text = text.trim();
        let digits = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        if digits { text.replace(',', ".").parse::<f64>().ok() } else { None }
    };
    let text = fold(text);
    let bare = text.strip_suffix('%').unwrap_or(&text);
    let (got, best) = match bare.split_once('/') {
        Some((got, best)) => (got, Some(number(best)?)),
        None => (bare, None),
    };
    number(got).map(|_| if best == Some(4.0) { "gpa" } else { "grade" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resume::SectionKind;
    use unicode_normalization::UnicodeNormalization;

    fn written() -> Vec<Language> {
        codes().into_iter().map(|code| Language::find(code).unwrap_or_else(|| panic!("{code}"))).collect()
    }

    #[test]
    fn every_written_language_has_every_title_and_word() {
        let keys = |words: Keyed<&'static str>| words.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        let english = Language::english();
        for language in written() {
            for key in SectionKind::KEYED.map(SectionKind::key) {
                assert!(!language.title(key).is_empty(), "{}: title {key}", language.code());
            }
            assert_eq!(keys(language.data.words), keys(english.data.words), "{}", language.code());
            assert_eq!(keys(language.data.titles), keys(english.data.titles), "{}", language.code());
        }
    }

    #[test]
    fn patterns_keep_what_they_fill_in() {
        for language in written() {
            let dates = &language.data.dates;
            for pattern in [dates.month, dates.numeric, dates.long] {
                assert!(pattern.contains("{month}") && pattern.contains("{year}"), "{pattern}");
            }
            for pattern in [dates.spring, dates.summer, dates.autumn, dates.fall, dates.winter] {
                assert!(pattern.contains("{year}"), "{pattern}");
            }
            assert!(language.word("page-of").contains("{n}") && language.word("page-of").contains("{m}"));
            assert!(language.word("portrait-of").contains("{name}"));
        }
    }

    #[test]
    fn written_words_have_no_space_that_breaks_extraction() {
        for language in written() {
            // As they are, and as `Debug` writes them.
            let text = format!("{:?}", language.data);
            for space in
                ["\u{a0}", "\u{202f}", "\u{ad}", "\u{2011}", "\\u{a0}", "\\u{202f}", "\\u{ad}", "\\u{2011}"]
            {
                assert!(!text.contains(space), "{}", language.code());
            }
            assert!(!text.contains('\''), "{}: a straight apostrophe", language.code());
        }
    }

    #[test]
    fn words_to_read_are_lower_case_and_in_composed_form() {
        let flat = |table: Keyed<Words>| table.iter().flat_map(|(_, words)| words.iter()).collect::<Vec<_>>();
        for LanguageData { code, read, .. } in LANGUAGES {
            let lists = [
                read.common, read.conjunctions, read.present, read.until, read.since, read.fillers,
                read.date_words, read.expected, read.expires, read.statuses, read.document, read.contact,
                read.subheads, read.roles, read.organizations, read.legal_forms, read.places, read.grades,
                read.columns, read.durations, read.employment, read.states, read.regions, read.honours,
                read.keyword_labels, read.towns,
            ];
            let tables =
                [read.seasons, read.titles, read.kinds, read.keys, read.head_labels, read.contact_labels];
            let words = lists.into_iter().chain(read.months.iter().copied()).flatten();
            for word in words.chain(tables.into_iter().flat_map(flat)) {
                assert_eq!(*word, word.to_lowercase().nfc().collect::<String>(), "{code}");
                assert!(!word.contains('’'), "{code}: {word}");
            }
            assert!(matches!(read.months.len(), 0 | 12), "{code}");
        }
    }

    #[test]
    fn a_word_to_read_means_one_thing() {
        // Over all languages, as they are read together.
        let mut meanings = BTreeMap::new();
        let mut add = |word: &'static str, meaning: String| {
            let known = meanings.entry(word).or_insert_with(|| meaning.clone());
            assert_eq!(*known, meaning, "{word}");
        };
        for LanguageData { read, .. } in LANGUAGES {
            for (n, words) in read.months.iter().enumerate() {
                words.iter().for_each(|word| add(word, format!("month {n}")));
            }
            for (season, words) in read.seasons {
                words.iter().for_each(|word| add(word, (*season).to_owned()));
            }
            read.present.iter().for_each(|word| add(word, "present".to_owned()));
        }
    }

    #[test]
    fn keys_to_read_by_are_those_of_english() {
        let english = &LANGUAGES.iter().find(|language| language.code == "en").expect("embedded").read;
        for LanguageData { code, read, .. } in LANGUAGES {
            for (table, known) in [
                (read.seasons, english.seasons),
                (read.kinds, english.kinds),
                (read.keys, english.keys),
                (read.head_labels, english.head_labels),
                (read.contact_labels, english.contact_labels),
            ] {
                for (key, _) in table {
                    assert!(known.iter().any(|(known, _)| known == key), "{code}: {key}");
                }
            }
            for (key, _) in read.titles {
                assert!(SectionKind::KEYED.iter().any(|kind| kind.key() == *key), "{code}: {key}");
            }
        }
    }

    #[test]
    fn keys_mean_what_titles_do() {
        for (key, meant) in [
            ("work_experiences", "work"),
            ("employmentHistory", "work"),
            ("expérience", "work"),
            ("competences", "skills"),
            ("Technical Skills", "skills"),
            ("personal-statement", "summary"),
            ("Formation", "education"),
            ("Ausbildung", "education"),
            ("idiomas", "languages"),
            ("courriel", "email"),
            ("fecha_de_inicio", "startDate"),
        ] {
            assert_eq!(meanings(key).first(), Some(&meant), "{key}");
        }
        for key in ["works", "patents", "frobnicate", ""] {
            assert!(meanings(key).is_empty(), "{key}");
        }
    }

    #[test]
    fn regions_and_both_separators_are_accepted() {
        let british = Language::find("en_gb").expect("known");
        assert_eq!((british.code(), british.region().as_deref()), ("en", Some("GB")));
        assert_eq!(Language::find("de-AT").and_then(|l| l.region()).as_deref(), Some("AT"));
        assert!(Language::find("tlh").is_none());
        assert!(Language::find("not a language").is_none());
    }

    #[test]
    fn no_common_word_is_too_long_to_be_looked_up() {
        assert!(
            LANGUAGES.iter().flat_map(|language| language.read.common).all(|word| word.len() <= MAX_COMMON)
        );
    }

    #[test]
    fn a_language_is_guessed_by_words_of_its_own() {
        let guessed = |text| guess([text]).map(|guess| (guess.language.code, guess.is_sure));
        for (text, guess) in [
            ("Entwicklung von Anwendungen mit Rust für die Bank und das Haus", Some(("de", true))),
            ("Pflege der Geräte und Schulung für Gäste", Some(("de", false))),
            ("Responsable des achats et de la vente dans une équipe avec les clients", Some(("fr", true))),
            (
                "Desarrollo y mejora del servicio con los equipos, el soporte y las ventas",
                Some(("es", false)),
            ),
            (
                "Crescimento dos times, não das empresas, nas vendas ao cliente; também foi no país",
                Some(("pt", true)),
            ),
            ("Led the team of ten and shipped the product for banks", Some(("en", false))),
            ("Head of Vertrieb, Leitung der Abteilung", None),
            ("Java, Python, SQL", None),
            ("", None),
        ] {
            assert_eq!(guessed(text), guess, "{text}");
        }
        assert_eq!(
            guess(["Java", "Pflege der Geräte und Schulung für Gäste"]).map(|guess| guess.first),
            Some(1)
        );
    }

    #[test]
    fn a_language_is_known_by_letters_that_no_other_has() {
        for (text, code) in [
            ("山田 太郎 使用 Rust 开发系统", Some("zh")),
            ("王大明 國立臺灣大學 軟體開發", Some("zh-Hant")),
            ("山田太郎はシステムを開発した", Some("ja")),
            ("김철수 서울 開發 Rust", Some("ko")),
            ("مهندسة برمجيات في فريق Kestrel", Some("ar")),
            ("تحلیلگر داده در گروه Kestrel", Some("fa")),
            ("ٹیم کے ساتھ", None),
            ("מנהלת מוצר ב־Kestrel", Some("he")),
            ("वरिष्ठ इंजीनियर, Rust", Some("hi")),
            ("วิศวกรอาวุโส Rust", Some("th")),
            ("Taro Yamada (山田太郎), engineer in Salem and elsewhere", None),
            ("Noa Barak (נועה ברק), product manager", None),
            ("Оксана Ґалаґан", None),
            ("Ada Lindqvist", None),
            ("2019", None),
        ] {
            assert_eq!(by_letters([text]), code, "{text}");
        }
    }

    #[test]
    fn parts_are_joined_as_the_language_of_their_letters_does() {
        assert_eq!(comma_of(["Bachelor", "Physics"]), ", ");
        assert_eq!(comma_of(["بكالوريوس", "علوم الحاسوب"]), "، ");
        assert_eq!(comma_of(["学士", "情報システム"]), "、");
        assert!(commas().count() < LANGUAGES.len() && commas().any(|comma| comma == "，"));
    }

    #[test]
    fn chinese_is_simplified_unless_its_script_or_region_says_otherwise() {
        for (tag, key, region) in [
            ("zh", "zh", None),
            ("zh-Hans", "zh", None),
            ("zh-CN", "zh", Some("CN")),
            ("zh-Hant", "zh-Hant", Some("TW")),
            ("zh_TW", "zh-Hant", Some("TW")),
            ("zh-HK", "zh-Hant", Some("HK")),
            ("zh-Hans-HK", "zh", Some("HK")),
        ] {
            let found = Language::find(tag).expect("known");
            assert_eq!((found.key, found.region().as_deref()), (key, region), "{tag}");
        }
    }

    #[test]
    fn labels_that_pages_have_are_read() {
        for language in written() {
            for (word, field) in
                [("phone", "phone"), ("email", "email"), ("url", "url"), ("place", "address")]
            {
                let label = language.word(word);
                let known = contact_label(label);
                // `Site` is a page to other languages.
                let is_page = field == "url" && known == Some("page");
                assert!(known == Some(field) || is_page, "{}: {label}: {known:?}", language.code());
            }
        }
    }

    #[test]
    fn tags_are_read_as_other_programs_write_them() {
        for (written, tag) in
            [("de", "de"), ("de_AT", "de-AT"), ("Deutsch", "de"), ("german", "de"), ("pt-BR", "pt-BR")]
        {
            assert_eq!(Language::tag(written).as_deref(), Some(tag));
        }
        assert_eq!(Language::tag("tlh"), None);
    }

    #[test]
    fn only_bare_grades_are_grades() {
        assert_eq!(grade_word("3.9/4.0"), Some("gpa"));
        for text in ["17 / 20", "1,3", "87 %"] {
            assert_eq!(grade_word(text), Some("grade"), "{text}");
        }
        for text in ["Dissertation: Trees", "3.9/4.0 (first of 40)", "1st class", "A+", "", "/", "3.9/", "."]
        {
            assert_eq!(grade_word(text), None, "{text}");
        }
    }

    #[test]
    fn a_vocabulary_has_what_its_lists_have() {
        for list in [|read: &ReadWords| read.roles, |read: &ReadWords| read.organizations] {
            let all = Vocabulary::of(list);
            let entries = LANGUAGES.iter().flat_map(|language| list(&language.read));
            for word in entries.map(|entry| entry.trim_matches('-')) {
                for word in [word.to_owned(), format!("{word}x"), format!("x{word}"), format!("x{word}x")] {
                    let is_listed = LANGUAGES.iter().any(|language| is_one_of(&word, list(&language.read)));
                    assert_eq!(all.has(&word), is_listed, "{word}");
                }
            }
        }
    }
}
