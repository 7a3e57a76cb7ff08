//! What is wrong in a PDF, as problems at the user's own lines.

use super::{Order, Proof, Proven, Verdict};
use recto_resume::text::{Diagnostic, Place, Rule, Span, shortened};

/// Characters of a text in a message at most.
pub(super) const QUOTED: usize = 60;

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
        facts.chain(self.pages.faults.iter().cloned()).collect()
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
            format!("`{text}` is separated from what it belongs to, page {}", spot.page),
        )
        .label(format!("out of place when read {}", order.words()))
        .help("`recto layouts NAME` has the share of facts that a layout keeps in place; `-l NAME` takes another layout"),
    })
}
