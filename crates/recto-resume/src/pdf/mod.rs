//! Reads PDF files: what each page paints, letter by letter, and what the file says of itself.
//!
//! [`PdfFile::read`] is the only entry. It returns plain data: places are in points from the lower left corner of the page
//! as it is displayed, colours are red, green and blue from 0 to 1. The pages' content is interpreted by
//! `hayro-interpret` (`paint.rs` is its device), which knows fonts, encodings, colour spaces and graphics states. It does
//! not report the properties of marked content, so `marks.rs` reads those beforehand.

mod area;
mod bounds;
mod drawn;
mod marks;
mod mirrored;
mod paint;
mod structure;
#[cfg(test)]
mod tests;

pub use area::PageArea;
pub use mirrored::{mirrored, right_to_left};
pub use structure::{GlyphPlaces, TagElement};

use hayro_interpret::hayro_syntax::object::{
    Array, DateTime, Dict, Name, Object, ObjectIdentifier, Rect, Stream, String as Bytes,
};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};
use kurbo::Affine;
use std::fmt;

/// A PDF file.
#[derive(Debug, Clone, Default)]
pub struct PdfFile {
    /// The pages, in order.
    pub pages: Vec<PdfPage>,
    /// The fonts of all pages, each once.
    pub fonts: Vec<PdfFont>,
    /// The elements of the tag tree, outer before inner, in reading order; none in a file that is not tagged.
    pub elements: Vec<TagElement>,
    /// The language of the whole, as a BCP 47 tag.
    pub language: Option<String>,
    /// Title, author and so on.
    pub info: PdfInfo,
    /// The metadata of the document as XML (XMP).
    pub metadata: Option<String>,
    /// The files that are attached.
    pub attachments: Vec<Attachment>,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub struct PdfPage {
    /// Its width as it is displayed (pt).
    pub width: f32,
    /// Its height (pt).
    pub height: f32,
    /// Its letters, in the order in which they are painted.
    pub glyphs: Vec<Glyph>,
    /// Where its images lie, in the order in which they are painted.
    pub images: Vec<PageArea>,
    /// Its links to addresses, in the order of the file.
    pub links: Vec<PdfLink>,
}

/// A letter, or several that are one sign.
#[derive(Debug, Clone, Default)]
pub struct Glyph {
    /// Its characters: U+FFFD where the font does not say which; none where those of the glyph before are for both.
    pub text: String,
    /// The characters that its font has for it, where marked content has others in `text`: many programs read these.
    pub mapped: Option<String>,
    /// Its left end (pt).
    pub left: f32,
    /// Its right end, where the next begins unless it is spaced (pt).
    pub right: f32,
    /// Its base line (pt).
    pub base: f32,
    /// The size of its type (pt).
    pub size: f32,
    /// Its font, as an index into [`PdfFile::fonts`].
    pub font: Option<usize>,
    /// The marked content of the page that it is in, by which the tag tree finds it.
    pub mark: Option<i32>,
    /// How thick its strokes are on average (em), where the file draws it itself and its font has no name.
    pub stem: Option<f32>,
    /// Whether its base line is not level.
    pub is_turned: bool,
    /// Whether it is part of the content.
    pub artifact: Artifact,
    /// Whether nobody sees it: not painted, or painted over.
    pub hidden: bool,
    /// Whether it is beyond the page or clipped: some programs leave such letters out.
    pub outside: bool,
    /// Its colour.
    pub ink: Color,
    /// The colour of what is painted below it.
    pub ground: Color,
}

/// Red, green and blue (0 to 1); none where it is not one colour, as of an image.
pub type Color = Option<[f32; 3]>;

/// Whether something is part of a page's content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Artifact {
    /// It is content.
    #[default]
    No,
    /// It is decoration.
    Decoration,
    /// It repeats on every page, such as a page's number.
    Pagination,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFont {
    /// Its PostScript name, without the tag of a subset.
    pub name: String,
    /// Whether only the glyphs that are used are in the file.
    pub is_subset: bool,
    /// Whether it is in the file.
    pub is_embedded: bool,
    /// Its weight (100 to 900; 400 is regular), as the file says or as its name suggests.
    pub weight: u16,
    /// Whether it is slanted.
    pub is_italic: bool,
}

/// A link to an address.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfLink {
    /// Where it leads.
    pub uri: String,
    /// What a reader clicks.
    pub area: PageArea,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfInfo {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its keywords, as one text.
    pub keywords: Option<String>,
    /// The program in which it was written.
    pub creator: Option<String>,
    /// The program that made the PDF.
    pub producer: Option<String>,
    /// When it was made, in the time zone of its author: `2024-02-29T12:34:56`.
    pub created: Option<String>,
}

/// A file inside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is to the document, such as `Source`.
    pub relationship: Option<String>,
    /// What it is in words.
    pub description: Option<String>,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// How much of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// How many pages it may have.
    pub pages: usize,
    /// How many operators and letters all of them may have together.
    pub steps: usize,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self { pages: 10_000, steps: 4_000_000 }
    }
}

