//! The tag tree: what a screen reader walks.

use super::{PdfFile, PdfPage, name, string};
use hayro_interpret::hayro_syntax::object::{Array, Dict, ObjRef, Object, ObjectIdentifier};
use std::collections::BTreeMap;

/// How deep elements may be in elements, and how many there may be.
const MAX_DEPTH: usize = 100;
const MAX_ELEMENTS: usize = 100_000;

/// An element of the tag tree.
#[derive(Debug, Clone)]
pub struct TagElement {
    /// What it is, such as `H1`, `L`, `Link`.
    pub role: String,
    /// How many elements it is in.
    pub depth: usize,
    /// What is read instead of an image.
    pub alternative: Option<String>,
    /// The glyphs in it in reading order.
    pub glyphs: GlyphPlaces,
}

/// Glyphs, each as the index of its page and its own there.
pub type GlyphPlaces = Vec<(usize, usize)>;

/// The object of a page.
type PageId = Option<ObjectIdentifier>;

impl PdfFile {
    /// The characters of an element.
    #[must_use]
    pub fn text(&self, element: &TagElement) -> String {
        element.glyphs.iter().map(|(page, glyph)| self.pages[*page].glyphs[*glyph].text.as_str()).collect()
    }
}

/// All elements. `ids` are the objects of the pages.
pub(super) fn elements(catalog: &Dict<'_>, ids: &[PageId], pages: &[PdfPage]) -> Vec<TagElement> {
    let mut marks: BTreeMap<_, GlyphPlaces> = BTreeMap::new();
    for (number, (id, page)) in ids.iter().zip(pages).enumerate() {
        for (at, glyph) in page.glyphs.iter().enumerate() {
            if let (Some(id), Some(mark)) = (id, glyph.mark) {
                marks.entry((*id, mark)).or_default().push((number, at));
            }
        }
    }
    let mut walk = Walk { marks, elements: Vec::new() };
    if let Some(root) = catalog.get::<Dict<'_>>("StructTreeRoot") {
        walk.children(&root, None, 0);
    }
    walk.elements
}

struct Walk {
    marks: BTreeMap<(ObjectIdentifier, i32), GlyphPlaces>,
    elements: Vec<TagElement>,
}

impl Walk {
    /// Walks what is in an element and returns its glyphs.
    fn children(&mut self, dict: &Dict<'_>, page: PageId, depth: usize) -> GlyphPlaces {
        let page = dict.get_ref("Pg").map(ObjRef::into).or(page);
        match dict.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => {
                Array::iter::<Object<'_>>(&kids).flat_map(|kid| self.child(kid, page, depth)).collect()
            }
            Some(kid) => self.child(kid, page, depth),
            None => Vec::new(),
        }
    }

    fn child(&mut self, kid: Object<'_>, page: PageId, depth: usize) -> GlyphPlaces {
        let marked = |mark: i32, page: PageId| {
            page.and_then(|page| self.marks.get(&(page, mark)).cloned()).unwrap_or_default()
        };
        if let Object::Number(mark) = kid {
            return i32::try_from(mark.as_i64()).map(|mark| marked(mark, page)).unwrap_or_default();
        }
        let Some(dict) = kid.into_dict() else { return Vec::new() };
        if let Some(mark) = dict.get::<i32>("MCID") {
            return marked(mark, dict.get_ref("Pg").map(ObjRef::into).or(page));
        }
        let Some(role) = name(&dict, "S") else { return Vec::new() };
        if depth >= MAX_DEPTH || self.elements.len() >= MAX_ELEMENTS {
            return Vec::new();
        }
        let at = self.elements.len();
        let alternative = string(&dict, "Alt");
        self.elements.push(TagElement { role, depth, alternative, glyphs: Vec::new() });
        let glyphs = self.children(&dict, page, depth + 1);
        self.elements[at].glyphs.clone_from(&glyphs);
        glyphs
    }
}
