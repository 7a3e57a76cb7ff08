//! What the interpreter does not report of a page: the properties of its marked content, and the names of its fonts.

use super::{Artifact, PdfError, PdfFont, name, string};
use hayro_interpret::CacheKey;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use std::collections::{BTreeMap, VecDeque};

/// How many operators a form counts for.
const FORM: usize = 400;
/// How deep forms may be in forms.
const MAX_DEPTH: usize = 50;

/// Marked content.
#[derive(Debug, Default)]
pub(super) struct Mark {
    /// What it is, such as `Span`.
    pub tag: Vec<u8>,
    /// Its number in the tag tree.
    pub id: Option<i32>,
    pub artifact: Artifact,
    /// Characters to be read instead of those painted.
    pub instead: Option<String>,
}

/// The fonts of a file.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    pub list: Vec<PdfFont>,
    /// Their indices by the keys that the interpreter has for them.
    pub keys: BTreeMap<u128, usize>,
}

/// Reads the marked content of a page in the order in which it begins, and adds the page's fonts. `left` is how many operators and
/// letters may still be painted.
pub(super) fn read(page: &Page<'_>, fonts: &mut Fonts, left: &mut usize) -> Result<VecDeque<Mark>, PdfError> {
    let mut scan = Scan { marks: VecDeque::new(), fonts, left };
    scan.content(page.typed_operations(), page.resources(), 0)?;
    Ok(scan.marks)
}

struct Scan<'f> {
    marks: VecDeque<Mark>,
    fonts: &'f mut Fonts,
    /// How many operators and letters may still be painted.
    left: &'f mut usize,
}

impl Scan<'_> {
    fn content(
        &mut self,
        mut content: TypedIter<'_>,
        resources: &Resources<'_>,
        depth: usize,
    ) -> Result<(), PdfError> {
        for font in self.fonts.add(resources) {
            self.drawn_glyphs(&font, resources, depth)?;
        }
        while let Some(operator) = content.next() {
            self.spend(1)?;
            match operator {
                TypedInstruction::BeginMarkedContent(begin) => {
                    self.marks.push_back(mark(begin.0, &Dict::empty()))
                }
                TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                    let properties = match begin.1 {
                        Object::Dict(dict) => dict.clone(),
                        Object::Name(name) => resources.properties.get(&**name).unwrap_or_default(),
                        _ => Dict::empty(),
                    };
                    let mark = mark(begin.0, &properties);
                    self.spend(mark.instead.as_ref().map_or(0, String::len))?;
                    self.marks.push_back(mark);
                }
                TypedInstruction::ShowText(text) => self.spend(text.0.as_bytes().len())?,
                TypedInstruction::NextLineAndShowText(text) => self.spend(text.0.as_bytes().len())?,
                TypedInstruction::ShowTextWithParameters(text) => self.spend(text.2.as_bytes().len())?,
                // Some half of it are letters, the rest distances.
                TypedInstruction::ShowTexts(texts) => self.spend(texts.0.data().len() / 2)?,
                TypedInstruction::XObject(object) if depth < MAX_DEPTH => {
                    if let Some(form) = resources.get_x_object(object.0) {
                        self.form(&form, resources, depth + 1)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Counts what the glyphs of a font of type 3 paint. Their marks are no marks of the page.
    fn drawn_glyphs(&mut self, font: &Dict<'_>, outer: &Resources<'_>, depth: usize) -> Result<(), PdfError> {
        let Some(glyphs) = font.get::<Dict<'_>>("CharProcs").filter(|_| depth < MAX_DEPTH) else {
            return Ok(());
        };
        let own = font.get::<Dict<'_>>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, outer.clone());
        let marks = self.marks.len();
        for name in glyphs.keys() {
            let Some(glyph) = glyphs.get::<Stream<'_>>(&*name) else { continue };
            self.spend(1)?;
            if let Ok(content) = glyph.decoded() {
                self.content(TypedIter::new(&content), &resources, depth + 1)?;
            }
        }
        self.marks.truncate(marks);
        Ok(())
    }

    fn spend(&mut self, operators: usize) -> Result<(), PdfError> {
        *self.left = self.left.checked_sub(operators).ok_or(PdfError::TooLarge)?;
        Ok(())
    }

    fn form(&mut self, form: &Stream<'_>, outer: &Resources<'_>, depth: usize) -> Result<(), PdfError> {
        if name(form.dict(), "Subtype").as_deref() != Some("Form") {
            return Ok(());
        }
        self.spend(FORM)?;
        let Ok(content) = form.decoded() else { return Ok(()) };
        let own = form.dict().get::<Dict<'_>>("Resources").unwrap_or_default();
        self.content(TypedIter::new(&content), &Resources::from_parent(own, outer.clone()), depth)
    }
}

fn mark(tag: &[u8], properties: &Dict<'_>) -> Mark {
    let artifact = match (tag, name(properties, "Type").as_deref()) {
        (b"Artifact", Some("Pagination")) => Artifact::Pagination,
        (b"Artifact", _) => Artifact::Decoration,
        _ => Artifact::No,
    };
    Mark {
        tag: tag.to_vec(),
        id: properties.get("MCID"),
        artifact,
        instead: string(properties, "ActualText"),
    }
}

impl Fonts {
    /// Adds fonts that are new, and returns those whose glyphs the file draws itself.
    fn add<'a>(&mut self, resources: &Resources<'a>) -> Vec<Dict<'a>> {
        let mut drawn = Vec::new();
        for key in resources.fonts.keys() {
            let Some(dict) = resources.fonts.get::<Dict<'_>>(&*key) else { continue };
            let key = dict.cache_key();
            if !self.keys.contains_key(&key) {
                let font = font(&dict);
                let at = self.list.iter().position(|known| *known == font).unwrap_or(self.list.len());
                if at == self.list.len() {
                    self.list.push(font);
                }
                self.keys.insert(key, at);
                drawn.extend((name(&dict, "Subtype").as_deref() == Some("Type3")).then_some(dict));
            }
        }
        drawn
    }
}

