//! Europass: `SkillsPassport` of version 3, in XML or JSON, and `Candidate` of the platform since 2020, which its PDF files
//! carry.

use super::mapping::{
    Field, How, Record, Translator, at, field, is_empty, items, keep, settings, text, text_at, texts, truth,
    with,
};
use super::sections::{Section, section};
use crate::resume::SectionKind;
use crate::text::Span;
use crate::text::value::{Node, Pair, Value};

/// Whether a tree is data of Europass.
pub(super) fn recognises(tree: &Node) -> bool {
    let passport = tree.get("SkillsPassport").is_some_and(|passport| passport.get("LearnerInfo").is_some());
    passport || tree.get("Candidate").is_some_and(is_candidate)
}

/// Whether a candidate is one of Europass, and not of another program that writes HR-XML.
pub(super) fn is_candidate(candidate: &Node) -> bool {
    let space = text_at(candidate, "xmlns").unwrap_or_default();
    space.contains("europass")
        && candidate.get("CandidateProfile").or(candidate.get("CandidatePerson")).is_some()
}

/// The keys of the root.
pub(super) const ROOT: &[Field] =
    &[field("SkillsPassport", "", How::Inside(PASSPORT)), field("Candidate", "", How::Inside(CANDIDATE))];

const PASSPORT: &[Field] = &[
    with("locale, Locale", |_, pair, record| record.put("meta.language", pair.key_span, pair.node.clone())),
    field("LearnerInfo", "", How::Inside(LEARNER)),
    settings(
        "xmlns, schemaLocation, DocumentInfo, PrintingPreferences, AttachmentList, Attachment, \
         xsi, type, noNamespaceSchemaLocation",
    ),
    field("CoverLetter", "", How::With(cover_letter)),
];

const LEARNER: &[Field] = &[
    field("Identification", "", How::Inside(IDENTIFICATION)),
    field("Headline", "", How::Inside(HEADLINE)),
    field("WorkExperienceList", "", How::Inside(WORK_LIST)),
    with("WorkExperience", |t, pair, record| section(t, pair, record, SectionKind::Work, WORK)),
    field("EducationList", "", How::Inside(EDUCATION_LIST)),
    with("Education", |t, pair, record| section(t, pair, record, SectionKind::Education, EDUCATION)),
    field("Skills", "", How::Inside(SKILLS)),
    field("AchievementList", "", How::Inside(ACHIEVEMENT_LIST)),
    with("Achievement", achievements),
    settings("ReferenceToList, ReferenceTo, Documentation"),
];

const WORK_LIST: &[Field] =
    &[with("WorkExperience", |t, pair, record| section(t, pair, record, SectionKind::Work, WORK))];

const EDUCATION_LIST: &[Field] =
    &[with("Education", |t, pair, record| section(t, pair, record, SectionKind::Education, EDUCATION))];

const ACHIEVEMENT_LIST: &[Field] = &[with("Achievement", achievements)];

const IDENTIFICATION: &[Field] = &[
    field("PersonName", "", How::Inside(NAME)),
    field("ContactInfo", "", How::Inside(CONTACT)),
    field("Demographics", "", How::Inside(DEMOGRAPHICS)),
    settings("Photo, Signature"),
];

const NAME: &[Field] = &[
    field("Title", "", How::With(|_, pair, record| label("basics.prefix", pair, record))),
    keep("FirstName", "basics.firstName"),
    keep("MiddleName", "basics.middleName"),
    keep("Surname", "basics.lastName"),
];

const CONTACT: &[Field] = &[
    field("Address", "", How::Inside(ADDRESS_OF_PERSON)),
    field("Email", "", How::Inside(EMAIL)),
    field("TelephoneList", "", How::Inside(TELEPHONES)),
    field("Telephone", "", How::Inside(TELEPHONE)),
    field("WebsiteList", "", How::Inside(WEBSITES)),
    with("Website", websites),
    field("InstantMessagingList", "", How::Inside(MESSENGERS)),
    with("InstantMessaging", messengers),
];

