//! Blocks: what pulldown-cmark's events say, as a tree with spans. HTML tags, images and tables are
//! reduced to their text here, each with a warning; from here on there is only text and its marks.

use super::super::limits;
use super::html;
use super::inline::{Inlines, Line, Mark, Phrase, Token, TokenKind, lines, text_tokens};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How deep lists and quotes nest before the rest is set flat.
const MAX_DEPTH: usize = crate::resume::text::MAX_DEPTH;

/// A block and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// What a block is.
#[derive(Debug, Clone)]
pub(super) enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Inlines),
    Paragraph(Inlines),
    /// A list; `Some(first number)` when it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    Quote(Vec<Block>),
    /// Lines of code.
    Code(String),
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
}

/// A term and what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub term: Inlines,
    pub blocks: Vec<Block>,
}

/// Reads `text`, whose front matter, if it had any, is blanked.
pub(super) fn read(text: &str, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST;
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(name, def)| (name.to_owned(), def.span.clone()))
        .collect();
    let mut reader = Reader {
        text,
        diagnostics,
        open: vec![Open::new(Container::Root, 0..text.len())],
        html_end: 0,
        html_open: None,
    };
    for (event, range) in parser.into_offset_iter() {
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

/// A container that is open.
struct Open {
    kind: Container,
    range: Range<usize>,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    /// The numbers of the items as typed.
    numbers: Vec<u64>,
    terms: Vec<Definition>,
    tokens: Inlines,
}

#[derive(Debug, PartialEq)]
enum Container {
    Root,
    Heading(u8),
    Paragraph,
    List(Option<u64>),
    Item,
    Quote,
    Code,
    Html,
    Definitions,
    Term,
    Definition,
    Table,
}

impl Open {
    const fn new(kind: Container, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            blocks: Vec::new(),
            items: Vec::new(),
            numbers: Vec::new(),
            terms: Vec::new(),
            tokens: Vec::new(),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    /// Never empty: the first is the document.
    open: Vec<Open>,
    /// Where the last warning about HTML ended: one warning per stretch of tags.
    html_end: usize,
    /// What ends the comment or tag that goes on in the next line of its block.
    html_open: Option<&'static str>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => text_tokens(self.text, &text, range, self.tokens()),
            Event::Code(text) => self.token(TokenKind::Code(text.into_string()), range),
            Event::SoftBreak => self.token(TokenKind::Soft, range),
            Event::HardBreak => self.token(TokenKind::Hard, range),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.token(TokenKind::Text(text.into_string()), range);
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let delimiter = self.text[range.start..].chars().next().unwrap_or('*');
        let kind = match tag {
            Tag::Strong => return self.token(TokenKind::Open(Mark::Strong(delimiter)), range),
            Tag::Emphasis => return self.token(TokenKind::Open(Mark::Emphasis(delimiter)), range),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                let mark = Mark::Link { url: format!("{scheme}{dest_url}"), title: title.into_string() };
                return self.token(TokenKind::Open(mark), range);
            }
            Tag::Image { dest_url, title, .. } => return self.image(&dest_url, &title, range),
            Tag::TableCell if !self.tokens().is_empty() => {
                let last = self.tokens().last().map(|token| &token.kind);
                let row_begins = matches!(last, Some(TokenKind::Hard | TokenKind::Head));
                if !row_begins {
                    self.token(TokenKind::Cell, range);
                }
                return;
            }
            Tag::TableRow
                if !matches!(self.tokens().last(), None | Some(Token { kind: TokenKind::Head, .. })) =>
            {
                return self.token(TokenKind::Hard, range);
            }
            Tag::Table(_) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Rule::MarkupIgnored,
                        range.clone().into(),
                        "a table is taken for its text, row by row",
                    )
                    .help("write it as a list"),
                );
                Container::Table
            }
            Tag::Heading { level, .. } => Container::Heading(level as u8),
            Tag::Paragraph => Container::Paragraph,
            Tag::List(start) => Container::List(start),
            Tag::Item => Container::Item,
            Tag::BlockQuote(_) => Container::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Container::Code,
            Tag::HtmlBlock => Container::Html,
            Tag::DefinitionList => Container::Definitions,
            Tag::DefinitionListTitle => Container::Term,
            Tag::DefinitionListDefinition => Container::Definition,
            _ => return,
        };
        self.close_loose_text();
        self.watch_depth(&kind, &range);
        self.open.push(Open::new(kind, range));
    }

    /// Lists and quotes nested as deep as no list of anybody's work is an error, told where it begins.
    fn watch_depth(&mut self, kind: &Container, range: &Range<usize>) {
        let nests = |kind: &Container| matches!(kind, Container::List(_) | Container::Quote);
        let depth = self.open.iter().filter(|open| nests(&open.kind)).count();
        if nests(kind) && depth == limits::MAX_DEPTH && !self.diagnostics.has_errors() {
            let message = format!("lists and quotes are nested more than {} deep", limits::MAX_DEPTH);
            let span = Span::new(range.start, range.start + 1);
            self.diagnostics.push(
                Diagnostic::at(Rule::NestingExcessive, span, message)
                    .label("one level too many")
                    .help("a résumé needs no more than about three levels; is the indent meant?"),
            );
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.token(TokenKind::Close, range),
            TagEnd::Link => self.end_link(range),
            TagEnd::TableHead if !self.tokens().is_empty() => self.token(TokenKind::Head, range),
            TagEnd::Image | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => {
                self.close_html(&range);
                self.close_loose_text();
                self.close();
            }
            _ => {}
        }
    }

    /// Closes a link; its title, which no page can show at the mouse, follows in brackets.
    fn end_link(&mut self, range: Range<usize>) {
        let title = self.tokens().iter().rev().find_map(|token| match &token.kind {
            TokenKind::Open(Mark::Link { title, .. }) => Some(title.clone()),
            _ => None,
        });
        self.token(TokenKind::Close, range.clone());
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            self.token(TokenKind::Text(format!(" ({title})")), range);
        }
    }

    fn image(&mut self, path: &str, title: &str, range: Range<usize>) {
        self.diagnostics.push(
            Diagnostic::at(
                Rule::ImageIgnored,
                range.clone().into(),
                format!("the image `{path}` is not shown"),
            )
            .label("only its description is printed")
            .help(format!("for a photo write `image: {path}` in the front matter")),
        );
        if !title.is_empty() {
            self.token(TokenKind::Text(format!("{title} ")), range);
        }
    }

    /// Takes tags off, keeps the text between them. `<br>` is a line break; comments are dropped.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let mut tags = false;
        let mut rest = match self.html_open.take() {
            None => 0,
            Some(end) => match html.find(end) {
                Some(at) => at + end.len(),
                None => {
                    self.html_open = Some(end);
                    return;
                }
            },
        };
        while let Some(open) = html[rest..].find('<').map(|at| rest + at) {
            text_tokens(self.text, &html[rest..open], range.start + rest..range.start + open, self.tokens());
            let comment = html[open..].starts_with("<!--");
            let closing = if comment { "-->" } else { ">" };
            let close = html[open..].find(closing).map(|n| open + n + closing.len());
            let end = close.unwrap_or(html.len());
            let name = html[open..end].trim_matches(['<', '>', '/', ' ']).to_ascii_lowercase();
            if !comment && !html::is_element(&html[open..end]) {
                text_tokens(
                    self.text,
                    &html[open..end],
                    range.start + open..range.start + end,
                    self.tokens(),
                );
                rest = end;
                continue;
            }
            if close.is_none() {
                self.html_open = Some(closing);
            }
            if name == "br" {
                self.token(TokenKind::Hard, range.start + open..range.start + end);
            }
            tags |= !comment && name != "br";
            rest = end;
        }
        text_tokens(self.text, &html[rest..], range.start + rest..range.end, self.tokens());
        if tags {
            self.warn_html(range);
        }
    }

    /// A comment without an end takes the rest of the file with it, which nobody means.
    fn close_html(&mut self, block: &Range<usize>) {
        if self.html_open.take() == Some("-->") {
            self.diagnostics.push(
                Diagnostic::at(
                    Rule::TextUnclosed,
                    Span::new(block.start, block.start + 4),
                    "the comment is not closed",
                )
                .label("begins here")
                .help("close it with `-->`"),
            );
        }
    }

    fn warn_html(&mut self, range: Range<usize>) {
        let near =
            self.html_end > 0 && !self.text[self.html_end.min(range.start)..range.start].contains("\n\n");
        self.html_end = range.end;
        if !near {
            let message = "HTML tags are taken off, their text is kept";
            self.diagnostics.push(
                Diagnostic::at(Rule::MarkupIgnored, range.into(), message)
                    .help("use Markdown: `**bold**`, `[text](address)`"),
            );
        }
    }

    fn tokens(&mut self) -> &mut Inlines {
        &mut self.top().tokens
    }

    fn token(&mut self, kind: TokenKind, range: Range<usize>) {
        self.tokens().push(Token { kind, span: range.into() });
    }

    fn top(&mut self) -> &mut Open {
        if self.open.is_empty() {
            self.open.push(Open::new(Container::Root, 0..self.text.len()));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Makes a paragraph of the characters that stand directly in an item, a definition or the document.
    fn close_loose_text(&mut self) {
        let loose = matches!(
            self.top().kind,
            Container::Item | Container::Definition | Container::Root | Container::Quote
        );
        if loose && !self.tokens().is_empty() {
            let tokens = std::mem::take(self.tokens());
            let paragraph = paragraph(tokens);
            self.top().blocks.extend(paragraph);
        }
    }

    /// Closes the innermost container and hands it to the one around it.
    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(done) = self.open.pop() else { return };
        let depth = self.open.len();
        let span = done.range.clone().into();
        let kind = match done.kind {
            Container::Item => {
                let number = number(&self.text[done.range]);
                self.top().numbers.push(number);
                return self.top().items.push(done.blocks);
            }
            Container::Term => {
                return self.top().terms.push(Definition { term: done.tokens, blocks: Vec::new() });
            }
            Container::Definition => {
                if let Some(last) = self.top().terms.last_mut() {
                    last.blocks.extend(done.blocks);
                }
                return;
            }
            Container::Paragraph | Container::Html | Container::Table | Container::Root => {
                let paragraph = paragraph(done.tokens);
                return self.top().blocks.extend(paragraph);
            }
            Container::Quote | Container::List(_) if depth > 2 * MAX_DEPTH => {
                let inner = done.blocks.into_iter().chain(done.items.into_iter().flatten());
                return self.top().blocks.extend(inner);
            }
            Container::Heading(level) => BlockKind::Heading(level, done.tokens),
            Container::List(Some(first)) if !counts(first, &done.numbers) => {
                // `1. x` and then `1986. y` count nothing: each keeps its number.
                let each = done.numbers.into_iter().zip(done.items);
                let lists = each
                    .map(|(number, item)| Block { kind: BlockKind::List(Some(number), vec![item]), span });
                return self.top().blocks.extend(lists);
            }
            Container::List(start) => BlockKind::List(start, done.items),
            Container::Quote => BlockKind::Quote(done.blocks),
            Container::Code => BlockKind::Code(plain(&done.tokens)),
            Container::Definitions => BlockKind::Definitions(done.terms),
        };
        self.top().blocks.push(Block { kind, span });
    }

    fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            self.close_loose_text();
            self.close();
        }
        self.close_loose_text();
        std::mem::take(&mut self.top().blocks)
    }
}