/// Bits of a font's flags.
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

fn font(dict: &Dict<'_>) -> PdfFont {
    let below = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let descriptor = below.as_ref().unwrap_or(dict).get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let full = name(&descriptor, "FontName").or_else(|| name(dict, "BaseFont")).unwrap_or_default();
    let (is_subset, name) = match full.split_once('+') {
        Some((tag, name)) if tag.len() == 6 => (true, name.to_owned()),
        _ => (false, full),
    };
    let flags = descriptor.get::<u32>("Flags").unwrap_or_default();
    let style = name.rsplit(['-', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let named = || WEIGHTS.iter().find(|(word, _)| style.contains(word)).map(|(_, weight)| *weight);
    let forced = || Some(700).filter(|_| flags & FORCE_BOLD != 0);
    PdfFont {
        is_subset,
        // The glyphs of a font of type 3 are drawings of the file.
        is_embedded: self::name(dict, "Subtype").as_deref() == Some("Type3")
            || ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key)),
        weight: descriptor.get("FontWeight").or_else(named).or_else(forced).unwrap_or(400),
        is_italic: flags & ITALIC != 0 || ["italic", "oblique"].iter().any(|word| style.contains(word)),
        name,
    }
}

/// The weights that names of fonts suggest, longer words first.
const WEIGHTS: [(&str, u16); 14] = [
    ("extralight", 200),
    ("ultralight", 200),
    ("semilight", 350),
    ("semibold", 600),
    ("demibold", 600),
    ("extrabold", 800),
    ("ultrabold", 800),
    ("thin", 100),
    ("light", 300),
    ("medium", 500),
    ("bold", 700),
    // Computer Modern
    ("cmbx", 700),
    ("black", 900),
    ("heavy", 900),
];
