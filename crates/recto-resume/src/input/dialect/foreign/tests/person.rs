//! One file of each program, with every field.

use super::{archive, read};

const RENDERCV: &str = r##"cv:
  name: Mira Solheim
  headline: Bridge Engineer
  location: Bergen, Norway
  email: [mira@example.org, second@example.org]
  photo: mira.jpg
  phone: tel:+1-202-555-0143
  website: https://mira.example.org
  social_networks:
    - {network: GitHub, username: mira-example}
  custom_connections:
    - {fontawesome_icon: globe, placeholder: Portfolio, url: https://folio.example.org}
  sections:
    About me:
      - Builds **light** bridges.
      - Second paragraph.
    experience:
      - company: "[Fjord Works](https://fjord.example.org)"
        position: Lead *Engineer*
        location: Bergen
        start_date: 2019-04
        end_date: present
        summary: Runs the bridge group.
        highlights: [Cut steel by 12%]
    studies:
      - {institution: Fjord College, area: Civil Engineering, degree: MSc, date: 2014, highlights: [Thesis on cables]}
    Papers:
      - title: On cables
        authors: ["***Mira Solheim***", O. Berg]
        doi: 10.1000/example
        url: https://doi.example.org/1
        journal: Journal of Examples
        date: 2020-05
        summary: A short abstract.
    Projects:
      - {name: Footbridge, start_date: 2020, end_date: 2021, location: Voss, summary: A wooden one., highlights: [Ten metres]}
    Certificates:
      - {name: Welding, start_date: 2018, end_date: 2022, location: Oslo, highlights: [Renewed once]}
    skills:
      - {label: Tools, details: "CAD (2D, 3D), FEM"}
      - {label: Code, details: "[cablelib](https://code.example.org)"}
    languages:
      - {label: Norwegian, details: native}
    Memberships:
      - {label: Guild, details: "since 2015, treasurer"}
      - bullet: Honorary member
    Talks:
      - number: First talk
      - number: Second talk
    Posters:
      - reversed_number: Newest poster
      - reversed_number: Oldest poster
design:
  theme: engineeringresumes
  page: {size: us-letter, top_margin: 2cm}
  colors: {section_titles: "rgb(0, 79, 144)"}
locale: {language: german, month: Monat}
settings: {current_date: 2026-01-01, bold_keywords: [steel]}
"##;

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

const REACTIVE_4: &str = r##"{"basics": {"name": "Tomas Reyne", "headline": "Baker", "email": "tomas@example.com",
"phone": "202-555-0161", "location": "Ghent", "url": {"label": "Shop", "href": "https://bread.example.com"},
"customFields": [{"id": "a", "icon": "x", "name": "Fax", "value": "202-555-0162"}],
"picture": {"url": "https://pic.example.com/t.jpg", "size": 64, "effects": {"hidden": false}}},
"sections": {"summary": {"name": "About", "id": "summary", "visible": true, "content": "<p>Bakes <strong>rye</strong> &amp; wheat.</p>"},
"experience": {"name": "Ovens", "id": "experience", "visible": true, "columns": 1, "items": [
 {"id": "1", "visible": true, "company": "Kruimel", "position": "Head baker", "location": "Ghent", "date": "May 2019 - Present",
  "summary": "<p>Runs the night shift.</p><ul><li><p>900 loaves</p></li><li><p>Two <em>apprentices</em></p></li></ul>",
  "url": {"label": "", "href": "https://kruimel.example.com"}},
 {"id": "2", "visible": false, "company": "Old Mill", "position": "Helper", "date": "2016 - 2018", "summary": "", "url": {"href": ""}}]},
"education": {"name": "Education", "id": "education", "visible": true, "items": [{"id": "3", "visible": true, "institution": "Bread School",
 "studyType": "Diploma", "area": "Baking", "score": "A", "date": "2015", "summary": "<p>With honours.</p>", "url": {"href": ""}}]},
"certifications": {"name": "Certifications", "id": "certifications", "visible": true, "items": [{"id": "4", "visible": true, "name": "Hygiene",
 "issuer": "Example Board", "date": "2020", "summary": "<p>Level two.</p>", "url": {"label": "proof", "href": "https://proof.example.com"}}]},
"skills": {"name": "Skills", "id": "skills", "visible": true, "items": [{"id": "5", "visible": true, "name": "Dough", "description": "Expert",
 "level": 5, "keywords": ["sour", "sweet"]}, {"id": "6", "visible": true, "name": "Ovens", "description": "", "level": 4, "keywords": []}]},
"languages": {"name": "Languages", "id": "languages", "visible": true, "items": [{"id": "7", "visible": true, "name": "Dutch", "description": "Native", "level": 5}]},
"interests": {"name": "Interests", "id": "interests", "visible": true, "items": [{"id": "8", "visible": true, "name": "Mills", "keywords": ["wind"]}]},
"profiles": {"name": "Profiles", "id": "profiles", "visible": true, "items": [{"id": "9", "visible": true, "network": "GitHub", "username": "tomas-example",
 "icon": "github", "url": {"href": "https://github.com/tomas-example"}}]},
"projects": {"name": "Projects", "id": "projects", "visible": true, "items": [{"id": "10", "visible": true, "name": "Street oven", "description": "Builder",
 "date": "2021", "summary": "<p>On wheels.</p>", "keywords": ["brick"], "url": {"href": "https://oven.example.com"}}]},
"publications": {"name": "Publications", "id": "publications", "visible": true, "items": [{"id": "11", "visible": true, "name": "Rye notes",
 "publisher": "Crumb Press", "date": "2022", "summary": "<p>Sixty pages.</p>", "url": {"href": ""}}]},
"awards": {"name": "Awards", "id": "awards", "visible": true, "items": [{"id": "12", "visible": true, "title": "Golden Crust", "awarder": "Guild",
 "date": "2023", "summary": "<p>First of ten.</p>", "url": {"href": ""}}]},
"volunteer": {"name": "Volunteering", "id": "volunteer", "visible": true, "items": [{"id": "13", "visible": true, "organization": "Soup House",
 "position": "Cook", "location": "Ghent", "date": "2017 - 2018", "summary": "<ul><li><p>Sundays</p></li></ul>", "url": {"href": ""}}]},
"references": {"name": "References", "id": "references", "visible": true, "items": [{"id": "14", "visible": true, "name": "Ans Maes",
 "description": "Owner of Kruimel", "summary": "<p>Never late.</p>", "url": {"href": ""}}]},
"custom": {"k1": {"name": "Fairs", "id": "k1", "visible": true, "items": [{"id": "15", "visible": true, "name": "Bread Fair", "description": "Speaker",
 "date": "2024", "location": "Bruges", "summary": "<p>On crust.</p>", "keywords": ["talk"], "url": {"href": ""}}]}}},
