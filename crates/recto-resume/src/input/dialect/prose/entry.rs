//! Heads with what belongs to them, as entries: an organisation, its roles, their prose and bullets.

use super::head::{First, Head, MAX_LINE, Order, Rank};
use super::line::{Line, is_over_date};
use super::outline::Item;
use super::places::{is_place, is_role as names_role_in};
use super::words::is_subhead;
use super::{has_field, has_organizations, rich};
use crate::input::dialect::jsonresume::{Reader, pieces};
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::{RichText, Role, SectionItem, SectionKind, Text};
use crate::schema::{Draft, Slot};
use crate::text::{Diagnostic, Rule, Span, shortened};

/// How many lines below a heading may belong to the head.
const MAX_HEAD_LINES: usize = 4;

/// An entry without roles, or a role: a head, and the prose and bullets below it.
struct Part {
    head: Head,
    body: Vec<Block>,
    span: Span,
}

/// Reads the entries of a section.
pub(super) struct EntryReader<'r, 'd> {
    /// What the section is read as.
    pub kind: SectionKind,
    /// What its entries become: the same, or entries of a section of the user's own.
    pub shape: SectionKind,
    pub reader: &'r mut Reader<'d>,
    /// What is first in the heads of the section whose words say so.
    order: Option<First>,
    /// The heads of which it is not clear what is first: place, title and organisation.
    unclear: Vec<(Span, Phrase, Phrase)>,
}

impl<'r, 'd> EntryReader<'r, 'd> {
    /// A reader for a section with these heads.
    pub fn new(kind: SectionKind, shape: SectionKind, items: &[Item], reader: &'r mut Reader<'d>) -> Self {
        let known = items.iter().filter(|item| !has_roles(item, kind)).filter_map(|item| {
            match single(item.clone(), kind).head.order? {
                Order::Known(first) => Some(first),
                Order::Unclear(_) => None,
            }
        });
        let known: Vec<_> = known.collect();
        let order = known.first().copied().filter(|first| known.iter().all(|other| other == first));
        Self { kind, shape, reader, order, unclear: Vec::new() }
    }

    /// Gives title and organisation the order that the other heads of the section have, if their own words do not
    /// say it.
    fn settle_order(&mut self, head: &mut Head, span: Span) {
        let Some(Order::Unclear(first)) = head.order else { return };
        match (&mut head.title, &mut head.organization, self.order) {
            (Some(title), Some(organization), Some(known)) if known != first => {
                std::mem::swap(title, organization);
            }
            (Some(title), Some(organization), None) => {
                self.unclear.push((span, title.clone(), organization.clone()));
            }
            _ => {}
        }
    }

    /// Reports the heads that could be read the other way round, once for the section.
    pub fn report_unclear(self) {
        let Some((span, title, organization)) = self.unclear.first() else { return };
        let [title, organization] = [title, organization].map(|part| shortened(&part.text, 40));
        let message = format!("`{title}` is read as the title and `{organization}` as the organization");
        let unclear = Diagnostic::at(Rule::HeadUnclear, *span, message)
            .label("it could be the other way round")
            .help("write `title at organization`: `### Engineer at Lantern Works`");
        self.reader.report(match self.unclear.len() - 1 {
            0 => unclear,
            more => unclear.help(format!("{more} more in this section are read the same way")),
        });
    }

    /// Reads a head. It is one entry, or one for each role where a section has no entries of several roles.
    pub fn read(&mut self, mut item: Item) -> Vec<SectionItem> {
        lower_dates(&mut item);
        let span = item.span;
        let drafts = if has_roles(&item, self.kind) {
            self.grouped(item)
        } else {
            let mut part = single(item, self.kind);
            self.settle_order(&mut part.head, span);
            vec![(self.draft(part, Vec::new()), span)]
        };
        let items = drafts.into_iter().map(|(draft, span)| match self.shape {
            SectionKind::Custom => pieces(draft, self.reader, span),
            _ => draft.item(self.reader, span).into_iter().collect(),
        });
        items.flatten().collect()
    }

