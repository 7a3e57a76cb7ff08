//! What headings, labels and names are by the words of `languages/*.toml`: titles of sections, headings inside an entry,
//! contact labels; professions, schools, places, grades, columns.

pub(super) use crate::language::normal;
use crate::language::{LANGUAGES, Language, has_word, is_listed, key_of, mentions};
use crate::resume::SectionKind;

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

/// The section that goes by `key` in a language file.
fn kind_of(key: &str) -> Option<SectionKind> {
    SectionKind::KEYED.into_iter().find(|kind| kind.key() == key)
}

/// How a section with a title of its own is to be read: `Teaching Experience` as work.
pub(super) fn likely_kind(title: &str) -> SectionKind {
    let kinds = [SectionKind::Work, SectionKind::Education].into_iter();
    let mut likely = kinds.filter(|kind| {
        let lists = LANGUAGES.iter().flat_map(|language| language.read.kinds);
        lists.filter(|(key, _)| *key == kind.key()).any(|(_, words)| has_word(title, words))
    });
    likely.next().unwrap_or(SectionKind::Custom)
}

/// `Experience`, not `EXPERIENCE`: a title in the author's own capitals is kept.
fn is_capitalised(title: &str) -> bool {
    title.trim().chars().skip(1).all(|c| !c.is_uppercase())
}

/// Whether a heading only says that this is a résumé.
pub(super) fn is_document_title(title: &str) -> bool {
    is_listed(&normal(title), |read| read.document)
}

/// Whether a heading is over ways to reach the person.
pub(super) fn is_contact_title(title: &str) -> bool {
    is_listed(&normal(title), |read| read.contact)
}

/// Whether a heading is known to be a part of an entry, such as `Achievements`.
pub(super) fn is_subhead(title: &str) -> bool {
    is_listed(&normal(title), |read| read.subheads)
}

/// What a label such as `Phone` or `E-Mail` announces: `email`, `phone`, `url` or `address`.
pub(super) fn contact_label(text: &str) -> Option<&'static str> {
    key_of(&normal(text), |read| read.contact_labels)
}

/// Whether `text` names a profession or a degree.
pub(super) fn names_role(text: &str) -> bool {
    mentions(text, |read| read.roles)
}

/// Whether `text` names a school or has a company's legal form.
pub(super) fn names_organization(text: &str) -> bool {
    mentions(text, |read| read.organizations)
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
    state || mentions(text, |read| read.places)
}

/// Whether `text` is a place and no profession. `MA` and `MS` are states, but degrees in a section of schools.
pub(super) fn is_place(text: &str, kind: SectionKind) -> bool {
    let town = text
        .rsplit_once(", ")
        .filter(|(_, state)| matches!(*state, "MA" | "MS") && kind != SectionKind::Education)
        .map_or(text, |(town, _)| town);
    names_place(text) && !names_role(town)
}

/// What a line such as `Company: Lantern Works` announces (`title`, `organization`, `place` or `dates`), and where its
/// label ends.
pub(super) fn head_label(line: &str) -> Option<(&'static str, usize)> {
    let at = line.find(": ")?;
    key_of(&normal(&line[..at]), |read| read.head_labels).map(|label| (label, at + 1))
}

/// Whether `text` is a grade: `GPA 3.9/4`, `Note: 1,3`.
pub(crate) fn is_grade(text: &str) -> bool {
    let first = text.split([' ', ':']).next().unwrap_or_default().to_lowercase();
    is_listed(&first, |read| read.grades) && text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 40
}

/// Whether `text` only says what stands in a column.
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
    fn titles_are_known_in_five_languages() {
        for (title, kind, plain, lang) in [
            ("Experience", SectionKind::Work, true, Some("en")),
            ("EXPERIENCE", SectionKind::Work, false, Some("en")),
            ("Work Experience:", SectionKind::Work, false, Some("en")),
            ("Awards & Honors", SectionKind::Awards, false, Some("en")),
            ("🎓 Education", SectionKind::Education, false, Some("en")),
            ("Berufserfahrung", SectionKind::Work, false, Some("de")),
            ("Centres d’intérêt", SectionKind::Interests, false, Some("fr")),
            ("Idiomas", SectionKind::Languages, false, Some("es")),
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
            let written: Keyed<_> = language.write.as_ref().map_or(&[], |write| write.titles);
            let listed = language
                .read
                .titles
                .iter()
                .flat_map(|(key, words)| words.iter().map(move |word| (key, word)));
            for (key, title) in written.iter().map(|(key, title)| (key, title)).chain(listed) {
                let known = section(title).unwrap_or_else(|| panic!("{}: {title}", language.code));
                assert_eq!(known.kind.key(), *key, "{}: {title}", language.code);
            }
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