const ADDRESS_OF_PERSON: &[Field] = &[field("Contact", "basics.location", How::Record(ADDRESS))];

const ADDRESS: &[Field] = &[
    with("AddressLine, AddressLine2", |_, pair, record| {
        let line = text(&pair.node).unwrap_or_default();
        let before = record.take("address");
        let lines = before.as_ref().and_then(|pair| text(&pair.node)).map(|first| format!("{first}\n{line}"));
        let span = before.as_ref().map_or(pair.node.span, |before| before.node.span.join(pair.node.span));
        let whole = lines.unwrap_or_else(|| line.to_owned());
        record.put("address", pair.key_span, Node::text(span, whole));
    }),
    keep("PostalCode", "postalCode"),
    keep("Municipality", "city"),
    with("Region", |_, pair, record| label("region", pair, record)),
    with("Country", |_, pair, record| label("countryCode", pair, record)),
];

const EMAIL: &[Field] = &[keep("Contact", "basics.email")];
const TELEPHONES: &[Field] = &[field("Telephone", "", How::Inside(TELEPHONE))];
const TELEPHONE: &[Field] = &[keep("Contact", "basics.phone"), settings("Use")];
const WEBSITES: &[Field] = &[with("Website", websites)];
const MESSENGERS: &[Field] = &[with("InstantMessaging", messengers)];

const DEMOGRAPHICS: &[Field] = &[
    with("Birthdate", |_, pair, record| {
        if let Some(day) = day(&pair.node) {
            record.put("basics.birthDate", pair.key_span, day);
        }
    }),
    with("Gender", |_, pair, record| label("basics.gender", pair, record)),
    field("NationalityList", "", How::Inside(NATIONALITIES)),
    with("Nationality", nationalities),
];

const NATIONALITIES: &[Field] = &[with("Nationality", nationalities)];

const HEADLINE: &[Field] =
    &[settings("Type"), with("Description", |_, pair, record| label("basics.label", pair, record))];

const WORK: &[Field] = &[
    with("Period", period),
    with("Position", |_, pair, record| label("position", pair, record)),
    field("Activities", "summary", How::Body),
    field("Employer", "", How::Inside(EMPLOYER)),
    settings("ReferenceToList, ReferenceTo, Documentation"),
];

const EMPLOYER: &[Field] = &[
    keep("Name", "name"),
    field("ContactInfo", "", How::With(contact_of_organization)),
    with("Sector", |_, pair, record| label("description", pair, record)),
];

const EDUCATION: &[Field] = &[
    with("Period", period),
    with("Title", |_, pair, record| label("studyType", pair, record)),
    field("Activities", "summary", How::Body),
    field("Organisation", "", How::Inside(ORGANISATION)),
    with("Level", |_, pair, record| fact(pair, record)),
    with("Field", |_, pair, record| label("area", pair, record)),
    settings("ReferenceToList, ReferenceTo, Documentation"),
];

const ORGANISATION: &[Field] =
    &[keep("Name", "institution"), field("ContactInfo", "", How::With(contact_of_organization))];

const SKILLS: &[Field] = &[
    field("Linguistic", "", How::With(languages)),
    with("Communication, Organisational, JobRelated, Computer, Driving, Other", skills),
];

/// The word of a code and its label: the label, where there is one.
fn labelled(node: &Node) -> Option<&Node> {
    let named = ["Label", "Title", "Name", "Description", "Code"].iter().find_map(|key| node.get(key));
    match &node.value {
        Value::Map(_) => named.filter(|node| !is_empty(node)).map(|node| labelled(node).unwrap_or(node)),
        _ => Some(node),
    }
}

fn label(to: &str, pair: &Pair, record: &mut Record) {
    if let Some(node) = labelled(&pair.node) {
        record.put(to, pair.key_span, node.clone());
    }
}

