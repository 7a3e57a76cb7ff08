//! Where every line stands and how it looks.

use super::role::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The pages, and all that stands on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageItems {
    /// Width and height of every page (pt).
    pub sizes: Vec<[f64; 2]>,
    /// What stands on them, in reading order.
    pub items: Vec<Item>,
}

/// A line of text, or a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The page, from 1.
    pub page: usize,
    /// The place.
    pub area: Area,
    /// What it is for; of a line with several, the most telling.
    pub role: Role,
    /// What it is.
    pub what: What,
}

/// A place on a page, from its top left corner (pt).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge; of a line, one text size above the baseline.
    pub top: f64,
    /// Bottom edge; of a line, its baseline.
    pub bottom: f64,
}

impl From<[f64; 4]> for Area {
    fn from([left, right, top, bottom]: [f64; 4]) -> Self {
        Self { left, right, top, bottom }
    }
}

impl From<Area> for [f64; 4] {
    fn from(area: Area) -> Self {
        [area.left, area.right, area.top, area.bottom]
    }
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A line: its runs, from left to right.
    Line(Vec<Run>),
    /// A rule, a shape or a picture.
    Drawing(Drawing),
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What it is for.
    pub role: Role,
    /// How it looks.
    pub style: Style,
    /// Its characters, spaces folded; one at the end is kept.
    pub text: String,
}

/// How a run looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Size (pt).
    pub size: f64,
    /// Weight: 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Its paint: `#1f3a5f`.
    pub color: String,
    /// The font's family.
    pub family: String,
    /// What else there is to it, by name: `small capitals`, `underline` → `0.5 pt thick, 1.4 pt below the baseline`.
    pub extras: BTreeMap<String, String>,
}

/// Something that is not text.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// What sort.
    pub sort: DrawingKind,
    /// Its paint: `#1f3a5f`; empty for a picture.
    pub color: String,
    /// How thick its stroke is (pt); 0 without one.
    pub stroke: f64,
    /// What else there is to it, by name: `dashes`, `fill`, `corners`, `crop`.
    pub extras: BTreeMap<String, String>,
}

/// Sorts of drawings, displayed as messages name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum DrawingKind {
    /// A straight line.
    Rule,
    /// A closed shape, filled or not.
    Shape,
    /// A photo.
    Picture,
    /// The colour of a whole page.
    #[strum(to_string = "page background")]
    Background,
}

/// Items that a message names with one noun: lines of a role, or drawings of a sort and a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemKind {
    /// What they are for.
    pub role: Role,
    /// The sort of drawing; `None` for lines.
    pub drawing: Option<DrawingKind>,
}

impl ItemKind {
    /// All of them: `section headings`, `rules of section headings`.
    pub fn noun(self) -> String {
        self.drawing.map_or_else(|| self.role.noun(), |sort| format!("{sort}s{}", self.role.of()))
    }
}

/// What lies below the baseline of a line, in text sizes.
const DESCENT: f64 = 0.35;

impl Item {
    /// A line. What it is for is what the most telling of its runs is for.
    pub fn line(page: usize, area: Area, runs: Vec<Run>) -> Self {
        let written = runs.iter().filter(|run| !run.text.trim().is_empty()).map(|run| run.role);
        let role = written.min_by_key(|role| role.rank()).unwrap_or(Role::Text);
        Self { page, area, role, what: What::Line(runs) }
    }

    /// The characters of a line, but for leaders; none for a drawing.
    pub fn text(&self) -> String {
        let read = self.runs().iter().filter(|run| run.role != Role::Filler);
        super::folded(&read.map(|run| run.text.as_str()).collect::<String>())
    }

    /// Its runs; none for a drawing.
    pub fn runs(&self) -> &[Run] {
        match &self.what {
            What::Line(runs) => runs,
            What::Drawing(_) => &[],
        }
    }

    /// The rule, shape or picture that it is; `None` for a line.
    pub const fn drawing(&self) -> Option<&Drawing> {
        match &self.what {
            What::Line(_) => None,
            What::Drawing(drawing) => Some(drawing),
        }
    }

    /// Whether it is no line.
    pub const fn is_drawing(&self) -> bool {
        self.drawing().is_some()
    }

    /// What a message names it together with.
    pub fn kind(&self) -> ItemKind {
        ItemKind { role: self.role, drawing: self.drawing().map(|drawing| drawing.sort) }
    }

    /// The place of all that it paints.
    pub(super) fn painted(&self) -> Area {
        let Area { left, right, top, bottom } = self.area;
        let below = if self.is_drawing() { 1.0 } else { DESCENT * (bottom - top) };
        // Above the size of a line stand its accents.
        Area { left: left - 1.0, right: right + 1.0, top: top - 1.0, bottom: bottom + below }
    }
}

impl fmt::Display for Style {
    /// `14.2 600 #1f3a5f Source Serif 4 + small capitals + underline: 0.5 pt thick`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let italic = if self.italic { " italic" } else { "" };
        write!(f, "{} {}{italic} {} {}", self.size, self.weight, self.color, self.family)?;
        self.extras.iter().try_for_each(|(name, value)| match value.as_str() {
            "" => write!(f, " + {name}"),
            value => write!(f, " + {name}: {value}"),
        })
    }
}

impl Style {
    /// Reads a style as it is displayed.
    pub fn read(text: &str) -> Option<Self> {
        let (numbers, look) = text.split_once('#')?;
        let (color, names) = look.split_once(' ').unwrap_or((look, ""));
        let mut names = names.split(" + ");
        let family = names.next()?.to_owned();
        let extras = names.map(|extra| extra.split_once(": ").unwrap_or((extra, "")));
        let extras = extras.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut numbers = numbers.split_whitespace();
        let (size, weight) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        let italic = numbers.next() == Some("italic");
        Some(Self { size, weight, italic, color: format!("#{color}"), family, extras })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_read_as_it_is_written() {
        for text in [
            "14.2 600 #1f3a5f Source Serif 4",
            "9 400 italic #00000080 Source Sans 3",
            "9 400 #000000 A + b: 1 pt, c + d",
        ] {
            assert_eq!(Style::read(text).expect("a style").to_string(), text);
        }
        for wrong in ["", "#", "x 400 #000000 A", "9 #000000 A", "9 400 black A"] {
            assert_eq!(Style::read(wrong), None, "{wrong}");
        }
    }
}
