//! Every section and every field of a résumé: its keys in a file, and where its value is kept and as what.
//!
//! The first key is the one that is written: JSON Resume's, or recto's own where JSON Resume has none. The others are
//! those of JSON Resume's version 0 and of files as people write them. Reading, writing, suggestions and options all
//! follow from these tables; the words of `languages/*.toml` are keys too. Fields are in the order in which they are written;
//! where several keep their value in the same place, the first that can take it is written.

mod record;

use self::Slot::*;
use crate::language::meanings;
use crate::resume::{self, Basics, Group, Profile, Quotation, SectionKind, Unknown};
use crate::text::value::same_key;
pub(crate) use record::{
    Current, DateFields, Detail, Draft, Hideable, ItemKind, NameParts, SectionDraft, Slot, WrittenDate,
};

/// One field of a mapping that is read into an `R`, and written from one.
#[derive(Debug)]
pub(crate) struct Field<R> {
    /// Its keys with commas between, the one that is written first.
    keys: &'static str,
    /// Where its value is kept.
    pub slot: fn(&mut R) -> Slot<'_>,
}

impl<R> Field<R> {
    /// Its keys, the one that is written first.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<R> {
        split(self.keys)
    }

    /// The key that is written.
    pub fn key(&self) -> &'static str {
        split(self.keys).next().unwrap_or_default()
    }
}

/// A mapping with fields.
#[derive(Debug)]
pub(crate) struct Object<R: 'static> {
    /// What it is, as messages have it: `` `work` ``, `a position`.
    pub what: &'static str,
    /// Where the fields are kept that it does not have.
    pub unknown: fn(&mut R) -> &mut Vec<Unknown>,
    /// Its fields. What several objects share is a part of its own.
    parts: &'static [&'static [Field<R>]],
}

impl<R> Object<R> {
    /// Its fields, in the order in which they are written.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field<R>> + use<R> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// The field that has the key `key`, and which of its keys that is.
    pub fn find(&self, key: &str) -> Option<(&'static Field<R>, usize)> {
        self.fields().find_map(|field| Some((field, field.keys().position(|known| same_key(known, key))?)))
    }

    /// The field that a key means in some language.
    pub fn meant(&self, key: &str) -> Option<&'static Field<R>> {
        meanings(key).iter().find_map(|key| self.find(key)).map(|(field, _)| field)
    }

    /// Whether some field has the key `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The index of the field that is written under the first key of `row`.
    pub fn position(&self, row: &Field<R>) -> Option<usize> {
        self.fields().position(|field| field.key() == row.key())
    }
}

/// A section that has a key of its own.
#[derive(Debug)]
pub(crate) struct SectionSchema {
    /// What it is.
    pub kind: SectionKind,
    /// Its key. Titles of the section in any language are keys too.
    key: &'static str,
    /// What it contains.
    pub shape: Shape,
}

/// What a section contains.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Rich text: it is a field of [`BASICS`].
    Prose,
    /// Entries with a head.
    Entries(&'static Object<Draft>),
    /// Named groups of keywords.
    Groups(&'static Object<Hideable<Group>>),
    /// A [`QUOTATION`] each, or text.
    Quotations,
    /// Any of [`CUSTOM`], [`GROUP`], [`QUOTATION`] and text.
    Custom,
}

/// Every section of JSON Resume.
pub(crate) static SECTIONS: [SectionSchema; 12] = [
    section(SectionKind::Summary, "summary", Shape::Prose),
    section(SectionKind::Work, "work", Shape::Entries(&WORK)),
    section(SectionKind::Volunteer, "volunteer", Shape::Entries(&VOLUNTEER)),
    section(SectionKind::Education, "education", Shape::Entries(&EDUCATION)),
    section(SectionKind::Awards, "awards", Shape::Entries(&AWARDS)),
    section(SectionKind::Certificates, "certificates", Shape::Entries(&CERTIFICATES)),
    section(SectionKind::Publications, "publications", Shape::Entries(&PUBLICATIONS)),
    section(SectionKind::Skills, "skills", Shape::Groups(&GROUP)),
    section(SectionKind::Languages, "languages", Shape::Groups(&LANGUAGE)),
    section(SectionKind::Interests, "interests", Shape::Groups(&GROUP)),
    section(SectionKind::References, "references", Shape::Quotations),
    section(SectionKind::Projects, "projects", Shape::Entries(&PROJECTS)),
];

impl SectionKind {
    /// Every kind but [`Custom`](Self::Custom).
    pub const KEYED: [Self; SECTIONS.len()] = {
        let mut all = [Self::Custom; SECTIONS.len()];
        let mut n = 0;
        while n < all.len() {
            all[n] = SECTIONS[n].kind;
            n += 1;
        }
        all
    };

    /// What a section of this kind contains.
    pub(crate) fn shape(self) -> Shape {
        self.schema().map_or(Shape::Custom, |section| section.shape)
    }

    /// JSON Resume's key for it; `custom` for the user's own. The summary is a field of `basics`.
    pub fn key(self) -> &'static str {
        self.schema().map_or("custom", |section| section.key)
    }

    /// The kind that a file means by `key`: the one with this key, or else the first that it means in some language. Case,
    /// hyphens and underscores are no difference.
    pub fn of_key(key: &str) -> Option<Self> {
        let mut kinds = Self::KEYED.into_iter();
        kinds.clone().find(|kind| same_key(kind.key(), key)).or_else(|| {
            let meant = meanings(key);
            kinds.find(|kind| meant.contains(&kind.key()))
        })
    }

    fn schema(self) -> Option<&'static SectionSchema> {
        SECTIONS.iter().find(|section| section.kind == self)
    }
}