"metadata": {"template": "rhyhorn", "layout": [[["summary", "experience", "custom.k1"], ["skills"]]], "page": {"format": "letter"},
 "theme": {"primary": "#dc2626"}, "notes": "call back on Monday"}}"##;

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

const REACTIVE_5: &str = r##"{"picture": {"hidden": true, "url": "https://pic.example.com/l.jpg"}, "basics": {"name": "Lena Orlow",
"headline": "Pilot", "email": "lena@example.com", "phone": "202-555-0171", "location": "Riga", "website": {"url": "https://lena.example.com", "label": ""},
"customFields": [{"id": "c", "icon": "x", "text": "CPL(A)", "link": ""}]},
"summary": {"title": "Profile", "hidden": false, "content": "<p>Flies by night.</p>"},
"sections": {"profiles": {"title": "", "hidden": false, "items": [{"id": "a", "hidden": true, "network": "X", "username": "lena-example", "website": {"url": ""}}]},
"experience": {"title": "Flights", "hidden": false, "items": [{"id": "1", "hidden": false, "company": "Baltic Wings", "position": "", "location": "Riga",
 "period": "2015 - Present", "website": {"url": "https://wings.example.com", "label": "", "inlineLink": false}, "description": "<p>Regional line.</p>",
 "roles": [{"id": "r1", "position": "Captain", "period": "2019 - Present", "description": "<ul><li>Trains crews</li></ul>"},
 {"id": "r2", "position": "First officer", "period": "2015 - 2019", "description": ""}]}]},
"education": {"title": "", "items": [{"id": "2", "hidden": false, "school": "Air Academy", "degree": "BSc", "area": "Aviation", "grade": "9.1", "location": "Riga",
 "period": "2011 - 2015", "website": {"url": ""}, "description": "<p>Gliding club.</p>"}]},
"languages": {"title": "", "items": [{"id": "3", "hidden": false, "language": "Latvian", "fluency": "Native", "level": 5}]},
"certifications": {"title": "", "items": [{"id": "4", "hidden": false, "title": "Night rating", "issuer": "Example Agency", "date": "2016", "website": {"url": ""}, "description": ""}]},
"references": {"title": "", "items": [{"id": "5", "hidden": false, "name": "J. Ozols", "position": "Chief pilot", "phone": "202-555-0172", "website": {"url": ""}, "description": "<p>Calm in storms.</p>"}]}},
"customSections": [{"id": "s1", "title": "Simulators", "type": "experience", "hidden": false, "items": [{"id": "6", "hidden": false, "company": "SimCo", "position": "Instructor", "period": "2020", "roles": [], "description": ""}]}],
"metadata": {"template": "bronzor", "page": {"format": "a4", "locale": "de-DE"}, "design": {"colors": {"primary": "rgba(0, 132, 209, 1)"}}}}"##;

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

