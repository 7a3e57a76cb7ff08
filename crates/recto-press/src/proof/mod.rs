//! What a finished PDF really holds, read back from its bytes: every fact of the résumé with the place where it stands, or
//! what became of it; and what a reader of the file meets: fonts, the smallest text, the weakest contrast, headings,
//! lists, links, alternative texts.
//!
//! The reader ([`recto_resume::pdf`]) knows nothing of the engine: it interprets the pages' content, takes characters from
//! the fonts' own tables, and here spaces and lines follow from the places of the letters. Programs that take résumés read in the order
//! in which the file paints ([`Order::Painted`]), line by line across the page ([`Order::Lines`]), or block by block
//! ([`Order::Blocks`]). A fact has to be found whole, and beside its own, in each.

mod facts;
mod faults;
mod file;
mod find;
mod order;
mod page;
mod reading;

pub use facts::{Fact, Kind};
pub use file::{LeftOut, left_out};
pub use find::Verdict;
pub use order::Order;
pub use page::PageFacts;

use crate::sheet::{Content, Measures};
use reading::Reading;
use recto_resume::pdf::PdfFile;
use recto_resume::text::{Diagnostic, Place, Rule};
use serde::{Deserialize, Serialize};

/// What was found in a PDF.
#[derive(Debug, Serialize, Deserialize)]
pub struct Proof {
    /// Every fact of the content, in its order.
    pub facts: Vec<Proven>,
    /// What else there is to say of the pages.
    pub pages: PageFacts,
    /// How many facts are in place in each way of reading; there are two of reading line by line, and three of
    /// reading as the file paints.
    pub in_place: Vec<(Order, usize)>,
}

/// A fact and what became of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Proven {
    /// The fact.
    pub fact: Fact,
    /// What became of it.
    pub verdict: Verdict,
}

/// Where a text begins on the pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The page, from 1.
    pub page: usize,
    /// From the left edge (mm).
    pub x: f32,
    /// From the top edge to the base line (mm).
    pub y: f32,
}

/// Reads a PDF back and looks for everything that the content says.
///
/// # Errors
/// When the bytes are no PDF that can be read.
pub fn prove(pdf: &[u8], content: &Content, measures: &Measures) -> Result<Proof, Diagnostic> {
    let file = PdfFile::read(pdf).map_err(|why| {
        Diagnostic::new(Rule::PdfUnreadable, Place::Nowhere, format!("the PDF cannot be read back: {why}"))
    })?;
    let widths: Vec<f32> = file.pages.iter().map(|page| page.width * 25.4 / 72.0).collect();
    let is_mirrored = content.document.dir == "rtl";
    let file = if is_mirrored {
        recto_resume::pdf::mirrored(file, &content.document.lang, &content.document.left_to_right)
    } else {
        file
    };
    let facts = facts::of(content, measures);
    let readings = order::WAYS.map(|way| (way.order, Reading::new(&file, way)));
    let found = find::all(&facts, &readings, &file);
    let pages = page::facts(&file, content);
    let back = |spot: Spot| Spot { x: widths.get(spot.page - 1).map_or(0.0, |width| width - spot.x), ..spot };
    let placed = |verdict: Verdict| if is_mirrored { verdict.moved(back) } else { verdict };
    let facts = facts
        .into_iter()
        .zip(found.verdicts)
        .map(|(fact, verdict)| Proven { fact, verdict: placed(verdict) });
    Ok(Proof { facts: facts.collect(), pages, in_place: found.in_place })
}

impl Proof {
    /// How many facts are whole and in place in every order of reading.
    pub fn good(&self) -> usize {
        self.facts.iter().filter(|one| matches!(one.verdict, Verdict::Found(_))).count()
    }

    /// The share of facts in place in every order, and in the worst one, as a manifest's `[readers]` gives them.
    #[expect(clippy::cast_precision_loss, reason = "a résumé has less than 2^52 facts")]
    pub fn score(&self) -> (f64, f64) {
        let all = self.facts.len().max(1) as f64;
        let worst = self.in_place.iter().map(|(_, count)| *count).min().unwrap_or_default();
        (self.good() as f64 / all, worst as f64 / all)
    }
}
