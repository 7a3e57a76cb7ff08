//! HTML in a text of another program, as the Markdown that says the same.

use crate::input::syntax::markdown::html::is_element;
use crate::resume::text::runs::{Mark, Runs};
use crate::resume::{Block, RichText, Text};
use crate::text::value::{Node, Value};
use crate::text::{MappedText, Span};

/// How deep lists and marks nest; what is deeper goes into the innermost.
const MAX_DEPTH: usize = 16;

/// Bytes of a tag; what has no end before that is no tag.
const MAX_TAG: usize = 4_000;

/// A value with its HTML written as Markdown. What has none stays as it is.
pub(super) fn markdown(node: &Node) -> Node {
    match &node.value {
        Value::Scalar(scalar) if !has_tags(&scalar.text) => match unescaped(&scalar.text) {
            text if text == scalar.text => node.clone(),
            text => Node::text(node.span, text),
        },
        Value::Scalar(scalar) => {
            let blocks = Reader::new(node.span).read(&scalar.text);
            Node::text(node.span, RichText { blocks, span: node.span }.to_markdown())
        }
        Value::List(items) => Node::new(node.span, Value::List(items.iter().map(markdown).collect())),
        _ => node.clone(),
    }
}

/// Whether a text has a tag.
fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| tag_end(&text[at..]).is_some())
}

/// A list or a quotation that is open.
struct Container {
    /// What opened it.
    tag: &'static str,
    /// The blocks before it.
    blocks: Vec<Block>,
    /// The items of a list that are finished.
    items: Vec<Vec<Block>>,
}

/// Reads tags and the text between them.
struct Reader {
    span: Span,
    blocks: Vec<Block>,
    open: Vec<Container>,
    runs: Runs,
    marks: Vec<&'static str>,
    /// Characters that are not yet in the runs, their white space folded.
    pending: String,
    /// Whether something has been read since the last block ended.
    has_text: bool,
}

impl Reader {
    fn new(span: Span) -> Self {
        Self {
            span,
            blocks: Vec::new(),
            open: Vec::new(),
            runs: Runs::default(),
            marks: Vec::new(),
            pending: String::new(),
            has_text: false,
        }
    }

