//! The tag tree: what a screen reader walks.

use super::{PdfFile, PdfPage, name, string};
use hayro_interpret::hayro_syntax::object::{Array, Dict, ObjRef, Object, ObjectIdentifier};
use std::collections::BTreeMap;

/// How deep elements may be in elements, and how many there may be.
const MAX_DEPTH: usize = 100;
const MAX_ELEMENTS: usize = 100_000;
/// How many glyphs the elements may have, each glyph counted in each element around it.
const MAX_PLACES: usize = 10_000_000;

/// How many roles are followed from one to the next.
const MAX_ROLES: usize = 4;

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
    let mut walk = Walk { marks, roles: Dict::empty(), elements: Vec::new(), left: MAX_PLACES };
    if let Some(root) = catalog.get::<Dict<'_>>("StructTreeRoot") {
        walk.roles = root.get::<Dict<'_>>("RoleMap").unwrap_or_default();
        walk.children(&root, None, 0);
    }
    walk.elements
}

struct Walk<'d> {
    marks: BTreeMap<(ObjectIdentifier, i32), GlyphPlaces>,
    /// What roles that the file has of its own are.
    roles: Dict<'d>,
    elements: Vec<TagElement>,
    /// How many glyphs the elements may still have.
    left: usize,
}

impl Walk<'_> {
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
        let Some(role) = name(&dict, "S").map(|role| self.standard(role)) else { return Vec::new() };
        if depth >= MAX_DEPTH || self.elements.len() >= MAX_ELEMENTS {
            return Vec::new();
        }
        let at = self.elements.len();
        let alternative = string(&dict, "Alt");
        self.elements.push(TagElement { role, depth, alternative, glyphs: Vec::new() });
        let glyphs = self.children(&dict, page, depth + 1);
        match self.left.checked_sub(glyphs.len()) {
            Some(left) => self.left = left,
            None => return Vec::new(),
        }
        self.elements[at].glyphs.clone_from(&glyphs);
        glyphs
    }

    /// The standard role that one of the file's own is, such as a heading for `Überschrift 1`.
    fn standard(&self, role: String) -> String {
        let mut role = role;
        for _ in 0..MAX_ROLES {
            match name(&self.roles, &role) {
                Some(meant) => role = meant,
                None => break,
            }
        }
        role
    }
}
