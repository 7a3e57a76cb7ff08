//! What would save a page: a closer density, or highlights that are a few words shorter.

use super::{Pages, Tries};
use crate::fit::{self, Composure, Fitted};
use crate::sheet::options::PageGoal;
use crate::sheet::{Content, Fact};
use recto_resume::resume::{Entry, ItemBody, Resume, SectionKind};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};

/// Highlights named at most.
const MAX_NAMED: usize = 12;

impl Pages<'_> {
    /// Reports what would save the last page, if it has only a few lines; nothing where nothing would.
    pub fn savings(&self) -> Diagnostics {
        let (content, measures) = (self.content(), self.measures());
        let composure = Composure::of_lines(&self.lines, self.count(), content, &measures);
        let fewer = u8::try_from(composure.pages.saturating_sub(1)).unwrap_or(0);
        if !composure.spills() || !(1..=PageGoal::MOST).contains(&fewer) {
            return Diagnostics::new();
        }
        let over = composure.last_lines;
        let short = self.short_last_lines(content);
        let short = if short.len() >= over { short } else { Vec::new() };
        let density = self.closer(fewer);
        if density.is_none() && short.is_empty() {
            return Diagnostics::new();
        }
        let plural =
            |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let kept = plural(fewer.into(), "page");
        let message = format!("{} over on page {}", plural(over, "line"), composure.pages);
        let mut spilled = Diagnostic::new(Rule::PageSpilled, Place::Nowhere, message);
        if let Some(density) = density {
            spilled = spilled.help(match self.prepared.goal() {
                Some(PageGoal::AtMost(_)) => format!("`pages: {fewer}` holds them, at density {density:.2}"),
                _ => format!("density {density:.2} holds them on {kept}"),
            });
        }
        if !short.is_empty() {
            let highlights = plural(short.len(), "highlight");
            let help = format!(
                "{highlights} end in one or two words on a line of their own: shorter, they fit on {kept}"
            );
            spilled = spilled.help(help);
        }
        [spilled].into_iter().chain(short.into_iter().take(MAX_NAMED)).collect()
    }

    /// The airiest density at which there are so many pages, if there is one.
    fn closer(&self, pages: u8) -> Option<f64> {
        let mut tries =
            Tries { prepared: self.prepared, kept: Vec::new(), estimate: self.prepared.estimate() };
        let Ok(Fitted { density, .. }) = fit::fit(PageGoal::AtMost(pages), self.density, &mut tries) else {
            return None;
        };
        Some(density.get()).filter(|density| *density > self.density.get())
    }

    /// The highlights that end in one or two words on a line of their own, each at its place in the file.
    fn short_last_lines(&self, content: &Content) -> Vec<Diagnostic> {
        let facts = content.facts();
        let runts = fit::runts(&self.lines, &facts).into_iter();
        let name = |runt: fit::Runt| {
            let span = span_of(&facts[runt.fact])?;
            let path = path_of(&self.prepared.resume, span)?;
            let message = format!("`{path}` ends in `{}` on a line of its own", runt.words);
            let label = "a few letters less save the line";
            Some(Diagnostic::at(Rule::LineWasted, span, message).label(label))
        };
        runts.filter_map(name).collect()
    }
}

/// The bytes that the last stretch of a fact came from.
fn span_of(fact: &Fact<'_>) -> Option<Span> {
    let mut spans = fact.leaves().into_iter().map(|(_, span)| span).filter(|span| *span != Span::NOWHERE);
    spans.next_back()
}

/// The path of the highlight that has these bytes, as `--set` takes it: `work.0.highlights.2`.
fn path_of(resume: &Resume, span: Span) -> Option<String> {
    let mut own = 0..;
    resume.sections.iter().find_map(|section| {
        let key = match section.kind {
            SectionKind::Custom => format!("sections.{}", own.next()?),
            kind => kind.key().to_owned(),
        };
        section.content.iter().enumerate().find_map(|(index, item)| match &item.body {
            ItemBody::Entry(entry) => Some(format!("{key}.{index}.{}", in_entry(entry, span)?)),
            _ => None,
        })
    })
}

/// The rest of that path in an entry.
fn in_entry(entry: &Entry, span: Span) -> Option<String> {
    entry.roles.iter().enumerate().find_map(|(number, role)| {
        let has = |from: Span| from.start <= span.start && span.end <= from.end;
        let index = role.highlights.iter().position(|highlight| has(highlight.span))?;
        Some(match entry.roles.len() {
            1 => format!("highlights.{index}"),
            _ => format!("positions.{number}.highlights.{index}"),
        })
    })
}