    /// The entries of an organisation with roles below it.
    fn grouped(&mut self, item: Item) -> Vec<(Draft, Span)> {
        let Item { mut body, span, .. } = item;
        let mut head = Head::read(&item.line, Rank::Organization, self.kind);
        // With a title in place, a line below can only say when or where.
        head.title = Some(Phrase::default());
        take_head_lines(&mut head, &mut body, self.kind);
        head.rest.extend(head.score.take());
        let mut roles: Vec<Part> = Vec::new();
        for child in item.children {
            if is_role(&child, self.kind) {
                roles.push(role(child, self.kind));
            } else {
                roles.last_mut().map_or(&mut body, |role| &mut role.body).extend(child.into_blocks());
            }
        }
        let dates = head.dates.take();
        match roles.as_mut_slice() {
            // The dates of an organisation with one role are those of the role.
            [only] if only.head.dates.is_none() => only.head.dates = dates,
            _ => drop(head.rest.splice(0..0, dates)),
        }
        let mut whole = Part { head, body, span };
        whole.settle(Vec::new(), self.shape);
        let Part { head, body: mut note, .. } = whole;
        let (organization, place) = (literal(head.organization), literal(head.place));
        let url = head.urls.into_iter().next();
        if roles.len() > 1 && has_field(self.shape, |slot| matches!(slot, Slot::Roles(_))) {
            let positions = roles.into_iter().map(|role| self.draft(role, Vec::new())).collect();
            let role = Role { place, url, summary: rich::of(&note), ..Role::default() };
            return vec![(Draft { positions, organization, role, ..Draft::default() }, span)];
        }
        let each = roles.into_iter().map(|role| {
            let span = span.join(role.span);
            let mut draft = self.draft(role, std::mem::take(&mut note));
            // Where an entry has one place, the role's own is the exact one.
            draft.role.place = match (draft.role.place, place.clone()) {
                (Some(exact), Some(wider)) => {
                    Some(Text::new(format!("{}, {}", exact.value, wider.value), exact.span.join(wider.span)))
                }
                (exact, wider) => exact.or(wider),
            };
            draft.role.url = draft.role.url.or_else(|| url.clone());
            draft.organization.clone_from(&organization);
            (draft, span)
        });
        each.collect()
    }

    /// The draft of a part, with `note` before its own prose.
    fn draft(&mut self, mut part: Part, note: Vec<Block>) -> Draft {
        part.settle(note, self.shape);
        let Part { head, mut body, .. } = part;
        let has_bullets = has_field(self.shape, |slot| matches!(slot, Slot::Bullets(_)));
        let highlights = if has_bullets { take_bullets(&mut body) } else { Vec::new() };
        let prose = highlights.iter().filter_map(|item| rich::of(item));
        let role = Role {
            title: literal(head.title),
            place: literal(head.place),
            url: head.urls.into_iter().next(),
            authors: literal(head.authors).into_iter().collect(),
            details: literal(head.score).into_iter().collect(),
            keywords: head.keywords.iter().filter_map(Phrase::literal).collect(),
            summary: rich::of(&body),
            highlights: prose.flat_map(RichText::into_items).collect(),
            ..Role::default()
        };
        let mut draft = Draft { organization: literal(head.organization), role, ..Draft::default() };
        draft.dates.whole =
            literal(head.dates).map(|text| self.reader.written("date", &text.value, text.span));
        draft
    }
}

/// Whether the heads below are roles, and the head is their organisation.
fn has_roles(item: &Item, kind: SectionKind) -> bool {
    let mut roles = item.children.iter().filter(|child| is_role(child, kind)).peekable();
    let names_role = |item: &Item| names_role_in(item.text(), kind);
    let names_organization = has_organizations(kind) && !names_role(item);
    let is_role_over_organization = has_organizations(kind)
        && names_role(item)
        && item.body.is_empty()
        && matches!(item.children.as_slice(), [only] if !names_role(only) && (!item.line.is_dated() || !only.line.is_dated()));
    let is_only = item.children.len() == 1 && names_organization;
    roles.peek().is_some()
        && !is_role_over_organization
        && (!item.line.is_dated() || is_only || roles.any(is_dated))
}

