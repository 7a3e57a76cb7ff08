//! Words that tell what a heading or a line is: section titles, professions, schools, contact labels.
//! English, German, French, Spanish and Ukrainian; lower case. One table each, meant to be extended.

use crate::resume::SectionKind;

/// Titles of a section in one language. The first English one is the plain default.
struct Titles {
    kind: SectionKind,
    en: &'static [&'static str],
    de: &'static [&'static str],
    fr: &'static [&'static str],
    es: &'static [&'static str],
    uk: &'static [&'static str],
}

/// Section titles people write.
#[rustfmt::skip]
static TITLES: &[Titles] = &[
    Titles {
        kind: SectionKind::Summary,
        en: &["summary", "profile", "about", "about me", "professional summary", "executive summary", "career summary", "summary of qualifications",
            "objective", "career objective", "personal statement", "overview", "introduction", "bio", "who am i", "personal profile", "professional profile"],
        de: &["zusammenfassung", "profil", "über mich", "kurzprofil", "persönliches profil"],
        fr: &["résumé", "profil", "à propos", "à propos de moi", "profil professionnel", "objectif"],
        es: &["resumen", "perfil", "sobre mí", "perfil profesional", "acerca de mí", "objetivo"],
        uk: &["про мене", "резюме", "профіль", "мета", "коротко про себе"],
    },
    Titles {
        kind: SectionKind::Work,
        en: &["experience", "work experience", "professional experience", "employment", "employment history", "work history", "work", "career",
            "career history", "relevant experience", "industry experience", "jobs", "positions", "professional background", "professional history"],
        de: &["berufserfahrung", "beruflicher werdegang", "berufspraxis", "erfahrung", "praktische erfahrung", "werdegang", "berufliche stationen", "arbeitserfahrung"],
        fr: &["expérience", "expériences", "expérience professionnelle", "expériences professionnelles", "parcours professionnel", "emplois"],
        es: &["experiencia", "experiencia laboral", "experiencia profesional", "trayectoria profesional", "empleo"],
        uk: &["досвід роботи", "досвід", "професійний досвід", "робота", "кар'єра", "трудова діяльність"],
    },
    Titles {
        kind: SectionKind::Education,
        en: &["education", "academic background", "education and training", "educational background", "studies", "academic history", "qualifications", "academic qualifications"],
        de: &["ausbildung", "bildung", "bildungsweg", "studium", "schulbildung", "akademischer werdegang", "ausbildung und studium", "bildungsgang"],
        fr: &["formation", "formations", "éducation", "études", "diplômes", "parcours académique", "cursus"],
        es: &["educación", "formación", "formación académica", "estudios", "titulación"],
        uk: &["освіта", "навчання"],
    },
    Titles {
        kind: SectionKind::Skills,
        en: &["skills", "technical skills", "core skills", "key skills", "technologies", "tech stack", "core competencies", "competencies", "expertise",
            "skills and tools", "tools", "skill set", "technical expertise", "programming languages", "technical proficiencies", "skills and technologies", "areas of expertise"],
        de: &["kenntnisse", "fähigkeiten", "kompetenzen", "fachkenntnisse", "it-kenntnisse", "edv-kenntnisse", "kenntnisse und fähigkeiten", "technologien"],
        fr: &["compétences", "compétences techniques", "savoir-faire", "technologies"],
        es: &["habilidades", "competencias", "aptitudes", "conocimientos", "habilidades técnicas", "conocimientos técnicos"],
        uk: &["навички", "вміння", "технічні навички", "ключові навички", "професійні навички", "технології"],
    },
    Titles {
        kind: SectionKind::Projects,
        en: &["projects", "personal projects", "side projects", "selected projects", "open source projects", "key projects", "notable projects"],
        de: &["projekte", "eigene projekte", "ausgewählte projekte"],
        fr: &["projets", "projets personnels", "réalisations"],
        es: &["proyectos", "proyectos personales"],
        uk: &["проєкти", "проекти", "власні проєкти"],
    },
    Titles {
        kind: SectionKind::Awards,
        en: &["awards", "honors", "honours", "awards and honors", "honors and awards", "awards and honours", "honours and awards", "achievements", "recognition", "scholarships",
            "awards and recognition", "accomplishments"],
        de: &["auszeichnungen", "preise", "ehrungen", "stipendien", "auszeichnungen und preise"],
        fr: &["prix", "distinctions", "récompenses", "prix et distinctions", "bourses"],
        es: &["premios", "reconocimientos", "premios y reconocimientos", "becas", "logros"],
        uk: &["нагороди", "відзнаки", "досягнення", "стипендії"],
    },
    Titles {
        kind: SectionKind::Certificates,
        en: &["certifications", "certificates", "certification", "licenses and certifications", "courses and certifications", "licences and certifications", "certifications and licenses"],
        de: &["zertifikate", "zertifizierungen", "weiterbildung", "weiterbildungen", "fortbildungen"],
        fr: &["certifications", "certificats"],
        es: &["certificaciones", "certificados"],
        uk: &["сертифікати", "сертифікація", "сертифікації"],
    },
    Titles {
        kind: SectionKind::Languages,
        en: &["languages", "spoken languages", "language skills", "human languages"],
        de: &["sprachen", "sprachkenntnisse", "fremdsprachen"],
        fr: &["langues", "langues parlées"],
        es: &["idiomas", "lenguas"],
        uk: &["мови", "знання мов", "володіння мовами"],
    },
    Titles {
        kind: SectionKind::Publications,
        en: &["publications", "selected publications", "papers", "articles", "writing", "publications and talks"],
        de: &["publikationen", "veröffentlichungen"],
        fr: &["publications", "articles"],
        es: &["publicaciones", "artículos"],
        uk: &["публікації", "статті", "наукові праці"],
    },
    Titles {
        kind: SectionKind::Volunteer,
        en: &["volunteering", "volunteer", "volunteer experience", "volunteer work", "voluntary work", "community involvement", "community service", "community"],
        de: &["ehrenamt", "ehrenamtliches engagement", "ehrenamtliche tätigkeiten", "engagement", "ehrenämter"],
        fr: &["bénévolat", "engagement associatif", "expérience bénévole"],
        es: &["voluntariado", "experiencia como voluntario"],
        uk: &["волонтерство", "волонтерський досвід", "громадська діяльність"],
    },
    Titles {
        kind: SectionKind::Interests,
        en: &["interests", "hobbies", "hobbies and interests", "interests and hobbies", "personal interests"],
        de: &["interessen", "hobbys", "hobbies", "interessen und hobbys", "persönliche interessen"],
        fr: &["centres d'intérêt", "loisirs", "intérêts", "centres d'intérêts"],
        es: &["intereses", "aficiones", "pasatiempos"],
        uk: &["інтереси", "захоплення", "хобі"],
    },
    Titles {
        kind: SectionKind::References,
        en: &["references", "testimonials", "recommendations", "referees"],
        de: &["referenzen", "empfehlungen"],
        fr: &["références", "recommandations"],
        es: &["referencias", "recomendaciones"],
        uk: &["рекомендації", "відгуки"],
    },
];

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
    for titles in TITLES {
        let languages =
            [("en", titles.en), ("de", titles.de), ("fr", titles.fr), ("es", titles.es), ("uk", titles.uk)];
        for (lang, list) in languages.into_iter().filter(|(_, list)| list.contains(&wanted)) {
            let plain = lang == "en" && list[0] == title.trim().to_lowercase() && is_capitalised(title);
            match &mut found {
                None => found = Some(Known { kind: titles.kind, plain, lang: Some(lang) }),
                Some(known) => known.lang = known.lang.filter(|known| *known == lang),
            }
        }
    }
    found
}