const FRESH: &str = r##"{"name": "Ola Brandt", "meta": {"format": "FRESH@1.0.0", "version": "1"},
"info": {"label": "Gardener", "class": "Druid", "image": "ola.png", "brief": "Grows *old* apples."},
"contact": {"email": "ola@example.org", "phone": "202-555-0181", "website": "https://ola.example.org", "other": [{"label": "Pager", "category": "work", "value": "202-555-0182"}]},
"location": {"address": "1 Orchard Lane", "code": "12345", "city": "Malmo", "country": "SE", "region": "Skane"},
"social": [{"label": "GitHub", "network": "GitHub", "user": "ola-example", "url": "https://github.com/ola-example"}],
"employment": {"summary": "Twenty years outdoors", "history": [{"employer": "Apple Trust", "position": "Head gardener", "url": "https://trust.example.org",
 "start": "2012-03", "end": "2020-01", "summary": "Kept the orchard.", "highlights": ["Saved 40 trees"], "location": "Lund", "keywords": ["pruning"]}]},
"education": {"summary": "Hands first", "level": "degree", "history": [{"title": "Diploma", "institution": "Garden School", "area": "Horticulture", "studyType": "Diploma",
 "start": "2008", "end": "2010", "grade": "B", "curriculum": ["Soils"], "url": "https://school.example.org", "summary": "Evening classes.", "highlights": ["Best herbarium"], "location": "Alnarp"}]},
"service": {"history": [{"organization": "Seed Bank", "position": "Sorter", "start": "2011", "end": "2012", "summary": "", "highlights": ["3,000 seeds"], "category": "charity"}]},
"skills": {"sets": [{"name": "Trees", "level": "master", "skills": ["grafting", "pruning"]}], "list": [{"name": "grafting"}, {"name": "Bees", "level": "novice", "summary": "two hives", "years": 3}]},
"projects": [{"title": "Wall garden", "category": "personal", "description": "Pears on wires.", "summary": "South wall.", "role": "Owner", "url": "https://wall.example.org", "start": "2019", "end": "2021", "highlights": ["Fruit in year two"], "keywords": ["espalier"]}],
"recognition": [{"category": "award", "title": "Green Spade", "date": "2018", "from": "Town of Lund", "summary": "For the orchard.", "url": "https://spade.example.org"}],
"writing": [{"title": "On grafts", "category": "book", "publisher": {"name": "Leaf Press", "url": "https://leaf.example.org"}, "date": "2016", "url": "https://grafts.example.org", "summary": "A handbook."}],
"reading": [{"title": "Soil Tales", "author": ["A. Earth"], "category": "book", "summary": "Every winter."}],
"speaking": [{"title": "Pruning live", "event": "Garden Days", "location": "Ystad", "date": "2017", "highlights": ["Full tent"]}],
"governance": [{"role": "Chair", "organization": "Allotment Union", "start": "2013", "end": "2015", "summary": "Ran the meetings."}],
"languages": [{"language": "Swedish", "level": "native", "years": 40}],
"samples": [{"title": "Orchard plan", "summary": "A drawing.", "url": "https://plan.example.org", "date": "2014"}],
"references": [{"name": "Ulla Ek", "role": "Neighbour", "private": true, "summary": "Honest."}],
"testimonials": [{"name": "Per Lind", "quote": "My trees live.", "category": "client"}],
"interests": [{"name": "Rain", "summary": "measured daily", "keywords": ["gauges"]}],
"extracurricular": [{"title": "Choir member", "activity": "Sings bass.", "start": "2009"}],
"affiliation": {"summary": "Still a member", "history": [{"organization": "Pear Society", "role": "Member", "start": "2010", "end": "2014"}]}}"##;

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

