//! One paragraph's runs. pulldown-cmark finds the marks; what is outside the subset is taken from the
//! source as typed, so an entity, a tag or an image is never interpreted.

use super::{Inline, links};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// Stands for a newline while a paragraph is parsed. It is white space to the parser's rules about
/// emphasis but ends no line, so that nothing can look like a heading, a rule or a fence.
const BREAK: char = '\u{2028}';

/// Characters before which a backslash is markup. Before all others it is a backslash.
const ESCAPABLE: &str = "\\`*_[]()<>-+.";

/// Reads the lines of one paragraph.
pub(super) fn parse(lines: &[&str]) -> Vec<Inline> {
    let mut source = String::new();
    for line in lines {
        source.push(BREAK);
        source.push_str(line);
    }
    let source = shield(&source);
    let mut builder = Builder { source: &source, frames: vec![Frame::root()], last_text: 0, literal: 0 };
    for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        builder.event(event, range);
    }
    let runs = builder.frames.pop().map(|frame| frame.runs).unwrap_or_default();
    finish(runs)
}

/// Puts a backslash before the `_` and `*` of bare addresses, which are no emphasis there.
fn shield(source: &str) -> Cow<'_, str> {
    let found = links::find(source);
    if !found.iter().any(|bare| source[bare.range.clone()].contains(['_', '*'])) {
        return Cow::Borrowed(source);
    }
    let taken: Vec<_> = Parser::new_ext(source, Options::empty())
        .into_offset_iter()
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
            )
        })
        .map(|(_, range)| range)
        .collect();
    let mut out = String::with_capacity(source.len() + 16);
    let mut at = 0;
    for bare in found {
        let Range { start, end } = bare.range;
        let inside = taken.partition_point(|range| range.end <= start);
        if taken.get(inside).is_some_and(|range| range.start < end) {
            continue;
        }
        out.push_str(&source[at..start]);
        for c in source[start..end].chars() {
            if matches!(c, '_' | '*') && !out.ends_with('\\') {
                out.push('\\');
            }
            out.push(c);
        }
        at = end;
    }
    out.push_str(&source[at..]);
    Cow::Owned(out)
}

/// A mark that is open, and the runs in it.
struct Frame {
    mark: Mark,
    runs: Vec<Inline>,
}

enum Mark {
    Root,
    Strong,
    Emphasis,
    Link {
        url: String,
        title: String,
    },
    /// Markup that is not wanted: the runs join those around them, between these characters.
    Flat(String),
}

impl Frame {
    const fn root() -> Self {
        Self { mark: Mark::Root, runs: Vec::new() }
    }
}

