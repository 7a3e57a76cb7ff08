//! What headings, labels and names are by the words of `languages/*.toml`: titles of sections, headings inside an entry,
//! contact labels; professions, schools, places, grades, columns.

use crate::language::{
    LANGUAGES, Language, TITLES, Vocabulary, is_listed, key_of, mentions, normal, words_of,
};
use crate::resume::SectionKind;
use crate::text::characters::words;
use std::ops::Range;
use std::sync::LazyLock;

/// A section title that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// The section.
    pub kind: SectionKind,
    /// Whether it is the very title that recto gives this section in English.
    pub plain: bool,
    /// The language, when the title is of one only.
    pub lang: Option<&'static str>,
}

/// Looks a heading's text up among the section titles.
pub(super) fn section(title: &str) -> Option<Known> {
    let wanted = normal(title);
    let wanted = wanted.strip_prefix("my ").unwrap_or(&wanted);
    known_as(title, wanted).or_else(|| joined(title))
}

/// A title of two or more that are known, such as `Aus- und Weiterbildung` or `Education & Certifications`: the first decides.
fn joined(title: &str) -> Option<Known> {
    let whole = normal(&title.replace(['/', '+', ','], " & "));
    let words: Vec<_> = whole.split(' ').collect();
    let parts: Vec<_> = words.split(|word| is_listed(word, |read| read.conjunctions)).collect();
    let last = words.last().filter(|_| parts.len() > 1 && parts.iter().all(|part| !part.is_empty()))?;
    let known = |part: &&[&str]| {
        let part = part.join(" ");
        let found = match part.strip_suffix('-') {
            Some(start) => endings(last).find_map(|end| known_as(&part, &format!("{start}{end}"))),
            None => known_as(&part, &part).or_else(|| known_as(&part, &format!("{part} {last}"))),
        };
        found.map(|known| Known { plain: false, ..known })
    };
    let all: Option<Vec<_>> = parts.iter().map(known).collect();
    all?.first().copied()
}

/// The ends of a word, the longest first: those with which `Aus-` makes a word.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().skip(1).map(|(at, _)| &word[at..])
}

/// Looks a title up as `wanted`.
fn known_as(title: &str, wanted: &str) -> Option<Known> {
    TITLES.get(wanted)?;
    let mut found: Option<Known> = None;
    for language in LANGUAGES {
        let Some(kind) = language.section(wanted).and_then(kind_of) else { continue };
        match &mut found {
            None => {
                let written = normal(Language::english().title(kind.key())) == wanted;
                let plain = language.code == "en" && written && is_capitalised(title);
                found = Some(Known { kind, plain, lang: Some(language.code) });
            }
            Some(known) => known.lang = None,
        }
    }
    found
}

/// The title that is one or two letters away from a heading's text: `Education` for `Educaton`.
pub(super) fn near_section(title: &str) -> Option<&'static str> {
    /// Fewest letters of a title for each wrong one in it.
    const LETTERS: usize = 6;
    let wanted = normal(title);
    if is_own_title(title) {
        return None;
    }
    let length = wanted.chars().count();
    let known = TITLES.iter().filter(|(known, _)| {
        known.chars().next() == wanted.chars().next()
            && known.chars().count().abs_diff(length) * LETTERS <= length
    });
    let far = known.map(|(known, titles)| (strsim::osa_distance(&wanted, known), titles));
    let near = far.filter(|(far, _)| far * LETTERS <= length).min_by_key(|(far, _)| *far);
    near.and_then(|(_, titles)| titles.first()).map(|title| title.text)
}

/// The section that goes by `key` in a language file.
fn kind_of(key: &str) -> Option<SectionKind> {
    SectionKind::KEYED.into_iter().find(|kind| kind.key() == key)
}

/// How a section with a title of its own is to be read: `Teaching Experience` as work.
pub(super) fn likely_kind(title: &str) -> SectionKind {
    const LIKELY: [SectionKind; 2] = [SectionKind::Work, SectionKind::Education];
    let has = |kind: &SectionKind| KINDS.iter().any(|(known, _, words)| known == kind && words.is_in(title));
    LIKELY.into_iter().find(has).unwrap_or(SectionKind::Custom)
}

