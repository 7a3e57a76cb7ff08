//! One paragraph's runs. pulldown-cmark finds the marks; what is outside the subset is taken from the
//! source as typed, so an entity, a tag or an image is never interpreted.

use super::blocks::Line;
use super::runs::{Mark, Runs};
use super::{Inline, Text, links};
use crate::text::url::is_followed;
use crate::text::{MappedText, Span};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// Stands for a newline while a paragraph is parsed. It is white space to the parser's rules about
/// emphasis but ends no line, so that nothing can look like a heading, a rule or a fence.
const BREAK: char = '\u{2028}';

/// Characters before which a backslash is markup. Before all others it is a backslash.
const ESCAPABLE: &str = "\\`*_[]()<>-+.";

/// Reads the lines of one paragraph; of one that an editor wrapped, the line ends are spaces.
pub(super) fn parse(lines: &[Line<'_>], is_wrapped: bool) -> Vec<Inline> {
    let mut source = MappedText::default();
    let mut buffer = [0; 4];
    for (n, line) in lines.iter().enumerate() {
        let joint = if is_wrapped && n > 0 { " " } else { BREAK.encode_utf8(&mut buffer) };
        source.push(joint, Span::at(line.source.span(line.range()).start));
        source.push_slice(line.source, line.range());
    }
    let source = shield(source);
    let mut builder =
        Builder { source: &source, runs: Runs::default(), open: Vec::new(), last_text: 0, literal: 0 };
    for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.runs.finish()
}

/// Puts a backslash before the `_` and `*` of bare addresses, which are no emphasis there.
fn shield(source: MappedText) -> MappedText {
    let found = links::find(&source);
    if !found.iter().any(|bare| source[bare.range.clone()].contains(['_', '*'])) {
        return source;
    }
    let taken: Vec<_> = Parser::new_ext(&source, Options::empty())
        .into_offset_iter()
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
            )
        })
        .map(|(_, range)| range)
        .collect();
    let mut out = MappedText::default();
    let mut at = 0;
    for links::Bare { range, .. } in found {
        let inside = taken.partition_point(|taken| taken.end <= range.start);
        if taken.get(inside).is_some_and(|taken| taken.start < range.end) {
            continue;
        }
        for (mark, _) in source[range.clone()].match_indices(['_', '*']) {
            let mark = range.start + mark;
            out.push_slice(&source, at..mark);
            if !out.ends_with('\\') {
                out.push("\\", Span::at(source.span(mark..mark).start));
            }
            at = mark;
        }
    }
    out.push_slice(&source, at..source.len());
    out
}

struct Builder<'a> {
    source: &'a MappedText,
    runs: Runs,
    /// For each open mark whether it is one of the runs, and the characters that follow it.
    open: Vec<(bool, MappedText)>,
    /// Where the last characters taken from the source end.
    last_text: usize,
    /// Everything before this offset has been taken as typed.
    literal: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if range.start < self.literal {
            return;
        }
        match event {
            Event::Text(_) => self.text(range),
            Event::Code(code) => self.code(&code, range),
            Event::Start(Tag::Strong) => self.open_mark(Mark::Strong, range, 2),
            Event::Start(Tag::Emphasis) => self.open_mark(Mark::Emphasis, range, 1),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.open_link(link_type, &dest_url, &title, range)
            }
            Event::Start(Tag::Paragraph) => {}
            Event::End(_) => self.close(),
            _ => self.typed(range),
        }
    }

    /// Characters, with the backslash before them if it is none of ours.
    fn text(&mut self, range: Range<usize>) {
        let escaped = range.start > self.last_text && self.source[..range.start].ends_with('\\');
        let text = &self.source[range.clone()];
        if escaped && !text.starts_with(|c| ESCAPABLE.contains(c)) {
            self.push(range.start - 1..range.start);
        }
        let first = if escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let mut at = range.start + first;
        self.push(range.start..at);
        // A backslash at the end of a line asks for the break that is there anyway.
        for (end, _) in text[first..].match_indices("\\\u{2028}") {
            let end = range.start + first + end;
            self.push(at..end);
            at = end + 1;
        }
        self.push(at..range.end);
        self.last_text = range.end;
    }

    /// `` `code` ``; a fenced block, which is none of ours, stays as typed.
    fn code(&mut self, code: &CowStr<'_>, range: Range<usize>) {
        if code.contains(BREAK) && self.source[range.clone()].starts_with("```") {
            return self.typed(range);
        }
        let place = self.place_of(code, range.clone());
        self.runs.code(Text::new(code.replace(BREAK, " "), place));
        self.last_text = range.end;
    }

    /// Where `text` is in the stretch `range` of the source; the whole stretch where it is written another way.
    fn place_of(&self, text: &str, range: Range<usize>) -> Span {
        let found = self.source[range.clone()].rfind(text).map(|at| range.start + at);
        self.source.span(found.map_or(range, |at| at..at + text.len()))
    }

    /// Takes a stretch of the source as it is.
    fn typed(&mut self, range: Range<usize>) {
        self.push(range.clone());
        self.last_text = range.end;
        self.literal = range.end;
    }

    fn open_mark(&mut self, mark: Mark, range: Range<usize>, width: usize) {
        let typed = range.start..range.start + width;
        self.last_text = typed.end;
        if is_no_emphasis(self.source, &range) && !self.runs.is_inside(&mark) {
            self.push(typed.clone());
            self.open.push((false, self.source.slice(typed)));
        } else {
            self.runs.open(mark);
            self.open.push((true, MappedText::default()));
        }
    }

    fn open_link(&mut self, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        let known = match kind {
            // An address ends where its line ends.
            LinkType::Autolink => is_followed(url) && !url.contains(BREAK),
            _ => !url.is_empty() && !url.contains(BREAK) && !title.contains(BREAK),
        };
        if !known {
            return self.typed(range);
        }
        let scheme = if kind == LinkType::Email { "mailto:" } else { "" };
        self.last_text = range.start + 1;
        let url = Text::new(format!("{scheme}{url}"), self.place_of(url, range.clone()));
        self.runs.open(Mark::Link(url));
        let mut after = MappedText::default();
        if !title.is_empty() {
            after.push(&format!(" ({title})"), self.place_of(title, range));
        }
        self.open.push((true, after));
    }

    fn close(&mut self) {
        let Some((is_run, after)) = self.open.pop() else { return };
        if is_run {
            self.runs.close();
        }
        self.runs.text(&after);
    }

    /// Appends a stretch of the source, its breaks as runs of their own.
    fn push(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for (n, part) in self.source[range].split(BREAK).enumerate() {
            if n > 0 {
                self.runs.line_break();
                at += BREAK.len_utf8();
            }
            self.runs.text(&self.source.slice(at..at + part.len()));
            at += part.len();
        }
    }
}

/// Whether what looks like emphasis is text: it begins and ends inside a word, as in `2*3*4`, or is a name of Python's
/// such as `__init__`. Scripts written without spaces do emphasise inside a run of letters.
pub(crate) fn is_no_emphasis(source: &str, range: &Range<usize>) -> bool {
    let letter = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
    let is_inside = source[..range.start].chars().next_back().is_some_and(letter)
        && source[range.end..].chars().next().is_some_and(letter);
    let name = source[range.clone()].strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
    is_inside || name.is_some_and(|name| DUNDERS.contains(&name))
}

/// Names of Python's that people write about.
const DUNDERS: [&str; 24] = [
    "add", "all", "await", "call", "class", "del", "dict", "doc", "enter", "eq", "exit", "file", "getattr",
    "getitem", "hash", "init", "iter", "len", "main", "name", "new", "repr", "slots", "str",
];
