//! The one walk over the content: every fact that a page must show, in reading order. Whoever needs to know what is
//! printed (proof, snapshots, plain text, fonts, limits) reads this list, so a new field is added here and nowhere else.

use super::content::{Content, Item, Reference, Run, SheetBlock, SheetEntry, SheetRole};
use recto_resume::resume::Text;
use recto_resume::resume::date::WrittenDates;
use recto_resume::text::Span;

/// A string of the content that a page shows whole: a name, a title, a paragraph.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    /// What it is.
    pub kind: FactKind,
    /// Its characters.
    pub words: Words<'a>,
    /// Where all of it leads, if it is a link as a whole.
    pub url: Option<&'a str>,
    /// The number of its region, from 0; the header is in the first.
    pub region: usize,
    /// The number of its section over all regions, from 0; `None` in the header.
    pub section: Option<usize>,
    /// The number of its item (an entry, a group, …) over all sections, from 0; `None` in the header and in titles of
    /// sections.
    pub item: Option<usize>,
    /// The number of its role in the entry; `None` for what several roles share, and outside entries.
    pub role: Option<usize>,
    /// The lists and quotations that it is in, the outermost first.
    pub nesting: Vec<Nesting>,
    /// Whether a paragraph or a quotation comes right before it in the same prose.
    pub follows_text: bool,
}

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// The person's name.
    Name,
    /// The line under the name.
    Headline,
    /// A way to reach the person.
    Contact,
    /// The label of a personal detail.
    PersonalLabel,
    /// A personal detail.
    Personal,
    /// The title of a section.
    SectionTitle,
    /// The title of a role.
    Title,
    /// The authors of a publication.
    Authors,
    /// The organisation of an entry, the venue of a publication.
    Organization,
    /// The place of an entry.
    Place,
    /// The place of a role, where it differs from the entry's.
    RolePlace,
    /// An address.
    Link,
    /// A date or a period.
    Date,
    /// A short fact of a role's head.
    Detail,
    /// A paragraph.
    Paragraph,
    /// A paragraph of a highlight.
    Highlight,
    /// The label of a role's keywords.
    KeywordLabel,
    /// A keyword of a role.
    Keyword,
    /// The name of a group of keywords.
    GroupLabel,
    /// The level of a group.
    GroupLevel,
    /// A keyword of a group.
    GroupKeyword,
    /// Who said a quotation.
    QuotationName,
}

/// The characters of a fact.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// A literal text.
    Text(&'a Text),
    /// A word of recto's own.
    Own(&'a str),
    /// A date or a period.
    Dates(&'a WrittenDates),
    /// Rich text; a line break parts lines.
    Runs(&'a [Run]),
}

/// A list or a quotation around a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nesting {
    /// What it is.
    pub list: List,
    /// Whether the fact is the first of the item or quotation.
    pub first: bool,
}

/// A kind of list, or a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// An item of a list with bullets.
    Bullet,
    /// An item of a numbered list, and its number.
    Number(u64),
    /// A quotation.
    Quote,
}

/// A stretch of characters and the bytes it came from ([`Span::NOWHERE`] for words of recto's own).
pub type Leaf<'a> = (&'a str, Span);

impl<'a> Fact<'a> {
    /// Its stretches of characters, without line breaks.
    pub fn leaves(&self) -> Vec<Leaf<'a>> {
        let mut leaves = Vec::new();
        match self.words {
            Words::Text(text) => leaves.push((text.value.as_str(), text.span)),
            Words::Own(word) => leaves.push((word, Span::NOWHERE)),
            Words::Dates(dates) => leaves.push((dates.text.value.as_str(), dates.text.span)),
            Words::Runs(runs) => walk_runs(runs, &mut |run| {
                if let Run::Text(text) | Run::Code { code: text } = run {
                    leaves.push((text.value.as_str(), text.span));
                }
            }),
        }
        leaves
    }

    /// Its lines; more than one where it has line breaks of its own.
    pub fn lines(&self) -> Vec<(String, Span)> {
        let Words::Runs(runs) = self.words else {
            return self.leaves().into_iter().map(|(text, span)| (text.to_owned(), span)).collect();
        };
        let mut lines = vec![(String::new(), Span::NOWHERE)];
        walk_runs(runs, &mut |run| match (run, lines.last_mut()) {
            (Run::Text(text) | Run::Code { code: text }, Some(line)) => {
                line.1 = if line.0.is_empty() { text.span } else { line.1.join(text.span) };
                line.0.push_str(&text.value);
            }
            (Run::Break { .. }, Some((_, span))) => {
                let span = Span::at(span.end);
                lines.push((String::new(), span));
            }
            _ => {}
        });
        lines
    }

    /// Its characters, lines and all.
    pub fn plain(&self) -> String {
        self.lines().into_iter().map(|(line, _)| line).collect::<Vec<_>>().join(" ")
    }

    /// Every address that it leads to.
    pub fn links(&self) -> Vec<&'a str> {
        let mut links: Vec<&str> = self.url.into_iter().collect();
        if let Words::Runs(runs) = self.words {
            walk_runs(runs, &mut |run| {
                if let Run::Link { url, .. } = run {
                    links.push(url);
                }
            });
        }
        links
    }

    /// Whether it starts items of lists, and how many.
    pub fn items_started(&self) -> usize {
        self.nesting.iter().filter(|one| one.first && one.list != List::Quote).count()
    }
}

