//! Every text of a résumé, whichever field it is in.

use super::{
    Basics, Block, Dates, Entry, Group, Inline, ItemBody, Location, Profile, Quotation, Resume, RichText,
    Role, Section, Text, Unknown,
};
use crate::text::value::{Node, Value};

impl Resume {
    /// Calls `visit` with each text of the résumé: fields, prose, dates as `2019-03 – present`, options.
    pub fn visit_texts(&self, visit: &mut dyn FnMut(&str)) {
        let Self { basics, sections, settings, meta, unknown, broken: _ } = self;
        visit_basics(basics, visit);
        sections.iter().for_each(|section| visit_section(section, visit));
        settings.iter().chain(meta).for_each(|setting| visit_node(&setting.value, visit));
        visit_unknown(unknown, visit);
    }
}

fn visit_all<'t>(texts: impl IntoIterator<Item = &'t Text>, visit: &mut dyn FnMut(&str)) {
    texts.into_iter().for_each(|text| visit(&text.value));
}

fn visit_unknown(unknown: &[Unknown], visit: &mut dyn FnMut(&str)) {
    for Unknown { key, text } in unknown {
        visit(key);
        visit(&text.value);
    }
}

fn visit_basics(basics: &Basics, visit: &mut dyn FnMut(&str)) {
    let Basics { name, unnamed: _, label, image, email, phone, url, .. } = basics;
    let Basics { summary, location, profiles, contact, personal, unknown, .. } = basics;
    visit_all([name, label, image, email, phone, url].into_iter().flatten(), visit);
    summary.iter().for_each(|summary| visit_rich(summary, visit));
    let Location { address, postal_code, city, country_code, region, unknown: of_place } = location;
    visit_all([address, postal_code, city, country_code, region].into_iter().flatten(), visit);
    for Profile { network, username, url, unknown } in profiles {
        visit_all([network, username, url].into_iter().flatten(), visit);
        visit_unknown(unknown, visit);
    }
    visit_all(contact, visit);
    visit_all(personal.iter().flat_map(|(label, text)| [label, text]), visit);
    visit_unknown(of_place, visit);
    visit_unknown(unknown, visit);
}

fn visit_section(section: &Section, visit: &mut dyn FnMut(&str)) {
    visit_all(&section.title, visit);
    for item in &section.content {
        match &item.body {
            ItemBody::Prose(text) => visit_rich(text, visit),
            ItemBody::Entry(entry) => visit_entry(entry, visit),
            ItemBody::Group(Group { label, level, items, unknown }) => {
                visit_all(label.iter().chain(level).chain(items), visit);
                visit_unknown(unknown, visit);
            }
            ItemBody::Quotation(Quotation { name, body, unknown }) => {
                visit_all(name, visit);
                body.iter().for_each(|body| visit_rich(body, visit));
                visit_unknown(unknown, visit);
            }
        }
    }
}

fn visit_entry(entry: &Entry, visit: &mut dyn FnMut(&str)) {
    let Entry { organization, place, url, note, roles, page_break: _, span: _ } = entry;
    visit_all([organization, place, url].into_iter().flatten(), visit);
    note.iter().for_each(|note| visit_rich(note, visit));
    for role in roles {
        let Role { title, dates, place, url, authors, details, sort, .. } = role;
        let Role { summary, highlights, keywords, hide: _, unknown, .. } = role;
        let facts = [title, place, url, sort].into_iter().flatten();
        visit_all(facts.chain(authors).chain(details).chain(keywords), visit);
        match dates {
            Some(Dates::Text(text)) => visit(&text.value),
            Some(dates) => visit(&dates.to_string()),
            None => {}
        }
        summary.iter().chain(highlights).for_each(|text| visit_rich(text, visit));
        visit_unknown(unknown, visit);
    }
}

fn visit_rich(text: &RichText, visit: &mut dyn FnMut(&str)) {
    visit_blocks(&text.blocks, visit);
}

fn visit_blocks(blocks: &[Block], visit: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => visit_runs(runs, visit),
            Block::List(_, items) => items.iter().for_each(|item| visit_blocks(item, visit)),
            Block::Quote(inner) => visit_blocks(inner, visit),
        }
    }
}

fn visit_runs(runs: &[Inline], visit: &mut dyn FnMut(&str)) {
    for run in runs {
        match run {
            Inline::Text(text) | Inline::Code(text) => visit(&text.value),
            Inline::Strong(inner) | Inline::Emphasis(inner) => visit_runs(inner, visit),
            Inline::Link(inner, url) => {
                visit_runs(inner, visit);
                visit(&url.value);
            }
            Inline::Break => {}
        }
    }
}

fn visit_node(node: &Node, visit: &mut dyn FnMut(&str)) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => visit(&scalar.text),
        Value::List(items) => items.iter().for_each(|item| visit_node(item, visit)),
        Value::Map(pairs) => pairs.iter().for_each(|pair| visit_node(&pair.node, visit)),
    }
}
