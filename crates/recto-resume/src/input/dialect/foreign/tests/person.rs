//! One file of each program, with every field.

use super::{archive, read};

/// The path of a file in the folder `samples` of the crate; the fuzz driver begins with the same files.
macro_rules! sample {
    ($name:literal) => {
        concat!(env!("CARGO_MANIFEST_DIR"), "/samples/", $name)
    };
}

const RENDERCV: &str = include_str!(sample!("rendercv.yaml"));

#[test]
fn rendercv() {
    let read = read("cv.yaml", RENDERCV);
    assert_eq!(read.at("/basics/name"), "Mira Solheim");
    assert_eq!(read.at("/basics/label"), "Bridge Engineer");
    assert_eq!(read.at("/basics/email"), "mira@example.org");
    assert_eq!(read.at("/basics/phone"), "+1-202-555-0143");
    assert_eq!(read.at("/work/0/name"), "Fjord Works");
    assert_eq!(read.at("/work/0/url"), "https://fjord.example.org");
    assert_eq!(read.at("/work/0/position"), "Lead Engineer");
    assert_eq!(read.at("/education/0/studyType"), "MSc");
    assert_eq!(read.at("/publications/0/name"), "On cables");
    assert_eq!(read.all("/skills/0/keywords"), "CAD (2D, 3D) | FEM");
    assert_eq!(read.at("/languages/0/fluency"), "native");
    assert_eq!(read.at("/meta/recto/layout"), "plain");
    assert_eq!(read.at("/meta/recto/paper"), "us-letter");
    assert_eq!(read.at("/meta/recto/accent"), "#004f90");
    read.is_told("data of RenderCV");
    read.is_told("this becomes `lang: de`");
    read.is_told("words to print in bold: steel");
    read.is_told("`locale.month`");
    read.loses_nothing(&[
        "second@example.org",
        "mira.jpg",
        "mira-example",
        "https://folio.example.org",
        "Builds **light** bridges.",
        "Second paragraph.",
        "Runs the bridge group.",
        "Cut steel by 12%",
        "Thesis on cables",
        "Mira Solheim, O. Berg",
        "10.1000/example",
        "Journal of Examples",
        "A short abstract.",
        "Voss",
        "A wooden one.",
        "Ten metres",
        "Oslo",
        "Renewed once",
        "https://code.example.org",
        "treasurer",
        "Honorary member",
        "First talk",
        "Oldest poster",
    ]);
    read.has_only_notes();
}

const REACTIVE_4: &str = include_str!(sample!("reactive-resume-4.json"));

#[test]
fn reactive_resume_4() {
    let read = read("resume.json", REACTIVE_4);
    assert_eq!(read.at("/basics/summary"), "Bakes **rye** & wheat.");
    assert_eq!(read.at("/basics/url"), "https://bread.example.com");
    assert_eq!(read.at("/work/0/summary"), "Runs the night shift.");
    assert_eq!(read.all("/work/0/highlights"), "900 loaves | Two *apprentices*");
    assert_eq!((read.at("/work/0/startDate"), read.at("/education/0/score")), ("2019-05", "A"));
    assert_eq!(read.at("/meta/recto/paper"), "us-letter");
    read.is_told("private notes: call back on Monday");
    read.loses_nothing(&[
        "Shop",
        "202-555-0162",
        "Old Mill",
        "With honours.",
        "Example Board",
        "Level two.",
        "https://proof.example.com",
        "proof",
        "Expert",
        "sour",
        "4/5",
        "Native",
        "wind",
        "tomas-example",
        "Builder",
        "On wheels.",
        "brick",
        "Crumb Press",
        "Sixty pages.",
        "First of ten.",
        "Sundays",
        "Ans Maes, Owner of Kruimel",
        "Never late.",
        "Fairs",
        "Speaker",
        "Bruges",
        "On crust.",
        "talk",
        "Ovens",
    ]);
    // The label of the web site has no field of its own.
    assert!(
        read.told.iter().all(|told| told.starts_with("format-translated")
            || told.contains("website.label")
            || told.contains("url.label")),
        "{:#?}",
        read.told
    );
}