/// Visits runs and what is inside them, outer ones first.
fn walk_runs<'a>(runs: &'a [Run], visit: &mut impl FnMut(&'a Run)) {
    for run in runs {
        visit(run);
        if let Run::Bold { b: inner } | Run::Italic { i: inner } | Run::Link { a: inner, .. } = run {
            walk_runs(inner, visit);
        }
    }
}

impl Content {
    /// Every fact, in reading order: the header, then region by region.
    pub fn facts(&self) -> Vec<Fact<'_>> {
        let mut walk = Walk::default();
        walk.header(self);
        for (region, sections) in self.regions.iter().enumerate() {
            walk.region = region;
            for section in &sections.sections {
                walk.section = Some(walk.section.map_or(0, |number| number + 1));
                walk.item = None;
                walk.text(FactKind::SectionTitle, &section.title);
                for item in &section.items {
                    walk.item = Some(walk.items);
                    walk.items += 1;
                    walk.one(item);
                }
            }
        }
        walk.facts
    }

    /// Every stretch of characters, in reading order; blank ones are left out.
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves: Vec<_> = self.facts().iter().flat_map(Fact::leaves).collect();
        leaves.retain(|(text, _)| !text.trim().is_empty());
        leaves
    }
}

/// The facts of some prose.
pub(crate) fn of(blocks: &[SheetBlock]) -> Vec<Fact<'_>> {
    let mut walk = Walk::default();
    walk.blocks(FactKind::Paragraph, blocks);
    walk.facts
}

/// About how many lines some items take.
pub(super) fn count_lines(items: &[Item]) -> usize {
    /// Characters of a line.
    const LINE: usize = 70;
    let mut walk = Walk::default();
    items.iter().for_each(|item| walk.one(item));
    let is_prose = |fact: &Fact<'_>| matches!(fact.kind, FactKind::Paragraph | FactKind::Highlight);
    let length = |fact: &Fact<'_>| fact.plain().chars().count();
    let (prose, short): (Vec<_>, Vec<_>) = walk.facts.iter().partition(|fact| is_prose(fact));
    let lines: usize = prose.into_iter().map(|fact| length(fact).div_ceil(LINE)).sum();
    // The parts of a head share lines, and each head has a gap.
    lines + short.into_iter().map(length).sum::<usize>() / LINE + 2 * items.len()
}

/// Collects facts.
#[derive(Default)]
struct Walk<'a> {
    facts: Vec<Fact<'a>>,
    region: usize,
    section: Option<usize>,
    item: Option<usize>,
    items: usize,
    role: Option<usize>,
    nesting: Vec<Nesting>,
}

impl<'a> Walk<'a> {
    fn push(&mut self, kind: FactKind, words: Words<'a>, url: Option<&'a str>) {
        self.facts.push(Fact {
            kind,
            words,
            url,
            region: self.region,
            section: self.section,
            item: self.item,
            role: self.role,
            nesting: self.nesting.clone(),
            follows_text: false,
        });
        self.nesting.iter_mut().for_each(|one| one.first = false);
    }

    fn text(&mut self, kind: FactKind, text: &'a Text) {
        self.push(kind, Words::Text(text), None);
    }

    fn texts(&mut self, kind: FactKind, texts: impl IntoIterator<Item = &'a Text>) {
        texts.into_iter().for_each(|text| self.text(kind, text));
    }

