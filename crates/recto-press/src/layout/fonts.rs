//! The fonts a page may use: the embedded ones, files the user adds, and, when these do not do, the
//! computer's own. A face is opened when a page first uses it.

use super::faces::Face;
use crate::sheet::{Families, Family};
use recto_resume::text::{Diagnostics, Digest};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontFlags, FontInfo, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

/// Opens a face of the computer; `None` when its file is gone or broken.
pub type Loader = Box<dyn Fn() -> Option<Font> + Send + Sync>;

/// The computer's fonts. They are asked for at most once, and only when a résumé needs them.
pub trait SystemFonts: Send + Sync {
    /// Every face, in an order that does not change from run to run.
    fn scan(&self) -> Vec<(FontInfo, Loader)>;
}

/// All fonts of a run; one value serves every résumé and every thread.
pub struct Fonts {
    /// The embedded faces; the first of `own`.
    faces: &'static [Face],
    /// The embedded and added fonts.
    pub(super) own: Shelf,
    /// A digest of the files that were added.
    added: Digest,
    system: Option<Box<dyn SystemFonts>>,
    scanned: OnceLock<Shelf>,
}

/// A face that may not be open yet.
struct Slot {
    origin: Origin,
    font: OnceLock<Option<Font>>,
}

/// Where a face's bytes are.
enum Origin {
    Embedded(&'static [u8]),
    Added(Bytes, u32),
    System(Loader),
}

impl Slot {
    fn get(&self) -> Option<Font> {
        let open = || match &self.origin {
            Origin::Embedded(data) => Font::new(Bytes::new(*data), 0),
            Origin::Added(data, index) => Font::new(data.clone(), *index),
            Origin::System(load) => load(),
        };
        self.font.get_or_init(open).clone()
    }
}

impl Fonts {
    /// The faces that the program embeds.
    pub fn new(faces: &'static [Face]) -> Self {
        let own = Shelf::new(faces.iter().map(|face| (face.info(), Origin::Embedded(face.data))));
        Self { faces, own, added: Digest::of([]), system: None, scanned: OnceLock::new() }
    }

    /// How many faces were opened so far.
    #[cfg(test)]
    pub(super) fn opened(&self) -> usize {
        self.own.slots.iter().filter(|slot| slot.font.get().is_some()).count()
    }

    /// Also the computer's fonts, for a family or a character that the others lack.
    #[must_use]
    pub fn with_system(mut self, system: Box<dyn SystemFonts>) -> Self {
        self.system = Some(system);
        self
    }

    /// Adds the faces of a font file or collection (`--font-path`) and says how many they are; none when
    /// the bytes are no font that can be used.
    pub fn add(&mut self, bytes: Vec<u8>) -> usize {
        let bytes = Bytes::new(bytes);
        let before = self.own.slots.len();
        self.added = Digest::of([self.added.bytes(), &bytes]);
        for font in Font::iter(bytes.clone()) {
            self.own.push(font.info().clone(), Origin::Added(bytes.clone(), font.index()));
        }
        self.own.slots.len() - before
    }

    /// The computer's fonts; looking for them takes place here, once.
    pub(super) fn system(&self) -> &Shelf {
        let scan = || self.system.as_ref().map(|system| system.scan()).unwrap_or_default().into_iter();
        self.scanned.get_or_init(|| Shelf::new(scan().map(|(info, load)| (info, Origin::System(load)))))
    }
}

/// A book and the faces it lists.
pub(super) struct Shelf {
    /// What is known of the faces without opening them.
    pub(super) book: LazyHash<FontBook>,
    slots: Vec<Slot>,
}

impl Shelf {
    fn new(faces: impl Iterator<Item = (FontInfo, Origin)>) -> Self {
        let mut shelf = Self { book: LazyHash::new(FontBook::new()), slots: Vec::new() };
        faces.for_each(|(info, origin)| shelf.push(info, origin));
        shelf
    }

    fn push(&mut self, info: FontInfo, origin: Origin) {
        self.book.push(info);
        self.slots.push(Slot { origin, font: OnceLock::new() });
    }

    /// The face at a place of the book, opened.
    fn font(&self, index: usize) -> Option<Font> {
        self.slots.get(index)?.get()
    }

    /// Whether the family's regular face has a glyph for the character. The face is opened for it: the
    /// coverage in a book counts characters that a font maps to no glyph.
    pub(super) fn prints(&self, family: &str, c: char) -> bool {
        let font = regular(&self.book, family).and_then(|index| self.font(index));
        font.is_some_and(|font| instance(font).ttf().glyph_index(c).is_some_and(|glyph| glyph.0 != 0))
    }
}

/// The place of a family's regular face in a book.
pub(super) fn regular(book: &FontBook, family: &str) -> Option<usize> {
    book.select(&family.to_lowercase(), FontVariant::default())
}

/// A font as it is by default.
fn instance(font: Font) -> FontInstance {
    font.instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
}

impl Families for Fonts {
    fn find(&self, name: &str) -> Option<Family> {
        let own = regular(&self.own.book, name).map(|index| (&self.own, index));
        let found = own.or_else(|| Some((self.system(), regular(&self.system().book, name)?)));
        let (shelf, index) = found?;
        let embedded = self.faces.get(index).filter(|_| own.is_some());
        let (x_height, advance) = match embedded {
            Some(face) => (face.x_height, face.advance),
            None => {
                let font = shelf.font(index)?;
                (x_height(&font), advance(&font))
            }
        };
        let info = shelf.book.info(index)?;
        let serif = info.flags.contains(FontFlags::SERIF);
        Some(Family { name: info.family.clone(), x_height, advance, serif, embedded: embedded.is_some() })
    }