const REACTIVE_5: &str = include_str!(sample!("reactive-resume-5.json"));

#[test]
fn reactive_resume_5() {
    let read = read("resume.json", REACTIVE_5);
    assert_eq!(read.at("/work/0/name"), "Baltic Wings");
    assert_eq!(read.at("/work/0/positions/0/position"), "Captain");
    assert_eq!(read.at("/work/0/positions/1/startDate"), "2015");
    assert_eq!(read.at("/meta/recto/layout"), "datum");
    assert_eq!(read.at("/meta/recto/accent"), "#0084d1");
    read.is_told("the hidden profile X lena-example");
    read.is_told("the hidden picture");
    read.is_told("2015 - Present, the time of all roles together");
    read.loses_nothing(&[
        "CPL(A)",
        "Flies by night.",
        "Flights",
        "Regional line.",
        "Trains crews",
        "First officer",
        "9.1",
        "Gliding club.",
        "Example Agency",
        "Night rating",
        "J. Ozols, Chief pilot, 202-555-0172",
        "Calm in storms.",
        "Simulators",
        "SimCo",
        "Instructor",
    ]);
    read.has_only_notes();
}

const FRESH: &str = include_str!(sample!("fresh.json"));

#[test]
fn fresh() {
    let read = read("resume.json", FRESH);
    assert_eq!(read.at("/basics/summary"), "Grows *old* apples.");
    assert_eq!(read.at("/basics/location/postalCode"), "12345");
    assert_eq!((read.at("/work/1/name"), read.at("/work/1/endDate")), ("Apple Trust", "2020-01"));
    assert_eq!(read.at("/education/1/institution"), "Garden School");
    assert_eq!(read.all("/skills/0/keywords"), "grafting | pruning");
    read.loses_nothing(&[
        "ola.png",
        "202-555-0182",
        "Pager",
        "ola-example",
        "Twenty years outdoors",
        "Kept the orchard.",
        "Saved 40 trees",
        "Hands first",
        "Soils",
        "Evening classes.",
        "Best herbarium",
        "Alnarp",
        "3,000 seeds",
        "charity",
        "master",
        "Bees",
        "two hives",
        "Pears on wires.",
        "South wall.",
        "Owner",
        "Fruit in year two",
        "espalier",
        "Town of Lund",
        "For the orchard.",
        "Leaf Press",
        "https://leaf.example.org",
        "A handbook.",
        "Soil Tales",
        "A. Earth",
        "Every winter.",
        "Garden Days",
        "Ystad",
        "Full tent",
        "Allotment Union",
        "Ran the meetings.",
        "Swedish",
        "Orchard plan",
        "A drawing.",
        "Ulla Ek",
        "Neighbour",
        "Honest.",
        "My trees live.",
        "measured daily",
        "gauges",
        "Choir member",
        "Sings bass.",
        "Still a member",
        "Pear Society",
    ]);
}

const MAC: &str = include_str!(sample!("mac.json"));

#[test]
fn manfred_mac() {
    let read = read("mac.json", MAC);
    assert_eq!((read.at("/basics/name"), read.at("/basics/phone")), ("Ines Vidal Roca", "+34 555 010 191"));
    assert_eq!(
        (read.at("/basics/email"), read.at("/basics/url")),
        ("ines@example.org", "https://ines.example.org")
    );
    assert_eq!((read.at("/work/0/name"), read.at("/work/0/positions/0/position")), ("Rio Data", "Lead"));
    assert_eq!(read.at("/work/0/positions/0/highlights/0"), "New pipeline.\n\n- Chose the tools");
    assert_eq!(
        (read.at("/languages/0/language"), read.at("/certificates/0/issuer")),
        ("Spanish", "Cloud Board")
    );
    read.loses_nothing(&[
        "Calle Uno 1",
        "https://github.com/ines-example",
        "Newsletter",
        "https://letter.example.org",
        "First computer",
        "A used laptop",
        "Queues",
        "Ada Byte",
        "On waiting.",
        "Pol Mas",
        "Mentor",
        "Taught me joins.",
        "A small shop",
        "Soria, ES",
        "SQL (daily)",
        "Part time.",
        "Old pipeline.",
        "Open maps.",
        "openSource",
        "Author",
        "Talk on joins",
        "joins",
        "Kafka",
        "expert",
        "Mentoring",
        "Mathematics",
        "Three years.",
        "degree not achieved",
        "Proofs",
        "Cloud Operator",
        "https://www.linkedin.com/in/ines-example",
    ]);
    read.is_told("unknown key `relevantYearsOfExperience`");
    read.is_told("not taken: `status`: openToOffers");
}