    fn read(mut self, html: &str) -> Vec<Block> {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            let tag = &rest[at..];
            match tag_end(tag) {
                Some(end) => {
                    self.tag(&tag[1..end - 1]);
                    rest = &tag[end..];
                }
                _ => {
                    self.text("<");
                    rest = &tag[1..];
                }
            }
        }
        self.text(rest);
        self.end_block();
        while let Some(container) = self.open.pop() {
            self.close(container);
        }
        self.blocks
    }

    fn text(&mut self, text: &str) {
        for c in unescaped(text).chars() {
            let is_space = c.is_whitespace();
            if !is_space || (self.has_text && !self.pending.ends_with(' ')) {
                self.pending.push(if is_space { ' ' } else { c });
                self.has_text = true;
            }
        }
    }

    /// Moves the characters so far to the runs; `ends` where a line ends behind them.
    fn flush(&mut self, ends: bool) {
        let pending = std::mem::take(&mut self.pending);
        let text = if ends { pending.trim_end() } else { &pending };
        self.runs.text(&MappedText::new(text, self.span));
    }

    fn tag(&mut self, tag: &str) {
        let is_end = tag.starts_with('/');
        let inner = tag.trim_start_matches('/');
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..length].to_ascii_lowercase();
        match name.as_str() {
            "br" if self.has_text => {
                self.flush(true);
                self.runs.line_break();
            }
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let is_heading = name.starts_with('h');
                if is_heading && !is_end {
                    self.end_block();
                }
                self.mark("strong", Mark::Strong, is_end);
                if is_heading && is_end {
                    self.end_block();
                }
            }
            "i" | "em" => self.mark("em", Mark::Emphasis, is_end),
            "a" => {
                let url = attribute(inner, "href").map(unescaped).unwrap_or_default();
                self.mark("a", Mark::Link(Text::new(url, self.span)), is_end);
            }
            "ul" | "ol" | "blockquote" => {
                self.end_block();
                match is_end {
                    true => self.end_container(),
                    false => self.container(match name.as_str() {
                        "ul" => "ul",
                        "ol" => "ol",
                        _ => "blockquote",
                    }),
                }
            }
            "li" => self.item(is_end),
            "td" | "th" if is_end => self.text(" "),
            "p" | "div" | "tr" | "table" | "pre" | "section" | "dt" | "dd" | "hr" => self.end_block(),
            _ => {}
        }
    }

    /// Opens or closes a mark. What is not closed ends with its block.
    fn mark(&mut self, name: &'static str, mark: Mark, is_end: bool) {
        self.flush(false);
        if !is_end {
            if self.marks.len() < MAX_DEPTH {
                self.marks.push(name);
                self.runs.open(mark);
            }
        } else if self.marks.contains(&name) {
            // Marks that were opened inside it end with it.
            while let Some(open) = self.marks.pop() {
                self.runs.close();
                if open == name {
                    break;
                }
            }
        }
    }

    fn container(&mut self, tag: &'static str) {
        if self.open.len() < MAX_DEPTH {
            let blocks = std::mem::take(&mut self.blocks);
            self.open.push(Container { tag, blocks, items: Vec::new() });
        }
    }

    fn item(&mut self, is_end: bool) {
        self.end_block();
        let blocks = std::mem::take(&mut self.blocks);
        match self.open.last_mut().filter(|container| container.tag != "blockquote") {
            Some(container) if !blocks.is_empty() => container.items.push(blocks),
            Some(_) => {}
            // An item without a list is a list of its own.
            None if is_end && !blocks.is_empty() => self.blocks = vec![Block::List(None, vec![blocks])],
            None => self.blocks = blocks,
        }
    }

    fn end_container(&mut self) {
        if let Some(container) = self.open.pop() {
            self.close(container);
        }
    }

    /// Puts a finished container behind the blocks before it.
    fn close(&mut self, mut container: Container) {
        let inner = std::mem::replace(&mut self.blocks, container.blocks);
        if container.tag == "blockquote" {
            self.blocks.extend((!inner.is_empty()).then_some(Block::Quote(inner)));
            return;
        }
        if !inner.is_empty() {
            container.items.push(inner);
        }
        let first = (container.tag == "ol").then_some(1);
        if !container.items.is_empty() {
            self.blocks.push(Block::List(first, container.items));
        }
    }

    fn end_block(&mut self) {
        self.flush(true);
        while self.marks.pop().is_some() {
            self.runs.close();
        }
        let runs = std::mem::take(&mut self.runs).finish();
        if self.has_text && !runs.is_empty() {
            self.blocks.push(Block::Paragraph(runs));
        }
        self.has_text = false;
    }
}

/// Where the tag or comment ends that a text begins with.
fn tag_end(text: &str) -> Option<usize> {
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        return None;
    }
    let near = &text[..text.floor_char_boundary(MAX_TAG)];
    let end = near.find('>')? + 1;
    is_element(&near[..end]).then_some(end)
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let value = &tag[at..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split(|c: char| c.is_whitespace()).next(),
    }
}

/// Text with its character references written out.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let name = behind.char_indices().take(10).find(|(_, c)| *c == ';').map(|(end, _)| &behind[..end]);
        match name.and_then(|name| Some((name, character(name)?))) {
            Some((name, character)) => {
                out.push_str(character.encode_utf8(&mut [0; 4]));
                rest = &behind[name.len() + 1..];
            }
            None => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out + rest
}

/// The character of a reference, by its number or by its name.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control());
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// Characters that editors write by name.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("amp", '&'), ("apos", '\''), ("bull", '•'), ("copy", '©'), ("euro", '€'), ("gt", '>'), ("hellip", '…'),
    ("laquo", '«'), ("ldquo", '“'), ("lsquo", '‘'), ("lt", '<'), ("mdash", '—'), ("middot", '·'), ("nbsp", ' '),
    ("ndash", '–'), ("quot", '"'), ("raquo", '»'), ("rdquo", '”'), ("reg", '®'), ("rsquo", '’'), ("trade", '™'),
];