    fn names(&self) -> Vec<String> {
        let added = |name: &str| !self.faces.iter().any(|face| face.family == name);
        let mut names: Vec<_> = self.own.book.families().map(|(name, _)| name.to_owned()).collect();
        names.sort_by_key(|name| added(name));
        names
    }
}

/// The fonts of one page: the embedded and added ones and those of the computer that were chosen for it.
/// The engine sees nothing else, so its own search for a missing glyph cannot leave this circle.
pub struct PageFonts<'a> {
    fonts: &'a Fonts,
    /// The book with the chosen families, when there are any.
    book: Option<LazyHash<FontBook>>,
    chosen: Vec<usize>,
    /// What there is to say about the fonts where pages are set.
    pub(crate) problems: Diagnostics,
}

impl<'a> PageFonts<'a> {
    /// The embedded and added fonts.
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, book: None, chosen: Vec::new(), problems: Diagnostics::new() }
    }

    /// Takes in a family of the computer; false when it has none of that name.
    pub(super) fn take(&mut self, family: &str) -> bool {
        let system = &self.fonts.system().book;
        let before = self.chosen.len();
        let book = self.book.get_or_insert_with(|| self.fonts.own.book.clone());
        for index in system.select_family(&family.to_lowercase()) {
            if let Some(info) = system.info(index) {
                book.push(info.clone());
                self.chosen.push(index);
            }
        }
        self.chosen.len() > before
    }

    /// A digest of the fonts beside the embedded ones; `None` when some of the computer's are among them.
    pub(crate) fn digest(&self) -> Option<Digest> {
        self.chosen.is_empty().then_some(self.fonts.added)
    }

    /// What the engine may choose from.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.book.as_ref().unwrap_or(&self.fonts.own.book)
    }

    /// The face at a place of the book.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        match index.checked_sub(self.fonts.own.slots.len()) {
            None => self.fonts.own.font(index),
            Some(chosen) => self.fonts.system().font(*self.chosen.get(chosen)?),
        }
    }
}

/// How wide characters of running text are, in the regular faces of some families in the order to try. A face is opened for a
/// character that those before it lack.
pub struct Advances<'a> {
    fonts: &'a PageFonts<'a>,
    unopened: std::slice::Iter<'a, String>,
    faces: Vec<FontInstance>,
    known: BTreeMap<char, f64>,
}

impl<'a> Advances<'a> {
    /// The families of a page.
    pub fn new(fonts: &'a PageFonts<'a>, families: &'a [String]) -> Self {
        Self { fonts, unopened: families.iter(), faces: Vec::new(), known: BTreeMap::new() }
    }

    /// How wide a character is (em); one em where no face has it.
    pub fn of(&mut self, c: char) -> f64 {
        if let Some(known) = self.known.get(&c) {
            return *known;
        }
        let in_face = |face: &FontInstance| Some(face.x_advance(face.ttf().glyph_index(c)?.0)?.get());
        let mut found = self.faces.iter().find_map(in_face);
        while found.is_none() {
            let Some(family) = self.unopened.next() else { break };
            let index = regular(self.fonts.book(), family);
            let Some(face) = index.and_then(|index| self.fonts.font(index)).map(instance) else { continue };
            found = in_face(&face);
            self.faces.push(face);
        }
        let found = found.unwrap_or(1.0);
        self.known.insert(c, found);
        found
    }
}

/// A sentence of a résumé.
const SAMPLE: &str = include_str!("../../../../fonts/sample.txt");

/// How wide a character of running text is on the average (em); half an em for a font without Latin letters.
pub(crate) fn advance(font: &Font) -> f64 {
    let instance = instance(font.clone());
    let advance = |c| instance.x_advance(instance.ttf().glyph_index(c)?.0).map(|advance| advance.get());
    let text = SAMPLE.trim_end();
    let sum: Option<f64> = text.chars().map(advance).sum();
    sum.map_or(0.5, |sum| (sum / text.len() as f64 * 1000.0).round() / 1000.0)
}

/// Height of the letter x (em); half an em for a font that does not tell.
pub(crate) fn x_height(font: &Font) -> f64 {
    let instance = instance(font.clone());
    let ttf = instance.ttf();
    let recorded = ttf.x_height().filter(|units| *units > 0);
    let measured =
        || ttf.glyph_index('x').and_then(|glyph| ttf.glyph_bounding_box(glyph)).map(|bounds| bounds.y_max);
    recorded.or_else(measured).map_or(0.5, |units| f64::from(units) / f64::from(ttf.units_per_em()))
}
