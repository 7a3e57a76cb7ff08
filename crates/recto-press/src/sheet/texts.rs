//! Every text that a page shows, in reading order, with the place it came from.

use super::model::{Item, Run, Sheet, SheetBlock, SheetEntry, SheetRole};
use recto_resume::resume::Text;
use recto_resume::text::Span;

/// A text and the bytes of the field that it came from ([`Span::NOWHERE`] for words of recto's own).
pub type Leaf<'a> = (&'a str, Span);

impl Sheet {
    /// Every printed leaf in reading order: what a proof must find in the PDF, and where to point when a
    /// glyph is missing.
    pub fn texts(&self) -> Vec<Leaf<'_>> {
        let mut out = Vec::new();
        let header = &self.header;
        out.push(leaf(&header.name));
        out.extend(header.headline.as_ref().map(leaf));
        out.extend(header.contact.iter().map(|item| leaf(&item.text)));
        out.extend(header.personal.iter().flat_map(|row| [leaf(&row.label), leaf(&row.text)]));
        for section in &self.sections {
            out.push(leaf(&section.title));
            section.items.iter().for_each(|one| item(one, &mut out));
        }
        out.retain(|(text, _)| !text.trim().is_empty());
        out
    }
}

fn leaf(text: &Text) -> Leaf<'_> {
    (&text.value, text.span)
}

fn item<'a>(item: &'a Item, out: &mut Vec<Leaf<'a>>) {
    match item {
        Item::Prose { body } => blocks(body, out),
        Item::Entry(one) => entry(one, out),
        Item::Group { label, level, items } => {
            out.extend(label.iter().chain(level).chain(items).map(leaf));
        }
        Item::Quotation { name, body } => {
            blocks(body, out);
            out.extend(name.as_ref().map(leaf));
        }
    }
}

fn entry<'a>(entry: &'a SheetEntry, out: &mut Vec<Leaf<'a>>) {
    let heads = entry.organization.iter().chain(&entry.place).chain(entry.url.as_ref().map(|url| &url.text));
    if let [role] = entry.roles.as_slice() {
        out.extend(role.title.as_ref().map(leaf));
        out.extend(heads.map(leaf));
        blocks(&entry.note, out);
        details(role, out);
        return;
    }
    out.extend(heads.map(leaf));
    blocks(&entry.note, out);
    for role in &entry.roles {
        out.extend(role.title.as_ref().map(leaf));
        details(role, out);
    }
}

/// Everything of a role but its title.
fn details<'a>(role: &'a SheetRole, out: &mut Vec<Leaf<'a>>) {
    out.extend(role.dates.as_ref().map(|dates| leaf(&dates.text)));
    out.extend(
        role.place.iter().chain(role.url.as_ref().map(|url| &url.text)).chain(&role.details).map(leaf),
    );
    blocks(&role.summary, out);
    role.highlights.iter().for_each(|bullet| blocks(bullet, out));
    if let Some(keywords) = &role.keywords {
        out.push((&keywords.label, Span::NOWHERE));
        out.extend(keywords.items.iter().map(leaf));
    }
}

/// The leaves of prose.
pub(super) fn blocks<'a>(all: &'a [SheetBlock], out: &mut Vec<Leaf<'a>>) {
    for block in all {
        match block {
            SheetBlock::Paragraph { p } => runs(p, out),
            SheetBlock::Bullets { ul: items } | SheetBlock::Numbered { ol: items, .. } => {
                items.iter().for_each(|item| blocks(item, out));
            }
            SheetBlock::Quote { quote } => blocks(quote, out),
        }
    }
}

fn runs<'a>(all: &'a [Run], out: &mut Vec<Leaf<'a>>) {
    for run in all {
        match run {
            Run::Text(text) | Run::Code { code: text } => out.push(leaf(text)),
            Run::Bold { b: inner } | Run::Italic { i: inner } | Run::Link { a: inner, .. } => {
                runs(inner, out)
            }
            Run::Break { .. } => {}
        }
    }
}
