//! What a command wants of the pages of a résumé, and what is made of them: plain data, so that a child process
//! ([`child`](super::child)) can make it, too.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use recto::fit::Fitted;
use recto::layout::{PagedDocument, Typeset};
use recto::output::{Format, Settings};
use recto::proof::{Proof, prove};
use recto::render::Prepared;
use recto::sheet::options::Density;
use recto::snapshot::{Aspect, Snapshot, capture, files};
use recto::text::{Diagnostic, Diagnostics, Rule};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// What a command wants of the pages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PageRequest {
    /// Files of the formats of these names.
    pub formats: Vec<String>,
    /// How they are written.
    pub settings: Settings,
    /// What would save a page, and the first file, a PDF, read back.
    pub proof: bool,
    /// A snapshot of these aspects, with so many pixels per inch.
    pub snapshot: Option<(Vec<Aspect>, f64)>,
    /// Drawings for the preview.
    pub drawings: Option<Closest>,
}

/// Whether a preview shows the closest pages where the number that was asked for cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closest(pub bool);

/// What was made of the pages.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PageResult {
    /// How many there are.
    pub pages: usize,
    /// The files of each format that was asked for.
    pub files: Vec<Vec<Blob>>,
    /// What the PDF has, read back.
    pub proof: Option<Proof>,
    /// The snapshot.
    #[serde(with = "stored")]
    pub snapshot: Option<Snapshot>,
    /// The drawings.
    pub drawings: Vec<PageDrawing>,
    /// The density of the drawings (0 to 1), and whether there are no more pages than were asked for.
    pub fit: (f64, bool),
}

/// The bytes of a file, in JSON as Base64.
#[derive(Debug, Clone, Default)]
pub struct Blob(pub Vec<u8>);

/// A page as a drawing.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageDrawing {
    /// Width and height (pt).
    pub size: [f64; 2],
    /// The SVG file, without a stamp: that would make every page another after every change.
    pub svg: Blob,
}

impl PageRequest {
    /// Makes what is wanted. `None` when it cannot be made; then there is an error in `problems`.
    pub fn make(&self, prepared: &Prepared<'_>, problems: &mut Diagnostics) -> Option<PageResult> {
        if let Some(closest) = self.drawings {
            return draw(prepared, closest, problems);
        }
        let pages = prepared.typeset(problems)?;
        check_size(prepared, pages.document(), problems)?;
        let mut result = PageResult { pages: pages.count(), ..PageResult::default() };
        if self.proof {
            problems.extend(pages.savings());
        }
        for name in &self.formats {
            let files = pages.write(Format::by_name(name)?, &self.settings, problems)?;
            result.files.push(files.into_iter().map(Blob).collect());
        }
        if self.proof {
            let pdf = &result.files.first()?.first()?.0;
            let proof = prove(pdf, pages.content(), &pages.measures());
            result.proof = Some(proof.map_err(|fault| problems.push(fault)).ok()?);
        }
        let capture =
            |(aspects, ppi): &(Vec<Aspect>, f64)| capture(pages.document(), pages.content(), aspects, *ppi);
        result.snapshot = self.snapshot.as_ref().map(capture);
        Some(result)
    }
}

/// Pages of A4 that a foreign layout may make: what is done with them in this process costs in proportion. The longest
/// résumé has some 160.
const MAX_PAGES: usize = 300;

/// The area of a page of A4 (pt²).
const A4: f64 = 595.0 * 842.0;

/// Refuses more pages, or larger ones, of a foreign layout.
fn check_size(prepared: &Prepared<'_>, document: &PagedDocument, problems: &mut Diagnostics) -> Option<()> {
    let area = |size: typst::layout::Size| size.x.to_pt() * size.y.to_pt();
    let sheets = document.pages().iter().map(|page| (area(page.frame.size()) / A4).max(1.0));
    if !prepared.is_foreign() || sheets.sum::<f64>() <= MAX_PAGES as f64 {
        return Some(());
    }
    let message = format!(
        "layout `{}` makes more than {MAX_PAGES} pages, or as much in larger ones",
        prepared.layout()
    );
    problems.push(Diagnostic::of(Rule::LayoutFailed, message).help("look for a page break in a loop"));
    None
}

/// The pages as drawings.
fn draw(prepared: &Prepared<'_>, closest: Closest, problems: &mut Diagnostics) -> Option<PageResult> {
    let (typeset, density, reached) = match prepared.fit() {
        Ok(Fitted { pages, density, .. }) => (Ok(pages), density, true),
        // The page shows how close it can get.
        Err(faults) if closest.0 && faults.iter().any(|fault| fault.rule == Rule::PagesExceeded) => {
            let closest = prepared.measures_at(Density::COMPACT);
            (prepared.typeset_at(&closest), Density::COMPACT, false)
        }
        Err(faults) => (Err(faults), Density::COMPACT, false),
    };
    let Typeset { document, remarks, .. } = typeset.map_err(|faults| problems.extend(faults)).ok()?;
    problems.extend(remarks);
    check_size(prepared, &document, problems)?;
    let drawn = Format::by_name("svg")?.write(prepared.output(&document), &Settings::default());
    let drawn = drawn.map_err(|faults| problems.extend(faults)).ok()?;
    let sizes = document.pages().iter().map(|page| page.frame.size());
    let drawing = |(svg, size): (Vec<u8>, typst::layout::Size)| PageDrawing {
        size: [size.x.to_pt(), size.y.to_pt()],
        svg: Blob(svg),
    };
    let drawings: Vec<_> = drawn.into_iter().zip(sizes).map(drawing).collect();
    Some(PageResult {
        pages: drawings.len(),
        drawings,
        fit: (density.get(), reached),
        ..PageResult::default()
    })
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(from)?;
        BASE64.decode(text).map(Self).map_err(D::Error::custom)
    }
}

/// A snapshot as the files that it is stored in.
mod stored {
    use super::*;

    pub(super) fn serialize<S: Serializer>(snapshot: &Option<Snapshot>, to: S) -> Result<S::Ok, S::Error> {
        let files = snapshot.as_ref().map(files::write);
        let blobs = |files: files::Files| files.into_iter().map(|(name, bytes)| (name, Blob(bytes)));
        files.map(|files| blobs(files).collect::<BTreeMap<_, _>>()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Snapshot>, D::Error> {
        let Some(blobs) = Option::<BTreeMap<String, Blob>>::deserialize(from)? else { return Ok(None) };
        let files: files::Files = blobs.into_iter().map(|(name, blob)| (name, blob.0)).collect();
        // What is not there was not asked for, or could not be drawn.
        let is_there = |aspect: &Aspect| match aspect {
            Aspect::Pixels => files.contains_key(&files::page(1, "")),
            _ => files.contains_key(&format!("{}.txt", aspect.as_ref())),
        };
        let aspects: Vec<Aspect> = Aspect::ALL.into_iter().filter(is_there).collect();
        let (snapshot, faults) = files::read(&files, &aspects);
        match faults.first() {
            Some(fault) => Err(D::Error::custom(format!("{}: {fault:?}", fault.file))),
            None => Ok(Some(snapshot)),
        }
    }
}
