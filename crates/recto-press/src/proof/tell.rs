//! What is wrong in a PDF, as problems at the user's own lines.

use super::{Order, PageFacts, Proof, Proven, Verdict};
use recto_resume::text::{Diagnostic, Place, Rule, Span, shortened};

/// Smaller letters (pt) are hard to read in print.
const SMALL: f32 = 7.5;
/// Characters of a text in a message at most.
const QUOTED: usize = 60;
/// Least contrast of text (WCAG 2.2, 1.4.3).
const FAINT: f32 = 4.5;

impl Order {
    /// What a program does that reads so.
    const fn words(self) -> &'static str {
        match self {
            Self::Painted => "in the order of the file",
            Self::Lines => "line by line across the page",
            Self::Blocks => "block by block",
        }
    }
}

impl Proof {
    /// Everything that is wrong: facts at their own lines, then what is weak in the pages. A fact that is in place for
    /// programs that follow the file, and for some other not, is a warning as long as the layout gives the share of facts
    /// that it `promised` (0 to 1); every other is an error.
    pub fn faults(&self, promised: f64) -> Vec<Diagnostic> {
        let kept = self.score().0 >= promised;
        let facts = self.facts.iter().filter_map(|one| fault(one, kept));
        facts.chain(self.pages.faults()).collect()
    }
}

/// The rule for a fact that is split or apart. `kept` is whether the layout gives the share of facts it promised.
fn rule(rule: Rule, order: Order, kept: bool) -> Rule {
    if kept && order != Order::Painted { Rule::OrderWeak } else { rule }
}

/// What is wrong with a fact.
fn fault(one: &Proven, kept: bool) -> Option<Diagnostic> {
    let text = shortened(&one.fact.text, QUOTED);
    let place = if one.fact.span == Span::NOWHERE { Place::Nowhere } else { Place::File(one.fact.span) };
    let problem =
        |rule, message: String| Diagnostic::new(rule, place.clone(), message).about(one.fact.text.clone());
    Some(match &one.verdict {
        Verdict::Found(_) => return None,
        Verdict::Missing => problem(Rule::FactLost, format!("`{text}` is not on the pages")).label("missing"),
        Verdict::Pictured => problem(Rule::FactPictured, format!("`{text}` is only in an image"))
            .label("no program that reads text finds it")
            .help("its alternative text says it, to people who have the page read to them"),
        Verdict::Split { spot, reads, order } => problem(
            rule(Rule::FactSplit, *order, kept),
            format!("`{text}` is not one text in the PDF, page {}", spot.page),
        )
        .label(match reads {
            Some(reads) => format!("reads `{}`", shortened(reads, QUOTED)),
            None => format!("in pieces when read {}", order.words()),
        }),
        Verdict::Apart { spot, order } => problem(
            rule(Rule::FactApart, *order, kept),
            format!("`{text}` stands apart from what it belongs to, page {}", spot.page),
        )
        .label(format!("out of place when read {}", order.words())),
    })
}

impl PageFacts {
    /// What is wrong or weak in the pages.
    fn faults(&self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        let mut add = |rule, message: String| faults.push(Diagnostic::new(rule, Place::Nowhere, message));
        for (name, _) in self.fonts.iter().filter(|(_, embedded)| !**embedded) {
            add(Rule::FontUnembedded, format!("font `{name}` is not in the PDF"));
        }
        if let Some((count, page)) = self.unreadable {
            add(
                Rule::TextUnreadable,
                format!("{count} signs on the pages are no characters, the first on page {page}"),
            );
        }
        for text in &self.hidden {
            add(Rule::TextHidden, format!("`{}` is in the PDF but cannot be seen", shortened(text, QUOTED)));
        }
        for title in &self.no_headings {
            add(Rule::StructureBroken, format!("`{title}` is no heading in the PDF's structure"));
        }
        for heading in &self.skipped {
            add(Rule::StructureBroken, format!("the heading `{heading}` skips a level"));
        }
        if self.bullets.1 < self.bullets.0 {
            let lost = self.bullets.0 - self.bullets.1;
            add(
                Rule::StructureBroken,
                format!("{lost} bullets are no items of a list in the PDF's structure"),
            );
        }
        for url in &self.no_links {
            add(Rule::LinkLost, format!("no link of the PDF leads to `{url}`"));
        }
        if self.mute > 0 {
            add(Rule::ImageUndescribed, format!("{} images have no alternative text", self.mute));
        }
        if self.language.is_none() {
            add(Rule::MetadataMissing, "the PDF does not say its language".to_owned());
        }
        if self.title.is_none() {
            add(Rule::MetadataMissing, "the PDF has no title".to_owned());
        }
        if let Some(small) = self.smallest.as_ref().filter(|small| small.value < SMALL) {
            let message =
                format!("text of {:.1} pt is small: `{}`, page {}", small.value, small.text, small.page);
            add(Rule::TextSmall, message);
        }
        if let Some(faint) = self.faintest.as_ref().filter(|faint| faint.value < FAINT) {
            let message = format!(
                "contrast of {:.1}:1 is weak, {FAINT}:1 is the least: `{}`, page {}",
                faint.value, faint.text, faint.page
            );
            add(Rule::ContrastWeak, message);
        }
        if let Some((text, page)) = &self.unmeasured {
            let message = format!(
                "the contrast of `{}`, page {page}, cannot be told: it stands on a picture or a gradient, \
                    or is painted with one",
                shortened(text, QUOTED)
            );
            add(Rule::ContrastUnknown, message);
        }
        faults
    }
}
