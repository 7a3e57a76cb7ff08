//! The runs of a paragraph put together from characters and marks in reading order, whatever they were read from: bare
//! addresses become links, white space is folded, no mark stands inside its like.

use super::{Inline, Text, links};
use crate::text::MappedText;

/// A mark around runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Strong,
    Emphasis,
    /// A link and its address.
    Link(Text),
}

/// The runs of a paragraph in the making.
#[derive(Default)]
pub(crate) struct Runs {
    /// The runs inside the innermost mark.
    runs: Vec<Inline>,
    /// Characters that follow them.
    text: MappedText,
    open: Vec<Open>,
}

/// A mark that is open.
struct Open {
    /// None for one that does not show.
    mark: Option<Mark>,
    /// The runs before it.
    before: Vec<Inline>,
}

impl Runs {
    /// Appends characters.
    pub fn text(&mut self, text: &MappedText) {
        self.text.push_slice(text, 0..text.len());
    }

    /// Appends code.
    pub fn code(&mut self, code: Text) {
        self.push(Inline::Code(code));
    }

    /// Appends a line break that was asked for.
    pub fn line_break(&mut self) {
        self.push(Inline::Break);
    }

    /// Opens a mark; inside its like it does not show.
    pub fn open(&mut self, mark: Mark) {
        if self.is_inside(&mark) {
            self.open.push(Open { mark: None, before: Vec::new() });
        } else {
            self.end_text();
            self.open.push(Open { mark: Some(mark), before: std::mem::take(&mut self.runs) });
        }
    }

    /// Whether a mark like this one is open.
    pub fn is_inside(&self, mark: &Mark) -> bool {
        let kind = std::mem::discriminant(mark);
        self.open.iter().flat_map(|open| &open.mark).any(|open| std::mem::discriminant(open) == kind)
    }

    /// Closes the innermost mark.
    pub fn close(&mut self) {
        if self.open.last().is_some_and(|open| open.mark.is_some()) {
            self.end_text();
        }
        let Some(Open { mark: Some(mark), before }) = self.open.pop() else { return };
        let inner = std::mem::replace(&mut self.runs, before);
        self.runs.push(match mark {
            Mark::Strong => Inline::Strong(inner),
            Mark::Emphasis => Inline::Emphasis(inner),
            Mark::Link(url) if inner.is_empty() => Inline::Link(vec![Inline::Text(url.clone())], url),
            Mark::Link(url) => Inline::Link(inner, url),
        });
    }

    /// The runs, without line breaks at either end.
    pub fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_text();
        while matches!(self.runs.last(), Some(Inline::Break)) {
            self.runs.pop();
        }
        let lead = self.runs.iter().take_while(|run| matches!(run, Inline::Break)).count();
        self.runs.drain(..lead);
        self.runs
    }

    fn push(&mut self, run: Inline) {
        self.end_text();
        self.runs.push(run);
    }

    /// Makes runs of the characters so far, bare addresses links; what is in a link already stays one.
    fn end_text(&mut self) {
        let text = fold(&std::mem::take(&mut self.text));
        let is_linked = self.is_inside(&Mark::Link(Text::default()));
        let found = if is_linked { Vec::new() } else { links::find(&text) };
        let mut at = 0;
        for links::Bare { range, kind } in found {
            let address = Text::from(text.slice(range.clone()));
            let scheme = if kind == links::Kind::Email { "mailto:" } else { "" };
            let url = Text::new(format!("{scheme}{}", address.value), address.span);
            if range.start > at {
                self.runs.push(Inline::Text(text.slice(at..range.start).into()));
            }
            self.runs.push(Inline::Link(vec![Inline::Text(address)], url));
            at = range.end;
        }
        if at < text.len() {
            self.runs.push(Inline::Text(text.slice(at..text.len()).into()));
        }
    }
}

/// Makes one space of each run of spaces and tabs.
fn fold(text: &MappedText) -> MappedText {
    let mut out = MappedText::default();
    let mut at = 0;
    for part in text.split_inclusive([' ', '\t']) {
        let word = at..at + part.trim_end_matches([' ', '\t']).len();
        out.push_slice(text, word.clone());
        at += part.len();
        if word.end < at && !out.ends_with(' ') {
            out.push(" ", text.span(word.end..at));
        }
    }
    out
}