/// What a section is by the words of a title that is not known: `Summary of My Training` a summary.
///
/// The word that says it is in the first part of the title, as small words such as `of` cut it, that has one. Voluntary work is
/// no employment, whatever else the title says. Elsewhere the last word decides in languages in which a noun follows what
/// describes it (`Qualifications Summary`), the first one in others (`Formación profesional`).
pub(super) fn title_kind(title: &str) -> SectionKind {
    kind_word(title).map_or(SectionKind::Custom, |word| word.kind)
}

/// Whether a title names what sections have, and nobody and no organisation by its chief word: `Library Experience`, not
/// `Experience Designer` or `School of Education`.
pub(super) fn names_section(title: &str) -> bool {
    let Some(KindWord { part, at, comes_last, .. }) = kind_word(title) else { return false };
    let words = parts_of(title);
    let names_entry = |word: &String| ROLES.has(word) || ORGANIZATIONS.has(word);
    let (before, behind) = words[part].split_at(at);
    let beside = if comes_last { &behind[1..] } else { before };
    // `Intake volunteer` is somebody.
    let is_somebody = behind.len() == 1 && names_entry(&behind[0]);
    !is_somebody && !words[..part].iter().flatten().any(names_entry) && !beside.iter().any(names_entry)
}

/// A word that says how a section is to be read.
struct KindWord {
    kind: SectionKind,
    /// The part of the title that it is in, and its place there.
    part: usize,
    at: usize,
    /// Whether it is of a language in which a noun follows what describes it.
    comes_last: bool,
}

/// The words of a title, in the parts that small words cut it into.
fn parts_of(title: &str) -> Vec<Vec<String>> {
    let words: Vec<String> = normal(title).split(' ').map(str::to_owned).collect();
    let parts = words.split(|word| is_listed(word, |read| read.common));
    parts.filter(|part| !part.is_empty()).map(<[String]>::to_vec).collect()
}

/// The word of a title that says how its section is to be read.
fn kind_word(title: &str) -> Option<KindWord> {
    let found = |(part, words): (usize, Vec<String>)| {
        let known = words.iter().enumerate().filter_map(|(at, word)| {
            let (kind, comes_last) = kind_of_word(word)?;
            Some(KindWord { kind, part, at, comes_last })
        });
        let mut known: Vec<_> = known.collect();
        let own = known.iter().position(|word| word.kind == SectionKind::Volunteer);
        let last = known.last().is_some_and(|word| word.comes_last).then(|| known.len() - 1);
        (!known.is_empty()).then(|| known.swap_remove(own.or(last).unwrap_or(0)))
    };
    parts_of(title).into_iter().enumerate().find_map(found)
}

/// The kind of the sections in whose titles a word is, and whether it is of a language in which a noun follows what describes it.
fn kind_of_word(word: &str) -> Option<(SectionKind, bool)> {
    let listed = KINDS.iter().find(|(_, _, words)| words.has(word)).map(|(kind, last, _)| (*kind, *last));
    let title = || known_as(word, word).map(|known| (known.kind, known.lang.is_none_or(follows)));
    let names_entry = ROLES.has(word) || ORGANIZATIONS.has(word);
    listed.or_else(|| title().filter(|_| !names_entry))
}

/// Languages in which a noun follows what describes it.
const NOUN_LAST: [&str; 4] = ["en", "de", "nl", "tr"];

fn follows(lang: &str) -> bool {
    NOUN_LAST.contains(&lang)
}

/// The words in the titles of sections that are like these, of languages in which a noun comes last, and of others.
static KINDS: LazyLock<Vec<(SectionKind, bool, Vocabulary)>> = LazyLock::new(|| {
    let of = |kind: SectionKind, last: bool| {
        let languages = LANGUAGES.iter().filter(|language| follows(language.code) == last);
        let lists = languages.flat_map(|language| language.read.kinds);
        let words = lists.filter(|(key, _)| *key == kind.key()).flat_map(|(_, words)| words.iter().copied());
        (kind, last, Vocabulary::of_words(words))
    };
    SectionKind::KEYED.into_iter().flat_map(|kind| [of(kind, true), of(kind, false)]).collect()
});

