//! The rows of a section as what the stages behind read: entries with their heads, keywords, blocks.

use super::entries::{self, Entry};
use super::guesses::{Guess, Guesses};
use super::paragraphs::{Hyphens, Para, join};
use super::rows::{Row, is_sentence};
use super::titles::Part;
use super::top::with_scheme;
use super::{fields, lists};
use crate::input::dialect::prose::address::{addresses, has_contact};
use crate::input::dialect::prose::head::Head;
use crate::input::dialect::prose::line::Line;
use crate::input::dialect::prose::outline::{Item, LINE_LEVEL, Outline};
use crate::input::dialect::prose::parts::{pieces, split};
use crate::input::dialect::prose::sections::Section;
use crate::input::dialect::prose::words::{announced_at, announces_keywords, is_grade};
use crate::input::dialect::prose::{has_organizations, holds_entries};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::resume::SectionKind;
use crate::text::Span;

/// Reads a section.
pub(super) fn read(part: Part, hyphens: &Hyphens, guesses: &mut Guesses) -> Section {
    let Part { title, known, kind, rows, .. } = part;
    let first = rows.first().map_or(Span::NOWHERE, |row| row.phrase.span());
    let span = if title.is_empty() { first } else { title.span() };
    let section = Section { kind, title: title.literal(), known, span, blocks: Vec::new(), outline: None };
    content(section, rows, hyphens, guesses)
}

/// Jobs above all titles.
pub(super) fn untitled(rows: Vec<Row>, hyphens: &Hyphens, guesses: &mut Guesses) -> Option<Section> {
    let span = rows.first()?.phrase.span();
    let section = Section {
        kind: SectionKind::Work,
        title: None,
        known: None,
        span,
        blocks: Vec::new(),
        outline: None,
    };
    Some(content(section, rows, hyphens, guesses))
}

/// Parts the rows above all titles: those about the person, and jobs that have no title over them.
pub(super) fn split_jobs(rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let says_when = |row: &Row| row.item.is_none() && row.says_when();
    // What is above a mail address is about the person.
    let contact = rows.iter().rposition(|row| has_contact(&row.phrase)).map_or(0, |last| last + 1);
    let dated: Vec<_> = (contact..rows.len()).filter(|n| says_when(&rows[*n])).collect();
    let has_items = rows.iter().any(|row| row.item.is_some());
    let Some(first) = dated.first().filter(|_| dated.len() > 1 || has_items) else {
        return (rows, Vec::new());
    };
    let is_apart = |n: &usize| rows[*n].is_apart();
    let start = (contact..=*first).rev().take(4).find(is_apart).unwrap_or(*first);
    let mut rows = rows;
    let jobs = rows.split_off(start);
    (rows, jobs)
}

fn content(mut section: Section, rows: Vec<Row>, hyphens: &Hyphens, guesses: &mut Guesses) -> Section {
    match section.kind {
        SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
            section.blocks = lists::blocks(rows, section.kind, hyphens);
        }
        SectionKind::Publications => {
            let paras = join(&rows, hyphens);
            match given(&paras) {
                Some(outline) => section.outline = Some(outline),
                None => section.blocks = cited(paras),
            }
        }
        kind if holds_entries(kind) => {
            let paras = join(&rows, hyphens);
            let outline = match kind {
                SectionKind::Awards | SectionKind::Certificates => {
                    given(&paras).unwrap_or_else(|| lines(paras))
                }
                _ => outline(paras, kind, guesses),
            };
            section.blocks = outline.lead.clone();
            section.outline = (!outline.items.is_empty()).then_some(outline);
        }
        _ => section.blocks = blocks(join(&rows, hyphens)),
    }
    section
}

/// What people have published, each a bullet if there are several.
fn cited(paras: Vec<Para>) -> Vec<Block> {
    let is_text = paras.len() < 2;
    let span = paras.iter().map(|para| para.phrase.span()).reduce(Span::join).unwrap_or_default();
    let all: Vec<_> = paras.into_iter().map(|para| Block::paragraph(para.phrase)).collect();
    if is_text {
        return all;
    }
    vec![Block { kind: BlockKind::List(None, all.into_iter().map(|block| vec![block]).collect()), span }]
}

