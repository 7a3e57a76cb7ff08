//! Text boxes that are anchored in one paragraph: in which order they are read.

use super::package::{attribute, child};
use roxmltree::Node;

/// Units of DrawingML in a millimetre.
const MILLIMETRE: i64 = 36_000;

/// How far the left edges of boxes in one column may be apart.
const COLUMN: i64 = 15 * MILLIMETRE;

/// Text boxes in the order in which they are read: by column from the left, and from the top in a column. Where one of
/// them has no place of its own, they stay as they are.
pub(super) fn in_reading_order<'a, 'i>(boxes: Vec<Node<'a, 'i>>) -> Vec<Node<'a, 'i>> {
    let placed: Option<Vec<_>> = boxes.iter().map(|node| Some((place(*node)?, *node))).collect();
    let Some(mut placed) = placed.filter(|placed| placed.len() > 1) else { return boxes };
    placed.sort_by_key(|((left, _), _)| *left);
    let mut column = 0;
    let mut edge = None;
    let mut in_columns: Vec<_> = Vec::new();
    for ((left, top), node) in placed {
        if edge.is_some_and(|edge| left - edge > COLUMN) {
            column += 1;
        }
        edge = Some(left);
        in_columns.push(((column, top), node));
    }
    in_columns.sort_by_key(|(place, _)| *place);
    in_columns.into_iter().map(|(_, node)| node).collect()
}

/// The left and the top of a text box, as far as the file says it in lengths.
fn place(node: Node<'_, '_>) -> Option<(i64, i64)> {
    let anchor = node.ancestors().find(|node| node.tag_name().name() == "anchor")?;
    let offset = |name: &str| {
        let position = child(anchor, name)?;
        child(position, "posOffset")?.text()?.trim().parse::<i64>().ok()
    };
    let (mut left, mut top) = (offset("positionH")?, offset("positionV")?);
    // In a group, the shape's own place counts from that of the group.
    let shape = node.ancestors().find(|node| node.tag_name().name() == "wsp")?;
    if shape.parent().is_some_and(|parent| {
        parent.tag_name().name().ends_with("grpSp") || parent.tag_name().name() == "wgp"
    }) {
        let offset = shape.descendants().find(|node| node.tag_name().name() == "off")?;
        left = left.checked_add(attribute(offset, "x")?.parse().ok()?)?;
        top = top.checked_add(attribute(offset, "y")?.parse().ok()?)?;
    }
    Some((left, top))
}