struct Builder<'a> {
    source: &'a str,
    /// Never empty: the first is the paragraph itself.
    frames: Vec<Frame>,
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
            self.push("\\");
        }
        // A backslash at the end of a line asks for the break that is there anyway.
        let first = if escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let (head, tail) = text.split_at(first);
        self.push(head);
        self.push(&tail.replace("\\\u{2028}", "\u{2028}"));
        self.last_text = range.end;
    }

    /// `` `code` ``; a fenced block, which is none of ours, stays as typed.
    fn code(&mut self, code: &CowStr<'_>, range: Range<usize>) {
        if code.contains(BREAK) && self.source[range.clone()].starts_with("```") {
            return self.typed(range);
        }
        self.runs().push(Inline::Code(code.replace(BREAK, " ")));
        self.last_text = range.end;
    }

    /// Takes a stretch of the source as it is.
    fn typed(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        self.push(text);
        self.last_text = range.end;
        self.literal = range.end;
    }

    fn open_mark(&mut self, mark: Mark, range: Range<usize>, width: usize) {
        let again = self
            .frames
            .iter()
            .any(|frame| std::mem::discriminant(&frame.mark) == std::mem::discriminant(&mark));
        let mark = if again {
            Mark::Flat(String::new())
        } else if within_word(self.source, &range) {
            let typed = self.source[range.start..range.start + width].to_owned();
            self.push(&typed);
            Mark::Flat(typed)
        } else {
            mark
        };
        self.last_text = range.start + width;
        self.frames.push(Frame { mark, runs: Vec::new() });
    }

    fn open_link(&mut self, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        let known = match kind {
            LinkType::Autolink => {
                let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
                // An address ends where its line ends.
                matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") && !url.contains(BREAK)
            }
            _ => !url.is_empty() && !url.contains(BREAK) && !title.contains(BREAK),
        };
        if !known {
            return self.typed(range);
        }
        let scheme = if kind == LinkType::Email { "mailto:" } else { "" };
        self.last_text = range.start + 1;
        let mark = Mark::Link { url: format!("{scheme}{url}"), title: title.to_owned() };
        self.frames.push(Frame { mark, runs: Vec::new() });
    }

    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(Frame { mark, runs }) = self.frames.pop() else { return };
        match mark {
            Mark::Root => self.runs().extend(runs),
            Mark::Strong => self.runs().push(Inline::Strong(runs)),
            Mark::Emphasis => self.runs().push(Inline::Emphasis(runs)),
            Mark::Flat(typed) => {
                self.append(runs);
                self.push(&typed);
            }
            Mark::Link { url, title } => {
                let runs = if runs.is_empty() { vec![Inline::Text(url.clone())] } else { runs };
                self.runs().push(Inline::Link(runs, url));
                if !title.is_empty() {
                    self.push(&format!(" ({title})"));
                }
            }
        }
    }

    fn runs(&mut self) -> &mut Vec<Inline> {
        if self.frames.is_empty() {
            self.frames.push(Frame::root());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].runs
    }

    /// Appends characters, joining them to those before, with breaks as runs of their own.
    fn push(&mut self, text: &str) {
        let runs = self.runs();
        for (n, part) in text.split(BREAK).enumerate() {
            if n > 0 {
                runs.push(Inline::Break);
            }
            match runs.last_mut() {
                Some(Inline::Text(before)) => before.push_str(part),
                _ if part.is_empty() => {}
                _ => runs.push(Inline::Text(part.to_owned())),
            }
        }
    }

    fn append(&mut self, runs: Vec<Inline>) {
        for run in runs {
            match run {
                Inline::Text(text) => self.push(&text),
                other => self.runs().push(other),
            }
        }
    }
}

/// Whether emphasis begins and ends inside a word: `2*3*4`. Scripts written without spaces do emphasise
/// inside a run of letters.
fn within_word(source: &str, range: &Range<usize>) -> bool {
    let letter = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
    source[..range.start].chars().next_back().is_some_and(letter)
        && source[range.end..].chars().next().is_some_and(letter)
}

/// Last touches: bare addresses become links, white space is folded, breaks at the ends go.
fn finish(runs: Vec<Inline>) -> Vec<Inline> {
    let mut runs = tidy(runs, true);
    while matches!(runs.last(), Some(Inline::Break)) {
        runs.pop();
    }
    let lead = runs.iter().take_while(|run| matches!(run, Inline::Break)).count();
    runs.drain(..lead);
    runs
}

/// Tidies one level and, marks being at most three deep, those below.
fn tidy(runs: Vec<Inline>, link: bool) -> Vec<Inline> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Inline::Text(text) if link => linkify(&fold(&text), &mut out),
            Inline::Text(text) => out.push(Inline::Text(fold(&text))),
            Inline::Strong(runs) => out.push(Inline::Strong(tidy(runs, link))),
            Inline::Emphasis(runs) => out.push(Inline::Emphasis(tidy(runs, link))),
            Inline::Link(runs, url) => out.push(Inline::Link(tidy(runs, false), url)),
            Inline::Code(_) | Inline::Break => out.push(run),
        }
    }
    out
}

/// Makes one space of each run of spaces and tabs.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t');
        if !(space && out.ends_with(' ')) {
            out.push(if space { ' ' } else { c });
        }
    }
    out
}

/// Appends `text`, its bare addresses as links.
fn linkify(text: &str, out: &mut Vec<Inline>) {
    let mut at = 0;
    for links::Bare { range, kind } in links::find(text) {
        let address = &text[range.clone()];
        let url = match kind {
            links::Kind::Web => address.to_owned(),
            links::Kind::Email => format!("mailto:{address}"),
        };
        if range.start > at {
            out.push(Inline::Text(text[at..range.start].to_owned()));
        }
        out.push(Inline::Link(vec![Inline::Text(address.to_owned())], url));
        at = range.end;
    }
    if at < text.len() {
        out.push(Inline::Text(text[at..].to_owned()));
    }
}