    fn header(&mut self, content: &'a Content) {
        let header = &content.header;
        self.text(FactKind::Name, &header.name);
        self.texts(FactKind::Headline, &header.headline);
        for item in &header.contact {
            self.push(FactKind::Contact, Words::Text(&item.text), item.url.as_deref());
        }
        for row in &header.personal {
            self.text(FactKind::PersonalLabel, &row.label);
            self.text(FactKind::Personal, &row.text);
        }
    }

    fn one(&mut self, item: &'a Item) {
        match item {
            Item::Prose { body } => self.blocks(FactKind::Paragraph, body),
            Item::Entry(entry) => self.entry(entry),
            Item::Reference(reference) => self.reference(reference),
            Item::Group { label, level, items } => {
                self.texts(FactKind::GroupLabel, label);
                self.texts(FactKind::GroupLevel, level);
                self.texts(FactKind::GroupKeyword, items);
            }
            Item::Quotation { name, body } => {
                self.blocks(FactKind::Paragraph, body);
                self.texts(FactKind::QuotationName, name);
            }
        }
    }

    /// An entry: what its roles share comes first, but behind the title where there is one role.
    fn entry(&mut self, entry: &'a SheetEntry) {
        let single = entry.roles.len() == 1;
        if !single {
            self.shared(entry);
        }
        for (number, role) in entry.roles.iter().enumerate() {
            self.role = Some(number);
            self.texts(FactKind::Title, &role.title);
            if single {
                self.shared(entry);
            }
            self.details(role);
        }
        self.role = None;
    }

    fn reference(&mut self, reference: &'a Reference) {
        let Reference { authors, title, venue, details, dates, url, summary } = reference;
        if !authors.is_empty() {
            self.push(FactKind::Authors, Words::Runs(authors), None);
        }
        self.text(FactKind::Title, title);
        self.texts(FactKind::Organization, venue);
        self.texts(FactKind::Detail, details);
        if let Some(dates) = dates {
            self.push(FactKind::Date, Words::Dates(dates), None);
        }
        if let Some(link) = url {
            self.push(FactKind::Link, Words::Text(&link.text), link.url.as_deref());
        }
        self.blocks(FactKind::Paragraph, summary);
    }

    fn shared(&mut self, entry: &'a SheetEntry) {
        self.texts(FactKind::Organization, &entry.organization);
        self.texts(FactKind::Place, &entry.place);
        if let Some(link) = &entry.url {
            self.push(FactKind::Link, Words::Text(&link.text), link.url.as_deref());
        }
        self.blocks(FactKind::Paragraph, &entry.note);
    }

    /// Everything of a role but its title.
    fn details(&mut self, role: &'a SheetRole) {
        if let Some(dates) = &role.dates {
            self.push(FactKind::Date, Words::Dates(dates), None);
        }
        self.texts(FactKind::RolePlace, &role.place);
        if let Some(link) = &role.url {
            self.push(FactKind::Link, Words::Text(&link.text), link.url.as_deref());
        }
        self.texts(FactKind::Detail, &role.details);
        self.blocks(FactKind::Paragraph, &role.summary);
        for highlight in &role.highlights {
            self.within(List::Bullet, |walk| walk.blocks(FactKind::Highlight, highlight));
        }
        if let Some(keywords) = &role.keywords {
            if !keywords.label.is_empty() {
                self.push(FactKind::KeywordLabel, Words::Own(&keywords.label), None);
            }
            self.texts(FactKind::Keyword, &keywords.items);
        }
    }

    fn within(&mut self, list: List, walk: impl FnOnce(&mut Self)) {
        self.nesting.push(Nesting { list, first: true });
        walk(self);
        self.nesting.pop();
    }

    fn blocks(&mut self, kind: FactKind, blocks: &'a [SheetBlock]) {
        let mut text_before = false;
        for block in blocks {
            let from = self.facts.len();
            match block {
                SheetBlock::Paragraph { p } => self.push(kind, Words::Runs(p), None),
                SheetBlock::Bullets { ul } => {
                    ul.iter().for_each(|item| self.within(List::Bullet, |walk| walk.blocks(kind, item)));
                }
                SheetBlock::Numbered { ol, start } => {
                    for (number, item) in (*start..).zip(ol) {
                        self.within(List::Number(number), |walk| walk.blocks(kind, item));
                    }
                }
                SheetBlock::Quote { quote } => self.within(List::Quote, |walk| walk.blocks(kind, quote)),
            }
            let is_text = matches!(block, SheetBlock::Paragraph { .. } | SheetBlock::Quote { .. });
            if let Some(first) = self.facts.get_mut(from) {
                first.follows_text = text_before && is_text;
            }
            text_before = is_text;
        }
    }
}
