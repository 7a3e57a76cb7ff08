//! Words that tell what a line names: professions, schools, places, grades, columns. English, German, French,
//! Spanish and Ukrainian; lower case. One table each, meant to be extended.

use super::words::normal;
use crate::resume::SectionKind;

/// Words of professions and degrees, and stems (ending in `-`) of languages that inflect or compound.
const ROLES: &[&str] = &[
    "engineer", "developer", "dev", "programmer", "manager", "designer", "director", "lead", "leader",
    "analyst", "scientist", "consultant", "architect", "student", "professor", "teacher", "lecturer",
    "nurse", "intern", "internship", "assistant", "associate", "officer", "cto", "ceo", "cfo", "coo",
    "founder", "co-founder", "cofounder", "president", "head", "chief", "vp", "administrator", "specialist",
    "coordinator", "researcher", "fellow", "editor", "writer", "author", "journalist", "freelancer",
    "contractor", "technician", "supervisor", "executive", "representative", "advisor", "adviser", "mentor",
    "tutor", "instructor", "trainee", "apprentice", "volunteer", "member", "owner", "principal", "staff",
    "partner", "accountant", "attorney", "lawyer", "chef", "cook", "cheffe", "stage", "doctor", "physician",
    "librarian", "translator", "strategist", "planner", "operator", "sre", "devops", "sysadmin", "tester",
    "producer", "artist", "illustrator", "photographer", "maintainer", "recruiter", "cashier", "clerk",
    "secretary", "treasurer", "organizer", "organiser", "apis", "curator", "postdoc", "bs", "bsc", "b.s",
    "b.sc", "ba", "b.a", "ms", "msc", "m.s", "m.sc", "ma", "m.a", "mba", "phd", "ph.d", "bachelor",
    "bachelors", "bachelor's", "master", "masters", "master's", "admin", "rep", "waiter", "waitress",
    "barista", "bartender", "receptionist", "actor", "actress", "presenter", "reporter", "driver",
    "gardener", "baker", "dishwasher", "salesperson", "mechanic", "electrician", "plumber", "carpenter",
    "welder", "pharmacist", "therapist", "dentist", "surgeon", "paramedic", "musician", "composer",
    "auditor", "banker", "broker", "buyer", "copywriter", "coach", "trainer", "counselor", "counsellor",
    "psychologist", "economist", "biologist", "chemist", "physicist", "draughtsman", "surveyor", "paralegal",
    "solicitor", "pilot", "warden", "a-level", "a-levels", "gcse", "gcses", "matura", "baccalauréat",
    "diploma", "degree", "doctorate", "minor", "major", "beng", "meng", "bfa", "mfa", "jd", "ingenieur-",
    "entwickler-", "berater-", "leiter-", "abteilungsleiter-", "werkstudent-", "praktikant-", "praktikum",
    "forscher-", "mitarbeiter-", "geschäftsführer-", "lehrer-", "dozent-", "diplom-", "abitur", "promotion",
    "assistent-", "softwareentwickler-", "softwareingenieur-", "ausbildung", "referent-", "ingénieur-",
    "développeu-", "directeur-", "directrice", "chercheu-", "stagiaire", "responsable", "licence",
    "doctorat", "enseignant-", "consultant-", "ingenier-", "desarrollador-", "directora", "profesor-",
    "investigador-", "becari-", "jefe", "jefa", "grado", "licenciatura", "máster", "doctorado", "інженер-",
    "розробник-", "розробниц-", "менеджер-", "директор-", "викладач-", "аналітик-", "керівник-", "бакалавр-",
    "магістр-", "студент-", "стажер-",
];

/// Words of organisations.
const ORGANIZATIONS: &[&str] = &[
    "university",
    "college",
    "school",
    "institute",
    "academy",
    "polytechnic",
    "inc",
    "llc",
    "ltd",
    "gmbh",
    "corp",
    "corporation",
    "company",
    "group",
    "labs",
    "bank",
    "hospital",
    "agency",
    "foundation",
    "ag",
    "plc",
    "limited",
    "universität-",
    "hochschule",
    "fachhochschule",
    "gymnasium",
    "technische",
    "universit-",
    "école",
    "lycée",
    "institut-",
    "universidad",
    "instituto",
    "університет-",
    "інститут-",
    "академі-",
    "школа",
    "тов",
    "s.a",
    "sarl",
];

/// Words of legal forms that belong to the name before the comma: `Lantern Works, Inc.`
const LEGAL_FORMS: &[&str] = &[
    "inc", "llc", "ltd", "gmbh", "corp", "co", "ag", "plc", "limited", "llp", "s.a", "sarl", "pbc",
    "incorporated",
];

