//! Blocks: what pulldown-cmark's events say, as a tree with spans. Images and most
//! HTML tags are reduced to their text here, each with a warning; from here on there is only text and its marks.

pub(in crate::input) mod front;
pub(in crate::input) mod html;
mod jekyll;
mod nesting;
mod spacing;

use self::spacing::{Spaced, find_space};
use super::block::{Block, BlockKind, Definition, Mark, Phrase};
use crate::input::limits;
use crate::resume::Text;
use crate::resume::text::{is_amount, is_no_emphasis, links};
use crate::text::{Diagnostic, Diagnostics, MappedText, Rule, Span};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How deep lists and quotes nest before the rest is set flat.
const MAX_DEPTH: usize = crate::resume::text::MAX_DEPTH;

/// Reads `text`, whose front matter, if it had any, is blanked. What is beyond the limits is not read.
pub(in crate::input) fn read(text: &str, diagnostics: &mut Diagnostics) -> Vec<Block> {
    if let Err(error) = nesting::check(text) {
        diagnostics.push(error);
        return Vec::new();
    }
    let text = &*jekyll::blank(text, diagnostics);
    let options = Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST;
    let spaced = Spaced::new(text);
    let parser = Parser::new_ext(&spaced.text, options);
    let mut definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(name, def)| (name.to_owned(), spaced.typed(def.span.clone())))
        .collect();
    for (name, range) in second_definitions(text, &definitions) {
        let message = format!("`[{name}]` has an address already");
        diagnostics.push(Diagnostic::at(Rule::AddressUnused, range.into(), message).label("not printed"));
    }
    let mut reader = Reader {
        text,
        addresses: links::find(text).into_iter().map(|bare| bare.range).collect(),
        diagnostics,
        top: Open::default(),
        outer: Vec::new(),
        row_end: 0,
        html_end: 0,
        html_open: None,
        has_gap: false,
        is_latex_reported: false,
    };
    let mut bounds = Bounds::default();
    for (event, range) in parser.into_offset_iter() {
        let range = spaced.typed(range);
        if let Err(error) = bounds.count(&event, &range, text) {
            reader.diagnostics.push(error);
            return Vec::new();
        }
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            definitions.retain(|(name, _)| !name.eq_ignore_ascii_case(id));
        }
        // The parser counts a tab as several columns, and its ranges can then begin inside a character.
        let range = text.floor_char_boundary(range.start)..text.ceil_char_boundary(range.end);
        reader.event(event, range);
    }
    let blocks = reader.finish();
    definitions.sort_by_key(|(_, range)| range.start);
    for (name, range) in definitions {
        let message = format!("the address of `[{name}]` is never used");
        diagnostics.push(Diagnostic::at(Rule::AddressUnused, range.into(), message).label("not printed"));
    }
    blocks
}

/// The lines that define an address for a name that has one: the first of them counts.
fn second_definitions(text: &str, first: &[(String, Range<usize>)]) -> Vec<(String, Range<usize>)> {
    let names: BTreeSet<String> = first.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let ends: BTreeMap<usize, usize> = first.iter().map(|(_, range)| (range.start, range.end)).collect();
    let is_inside = |at: usize| ends.range(..=at).next_back().is_some_and(|(_, end)| at < *end);
    let mut found = Vec::new();
    let (mut start, mut in_code, mut can_begin) = (0, false, true);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        in_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        let label = bare.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).map(|(label, _)| label);
        let is_known = |label: &&str| names.contains(&label.to_ascii_lowercase());
        let label = label.filter(|label| can_begin && !in_code && is_known(label));
        let at = start + line.len() - line.trim_start().len();
        if let Some(label) = label.filter(|_| !ends.contains_key(&at)) {
            found.push((label.to_owned(), at..at + bare.len()));
        }
        // A definition interrupts no paragraph.
        can_begin = bare.is_empty() || label.is_some() || is_inside(at);
        start += line.len();
    }
    found
}

/// How much was read.
#[derive(Default)]
struct Bounds {
    parts: usize,
    bytes: usize,
}

impl Bounds {
    /// Counts an event, up to the first one too many.
    fn count(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> Result<(), Diagnostic> {
        match event {
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => self.parts += 1,
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                self.bytes += range.len()
            }
            _ => {}
        }
        let start = text.floor_char_boundary(range.start);
        let first = || Span::new(start, text.ceil_char_boundary(text.len().min(start + 1)));
        match () {
            () if self.parts > limits::MAX_NODES => Err(limits::too_many_parts(first())),
            () if self.bytes > limits::MAX_TEXT => Err(limits::too_much_text(first())),
            () => Ok(()),
        }
    }
}