const MAC: &str = r##"{"settings": {"language": "ES", "lastUpdate": "2026-01-01", "MACVersion": "0.5"},
"aboutMe": {"profile": {"name": "Ines", "surnames": "Vidal Roca", "title": "Data engineer", "description": "Moves data.", "birthday": "1990-02-03",
 "avatar": {"link": "https://pic.example.org/i.jpg"}, "location": {"country": "ES", "region": "Soria", "municipality": "Almazan", "postalCode": "42200", "address": "Calle Uno 1"}},
 "relevantYearsOfExperience": 9,
 "relevantLinks": [{"type": "website", "URL": "https://ines.example.org"}, {"type": "github", "URL": "https://github.com/ines-example"}, {"type": "other", "URL": "https://letter.example.org", "description": "Newsletter"}],
 "interestingFacts": [{"topic": "First computer", "fact": "A used laptop"}],
 "recommendations": [{"title": "Queues", "type": "reading", "URL": "https://queues.example.org", "authors": [{"name": "Ada", "surnames": "Byte"}], "summary": "On waiting."}],
 "significativeRelationships": [{"name": "Pol", "surnames": "Mas", "title": "Mentor", "description": "Taught me joins."}]},
"experience": {"jobs": [{"organization": {"name": "Rio Data", "description": "A small shop", "URL": "https://rio.example.org", "location": {"municipality": "Soria", "country": "ES"}}, "type": "startup",
 "roles": [{"name": "Lead", "startDate": "2020-02-01", "challenges": [{"description": "New pipeline.", "actions": ["Chose the tools"]}], "competences": [{"name": "SQL", "type": "technology", "description": "daily"}], "notes": "Part time."},
 {"name": "Engineer", "startDate": "2017-01-01", "finishDate": "2020-01-31", "challenges": [{"description": "Old pipeline."}]}]}],
 "projects": [{"details": {"name": "Maps", "description": "Open maps.", "URL": "https://maps.example.org"}, "type": "openSource", "roles": [{"name": "Author", "startDate": "2019-01-01", "finishDate": "2019-06-01"}]}],
 "publicArtifacts": [{"details": {"name": "Talk on joins", "URL": "https://talk.example.org"}, "type": "talk", "publishingDate": "2021-05-01", "tags": ["joins"]}]},
"knowledge": {"languages": [{"name": "es", "fullName": "Spanish", "level": "Native or bilingual proficiency"}],
 "hardSkills": [{"skill": {"name": "Kafka", "type": "technology"}, "level": "expert"}], "softSkills": [{"skill": {"name": "Mentoring", "type": "practice"}, "level": "high"}],
 "studies": [{"studyType": "officialDegree", "degreeAchieved": false, "name": "Mathematics", "description": "Three years.", "startDate": "2008-09-01", "finishDate": "2011-06-30", "institution": {"name": "Soria University"}, "linkedCompetences": [{"name": "Proofs", "type": "practice"}]},
 {"studyType": "certification", "degreeAchieved": true, "name": "Cloud Operator", "startDate": "2018-01-01", "finishDate": "2018-02-01", "institution": {"name": "Cloud Board"}}]},
"careerPreferences": {"contact": {"publicProfiles": [{"type": "linkedin", "URL": "https://www.linkedin.com/in/ines-example"}], "contactMails": ["ines@example.org"], "phoneNumbers": [{"countryCode": 34, "number": "555 010 191"}]}, "status": "openToOffers"}}"##;

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

