//! Every section and every field of a résumé: its keys in a file, the kind of its value, and one line of documentation.
//!
//! The first key is the one that is written: JSON Resume's, or recto's own where JSON Resume has none. The others are
//! those of JSON Resume's version 0 and of files as people write them. Reading, writing, suggestions and options all
//! follow from these tables. Fields are in the order in which they are written; where several keep their value in the
//! same slot, the first that can take it is written.

use self::EntrySlot::*;
use self::Kind::*;
use crate::resume::SectionKind;
use crate::text::value::same_key;

/// One field of a mapping.
#[derive(Debug)]
pub struct Field<S> {
    /// Its keys with commas between, the one that is written first.
    keys: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Where its value is kept.
    pub slot: S,
    /// What it says.
    pub doc: &'static str,
}

impl<S> Field<S> {
    /// Its keys, the one that is written first.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<S> {
        split(self.keys)
    }

    /// The key that is written.
    pub fn key(&self) -> &'static str {
        split(self.keys).next().unwrap_or_default()
    }
}

/// What the value of a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Literal text on one line.
    Text,
    /// Literal text that may have several lines.
    Lines,
    /// Where something is: text, or a mapping of the parts of an address.
    Address,
    /// A grade: text. A number alone under the key `gpa` gets that word.
    Grade,
    /// Rich text.
    Prose,
    /// A date or a period.
    Date,
    /// `true` or `false`.
    Flag,
    /// A [`LOCATION`], or text.
    Location,
    /// Rich text, as one of several pieces.
    Passage,
    /// A list of literal texts.
    Texts,
    /// A list of literal texts, or one of them.
    TextOrTexts,
    /// A list of names, or one of them, which are one fact.
    Names,
    /// A list of rich texts.
    Bullets,
    /// A list of [`POSITION`].
    Roles,
    /// A list of [`PROFILE`] and texts, or a mapping from network to account.
    Profiles,
    /// The account at the network that the key names: a user name or an address.
    Account,
    /// A mapping from label to text, or a list of [`PERSONAL`] and texts.
    Personal,
    /// The content of a section, by its [`Shape`].
    Items,
}

impl Kind {
    /// Whether values under two keys of a field add up. Else one of them is taken.
    pub const fn adds(self) -> bool {
        !matches!(self, Text | Lines | Address | Grade | Prose | Date | Flag | Location)
    }
}

/// A mapping with fields.
#[derive(Debug)]
pub struct Object<S: 'static> {
    /// What it is, as messages have it: `` `work` ``, `a position`.
    pub what: &'static str,
    /// Its fields. What several objects share is a part of its own.
    pub parts: &'static [&'static [Field<S>]],
}

impl<S: PartialEq> Object<S> {
    /// Its fields, in the order in which they are written.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field<S>> + use<S> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// The field that has the key `key`, and which of its keys that is.
    pub fn find(&self, key: &str) -> Option<(&'static Field<S>, usize)> {
        self.fields().find_map(|field| Some((field, field.keys().position(|known| same_key(known, key))?)))
    }

    /// Whether some field has the key `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The key under which `slot` is written; empty where no field keeps its value there.
    pub fn key(&self, slot: S) -> &'static str {
        self.fields().find(|field| field.slot == slot).map_or("", Field::key)
    }

    /// The index of the first field that keeps its value in `slot`.
    pub fn position(&self, slot: S) -> Option<usize> {
        self.fields().position(|field| field.slot == slot)
    }
}

/// A section that has a key of its own.
#[derive(Debug)]
pub struct SectionSchema {
    /// What it is.
    pub kind: SectionKind,
    /// Its keys with commas between, the one that is written first.
    keys: &'static str,
    /// What it contains.
    pub shape: Shape,
}