/// Why a PDF file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfError {
    /// A password is needed.
    Encrypted,
    /// It is encrypted in a way that is not known.
    UnknownEncryption,
    /// It is no PDF, or too damaged.
    Damaged,
    /// There is no page in it.
    NoPages,
    /// It has more pages than are allowed: as many as this.
    TooManyPages(usize),
    /// Its pages are painted in too many steps, or its data unpacks to too much.
    TooLarge,
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Encrypted => "it is encrypted and needs a password",
            Self::UnknownEncryption => "it is encrypted in a way that is not known",
            Self::Damaged => "it is no PDF file, or a damaged one",
            Self::NoPages => "it has no pages",
            Self::TooManyPages(pages) => return write!(f, "it has {pages} pages"),
            Self::TooLarge => "its pages are too complex",
        })
    }
}

impl std::error::Error for PdfError {}

impl PdfFile {
    /// Reads a file within the usual limits.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(bytes: &[u8]) -> Result<Self, PdfError> {
        Self::read_within(bytes, PdfLimits::default())
    }

    /// Reads a file within limits.
    ///
    /// A page without glyphs but with images is a scanned one; that is no error here.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read_within(bytes: &[u8], limits: PdfLimits) -> Result<Self, PdfError> {
        bounds::check(bytes)?;
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Encrypted,
            LoadPdfError::Decryption(_) => PdfError::UnknownEncryption,
            LoadPdfError::Invalid => PdfError::Damaged,
        })?;
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or(PdfError::Damaged)?;
        if pdf.pages().is_empty() {
            return Err(PdfError::NoPages);
        }
        if pdf.pages().len() > limits.pages {
            return Err(PdfError::TooManyPages(pdf.pages().len()));
        }
        let mut fonts = marks::Fonts::default();
        let mut drawings = drawn::Drawings::default();
        let (cache, settings) = (InterpreterCache::new(), paint::settings());
        let (mut pages, mut left) = (Vec::new(), limits.steps);
        for page in pdf.pages().iter() {
            pages.push(read_page(page, &cache, &settings, (&mut fonts, &mut drawings), &mut left)?);
        }
        let ids: Vec<Option<ObjectIdentifier>> = pdf.pages().iter().map(|page| page.raw().obj_id()).collect();
        Ok(Self {
            elements: structure::elements(&catalog, &ids, &pages),
            language: string(&catalog, "Lang"),
            info: info(&pdf),
            metadata: stream(&catalog, "Metadata").map(|xml| String::from_utf8_lossy(&xml).into_owned()),
            attachments: attachments(&catalog),
            fonts: fonts.list,
            pages,
        })
    }
}

fn read_page<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    (fonts, drawings): (&mut marks::Fonts, &mut drawn::Drawings),
    left: &mut usize,
) -> Result<PdfPage, PdfError> {
    let place = Affine::new(page.initial_transform(false).as_coeffs());
    let (width, height) = page.render_dimensions();
    let marks = marks::read(page, fonts, left)?;
    let (glyphs, images) = paint::run(page, place, cache, settings, marks, (fonts, drawings))?;
    Ok(PdfPage { width, height, glyphs, images, links: links(page, place) })
}