/// Whether a heading is that of a section of no kind: `Memberships`.
pub(super) fn is_own_title(title: &str) -> bool {
    is_listed(&normal(title), |read| read.own_titles)
}

static LANGUAGE_NAMES: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(|read| read.language_names));
static SCHOOLS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(|read| read.schools));

/// Whether `text` names a language.
pub(super) fn names_language(text: &str) -> bool {
    LANGUAGE_NAMES.is_in(text)
}

/// Whether `text` names a school or a degree.
pub(super) fn names_school(text: &str) -> bool {
    SCHOOLS.is_in(text)
}

/// `Experience`, not `EXPERIENCE`: a title in the author's own capitals is kept.
fn is_capitalised(title: &str) -> bool {
    title.trim().chars().skip(1).all(|c| !c.is_uppercase())
}

/// Whether a heading only says that this is a résumé: `Curriculum Vitae`, `my-cv`, `CV 2024`.
pub(super) fn is_document_title(title: &str) -> bool {
    let is_name =
        |rest: Range<usize>| title[rest].split(MARKS).any(|word| word.starts_with(char::is_uppercase));
    document_rest(title).is_some_and(|rest| !is_name(rest))
}

/// What parts the words of a document's title.
const MARKS: [char; 12] = [' ', '-', '–', '—', '|', ':', ',', '\'', '’', '_', '(', ')'];

/// What is left of a heading without the words for a résumé at its start or end: `Ann Lee` of `Resume of Ann Lee`, of
/// `Ann Lee's CV`. `None` where it has no such words.
pub(super) fn document_rest(title: &str) -> Option<Range<usize>> {
    let mut rest = words(title, &String::from_iter(MARKS));
    let is_document = |words: &[Range<usize>]| {
        let typed: Vec<_> = words.iter().map(|word| &title[word.clone()]).collect();
        is_listed(&normal(&typed.join(" ")), |read| read.document)
    };
    let longest = rest.len().min(3);
    let first = (1..=longest).rev().find(|n| is_document(&rest[..*n]));
    let last = (1..=longest).rev().find(|n| is_document(&rest[rest.len() - n..]));
    match (first, last) {
        (Some(n), _) => drop(rest.drain(..n)),
        (None, Some(n)) => rest.truncate(rest.len() - n),
        (None, None) => return None,
    }
    let is_small = |word: &Range<usize>| {
        let word = &title[word.clone()];
        word == "s" || is_listed(word, |read| read.fillers) || is_listed(word, |read| read.since)
    };
    let start = rest.iter().position(|word| !is_small(word)).unwrap_or(rest.len());
    let end = rest.iter().rposition(|word| !is_small(word)).map_or(start, |last| last + 1);
    let rest = &rest[start..end];
    Some(rest.first().map_or(0..0, |first| first.start..rest[rest.len() - 1].end))
}

/// Whether a heading is over ways to reach the person.
pub(super) fn is_contact_title(title: &str) -> bool {
    is_listed(&normal(title), |read| read.contact)
}

/// Whether a line is the title of a section, of contact details or of the document.
pub(in crate::input) fn is_title(line: &str) -> bool {
    section(line).is_some() || is_contact_title(line) || is_document_title(line)
}

/// Whether a heading is known to be a part of an entry, such as `Achievements`.
pub(super) fn is_subhead(title: &str) -> bool {
    is_listed(&normal(title), |read| read.subheads)
}

/// Where a label ends that a colon follows, behind the colon: `GitHub: ada`.
pub(super) fn label_end(text: &str) -> Option<usize> {
    text.char_indices().find(|(_, c)| matches!(c, ':' | '：')).map(|(at, c)| at + c.len_utf8())
}