/// Whether a key at the root is one of the schema itself, and no word of another language.
pub(crate) fn is_key(key: &str) -> bool {
    SECTIONS.iter().any(|section| same_key(section.key, key)) || BASICS.knows(key) || NAME.knows(key)
}

/// Whether `basics` has a field with this key.
pub fn is_basics_field(key: &str) -> bool {
    BASICS.knows(key)
}

const fn section(kind: SectionKind, key: &'static str, shape: Shape) -> SectionSchema {
    SectionSchema { kind, key, shape }
}

/// A field. Its keys are given with `, ` between.
const fn field<R>(keys: &'static str, slot: fn(&mut R) -> Slot<'_>) -> Field<R> {
    Field { keys, slot }
}

/// The keys of a list with commas between.
fn split(keys: &'static str) -> std::str::Split<'static, &'static str> {
    keys.split(", ")
}

/// Where a field of an entry is kept.
type EntrySlot = fn(&mut Draft) -> Slot<'_>;

const ORGANIZATION: EntrySlot = |draft| Text(&mut draft.organization);
const TITLE: EntrySlot = |draft| Text(&mut draft.role.title);
const WHOLE: EntrySlot = |draft| Date(&mut draft.dates.whole);
const PROSE: EntrySlot = |draft| Prose(&mut draft.role.summary);
const WORDS: EntrySlot = |draft| Texts(&mut draft.role.keywords);
const FACT: EntrySlot = |draft| Fact(&mut draft.role.details);

const PLACE: Field<Draft> = field("location, place, city, address", |draft| Address(&mut draft.role.place));
const URL: Field<Draft> = field("url, website, link, href", |draft| Text(&mut draft.role.url));
const NOTE: Field<Draft> = field("description, desc, descr, notes, note", |draft| Note(&mut draft.note));
const START: Field<Draft> =
    field("startDate, start, from, begin, fromDate", |draft| Date(&mut draft.dates.start));
pub(crate) const END: Field<Draft> =
    field("endDate, end, to, until, toDate", |draft| Date(&mut draft.dates.end));
pub(crate) const DATES: Field<Draft> =
    field("date, dates, period, year, when, years, duration, time, timeframe, dateRange, releaseDate", WHOLE);
pub(crate) const CURRENT: Field<Draft> = field(
    "current, isCurrent, currentlyWorking, currentlyWorkHere, currentlyEmployed, currentlyAttending, ongoing",
    |draft| GoesOn(&mut draft.dates.current),
);
const DETAILS: Field<Draft> = field("details, honors, honours", |draft| TextOrTexts(&mut draft.role.details));
const TYPE: Field<Draft> = field("type, employmentType", FACT);
const SUMMARY: Field<Draft> = field("summary, text", PROSE);
const ABSTRACT: Field<Draft> = field("summary, description, text, desc, descr, notes, note", PROSE);
const HIGHLIGHTS: Field<Draft> = field(
    "highlights, achievements, bullets, bulletPoints, responsibilities, accomplishments, duties",
    |draft| Bullets(&mut draft.role.highlights),
);
const KEYWORDS: Field<Draft> =
    field("keywords, technologies, tech, stack, skills, tools, techs, techStack, technologiesUsed", WORDS);