fn links(page: &Page<'_>, place: Affine) -> Vec<PdfLink> {
    let annotations = page.raw().get::<Array<'_>>("Annots");
    let link = |annotation: Dict<'_>| {
        let uri = annotation.get::<Dict<'_>>("A")?.get::<Bytes<'_>>("URI")?;
        let rect = annotation.get::<Rect>("Rect")?;
        let area =
            PageArea::of(place.transform_rect_bbox(kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1)));
        Some(PdfLink { uri: String::from_utf8_lossy(uri.as_bytes()).into_owned(), area })
    };
    annotations.iter().flat_map(Array::iter::<Dict<'_>>).filter_map(link).collect()
}

fn info(pdf: &Pdf) -> PdfInfo {
    let info = pdf.metadata();
    let text = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(decode_text);
    let time = |at: DateTime| {
        let DateTime { year, month, day, hour, minute, second, .. } = at;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    };
    PdfInfo {
        title: text(&info.title),
        author: text(&info.author),
        subject: text(&info.subject),
        keywords: text(&info.keywords),
        creator: text(&info.creator),
        producer: text(&info.producer),
        created: info.creation_date.map(time),
    }
}

/// How deep the tree of names may be, and how many nodes it may have.
const MAX_NAMES: usize = 16;
const MAX_NODES: usize = 1_000;

fn attachments(catalog: &Dict<'_>) -> Vec<Attachment> {
    fn walk(node: &Dict<'_>, depth: usize, left: &mut usize, found: &mut Vec<Attachment>) {
        let files = node.get::<Array<'_>>("Names");
        for file in files.iter().flat_map(Array::iter::<Object<'_>>) {
            let Some(file) = file.into_dict() else { continue };
            let data = file.get::<Dict<'_>>("EF").and_then(|file| stream(&file, "F"));
            found.extend(data.map(|data| Attachment {
                name: string(&file, "UF").or_else(|| string(&file, "F")).unwrap_or_default(),
                relationship: self::name(&file, "AFRelationship"),
                description: string(&file, "Desc"),
                data,
            }));
        }
        let kids = node.get::<Array<'_>>("Kids");
        for kid in kids.iter().flat_map(Array::iter::<Dict<'_>>).filter(|_| depth < MAX_NAMES) {
            if *left == 0 {
                return;
            }
            *left -= 1;
            walk(&kid, depth + 1, left, found);
        }
    }
    let mut found = Vec::new();
    let names = catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    if let Some(root) = names {
        walk(&root, 0, &mut MAX_NODES.clone(), &mut found);
    }
    found
}

/// The text behind a key.
fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Bytes<'_>>(key).map(|text| decode_text(text.as_bytes()))
}

/// The name behind a key.
fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Name<'_>>(key).map(|name| String::from_utf8_lossy(&name).into_owned())
}

/// The bytes of the stream behind a key.
fn stream(dict: &Dict<'_>, key: &str) -> Option<Vec<u8>> {
    dict.get::<Stream<'_>>(key)?.decoded().ok().map(std::borrow::Cow::into_owned)
}

/// The characters of PDFDocEncoding where they are not those of Latin-1: from 0x18, and from 0x80.
const ACCENTS: &str = "˘ˇˆ˙˝˛˚˜";
const SIGNS: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{fffd}€";

/// Decodes a text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with its mark, else PDFDocEncoding.
fn decode_text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => {
            let other = |byte: u8, signs: &str, first: u8| signs.chars().nth(usize::from(byte - first));
            let sign = |byte: &u8| match *byte {
                0x18..=0x1f => other(*byte, ACCENTS, 0x18),
                0x80..=0xa0 => other(*byte, SIGNS, 0x80),
                latin => Some(char::from(latin)),
            };
            bytes.iter().filter_map(sign).collect()
        }
    }
}