/// Where a label ends that words follow, behind its colon: `Company: Lantern Works`, `公司：Lantern Works`.
pub(super) fn announced_at(text: &str) -> Option<usize> {
    let is_apart = |end: usize| text[..end].ends_with('：') || text[end..].starts_with(' ');
    label_end(text).filter(|end| is_apart(*end))
}

static ROLES: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(|read| read.roles));
static ORGANIZATIONS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(|read| read.organizations));
static PLACES: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(|read| read.places));

/// Whether `text` names a profession or a degree.
pub(super) fn names_role(text: &str) -> bool {
    ROLES.is_in(text)
}

/// Whether `text` names a profession: what [`names_role`] knows, without degrees.
pub(super) fn names_profession(text: &str) -> bool {
    words_of(text).iter().any(|word| ROLES.has(word) && !SCHOOLS.has(word))
}

/// Whether `text` names a school or has a company's legal form.
pub(super) fn names_organization(text: &str) -> bool {
    ORGANIZATIONS.is_in(text)
}

/// Whether `text` says how well a degree was passed: `First Class Honours`.
pub(super) fn names_honours(text: &str) -> bool {
    is_grade(text.trim()) || mentions(text, |read| read.honours)
}

/// Whether `text` is a legal form: `Inc.`
pub(super) fn is_legal_form(text: &str) -> bool {
    is_listed(&text.trim().trim_end_matches('.').to_lowercase(), |read| read.legal_forms)
}

/// Whether `text` is clearly a place: `Remote`, or `Salem, OR`.
pub(super) fn names_place(text: &str) -> bool {
    let state = text
        .rsplit_once(", ")
        .is_some_and(|(_, last)| last.len() == 2 && last.chars().all(char::is_uppercase));
    state || names_remote(text)
}

/// Whether `text` names a place that is no town: `Remote`.
pub(super) fn names_remote(text: &str) -> bool {
    PLACES.is_in(text)
}

/// Whether a text that names a profession and an organisation is a profession by its chief word: the last one (`Library
/// Assistant`), or the first where a word such as `of` follows it (`Professor of the Academy`).
pub(super) fn is_chiefly_role(text: &str) -> bool {
    let words = words_of(text);
    let mut kinds = words.iter().filter_map(|word| {
        let is_role = ROLES.has(word);
        (is_role || ORGANIZATIONS.has(word)).then_some(is_role)
    });
    let has_link =
        words.iter().any(|word| ["of", "de", "du", "des", "der", "di", "da", "do", "van"].contains(&&**word));
    if has_link { kinds.next() } else { kinds.next_back() }.unwrap_or(false)
}

/// Whether `text` is a sort of employment: `Full-time`.
pub(super) fn is_employment(text: &str) -> bool {
    is_listed(&text.trim().to_lowercase(), |read| read.employment)
}

/// What a line such as `Company: Lantern Works` announces (`title`, `organization`, `place`, `authors`, `dates`, `start` or `end`), and where its
/// label ends.
pub(super) fn head_label(line: &str) -> Option<(&'static str, usize)> {
    let end = announced_at(line)?;
    let label = normal(line[..end].trim_end_matches([':', '：']));
    key_of(&label, |read| read.head_labels).map(|label| (label, end))
}

/// Whether a text says how well something is known, and no more: `fluent`, `very good`.
pub(super) fn is_only_level(text: &str) -> bool {
    let words = words_of(text);
    let is_level = |word: &String| mentions(word, |read| read.levels);
    let is_whole = || is_listed(&text.trim().to_lowercase(), |read| read.levels);
    !words.is_empty() && (words.iter().all(is_level) || is_whole())
}

/// Whether `text` is a grade: `GPA 3.9/4`, `Note: 1,3`.
pub(crate) fn is_grade(text: &str) -> bool {
    let first = text.split([' ', ':']).next().unwrap_or_default().to_lowercase();
    is_listed(&first, |read| read.grades) && text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 40
}

/// Whether a label is over courses or keywords: `Coursework:`.
pub(super) fn announces_keywords(label: &str) -> bool {
    is_listed(&normal(label), |read| read.keyword_labels)
}