/// What a section contains.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Rich text: it is a field of [`BASICS`].
    Prose,
    /// Entries with a head.
    Entries(&'static Object<EntrySlot>),
    /// Named groups of keywords.
    Groups(&'static Object<GroupSlot>),
    /// A [`QUOTATION`] each, or text.
    Quotations,
    /// Any of [`CUSTOM`], [`GROUP`], [`QUOTATION`] and text.
    Custom,
}

/// Every section of JSON Resume.
pub static SECTIONS: [SectionSchema; 12] = [
    section(SectionKind::Summary, SUMMARY_KEYS, Shape::Prose),
    section(SectionKind::Work, "work, experience, workExperience, employment, jobs", Shape::Entries(&WORK)),
    section(SectionKind::Volunteer, "volunteer, volunteering", Shape::Entries(&VOLUNTEER)),
    section(SectionKind::Education, "education", Shape::Entries(&EDUCATION)),
    section(SectionKind::Awards, "awards, award", Shape::Entries(&AWARDS)),
    section(SectionKind::Certificates, CERTIFICATE_KEYS, Shape::Entries(&CERTIFICATES)),
    section(SectionKind::Publications, "publications, publication", Shape::Entries(&PUBLICATIONS)),
    section(SectionKind::Skills, "skills, skill", Shape::Groups(&GROUP)),
    section(SectionKind::Languages, "languages, language", Shape::Groups(&LANGUAGE)),
    section(SectionKind::Interests, "interests, hobbies", Shape::Groups(&GROUP)),
    section(SectionKind::References, "references, reference", Shape::Quotations),
    section(SectionKind::Projects, "projects, project", Shape::Entries(&PROJECTS)),
];

const SUMMARY_KEYS: &str = "summary, about, bio, objective";
const CERTIFICATE_KEYS: &str = "certificates, certifications, certificate, certification";

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
    pub fn shape(self) -> Shape {
        self.schema().map_or(Shape::Custom, |section| section.shape)
    }

    /// The keys that a file can use for it, JSON Resume's own first. The summary is a field of `basics`.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.schema().into_iter().flat_map(|section| split(section.keys))
    }

    /// Whether a file can use `key` for it, in any case and with or without hyphens and underscores.
    pub fn accepts(self, key: &str) -> bool {
        self.keys().any(|known| same_key(known, key))
    }

    /// JSON Resume's key for it; `custom` for the user's own.
    pub fn key(self) -> &'static str {
        self.keys().next().unwrap_or("custom")
    }

    fn schema(self) -> Option<&'static SectionSchema> {
        SECTIONS.iter().find(|section| section.kind == self)
    }
}

const fn section(kind: SectionKind, keys: &'static str, shape: Shape) -> SectionSchema {
    SectionSchema { kind, keys, shape }
}

/// A field. Its keys are given with `, ` between.
pub const fn field<S: Copy>(keys: &'static str, kind: Kind, slot: S, doc: &'static str) -> Field<S> {
    Field { keys, kind, slot, doc }
}

/// The keys of a list with commas between.
fn split(keys: &'static str) -> std::str::Split<'static, &'static str> {
    keys.split(", ")
}

/// Where a field of an entry is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntrySlot {
    /// Employer, school, awarder, issuer, publisher.
    Organization,
    /// Position, name of a project, title of an award.
    Title,
    /// The name of an entry that may have a title too.
    Name,
    /// The degree, which makes the title together with the area.
    Degree,
    /// The field of study.
    Area,
    /// Where it was.
    Place,
    /// An address on the web.
    Url,
    /// What the organisation is.
    Note,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// When it was: a date or a period.
    Dates,
    /// Short facts of the head.
    Details,
    /// Running text.
    Summary,
    /// Bullets.
    Highlights,
    /// Keywords or courses.
    Keywords,
    /// Several roles at one organisation.
    Positions,
    /// Whether the entry is kept out of the page.
    Hide,
}

type EntryField = Field<EntrySlot>;

const PLACE: EntryField = field("location, place, city", Address, Place, "Where it was.");
const URL: EntryField = field("url, website, link, href", Text, Url, "An address on the web.");
const NOTE: EntryField = field("description", Prose, Note, "What the organisation is.");
const START: EntryField = field("startDate, start, from, begin", Date, Start, "When it began.");
const END: EntryField =
    field("endDate, end, to, until", Date, End, "When it ended; left out while it goes on.");
const DATES: EntryField =
    field("date, dates, period, year, when", Date, Dates, "When it was: a date or a period.");
