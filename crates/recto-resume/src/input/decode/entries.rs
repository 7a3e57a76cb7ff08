//! The tables of fields: what an entry of each section knows, under JSON Resume's names, those of its version
//! 0, and the others that files have.

use super::draft::{Draft, join_prose};
use super::fields::{Field, Put, Table};
use super::reader::{Named, Reader};
use crate::resume::Text;

const ORGANIZATION: Put<Draft> = |r, p, d| d.organization = r.text(p);
const TITLE: Put<Draft> = |r, p, d| d.title = r.text(p);
const NAME: Put<Draft> = |r, p, d| d.name = r.text(p);
const SUMMARY: Put<Draft> = |r, p, d| d.summary = r.prose(p);
const DETAIL: Put<Draft> = |r, p, d| d.details.extend(r.text(p));
const DETAILS: Put<Draft> = |r, p, d| d.details.extend(r.one_or_more(p));
const KEYWORDS: Put<Draft> = |r, p, d| d.keywords.extend(r.texts(p));
const MORE: Put<Draft> = |r, p, d| d.summary = join_prose(d.summary.take(), r.prose(p));
const NOTE: Put<Draft> = |r, p, d| d.note = r.prose(p);

const PLACE: Field<Draft> = Field::one(&["location", "place", "city"], |r, p, d| d.place = r.place(p));
const URL: Field<Draft> = Field::one(&["url", "website", "link", "href"], |r, p, d| d.url = r.text(p));
const START: Field<Draft> =
    Field::one(&["startDate", "start", "from", "begin"], |r, p, d| d.dates.start = r.dates(p));
const END: Field<Draft> = Field::one(&["endDate", "end", "to", "until"], |r, p, d| d.dates.end = r.dates(p));
const DATES: Field<Draft> =
    Field::one(&["date", "dates", "period", "year", "when"], |r, p, d| d.dates.whole = r.dates(p));
const HIGHLIGHTS: Field<Draft> = Field::many(
    &["highlights", "achievements", "bullets", "responsibilities", "accomplishments"],
    |r, p, d| d.highlights.extend(r.proses(p)),
);
const TECHNOLOGIES: Field<Draft> =
    Field::many(&["keywords", "technologies", "tech", "stack", "skills", "tools"], KEYWORDS);
const FACTS: Field<Draft> = Field::many(&["details"], DETAILS);
const HIDE: Field<Draft> = Field::one(&["hide", "hidden"], |r, p, d| d.hide = r.flag(p));
const SUMMARIES: &[&str] = &["summary", "text"];

/// `work`.
pub(super) static WORK: Table<Draft> = Table {
    what: "`work`",
    fields: &[
        Field::one(&["name", "company", "organization", "organisation", "employer"], ORGANIZATION),
        Field::one(&["position", "title", "role", "jobTitle"], TITLE),
        Field::one(&["description"], NOTE),
        Field::one(SUMMARIES, SUMMARY),
        Field::many(&["positions", "roles"], POSITIONS),
        Field::one(&["type", "employmentType"], DETAIL),
        PLACE,
        URL,
        START,
        END,
        DATES,
        HIGHLIGHTS,
        TECHNOLOGIES,
        FACTS,
        HIDE,
    ],
};

/// One of `positions` in an entry of `work`.
static POSITION: Table<Draft> = Table {
    what: "a position",
    fields: &[
        Field::one(&["position", "title", "role", "name", "jobTitle"], TITLE),
        Field::one(&["description"], NOTE),
        Field::one(SUMMARIES, SUMMARY),
        Field::one(&["type", "employmentType"], DETAIL),
        PLACE,
        URL,
        START,
        END,
        DATES,
        HIGHLIGHTS,
        TECHNOLOGIES,
        FACTS,
        HIDE,
    ],
};

/// `volunteer`.
pub(super) static VOLUNTEER: Table<Draft> = Table {
    what: "`volunteer`",
    fields: &[
        Field::one(&["organization", "organisation", "name", "company"], ORGANIZATION),
        Field::one(&["position", "title", "role"], TITLE),
        Field::one(&["description"], NOTE),
        Field::one(SUMMARIES, SUMMARY),
        Field::many(&["positions", "roles"], POSITIONS),
        PLACE,
        URL,
        START,
        END,
        DATES,
        HIGHLIGHTS,
        TECHNOLOGIES,
        FACTS,
        HIDE,
    ],
};

