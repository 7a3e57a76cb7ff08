//! The facts of a sheet: every string that a page must hold whole, and what it belongs to.

use crate::sheet::{Item, Run, Sheet, SheetBlock, SheetEntry, SheetRole};
use recto_resume::resume::Text;
use recto_resume::text::Span;

/// One string of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The characters.
    pub text: String,
    /// The bytes of the field it came from; [`Span::NOWHERE`] for words of recto's own.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether letters may be capitals on the page: of names and titles.
    pub any_case: bool,
    /// What it must stand beside: the number of its entry, counted over the whole sheet.
    pub cluster: usize,
    /// The number of the section whose entries stand in order; 0 for the header, 1 for the titles of all sections.
    pub section: usize,
}

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The title of the section of this number.
    Title(usize),
    /// A bullet; those of one entry stand in order.
    Bullet,
    /// Anything else.
    Text,
}

/// Collects facts.
#[derive(Default)]
struct Walk {
    facts: Vec<Fact>,
    cluster: usize,
    section: usize,
}

/// All facts, in the order of the sheet.
pub(super) fn of(sheet: &Sheet) -> Vec<Fact> {
    let mut walk = Walk::default();
    let header = &sheet.header;
    walk.text(&header.name);
    walk.facts.iter_mut().for_each(|name| name.any_case = true);
    header.headline.iter().for_each(|text| walk.text(text));
    header.contact.iter().for_each(|item| walk.text(&item.text));
    for row in &header.personal {
        walk.text(&row.label);
        walk.text(&row.text);
    }
    for (n, section) in sheet.sections.iter().enumerate() {
        walk.next(1);
        walk.push(&section.title.value, section.title.span, Kind::Title(n + 2));
        for item in &section.items {
            walk.next(n + 2);
            walk.item(item);
        }
    }
    // What a style prints in capitals may be any of them.
    let parts = &mut sheet.tokens.parts.iter();
    if parts.any(|(part, style)| part != "name" && style.case.as_deref() == Some("upper")) {
        walk.facts.iter_mut().for_each(|fact| fact.any_case = true);
    }
    walk.facts
}

impl Walk {
    const fn next(&mut self, section: usize) {
        self.cluster += 1;
        self.section = section;
    }

    fn push(&mut self, text: &str, span: Span, kind: Kind) {
        let text = text.trim();
        if !text.is_empty() {
            let any_case = matches!(kind, Kind::Title(_));
            let (cluster, section) = (self.cluster, self.section);
            self.facts.push(Fact { text: text.to_owned(), span, kind, any_case, cluster, section });
        }
    }

    fn text(&mut self, text: &Text) {
        self.push(&text.value, text.span, Kind::Text);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Prose { body } => self.blocks(body, Kind::Text),
            Item::Entry(one) => self.entry(one),
            Item::Group { label, level, items } => {
                label.iter().chain(level).chain(items).for_each(|text| self.text(text));
            }
            Item::Quotation { name, body } => {
                self.blocks(body, Kind::Text);
                name.iter().for_each(|name| self.text(name));
            }
        }
    }

    fn entry(&mut self, entry: &SheetEntry) {
        let own = |walk: &mut Self| {
            entry.organization.iter().chain(&entry.place).for_each(|text| walk.text(text));
            entry.url.iter().for_each(|url| walk.text(&url.text));
            walk.blocks(&entry.note, Kind::Text);
        };
        if entry.roles.len() != 1 {
            own(self);
        }
        for role in &entry.roles {
            role.title.iter().for_each(|title| self.text(title));
            if entry.roles.len() == 1 {
                own(self);
            }
            self.details(role);
        }
    }

    fn details(&mut self, role: &SheetRole) {
        role.dates.iter().for_each(|dates| self.text(&dates.text));
        role.place.iter().for_each(|place| self.text(place));
        role.url.iter().for_each(|url| self.text(&url.text));
        role.details.iter().for_each(|detail| self.text(detail));
        self.blocks(&role.summary, Kind::Text);
        role.highlights.iter().for_each(|bullet| self.blocks(bullet, Kind::Bullet));
        if let Some(keywords) = &role.keywords {
            self.push(&keywords.label, Span::NOWHERE, Kind::Text);
            keywords.items.iter().for_each(|item| self.text(item));
        }
    }

    fn blocks(&mut self, all: &[SheetBlock], kind: Kind) {
        for block in all {
            match block {
                SheetBlock::Paragraph { p } => {
                    let mut line = (String::new(), Span::NOWHERE);
                    self.runs(p, kind, &mut line);
                    self.push(&line.0, line.1, kind);
                }
                SheetBlock::Bullets { ul: items } | SheetBlock::Numbered { ol: items, .. } => {
                    items.iter().for_each(|item| self.blocks(item, kind));
                }
                SheetBlock::Quote { quote } => self.blocks(quote, kind),
            }
        }
    }

    /// Adds runs to a line. A break begins another: it is a fact of its own.
    fn runs(&mut self, all: &[Run], kind: Kind, line: &mut (String, Span)) {
        for run in all {
            match run {
                Run::Text(text) | Run::Code { code: text } => {
                    line.0.push_str(&text.value);
                    line.1 = text.span;
                }
                Run::Bold { b: inner } | Run::Italic { i: inner } | Run::Link { a: inner, .. } => {
                    self.runs(inner, kind, line);
                }
                Run::Break { .. } => {
                    self.push(&line.0, line.1, kind);
                    line.0.clear();
                }
            }
        }
    }
}