const DETAILS: EntryField = field("details", TextOrTexts, Details, "Short facts of the head.");
const TYPE: EntryField = field("type, employmentType", Text, Details, "The sort of employment.");
const SUMMARY: EntryField = field("summary, text", Prose, Summary, "Running text.");
const ABSTRACT: EntryField = field("summary, description, text", Prose, Summary, "What it is for.");
const HIGHLIGHTS: EntryField = field(
    "highlights, achievements, bullets, responsibilities, accomplishments",
    Bullets,
    Highlights,
    "What came of it, one bullet each.",
);
const KEYWORDS: EntryField =
    field("keywords, technologies, tech, stack, skills, tools", Texts, Keywords, "Technologies and methods.");
const POSITIONS: EntryField =
    field("positions, roles", Roles, Positions, "Several roles at the organisation.");
const HIDE_KEYS: &str = "hide, hidden";
const HIDE_DOC: &str = "Whether it is kept out of the page.";
const HIDE: EntryField = field(HIDE_KEYS, Flag, Hide, HIDE_DOC);

const WHEN: &[EntryField] = &[START, END, DATES];
const HEAD: &[EntryField] = &[PLACE, URL, NOTE, START, END, DATES];
const BODY: &[EntryField] = &[DETAILS, SUMMARY, HIGHLIGHTS];

/// An entry of `work`.
pub static WORK: Object<EntrySlot> = Object {
    what: "`work`",
    parts: &[
        &[
            field("name, company, organization, organisation, employer", Text, Organization, "The employer."),
            field("position, title, role, jobTitle", Text, Title, "The position."),
        ],
        HEAD,
        BODY,
        &[KEYWORDS, POSITIONS, TYPE, HIDE],
    ],
};

/// One of `positions` in an entry.
pub static POSITION: Object<EntrySlot> = Object {
    what: "a position",
    parts: &[
        &[field("position, title, role, name, jobTitle", Text, Title, "The position.")],
        HEAD,
        BODY,
        &[KEYWORDS, TYPE, HIDE],
    ],
};

/// An entry of `volunteer`.
pub static VOLUNTEER: Object<EntrySlot> = Object {
    what: "`volunteer`",
    parts: &[
        &[
            field("organization, organisation, name, company", Text, Organization, "The organisation."),
            field("position, title, role", Text, Title, "The position."),
        ],
        HEAD,
        BODY,
        &[KEYWORDS, POSITIONS, HIDE],
    ],
};

/// An entry of `education`.
pub static EDUCATION: Object<EntrySlot> = Object {
    what: "`education`",
    parts: &[
        &[
            field(
                "institution, school, university, college, name, organization",
                Text,
                Organization,
                "The school.",
            ),
            field("studyType, degree", Text, Degree, "The degree."),
            field("area, field, fieldOfStudy, major, subject", Text, Area, "The field of study."),
            field("title", Text, Title, "The degree and its field in one."),
        ],
        HEAD,
        &[field("score, gpa, grade", Grade, Details, "The grade.")],
        BODY,
        &[field("courses, coursework, keywords", Texts, Keywords, "The courses."), HIDE],
    ],
};

/// An entry of `projects`.
pub static PROJECTS: Object<EntrySlot> = Object {
    what: "`projects`",
    parts: &[
        &[
            field("entity, organization, company", Text, Organization, "Whom it was made for."),
            field("name, title", Text, Title, "The project's name."),
            PLACE,
            URL,
        ],
        WHEN,
        &[
            field("roles", Texts, Details, "The roles in the project."),
            field("description", Prose, Summary, "What the project is."),
        ],
        BODY,
        &[
            KEYWORDS,
            field("role, position", Text, Details, "The role in the project."),
            field("type", Text, Details, "The sort of project."),
            HIDE,
        ],
    ],
};

/// An entry of `awards`.
pub static AWARDS: Object<EntrySlot> = Object {
    what: "`awards`",
    parts: &[&[
        field("awarder, issuer, organization", Text, Organization, "Who gave the award."),
        field("title, name, award", Text, Title, "The award."),
        PLACE,
        URL,
        DATES,
        DETAILS,
        ABSTRACT,
        HIGHLIGHTS,
        HIDE,
    ]],
};

/// An entry of `certificates`. It does not go on as a job does: the day it was issued is one date.
pub static CERTIFICATES: Object<EntrySlot> = Object {
    what: "`certificates`",
    parts: &[&[
        field("issuer, authority, organization, awarder", Text, Organization, "Who issued it."),
        field("name, title", Text, Title, "The certificate."),
        URL,
        field("date, dates, year, issued, issueDate, startDate", Date, Dates, "The day it was issued."),
        DETAILS,
        ABSTRACT,
        HIDE,
    ]],
};

