//! Plain text for the fields of an application form: what the page says, in its order, in the résumé's language.
//!
//! Such fields keep line ends and little else, and programs read them. So: one fact a line in the head of an entry, the
//! names of sections in capitals on a line of their own, bullets as `- `, lines of up to [`WIDTH`] columns that end
//! at a space, addresses whole. Quotation marks, dashes and dots are those of a keyboard; letters stay as they are.

mod lines;

use crate::sheet::{
    Contact, Item, Keywords, Link, Run, Sheet, SheetBlock, SheetEntry, SheetRole, SheetSection,
};
use lines::Lines;
use recto_resume::text::url::on_paper;

/// Columns of a line; a letter of East Asia takes two.
pub const WIDTH: usize = 78;

/// Writes a sheet.
pub fn write(sheet: &Sheet) -> String {
    let mut lines = Lines::new(WIDTH);
    let header = &sheet.header;
    lines.line(&header.name.value);
    header.headline.iter().for_each(|headline| lines.line(&headline.value));
    lines.gap();
    header.contact.iter().for_each(|item| contact(item, &mut lines));
    lines.gap();
    for row in &header.personal {
        lines.line(&labelled(&row.label.value, &row.text.value));
    }
    sheet.sections.iter().for_each(|one| section(one, &mut lines));
    lines.finish()
}

/// One way to reach the person; an address that is only linked stands behind its text.
fn contact(item: &Contact, lines: &mut Lines) {
    let text = &item.text.value;
    let hidden = item.url.as_deref().map(on_paper).filter(|url| is_web(item) && !says(text, url));
    lines.line(&hidden.map_or_else(|| text.clone(), |url| format!("{text} ({url})")));
}

fn is_web(item: &Contact) -> bool {
    item.url.as_deref().is_some_and(|url| url.starts_with("http"))
}

/// Whether a text shows an address.
fn says(text: &str, address: &str) -> bool {
    text.to_lowercase().contains(&address.to_lowercase())
}

fn labelled(label: &str, text: &str) -> String {
    if label.is_empty() { text.to_owned() } else { format!("{label}: {text}") }
}

fn section(section: &SheetSection, lines: &mut Lines) {
    lines.gap();
    lines.line(&section.title.value.to_uppercase());
    let mut before: Option<&Item> = None;
    for one in &section.items {
        // Groups follow each other like the rows of a table.
        if !matches!((before, one), (Some(Item::Group { .. }), Item::Group { .. })) {
            lines.gap();
        }
        item(one, lines);
        before = Some(one);
    }
}

fn item(item: &Item, lines: &mut Lines) {
    match item {
        Item::Prose { body } => blocks(body, lines),
        Item::Entry(one) => entry(one, lines),
        Item::Group { label, level, items } => {
            let label = label.as_ref().map_or("", |label| label.value.as_str());
            let items = list(items.iter().map(|item| item.value.as_str()));
            let level = level.as_ref().map_or("", |level| level.value.as_str());
            lines.line(&match (level, items.as_str()) {
                ("", "") => label.to_owned(),
                (level, "") => labelled(label, level),
                ("", items) => labelled(label, items),
                (level, items) if label.is_empty() => format!("{level}: {items}"),
                (level, items) => format!("{label} ({level}): {items}"),
            });
        }
        Item::Quotation { name, body } => {
            blocks(body, lines);
            name.iter().for_each(|name| lines.line(&name.value));
        }
    }
}

/// Parts with commas between.
fn list<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn entry(entry: &SheetEntry, lines: &mut Lines) {
    let place = list(entry.organization.iter().chain(&entry.place).map(|text| text.value.as_str()));
    let link = |lines: &mut Lines| entry.url.iter().for_each(|url| address(url, lines));
    if let [role] = entry.roles.as_slice() {
        role.title.iter().for_each(|title| lines.line(&title.value));
        lines.line(&place);
        link(lines);
        blocks(&entry.note, lines);
        return details(role, lines);
    }
    lines.line(&place);
    link(lines);
    blocks(&entry.note, lines);
    for role in &entry.roles {
        lines.gap();
        role.title.iter().for_each(|title| lines.line(&title.value));
        details(role, lines);
    }
}

fn address(link: &Link, lines: &mut Lines) {
    lines.line(&link.text.value);
}

/// Everything of a role but its title.
fn details(role: &SheetRole, lines: &mut Lines) {
    role.dates.iter().for_each(|dates| lines.line(&dates.text.value));
    role.place.iter().for_each(|place| lines.line(&place.value));
    role.url.iter().for_each(|url| address(url, lines));
    role.details.iter().for_each(|detail| lines.line(&detail.value));
    blocks(&role.summary, lines);
    bullets(&role.highlights, lines);
    if let Some(Keywords { label, items }) = &role.keywords {
        lines.line(&labelled(label, &list(items.iter().map(|item| item.value.as_str()))));
    }
}

fn blocks(all: &[SheetBlock], lines: &mut Lines) {
    let mut before = None;
    for block in all {
        let is_text = matches!(block, SheetBlock::Paragraph { .. } | SheetBlock::Quote { .. });
        // Two paragraphs in a row would read as one.
        if before == Some(true) && is_text {
            lines.gap();
        }
        before = Some(is_text);
        match block {
            SheetBlock::Paragraph { p } => paragraph(p, lines),
            SheetBlock::Bullets { ul } => bullets(ul, lines),
            SheetBlock::Numbered { ol, start } => {
                for (number, item) in (*start..).zip(ol) {
                    lines.within(&format!("{number}. "), |lines| blocks(item, lines));
                }
            }
            SheetBlock::Quote { quote } => lines.within("  ", |lines| blocks(quote, lines)),
        }
    }
}

fn bullets(items: &[Vec<SheetBlock>], lines: &mut Lines) {
    for item in items {
        lines.within("- ", |lines| blocks(item, lines));
    }
}

fn paragraph(all: &[Run], lines: &mut Lines) {
    let mut text = String::new();
    runs(all, &mut text);
    text.split('\n').for_each(|line| lines.line(line));
}

/// The characters of runs; a break is a newline.
fn runs(all: &[Run], out: &mut String) {
    for (n, run) in all.iter().enumerate() {
        match run {
            Run::Text(text) | Run::Code { code: text } => out.push_str(&text.value),
            Run::Bold { b: inner } | Run::Italic { i: inner } => runs(inner, out),
            Run::Link { a, url } => {
                let from = out.len();
                runs(a, out);
                let paper = on_paper(url);
                let follows = matches!(all.get(n + 1), Some(Run::Text(next)) if next.value.starts_with(&format!(" ({paper})")));
                if !follows && !says(&out[from..], &paper) {
                    out.push_str(&format!(" ({paper})"));
                }
            }
            Run::Break { .. } => out.push('\n'),
        }
    }
}
