//! The facts of a résumé as the proof needs them: every string that a page must show whole, and what it belongs to.

use crate::manifest::parts::PartStyle;
use crate::sheet::{Content, FactKind, Measures};
use recto_resume::text::Span;
use serde::{Deserialize, Serialize};

/// One string of the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The characters.
    pub text: String,
    /// The bytes of the field it came from; [`Span::NOWHERE`] for words of recto's own.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether letters may be capitals on the page: of names and titles.
    pub any_case: bool,
    /// What it belongs beside: the number of its entry, counted over the whole content.
    pub cluster: usize,
    /// The number of the group in which clusters are in order: 0 for the header, then one for the titles of each region,
    /// then one for each section.
    pub section: usize,
}

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The title of the section whose items are in the group of this number.
    Title(usize),
    /// A bullet; those of one entry keep their order.
    Bullet,
    /// Anything else.
    Text,
}

/// All facts, in the order of the content.
pub(super) fn of(content: &Content, measures: &Measures) -> Vec<Fact> {
    // What a style prints in capitals may be any of them.
    let is_upper =
        |(part, style): (&String, &PartStyle)| part != "name" && style.case.as_deref() == Some("upper");
    let capitals = measures.parts.iter().any(is_upper);
    let first_section = 1 + content.regions.len();
    let mut facts = Vec::new();
    let (mut cluster, mut before) = (0, None);
    for one in content.facts() {
        // A title is a cluster of its own, and so is every item.
        if before.replace((one.section, one.item)).is_some_and(|before| before != (one.section, one.item)) {
            cluster += 1;
        }
        let (kind, section) = match (one.kind, one.section) {
            (FactKind::SectionTitle, Some(number)) => (Kind::Title(first_section + number), 1 + one.region),
            (FactKind::Highlight, Some(number)) => (Kind::Bullet, first_section + number),
            (_, number) => (Kind::Text, number.map_or(0, |number| first_section + number)),
        };
        let any_case = capitals || matches!(one.kind, FactKind::Name | FactKind::SectionTitle);
        for (text, span) in one.lines() {
            if !text.trim().is_empty() {
                let text = text.trim().to_owned();
                facts.push(Fact { text, span, kind, any_case, cluster, section });
            }
        }
    }
    facts
}