/// `#### Lantern Works` / `##### 2019 – 2020`: a heading below that only says when and where is a line of the
/// head.
fn lower_dates(item: &mut Item) {
    item.children.iter_mut().for_each(lower_dates);
    let is_place = |part: &Phrase| part.is_empty() || is_place(&part.text, SectionKind::Work);
    if item.body.is_empty()
        && !item.line.is_dated()
        && let Some(Item { line, .. }) = item.children.first()
        && line.is_dated()
        && is_place(&line.before)
        && is_place(&line.after)
    {
        let child = item.children.remove(0);
        item.body.push(Block::paragraph(child.line.phrase));
        item.body.extend(child.body);
        item.children.splice(0..0, child.children);
    }
}

/// Whether a heading below an organisation is a role.
fn is_role(item: &Item, kind: SectionKind) -> bool {
    !is_subhead(item.text())
        && (is_dated(item) || (has_organizations(kind) && names_role_in(item.text(), kind)))
}

/// Whether a head, or the line right below it, has a date.
fn is_dated(item: &Item) -> bool {
    let below = || item.body.first().and_then(Block::first_line);
    item.line.is_dated() || below().is_some_and(|line| Line::read(line).says_when())
}

/// An entry without roles below it.
fn single(item: Item, kind: SectionKind) -> Part {
    let Item { mut body, mut children, span, head, .. } = item;
    let mut head = match head {
        Some(head) => return Part { head, body, span },
        None => Head::read(&item.line, Rank::Entry, kind),
    };
    if item.is_term || (item.line.is_date() && names_below(&body)) {
        take_definition(&mut head, &mut body, kind);
    }
    take_head_lines(&mut head, &mut body, kind);
    // `### Engineer, 2020 – Present` over `#### Lantern Works`.
    if let Some(child) = children.first()
        && body.is_empty()
        && has_organizations(kind)
        && head.organization.is_none()
        && !is_subhead(child.text())
        && let below = Head::read(&child.line, Rank::Organization, kind)
        && (below.dates.is_none() || head.dates.is_none())
        && below.rest.is_empty()
        && (below.place.is_none() || head.place.is_none())
    {
        head.organization = below.organization;
        head.place = head.place.or(below.place);
        head.dates = head.dates.or(below.dates);
        head.urls.extend(below.urls);
        let child = children.remove(0);
        body.extend(child.body);
        children.splice(0..0, child.children);
        take_head_lines(&mut head, &mut body, kind);
    }
    body.extend(children.into_iter().flat_map(Item::into_blocks));
    Part { head, body, span }
}

/// Whether a body begins with a line whose first name is marked: `**Engineer** | Lantern Works` below a heading that is a date.
fn names_below(body: &[Block]) -> bool {
    let line = body.first().and_then(Block::first_line);
    line.is_some_and(|line| line.marked_start().is_some_and(|end| !line.text[..end].ends_with([':', '：'])))
}

/// A role below its organisation.
fn role(item: Item, kind: SectionKind) -> Part {
    let Item { mut body, children, span, .. } = item;
    let mut head = Head::read(&item.line, Rank::Role, kind);
    // The organisation is the one above; another that the heading names is a line of prose.
    head.rest.extend(head.organization.replace(Phrase::default()));
    take_head_lines(&mut head, &mut body, kind);
    body.extend(children.into_iter().flat_map(Item::into_blocks));
    Part { head, body, span }
}