/// An entry of `publications`.
pub static PUBLICATIONS: Object<EntrySlot> = Object {
    what: "`publications`",
    parts: &[&[
        field("publisher, journal, venue", Text, Organization, "Where it was published."),
        field("name, title", Text, Title, "Its title."),
        URL,
        field("releaseDate, date, published, year", Date, Dates, "When it was published."),
        DETAILS,
        field("summary, description, abstract, text", Prose, Summary, "What it is about."),
        field("authors, author", Names, Details, "Who wrote it."),
        HIDE,
    ]],
};

/// An entry of a section of the user's own.
pub static CUSTOM: Object<EntrySlot> = Object {
    what: "an entry of a section of your own",
    parts: &[
        &[
            field(
                "organization, organisation, company, institution, entity, issuer, awarder, publisher",
                Text,
                Organization,
                "The organisation.",
            ),
            field("title, position, role, degree, studyType", Text, Title, "What it is."),
            PLACE,
            URL,
            field(
                "date, dates, period, year, when, releaseDate",
                Date,
                Dates,
                "When it was: a date or a period.",
            ),
            START,
            END,
        ],
        BODY,
        &[
            field(
                "keywords, technologies, tech, stack, skills, tools, courses",
                Texts,
                Keywords,
                "Keywords.",
            ),
            POSITIONS,
            field("name, heading", Text, Name, "The title, or the organisation beside one."),
            field("description", Prose, Summary, "More running text."),
            field("type", Text, Details, "What sort it is."),
            field("score, grade", Text, Details, "A grade."),
            HIDE,
        ],
    ],
};

/// Where a field of a group of keywords is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupSlot {
    /// Its name.
    Label,
    /// Its level or fluency.
    Level,
    /// The keywords.
    Items,
    /// Whether the group is kept out of the page.
    Hide,
}

const ITEMS: &[Field<GroupSlot>] = &[
    field("keywords, items, skills, list", Texts, GroupSlot::Items, "What belongs to it."),
    field("details", TextOrTexts, GroupSlot::Items, "What belongs to it, in one text."),
    field(HIDE_KEYS, Flag, GroupSlot::Hide, HIDE_DOC),
];

/// An entry of `skills` or `interests`, or a group in a section of the user's own.
pub static GROUP: Object<GroupSlot> = Object {
    what: "a group of keywords",
    parts: &[
        &[
            field("name, label, category, title, skill", Text, GroupSlot::Label, "What it is called."),
            field("level, proficiency, rating", Text, GroupSlot::Level, "How well it is mastered."),
        ],
        ITEMS,
    ],
};

/// An entry of `languages`.
pub static LANGUAGE: Object<GroupSlot> = Object {
    what: "`languages`",
    parts: &[
        &[
            field("language, name, label", Text, GroupSlot::Label, "The language."),
            field("fluency, level, proficiency", Text, GroupSlot::Level, "How well it is spoken."),
        ],
        ITEMS,
    ],
};

/// Where a field of a quotation is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotationSlot {
    /// Who said it.
    Name,
    /// What was said.
    Body,
    /// Whether the quotation is kept out of the page.
    Hide,
}

/// An entry of `references`.
pub static QUOTATION: Object<QuotationSlot> = Object {
    what: "`references`",
    parts: &[&[
        field("name, author, referee", Text, QuotationSlot::Name, "Who said it."),
        field("reference, quote, text, summary, testimonial", Prose, QuotationSlot::Body, "What was said."),
        field(HIDE_KEYS, Flag, QuotationSlot::Hide, HIDE_DOC),
    ]],
};

/// Where a field of a section is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionSlot {
    /// Its title.
    Title,
    /// Whether the section is kept out of the page.
    Hide,
    /// Its content, in the order of the file.
    Items,
}

