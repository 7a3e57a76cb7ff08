//! Résumés of people who do not exist, as many as wanted: number `n` is always the same text, and no other number has
//! it. Most fill two pages.

use std::fmt::Write;

/// A résumé of two pages, in YAML.
pub fn full(n: u64) -> String {
    let mut dice = Dice(n.wrapping_add(1));
    let mut text = head(n, &mut dice);
    text.push_str("work:\n");
    let mut year = 2025;
    for _ in 0..4 {
        year = job(&mut text, &mut dice, year);
    }
    projects(&mut text, &mut dice);
    education(&mut text, &mut dice, year);
    skills(&mut text, &mut dice);
    text
}

/// A résumé of a few words, in YAML.
pub fn tiny(n: u64) -> String {
    let mut dice = Dice(n.wrapping_add(1));
    let (first, last, role) = (dice.of(FIRST), dice.of(LAST), dice.of(ROLES));
    format!("basics: {{name: {first} {last}}}\nwork: [{{position: {role}, name: Workshop {n}}}]\n")
}

/// Name, addresses and summary.
fn head(n: u64, dice: &mut Dice) -> String {
    let (first, last, role) = (dice.of(FIRST), dice.of(LAST), dice.of(ROLES));
    let (town, line) = (dice.of(TOWNS), 100 + n % 900);
    let summary = [dice.sentence(), dice.sentence()].join(" ");
    format!(
        "basics:\n  name: {first} {last}\n  label: {role}\n  email: {}.{}{n}@example.com\n  \
         phone: +1 555 010 {line}\n  location: {{city: {town}}}\n  summary: {summary}\n",
        first.to_lowercase(),
        last.to_lowercase(),
    )
}

/// One job that ends in `year`; the year in which it began.
fn job(text: &mut String, dice: &mut Dice, year: u64) -> u64 {
    let (role, place, town) = (dice.of(ROLES), dice.of(PLACES), dice.of(TOWNS));
    let (began, month) = (year - 2 - dice.below(2), 1 + dice.below(9));
    let _ = write!(
        text,
        "  - position: {role}\n    name: {place}\n    location: {town}\n    startDate: {began}-0{month}\n    \
         endDate: {year}-0{month}\n    highlights:\n"
    );
    for _ in 0..4 {
        let _ = writeln!(text, "      - {}", dice.sentence());
    }
    began
}

fn projects(text: &mut String, dice: &mut Dice) {
    text.push_str("projects:\n");
    for _ in 0..2 {
        let (thing, place, summary) = (dice.of(THINGS), dice.of(PLACES), dice.sentence());
        let _ =
            write!(text, "  - name: The {thing} of {place}\n    description: {summary}\n    highlights:\n");
        let _ = writeln!(text, "      - {}\n      - {}", dice.sentence(), dice.sentence());
    }
}

fn education(text: &mut String, dice: &mut Dice, year: u64) {
    text.push_str("education:\n");
    for end in [year, year - 3] {
        let (town, field) = (dice.of(TOWNS), dice.of(THINGS));
        let start = end - 3;
        let _ = write!(
            text,
            "  - institution: University of {town}\n    area: Study of the {field}\n    startDate: \"{start}\"\n    \
             endDate: \"{end}\"\n"
        );
    }
}

fn skills(text: &mut String, dice: &mut Dice) {
    text.push_str("skills:\n");
    for name in ["Making", "Mending", "Leading"] {
        let items = [dice.of(THINGS), dice.of(THINGS), dice.of(THINGS), dice.of(THINGS)].join("s, ");
        let _ = write!(text, "  - name: {name}\n    keywords: [{items}s]\n");
    }
}

/// Throws that come out the same every time (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators").
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        let sides = u64::try_from(words.len()).unwrap_or(1);
        usize::try_from(self.below(sides)).map_or("", |at| words[at])
    }

    /// A sentence of about twelve words, without a mark that means something in YAML.
    fn sentence(&mut self) -> String {
        let (did, how, what, place) = (self.of(DID), self.of(HOW), self.of(THINGS), self.of(PLACES));
        let (other, count, end) = (self.of(THINGS), 2 + self.below(950), self.of(ENDS));
        format!("{did} the {how} {what} at {place} together with {count} {other}s, {end}.")
    }
}

const FIRST: &[&str] = &[
    "Ada", "Bruno", "Clara", "Daniel", "Elif", "Farid", "Greta", "Hanna", "Ivo", "Jana", "Kofi", "Lena",
    "Marek", "Nadia", "Oscar", "Petra", "Quentin", "Rosa", "Samuel", "Tilda", "Uma", "Victor", "Wanda",
    "Xenia", "Yusuf", "Zora",
];

const LAST: &[&str] = &[
    "Adler", "Berg", "Castell", "Dunmore", "Ekström", "Faber", "Grün", "Hale", "Ivanov", "Jensen", "Kovač",
    "Lindqvist", "Moreau", "Novák", "Okafor", "Pereira", "Quist", "Rossi", "Sørensen", "Tanaka", "Ueda",
    "Vogel", "Weiss", "Xu", "Yılmaz", "Zeller",
];

const ROLES: &[&str] = &[
    "Engineer", "Director", "Surveyor", "Analyst", "Curator", "Teacher", "Boatbuilder", "Editor",
    "Site manager", "Software engineer", "Head of research", "Laboratory technician",
];

const PLACES: &[&str] = &[
    "Lantern Works", "Harbour Trust", "Northgate College", "Blue Mill", "Quarry Lane Studio",
    "Ferrow and Daughters", "Old Signal Company", "Tidewater Institute", "Marsh Line Railways",
    "Copper Field Museum",
];

const TOWNS: &[&str] =
    &["Ashby", "Brackwater", "Corvale", "Dunsea", "Eastmere", "Fallow", "Grimsvik", "Holm"];

const DID: &[&str] = &[
    "Designed", "Rebuilt", "Measured", "Introduced", "Documented", "Planned", "Repaired", "Simplified",
    "Tested", "Financed", "Translated", "Replaced",
];

const HOW: &[&str] = &[
    "long neglected", "publicly owned", "battery-powered", "half-finished", "well-known",
    "carefully restored", "never inspected", "three-storey", "poorly understood", "remarkably efficient",
];

const THINGS: &[&str] = &[
    "bridge", "signal box", "weather station", "archive", "pump house", "measuring instrument", "catalogue",
    "timetable", "greenhouse", "training course", "accounting system", "drainage map", "reading room",
    "lighthouse",
];

const ENDS: &[&str] = &[
    "ahead of the agreed date",
    "at two thirds of the cost",
    "with volunteers from four districts",
    "after the previous attempt had failed",
    "and wrote the handbook that is still in use",
    "which the inspectors recommended to others",
    "while the place stayed open to visitors",
];