/// Awards, certificates and publications over who gave them, where each of several bold lines with a date is over one without:
/// `**Golden Rose**⇥2020` / `Example Guild`.
fn given(paras: &[Para]) -> Option<Outline> {
    let is_head = |para: &Para| !para.is_item() && para.line.is_dated() && !para.line.is_date();
    let starts: Vec<_> = (0..paras.len()).filter(|n| is_head(&paras[*n])).collect();
    let ends = starts.iter().skip(1).copied().chain([paras.len()]);
    let groups: Vec<_> = starts.iter().copied().zip(ends).map(|(start, end)| &paras[start..end]).collect();
    let is_bold = |para: &Para| para.line.parts().first().is_some_and(Phrase::is_strong);
    let is_given = |group: &&[Para]| match group {
        [head, by, ..] => is_bold(head) && !is_bold(by) && !by.is_item() && !is_sentence(by.text()),
        _ => false,
    };
    if groups.len() < 2 || starts.first() != Some(&0) || !groups.iter().all(is_given) {
        return None;
    }
    let item = |group: &[Para]| {
        let (first, by) = (&group[0], &group[1]);
        let parts = first.line.parts();
        let said = split(&by.phrase);
        let urls = said.iter().flat_map(addresses).map(|address| with_scheme(address.target)).collect();
        let mut names = said.into_iter().map(without_addresses).filter(|name| !name.is_empty());
        let head = Head {
            title: parts.first().cloned(),
            organization: names.next(),
            dates: first.line.dates.clone(),
            urls,
            rest: parts.into_iter().skip(1).chain(names).collect(),
            ..Head::default()
        };
        let span = group.iter().map(|para| para.phrase.span()).reduce(Span::join).unwrap_or_default();
        let body = blocks(group[2..].to_vec());
        Item { span, body, head: Some(head), ..Item::new(LINE_LEVEL, Line::whole(first.phrase.clone())) }
    };
    Some(Outline { lead: Vec::new(), items: groups.into_iter().map(item).collect() })
}

/// The words of a part without the addresses in it: `Example Guild / guild.example.org`.
fn without_addresses(part: Phrase) -> Phrase {
    let found = addresses(&part);
    let shown = found.iter().filter(|address| address.words.is_none());
    let bare = shown.rev().fold(part, |part, address| part.remove(address.range.clone()));
    bare.trim_matches("/·|,;–—-").trim()
}

/// Awards and certificates: each line is one. A date alone belongs to the line before.
fn lines(paras: Vec<Para>) -> Outline {
    let mut outline = Outline::default();
    for para in paras {
        let line = Line::read(para.phrase.clone());
        match outline.items.last_mut() {
            Some(last) if line.is_date() && !last.line.is_dated() => last.line.dates = line.dates,
            Some(last) if !para.is_item() && para.text().ends_with('.') => {
                last.body.push(Block::paragraph(para.phrase))
            }
            _ => outline.items.push(Item::new(LINE_LEVEL, line)),
        }
    }
    outline
}

/// The entries of a section.
fn outline(paras: Vec<Para>, kind: SectionKind, guesses: &mut Guesses) -> Outline {
    let (lead, mut entries) = entries::cut(paras, kind, guesses);
    entries::name_by_first_item(&mut entries);
    let heads = fields::heads(&entries, kind, guesses);
    let mut items: Vec<Item> = Vec::new();
    let pairs: Vec<_> = entries.into_iter().zip(heads).collect();
    for (mut entry, mut head) in share_text(drop_spans(pairs, kind), guesses) {
        take_labelled(&mut entry, &mut head, kind);
        items.push(item(entry, head));
    }
    Outline { lead: blocks(lead), items }
}

/// Most roles whose years are compared with those of their employer.
const MAX_ROLES: usize = 12;

/// `Lantern Works` / `2014 – 2019` over roles with years of their own: the employer's line is no entry. Years of it that no role
/// has are kept as text of the first.
fn drop_spans(pairs: Vec<(Entry, Head)>, kind: SectionKind) -> Vec<(Entry, Head)> {
    let years: Vec<_> = pairs.iter().map(|(entry, head)| (entry.is_short, years(head))).collect();
    let mut out: Vec<(Entry, Head)> = Vec::new();
    for (n, (mut entry, mut head)) in pairs.into_iter().enumerate() {
        let is_over = out.last().is_some_and(|(above, over)| {
            has_organizations(kind)
                && above.is_bare()
                && over.title.is_none()
                && over.organization.is_some()
                && head.title.is_some()
                && entry.is_short
                && head.organization.as_ref().is_none_or(|own| {
                    over.organization.as_ref().is_some_and(|above| above.span() == own.span())
                })
        });
        if is_over && let Some((above, mut over)) = out.pop() {
            let roles = years[n..].iter().take(MAX_ROLES).take_while(|(is_short, _)| *is_short);
            let known: Vec<_> = roles.flat_map(|(_, years)| years).collect();
            let is_said = self::years(&over).iter().all(|year| known.contains(&year));
            entry.head.splice(0..0, above.head);
            head.rest.extend(
                over.dates.take().filter(|_| !is_said).into_iter().chain(std::mem::take(&mut over.rest)),
            );
            head.place = head.place.or(over.place);
            head.organization = head.organization.or(over.organization);
        }
        out.push((entry, head));
    }
    out
}

