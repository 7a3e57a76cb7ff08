//! The structure of a tagged PDF: what a screen reader walks.

use super::text::{Piece, join};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// One element of the structure.
#[derive(Debug)]
pub struct Element {
    /// What it is, such as `H1`, `L`, `Link`.
    pub role: String,
    /// The text of all that is in it, white space folded.
    pub text: String,
}

/// All elements, outer before inner, in reading order.
pub fn elements(file: &Document, pages: &[Vec<Piece>]) -> Vec<Element> {
    let mut marks: BTreeMap<_, Vec<&Piece>> = BTreeMap::new();
    for piece in pages.iter().flatten() {
        if let Some(mark) = piece.mark {
            marks.entry((piece.page, mark)).or_default().push(piece);
        }
    }
    let catalog = file.catalog().expect("a catalog");
    let root = catalog.get_deref(b"StructTreeRoot", file).and_then(Object::as_dict).expect("a structure");
    let mut walk = Walk { file, marks, elements: Vec::new() };
    walk.children(root, None);
    walk.elements
}

struct Walk<'a> {
    file: &'a Document,
    marks: BTreeMap<(ObjectId, i64), Vec<&'a Piece>>,
    elements: Vec<Element>,
}

impl<'a> Walk<'a> {
    /// Walks what is in an element and gives its pieces.
    fn children(&mut self, dict: &'a Dictionary, page: Option<ObjectId>) -> Vec<&'a Piece> {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Ok(kids) = dict.get(b"K") else { return Vec::new() };
        match self.file.dereference(kids).expect("an object").1 {
            Object::Array(kids) => kids.iter().flat_map(|kid| self.child(kid, page)).collect(),
            kid => self.child(kid, page),
        }
    }

    fn child(&mut self, kid: &'a Object, page: Option<ObjectId>) -> Vec<&'a Piece> {
        let marked = |mark: i64, page: Option<ObjectId>| {
            let key = (page.expect("marked content has a page"), mark);
            self.marks.get(&key).cloned().unwrap_or_default()
        };
        let dict = match self.file.dereference(kid).expect("an object").1 {
            Object::Integer(mark) => return marked(*mark, page),
            Object::Dictionary(dict) => dict,
            other => panic!("{other:?} in the structure"),
        };
        if let Ok(mark) = dict.get(b"MCID").and_then(Object::as_i64) {
            return marked(mark, dict.get(b"Pg").and_then(Object::as_reference).ok().or(page));
        }
        let Ok(role) = dict.get(b"S").and_then(Object::as_name) else { return Vec::new() };
        let at = self.elements.len();
        self.elements.push(Element { role: String::from_utf8_lossy(role).into_owned(), text: String::new() });
        let pieces = self.children(dict, page);
        self.elements[at].text = super::fold(&join(pieces.iter().copied()));
        pieces
    }
}
