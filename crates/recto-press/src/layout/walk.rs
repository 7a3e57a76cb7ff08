//! Everything on the pages, in reading order, each with its place.

use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst_layout::PagedDocument;

/// The label of a group begins so if the group is text of a column, and ends with the name of the column. `region` in
/// `layouts/lib/document.typ` sets it; the engine puts it on the part of the column on each page.
const REGION: &str = "region:";

/// Shows every item to `each`: the number of its page (from 1), its place from the top left corner of the page, the column
/// of the innermost region around it, and itself. Groups are walked through; of what turns or stretches them, only where
/// they are moved to counts.
pub(super) fn items(document: &PagedDocument, mut each: impl FnMut(usize, Point, Option<&str>, &FrameItem)) {
    let enter = |_: &Option<String>, _: Point, group: &GroupItem| column(group.label?).map(Some);
    for (page, number) in document.pages().iter().zip(1..) {
        within(&page.frame, &None, &enter, &mut |at, region, item| {
            each(number, at, region.as_deref(), item);
        });
    }
}

/// The column that the label of a region names.
fn column(label: Label) -> Option<String> {
    label.resolve().as_str().strip_prefix(REGION).map(str::to_owned)
}

/// The same of one frame, with what holds where each item stands: `enter` tells what else holds in a group at a place;
/// `None` when nothing does.
pub(crate) fn within<S>(
    walked: &Frame,
    holds: &S,
    enter: &impl Fn(&S, Point, &GroupItem) -> Option<S>,
    each: &mut impl FnMut(Point, &S, &FrameItem),
) {
    frame(walked, Point::zero(), holds, enter, each);
}

fn frame<S>(
    walked: &Frame,
    origin: Point,
    holds: &S,
    enter: &impl Fn(&S, Point, &GroupItem) -> Option<S>,
    each: &mut impl FnMut(Point, &S, &FrameItem),
) {
    for (offset, item) in walked.items() {
        let at = origin + *offset;
        match item {
            FrameItem::Group(group) => {
                let origin = at + Point::new(group.transform.tx, group.transform.ty);
                let inner = enter(holds, origin, group);
                frame(&group.frame, origin, inner.as_ref().unwrap_or(holds), enter, each);
            }
            item => each(at, holds, item),
        }
    }
}