const EUROPASS: &str = include_str!(sample!("europass.xml"));

#[test]
fn europass_xml() {
    let read = read("cv.xml", EUROPASS);
    assert_eq!((read.at("/basics/name"), read.at("/basics/label")), ("Dr Nela Dvorak", "Water chemist"));
    assert_eq!((read.at("/work/0/name"), read.at("/work/0/position")), ("Voda Lab", "Chemist"));
    assert_eq!((read.at("/work/0/startDate"), read.at("/work/0/location")), ("2019-03-01", "Brno, Czechia"));
    assert_eq!(
        (read.at("/work/0/summary"), read.all("/work/0/highlights").as_str()),
        ("Runs the lab.", "Tests & reports")
    );
    assert_eq!(read.at("/education/0/endDate"), "2012");
    assert_eq!(
        (read.at("/languages/1/language"), read.at("/languages/1/fluency")),
        ("German language", "listening C1, reading B2")
    );
    read.loses_nothing(&[
        "Lipova 1",
        "Flat 2",
        "11000",
        "Czechia",
        "202-555-0132",
        "https://github.com/nela-example",
        "nela.example",
        "Skype",
        "1988-04-09",
        "Female",
        "Czech",
        "https://voda.example.org",
        "Water supply",
        "Master of Chemistry",
        "Thesis on lime",
        "EQF 7",
        "Chemistry",
        "Zertifikat",
        "Clear & kind in talks.",
        "Titration",
        "Spreadsheets",
        "information: C",
        "C1E",
        "Two papers on lime.",
        "Dear lab",
    ]);
    read.has_only_notes();
}

const CANDIDATE: &str = include_str!(sample!("europass-candidate.xml"));

#[test]
fn europass_candidate() {
    let read = read("attachment.xml", CANDIDATE);
    assert_eq!((read.at("/basics/name"), read.at("/basics/phone")), ("Rui Lage", "+1 2025550151"));
    assert_eq!((read.at("/work/0/name"), read.at("/work/0/positions/0/position")), ("Boat Yard", "Painter"));
    assert_eq!(
        (read.at("/work/0/positions/0/startDate"), read.at("/languages/0/fluency")),
        ("2019-03-01", "C2")
    );
    read.loses_nothing(&[
        "Paints boats.",
        "Rua Um 1",
        "8000",
        "Hulls",
        "Faro, PT",
        "Coatings",
        "Diploma",
        "Colours.",
        "ENG",
        "Old ferry",
        "Red again.",
        "Tint software",
        "rui@example.org",
        "https://rui.example.org",
    ]);
    read.has_only_notes();
}