/// `education`.
pub(super) static EDUCATION: Table<Draft> = Table {
    what: "`education`",
    fields: &[
        Field::one(&["institution", "school", "university", "college", "name", "organization"], ORGANIZATION),
        Field::one(&["studyType", "degree"], |r, p, d| d.degree = r.text(p)),
        Field::one(&["area", "field", "fieldOfStudy", "major", "subject"], |r, p, d| d.area = r.text(p)),
        Field::one(&["title"], TITLE),
        Field::one(&["score", "gpa", "grade"], |r, p, d| d.details.extend(score(r, p))),
        Field::many(&["courses", "coursework", "keywords"], KEYWORDS),
        Field::one(&["description"], NOTE),
        Field::one(SUMMARIES, SUMMARY),
        PLACE,
        URL,
        START,
        END,
        DATES,
        HIGHLIGHTS,
        FACTS,
        HIDE,
    ],
};

/// `projects`.
pub(super) static PROJECTS: Table<Draft> = Table {
    what: "`projects`",
    fields: &[
        Field::one(&["name", "title"], TITLE),
        Field::one(&["entity", "organization", "company"], ORGANIZATION),
        Field::one(&["description"], MORE),
        Field::one(SUMMARIES, MORE),
        Field::many(&["roles"], |r, p, d| d.details.extend(r.texts(p))),
        Field::one(&["role", "position"], DETAIL),
        Field::one(&["type"], DETAIL),
        PLACE,
        URL,
        START,
        END,
        DATES,
        HIGHLIGHTS,
        TECHNOLOGIES,
        FACTS,
        HIDE,
    ],
};

/// `awards`.
pub(super) static AWARDS: Table<Draft> = Table {
    what: "`awards`",
    fields: &[
        Field::one(&["title", "name", "award"], TITLE),
        Field::one(&["awarder", "issuer", "organization"], ORGANIZATION),
        Field::one(&["summary", "description", "text"], SUMMARY),
        PLACE,
        URL,
        DATES,
        HIGHLIGHTS,
        FACTS,
        HIDE,
    ],
};

/// `certificates`.
pub(super) static CERTIFICATES: Table<Draft> = Table {
    what: "`certificates`",
    fields: &[
        Field::one(&["name", "title"], TITLE),
        Field::one(&["issuer", "authority", "organization", "awarder"], ORGANIZATION),
        Field::one(&["summary", "description", "text"], SUMMARY),
        URL,
        // A certificate does not go on as a job does: the day it was issued is one date.
        Field::one(&["date", "dates", "year", "issued", "issueDate", "startDate"], |r, p, d| {
            d.dates.whole = r.dates(p)
        }),
        FACTS,
        HIDE,
    ],
};

/// `publications`.
pub(super) static PUBLICATIONS: Table<Draft> = Table {
    what: "`publications`",
    fields: &[
        Field::one(&["name", "title"], TITLE),
        Field::one(&["publisher", "journal", "venue"], ORGANIZATION),
        Field::one(&["releaseDate", "date", "published", "year"], |r, p, d| d.dates.whole = r.dates(p)),
        Field::one(&["summary", "description", "abstract", "text"], SUMMARY),
        Field::many(&["authors", "author"], |r, p, d| d.details.extend(joined(r, p))),
        URL,
        FACTS,
        HIDE,
    ],
};

/// An entry of a section of the user's own.
pub(super) static CUSTOM: Table<Draft> = Table {
    what: "an entry of a section of your own",
    fields: &[
        Field::one(&["title", "position", "role", "degree", "studyType"], TITLE),
        Field::one(&["name", "heading"], NAME),
        Field::one(
            &[
                "organization", "organisation", "company", "institution", "entity", "issuer", "awarder",
                "publisher",
            ],
            ORGANIZATION,
        ),
        Field::one(&["description"], MORE),
        Field::one(SUMMARIES, MORE),
        Field::many(&["positions", "roles"], POSITIONS),
        FACTS,
        Field::one(&["type"], DETAIL),
        Field::one(&["score", "grade"], DETAIL),
        PLACE,
        URL,
        START,
        END,
        Field::one(&["date", "dates", "period", "year", "when", "releaseDate"], |r, p, d| {
            d.dates.whole = r.dates(p);
        }),
        HIGHLIGHTS,
        Field::many(&["keywords", "technologies", "tech", "stack", "skills", "tools", "courses"], KEYWORDS),
        HIDE,
    ],
};

/// Several roles at one organisation.
const POSITIONS: Put<Draft> = |r, p, d| {
    for node in r.items(p) {
        let position = Draft::read(r, p.item(node), &POSITION);
        if !position.hide {
            d.positions.push(position);
        }
    }
};

/// Names in a row, which are one fact: `J. Okoye, A. Lindqvist`.
fn joined(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Text> {
    let texts = reader.one_or_more(pair);
    let names: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
    (!names.is_empty()).then(|| Text::new(names.join(", "), pair.node.span))
}

/// A grade. Under v0's `gpa` a bare number says what it is.
fn score(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Text> {
    let mut text = reader.text(pair)?;
    if pair.key.eq_ignore_ascii_case("gpa") && !text.value.contains(char::is_alphabetic) {
        text.value = format!("GPA {}", text.value);
    }
    Some(text)
}
