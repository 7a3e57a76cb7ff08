//! HTML in Markdown: tags that Markdown has a form for are read as that form, all others are taken off with a warning.

use super::{OpenMark, Reader};
use crate::input::syntax::block::{Block, BlockKind, Mark, Phrase};
use crate::resume::Text;
use crate::text::{Diagnostic, MappedText, Rule, Span};
use pulldown_cmark::Tag;
use std::ops::Range;

impl Reader<'_> {
    /// Reads a stretch of HTML: tags, and the text between them. Comments, scripts and styles are dropped.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        let mut rest = 0;
        if let Some(end) = self.html_open.take() {
            let Some(at) = html.find(end) else {
                self.html_open = Some(end);
                return;
            };
            rest = at + end.len();
        }
        let mut is_dropped = false;
        while let Some(open) = html[rest..].find('<').map(|at| rest + at) {
            self.html_text(&html[rest..open], range.start + rest);
            let closing = closing(&html[open..]);
            let close = html[open..].find(closing).map(|n| open + n + closing.len());
            let end = close.unwrap_or(html.len());
            let place = range.start + open..range.start + end;
            rest = end;
            let is_comment = html[open..].starts_with("<!--");
            if !is_comment && !is_element(&html[open..end]) {
                self.push_text(&html[open..end], place);
                continue;
            }
            if close.is_none() {
                self.html_open = Some(closing);
            }
            // A tag may go on in the next lines of its block.
            let whole =
                self.text[place.start..].find(closing).map(|n| place.start..place.start + n + closing.len());
            let place = if close.is_none() { whole.unwrap_or(place) } else { place };
            is_dropped |= !is_comment && !self.tag(&self.text[place.clone()], place.start);
        }
        self.html_text(&html[rest..], range.start + rest);
        if is_dropped {
            self.warn_html(range);
        }
    }

    /// Appends the characters between tags, which begin at `start`.
    fn html_text(&mut self, text: &str, start: usize) {
        self.push_text(&unescaped(text), start..start + text.len());
    }

    /// Reads a tag that begins at `start`. Returns whether all that it means is kept.
    fn tag(&mut self, tag: &str, start: usize) -> bool {
        let Some(element) = element(tag) else { return false };
        let place = start..start + tag.len();
        let is_end = tag.starts_with("</");
        match element {
            "br" => self.phrase().push(Mark::Hard, " ", place.into()),
            "img" => {
                let value = |name| attribute(tag, name).map_or("", |at| &tag[at]);
                if !value("src").is_empty() {
                    self.image(value("src"), "", place.clone());
                }
                self.push_text(&unescaped(value("alt")), place);
            }
            "a" | "b" | "strong" | "i" | "em" | "sup" | "sub" if is_end => self.close_tag(element),
            "a" => match attribute(tag, "href") {
                Some(at) => {
                    let span = Span::new(start + at.start, start + at.end);
                    self.open_tag(element, Some(Mark::Link(Text::new(unescaped(&tag[at]), span))));
                }
                None => return attribute(tag, "name").or_else(|| attribute(tag, "id")).is_some(),
            },
            "b" | "strong" => self.open_tag(element, Some(Mark::Strong)),
            "i" | "em" => self.open_tag(element, Some(Mark::Emphasis)),
            "sup" | "sub" => self.open_tag(element, None),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.is_html_block() => {
                self.heading_tag(element, is_end, place)
            }
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" if self.is_html_block() => {
                self.table_tag(element, is_end, &place);
            }
            "td" | "th" => {
                self.push_text(" ", place);
                return false;
            }
            _ => {
                if BLOCKS.contains(&element) && !self.phrase().is_empty() {
                    self.phrase().push(Mark::Hard, " ", place.into());
                }
                return false;
            }
        }
        true
    }

    /// Whether a block of HTML is open, and no paragraph.
    fn is_html_block(&self) -> bool {
        matches!(self.top.tag, Some(Tag::HtmlBlock))
    }

    /// `<h2>` ends what is before it, and `</h2>` makes a heading of what is between.
    fn heading_tag(&mut self, element: &str, is_end: bool, place: Range<usize>) {
        self.close_tags();
        let text = std::mem::take(self.phrase()).trim();
        if text.is_empty() {
            return;
        }
        let level = element.bytes().next_back().map_or(1, |digit| digit - b'0');
        let span = if is_end { text.span().join(place.into()) } else { text.span() };
        self.top.blocks.push(match is_end {
            true => Block { kind: BlockKind::Heading(level, text), span },
            false => Block::paragraph(text),
        });
    }

    /// Reads a tag of a table: what is between those of cells are the cells of its rows.
    fn table_tag(&mut self, element: &str, is_end: bool, place: &Range<usize>) {
        self.close_tags();
        let text = std::mem::take(self.phrase()).trim();
        let is_cell_end = is_end && matches!(element, "td" | "th");
        match self.top.rows.last_mut() {
            Some(row) if is_cell_end || !text.is_empty() => row.push(text),
            None if !text.is_empty() => self.top.blocks.push(Block::paragraph(text)),
            _ => {}
        }
        if element == "tr" && !is_end {
            self.top.rows.push(Vec::new());
        } else if element == "table" && is_end {
            let mut rows = std::mem::take(&mut self.top.rows);
            rows.retain(|row| !row.is_empty());
            let span = rows.iter().flatten().map(Phrase::span).fold(Span::from(place.clone()), Span::join);
            if !rows.is_empty() {
                self.top.blocks.push(Block { kind: BlockKind::Table(rows), span });
            }
        }
    }

    fn open_tag(&mut self, tag: &'static str, mark: Option<Mark>) {
        let start = self.phrase().text.len();
        self.top.marks.push(OpenMark { mark, start, after: MappedText::default(), tag: Some(tag) });
    }

    /// Closes the innermost tag of this name.
    fn close_tag(&mut self, tag: &str) {
        let Some(at) = self.top.marks.iter().rposition(|open| open.tag == Some(tag)) else { return };
        let open = self.top.marks.remove(at);
        if matches!(open.tag, Some("sup" | "sub")) {
            shift(self.phrase(), open.start, tag == "sup");
        }
        self.finish_mark(open);
    }

    /// Closes the tags that are open inside the innermost mark of Markdown, or in the block.
    pub(super) fn close_tags(&mut self) {
        while let Some(tag) = self.top.marks.last().and_then(|open| open.tag) {
            self.close_tag(tag);
        }
    }

    /// A comment without an end takes the rest of the file with it, which nobody means.
    pub(super) fn close_html(&mut self, block: &Range<usize>) {
        if self.html_open.take() == Some("-->") {
            let start = Span::new(block.start, block.start + 4);
            let comment = Diagnostic::at(Rule::TextUnclosed, start, "the comment is not closed");
            self.diagnostics.push(comment.label("begins here").help("close it with `-->`"));
        }
    }

    fn warn_html(&mut self, range: Range<usize>) {
        let near =
            self.html_end > 0 && !self.text[self.html_end.min(range.start)..range.start].contains("\n\n");
        self.html_end = range.end;
        if !near {
            let help = "use Markdown: `**bold**`, `[text](address)`";
            self.warn_markup(&range, "HTML tags are taken off, their text is kept", help);
        }
    }
}

