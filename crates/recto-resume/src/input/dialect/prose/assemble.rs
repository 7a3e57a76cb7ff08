//! The résumé of a document: what the front matter says, then the person and the sections, each in the order of the file.

use super::entry::{EntryReader, address_blocks};
use super::head::addresses;
use super::outline::{self, Item, Outline};
use super::person::Person;
use super::sections::{Document, Section};
use super::words::names_role;
use super::{groups, rich, tables};
use crate::input::dialect::jsonresume::{Reader, join_prose, lone_title, merge_roles};
use crate::input::syntax::block::{Block, BlockKind};
use crate::language::Language;
use crate::resume::{self, ItemBody, Quotation, Resume, RichText, SectionItem, SectionKind, Setting, Text};
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Rule, Span};

/// Adds a document to what its front matter says. Returns whether its titles are of one language that pages can be in.
pub(super) fn add(document: Document, resume: &mut Resume, reader: &mut Reader<'_>) -> bool {
    let lang = language(&document.sections);
    let has_summary = resume.basics.summary.is_some();
    let mut assembly = Assembly { resume, reader };
    assembly.person(document.person);
    for (n, section) in document.sections.into_iter().enumerate() {
        if section.kind == SectionKind::Summary && n == 0 && !has_summary {
            assembly.summary(section);
        } else {
            assembly.section(section);
        }
    }
    if let Some((lang, span)) = lang.filter(|(lang, _)| *lang != "en") {
        assembly.option("lang", Node::text(span, lang));
    }
    lang.is_some()
}

struct Assembly<'a, 'd> {
    resume: &'a mut Resume,
    reader: &'a mut Reader<'d>,
}

impl Assembly<'_, '_> {
    /// The person's fields. What the front matter says already and the document says otherwise is a contact item.
    fn person(&mut self, person: Person) {
        let (basics, mut said) = (&mut self.resume.basics, person.basics);
        // Below front matter with the name, the first heading can be the headline: `# Engineer - Networks`.
        if basics.name.is_some()
            && let Some(role) = said.name.take_if(|name| names_role(&name.value))
        {
            said.label = Some(match said.label {
                Some(more) => {
                    Text::new(format!("{} – {}", role.value, more.value), role.span.join(more.span))
                }
                None => role,
            });
        }
        let is_placed = basics.location != resume::Location::default();
        for (field, text, is_free) in [
            (&mut basics.name, said.name, true),
            (&mut basics.label, said.label, true),
            (&mut basics.email, said.email, true),
            (&mut basics.phone, said.phone, true),
            (&mut basics.url, said.url, true),
            (&mut basics.location.address, said.location.address, !is_placed),
            (&mut basics.location.city, said.location.city, !is_placed),
        ] {
            let Some(text) = text else { continue };
            match field {
                None if is_free => *field = Some(text),
                Some(known) if known.value == text.value => {}
                _ => basics.contact.push(text),
            }
        }
        basics.contact.extend(said.contact);
        basics.profiles.extend(said.profiles);
        basics.summary = join_prose(basics.summary.take(), rich::of(&person.summary));
    }

    /// The first section, when it is the summary.
    fn summary(&mut self, section: Section) {
        let Some(text) = rich::of(&section.blocks) else { return self.section(section) };
        let summary = &mut self.resume.basics.summary;
        *summary = join_prose(summary.take(), Some(text));
        let is_plain = section.known.is_some_and(|known| known.plain);
        if let Some(title) = section.title.filter(|_| !is_plain) {
            let node = Node::text(title.span, title.value);
            let pair = Pair { key: "summary".to_owned(), key_span: title.span, node };
            self.option("titles", Node::new(title.span, Value::Map(vec![pair])));
        }
    }

