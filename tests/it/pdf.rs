//! Reads a PDF as a program that takes résumés does: text, headings, links, fonts, and what the file says of itself.

use hayro_syntax::object::{MaybeRef, Name, Object};
use recto_resume::pdf::{Artifact, Glyph, PdfFile, PdfInfo, TagElement};
use std::collections::{BTreeMap, BTreeSet};

/// A PDF that has been read.
pub struct Pdf {
    bytes: Vec<u8>,
    file: PdfFile,
}

impl Pdf {
    /// Reads one; panics when it is none.
    pub fn new(bytes: &[u8]) -> Self {
        let file = PdfFile::read(bytes).expect("it is a PDF");
        let lost =
            file.pages.iter().flat_map(|page| &page.glyphs).find(|glyph| glyph.text.contains('\u{fffd}'));
        assert!(lost.is_none(), "a font does not report its characters: {lost:?}");
        Self { bytes: bytes.to_vec(), file }
    }

    /// The text of each page, one line per line, without what repeats on every page.
    pub fn pages(&self) -> Vec<String> {
        self.texts(|glyph| glyph.artifact == Artifact::No)
    }

    /// The text of what repeats on every page, such as a page's number, page by page.
    pub fn furniture(&self) -> Vec<String> {
        self.texts(|glyph| glyph.artifact != Artifact::No)
    }

    fn texts(&self, wanted: impl Fn(&&Glyph) -> bool) -> Vec<String> {
        self.file.pages.iter().map(|page| join(page.glyphs.iter().filter(&wanted))).collect()
    }

    /// The whole text, every stretch of white space one space.
    pub fn text(&self) -> String {
        fold(&self.pages().join("\n"))
    }

    /// The texts that are below the lower edge of their page.
    pub fn below_the_pages(&self) -> Vec<String> {
        let texts = self.texts(|glyph| glyph.base < 0.0);
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }

    /// Title, author and so on.
    pub fn info(&self) -> &PdfInfo {
        &self.file.info
    }

    /// The language of the whole.
    pub fn language(&self) -> &str {
        self.file.language.as_deref().expect("a language")
    }

    /// The metadata as XML.
    pub fn metadata(&self) -> &str {
        self.file.metadata.as_deref().expect("metadata")
    }

    /// The text of every element of one role, such as `H2`, white space folded.
    pub fn of_role(&self, role: &str) -> Vec<String> {
        let glyph = |at: &(usize, usize)| &self.file.pages[at.0].glyphs[at.1];
        let text = |element: &TagElement| fold(&join(element.glyphs.iter().map(glyph)));
        self.file.elements.iter().filter(|element| element.role == role).map(text).collect()
    }

    /// How many elements there are of each role.
    pub fn roles(&self) -> BTreeMap<&str, usize> {
        let mut roles = BTreeMap::new();
        for element in &self.file.elements {
            *roles.entry(element.role.as_str()).or_insert(0) += 1;
        }
        roles
    }

    /// The names of the fonts; panics at one that is not embedded as a subset.
    pub fn fonts(&self) -> BTreeSet<&str> {
        let odd = self.file.fonts.iter().find(|font| !font.is_embedded || !font.is_subset);
        assert_eq!(odd, None, "a font is not embedded as a subset");
        self.file.fonts.iter().map(|font| font.name.as_str()).collect()
    }

    /// Where the links lead, in the order of the file.
    pub fn links(&self) -> Vec<&str> {
        self.file.pages.iter().flat_map(|page| &page.links).map(|link| link.uri.as_str()).collect()
    }

    /// Panics at anything in the file that could act: scripts, forms, launched programs, foreign schemes.
    pub fn assert_harmless(&self) {
        let raw = hayro_syntax::Pdf::new(self.bytes.clone()).expect("it is a PDF");
        raw.objects().into_iter().for_each(|object| assert_idle(&object));
        for link in self.links() {
            let scheme = link.split(':').next().unwrap_or_default();
            assert!(matches!(scheme, "http" | "https" | "mailto" | "tel"), "{link}");
        }
    }
}

/// Panics at a dictionary that could act, in an object or in those directly in it.
fn assert_idle(object: &Object<'_>) {
    let dict = match object {
        Object::Dict(dict) => dict,
        Object::Stream(stream) => stream.dict(),
        Object::Array(items) => return items.raw_iter().for_each(assert_direct),
        _ => return,
    };
    for key in ["JavaScript", "JS", "AA", "OpenAction", "Launch", "EmbeddedFile", "AcroForm", "XFA"] {
        assert!(!dict.contains_key(key), "the file has /{key}");
    }
    let action = dict.get::<Name<'_>>("S");
    let action = action.as_ref().map(Name::as_str);
    assert!(!matches!(action, Some("JavaScript" | "Launch" | "GoToR" | "SubmitForm")), "{action:?}");
    dict.entries().for_each(|(_, value)| assert_direct(value));
}

/// The same of a value; what it refers to is an object of its own.
fn assert_direct(value: MaybeRef<Object<'_>>) {
    if let MaybeRef::NotRef(value) = value {
        assert_idle(&value);
    }
}

/// One text out of glyphs: a new line where the base line changes, a space at a gap.
fn join<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> String {
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(last) = last {
            let gap = glyph.left - last.right;
            // A superscript or a smaller font may be a little higher; a line never is.
            if (glyph.base - last.base).abs() > 0.4 * last.size.max(glyph.size) {
                text.push('\n');
            // Kerning moves `//` together by a quarter of an em; what is farther back is another word.
            } else if gap > 0.15 * last.size || gap < -0.5 * last.size {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        last = Some(glyph);
    }
    text
}

/// Every stretch of white space one space.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No white space at all: for what may be broken at the end of a line.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}