/// What ends the comment, the script or the tag that `html` begins with.
fn closing(html: &str) -> &'static str {
    match element(html) {
        Some("script") if !html.starts_with("</") => "</script>",
        Some("style") if !html.starts_with("</") => "</style>",
        _ if html.starts_with("<!--") => "-->",
        _ => ">",
    }
}

/// Writes what is behind `start` as an exponent or an index: digits as raised or lowered ones, letters as they are (`1st`),
/// all else behind a sign (`10^-3`).
fn shift(phrase: &mut Phrase, start: usize, is_raised: bool) {
    let typed = phrase.text[start..].to_owned();
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(shifted(digit, is_raised)));
    let is_behind_letter = phrase.text[..start].ends_with(char::is_alphabetic);
    let is_variable = typed.chars().count() == 1 && is_behind_letter && is_raised;
    let written = match typed.chars().map(digit).collect::<Option<String>>() {
        Some(digits) => digits,
        None if typed.chars().all(char::is_alphabetic) && !is_variable => return,
        None => {
            let sign = if is_raised { '^' } else { '_' };
            // `x^n+1` would be another number.
            let is_one = typed.chars().skip(1).all(char::is_alphanumeric);
            if is_one { format!("{sign}{typed}") } else { format!("{sign}({typed})") }
        }
    };
    let span = phrase.text.span(start..phrase.text.len());
    phrase.text = phrase.text.slice(0..start);
    phrase.marks.retain(|(_, range)| range.end <= start);
    phrase.text.push(&written, span);
}