/// Projects of a job, which are highlights.
const PARTS: Field<Draft> = field("projects", |draft| Bullets(&mut draft.role.highlights));
/// The organisation, or a fact beside one.
const WHERE: Field<Draft> = field("where", |draft| Text(&mut draft.name));
const POSITIONS: Field<Draft> = field("positions, roles", |draft| Roles(&mut draft.positions));
const HIDE: Field<Draft> = field(HIDE_KEYS, |draft| Flag(&mut draft.role.hide));
const HIDE_KEYS: &str = "hide, hidden";
const BREAK: Field<Draft> = field(BREAK_KEYS, |draft| Break(&mut draft.page_break));
const BREAK_KEYS: &str = "page-break";

const HEAD: &[Field<Draft>] = &[PLACE, URL, NOTE, START, END, DATES, CURRENT];
const BODY: &[Field<Draft>] = &[AUTHORS, DETAILS, SUMMARY, HIGHLIGHTS];

/// An entry with the fields of `parts`.
const fn entry(what: &'static str, parts: &'static [&'static [Field<Draft>]]) -> Object<Draft> {
    Object { what, unknown: |draft| &mut draft.role.unknown, parts }
}

/// An entry of `work`.
pub(crate) static WORK: Object<Draft> = entry(
    "`work`",
    &[
        &[
            field("name, company, organization, organisation, employer, org", ORGANIZATION),
            field("position, title, role, jobTitle", TITLE),
        ],
        HEAD,
        BODY,
        &[KEYWORDS, POSITIONS, TYPE, WHERE, PARTS, HIDE, BREAK],
    ],
);

/// One of `positions` in an entry.
pub(crate) static POSITION: Object<Draft> = entry(
    "a position",
    &[&[field("position, title, role, name, jobTitle", TITLE)], HEAD, BODY, &[KEYWORDS, TYPE, PARTS, HIDE]],
);

/// An entry of `volunteer`.
pub(crate) static VOLUNTEER: Object<Draft> = entry(
    "`volunteer`",
    &[
        &[
            field("organization, organisation, name, company, institute, institution", ORGANIZATION),
            field("position, title, role", TITLE),
        ],
        HEAD,
        BODY,
        &[KEYWORDS, POSITIONS, WHERE, HIDE, BREAK],
    ],
);

/// An entry of `education`.
pub(crate) static EDUCATION: Object<Draft> = entry(
    "`education`",
    &[
        &[
            field(
                "institution, school, university, college, name, organization, institute, org",
                ORGANIZATION,
            ),
            DEGREE,
        ],
        &[
            field(
                "area, field, fieldOfStudy, major, subject, program, programme, focus, specialization, specialisation, \
                 concentration",
                |draft| Text(&mut draft.area),
            ),
            field("title, role", TITLE),
        ],
        HEAD,
        &[field("score, gpa, cgpa, grade, percentage", |draft| Grade(&mut draft.role.details))],
        BODY,
        &[field("courses, coursework, keywords", WORDS), WHERE, HIDE, BREAK],
    ],
);

pub(crate) const DEGREE: Field<Draft> = field("studyType, degree", |draft| Text(&mut draft.degree));

/// An entry of `projects`.
pub(crate) static PROJECTS: Object<Draft> = entry(
    "`projects`",
    &[
        &[field("entity, organization, company", ORGANIZATION), field("name, title", TITLE)],
        &[
            PLACE,
            field(
                "url, website, link, href, liveLink, liveUrl, demo, githubLink, github, repo, repository",
                |draft| Text(&mut draft.role.url),
            ),
        ],
        &[START, END, DATES, CURRENT],
        &[
            field("roles", |draft| Texts(&mut draft.role.details)),
            field("description, desc, descr, notes", PROSE),
        ],
        BODY,
        &[
            KEYWORDS,
            field("role, position", FACT),
            field("type", |draft| Text(&mut draft.role.sort)),
            HIDE,
            BREAK,
        ],
    ],
);

/// An entry of `awards`.
pub(crate) static AWARDS: Object<Draft> = entry(
    "`awards`",
    &[
        &[field("awarder, issuer, organization", ORGANIZATION), field("title, name, award", TITLE)],
        &[PLACE, URL, DATES, DETAILS, ABSTRACT, HIGHLIGHTS, HIDE, BREAK],
    ],
);

/// An entry of `certificates`. It does not go on as a job does: the day it was issued is one date.
pub(crate) static CERTIFICATES: Object<Draft> = entry(
    "`certificates`",
    &[
        &[field("issuer, authority, organization, awarder", ORGANIZATION), field("name, title", TITLE), URL],
        &[
            field("date, dates, year, issued, issueDate, startDate, when", WHOLE),
            DETAILS,
            ABSTRACT,
            HIDE,
            BREAK,
        ],
    ],
);

/// An entry of `publications`.
pub(crate) static PUBLICATIONS: Object<Draft> = entry(
    "`publications`",
    &[&[
        field("publisher, journal, venue", ORGANIZATION),
        field("name, title", TITLE),
        URL,
        field("releaseDate, date, published, year", WHOLE),
        DETAILS,
        field("summary, description, abstract, text", PROSE),
        AUTHORS,
        field("doi, isbn, volume, issue, pages", |draft| Labelled(&mut draft.role.details)),
        HIDE,
        BREAK,
    ]],
);

const AUTHORS: Field<Draft> = field("authors, author", |draft| Names(&mut draft.role.authors));

/// An entry of a section of the user's own.
pub(crate) static CUSTOM: Object<Draft> = entry(
    "an entry of a section of your own",
    &[
        &[
            field(
                "organization, organisation, company, institution, institute, school, university, employer, entity, \
                 issuer, awarder, publisher",
                ORGANIZATION,
            ),
            CUSTOM_TITLE,
            PLACE,
            URL,
            DATES,
            START,
            END,
            CURRENT,
        ],
        BODY,
        &[
            field("keywords, technologies, tech, stack, skills, tools, courses", WORDS),
            POSITIONS,
            // The title, or the organisation beside one.
            field("name, heading", |draft| Text(&mut draft.name)),
            field("description, desc, descr, notes", PROSE),
            field("type", FACT),
            field("score, gpa, cgpa, grade", |draft| Grade(&mut draft.role.details)),
            HIDE,
            BREAK,
        ],
    ],
);

pub(crate) const CUSTOM_TITLE: Field<Draft> = field("title, position, role, degree, studyType", TITLE);

type GroupDraft = Hideable<Group>;

const ITEMS: &[Field<GroupDraft>] = &[
    field("keywords, items, skills, list", |group| Texts(&mut group.body.items)),
    field("details", |group| TextOrTexts(&mut group.body.items)),
    field(HIDE_KEYS, |group| Flag(&mut group.hide)),
];

/// An entry of `skills` or `interests`, or a group in a section of the user's own.
pub(crate) static GROUP: Object<GroupDraft> = Object {
    what: "a group of keywords",
    unknown: |group| &mut group.body.unknown,
    parts: &[&[GROUP_LABEL, field("level, proficiency, rating", |group| Text(&mut group.body.level))], ITEMS],
};

pub(crate) const GROUP_LABEL: Field<GroupDraft> =
    field("name, label, category, title, skill", |group| Text(&mut group.body.label));

/// An entry of `languages`.
pub(crate) static LANGUAGE: Object<GroupDraft> = Object {
    what: "`languages`",
    unknown: |group| &mut group.body.unknown,
    parts: &[
        &[
            field("language, name, label", |group| Text(&mut group.body.label)),
            field("fluency, level, proficiency", |group| Text(&mut group.body.level)),
        ],
        ITEMS,
    ],
};

/// An entry of `references`.
pub(crate) static QUOTATION: Object<Hideable<Quotation>> = Object {
    what: "`references`",
    unknown: |quotation| &mut quotation.body.unknown,
    parts: &[&[
        field("name, author, referee", |quotation| Text(&mut quotation.body.name)),
        QUOTE,
        field(HIDE_KEYS, |quotation| Flag(&mut quotation.hide)),
    ]],
};

pub(crate) const QUOTE: Field<Hideable<Quotation>> =
    field("reference, quote, text, summary, testimonial", |quotation| Prose(&mut quotation.body.body));

/// A section as a mapping of its own: `{title, hide, entries}`.
pub(crate) static SECTION: Object<SectionDraft> = Object {
    what: "a section",
    unknown: |draft| &mut draft.unknown,
    parts: &[&[
        field("title, heading, name", |draft| Text(&mut draft.section.title)),
        field(HIDE_KEYS, |draft| Flag(&mut draft.section.hide)),
        field(BREAK_KEYS, |draft| Break(&mut draft.section.page_break)),
        SECTION_ITEMS,
        SECTION_TEXT,
        field("highlights, bullets", |draft| BulletList(&mut draft.section.content)),
        SECTION_KEYWORDS,
    ]],
};

/// The key that makes an item of `sections` one of JSON Resume's sections.
pub(crate) const KIND: &str = "kind";

pub(crate) const SECTION_ITEMS: Field<SectionDraft> =
    field("entries, items, content", |draft| Items(draft.section.kind.shape(), &mut draft.section.content));
pub(crate) const SECTION_TEXT: Field<SectionDraft> =
    field("text, summary, description, body", |draft| Passage(&mut draft.section.content));
pub(crate) const SECTION_KEYWORDS: Field<SectionDraft> =
    field("keywords", |draft| Keywords(&mut draft.section.content));

/// `basics`: the person.
pub(crate) static BASICS: Object<Basics> = Object {
    what: "`basics`",
    unknown: |basics| &mut basics.unknown,
    parts: &[&[
        field("name, fullName", |basics| Name(&mut basics.name)),
        field(
            "label, headline, title, subtitle, role, tagline, jobTitle, currentTitle, profession, occupation, titles",
            |basics| Text(&mut basics.label),
        ),
        field("image, picture, photo", |basics| Text(&mut basics.image)),
        field("email, mail, emailAddress, publicEmail", |basics| {
            Contact(&mut basics.email, &mut basics.contact)
        }),
        field("phone, telephone, tel, mobile, phoneNumber, cell", |basics| {
            Contact(&mut basics.phone, &mut basics.contact)
        }),
        field("url, website, homepage", |basics| Contact(&mut basics.url, &mut basics.contact)),
        field("summary, about, bio, intro, introduction, description, desc", |basics| {
            Prose(&mut basics.summary)
        }),
        field("location, address", |basics| Location(&mut basics.location)),
        field("profiles, social, socials, socialMedia, links", |basics| Profiles(basics)),
        field(NETWORKS, |basics| Account(&mut basics.profiles)),
        field("contact, contacts, contactInfo", |basics| Ways(basics)),
        field("personal", |basics| Personal(&mut basics.personal)),
        field(PERSONAL_KEYS, |basics| Personal(&mut basics.personal)),
    ]],
};

/// Keys of `basics` that name an account, as many files have it: `linkedin: …`.
const NETWORKS: &str = "LinkedIn, GitHub, GitLab, Bitbucket, Codeberg, Twitter, X, Mastodon, Bluesky, Stack Overflow, \
                        ORCID, Google Scholar, ResearchGate, Behance, Dribbble, Medium, Xing, Blog, LeetCode, HackerRank, \
                        Kaggle, Credly, Instagram, Facebook, YouTube, Telegram, Skype";

/// Keys of `basics` that are the label of a personal detail.
const PERSONAL_KEYS: &str = "birthDate, dateOfBirth, birthday, birthPlace, placeOfBirth, nationality, citizenship, \
                             pronouns, gender, sex, maritalStatus, driversLicense, drivingLicense, workPermit, visa";

/// The parts of a name.
pub(crate) static NAME: Object<NameParts> = Object {
    what: "a name",
    unknown: |parts| &mut parts.unknown,
    parts: &[&[
        field("prefix, honorific", |parts| Text(&mut parts.parts[0])),
        field("firstName, first, given, givenName", |parts| Text(&mut parts.parts[1])),
        field("middleName, middle", |parts| Text(&mut parts.parts[2])),
        field("lastName, last, family, familyName, surname", |parts| Text(&mut parts.parts[3])),
        field("suffix", |parts| Text(&mut parts.parts[4])),
    ]],
};

/// The parts of `location`.
pub(crate) static LOCATION: Object<resume::Location> = Object {
    what: "`location`",
    unknown: |location| &mut location.unknown,
    parts: &[&[
        field("address, street", |location| Lines(&mut location.address)),
        field("postalCode, zip, zipCode, postcode", |location| Text(&mut location.postal_code)),
        field("city, town, locality", |location| Text(&mut location.city)),
        field("countryCode, country", |location| Text(&mut location.country_code)),
        field("region, state, province", |location| Text(&mut location.region)),
    ]],
};

/// One of `profiles`.
pub(crate) static PROFILE: Object<Profile> = Object {
    what: "a profile",
    unknown: |profile| &mut profile.unknown,
    parts: &[&[
        field("network, name, site, platform, label, type, title", |profile| Text(&mut profile.network)),
        field("username, user, handle, account, value, text, number", |profile| Text(&mut profile.username)),
        field("url, website, link, href", |profile| Text(&mut profile.url)),
    ]],
};

/// One of `personal`, when it is a list.
pub(crate) static PERSONAL: Object<Detail> = Object {
    what: "a personal detail",
    unknown: |detail| &mut detail.unknown,
    parts: &[&[
        field("label, name, title, key", |detail| Text(&mut detail.label)),
        field("text, value", |detail| Text(&mut detail.text)),
    ]],
};
