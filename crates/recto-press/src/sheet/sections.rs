//! Which sections show, in which order, under which titles.

use super::content::{Item, Region, Run, SheetBlock, SheetSection};
use super::facts::count_lines;
use super::options::{Named, Options};
use super::writer::Writer;
use crate::manifest::{Column, Manifest};
use recto_resume::language::Language;
use recto_resume::resume::{PageBreak, Resume, Section, SectionKind, Text};
use recto_resume::select::{Selection, folded, is_named, select};
use recto_resume::text::{Diagnostic, Diagnostics, Rule, Span};
use std::collections::BTreeSet;

/// The column that the option `side` fills.
const SIDE: &str = "side";

impl<'a> Writer<'a> {
    /// The sections of each column, in the order of the page; empty and hidden ones are gone.
    pub fn regions(&mut self, resume: &Resume, manifest: &Manifest) -> Vec<Region> {
        let columns = &manifest.columns;
        let rest = columns.iter().position(|column| column.sections.is_empty()).unwrap_or(0);
        let region = |column: &Column| Region { column: column.name.clone(), sections: Vec::new() };
        let mut regions: Vec<Region> = columns.iter().map(region).collect();
        for (column, mut section) in self.sections(resume, columns) {
            let column = column.unwrap_or(rest);
            settle_breaks(&mut section, column == rest);
            regions[column].sections.push(section);
        }
        regions
    }

    /// The sections in their order, each with the number of the column that takes it; `None` for the column that takes the
    /// rest.
    fn sections(&mut self, resume: &Resume, columns: &[Column]) -> Vec<(Option<usize>, SheetSection)> {
        let options = self.options;
        check_names(&named(options), &resume.sections, &options.language, self.diagnostics);
        let names = |names: &'a [Named]| names.iter().map(|name| name.value.as_str()).collect();
        let (first, hide) = (names(&options.sections), names(&options.hide));
        let selected = select(resume, &Selection { language: &options.language, first, hide });
        let column = |section: &Section| match &options.side {
            Some(side) => {
                let is_in_side = side.iter().any(|name| is_named(section, &options.language, &name.value));
                columns.iter().position(|column| column.name == SIDE).filter(|_| is_in_side)
            }
            None => {
                columns.iter().position(|column| column.sections.iter().any(|key| key == section.kind.key()))
            }
        };
        let shown = selected.sections.iter();
        let mut sections: Vec<_> =
            shown.filter_map(|section| Some((column(section), self.section(section)?))).collect();
        sections.extend(self.loose_ends(resume).map(|section| (None, section)));
        sections
    }

    fn section(&mut self, section: &Section) -> Option<SheetSection> {
        let items: Vec<Item> =
            section.content.iter().filter_map(|item| self.content(&item.body, section.kind)).collect();
        if items.is_empty() {
            return None;
        }
        let title = self.section_title(section);
        let page_break = section.page_break.map(PageBreak::word);
        Some(SheetSection { id: section.kind.key(), kind: kind(&items), title, page_break, items })
    }

    /// The title: the option's, or the file's, or the language's usual one.
    fn section_title(&mut self, section: &Section) -> Text {
        // The last one wins: the command line stands behind the file.
        let options = self.options;
        let is_meant = |(name, _): &&(Named, Text)| is_named(section, &options.language, &name.value);
        let chosen = options.titles.iter().rev().find(is_meant);
        let written = chosen.map(|(_, title)| title).or(section.title.as_ref());
        let usual = Text::new(options.language.title(section.kind.key()), section.span);
        let place = chosen.map(|(name, _)| name.place.clone());
        self.at(place, |writer| writer.maybe(written)).unwrap_or(usual)
    }

    /// Fields at the root of the file that recto does not know, when they are shown.
    fn loose_ends(&mut self, resume: &Resume) -> Option<SheetSection> {
        let body: Vec<SheetBlock> = self
            .unknown(&resume.unknown)
            .into_iter()
            .map(|text| SheetBlock::Paragraph { p: vec![Run::Text(text)] })
            .collect();
        let title = Text::new(self.word("other"), Span::NOWHERE);
        (!body.is_empty()).then(|| SheetSection {
            id: "custom",
            kind: "prose",
            title,
            page_break: None,
            items: vec![Item::Prose { body }],
        })
    }
}