const EUROPASS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y" locale="en">
<DocumentInfo><DocumentType>ECV</DocumentType></DocumentInfo>
<LearnerInfo><Identification><PersonName><Title><Code>dr</Code><Label>Dr</Label></Title><FirstName>Nela</FirstName><Surname>Dvorak</Surname></PersonName>
<ContactInfo><Address><Contact><AddressLine>Lipova 1</AddressLine><AddressLine2>Flat 2</AddressLine2><PostalCode>11000</PostalCode><Municipality>Praha</Municipality><Country><Code>CZ</Code><Label>Czechia</Label></Country></Contact></Address>
<Email><Contact>nela@example.org</Contact></Email>
<TelephoneList><Telephone><Contact>202-555-0131</Contact><Use><Code>mobile</Code></Use></Telephone><Telephone><Contact>202-555-0132</Contact></Telephone></TelephoneList>
<WebsiteList><Website><Contact>https://nela.example.org</Contact></Website><Website><Contact>https://github.com/nela-example</Contact></Website></WebsiteList>
<InstantMessagingList><InstantMessaging><Contact>nela.example</Contact><Use><Code>skype</Code><Label>Skype</Label></Use></InstantMessaging></InstantMessagingList></ContactInfo>
<Demographics><Birthdate year="1988" month="--04" day="---09"/><Gender><Code>F</Code><Label>Female</Label></Gender><NationalityList><Nationality><Code>CZ</Code><Label>Czech</Label></Nationality></NationalityList></Demographics>
<Photo><MimeType>image/png</MimeType><Data>AAAA</Data></Photo></Identification>
<Headline><Type><Code>job</Code><Label>JOB</Label></Type><Description><Label>Water chemist</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2019" month="--03" day="---01"/><Current>true</Current></Period><Position><Code>1</Code><Label>Chemist</Label></Position>
<Activities>&lt;p&gt;Runs the lab.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Tests &amp;amp; reports&lt;/li&gt;&lt;/ul&gt;</Activities>
<Employer><Name>Voda Lab</Name><ContactInfo><Address><Contact><Municipality>Brno</Municipality><Country><Label>Czechia</Label></Country></Contact></Address><Website><Contact>https://voda.example.org</Contact></Website></ContactInfo><Sector><Label>Water supply</Label></Sector></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="2007"/><To year="2012"/></Period><Title>Master of Chemistry</Title><Activities>Thesis on lime<br/>and water</Activities><Organisation><Name>River University</Name></Organisation><Level><Code>7</Code><Label>EQF 7</Label></Level><Field><Label>Chemistry</Label></Field></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>cs</Code><Label>Czech language</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage><Description><Label>German language</Label></Description><ProficiencyLevel><Listening>C1</Listening><Reading>B2</Reading></ProficiencyLevel><CertificateList><Certificate><Title>Zertifikat</Title><Level>C1</Level></Certificate></CertificateList></ForeignLanguage></ForeignLanguageList></Linguistic>
<Communication><Description>Clear &amp; kind in talks.</Description></Communication><JobRelated><Description>&lt;ul&gt;&lt;li&gt;Titration&lt;/li&gt;&lt;/ul&gt;</Description></JobRelated>
<Computer><Description>Spreadsheets</Description><ProficiencyLevel><Information>C</Information></ProficiencyLevel></Computer>
<Driving><Description><Licence>B</Licence><Licence>C1E</Licence></Description></Driving></Skills>
<AchievementList><Achievement><Title><Label>Publications</Label></Title><Description>Two papers on lime.</Description></Achievement></AchievementList></LearnerInfo>
<CoverLetter><Opening>Dear lab</Opening></CoverLetter></SkillsPassport>"#;

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