/// The number an item of a numbered list begins with.
fn number(item: &str) -> u64 {
    let digits = item.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    item.trim_start()[..digits].parse().unwrap_or(0)
}

/// Whether numbers go up one by one, or are all the same, as some leave the counting to Markdown.
fn counts(first: u64, numbers: &[u64]) -> bool {
    (first < 2 && numbers.iter().all(|number| *number == first))
        || (first..).zip(numbers).all(|(expected, number)| expected == *number)
}

/// A paragraph, unless there is nothing in it.
fn paragraph(mut tokens: Inlines) -> Option<Block> {
    let blank = |token: &Token| match &token.kind {
        TokenKind::Text(text) => text.trim().is_empty(),
        TokenKind::Soft | TokenKind::Hard | TokenKind::Head | TokenKind::Cell => true,
        _ => false,
    };
    while tokens.last().is_some_and(blank) {
        tokens.pop();
    }
    let lead = tokens.iter().take_while(|token| blank(token)).count();
    tokens.drain(..lead);
    let span = tokens.first()?.span.join(tokens.last()?.span);
    keep_lines(&mut tokens);
    Some(Block { kind: BlockKind::Paragraph(tokens), span })
}

/// Keeps the line ends of `Nationality: Swedish` / `Driving licence: B`, where every line has a label.
fn keep_lines(tokens: &mut Inlines) {
    let is_labelled = |line: &Line| {
        let text = Phrase::new(&line.tokens).text;
        text.split_once(": ").or_else(|| text.split_once(" : ")).is_some_and(|(label, rest)| {
            label.starts_with(char::is_uppercase)
                && label.split_whitespace().count() <= 4
                && !label.contains(['.', '!', '?', ';'])
                && !rest.is_empty()
        })
    };
    let all = lines(tokens);
    if all.len() > 1 && all.iter().all(is_labelled) {
        for token in tokens.iter_mut().filter(|token| matches!(token.kind, TokenKind::Soft)) {
            token.kind = TokenKind::Hard;
        }
    }
}

/// The characters of `tokens`.
fn plain(tokens: &[Token]) -> String {
    tokens
        .iter()
        .filter_map(|token| match &token.kind {
            TokenKind::Text(text) | TokenKind::Code(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}
