//! `layout.toml`: what a layout says about itself, and the rules that it keeps. A layout that breaks one is refused with a
//! sentence; a test holds the embedded ones to them.

pub mod parts;

use parts::PartStyle;
use recto_resume::resume::SectionKind;
use recto_resume::text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Least and most height of the letter x (pt): below, small print; above, a children's book.
pub const X_HEIGHT: (f64, f64) = (4.2, 5.6);
/// Least and most baseline distance (body sizes).
pub const LEADING: (f64, f64) = (1.22, 1.5);
/// Least and most margin (mm). Printers need the least.
pub const MARGIN: (f64, f64) = (12.7, 30.0);
/// Least and most factor of the unit of vertical space.
pub const GAP: (f64, f64) = (0.5, 1.5);
/// Least and most width of what is beside the text (body sizes).
const BESIDE: (f64, f64) = (0.0, 20.0);
/// Least and most width of a column (share of the space between the margins).
const SHARE: (f64, f64) = (0.2, 1.0);

/// A layout's description, defaults and ranges.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Its name; the folder's name.
    pub name: String,
    /// One line for the list of layouts.
    pub summary: String,
    /// Whom it is for.
    pub audience: String,
    /// Default text family.
    pub font: String,
    /// Default family of name and section heads; the text family if absent.
    pub heading_font: Option<String>,
    /// Default accent colour, `#rrggbb`.
    pub accent: String,
    /// How dates are written unless asked otherwise: `short` (Mar 2020), `long` (March 2020), `numeric` (03/2020).
    pub dates: String,
    /// What an entry begins with unless asked otherwise: `role` or `organization`.
    #[serde(default = "role")]
    pub lead: String,
    /// Whether it has a place for a photo.
    pub photo: bool,
    /// The measures at density 0 and at density 1.
    pub tokens: Ranges,
    /// Its columns in reading order; one, unless it says otherwise.
    #[serde(default = "one_column")]
    pub columns: Vec<Column>,
    /// The type style of each part that differs from the text around it.
    #[serde(default)]
    pub parts: BTreeMap<String, PartStyle>,
    /// Options of its own.
    #[serde(default)]
    pub options: BTreeMap<String, OwnOption>,
    /// How high what it sets is, where that was measured.
    pub height: Option<Heights>,
    /// How well outside readers get its text back, where that was measured.
    pub readers: Option<Readers>,
}

/// A column: where it is on the page and what it holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Its name: `main`, `side`.
    pub name: String,
    /// Its width as a share of the space between the margins, 0 to 1.
    pub share: f64,
    /// The sections it takes, by their keys in a file; none for the column that takes the others.
    #[serde(default)]
    pub sections: Vec<String>,
}

/// What entries begin with where the layout says nothing.
fn role() -> String {
    "role".to_owned()
}

/// The columns of a layout that names none.
fn one_column() -> Vec<Column> {
    vec![Column { name: "main".to_owned(), share: 1.0, sections: Vec::new() }]
}

/// Measures at density 0 (airy) and 1 (compact); in between gaps move first, then leading, size, and margins last (see
/// `sheet/measures.rs`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ranges {
    /// Height of the letter x (pt); the body size follows from the font.
    pub x_height: [f64; 2],
    /// Baseline distance in body sizes.
    pub leading: [f64; 2],
    /// Left and right margin (mm).
    pub margin_x: [f64; 2],
    /// Top and bottom margin (mm).
    pub margin_y: [f64; 2],
    /// Factor of the unit of vertical space.
    pub gap: [f64; 2],
    /// How wide the column beside the text is, if there is one, with its gap (body sizes).
    #[serde(default)]
    pub beside: f64,
}

/// An option only this layout has: one of a few words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnOption {
    /// What it does, one line.
    pub help: String,
    /// The words it takes.
    pub values: Vec<String>,
    /// The word it takes when nothing is said.
    pub default: String,
}

/// How high a layout sets things, for an estimate of how high a résumé is before it is set (see `layouts/README.md` for how
/// it is measured).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Heights {
    /// The part of its column that running text fills, 0.3 to 1.2 (with fewer or narrower characters than usual, more than all).
    pub measure: f64,
    /// Lines of an entry's head behind the first, where all of it would fit on one.
    pub head: f64,
    /// The height of a section's title with its gaps, compared with a line and five units.
    pub section: f64,
    /// The height of the header, compared with two lines for the name, its other lines, and two units.
    pub header: f64,
}