/// A container that is open.
#[derive(Default)]
struct Open<'a> {
    /// `None` for the document.
    tag: Option<Tag<'a>>,
    range: Range<usize>,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    /// The numbers of the items as typed, and where each is.
    numbers: Vec<(u64, Span)>,
    terms: Vec<Definition>,
    rows: Vec<Vec<Phrase>>,
    phrase: Phrase,
    marks: Vec<OpenMark>,
}

/// A mark that is open.
struct OpenMark {
    /// None for one that is text.
    mark: Option<Mark>,
    start: usize,
    /// What follows it.
    after: MappedText,
    /// The name of the tag that opened it, if one of HTML did.
    tag: Option<&'static str>,
}

struct Reader<'a> {
    text: &'a str,
    /// The addresses without marks in it.
    addresses: Vec<Range<usize>>,
    diagnostics: &'a mut Diagnostics,
    /// The innermost container that is open, at last the document.
    top: Open<'a>,
    /// Those around it, the document first.
    outer: Vec<Open<'a>>,
    /// Where the last cell of the row of a table ended.
    row_end: usize,
    /// Where the last warning about HTML ended: one warning per stretch of tags.
    html_end: usize,
    /// What ends the comment or tag that goes on in the next line of its block.
    html_open: Option<&'static str>,
    /// Whether a command for space is right before what comes next.
    has_gap: bool,
    /// Whether a warning names the first command of LaTeX.
    is_latex_reported: bool,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Code(_) | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. }) => {
                self.fill_gap(range.start);
            }
            Event::SoftBreak | Event::HardBreak => self.has_gap = false,
            _ => {}
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.push_text(&text, range),
            Event::Code(text) => {
                let span = self.place_of(&text, range);
                self.phrase().push(Mark::Code, &text, span);
            }
            Event::SoftBreak => self.phrase().push(Mark::Soft, " ", range.into()),
            Event::HardBreak => self.phrase().push(Mark::Hard, " ", range.into()),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text, range),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match &tag {
            Tag::Strong => return self.open_mark(Mark::Strong, 2, range),
            Tag::Emphasis => return self.open_mark(Mark::Emphasis, 1, range),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                let url = Text::new(format!("{scheme}{dest_url}"), self.place_of(dest_url, range.clone()));
                // Its title, which no page can show at the mouse, follows in brackets.
                let title = if title.is_empty() { String::new() } else { format!(" ({title})") };
                let after = MappedText::new(&title, range.into());
                let start = self.phrase().text.len();
                return self.top.marks.push(OpenMark {
                    mark: Some(Mark::Link(url)),
                    start,
                    after,
                    tag: None,
                });
            }
            Tag::Image { dest_url, title, .. } => return self.image(dest_url, title, range),
            Tag::TableHead | Tag::TableRow => {
                self.row_end = range.start;
                return self.top.rows.push(Vec::new());
            }
            Tag::TableCell => return,
            _ => {}
        }
        self.close_loose_text();
        self.watch_depth(&tag, &range);
        let open = Open { tag: Some(tag), range, ..Open::default() };
        self.outer.push(std::mem::replace(&mut self.top, open));
    }

    /// Reports lists and quotes that are nested too deep, where the first of them begins.
    fn watch_depth(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let nests = |tag: &Tag<'_>| matches!(tag, Tag::List(_) | Tag::BlockQuote(_));
        let all = self.outer.iter().chain([&self.top]);
        let depth = all.filter(|open| open.tag.as_ref().is_some_and(nests)).count();
        if nests(tag) && depth == limits::MAX_DEPTH && !self.diagnostics.has_errors() {
            self.diagnostics.push(limits::lists_too_deep(Span::new(range.start, range.start + 1)));
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.close_mark(),
            TagEnd::TableCell => {
                self.close_tags();
                let cell = std::mem::take(self.phrase()).trim();
                self.top.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
                self.row_end = range.end;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.cells_beyond(range.end),
            TagEnd::Image => {}
            _ => {
                self.has_gap = false;
                self.close_html(&range);
                self.close_tags();
                self.close_loose_text();
                self.close();
            }
        }
    }

    /// Adds the cells of a row that are more than those of the first one, which the parser leaves out, as typed.
    fn cells_beyond(&mut self, end: usize) {
        let mut at = self.row_end.min(end);
        for part in self.text[at..end].split('|') {
            let span = Span::new(at, at + part.len());
            at += part.len() + 1;
            let cell = Phrase::plain(part, span).trim();
            if !cell.is_empty() {
                self.top.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
        }
    }

    /// Opens a mark of `width` characters at both its ends. Inside a word and inside an address it is text.
    fn open_mark(&mut self, mark: Mark, width: usize, range: Range<usize>) {
        let (open, close) = (range.start..range.start + width, range.end - width..range.end);
        let addresses = &self.addresses;
        let in_address = |at: usize| {
            let near = addresses.partition_point(|address| address.end <= at);
            addresses.get(near).is_some_and(|address| address.start <= at)
        };
        let is_text = is_no_emphasis(self.text, &range) || in_address(open.start) || in_address(close.start);
        let (mark, mut after) = (Some(mark).filter(|_| !is_text), MappedText::default());
        if is_text {
            after.push(&self.text[close.clone()], close.into());
            self.push_text(&self.text[open.clone()], open);
        }
        let start = self.phrase().text.len();
        self.top.marks.push(OpenMark { mark, start, after, tag: None });
    }

    /// Closes the innermost mark of Markdown, and those of HTML inside it.
    fn close_mark(&mut self) {
        self.close_tags();
        let last = self.top.marks.pop();
        last.into_iter().for_each(|mark| self.finish_mark(mark));
    }

    /// Makes a mark of what was written since it was opened.
    fn finish_mark(&mut self, OpenMark { mark, start, after, .. }: OpenMark) {
        let phrase = self.phrase();
        // A link without a text is its address.
        if let Some(Mark::Link(url)) = &mark
            && start == phrase.text.len()
        {
            phrase.text.push(&url.value, url.span);
        }
        let end = phrase.text.len();
        phrase.marks.extend(mark.filter(|_| start < end).map(|mark| (mark, start..end)));
        phrase.text.push_slice(&after, 0..after.len());
    }

    /// Appends the characters of one event.
    fn push_text(&mut self, text: &str, range: Range<usize>) {
        if let Some(space) = find_space(text).filter(|_| text.len() == range.len()) {
            let [from, to] = [space.start, space.end].map(|at| range.start + at);
            self.push_text(&text[..space.start], range.start..from);
            self.has_gap = true;
            if !std::mem::replace(&mut self.is_latex_reported, true) {
                let help = "set words apart with ` | `, as in `**Lantern Works** | 2019 – 2021`";
                self.warn_markup(&(from..to), "commands of LaTeX are not printed", help);
            }
            return self.push_text(&text[space.end..], to..range.end);
        }
        if text.trim().is_empty() && self.has_gap {
            return;
        }
        self.fill_gap(range.start);
        // A NUL must reach the checks of later stages as it was typed.
        let typed = self.text.get(range.clone()).filter(|typed| typed.contains('\0'));
        let phrase = self.phrase();
        let bullet = text.starts_with(['•', '▪', '●', '‣', '\u{f0b7}']);
        if bullet && let Some(last @ Mark::Soft) = phrase.last_mark() {
            *last = Mark::Hard;
        }
        phrase.text.push(typed.unwrap_or(text), range.into());
    }

    /// Puts a bar where a command for space was between words.
    fn fill_gap(&mut self, at: usize) {
        if std::mem::take(&mut self.has_gap) && !self.phrase().text.trim_end().is_empty() {
            self.phrase().text.push(" | ", Span::at(at));
        }
    }

    /// Where `text` is in the stretch `range` of the file; the whole stretch where it is written another way.
    fn place_of(&self, text: &str, range: Range<usize>) -> Span {
        let found = self.text[range.clone()].rfind(text).map(|at| range.start + at);
        found.map_or(range, |at| at..at + text.len()).into()
    }

    fn image(&mut self, path: &str, title: &str, range: Range<usize>) {
        let message = format!("the image `{path}` is not shown");
        let image = Diagnostic::at(Rule::ImageIgnored, range.clone().into(), message);
        let help = format!("for a photo write `image: {path}` in the front matter");
        self.diagnostics.push(image.label("only its description is printed").help(help));
        if !title.is_empty() {
            self.push_text(&format!("{title} "), range);
        }
    }

    fn warn_markup(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let place = range.clone().into();
        self.diagnostics.push(Diagnostic::at(Rule::MarkupIgnored, place, message).help(help));
    }

    fn phrase(&mut self) -> &mut Phrase {
        &mut self.top.phrase
    }

    /// Makes a paragraph of the characters directly in an item, a definition or the document.
    fn close_loose_text(&mut self) {
        let loose = matches!(
            self.top.tag,
            None | Some(Tag::Item | Tag::DefinitionListDefinition | Tag::BlockQuote(_))
        );
        if loose && !self.phrase().is_empty() {
            let paragraph = paragraph(std::mem::take(self.phrase()));
            self.top.blocks.extend(paragraph);
        }
    }

    /// Closes the innermost container and hands it to the one around it.
    fn close(&mut self) {
        let depth = self.outer.len();
        let Some(outer) = self.outer.pop() else { return };
        let done = std::mem::replace(&mut self.top, outer);
        let span = done.range.clone().into();
        if let Some(amount) = self.signed_amount(&done) {
            return self.top.blocks.push(amount);
        }
        let kind = match done.tag {
            Some(Tag::Item) => {
                let number = number(&self.text[done.range]);
                self.top.numbers.push((number, span));
                return self.top.items.push(done.blocks);
            }
            Some(Tag::DefinitionListTitle) => {
                return self.top.terms.push(Definition { term: done.phrase.trim(), blocks: Vec::new() });
            }
            Some(Tag::DefinitionListDefinition) => {
                if let Some(last) = self.top.terms.last_mut() {
                    last.blocks.extend(done.blocks);
                }
                return;
            }
            Some(Tag::BlockQuote(_) | Tag::List(_)) if depth > 2 * MAX_DEPTH => {
                let inner = done.blocks.into_iter().chain(done.items.into_iter().flatten());
                return self.top.blocks.extend(inner);
            }
            Some(Tag::List(Some(first))) if !counts(first, &done.numbers) => {
                // `1. x` and then `1986. y` count nothing: each keeps its number.
                let each = done.numbers.into_iter().zip(done.items);
                let lists = each.map(|((number, span), item)| Block {
                    kind: BlockKind::List(Some(number), vec![item]),
                    span,
                });
                return self.top.blocks.extend(lists);
            }
            Some(Tag::Heading { level, .. }) => BlockKind::Heading(level as u8, done.phrase.trim()),
            Some(Tag::List(start)) => BlockKind::List(start, done.items),
            Some(Tag::BlockQuote(_)) => BlockKind::Quote(done.blocks),
            Some(Tag::CodeBlock(CodeBlockKind::Indented))
                if let Some(items) = indented_list(&done.phrase) =>
            {
                BlockKind::List(None, items)
            }
            Some(Tag::CodeBlock(_)) => BlockKind::Code(done.phrase.text),
            Some(Tag::DefinitionList) => BlockKind::Definitions(done.terms),
            Some(Tag::Table(_)) => BlockKind::Table(done.rows),
            // A table whose end is missing.
            Some(Tag::HtmlBlock) if done.rows.iter().any(|row| !row.is_empty()) => {
                let table = Block { kind: BlockKind::Table(done.rows), span };
                let blocks = done.blocks.into_iter().chain([table]).chain(paragraph(done.phrase));
                return self.top.blocks.extend(blocks);
            }
            // A paragraph, or a block of HTML with its headings.
            _ => return self.top.blocks.extend(done.blocks.into_iter().chain(paragraph(done.phrase))),
        };
        self.top.blocks.push(Block { kind, span });
    }

    /// `> 90% uptime` or `- 15% cost` in a bullet as a line: the sign there begins no quotation and no list.
    fn signed_amount(&self, done: &Open<'_>) -> Option<Block> {
        let blocks = match (&done.tag, done.items.as_slice()) {
            (Some(Tag::BlockQuote(_)), _) => &done.blocks,
            (Some(Tag::List(None)), [only]) => only,
            _ => return None,
        };
        let [only] = blocks.as_slice() else { return None };
        let line = only.text().filter(|line| is_amount(&line.text))?;
        let sign = self.text[done.range.clone()].get(..1).filter(|sign| [">", "-", "+"].contains(sign))?;
        let place = Span::new(done.range.start, done.range.start + 1);
        let is_inside = matches!(self.top.tag, Some(Tag::Item));
        is_inside.then(|| Block::paragraph(Phrase::join([Phrase::plain(sign, place), line.clone()], " ")))
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.outer.is_empty() {
            self.close_loose_text();
            self.close();
        }
        self.close_loose_text();
        self.top.blocks
    }
}

/// The items of a list that four spaces make code of: every line has a bullet.
fn indented_list(code: &Phrase) -> Option<Vec<Vec<Block>>> {
    let lines = code.split(|_, c| c == '\n').into_iter().filter(|line| !line.is_empty());
    let item = |line: Phrase| {
        let is_bullet = ["* ", "- ", "+ "].iter().any(|bullet| line.text.starts_with(bullet));
        is_bullet.then(|| vec![Block::paragraph(line.slice(2..line.text.len()))])
    };
    lines.map(item).collect::<Option<Vec<_>>>().filter(|items| !items.is_empty())
}

/// The number an item of a numbered list begins with.
fn number(item: &str) -> u64 {
    let digits = item.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    item.trim_start()[..digits].parse().unwrap_or(0)
}

/// Whether numbers go up one by one, or are all the same, as some leave the counting to Markdown.
fn counts(first: u64, numbers: &[(u64, Span)]) -> bool {
    (first < 2 && numbers.iter().all(|(number, _)| *number == first))
        || (first..).zip(numbers).all(|(expected, (number, _))| expected == *number)
}

/// A paragraph, unless there is nothing in it.
fn paragraph(phrase: Phrase) -> Option<Block> {
    let mut phrase = phrase.trim();
    keep_lines(&mut phrase);
    (!phrase.is_empty()).then(|| Block::paragraph(phrase))
}

/// Keeps the line ends of `Nationality: Swedish` / `Driving licence: B`, where every line has a label.
fn keep_lines(phrase: &mut Phrase) {
    let is_labelled = |line: &Phrase| {
        line.text.split_once(": ").or_else(|| line.text.split_once(" : ")).is_some_and(|(label, rest)| {
            label.starts_with(char::is_uppercase)
                && label.split_whitespace().count() <= 4
                && !label.contains(['.', '!', '?', ';'])
                && !rest.is_empty()
        })
    };
    let lines = phrase.lines();
    if lines.len() > 1 && lines.iter().all(is_labelled) {
        for (mark, _) in phrase.marks.iter_mut().filter(|(mark, _)| *mark == Mark::Soft) {
            *mark = Mark::Hard;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::{Diagnostics, Place, Rule, Source};

    /// Where the last error is, and what it says. Nothing else is read.
    fn error(text: &str) -> (String, String) {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(read(text, &mut diagnostics).len(), 0);
        let error = diagnostics.iter().next_back().expect("an error");
        assert!(matches!(error.rule, Rule::FileExcessive | Rule::NestingExcessive));
        let Place::File(span) = &error.place else { panic!("{error:?}") };
        (Source::new("", text).place(span.start), error.message.clone())
    }

    #[test]
    fn a_text_of_too_many_parts_is_an_error() {
        for part in ["- a\n", "## A\n\n", "**a** ", "[a](b) ", "a  \n", "a\n", "|a|\n|-|\n\n", "> a\n\n"] {
            let (place, message) = error(&format!("# Ada\n\n{}", part.repeat(20_001)));
            assert_eq!(
                message, "the file has more than 20000 headings, items, lines and marked texts",
                "{part}"
            );
            assert!(place.starts_with("line ") && place != "line 1, column 1", "{part}: {place}");
        }
    }

    #[test]
    fn more_text_than_pages_hold_is_an_error() {
        for part in ["word ", "&amp; ", "\\* ", "<b> ", "`a` "] {
            let (place, message) = error(&format!("# Ada\n\n{}", part.repeat(1_000_001)));
            assert_eq!(message, "the file has more than 1 MB of text", "{part}");
            assert!(place.starts_with("line 3, "), "{part}: {place}");
        }
    }

    #[test]
    fn a_line_that_nests_without_end_is_an_error_at_once() {
        for opener in ["> ", "- ", "1. ", "> - "] {
            let (place, message) = error(&format!("# Ada\n\n{}a", opener.repeat(1_000_000)));
            assert!(place.starts_with("line 3, "), "{opener}: {place}");
            assert_eq!(message, "lists and quotes are nested more than 64 deep", "{opener}");
        }
    }
}