const CANDIDATE: &str = r#"<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:eures="http://www.europass_eures.eu/1.0">
<hr:DocumentID schemeID="T">1</hr:DocumentID>
<CandidatePerson><PersonName><oa:GivenName>Rui</oa:GivenName><hr:FamilyName>Lage</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><oa:URI>rui@example.org</oa:URI></Communication>
<Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>1</CountryDialing><oa:DialNumber>2025550151</oa:DialNumber></Communication>
<Communication><ChannelCode>Web</ChannelCode><oa:URI>https://rui.example.org</oa:URI></Communication>
<Communication><Address><oa:AddressLine>Rua Um 1</oa:AddressLine><oa:CityName>Faro</oa:CityName><CountryCode>PT</CountryCode><oa:PostalCode>8000</oa:PostalCode></Address></Communication></CandidatePerson>
<CandidateProfile languageCode="en"><ExecutiveSummary>&lt;p&gt;Paints boats.&lt;/p&gt;</ExecutiveSummary>
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Boat Yard</hr:OrganizationName><PositionHistory><PositionTitle typeCode="FREETEXT">Painter</PositionTitle>
<eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
<oa:Description>&lt;ul&gt;&lt;li&gt;Hulls&lt;/li&gt;&lt;/ul&gt;</oa:Description><City>Faro</City><Country>PT</Country></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Paint School</hr:OrganizationName><hr:ProgramName>Coatings</hr:ProgramName><AttendancePeriod><StartDate><hr:FormattedDateTime>2014-09</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2016-07</hr:FormattedDateTime></EndDate></AttendancePeriod><EducationDegree><hr:DegreeName>Diploma</hr:DegreeName><OccupationalSkillsCovered>Colours.</OccupationalSkillsCovered></EducationDegree></EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID>http://publications.europa.eu/resource/authority/language/ENG</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C2</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
<Projects><Project><Title>Old ferry</Title><Description>Red again.</Description></Project></Projects>
<DigitalSkills><DigitalSkillsGroup><DigitalSkill>Tint software</DigitalSkill></DigitalSkillsGroup></DigitalSkills></CandidateProfile></Candidate>"#;

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
    (
        "Basic_Export/Profile.csv",
        "\u{feff}Last Name,First Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\r\n\
         Quill,Edda,Stone,1 Pier Road,Feb 3,Harbour pilot,\"Guides ships.\n\nSleeps by tide.\",Shipping,99501,\"Anchorage, Alaska\",[edda_example],\"[PERSONAL:https://edda.example.org,OTHER:https://tides.example.org]\",[SKYPE:edda.example]\r\n",
    ),
    (
        "Basic_Export/Email Addresses.csv",
        "Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,x\nedda@example.org,Yes,Yes,y\n",
    ),
    ("Basic_Export/PhoneNumbers.csv", "Extension,Number,Type\n12,202-555-0111,Mobile\n"),
    (
        "Basic_Export/Positions.csv",
        "Notes:\n\"Some data may be missing.\"\n\nCompany Name,Title,Description,Location,Started On,Finished On\n\
         Port Co,\"Pilot, Deep Sea\",\"Works \"\"by hand\"\".\n• 300 ships\n• No loss\",\"Anchorage, AK\",Mar 2019,\n\
         Port Co,Trainee,,,2017,Feb 2019\n",
    ),
    (
        "Basic_Export/Education.csv",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\nSea College,2013,2016,GPA 3.8,\"BSc, Navigation\",Rowing club\n",
    ),
    ("Basic_Export/Skills.csv", "Name\nRadar\nSonar\n"),
    ("Basic_Export/Languages.csv", "Name,Proficiency\nIcelandic,Native or bilingual proficiency\n"),
    (
        "Basic_Export/Certifications.csv",
        "Name,Url,Authority,Started On,Finished On,License Number\nPilot licence,https://pilot.example.org,Coast Board,Jan 2018,Jan 2028,PL-77\n",
    ),
    (
        "Basic_Export/Projects.csv",
        "Title,Description,Url,Started On,Finished On\nTide table,Prints the tides.,https://table.example.org,Jan 2020,Mar 2020\n",
    ),
    (
        "Basic_Export/Publications.csv",
        "Name,Published On,Description,Publisher,Url\nOn fog,\"May 1, 2021\",Ten pages.,Harbour Press,https://fog.example.org\n",
    ),
    (
        "Basic_Export/Patents.csv",
        "Title,Description,Url,Issuer,Patent Number,Issued On\nFog bell,Rings alone.,https://bell.example.org,Patent House,X123,2022\n",
    ),
    ("Basic_Export/Honors.csv", "Title,Description,Issued On\nBronze Anchor,For night work.,Jun 2020\n"),
    (
        "Basic_Export/Volunteering.csv",
        "Company Name,Role,Cause,Started On,Finished On,Description\nSea Scouts,Leader,Children,2015,2016,Teaches knots.\n",
    ),
    ("Basic_Export/Courses.csv", "Name,Number\nIce navigation,NAV 301\n"),
    ("Basic_Export/TestScores.csv", "Name,Description,Score,Tested On\nEye test,Yearly.,20/15,2023\n"),
    (
        "Basic_Export/Organizations.csv",
        "Name,Position,Description,Started On,Finished On\nPilots United,Member,Meets monthly.,2018,2020\n",
    ),
    (
        "Basic_Export/Recommendations_Received.csv",
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nSven,Moor,Port Co,Captain,\"Steady, always.\",01/02/23,VISIBLE\n",
    ),
    ("Basic_Export/Connections_123.csv", "First Name,Last Name\nSome,Body\n"),
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
