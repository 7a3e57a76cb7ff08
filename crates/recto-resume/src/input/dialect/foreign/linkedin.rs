//! LinkedIn's copy of a member's data: tables in an archive, one a file, with one row for each entry.

use super::mapping::{
    Field, How, Record, Translator, field, is_empty, items, keep, settings, text, text_at, truth, with,
};
use super::sections::Section;
use crate::input::dialect::prose::is_grade;
use crate::resume::SectionKind;
use crate::text::value::{Node, Pair, Value};

/// What the rows of a file become.
#[derive(Debug)]
enum Rows {
    /// Fields of the root.
    Root(&'static [Field]),
    /// A section of a kind; one of the user's own has the title.
    Section(SectionKind, &'static str, &'static [Field]),
    /// A function reads all of them.
    With(fn(&mut Translator, &Pair, &mut Record)),
}

/// A file that says something of the person.
#[derive(Debug)]
struct File {
    /// Its names without folder, ending and number, with commas between.
    names: &'static str,
    rows: Rows,
}

/// Every such file, in the order of a résumé.
const TABLES: &[File] = &[
    File { names: "Profile", rows: Rows::Root(PROFILE) },
    File {
        names: "Profile Summary",
        rows: Rows::Root(&[field("Profile Summary", "basics.summary", How::Html)]),
    },
    File { names: "Email Addresses", rows: Rows::With(addresses) },
    File { names: "PhoneNumbers, Phone Numbers, Whatsapp Phone Numbers", rows: Rows::With(numbers) },
    File { names: "Positions", rows: Rows::Section(SectionKind::Work, "", POSITION) },
    File { names: "Education", rows: Rows::Section(SectionKind::Education, "", EDUCATION) },
    File { names: "Skills", rows: Rows::With(skills) },
    File { names: "Languages", rows: Rows::Section(SectionKind::Languages, "", LANGUAGE) },
    File { names: "Certifications", rows: Rows::Section(SectionKind::Certificates, "", CERTIFICATION) },
    File { names: "Projects", rows: Rows::Section(SectionKind::Projects, "", PROJECT) },
    File { names: "Publications", rows: Rows::Section(SectionKind::Publications, "", PUBLICATION) },
    File { names: "Patents", rows: Rows::Section(SectionKind::Custom, "Patents", PATENT) },
    File { names: "Honors, Honors & Awards", rows: Rows::Section(SectionKind::Awards, "", HONOR) },
    File {
        names: "Volunteering, Volunteering Experiences, Volunteer Experiences, Volunteer",
        rows: Rows::Section(SectionKind::Volunteer, "", VOLUNTEERING),
    },
    File { names: "Courses", rows: Rows::Section(SectionKind::Custom, "Courses", COURSE) },
    File { names: "Test Scores, TestScores", rows: Rows::Section(SectionKind::Custom, "Test scores", TEST) },
    File { names: "Organizations", rows: Rows::Section(SectionKind::Custom, "Organizations", ORGANIZATION) },
    File { names: "Causes You Care About", rows: Rows::Section(SectionKind::Interests, "", CAUSE) },
    File {
        names: "Recommendations_Received, Recommendations Received, Recommendations",
        rows: Rows::Section(SectionKind::References, "", RECOMMENDATION),
    },
];

/// Whether a file of this name is read.
pub(in crate::input) fn is_read(stem: &str) -> bool {
    TABLES.iter().any(|table| table.has(stem))
}

/// Files by which an export is known that has no profile.
const OTHERS: [&str; 6] =
    ["Connections", "Registration", "Ad_Targeting", "Invitations", "messages", "Rich_Media"];

/// Files one of which is needed to make a résumé.
pub(super) const PERSON: [&str; 3] = ["Profile", "Positions", "Education"];

impl File {
    fn has(&self, stem: &str) -> bool {
        self.names.split(", ").any(|name| name.eq_ignore_ascii_case(stem))
    }
}

/// The name of a file without its folder, its ending and the number of the member: `Shares` of `a/Shares_252.csv`. None
/// for files of other formats.
pub(in crate::input) fn stem(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    if !extension.eq_ignore_ascii_case("csv") {
        return None;
    }
    let digits = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(digits.strip_suffix('_').filter(|_| digits.len() < stem.len()).unwrap_or(stem))
}

/// Whether a tree is made of files of an export.
pub(super) fn is_export(tree: &Node) -> bool {
    let Value::Map(pairs) = &tree.value else { return false };
    let is_table = |pair: &Pair| match &pair.node.value {
        Value::List(rows) => rows.iter().all(|row| matches!(row.value, Value::Map(_))),
        _ => false,
    };
    let is_known = |pair: &Pair| is_read(&pair.key) || OTHERS.contains(&pair.key.as_str());
    !pairs.is_empty()
        && pairs.iter().all(|pair| is_table(pair) && is_known(pair))
        && pairs.iter().any(|pair| PERSON.contains(&pair.key.as_str()) || OTHERS.contains(&pair.key.as_str()))
}

/// Whether a tree is an export that holds a résumé.
pub(super) fn recognises(tree: &Node) -> bool {
    let has_columns = |pair: &Pair| {
        let columns = ["First Name", "Company Name", "School Name"];
        items(&pair.node).iter().any(|row| columns.iter().any(|column| row.get(column).is_some()))
    };
    is_export(tree) && matches!(&tree.value, Value::Map(pairs) if pairs.iter().any(has_columns))
}

/// Translates the files in the order of a résumé.
pub(super) fn translate(translator: &mut Translator, tree: &Node, record: &mut Record) {
    let Value::Map(pairs) = &tree.value else { return };
    for table in TABLES {
        for pair in pairs.iter().filter(|pair| table.has(&pair.key) && !is_empty(&pair.node)) {
            match &table.rows {
                Rows::Root(fields) => translator.read(fields, &pair.node, record),
                Rows::With(function) => function(translator, pair, record),
                Rows::Section(kind, title, fields) => {
                    let title = (!title.is_empty()).then(|| Node::text(pair.key_span, *title));
                    let entries = translator.each(fields, &pair.node);
                    Section { kind: *kind, title, hide: None, entries, span: pair.key_span }.put(record);
                }
            }
        }
    }
}

const PROFILE: &[Field] = &[
    keep("First Name", "basics.firstName"),
    keep("Last Name", "basics.lastName"),
    with("Full Name", |_, pair, record| {
        if record.get("basics").is_none_or(|basics| basics.get("firstName").is_none()) {
            record.put("basics.name", pair.key_span, pair.node.clone());
        }
    }),
    with("Maiden Name, Birth Date", |_, pair, record| {
        let mut detail = Record::default();
        detail.put("label", pair.key_span, Node::text(pair.key_span, pair.key.as_str()));
        detail.put("text", pair.key_span, pair.node.clone());
        record.add("basics.personal", pair.key_span, detail.node(pair.node.span));
    }),
    keep("Address", "basics.location.address"),
    field("Headline", "basics.label", How::Html),
    field("Summary", "basics.summary", How::Html),
    keep("Zip Code", "basics.location.postalCode"),
    keep("Geo Location, Location", "basics.location.city"),
    with("Twitter Handles", |_, pair, record| {
        for handle in bracketed(&pair.node) {
            let mut profile = Record::default();
            profile.put("network", pair.key_span, Node::text(pair.key_span, "Twitter"));
            profile.put("username", pair.key_span, handle);
            record.add("basics.profiles", pair.key_span, profile.node(pair.node.span));
        }
    }),
    with("Websites", websites),
    with("Instant Messengers", |_, pair, record| {
        for account in bracketed(&pair.node) {
            let (network, name) = labelled(&account);
            let mut profile = Record::default();
            if let Some(network) = network {
                profile.put("network", pair.key_span, network);
            }
            profile.put("username", pair.key_span, name);
            record.add("basics.profiles", pair.key_span, profile.node(account.span));
        }
    }),
    with("Industry", |t, pair, _| {
        let said = text(&pair.node).unwrap_or_default();
        t.left.push((format!("the industry: {said}"), pair.node.span));
    }),
];

const POSITION: &[Field] = &[
    keep("Company Name", "name"),
    keep("Title", "position"),
    field("Description", "summary", How::Body),
    keep("Location", "location"),
    keep("Started On", "startDate"),
    keep("Finished On", "endDate"),
];

const EDUCATION: &[Field] = &[
    keep("School Name", "institution"),
    keep("Degree Name", "studyType"),
    keep("Field Of Study", "area"),
    keep("Start Date, Started On", "startDate"),
    keep("End Date, Finished On", "endDate"),
    with("Notes", |_, pair, record| {
        let is_score = text(&pair.node).is_some_and(is_grade);
        match is_score {
            true => record.put("score", pair.key_span, pair.node.clone()),
            false => super::mapping::body("summary", pair, record),
        }
    }),
    field("Activities", "details", How::Add),
];

const LANGUAGE: &[Field] = &[keep("Name", "language"), keep("Proficiency", "fluency")];

const CERTIFICATION: &[Field] = &[
    keep("Name", "name"),
    keep("Url", "url"),
    keep("Authority", "issuer"),
    keep("Started On", "date"),
    field("Finished On", "details", How::Labelled("until")),
    field("License Number", "details", How::Labelled("No.")),
];

const PROJECT: &[Field] = &[
    keep("Title", "name"),
    field("Description", "description", How::Body),
    keep("Url", "url"),
    keep("Started On", "startDate"),
    keep("Finished On", "endDate"),
];

const PUBLICATION: &[Field] = &[
    keep("Name", "name"),
    keep("Published On", "releaseDate"),
    field("Description", "summary", How::Html),
    keep("Publisher", "publisher"),
    keep("Url", "url"),
];

const PATENT: &[Field] = &[
    keep("Title, Name", "title"),
    field("Description", "summary", How::Body),
    keep("Url", "url"),
    keep("Issuer, Office, Patent Office", "organization"),
    keep("Issued On, Filed On, Patent Filing Date", "date"),
    field("Patent Number, Number", "details", How::Labelled("No.")),
    field("Application Number", "details", How::Labelled("Application")),
    field("Status, Inventors", "details", How::Add),
];

const HONOR: &[Field] = &[
    keep("Title", "title"),
    keep("Issuer", "awarder"),
    field("Description", "summary", How::Html),
    keep("Issued On", "date"),
];

const VOLUNTEERING: &[Field] = &[
    keep("Company Name, Organization", "organization"),
    keep("Role", "position"),
    field("Cause", "details", How::Add),
    keep("Started On", "startDate"),
    keep("Finished On", "endDate"),
    field("Description", "summary", How::Body),
];

const COURSE: &[Field] =
    &[keep("Name", "title"), field("Number", "details", How::Add), keep("Associated With", "organization")];

const TEST: &[Field] = &[
    keep("Name", "title"),
    keep("Score", "score"),
    field("Description", "summary", How::Body),
    keep("Tested On, Test Date, Date", "date"),
];

const ORGANIZATION: &[Field] = &[
    keep("Name", "organization"),
    keep("Position", "title"),
    field("Description", "summary", How::Body),
    keep("Started On", "startDate"),
    keep("Finished On", "endDate"),
];

const CAUSE: &[Field] = &[keep("Supported Cause, Cause, Name", "name")];

const RECOMMENDATION: &[Field] = &[
    keep("Recommender", "name"),
    with("First Name", |_, pair, record| recommender(pair, record, "")),
    with("Last Name", |_, pair, record| recommender(pair, record, " ")),
    with("Job Title, Company", |_, pair, record| recommender(pair, record, ", ")),
    field("Text", "reference", How::Html),
    settings("Creation Date, Date"),
    with("Status", |t, pair, record| match text(&pair.node) {
        Some(status) if !status.eq_ignore_ascii_case("visible") => {
            record.put("hide", pair.key_span, super::mapping::flag(pair.node.span));
        }
        _ => t.setting("Status", pair.key_span),
    }),
];

/// Who recommends: name, job and company as one text.
fn recommender(pair: &Pair, record: &mut Record, separator: &str) {
    let Some(part) = text(&pair.node) else { return };
    let before = record.take("name");
    let joined =
        before.as_ref().and_then(|pair| text(&pair.node)).map(|name| format!("{name}{separator}{part}"));
    let span = before.as_ref().map_or(pair.node.span, |before| before.node.span.join(pair.node.span));
    record.put("name", pair.key_span, Node::text(span, joined.unwrap_or_else(|| part.to_owned())));
}

/// The address that is the primary one; the others are named.
fn addresses(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let rows: Vec<&Node> =
        items(&pair.node).iter().filter(|row| text_at(row, "Email Address").is_some()).collect();
    let is_primary = |row: &&&Node| row.get("Primary").and_then(truth) == Some(true);
    let is_confirmed = |row: &&&Node| row.get("Confirmed").and_then(truth) != Some(false);
    let primary = rows.iter().find(is_primary).or_else(|| rows.iter().find(is_confirmed)).or(rows.first());
    for row in &rows {
        let Some(address) = row.get("Email Address") else { continue };
        if primary.is_some_and(|primary| primary.span == row.span) {
            record.put("basics.email", pair.key_span, address.clone());
        } else {
            let shown = text(address).unwrap_or_default();
            translator
                .left
                .push((format!("the e-mail address {shown}, which is not the primary one"), address.span));
        }
        known_columns(translator, row, &["Email Address"]);
    }
}

/// Every number, with its extension.
fn numbers(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    for row in items(&pair.node) {
        let Some(number) = row.get("Number").filter(|number| !is_empty(number)) else { continue };
        let extension = text_at(row, "Extension").map(|extension| format!(" ext. {extension}"));
        let whole = text(number).unwrap_or_default().to_owned() + &extension.unwrap_or_default();
        record.put("basics.phone", pair.key_span, Node::text(number.span, whole));
        known_columns(translator, row, &["Number", "Extension"]);
    }
}

/// Notes the columns of a row that are of no use here.
fn known_columns(translator: &mut Translator, row: &Node, known: &[&str]) {
    let Value::Map(pairs) = &row.value else { return };
    for pair in pairs.iter().filter(|pair| !known.contains(&pair.key.as_str()) && !is_empty(&pair.node)) {
        translator.setting(&pair.key, pair.key_span);
    }
}

/// Names of skills.
fn skills(translator: &mut Translator, pair: &Pair, record: &mut Record) {
    let names = items(&pair.node).iter().filter_map(|row| row.get("Name")).filter(|name| !is_empty(name));
    let entries: Vec<Node> = names.cloned().collect();
    items(&pair.node).iter().for_each(|row| known_columns(translator, row, &["Name"]));
    Section::of(SectionKind::Skills, pair, entries).put(record);
}

/// Web sites: the first that is the person's own is so here; the others are accounts.
fn websites(_: &mut Translator, pair: &Pair, record: &mut Record) {
    for site in bracketed(&pair.node) {
        let (label, url) = labelled(&site);
        let sort = label.as_ref().and_then(text).unwrap_or_default().to_uppercase();
        let is_own = matches!(sort.as_str(), "" | "PERSONAL" | "PORTFOLIO" | "COMPANY" | "BLOG");
        let has_site = record.get("basics").is_some_and(|basics| basics.get("url").is_some());
        if is_own && !has_site {
            record.put("basics.url", pair.key_span, url);
            continue;
        }
        let mut profile = Record::default();
        if let Some(label) = label.filter(|_| !matches!(sort.as_str(), "OTHER" | "PERSONAL")) {
            profile.put("network", pair.key_span, label);
        }
        profile.put("url", pair.key_span, url);
        record.add("basics.profiles", pair.key_span, profile.node(site.span));
    }
}

/// The items of `[a,b]`, each with its place.
fn bracketed(node: &Node) -> Vec<Node> {
    let Some(whole) = text(node) else { return Vec::new() };
    let inner = whole.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(whole);
    let parts = inner.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Node::text(node.span, part)).collect()
}

/// `PERSONAL:https://…` as its label and what it is the label of.
fn labelled(node: &Node) -> (Option<Node>, Node) {
    let whole = text(node).unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_uppercase() || c == '_');
    match whole.split_once(':') {
        Some((label, rest)) if is_label(label) => {
            let mut name = label.to_lowercase().replace('_', " ");
            name[..1].make_ascii_uppercase();
            (Some(Node::text(node.span, name)), Node::text(node.span, rest.trim()))
        }
        _ => (None, node.clone()),
    }
}