fn fact(pair: &Pair, record: &mut Record) {
    if let Some(node) = labelled(&pair.node) {
        record.add("details", pair.key_span, node.clone());
    }
}

/// Start, end, and whether it goes on.
fn period(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for (key, to) in [("From", "startDate"), ("To", "endDate")] {
        if let Some(day) = pair.node.get(key).and_then(day) {
            record.put(to, pair.key_span, day);
        }
    }
    if let Some(current) = pair.node.get("Current").filter(|node| truth(node) == Some(true)) {
        record.put("current", pair.key_span, current.clone());
    }
}

/// A day of parts: `<From year="2020" month="--03"/>`, `{"Year": 2020, "Month": 3}`.
fn day(node: &Node) -> Option<Node> {
    let part = |names: [&str; 2]| {
        let text = names.iter().find_map(|name| text_at(node, name))?;
        let digits = text.trim_start_matches('-');
        Some(if digits.len() == 1 { format!("0{digits}") } else { digits.to_owned() })
    };
    if let Some(text) = text(node) {
        return Some(Node::text(node.span, text));
    }
    let parts = [part(["year", "Year"]), part(["month", "Month"]), part(["day", "Day"])];
    let written: Vec<String> = parts.into_iter().map_while(|part| part).collect();
    (!written.is_empty()).then(|| Node::text(node.span, written.join("-")))
}

/// Where an organisation is, and its web site.
fn contact_of_organization(_: &mut Translator, pair: &Pair, record: &mut Record) {
    if let Some(contact) = at(&pair.node, "Address.Contact") {
        let parts = ["AddressLine", "AddressLine2", "PostalCode", "Municipality", "Region", "Country"];
        let parts = parts.iter().filter_map(|key| contact.get(key).and_then(labelled).and_then(text));
        let place = parts.collect::<Vec<_>>().join(", ");
        if !place.is_empty() {
            record.put("location", pair.key_span, Node::text(contact.span, place));
        }
    }
    let site = ["Website", "WebsiteList.Website"].iter().find_map(|path| at(&pair.node, path));
    for (n, site) in site.map(items).unwrap_or_default().iter().enumerate() {
        let Some(url) = site.get("Contact").filter(|url| !is_empty(url)) else { continue };
        match n {
            0 => record.put("url", pair.key_span, url.clone()),
            _ => record.add("details", pair.key_span, url.clone()),
        }
    }
    for path in ["Email.Contact", "Telephone.Contact", "TelephoneList.Telephone"] {
        for (said, span) in at(&pair.node, path).map(texts).unwrap_or_default() {
            record.add("details", pair.key_span, Node::text(span, said));
        }
    }
}

/// Web sites: the first that is no account is the person's.
fn websites(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for site in items(&pair.node) {
        let Some(url) = site.get("Contact").filter(|url| !is_empty(url)) else { continue };
        let is_account = text(url).is_some_and(|url| ACCOUNTS.iter().any(|host| url.contains(host)));
        let has_site = record.get("basics").is_some_and(|basics| basics.get("url").is_some());
        if !is_account && !has_site {
            record.put("basics.url", pair.key_span, url.clone());
            continue;
        }
        let mut profile = Record::default();
        profile.put("url", pair.key_span, url.clone());
        record.add("basics.profiles", pair.key_span, profile.node(site.span));
    }
}

/// Hosts at which people have accounts.
const ACCOUNTS: [&str; 10] = [
    "linkedin.com", "github.com", "gitlab.com", "twitter.com", "x.com/", "xing.com", "orcid.org",
    "facebook.com", "instagram.com", "researchgate.net",
];

/// Accounts of messengers, with the name of the messenger.
fn messengers(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for account in items(&pair.node) {
        let Some(name) = account.get("Contact").filter(|name| !is_empty(name)) else { continue };
        let mut profile = Record::default();
        if let Some(network) = account.get("Use").and_then(labelled) {
            profile.put("network", pair.key_span, network.clone());
        }
        profile.put("username", pair.key_span, name.clone());
        record.add("basics.profiles", pair.key_span, profile.node(account.span));
    }
}