/// Places that are no towns.
const PLACES: &[&str] =
    &["remote", "hybrid", "remotely", "worldwide", "home", "usa", "uk", "télétravail", "remoto", "віддалено"];

/// Whether `text` names a profession or a degree.
pub(super) fn names_role(text: &str) -> bool {
    any_word(text, ROLES)
}

/// Whether `text` names a school or has a company's legal form.
pub(super) fn names_organization(text: &str) -> bool {
    any_word(text, ORGANIZATIONS)
}

/// Whether `text` is a legal form: `Inc.`
pub(super) fn is_legal_form(text: &str) -> bool {
    LEGAL_FORMS.contains(&text.trim().trim_end_matches('.').to_lowercase().as_str())
}

/// Whether `text` is clearly a place: `Remote`, or `Salem, OR`.
pub(super) fn names_place(text: &str) -> bool {
    let state = text
        .rsplit_once(", ")
        .is_some_and(|(_, last)| last.len() == 2 && last.chars().all(char::is_uppercase));
    state || any_word(text, PLACES)
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

/// Labels of such lines.
#[rustfmt::skip]
const HEAD_LABELS: &[(HeadLabel, &[&str])] = &[
    (
        HeadLabel::Title,
        &["job title", "title", "position", "role", "degree", "qualification", "berufsbezeichnung", "poste", "puesto"],
    ),
    (
        HeadLabel::Organization,
        &[
            "company", "employer", "organization", "organisation", "school", "institution", "university", "college",
            "firma", "unternehmen", "arbeitgeber", "schule", "entreprise", "employeur", "empresa",
        ],
    ),
    (HeadLabel::Place, &["location", "city", "place", "ort", "lieu", "ubicación"]),
    (HeadLabel::Dates, &["date", "dates", "duration", "period", "years", "zeitraum", "dauer", "durée", "période", "fechas"]),
];

/// What a label such as `Company` announces.
pub(super) fn head_label(text: &str) -> Option<HeadLabel> {
    let wanted = normal(text);
    HEAD_LABELS.iter().find(|(_, words)| words.contains(&wanted.as_str())).map(|(label, _)| *label)
}

/// What a whole line such as `Company: Lantern Works` announces.
pub(super) fn head_label_of(line: &str) -> Option<HeadLabel> {
    line.split_once(": ").and_then(|(label, _)| head_label(label))
}

/// Words that announce a grade.
#[rustfmt::skip]
const GRADES: &[&str] = &[
    "gpa", "cgpa", "grade", "grades", "score", "note", "abschlussnote", "gesamtnote", "mention", "moyenne", "nota", "оцінка",
];

/// Whether `text` is a grade: `GPA 3.9/4`, `Note: 1,3`.
pub(crate) fn is_grade(text: &str) -> bool {
    let first = text.split([' ', ':']).next().unwrap_or_default().to_lowercase();
    GRADES.contains(&first.as_str()) && text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 40
}

/// Words that head the columns of a table.
#[rustfmt::skip]
const COLUMNS: &[&str] = &[
    "area", "category", "skill", "skills", "tool", "tools", "technology", "technologies", "language", "languages", "level",
    "proficiency", "fluency", "details", "items", "type", "name", "experience", "sprache", "sprachen", "niveau", "bereich",
    "kenntnisse", "kenntnis", "langue", "langues", "domaine", "compétence", "compétences", "idioma", "nivel", "área",
    "мова", "рівень", "навички", "категорія",
];

/// Whether `text` only says what stands in a column.
pub(super) fn is_column(text: &str) -> bool {
    COLUMNS.contains(&normal(text).as_str())
}

/// Units of time.
const UNITS: &[&str] = &[
    "year-", "yr-", "month-", "mos", "week-", "jahr-", "monat-", "woche-", "an", "ans", "mois", "año-",
    "mes-",
];

/// Whether `text` is how long something took: `(3 months)`.
pub(super) fn is_duration(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.split_whitespace().count() <= 5
        && any_word(text, UNITS)
}

/// Whether a word of `text` is in `list`; an entry that ends in `-` is a stem.
pub(super) fn any_word(text: &str, list: &[&str]) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    text.split(|c: char| !(c.is_alphanumeric() || ".-'".contains(c)))
        .map(|word| word.trim_matches(['.', '-', '\'']))
        .filter(|word| !word.is_empty())
        .any(|word| {
            list.iter()
                .any(|known| known.strip_suffix('-').map_or(*known == word, |stem| word.starts_with(stem)))
        })
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
