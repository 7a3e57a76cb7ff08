//! The structure of a tagged PDF: what a screen reader walks.

use super::{Glyph, Page, inner};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// How deep elements may be in elements.
const MAX_DEPTH: usize = 100;

/// One element of the structure.
#[derive(Debug)]
pub(in crate::proof) struct Element {
    /// What it is, such as `H1`, `L`, `Link`.
    pub role: String,
    /// The letters in it, in the order of the structure.
    pub text: String,
    /// What is read instead of an image.
    pub alternative: Option<String>,
}

/// All elements, outer before inner, in reading order.
pub(super) fn elements(file: &Document, ids: &[ObjectId], pages: &[Page]) -> Vec<Element> {
    let mut marks: BTreeMap<_, Vec<&Glyph>> = BTreeMap::new();
    for (id, page) in ids.iter().zip(pages) {
        for glyph in &page.glyphs {
            if let Some(mark) = glyph.mark {
                marks.entry((*id, mark)).or_default().push(glyph);
            }
        }
    }
    let mut walk = Walk { file, marks, elements: Vec::new(), depth: 0 };
    if let Some(root) = file.catalog().ok().and_then(|catalog| inner(file, catalog, b"StructTreeRoot")) {
        walk.children(root, None);
    }
    walk.elements
}

struct Walk<'a> {
    file: &'a Document,
    marks: BTreeMap<(ObjectId, i64), Vec<&'a Glyph>>,
    elements: Vec<Element>,
    depth: usize,
}

impl<'a> Walk<'a> {
    /// Walks what is in an element and gives its letters.
    fn children(&mut self, dict: &'a Dictionary, page: Option<ObjectId>) -> String {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let kids = dict.get(b"K").ok().and_then(|kids| self.file.dereference(kids).ok());
        match kids {
            None => String::new(),
            Some((_, Object::Array(kids))) => kids.iter().map(|kid| self.child(kid, page)).collect(),
            Some((_, kid)) => self.child(kid, page),
        }
    }

    fn child(&mut self, kid: &'a Object, page: Option<ObjectId>) -> String {
        let letters = |mark: i64, page: Option<ObjectId>| {
            let glyphs = page.and_then(|page| self.marks.get(&(page, mark)));
            glyphs.into_iter().flatten().map(|glyph| glyph.text.as_str()).collect::<String>()
        };
        let dict = match self.file.dereference(kid) {
            Ok((_, Object::Integer(mark))) => return letters(*mark, page),
            Ok((_, Object::Dictionary(dict))) => dict,
            _ => return String::new(),
        };
        if let Ok(mark) = dict.get(b"MCID").and_then(Object::as_i64) {
            return letters(mark, dict.get(b"Pg").and_then(Object::as_reference).ok().or(page));
        }
        let Ok(role) = dict.get(b"S").and_then(Object::as_name) else { return String::new() };
        if self.depth >= MAX_DEPTH {
            return String::new();
        }
        let alternative = dict.get(b"Alt").ok().and_then(|text| lopdf::decode_text_string(text).ok());
        let at = self.elements.len();
        let role = String::from_utf8_lossy(role).into_owned();
        self.elements.push(Element { role, text: String::new(), alternative });
        self.depth += 1;
        let text = self.children(dict, page);
        self.depth -= 1;
        self.elements[at].text.clone_from(&text);
        text
    }
}