/// Least and most of what `[height]` says.
const HEIGHT: (f64, f64) = (0.0, 4.0);
/// Least and most part of its column that running text fills.
const FILLED: (f64, f64) = (0.3, 1.2);

/// Share of facts found in place, 0 to 1 (see `layouts/README.md` for how it is measured).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readers {
    /// In place in every reader.
    pub universal: f64,
    /// In place in the worst reader.
    pub worst: f64,
}

/// What keys take, in words: the table they are in, their names, what each takes.
const TAKES: [(&str, &[&str], &str); 9] = [
    ("", &["name", "summary", "audience", "font", "heading-font", "dates"], "a text in quotes"),
    ("", &["accent"], "a colour in quotes, such as \"#1f3a5f\""),
    ("", &["photo"], "true or false"),
    (
        "tokens",
        &["margin-x", "margin-y"],
        "two numbers of mm, at density 0 and at density 1, such as [22, 18]",
    ),
    ("tokens", &["x-height"], "two numbers of pt, at density 0 and at density 1, such as [4.8, 4.4]"),
    ("tokens", &["leading", "gap"], "two numbers, at density 0 and at density 1, such as [1.4, 1.25]"),
    ("columns", &["name"], "a text in quotes"),
    ("columns", &["sections"], "texts in quotes, such as [\"skills\", \"languages\"]"),
    ("options", &["help", "default"], "a text in quotes"),
];

/// The key whose value is at `at`, and what it takes.
fn takes_at(text: &str, at: usize) -> Option<(&str, &'static str)> {
    let before = text.get(..at)?;
    let header = before.lines().rev().find_map(|line| line.trim().strip_prefix('['));
    let table = header.unwrap_or_default().trim_start_matches('[').split(['.', ']']).next()?.trim();
    let (key, _) = before[before.rfind('\n').map_or(0, |end| end + 1)..].split_once('=')?;
    let key = key.trim();
    let row = TAKES.iter().find(|(known, keys, _)| *known == table && keys.contains(&key));
    row.map(|(.., takes)| (key, *takes))
}

impl Manifest {
    /// Reads the manifest of the layout in `folder` and checks it against the rules. `complete` says whether the folder
    /// has a `layout.typ`.
    ///
    /// # Errors
    /// The first rule that is broken, as a sentence without a full stop, and its place.
    pub fn parse(folder: &str, text: &str, complete: bool) -> Result<Self, (String, Span)> {
        let manifest: Self = toml::from_str(text).map_err(|error| {
            let span = error.span().map_or(Span::at(0), |range| Span::new(range.start, range.end));
            let plain = takes_at(text, span.start).map(|(key, takes)| format!("`{key}` takes {takes}"));
            (plain.unwrap_or_else(|| error.message().trim_end().to_owned()), span)
        })?;
        manifest.check(folder, complete).map_err(|reason| {
            // A rule names its key in quotes.
            let key = reason.split('`').nth(1).unwrap_or_default();
            let line =
                text.lines().find(|line| line.split('=').next().is_some_and(|name| name.trim() == key));
            let start = line.map_or(0, |line| line.as_ptr() as usize - text.as_ptr() as usize);
            (reason, Span::new(start, start + line.map_or(0, str::len)))
        })?;
        Ok(manifest)
    }

    /// Checks it against the rules.
    fn check(&self, folder: &str, complete: bool) -> Result<(), String> {
        let manifest = self;
        if manifest.name != folder {
            return Err(format!("`name` is `{}`, but the folder is named `{folder}`", manifest.name));
        }
        if !complete {
            return Err("there is no `layout.typ` beside it".to_owned());
        }
        for line in [&manifest.summary, &manifest.audience] {
            if line.trim().is_empty() || line.contains('\n') {
                return Err("`summary` and `audience` are one line each".to_owned());
            }
        }
        if !is_colour(&manifest.accent) {
            return Err(format!("`accent` is `{}`, expected a colour such as `#1f3a5f`", manifest.accent));
        }
        if !["short", "long", "numeric"].contains(&manifest.dates.as_str()) {
            return Err(format!("`dates` is `{}`, expected `short`, `long` or `numeric`", manifest.dates));
        }
        if !["organization", "role"].contains(&manifest.lead.as_str()) {
            return Err(format!("`lead` is `{}`, expected `organization` or `role`", manifest.lead));
        }
        ranges(&manifest.tokens)?;
        columns(&manifest.columns)?;
        parts::check(&manifest.parts)?;
        for (name, option) in &manifest.options {
            own_option(name, option)?;
        }
        if let Some(Heights { measure, head, section, header }) = manifest.height {
            let all = [
                ("measure", measure, FILLED),
                ("head", head, HEIGHT),
                ("section", section, HEIGHT),
                ("header", header, HEIGHT),
            ];
            if let Some((name, value, (low, high))) =
                all.into_iter().find(|(_, value, (low, high))| !(low..=high).contains(&value))
            {
                return Err(format!("`height.{name}` is {value}, expected {low} to {high}"));
            }
        }
        for share in manifest.readers.iter().flat_map(|readers| [readers.universal, readers.worst]) {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("a share under `readers` is {share}, expected 0 to 1"));
            }
        }
        Ok(())
    }
}

