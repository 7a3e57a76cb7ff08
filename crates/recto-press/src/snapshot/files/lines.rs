//! `lines.txt`: JSON on each line: a page, a line of text, a drawing.
//!
//! `{"line":{"page":1,"at":[left,right,top,baseline],"runs":[[role,style,text],…]}}`, lengths in pt.

use super::stray;
use crate::snapshot::lines::{Drawing, DrawingKind, Item, PageItems, Run, Style, What};
use crate::snapshot::role::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Record {
    /// Width and height of a page.
    Page([f64; 2]),
    /// A line of text; of each run its role, its style and its characters.
    Line { page: usize, at: [f64; 4], runs: Vec<(String, String, String)> },
    /// A rule, a shape or a picture.
    Drawing {
        page: usize,
        at: [f64; 4],
        role: String,
        sort: DrawingKind,
        color: String,
        stroke: f64,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        extras: BTreeMap<String, String>,
    },
}

impl From<&Item> for Record {
    fn from(item: &Item) -> Self {
        let (page, at) = (item.page, item.area.into());
        match item.what.clone() {
            What::Line(runs) => {
                let runs = runs.into_iter();
                let runs = runs.map(|run| (run.role.to_string(), run.style.to_string(), run.text));
                Self::Line { page, at, runs: runs.collect() }
            }
            What::Drawing(Drawing { sort, color, stroke, extras }) => {
                Self::Drawing { page, at, role: item.role.to_string(), sort, color, stroke, extras }
            }
        }
    }
}

/// The lines as the body of a file.
pub fn write(sheet: &PageItems) -> String {
    let records =
        sheet.sizes.iter().map(|size| Record::Page(*size)).chain(sheet.items.iter().map(Record::from));
    // Numbers, strings and lists always serialise.
    records.map(|record| serde_json::to_string(&record).unwrap_or_default() + "\n").collect()
}

/// The lines in a file's lines.
pub fn read(lines: &[&str]) -> Result<PageItems, String> {
    let mut sheet = PageItems::default();
    lines
        .iter()
        .zip(2..)
        .try_for_each(|(line, number)| add(&mut sheet, line).ok_or_else(|| stray(number)))?;
    Ok(sheet)
}

/// Adds a line of the file; `None` where it is damaged.
fn add(sheet: &mut PageItems, line: &str) -> Option<()> {
    let item = match serde_json::from_str(line).ok()? {
        Record::Page(size) => {
            sheet.sizes.push(size);
            return Some(());
        }
        Record::Line { page, at, runs } => {
            let run = |(role, style, text): (String, String, _)| {
                Some(Run { role: Role::read(&role)?, style: Style::read(&style)?, text })
            };
            Item::line(page, at.into(), runs.into_iter().map(run).collect::<Option<_>>()?)
        }
        Record::Drawing { page, at, role, sort, color, stroke, extras } => {
            let what = What::Drawing(Drawing { sort, color, stroke, extras });
            Item { page, area: at.into(), role: Role::read(&role)?, what }
        }
    };
    let is_there = (1..=sheet.sizes.len()).contains(&item.page);
    is_there.then(|| sheet.items.push(item))
}
