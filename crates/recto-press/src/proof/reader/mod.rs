//! A reader of PDF files, made for what a résumé's file holds: letters with their places and colours, fonts, links, the
//! structure.

mod content;
mod font;
mod shape;
mod state;
mod tree;

pub(super) use tree::Element;

use super::area::Area;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A file that was read.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// The fonts, by name: whether each is in the file.
    pub fonts: BTreeMap<String, bool>,
    /// Where links lead.
    pub links: Vec<String>,
    /// The structure's elements, outer before inner, in reading order.
    pub elements: Vec<Element>,
    /// The language of the whole.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its height (pt).
    pub height: f32,
    /// Its letters, in the order in which they are painted.
    pub glyphs: Vec<Glyph>,
}

/// A letter, or several that are one sign.
#[derive(Debug, Clone, Default)]
pub(super) struct Glyph {
    /// Its characters.
    pub text: String,
    /// Left end, right end and base line (pt, from the lower left corner).
    pub left: f32,
    pub right: f32,
    pub base: f32,
    /// The size of its type (pt).
    pub size: f32,
    /// The marked content it is in.
    pub mark: Option<i64>,
    /// Whether it repeats on every page, such as a page's number.
    pub furniture: bool,
    /// Whether nobody sees it: not painted, or painted over.
    pub hidden: bool,
    /// Whether it is beyond the page or what is cut out of it: some programs leave such letters out.
    pub outside: bool,
    /// Its colour, and that of what is painted below it.
    pub ink: Color,
    pub ground: Color,
}

/// Red, green and blue (0 to 1); none where it is not one colour, as of a picture.
pub(super) type Color = Option<[f32; 3]>;

impl Paper {
    /// Reads a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let file = Document::load_mem(bytes).map_err(|error| error.to_string())?;
        let ids: Vec<ObjectId> = file.page_iter().collect();
        let pages: Vec<Page> = ids.iter().map(|id| page(&file, *id)).collect();
        let catalog = file.catalog().map_err(|error| error.to_string())?;
        let text = |object: &Object| lopdf::decode_text_string(object).ok();
        let info = file.trailer.get(b"Info").ok().and_then(|info| dictionary(&file, info));
        Ok(Self {
            elements: tree::elements(&file, &ids, &pages),
            fonts: fonts(&file),
            links: links(&file),
            language: catalog.get(b"Lang").ok().and_then(text),
            title: info.and_then(|info| info.get(b"Title").ok()).and_then(text),
            pages,
        })
    }

    /// The alternative texts of images.
    pub fn alternatives(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|element| element.alternative.as_deref())
    }
}

/// The dictionary that an object is or points to.
fn dictionary<'a>(file: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match file.dereference(object).ok()?.1 {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The dictionary behind a key.
fn inner<'a>(file: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    dictionary(file, dict.get(key).ok()?)
}

fn page(file: &Document, id: ObjectId) -> Page {
    let dict = file.get_dictionary(id).ok();
    let inherited = |key: &[u8]| {
        let mut at = dict;
        while let Some(dict) = at {
            if let Ok(object) = dict.get(key) {
                return file.dereference(object).ok().map(|(_, object)| object);
            }
            at = inner(file, dict, b"Parent");
        }
        None
    };
    let sides = |key: &[u8]| -> Option<Area> {
        let sides = state::numbers(inherited(key)?.as_array().ok()?);
        let [a, b, c, d] = sides.try_into().ok()?;
        Some(Area::around([(a, b), (c, d)]))
    };
    let whole = sides(b"MediaBox").unwrap_or(A4);
    let seen = sides(b"CropBox").map_or(whole, |seen| seen.within(whole));
    let resources = inherited(b"Resources").and_then(|object| object.as_dict().ok());
    let content = file.get_page_content(id);
    let glyphs = content::glyphs(file, &content, resources, seen);
    Page { height: whole.top - whole.bottom, glyphs }
}

/// The page of a file that does not tell.
const A4: Area = Area { left: 0.0, bottom: 0.0, right: 595.0, top: 842.0 };

/// Every font that a descriptor tells of, without the tag of its subset.
fn fonts(file: &Document) -> BTreeMap<String, bool> {
    let mut fonts = BTreeMap::new();
    for object in file.objects.values() {
        let Some(dict) = dictionary(file, object).filter(|dict| dict.has_type(b"FontDescriptor")) else {
            continue;
        };
        let name = dict.get(b"FontName").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        let name = name.split_once('+').map_or(&*name, |(_, family)| family);
        let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| dict.has(key));
        *fonts.entry(name.to_owned()).or_insert(true) &= embedded;
    }
    fonts
}

/// Where the links of all pages lead.
fn links(file: &Document) -> Vec<String> {
    let mut links = Vec::new();
    for page in file.page_iter() {
        let annotations = file.get_page_annotations(page).unwrap_or_default();
        for annotation in annotations {
            let target = inner(file, annotation, b"A").and_then(|action| action.get(b"URI").ok());
            links.extend(
                target.and_then(|uri| uri.as_str().ok()).map(|uri| String::from_utf8_lossy(uri).into_owned()),
            );
        }
    }
    links
}
