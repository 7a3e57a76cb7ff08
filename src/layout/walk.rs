//! Everything on the pages, in reading order, each with its place.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// Shows every item to `each`: the number of its page (from 1), its place from the top left corner of the page, and
/// itself. Groups are walked through; of what turns or stretches them, only where they are moved to counts.
pub fn items(document: &PagedDocument, mut each: impl FnMut(usize, Point, &FrameItem)) {
    for (page, number) in document.pages().iter().zip(1..) {
        frame(&page.frame, Point::zero(), number, &mut each);
    }
}

fn frame(walked: &Frame, origin: Point, page: usize, each: &mut impl FnMut(usize, Point, &FrameItem)) {
    for (offset, item) in walked.items() {
        let at = origin + *offset;
        match item {
            FrameItem::Group(group) => {
                frame(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), page, each);
            }
            item => each(page, at, item),
        }
    }
}