/// The numbers in the dates of a head.
fn years(head: &Head) -> Vec<String> {
    let text = head.dates.as_ref().map_or("", |dates| &*dates.text);
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

/// Text below several roles of one employer is about all of them: it goes with the first.
fn share_text(pairs: Vec<(Entry, Head)>, guesses: &mut Guesses) -> Vec<(Entry, Head)> {
    let mut pairs = pairs;
    let mut first = 0;
    for n in 1..pairs.len() {
        let (before, after) = pairs.split_at_mut(n);
        let (Some((above, _)), Some((entry, _))) = (before.last(), after.first_mut()) else { continue };
        if !(entry.is_short && above.is_bare() && entry.head.len() == 1) {
            first = n;
        } else if !entry.body.is_empty() && entry.body.iter().all(|para| !para.is_item()) {
            let at = entry.body.first().map_or(Span::NOWHERE, |para| para.phrase.span());
            guesses.add(Guess::SharedText, at);
            before[first].0.body.append(&mut entry.body);
        }
    }
    pairs
}

/// Takes lines below a head that have a field: `Note: 1,6`, `Coursework: Algebra, Optics`.
fn take_labelled(entry: &mut Entry, head: &mut Head, kind: SectionKind) {
    let has_keywords = matches!(kind, SectionKind::Education | SectionKind::Projects);
    entry.body.retain(|para| {
        let text = para.text();
        if kind == SectionKind::Education && head.score.is_none() && !para.is_item() && is_grade(text) {
            head.score = Some(para.phrase.clone());
            return false;
        }
        let end = announced_at(text).filter(|end| has_keywords && announces_keywords(&text[..*end]));
        if let Some(end) = end.filter(|_| head.keywords.is_empty() && !para.phrase.has_links()) {
            let words = para.phrase.slice(end..text.len()).trim_matches(".");
            let parts = pieces(&words.text).into_iter().map(|piece| words.slice(piece));
            head.keywords = parts.filter(|part| !part.is_empty()).collect();
            return false;
        }
        true
    });
}

fn item(entry: Entry, head: Head) -> Item {
    let line = entry.head.first().map(|para| para.phrase.clone()).unwrap_or_default();
    let span = entry.head.iter().map(|para| para.phrase.span()).reduce(Span::join).unwrap_or_default();
    let body = blocks(entry.body);
    Item { span, body, head: Some(head), ..Item::new(LINE_LEVEL, Line::whole(line)) }
}

/// Paragraphs and items as blocks; items behind each other are one list, deeper ones inside the item before.
fn blocks(paras: Vec<Para>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    // `o` is the sign of an inner list, unless there is no other.
    let outer = paras.iter().filter_map(|para| para.first.item).min().unwrap_or(1);
    for para in paras {
        let Some(depth) = para.first.item.map(|depth| depth - outer + 1) else {
            out.push(Block::paragraph(para.phrase));
            continue;
        };
        let block = Block::paragraph(para.phrase);
        match out.last_mut() {
            Some(Block { kind: BlockKind::List(None, items), span }) => {
                *span = span.join(block.span);
                push_item(items, block, depth);
            }
            _ => out.push(Block { span: block.span, kind: BlockKind::List(None, vec![vec![block]]) }),
        }
    }
    out
}

fn push_item(items: &mut Vec<Vec<Block>>, block: Block, depth: u8) {
    let Some(last) = items.last_mut().filter(|_| depth > 1) else { return items.push(vec![block]) };
    match last.last_mut() {
        Some(Block { kind: BlockKind::List(None, inner), span }) => {
            *span = span.join(block.span);
            push_item(inner, block, depth - 1);
        }
        _ => last.push(Block { span: block.span, kind: BlockKind::List(None, vec![vec![block]]) }),
    }
}