/// The code point of a raised or lowered digit.
const fn shifted(digit: u32, is_raised: bool) -> u32 {
    match (digit, is_raised) {
        (1, true) => 0xb9,
        (2 | 3, true) => 0xb0 + digit,
        (_, true) => 0x2070 + digit,
        (_, false) => 0x2080 + digit,
    }
}

/// Text with the named characters that people use written out.
fn unescaped(text: &str) -> String {
    const NAMED: [(&str, &str); 7] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

/// Where the value of an attribute is in a tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let lower = tag.to_ascii_lowercase();
    let found = lower.match_indices(name).find_map(|(at, _)| {
        let is_apart = lower[..at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
        let behind = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        is_apart.then_some(tag.len() - behind.len())
    })?;
    let value = &tag[found..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let start = found + quote.map_or(0, char::len_utf8);
    let ends = |c: char| quote.map_or_else(|| c.is_ascii_whitespace() || c == '>', |quote| c == quote);
    let length = tag[start..].find(ends).unwrap_or(tag.len() - start);
    Some(start..start + length)
}

/// The first tag or character reference of HTML in a text: `<br>`, `&amp;`.
pub(in crate::input) fn find(text: &str) -> Option<Range<usize>> {
    text.match_indices(['<', '&']).find_map(|(at, sign)| {
        let (rest, close) = (&text[at..], if sign == "<" { '>' } else { ';' });
        let end = rest.find(close)? + 1;
        let is_html = if sign == "<" { is_element(&rest[..end]) } else { is_reference(&rest[1..end - 1]) };
        is_html.then_some(at..at + end)
    })
}

/// Whether this is a character between `&` and `;`: its name, or its number behind `#`.
fn is_reference(name: &str) -> bool {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    is_word(rest) && (first == "#" || is_word(first))
}

/// Elements that people use in Markdown.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "body", "br", "button", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed",
    "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark",
    "meta", "nav", "noscript", "object", "ol", "option", "p", "param", "path", "picture", "pre", "q", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul", "var", "video", "wbr",
];

/// Elements that begin and end a line.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tr", "ul",
];

/// The name of the element whose tag a text begins with; none for a word in angle brackets.
fn element(tag: &str) -> Option<&'static str> {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    ELEMENTS.iter().find(|element| **element == name).copied()
}

/// Whether `tag`, from `<` to `>`, is one of HTML and not a word in angle brackets.
pub(in crate::input) fn is_element(tag: &str) -> bool {
    tag.trim_start_matches(['<', '/']).starts_with(['!', '?']) || element(tag).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_angle_brackets_are_no_elements() {
        assert!(["<br/>", "</span>", "<Div class=x>", "<!DOCTYPE html>"].iter().all(|tag| is_element(tag)));
        assert!(!["<String>", "<Company>", "<x:y>", "</T>"].iter().any(|tag| is_element(tag)));
    }

    #[test]
    fn attributes_are_found_in_any_quotes() {
        for tag in [
            "<a href=\"e.com\">",
            "<A class='x' HREF = 'e.com'>",
            "<a data-href=x href=e.com>",
            "<a href=e.com>",
        ] {
            assert_eq!(attribute(tag, "href").map(|at| &tag[at]), Some("e.com"), "{tag}");
        }
        assert_eq!(attribute("<a name=x>", "href"), None);
    }
}