/// Columns have names of their own and sensible widths, name sections that there are, and one takes what no other does.
fn columns(columns: &[Column]) -> Result<(), String> {
    for (n, Column { name, share, sections }) in columns.iter().enumerate() {
        if name.trim().is_empty() {
            return Err("a column has no `name`".to_owned());
        }
        let taken = |key: &&String| columns[..n].iter().any(|other| other.sections.contains(key));
        if let Some(twice) = sections.iter().find(taken) {
            return Err(format!("column `{name}`: another column takes `{twice}`, too"));
        }
        if columns[..n].iter().any(|other| other.name == *name) {
            return Err(format!("two columns are named `{name}`"));
        }
        if !(SHARE.0..=SHARE.1).contains(share) {
            return Err(format!("column `{name}`: `share` is {share}, expected {} to {}", SHARE.0, SHARE.1));
        }
        if let Some(unknown) =
            sections.iter().find(|key| !SectionKind::KEYED.iter().any(|kind| kind.key() == key.as_str()))
        {
            return Err(format!("column `{name}`: there is no section `{unknown}`"));
        }
    }
    if columns.iter().filter(|column| column.sections.is_empty()).count() != 1 {
        return Err("exactly one column names no `sections` and takes the rest".to_owned());
    }
    Ok(())
}

/// Every measure is within its limits and does not grow with the density.
fn ranges(ranges: &Ranges) -> Result<(), String> {
    let all = [
        ("x-height", ranges.x_height, X_HEIGHT),
        ("leading", ranges.leading, LEADING),
        ("margin-x", ranges.margin_x, MARGIN),
        ("margin-y", ranges.margin_y, MARGIN),
        ("gap", ranges.gap, GAP),
    ];
    if !(BESIDE.0..=BESIDE.1).contains(&ranges.beside) {
        return Err(format!("`tokens.beside` is {}, expected {} to {}", ranges.beside, BESIDE.0, BESIDE.1));
    }
    for (name, [airy, compact], (low, high)) in all {
        if !(low..=high).contains(&airy) || !(low..=high).contains(&compact) {
            return Err(format!("`tokens.{name}` is [{airy}, {compact}], expected {low} to {high}"));
        }
        if compact > airy {
            return Err(format!(
                "`tokens.{name}` grows from {airy} to {compact}, but density 1 is the compact end"
            ));
        }
    }
    Ok(())
}

/// An option is worth having when there is a choice, and its default is one of the values.
fn own_option(name: &str, option: &OwnOption) -> Result<(), String> {
    if option.values.len() < 2 {
        return Err(format!("`options.{name}` offers no choice"));
    }
    if !option.values.contains(&option.default) {
        return Err(format!(
            "`options.{name}.default` is `{}`, which is not among its values",
            option.default
        ));
    }
    if option.help.trim().is_empty() {
        return Err(format!("`options.{name}.help` is empty"));
    }
    Ok(())
}

