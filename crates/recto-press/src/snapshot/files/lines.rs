//! `lines.txt`: JSON on each line: a page, a line of text, a drawing.
//!
//! `{"line":{"page":1,"at":[left,right,top,baseline],"runs":[[role,style,text],…]}}`, lengths in pt.

use super::{framed, stray};
use crate::snapshot::lines::{Area, Drawing, Item, Run, Sheet, Sort, What, Written};
use crate::snapshot::role::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Record {
    /// Width and height of a page.
    Page([f64; 2]),
    /// A line of text.
    Line { page: usize, at: Area, runs: Vec<Run> },
    /// A rule, a shape or a picture.
    Drawing {
        page: usize,
        at: Area,
        role: Written<Role>,
        sort: Sort,
        color: String,
        stroke: f64,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        extras: BTreeMap<String, String>,
    },
}

/// The lines as a file.
pub fn write(sheet: &Sheet) -> String {
    let pages = sheet.sizes.iter().map(|size| Record::Page(*size));
    let items = sheet.items.iter().map(|item| match &item.what {
        What::Line(runs) => Record::Line { page: item.page, at: item.area, runs: runs.clone() },
        What::Drawing(what) => {
            let Drawing { sort, color, stroke, extras } = what.clone();
            let (page, at, role) = (item.page, item.area, Written(item.role));
            Record::Drawing { page, at, role, sort, color, stroke, extras }
        }
    });
    // Numbers, strings and lists always serialise.
    let lines = pages.chain(items).map(|record| serde_json::to_string(&record).unwrap_or_default() + "\n");
    framed("lines", &lines.collect::<String>())
}

/// The lines in a file's lines.
pub fn read(lines: &[&str]) -> Result<Sheet, String> {
    let mut sheet = Sheet::default();
    for (line, number) in lines.iter().zip(2..) {
        let record: Record = serde_json::from_str(line).map_err(|_| stray(number))?;
        let item = match record {
            Record::Page(size) => {
                sheet.sizes.push(size);
                continue;
            }
            Record::Line { page, at, runs } => Item::line(page, at, runs),
            Record::Drawing { page, at, role, sort, color, stroke, extras } => {
                let what = What::Drawing(Drawing { sort, color, stroke, extras });
                Item { page, area: at, role: role.0, what }
            }
        };
        if item.page == 0 || item.page > sheet.sizes.len() {
            return Err(stray(number));
        }
        sheet.items.push(item);
    }
    Ok(sheet)
}