/// What a column of a table of entries contains, by its name or the first of two: `title`, `organization`, `place`,
/// `authors`, `dates`, `start` or `end`.
pub(super) fn column_of(name: &str) -> Option<&'static str> {
    let known = |name: &str| key_of(&normal(name), |read| read.head_labels);
    known(name).or_else(|| name.split_once('/').and_then(|(first, _)| known(first)))
}

/// Whether `text` is the name of a column, and no more.
pub(super) fn is_column(text: &str) -> bool {
    is_listed(&normal(text), |read| read.columns)
}

/// Whether `text` is how long something took: `(3 months)`.
pub(super) fn is_duration(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.split_whitespace().count() <= 5
        && mentions(text, |read| read.durations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Keyed;

    #[test]
    fn titles_are_known_in_several_languages() {
        for (title, kind, plain, lang) in [
            ("Experience", SectionKind::Work, true, Some("en")),
            ("EXPERIENCE", SectionKind::Work, false, Some("en")),
            ("Work Experience:", SectionKind::Work, false, Some("en")),
            ("Awards & Honors", SectionKind::Awards, false, Some("en")),
            ("🎓 Education", SectionKind::Education, false, Some("en")),
            ("Berufserfahrung", SectionKind::Work, false, Some("de")),
            ("Centres d’intérêt", SectionKind::Interests, false, Some("fr")),
            ("Experiencia laboral", SectionKind::Work, false, Some("es")),
            ("Experiência", SectionKind::Work, false, Some("pt")),
            ("Idiomas", SectionKind::Languages, false, None),
            ("Досвід роботи", SectionKind::Work, false, Some("uk")),
            ("Profil", SectionKind::Summary, false, None),
            ("Publications", SectionKind::Publications, true, None),
        ] {
            assert_eq!(section(title), Some(Known { kind, plain, lang }), "{title}");
        }
        assert_eq!(section("Lantern Works"), None);
    }

    #[test]
    fn every_title_is_of_one_section() {
        for language in LANGUAGES {
            let written: Keyed<_> = language.write.titles;
            let listed = language
                .read
                .titles
                .iter()
                .chain(language.read.headings)
                .flat_map(|(key, words)| words.iter().map(move |word| (key, word)));
            for (key, title) in written.iter().map(|(key, title)| (key, title)).chain(listed) {
                let known = section(title).unwrap_or_else(|| panic!("{}: {title}", language.code));
                assert_eq!(known.kind.key(), *key, "{}: {title}", language.code);
            }
        }
    }

    #[test]
    fn titles_of_two_that_are_known_are_as_the_first() {
        for (title, kind) in [
            ("Aus- und Weiterbildung", Some(SectionKind::Education)),
            ("Education & Certifications", Some(SectionKind::Education)),
            ("Éducation et formation", Some(SectionKind::Education)),
            ("Work & Volunteer Experience", Some(SectionKind::Work)),
            ("Skills / Languages", Some(SectionKind::Skills)),
            ("Sprachen und Interessen", Some(SectionKind::Languages)),
            ("Formación e idiomas", Some(SectionKind::Education)),
            ("Competenze e lingue", Some(SectionKind::Skills)),
            ("Освіта та курси", Some(SectionKind::Education)),
            ("Edukacja i kursy", Some(SectionKind::Education)),
            ("Lantern and Education", None),
            ("Education and", None),
            ("and", None),
        ] {
            assert_eq!(section(title).map(|known| known.kind), kind, "{title}");
        }
    }

    #[test]
    fn words_tell_roles_from_organisations() {
        assert!(
            names_role("Senior Software Engineer")
                && names_role("Entwicklerin")
                && names_role("BS in Computing")
        );
        assert!(!names_role("Lantern Works") && !names_role("Engineering"));
        assert!(names_organization("Salem State University") && !names_organization("Groups of people"));
        assert!(names_place("Salem, OR") && names_place("Remote") && !names_place("Data, Inc"));
        assert!(is_legal_form("Inc.") && !is_legal_form("Berlin"));
    }
}