/// An export as it comes: a folder, notes, marks at the start, quoted line ends, columns in another order.
pub(super) const LINKEDIN: &[(&str, &str)] = &[
    ("Basic_Export/Profile.csv", include_str!(sample!("linkedin/Basic_Export/Profile.csv"))),
    ("Basic_Export/Email Addresses.csv", include_str!(sample!("linkedin/Basic_Export/Email Addresses.csv"))),
    ("Basic_Export/PhoneNumbers.csv", include_str!(sample!("linkedin/Basic_Export/PhoneNumbers.csv"))),
    ("Basic_Export/Positions.csv", include_str!(sample!("linkedin/Basic_Export/Positions.csv"))),
    ("Basic_Export/Education.csv", include_str!(sample!("linkedin/Basic_Export/Education.csv"))),
    ("Basic_Export/Skills.csv", include_str!(sample!("linkedin/Basic_Export/Skills.csv"))),
    ("Basic_Export/Languages.csv", include_str!(sample!("linkedin/Basic_Export/Languages.csv"))),
    ("Basic_Export/Certifications.csv", include_str!(sample!("linkedin/Basic_Export/Certifications.csv"))),
    ("Basic_Export/Projects.csv", include_str!(sample!("linkedin/Basic_Export/Projects.csv"))),
    ("Basic_Export/Publications.csv", include_str!(sample!("linkedin/Basic_Export/Publications.csv"))),
    ("Basic_Export/Patents.csv", include_str!(sample!("linkedin/Basic_Export/Patents.csv"))),
    ("Basic_Export/Honors.csv", include_str!(sample!("linkedin/Basic_Export/Honors.csv"))),
    ("Basic_Export/Volunteering.csv", include_str!(sample!("linkedin/Basic_Export/Volunteering.csv"))),
    ("Basic_Export/Courses.csv", include_str!(sample!("linkedin/Basic_Export/Courses.csv"))),
    ("Basic_Export/TestScores.csv", include_str!(sample!("linkedin/Basic_Export/TestScores.csv"))),
    ("Basic_Export/Organizations.csv", include_str!(sample!("linkedin/Basic_Export/Organizations.csv"))),
    (
        "Basic_Export/Recommendations_Received.csv",
        include_str!(sample!("linkedin/Basic_Export/Recommendations_Received.csv")),
    ),
    ("Basic_Export/Connections_123.csv", include_str!(sample!("linkedin/Basic_Export/Connections_123.csv"))),
];

#[test]
fn linkedin() {
    let read = read("export.zip", archive(LINKEDIN));
    assert_eq!((read.at("/basics/name"), read.at("/basics/email")), ("Edda Quill", "edda@example.org"));
    assert_eq!(read.at("/basics/summary"), "Guides ships.\n\nSleeps by tide.");
    assert_eq!(read.at("/work/0/positions/0/position"), "Pilot, Deep Sea");
    assert_eq!(read.at("/work/0/positions/0/summary"), "Works \"by hand\".");
    assert_eq!(read.all("/work/0/positions/0/highlights"), "300 ships | No loss");
    assert_eq!((read.at("/education/0/details/0"), read.at("/education/0/startDate")), ("GPA 3.8", "2013"));
    assert_eq!(read.all("/skills/0/keywords"), "Radar | Sonar");
    assert_eq!(read.at("/certificates/0/date"), "2018-01");
    read.is_told("left out: `Connections_123.csv`");
    read.is_told("the e-mail address old@example.org");
    read.is_told("the industry: Shipping");
    read.loses_nothing(&[
        "Stone",
        "1 Pier Road",
        "Feb 3",
        "Harbour pilot",
        "99501",
        "Anchorage, Alaska",
        "edda_example",
        "https://edda.example.org",
        "https://tides.example.org",
        "edda.example",
        "202-555-0111 ext. 12",
        "Trainee",
        "BSc",
        "Rowing club",
        "Icelandic",
        "Coast Board",
        "Jan 2028",
        "PL-77",
        "Prints the tides.",
        "Harbour Press",
        "Ten pages.",
        "Fog bell",
        "Rings alone.",
        "Patent House",
        "X123",
        "For night work.",
        "Children",
        "Teaches knots.",
        "Ice navigation",
        "NAV 301",
        "20/15",
        "Pilots United",
        "Meets monthly.",
        "Sven Moor, Port Co, Captain",
        "Steady, always.",
    ]);
    read.has_only_notes();
}

/// One of the files above.
pub(super) fn sample(which: usize) -> Vec<u8> {
    match which {
        0 => RENDERCV.into(),
        1 => REACTIVE_4.into(),
        2 => REACTIVE_5.into(),
        3 => FRESH.into(),
        4 => MAC.into(),
        5 => EUROPASS.into(),
        6 => CANDIDATE.into(),
        _ => archive(LINKEDIN),
    }
}
