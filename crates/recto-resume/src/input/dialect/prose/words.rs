//! Words that tell what a heading or a line is: section titles, headings inside an entry, contact labels.
//! English, German, French, Spanish and Ukrainian; lower case. One table each, meant to be extended.

use super::names::any_word;
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
        uk: &["про себе", "про мене", "резюме", "профіль", "мета", "коротко про себе"],
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
pub(super) fn normal(title: &str) -> String {
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
}
