//! From the parser's places, which count characters, to bytes of the file; and the true extent of what stands there.

use crate::input::syntax::reader::string_end;
use crate::text::{Source, Span};

/// Every how many characters a byte offset is kept.
const STEP: usize = 128;

/// White space in YAML. Other characters that look like it, such as U+2003, belong to the text.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The part of a file that is read, with its characters numbered.
pub(super) struct Places<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// The part of it that is YAML.
    part: Span,
    /// The byte offset of every [`STEP`]th character, in the file.
    steps: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a Source, part: Span) -> Self {
        let text = source.slice(part);
        let steps = text.char_indices().step_by(STEP).map(|(at, _)| part.start + at).collect();
        Self { source, part, steps }
    }

    /// The file from a byte on, up to the end of the part.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.source.slice(Span::new(at, self.part.end))
    }

    /// The byte of a character; the end of the part for one behind it.
    pub(super) fn byte(&self, character: usize) -> usize {
        let Some(step) = self.steps.get(character / STEP) else { return self.part.end };
        let rest = self.rest(*step);
        rest.char_indices().nth(character % STEP).map_or(self.part.end, |(at, _)| step + at)
    }

    /// The character at a byte; nothing at the end of the part.
    pub(super) fn character(&self, at: usize) -> Span {
        Span::new(at, at + self.rest(at).chars().next().map_or(0, char::len_utf8))
    }

    /// The bytes of a span of the parser.
    pub(super) fn span(&self, span: saphyr_parser::Span) -> Span {
        let start = self.byte(span.start.index());
        if span.is_empty() {
            Span::at(start)
        } else {
            Span::new(start, self.byte(span.end.index()).max(start))
        }
    }

    /// Where a node's anchor and tag stand before `limit`, and where what they belong to starts.
    pub(super) fn properties(&self, start: usize, limit: usize) -> (Vec<Span>, usize) {
        let mut found = Vec::new();
        let mut at = start;
        loop {
            at = self.skip_blank(at).min(limit);
            let rest = self.rest(at);
            if at >= limit || found.len() == 2 || !rest.starts_with(['&', '!']) {
                return (found, at);
            }
            let verbatim = rest.starts_with("!<");
            let ends =
                |c: char| BLANK.contains(&c) || (!verbatim && matches!(c, ',' | '[' | ']' | '{' | '}'));
            let end = (at + rest.find(ends).unwrap_or(rest.len())).min(limit);
            found.push(Span::new(at, end));
            at = end;
        }
    }

    /// Behind white space and comments.
    fn skip_blank(&self, mut at: usize) -> usize {
        loop {
            let rest = self.rest(at);
            at += rest.len() - rest.trim_start_matches(BLANK).len();
            let rest = self.rest(at);
            if !rest.starts_with('#') {
                return at;
            }
            at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
    }

    /// The span of the quoted scalar that starts at `start`: the parser counts what follows it on the line as well.
    pub(super) fn quoted(&self, start: usize, limit: usize) -> Span {
        let text = &self.source.text.as_bytes()[..limit];
        let quote = text.get(start..=start).unwrap_or(b"'");
        let mut end = string_end(text, start, quote, true);
        // A single quote that is doubled is one of the text.
        while let (Ok(at), b"'") = (end, quote)
            && text.get(at) == Some(&b'\'')
        {
            end = string_end(text, at, quote, true);
        }
        Span::new(start, end.unwrap_or(limit))
    }

    /// The span without the white space at its end.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start, span.start + self.source.slice(span).trim_end_matches(BLANK).len())
    }

    /// The place of nothing: behind the `:` or `-` that it was left out after.
    pub(super) fn nothing(&self, at: usize) -> Span {
        Span::at(if self.rest(at).starts_with([':', '-']) { at + 1 } else { at })
    }

    /// Where a list starts that the parser says starts at `at`: it leaves out the first dash of some.
    pub(super) fn dash(&self, at: usize) -> usize {
        let rest = self.rest(at);
        if rest.starts_with('-') && rest[1..].chars().next().is_none_or(|c| BLANK.contains(&c)) {
            return at;
        }
        let before = self.source.slice(Span::new(self.part.start, at)).trim_end_matches([' ', '\t']);
        if before.ends_with('-') { self.part.start + before.len() - 1 } else { at }
    }
}