fn nationalities(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let all: Vec<&Node> = items(&pair.node).iter().filter_map(labelled).collect();
    let names: Vec<&str> = all.iter().filter_map(|node| text(node)).collect();
    let span = all.iter().map(|node| node.span).reduce(Span::join).unwrap_or(pair.node.span);
    record.put("basics.nationality", pair.key_span, Node::text(span, names.join(", ")));
}

/// Mother tongues and foreign languages, with their levels.
fn languages(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let lists = [
        ("MotherTongueList.MotherTongue", true),
        ("MotherTongue", true),
        ("ForeignLanguageList.ForeignLanguage", false),
        ("ForeignLanguage", false),
    ];
    let mut entries = Vec::new();
    for (path, is_native) in lists {
        for item in at(&pair.node, path).map(items).unwrap_or_default().iter().filter(|item| !is_empty(item))
        {
            entries.push(language(translator, item, is_native, pair.key_span));
        }
    }
    Section::of(SectionKind::Languages, pair, entries).put(record);
}

/// Levels and what each is the level of; one level for all is written once.
fn summed_up(levels: &[(String, &str)]) -> String {
    let first = levels.first().map_or("", |(_, level)| level);
    match levels.iter().all(|(_, level)| *level == first) {
        true => first.to_owned(),
        false => levels.iter().map(|(of, level)| format!("{of} {level}")).collect::<Vec<_>>().join(", "),
    }
}

/// A language.
fn language(translator: &mut Translator, item: &Node, is_native: bool, span: Span) -> Node {
    let mut entry = Record::default();
    if let Some(name) = item.get("Description").and_then(labelled) {
        entry.put("language", span, name.clone());
    }
    if let Some(Node { value: Value::Map(levels), span: at }) = item.get("ProficiencyLevel") {
        let levels: Vec<(String, &str)> =
            levels.iter().filter_map(|pair| Some((spaced(&pair.key), text(&pair.node)?))).collect();
        entry.put("fluency", span, Node::text(*at, summed_up(&levels)));
    }
    if is_native {
        translator.setting("MotherTongue", item.span);
    }
    for key in ["CertificateList", "Certificate", "VerifiedBy", "ExperienceList", "Acquaintance"] {
        for (said, at) in item.get(key).map(texts).unwrap_or_default() {
            entry.add("keywords", span, Node::text(at, said));
        }
    }
    entry.node(item.span)
}

