//! PNG: one image for each page.

use super::{OutputPages, Settings};
use crate::layout::on_big_stack;
use recto_resume::text::{Diagnostic, Place, Rule};
use typst::utils::Scalar;
use typst_render::RenderOptions;

/// Points in an inch.
const POINTS: f64 = 72.0;

/// Draws every page.
///
/// # Errors
/// When a page cannot be drawn or written.
pub fn write(pages: OutputPages<'_>, settings: &Settings) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let options =
        RenderOptions { pixel_per_pt: Scalar::new(settings.ppi / POINTS), ..RenderOptions::default() };
    let draw = |page| {
        typst_render::render(page, &options).encode_png().map_err(|error| {
            let message = format!("the PNG could not be written: {error}");
            vec![Diagnostic::new(Rule::ExportFailed, Place::Nowhere, message)]
        })
    };
    on_big_stack(|| pages.document.pages().iter().map(draw).collect())
        .unwrap_or_else(|panic| Err(vec![panic]))
}
