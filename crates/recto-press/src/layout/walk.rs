//! Everything on the pages, in reading order, each with its place.

use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst_layout::PagedDocument;

/// Shows every item to `each`: the number of its page (from 1), its place from the top left corner of the page, and
/// itself. Groups are walked through; of what turns or stretches them, only where they are moved to counts.
pub(super) fn items(document: &PagedDocument, mut each: impl FnMut(usize, Point, &FrameItem)) {
    for (page, number) in document.pages().iter().zip(1..) {
        within(&page.frame, &(), &|(), _, _| None, &mut |at, (), item| each(number, at, item));
    }
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