/// Whether this is `#rrggbb`.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../../tests/fixtures/layouts/tiny/layout.toml");

    fn check(text: &str) -> Result<Manifest, String> {
        Manifest::parse("tiny", text, true).map_err(|(reason, _)| reason)
    }

    #[test]
    fn a_good_manifest_passes() {
        assert_eq!(check(GOOD).map(|manifest| manifest.name), Ok("tiny".to_owned()));
    }

    #[test]
    fn a_broken_rule_has_its_place() {
        let broken = GOOD.replace("name = \"tiny\"", "name = \"other\"");
        let (_, span) = Manifest::parse("tiny", &broken, true).unwrap_err();
        assert_eq!(&broken[span.start..span.end], "name = \"other\"");
        let (_, span) = Manifest::parse("tiny", &GOOD.replace("photo = ", "photo = no"), true).unwrap_err();
        assert!(span.start > 0);
        let unmeasured = GOOD.split("[readers]").next().unwrap_or_default();
        assert!(check(unmeasured).unwrap().readers.is_none());
    }

    #[test]
    fn every_broken_rule_is_named() {
        let cases = [
            ("name = \"tiny\"", "name = \"huge\"", "the folder is named `tiny`"),
            ("#1f3a5f", "navy", "`accent` is `navy`"),
            ("\"short\"", "\"brief\"", "`dates` is `brief`"),
            ("x-height = [5.3, 4.3]", "x-height = [5.3, 4.1]", "`tokens.x-height` is [5.3, 4.1]"),
            ("gap = [1.3, 0.6]", "gap = [0.6, 1.3]", "`tokens.gap` grows"),
            ("[parts.date]", "[parts.dates]", "`parts.dates` is not a part; parts are name, headline"),
            ("weight = 600", "weight = 950", "`parts.date.weight` is 950, expected 100 to 900"),
            ("weight = 600", "wieght = 600", "unknown field `wieght`"),
            ("size = 0.9", "size = 0.5", "`parts.date.size` is 0.5, expected 0.6 to 4.5"),
            ("color = \"grey\"", "color = \"gray\"", "`parts.date.color` is `gray`, expected one of ink"),
            (
                "font = \"heading\"",
                "font = \"Arial\"",
                "`parts.date.font` is `Arial`, expected one of text, heading",
            ),
            ("style = \"italic\"", "style = \"oblique\"", "`parts.date.style` is `oblique`"),
            ("case = \"normal\"", "case = \"lower\"", "`parts.date.case` is `lower`"),
            ("default = \"round\"", "default = \"star\"", "`star`, which is not among"),
            (
                "[readers]",
                "[height]\nmeasure = 2.0\nhead = 1\nsection = 1\nheader = 1\n[readers]",
                "`height.measure` is 2, expected 0.3 to 1.2",
            ),
            (
                "[readers]",
                "[height]\nmeasure = 1\nhead = -1\nsection = 1\nheader = 1\n[readers]",
                "`height.head` is -1, expected 0 to 4",
            ),
            ("universal = 1.0", "universal = 1.4", "is 1.4, expected 0 to 1"),
            ("summary =", "sumary =", "unknown field `sumary`"),
            ("photo = true", "photo = \"yes\"", "`photo` takes true or false"),
            ("[parts.date]", "[parts]\nname = { wieght = 600 }\n[parts.date]", "unknown field `wieght`"),
            ("[parts.date]", "[parts]\nname = 3\n[parts.date]", "invalid type"),
        ];
        for (from, to, expected) in cases {
            let text = GOOD.replace(from, to);
            assert_ne!(text, GOOD, "the fixture no longer holds {from}");
            let reason = check(&text).err().unwrap_or_default();
            assert!(reason.contains(expected), "{reason:?} does not say {expected:?}");
        }
    }

    #[test]
    fn columns_keep_their_rules() {
        let main = "[[columns]]\nname = \"main\"\nshare = 0.7\n";
        let side = "[[columns]]\nname = \"side\"\nshare = 0.25\nsections = [\"skills\"]\n";
        let with = |columns: &[&str]| check(&format!("{GOOD}\n{}", columns.concat()));
        let names =
            |manifest: Manifest| manifest.columns.into_iter().map(|column| column.name).collect::<Vec<_>>();
        assert_eq!(check(GOOD).map(names), Ok(vec!["main".to_owned()]));
        assert_eq!(with(&[side, main]).map(names), Ok(vec!["side".to_owned(), "main".to_owned()]));
        for (columns, expected) in [
            (vec![main, main], "two columns are named `main`"),
            (vec![side], "exactly one column names no `sections`"),
            (vec![main, &main.replace("main", "more")], "exactly one column names no `sections`"),
            (vec![main, &side.replace("0.25", "0.1")], "column `side`: `share` is 0.1, expected 0.2 to 1"),
            (vec![main, &side.replace("skills", "skils")], "column `side`: there is no section `skils`"),
            (
                vec![main, side, &side.replace("side", "right")],
                "column `right`: another column takes `skills`",
            ),
            (vec![main, &side.replace("side", " ")], "a column has no `name`"),
        ] {
            let reason = with(&columns).err().unwrap_or_default();
            assert!(reason.contains(expected), "{reason:?} does not say {expected:?}");
        }
    }

    #[test]
    fn a_folder_without_a_layout_is_refused() {
        let reason = Manifest::parse("tiny", GOOD, false).err().map(|(reason, _)| reason).unwrap_or_default();
        assert!(reason.contains("layout.typ"), "{reason}");
    }
}
