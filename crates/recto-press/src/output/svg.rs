//! SVG: one drawing for each page. Letters are outlines, so that it looks the same everywhere.

use super::{OutputPages, Settings};
use crate::layout::on_big_stack;
use recto_resume::text::Diagnostic;
use typst_svg::SvgOptions;

/// Draws every page.
///
/// # Errors
/// When the engine gives up on a page.
pub fn write(pages: OutputPages<'_>, _: &Settings) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let draw = |page| typst_svg::svg(page, &SvgOptions::default()).into_bytes();
    on_big_stack(|| pages.document.pages().iter().map(draw).collect()).map_err(|panic| vec![panic])
}
