//! The lists of a Word file: which of their levels have a sign or a number.

use super::package::{attribute, value};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// The lists, by the id that paragraphs name, and the id of what they look like.
    lists: BTreeMap<i32, i32>,
    /// Levels that have no sign, by the id of the look.
    unsigned: BTreeSet<(i32, u8)>,
}

impl Numbering {
    /// Reads the part with the lists.
    pub(super) fn read(part: &Document<'_>) -> Self {
        let mut numbering = Self::default();
        for node in part.root_element().children() {
            match node.tag_name().name() {
                "num" => numbering.lists.extend(
                    number(node, "numId").zip(value(node, "abstractNumId").and_then(|id| id.parse().ok())),
                ),
                "abstractNum" => {
                    let Some(id) = number(node, "abstractNumId") else { continue };
                    let levels = node.children().filter(|level| level.tag_name().name() == "lvl");
                    let unsigned = levels.filter(|level| !has_sign(*level));
                    let depths = unsigned.filter_map(|level| u8::try_from(number(level, "ilvl")?).ok());
                    numbering.unsigned.extend(depths.map(|depth| (id, depth)));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Whether a paragraph of this list and this depth is an item: it has a sign.
    pub(super) fn is_item(&self, list: i32, depth: u8) -> bool {
        list != 0 && self.lists.get(&list).is_none_or(|look| !self.unsigned.contains(&(*look, depth)))
    }
}

/// Whether a level of a list shows something before its items.
fn has_sign(level: Node<'_, '_>) -> bool {
    value(level, "numFmt") != Some("none")
        && value(level, "lvlText").is_none_or(|sign| !sign.trim().is_empty())
}

fn number(node: Node<'_, '_>, name: &str) -> Option<i32> {
    attribute(node, name)?.parse().ok()
}