/// Words that tell what stands in a section whose title is not among the usual ones: `Teaching Experience`.
const KINDS: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Work,
        &[
            "experience", "employment", "work", "berufs-", "erfahrung", "expérience-", "experiencia-",
            "досвід",
        ],
    ),
    (SectionKind::Education, &["education", "degrees", "ausbildung", "formation-", "formación", "освіта"]),
];

/// How a section with a title of its own is to be read.
pub(super) fn likely_kind(title: &str) -> SectionKind {
    KINDS.iter().find(|(_, words)| any_word(title, words)).map_or(SectionKind::Custom, |(kind, _)| *kind)
}

/// `Experience`, not `EXPERIENCE`: a title in the author's own capitals is kept.
fn is_capitalised(title: &str) -> bool {
    title.trim().chars().skip(1).all(|c| !c.is_uppercase())
}

/// Lower case, `&` as `and`, without ornaments and a closing colon.
fn normal(title: &str) -> String {
    let title = title.to_lowercase().replace('&', " and ").replace('’', "'");
    let kept: String =
        title.chars().map(|c| if c.is_alphanumeric() || "-'".contains(c) { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Titles of the whole document, which say nothing about the person.
const DOCUMENT: &[&str] = &[
    "resume", "résumé", "cv", "curriculum vitae", "lebenslauf", "my resume", "currículum", "curriculum",
    "резюме",
];

/// Whether a heading only says that this is a résumé.
pub(super) fn is_document_title(title: &str) -> bool {
    DOCUMENT.contains(&normal(title).as_str())
}

/// Titles over ways to reach the person.
const CONTACT: &[&str] = &[
    "contact",
    "contact information",
    "contact info",
    "contact details",
    "contact me",
    "personal information",
    "kontakt",
    "kontaktdaten",
    "persönliche daten",
    "coordonnées",
    "contacto",
    "datos de contacto",
    "контакти",
    "контактна інформація",
    "links",
    "find me",
];

/// Whether a heading stands over ways to reach the person.
pub(super) fn is_contact_title(title: &str) -> bool {
    CONTACT.contains(&normal(title).as_str())
}

/// Headings inside an entry that are no roles.
const SUBHEADS: &[&str] = &[
    "achievements", "key achievements", "responsibilities", "key responsibilities", "highlights", "duties",
    "technologies", "tech stack", "stack", "projects", "key projects", "results", "impact", "tools",
    "environment", "accomplishments", "key accomplishments", "coursework", "relevant coursework", "courses",
    "thesis", "activities", "details", "description", "contributions", "aufgaben", "erfolge", "tätigkeiten",
    "schwerpunkte", "technologien", "missions", "réalisations", "logros", "responsabilidades", "tareas",
    "обов'язки", "досягнення", "технології",
];

/// Whether a heading is known to be a part of an entry, such as `Achievements`.
pub(super) fn is_subhead(title: &str) -> bool {
    SUBHEADS.contains(&normal(title).as_str())
}

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
pub(super) fn is_grade(text: &str) -> bool {
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
fn any_word(text: &str, list: &[&str]) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    text.split(|c: char| !(c.is_alphanumeric() || ".-'".contains(c)))
        .map(|word| word.trim_matches(['.', '-', '\'']))
        .filter(|word| !word.is_empty())
        .any(|word| {
            list.iter()
                .any(|known| known.strip_suffix('-').map_or(*known == word, |stem| word.starts_with(stem)))
        })
}

/// A way to reach a person, named by a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContactKind {
    Email,
    Phone,
    Url,
    Address,
}

/// Labels of contact lines.
const LABELS: &[(ContactKind, &[&str])] = &[
    (ContactKind::Email, &["email", "e-mail", "mail", "correo", "courriel", "пошта", "ел пошта"]),
    (
        ContactKind::Phone,
        &[
            "phone", "tel", "telephone", "mobile", "cell", "telefon", "handy", "mobil", "téléphone", "tél",
            "teléfono", "móvil", "телефон", "тел",
        ],
    ),
    (
        ContactKind::Url,
        &["website", "web", "url", "homepage", "site", "site web", "webseite", "сайт", "blog", "portfolio"],
    ),
    (
        ContactKind::Address,
        &["address", "location", "adresse", "anschrift", "wohnort", "dirección", "ubicación", "адреса"],
    ),
];

/// What a label such as `Phone` or `E-Mail` announces.
pub(super) fn contact_label(text: &str) -> Option<ContactKind> {
    let wanted = normal(text);
    LABELS.iter().find(|(_, words)| words.contains(&wanted.as_str())).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn no_title_is_listed_twice_in_one_language() {
        for pick in
            [|t: &Titles| t.en, |t: &Titles| t.de, |t: &Titles| t.fr, |t: &Titles| t.es, |t: &Titles| t.uk]
        {
            let mut all: Vec<_> = TITLES.iter().flat_map(|t| pick(t).iter()).collect();
            let before = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), before);
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