impl Part {
    /// Moves what has no field in such a section to the top of the prose, around `note`: a grade, a place, authors, other
    /// parts of the head, all addresses but the first.
    fn settle(&mut self, note: Vec<Block>, shape: SectionKind) {
        let head = &mut self.head;
        let score = head.score.take_if(|_| shape != SectionKind::Education);
        let place = head.place.take_if(|_| !has_field(shape, |slot| matches!(slot, Slot::Address(_))));
        let authors = head.authors.take_if(|_| !has_field(shape, |slot| matches!(slot, Slot::Names(_))));
        let urls = head.urls.split_off(head.urls.len().min(1));
        let lines = score.into_iter().chain(place).chain(authors).map(line).chain(note);
        let lines = lines.chain(head.rest.drain(..).map(line)).chain(address_blocks(urls));
        self.body.splice(0..0, lines);
    }
}

/// Takes lines such as `**2018 – 2020 | Salem**` from the top of `body` into the head, and such bullets and quotations as
/// well.
fn take_head_lines(head: &mut Head, body: &mut Vec<Block>, kind: SectionKind) {
    if let Some(lines) = bulleted_lines(body).or_else(|| quoted_lines(body)).filter(|_| head.dates.is_none())
    {
        let (mut tried, mut rest) = (head.clone(), lines);
        take_lines(&mut tried, &mut rest, kind);
        if tried.dates.is_some() {
            return (*head, *body) = (tried, rest);
        }
    }
    take_lines(head, body, kind);
}

/// `- **Developer**` / `- 2017 – 2019` at the top of a body as lines: a date, and short bullets before it.
fn bulleted_lines(body: &[Block]) -> Option<Vec<Block>> {
    let [Block { kind: BlockKind::List(None, items), span }, below @ ..] = body else { return None };
    let line = |item: &Vec<Block>| match item.as_slice() {
        [only] => only.text().filter(|text| text.lines().len() == 1).map(|text| Line::read(text.clone())),
        _ => None,
    };
    let lines: Vec<_> = items.iter().take(MAX_HEAD_LINES).map_while(line).collect();
    let date = lines.iter().position(Line::is_date)?;
    let is_name = |line: &Phrase| !line.text.ends_with(['.', ':', '!', '?']);
    (date == 0 || is_over_date(&lines, is_name)).then(|| {
        let head = lines.into_iter().take(date + 1).map(|line| Block::paragraph(line.phrase));
        let rest = items[date + 1..].to_vec();
        let rest = Some(rest).filter(|rest| !rest.is_empty());
        let rest = rest.map(|rest| Block { kind: BlockKind::List(None, rest), span: *span });
        head.chain(rest).chain(below.iter().cloned()).collect()
    })
}

/// `> Salem, OR` / `> 2017 – 2019` at the top of a body as lines, marked as those are that belong to a head.
fn quoted_lines(body: &[Block]) -> Option<Vec<Block>> {
    let [Block { kind: BlockKind::Quote(inner), .. }, below @ ..] = body else { return None };
    let lines: Option<Vec<_>> = inner.iter().map(Block::text).collect();
    let lines: Vec<_> = lines?.into_iter().flat_map(Phrase::lines).collect();
    let marked = |line: Phrase| {
        let all = (Mark::Emphasis, 0..line.text.len());
        Phrase { marks: line.marks.into_iter().chain([all]).collect(), ..line }
    };
    let says_when = |line: &Phrase| Line::read(line.clone()).says_when();
    (lines.len() <= MAX_HEAD_LINES && lines.iter().any(says_when))
        .then(|| lines.into_iter().map(marked).map(Block::paragraph).chain(below.iter().cloned()).collect())
}

