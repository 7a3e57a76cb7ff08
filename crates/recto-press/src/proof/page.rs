//! What else a reader of the file meets: fonts, sizes, colours, headings, lists, links, alternative texts.

use super::faults::QUOTED;
use super::reading::{lower, normal};
use crate::sheet::{Content, Fact, FactKind};
use recto_resume::pdf::{Artifact, Glyph, PdfFile, TagElement};
use recto_resume::text::{Diagnostic, Rule, shortened};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Smaller letters (pt) are hard to read in print.
const SMALL: f32 = 7.5;
/// Least contrast of text (WCAG 2.2, 1.4.3).
const FAINT: f32 = 4.5;

/// What there is to say of the pages beside the facts.
#[derive(Debug, Default, Serialize, Deserialize)]
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
    unmeasured: Option<(String, usize)>,
    /// How many elements of the structure have each role.
    pub roles: BTreeMap<String, usize>,
    /// The language of the whole.
    pub language: Option<String>,
    /// The title of the document.
    pub title: Option<String>,
    /// What is wrong or weak.
    pub faults: Vec<Diagnostic>,
}

/// A measure and where it was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    for (name, _) in facts.fonts.iter().filter(|(_, is_embedded)| !**is_embedded) {
        facts.faults.push(Diagnostic::of(Rule::FontUnembedded, format!("font `{name}` is not in the PDF")));
    }
    letters(file, &mut facts);
    let wanted = content.facts();
    structure(file, &wanted, &mut facts);
    let mut links: Vec<&str> = wanted.iter().flat_map(Fact::links).collect();
    links.retain(|url| !file.pages.iter().flat_map(|page| &page.links).any(|link| link.uri == *url));
    links.dedup();
    for url in links {
        facts.fault(Rule::LinkLost, format!("no link of the PDF leads to `{url}`"));
    }
    let is_mute = |element: &&TagElement| {
        let is_empty = element.alternative.as_ref().is_none_or(|text| text.trim().is_empty());
        element.role == "Figure" && is_empty
    };
    let mute = file.elements.iter().filter(is_mute).count();
    if mute > 0 {
        facts.fault(Rule::ImageUndescribed, format!("{mute} images have no alternative text"));
    }
    if facts.language.is_none() {
        facts.fault(Rule::MetadataMissing, "the PDF does not say its language".to_owned());
    }
    if facts.title.is_none() {
        facts.fault(Rule::MetadataMissing, "the PDF has no title".to_owned());
    }
    facts.weak();
    facts
}

impl PageFacts {
    fn fault(&mut self, rule: Rule, message: String) {
        self.faults.push(Diagnostic::of(rule, message));
    }

    /// Adds what is hard to read.
    fn weak(&mut self) {
        if let Some(Sample { value, text, page }) = self.smallest.clone().filter(|small| small.value < SMALL)
        {
            self.fault(Rule::TextSmall, format!("text of {value:.1} pt is small: `{text}`, page {page}"));
        }
        if let Some(Sample { value, text, page }) = self.faintest.clone().filter(|faint| faint.value < FAINT)
        {
            let message =
                format!("contrast of {value:.1}:1 is weak, {FAINT}:1 is the least: `{text}`, page {page}");
            self.fault(Rule::ContrastWeak, message);
        }
        if let Some((text, page)) = &self.unmeasured {
            let message = format!(
                "the contrast of `{}`, page {page}, cannot be told: it is on a picture or a gradient, \
                    or is painted with one",
                shortened(text, QUOTED)
            );
            self.fault(Rule::ContrastUnknown, message);
        }
    }
}

/// Sizes, colours, what cannot be seen and what is no character.
fn letters(file: &PdfFile, facts: &mut PageFacts) {
    let is_lost = |glyph: &&Glyph| glyph.text.chars().any(is_no_character);
    let lost: Vec<usize> = file.pages.iter().map(|page| page.glyphs.iter().filter(is_lost).count()).collect();
    if let Some(first) = lost.iter().position(|count| *count > 0) {
        let (count, page) = (lost.iter().sum::<usize>(), first + 1);
        let message = format!("{count} signs on the pages are no characters, the first on page {page}");
        facts.fault(Rule::TextUnreadable, message);
    }
    for (page, number) in file.pages.iter().zip(1..) {
        for run in page.glyphs.chunk_by(|a, b| is_hidden(a) == is_hidden(b)) {
            if !is_hidden(&run[0]) {
                measure(run, number, facts);
                continue;
            }
            let text = joined(run);
            if !text.is_empty() {
                let text = shortened(&text, QUOTED);
                facts.fault(Rule::TextHidden, format!("`{text}` is in the PDF but cannot be seen"));
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

/// The contrast of two colours (WCAG 2.2, "contrast ratio").
fn contrast(a: [f32; 3], b: [f32; 3]) -> f32 {
    let linear = |part: f32| {
        let part = part.clamp(0.0, 1.0);
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let light = |color: [f32; 3]| {
        let [red, green, blue] = color.map(linear);
        0.2126f32.mul_add(red, 0.7152f32.mul_add(green, 0.0722 * blue))
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn structure(file: &PdfFile, wanted: &[Fact<'_>], facts: &mut PageFacts) {
    let level = |role: &str| role.strip_prefix('H').and_then(|level| level.parse::<usize>().ok());
    let mut last = 0;
    let (mut headings, mut skipped) = (Vec::new(), Vec::new());
    for element in &file.elements {
        *facts.roles.entry(element.role.clone()).or_default() += 1;
        if let Some(level) = level(&element.role) {
            let heading = normal(&file.text(element));
            headings.push(lower(&heading));
            if level > last + 1 {
                skipped.push(heading);
            }
            last = level;
        }
    }
    let is_heading = |title: &str| headings.contains(&lower(&normal(title)));
    let titles = wanted.iter().filter(|fact| matches!(fact.kind, FactKind::Name | FactKind::SectionTitle));
    let titles = titles.flat_map(Fact::leaves).map(|(title, _)| title);
    for title in titles.filter(|title| !is_heading(title)) {
        facts.fault(Rule::StructureBroken, format!("`{title}` is no heading in the PDF's structure"));
    }
    for heading in skipped {
        facts.fault(Rule::StructureBroken, format!("the heading `{heading}` skips a level"));
    }
    // Layouts run a title and a single highlight into each other.
    let is_title = |fact: &Fact<'_>| fact.kind == FactKind::Title;
    let entries = wanted.chunk_by(|a, b| a.item.is_some() && a.item == b.item);
    let is_run_in = |entry: &&[Fact<'_>]| matches!(entry, [title, highlight] if is_title(title) && highlight.items_started() == 1);
    let bullets: usize = entries.filter(|entry| !is_run_in(entry)).flatten().map(Fact::items_started).sum();
    let items = facts.roles.get("LI").copied().unwrap_or_default();
    if items < bullets {
        let message = format!("{} bullets are no items of a list in the PDF's structure", bullets - items);
        facts.fault(Rule::StructureBroken, message);
    }
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
