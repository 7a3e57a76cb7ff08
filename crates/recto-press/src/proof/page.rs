//! What else a reader of the file meets: fonts, sizes, colours, headings, lists, links, alternative texts.

use super::reading::{lower, normal};
use crate::sheet::options::colour;
use crate::sheet::{Content, Fact, FactKind};
use recto_resume::pdf::{Artifact, Glyph, PdfFile};
use std::collections::BTreeMap;

/// What there is to say of the pages beside the facts.
#[derive(Debug, Default)]
pub struct PageFacts {
    /// How many pages there are.
    pub pages: usize,
    /// The fonts by name, and whether each is in the file.
    pub fonts: BTreeMap<String, bool>,
    /// The smallest letters that stand on no margin (pt), with some of the text they are in.
    pub smallest: Option<Sample>,
    /// The weakest contrast of letters to what is below them (1 to 21, WCAG 2.2), with some of the text.
    pub faintest: Option<Sample>,
    /// The first text on or in a picture or a gradient, whose contrast is not one figure, and its page.
    pub unmeasured: Option<(String, usize)>,
    /// Texts that are in the file but that nobody sees: not painted, painted over, beyond the page, cut off, or of the
    /// colour of what is below them.
    pub hidden: Vec<String>,
    /// Signs of private use or without a character: how many, and on which page the first is.
    pub unreadable: Option<(usize, usize)>,
    /// How many elements of the structure have each role.
    pub roles: BTreeMap<String, usize>,
    /// Headings that skip a level, and a first one that is not the highest.
    pub skipped: Vec<String>,
    /// Titles of the content that are no headings.
    pub no_headings: Vec<String>,
    /// Bullets of the content, and items of lists in the file.
    pub bullets: (usize, usize),
    /// Addresses of the content that nothing leads to.
    pub no_links: Vec<String>,
    /// Images without an alternative text.
    pub mute: usize,
    /// The language of the whole.
    pub language: Option<String>,
    /// The title of the document.
    pub title: Option<String>,
}

/// A measure and where it was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The measure.
    pub value: f32,
    /// Some of the text.
    pub text: String,
    /// The page, from 1.
    pub page: usize,
}

/// Looks at all pages.
pub(super) fn facts(file: &PdfFile, content: &Content) -> PageFacts {
    let mut facts = PageFacts {
        pages: file.pages.len(),
        language: file.language.clone(),
        title: file.info.title.clone(),
        ..PageFacts::default()
    };
    for font in &file.fonts {
        *facts.fonts.entry(font.name.clone()).or_insert(true) &= font.is_embedded;
    }
    letters(file, &mut facts);
    let wanted = content.facts();
    structure(file, &wanted, &mut facts);
    let mut links: Vec<String> = wanted.iter().flat_map(Fact::links).map(str::to_owned).collect();
    links.retain(|url| !file.pages.iter().flat_map(|page| &page.links).any(|link| link.uri == *url));
    links.dedup();
    facts.no_links = links;
    facts
}

/// Sizes, colours, what cannot be seen and what is no character.
fn letters(file: &PdfFile, facts: &mut PageFacts) {
    for (number, page) in file.pages.iter().enumerate() {
        let lost = page.glyphs.iter().filter(|glyph| glyph.text.chars().any(is_no_character)).count();
        if lost > 0 {
            let (count, first) = facts.unreadable.unwrap_or((0, number + 1));
            facts.unreadable = Some((count + lost, first));
        }
        for run in page.glyphs.chunk_by(|a, b| is_hidden(a) == is_hidden(b)) {
            if is_hidden(&run[0]) {
                facts.hidden.extend(Some(joined(run)).filter(|text| !text.is_empty()));
            } else {
                measure(run, number + 1, facts);
            }
        }
    }
}

/// Whether nobody sees a letter. A program that reads it may still.
fn is_hidden(glyph: &Glyph) -> bool {
    glyph.hidden || glyph.outside || ratio(glyph).is_some_and(|ratio| ratio < INVISIBLE)
}

/// Contrast below which no eye tells letters from what they stand on.
const INVISIBLE: f32 = 1.1;

/// The contrast of a letter, where it is one figure.
fn ratio(glyph: &Glyph) -> Option<f32> {
    Some(contrast(glyph.ink?, glyph.ground?))
}

/// The smallest and the faintest of letters that are seen.
fn measure(glyphs: &[Glyph], page: usize, facts: &mut PageFacts) {
    for (n, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.text.trim().is_empty()) {
        let text = || joined(&glyphs[n..glyphs.len().min(n + SAMPLE)]);
        let sample = |value: f32| Some(Sample { value, text: text(), page });
        match ratio(glyph) {
            Some(ratio) if facts.faintest.as_ref().is_none_or(|known| ratio < known.value) => {
                facts.faintest = sample(ratio);
            }
            None if facts.unmeasured.is_none() => facts.unmeasured = Some((text(), page)),
            _ => {}
        }
        if glyph.artifact != Artifact::Pagination
            && facts.smallest.as_ref().is_none_or(|known| glyph.size < known.value)
        {
            facts.smallest = sample(glyph.size);
        }
    }
}

/// Letters of a text that show where a measure was taken.
const SAMPLE: usize = 12;

fn joined(glyphs: &[Glyph]) -> String {
    normal(&glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>())
}

/// Private use, and the sign for what a font does not tell.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// The contrast of two colours.
fn contrast(one: [f32; 3], other: [f32; 3]) -> f32 {
    let channels = |color: [f32; 3]| color.map(|part| f64::from(part.clamp(0.0, 1.0)));
    colour::contrast(channels(one), channels(other)) as f32
}

fn structure(file: &PdfFile, wanted: &[Fact<'_>], facts: &mut PageFacts) {
    let level = |role: &str| role.strip_prefix('H').and_then(|level| level.parse::<usize>().ok());
    let mut last = 0;
    let mut headings: Vec<String> = Vec::new();
    for element in &file.elements {
        *facts.roles.entry(element.role.clone()).or_default() += 1;
        if let Some(level) = level(&element.role) {
            if level > last + 1 {
                facts.skipped.push(normal(&file.text(element)));
            }
            last = level;
            headings.push(lower(&normal(&file.text(element))));
        }
        if element.role == "Figure" && element.alternative.as_ref().is_none_or(|text| text.trim().is_empty())
        {
            facts.mute += 1;
        }
    }
    let is_heading = |title: &str| headings.contains(&lower(&normal(title)));
    let titles = wanted.iter().filter(|fact| matches!(fact.kind, FactKind::Name | FactKind::SectionTitle));
    let titles = titles.flat_map(Fact::leaves).map(|(title, _)| title);
    facts.no_headings = titles.filter(|title| !is_heading(title)).map(str::to_owned).collect();
    let items = facts.roles.get("LI").copied().unwrap_or_default();
    facts.bullets = (wanted.iter().map(Fact::items_started).sum(), items);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 0.01);
        assert!((contrast([1.0; 3], [1.0; 3]) - 1.0).abs() < 0.01);
        // #767676 is the lightest grey with 4.5:1 on white.
        let grey = f32::from(0x76_u8) / 255.0;
        assert!((contrast([grey; 3], [1.0; 3]) - 4.54).abs() < 0.01);
    }
}
