//! What a line names, by the words of `languages/*.toml`: professions, schools, places, grades, columns.

use super::words::normal;
use crate::language::{is_listed, key_of, mentions};
use crate::resume::SectionKind;

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

/// What a line below a head can say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadLabel {
    Title,
    Organization,
    Place,
    Dates,
}

/// What a label such as `Company` announces.
pub(super) fn head_label(text: &str) -> Option<HeadLabel> {
    Some(match key_of(&normal(text), |read| read.head_labels)? {
        "title" => HeadLabel::Title,
        "organization" => HeadLabel::Organization,
        "place" => HeadLabel::Place,
        _ => HeadLabel::Dates,
    })
}

/// What a whole line such as `Company: Lantern Works` announces.
pub(super) fn head_label_of(line: &str) -> Option<HeadLabel> {
    line.split_once(": ").and_then(|(label, _)| head_label(label))
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