/// Leaves the page breaks that a layout can make: none in a side column, which has no next page; before an entry that is the
/// first only together with the title; and nothing stays whole that could be higher than a page.
fn settle_breaks(section: &mut SheetSection, has_pages: bool) {
    /// Lines of the longest section or entry that stays whole.
    const LONGEST: usize = 24;
    let settle = |page_break: Option<&'static str>, items: &[Item]| {
        let is_whole = |word: &&str| *word != PageBreak::Avoid.word() || count_lines(items) <= LONGEST;
        page_break.filter(|_| has_pages).filter(is_whole)
    };
    section.page_break = settle(section.page_break, &section.items);
    for item in &mut section.items {
        let Item::Entry(entry) = &*item else { continue };
        let settled = settle(entry.page_break, std::slice::from_ref(item));
        if let Item::Entry(entry) = item {
            entry.page_break = settled;
        }
    }
    let before = Some(PageBreak::Before.word());
    if let Some(Item::Entry(first)) = section.items.first_mut()
        && first.page_break == before
    {
        (first.page_break, section.page_break) = (None, before);
    }
}

/// Every section name that an option gives.
fn named(options: &Options) -> Vec<&Named> {
    let titles = options.titles.iter().map(|(name, _)| name);
    let side = options.side.iter().flatten();
    options.sections.iter().chain(titles).chain(&options.hide).chain(side).collect()
}

/// The options with JSON Resume's key for every name that is another key for a section, such as `interests` for
/// `hobbies`. A name that a section of the file has already is left alone.
pub fn with_usual_keys(options: &Options, resume: &Resume) -> Options {
    let mut options = options.clone();
    let titles = options.titles.iter_mut().map(|(name, _)| name);
    for name in options
        .sections
        .iter_mut()
        .chain(titles)
        .chain(&mut options.hide)
        .chain(options.side.iter_mut().flatten())
    {
        let is_taken = resume.sections.iter().any(|one| is_named(one, &options.language, &name.value));
        let kind = SectionKind::of_key(&name.value).filter(|_| !is_taken);
        if let Some(kind) = kind {
            kind.key().clone_into(&mut name.value);
        }
    }
    options
}

/// Reports names that mean no section. One that JSON Resume knows is fine even if the file lacks it.
fn check_names(names: &[&Named], sections: &[Section], language: &Language, diagnostics: &mut Diagnostics) {
    if names.is_empty() {
        return;
    }
    let kinds = || SectionKind::KEYED.into_iter();
    let mut listed: Vec<&str> = kinds().map(SectionKind::key).collect();
    let titles = kinds().map(|kind| language.title(kind.key()));
    let mut known: Vec<&str> = titles.chain(kinds().map(SectionKind::key)).collect();
    let mut seen: BTreeSet<String> = known.iter().map(|one| folded(one)).collect();
    let own = sections.iter().filter_map(|section| Some(section.title.as_ref()?.value.as_str()));
    for title in own {
        if seen.insert(folded(title)) {
            known.push(title);
            listed.push(title);
        }
    }
    for name in names {
        if seen.contains(&folded(&name.value)) || SectionKind::of_key(&name.value).is_some() {
            continue;
        }
        let message = format!("there is no section `{}`", name.value);
        let error = Diagnostic::new(Rule::SectionUnknown, name.place.clone(), message);
        let error = error.suggest(&name.value, known.iter().copied());
        diagnostics.push(error.help(format!("sections are {}", listed.join(", "))));
    }
}

/// What all items are; `mixed` when they differ.
fn kind(items: &[Item]) -> &'static str {
    let mut kinds = items.iter().map(|item| match item {
        Item::Prose { .. } => "prose",
        Item::Entry(_) => "entries",
        Item::Reference(_) => "references",
        Item::Group { .. } => "groups",
        Item::Quotation { .. } => "quotations",
    });
    let first = kinds.next().unwrap_or("mixed");
    if kinds.all(|kind| kind == first) { first } else { "mixed" }
}