/// A section as a mapping of its own: `{title, hide, entries}`.
pub static SECTION: Object<SectionSlot> = Object {
    what: "a section",
    parts: &[&[
        field("title, heading, name", Text, SectionSlot::Title, "The title over it."),
        field(HIDE_KEYS, Flag, SectionSlot::Hide, HIDE_DOC),
        field("entries, items, content", Items, SectionSlot::Items, "The content of the section."),
        field("text, summary, description, body", Passage, SectionSlot::Items, "Running text."),
        field("highlights, bullets", Bullets, SectionSlot::Items, "Bullets."),
        field("keywords", Texts, SectionSlot::Items, "Keywords."),
    ]],
};

/// Where a field of the person is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BasicsSlot {
    /// The name.
    Name,
    /// The headline.
    Label,
    /// The photo.
    Image,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Home page.
    Url,
    /// The summary.
    Summary,
    /// Where the person lives.
    Location,
    /// Accounts elsewhere.
    Profiles,
    /// Further items of the contact line.
    Contact,
    /// Personal details.
    Personal,
}

/// `basics`: the person.
pub static BASICS: Object<BasicsSlot> = Object {
    what: "`basics`",
    parts: &[&[
        field("name, fullName", Text, BasicsSlot::Name, "The person's name."),
        field("label, headline, title, tagline", Text, BasicsSlot::Label, "The headline under the name."),
        field("image, picture, photo", Text, BasicsSlot::Image, "The path of the photo, from the file."),
        field("email, mail", Text, BasicsSlot::Email, "The e-mail address."),
        field("phone, telephone, tel, mobile", Text, BasicsSlot::Phone, "The telephone number."),
        field("url, website, homepage", Text, BasicsSlot::Url, "The home page."),
        field(SUMMARY_KEYS, Prose, BasicsSlot::Summary, "The summary, which is the first section."),
        field("location, address", Location, BasicsSlot::Location, "Where the person lives."),
        field("profiles, socials, links", Profiles, BasicsSlot::Profiles, "Accounts elsewhere."),
        field(NETWORKS, Account, BasicsSlot::Profiles, "The account at this network."),
        field("contact, contacts", Texts, BasicsSlot::Contact, "Further ways to reach the person."),
        field("personal", Personal, BasicsSlot::Personal, "Details such as nationality or date of birth."),
    ]],
};

/// Keys of `basics` that name an account, as many files have it: `linkedin: …`.
const NETWORKS: &str = "LinkedIn, GitHub, GitLab, Bitbucket, Codeberg, Twitter, X, Mastodon, Bluesky, Stack Overflow, \
                        ORCID, Google Scholar, ResearchGate, Behance, Dribbble, Medium, Xing, Blog";

/// Where a part of an address is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocationSlot {
    /// Street and number.
    Address,
    /// Postal code.
    PostalCode,
    /// City.
    City,
    /// Country.
    CountryCode,
    /// State, province, canton.
    Region,
}

/// The parts of `location`.
pub static LOCATION: Object<LocationSlot> = Object {
    what: "`location`",
    parts: &[&[
        field("address, street", Lines, LocationSlot::Address, "Street and number."),
        field("postalCode, zip, zipCode, postcode", Text, LocationSlot::PostalCode, "The postal code."),
        field("city, town, locality", Text, LocationSlot::City, "The city."),
        field("countryCode, country", Text, LocationSlot::CountryCode, "The country, or its code."),
        field("region, state, province", Text, LocationSlot::Region, "State, province, canton."),
    ]],
};

/// Where a field of an account is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileSlot {
    /// The network's name.
    Network,
    /// The user name there.
    Username,
    /// The address of the account's page.
    Url,
}

/// One of `profiles`.
pub static PROFILE: Object<ProfileSlot> = Object {
    what: "a profile",
    parts: &[&[
        field("network, name, site", Text, ProfileSlot::Network, "The network's name."),
        field("username, user, handle", Text, ProfileSlot::Username, "The user name there."),
        field("url, website, link, href", Text, ProfileSlot::Url, "The address of the account's page."),
    ]],
};

/// Where a part of a personal detail is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalSlot {
    /// What it is.
    Label,
    /// What it says.
    Text,
}

/// One of `personal`, when it is a list.
pub static PERSONAL: Object<PersonalSlot> = Object {
    what: "a personal detail",
    parts: &[&[
        field("label, name, title, key", Text, PersonalSlot::Label, "What it is."),
        field("text, value", Text, PersonalSlot::Text, "What it says."),
    ]],
};