fn take_lines(head: &mut Head, body: &mut Vec<Block>, kind: SectionKind) {
    // Some put a `~` before such a line.
    let bare = |line: Phrase| if line.text.starts_with("~ ") { line.slice(1..line.text.len()) } else { line };
    let is_name = |line: &Phrase| !line.text.ends_with(['.', ':', '!', '?']);
    for _ in 0..MAX_HEAD_LINES {
        let texts = body.iter().take(3).map_while(Block::text);
        let lines: Vec<_> =
            texts.flat_map(Phrase::lines).take(3).map(|line| Line::read(bare(line))).collect();
        let is_over_date = head.dates.is_none() && is_over_date(&lines, is_name);
        let Some(line) = lines.into_iter().next() else { return };
        // `**Salem | 2018 – 2020** — part-time beside the studies`: the remark stays a line.
        let has_remark = !line.before.is_empty() && line.phrase.strong_start().is_some();
        let (line, remark) = if has_remark { line.split_remark() } else { (line, None) };
        if !head.absorb(line, kind, is_over_date) {
            return;
        }
        drop_line(body);
        if let Some(remark) = remark {
            return body.insert(0, Block::paragraph(remark));
        }
    }
}

/// Drops the first line of the paragraph that a body begins with.
fn drop_line(body: &mut Vec<Block>) {
    let first = body.remove(0);
    let rest = first.text().map(|phrase| phrase.take_line(0).1).filter(|rest| !rest.is_empty());
    body.splice(0..0, rest.map(Block::paragraph));
}

/// `2010-2014` / `:   **Degree**; School (City)`: the first line of the definition is the rest of the head.
fn take_definition(head: &mut Head, body: &mut Vec<Block>, kind: SectionKind) {
    let Some(line) = body.first().and_then(Block::text).map(whole_line) else { return };
    if head.title.is_some() || head.organization.is_some() || line.text.len() > MAX_LINE {
        return;
    }
    let line = Line::read(line);
    if line.remark.is_some() {
        return;
    }
    let mut full = Head::read(&line, Rank::Entry, kind);
    if head.dates.is_some() && full.dates.is_some() {
        return;
    }
    full.dates = head.dates.take().or(full.dates);
    full.rest.append(&mut head.rest);
    full.urls.splice(0..0, head.urls.drain(..));
    *head = full;
    let lines = body.first().and_then(Block::text).map_or(1, lines_of_first);
    (0..lines).for_each(|_| drop_line(body));
}

/// How many lines of the file the first one goes on in: it cannot end behind a short word, as in `University of` / `Salem`.
fn lines_of_first(text: &Phrase) -> usize {
    let goes_on = |line: &Phrase| {
        let last = line.text.split_whitespace().next_back().unwrap_or_default();
        last.len() <= 3 && last.chars().all(char::is_lowercase)
    };
    let lines = text.lines();
    let ends = lines.iter().position(|line| !goes_on(line)).unwrap_or(0);
    ends + 1
}

/// The first line, and those that it goes on in.
fn whole_line(text: &Phrase) -> Phrase {
    Phrase::join(text.lines().into_iter().take(lines_of_first(text)), " ")
}

/// Takes the bullets off a body. They get a field of their own only when nothing follows them: the order of the file
/// stays.
fn take_bullets(body: &mut Vec<Block>) -> Vec<Vec<Block>> {
    let is_bullets = |block: &Block| matches!(block.kind, BlockKind::List(None, _));
    let start = body.len() - body.iter().rev().take_while(|block| is_bullets(block)).count();
    if body[..start].iter().any(is_bullets) {
        return Vec::new();
    }
    let items = body.drain(start..).flat_map(|block| match block.kind {
        BlockKind::List(_, items) => items,
        _ => Vec::new(),
    });
    items.collect()
}

/// A part that has no field of its own, as a line of prose.
fn line(part: Phrase) -> Block {
    Block::paragraph(Phrase { marks: Vec::new(), ..part })
}

/// Addresses as paragraphs, where there is no field for them.
pub(super) fn address_blocks(urls: impl IntoIterator<Item = Text>) -> impl Iterator<Item = Block> {
    urls.into_iter().map(|url| Block::paragraph(Phrase::plain(&url.value, url.span)))
}

fn literal(phrase: Option<Phrase>) -> Option<Text> {
    phrase.and_then(|phrase| phrase.literal())
}