/// `SpokenInteraction` in words.
fn spaced(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A group of skills: a list is one of keywords, anything else is prose under its name.
fn skills(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let Value::Map(parts) = &pair.node.value else {
        described(pair, &pair.node, record);
        return;
    };
    for part in parts.iter().filter(|part| !is_empty(&part.node)) {
        match part.key.as_str() {
            "Description" => match &part.node.value {
                Value::Map(_) if labelled(&part.node).is_some() => {
                    described(pair, labelled(&part.node).unwrap_or(&part.node), record);
                }
                _ if pair.key == "Driving" => licences(pair, &part.node, record),
                _ => described(pair, &part.node, record),
            },
            "LicenceList" | "Licence" => licences(pair, &part.node, record),
            "ReferenceToList" | "ReferenceTo" | "Documentation" => {
                translator.setting(&part.key, part.key_span)
            }
            _ => {
                let mut group = Record::default();
                group.put("name", part.key_span, Node::text(part.key_span, title(&part.key)));
                levels(&part.node, &mut group, part.key_span);
                skill(pair, group.node(part.node.span), record);
            }
        }
    }
}

/// Levels of a competence, each with what it is the level of.
fn levels(node: &Node, group: &mut Record, span: Span) {
    match &node.value {
        Value::Map(pairs) => {
            for inner in pairs {
                for (said, at) in texts(&inner.node) {
                    let named = format!("{}: {said}", spaced(&inner.key));
                    group.add("keywords", span, Node::text(at, named));
                }
            }
        }
        _ => {
            for (said, at) in texts(node) {
                group.add("keywords", span, Node::text(at, said));
            }
        }
    }
}

/// The name of a group of skills, in a file whose language is that of the names.
fn name_of(pair: &Pair, record: &Record) -> Option<Node> {
    let language = record.get("meta").and_then(|meta| text_at(meta, "language")).unwrap_or("en");
    language.starts_with("en").then(|| Node::text(pair.key_span, title(&pair.key)))
}

/// The name of a group of skills, in English.
fn title(key: &str) -> String {
    let words = spaced(key);
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn licences(pair: &Pair, node: &Node, record: &mut Record) {
    let all: Vec<Node> = texts(node).into_iter().map(|(text, span)| Node::text(span, text)).collect();
    let mut group = Record::default();
    if let Some(name) = name_of(pair, record) {
        group.put("name", pair.key_span, name);
    }
    group.put("keywords", pair.key_span, Node::new(node.span, Value::List(all)));
    skill(pair, group.node(node.span), record);
}

/// Skills in the words of the person.
fn described(pair: &Pair, node: &Node, record: &mut Record) {
    let mut made = Record::default();
    super::mapping::body("summary", &Pair { node: node.clone(), ..pair.clone() }, &mut made);
    let name = name_of(pair, record);
    let mut group = Record::default();
    match (made.take("summary"), made.take("highlights")) {
        (None, Some(list)) if items(&list.node).iter().filter_map(text).all(is_keyword) => {
            if let Some(name) = name {
                group.put("name", pair.key_span, name);
            }
            group.put("keywords", pair.key_span, list.node);
        }
        _ => {
            let mut entry = Record::default();
            let sort = if name.is_some() { "entry" } else { "prose" };
            if let Some(name) = name {
                entry.put("title", pair.key_span, name);
            }
            let to = if sort == "entry" { "summary" } else { "text" };
            entry.put(to, pair.key_span, super::html::markdown(node));
            group.put(sort, pair.key_span, entry.node(node.span));
        }
    }
    skill(pair, group.node(node.span), record);
}

/// Whether a text is short enough to be a keyword.
fn is_keyword(text: &str) -> bool {
    text.chars().count() <= 60 && !text.trim_end().ends_with('.')
}

/// Adds to the section of skills, which the groups share.
fn skill(pair: &Pair, group: Node, record: &mut Record) {
    record.add("skills", pair.key_span, group);
}

/// Publications, projects, memberships: each is a section by its title, or an entry of one.
fn achievements(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for achievement in items(&pair.node).iter().filter(|item| !is_empty(item)) {
        let title = achievement.get("Title").and_then(labelled).cloned();
        let body = achievement.get("Description").and_then(labelled).map(super::html::markdown);
        let title = title.unwrap_or_else(|| Node::text(pair.key_span, "Achievements"));
        let entries = body.into_iter().collect();
        Section { kind: SectionKind::Custom, title: Some(title), hide: None, entries, span: pair.key_span }
            .put(record);
    }
}

/// A letter is not read; it is named.
fn cover_letter(translator: &mut Translator, pair: &Pair, _: &mut Record) {
    let said: Vec<&str> = texts(&pair.node).into_iter().map(|(text, _)| text).collect();
    translator.left.push((format!("the cover letter: {}", said.join(" ")), pair.key_span));
}

const CANDIDATE: &[Field] = &[
    settings(
        "xmlns, schemaLocation, majorVersionID, minorVersionID, languageCode, DocumentID, AlternateDocumentID, \
         CandidateSupplier, RenderingInformation, Attachment",
    ),
    field("CandidatePerson", "", How::Inside(PERSON)),
    field("CandidateProfile", "", How::Inside(PROFILE)),
];

const PERSON: &[Field] = &[
    field("PersonName", "", How::Inside(PERSON_NAME)),
    with("Communication", communication),
    keep("BirthDate", "basics.birthDate"),
    keep("GenderCode", "basics.gender"),
    keep("NationalityCode", "basics.nationality"),
    settings("ResidenceCountryCode, PrimaryLanguageCode, PersonLegalID, Visa, HomepageURI"),
];

const PERSON_NAME: &[Field] = &[
    keep("GivenName", "basics.firstName"),
    keep("MiddleName", "basics.middleName"),
    keep("FamilyName", "basics.lastName"),
    settings("FormattedName"),
];

const PROFILE: &[Field] = &[
    with("languageCode", |_, pair, record| record.put("meta.language", pair.key_span, pair.node.clone())),
    settings("ID, RenderingInformation, Attachment, ExecutiveSummary.ID"),
    with("ExecutiveSummary", |_, pair, record| {
        record.put("basics.summary", pair.key_span, super::html::markdown(&pair.node));
    }),
    field("CandidatePositionPreferences", "", How::Inside(WANTED)),
    field("EmploymentHistory", "", How::Inside(EMPLOYMENT)),
    field("EducationHistory", "", How::Inside(ATTENDANCES)),
    with("PersonQualifications", qualifications),
    with(
        "Licenses, Certifications, PublicationHistory, Projects, OrganisationalSkills, CommunicationSkills, \
         DigitalSkills, OtherSkills, JobRelatedSkills, ManagementSkills, ConferencesAndSeminars, VolunteeringActivities, \
         NetworksAndMemberships, CourseCertifications, HonorsAndAwards, HobbiesAndInterests, Recommendations, \
         CreativeWorks, SocialAndPoliticalActivities, DrivingSkills, Others, EmploymentReferences, PatentHistory",
        group,
    ),
];

const WANTED: &[Field] = &[keep("Description, PositionTitle", "basics.label"), settings("JobCategory")];
const EMPLOYMENT: &[Field] = &[with("EmployerHistory", |t, pair, record| {
    section(t, pair, record, SectionKind::Work, EMPLOYER_HISTORY)
})];
const ATTENDANCES: &[Field] = &[with("EducationOrganizationAttendance", |t, pair, record| {
    section(t, pair, record, SectionKind::Education, ATTENDANCE);
})];

const EMPLOYER_HISTORY: &[Field] = &[
    keep("OrganizationName", "name"),
    with("OrganizationContact", organization_contact),
    with("IndustryCode", |_, pair, record| label("description", pair, record)),
    field("EmploymentPeriod", "", How::With(dates)),
    field("PositionHistory", "positions", How::Each(POSITION_HISTORY)),
];

const POSITION_HISTORY: &[Field] = &[
    keep("PositionTitle", "position"),
    with("EmploymentPeriod", dates),
    field("Description", "summary", How::Body),
    with("City, Country, CountryCode", town),
    settings("JobCategoryCode, JobCategory"),
];

const ATTENDANCE: &[Field] = &[
    keep("OrganizationName", "institution"),
    with("OrganizationContact", organization_contact),
    keep("ProgramName", "area"),
    field("EducationLevelCode", "details", How::Add),
    with("AttendancePeriod", dates),
    field("EducationDegree", "", How::Inside(DEGREE)),
];

const DEGREE: &[Field] = &[
    keep("DegreeName", "studyType"),
    field("OccupationalSkillsCovered, Description, ThesisTitle", "summary", How::Body),
    keep("FinalGrade", "score"),
];

/// A way to reach the person: its channel says which.
fn communication(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for way in items(&pair.node) {
        let channel = text_at(way, "ChannelCode").unwrap_or_default().to_lowercase();
        let uri = way.get("URI").filter(|uri| !is_empty(uri));
        if let Some(address) = way.get("Address") {
            place_of_person(address, pair.key_span, record);
        } else if let Some(number) = text_at(way, "DialNumber") {
            let code =
                text_at(way, "CountryDialing").map(|code| format!("+{} ", code.trim_start_matches('+')));
            let whole = code.unwrap_or_default() + number;
            record.put("basics.phone", pair.key_span, Node::text(way.span, whole));
        } else if let Some(uri) = uri {
            match channel.as_str() {
                "email" => record.put("basics.email", pair.key_span, uri.clone()),
                "web" => {
                    let mut site = Record::default();
                    site.put("Contact", pair.key_span, uri.clone());
                    let one = Pair { node: site.node(way.span), ..pair.clone() };
                    websites(&mut Translator::default(), &one, record);
                }
                _ => {
                    let mut profile = Record::default();
                    if let Some(name) =
                        way.get("OtherTitle").or(way.get("UseCode")).or(way.get("ChannelCode"))
                    {
                        profile.put("network", pair.key_span, name.clone());
                    }
                    profile.put("username", pair.key_span, uri.clone());
                    record.add("basics.profiles", pair.key_span, profile.node(way.span));
                }
            }
        }
    }
}

/// The address of the person.
fn place_of_person(address: &Node, span: Span, record: &mut Record) {
    const PARTS: [(&str, &str); 5] = [
        ("AddressLine", "address"),
        ("CityName", "city"),
        ("PostalCode", "postalCode"),
        ("CountryCode", "countryCode"),
        ("CountrySubDivisionCode", "region"),
    ];
    for (key, to) in PARTS {
        if let Some(part) = address.get(key).filter(|part| !is_empty(part)) {
            record.put(&format!("basics.location.{to}"), span, part.clone());
        }
    }
}

/// The town and country of an organisation.
fn organization_contact(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for way in pair.node.get("Communication").map(items).unwrap_or_default() {
        if let Some(address) = way.get("Address") {
            let parts = ["AddressLine", "PostalCode", "CityName", "CountryCode"];
            let parts: Vec<&str> = parts.iter().filter_map(|key| text_at(address, key)).collect();
            record.put("location", pair.key_span, Node::text(address.span, parts.join(", ")));
        } else if let Some(uri) = way.get("URI").filter(|uri| !is_empty(uri)) {
            record.put("url", pair.key_span, uri.clone());
        }
    }
}

/// Town and country of a position, as one text.
fn town(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let Some(part) = text(&pair.node) else { return };
    let before = record.take("location");
    let joined = before.as_ref().and_then(|pair| text(&pair.node)).map(|first| format!("{first}, {part}"));
    let span = before.as_ref().map_or(pair.node.span, |before| before.node.span.join(pair.node.span));
    record.put("location", pair.key_span, Node::text(span, joined.unwrap_or_else(|| part.to_owned())));
}

/// Start, end, and whether it goes on, of the platform's format.
fn dates(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for (key, to) in [("StartDate", "startDate"), ("EndDate", "endDate")] {
        if let Some((date, span)) = pair.node.get(key).map(texts).unwrap_or_default().first() {
            record.put(to, pair.key_span, Node::text(*span, *date));
        }
    }
    if let Some(current) = pair.node.get("CurrentIndicator").filter(|node| truth(node) == Some(true)) {
        record.put("current", pair.key_span, current.clone());
    }
}

/// Languages with the levels of the Common European Framework, and other competences.
fn qualifications(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let (mut languages, mut others) = (Vec::new(), Vec::new());
    for competency in pair.node.get("PersonCompetency").map(items).unwrap_or_default() {
        let Some(name) = ["CompetencyName", "CompetencyID"].iter().find_map(|key| competency.get(key)) else {
            continue;
        };
        let is_language = text_at(competency, "TaxonomyID") == Some("language");
        // A code is the end of an address of the European Union.
        let shown = text(name).and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        let mut levels: Vec<(String, &str)> = Vec::new();
        for dimension in competency.get("CompetencyDimension").map(items).unwrap_or_default() {
            let code = text_at(dimension, "CompetencyDimensionTypeCode").unwrap_or_default();
            let code = code.trim_start_matches("CEF-").replace('-', " ").to_lowercase();
            let score = dimension.get("Score").map(texts).unwrap_or_default().first().map(|(text, _)| *text);
            levels.extend(score.map(|score| (code, score)));
        }
        let mut entry = Record::default();
        let (key, to) = if is_language { ("language", "fluency") } else { ("name", "level") };
        entry.put(key, pair.key_span, Node::text(name.span, shown));
        if !levels.is_empty() {
            entry.put(to, pair.key_span, Node::text(competency.span, summed_up(&levels)));
        }
        let all = if is_language { &mut languages } else { &mut others };
        all.push(entry.node(competency.span));
    }
    for (kind, entries) in [(SectionKind::Languages, languages), (SectionKind::Skills, others)] {
        Section::of(kind, pair, entries).put(record);
    }
}

/// Sections of titles and descriptions: each has a list of mappings below it.
fn group(_: &mut Translator, pair: &Pair, record: &mut Record) {
    let kind = match pair.key.as_str() {
        "Certifications" | "CourseCertifications" | "Licenses" => SectionKind::Certificates,
        "PublicationHistory" => SectionKind::Publications,
        "Projects" => SectionKind::Projects,
        "HonorsAndAwards" => SectionKind::Awards,
        "VolunteeringActivities" => SectionKind::Volunteer,
        "HobbiesAndInterests" => SectionKind::Interests,
        _ if pair.key.ends_with("Skills") => SectionKind::Skills,
        _ => SectionKind::Custom,
    };
    let title = (kind == SectionKind::Custom).then(|| Node::text(pair.key_span, title(&pair.key)));
    let Value::Map(lists) = &pair.node.value else { return };
    let all = lists.iter().flat_map(|list| items(&list.node).iter().map(move |item| (list, item)));
    let entries = all.filter(|(_, item)| !is_empty(item)).map(|(_, item)| titled(kind, item, pair.key_span));
    let entries = entries.collect();
    Section { kind, title, hide: None, entries, span: pair.key_span }.put(record);
}

/// An entry of a title, a description, dates and links; a group of skills is its texts.
fn titled(kind: SectionKind, item: &Node, span: Span) -> Node {
    let Value::Map(pairs) = &item.value else { return item.clone() };
    let is_group = matches!(kind, SectionKind::Skills | SectionKind::Interests);
    let mut entry = Record::default();
    for pair in pairs.iter().filter(|pair| !is_empty(&pair.node)) {
        let name = match kind {
            SectionKind::Volunteer => "position",
            SectionKind::Awards | SectionKind::Custom => "title",
            _ => "name",
        };
        match pair.key.as_str() {
            "Title" | "Name" | "FormattedName" | "LicenseName" | "CertificationName" => {
                entry.put(name, pair.key_span, pair.node.clone());
            }
            "IssuingAuthorityName" | "AwardingBody" | "Organization" | "OrganizationName" | "Publisher" => {
                label("organization", pair, &mut entry);
            }
            "Description" if is_group => {
                for (said, at) in texts(&pair.node) {
                    entry.add("keywords", span, Node::text(at, said));
                }
            }
            "Description" => entry.put("summary", pair.key_span, super::html::markdown(&pair.node)),
            "Date" | "Year" | "IssueDate" => {
                if let Some((date, at)) = texts(&pair.node).first() {
                    entry.put("date", pair.key_span, Node::text(*at, *date));
                }
            }
            key if key.ends_with("Period") || key == "Duration" => {
                dates(&mut Translator::default(), pair, &mut entry);
            }
            _ if is_group => {
                for (said, at) in texts(&pair.node) {
                    entry.add("keywords", span, Node::text(at, said));
                }
            }
            _ => {
                for (said, at) in texts(&pair.node) {
                    entry.add("details", pair.key_span, Node::text(at, said));
                }
            }
        }
    }
    entry.node(item.span)
}