    /// Any other section. One of a kind that is there already is a section of the user's own.
    fn section(&mut self, section: Section) {
        let Section { kind, title, known, span, blocks, outline } = section;
        // Entries of the front matter that are all hidden make no section of the page.
        let shows = |section: &resume::Section| section.content.iter().any(|item| !item.hide);
        let before = self.resume.sections.iter().position(|section| section.kind == kind && shows(section));
        let is_own = matches!(kind, SectionKind::Custom | SectionKind::Summary)
            || (title.is_some() && (known.is_none() || before.is_some()));
        if blocks.is_empty() && outline.is_none() {
            return lone_title(self.reader, title.as_ref());
        }
        for block in &blocks {
            if let BlockKind::Table(rows) = &block.kind
                && !tables::is_read(rows, kind)
            {
                let message = "a table is printed as text, a line for each row";
                let table = Diagnostic::at(Rule::MarkupIgnored, block.span, message);
                self.reader.report(
                    table.help("where its rows are entries, name the columns: `Dates`, `Role`, `Company`"),
                );
            }
        }
        let body = blocks.iter().map(|block| block.span).reduce(Span::join).unwrap_or(span);
        let (text, entries) = contents(blocks, outline, (kind, is_own), self.reader);
        if let Some(example) = example(kind).filter(|_| entries.is_empty()) {
            let name = title.as_ref().map_or("this section", |title| title.value.as_str());
            let message = format!("no entries could be told apart in `{name}`");
            let unclear = Diagnostic::at(Rule::EntriesUnclear, span, message);
            self.reader.report(unclear.label("printed as running text").help(example));
        }
        let mut content: Vec<_> =
            text.map(|text| ItemBody::Prose(text).into()).into_iter().chain(entries).collect();
        let title = title.filter(|_| is_own || !known.is_some_and(|known| known.plain));
        if content.is_empty() {
            return lone_title(self.reader, title.as_ref());
        }
        if matches!(kind, SectionKind::Work | SectionKind::Volunteer) && !is_own {
            content = merge_roles(content);
        }
        if let Some(before) = before.filter(|_| !is_own) {
            return self.resume.sections[before].content.extend(content);
        }
        let (kind, span) = match &title {
            _ if !is_own => (kind, span),
            Some(title) => (SectionKind::Custom, title.span),
            None => (SectionKind::Custom, span.join(body)),
        };
        self.resume.sections.push(resume::Section {
            kind,
            title,
            hide: false,
            page_break: None,
            content,
            span,
        });
    }

    /// Sets an option that follows from the document, unless the front matter sets it.
    fn option(&mut self, key: &str, value: Node) {
        if !self.resume.settings.iter().any(|setting| setting.key == key) {
            self.resume.settings.push(Setting { key: key.to_owned(), key_span: value.span, value });
        }
    }
}

/// A section's running text, and its entries or groups.
fn contents(
    blocks: Vec<Block>,
    known: Option<Outline>,
    (kind, is_own): (SectionKind, bool),
    reader: &mut Reader<'_>,
) -> (Option<RichText>, Vec<SectionItem>) {
    let outline = known.unwrap_or_else(|| outline::read(blocks.clone(), kind));
    let (text, items) = match kind {
        SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
            groups::read(&outline, kind).unwrap_or((blocks, Vec::new()))
        }
        SectionKind::References => (outline.lead, outline.items.into_iter().map(quotation).collect()),
        SectionKind::Summary => (blocks, Vec::new()),
        _ => {
            let shape = if is_own { SectionKind::Custom } else { kind };
            let mut entries = EntryReader::new(kind, shape, &outline.items, reader);
            let items = outline.items.into_iter().flat_map(|item| entries.read(item)).collect();
            entries.report_unclear();
            (outline.lead, items)
        }
    };
    (rich::of(&text), items)
}

/// `### Grace Example` over what she said.
fn quotation(item: Item) -> SectionItem {
    let addresses = address_blocks(addresses(&item.line.phrase)).chain(item.body);
    let below = item.children.into_iter().flat_map(Item::into_blocks);
    let body = rich::of(&addresses.chain(below).collect::<Vec<_>>());
    let name = item.line.phrase.literal();
    ItemBody::Quotation(Quotation { name, body, unknown: Vec::new() }).into()
}

/// The language that all section titles of one language agree on, when pages can be in it.
fn language(sections: &[Section]) -> Option<(&'static str, Span)> {
    let mut of_titles = sections.iter().filter_map(|section| Some((section.known?.lang?, section.span)));
    let (lang, span) = of_titles.next()?;
    (Language::find(lang).is_some() && of_titles.all(|(other, _)| other == lang)).then_some((lang, span))
}

/// How to write an entry of such a section; `None` where running text is as good.
fn example(kind: SectionKind) -> Option<String> {
    let headed = |head: &str| {
        format!(
            "give each entry a heading such as `### {head}`, and the dates a line below: `**2019 – 2021 | Salem**`"
        )
    };
    let bullet =
        |what: &str, line: &str| format!("write each {what} as a bullet with its date: `- {line}, 2021`");
    Some(match kind {
        SectionKind::Work | SectionKind::Volunteer => headed("Engineer | Lantern Works"),
        SectionKind::Education => headed("BSc Physics | Example University"),
        SectionKind::Projects => {
            "give each project a heading such as `### Lampcount (2019)`, and its text below".to_owned()
        }
        SectionKind::Awards => bullet("award", "Best Paper, Example Society"),
        SectionKind::Certificates => bullet("certificate", "Example Certificate"),
        _ => return None,
    })
}
