//! Reads a PDF as a program that takes résumés does: text, headings, links, fonts, and what the file says of itself.

mod text;
mod tree;

use lopdf::{Dictionary, Document, Object};
use std::collections::{BTreeMap, BTreeSet};
use text::Piece;

/// A PDF that has been read.
pub struct Pdf {
    file: Document,
    /// The pieces of text of each page, in the order in which they are painted.
    pages: Vec<Vec<Piece>>,
}

impl Pdf {
    /// Reads one; panics when it is none.
    pub fn new(bytes: &[u8]) -> Self {
        let file = Document::load_mem(bytes).expect("it is a PDF");
        let pages = file.page_iter().map(|page| text::pieces(&file, page)).collect();
        Self { file, pages }
    }

    /// The text of each page, one line per line, without what repeats on every page.
    pub fn pages(&self) -> Vec<String> {
        self.pages.iter().map(|pieces| text::join(pieces.iter().filter(|piece| !piece.artifact))).collect()
    }

    /// The text of what repeats on every page, such as a page's number, page by page.
    pub fn furniture(&self) -> Vec<String> {
        self.pages.iter().map(|pieces| text::join(pieces.iter().filter(|piece| piece.artifact))).collect()
    }

    /// The whole text, every stretch of white space one space.
    pub fn text(&self) -> String {
        fold(&self.pages().join("\n"))
    }

    /// The texts that stand below the lower edge of their page.
    pub fn below_the_pages(&self) -> Vec<String> {
        let below = self.pages.iter().flatten().filter(|piece| piece.base < 0.0);
        below.map(|piece| piece.text.clone()).collect()
    }

    /// Title, author and so on: an entry of the document's information.
    pub fn info(&self, key: &str) -> Option<String> {
        let info = self.dictionary(self.file.trailer.get(b"Info").ok()?)?;
        lopdf::decode_text_string(info.get(key.as_bytes()).ok()?).ok()
    }

    /// The language of the whole.
    pub fn language(&self) -> String {
        let lang = self.file.catalog().and_then(|catalog| catalog.get(b"Lang")).expect("a language");
        lopdf::decode_text_string(lang).expect("text")
    }

    /// The metadata as XML.
    pub fn metadata(&self) -> String {
        let catalog = self.file.catalog().expect("a catalog");
        let stream =
            catalog.get_deref(b"Metadata", &self.file).and_then(Object::as_stream).expect("metadata");
        let bytes = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).expect("UTF-8")
    }

    /// The structure's elements, each its role and the text in it, in reading order.
    pub fn elements(&self) -> Vec<tree::Element> {
        tree::elements(&self.file, &self.pages)
    }

    /// The text of every element of one role, such as `H2`.
    pub fn of_role(&self, role: &str) -> Vec<String> {
        self.elements()
            .into_iter()
            .filter(|element| element.role == role)
            .map(|element| element.text)
            .collect()
    }

    /// How many elements there are of each role.
    pub fn roles(&self) -> BTreeMap<String, usize> {
        let mut roles = BTreeMap::new();
        for element in self.elements() {
            *roles.entry(element.role).or_insert(0) += 1;
        }
        roles
    }

    /// The names of the fonts, each without the tag of its subset; panics at one that is not embedded as a subset.
    pub fn fonts(&self) -> BTreeSet<String> {
        let descriptors = self.dictionaries().filter(|dict| dict.has_type(b"FontDescriptor"));
        let name = |dict: &Dictionary| {
            let embedded = [&b"FontFile2"[..], b"FontFile3"].iter().any(|key| dict.has(key));
            let name = dict.get(b"FontName").and_then(Object::as_name).expect("a font's name");
            let name = String::from_utf8_lossy(name).into_owned();
            let (tag, family) = name.split_once('+').unwrap_or_else(|| panic!("`{name}` is no subset"));
            assert!(embedded && tag.len() == 6, "`{name}` is not embedded");
            family.to_owned()
        };
        descriptors.map(name).collect()
    }

    /// Where the links lead, in the order of the file.
    pub fn links(&self) -> Vec<String> {
        let uris = self.dictionaries().filter_map(|dict| dict.get(b"URI").ok());
        uris.map(|uri| String::from_utf8(uri.as_str().expect("a string").to_vec()).expect("UTF-8")).collect()
    }

    /// Panics at anything in the file that could act: scripts, forms, launched programs, foreign schemes.
    pub fn assert_harmless(&self) {
        for dict in self.dictionaries() {
            for key in ["JavaScript", "JS", "AA", "OpenAction", "Launch", "EmbeddedFile", "AcroForm", "XFA"] {
                assert!(!dict.has(key.as_bytes()), "the file has /{key}");
            }
            let action = dict.get(b"S").and_then(Object::as_name).unwrap_or_default();
            assert!(!matches!(action, b"JavaScript" | b"Launch" | b"GoToR" | b"SubmitForm"), "{action:?}");
        }
        for link in self.links() {
            let scheme = link.split(':').next().unwrap_or_default();
            assert!(matches!(scheme, "http" | "https" | "mailto" | "tel"), "{link}");
        }
    }

    /// Every dictionary of the file, those inside others too.
    fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        let mut found = Vec::new();
        for object in self.file.objects.values() {
            collect(object, &mut found);
        }
        found.into_iter()
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        self.file.dereference(object).ok()?.1.as_dict().ok()
    }
}

fn collect<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) => return items.iter().for_each(|item| collect(item, found)),
        _ => return,
    };
    found.push(dict);
    dict.iter().for_each(|(_, value)| collect(value, found));
}

/// Every stretch of white space one space.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No white space at all: for what may be broken at the end of a line.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}
